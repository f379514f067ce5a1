//! Generated content: counters and their scopes, quotes, attributes, pictures (CSS Lists 3, CSS Content 3).

use crate::kit::squares;
use crate::kit::squares::expect;
use crate::kit::{Laid, lay_out};

fn lay(css: &str, body: &str) -> Laid {
    let laid = lay_out(&format!(
        "<!doctype html><html lang=en><title>Test</title><style>
        @page {{ size: 400px 600px; margin: 20px }}
        html {{ font: 16px/20px 'Source Serif 4' }} body, p, ol, ul, li {{ margin: 0; padding: 0; font: inherit }}
        {css}</style><body>{body}"
    ));
    assert!(laid.messages.is_empty(), "{:?}", laid.messages);
    laid
}

/// The lines of the first page.
fn lines(css: &str, body: &str) -> Vec<String> {
    lay(css, body).lines(0)
}

const NESTED: &str = "ol { counter-reset: item; list-style: none } li { counter-increment: item }
    li::before { content: counters(item, '.') ' ' }";

/// CSS Lists 3, section 4.3, the example of nested lists.
#[test]
fn nested_counters_are_numbered_by_their_scopes() {
    assert_eq!(
        lines(
            NESTED,
            "<ol><li>a<li>b<ol><li>c<li>d<ol><li>e</ol></ol><ol><li>f</ol><li>g</ol><ol><li>h</ol>"
        ),
        ["1 a", "2 b", "2.1 c", "2.2 d", "2.2.1 e", "2.1 f", "3 g", "1 h"]
    );
}

#[test]
fn a_counter_reset_by_a_sibling_replaces_the_one_before() {
    let css = "h1 { counter-reset: section } h2 { counter-increment: section }
        h1, h2 { font: inherit; margin: 0 } h2::before { content: counters(section, '.') ' ' }";
    assert_eq!(
        lines(css, "<h1>A</h1><h2>a</h2><h2>b</h2><h1>B</h1><div><h2>c</h2></div><h2>d</h2>"),
        ["A", "1 a", "2 b", "B", "1 c", "2 d"]
    );
}

#[test]
fn a_counter_without_a_scope_makes_one_on_its_element() {
    // Each `b` counts separately: the parent's next child is outside the scope of the counter.
    let css = "b { counter-increment: n } b::after { content: counter(n) }";
    assert_eq!(lines(css, "<p><b>x</b> <b>y</b></p><p><b>z</b></p>"), ["x1 y2", "z1"]);
    assert_eq!(lines("p::before { content: counter(n) counters(n, '.') }", "<p>x"), ["00x"]);
    assert_eq!(lines("p { counter-set: n 4 } p::before { content: counter(n) }", "<p>x"), ["4x"]);
}

#[test]
fn reset_comes_before_increment_and_set_after_both() {
    let css = "p { counter-set: n 9; counter-increment: n 2; counter-reset: n 5 m 3 }
        p::before { content: counter(n) counter(m) }
        p::after { counter-increment: m -4; content: counter(m) }";
    assert_eq!(lines(css, "<p>x"), ["93x-1"]);
}

#[test]
fn set_does_not_make_a_nested_counter() {
    let css = "div { counter-reset: n 1 } b { counter-set: n 7 } i { counter-reset: n 8 }
        b::after, i::after { content: counters(n, '/') } u::after { content: counters(n, '/') }";
    assert_eq!(lines(css, "<div><p><b></b> <i></i> <u></u></p><p><u></u></div>"), ["7 7/8 7/8", "7"]);
}

#[test]
fn elements_without_a_box_do_not_count_and_invisible_ones_do() {
    let css = "body { counter-reset: n } b { counter-increment: n } b::after { content: counter(n) }
        .none { display: none } .off { visibility: hidden }";
    assert_eq!(lines(css, "<b class=none></b><b></b> <b class=off></b> <b></b>"), ["1 2 3"]);
}

#[test]
fn pseudo_elements_count_in_the_order_of_the_document() {
    let css = "body { counter-reset: n } p::before { counter-increment: n; content: counter(n) '<' }
        p::after { counter-increment: n; content: '>' counter(n) } b { counter-increment: n 10 }";
    assert_eq!(lines(css, "<p>x<b>b</b></p><p>y</p>"), ["1<xb>12", "13<y>14"]);
}

