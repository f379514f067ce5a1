//! Counts the looks of a document's page ends, to compare strategies of choosing breaks.

use crate::layout::BreakPoint;
use crate::layout::Galley;
use crate::pages::breaks::columns::{PageEnd, column_fragments};
use crate::pages::breaks::cost::{UNEVEN_FROM, empty_part, is_short_last_page, of_spread};
use crate::pages::breaks::nodes::Nodes;
use crate::pages::plan::Planned;
use crate::units::Offset;

/// Counts of how the pages of a document end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// All pages.
    pub pages: usize,
    /// Pages whose content overflows.
    pub overflows: usize,
    /// Broken boxes and rows that should have been kept whole.
    pub broken_boxes: usize,
    /// Breaks between boxes that should have been kept together: a heading as the last thing on a page is one.
    pub broken_pairs: usize,
    /// Pages that end with one or two lines below a heading.
    pub stranded_headings: usize,
    /// Lines missing to satisfy `orphans` and `widows`.
    pub missing_lines: usize,
    /// First and last lines of paragraphs that are alone on their page.
    pub lone_lines: usize,
    /// First and last items of lists, and rows of tables, that are alone on their page.
    pub lone_items_and_rows: usize,
    /// Pages that end with a table's head and one row.
    pub tables_barely_begun: usize,
    /// Pages that end inside a word.
    pub ends_in_word: usize,
    /// Last pages, also before forced breaks, with fewer than five lines of text.
    pub short_last_pages: usize,
    /// Spreads whose pages end at clearly different heights.
    pub uneven_spreads: usize,
    /// The squares of the empty parts of all pages but the last ones, in thousandths of a page squared.
    pub holes: u64,
    /// What the search minimizes, without links to figures.
    pub badness: i64,
}

impl Survey {
    /// Counts how the planned pages of a document end.
    pub(in crate::pages) fn of(galleys: &[Galley], plan: &[Planned]) -> Survey {
        let mut survey = Survey { pages: plan.len(), ..Survey::default() };
        let mut nodes: Option<(usize, Nodes<'_>)> = None;
        // How empty the first page of the spread is, if the text continues after it.
        let mut first_of_spread: Option<i64> = None;
        for (index, page) in plan.iter().enumerate() {
            let before = first_of_spread.take();
            let Some((number, fragment)) = page.fragment else { continue };
            if nodes.as_ref().is_none_or(|(known, _)| *known != number) {
                nodes = Some((number, Nodes::new(&galleys[number])));
            }
            let Some((_, nodes)) = &nodes else { continue };
            let (from, to) = (nodes.node(fragment.from), nodes.node(fragment.to));
            let room = page.style.content_size().height.offset().max(1);
            let notes = page.height_of_notes().offset();
            let columns = column_fragments(&galleys[number], fragment, Some(room - notes), PageEnd::Least);
            let growth: Offset = columns.iter().map(|each| each.growth).sum();
            let height = nodes.height(from, to) + growth + notes;
            let filled = height - nodes.hollow(to);
            let empty = empty_part(filled, room);
            survey.badness += nodes.step_cost(from, to, filled, room).badness;
            survey.overflows += usize::from(height > room + 64);
            if fragment.to == BreakPoint::End || nodes.is_forced(to) {
                let is_short = from > 0 && is_short_last_page(empty, nodes.lines(from, to));
                survey.short_last_pages += usize::from(is_short);
                continue;
            }
            let (violations, traits) = nodes.end_of_page(to);
            survey.broken_boxes += usize::from(violations.monolithic) + usize::from(violations.avoid_inside);
            survey.broken_pairs += usize::from(violations.avoid_between);
            survey.missing_lines += usize::from(violations.orphans_widows);
            survey.stranded_headings += usize::from(traits.lines_below_heading > 0);
            survey.lone_lines += usize::from(traits.lone_line);
            survey.lone_items_and_rows += usize::from(traits.lone_item) + usize::from(traits.lone_row);
            survey.tables_barely_begun += usize::from(traits.table_barely_begun);
            survey.ends_in_word += usize::from(traits.ends_in_word);
            survey.holes += (empty * empty * 1000 / (1024 * 1024)) as u64;
            // The first page of a document has no facing page; pairs follow.
            if index % 2 == 1 {
                first_of_spread = Some(empty);
            } else if let Some(first) = before {
                survey.uneven_spreads += usize::from((first - empty).abs() > UNEVEN_FROM);
                survey.badness += of_spread(first, empty);
            }
        }
        survey
    }
}
