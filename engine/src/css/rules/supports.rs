//! `@supports` (CSS Conditional 4): a declaration or selector is supported if the parsers accept it.

use cssparser::{ParseError, Parser, Token};
use selectors::parser::ParseRelative;

use super::declarations::parse_property;
use super::fault::Fault;
use crate::css::selectors::selector::{Namespaces, parse_strict_selector};

/// The supported formats of font files.
pub(crate) const FONT_FORMATS: &[&str] = &["opentype", "truetype", "collection"];

/// The supported font technologies (CSS Fonts 4, section 11.1).
pub(crate) const FONT_TECHNOLOGIES: &[&str] = &["features-opentype", "variations"];

struct Conditions<'a> {
    namespaces: &'a Namespaces,
    base: &'a str,
}

/// Parses the condition of an `@supports` rule.
///
/// # Errors
/// If the condition is malformed; its rule is then to be ignored.
pub(crate) fn parse_condition(
    input: &mut Parser<'_>,
    namespaces: &Namespaces,
    base: &str,
) -> Result<bool, Fault> {
    Conditions { namespaces, base }
        .condition(input)
        .and_then(|holds| rest(input, holds))
        .map_err(|()| malformed())
}

/// Parses the argument of `supports()` in `@import`: a condition, or a declaration without parentheses.
///
/// # Errors
/// As [`parse_condition`].
pub(crate) fn parse_import_condition(
    input: &mut Parser<'_>,
    namespaces: &Namespaces,
    base: &str,
) -> Result<bool, Fault> {
    let conditions = Conditions { namespaces, base };
    let start = input.state();
    if let Ok(holds) = conditions.condition(input).and_then(|holds| rest(input, holds)) {
        return Ok(holds);
    }
    input.reset(&start);
    let declaration = conditions.declaration(input);
    while input.next().is_ok() {}
    declaration.map_err(|()| malformed())
}

fn rest(input: &mut Parser<'_>, holds: bool) -> Result<bool, ()> {
    input.expect_exhausted().map_err(|_| ()).map(|()| holds)
}

fn malformed() -> Fault {
    Fault::new("this condition of `@supports` is malformed; the rule is ignored")
        .help("Write a declaration in parentheses, selector(…), or several joined by and, or, not.")
}

impl Conditions<'_> {
    fn condition(&self, input: &mut Parser<'_>) -> Result<bool, ()> {
        if input.try_parse(|input| input.expect_ident_matching("not")).is_ok() {
            return self.in_parentheses(input).map(|holds| !holds);
        }
        let mut holds = self.in_parentheses(input)?;
        let mut before: Option<bool> = None;
        while !input.is_exhausted() {
            let is_and = match input.next() {
                Ok(Token::Ident(word)) if word.eq_ignore_ascii_case("and") => true,
                Ok(Token::Ident(word)) if word.eq_ignore_ascii_case("or") => false,
                _ => return Err(()),
            };
            if before.replace(is_and).is_some_and(|before| before != is_and) {
                return Err(());
            }
            let next = self.in_parentheses(input)?;
            holds = if is_and { holds & next } else { holds | next };
        }
        Ok(holds)
    }

    fn in_parentheses(&self, input: &mut Parser<'_>) -> Result<bool, ()> {
        let function = match input.next() {
            Ok(Token::ParenthesisBlock) => None,
            Ok(Token::Function(name)) => Some(name.to_ascii_lowercase()),
            _ => return Err(()),
        };
        let inner: Result<bool, ParseError<()>> = input.parse_nested_block(|input| {
            let start = input.state();
            let holds = match function.as_deref() {
                None => match self.condition(input).and_then(|holds| rest(input, holds)) {
                    Ok(holds) => holds,
                    Err(()) => {
                        input.reset(&start);
                        // Text that is neither may belong to a later level of CSS; it is false.
                        self.declaration(input).unwrap_or(false)
                    }
                },
                Some("selector") => parse_strict_selector(input, self.namespaces, ParseRelative::No),
                Some("font-format") => names(input, FONT_FORMATS),
                Some("font-tech") => names(input, FONT_TECHNOLOGIES),
                Some(_) => false,
            };
            input.reset(&start);
            while let Ok(token) = input.next() {
                if token.is_parse_error() {
                    return Err(ParseError::custom(()));
                }
            }
            Ok(holds)
        });
        inner.map_err(|_| ())
    }

    /// Whether `property: value` is supported; an error where the text is not a declaration.
    fn declaration(&self, input: &mut Parser<'_>) -> Result<bool, ()> {
        let name = input.expect_ident_cloned().map_err(|_| ())?;
        input.expect_colon().map_err(|_| ())?;
        Ok(parse_property(&name, input, self.base).is_ok())
    }
}

/// Whether the rest of the input is one identifier of the list.
fn names(input: &mut Parser<'_>, list: &[&str]) -> bool {
    let is_known =
        input.expect_ident().is_ok_and(|name| list.iter().any(|known| name.eq_ignore_ascii_case(known)));
    is_known && input.is_exhausted()
}
