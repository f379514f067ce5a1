//! The metrics of a font that length units refer to.

/// The metrics of a font that length units refer to, as fractions of the em.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FontRelativeMetrics {
    /// `ex`.
    pub x_height: f32,
    /// `cap`.
    pub cap_height: f32,
    /// `ch`: the advance of the digit zero.
    pub zero_advance: f32,
    /// `ic`: the advance of U+6C34.
    pub ideograph_advance: f32,
    /// The used value of `line-height: normal`, for `lh` and `rlh`.
    pub normal_line_height: f32,
}

impl FontRelativeMetrics {
    /// The values that CSS Values 4 (section 6.1.1) assumes for a font without these metrics.
    pub const FALLBACK: FontRelativeMetrics = FontRelativeMetrics {
        x_height: 0.5,
        cap_height: 0.7,
        zero_advance: 0.5,
        ideograph_advance: 1.0,
        normal_line_height: 1.2,
    };
}
