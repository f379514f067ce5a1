//! Stylesheets: rules out of CSS text, recovering from errors as CSS Syntax 3 says.

use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, Delimiter, ParseError, Parser, ParserState,
    QualifiedRuleParser, RuleBodyItemParser, RuleBodyParser, StyleSheetParser, parse_important,
};

use super::font_face::{self, FontFaceRule};
use super::media;
use super::page_rule::{self, PageRule};
use super::properties::{self, ParseContext, Parsed, PropertyError};
use super::selector::{Selector, parse_selectors};
use crate::diagnostics::{Diagnostic, Diagnostics, SourceId, Span};
use crate::html::{Document, NodeId, place_of_attribute};
use crate::resources::{ResourceError, Resources};

/// The most stylesheets that may import one another in a chain.
const MAX_IMPORT_DEPTH: usize = 16;

/// Who wrote a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    UserAgent,
    Author,
}

/// One declaration with its place.
#[derive(Clone, Debug)]
pub(super) struct DeclarationEntry {
    pub(super) parsed: Parsed,
    pub(super) important: bool,
    pub(super) span: Span,
}

#[derive(Clone, Debug)]
pub(super) struct StyleRule {
    pub(super) selectors: Vec<Selector>,
    pub(super) declarations: Vec<DeclarationEntry>,
    pub(super) origin: Origin,
}

/// All stylesheets of a document, in the order of the cascade.
#[derive(Debug, Default)]
pub struct Stylesheets {
    pub(super) rules: Vec<StyleRule>,
    pub(super) pages: Vec<PageRule>,
    font_faces: Vec<FontFaceRule>,
}

impl Stylesheets {
    /// The `@font-face` rules, in order.
    pub fn font_faces(&self) -> &[FontFaceRule] {
        &self.font_faces
    }
}

/// Reads the stylesheets of a document: the program's own, then those of `style` and `link`
/// elements in document order, with what they import.
pub fn collect(document: &Document, resources: &Resources, diagnostics: &mut Diagnostics) -> Stylesheets {
    let mut stylesheets = Stylesheets::default();
    let user_agent: &str = include_str!("user_agent.css");
    let source = diagnostics.add_source("the built-in stylesheet", user_agent);
    let mut collector = Collector {
        stylesheets: &mut stylesheets,
        resources,
        diagnostics,
        origin: Origin::UserAgent,
        importing: Vec::new(),
    };
    collector.parse(user_agent, source, 0, "");
    collector.origin = Origin::Author;
    for node in document.descendants(NodeId::DOCUMENT) {
        let Some(element) = document.element(node) else { continue };
        let applies = element.attribute("media").is_none_or(media::applies);
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
            collector.import(address, &document.base, place);
        }
    }
    stylesheets
}

/// The declarations of a `style` attribute.
pub(super) fn parse_style_attribute(
    text: &str,
    base: &str,
    place: Span,
    diagnostics: &mut Diagnostics,
) -> Vec<DeclarationEntry> {
    let mut input = Parser::new(text);
    let mut faults = Vec::new();
    let place_of = |_: usize, _: usize| place;
    let declarations = parse_declarations(&mut input, base, &place_of, &mut faults);
    diagnostics.extend(faults);
    declarations
}

