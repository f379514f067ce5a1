//! The table of longhands: each property that has a value of its own is one row, and no other place lists the
//! longhands. The macro [`longhands!`] passes all rows to another macro. The rows define the
//! [`Longhand`](super::properties::Longhand) and [`Declaration`](super::properties::Declaration) enums, the structs of
//! the computed style, their initial values, the parser's table, and the code that computes and inherits values.
//!
//! A group consists of its name, the struct of the style that contains it, the type that declarations are applied to,
//! and these sections:
//!
//! - `fields`: fields of the struct that no row sets, or several rows.
//! - `rows`: longhands with a field of their own,
//!   `Variant "css-name": SpecifiedType => field: ComputedType = initial; compute, MANUAL;`.
//!   Without `compute`, the specified type's `Compute` implementation computes the value.
//! - `parts`: longhands that set a field inside a field, `[path.to.field; compute]`; a field of a structure that exists
//!   only where one of its properties is set, `{structure.field; compute}`; or any fields by functions of their own,
//!   `(apply, copy)`.
//! - `logical`: longhands that set the field of a physical longhand, which depends on the direction: first the longhand
//!   and its field in left-to-right text, then those in right-to-left text.
//!
//! MANUAL is for the manual and the parser: `["initial value", "remark"]` where the specified type has its own grammar
//! and parser (`ParseValue`, as every keyword enum has), `{"initial value", "grammar", parse, "remark"}` with a function
//! from the input to the specified value, or `("initial value", "grammar", parse, "remark")` with a function that also
//! takes the target and adds the declarations itself. The remark is optional.

