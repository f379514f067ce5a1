//! Nested rules (CSS Nesting 1): what they match, their specificity, and their order.

use crate::kit::styled::style;

const BODY: &str = "<div id=a class='card wide'><p id=b class=title>x<b id=c class=card>y</b></p></div>\
    <p id=d class=title>z</p><section id=e class=wide><p id=f>w</p></section>";
const ALL: &str = "a b c d e f";

#[test]
fn nested_selectors_include_the_selectors_around_them() {
    for (css, matches) in [
        (".card { .title { z-index: 7 } }", "b"),
        (".card { & .title { z-index: 7 } }", "b"),
        (".card { > p { z-index: 7 } }", "b"),
        (".card { + p { z-index: 7 } }", "d"),
        (".card { ~ section { z-index: 7 } }", "e"),
        (".card { &.wide { z-index: 7 } }", "a"),
        ("p { .card & { z-index: 7 } }", "b"),
        (".card, section { p& { z-index: 7 } }", ""),
        (".card, section { > p { z-index: 7 } }", "b f"),
        (".card { & & { z-index: 7 } }", "c"),
        (".card { p:not(&) { z-index: 7 } }", "b d f"),
        (".card { body > :not(&) { z-index: 7 } }", "d e"),
        (":not(.x) { body > & { z-index: 7 } }", "a d e"),
        ("div { :is(&, section) > p { z-index: 7 } }", "b f"),
        ("section { :has(> &) & p { z-index: 7 } }", "f"),
        ("div { p { b { z-index: 7 } } }", "c"),
        ("div { p { .wide & { b { z-index: 7 } } } }", "c"),
        // An element in front of `&` needs no white space.
        ("div { p { b& { z-index: 7 } } }", ""),
        ("div { b& { z-index: 7 } p { z-index: 7 } }", "b"),
        // At the top level `&` is the root.
        ("& > body > section { z-index: 7 }", "e"),
        // A rule may look like a declaration.
        ("div { p:first-child { z-index: 7 } }", "b"),
        ("div { b:is(.card) { z-index: 7 } color: red }", "c"),
        // Nested at-rules with their own declarations.
        ("section { @media print { z-index: 7 } }", "e"),
        ("section { @media print { p { z-index: 7 } } }", "f"),
        ("section { @media screen { z-index: 7 } }", ""),
        ("section { @supports (color: red) { @media all { & { z-index: 7 } } } }", "e"),
        ("section { @layer x { z-index: 7 } }", "e"),
    ] {
        let styled = style(css, BODY).silent();
        assert_eq!(styled.marked(ALL), matches, "{css}");
    }
}

/// CSS Nesting 1, section 4: `&` has the specificity of `:is()` of the list around.
#[test]
fn the_parent_counts_as_is_of_its_list() {
    for (css, winner) in [
        ("#d, .none { &.title { z-index: 1 } } p.title.title.title { z-index: 2 }", 1),
        (".title { & { z-index: 1 } } p { z-index: 2 }", 1),
        (".title { :where(&) { z-index: 1 } } p { z-index: 2 }", 2),
        // Declarations of a list with a pseudo-element keep the specificity of the selector that matches.
        ("#none, p { color: red; z-index: 1 } .title { z-index: 2 }", 2),
        ("#none, p { b { color: red } z-index: 1 } .title { z-index: 2 }", 2),
        ("#none, p { & { z-index: 1 } } .title { z-index: 2 }", 1),
    ] {
        assert_eq!(style(css, BODY).silent().mark("d"), Some(winner), "{css}");
    }
}

/// CSS Nesting 1, section 4.2 (nested declarations rules).
#[test]
fn declarations_after_a_nested_rule_come_after_it() {
    for (css, winner) in [
        ("p { z-index: 1; & { z-index: 2 } z-index: 3 }", 3),
        ("p { z-index: 1; & { z-index: 2 } color: red }", 2),
        ("p { @media print { z-index: 2 } z-index: 3 }", 3),
        ("p { z-index: 1; @media print { z-index: 2 } }", 2),
    ] {
        assert_eq!(style(css, BODY).silent().mark("d"), Some(winner), "{css}");
    }
}

#[test]
fn a_pseudo_element_of_the_parent_is_not_nested_in() {
    use engine::css::PseudoElement;
    let styled = style(
        "p::before, p { content: 'x'; color: red; @media print { z-index: 7 } b { z-index: 7 } }",
        BODY,
    )
    .silent();
    assert_eq!(styled.marked(ALL), "b c d f");
    assert_eq!(styled.pseudo("d", PseudoElement::Before).map(|style| style.layout.z_index), Some(Some(7)));
}

#[test]
fn an_invalid_nested_rule_drops_only_itself() {
    let styled = style(
        "section {\n  colr: red;\n  p::nonsense { z-index: 1 }\n  * foo: bar;\n  @page { margin: 0 }\n  p { z-index: 7 }\n  z-index: 7\n}",
        BODY,
    );
    assert_eq!(styled.marked(ALL), "e f");
    let messages: Vec<&str> = styled.messages.iter().map(|(message, _)| message.as_str()).collect();
    assert_eq!(messages.len(), 4, "{messages:?}");
    for (message, text, line) in [
        ("there is no property `colr`", "colr: red", 2),
        ("the selector `::nonsense` is not supported", "p::nonsense", 3),
        ("this is neither a declaration nor a rule, and is ignored", "* foo: bar;", 4),
        ("`@page` inside a style rule is ignored", "@page", 5),
    ] {
        let found = styled.messages.iter().position(|(known, _)| known == message);
        let found = found.unwrap_or_else(|| panic!("{message} is not among {messages:?}"));
        assert_eq!(styled.messages[found].1, text);
        assert_eq!(styled.lines[found], line, "{message}");
    }
}

#[test]
fn depth_and_repetition_are_bounded() {
    let deep = format!("{}z-index: 7{}", "p { ".repeat(20_000), " }".repeat(20_000));
    style(&deep, BODY);
    let repeated = format!("{}z-index: 7{}", "& & &, & + & { ".repeat(40), " }".repeat(40));
    let styled = style(&repeated, BODY);
    assert!(styled.messages.iter().any(|(message, _)| message.contains("expands to too many")));
}