struct Collector<'a> {
    stylesheets: &'a mut Stylesheets,
    resources: &'a Resources,
    diagnostics: &'a mut Diagnostics,
    origin: Origin,
    /// Paths of the stylesheets that are being read, outermost first.
    importing: Vec<String>,
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
            Some(offset) => self.parse(&text, document.source, offset, &document.base),
            None => {
                let name = format!(
                    "{} (style element on line {})",
                    self.diagnostics.source(document.source).name,
                    document.node(node).line
                );
                let source = self.diagnostics.add_source(name, text.as_str());
                self.parse(&text, source, 0, &document.base);
            }
        }
    }

    /// Reads another stylesheet, named at `place`.
    /// Reports faults; what is not supported only where it occurs first.
    fn report(&mut self, faults: Vec<Diagnostic>) {
        for fault in faults {
            let is_again = fault.message.ends_with("is not supported")
                && self.diagnostics.list().iter().any(|known| known.message == fault.message);
            if !is_again {
                self.diagnostics.push(fault);
            }
        }
    }

    fn import(&mut self, address: &str, base: &str, place: Span) {
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
        self.parse(&text, source, 0, &folder);
        self.importing.pop();
    }

    /// Parses a stylesheet that starts at `offset` of `source`.
    fn parse(&mut self, text: &str, source: SourceId, offset: usize, base: &str) {
        let mut input = Parser::new(text);
        let mut rules = RuleParser { collector: self, text, source, offset, base, past_imports: false };
        rules.run(&mut input);
    }
}

/// The parser of a list of rules.
struct RuleParser<'c, 'd, 't> {
    collector: &'c mut Collector<'d>,
    text: &'t str,
    source: SourceId,
    offset: usize,
    base: &'t str,
    /// Inside or after another rule, where `@import` has no place (CSS Cascade 5, section 2).
    past_imports: bool,
}

/// What an at-rule says before its block.
enum AtPrelude {
    Import {
        address: String,
        place: Span,
    },
    Media {
        applies: bool,
    },
    Page(Vec<page_rule::PageSelector>),
    FontFace,
    /// Skipped with what it holds.
    Skipped,
}

impl RuleParser<'_, '_, '_> {
    fn run(&mut self, input: &mut Parser<'_>) {
        let text = self.text;
        let mut failed = Vec::new();
        for rule in StyleSheetParser::new(input, self) {
            if let Err((error, slice, _)) = rule {
                failed.push((error, slice.as_ptr() as usize, slice.len()));
            }
        }
        for (error, pointer, length) in failed {
            let start = pointer.saturating_sub(text.as_ptr() as usize).min(text.len());
            let end = (start + length).min(text.len());
            let first_line =
                text.get(start..end).unwrap_or_default().split(['\n', '{']).next().unwrap_or_default();
            let span = self.span(start, start + first_line.trim_end().len());
            let fault = match error.kind {
                cssparser::ParseErrorKind::Custom(fault) => fault,
                cssparser::ParseErrorKind::Basic(_) => {
                    Fault::new("this rule is not understood, and is left out")
                }
            };
            self.collector.diagnostics.push(fault.at(span));
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, self.offset + start, self.offset + end)
    }
}

/// A message whose place is known later.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) help: Option<String>,
}

impl Fault {
    pub(super) fn new(message: impl Into<String>) -> Fault {
        Fault { message: message.into(), help: None }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Fault {
        self.help = Some(help.into());
        self
    }

    pub(super) fn at(self, span: Span) -> Diagnostic {
        let diagnostic = Diagnostic::warning(self.message).at(span, "");
        match self.help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        }
    }
}

impl<'i> QualifiedRuleParser<'i> for RuleParser<'_, '_, '_> {
    type Prelude = Vec<Selector>;
    type QualifiedRule = ();
    type Error = Fault;

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Result<Vec<Selector>, ParseError<Fault>> {
        let start = input.position();
        parse_selectors(input).map_err(|_| {
            while input.next().is_ok() {}
            let text = input.slice_from(start).trim();
            ParseError::custom(
                Fault::new(format!(
                    "the selector `{text}` is not supported or is malformed; its rule is left out"
                ))
                .help("docs/css.md lists the selectors that may be used."),
            )
        })
    }

    fn parse_block(
        &mut self,
        selectors: Vec<Selector>,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<(), ParseError<Fault>> {
        self.past_imports = true;
        let (source, offset) = (self.source, self.offset);
        let place_of = |start: usize, end: usize| Span::new(source, offset + start, offset + end);
        let mut faults = Vec::new();
        let declarations = parse_declarations(input, self.base, &place_of, &mut faults);
        self.collector.report(faults);
        let origin = self.collector.origin;
        self.collector.stylesheets.rules.push(StyleRule { selectors, declarations, origin });
        Ok(())
    }
}

