//! The properties of SVG that rules of the document set on elements of inline SVG. Their values remain text: boxes are
//! not made of these elements, and the SVG reader knows the grammar.

use std::sync::Arc;

/// What rules and `style` attributes set on one element; inheritance is left to the SVG reader.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SvgStyle {
    /// `fill`.
    pub fill: Option<Arc<str>>,
    /// `fill-opacity`.
    pub fill_opacity: Option<Arc<str>>,
    /// `fill-rule`.
    pub fill_rule: Option<Arc<str>>,
    /// `stroke`.
    pub stroke: Option<Arc<str>>,
    /// `stroke-width`.
    pub stroke_width: Option<Arc<str>>,
    /// `stroke-opacity`.
    pub stroke_opacity: Option<Arc<str>>,
    /// `stroke-linecap`.
    pub stroke_linecap: Option<Arc<str>>,
    /// `stroke-linejoin`.
    pub stroke_linejoin: Option<Arc<str>>,
    /// `stroke-miterlimit`.
    pub stroke_miterlimit: Option<Arc<str>>,
    /// `stroke-dasharray`.
    pub stroke_dasharray: Option<Arc<str>>,
    /// `stroke-dashoffset`.
    pub stroke_dashoffset: Option<Arc<str>>,
    /// `stop-color`.
    pub stop_color: Option<Arc<str>>,
    /// `stop-opacity`.
    pub stop_opacity: Option<Arc<str>>,
    /// `clip-rule`.
    pub clip_rule: Option<Arc<str>>,
    /// `marker-start`.
    pub marker_start: Option<Arc<str>>,
    /// `marker-mid`.
    pub marker_mid: Option<Arc<str>>,
    /// `marker-end`.
    pub marker_end: Option<Arc<str>>,
    /// `mask-type`.
    pub mask_type: Option<Arc<str>>,
    /// `text-anchor`.
    pub text_anchor: Option<Arc<str>>,
    /// `cx`.
    pub cx: Option<Arc<str>>,
    /// `cy`.
    pub cy: Option<Arc<str>>,
    /// `r`.
    pub r: Option<Arc<str>>,
    /// `rx`.
    pub rx: Option<Arc<str>>,
    /// `ry`.
    pub ry: Option<Arc<str>>,
    /// `x`.
    pub x: Option<Arc<str>>,
    /// `y`.
    pub y: Option<Arc<str>>,
    /// `d`.
    pub d: Option<Arc<str>>,
    /// `paint-order`.
    pub paint_order: Option<Arc<str>>,
    /// `flood-color`.
    pub flood_color: Option<Arc<str>>,
    /// `flood-opacity`.
    pub flood_opacity: Option<Arc<str>>,
    /// `lighting-color`.
    pub lighting_color: Option<Arc<str>>,
    /// `color-interpolation-filters`.
    pub color_interpolation_filters: Option<Arc<str>>,
    /// `dominant-baseline`.
    pub dominant_baseline: Option<Arc<str>>,
    /// `alignment-baseline`.
    pub alignment_baseline: Option<Arc<str>>,
    /// `baseline-shift`.
    pub baseline_shift: Option<Arc<str>>,
}

impl SvgStyle {
    /// The properties that are set, with their values.
    pub(crate) fn declarations(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let all = [
            ("fill", &self.fill),
            ("fill-opacity", &self.fill_opacity),
            ("fill-rule", &self.fill_rule),
            ("stroke", &self.stroke),
            ("stroke-width", &self.stroke_width),
            ("stroke-opacity", &self.stroke_opacity),
            ("stroke-linecap", &self.stroke_linecap),
            ("stroke-linejoin", &self.stroke_linejoin),
            ("stroke-miterlimit", &self.stroke_miterlimit),
            ("stroke-dasharray", &self.stroke_dasharray),
            ("stroke-dashoffset", &self.stroke_dashoffset),
            ("stop-color", &self.stop_color),
            ("stop-opacity", &self.stop_opacity),
            ("clip-rule", &self.clip_rule),
            ("marker-start", &self.marker_start),
            ("marker-mid", &self.marker_mid),
            ("marker-end", &self.marker_end),
            ("mask-type", &self.mask_type),
            ("text-anchor", &self.text_anchor),
            ("paint-order", &self.paint_order),
            ("flood-color", &self.flood_color),
            ("flood-opacity", &self.flood_opacity),
            ("lighting-color", &self.lighting_color),
            ("color-interpolation-filters", &self.color_interpolation_filters),
            ("dominant-baseline", &self.dominant_baseline),
            ("alignment-baseline", &self.alignment_baseline),
            ("baseline-shift", &self.baseline_shift),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?)))
    }

    /// The properties that are set which SVG 1.1 knows as attributes only, and so does the SVG reader, with their values.
    pub(crate) fn geometry(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let all = [
            ("cx", &self.cx),
            ("cy", &self.cy),
            ("r", &self.r),
            ("rx", &self.rx),
            ("ry", &self.ry),
            ("x", &self.x),
            ("y", &self.y),
            ("d", &self.d),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?)))
    }
}
