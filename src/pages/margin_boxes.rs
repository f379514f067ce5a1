//! Margin boxes (CSS Paged Media 3, sections 4 and 5): headers and footers.

use std::sync::Arc;

use super::cut::Placer;
use super::named_strings::NamedStrings;
use super::page::{Placed, PlacedBox};
use crate::css::{ComputedStyle, ContentPart, CounterStyle, MarginBox, PageStyle, SizeValue, VerticalAlign};
use crate::layout::{
    BoxId, BoxTree, Context, Measurements, format_counter, intrinsic_widths, lay_out_contents,
    margin_content_tree,
};
use crate::units::{Length, Point, Rect, Sides, Size};

/// What the content of margin boxes may refer to.
pub(super) struct MarginContent<'a> {
    pub(super) page: usize,
    pub(super) page_count: usize,
    pub(super) strings: &'a NamedStrings,
}

impl MarginContent<'_> {
    fn text(&self, part: &ContentPart) -> String {
        let counter = |name: &str, style: &CounterStyle| match name {
            "page" => format_counter(style, self.page as i32 + 1),
            "pages" => format_counter(style, self.page_count as i32),
            _ => format_counter(style, 0),
        };
        match part {
            ContentPart::String(text) => text.to_string(),
            ContentPart::Counter { name, style } | ContentPart::Counters { name, style, .. } => {
                counter(name, style)
            }
            ContentPart::NamedString { name, which } => self.strings.value(self.page, name, *which),
            _ => String::new(),
        }
    }
}

/// One margin box that has content.
struct Generated {
    which: MarginBox,
    style: Arc<ComputedStyle>,
    tree: BoxTree,
    /// Outer widths of the content: least and greatest.
    min: Length,
    max: Length,
}

/// Lays out the margin boxes of a page and puts them on it.
pub(super) fn place_margin_boxes(
    page: &PageStyle,
    content: &MarginContent<'_>,
    context: &Context<'_>,
    out: &mut Vec<Placed>,
) {
    if page.margin_boxes.is_empty() {
        return;
    }
    let generated: Vec<Generated> = page
        .margin_boxes
        .iter()
        .map(|(which, style)| {
            let tree = margin_content_tree(style, &mut |part| content.text(part));
            let measurements = Measurements::default();
            let (min, max) = {
                let own = Context { tree: &tree, references: &[], measurements: &measurements, ..*context };
                intrinsic_widths(&own, BoxId::ROOT)
            };
            let edges = outer_edges(style, page.size.width).horizontal();
            Generated { which: *which, style: style.clone(), tree, min: min + edges, max: max + edges }
        })
        .collect();
    out.push(Placed::BeginArtifact);
    let margin = page.margin;
    let (width, height) = (page.size.width, page.size.height);
    let inner_width = (width - margin.horizontal()).max(Length::ZERO);
    let inner_height = (height - margin.vertical()).max(Length::ZERO);
    let find = |which: MarginBox| generated.iter().find(|each| each.which == which);
    let mut place = |which: MarginBox, rect: Rect| {
        if let Some(each) = find(which) {
            place_box(each, rect, context, out);
        }
    };
    let rect = |x: Length, y: Length, width: Length, height: Length| Rect { x, y, width, height };
    place(MarginBox::TopLeftCorner, rect(Length::ZERO, Length::ZERO, margin.left, margin.top));
    place(MarginBox::TopRightCorner, rect(width - margin.right, Length::ZERO, margin.right, margin.top));
    place(
        MarginBox::BottomRightCorner,
        rect(width - margin.right, height - margin.bottom, margin.right, margin.bottom),
    );
    place(
        MarginBox::BottomLeftCorner,
        rect(Length::ZERO, height - margin.bottom, margin.left, margin.bottom),
    );
    for (y, high, names) in [
        (Length::ZERO, margin.top, [MarginBox::TopLeft, MarginBox::TopCenter, MarginBox::TopRight]),
        (
            height - margin.bottom,
            margin.bottom,
            [MarginBox::BottomLeft, MarginBox::BottomCenter, MarginBox::BottomRight],
        ),
    ] {
        let sizes = share_width(inner_width, names.map(&find));
        place(names[0], rect(margin.left, y, sizes[0], high));
        place(names[1], rect(margin.left + (inner_width - sizes[1]) / 2, y, sizes[1], high));
        place(names[2], rect(width - margin.right - sizes[2], y, sizes[2], high));
    }
    for (x, wide, names) in [
        (Length::ZERO, margin.left, [MarginBox::LeftTop, MarginBox::LeftMiddle, MarginBox::LeftBottom]),
        (
            width - margin.right,
            margin.right,
            [MarginBox::RightTop, MarginBox::RightMiddle, MarginBox::RightBottom],
        ),
    ] {
        // Along the height every box may take a third, or all of it where it is alone.
        let count = names.iter().filter(|&&name| find(name).is_some()).count();
        let high = if count <= 1 { inner_height } else { inner_height / 3 };
        place(names[0], rect(x, margin.top, wide, high));
        place(names[1], rect(x, margin.top + (inner_height - high) / 2, wide, high));
        place(names[2], rect(x, height - margin.bottom - high, wide, high));
    }
    out.push(Placed::EndArtifact);
}

