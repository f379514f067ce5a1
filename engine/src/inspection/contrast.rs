//! The contrast of two colors (WCAG 2.2, "relative luminance" and "contrast ratio").

use crate::paint::Color;

/// A color without transparency, each channel from 0 to 1.
pub(super) type Opaque = [f64; 3];

/// Paper.
pub(super) const WHITE: Opaque = [1.0; 3];

/// The channels of a color, and its opacity.
pub(super) fn channels(color: Color) -> (Opaque, f64) {
    let channel = |value: u8| f64::from(value) / 255.0;
    ([channel(color.red), channel(color.green), channel(color.blue)], channel(color.alpha))
}

/// A color of this opacity over another one.
pub(super) fn over(above: Opaque, opacity: f64, below: Opaque) -> Opaque {
    std::array::from_fn(|channel| above[channel] * opacity + below[channel] * (1.0 - opacity))
}

/// The relative luminance, from 0 for black to 1 for white.
pub(super) fn luminance(color: Opaque) -> f64 {
    let [red, green, blue] = color.map(|value| match value <= 0.04045 {
        true => value / 12.92,
        false => libm::pow((value + 0.055) / 1.055, 2.4),
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// The contrast of two luminances, from 1 to 21.
pub(super) fn ratio(one: f64, other: f64) -> f64 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The contrast of two opaque sRGB colors, from 1 to 21. Each is given by its channels from 0 to 255.
pub fn contrast_ratio(one: [u8; 3], other: [u8; 3]) -> f64 {
    let luminance = |color: [u8; 3]| luminance(color.map(|channel| f64::from(channel) / 255.0));
    ratio(luminance(one), luminance(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        let of = |red: u8, green: u8, blue: u8| luminance(channels(Color::rgb(red, green, blue)).0);
        assert_eq!(ratio(of(0, 0, 0), of(255, 255, 255)), 21.0);
        // The lightest gray that has 4.5:1 on white is #767676.
        assert!(ratio(of(0x76, 0x76, 0x76), 1.0) >= 4.5);
        assert!(ratio(of(0x77, 0x77, 0x77), 1.0) < 4.5);
    }
}
