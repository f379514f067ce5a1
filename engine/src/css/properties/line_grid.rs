//! A grid of baselines (CSS Line Grid 1).

use super::declaration::Declaration;
use super::longhand::Longhand;
use super::reader::keyword;
use super::table::PropertyInfo;
use crate::css::values::{LineGrid, LineSnap};

pub(super) static PROPERTIES: &[PropertyInfo] = &[
    PropertyInfo::new(
        "line-grid",
        &[Longhand::LineGrid],
        "`match-parent`",
        "`match-parent`, `create`",
        |input, target| {
            let keywords = [("match-parent", LineGrid::MatchParent), ("create", LineGrid::Create)];
            target.push(Declaration::LineGrid(keyword(input, &keywords, &[])?));
            Ok(())
        },
    )
    .remark("The step is the box's line height."),
    PropertyInfo::new(
        "line-snap",
        &[Longhand::LineSnap],
        "`none`",
        "`none`, `baseline`, `contain`",
        |input, target| {
            let keywords =
                [("none", LineSnap::None), ("baseline", LineSnap::Baseline), ("contain", LineSnap::Contain)];
            target.push(Declaration::LineSnap(keyword(input, &keywords, &[])?));
            Ok(())
        },
    )
    .remark("Lines take whole steps of the grid around them; see above."),
];
