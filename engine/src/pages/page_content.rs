//! The content of one page: canvas, page border, its fragment of the text, footnotes, fixed boxes.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::boxes::{BoxId, BoxKind, BoxTree};
use crate::css::{
    BackgroundBox, Color, ComputedStyle, LengthPercentageOrAuto, PageStyle, Position as CssPosition,
};
use crate::layout::{Context, Galley, Problems, StaticPlace};
use crate::pages::footnotes::AreaEdges;
use crate::pages::page::{Group, GroupKind, Placed, PlacedBox};
use crate::pages::placing::continued::ContinuedBox;
use crate::pages::placing::layers::PlacedPage;
use crate::pages::placing::placer::Placer;
use crate::pages::placing::stacking::{ContentItem, StackingLevel};
use crate::pages::plan::Planned;
use crate::units::{Length, Point, Rect, Sides};

/// What the content of pages depends on besides the plan. It is the same for all pages and rounds.
pub(super) struct PageContent {
    /// By the index of a box, whether to record the page on which the box starts.
    wanted: Vec<bool>,
    /// The style whose background is that of the canvas.
    canvas: Option<Arc<ComputedStyle>>,
    /// The boxes that are painted without their background, because it is the canvas's.
    without_background: Vec<BoxId>,
    /// The style of the group that clips what is in the page area, if it is clipped.
    clip: Option<Arc<ComputedStyle>>,
    /// The boxes that are on every page.
    pub(super) fixed: Vec<BoxId>,
}

impl PageContent {
    /// `wanted` is whether the page of each box is asked for.
    pub(super) fn new(tree: &BoxTree, wanted: Vec<bool>) -> PageContent {
        let (canvas, without_background) = canvas_background(tree);
        let fixed = fixed_boxes(tree);
        let clip = tree.clips_pages.then(|| Arc::new(crate::css::properties::initial()));
        PageContent { wanted, canvas, without_background, clip, fixed }
    }

    /// Places the content of a page, without its margin boxes.
    pub(super) fn place(
        &self,
        context: &Context<'_>,
        galleys: &[Galley],
        plan: &[Planned],
        fixed_places: &[StaticPlace],
        number: usize,
    ) -> PlacedPage {
        let planned = &plan[number];
        let style = &planned.style;
        let area = page_area(style);
        let mut content = self.page_boxes(style);
        let is_wanted = |id: BoxId| self.wanted.get(id.index()).copied().unwrap_or(false);
        let mut placer = Placer::new(context, area, &is_wanted, &self.without_background);
        place_flow(&mut placer, galleys, planned, area);
        for (&id, place) in self.fixed.iter().zip(fixed_places) {
            let place = StaticPlace { at: place.at.translate(area.origin()), ..*place };
            match number {
                0 => placer.positioned_box(id, area, place, None),
                _ => placer.repeated_box(id, area, place),
            }
        }
        let page = placer.finish();
        self.add_clipped(&mut content, page.content, area);
        PlacedPage { content, ..page }
    }

    /// The static positions of the fixed boxes, from the corner of the page area: on every page they are where they are on
    /// the page with their place in the text (CSS 2.2, section 10.6.4). It is known once the flow is placed, which is done
    /// here only for boxes without offsets.
    pub(super) fn fixed_places(
        &self,
        context: &Context<'_>,
        galleys: &[Galley],
        plan: &[Planned],
    ) -> Vec<StaticPlace> {
        let corner = StaticPlace { at: Point::default(), from_right: false, room: None };
        let mut places: FxHashMap<BoxId, StaticPlace> = FxHashMap::default();
        if self.fixed.iter().any(|&id| has_static_position(context.tree, id)) {
            let found = Problems::default();
            let context = Context { problems: &found, ..*context };
            for planned in plan {
                let area = page_area(&planned.style);
                let mut placer = Placer::new(&context, area, &|_| false, &[]);
                place_flow(&mut placer, galleys, planned, area);
                for (id, place) in placer.fixed {
                    let at = Point::new(place.at.x - area.x, place.at.y - area.y);
                    places.entry(id).or_insert(StaticPlace { at, ..place });
                }
            }
        }
        self.fixed.iter().map(|id| places.get(id).copied().unwrap_or(corner)).collect()
    }

