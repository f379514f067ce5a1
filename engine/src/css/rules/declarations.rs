//! Declarations: reading those of a block or a `style` attribute, and one property's value with `!important`.

use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, Delimiter, ParseError, Parser, ParserState,
    QualifiedRuleParser, RuleBodyItemParser, RuleBodyParser, parse_important,
};

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

/// The declarations of a `style` attribute.
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

/// Where in a source a range of a stylesheet's bytes lies.
pub(crate) type PlaceOf<'a> = dyn Fn(usize, usize) -> Span + 'a;

/// Parses the declarations of a block; what is wrong with them goes to `faults`.
pub(crate) fn parse_declarations(
    input: &mut Parser<'_>,
    base: &str,
    place_of: &PlaceOf<'_>,
    faults: &mut Vec<Diagnostic>,
) -> Vec<DeclarationEntry> {
    let mut parser = BlockParser { base, place_of, faults: Vec::new() };
    let mut declarations = Vec::new();
    let mut malformed = Vec::new();
    for item in RuleBodyParser::new(input, &mut parser) {
        match item {
            Ok(Some(declaration)) => declarations.push(declaration),
            Ok(None) => {}
            Err((_, text, _)) => malformed.push(text),
        }
    }
    faults.append(&mut parser.faults);
    for text in malformed {
        let end = input.position().byte_index();
        let block_end = input.slice_from(input.position()).as_ptr() as usize;
        let start = end.saturating_sub(block_end.saturating_sub(text.as_ptr() as usize));
        let first_line = text.lines().next().unwrap_or_default().trim_end();
        let message = if text.contains('{') {
            "a rule inside this block has no meaning, and is left out"
        } else {
            "this is not a declaration, and is left out"
        };
        let diagnostic = Fault::new(message)
            .help("A declaration is a property, a colon, a value and a semicolon.")
            .at(place_of(start, start + first_line.len()));
        faults.push(diagnostic);
    }
    declarations
}

struct BlockParser<'a> {
    base: &'a str,
    place_of: &'a PlaceOf<'a>,
    faults: Vec<Diagnostic>,
}

impl<'i> DeclarationParser<'i> for BlockParser<'_> {
    type Declaration = Option<DeclarationEntry>;
    type Error = Fault;

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        start: &ParserState,
    ) -> Result<Option<DeclarationEntry>, ParseError<Fault>> {
        let begin = start.position().byte_index();
        let parsed = parse_property(&name, input, self.base);
        let place_of = self.place_of;
        let value_end = |input: &Parser<'i>| (place_of)(begin, input.position().byte_index());
        match parsed {
            Ok((parsed, important)) => {
                Ok(Some(DeclarationEntry { parsed, important, span: value_end(input) }))
            }
            Err(error) => {
                while input.next().is_ok() {}
                let fault = Fault::new(error.message(&name)).maybe_help(error.help());
                self.faults.push(fault.at(value_end(input)));
                Ok(None)
            }
        }
    }
}

/// Reads declarations of this program's own, as property and value; malformed ones are left out.
pub(crate) fn built_in(declarations: &[(&str, &str)]) -> Vec<Parsed> {
    let parse = |(name, value): &(&str, &str)| parse_property(name, &mut Parser::new(value), "").ok();
    declarations.iter().filter_map(parse).map(|(parsed, _)| parsed).collect()
}

/// Parses the value of a property and an `!important` after it.
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

impl<'i> AtRuleParser<'i> for BlockParser<'_> {
    type Prelude = ();
    type AtRule = Option<DeclarationEntry>;
    type Error = Fault;
}

impl<'i> QualifiedRuleParser<'i> for BlockParser<'_> {
    type Prelude = ();
    type QualifiedRule = Option<DeclarationEntry>;
    type Error = Fault;
}

impl<'i> RuleBodyItemParser<'i, Option<DeclarationEntry>, Fault> for BlockParser<'_> {
    fn parse_declarations(&self) -> bool {
        true
    }

    fn parse_qualified(&self) -> bool {
        false
    }
}
