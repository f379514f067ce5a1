//! Grid layout (CSS Grid 2): tracks, areas, and the placement of items.

use std::sync::Arc;

use cssparser::{Parser, Token};

use super::length::{LengthValue, Range, parse_integer, parse_length_percentage};
use super::reader::{Reading, custom_identifier, flag, function_maybe, keyword_maybe, malformed};
use super::value::{ParseValue, ValueContext, non_negative};
use crate::css::grid::*;
use crate::css::values::LengthPercentage;

/// The largest number of tracks, to which lists are clamped (CSS Grid 2, section 5.4).
const MAX_TRACKS: usize = 10_000;

impl ParseValue for GridLine {
    const GRAMMAR: &'static str = "`auto`, the number of a line, the name of a line or area, both, or `span` with a number, a \
         name or both";

    fn parse(input: &mut Parser<'_>) -> Reading<GridLine> {
        parse_line(input)
    }
}

/// `None` is `none`.
pub(super) fn parse_template_areas(input: &mut Parser<'_>) -> Reading<Option<Arc<TemplateAreas>>> {
    if flag(input, "none") { Ok(None) } else { parse_areas(input).map(Some) }
}

pub(super) fn parse_auto_flow(input: &mut Parser<'_>) -> Reading<GridAutoFlow> {
    let mut is_dense = flag(input, "dense");
    let axis = keyword_maybe(input, &[("row", false), ("column", true)]);
    is_dense = is_dense || flag(input, "dense");
    if axis.is_none() && !is_dense {
        return Err(malformed());
    }
    Ok(GridAutoFlow { by_column: axis.unwrap_or(false), is_dense })
}

/// `[name …]`; empty where no bracket comes next.
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

pub(super) fn parse_template(input: &mut Parser<'_>) -> Reading<Arc<TrackList<LengthValue>>> {
    parse_list_or_none(input).map(Arc::new)
}

/// A list of tracks, empty for `none`.
pub(super) fn parse_list_or_none(input: &mut Parser<'_>) -> Reading<TrackList<LengthValue>> {
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

/// `repeat()` in a subgrid: the names of the repeated lines; with `auto-fill` no names are repeated.
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

pub(super) fn parse_auto_tracks(input: &mut Parser<'_>) -> Reading<Arc<[TrackSize<LengthValue>]>> {
    let mut tracks = vec![parse_track_size(input)?];
    while !is_end(input) && tracks.len() < MAX_TRACKS {
        tracks.push(parse_track_size(input)?);
    }
    Ok(tracks.into())
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

/// The areas of rows of cells; each area must be a rectangle (CSS Grid 2, section 7.3).
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

/// The value of `grid-row-start` and similar properties (CSS Grid 2, section 8.3).
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

pub(super) fn compute_template(
    list: &Arc<TrackList<LengthValue>>,
    context: &ValueContext<'_>,
) -> TrackList<LengthPercentage> {
    list.map(&mut |length| non_negative(length, context))
}

pub(super) fn compute_tracks(
    tracks: &Arc<[TrackSize<LengthValue>]>,
    context: &ValueContext<'_>,
) -> Vec<TrackSize<LengthPercentage>> {
    let mut resolve = |length: &LengthValue| non_negative(length, context);
    tracks.iter().map(|track| track.map(&mut resolve)).collect()
}
