//! Finding the stylesheets of a document, in the order of the cascade: the built-in one, those of `style` and `link`
//! elements, and the stylesheets that they import.

use cssparser::Parser;

use super::collector::Collector;
use super::definition_rules::{DefinitionRules, report_undefined};
use super::layers::LayerId;
use super::media;
use super::page_rule::PageRule;
use super::precedence::{Origin, rank_of};
use super::rule_parser::{SheetText, parse_import, parse_sheet};
use super::stylesheet::Stylesheets;
use crate::diagnostics::Diagnostics;
use crate::html::{Document, Element, NodeId, place_of_attribute};
use crate::resources::Resources;
use crate::sorting::sort_by_key;

/// Reads the stylesheets of a document: the built-in one, then those of `style` and `link` elements in document
/// order, with the stylesheets that they import.
pub fn collect(document: &Document, resources: &Resources, diagnostics: &mut Diagnostics) -> Stylesheets {
    let mut stylesheets = Stylesheets::default();
    let user_agent: &str = include_str!("../user_agent.css");
    let source = diagnostics.add_source("the built-in stylesheet", user_agent);
    let mut collector = Collector {
        stylesheets: &mut stylesheets,
        resources,
        diagnostics,
        origin: Origin::UserAgent,
        importing: Vec::new(),
        font_faces: Vec::new(),
        definitions: DefinitionRules::default(),
    };
    parse_sheet(&mut collector, SheetText { text: user_agent, source, offset: 0, base: "" }, LayerId::NONE);
    collector.origin = Origin::Author;
    let mut preferred = default_style(document);
    for node in document.descendants(NodeId::DOCUMENT) {
        let Some(element) = document.element(node) else { continue };
        let is_style = element.is_html("style") || element.is_svg("style");
        if (!is_style && !element.is_html("link"))
            || !is_applied(element, &mut preferred)
            || !media_applies(&mut collector, document, node, element)
        {
            continue;
        }
        if is_style {
            style_element(&mut collector, document, node);
        } else {
            let place = |diagnostics: &Diagnostics| place_of_attribute(document, node, "href", diagnostics);
            let address = element.attribute("href").unwrap_or_default().trim();
            parse_import(&mut collector, address, &document.base, &place, LayerId::NONE);
        }
    }
    let (mut font_faces, definitions) = (collector.font_faces, collector.definitions);
    let ranks = stylesheets.layers.ranks();
    // The later of two rules for one face wins, and rules outside layers come after those in layers.
    sort_by_key(&mut font_faces, |(_, layer)| ranks[layer.index()]);
    stylesheets.font_faces = font_faces.into_iter().map(|(rule, _)| rule).collect();
    stylesheets.definitions = definitions.resolve(&ranks);
    for page in &mut stylesheets.pages {
        page.rank = rank_of(page.origin, page.layer, &ranks);
    }
    report_undefined_names(&stylesheets, diagnostics);
    stylesheets
}

/// Warns about names that no rule defines, in all declarations.
fn report_undefined_names(stylesheets: &Stylesheets, diagnostics: &mut Diagnostics) {
    let of_rules = stylesheets.rules.iter().map(|rule| &*rule.declarations);
    for declarations in of_rules.chain(stylesheets.pages.iter().flat_map(PageRule::lists)) {
        report_undefined(declarations, &stylesheets.definitions, diagnostics);
    }
}

/// Whether the `media` attribute of a `style` or `link` element applies to print.
fn media_applies(
    collector: &mut Collector<'_>,
    document: &Document,
    node: NodeId,
    element: &Element,
) -> bool {
    let Some(queries) = element.attribute("media") else { return true };
    let place = place_of_attribute(document, node, "media", collector.diagnostics);
    let mut faults = Vec::new();
    let applies = media::parse_query_list(&mut Parser::new(queries), &mut |_, _, fault| {
        faults.push(fault.at(place));
    });
    collector.report(faults);
    applies
}

/// The set of stylesheets that the last `meta` element about it names (HTML, section 4.2.5.3).
fn default_style(document: &Document) -> Option<&str> {
    let name = |node| {
        let element = document.element(node).filter(|element| element.is_html("meta"))?;
        let pragma = element.attribute("http-equiv")?;
        element
            .attribute("content")
            .filter(|name| !name.is_empty() && pragma.eq_ignore_ascii_case("default-style"))
    };
    document.descendants(NodeId::DOCUMENT).filter_map(name).last()
}

/// Whether a `style` or `link` element has a stylesheet that applies without being chosen by the reader (HTML, sections
/// 4.2.4 and 4.2.6; CSSOM, section 6.2). The first title makes its set of stylesheets the `preferred` one, unless the document
/// names that. An alternative is applied if it is in that set.
fn is_applied<'a>(element: &'a Element, preferred: &mut Option<&'a str>) -> bool {
    let has_type = |kind: &str| {
        let known = element.attribute("type").unwrap_or_default();
        known.is_empty() || kind.eq_ignore_ascii_case(known)
    };
    let title = element.attribute("title").filter(|title| !title.is_empty());
    if element.is_html("link") {
        let relations = element.attribute("rel").unwrap_or_default();
        let is = |name: &str| relations.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case(name));
        let is_other = is("alternate") && (title.is_none() || title != *preferred);
        if !is("stylesheet") || is_other || element.attribute("disabled").is_some() {
            return false;
        }
    }
    has_type("text/css") && title.is_none_or(|title| *preferred.get_or_insert(title) == title)
}

/// Reads the text of a `style` element. Where the text is found in the HTML source, messages point there.
fn style_element(collector: &mut Collector<'_>, document: &Document, node: NodeId) {
    let text = document.text_content(node);
    if text.trim().is_empty() {
        return;
    }
    let html = collector.diagnostics.source(document.source).text.clone();
    let line_start = html
        .split_inclusive('\n')
        .take((document.node(node).line as usize).saturating_sub(1))
        .map(str::len)
        .sum::<usize>();
    let found = html.get(line_start..).and_then(|rest| rest.find(&text)).map(|at| at + line_start);
    let (source, offset) = match found {
        Some(offset) => (document.source, offset),
        None => {
            let name = format!(
                "{} (style element on line {})",
                collector.diagnostics.source(document.source).name,
                document.node(node).line
            );
            (collector.diagnostics.add_source(name, text.as_str()), 0)
        }
    };
    parse_sheet(collector, SheetText { text: &text, source, offset, base: &document.base }, LayerId::NONE);
}
