//! Text and fonts (CSS Text 4, CSS Fonts 4, CSS Inline 3).

use std::sync::Arc;

use super::{LengthPercentage, keywords};
use crate::units::Length;

/// `vertical-align` (CSS 2.2, section 10.8.1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum VerticalAlign {
    /// `baseline`: on the parent's baseline.
    Baseline,
    /// `sub`: lowered as a subscript.
    Sub,
    /// `super`: raised as a superscript.
    Super,
    /// `text-top`: at the top of the parent's text.
    TextTop,
    /// `text-bottom`: at the bottom of the parent's text.
    TextBottom,
    /// `middle`: the middle of the box at half the parent's x-height above its baseline.
    Middle,
    /// `top`: at the top of the line box.
    Top,
    /// `bottom`: at the bottom of the line box.
    Bottom,
    /// Raised above the baseline; percentages refer to the line height.
    LengthPercentage(LengthPercentage),
}

/// `initial-letter` (CSS Inline 3, section 7.2).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InitialLetter {
    /// How many lines its capital height spans, at least 1.
    pub size: f32,
    /// The line whose baseline it shares, from 1.
    pub sink: u16,
}

keywords! {
    /// `line-grid`: which line grid a box uses (CSS Line Grid 1, section 2).
    pub enum LineGrid {
        MatchParent = "match-parent",
        /// A new grid, whose step is the box's line height.
        Create = "create",
    }
}

keywords! {
    /// `line-snap`: how lines are placed on the grid (CSS Line Grid 1, section 3.1).
    pub enum LineSnap {
        None = "none",
        /// With their baseline on a baseline of the grid.
        Baseline = "baseline",
        /// Centered in the steps that they take up.
        Contain = "contain",
    }
}

keywords! {
    /// `continue`: what becomes of the lines after those of `max-lines` (CSS Overflow 4, section 5.2).
    pub enum Continue {
        Auto = "auto",
        Discard = "discard",
        Collapse = "collapse",
        /// As `collapse`, in boxes whose `display` is `-webkit-box`.
        Legacy = "-webkit-legacy",
    }
}

keywords! {
    /// `direction`.
    pub enum Direction {
        LeftToRight = "ltr",
        RightToLeft = "rtl",
    }
}

keywords! {
    /// `unicode-bidi`.
    pub enum UnicodeBidi {
        Normal = "normal",
        Embed = "embed",
        Isolate = "isolate",
        BidiOverride = "bidi-override",
        IsolateOverride = "isolate-override",
        Plaintext = "plaintext",
    }
}

keywords! {
    /// `text-align`.
    pub enum TextAlign {
        Start = "start",
        End = "end",
        Left = "left",
        Right = "right",
        Center = "center",
        Justify = "justify",
    }
}

/// `text-align-last`: how the last line of a paragraph is aligned (CSS Text 4, section 7.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextAlignLast {
    /// `auto`: as `text-align`, but `start` where that is `justify`.
    Auto,
    /// An alignment of its own.
    Align(TextAlign),
}

keywords! {
    /// `text-transform`.
    pub enum TextTransform {
        None = "none",
        Uppercase = "uppercase",
        Lowercase = "lowercase",
        Capitalize = "capitalize",
    }
    unsupported "full-width", "full-size-kana", "math-auto";
}

/// `text-indent` (CSS Text 4, section 8.1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextIndent {
    /// How far the line is indented; percentages refer to the width of the block.
    pub length: LengthPercentage,
    /// `hanging`: the indented lines are those that would not be indented without it.
    pub hanging: bool,
    /// `each-line`: lines after forced breaks are indented as the first line is.
    pub each_line: bool,
}

impl TextIndent {
    /// No indent.
    pub const ZERO: TextIndent =
        TextIndent { length: LengthPercentage::ZERO, hanging: false, each_line: false };
}

keywords! {
    /// `white-space-collapse`: what happens to spaces and line feeds.
    pub enum WhiteSpaceCollapse {
        Collapse = "collapse",
        Preserve = "preserve",
        PreserveBreaks = "preserve-breaks",
        /// Tabs and line feeds become spaces, and no space collapses.
        PreserveSpaces = "preserve-spaces",
        BreakSpaces = "break-spaces",
    }
    unsupported "discard";
}

keywords! {
    /// `text-wrap-mode`.
    pub enum TextWrapMode {
        Wrap = "wrap",
        NoWrap = "nowrap",
    }
}

keywords! {
    /// `text-wrap-style`: how the breaks between lines are chosen.
    pub enum TextWrapStyle {
        /// `pretty` for justified text, `stable` for other text.
        Auto = "auto",
        /// Lines of similar length.
        Balance = "balance",
        /// Each break is chosen line by line.
        Stable = "stable",
        /// All breaks of the paragraph are chosen together.
        Pretty = "pretty",
    }
    unsupported "avoid-orphans";
}

keywords! {
    /// `text-justify`: what may be stretched or shrunk in a justified line.
    pub enum TextJustify {
        Auto = "auto",
        None = "none",
        InterWord = "inter-word",
        /// Besides spaces, letter spacing and the width of glyphs, by at most 2 % each.
        InterCharacter = "inter-character" | "distribute",
    }
    unsupported "ruby", "no-compress";
}

