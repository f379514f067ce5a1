//! A display list to content streams. Each page is encoded independently, so pages can be encoded on several threads;
//! they only read what they share.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::paint::{
    BlendMode, Direction, DisplayItem, DisplayList, Effect, ImageItem, LinkArea, LinkDestination, NodeId,
    PageOrientation, Paint, PathItem, PathSegment, Tag, TextItem, Tiles, Transform,
};
use crate::pdf::graphics::content::{ContentKey, ContentStream, VisibleArea};
use crate::pdf::graphics::image;
use crate::pdf::graphics::image::{ImageDrawn, ImageKey, ImageTable, ImageUse, placement};
use crate::pdf::graphics::ink::Device;
use crate::pdf::graphics::path;
use crate::pdf::graphics::resource_use::{GraphicsState, MaskSource, ResourceUse};
use crate::pdf::press::PressProblem;
use crate::pdf::syntax::deflate::Deflater;
use crate::pdf::text::direction;
use crate::pdf::text::font::{FaceUse, FontTable};
use crate::pdf::text::reading_order;
use crate::pdf::text::runs;
use crate::pdf::text::word_break::WordBreaks;
use crate::text::FaceId;
use crate::units::{Length, Point, Rect, Size};

/// What a page uses of the document's glyphs and images, which are numbered before the page is encoded.
#[derive(Default)]
pub(crate) struct PageUse {
    pub glyphs: Vec<(FaceId, FaceUse)>,
    pub images: Vec<ImageUse>,
    /// All images that are drawn.
    pub drawn: Vec<ImageDrawn>,
    /// Whether the size of a picture in its list may not be that on the page.
    is_scaled: bool,
    /// Whether a character is shown that no font has.
    pub has_missing_glyph: bool,
    /// The content that characters of the Private Use Areas are read in.
    pub private_use: Vec<ContentKey>,
    /// What a press prints badly.
    pub press_problems: Vec<PressProblem>,
    seen: FxHashSet<ImageKey>,
}

/// A page with its content streams deflated.
pub(crate) struct EncodedPage {
    pub size: Size,
    pub bleed_box: Rect,
    pub media_box: Rect,
    pub orientation: PageOrientation,
    pub label: String,
    pub content: EncodedContent,
    /// In order of their numbers; a form uses only forms of lower numbers.
    pub forms: Vec<EncodedContent>,
    /// Whether groups are nested deeper than PDF/A allows.
    pub has_deep_groups: bool,
    /// The pictures that are content, with their places.
    pub figures: Vec<(NodeId, Rect)>,
    pub links: Vec<LinkArea>,
    pub targets: Vec<LinkDestination>,
}

pub(crate) struct EncodedContent {
    pub data: Vec<u8>,
    pub resources: ResourceUse,
    pub transparent: bool,
    /// The visible area of a form.
    pub area: VisibleArea,
    /// The content of the structure in it, by the numbers of the marks.
    pub marks: Vec<ContentKey>,
    pub has_deep_groups: bool,
    /// The height from which coordinates are flipped.
    pub height: Length,
    /// What its colors are for.
    pub device: Device,
    /// What makes the form a tiling pattern.
    pub tile: Option<Tile>,
}

/// The frame of a tiling pattern.
pub(crate) struct Tile {
    pub size: Size,
    /// Maps the pattern's coordinates to those of the stream that uses it.
    pub matrix: Transform,
}

/// A vector picture as a form XObject.
pub(crate) struct EncodedPicture {
    pub content: EncodedContent,
    pub forms: Vec<EncodedContent>,
}

/// What the pages share.
#[derive(Clone, Copy)]
pub(crate) struct Shared<'a> {
    pub fonts: &'a FontTable<'a>,
    pub images: &'a ImageTable,
    /// What the colors are for.
    pub device: &'a Device,
}

/// Scans a page for new glyphs and images.
pub(crate) fn scan(list: &DisplayList, shared: Shared) -> PageUse {
    let is_transform =
        |item: &DisplayItem| matches!(item, DisplayItem::BeginEffect { effect: Effect::Transform(_), .. });
    let mut page = PageUse { is_scaled: list.items.iter().any(is_transform), ..PageUse::default() };
    scan_items(&list.items, shared, &mut page);
    page
}

