//! Colors for a press: an output condition (a kind of press, inks and paper), and the conversion of the colors of the screen to its
//! inks.
//!
//! Colors are converted relative to the paper (ISO 15076-1, relative colorimetric), with black point compensation: black
//! becomes the darkest that the press prints, and nothing between loses its shape. Grays are black ink alone, so that
//! text and lines have sharp edges; only pictures mix their grays of all inks.

mod pixels;
mod problems;
mod profile;

use std::fmt;
use std::sync::OnceLock;

use self::pixels::Link;
use self::profile::Profile;
use crate::paint::{Color, Inks};

pub use self::problems::PressProblem;
pub(crate) use self::problems::{LEAST_PPI, node_of};

/// Black ink alone.
pub(crate) const BLACK_INK: Inks = [0, 0, 0, 1000];

/// A kind of press with its inks and paper, as its color profile describes it.
pub struct Press {
    /// The color profile (ISO 15076-1).
    pub(crate) bytes: Vec<u8>,
    /// The name of the output condition, for those who print.
    pub(crate) name: String,
    /// Whether the name is one of the registry of the ICC.
    pub(crate) is_registered: bool,
    /// The most ink that its profile puts on the paper, in thousandths of one solid ink.
    ink_limit: u16,
    profile: Profile,
    /// The luminance of the darkest color that it prints, where that of the paper is 1.
    darkest: f64,
    /// The conversion of pixels, made when the first picture needs it.
    link: OnceLock<Link>,
}

impl fmt::Debug for Press {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Press").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Press {
    /// A press by its color profile. `name` says what it is, where the profile is not one that everybody knows.
    ///
    /// # Errors
    /// Why the profile does not describe a press that prints with cyan, magenta, yellow and black.
    pub fn new(profile: Vec<u8>, name: &str) -> Result<Press, &'static str> {
        let read = Profile::read(&profile)?;
        let black = read.lab(read.inks([0.0, 0.0, 0.0]));
        let darkest = luminance(black[0].clamp(0.0, 50.0));
        Ok(Press {
            bytes: profile,
            name: name.to_string(),
            is_registered: false,
            // `as` saturates; profiles reach their limit only nearly.
            ink_limit: (read.most_ink() * 100.0).round() as u16 * 10,
            profile: read,
            darkest,
            link: OnceLock::new(),
        })
    }

    /// Sheetfed offset on coated paper, FOGRA39.
    pub fn fogra39() -> Press {
        let profile = include_bytes!("../../../color-profiles/FOGRA39L_coated.icc");
        match Press::new(profile.to_vec(), "FOGRA39") {
            Ok(press) => Press { is_registered: true, ..press },
            // A test reads it.
            Err(reason) => unreachable!("{reason}"),
        }
    }

    /// The most ink that its profile puts on the paper, in thousandths of one solid ink.
    pub fn ink_limit(&self) -> u16 {
        self.ink_limit
    }

    /// What is printed for a color.
    pub fn inks(&self, color: Color) -> Inks {
        if let Some(inks) = color.inks {
            return inks;
        }
        if color.red == color.green && color.green == color.blue {
            return [0, 0, 0, 1000 - thousandths(f64::from(color.red) / 255.0)];
        }
        self.mixed(color).map(thousandths)
    }

    /// What is printed for text of a color. Text that is nearly black is black ink alone: small letters of several inks
    /// have colored edges as soon as the press is not quite in register.
    pub fn text_inks(&self, color: Color) -> Inks {
        if color.inks.is_none() && is_nearly_black(color) { BLACK_INK } else { self.inks(color) }
    }

    /// What is printed for a color of a picture, where grays are mixed of all inks too.
    fn mixed(&self, color: Color) -> [f64; 4] {
        self.mixed_of(color.xyz_d50())
    }

    /// The same for tristimulus values relative to D50.
    fn mixed_of(&self, [x, y, z]: [f64; 3]) -> [f64; 4] {
        // Black point compensation scales luminance about the paper's white, which is 1 (ISO 18619).
        const WHITE: [f64; 3] = [0.3457 / 0.3585, 1.0, (1.0 - 0.3457 - 0.3585) / 0.3585];
        let lighter = |value: f64, white: f64| value * (1.0 - self.darkest) + white * self.darkest;
        let [x, y, z] = [lighter(x, WHITE[0]), lighter(y, WHITE[1]), lighter(z, WHITE[2])];
        let [x, y, z] = [x / WHITE[0], y, z / WHITE[2]].map(response);
        self.profile.inks([116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)])
    }
}

