//! The descriptors of `@page`, which are no properties: their values may contain `var()` and `env()`, which are known once
//! the root element is styled (CSS Custom Properties 1, section 3).

use std::sync::Arc;

use cssparser::{Delimiter, ParseError, Parser, parse_important};

use super::fault::Fault;
use crate::css::properties::{CustomProperties, substituted};
use crate::diagnostics::Span;

/// A type of values of a descriptor.
pub(crate) trait DescriptorValue: Clone {
    /// Reads a value. `None` if it is malformed; the caller checks that nothing follows.
    fn parse(input: &mut Parser<'_>) -> Option<Self>;

    /// The fault of a value that cannot be read.
    fn fault() -> Fault;
}

/// A descriptor with its value.
#[derive(Clone, Debug)]
pub(crate) struct Descriptor<T> {
    value: Specified<T>,
    pub(crate) important: bool,
    pub(crate) span: Span,
}

#[derive(Clone, Debug)]
enum Specified<T> {
    Known(T),
    /// The text of a value with `var()` or `env()`.
    Unresolved(Arc<str>),
}

impl<T: DescriptorValue> Descriptor<T> {
    /// Reads a value and an optional `!important` after it; `place` is that of the declaration up to the current position.
    ///
    /// # Errors
    /// If it is not a value of the descriptor.
    pub(super) fn read(
        input: &mut Parser<'_>,
        place: impl Fn(&Parser<'_>) -> Span,
    ) -> Result<Descriptor<T>, Fault> {
        input.look_for_arbitrary_substitution_functions(&["var", "env"]);
        let mut read = Err(T::fault());
        let _ = input.parse_until_before(Delimiter::Bang, |input| -> Result<(), ParseError<()>> {
            input.skip_whitespace();
            let (start, from) = (input.state(), input.position());
            let known = T::parse(input).filter(|_| input.is_exhausted());
            input.reset(&start);
            while input.next().is_ok() {}
            if let Some(known) = known {
                read = Ok(Specified::Known(known));
            } else if input.seen_arbitrary_substitution_functions() {
                read = Ok(Specified::Unresolved(input.slice_from(from).trim().into()));
            }
            Ok(())
        });
        let value = read?;
        let important = input.try_parse(parse_important).is_ok();
        Ok(Descriptor { value, important, span: place(input) })
    }

    /// Whether the value contains `var()` or `env()`.
    pub(super) fn is_unresolved(&self) -> bool {
        matches!(self.value, Specified::Unresolved(_))
    }

    /// The value where the custom properties are what `custom` returns.
    ///
    /// # Errors
    /// If a `var()` or `env()` has no value, or the result is not a value of the descriptor.
    pub(crate) fn resolve<'c>(&self, custom: impl Fn() -> &'c CustomProperties) -> Result<T, Fault> {
        match &self.value {
            Specified::Known(value) => Ok(value.clone()),
            Specified::Unresolved(text) => {
                let text = substituted(text, custom())
                    .map_err(|(message, help)| Fault::new(message).maybe_help(help))?;
                let mut input = Parser::new(&text);
                T::parse(&mut input).filter(|_| input.is_exhausted()).ok_or_else(T::fault)
            }
        }
    }
}
