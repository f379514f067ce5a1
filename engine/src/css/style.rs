//! Computed styles. Groups of properties are shared: a child that sets no property of an inherited
//! group points at its parent's, and equal groups of one cascade are one allocation.

use std::sync::Arc;

use super::color::Color;
use super::color_keywords::ColorKeywords;
use super::counter_style::CounterStyle;
use super::effects::*;
use super::grid::GridStyle;
use super::longhands::longhands;
use super::svg::SvgStyle;
use super::values::*;
use crate::html::TextPlace;
use crate::units::{Length, Sides, Size};

/// The computed style of an element, a pseudo-element, a margin box, or an anonymous box.
#[derive(Clone, Debug, PartialEq)]
pub struct ComputedStyle {
    /// Inherited: the font and its size.
    pub font: Arc<FontStyle>,
    /// Inherited: how text and lists are set.
    pub text: Arc<InheritedText>,
    /// Not inherited: the type of the box, its position, its size, and how it breaks.
    pub layout: Arc<BoxStyle>,
    /// Not inherited: borders and corners.
    pub border: Arc<BorderStyle>,
    /// Not inherited: backgrounds, opacity and text decoration.
    pub background: Arc<BackgroundStyle>,
    /// Not inherited: generated content, counters and named strings.
    pub content: Arc<GeneratedContent>,
    /// Not inherited: transforms, clipping and similar properties; `None` where none of them is set.
    pub effects: Option<Arc<EffectStyle>>,
}

impl ComputedStyle {
    /// Whether the box clips its content along at least one axis.
    pub fn clips(&self) -> bool {
        self.effects
            .as_ref()
            .is_some_and(|effects| effects.overflow != (AxisOverflow::Visible, AxisOverflow::Visible))
    }

    /// The area that `clip` shows; it applies to absolutely positioned boxes only (CSS 2.2, section 11.1.2).
    pub fn clip(&self) -> Option<&Arc<ClipPath>> {
        let clip = self.effects.as_ref()?.clip.as_ref()?;
        matches!(self.layout.position, Position::Absolute | Position::Fixed).then_some(clip)
    }

    /// Whether a box with these used widths of borders paints something besides its content.
    pub fn paints_box(&self, border: Sides<Length>) -> bool {
        let background = &self.background;
        let has_border =
            [border.top, border.right, border.bottom, border.left].iter().any(|width| !width.is_zero());
        let has_background = !background.color.is_transparent() || !background.layers.is_empty();
        self.text.visibility == Visibility::Visible && (has_border || has_background)
    }

    /// Whether the box clips content that overflows its bottom edge.
    pub fn clips_at_bottom(&self) -> bool {
        self.effects.as_ref().is_some_and(|effects| effects.overflow.1 != AxisOverflow::Visible)
    }
}

