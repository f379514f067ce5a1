//! One page to its display list.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::backgrounds;
use super::bleed::{outset, widened};
use super::border_image;
use super::borders;
use super::decorations::GlyphInk;
use super::display_list::{
    ArtifactKind, ContentPlace, DisplayItem, DisplayList, LinkArea, LinkDestination, PathSegment, Tag,
    TextLine,
};
use super::groups::{OpenGroup, PageArea};
use super::links::Links;
use super::outlines;
use super::recolor::RecoloredPictures;
use super::shadows;
use super::shapes::outline;
use super::structure::{StructureTree, role_of};
use crate::boxes::{BoxId, BoxTree, Images};
use crate::css::{ComputedStyle, Visibility};
use crate::html::{Document, NodeId};
use crate::layout::{Corners, GlyphRun, Problems};
use crate::pages::{Page, Placed, PlacedBox};
use crate::text::FontLibrary;
use crate::units::{Length, Point, Rect, Sides};

/// The input of painting besides the page.
pub struct PaintContext<'a> {
    /// The document that tags refer to.
    pub document: &'a Document,
    /// The boxes of the document.
    pub tree: &'a BoxTree,
    /// The fonts of its text.
    pub fonts: &'a FontLibrary,
    /// The elements that content belongs to.
    pub structure: &'a StructureTree,
    /// The images of backgrounds.
    pub images: &'a Images,
    /// The targets of links.
    pub links: &'a Links,
    /// What cannot be drawn.
    pub problems: &'a Problems,
    /// The pictures whose colors filters change.
    pub recolored: &'a RecoloredPictures,
    /// Whether lines of pictures that are thinner than 0.25 pt are reported.
    pub reports_hairlines: bool,
}

/// Draws a page.
pub fn paint<'a>(page: &'a Page, context: &'a PaintContext<'a>) -> DisplayList {
    let mut painter = Painter {
        context,
        items: Vec::with_capacity(page.content.len() * 2),
        links: Vec::new(),
        link_index: FxHashMap::default(),
        targets: Vec::new(),
        artifact_depth: 0,
        groups: Vec::new(),
        page: Rect::new(Point::default(), page.style.size),
        bleed_box: page.sheet.bleed_box(page.style.size),
        is_outside: false,
        visible: None,
        legend: None,
        glyph_ink: GlyphInk::default(),
        lines: FxHashMap::default(),
        alternatives_read: FxHashSet::default(),
        shadowed: 0,
        content: &page.content,
        clipping_text: None,
    };
    for placed in &page.content {
        painter.placed(placed);
    }
    if page.sheet.has_marks() {
        painter.printer_marks(&page.sheet, page.style.size);
        painter.is_outside = true;
        page.slug.iter().for_each(|placed| painter.placed(placed));
    }
    // Those of many pages are alive at once.
    painter.items.shrink_to_fit();
    DisplayList {
        size: page.style.size,
        bleed_box: painter.bleed_box,
        media_box: page.sheet.media_box(page.style.size),
        label: page.label.clone(),
        orientation: page.style.orientation,
        items: painter.items,
        links: painter.links,
        targets: painter.targets,
    }
}

/// The state of painting a page.
pub(super) struct Painter<'a> {
    pub(super) context: &'a PaintContext<'a>,
    pub(super) items: Vec<DisplayItem>,
    links: Vec<LinkArea>,
    /// The index in `links` of the area of an `a` element.
    link_index: FxHashMap<NodeId, usize>,
    targets: Vec<LinkDestination>,
    /// The number of artifacts that are open.
    artifact_depth: u32,
    /// The groups that are open.
    pub(super) groups: Vec<OpenGroup>,
    /// The page box.
    pub(super) page: Rect,
    /// The page box with the bleed around it.
    pub(super) bleed_box: Rect,
    /// Whether what is drawn is outside the bleed, for the printer.
    is_outside: bool,
    /// The visible part of the box that is drawn, if not all of it is visible.
    visible: Option<Rect>,
    /// The legend that interrupts the top border of the box that is drawn.
    legend: Option<Rect>,
    /// The ink of glyphs that underlines have been checked against.
    pub(super) glyph_ink: GlyphInk,
    /// The lines that have been painted, by the address of the page's line.
    pub(super) lines: FxHashMap<usize, Arc<TextLine>>,
    /// The alternatives of texts that the page has so far; never iterated.
    pub(super) alternatives_read: FxHashSet<(NodeId, ContentPlace)>,
    /// What the page consists of.
    pub(super) content: &'a [Placed],
    /// The runs of text in each box whose background is clipped to text, once one has been painted.
    pub(super) clipping_text: Option<FxHashMap<BoxId, Vec<PlacedRun<'a>>>>,
    /// How many items shadows of filters have been made for.
    pub(super) shadowed: usize,
}

