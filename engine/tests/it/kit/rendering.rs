//! Renders a document on one thread, and returns its PDF and the messages.

use engine::diagnostics::{Diagnostics, Strictness};
use engine::pdf::Standards;
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
    rendered_with(html, resources, |input| input.strictness = strictness)
}

/// Renders a document with a change of the input, which is strict and asks for no standard.
pub fn rendered_with(
    html: &str,
    resources: &Resources,
    change: impl FnOnce(&mut Input<'_>),
) -> (Option<Output>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let source = diagnostics.add_source("document.html", html);
    let mut input = Input { standards: Standards::NONE, ..super::input(html, source, resources) };
    change(&mut input);
    let output = render(input, &mut diagnostics);
    (output, diagnostics)
}
