//! Specified values: what a stylesheet says of a longhand, with relative units kept.

use std::sync::Arc;

use super::color_parser::ColorValue;
use super::effects::EffectValue;
use super::font_variant::{FontVariants, VariantGroup};
use super::gradient::GradientValue;
use super::grid::GridValue;
use super::length::{LengthOrAutoValue, LengthValue};
use super::longhand::Longhand;
use super::quotes::QuotePairs;
use crate::css::CounterStyle;
use crate::css::values::*;
use crate::units::Length;

/// A longhand with its specified value. A variant that serves several longhands names the one that
/// is meant.
#[derive(Clone, Debug, PartialEq)]
pub enum Declaration {
    /// A keyword that every property takes.
    Wide(Longhand, WideKeyword),

    FontSize(FontSizeValue),
    FontFamily(Arc<[FontFamily]>),
    FontWeight(FontWeightValue),
    FontStyle(FontSlope),
    FontStretch(f32),
    FontSizeAdjust(FontSizeAdjust),
    FontLanguageOverride(Option<[u8; 4]>),
    FontKerning(bool),
    FontVariant(VariantGroup, FontVariants),
    FontFeatureSettings(Arc<[FontFeature]>),
    FontVariationSettings(Arc<[FontVariation]>),
    FontOpticalSizing(bool),
    LineHeight(LineHeightValue),
    /// `normal` is zero.
    LetterSpacing(LengthValue),
    WordSpacing(LengthValue),

    Color(ColorValue),
    Direction(Direction),
    TextAlign(TextAlignValue),
    TextAlignLast(TextAlignLast),
    TextIndent {
        length: LengthValue,
        hanging: bool,
        each_line: bool,
    },
    TextTransform(TextTransform),
    WhiteSpaceCollapse(WhiteSpaceCollapse),
    TextWrapMode(TextWrapMode),
    TextWrapStyle(TextWrapStyle),
    TextJustify(TextJustify),
    LineSnap(LineSnap),
    HangingPunctuation(HangingPunctuation),
    Hyphens(Hyphens),
    HyphenateLimitChars(HyphenateLimitChars),
    HyphenateLimitLines(Option<u16>),
    HyphenateCharacter(Option<Arc<str>>),
    OverflowWrap(OverflowWrap),
    WordBreak(WordBreak),
    TabSize(TabSizeValue),
    Orphans(u16),
    Widows(u16),
    Visibility(Visibility),
    ListStyleType(CounterStyle),
    ListStylePosition(ListStylePosition),
    ListStyleImage(Option<Arc<ImageUrl>>),
    /// `None` is `auto`.
    Quotes(Option<QuotePairs>),
    BorderCollapse(BorderCollapse),
    BorderSpacing(Box<[LengthValue; 2]>),
    CaptionSide(CaptionSide),
    EmptyCells(EmptyCells),
    /// `None` is `auto`; percentages refer to the font size.
    TextUnderlineOffset(Option<LengthValue>),
    TextUnderlinePosition(UnderlinePosition),
    TextDecorationSkipInk(SkipInk),

    Display(Display),
    /// With the name that `running()` gives.
    Position(Position, Option<Arc<str>>),
    Float(FloatValue),
    Clear(ClearValue),
    BoxSizing(BoxSizing),
    /// Widths, heights and `flex-basis`.
    Size(Longhand, SpecifiedSize),
    AspectRatio(Option<AspectRatio>),
    Margin(Longhand, LengthOrAutoValue),
    Padding(Longhand, LengthValue),
    Inset(Longhand, LengthOrAutoValue),
    VerticalAlign(VerticalAlignValue),
    /// `None` is `normal`.
    InitialLetter(Option<InitialLetter>),
    LineGrid(LineGrid),
    UnicodeBidi(UnicodeBidi),
    ZIndex(Option<i32>),
    ObjectFit(ObjectFit),
    ObjectPosition(Box<PositionValue>),
    FlexDirection(FlexDirection),
    FlexWrap(FlexWrap),
    FlexGrow(f32),
    FlexShrink(f32),
    Order(i32),
    Alignment(Longhand, Alignment),
    /// `None` is `normal`.
    Gap(Longhand, Option<LengthValue>),
    Grid(Longhand, Arc<GridValue>),
    /// `None` is `auto`.
    ColumnWidth(Option<LengthValue>),
    /// `None` is `auto`.
    ColumnCount(Option<u16>),
    ColumnFill(ColumnFill),
    /// Whether it spans all columns.
    ColumnSpan(bool),
    TableLayout(TableLayout),
    /// `break-before` and `break-after`.
    Break(Longhand, BreakBetween),
    BreakInside(BreakInside),
    BoxDecorationBreak(BoxDecorationBreak),
    MarginBreak(MarginBreak),
    FootnotePolicy(FootnotePolicy),
    /// `None` is `auto`.
    Page(Option<Arc<str>>),

