//! Grid styles (CSS Grid 2, sections 7 and 8) as values of `taffy`.

use taffy::{
    AlignContent, GridAutoFlow as TaffyAutoFlow, GridPlacement, GridTemplateArea, GridTemplateAreas,
    GridTemplateComponent, GridTemplateRepetition, LengthPercentage as TaffyLength, Line,
    MaxTrackSizingFunction, MinMax, MinTrackSizingFunction, RepetitionCount, Style, TrackSizingFunction,
};

use crate::css::grid::{
    GridAutoFlow, GridLine, GridStyle, Repetition, TemplateAreas, TrackBreadth, TrackComponent, TrackList,
    TrackSize,
};
use crate::css::{ComputedStyle, LengthPercentage};
use crate::layout::block::containing::Containing;
use crate::layout::items::grid::subgrid;
use crate::layout::items::tracks::{InheritedTracks, Name, points};
use crate::layout::items::tree::container_style;
use crate::units::Length;

/// The style of a container. `content` is its content box if that is known, `inherited` the tracks that it inherits
/// if it is a subgrid.
pub(crate) fn container(
    style: &ComputedStyle,
    content: Option<Containing>,
    inherited: Option<&InheritedTracks>,
) -> Style<Name> {
    let mut container = Style { display: taffy::Display::Grid, ..container_style(style, content) };
    let Some(grid) = &style.layout.grid else { return container };
    let width = content.map(|content| content.width);
    let height = content.and_then(|content| content.height);
    (container.grid_template_columns, container.grid_template_column_names) =
        track_list(&grid.template_columns, width);
    (container.grid_template_rows, container.grid_template_row_names) =
        track_list(&grid.template_rows, height);
    container.grid_template_areas = grid.template_areas.as_deref().map(areas);
    container.grid_auto_columns = grid.auto_columns.iter().map(|track| track_size(track, width)).collect();
    container.grid_auto_rows = grid.auto_rows.iter().map(|track| track_size(track, height)).collect();
    container.grid_auto_flow = auto_flow(grid.auto_flow);
    // Before the grid around it is laid out, a subgrid has as many tracks of its own as it spans.
    if grid.template_columns.is_subgrid {
        match inherited.and_then(|inherited| inherited.columns.as_deref()) {
            Some(tracks) => {
                (container.grid_template_columns, container.grid_template_column_names) = tracks.template();
                container.gap.width = TaffyLength::length(points(tracks.gap));
                container.justify_content = AlignContent::START;
            }
            None => container.grid_template_columns = automatic(subgrid::span(style, true)),
        }
    }
    if grid.template_rows.is_subgrid {
        match inherited.and_then(|inherited| inherited.rows.as_deref()) {
            Some(tracks) => {
                (container.grid_template_rows, container.grid_template_row_names) = tracks.template();
                container.gap.height = TaffyLength::length(points(tracks.gap));
                container.align_content = AlignContent::START;
            }
            None => container.grid_template_rows = automatic(subgrid::span(style, false)),
        }
    }
    container
}

fn automatic(count: u16) -> Vec<GridTemplateComponent<Name>> {
    let auto = MinMax { min: MinTrackSizingFunction::auto(), max: MaxTrackSizingFunction::auto() };
    vec![GridTemplateComponent::Single(auto); usize::from(count)]
}

/// Sets the place of an item from its style.
pub(crate) fn place(style: &ComputedStyle, item: &mut Style<Name>) {
    let Some(grid) = &style.layout.grid else { return };
    let GridStyle { row_start, row_end, column_start, column_end, .. } = &**grid;
    item.grid_row = Line { start: line(row_start), end: line(row_end) };
    item.grid_column = Line { start: line(column_start), end: line(column_end) };
    // A subgrid spans as many tracks as it names lines for (CSS Grid 2, section 9).
    for (list, placed, by_columns) in [
        (&grid.template_columns, &mut item.grid_column, true),
        (&grid.template_rows, &mut item.grid_row, false),
    ] {
        let spans = |placement: &GridPlacement<Name>| matches!(placement, GridPlacement::Auto);
        if list.is_subgrid && spans(&placed.start) && spans(&placed.end) {
            placed.end = GridPlacement::Span(subgrid::span(style, by_columns));
        }
    }
}

fn line(line: &GridLine) -> GridPlacement<Name> {
    match line {
        GridLine::Auto => GridPlacement::Auto,
        GridLine::Named(name) => GridPlacement::NamedLine(name.clone(), 0),
        GridLine::Number(number, None) => GridPlacement::Line((*number).into()),
        GridLine::Number(number, Some(name)) => GridPlacement::NamedLine(name.clone(), *number),
        GridLine::Span(count, None) => GridPlacement::Span(*count),
        GridLine::Span(count, Some(name)) => GridPlacement::NamedSpan(name.clone(), *count),
    }
}

