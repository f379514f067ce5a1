//! The longhands of transforms, clipping, blending, outlines and shadows.

/// Adds the rows of this file before the groups of the files after it, and continues with `content`.
macro_rules! effects_longhands {
    ($callback:ident $($later:tt)*) => { $crate::css::longhands::content_longhands! { $callback
        /// Transforms, clipping, blending, outlines and shadows; not inherited.
        Effect EffectStyle EffectStyle {
            fields {
                /// `overflow-x` and `overflow-y`; see [`BoxStyle::overflow`] for their effect on layout.
                overflow: (AxisOverflow, AxisOverflow) = (AxisOverflow::Visible, AxisOverflow::Visible),
                /// `outline-*`.
                outline: Outline = Outline::INITIAL,
                /// The properties of elements in inline SVG; `None` where none of them is set.
                svg: Option<Arc<SvgStyle>> = None,
                /// `mask-*`; `None` where none of them is set.
                mask: Option<Arc<Mask>> = None,
                /// `mask-border-*`; `None` where none of them is set.
                mask_border: Option<Arc<MaskBorder>> = None,
                /// The colors that depend on `currentcolor`.
                color_keywords: ColorKeywords = ColorKeywords::default(),
            }
            rows {
                Transform "transform": Vec<TransformValue> => transform: Vec<TransformFunction> = Vec::new();
                    transform::compute_functions,
                    {"`none`", "`none`, or a list of `translate()`, `translateX()`, `translateY()`, `scale()`, \
                         `scaleX()`, `scaleY()`, `rotate()`, `skew()`, `skewX()`, `skewY()`, `matrix()`",
                        transform::parse_transform, "In the plane only. Layout does not change; links and \
                         bookmarks are transformed too."};
                /// From the top left corner of the reference box; `None` for the middle of a box, and for the origin of the
                /// coordinates in SVG.
                TransformOrigin "transform-origin": Option<Box<PositionValue>> => transform_origin:
                    Option<(LengthPercentage, LengthPercentage)> = None,
                    {"`50% 50%`", "one or two of lengths, percentages, `left`, `center`, `right`, `top`, \
                         `bottom`; a third length", transform::parse_origin};
                TransformBox "transform-box": ShapeBox => transform_box: ShapeBox = ShapeBox::BorderBox,
                    {"`border-box`", "`border-box`, `content-box`, `fill-box`, `stroke-box`, `view-box`",
                        transform::parse_box, "The last three are `content-box` and twice `border-box`."};
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
                         `content-box`, `margin-box`, `fill-box`, `stroke-box`, `view-box`; \
                         `url()` in inline SVG",
                        shape::parse_clip_path, "The last three are `content-box` and twice `border-box`."};
                /// The old way of clipping, which takes effect on absolutely positioned boxes.
                Clip "clip": Option<Box<ClipPathValue>> => clip: Option<Arc<ClipPath>> = None; shape::compute,
                    {"`auto`", "`auto`, or `rect()` with the distances of four edges: top and bottom from the top \
                         edge of the border box, right and left from the left edge; `auto` is that edge itself",
                        shape::parse_clip, "Only on absolutely positioned and fixed boxes; they become stacking \
                         contexts."};
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
                    {"`none`", "`none`, or a list of two lengths, a blur, a spread, a color and `inset`", shadow::parse_shadows, "A blurred shadow is a picture with pixels of an \
                         eighth of its blur, at least a quarter of a point."};
                MixBlendMode "mix-blend-mode": BlendMode => blend_mode: BlendMode = BlendMode::Normal, ["`normal`"];
                Filter "filter": Vec<FilterValue> => filter: Arc<[FilterFunction]> = Arc::new([]);
                    filter::compute,
                    {"`none`", "`none`, or a list of `blur()`, `brightness()`, `contrast()`, `drop-shadow()`, \
                         `grayscale()`, `hue-rotate()`, `invert()`, `opacity()`, `saturate()`, `sepia()`; \
                         `url()` in inline SVG", filter::parse, "Colors stay vectors and text; pictures are \
                         stored with their colors changed. A blur is a picture with pixels of a quarter of its \
                         standard deviation, at least a quarter of a point."};
                /// `isolate`.
                Isolation "isolation": bool => isolated: bool = false,
                    {"`auto`", "`auto`, `isolate`", effects::parse_isolation};
            }
            parts {
                MaskImage "mask-image": Arc<[ImageValue]> => {mask.images; compute_list},
                    ("`none`", "a list of images, as `background-image`", mask::parse_images, "References to `mask` \
                         elements mask elements of inline SVG only.");
                MaskPosition "mask-position": Arc<[PositionValue]> => {mask.positions; compute_list},
                    {"`0% 0%`", "as `background-position`", background::parse_positions};
                MaskSize "mask-size": Arc<[BackgroundSizeValue]> => {mask.sizes; compute_list},
                    {"`auto`", "as `background-size`", background::parse_sizes};
                MaskRepeat "mask-repeat": Arc<[(BackgroundRepeat, BackgroundRepeat)]> => {mask.repeats; compute_list},
                    {"`repeat`", "as `background-repeat`", background::parse_repeats};
                MaskOrigin "mask-origin": Arc<[BackgroundBox]> => {mask.origins; compute_list},
                    {"`border-box`", MASK_BOXES, mask::parse_boxes};
                MaskClip "mask-clip": Arc<[BackgroundBox]> => {mask.clips; compute_list},
                    {"`border-box`", MASK_BOXES, mask::parse_boxes};
                MaskMode "mask-mode": Arc<[MaskMode]> => {mask.modes; compute_list},
                    {"`match-source`", "a list of `alpha`, `luminance`, `match-source`", mask::parse_modes,
                        "`match-source` is `alpha`."};
                MaskComposite "mask-composite": Arc<[MaskComposite]> => {mask.composites; compute_list},
                    {"`add`", "a list of `add`, `intersect`", mask::parse_composites};
                MaskBorderSource "mask-border-source": ImageValue => {mask_border.source},
                    ("`none`", IMAGES, border_image::parse_mask_source);
                MaskBorderSlice "mask-border-slice": BorderImageSliceValue => {mask_border.slice},
                    {"`0`", border_image::SLICE, border_image::parse_slice};
                MaskBorderWidth "mask-border-width": BorderImageSides => {mask_border.width},
                    {"`auto`", border_image::WIDTH, border_image::parse_width};
                MaskBorderOutset "mask-border-outset": BorderImageSides => {mask_border.outset},
                    {"`0`", border_image::OUTSET, border_image::parse_outset};
                MaskBorderRepeat "mask-border-repeat": (BorderImageRepeat, BorderImageRepeat) =>
                    {mask_border.repeat},
                    {"`stretch`", border_image::REPEAT, border_image::parse_repeat};
                MaskBorderMode "mask-border-mode": MaskMode => {mask_border.mode}, ["`alpha`"];
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
                Fill "fill": Option<Arc<str>> => {svg.fill},
                    {"`black`", svg::PAINT, svg::parse_paint, svg::INHERITED};
                FillOpacity "fill-opacity": Option<Arc<str>> => {svg.fill_opacity},
                    {"`1`", "a number, a percentage", svg::parse_number, svg::INHERITED};
                FillRule "fill-rule": Option<Arc<str>> => {svg.fill_rule},
                    {"`nonzero`", "`nonzero`, `evenodd`", svg::parse_rule, svg::INHERITED};
                Stroke "stroke": Option<Arc<str>> => {svg.stroke},
                    {"`none`", svg::PAINT, svg::parse_paint, svg::INHERITED};
                StrokeWidth "stroke-width": Option<Arc<str>> => {svg.stroke_width},
                    {"`1px`", "a number, a length, a percentage", svg::parse_number, svg::INHERITED};
                StrokeOpacity "stroke-opacity": Option<Arc<str>> => {svg.stroke_opacity},
                    {"`1`", "a number, a percentage", svg::parse_number, svg::INHERITED};
                StrokeLinecap "stroke-linecap": Option<Arc<str>> => {svg.stroke_linecap},
                    {"`butt`", "`butt`, `round`, `square`", svg::parse_cap, svg::INHERITED};
                StrokeLinejoin "stroke-linejoin": Option<Arc<str>> => {svg.stroke_linejoin},
                    {"`miter`", "`miter`, `round`, `bevel`", svg::parse_join, svg::INHERITED};
                StrokeMiterlimit "stroke-miterlimit": Option<Arc<str>> => {svg.stroke_miterlimit},
                    {"`4`", "a number", svg::parse_number, svg::INHERITED};
                StrokeDasharray "stroke-dasharray": Option<Arc<str>> => {svg.stroke_dasharray},
                    {"`none`", "`none`, a list of numbers, lengths and percentages", svg::parse_dashes, svg::INHERITED};
                StrokeDashoffset "stroke-dashoffset": Option<Arc<str>> => {svg.stroke_dashoffset},
                    {"`0`", "a number, a length, a percentage", svg::parse_number, svg::INHERITED};
                StopColor "stop-color": Option<Arc<str>> => {svg.stop_color},
                    {"`black`", "a color", svg::parse_stop_color, svg::HERE};
                StopOpacity "stop-opacity": Option<Arc<str>> => {svg.stop_opacity},
                    {"`1`", "a number, a percentage", svg::parse_number, svg::HERE};
                ClipRule "clip-rule": Option<Arc<str>> => {svg.clip_rule},
                    {"`nonzero`", "`nonzero`, `evenodd`", svg::parse_rule, svg::INHERITED};
                MarkerStart "marker-start": Option<Arc<str>> => {svg.marker_start},
                    {"`none`", "`none`, `url()`", svg::parse_marker, svg::INHERITED};
                MarkerMid "marker-mid": Option<Arc<str>> => {svg.marker_mid},
                    {"`none`", "`none`, `url()`", svg::parse_marker, svg::INHERITED};
                MarkerEnd "marker-end": Option<Arc<str>> => {svg.marker_end},
                    {"`none`", "`none`, `url()`", svg::parse_marker, svg::INHERITED};
                MaskType "mask-type": Option<Arc<str>> => {svg.mask_type},
                    {"`luminance`", "`luminance`, `alpha`", svg::parse_mask_type, "On `mask` elements of inline SVG."};
                TextAnchor "text-anchor": Option<Arc<str>> => {svg.text_anchor},
                    {"`start`", "`start`, `middle`, `end`", svg::parse_anchor, svg::INHERITED};
                Cx "cx": Option<Arc<str>> => {svg.cx},
                    {"`0`", "a length, a percentage", svg::parse_length, svg::HERE};
                Cy "cy": Option<Arc<str>> => {svg.cy},
                    {"`0`", "a length, a percentage", svg::parse_length, svg::HERE};
                R "r": Option<Arc<str>> => {svg.r},
                    {"`0`", "a length, a percentage", svg::parse_length, svg::HERE};
                Rx "rx": Option<Arc<str>> => {svg.rx},
                    {"`auto`", "`auto`, a length, a percentage", svg::parse_radius, svg::HERE};
                Ry "ry": Option<Arc<str>> => {svg.ry},
                    {"`auto`", "`auto`, a length, a percentage", svg::parse_radius, svg::HERE};
                X "x": Option<Arc<str>> => {svg.x},
                    {"`0`", "a length, a percentage", svg::parse_length, svg::HERE};
                Y "y": Option<Arc<str>> => {svg.y},
                    {"`0`", "a length, a percentage", svg::parse_length, svg::HERE};
                D "d": Option<Arc<str>> => {svg.d},
                    {"`none`", "`none`, `path()`", svg::parse_path, svg::HERE};
                PaintOrder "paint-order": Option<Arc<str>> => {svg.paint_order},
                    {"`normal`", "`normal`, or one to three of `fill`, `stroke`, `markers`", svg::parse_order, svg::INHERITED};
                FloodColor "flood-color": Option<Arc<str>> => {svg.flood_color},
                    {"`black`", "a color", svg::parse_stop_color, svg::HERE};
                FloodOpacity "flood-opacity": Option<Arc<str>> => {svg.flood_opacity},
                    {"`1`", "a number, a percentage", svg::parse_number, svg::HERE};
                LightingColor "lighting-color": Option<Arc<str>> => {svg.lighting_color},
                    {"`white`", "a color", svg::parse_stop_color, svg::HERE};
                ColorInterpolationFilters "color-interpolation-filters": Option<Arc<str>> => {svg.color_interpolation_filters},
                    {"`linearRGB`", "`auto`, `sRGB`, `linearRGB`", svg::parse_color_space, svg::INHERITED};
                DominantBaseline "dominant-baseline": Option<Arc<str>> => {svg.dominant_baseline},
                    {"`auto`", "`auto`, `text-bottom`, `alphabetic`, `ideographic`, \
                         `middle`, `central`, `mathematical`, `hanging`, `text-top`", svg::parse_dominant_baseline, svg::INHERITED};
                AlignmentBaseline "alignment-baseline": Option<Arc<str>> => {svg.alignment_baseline},
                    {"`baseline`", "`baseline`, `text-bottom`, `alphabetic`, `ideographic`, \
                         `middle`, `central`, `mathematical`, `text-top`", svg::parse_alignment_baseline, svg::HERE};
                BaselineShift "baseline-shift": Option<Arc<str>> => {svg.baseline_shift},
                    {"`0`", "`baseline`, `sub`, `super`, a length, a percentage", svg::parse_shift, svg::HERE};
            }
            logical {
            }
        }
        $($later)*
    } };
}

pub(in crate::css) use effects_longhands;
