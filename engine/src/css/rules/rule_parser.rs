//! Parsing lists of rules, style rules, and the rules nested in them (CSS Nesting 1), with the error recovery of CSS
//! Syntax 3. At-rules are in `at_rules`.

use cssparser::{
    CowRcStr, DeclarationParser, ParseError, Parser, ParserState, QualifiedRuleParser, RuleBodyItemParser,
    RuleBodyParser, StyleSheetParser, Token,
};
use selectors::SelectorList;
use selectors::parser::ParseRelative;

use super::collector::Collector;
use super::declarations::{DeclarationEntry, drop_prefixed, parse_property};
use super::fault::{Fault, PlacedFault};
use super::layers::LayerId;
use super::media;
use super::precedence::Origin;
use super::stylesheet::StyleRule;
use super::unclosed;
use crate::css::selectors::selector::{Namespaces, Selector, Selectors, parse_selector_list};
use crate::diagnostics::{Diagnostics, SourceId, Span};

/// The largest number of selectors that a nested selector may expand to; each `&` multiplies the number.
const MAX_NESTED_WEIGHT: u32 = 4096;

/// How deeply rules may nest, less than the limit of the tokenizer for blocks.
const MAX_DEPTH: usize = 48;

/// The section of a stylesheet that is being read, which decides which at-rules may follow (CSS Cascade 5, section 2).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SheetStage {
    /// Only `@layer` statements so far.
    Start,
    Imports,
    Namespaces,
    Body,
}

/// The style rule around the block that is read.
#[derive(Clone)]
pub(super) struct ParentRule {
    selectors: SelectorList<Selectors>,
    /// The selectors that `&` represents: all but those of pseudo-elements, which it cannot represent (CSS Nesting 1,
    /// section 4).
    nesting: SelectorList<Selectors>,
    /// The number of selectors that the nested selector expands to, which [`MAX_NESTED_WEIGHT`] limits.
    weight: u32,
}

/// The text of a stylesheet.
#[derive(Clone, Copy)]
pub(crate) struct SheetText<'t> {
    pub(super) text: &'t str,
    pub(super) source: SourceId,
    /// The byte of the source at which the text begins.
    pub(super) offset: usize,
    /// The folder that addresses are relative to.
    pub(super) base: &'t str,
}

impl SheetText<'_> {
    /// The place of a range of the text's bytes.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, self.offset + start, self.offset + end)
    }
}

/// Parses a stylesheet into a layer.
pub(super) fn parse_sheet(collector: &mut Collector<'_>, sheet: SheetText<'_>, layer: LayerId) {
    let mut parser = RuleParser {
        collector,
        sheet,
        stage: SheetStage::Start,
        namespaces: Namespaces::default(),
        layer,
        parent: None,
        declarations: Vec::new(),
        faults: Vec::new(),
        depth: 0,
    };
    parser.run(&mut Parser::new(sheet.text));
    if collector.origin == Origin::Author {
        let faults = unclosed::find(sheet.text).into_iter();
        collector.report(faults.map(|(start, end, fault)| fault.at(sheet.span(start, end))).collect());
    }
}

/// Reads another stylesheet, whose address is at `place`, into a layer.
pub(super) fn parse_import(
    collector: &mut Collector<'_>,
    address: &str,
    base: &str,
    place: &dyn Fn(&Diagnostics) -> Span,
    layer: LayerId,
) {
    let Some(opened) = collector.open(address, base, place) else { return };
    let sheet = SheetText { text: &opened.text, source: opened.source, offset: 0, base: &opened.folder };
    parse_sheet(collector, sheet, layer);
    collector.close();
}

/// The parser of a list of rules, or of the block of a style rule.
pub(crate) struct RuleParser<'c, 'd, 't> {
    pub(super) collector: &'c mut Collector<'d>,
    pub(super) sheet: SheetText<'t>,
    pub(super) stage: SheetStage,
    pub(super) namespaces: Namespaces,
    pub(super) layer: LayerId,
    pub(super) parent: Option<ParentRule>,
    /// Declarations of the block that have no rule yet.
    declarations: Vec<DeclarationEntry>,
    pub(super) faults: Vec<PlacedFault>,
    /// The nesting depth of blocks of rules.
    depth: usize,
}

