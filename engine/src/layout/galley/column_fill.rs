//! Filling columns (CSS Multi-column Layout 1, section 7): takes the places where content may be cut, and returns
//! where it is cut into a number of columns and how tall they are.
//!
//! A column ends at a legal break. Of those that fit, the last is taken, or an earlier one only if it violates fewer
//! rules; the best combination is found by dynamic programming over the columns. The time of every call depends on the
//! content of the columns and not on the content before or after them.

use crate::layout::galley::list::{BreakViolations, Galley};
use crate::units::Offset;

/// The most breaks that are tried as the end of one column.
const MAX_ENDS: usize = 6;

/// The start, the legal breaks, and the end of a galley, numbered in order: break `n` is place `n + 1`.
#[derive(Debug, Default)]
pub struct Places {
    starts: Vec<Offset>,
    ends: Vec<Offset>,
    openings: Vec<Offset>,
    closings: Vec<Offset>,
    violations: Vec<BreakViolations>,
    /// For each place, the first one after it at which a column has to end.
    bounds: Vec<usize>,
    /// How many places up to each one violate no rule.
    kept: Vec<u32>,
    /// The largest height that is discarded at one break.
    discarded: Offset,
}

/// Content cut into columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnCuts {
    /// The place where each column starts, and last the one where the last ends.
    pub places: Vec<usize>,
    /// The height of the tallest column.
    pub height: Offset,
    /// The violations of the breaks between the columns.
    pub violations: BreakViolations,
}

impl Places {
    /// Collects the places at which a galley may be cut into columns.
    pub fn of(galley: &Galley) -> Places {
        let mut places = Places::default();
        let total = galley.height();
        places.push(0, 0, (0, 0), BreakViolations::default());
        let mut forced = vec![];
        for each in &galley.breaks {
            let enclosure = each.enclosure.map(|id| galley.enclosure(id));
            let edges = enclosure.map_or((0, 0), |each| (each.opening.offset(), each.closing.offset()));
            if each.forced.is_some() {
                forced.push(places.starts.len());
            }
            let violations = if each.forced.is_some() { BreakViolations::default() } else { each.violations };
            places.push(each.start, each.end, edges, violations);
            places.discarded = places.discarded.max(each.start - each.end);
        }
        places.push(total, total, (0, 0), BreakViolations::default());
        let mut kept = 0;
        places.kept = places
            .violations
            .iter()
            .map(|violations| {
                kept += u32::from(*violations == BreakViolations::default());
                kept
            })
            .collect();
        let mut bound = places.last();
        places.bounds = vec![bound; places.starts.len()];
        for at in (0..places.last()).rev() {
            places.bounds[at] = bound;
            if forced.last() == Some(&at) {
                forced.pop();
                bound = at;
            }
        }
        places
    }

    fn push(&mut self, start: Offset, end: Offset, edges: (Offset, Offset), violations: BreakViolations) {
        self.starts.push(start);
        self.ends.push(end);
        self.openings.push(edges.0);
        self.closings.push(edges.1);
        self.violations.push(violations);
    }

