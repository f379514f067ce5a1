//! The inputs of laying out a box in a flow that depend on its surroundings: its containing block, and where in the
//! box an earlier layout stopped.

use crate::css::Direction;
use crate::units::Length;

/// The block that percentages and `auto` widths refer to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Containing {
    /// The left edge of its content box in the galley.
    pub(crate) x: Length,
    pub(crate) width: Length,
    pub(crate) height: Option<Length>,
    pub(crate) direction: Direction,
}

/// Where layout resumes, as a path of child indices from one box down.
#[derive(Clone, Copy)]
pub(crate) struct Resume<'a> {
    pub(crate) path: &'a [u32],
    pub(crate) text: Option<u32>,
}

/// Whether layout reached the end of a box or stopped inside it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    Done,
    Stopped,
}
