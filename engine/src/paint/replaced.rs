//! Images in the flow and on lines (CSS Images 3, section 5.5).

use std::sync::Arc;

use super::display_list::{ArtifactKind, ContentPlace, DisplayItem, Role};
use super::groups::intersection;
use super::images::image_item;
use super::painter::{DecoratedBox, Painter};
use super::shapes::outline;
use super::structure::role_of;
use crate::boxes::{Replaced, ReplacedContent};
use crate::css::{ComputedStyle, ObjectFit, Visibility};
use crate::html::NodeId;
use crate::layout::{Corners, LEAST_LINE, Problem};
use crate::pages::{Group, GroupKind, is_inline_group};
use crate::units::{Length, Point, Rect, Sides, Size};

impl Painter<'_> {
    /// An image on a line, by its border box.
    pub(super) fn replaced_border_box(
        &mut self,
        rect: Rect,
        replaced: &Arc<Replaced>,
        style: &Arc<ComputedStyle>,
        node: Option<NodeId>,
    ) {
        let border = style.border.widths();
        let padding = style.layout.padding.map(|padding| padding.resolve(rect.width));
        let is_transformed = style.effects.as_ref().is_some_and(|effects| effects.is_transformed());
        let grouped = is_transformed || is_inline_group(style);
        if grouped {
            let mut group = Group::new(GroupKind::Context, style);
            group.set_box(rect, border, padding, Sides::all(true));
            self.begin_group(&group);
        }
        let (edges, kind) = (Sides::all(true), ArtifactKind::Layout);
        self.decorated_box(style, DecoratedBox { rect, border, padding, edges, kind, box_id: None });
        self.replaced(rect.inset(border + padding), replaced, style, node);
        if grouped {
            self.end_group();
        }
    }

    /// An image in its content box (CSS Images 3, section 5.5).
    pub(super) fn replaced(
        &mut self,
        rect: Rect,
        replaced: &Arc<Replaced>,
        style: &ComputedStyle,
        node: Option<NodeId>,
    ) {
        if style.text.visibility != Visibility::Visible || rect.width.is_zero() || rect.height.is_zero() {
            return;
        }
        if let Some(node) = node {
            self.lead_to(node, rect, true);
            let link = std::iter::once(node)
                .chain(self.context.document.ancestors(node))
                .find(|&ancestor| self.context.links.target(ancestor).is_some());
            if let Some(link) = link {
                self.link(link, rect);
            }
        }
        // Pictures in generated content are decoration.
        let is_content = node.is_some_and(|node| role_of(self.context.document, node) == Role::Figure);
        let tag = match is_content {
            true => self.content(node, ContentPlace::Own),
            false => self.artifact(ArtifactKind::Layout),
        };
        let corners = Corners::of(&style.border.radii, rect);
        let rounded = !corners.are_square();
        // A picture that covers its box covers the bleed beside it too.
        let rect = match style.layout.object_fit {
            ObjectFit::Cover if !rounded => self.with_bleed(rect),
            _ => rect,
        };
        let size = fitted_size(style.layout.object_fit, rect.size(), replaced);
        let position = style.layout.object_position;
        let offset = |room: Length, position: crate::css::LengthPercentage| position.resolve(room);
        let place = Rect::new(
            Point::new(
                rect.x + offset(rect.width - size.width, position.0),
                rect.y + offset(rect.height - size.height, position.1),
            ),
            size,
        );
        if self.context.reports_hairlines
            && let ReplacedContent::Svg(picture) = &replaced.content
            && has_hairline(&picture.tree, place.size())
        {
            self.context.problems.report(Problem::Hairline { node });
        }
        let overflows = place.x < rect.x
            || place.y < rect.y
            || place.right() > rect.right()
            || place.bottom() > rect.bottom();
        let clip = overflows.then_some(rect);
        if self.reach(intersection(place, rect)) != Sides::default() {
            self.context.problems.report(Problem::EndsAtEdge { node });
        }
        if rounded {
            let clip = Some(outline(rect, corners));
            self.items.push(DisplayItem::BeginGroup { opacity: 1.0, clip, tag });
        }
        self.items.push(image_item(replaced, style, place, clip, tag));
        if rounded {
            self.items.push(DisplayItem::EndGroup);
        }
    }
}

/// The size at which an image is drawn in a content box.
fn fitted_size(fit: ObjectFit, area: Size, replaced: &Replaced) -> Size {
    let Some(ratio) = replaced.ratio.filter(|ratio| *ratio > 0.0).map(f64::from) else { return area };
    let of_width = |width: Length| Size::new(width, width.scale(1.0 / ratio));
    let of_height = |height: Length| Size::new(height.scale(ratio), height);
    let (by_width, by_height) = (of_width(area.width), of_height(area.height));
    let contain = if by_width.height <= area.height { by_width } else { by_height };
    let cover = if by_width.height >= area.height { by_width } else { by_height };
    let natural = match (replaced.width, replaced.height) {
        (Some(width), Some(height)) => Size::new(width, height),
        (Some(width), None) => of_width(width),
        (None, Some(height)) => of_height(height),
        (None, None) => contain,
    };
    match fit {
        ObjectFit::Fill => area,
        ObjectFit::Contain => contain,
        ObjectFit::Cover => cover,
        ObjectFit::None => natural,
        ObjectFit::ScaleDown if natural.width <= contain.width => natural,
        ObjectFit::ScaleDown => contain,
    }
}

/// Whether a line of a picture is thinner than 0.25 pt where the picture is drawn at this size.
fn has_hairline(picture: &usvg::Tree, size: Size) -> bool {
    let scale = |drawn: Length, natural: f32| drawn.points() / f64::from(natural);
    let area = scale(size.width, picture.size().width()) * scale(size.height, picture.size().height());
    let mut groups = vec![picture.root()];
    while let Some(group) = groups.pop() {
        for node in group.children() {
            match node {
                usvg::Node::Group(inner) => groups.push(inner),
                usvg::Node::Path(path) if path.is_visible() => {
                    let Some(stroke) = path.stroke() else { continue };
                    let (x, y) = path.abs_transform().get_scale();
                    let width = f64::from(stroke.width().get()) * (area * f64::from(x * y)).sqrt();
                    if width > 0.0 && width < LEAST_LINE.points() {
                        return true;
                    }
                }
                _ => {}
            }
        }
    }
    false
}
