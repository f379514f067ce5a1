//! Images of the box tree as pictures of the display list.

use super::display_list::{DisplayItem, Image, ImageContent, ImageItem, ImageSampling, Tag};
use crate::boxes::{Replaced, ReplacedContent};
use crate::css::{ComputedStyle, ImageRendering};
use crate::units::Rect;

/// Draws the picture of a replaced element or of a background, whose computed style is `style`. `place` is the
/// area that its size gives it; nothing outside `clip` shows.
pub(super) fn image_item(
    replaced: &Replaced,
    style: &ComputedStyle,
    place: Rect,
    clip: Option<Rect>,
    tag: Tag,
) -> DisplayItem {
    let (rect, overflows) = replaced.drawn_in(place);
    DisplayItem::Image(ImageItem {
        image: image(replaced),
        sampling: sampling(style),
        rect,
        clip: clip.or(overflows.then_some(place)),
        tag,
    })
}

/// How the pixels of an element's pictures are resampled.
fn sampling(style: &ComputedStyle) -> ImageSampling {
    match style.text.image_rendering {
        ImageRendering::Smooth | ImageRendering::HighQuality => ImageSampling::Smooth,
        ImageRendering::CrispEdges | ImageRendering::Pixelated => ImageSampling::Pixelated,
        ImageRendering::Auto => ImageSampling::Default,
    }
}

/// The picture of a replaced element.
pub(super) fn image(replaced: &Replaced) -> Image {
    let content = match &replaced.content {
        ReplacedContent::Raster { bytes, orientation, .. } => {
            ImageContent::Raster { bytes: bytes.clone(), orientation: *orientation }
        }
        ReplacedContent::Svg(picture) => ImageContent::Vector(picture.clone()),
    };
    Image { content, ratio: replaced.ratio, path: replaced.path.clone() }
}
