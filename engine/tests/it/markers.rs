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

#[test]
fn a_marker_is_beside_the_first_line_of_whatever_its_item_begins_with() {
    let css = "ul { padding-left: 20px; list-style-type: 'a ' } table { border-spacing: 0 } td { padding: 0 } \
               .top { padding-top: 10px }";
    for (body, page) in [
        ("<table><tr><td>bb</table>", "K.KK\n...."),
        ("<div style='display: flex'><p>bb</p></div>", "K.KK\n...."),
        ("<div style='display: grid'><p>bb</p></div>", "K.KK\n...."),
        ("<div style='overflow: hidden'>bb</div>", "K.KK\n...."),
        ("<div style='display: flow-root'><p>bb</p></div>", "K.KK\n...."),
        ("<div style='overflow: hidden' class=top>bb</div>", "....\nK.KK"),
        ("<div><table><tr><td class=top>bb</table></div>", "....\nK.KK"),
    ] {
        expect((4, 2), css, &format!("<ul><li>{body}</ul>"), &[page]);
    }
}
