//! Filling columns (CSS Multi-column Layout 1, section 7): takes the places where content may be cut, and returns
//! where it is cut into a number of columns and how tall they are.
//!
//! A column ends at a legal break. Of those that fit, the last is taken, or an earlier one only if it violates fewer
//! rules; the best combination is found by dynamic programming over the columns. The time of every call depends on the
//! content of the columns and not on the content before or after them.

use crate::layout::galley::list::{BreakViolations, Galley};
use crate::sorting::sort_by_key;
use crate::units::Offset;

/// The most breaks that are tried as the end of one column.
const MAX_ENDS: usize = 6;

/// The most heights that are tried one after the other before the distance is halved.
const MAX_STEPS: usize = 16;

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
            let (closing, opening) = galley.closing_and_opening(each);
            if each.forced.is_some() {
                forced.push(places.starts.len());
            }
            let violations = if each.forced.is_some() { BreakViolations::default() } else { each.violations };
            places.push(each.start, each.end, (opening, closing), violations);
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
        self.furthest_near(from, height, from)
    }

    /// [`Places::furthest`], found quickly if it is not far after `near`.
    fn furthest_near(&self, from: usize, height: Offset, near: usize) -> usize {
        let bound = self.bounds[from];
        let bottom = height + self.starts[from] - self.openings[from];
        let after = from + 1;
        let known = if near > after && near < bound && self.ends[near] <= bottom { near } else { after };
        // A column is short beside the rest of the content, so the search goes from its start in growing steps.
        let mut step = 1;
        while known + step < bound && self.ends[known + step] <= bottom {
            step *= 2;
        }
        let from_step = known + step / 2;
        let to_step = bound.min(known + step);
        let mut to = from_step + self.ends[from_step..=to_step].partition_point(|&end| end <= bottom);
        to = to.saturating_sub(1).clamp(after, bound);
        while to > after && self.height(from, to) > height {
            to -= 1;
        }
        to
    }

    /// The first place at which content that starts at `from` has a height in one column. `None` if no break that
    /// violates no rule is between there and the place where its height is `most`, or if a column has to end before.
    pub fn first_full(&self, from: usize, height: Offset, most: Offset) -> Option<usize> {
        let (first, last) = (self.reach(from, height), self.reach(from, most));
        let is_kept = last < self.last() && self.kept[last - 1] > self.kept[first - 1];
        (is_kept && first < self.bounds[from]).then_some(first)
    }

    /// The place so many places before the one where content that starts at `from` has a height in one column, or before
    /// the place `to`. `None` if there are fewer, or if the first half of these places violate rules.
    pub fn last_before_full(&self, from: usize, to: usize, height: Offset, places: usize) -> Option<usize> {
        let full = self.reach(from, height).min(to).min(self.last());
        let first = full.checked_sub(places).filter(|&first| first > from + 1)?;
        (self.kept[full - places / 2] > self.kept[first - 1]).then_some(first)
    }

    /// The first place at which content that starts at `from` has at least a height in one column.
    fn reach(&self, from: usize, height: Offset) -> usize {
        let bottom = self.starts[from].saturating_add(height);
        from + 1 + self.ends[from + 1..].partition_point(|&end| end < bottom)
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
        let Some(least) = LeastHeights::new(from, count, 0).to(self, to) else {
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

/// The least height of a number of columns from one place to each later place in order, whatever rules the breaks
/// violate.
///
/// Columns of one height are filled once for all places in them: which content a column contains does not depend on
/// the content after it.
pub struct LeastHeights {
    from: usize,
    count: usize,
    /// The height asked for last; it is not too large for later places.
    height: Offset,
    /// Where each column of that height ends, as far as it was asked for.
    ends: Vec<usize>,
    /// Where each column of the height before ended.
    ends_before: Vec<usize>,
    /// The least larger height of which one of these columns contains more. `None` if forced breaks end all of them.
    next: Option<Offset>,
    /// Whether the last of these columns has content that is taller and cannot be broken.
    blocked: bool,
}

impl LeastHeights {
    /// Of `count` columns from the place `from` on. `at_least` is a height that is known not to be too large.
    pub fn new(from: usize, count: usize, at_least: Offset) -> LeastHeights {
        LeastHeights {
            from,
            count: count.max(1),
            height: at_least,
            ends: Vec::new(),
            ends_before: Vec::new(),
            next: None,
            blocked: false,
        }
    }

    /// The least height of columns with everything up to a place, which is not before that of an earlier call. `None` if
    /// forced breaks make more columns.
    pub fn to(&mut self, places: &Places, to: usize) -> Option<Offset> {
        if self.from >= to {
            return Some(0);
        }
        let count = self.count as Offset;
        let discarded = places.discarded * (count - 1);
        let mean = (places.ends[to] - places.starts[self.from] - discarded).div_euclid(count);
        if mean > self.height {
            self.set(mean);
        }
        for _ in 0..MAX_STEPS {
            match self.larger(places, to) {
                Some(next) => self.set(next?),
                None => return Some(self.height),
            }
        }
        // Halving the distance to a height that is enough needs fewer steps.
        let mut low = self.height;
        let mut step = low.max(1024);
        while let Some(next) = self.larger(places, to) {
            low = next?.max(low);
            step = step.saturating_mul(2);
            self.set(low.saturating_add(step));
        }
        let mut high = self.height;
        while low < high {
            let middle = low + (high - low) / 2;
            self.set(middle);
            match self.larger(places, to) {
                Some(next) => low = next?.clamp(middle + 1, high),
                None => high = middle,
            }
        }
        self.set(high);
        Some(high)
    }

    /// `None` if the height is enough for everything up to a place; otherwise the next height to try, if there is one.
    fn larger(&mut self, places: &Places, to: usize) -> Option<Option<Offset>> {
        self.fill(places, to);
        let column = self.ends.partition_point(|&end| end < to);
        let next = if column < self.ends.len() {
            let start = column.checked_sub(1).map_or(self.from, |before| self.ends[before]);
            Some(places.height(start, to)).filter(|&height| height > self.height)?
        } else if let Some(next) = self.next {
            next
        } else {
            return Some(None);
        };
        Some(Some(next.max(self.height + 1)))
    }

    fn set(&mut self, height: Offset) {
        self.height = height;
        (self.next, self.blocked) = (None, false);
        std::mem::swap(&mut self.ends, &mut self.ends_before);
        self.ends.clear();
    }

    /// Fills columns up to a place.
    fn fill(&mut self, places: &Places, to: usize) {
        let mut at = self.ends.last().copied().unwrap_or(self.from);
        while self.ends.len() < self.count && at < to && !self.blocked {
            let near = self.ends_before.get(self.ends.len()).copied().unwrap_or(at);
            let end = places.furthest_near(at, self.height, near);
            self.ends.push(end);
            let column = places.height(at, end);
            if column > self.height {
                (self.next, self.blocked) = (Some(column), true);
            } else if end < places.bounds[at] {
                let more = places.height(at, end + 1);
                self.next = Some(self.next.map_or(more, |next| next.min(more)));
            }
            at = end;
        }
    }
}

/// The best ends of columns of one height from one place on.
pub struct Filling {
    from: usize,
    height: Offset,
    /// After each number of columns, the places where the next one may start.
    columns: Vec<Vec<Step>>,
    /// All steps by their place: the place, the number of columns and the index in them.
    by_place: Vec<(usize, usize, usize)>,
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
            sort_by_key(&mut steps, |step| std::cmp::Reverse(step.place));
            steps.truncate(MAX_ENDS * 2);
            columns.push(steps);
        }
        let numbered = columns.iter().enumerate().flat_map(|(number, steps)| {
            steps.iter().enumerate().map(move |(index, step)| (step.place, number, index))
        });
        let mut by_place: Vec<_> = numbered.collect();
        by_place.sort_unstable();
        Filling { from, height, columns, by_place }
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
        let after = if to > self.from { self.by_place.partition_point(|&(place, ..)| place < to) } else { 1 };
        for &(place, number, index) in self.by_place[..after].iter().rev() {
            if place + 1 < to && places.ends[to] - places.starts[place] > self.height {
                break;
            }
            // Content that is taller than any column is alone in its column.
            let fits = places.height(place, to) <= self.height || place + 1 == to;
            if to > places.bounds[place] || !fits {
                continue;
            }
            let found = (self.columns[number][index].cost(), (number, index));
            if best.is_none_or(|best| found < best) {
                best = Some(found);
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
        assert_eq!(LeastHeights::new(0, 3, 0).to(&places, 7), Some(30));
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
        assert_eq!(LeastHeights::new(0, 1, 0).to(&places, 6), None);
    }

    #[test]
    fn the_least_height_of_more_content_is_never_less() {
        let places = Places::of(&Galley::of_lines(40));
        let mut heights = LeastHeights::new(0, 3, 0);
        for to in 1..=40 {
            assert_eq!(heights.to(&places, to), Some((to as i64 + 2) / 3 * 10));
        }
    }
}
