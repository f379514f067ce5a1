//! Where underlines stand, and what they leave out (CSS Text Decoration 4, sections 2.6, 2.7 and 5.2).

use super::declaration::Declaration;
use super::length::{Range, parse_length_percentage};
use super::longhand::Longhand;
use super::reader::{flag, keyword, keyword_maybe, malformed};
use super::table::PropertyInfo;
use crate::css::values::{SkipInk, UnderlinePosition};

pub(super) static PROPERTIES: &[PropertyInfo] = &[
    PropertyInfo::new(
        "text-underline-offset",
        &[Longhand::TextUnderlineOffset],
        "`auto`",
        "`auto`, a length, a percentage of the font size",
        |input, target| {
            let offset = match flag(input, "auto") {
                true => None,
                false => Some(parse_length_percentage(input, Range::All)?),
            };
            target.push(Declaration::TextUnderlineOffset(offset));
            Ok(())
        },
    ),
    PropertyInfo::new(
        "text-underline-position",
        &[Longhand::TextUnderlinePosition],
        "`auto`",
        "`auto`, or `from-font` or `under`, with `left` or `right`",
        |input, target| {
            let sides = [("left", ()), ("right", ())];
            let positions = [("from-font", UnderlinePosition::FromFont), ("under", UnderlinePosition::Under)];
            let mut position = UnderlinePosition::Auto;
            if !flag(input, "auto") {
                let before = keyword_maybe(input, &sides);
                let found = keyword_maybe(input, &positions);
                let after = keyword_maybe(input, &sides);
                if before.is_some() && after.is_some() || (before.or(after), found) == (None, None) {
                    return Err(malformed());
                }
                position = found.unwrap_or(position);
            }
            target.push(Declaration::TextUnderlinePosition(position));
            Ok(())
        },
    )
    .remark("`left` and `right` are about vertical text, and change nothing."),
    PropertyInfo::new(
        "text-decoration-skip-ink",
        &[Longhand::TextDecorationSkipInk],
        "`auto`",
        "`auto`, `none`, `all`",
        |input, target| {
            let keywords = [("auto", SkipInk::Auto), ("none", SkipInk::None), ("all", SkipInk::All)];
            target.push(Declaration::TextDecorationSkipInk(keyword(input, &keywords, &[])?));
            Ok(())
        },
    )
    .remark("`auto` does not cut lines for ideographs, kana and hangul."),
];
