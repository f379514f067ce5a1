//! How every HTML element is shown, found by laying it out: for the table in the manual.

use engine::boxes::{self, Images, SVG_ELEMENTS, SvgSupport};
use engine::css::{self, Display};
use engine::diagnostics::Diagnostics;
use engine::html::{self, NodeId};
use engine::resources::Resources;
use engine::text::FontLibrary;

/// The elements of the HTML standard, with the obsolete ones whose rendering it defines.
const NAMES: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "address",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "base",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "datalist",
    "dd",
    "del",
    "details",
    "dfn",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "map",
    "mark",
    "menu",
    "meta",
    "meter",
    "nav",
    "nobr",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "param",
    "picture",
    "pre",
    "progress",
    "q",
    "rb",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "script",
    "search",
    "section",
    "select",
    "slot",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "track",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

/// The rows of the table: how elements are shown, and the elements.
pub fn rows() -> Vec<String> {
    let mut kinds: Vec<(String, Vec<&str>)> = Vec::new();
    for name in NAMES {
        let kind = kind_of(name);
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, names)) => names.push(name),
            None => kinds.push((kind, vec![name])),
        }
    }
    kinds.sort();
    let row = |(kind, names): (String, Vec<&str>)| {
        let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
        format!("| {kind} | {} |", names.join(", "))
    };
    kinds.into_iter().map(row).collect()
}

/// The rows of the table of SVG: what becomes of elements, and the elements.
pub fn svg_rows() -> Vec<String> {
    let row = |(support, names): &(SvgSupport, &str)| {
        let names: Vec<String> = names.split(' ').map(|name| format!("`{name}`")).collect();
        format!("| {} | {} |", support.description(), names.join(", "))
    };
    SVG_ELEMENTS.iter().map(row).collect()
}

/// A document with the element, in a place where the parser accepts it, and a word in it.
fn document(name: &str) -> String {
    let element = format!("<{name}>word</{name}>");
    let body = match name {
        "html" | "body" => "word".to_string(),
        "head" => String::new(),
        "caption" | "colgroup" | "tbody" | "thead" | "tfoot" => format!("<table>{element}</table>"),
        "col" => "<table><colgroup><col></colgroup></table>".to_string(),
        "tr" => "<table><tr><td>word</table>".to_string(),
        "td" | "th" => format!("<table><tr>{element}</table>"),
        "table" => "<table><tr><td>word</table>".to_string(),
        "option" => format!("<select>{element}</select>"),
        "optgroup" => "<select><optgroup><option>word</optgroup></select>".to_string(),
        "select" => "<select><option>word</select>".to_string(),
        "rb" | "rp" | "rt" | "rtc" => format!("<ruby>{element}</ruby>"),
        _ => element,
    };
    format!("<!doctype html><html lang=en><title>T</title><body>{body}")
}

fn kind_of(name: &str) -> String {
    let html = document(name);
    let resources = Resources::new(env!("CARGO_MANIFEST_DIR"), &[]);
    let mut diagnostics = Diagnostics::new();
    let source = diagnostics.add_source("document.html", html.as_str());
    let limits = html::Limits::default();
    let document = html::parse(&html, source, "", &limits, &mut diagnostics).expect("a document");
    let node = document
        .descendants(NodeId::DOCUMENT)
        .find(|&node| document.element(node).is_some_and(|element| element.is_html(name)))
        .unwrap_or_else(|| panic!("{name} is in the document"));
    let stylesheets = css::collect(&document, &resources, &mut diagnostics);
    let fonts = FontLibrary::embedded();
    let metrics = |style: &css::FontStyle| fonts.relative_metrics(style);
    let styles = css::cascade(&document, &stylesheets, &metrics, &mut diagnostics);
    let display = styles.element(node).layout.display;
    let tree = boxes::construct(&document, &styles, &resources, &mut Images::default(), &mut diagnostics);
    let shows_text = tree.text.contains("word") && document.text_content(node).contains("word");
    let has_box = tree.boxes.iter().any(|each| each.node == Some(node));
    let kind = match (name, display) {
        ("img", _) => "a picture",
        ("br", _) => "the end of a line",
        ("wbr", _) => "a place where a line may end",
        ("hr", _) => "a rule",
        (_, Display::None) => "nothing",
        (_, Display::TableColumn | Display::TableColumnGroup) => "a part of a table",
        ("input", _) if has_box => "a field with its value",
        ("meter" | "progress", _) if has_box => "a bar",
        _ if !shows_text => "nothing",
        (_, Display::Block | Display::FlowRoot) => "a block",
        (_, Display::Inline) => "text",
        (_, Display::Ruby | Display::RubyBase | Display::RubyText | Display::RubyTextContainer) => {
            "a part of ruby"
        }
        (_, Display::InlineBlock) => "a box in a line",
        (_, Display::ListItem) => "an item of a list",
        (_, Display::Table) => "a table",
        _ => "a part of a table",
    };
    kind.to_string()
}