    /// The place at the end.
    pub fn last(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The height of one column with everything between two places.
    pub fn height(&self, from: usize, to: usize) -> Offset {
        self.ends[to] - self.starts[from] + self.openings[from] + self.closings[to]
    }

    /// The last place at which a column of a height that starts at `from` may end. It contains the content up to the
    /// next place at least, however tall that is.
    fn furthest(&self, from: usize, height: Offset) -> usize {
        let bound = self.bounds[from];
        let bottom = height + self.starts[from] - self.openings[from];
        let after = from + 1;
        let mut to = after + self.ends[after..=bound].partition_point(|&end| end <= bottom);
        to = to.saturating_sub(1).clamp(after, bound);
        while to > after && self.height(from, to) > height {
            to -= 1;
        }
        to
    }

    /// The first place at which content that starts at `from` has a height in one column. `None` if no break that
    /// violates no rule is between there and the place where its height is `most`, or if a column has to end before.
    pub fn first_full(&self, from: usize, height: Offset, most: Offset) -> Option<usize> {
        let reach = |height: Offset| {
            let bottom = self.starts[from].saturating_add(height);
            from + 1 + self.ends[from + 1..].partition_point(|&end| end < bottom)
        };
        let (first, last) = (reach(height), reach(most));
        let is_kept = last < self.last() && self.kept[last - 1] > self.kept[first - 1];
        (is_kept && first < self.bounds[from]).then_some(first)
    }

    /// The least height of `count` columns that contain everything between two places, whatever rules the breaks
    /// violate. `at_least` is a height that is known not to be too large. `None` if forced breaks make more columns.
    pub fn least_height(&self, from: usize, to: usize, count: usize, at_least: Offset) -> Option<Offset> {
        if from >= to {
            return Some(0);
        }
        let count = count.max(1);
        let discarded = self.discarded * (count as Offset - 1);
        let mean = (self.ends[to] - self.starts[from] - discarded).div_euclid(count as Offset);
        let mut height = mean.max(at_least);
        loop {
            let (mut at, mut next) = (from, Offset::MAX);
            for _ in 0..count {
                let end = self.furthest(at, height).min(to);
                let column = self.height(at, end);
                if column > height {
                    // Content that cannot be broken is taller.
                    next = column;
                    break;
                }
                if end == to {
                    return Some(height);
                }
                if end < self.bounds[at] {
                    next = next.min(self.height(at, end + 1));
                }
                at = end;
            }
            if next == Offset::MAX {
                return None;
            }
            height = next.max(height + 1);
        }
    }

    /// Cuts everything between two places into columns of a height, each filled before the next one. If `count` columns
    /// are not enough, there are more.
    pub fn fill(&self, from: usize, to: usize, count: usize, height: Offset) -> ColumnCuts {
        let filling = Filling::new(self, from, count, height);
        if let Some(cuts) = filling.to(self, to) {
            return cuts;
        }
        let mut places = vec![from];
        let mut at = from;
        while at < to {
            at = self.furthest(at, height).min(to);
            places.push(at);
        }
        self.cuts(places, BreakViolations::default())
    }

    /// Cuts everything between two places into columns that are as equal as the rules and the breaks allow, and no
    /// taller than `room`.
    pub fn balance(&self, from: usize, to: usize, count: usize, room: Option<Offset>) -> ColumnCuts {
        let Some(least) = self.least_height(from, to, count, 0) else {
            let height = room.unwrap_or(Offset::MAX / 4);
            let cuts = self.fill(from, to, count, height);
            return self.fill(from, to, count, cuts.height);
        };
        let room = room.unwrap_or_else(|| self.height(from, to)).max(least);
        let try_height = |height: Offset| Filling::new(self, from, count, height).to(self, to);
        let (Some(at_least), Some(widest)) = (try_height(least), try_height(room)) else {
            return self.fill(from, to, count, room);
        };
        if at_least.violations <= widest.violations {
            return at_least;
        }
        let mut best = widest;
        // The height is that of the tallest column found, so every step except the last few removes a break.
        let (mut low, wanted) = (least, best.violations);
        while best.height > low + 1 {
            let middle = low + (best.height - low) / 2;
            match try_height(middle) {
                Some(cuts) if cuts.violations <= wanted => best = cuts,
                _ => low = middle,
            }
        }
        best
    }

    fn cuts(&self, places: Vec<usize>, violations: BreakViolations) -> ColumnCuts {
        let heights = places.windows(2).map(|pair| self.height(pair[0], pair[1]));
        let height = heights.max().unwrap_or(0).max(0);
        ColumnCuts { places, height, violations }
    }
}

/// The best ends of columns of one height from one place on.
pub struct Filling {
    from: usize,
    height: Offset,
    /// After each number of columns, the places where the next one may start.
    columns: Vec<Vec<Step>>,
}

/// A place where a column may start, with the best columns before it.
#[derive(Clone, Copy)]
struct Step {
    place: usize,
    /// The index of the step in the column before.
    before: usize,
    violations: BreakViolations,
    /// The sum of the squares of the empty space at the ends of the columns so far, in 1/1024 of the height.
    empty: i64,
}

impl Filling {
    /// Fills up to `count` columns of `height` with the content from the place `from` on.
    pub fn new(places: &Places, from: usize, count: usize, height: Offset) -> Filling {
        let start = Step { place: from, before: 0, violations: BreakViolations::default(), empty: 0 };
        let mut columns: Vec<Vec<Step>> = vec![vec![start]];
        for number in 1..count.max(1) {
            let mut steps: Vec<Step> = Vec::new();
            for (before, step) in columns[number - 1].iter().enumerate() {
                if step.place >= places.last() {
                    continue;
                }
                for end in ends(places, step.place, height) {
                    let hole = (height - places.height(step.place, end)).clamp(0, height.max(0));
                    let hole = hole.saturating_mul(1024) / height.max(1);
                    let next = Step {
                        place: end,
                        before,
                        violations: step.violations.and(places.violations[end]),
                        empty: step.empty.saturating_add(hole * hole),
                    };
                    match steps.iter_mut().find(|known| known.place == end) {
                        Some(known) if next.cost() < known.cost() => *known = next,
                        Some(_) => {}
                        None => steps.push(next),
                    }
                }
            }
            if steps.is_empty() {
                break;
            }
            steps.sort_by_key(|step| std::cmp::Reverse(step.place));
            steps.truncate(MAX_ENDS * 2);
            columns.push(steps);
        }
        Filling { from, height, columns }
    }

