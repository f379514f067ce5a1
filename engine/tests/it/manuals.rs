//! The CSS manual lists everything that is supported: its tables come from the engine itself.

use engine::css::properties::supported_properties;
use engine::css::support::syntax;
use engine::diagnostics::Diagnostics;
use engine::resources::Resources;

use crate::kit::elements;

const CSS: &str = include_str!("../../../docs/css.md");

#[test]
fn the_table_of_properties_is_the_one_that_is_generated() {
    for property in supported_properties() {
        let row = format!("| `{}` | {} |", property.name, property.values.replace('|', "\\|"));
        assert!(CSS.contains(&row), "docs/css.md lacks the row {row}");
    }
    let rows = CSS.lines().skip_while(|line| !line.starts_with("| property | values")).skip(2);
    assert_eq!(rows.take_while(|line| line.starts_with('|')).count(), supported_properties().len());
}

#[test]
fn the_table_of_elements_is_the_one_that_is_generated() {
    for row in elements::rows() {
        assert!(CSS.contains(&row), "docs/css.md lacks the row {row}");
    }
    let rows = CSS.lines().skip_while(|line| !line.starts_with("| shown as | elements")).skip(2);
    assert_eq!(rows.take_while(|line| line.starts_with('|')).count(), elements::rows().len());
}

#[test]
fn the_table_of_elements_of_svg_is_the_one_that_is_generated() {
    let rows = CSS.lines().skip_while(|line| !line.starts_with("| becomes | elements of SVG")).skip(2);
    assert_eq!(rows.take_while(|line| line.starts_with('|')).collect::<Vec<_>>(), elements::svg_rows());
}

#[test]
fn the_table_of_syntax_is_the_one_that_is_generated() {
    for kind in syntax() {
        assert!(CSS.contains(&kind.row()), "docs/css.md lacks the row {}", kind.row());
    }
    let rows = CSS.lines().skip_while(|line| !line.starts_with("| syntax | supported")).skip(2);
    assert_eq!(rows.take_while(|line| line.starts_with('|')).count(), syntax().len());
}

/// The messages about a stylesheet.
fn messages_about(stylesheet: &str) -> Vec<String> {
    let html = format!("<!doctype html><style>{stylesheet}</style><p>");
    let mut diagnostics = Diagnostics::new();
    let source = diagnostics.add_source("document.html", html.as_str());
    let limits = engine::html::Limits::default();
    let document = engine::html::parse(&html, source, "", &limits, &mut diagnostics).expect("a document");
    engine::css::collect(&document, &Resources::new(".", &[]), &mut diagnostics);
    diagnostics.list().iter().map(|each| each.message.clone()).collect()
}

/// A stylesheet that uses the name, and has no message if the name is supported.
fn use_of(kind: &str, name: &str) -> String {
    match kind {
        "at-rules" => use_of_at_rule(name),
        "media features" => format!("@media ({name}) {{}}"),
        "descriptors of `@counter-style`" => use_of_counter_style_descriptor(name),
        "descriptors of `@property`" => use_of_property_descriptor(name),
        "types of a registered `syntax`" => use_of_type(name),
        "pseudo-classes" | "pseudo-elements" => use_of_selector(name),
        "units" if ["deg", "grad", "rad", "turn"].contains(&name) => {
            format!("p {{ background-image: linear-gradient(1{name}, red, blue) }}")
        }
        "units" => format!("p {{ width: 1{name} }}"),
        "math functions" => use_of_math_function(name),
        "color functions" => use_of_color_function(name),
        "predefined counter styles" => format!("p {{ list-style-type: {name} }}"),
        other => panic!("no use of {other} is known"),
    }
}

