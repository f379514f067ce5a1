//! What a press prints badly, although a file may contain it.

use super::Press;
use crate::paint::{Color, DisplayItem, Inks, NodeId, Paint, Tag};

/// The fewest pixels an inch of a picture in print: below, its pixels show at reading distance.
pub(crate) const LEAST_PPI: u32 = 250;

/// Something that a press prints badly. `node` is the element that it belongs to, if it is content of one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "`node` is described above, every other field at its variant")]
pub enum PressProblem {
    /// The picture `path` has only `ppi` pixels an inch.
    LowResolution { path: String, ppi: u32, node: Option<NodeId> },
    /// The picture `path` has up to `ink`, which is more than the paper takes; both in thousandths of one solid ink.
    HeavyPicture { path: String, ink: u16, limit: u16, node: Option<NodeId> },
    /// The `inks` are more than the paper takes, which is `limit`, in thousandths of one solid ink.
    TooMuchInk { inks: Inks, limit: u16, node: Option<NodeId> },
}

impl Press {
    /// Adds a problem for each color of an item that has too much ink.
    pub(crate) fn add_heavy_colors(&self, item: &DisplayItem, problems: &mut Vec<PressProblem>) {
        let mut add = |color: Color, tag: Tag| {
            let Some(inks) = color.inks else { return };
            if inks.iter().sum::<u16>() > self.ink_limit && !color.is_transparent() {
                let node = node_of(tag);
                problems.push(PressProblem::TooMuchInk { inks, limit: self.ink_limit, node });
            }
        };
        match item {
            DisplayItem::Text(item) => add(item.color, item.tag),
            DisplayItem::Path(item) => {
                item.stroke.iter().for_each(|stroke| add(stroke.color, item.tag));
                match &item.fill {
                    Some(Paint::Solid(color)) => add(*color, item.tag),
                    Some(Paint::Gradient(gradient)) => {
                        gradient.stops.iter().for_each(|stop| add(stop.color, item.tag));
                    }
                    Some(Paint::Tiles(_)) | None => {}
                }
            }
            _ => {}
        }
    }
}

/// The element that something is content of.
pub(crate) fn node_of(tag: Tag) -> Option<NodeId> {
    match tag {
        Tag::Node { node, .. } => Some(node),
        Tag::Artifact(_) => None,
    }
}
