//! `grid`, `grid-template`, `grid-area`, `grid-row` and `grid-column` (CSS Grid 2, sections 7.4, 7.8
//! and 8.4).

use std::sync::Arc;

use cssparser::Parser;

use super::declaration::Declaration;
use super::grid::{
    areas_of, parse_area_row, parse_auto_tracks, parse_line, parse_list_or_none, parse_names,
    parse_track_list, parse_track_size,
};
use super::length::LengthValue;
use super::longhand::Longhand;
use super::property::{ParseTarget, PropertyInfo};
use super::reader::{Reading, flag, malformed};
use crate::css::grid::*;

pub(super) static PROPERTIES: &[PropertyInfo] = &[
    PropertyInfo::new(
        "grid-template",
        &[Longhand::GridTemplateRows, Longhand::GridTemplateColumns, Longhand::GridTemplateAreas],
        "",
        "`none`, rows `/` columns, or strings of areas, each with or without `[names]` and the size of its row, \
         then `/` and columns",
        parse_template,
    ),
    PropertyInfo::new(
        "grid",
        &[
            Longhand::GridTemplateRows,
            Longhand::GridTemplateColumns,
            Longhand::GridTemplateAreas,
            Longhand::GridAutoRows,
            Longhand::GridAutoColumns,
            Longhand::GridAutoFlow,
        ],
        "",
        "as `grid-template`; rows `/ auto-flow` and implicit columns; or `auto-flow` and implicit rows `/` columns",
        parse_grid,
    ),
    PropertyInfo::new(
        "grid-area",
        &[Longhand::GridRowStart, Longhand::GridColumnStart, Longhand::GridRowEnd, Longhand::GridColumnEnd],
        "",
        "one to four lines with `/` between them: row start, column start, row end, column end",
        |input, target| {
            let lines = parse_lines(input, 4)?;
            let line = |number: usize| lines.get(number).cloned();
            let row = line(0).unwrap_or_default();
            let column = line(1).unwrap_or_else(|| same_name(&row));
            let row_end = line(2).unwrap_or_else(|| same_name(&row));
            let column_end = line(3).unwrap_or_else(|| same_name(&column));
            target.push(Declaration::GridRowStart(row));
            target.push(Declaration::GridColumnStart(column));
            target.push(Declaration::GridRowEnd(row_end));
            target.push(Declaration::GridColumnEnd(column_end));
            Ok(())
        },
    ),
    PropertyInfo::new(
        "grid-row",
        &[Longhand::GridRowStart, Longhand::GridRowEnd],
        "",
        "one or two lines with `/` between them",
        |input, target| {
            let (start, end) = parse_pair(input)?;
            target.push(Declaration::GridRowStart(start));
            target.push(Declaration::GridRowEnd(end));
            Ok(())
        },
    ),
    PropertyInfo::new(
        "grid-column",
        &[Longhand::GridColumnStart, Longhand::GridColumnEnd],
        "",
        "one or two lines with `/` between them",
        |input, target| {
            let (start, end) = parse_pair(input)?;
            target.push(Declaration::GridColumnStart(start));
            target.push(Declaration::GridColumnEnd(end));
            Ok(())
        },
    ),
];

/// The value of an omitted line: the same name if `line` is a name, else `auto`.
fn same_name(line: &GridLine) -> GridLine {
    match line {
        GridLine::Named(_) => line.clone(),
        _ => GridLine::Auto,
    }
}

fn slash(input: &mut Parser<'_>) -> bool {
    input.try_parse(|input| input.expect_delim('/')).is_ok()
}

fn parse_lines(input: &mut Parser<'_>, most: usize) -> Reading<Vec<GridLine>> {
    let mut lines = vec![parse_line(input)?];
    while lines.len() < most && slash(input) {
        lines.push(parse_line(input)?);
    }
    Ok(lines)
}

fn parse_pair(input: &mut Parser<'_>) -> Reading<(GridLine, GridLine)> {
    let lines = parse_lines(input, 2)?;
    let start = lines.first().cloned().unwrap_or_default();
    let end = lines.get(1).cloned().unwrap_or_else(|| same_name(&start));
    Ok((start, end))
}

fn none<L>() -> TrackList<L> {
    TrackList { components: Vec::new(), names: Vec::new(), is_subgrid: false }
}

type Tracks = TrackList<LengthValue>;

