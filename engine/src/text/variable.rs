//! Variable fonts: their axes, and the value on each axis that a style asks for.

use skrifa::MetadataProvider;
use skrifa::instance::{Location, Size};
use skrifa::raw::types::{Fixed, GlyphId, Tag};
use skrifa::raw::{FontRef, TableProvider};

use super::face::FaceMetrics;
use super::matching::{FaceTraits, WantedTraits};
use crate::css::{FontSlope, FontStyle, FontVariation};
use crate::units::Length;

const WEIGHT: Tag = Tag::new(b"wght");
const WIDTH: Tag = Tag::new(b"wdth");
const ITALIC: Tag = Tag::new(b"ital");
const SLANT: Tag = Tag::new(b"slnt");
const OPTICAL_SIZE: Tag = Tag::new(b"opsz");

/// The angle of `oblique` without one, in hundredths of a degree.
const USUAL_ANGLE: i16 = 1400;

/// An axis of a variable font, in its own unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Axis {
    pub tag: Tag,
    minimum: f32,
    default: f32,
    maximum: f32,
}

impl Axis {
    pub(super) fn default(&self) -> f32 {
        self.default
    }

    fn clamp(&self, value: f32) -> f32 {
        // `clamp` would panic on a damaged font whose minimum is larger than its maximum.
        value.max(self.minimum).min(self.maximum)
    }
}

/// The axes of a font; none if it does not vary.
pub(super) fn axes(tables: &FontRef<'_>) -> Vec<Axis> {
    let axes = tables.axes();
    let axes = axes.iter().map(|axis| Axis {
        tag: axis.tag(),
        minimum: axis.min_value(),
        default: axis.default_value(),
        maximum: axis.max_value(),
    });
    axes.collect()
}

/// The traits that instances of a font with these axes can have. `default` are the traits of its default instance.
pub(super) fn traits(axes: &[Axis], default: FaceTraits) -> FaceTraits {
    let mut traits = default;
    for axis in axes {
        match axis.tag {
            WEIGHT => {
                let whole = |value: f32| value.round().clamp(1.0, 1000.0) as u16;
                traits.weight = [whole(axis.minimum), whole(axis.maximum)];
            }
            WIDTH => traits.stretch = [axis.minimum, axis.maximum],
            ITALIC if axis.maximum >= 1.0 && traits.slope == FontSlope::Normal => {
                traits.slanted = Some(FontSlope::Italic);
            }
            SLANT if axis.minimum < 0.0 && traits.slanted.is_none() && traits.slope == FontSlope::Normal => {
                traits.slanted = Some(FontSlope::Oblique(hundredths(-axis.minimum)));
            }
            _ => {}
        }
    }
    traits
}

fn hundredths(degrees: f32) -> i16 {
    (degrees * 100.0).round().clamp(-9000.0, 9000.0) as i16
}

/// The values on the axes, in their order, that a style asks for (CSS Fonts 4, section 7.2): those of its properties,
/// overridden by the `@font-face` rule, overridden by `font-variation-settings`.
pub(super) fn coordinates(
    axes: &[Axis],
    traits: &FaceTraits,
    of_rule: &[FontVariation],
    style: &FontStyle,
) -> Vec<f32> {
    let wanted = WantedTraits { weight: style.weight, slope: style.slope, stretch: style.stretch };
    let found = traits.nearest_to(wanted);
    let mut slope = found.slope;
    // A font with both an italic and a slant axis uses the slant for `oblique`.
    if let (FontSlope::Italic, FontSlope::Oblique(_), true) =
        (slope, style.slope, axes.iter().any(|axis| axis.tag == SLANT))
    {
        slope = style.slope;
    }
    let angle = match (slope, style.slope) {
        (FontSlope::Oblique(most), FontSlope::Oblique(angle)) => angle.min(most),
        (FontSlope::Oblique(most), _) => most.min(USUAL_ANGLE),
        _ => 0,
    };
    let value_on = |axis: &Axis| {
        let set = |settings: &[FontVariation]| {
            settings.iter().rev().find(|set| Tag::new(&set.tag) == axis.tag).map(|set| set.value)
        };
        let value = set(&style.variations).or_else(|| set(of_rule)).unwrap_or_else(|| match axis.tag {
            WEIGHT => f32::from(found.weight),
            WIDTH => found.stretch,
            ITALIC => f32::from(u8::from(slope == FontSlope::Italic)),
            SLANT => f32::from(-angle) / 100.0,
            OPTICAL_SIZE if style.optical_sizing => style.size.0 as f32 / Length::PIXEL.0 as f32,
            _ => axis.default,
        });
        // The precision of the font format, so that equal values compare equal.
        Fixed::from_f64(f64::from(axis.clamp(value))).to_f64() as f32
    };
    axes.iter().map(value_on).collect()
}

