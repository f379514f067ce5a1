//! The cost of a sequence of breaks, with all weights and their meaning for the look of the pages.
//!
//! A cost is a tuple that is compared in order: content that overflows its page; then the violated rules of CSS, in the
//! order in which CSS Fragmentation 3 (section 4.4) drops them; then badness, a sum of defects that no rule forbids.
//! `docs/page-breaks.md` describes it for designers.
//!
//! The unit of badness is the square of 1/1024 of a page's height, because the empty space at the end of a page counts
//! by its square. On a page of 45 lines, one empty line costs 500, two 2,000, three 4,600, five 13,000.

use crate::layout::BreakViolations;
use crate::pages::breaks::traits::Traits;
use crate::units::Offset;

/// A page ends inside a word: as much as two empty lines.
pub(crate) const ENDS_IN_WORD: i64 = 1_600;
/// Only two lines are below a heading (or another box with `break-after: avoid`); twice that for one
/// line. As much as five empty lines: that many are left if both move to the next page.
pub(crate) const STRANDED_HEADING: i64 = 14_000;
/// A paragraph's first or last line is alone where `orphans` and `widows` allow it.
pub(crate) const LONE_LINE: i64 = 6_000;
/// A list's first or last item, of one or two lines, is alone.
pub(crate) const LONE_ITEM: i64 = 4_000;
/// A table's last row is alone, or the first row of a table without a head.
pub(crate) const LONE_ROW: i64 = 6_000;
/// A page ends with a table's head and one row.
pub(crate) const TABLE_BARELY_BEGUN: i64 = 10_000;
/// For each line short of five on a last page, by its square.
pub(crate) const SHORT_LAST_PAGE: i64 = 1_500;
/// The fewest lines of a last page that does not look like a mistake.
const LEAST_LAST_LINES: u32 = 5;
/// The two pages of a spread end at clearly different heights.
pub(crate) const UNEVEN_SPREAD: i64 = 3_000;
/// How different, in parts of 1024 of a page: three lines of 45.
pub(crate) const UNEVEN_FROM: i64 = 64;
/// A spread ends between a figure and a link to it that is less than a page away.
pub(crate) const FAR_FIGURE: i64 = 1_000;
/// A page's last footnote continues on the next page.
pub(crate) const NOTE_CONTINUES: i64 = 10_000;
/// A last page with nothing but the rest of footnotes.
pub(crate) const NOTES_ALONE: i64 = 500_000;

/// The cost of a sequence of breaks. The order of the fields is that of importance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cost {
    /// How far content overflows its page, in 1/1024 pt.
    pub(crate) overflow: i64,
    /// Breaks inside content that must not break, such as images.
    pub(crate) monolithic: u32,
    /// Boxes broken against `break-inside: avoid`.
    pub(crate) avoid_inside: u32,
    /// Breaks against `break-before: avoid` and `break-after: avoid`.
    pub(crate) avoid_between: u32,
    /// Lines missing to satisfy `orphans` and `widows`.
    pub(crate) orphans_widows: u32,
    /// The sum of the weights of other defects.
    pub(crate) badness: i64,
}

impl Cost {
    pub(crate) fn of(violations: BreakViolations) -> Cost {
        Cost {
            monolithic: u32::from(violations.monolithic),
            avoid_inside: u32::from(violations.avoid_inside),
            avoid_between: u32::from(violations.avoid_between),
            orphans_widows: u32::from(violations.orphans_widows),
            ..Cost::default()
        }
    }

    pub(crate) fn plus(self, other: Cost) -> Cost {
        Cost {
            overflow: self.overflow.saturating_add(other.overflow),
            monolithic: self.monolithic.saturating_add(other.monolithic),
            avoid_inside: self.avoid_inside.saturating_add(other.avoid_inside),
            avoid_between: self.avoid_between.saturating_add(other.avoid_between),
            orphans_widows: self.orphans_widows.saturating_add(other.orphans_widows),
            badness: self.badness.saturating_add(other.badness),
        }
    }

    pub(crate) fn worse_by(self, badness: i64) -> Cost {
        Cost { badness: self.badness.saturating_add(badness), ..self }
    }
}

/// How much of a page is empty, in parts of 1024.
pub(crate) fn empty_part(height: Offset, room: Offset) -> i64 {
    // Negative margins can make the height of the content negative.
    (room - height).clamp(0, room).saturating_mul(1024) / room
}

/// The badness of the empty space on a page that is not the last.
pub(crate) fn emptiness(empty: i64) -> i64 {
    empty * empty
}

/// Whether a last page has too few lines: fewer than five, and less than about a sixth of the page.
pub(crate) fn is_short_last_page(empty: i64, lines: u32) -> bool {
    empty > 1024 - 164 && lines < LEAST_LAST_LINES
}

/// The badness of a last page, or of one before a forced break, with this number of lines. A text shorter than a page
/// has no choice, so this counts only after other pages.
pub(crate) fn last_page(empty: i64, lines: u32) -> i64 {
    // A page filled to less than an eighth looks like a mistake, whatever its content.
    let by_height = (empty - 896).max(0) * 1024;
    let missing = i64::from(LEAST_LAST_LINES.saturating_sub(lines));
    by_height.max(if is_short_last_page(empty, lines) { missing * missing * SHORT_LAST_PAGE } else { 0 })
}

/// The badness of the look of a page's end.
pub(crate) fn of_traits(traits: Traits) -> i64 {
    let heading = match traits.lines_below_heading {
        1 => 2 * STRANDED_HEADING,
        2 => STRANDED_HEADING,
        _ => 0,
    };
    let weighted = |holds: bool, weight: i64| if holds { weight } else { 0 };
    heading
        + weighted(traits.ends_in_word, ENDS_IN_WORD)
        + weighted(traits.lone_line, LONE_LINE)
        + weighted(traits.lone_item, LONE_ITEM)
        + weighted(traits.lone_row, LONE_ROW)
        + weighted(traits.table_barely_begun, TABLE_BARELY_BEGUN)
}

/// The badness of a spread whose pages have these empty parts.
pub(crate) fn of_spread(left: i64, right: i64) -> i64 {
    if (left - right).abs() > UNEVEN_FROM { UNEVEN_SPREAD } else { 0 }
}
