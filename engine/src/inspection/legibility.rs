//! Text that is small, faint or close to the edge of its page. In: the display list of each page. Out: findings, one for
//! each element and kind, with the worst figure; of headers and footers one for each figure.

use std::collections::BTreeMap;

use super::backdrop::{Area, Backdrop, Drawing, EVERYWHERE, area_of, area_of_path, corners, intersection};
use super::contrast::{channels, luminance, over, ratio};
use super::{Finding, FindingKind, Inspected, LEAST_DISTANCE, LEAST_SIZE, first_words};
use crate::boxes::{BoxId, BoxKind};
use crate::css::VerticalAlign;
use crate::html::NodeId;
use crate::paint::{
    ArtifactKind, BlendMode, ContentPlace, DisplayItem, DisplayList, Effect, ImageContent, Tag, TextItem,
    Transform, svg,
};
use crate::units::{Length, Point, Rect, Size};

/// The contrast that text needs, and what large text needs, in hundredths (WCAG 2.2, 1.4.3).
const LEAST_CONTRAST: [u16; 2] = [450, 300];

/// Text from this size is large, in points; bold text from the second one.
const LARGE: [f64; 2] = [18.0, 14.0];

/// Lengths are integers: a smaller difference is rounding.
const ROUNDING: f64 = 0.02;

/// The share of the font size that most letters reach above the baseline.
const ASCENT: f64 = 0.7;

/// The most vector pictures of a page that are looked into; a background may repeat one countless times.
const MAX_PICTURES: usize = 256;

/// What a finding is about, by which only the worst of several is kept: a number for its kind, and the element or, in
/// headers and footers, the figure.
type Subject = (u8, Option<NodeId>, String);

struct Inspector<'a> {
    inspected: &'a Inspected<'a>,
    /// The first box of each element.
    boxes: Vec<Option<BoxId>>,
    findings: BTreeMap<Subject, Finding>,
    page: usize,
    size: Size,
    backdrop: Backdrop,
    /// How many vector pictures of the page have been drawn.
    pictures: usize,
}

/// Finds what is hard to read.
pub(super) fn inspect(inspected: &Inspected<'_>, list: impl Fn(usize) -> DisplayList) -> Vec<Finding> {
    let mut inspector = Inspector {
        inspected,
        boxes: inspected.first_boxes(),
        findings: BTreeMap::new(),
        page: 0,
        size: Size::default(),
        backdrop: Backdrop::default(),
        pictures: 0,
    };
    for index in 0..inspected.pages.len() {
        let list = list(index);
        (inspector.page, inspector.size) = (index + 1, list.size);
        (inspector.backdrop, inspector.pictures) = (Backdrop::default(), 0);
        let drawing = Drawing { map: Transform::IDENTITY, opacity: 1.0, clip: EVERYWHERE, is_blended: false };
        inspector.items(&list.items, drawing, false);
    }
    inspector.findings.into_values().collect()
}

