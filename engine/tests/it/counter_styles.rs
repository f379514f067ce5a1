//! Counter styles: the predefined ones and those of `@counter-style` (CSS Counter Styles 3).

use crate::kit::styled::style;
use engine::css::{Content, ContentPart, CounterStyle, PseudoElement};

/// A number, written in a counter style of a stylesheet.
fn write(css: &str, name: &str, value: i32) -> String {
    list_style(css, name).write(value)
}

fn list_style(css: &str, name: &str) -> CounterStyle {
    let styled = style(&format!("{css} p {{ list-style-type: {name} }}"), "<p id=a>").silent();
    styled.of("a").text.list_style_type.clone()
}

/// From the tables and algorithms of sections 6 and 7.
#[test]
fn predefined_styles_follow_the_specification() {
    for (name, value, text) in [
        ("decimal", -7, "-7"),
        ("decimal-leading-zero", 7, "07"),
        ("decimal-leading-zero", -7, "-7"),
        ("decimal-leading-zero", 100, "100"),
        ("arabic-indic", 1990, "١٩٩٠"),
        ("persian", 105, "۱۰۵"),
        ("bengali", 12, "১২"),
        ("devanagari", 120, "१२०"),
        ("gujarati", 3, "૩"),
        ("gurmukhi", 3, "੩"),
        ("kannada", 3, "೩"),
        ("khmer", 30, "៣០"),
        ("cambodian", 30, "៣០"),
        ("lao", 3, "໓"),
        ("malayalam", 3, "൩"),
        ("mongolian", 3, "᠓"),
        ("myanmar", 3, "၃"),
        ("oriya", 3, "୩"),
        ("tamil", 3, "௩"),
        ("telugu", 3, "౩"),
        ("thai", 3, "๓"),
        ("tibetan", 3, "༣"),
        ("cjk-decimal", 20, "二〇"),
        ("cjk-decimal", -2, "-2"),
        ("lower-roman", 1994, "mcmxciv"),
        ("upper-roman", 3999, "MMMCMXCIX"),
        ("upper-roman", 4000, "4000"),
        ("upper-roman", 0, "0"),
        ("armenian", 1999, "ՌՋՂԹ"),
        ("upper-armenian", 9999, "ՔՋՂԹ"),
        ("lower-armenian", 1999, "ռջղթ"),
        ("georgian", 11, "ია"),
        ("georgian", 19999, "ჵჰშჟთ"),
        ("hebrew", 15, "טו"),
        ("hebrew", 16, "טז"),
        ("hebrew", 115, "קטו"),
        ("hebrew", 400, "ת"),
        ("hebrew", 5784, "ה׳תשפד"),
        ("lower-alpha", 26, "z"),
        ("lower-latin", 27, "aa"),
        ("upper-alpha", 703, "AAA"),
        ("upper-latin", 0, "0"),
        ("lower-greek", 3, "γ"),
        ("lower-greek", 24, "ω"),
        ("lower-greek", 25, "αα"),
        ("hiragana", 2, "い"),
        ("hiragana-iroha", 2, "ろ"),
        ("katakana", 48, "ン"),
        ("katakana-iroha", 1, "イ"),
        ("disclosure-open", 5, "▾"),
        ("disclosure-closed", 5, "▸"),
        ("cjk-earthly-branch", 12, "亥"),
        ("cjk-earthly-branch", 13, "一三"),
        ("cjk-heavenly-stem", 1, "甲"),
        ("japanese-informal", 1120, "千百二十"),
        ("japanese-informal", 0, "〇"),
        ("japanese-informal", -3, "マイナス三"),
        ("japanese-formal", 1120, "壱阡壱百弐拾"),
        ("korean-hangul-formal", 11, "일십일"),
        ("korean-hanja-informal", 11, "十一"),
        ("korean-hanja-formal", 12, "壹拾貳"),
        ("lower-russian", 1, "а"),
    ] {
        assert_eq!(write("", name, value), text, "{name} {value}");
    }
}

/// Section 3.1, with the examples of each system there.
#[test]
fn every_system_has_its_algorithm() {
    for (rule, expected) in [
        ("system: cyclic; symbols: ▶ '◦'", &[(1, "▶"), (2, "◦"), (3, "▶"), (0, "◦"), (-1, "▶")][..]),
        ("system: fixed; symbols: a b c", &[(1, "a"), (3, "c"), (4, "4"), (0, "0")]),
        ("system: fixed -1; symbols: a b c", &[(-1, "a"), (0, "b"), (1, "c"), (2, "2")]),
        (
            "system: symbolic; symbols: '*' '†'",
            &[(1, "*"), (2, "†"), (3, "**"), (4, "††"), (5, "***"), (0, "0"), (-1, "-1")],
        ),
        ("symbols: x", &[(3, "xxx")]),
        ("system: alphabetic; symbols: a b c", &[(3, "c"), (4, "aa"), (12, "cc"), (13, "aaa"), (0, "0")]),
        ("system: numeric; symbols: '0' '1' '2'", &[(0, "0"), (3, "10"), (8, "22"), (9, "100"), (-4, "-11")]),
        (
            "system: additive; additive-symbols: 6 '⚅', 5 '⚄', 4 '⚃', 3 '⚂', 2 '⚁', 1 '⚀', 0 'z'",
            &[(3, "⚂"), (11, "⚅⚄"), (12, "⚅⚅"), (0, "z"), (-2, "-2")],
        ),
        ("system: additive; additive-symbols: 3 'a', 2 'b'", &[(5, "ab"), (1, "1"), (4, "4"), (0, "0")]),
        ("system: extends decimal; negative: '(' ')'", &[(-5, "(5)"), (5, "5")]),
        (
            "system: extends lower-roman; range: 3 4, 6 infinite",
            &[(3, "iii"), (5, "5"), (6, "vi"), (4000, "mmmm")],
        ),
        ("system: extends decimal; pad: 4 '_'", &[(7, "___7"), (-7, "-__7"), (12345, "12345")]),
        ("system: extends decimal; pad: 'ab' 3", &[(7, "ababab7".strip_prefix("ab").unwrap_or_default())]),
        ("system: extends decimal; negative: '<' '>'; pad: 5 '0'", &[(-7, "<007>")]),
        ("system: fixed; symbols: a b; fallback: upper-roman", &[(2, "b"), (3, "III"), (0, "0")]),
        ("system: fixed; symbols: a b; fallback: nothing", &[(3, "3")]),
        ("system: extends disc", &[(9, "•")]),
    ] {
        for (value, text) in expected {
            assert_eq!(
                write(&format!("@counter-style s {{ {rule} }}"), "s", *value),
                *text,
                "{rule} {value}"
            );
        }
    }
}