    /// The best columns that end at a place; `None` if the columns do not reach it.
    pub fn to(&self, places: &Places, to: usize) -> Option<ColumnCuts> {
        let (number, index) = self.best(places, to)?;
        let mut cut = vec![to];
        let (mut number, mut index) = (number, index);
        let violations = self.columns[number][index].violations;
        loop {
            let step = self.columns[number][index];
            cut.push(step.place);
            if number == 0 {
                break;
            }
            (number, index) = (number - 1, step.before);
        }
        cut.reverse();
        Some(places.cuts(cut, violations))
    }

    /// The violations of the breaks between the best columns that end at a place.
    pub fn violations(&self, places: &Places, to: usize) -> Option<BreakViolations> {
        self.best(places, to).map(|(number, index)| self.columns[number][index].violations)
    }

    fn best(&self, places: &Places, to: usize) -> Option<(usize, usize)> {
        let mut best: Option<((BreakViolations, i64), (usize, usize))> = None;
        for (number, steps) in self.columns.iter().enumerate() {
            for (index, step) in steps.iter().enumerate() {
                if step.place >= to && to > self.from {
                    continue;
                }
                // Content that is taller than any column is alone in its column.
                let fits = places.height(step.place, to) <= self.height || step.place + 1 == to;
                if to > places.bounds[step.place] || !fits {
                    continue;
                }
                if best.is_none_or(|(cost, _)| step.cost() < cost) {
                    best = Some((step.cost(), (number, index)));
                }
            }
        }
        best.map(|(_, at)| at)
    }
}

impl Step {
    fn cost(&self) -> (BreakViolations, i64) {
        (self.violations, self.empty)
    }
}

/// Where a column that starts at a place may end: the last break that fits, and each earlier one that violates fewer
/// rules than all breaks after it.
fn ends(places: &Places, from: usize, height: Offset) -> impl Iterator<Item = usize> + '_ {
    let furthest = places.furthest(from, height);
    let mut least: Option<BreakViolations> = None;
    let mut at = furthest + 1;
    std::iter::from_fn(move || {
        while at > from + 1 && least != Some(BreakViolations::default()) {
            at -= 1;
            let violations = places.violations[at];
            if least.is_none_or(|least| violations < least) {
                least = Some(violations);
                return Some(at);
            }
        }
        None
    })
    .take(MAX_ENDS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::css::BreakBetween;

    #[test]
    fn balanced_columns_are_as_short_as_possible() {
        let places = Places::of(&Galley::of_lines(7));
        assert_eq!(places.least_height(0, 7, 3, 0), Some(30));
        assert_eq!(places.balance(0, 7, 3, None).places, [0, 3, 6, 7]);
        assert_eq!(places.balance(2, 6, 2, None).places, [2, 4, 6]);
        assert_eq!(places.balance(0, 7, 1, None).height, 70);
    }

    #[test]
    fn columns_are_filled_one_after_the_other() {
        let places = Places::of(&Galley::of_lines(12));
        assert_eq!(places.fill(0, 12, 2, 85).places, [0, 8, 12]);
        assert_eq!(places.fill(0, 12, 2, 50).places, [0, 5, 10, 12]);
        assert_eq!(places.fill(0, 5, 2, 50).places, [0, 5]);
    }

    #[test]
    fn a_rule_is_kept_even_if_that_makes_columns_taller() {
        let mut galley = Galley::of_lines(6);
        galley.breaks[2].violations.orphans_widows = 1;
        let places = Places::of(&galley);
        let cuts = places.balance(0, 6, 2, None);
        assert_eq!((cuts.places, cuts.height), (vec![0, 4, 6], 40));
        // Without the room for that, the rule is dropped.
        assert_eq!(places.balance(0, 6, 2, Some(30)).places, [0, 3, 6]);
    }

    #[test]
    fn forced_breaks_end_columns() {
        let mut galley = Galley::of_lines(6);
        galley.breaks[0].forced = Some(BreakBetween::Column);
        let places = Places::of(&galley);
        assert_eq!(places.balance(0, 6, 2, None).places, [0, 1, 6]);
        assert_eq!(places.balance(0, 6, 3, None).places, [0, 1, 4, 6]);
        assert_eq!(places.least_height(0, 6, 1, 0), None);
    }

    #[test]
    fn the_least_height_of_more_content_is_never_less() {
        let places = Places::of(&Galley::of_lines(40));
        let mut known = 0;
        for to in 1..=40 {
            let height = places.least_height(0, to, 3, known);
            assert_eq!(height, Some((to as i64 + 2) / 3 * 10));
            known = height.unwrap_or(0);
        }
    }
}