/// The distance at an edge of a fragment up to which shadows are visible: farther than any page.
const FAR: Length = Length(50_000 * 1024);

/// A run of text with the place of its line.
pub(super) type PlacedRun<'a> = (Point, &'a GlyphRun);

/// A box whose shadows, background and borders are painted.
pub(super) struct DecoratedBox {
    /// The border box.
    pub rect: Rect,
    /// The widths of the borders, including those at edges on another page or line.
    pub border: Sides<Length>,
    pub padding: Sides<Length>,
    /// Whether each edge of the box is here, not on another page or line.
    pub edges: Sides<bool>,
    /// Why its decoration is not content.
    pub kind: ArtifactKind,
    /// The box of the tree, whose text backgrounds may be clipped to.
    pub box_id: Option<BoxId>,
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
                    let tag = self.artifact(ArtifactKind::Layout);
                    outlines::draw(&placed.style, placed.rect, placed.edges, tag, &mut self.items);
                }
            }
            Placed::BeginGroup(group) => self.begin_group(group),
            Placed::EndGroup => self.end_group(),
            Placed::BeginArtifact => self.artifact_depth += 1,
            Placed::EndArtifact => self.artifact_depth = self.artifact_depth.saturating_sub(1),
        }
    }

    /// The tag of items that are not content.
    pub(super) fn artifact(&self, kind: ArtifactKind) -> Tag {
        Tag::Artifact(match self.artifact_depth {
            _ if self.is_outside => ArtifactKind::PrinterMark,
            0 => kind,
            _ => ArtifactKind::Pagination,
        })
    }

    /// The tag of the content of an element.
    pub(super) fn content(&self, node: Option<NodeId>, place: ContentPlace) -> Tag {
        match node {
            Some(node) if self.artifact_depth == 0 && self.context.structure.has_content(node, place) => {
                Tag::Node { node, role: role_of(self.context.document, node), place }
            }
            Some(_) => self.artifact(ArtifactKind::Layout),
            None => self.artifact(ArtifactKind::Pagination),
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
        self.legend = self.legend_on(placed);
        let kind = if placed.rect == self.page { ArtifactKind::Background } else { ArtifactKind::Layout };
        let (style, border, padding) = (&placed.style, placed.border, placed.padding);
        let box_id = placed.box_id;
        let Some(whole) = placed.whole.filter(|_| style.text.visibility == Visibility::Visible) else {
            let (rect, edges) = (placed.rect, placed.edges);
            return self.decorated_box(style, DecoratedBox { rect, border, padding, edges, kind, box_id });
        };
        // Draws the whole box and clips it to this fragment. At its own edges the surroundings, such as shadows, stay
        // visible.
        let rect = Rect { y: placed.rect.y - whole.before, height: whole.height, ..placed.rect };
        let far = placed.edges.map(|edge| if edge { -FAR } else { Length::ZERO });
        let clip = self.with_bleed(placed.rect).inset(far);
        let clip = Some(outline(clip, Corners::default()));
        let tag = self.artifact(kind);
        self.items.push(DisplayItem::BeginGroup { opacity: 1.0, clip, tag });
        self.visible = Some(placed.rect);
        let edges = Sides::all(true);
        self.decorated_box(style, DecoratedBox { rect, border, padding, edges, kind, box_id });
        self.visible = None;
        self.items.push(DisplayItem::EndGroup);
    }

    /// Paints shadows, background and borders.
    pub(super) fn decorated_box(&mut self, style: &ComputedStyle, decorated: DecoratedBox) {
        let DecoratedBox { rect, border, padding, edges, kind, box_id } = decorated;
        let legend = self.legend.take().filter(|_| edges.top);
        if style.text.visibility != Visibility::Visible {
            return;
        }
        let background = &*style.background;
        let effects = style.effects.as_deref();
        if background.color.is_transparent()
            && background.layers.is_empty()
            && border == Sides::default()
            && style.border_image().is_none()
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
        let tag = self.artifact(kind);
        let visible = self.on_page(self.with_bleed(self.visible.unwrap_or(rect)));
        let reach = if corners.are_square() { self.reach(rect) } else { Sides::default() };
        let node = box_id.and_then(|id| self.context.tree.get(id).node);
        let page = self.page;
        let area = backgrounds::DecorationArea { rect, border, padding, corners, visible, page, reach, node };
        if let Some(effects) = effects {
            shadows::draw_outside(area, &effects.shadows, edges, tag, &mut self.items);
        }
        let glyphs = match box_id {
            Some(id) if backgrounds::is_clipped_to_text(style) => self.text_of(id),
            _ => Vec::new(),
        };
        backgrounds::draw(area, style, &glyphs, self.context, tag, &mut self.items);
        if let Some(effects) = effects {
            shadows::draw_inside(area, &effects.shadows, edges, tag, &mut self.items);
        }
        let image = style.border_image();
        if !image
            .is_some_and(|image| border_image::draw(area, image, style, self.context, tag, &mut self.items))
        {
            let interrupted = legend.map(|legend| around_legend(rect, border.top, legend));
            if let Some(clip) = interrupted.clone() {
                self.items.push(DisplayItem::BeginGroup { opacity: 1.0, clip: Some(clip), tag });
            }
            let sides = style.border.sides;
            let (rect, border) = match widened(border, sides, reach) {
                Some(wider) => (outset(rect, reach), wider),
                None => (rect, border),
            };
            borders::draw(rect, border, sides, corners, tag, &mut self.items);
            if interrupted.is_some() {
                self.items.push(DisplayItem::EndGroup);
            }
        }
    }

    /// The border box of the legend on a box's top border.
    fn legend_on(&self, fieldset: &PlacedBox) -> Option<Rect> {
        let legend = self.context.tree.legends.get(&fieldset.box_id?)?;
        self.content.iter().find_map(|placed| match placed {
            Placed::Box(placed) if placed.box_id == Some(*legend) => Some(placed.rect),
            _ => None,
        })
    }

    /// Makes an element the target of links, if links lead to it and it `starts` in the area.
    pub(super) fn lead_to(&mut self, node: NodeId, rect: Rect, starts: bool) {
        if starts && self.artifact_depth == 0 && self.context.links.is_destination(node) {
            let at = self.to_page(rect.origin());
            self.targets.push(LinkDestination { node, at });
        }
    }

    /// Makes an area of the link, if the element is one.
    pub(super) fn link(&mut self, node: NodeId, rect: Rect) {
        // Nobody is led to a link that is hidden from some.
        if self.artifact_depth > 0
            || !self.context.structure.has_link(node)
            || rect.width.is_zero()
            || rect.height.is_zero()
        {
            return;
        }
        let Some(target) = self.context.links.target(node) else { return };
        let Some(area) = self.area_on_page(rect) else { return };
        let index = *self.link_index.entry(node).or_insert(self.links.len());
        if index == self.links.len() {
            self.links.push(LinkArea {
                rects: Vec::new(),
                quads: Vec::new(),
                target: target.clone(),
                node,
                description: self.context.links.description(node).to_string(),
            });
        }
        match area {
            PageArea::Upright(rect) => self.links[index].rects.push(rect),
            PageArea::Turned(corners) => self.links[index].quads.push(corners),
        }
    }
}

/// The parts of a border box where its border is drawn: all except those of the top border that are behind a legend.
fn around_legend(rect: Rect, top: Length, legend: Rect) -> Vec<PathSegment> {
    let (below, right) = (rect.y + top, rect.right());
    let left = Rect { width: (legend.x - rect.x).max(Length::ZERO), height: top, ..rect };
    let after = legend.right().max(rect.x);
    let after = Rect { x: after, width: (right - after).max(Length::ZERO), height: top, ..rect };
    let rest = Rect { y: below, height: (rect.bottom() - below).max(Length::ZERO), ..rect };
    [left, after, rest].into_iter().flat_map(|part| outline(part, Corners::default())).collect()
}