#[test]
fn styles_that_extend_each_other_in_a_circle_end() {
    let css = "@counter-style a { system: extends b } @counter-style b { system: extends a; prefix: '[' }
        @counter-style c { system: fixed; symbols: x; fallback: d } @counter-style d { system: fixed; symbols: y z; fallback: c }";
    assert_eq!(write(css, "a", 3), "3");
    assert_eq!(write(css, "c", 2), "z");
    assert_eq!(write(css, "d", 3), "3");
    let chain: String = (0..2000)
        .map(|n| format!("@counter-style n{n} {{ system: extends n{}; suffix: '{n}' }}", n + 1))
        .collect();
    assert_eq!(write(&chain, "n0", 3), "3");
}

#[test]
fn the_last_rule_of_the_last_layer_counts_and_some_names_are_fixed() {
    let css = "@counter-style x { symbols: a } @layer l { @counter-style x { symbols: b } } @counter-style UPPER-roman { symbols: r }";
    assert_eq!(write(css, "x", 1), "a");
    assert_eq!(write(css, "Upper-Roman", 2), "rr", "predefined names do not depend on case");
    assert_eq!(write("@counter-style X { symbols: a }", "X", 1), "a");
    for name in ["decimal", "disc", "square", "circle", "disclosure-open", "none", "inherit"] {
        let styled = style(&format!("@counter-style {name} {{ symbols: a }}"), "");
        assert_eq!(styled.messages.len(), 1, "{name}");
    }
}

#[test]
fn markers_have_prefix_and_suffix_and_counter_functions_have_neither() {
    let css = "@counter-style s { system: extends upper-roman; prefix: '§'; suffix: ') ' }";
    assert_eq!(list_style(css, "s").marker(4), "§IV) ");
    assert_eq!(list_style("", "lower-alpha").marker(2), "b. ");
    assert_eq!(list_style("", "disclosure-closed").marker(2), "▸ ");
    assert_eq!(list_style("", "'x: '").marker(2), "x: ");
    assert_eq!(list_style("", "symbols('*' '†')").marker(3), "** ");
    assert_eq!(write("", "symbols(cyclic '*' '†')", 3), "*");
    assert_eq!(write("", "symbols(numeric '0' '1')", 5), "101");
    assert_eq!(write("", "symbols(alphabetic 'a' 'b')", 3), "aa");
    assert_eq!(write("", "symbols(fixed 'a' 'b')", 3), "3");
    let styled = style(&format!("{css} p::before {{ content: counter(n, s) }}"), "<p id=a>").silent();
    let before = styled.pseudo("a", PseudoElement::Before).expect("a pseudo-element");
    let Content::Parts(parts) = &before.content.content else { panic!("{:?}", before.content) };
    let [ContentPart::Counter { style, .. }] = &parts[..] else { panic!("{parts:?}") };
    assert_eq!(style.write(9), "IX");
}

#[test]
fn errors_are_reported_with_their_place() {
    for (css, message) in [
        ("@counter-style a { system: cyclic }", "the counter style `a` is ignored: it has no `symbols`"),
        (
            "@counter-style a { system: numeric; symbols: x }",
            "the counter style `a` is ignored: it needs two `symbols` or more",
        ),
        (
            "@counter-style a { system: additive }",
            "the counter style `a` is ignored: it has no `additive-symbols`",
        ),
        (
            "@counter-style a { system: extends decimal; symbols: x }",
            "the counter style `a` is ignored: a style that extends another has no symbols of its own",
        ),
        (
            "@counter-style a { symbols: x; range: 5 3 }",
            "this is not a value of the `@counter-style` descriptor `range`",
        ),
        (
            "@counter-style a { symbols: x; additive-symbols: 1 a, 2 b }",
            "this is not a value of the `@counter-style` descriptor `additive-symbols`",
        ),
        (
            "@counter-style a { symbols: x; nonsense: 3 }",
            "the `@counter-style` descriptor `nonsense` is not supported",
        ),
        ("p { list-style-type: nonsense }", "there is no counter style `nonsense`"),
        ("p::before { content: counter(n, nonsense) }", "there is no counter style `nonsense`"),
        ("@page { @top-left { content: counter(page, nonsense) } }", "there is no counter style `nonsense`"),
    ] {
        let styled = style(css, "<p id=a>");
        let reported: Vec<&str> = styled.messages.iter().map(|(message, _)| message.as_str()).collect();
        assert_eq!(reported, [message], "{css}");
        assert_eq!(styled.lines, [1]);
    }
}
