//! The order of things: galleys, breaks, page numbers in the text, placing, margin boxes.

use std::sync::Arc;

use rayon::prelude::*;

use super::break_search::{Cut, Share, item_before, search};
use super::cut::Placer;
use super::margin_boxes::{MarginContent, place_margin_boxes};
use super::named_strings::NamedStrings;
use super::page::{Page, Placed, PlacedBox};
use super::references;
use crate::css::{
    BreakBetween, Color, ComputedStyle, Direction, PageClass, PageSide, PageStyle, Position as CssPosition,
    Styles,
};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::html::{Document, place_of};
use crate::layout::{
    Ahead, Area, BoxId, BoxKind, BoxTree, Context, Galley, ItemKind, Measurements, Position, Problem,
    Problems, Remark, StaticPlace, lay_out, patch_references, position_of,
};
use crate::text::FontLibrary;
use crate::units::{Length, Offset, Point, Rect, Sides};

/// How often page numbers in the text are settled before the breaks are kept as they are.
const MAX_ROUNDS: usize = 4;
/// The most pages of a document.
const MAX_PAGES: usize = 100_000;

/// What pagination looks at.
pub struct Input<'a> {
    pub tree: &'a BoxTree,
    pub styles: &'a Styles,
    pub fonts: &'a FontLibrary,
    pub document: &'a Document,
    pub problems: &'a Problems,
    /// With 1 everything happens on the calling thread. The pages are the same either way.
    pub threads: usize,
}

/// A page before anything is placed on it.
struct Planned {
    class: PageClass,
    style: Arc<PageStyle>,
    /// The galley's number and the share of it, with where content starts; `None` for a blank page.
    share: Option<(usize, Share, Offset)>,
}

/// Lays out a document on pages.
pub fn paginate(input: &Input<'_>, diagnostics: &mut Diagnostics) -> Vec<Page> {
    let wanted = references::wanted_boxes(input.tree);
    let is_wanted = |id: BoxId| wanted.get(id.index()).copied().unwrap_or(false);
    let (canvas, without_background) = canvas_background(input.tree);
    let fixed = fixed_boxes(input.tree);
    let mut texts = references::estimate(input.tree);
    let mut round = 0;
    // The galleys and pages of the round before, where nothing but page numbers is to be put in.
    let mut kept: Option<(Vec<Galley>, Vec<Planned>, Diagnostics)> = None;
    loop {
        round += 1;
        // What was measured and found wrong with other page numbers counts no more.
        let measurements = Measurements::default();
        let problems = Problems::default();
        let ahead = Ahead::new(input.tree, input.threads);
        let context = Context {
            tree: input.tree,
            fonts: input.fonts,
            references: &texts,
            problems: &problems,
            measurements: &measurements,
            ahead: &ahead,
            measuring: false,
        };
        let (mut galleys, plan, found) = kept.take().unwrap_or_else(|| {
            let mut found = diagnostics.clone();
            let (galleys, plan) = plan(input, &context, &mut found);
            (galleys, plan, found)
        });
        let place = |number: usize| {
            let canvas = canvas.as_ref();
            place_page(&context, &galleys, &plan, number, &is_wanted, &without_background, canvas, &fixed)
        };
        let placed: Vec<(Vec<Placed>, Vec<BoxId>)> = if input.threads == 1 || plan.len() < 8 {
            (0..plan.len()).map(place).collect()
        } else {
            (0..plan.len()).into_par_iter().map(place).collect()
        };
        let (contents, started): (Vec<_>, Vec<_>) = placed.into_iter().unzip();
        let pages_of_nodes = references::pages_of_nodes(input.tree, &started);
        let own_page = |reference: &crate::layout::PageReference| {
            reference.node.and_then(|node| pages_of_nodes.get(&node).copied())
        };
        let settled = references::settle(input.tree, &pages_of_nodes, &own_page, plan.len());
        if settled != texts && round < MAX_ROUNDS {
            drop(contents);
            let changed: Vec<u32> = (0..)
                .zip(settled.iter().zip(&texts))
                .filter(|(_, (a, b))| a != b)
                .map(|(at, _)| at)
                .collect();
            let context = Context { references: &settled, ..context };
            if patch_references(&context, &mut galleys, &changed) {
                kept = Some((galleys, plan, found));
                input.problems.extend(&problems);
            }
            texts = settled;
            continue;
        }
        *diagnostics = found;
        remark_on_ends(input, &galleys, &plan);
        input.problems.extend(&problems);
        if settled != texts {
            report_unsettled(input, &texts, &settled, diagnostics);
        }
        let context = Context { problems: input.problems, ..context };
        return finish(input, &context, plan, galleys, contents, &started);
    }
}