/// Calls the macro `$callback` with all groups.
macro_rules! longhands {
    ($callback:ident) => { $callback! {
        /// Inherited properties that choose and size glyphs.
        Font FontStyle FontStyle {
            fields {
                /// The features of `font-variant-*` and then of `font-feature-settings`, in order.
                features: Arc<[FontFeature]> = Arc::new([]),
                /// The values of all `font-variant-*` properties; see `features`.
                variants: FontVariants = FontVariants::default(),
                /// The language tag from `lang`, empty where unknown.
                language: Arc<str> = Arc::from(""),
            }
            rows {
                /// The size comes first, because `em` in all others refers to it.
                FontSize "font-size": FontSizeValue => size: Length = MEDIUM_FONT_SIZE; font::compute_size,
                    {"`medium` (16px)", "a length, a percentage of the parent's size, `xx-small`, `x-small`, \
                         `small`, `medium`, `large`, `x-large`, `xx-large`, `xxx-large`, `larger`, `smaller`",
                        font::parse_size};
                FontFamily "font-family": Arc<[FontFamily]> => family: Arc<[FontFamily]> =
                    Arc::new([FontFamily::Serif]),
                    {"`serif`", "a list of names and of `serif`, `sans-serif`, `monospace`, `cursive`, \
                         `fantasy`, `system-ui`, `ui-serif`, `ui-sans-serif`, `ui-monospace`, `ui-rounded`",
                        font::parse_family};
                /// 1 to 1000.
                FontWeight "font-weight": FontWeightValue => weight: u16 = 400; font::compute_weight,
                    {"`normal`", "1 to 1000, `normal`, `bold`, `bolder`, `lighter`", font::parse_weight};
                FontStyle "font-style": FontSlope => slope: FontSlope = FontSlope::Normal,
                    {"`normal`", "`normal`, `italic`, `oblique` with or without an angle", font::parse_slope,
                        "An angle takes effect in variable fonts that have a `slnt` axis."};
                /// Percent of normal width; 100 is normal.
                FontStretch "font-stretch": f32 => stretch: f32 = 100.0,
                    {"`normal`", "`normal`, `ultra-condensed`, `extra-condensed`, `condensed`, \
                         `semi-condensed`, `semi-expanded`, `expanded`, `extra-expanded`, `ultra-expanded`, a \
                         percentage", font::parse_any_stretch};
                FontSizeAdjust "font-size-adjust": FontSizeAdjust => size_adjust: FontSizeAdjust =
                    FontSizeAdjust::None,
                    {"`none`", "`none`, or `ex-height` (the default), `cap-height`, `ch-width`, `ic-width` \
                         or `ic-height` and a number or `from-font`", font_settings::parse_size_adjust, "A font \
                         without that metric keeps its size."};
                /// The OpenType language system that replaces the one of the language.
                FontLanguageOverride "font-language-override": Option<[u8; 4]> => language_override: Option<[u8; 4]>
                    = None,
                    {"`normal`", "`normal`, or an OpenType language system as a string of up to four letters",
                        font_settings::parse_language_override, "Otherwise the language is that of `lang`."};
                /// `none` is false.
                FontKerning "font-kerning": bool => kerning: bool = true,
                    {"`auto`", "`auto`, `normal`, `none`", font::parse_kerning};
                /// See `features`.
                FontFeatureSettings "font-feature-settings": Arc<[FontFeature]> => feature_settings:
                    Arc<[FontFeature]> = Arc::new([]),
                    {"`normal`", "`normal`, or a list of OpenType features: a string of four characters, then \
                         a number, `on` or `off`", font_settings::parse_features};
                /// The last value of an axis applies.
                FontVariationSettings "font-variation-settings": Arc<[FontVariation]> => variations:
                    Arc<[FontVariation]> = Arc::new([]),
                    {"`normal`", "`normal`, or a list of axes of a variable font: a string of four characters, \
                         then a number", font_settings::parse_variations, "Overrides the axis values of \
                         `font-weight` and similar properties."};
                /// `none` is false.
                FontOpticalSizing "font-optical-sizing": bool => optical_sizing: bool = true,
                    {"`auto`", "`auto`, `none`", font_settings::parse_optical_sizing, "`auto` sets the axis \
                         `opsz` of a variable font to the font size in pixels."};
                LineHeight "line-height": LineHeightValue => line_height: LineHeight = LineHeight::Normal;
                    font::compute_line_height,
                    {"`normal`", "`normal`, a number, a length, a percentage of the font size",
                        font::parse_line_height};
                /// `normal` is zero.
                LetterSpacing "letter-spacing": LengthValue => letter_spacing: Length = Length::ZERO; of_font_size,
                    {"`normal`", "`normal`, a length, a percentage of the font size", font::parse_spacing,
                        "Separates ligatures. Not added at the ends of lines, nor between letters that join."};
                /// `normal` is zero.
                WordSpacing "word-spacing": LengthValue => word_spacing: Length = Length::ZERO; of_font_size,
                    {"`normal`", "`normal`, a length, a percentage of the font size", font::parse_spacing};
            }
            parts {
                FontVariantLigatures "font-variant-ligatures": FontVariants => (|font, value, _|
                    font.set_variants(Ligatures, *value), |font, source| font.set_variants(Ligatures,
                    source.variants)),
                    {"`normal`", "`normal`, `none`, or any of `common-ligatures`, `discretionary-ligatures`, \
                         `historical-ligatures`, `contextual`, each also with `no-`", |input|
                        font::parse_variant(input, Ligatures)};
                FontVariantCaps "font-variant-caps": FontVariants => (|font, value, _| font.set_variants(Caps,
                    *value), |font, source| font.set_variants(Caps, source.variants)),
                    {"`normal`", "`normal`, `small-caps`, `all-small-caps`, `petite-caps`, `all-petite-caps`, \
                         `unicase`, `titling-caps`", |input| font::parse_variant(input, Caps), "Only where the \
                         font has the feature; small capitals are not synthesized."};
                FontVariantNumeric "font-variant-numeric": FontVariants => (|font, value, _|
                    font.set_variants(Numeric, *value), |font, source| font.set_variants(Numeric, source.variants)),
                    {"`normal`", "`normal`, or any of `lining-nums`, `oldstyle-nums`, `proportional-nums`, \
                         `tabular-nums`, `diagonal-fractions`, `stacked-fractions`, `ordinal`, \
                         `slashed-zero`", |input| font::parse_variant(input, Numeric)};
                FontVariantEastAsian "font-variant-east-asian": FontVariants => (|font, value, _|
                    font.set_variants(EastAsian, *value), |font, source| font.set_variants(EastAsian,
                    source.variants)),
                    {"`normal`", "`normal`, or any of `jis78`, `jis83`, `jis90`, `jis04`, `simplified`, \
                         `traditional`, `full-width`, `proportional-width`, `ruby`", |input|
                        font::parse_variant(input, EastAsian)};
                FontVariantPosition "font-variant-position": FontVariants => (|font, value, _|
                    font.set_variants(Position, *value), |font, source| font.set_variants(Position,
                    source.variants)),
                    {"`normal`", "`normal`, `sub`, `super`", |input| font::parse_variant(input, Position), "Only \
                         where the font has the feature; glyphs are not synthesized."};
                FontVariantAlternates "font-variant-alternates": FontVariants => (|font, value, _|
                    font.set_variants(Alternates, *value), |font, source| font.set_variants(Alternates,
                    source.variants)),
                    {"`normal`", "`normal`, `historical-forms`", |input| font::parse_variant(input,
                        Alternates)};
            }
            logical {
            }
        }
        /// Inherited properties of text, lists and tables.
        Text InheritedText InheritedText {
            fields {
                /// Pairs of opening and closing quotation marks, outermost first.
                quotes: Arc<[(Arc<str>, Arc<str>)]> = quotes::of_language(""),
                /// `quotes: auto`: the marks depend on the language.
                quotes_by_language: bool = true,
            }
            rows {
                /// The color comes first, because `currentcolor` in all others refers to it.
                Color "color": ColorValue => color: Color = Color::BLACK, ["`CanvasText` (black)"];
                Direction "direction": Direction => direction: Direction = Direction::LeftToRight, ["`ltr`"];
                TextAlign "text-align": TextAlignValue => align: TextAlign = TextAlign::Start; text::compute_align,
                    {"`start`", "`start`, `end`, `left`, `right`, `center`, `justify`, `match-parent`",
                        text::parse_align, "Does not reset `text-align-last`."};
                TextAlignLast "text-align-last": TextAlignLast => align_last: TextAlignLast = TextAlignLast::Auto,
                    {"`auto`", "`auto`, `start`, `end`, `left`, `right`, `center`, `justify`",
                        text::parse_align_last};
                TextIndent "text-indent": TextIndentValue => indent: TextIndent = TextIndent::ZERO;
                    text::compute_indent,
                    {"`0`", "a length or percentage of the line's width, with `hanging`, `each-line` or both",
                        text::parse_indent};
                TextTransform "text-transform": TextTransform => transform: TextTransform = TextTransform::None,
                    {"`none`", "`none`, `uppercase`, `lowercase`, `capitalize`", text::parse_transform, "By \
                         the rules of the element's language: dotless i, Greek without accents, Lithuanian \
                         dots, Dutch IJ, Armenian և."};
                WhiteSpaceCollapse "white-space-collapse": WhiteSpaceCollapse => white_space_collapse:
                    WhiteSpaceCollapse = WhiteSpaceCollapse::Collapse,
                    ["`collapse`"];
                TextWrapMode "text-wrap-mode": TextWrapMode => wrap: TextWrapMode = TextWrapMode::Wrap, ["`wrap`"];
                TextWrapStyle "text-wrap-style": TextWrapStyle => wrap_style: TextWrapStyle = TextWrapStyle::Auto,
                    ["`auto`", "`pretty` chooses all breaks of a paragraph together, `stable` one line after the \
                         other; `auto` is `pretty` for justified text and `stable` for other text. `balance` \
                         makes lines of similar length in paragraphs of up to 12 lines."];
                TextJustify "text-justify": TextJustify => justify: TextJustify = TextJustify::Auto,
                    ["`auto`", "`inter-character` changes letter spacing and the width of glyphs by up to 2 % each, \
                         so that spaces differ less, and spreads a single word on its line where the gaps stay \
                         small; `auto` is `inter-word`. Any other line without a space is aligned by \
                         `text-align-last`."];
                LineSnap "line-snap": LineSnap => line_snap: LineSnap = LineSnap::None,
                    ["`none`", "Lines take up whole steps of their grid; see Baseline grid."];
                HangingPunctuation "hanging-punctuation": HangingPunctuation => hanging_punctuation:
                    HangingPunctuation = HangingPunctuation::default(),
                    {"`none`", "`none`, or any of `first`, `last`, `allow-end` or `force-end`",
                        line_breaking::parse_hanging};
                Hyphens "hyphens": Hyphens => hyphens: Hyphens = Hyphens::Manual,
                    ["`manual`", "`auto` hyphenates by the rules of the language in `lang`."];
                HyphenateLimitChars "hyphenate-limit-chars": HyphenateLimitChars => hyphenate_limit_chars:
                    HyphenateLimitChars = HYPHENATE_LIMIT_AUTO,
                    {"`auto`", "one to three of `auto` or an integer: for the word, before the hyphen, after \
                         it", line_breaking::parse_limit_chars, "`auto` is `5 2 2`."};
                /// How many consecutive lines may end in a hyphen; `None` for any number.
                HyphenateLimitLines "hyphenate-limit-lines": Option<u16> => hyphenate_limit_lines: Option<u16> =
                    None,
                    {"`no-limit`", "`no-limit`, an integer from 0", line_breaking::parse_limit_lines};
                /// The text at the end of a line where a word is hyphenated; `None` for the font's hyphen.
                HyphenateCharacter "hyphenate-character": Option<Arc<str>> => hyphenate_character: Option<Arc<str>>
                    = None,
                    {"`auto`", "`auto`, a string", line_breaking::parse_hyphenate_character};
                OverflowWrap "overflow-wrap": OverflowWrap => overflow_wrap: OverflowWrap = OverflowWrap::Normal,
                    ["`normal`"];
                WordBreak "word-break": WordBreak => word_break: WordBreak = WordBreak::Normal,
                    ("`normal`", "`normal`, `break-all`, `keep-all`, `break-word`", text::parse_word_break,
                        "`break-word` has the effect of `overflow-wrap: anywhere`.");
                TabSize "tab-size": TabSizeValue => tab_size: TabSize = TabSize::Number(8.0);
                    text::compute_tab_size,
                    {"`8`", "a number of spaces, a length", text::parse_tab_size, "Tab stops are counted from \
                         the edge of the block, before the line is aligned. In a justified line only the text \
                         after the last tab is stretched."};
                Orphans "orphans": u16 => orphans: u16 = 2, {"`2`", "an integer from 1", text::parse_line_count};
                Widows "widows": u16 => widows: u16 = 2, {"`2`", "an integer from 1", text::parse_line_count};
                Visibility "visibility": Visibility => visibility: Visibility = Visibility::Visible, ["`visible`"];
                ListStyleType "list-style-type": CounterStyle => list_style_type: CounterStyle = CounterStyle::Disc,
                    {"`disc`", "`none`, a string, `symbols()`, the name of a predefined style or of an \
                         `@counter-style` rule", list_and_table::parse_counter_style};
                ListStylePosition "list-style-position": ListStylePosition => list_style_position: ListStylePosition
                    = ListStylePosition::Outside,
                    ["`outside`"];
                ListStyleImage "list-style-image": Option<Arc<ImageUrl>> => list_style_image: Option<Arc<ImageUrl>>
                    = None,
                    ("`none`", "`none`, `url()`", list_and_table::parse_list_style_image);
                BorderCollapse "border-collapse": BorderCollapse => border_collapse: BorderCollapse =
                    BorderCollapse::Separate,
                    ["`separate`"];
                /// Horizontal and vertical.
                BorderSpacing "border-spacing": Box<[LengthValue; 2]> => border_spacing: (Length, Length) =
                    (Length::ZERO, Length::ZERO); list_and_table::compute_spacing,
                    {"`0`", "one length, or two: horizontal and vertical", list_and_table::parse_spacing};
                CaptionSide "caption-side": CaptionSide => caption_side: CaptionSide = CaptionSide::Top,
                    {"`top`", "`top`, `bottom`, `block-start`, `block-end`", ParseValue::parse};
                EmptyCells "empty-cells": EmptyCells => empty_cells: EmptyCells = EmptyCells::Show, ["`show`"];
                /// `None` is `auto`; percentages refer to the font size.
                TextUnderlineOffset "text-underline-offset": Option<LengthValue> => underline_offset:
                    Option<LengthPercentage> = None,
                    {"`auto`", "`auto`, a length, a percentage of the font size", underline::parse_offset};
                TextUnderlinePosition "text-underline-position": UnderlinePosition => underline_position:
                    UnderlinePosition = UnderlinePosition::Auto,
                    {"`auto`", "`auto`, or `from-font` or `under`, with `left` or `right`",
                        underline::parse_position, "`left` and `right` concern vertical text, and have no \
                         effect."};
                TextDecorationSkipInk "text-decoration-skip-ink": SkipInk => skip_ink: SkipInk = SkipInk::Auto,
                    ["`auto`", "`auto` does not interrupt lines for ideographs, kana and hangul."];
            }
            parts {
                Quotes "quotes": Option<QuotePairs> => (text::apply_quotes, text::copy_quotes),
                    {"`auto`", "`auto`, `none`, pairs of strings", list_and_table::parse_quotes, "`auto` uses \
                         the marks of the element's language."};
            }
            logical {
            }
        }
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
                         of two words such as `block flow`", box_model::parse_display};
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
        /// Borders and corners. Layout uses the widths, painting the colors.
        Border BorderStyle BorderStyle {
            fields {
                /// The four sides of the border.
                sides: Sides<BorderSide> = Sides::all(BorderSide::NONE),
                /// The four corners.
                radii: CornerRadii = CornerRadii::default(),
                /// The line between columns.
                column_rule: BorderSide = BorderSide::NONE,
            }
            rows {
            }
            parts {
                BorderTopStyle "border-top-style": LineStyle => [sides.top.style], ["`none`"];
                BorderRightStyle "border-right-style": LineStyle => [sides.right.style], ["`none`"];
                BorderBottomStyle "border-bottom-style": LineStyle => [sides.bottom.style], ["`none`"];
                BorderLeftStyle "border-left-style": LineStyle => [sides.left.style], ["`none`"];
                BorderTopWidth "border-top-width": LengthValue => [sides.top.width; non_negative_length],
                    {"`medium`", WIDTHS, border::parse_width};
                BorderRightWidth "border-right-width": LengthValue => [sides.right.width; non_negative_length],
                    {"`medium`", WIDTHS, border::parse_width};
                BorderBottomWidth "border-bottom-width": LengthValue => [sides.bottom.width; non_negative_length],
                    {"`medium`", WIDTHS, border::parse_width};
                BorderLeftWidth "border-left-width": LengthValue => [sides.left.width; non_negative_length],
                    {"`medium`", WIDTHS, border::parse_width};
                BorderTopColor "border-top-color": ColorValue => [sides.top.color], ["`currentcolor`"];
                BorderRightColor "border-right-color": ColorValue => [sides.right.color], ["`currentcolor`"];
                BorderBottomColor "border-bottom-color": ColorValue => [sides.bottom.color], ["`currentcolor`"];
                BorderLeftColor "border-left-color": ColorValue => [sides.left.color], ["`currentcolor`"];
                BorderTopLeftRadius "border-top-left-radius": Box<[LengthValue; 2]> => [radii.top_left;
                    border::compute_radius],
                    {"`0`", RADII, border::parse_radius};
                BorderTopRightRadius "border-top-right-radius": Box<[LengthValue; 2]> => [radii.top_right;
                    border::compute_radius],
                    {"`0`", RADII, border::parse_radius};
                BorderBottomRightRadius "border-bottom-right-radius": Box<[LengthValue; 2]> => [radii.bottom_right;
                    border::compute_radius],
                    {"`0`", RADII, border::parse_radius};
                BorderBottomLeftRadius "border-bottom-left-radius": Box<[LengthValue; 2]> => [radii.bottom_left;
                    border::compute_radius],
                    {"`0`", RADII, border::parse_radius};
                ColumnRuleStyle "column-rule-style": LineStyle => [column_rule.style], ["`none`"];
                ColumnRuleWidth "column-rule-width": LengthValue => [column_rule.width; non_negative_length],
                    {"`medium`", WIDTHS, border::parse_width};
                ColumnRuleColor "column-rule-color": ColorValue => [column_rule.color], ["`currentcolor`"];
            }
            logical {
                BorderBlockStartStyle "border-block-start-style": LineStyle => BorderTopStyle [sides.top.style]
                    BorderTopStyle [sides.top.style],
                    ["`none`"];
                BorderBlockEndStyle "border-block-end-style": LineStyle => BorderBottomStyle [sides.bottom.style]
                    BorderBottomStyle [sides.bottom.style],
                    ["`none`"];
                BorderInlineStartStyle "border-inline-start-style": LineStyle => BorderLeftStyle [sides.left.style]
                    BorderRightStyle [sides.right.style],
                    ["`none`"];
                BorderInlineEndStyle "border-inline-end-style": LineStyle => BorderRightStyle [sides.right.style]
                    BorderLeftStyle [sides.left.style],
                    ["`none`"];
                BorderBlockStartWidth "border-block-start-width": LengthValue => BorderTopWidth [sides.top.width;
                    non_negative_length] BorderTopWidth [sides.top.width; non_negative_length],
                    {"`medium`", WIDTHS, border::parse_width};
                BorderBlockEndWidth "border-block-end-width": LengthValue => BorderBottomWidth [sides.bottom.width;
                    non_negative_length] BorderBottomWidth [sides.bottom.width; non_negative_length],
                    {"`medium`", WIDTHS, border::parse_width};
                BorderInlineStartWidth "border-inline-start-width": LengthValue => BorderLeftWidth
                    [sides.left.width; non_negative_length] BorderRightWidth [sides.right.width;
                    non_negative_length],
                    {"`medium`", WIDTHS, border::parse_width};
                BorderInlineEndWidth "border-inline-end-width": LengthValue => BorderRightWidth [sides.right.width;
                    non_negative_length] BorderLeftWidth [sides.left.width; non_negative_length],
                    {"`medium`", WIDTHS, border::parse_width};
                BorderBlockStartColor "border-block-start-color": ColorValue => BorderTopColor [sides.top.color]
                    BorderTopColor [sides.top.color],
                    ["`currentcolor`"];
                BorderBlockEndColor "border-block-end-color": ColorValue => BorderBottomColor [sides.bottom.color]
                    BorderBottomColor [sides.bottom.color],
                    ["`currentcolor`"];
                BorderInlineStartColor "border-inline-start-color": ColorValue => BorderLeftColor [sides.left.color]
                    BorderRightColor [sides.right.color],
                    ["`currentcolor`"];
                BorderInlineEndColor "border-inline-end-color": ColorValue => BorderRightColor [sides.right.color]
                    BorderLeftColor [sides.left.color],
                    ["`currentcolor`"];
                BorderStartStartRadius "border-start-start-radius": Box<[LengthValue; 2]> => BorderTopLeftRadius
                    [radii.top_left; border::compute_radius] BorderTopRightRadius [radii.top_right;
                    border::compute_radius],
                    {"`0`", RADII, border::parse_radius};
                BorderStartEndRadius "border-start-end-radius": Box<[LengthValue; 2]> => BorderTopRightRadius
                    [radii.top_right; border::compute_radius] BorderTopLeftRadius [radii.top_left;
                    border::compute_radius],
                    {"`0`", RADII, border::parse_radius};
                BorderEndStartRadius "border-end-start-radius": Box<[LengthValue; 2]> => BorderBottomLeftRadius
                    [radii.bottom_left; border::compute_radius] BorderBottomRightRadius [radii.bottom_right;
                    border::compute_radius],
                    {"`0`", RADII, border::parse_radius};
                BorderEndEndRadius "border-end-end-radius": Box<[LengthValue; 2]> => BorderBottomRightRadius
                    [radii.bottom_right; border::compute_radius] BorderBottomLeftRadius [radii.bottom_left;
                    border::compute_radius],
                    {"`0`", RADII, border::parse_radius};
            }
        }
        /// Backgrounds, opacity and text decoration, which only painting uses.
        Background BackgroundStyle BackgroundWork {
            fields {
                /// The images of the background, topmost first.
                layers: Vec<BackgroundLayer> = Vec::new(),
                /// `background-clip` of the last layer, which clips the color too.
                color_clip: BackgroundBox = BackgroundBox::BorderBox,
                /// `text-decoration-*`.
                decoration: TextDecoration = TextDecoration::INITIAL,
            }
            rows {
                BackgroundColor "background-color": ColorValue => color: Color = Color::TRANSPARENT,
                    ["`transparent`"];
                /// 1.0 is opaque.
                Opacity "opacity": f32 => opacity: f32 = 1.0,
                    {"`1`", "a number from 0 to 1, a percentage", decoration::parse_opacity};
            }
            parts {
                BackgroundImage "background-image": Arc<[ImageValue]> => (background::apply_images,
                    background::copy_images),
                    ("`none`", "a list of `none`, `url()`, `linear-gradient()`, `radial-gradient()`, \
                         `conic-gradient()`, `repeating-linear-gradient()`, `repeating-radial-gradient()`, \
                         `repeating-conic-gradient()`", background::parse_images, "Gradients are mixed in sRGB \
                         unless `in` gives another color space.");
                BackgroundPosition "background-position": Arc<[PositionValue]> => (background::apply_positions,
                    background::copy_positions),
                    {"`0% 0%`", "a list of positions: `left`, `center`, `right`, `top`, `bottom`, lengths and \
                         percentages", background::parse_positions};
                BackgroundSize "background-size": Arc<[BackgroundSizeValue]> => (background::apply_sizes,
                    background::copy_sizes),
                    {"`auto`", "a list of `auto`, `cover`, `contain`, one or two lengths or percentages",
                        background::parse_sizes};
                BackgroundRepeat "background-repeat": Arc<[(BackgroundRepeat, BackgroundRepeat)]> =>
                    (background::apply_repeats, background::copy_repeats),
                    {"`repeat`", "a list of `repeat-x`, `repeat-y`, or one or two of `repeat`, `no-repeat`, \
                         `space`, `round`", background::parse_repeats};
                BackgroundOrigin "background-origin": Arc<[BackgroundBox]> => (background::apply_origins,
                    background::copy_origins),
                    {"`padding-box`", BOXES, background::parse_origins};
                BackgroundClip "background-clip": Arc<[BackgroundBox]> => (background::apply_clips,
                    background::copy_clips),
                    {"`border-box`", BOXES, background::parse_clips};
                TextDecorationLine "text-decoration-line": DecorationLines => (decoration::apply_lines,
                    decoration::copy_lines),
                    {"`none`", "`none`, or any of `underline`, `overline`, `line-through`",
                        decoration::parse_decoration_line};
                TextDecorationStyle "text-decoration-style": TextDecorationStyle => [decoration.style], ["`solid`"];
                TextDecorationColor "text-decoration-color": ColorValue => [decoration.color], ["`currentcolor`"];
                TextDecorationThickness "text-decoration-thickness": ThicknessValue => [decoration.thickness;
                    decoration::compute_thickness],
                    {"`auto`", "`auto`, `from-font`, a length, a percentage of the font size",
                        decoration::parse_thickness, "`auto` takes the font's own thickness."};
            }
            logical {
            }
        }
        /// Generated content, counters, named strings.
        Content GeneratedContent GeneratedContent {
            fields {
                /// `content`.
                content: Content = Content::Normal,
                /// The text after `/` in `content`, which is read aloud instead.
                alternative: Option<Vec<ContentPart>> = None,
                /// `counter-reset`, of counters that count up.
                counter_reset: CounterChanges = Vec::new(),
                /// `counter-reset`, of counters in `reversed()`.
                counter_reversed: ReversedCounters = Vec::new(),
                /// `bookmark-*`.
                bookmark: BookmarkStyle = BookmarkStyle::default(),
            }
            rows {
                CounterIncrement "counter-increment": CounterChanges => counter_increment: CounterChanges =
                    Vec::new(),
                    {"`none`", COUNTERS, generated_content::parse_increments};
                CounterSet "counter-set": CounterChanges => counter_set: CounterChanges = Vec::new(),
                    {"`none`", COUNTERS, generated_content::parse_sets};
                StringSet "string-set": Vec<(Arc<str>, Vec<ContentPart>)> => string_set: Vec<(Arc<str>,
                    Vec<ContentPart>)> = Vec::new(),
                    ("`none`", "`none`, or a list of a name and its content: strings, `content()`, `attr()`, \
                         `counter()`, `counters()`", generated_content::parse_string_set);
            }
            parts {
                Content "content": Arc<ContentValue> => (generated_content::apply_content,
                    generated_content::copy_content),
                    ("`normal`", "`normal`, `none`, or any of strings, `attr()`, `url()`, `counter()`, \
                         `counters()`, `open-quote`, `close-quote`, `no-open-quote`, `no-close-quote`, \
                         `string()`, `leader()`, `target-counter()`, `target-counters()`, `target-text()`, \
                         `element()`; then text to be read aloud instead after `/`",
                        generated_content::parse_content, "`string()` and `element()` in margin boxes only; \
                         `element()` by itself.");
                CounterReset "counter-reset": (CounterChanges, ReversedCounters) =>
                    (generated_content::apply_resets, generated_content::copy_resets),
                    {"`none`", "`none`, or names of counters or `reversed()` with one, each with or without an \
                         integer", generated_content::parse_resets, "A reversed counter without an integer \
                         starts so that it ends with 1, or with its step."};
                BookmarkLevel "bookmark-level": Option<u8> => [bookmark.level],
                    {"`none`", "`none`, an integer from 1", generated_content::parse_bookmark_level, "Headings \
                         have the levels 1 to 6 by default."};
                BookmarkLabel "bookmark-label": Vec<ContentPart> => [bookmark.label;
                    generated_content::compute_label],
                    ("`content(text)`", "one or more of strings, `content()`, `contents`, `attr()`, \
                         `counter()`, `counters()`, `string()`, `open-quote`, `close-quote`, `no-open-quote`, \
                         `no-close-quote`", generated_content::parse_bookmark_label);
                BookmarkState "bookmark-state": bool => [bookmark.open; generated_content::compute_state],
                    {"`open`", "`open`, `closed`", generated_content::parse_bookmark_state, "By default \
                         the outline is open down to its second level."};
            }
            logical {
            }
        }
        /// Transforms, clipping, blending, outlines and shadows; not inherited.
        Effect EffectStyle EffectStyle {
            fields {
                /// `overflow-x` and `overflow-y`; see [`BoxStyle::overflow`] for their effect on layout.
                overflow: (AxisOverflow, AxisOverflow) = (AxisOverflow::Visible, AxisOverflow::Visible),
                /// `outline-*`.
                outline: Outline = Outline::INITIAL,
            }
            rows {
                Transform "transform": Vec<TransformValue> => transform: Vec<TransformFunction> = Vec::new();
                    transform::compute_functions,
                    {"`none`", "`none`, or a list of `translate()`, `translateX()`, `translateY()`, `scale()`, \
                         `scaleX()`, `scaleY()`, `rotate()`, `skew()`, `skewX()`, `skewY()`, `matrix()`",
                        transform::parse_transform, "In the plane only. Layout does not change; links and \
                         bookmarks are transformed too."};
                /// From the top left corner of the reference box.
                TransformOrigin "transform-origin": Box<PositionValue> => transform_origin: (LengthPercentage,
                    LengthPercentage) = (LengthPercentage::percent(0.5), LengthPercentage::percent(0.5)),
                    {"`50% 50%`", "one or two of lengths, percentages, `left`, `center`, `right`, `top`, \
                         `bottom`", transform::parse_origin};
                TransformBox "transform-box": ShapeBox => transform_box: ShapeBox = ShapeBox::BorderBox,
                    {"`border-box`", "`border-box`, `content-box`", transform::parse_box};
                Translate "translate": Option<Box<[LengthValue; 2]>> => translate: Option<(LengthPercentage,
                    LengthPercentage)> = None,
                    {"`none`", "`none`, one or two lengths or percentages", transform::parse_translate};
                /// Degrees clockwise.
                Rotate "rotate": Option<f32> => rotate: Option<f32> = None,
                    {"`none`", "`none`, an angle", transform::parse_rotate};
                Scale "scale": Option<(f32, f32)> => scale: Option<(f32, f32)> = None,
                    {"`none`", "`none`, one or two numbers or percentages", transform::parse_scale};
                ClipPath "clip-path": Option<Box<ClipPathValue>> => clip_path: Option<Arc<ClipPath>> = None;
                    shape::compute,
                    {"`none`", "`none`, or one or both of a shape (`inset()`, `rect()`, `xywh()`, `circle()`, \
                         `ellipse()`, `polygon()`, `path()`) and of `border-box`, `padding-box`, \
                         `content-box`, `margin-box`", shape::parse_clip_path};
                /// The shape that lines beside a float follow.
                ShapeOutside "shape-outside": Option<Box<ClipPathValue>> => shape_outside: Option<Arc<ClipPath>> =
                    None; shape::compute,
                    {"`none`", "`none`, or one or both of a shape, as for `clip-path`, and of `margin-box`, \
                         `border-box`, `padding-box`, `content-box`", shape::parse_shape_outside, "Lines \
                         follow the shape of a float; shapes from images are not supported."};
                /// The distance of lines from `shape-outside`.
                ShapeMargin "shape-margin": LengthValue => shape_margin: LengthPercentage = LengthPercentage::ZERO;
                    non_negative,
                    {"`0`", "a length or a percentage from 0", shape::parse_margin};
                OverflowClipMargin "overflow-clip-margin": (ShapeBox, LengthValue) => overflow_clip_margin:
                    OverflowClipMargin = OverflowClipMargin { reference: ShapeBox::PaddingBox, distance:
                    Length::ZERO }; effects::compute_clip_margin,
                    {"`0px`", "`content-box`, `padding-box` or `border-box`, and a length from 0",
                        effects::parse_clip_margin, "With `overflow: clip` only."};
                /// Topmost first.
                BoxShadow "box-shadow": Vec<ShadowValue> => shadows: Arc<[Shadow]> = Arc::new([]);
                    shadow::compute_shadows,
                    {"`none`", "`none`, or a list of two lengths, a blur of `0`, a spread, a color and \
                         `inset`", shadow::parse_shadows, "Shadows have sharp edges; a blurred shadow is \
                         ignored with a warning."};
                MixBlendMode "mix-blend-mode": BlendMode => blend_mode: BlendMode = BlendMode::Normal, ["`normal`"];
                /// `isolate`.
                Isolation "isolation": bool => isolated: bool = false,
                    {"`auto`", "`auto`, `isolate`", effects::parse_isolation};
            }
            parts {
                OverflowX "overflow-x": AxisOverflow => [overflow.0],
                    {"`visible`", OVERFLOW, effects::parse_overflow};
                OverflowY "overflow-y": AxisOverflow => [overflow.1],
                    {"`visible`", OVERFLOW, effects::parse_overflow};
                OutlineWidth "outline-width": LengthValue => [outline.width; non_negative_length],
                    {"`medium`", WIDTHS, border::parse_width};
                OutlineStyle "outline-style": LineStyle => [outline.style],
                    {"`none`", "`none`, `auto`, `solid`, `dashed`, `dotted`, `double`, `groove`, `ridge`, \
                         `inset`, `outset`", effects::parse_outline_style, "`auto` is `solid`."};
                OutlineColor "outline-color": ColorValue => [outline.color],
                    {"`currentcolor`", "a color, `auto`", effects::parse_outline_color};
                OutlineOffset "outline-offset": LengthValue => [outline.offset; length],
                    {"`0`", "a length", effects::parse_outline_offset};
            }
            logical {
            }
        }
    } };
}

pub(in crate::css) use longhands;
