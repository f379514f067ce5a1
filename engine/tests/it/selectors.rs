//! What each selector matches (Selectors 4), and the messages about unsupported selectors.

use engine::css::PseudoElement;

use crate::kit::styled::style;

/// Checks each case: a selector, and those of the body's `ids` that it matches.
fn check(body: &str, ids: &str, cases: &[(&str, &str)]) {
    for (selector, matches) in cases {
        let styled = style(&format!("{selector} {{ z-index: 7 }}"), body).silent();
        assert_eq!(styled.marked(ids), *matches, "{selector}");
    }
}

#[test]
fn has_looks_at_descendants_children_and_siblings() {
    let body = "<section id=s1><h2 id=h1>a</h2><p id=p1>b<img id=i1></p></section>\
        <section id=s2><h2 id=h2>c</h2><div id=d1><p id=p2>d</p></div></section><h2 id=h3></h2>";
    check(
        body,
        "s1 h1 p1 i1 s2 h2 d1 p2 h3",
        &[
            ("section:has(img)", "s1"),
            ("section:has(> p)", "s1"),
            ("section:has(p)", "s1 s2"),
            ("h2:has(+ p)", "h1"),
            ("h2:has(~ p, + div)", "h1 h2"),
            ("h2:has(+ div p)", "h2"),
            ("h2:not(:has(+ *))", "h3"),
            ("section:not(:has(img))", "s2"),
            ("section:has(h2):has(img) h2", "h1"),
            (":has(> :has(> img))", ""),
            ("section:has(p:first-child)", "s2"),
            ("section:has(h2 ~ p) > *", "h1 p1"),
            (":is(section, div):has(> p)", "s1 d1"),
            ("section:has(:scope > p)", ""),
        ]
        .into_iter()
        // `:has()` inside `:has()` is invalid, and is reported.
        .filter(|(selector, _)| selector.matches(":has").count() < 2 || selector.contains("h2):has"))
        .collect::<Vec<_>>(),
    );
    let styled = style(":has(:has(img)) { z-index: 7 }", body);
    assert_eq!(styled.messages.len(), 1);
}

#[test]
fn later_siblings_are_those_after_the_first_match() {
    // The parser puts the paragraph of the table before it, though it was written after the table began.
    check(
        "<div><p id=p1></p><h2 id=h1></h2>text<p id=p2></p><b id=b1></b><p id=p3></p></div>\
         <section><p id=p4></p><table id=t><p id=p5></p></table><p id=p6></p></section>",
        "p1 h1 p2 b1 p3 p4 t p5 p6",
        &[
            ("h2 ~ p", "p2 p3"),
            ("h2 ~ b ~ p", "p3"),
            ("b ~ p ~ b", ""),
            ("p ~ p", "p2 p3 p5 p6"),
            ("table ~ p", "p6"),
            ("p ~ table", "t"),
            ("div > h2 ~ p", "p2 p3"),
            ("section > h2 ~ p", ""),
            ("h2 + p ~ p", "p3"),
            ("h2 ~ p:not(b ~ p)", "p2"),
        ],
    );
    let styled = style("h2 ~ p::before { content: 'x' }", "<p id=a></p><h2></h2><p id=b></p>").silent();
    let before = |id: &str| styled.pseudo(id, PseudoElement::Before).is_some();
    assert_eq!((before("a"), before("b")), (false, true));
}

#[test]
fn languages_are_inherited_and_filtered_by_range() {
    check(
        "<div lang=de-Latn-CH id=a><p id=b></p><p id=c lang=fr-CH></p><p id=d lang=''></p></div>\
         <p id=e lang=EN-gb></p><svg><g id=f xml:lang=tr></g></svg><p id=g></p>",
        "a b c d e f g",
        &[
            (":lang(de)", "a b"),
            (":lang(DE-ch)", "a b"),
            (":lang('*-CH')", "a b c"),
            (":lang(\\*-CH)", "a b c"),
            (":lang(en, fr)", "c e"),
            (":lang('de-Latn', \"tr\")", "a b f"),
            (":lang('')", "d g"),
            (":lang('*')", "a b c e f"),
            ("p:not(:lang(en))", "b c d g"),
            (":lang(e)", ""),
        ],
    );
}

#[test]
fn direction_follows_the_markup() {
    check(
        "<div id=a dir=rtl><p id=b></p><p id=c dir=auto>abc</p></div><p id=d dir=auto>אבג</p><bdi id=e>אב</bdi><p id=f></p>",
        "a b c d e f",
        &[(":dir(rtl)", "a b d e"), (":dir(ltr)", "c f"), (":dir(sideways)", "")],
    );
}

#[test]
fn places_among_siblings_are_counted_from_both_ends_and_by_selector() {
    let items: String = (1..=7)
        .map(|n| {
            format!(
                "<{0} id=n{n}{1}></{0}>",
                if n % 3 == 0 { "b" } else { "i" },
                if n % 2 == 0 { " class=x" } else { "" }
            )
        })
        .collect();
    check(
        &format!("<div>{items}</div>"),
        "n1 n2 n3 n4 n5 n6 n7",
        &[
            ("div > :nth-child(2n + 1)", "n1 n3 n5 n7"),
            ("div > :nth-child(-n+2)", "n1 n2"),
            ("div > :nth-child(even of .x)", "n4"),
            ("div > :nth-last-child(1 of .x)", "n6"),
            ("div > :nth-last-child(-n + 2 of i)", "n5 n7"),
            ("div > :nth-last-child(2)", "n6"),
            ("b:nth-of-type(2)", "n6"),
            ("i:nth-last-of-type(2)", "n5"),
            ("i:first-of-type, b:last-of-type", "n1 n6"),
            ("div > :nth-child(n of :is(b, .x))", "n2 n3 n4 n6"),
            ("div > :nth-child(3n)", "n3 n6"),
            ("div > :nth-child(0)", ""),
            ("div > :nth-child( +3 )", "n3"),
        ],
    );
}