/// Scans items and what they are made of. The images of a picture come before the picture.
fn scan_items(items: &[DisplayItem], shared: Shared, page: &mut PageUse) {
    for item in items {
        if let Device::Press(press) = shared.device {
            press.add_heavy_colors(item, &mut page.press_problems);
        }
        match item {
            DisplayItem::Text(item) => {
                page.has_missing_glyph |= item.glyphs.contains(&0);
                let reads_private_use = runs::collect(item, shared.fonts, &mut page.glyphs);
                if let Tag::Node { node, place, .. } = item.tag
                    && reads_private_use
                {
                    page.private_use.push((node, place));
                }
            }
            DisplayItem::Image(item) => {
                page.drawn.push(ImageDrawn::of(item, page.is_scaled));
                if shared.images.number(item).is_none() && page.seen.insert(image::key(item)) {
                    let used = ImageUse::of(item, page.is_scaled);
                    scan_inside(&used.items, shared, page);
                    page.images.push(used);
                }
            }
            DisplayItem::Path(PathItem { fill: Some(Paint::Tiles(tiles)), .. }) => {
                scan_inside(&tiles.items, shared, page);
            }
            DisplayItem::BeginEffect { effect: Effect::Mask(mask), .. } => {
                scan_inside(&mask.items, shared, page);
            }
            _ => {}
        }
    }
}

/// Scans the items of a picture, tiles or a mask, which are drawn at any size.
fn scan_inside(items: &[DisplayItem], shared: Shared, page: &mut PageUse) {
    let outside = std::mem::replace(&mut page.is_scaled, true);
    scan_items(items, shared, page);
    page.is_scaled = outside;
}

/// Encodes a page.
pub(crate) fn encode(list: DisplayList, shared: Shared, deflater: &mut Deflater) -> EncodedPage {
    let mut encoder = Encoder::new(shared, list.size, deflater);
    encoder.content = ContentStream::for_page(list.size, list.bleed_box, shared.device.clone());
    encoder.breaks = WordBreaks::of(&list);
    encoder.right_to_left = direction::goes_right_to_left(&list);
    let figures = figures(&list);
    let (content, forms) = encoder.run(&list.items);
    EncodedPage {
        has_deep_groups: content.has_deep_groups || forms.iter().any(|form| form.has_deep_groups),
        figures,
        size: list.size,
        bleed_box: list.bleed_box,
        media_box: list.media_box,
        orientation: list.orientation,
        label: list.label,
        content,
        forms,
        links: list.links,
        targets: list.targets,
    }
}

fn figures(list: &DisplayList) -> Vec<(NodeId, Rect)> {
    let pictures = list.items.iter().filter_map(|item| match item {
        DisplayItem::Image(ImageItem { tag: Tag::Node { node, .. }, rect, clip, .. }) => {
            Some((*node, clip.unwrap_or(*rect)))
        }
        _ => None,
    });
    pictures.collect()
}

/// Encodes a vector picture of this size.
pub(crate) fn encode_picture(
    items: &[DisplayItem],
    size: Size,
    shared: Shared,
    deflater: &mut Deflater,
) -> EncodedPicture {
    let mut encoder = Encoder::new(shared, size, deflater);
    encoder.content = ContentStream::for_picture(size, shared.device.clone());
    // It is longer than any page and made smaller where it is painted, so that hundredths are finer than those of a page.
    encoder.content.precision = 10;
    let (content, forms) = encoder.run(items);
    EncodedPicture { content, forms }
}

struct Encoder<'a> {
    shared: Shared<'a>,
    deflater: &'a mut Deflater,
    size: Size,
    /// The stream that is being written: the page's, or that of the innermost group.
    content: ContentStream,
    /// Whether most of the page's letters are right-to-left.
    right_to_left: bool,
    breaks: WordBreaks,
    /// The groups that are open.
    open: Vec<OpenContentGroup>,
    forms: Vec<EncodedContent>,
    /// The number of the form of tiles, by their address and matrix; never iterated.
    tiles: FxHashMap<(usize, [u64; 6]), u32>,
}

enum OpenContentGroup {
    /// A clip, a map or nothing at all, between `q` and `Q` of the same stream.
    Clip,
    /// A transparency group: a form XObject, painted into `outside` when it ends.
    Form { outside: Box<ContentStream>, opacity: u16, blend: BlendMode },
}

