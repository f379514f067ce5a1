//! Renders a document on one thread, and returns its PDF and the messages.

use engine::diagnostics::{Diagnostics, Strictness};
use engine::pdf::{Information, Standards};
use engine::resources::Resources;
use engine::{Input, Output, render};

/// Renders a document with files from `resources`. The output is `None` after an error.
pub fn rendered(html: &str, resources: &Resources) -> (Option<Output>, Diagnostics) {
    rendered_as(Strictness::Strict, html, resources)
}

/// Renders a document with this strictness.
pub fn rendered_as(
    strictness: Strictness,
    html: &str,
    resources: &Resources,
) -> (Option<Output>, Diagnostics) {
    rendered_to(Standards::NONE, strictness, html, resources)
}

/// Renders a document that is to follow these standards.
pub fn rendered_to(
    standards: Standards,
    strictness: Strictness,
    html: &str,
    resources: &Resources,
) -> (Option<Output>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let source = diagnostics.add_source("document.html", html);
    let information = Information::default();
    let input = Input {
        html,
        source,
        base: "",
        resources,
        threads: 1,
        remarks: false,
        strictness,
        information,
        standards,
        image_ppi: None,
    };
    let output = render(input, &mut diagnostics);
    (output, diagnostics)
}