    /// Adds to a page what continues there from the page before.
    pub(super) fn place_rest(
        &self,
        context: &Context<'_>,
        style: &PageStyle,
        rest: Vec<ContinuedBox>,
        page: &mut PlacedPage,
    ) {
        let is_wanted = |id: BoxId| self.wanted.get(id.index()).copied().unwrap_or(false);
        let mut placer = Placer::new(context, page_area(style), &is_wanted, &self.without_background);
        rest.into_iter().for_each(|each| placer.rest_of_positioned(each));
        let mut more = placer.finish();
        self.add_clipped(&mut page.content, more.content, page_area(style));
        page.started.append(&mut more.started);
        page.continued.append(&mut more.continued);
    }

    /// Adds what is in the page area to the content of a page.
    fn add_clipped(&self, content: &mut Vec<Placed>, mut inside: Vec<Placed>, area: Rect) {
        let Some(style) = &self.clip else { return content.append(&mut inside) };
        let mut group = Group::new(GroupKind::Overflow, style);
        group.set_box(area, Sides::default(), Sides::default(), Sides::all(true));
        content.push(Placed::BeginGroup(group));
        content.append(&mut inside);
        content.push(Placed::EndGroup);
    }

    /// The boxes of the page itself: its background, the canvas, its border.
    fn page_boxes(&self, style: &PageStyle) -> Vec<Placed> {
        let mut content = Vec::new();
        let page = Rect::new(Point::default(), style.size);
        if !style.style.background.color.is_transparent() || !style.style.background.layers.is_empty() {
            content.push(plain_box(on_page(style), page, Sides::default(), Sides::default()));
        }
        if let Some(canvas) = &self.canvas {
            // The canvas is the page without its margins and borders.
            let rect = page.inset(style.margin).inset(style.style.border.widths());
            content.push(plain_box(without_border(canvas), rect, Sides::default(), Sides::default()));
        }
        let border = style.style.border.widths();
        if border != Sides::default() {
            let mut bare = (*style.style).clone();
            bare.background = crate::css::properties::initial().background;
            content.push(plain_box(Arc::new(bare), page.inset(style.margin), border, style.padding));
        }
        content
    }
}

/// How many of the first boxes on a page are its own background, canvas and border.
pub(super) fn own_boxes(content: &[Placed], style: &PageStyle) -> usize {
    let is_own = |placed: &&Placed| match placed {
        Placed::Box(placed) => placed.box_id.is_none() && !Arc::ptr_eq(&placed.style, &style.footnote_area),
        _ => false,
    };
    content.iter().take_while(is_own).count()
}

/// Whether a positioned box is where it would be in the flow, in one direction or both.
fn has_static_position(tree: &BoxTree, id: BoxId) -> bool {
    let inset = &tree.style(id).layout.inset;
    let is_auto = |start, end| start == LengthPercentageOrAuto::Auto && end == LengthPercentageOrAuto::Auto;
    is_auto(inset.left, inset.right) || is_auto(inset.top, inset.bottom)
}

/// Places the text of a page and its footnotes.
fn place_flow(placer: &mut Placer<'_>, galleys: &[Galley], planned: &Planned, area: Rect) {
    if let Some((galley, fragment)) = planned.fragment {
        let room = area.height - planned.height_of_notes();
        let galley = &galleys[galley];
        placer.room = Some(room.offset());
        // A flow that ends here ends with its content.
        let is_broken = galley.slice(fragment).is_some_and(|slice| !slice.ends());
        placer.foot = is_broken.then_some(area.y + room);
        placer.fragment(galley, fragment, area.origin());
    }
    if !planned.notes.is_empty() {
        place_notes(placer, planned, area);
    }
}

