//! Groups: content that is transformed, clipped, blended or made translucent together. In: the start and end of each
//! group of a page. Out: the groups of the display list, and the map from a group's coordinates to those of the page.

use std::sync::Arc;

use super::clip_path;
use super::display_list::{ArtifactKind, DisplayItem, Effect, PathSegment};
use super::painter::Painter;
use super::shapes::outline;
use super::transform::{self, Transform};
use crate::css::{AxisOverflow, BlendMode, FilterFunction, ShapeBox};
use crate::layout::Corners;
use crate::pages::{Group, GroupKind};
use crate::units::{Length, Point, Rect, Sides, Size};

/// A group that has started and has not ended.
pub(super) struct OpenGroup {
    /// The number of display list groups that it consists of.
    count: u8,
    /// The functions that change its items, and the index of the first item.
    filter: Option<(usize, Arc<[FilterFunction]>)>,
    /// Maps its coordinates to those of the page; `None` if that maps every area to a line or a point.
    pub(super) to_page: Option<Transform>,
}

/// An area in the coordinates of the page.
pub(super) enum PageArea {
    /// Its sides are horizontal and vertical.
    Upright(Rect),
    /// Rotated or skewed: where the top left, top right, bottom left and bottom right corner are now.
    Turned([Point; 4]),
}

/// The distance of the clip edge on a side where `overflow` does not clip: farther than any page.
const FAR: Length = Length(200_000 * 1024);

