//! Computed styles. Groups of properties are shared: a child that sets no property of an inherited
//! group points at its parent's, and equal groups of one cascade are one allocation.

use std::sync::Arc;

use super::effects::{AxisOverflow, EffectStyle};
use super::grid::GridStyle;
use super::properties::FontVariants;
use super::values::*;
use super::{Color, CounterStyle};
use crate::units::{Length, Sides, Size};

/// The computed style of an element, a pseudo-element, a margin box, or an anonymous box.
#[derive(Clone, Debug, PartialEq)]
pub struct ComputedStyle {
    /// Inherited: which glyphs, and how large.
    pub font: Arc<FontStyle>,
    /// Inherited: how text and lists are set.
    pub text: Arc<InheritedText>,
    /// Not inherited: what box, where, how large, and how it breaks.
    pub layout: Arc<BoxStyle>,
    /// Not inherited: borders and corners.
    pub border: Arc<BorderStyle>,
    /// Not inherited: backgrounds and other ink.
    pub background: Arc<BackgroundStyle>,
    /// Not inherited: generated content, counters and named strings.
    pub content: Arc<GeneratedContent>,
    /// Not inherited: transforms, clipping and the like; `None` where none of them is set.
    pub effects: Option<Arc<EffectStyle>>,
}

impl ComputedStyle {
    /// Whether the box clips what it holds, in one direction at least.
    pub fn clips(&self) -> bool {
        self.effects
            .as_ref()
            .is_some_and(|effects| effects.overflow != (AxisOverflow::Visible, AxisOverflow::Visible))
    }

    /// Whether nothing is seen of what reaches out of the box at its bottom.
    pub fn clips_at_bottom(&self) -> bool {
        self.effects.as_ref().is_some_and(|effects| effects.overflow.1 != AxisOverflow::Visible)
    }
}

/// Inherited properties that choose and size glyphs.
#[derive(Clone, Debug, PartialEq)]
pub struct FontStyle {
    pub family: Arc<[FontFamily]>,
    pub size: Length,
    /// 1 to 1000.
    pub weight: u16,
    pub slope: FontSlope,
    /// Percent of normal width; 100 is normal.
    pub stretch: f32,
    pub line_height: LineHeight,
    pub size_adjust: FontSizeAdjust,
    /// The OpenType language system of `font-language-override`, in the place of the language's.
    pub language_override: Option<[u8; 4]>,
    /// `font-kerning: none` is false.
    pub kerning: bool,
    /// From `font-variant-*` then `font-feature-settings`, in order.
    pub features: Arc<[FontFeature]>,
    /// What `font-variant-*` says, so that each of them inherits by itself; see `features`.
    pub variants: FontVariants,
    /// What `font-feature-settings` says; see `features`.
    pub feature_settings: Arc<[FontFeature]>,
    /// `font-variation-settings`: the last of an axis counts.
    pub variations: Arc<[FontVariation]>,
    /// `font-optical-sizing`: whether fonts that vary with their size follow it.
    pub optical_sizing: bool,
    pub letter_spacing: Length,
    pub word_spacing: Length,
    /// The language tag from `lang`, empty where unknown.
    pub language: Arc<str>,
}

/// Inherited properties of text, lists and tables.
#[derive(Clone, Debug, PartialEq)]
pub struct InheritedText {
    pub color: Color,
    pub direction: Direction,
    pub align: TextAlign,
    pub align_last: TextAlignLast,
    pub indent: TextIndent,
    pub transform: TextTransform,
    pub white_space_collapse: WhiteSpaceCollapse,
    pub wrap: TextWrapMode,
    pub wrap_style: TextWrapStyle,
    pub justify: TextJustify,
    pub line_snap: LineSnap,
    pub hanging_punctuation: HangingPunctuation,
    pub hyphens: Hyphens,
    pub hyphenate_limit_chars: HyphenateLimitChars,
    /// How many lines in a row may end in a hyphen; `None` for any number.
    pub hyphenate_limit_lines: Option<u16>,
    /// What is put where a word is hyphenated; `None` for the font's hyphen.
    pub hyphenate_character: Option<Arc<str>>,
    pub overflow_wrap: OverflowWrap,
    pub word_break: WordBreak,
    pub tab_size: TabSize,
    pub orphans: u16,
    pub widows: u16,
    pub visibility: Visibility,
    pub list_style_type: CounterStyle,
    pub list_style_position: ListStylePosition,
    pub list_style_image: Option<Arc<ImageUrl>>,
    /// Pairs of opening and closing quotation marks, outermost first.
    pub quotes: Arc<[(Arc<str>, Arc<str>)]>,
    /// `quotes: auto`: the marks follow the language.
    pub quotes_by_language: bool,
    pub border_collapse: BorderCollapse,
    /// Horizontal and vertical.
    pub border_spacing: (Length, Length),
    pub caption_side: CaptionSide,
    pub empty_cells: EmptyCells,
    /// `None` is `auto`; percentages refer to the font size.
    pub underline_offset: Option<LengthPercentage>,
    pub underline_position: UnderlinePosition,
    /// `text-decoration-skip-ink`
    pub skip_ink: SkipInk,
}

