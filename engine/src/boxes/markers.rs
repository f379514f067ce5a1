//! The markers of list items (CSS Lists 3, section 3), inside or outside the principal box.

use std::sync::Arc;

use crate::boxes::builder::{BoxLevel, BoxOrigin, Builder, ChildBox};
use crate::boxes::tree::{BoxId, BoxKind};
use crate::css::{ComputedStyle, Content, CounterStyle, Display, ListStylePosition, PseudoElement};
use crate::html::NodeId;
use crate::units::Size;

impl Builder<'_> {
    /// Makes the marker of a list item; `None` if the box is no list item or its marker is empty.
    pub(crate) fn marker(
        &mut self,
        node: Option<NodeId>,
        style: &Arc<ComputedStyle>,
        item: BoxId,
    ) -> Option<ChildBox> {
        if !style.layout.display.is_list_item() {
            return None;
        }
        let node = node?;
        let marker_style = self
            .styles
            .pseudo(node, PseudoElement::Marker)
            .cloned()
            .unwrap_or_else(|| self.plain_marker_style(style));
        // The marker of an inline list item is always inside.
        let outside = style.text.list_style_position == ListStylePosition::Outside
            && style.layout.display == Display::ListItem;
        let kind = if outside { BoxKind::OutsideMarker } else { BoxKind::Inline };
        let pseudo = Some(PseudoElement::Marker);
        let origin = BoxOrigin { node: Some(node), pseudo, parent: item, style: &marker_style };
        let marker = self.push(origin, kind);
        let inside = BoxOrigin { parent: marker, ..origin };
        let mut made = Vec::new();
        match &marker_style.content.content {
            Content::None => return None,
            Content::Parts(parts) => {
                self.content_parts(node, PseudoElement::Marker, parts, inside, &mut made);
            }
            Content::Normal => self.list_style(node, style, inside, &mut made),
        }
        if made.is_empty() {
            return None;
        }
        self.adopt(marker, made.iter().map(|child| child.id).collect());
        // An outside marker is the first of its item's block-level children.
        Some(ChildBox { id: marker, level: if outside { BoxLevel::Block } else { BoxLevel::Inline } })
    }

    /// The content of a marker by `list-style-image`, or by `list-style-type` if there is no image.
    fn list_style(
        &mut self,
        node: NodeId,
        item: &ComputedStyle,
        inside: BoxOrigin<'_>,
        made: &mut Vec<ChildBox>,
    ) {
        if let Some(image) = &item.text.list_style_image {
            match self.images.load(self.resources, &image.base, &image.url) {
                Ok(replaced) => {
                    let em = item.font.size;
                    let replaced = replaced.or_in(Size::new(em, em));
                    made.push(self.replaced_box(BoxOrigin { pseudo: None, ..inside }, replaced));
                }
                Err(error) => self.report_css_image(node, image, &error),
            }
        }
        let list_style = &item.text.list_style_type;
        if made.is_empty() && *list_style != CounterStyle::None {
            let number = self.counters.value("list-item");
            self.verbatim_text(&list_style.marker(number), inside, made);
        }
    }
}
