//! One page to its display list.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::backgrounds;
use super::borders;
use super::decorations::{self, Layer};
use super::display_list::{
    ArtifactKind, DisplayItem, DisplayList, ImageItem, LinkArea, Role, Tag, Target, TextItem,
};
use super::links::Links;
use super::roles::role_of;
use super::shapes::{Corners, outline};
use crate::css::{ComputedStyle, ObjectFit, PseudoElement, Visibility};
use crate::html::{Document, NodeId};
use crate::layout::{
    AtomicFragment, BoxKind, BoxTree, GlyphRun, Images, InlineBoxFragment, LineFragment, Replaced, RunText,
};
use crate::pages::{Page, Placed, PlacedBox, PlacedLine};
use crate::text::FontLibrary;
use crate::units::{Length, Point, Rect, Sides, Size};

/// What painting looks at besides the page.
pub struct PaintContext<'a> {
    pub document: &'a Document,
    pub tree: &'a BoxTree,
    pub fonts: &'a FontLibrary,
    pub images: &'a Images,
    pub links: &'a Links,
}

/// Draws a page.
pub fn paint(page: &Page, context: &PaintContext<'_>) -> DisplayList {
    let mut painter = Painter {
        context,
        items: Vec::with_capacity(page.content.len() * 2),
        links: Vec::new(),
        link_index: FxHashMap::default(),
        targets: Vec::new(),
        artifact_depth: 0,
        page: Rect::new(Point::default(), page.style.size),
    };
    for placed in &page.content {
        painter.placed(placed);
    }
    DisplayList {
        size: page.style.size,
        label: page.label.clone(),
        orientation: page.style.orientation,
        items: painter.items,
        links: painter.links,
        targets: painter.targets,
    }
}

struct Painter<'a> {
    context: &'a PaintContext<'a>,
    items: Vec<DisplayItem>,
    links: Vec<LinkArea>,
    /// Where in `links` the area of an `a` element is.
    link_index: FxHashMap<NodeId, usize>,
    targets: Vec<Target>,
    /// Inside how many `BeginArtifact`s painting is.
    artifact_depth: u32,
    page: Rect,
}

