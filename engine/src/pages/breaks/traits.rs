//! How a page that ends at a break looks: what no rule forbids, but a typographer would see.

use crate::css::Display;
use crate::layout::{BreakPlace, EnclosureId, Galley, ItemKind};
use crate::pages::breaks::nodes::item_before;

/// The lines that a picture counts as: it is never "only a few lines".
const LINES_OF_PICTURE: u32 = 5;
/// An item of a list with more lines may be alone.
const LINES_OF_SHORT_ITEM: u32 = 2;

/// What a page that ends at a break looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Traits {
    /// It ends inside a word.
    pub(crate) ends_in_word: bool,
    /// It ends with so many lines, one or two, after a heading or another place at which a break is to
    /// be avoided; 0 where there are none or more.
    pub(crate) lines_below_heading: u8,
    /// A paragraph's first or last line is separated from all its other lines.
    pub(crate) lone_line: bool,
    /// A list's first or last item, which is short, is separated from all others.
    pub(crate) lone_item: bool,
    /// So is a row, the first after a head excepted.
    pub(crate) lone_row: bool,
    /// It ends with a table's head and its first row.
    pub(crate) table_barely_begun: bool,
}

/// The traits of the breaks of a galley, and the lines before its start, each break and its end.
pub(crate) struct TraitsOfBreaks {
    pub(crate) traits: Vec<Traits>,
    pub(crate) lines: Vec<u32>,
}

/// A list or table, and how far its items or rows have been passed.
#[derive(Clone, Copy, Default)]
struct Passed {
    before: u32,
    all: u32,
}

