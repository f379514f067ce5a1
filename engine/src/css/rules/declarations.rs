//! Declarations of properties: those of a block or a `style` attribute, and a single one with `!important`.

use cssparser::{Delimiter, ParseError, Parser, parse_important};

use super::declaration_block::{DeclarationBlock, parse_block};
use super::fault::Fault;
use crate::css::properties::{self, ParseContext, Parsed, PropertyError};
use crate::diagnostics::{Diagnostic, Diagnostics, Span};

/// One declaration with its place.
#[derive(Clone, Debug)]
pub(crate) struct DeclarationEntry {
    pub(crate) parsed: Parsed,
    pub(crate) important: bool,
    pub(crate) span: Span,
}

/// Parses the declarations of a `style` attribute, whose place is the place of every fault in it.
pub(crate) fn parse_style_attribute(
    text: &str,
    base: &str,
    place: Span,
    diagnostics: &mut Diagnostics,
) -> Vec<DeclarationEntry> {
    let mut input = Parser::new(text);
    let mut faults = Vec::new();
    let place_of = |_: usize, _: usize| place;
    let declarations = parse_declarations(&mut input, base, &place_of, &mut faults);
    diagnostics.extend(faults);
    declarations
}

/// Returns the place of a range of a stylesheet's bytes in the source.
pub(crate) type PlaceOf<'a> = dyn Fn(usize, usize) -> Span + 'a;

/// Parses the declarations of a block, and adds faults in them to `faults`.
pub(crate) fn parse_declarations(
    input: &mut Parser<'_>,
    base: &str,
    place_of: &PlaceOf<'_>,
    faults: &mut Vec<Diagnostic>,
) -> Vec<DeclarationEntry> {
    let mut list =
        DeclarationList { reader: DeclarationReader { base, place_of }, entries: Vec::new(), faults };
    parse_block(&mut list, input);
    list.entries
}

/// A block that contains declarations of properties only.
struct DeclarationList<'a> {
    reader: DeclarationReader<'a>,
    entries: Vec<DeclarationEntry>,
    faults: &'a mut Vec<Diagnostic>,
}

impl DeclarationBlock for DeclarationList<'_> {
    type Nested = ();

    fn declaration(&mut self, name: &str, begin: usize, input: &mut Parser<'_>) -> Result<(), Fault> {
        self.entries.push(self.reader.read(name, begin, input)?);
        Ok(())
    }

    fn fault(&mut self, start: usize, end: usize, fault: Fault) {
        self.faults.push(fault.at((self.reader.place_of)(start, end)));
    }
}

/// Reads declarations of properties in one stylesheet.
#[derive(Clone, Copy)]
pub(crate) struct DeclarationReader<'a> {
    /// The folder that addresses are relative to.
    pub(crate) base: &'a str,
    pub(crate) place_of: &'a PlaceOf<'a>,
}

impl DeclarationReader<'_> {
    /// Reads the value of a property; `begin` is the byte at which the declaration starts.
    ///
    /// # Errors
    /// If there is no such property, or the value is not one of its values.
    pub(crate) fn read(
        &self,
        name: &str,
        begin: usize,
        input: &mut Parser<'_>,
    ) -> Result<DeclarationEntry, Fault> {
        let (parsed, important) =
            parse_property(name, input, self.base).map_err(|error| Fault::of_property(name, &error))?;
        let span = (self.place_of)(begin, input.position().byte_index());
        Ok(DeclarationEntry { parsed, important, span })
    }
}

/// Parses the engine's own declarations, given as property and value, without any that are malformed.
pub(crate) fn built_in(declarations: &[(&str, &str)]) -> Vec<Parsed> {
    let parse = |(name, value): &(&str, &str)| parse_property(name, &mut Parser::new(value), "").ok();
    declarations.iter().filter_map(parse).map(|(parsed, _)| parsed).collect()
}

/// Parses the value of a property and an optional `!important` after it.
///
/// # Errors
/// If there is no such property, or the value is not one of its values.
pub(crate) fn parse_property(
    name: &str,
    input: &mut Parser<'_>,
    base: &str,
) -> Result<(Parsed, bool), PropertyError> {
    let context = ParseContext { base };
    let malformed = || PropertyError::InvalidValue { expected: "nothing after the value".to_string() };
    let mut result = None;
    let outcome: Result<(), ParseError<()>> = input.parse_until_before(Delimiter::Bang, |input| {
        let parsed = properties::parse(name, input, &context);
        if parsed.is_err() {
            while input.next().is_ok() {}
        }
        result = Some(parsed);
        Ok(())
    });
    let parsed = match result {
        Some(parsed) => parsed?,
        None => return Err(malformed()),
    };
    outcome.map_err(|_| malformed())?;
    let important = input.try_parse(parse_important).is_ok();
    input.expect_exhausted().map_err(|_| malformed())?;
    Ok((parsed, important))
}
