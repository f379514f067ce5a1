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
        ];
        all.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?)))
    }
}
