//! `align-content` of block containers (CSS Box Alignment 3, section 5.1.1): the contents move down in a box that is
//! taller.

use crate::boxes::{BoxId, BoxKind};
use crate::css::{Alignment, ComputedStyle, SizeValue};
use crate::layout::block::containing::Containing;
use crate::layout::block::state::Flow;
use crate::layout::context::{Context, HeightKey};
use crate::layout::items::tree::measure;
use crate::layout::sizing::used::clamp_height;
use crate::units::{Length, Sides};

/// Whether a block container aligns its contents.
pub(crate) fn aligns_contents(kind: &BoxKind, style: &ComputedStyle) -> bool {
    style.layout.align_content != Alignment::Normal && matches!(kind, BoxKind::Block | BoxKind::Paragraph)
}

impl Flow<'_, '_> {
    /// Adds the space above the contents of a box whose style may make it taller than they are. `edges` are its inner
    /// ones, horizontal and vertical; `basis` is the width of its containing block.
    pub(super) fn align_contents(
        &mut self,
        id: BoxId,
        content: Containing,
        edges: Sides<Length>,
        basis: Length,
    ) {
        let layout_box = self.context.tree.get(id);
        let layout = &layout_box.style.layout;
        let may_be_taller = content.height.is_some() || layout.min_height != SizeValue::Auto;
        if !may_be_taller || !aligns_contents(&layout_box.kind, &layout_box.style) {
            return;
        }
        let part = match layout.align_content {
            Alignment::Center | Alignment::SafeCenter | Alignment::SpaceAround | Alignment::SpaceEvenly => 2,
            Alignment::End | Alignment::FlexEnd | Alignment::SafeEnd | Alignment::SafeFlexEnd => 1,
            _ => return,
        };
        let vertical = edges.vertical();
        let natural = natural_height(self.context, id, content.width + edges.horizontal(), basis) - vertical;
        let wanted = match content.height {
            Some(height) => height,
            None => clamp_height(layout, natural, None, vertical),
        };
        if wanted > natural {
            self.builder.flush();
            self.builder.empty_space((wanted - natural) / part);
        }
    }
}

/// The height of a border box as its contents need it.
fn natural_height(context: &Context<'_>, id: BoxId, width: Length, basis: Length) -> Length {
    measure(context, HeightKey { id, width, basis, content_only: true, tracks: 0 }).height
}