/// The prelude of a style rule.
pub(crate) enum StylePrelude {
    Selectors(SelectorList<Selectors>, u32),
    LeftOut(usize, usize, Fault),
}

impl RuleParser<'_, '_, '_> {
    /// Reads rules to the end of the input; inside a style rule, declarations too.
    pub(crate) fn run(&mut self, input: &mut Parser<'_>) {
        if self.depth == MAX_DEPTH {
            let at = input.position().byte_index();
            let fault = Fault::new(format!(
                "rules nest more than {MAX_DEPTH} levels deep; the innermost are ignored"
            ));
            self.fault(at.saturating_sub(1), at, fault);
            while input.next().is_ok() {}
            return;
        }
        self.depth += 1;
        self.read(input);
        self.depth -= 1;
    }

    fn read(&mut self, input: &mut Parser<'_>) {
        let mut failed = Vec::new();
        if self.parent.is_some() {
            for item in RuleBodyParser::new(input, self) {
                if let Err((error, slice, _)) = item {
                    failed.push((error, slice.as_ptr() as usize, slice.len()));
                }
            }
            self.flush();
        } else {
            for rule in StyleSheetParser::new(input, self) {
                if let Err((error, slice, _)) = rule {
                    failed.push((error, slice.as_ptr() as usize, slice.len()));
                }
            }
        }
        for (error, pointer, length) in failed {
            // The slice lies inside the text.
            let start = pointer.saturating_sub(self.sheet.text.as_ptr() as usize).min(self.sheet.text.len());
            let end = (start + length).min(self.sheet.text.len());
            let slice = self.sheet.text.get(start..end).unwrap_or_default();
            let first_line = slice.split(['\n', '{']).next().unwrap_or_default();
            let fault = match error.kind {
                cssparser::ParseErrorKind::Custom(fault) => fault,
                cssparser::ParseErrorKind::Basic(_) if self.parent.is_some() => {
                    Fault::new("this is neither a declaration nor a rule, and is ignored")
                        .help("A declaration is a property, a colon, a value and a semicolon.")
                }
                cssparser::ParseErrorKind::Basic(_) => {
                    Fault::new("this rule is not understood, and is ignored")
                }
            };
            self.faults.push((start, start + first_line.trim_end().len(), fault));
        }
        let faults = std::mem::take(&mut self.faults);
        let faults =
            faults.into_iter().map(|(start, end, fault)| fault.at(self.sheet.span(start, end))).collect();
        self.collector.report(faults);
    }

    pub(super) fn fault(&mut self, start: usize, end: usize, fault: Fault) {
        self.faults.push((start, end, fault));
    }

    /// Makes a rule of the declarations read so far, so that a nested rule comes after the declarations before it and
    /// before those after it (CSS Nesting 1, section 4.2).
    pub(super) fn flush(&mut self) {
        let declarations = std::mem::take(&mut self.declarations);
        drop_prefixed(&mut self.faults, &declarations);
        let Some(parent) = &self.parent else { return };
        if !declarations.is_empty() {
            self.collector.stylesheets.rules.push(StyleRule {
                selectors: parent.selectors.clone(),
                declarations,
                origin: self.collector.origin,
                layer: self.layer,
            });
        }
    }

    /// Reads a block of rules into a layer.
    pub(super) fn block_in(&mut self, layer: LayerId, input: &mut Parser<'_>) {
        let outer = std::mem::replace(&mut self.layer, layer);
        self.run(input);
        self.layer = outer;
    }

    /// The layer with this path of names inside the current layer.
    pub(super) fn layer_of(&mut self, name: &[String]) -> LayerId {
        name.iter().fold(self.layer, |layer, part| self.collector.stylesheets.layers.named(layer, part))
    }

    /// Reads media queries, reports faults in them, and returns whether they match.
    pub(super) fn media(&mut self, input: &mut Parser<'_>) -> bool {
        let faults = &mut self.faults;
        media::parse_query_list(input, &mut |start, end, fault| faults.push((start, end, fault)))
    }
}

fn nesting_selectors(selectors: &SelectorList<Selectors>) -> SelectorList<Selectors> {
    let all = selectors.slice();
    if !all.iter().any(Selector::has_pseudo_element) {
        return selectors.clone();
    }
    let kept: Vec<Selector> = all.iter().filter(|selector| !selector.has_pseudo_element()).cloned().collect();
    match kept.is_empty() {
        true => SelectorList::from_one(Selector::new_invalid("&")),
        false => SelectorList::from_iter(kept.into_iter()),
    }
}

