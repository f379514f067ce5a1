//! Link annotations (ISO 32000-1, 12.5.6.5) and the places they lead to.
//!
//! PDF has no action that opens an attached file unless it is a PDF itself (go-to-embedded), and PDF/A forbids those that start
//! programs. So a link to an attached file is a file attachment annotation (12.5.6.15), which has the area of the link and
//! an empty appearance.

use lopdf::{Dictionary, Object, ObjectId, StringFormat};
use rustc_hash::FxHashMap;

use crate::paint::{LinkArea, LinkTarget, NodeId};
use crate::pdf::attachment::Attached;
use crate::pdf::syntax::object::{name, points, text};
use crate::units::{Length, Point, Rect};

/// Where elements start.
#[derive(Default)]
pub(crate) struct Destinations<'a> {
    elements: FxHashMap<NodeId, Place>,
    /// The attached files, if there are any.
    attached: Option<&'a Attached>,
}

/// Where an element starts.
struct Place {
    page: ObjectId,
    page_height: Length,
    /// On the page.
    at: Point,
    /// In PDF 2.0, the element of the structure.
    element: Option<ObjectId>,
}
impl<'a> Destinations<'a> {
    pub(crate) fn new(attached: Option<&'a Attached>) -> Destinations<'a> {
        Destinations { attached, ..Destinations::default() }
    }

    /// The first place an element is given counts.
    pub(crate) fn add(&mut self, node: NodeId, page: ObjectId, page_height: Length, at: Point) {
        self.elements.entry(node).or_insert(Place { page, page_height, at, element: None });
    }

    /// Makes structure destinations of all destinations of an element (ISO 32000-2, 12.3.2.3). `id` makes the id of its
    /// element in the structure.
    pub(crate) fn set_element(&mut self, node: NodeId, id: impl FnOnce() -> ObjectId) -> Option<ObjectId> {
        let place = self.elements.get_mut(&node).filter(|place| place.element.is_none())?;
        place.element = Some(id());
        place.element
    }

    /// Whether an element is on a page.
    pub(crate) fn has(&self, node: NodeId) -> bool {
        self.elements.contains_key(&node)
    }

    /// Leads an annotation or an entry of the outline to an element; `None` if that is on no page.
    pub(crate) fn lead(&self, dictionary: &mut Dictionary, node: NodeId) -> Option<()> {
        let place = self.elements.get(&node)?;
        if place.element.is_some() {
            let mut action = place.both();
            action.set("Type", name("Action"));
            action.set("S", name("GoTo"));
            dictionary.set("A", action);
        } else {
            dictionary.set("Dest", place.on(place.page));
        }
        Some(())
    }

    /// The destination for a name.
    pub(crate) fn named(&self, node: NodeId) -> Option<Object> {
        let place = self.elements.get(&node)?;
        Some(if place.element.is_some() { Object::Dictionary(place.both()) } else { place.on(place.page) })
    }
}

impl Place {
    /// An explicit destination on a page or at an element: that point at the top left of the window, the zoom as it is.
    fn on(&self, target: ObjectId) -> Object {
        let left = points(self.at.x.max(Length::ZERO));
        let top = points((self.page_height - self.at.y).min(self.page_height));
        Object::Array(vec![Object::Reference(target), name("XYZ"), left, top, Object::Null])
    }