impl<'a> Encoder<'a> {
    fn new(shared: Shared<'a>, size: Size, deflater: &'a mut Deflater) -> Encoder<'a> {
        let content = ContentStream::new(size, shared.device.clone());
        Encoder {
            shared,
            deflater,
            size,
            content,
            right_to_left: false,
            breaks: WordBreaks::default(),
            open: Vec::new(),
            forms: Vec::new(),
            tiles: FxHashMap::default(),
        }
    }

    fn run(mut self, items: &[DisplayItem]) -> (EncodedContent, Vec<EncodedContent>) {
        let content = std::mem::replace(&mut self.content, ContentStream::new(self.size, Device::Gray));
        (self.encode(content, items), self.forms)
    }

    /// Encodes items into a stream of their own.
    fn encode(&mut self, stream: ContentStream, items: &[DisplayItem]) -> EncodedContent {
        let outside = std::mem::replace(&mut self.content, stream);
        let open = std::mem::take(&mut self.open);
        let mut rest = items;
        while let Some((item, after)) = rest.split_first() {
            let shown = self.line_of_stretches(rest);
            if shown == 0 {
                self.item(item);
            }
            rest = rest.get(shown..).filter(|_| shown > 0).unwrap_or(after);
        }
        while !self.open.is_empty() {
            self.end_group();
        }
        self.open = open;
        let inside = std::mem::replace(&mut self.content, outside);
        self.close(inside)
    }

    /// The number of a new form.
    fn form(&mut self, encoded: EncodedContent) -> u32 {
        self.forms.push(encoded);
        self.forms.len() as u32 - 1
    }

    /// The index of tiles among the patterns of the stream.
    fn tiles(&mut self, tiles: &Arc<Tiles>) -> usize {
        let downward = Transform([1.0, 0.0, 0.0, -1.0, 0.0, tiles.size.height.points()]);
        let matrix = self.content.upward(tiles.map).after(downward);
        let key = (Arc::as_ptr(tiles).addr(), matrix.bits());
        let number = self.tiles.get(&key).copied().unwrap_or_else(|| {
            let stream = ContentStream::for_picture(tiles.size, self.content.device().clone());
            let mut encoded = self.encode(stream, &tiles.items);
            encoded.tile = Some(Tile { size: tiles.size, matrix });
            self.form(encoded)
        });
        self.tiles.insert(key, number);
        self.content.tiles(number)
    }

    fn item(&mut self, item: &DisplayItem) {
        match item {
            DisplayItem::Text(item) => {
                runs::show(&mut self.content, item, self.shared.fonts, &self.breaks);
            }
            DisplayItem::Path(item) => {
                self.content.set_mark(Some(item.tag));
                let tiles = match &item.fill {
                    Some(Paint::Tiles(tiles)) => Some(self.tiles(tiles)),
                    _ => None,
                };
                path::paint(&mut self.content, item, tiles);
            }
            DisplayItem::Image(item) => {
                self.content.set_mark(Some(item.tag));
                self.image(item);
            }
            DisplayItem::BeginGroup { opacity, clip, tag: _ } => self.begin_group(*opacity, clip.as_deref()),
            DisplayItem::BeginEffect { effect, tag: _ } => self.begin_effect(effect),
            DisplayItem::EndGroup => self.end_group(),
        }
    }

    /// Shows the line that starts with the first of these items, if it is right-to-left and the page is not. Returns how
    /// many items that were. The underlines of the line come before its text.
    fn line_of_stretches(&mut self, items: &[DisplayItem]) -> usize {
        let Some(DisplayItem::Text(first)) = items.first() else { return 0 };
        let right_to_left = |item: &TextItem| item.direction == Direction::RightToLeft;
        if !self.right_to_left && !right_to_left(first) {
            return 0;
        }
        let of_line = items.iter().take_while(|item| match item {
            DisplayItem::Text(item) => {
                Arc::ptr_eq(&item.line, &first.line) && item.tag.is_artifact() == first.tag.is_artifact()
            }
            DisplayItem::Path(_) => true,
            _ => false,
        });
        let count = of_line
            .zip(1..)
            .filter(|(item, _)| matches!(item, DisplayItem::Text(_)))
            .last()
            .map_or(0, |(_, count)| count);
        let of_line = items.get(..count).unwrap_or_default();
        // Items outside the text of the line: an initial letter beside it, underlines.
        let is_apart = |item: &DisplayItem| match item {
            DisplayItem::Text(item) => self.breaks.has_no_text(item),
            _ => true,
        };
        let texts: Vec<&TextItem> = of_line
            .iter()
            .filter(|item| !is_apart(item))
            .filter_map(|item| match item {
                DisplayItem::Text(item) => Some(item),
                _ => None,
            })
            .collect();
        let apart: Vec<&DisplayItem> = of_line.iter().filter(|item| is_apart(item)).collect();
        let shows = |item: &&TextItem| {
            !item.color.is_transparent()
                && item.size > Length::ZERO
                && self.shared.fonts.get(item.face).is_some_and(|face| face.special.left_to_right_mark() != 0)
        };
        if self.right_to_left {
            let Some(parts) = reading_order::parts(&texts) else { return 0 };
            apart.into_iter().for_each(|item| self.item(item));
            runs::show_in_order(&mut self.content, &parts, self.shared.fonts, &self.breaks);
            return count;
        }
        if !texts.iter().all(shows) {
            return 0;
        }
        let Some(stretches) = direction::stretches(&texts, self.shared.fonts, &self.breaks) else { return 0 };
        apart.into_iter().for_each(|item| self.item(item));
        runs::show_stretches(&mut self.content, &texts, &stretches, self.shared.fonts, &self.breaks);
        count
    }

    fn image(&mut self, item: &ImageItem) {
        let Some(number) = self.shared.images.number(item) else { return };
        let placement = placement(item);
        let content = &mut self.content;
        content.save();
        content.set_opacity(1000, 1000);
        if let Some(clip) = item.clip {
            path::clip(content, &path::rectangle(clip), false);
        }
        content.transform(placement.scale, Point::new(placement.left, placement.bottom));
        if let Some(turn) = placement.turn {
            content.operator(turn);
        }
        content.draw_image(number);
        content.restore();
    }

    fn begin_group(&mut self, opacity: f32, clip: Option<&[PathSegment]>) {
        // `as` saturates and maps NaN to zero.
        let opacity = (opacity * 1000.0).round().clamp(0.0, 1000.0) as u16;
        self.content.set_mark(None);
        self.content.save();
        if let Some(segments) = clip {
            path::clip(&mut self.content, segments, false);
        }
        if opacity == 1000 {
            self.open.push(OpenContentGroup::Clip);
        } else {
            self.begin_form(opacity, BlendMode::Normal);
        }
    }

    fn begin_form(&mut self, opacity: u16, blend: BlendMode) {
        let inside = self.content.inner_group();
        let outside = std::mem::replace(&mut self.content, inside);
        self.open.push(OpenContentGroup::Form { outside: Box::new(outside), opacity, blend });
    }

    fn begin_effect(&mut self, effect: &Effect) {
        self.content.set_mark(None);
        self.content.save();
        match effect {
            Effect::Transform(map) => self.content.map(*map),
            Effect::Clip { segments, even_odd } => path::clip(&mut self.content, segments, *even_odd),
            Effect::Blend(blend) => return self.begin_form(1000, *blend),
            Effect::Mask(mask) => {
                let (stream, source) = match mask.is_luminance {
                    true => (self.content.inner_mask(), MaskSource::Luminosity),
                    false => (self.content.inner_group(), MaskSource::Alpha),
                };
                let encoded = self.encode(stream, &mask.items);
                let form = self.form(encoded);
                self.content.set_graphics_state(GraphicsState::FormMask(form, source));
                return self.begin_form(1000, BlendMode::Normal);
            }
        }
        self.open.push(OpenContentGroup::Clip);
    }

    fn end_group(&mut self) {
        match self.open.pop() {
            Some(OpenContentGroup::Clip) => {
                self.content.set_mark(None);
                self.content.restore();
            }
            Some(OpenContentGroup::Form { outside, opacity, blend }) => {
                let inside = std::mem::replace(&mut self.content, *outside);
                let encoded = self.close(inside);
                let number = self.form(encoded);
                self.content.set_graphics_state(GraphicsState::Opacity(opacity, opacity));
                if blend != BlendMode::Normal {
                    self.content.set_graphics_state(GraphicsState::Blend(blend));
                }
                self.content.draw_form(number);
                self.content.restore();
            }
            None => {}
        }
    }

    fn close(&mut self, mut content: ContentStream) -> EncodedContent {
        content.finish();
        let (area, height, device) = (content.area(), content.height(), content.device().clone());
        EncodedContent {
            data: self.deflater.deflate(&content.bytes),
            resources: content.resources,
            transparent: content.transparent,
            area,
            marks: content.marks,
            has_deep_groups: content.has_deep_groups,
            height,
            device,
            tile: None,
        }
    }
}
