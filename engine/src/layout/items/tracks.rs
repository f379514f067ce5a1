//! The grid tracks that a subgrid inherits (CSS Grid 2, section 9), as layout stores them between the rounds of the
//! grid around it, and the values that `taffy` takes for them.

use std::sync::Arc;

use taffy::{GridTemplateComponent, MaxTrackSizingFunction, MinMax, MinTrackSizingFunction};

use crate::units::Length;

/// Names of grid lines and areas.
pub(crate) type Name = Arc<str>;

/// A length in points, for `taffy`.
pub(crate) fn points(length: Length) -> f32 {
    length.points() as f32
}

/// The tracks that a subgrid inherits from the grid around it.
#[derive(Clone, Debug)]
pub(crate) struct InheritedTracks {
    pub(crate) columns: Option<Arc<Tracks>>,
    pub(crate) rows: Option<Arc<Tracks>>,
}

/// The tracks of a subgrid in one axis, in its content box.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tracks {
    pub(crate) sizes: Vec<Length>,
    pub(crate) gap: Length,
    /// The names of each grid line.
    pub(crate) names: Vec<Vec<Name>>,
}

impl Tracks {
    /// The template of a grid of these tracks.
    pub(crate) fn template(&self) -> (Vec<GridTemplateComponent<Name>>, Vec<Vec<Name>>) {
        let track = |size: &Length| {
            GridTemplateComponent::Single(MinMax {
                min: MinTrackSizingFunction::length(points(*size)),
                max: MaxTrackSizingFunction::length(points(*size)),
            })
        };
        (self.sizes.iter().map(track).collect(), self.names.clone())
    }
}
