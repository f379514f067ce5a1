//! The color profile in a picture file (ISO 15076-1): what its numbers mean, where that is not sRGB. Telephones and cameras
//! write Display P3 and Adobe RGB. Only profiles of three curves and a matrix are read, which those are.

use std::io::Cursor;

use image::{ColorType, DynamicImage, ImageDecoder, ImageReader};
use moxcms::{ColorProfile, DataColorSpace, ProfileClass, ToneReprCurve};

use crate::css::xyz_d50_to_linear_srgb;
use crate::guard::guarded;

/// The number of samples that stand for a curve given by a formula.
const CURVE_SAMPLES: u16 = 4096;

/// The steps in which light is encoded: small enough for the steep dark end of sRGB's curve.
const LIGHT_STEPS: usize = 16_384;

/// The newest version of profiles that PDF 1.7 and PDF/A-2 allow.
const NEWEST_VERSION: u8 = 4;

/// A profile of an RGB picture that is not sRGB.
#[derive(Debug, PartialEq)]
pub(crate) struct PictureProfile {
    /// The profile as it is in the file.
    pub bytes: Vec<u8>,
    /// For each channel, the light of its 256 values.
    light: [Vec<f64>; 3],
    /// The tristimulus values, relative to D50, of the full light of each channel.
    colorants: [[f64; 3]; 3],
}

impl PictureProfile {
    /// The profile in a picture file; `None` if there is none that says more than sRGB, or it is damaged.
    pub(crate) fn of(picture: &[u8]) -> Option<PictureProfile> {
        guarded(|| {
            let reader = ImageReader::new(Cursor::new(picture)).with_guessed_format().ok()?;
            let mut decoder = reader.into_decoder().ok()?;
            let is_rgb = |color| {
                matches!(color, ColorType::Rgb8 | ColorType::Rgba8 | ColorType::Rgb16 | ColorType::Rgba16)
            };
            let bytes = decoder.icc_profile().ok().flatten()?;
            PictureProfile::read(bytes).filter(|_| is_rgb(decoder.color_type()))
        })?
    }

    fn read(bytes: Vec<u8>) -> Option<PictureProfile> {
        let version = *bytes.get(8)?;
        let profile = ColorProfile::new_from_slice(&bytes).ok()?;
        let is_of_picture = matches!(
            profile.profile_class,
            ProfileClass::InputDevice | ProfileClass::DisplayDevice | ProfileClass::ColorSpace
        );
        let is_known = profile.color_space == DataColorSpace::Rgb && profile.pcs == DataColorSpace::Xyz;
        if !is_of_picture || !is_known || version > NEWEST_VERSION {
            return None;
        }
        let light = |curve: Option<ToneReprCurve>| {
            let curve = curve_samples(&curve?)?;
            Some((0..=255u8).map(|value| value_of(&curve, f64::from(value) / 255.0)).collect::<Vec<f64>>())
        };
        let colorants = [profile.red_colorant, profile.green_colorant, profile.blue_colorant];
        let read = PictureProfile {
            light: [light(profile.red_trc)?, light(profile.green_trc)?, light(profile.blue_trc)?],
            colorants: colorants.map(|color| [color.x, color.y, color.z]),
            bytes,
        };
        (!read.is_srgb()).then_some(read)
    }

    /// The tristimulus values of a color, relative to D50.
    pub(crate) fn xyz_d50(&self, color: [u8; 3]) -> [f64; 3] {
        combined(&self.colorants, self.light_of(color))
    }

    fn light_of(&self, color: [u8; 3]) -> [f64; 3] {
        let mut light = [0.0; 3];
        for ((light, values), channel) in light.iter_mut().zip(&self.light).zip(color) {
            *light = values.get(usize::from(channel)).copied().unwrap_or_default();
        }
        light
    }

    /// Whether no color differs visibly from that of sRGB.
    fn is_srgb(&self) -> bool {
        let to_srgb = ToSrgb::of(self);
        let levels = [0, 40, 90, 128, 190, 255];
        let is_near = |color: [u8; 3]| {
            to_srgb.convert(self, color).iter().zip(color).all(|(one, other)| one.abs_diff(other) <= 2)
        };
        levels
            .iter()
            .all(|&red| levels.iter().all(|&green| levels.iter().all(|&blue| is_near([red, green, blue]))))
    }

