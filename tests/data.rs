//! The shipped data, and what is said of bad data.

use std::path::Path;

use brochure::data;
use brochure::diagnostics::{Diagnostics, RenderOptions, render};

#[test]
fn shipped() {
    let mut diagnostics = Diagnostics::new();
    let brochure = data::load(Path::new(env!("CARGO_MANIFEST_DIR")), &mut diagnostics);
    if let Some(brochure) = &brochure {
        data::check(brochure, &mut diagnostics);
        println!("{}", serde_json::to_string_pretty(&brochure.view("en")).unwrap());
    }
    println!("{}", render(&diagnostics, RenderOptions::default()));
    assert!(brochure.is_some());
}
