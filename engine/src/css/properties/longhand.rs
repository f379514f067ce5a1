//! The longhands: every property that holds a value of its own.

use crate::css::values::Direction as TextDirection;

/// Defines [`Longhand`] with the CSS name of each and the ranges of the style's groups.
macro_rules! longhands {
    ($($group:ident { $($longhand:ident $name:literal,)+ })+) => {
        /// A property that holds a value of its own.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Longhand { $($($longhand,)+)+ }

        impl Longhand {
            /// All longhands, in the order of their numbers.
            pub const ALL: &'static [Longhand] = &[$($(Longhand::$longhand,)+)+];

            /// The property's name in CSS.
            pub fn name(self) -> &'static str {
                match self { $($(Longhand::$longhand => $name,)+)+ }
            }

            /// The group of the computed style that the property belongs to.
            pub const fn group(self) -> Group {
                match self { $($(Longhand::$longhand)|+ => Group::$group,)+ }
            }
        }
    };
}

/// The groups of [`ComputedStyle`](crate::css::ComputedStyle), and those longhands that stand for
/// another one depending on the direction of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    Font,
    Text,
    Box,
    Border,
    Background,
    Content,
    Effect,
    /// `margin-inline-start` and its kin.
    Logical,
}

impl Group {
    /// Whether the properties of the group are inherited.
    pub const fn is_inherited(self) -> bool {
        matches!(self, Group::Font | Group::Text)
    }
}

