//! The longhands of boxes: layout, positioning and fragmentation.

/// Adds the rows of this file before the groups of the files after it, and continues with `text`.
macro_rules! layout_longhands {
    ($callback:ident $($later:tt)*) => { $crate::css::longhands::text_longhands! { $callback
        /// Properties of the box: its type, position, size, flex and grid layout, table and fragmentation.
        Box BoxStyle BoxStyle {
            fields {
                /// An absolutely positioned box whose `display` was inline-level before it became a block, which decides its
                /// static position.
                inline_before_positioning: bool = false,
                /// `position`.
                position: Position = Position::Static,
                /// The name of a running element, with [`Position::Running`].
                running: Option<Arc<str>> = None,
                /// `margin-*`.
                margin: Sides<LengthPercentageOrAuto> = Sides::all(LengthPercentageOrAuto::ZERO),
                /// `padding-*`.
                padding: Sides<LengthPercentage> = Sides::all(LengthPercentage::ZERO),
                /// `top`, `right`, `bottom` and `left`.
                inset: Sides<LengthPercentageOrAuto> = Sides::all(LengthPercentageOrAuto::Auto),
                /// Whether `overflow` establishes a formatting context.
                overflow: Overflow = Overflow::Visible,
                /// `column-gap`; where it is `normal`, see [`ColumnStyle`].
                column_gap: LengthPercentage = LengthPercentage::ZERO,
                /// Grid properties; `None` where none of them is set.
                grid: Option<Arc<GridStyle>> = None,
                /// Multi-column properties.
                columns: ColumnStyle = ColumnStyle::INITIAL,
            }
            rows {
                Display "display": Display => display: Display = Display::Inline,
                    {"`inline`", "`none`, `contents`, `inline`, `block`, `inline-block`, `flow-root`, \
                         `list-item`, `flex`, `inline-flex`, `grid`, `inline-grid`, `table`, `inline-table`, \
                         `table-row-group`, `table-header-group`, `table-footer-group`, `table-row`, \
                         `table-cell`, `table-column`, `table-column-group`, `table-caption`, and their forms \
                         of two words such as `block flow`", box_model::parse_display, "`-webkit-box` and \
                         `-webkit-inline-box` are taken as `flow-root` and `inline-block`, for \
                         `-webkit-line-clamp`."};
                Float "float": FloatValue => float: Float = Float::None; box_style::compute_float,
                    {"`none`", "`none`, `left`, `right`, `inline-start`, `inline-end`", box_model::parse_float};
                Clear "clear": ClearValue => clear: Clear = Clear::None; box_style::compute_clear,
                    {"`none`", "`none`, `left`, `right`, `both`, `inline-start`, `inline-end`",
                        box_model::parse_clear};
                BoxSizing "box-sizing": BoxSizing => box_sizing: BoxSizing = BoxSizing::ContentBox, ["`content-box`"];
                Width "width": SpecifiedSize => width: SizeValue = SizeValue::Auto, ["`auto`"];
                Height "height": SpecifiedSize => height: SizeValue = SizeValue::Auto, ["`auto`"];
                MinWidth "min-width": SpecifiedSize => min_width: SizeValue = SizeValue::Auto, ["`auto`"];
                MinHeight "min-height": SpecifiedSize => min_height: SizeValue = SizeValue::Auto, ["`auto`"];
                MaxWidth "max-width": SpecifiedSize => max_width: SizeValue = SizeValue::Auto,
                    {"`none`", MAXIMA, box_model::parse_maximum};
                MaxHeight "max-height": SpecifiedSize => max_height: SizeValue = SizeValue::Auto,
                    {"`none`", MAXIMA, box_model::parse_maximum};
                /// Width divided by height.
                AspectRatio "aspect-ratio": Option<AspectRatio> => aspect_ratio: Option<AspectRatio> = None,
                    {"`auto`", "`auto`, a number, two numbers with `/` between them", box_model::parse_ratio,
                        "A ratio with `auto` applies to boxes that have no ratio of their own."};
                VerticalAlign "vertical-align": VerticalAlignValue => vertical_align: VerticalAlign =
                    VerticalAlign::Baseline; box_style::compute_vertical_align,
                    {"`baseline`", "`baseline`, `sub`, `super`, `text-top`, `text-bottom`, `middle`, `top`, \
                         `bottom`, a length, a percentage of the line height", box_model::parse_vertical_align};
                /// The size of an initial of several lines, on `::first-letter`; `None` is `normal`.
                InitialLetter "initial-letter": Option<InitialLetter> => initial_letter: Option<InitialLetter> =
                    None,
                    {"`normal`", "`normal`, or the height in lines, then optionally the line of its baseline: \
                         an integer, `drop`, `raise`", initial_letter::parse_initial, "On `::first-letter` only. \
                         By default its baseline is that of the last line beside it."};
                /// What is shown at the end of a line that its box cuts off; `None` is `clip`.
                TextOverflow "text-overflow": Option<Arc<str>> => text_overflow: Option<Arc<str>> = None,
                    {"`clip`", "`clip`, `ellipsis`, a string", line_clamp::parse_text_overflow, "Where \
                         `overflow` is not `visible`. A value for the line's start may come before it: `clip`."};
                /// How many lines are shown at most; see `BoxStyle::most_lines`.
                MaxLines "max-lines": Option<u16> => max_lines: Option<u16> = None,
                    {"`none`", "`none`, an integer from 1", line_clamp::parse_max_lines, "With `continue`."};
                Continue "continue": Continue => continuation: Continue = Continue::Auto,
                    ["`auto`", "With `max-lines`; the others hide the lines after those. `-webkit-legacy` does so \
                         where `display` is `-webkit-box`."];
                LineGrid "line-grid": LineGrid => line_grid: LineGrid = LineGrid::MatchParent,
                    ["`match-parent`", "The step of the grid is the box's line height."];
                UnicodeBidi "unicode-bidi": UnicodeBidi => unicode_bidi: UnicodeBidi = UnicodeBidi::Normal,
                    ["`normal`"];
                /// `None` is `auto`.
                ZIndex "z-index": Option<i32> => z_index: Option<i32> = None,
                    {"`auto`", "`auto`, an integer", box_model::parse_z_index};
                ObjectFit "object-fit": ObjectFit => object_fit: ObjectFit = ObjectFit::Fill, ["`fill`"];
                ObjectPosition "object-position": Box<PositionValue> => object_position: (LengthPercentage,
                    LengthPercentage) = (LengthPercentage::percent(0.5), LengthPercentage::percent(0.5)),
                    {"`50% 50%`", "a position: `left`, `center`, `right`, `top`, `bottom`, lengths and \
                         percentages", box_model::parse_object_position};
                FlexDirection "flex-direction": FlexDirection => flex_direction: FlexDirection = FlexDirection::Row,
                    ["`row`"];
                FlexWrap "flex-wrap": FlexWrap => flex_wrap: FlexWrap = FlexWrap::NoWrap, ["`nowrap`"];
                FlexGrow "flex-grow": f32 => flex_grow: f32 = 0.0,
                    {"`0`", "a number from 0", alignment::parse_factor};
                FlexShrink "flex-shrink": f32 => flex_shrink: f32 = 1.0,
                    {"`1`", "a number from 0", alignment::parse_factor};
                FlexBasis "flex-basis": SpecifiedSize => flex_basis: SizeValue = SizeValue::Auto,
                    {"`auto`", "`auto`, `content`, a length, a percentage, `min-content`, `max-content`, \
                         `fit-content`", alignment::parse_basis};
                Order "order": i32 => order: i32 = 0, {"`0`", "an integer", parse_integer};
                AlignItems "align-items": Alignment => align_items: Alignment = Alignment::Normal,
                    {"`normal`", "`normal`, `stretch`, `baseline`, `first baseline`, `last baseline`, or with \
                         or without `safe` or `unsafe` before it `start`, `end`, `self-start`, `self-end`, \
                         `flex-start`, `flex-end`, `center`", alignment::parse_align_items};
                AlignSelf "align-self": Alignment => align_self: Alignment = Alignment::Normal,
                    {"`auto`", "`auto`, `normal`, `stretch`, `baseline`, `first baseline`, `last baseline`, or \
                         with or without `safe` or `unsafe` before it `start`, `end`, `self-start`, \
                         `self-end`, `flex-start`, `flex-end`, `center`", alignment::parse_align_self};
                AlignContent "align-content": Alignment => align_content: Alignment = Alignment::Normal,
                    {"`normal`", "`normal`, `stretch`, `baseline`, `first baseline`, `last baseline`, \
                         `space-between`, `space-around`, `space-evenly`, or with or without `safe` or \
                         `unsafe` before it `start`, `end`, `flex-start`, `flex-end`, `center`",
                        alignment::parse_align_content};
                JustifyContent "justify-content": Alignment => justify_content: Alignment = Alignment::Normal,
                    {"`normal`", "as `align-content` without baselines, and `left`, `right`",
                        alignment::parse_justify_content};
                JustifyItems "justify-items": Alignment => justify_items: Alignment = Alignment::Normal,
                    {"`normal`", "as `align-items`, and `left`, `right`", alignment::parse_justify_items,
                        "Only in grid containers."};
                JustifySelf "justify-self": Alignment => justify_self: Alignment = Alignment::Normal,
                    {"`auto`", "as `align-self`, and `left`, `right`", alignment::parse_justify_self, "Only \
                         in grid containers."};
                RowGap "row-gap": Option<LengthValue> => row_gap: LengthPercentage = LengthPercentage::ZERO;
                    alignment::compute_gap,
                    {"`normal`", GAPS, alignment::parse_gap};
                TableLayout "table-layout": TableLayout => table_layout: TableLayout = TableLayout::Auto, ["`auto`"];
                BreakBefore "break-before": BreakBetween => break_before: BreakBetween = BreakBetween::Auto,
                    {"`auto`", BREAKS, fragmentation::parse_between};
                BreakAfter "break-after": BreakBetween => break_after: BreakBetween = BreakBetween::Auto,
                    {"`auto`", BREAKS, fragmentation::parse_between};
                BreakInside "break-inside": BreakInside => break_inside: BreakInside = BreakInside::Auto, ["`auto`"];
                BoxDecorationBreak "box-decoration-break": BoxDecorationBreak => box_decoration_break:
                    BoxDecorationBreak = BoxDecorationBreak::Slice,
                    ["`slice`"];
                MarginBreak "margin-break": MarginBreak => margin_break: MarginBreak = MarginBreak::Auto,
                    ["`auto`", "`discard` also discards the margin at the top of the first page and after a \
                         forced break."];
                FootnotePolicy "footnote-policy": FootnotePolicy => footnote_policy: FootnotePolicy =
                    FootnotePolicy::Auto,
                    ["`auto`", "`block` does not break the paragraph that calls the note."];
                /// The named page, `None` for `auto`.
                Page "page": Option<Arc<str>> => page: Option<Arc<str>> = None,
                    {"`auto`", "`auto`, the name of a page", fragmentation::parse_page};
            }
            parts {
                Position "position": (Position, Option<Arc<str>>) => (box_style::apply_position,
                    box_style::copy_position),
                    {"`static`", "`static`, `relative`, `absolute`, `fixed`, `running()`",
                        box_model::parse_position_scheme, "`fixed` repeats on every page; `running(name)` \
                         moves an element to the margin boxes with `element(name)`."};
                MarginTop "margin-top": LengthOrAutoValue => [margin.top], ["`0`"];
                MarginRight "margin-right": LengthOrAutoValue => [margin.right], ["`0`"];
                MarginBottom "margin-bottom": LengthOrAutoValue => [margin.bottom], ["`0`"];
                MarginLeft "margin-left": LengthOrAutoValue => [margin.left], ["`0`"];
                PaddingTop "padding-top": LengthValue => [padding.top; non_negative],
                    {"`0`", PADDINGS, box_model::parse_padding};
                PaddingRight "padding-right": LengthValue => [padding.right; non_negative],
                    {"`0`", PADDINGS, box_model::parse_padding};
                PaddingBottom "padding-bottom": LengthValue => [padding.bottom; non_negative],
                    {"`0`", PADDINGS, box_model::parse_padding};
                PaddingLeft "padding-left": LengthValue => [padding.left; non_negative],
                    {"`0`", PADDINGS, box_model::parse_padding};
                Top "top": LengthOrAutoValue => [inset.top], ["`auto`"];
                Right "right": LengthOrAutoValue => [inset.right], ["`auto`"];
                Bottom "bottom": LengthOrAutoValue => [inset.bottom], ["`auto`"];
                Left "left": LengthOrAutoValue => [inset.left], ["`auto`"];
                ColumnGap "column-gap": Option<LengthValue> => (alignment::apply_column_gap,
                    alignment::copy_column_gap),
                    {"`normal`", GAPS, alignment::parse_gap};
                GridTemplateColumns "grid-template-columns": Arc<TrackList<LengthValue>> => {grid.template_columns;
                    grid::compute_template},
                    {"`none`", TEMPLATE, grid::parse_template, SUBGRID};
                GridTemplateRows "grid-template-rows": Arc<TrackList<LengthValue>> => {grid.template_rows;
                    grid::compute_template},
                    {"`none`", TEMPLATE, grid::parse_template, SUBGRID};
                GridTemplateAreas "grid-template-areas": Option<Arc<TemplateAreas>> => {grid.template_areas},
                    {"`none`", "`none`, or a string for each row, with a name or `.` for each cell",
                        grid::parse_template_areas};
                GridAutoColumns "grid-auto-columns": Arc<[TrackSize<LengthValue>]> => {grid.auto_columns;
                    grid::compute_tracks},
                    {"`auto`", AUTO_TRACKS, grid::parse_auto_tracks};
                GridAutoRows "grid-auto-rows": Arc<[TrackSize<LengthValue>]> => {grid.auto_rows;
                    grid::compute_tracks},
                    {"`auto`", AUTO_TRACKS, grid::parse_auto_tracks};
                GridAutoFlow "grid-auto-flow": GridAutoFlow => {grid.auto_flow},
                    {"`row`", "`row` or `column`, `dense`, or both", grid::parse_auto_flow};
                GridRowStart "grid-row-start": GridLine => {grid.row_start}, ["`auto`"];
                GridRowEnd "grid-row-end": GridLine => {grid.row_end}, ["`auto`"];
                GridColumnStart "grid-column-start": GridLine => {grid.column_start}, ["`auto`"];
                GridColumnEnd "grid-column-end": GridLine => {grid.column_end}, ["`auto`"];
                ColumnWidth "column-width": Option<LengthValue> => [columns.width; multicol::compute_width],
                    {"`auto`", "`auto`, a length", multicol::parse_width, "The least width; columns are wider \
                         where there is more space."};
                ColumnCount "column-count": Option<u16> => [columns.count],
                    {"`auto`", "`auto`, an integer from 1", multicol::parse_count};
                ColumnFill "column-fill": ColumnFill => [columns.fill],
                    ["`balance`", "Where the content continues on the next page, `balance` fills the columns."];
                ColumnSpan "column-span": bool => [columns.spans], {"`none`", "`none`, `all`", multicol::parse_span};
            }
            logical {
                InlineSize "inline-size": SpecifiedSize => Width [width] Width [width], ["`auto`"];
                BlockSize "block-size": SpecifiedSize => Height [height] Height [height], ["`auto`"];
                MinInlineSize "min-inline-size": SpecifiedSize => MinWidth [min_width] MinWidth [min_width],
                    ["`auto`"];
                MinBlockSize "min-block-size": SpecifiedSize => MinHeight [min_height] MinHeight [min_height],
                    ["`auto`"];
                MaxInlineSize "max-inline-size": SpecifiedSize => MaxWidth [max_width] MaxWidth [max_width],
                    {"`none`", MAXIMA, box_model::parse_maximum};
                MaxBlockSize "max-block-size": SpecifiedSize => MaxHeight [max_height] MaxHeight [max_height],
                    {"`none`", MAXIMA, box_model::parse_maximum};
                MarginBlockStart "margin-block-start": LengthOrAutoValue => MarginTop [margin.top] MarginTop
                    [margin.top],
                    ["`0`"];
                MarginBlockEnd "margin-block-end": LengthOrAutoValue => MarginBottom [margin.bottom] MarginBottom
                    [margin.bottom],
                    ["`0`"];
                MarginInlineStart "margin-inline-start": LengthOrAutoValue => MarginLeft [margin.left] MarginRight
                    [margin.right],
                    ["`0`"];
                MarginInlineEnd "margin-inline-end": LengthOrAutoValue => MarginRight [margin.right] MarginLeft
                    [margin.left],
                    ["`0`"];
                PaddingBlockStart "padding-block-start": LengthValue => PaddingTop [padding.top; non_negative]
                    PaddingTop [padding.top; non_negative],
                    {"`0`", PADDINGS, box_model::parse_padding};
                PaddingBlockEnd "padding-block-end": LengthValue => PaddingBottom [padding.bottom; non_negative]
                    PaddingBottom [padding.bottom; non_negative],
                    {"`0`", PADDINGS, box_model::parse_padding};
                PaddingInlineStart "padding-inline-start": LengthValue => PaddingLeft [padding.left; non_negative]
                    PaddingRight [padding.right; non_negative],
                    {"`0`", PADDINGS, box_model::parse_padding};
                PaddingInlineEnd "padding-inline-end": LengthValue => PaddingRight [padding.right; non_negative]
                    PaddingLeft [padding.left; non_negative],
                    {"`0`", PADDINGS, box_model::parse_padding};
                InsetBlockStart "inset-block-start": LengthOrAutoValue => Top [inset.top] Top [inset.top], ["`auto`"];
                InsetBlockEnd "inset-block-end": LengthOrAutoValue => Bottom [inset.bottom] Bottom [inset.bottom],
                    ["`auto`"];
                InsetInlineStart "inset-inline-start": LengthOrAutoValue => Left [inset.left] Right [inset.right],
                    ["`auto`"];
                InsetInlineEnd "inset-inline-end": LengthOrAutoValue => Right [inset.right] Left [inset.left],
                    ["`auto`"];
            }
        }
        $($later)*
    } };
}

pub(in crate::css) use layout_longhands;
