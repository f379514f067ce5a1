//! Margin boxes (CSS Paged Media 3, sections 4 and 5): headers and footers.

use std::sync::Arc;

use crate::boxes::{BoxId, BoxTree, format_counter, margin_content_tree};
use crate::css::{
    BoxSizing, ComputedStyle, Content, ContentPart, MarginBox, PageStyle, SizeValue, VerticalAlign,
};
use crate::layout::{
    Context, Galley, Measurements, intrinsic_widths, lay_out_contents, lay_out_detached, running_widths,
};
use crate::pages::furniture::page_counters::PageCounters;
use crate::pages::furniture::page_values::PageValues;
use crate::pages::page::{Group, GroupKind, Placed, PlacedBox};
use crate::pages::placing::layers::stacking_level_of;
use crate::pages::placing::placer::Placer;
use crate::pages::placing::stacking::StackingLevel;
use crate::sorting::sort_by_key;
use crate::units::{Length, Point, Rect, Sides, Size};

/// The values that the content of a page's margin boxes may refer to.
pub(crate) struct MarginContent<'a> {
    /// The index of the page.
    pub(crate) page: usize,
    /// The number of pages.
    pub(crate) page_count: usize,
    /// The named strings.
    pub(crate) strings: &'a PageValues<&'a str>,
    /// The running elements.
    pub(crate) running: &'a PageValues<BoxId>,
    /// The counters at the end of each page.
    pub(crate) counters: &'a PageCounters,
}

impl MarginContent<'_> {
    fn text(&self, part: &ContentPart) -> String {
        let values = |name: &str| match name {
            "page" => vec![self.counters.number(self.page)],
            "pages" => vec![self.page_count as i32],
            _ => self.counters.values(self.page, name),
        };
        match part {
            ContentPart::String(text) => text.to_string(),
            ContentPart::Counter { name, style } => {
                format_counter(style, values(name).last().copied().unwrap_or(0))
            }
            ContentPart::Counters { name, separator, style } => {
                let all: Vec<String> =
                    values(name).into_iter().map(|value| format_counter(style, value)).collect();
                all.join(separator)
            }
            ContentPart::NamedString { name, which } => {
                self.strings.value(self.page, name, *which).unwrap_or_default().to_string()
            }
            _ => String::new(),
        }
    }

    /// The running element that a margin box shows. `None` if its content has no `element()`; `Some(None)` if there is
    /// no such element on the page.
    fn running(&self, style: &ComputedStyle) -> Option<Option<BoxId>> {
        let Content::Parts(parts) = &style.content.content else { return None };
        parts.iter().find_map(|part| match part {
            ContentPart::RunningElement { name, which } => Some(self.running.value(self.page, name, *which)),
            _ => None,
        })
    }
}

/// One margin box that has content.
struct Generated {
    which: MarginBox,
    style: Arc<ComputedStyle>,
    shown: ShownContent,
}

/// What a margin box shows.
enum ShownContent {
    /// Text and pictures, as the only paragraph of a tree of their own.
    Paragraph(Box<BoxTree>),
    /// An element of the document.
    Running(BoxId),
}

impl ShownContent {
    /// The context for its layout.
    fn context<'a>(&'a self, context: &Context<'a>, measurements: &'a Measurements) -> Context<'a> {
        match self {
            ShownContent::Paragraph(tree) => Context { tree, references: &[], measurements, ..*context },
            ShownContent::Running(_) => Context { measurements, ..*context },
        }
    }

    fn widths(&self, context: &Context<'_>) -> (Length, Length) {
        match self {
            ShownContent::Paragraph(_) => intrinsic_widths(context, BoxId::ROOT),
            ShownContent::Running(id) => running_widths(context, *id),
        }
    }

    fn lay_out(&self, context: &Context<'_>, width: Length, height: Option<Length>) -> Galley {
        match self {
            ShownContent::Paragraph(_) => lay_out_contents(context, BoxId::ROOT, width, height),
            ShownContent::Running(id) => lay_out_detached(context, *id, width, height),
        }
    }
}

