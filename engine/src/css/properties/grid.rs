//! Grid layout (CSS Grid 2): tracks, areas, and the places of items.

use std::sync::Arc;

use cssparser::{Parser, Token};

use super::declaration::Declaration;
use super::length::{LengthValue, Range, Units, parse_integer, parse_length_percentage};
use super::longhand::Longhand;
use super::reader::{Reading, custom_identifier, flag, function_maybe, keyword_maybe, malformed};
use super::table::{PropertyInfo, Target};
use crate::css::grid::*;

/// More tracks than this are not made (CSS Grid 2, section 5.4).
const MAX_TRACKS: usize = 10_000;

const TEMPLATE: &str = "`none`, or a list of tracks and `[names of lines]`: a length, a percentage, a number \
     of `fr`, `min-content`, `max-content`, `auto`, `minmax()`, `fit-content()`, `repeat()` with a number, \
     `auto-fill` or `auto-fit`";
const SUBGRID: &str =
    "`subgrid` takes the tracks of the grid around, with `[names]` of its own for their lines.";
const AUTO_TRACKS: &str = "one or more of `auto`, `min-content`, `max-content`, lengths, percentages, `fr`, `minmax()`, `fit-content()`";
const LINE: &str = "`auto`, a number of a line, a name of a line or an area, both, or `span` with a number, a \
     name or both";

/// A specified value of a grid property.
#[derive(Clone, Debug, PartialEq)]
pub enum GridValue {
    Template(TrackList<LengthValue>),
    Areas(Option<Arc<TemplateAreas>>),
    AutoTracks(Vec<TrackSize<LengthValue>>),
    AutoFlow(GridAutoFlow),
    Line(GridLine),
}

const fn line(name: &'static str, longhands: &'static [Longhand]) -> PropertyInfo {
    PropertyInfo::new(name, longhands, "`auto`", LINE, |input, target| {
        let line = parse_line(input)?;
        push(target, 0, GridValue::Line(line))
    })
}

const fn template(name: &'static str, longhands: &'static [Longhand]) -> PropertyInfo {
    PropertyInfo::new(name, longhands, "`none`", TEMPLATE, |input, target| {
        let tracks = parse_template(input)?;
        push(target, 0, GridValue::Template(tracks))
    })
    .remark(SUBGRID)
}

const fn auto_tracks(name: &'static str, longhands: &'static [Longhand]) -> PropertyInfo {
    PropertyInfo::new(name, longhands, "`auto`", AUTO_TRACKS, |input, target| {
        let tracks = parse_auto_tracks(input)?;
        push(target, 0, GridValue::AutoTracks(tracks))
    })
}

pub(super) static PROPERTIES: &[PropertyInfo] = &[
    template("grid-template-columns", &[Longhand::GridTemplateColumns]),
    template("grid-template-rows", &[Longhand::GridTemplateRows]),
    PropertyInfo::new(
        "grid-template-areas",
        &[Longhand::GridTemplateAreas],
        "`none`",
        "`none`, or a string for each row, with a name or `.` for each cell",
        |input, target| {
            let areas = if flag(input, "none") { None } else { Some(parse_areas(input)?) };
            push(target, 0, GridValue::Areas(areas))
        },
    ),
    auto_tracks("grid-auto-columns", &[Longhand::GridAutoColumns]),
    auto_tracks("grid-auto-rows", &[Longhand::GridAutoRows]),
    PropertyInfo::new(
        "grid-auto-flow",
        &[Longhand::GridAutoFlow],
        "`row`",
        "`row` or `column`, `dense`, or both",
        |input, target| {
            let mut is_dense = flag(input, "dense");
            let axis = keyword_maybe(input, &[("row", false), ("column", true)]);
            is_dense = is_dense || flag(input, "dense");
            if axis.is_none() && !is_dense {
                return Err(malformed());
            }
            let flow = GridAutoFlow { by_column: axis.unwrap_or(false), is_dense };
            push(target, 0, GridValue::AutoFlow(flow))
        },
    ),
    line("grid-row-start", &[Longhand::GridRowStart]),
    line("grid-row-end", &[Longhand::GridRowEnd]),
    line("grid-column-start", &[Longhand::GridColumnStart]),
    line("grid-column-end", &[Longhand::GridColumnEnd]),
];

/// Adds a declaration of the property's longhand of this number.
pub(super) fn push(target: &mut Target<'_>, number: usize, value: GridValue) -> Reading<()> {
    let longhand = *target.property.longhands.get(number).ok_or_else(malformed)?;
    target.push(Declaration::Grid(longhand, Arc::new(value)));
    Ok(())
}

