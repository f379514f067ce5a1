//! The table of all supported properties, and finding a property in it by its name.

use std::sync::LazyLock;

use cssparser::{ParseErrorKind, Parser, Token};
use rustc_hash::FxHashMap;

use super::declaration::{Declaration, WideKeyword};
use super::error::PropertyError;
use super::longhand::Longhand;
use super::parse_context::ParseContext;
use super::parsed::{Parsed, UnresolvedDeclaration};
use super::property::{ParseTarget, PropertyInfo};
use super::reader::{Reason, keyword_maybe, malformed};
use super::unsupported::{self, UnsupportedProperty};
use super::{
    alignment, background, border, border_image, decoration, effects, font, font_settings, fragmentation,
};
use super::{
    grid_shorthand, initial_letter, line_breaking, line_clamp, list_and_table, longhand_table, mask,
    multicol, shorthand, text,
};
use crate::sorting::sort_by_key;

static SORTED: LazyLock<Vec<&'static PropertyInfo>> = LazyLock::new(|| {
    let topics = [
        longhand_table::PROPERTIES,
        font::PROPERTIES,
        font_settings::PROPERTIES,
        text::PROPERTIES,
        line_breaking::PROPERTIES,
        line_clamp::PROPERTIES,
        initial_letter::PROPERTIES,
        list_and_table::PROPERTIES,
        alignment::PROPERTIES,
        grid_shorthand::PROPERTIES,
        multicol::PROPERTIES,
        fragmentation::PROPERTIES,
        border::PROPERTIES,
        border_image::PROPERTIES,
        mask::PROPERTIES,
        background::PROPERTIES,
        decoration::PROPERTIES,
        effects::PROPERTIES,
        shorthand::PROPERTIES,
    ];
    let mut all: Vec<&'static PropertyInfo> = topics.into_iter().flatten().collect();
    sort_by_key(&mut all, |property| property.name);
    all
});

static BY_NAME: LazyLock<FxHashMap<&'static str, &'static PropertyInfo>> =
    LazyLock::new(|| SORTED.iter().map(|property| (property.name, *property)).collect());

/// All supported properties in alphabetical order.
pub fn supported_properties() -> &'static [&'static PropertyInfo] {
    &SORTED
}

fn find(name: &str) -> Option<&'static PropertyInfo> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return BY_NAME.get(name.to_ascii_lowercase().as_str()).copied();
    }
    BY_NAME.get(name).copied()
}

/// The longhands that a supported property sets.
pub(crate) fn longhands_of(name: &str) -> &'static [Longhand] {
    find(name).map_or(&[], |property| property.longhands)
}

/// Parses one declaration's value. `input` must end before `!important`.
///
/// # Errors
/// See [`PropertyError`]; the caller then has to skip the rest of the input.
pub fn parse(
    name: &str,
    input: &mut Parser<'_>,
    context: &ParseContext<'_>,
) -> Result<Parsed, PropertyError> {
    if name.starts_with("--") {
        return parse_custom(name, input);
    }
    let property = find(name).ok_or_else(|| unknown(name))?;
    input.skip_whitespace();
    let start = input.state();
    let from = input.position();
    input.look_for_arbitrary_substitution_functions(&["var", "env", "attr"]);
    let result = parse_value(property, input, context);
    if let Ok(declarations) = result {
        return Ok(Parsed::Declarations(declarations));
    }
    // It may have failed only because the value contains var(), env() or attr(), which is known once the whole
    // value has been read.
    input.reset(&start);
    let mut well_formed = true;
    while let Ok(token) = input.next() {
        well_formed &= !token.is_parse_error();
    }
    let has_variables = input.seen_arbitrary_substitution_functions();
    let text = input.slice_from(from).trim();
    if has_variables && well_formed {
        return Ok(Parsed::Unresolved(UnresolvedDeclaration {
            property,
            text: text.into(),
            base: context.base.into(),
        }));
    }
    result.map(Parsed::Declarations).map_err(|reason| explain(property, &reason, text))
}

