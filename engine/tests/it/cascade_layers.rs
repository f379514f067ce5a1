//! Layers, origins, and the keywords that roll the cascade back (CSS Cascade 5).

use crate::kit::styled::{style, style_in};
use engine::css::{Display, FontSlope};

/// Each case names the value that wins.
#[test]
fn layers_are_ordered_by_their_first_mention() {
    for (css, winner) in [
        ("@layer a { p { z-index: 1 } } @layer b { p { z-index: 2 } }", 2),
        ("@layer b, a; @layer a { p { z-index: 1 } } @layer b { p { z-index: 2 } }", 1),
        ("p { z-index: 1 } @layer a { #p { z-index: 2 } }", 1),
        ("@layer a { #p { z-index: 1 } } @layer b { p { z-index: 2 } }", 2),
        ("@layer a { p { z-index: 1 } } @layer b { p { z-index: 2 } } @layer a { p { z-index: 3 } }", 2),
        ("@layer { p { z-index: 1 } } @layer { p { z-index: 2 } }", 2),
        // What is in a layer itself comes after the layers inside it.
        ("@layer a { @layer b { p { z-index: 1 } } p { z-index: 2 } }", 2),
        ("@layer a { p { z-index: 2 } @layer b { p { z-index: 1 } } }", 2),
        ("@layer a.b { p { z-index: 1 } } @layer a { @layer b { p { z-index: 2 } } }", 2),
        ("@layer a.b, c; @layer c { p { z-index: 2 } } @layer a.d { p { z-index: 1 } }", 2),
        // An inner layer is not the outer one of the same name.
        ("@layer b { p { z-index: 1 } } @layer a { @layer b { p { z-index: 2 } } }", 2),
        // `!important` reverses the order.
        ("@layer a { p { z-index: 1 !important } } @layer b { p { z-index: 2 !important } }", 1),
        ("p { z-index: 1 !important } @layer a { p { z-index: 2 !important } }", 2),
        ("@layer a { p { z-index: 1 !important } } #p { z-index: 2 }", 1),
        ("@layer a { @layer b { p { z-index: 1 !important } } p { z-index: 2 !important } }", 1),
        // A layer in a condition that does not hold is not named.
        (
            "@media screen { @layer b; } @layer a, b; @layer b { p { z-index: 2 } } @layer a { p { z-index: 1 } }",
            2,
        ),
        (
            "@media print { @layer b; } @layer a, b; @layer b { p { z-index: 2 } } @layer a { p { z-index: 1 } }",
            1,
        ),
    ] {
        assert_eq!(style(css, "<p id=p>x").silent().mark("p"), Some(winner), "{css}");
    }
}

#[test]
fn the_style_attribute_overrides_all_layers() {
    for (css, inline, winner) in [
        ("@layer a { p { z-index: 1 } }", "z-index: 2", 2),
        ("@layer a { p { z-index: 1 !important } }", "z-index: 2", 1),
        ("@layer a { p { z-index: 1 !important } }", "z-index: 2 !important", 2),
        ("@layer a { p { z-index: 1 } } p { z-index: 2 }", "z-index: revert-layer", 2),
        ("@layer a { p { z-index: 1 } }", "z-index: revert-layer", 1),
    ] {
        let body = format!("<p id=p style='{inline}'>x");
        assert_eq!(style(css, &body).silent().mark("p"), Some(winner), "{css} {inline}");
    }
}

#[test]
fn revert_layer_goes_back_to_the_layers_before() {
    for (css, value) in [
        ("@layer a { p { z-index: 1 } } @layer b { p { z-index: 2 } #p { z-index: revert-layer } }", Some(1)),
        ("@layer a { p { z-index: 1 } } p { z-index: revert-layer }", Some(1)),
        (
            "@layer a { p { z-index: 1 } } @layer b { p { z-index: revert-layer } } p { z-index: revert-layer }",
            Some(1),
        ),
        ("p { z-index: revert-layer }", None),
        // From an important declaration, the normal declarations of the layers between are also skipped.
        (
            "@layer a { p { z-index: 1 } } @layer b { p { z-index: revert-layer !important } } p { z-index: 3 }",
            Some(1),
        ),
        ("@layer a { p { z-index: 1 } } p { all: revert-layer }", Some(1)),
        ("@layer a { p { --z: 4 } } p { --z: 5; --z: revert-layer; z-index: var(--z) }", Some(4)),
        ("@layer a { p { z-index: 1 } } p { z-index: var(--none, revert-layer) }", Some(1)),
    ] {
        assert_eq!(style(css, "<p id=p>x").silent().mark("p"), value, "{css}");
    }
}