/// Properties of the box: kind, place, size, flex, table, and fragmentation.
#[derive(Clone, Debug, PartialEq)]
pub struct BoxStyle {
    pub display: Display,
    /// An absolutely positioned box whose `display` was of the inline level before it became a block:
    /// that decides where it stands by itself.
    pub inline_before_positioning: bool,
    pub position: Position,
    /// The name of a running element, with [`Position::Running`].
    pub running: Option<Arc<str>>,
    pub float: Float,
    pub clear: Clear,
    pub box_sizing: BoxSizing,
    pub width: SizeValue,
    pub height: SizeValue,
    pub min_width: SizeValue,
    pub min_height: SizeValue,
    pub max_width: SizeValue,
    pub max_height: SizeValue,
    /// Width divided by height.
    pub aspect_ratio: Option<AspectRatio>,
    pub margin: Sides<LengthPercentageOrAuto>,
    pub padding: Sides<LengthPercentage>,
    pub inset: Sides<LengthPercentageOrAuto>,
    /// Whether `overflow` makes a formatting context of its own.
    pub overflow: Overflow,
    pub vertical_align: VerticalAlign,
    /// Of a `::first-letter`: it is an initial of several lines; `None` is `normal`.
    pub initial_letter: Option<InitialLetter>,
    pub line_grid: LineGrid,
    pub unicode_bidi: UnicodeBidi,
    pub z_index: Option<i32>,
    pub object_fit: ObjectFit,
    pub object_position: (LengthPercentage, LengthPercentage),

    pub flex_direction: FlexDirection,
    pub flex_wrap: FlexWrap,
    pub flex_grow: f32,
    pub flex_shrink: f32,
    pub flex_basis: SizeValue,
    pub order: i32,
    pub align_items: Alignment,
    pub align_self: Alignment,
    pub align_content: Alignment,
    pub justify_content: Alignment,
    pub justify_items: Alignment,
    pub justify_self: Alignment,
    pub row_gap: LengthPercentage,
    pub column_gap: LengthPercentage,
    /// Grid properties; `None` where none of them is set.
    pub grid: Option<Arc<GridStyle>>,
    pub columns: ColumnStyle,

    pub table_layout: TableLayout,

    pub break_before: BreakBetween,
    pub break_after: BreakBetween,
    pub break_inside: BreakInside,
    pub box_decoration_break: BoxDecorationBreak,
    pub margin_break: MarginBreak,
    pub footnote_policy: FootnotePolicy,
    /// The `page` property: the named page, `None` for `auto`.
    pub page: Option<Arc<str>>,
}

impl BoxStyle {
    /// The ratio of an image that has `natural` by itself, or of another box.
    pub fn ratio(&self, natural: Option<f32>) -> Option<f32> {
        let natural = natural.filter(|ratio| *ratio > 0.0 && ratio.is_finite());
        match self.aspect_ratio {
            Some(own) if own.is_fallback => natural.or(Some(own.ratio)),
            Some(own) => Some(own.ratio),
            None => natural,
        }
    }

    /// The size along one axis that follows from the other by the ratio of a box that is no image: content
    /// sizes, with the edges along both axes.
    pub fn by_ratio(
        &self,
        to_height: bool,
        length: Length,
        edges: Length,
        other_edges: Length,
    ) -> Option<Length> {
        let own = self.aspect_ratio?;
        let ratio = f64::from(if to_height { 1.0 / own.ratio } else { own.ratio });
        let scaled = if self.box_sizing == BoxSizing::BorderBox && !own.is_fallback {
            (length + edges).scale(ratio) - other_edges
        } else {
            length.scale(ratio)
        };
        Some(scaled.max(Length::ZERO))
    }

    /// Whether a box takes no room where it stands: it is positioned, or goes to another place of the page.
    pub fn is_out_of_flow(&self) -> bool {
        self.position.is_out_of_flow() || self.float == Float::Footnote
    }

    /// Whether the main axis of a flex container is horizontal.
    pub fn is_row(&self) -> bool {
        matches!(self.flex_direction, FlexDirection::Row | FlexDirection::RowReverse)
    }

    /// Whether what follows flows around a box (CSS 2.2, section 9.5).
    pub fn is_floating(&self) -> bool {
        matches!(self.float, Float::Left | Float::Right)
    }
}

