//! The plan: galleys, and the fragment of a galley that each page shows.
//!
//! In: the boxes and the styles of pages. Out: [`Planned`] pages. A *segment* is laid out as one galley: the content
//! from one forced break to the next, or to the first page of another width, for which the rest is laid out again.
//! [`plan`] repeats for each segment: lay out, choose the breaks, add the pages.

use std::sync::Arc;

use crate::boxes::{BoxId, starts_page_group};
use crate::css::{BreakBetween, PageClass, PageSide, PageStyle};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::layout::{
    Area, BreakPoint, Context, FlowFragment, Galley, Position, Problem, lay_out_up_to, position_of,
};
use crate::pages::breaks::columns::fragment_height;
use crate::pages::breaks::figures::{FigureReference, figure_references, separated_figures};
use crate::pages::breaks::search::{Task, first_fit, search};
use crate::pages::footnotes::{AreaEdges, NoteFragment, NoteHeight, NoteHeights, Notes, Queue, calls};
use crate::pages::input::{Breaks, Input};
use crate::pages::page_sequence::{PageGroup, PageSequence};
use crate::pages::reports::report_overflow;
use crate::units::{Length, Offset};

/// The most pages of a document.
const MAX_PAGES: usize = 100_000;
/// How many pages are laid out where the page after the first has another width. The limit keeps the repeated work
/// proportional to the document; content further down does not affect where the first page ends.
const PAGES_OF_A_WIDTH: Offset = 4;

/// A page before anything is placed on it.
pub(super) struct Planned {
    pub(super) class: PageClass,
    pub(super) style: Arc<PageStyle>,
    /// The number of a galley and the fragment of it; `None` for a blank page.
    pub(super) fragment: Option<(usize, FlowFragment)>,
    /// What is in the footnote area.
    pub(super) notes: Vec<NoteFragment>,
    /// The footnotes that are called on it.
    pub(super) called: Vec<BoxId>,
}

impl Planned {
    /// The height of the footnote area.
    pub(super) fn height_of_notes(&self) -> Length {
        let notes: Length = self.notes.iter().map(|note| note.height).sum();
        if self.notes.is_empty() { notes } else { notes + AreaEdges::of(&self.style).vertical() }
    }
}

/// What does not change while pages are planned.
struct Planner<'a> {
    input: &'a Input<'a>,
    context: &'a Context<'a>,
    pages: PageSequence<'a>,
    /// References from the text to figures, which the search keeps on one spread.
    figure_references: Vec<FigureReference>,
    /// Whether there are footnotes at all.
    has_notes: bool,
}

/// What changes from segment to segment.
struct Work {
    /// The segments laid out so far.
    galleys: Vec<Galley>,
    /// The pages so far.
    plan: Vec<Planned>,
    /// The footnotes laid out so far.
    notes: Notes,
    /// The footnotes that are called and not yet on a page.
    queue: Queue,
    /// Where the next segment starts.
    position: Position,
    /// The forced break before it; `None` where it starts with a page of another width.
    forced: Option<BreakBetween>,
    /// The group of pages that the next page belongs to.
    group: PageGroup,
}

/// A segment with its breaks chosen.
struct Segment {
    galley: Galley,
    /// The fragments of its pages.
    fragments: Vec<FlowFragment>,
    /// How many of the pages have its width, and where the content of the first of another width starts.
    continued: Option<(usize, Position)>,
}

/// Lays out a document and chooses where its pages break.
pub(super) fn plan(
    input: &Input<'_>,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> (Vec<Galley>, Vec<Planned>) {
    let planner = Planner {
        input,
        context,
        pages: PageSequence::new(input),
        figure_references: figure_references(input.document, input.tree),
        has_notes: !input.tree.footnotes.is_empty(),
    };
    let mut work = Work {
        galleys: Vec::new(),
        plan: Vec::new(),
        notes: Notes::default(),
        queue: Queue::default(),
        position: Position::default(),
        forced: Some(BreakBetween::Page),
        group: PageGroup::default(),
    };
    loop {
        planner.start_group(&mut work);
        let segment = planner.lay_out_segment(&mut work);
        let fits = planner.add_pages(&mut work, &segment);
        let next = next_position(&segment, &work.position);
        work.galleys.push(segment.galley);
        if !fits {
            diagnostics.push(
                Diagnostic::error(format!(
                    "the document has more than {MAX_PAGES} pages, which is the limit"
                ))
                .help("Split the document, or look for content that repeats without end."),
            );
            break;
        }
        let Some((position, forced)) = next else {
            planner.add_rest_of_notes(&mut work);
            planner.report_missing_notes(&work);
            break;
        };
        (work.position, work.forced) = (position, forced);
    }
    (work.galleys, work.plan)
}

