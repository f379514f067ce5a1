//! The directionality of an element (HTML, section 3.2.6.4): from its `dir`, from its own text where `dir` is `auto`, or
//! from its parent.

use unicode_bidi::{BidiClass, bidi_class};

use crate::css::Direction;
use crate::html::{Document, Element, NodeId, NodeKind};

/// The direction that the markup of an element sets.
enum DirAttribute {
    Direction(Direction),
    Auto,
    Nothing,
}

fn dir_attribute(element: &Element) -> DirAttribute {
    match element.attribute("dir") {
        Some(value) if value.eq_ignore_ascii_case("rtl") => DirAttribute::Direction(Direction::RightToLeft),
        Some(value) if value.eq_ignore_ascii_case("ltr") => DirAttribute::Direction(Direction::LeftToRight),
        Some(value) if value.eq_ignore_ascii_case("auto") => DirAttribute::Auto,
        _ if element.is_html("bdi") => DirAttribute::Auto,
        _ => DirAttribute::Nothing,
    }
}

/// The direction of an element: that of the nearest element, itself included, whose markup sets one.
pub(crate) fn directionality(document: &Document, id: NodeId) -> Direction {
    let mut next = Some(id);
    while let Some(id) = next {
        match document.element(id).map(dir_attribute) {
            Some(DirAttribute::Direction(direction)) => return direction,
            Some(DirAttribute::Auto) => return of_text(document, id),
            _ => next = document.parent_element(id),
        }
    }
    Direction::LeftToRight
}

/// The direction of the first letter in an element that has a direction; left to right if none has. Elements whose
/// markup sets a direction are skipped.
fn of_text(document: &Document, top: NodeId) -> Direction {
    let mut next = document.next_in_order(top, top);
    while let Some(id) = next {
        let skipped = match &document.node(id).kind {
            NodeKind::Text(text) => {
                for character in text.chars() {
                    match bidi_class(character) {
                        BidiClass::L => return Direction::LeftToRight,
                        BidiClass::R | BidiClass::AL => return Direction::RightToLeft,
                        _ => {}
                    }
                }
                false
            }
            NodeKind::Element(element) => {
                let unseen = ["script", "style", "textarea"].iter().any(|name| element.is_html(name));
                unseen || !matches!(dir_attribute(element), DirAttribute::Nothing)
            }
            _ => false,
        };
        next = match skipped {
            true => document.next_skipping_children(id, top),
            false => document.next_in_order(id, top),
        };
    }
    Direction::LeftToRight
}
