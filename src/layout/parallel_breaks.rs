//! Breaks inside flows that stand side by side: all are cut by one height, each at its last legal
//! break above it.

use super::galley::{BreakViolations, ParallelFlows};
use crate::units::Offset;

/// The most places inside one row at which it may be cut.
const MAX_BREAKS: usize = 256;

/// A break inside a row: where the part before it ends and the part after it starts, both from the
/// top of the row; for each flow the number of its break; and what the break costs.
pub(super) type InnerBreak = (Offset, Offset, Box<[Option<u32>]>, BreakViolations);

/// The breaks inside a row, from top to bottom.
///
/// `end` is the lowest end of the parts before the break. `start` is the highest start of the parts
/// after it, so that the height between two breaks is never less than what any flow needs.
pub(super) fn inner_breaks(flows: &ParallelFlows) -> Vec<InnerBreak> {
    let mut heights: Vec<Offset> = flows
        .flows
        .iter()
        .flat_map(|flow| flow.galley.breaks.iter().map(|each| each.end + flow.y.offset()))
        .collect();
    heights.sort_unstable();
    heights.dedup();
    if heights.len() > MAX_BREAKS {
        let step = heights.len().div_ceil(MAX_BREAKS);
        heights = heights.into_iter().step_by(step).collect();
    }
    let mut at: Vec<usize> = vec![0; flows.flows.len()];
    let mut found: Vec<InnerBreak> = Vec::with_capacity(heights.len());
    for height in heights {
        let (mut end, mut start) = (0, flows.height.offset());
        let mut cuts: Vec<Option<u32>> = Vec::with_capacity(flows.flows.len());
        let mut violations = BreakViolations::default();
        for (index, flow) in flows.flows.iter().enumerate() {
            let top = flow.y.offset();
            let bottom = top + flow.galley.sums.last().copied().unwrap_or(0);
            let breaks = &flow.galley.breaks;
            while breaks.get(at[index]).is_some_and(|each| each.end + top <= height) {
                at[index] += 1;
            }
            if bottom <= height {
                cuts.push(None);
                end = end.max(bottom);
            } else if at[index] == 0 {
                // Its first part is too tall for what is above the cut: all of it goes on.
                cuts.push(Some(u32::MAX));
                start = start.min(top);
            } else {
                let each = &breaks[at[index] - 1];
                cuts.push(Some((at[index] - 1) as u32));
                end = end.max(each.end + top);
                start = start.min(each.start + top);
                violations.avoid_inside = violations.avoid_inside.max(each.violations.avoid_inside);
                violations.avoid_between = violations.avoid_between.max(each.violations.avoid_between);
                violations.orphans_widows = violations.orphans_widows.max(each.violations.orphans_widows);
            }
        }
        // A cut above or below everything parts nothing.
        let parts = cuts.iter().any(|cut| *cut != Some(u32::MAX)) && cuts.iter().any(Option::is_some);
        if parts && end > 0 {
            found.push((end, start, cuts.into(), violations));
        }
    }
    found
}
