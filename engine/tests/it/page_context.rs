//! Features that depend on the page: `:nth()`, counters and labels, running elements, pictures in margin boxes,
//! orientation.

use crate::kit::rendering::rendered;
use crate::kit::squares;
use crate::kit::squares::{draw, draw_document, expect};
use crate::kit::styled::style;
use crate::kit::{Laid, lay_out};
use engine::Resources;

/// Pages of 200 by 100 px with the words of the margin boxes in the order of the pages.
fn lay(css: &str, body: &str) -> Laid {
    lay_out(&format!(
        "<!doctype html><html lang=en><title>Test</title><style>
        @page {{ size: 200px 100px; margin: 20px }}
        html {{ font: 16px/20px 'Source Sans 3' }} body, p, h1, h2 {{ margin: 0; font: inherit }}
        {css}</style><body>{body}"
    ))
}

/// The lines of each page, with a bar between them.
fn words(laid: &Laid) -> Vec<String> {
    (0..laid.pages.len()).map(|page| laid.lines(page).join("|")).collect()
}

fn labels(laid: &Laid) -> Vec<&str> {
    laid.pages.iter().map(|page| &*page.label).collect()
}

/// The size of a page with nothing to look at.
const SMALL: (usize, usize) = (2, 2);

const NEW_PAGES: &str = "p { break-before: page } @page { @bottom-center { content: counter(page) } }";

#[test]
fn custom_properties_of_pages_are_case_sensitive() {
    expect((3, 1), "@page { --Paper: lime; --paper: red; background: var(--Paper) }", "<p>a", &["KGG"]);
}

/// Custom properties are inherited from the root element by pages, and from pages by their margin boxes.
#[test]
fn descriptors_of_pages_use_custom_properties() {
    let root = ":root { --w: 40px; --h: 20px; --up: upright }";
    let div = "<div style='width: 50vw; height: 100vh; background: red'></div>";
    let page = "RR..\nRR..";
    for size in ["size: var(--w) var(--h)", "--h: 20px; size: 40px var(--h)", "size: var(--none, 40px) 20px"]
    {
        expect((9, 9), &format!("{root} @page {{ {size} }}"), div, &[page]);
        expect((9, 9), &format!("{root} @page {{ {size} !important }} @page {{ size: A4 }}"), div, &[page]);
    }
    expect((4, 2), &format!("{root} @page {{ page-orientation: var(--up) }}"), div, &[page]);
    let css = "@page { margin: 10px 0 0; --ink: lime; @top-left { content: 'a'; background: var(--ink) } }";
    expect((2, 2), &format!("{css} @page {{ @top-left {{ color: var(--ink) }} }}"), "", &["GG\n.."]);
    expect((2, 2), ":root { --m: 10px } @page { margin: var(--m) 0 0 }", div, &["..\nR."]);
}

#[test]
fn values_of_pages_that_are_invalid_after_substitution_are_reported() {
    let messages = |css: &str| draw(SMALL, css, "").messages;
    assert_eq!(messages("@page { size: var(--none) }"), ["`--none` has no value here"]);
    let wrong = messages(":root { --w: 5px 5px } @page { size: var(--w) 5px }");
    assert_eq!(wrong, ["this is not a value of `size`"]);
    let env = messages("@page { @top-left { content: env(title) } @footnote { color: env(title) } }");
    assert_eq!(env, ["`env(title)` has no value in print"; 2]);
    assert_eq!(messages("p::after { content: env(title) }").len(), 0, "no element has it");
    let elsewhere = draw(SMALL, "p::after { content: env(title) }", "<p>a").messages;
    assert_eq!(elsewhere, ["`env(title)` has no value in print"]);
    // A property that another page rule defines is not known to be absent.
    let other = messages("@page :left { --a: red } @page { color: var(--a); @top-left { color: var(--a) } }");
    assert_eq!(other, [""; 0]);
}

