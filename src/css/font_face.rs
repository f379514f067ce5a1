//! `@font-face` (CSS Fonts 4, section 4).

use std::ops::RangeInclusive;

use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseError, Parser, ParserState, QualifiedRuleParser,
    RuleBodyItemParser, RuleBodyParser, Token, UnicodeRange,
};

use super::FontSlope;
use super::stylesheet::Fault;
use crate::diagnostics::Span;

/// A font that a stylesheet brings.
#[derive(Clone, Debug, PartialEq)]
pub struct FontFaceRule {
    pub family: String,
    /// The `url()`s of `src`, in order of preference.
    pub urls: Vec<String>,
    /// The folder that the addresses are relative to.
    pub base: String,
    /// `None` where the font file itself is to say.
    pub weight: Option<RangeInclusive<u16>>,
    pub slope: Option<FontSlope>,
    /// Percent of normal width.
    pub stretch: Option<f32>,
    /// The characters that the font is for; empty where it is for all.
    pub unicode_range: Vec<RangeInclusive<u32>>,
    /// Where the rule stands.
    pub span: Span,
}

/// Parses the descriptors. `None` where family or source is missing.
pub(super) fn parse_body(
    input: &mut Parser<'_>,
    base: &str,
    span: Span,
    faults: &mut Vec<Fault>,
) -> Option<FontFaceRule> {
    let mut descriptors = Descriptors {
        rule: FontFaceRule {
            family: String::new(),
            urls: Vec::new(),
            base: base.to_string(),
            weight: None,
            slope: None,
            stretch: None,
            unicode_range: Vec::new(),
            span,
        },
        unknown: Vec::new(),
    };
    let malformed = RuleBodyParser::new(input, &mut descriptors).filter(|item| item.is_err()).count();
    if malformed > 0 {
        faults.push(Fault::new("a descriptor of this `@font-face` rule is not understood"));
    }
    for name in &descriptors.unknown {
        faults.push(Fault::new(format!("the `@font-face` descriptor `{name}` is not supported")));
    }
    let rule = descriptors.rule;
    if rule.family.is_empty() || rule.urls.is_empty() {
        faults.push(
            Fault::new("this `@font-face` rule names no family or no file, and is left out")
                .help("Give it `font-family` and `src: url(…)`."),
        );
        return None;
    }
    Some(rule)
}

struct Descriptors {
    rule: FontFaceRule,
    unknown: Vec<String>,
}

impl<'i> DeclarationParser<'i> for Descriptors {
    type Declaration = ();
    type Error = Fault;

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        _: &ParserState,
    ) -> Result<(), ParseError<Fault>> {
        match &*name.to_ascii_lowercase() {
            "font-family" => self.rule.family = parse_family(input)?,
            "src" => parse_sources(input, &mut self.rule.urls),
            "font-weight" => self.rule.weight = parse_weight(input)?,
            "font-style" => {
                self.rule.slope = match &*input.expect_ident()?.to_ascii_lowercase() {
                    "italic" => Some(FontSlope::Italic),
                    "oblique" => Some(FontSlope::Oblique),
                    "normal" => Some(FontSlope::Normal),
                    _ => None,
                };
                while input.next().is_ok() {}
            }
            "font-stretch" | "font-width" => {
                self.rule.stretch = input.try_parse(Parser::expect_percentage).ok().map(|part| part * 100.0);
                while input.next().is_ok() {}
            }
            // How a font is loaded means nothing where nothing is loaded late.
            "font-display" => while input.next().is_ok() {},
            "unicode-range" => {
                self.rule.unicode_range = input.parse_comma_separated(|input| {
                    let range = UnicodeRange::parse(input)?;
                    Ok(range.start..=range.end)
                })?;
            }
            other => {
                self.unknown.push(other.to_string());
                while input.next().is_ok() {}
            }
        }
        Ok(())
    }
}

fn parse_family(input: &mut Parser<'_>) -> Result<String, ParseError<Fault>> {
    if let Ok(name) = input.try_parse(|input| input.expect_string().map(|name| name.as_ref().to_string())) {
        return Ok(name);
    }
    let mut words = vec![input.expect_ident()?.as_ref().to_string()];
    while let Ok(word) = input.try_parse(|input| input.expect_ident().map(|word| word.as_ref().to_string())) {
        words.push(word);
    }
    Ok(words.join(" "))
}

fn parse_sources(input: &mut Parser<'_>, urls: &mut Vec<String>) {
    loop {
        let token = match input.next() {
            Ok(token) => token.clone(),
            Err(_) => return,
        };
        match token {
            Token::UnquotedUrl(url) => urls.push(url.as_ref().to_string()),
            Token::Function(name) => {
                let is_url = name.eq_ignore_ascii_case("url");
                let _: Result<(), ParseError<Fault>> = input.parse_nested_block(|input| {
                    if is_url && let Ok(url) = input.expect_string() {
                        urls.push(url.as_ref().to_string());
                    }
                    while input.next().is_ok() {}
                    Ok(())
                });
            }
            _ => {}
        }
    }
}

fn parse_weight(input: &mut Parser<'_>) -> Result<Option<RangeInclusive<u16>>, ParseError<Fault>> {
    let one = |input: &mut Parser<'_>| -> Result<Option<u16>, ParseError<Fault>> {
        let token = input.next()?.clone();
        Ok(match token {
            Token::Number { value, .. } => Some(value.clamp(1.0, 1000.0) as u16),
            Token::Ident(word) if word.eq_ignore_ascii_case("normal") => Some(400),
            Token::Ident(word) if word.eq_ignore_ascii_case("bold") => Some(700),
            _ => None,
        })
    };
    let Some(first) = one(input)? else {
        while input.next().is_ok() {}
        return Ok(None);
    };
    let last = input.try_parse(one).ok().flatten().unwrap_or(first);
    Ok(Some(first.min(last)..=first.max(last)))
}

impl<'i> AtRuleParser<'i> for Descriptors {
    type Prelude = ();
    type AtRule = ();
    type Error = Fault;
}

impl<'i> QualifiedRuleParser<'i> for Descriptors {
    type Prelude = ();
    type QualifiedRule = ();
    type Error = Fault;
}

impl<'i> RuleBodyItemParser<'i, (), Fault> for Descriptors {
    fn parse_declarations(&self) -> bool {
        true
    }

    fn parse_qualified(&self) -> bool {
        false
    }
}