/// Tells of pages that end inside of a word.
fn remark_on_ends(input: &Input<'_>, galleys: &[Galley], plan: &[Planned]) {
    for planned in plan {
        let Some((number, Share { to: Cut::Break(at), .. }, _)) = planned.share else { continue };
        let galley = &galleys[number];
        if let Some(item) = item_before(galley, at)
            && matches!(&item.kind, ItemKind::Line(line) if line.parts_word)
        {
            let holder = item.enclosure.and_then(|id| galley.enclosures.get(id.0 as usize));
            let node = holder.and_then(|holder| input.tree.get(holder.box_id).node);
            input.problems.report(Problem::Remark { node, remark: Remark::PageEndsInWord });
        }
    }
}

fn report_unsettled(input: &Input<'_>, shown: &[String], settled: &[String], diagnostics: &mut Diagnostics) {
    let changed = input.tree.references.iter().zip(shown.iter().zip(settled)).find(|(_, (a, b))| a != b);
    let Some((reference, (shown, right))) = changed else { return };
    let mut diagnostic = Diagnostic::warning(format!(
        "page numbers do not settle: a reference shows {shown} and should show {right}"
    ))
    .help("Let the reference stand where its length does not move what it refers to.");
    if let Some(node) = reference.node {
        diagnostic = diagnostic.at(place_of(input.document, node, diagnostics), "this reference");
    }
    diagnostics.push(diagnostic);
}

/// Galleys and the pages that they are cut to.
fn plan(
    input: &Input<'_>,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> (Vec<Galley>, Vec<Planned>) {
    let mut galleys: Vec<Galley> = Vec::new();
    let mut plan: Vec<Planned> = Vec::new();
    let mut position = Position::default();
    let mut forced: Option<BreakBetween> = Some(BreakBetween::Page);
    let recto = recto(input);
    loop {
        let name = crate::layout::start_page_name(input.tree, &position.path);
        if let Some(side) = forced.and_then(|forced| wanted_side(forced, recto)) {
            add_blank(input, &mut plan, name.clone(), side);
        }
        let first = plan.len();
        let class_of = |index: usize| PageClass {
            name: name.clone(),
            first: index == 0,
            side: side_of(index, recto),
            blank: false,
        };
        let style = input.styles.page(&class_of(first));
        let content = style.content_size();
        let galley = lay_out(context, &position, Area { width: content.width, height: Some(content.height) });
        // After an unforced break the margin at the top is dropped.
        let start = if forced.is_none() { leading_gap(&galley) } else { 0 };
        let heights: Vec<Length> =
            (0..3).map(|number| input.styles.page(&class_of(first + number)).content_size().height).collect();
        let capacity = |number: usize| heights[if number == 0 { 0 } else { 2 - number % 2 }];
        let shares = search(&galley, start, &capacity);
        let number = galleys.len();
        let mut continued = None;
        for share in shares {
            let index = plan.len();
            let class = class_of(index);
            let style = input.styles.page(&class);
            if style.content_size().width != content.width
                && let Cut::Break(at) = share.from
                && let Some(next) = position_of(input.tree, &galley, &galley.breaks[at].place)
                && next > position
            {
                continued = Some(next);
                break;
            }
            if let Cut::Break(at) = share.from
                && let Some(side) = galley.breaks[at].forced.and_then(|forced| wanted_side(forced, recto))
            {
                add_blank(input, &mut plan, name.clone(), side);
            }
            let index = plan.len();
            let class = class_of(index);
            let style = input.styles.page(&class);
            report_overflow(input, &galley, share, start, style.content_size().height, diagnostics);
            plan.push(Planned { class, style, share: Some((number, share, start)) });
            if plan.len() >= MAX_PAGES {
                diagnostics.push(
                    Diagnostic::error(format!(
                        "the document has more than {MAX_PAGES} pages, which is the limit"
                    ))
                    .help("Split it, or look for an element that repeats without end."),
                );
                galleys.push(galley);
                return (galleys, plan);
            }
        }
        let stop = galley.stop.clone();
        galleys.push(galley);
        match (continued, stop) {
            (Some(next), _) => {
                position = next;
                forced = None;
            }
            (_, Some(stop)) if stop.position > position => {
                position = stop.position;
                forced = Some(stop.forced);
            }
            _ => return (galleys, plan),
        }
    }
}

