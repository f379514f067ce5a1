//! One page to its display list.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::backgrounds;
use super::borders;
use super::decorations::{self, Ink, Layer};
use super::display_list::{
    AdjacentRun, ArtifactKind, DisplayItem, DisplayList, Image, ImageContent, ImageItem, ImageSampling,
    LinkArea, Role, Tag, Target, TextItem, TextLine,
};
use super::groups::{OpenGroup, PageArea};
use super::links::Links;
use super::outlines;
use super::roles::role_of;
use super::shadows;
use super::shapes::outline;
use crate::boxes::{BoxId, BoxKind, BoxTree, Images, Replaced, ReplacedContent};
use crate::css::{ComputedStyle, ObjectFit, PseudoElement, Visibility};
use crate::html::{Document, NodeId};
use crate::layout::Corners;
use crate::layout::{AtomicFragment, GlyphRun, InlineBoxFragment, Line, LineFragment, RunText};
use crate::pages::{
    Group, GroupKind, LinePart, Page, Placed, PlacedBox, PlacedLine, is_inline_group, is_inline_layer,
};
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
        groups: Vec::new(),
        page: Rect::new(Point::default(), page.style.size),
        visible: None,
        glyph_ink: Ink::default(),
        lines: FxHashMap::default(),
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

pub(super) struct Painter<'a> {
    context: &'a PaintContext<'a>,
    pub(super) items: Vec<DisplayItem>,
    links: Vec<LinkArea>,
    /// Where in `links` the area of an `a` element is.
    link_index: FxHashMap<NodeId, usize>,
    targets: Vec<Target>,
    /// Inside how many `BeginArtifact`s painting is.
    artifact_depth: u32,
    /// The groups that are open.
    pub(super) groups: Vec<OpenGroup>,
    pub(super) page: Rect,
    /// The part that is shown of the box that is drawn, if that is not all.
    visible: Option<Rect>,
    /// What cutting underlines found out of glyphs.
    glyph_ink: Ink,
    /// The lines that have been painted, by the address of the page's line.
    lines: FxHashMap<usize, Arc<TextLine>>,
}

/// How far what lies around a box goes, at most: further than any page.
const FAR: Length = Length(50_000 * 1024);

/// Where a fragment of a line is painted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Composed {
    Here,
    /// With the inline box that is composed as one.
    In(BoxId),
    Elsewhere,
}