fn use_of_at_rule(name: &str) -> String {
    match name {
        "@charset" => "@charset 'utf-8';".to_string(),
        "@import" => "@import 'Cargo.toml' screen;".to_string(),
        "@namespace" => "@namespace a url(b);".to_string(),
        "@supports" => "@supports (color: red) {}".to_string(),
        "@font-face" => "@font-face { font-family: a; src: url(b) }".to_string(),
        "@counter-style" => "@counter-style a { symbols: b }".to_string(),
        "@property" => "@property --a { syntax: '*'; inherits: true }".to_string(),
        name => format!("{name} {{}}"),
    }
}

fn use_of_counter_style_descriptor(name: &str) -> String {
    let value = match name {
        "system" => "additive",
        "symbols" => "a b",
        "additive-symbols" => "2 a, 1 b",
        "range" => "1 2",
        "pad" => "3 a",
        _ => "a",
    };
    format!("@counter-style a {{ symbols: a; additive-symbols: 1 a; {name}: {value} }}")
}

fn use_of_property_descriptor(name: &str) -> String {
    let value = match name {
        "syntax" => "'<number>'",
        "inherits" => "false",
        _ => "1",
    };
    format!("@property --a {{ syntax: '<number>'; inherits: true; initial-value: 2; {name}: {value} }}")
}

fn use_of_type(name: &str) -> String {
    let value = match name {
        "<length>" | "<length-percentage>" => "1px",
        "<percentage>" => "1%",
        "<color>" => "red",
        "<image>" | "<url>" => "url(a)",
        "<angle>" => "1deg",
        "<time>" => "1s",
        "<resolution>" => "1dpi",
        "<string>" => "'a'",
        "<custom-ident>" => "a",
        _ => "1",
    };
    format!("@property --a {{ syntax: '{name}'; inherits: true; initial-value: {value} }}")
}

fn use_of_selector(name: &str) -> String {
    let argument = match name.trim_end_matches("()") {
        ":lang" => "en",
        ":dir" => "ltr",
        name if name.contains("nth") => "2",
        _ => "p",
    };
    format!("p{} {{ color: red }}", name.replace("()", &format!("({argument})")))
}

fn use_of_math_function(name: &str) -> String {
    let arguments = match name {
        "clamp()" => "1, 2, 3",
        "mod()" | "rem()" | "atan2()" | "pow()" => "1, 2",
        _ => "1",
    };
    let call = name.replace("()", &format!("({arguments})"));
    match name {
        "asin()" | "acos()" | "atan()" | "atan2()" => {
            format!("p {{ background-image: linear-gradient({call}, red, blue) }}")
        }
        _ => format!("p {{ flex-grow: max(0, {call}) }}"),
    }
}

fn use_of_color_function(name: &str) -> String {
    let arguments = match name {
        "hsl()" | "hsla()" | "hwb()" => "1 2% 3%",
        "color()" => "srgb 1 1 1",
        "color-mix()" => "in srgb, red, blue",
        "light-dark()" => "red, blue",
        "contrast-color()" => "red",
        "device-cmyk()" => "1 1 1 1",
        _ => "1 1 1",
    };
    format!("p {{ color: {} }}", name.replace("()", &format!("({arguments})")))
}

#[test]
fn the_table_of_syntax_agrees_with_the_messages() {
    for kind in syntax() {
        for name in &kind.supported {
            let messages = messages_about(&use_of(kind.kind, name));
            assert!(messages.is_empty(), "{name}: {messages:?}");
        }
        for name in &kind.without_effect {
            let messages = messages_about(&use_of(kind.kind, name));
            let expected: &[String] = match kind.kind {
                "at-rules" => &[format!("`{name}` has no effect in print")],
                _ => &[],
            };
            assert_eq!(messages, expected, "{name}");
        }
        for name in &kind.unsupported {
            let messages = messages_about(&use_of(kind.kind, name));
            let expected = match kind.kind {
                "at-rules" => format!("`{name}` is not supported"),
                _ => format!("the selector `{name}` is not supported"),
            };
            assert_eq!(messages, [expected], "{name}");
        }
    }
}