impl Painter<'_> {
    fn placed(&mut self, placed: &Placed) {
        match placed {
            Placed::Box(placed) => self.block_box(placed),
            Placed::Line(placed) => self.line(placed),
            Placed::Replaced(placed) => {
                self.replaced(placed.rect, &placed.replaced, &placed.style, placed.node);
            }
            Placed::BeginGroup(group) => {
                let clip = group.clip.as_ref().map(|(rect, radii)| outline(*rect, Corners::of(radii, *rect)));
                let tag = self.ink(ArtifactKind::Layout);
                self.items.push(DisplayItem::BeginGroup { opacity: group.opacity, clip, tag });
            }
            Placed::EndGroup => self.items.push(DisplayItem::EndGroup),
            Placed::BeginArtifact => self.artifact_depth += 1,
            Placed::EndArtifact => self.artifact_depth = self.artifact_depth.saturating_sub(1),
        }
    }

    /// The tag of what is not content.
    fn ink(&self, kind: ArtifactKind) -> Tag {
        Tag::Artifact(if self.artifact_depth > 0 { ArtifactKind::Pagination } else { kind })
    }

    /// The tag of the content of an element.
    fn content(&self, node: Option<NodeId>) -> Tag {
        match node {
            Some(node) if self.artifact_depth == 0 => {
                Tag::Node { node, role: role_of(self.context.document, node) }
            }
            _ => self.ink(ArtifactKind::Pagination),
        }
    }

    fn block_box(&mut self, placed: &PlacedBox) {
        if let Some(node) = placed.node
            && placed.box_id.is_some_and(|id| !self.context.tree.get(id).anonymous)
        {
            self.lead_to(node, placed.rect, placed.starts);
            self.link(node, placed.rect);
        }
        let kind = if placed.rect == self.page { ArtifactKind::Background } else { ArtifactKind::Layout };
        self.decorated_box(&placed.style, placed.rect, placed.border, placed.padding, placed.edges, kind);
    }

    /// Background and borders.
    fn decorated_box(
        &mut self,
        style: &ComputedStyle,
        rect: Rect,
        border: Sides<Length>,
        padding: Sides<Length>,
        edges: Sides<bool>,
        kind: ArtifactKind,
    ) {
        if style.text.visibility != Visibility::Visible {
            return;
        }
        let background = &*style.background;
        if background.color.is_transparent() && background.layers.is_empty() && border == Sides::default() {
            return;
        }
        let corners = Corners::of(&style.border.radii, rect).cut(edges);
        let width = |present: bool, width: Length| if present { width } else { Length::ZERO };
        let border = Sides {
            top: width(edges.top, border.top),
            right: width(edges.right, border.right),
            bottom: width(edges.bottom, border.bottom),
            left: width(edges.left, border.left),
        };
        let tag = self.ink(kind);
        let area = backgrounds::Area { rect, border, padding, corners };
        backgrounds::draw(area, background, self.context.images, tag, &mut self.items);
        borders::draw(rect, border, style.border.sides, corners, tag, &mut self.items);
    }

    fn lead_to(&mut self, node: NodeId, rect: Rect, starts: bool) {
        if starts && self.artifact_depth == 0 && self.context.links.is_destination(node) {
            self.targets.push(Target { node, at: rect.origin() });
        }
    }

    /// Makes an area of the link, if the element is one.
    fn link(&mut self, node: NodeId, rect: Rect) {
        if self.artifact_depth > 0 || rect.width.is_zero() || rect.height.is_zero() {
            return;
        }
        let Some(target) = self.context.links.target(node) else { return };
        match self.link_index.get(&node) {
            Some(&index) => self.links[index].rects.push(rect),
            None => {
                self.link_index.insert(node, self.links.len());
                self.links.push(LinkArea {
                    rects: vec![rect],
                    target: target.clone(),
                    node,
                    description: self.context.links.description(node).to_string(),
                });
            }
        }
    }

    fn line(&mut self, placed: &PlacedLine) {
        let part = placed.line.fragments.get(placed.fragments.clone()).unwrap_or_default();
        for (index, fragment) in (placed.fragments.start..).zip(part) {
            match fragment {
                LineFragment::Box(fragment) => self.inline_box(fragment, placed.at),
                LineFragment::Glyphs(run) => self.run(run, index, placed),
                LineFragment::Atomic(AtomicFragment::Replaced { node, style, rect, replaced, .. }) => {
                    let rect = rect.translate(placed.at);
                    self.replaced_border_box(rect, replaced, style, *node);
                }
                // Its boxes and lines stand among the page's content.
                LineFragment::Atomic(AtomicFragment::Galley { .. }) => {}
            }
        }
    }

    fn inline_box(&mut self, fragment: &InlineBoxFragment, at: Point) {
        let rect = fragment.rect.translate(at);
        if let Some(node) = fragment.node {
            self.lead_to(node, rect, fragment.edges.left || fragment.edges.right);
            self.link(node, rect);
        }
        let style = &fragment.style;
        // Percentages of inline padding matter for background areas only; the width is the line's.
        let padding = style.layout.padding.map(|padding| padding.resolve(rect.width));
        let border = style.border.widths();
        self.decorated_box(style, rect, border, padding, fragment.edges, ArtifactKind::Layout);
    }

    fn run(&mut self, run: &GlyphRun, index: usize, placed: &PlacedLine) {
        let style = &run.style;
        if style.text.visibility != Visibility::Visible || run.glyphs.is_empty() {
            return;
        }
        let origin = placed.at.translate(Point::new(run.x, run.baseline));
        let tag = match self.content(run.node) {
            _ if run.artifact => self.ink(ArtifactKind::Layout),
            Tag::Node { node, .. } if self.is_marker(run) => Tag::Node { node, role: Role::Label },
            tag => tag,
        };
        let (text, range) = match &run.text {
            RunText::Range(range) => (placed.text.clone(), (range.start, range.end)),
            RunText::Own(text) => (Arc::from(&**text), (0, text.len() as u32)),
        };
        let in_margin_box = self.artifact_depth > 0;
        let decorating: Vec<&ComputedStyle> = if in_margin_box && run.node.is_none() {
            Vec::new()
        } else if self.context.tree.boxes.get(run.box_id.index()).is_some() {
            decorations::decorating(self.context.tree, run.box_id).collect()
        } else {
            Vec::new()
        };
        let ink = self.ink(ArtifactKind::Layout);
        for decoration in &decorating {
            decorations::draw(
                Layer::Under,
                decoration,
                run,
                origin,
                run.width,
                self.context.fonts,
                ink,
                &mut self.items,
            );
        }
        self.items.push(DisplayItem::Text(TextItem {
            face: run.face,
            size: run.size,
            color: style.text.color,
            origin,
            line: placed.line.clone(),
            fragment: index as u32,
            text,
            range,
            language: style.font.language.clone(),
            tag,
        }));
        for decoration in &decorating {
            decorations::draw(
                Layer::Over,
                decoration,
                run,
                origin,
                run.width,
                self.context.fonts,
                ink,
                &mut self.items,
            );
        }
    }

    /// Whether a run is a list item's bullet or number. It is content, the label of the item
    /// (ISO 32000-1, 14.8.4.3.3).
    fn is_marker(&self, run: &GlyphRun) -> bool {
        let tree = self.context.tree;
        let mut at = Some(run.box_id).filter(|id| id.index() < tree.boxes.len());
        while let Some(id) = at {
            let layout_box = tree.get(id);
            if layout_box.pseudo == Some(PseudoElement::Marker) {
                return true;
            }
            // Inside a marker there are only text and inline boxes.
            let inline = matches!(
                layout_box.kind,
                BoxKind::Text(_) | BoxKind::Inline | BoxKind::Reference(_) | BoxKind::Leader(_)
            );
            at = layout_box.parent.filter(|_| inline);
        }
        false
    }

    /// An image on a line, by its border box.
    fn replaced_border_box(
        &mut self,
        rect: Rect,
        replaced: &Arc<Replaced>,
        style: &ComputedStyle,
        node: Option<NodeId>,
    ) {
        let border = style.border.widths();
        let padding = style.layout.padding.map(|padding| padding.resolve(rect.width));
        self.decorated_box(style, rect, border, padding, Sides::all(true), ArtifactKind::Layout);
        self.replaced(rect.inset(border + padding), replaced, style, node);
    }

    /// An image in its content box (CSS Images 3, section 5.5).
    fn replaced(
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
        let decorative = node.is_none_or(|node| {
            self.context.document.element(node).is_some_and(|element| {
                element.attribute("alt") == Some("") || element.attribute("aria-hidden") == Some("true")
            })
        });
        let tag = if decorative { self.ink(ArtifactKind::Layout) } else { self.content(node) };
        let size = fitted_size(style.layout.object_fit, rect.size(), replaced);
        let position = style.layout.object_position;
        let offset = |room: Length, position: crate::css::LengthPercentage| {
            position.length + room.scale(f64::from(position.percentage))
        };
        let place = Rect::new(
            Point::new(
                rect.x + offset(rect.width - size.width, position.0),
                rect.y + offset(rect.height - size.height, position.1),
            ),
            size,
        );
        let clip = (size.width > rect.width || size.height > rect.height).then_some(rect);
        let corners = Corners::of(&style.border.radii, rect);
        let rounded = !corners.are_square();
        if rounded {
            let clip = Some(outline(rect, corners));
            self.items.push(DisplayItem::BeginGroup { opacity: 1.0, clip, tag });
        }
        self.items.push(DisplayItem::Image(ImageItem { replaced: replaced.clone(), rect: place, clip, tag }));
        if rounded {
            self.items.push(DisplayItem::EndGroup);
        }
    }
}

/// The size at which an image is drawn in a content box.
fn fitted_size(fit: ObjectFit, area: Size, replaced: &Replaced) -> Size {
    let Some(ratio) = replaced.ratio.filter(|ratio| *ratio > 0.0).map(f64::from) else { return area };
    let natural = Size::new(replaced.width.unwrap_or(area.width), replaced.height.unwrap_or(area.height));
    let by_width = Size::new(area.width, area.width.scale(1.0 / ratio));
    let by_height = Size::new(area.height.scale(ratio), area.height);
    let contain = if by_width.height <= area.height { by_width } else { by_height };
    let cover = if by_width.height >= area.height { by_width } else { by_height };
    match fit {
        ObjectFit::Fill => area,
        ObjectFit::Contain => contain,
        ObjectFit::Cover => cover,
        ObjectFit::None => natural,
        ObjectFit::ScaleDown if natural.width <= contain.width => natural,
        ObjectFit::ScaleDown => contain,
    }
}