impl Inspector<'_> {
    /// Goes through items, in a picture if `in_picture`.
    fn items(&mut self, items: &[DisplayItem], drawing: Drawing, in_picture: bool) {
        let mut open = vec![drawing];
        for item in items {
            let drawing = open.last().copied().unwrap_or(drawing);
            match item {
                DisplayItem::Text(text) => self.text(text, &drawing, in_picture),
                DisplayItem::Path(path) => {
                    if let Some(fill) = &path.fill {
                        self.backdrop.fill(&path.segments, path.even_odd, fill, &drawing);
                    }
                }
                DisplayItem::Image(image) => match &image.image.content {
                    ImageContent::Vector(picture) if self.pictures < MAX_PICTURES => {
                        self.pictures += 1;
                        let clip = image.clip.map_or(EVERYWHERE, |clip| area_of(corners(clip, drawing.map)));
                        let drawing = Drawing { clip: intersection(drawing.clip, clip), ..drawing };
                        let drawn = svg::draw(picture, image.rect, image.tag, 1.0);
                        self.items(&drawn.items, drawing, true);
                    }
                    ImageContent::Raster { .. } | ImageContent::Vector(_) => {
                        self.backdrop.picture(image.clip.unwrap_or(image.rect), &drawing);
                    }
                },
                DisplayItem::BeginGroup { opacity, clip, .. } => {
                    let clip = clip.as_ref().map_or(EVERYWHERE, |clip| area_of_path(clip, drawing.map));
                    let opacity = drawing.opacity * f64::from(*opacity);
                    open.push(Drawing { opacity, clip: intersection(drawing.clip, clip), ..drawing });
                }
                DisplayItem::BeginEffect { effect, .. } => open.push(match effect {
                    Effect::Transform(map) => Drawing { map: drawing.map.after(*map), ..drawing },
                    Effect::Clip { segments, .. } => {
                        let clip = area_of_path(segments, drawing.map);
                        Drawing { clip: intersection(drawing.clip, clip), ..drawing }
                    }
                    Effect::Blend(BlendMode::Normal) => drawing,
                    Effect::Blend(_) | Effect::Mask(_) => Drawing { is_blended: true, ..drawing },
                }),
                DisplayItem::EndGroup => {
                    open.pop();
                }
            }
        }
    }

    fn text(&mut self, text: &TextItem, drawing: &Drawing, in_picture: bool) {
        let words = text.run_text();
        let is_decoration =
            matches!(text.tag, Tag::Artifact(ArtifactKind::Layout | ArtifactKind::PrinterMark));
        if is_decoration || text.is_artifact || !words.contains(char::is_alphanumeric) {
            return;
        }
        let ascent = text.size.scale(ASCENT);
        let top = text.origin.translate(Point::new(Length::ZERO, -ascent));
        let rect = Rect::new(top, Size::new(text.width, ascent));
        let area = area_of(corners(rect, drawing.map));
        let page = [0.0, 0.0, self.size.width.points(), self.size.height.points()];
        let [left, top, right, bottom] = intersection(intersection(area, drawing.clip), page);
        if left >= right || top >= bottom {
            return;
        }
        let scale = libm::hypot(drawing.map.0[2], drawing.map.0[3]);
        let size = text.size.points() * scale;
        if size < LEAST_SIZE - ROUNDING && (in_picture || !self.is_raised(text)) {
            self.add(FindingKind::SmallText { size: Length::from_points(size) }, text);
        }
        self.edges(area, page, text);
        if !drawing.is_blended {
            self.contrast(text, rect, drawing, size);
        }
    }

    /// Whether text is raised or lowered: it is judged by the size of the text around it.
    fn is_raised(&self, text: &TextItem) -> bool {
        let Inspected { document, tree, .. } = self.inspected;
        let Tag::Node { node, place, .. } = text.tag else { return false };
        let inside = match place {
            ContentPlace::FootnoteCall => return true,
            ContentPlace::Text(inside) => inside,
            _ => node,
        };
        let around = std::iter::once(inside).chain(document.ancestors(inside));
        let boxes = around.filter_map(|node| self.boxes.get(node.index()).copied().flatten());
        boxes.take_while(|id| matches!(tree.get(*id).kind, BoxKind::Inline | BoxKind::Text(_))).any(|id| {
            let align = tree.style(id).layout.vertical_align;
            matches!(align, VerticalAlign::Super | VerticalAlign::Sub | VerticalAlign::LengthPercentage(_))
        })
    }

    fn edges(&mut self, area: Area, page: Area, text: &TextItem) {
        let distances = [area[0] - page[0], area[1] - page[1], page[2] - area[2], page[3] - area[3]];
        let distance = Length::from_points(distances.into_iter().fold(f64::INFINITY, f64::min));
        let least = Length::from_millimeters(LEAST_DISTANCE) - Length::from_points(ROUNDING);
        // Text across the edge is reported as cut off.
        if distance >= Length::ZERO && distance < least {
            self.add(FindingKind::NearEdge { distance }, text);
        }
    }

    fn contrast(&mut self, text: &TextItem, rect: Rect, drawing: &Drawing, size: f64) {
        let weight = self.inspected.fonts.face(text.face).weight;
        let is_large = size >= LARGE[0] - ROUNDING || (weight >= 700 && size >= LARGE[1] - ROUNDING);
        let least = LEAST_CONTRAST[usize::from(is_large)];
        let (color, opacity) = channels(text.color);
        let opacity = opacity * drawing.opacity;
        // Invisible text is for search.
        if opacity <= 0.0 {
            return;
        }
        let middle = rect.y.points() + rect.height.points() * 0.6;
        let mut worst: Option<(u16, bool, bool)> = None;
        for share in [0.1, 0.5, 0.9] {
            let at = drawing.map.apply((rect.x.points() + rect.width.points() * share, middle));
            let below = self.backdrop.colors(at);
            let [darkest, lightest] = below.map(luminance);
            let is_known = lightest - darkest < 1e-9;
            let own = below.map(|below| luminance(over(color, opacity, below)));
            // Of an unknown picture, some part may be as light as the text.
            let contrast = match own[0] > darkest && own[1] < lightest {
                true => 1.0,
                false => ratio(own[0], darkest).min(ratio(own[1], lightest)),
            };
            let found = ((contrast * 100.0) as u16, own[1] > lightest, is_known);
            worst = worst.filter(|worst| worst.0 <= found.0).or(Some(found));
        }
        match worst {
            Some((ratio, is_lighter, true)) if ratio < least => {
                self.add(FindingKind::LowContrast { ratio, least, is_lighter }, text);
            }
            Some((ratio, _, false)) if ratio < least => self.add(FindingKind::OverPicture, text),
            _ => {}
        }
    }

    /// Adds a finding, unless there is a worse one about the same element.
    fn add(&mut self, kind: FindingKind, text: &TextItem) {
        let node = match text.tag {
            Tag::Node { node, .. } => Some(node),
            Tag::Artifact(_) => None,
        };
        let words = first_words(text.run_text());
        // The headers of all pages have one style.
        let subject = if node.is_some() { String::new() } else { format!("{kind:?}") };
        let number = match kind {
            FindingKind::SmallText { .. } => 0,
            FindingKind::NearEdge { .. } => 1,
            _ => 2,
        };
        let finding = Finding { kind, page: self.page, words, node };
        let known = self.findings.entry((number, node, subject)).or_insert_with(|| finding.clone());
        if finding.kind < known.kind {
            *known = finding;
        }
    }
}
