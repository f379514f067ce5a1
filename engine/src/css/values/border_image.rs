//! Pictures in place of borders, and as masks of edges (CSS Backgrounds 3, section 5; CSS Masking 1, section 8).

use std::ops::{Deref, DerefMut};

use super::{BackgroundImage, LengthPercentage, MaskMode, keywords};
use crate::units::Sides;

keywords! {
    /// How the edges of a border image fill their length.
    pub enum BorderImageRepeat {
        Stretch = "stretch",
        Repeat = "repeat",
        Round = "round",
        Space = "space",
    }
}

/// The distance of a slice from the edge of the image, or the width or the outset of a border image.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BorderImageLength {
    /// `auto`, as a width only: that of the slice.
    Auto,
    /// As a slice pixels of the image, otherwise a multiple of the border's width.
    Number(f32),
    /// Of a slice only a percentage of the image's size; of a width a percentage of the border image area.
    Length(LengthPercentage),
}

/// `border-image-*` or `mask-border-*`.
#[derive(Clone, Debug, PartialEq)]
pub struct BorderImage {
    /// The image; nothing is drawn with `none`.
    pub source: BackgroundImage,
    /// Where the image is cut into nine parts, and whether the middle one is drawn, too.
    pub slice: (Sides<BorderImageLength>, bool),
    /// The widths of the parts.
    pub width: Sides<BorderImageLength>,
    /// How far the image extends outside of the border box.
    pub outset: Sides<BorderImageLength>,
    /// Horizontally and vertically.
    pub repeat: (BorderImageRepeat, BorderImageRepeat),
}

/// The initial values of `border-image-*`.
impl Default for BorderImage {
    fn default() -> BorderImage {
        BorderImage {
            source: BackgroundImage::None,
            slice: (Sides::all(BorderImageLength::Length(LengthPercentage::percent(1.0))), false),
            width: Sides::all(BorderImageLength::Number(1.0)),
            outset: Sides::all(BorderImageLength::Number(0.0)),
            repeat: (BorderImageRepeat::Stretch, BorderImageRepeat::Stretch),
        }
    }
}

/// `mask-border-*`: the image is a mask of the box and its content.
#[derive(Clone, Debug, PartialEq)]
pub struct MaskBorder {
    /// The image and its parts.
    pub image: BorderImage,
    /// `mask-border-mode`.
    pub mode: MaskMode,
}

/// The initial values of `mask-border-*`.
impl Default for MaskBorder {
    fn default() -> MaskBorder {
        let image = BorderImage {
            slice: (Sides::all(BorderImageLength::Number(0.0)), false),
            width: Sides::all(BorderImageLength::Auto),
            ..BorderImage::default()
        };
        MaskBorder { image, mode: MaskMode::Alpha }
    }
}

impl Deref for MaskBorder {
    type Target = BorderImage;

    fn deref(&self) -> &BorderImage {
        &self.image
    }
}

impl DerefMut for MaskBorder {
    fn deref_mut(&mut self) -> &mut BorderImage {
        &mut self.image
    }
}
