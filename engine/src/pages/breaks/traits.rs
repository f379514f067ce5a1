//! How a page that ends at a break looks: defects that no rule forbids but a typographer sees.

use std::ops::Range;

use crate::css::Display;
use crate::layout::{BreakPlace, EnclosureId, Galley, Item, ItemKind};
use crate::pages::breaks::nodes::item_before;
use crate::units::Offset;

/// The lines that a picture counts as: it is never "only a few lines".
const LINES_OF_PICTURE: u32 = 5;
/// An item of a list with more lines may be alone.
const LINES_OF_SHORT_ITEM: u32 = 2;

/// What a page that ends at a break looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Traits {
    /// It ends inside a word.
    pub(crate) ends_in_word: bool,
    /// The number of lines at its end after a heading, or another place at which a break is to be avoided, if they are
    /// one or two; otherwise 0.
    pub(crate) lines_below_heading: u8,
    /// A paragraph's first or last line is separated from all its other lines.
    pub(crate) lone_line: bool,
    /// A list's first or last item, which is short, is separated from all others.
    pub(crate) lone_item: bool,
    /// A table's last row, or the first row of a table without a head, is separated from all others.
    pub(crate) lone_row: bool,
    /// It ends with a table's head and its first row.
    pub(crate) table_barely_begun: bool,
}

/// The traits of the breaks of a galley, and the lines before its start, each break and its end.
pub(crate) struct TraitsOfBreaks {
    pub(crate) traits: Vec<Traits>,
    pub(crate) lines: Vec<u32>,
}

/// A list or table: how many of its items or rows are before the current break, and how many it has.
#[derive(Clone, Copy, Default)]
struct Passed {
    before: u32,
    all: u32,
}

/// The state of reading the breaks of a galley in order.
struct TraitReader<'g> {
    galley: &'g Galley,
    /// The number of lines before each item, and of all.
    lines_before: Vec<u32>,
    /// Of each enclosure, the items of a list that are its children.
    list_items: Vec<Passed>,
    /// Of each enclosure, the rows of a table that are its children.
    rows: Vec<Passed>,
    /// The galley's item up to which list items and rows have been counted.
    counted: usize,
    /// The number of lines before the last break that is to be avoided: a heading ends there.
    heading: Option<u32>,
    /// The run of lines that the last break was in, as items.
    run: Range<usize>,
}

impl TraitsOfBreaks {
    pub(crate) fn of(galley: &Galley) -> TraitsOfBreaks {
        let in_columns: Vec<TraitsOfBreaks> =
            galley.columns.iter().map(|columns| TraitsOfBreaks::of(&columns.galley)).collect();
        let mut reader = TraitReader {
            galley,
            lines_before: lines_before_items(galley),
            list_items: children(galley, list_item),
            rows: children(galley, table_of_row),
            counted: 0,
            heading: None,
            run: 0..0,
        };
        let mut traits = Vec::with_capacity(galley.breaks.len());
        let mut lines = Vec::with_capacity(galley.breaks.len() + 2);
        lines.push(0);
        for (number, each) in galley.breaks.iter().enumerate() {
            let (found, before) = match each.place {
                BreakPlace::Before(item) => reader.before_item(number, item as usize),
                BreakPlace::Inside { item, .. } => {
                    (Traits::default(), reader.lines_inside_row(item as usize, each.end))
                }
                BreakPlace::InsideColumns { item, at } => {
                    let (item, at) = (item as usize, at as usize);
                    let inside = match galley.items[item].kind {
                        ItemKind::Columns(number) => in_columns.get(number as usize),
                        _ => None,
                    };
                    let found = inside.and_then(|inside| inside.traits.get(at)).copied().unwrap_or_default();
                    let passed = inside.and_then(|inside| inside.lines.get(at + 1)).copied().unwrap_or(0);
                    (found, reader.lines_before[item].saturating_add(passed))
                }
            };
            traits.push(found);
            lines.push(before);
        }
        lines.push(reader.lines_before.last().copied().unwrap_or(0));
        TraitsOfBreaks { traits, lines }
    }
}

