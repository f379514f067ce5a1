//! `@property` (CSS Properties and Values 1, sections 3 and 5).

use std::sync::Arc;

use cssparser::{Parser, Token};

use crate::css::properties::is_of_type;
use crate::css::rules::descriptors::{self, DescriptorRule};
use crate::css::rules::stylesheet::Fault;

/// A custom property that has a syntax.
#[derive(Clone, Debug)]
pub(crate) struct RegisteredProperty {
    syntax: Syntax,
    pub(crate) inherits: bool,
    pub(crate) initial: Option<Arc<str>>,
}

/// The descriptors of `@property`.
pub const PROPERTY_DESCRIPTORS: &[&str] = &["syntax", "inherits", "initial-value"];

/// The types that a syntax may name.
pub const SYNTAX_TYPES: &[&str] = &[
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
    /// One of these.
    Components(Vec<Component>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Component {
    kind: Kind,
    multiplier: Multiplier,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
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
                Kind::Type(SYNTAX_TYPES.iter().find(|known| **known == name)?)
            }
            None => {
                let mut input = Parser::new(name);
                let word = input.expect_ident().ok()?.to_string();
                if !input.is_exhausted() {
                    return None;
                }
                Kind::Keyword(word)
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
            let goes_on = match self.multiplier {
                Multiplier::One => false,
                Multiplier::Spaces => true,
                Multiplier::Commas => input.expect_comma().is_ok(),
            };
            if !goes_on || !self.kind.takes(&mut input) {
                return false;
            }
        }
        true
    }
}

impl Kind {
    fn takes(&self, input: &mut Parser<'_>) -> bool {
        match self {
            Kind::Keyword(word) => matches!(input.next(), Ok(Token::Ident(found)) if **found == **word),
            Kind::Type(name) => is_of_type(name, input),
        }
    }
}

impl RegisteredProperty {
    /// Whether a value is of the property's syntax.
    pub(crate) fn takes(&self, value: &str) -> bool {
        self.syntax.matches(value)
    }
}

/// Parses the descriptors of a rule.
///
/// # Errors
/// What to say where they register no property.
pub(crate) fn parse_body(
    name: &str,
    input: &mut Parser<'_>,
    faults: &mut Vec<(usize, usize, Fault)>,
) -> Result<RegisteredProperty, Fault> {
    let mut descriptors = Descriptors { syntax: None, inherits: None, initial: None, faults };
    descriptors::parse_block(&mut descriptors, input);
    let (syntax, inherits, initial) = (descriptors.syntax, descriptors.inherits, descriptors.initial);
    let fault = |what: &str| {
        Fault::new(format!("the registration of `{name}` is left out: {what}"))
            .help("Give it syntax, inherits, and an initial-value of that syntax which needs no var().")
    };
    let syntax = syntax.ok_or_else(|| fault("it has no `syntax`"))?;
    let inherits = inherits.ok_or_else(|| fault("it does not say whether it `inherits`"))?;
    match &initial {
        None if syntax != Syntax::Universal => return Err(fault("it has no `initial-value`")),
        Some(value) if !syntax.matches(value) => {
            return Err(fault("its `initial-value` is not of its `syntax`"));
        }
        _ => {}
    }
    Ok(RegisteredProperty { syntax, inherits, initial: initial.map(Arc::from) })
}

struct Descriptors<'f> {
    syntax: Option<Syntax>,
    inherits: Option<bool>,
    initial: Option<String>,
    faults: &'f mut Vec<(usize, usize, Fault)>,
}

impl DescriptorRule for Descriptors<'_> {
    type Nested = ();

    fn fault(&mut self, start: usize, end: usize, fault: Fault) {
        self.faults.push((start, end, fault));
    }

    fn descriptor(&mut self, name: &str, _: usize, input: &mut Parser<'_>) -> Result<(), Fault> {
        let understood = match name {
            "syntax" => {
                let found = input.expect_string().ok().and_then(|text| Syntax::parse(text));
                found.map(|syntax| self.syntax = Some(syntax))
            }
            "inherits" => match input.expect_ident() {
                Ok(word) if word.eq_ignore_ascii_case("true") => Some(true),
                Ok(word) if word.eq_ignore_ascii_case("false") => Some(false),
                _ => None,
            }
            .map(|inherits| self.inherits = Some(inherits)),
            "initial-value" => {
                let from = input.position();
                while input.next().is_ok() {}
                self.initial = Some(input.slice_from(from).trim().to_string());
                Some(())
            }
            _ => None,
        };
        if understood.is_some() && input.is_exhausted() {
            return Ok(());
        }
        Err(Fault::new(match PROPERTY_DESCRIPTORS.contains(&name) {
            true => format!("this is not a value of the `@property` descriptor `{name}`"),
            false => format!("the `@property` descriptor `{name}` is not supported"),
        }))
    }
}
