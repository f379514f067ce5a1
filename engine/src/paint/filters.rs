//! `filter` (Filter Effects 1): the items of a group, changed by one function after the other.

use super::display_list::{ArtifactKind, Color, DisplayItem, Effect, PathItem, Tag, TextItem, Transform};
use super::painter::Painter;
use super::recolor::recolor;
use super::soft_group::SoftGroup;
use super::text_shadows::outlined;
use crate::css::{ColorMap, FilterFunction, Shadow};
use crate::layout::Problem;
use crate::text::FontLibrary;
use crate::units::Length;

/// The most items of a page that have shadows, each counted for each of its shadows: a shadow in a shadow doubles them.
const MAX_SHADOWED: usize = 250_000;

impl Painter<'_> {
    /// Applies functions to the items from an index on.
    pub(super) fn filter(&mut self, start: usize, functions: &[FilterFunction]) {
        let mut items = self.items.split_off(start);
        for function in functions {
            items = match function {
                FilterFunction::Color(function, amount) => {
                    let mut map = ColorMap::default();
                    map.then(*function, *amount);
                    recolor(&mut items, &map, self.context.recolored);
                    items
                }
                FilterFunction::Opacity(opacity) => {
                    let tag = self.artifact(ArtifactKind::Layout);
                    let begin = DisplayItem::BeginGroup { opacity: *opacity, clip: None, tag };
                    std::iter::once(begin).chain(items).chain([DisplayItem::EndGroup]).collect()
                }
                FilterFunction::Blur(deviation) if deviation.is_zero() => items,
                FilterFunction::Blur(deviation) => self.blurred(items, *deviation),
                FilterFunction::DropShadow(shadow) => self.with_shadow(items, shadow),
                FilterFunction::Reference(_) => items,
            };
        }
        self.items.extend(items);
    }

    /// Reports a value that is not applied.
    fn not_applied(&self, what: impl Into<String>) {
        self.context.problems.report(Problem::Unsupported { node: None, what: what.into() });
    }

    /// A picture of the blurred items. Their text stays in the file, invisible.
    fn blurred(&self, items: Vec<DisplayItem>, deviation: Length) -> Vec<DisplayItem> {
        let Some(group) = SoftGroup::of(&items, self.context.fonts) else {
            self.not_applied(
                "`blur()` is not applied to an element with masks, patterns or blend modes in it",
            );
            return items;
        };
        let is_content = |item: &DisplayItem| match item {
            DisplayItem::Image(image) if !image.tag.is_artifact() => Some(image.tag),
            _ => None,
        };
        let tag = items.iter().find_map(is_content);
        let tag = tag.unwrap_or_else(|| self.artifact(ArtifactKind::Layout));
        let blur = deviation * 2;
        let picture = group.draw(blur, |area| self.on_page(area), tag);
        picture.map(DisplayItem::Image).into_iter().chain(invisible_text(items)).collect()
    }

    /// The items over their shadow.
    fn with_shadow(&mut self, items: Vec<DisplayItem>, shadow: &Shadow) -> Vec<DisplayItem> {
        let tag = self.artifact(ArtifactKind::Layout);
        let color = Color { alpha: 255, ..shadow.color };
        if shadow.color.is_transparent() {
            return items;
        }
        self.shadowed += items.len();
        if self.shadowed > MAX_SHADOWED {
            self.not_applied(format!(
                "`drop-shadow()` is not applied to more than {MAX_SHADOWED} shapes on a page, which is the limit"
            ));
            return items;
        }
        let mut silhouette: Vec<DisplayItem> =
            items.iter().map(|item| without_text(item, tag, self.context.fonts)).collect();
        recolor(&mut silhouette, &ColorMap::constant(color), self.context.recolored);
        if !shadow.blur.is_zero() {
            let Some(group) = SoftGroup::of(&silhouette, self.context.fonts) else {
                self.not_applied(
                    "`drop-shadow()` with a blur is not applied to an element with masks, patterns or blend modes in it",
                );
                return items;
            };
            let by = (shadow.horizontal, shadow.vertical);
            let on_page = |area: crate::units::Rect| {
                let back = |area: crate::units::Rect, (x, y): (Length, Length)| {
                    area.translate(crate::units::Point::new(x, y))
                };
                back(self.on_page(back(area, by)), (-by.0, -by.1))
            };
            silhouette = group.draw(shadow.blur, on_page, tag).map(DisplayItem::Image).into_iter().collect();
        }
        let opacity = f32::from(shadow.color.alpha) / 255.0;
        let map = Transform::translation(shadow.horizontal.points(), shadow.vertical.points());
        let begin = [
            DisplayItem::BeginGroup { opacity, clip: None, tag },
            DisplayItem::BeginEffect { effect: Effect::Transform(map), tag },
        ];
        let end = [DisplayItem::EndGroup, DisplayItem::EndGroup];
        begin.into_iter().chain(silhouette).chain(end).chain(items).collect()
    }
}

/// An item as an artifact; text as the outlines of its glyphs, so that it is not found twice.
fn without_text(item: &DisplayItem, new: Tag, fonts: &FontLibrary) -> DisplayItem {
    let mut item = match item {
        DisplayItem::Text(text) => outlined(text, fonts),
        item => item.clone(),
    };
    match &mut item {
        DisplayItem::Text(TextItem { tag, .. }) | DisplayItem::Path(PathItem { tag, .. }) => *tag = new,
        DisplayItem::Image(image) => image.tag = new,
        DisplayItem::BeginGroup { tag, .. } | DisplayItem::BeginEffect { tag, .. } => *tag = new,
        DisplayItem::EndGroup => {}
    }
    item
}

/// The text of the items, with the maps of its coordinates, painted with no color.
fn invisible_text(items: Vec<DisplayItem>) -> Vec<DisplayItem> {
    let (mut kept, mut open) = (Vec::new(), Vec::new());
    for item in items {
        match item {
            DisplayItem::Text(mut text) => {
                text.color = Color::TRANSPARENT;
                kept.push(DisplayItem::Text(text));
            }
            DisplayItem::BeginEffect { effect: Effect::Transform(_), .. } => {
                open.push(true);
                kept.push(item);
            }
            DisplayItem::BeginGroup { .. } | DisplayItem::BeginEffect { .. } => open.push(false),
            DisplayItem::EndGroup if open.pop() == Some(true) => kept.push(item),
            _ => {}
        }
    }
    kept
}
