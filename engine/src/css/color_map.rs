//! The functions of `filter` that change colors (Filter Effects 1, section 9), as maps of colors.
//!
//! All of them are affine and work on colors without their opacity. So they may be applied to each color that is drawn:
//! what is drawn over each other mixes to the same color before and after.

use super::Color;
use super::effects::ColorFunction;

/// Rows of factors of red, green and blue and of a constant.
type Matrix = [[f64; 4]; 3];

/// Maps of colors that are applied one after the other. Each result is cut to the range of sRGB.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ColorMap(Vec<Matrix>);

impl ColorMap {
    /// Adds a function with its amount.
    pub fn then(&mut self, function: ColorFunction, amount: f32) {
        self.0.push(matrix(function, f64::from(amount)));
    }

    /// Maps every color to the same one; opacities stay.
    pub fn constant(color: Color) -> ColorMap {
        let row = |channel: u8| [0.0, 0.0, 0.0, f64::from(channel) / 255.0];
        ColorMap(vec![[row(color.red), row(color.green), row(color.blue)]])
    }

    /// Whether no color is changed.
    pub fn is_identity(&self) -> bool {
        self.0.is_empty()
    }

    /// The map that applies `next` after this one.
    pub fn followed_by(&self, next: &ColorMap) -> ColorMap {
        ColorMap([&self.0[..], &next.0].concat())
    }

    /// Its numbers, which identify it.
    pub fn bits(&self) -> Vec<u64> {
        self.0.iter().flatten().flatten().map(|number| number.to_bits()).collect()
    }

    /// Maps a color.
    pub fn apply(&self, color: Color) -> Color {
        let [red, green, blue] = self.channels([color.red, color.green, color.blue]);
        Color { alpha: color.alpha, ..Color::rgb(red, green, blue) }
    }

    /// Maps the channels of a color.
    pub fn channels(&self, channels: [u8; 3]) -> [u8; 3] {
        let mut color = channels.map(|channel| f64::from(channel) / 255.0);
        for matrix in &self.0 {
            let [red, green, blue] = color;
            color =
                matrix.map(|row| (row[0] * red + row[1] * green + row[2] * blue + row[3]).clamp(0.0, 1.0));
        }
        color.map(|channel| (channel * 255.0 + 0.5) as u8)
    }
}

/// The matrix of a function.
fn matrix(function: ColorFunction, amount: f64) -> Matrix {
    let each = |slope: f64, constant: f64| {
        [[slope, 0.0, 0.0, constant], [0.0, slope, 0.0, constant], [0.0, 0.0, slope, constant]]
    };
    let most_one = amount.min(1.0);
    match function {
        ColorFunction::Brightness => each(amount, 0.0),
        ColorFunction::Contrast => each(amount, 0.5 - 0.5 * amount),
        ColorFunction::Invert => each(1.0 - 2.0 * most_one, most_one),
        ColorFunction::Grayscale => toward([[0.2126, 0.7152, 0.0722]; 3], most_one),
        ColorFunction::Sepia => {
            toward([[0.393, 0.769, 0.189], [0.349, 0.686, 0.168], [0.272, 0.534, 0.131]], most_one)
        }
        ColorFunction::Saturate => toward([[0.213, 0.715, 0.072]; 3], 1.0 - amount),
        ColorFunction::HueRotate => {
            let (sine, cosine) = libm::sincos(amount.rem_euclid(360.0).to_radians());
            let fixed = [0.213, 0.715, 0.072];
            let by_sine = [[-0.213, -0.715, 0.928], [0.143, 0.140, -0.283], [-0.787, 0.715, 0.072]];
            let mut matrix = each(0.0, 0.0);
            for (row, (own, by_sine)) in matrix.iter_mut().zip(by_sine).enumerate() {
                for column in 0..3 {
                    let one = f64::from(u8::from(row == column));
                    own[column] = fixed[column] + cosine * (one - fixed[column]) + sine * by_sine[column];
                }
            }
            matrix
        }
    }
}

/// The matrix between the identity at 0 and `goal` at 1.
fn toward(goal: [[f64; 3]; 3], amount: f64) -> Matrix {
    let mut matrix = [[0.0; 4]; 3];
    for (row, (own, goal)) in matrix.iter_mut().zip(goal).enumerate() {
        for column in 0..3 {
            let one = f64::from(u8::from(row == column));
            own[column] = one + (goal[column] - one) * amount;
        }
    }
    matrix
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_are_those_of_the_specification() {
        let map = |function, amount, color: [u8; 3]| {
            let mut map = ColorMap::default();
            map.then(function, amount);
            map.channels(color)
        };
        assert_eq!(map(ColorFunction::Grayscale, 1.0, [255, 0, 0]), [54; 3]);
        assert_eq!(map(ColorFunction::Grayscale, 0.0, [12, 34, 56]), [12, 34, 56]);
        assert_eq!(map(ColorFunction::Sepia, 1.0, [100, 100, 100]), [135, 120, 94]);
        assert_eq!(map(ColorFunction::Invert, 1.0, [255, 10, 0]), [0, 245, 255]);
        assert_eq!(map(ColorFunction::Brightness, 0.5, [200, 100, 0]), [100, 50, 0]);
        assert_eq!(map(ColorFunction::Contrast, 0.0, [200, 100, 0]), [128; 3]);
        assert_eq!(map(ColorFunction::Saturate, 0.0, [0, 0, 255]), [18; 3]);
        assert_eq!(map(ColorFunction::HueRotate, 0.0, [1, 2, 3]), [1, 2, 3]);
        // A third of a turn makes a green of red.
        assert_eq!(map(ColorFunction::HueRotate, 120.0, [255, 0, 0]), [0, 113, 0]);
        assert_eq!(map(ColorFunction::Brightness, f32::MAX, [255, 0, 1]), [255, 0, 255]);
    }
}
