//! Markers of list items (CSS Lists 3): their text is used unchanged.

use crate::kit::squares::expect;

#[test]
fn spaces_of_a_marker_are_between_it_and_the_item() {
    for style in ["list-style-type: 'a '", "list-style-type: symbols(cyclic 'x')", "list-style-type: disc"] {
        expect((6, 1), &format!("ul {{ padding-left: 30px; {style} }}"), "<ul><li>bb</ul>", &[".K.KK."]);
    }
    expect((6, 1), "ul { padding-left: 30px; list-style-type: 'a' }", "<ul><li>bb</ul>", &["..KKK."]);
    expect(
        (6, 1),
        "ul { padding-left: 30px } li::marker { content: 'a  '; color: red }",
        "<ul><li>bb</ul>",
        &["R..KK."],
    );
    expect((6, 1), "ul { list-style: 'a  ' inside }", "<ul><li>bb</ul>", &["K..KK."]);
}
