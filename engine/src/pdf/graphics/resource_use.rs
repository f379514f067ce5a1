//! The resources that a content stream names (ISO 32000-1, 7.8.3).

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::paint::{BlendMode, Gradient, Transform};
use crate::pdf::graphics::content::VisibleArea;
use crate::pdf::graphics::distinct::Distinct;

/// The entries of a content stream's resource dictionary. A name is the letter of the kind and the index in the list;
/// faces and images have numbers of their own.
#[derive(Debug, Default)]
pub(crate) struct ResourceUse {
    /// `/F…` by number in the font table.
    pub faces: BTreeSet<u16>,
    /// `/I…` by number in the image table.
    pub images: BTreeSet<u32>,
    /// `/G…`
    pub graphics_states: Distinct<GraphicsState>,
    /// `/P…`
    pub patterns: Distinct<PatternUse>,
    /// `/X…`: forms of the page by number.
    pub forms: Distinct<u32>,
    /// `/All`: the color space of printer's marks.
    pub registration: bool,
}

/// An entry of `/Pattern`.
#[derive(Clone, Debug, PartialEq, Hash)]
pub(crate) enum PatternUse {
    /// With the current map: a pattern's matrix refers to the coordinates of the content stream, not to the mapped ones.
    Gradient(Arc<Gradient>, Option<Transform>),
    /// Tiles, by the number of their form.
    Tiles(u32),
}

/// An entry of `/ExtGState`.
#[derive(Clone, Debug, PartialEq, Hash)]
pub(crate) enum GraphicsState {
    /// Fill and stroke opacity, in thousandths.
    Opacity(u16, u16),
    /// A soft mask whose luminosity is the opacity of this gradient, in an area.
    Mask(Arc<Gradient>, VisibleArea),
    /// A soft mask made of the form of this number: of its luminosity or of its opacity.
    FormMask(u32, MaskSource),
    Blend(BlendMode),
    /// Whether colors leave other inks as they are (ISO 32000-1, 8.6.7).
    Overprint(bool),
}

/// What of a soft mask's form is the opacity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum MaskSource {
    Luminosity,
    Alpha,
}