longhands! {
    Font {
        // The size comes first: `em` in all the others refers to it.
        FontSize "font-size",
        FontFamily "font-family",
        FontWeight "font-weight",
        FontStyle "font-style",
        FontStretch "font-stretch",
        FontSizeAdjust "font-size-adjust",
        FontLanguageOverride "font-language-override",
        FontKerning "font-kerning",
        FontVariantLigatures "font-variant-ligatures",
        FontVariantCaps "font-variant-caps",
        FontVariantNumeric "font-variant-numeric",
        FontVariantEastAsian "font-variant-east-asian",
        FontVariantPosition "font-variant-position",
        FontVariantAlternates "font-variant-alternates",
        FontFeatureSettings "font-feature-settings",
        FontVariationSettings "font-variation-settings",
        FontOpticalSizing "font-optical-sizing",
        LineHeight "line-height",
        LetterSpacing "letter-spacing",
        WordSpacing "word-spacing",
    }
    Text {
        // The colour comes first: `currentcolor` in all the others refers to it.
        Color "color",
        Direction "direction",
        TextAlign "text-align",
        TextAlignLast "text-align-last",
        TextIndent "text-indent",
        TextTransform "text-transform",
        WhiteSpaceCollapse "white-space-collapse",
        TextWrapMode "text-wrap-mode",
        TextWrapStyle "text-wrap-style",
        TextJustify "text-justify",
        LineSnap "line-snap",
        HangingPunctuation "hanging-punctuation",
        Hyphens "hyphens",
        HyphenateLimitChars "hyphenate-limit-chars",
        HyphenateLimitLines "hyphenate-limit-lines",
        HyphenateCharacter "hyphenate-character",
        OverflowWrap "overflow-wrap",
        WordBreak "word-break",
        TabSize "tab-size",
        Orphans "orphans",
        Widows "widows",
        Visibility "visibility",
        ListStyleType "list-style-type",
        ListStylePosition "list-style-position",
        ListStyleImage "list-style-image",
        Quotes "quotes",
        BorderCollapse "border-collapse",
        BorderSpacing "border-spacing",
        CaptionSide "caption-side",
        EmptyCells "empty-cells",
        TextUnderlineOffset "text-underline-offset",
        TextUnderlinePosition "text-underline-position",
        TextDecorationSkipInk "text-decoration-skip-ink",
    }
    Box {
        Display "display",
        Position "position",
        Float "float",
        Clear "clear",
        BoxSizing "box-sizing",
        Width "width",
        Height "height",
        MinWidth "min-width",
        MinHeight "min-height",
        MaxWidth "max-width",
        MaxHeight "max-height",
        AspectRatio "aspect-ratio",
        MarginTop "margin-top",
        MarginRight "margin-right",
        MarginBottom "margin-bottom",
        MarginLeft "margin-left",
        PaddingTop "padding-top",
        PaddingRight "padding-right",
        PaddingBottom "padding-bottom",
        PaddingLeft "padding-left",
        Top "top",
        Right "right",
        Bottom "bottom",
        Left "left",
        VerticalAlign "vertical-align",
        InitialLetter "initial-letter",
        LineGrid "line-grid",
        UnicodeBidi "unicode-bidi",
        ZIndex "z-index",
        ObjectFit "object-fit",
        ObjectPosition "object-position",
        FlexDirection "flex-direction",
        FlexWrap "flex-wrap",
        FlexGrow "flex-grow",
        FlexShrink "flex-shrink",
        FlexBasis "flex-basis",
        Order "order",
        AlignItems "align-items",
        AlignSelf "align-self",
        AlignContent "align-content",
        JustifyContent "justify-content",
        JustifyItems "justify-items",
        JustifySelf "justify-self",
        RowGap "row-gap",
        ColumnGap "column-gap",
        GridTemplateColumns "grid-template-columns",
        GridTemplateRows "grid-template-rows",
        GridTemplateAreas "grid-template-areas",
        GridAutoColumns "grid-auto-columns",
        GridAutoRows "grid-auto-rows",
        GridAutoFlow "grid-auto-flow",
        GridRowStart "grid-row-start",
        GridRowEnd "grid-row-end",
        GridColumnStart "grid-column-start",
        GridColumnEnd "grid-column-end",
        ColumnWidth "column-width",
        ColumnCount "column-count",
        ColumnFill "column-fill",
        ColumnSpan "column-span",
        TableLayout "table-layout",
        BreakBefore "break-before",
        BreakAfter "break-after",
        BreakInside "break-inside",
        BoxDecorationBreak "box-decoration-break",
        MarginBreak "margin-break",
        FootnotePolicy "footnote-policy",
        Page "page",
    }
    Border {
        BorderTopStyle "border-top-style",
        BorderRightStyle "border-right-style",
        BorderBottomStyle "border-bottom-style",
        BorderLeftStyle "border-left-style",
        BorderTopWidth "border-top-width",
        BorderRightWidth "border-right-width",
        BorderBottomWidth "border-bottom-width",
        BorderLeftWidth "border-left-width",
        BorderTopColor "border-top-color",
        BorderRightColor "border-right-color",
        BorderBottomColor "border-bottom-color",
        BorderLeftColor "border-left-color",
        BorderTopLeftRadius "border-top-left-radius",
        BorderTopRightRadius "border-top-right-radius",
        BorderBottomRightRadius "border-bottom-right-radius",
        BorderBottomLeftRadius "border-bottom-left-radius",
        ColumnRuleStyle "column-rule-style",
        ColumnRuleWidth "column-rule-width",
        ColumnRuleColor "column-rule-color",
    }
    Background {
        BackgroundColor "background-color",
        BackgroundImage "background-image",
        BackgroundPosition "background-position",
        BackgroundSize "background-size",
        BackgroundRepeat "background-repeat",
        BackgroundOrigin "background-origin",
        BackgroundClip "background-clip",
        Opacity "opacity",
        TextDecorationLine "text-decoration-line",
        TextDecorationStyle "text-decoration-style",
        TextDecorationColor "text-decoration-color",
        TextDecorationThickness "text-decoration-thickness",
    }
    Content {
        Content "content",
        CounterReset "counter-reset",
        CounterIncrement "counter-increment",
        CounterSet "counter-set",
        StringSet "string-set",
        BookmarkLevel "bookmark-level",
        BookmarkLabel "bookmark-label",
        BookmarkState "bookmark-state",
    }
    Effect {
        Transform "transform",
        TransformOrigin "transform-origin",
        TransformBox "transform-box",
        Translate "translate",
        Rotate "rotate",
        Scale "scale",
        ClipPath "clip-path",
        ShapeOutside "shape-outside",
        ShapeMargin "shape-margin",
        OverflowX "overflow-x",
        OverflowY "overflow-y",
        OverflowClipMargin "overflow-clip-margin",
        OutlineWidth "outline-width",
        OutlineStyle "outline-style",
        OutlineColor "outline-color",
        OutlineOffset "outline-offset",
        BoxShadow "box-shadow",
        MixBlendMode "mix-blend-mode",
        Isolation "isolation",
    }
    Logical {
        InlineSize "inline-size",
        BlockSize "block-size",
        MinInlineSize "min-inline-size",
        MinBlockSize "min-block-size",
        MaxInlineSize "max-inline-size",
        MaxBlockSize "max-block-size",
        MarginBlockStart "margin-block-start",
        MarginBlockEnd "margin-block-end",
        MarginInlineStart "margin-inline-start",
        MarginInlineEnd "margin-inline-end",
        PaddingBlockStart "padding-block-start",
        PaddingBlockEnd "padding-block-end",
        PaddingInlineStart "padding-inline-start",
        PaddingInlineEnd "padding-inline-end",
        InsetBlockStart "inset-block-start",
        InsetBlockEnd "inset-block-end",
        InsetInlineStart "inset-inline-start",
        InsetInlineEnd "inset-inline-end",
        BorderBlockStartStyle "border-block-start-style",
        BorderBlockEndStyle "border-block-end-style",
        BorderInlineStartStyle "border-inline-start-style",
        BorderInlineEndStyle "border-inline-end-style",
        BorderBlockStartWidth "border-block-start-width",
        BorderBlockEndWidth "border-block-end-width",
        BorderInlineStartWidth "border-inline-start-width",
        BorderInlineEndWidth "border-inline-end-width",
        BorderBlockStartColor "border-block-start-color",
        BorderBlockEndColor "border-block-end-color",
        BorderInlineStartColor "border-inline-start-color",
        BorderInlineEndColor "border-inline-end-color",
        BorderStartStartRadius "border-start-start-radius",
        BorderStartEndRadius "border-start-end-radius",
        BorderEndStartRadius "border-end-start-radius",
        BorderEndEndRadius "border-end-end-radius",
    }
}