/// The outer sizes that a margin box asks for along its side of the page.
#[derive(Clone, Copy, Debug, PartialEq)]
struct OuterSize {
    min: Length,
    max: Length,
    /// Whether the size was given rather than measured.
    fixed: bool,
    /// The limit of `min-width` or `min-height`.
    least: Length,
    /// The limit of `max-width` or `max-height`.
    greatest: Option<Length>,
}

impl OuterSize {
    fn fixed(size: Length) -> OuterSize {
        OuterSize { min: size, max: size, fixed: true, least: Length::ZERO, greatest: None }
    }
}

/// The sides of the page along which three boxes share the room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SideAxis {
    Horizontal,
    Vertical,
}

/// Lays out the margin boxes of a page and puts them on it: under its content, which begins at the index `first` of `out`,
/// or over it.
pub(crate) fn place_margin_boxes(
    page: &PageStyle,
    content: &MarginContent<'_>,
    context: &Context<'_>,
    first: usize,
    out: &mut Vec<Placed>,
) {
    if page.margin_boxes.is_empty() {
        return;
    }
    let generated = generated(page, content, context);
    // Each box with its `z-index`.
    let mut placed: Vec<(i32, Vec<Placed>)> = Vec::new();
    let margin = page.margin;
    let (width, height) = (page.size.width, page.size.height);
    let inner_width = (width - margin.horizontal()).max(Length::ZERO);
    let inner_height = (height - margin.vertical()).max(Length::ZERO);
    let find = |which: MarginBox| generated.iter().find(|each| each.which == which);
    let mut place = |which: MarginBox, rect: Rect| {
        if let Some(each) = find(which) {
            placed.push(place_box(each, rect, context));
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
    for (y, margin_height, names) in [
        (Length::ZERO, margin.top, [MarginBox::TopLeft, MarginBox::TopCenter, MarginBox::TopRight]),
        (
            height - margin.bottom,
            margin.bottom,
            [MarginBox::BottomLeft, MarginBox::BottomCenter, MarginBox::BottomRight],
        ),
    ] {
        let outer_sizes = names.map(|name| {
            find(name).map(|each| each.outer_size(SideAxis::Horizontal, inner_width, margin_height, context))
        });
        let sizes = share(inner_width, outer_sizes);
        let starts =
            [margin.left, margin.left + (inner_width - sizes[1]) / 2, width - margin.right - sizes[2]];
        for (name, (x, size)) in names.into_iter().zip(starts.into_iter().zip(sizes)) {
            place(name, rect(x, y, size, margin_height));
        }
    }
    for (x, margin_width, names) in [
        (Length::ZERO, margin.left, [MarginBox::LeftTop, MarginBox::LeftMiddle, MarginBox::LeftBottom]),
        (
            width - margin.right,
            margin.right,
            [MarginBox::RightTop, MarginBox::RightMiddle, MarginBox::RightBottom],
        ),
    ] {
        let outer_sizes = names.map(|name| {
            find(name).map(|each| each.outer_size(SideAxis::Vertical, inner_height, margin_width, context))
        });
        let sizes = share(inner_height, outer_sizes);
        let starts =
            [margin.top, margin.top + (inner_height - sizes[1]) / 2, height - margin.bottom - sizes[2]];
        for (name, (y, size)) in names.into_iter().zip(starts.into_iter().zip(sizes)) {
            place(name, rect(x, y, margin_width, size));
        }
    }
    stack(placed, first, out);
}

/// Adds margin boxes to the content of a page, which is a stacking context of the level 0 before them (CSS Paged Media 3,
/// section 3.1). `first` is the index of the content that is not the page's own background or border.
fn stack(mut placed: Vec<(i32, Vec<Placed>)>, first: usize, out: &mut Vec<Placed>) {
    sort_by_key(&mut placed, |(z_index, _)| *z_index);
    let under = placed.partition_point(|(z_index, _)| *z_index < 0);
    let over = placed.split_off(under);
    let marked = |boxes: Vec<(i32, Vec<Placed>)>| {
        let inside = boxes.into_iter().flat_map(|(_, content)| content);
        let marked = std::iter::once(Placed::BeginArtifact).chain(inside);
        marked.chain(std::iter::once(Placed::EndArtifact))
    };
    if !placed.is_empty() {
        out.splice(first..first, marked(placed));
    }
    out.extend(marked(over));
}

/// The margin boxes of a page that have content.
fn generated(page: &PageStyle, content: &MarginContent<'_>, context: &Context<'_>) -> Vec<Generated> {
    page.margin_boxes
        .iter()
        .filter_map(|(which, style)| {
            let shown = match content.running(style) {
                // Without its element there is no box.
                Some(found) => ShownContent::Running(found?),
                None => {
                    let images = &context.tree.page_images;
                    ShownContent::Paragraph(Box::new(margin_content_tree(style, images, &mut |part| {
                        content.text(part)
                    })))
                }
            };
            Some(Generated { which: *which, style: style.clone(), shown })
        })
        .collect()
}

impl Generated {
    /// The size that it asks for along a side of the length `length`, in a margin of the width `across`.
    fn outer_size(&self, axis: SideAxis, length: Length, across: Length, context: &Context<'_>) -> OuterSize {
        let layout = &self.style.layout;
        let measurements = Measurements::default();
        let own = self.shown.context(context, &measurements);
        // Percentages of edges refer to the width that is available to the box (section 5.3).
        let basis = if axis == SideAxis::Horizontal { length } else { across };
        let edges = outer_edges(&self.style, basis);
        let (edges, size, min, max) = match axis {
            SideAxis::Horizontal => (edges.horizontal(), layout.width, layout.min_width, layout.max_width),
            SideAxis::Vertical => (edges.vertical(), layout.height, layout.min_height, layout.max_height),
        };
        let inner_edges = edges - self.margins(axis, basis);
        let given = |value: SizeValue| match value {
            SizeValue::LengthPercentage(value) => {
                let size = value.resolve(length).max(Length::ZERO);
                Some(match layout.box_sizing {
                    BoxSizing::ContentBox => size + edges,
                    BoxSizing::BorderBox => size.max(inner_edges) + edges - inner_edges,
                })
            }
            _ => None,
        };
        let limited = |outer_size: OuterSize| OuterSize {
            least: given(min).unwrap_or(Length::ZERO),
            greatest: given(max),
            ..outer_size
        };
        if let Some(size) = given(size) {
            return limited(OuterSize::fixed(size));
        }
        let (least, most) = match axis {
            SideAxis::Horizontal => self.shown.widths(&own),
            SideAxis::Vertical => {
                let width = across - outer_edges(&self.style, across).horizontal();
                let galley = self.shown.lay_out(&own, width.max(Length::ZERO), None);
                let height = Length::from_offset(galley.height());
                (height, height)
            }
        };
        limited(OuterSize {
            min: least + edges,
            max: most + edges,
            fixed: false,
            ..OuterSize::fixed(Length::ZERO)
        })
    }

    fn margins(&self, axis: SideAxis, basis: Length) -> Length {
        let margins = self.style.layout.margin.map(|margin| margin.resolve(basis).unwrap_or(Length::ZERO));
        if axis == SideAxis::Horizontal { margins.horizontal() } else { margins.vertical() }
    }
}

/// The sizes of three boxes along a side (CSS Paged Media 3, section 5.3.2). A box that becomes too large or too small
/// gets its limit as its size, and the rest is shared again.
fn share(available: Length, mut boxes: [Option<OuterSize>; 3]) -> [Length; 3] {
    let mut sizes = share_freely(available, boxes);
    let limits: [fn(&OuterSize, Length) -> Option<Length>; 2] = [
        |outer_size, size| outer_size.greatest.filter(|greatest| size > *greatest),
        |outer_size, size| Some(outer_size.least).filter(|least| size < *least),
    ];
    for limit in limits {
        let mut is_over = false;
        for (outer_size, size) in boxes.iter_mut().zip(sizes) {
            if let Some(limited) = outer_size.as_ref().and_then(|outer_size| limit(outer_size, size)) {
                *outer_size = outer_size.map(|outer_size| OuterSize {
                    min: limited,
                    max: limited,
                    fixed: true,
                    ..outer_size
                });
                is_over = true;
            }
        }
        if is_over {
            sizes = share_freely(available, boxes);
        }
    }
    sizes
}

/// The sizes without limits: the middle box is centered, and the outer two share the remaining space by their content.
fn share_freely(available: Length, boxes: [Option<OuterSize>; 3]) -> [Length; 3] {
    let zero = Length::ZERO;
    let [start, middle, end] = boxes;
    let rest = |outer_size: Option<OuterSize>, room: Length| match outer_size {
        Some(outer_size) if outer_size.fixed => outer_size.max,
        Some(_) => room.max(zero),
        None => zero,
    };
    let Some(middle) = middle else {
        return match (start, end) {
            (Some(first), Some(last)) if !first.fixed && !last.fixed => {
                let (first, last) =
                    flexible(available, Some((first.min, first.max)), Some((last.min, last.max)));
                [first, zero, last]
            }
            (first, last) => {
                let taken = |outer_size: Option<OuterSize>| {
                    outer_size.filter(|outer_size| outer_size.fixed).map_or(zero, |outer_size| outer_size.max)
                };
                [rest(first, available - taken(last)), zero, rest(last, available - taken(first))]
            }
        };
    };
    // The outer two count as two boxes of equal size, because the middle one stays centered.
    let outer = |each: fn(&OuterSize) -> Length| {
        let sizes = [start, end].into_iter().flatten().map(|outer_size| each(&outer_size));
        sizes.max().map(|size| size * 2)
    };
    let are_fixed = [start, end].into_iter().flatten().all(|outer_size| outer_size.fixed);
    let center = if middle.fixed {
        middle.max
    } else if let Some(sides) = outer(|outer_size| outer_size.max).filter(|_| are_fixed) {
        (available - sides).max(zero)
    } else {
        let sides = outer(|outer_size| outer_size.min).zip(outer(|outer_size| outer_size.max));
        flexible(available, Some((middle.min, middle.max)), sides).0
    };
    let side = (available - center).max(zero) / 2;
    [rest(start, side), center, rest(end, side)]
}

/// Shares a width between two boxes by their content; a missing box gets nothing.
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

/// The border box with a given size across its page margin (section 5.3.1): two `auto` margins center it, otherwise it
/// is beside the page area and the margin on the other side is adjusted.
fn across(each: &Generated, outer: Rect, full: Rect, edges: (Sides<Length>, Sides<Length>)) -> Rect {
    use MarginBox::{
        BottomCenter, BottomLeft, BottomRight, LeftBottom, LeftMiddle, LeftTop, RightBottom, RightMiddle,
        RightTop, TopCenter, TopLeft, TopRight,
    };
    let layout = &each.style.layout;
    let (inner, margin) = edges;
    let given = |value: SizeValue, basis: Length, edges: Length| match value {
        SizeValue::LengthPercentage(value) => Some(match layout.box_sizing {
            BoxSizing::ContentBox => value.resolve(basis).max(Length::ZERO) + edges,
            BoxSizing::BorderBox => value.resolve(basis).max(edges),
        }),
        _ => None,
    };
    // The free room before the box, of `room` altogether.
    let before =
        |room: Length, (first, last): (bool, bool), (near, far): (Length, Length), at_start: bool| {
            match (first, last) {
                (true, true) => room / 2,
                (false, true) => near,
                (true, false) => room - far,
                // A box above or to the left of the page area is pushed toward it.
                (false, false) => {
                    if at_start {
                        room - far
                    } else {
                        near
                    }
                }
            }
        };
    let auto = layout.margin.map(|margin| margin.resolve(Length::ZERO).is_none());
    match each.which {
        TopLeft | TopCenter | TopRight | BottomLeft | BottomCenter | BottomRight => {
            let Some(height) = given(layout.height, outer.height, inner.vertical()) else { return full };
            let at_top = matches!(each.which, TopLeft | TopCenter | TopRight);
            let room = outer.height - height;
            let y = outer.y + before(room, (auto.top, auto.bottom), (margin.top, margin.bottom), at_top);
            Rect { y, height, ..full }
        }
        LeftTop | LeftMiddle | LeftBottom | RightTop | RightMiddle | RightBottom => {
            let Some(width) = given(layout.width, outer.width, inner.horizontal()) else { return full };
            let at_left = matches!(each.which, LeftTop | LeftMiddle | LeftBottom);
            let room = outer.width - width;
            let x = outer.x + before(room, (auto.left, auto.right), (margin.left, margin.right), at_left);
            Rect { x, width, ..full }
        }
        _ => full,
    }
}

/// The content of a margin box, and its `z-index`. A margin box is treated as positioned.
fn place_box(each: &Generated, outer: Rect, context: &Context<'_>) -> (i32, Vec<Placed>) {
    let style = &each.style;
    let (z_index, group) = match stacking_level_of(style, true) {
        Some(StackingLevel::Layer { z_index, group, .. }) => (z_index, group),
        _ => (0, None),
    };
    if outer.width <= Length::ZERO || outer.height <= Length::ZERO {
        return (z_index, Vec::new());
    }
    let measurements = Measurements::default();
    let content = each.shown.context(context, &measurements);
    let margin = style.layout.margin.map(|margin| margin.resolve(outer.width).unwrap_or(Length::ZERO));
    let border = style.border.widths();
    let padding = style.layout.padding.map(|padding| padding.resolve(outer.width));
    let border_box = across(each, outer, outer.inset(margin), (border + padding, margin));
    let inner = border_box.inset(border + padding);
    let galley = each.shown.lay_out(&content, inner.width, Some(inner.height));
    let height = Length::from_offset(galley.height());
    let room = inner.height - height;
    let down = match style.layout.vertical_align {
        VerticalAlign::Top => Length::ZERO,
        VerticalAlign::Bottom => room,
        _ => room / 2,
    };
    let edges = Sides::all(true);
    let clip = style.clips().then(|| Box::new(Group::new(GroupKind::Overflow, style)));
    let [group, clip] = [group, clip].map(|group| {
        group.map(|mut group| {
            group.set_box(border_box, border, padding, edges);
            Placed::BeginGroup(*group)
        })
    });
    let ends = [&group, &clip].map(|group| group.is_some().then_some(Placed::EndGroup));
    let own = Placed::Box(PlacedBox {
        box_id: None,
        node: None,
        style: style.clone(),
        rect: border_box,
        border,
        padding,
        edges,
        whole: None,
        starts: false,
    });
    let nothing = |_: BoxId| false;
    let mut placer = Placer::new(&content, Rect::new(Point::default(), Size::default()), &nothing, &[]);
    placer.galley(&galley, Point::new(inner.x, inner.y + down));
    let start = group.into_iter().chain([own]).chain(clip);
    (z_index, start.chain(placer.finish().content).chain(ends.into_iter().flatten()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outer_size(min: i32, max: i32) -> Option<OuterSize> {
        Some(OuterSize { min: Length(min), max: Length(max), fixed: false, ..OuterSize::fixed(Length(0)) })
    }

    #[test]
    fn two_boxes_share_by_content_and_three_keep_the_middle() {
        let sizes = |boxes| share(Length(600), boxes).map(|size| size.0);
        assert_eq!(sizes([outer_size(10, 100), None, outer_size(10, 200)]), [200, 0, 400]);
        assert_eq!(sizes([outer_size(10, 100), None, None]), [600, 0, 0]);
        assert_eq!(sizes([None, outer_size(10, 100), None]), [0, 600, 0]);
        assert_eq!(sizes([outer_size(10, 100), outer_size(10, 100), None]), [200, 200, 0]);
        assert_eq!(sizes([outer_size(10, 50), outer_size(10, 100), outer_size(10, 100)]), [200, 200, 200]);
        // More than there is room for: by what each has beyond its least.
        assert_eq!(sizes([outer_size(100, 500), None, outer_size(100, 300)]), [367, 0, 233]);
        let fixed = Some(OuterSize::fixed(Length(150)));
        assert_eq!(sizes([fixed, None, outer_size(10, 20)]), [150, 0, 450]);
        assert_eq!(sizes([fixed, outer_size(0, 100), outer_size(10, 20)]), [150, 150, 225]);
        assert_eq!(sizes([outer_size(0, 10), fixed, outer_size(0, 10)]), [225, 150, 225]);
    }
}