/// Places the footnote area at the bottom of the page area.
fn place_notes(placer: &mut Placer<'_>, planned: &Planned, area: Rect) {
    let edges = AreaEdges::of(&planned.style);
    let height: Length = planned.notes.iter().map(|note| note.height).sum();
    let inner = edges.border + edges.padding;
    let border_box = Rect {
        x: area.x + edges.margin.left,
        y: area.bottom() - edges.margin.bottom - inner.vertical() - height,
        width: (area.width - edges.margin.horizontal()).max(Length::ZERO),
        height: height + inner.vertical(),
    };
    // The area is painted as a whole, over the flow: its notes are read after the flow.
    placer.content.push(ContentItem::Begin(StackingLevel::Atomic));
    placer.put(plain_box(planned.style.footnote_area.clone(), border_box, edges.border, edges.padding));
    let mut at = border_box.inset(inner).origin();
    for note in &planned.notes {
        placer.fragment(&note.galley, note.fragment, at);
        at.y += note.height;
    }
    placer.content.push(ContentItem::End);
}

/// A box that belongs to no element.
fn plain_box(style: Arc<ComputedStyle>, rect: Rect, border: Sides<Length>, padding: Sides<Length>) -> Placed {
    Placed::Box(PlacedBox {
        box_id: None,
        node: None,
        style,
        rect,
        border,
        padding,
        edges: Sides::all(true),
        whole: None,
        starts: false,
    })
}

/// The page area: the content box of a page.
fn page_area(style: &PageStyle) -> Rect {
    Rect::new(Point::default(), style.size).inset(style.edges())
}

/// The style of the page's background, which covers the page whatever `background-clip` says, and whose images are placed
/// in the box that `background-origin` names (CSS Paged Media 3, section 5.1).
fn on_page(style: &PageStyle) -> Arc<ComputedStyle> {
    let mut plain = without_border(&style.style);
    if plain.background.layers.is_empty() && plain.background.color_clip == BackgroundBox::BorderBox {
        return plain;
    }
    let page = Rect::new(Point::default(), style.size);
    let border_box = page.inset(style.margin);
    let padding_box = border_box.inset(style.style.border.widths());
    let background = Arc::make_mut(&mut Arc::make_mut(&mut plain).background);
    background.color_clip = BackgroundBox::BorderBox;
    for layer in &mut background.layers {
        layer.clip = BackgroundBox::BorderBox;
        layer.area = Some(match layer.origin {
            BackgroundBox::BorderBox | BackgroundBox::Text => border_box,
            BackgroundBox::PaddingBox => padding_box,
            BackgroundBox::ContentBox => padding_box.inset(style.padding),
        });
    }
    plain
}

fn without_border(style: &Arc<ComputedStyle>) -> Arc<ComputedStyle> {
    if style.border.widths() == Sides::default() && style.border.radii == Default::default() {
        return style.clone();
    }
    let mut plain = (**style).clone();
    plain.border = crate::css::properties::initial().border;
    Arc::new(plain)
}

/// The background that propagates to the canvas (CSS Backgrounds 3, section 2.11.2): the root's, or else the body's.
/// Also returns the boxes that are painted without their own background for that reason.
fn canvas_background(tree: &BoxTree) -> (Option<Arc<ComputedStyle>>, Vec<BoxId>) {
    let has_background = |style: &ComputedStyle| {
        style.background.color != Color::TRANSPARENT && !style.background.color.is_transparent()
            || !style.background.layers.is_empty()
    };
    let Some(root) = tree.boxes.first() else { return (None, Vec::new()) };
    if has_background(&root.style) {
        return (Some(root.style.clone()), vec![BoxId::ROOT]);
    }
    for &child in &root.children {
        let body = tree.get(child);
        if !body.anonymous && has_background(&body.style) {
            return (Some(body.style.clone()), vec![child]);
        }
    }
    (None, Vec::new())
}

/// The boxes that are on every page.
fn fixed_boxes(tree: &BoxTree) -> Vec<BoxId> {
    let has_own_style = |kind: &BoxKind| {
        !matches!(kind, BoxKind::Text(_) | BoxKind::LineBreak | BoxKind::Reference(_) | BoxKind::Leader(_))
    };
    let ids = (0..tree.boxes.len() as u32).map(BoxId);
    ids.filter(|&id| {
        let layout_box = tree.get(id);
        layout_box.style.layout.position == CssPosition::Fixed
            && !layout_box.anonymous
            && has_own_style(&layout_box.kind)
    })
    .collect()
}
