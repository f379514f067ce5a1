//! `grid`, `grid-template`, `grid-area`, `grid-row` and `grid-column` (CSS Grid 2, sections 7.4, 7.8
//! and 8.4).

use cssparser::Parser;

use super::grid::{
    GridValue, areas_of, parse_area_row, parse_auto_tracks, parse_line, parse_names, parse_track_list,
    parse_track_size, push,
};
use super::longhand::Longhand;
use super::reader::{Reading, flag, malformed};
use super::table::{PropertyInfo, Target};
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
        "as `grid-template`; rows `/ auto-flow` and columns to come; or `auto-flow` and rows to come `/` columns",
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
            for (number, line) in [row, column, row_end, column_end].into_iter().enumerate() {
                push(target, number, GridValue::Line(line))?;
            }
            Ok(())
        },
    ),
    PropertyInfo::new(
        "grid-row",
        &[Longhand::GridRowStart, Longhand::GridRowEnd],
        "",
        "one or two lines with `/` between them",
        parse_pair,
    ),
    PropertyInfo::new(
        "grid-column",
        &[Longhand::GridColumnStart, Longhand::GridColumnEnd],
        "",
        "one or two lines with `/` between them",
        parse_pair,
    ),
];

/// What a line that is left out comes to: the same name, or `auto`.
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

fn parse_pair(input: &mut Parser<'_>, target: &mut Target<'_>) -> Reading<()> {
    let lines = parse_lines(input, 2)?;
    let start = lines.first().cloned().unwrap_or_default();
    let end = lines.get(1).cloned().unwrap_or_else(|| same_name(&start));
    push(target, 0, GridValue::Line(start))?;
    push(target, 1, GridValue::Line(end))
}

fn none<L>() -> TrackList<L> {
    TrackList { components: Vec::new(), names: Vec::new(), is_subgrid: false }
}

fn parse_list_or_none(input: &mut Parser<'_>) -> Reading<TrackList<super::length::LengthValue>> {
    if flag(input, "none") { Ok(none()) } else { parse_track_list(input) }
}

fn parse_template(input: &mut Parser<'_>, target: &mut Target<'_>) -> Reading<()> {
    if input
        .try_parse(|input| {
            let is_none = flag(input, "none");
            if is_none && input.is_exhausted() { Ok(()) } else { Err(()) }
        })
        .is_ok()
    {
        push(target, 0, GridValue::Template(none()))?;
        push(target, 1, GridValue::Template(none()))?;
        return push(target, 2, GridValue::Areas(None));
    }
    if let Ok((rows, columns, areas)) = input.try_parse(parse_area_template) {
        push(target, 0, GridValue::Template(rows))?;
        push(target, 1, GridValue::Template(columns))?;
        return push(target, 2, GridValue::Areas(Some(areas)));
    }
    let rows = parse_list_or_none(input)?;
    input.expect_delim('/')?;
    let columns = parse_list_or_none(input)?;
    push(target, 0, GridValue::Template(rows))?;
    push(target, 1, GridValue::Template(columns))?;
    push(target, 2, GridValue::Areas(None))
}

type AreaTemplate = (
    TrackList<super::length::LengthValue>,
    TrackList<super::length::LengthValue>,
    std::sync::Arc<TemplateAreas>,
);

/// `[names]? "cells" size? [names]?`, once for each row, then the columns.
fn parse_area_template(input: &mut Parser<'_>) -> Reading<AreaTemplate> {
    let mut rows = none();
    let mut cells = Vec::new();
    let mut names = parse_names(input)?;
    while let Ok(row) = input.try_parse(parse_area_row) {
        cells.push(row);
        let size = input.try_parse(parse_track_size).unwrap_or(TrackSize::Breadth(TrackBreadth::Auto));
        rows.names.push(std::mem::take(&mut names));
        rows.components.push(TrackComponent::Track(size));
        // Names after one row and before the next are those of one line.
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

fn auto_tracks(input: &mut Parser<'_>) -> Reading<GridValue> {
    let start = input.state();
    let ends = input.is_exhausted() || slash(input);
    input.reset(&start);
    let tracks = if ends { Vec::new() } else { parse_auto_tracks(input)? };
    Ok(GridValue::AutoTracks(tracks))
}

fn parse_grid(input: &mut Parser<'_>, target: &mut Target<'_>) -> Reading<()> {
    let nothing = || GridValue::AutoTracks(Vec::new());
    if let Some(flow) = auto_flow(input, false) {
        let rows = auto_tracks(input)?;
        input.expect_delim('/')?;
        let columns = parse_list_or_none(input)?;
        push(target, 0, GridValue::Template(none()))?;
        push(target, 1, GridValue::Template(columns))?;
        push(target, 2, GridValue::Areas(None))?;
        push(target, 3, rows)?;
        push(target, 4, nothing())?;
        return push(target, 5, GridValue::AutoFlow(flow));
    }
    let by_columns = input.try_parse(|input| {
        let rows = parse_list_or_none(input)?;
        input.expect_delim('/')?;
        let flow = auto_flow(input, true).ok_or_else(malformed)?;
        let columns = auto_tracks(input)?;
        Ok::<_, super::reader::Failure>((rows, flow, columns))
    });
    if let Ok((rows, flow, columns)) = by_columns {
        push(target, 0, GridValue::Template(rows))?;
        push(target, 1, GridValue::Template(none()))?;
        push(target, 2, GridValue::Areas(None))?;
        push(target, 3, nothing())?;
        push(target, 4, columns)?;
        return push(target, 5, GridValue::AutoFlow(flow));
    }
    parse_template(input, target)?;
    push(target, 3, nothing())?;
    push(target, 4, nothing())?;
    push(target, 5, GridValue::AutoFlow(GridAutoFlow::default()))
}
