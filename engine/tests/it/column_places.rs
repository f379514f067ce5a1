//! The targets of links and references, and the places of footnotes and markers, in columns, tables and beside floats.

use crate::kit::lay_out;
use crate::kit::squares::expect;

#[test]
fn links_and_references_in_columns_lead_to_their_pages() {
    let entries: String = (0..6).map(|n| format!("<p><a href='#s{n}'>Section</a>")).collect();
    let sections: String =
        (0..6).map(|n| format!("<h2 id=s{n}>Head {n}</h2><p>text<br>text<br>text")).collect();
    let laid = lay_out(&format!(
        "<!doctype html><html lang=en><style>@page {{ size: 300px 100px; margin: 0 }}
         html {{ font: 16px/20px 'Source Sans 3'; orphans: 1; widows: 1 }} body, p, h2 {{ margin: 0; font: inherit }}
         main {{ columns: 2; column-fill: auto }} a::after {{ content: ' ' target-counter(attr(href), page) }}</style>
         <main>{entries}</main><main style='break-before: page'>{sections}</main>"
    ));
    assert!(laid.messages.is_empty(), "{:?}", laid.messages);
    // Five lines in each column, four in each section: two and a half sections on each page.
    let pages: Vec<Option<usize>> = (0..6).map(|n| laid.target_page(&format!("s{n}"))).collect();
    for (n, page) in pages.iter().enumerate() {
        let page = page.expect("a page");
        let shown = format!("Section {}", page + 1);
        let all = [laid.lines(0), laid.lines(1)].concat().join(" ");
        assert!(all.contains(&shown), "{n}: {shown} in {all}");
    }
    assert!(pages.windows(2).all(|pair| pair[0] <= pair[1]), "{pages:?}");
    assert_ne!(pages[0], pages[5]);
}

#[test]
fn markers_stay_with_the_first_line_of_their_item() {
    let css =
        "ul { padding-left: 20px; list-style-position: outside } li::marker { content: 'm'; color: red }";
    expect((3, 2), css, "<p>a<ul><li>b<li>c</ul>", &["K..\n.RK", ".RK\n..."]);
    // An item that does not fit moves to the next page with its marker.
    let css = format!("{css} li {{ break-inside: avoid }}");
    expect((3, 2), &css, "<p>a<ul><li>b<br>c</ul>", &["K..\n...", ".RK\n..K"]);
    // The same with the next column.
    let css = "main { columns: 2; column-gap: 0 } ul { padding-left: 20px } li::marker { content: 'm'; color: red }";
    expect((6, 2), css, "<main><ul><li>b<li>c</ul></main>", &[".RK.RK\n......"]);
}

#[test]
fn orphans_and_widows_hold_beside_floats() {
    let css = "p { orphans: 2; widows: 2 } i { float: left; color: red; font: inherit }";
    // The float is broken where the text is, and no line of three is left alone.
    expect((2, 3), css, "<i>f<br>f<br>f<br>f</i><p>a<br>a<p>b<br>b<br>b", &["RK\nRK\n..", "RK\nRK\nK."]);
}

#[test]
fn columns_of_text_in_the_only_row_continue() {
    for display in ["flex", "grid; grid-template-columns: 10px 10px"] {
        let css = format!("main {{ display: {display} }} .r {{ color: red }}");
        expect(
            (2, 2),
            &css,
            "<main><p>1<br>2<br>3<br>4<br>5</p><p class=r>1<br>2<br>3</p></main><p>a",
            &["KR\nKR", "KR\nK.", "K.\nK."],
        );
    }
}

#[test]
fn nested_columns_can_be_on_more_than_two_pages() {
    let css = "main { columns: 2; column-gap: 0 } table { border-spacing: 0; width: 40px } td { padding: 0 }
        .f { display: flex } .f > * { width: 40px }";
    let text = (0..10)
        .map(|n| ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"][n])
        .collect::<Vec<_>>()
        .join("<br>");
    let pages = ["K.K.\nK.K.", "K.K.\nK.K.", "K.K.\n...."];
    for (before, after) in [("", ""), ("<table><tr><td>", "</table>"), ("<div class=f>", "</div>")] {
        println!("{before}");
        expect((4, 2), css, &format!("{before}<main>{text}</main>{after}"), &pages);
    }
}
