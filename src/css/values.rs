//! The computed values that more than one property shares, or that need a type of their own.
//! Names are CSS's. Specifications: CSS Values 4, CSS 2.2, CSS Backgrounds 3, CSS Flexbox 1,
//! CSS Text 3, CSS Fragmentation 3, CSS Generated Content for Paged Media.

use std::sync::Arc;

use super::Color;
use crate::units::{Length, Sides};

/// `length + percentage × basis`: what any `calc()` of lengths and percentages comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LengthPercentage {
    pub length: Length,
    /// 1.0 is 100 %.
    pub percentage: f32,
}

impl LengthPercentage {
    pub const ZERO: LengthPercentage = LengthPercentage { length: Length::ZERO, percentage: 0.0 };

    pub const fn length(length: Length) -> LengthPercentage {
        LengthPercentage { length, percentage: 0.0 }
    }

    pub const fn percent(percentage: f32) -> LengthPercentage {
        LengthPercentage { length: Length::ZERO, percentage }
    }

    /// The used length where percentages refer to `basis`.
    pub fn resolve(self, basis: Length) -> Length {
        if self.percentage == 0.0 {
            self.length
        } else {
            self.length + basis.scale(f64::from(self.percentage))
        }
    }

    /// The used length where the basis may be unknown: `None` if it is and there is a percentage.
    pub fn resolve_maybe(self, basis: Option<Length>) -> Option<Length> {
        match basis {
            Some(basis) => Some(self.resolve(basis)),
            None => (self.percentage == 0.0).then_some(self.length),
        }
    }
}

/// `auto` or a length or percentage: margins and insets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LengthPercentageOrAuto {
    Auto,
    LengthPercentage(LengthPercentage),
}

impl LengthPercentageOrAuto {
    pub const ZERO: LengthPercentageOrAuto = LengthPercentageOrAuto::LengthPercentage(LengthPercentage::ZERO);

    /// The used length, with `auto` as `None`.
    pub fn resolve(self, basis: Length) -> Option<Length> {
        match self {
            LengthPercentageOrAuto::Auto => None,
            LengthPercentageOrAuto::LengthPercentage(value) => Some(value.resolve(basis)),
        }
    }
}

/// The value of `width`, `height`, `min-*`, `max-*` and `flex-basis`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SizeValue {
    /// `auto`; for `max-*`, `none`; for `flex-basis`, `auto`.
    Auto,
    LengthPercentage(LengthPercentage),
    MinContent,
    MaxContent,
    FitContent,
    /// `flex-basis: content`.
    Content,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Display {
    None,
    Contents,
    Inline,
    Block,
    InlineBlock,
    FlowRoot,
    ListItem,
    Flex,
    InlineFlex,
    Grid,
    InlineGrid,
    Table,
    InlineTable,
    TableRowGroup,
    TableHeaderGroup,
    TableFooterGroup,
    TableRow,
    TableCell,
    TableColumn,
    TableColumnGroup,
    TableCaption,
}

