//! Masks (CSS Masking 1): the content of an effect in a display list whose opacity becomes that of a box.

use std::sync::Arc;

use super::backgrounds::{self, DecorationArea, filled};
use super::border_image;
use super::display_list::{ArtifactKind, DisplayItem, Effect, Mask, Paint};
use super::painter::Painter;
use super::shapes::outline;
use crate::css::{Color, MaskComposite, MaskMode};
use crate::layout::Corners;
use crate::pages::Group;

impl Painter<'_> {
    /// The effects that mask a box and its content, by `mask` and by `mask-border`.
    pub(super) fn masks(&self, group: &Group) -> Vec<Effect> {
        let Some(effects) = group.style.effects.as_deref().filter(|effects| effects.is_masked()) else {
            return Vec::new();
        };
        let area = DecorationArea {
            rect: group.rect,
            border: group.border,
            padding: group.padding,
            corners: Corners::of(&group.style.border.radii, group.rect).cut(group.edges),
            visible: self.on_page(group.rect),
            page: self.page,
            reach: self.reach(group.rect),
            node: None,
        };
        let tag = self.artifact(ArtifactKind::Layout);
        let mut masks = Vec::new();
        // From the bottom; each layer is combined with what is below it.
        let mut items: Option<Vec<DisplayItem>> = None;
        let layers = effects.mask.as_ref().map_or(Vec::new(), |mask| mask.layers());
        for layer in layers.iter().rev() {
            if layer.picture.image.is_element() {
                continue;
            }
            let mut own = Vec::new();
            backgrounds::draw_layer(area, &layer.picture, &group.style, self.context, tag, &mut own);
            if layer.mode == MaskMode::Luminance {
                own = self.by_luminance(own, area);
            }
            items = Some(match items {
                Some(below) if layer.composite == MaskComposite::Intersect => {
                    let effect = Effect::Mask(Arc::new(Mask { items: own, is_luminance: false }));
                    let begin = DisplayItem::BeginEffect { effect, tag };
                    std::iter::once(begin).chain(below).chain([DisplayItem::EndGroup]).collect()
                }
                Some(mut below) => {
                    below.extend(own);
                    below
                }
                None => own,
            });
        }
        if let Some(items) = items {
            masks.push(Effect::Mask(Arc::new(Mask { items, is_luminance: false })));
        }
        if let Some(border) = &effects.mask_border {
            let mut items = Vec::new();
            if border_image::draw(area, border, &group.style, self.context, tag, &mut items) {
                let is_luminance = border.mode == MaskMode::Luminance;
                masks.push(Effect::Mask(Arc::new(Mask { items, is_luminance })));
            }
        }
        masks
    }

    /// A shape whose opacity is the luminance of the items.
    fn by_luminance(&self, items: Vec<DisplayItem>, area: DecorationArea) -> Vec<DisplayItem> {
        let tag = self.artifact(ArtifactKind::Layout);
        let effect = Effect::Mask(Arc::new(Mask { items, is_luminance: true }));
        let shape = filled(outline(area.rect, Corners::default()), Paint::Solid(Color::BLACK), tag);
        vec![DisplayItem::BeginEffect { effect, tag }, shape, DisplayItem::EndGroup]
    }
}
