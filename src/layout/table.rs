use super::boxes::BoxId;
use super::context::Context;
use super::flow::{Containing, Flow};
use super::used::ContentWidths;
use crate::css::Direction;
use crate::units::Length;
pub(super) fn table_width(context: &Context<'_>, id: BoxId, w: Length, d: Direction) -> (Length, Length) {
    let _ = (context, id, d);
    (Length::ZERO, w)
}
pub(super) fn intrinsic_widths(context: &Context<'_>, id: BoxId) -> ContentWidths {
    let _ = (context, id);
    ContentWidths { min: Length::ZERO, max: Length::ZERO }
}
pub(super) fn lay_out(flow: &mut Flow<'_, '_>, id: BoxId, content: Containing) {
    let _ = (flow, id, content);
}