/// Parses a complete value without `var()`.
pub(super) fn parse_value(
    property: &'static PropertyInfo,
    input: &mut Parser<'_>,
    context: &ParseContext<'_>,
) -> Result<Vec<Declaration>, Reason> {
    let wide = input.try_parse(|input| {
        let keywords = [
            ("inherit", WideKeyword::Inherit),
            ("initial", WideKeyword::Initial),
            ("unset", WideKeyword::Unset),
            ("revert", WideKeyword::Revert),
            ("revert-layer", WideKeyword::RevertLayer),
        ];
        let found = keyword_maybe(input, &keywords).ok_or(())?;
        input.expect_exhausted().map_err(|_| ())?;
        Ok::<_, ()>(found)
    });
    if let Ok(keyword) = wide {
        let longhands = property.longhands.iter();
        return Ok(longhands.map(|&longhand| Declaration::Wide(longhand, keyword)).collect());
    }
    let mut target = ParseTarget { context, declarations: Vec::with_capacity(1) };
    let result =
        (property.parse)(input, &mut target).and_then(|()| input.expect_exhausted().map_err(|_| malformed()));
    match result {
        Ok(()) => Ok(target.declarations),
        Err(failure) => Err(match failure.kind {
            ParseErrorKind::Custom(reason) => reason,
            ParseErrorKind::Basic(_) => Reason::Malformed,
        }),
    }
}

/// The error about a value that could not be read for `reason`.
pub(super) fn explain(property: &PropertyInfo, reason: &Reason, text: &str) -> PropertyError {
    match reason {
        Reason::UnsupportedValue { value, instead } => PropertyError::Unsupported {
            what: format!("`{}: {value}`", property.name).into(),
            instead: *instead,
        },
        Reason::Malformed => {
            for function in ["if", "attr"] {
                if text.to_ascii_lowercase().contains(&format!("{function}(")) {
                    let what = format!("`{function}()` in `{}`", property.name).into();
                    return PropertyError::Unsupported { what, instead: None };
                }
            }
            PropertyError::InvalidValue { expected: property.values.to_string() }
        }
    }
}

/// A custom property: any value whose brackets and strings are balanced.
fn parse_custom(name: &str, input: &mut Parser<'_>) -> Result<Parsed, PropertyError> {
    let invalid = || PropertyError::InvalidValue { expected: "a value with balanced brackets".to_string() };
    let from = input.position();
    loop {
        match input.next_including_whitespace_and_comments() {
            Ok(Token::Delim('!') | Token::Semicolon) => return Err(invalid()),
            Ok(token) if token.is_parse_error() => return Err(invalid()),
            Ok(_) => {}
            Err(_) => break,
        }
    }
    if name == "--" {
        return Err(PropertyError::UnknownProperty { suggestion: None });
    }
    Ok(Parsed::Custom { name: name.into(), value: input.slice_from(from).trim().into() })
}

fn unknown(name: &str) -> PropertyError {
    let name = name.to_ascii_lowercase();
    let plain = unsupported::without_prefix(&name);
    if let Some(property) = plain.as_deref().and_then(find) {
        return PropertyError::Prefixed { plain: property.name };
    }
    let found = match plain {
        Some(plain) => Some(unsupported::find_prefixed(&plain)),
        None => unsupported::find(&name),
    };
    match found {
        Some(UnsupportedProperty::ScreenOnly) => PropertyError::NoEffectInPrint,
        Some(UnsupportedProperty::NotSupported { instead }) => {
            PropertyError::Unsupported { what: format!("the property `{name}`").into(), instead }
        }
        None => PropertyError::UnknownProperty { suggestion: suggest(&name) },
    }
}

/// The supported property that `name` is most likely a misspelling of.
fn suggest(name: &str) -> Option<&'static str> {
    let allowed = if name.chars().count() <= 4 { 1 } else { 2 };
    SORTED
        .iter()
        .map(|property| (strsim::osa_distance(name, property.name), property.name))
        .filter(|&(distance, _)| distance <= allowed)
        .min()
        .map(|(_, name)| name)
}
