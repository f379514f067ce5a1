//! The order of things: galleys, breaks, page numbers in the text, placing, margin boxes.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::break_nodes::item_before;
use super::break_search::{Capacities, Cut, Share, Task, first_fit, search};
use super::column_shares::{PageEnd, column_shares};
use super::cut::Placer;
use super::footnotes::{AreaEdges, NoteHeights, NoteShare, Notes, Queue, calls, note_heights};
use super::margin_boxes::{MarginContent, place_margin_boxes};
use super::mentions::{mentions, parted};
use super::page::{Page, Placed, PlacedBox};
use super::page_counters::PageCounters;
use super::page_values::{PageValues, Started};
use super::references;
use super::stacking::{Level, Part};
use super::survey::Survey;
use super::unkept::report_unkept;
use crate::boxes::{BoxId, BoxKind, BoxTree, ReferenceId, format_counter, starts_page_group};
use crate::css::{
    BreakBetween, Color, ComputedStyle, Content, ContentPart, CounterChanges, CounterStyle, Direction,
    NthPage, PageClass, PageSide, PageStyle, Position as CssPosition, Styles,
};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::html::{Document, NodeId, place_of};
use crate::layout::{
    Ahead, Area, Context, Galley, ItemKind, Measurements, Position, Problem, Problems, Remark, StaticPlace,
    lay_out_up_to, patch_references, position_of,
};
use crate::text::FontLibrary;
use crate::units::{Length, Offset, Point, Rect, Sides};

/// How often page numbers in the text are settled before the breaks are kept as they are.
const MAX_ROUNDS: usize = 4;
/// The most pages of a document.
const MAX_PAGES: usize = 100_000;

/// How page breaks are chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Breaks {
    /// The best of all ways.
    #[default]
    Best,
    /// Page by page, each as full as the rules allow: to compare with.
    FirstFit,
}

/// What pagination looks at.
pub struct Input<'a> {
    pub tree: &'a BoxTree,
    pub styles: &'a Styles,
    pub fonts: &'a FontLibrary,
    pub document: &'a Document,
    pub problems: &'a Problems,
    /// With 1 everything happens on the calling thread. The pages are the same either way.
    pub threads: usize,
    pub breaks: Breaks,
}

/// A page before anything is placed on it.
pub(super) struct Planned {
    class: PageClass,
    pub(super) style: Arc<PageStyle>,
    /// The galley's number and the share of it, with where content starts; `None` for a blank page.
    pub(super) share: Option<(usize, Share, Offset)>,
    /// What stands in the area for footnotes.
    notes: Vec<NoteShare>,
    /// The notes that are called on it.
    called: Vec<BoxId>,
}

impl Planned {
    /// How high the area for footnotes is.
    pub(super) fn height_of_notes(&self) -> Length {
        let notes: Length = self.notes.iter().map(|note| note.height).sum();
        if self.notes.is_empty() { notes } else { notes + AreaEdges::of(&self.style).vertical() }
    }
}

/// Lays out a document on pages, and counts what their ends look like instead of placing anything. Page
/// numbers in the text are as they are guessed.
pub fn survey(input: &Input<'_>) -> Survey {
    let (measurements, problems) = (Measurements::default(), Problems::default());
    let ahead = Ahead::new(input.tree, input.threads);
    let context = Context {
        tree: input.tree,
        fonts: input.fonts,
        references: &references::estimate(input.tree),
        problems: &problems,
        measurements: &measurements,
        ahead: &ahead,
        measuring: false,
        page: None,
    };
    let (galleys, plan) = plan(input, &context, &mut Diagnostics::new());
    Survey::of(&galleys, &plan)
}

