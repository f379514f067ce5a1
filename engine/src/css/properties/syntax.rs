//! The syntax of a registered custom property (CSS Properties and Values 1, section 5): parsing a syntax, and
//! matching values against it. `attr()` uses it too.
//!
//! `<length># | auto` has two components: a list of lengths separated by commas, and a keyword.

use std::sync::Arc;

use cssparser::{Parser, Token};

use super::typed_value::is_of_type;

/// A custom property that has a syntax.
#[derive(Clone, Debug)]
pub(crate) struct RegisteredProperty {
    pub(crate) syntax: Syntax,
    pub(crate) inherits: bool,
    pub(crate) initial: Option<Arc<str>>,
}

/// The types that a syntax can contain.
pub(crate) const SYNTAX_TYPES: &[&str] = &[
    "length",
    "number",
    "percentage",
    "length-percentage",
    "color",
    "image",
    "url",
    "integer",
    "angle",
    "time",
    "resolution",
    "string",
    "custom-ident",
];

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Syntax {
    /// `*`.
    Universal,
    /// A value matches if it matches one of the components.
    Components(Vec<Component>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Component {
    kind: ComponentType,
    multiplier: Multiplier,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ComponentType {
    Type(&'static str),
    Keyword(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Multiplier {
    One,
    Spaces,
    Commas,
}

impl Syntax {
    /// Reads the string of a `syntax` descriptor.
    pub(crate) fn parse(text: &str) -> Option<Syntax> {
        let text = text.trim();
        if text == "*" {
            return Some(Syntax::Universal);
        }
        text.split('|')
            .map(|part| Component::parse(part.trim()))
            .collect::<Option<_>>()
            .map(Syntax::Components)
    }

    pub(crate) fn matches(&self, value: &str) -> bool {
        match self {
            Syntax::Universal => true,
            Syntax::Components(components) => components.iter().any(|component| component.matches(value)),
        }
    }
}

impl Component {
    fn parse(text: &str) -> Option<Component> {
        let (name, multiplier) = match text.as_bytes().last()? {
            b'+' => (&text[..text.len() - 1], Multiplier::Spaces),
            b'#' => (&text[..text.len() - 1], Multiplier::Commas),
            _ => (text, Multiplier::One),
        };
        let kind = match name.strip_prefix('<') {
            Some(rest) => {
                let name = rest.strip_suffix('>')?;
                ComponentType::Type(SYNTAX_TYPES.iter().find(|known| **known == name)?)
            }
            None => {
                let mut input = Parser::new(name);
                let word = input.expect_ident().ok()?.to_string();
                if !input.is_exhausted() {
                    return None;
                }
                ComponentType::Keyword(word)
            }
        };
        Some(Component { kind, multiplier })
    }

    fn matches(&self, value: &str) -> bool {
        let mut input = Parser::new(value);
        if !self.kind.takes(&mut input) {
            return false;
        }
        while !input.is_exhausted() {
            let continues = match self.multiplier {
                Multiplier::One => false,
                Multiplier::Spaces => true,
                Multiplier::Commas => input.expect_comma().is_ok(),
            };
            if !continues || !self.kind.takes(&mut input) {
                return false;
            }
        }
        true
    }
}

impl ComponentType {
    fn takes(&self, input: &mut Parser<'_>) -> bool {
        match self {
            ComponentType::Keyword(word) => {
                matches!(input.next(), Ok(Token::Ident(found)) if **found == **word)
            }
            ComponentType::Type(name) => is_of_type(name, input),
        }
    }
}

impl RegisteredProperty {
    /// Whether a value matches the property's syntax.
    pub(crate) fn takes(&self, value: &str) -> bool {
        self.syntax.matches(value)
    }
}
