//! Which face of a family a style asks for (CSS Fonts 4, section 5.2).

use crate::css::FontSlope;

/// What distinguishes the faces of one family.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct FaceTraits {
    /// 1 to 1000.
    pub weight: u16,
    pub slope: FontSlope,
    /// Percent of normal width.
    pub stretch: f32,
}

/// The index of the face nearest to what is wanted: by width first, then slope, then weight; the
/// first of equals. `None` only if there is no face.
pub(super) fn nearest(faces: impl Iterator<Item = FaceTraits>, wanted: FaceTraits) -> Option<usize> {
    faces
        .enumerate()
        .min_by(|(_, a), (_, b)| distance(*a, wanted).total_cmp(&distance(*b, wanted)))
        .map(|(index, _)| index)
}

/// A number that orders faces as the three steps of the specification do one after the other.
fn distance(face: FaceTraits, wanted: FaceTraits) -> f64 {
    // Each step gives less than the unit of the one before.
    stretch_distance(face.stretch, wanted.stretch) * 1e8
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
        (Normal, Normal) | (Italic, Italic) | (Oblique, Oblique) => 0,
        (Italic, Oblique) | (Oblique, Italic) | (Normal, Oblique) => 1,
        (Normal, Italic) | (Italic | Oblique, Normal) => 2,
    }
}

fn weight_distance(face: u16, wanted: u16) -> u32 {
    let difference = u32::from(face.abs_diff(wanted));
    // Each region is searched through before the next.
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
        let traits = |weight| FaceTraits { weight, slope: FontSlope::Normal, stretch: 100.0 };
        have[nearest(have.iter().map(|&weight| traits(weight)), traits(wanted)).unwrap()]
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
        let face = |weight, slope, stretch| FaceTraits { weight, slope, stretch };
        let faces = [
            face(400, FontSlope::Normal, 100.0),
            face(700, FontSlope::Italic, 100.0),
            face(400, FontSlope::Italic, 75.0),
        ];
        let pick = |wanted| nearest(faces.into_iter(), wanted);
        assert_eq!(pick(face(400, FontSlope::Italic, 100.0)), Some(1));
        assert_eq!(pick(face(400, FontSlope::Normal, 75.0)), Some(2));
        assert_eq!(pick(face(400, FontSlope::Oblique, 100.0)), Some(1));
    }
}
