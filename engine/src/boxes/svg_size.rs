//! The natural size of an inline `svg` element (SVG 2, section 8.8; CSS Images 3, section 5).

use crate::boxes::tree::Replaced;
use crate::css::{BoxStyle, SizeValue};
use crate::html::Element;
use crate::units::{Length, Size};

/// The natural size of an `svg` element, and the size of its content.
pub(crate) struct NaturalSize {
    width: Option<Length>,
    height: Option<Length>,
    ratio: Option<f32>,
    has_view_box: bool,
    /// The width and height of its content in its own units: those of the `viewBox`, or what is specified in pixels.
    pub(crate) in_units: (f64, f64),
}

impl NaturalSize {
    /// `width` and `height` are properties, which the attributes set too.
    pub(crate) fn of(element: &Element, style: &BoxStyle) -> NaturalSize {
        let length = |value: SizeValue| match value {
            SizeValue::LengthPercentage(value) if value.percentage == 0.0 && value.calculation.is_none() => {
                Some(value.length.max(Length::ZERO))
            }
            _ => None,
        };
        let (width, height) = (length(style.width), length(style.height));
        let view_box = element.attribute("viewBox").and_then(view_box);
        match view_box {
            Some((across, along)) => NaturalSize {
                width,
                height,
                ratio: Some((across / along) as f32),
                has_view_box: true,
                in_units: (across, along),
            },
            None => {
                // A size of 0 shows nothing, but the reader needs another one.
                let pixels = |own: Option<Length>, default: f64| match own.map(Length::pixels) {
                    Some(own) if own > 0.0 => own,
                    _ => default,
                };
                NaturalSize {
                    width,
                    height,
                    ratio: None,
                    has_view_box: false,
                    in_units: (pixels(width, 300.0), pixels(height, 150.0)),
                }
            }
        }
    }

    /// Gives a picture this size.
    pub(crate) fn of_picture(&self, picture: Replaced) -> Replaced {
        Replaced {
            width: self.width,
            height: self.height,
            ratio: self.ratio,
            unscaled: (!self.has_view_box).then(|| {
                let (width, height) = self.in_units;
                Size::new(Length::from_pixels(width), Length::from_pixels(height))
            }),
            ..picture
        }
    }
}

/// The width and the height of a `viewBox`, if both are positive.
pub(crate) fn view_box(value: &str) -> Option<(f64, f64)> {
    let numbers = value.split([',', ' ', '\t', '\n', '\r']).filter(|number| !number.is_empty());
    let numbers: Vec<f64> = numbers.map(str::parse).collect::<Result<_, _>>().ok()?;
    match numbers[..] {
        [_, _, width, height] if width > 0.0 && height > 0.0 && (width / height).is_finite() => {
            Some((width, height))
        }
        _ => None,
    }
}
