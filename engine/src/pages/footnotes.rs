//! Footnotes (CSS GCPM 3, section 2): a second list of content beside the galley. The bottom of each page shows the
//! notes called on it.
//!
//! A note is laid out once, at the width of the footnote area. Heights add up as in the galley: the height of the notes
//! called between two breaks is the difference of two sums. A note that does not fit is broken like other content and
//! continues at the bottom of the next page.

use std::collections::VecDeque;
use std::ops::RangeInclusive;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::boxes::{BoxId, BoxTree};
use crate::css::{ComputedStyle, Float, FootnotePolicy, PageStyle};
use crate::layout::{AtomicFragment, BreakPlace, Context, Galley, ItemKind, LineFragment, lay_out_detached};
use crate::layout::{BreakPoint, FlowFragment};
use crate::sorting::sort_by_key;
use crate::units::{Length, Offset, Sides};

/// The edges of the footnote area.
#[derive(Clone, Copy, Debug)]
pub(super) struct AreaEdges {
    pub(super) margin: Sides<Length>,
    pub(super) border: Sides<Length>,
    pub(super) padding: Sides<Length>,
    /// The greatest height of the notes.
    max_height: Option<Length>,
}

impl AreaEdges {
    pub(super) fn of(page: &PageStyle) -> AreaEdges {
        let style: &ComputedStyle = &page.footnote_area;
        let content = page.content_size();
        let layout = &style.layout;
        let max_height = match layout.max_height {
            crate::css::SizeValue::LengthPercentage(value) => Some(value.resolve(content.height)),
            _ => None,
        };
        AreaEdges {
            margin: layout.margin.map(|margin| margin.resolve(content.width).unwrap_or(Length::ZERO)),
            border: style.border.widths(),
            padding: layout.padding.map(|padding| padding.resolve(content.width)),
            max_height,
        }
    }

    fn all(&self) -> Sides<Length> {
        self.margin + self.border + self.padding
    }

    /// The height of the area without its notes.
    pub(super) fn vertical(&self) -> Length {
        self.all().vertical()
    }

    /// The width of the notes on a page whose content has this width.
    pub(super) fn inner_width(&self, width: Length) -> Length {
        (width - self.all().horizontal()).max(Length::ZERO)
    }

    /// The room for notes where the content leaves this height.
    fn room(&self, left: Length) -> Length {
        self.limited(left - self.vertical())
    }

    /// A height of notes, at most the greatest.
    pub(super) fn limited(&self, height: Length) -> Length {
        self.max_height.map_or(height, |max| height.min(max))
    }
}

/// The notes laid out so far.
#[derive(Default)]
pub(super) struct Notes {
    laid_out: FxHashMap<(BoxId, Length), Arc<Galley>>,
}

impl Notes {
    pub(super) fn galley(&mut self, context: &Context<'_>, note: BoxId, width: Length) -> Arc<Galley> {
        let laid_out = self
            .laid_out
            .entry((note, width))
            .or_insert_with(|| lay_out_detached(context, note, width, None).into());
        laid_out.clone()
    }

    /// The notes that no page has shown.
    pub(super) fn missing(&self, tree: &BoxTree) -> Vec<BoxId> {
        let mut shown: Vec<BoxId> = self.laid_out.keys().map(|(note, _)| *note).collect();
        shown.sort_unstable();
        tree.footnotes.iter().copied().filter(|note| shown.binary_search(note).is_err()).collect()
    }
}

/// The notes called in a fragment of a galley, in the order of the text.
pub(super) fn calls(tree: &BoxTree, galley: &Galley, fragment: FlowFragment, out: &mut Vec<BoxId>) {
    let Some(slice) = galley.slice(fragment) else { return };
    let mut own: Vec<(usize, BoxId)> = notes_of(tree, galley, slice.anchors()).collect();
    sort_by_key(&mut own, |(item, _)| *item);
    let mut own = own.into_iter().peekable();
    for index in slice.items.clone() {
        while let Some((_, note)) = own.next_if(|(item, _)| *item <= index) {
            out.push(note);
        }
        match &galley.items[index].kind {
            ItemKind::Line(line) => {
                for part in &line.fragments {
                    if let LineFragment::Atomic(AtomicFragment::Galley { galley, .. }) = part {
                        calls(tree, galley, FlowFragment::WHOLE, out);
                    }
                }
            }
            kind @ (ItemKind::Parallel(_) | ItemKind::Columns(_)) => {
                for (number, flow) in flows_of(galley, kind).enumerate() {
                    let inner = slice.flow(index, number);
                    if !inner.is_empty() {
                        calls(tree, flow, inner, out);
                    }
                }
            }
            _ => {}
        }
    }
    out.extend(own.map(|(_, note)| note));
}

