//! Captions of tables where pages end.

use crate::kit::squares::expect;

#[test]
fn a_page_may_end_below_a_caption_of_one_line() {
    expect(
        (2, 7),
        "table { border-spacing: 0 } td, th { padding: 0; font: inherit; color: blue } caption { caption-side: bottom; color: red }
         h2 { color: lime; break-after: avoid }",
        "<p>a<p>b<table><caption>c</caption><thead><tr><th>h<tbody><tr><td>1<tr><td>2<tr><td>3</table>\
         <h2>e</h2><p>a<p>a<p>a<p>a<p>a",
        &["K.\nK.\nB.\nB.\nB.\nB.\nR.", "G.\nK.\nK.\nK.\nK.\nK.\n.."],
    );
}