    BorderStyle(Longhand, LineStyle),
    BorderWidth(Longhand, LengthValue),
    BorderColor(Longhand, ColorValue),
    /// Horizontal and vertical.
    BorderRadius(Longhand, Box<[LengthValue; 2]>),

    BackgroundColor(ColorValue),
    BackgroundImage(Arc<[ImageValue]>),
    BackgroundPosition(Arc<[PositionValue]>),
    BackgroundSize(Arc<[BackgroundSizeValue]>),
    BackgroundRepeat(Arc<[(BackgroundRepeat, BackgroundRepeat)]>),
    BackgroundOrigin(Arc<[BackgroundBox]>),
    BackgroundClip(Arc<[BackgroundBox]>),
    Opacity(f32),
    TextDecorationLine(DecorationLines),
    TextDecorationStyle(TextDecorationStyle),
    TextDecorationColor(ColorValue),
    TextDecorationThickness(ThicknessValue),

    Content(Arc<ContentValue>),
    /// `counter-increment` and `counter-set`.
    Counter(Longhand, CounterChanges),
    CounterReset(CounterChanges, ReversedCounters),
    BookmarkLevel(Option<u8>),
    BookmarkLabel(Vec<ContentPart>),
    BookmarkState(bool),
    StringSet(Vec<(Arc<str>, Vec<ContentPart>)>),

    Effect(Arc<EffectValue>),
}

/// The keywords that every property takes (CSS Cascade 5, section 7.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WideKeyword {
    Inherit,
    Initial,
    Unset,
    /// To what the origins before say.
    Revert,
    /// To what the layers before say.
    RevertLayer,
}