impl Painter<'_> {
    fn placed(&mut self, placed: &Placed) {
        match placed {
            Placed::Box(placed) => self.block_box(placed),
            Placed::Line(placed) => self.line(placed),
            Placed::Replaced(placed) => {
                self.replaced(placed.rect, &placed.replaced, &placed.style, placed.node);
            }
            Placed::Outline(placed) => {
                if placed.style.text.visibility == Visibility::Visible {
                    let tag = self.ink(ArtifactKind::Layout);
                    outlines::draw(&placed.style, placed.rect, placed.edges, tag, &mut self.items);
                }
            }
            Placed::BeginGroup(group) => self.begin_group(group),
            Placed::EndGroup => self.end_group(),
            Placed::BeginArtifact => self.artifact_depth += 1,
            Placed::EndArtifact => self.artifact_depth = self.artifact_depth.saturating_sub(1),
        }
    }

    /// The tag of what is not content.
    pub(super) fn ink(&self, kind: ArtifactKind) -> Tag {
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
        if let Some(id) = placed.box_id {
            for node in self.context.tree.anchors_at(id) {
                self.lead_to(node, placed.rect, placed.starts);
            }
        }
        let kind = if placed.rect == self.page { ArtifactKind::Background } else { ArtifactKind::Layout };
        let (style, border, padding) = (&placed.style, placed.border, placed.padding);
        let Some(whole) = placed.whole.filter(|_| style.text.visibility == Visibility::Visible) else {
            return self.decorated_box(style, placed.rect, border, padding, placed.edges, kind);
        };
        // The whole box, of which this part shows with what lies around it at its own edges.
        let rect = Rect { y: placed.rect.y - whole.before, height: whole.height, ..placed.rect };
        let far = placed.edges.map(|edge| if edge { -FAR } else { Length::ZERO });
        let clip = Some(outline(placed.rect.inset(far), Corners::default()));
        let tag = self.ink(kind);
        self.items.push(DisplayItem::BeginGroup { opacity: 1.0, clip, tag });
        self.visible = Some(placed.rect);
        self.decorated_box(style, rect, border, padding, Sides::all(true), kind);
        self.visible = None;
        self.items.push(DisplayItem::EndGroup);
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
        let effects = style.effects.as_deref();
        if background.color.is_transparent()
            && background.layers.is_empty()
            && border == Sides::default()
            && effects.is_none()
        {
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
        let visible = self.visible.unwrap_or(rect);
        let area = backgrounds::Area { rect, border, padding, corners, visible };
        if let Some(effects) = effects {
            shadows::draw_outside(area, &effects.shadows, edges, tag, &mut self.items);
        }
        backgrounds::draw(area, background, self.context.images, tag, &mut self.items);
        if let Some(effects) = effects {
            shadows::draw_inside(area, &effects.shadows, edges, tag, &mut self.items);
        }
        borders::draw(rect, border, style.border.sides, corners, tag, &mut self.items);
    }

    fn lead_to(&mut self, node: NodeId, rect: Rect, starts: bool) {
        if starts && self.artifact_depth == 0 && self.context.links.is_destination(node) {
            let at = self.to_page(rect.origin());
            self.targets.push(Target { node, at });
        }
    }

    /// Makes an area of the link, if the element is one.
    fn link(&mut self, node: NodeId, rect: Rect) {
        if self.artifact_depth > 0 || rect.width.is_zero() || rect.height.is_zero() {
            return;
        }
        let Some(target) = self.context.links.target(node) else { return };
        let Some(area) = self.area_on_page(rect) else { return };
        let index = *self.link_index.entry(node).or_insert(self.links.len());
        if index == self.links.len() {
            self.links.push(LinkArea {
                rects: Vec::new(),
                turned: Vec::new(),
                target: target.clone(),
                node,
                description: self.context.links.description(node).to_string(),
            });
        }
        match area {
            PageArea::Upright(rect) => self.links[index].rects.push(rect),
            PageArea::Turned(corners) => self.links[index].turned.push(corners),
        }
    }

    fn line(&mut self, placed: &PlacedLine) {
        if matches!(placed.part, LinePart::Under | LinePart::Content { .. } | LinePart::Over) {
            self.line_between_boxes(placed);
            return;
        }
        let groups: Vec<BoxId> = placed
            .line
            .fragments
            .iter()
            .filter_map(|fragment| match fragment {
                LineFragment::Box(each) if is_inline_group(&each.style) => Some(each.box_id),
                _ => None,
            })
            .collect();
        self.fragments(placed, &groups, None);
    }

    /// Paints what is on a line: of all fragments those inside of the box `within`. `groups` are the inline
    /// boxes on the line that are composed as one.
    fn fragments(&mut self, placed: &PlacedLine, groups: &[BoxId], within: Option<BoxId>) {
        let mut done: Vec<BoxId> = Vec::new();
        // What decorates a run is composed with it.
        let decorated: Vec<&GlyphRun> = placed
            .line
            .fragments
            .iter()
            .filter_map(|fragment| match fragment {
                LineFragment::Glyphs(run)
                    if !run.decorations.is_empty()
                        && self.composed_in(fragment, placed.part, groups, within) == Composed::Here =>
                {
                    Some(run)
                }
                _ => None,
            })
            .collect();
        let mut under = !decorated.is_empty();
        for (index, fragment) in placed.line.fragments.iter().enumerate() {
            match self.composed_in(fragment, placed.part, groups, within) {
                Composed::Elsewhere => continue,
                Composed::Here => {}
                Composed::In(inner) => {
                    if !done.contains(&inner) {
                        done.push(inner);
                        self.inline_group(placed, groups, inner);
                    }
                    continue;
                }
            }
            if let LineFragment::Glyphs(run) = fragment
                && under
                && !run.decorations.is_empty()
            {
                self.decorations(Layer::Under, &decorated, placed);
                under = false;
            }
            self.fragment(fragment, index, placed);
        }
        if !decorated.is_empty() {
            self.decorations(Layer::Over, &decorated, placed);
        }
        if within.is_none() {
            self.inline_outlines(placed);
        }
    }

    /// Paints a part of a line that has boxes between its text.
    fn line_between_boxes(&mut self, placed: &PlacedLine) {
        let fragments = &placed.line.fragments;
        let is_box = |fragment: &LineFragment| matches!(fragment, LineFragment::Box(_));
        let layer = match placed.part {
            LinePart::Content { from, to } => {
                let content = fragments.get(from..to).unwrap_or_default();
                for (index, fragment) in (from..).zip(content).filter(|(_, fragment)| !is_box(fragment)) {
                    self.fragment(fragment, index, placed);
                }
                return;
            }
            LinePart::Under => {
                for (index, fragment) in fragments.iter().enumerate().filter(|(_, each)| is_box(each)) {
                    self.fragment(fragment, index, placed);
                }
                Layer::Under
            }
            _ => Layer::Over,
        };
        let decorated: Vec<&GlyphRun> = fragments
            .iter()
            .filter_map(|fragment| match fragment {
                LineFragment::Glyphs(run) if !run.decorations.is_empty() => Some(run),
                _ => None,
            })
            .collect();
        if !decorated.is_empty() {
            self.decorations(layer, &decorated, placed);
        }
        if placed.part == LinePart::Over {
            self.inline_outlines(placed);
        }
    }

    fn fragment(&mut self, fragment: &LineFragment, index: usize, placed: &PlacedLine) {
        match fragment {
            LineFragment::Box(fragment) => self.inline_box(fragment, placed.at),
            LineFragment::Glyphs(run) => self.run(run, index, placed),
            LineFragment::Atomic(AtomicFragment::Replaced { node, style, rect, replaced, .. }) => {
                self.replaced_border_box(rect.translate(placed.at), replaced, style, *node);
            }
            // Its boxes and lines stand among the page's content.
            LineFragment::Atomic(AtomicFragment::Galley { .. }) => {}
        }
    }

    /// Where a fragment is painted when what is inside of `within` is.
    fn composed_in(
        &self,
        fragment: &LineFragment,
        part: LinePart,
        groups: &[BoxId],
        within: Option<BoxId>,
    ) -> Composed {
        if !self.is_in_part(fragment, part) {
            return Composed::Elsewhere;
        }
        if groups.is_empty() {
            return Composed::Here;
        }
        let around = self.groups_around(fragment, groups);
        let inner = match within.map(|within| around.iter().position(|&each| each == within)) {
            None => around.first(),
            Some(Some(index)) => around.get(index + 1),
            Some(None) => return Composed::Elsewhere,
        };
        inner.map_or(Composed::Here, |&inner| Composed::In(inner))
    }

    fn inline_group(&mut self, placed: &PlacedLine, groups: &[BoxId], id: BoxId) {
        let own = placed.line.fragments.iter().find_map(|fragment| match fragment {
            LineFragment::Box(each) if each.box_id == id => Some(each),
            _ => None,
        });
        let Some(own) = own else { return };
        let mut group = Group::new(GroupKind::Inline, &own.style);
        let padding = own.style.layout.padding.map(|padding| padding.resolve(own.rect.width));
        group.set_box(own.rect.translate(placed.at), own.style.border.widths(), padding, own.edges);
        self.begin_group(&group);
        self.fragments(placed, groups, Some(id));
        self.end_group();
    }

    /// The inline boxes around a fragment from the inside out, its own first.
    fn inline_boxes_around(&self, fragment: &LineFragment) -> impl Iterator<Item = BoxId> + '_ {
        let tree = self.context.tree;
        let own = match fragment {
            LineFragment::Box(each) => Some(each.box_id),
            LineFragment::Glyphs(run) => Some(run.box_id),
            LineFragment::Atomic(AtomicFragment::Replaced { box_id, .. }) => Some(*box_id),
            LineFragment::Atomic(AtomicFragment::Galley { .. }) => None,
        };
        let own = own.filter(|id| id.index() < tree.boxes.len());
        std::iter::successors(own, |&id| {
            tree.get(id).parent.filter(|&parent| matches!(tree.get(parent).kind, BoxKind::Inline))
        })
    }

    /// Which of `groups` hold a fragment, the outermost first.
    fn groups_around(&self, fragment: &LineFragment, groups: &[BoxId]) -> Vec<BoxId> {
        let mut around: Vec<BoxId> =
            self.inline_boxes_around(fragment).filter(|id| groups.contains(id)).collect();
        around.reverse();
        around
    }

    fn is_in_part(&self, fragment: &LineFragment, part: LinePart) -> bool {
        if !matches!(part, LinePart::Flow | LinePart::Layer(_)) {
            return true;
        }
        let tree = self.context.tree;
        let is_layer =
            |id: &BoxId| matches!(tree.get(*id).kind, BoxKind::Inline) && is_inline_layer(tree.style(*id));
        let layer = self.inline_boxes_around(fragment).find(is_layer);
        match part {
            LinePart::Layer(id) => layer == Some(id),
            _ => layer.is_none(),
        }
    }

    /// Outlines are painted after what else is on the line.
    fn inline_outlines(&mut self, placed: &PlacedLine) {
        for fragment in &placed.line.fragments {
            let (style, rect, edges) = match fragment {
                LineFragment::Box(fragment) => (&fragment.style, fragment.rect, fragment.edges),
                LineFragment::Atomic(AtomicFragment::Replaced { style, rect, .. }) => {
                    (style, *rect, Sides::all(true))
                }
                _ => continue,
            };
            let is_shown = style.effects.is_some() && style.text.visibility == Visibility::Visible;
            if is_shown && self.is_in_part(fragment, placed.part) {
                let tag = self.ink(ArtifactKind::Layout);
                outlines::draw(style, rect.translate(placed.at), edges, tag, &mut self.items);
            }
        }
    }

    /// Draws what decorates some of the runs of a line.
    fn decorations(&mut self, layer: Layer, runs: &[&GlyphRun], placed: &PlacedLine) {
        let tag = self.ink(ArtifactKind::Layout);
        let fonts = self.context.fonts;
        decorations::draw(
            layer,
            runs,
            &placed.text,
            placed.at,
            fonts,
            &mut self.glyph_ink,
            tag,
            &mut self.items,
        );
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
        let (before, after) = placed.line.fragments.split_at(index);
        let item = TextItem {
            face: run.face,
            size: run.size,
            color: style.text.color,
            origin,
            glyphs: run.glyphs.clone(),
            advances: run.advances.clone(),
            displacements: run.displacements.clone(),
            clusters: run.clusters.clone(),
            widened: run.widened,
            width: run.width,
            letter_spacing: style.font.letter_spacing,
            right_to_left: run.right_to_left,
            direction: style.text.direction,
            text,
            range,
            is_generated: matches!(run.text, RunText::Own(_)),
            is_artifact: run.artifact,
            is_initial_letter: style.layout.initial_letter.is_some(),
            language: style.font.language.clone(),
            line: self.text_line(&placed.line),
            previous: before.iter().rev().find_map(adjacent_run),
            next: after.iter().skip(1).find_map(adjacent_run),
            tag,
        };
        self.items.push(DisplayItem::Text(item));
    }

    /// The line of the display list for a line of the page; one for all parts in which it is painted.
    fn text_line(&mut self, line: &Arc<Line>) -> Arc<TextLine> {
        let address = Arc::as_ptr(line).addr();
        let make = || Arc::new(TextLine { text: line.text.clone(), breaks_word: line.parts_word });
        self.lines.entry(address).or_insert_with(make).clone()
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
        self.decorated_box(style, rect, border, padding, Sides::all(true), ArtifactKind::Layout);
        self.replaced(rect.inset(border + padding), replaced, style, node);
        if grouped {
            self.end_group();
        }
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
        let offset = |room: Length, position: crate::css::LengthPercentage| position.resolve(room);
        let place = Rect::new(
            Point::new(
                rect.x + offset(rect.width - size.width, position.0),
                rect.y + offset(rect.height - size.height, position.1),
            ),
            size,
        );
        let goes_beyond = place.x < rect.x
            || place.y < rect.y
            || place.right() > rect.right()
            || place.bottom() > rect.bottom();
        let mut clip = goes_beyond.then_some(rect);
        let (drawn, reaches_out) = replaced.drawn_in(place);
        if reaches_out && clip.is_none() {
            clip = Some(place);
        }
        let corners = Corners::of(&style.border.radii, rect);
        let rounded = !corners.are_square();
        if rounded {
            let clip = Some(outline(rect, corners));
            self.items.push(DisplayItem::BeginGroup { opacity: 1.0, clip, tag });
        }
        self.items.push(DisplayItem::Image(ImageItem {
            image: image(replaced),
            sampling: ImageSampling::Default,
            rect: drawn,
            clip,
            tag,
        }));
        if rounded {
            self.items.push(DisplayItem::EndGroup);
        }
    }
}

/// A picture as the display list has it.
pub(super) fn image(replaced: &Replaced) -> Image {
    let content = match &replaced.content {
        ReplacedContent::Raster { bytes, orientation, .. } => {
            ImageContent::Raster { bytes: bytes.clone(), orientation: *orientation }
        }
        ReplacedContent::Svg(tree) => ImageContent::Vector(tree.clone()),
    };
    Image { content, ratio: replaced.ratio, path: replaced.path.clone() }
}

fn adjacent_run(fragment: &LineFragment) -> Option<AdjacentRun> {
    let LineFragment::Glyphs(run) = fragment else { return None };
    Some(AdjacentRun {
        face: run.face,
        right_to_left: run.right_to_left,
        direction: run.style.text.direction,
        is_artifact: run.artifact,
    })
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
