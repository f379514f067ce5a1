//! Declarations of properties: those of a block or a `style` attribute, and a single one with `!important`.

use cssparser::{Delimiter, ParseError, Parser, parse_important};

use super::declaration_block::{DeclarationBlock, parse_block};
use super::fault::{Fault, PlacedFault};
use crate::css::Direction;
use crate::css::properties::{
    self, Declaration, Longhand, ParseContext, Parsed, PropertyError, longhands_of,
};
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
    parse_area(input, DeclarationReader { base, place_of, area: None }, faults)
}

/// Parses the declarations of a block for an area of pages, as [`parse_declarations`] does.
pub(crate) fn parse_area(
    input: &mut Parser<'_>,
    reader: DeclarationReader<'_>,
    faults: &mut Vec<Diagnostic>,
) -> Vec<DeclarationEntry> {
    let mut list = DeclarationList { reader, entries: Vec::new(), faults: Vec::new() };
    parse_block(&mut list, input);
    drop_prefixed(&mut list.faults, &list.entries);
    faults.extend(list.faults.into_iter().map(|(start, end, fault)| fault.at((reader.place_of)(start, end))));
    list.entries
}

/// Drops the faults of properties with a browser's prefix where a declaration beside them sets the standard property.
pub(super) fn drop_prefixed(faults: &mut Vec<PlacedFault>, declarations: &[DeclarationEntry]) {
    let sets = |entry: &DeclarationEntry, longhand: Longhand| match &entry.parsed {
        Parsed::Declarations(list) => list.iter().any(|declaration| declaration.longhand() == longhand),
        Parsed::Unresolved(unresolved) => unresolved.property.longhands.contains(&longhand),
        Parsed::Custom { .. } => false,
    };
    let is_set = |longhand: &Longhand| {
        let physical = longhand.physical(Direction::LeftToRight);
        declarations.iter().any(|entry| sets(entry, *longhand) || sets(entry, physical))
    };
    // The faults that remain are not compared with the declarations of another rule.
    faults.retain_mut(|(.., fault)| {
        fault.plain.take().is_none_or(|plain| !longhands_of(plain).iter().all(is_set))
    });
}

/// A block that contains declarations of properties only.
struct DeclarationList<'a> {
    reader: DeclarationReader<'a>,
    entries: Vec<DeclarationEntry>,
    faults: Vec<PlacedFault>,
}

impl DeclarationBlock for DeclarationList<'_> {
    type Nested = ();

    fn declaration(&mut self, name: &str, begin: usize, input: &mut Parser<'_>) -> Result<(), Fault> {
        self.entries.push(self.reader.read(name, begin, input)?);
        Ok(())
    }

    fn fault(&mut self, start: usize, end: usize, fault: Fault) {
        self.faults.push((start, end, fault));
    }
}

/// Reads declarations of properties in one stylesheet.
#[derive(Clone, Copy)]
pub(crate) struct DeclarationReader<'a> {
    /// The folder that addresses are relative to.
    pub(crate) base: &'a str,
    pub(crate) place_of: &'a PlaceOf<'a>,
    /// The area of a page that the declarations are for, in words.
    pub(crate) area: Option<&'static str>,
}

impl DeclarationReader<'_> {
    /// Reads the value of a property; `begin` is the byte at which the declaration starts.
    ///
    /// # Errors
    /// If there is no such property, the value is not one of its values, or the property has no effect on the area.
    pub(crate) fn read(
        &self,
        name: &str,
        begin: usize,
        input: &mut Parser<'_>,
    ) -> Result<DeclarationEntry, Fault> {
        let (parsed, important) =
            parse_property(name, input, self.base).map_err(|error| Fault::of_property(name, &error))?;
        if let Some(area) = self.area.filter(|_| is_of_flow(&parsed)) {
            return Err(Fault::new(format!("`{name}` {HAS_NO_EFFECT_ON} {area}")));
        }
        let span = (self.place_of)(begin, input.position().byte_index());
        Ok(DeclarationEntry { parsed, important, span })
    }
}

/// In messages about a property that an area of pages does not react to.
pub(super) const HAS_NO_EFFECT_ON: &str = "has no effect on";

/// Whether a declaration sets only properties of boxes in the text: their kind, position and breaks, and their content as
/// a container (CSS Paged Media 3, section 7, lists those that apply to pages and margin boxes).
fn is_of_flow(parsed: &Parsed) -> bool {
    let is_of_flow = |longhand: Longhand| {
        use Longhand::{
            AlignContent, AlignItems, AlignSelf, AspectRatio, Bottom, BreakAfter, BreakBefore, BreakInside,
            Clear, ColumnCount, ColumnFill, ColumnGap, ColumnSpan, ColumnWidth, Display, FlexBasis,
            FlexDirection, FlexGrow, FlexShrink, FlexWrap, Float, FootnotePolicy, GridAutoColumns,
            GridAutoFlow, GridAutoRows, GridColumnEnd, GridColumnStart, GridRowEnd, GridRowStart,
            GridTemplateAreas, GridTemplateColumns, GridTemplateRows, InsetBlockEnd, InsetBlockStart,
            InsetInlineEnd, InsetInlineStart, JustifyContent, JustifyItems, JustifySelf, Left, MarginBreak,
            Order, Page, Position, Right, RowGap, TableLayout, Top,
        };
        matches!(
            longhand,
            Display
                | Float
                | Clear
                | Position
                | Top
                | Right
                | Bottom
                | Left
                | InsetBlockStart
                | InsetBlockEnd
                | InsetInlineStart
                | InsetInlineEnd
                | BreakBefore
                | BreakAfter
                | BreakInside
                | MarginBreak
                | Page
                | FootnotePolicy
                | AspectRatio
                | TableLayout
                | FlexDirection
                | FlexWrap
                | FlexGrow
                | FlexShrink
                | FlexBasis
                | Order
                | RowGap
                | ColumnGap
                | AlignItems
                | AlignSelf
                | AlignContent
                | JustifyItems
                | JustifySelf
                | JustifyContent
                | GridTemplateColumns
                | GridTemplateRows
                | GridTemplateAreas
                | GridAutoColumns
                | GridAutoRows
                | GridAutoFlow
                | GridRowStart
                | GridRowEnd
                | GridColumnStart
                | GridColumnEnd
                | ColumnWidth
                | ColumnCount
                | ColumnFill
                | ColumnSpan
        )
    };
    let longhands: Vec<Longhand> = match parsed {
        Parsed::Declarations(list) => list.iter().map(Declaration::longhand).collect(),
        Parsed::Unresolved(unresolved) => unresolved.property.longhands.to_vec(),
        Parsed::Custom { .. } => Vec::new(),
    };
    !longhands.is_empty() && longhands.into_iter().all(is_of_flow)
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