/// The side of the first page and of every second one after it: the left where the document is read from
/// right to left (CSS Paged Media 3, section 3.1).
fn recto(input: &Input<'_>) -> PageSide {
    let root = input.document.root().map(|root| input.styles.element(root).text.direction);
    match root {
        Some(Direction::RightToLeft) => PageSide::Left,
        _ => PageSide::Right,
    }
}

fn side_of(index: usize, recto: PageSide) -> PageSide {
    if index.is_multiple_of(2) { recto } else { recto.opposite() }
}

fn wanted_side(forced: BreakBetween, recto: PageSide) -> Option<PageSide> {
    match forced {
        BreakBetween::Right => Some(PageSide::Right),
        BreakBetween::Left => Some(PageSide::Left),
        BreakBetween::Recto => Some(recto),
        BreakBetween::Verso => Some(recto.opposite()),
        _ => None,
    }
}

/// Puts in a blank page where the next one is not on the wanted side.
fn add_blank(input: &Input<'_>, plan: &mut Vec<Planned>, name: Option<Arc<str>>, side: PageSide) {
    let index = plan.len();
    let own = side_of(index, recto(input));
    if own != side {
        let class = PageClass { name, first: index == 0, side: own, blank: true };
        let style = input.styles.page(&class);
        plan.push(Planned { class, style, share: None });
    }
}

fn leading_gap(galley: &Galley) -> Offset {
    let gaps = galley.items.iter().take_while(|item| matches!(item.kind, ItemKind::Gap)).count();
    galley.sums.get(gaps).copied().unwrap_or(0)
}

/// A share that is higher than its page is content that nothing allows to break.
fn report_overflow(
    input: &Input<'_>,
    galley: &Galley,
    share: Share,
    start: Offset,
    room: Length,
    diagnostics: &mut Diagnostics,
) {
    let from = match share.from {
        Cut::Start => start,
        Cut::Break(at) => galley.breaks[at].start,
        Cut::End => return,
    };
    let to = match share.to {
        Cut::End => galley.sums.last().copied().unwrap_or(0),
        Cut::Break(at) => galley.breaks[at].end,
        Cut::Start => return,
    };
    let excess = Length::from_offset(to - from - room.offset());
    // A hundredth of a point is rounding.
    if excess <= Length(64) {
        return;
    }
    let first = galley.sums.partition_point(|&sum| sum < from);
    let node = galley.items[first.min(galley.items.len().saturating_sub(1))..]
        .iter()
        .find_map(|item| item.enclosure)
        .and_then(|id| input.tree.get(galley.enclosures[id.0 as usize].box_id).node);
    let mut diagnostic = Diagnostic::warning(format!(
        "content is {:.1} pt higher than its page and cannot be broken",
        excess.points()
    ))
    .help("Make it smaller, or allow breaks inside it.");
    if let Some(node) = node {
        diagnostic = diagnostic.at(place_of(input.document, node, diagnostics), "here");
    }
    diagnostics.push(diagnostic);
}

/// The page area: the content box of a page.
fn page_area(style: &PageStyle) -> Rect {
    Rect::new(Point::default(), style.size).inset(style.edges())
}

