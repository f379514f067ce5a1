//! Mixing two colors in a color space (CSS Color 4, section 12; CSS Color 5, section 3).

use crate::css::color::{Color, ColorSpace};

/// The color space in which colors are mixed, and the direction in which the hue changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mixing {
    /// The color space.
    pub(crate) space: ColorSpace,
    /// The direction in which the hue changes, in spaces that have a hue.
    pub(crate) hue: HueInterpolation,
}

/// The arc of the color wheel between two hues (CSS Color 4, section 12.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HueInterpolation {
    Shorter,
    Longer,
    Increasing,
    Decreasing,
}

impl Mixing {
    /// The default of gradients.
    pub const SRGB: Mixing = Mixing { space: ColorSpace::Srgb, hue: HueInterpolation::Shorter };

    /// Mixes `one` with `other`, whose share is 0 to 1, and multiplies the alpha of the result by `alpha_factor`.
    pub(crate) fn mix(self, one: Color, other: Color, share: f64, alpha_factor: f64) -> Color {
        let (one_alpha, other_alpha) = (f64::from(one.alpha) / 255.0, f64::from(other.alpha) / 255.0);
        let blend = |one: f64, other: f64| one * (1.0 - share) + other * share;
        let alpha = blend(one_alpha, other_alpha);
        let (mut from, mut to) = (one.to_space(self.space), other.to_space(self.space));
        if let Some(index) = self.space.hue_index() {
            // A color without chroma has no hue and takes the other's.
            match (is_gray(one), is_gray(other)) {
                (true, _) => from[index] = to[index],
                (false, true) => to[index] = from[index],
                (false, false) => {}
            }
            to[index] = from[index] + self.hue.difference(from[index], to[index]);
        }
        let mut mixed = [0.0; 3];
        for index in 0..3 {
            mixed[index] = if self.space.hue_index() == Some(index) {
                blend(from[index], to[index])
            } else if alpha == 0.0 {
                0.0
            } else {
                // Components are mixed premultiplied with alpha.
                blend(from[index] * one_alpha, to[index] * other_alpha) / alpha
            };
        }
        Color::from_space(self.space, mixed, alpha * alpha_factor)
    }
}

fn is_gray(color: Color) -> bool {
    color.red == color.green && color.green == color.blue
}

impl HueInterpolation {
    /// How far to turn from one hue to the other, in degrees.
    fn difference(self, from: f64, to: f64) -> f64 {
        let forward = (to - from).rem_euclid(360.0);
        match self {
            HueInterpolation::Increasing => forward,
            HueInterpolation::Decreasing if forward == 0.0 => 0.0,
            HueInterpolation::Decreasing => forward - 360.0,
            HueInterpolation::Shorter if forward > 180.0 => forward - 360.0,
            HueInterpolation::Longer if forward > 0.0 && forward < 180.0 => forward - 360.0,
            HueInterpolation::Shorter | HueInterpolation::Longer => forward,
        }
    }
}
