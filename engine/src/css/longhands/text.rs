//! The longhands of fonts, text, lists, tables and the scaling of pictures, which are inherited.

/// Adds the rows of this file before the groups of the files after it, and continues with the macro `$callback`.
macro_rules! text_longhands {
    ($callback:ident $($later:tt)*) => { $callback! {
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
        /// Inherited properties of text, lists, tables and pictures.
        Text InheritedText InheritedText {
            fields {
                /// Pairs of opening and closing quotation marks, outermost first.
                quotes: Arc<[(Arc<str>, Arc<str>)]> = quotes::of_language(""),
                /// `quotes: auto`: the marks depend on the language.
                quotes_by_language: bool = true,
                /// The colors that depend on `currentcolor`.
                color_keywords: ColorKeywords = ColorKeywords::default(),
            }
            rows {
                /// The color comes first, because `currentcolor` in all others refers to it.
                Color "color": ColorValue => color: Color = Color::BLACK, ["`CanvasText` (black)"];
                Direction "direction": Direction => direction: Direction = Direction::LeftToRight, ["`ltr`"];
                TextAlign "text-align": TextAlignValue => align: TextAlign = TextAlign::Start; text::compute_align,
                    ("`start`", "`start`, `end`, `left`, `right`, `center`, `justify`, `justify-all`, \
                         `match-parent`", text::parse_align, "`justify-all` sets `text-align-last` too; other \
                         values do not reset it.");
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
                RubyAlign "ruby-align": RubyAlign => ruby_align: RubyAlign = RubyAlign::SpaceAround,
                    ["`space-around`", "Space is put between ideographs, kana and Hangul, and at spaces; text without such \
                         places is centered."];
                RubyPosition "ruby-position": RubyPosition => ruby_position: RubyPosition = RubyPosition::Alternate,
                    ["`alternate`", "`alternate` is `over`, and `under` for the annotations of a second level."];
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
                /// What ends the last line before hidden ones; `None` for nothing.
                BlockEllipsis "block-ellipsis": Option<Arc<str>> => block_ellipsis: Option<Arc<str>> = None,
                    {"`no-ellipsis`", "`no-ellipsis`, `auto`, a string", line_clamp::parse_ellipsis, "With \
                         `max-lines`."};
                OverflowWrap "overflow-wrap": OverflowWrap => overflow_wrap: OverflowWrap = OverflowWrap::Normal,
                    ["`normal`"];
                WordBreak "word-break": WordBreak => word_break: WordBreak = WordBreak::Normal,
                    ("`normal`", "`normal`, `break-all`, `keep-all`, `break-word`", text::parse_word_break,
                        "`break-word` has the effect of `overflow-wrap: anywhere`.");
                LineBreak "line-break": LineBreak => line_break: LineBreak = LineBreak::Auto,
                    ["`auto`", "`auto` is `normal`."];
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
                /// Topmost first.
                TextShadow "text-shadow": Vec<ShadowValue> => shadows: Arc<[Shadow]> = Arc::new([]);
                    shadow::compute_shadows,
                    {"`none`", "`none`, or a list of two lengths, a blur and a color", shadow::parse_text_shadows,
                        "Drawn as outlines of the letters, or as a picture if it is blurred."};
                ImageResolution "image-resolution": ImageResolution => image_resolution: ImageResolution =
                    ImageResolution::INITIAL,
                    {"`1dppx`", "`from-image`, a resolution above 0 (`dpi`, `dpcm`, `dppx`, `x`), or both, \
                         also with snap after it", text::parse_image_resolution, "`from-image` takes the density in a PNG (`pHYs`) \
                         or JPEG (JFIF) file; snap has no effect, because paper has no pixels."};
                ImageRendering "image-rendering": ImageRendering => image_rendering: ImageRendering =
                    ImageRendering::Auto,
                    ["`auto`", "`smooth` and `high-quality` ask the PDF reader to smooth enlarged pixels; with the \
                         others it follows its own settings."];
            }
            parts {
                Quotes "quotes": Option<QuotePairs> => (text::apply_quotes, text::copy_quotes),
                    {"`auto`", "`auto`, `none`, pairs of strings", list_and_table::parse_quotes, "`auto` uses \
                         the marks of the element's language."};
            }
            logical {
            }
        }
        $($later)*
    } };
}

pub(in crate::css) use text_longhands;