impl<'i> QualifiedRuleParser<'i> for RuleParser<'_, '_, '_> {
    type Prelude = StylePrelude;
    type QualifiedRule = ();
    type Error = Fault;

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Result<StylePrelude, ParseError<Fault>> {
        input.skip_whitespace();
        let start = input.position();
        let relative = if self.parent.is_some() { ParseRelative::ForNesting } else { ParseRelative::No };
        let (parsed, unsupported) = parse_selector_list(input, &self.namespaces, relative);
        if parsed.is_err() {
            while input.next().is_ok() {}
        }
        let text = input.slice_from(start).trim();
        let (from, to) = (start.byte_index(), start.byte_index() + text.len());
        if let Some(name) = unsupported {
            let fault = Fault::new(format!("the selector `{name}` is not supported"))
                .help("Selectors that contain it match nothing.");
            match parsed {
                // It is in a forgiving list, which continues without it.
                Ok(_) => self.fault(from, to, fault),
                Err(_) => return Ok(StylePrelude::LeftOut(from, to, fault)),
            }
        }
        let Ok(selectors) = parsed else {
            let fault = Fault::new(format!("the selector `{text}` is malformed; its rule is ignored"));
            return Ok(StylePrelude::LeftOut(from, to, fault));
        };
        let Some(parent) = &self.parent else { return Ok(StylePrelude::Selectors(selectors, 1)) };
        let uses = text.matches('&').count().max(1) as u32;
        let weight = parent.weight.saturating_mul(uses).saturating_mul(selectors.len().max(1) as u32);
        if weight > MAX_NESTED_WEIGHT {
            let fault = Fault::new("this nested selector expands to too many selectors; its rule is ignored")
                .help("Each `&` multiplies the selectors of the rule around it: use `&` less often.");
            return Ok(StylePrelude::LeftOut(from, to, fault));
        }
        Ok(StylePrelude::Selectors(selectors.replace_parent_selector(&parent.nesting), weight))
    }

    fn parse_block(
        &mut self,
        prelude: StylePrelude,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<(), ParseError<Fault>> {
        self.flush();
        let (selectors, weight) = match prelude {
            StylePrelude::Selectors(selectors, weight) => (selectors, weight),
            StylePrelude::LeftOut(start, end, fault) => {
                self.fault(start, end, fault);
                while input.next().is_ok() {}
                return Ok(());
            }
        };
        self.stage = SheetStage::Body;
        let nesting = nesting_selectors(&selectors);
        let outer = self.parent.replace(ParentRule { selectors, nesting, weight });
        self.run(input);
        self.parent = outer;
        Ok(())
    }
}

impl<'i> DeclarationParser<'i> for RuleParser<'_, '_, '_> {
    type Declaration = ();
    type Error = Fault;

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        start: &ParserState,
    ) -> Result<(), ParseError<Fault>> {
        let begin = start.position().byte_index();
        let value_start = input.state();
        let parsed = parse_property(&name, input, self.sheet.base);
        match parsed {
            Ok((parsed, important)) => {
                let end = input.position().byte_index();
                let end = begin + self.sheet.text.get(begin..end).unwrap_or_default().trim_end().len();
                let span = self.sheet.span(begin, end);
                self.declarations.push(DeclarationEntry { parsed, important, span });
            }
            Err(error) => {
                // Text with a block is a rule unless it is a valid declaration (CSS Syntax 3, section 5.4.4).
                input.reset(&value_start);
                let mut has_block = false;
                while let Ok(token) = input.next() {
                    has_block |= matches!(token, Token::CurlyBracketBlock);
                }
                let fault = Fault::of_property(&name, &error);
                if has_block {
                    return Err(ParseError::custom(fault));
                }
                self.fault(begin, input.position().byte_index(), fault);
            }
        }
        Ok(())
    }
}

impl RuleBodyItemParser<'_, (), Fault> for RuleParser<'_, '_, '_> {
    fn parse_declarations(&self) -> bool {
        self.parent.is_some()
    }

    fn parse_qualified(&self) -> bool {
        true
    }
}
