//! What elements of the structure refer to in PDF 2.0 (`Ref`; ISO 32000-2, 14.7.2): entries of a table of contents to
//! what they lead to, notes and what cites them to each other. Also the elements that destinations lead to.

use rustc_hash::FxHashMap;

use crate::paint::structure::{StructureId, StructureKid};
use crate::paint::{ContentPlace, NodeId, Role, StructureTree};
use crate::sorting::sort_by_key;

/// The references between the elements of a tree.
pub(crate) struct References {
    /// The root of the tree.
    root: StructureId,
    /// The first element with content of a node, in the order of the nodes.
    elements: Vec<(NodeId, StructureId)>,
    /// The elements that an element refers to; never iterated.
    from: FxHashMap<StructureId, Vec<StructureId>>,
}

impl References {
    /// The references between the elements that are written, which `order` lists. `links` are those of all link
    /// annotations, sorted: the element of the document, and the one that it leads to.
    pub(crate) fn of(
        tree: &StructureTree,
        order: &[StructureId],
        links: impl Iterator<Item = (NodeId, Option<NodeId>)>,
    ) -> References {
        let mut references =
            References { root: tree.root, elements: places(tree, order), from: FxHashMap::default() };
        let targets: Vec<(NodeId, NodeId)> =
            links.filter_map(|(node, target)| Some((node, target?))).collect();
        // The calls of notes that have not been reached yet.
        let mut calls: FxHashMap<NodeId, StructureId> = FxHashMap::default();
        // The entry of a table of contents that an element is in.
        let mut entries: FxHashMap<StructureId, StructureId> = FxHashMap::default();
        for &id in order {
            let element = tree.get(id);
            let mut around = entries.get(&id).copied();
            let for_kids = if element.role == Role::TableOfContentsItem { Some(id) } else { around };
            if let Some(entry) = for_kids {
                let inner = element.kids.iter().filter_map(|kid| match kid {
                    StructureKid::Element(inner) => Some((*inner, entry)),
                    StructureKid::Content(..) => None,
                });
                entries.extend(inner);
            }
            match element.role {
                Role::Reference => drop(calls.insert(element.node, id)),
                Role::Note => {
                    if let Some(call) = calls.remove(&element.node) {
                        references.add(call, id);
                        references.add(id, call);
                    }
                }
                Role::Link => {
                    let place = targets.partition_point(|(node, _)| *node < element.node);
                    let target = targets.get(place).filter(|(node, _)| *node == element.node);
                    let Some(to) = target.map(|(_, target)| references.element_at(*target)) else { continue };
                    // An entry without a link refers to what the first entry in it does.
                    while let Some(entry) = around.filter(|entry| references.from(*entry).is_empty()) {
                        references.add(entry, to);
                        around = entries.get(&entry).copied();
                    }
                }
                _ => {}
            }
        }
        references
    }

    fn add(&mut self, from: StructureId, to: StructureId) {
        self.from.entry(from).or_default().push(to);
    }

    /// The elements that an element refers to.
    pub(crate) fn from(&self, id: StructureId) -> &[StructureId] {
        self.from.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The element of a node of the document; where it has none, that of what is in it or after it.
    pub(crate) fn element_at(&self, node: NodeId) -> StructureId {
        let place = self.elements.partition_point(|(of, _)| *of < node);
        self.elements.get(place).map_or(self.root, |(_, id)| *id)
    }
}

/// The first element that is of a node or has its content, for each node, in the order of the nodes.
fn places(tree: &StructureTree, order: &[StructureId]) -> Vec<(NodeId, StructureId)> {
    let mut places = Vec::new();
    for &id in order {
        let element = tree.get(id);
        places.push((element.node, id));
        places.extend(element.kids.iter().filter_map(|kid| match *kid {
            StructureKid::Content(_, ContentPlace::Text(text)) => Some((text, id)),
            StructureKid::Content(node, _) => Some((node, id)),
            StructureKid::Element(_) => None,
        }));
    }
    // A stable sort: of the elements of a node the first counts.
    sort_by_key(&mut places, |(node, _)| *node);
    places.dedup_by_key(|(node, _)| *node);
    places
}