impl Display {
    /// Whether a box of it takes part in lines.
    pub fn is_inline_level(self) -> bool {
        matches!(
            self,
            Display::Inline
                | Display::InlineBlock
                | Display::InlineFlex
                | Display::InlineGrid
                | Display::InlineTable
        )
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    Static,
    Relative,
    Absolute,
    Fixed,
    /// `running(name)`: taken out of the flow and shown in margin boxes (CSS GCPM 3, section 1.2).
    Running,
}

impl Position {
    /// Whether a box of this position takes no room where it stands.
    pub fn is_out_of_flow(self) -> bool {
        matches!(self, Position::Absolute | Position::Fixed | Position::Running)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Float {
    None,
    Left,
    Right,
    /// A footnote: at the bottom of the page that calls it (CSS GCPM 3, section 2).
    Footnote,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clear {
    None,
    Left,
    Right,
    Both,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoxSizing {
    ContentBox,
    BorderBox,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overflow {
    Visible,
    Hidden,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    Visible,
    Hidden,
    Collapse,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum VerticalAlign {
    Baseline,
    Sub,
    Super,
    TextTop,
    TextBottom,
    Middle,
    Top,
    Bottom,
    /// A raise above the baseline; percentages refer to the line height.
    LengthPercentage(LengthPercentage),
}

/// `initial-letter` (CSS Inline 3, section 7.2).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InitialLetter {
    /// How many lines its capital height spans, at least 1.
    pub size: f32,
    /// The line on whose baseline it stands, from 1.
    pub sink: u16,
}

/// `line-grid`: which grid of lines a box is on (CSS Line Grid 1, section 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineGrid {
    MatchParent,
    /// One of its own, whose step is the box's line height.
    Create,
}

/// `line-snap`: how lines stand on the grid (CSS Line Grid 1, section 3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineSnap {
    None,
    /// With their baseline on one of the grid's.
    Baseline,
    /// In the middle of the steps that they take.
    Contain,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    LeftToRight,
    RightToLeft,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnicodeBidi {
    Normal,
    Embed,
    Isolate,
    BidiOverride,
    IsolateOverride,
    Plaintext,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextAlign {
    Start,
    End,
    Left,
    Right,
    Center,
    Justify,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextAlignLast {
    Auto,
    Align(TextAlign),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextTransform {
    None,
    Uppercase,
    Lowercase,
    Capitalize,
}

/// `text-indent` (CSS Text 4, section 8.1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextIndent {
    pub length: LengthPercentage,
    /// All lines are indented but those that otherwise would be.
    pub hanging: bool,
    /// Beside the first line, those after forced breaks are indented.
    pub each_line: bool,
}

/// `white-space-collapse`: what happens to spaces and line feeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhiteSpaceCollapse {
    Collapse,
    Preserve,
    PreserveBreaks,
    /// Tabs and line feeds become spaces, and no space collapses.
    PreserveSpaces,
    BreakSpaces,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextWrapMode {
    Wrap,
    NoWrap,
}

/// `text-wrap-style`: how the breaks between lines are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextWrapStyle {
    /// Over the whole paragraph where it is justified, line by line otherwise.
    Auto,
    /// Lines of about one length.
    Balance,
    /// Line by line.
    Stable,
    /// Over the whole paragraph.
    Pretty,
}

/// `text-justify`: what of a justified line may be stretched or shrunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextJustify {
    Auto,
    None,
    InterWord,
    /// After the spaces, letter spacing and the width of glyphs, by at most 2 % each.
    InterCharacter,
}

/// `hanging-punctuation`: which marks may stand outside of the line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HangingPunctuation {
    /// An opening bracket or quotation mark at the start of the first line.
    pub first: bool,
    /// A closing one at the end of the last line.
    pub last: bool,
    /// A stop or comma at the end of any line, always or only where it would not fit.
    pub end: HangingEnd,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HangingEnd {
    #[default]
    None,
    Allow,
    Force,
}

/// `hyphenate-limit-chars`: the least number of characters in a word that is hyphenated, before the
/// hyphen, and after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HyphenateLimitChars {
    pub word: u16,
    pub before: u16,
    pub after: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hyphens {
    None,
    Manual,
    Auto,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverflowWrap {
    Normal,
    Anywhere,
    BreakWord,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordBreak {
    Normal,
    BreakAll,
    KeepAll,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LineHeight {
    Normal,
    Number(f32),
    Length(Length),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TabSize {
    /// So many spaces.
    Number(f32),
    Length(Length),
}

/// `font-size-adjust` (CSS Fonts 5, section 5): what of the letters is to have the same size in every
/// face, and which share of the font size that is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum FontSizeAdjust {
    #[default]
    None,
    ExHeight(FontAspect),
    CapHeight(FontAspect),
    ChWidth(FontAspect),
    IcWidth(FontAspect),
    IcHeight(FontAspect),
}

/// A height as a share of the font size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FontAspect {
    /// That of the first available font.
    FromFont,
    Number(f32),
}

/// A name in `font-family`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FontFamily {
    Named(Arc<str>),
    Serif,
    SansSerif,
    Monospace,
    Cursive,
    Fantasy,
    SystemUi,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FontSlope {
    Normal,
    Italic,
    /// Leaning to the right by hundredths of a degree.
    Oblique(i16),
}

impl FontSlope {
    /// `oblique` without an angle.
    pub const OBLIQUE: FontSlope = FontSlope::Oblique(1400);
}

/// An OpenType feature setting: tag and value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FontFeature {
    pub tag: [u8; 4],
    pub value: u32,
}

/// A place on an axis of a variable font: tag and value in the axis' own unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FontVariation {
    pub tag: [u8; 4],
    pub value: f32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineStyle {
    None,
    Hidden,
    Solid,
    Dashed,
    Dotted,
    Double,
    Groove,
    Ridge,
    Inset,
    Outset,
}

/// One side of a border. The width is zero where the style draws nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BorderSide {
    pub width: Length,
    pub style: LineStyle,
    pub color: Color,
}

/// A corner's horizontal and vertical radius.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CornerRadius {
    pub horizontal: LengthPercentage,
    pub vertical: LengthPercentage,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CornerRadii {
    pub top_left: CornerRadius,
    pub top_right: CornerRadius,
    pub bottom_right: CornerRadius,
    pub bottom_left: CornerRadius,
}

/// One layer of `background-image` with the properties that go with it.
#[derive(Clone, Debug, PartialEq)]
pub struct BackgroundLayer {
    pub image: BackgroundImage,
    pub position: (LengthPercentage, LengthPercentage),
    pub size: BackgroundSize,
    pub repeat: (BackgroundRepeat, BackgroundRepeat),
    pub origin: BackgroundBox,
    pub clip: BackgroundBox,
}

#[derive(Clone, Debug, PartialEq)]
pub enum BackgroundImage {
    None,
    /// The reference as it resolves from the project folder.
    Url(Arc<ImageUrl>),
    LinearGradient(Arc<LinearGradient>),
    RadialGradient(Arc<RadialGradient>),
}

/// A reference to an image with the folder that it is relative to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ImageUrl {
    /// Folder of the stylesheet or document, relative to the project folder.
    pub base: String,
    pub url: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct LinearGradient {
    pub direction: GradientDirection,
    pub repeating: bool,
    pub stops: Vec<ColorStop>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum GradientDirection {
    /// Degrees clockwise from upwards.
    Angle(f32),
    /// Towards a side or corner: -1, 0 or 1 to the right and downwards.
    Towards { horizontal: i8, vertical: i8 },
}

#[derive(Clone, Debug, PartialEq)]
pub struct RadialGradient {
    pub circle: bool,
    pub extent: RadialExtent,
    pub position: (LengthPercentage, LengthPercentage),
    pub repeating: bool,
    pub stops: Vec<ColorStop>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RadialExtent {
    ClosestSide,
    FarthestSide,
    ClosestCorner,
    FarthestCorner,
    Explicit(LengthPercentage, LengthPercentage),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ColorStop {
    pub color: Color,
    /// `None` where it is to be spread evenly between its neighbours.
    pub position: Option<LengthPercentage>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BackgroundSize {
    Auto,
    Cover,
    Contain,
    /// Width and height, `None` for `auto`.
    Explicit(Option<LengthPercentage>, Option<LengthPercentage>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackgroundRepeat {
    Repeat,
    NoRepeat,
    Space,
    Round,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackgroundBox {
    BorderBox,
    PaddingBox,
    ContentBox,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObjectFit {
    Fill,
    Contain,
    Cover,
    None,
    ScaleDown,
}

/// `text-decoration-*`, of the element that sets it (decorations propagate; they do not inherit).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextDecoration {
    pub underline: bool,
    pub overline: bool,
    pub line_through: bool,
    pub style: TextDecorationStyle,
    pub color: Color,
    pub thickness: TextDecorationThickness,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextDecorationStyle {
    Solid,
    Double,
    Dotted,
    Dashed,
    Wavy,
}

/// From where an underline's offset is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnderlinePosition {
    /// The baseline, or where the font wants it.
    Auto,
    FromFont,
    /// Below the descenders.
    Under,
}

/// Whether lines leave out where glyphs cross them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SkipInk {
    /// Except for ideographs, kana and hangul, which fill their squares.
    Auto,
    None,
    All,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TextDecorationThickness {
    /// `auto` and `from-font`.
    FromFont,
    Length(Length),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlexDirection {
    Row,
    RowReverse,
    Column,
    ColumnReverse,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlexWrap {
    NoWrap,
    Wrap,
    WrapReverse,
}

/// `align-*` and `justify-*` values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// `auto` for `*-self`, `normal` elsewhere.
    Normal,
    Start,
    End,
    FlexStart,
    FlexEnd,
    Center,
    /// By the direction of the item, not of the container.
    SelfStart,
    SelfEnd,
    Left,
    Right,
    Baseline,
    LastBaseline,
    Stretch,
    SpaceBetween,
    SpaceAround,
    SpaceEvenly,
    /// `safe`: as `start` where it would overflow.
    SafeStart,
    SafeEnd,
    SafeFlexStart,
    SafeFlexEnd,
    SafeCenter,
    SafeSelfStart,
    SafeSelfEnd,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableLayout {
    Auto,
    Fixed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BorderCollapse {
    Separate,
    Collapse,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaptionSide {
    Top,
    Bottom,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmptyCells {
    Show,
    Hide,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListStylePosition {
    Inside,
    Outside,
}

/// `list-style-type` and the style argument of `counter()`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum CounterStyle {
    None,
    /// A string instead of a counter.
    String(Arc<str>),
    Disc,
    Circle,
    Square,
    Decimal,
    DecimalLeadingZero,
    LowerRoman,
    UpperRoman,
    LowerAlpha,
    UpperAlpha,
    LowerGreek,
    Georgian,
    Armenian,
    ArabicIndic,
    Persian,
    LowerRussian,
    UpperRussian,
}

/// `break-before` and `break-after`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakBetween {
    Auto,
    Avoid,
    /// `page` and `always`.
    Page,
    Left,
    Right,
    Recto,
    Verso,
}

impl BreakBetween {
    pub fn is_forced(self) -> bool {
        !matches!(self, BreakBetween::Auto | BreakBetween::Avoid)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakInside {
    Auto,
    Avoid,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoxDecorationBreak {
    Slice,
    Clone,
}

/// A part of `content` or `string-set`.
#[derive(Clone, Debug, PartialEq)]
pub enum ContentPart {
    String(Arc<str>),
    /// `attr(name)`.
    Attribute(Arc<str>),
    Image(Arc<ImageUrl>),
    Counter {
        name: Arc<str>,
        style: CounterStyle,
    },
    Counters {
        name: Arc<str>,
        separator: Arc<str>,
        style: CounterStyle,
    },
    OpenQuote,
    CloseQuote,
    NoOpenQuote,
    NoCloseQuote,
    /// `string(name, which)`: a named string, in margin boxes.
    NamedString {
        name: Arc<str>,
        which: NamedStringPosition,
    },
    /// `content(part)`: the element's own text, in `string-set`.
    Element(ElementContent),
    TargetCounter {
        target: TargetUrl,
        name: Arc<str>,
        style: CounterStyle,
    },
    /// `target-counters(url, name, separator)`.
    TargetCounters {
        target: TargetUrl,
        name: Arc<str>,
        separator: Arc<str>,
        style: CounterStyle,
    },
    TargetText {
        target: TargetUrl,
        part: ElementContent,
    },
    /// `element(name, which)`: a running element, in margin boxes.
    RunningElement {
        name: Arc<str>,
        which: NamedStringPosition,
    },
    /// `leader(pattern)`.
    Leader(Arc<str>),
}

/// Where a `target-*()` function takes its address from.
#[derive(Clone, Debug, PartialEq)]
pub enum TargetUrl {
    Attribute(Arc<str>),
    Url(Arc<str>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedStringPosition {
    First,
    Start,
    Last,
    FirstExcept,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ElementContent {
    /// `text` and `content`: the text of the element.
    Text,
    Before,
    After,
    FirstLetter,
}

/// The value of `content`.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    Normal,
    None,
    Parts(Vec<ContentPart>),
}

/// `counter-reset`, `counter-increment`, `counter-set`: names and numbers.
pub type CounterChanges = Vec<(Arc<str>, i32)>;

/// Lengths of all four sides.
pub type LengthSides = Sides<Length>;
