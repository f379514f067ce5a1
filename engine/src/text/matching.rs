//! Which face of a family a style asks for (CSS Fonts 4, section 5.2).

use crate::css::FontSlope;

/// What distinguishes the faces of one family. A variable font has ranges; those of another font are one value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct FaceTraits {
    /// From the lightest to the boldest, 1 to 1000.
    pub weight: [u16; 2],
    pub slope: FontSlope,
    /// The slope other than `slope` that an instance of a variable font can have.
    pub slanted: Option<FontSlope>,
    /// From the narrowest to the widest, in percent of the normal width.
    pub stretch: [f32; 2],
}

/// What a style asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct WantedTraits {
    pub weight: u16,
    pub slope: FontSlope,
    pub stretch: f32,
}

impl FaceTraits {
    /// The traits of a font that does not vary.
    pub(super) fn fixed(weight: u16, slope: FontSlope, stretch: f32) -> FaceTraits {
        FaceTraits { weight: [weight; 2], slope, slanted: None, stretch: [stretch; 2] }
    }

    /// The traits nearest to the wanted ones that the face can have.
    pub(super) fn nearest_to(&self, wanted: WantedTraits) -> WantedTraits {
        let slanted = self.slanted.filter(|slanted| {
            slope_distance(*slanted, wanted.slope) < slope_distance(self.slope, wanted.slope)
        });
        WantedTraits {
            weight: wanted.weight.max(self.weight[0]).min(self.weight[1]),
            slope: slanted.unwrap_or(self.slope),
            stretch: wanted.stretch.max(self.stretch[0]).min(self.stretch[1]),
        }
    }
}

/// The index of the face nearest to the wanted traits: by width, then slope, then weight; the first of equals. `None`
/// only if there is no face.
pub(super) fn nearest(faces: impl Iterator<Item = FaceTraits>, wanted: WantedTraits) -> Option<usize> {
    faces
        .enumerate()
        .min_by(|(_, a), (_, b)| distance(a, wanted).total_cmp(&distance(b, wanted)))
        .map(|(index, _)| index)
}

/// A number that orders faces like the three steps of the specification, one after the other.
fn distance(face: &FaceTraits, wanted: WantedTraits) -> f64 {
    let face = face.nearest_to(wanted);
    // The distance of each step is less than one unit of the step before.
    stretch_distance(face.stretch, wanted.stretch) * 1e12
        + f64::from(slope_distance(face.slope, wanted.slope)) * 1e5
        + f64::from(weight_distance(face.weight, wanted.weight))
}

fn stretch_distance(face: f32, wanted: f32) -> f64 {
    let difference = f64::from(face - wanted);
    let preferred = if wanted <= 100.0 { difference <= 0.0 } else { difference >= 0.0 };
    if preferred { difference.abs() } else { 1000.0 + difference.abs() }
}

fn slope_distance(face: FontSlope, wanted: FontSlope) -> u32 {
    use FontSlope::{Italic, Normal, Oblique};
    match (wanted, face) {
        (Normal, Normal) | (Italic, Italic) => 0,
        // The nearest angle wins; an oblique face of any angle is nearer than an italic one.
        (Oblique(wanted), Oblique(face)) => u32::from(face.abs_diff(wanted)),
        (Italic, Oblique(_)) | (Oblique(_), Italic) | (Normal, Oblique(_)) => 20_000,
        (Normal, Italic) | (Italic | Oblique(_), Normal) => 40_000,
    }
}

fn weight_distance(face: u16, wanted: u16) -> u32 {
    let difference = u32::from(face.abs_diff(wanted));
    // All weights of one region are nearer than those of the next.
    let region = if (400..=500).contains(&wanted) {
        match face {
            _ if (wanted..=500).contains(&face) => 0,
            _ if face < wanted => 1,
            _ => 2,
        }
    } else if wanted < 400 {
        u32::from(face > wanted)
    } else {
        u32::from(face < wanted)
    };
    region * 10_000 + difference
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights(have: &[u16], wanted: u16) -> u16 {
        let traits = |weight| FaceTraits::fixed(weight, FontSlope::Normal, 100.0);
        let wanted = WantedTraits { weight: wanted, slope: FontSlope::Normal, stretch: 100.0 };
        have[nearest(have.iter().map(|&weight| traits(weight)), wanted).unwrap()]
    }

    #[test]
    fn weights_are_searched_in_the_specified_order() {
        assert_eq!(weights(&[300, 600, 700], 400), 300);
        assert_eq!(weights(&[300, 500, 600], 400), 500);
        assert_eq!(weights(&[300, 400, 600], 500), 400);
        assert_eq!(weights(&[400, 700], 600), 700);
        assert_eq!(weights(&[400, 700], 900), 700);
        assert_eq!(weights(&[200, 700], 300), 200);
        assert_eq!(weights(&[400, 700], 300), 400);
    }

    #[test]
    fn slope_comes_before_weight_and_width_before_slope() {
        let wanted = |weight, slope, stretch| WantedTraits { weight, slope, stretch };
        let faces = [
            FaceTraits::fixed(400, FontSlope::Normal, 100.0),
            FaceTraits::fixed(700, FontSlope::Italic, 100.0),
            FaceTraits::fixed(400, FontSlope::Italic, 75.0),
        ];
        let pick = |wanted| nearest(faces.into_iter(), wanted);
        assert_eq!(pick(wanted(400, FontSlope::Italic, 100.0)), Some(1));
        assert_eq!(pick(wanted(400, FontSlope::Normal, 75.0)), Some(2));
        assert_eq!(pick(wanted(400, FontSlope::OBLIQUE, 100.0)), Some(1));
    }

    #[test]
    fn ranges_have_every_value_between() {
        let face = FaceTraits {
            weight: [200, 650],
            slope: FontSlope::Normal,
            slanted: Some(FontSlope::Oblique(1000)),
            stretch: [75.0, 100.0],
        };
        let faces = [FaceTraits::fixed(700, FontSlope::Normal, 100.0), face];
        let wanted = WantedTraits { weight: 640, slope: FontSlope::Normal, stretch: 80.0 };
        assert_eq!(nearest(faces.into_iter(), wanted), Some(1));
        assert_eq!(face.nearest_to(wanted), wanted);
        let bold = WantedTraits { weight: 700, slope: FontSlope::Normal, stretch: 100.0 };
        assert_eq!(nearest(faces.into_iter(), bold), Some(0));
        let slanted = WantedTraits { slope: FontSlope::Italic, ..bold };
        assert_eq!(nearest(faces.into_iter(), slanted), Some(1));
        let found = WantedTraits { weight: 650, slope: FontSlope::Oblique(1000), stretch: 100.0 };
        assert_eq!(face.nearest_to(slanted), found);
    }
}
