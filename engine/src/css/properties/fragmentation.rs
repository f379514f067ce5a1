//! Breaks between and inside boxes, and the named page (CSS Fragmentation 3, CSS Paged Media 3).

use cssparser::Parser;

use super::declaration::Declaration;
use super::longhand::Longhand;
use super::reader::{Reading, custom_identifier, flag, keyword};
use super::table::{PropertyInfo, Target};
use crate::css::values::*;

const BETWEEN: &str = "`auto`, `avoid`, `avoid-page`, `avoid-column`, `page`, `always`, `all`, `left`, `right`, `recto`, `verso`, \
     `column`";
const LEGACY_BETWEEN: &str = "`auto`, `avoid`, `always`, `left`, `right`";

pub(super) static PROPERTIES: &[PropertyInfo] = &[
    PropertyInfo::new("break-before", &[Longhand::BreakBefore], "`auto`", BETWEEN, parse_between),
    PropertyInfo::new("break-after", &[Longhand::BreakAfter], "`auto`", BETWEEN, parse_between),
    PropertyInfo::new(
        "page-break-before",
        &[Longhand::BreakBefore],
        "",
        LEGACY_BETWEEN,
        parse_legacy_between,
    )
    .remark("The old name of `break-before`."),
    PropertyInfo::new("page-break-after", &[Longhand::BreakAfter], "", LEGACY_BETWEEN, parse_legacy_between)
        .remark("The old name of `break-after`."),
    PropertyInfo::new(
        "break-inside",
        &[Longhand::BreakInside],
        "`auto`",
        "`auto`, `avoid`, `avoid-page`, `avoid-column`",
        |input, target| {
            let keywords = [
                ("auto", BreakInside::Auto),
                ("avoid", BreakInside::Avoid),
                ("avoid-page", BreakInside::AvoidPage),
                ("avoid-column", BreakInside::AvoidColumn),
            ];
            let inside = keyword(input, &keywords, &["avoid-region"])?;
            push(target, Declaration::BreakInside(inside))
        },
    ),
    PropertyInfo::new("footnote-display", &[], "`block`", "`block`", |input, _| {
        keyword(input, &[("block", ())], &["inline", "compact"])
    }),
    PropertyInfo::new(
        "footnote-policy",
        &[Longhand::FootnotePolicy],
        "`auto`",
        "`auto`, `line`, `block`",
        |input, target| {
            let keywords = [
                ("auto", FootnotePolicy::Auto),
                ("line", FootnotePolicy::Line),
                ("block", FootnotePolicy::Block),
            ];
            push(target, Declaration::FootnotePolicy(keyword(input, &keywords, &[])?))
        },
    )
    .remark("`block` keeps the paragraph that calls the note whole."),
    PropertyInfo::new(
        "page-break-inside",
        &[Longhand::BreakInside],
        "",
        "`auto`, `avoid`",
        |input, target| {
            let keywords = [("auto", BreakInside::Auto), ("avoid", BreakInside::Avoid)];
            push(target, Declaration::BreakInside(keyword(input, &keywords, &[])?))
        },
    )
    .remark("The old name of `break-inside`."),
    PropertyInfo::new(
        "box-decoration-break",
        &[Longhand::BoxDecorationBreak],
        "`slice`",
        "`slice`, `clone`",
        parse_decoration_break,
    ),
    PropertyInfo::new(
        "-webkit-box-decoration-break",
        &[Longhand::BoxDecorationBreak],
        "",
        "`slice`, `clone`",
        parse_decoration_break,
    )
    .remark("Another name of `box-decoration-break`."),
    PropertyInfo::new(
        "margin-break",
        &[Longhand::MarginBreak],
        "`auto`",
        "`auto`, `keep`, `discard`",
        |input, target| {
            let keywords =
                [("auto", MarginBreak::Auto), ("keep", MarginBreak::Keep), ("discard", MarginBreak::Discard)];
            push(target, Declaration::MarginBreak(keyword(input, &keywords, &[])?))
        },
    )
    .remark("`discard` also drops the margin at the top of the first page and after a forced break."),
    PropertyInfo::new("page", &[Longhand::Page], "`auto`", "`auto`, the name of a page", |input, target| {
        let page = if flag(input, "auto") { None } else { Some(custom_identifier(input, &[])?) };
        push(target, Declaration::Page(page))
    }),
];

fn push(target: &mut Target<'_>, declaration: Declaration) -> Reading<()> {
    target.push(declaration);
    Ok(())
}

fn parse_between(input: &mut Parser<'_>, target: &mut Target<'_>) -> Reading<()> {
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
    let longhand = target.longhand()?;
    let between = keyword(input, &keywords, &["region", "avoid-region"])?;
    push(target, Declaration::Break(longhand, between))
}

fn parse_legacy_between(input: &mut Parser<'_>, target: &mut Target<'_>) -> Reading<()> {
    let keywords = [
        ("auto", BreakBetween::Auto),
        ("avoid", BreakBetween::Avoid),
        ("always", BreakBetween::Page),
        ("left", BreakBetween::Left),
        ("right", BreakBetween::Right),
    ];
    let longhand = target.longhand()?;
    push(target, Declaration::Break(longhand, keyword(input, &keywords, &[])?))
}

fn parse_decoration_break(input: &mut Parser<'_>, target: &mut Target<'_>) -> Reading<()> {
    let keywords = [("slice", BoxDecorationBreak::Slice), ("clone", BoxDecorationBreak::Clone)];
    push(target, Declaration::BoxDecorationBreak(keyword(input, &keywords, &[])?))
}