impl Painter<'_> {
    /// The part of an area, in the coordinates of the open group, that can be on the page or in its bleed. All of it in a rotated or skewed
    /// group.
    pub(super) fn on_page(&self, area: Rect) -> Rect {
        let map = self.groups.last().map_or(Some(Transform::IDENTITY), |group| group.to_page);
        let Some(map) = map.and_then(Transform::inverse) else { return area };
        match mapped(self.bleed_box, map) {
            PageArea::Upright(page) => intersection(area, page),
            PageArea::Turned(_) => area,
        }
    }

    pub(super) fn begin_group(&mut self, group: &Group) {
        let tag = self.artifact(ArtifactKind::Layout);
        let mut to_page = self.groups.last().map_or(Some(Transform::IDENTITY), |group| group.to_page);
        let start = self.items.len();
        let masks = if group.kind == GroupKind::Overflow { Vec::new() } else { self.masks(group) };
        let mut begin = |effect: Effect| self.items.push(DisplayItem::BeginEffect { effect, tag });
        match group.kind {
            GroupKind::Overflow => {
                let clip = Some(self.overflow_clip(group));
                self.items.push(DisplayItem::BeginGroup { opacity: 1.0, clip, tag });
            }
            GroupKind::Context | GroupKind::Inline => {
                let effects = group.style.effects.as_deref();
                let reference = effects.map_or(group.rect, |effects| match effects.transform_box {
                    ShapeBox::ContentBox => group.rect.inset(group.border + group.padding),
                    _ => group.rect,
                });
                let map = Some(group).filter(|group| group.kind == GroupKind::Context);
                if let Some(map) = map.and_then(|group| transform::of_style(&group.style, reference)) {
                    to_page = to_page.map(|outer| outer.after(map)).filter(|map| map.inverse().is_some());
                    match to_page {
                        Some(_) if map == Transform::IDENTITY => {}
                        Some(_) => begin(Effect::Transform(map)),
                        // A map without an inverse: the content is not displayed (CSS Transforms 1, section 13.1).
                        None => begin(Effect::Clip { segments: Vec::new(), even_odd: false }),
                    }
                }
                let blend = effects.map_or(BlendMode::Normal, |effects| effects.blend_mode);
                let isolated = effects.is_some_and(|effects| effects.isolated);
                if blend != BlendMode::Normal || isolated {
                    begin(Effect::Blend(blend));
                }
                let path = effects.and_then(|effects| effects.clip_path.as_ref());
                let path = path.filter(|path| path.element.is_none());
                for path in path.into_iter().chain(group.style.clip()) {
                    let (segments, even_odd) = clip_path::path(path, group);
                    begin(Effect::Clip { segments, even_odd });
                }
                masks.into_iter().for_each(&mut begin);
                let opacity = group.style.background.opacity;
                if opacity < 1.0 {
                    self.items.push(DisplayItem::BeginGroup { opacity, clip: None, tag });
                }
            }
        }
        let count = (self.items.len() - start) as u8;
        let effects = group.style.effects.as_ref().filter(|_| group.kind != GroupKind::Overflow);
        let filter = effects.filter(|effects| effects.is_filtered());
        let filter = filter.map(|effects| (self.items.len(), effects.filter.clone()));
        self.groups.push(OpenGroup { count, filter, to_page });
    }

    pub(super) fn end_group(&mut self) {
        if let Some((start, functions)) = self.groups.last_mut().and_then(|group| group.filter.take()) {
            self.filter(start, &functions);
        }
        if let Some(group) = self.groups.pop() {
            self.items.extend((0..group.count).map(|_| DisplayItem::EndGroup));
        }
    }

    /// The area to which a box clips its overflow (CSS Overflow 3, section 3; CSS Overflow 4, section 3.2).
    fn overflow_clip(&self, group: &Group) -> Vec<PathSegment> {
        let clip = |area: Rect, corners: Corners| {
            outline(if corners.are_square() { self.with_bleed(area) } else { area }, corners)
        };
        let Some(effects) = &group.style.effects else { return clip(group.rect, Corners::default()) };
        let (horizontal, vertical) = effects.overflow;
        let corners = Corners::of(&group.style.border.radii, group.rect).cut(group.edges);
        if horizontal == AxisOverflow::Hidden {
            let border = group.border;
            return clip(group.rect.inset(border), corners.inset(border));
        }
        let margin = effects.overflow_clip_margin;
        let inside = match margin.reference {
            ShapeBox::BorderBox | ShapeBox::MarginBox => Sides::default(),
            ShapeBox::PaddingBox => group.border,
            ShapeBox::ContentBox => group.border + group.padding,
        };
        let inset = inside.map(|side| side - margin.distance);
        if horizontal == AxisOverflow::Clip && vertical == AxisOverflow::Clip {
            return clip(group.rect.inset(inset), corners.inset(inset));
        }
        // Clipped in one axis only: rounded corners do not apply.
        let (across, along) = match horizontal {
            AxisOverflow::Clip => (inset.left, -FAR),
            _ => (-FAR, inset.top),
        };
        let inset = match horizontal {
            AxisOverflow::Clip => Sides { top: along, bottom: along, left: across, right: inset.right },
            _ => Sides { left: across, right: across, top: along, bottom: inset.bottom },
        };
        clip(group.rect.inset(inset), Corners::default())
    }

    /// Maps a point of the current group to the page.
    pub(super) fn to_page(&self, point: Point) -> Point {
        match self.groups.last().and_then(|group| group.to_page) {
            Some(map) if map != Transform::IDENTITY => map.point(point),
            _ => point,
        }
    }

    /// Maps an area of the current group to the page; `None` if nothing of it is displayed.
    pub(super) fn area_on_page(&self, rect: Rect) -> Option<PageArea> {
        let Some(group) = self.groups.last() else { return Some(PageArea::Upright(rect)) };
        let map = group.to_page?;
        if map == Transform::IDENTITY {
            return Some(PageArea::Upright(rect));
        }
        Some(mapped(rect, map))
    }
}

/// Where a map places an area.
fn mapped(rect: Rect, map: Transform) -> PageArea {
    let (right, bottom) = (rect.right(), rect.bottom());
    let corners =
        [rect.origin(), Point::new(right, rect.y), Point::new(rect.x, bottom), Point::new(right, bottom)]
            .map(|corner| map.point(corner));
    if !map.is_upright() {
        return PageArea::Turned(corners);
    }
    let (one, other) = (corners[0], corners[3]);
    let origin = Point::new(one.x.min(other.x), one.y.min(other.y));
    let (width, height) = ((one.x - other.x).abs(), (one.y - other.y).abs());
    PageArea::Upright(Rect { x: origin.x, y: origin.y, width, height })
}

/// The common part of two areas.
pub(super) fn intersection(one: Rect, other: Rect) -> Rect {
    let origin = Point::new(one.x.max(other.x), one.y.max(other.y));
    let (right, bottom) = (one.right().min(other.right()), one.bottom().min(other.bottom()));
    let size = Size::new((right - origin.x).max(Length::ZERO), (bottom - origin.y).max(Length::ZERO));
    Rect::new(origin, size)
}
