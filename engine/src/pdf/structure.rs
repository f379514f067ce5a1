//! The structure tree of the file (ISO 32000-1, 14.7): the elements of a [`StructureTree`] with the marked content and
//! the annotations of the pages. Elements of which nothing is painted are left out.

use lopdf::{Document, Object, ObjectId};
use rustc_hash::FxHashMap;

use crate::paint::structure::{StructureElement, StructureId, StructureKid, StructureProperties, TagSet};
use crate::paint::{NodeId, Role, StructureTree};
use crate::pdf::conformance::{Obstacle, is_language_tag};
use crate::pdf::graphics::content::ContentKey;
use crate::pdf::structure_references::References;
use crate::pdf::structure_type::{Namespace, cell_attributes, numbering_name, role_name, role_name_2_0};
use crate::pdf::syntax::number;
use crate::pdf::syntax::object::{name, points, text};
use crate::pdf::syntax::writer::{RawObjects, write_object};
use crate::sorting::{sort_by, sort_by_key};
use crate::units::{Length, Rect};

/// The content and the annotations of all pages, before they are put into the tree.
pub(crate) struct Tagging<'a> {
    structure: &'a StructureTree,
    /// The streams with marked content, by their keys in the parent tree.
    streams: Vec<Stream>,
    /// All marks: what each belongs to, its stream and its number there.
    marks: Vec<(ContentKey, u32, u32)>,
    links: Vec<Link>,
    /// The place of each picture that is content, from the lower left corner of its page.
    figures: FxHashMap<NodeId, [Object; 4]>,
    /// The elements that are written, in the order in which they are read.
    order: Vec<StructureId>,
    /// By [`StructureId`], the place in `order` from 1; 0 for what is not written.
    numbers: Vec<u32>,
    /// In PDF 2.0, what elements refer to.
    references: Option<References>,
}

struct Stream {
    page: ObjectId,
    form: Option<ObjectId>,
    /// The numbers of the objects of the elements that its marks belong to; 0 where they are not known.
    parents: Vec<u32>,
}

struct Link {
    node: NodeId,
    /// The element that it leads to, in the document.
    target: Option<NodeId>,
    page: ObjectId,
    annotation: ObjectId,
    /// Whether it opens an attached file.
    is_file: bool,
    /// The number of the object of its element; 0 where it is not known.
    parent: u32,
}