/// The galleys inside an item: flows side by side, or the one that is broken into columns.
fn flows_of<'a>(galley: &'a Galley, kind: &ItemKind) -> impl Iterator<Item = &'a Galley> {
    let (flows, columns) = match kind {
        ItemKind::Parallel(number) => (galley.parallels.get(*number as usize), None),
        ItemKind::Columns(number) => (None, galley.columns.get(*number as usize)),
        _ => (None, None),
    };
    let flows = flows.into_iter().flat_map(|parallel| &parallel.flows).map(|flow| &*flow.galley);
    flows.chain(columns.map(|columns| &*columns.galley))
}

/// The notes called by some of a galley's own items, with the item that calls each.
fn notes_of<'a>(
    tree: &'a BoxTree,
    galley: &'a Galley,
    items: RangeInclusive<usize>,
) -> impl Iterator<Item = (usize, BoxId)> + 'a {
    let is_note = |id: BoxId| tree.style(id).layout.float == Float::Footnote;
    let hung = galley.positioned_at(items.clone()).iter();
    let in_lines =
        hung.filter(move |each| is_note(each.box_id)).map(|each| (each.item as usize, each.box_id));
    let floats = galley.floats.iter().filter(move |float| items.contains(&(float.item as usize)));
    in_lines.chain(floats.flat_map(move |float| {
        let inside = float.galley.positioned.iter().filter(move |each| is_note(each.box_id));
        inside.map(|each| (float.item as usize, each.box_id))
    }))
}

/// The heights of the notes called before each break of a galley.
///
/// The notes are one list, from those that earlier pages carried over: what of it the pages before a break have shown is
/// the height of the notes called before it less the height that is carried over.
pub(super) struct NoteHeights {
    /// The height of all notes called before the start, each break, and the end.
    before: Vec<Offset>,
    /// How much of the last of them may continue on the next page.
    divisible: Vec<Offset>,
    /// Where the list of notes may break: between notes and inside them.
    stops: Vec<Offset>,
    /// The height of the area without notes.
    area: Offset,
    /// The greatest height of the notes on a page.
    max_height: Offset,
    /// The height of the notes carried over from earlier pages.
    pub(super) carried: Offset,
}

/// The footnote area of a page.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct NotesOnPage {
    /// The height of the area; 0 if it is empty.
    pub(super) height: Offset,
    /// The height of the notes that are carried over to the next page.
    pub(super) left: Offset,
}

impl NoteHeights {
    /// `height` returns the heights of a note.
    pub(super) fn new(
        (tree, galley): (&BoxTree, &Galley),
        edges: &AreaEdges,
        queue: &Queue,
        height: &mut dyn FnMut(BoxId) -> NoteHeight,
    ) -> NoteHeights {
        let carried = queue.height();
        let mut stops = queue.stops();
        let mut at = 0;
        let mut height = |note: BoxId| {
            let NoteHeight { all, least, stops: own } = height(note);
            stops.extend(own.iter().map(|stop| at + stop));
            at += all;
            stops.push(at);
            (all, least)
        };
        let sums = Sums::of(tree, galley, &mut height);
        let count = galley.breaks.len() + 2;
        let (mut before, mut divisible) = (Vec::with_capacity(count), Vec::with_capacity(count));
        before.push(0);
        divisible.push(0);
        for each in &galley.breaks {
            before.push(sums.before(&each.place));
            divisible.push(sums.divisible(&each.place));
        }
        before.push(sums.total());
        divisible.push(sums.divisible.last().copied().unwrap_or(0));
        let max_height = edges.max_height.map_or(Offset::MAX, Length::offset);
        let area = edges.vertical().offset();
        NoteHeights { before, divisible, stops, area, max_height, carried }
    }