impl<'i> AtRuleParser<'i> for RuleParser<'_, '_, '_> {
    type Prelude = AtPrelude;
    type AtRule = ();
    type Error = Fault;

    fn parse_prelude(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
    ) -> Result<AtPrelude, ParseError<Fault>> {
        let start = input.position().byte_index();
        match &*name.to_ascii_lowercase() {
            "import" if self.past_imports => {
                while input.next().is_ok() {}
                let span = self.span(start.saturating_sub("@import".len()), start);
                let fault = Fault::new("`@import` after another rule is left out");
                let fault = fault.help("put it at the beginning of the stylesheet");
                self.collector.diagnostics.push(fault.at(span));
                Ok(AtPrelude::Skipped)
            }
            "import" => {
                let address = input.expect_url_or_string()?.as_ref().to_string();
                let place = self.span(start, input.position().byte_index());
                let applies = media::parse_query_list(input);
                Ok(if applies { AtPrelude::Import { address, place } } else { AtPrelude::Skipped })
            }
            "media" => Ok(AtPrelude::Media { applies: media::parse_query_list(input) }),
            "page" => page_rule::parse_selectors(input).map(AtPrelude::Page),
            "font-face" => Ok(AtPrelude::FontFace),
            "charset" => {
                while input.next().is_ok() {}
                Ok(AtPrelude::Skipped)
            }
            other => {
                let message = format!("`@{other}` is not supported, and is left out with what it holds");
                while input.next().is_ok() {}
                let span = self.span(start.saturating_sub(other.len() + 1), start);
                let fault = Fault::new(message).help("docs/css.md lists the at-rules that may be used.");
                self.collector.diagnostics.push(fault.at(span));
                Ok(AtPrelude::Skipped)
            }
        }
    }

    fn rule_without_block(&mut self, prelude: AtPrelude, _: &ParserState) -> Result<(), ()> {
        match prelude {
            AtPrelude::Import { address, place } => {
                self.collector.import(&address, self.base, place);
                Ok(())
            }
            AtPrelude::Skipped => Ok(()),
            _ => Err(()),
        }
    }

    fn parse_block(
        &mut self,
        prelude: AtPrelude,
        start: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<(), ParseError<Fault>> {
        self.past_imports = true;
        match prelude {
            AtPrelude::Media { applies: true } => {
                self.run(input);
            }
            AtPrelude::Media { applies: false } | AtPrelude::Skipped | AtPrelude::Import { .. } => {
                while input.next().is_ok() {}
            }
            AtPrelude::Page(selectors) => {
                let (source, offset) = (self.source, self.offset);
                let place_of = |start: usize, end: usize| Span::new(source, offset + start, offset + end);
                let mut faults = Vec::new();
                let rule = page_rule::parse_body(
                    selectors,
                    self.collector.origin,
                    input,
                    self.base,
                    &place_of,
                    &mut faults,
                );
                self.collector.report(faults);
                self.collector.stylesheets.pages.push(rule);
            }
            AtPrelude::FontFace => {
                let place = self.span(start.position().byte_index(), input.position().byte_index());
                let (source, offset) = (self.source, self.offset);
                let place_of = |start: usize, end: usize| Span::new(source, offset + start, offset + end);
                let mut faults = Vec::new();
                let rule = font_face::parse_body(input, self.base, place, &place_of, &mut faults);
                self.collector.report(faults);
                self.collector.stylesheets.font_faces.extend(rule);
            }
        }
        Ok(())
    }
}

/// Where in a source a range of a stylesheet's bytes lies.
pub(super) type PlaceOf<'a> = dyn Fn(usize, usize) -> Span + 'a;

