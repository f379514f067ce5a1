//! Diagnostics as text for a terminal or a log.

use super::Diagnostics;

/// How to draw diagnostics.
#[derive(Clone, Copy, Debug, Default)]
pub struct RenderOptions {
    /// Use ANSI colours.
    pub colour: bool,
}

/// All messages, sorted by place, as text that ends in a newline unless there are none.
pub fn render(diagnostics: &Diagnostics, _options: RenderOptions) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics.sorted() {
        out.push_str(&diagnostic.message);
        out.push('\n');
    }
    out
}