#[test]
fn revert_goes_back_to_the_user_agent_stylesheet() {
    let styled = style(
        "@layer a { * { display: inline; font-style: normal } }
         em, div { display: revert; font-style: revert; z-index: 3; z-index: revert }
         #all { all: revert }",
        "<em id=em>x</em><div id=div></div><p id=all>y</p><table id=hint width=100 style='width: revert'><tr><td></table>",
    )
    .silent();
    assert_eq!(styled.of("em").font.slope, FontSlope::Italic);
    assert_eq!(styled.of("div").layout.display, Display::Block);
    assert_eq!(styled.of("all").layout.display, Display::Block);
    assert_eq!(styled.mark("em"), None);
    // For `revert`, presentational attributes belong to the author's origin.
    assert_eq!(styled.of("hint").layout.width, engine::css::SizeValue::Auto);
}

#[test]
fn all_takes_every_keyword() {
    let css = |keyword: &str| {
        format!(
            "body {{ font-style: italic; z-index: 4 }} p {{ z-index: 3; font-style: oblique; all: {keyword} }}"
        )
    };
    for (keyword, slope, z_index, display) in [
        ("initial", FontSlope::Normal, None, Display::Inline),
        ("inherit", FontSlope::Italic, Some(4), Display::Block),
        ("unset", FontSlope::Italic, None, Display::Inline),
        ("revert", FontSlope::Italic, None, Display::Block),
        ("revert-layer", FontSlope::Italic, None, Display::Block),
    ] {
        let styled = style(&css(keyword), "<p id=p dir=rtl>x").silent();
        let p = styled.of("p");
        assert_eq!(
            (p.font.slope, p.layout.z_index, p.layout.display),
            (slope, z_index, display),
            "{keyword}"
        );
        // `direction` is not part of `all`.
        assert_eq!(p.text.direction, engine::css::Direction::RightToLeft, "{keyword}");
    }
}

#[test]
fn imports_can_have_layers_and_conditions() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("one.css"), "p { z-index: 1 }").expect("written");
    std::fs::write(folder.path().join("two.css"), "@layer x; p { z-index: 2 }").expect("written");
    let root = folder.path().to_string_lossy();
    for (css, winner) in [
        ("@import 'one.css'; @import url(two.css);", Some(2)),
        ("@import 'one.css'; @import 'two.css' layer(a);", Some(1)),
        ("@import 'one.css'; @import 'two.css' layer;", Some(1)),
        ("@layer b, a; @import 'one.css' layer(a); @import 'two.css' layer(b);", Some(1)),
        ("@import 'two.css' layer(a.b); @layer a { p { z-index: 3 } }", Some(3)),
        ("@import 'one.css' print;", Some(1)),
        ("@import 'one.css' screen;", None),
        ("@import 'one.css' supports(display: block) print;", Some(1)),
        ("@import 'one.css' supports(display: nonsense);", None),
        ("@import 'one.css' layer(a) supports((color: red) and (not (colr: red))) all;", Some(1)),
        ("@charset 'utf-8'; @import 'one.css';", Some(1)),
        ("@import 'one.css'; @namespace svg url(x); p { color: red }", Some(1)),
    ] {
        let styled = style_in(&root, &format!("<!doctype html><style>{css}</style><p id=p>x")).silent();
        assert_eq!(styled.mark("p"), winner, "{css}");
    }
    for css in [
        "p { color: red } @import 'one.css';",
        "@media all {} @import 'one.css';",
        // Statements of layers may come before imports, but not among them.
        "@import 'two.css' screen; @import 'two.css' layer(q); @layer z; @import 'one.css';",
    ] {
        let styled = style_in(&root, &format!("<!doctype html><style>{css}</style><p id=p>x"));
        assert_ne!(styled.mark("p"), Some(1), "{css}");
        assert_eq!(styled.messages.len(), 1, "{css}: {:?}", styled.messages);
        assert!(styled.messages[0].0.contains("`@import` after another rule"), "{:?}", styled.messages);
    }
}