impl<'a> Tagging<'a> {
    pub(crate) fn new(structure: &'a StructureTree) -> Tagging<'a> {
        Tagging {
            structure,
            streams: Vec::new(),
            marks: Vec::new(),
            links: Vec::new(),
            figures: FxHashMap::default(),
            order: Vec::new(),
            numbers: Vec::new(),
            references: None,
        }
    }

    /// Adds the marked content of a page, or of a form on it. Returns its key in the parent tree, if there is any.
    pub(crate) fn add_stream(
        &mut self,
        page: ObjectId,
        form: Option<ObjectId>,
        marks: Vec<ContentKey>,
    ) -> Option<i64> {
        if marks.is_empty() {
            return None;
        }
        let number = self.streams.len() as u32;
        self.streams.push(Stream { page, form, parents: vec![0; marks.len()] });
        self.marks.extend(marks.into_iter().zip(0..).map(|(key, mark)| (key, number, mark)));
        Some(i64::from(number))
    }

    pub(crate) fn add_link(
        &mut self,
        node: NodeId,
        target: Option<NodeId>,
        page: ObjectId,
        annotation: ObjectId,
    ) {
        self.links.push(Link { node, target, page, annotation, is_file: false, parent: 0 });
    }

    pub(crate) fn add_figure(&mut self, node: NodeId, rect: Rect, page_height: Length) {
        let edges = [rect.x, page_height - rect.bottom(), rect.right(), page_height - rect.y];
        self.figures.entry(node).or_insert_with(|| edges.map(points));
    }

    /// Ends the collection, and connects the annotations with the tree. Returns the tree's obstacles to
    /// standards.
    pub(crate) fn close(&mut self, document: &mut Document) -> Vec<Obstacle> {
        // A stable sort: the marks of one content stay in the order of the pages.
        sort_by_key(&mut self.marks, |(key, ..)| *key);
        sort_by_key(&mut self.links, |link| link.node);
        for (link, key) in self.links.iter_mut().zip(self.streams.len() as i64..) {
            if let Ok(annotation) = document.get_dictionary_mut(link.annotation) {
                link.is_file = annotation.has(b"FS");
                annotation.set("StructParent", Object::Integer(key));
            }
        }
        self.number_elements();
        if self.structure.tag_set == TagSet::Pdf20 {
            let targets = self.links.iter().map(|link| (link.node, link.target));
            self.references = Some(References::of(self.structure, &self.order, targets));
        }
        let elements = self.structure.elements.iter().zip(&self.numbers).filter(|(_, number)| **number > 0);
        let without = elements.filter_map(|(element, _)| {
            let is_picture = matches!(element.role, Role::Figure | Role::Formula);
            let has_alternative = element.properties.as_ref().is_some_and(|own| own.alternative.is_some());
            (is_picture && !has_alternative).then_some(Obstacle::NoAlternative(element.node))
        });
        let languages = self.structure.elements.iter().zip(&self.numbers).filter_map(|(element, number)| {
            let language = element.properties.as_ref()?.language.as_ref().filter(|_| *number > 0)?;
            (!is_language_tag(language)).then(|| Obstacle::LanguageTag(element.node, language.clone()))
        });
        let misplaced = self.structure.misplaced.iter().copied().map(Obstacle::Nesting);
        without.chain(languages).chain(misplaced).chain(self.entries_without_target()).collect()
    }

    /// In PDF 2.0, the entries of tables of contents that lead nowhere.
    fn entries_without_target(&self) -> impl Iterator<Item = Obstacle> {
        let written = self.references.iter().flat_map(|references| {
            self.order.iter().filter(|id| references.from(**id).is_empty()).map(|id| self.structure.get(*id))
        });
        let entries = written.filter(|element| element.role == Role::TableOfContentsItem);
        entries.map(|element| Obstacle::NoTarget(element.node))
    }

    /// The place among the objects of the tree of the element that a node of the document leads to.
    pub(crate) fn place_of(&self, node: NodeId) -> u32 {
        self.references.as_ref().map_or(1, |references| self.numbers[references.element_at(node).index()])
    }

    /// The marks of a content, in the order of the pages.
    fn marks_of(&self, key: ContentKey) -> std::ops::Range<usize> {
        let start = self.marks.partition_point(|(of, ..)| *of < key);
        let count = self.marks[start..].iter().take_while(|(of, ..)| *of == key).count();
        start..start + count
    }

    fn links_of(&self, node: NodeId) -> std::ops::Range<usize> {
        let start = self.links.partition_point(|link| link.node < node);
        let count = self.links[start..].iter().take_while(|link| link.node == node).count();
        start..start + count
    }

    /// Numbers the elements that are written, from 1 in the order in which they are read.
    fn number_elements(&mut self) {
        let mut kept = vec![false; self.structure.elements.len()];
        self.keep(self.structure.root, &mut kept);
        kept[self.structure.root.index()] = true;
        self.numbers = vec![0; kept.len()];
        let mut pending = vec![self.structure.root];
        while let Some(id) = pending.pop() {
            self.order.push(id);
            self.numbers[id.index()] = self.order.len() as u32;
            pending.extend(self.structure.get(id).kids.iter().rev().filter_map(|kid| match kid {
                StructureKid::Element(inner) => Some(*inner).filter(|inner| kept[inner.index()]),
                StructureKid::Content(..) => None,
            }));
        }
    }

    /// Finds the elements that are written: something of them is painted, or they are cells of a table of which something
    /// is.
    fn keep(&self, id: StructureId, kept: &mut [bool]) -> bool {
        let element = self.structure.get(id);
        let mut is_kept = element.role == Role::Link && !self.links_of(element.node).is_empty();
        for kid in &element.kids {
            is_kept |= match kid {
                StructureKid::Element(inner) => self.keep(*inner, kept),
                StructureKid::Content(node, place) => !self.marks_of((*node, *place)).is_empty(),
            };
        }
        if is_kept && element.role == Role::Table {
            self.keep_cells(id, kept);
        }
        kept[id.index()] = is_kept;
        is_kept
    }

    /// Keeps all rows and cells of a table, which would not be regular otherwise.
    fn keep_cells(&self, id: StructureId, kept: &mut [bool]) {
        for kid in &self.structure.get(id).kids {
            let StructureKid::Element(inner) = *kid else { continue };
            match self.structure.get(inner).role {
                Role::TableHead | Role::TableBody | Role::TableFoot | Role::TableRow => {
                    kept[inner.index()] = true;
                    self.keep_cells(inner, kept);
                }
                Role::TableHeaderCell | Role::TableDataCell => kept[inner.index()] = true,
                _ => {}
            }
        }
    }

    /// The objects of the tree, its root first, where the first of them has the number `first`. `numbers` are those of
    /// the other objects.
    pub(crate) fn objects(mut self, numbers: &FxHashMap<ObjectId, u32>, first: u32) -> RawObjects {
        let mut out = Writer { numbers, first, namespaces: None, objects: RawObjects::default() };
        let tree = first + self.order.len() as u32 + 1;
        let identifiers = self.identifiers();
        out.text(b"<</Type/StructTreeRoot/K ");
        out.reference(first + 1);
        out.text(b"/ParentTree ");
        out.reference(tree);
        out.text(b"/ParentTreeNextKey ");
        out.integer((self.streams.len() + self.links.len()) as i64);
        if !identifiers.is_empty() {
            out.text(b"/IDTree ");
            out.reference(tree + 1);
        }
        let lists = tree + if identifiers.is_empty() { 1 } else { 2 };
        out.namespaces = self.references.is_some().then_some(lists + self.streams.len() as u32);
        if out.namespaces.is_some() {
            out.text(b"/Namespaces[");
            Namespace::ALL.into_iter().for_each(|namespace| out.namespace(namespace));
            out.text(b"]");
        }
        out.text(b">>");
        out.end();
        // The parent of each element; the root of the tree for that of the whole document.
        let mut parents = vec![first; self.structure.elements.len()];
        for id in std::mem::take(&mut self.order) {
            for kid in &self.structure.get(id).kids {
                if let StructureKid::Element(inner) = kid {
                    parents[inner.index()] = first + self.numbers[id.index()];
                }
            }
            self.element(id, parents[id.index()], &mut out);
        }
        self.parent_tree(lists, &mut out);
        if !identifiers.is_empty() {
            out.text(b"<</Names[");
            for (identifier, number) in identifiers {
                out.object(&text(identifier));
                out.reference(first + number);
            }
            out.text(b"]>>");
            out.end();
        }
        for stream in &self.streams {
            debug_assert!(!stream.parents.contains(&0), "content of no element");
            out.text(b"[");
            for &parent in &stream.parents {
                out.reference(parent);
                out.text(b" ");
            }
            out.text(b"]");
            out.end();
        }
        if out.namespaces.is_some() {
            for namespace in Namespace::ALL {
                out.text(b"<</Type/Namespace/NS");
                out.object(&text(namespace.address()));
                out.text(b">>");
                out.end();
            }
        }
        out.objects
    }

    fn element(&mut self, id: StructureId, parent: u32, out: &mut Writer<'_>) {
        let structure = self.structure;
        let element = structure.get(id);
        let own = out.first + self.numbers[id.index()];
        // Annotations other than links need an element of their own kind (ISO 14289-1, 7.18.1).
        let is_file =
            element.role == Role::Link && self.links_of(element.node).any(|link| self.links[link].is_file);
        out.text(b"<</S/");
        match &self.references {
            None if is_file => out.text(b"Annot"),
            None => out.text(role_name(element.role).as_bytes()),
            Some(_) => {
                out.text(if is_file { b"Annot" } else { role_name_2_0(element.role).as_bytes() });
                out.text(b"/NS");
                out.namespace(Namespace::of(element.role));
            }
        }
        out.text(b"/P ");
        out.reference(parent);
        let kids: Vec<Kid> = self.kids(element);
        let page = kids.iter().find_map(|kid| match kid {
            Kid::Mark(mark) => Some(self.streams[self.marks[*mark].1 as usize].page),
            _ => None,
        });
        if let Some(page) = page {
            out.text(b"/Pg ");
            out.reference_to(page);
        }
        if !kids.is_empty() {
            let is_list = kids.len() > 1;
            out.text(if is_list { b"/K[" } else { b"/K " });
            for (kid, place) in kids.iter().zip(0..) {
                out.text(if place > 0 { b" " } else { b"" });
                match kid {
                    Kid::Element(number) => out.reference(out.first + number),
                    Kid::Mark(mark) => self.mark(*mark, own, page, out),
                    Kid::Link(link) => {
                        let link = &mut self.links[*link];
                        link.parent = own;
                        out.text(b"<</Type/OBJR/Pg ");
                        out.reference_to(link.page);
                        out.text(b"/Obj ");
                        out.reference_to(link.annotation);
                        out.text(b">>");
                    }
                }
            }
            out.text(if is_list { b"]" } else { b"" });
        }
        self.describe(id, element, out);
        out.text(b">>");
        out.end();
    }

    fn kids(&self, element: &StructureElement) -> Vec<Kid> {
        let mut kids = Vec::with_capacity(element.kids.len());
        for kid in &element.kids {
            match *kid {
                StructureKid::Element(inner) => {
                    kids.extend(
                        Some(self.numbers[inner.index()]).filter(|number| *number > 0).map(Kid::Element),
                    );
                }
                StructureKid::Content(node, place) => {
                    kids.extend(self.marks_of((node, place)).map(Kid::Mark))
                }
            }
        }
        if element.role == Role::Link {
            kids.extend(self.links_of(element.node).map(Kid::Link));
        }
        kids
    }

    /// The reference to marked content. A number is enough on the page of the element, which is that of its first content.
    fn mark(&mut self, mark: usize, parent: u32, own_page: Option<ObjectId>, out: &mut Writer<'_>) {
        let (_, stream, number) = self.marks[mark];
        let stream = &mut self.streams[stream as usize];
        stream.parents[number as usize] = parent;
        let on_own_page = own_page == Some(stream.page);
        if on_own_page && stream.form.is_none() {
            return out.integer(i64::from(number));
        }
        out.text(b"<</Type/MCR");
        if !on_own_page {
            out.text(b"/Pg ");
            out.reference_to(stream.page);
        }
        if let Some(form) = stream.form {
            out.text(b"/Stm ");
            out.reference_to(form);
        }
        out.text(b"/MCID ");
        out.integer(i64::from(number));
        out.text(b">>");
    }

    fn describe(&self, id: StructureId, element: &StructureElement, out: &mut Writer<'_>) {
        if let Some(references) = &self.references {
            self.refer(references.from(id), out);
        }
        let place = self.figures.get(&element.node).filter(|_| element.role == Role::Figure);
        if element.properties.is_none() && place.is_none() {
            return;
        }
        let none = StructureProperties::default();
        let properties = element.properties.as_deref().unwrap_or(&none);
        let StructureProperties { language, alternative, expansion, identifier, cell, numbering } =
            properties;
        let texts = [
            (&b"/Lang"[..], language.as_deref()),
            (b"/Alt", alternative.as_deref()),
            (b"/E", expansion.as_deref()),
            (b"/ID", identifier.as_deref()),
        ];
        for (key, value) in texts {
            if let Some(value) = value {
                out.text(key);
                out.object(&text(value));
            }
        }
        let is_note = element.role == Role::Note && self.references.is_some();
        let attributes = match (cell, numbering, place) {
            _ if is_note => [("O", name("FENote")), ("NoteType", name("Footnote"))].into_iter().collect(),
            (Some(cell), ..) => cell_attributes(cell),
            (_, Some(numbering), _) => {
                let value = name(numbering_name(*numbering));
                [("O", name("List")), ("ListNumbering", value)].into_iter().collect()
            }
            (.., Some(place)) => {
                let place = Object::Array(place.to_vec());
                [("O", name("Layout")), ("Placement", name("Block")), ("BBox", place)].into_iter().collect()
            }
            _ => return,
        };
        out.text(b"/A");
        out.object(&Object::Dictionary(attributes));
    }

    /// Writes the elements that one refers to.
    fn refer(&self, to: &[StructureId], out: &mut Writer<'_>) {
        if to.is_empty() {
            return;
        }
        out.text(b"/Ref[");
        for (id, place) in to.iter().zip(0..) {
            out.text(if place > 0 { b" " } else { b"" });
            out.reference(out.first + self.numbers[id.index()]);
        }
        out.text(b"]");
    }

    /// The elements that have identifiers, in the order of these.
    fn identifiers(&self) -> Vec<(&'a str, u32)> {
        let structure = self.structure;
        let own = |id: &StructureId| structure.get(*id).properties.as_ref()?.identifier.as_deref();
        let mut found: Vec<(&str, u32)> =
            self.order.iter().filter_map(|id| Some((own(id)?, self.numbers[id.index()]))).collect();
        sort_by(&mut found, Ord::cmp);
        found.dedup_by_key(|(identifier, _)| *identifier);
        found
    }

    /// The elements of all marks and annotations (ISO 32000-1, 14.7.4.4). The lists of the marks are the objects from
    /// `lists` on.
    fn parent_tree(&self, lists: u32, out: &mut Writer<'_>) {
        out.text(b"<</Nums[");
        let of_streams = (0..self.streams.len() as u32).map(|number| lists + number);
        let of_links = self.links.iter().map(|link| match link.parent {
            0 => out.first + 1,
            parent => parent,
        });
        let parents: Vec<u32> = of_streams.chain(of_links).collect();
        for (parent, key) in parents.into_iter().zip(0..) {
            out.integer(key);
            out.text(b" ");
            out.reference(parent);
            out.text(b" ");
        }
        out.text(b"]>>");
        out.end();
    }
}

/// What an element contains in the file.
enum Kid {
    /// By its number, from 1.
    Element(u32),
    /// By its place in [`Tagging::marks`].
    Mark(usize),
    /// By its place in [`Tagging::links`].
    Link(usize),
}

/// Writes objects one after another. There are tens of thousands in a long document, so they are bytes, not lopdf's
/// dictionaries, which take some 2 KB each.
struct Writer<'n> {
    numbers: &'n FxHashMap<ObjectId, u32>,
    /// The number of the first object.
    first: u32,
    /// In PDF 2.0, the number of the first namespace.
    namespaces: Option<u32>,
    objects: RawObjects,
}

impl Writer<'_> {
    fn text(&mut self, text: &[u8]) {
        self.objects.bytes.extend_from_slice(text);
    }

    fn integer(&mut self, value: i64) {
        number::integer(&mut self.objects.bytes, value);
    }

    fn reference(&mut self, number: u32) {
        self.integer(i64::from(number));
        self.text(b" 0 R");
    }

    /// A reference to a namespace, after a space.
    fn namespace(&mut self, namespace: Namespace) {
        let first = self.namespaces.unwrap_or_default();
        self.text(b" ");
        self.reference(first + namespace as u32);
    }

    fn reference_to(&mut self, id: ObjectId) {
        self.object(&Object::Reference(id));
    }

    fn object(&mut self, object: &Object) {
        write_object(&mut self.objects.bytes, object, self.numbers);
    }

    /// Ends an object.
    fn end(&mut self) {
        self.objects.ends.push(self.objects.bytes.len());
    }
}
