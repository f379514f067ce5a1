//! The document outline (ISO 32000-1, 12.3.3), nested by level.

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::paint::OutlineEntry;
use crate::pdf::interactive::link::Destinations;
use crate::pdf::syntax::object::{name, text};

/// The deepest level that is open at first.
const OPEN_LEVELS: usize = 2;

/// An entry with its position in the tree, by index; entries are in document order.
struct OutlineItem<'a> {
    entry: &'a OutlineEntry,
    id: ObjectId,
    parent: Option<usize>,
    /// The number of entries that contain it.
    depth: usize,
    children: Vec<usize>,
}

impl OutlineItem<'_> {
    fn is_open(&self) -> bool {
        self.entry.open.unwrap_or(self.depth + 1 < OPEN_LEVELS)
    }
}

/// Adds the outline to the document; `None` if it is empty. Entries whose element is on no page are left out.
pub(crate) fn outline(
    document: &mut Document,
    entries: &[OutlineEntry],
    destinations: &Destinations,
) -> Option<ObjectId> {
    let mut items: Vec<OutlineItem> = Vec::new();
    let mut roots = Vec::new();
    // The entries that are open around the next one.
    let mut open: Vec<usize> = Vec::new();
    for entry in entries.iter().filter(|entry| destinations.has(entry.node)) {
        while open
            .last()
            .and_then(|&last| items.get(last))
            .is_some_and(|last| last.entry.level >= entry.level)
        {
            open.pop();
        }
        let index = items.len();
        let parent = open.last().copied();
        match parent.and_then(|parent| items.get_mut(parent)) {
            Some(parent) => parent.children.push(index),
            None => roots.push(index),
        }
        let id = document.new_object_id();
        items.push(OutlineItem { entry, id, parent, depth: open.len(), children: Vec::new() });
        open.push(index);
    }
    let root = document.new_object_id();
    let id = |index: &usize| items.get(*index).map(|item| Object::Reference(item.id));
    let mut root_dictionary = Dictionary::new();
    root_dictionary.set("Type", name("Outlines"));
    root_dictionary.set("First", roots.first().and_then(id)?);
    root_dictionary.set("Last", roots.last().and_then(id)?);

    // How many descendants show when an entry is open, by index; children come after their parents.
    let mut shown = vec![0i64; items.len()];
    for (index, item) in items.iter().enumerate().rev() {
        let open_children = item.children.iter().filter_map(|&child| {
            let below = if items.get(child)?.is_open() { shown.get(child).copied()? } else { 0 };
            Some(1 + below)
        });
        let count = open_children.sum();
        if let Some(slot) = shown.get_mut(index) {
            *slot = count;
        }
    }
    let mut dictionaries = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        let mut dictionary = Dictionary::new();
        dictionary.set("Title", text(&item.entry.title));
        let parent = item.parent.as_ref().and_then(id).unwrap_or(Object::Reference(root));
        dictionary.set("Parent", parent);
        destinations.lead(&mut dictionary, item.entry.node)?;
        if let (Some(first), Some(last)) =
            (item.children.first().and_then(id), item.children.last().and_then(id))
        {
            dictionary.set("First", first);
            dictionary.set("Last", last);
            let count = shown.get(index).copied().unwrap_or_default();
            dictionary.set("Count", Object::Integer(if item.is_open() { count } else { -count }));
        }
        dictionaries.push(dictionary);
    }
    for siblings in items.iter().map(|item| &item.children).chain([&roots]) {
        for pair in siblings.windows(2) {
            if let &[left, right] = pair
                && let (Some(left_id), Some(right_id)) = (id(&left), id(&right))
            {
                if let Some(dictionary) = dictionaries.get_mut(left) {
                    dictionary.set("Next", right_id);
                }
                if let Some(dictionary) = dictionaries.get_mut(right) {
                    dictionary.set("Prev", left_id);
                }
            }
        }
    }
    let open_entries = roots.iter().filter_map(|&index| {
        let below = if items.get(index)?.is_open() { shown.get(index).copied()? } else { 0 };
        Some(1 + below)
    });
    root_dictionary.set("Count", Object::Integer(open_entries.sum()));
    for (item, dictionary) in items.iter().zip(dictionaries) {
        document.set_object(item.id, dictionary);
    }
    document.set_object(root, root_dictionary);
    Some(root)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paint::NodeId;
    use crate::units::{Length, Point};

    fn entry(level: u8, node: u32) -> OutlineEntry {
        OutlineEntry { level, title: node.to_string(), node: NodeId(node), open: None }
    }

    #[test]
    fn entries_nest_by_level_and_count_visible_descendants() {
        let mut destinations = Destinations::default();
        for node in 1..=5 {
            destinations.add(NodeId(node), (1, 0), Length::POINT, Point::default());
        }
        let mut document = Document::new();
        // A level that is left out, and an entry that is on no page.
        let entries = [entry(1, 1), entry(3, 2), entry(4, 3), entry(3, 9), entry(2, 4), entry(1, 5)];
        let root = outline(&mut document, &entries, &destinations).expect("an outline");
        let get = |id: ObjectId| document.get_dictionary(id).expect("a dictionary");
        let follow =
            |id: ObjectId, key: &[u8]| get(id).get(key).and_then(Object::as_reference).expect("a reference");
        let count = |id: ObjectId| get(id).get(b"Count").and_then(Object::as_i64).ok();
        let title = |id: ObjectId| get(id).get(b"Title").and_then(Object::as_str).expect("a title").to_vec();

        let first = follow(root, b"First");
        assert_eq!(title(first), b"1");
        assert_eq!(title(follow(first, b"First")), b"2");
        assert_eq!(title(follow(follow(first, b"First"), b"First")), b"3");
        assert_eq!(title(follow(first, b"Last")), b"4");
        assert_eq!(title(follow(first, b"Next")), b"5");
        assert_eq!(follow(follow(first, b"Last"), b"Parent"), first);
        // 1 and 5, and under 1 both 2 and 4, show at first; 3 under 2 does not.
        assert_eq!((count(root), count(first), count(follow(first, b"First"))), (Some(4), Some(2), Some(-1)));
    }

    #[test]
    fn no_entries_make_no_outline() {
        assert!(outline(&mut Document::new(), &[entry(1, 1)], &Destinations::default()).is_none());
    }
}