    /// The picture in sRGB. Colors that sRGB does not have become the nearest in each channel.
    pub(super) fn in_srgb(&self, picture: DynamicImage) -> DynamicImage {
        let to_srgb = ToSrgb::of(self);
        if !picture.color().has_alpha() {
            let mut pixels = picture.into_rgb8();
            pixels.pixels_mut().for_each(|pixel| pixel.0 = to_srgb.convert(self, pixel.0));
            return DynamicImage::ImageRgb8(pixels);
        }
        let mut pixels = picture.into_rgba8();
        for pixel in pixels.pixels_mut() {
            let [red, green, blue, alpha] = pixel.0;
            let [red, green, blue] = to_srgb.convert(self, [red, green, blue]);
            pixel.0 = [red, green, blue, alpha];
        }
        DynamicImage::ImageRgba8(pixels)
    }
}

/// The sum of the columns, each as much as its light says.
fn combined(columns: &[[f64; 3]; 3], [red, green, blue]: [f64; 3]) -> [f64; 3] {
    let [of_red, of_green, of_blue] = columns;
    std::array::from_fn(|row| of_red[row] * red + of_green[row] * green + of_blue[row] * blue)
}

/// The conversion of pixels to sRGB.
struct ToSrgb {
    /// The light of sRGB's channels for the full light of each channel.
    columns: [[f64; 3]; 3],
    /// The value for light in equal steps from 0 to 1.
    encoded: Vec<u8>,
}

impl ToSrgb {
    fn of(profile: &PictureProfile) -> ToSrgb {
        let encode = |step: usize| {
            let light = step as f64 / LIGHT_STEPS as f64;
            let value = match light <= 0.003_130_8 {
                true => light * 12.92,
                false => 1.055 * libm::pow(light, 1.0 / 2.4) - 0.055,
            };
            (value * 255.0).round() as u8
        };
        ToSrgb {
            columns: profile.colorants.map(xyz_d50_to_linear_srgb),
            encoded: (0..=LIGHT_STEPS).map(encode).collect(),
        }
    }

    fn convert(&self, profile: &PictureProfile, color: [u8; 3]) -> [u8; 3] {
        combined(&self.columns, profile.light_of(color)).map(|light| {
            let step = (light.clamp(0.0, 1.0) * LIGHT_STEPS as f64).round() as usize;
            self.encoded.get(step).copied().unwrap_or_default()
        })
    }
}

/// Samples of a curve at equal distances; `None` if it is damaged.
pub(crate) fn curve_samples(curve: &ToneReprCurve) -> Option<Vec<f64>> {
    match curve {
        ToneReprCurve::Lut(words) => match words.as_slice() {
            [] => Some(vec![0.0, 1.0]),
            // A gamma value, in 1/256.
            [gamma] => Some(formula(&[f64::from(*gamma) / 256.0])),
            words => Some(words.iter().map(|&word| f64::from(word) / 65_535.0).collect()),
        },
        ToneReprCurve::Parametric(parameters) => {
            let parameters: Vec<f64> = parameters.iter().map(|&parameter| f64::from(parameter)).collect();
            matches!(parameters.len(), 1 | 3 | 4 | 5 | 7).then(|| formula(&parameters))
        }
    }
}

/// Samples of a parametric curve (ISO 15076-1, 10.18).
fn formula(parameters: &[f64]) -> Vec<f64> {
    let at = |index: usize| parameters.get(index).copied();
    let (gamma, a, b) = (at(0).unwrap_or(1.0), at(1).unwrap_or(1.0), at(2).unwrap_or(0.0));
    let power = |x: f64| libm::pow((a * x + b).max(0.0), gamma);
    let curve = |x: f64| match parameters.len() {
        3 if x < -b / a => 0.0,
        4 if x < -b / a => at(3).unwrap_or(0.0),
        4 => power(x) + at(3).unwrap_or(0.0),
        5 | 7 if x < at(4).unwrap_or(0.0) => at(3).unwrap_or(0.0) * x + at(6).unwrap_or(0.0),
        7 => power(x) + at(5).unwrap_or(0.0),
        _ => power(x),
    };
    let last = f64::from(CURVE_SAMPLES - 1);
    (0..CURVE_SAMPLES).map(|index| curve(f64::from(index) / last).clamp(0.0, 1.0)).collect()
}

/// The value of a curve, linear between its samples.
pub(crate) fn value_of(curve: &[f64], value: f64) -> f64 {
    let (before, share) = position(value, curve.len());
    let at = |index: usize| curve.get(index).copied().unwrap_or_default();
    at(before) + (at(before + 1) - at(before)) * share
}

/// The last of `count` points, which lie at equal distances from 0 to 1, that another one follows and that is not after
/// `value`, and the share of the way to the next.
pub(crate) fn position(value: f64, count: usize) -> (usize, f64) {
    let scaled = value.clamp(0.0, 1.0) * (count - 1) as f64;
    let before = (scaled as usize).min(count - 2);
    (before, scaled - before as f64)
}