/// Where the content after a segment starts, and the forced break before it.
fn next_position(segment: &Segment, current: &Position) -> Option<(Position, Option<BreakBetween>)> {
    if let Some((_, next)) = &segment.continued {
        return Some((next.clone(), None));
    }
    let stop = segment.galley.stop.as_ref().filter(|stop| stop.position > *current)?;
    Some((stop.position.clone(), Some(stop.forced)))
}

impl Planner<'_> {
    /// Adds the blank page that a forced break may ask for, and starts a group of pages where the name changes.
    fn start_group(&self, work: &mut Work) {
        let name = crate::boxes::start_page_name(self.input.tree, &work.position.path);
        if let Some(side) = work.forced.and_then(|forced| self.pages.required_side(forced)) {
            self.add_blank(&mut work.plan, name.clone(), side);
        }
        let starts = |name: &Arc<str>| {
            work.forced.is_some() && starts_page_group(self.input.tree, &work.position.path, name)
        };
        if work.group.name != name || name.as_ref().is_some_and(starts) {
            work.group = PageGroup { name, first: work.plan.len() };
        }
    }

    /// Lays out the next segment; more of it if it has more pages of one width than expected.
    fn lay_out_segment(&self, work: &mut Work) -> Segment {
        let first = work.plan.len();
        let content = self.pages.style_at(first, &work.group).content_size();
        let area = Area { width: content.width, height: Some(content.height) };
        let next_width = self.pages.style_at(first + 1, &work.group).content_size().width;
        let mut limit =
            (next_width != content.width).then(|| content.height.offset().max(1) * PAGES_OF_A_WIDTH);
        loop {
            let mut galley = lay_out_up_to(self.context, &work.position, area, limit);
            if work.forced.is_none() {
                galley.discard_leading_gap();
            }
            let fragments = self.choose_breaks(work, &galley);
            let continued = self.continuation(work, &galley, &fragments, content.width);
            match limit {
                // The end of this galley is not the end of a page.
                Some(least)
                    if continued.is_none()
                        && galley.stop.as_ref().is_some_and(|stop| !stop.forced.is_forced()) =>
                {
                    limit = Some(least.max(galley.height()).saturating_mul(2));
                }
                _ => return Segment { galley, fragments, continued },
            }
        }
    }

    fn choose_breaks(&self, work: &mut Work, galley: &Galley) -> Vec<FlowFragment> {
        let first = work.plan.len();
        let style = self.pages.style_at(first, &work.group);
        let content = style.content_size();
        let notes = &mut work.notes;
        let heights = self.has_notes.then(|| {
            let edges = AreaEdges::of(&style);
            let width = edges.inner_width(content.width);
            let mut height = |note: BoxId| {
                let policy = self.input.tree.style(note).layout.footnote_policy;
                NoteHeight::of(&notes.galley(self.context, note, width), policy)
            };
            NoteHeights::new((self.input.tree, galley), &edges, &work.queue, &mut height)
        });
        let capacities = self.pages.capacities(first, &work.group);
        let separated = separated_figures(galley, &self.figure_references, content.height.offset());
        let task = Task {
            galley,
            capacities: &capacities,
            notes: heights.as_ref(),
            opens_spread: !first.is_multiple_of(2),
            recto: self.pages.recto,
            separated: &separated,
        };
        match self.input.breaks {
            Breaks::Best => search(&task),
            Breaks::FirstFit => first_fit(&task),
        }
    }

    /// How many pages of a segment come before the first one of another width, and where the layout of that one
    /// starts. `None` where all have the same width, or layout cannot start there.
    fn continuation(
        &self,
        work: &Work,
        galley: &Galley,
        fragments: &[FlowFragment],
        width: Length,
    ) -> Option<(usize, Position)> {
        let mut index = work.plan.len();
        for (pages, fragment) in fragments.iter().enumerate() {
            if let BreakPoint::Break(at) = fragment.from {
                let each = &galley.breaks[at as usize];
                if self.pages.style_at(index, &work.group).content_size().width != width
                    && galley.float_cuts_at(at as usize).is_empty()
                    && let Some(next) = position_of(self.input.tree, galley, &each.place)
                {
                    return Some((pages, next)).filter(|(_, next)| *next > work.position);
                }
                let side = each.forced.and_then(|forced| self.pages.required_side(forced));
                // A blank page.
                index += usize::from(side.is_some_and(|side| side != self.pages.side_of(index)));
            }
            index += 1;
        }
        None
    }

    /// Adds the pages of a segment. Returns whether the document may have more.
    fn add_pages(&self, work: &mut Work, segment: &Segment) -> bool {
        let galley = &segment.galley;
        let pages = segment.continued.as_ref().map_or(segment.fragments.len(), |(pages, _)| *pages);
        for &fragment in &segment.fragments[..pages.min(segment.fragments.len())] {
            let forced = galley.break_at(fragment.from).and_then(|at| at.forced);
            if let Some(side) = forced.and_then(|forced| self.pages.required_side(forced)) {
                self.add_blank(&mut work.plan, work.group.name.clone(), side);
            }
            let class = self.pages.class(work.plan.len(), &work.group);
            let style = self.pages.style(&class);
            let room = style.content_size().height;
            report_overflow(self.input.tree, galley, fragment, room, self.context.problems);
            let (notes, called) = self.notes_on_page(work, galley, fragment, &style);
            let fragment = Some((work.galleys.len(), fragment));
            work.plan.push(Planned { class, style, fragment, notes, called });
            if work.plan.len() >= MAX_PAGES {
                return false;
            }
        }
        true
    }

    /// What the footnote area of a page shows, and the footnotes that are called on the page.
    fn notes_on_page(
        &self,
        work: &mut Work,
        galley: &Galley,
        fragment: FlowFragment,
        style: &PageStyle,
    ) -> (Vec<NoteFragment>, Vec<BoxId>) {
        if !self.has_notes {
            return (Vec::new(), Vec::new());
        }
        let (mut outer, mut called) = (Vec::new(), Vec::new());
        calls(self.input.tree, galley, fragment, &mut outer);
        let edges = AreaEdges::of(style);
        let width = edges.inner_width(style.content_size().width);
        for note in outer {
            work.queue.push(self.context, &mut work.notes, note, width, &mut called);
        }
        let room = style.content_size().height;
        // Columns are filled above the notes.
        let due = edges.vertical() + edges.limited(Length::from_offset(work.queue.height()));
        let above = if work.queue.is_empty() { room } else { (room - due).max(Length::ZERO) };
        let left = room - fragment_height(galley, fragment, above);
        (work.queue.take(&edges, left, false), called)
    }

    /// Adds pages for the footnotes that are left when the text ends.
    fn add_rest_of_notes(&self, work: &mut Work) {
        while !work.queue.is_empty() && work.plan.len() < MAX_PAGES {
            let name = work.plan.last().and_then(|planned| planned.class.name.clone());
            let class = self.pages.class_outside_groups(work.plan.len(), name, false);
            let style = self.pages.style(&class);
            let notes = work.queue.take(&AreaEdges::of(&style), style.content_size().height, true);
            work.plan.push(Planned { class, style, fragment: None, notes, called: Vec::new() });
        }
    }

    fn report_missing_notes(&self, work: &Work) {
        for note in work.notes.missing(self.input.tree) {
            let what = "a footnote is not shown if its call is on no page".to_string();
            let node = self.input.tree.get(note).node;
            self.context.problems.report(Problem::Unsupported { node, what });
        }
    }

    /// Adds a blank page where the next page is not on the required side.
    fn add_blank(&self, plan: &mut Vec<Planned>, name: Option<Arc<str>>, side: PageSide) {
        let index = plan.len();
        if self.pages.side_of(index) != side {
            let class = self.pages.class_outside_groups(index, name, true);
            let style = self.pages.style(&class);
            plan.push(Planned { class, style, fragment: None, notes: Vec::new(), called: Vec::new() });
        }
    }
}

/// Adds a page without content of the flow, at the end. Returns whether there may be one more.
pub(super) fn add_page(input: &Input<'_>, plan: &mut Vec<Planned>) -> bool {
    if plan.len() >= MAX_PAGES {
        return false;
    }
    let pages = PageSequence::new(input);
    let name = plan.last().and_then(|planned| planned.class.name.clone());
    let class = pages.class_outside_groups(plan.len(), name, false);
    let style = pages.style(&class);
    plan.push(Planned { class, style, fragment: None, notes: Vec::new(), called: Vec::new() });
    true
}