impl TraitReader<'_> {
    /// The lines before a break inside a row: the break has passed the same share of the row's lines as of its
    /// height.
    fn lines_inside_row(&self, item: usize, end: Offset) -> u32 {
        let (top, bottom) = (self.galley.sums[item], self.galley.sums[item + 1]);
        let all = i64::from(self.lines_before[item + 1] - self.lines_before[item]);
        let passed = all * (end - top).clamp(0, (bottom - top).max(0)) / (bottom - top).max(1);
        self.lines_before[item] + passed as u32
    }

    /// The traits of a break before an item, and the lines before it.
    fn before_item(&mut self, number: usize, index: usize) -> (Traits, u32) {
        let galley = self.galley;
        let so_far = self.lines_before.get(index).copied().unwrap_or(0);
        self.count_children(index);
        let table = table_of_row(galley, index);
        let mut found = Traits {
            ends_in_word: item_before(galley, number)
                .is_some_and(|(_, item)| matches!(&item.kind, ItemKind::Line(line) if line.breaks_word)),
            lines_below_heading: self.lines_below_heading(so_far),
            lone_line: is_line(galley, index) && self.is_lone_line(index, so_far),
            lone_item: list_item(galley, index).is_some_and(|list| self.is_lone_item(list, index, so_far)),
            ..Traits::default()
        };
        // A table's head is no heading: one row below it has its own weight. Nor is a table the heading of a
        // caption below it.
        let between_rows = table.is_some() && follows_row(galley, index);
        let is_avoided = galley.breaks[number].violations.avoid_between > 0;
        if is_avoided && !between_rows && !is_caption(galley, index) {
            self.heading = Some(so_far);
        }
        if let Some(table) = table {
            let Passed { before, all } = self.rows[table.index()];
            let enclosure = galley.enclosure(table);
            let head = rows_of(enclosure.repeated_head.as_deref());
            let foot = rows_of(enclosure.repeated_foot.as_deref());
            let (before, all) = (before.saturating_sub(head), all.saturating_sub(head + foot));
            found.table_barely_begun = head > 0 && before == 1;
            found.lone_row = (head == 0 && before == 1) || before + 1 == all;
        }
        (found, so_far)
    }

    /// Counts the list items and rows before an item of the galley.
    fn count_children(&mut self, index: usize) {
        for passed in self.counted..index {
            if let Some(list) = list_item(self.galley, passed) {
                self.list_items[list.index()].before += 1;
            }
            if let Some(table) = table_of_row(self.galley, passed) {
                self.rows[table.index()].before += 1;
            }
        }
        self.counted = self.counted.max(index);
    }

    fn lines_below_heading(&self, so_far: u32) -> u8 {
        match self.heading.map(|heading| so_far - heading) {
            Some(below @ 1..=2) => below as u8,
            _ => 0,
        }
    }

    fn is_lone_line(&mut self, index: usize, so_far: u32) -> bool {
        if !self.run.contains(&index) {
            self.run = run_of_lines(self.galley, index);
        }
        let above = so_far - self.lines_before[self.run.start];
        let below = self.lines_before[self.run.end] - so_far;
        above > 0 && (above == 1 || below == 1)
    }

    fn is_lone_item(&self, list: EnclosureId, index: usize, so_far: u32) -> bool {
        let Passed { before, all } = self.list_items[list.index()];
        let short = |lines: u32| lines <= LINES_OF_SHORT_ITEM;
        let first = self.galley.enclosure(list).open as usize;
        let of_first = so_far - self.lines_before.get(first).copied().unwrap_or(0).min(so_far);
        let last = self.galley.items[index].enclosure.map(|id| self.galley.enclosure(id).close as usize);
        let of_last =
            last.and_then(|close| self.lines_before.get(close)).map_or(u32::MAX, |end| end - so_far);
        (before == 1 && short(of_first)) || (before + 1 == all && short(of_last))
    }
}

