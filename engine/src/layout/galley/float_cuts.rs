//! Where the breaks of a flow cut the floats beside it (CSS Fragmentation 3, section 4): a float is cut at the same
//! height as the flow. Takes a galley with its breaks and floats, and stores a [`FloatCut`] for each pair.

use crate::layout::galley::list::{Break, BreakViolations, FloatCut, Galley, PlacedFloat};
use crate::sorting::sort_by_key;
use crate::units::{Length, Offset};

impl Galley {
    /// Finds where the breaks cut the floats. To be called again when breaks are added.
    pub(crate) fn cut_floats(&mut self) {
        if self.floats.is_empty() {
            return;
        }
        let mut cuts = Vec::new();
        for (number, float) in self.floats.iter().enumerate() {
            // The ends of breaks increase, except at negative margins, which are rare beside floats.
            let first = self.breaks.partition_point(|each| each.end <= float.top);
            for (at, each) in self.breaks.iter().enumerate().skip(first) {
                if each.end >= float.bottom {
                    break;
                }
                if each.end > float.top {
                    cuts.push(cut(float, each, at as u32, number as u32));
                }
            }
        }
        sort_by_key(&mut cuts, |cut| (cut.at, cut.float));
        self.float_cuts = cuts;
        self.floats_by_top = (0..self.floats.len() as u32).collect();
        sort_by_key(&mut self.floats_by_top, |&number| self.floats[number as usize].top);
    }

    /// The numbers of the floats that may be between two breaks, or before or after one, in their order: those that begin
    /// there, and those that the first break cuts.
    pub fn floats_between(&self, from: Option<usize>, to: Option<usize>) -> Vec<u32> {
        let begun = |at: usize| {
            let end = self.breaks[at].end;
            self.floats_by_top.partition_point(|&number| self.floats[number as usize].top < end)
        };
        let (first, last) = (from.map_or(0, begun), to.map_or(self.floats_by_top.len(), begun));
        let cut = from.map(|from| self.float_cuts_at(from)).unwrap_or_default().iter().map(|cut| cut.float);
        let begins = self.floats_by_top[first..last.max(first)].iter().copied();
        let mut numbers: Vec<u32> = begins.chain(cut).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// The cut of a float at a break.
    pub fn float_cut(&self, at: usize, float: u32) -> Option<&FloatCut> {
        let cuts = self.float_cuts_at(at);
        cuts.binary_search_by_key(&float, |cut| cut.float).ok().map(|index| &cuts[index])
    }

    /// The cuts of floats at a break.
    pub fn float_cuts_at(&self, at: usize) -> &[FloatCut] {
        let at = at as u32;
        let first = self.float_cuts.partition_point(|cut| cut.at < at);
        let last = self.float_cuts.partition_point(|cut| cut.at <= at);
        &self.float_cuts[first..last]
    }

    /// The violations that cutting floats adds to a break, and how much taller it makes the content after it.
    pub fn float_costs(&self, at: usize) -> (BreakViolations, Length) {
        let mut costs = BreakViolations::default();
        let mut growth = Length::ZERO;
        for cut in self.float_cuts_at(at) {
            costs.monolithic = costs.monolithic.max(cut.violations.monolithic);
            costs.avoid_inside = costs.avoid_inside.max(cut.violations.avoid_inside);
            costs.avoid_between = costs.avoid_between.max(cut.violations.avoid_between);
            costs.orphans_widows = costs.orphans_widows.max(cut.violations.orphans_widows);
            growth = growth.max(cut.growth);
        }
        (costs, growth)
    }
}

fn cut(float: &PlacedFloat, each: &Break, at: u32, number: u32) -> FloatCut {
    let breaks = &float.galley.breaks;
    let inner = each.end - float.y;
    let cut =
        breaks.partition_point(|each| each.end <= inner).checked_sub(1).filter(|&cut| breaks[cut].end > 0);
    let (start, violations) = match cut {
        Some(cut) => {
            let (floats, _) = float.galley.float_costs(cut);
            let own = breaks[cut].violations;
            (breaks[cut].start, BreakViolations { monolithic: own.monolithic.max(floats.monolithic), ..own })
        }
        None => (0, BreakViolations { monolithic: 1, ..BreakViolations::default() }),
    };
    let planned: Offset = float.bottom - each.start;
    let rest = float.bottom - float.y - start;
    let growth = Length::from_offset((rest - planned).max(0));
    FloatCut { at, float: number, cut: cut.map(|cut| cut as u32), growth, violations }
}
