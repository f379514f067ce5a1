//! The initial value of every property. There is one allocation of each group in the program, which
//! all styles share that set nothing in it.

use std::sync::{Arc, LazyLock};

use super::font_variant::FontVariants;
use super::line_breaking::HYPHENATE_LIMIT_AUTO;
use super::quotes;
use crate::css::Color;
use crate::css::CounterStyle;
use crate::css::style::{
    BackgroundStyle, BorderStyle, BoxStyle, ComputedStyle, FontStyle, GeneratedContent, InheritedText,
};
use crate::css::values::*;
use crate::units::{Length, Sides};

/// The initial font size, `medium`: 16 px.
pub(crate) const MEDIUM_FONT_SIZE: Length = Length(16 * Length::PIXEL.0);

static INITIAL: LazyLock<ComputedStyle> = LazyLock::new(|| ComputedStyle {
    font: Arc::new(font()),
    text: Arc::new(text()),
    layout: Arc::new(layout()),
    border: Arc::new(border()),
    background: Arc::new(background()),
    content: Arc::new(content()),
    effects: None,
});

/// The style in which every property has its initial value.
pub fn initial() -> ComputedStyle {
    INITIAL.clone()
}

/// The same, by reference.
pub(super) fn initial_style() -> &'static ComputedStyle {
    &INITIAL
}

fn font() -> FontStyle {
    FontStyle {
        family: Arc::new([FontFamily::Serif]),
        size: MEDIUM_FONT_SIZE,
        weight: 400,
        slope: FontSlope::Normal,
        stretch: 100.0,
        line_height: LineHeight::Normal,
        size_adjust: FontSizeAdjust::None,
        language_override: None,
        kerning: true,
        features: Arc::new([]),
        variants: FontVariants::default(),
        feature_settings: Arc::new([]),
        variations: Arc::new([]),
        optical_sizing: true,
        letter_spacing: Length::ZERO,
        word_spacing: Length::ZERO,
        language: Arc::from(""),
    }
}

fn text() -> InheritedText {
    InheritedText {
        color: Color::BLACK,
        direction: Direction::LeftToRight,
        align: TextAlign::Start,
        align_last: TextAlignLast::Auto,
        indent: TextIndent { length: LengthPercentage::ZERO, hanging: false, each_line: false },
        transform: TextTransform::None,
        white_space_collapse: WhiteSpaceCollapse::Collapse,
        wrap: TextWrapMode::Wrap,
        wrap_style: TextWrapStyle::Auto,
        justify: TextJustify::Auto,
        line_snap: LineSnap::None,
        hanging_punctuation: HangingPunctuation::default(),
        hyphens: Hyphens::Manual,
        hyphenate_limit_chars: HYPHENATE_LIMIT_AUTO,
        hyphenate_limit_lines: None,
        hyphenate_character: None,
        overflow_wrap: OverflowWrap::Normal,
        word_break: WordBreak::Normal,
        tab_size: TabSize::Number(8.0),
        orphans: 2,
        widows: 2,
        visibility: Visibility::Visible,
        list_style_type: CounterStyle::Disc,
        list_style_position: ListStylePosition::Outside,
        list_style_image: None,
        quotes: quotes::of_language(""),
        quotes_by_language: true,
        border_collapse: BorderCollapse::Separate,
        border_spacing: (Length::ZERO, Length::ZERO),
        caption_side: CaptionSide::Top,
        empty_cells: EmptyCells::Show,
        underline_offset: None,
        underline_position: UnderlinePosition::Auto,
        skip_ink: SkipInk::Auto,
    }
}

fn layout() -> BoxStyle {
    BoxStyle {
        display: Display::Inline,
        inline_before_positioning: false,
        position: Position::Static,
        running: None,
        float: Float::None,
        clear: Clear::None,
        box_sizing: BoxSizing::ContentBox,
        width: SizeValue::Auto,
        height: SizeValue::Auto,
        min_width: SizeValue::Auto,
        min_height: SizeValue::Auto,
        max_width: SizeValue::Auto,
        max_height: SizeValue::Auto,
        aspect_ratio: None,
        margin: Sides::all(LengthPercentageOrAuto::ZERO),
        padding: Sides::all(LengthPercentage::ZERO),
        inset: Sides::all(LengthPercentageOrAuto::Auto),
        overflow: Overflow::Visible,
        vertical_align: VerticalAlign::Baseline,
        unicode_bidi: UnicodeBidi::Normal,
        initial_letter: None,
        line_grid: LineGrid::MatchParent,
        z_index: None,
        object_fit: ObjectFit::Fill,
        object_position: (LengthPercentage::percent(0.5), LengthPercentage::percent(0.5)),
        flex_direction: FlexDirection::Row,
        flex_wrap: FlexWrap::NoWrap,
        flex_grow: 0.0,
        flex_shrink: 1.0,
        flex_basis: SizeValue::Auto,
        order: 0,
        align_items: Alignment::Normal,
        align_self: Alignment::Normal,
        align_content: Alignment::Normal,
        justify_content: Alignment::Normal,
        justify_items: Alignment::Normal,
        justify_self: Alignment::Normal,
        row_gap: LengthPercentage::ZERO,
        column_gap: LengthPercentage::ZERO,
        grid: None,
        columns: super::multicol::INITIAL,
        table_layout: TableLayout::Auto,
        break_before: BreakBetween::Auto,
        break_after: BreakBetween::Auto,
        break_inside: BreakInside::Auto,
        box_decoration_break: BoxDecorationBreak::Slice,
        margin_break: MarginBreak::Auto,
        footnote_policy: FootnotePolicy::Auto,
        page: None,
    }
}

fn border() -> BorderStyle {
    let side = BorderSide { width: Length::ZERO, style: LineStyle::None, color: Color::BLACK };
    BorderStyle { sides: Sides::all(side), radii: CornerRadii::default(), column_rule: side }
}

fn background() -> BackgroundStyle {
    BackgroundStyle {
        color: Color::TRANSPARENT,
        layers: Vec::new(),
        color_clip: BackgroundBox::BorderBox,
        opacity: 1.0,
        decoration: TextDecoration {
            underline: false,
            overline: false,
            line_through: false,
            style: TextDecorationStyle::Solid,
            color: Color::BLACK,
            thickness: TextDecorationThickness::FromFont,
        },
    }
}

fn content() -> GeneratedContent {
    GeneratedContent {
        content: Content::Normal,
        alternative: None,
        counter_reset: Vec::new(),
        counter_reversed: Vec::new(),
        bookmark: BookmarkStyle::default(),
        counter_increment: Vec::new(),
        counter_set: Vec::new(),
        string_set: Vec::new(),
    }
}
