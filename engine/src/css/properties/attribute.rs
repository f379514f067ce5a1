//! `attr()` in any property (CSS Values 5, section 7.7): the value of an attribute of the element, read as a
//! string, a number, a dimension, or a value of a syntax.

use cssparser::{ParseError, Parser, ToCss, Token};

use super::custom_properties::{SubstitutionError, SubstitutionValues, substitute_block};
use super::length::UNITS;
use super::syntax::Syntax;

/// The type as which `attr()` reads the text of an attribute.
enum AttributeType {
    /// The text itself.
    String,
    Number,
    /// A number that gets this unit.
    Unit(String),
    Syntax(Syntax),
}

/// Substitutes an `attr()` from its arguments (a name, an optional type, an optional comma and fallback) and appends
/// the result to `output`.
pub(super) fn substitute(
    input: &mut Parser<'_>,
    values: &SubstitutionValues<'_>,
    output: &mut String,
) -> Result<(), SubstitutionError> {
    // HTML keeps names in lower case.
    let name = input.expect_ident().map_err(|_| SubstitutionError::Malformed)?.to_ascii_lowercase();
    let kind = read_type(input)?;
    let has_fallback = match input.next() {
        Ok(Token::Comma) => true,
        Ok(_) => return Err(SubstitutionError::Malformed),
        Err(_) => false,
    };
    let found = (values.attribute)(&name).and_then(|text| kind.read(&text));
    output.push_str("/**/");
    match found {
        Some(text) => {
            output.push_str(&text);
            while input.next().is_ok() {}
        }
        None if has_fallback => substitute_block(input, values, output)?,
        // Without an attribute a string is empty.
        None if matches!(kind, AttributeType::String) => output.push_str("\"\""),
        None => return Err(SubstitutionError::NoAttribute(name)),
    }
    output.push_str("/**/");
    Ok(())
}

fn read_type(input: &mut Parser<'_>) -> Result<AttributeType, SubstitutionError> {
    let start = input.state();
    let kind = match input.next() {
        Ok(Token::Delim('%')) => AttributeType::Unit("%".to_string()),
        Ok(Token::Ident(word)) => {
            let word = word.to_ascii_lowercase();
            match &*word {
                // Earlier drafts called `raw-string` so, and had `url`.
                "raw-string" | "string" | "url" => AttributeType::String,
                "number" => AttributeType::Number,
                unit if UNITS.contains(&unit) || ["s", "ms", "dpi", "dpcm", "dppx", "x"].contains(&unit) => {
                    AttributeType::Unit(word)
                }
                _ => return Err(SubstitutionError::Malformed),
            }
        }
        Ok(Token::Function(function)) if function.eq_ignore_ascii_case("type") => {
            let syntax = input.parse_nested_block(|input| {
                let from = input.position();
                while input.next().is_ok() {}
                let text = input.slice_from(from).trim().to_string();
                Syntax::parse(&text).ok_or_else(|| ParseError::<()>::custom(()))
            });
            return syntax.map(AttributeType::Syntax).map_err(|_| SubstitutionError::Malformed);
        }
        _ => {
            input.reset(&start);
            AttributeType::String
        }
    };
    Ok(kind)
}

impl AttributeType {
    /// The CSS text of an attribute's value; `None` where it does not match the type.
    fn read(&self, text: &str) -> Option<String> {
        match self {
            AttributeType::String => Some(Token::QuotedString(text.into()).to_css_string()),
            AttributeType::Number => number(text),
            AttributeType::Unit(unit) => Some(number(text)? + unit),
            AttributeType::Syntax(syntax) => syntax.matches(text).then(|| text.trim().to_string()),
        }
    }
}

/// The text if it is a number and nothing else.
fn number(text: &str) -> Option<String> {
    let mut input = Parser::new(text);
    input.expect_number().ok()?;
    input.is_exhausted().then(|| text.trim().to_string())
}
