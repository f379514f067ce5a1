//! Rules out of CSS text, recovering from errors as CSS Syntax 3 says: style rules with those that
//! are nested in them (CSS Nesting 1), and at-rules.

use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseError, Parser, ParserState, QualifiedRuleParser,
    RuleBodyItemParser, RuleBodyParser, StyleSheetParser, Token,
};
use selectors::SelectorList;
use selectors::parser::ParseRelative;

use crate::css::rules::collect::Collector;
use crate::css::rules::counter_style_rule;
use crate::css::rules::font_face;
use crate::css::rules::layers::LayerId;
use crate::css::rules::media;
use crate::css::rules::page_rule;
use crate::css::rules::property_rule;
use crate::css::rules::stylesheet::{DeclarationEntry, Fault, StyleRule, parse_property};
use crate::css::rules::supports;
use crate::css::selectors::selector::{Namespaces, Selector, Selectors, parse_selector_list};
use crate::diagnostics::{SourceId, Span};

/// How many selectors a nested one may stand for, each `&` multiplying them.
const MAX_NESTED_WEIGHT: u32 = 4096;

/// How deep rules may nest, which is below what the tokenizer allows of blocks.
const MAX_DEPTH: usize = 48;

/// The at-rules of a stylesheet that are read, in the order of the manual.
pub const AT_RULES: &[&str] = &[
    "charset",
    "import",
    "namespace",
    "layer",
    "media",
    "supports",
    "page",
    "font-face",
    "counter-style",
    "property",
];

/// At-rules that CSS has and that have nothing to do on paper.
pub const AT_RULES_WITHOUT_EFFECT: &[&str] = &[
    "keyframes",
    "-webkit-keyframes",
    "-moz-keyframes",
    "view-transition",
    "starting-style",
    "-ms-viewport",
    "viewport",
];

/// At-rules that CSS has and that are reported and left out.
pub const AT_RULES_UNSUPPORTED: &[&str] =
    &["container", "scope", "font-feature-values", "font-palette-values", "position-try", "function"];

/// What may still come at the beginning of a stylesheet (CSS Cascade 5, section 2).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    /// Nothing but statements of layers has come.
    Start,
    Imports,
    Namespaces,
    Body,
}

/// The style rule around what is read.
#[derive(Clone)]
struct Parent {
    selectors: SelectorList<Selectors>,
    /// What `&` stands for: the selectors without those of pseudo-elements, which it cannot
    /// represent (CSS Nesting 1, section 4).
    nesting: SelectorList<Selectors>,
    /// Bounds what repeated `&` multiply to.
    weight: u32,
}

/// The parser of a list of rules, or of the block of a style rule.
pub(crate) struct RuleParser<'c, 'd, 't> {
    collector: &'c mut Collector<'d>,
    text: &'t str,
    source: SourceId,
    /// Where in the source the text begins.
    offset: usize,
    /// The folder that addresses are relative to.
    base: &'t str,
    stage: Stage,
    namespaces: Namespaces,
    layer: LayerId,
    parent: Option<Parent>,
    /// Declarations of the block that have no rule yet.
    declarations: Vec<DeclarationEntry>,
    faults: Vec<(usize, usize, Fault)>,
    /// How many blocks of rules are around.
    depth: usize,
}

/// What a style rule says before its block.
pub(crate) enum StylePrelude {
    Selectors(SelectorList<Selectors>, u32),
    LeftOut(usize, usize, Fault),
}

/// What an at-rule says before its block.
pub(crate) enum AtPrelude {
    Import(Import),
    /// The names of layers, each from the outermost inward.
    Layers(Vec<Vec<String>>),
    Namespace {
        prefix: Option<String>,
        url: String,
    },
    /// `@media` and `@supports`.
    Conditional {
        applies: bool,
    },
    Page(Vec<page_rule::PageSelector>),
    FontFace,
    CounterStyle(String),
    Property(String),
    /// Skipped with what it holds.
    Skipped,
}

pub(crate) struct Import {
    address: String,
    place: Span,
    /// `Some(None)` for an anonymous layer.
    layer: Option<Option<Vec<String>>>,
}

