//! `@font-face` (CSS Fonts 4, section 4; CSS Fonts 5, section 4).

use std::ops::RangeInclusive;
use std::sync::Arc;

use cssparser::{ParseError, Parser, Token, UnicodeRange};

use super::declaration_block::{DeclarationBlock, parse_block};
use super::declarations::PlaceOf;
use super::fault::Fault;
use crate::css::properties::{font, font_settings};
use crate::css::{FontFeature, FontSlope, FontVariation};
use crate::diagnostics::{Diagnostic, Span};

/// An `@font-face` rule: a font that a stylesheet defines.
#[derive(Clone, Debug, PartialEq)]
pub struct FontFaceRule {
    /// `font-family`: the name that the stylesheet uses for the font.
    pub family: String,
    /// `src`: the addresses in its `url()`s, in order of preference.
    pub urls: Vec<String>,
    /// The folder that the addresses are relative to.
    pub base: String,
    /// `font-weight`, from the lightest to the heaviest; `None` is `auto`: as the font file states.
    pub weight: Option<[u16; 2]>,
    /// `font-style`, from the most upright to the most slanted form; the same for most fonts. `None` is `auto`.
    pub slope: Option<[FontSlope; 2]>,
    /// `font-stretch` in percent, from the narrowest to the widest; `None` is `auto`.
    pub stretch: Option<[f32; 2]>,
    /// `unicode-range`: the characters that the font is used for; empty for all characters.
    pub unicode_range: Vec<RangeInclusive<u32>>,
    /// `font-feature-settings`, applied before the features of the text.
    pub features: Arc<[FontFeature]>,
    /// `font-variation-settings`, applied before the axis values of the text.
    pub variations: Arc<[FontVariation]>,
    /// `size-adjust`: the factor of all glyphs and metrics.
    pub size_adjust: f32,
    /// `ascent-override` and the other descriptors that replace the font's line metrics.
    pub overrides: MetricOverrides,
    /// The place of the rule.
    pub span: Span,
}

/// Line metrics that replace the font's own, as fractions of the font size.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MetricOverrides {
    /// `ascent-override`: above the baseline, not negative; `None` is `normal`.
    pub ascent: Option<f32>,
    /// `descent-override`: below the baseline, not negative; `None` is `normal`.
    pub descent: Option<f32>,
    /// `line-gap-override`: not negative; `None` is `normal`.
    pub line_gap: Option<f32>,
}

/// Parses the descriptors. If the family or the source is missing, reports this and returns `None`.
pub(crate) fn parse_body(
    input: &mut Parser<'_>,
    base: &str,
    span: Span,
    place_of: &PlaceOf<'_>,
    faults: &mut Vec<Diagnostic>,
) -> Option<FontFaceRule> {
    let rule = FontFaceRule {
        family: String::new(),
        urls: Vec::new(),
        base: base.to_string(),
        weight: None,
        slope: None,
        stretch: None,
        unicode_range: Vec::new(),
        features: Arc::new([]),
        variations: Arc::new([]),
        size_adjust: 1.0,
        overrides: MetricOverrides::default(),
        span,
    };
    let mut body = FontFaceBody { rule, place_of, faults };
    parse_block(&mut body, input);
    let FontFaceBody { rule, faults, .. } = body;
    if rule.family.is_empty() || rule.urls.is_empty() {
        faults.push(
            Fault::new("this `@font-face` rule has no family or no file, and is ignored")
                .help("Give it `font-family` and `src: url(…)`.")
                .at(span),
        );
        return None;
    }
    Some(rule)
}

struct FontFaceBody<'a> {
    rule: FontFaceRule,
    place_of: &'a PlaceOf<'a>,
    faults: &'a mut Vec<Diagnostic>,
}

impl DeclarationBlock for FontFaceBody<'_> {
    type Nested = ();

    fn fault(&mut self, start: usize, end: usize, fault: Fault) {
        self.faults.push(fault.at((self.place_of)(start, end)));
    }

    fn declaration(&mut self, name: &str, _: usize, input: &mut Parser<'_>) -> Result<(), Fault> {
        let rule = &mut self.rule;
        let name = &*name.to_ascii_lowercase();
        let read: Option<()> = match name {
            "font-family" => whole(input, parse_family).map(|family| rule.family = family),
            "src" => {
                parse_sources(input, &mut rule.urls);
                Some(())
            }
            "font-weight" => range(input, parse_weight).map(|weight| rule.weight = weight),
            "font-style" => whole(input, parse_slope).map(|slope| rule.slope = slope),
            "font-stretch" | "font-width" => {
                range(input, |input| font::parse_stretch(input, true).ok()).map(|found| rule.stretch = found)
            }
            "unicode-range" => whole(input, parse_unicode_range).map(|ranges| rule.unicode_range = ranges),
            "font-feature-settings" => {
                whole(input, |input| font_settings::parse_features(input).ok()).map(|set| rule.features = set)
            }
            "font-variation-settings" => whole(input, |input| font_settings::parse_variations(input).ok())
                .map(|set| rule.variations = set),
            "size-adjust" => whole(input, parse_share).map(|share| rule.size_adjust = share),
            "ascent-override" => whole(input, parse_override).map(|share| rule.overrides.ascent = share),
            "descent-override" => whole(input, parse_override).map(|share| rule.overrides.descent = share),
            "line-gap-override" => whole(input, parse_override).map(|share| rule.overrides.line_gap = share),
            // Fonts are loaded before layout, so this has no effect.
            "font-display" => whole(input, |input| {
                let name = input.expect_ident().ok()?.to_ascii_lowercase();
                ["auto", "block", "swap", "fallback", "optional"].contains(&&*name).then_some(())
            }),
            _ => {
                return Err(Fault::new(format!("the `@font-face` descriptor `{name}` is not supported")));
            }
        };
        read.ok_or_else(|| {
            Fault::new(format!("this is not a value of the `@font-face` descriptor `{name}`"))
                .help(format!("Expected: {}.", expected(name)))
        })
    }
}

