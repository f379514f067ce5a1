//! `@property` (CSS Properties and Values 1, section 3): the registration of a custom property.

use std::sync::Arc;

use cssparser::Parser;

use super::declaration_block::{DeclarationBlock, parse_block};
use super::fault::{Fault, PlacedFault};
use crate::css::properties::syntax::{RegisteredProperty, Syntax};

/// The descriptors of `@property`.
pub(crate) const PROPERTY_DESCRIPTORS: &[&str] = &["syntax", "inherits", "initial-value"];

/// Parses the descriptors of a rule.
///
/// # Errors
/// If the descriptors do not register a property.
pub(crate) fn parse_body(
    name: &str,
    input: &mut Parser<'_>,
    faults: &mut Vec<PlacedFault>,
) -> Result<RegisteredProperty, Fault> {
    let mut descriptors = Descriptors { syntax: None, inherits: None, initial: None, faults };
    parse_block(&mut descriptors, input);
    let (syntax, inherits, initial) = (descriptors.syntax, descriptors.inherits, descriptors.initial);
    let fault = |what: &str| {
        Fault::new(format!("the registration of `{name}` is ignored: {what}")).help(
            "Give it syntax, inherits, and an initial-value that matches the syntax and contains no var().",
        )
    };
    let syntax = syntax.ok_or_else(|| fault("it has no `syntax`"))?;
    let inherits = inherits.ok_or_else(|| fault("it has no `inherits`"))?;
    match &initial {
        None if syntax != Syntax::Universal => return Err(fault("it has no `initial-value`")),
        Some(value) if !syntax.matches(value) => {
            return Err(fault("its `initial-value` does not match its `syntax`"));
        }
        _ => {}
    }
    Ok(RegisteredProperty { syntax, inherits, initial: initial.map(Arc::from) })
}

struct Descriptors<'f> {
    syntax: Option<Syntax>,
    inherits: Option<bool>,
    initial: Option<String>,
    faults: &'f mut Vec<PlacedFault>,
}

impl DeclarationBlock for Descriptors<'_> {
    type Nested = ();

    fn fault(&mut self, start: usize, end: usize, fault: Fault) {
        self.faults.push((start, end, fault));
    }

    fn declaration(&mut self, name: &str, _: usize, input: &mut Parser<'_>) -> Result<(), Fault> {
        let name = &*name.to_ascii_lowercase();
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