fn auto_flow(flow: GridAutoFlow) -> TaffyAutoFlow {
    match (flow.by_column, flow.is_dense) {
        (false, false) => TaffyAutoFlow::Row,
        (false, true) => TaffyAutoFlow::RowDense,
        (true, false) => TaffyAutoFlow::Column,
        (true, true) => TaffyAutoFlow::ColumnDense,
    }
}

fn areas(areas: &TemplateAreas) -> GridTemplateAreas<Name> {
    let area = areas.areas.iter().map(|area| GridTemplateArea {
        name: area.name.clone(),
        row_start: area.row_start,
        row_end: area.row_end,
        column_start: area.column_start,
        column_end: area.column_end,
    });
    GridTemplateAreas { areas: area.collect(), row_count: areas.rows, column_count: areas.columns }
}

type TrackTemplate = (Vec<GridTemplateComponent<Name>>, Vec<Vec<Name>>);

/// A list of tracks with the names of their lines. `basis` is the size that percentages refer to.
fn track_list(list: &TrackList<LengthPercentage>, basis: Option<Length>) -> TrackTemplate {
    let component = |component: &TrackComponent<LengthPercentage>| match component {
        TrackComponent::Track(size) => GridTemplateComponent::Single(track_size(size, basis)),
        TrackComponent::Repeat { count, tracks, names } => {
            GridTemplateComponent::Repeat(GridTemplateRepetition {
                count: match count {
                    Repetition::Count(count) => RepetitionCount::Count(*count),
                    Repetition::AutoFill => RepetitionCount::AutoFill,
                    Repetition::AutoFit => RepetitionCount::AutoFit,
                },
                tracks: tracks.iter().map(|track| track_size(track, basis)).collect(),
                line_names: names.clone(),
            })
        }
    };
    (list.components.iter().map(component).collect(), list.names.clone())
}

fn track_size(size: &TrackSize<LengthPercentage>, basis: Option<Length>) -> TrackSizingFunction {
    match size {
        TrackSize::Breadth(breadth) => {
            // A flexible track is at least as wide as its content.
            let min = if matches!(breadth, TrackBreadth::Flex(_)) { &TrackBreadth::Auto } else { breadth };
            MinMax { min: least(min, basis), max: most(breadth, basis) }
        }
        TrackSize::MinMax(min, max) => MinMax { min: least(min, basis), max: most(max, basis) },
        TrackSize::FitContent(limit) => MinMax {
            min: MinTrackSizingFunction::auto(),
            max: match limit.resolve_maybe(basis) {
                Some(limit) => MaxTrackSizingFunction::fit_content_px(points(limit.max(Length::ZERO))),
                None => MaxTrackSizingFunction::max_content(),
            },
        },
    }
}

/// Percentages of an unknown size act as `auto` (CSS Grid 2, section 7.2.1).
fn resolved(length: &LengthPercentage, basis: Option<Length>) -> Option<f32> {
    length.resolve_maybe(basis).map(|length| points(length.max(Length::ZERO)))
}

fn least(breadth: &TrackBreadth<LengthPercentage>, basis: Option<Length>) -> MinTrackSizingFunction {
    match breadth {
        TrackBreadth::Length(length) => {
            resolved(length, basis).map_or(MinTrackSizingFunction::auto(), MinTrackSizingFunction::length)
        }
        TrackBreadth::MinContent => MinTrackSizingFunction::min_content(),
        TrackBreadth::MaxContent => MinTrackSizingFunction::max_content(),
        TrackBreadth::Flex(_) | TrackBreadth::Auto => MinTrackSizingFunction::auto(),
    }
}

fn most(breadth: &TrackBreadth<LengthPercentage>, basis: Option<Length>) -> MaxTrackSizingFunction {
    match breadth {
        TrackBreadth::Length(length) => {
            resolved(length, basis).map_or(MaxTrackSizingFunction::auto(), MaxTrackSizingFunction::length)
        }
        TrackBreadth::Flex(factor) => MaxTrackSizingFunction::fr(*factor),
        TrackBreadth::MinContent => MaxTrackSizingFunction::min_content(),
        TrackBreadth::MaxContent => MaxTrackSizingFunction::max_content(),
        TrackBreadth::Auto => MaxTrackSizingFunction::auto(),
    }
}