    /// The page for programs that know no structure destinations, and the element for others.
    fn both(&self) -> Dictionary {
        let element = self.element.map(|element| ("SD", self.on(element)));
        std::iter::once(("D", self.on(self.page))).chain(element).collect()
    }
}

/// The annotation of a link; `None` if it leads nowhere or has no area.
pub(crate) fn annotation(link: &LinkArea, height: Length, destinations: &Destinations) -> Option<Dictionary> {
    let mut dictionary = Dictionary::new();
    dictionary.set("Type", name("Annot"));
    dictionary.set("Subtype", name("Link"));
    dictionary.set("Rect", Object::Array(bounds(link, height)?));
    if link.rects.len() > 1 || !link.quads.is_empty() {
        let upright = link.rects.iter().map(|&rect| corners(rect));
        let turned = link.quads.iter().copied();
        let corners = upright.chain(turned).flatten();
        let corners = corners.flat_map(|corner| [corner.x, height - corner.y].map(points));
        dictionary.set("QuadPoints", Object::Array(corners.collect()));
    }
    // No border.
    dictionary.set("Border", Object::Array([0, 0, 0].map(Object::Integer).to_vec()));
    // Print.
    dictionary.set("F", Object::Integer(4));
    match &link.target {
        LinkTarget::Url(address) => {
            let mut action = Dictionary::new();
            action.set("Type", name("Action"));
            action.set("S", name("URI"));
            action.set("URI", Object::String(ascii_address(address), StringFormat::Literal));
            dictionary.set("A", action);
        }
        LinkTarget::Node(node) => destinations.lead(&mut dictionary, *node)?,
        LinkTarget::Attachment(attachment) => {
            let attached = destinations.attached?;
            dictionary.set("Subtype", name("FileAttachment"));
            dictionary.set("FS", Object::Reference(*attached.by_name.get(attachment)?));
            let nothing = Object::Reference(attached.no_appearance);
            dictionary.set("AP", [("N", nothing)].into_iter().collect::<Dictionary>());
            dictionary.remove(b"QuadPoints");
        }
    }
    let description = match &link.target {
        LinkTarget::Url(address) | LinkTarget::Attachment(address) if link.description.is_empty() => address,
        _ => &link.description,
    };
    if !description.is_empty() {
        dictionary.set("Contents", text(description));
    }
    Some(dictionary)
}

/// The left, bottom, right and top of all areas together.
fn bounds(link: &LinkArea, height: Length) -> Option<Vec<Object>> {
    let all = || link.rects.iter().map(|&rect| corners(rect)).chain(link.quads.iter().copied()).flatten();
    let left = all().map(|corner| corner.x).min()?;
    let top = all().map(|corner| corner.y).min()?;
    let right = all().map(|corner| corner.x).max()?;
    let bottom = all().map(|corner| corner.y).max()?;
    Some([left, height - bottom, right, height - top].map(points).to_vec())
}

/// Top left, top right, bottom left, bottom right: not the order of ISO 32000-1, but the one that readers expect.
fn corners(rect: Rect) -> [Point; 4] {
    let (right, bottom) = (rect.right(), rect.bottom());
    [rect.origin(), Point::new(right, rect.y), Point::new(rect.x, bottom), Point::new(right, bottom)]
}

/// An address in ASCII (RFC 3987, section 3.1): other characters are percent-encoded as UTF-8.
fn ascii_address(address: &str) -> Vec<u8> {
    let mut ascii = Vec::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_graphic() {
            ascii.push(byte);
        } else {
            ascii.extend_from_slice(format!("%{byte:02X}").as_bytes());
        }
    }
    ascii
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(target: LinkTarget) -> LinkArea {
        let rect = |y: i32| Rect {
            x: Length::POINT * 10,
            y: Length::POINT * y,
            width: Length::POINT * 50,
            height: Length::POINT * 10,
        };
        LinkArea {
            rects: vec![rect(20), rect(40)],
            quads: Vec::new(),
            target,
            node: NodeId(3),
            description: String::new(),
        }
    }

    #[test]
    fn a_link_over_two_lines_has_two_quadrilaterals() {
        let link = link(LinkTarget::Url("https://example.org/ə b".to_string()));
        let made = annotation(&link, Length::POINT * 100, &Destinations::default()).expect("an annotation");
        let expected = [10.0, 50.0, 60.0, 80.0].map(Object::Real).to_vec();
        assert_eq!(made.get(b"Rect").and_then(Object::as_array).ok(), Some(&expected));
        assert_eq!(made.get(b"QuadPoints").and_then(Object::as_array).map(Vec::len).ok(), Some(16));
        let action = made.get(b"A").and_then(Object::as_dict).expect("an action");
        assert_eq!(
            action.get(b"URI").and_then(Object::as_str).ok(),
            Some(&b"https://example.org/%C9%99%20b"[..])
        );
        // A link without a description is described by its address.
        assert!(made.get(b"Contents").is_ok());
    }

    #[test]
    fn a_link_without_a_destination_is_left_out() {
        let mut destinations = Destinations::default();
        let link = link(LinkTarget::Node(NodeId(9)));
        assert!(annotation(&link, Length::POINT * 100, &destinations).is_none());
        destinations.add(NodeId(9), (7, 0), Length::POINT * 100, Point::default());
        assert!(annotation(&link, Length::POINT * 100, &destinations).is_some());
    }
}
