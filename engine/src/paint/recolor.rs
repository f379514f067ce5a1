//! Changes the colors of display items, as `filter` asks. Text and vectors keep their form; pictures become other pictures,
//! each once for each change.

use std::sync::{Arc, Mutex};

use image::ExtendedColorType;
use rustc_hash::FxHashMap;

use super::display_list::{DisplayItem, Gradient, Image, ImageContent, Paint, Tiles};
use super::raster::{decoded_in_srgb, encoded};
use crate::css::ColorMap;

/// Pictures with changed colors, so that each is made once. Looked up, never iterated.
#[derive(Debug, Default)]
pub struct RecoloredPictures(Mutex<FxHashMap<PictureKey, Recolored>>);

/// The address of a picture, and the change of its colors.
type PictureKey = (usize, Vec<u64>);

#[derive(Debug)]
struct Recolored {
    /// Kept, so that no other picture gets its address.
    _original: Image,
    picture: Image,
}

impl RecoloredPictures {
    /// The picture with changed colors; itself if it cannot be read.
    pub(super) fn of(&self, image: &Image, map: &ColorMap) -> Image {
        let key = (image.address(), map.bits());
        let Ok(mut known) = self.0.lock() else { return image.clone() };
        let make = || Recolored {
            _original: image.clone(),
            picture: recolored(image, map).unwrap_or_else(|| image.clone()),
        };
        known.entry(key).or_insert_with(make).picture.clone()
    }
}

fn recolored(image: &Image, map: &ColorMap) -> Option<Image> {
    let content = match &image.content {
        ImageContent::Raster { bytes, orientation } => {
            let picture = decoded_in_srgb(bytes).ok()?;
            let size = (picture.width(), picture.height());
            let bytes = if picture.color().has_alpha() {
                let mut pixels = picture.into_rgba8().into_raw();
                for [red, green, blue, _] in pixels.as_chunks_mut::<4>().0 {
                    [*red, *green, *blue] = map.channels([*red, *green, *blue]);
                }
                encoded(&pixels, size, ExtendedColorType::Rgba8)?
            } else {
                let mut pixels = picture.into_rgb8().into_raw();
                for pixel in pixels.as_chunks_mut::<3>().0 {
                    *pixel = map.channels(*pixel);
                }
                encoded(&pixels, size, ExtendedColorType::Rgb8)?
            };
            ImageContent::Raster { bytes, orientation: *orientation }
        }
        ImageContent::Vector(picture) => {
            let mut picture = (**picture).clone();
            picture.colors = picture.colors.followed_by(map);
            ImageContent::Vector(Arc::new(picture))
        }
    };
    Some(Image { content, ..image.clone() })
}

/// Changes the colors of items. Masks stay: they are opacities.
pub(super) fn recolor(items: &mut [DisplayItem], map: &ColorMap, pictures: &RecoloredPictures) {
    for item in items {
        match item {
            DisplayItem::Text(text) => text.color = map.apply(text.color),
            DisplayItem::Path(path) => {
                match &mut path.fill {
                    None => {}
                    Some(Paint::Solid(color)) => *color = map.apply(*color),
                    Some(Paint::Gradient(gradient)) => *gradient = Arc::new(of_gradient(gradient, map)),
                    Some(Paint::Tiles(tiles)) => {
                        let mut items = tiles.items.clone();
                        recolor(&mut items, map, pictures);
                        *tiles = Arc::new(Tiles { items, ..**tiles });
                    }
                }
                if let Some(stroke) = &mut path.stroke {
                    stroke.color = map.apply(stroke.color);
                }
            }
            DisplayItem::Image(item) => item.image = pictures.of(&item.image, map),
            DisplayItem::BeginGroup { .. } | DisplayItem::BeginEffect { .. } | DisplayItem::EndGroup => {}
        }
    }
}

fn of_gradient(gradient: &Gradient, map: &ColorMap) -> Gradient {
    let mut gradient = gradient.clone();
    for stop in &mut gradient.stops {
        stop.color = map.apply(stop.color);
    }
    gradient
}