/// Lays out a document on pages.
pub fn paginate(input: &Input<'_>, diagnostics: &mut Diagnostics) -> Vec<Page> {
    let wanted = references::wanted_boxes(input.tree);
    let is_wanted = |id: BoxId| wanted.get(id.index()).copied().unwrap_or(false);
    let (canvas, without_background) = canvas_background(input.tree);
    let fixed = fixed_boxes(input.tree);
    let mut texts = references::estimate(input.tree);
    let mut round = 0;
    // What stands in fixed boxes and running elements is another text on every page.
    let repeated = references::repeated(input.tree);
    let mut own_texts: Vec<Vec<String>> = Vec::new();
    let mut placed_anew = false;
    let mut strings: Vec<(BoxId, &Arc<str>, &str)> = Vec::new();
    for change in &input.tree.named_strings {
        strings.push((change.at, &change.name, &*change.value));
    }
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
            page: None,
        };
        let (mut galleys, plan, found) = kept.take().unwrap_or_else(|| {
            let mut found = diagnostics.clone();
            let (galleys, plan) = plan(input, &context, &mut found);
            (galleys, plan, found)
        });
        let place = |number: usize| {
            let canvas = canvas.as_ref();
            let own = own_texts.get(number).map_or(&[][..], |own| own);
            let own = references::with_own(context.references, &repeated, own);
            // What was measured with the texts of another page counts no more.
            let measurements = Measurements::default();
            let context = match &own {
                Some(own) => Context { references: own, measurements: &measurements, ..context },
                None => Context { ..context },
            };
            place_page(&context, &galleys, &plan, number, &is_wanted, &without_background, canvas, &fixed)
        };
        let placed: Vec<(Vec<Placed>, Vec<Started>)> = if input.threads == 1 || plan.len() < 8 {
            (0..plan.len()).map(place).collect()
        } else {
            (0..plan.len()).into_par_iter().map(place).collect()
        };
        let (contents, started): (Vec<_>, Vec<_>) = placed.into_iter().unzip();
        let pages_of_nodes = references::pages_of_nodes(input.tree, &started);
        let styles = plan.iter().map(|planned| &*planned.style);
        let counters = PageCounters::collect(input.tree, styles, &started);
        let strings = PageValues::collect(&strings, &started);
        let notes = notes_by_page(input.tree, &plan);
        let known = references::Settled {
            counters: &counters,
            strings: &strings,
            page_count: plan.len(),
            notes: &notes,
        };
        let settled = references::settle(input.tree, &pages_of_nodes, &known);
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
        let own: Vec<Vec<String>> = match repeated.is_empty() {
            true => Vec::new(),
            false => {
                (0..plan.len()).map(|page| references::on_page(input.tree, &repeated, page, &known)).collect()
            }
        };
        if own != own_texts && !fixed.is_empty() && !placed_anew {
            // Nothing in the flow moves with what fixed boxes say, so that once more is enough.
            drop(contents);
            (own_texts, placed_anew) = (own, true);
            kept = Some((galleys, plan, found));
            input.problems.extend(&problems);
            continue;
        }
        *diagnostics = found;
        remark_on_ends(input, &galleys, &plan);
        for (number, share, _) in plan.iter().filter_map(|planned| planned.share.as_ref()) {
            report_unkept(input.tree, &galleys[*number], *share, &problems);
        }
        input.problems.extend(&problems);
        if settled != texts {
            report_unsettled(input, &texts, &settled, diagnostics);
        }
        let context = Context { problems: input.problems, ..context };
        let shown =
            Shown { started: &started, counters: &counters, strings: &strings, repeated: &repeated, own };
        return finish(&context, plan, galleys, contents, &shown, input.threads);
    }
}