    /// The height of the area if it shows all notes that are due on a page from one node to another, with `carried` of
    /// earlier pages.
    pub(super) fn due(&self, (from, to): (usize, usize), carried: Offset, room: Offset) -> Offset {
        let due = self.before[to] - self.before[from] + carried;
        if due == 0 { 0 } else { self.area + due.min(self.max_height).min(room) }
    }

    /// The area of a page from one node to another whose content leaves `left` of `room`. What earlier pages carried over
    /// comes first, and is on this page whatever the content: a note is not put off again, but fills at most three
    /// quarters of a page. Then come the notes called here, the last one at least with its first lines.
    pub(super) fn on_page(
        &self,
        (from, to): (usize, usize),
        carried: Offset,
        room: Offset,
        left: Offset,
    ) -> NotesOnPage {
        let (begin, end) = (self.before[from] - carried, self.before[to]);
        if begin == end {
            return NotesOnPage::default();
        }
        let most = room / 4 * 3;
        let is_called = self.before[to] > self.before[from];
        let needed = match is_called {
            _ if carried > most => most,
            true => end - self.divisible[to] - begin,
            false => carried,
        };
        let is_limited = carried > most || needed > self.max_height;
        let available = (left - self.area).min(self.max_height);
        let mut shown = self.stop_before(begin + available) - begin;
        if shown < needed {
            let limit = needed.min(self.max_height);
            shown = if is_limited { self.stop_before(begin + limit) - begin } else { needed };
        }
        // Notes with negative margins may end above their beginning.
        let shown = shown.clamp(0, (end - begin).max(0));
        NotesOnPage { height: if shown > 0 { self.area + shown } else { 0 }, left: end - begin - shown }
    }

    /// The last place at or above a height at which the list of notes may break.
    fn stop_before(&self, height: Offset) -> Offset {
        let number = self.stops.partition_point(|&stop| stop <= height);
        number.checked_sub(1).map_or(Offset::MIN / 4, |number| self.stops[number])
    }
}

/// The heights of the notes called before each item of a galley.
struct Sums {
    /// By item, and of all.
    items: Vec<Offset>,
    /// How much of the last note before each item may continue on the next page.
    divisible: Vec<Offset>,
    /// For each item with flows side by side or columns: the height of all notes before its content, and the sums of
    /// its flows.
    inside: FxHashMap<u32, (Offset, Vec<FlowSums>)>,
}

/// The heights of the notes called before each break of a flow.
struct FlowSums {
    sums: Sums,
    /// By break, the height of the notes called before it.
    before_breaks: Vec<Offset>,
    /// How much of the last note before each may continue on the next page.
    divisible: Vec<Offset>,
}

