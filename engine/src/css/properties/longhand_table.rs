//! The longhands in the parser's and the manual's table of properties.

use cssparser::Parser;

use super::alignment::GAPS;
use super::color_parser::ColorValue;
use super::declaration::Declaration;
use super::effects::OVERFLOW;
use super::length::{LengthOrAutoValue, parse_integer};
use super::longhand::Longhand;
use super::property::PropertyInfo;
use super::reader::Reading;
use super::specified::SpecifiedSize;
use super::value::ParseValue;
use super::{
    alignment, background, border, border_image, box_model, decoration, effects, filter, font, font_settings,
    fragmentation, generated_content, grid, initial_letter, line_breaking, line_clamp, list_and_table, mask,
    multicol, shadow, shape, svg, text, transform, underline,
};
use crate::css::effects::BlendMode;
use crate::css::grid::GridLine;
use crate::css::longhands::longhands;
use crate::css::values::{VariantGroup::*, *};

const MAXIMA: &str = "`none`, a length, a percentage, `min-content`, `max-content`, `fit-content`";
const BREAKS: &str = "`auto`, `avoid`, `avoid-page`, `avoid-column`, `page`, `always`, `all`, `left`, `right`, `recto`, `verso`, \
     `column`";
const PADDINGS: &str = "a length, a percentage";
const SUBGRID: &str =
    "`subgrid` takes the tracks of the parent grid, with `[names]` of its own for their lines.";
const TEMPLATE: &str = "`none`, or a list of tracks and `[names of lines]`: a length, a percentage, a number \
     of `fr`, `min-content`, `max-content`, `auto`, `minmax()`, `fit-content()`, `repeat()` with a number, \
     `auto-fill` or `auto-fit`";
const AUTO_TRACKS: &str = "one or more of `auto`, `min-content`, `max-content`, lengths, percentages, `fr`, \
     `minmax()`, `fit-content()`";
const WIDTHS: &str = "`thin`, `medium`, `thick`, a length";
const RADII: &str = "one or two lengths or percentages: horizontal and vertical";
const BOXES: &str = "a list of `border-box`, `padding-box`, `content-box`";
const IMAGES: &str = "`none`, `url()`, or a gradient, as for `background-image`";
const MASK_BOXES: &str =
    "a list of `border-box`, `padding-box`, `content-box`, `fill-box`, `stroke-box`, `view-box`";
const COUNTERS: &str = "`none`, or names of counters, each with or without an integer";

/// Calls `parse`; a separate function, so that the types of closures in the table are inferred.
fn read<T>(input: &mut Parser<'_>, parse: impl FnOnce(&mut Parser<'_>) -> Reading<T>) -> Reading<T> {
    parse(input)
}

/// The row of one longhand.
macro_rules! property {
    ($longhand:ident, $name:literal, $specified:ty, [$initial:literal $(, $remark:literal)?]) => {
        PropertyInfo::new(
            $name,
            &[Longhand::$longhand],
            $initial,
            <$specified as ParseValue>::GRAMMAR,
            |input, target| {
                target.push(Declaration::$longhand(<$specified as ParseValue>::parse(input)?));
                Ok(())
            },
        )
        $(.remark($remark))?
    };
    (
        $longhand:ident, $name:literal, $specified:ty,
        {$initial:literal, $grammar:expr, $parse:expr $(, $remark:expr)?}
    ) => {
        PropertyInfo::new($name, &[Longhand::$longhand], $initial, $grammar, |input, target| {
            target.push(Declaration::$longhand(read(input, $parse)?));
            Ok(())
        })
        $(.remark($remark))?
    };
    (
        $longhand:ident, $name:literal, $specified:ty,
        ($initial:literal, $grammar:expr, $parse:expr $(, $remark:expr)?)
    ) => {
        PropertyInfo::new($name, &[Longhand::$longhand], $initial, $grammar, $parse) $(.remark($remark))?
    };
}

/// Defines the table.
macro_rules! define_properties {
    ($(
        $(#[$group_doc:meta])*
        $group:ident $style:ident $target:ident {
            fields { $($fields:tt)* }
            rows { $(
                $(#[$doc:meta])*
                $longhand:ident $name:literal: $specified:ty => $field:ident: $computed:ty = $initial:expr
                $(; $compute:expr)?, $manual:tt;
            )* }
            parts { $(
                $part:ident $part_name:literal: $part_specified:ty => $part_target:tt, $part_manual:tt;
            )* }
            logical { $(
                $logical:ident $logical_name:literal: $logical_specified:ty =>
                    $ltr:ident $ltr_target:tt $rtl:ident $rtl_target:tt, $logical_manual:tt;
            )* }
        }
    )+) => {
        /// All longhands, in the order of [`Longhand::ALL`] but for the logical ones.
        pub(super) static PROPERTIES: &[PropertyInfo] = &[
            $(
                $(property!($longhand, $name, $specified, $manual),)*
                $(property!($part, $part_name, $part_specified, $part_manual),)*
                $(property!($logical, $logical_name, $logical_specified, $logical_manual),)*
            )+
        ];
    };
}

longhands!(define_properties);
