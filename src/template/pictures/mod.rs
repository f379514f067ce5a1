//! Pictures that layouts make of data: each a helper that gives SVG for the middle of HTML. Shapes have classes, and the
//! stylesheet of the layout gives them colors; the alternative text is made of the same data, in the language of the
//! edition. An empty list gives nothing.

mod bars;
mod columns;
mod dots;
mod flags;
mod frame;
mod network;
mod proportion;
mod rows;
mod scale;
mod svg;
mod timeline;

use serde_json::Value;

use super::helpers::{NamedFunction, Words, kind};

/// The helpers of pictures.
pub(super) const HELPERS: [(&str, NamedFunction); 6] = [
    ("timeline", timeline::timeline),
    ("bars", bars::bars),
    ("columns", columns::columns),
    ("proportion", proportion::proportion),
    ("dots", dots::dots),
    ("network", network::network),
];

/// The items of the list that a picture shows; none of nothing.
fn list_of<'a>(parameters: &[&'a Value]) -> Result<&'a [Value], String> {
    match parameters.first() {
        Some(Value::Array(items)) => Ok(items),
        Some(Value::Null) | None => Ok(&[]),
        Some(other) => Err(format!("the first value is {}, not a list", kind(other))),
    }
}

impl Words<'_> {
    /// Sentences one after the other, as an alternative text has them.
    fn joined(&self, texts: &[String]) -> String {
        let language = self.language().split('-').next().unwrap_or_default();
        texts.join(if matches!(language, "ar" | "fa" | "ur") { "؛ " } else { "; " })
    }
}
