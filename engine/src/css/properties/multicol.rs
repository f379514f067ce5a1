//! Columns (CSS Multi-column Layout 1). The rule between them is in `border`, `column-gap` in `alignment`.

use cssparser::Parser;

use super::declaration::Declaration;
use super::length::{LengthValue, Range, Units, parse_integer, parse_length};
use super::longhand::Longhand;
use super::reader::{Reading, flag, keyword, malformed};
use super::table::{PropertyInfo, Target};
use crate::css::values::*;
use crate::units::Length;

pub(super) const INITIAL: ColumnStyle =
    ColumnStyle { width: None, count: None, fill: ColumnFill::Balance, spans: false, gap_is_normal: true };

pub(super) static PROPERTIES: &[PropertyInfo] = &[
    PropertyInfo::new(
        "column-width",
        &[Longhand::ColumnWidth],
        "`auto`",
        "`auto`, a length",
        |input, target| push(target, Declaration::ColumnWidth(parse_width(input)?)),
    )
    .remark("The least width; columns are wider where room is left."),
    PropertyInfo::new(
        "column-count",
        &[Longhand::ColumnCount],
        "`auto`",
        "`auto`, an integer from 1",
        |input, target| push(target, Declaration::ColumnCount(parse_count(input)?)),
    ),
    PropertyInfo::new(
        "columns",
        &[Longhand::ColumnWidth, Longhand::ColumnCount],
        "",
        "values of `column-width` and `column-count`, in any order",
        parse_columns,
    ),
    PropertyInfo::new(
        "column-fill",
        &[Longhand::ColumnFill],
        "`balance`",
        "`auto`, `balance`, `balance-all`",
        |input, target| {
            let keywords = [
                ("auto", ColumnFill::Auto),
                ("balance", ColumnFill::Balance),
                ("balance-all", ColumnFill::BalanceAll),
            ];
            push(target, Declaration::ColumnFill(keyword(input, &keywords, &[])?))
        },
    )
    .remark("On pages after which the columns go on, `balance` fills them to the end."),
    PropertyInfo::new("column-span", &[Longhand::ColumnSpan], "`none`", "`none`, `all`", |input, target| {
        push(target, Declaration::ColumnSpan(keyword(input, &[("none", false), ("all", true)], &[])?))
    }),
];

fn push(target: &mut Target<'_>, declaration: Declaration) -> Reading<()> {
    target.push(declaration);
    Ok(())
}

fn parse_width(input: &mut Parser<'_>) -> Reading<Option<LengthValue>> {
    if flag(input, "auto") { Ok(None) } else { parse_length(input, Range::NonNegative).map(Some) }
}

fn parse_count(input: &mut Parser<'_>) -> Reading<Option<u16>> {
    if flag(input, "auto") {
        return Ok(None);
    }
    match parse_integer(input)? {
        count @ 1.. => Ok(Some(u16::try_from(count).unwrap_or(u16::MAX))),
        _ => Err(malformed()),
    }
}

fn parse_columns(input: &mut Parser<'_>, target: &mut Target<'_>) -> Reading<()> {
    let (mut width, mut count, mut autos) = (None, None, 0);
    for _ in 0..2 {
        if input.is_exhausted() {
            break;
        }
        if flag(input, "auto") {
            autos += 1;
        } else if count.is_none()
            && let Ok(found) = input.try_parse(parse_count)
        {
            count = found;
        } else if width.is_none() {
            width = parse_width(input)?;
        } else {
            return Err(malformed());
        }
    }
    if width.is_none() && count.is_none() && autos == 0 {
        return Err(malformed());
    }
    target.push(Declaration::ColumnWidth(width));
    push(target, Declaration::ColumnCount(count))
}

/// Sets one of the properties of this file.
pub(super) fn apply(declaration: &Declaration, columns: &mut ColumnStyle, units: &Units<'_>) {
    match declaration {
        Declaration::ColumnWidth(width) => {
            columns.width =
                width.as_ref().map(|width| width.resolve_non_negative(units).length.max(Length::PIXEL));
        }
        Declaration::ColumnCount(count) => columns.count = *count,
        Declaration::ColumnFill(fill) => columns.fill = *fill,
        Declaration::ColumnSpan(spans) => columns.spans = *spans,
        _ => {}
    }
}
