//! Reports hairlines: lines so thin that a press may not print all of them.

use super::problems::{Problem, Problems};
use crate::boxes::BoxTree;
use crate::css::{ComputedStyle, PageStyle, TextDecorationThickness};
use crate::html::NodeId;
use crate::units::Length;

/// The width from which lines are printed well: 0.25 pt, less what is lost by rounding.
pub const LEAST_LINE: Length = Length(Length::POINT.0 / 4 - 4);

/// Reports the borders, rules, outlines and underlines of boxes that are given a width, and are thinner than 0.25 pt.
pub fn report_hairlines(tree: &BoxTree, problems: &Problems) {
    for layout_box in tree.boxes.iter().filter(|layout_box| !layout_box.anonymous) {
        report_hairlines_of(&layout_box.style, layout_box.node, problems);
    }
}

/// The same for the border of a page and those of its margin boxes.
pub fn report_hairlines_of_page(page: &PageStyle, problems: &Problems) {
    let boxes = page.margin_boxes.iter().map(|(_, style)| style);
    for style in boxes.chain([&page.style, &page.footnote_area]) {
        report_hairlines_of(style, None, problems);
    }
}

fn report_hairlines_of(style: &ComputedStyle, node: Option<NodeId>, problems: &Problems) {
    let border = style.border.widths();
    let rule = style.border.column_rule.width;
    let outline = style.effects.as_ref().map_or(Length::ZERO, |effects| effects.outline.width);
    let decoration = &style.background.decoration;
    let is_drawn = decoration.underline || decoration.overline || decoration.line_through;
    let underline = match decoration.thickness {
        TextDecorationThickness::Length(thickness) if is_drawn => thickness,
        _ => Length::ZERO,
    };
    let widths = [border.top, border.right, border.bottom, border.left, rule, outline, underline];
    if widths.iter().any(|width| *width > Length::ZERO && *width < LEAST_LINE) {
        problems.report(Problem::Hairline { node });
    }
}
