//! `@page` (CSS Paged Media 3): selectors, declarations, descriptors, margin boxes.

use std::sync::Arc;

use cssparser::{ParseError, Parser, Token};

use super::declaration_block::{DeclarationBlock, parse_block};
use super::declarations::{DeclarationEntry, DeclarationReader, PlaceOf, parse_area};
use super::fault::Fault;
use super::layers::LayerId;
use super::page_descriptor::{Descriptor, DescriptorValue};
use super::precedence::Origin;
use crate::css::properties::{LengthValue, Parsed, read_length};
use crate::css::{MarginBox, NthPage, PageClass, PageOrientation, PageSide, PrinterMarks};
use crate::diagnostics::Diagnostic;
use crate::units::{Length, Size};

/// One selector of an `@page` rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PageSelector {
    name: Option<Arc<str>>,
    first: bool,
    blank: bool,
    side: Option<PageSide>,
    nth: Vec<NthPage>,
}

impl PageSelector {
    pub(crate) fn matches(&self, class: &PageClass) -> bool {
        self.name.as_ref().is_none_or(|name| class.name.as_ref() == Some(name))
            && (!self.first || class.first)
            && (!self.blank || class.blank)
            && self.side.is_none_or(|side| side == class.side)
            && self.nth.iter().all(|nth| class.nth.contains(nth))
    }

    /// The arguments of its `:nth()`.
    pub(crate) fn nth(&self) -> &[NthPage] {
        &self.nth
    }

    /// CSS Paged Media 3, section 3.1: names, then `:first`, `:blank` and `:nth()`, then sides.
    pub(crate) fn specificity(&self) -> (u8, u8, u8) {
        (
            u8::from(self.name.is_some()),
            u8::from(self.first) + u8::from(self.blank) + self.nth.len().min(100) as u8,
            u8::from(self.side.is_some()),
        )
    }
}

/// An `@page` rule.
#[derive(Clone, Debug)]
pub(crate) struct PageRule {
    pub(crate) selectors: Vec<PageSelector>,
    pub(crate) origin: Origin,
    pub(crate) layer: LayerId,
    /// The rank of origin and layer in the cascade, set when all stylesheets have been read.
    pub(crate) rank: u32,
    pub(crate) declarations: Vec<DeclarationEntry>,
    pub(crate) size: Option<Descriptor<PageSize>>,
    pub(crate) orientation: Option<Descriptor<PageOrientation>>,
    pub(crate) bleed: Option<Descriptor<PageBleed>>,
    pub(crate) marks: Option<Descriptor<PrinterMarks>>,
    pub(crate) margin_boxes: Vec<(MarginBox, Vec<DeclarationEntry>)>,
    /// The declarations of the `@footnote` area.
    pub(crate) footnote_area: Vec<DeclarationEntry>,
}

impl PageRule {
    /// Whether a value in it contains `var()`, `env()` or `attr()`.
    pub(crate) fn is_unresolved(&self) -> bool {
        self.size.as_ref().is_some_and(Descriptor::is_unresolved)
            || self.orientation.as_ref().is_some_and(Descriptor::is_unresolved)
            || self.bleed.as_ref().is_some_and(Descriptor::is_unresolved)
            || self.marks.as_ref().is_some_and(Descriptor::is_unresolved)
            || self.lists().flatten().any(|entry| matches!(entry.parsed, Parsed::Unresolved(_)))
    }

    /// The declarations of the page, of each margin box, and of the footnote area.
    pub(crate) fn lists(&self) -> impl Iterator<Item = &[DeclarationEntry]> {
        let boxes = self.margin_boxes.iter().map(|(_, list)| &**list);
        std::iter::once(&*self.declarations).chain(boxes).chain([&*self.footnote_area])
    }
}

/// The value of `size`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum PageSize {
    Explicit(Size),
    /// Width and height; units refer to the font of the page, or to the root element.
    Relative(LengthValue, LengthValue),
    /// Only an orientation, of the default sheet.
    Portrait,
    Landscape,
    Auto,
}

impl PageSize {
    /// The size of the page box, where the default sheet is A4. `length` resolves a relative length; a size that is not
    /// positive is that of the default sheet.
    pub(crate) fn resolve(&self, length: impl Fn(&LengthValue) -> Length) -> Size {
        let sheet = Size::new(Length::from_millimeters(210.0), Length::from_millimeters(297.0));
        match self {
            PageSize::Explicit(size) => *size,
            PageSize::Relative(width, height) => {
                let size = Size::new(length(width), length(height));
                if size.width > Length::ZERO && size.height > Length::ZERO { size } else { sheet }
            }
            PageSize::Auto | PageSize::Portrait => sheet,
            PageSize::Landscape => Size::new(sheet.height, sheet.width),
        }
    }
}