/// Tells of pages that end inside of a word.
fn remark_on_ends(input: &Input<'_>, galleys: &[Galley], plan: &[Planned]) {
    for planned in plan {
        let Some((number, Share { to: Cut::Break(at), .. }, _)) = planned.share else { continue };
        if let Some((galley, item)) = item_before(&galleys[number], at)
            && matches!(&item.kind, ItemKind::Line(line) if line.parts_word)
        {
            let holder = item.enclosure.map(|id| galley.enclosure(id));
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
    let nth_pages = input.styles.nth_pages();
    let has_notes = !input.tree.footnotes.is_empty();
    let mentions = mentions(input.document, input.tree);
    let (mut notes, mut queue) = (Notes::default(), Queue::default());
    let mut group: (Option<Arc<str>>, usize) = (None, 0);
    loop {
        let name = crate::boxes::start_page_name(input.tree, &position.path);
        if let Some(side) = forced.and_then(|forced| wanted_side(forced, recto)) {
            add_blank(input, &mut plan, name.clone(), side, &nth_pages);
        }
        let first = plan.len();
        let begins =
            |name: &Arc<str>| forced.is_some() && starts_page_group(input.tree, &position.path, name);
        if group.0 != name || name.as_ref().is_some_and(begins) {
            group = (name.clone(), first);
        }
        let class_of = |index: usize| PageClass {
            name: name.clone(),
            first: index == 0,
            side: side_of(index, recto),
            blank: false,
            nth: nth_of(&nth_pages, index, name.as_ref().map(|name| (name, group.1))),
        };
        let style = input.styles.page(&class_of(first));
        let content = style.content_size();
        let area = Area { width: content.width, height: Some(content.height) };
        // Where the next page has another width, little more than one page of this one is needed.
        let next_width = input.styles.page(&class_of(first + 1)).content_size().width;
        let mut limit =
            (next_width != content.width).then(|| content.height.offset().max(1) * PAGES_OF_A_WIDTH);
        let (galley, shares, start, continued) = loop {
            let galley = lay_out_up_to(context, &position, area, limit);
            // After an unforced break the margin at the top is dropped.
            let start = if forced.is_none() { leading_gap(&galley) } else { 0 };
            let height_of =
                |number: usize| input.styles.page(&class_of(first + number)).content_size().height;
            let heights = has_notes.then(|| {
                let edges = AreaEdges::of(&style);
                let width = edges.inner_width(content.width);
                let mut height = |note: BoxId| {
                    let policy = input.tree.style(note).layout.footnote_policy;
                    note_heights(&notes.galley(context, note, width), policy)
                };
                NoteHeights::new(input.tree, &galley, &edges, queue.height(), &mut height)
            });
            let capacities = capacities(height_of, !nth_pages.is_empty());
            let parted = parted(&galley, &mentions, content.height.offset());
            let task = Task {
                galley: &galley,
                start,
                capacities: &capacities,
                notes: heights.as_ref(),
                opens_spread: !first.is_multiple_of(2),
                recto,
                parted: &parted,
            };
            let shares = match input.breaks {
                Breaks::Best => search(&task),
                Breaks::FirstFit => first_fit(&task),
            };
            let is_other_width =
                |index: usize| input.styles.page(&class_of(index)).content_size().width != content.width;
            let found = continuation(input.tree, &galley, &shares, first, recto, &is_other_width)
                .filter(|(_, next)| *next > position);
            match limit {
                // The end of this galley is not the end of a page.
                Some(least)
                    if found.is_none()
                        && galley.stop.as_ref().is_some_and(|stop| !stop.forced.is_forced()) =>
                {
                    limit = Some(least.max(galley.height()).saturating_mul(2));
                }
                _ => break (galley, shares, start, found),
            }
        };
        let number = galleys.len();
        let pages = continued.as_ref().map_or(shares.len(), |(pages, _)| *pages);
        for share in shares.into_iter().take(pages) {
            if let Cut::Break(at) = share.from
                && let Some(side) = galley.breaks[at].forced.and_then(|forced| wanted_side(forced, recto))
            {
                add_blank(input, &mut plan, name.clone(), side, &nth_pages);
            }
            let index = plan.len();
            let class = class_of(index);
            let style = input.styles.page(&class);
            report_overflow(input, &galley, share, start, style.content_size().height, context.problems);
            let mut called = Vec::new();
            let shown = if has_notes {
                calls(input.tree, &galley, share.from, share.to, &mut called);
                let edges = AreaEdges::of(&style);
                let width = edges.inner_width(style.content_size().width);
                let outer = std::mem::take(&mut called);
                for note in outer {
                    queue.push(context, &mut notes, note, width, &mut called);
                }
                let room = style.content_size().height;
                let left = room - share_height(&galley, share, start, room);
                queue.take(&edges, left, false)
            } else {
                Vec::new()
            };
            plan.push(Planned { class, style, share: Some((number, share, start)), notes: shown, called });
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
            (Some((_, next)), _) => {
                position = next;
                forced = None;
            }
            (_, Some(stop)) if stop.position > position => {
                position = stop.position;
                forced = Some(stop.forced);
            }
            _ => {
                rest_of_notes(input, &mut queue, &mut plan, recto, &nth_pages);
                for note in notes.missing(input.tree) {
                    let what = "a footnote is not shown where no page calls it".to_string();
                    let node = input.tree.get(note).node;
                    context.problems.report(Problem::Unsupported { node, what });
                }
                return (galleys, plan);
            }
        }
    }
}

/// How much is laid out, in pages, where the page after the first has another width, so that no more is laid
/// out again than grows with the document. What is further down does not decide where the first page ends.
const PAGES_OF_A_WIDTH: Offset = 4;

/// Where the first page of another width begins from which layout can go on, and how many pages come before.
fn continuation(
    tree: &BoxTree,
    galley: &Galley,
    shares: &[Share],
    first: usize,
    recto: PageSide,
    is_other_width: &dyn Fn(usize) -> bool,
) -> Option<(usize, Position)> {
    let mut index = first;
    for (pages, share) in shares.iter().enumerate() {
        if let Cut::Break(at) = share.from {
            if is_other_width(index)
                && galley.float_cuts_at(at).is_empty()
                && let Some(next) = position_of(tree, galley, &galley.breaks[at].place)
            {
                return Some((pages, next));
            }
            let side = galley.breaks[at].forced.and_then(|forced| wanted_side(forced, recto));
            // A blank page.
            index += usize::from(side.is_some_and(|side| side != side_of(index, recto)));
        }
        index += 1;
    }
    None
}

/// Pages for the notes that are left when the text ends.
fn rest_of_notes(
    input: &Input<'_>,
    queue: &mut Queue,
    plan: &mut Vec<Planned>,
    recto: PageSide,
    nth_pages: &[NthPage],
) {
    while !queue.is_empty() && plan.len() < MAX_PAGES {
        let index = plan.len();
        let name = plan.last().and_then(|planned| planned.class.name.clone());
        let nth = nth_of(nth_pages, index, None);
        let class = PageClass { name, first: false, side: side_of(index, recto), blank: false, nth };
        let style = input.styles.page(&class);
        let notes = queue.take(&AreaEdges::of(&style), style.content_size().height, true);
        plan.push(Planned { class, style, share: None, notes, called: Vec::new() });
    }
}

/// The numbers of the notes of each page, where its rule begins to count them (CSS GCPM 3, section 2.4).
fn notes_by_page(tree: &BoxTree, plan: &[Planned]) -> FxHashMap<NodeId, i32> {
    let mut numbers = FxHashMap::default();
    let mut number = 0_i32;
    let counted = |changes: &CounterChanges| {
        changes.iter().rfind(|(name, _)| &**name == "footnote").map(|(_, value)| *value)
    };
    for page in plan {
        let reset = counted(&page.style.style.content.counter_reset);
        number = reset.unwrap_or(number);
        for &note in &page.called {
            let own = &tree.style(note).content;
            number = number.saturating_add(counted(&own.counter_increment).unwrap_or(1));
            number = counted(&own.counter_set).unwrap_or(number);
            numbers.extend(tree.get(note).node.map(|node| (node, number)));
        }
    }
    numbers
}

/// The height of a share of a galley, with what is repeated around it.
fn share_height(galley: &Galley, share: Share, start: Offset, room: Length) -> Length {
    let around = |at: usize| {
        let enclosure = galley.breaks[at].enclosure.map(|id| galley.enclosure(id));
        enclosure.map_or((0, 0), |each| (each.opening.offset(), each.closing.offset()))
    };
    let (from, opening) = match share.from {
        Cut::Break(at) => (galley.breaks[at].start, around(at).0 + galley.float_costs(at).1.offset()),
        _ => (start, 0),
    };
    let (to, closing) = match share.to {
        Cut::Break(at) => (galley.breaks[at].end, around(at).1),
        _ => (galley.height(), 0),
    };
    let columns = column_shares(galley, share, start, Some(room.offset()), PageEnd::Least);
    let growth: Offset = columns.iter().map(|each| each.growth).sum();
    Length::from_offset(to - from + opening + closing + growth)
}

/// How far ahead the heights of pages are looked at that `:nth()` may make differ.
const PAGES_AHEAD: usize = 48;

/// The heights of a galley's pages.
fn capacities(height_of: impl Fn(usize) -> Length, differ: bool) -> Capacities {
    // Without `:nth()`, only the first page and the two sides may differ.
    let count = if differ { PAGES_AHEAD } else { 5 };
    Capacities::new((0..count).map(height_of).collect())
}

/// Those `:nth()` that select the page of an index, in a group of named pages since another.
fn nth_of(all: &[NthPage], index: usize, group: Option<(&Arc<str>, usize)>) -> Vec<NthPage> {
    let number = |nth: &NthPage| match (&nth.of, group) {
        (None, _) => Some(index + 1),
        (Some(of), Some((name, start))) if of == name => (index + 1).checked_sub(start),
        _ => None,
    };
    all.iter().filter(|nth| number(nth).is_some_and(|number| nth.matches(number as i32))).cloned().collect()
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
fn add_blank(
    input: &Input<'_>,
    plan: &mut Vec<Planned>,
    name: Option<Arc<str>>,
    side: PageSide,
    nth_pages: &[NthPage],
) {
    let index = plan.len();
    let own = side_of(index, recto(input));
    if own != side {
        let nth = nth_of(nth_pages, index, None);
        let class = PageClass { name, first: index == 0, side: own, blank: true, nth };
        let style = input.styles.page(&class);
        plan.push(Planned { class, style, share: None, notes: Vec::new(), called: Vec::new() });
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
    problems: &Problems,
) {
    let from = match share.from {
        Cut::Start => start,
        Cut::Break(at) => galley.breaks[at].start,
        Cut::End => return,
    };
    let to = match share.to {
        Cut::End => galley.height(),
        Cut::Break(at) => galley.breaks[at].end,
        Cut::Start => return,
    };
    let columns = column_shares(galley, share, start, Some(room.offset()), PageEnd::Least);
    let growth: Offset = columns.iter().map(|each| each.growth).sum();
    let excess = Length::from_offset(to - from + growth - room.offset());
    // A hundredth of a point is rounding.
    if excess <= Length(64) {
        return;
    }
    // The box in which the page ends up too high, not one around it that goes on.
    let first = galley.sums.partition_point(|&sum| sum < from);
    let end = galley.sums.partition_point(|&sum| sum < to).min(galley.items.len());
    let holder = galley.items[first.min(end)..end]
        .iter()
        .max_by_key(|item| item.advance)
        .and_then(|item| item.enclosure)
        .map(|id| galley.enclosure(id).box_id);
    let node = holder.and_then(|id| input.tree.get(id).node);
    problems.report(Problem::HigherThanPage { node, excess });
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
) -> (Vec<Placed>, Vec<Started>) {
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
            whole: None,
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
        let notes: Length = planned.notes.iter().map(|note| note.height).sum();
        let around = if planned.notes.is_empty() { Length::ZERO } else { AreaEdges::of(style).vertical() };
        placer.room = Some((area.height - notes - around).offset());
        placer.share(&galleys[number], share, start, area.origin());
    }
    if !planned.notes.is_empty() {
        let edges = AreaEdges::of(style);
        let height: Length = planned.notes.iter().map(|note| note.height).sum();
        let inner = edges.border + edges.padding;
        let border_box = Rect {
            x: area.x + edges.margin.left,
            y: area.bottom() - edges.margin.bottom - inner.vertical() - height,
            width: (area.width - edges.margin.horizontal()).max(Length::ZERO),
            height: height + inner.vertical(),
        };
        // The area is painted as a whole, over the flow, as its notes are read after it.
        placer.content.push(Part::Begin(Level::Atomic));
        placer.put(plain_box(style.footnote_area.clone(), border_box, edges.border, edges.padding));
        let mut at = border_box.inset(inner).origin();
        for note in &planned.notes {
            placer.share(&note.galley, note.share, 0, at);
            at.y += note.height;
        }
        placer.content.push(Part::End);
    }
    for &id in fixed {
        let place = StaticPlace { at: area.origin(), from_right: false, room: None };
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

/// What margin boxes show.
struct Shown<'a> {
    started: &'a [Vec<Started>],
    counters: &'a PageCounters,
    strings: &'a PageValues<&'a str>,
    /// The references in fixed boxes and running elements, and what they come to on each page.
    repeated: &'a [ReferenceId],
    own: Vec<Vec<String>>,
}

fn finish(
    context: &Context<'_>,
    plan: Vec<Planned>,
    galleys: Vec<Galley>,
    mut contents: Vec<Vec<Placed>>,
    shown: &Shown<'_>,
    threads: usize,
) -> Vec<Page> {
    drop(galleys);
    super::sliced::add_up(&mut contents);
    let tree = context.tree;
    let (counters, strings) = (shown.counters, shown.strings);
    let running: Vec<(BoxId, &Arc<str>, BoxId)> =
        tree.running.iter().map(|element| (element.at, &element.name, element.at)).collect();
    let running = PageValues::collect(&running, shown.started);
    let page_count = plan.len();
    let labels = page_labels(&plan, counters);
    let make = |(index, ((planned, mut content), label)): (usize, ((Planned, Vec<Placed>), String))| {
        let margin = MarginContent { page: index, page_count, strings, running: &running, counters };
        let number = counters.number(index);
        // A running element shows the number of the page that it is shown on.
        let own = shown.own.get(index).map_or(&[][..], |own| own);
        let own = references::with_own(context.references, shown.repeated, own);
        let context = Context { references: own.as_deref().unwrap_or(context.references), ..*context };
        place_margin_boxes(&planned.style, &margin, &context, &mut content);
        Page { index: index as u32, number, label, class: planned.class, style: planned.style, content }
    };
    let pages: Vec<(usize, ((Planned, Vec<Placed>), String))> =
        plan.into_iter().zip(contents).zip(labels).enumerate().collect();
    if threads == 1 || page_count < 8 {
        pages.into_iter().map(make).collect()
    } else {
        pages.into_par_iter().map(make).collect()
    }
}

/// What the pages are called: their numbers, written as their margin boxes write them. A page that does not
/// show its number has it in the way of the pages of its name.
fn page_labels(plan: &[Planned], counters: &PageCounters) -> Vec<String> {
    let shown = |style: &PageStyle| {
        style.margin_boxes.iter().find_map(|(_, style)| match &style.content.content {
            Content::Parts(parts) => parts.iter().find_map(|part| match part {
                ContentPart::Counter { name, style } if &**name == "page" => Some(style.clone()),
                _ => None,
            }),
            _ => None,
        })
    };
    let own: Vec<Option<CounterStyle>> = plan.iter().map(|planned| shown(&planned.style)).collect();
    let mut by_name: FxHashMap<Option<Arc<str>>, CounterStyle> = FxHashMap::default();
    for (planned, style) in plan.iter().zip(&own) {
        if let Some(style) = style {
            by_name.entry(planned.class.name.clone()).or_insert_with(|| style.clone());
        }
    }
    let label = |(index, style): (usize, &Option<CounterStyle>)| {
        let style = style.as_ref().or_else(|| by_name.get(&plan[index].class.name));
        format_counter(style.unwrap_or(&CounterStyle::Decimal), counters.number(index))
    };
    own.iter().enumerate().map(label).collect()
}
