//! Origins and layers as one number that orders them in the cascade (CSS Cascade 5, section 6.1).
//!
//! Normal declarations of a larger rank win; for important ones the order is reversed. From the smallest: the
//! built-in stylesheet, presentational attributes such as `width`, the layers of the document's stylesheets,
//! and `style` attributes.

use super::layers::LayerId;

/// Who wrote a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Origin {
    /// The built-in stylesheet.
    UserAgent,
    /// The document and its stylesheets.
    Author,
}

/// The rank of the built-in stylesheet.
pub(crate) const USER_AGENT: u32 = 0;
/// The rank of presentational attributes.
pub(crate) const HINTS: u32 = 1;
const FIRST_LAYER: u32 = 2;
/// The rank of `style` attributes.
pub(crate) const STYLE_ATTRIBUTE: u32 = u32::MAX - 1;

/// The rank of a layer of an origin. `ranks` has the position of each layer in their order.
pub(crate) fn rank_of(origin: Origin, layer: LayerId, ranks: &[u32]) -> u32 {
    match origin {
        Origin::UserAgent => USER_AGENT,
        Origin::Author => FIRST_LAYER + ranks.get(layer.index()).copied().unwrap_or_default(),
    }
}