impl Sums {
    fn of(tree: &BoxTree, galley: &Galley, height: &mut dyn FnMut(BoxId) -> (Offset, Offset)) -> Sums {
        let mut own: Vec<(usize, BoxId)> = notes_of(tree, galley, 0..=usize::MAX).collect();
        sort_by_key(&mut own, |(item, _)| *item);
        let mut own = own.into_iter().peekable();
        let mut sums = Sums { items: vec![0], divisible: vec![0], inside: FxHashMap::default() };
        let (mut sum, mut divisible) = (0, 0);
        for (index, item) in galley.items.iter().enumerate() {
            let mut add = |note: BoxId, sum: &mut Offset| {
                let (all, least) = height(note);
                *sum += all;
                divisible = all - least;
            };
            while let Some((_, note)) = own.next_if(|(at, _)| *at <= index) {
                add(note, &mut sum);
            }
            match &item.kind {
                ItemKind::Line(line) => {
                    let mut called = Vec::new();
                    for fragment in &line.fragments {
                        if let LineFragment::Atomic(AtomicFragment::Galley { galley, .. }) = fragment {
                            calls(tree, galley, FlowFragment::WHOLE, &mut called);
                        }
                    }
                    for note in called {
                        add(note, &mut sum);
                    }
                }
                kind @ (ItemKind::Parallel(_) | ItemKind::Columns(_)) => {
                    let hung = sum;
                    let flows: Vec<FlowSums> = flows_of(galley, kind)
                        .map(|flow| {
                            let sums = Sums::of(tree, flow, height);
                            let before_breaks =
                                flow.breaks.iter().map(|each| sums.before(&each.place)).collect();
                            let divisible =
                                flow.breaks.iter().map(|each| sums.divisible(&each.place)).collect();
                            FlowSums { sums, before_breaks, divisible }
                        })
                        .collect();
                    let inside: Offset = flows.iter().map(|flow| flow.sums.total()).sum();
                    if inside > 0 {
                        sum += inside;
                        divisible = match (kind, flows.last()) {
                            (ItemKind::Columns(_), Some(flow)) => {
                                flow.sums.divisible.last().copied().unwrap_or(0)
                            }
                            _ => 0,
                        };
                        sums.inside.insert(index as u32, (hung, flows));
                    }
                }
                _ => {}
            }
            sums.items.push(sum);
            sums.divisible.push(divisible);
        }
        for (_, note) in own {
            let (all, least) = height(note);
            sum += all;
            divisible = all - least;
        }
        if let (Some(last), Some(last_divisible)) = (sums.items.last_mut(), sums.divisible.last_mut()) {
            (*last, *last_divisible) = (sum, divisible);
        }
        sums
    }

    /// How much of the last note before a break may continue on the next page.
    fn divisible(&self, place: &BreakPlace) -> Offset {
        match place {
            BreakPlace::Before(item) => self.divisible.get(*item as usize).copied().unwrap_or(0),
            BreakPlace::Inside { .. } => 0,
            BreakPlace::InsideColumns { item, at } => {
                let flow = self.inside.get(item).and_then(|(_, flows)| flows.first());
                flow.and_then(|flow| flow.divisible.get(*at as usize)).copied().unwrap_or(0)
            }
        }
    }

    fn total(&self) -> Offset {
        self.items.last().copied().unwrap_or(0)
    }

    fn before(&self, place: &BreakPlace) -> Offset {
        match place {
            BreakPlace::Before(item) => self.items.get(*item as usize).copied().unwrap_or(0),
            BreakPlace::InsideColumns { item, at } => match self.inside.get(item) {
                None => self.items.get(*item as usize).copied().unwrap_or(0),
                Some((hung, flows)) => {
                    let inside = flows.first().and_then(|flow| flow.before_breaks.get(*at as usize));
                    hung + inside.copied().unwrap_or(0)
                }
            },
            BreakPlace::Inside { item, cuts } => match self.inside.get(item) {
                None => self.items.get(*item as usize + 1).copied().unwrap_or(0),
                Some((hung, flows)) => {
                    let of = |(flow, cut): (&FlowSums, &BreakPoint)| match cut {
                        BreakPoint::Start => 0,
                        BreakPoint::End => flow.sums.total(),
                        BreakPoint::Break(at) => flow.before_breaks.get(*at as usize).copied().unwrap_or(0),
                    };
                    hung + flows.iter().zip(cuts.iter()).map(of).sum::<Offset>()
                }
            },
        }
    }
}

/// A fragment of a note on a page.
#[derive(Clone)]
pub(super) struct NoteFragment {
    pub(super) galley: Arc<Galley>,
    pub(super) fragment: FlowFragment,
    pub(super) height: Length,
}

/// A note, or the rest of one, that is not on a page yet.
struct PendingNote {
    galley: Arc<Galley>,
    from: BreakPoint,
}

impl PendingNote {
    fn start(&self) -> Offset {
        self.galley.break_at(self.from).map_or(0, |at| at.start)
    }

    fn height(&self) -> Offset {
        self.galley.height() - self.start()
    }

