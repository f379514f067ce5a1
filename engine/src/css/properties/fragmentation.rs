//! Breaks between and inside boxes, and the named page (CSS Fragmentation 3, CSS Paged Media 3).

use std::sync::Arc;

use cssparser::Parser;

use super::declaration::Declaration;
use super::longhand::Longhand;
use super::property::PropertyInfo;
use super::reader::{Reading, custom_identifier, flag, keyword};
use super::value::ParseValue;
use crate::css::values::*;

const LEGACY_BETWEEN: &str = "`auto`, `avoid`, `always`, `left`, `right`";

pub(super) static PROPERTIES: &[PropertyInfo] = &[
    PropertyInfo::new("page-break-before", &[Longhand::BreakBefore], "", LEGACY_BETWEEN, |input, target| {
        target.push(Declaration::BreakBefore(parse_legacy_between(input)?));
        Ok(())
    })
    .remark("The old name of `break-before`."),
    PropertyInfo::new("page-break-after", &[Longhand::BreakAfter], "", LEGACY_BETWEEN, |input, target| {
        target.push(Declaration::BreakAfter(parse_legacy_between(input)?));
        Ok(())
    })
    .remark("The old name of `break-after`."),
    PropertyInfo::new("footnote-display", &[], "`block`", "`block`", |input, _| {
        keyword(input, &[("block", ())], &["inline", "compact"])
    }),
    PropertyInfo::new(
        "page-break-inside",
        &[Longhand::BreakInside],
        "",
        "`auto`, `avoid`",
        |input, target| {
            let keywords = [("auto", BreakInside::Auto), ("avoid", BreakInside::Avoid)];
            target.push(Declaration::BreakInside(keyword(input, &keywords, &[])?));
            Ok(())
        },
    )
    .remark("The old name of `break-inside`."),
    PropertyInfo::new(
        "-webkit-box-decoration-break",
        &[Longhand::BoxDecorationBreak],
        "",
        "`slice`, `clone`",
        |input, target| {
            target.push(Declaration::BoxDecorationBreak(BoxDecorationBreak::parse(input)?));
            Ok(())
        },
    )
    .remark("An alias of `box-decoration-break`."),
];

pub(super) fn parse_between(input: &mut Parser<'_>) -> Reading<BreakBetween> {
    let keywords = [
        ("auto", BreakBetween::Auto),
        ("avoid", BreakBetween::Avoid),
        ("avoid-page", BreakBetween::AvoidPage),
        ("page", BreakBetween::Page),
        ("always", BreakBetween::Always),
        ("all", BreakBetween::Page),
        ("left", BreakBetween::Left),
        ("right", BreakBetween::Right),
        ("recto", BreakBetween::Recto),
        ("verso", BreakBetween::Verso),
        ("column", BreakBetween::Column),
        ("avoid-column", BreakBetween::AvoidColumn),
    ];
    keyword(input, &keywords, &["region", "avoid-region"])
}

fn parse_legacy_between(input: &mut Parser<'_>) -> Reading<BreakBetween> {
    let keywords = [
        ("auto", BreakBetween::Auto),
        ("avoid", BreakBetween::Avoid),
        ("always", BreakBetween::Page),
        ("left", BreakBetween::Left),
        ("right", BreakBetween::Right),
    ];
    keyword(input, &keywords, &[])
}

/// `None` is `auto`.
pub(super) fn parse_page(input: &mut Parser<'_>) -> Reading<Option<Arc<str>>> {
    if flag(input, "auto") { Ok(None) } else { custom_identifier(input, &[]).map(Some) }
}