/// The properties of an instance, besides its outlines, that differ from those of the font.
pub(super) struct InstanceMetrics {
    pub advances: Vec<u16>,
    pub metrics: FaceMetrics,
    pub weight: Option<u16>,
    pub slope: Option<FontSlope>,
    pub stretch: Option<f32>,
    /// The values that are not the default, for the PostScript name.
    pub suffix: String,
}

impl InstanceMetrics {
    /// The properties of an instance; `default` are the metrics of the default instance.
    pub(super) fn of(
        tables: &FontRef<'_>,
        axes: &[Axis],
        coordinates: &[f32],
        default: FaceMetrics,
    ) -> InstanceMetrics {
        let location = location(tables, axes, coordinates);
        let glyphs = tables.glyph_metrics(Size::unscaled(), &location);
        let count = tables.maxp().map(|maxp| maxp.num_glyphs()).unwrap_or_default();
        let advance = |glyph: u16| {
            let advance = glyphs.advance_width(GlyphId::from(glyph)).unwrap_or_default();
            advance.round().clamp(0.0, 65535.0) as u16
        };
        let mut found = InstanceMetrics {
            advances: (0..count).map(advance).collect(),
            metrics: varied(tables, &location, default),
            weight: None,
            slope: None,
            stretch: None,
            suffix: String::new(),
        };
        for (axis, &value) in axes.iter().zip(coordinates) {
            match axis.tag {
                WEIGHT => found.weight = Some(value.round().clamp(1.0, 1000.0) as u16),
                WIDTH => found.stretch = Some(value),
                ITALIC if value > 0.0 => found.slope = Some(FontSlope::Italic),
                SLANT => {
                    found.metrics.italic_angle = value;
                    if value < 0.0 {
                        found.slope = found.slope.or(Some(FontSlope::Oblique(hundredths(-value))));
                    }
                }
                _ => {}
            }
            if value != axis.default {
                found.suffix += &format!("_{value}{}", axis.tag);
            }
        }
        found
    }
}

/// The values on the axes in the form that font readers take.
pub(super) fn location(tables: &FontRef<'_>, axes: &[Axis], coordinates: &[f32]) -> Location {
    tables.axes().location(axes.iter().zip(coordinates).map(|(axis, &value)| (axis.tag, value)))
}

/// The metrics of an instance: those of the default instance with the deltas of the table MVAR.
fn varied(tables: &FontRef<'_>, location: &Location, default: FaceMetrics) -> FaceMetrics {
    let mut metrics = default;
    let Ok(mvar) = tables.mvar() else { return metrics };
    for (tag, value) in [
        (b"hasc", &mut metrics.ascent),
        (b"hdsc", &mut metrics.descent),
        (b"hlgp", &mut metrics.line_gap),
        (b"xhgt", &mut metrics.x_height),
        (b"cpht", &mut metrics.cap_height),
        (b"undo", &mut metrics.underline_position),
        (b"unds", &mut metrics.underline_thickness),
        (b"stro", &mut metrics.strikeout_position),
        (b"strs", &mut metrics.strikeout_thickness),
    ] {
        if let Some(delta) = mvar.metric_delta(Tag::new(tag), location.coords()) {
            let sum = f64::from(*value) + delta.to_f64();
            *value = sum.round().clamp(f64::from(i16::MIN), f64::from(i16::MAX)) as i16;
        }
    }
    metrics.line_gap = metrics.line_gap.max(0);
    metrics
}
