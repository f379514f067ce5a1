//! A display list to content streams. Each page is encoded independently, so pages can be encoded on several threads;
//! they only read what they share.

use std::sync::Arc;

use crate::paint::{
    BlendMode, Direction, DisplayItem, DisplayList, Effect, ImageItem, LinkArea, LinkDestination, NodeId,
    PageOrientation, PathSegment, Role, Tag, TextItem, svg,
};
use crate::pdf::graphics::content::{ContentStream, GraphicsState, ResourceUse, VisibleArea};
use crate::pdf::graphics::image;
use crate::pdf::graphics::image::{ImageTable, ImageUse, placement};
use crate::pdf::graphics::path;
use crate::pdf::syntax::deflate::Deflater;
use crate::pdf::text::direction;
use crate::pdf::text::font::{FaceUse, FontTable};
use crate::pdf::text::reading_order;
use crate::pdf::text::runs;
use crate::pdf::text::word_break::WordBreaks;
use crate::text::{FaceId, FontLibrary};
use crate::units::{Length, Point, Rect, Size};

/// What a page uses of the document's glyphs and images, which are numbered before the page is encoded.
#[derive(Default)]
pub(crate) struct PageUse {
    pub glyphs: Vec<(FaceId, FaceUse)>,
    pub images: Vec<ImageUse>,
}

/// A page with its content streams deflated.
pub(crate) struct EncodedPage {
    pub size: Size,
    pub orientation: PageOrientation,
    pub label: String,
    pub content: EncodedContent,
    /// In order of their numbers; a form uses only forms of lower numbers.
    pub forms: Vec<EncodedContent>,
    pub links: Vec<LinkArea>,
    pub targets: Vec<LinkDestination>,
}

pub(crate) struct EncodedContent {
    pub data: Vec<u8>,
    pub resources: ResourceUse,
    pub transparent: bool,
    /// The visible area of a form.
    pub area: VisibleArea,
}

/// A vector picture as a form XObject.
pub(crate) struct EncodedPicture {
    pub size: Size,
    pub content: EncodedContent,
    pub forms: Vec<EncodedContent>,
}

/// What the pages share.
#[derive(Clone, Copy)]
pub(crate) struct Shared<'a> {
    pub fonts: &'a FontTable<'a>,
    pub images: &'a ImageTable,
}

/// Scans a page for new glyphs and images.
pub(crate) fn scan(list: &DisplayList, shared: Shared) -> PageUse {
    let mut page = PageUse::default();
    scan_items(&list.items, shared, &mut page);
    page
}

fn scan_items(items: &[DisplayItem], shared: Shared, page: &mut PageUse) {
    for item in items {
        match item {
            DisplayItem::Text(item) => runs::collect(item, shared.fonts, &mut page.glyphs),
            DisplayItem::Image(item)
                if shared.images.number(item).is_none()
                    && !page.images.iter().any(|known| known.key() == image::key(item)) =>
            {
                page.images.push(ImageUse::of(item));
            }
            DisplayItem::BeginEffect { effect: Effect::Mask(mask), .. } => {
                scan_items(&mask.items, shared, page)
            }
            _ => {}
        }
    }
}

/// Encodes a page.
pub(crate) fn encode(list: DisplayList, shared: Shared, deflater: &mut Deflater) -> EncodedPage {
    let mut encoder = Encoder::new(shared, list.size, deflater);
    encoder.breaks = WordBreaks::of(&list);
    encoder.right_to_left = direction::goes_right_to_left(&list);
    let (content, forms) = encoder.run(&list.items);
    EncodedPage {
        size: list.size,
        orientation: list.orientation,
        label: list.label,
        content,
        forms,
        links: list.links,
        targets: list.targets,
    }
}

/// Encodes a vector picture at this size.
pub(crate) fn encode_picture(tree: &usvg::Tree, size: Size, deflater: &mut Deflater) -> EncodedPicture {
    // Where the picture is used, marked content shows whether it is an artifact.
    let tag = Tag::Node { node: NodeId::DOCUMENT, role: Role::Figure };
    let drawing = svg::draw(tree, Rect::new(Point::default(), size), tag);
    let (library, images) = (FontLibrary::default(), ImageTable::default());
    let fonts = FontTable::new(&library);
    let shared = Shared { fonts: &fonts, images: &images };
    let mut encoder = Encoder::new(shared, size, deflater);
    encoder.content = ContentStream::for_group(size);
    let (content, forms) = encoder.run(&drawing.items);
    EncodedPicture { size, content, forms }
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
}

enum OpenContentGroup {
    /// A clip, a map or nothing at all, between `q` and `Q` of the same stream.
    Clip,
    /// A transparency group: a form XObject, painted into `outside` when it ends.
    Form { outside: Box<ContentStream>, states: Vec<GraphicsState> },
}