impl TraitsOfBreaks {
    pub(crate) fn of(galley: &Galley) -> TraitsOfBreaks {
        let lines_before = lines_before_items(galley);
        let in_columns: Vec<TraitsOfBreaks> =
            galley.columns.iter().map(|columns| TraitsOfBreaks::of(&columns.galley)).collect();
        let mut items = children(galley, list_item);
        let mut rows = children(galley, table_of_row);
        let mut traits = Vec::with_capacity(galley.breaks.len());
        let mut lines = Vec::with_capacity(galley.breaks.len() + 2);
        lines.push(0);
        // The lines before the last place at which a break is to be avoided.
        let mut heading: Option<u32> = None;
        // Up to which item children have been counted.
        let mut counted = 0;
        // The run of lines that the last break was in.
        let mut run = 0..0;
        for number in 0..galley.breaks.len() {
            let each = &galley.breaks[number];
            let mut found = Traits::default();
            let index = match each.place {
                BreakPlace::Before(item) => item as usize,
                BreakPlace::Inside { item, .. } => {
                    // As much of the row's lines as of its height.
                    let item = item as usize;
                    let (top, bottom) = (galley.sums[item], galley.sums[item + 1]);
                    let all = i64::from(lines_before[item + 1] - lines_before[item]);
                    let part = all * (each.end - top).clamp(0, bottom - top) / (bottom - top).max(1);
                    lines.push(lines_before[item] + part as u32);
                    traits.push(found);
                    continue;
                }
                BreakPlace::InsideColumns { item, at } => {
                    let (item, at) = (item as usize, at as usize);
                    let inside = match galley.items[item].kind {
                        ItemKind::Columns(number) => in_columns.get(number as usize),
                        _ => None,
                    };
                    let passed = inside.and_then(|inside| inside.lines.get(at + 1)).copied();
                    lines.push(lines_before[item].saturating_add(passed.unwrap_or(0)));
                    traits.push(inside.and_then(|inside| inside.traits.get(at)).copied().unwrap_or_default());
                    continue;
                }
            };
            let so_far = lines_before.get(index).copied().unwrap_or(0);
            lines.push(so_far);
            found.ends_in_word = item_before(galley, number)
                .is_some_and(|(_, item)| matches!(&item.kind, ItemKind::Line(line) if line.breaks_word));
            for passed in counted..index {
                for (of, parents) in
                    [(list_item(galley, passed), &mut items), (table_of_row(galley, passed), &mut rows)]
                {
                    if let Some(parent) = of {
                        parents[parent.index()].before += 1;
                    }
                }
            }
            counted = counted.max(index);
            if let Some(heading) = heading
                && let below @ 1..=2 = so_far - heading
            {
                found.lines_below_heading = below as u8;
            }
            let is_row = table_of_row(galley, index);
            // A table's head is no heading: one row below it has its own weight.
            let between_rows = is_row.is_some() && {
                let mut before = galley.items[..index].iter().enumerate().rev();
                let solid = before.find(|(_, item)| !matches!(item.kind, ItemKind::Gap));
                solid.is_some_and(|(at, _)| table_of_row(galley, at).is_some())
            };
            // Nor is a table the heading of a caption below it.
            if each.violations.avoid_between > 0 && !between_rows && !is_caption(galley, index) {
                heading = Some(so_far);
            }
            if is_line(galley, index) {
                if !run.contains(&index) {
                    run = run_of_lines(galley, index);
                }
                let above = so_far - lines_before[run.start];
                let below = lines_before[run.end] - so_far;
                found.lone_line = above > 0 && (above == 1 || below == 1);
            }
            if let Some(list) = list_item(galley, index) {
                let Passed { before, all } = items[list.index()];
                let short = |lines: u32| lines <= LINES_OF_SHORT_ITEM;
                let first = galley.enclosure(list).open as usize;
                let of_first = so_far - lines_before.get(first).copied().unwrap_or(0).min(so_far);
                let last = galley.items[index].enclosure.map(|id| galley.enclosure(id).close as usize);
                let of_last =
                    last.and_then(|close| lines_before.get(close)).map_or(u32::MAX, |end| end - so_far);
                found.lone_item = (before == 1 && short(of_first)) || (before + 1 == all && short(of_last));
            }
            if let Some(table) = is_row {
                let Passed { before, all } = rows[table.index()];
                let enclosure = galley.enclosure(table);
                let repeated = |part: &Option<std::sync::Arc<Galley>>| {
                    part.as_ref().map_or(0, |part| {
                        part.items.iter().filter(|item| matches!(item.kind, ItemKind::Parallel(_))).count()
                            as u32
                    })
                };
                let (head, foot) = (repeated(&enclosure.repeated_head), repeated(&enclosure.repeated_foot));
                let (before, all) = (before.saturating_sub(head), all.saturating_sub(head + foot));
                found.table_barely_begun = head > 0 && before == 1;
                found.lone_row = (head == 0 && before == 1) || before + 1 == all;
            }
            traits.push(found);
        }
        lines.push(lines_before.last().copied().unwrap_or(0));
        TraitsOfBreaks { traits, lines }
    }
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

/// For each enclosure, how many of the items are its children as `parent` says.
fn children(galley: &Galley, parent: impl Fn(&Galley, usize) -> Option<EnclosureId>) -> Vec<Passed> {
    let mut all = vec![Passed::default(); galley.enclosures.len()];
    for parent in (0..galley.items.len()).filter_map(|index| parent(galley, index)) {
        all[parent.index()].all += 1;
    }
    all
}

/// The list, where an item of the galley is the beginning of a list's item.
fn list_item(galley: &Galley, index: usize) -> Option<EnclosureId> {
    let item = galley.items.get(index).filter(|item| matches!(item.kind, ItemKind::Open))?;
    let enclosure = galley.enclosure(item.enclosure?);
    enclosure.parent.filter(|_| enclosure.style.layout.display == Display::ListItem)
}

/// The table, where an item of the galley is a row.
fn table_of_row(galley: &Galley, index: usize) -> Option<EnclosureId> {
    let item = galley.items.get(index)?;
    let ItemKind::Parallel(number) = item.kind else { return None };
    // Flex lines and the like belong to nobody.
    let parallel = galley.parallels.get(number as usize)?;
    item.enclosure.filter(|_| !parallel.owners.is_empty())
}

/// Whether an item of the galley is the beginning of a table's caption.
fn is_caption(galley: &Galley, index: usize) -> bool {
    let item = galley.items.get(index).filter(|item| matches!(item.kind, ItemKind::Open));
    let enclosure = item.and_then(|item| item.enclosure).map(|id| galley.enclosure(id));
    enclosure.is_some_and(|enclosure| enclosure.style.layout.display == Display::TableCaption)
}

fn is_line(galley: &Galley, index: usize) -> bool {
    galley.items.get(index).is_some_and(|item| matches!(item.kind, ItemKind::Line(_)))
}

/// The lines of a paragraph, around one of them. Between them are gaps where they found no room beside floats.
fn run_of_lines(galley: &Galley, index: usize) -> std::ops::Range<usize> {
    let enclosure = galley.items[index].enclosure;
    let belongs = |at: &usize| {
        let item = &galley.items[*at];
        matches!(item.kind, ItemKind::Line(_) | ItemKind::Gap) && item.enclosure == enclosure
    };
    let start = (0..index).rev().take_while(belongs).last().unwrap_or(index);
    let end = (index..galley.items.len()).take_while(belongs).last().unwrap_or(index) + 1;
    start..end
}