/// Defines the structs of the groups from the table of longhands.
macro_rules! define_styles {
    ($(
        $(#[$group_doc:meta])*
        $group:ident $style:ident $target:ident {
            fields { $($(#[$own_doc:meta])* $own:ident: $own_type:ty = $own_initial:expr,)* }
            rows { $(
                $(#[$doc:meta])*
                $longhand:ident $name:literal: $specified:ty => $field:ident: $computed:ty = $initial:expr
                $(; $compute:expr)?, $manual:tt;
            )* }
            parts { $($parts:tt)* }
            logical { $($logical:tt)* }
        }
    )+) => { $(
        $(#[$group_doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $style {
            $($(#[$own_doc])* pub $own: $own_type,)*
            $(
                #[doc = concat!("`", $name, "`.")]
                $(#[$doc])*
                pub $field: $computed,
            )*
        }
    )+ };
}

longhands!(define_styles);

impl FontStyle {
    /// Replaces the values of one `font-variant-*` property by `other`'s.
    pub(crate) fn set_variants(&mut self, group: VariantGroup, other: FontVariants) {
        self.variants = self.variants.replace(group, other);
    }
}

impl EffectStyle {
    /// Whether the box is transformed, if it is transformable (CSS Transforms 1, section 2).
    pub fn is_transformed(&self) -> bool {
        !self.transform.is_empty()
            || self.translate.is_some()
            || self.rotate.is_some()
            || self.scale.is_some()
    }

    /// Whether the box establishes a stacking context. Transforms do so too, but only where they take effect, so
    /// they are not counted here.
    pub fn is_stacking_context(&self) -> bool {
        self.clip_path.is_some()
            || self.isolated
            || self.blend_mode != BlendMode::Normal
            || self.is_masked()
            || self.is_filtered()
    }

    /// Whether the box has a filter.
    pub fn is_filtered(&self) -> bool {
        !self.filter.is_empty()
    }

    /// Whether the box is the containing block of positioned boxes inside it, fixed ones too, if it is not an inline box
    /// (CSS Transforms 1, section 3; Filter Effects 1, section 5).
    pub fn holds_positioned(&self) -> bool {
        self.is_transformed() || self.is_filtered()
    }

    /// Whether the box has a mask.
    pub fn is_masked(&self) -> bool {
        let is_image = |image: &BackgroundImage| *image != BackgroundImage::None;
        self.mask.as_ref().is_some_and(|mask| mask.images.iter().any(is_image))
            || self.mask_border.as_ref().is_some_and(|border| is_image(&border.source))
    }
}

impl BoxStyle {
    /// How the text of the box is shown in that of an element around it. A floating initial belongs to the word after it.
    pub(crate) fn text_place(&self) -> TextPlace {
        match self.display {
            Display::None => TextPlace::Hidden,
            Display::Contents => TextPlace::Inline,
            display if display.is_inline_level() || self.float != Float::None => TextPlace::Inline,
            _ => TextPlace::Block,
        }
    }

    /// The preferred aspect ratio, width over height; `natural` is an image's own ratio.
    pub fn ratio(&self, natural: Option<f32>) -> Option<f32> {
        let natural = natural.filter(|ratio| *ratio > 0.0 && ratio.is_finite());
        match self.aspect_ratio {
            Some(own) if own.is_fallback => natural.or(Some(own.ratio)),
            Some(own) => Some(own.ratio),
            None => natural,
        }
    }

    /// The content size along one axis that follows from `length`, the content size along the other, by the
    /// aspect ratio of a box that is not an image. `edges` are padding and border along the axis of `length`,
    /// `other_edges` those along the other axis.
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

    /// Whether the box is out of flow: it takes up no space at its own position in the content.
    pub fn is_out_of_flow(&self) -> bool {
        self.position.is_out_of_flow() || self.float == Float::Footnote
    }

    /// Whether the main axis of a flex container is horizontal.
    pub fn is_row(&self) -> bool {
        matches!(self.flex_direction, FlexDirection::Row | FlexDirection::RowReverse)
    }

    /// Whether the content after the box flows around it (CSS 2.2, section 9.5).
    pub fn is_floating(&self) -> bool {
        matches!(self.float, Float::Left | Float::Right)
    }
}

impl ComputedStyle {
    /// The image in place of the border. Cells whose borders collapse have none (CSS Backgrounds 3, section 5).
    pub fn border_image(&self) -> Option<&BorderImage> {
        let image = self.border.image.as_deref().filter(|image| image.source != BackgroundImage::None)?;
        let collapses = self.text.border_collapse == BorderCollapse::Collapse;
        (!collapses || !self.layout.display.is_internal_table()).then_some(image)
    }

    /// The pictures that painting the box needs, besides its content.
    pub fn pictures(&self) -> impl Iterator<Item = &Arc<ImageUrl>> {
        let effects = self.effects.as_deref();
        let layers = self.background.layers.iter().map(|layer| &layer.image);
        let border = self.border.image.iter().map(|image| &image.source);
        let mask =
            effects.and_then(|effects| effects.mask.as_ref()).into_iter().flat_map(|mask| &mask.images);
        // A mask may refer to an element instead.
        let mask = mask.filter(|image| !image.is_element());
        let mask_border = effects.and_then(|effects| effects.mask_border.as_ref());
        let images = layers.chain(border).chain(mask).chain(mask_border.map(|border| &border.source));
        images.filter_map(|image| match image {
            BackgroundImage::Url(url) => Some(url),
            _ => None,
        })
    }
}

impl BorderStyle {
    /// The used widths of the four borders.
    pub fn widths(&self) -> Sides<Length> {
        self.sides.map(|side| side.width)
    }
}

/// A pseudo-element that the engine creates (CSS Pseudo-Elements 4; footnotes: CSS GCPM 3, section 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PseudoElement {
    /// `::before`.
    Before,
    /// `::after`.
    After,
    /// `::marker`.
    Marker,
    /// `::first-letter`.
    FirstLetter,
    /// `::footnote-call`.
    FootnoteCall,
    /// `::footnote-marker`.
    FootnoteMarker,
    /// `::first-line`.
    FirstLine,
}

/// Which `@page` rules apply to a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct PageClass {
    /// The value of `page` for the content that starts the page.
    pub name: Option<Arc<str>>,
    /// The first page of the document.
    pub first: bool,
    /// Whether it is a left or a right page.
    pub side: PageSide,
    /// `:blank`: a page without content, inserted so that the next one is a left or a right page.
    pub blank: bool,
    /// The arguments in [`Styles::nth_pages`](super::Styles::nth_pages) that select the page.
    pub nth: Vec<NthPage>,
}

/// The argument of `:nth()` in a page selector (CSS GCPM 3, section 3.2): every `step`th page, of the
/// document or of a group of named pages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NthPage {
    /// The coefficient of `n`; 0 selects one page only.
    pub step: i32,
    /// The number of the page that is selected where `n` is 0.
    pub offset: i32,
    /// `of`: only pages of this name are counted, from the first one of each group.
    pub of: Option<Arc<str>>,
}

impl NthPage {
    /// Whether the page of this number, from 1, is selected.
    pub fn matches(&self, number: i32) -> bool {
        let distance = i64::from(number) - i64::from(self.offset);
        match i64::from(self.step) {
            0 => distance == 0,
            step => distance % step == 0 && distance / step >= 0,
        }
    }
}

/// `page-orientation` (CSS Paged Media 3, section 7.2): how a page is turned when it is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageOrientation {
    /// `upright`: as it is laid out.
    #[default]
    Upright,
    /// `rotate-left`: turned by 90 degrees counterclockwise.
    RotateLeft,
    /// `rotate-right`: turned by 90 degrees clockwise.
    RotateRight,
}

/// `bleed` (CSS Paged Media 3, section 7.3): how far the content of a page is painted beyond its edges, which the
/// printer trims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bleed {
    /// `auto`: 6 pt with crop marks, otherwise nothing.
    Auto,
    /// This far on every side; not negative.
    Length(Length),
}

/// `marks` (CSS Paged Media 3, section 7.4): the printer's marks outside the bleed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PrinterMarks {
    /// `crop`: lines that show where to trim.
    pub crop: bool,
    /// `cross`: registration marks, which show whether the printing plates are aligned.
    pub cross: bool,
}

/// The side of an open book that a page is on; the first page is a right one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageSide {
    /// A left page, `:left`.
    Left,
    /// A right page, `:right`.
    #[default]
    Right,
}

impl PageSide {
    /// The other side.
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
    /// The size of the page box, which is the trimmed sheet.
    pub size: Size,
    /// How the page is turned when it is shown.
    pub orientation: PageOrientation,
    /// The bleed; `None` if no rule sets it.
    pub bleed: Option<Bleed>,
    /// The printer's marks; `None` if no rule sets them.
    pub marks: Option<PrinterMarks>,
    /// Used margins: `auto` is zero, percentages are resolved.
    pub margin: Sides<Length>,
    /// Used padding: percentages are resolved.
    pub padding: Sides<Length>,
    /// Border, background and text properties of the page context.
    pub style: Arc<ComputedStyle>,
    /// The margin boxes that have content, in the order of [`MarginBox`].
    pub margin_boxes: Vec<(MarginBox, Arc<ComputedStyle>)>,
    /// The style of the footnote area.
    pub footnote_area: Arc<ComputedStyle>,
}

impl PageStyle {
    /// Margin, border and padding together, around the page's content box.
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
    /// `@top-left-corner`.
    TopLeftCorner,
    /// `@top-left`.
    TopLeft,
    /// `@top-center`.
    TopCenter,
    /// `@top-right`.
    TopRight,
    /// `@top-right-corner`.
    TopRightCorner,
    /// `@right-top`.
    RightTop,
    /// `@right-middle`.
    RightMiddle,
    /// `@right-bottom`.
    RightBottom,
    /// `@bottom-right-corner`.
    BottomRightCorner,
    /// `@bottom-right`.
    BottomRight,
    /// `@bottom-center`.
    BottomCenter,
    /// `@bottom-left`.
    BottomLeft,
    /// `@bottom-left-corner`.
    BottomLeftCorner,
    /// `@left-bottom`.
    LeftBottom,
    /// `@left-middle`.
    LeftMiddle,
    /// `@left-top`.
    LeftTop,
}