/// Whether the item before an item of the galley, gaps aside, is a row of a table.
fn follows_row(galley: &Galley, index: usize) -> bool {
    let solid = galley.items[..index].iter().rposition(|item| !matches!(item.kind, ItemKind::Gap));
    solid.is_some_and(|at| table_of_row(galley, at).is_some())
}

/// The number of rows in a repeated head or foot.
fn rows_of(repeated: Option<&Galley>) -> u32 {
    let is_row = |item: &&Item| matches!(item.kind, ItemKind::Parallel(_));
    repeated.map_or(0, |galley| galley.items.iter().filter(is_row).count() as u32)
}

/// The number of lines before each item, and of all.
fn lines_before_items(galley: &Galley) -> Vec<u32> {
    let mut sum: u32 = 0;
    let counts = galley.items.iter().map(|item| {
        sum = sum.saturating_add(match &item.kind {
            ItemKind::Line(_) => 1,
            ItemKind::Replaced { .. } => LINES_OF_PICTURE,
            ItemKind::Parallel(number) => galley.parallels.get(*number as usize).map_or(0, |parallel| {
                let lines = |galley: &Galley| lines_before_items(galley).last().copied().unwrap_or(0);
                parallel.flows.iter().map(|flow| lines(&flow.galley)).max().unwrap_or(0).max(1)
            }),
            ItemKind::Columns(number) => galley
                .columns
                .get(*number as usize)
                .map_or(0, |columns| lines_before_items(&columns.galley).last().copied().unwrap_or(0)),
            _ => 0,
        });
        sum
    });
    std::iter::once(0).chain(counts).collect()
}

/// Counts, for each enclosure, the items of the galley for which `parent` returns it.
fn children(galley: &Galley, parent: impl Fn(&Galley, usize) -> Option<EnclosureId>) -> Vec<Passed> {
    let mut all = vec![Passed::default(); galley.enclosures.len()];
    for parent in (0..galley.items.len()).filter_map(|index| parent(galley, index)) {
        all[parent.index()].all += 1;
    }
    all
}

/// The list, if an item of the galley is the start of a list item.
fn list_item(galley: &Galley, index: usize) -> Option<EnclosureId> {
    let item = galley.items.get(index).filter(|item| matches!(item.kind, ItemKind::Open))?;
    let enclosure = galley.enclosure(item.enclosure?);
    enclosure.parent.filter(|_| enclosure.style.layout.display == Display::ListItem)
}

/// The table, if an item of the galley is a row.
fn table_of_row(galley: &Galley, index: usize) -> Option<EnclosureId> {
    let item = galley.items.get(index)?;
    let ItemKind::Parallel(number) = item.kind else { return None };
    // Flex lines and similar flows have no owners.
    let parallel = galley.parallels.get(number as usize)?;
    item.enclosure.filter(|_| !parallel.owners.is_empty())
}

/// Whether an item of the galley is the start of a table's caption.
fn is_caption(galley: &Galley, index: usize) -> bool {
    let item = galley.items.get(index).filter(|item| matches!(item.kind, ItemKind::Open));
    let enclosure = item.and_then(|item| item.enclosure).map(|id| galley.enclosure(id));
    enclosure.is_some_and(|enclosure| enclosure.style.layout.display == Display::TableCaption)
}

fn is_line(galley: &Galley, index: usize) -> bool {
    galley.items.get(index).is_some_and(|item| matches!(item.kind, ItemKind::Line(_)))
}

/// The items of all lines of a paragraph, from one of its lines. Between them are gaps where there was no room beside
/// floats.
fn run_of_lines(galley: &Galley, index: usize) -> Range<usize> {
    let enclosure = galley.items[index].enclosure;
    let belongs = |at: &usize| {
        let item = &galley.items[*at];
        matches!(item.kind, ItemKind::Line(_) | ItemKind::Gap) && item.enclosure == enclosure
    };
    let start = (0..index).rev().take_while(belongs).last().unwrap_or(index);
    let end = (index..galley.items.len()).take_while(belongs).last().unwrap_or(index) + 1;
    start..end
}