impl<'c, 'd, 't> RuleParser<'c, 'd, 't> {
    /// `text` starts at `offset` of `source`.
    pub(crate) fn new(
        collector: &'c mut Collector<'d>,
        text: &'t str,
        source: SourceId,
        offset: usize,
        base: &'t str,
        layer: LayerId,
    ) -> RuleParser<'c, 'd, 't> {
        RuleParser {
            collector,
            text,
            source,
            offset,
            base,
            stage: Stage::Start,
            namespaces: Namespaces::default(),
            layer,
            parent: None,
            declarations: Vec::new(),
            faults: Vec::new(),
            depth: 0,
        }
    }

    /// Reads rules to the end of the input; inside of a style rule, declarations too.
    pub(crate) fn run(&mut self, input: &mut Parser<'_>) {
        if self.depth == MAX_DEPTH {
            let at = input.position().byte_index();
            let fault =
                Fault::new(format!("rules nest more than {MAX_DEPTH} deep; the innermost are left out"));
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
            // The slice is a part of the text.
            let start = pointer.saturating_sub(self.text.as_ptr() as usize).min(self.text.len());
            let end = (start + length).min(self.text.len());
            let slice = self.text.get(start..end).unwrap_or_default();
            let first_line = slice.split(['\n', '{']).next().unwrap_or_default();
            let fault = match error.kind {
                cssparser::ParseErrorKind::Custom(fault) => fault,
                cssparser::ParseErrorKind::Basic(_) if self.parent.is_some() => {
                    Fault::new("this is neither a declaration nor a rule, and is left out")
                        .help("A declaration is a property, a colon, a value and a semicolon.")
                }
                cssparser::ParseErrorKind::Basic(_) => {
                    Fault::new("this rule is not understood, and is left out")
                }
            };
            self.faults.push((start, start + first_line.trim_end().len(), fault));
        }
        let faults = std::mem::take(&mut self.faults);
        let faults = faults.into_iter().map(|(start, end, fault)| fault.at(self.span(start, end))).collect();
        self.collector.report(faults);
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, self.offset + start, self.offset + end)
    }

    fn fault(&mut self, start: usize, end: usize, fault: Fault) {
        self.faults.push((start, end, fault));
    }

    /// Makes a rule of the declarations so far: what is nested comes after those before it, and
    /// before those after it (CSS Nesting 1, section 4.2).
    fn flush(&mut self) {
        let declarations = std::mem::take(&mut self.declarations);
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

    /// Reads the block of a rule that holds rules, in a layer.
    fn block_in(&mut self, layer: LayerId, input: &mut Parser<'_>) {
        let outer = std::mem::replace(&mut self.layer, layer);
        self.run(input);
        self.layer = outer;
    }

    /// The layer of a name within the one around.
    fn layer_of(&mut self, name: &[String]) -> LayerId {
        name.iter().fold(self.layer, |layer, part| self.collector.stylesheets.layers.named(layer, part))
    }

    /// Reads media queries; what is wrong with them is reported.
    fn media(&mut self, input: &mut Parser<'_>) -> bool {
        let faults = &mut self.faults;
        media::parse_query_list(input, &mut |start, end, fault| faults.push((start, end, fault)))
    }

    fn import(&mut self, input: &mut Parser<'_>, start: usize) -> Result<AtPrelude, ParseError<Fault>> {
        let address = input.expect_url_or_string()?.as_ref().to_string();
        let place = self.span(start, input.position().byte_index());
        let layer = if input.try_parse(|input| input.expect_ident_matching("layer")).is_ok() {
            Some(None)
        } else {
            let named = input.try_parse(|input| {
                input.expect_function_matching("layer")?;
                input.parse_nested_block(parse_layer_name)
            });
            named.ok().map(Some)
        };
        let is_supports = |input: &mut Parser<'_>| input.expect_function_matching("supports");
        let supported = match input.try_parse(is_supports) {
            Ok(()) => input.parse_nested_block(|input| {
                supports::parse_import_condition(input, &self.namespaces, self.base)
                    .map_err(ParseError::custom)
            })?,
            Err(_) => true,
        };
        let applies = self.media(input) && supported;
        Ok(if applies { AtPrelude::Import(Import { address, place, layer }) } else { AtPrelude::Skipped })
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

/// `a.b.c`, without white space inside.
fn parse_layer_name(input: &mut Parser<'_>) -> Result<Vec<String>, ParseError<Fault>> {
    let malformed = || {
        ParseError::custom(
            Fault::new("this is not the name of a layer; the rule is left out")
                .help("Write an identifier, or several with full stops between them."),
        )
    };
    let mut parts = Vec::new();
    loop {
        let part = match (parts.is_empty(), input.try_parse(|input| next_part(input, parts.is_empty()))) {
            (_, Ok(part)) => part,
            (_, Err(())) => return Err(malformed()),
        };
        let reserved = ["inherit", "initial", "unset", "revert", "revert-layer", "default"];
        if reserved.iter().any(|word| part.eq_ignore_ascii_case(word)) {
            return Err(malformed());
        }
        parts.push(part);
        let dot = input.try_parse(|input| match input.next_including_whitespace() {
            Ok(Token::Delim('.')) => Ok(()),
            _ => Err(()),
        });
        if dot.is_err() {
            return Ok(parts);
        }
    }
}

fn next_part(input: &mut Parser<'_>, is_first: bool) -> Result<String, ()> {
    let token = if is_first { input.next() } else { input.next_including_whitespace() };
    match token {
        Ok(Token::Ident(name)) => Ok(name.to_string()),
        _ => Err(()),
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
                .help("What has it is left out. docs/css.md lists the selectors that may be used.");
            match parsed {
                // Forgiving lists go on without it.
                Ok(_) => self.fault(from, to, fault),
                Err(_) => return Ok(StylePrelude::LeftOut(from, to, fault)),
            }
        }
        let Ok(selectors) = parsed else {
            let fault = Fault::new(format!("the selector `{text}` is malformed; its rule is left out"))
                .help("docs/css.md lists the selectors that may be used.");
            return Ok(StylePrelude::LeftOut(from, to, fault));
        };
        let Some(parent) = &self.parent else { return Ok(StylePrelude::Selectors(selectors, 1)) };
        let uses = text.matches('&').count().max(1) as u32;
        let weight = parent.weight.saturating_mul(uses).saturating_mul(selectors.len().max(1) as u32);
        if weight > MAX_NESTED_WEIGHT {
            let fault = Fault::new("this nested selector stands for too many; its rule is left out")
                .help("Each `&` repeats the selectors around it; write fewer of them.");
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
        self.stage = Stage::Body;
        let nesting = nesting_selectors(&selectors);
        let outer = self.parent.replace(Parent { selectors, nesting, weight });
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
        let parsed = parse_property(&name, input, self.base);
        match parsed {
            Ok((parsed, important)) => {
                let end = input.position().byte_index();
                let end = begin + self.text.get(begin..end).unwrap_or_default().trim_end().len();
                let span = self.span(begin, end);
                self.declarations.push(DeclarationEntry { parsed, important, span });
            }
            Err(error) => {
                // What has a block is a rule unless it is a declaration (CSS Syntax 3, section 5.4.4).
                input.reset(&value_start);
                let mut has_block = false;
                while let Ok(token) = input.next() {
                    has_block |= matches!(token, Token::CurlyBracketBlock);
                }
                let mut fault = Fault::new(error.message(&name));
                if let Some(help) = error.help() {
                    fault = fault.help(help);
                }
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
        let begin = start.saturating_sub(name.len() + 1);
        let name = name.to_ascii_lowercase();
        let skip = |parser: &mut Self, input: &mut Parser<'i>, fault: Fault| {
            while input.next().is_ok() {}
            parser.fault(begin, start, fault);
            Ok(AtPrelude::Skipped)
        };
        let conditional = matches!(&*name, "media" | "supports" | "layer");
        if self.parent.is_some() && !conditional && AT_RULES.contains(&&*name) {
            let fault = Fault::new(format!("`@{name}` inside a style rule is left out"));
            return skip(self, input, fault.help("Put it outside."));
        }
        match &*name {
            "import" if self.stage > Stage::Imports => {
                let fault = Fault::new("`@import` after another rule is left out");
                skip(self, input, fault.help("Put it at the beginning of the stylesheet."))
            }
            "import" => self.import(input, start),
            "namespace" if self.stage > Stage::Namespaces => {
                let fault = Fault::new("`@namespace` after another rule is left out");
                skip(self, input, fault.help("Put it before all rules but `@import` and `@layer`."))
            }
            "namespace" => {
                let prefix = input.try_parse(|input| input.expect_ident_cloned()).ok();
                let url = input.expect_url_or_string()?.to_string();
                Ok(AtPrelude::Namespace { prefix: prefix.map(|prefix| prefix.to_string()), url })
            }
            "layer" if input.is_exhausted() => Ok(AtPrelude::Layers(Vec::new())),
            "layer" => input.parse_comma_separated(parse_layer_name).map(AtPrelude::Layers),
            "media" => Ok(AtPrelude::Conditional { applies: self.media(input) }),
            "supports" => match supports::parse_condition(input, &self.namespaces, self.base) {
                Ok(applies) => Ok(AtPrelude::Conditional { applies }),
                Err(fault) => skip(self, input, fault),
            },
            "page" => page_rule::parse_selectors(input).map(AtPrelude::Page),
            "font-face" => Ok(AtPrelude::FontFace),
            "counter-style" => {
                counter_style_rule::parse_name(input).map(AtPrelude::CounterStyle).map_err(ParseError::custom)
            }
            "property" => {
                let property = input.expect_ident()?.to_string();
                if !property.starts_with("--") || property.len() == 2 {
                    let fault = Fault::new("this is not the name of a custom property; the rule is left out");
                    return Err(ParseError::custom(fault.help("It begins with two dashes.")));
                }
                Ok(AtPrelude::Property(property))
            }
            // The encoding is known before the text is.
            "charset" => {
                while input.next().is_ok() {}
                Ok(AtPrelude::Skipped)
            }
            name if AT_RULES_WITHOUT_EFFECT.contains(&name) => {
                let fault = Fault::new(format!("`@{name}` has no effect in print"));
                skip(self, input, fault.help("Remove it, or put it into `@media screen` for browsers."))
            }
            name => {
                let fault = match AT_RULES_UNSUPPORTED.contains(&name) {
                    true => Fault::new(format!("`@{name}` is not supported")),
                    false => Fault::new(format!("`@{name}` is no at-rule of CSS, or is not supported")),
                };
                skip(
                    self,
                    input,
                    fault.help(
                        "It is left out with what it holds. docs/css.md lists the at-rules that may be used.",
                    ),
                )
            }
        }
    }

    fn rule_without_block(&mut self, prelude: AtPrelude, _: &ParserState) -> Result<(), ()> {
        match prelude {
            AtPrelude::Import(import) => {
                self.stage = Stage::Imports;
                let layer = match &import.layer {
                    None => self.layer,
                    Some(None) => self.collector.stylesheets.layers.anonymous(self.layer),
                    Some(Some(name)) => self.layer_of(name),
                };
                self.collector.import(&import.address, self.base, import.place, layer);
                Ok(())
            }
            AtPrelude::Layers(names) if !names.is_empty() && self.parent.is_none() => {
                if self.stage > Stage::Start {
                    self.stage = self.stage.max(Stage::Namespaces);
                }
                for name in names {
                    self.layer_of(&name);
                }
                Ok(())
            }
            AtPrelude::Namespace { prefix, url } => {
                self.stage = Stage::Namespaces;
                self.namespaces.declare(prefix.as_deref(), &url);
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
        self.flush();
        let whole = |parser: &Self, input: &Parser<'i>| {
            parser.span(start.position().byte_index(), input.position().byte_index())
        };
        if !matches!(prelude, AtPrelude::Skipped) {
            self.stage = Stage::Body;
        }
        match prelude {
            AtPrelude::Conditional { applies: true } => self.block_in(self.layer, input),
            AtPrelude::Layers(names) if names.len() < 2 => {
                let layer = match names.first() {
                    Some(name) => self.layer_of(name),
                    None => self.collector.stylesheets.layers.anonymous(self.layer),
                };
                self.block_in(layer, input);
            }
            AtPrelude::Conditional { applies: false } | AtPrelude::Skipped => while input.next().is_ok() {},
            AtPrelude::Layers(_) | AtPrelude::Import(_) | AtPrelude::Namespace { .. } => {
                while input.next().is_ok() {}
                let fault = Fault::new("this at-rule takes no block, and is left out");
                return Err(ParseError::custom(fault.help("End it with a semicolon.")));
            }
            AtPrelude::Page(selectors) => {
                let (source, offset) = (self.source, self.offset);
                let place_of = |start: usize, end: usize| Span::new(source, offset + start, offset + end);
                let mut faults = Vec::new();
                let origin = self.collector.origin;
                let rule = page_rule::parse_body(selectors, origin, input, self.base, &place_of, &mut faults);
                self.collector.report(faults);
                self.collector.stylesheets.pages.push(page_rule::PageRule { layer: self.layer, ..rule });
            }
            AtPrelude::FontFace => {
                let place = whole(self, input);
                let (source, offset) = (self.source, self.offset);
                let place_of = |start: usize, end: usize| Span::new(source, offset + start, offset + end);
                let mut faults = Vec::new();
                let rule = font_face::parse_body(input, self.base, place, &place_of, &mut faults);
                self.collector.report(faults);
                self.collector.font_faces.extend(rule.map(|rule| (rule, self.layer)));
            }
            AtPrelude::CounterStyle(name) => {
                let rule = counter_style_rule::parse_body(name, input, &mut self.faults);
                if let Some(rule) = rule {
                    self.collector.stylesheets.definitions.add_counter_style(rule, self.layer);
                }
            }
            AtPrelude::Property(name) => {
                let at = start.position().byte_index();
                match property_rule::parse_body(&name, input, &mut self.faults) {
                    Ok(rule) => self.collector.stylesheets.definitions.add_property(&name, rule, self.layer),
                    Err(fault) => self.fault(at, at + "@property".len(), fault),
                }
            }
        }
        Ok(())
    }
}
