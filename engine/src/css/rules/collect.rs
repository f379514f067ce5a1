//! The stylesheets of a document, in the order of the cascade: the program's own, `style` and `link`
//! elements, and what they import.

use cssparser::Parser;

use crate::css::cascade::rank_of;
use crate::css::rules::font_face::FontFaceRule;
use crate::css::rules::layers::LayerId;
use crate::css::rules::media;
use crate::css::rules::rule_parser::RuleParser;
use crate::css::rules::stylesheet::{Origin, Stylesheets, report_undefined};
use crate::diagnostics::{Diagnostic, Diagnostics, SourceId, Span};
use crate::html::{Document, NodeId, place_of_attribute};
use crate::resources::{ResourceError, Resources};

/// The most stylesheets that may import one another in a chain.
const MAX_IMPORT_DEPTH: usize = 16;

/// Reads the stylesheets of a document: the program's own, then those of `style` and `link`
/// elements in document order, with what they import.
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
    };
    collector.parse(user_agent, source, 0, "", LayerId::NONE);
    collector.origin = Origin::Author;
    for node in document.descendants(NodeId::DOCUMENT) {
        let Some(element) = document.element(node) else { continue };
        if !element.is_html("style") && !element.is_html("link") {
            continue;
        }
        let applies = element.attribute("media").is_none_or(|queries| {
            let place = place_of_attribute(document, node, "media", collector.diagnostics);
            let mut faults = Vec::new();
            let applies = media::parse_query_list(&mut Parser::new(queries), &mut |_, _, fault| {
                faults.push(fault.at(place));
            });
            collector.report(faults);
            applies
        });
        if element.is_html("style") && applies {
            collector.style_element(document, node);
        } else if element.is_html("link")
            && applies
            && element
                .attribute("rel")
                .unwrap_or_default()
                .split_ascii_whitespace()
                .any(|relation| relation.eq_ignore_ascii_case("stylesheet"))
        {
            let place = place_of_attribute(document, node, "href", collector.diagnostics);
            let address = element.attribute("href").unwrap_or_default().trim();
            collector.import(address, &document.base, place, LayerId::NONE);
        }
    }
    let mut font_faces = collector.font_faces;
    let ranks = stylesheets.layers.ranks();
    // Of two faces alike the later one counts, and what is in no layer comes after what is in one.
    font_faces.sort_by_key(|(_, layer)| ranks[layer.index()]);
    stylesheets.font_faces = font_faces.into_iter().map(|(rule, _)| rule).collect();
    stylesheets.definitions.settle(&ranks);
    for page in &mut stylesheets.pages {
        page.rank = rank_of(page.origin, page.layer, &ranks);
    }
    let (definitions, pages) = (&stylesheets.definitions, &stylesheets.pages);
    let of_rules = stylesheets.rules.iter().map(|rule| &rule.declarations);
    let of_pages = pages.iter().map(|page| &page.declarations);
    let of_boxes = pages.iter().flat_map(|page| page.margin_boxes.iter().map(|(_, list)| list));
    let of_notes = pages.iter().map(|page| &page.footnote_area);
    for declarations in of_rules.chain(of_pages).chain(of_boxes).chain(of_notes) {
        report_undefined(declarations, definitions, diagnostics);
    }
    stylesheets
}

/// Reads stylesheets into one list of rules.
pub(crate) struct Collector<'a> {
    pub(crate) stylesheets: &'a mut Stylesheets,
    resources: &'a Resources,
    pub(crate) diagnostics: &'a mut Diagnostics,
    pub(crate) origin: Origin,
    /// Paths of the stylesheets that are being read, outermost first.
    importing: Vec<String>,
    pub(crate) font_faces: Vec<(FontFaceRule, LayerId)>,
}

impl Collector<'_> {
    fn style_element(&mut self, document: &Document, node: NodeId) {
        let text = document.text_content(node);
        if text.trim().is_empty() {
            return;
        }
        // The element's text is the source's own, so messages can point into the HTML file.
        let html = self.diagnostics.source(document.source).text.clone();
        let line_start = html
            .split_inclusive('\n')
            .take((document.node(node).line as usize).saturating_sub(1))
            .map(str::len)
            .sum::<usize>();
        let found = html.get(line_start..).and_then(|rest| rest.find(&text)).map(|at| at + line_start);
        match found {
            Some(offset) => self.parse(&text, document.source, offset, &document.base, LayerId::NONE),
            None => {
                let name = format!(
                    "{} (style element on line {})",
                    self.diagnostics.source(document.source).name,
                    document.node(node).line
                );
                let source = self.diagnostics.add_source(name, text.as_str());
                self.parse(&text, source, 0, &document.base, LayerId::NONE);
            }
        }
    }

    /// Reports faults; what is not supported only where it occurs first.
    pub(crate) fn report(&mut self, faults: Vec<Diagnostic>) {
        for fault in faults {
            let is_again = fault.message.ends_with("is not supported")
                && self.diagnostics.list().iter().any(|known| known.message == fault.message);
            if !is_again {
                self.diagnostics.push(fault);
            }
        }
    }

    /// Reads another stylesheet, named at `place`, into a layer.
    pub(crate) fn import(&mut self, address: &str, base: &str, place: Span, layer: LayerId) {
        let resource = match self.resources.read(base, address) {
            Ok(resource) => resource,
            Err(error) => {
                let diagnostic = match &error {
                    ResourceError::Network(_) => {
                        Diagnostic::warning(format!("the stylesheet is left out: {error}"))
                            .help("Save it in the project folder and refer to it there.")
                    }
                    _ => Diagnostic::error(format!("the stylesheet cannot be read: {error}"))
                        .help("Correct the address, or put the file there."),
                };
                self.diagnostics.push(diagnostic.at(place, "asked for here"));
                return;
            }
        };
        if self.importing.contains(&resource.path) || self.importing.len() >= MAX_IMPORT_DEPTH {
            let chain = self.importing.join(" → ");
            self.diagnostics.push(
                Diagnostic::warning(format!("the stylesheet {} imports itself", resource.path))
                    .at(place, "asked for here")
                    .help(format!("Remove one of the imports of the chain {chain} → {}.", resource.path)),
            );
            return;
        }
        let Some(source) = self.diagnostics.add_text(&resource.path, &resource.bytes) else { return };
        let text = self.diagnostics.source(source).text.clone();
        let folder = Resources::folder_of(&resource.path).to_string();
        self.importing.push(resource.path.clone());
        self.parse(&text, source, 0, &folder, layer);
        self.importing.pop();
    }

    /// Parses a stylesheet that starts at `offset` of `source`.
    fn parse(&mut self, text: &str, source: SourceId, offset: usize, base: &str, layer: LayerId) {
        RuleParser::new(self, text, source, offset, base, layer).run(&mut Parser::new(text));
    }
}