    /// The last break at which the note may break so that at most `room` of it is before the break.
    fn last_break(&self, room: Offset) -> Option<usize> {
        let after = self.from.break_index().map_or(0, |index| index + 1);
        let fits = |index: &usize| self.galley.breaks[*index].end - self.start() <= room;
        let breaks: Vec<usize> = (after..self.galley.breaks.len()).take_while(fits).collect();
        let kept = |index: &&usize| self.galley.breaks[**index].violations == Default::default();
        breaks.iter().rev().find(kept).or(breaks.last()).copied()
    }
}

/// The heights of one note.
pub(super) struct NoteHeight {
    /// The height of all of it.
    all: Offset,
    /// The height of the least part of it that has to be on the page of its call.
    least: Offset,
    /// The heights at which it may break.
    stops: Vec<Offset>,
}

impl NoteHeight {
    pub(super) fn of(galley: &Galley, policy: FootnotePolicy) -> NoteHeight {
        let all = galley.height();
        let kept = galley.breaks.iter().filter(|each| each.violations == Default::default());
        let stops: Vec<Offset> = kept.map(|each| each.end.min(all)).collect();
        let least = match policy {
            FootnotePolicy::Auto => stops.first().copied().unwrap_or(all),
            // The line of the call moves to the next page together with the note.
            _ => all,
        };
        NoteHeight { all, least, stops }
    }
}

/// The notes that are called and not yet on a page.
#[derive(Default)]
pub(super) struct Queue {
    pending: VecDeque<PendingNote>,
}

impl Queue {
    pub(super) fn is_empty(&self) -> bool {
        self.pending.is_empty()
    }

    /// Where the notes may break and end, above the start of the notes that are not called yet.
    fn stops(&self) -> Vec<Offset> {
        let mut stops = Vec::new();
        let mut at = -self.height();
        for note in &self.pending {
            let after = note.from.break_index().map_or(0, |index| index + 1);
            let kept =
                note.galley.breaks[after..].iter().filter(|each| each.violations == Default::default());
            stops.extend(kept.map(|each| at + each.end - note.start()));
            at += note.height();
            stops.push(at);
        }
        stops
    }

    /// The height of all notes in the queue.
    pub(super) fn height(&self) -> Offset {
        self.pending.iter().map(PendingNote::height).sum()
    }

    /// Adds a note, and after it those that it calls itself; all are added to `called`.
    pub(super) fn push(
        &mut self,
        context: &Context<'_>,
        notes: &mut Notes,
        note: BoxId,
        width: Length,
        called: &mut Vec<BoxId>,
    ) {
        called.push(note);
        let galley = notes.galley(context, note, width);
        let mut inner = Vec::new();
        calls(context.tree, &galley, FlowFragment::WHOLE, &mut inner);
        self.pending.push_back(PendingNote { galley, from: BreakPoint::Start });
        for note in inner {
            self.push(context, notes, note, width, called);
        }
    }

    /// Takes the fragments of notes that fit on a page where the content leaves the height `left`. On a page without
    /// content at least one fragment is taken.
    pub(super) fn take(&mut self, edges: &AreaEdges, left: Length, is_empty_page: bool) -> Vec<NoteFragment> {
        let mut room = edges.room(left).offset();
        let mut taken: Vec<NoteFragment> = Vec::new();
        while let Some(next) = self.pending.front_mut() {
            let height = next.height();
            let must = is_empty_page && taken.is_empty();
            let to = if height <= room {
                BreakPoint::End
            } else {
                match next.last_break(room) {
                    Some(at) => BreakPoint::Break(at as u32),
                    None if must => {
                        let first = next.from.break_index().map_or(0, |index| index + 1);
                        if first < next.galley.breaks.len() {
                            BreakPoint::Break(first as u32)
                        } else {
                            BreakPoint::End
                        }
                    }
                    None => break,
                }
            };
            let height = next.galley.break_at(to).map_or(height, |at| at.end - next.start());
            taken.push(NoteFragment {
                galley: next.galley.clone(),
                fragment: FlowFragment { from: next.from, to },
                height: Length::from_offset(height),
            });
            room -= height;
            if to == BreakPoint::End {
                self.pending.pop_front();
            } else {
                next.from = to;
                break;
            }
        }
        taken
    }
}