/// `[name …]`; empty where there is none.
pub(super) fn parse_names(input: &mut Parser<'_>) -> Reading<LineNames> {
    let start = input.state();
    if !matches!(input.next(), Ok(Token::SquareBracketBlock)) {
        input.reset(&start);
        return Ok(Vec::new());
    }
    input.parse_nested_block(|input| {
        let mut names = Vec::new();
        while !input.is_exhausted() {
            names.push(custom_identifier(input, &["span", "auto"])?);
        }
        Ok(names)
    })
}

fn parse_template(input: &mut Parser<'_>) -> Reading<TrackList<LengthValue>> {
    if flag(input, "none") {
        return Ok(TrackList { components: Vec::new(), names: Vec::new(), is_subgrid: false });
    }
    parse_track_list(input)
}

/// Whether a value ends here, or at the slash of a shorthand.
fn is_end(input: &mut Parser<'_>) -> bool {
    let start = input.state();
    let ends = matches!(input.next(), Err(_) | Ok(Token::Delim('/')));
    input.reset(&start);
    ends
}

/// The names of a subgrid's lines that are repeated; `auto-fill` fills with nothing.
fn parse_repeated_names(input: &mut Parser<'_>) -> Reading<Vec<LineNames>> {
    let count =
        if flag(input, "auto-fill") { 0 } else { input.expect_integer()?.clamp(1, MAX_TRACKS as i32) };
    if !matches!(input.next(), Ok(Token::Comma)) {
        return Err(malformed());
    }
    let mut names = Vec::new();
    while !input.is_exhausted() {
        names.push(parse_names(input)?);
        if names.last().is_some_and(|names| names.is_empty()) {
            return Err(malformed());
        }
    }
    Ok(names.iter().cycle().take(names.len() * count as usize).take(MAX_TRACKS).cloned().collect())
}

/// A list of tracks up to the end of the value or a slash.
pub(super) fn parse_track_list(input: &mut Parser<'_>) -> Reading<TrackList<LengthValue>> {
    if flag(input, "subgrid") {
        let mut names = Vec::new();
        while !is_end(input) {
            if let Some(repeated) = function_maybe(input, "repeat", parse_repeated_names) {
                names.extend(repeated?);
            } else {
                let before = input.state();
                names.push(parse_names(input)?);
                input.reset(&before);
                if !matches!(input.next(), Ok(Token::SquareBracketBlock)) {
                    return Err(malformed());
                }
            }
            names.truncate(MAX_TRACKS);
        }
        return Ok(TrackList { components: Vec::new(), names, is_subgrid: true });
    }
    let mut list = TrackList { components: Vec::new(), names: Vec::new(), is_subgrid: false };
    let mut room = MAX_TRACKS;
    let mut automatic = 0;
    loop {
        list.names.push(parse_names(input)?);
        if is_end(input) {
            break;
        }
        let component = match function_maybe(input, "repeat", parse_repeat) {
            Some(repeat) => repeat?,
            None => TrackComponent::Track(parse_track_size(input)?),
        };
        let component = match component {
            TrackComponent::Repeat { count: Repetition::Count(count), tracks, names } => {
                let most = (room / tracks.len().max(1)).max(1).min(usize::from(count));
                room = room.saturating_sub(most * tracks.len());
                TrackComponent::Repeat { count: Repetition::Count(most as u16), tracks, names }
            }
            other => {
                automatic += usize::from(matches!(other, TrackComponent::Repeat { .. }));
                room = room.saturating_sub(1);
                other
            }
        };
        list.components.push(component);
    }
    let all_fixed = list.components.iter().all(|component| match component {
        TrackComponent::Track(track) => track.is_fixed(),
        TrackComponent::Repeat { tracks, .. } => tracks.iter().all(TrackSize::is_fixed),
    });
    if list.components.is_empty() || automatic > 1 || (automatic == 1 && !all_fixed) {
        return Err(malformed());
    }
    list.components.truncate(MAX_TRACKS);
    list.names.truncate(list.components.len() + 1);
    Ok(list)
}

fn parse_repeat(input: &mut Parser<'_>) -> Reading<TrackComponent<LengthValue>> {
    let automatic = [("auto-fill", Repetition::AutoFill), ("auto-fit", Repetition::AutoFit)];
    let count = match keyword_maybe(input, &automatic) {
        Some(automatic) => automatic,
        None => match parse_integer(input)? {
            count if count > 0 => Repetition::Count(count.min(MAX_TRACKS as i32) as u16),
            _ => return Err(malformed()),
        },
    };
    input.expect_comma()?;
    let (mut tracks, mut names) = (Vec::new(), Vec::new());
    loop {
        names.push(parse_names(input)?);
        if input.is_exhausted() {
            break;
        }
        tracks.push(parse_track_size(input)?);
    }
    if tracks.is_empty() || tracks.len() > MAX_TRACKS {
        return Err(malformed());
    }
    Ok(TrackComponent::Repeat { count, tracks, names })
}