#[derive(Clone, Debug, PartialEq)]
pub enum FontSizeValue {
    /// `small`, `medium` and their kin.
    Keyword(Length),
    Larger,
    Smaller,
    /// Percentages refer to the parent's size.
    Length(LengthValue),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FontWeightValue {
    Absolute(u16),
    Bolder,
    Lighter,
}

#[derive(Clone, Debug, PartialEq)]
pub enum LineHeightValue {
    Normal,
    Number(f32),
    /// Percentages refer to the font size.
    Length(LengthValue),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextAlignValue {
    Align(TextAlign),
    MatchParent,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TabSizeValue {
    Number(f32),
    Length(LengthValue),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FloatValue {
    Physical(Float),
    InlineStart,
    InlineEnd,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClearValue {
    Physical(Clear),
    InlineStart,
    InlineEnd,
}

/// The specified value behind a [`SizeValue`].
#[derive(Clone, Debug, PartialEq)]
pub enum SpecifiedSize {
    Auto,
    MinContent,
    MaxContent,
    FitContent,
    Content,
    Length(LengthValue),
}

#[derive(Clone, Debug, PartialEq)]
pub enum VerticalAlignValue {
    Keyword(VerticalAlign),
    Length(LengthValue),
}

/// A point in a box: horizontal and vertical.
#[derive(Clone, Debug, PartialEq)]
pub struct PositionValue {
    pub horizontal: LengthValue,
    pub vertical: LengthValue,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ImageValue {
    None,
    Url(Arc<ImageUrl>),
    Gradient(Arc<GradientValue>),
}

#[derive(Clone, Debug, PartialEq)]
pub enum BackgroundSizeValue {
    Cover,
    Contain,
    /// `None` is `auto`.
    Explicit(Option<LengthValue>, Option<LengthValue>),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DecorationLines {
    pub underline: bool,
    pub overline: bool,
    pub line_through: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ThicknessValue {
    FromFont,
    /// Percentages refer to the font size.
    Length(LengthValue),
}

#[derive(Clone, Debug, PartialEq)]
pub struct ContentValue {
    pub content: Content,
    /// The text after `/`.
    pub alternative: Option<Vec<ContentPart>>,
}

impl Declaration {
    /// The pictures that the value refers to.
    pub(crate) fn images(&self) -> Vec<Arc<ImageUrl>> {
        match self {
            Declaration::BackgroundImage(images) => images
                .iter()
                .filter_map(|image| match image {
                    ImageValue::Url(url) => Some(url.clone()),
                    _ => None,
                })
                .collect(),
            Declaration::Content(value) => match &value.content {
                Content::Parts(parts) => parts
                    .iter()
                    .filter_map(|part| match part {
                        ContentPart::Image(url) => Some(url.clone()),
                        _ => None,
                    })
                    .collect(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// The property that is set.
    pub fn longhand(&self) -> Longhand {
        match self {
            Declaration::Wide(longhand, _)
            | Declaration::Size(longhand, _)
            | Declaration::Margin(longhand, _)
            | Declaration::Padding(longhand, _)
            | Declaration::Inset(longhand, _)
            | Declaration::Alignment(longhand, _)
            | Declaration::Gap(longhand, _)
            | Declaration::Grid(longhand, _)
            | Declaration::Break(longhand, _)
            | Declaration::BorderStyle(longhand, _)
            | Declaration::BorderWidth(longhand, _)
            | Declaration::BorderColor(longhand, _)
            | Declaration::BorderRadius(longhand, _)
            | Declaration::Counter(longhand, _) => *longhand,
            Declaration::FontVariant(group, _) => group.longhand(),
            Declaration::FontSize(_) => Longhand::FontSize,
            Declaration::FontFamily(_) => Longhand::FontFamily,
            Declaration::FontWeight(_) => Longhand::FontWeight,
            Declaration::FontStyle(_) => Longhand::FontStyle,
            Declaration::FontStretch(_) => Longhand::FontStretch,
            Declaration::FontSizeAdjust(_) => Longhand::FontSizeAdjust,
            Declaration::FontLanguageOverride(_) => Longhand::FontLanguageOverride,
            Declaration::FontKerning(_) => Longhand::FontKerning,
            Declaration::FontFeatureSettings(_) => Longhand::FontFeatureSettings,
            Declaration::FontVariationSettings(_) => Longhand::FontVariationSettings,
            Declaration::FontOpticalSizing(_) => Longhand::FontOpticalSizing,
            Declaration::LineHeight(_) => Longhand::LineHeight,
            Declaration::LetterSpacing(_) => Longhand::LetterSpacing,
            Declaration::WordSpacing(_) => Longhand::WordSpacing,
            Declaration::Color(_) => Longhand::Color,
            Declaration::Direction(_) => Longhand::Direction,
            Declaration::TextAlign(_) => Longhand::TextAlign,
            Declaration::TextAlignLast(_) => Longhand::TextAlignLast,
            Declaration::TextIndent { .. } => Longhand::TextIndent,
            Declaration::TextTransform(_) => Longhand::TextTransform,
            Declaration::WhiteSpaceCollapse(_) => Longhand::WhiteSpaceCollapse,
            Declaration::TextWrapMode(_) => Longhand::TextWrapMode,
            Declaration::TextWrapStyle(_) => Longhand::TextWrapStyle,
            Declaration::TextJustify(_) => Longhand::TextJustify,
            Declaration::LineSnap(_) => Longhand::LineSnap,
            Declaration::HangingPunctuation(_) => Longhand::HangingPunctuation,
            Declaration::Hyphens(_) => Longhand::Hyphens,
            Declaration::HyphenateLimitChars(_) => Longhand::HyphenateLimitChars,
            Declaration::HyphenateLimitLines(_) => Longhand::HyphenateLimitLines,
            Declaration::HyphenateCharacter(_) => Longhand::HyphenateCharacter,
            Declaration::OverflowWrap(_) => Longhand::OverflowWrap,
            Declaration::WordBreak(_) => Longhand::WordBreak,
            Declaration::TabSize(_) => Longhand::TabSize,
            Declaration::Orphans(_) => Longhand::Orphans,
            Declaration::Widows(_) => Longhand::Widows,
            Declaration::Visibility(_) => Longhand::Visibility,
            Declaration::ListStyleType(_) => Longhand::ListStyleType,
            Declaration::ListStylePosition(_) => Longhand::ListStylePosition,
            Declaration::ListStyleImage(_) => Longhand::ListStyleImage,
            Declaration::Quotes(_) => Longhand::Quotes,
            Declaration::BorderCollapse(_) => Longhand::BorderCollapse,
            Declaration::BorderSpacing(_) => Longhand::BorderSpacing,
            Declaration::CaptionSide(_) => Longhand::CaptionSide,
            Declaration::EmptyCells(_) => Longhand::EmptyCells,
            Declaration::TextUnderlineOffset(_) => Longhand::TextUnderlineOffset,
            Declaration::TextUnderlinePosition(_) => Longhand::TextUnderlinePosition,
            Declaration::TextDecorationSkipInk(_) => Longhand::TextDecorationSkipInk,
            Declaration::Display(_) => Longhand::Display,
            Declaration::Position(..) => Longhand::Position,
            Declaration::Float(_) => Longhand::Float,
            Declaration::Clear(_) => Longhand::Clear,
            Declaration::BoxSizing(_) => Longhand::BoxSizing,
            Declaration::AspectRatio(_) => Longhand::AspectRatio,
            Declaration::VerticalAlign(_) => Longhand::VerticalAlign,
            Declaration::UnicodeBidi(_) => Longhand::UnicodeBidi,
            Declaration::InitialLetter(_) => Longhand::InitialLetter,
            Declaration::LineGrid(_) => Longhand::LineGrid,
            Declaration::ZIndex(_) => Longhand::ZIndex,
            Declaration::ObjectFit(_) => Longhand::ObjectFit,
            Declaration::ObjectPosition(_) => Longhand::ObjectPosition,
            Declaration::FlexDirection(_) => Longhand::FlexDirection,
            Declaration::FlexWrap(_) => Longhand::FlexWrap,
            Declaration::FlexGrow(_) => Longhand::FlexGrow,
            Declaration::FlexShrink(_) => Longhand::FlexShrink,
            Declaration::Order(_) => Longhand::Order,
            Declaration::TableLayout(_) => Longhand::TableLayout,
            Declaration::BreakInside(_) => Longhand::BreakInside,
            Declaration::ColumnWidth(_) => Longhand::ColumnWidth,
            Declaration::ColumnCount(_) => Longhand::ColumnCount,
            Declaration::ColumnFill(_) => Longhand::ColumnFill,
            Declaration::ColumnSpan(_) => Longhand::ColumnSpan,
            Declaration::BoxDecorationBreak(_) => Longhand::BoxDecorationBreak,
            Declaration::MarginBreak(_) => Longhand::MarginBreak,
            Declaration::FootnotePolicy(_) => Longhand::FootnotePolicy,
            Declaration::Page(_) => Longhand::Page,
            Declaration::BackgroundColor(_) => Longhand::BackgroundColor,
            Declaration::BackgroundImage(_) => Longhand::BackgroundImage,
            Declaration::BackgroundPosition(_) => Longhand::BackgroundPosition,
            Declaration::BackgroundSize(_) => Longhand::BackgroundSize,
            Declaration::BackgroundRepeat(_) => Longhand::BackgroundRepeat,
            Declaration::BackgroundOrigin(_) => Longhand::BackgroundOrigin,
            Declaration::BackgroundClip(_) => Longhand::BackgroundClip,
            Declaration::Opacity(_) => Longhand::Opacity,
            Declaration::TextDecorationLine(_) => Longhand::TextDecorationLine,
            Declaration::TextDecorationStyle(_) => Longhand::TextDecorationStyle,
            Declaration::TextDecorationColor(_) => Longhand::TextDecorationColor,
            Declaration::TextDecorationThickness(_) => Longhand::TextDecorationThickness,
            Declaration::Content(_) => Longhand::Content,
            Declaration::CounterReset(..) => Longhand::CounterReset,
            Declaration::BookmarkLevel(_) => Longhand::BookmarkLevel,
            Declaration::BookmarkLabel(_) => Longhand::BookmarkLabel,
            Declaration::BookmarkState(_) => Longhand::BookmarkState,
            Declaration::StringSet(_) => Longhand::StringSet,
            Declaration::Effect(value) => value.longhand(),
        }
    }
}