fn expected(name: &str) -> &'static str {
    match name {
        "font-family" => "a name",
        "font-weight" => "`auto`, or one or two of `normal`, `bold` and numbers from 1 to 1000",
        "font-style" => "`auto`, `normal`, `italic`, or `oblique` with up to two angles",
        "font-stretch" | "font-width" => "`auto`, or one or two percentages or words such as `condensed`",
        "unicode-range" => "a list of ranges such as U+0600-06FF",
        "font-feature-settings" => "`normal`, or a list of features such as \"onum\" 1",
        "font-variation-settings" => "`normal`, or a list of axes such as \"GRAD\" 50",
        "size-adjust" => "a percentage",
        "font-display" => "`auto`, `block`, `swap`, `fallback`, `optional`",
        _ => "`normal`, or a percentage of the font size",
    }
}

/// Reads a value that must be followed by nothing.
fn whole<T>(input: &mut Parser<'_>, read: impl FnOnce(&mut Parser<'_>) -> Option<T>) -> Option<T> {
    read(input).filter(|_| input.is_exhausted())
}

/// `auto`, or one or two values in ascending order.
fn range<T: Copy + PartialOrd>(
    input: &mut Parser<'_>,
    read: impl Fn(&mut Parser<'_>) -> Option<T>,
) -> Option<Option<[T; 2]>> {
    whole(input, |input| {
        if is_auto(input) {
            return Some(None);
        }
        let first = read(input)?;
        let last = if input.is_exhausted() { first } else { read(input)? };
        Some(Some(if last < first { [last, first] } else { [first, last] }))
    })
}

fn is_auto(input: &mut Parser<'_>) -> bool {
    input.try_parse(|input| input.expect_ident_matching("auto")).is_ok()
}

fn parse_family(input: &mut Parser<'_>) -> Option<String> {
    if let Ok(name) = input.try_parse(|input| input.expect_string().map(|name| name.as_ref().to_string())) {
        return Some(name);
    }
    let mut words = vec![input.expect_ident().ok()?.as_ref().to_string()];
    while let Ok(word) = input.try_parse(|input| input.expect_ident().map(|word| word.as_ref().to_string())) {
        words.push(word);
    }
    Some(words.join(" "))
}

fn parse_sources(input: &mut Parser<'_>, urls: &mut Vec<String>) {
    urls.clear();
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

fn parse_weight(input: &mut Parser<'_>) -> Option<u16> {
    match input.next().ok()? {
        Token::Number { value, .. } if (1.0..=1000.0).contains(value) => Some(value.round() as u16),
        Token::Ident(word) if word.eq_ignore_ascii_case("normal") => Some(400),
        Token::Ident(word) if word.eq_ignore_ascii_case("bold") => Some(700),
        _ => None,
    }
}

fn parse_slope(input: &mut Parser<'_>) -> Option<Option<[FontSlope; 2]>> {
    if is_auto(input) {
        return Some(None);
    }
    let first = font::parse_slope(input).ok()?;
    if input.is_exhausted() {
        return Some(Some([first, first]));
    }
    let last = font::parse_slant(input).ok()??;
    let angle = |slope: FontSlope| match slope {
        FontSlope::Oblique(angle) => angle,
        FontSlope::Normal | FontSlope::Italic => 0,
    };
    Some(Some(if angle(last) < angle(first) { [last, first] } else { [first, last] }))
}

fn parse_unicode_range(input: &mut Parser<'_>) -> Option<Vec<RangeInclusive<u32>>> {
    let ranges: Result<Vec<_>, ParseError<()>> = input.parse_comma_separated(|input| {
        let range = UnicodeRange::parse(input)?;
        Ok(range.start..=range.end)
    });
    ranges.ok()
}

/// A percentage as a fraction, not negative, and at most 16 so that lengths do not overflow.
fn parse_share(input: &mut Parser<'_>) -> Option<f32> {
    input.expect_percentage().ok().filter(|share| *share >= 0.0).map(|share| share.min(16.0))
}

fn parse_override(input: &mut Parser<'_>) -> Option<Option<f32>> {
    if input.try_parse(|input| input.expect_ident_matching("normal")).is_ok() {
        return Some(None);
    }
    parse_share(input).map(Some)
}
