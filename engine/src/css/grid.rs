//! Values of grid layout (CSS Grid 2): track lists, areas, and the lines that items are placed at. They are
//! generic over lengths: specified lengths in declarations, computed lengths in styles.

use std::sync::Arc;

use super::values::LengthPercentage;

/// The grid properties of a box, as a grid container and as a grid item.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GridStyle {
    /// `grid-template-columns`: the explicit columns.
    pub template_columns: TrackList<LengthPercentage>,
    /// `grid-template-rows`: the explicit rows.
    pub template_rows: TrackList<LengthPercentage>,
    /// `grid-template-areas`; `None` is `none`.
    pub template_areas: Option<Arc<TemplateAreas>>,
    /// Sizes of implicit tracks, repeated in turn; empty is `auto`.
    pub auto_columns: Vec<TrackSize<LengthPercentage>>,
    /// `grid-auto-rows`, as `auto_columns`.
    pub auto_rows: Vec<TrackSize<LengthPercentage>>,
    /// `grid-auto-flow`: how items without a place are placed.
    pub auto_flow: GridAutoFlow,
    /// `grid-row-start`.
    pub row_start: GridLine,
    /// `grid-row-end`.
    pub row_end: GridLine,
    /// `grid-column-start`.
    pub column_start: GridLine,
    /// `grid-column-end`.
    pub column_end: GridLine,
}

/// `grid-template-columns` and `grid-template-rows`; `none` is the empty list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrackList<L> {
    /// The tracks and repetitions of tracks, in order.
    pub components: Vec<TrackComponent<L>>,
    /// Names of the lines around and between the components: one set more than there are components, or none.
    pub names: Vec<LineNames>,
    /// `subgrid`: the tracks are those of the parent grid, and the list only names its lines.
    pub is_subgrid: bool,
}

/// The names of one line.
pub type LineNames = Vec<Arc<str>>;

/// One component of a track list.
#[derive(Clone, Debug, PartialEq)]
pub enum TrackComponent<L> {
    /// A single track.
    Track(TrackSize<L>),
    /// `repeat()`.
    Repeat {
        /// How often the tracks are repeated.
        count: Repetition,
        /// The tracks that are repeated.
        tracks: Vec<TrackSize<L>>,
        /// Names of the lines around and between the repeated tracks: one set more than there are tracks.
        names: Vec<LineNames>,
    },
}

/// The first argument of `repeat()` (CSS Grid 2, section 7.2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repetition {
    /// A number of times, at least 1.
    Count(u16),
    /// `auto-fill`: as often as fits.
    AutoFill,
    /// `auto-fit`: as often as fits, and tracks without items collapse.
    AutoFit,
}

/// The size of a track (CSS Grid 2, section 7.2).
#[derive(Clone, Debug, PartialEq)]
pub enum TrackSize<L> {
    /// One breadth, as minimum and maximum.
    Breadth(TrackBreadth<L>),
    /// `minmax()`: the smallest and the largest size.
    MinMax(TrackBreadth<L>, TrackBreadth<L>),
    /// `fit-content()`: at most the argument.
    FitContent(L),
}

/// The minimum or maximum size of a track.
#[derive(Clone, Debug, PartialEq)]
pub enum TrackBreadth<L> {
    /// A length or percentage.
    Length(L),
    /// `fr`: a share of the free space.
    Flex(f32),
    /// `min-content`.
    MinContent,
    /// `max-content`.
    MaxContent,
    /// `auto`.
    Auto,
}

/// `grid-template-areas`.
#[derive(Clone, Debug, PartialEq)]
pub struct TemplateAreas {
    /// The number of rows.
    pub rows: u16,
    /// The number of columns.
    pub columns: u16,
    /// The areas, in the order of their first cells.
    pub areas: Vec<NamedArea>,
}

/// A named rectangle of cells, bounded by lines that are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedArea {
    /// The name in `grid-template-areas`.
    pub name: Arc<str>,
    /// The line at its top.
    pub row_start: u16,
    /// The line at its bottom.
    pub row_end: u16,
    /// The line at its start edge.
    pub column_start: u16,
    /// The line at its end edge.
    pub column_end: u16,
}

/// `grid-auto-flow` (CSS Grid 2, section 7.7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GridAutoFlow {
    /// `column`: columns are filled one after the other, not rows.
    pub by_column: bool,
    /// `dense`: an item may fill a hole before the items placed so far.
    pub is_dense: bool,
}

/// The value of `grid-row-start` and similar properties (CSS Grid 2, section 8.3).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum GridLine {
    /// `auto`: the item is placed automatically, or spans one track.
    #[default]
    Auto,
    /// An edge of the area of this name, or else the first line of this name.
    Named(Arc<str>),
    /// The number of a line, not 0; with a name, only lines of that name are counted.
    Number(i16, Option<Arc<str>>),
    /// `span`: the number of tracks, at least 1; with a name, the number of lines of that name.
    Span(u16, Option<Arc<str>>),
}

impl<L> TrackList<L> {
    /// The same list with each length replaced by `to` of it.
    pub(crate) fn map<M>(&self, to: &mut impl FnMut(&L) -> M) -> TrackList<M> {
        TrackList {
            components: self.components.iter().map(|component| component.map(to)).collect(),
            names: self.names.clone(),
            is_subgrid: self.is_subgrid,
        }
    }
}

impl<L> TrackComponent<L> {
    fn map<M>(&self, to: &mut impl FnMut(&L) -> M) -> TrackComponent<M> {
        match self {
            TrackComponent::Track(size) => TrackComponent::Track(size.map(to)),
            TrackComponent::Repeat { count, tracks, names } => TrackComponent::Repeat {
                count: *count,
                tracks: tracks.iter().map(|track| track.map(to)).collect(),
                names: names.clone(),
            },
        }
    }
}

impl<L> TrackSize<L> {
    pub(crate) fn map<M>(&self, to: &mut impl FnMut(&L) -> M) -> TrackSize<M> {
        match self {
            TrackSize::Breadth(breadth) => TrackSize::Breadth(breadth.map(to)),
            TrackSize::MinMax(min, max) => TrackSize::MinMax(min.map(to), max.map(to)),
            TrackSize::FitContent(limit) => TrackSize::FitContent(to(limit)),
        }
    }

    /// Whether the size does not depend on content alone, as automatic repetition requires.
    pub(crate) fn is_fixed(&self) -> bool {
        let is_length = |breadth: &TrackBreadth<L>| matches!(breadth, TrackBreadth::Length(_));
        match self {
            TrackSize::Breadth(breadth) => is_length(breadth),
            TrackSize::MinMax(min, max) => is_length(min) || is_length(max),
            TrackSize::FitContent(_) => false,
        }
    }
}

impl<L> TrackBreadth<L> {
    fn map<M>(&self, to: &mut impl FnMut(&L) -> M) -> TrackBreadth<M> {
        match self {
            TrackBreadth::Length(length) => TrackBreadth::Length(to(length)),
            TrackBreadth::Flex(factor) => TrackBreadth::Flex(*factor),
            TrackBreadth::MinContent => TrackBreadth::MinContent,
            TrackBreadth::MaxContent => TrackBreadth::MaxContent,
            TrackBreadth::Auto => TrackBreadth::Auto,
        }
    }
}