pub(super) fn parse_track_size(input: &mut Parser<'_>) -> Reading<TrackSize<LengthValue>> {
    if let Some(minmax) = function_maybe(input, "minmax", |input| {
        let min = parse_breadth(input)?;
        input.expect_comma()?;
        let max = parse_breadth(input)?;
        input.expect_exhausted()?;
        if matches!(min, TrackBreadth::Flex(_)) { Err(malformed()) } else { Ok(TrackSize::MinMax(min, max)) }
    }) {
        return minmax;
    }
    if let Some(fit) = function_maybe(input, "fit-content", |input| {
        let limit = parse_length_percentage(input, Range::NonNegative)?;
        input.expect_exhausted()?;
        Ok(TrackSize::FitContent(limit))
    }) {
        return fit;
    }
    parse_breadth(input).map(TrackSize::Breadth)
}

fn parse_breadth(input: &mut Parser<'_>) -> Reading<TrackBreadth<LengthValue>> {
    let keywords = [
        ("auto", TrackBreadth::Auto),
        ("min-content", TrackBreadth::MinContent),
        ("max-content", TrackBreadth::MaxContent),
    ];
    if let Some(keyword) = keyword_maybe(input, &keywords) {
        return Ok(keyword);
    }
    let start = input.state();
    if let Ok(Token::Dimension { value, unit, .. }) = input.next()
        && unit.eq_ignore_ascii_case("fr")
        && *value >= 0.0
    {
        return Ok(TrackBreadth::Flex(*value));
    }
    input.reset(&start);
    parse_length_percentage(input, Range::NonNegative).map(TrackBreadth::Length)
}

pub(super) fn parse_auto_tracks(input: &mut Parser<'_>) -> Reading<Vec<TrackSize<LengthValue>>> {
    let mut tracks = vec![parse_track_size(input)?];
    while !is_end(input) && tracks.len() < MAX_TRACKS {
        tracks.push(parse_track_size(input)?);
    }
    Ok(tracks)
}

/// The strings of `grid-template-areas`.
fn parse_areas(input: &mut Parser<'_>) -> Reading<Arc<TemplateAreas>> {
    let mut rows = Vec::new();
    while !input.is_exhausted() {
        rows.push(parse_area_row(input)?);
    }
    areas_of(&rows)
}

/// One string of `grid-template-areas`: the name in each cell, `None` for `.`.
pub(super) fn parse_area_row(input: &mut Parser<'_>) -> Reading<Vec<Option<Arc<str>>>> {
    let text = input.expect_string()?;
    let is_name = |character: char| {
        character.is_alphanumeric() || matches!(character, '-' | '_') || !character.is_ascii()
    };
    let mut cells = Vec::new();
    let mut rest = text.as_ref().trim_start();
    while let Some(first) = rest.chars().next() {
        let part =
            if first == '.' { |c: char| c != '.' } else { |c: char| c == '.' || c.is_ascii_whitespace() };
        let end = rest.find(part).unwrap_or(rest.len());
        let (cell, after) = rest.split_at(end);
        if first != '.' && !cell.chars().all(is_name) {
            return Err(malformed());
        }
        cells.push((first != '.').then(|| Arc::from(cell)));
        rest = after.trim_start();
    }
    if cells.is_empty() || cells.len() > MAX_TRACKS { Err(malformed()) } else { Ok(cells) }
}

/// The areas that rows of cells make up; each must be a rectangle (CSS Grid 2, section 7.3).
pub(super) fn areas_of(rows: &[Vec<Option<Arc<str>>>]) -> Reading<Arc<TemplateAreas>> {
    let columns = rows.first().map_or(0, Vec::len);
    if rows.is_empty() || rows.len() > MAX_TRACKS || rows.iter().any(|row| row.len() != columns) {
        return Err(malformed());
    }
    let mut areas: Vec<NamedArea> = Vec::new();
    let mut cells: Vec<usize> = Vec::new();
    for (row, names) in (1_u16..).zip(rows) {
        for (column, name) in (1_u16..).zip(names) {
            let Some(name) = name else { continue };
            match areas.iter().position(|area| area.name == *name) {
                Some(known) => {
                    let area = &mut areas[known];
                    area.row_end = row + 1;
                    area.column_start = area.column_start.min(column);
                    area.column_end = area.column_end.max(column + 1);
                    cells[known] += 1;
                }
                None => {
                    areas.push(NamedArea {
                        name: name.clone(),
                        row_start: row,
                        row_end: row + 1,
                        column_start: column,
                        column_end: column + 1,
                    });
                    cells.push(1);
                }
            }
        }
    }
    let size = |area: &NamedArea| {
        usize::from(area.row_end - area.row_start) * usize::from(area.column_end - area.column_start)
    };
    if areas.iter().zip(&cells).any(|(area, &cells)| size(area) != cells) {
        return Err(malformed());
    }
    Ok(Arc::new(TemplateAreas { rows: rows.len() as u16, columns: columns as u16, areas }))
}

