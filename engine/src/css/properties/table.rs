//! The table of all supported properties, and finding a property in it by its name.

use std::sync::LazyLock;

use cssparser::{ParseErrorKind, Parser, Token};
use rustc_hash::FxHashMap;

use super::declaration::{Declaration, WideKeyword};
use super::longhand::Longhand;
use super::reader::{Reading, Reason, keyword_maybe, malformed};
use super::unsupported::{self, Known};
use super::{ParseContext, Parsed, PropertyError, UnresolvedDeclaration};
use super::{alignment, background, border, box_model, decoration, effects, font, font_settings};
use super::{
    fragmentation, generated_content, grid, grid_shorthand, initial_letter, line_breaking, line_grid,
};
use super::{list_and_table, multicol, shorthand, text, transform, underline};

/// What the documentation and the parser know about a property.
#[derive(Debug)]
pub struct PropertyInfo {
    pub name: &'static str,
    /// What it sets: itself for a longhand, else the longhands that it is short for. Empty where
    /// all supported values mean the same.
    pub longhands: &'static [Longhand],
    pub inherited: bool,
    /// The initial value as CSS text; empty for a shorthand.
    pub initial: &'static str,
    /// The values that are supported, for people.
    pub values: &'static str,
    /// What else there is to say about it; mostly empty.
    pub remark: &'static str,
    pub(super) parse: ParseValue,
}

/// Reads a value and adds the declarations it stands for. What is left of the input is an error
/// that the caller finds.
pub(super) type ParseValue = fn(&mut Parser<'_>, &mut Target<'_>) -> Reading<()>;

/// Where the declarations of a value go.
pub(super) struct Target<'a> {
    pub property: &'static PropertyInfo,
    pub context: &'a ParseContext<'a>,
    pub declarations: Vec<Declaration>,
}

impl Target<'_> {
    /// The longhand that the property is; for readers that serve several of them.
    pub(super) fn longhand(&self) -> Reading<Longhand> {
        self.property.longhands.first().copied().ok_or_else(malformed)
    }

    pub(super) fn push(&mut self, declaration: Declaration) {
        self.declarations.push(declaration);
    }
}

impl PropertyInfo {
    pub(super) const fn new(
        name: &'static str,
        longhands: &'static [Longhand],
        initial: &'static str,
        values: &'static str,
        parse: ParseValue,
    ) -> PropertyInfo {
        let inherited = !longhands.is_empty() && longhands[0].group().is_inherited();
        PropertyInfo { name, longhands, inherited, initial, values, remark: "", parse }
    }

    pub(super) const fn remark(mut self, remark: &'static str) -> PropertyInfo {
        self.remark = remark;
        self
    }

    /// Whether the property is short for others or another name of one.
    pub fn is_shorthand(&self) -> bool {
        !matches!(self.longhands, [] | [_])
            || self.longhands.iter().any(|longhand| longhand.name() != self.name)
    }
}

impl PartialEq for PropertyInfo {
    fn eq(&self, other: &PropertyInfo) -> bool {
        self.name == other.name
    }
}

static SORTED: LazyLock<Vec<&'static PropertyInfo>> = LazyLock::new(|| {
    let topics = [
        font::PROPERTIES,
        font_settings::PROPERTIES,
        text::PROPERTIES,
        line_breaking::PROPERTIES,
        initial_letter::PROPERTIES,
        line_grid::PROPERTIES,
        list_and_table::PROPERTIES,
        box_model::PROPERTIES,
        alignment::PROPERTIES,
        grid::PROPERTIES,
        grid_shorthand::PROPERTIES,
        multicol::PROPERTIES,
        fragmentation::PROPERTIES,
        border::PROPERTIES,
        background::PROPERTIES,
        decoration::PROPERTIES,
        effects::PROPERTIES,
        transform::PROPERTIES,
        underline::PROPERTIES,
        generated_content::PROPERTIES,
        shorthand::PROPERTIES,
    ];
    let mut all: Vec<&'static PropertyInfo> = topics.into_iter().flatten().collect();
    all.sort_by_key(|property| property.name);
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

pub(super) fn parse(
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
    // Perhaps it failed only because the value contains var(), env() or attr(); that shows when all of it was read.
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

/// Reads the whole of a value without `var()`.
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
    let mut target = Target { property, context, declarations: Vec::with_capacity(1) };
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

/// What to say about a value that was not taken.
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

/// The value of a custom property is anything whose brackets and strings are closed properly.
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
    match unsupported::find(&name) {
        Some(Known::ScreenOnly) => PropertyError::NoEffectInPrint,
        Some(Known::NotSupported { instead }) => {
            PropertyError::Unsupported { what: format!("the property `{name}`").into(), instead }
        }
        None => PropertyError::UnknownProperty { suggestion: suggest(&name) },
    }
}

/// The supported property that `name` is most likely a slip of.
fn suggest(name: &str) -> Option<&'static str> {
    let allowed = if name.chars().count() <= 4 { 1 } else { 2 };
    SORTED
        .iter()
        .map(|property| (strsim::osa_distance(name, property.name), property.name))
        .filter(|&(distance, _)| distance <= allowed)
        .min()
        .map(|(_, name)| name)
}
