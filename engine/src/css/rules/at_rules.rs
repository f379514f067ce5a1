//! Parsing the at-rules of a stylesheet. CSS Cascade 5 (section 2), CSS Conditional 4 and CSS Nesting 1 specify where
//! each may occur.

use cssparser::{AtRuleParser, CowRcStr, ParseError, Parser, ParserState};

use super::fault::Fault;
use super::layers::parse_layer_name;
use super::rule_parser::{RuleParser, SheetStage, parse_import};
use super::{counter_style_rule, font_face, page_rule, property_rule, supports};
use crate::diagnostics::Span;

/// The supported at-rules, in the order of the manual.
pub(crate) const AT_RULES: &[&str] = &[
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

/// At-rules of CSS that have no effect on paper.
pub(crate) const AT_RULES_WITHOUT_EFFECT: &[&str] = &[
    "keyframes",
    "-webkit-keyframes",
    "-moz-keyframes",
    "view-transition",
    "starting-style",
    "-ms-viewport",
    "viewport",
];

/// At-rules of CSS that are reported and ignored.
pub(crate) const AT_RULES_UNSUPPORTED: &[&str] =
    &["container", "scope", "font-feature-values", "font-palette-values", "position-try", "function"];

/// The prelude of an at-rule.
pub(crate) enum AtPrelude {
    Import(Import),
    /// The names of layers, each as a path from the outermost layer.
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
    /// An at-rule that is skipped together with its block.
    Skipped,
}

pub(crate) struct Import {
    address: String,
    place: Span,
    /// `Some(None)` for an anonymous layer.
    layer: Option<Option<Vec<String>>>,
}

impl RuleParser<'_, '_, '_> {
    fn import(&mut self, input: &mut Parser<'_>, start: usize) -> Result<AtPrelude, ParseError<Fault>> {
        let address = input.expect_url_or_string()?.as_ref().to_string();
        let place = self.sheet.span(start, input.position().byte_index());
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
                supports::parse_import_condition(input, &self.namespaces, self.sheet.base)
                    .map_err(ParseError::custom)
            })?,
            Err(_) => true,
        };
        let applies = self.media(input) && supported;
        Ok(if applies { AtPrelude::Import(Import { address, place, layer }) } else { AtPrelude::Skipped })
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
            let fault = Fault::new(format!("`@{name}` inside a style rule is ignored"));
            return skip(self, input, fault.help("Put it outside all style rules."));
        }
        match &*name {
            "import" if self.stage > SheetStage::Imports => {
                let fault = Fault::new("`@import` after another rule is ignored");
                skip(self, input, fault.help("Put it at the beginning of the stylesheet."))
            }
            "import" => self.import(input, start),
            "namespace" if self.stage > SheetStage::Namespaces => {
                let fault = Fault::new("`@namespace` after another rule is ignored");
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
            "supports" => match supports::parse_condition(input, &self.namespaces, self.sheet.base) {
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
                    let fault = Fault::new("this is not the name of a custom property; the rule is ignored");
                    return Err(ParseError::custom(
                        fault.help("The name of a custom property begins with two dashes."),
                    ));
                }
                Ok(AtPrelude::Property(property))
            }
            // The encoding is determined before parsing.
            "charset" => {
                while input.next().is_ok() {}
                Ok(AtPrelude::Skipped)
            }
            name if AT_RULES_WITHOUT_EFFECT.contains(&name) => {
                let fault = Fault::new(format!("`@{name}` has no effect in print"));
                skip(self, input, fault.help("Remove it, or put it into `@media screen` for browsers."))
            }
            name => {
                let message = match AT_RULES_UNSUPPORTED.contains(&name) {
                    true => format!("`@{name}` is not supported"),
                    false => format!("`@{name}` is not an at-rule of CSS, or is not supported"),
                };
                skip(self, input, Fault::new(message).help("The rule is ignored with everything in it."))
            }
        }
    }

    fn rule_without_block(&mut self, prelude: AtPrelude, _: &ParserState) -> Result<(), ()> {
        match prelude {
            AtPrelude::Import(import) => {
                self.stage = SheetStage::Imports;
                let layer = match &import.layer {
                    None => self.layer,
                    Some(None) => self.collector.stylesheets.layers.anonymous(self.layer),
                    Some(Some(name)) => self.layer_of(name),
                };
                parse_import(self.collector, &import.address, self.sheet.base, &|_| import.place, layer);
                Ok(())
            }
            AtPrelude::Layers(names) if !names.is_empty() && self.parent.is_none() => {
                if self.stage > SheetStage::Start {
                    self.stage = self.stage.max(SheetStage::Namespaces);
                }
                for name in names {
                    self.layer_of(&name);
                }
                Ok(())
            }
            AtPrelude::Namespace { prefix, url } => {
                self.stage = SheetStage::Namespaces;
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
            parser.sheet.span(start.position().byte_index(), input.position().byte_index())
        };
        if !matches!(prelude, AtPrelude::Skipped) {
            self.stage = SheetStage::Body;
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
                let fault = Fault::new("this at-rule takes no block, and is ignored");
                return Err(ParseError::custom(fault.help("End it with a semicolon.")));
            }
            AtPrelude::Page(selectors) => {
                let sheet = self.sheet;
                let place_of = |start: usize, end: usize| sheet.span(start, end);
                let mut faults = Vec::new();
                let origin = self.collector.origin;
                let rule =
                    page_rule::parse_body(selectors, origin, input, self.sheet.base, &place_of, &mut faults);
                self.collector.report(faults);
                self.collector.stylesheets.pages.push(page_rule::PageRule { layer: self.layer, ..rule });
            }
            AtPrelude::FontFace => {
                let place = whole(self, input);
                let sheet = self.sheet;
                let place_of = |start: usize, end: usize| sheet.span(start, end);
                let mut faults = Vec::new();
                let rule = font_face::parse_body(input, self.sheet.base, place, &place_of, &mut faults);
                self.collector.report(faults);
                self.collector.font_faces.extend(rule.map(|rule| (rule, self.layer)));
            }
            AtPrelude::CounterStyle(name) => {
                let rule = counter_style_rule::parse_body(name, input, &mut self.faults);
                if let Some(rule) = rule {
                    self.collector.definitions.counter_styles.push((rule, self.layer));
                }
            }
            AtPrelude::Property(name) => {
                let at = start.position().byte_index();
                match property_rule::parse_body(&name, input, &mut self.faults) {
                    Ok(rule) => self.collector.definitions.properties.push((name.into(), rule, self.layer)),
                    Err(fault) => self.fault(at, at + "@property".len(), fault),
                }
            }
        }
        Ok(())
    }
}
