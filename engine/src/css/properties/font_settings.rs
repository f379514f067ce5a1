//! Settings of a font: OpenType features, axes, size adjustment and language; and `font-synthesis`, of which only
//! `none` is supported (CSS Fonts 4 and 5).

use std::sync::Arc;

use cssparser::Parser;

use super::length::{Range, parse_integer, parse_number};
use super::property::PropertyInfo;
use super::reader::{Reading, flag, keyword, keyword_maybe, malformed, unsupported_but};
use crate::css::values::{FontAspect, FontFeature, FontSizeAdjust, FontVariation};

pub(super) static PROPERTIES: &[PropertyInfo] = &[
    PropertyInfo::new("font-synthesis", &[], "`none`", "`none`", |input, _| {
        no_synthesis(input, &["weight", "style", "small-caps", "position"])
    })
    .remark("Faces and glyphs that a font lacks are never synthesized; a warning names them."),
    PropertyInfo::new("font-synthesis-weight", &[], "`none`", "`none`", |input, _| {
        no_synthesis(input, &["auto"])
    }),
    PropertyInfo::new("font-synthesis-style", &[], "`none`", "`none`", |input, _| {
        no_synthesis(input, &["auto", "oblique-only"])
    }),
    PropertyInfo::new("font-synthesis-small-caps", &[], "`none`", "`none`", |input, _| {
        no_synthesis(input, &["auto"])
    }),
    PropertyInfo::new("font-synthesis-position", &[], "`none`", "`none`", |input, _| {
        no_synthesis(input, &["auto"])
    }),
    PropertyInfo::new("font-palette", &[], "`normal`", "`normal`", |input, _| {
        keyword(input, &[("normal", ())], &["light", "dark", "palette-mix()"])
    })
    .remark("Color fonts are painted in the color of the text."),
    PropertyInfo::new("font-variant-emoji", &[], "`normal`", "`normal`, `text`", |input, _| {
        keyword(input, &[("normal", ()), ("text", ())], &["emoji", "unicode"])
    })
    .remark("There are no emoji in color."),
];

/// Reads `none`; a list of `others`, which ask for synthesized glyphs, is unsupported.
fn no_synthesis(input: &mut Parser<'_>, others: &[&'static str]) -> Reading<()> {
    if flag(input, "none") {
        return Ok(());
    }
    let mut wanted: Vec<&'static str> = Vec::new();
    let all: Vec<(&str, &'static str)> = others.iter().map(|&name| (name, name)).collect();
    while let Some(found) = keyword_maybe(input, &all) {
        if wanted.contains(&found) {
            return Err(malformed());
        }
        wanted.push(found);
    }
    if wanted.is_empty() || !input.is_exhausted() {
        return Err(malformed());
    }
    Err(unsupported_but(
        wanted.join(" "),
        "Glyphs are never synthesized: put a font that has them into fonts/, or write none.",
    ))
}

/// The metric whose aspect value `font-size-adjust` preserves.
type AdjustedMetric = fn(FontAspect) -> FontSizeAdjust;

pub(super) fn parse_size_adjust(input: &mut Parser<'_>) -> Reading<FontSizeAdjust> {
    if flag(input, "none") {
        return Ok(FontSizeAdjust::None);
    }
    let metrics: [(&str, AdjustedMetric); 5] = [
        ("ex-height", FontSizeAdjust::ExHeight),
        ("cap-height", FontSizeAdjust::CapHeight),
        ("ch-width", FontSizeAdjust::ChWidth),
        ("ic-width", FontSizeAdjust::IcWidth),
        ("ic-height", FontSizeAdjust::IcHeight),
    ];
    let metric = keyword_maybe(input, &metrics).unwrap_or(FontSizeAdjust::ExHeight);
    let aspect = if flag(input, "from-font") {
        FontAspect::FromFont
    } else {
        FontAspect::Number(parse_number(input, Range::NonNegative)?)
    };
    Ok(metric(aspect))
}

/// The tag of a language system; `None` is `normal`.
pub(super) fn parse_language_override(input: &mut Parser<'_>) -> Reading<Option<[u8; 4]>> {
    if flag(input, "normal") {
        return Ok(None);
    }
    let name = input.expect_string_cloned()?;
    // Shorter names are filled up with spaces (CSS Fonts 4, section 6.13).
    let mut tag = [b' '; 4];
    if name.is_empty() || name.len() > 4 || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(malformed());
    }
    tag[..name.len()].copy_from_slice(name.as_bytes());
    Ok(Some(tag))
}

pub(super) fn parse_optical_sizing(input: &mut Parser<'_>) -> Reading<bool> {
    keyword(input, &[("auto", true), ("none", false)], &[])
}

/// A string of four printable ASCII characters (OpenType, "Data types").
fn parse_tag(input: &mut Parser<'_>) -> Reading<[u8; 4]> {
    let tag: [u8; 4] = input.expect_string()?.as_bytes().try_into().map_err(|_| malformed())?;
    if tag.iter().all(|byte| (0x20..0x7f).contains(byte)) { Ok(tag) } else { Err(malformed()) }
}

pub(crate) fn parse_features(input: &mut Parser<'_>) -> Reading<Arc<[FontFeature]>> {
    if flag(input, "normal") {
        return Ok(Arc::new([]));
    }
    let features = input.parse_comma_separated(|input| {
        let tag = parse_tag(input)?;
        let value = if input.is_exhausted() {
            1
        } else if let Some(value) = keyword_maybe(input, &[("on", 1), ("off", 0)]) {
            value
        } else {
            u32::try_from(parse_integer(input)?).map_err(|_| malformed())?
        };
        Ok(FontFeature { tag, value })
    })?;
    Ok(features.into())
}

pub(crate) fn parse_variations(input: &mut Parser<'_>) -> Reading<Arc<[FontVariation]>> {
    if flag(input, "normal") {
        return Ok(Arc::new([]));
    }
    let variations = input.parse_comma_separated(|input| {
        let tag = parse_tag(input)?;
        Ok(FontVariation { tag, value: parse_number(input, Range::All)? })
    })?;
    Ok(variations.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_have_four_letters_and_a_number() {
        let parse = |text: &str| {
            let mut input = Parser::new(text);
            parse_variations(&mut input).ok().filter(|_| input.is_exhausted())
        };
        let expected =
            [FontVariation { tag: *b"GRAD", value: -50.5 }, FontVariation { tag: *b"wght", value: 600.0 }];
        assert_eq!(parse("'GRAD' -50.5, \"wght\" 600").as_deref(), Some(&expected[..]));
        assert_eq!(parse("normal").as_deref(), Some(&[][..]));
        assert_eq!(parse("'GRA' 1"), None);
        assert_eq!(parse("'GRAD'"), None);
        assert_eq!(parse("'GRAD' on"), None);
    }
}