impl<'a> Encoder<'a> {
    fn new(shared: Shared<'a>, size: Size, deflater: &'a mut Deflater) -> Encoder<'a> {
        let content = ContentStream::new(size);
        Encoder {
            shared,
            deflater,
            size,
            content,
            right_to_left: false,
            breaks: WordBreaks::default(),
            open: Vec::new(),
            forms: Vec::new(),
        }
    }

    fn run(mut self, items: &[DisplayItem]) -> (EncodedContent, Vec<EncodedContent>) {
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
        let content = std::mem::replace(&mut self.content, ContentStream::new(self.size));
        (self.close(content), self.forms)
    }

    fn item(&mut self, item: &DisplayItem) {
        match item {
            DisplayItem::Text(item) => {
                self.text_tag(item);
                runs::show(&mut self.content, item, self.shared.fonts, &self.breaks);
            }
            DisplayItem::Path(item) => {
                self.tag(item.tag);
                path::paint(&mut self.content, item);
            }
            DisplayItem::Image(item) => {
                self.tag(item.tag);
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
            self.tag(first.tag);
            runs::show_in_order(&mut self.content, &parts, self.shared.fonts, &self.breaks);
            return count;
        }
        if !texts.iter().all(shows) {
            return 0;
        }
        let Some(stretches) = direction::stretches(&texts, self.shared.fonts, &self.breaks) else { return 0 };
        apart.into_iter().for_each(|item| self.item(item));
        self.tag(first.tag);
        runs::show_stretches(&mut self.content, &texts, &stretches, self.shared.fonts, &self.breaks);
        count
    }

    fn tag(&mut self, tag: Tag) {
        self.content.set_artifact(match tag {
            Tag::Artifact(kind) => Some(kind),
            Tag::Node { .. } => None,
        });
    }

    /// Tags text as content or artifact. A hyphen inserted by line breaking is content, not an artifact, because it
    /// shows that the word continues; its own span has the text.
    fn text_tag(&mut self, item: &TextItem) {
        if runs::is_inserted_hyphen(item) {
            self.content.set_artifact(None);
        } else {
            self.tag(item.tag);
        }
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
        self.content.set_artifact(None);
        self.content.save();
        if let Some(segments) = clip {
            path::clip(&mut self.content, segments, false);
        }
        if opacity == 1000 {
            self.open.push(OpenContentGroup::Clip);
        } else {
            self.begin_form(vec![GraphicsState::Opacity(opacity, opacity)]);
        }
    }

    /// Begins a group that is painted in these graphics states.
    fn begin_form(&mut self, states: Vec<GraphicsState>) {
        let inside = self.content.inner_group();
        let outside = std::mem::replace(&mut self.content, inside);
        self.open.push(OpenContentGroup::Form { outside: Box::new(outside), states });
    }

    /// Encodes a mask in the current coordinates as a form. Returns its number.
    fn mask(&mut self, items: &[DisplayItem]) -> u32 {
        let inside = self.content.inner_group();
        let outside = std::mem::replace(&mut self.content, inside);
        let depth = self.open.len();
        items.iter().for_each(|item| self.item(item));
        while self.open.len() > depth {
            self.end_group();
        }
        let inside = std::mem::replace(&mut self.content, outside);
        self.add_form(inside)
    }

    fn add_form(&mut self, content: ContentStream) -> u32 {
        let encoded = self.close(content);
        self.forms.push(encoded);
        (self.forms.len() - 1) as u32
    }

    fn begin_effect(&mut self, effect: &Effect) {
        self.content.set_artifact(None);
        self.content.save();
        match effect {
            Effect::Transform(map) => self.content.map(*map),
            Effect::Clip { segments, even_odd } => path::clip(&mut self.content, segments, *even_odd),
            Effect::Mask(mask) => {
                let form = self.mask(&mask.items);
                let opaque = GraphicsState::Opacity(1000, 1000);
                return self.begin_form(vec![opaque, GraphicsState::FormMask(form, mask.is_luminance)]);
            }
            Effect::Blend(blend) => {
                let opaque = GraphicsState::Opacity(1000, 1000);
                let blend =
                    Some(*blend).filter(|blend| *blend != BlendMode::Normal).map(GraphicsState::Blend);
                return self.begin_form(std::iter::once(opaque).chain(blend).collect());
            }
        }
        self.open.push(OpenContentGroup::Clip);
    }

    fn end_group(&mut self) {
        match self.open.pop() {
            Some(OpenContentGroup::Clip) => {
                self.content.set_artifact(None);
                self.content.restore();
            }
            Some(OpenContentGroup::Form { outside, states }) => {
                let inside = std::mem::replace(&mut self.content, *outside);
                let number = self.add_form(inside);
                states.into_iter().for_each(|state| self.content.set_graphics_state(state));
                self.content.draw_form(number);
                self.content.restore();
            }
            None => {}
        }
    }

    fn close(&mut self, mut content: ContentStream) -> EncodedContent {
        content.finish();
        let area = content.area();
        EncodedContent {
            data: self.deflater.deflate(&content.bytes),
            resources: content.resources,
            transparent: content.transparent,
            area,
        }
    }
}