fn place_page(
    context: &Context<'_>,
    galleys: &[Galley],
    plan: &[Planned],
    number: usize,
    wanted: &(dyn Fn(BoxId) -> bool + Sync),
    without_background: &[BoxId],
    canvas: Option<&Arc<ComputedStyle>>,
    fixed: &[BoxId],
) -> (Vec<Placed>, Vec<BoxId>) {
    let planned = &plan[number];
    let style = &planned.style;
    let area = page_area(style);
    let mut content = Vec::new();
    let page = Rect::new(Point::default(), style.size);
    let plain_box = |style: Arc<ComputedStyle>, rect: Rect, border: Sides<Length>, padding: Sides<Length>| {
        Placed::Box(PlacedBox {
            box_id: None,
            node: None,
            style,
            rect,
            border,
            padding,
            edges: Sides::all(true),
            starts: false,
        })
    };
    if !style.style.background.color.is_transparent() || !style.style.background.layers.is_empty() {
        content.push(plain_box(without_border(&style.style), page, Sides::default(), Sides::default()));
    }
    if let Some(canvas) = canvas {
        // The canvas is the page area with its padding: what the margins leave.
        let rect = page.inset(style.margin).inset(style.style.border.widths());
        content.push(plain_box(without_border(canvas), rect, Sides::default(), Sides::default()));
    }
    let border = style.style.border.widths();
    if border != Sides::default() {
        let mut bare = (*style.style).clone();
        bare.background = crate::css::properties::initial().background;
        content.push(plain_box(Arc::new(bare), page.inset(style.margin), border, style.padding));
    }
    let mut placer = Placer::new(context, area, wanted, without_background);
    if let Some((number, share, start)) = planned.share {
        placer.share(&galleys[number], share, start, area.origin());
    }
    for &id in fixed {
        let place = StaticPlace { at: area.origin(), from_right: false };
        match number {
            0 => placer.positioned_box(id, area, place, None),
            _ => placer.repeated_box(id, area, place),
        }
    }
    let (placed, started) = placer.finish();
    content.extend(placed);
    (content, started)
}

fn without_border(style: &Arc<ComputedStyle>) -> Arc<ComputedStyle> {
    if style.border.widths() == Sides::default() && style.border.radii == Default::default() {
        return style.clone();
    }
    let mut plain = (**style).clone();
    plain.border = crate::css::properties::initial().border;
    Arc::new(plain)
}

/// The background that goes to the canvas (CSS Backgrounds 3, section 2.11.2): the root's, or else
/// the body's; and the boxes that are drawn without theirs for it.
fn canvas_background(tree: &BoxTree) -> (Option<Arc<ComputedStyle>>, Vec<BoxId>) {
    let has_background = |style: &ComputedStyle| {
        style.background.color != Color::TRANSPARENT && !style.background.color.is_transparent()
            || !style.background.layers.is_empty()
    };
    let Some(root) = tree.boxes.first() else { return (None, Vec::new()) };
    if has_background(&root.style) {
        return (Some(root.style.clone()), vec![BoxId::ROOT]);
    }
    for &child in &root.children {
        let body = tree.get(child);
        if !body.anonymous && has_background(&body.style) {
            return (Some(body.style.clone()), vec![child]);
        }
    }
    (None, Vec::new())
}

/// The boxes that stand on every page.
fn fixed_boxes(tree: &BoxTree) -> Vec<BoxId> {
    let has_own_style = |kind: &BoxKind| {
        !matches!(kind, BoxKind::Text(_) | BoxKind::LineBreak | BoxKind::Reference(_) | BoxKind::Leader(_))
    };
    let ids = (0..tree.boxes.len() as u32).map(BoxId);
    ids.filter(|&id| {
        let layout_box = tree.get(id);
        layout_box.style.layout.position == CssPosition::Fixed
            && !layout_box.anonymous
            && has_own_style(&layout_box.kind)
    })
    .collect()
}

fn finish(
    input: &Input<'_>,
    context: &Context<'_>,
    plan: Vec<Planned>,
    galleys: Vec<Galley>,
    contents: Vec<Vec<Placed>>,
    started: &[Vec<BoxId>],
) -> Vec<Page> {
    drop(galleys);
    let strings = NamedStrings::collect(input.tree, started);
    let page_count = plan.len();
    let make = |(index, (planned, mut content)): (usize, (Planned, Vec<Placed>))| {
        let margin = MarginContent { page: index, page_count, strings: &strings };
        place_margin_boxes(&planned.style, &margin, context, &mut content);
        Page {
            index: index as u32,
            number: index as i32 + 1,
            class: planned.class,
            style: planned.style,
            content,
        }
    };
    let pages: Vec<(usize, (Planned, Vec<Placed>))> = plan.into_iter().zip(contents).enumerate().collect();
    if input.threads == 1 || page_count < 8 {
        pages.into_iter().map(make).collect()
    } else {
        pages.into_par_iter().map(make).collect()
    }
}
