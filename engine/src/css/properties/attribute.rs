//! `attr()` in any property (CSS Values 5, section 7.7): the value of an attribute of the element, read as a
//! string, a number, a dimension, or a value of a syntax.

use cssparser::{ParseError, Parser, ToCss, Token};

use super::custom_properties::{SubstitutionError, Values, substitute_block};
use super::length::UNITS;
use super::syntax::Syntax;

/// How the text of an attribute is read.
enum Type {
    /// As it is.
    String,
    Number,
    /// As a number of this unit.
    Unit(String),
    Syntax(Syntax),
}

/// The inside of `attr()`: a name, perhaps a type, perhaps a comma and a fallback. What it comes to is appended.
pub(super) fn substitute(
    input: &mut Parser<'_>,
    values: &Values<'_>,
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
        None if matches!(kind, Type::String) => output.push_str("\"\""),
        None => return Err(SubstitutionError::NoAttribute(name)),
    }
    output.push_str("/**/");
    Ok(())
}

fn read_type(input: &mut Parser<'_>) -> Result<Type, SubstitutionError> {
    let start = input.state();
    let kind = match input.next() {
        Ok(Token::Delim('%')) => Type::Unit("%".to_string()),
        Ok(Token::Ident(word)) => {
            let word = word.to_ascii_lowercase();
            match &*word {
                // `string` is what earlier drafts called it.
                "raw-string" | "string" | "url" => Type::String,
                "number" => Type::Number,
                unit if UNITS.contains(&unit) || ["s", "ms", "dpi", "dpcm", "dppx", "x"].contains(&unit) => {
                    Type::Unit(word)
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
            return syntax.map(Type::Syntax).map_err(|_| SubstitutionError::Malformed);
        }
        _ => {
            input.reset(&start);
            Type::String
        }
    };
    Ok(kind)
}

impl Type {
    /// What stands for an attribute in the value; `None` where it is not of the type.
    fn read(&self, text: &str) -> Option<String> {
        match self {
            Type::String => Some(Token::QuotedString(text.into()).to_css_string()),
            Type::Number => number(text),
            Type::Unit(unit) => Some(number(text)? + unit),
            Type::Syntax(syntax) => syntax.matches(text).then(|| text.trim().to_string()),
        }
    }
}

/// A number and nothing else.
fn number(text: &str) -> Option<String> {
    let mut input = Parser::new(text);
    input.expect_number().ok()?;
    input.is_exhausted().then(|| text.trim().to_string())
}