#[test]
fn a_pseudo_element_without_content_does_not_count() {
    let css = "body { counter-reset: n } p::before { counter-increment: n } p::after { content: counter(n) }";
    assert_eq!(lines(css, "<p>x"), ["x0"]);
}

#[test]
fn lists_take_their_numbers_from_the_markup() {
    let css = "ol { list-style: inside decimal }";
    assert_eq!(
        lines(css, "<ol start=5><li>a<li value=9>b<li>c</ol><ol start=-1><li>d<li>e</ol>"),
        ["5. a", "9. b", "10. c", "-1. d", "0. e"]
    );
}

/// HTML, section 4.4.5; CSS Lists 3, section 4.4.2.
#[test]
fn a_reversed_list_counts_down_to_one() {
    let css = "ol { list-style: inside decimal }";
    assert_eq!(lines(css, "<ol reversed><li>a<li>b<li>c</ol>"), ["3. a", "2. b", "1. c"]);
    assert_eq!(lines(css, "<ol reversed start=9><li>a<li>b</ol>"), ["9. a", "8. b"]);
    assert_eq!(
        lines(css, "<ol reversed><li>a<ol><li>b<li>c</ol><li value=7>d<li>e</ol>"),
        ["8. a", "1. b", "2. c", "7. d", "6. e"]
    );
}

/// CSS Lists 3, section 4.4.2.
#[test]
fn a_reversed_counter_begins_with_what_its_scope_counts() {
    let css = "section { counter-reset: reversed(n) } p { counter-increment: n -1 } p::before { content: counter(n) }";
    assert_eq!(lines(css, "<section><p>a<p>b<div><p>c</div></section>"), ["3a", "2b", "1c"]);
    let css = "section { counter-reset: reversed(n) 8 } p { counter-increment: n -2 } p::before { content: counter(n) }";
    assert_eq!(lines(css, "<section><p>a<p>b</section>"), ["6a", "4b"]);
    let css = "section { counter-reset: reversed(n) } p { counter-increment: n -3 } p::before { content: counter(n) ':' }";
    assert_eq!(lines(css, "<section><p>a<p>b</section>"), ["6:a", "3:b"]);
}

#[test]
fn counters_are_written_in_the_scripts_of_the_languages() {
    let css = "body { counter-reset: n 11 } @counter-style kazakh { system: alphabetic; symbols: а ә б в }
        @counter-style russian { system: additive; range: 1 39; additive-symbols: 30 Л, 20 К, 10 І, 3 Г, 2 В, 1 А }
        b::after { content: counter(n, var(--s)) }";
    let write = |style: &str| lines(&css.replace("var(--s)", style), "<b></b>").concat();
    for (style, text) in [
        ("decimal", "11"),
        ("decimal-leading-zero", "11"),
        ("lower-roman", "xi"),
        ("upper-roman", "XI"),
        ("lower-alpha", "k"),
        ("upper-latin", "K"),
        ("lower-greek", "λ"),
        ("georgian", "ია"),
        ("arabic-indic", "١١"),
        ("persian", "۱۱"),
        ("kazakh", "әб"),
        ("russian", "ІА"),
        ("disc", "•"),
        ("none", ""),
    ] {
        assert_eq!(write(style), text, "{style}");
    }
}

#[test]
fn quotes_change_with_their_depth_and_the_innermost_repeats() {
    let css = "q { quotes: '<' '>' '[' ']' }";
    assert_eq!(lines(css, "<q>a <q>b <q>c</q> d</q></q> <q>e</q>"), ["<a [b [c] d]> <e>"]);
}

/// CSS Content 3, section 3.1: marks are those of the element, depth that of the document.
#[test]
fn quotes_that_are_not_shown_count() {
    let css = "q { quotes: '<' '>' '[' ']' } q.off::before { content: no-open-quote } q.off::after { content: no-close-quote }
        blockquote { quotes: '<' '>' '[' ']'; margin: 0 } blockquote p::before { content: open-quote }
        blockquote p::after { content: no-close-quote } blockquote p:last-child::after { content: close-quote }";
    assert_eq!(lines(css, "<q class=off>a <q>b</q></q>"), ["a [b]"]);
    assert_eq!(lines(css, "<blockquote><p>a<p>b</blockquote><q>c</q>"), ["<a", "<b>", "<c>"]);
    assert_eq!(
        lines("p::after { content: close-quote } q { quotes: '<' '>' }", "<p>a</p><q>b</q>"),
        ["a", "<b>"]
    );
    assert_eq!(lines("q { quotes: none }", "<q>a</q>"), ["a"]);
}

