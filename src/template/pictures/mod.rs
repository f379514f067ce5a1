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
#[cfg(test)]
mod tests;
mod timeline;

use super::helpers::NamedFunction;

/// The helpers of pictures.
pub(super) const HELPERS: [(&str, NamedFunction); 6] = [
    ("timeline", timeline::timeline),
    ("bars", bars::bars),
    ("columns", columns::columns),
    ("proportion", proportion::proportion),
    ("dots", dots::dots),
    ("network", network::network),
];