/// `grid-row-start` and its kin (CSS Grid 2, section 8.3).
pub(super) fn parse_line(input: &mut Parser<'_>) -> Reading<GridLine> {
    if flag(input, "auto") {
        return Ok(GridLine::Auto);
    }
    let (mut span, mut number, mut name) = (false, None, None);
    while !is_end(input) {
        if !span && flag(input, "span") {
            span = true;
        } else if number.is_none()
            && let Ok(found) = parse_integer(input)
        {
            number = Some(found);
        } else if name.is_none() {
            name = Some(custom_identifier(input, &["span", "auto"])?);
        } else {
            return Err(malformed());
        }
    }
    let most = MAX_TRACKS as i32;
    match (span, number, name) {
        (_, Some(0), _) | (false, None, None) => Err(malformed()),
        (true, Some(number), _) if number < 0 => Err(malformed()),
        (true, None, None) => Err(malformed()),
        (true, number, name) => Ok(GridLine::Span(number.unwrap_or(1).min(most) as u16, name)),
        (false, None, Some(name)) => Ok(GridLine::Named(name)),
        (false, Some(number), name) => Ok(GridLine::Number(number.clamp(-most, most) as i16, name)),
    }
}

/// Sets one property.
pub(super) fn apply(
    longhand: Longhand,
    value: &GridValue,
    style: &mut Option<Arc<GridStyle>>,
    units: &Units<'_>,
) {
    let style = Arc::make_mut(style.get_or_insert_default());
    let mut resolve = |length: &LengthValue| length.resolve_non_negative(units);
    match (longhand, value) {
        (Longhand::GridTemplateColumns, GridValue::Template(list)) => {
            style.template_columns = list.map(&mut resolve);
        }
        (_, GridValue::Template(list)) => style.template_rows = list.map(&mut resolve),
        (_, GridValue::Areas(areas)) => style.template_areas = areas.clone(),
        (Longhand::GridAutoColumns, GridValue::AutoTracks(tracks)) => {
            style.auto_columns = tracks.iter().map(|track| track.map(&mut resolve)).collect();
        }
        (_, GridValue::AutoTracks(tracks)) => {
            style.auto_rows = tracks.iter().map(|track| track.map(&mut resolve)).collect();
        }
        (_, GridValue::AutoFlow(flow)) => style.auto_flow = *flow,
        (Longhand::GridRowStart, GridValue::Line(line)) => style.row_start = line.clone(),
        (Longhand::GridRowEnd, GridValue::Line(line)) => style.row_end = line.clone(),
        (Longhand::GridColumnStart, GridValue::Line(line)) => style.column_start = line.clone(),
        (_, GridValue::Line(line)) => style.column_end = line.clone(),
    }
}

/// Takes one property over from another style.
pub(super) fn copy(longhand: Longhand, style: &mut Option<Arc<GridStyle>>, source: &Option<Arc<GridStyle>>) {
    if style.is_none() && source.is_none() {
        return;
    }
    let source = source.clone().unwrap_or_default();
    let style = Arc::make_mut(style.get_or_insert_default());
    match longhand {
        Longhand::GridTemplateColumns => style.template_columns = source.template_columns.clone(),
        Longhand::GridTemplateRows => style.template_rows = source.template_rows.clone(),
        Longhand::GridTemplateAreas => style.template_areas = source.template_areas.clone(),
        Longhand::GridAutoColumns => style.auto_columns = source.auto_columns.clone(),
        Longhand::GridAutoRows => style.auto_rows = source.auto_rows.clone(),
        Longhand::GridAutoFlow => style.auto_flow = source.auto_flow,
        Longhand::GridRowStart => style.row_start = source.row_start.clone(),
        Longhand::GridRowEnd => style.row_end = source.row_end.clone(),
        Longhand::GridColumnStart => style.column_start = source.column_start.clone(),
        Longhand::GridColumnEnd => style.column_end = source.column_end.clone(),
        _ => {}
    }
}
