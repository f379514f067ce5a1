//! A computed style for hand-made runs.
use brochure::css::*;
use brochure::units::{Length, Sides};
use std::sync::{Arc, LazyLock};
const MEDIUM_FONT_SIZE: Length = Length(16 * Length::PIXEL.0);
static INITIAL: LazyLock<ComputedStyle> = LazyLock::new(|| ComputedStyle {
    font: Arc::new(font()),
    text: Arc::new(text()),
    layout: Arc::new(layout()),
    border: Arc::new(border()),
    background: Arc::new(background()),
    content: Arc::new(content()),
});

pub fn initial() -> Arc<ComputedStyle> {
    Arc::new(INITIAL.clone())
}
fn font() -> FontStyle {
    FontStyle {
        family: Arc::new([FontFamily::Serif]),
        size: MEDIUM_FONT_SIZE,
        weight: 400,
        slope: FontSlope::Normal,
        stretch: 100.0,
        line_height: LineHeight::Normal,
        kerning: true,
        features: Arc::new([]),
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
        indent: LengthPercentage::ZERO,
        transform: TextTransform::None,
        white_space_collapse: WhiteSpaceCollapse::Collapse,
        wrap: TextWrapMode::Wrap,
        hyphens: Hyphens::Manual,
        overflow_wrap: OverflowWrap::Normal,
        word_break: WordBreak::Normal,
        tab_size: TabSize::Number(8.0),
        orphans: 2,
        widows: 2,
        visibility: Visibility::Visible,
        list_style_type: CounterStyle::Disc,
        list_style_position: ListStylePosition::Outside,
        list_style_image: None,
        quotes: Arc::new([]),
        border_collapse: BorderCollapse::Separate,
        border_spacing: (Length::ZERO, Length::ZERO),
        caption_side: CaptionSide::Top,
        empty_cells: EmptyCells::Show,
    }
}

fn layout() -> BoxStyle {
    BoxStyle {
        display: Display::Inline,
        position: Position::Static,
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
        table_layout: TableLayout::Auto,
        break_before: BreakBetween::Auto,
        break_after: BreakBetween::Auto,
        break_inside: BreakInside::Auto,
        box_decoration_break: BoxDecorationBreak::Slice,
        page: None,
    }
}

fn border() -> BorderStyle {
    let side = BorderSide { width: Length::ZERO, style: LineStyle::None, color: Color::BLACK };
    BorderStyle { sides: Sides::all(side), radii: CornerRadii::default() }
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
        counter_reset: Vec::new(),
        counter_increment: Vec::new(),
        counter_set: Vec::new(),
        string_set: Vec::new(),
    }
}

pub fn with(letter_spacing: Length, direction: Direction) -> Arc<ComputedStyle> {
    let mut style = INITIAL.clone();
    Arc::make_mut(&mut style.font).letter_spacing = letter_spacing;
    Arc::make_mut(&mut style.text).direction = direction;
    Arc::new(style)
}