impl DescriptorValue for PageSize {
    fn parse(input: &mut Parser<'_>) -> Option<PageSize> {
        parse_size(input)
    }

    fn fault() -> Fault {
        Fault::new("this is not a value of `size`").help(
            "Expected: a page size such as A4, with or without portrait or landscape, or one or two lengths.",
        )
    }
}

impl DescriptorValue for PageOrientation {
    fn parse(input: &mut Parser<'_>) -> Option<PageOrientation> {
        match &*input.expect_ident().ok()?.to_ascii_lowercase() {
            "upright" => Some(PageOrientation::Upright),
            "rotate-left" => Some(PageOrientation::RotateLeft),
            "rotate-right" => Some(PageOrientation::RotateRight),
            _ => None,
        }
    }

    fn fault() -> Fault {
        Fault::new("this is not a value of `page-orientation`")
            .help("Expected: upright, rotate-left or rotate-right.")
    }
}

/// The value of `bleed`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum PageBleed {
    Auto,
    /// Units refer to the font of the page, or to the root element.
    Length(LengthValue),
}

impl DescriptorValue for PageBleed {
    fn parse(input: &mut Parser<'_>) -> Option<PageBleed> {
        if input.try_parse(|input| input.expect_ident_matching("auto")).is_ok() {
            return Some(PageBleed::Auto);
        }
        read_length(input).map(PageBleed::Length)
    }

    fn fault() -> Fault {
        Fault::new("this is not a value of `bleed`").help("Expected: auto, or a length such as 3mm.")
    }
}

impl DescriptorValue for PrinterMarks {
    fn parse(input: &mut Parser<'_>) -> Option<PrinterMarks> {
        let mut marks = PrinterMarks::default();
        if input.try_parse(|input| input.expect_ident_matching("none")).is_ok() {
            return Some(marks);
        }
        while !input.is_exhausted() {
            let mark = match &*input.expect_ident().ok()?.to_ascii_lowercase() {
                "crop" => &mut marks.crop,
                "cross" => &mut marks.cross,
                _ => return None,
            };
            if std::mem::replace(mark, true) {
                return None;
            }
        }
        (marks != PrinterMarks::default()).then_some(marks)
    }

    fn fault() -> Fault {
        Fault::new("this is not a value of `marks`").help("Expected: none, crop, cross, or crop cross.")
    }
}

/// Parses the selectors between `@page` and the block.
pub(crate) fn parse_selectors(input: &mut Parser<'_>) -> Result<Vec<PageSelector>, ParseError<Fault>> {
    if input.is_exhausted() {
        return Ok(vec![PageSelector::default()]);
    }
    input.parse_comma_separated(|input| {
        let mut selector = PageSelector::default();
        let mut first_token = true;
        loop {
            let token = match input.next() {
                Ok(token) => token.clone(),
                Err(_) => return Ok(selector),
            };
            match token {
                Token::Ident(name) if first_token => selector.name = Some(name.as_ref().into()),
                Token::Colon => {
                    let token = input.next()?.clone();
                    let word = match &token {
                        Token::Ident(word) | Token::Function(word) => word.to_ascii_lowercase(),
                        _ => String::new(),
                    };
                    match &*word {
                        "first" => selector.first = true,
                        "blank" => selector.blank = true,
                        "left" => selector.side = Some(PageSide::Left),
                        "right" => selector.side = Some(PageSide::Right),
                        "nth" if matches!(token, Token::Function(_)) => {
                            selector.nth.push(input.parse_nested_block(parse_nth_page)?);
                        }
                        other => {
                            return Err(ParseError::custom(
                                Fault::new(format!(
                                    "the page selector `:{other}` is not supported; its rule is ignored"
                                ))
                                .help("Use :first, :left, :right, :blank, :nth(), or a page name."),
                            ));
                        }
                    }
                }
                _ => {
                    return Err(ParseError::custom(
                        Fault::new("this page selector is malformed; its rule is ignored")
                            .help("Write a page name, then :first, :left, :right, :blank or :nth()."),
                    ));
                }
            }
            first_token = false;
        }
    })
}

