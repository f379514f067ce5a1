//! A document given as text, rendered on one thread: its PDF, and what was said of it.

use engine::diagnostics::Diagnostics;
use engine::pdf::Information;
use engine::resources::Resources;
use engine::{Input, Output, render};

/// Renders a document whose addresses are those of `resources`. `None` where there was an error.
pub fn rendered(html: &str, resources: &Resources) -> (Option<Output>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let source = diagnostics.add_source("document.html", html);
    let information = Information::default();
    let input = Input { html, source, base: "", resources, threads: 1, remarks: false, information };
    let output = render(input, &mut diagnostics);
    (output, diagnostics)
}
