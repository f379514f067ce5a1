//! Images of the box tree as pictures of the display list.

use super::display_list::{Image, ImageContent};
use crate::boxes::{Replaced, ReplacedContent};

/// The picture of a replaced element or background.
pub(super) fn image(replaced: &Replaced) -> Image {
    let content = match &replaced.content {
        ReplacedContent::Raster { bytes, orientation, .. } => {
            ImageContent::Raster { bytes: bytes.clone(), orientation: *orientation }
        }
        ReplacedContent::Svg(tree) => ImageContent::Vector(tree.clone()),
    };
    Image { content, ratio: replaced.ratio, path: replaced.path.clone() }
}