/// The argument of `:nth()`: `An+B`, and optionally `of` and a page name.
fn parse_nth_page(input: &mut Parser<'_>) -> Result<NthPage, ParseError<Fault>> {
    let (step, offset) = cssparser::parse_nth(input)?;
    let of = match input.try_parse(|input| input.expect_ident_matching("of")) {
        Ok(()) => Some(input.expect_ident()?.as_ref().into()),
        Err(_) => None,
    };
    Ok(NthPage { step, offset, of })
}

/// Parses the block of an `@page` rule.
pub(crate) fn parse_body(
    selectors: Vec<PageSelector>,
    origin: Origin,
    input: &mut Parser<'_>,
    base: &str,
    place_of: &PlaceOf<'_>,
    faults: &mut Vec<Diagnostic>,
) -> PageRule {
    let mut body = PageBody {
        rule: PageRule {
            selectors,
            origin,
            layer: LayerId::NONE,
            rank: 0,
            declarations: Vec::new(),
            size: None,
            orientation: None,
            bleed: None,
            marks: None,
            margin_boxes: Vec::new(),
            footnote_area: Vec::new(),
        },
        reader: DeclarationReader { base, place_of, area: Some("a page") },
        faults,
    };
    parse_block(&mut body, input);
    body.rule
}

/// The area of a page that an at-rule inside `@page` styles.
enum PageArea {
    Margin(MarginBox),
    Footnotes,
}

struct PageBody<'a> {
    rule: PageRule,
    reader: DeclarationReader<'a>,
    faults: &'a mut Vec<Diagnostic>,
}

impl DeclarationBlock for PageBody<'_> {
    type Nested = PageArea;

    fn fault(&mut self, start: usize, end: usize, fault: Fault) {
        self.faults.push(fault.at((self.reader.place_of)(start, end)));
    }

    fn declaration(&mut self, name: &str, begin: usize, input: &mut Parser<'_>) -> Result<(), Fault> {
        let place = |input: &Parser<'_>| (self.reader.place_of)(begin, input.position().byte_index());
        if name.eq_ignore_ascii_case("size") {
            self.rule.size = Some(Descriptor::read(input, place)?);
        } else if name.eq_ignore_ascii_case("page-orientation") {
            self.rule.orientation = Some(Descriptor::read(input, place)?);
        } else if name.eq_ignore_ascii_case("bleed") {
            self.rule.bleed = Some(Descriptor::read(input, place)?);
        } else if name.eq_ignore_ascii_case("marks") {
            self.rule.marks = Some(Descriptor::read(input, place)?);
        } else {
            self.rule.declarations.push(self.reader.read(name, begin, input)?);
        }
        Ok(())
    }

    fn nested(&self, name: &str) -> Result<PageArea, Fault> {
        if name.eq_ignore_ascii_case("footnote") {
            return Ok(PageArea::Footnotes);
        }
        margin_box_named(name).map(PageArea::Margin).ok_or_else(|| {
            Fault::new(format!("`@{name}` is not a margin box, and is ignored")).help(
                "The margin boxes are @top-left-corner, @top-left, @top-center, @top-right, @top-right-corner, \
                 the same with bottom for top, and @left-top, @left-middle, @left-bottom and the same with right.",
            )
        })
    }

    fn nested_block(&mut self, area: PageArea, input: &mut Parser<'_>) {
        let named = match area {
            PageArea::Margin(_) => Some("the margin boxes of a page"),
            PageArea::Footnotes => None,
        };
        let declarations = parse_area(input, DeclarationReader { area: named, ..self.reader }, self.faults);
        match area {
            PageArea::Margin(margin_box) => self.rule.margin_boxes.push((margin_box, declarations)),
            PageArea::Footnotes => self.rule.footnote_area.extend(declarations),
        }
    }
}

fn margin_box_named(name: &str) -> Option<MarginBox> {
    Some(match &*name.to_ascii_lowercase() {
        "top-left-corner" => MarginBox::TopLeftCorner,
        "top-left" => MarginBox::TopLeft,
        "top-center" => MarginBox::TopCenter,
        "top-right" => MarginBox::TopRight,
        "top-right-corner" => MarginBox::TopRightCorner,
        "right-top" => MarginBox::RightTop,
        "right-middle" => MarginBox::RightMiddle,
        "right-bottom" => MarginBox::RightBottom,
        "bottom-right-corner" => MarginBox::BottomRightCorner,
        "bottom-right" => MarginBox::BottomRight,
        "bottom-center" => MarginBox::BottomCenter,
        "bottom-left" => MarginBox::BottomLeft,
        "bottom-left-corner" => MarginBox::BottomLeftCorner,
        "left-bottom" => MarginBox::LeftBottom,
        "left-middle" => MarginBox::LeftMiddle,
        "left-top" => MarginBox::LeftTop,
        _ => return None,
    })
}