#[test]
fn quotes_are_those_of_the_language_around_the_quotation() {
    for (language, text) in [
        ("en", "“a ‘b’”"),
        ("fr", "«\u{202f}a “b”\u{202f}»"),
        ("de", "„a ‚b‘“"),
        ("ru", "«a „b“»"),
        ("az", "«a “b”»"),
        ("tr", "“a ‘b’”"),
        ("ka", "„a «b»”"),
        ("uk", "«a „b“»"),
    ] {
        assert_eq!(lines("", &format!("<p lang={language}><q>a <q>b</q></q>")), [text], "{language}");
    }
    // A quotation in another language has the marks of the text around it.
    assert_eq!(lines("", "<p lang=de><q lang=en>a</q>"), ["„a“"]);
}

#[test]
fn attributes_are_text() {
    let css = "b::after { content: '[' attr(title) '|' attr(data-x, 'none') ']' }";
    assert_eq!(lines(css, "<b title='a  b' data-x=1></b> <b></b>"), ["[a b|1] [|none]"]);
}

#[test]
fn pictures_can_be_among_generated_text() {
    let picture = |color: &str| {
        format!(
            "url(\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'>\
             <path fill='{color}' d='M0 0h10v10h-10z'/></svg>\")"
        )
    };
    expect(
        (5, 2),
        &format!(
            "p::before {{ content: 'a' {} {} 'b'; vertical-align: top }}",
            picture("red"),
            picture("blue")
        ),
        "<p>c</p>",
        &["KRBKK\n....."],
    );
}

/// CSS Values 5, section 7.7.
#[test]
fn attributes_have_types_units_and_fallbacks_in_any_property() {
    let css = "p { width: attr(data-w type(<length>), 20px); height: attr(data-h px, 10px);
            background: attr(data-c type(<color>), lime) }";
    expect(
        (5, 4),
        css,
        "<p data-w=30px data-h=10 data-c=red></p><p data-w=wide data-h=1em></p><p data-w='calc(1em + 30px)' data-c=blue></p>
         <p data-w='0' data-h=10></p>",
        &["RRR..
           GG...
           BBBB.
           ....."],
    );
    expect(
        (4, 3),
        "div { --w: attr(data-n number, 1) } p { width: calc(var(--w) * 10px); height: 10px; background: red }
         .more { width: attr(data-p %) } .none { width: 20px; width: attr(data-missing px, 20px) }",
        "<div data-n=3><p></p></div><div><p class=more data-p=50></p></div><div><p class=none></p></div>",
        &["RRR.
           RR..
           RR.."],
    );
}

#[test]
fn an_attribute_of_the_wrong_type_is_reported() {
    let drawing = squares::draw((2, 1), "p { width: attr(data-w px) }", "<p data-w=x>a</p>");
    assert_eq!(drawing.messages, ["the attribute `data-w` has no value of the type that attr() asks for"]);
}

/// CSS Lists 3, section 2: an inline list item has its marker inside.
#[test]
fn list_items_can_be_inline() {
    let css = "ul { list-style: decimal } li { display: inline list-item }";
    assert_eq!(lines(css, "<ul><li>a</li> <li>b</li> <li>c</li></ul>"), ["1. a 2. b 3. c"]);
    let laid =
        lay("li { display: flex } b { display: inline list-item; list-style: inside 'x' }", "<li><b>y</b>");
    assert_eq!(laid.lines(0), ["xy"]);
}

#[test]
fn text_of_one_box_is_shaped_together() {
    let width = |css: &str, body: &str| lay(css, &format!("<p><b id=x>{body}</b>")).places("x")[0].3;
    let whole = width("", "AVAV");
    assert_eq!(width("b::before { content: 'A' 'V' 'A' 'V' }", ""), whole);
    assert_eq!(width("b::before { content: 'A' attr(id) counter(n) 'V' }", ""), width("", "Ax0V"));
    assert_eq!(width("", "AV<!-- -->AV"), whole);
    // Another box ends the text.
    assert!(width("", "AV<i style='font: inherit'></i>AV") >= whole);
}