impl Longhand {
    /// How many longhands there are.
    pub const COUNT: usize = Longhand::ALL.len();

    /// The number of the longhand, below [`Longhand::COUNT`].
    pub fn index(self) -> usize {
        usize::from(self as u8)
    }

    /// The longhand that this one stands for in horizontal text of the given direction
    /// (CSS Logical Properties 1, section 4); itself unless it is a logical one.
    pub fn physical(self, direction: TextDirection) -> Longhand {
        use Longhand::*;
        let sides = |left_to_right, right_to_left| match direction {
            TextDirection::LeftToRight => left_to_right,
            TextDirection::RightToLeft => right_to_left,
        };
        match self {
            InlineSize => Width,
            BlockSize => Height,
            MinInlineSize => MinWidth,
            MinBlockSize => MinHeight,
            MaxInlineSize => MaxWidth,
            MaxBlockSize => MaxHeight,
            MarginBlockStart => MarginTop,
            MarginBlockEnd => MarginBottom,
            MarginInlineStart => sides(MarginLeft, MarginRight),
            MarginInlineEnd => sides(MarginRight, MarginLeft),
            PaddingBlockStart => PaddingTop,
            PaddingBlockEnd => PaddingBottom,
            PaddingInlineStart => sides(PaddingLeft, PaddingRight),
            PaddingInlineEnd => sides(PaddingRight, PaddingLeft),
            InsetBlockStart => Top,
            InsetBlockEnd => Bottom,
            InsetInlineStart => sides(Left, Right),
            InsetInlineEnd => sides(Right, Left),
            BorderBlockStartStyle => BorderTopStyle,
            BorderBlockEndStyle => BorderBottomStyle,
            BorderInlineStartStyle => sides(BorderLeftStyle, BorderRightStyle),
            BorderInlineEndStyle => sides(BorderRightStyle, BorderLeftStyle),
            BorderBlockStartWidth => BorderTopWidth,
            BorderBlockEndWidth => BorderBottomWidth,
            BorderInlineStartWidth => sides(BorderLeftWidth, BorderRightWidth),
            BorderInlineEndWidth => sides(BorderRightWidth, BorderLeftWidth),
            BorderBlockStartColor => BorderTopColor,
            BorderBlockEndColor => BorderBottomColor,
            BorderInlineStartColor => sides(BorderLeftColor, BorderRightColor),
            BorderInlineEndColor => sides(BorderRightColor, BorderLeftColor),
            BorderStartStartRadius => sides(BorderTopLeftRadius, BorderTopRightRadius),
            BorderStartEndRadius => sides(BorderTopRightRadius, BorderTopLeftRadius),
            BorderEndStartRadius => sides(BorderBottomLeftRadius, BorderBottomRightRadius),
            BorderEndEndRadius => sides(BorderBottomRightRadius, BorderBottomLeftRadius),
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_order() {
        for (index, longhand) in Longhand::ALL.iter().enumerate() {
            assert_eq!(longhand.index(), index);
        }
        assert!(Longhand::ALL.is_sorted_by_key(|longhand| longhand.group()));
    }

    #[test]
    fn every_logical_longhand_stands_for_a_physical_one() {
        for &longhand in Longhand::ALL {
            let physical = longhand.physical(TextDirection::RightToLeft);
            assert_eq!(longhand.group() == Group::Logical, physical != longhand, "{longhand:?}");
            assert_ne!(physical.group(), Group::Logical, "{longhand:?}");
        }
        let start = Longhand::MarginInlineStart;
        assert_eq!(start.physical(TextDirection::LeftToRight), Longhand::MarginLeft);
        assert_eq!(start.physical(TextDirection::RightToLeft), Longhand::MarginRight);
    }
}
