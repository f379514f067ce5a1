//! Placing columns beside each other, with the rules between them (CSS Multi-column Layout 1, section 4).

use crate::layout::{BreakPoint, Columns, FlowFragment, Problem};
use crate::pages::breaks::columns::ColumnsFragment;
use crate::pages::page::{Placed, PlacedBox};
use crate::pages::placing::placer::Placer;
use crate::units::{Length, Point, Rect, Sides};

impl Placer<'_> {
    /// Places columns with the rules between them. `at` is the galley's left edge at the top of the columns, `foot` the end
    /// of the page if they continue on the next one.
    pub(crate) fn columns(
        &mut self,
        columns: &Columns,
        fragment: &ColumnsFragment,
        at: Point,
        foot: Option<Length>,
    ) {
        let places = &fragment.cuts.places;
        let count = places.len().saturating_sub(1);
        if count > columns.count {
            let what = "columns overflow beside their container, which has no room for all of its content"
                .to_string();
            let node = self.context.tree.get(columns.box_id).node;
            self.context.problems.report(Problem::Unsupported { node, what });
        }
        let height = match columns.limit {
            Some(limit) if columns.fixed && places.last() == Some(&columns.places.last()) => {
                limit.max(Length::from_offset(fragment.cuts.height))
            }
            _ => Length::from_offset(fragment.cuts.height).max(foot.map_or(Length::ZERO, |foot| foot - at.y)),
        };
        if let Some(rule) = &columns.rule {
            let width = rule.border.sides.left.width;
            for number in 1..count {
                let (one, other) = (columns.column_x(number - 1), columns.column_x(number));
                let middle = (one.max(other) + one.min(other) + columns.width) / 2;
                let rect = Rect { x: at.x + middle - width / 2, y: at.y, width, height };
                self.put(Placed::Box(PlacedBox {
                    box_id: None,
                    node: None,
                    style: rule.clone(),
                    rect,
                    border: Sides { left: width, ..Sides::default() },
                    padding: Sides::default(),
                    edges: Sides::all(true),
                    whole: None,
                    starts: false,
                }));
            }
        }
        let last = columns.places.last();
        let point = |place: usize| match place {
            0 => BreakPoint::Start,
            place if place == last => BreakPoint::End,
            place => BreakPoint::Break(place as u32 - 1),
        };
        for (number, pair) in places.windows(2).enumerate() {
            let fragment = FlowFragment { from: point(pair[0]), to: point(pair[1]) };
            self.foot = (fragment.to != BreakPoint::End).then_some(at.y + height);
            self.fragment(&columns.galley, fragment, Point::new(at.x + columns.column_x(number), at.y));
        }
    }
}
