//! The direction of an element as HTML says it (HTML, section 3.2.6.4): by its `dir`, by its own text
//! where that is `auto`, or by the element around it.

use unicode_bidi::{BidiClass, bidi_class};

use crate::css::Direction;
use crate::html::{Document, Element, NodeId, NodeKind};

/// What an element's own markup says.
enum Said {
    Direction(Direction),
    Auto,
    Nothing,
}

fn said(element: &Element) -> Said {
    match element.attribute("dir") {
        Some(value) if value.eq_ignore_ascii_case("rtl") => Said::Direction(Direction::RightToLeft),
        Some(value) if value.eq_ignore_ascii_case("ltr") => Said::Direction(Direction::LeftToRight),
        Some(value) if value.eq_ignore_ascii_case("auto") => Said::Auto,
        _ if element.is_html("bdi") => Said::Auto,
        _ => Said::Nothing,
    }
}

/// The direction of an element: that of the nearest one, itself first, that says any.
pub(crate) fn directionality(document: &Document, id: NodeId) -> Direction {
    let mut next = Some(id);
    while let Some(id) = next {
        match document.element(id).map(said) {
            Some(Said::Direction(direction)) => return direction,
            Some(Said::Auto) => return of_text(document, id),
            _ => next = document.parent_element(id),
        }
    }
    Direction::LeftToRight
}

/// The direction of the first letter inside that has one, left to right if none has. Elements whose
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
                unseen || !matches!(said(element), Said::Nothing)
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
