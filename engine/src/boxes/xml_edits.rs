//! Changes of the XML of an SVG picture, before the SVG reader gets it.

use std::collections::BTreeMap;

/// What replaces parts of the XML, by their range in bytes.
pub(super) type Edits = BTreeMap<(usize, usize), String>;

/// The XML with changes.
pub(super) fn edited(text: &str, edits: &Edits) -> String {
    let mut edited = String::with_capacity(text.len());
    let mut end = 0;
    for ((from, to), replacement) in edits {
        if *from >= end {
            edited.push_str(text.get(end..*from).unwrap_or_default());
            edited.push_str(replacement);
            end = *to;
        }
    }
    edited.push_str(text.get(end..).unwrap_or_default());
    edited
}
