//! Presentational hints: what attributes such as `bgcolor` and `cellpadding` mean in CSS (HTML, section 15.3).
//!
//! [`hints`] returns declarations as property and value. They rank between the built-in stylesheet and the document's
//! rules. Some attributes concern other elements than their own: `cellpadding` of a table its cells, `link` of `body` the
//! links, `center` the tables inside.

use cssparser::{ToCss, Token};

use super::legacy_values::{color, dimension, font_size, integer};
use crate::html::{Document, Element, NodeId};

/// Declarations as property and value, in the order in which they apply.
pub(super) type Hints = Vec<(&'static str, String)>;

/// The declarations that the attributes of an element, and those of its table or `body`, make for it.
pub(super) fn hints(document: &Document, node: NodeId, element: &Element) -> Hints {
    let mut hints = Hints::new();
    if element.namespace == html5ever::ns!(svg) {
        let is_inner = document.parent_element(node).and_then(|parent| document.element(parent));
        let is_inner = is_inner.is_some_and(|parent| parent.namespace == html5ever::ns!(svg));
        if is_inner && element.is_svg("svg") {
            set(&mut hints, &["overflow"], "hidden");
        }
        of_svg(element, is_inner, &mut hints);
    }
    if element.namespace != html5ever::ns!(html) {
        return hints;
    }
    let name = &*element.name;
    match name {
        "td" | "th" | "tr" | "thead" | "tbody" | "tfoot" | "colgroup" => {
            of_table(document, node, name, &mut hints)
        }
        "table" if is_in_center(document, node) => set(&mut hints, &["margin-left", "margin-right"], "auto"),
        "input" | "textarea" => of_field(element, &mut hints),
        "meter" | "progress" => hints.extend(bar(element).map(|bar| ("background-image", bar))),
        "a" if element.attribute("href").is_some() => {
            let color = body(document).and_then(|body| color(body.attribute("link")?));
            hints.extend(color.map(|color| ("color", color)));
        }
        _ => {}
    }
    for attribute in element.attributes.iter().filter(|attribute| attribute.namespace.is_empty()) {
        of_attribute(name, (&attribute.name, attribute.value.trim()), &mut hints);
    }
    if name == "hr" {
        of_rule(element, &mut hints);
    }
    hints
}

/// The attributes of SVG that are properties which text and boxes of HTML have, too (SVG 2, sections 6.6 and 8.6). The SVG
/// reader gets the values that the cascade makes of them.
pub(crate) const OF_SVG: [&str; 13] = [
    "color",
    "direction",
    "display",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "letter-spacing",
    "opacity",
    "overflow",
    "transform-origin",
    "visibility",
    "word-spacing",
];

/// The attributes of an element of SVG that are properties; a number is in pixels. The font of a whole picture is in the units
/// of its `viewBox`, which the box around it does not have.
fn of_svg(element: &Element, is_inner: bool, hints: &mut Hints) {
    let own = OF_SVG.iter().filter(|name| is_inner || !name.starts_with("font-"));
    let names = own.chain(["width", "height"].iter().filter(|_| element.is_svg("svg")));
    for &name in names {
        let is_pure = matches!(name, "opacity" | "font-weight");
        hints.extend(element.attribute(name).map(|value| match value.trim().parse::<f32>() {
            Ok(pixels) if !is_pure => (name, format!("{pixels}px")),
            _ => (name, value.to_string()),
        }));
    }
}

/// The width of a field in characters.
fn of_field(field: &Element, hints: &mut Hints) {
    // More than this is a mistake, and would be thousands of empty pages.
    const MOST: i32 = 1000;
    let number = |name: &str| {
        let number = field.attribute(name).and_then(integer).filter(|&number| number > 0);
        number.map(|number| number.min(MOST))
    };
    // With the padding and border of the built-in stylesheet.
    let characters = |count: Option<i32>| format!("calc({}ch + 0.5em + 2px)", count.unwrap_or(20));
    if field.is_html("textarea") {
        hints.push(("width", characters(number("cols"))));
        return;
    }
    let kind = field.attribute("type").unwrap_or_default().trim().to_ascii_lowercase();
    if !["checkbox", "radio", "submit", "reset", "button", "image", "color", "hidden"].contains(&&*kind) {
        hints.push(("width", characters(number("size"))));
    }
}

/// The picture of a `meter` or `progress` with a value, which fills a part of its box.
fn bar(control: &Element) -> Option<String> {
    let number =
        |name: &str| control.attribute(name)?.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    let is_meter = control.is_html("meter");
    let least = number("min").filter(|_| is_meter).unwrap_or(0.0);
    let most = number("max").unwrap_or(1.0).max(least);
    let value = number("value").or(is_meter.then_some(0.0))?;
    let percent = if most > least { ((value - least) / (most - least)).clamp(0.0, 1.0) * 100.0 } else { 0.0 };
    let color = if is_meter { "#107c10" } else { "#0075ff" };
    Some(format!("linear-gradient(to right, {color} {percent}%, transparent {percent}%)"))
}

fn set(hints: &mut Hints, properties: &[&'static str], value: &str) {
    hints.extend(properties.iter().map(|property| (*property, value.to_string())));
}

fn body(document: &Document) -> Option<&Element> {
    let children = document.children(document.root()?);
    children.filter_map(|child| document.element(child)).find(|element| element.is_html("body"))
}

/// Whether the nearest ancestor that aligns its content centers it, as `center` does. It moves the tables inside, too.
fn is_in_center(document: &Document, table: NodeId) -> bool {
    let around = document.ancestors(table).filter_map(|node| document.element(node));
    let alignment = around.into_iter().find_map(|element| match &*element.name {
        "center" => Some(true),
        "div" | "td" | "th" | "tr" => element.attribute("align").map(is_center),
        _ => None,
    });
    alignment == Some(true)
}

fn is_center(align: &str) -> bool {
    ["center", "middle"].iter().any(|word| word.eq_ignore_ascii_case(align.trim()))
}

/// What `border`, `cellpadding` and `rules` of a table make of its parts.
fn of_table(document: &Document, node: NodeId, name: &str, hints: &mut Hints) {
    let mut around = document.ancestors(node).filter_map(|node| document.element(node));
    let Some(table) =
        around.find(|element| element.is_html("table")).filter(|table| !table.attributes.is_empty())
    else {
        return;
    };
    let is_cell = matches!(name, "td" | "th");
    if is_cell && let Some(padding) = table.attribute("cellpadding").and_then(dimension) {
        hints.push(("padding", padding));
    }
    let lines = "1px solid gray";
    let rules = table.attribute("rules").unwrap_or_default().trim().to_ascii_lowercase();
    match (&*rules, name) {
        ("all", "td" | "th") => set(hints, &["border"], lines),
        ("cols", "td" | "th") => set(hints, &["border-left", "border-right"], lines),
        ("rows", "tr") | ("groups", "thead" | "tbody" | "tfoot") => {
            set(hints, &["border-top", "border-bottom"], lines);
        }
        ("groups", "colgroup") => set(hints, &["border-left", "border-right"], lines),
        ("none" | "rows" | "groups", _) => {}
        _ if is_cell && table_border(table).is_some_and(|width| width > 0) => {
            set(hints, &["border"], "1px inset gray");
        }
        _ => {}
    }
}

/// The width of `border` in pixels: 1 where the value is not a number, as in `<table border>`.
fn table_border(table: &Element) -> Option<i32> {
    table.attribute("border").map(|value| integer(value).unwrap_or(1))
}

/// What one attribute makes of its own element.
fn of_attribute(name: &str, (attribute, value): (&str, &str), hints: &mut Hints) {
    let is_picture = matches!(name, "img" | "object" | "embed" | "iframe" | "input");
    let is_cell = matches!(name, "td" | "th");
    let is_row = matches!(name, "tr" | "thead" | "tbody" | "tfoot");
    let paints = is_cell || is_row || matches!(name, "body" | "table");
    let mut add = |properties: &[&'static str], value: Option<String>| {
        value.into_iter().for_each(|value| set(hints, properties, &value));
    };
    let nonzero = |value: &str| dimension(value).filter(|value| value != "0px" && value != "0%");
    match attribute {
        "width" if is_cell || name == "table" => add(&["width"], nonzero(value)),
        "width" if matches!(name, "img" | "col" | "hr") => add(&["width"], dimension(value)),
        "height" if is_cell || name == "table" => add(&["height"], nonzero(value)),
        "height" if is_row || name == "img" => add(&["height"], dimension(value)),
        "bgcolor" if paints => add(&["background-color"], color(value)),
        "background" if paints && !value.is_empty() => {
            let address = Token::QuotedString(value.into()).to_css_string();
            add(&["background-image"], Some(format!("url({address})")));
        }
        "text" if name == "body" => add(&["color"], color(value)),
        "marginwidth" if name == "body" => add(&["margin-left", "margin-right"], dimension(value)),
        "marginheight" if name == "body" => add(&["margin-top", "margin-bottom"], dimension(value)),
        "leftmargin" if name == "body" => add(&["margin-left"], dimension(value)),
        "topmargin" if name == "body" => add(&["margin-top"], dimension(value)),
        "clear" if name == "br" => {
            let all = word(value, &["all", "both"]).map(|_| "both".to_string());
            add(&["clear"], all.or_else(|| word(value, &["left", "right"])));
        }
        "align" => of_align(name, value, hints),
        "valign" if is_cell || is_row => {
            add(&["vertical-align"], word(value, &["top", "middle", "bottom", "baseline"]));
        }
        "nowrap" if is_cell => add(&["white-space"], Some("nowrap".to_string())),
        "wrap" if name == "pre" => add(&["white-space"], Some("pre-wrap".to_string())),
        "cellspacing" if name == "table" => add(&["border-spacing"], dimension(value)),
        "border" if name == "table" => {
            let width = integer(value).unwrap_or(1);
            add(&["border"], Some(format!("{width}px {} gray", if width > 0 { "outset" } else { "none" })));
        }
        "bordercolor" if name == "table" => add(&["border-color"], color(value)),
        "frame" if name == "table" => add(&["border-style"], frame(value)),
        "rules" if name == "table" => {
            let known = word(value, &["none", "groups", "rows", "cols", "all"]);
            add(&["border-collapse"], known.map(|_| "collapse".to_string()));
        }
        "border" if is_picture => {
            add(&["border"], integer(value).map(|width| format!("{width}px solid")));
        }
        "hspace" if is_picture => add(&["margin-left", "margin-right"], dimension(value)),
        "vspace" if is_picture => add(&["margin-top", "margin-bottom"], dimension(value)),
        "color" if name == "font" => add(&["color"], color(value)),
        "face" if name == "font" => add(&["font-family"], Some(value.to_string())),
        "size" if name == "font" => add(&["font-size"], font_size(value)),
        "type" if matches!(name, "ol" | "ul" | "li") => add(&["list-style-type"], list_type(name, value)),
        _ => {}
    }
}

fn word(value: &str, words: &[&str]) -> Option<String> {
    words.iter().find(|word| word.eq_ignore_ascii_case(value)).map(|word| (*word).to_string())
}

fn of_align(name: &str, value: &str, hints: &mut Hints) {
    let align = value.to_ascii_lowercase();
    let margins = |left, right| [("margin-left", left), ("margin-right", right)];
    let mut add = |declarations: &[(&'static str, &str)]| {
        hints.extend(declarations.iter().map(|(property, value)| (*property, (*value).to_string())));
    };
    match (name, &*align) {
        ("hr", "left") => add(&margins("0", "auto")),
        ("hr", "right") => add(&margins("auto", "0")),
        ("table" | "hr", "center") => add(&margins("auto", "auto")),
        ("table" | "img" | "object" | "embed" | "iframe" | "input", side @ ("left" | "right")) => {
            add(&[("float", side)]);
        }
        ("img" | "object" | "embed" | "iframe" | "input", _) => match &*align {
            "top" | "bottom" => add(&[("vertical-align", if align == "top" { "top" } else { "baseline" })]),
            "middle" | "center" | "absmiddle" | "abscenter" => add(&[("vertical-align", "middle")]),
            "texttop" => add(&[("vertical-align", "text-top")]),
            "absbottom" => add(&[("vertical-align", "bottom")]),
            _ => {}
        },
        ("caption", "bottom") => add(&[("caption-side", "bottom")]),
        ("table" | "hr", _) => {}
        (_, "left" | "right" | "justify") => add(&[("text-align", &align)]),
        _ if is_center(&align) => add(&[("text-align", "center")]),
        _ => {}
    }
}

/// The edges that `frame` gives to a table.
fn frame(value: &str) -> Option<String> {
    let styles = match &*value.to_ascii_lowercase() {
        "void" => "hidden",
        "above" => "outset hidden hidden hidden",
        "below" => "hidden hidden outset hidden",
        "hsides" => "outset hidden",
        "lhs" => "hidden hidden hidden outset",
        "rhs" => "hidden outset hidden hidden",
        "vsides" => "hidden outset",
        "box" | "border" => "outset",
        _ => return None,
    };
    Some(styles.to_string())
}

fn list_type(name: &str, value: &str) -> Option<String> {
    let numbers = match value {
        "1" => Some("decimal"),
        "a" => Some("lower-alpha"),
        "A" => Some("upper-alpha"),
        "i" => Some("lower-roman"),
        "I" => Some("upper-roman"),
        _ => None,
    };
    let signs = || word(value, &["none", "disc", "circle", "square"]);
    numbers.filter(|_| name != "ul").map(str::to_string).or_else(|| signs().filter(|_| name != "ol"))
}

/// The color and thickness of `hr`.
fn of_rule(rule: &Element, hints: &mut Hints) {
    let color = rule.attribute("color").and_then(color);
    let is_solid = rule.attribute("color").or_else(|| rule.attribute("noshade")).is_some();
    if let Some(color) = color {
        // The built-in stylesheet colors its border.
        set(hints, &["color", "border-color"], &color);
    }
    if is_solid {
        set(hints, &["border-style"], "solid");
    }
    match rule.attribute("size").and_then(integer) {
        Some(size) if is_solid => set(hints, &["border-width"], &format!("{}px 0", f64::from(size) / 2.0)),
        Some(1) => set(hints, &["border-bottom-width"], "0"),
        Some(size) if size > 1 => set(hints, &["height"], &format!("{}px", size - 2)),
        _ => {}
    }
}