/// Named sizes: width and height in millimeters.
const SIZES: &[(&str, f64, f64)] = &[
    ("a3", 297.0, 420.0),
    ("a4", 210.0, 297.0),
    ("a5", 148.0, 210.0),
    ("a6", 105.0, 148.0),
    ("b4", 250.0, 353.0),
    ("b5", 176.0, 250.0),
    ("jis-b4", 257.0, 364.0),
    ("jis-b5", 182.0, 257.0),
    ("letter", 215.9, 279.4),
    ("legal", 215.9, 355.6),
    ("ledger", 279.4, 431.8),
];

fn parse_size(input: &mut Parser<'_>) -> Option<PageSize> {
    let mut lengths: Vec<LengthValue> = Vec::new();
    let mut named: Option<Size> = None;
    let mut landscape: Option<bool> = None;
    let mut auto = false;
    loop {
        if let Some(length) = read_length(input) {
            if lengths.len() == 2 {
                return None;
            }
            lengths.push(length);
            continue;
        }
        let state = input.state();
        let token = match input.next() {
            Ok(token) => token.clone(),
            Err(_) => break,
        };
        match token {
            Token::Ident(word) => match &*word.to_ascii_lowercase() {
                "auto" => auto = true,
                "portrait" => landscape = Some(false),
                "landscape" => landscape = Some(true),
                word => {
                    let (_, width, height) = SIZES.iter().find(|(name, ..)| *name == word)?;
                    named =
                        Some(Size::new(Length::from_millimeters(*width), Length::from_millimeters(*height)));
                }
            },
            Token::Delim('!') => {
                input.reset(&state);
                break;
            }
            _ => return None,
        }
    }
    match (&lengths[..], named, landscape, auto) {
        ([], None, None, true) => Some(PageSize::Auto),
        ([], None, Some(false), false) => Some(PageSize::Portrait),
        ([], None, Some(true), false) => Some(PageSize::Landscape),
        ([], Some(size), Some(true), false) => Some(PageSize::Explicit(Size::new(size.height, size.width))),
        ([], Some(size), _, false) => Some(PageSize::Explicit(size)),
        ([side], None, None, false) => explicit(side, side),
        ([width, height], None, None, false) => explicit(width, height),
        _ => None,
    }
}

fn explicit(width: &LengthValue, height: &LengthValue) -> Option<PageSize> {
    match (width, height) {
        (LengthValue::Absolute(width), LengthValue::Absolute(height)) => {
            let is_positive = *width > Length::ZERO && *height > Length::ZERO;
            is_positive.then(|| PageSize::Explicit(Size::new(*width, *height)))
        }
        _ => Some(PageSize::Relative(width.clone(), height.clone())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(text: &str) -> Option<PageSize> {
        parse_size(&mut Parser::new(text))
    }

    #[test]
    fn sizes_have_names_lengths_and_orientation() {
        let a5 = Size::new(Length::from_millimeters(148.0), Length::from_millimeters(210.0));
        assert_eq!(size("A5"), Some(PageSize::Explicit(a5)));
        assert_eq!(size("landscape a5"), Some(PageSize::Explicit(Size::new(a5.height, a5.width))));
        assert_eq!(size("10cm"), size("100mm 10cm"));
        assert_eq!(size("10cm landscape"), None);
        assert_eq!(size("-1cm"), None);
        assert_eq!(size("0"), None);
        assert_eq!(size("50%"), None);
        assert_eq!(size("calc(50px + 50px)"), size("100px"));
        assert_eq!(size("A9"), None);
    }

    #[test]
    fn selectors_match_by_name_and_side() {
        let parse = |text: &str| parse_selectors(&mut Parser::new(text)).ok();
        let class = PageClass {
            name: Some("cover".into()),
            first: true,
            side: PageSide::Right,
            ..PageClass::default()
        };
        let matching =
            |text: &str| parse(text).map(|list| list.iter().any(|selector| selector.matches(&class)));
        assert_eq!(matching(""), Some(true));
        assert_eq!(matching("cover:first"), Some(true));
        assert_eq!(matching(":left, :right"), Some(true));
        assert_eq!(matching("cover:blank"), Some(false));
        assert_eq!(matching("other"), Some(false));
        assert_eq!(parse(":nonsense"), None);
    }
}