#[test]
fn pages_are_layered_too() {
    let styled = style(
        "@page { margin: 1cm } @layer a { @page { margin: 2cm; size: A5 !important } } @page { size: A6 !important }",
        "<p id=p>x",
    )
    .silent();
    let page = styled.styles.page(&engine::css::PageClass::default());
    assert_eq!(page.margin.top, engine::units::Length::from_millimeters(10.0));
    assert_eq!(page.size.width, engine::units::Length::from_millimeters(148.0));
}

/// CSS Conditional 4: a condition holds if the parsers accept its declaration or selector.
#[test]
fn supports_holds_for_what_the_parsers_accept() {
    for (condition, holds) in [
        ("(display: flex)", true),
        ("(display: nonsense)", false),
        ("(nonsense: 1)", false),
        ("(transform-nonsense: none)", false),
        ("(--anything: at all)", true),
        ("(color: var(--x))", true),
        ("not (display: nonsense)", true),
        ("(color: red) and (display: flex) and (not (x: y))", true),
        ("(x: y) or (color: red)", true),
        ("((x: y) or (color: red)) and (width: 1px)", true),
        ("(color: red !important)", true),
        ("selector(p > a:has(b))", true),
        ("selector(p::nonsense)", false),
        ("selector(:is(p, ::nonsense))", false),
        ("selector(a, b)", false),
        ("font-format(opentype)", true),
        ("font-format(nonsense)", false),
        ("font-tech(features-opentype)", true),
        ("font-tech(color-nonsense)", false),
        ("something(new)", false),
        ("not something(new)", true),
        ("(something new)", false),
    ] {
        let styled = style(&format!("@supports {condition} {{ p {{ z-index: 7 }} }}"), "<p id=p>x").silent();
        assert_eq!(styled.mark("p") == Some(7), holds, "{condition}");
    }
    for condition in ["", "(color: red) and (x: y) or (width: 1px)", "color: red", "not"] {
        let styled = style(&format!("@supports {condition} {{ p {{ z-index: 7 }} }}"), "<p id=p>x");
        assert_eq!(styled.mark("p"), None, "{condition}");
        assert_eq!(styled.messages.len(), 1, "{condition}: {:?}", styled.messages);
    }
}

#[test]
fn registered_properties_have_initial_values_and_do_not_inherit_unless_asked() {
    let styled = style(
        "@property --z { syntax: '<integer>'; inherits: false; initial-value: 3 }
         @property --y { syntax: '<integer>'; inherits: true; initial-value: 5 }
         @property --k { syntax: 'small | large'; inherits: false; initial-value: small }
         p { z-index: var(--z) } i { order: var(--y) }
         #b { --z: 4; --y: 6 } #d { --z: 9; --z: red; z-index: var(--z) }",
        "<p id=a>x</p><p id=b>y<i id=c style='z-index: var(--z)'></i></p><p id=d></p><i id=e></i>",
    );
    assert_eq!(styled.mark("a"), Some(3));
    assert_eq!(styled.mark("b"), Some(4));
    assert_eq!(styled.mark("c"), Some(3), "it does not inherit");
    assert_eq!(styled.of("c").layout.order, 6);
    assert_eq!(styled.of("e").layout.order, 5);
    assert_eq!(styled.mark("d"), Some(3), "what is not of the syntax is as unset");
    assert_eq!(styled.messages.len(), 1, "{:?}", styled.messages);
    assert_eq!(styled.messages[0].1, "--z: red");
    for (rule, fault) in [
        ("@property --a { syntax: '<integer>'; inherits: true }", "no `initial-value`"),
        (
            "@property --a { syntax: '<integer>'; inherits: true; initial-value: red }",
            "does not match its `syntax`",
        ),
        ("@property --a { syntax: '<nonsense>'; inherits: true; initial-value: red }", "not a value"),
        ("@property a { syntax: '*'; inherits: true }", "not the name of a custom property"),
        ("@property --a { inherits: true }", "no `syntax`"),
    ] {
        let styled = style(rule, "");
        assert!(
            styled.messages.iter().any(|(message, _)| message.contains(fault)),
            "{rule}: {:?}",
            styled.messages
        );
    }
}
