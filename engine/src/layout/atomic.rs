//! Atomic inline-level boxes (CSS 2.2, section 9.2.2): lays out an `inline-block`, an inline table or an image, and
//! returns its margin box and its baseline, which are all that a line needs.

use std::sync::Arc;

use super::context::Context;
use crate::boxes::{BoxId, BoxKind, Replaced};
use crate::css::{Overflow, RubyPosition};
use crate::layout::galley::list::Galley;
use crate::layout::sizing::used::{Edges, block_width, relative_height, replaced_size};
use crate::units::{Length, Point, Rect, Size};

/// An atomic inline-level box as laid out. Positions are from the top left corner of its margin box.
#[derive(Clone, Debug)]
pub struct AtomicLayout {
    /// The galley or image in it.
    pub content: AtomicContent,
    /// The width of the margin box.
    pub width: Length,
    /// The height of the margin box.
    pub height: Length,
    /// From the top of the margin box down to the baseline; the height of the margin box if there is no baseline.
    pub baseline: Length,
}

/// The content of an atomic inline-level box.
#[derive(Clone, Debug)]
pub enum AtomicContent {
    /// A box that was laid out as a galley: an `inline-block` or an inline table.
    Galley {
        /// The left edge of the galley.
        x: Length,
        /// The top edge of the galley.
        y: Length,
        /// The border box with its contents.
        galley: Arc<Galley>,
    },
    /// A base with its annotations, each with its top edge: the base first, as it is read first.
    Ruby(Vec<(Length, Arc<Galley>)>),
    /// A replaced element.
    Replaced {
        /// Its box in the tree.
        box_id: BoxId,
        /// Its border box.
        rect: Rect,
        /// The image in its content box.
        replaced: Arc<Replaced>,
    },
}

/// Lays out an atomic inline-level box: `BoxKind::Atomic` or an inline image. `available` is the
/// width of the line's content box, for percentages and shrinking to fit, `height` its height if that is definite.
pub fn lay_out_atomic(
    context: &Context<'_>,
    id: BoxId,
    available: Length,
    height: Option<Length>,
) -> AtomicLayout {
    let layout_box = context.tree.get(id);
    if let BoxKind::Replaced(replaced) = &layout_box.kind {
        let style = &layout_box.style;
        let edges = Edges::of(style, available);
        let (inner, margins) = (edges.inner(), edges.margins());
        let content = replaced_size(style, replaced, Some(available), height);
        let border_box = Size::new(content.width + inner.horizontal(), content.height + inner.vertical());
        let rect = Rect::new(Point::new(margins.left, margins.top), border_box);
        let height = border_box.height + margins.vertical();
        return AtomicLayout {
            content: AtomicContent::Replaced { box_id: id, rect, replaced: replaced.clone() },
            width: border_box.width + margins.horizontal(),
            height,
            baseline: height,
        };
    }
    if let [base, annotations @ ..] = &layout_box.children[..]
        && !annotations.is_empty()
    {
        return lay_out_ruby(context, *base, annotations);
    }
    let inner = layout_box.children.first().copied().unwrap_or(id);
    let style = &context.tree.get(inner).style;
    let edges = Edges::of(style, available);
    let margins = edges.margins();
    let is_table = matches!(context.tree.get(inner).kind, BoxKind::Table);
    let width = if is_table {
        context.table_width(inner, available, style.text.direction).1
    } else {
        let content =
            block_width(style, available, style.text.direction, &mut || context.content_widths(inner), true)
                .1;
        content + edges.inner().horizontal()
    };
    let own = relative_height(&style.layout, height, edges.inner().vertical()).filter(|_| !is_table);
    let galley = context.lay_out_box(inner, width, own, available);
    let height = Length::from_offset(galley.height());
    // CSS 2.2, section 10.8.1: an inline-block's baseline is that of its last line, unless it
    // clips; a table's is that of its first row.
    let own = if matches!(context.tree.get(inner).kind, BoxKind::Table | BoxKind::Flex | BoxKind::Grid) {
        galley.first_baseline
    } else if style.layout.overflow == Overflow::Visible {
        galley.last_baseline
    } else {
        None
    };
    let baseline = own.map_or(height + margins.vertical(), |baseline| baseline + margins.top);
    AtomicLayout {
        width: width + margins.horizontal(),
        height: height + margins.vertical(),
        baseline,
        content: AtomicContent::Galley { x: margins.left, y: margins.top, galley: Arc::new(galley) },
    }
}

/// Lays out a base and its annotations, over and under it and all of the same width (CSS Ruby 1, section 3).
fn lay_out_ruby(context: &Context<'_>, base: BoxId, annotations: &[BoxId]) -> AtomicLayout {
    let width = ruby_width(context, base, annotations);
    let lay_out = |id: BoxId| Arc::new(context.lay_out_box(id, width, None, width));
    let galley = lay_out(base);
    // An annotation without a base is over an empty line.
    let font = context.fonts.instance(&context.tree.get(base).style.font);
    let (base_height, baseline) = match galley.last_baseline {
        Some(baseline) => (Length::from_offset(galley.height()), baseline),
        None => (font.style.size, (font.style.size + font.ascent - font.descent) / 2),
    };
    let (mut over, mut under) = (Length::ZERO, base_height);
    let mut parts = vec![(Length::ZERO, galley)];
    for (level, &annotation) in annotations.iter().enumerate() {
        let galley = lay_out(annotation);
        let height = Length::from_offset(galley.height());
        let is_under = match context.tree.get(annotation).style.text.ruby_position {
            RubyPosition::Over => false,
            RubyPosition::Under => true,
            RubyPosition::Alternate => level % 2 == 1,
        };
        if is_under {
            parts.push((under, galley));
            under += height;
        } else {
            over += height;
            parts.push((-over, galley));
        }
    }
    for (top, _) in &mut parts {
        *top += over;
    }
    AtomicLayout {
        content: AtomicContent::Ruby(parts),
        width,
        height: over + under,
        baseline: over + baseline,
    }
}

/// The width of a base with its annotations: no line ends in any of them.
fn ruby_width(context: &Context<'_>, base: BoxId, annotations: &[BoxId]) -> Length {
    let parts = std::iter::once(&base).chain(annotations);
    parts.map(|&part| context.border_box_widths(part).max).max().unwrap_or_default()
}

/// The least and the greatest width of an atomic box's margin box.
pub fn atomic_widths(context: &Context<'_>, id: BoxId) -> (Length, Length) {
    let layout_box = context.tree.get(id);
    if let (BoxKind::Atomic, [base, annotations @ ..]) = (&layout_box.kind, &layout_box.children[..])
        && !annotations.is_empty()
    {
        let width = ruby_width(context, *base, annotations);
        return (width, width);
    }
    let inner = if matches!(layout_box.kind, BoxKind::Atomic) {
        layout_box.children.first().copied().unwrap_or(id)
    } else {
        id
    };
    let widths = context.outer_widths(inner);
    (widths.min, widths.max)
}