fn push_template(
    target: &mut ParseTarget<'_>,
    rows: Tracks,
    columns: Tracks,
    areas: Option<Arc<TemplateAreas>>,
) {
    target.push(Declaration::GridTemplateRows(Arc::new(rows)));
    target.push(Declaration::GridTemplateColumns(Arc::new(columns)));
    target.push(Declaration::GridTemplateAreas(areas));
}

fn push_auto(target: &mut ParseTarget<'_>, rows: AutoTracks, columns: AutoTracks, flow: GridAutoFlow) {
    target.push(Declaration::GridAutoRows(rows));
    target.push(Declaration::GridAutoColumns(columns));
    target.push(Declaration::GridAutoFlow(flow));
}

fn parse_template(input: &mut Parser<'_>, target: &mut ParseTarget<'_>) -> Reading<()> {
    let only_none = input.try_parse(|input| {
        let is_none = flag(input, "none");
        if is_none && input.is_exhausted() { Ok(()) } else { Err(()) }
    });
    if only_none.is_ok() {
        push_template(target, none(), none(), None);
    } else if let Ok((rows, columns, areas)) = input.try_parse(parse_area_template) {
        push_template(target, rows, columns, Some(areas));
    } else {
        let rows = parse_list_or_none(input)?;
        input.expect_delim('/')?;
        let columns = parse_list_or_none(input)?;
        push_template(target, rows, columns, None);
    }
    Ok(())
}

type AutoTracks = Arc<[TrackSize<LengthValue>]>;

type AreaTemplate = (Tracks, Tracks, Arc<TemplateAreas>);

/// `[names]? "cells" size? [names]?` for each row, then the columns.
fn parse_area_template(input: &mut Parser<'_>) -> Reading<AreaTemplate> {
    let mut rows = none();
    let mut cells = Vec::new();
    let mut names = parse_names(input)?;
    while let Ok(row) = input.try_parse(parse_area_row) {
        cells.push(row);
        let size = input.try_parse(parse_track_size).unwrap_or(TrackSize::Breadth(TrackBreadth::Auto));
        rows.names.push(std::mem::take(&mut names));
        rows.components.push(TrackComponent::Track(size));
        // Names after one row and names before the next one belong to the same line.
        names = parse_names(input)?;
        names.append(&mut parse_names(input)?);
    }
    rows.names.push(names);
    let areas = areas_of(&cells)?;
    let columns = if slash(input) {
        let columns = parse_track_list(input)?;
        let repeats = columns.components.iter().any(|each| matches!(each, TrackComponent::Repeat { .. }));
        if repeats || columns.is_subgrid {
            return Err(malformed());
        }
        columns
    } else {
        none()
    };
    input.expect_exhausted()?;
    Ok((rows, columns, areas))
}

/// `auto-flow` with or without `dense`, in either order.
fn auto_flow(input: &mut Parser<'_>, by_column: bool) -> Option<GridAutoFlow> {
    let start = input.state();
    let mut is_dense = flag(input, "dense");
    if !flag(input, "auto-flow") {
        input.reset(&start);
        return None;
    }
    is_dense = is_dense || flag(input, "dense");
    Some(GridAutoFlow { by_column, is_dense })
}

fn auto_tracks(input: &mut Parser<'_>) -> Reading<AutoTracks> {
    let start = input.state();
    let ends = input.is_exhausted() || slash(input);
    input.reset(&start);
    if ends { Ok(Arc::new([])) } else { parse_auto_tracks(input) }
}

fn parse_grid(input: &mut Parser<'_>, target: &mut ParseTarget<'_>) -> Reading<()> {
    let nothing = || Arc::new([]);
    if let Some(flow) = auto_flow(input, false) {
        let rows = auto_tracks(input)?;
        input.expect_delim('/')?;
        let columns = parse_list_or_none(input)?;
        push_template(target, none(), columns, None);
        push_auto(target, rows, nothing(), flow);
        return Ok(());
    }
    let by_columns = input.try_parse(|input| {
        let rows = parse_list_or_none(input)?;
        input.expect_delim('/')?;
        let flow = auto_flow(input, true).ok_or_else(malformed)?;
        let columns = auto_tracks(input)?;
        Ok::<_, super::reader::Failure>((rows, flow, columns))
    });
    if let Ok((rows, flow, columns)) = by_columns {
        push_template(target, rows, none(), None);
        push_auto(target, nothing(), columns, flow);
        return Ok(());
    }
    parse_template(input, target)?;
    push_auto(target, nothing(), nothing(), GridAutoFlow::default());
    Ok(())
}
