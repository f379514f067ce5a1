//! Dense placement (CSS Grid 2, section 8.5) of items that name no lines. `taffy` begins the search for each item at the start of
//! the grid; here it continues where an item of the same size was placed, because no hole for it is left before:
//!
//! ```text
//! columns 3    sizes 2 2 1 1
//! places       the second 2 begins its search behind the first one
//!              1 1 .    the first 1 fills the hole of the first row, and the second 1 continues there
//! ```

use rustc_hash::FxHashMap;
use taffy::style_helpers::line;
use taffy::{GridPlacement, GridTemplateComponent, Line, RepetitionCount, Style};

use crate::layout::items::tracks::Name;

/// The most tracks along the flow. The places in all of them are kept.
const MAX_TRACKS: usize = 256;

/// Gives items places in a dense grid. Leaves them to `taffy` where it alone knows the tracks or the lines, and the rest where
/// they are more than `most_lines` down the grid.
pub(super) fn place<'s>(
    container: &Style<Name>,
    items: impl Iterator<Item = &'s mut Style<Name>>,
    most_lines: usize,
) {
    if !container.grid_auto_flow.is_dense() {
        return;
    }
    let by_column = matches!(container.grid_auto_flow, taffy::GridAutoFlow::ColumnDense);
    let mut items: Vec<&mut Style<Name>> = items.collect();
    let sizes = items.iter().map(|item| {
        let (columns, rows) = (span(&item.grid_column)?, span(&item.grid_row)?);
        Some(if by_column { (rows, columns) } else { (columns, rows) })
    });
    let Some(sizes) = sizes.collect::<Option<Vec<(usize, usize)>>>() else { return };
    let areas = container.grid_template_areas.as_ref();
    let (template, of_areas) = match by_column {
        true => (&container.grid_template_rows, areas.map_or(0, |areas| areas.row_count)),
        false => (&container.grid_template_columns, areas.map_or(0, |areas| areas.column_count)),
    };
    let Some(explicit) = count(template).map(|count| count.max(usize::from(of_areas))) else { return };
    let tracks = sizes.iter().map(|(along, _)| *along).fold(explicit, usize::max);
    if tracks > MAX_TRACKS {
        return;
    }
    let mut taken = Taken { tracks, lines: Vec::new() };
    let mut searched: FxHashMap<(usize, usize), (usize, usize)> = FxHashMap::default();
    for (item, size) in items.iter_mut().zip(sizes) {
        let from = searched.entry(size).or_default();
        *from = taken.first_free(*from, size);
        let (at_line, at) = *from;
        if at_line + size.1 > most_lines {
            break;
        }
        taken.take(*from, size);
        let lines =
            |at: usize, count: usize| Line { start: line(at as i16 + 1), end: line((at + count) as i16 + 1) };
        let (along, across) = (lines(at, size.0), lines(at_line, size.1));
        (item.grid_column, item.grid_row) = if by_column { (across, along) } else { (along, across) };
    }
}

/// How many tracks an item without lines spans.
fn span(placement: &Line<GridPlacement<Name>>) -> Option<usize> {
    match (&placement.start, &placement.end) {
        (GridPlacement::Auto, GridPlacement::Auto) => Some(1),
        (GridPlacement::Span(count), GridPlacement::Auto | GridPlacement::Span(_))
        | (GridPlacement::Auto, GridPlacement::Span(count)) => Some(usize::from(*count)),
        _ => None,
    }
    .filter(|count| *count > 0)
}

/// The number of tracks of a template, unless it depends on their sizes.
fn count(template: &[GridTemplateComponent<Name>]) -> Option<usize> {
    let count = |component: &GridTemplateComponent<Name>| match component {
        GridTemplateComponent::Single(_) => Some(1),
        GridTemplateComponent::Repeat(repeat) => match repeat.count {
            RepetitionCount::Count(count) => Some(usize::from(count) * repeat.tracks.len()),
            _ => None,
        },
    };
    template.iter().map(count).sum()
}

/// The cells that items take, line by line across the flow.
struct Taken {
    tracks: usize,
    lines: Vec<Vec<bool>>,
}

impl Taken {
    /// The first place from a line and a track on where an area is free.
    fn first_free(
        &self,
        (mut line, mut track): (usize, usize),
        (along, across): (usize, usize),
    ) -> (usize, usize) {
        loop {
            if track + along > self.tracks {
                (line, track) = (line + 1, 0);
                continue;
            }
            let spanned = self.lines.iter().skip(line).take(across);
            let last_taken =
                spanned.filter_map(|cells| cells[track..track + along].iter().rposition(|cell| *cell));
            match last_taken.max() {
                None => return (line, track),
                Some(last) => track += last + 1,
            }
        }
    }

    fn take(&mut self, (line, track): (usize, usize), (along, across): (usize, usize)) {
        let end = line + across;
        let tracks = self.tracks;
        self.lines.resize_with(self.lines.len().max(end), || vec![false; tracks]);
        for cells in &mut self.lines[line..end] {
            cells[track..track + along].fill(true);
        }
    }
}