/// As dark as black ink on paper, and with hardly a hue.
fn is_nearly_black(color: Color) -> bool {
    let [lightness, a, b] = color.lab();
    lightness <= 20.0 && a * a + b * b <= 15.0 * 15.0
}

fn thousandths(share: f64) -> u16 {
    // `as` saturates; the sum rounds to the nearest.
    (share.min(1.0) * 1000.0 + 0.5) as u16
}

/// CIE's limit between the linear and the cubic part of L*.
const LINEAR_LIMIT: f64 = 216.0 / 24_389.0;

/// The function of CIE Lab for relative tristimulus values.
fn response(value: f64) -> f64 {
    if value > LINEAR_LIMIT { libm::cbrt(value) } else { (24_389.0 / 27.0 * value + 16.0) / 116.0 }
}

/// The relative luminance of a lightness.
fn luminance(lightness: f64) -> f64 {
    let root = (lightness + 16.0) / 116.0;
    let cube = root * root * root;
    if cube > LINEAR_LIMIT { cube } else { lightness * 27.0 / 24_389.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The inks that LittleCMS 2.19 gives for colors, with its own interpolation.
    const BY_LITTLE_CMS: [([u8; 3], Inks); 7] = [
        ([255, 0, 0], [0, 961, 976, 0]),
        ([0, 128, 0], [761, 8, 996, 302]),
        ([0, 0, 255], [973, 737, 0, 0]),
        ([31, 111, 124], [800, 298, 353, 298]),
        ([255, 255, 0], [39, 0, 949, 0]),
        ([200, 180, 160], [239, 278, 365, 27]),
        ([123, 200, 7], [565, 0, 996, 4]),
    ];

    #[test]
    fn inks_are_those_of_another_color_manager() {
        let press = Press::fogra39();
        assert_eq!(press.ink_limit(), 3000);
        for ([red, green, blue], expected) in BY_LITTLE_CMS {
            let inks = press.inks(Color::rgb(red, green, blue));
            let is_near = |(one, other): (u16, u16)| one.abs_diff(other) <= 12;
            assert!(
                inks.into_iter().zip(expected).all(is_near),
                "{red} {green} {blue}: {inks:?}, {expected:?}"
            );
            let pixel = press.pixels(&[red, green, blue], None);
            let of_pixel = pixel.iter().map(|&ink| (f64::from(ink) / 0.255).round() as u16);
            assert!(
                of_pixel.zip(expected).all(|(one, other)| one.abs_diff(other) <= 20),
                "{pixel:?}, {expected:?}"
            );
        }
    }

    #[test]
    fn grays_are_black_ink_alone() {
        let press = Press::fogra39();
        assert_eq!(press.inks(Color::BLACK), BLACK_INK);
        assert_eq!(press.inks(Color::WHITE), [0; 4]);
        assert_eq!(press.inks(Color::rgb(51, 51, 51)), [0, 0, 0, 800]);
    }

    #[test]
    fn text_that_is_nearly_black_is_black_ink() {
        let press = Press::fogra39();
        assert_eq!(press.text_inks(Color::rgb(27, 42, 51)), BLACK_INK);
        assert_eq!(press.text_inks(Color::rgb(51, 51, 51)), [0, 0, 0, 800], "dark gray is gray");
        assert_ne!(press.text_inks(Color::rgb(0, 0, 90)), BLACK_INK, "dark blue is blue");
        assert_ne!(press.inks(Color::rgb(27, 42, 51)), BLACK_INK, "an area keeps its color");
    }

    #[test]
    fn given_inks_are_kept() {
        let rich = Color { inks: Some([600, 400, 400, 1000]), ..Color::BLACK };
        assert_eq!(Press::fogra39().inks(rich), [600, 400, 400, 1000]);
    }

    #[test]
    fn only_profiles_of_presses_are_taken() {
        let screen = include_bytes!("../../../color-profiles/sRGB-v2-magic.icc");
        assert!(Press::new(screen.to_vec(), "sRGB").is_err());
        let press = include_bytes!("../../../color-profiles/FOGRA39L_coated.icc");
        for length in [0, 4, 128, 200, 1000, press.len() / 2, press.len() - 1] {
            let _ = Press::new(press[..length].to_vec(), "cut off");
        }
    }
}