keywords! {
    /// `ruby-align`: where the space is beside a base or an annotation that is narrower than the other (CSS Ruby 1,
    /// section 4.3).
    pub enum RubyAlign {
        Start = "start",
        Center = "center",
        SpaceBetween = "space-between",
        SpaceAround = "space-around",
    }
}

keywords! {
    /// `ruby-position`: on which side of its base an annotation is (CSS Ruby 1, section 4.1).
    pub enum RubyPosition {
        /// Over the base; the second level under it.
        Alternate = "alternate",
        Over = "over",
        Under = "under",
    }
    unsupported "inter-character";
}

/// `hanging-punctuation`: which marks may hang outside the line (CSS Text 4, section 9.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HangingPunctuation {
    /// `first`: an opening bracket or quotation mark at the start of the first line.
    pub first: bool,
    /// `last`: a closing one at the end of the last line.
    pub last: bool,
    /// `allow-end` or `force-end`: a stop or comma at the end of any line.
    pub end: HangingEnd,
}

/// Whether a stop or comma hangs at the end of a line (CSS Text 4, section 9.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HangingEnd {
    /// It does not hang.
    #[default]
    None,
    /// `allow-end`: it hangs where it would not fit otherwise.
    Allow,
    /// `force-end`: it always hangs.
    Force,
}

/// `hyphenate-limit-chars`: the least number of characters in a word that is hyphenated, before the
/// hyphen, and after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HyphenateLimitChars {
    /// The least number of characters of the word.
    pub word: u16,
    /// The least number of characters before the hyphen.
    pub before: u16,
    /// The least number of characters after the hyphen.
    pub after: u16,
}

keywords! {
    /// `hyphens`.
    pub enum Hyphens {
        None = "none",
        Manual = "manual",
        Auto = "auto",
    }
}

keywords! {
    /// `overflow-wrap`.
    pub enum OverflowWrap {
        Normal = "normal",
        Anywhere = "anywhere",
        BreakWord = "break-word",
    }
}

keywords! {
    /// `word-break`.
    pub enum WordBreak {
        Normal = "normal",
        BreakAll = "break-all",
        KeepAll = "keep-all",
    }
    unsupported "manual", "auto-phrase";
}

keywords! {
    /// `line-break`: how strictly lines keep the rules of Chinese and Japanese.
    pub enum LineBreak {
        Auto = "auto",
        Loose = "loose",
        Normal = "normal",
        Strict = "strict",
        /// Between any two characters.
        Anywhere = "anywhere",
    }
}

/// `line-height` (CSS Inline 3, section 4.2).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LineHeight {
    /// `normal`: from the metrics of the font.
    Normal,
    /// A multiple of the font size, of each descendant's own.
    Number(f32),
    /// A fixed height.
    Length(Length),
}

/// `tab-size`: the distance between tab stops (CSS Text 4, section 3.3).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TabSize {
    /// A number of spaces.
    Number(f32),
    /// A fixed distance.
    Length(Length),
}

/// `font-size-adjust` (CSS Fonts 5, section 5): the metric that is to have the same size in every face, and its
/// share of the font size.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum FontSizeAdjust {
    /// `none`: the font size is not changed.
    #[default]
    None,
    /// `ex-height`: the x-height.
    ExHeight(FontAspect),
    /// `cap-height`: the height of capitals.
    CapHeight(FontAspect),
    /// `ch-width`: the advance width of the digit 0.
    ChWidth(FontAspect),
    /// `ic-width`: the advance width of 水.
    IcWidth(FontAspect),
    /// `ic-height`: the advance height of 水.
    IcHeight(FontAspect),
}

/// The value of a metric as a share of the font size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FontAspect {
    /// `from-font`: that of the first available font.
    FromFont,
    /// A share of the font size, not negative.
    Number(f32),
}

/// A name in `font-family`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FontFamily {
    /// A family name.
    Named(Arc<str>),
    /// `serif`.
    Serif,
    /// `sans-serif`.
    SansSerif,
    /// `monospace`.
    Monospace,
    /// `cursive`.
    Cursive,
    /// `fantasy`.
    Fantasy,
    /// `system-ui`.
    SystemUi,
}

/// `font-style` (CSS Fonts 4, section 2.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FontSlope {
    /// `normal`: upright.
    Normal,
    /// `italic`.
    Italic,
    /// `oblique`: the slant to the right in hundredths of a degree.
    Oblique(i16),
}

impl FontSlope {
    /// `oblique` without an angle.
    pub const OBLIQUE: FontSlope = FontSlope::Oblique(1400);
}

/// The value of an OpenType feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FontFeature {
    /// The four characters of the OpenType feature tag.
    pub tag: [u8; 4],
    /// 0 turns the feature off, 1 turns it on; larger numbers choose an alternative.
    pub value: u32,
}

/// The value of an axis of a variable font.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FontVariation {
    /// The four characters of the axis tag.
    pub tag: [u8; 4],
    /// The value, in the axis's own unit.
    pub value: f32,
}
