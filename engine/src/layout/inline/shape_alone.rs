//! Shapes text apart from its paragraph: hyphens, leaders, the letters of a split ligature.

use std::ops::Range;

use crate::text::{DEFAULT_SCRIPT, FontInstance, FontLibrary, Shaped, TextRun};

/// The glyphs of a range of a text. Missing glyphs are not reported: the paragraph reports those of its own text.
pub(crate) fn shape_alone(
    fonts: &FontLibrary,
    instance: &FontInstance,
    text: &str,
    range: Range<usize>,
    right_to_left: bool,
) -> Shaped {
    let mut shaped = Shaped::default();
    let mut script = DEFAULT_SCRIPT;
    let run = TextRun { text, range, right_to_left };
    instance.shape(fonts, run, &mut script, &mut shaped, &mut |_, _| {});
    shaped
}