/// Parses the declarations of a block; what is wrong with them goes to `faults`.
pub(super) fn parse_declarations(
    input: &mut Parser<'_>,
    base: &str,
    place_of: &PlaceOf<'_>,
    faults: &mut Vec<Diagnostic>,
) -> Vec<DeclarationEntry> {
    let mut parser = BlockParser { base, place_of, faults: Vec::new() };
    let mut declarations = Vec::new();
    let mut malformed = Vec::new();
    for item in RuleBodyParser::new(input, &mut parser) {
        match item {
            Ok(Some(declaration)) => declarations.push(declaration),
            Ok(None) => {}
            Err((_, text, _)) => malformed.push(text),
        }
    }
    faults.append(&mut parser.faults);
    for text in malformed {
        let end = input.position().byte_index();
        let block_end = input.slice_from(input.position()).as_ptr() as usize;
        let start = end.saturating_sub(block_end.saturating_sub(text.as_ptr() as usize));
        let first_line = text.lines().next().unwrap_or_default().trim_end();
        let message = if text.contains('{') {
            "a rule inside a rule (nesting) is not supported, and is left out"
        } else {
            "this is not a declaration, and is left out"
        };
        let diagnostic = Fault::new(message)
            .help("A declaration is a property, a colon, a value and a semicolon.")
            .at(place_of(start, start + first_line.len()));
        faults.push(diagnostic);
    }
    declarations
}

struct BlockParser<'a> {
    base: &'a str,
    place_of: &'a PlaceOf<'a>,
    faults: Vec<Diagnostic>,
}

impl<'i> DeclarationParser<'i> for BlockParser<'_> {
    type Declaration = Option<DeclarationEntry>;
    type Error = Fault;

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        start: &ParserState,
    ) -> Result<Option<DeclarationEntry>, ParseError<Fault>> {
        let begin = start.position().byte_index();
        let parsed = parse_property(&name, input, self.base);
        let place_of = self.place_of;
        let value_end = |input: &Parser<'i>| (place_of)(begin, input.position().byte_index());
        match parsed {
            Ok((parsed, important)) => {
                Ok(Some(DeclarationEntry { parsed, important, span: value_end(input) }))
            }
            Err(error) => {
                while input.next().is_ok() {}
                let mut diagnostic = Diagnostic::warning(error.message(&name)).at(value_end(input), "");
                if let Some(help) = error.help() {
                    diagnostic = diagnostic.help(help);
                }
                self.faults.push(diagnostic);
                Ok(None)
            }
        }
    }
}

/// Parses the value of a property and an `!important` after it.
pub(super) fn parse_property(
    name: &str,
    input: &mut Parser<'_>,
    base: &str,
) -> Result<(Parsed, bool), PropertyError> {
    let context = ParseContext { base };
    let malformed = || PropertyError::InvalidValue { expected: "nothing after the value".to_string() };
    let mut result = None;
    let outcome: Result<(), ParseError<()>> = input.parse_until_before(Delimiter::Bang, |input| {
        let parsed = properties::parse(name, input, &context);
        if parsed.is_err() {
            while input.next().is_ok() {}
        }
        result = Some(parsed);
        Ok(())
    });
    let parsed = match result {
        Some(parsed) => parsed?,
        None => return Err(malformed()),
    };
    outcome.map_err(|_| malformed())?;
    let important = input.try_parse(parse_important).is_ok();
    input.expect_exhausted().map_err(|_| malformed())?;
    Ok((parsed, important))
}

impl<'i> AtRuleParser<'i> for BlockParser<'_> {
    type Prelude = ();
    type AtRule = Option<DeclarationEntry>;
    type Error = Fault;
}

impl<'i> QualifiedRuleParser<'i> for BlockParser<'_> {
    type Prelude = ();
    type QualifiedRule = Option<DeclarationEntry>;
    type Error = Fault;
}

impl<'i> RuleBodyItemParser<'i, Option<DeclarationEntry>, Fault> for BlockParser<'_> {
    fn parse_declarations(&self) -> bool {
        true
    }

    fn parse_qualified(&self) -> bool {
        false
    }
}
