//! Helpers for reading values that all properties share, and the failures of reading.

use std::borrow::Cow;
use std::sync::Arc;

use cssparser::{ParseError, Parser, Token};

use super::parse_context::ParseContext;
use crate::css::values::ImageUrl;

/// Why a value could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    Malformed,
    /// The value contains something that CSS has and the engine does not support. Messages show it after the name
    /// of the property.
    UnsupportedValue {
        value: Cow<'static, str>,
        instead: Option<&'static str>,
    },
}

pub(crate) type Failure = ParseError<Reason>;
pub(crate) type Reading<T> = Result<T, Failure>;

/// The failure for a value that the property does not take.
pub(crate) fn malformed() -> Failure {
    ParseError::custom(Reason::Malformed)
}

/// The failure for a value of CSS that the engine does not support.
pub(crate) fn unsupported(value: impl Into<Cow<'static, str>>) -> Failure {
    ParseError::custom(Reason::UnsupportedValue { value: value.into(), instead: None })
}

/// As [`unsupported`], with advice on what to write instead.
pub(crate) fn unsupported_but(value: impl Into<Cow<'static, str>>, instead: &'static str) -> Failure {
    ParseError::custom(Reason::UnsupportedValue { value: value.into(), instead: Some(instead) })
}

pub(crate) fn is_unsupported(failure: &Failure) -> bool {
    matches!(&failure.kind, cssparser::ParseErrorKind::Custom(Reason::UnsupportedValue { .. }))
}

/// The value of the next identifier if it is one of `keywords`; otherwise consumes nothing.
pub(crate) fn keyword_maybe<T: Clone>(input: &mut Parser<'_>, keywords: &[(&str, T)]) -> Option<T> {
    let start = input.state();
    if let Ok(Token::Ident(name)) = input.next()
        && let Some((_, value)) = keywords.iter().find(|(known, _)| name.eq_ignore_ascii_case(known))
    {
        return Some(value.clone());
    }
    input.reset(&start);
    None
}

/// The value of the next identifier, which must be one of `keywords`; those in `unsupported_names` fail as
/// unsupported.
pub(crate) fn keyword<T: Clone>(
    input: &mut Parser<'_>,
    keywords: &[(&str, T)],
    unsupported_names: &[&'static str],
) -> Reading<T> {
    if let Some(value) = keyword_maybe(input, keywords) {
        return Ok(value);
    }
    Err(refuse(input, unsupported_names))
}

/// Whether the next token is the identifier `name`, which is then consumed.
pub(crate) fn flag(input: &mut Parser<'_>, name: &str) -> bool {
    keyword_maybe(input, &[(name, ())]).is_some()
}

/// The failure for the next token: unsupported if it is one of `names` (an identifier or a
/// function), else malformed.
pub(crate) fn refuse(input: &mut Parser<'_>, names: &[&'static str]) -> Failure {
    let start = input.state();
    let failure = match input.next() {
        Ok(Token::Ident(found)) => {
            match names.iter().find(|name| found.eq_ignore_ascii_case(name.trim_end_matches("()"))) {
                Some(name) if !name.ends_with("()") => unsupported(*name),
                _ => malformed(),
            }
        }
        Ok(Token::Function(found)) => {
            let found = names.iter().find(|name| {
                name.strip_suffix("()").is_some_and(|function| found.eq_ignore_ascii_case(function))
            });
            found.map_or_else(malformed, |name| unsupported(*name))
        }
        _ => malformed(),
    };
    input.reset(&start);
    failure
}

/// Reads the arguments of the next function if its name is `name`; otherwise consumes nothing.
pub(crate) fn function_maybe<'i, T>(
    input: &mut Parser<'i>,
    name: &str,
    read: impl FnOnce(&mut Parser<'i>) -> Reading<T>,
) -> Option<Reading<T>> {
    let start = input.state();
    let found = matches!(input.next(), Ok(Token::Function(found)) if found.eq_ignore_ascii_case(name));
    if !found {
        input.reset(&start);
        return None;
    }
    Some(input.parse_nested_block(read))
}

/// The name of the next function, without consuming it.
pub(crate) fn peek_function<'i>(input: &mut Parser<'i>) -> Option<cssparser::CowRcStr<'i>> {
    let start = input.state();
    let name = match input.next() {
        Ok(Token::Function(name)) => Some(name.clone()),
        _ => None,
    };
    input.reset(&start);
    name
}

/// An identifier other than the CSS-wide keywords, `default` and those in `excluded`
/// (CSS Values 4, section 4.2).
pub(crate) fn custom_identifier(input: &mut Parser<'_>, excluded: &[&str]) -> Reading<Arc<str>> {
    let name = input.expect_ident()?;
    let reserved = ["inherit", "initial", "unset", "revert", "revert-layer", "default"];
    if reserved.iter().chain(excluded).any(|word| name.eq_ignore_ascii_case(word)) {
        return Err(malformed());
    }
    Ok(Arc::from(name.as_ref()))
}

/// `url(…)`, with the folder that it is relative to; consumes nothing where there is none.
pub(crate) fn url_maybe(input: &mut Parser<'_>, context: &ParseContext<'_>) -> Option<Arc<ImageUrl>> {
    let url = input.try_parse(|input| input.expect_url()).ok()?;
    Some(Arc::new(ImageUrl { base: context.base.to_string(), url: url.to_string() }))
}

/// One to four values for the top, right, bottom and left side, missing ones taken from the
/// opposite side.
pub(crate) fn one_to_four<T: Clone>(
    input: &mut Parser<'_>,
    mut read: impl FnMut(&mut Parser<'_>) -> Reading<T>,
) -> Reading<[T; 4]> {
    let top = read(input)?;
    if input.is_exhausted() {
        return Ok([top.clone(), top.clone(), top.clone(), top]);
    }
    let right = read(input)?;
    if input.is_exhausted() {
        return Ok([top.clone(), right.clone(), top, right]);
    }
    let bottom = read(input)?;
    if input.is_exhausted() {
        return Ok([top, right.clone(), bottom, right]);
    }
    let left = read(input)?;
    Ok([top, right, bottom, left])
}

/// One or two values for the start and the end; a single value sets both.
pub(crate) fn one_or_two<T: Clone>(
    input: &mut Parser<'_>,
    mut read: impl FnMut(&mut Parser<'_>) -> Reading<T>,
) -> Reading<[T; 2]> {
    let start = read(input)?;
    if input.is_exhausted() {
        return Ok([start.clone(), start]);
    }
    let end = read(input)?;
    Ok([start, end])
}
