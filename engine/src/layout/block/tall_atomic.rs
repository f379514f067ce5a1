//! An `inline-block` or inline table that is alone in its paragraph and taller than a page: it is an item of the flow that
//! breaks, instead of a line, which cannot.

use crate::layout::block::state::Flow;
use crate::layout::galley::line::{AtomicFragment, Line, LineFragment};
use crate::layout::galley::list::{ParallelFlow, ParallelFlows};
use crate::units::Length;

impl Flow<'_, '_> {
    /// The item for these lines; `None` if they are not a single box that is too tall.
    pub(crate) fn tall_atomic(&self, lines: &[Line]) -> Option<ParallelFlows> {
        let page = self.builder.page_height()?;
        let [line] = lines else { return None };
        let [LineFragment::Atomic(AtomicFragment::Galley { x, y, galley })] = &line.fragments[..] else {
            return None;
        };
        let bottom = *y + Length::from_offset(galley.height());
        let flow = ParallelFlow { galley: galley.clone(), x: *x, y: *y };
        (bottom > page).then(|| ParallelFlows {
            flows: vec![flow],
            owners: Vec::new(),
            height: bottom.max(line.height),
            table_row: None,
        })
    }
}