#[test]
fn text_that_is_not_a_declaration_is_reported_at_its_place() {
    let styled = style(
        "@page { nonsense; @nowhere { color: red } p { color: red }; margin: 1cm }
         @font-face { other; font-family: A; src: url(a.ttf) }",
        "",
    );
    let expected = [
        ("`@nowhere` is not a margin box, and is ignored", "@nowhere"),
        ("this is not a declaration, and is ignored", "nonsense;"),
        ("a rule is not allowed inside this block, and is ignored", "p { color: red };"),
        ("this is not a declaration, and is ignored", "other;"),
    ];
    let found: Vec<(&str, &str)> =
        styled.messages.iter().map(|(message, text)| (message.as_str(), text.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn every_third_page_may_be_selected() {
    expect(
        (3, 1),
        "p { break-before: page }
         @page { background: lime }
         @page :nth(3n+2) { background: red }
         @page :nth(4) { background: blue }",
        "<p>a<p>b<p>c<p>d<p>e",
        &["KGG", "KRR", "KGG", "KBB", "KRR"],
    );
}

#[test]
fn pages_are_counted_in_their_group() {
    expect(
        (2, 1),
        "section { page: chapter; break-before: page } p + p { break-before: page }
         @page { background: lime }
         @page :nth(1 of chapter) { background: red }
         @page chapter:nth(even of chapter) { background: blue }",
        "<div>t</div><section><p>a<p>b<p>c</section><section><p>d<p>e</section><div>z</div>",
        &["KG", "KR", "KB", "KG", "KR", "KB", "KG"],
    );
}

#[test]
fn a_page_of_another_height_may_come_anywhere() {
    // The third page has room for one line only, the others for two.
    expect(
        (1, 3),
        "@page { margin-bottom: 10px } @page :nth(3) { margin-bottom: 20px }",
        "a b c d e f g h",
        &["K\nK\n.", "K\nK\n.", "K\n.\n.", "K\nK\n.", "K\n.\n."],
    );
}

#[test]
fn an_element_gives_its_page_a_number() {
    let laid = lay(
        &format!("{NEW_PAGES} #one {{ counter-reset: page 1 }} #nine {{ counter-increment: page 7 }}"),
        "<p>a<p>b<p id=one>c<p id=nine>d<p>e",
    );
    assert_eq!(words(&laid), ["a|1", "b|2", "c|1", "d|9", "e|10"]);
    assert_eq!(labels(&laid), ["1", "2", "1", "9", "10"]);
}

#[test]
fn front_matter_has_roman_numbers() {
    let laid = lay(
        "p { break-before: page } .front { page: front } #main { counter-reset: page 1 }
         @page { @bottom-center { content: counter(page) } }
         @page front { @bottom-center { content: counter(page, lower-roman) } }
         @page front:first { @bottom-center { content: none } }
         a::after { content: ' ' target-counter(attr(href), page, lower-roman) }",
        "<div class=front><p>a<p>b<p>c</div><p id=main>d<p>e<p><a href='#main'>f</a>",
    );
    assert_eq!(words(&laid), ["a", "b|ii", "c|iii", "d|1", "e|2", "f i|3"]);
    assert_eq!(labels(&laid), ["i", "ii", "iii", "1", "2", "3"]);
}

#[test]
fn page_rules_count_too() {
    let laid = lay(
        "p { break-before: page }
         @page { counter-increment: sheet 2; @bottom-center { content: counter(sheet) '/' counter(page) } }
         @page :first { counter-reset: page 6 }",
        "<p>a<p>b<p>c",
    );
    assert_eq!(words(&laid), ["a|2/7", "b|4/8", "c|6/9"]);
}

#[test]
fn a_running_head_shows_the_counters_of_the_text() {
    let laid = lay(
        "h1 { counter-increment: chapter; counter-reset: section; break-before: page }
         h2 { counter-increment: section }
         @page { @top-left { content: counter(chapter) '.' counter(section, upper-roman) } }",
        "<h1>a</h1><h2>b</h2><h2>c</h2><h1>d</h1>",
    );
    assert_eq!(words(&laid), ["a|b|c|1.II", "d|2.0"]);
}

#[test]
fn nested_counters_of_a_target_are_joined() {
    let laid = lay(
        "ol { counter-reset: item; list-style: none; margin: 0; padding: 0 } li { counter-increment: item }
         @page { size: 300px 200px }
         a::after { content: ' ' target-counters(attr(href), item, '.') '=' target-counter(attr(href), item) }",
        "<a href='#x'>see</a><ol><li>a<li>b<ol><li>c<li>d<li id=x>e</ol></ol>",
    );
    assert_eq!(laid.lines(0)[0], "see 2.3=3");
}

#[test]
fn an_element_runs_in_the_margin() {
    expect(
        (4, 4),
        "@page { margin: 10px 0; @top-left { content: element(head); width: 40px } }
         .head { position: running(head); background: red; color: lime; width: 30px }
         p { break-before: page }",
        "<div class=head>ab</div><p>one</p><p>two</p><p><span class=head>c</span>x</p>",
        &["GGR.\nKKK.\n....\n....", "GGR.\nKKK.\n....\n....", "GRR.\nK...\n....\n...."],
    );
}

#[test]
fn which_of_several_running_elements_is_shown() {
    let body = "<p>a</p><b>1</b><p>b<b>2</b></p><b>3</b><p class=new>c</p><b>4</b><p>d</p><p class=new>e</p>";
    let shown = |which: &str| {
        let laid = lay(
            &format!(
                "b {{ position: running(n); font: inherit }} .new {{ break-before: page }}
                 @page {{ @top-left {{ content: element(n{which}) }} }}"
            ),
            body,
        );
        words(&laid).iter().map(|page| page.rsplit('|').next().unwrap_or("").to_string()).collect::<Vec<_>>()
    };
    // Without a running element, the last word of the page is a word of the text.
    assert_eq!(shown(""), ["1", "4", "4"]);
    assert_eq!(shown(", last"), ["3", "4", "4"]);
    assert_eq!(shown(", start"), ["b", "3", "4"]);
    assert_eq!(shown(", first-except"), ["b", "d", "4"]);
}

#[test]
fn a_running_element_knows_the_page_that_it_is_on() {
    let laid = lay(
        "p { break-before: page } div { position: running(foot) }
         div::before { content: 'Page ' counter(page) ' of ' counter(pages) }
         @page { @bottom-center { content: element(foot) } }",
        "<div></div><p>a<p>b<p>c",
    );
    assert_eq!(words(&laid), ["a|Page 1 of 3", "b|Page 2 of 3", "c|Page 3 of 3"]);
    assert!(laid.messages.is_empty(), "{:?}", laid.messages);
}

#[test]
fn a_running_table_is_laid_out_in_its_margin() {
    expect(
        (4, 3),
        "@page { margin: 20px 0 0; @top-center { content: element(head); width: 40px } }
         table { position: running(head); border-spacing: 0; width: 40px } td { padding: 0 }
         .r { background: red } .b { background: blue }",
        "<table><tr><td class=r>&nbsp;<td class=b><tr><td class=b>&nbsp;<td class=r>&nbsp;</table>k",
        &["RRBB\nBBRR\nK..."],
    );
}

#[test]
fn start_is_what_the_page_begins_with() {
    let laid = lay(
        "h2 { string-set: title content() } p.new, h2.new { break-before: page }
         @page { @top-left { content: string(title, start) } }",
        "<p>a</p><h2>one</h2><p class=new>b</p><h2>two</h2><h2 class=new>three</h2>",
    );
    assert_eq!(words(&laid), ["a|one", "b|two|one", "three|three"]);
}

#[test]
fn pictures_can_be_in_margin_boxes_and_behind_pages() {
    let html = squares::document(
        (4, 3),
        "@page { margin: 10px 0; background: url(lime.svg) 0 0 / 10px 10px no-repeat fixed;
                 @bottom-left { content: url(red.svg); background: url(blue.svg); width: 20px; height: 10px } }",
        "kk",
    );
    let drawing = draw_document(&html);
    assert!(drawing.messages.is_empty(), "{:?}", drawing.messages);
    assert_eq!(drawing.pages.len(), 1);
    assert!(drawing.pages[0].starts_with("G...\nKK..\n"), "{}", drawing.pages[0]);
}

#[test]
fn a_page_is_turned() {
    let html = squares::document((2, 1), "@page { page-orientation: rotate-left }", "a");
    // The PDF viewer rotates the page: its left edge becomes the bottom.
    let drawing = draw_document(&html);
    assert_eq!(drawing.pages, [".\nK"]);
}

#[test]
fn a_fixed_box_knows_the_page_that_shows_it() {
    let laid = lay(
        "p { break-before: page } div { position: fixed; bottom: 0 } h2 { string-set: title content() }
         div::before { content: string(title) ' ' counter(page) '/' counter(pages) } #one { counter-reset: page 7 }",
        "<div></div><p>a<h2>A</h2><p>b<p id=one>c<h2>B</h2><h2>C</h2>",
    );
    assert!(laid.messages.is_empty(), "{:?}", laid.messages);
    assert_eq!(words(&laid), ["a|A|A 1/3", "b|A 2/3", "c|B|C|B 7/3"]);
}

#[test]
fn a_running_element_shows_the_strings_of_its_page() {
    let laid = lay(
        "p { break-before: page } div { position: running(head) } h2 { string-set: title content() }
         div::before { content: string(title, last) '!' } @page { @top-left { content: element(head) } }",
        "<div></div><p>a<h2>A</h2><p>b<p>c<h2>B</h2><h2>C</h2>",
    );
    assert_eq!(words(&laid), ["a|A|A!", "b|A!", "c|B|C|C!"]);
}

#[test]
fn strings_of_a_page() {
    let shown = |which: &str| {
        let laid = lay(
            &format!(
                "h2 {{ string-set: t content() }} .new {{ break-before: page }}
                 @page {{ @top-left {{ content: '=' string(t{which}) }} }}"
            ),
            "<h2>A</h2><h2>B</h2><p class=new>x</p><h2>C</h2><h2>D</h2><p class=new>y</p>",
        );
        words(&laid).iter().map(|page| page.rsplit('|').next().unwrap_or("").to_string()).collect::<Vec<_>>()
    };
    assert_eq!(shown(""), ["=A", "=C", "=D"]);
    assert_eq!(shown(", first"), ["=A", "=C", "=D"]);
    assert_eq!(shown(", last"), ["=B", "=D", "=D"]);
    assert_eq!(shown(", start"), ["=A", "=B", "=D"]);
    assert_eq!(shown(", first-except"), ["=", "=", "=D"]);
}

#[test]
fn strings_are_made_of_content_and_counters() {
    let laid = lay(
        "body { counter-reset: c 4 } h2 { counter-increment: c; font: inherit }
         h2 { string-set: t content(before) '/' content() '/' content(after) '/' content(first-letter) '/' counter(c, upper-roman) attr(id), u 'U' }
         h2::before { content: 'b' counter(c) } h2::after { content: 'z' }
         @page { @top-left { content: string(t) string(u) string(nothing) } }",
        "<h2 id=x>e <b>f</b></h2>",
    );
    assert_eq!(words(&laid), ["b5e fz|b5/e f/z/e/VxU"]);
}

#[test]
fn texts_and_counters_of_targets_before_and_after() {
    let laid = lay(
        "@page { size: 400px 200px } body { counter-reset: c } h2 { counter-increment: c; font: inherit; margin: 0 } h2::before { content: counter(c) ' ' } h2::after { content: '!' }
         a::after { content: ' ' target-text(attr(href)) '|' target-text(attr(href), before) '|' target-text(attr(href url), after) '|'
            target-text(attr(href), first-letter) '|' target-counter(attr(href), c, lower-alpha) '|' target-counter(url(#b), c) }
         a { text-decoration: none }",
        "<p><a href='#b'>x</a></p><h2 id=a>Alpha</h2><h2 id=b>Beta</h2><p><a href='#a'>y</a></p>",
    );
    assert!(laid.messages.is_empty(), "{:?}", laid.messages);
    let lines = laid.lines(0);
    assert_eq!(lines[0], "x Beta|2 |!|B|b|2");
    assert_eq!(lines[3], "y Alpha|1 |!|A|a|2");
}

#[test]
fn pages_of_several_sizes_and_directions_can_be_in_one_document() {
    expect(
        (2, 3),
        "@page wide { size: 50px 20px } .w { page: wide } @page tall:first { size: 10px 40px } .l { page: last } @page last { size: 30px 10px }",
        "<p>a</p><p class=w>b</p><p>c</p><p class=l>d</p>",
        &["K.\n..\n..", "K....\n.....", "K.\n..\n..", "K.."],
    );
}

#[test]
fn blank_pages_have_their_own_rule() {
    expect(
        (2, 1),
        "@page { background: lime } @page :blank { background: red } @page :left { margin-left: 10px }
         .r { break-before: recto } .v { break-before: verso }",
        "<p>a</p><p class=r>b</p><p class=r>c</p><p class=v>d</p><p class=v>e</p>",
        &["KG", "RR", "KG", "RR", "KG", "GK", "RR", "GK"],
    );
}

#[test]
fn a_page_has_borders_and_padding() {
    expect(
        (6, 6),
        "@page { margin: 10px; border: 10px solid red; padding: 0 0 0 10px; background: yellow }",
        "a",
        &["YYYYYY
           YRRRRY
           YRYKRY
           YRYYRY
           YRRRRY
           YYYYYY"],
    );
}

#[test]
fn a_named_page_requested_in_columns_is_reported() {
    let drawing = squares::draw(
        (4, 2),
        "div { columns: 2; column-gap: 0; page: chapter } .same { page: chapter } .other { page: wide }",
        "<div><p>a</p><p class=same>b</p><p class=other>c</p></div>",
    );
    assert_eq!(drawing.messages, ["the page name `wide` has no effect inside columns"]);
}

/// One message, with what is wrong and what to write.
#[test]
fn marks_and_bleed_are_checked() {
    let message = |css: &str| {
        let html = format!("<!doctype html><style>{css}</style><p>x");
        let (_, diagnostics) = rendered(&html, &Resources::new(".", &[]));
        let [found] = diagnostics.list() else { panic!("{css}: {:?}", diagnostics.list()) };
        (found.message.clone(), found.help.clone().unwrap_or_default())
    };
    let marks = ("this is not a value of `marks`", "Expected: none, crop, cross, or crop cross.");
    for value in ["3mm", "crop crop", "none crop", "crop,cross", "", "cross none", "var(--none)"] {
        let (found, help) = message(&format!("@page {{ marks: {value} }}"));
        match value {
            "var(--none)" => assert_eq!(found, "`--none` has no value here"),
            _ => assert_eq!((&*found, &*help), marks, "{value}"),
        }
    }
    let bleed = ("this is not a value of `bleed`", "Expected: auto, or a length such as 3mm.");
    for value in ["-3mm", "3", "5%", "3mm 3mm", "none"] {
        let (found, help) = message(&format!("@page {{ bleed: {value} }}"));
        assert_eq!((&*found, &*help), bleed, "{value}");
    }
    for property in ["marks", "bleed"] {
        let (_, help) = message(&format!("p {{ {property}: 3mm }}"));
        assert_eq!(help, "Put it into an @page rule.");
    }
}

#[test]
fn the_size_of_a_page_may_refer_to_fonts_and_be_calculated() {
    let size = |css: &str, page: &str| expect((9, 9), css, "<p>a", &[page]);
    size("@page { font-size: 10px; size: 3em 1em }", "K..");
    // Without a font of its own it is that of the root element.
    size("@page { size: 2em }", "K.\n..");
    size("@page { font-size: 5px; size: 3rem 1rem }", "K..");
    size("@page { font-size: 5px; size: calc(2em + 10px) calc(3rem - 4em) }", "K.");
    size("html { --sheet: 3em } @page { font-size: 10px; size: 3em 10px; width: 1em }", "K..");
}
