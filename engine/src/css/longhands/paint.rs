//! The longhands of borders, backgrounds and text decoration.

/// Adds the rows of this file before the groups of the files after it, and continues with `layout`.
macro_rules! paint_longhands {
    ($callback:ident $($later:tt)*) => { $crate::css::longhands::layout_longhands! { $callback
        /// Borders and corners. Layout uses the widths, painting the colors.
        Border BorderStyle BorderStyle {
            fields {
                /// The four sides of the border.
                sides: Sides<BorderSide> = Sides::all(BorderSide::NONE),
                /// The four corners.
                radii: CornerRadii = CornerRadii::default(),
                /// The line between columns.
                column_rule: BorderSide = BorderSide::NONE,
                /// The colors that depend on `currentcolor`.
                color_keywords: ColorKeywords = ColorKeywords::default(),
                /// `border-image-*`; `None` where none of them is set.
                image: Option<Arc<BorderImage>> = None,
            }
            rows {
            }
            parts {
                BorderImageSource "border-image-source": ImageValue => {image.source},
                    ("`none`", IMAGES, border_image::parse_border_source, "The image is drawn in place of the border.");
                BorderImageSlice "border-image-slice": BorderImageSliceValue => {image.slice},
                    {"`100%`", border_image::SLICE, border_image::parse_slice};
                BorderImageWidth "border-image-width": BorderImageSides => {image.width},
                    {"`1`", border_image::WIDTH, border_image::parse_width};
                BorderImageOutset "border-image-outset": BorderImageSides => {image.outset},
                    {"`0`", border_image::OUTSET, border_image::parse_outset};
                BorderImageRepeat "border-image-repeat": (BorderImageRepeat, BorderImageRepeat) => {image.repeat},
                    {"`stretch`", border_image::REPEAT, border_image::parse_repeat};
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
                /// The colors that depend on `currentcolor`.
                color_keywords: ColorKeywords = ColorKeywords::default(),
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
                    {"`border-box`", background::CLIPS, background::parse_clips, "Text in transformed boxes inside the box \
                         does not count."};
                BackgroundAttachment "background-attachment": Arc<[BackgroundAttachment]> =>
                    (background::apply_attachments, background::copy_attachments),
                    {"`scroll`", "a list of `scroll`, `fixed`, `local`", background::parse_attachments, "`fixed` places \
                         the image on the page, `local` is as `scroll`."};
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
        $($later)*
    } };
}

pub(in crate::css) use paint_longhands;