/// Borders and corners. Widths are part of layout, colours of paint.
#[derive(Clone, Debug, PartialEq)]
pub struct BorderStyle {
    pub sides: Sides<BorderSide>,
    pub radii: CornerRadii,
    /// The line between columns.
    pub column_rule: BorderSide,
}

impl BorderStyle {
    pub fn widths(&self) -> Sides<Length> {
        self.sides.map(|side| side.width)
    }
}

/// Backgrounds and what else is only ink.
#[derive(Clone, Debug, PartialEq)]
pub struct BackgroundStyle {
    pub color: Color,
    /// Topmost first.
    pub layers: Vec<BackgroundLayer>,
    /// `background-clip` of the last layer, which clips the colour too.
    pub color_clip: BackgroundBox,
    /// 1.0 is opaque.
    pub opacity: f32,
    pub decoration: TextDecoration,
}

/// Generated content, counters, named strings.
#[derive(Clone, Debug, PartialEq)]
pub struct GeneratedContent {
    pub content: Content,
    /// The text after `/` in `content`, which stands for it where it is read aloud.
    pub alternative: Option<Vec<ContentPart>>,
    pub counter_reset: CounterChanges,
    pub counter_reversed: ReversedCounters,
    pub counter_increment: CounterChanges,
    pub counter_set: CounterChanges,
    pub string_set: Vec<(Arc<str>, Vec<ContentPart>)>,
    pub bookmark: BookmarkStyle,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PseudoElement {
    Before,
    After,
    Marker,
    FirstLetter,
    FootnoteCall,
    FootnoteMarker,
    FirstLine,
}

/// Which `@page` rules apply to a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct PageClass {
    /// The value of `page` for the content that starts the page.
    pub name: Option<Arc<str>>,
    /// The first page of the document.
    pub first: bool,
    pub side: PageSide,
    /// Made only to put what follows on the right side.
    pub blank: bool,
    /// Those of [`Styles::nth_pages`](super::Styles::nth_pages) that select it.
    pub nth: Vec<NthPage>,
}

/// The argument of `:nth()` in a page selector (CSS GCPM 3, section 3.2): every `step`th page, of the
/// document or of a group of named pages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NthPage {
    pub step: i32,
    pub offset: i32,
    /// The name of the pages that are counted, from the first of each group on.
    pub of: Option<Arc<str>>,
}

impl NthPage {
    /// Whether the page of this number, from 1, is selected.
    pub fn matches(&self, number: i32) -> bool {
        let past = i64::from(number) - i64::from(self.offset);
        match i64::from(self.step) {
            0 => past == 0,
            step => past % step == 0 && past / step >= 0,
        }
    }
}

/// `page-orientation` (CSS Paged Media 3, section 7.2): how a page is turned when it is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageOrientation {
    #[default]
    Upright,
    RotateLeft,
    RotateRight,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageSide {
    Left,
    #[default]
    Right,
}

impl PageSide {
    pub fn opposite(self) -> PageSide {
        match self {
            PageSide::Left => PageSide::Right,
            PageSide::Right => PageSide::Left,
        }
    }
}

/// The computed style of a page of one class.
#[derive(Clone, Debug, PartialEq)]
pub struct PageStyle {
    /// The page box: the sheet after trimming.
    pub size: Size,
    pub orientation: PageOrientation,
    /// Used margins: `auto` has become zero, percentages are resolved.
    pub margin: Sides<Length>,
    pub padding: Sides<Length>,
    /// Border, background and text properties of the page context.
    pub style: Arc<ComputedStyle>,
    /// The margin boxes that have content, in the order of [`MarginBox`].
    pub margin_boxes: Vec<(MarginBox, Arc<ComputedStyle>)>,
    /// The style of the area for footnotes.
    pub footnote_area: Arc<ComputedStyle>,
}

impl PageStyle {
    /// Margin, border and padding together: what lies around the page's content box.
    pub fn edges(&self) -> Sides<Length> {
        self.margin + self.style.border.widths() + self.padding
    }

    /// The size of the content box.
    pub fn content_size(&self) -> Size {
        let edges = self.edges();
        Size::new(
            (self.size.width - edges.horizontal()).max(Length::ZERO),
            (self.size.height - edges.vertical()).max(Length::ZERO),
        )
    }
}

/// The sixteen margin boxes, clockwise from the top left corner (CSS Paged Media 3, section 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarginBox {
    TopLeftCorner,
    TopLeft,
    TopCenter,
    TopRight,
    TopRightCorner,
    RightTop,
    RightMiddle,
    RightBottom,
    BottomRightCorner,
    BottomRight,
    BottomCenter,
    BottomLeft,
    BottomLeftCorner,
    LeftBottom,
    LeftMiddle,
    LeftTop,
}