#[test]
fn names_attributes_and_namespaces() {
    check(
        "<a id=a href=#x></a><a id=b></a><input id=c type=TEXT><p id=d title='One Two' data-k=AbC></p>\
         <svg id=e><a id=f href=#y></a><linearGradient id=g></linearGradient></svg><p id='h:1' class='1a é'></p>",
        "a b c d e f g h:1",
        &[
            (":any-link", "a"),
            (":link", "a"),
            ("[type=text]", "c"),
            ("[type=text s]", ""),
            ("[data-k=abc]", ""),
            ("[data-k=abc i]", "d"),
            ("[data-k='AbC' s]", "d"),
            ("[title~=Two]", "d"),
            ("[TITLE]", "d"),
            ("P, SVG", "d h:1"),
            ("linearGradient", "g"),
            ("#h\\:1", "h:1"),
            (".\\31 a.é", "h:1"),
            ("[class~='\\e9 ']", "h:1"),
            ("*|a", "a b f"),
            ("|a", ""),
            ("@namespace svg url(http://www.w3.org/2000/svg); svg|a", "f"),
            ("@namespace svg 'http://www.w3.org/2000/svg'; svg|*:not(svg)", "f g"),
            ("@namespace 'http://www.w3.org/2000/svg'; a", "f"),
            ("@namespace 'http://www.w3.org/1999/xhtml'; a", "a b"),
            // Within `:is()` the default namespace counts only where a type or `*` is written.
            ("@namespace 'http://www.w3.org/2000/svg'; *|a:is(*)", "f"),
            ("@namespace 'http://www.w3.org/2000/svg'; *|a:is([href])", "a f"),
            ("[*|href]", "a f"),
            ("[|href]", "a f"),
            ("a:not([href])", "b"),
        ],
    );
}

#[test]
fn forms_show_the_state_that_their_markup_gives() {
    check(
        "<input id=a type=checkbox checked><input id=b disabled><fieldset id=c disabled><legend><input id=d></legend>\
         <input id=e required></fieldset><textarea id=f readonly></textarea><select><option id=g selected></select>\
         <details id=h open></details><input id=i placeholder=x><div id=j contenteditable></div><x-y id=k></x-y>",
        "a b c d e f g h i j k",
        &[
            (":checked", "a g"),
            (":disabled", "b c e"),
            ("input:enabled", "a d i"),
            (":required", "e"),
            ("input:optional", "a b d i"),
            (":read-write", "d i j"),
            ("textarea:read-only", "f"),
            (":open", "h"),
            (":placeholder-shown", "i"),
            (":not(:defined)", "k"),
            (":hover, :focus-within, :target, input:active", ""),
        ],
    );
}

#[test]
fn forgiving_lists_skip_and_report_unknown_selectors() {
    let styled = style(
        ":is(p, :nonsense) { z-index: 7 } :where(:nonsense, .x) { z-index: 7 }",
        "<p id=a><b id=b class=x>",
    );
    assert_eq!(styled.marked("a b"), "a b");
    assert_eq!(styled.messages.len(), 1, "once: {:?}", styled.messages);
    assert_eq!(styled.messages[0].0, "the selector `:nonsense` is not supported");
    assert_eq!(styled.lines, [1]);
    let styled = style(":is() { z-index: 7 } p:not(:is()) { z-index: 7 }", "<p id=a>").silent();
    assert_eq!(styled.marked("a"), "a");
}

#[test]
fn an_unsupported_selector_drops_its_rule_and_is_reported_once() {
    let styled = style(
        "p, ::nonsense { z-index: 1 }\np::nonsense { z-index: 1 }\np { z-index: 7 }\np:nth-child(x) { z-index: 1 }\n.. { z-index: 1 }",
        "<p id=a>",
    );
    assert_eq!(styled.mark("a"), Some(7));
    let reported: Vec<(&str, &str)> =
        styled.messages.iter().map(|(message, text)| (message.as_str(), text.as_str())).collect();
    assert_eq!(
        reported,
        [
            ("the selector `::nonsense` is not supported", "p, ::nonsense"),
            ("the selector `p:nth-child(x)` is malformed; its rule is ignored", "p:nth-child(x)"),
            ("the selector `..` is malformed; its rule is ignored", ".."),
        ]
    );
    assert_eq!(styled.lines, [1, 4, 5]);
}

#[test]
fn selectors_without_effect_on_paper_are_accepted_silently() {
    let css = "::selection { color: red } input::placeholder { color: red } ::-webkit-scrollbar { width: 0 }\
        p::selection, p { z-index: 7 }";
    assert_eq!(style(css, "<p id=a>").silent().mark("a"), Some(7));
}