/// The widths of three boxes along a side (CSS Paged Media 3, section 5.3.2.1–3): the middle one is
/// centred, and the outer two share what it leaves, each by its content.
fn share_width(available: Length, boxes: [Option<&Generated>; 3]) -> [Length; 3] {
    let fixed = |each: Option<&Generated>| -> Option<Length> {
        let each = each?;
        match each.style.layout.width {
            SizeValue::LengthPercentage(width) => {
                Some(width.resolve(available) + outer_edges(&each.style, available).horizontal())
            }
            _ => None,
        }
    };
    let widths =
        |each: Option<&Generated>| each.map_or((Length::ZERO, Length::ZERO), |each| (each.min, each.max));
    let [left, middle, right] = boxes;
    let (left_fixed, middle_fixed, right_fixed) = (fixed(left), fixed(middle), fixed(right));
    if middle.is_none() {
        return match (left_fixed, right_fixed) {
            (Some(left), Some(right)) => [left, Length::ZERO, right],
            (Some(fixed), None) => [fixed, Length::ZERO, rest(right, available - fixed)],
            (None, Some(fixed)) => [rest(left, available - fixed), Length::ZERO, fixed],
            (None, None) => {
                let (left, right) =
                    flexible(available, left.map(|_| widths(left)), right.map(|_| widths(right)));
                [left, Length::ZERO, right]
            }
        };
    }
    let outer = left_fixed.unwrap_or(widths(left).1).max(right_fixed.unwrap_or(widths(right).1));
    let outer_min = left_fixed.unwrap_or(widths(left).0).max(right_fixed.unwrap_or(widths(right).0));
    let middle = middle_fixed.unwrap_or_else(|| {
        let sides = (left.is_some() || right.is_some()).then_some((outer_min * 2, outer * 2));
        flexible(available, Some(widths(middle)), sides).0
    });
    let side = (available - middle).max(Length::ZERO) / 2;
    [left_fixed.unwrap_or(rest(left, side)), middle, right_fixed.unwrap_or(rest(right, side))]
}

fn rest(each: Option<&Generated>, available: Length) -> Length {
    if each.is_some() { available.max(Length::ZERO) } else { Length::ZERO }
}

/// Shares a width between two boxes by what they hold; one that is not there takes nothing.
fn flexible(
    available: Length,
    first: Option<(Length, Length)>,
    second: Option<(Length, Length)>,
) -> (Length, Length) {
    let (first, second) = match (first, second) {
        (Some(first), Some(second)) => (first, second),
        (Some(_), None) => return (available, Length::ZERO),
        (None, Some(_)) => return (Length::ZERO, available),
        (None, None) => return (Length::ZERO, Length::ZERO),
    };
    let proportional = |base: (Length, Length), weights: (Length, Length)| {
        let room = available - base.0 - base.1;
        let total = weights.0 + weights.1;
        let part = if total.is_zero() { room / 2 } else { room.ratio(weights.0.0, total.0) };
        (base.0 + part, available - base.0 - part)
    };
    if first.1 + second.1 <= available {
        proportional((first.1, second.1), (first.1, second.1))
    } else if first.0 + second.0 <= available {
        proportional((first.0, second.0), (first.1 - first.0, second.1 - second.0))
    } else {
        proportional((first.0, second.0), (first.0, second.0))
    }
}

/// Margins, borders and padding of a margin box.
fn outer_edges(style: &ComputedStyle, basis: Length) -> Sides<Length> {
    style.layout.margin.map(|margin| margin.resolve(basis).unwrap_or(Length::ZERO))
        + style.border.widths()
        + style.layout.padding.map(|padding| padding.resolve(basis))
}

fn place_box(each: &Generated, outer: Rect, context: &Context<'_>, out: &mut Vec<Placed>) {
    if outer.width <= Length::ZERO || outer.height <= Length::ZERO {
        return;
    }
    let style = &each.style;
    let measurements = Measurements::default();
    let own = Context { tree: &each.tree, references: &[], measurements: &measurements, ..*context };
    let margin = style.layout.margin.map(|margin| margin.resolve(outer.width).unwrap_or(Length::ZERO));
    let border = style.border.widths();
    let padding = style.layout.padding.map(|padding| padding.resolve(outer.width));
    let border_box = outer.inset(margin);
    let inner = border_box.inset(border + padding);
    let galley = lay_out_contents(&own, BoxId::ROOT, inner.width, Some(inner.height));
    let height = Length::from_offset(galley.sums.last().copied().unwrap_or(0));
    let room = inner.height - height;
    let down = match style.layout.vertical_align {
        VerticalAlign::Top => Length::ZERO,
        VerticalAlign::Bottom => room,
        _ => room / 2,
    };
    out.push(Placed::Box(PlacedBox {
        box_id: None,
        node: None,
        style: style.clone(),
        rect: border_box,
        border,
        padding,
        edges: Sides::all(true),
        starts: false,
    }));
    let nothing = |_: BoxId| false;
    let mut placer = Placer::new(&own, Rect::new(Point::default(), Size::default()), &nothing, &[]);
    placer.galley(&galley, Point::new(inner.x, inner.y + down));
    out.extend(placer.finish().0);
}
