//! A display list to content streams. Each page is encoded by itself, so pages can be encoded on
//! several threads; what they share is only read.

use super::content::{Content, GraphicsState, ResourceUse};
use super::deflate::Deflater;
use super::font::{FaceUse, FontTable};
use super::{path, text};
use crate::paint::{DisplayItem, DisplayList, LinkArea, PathSegment, Tag, Target};
use crate::text::FaceId;
use crate::units::{Length, Size};

/// What the whole document has to know of a page before the page can be encoded.
#[derive(Default)]
pub(super) struct PageUse {
    pub glyphs: Vec<(FaceId, FaceUse)>,
}

/// A page with its content streams deflated.
pub(super) struct EncodedPage {
    pub size: Size,
    pub label: String,
    pub content: EncodedContent,
    /// In order of their numbers; a form uses only forms of lower numbers.
    pub forms: Vec<EncodedContent>,
    pub links: Vec<LinkArea>,
    pub targets: Vec<Target>,
}

pub(super) struct EncodedContent {
    pub data: Vec<u8>,
    pub resources: ResourceUse,
    pub transparent: bool,
}

/// Looks over a page for glyphs and images that are new.
pub(super) fn scan(list: &DisplayList, fonts: &FontTable) -> PageUse {
    let mut page = PageUse::default();
    for item in &list.items {
        if let DisplayItem::Text(item) = item {
            text::collect(item, fonts, &mut page.glyphs);
        }
    }
    page
}

/// Encodes a page.
pub(super) fn encode(list: DisplayList, fonts: &FontTable, deflater: &mut Deflater) -> EncodedPage {
    let mut encoder = Encoder {
        fonts,
        deflater,
        height: list.size.height,
        content: Content::new(list.size.height),
        open: Vec::new(),
        forms: Vec::new(),
    };
    for item in &list.items {
        encoder.item(item);
    }
    let (content, forms) = encoder.finish();
    EncodedPage {
        size: list.size,
        label: list.label,
        content,
        forms,
        links: list.links,
        targets: list.targets,
    }
}

struct Encoder<'a> {
    fonts: &'a FontTable<'a>,
    deflater: &'a mut Deflater,
    height: Length,
    /// The stream that is being written: the page's, or that of the innermost group.
    content: Content,
    /// The groups that are open.
    open: Vec<OpenGroup>,
    forms: Vec<EncodedContent>,
}

enum OpenGroup {
    /// A clip (or nothing at all) between `q` and `Q` of the same stream.
    Clip,
    /// A transparency group: a form of its own, painted into `outside` when it ends.
    Form { outside: Box<Content>, opacity: u16 },
}

impl Encoder<'_> {
    fn item(&mut self, item: &DisplayItem) {
        match item {
            DisplayItem::Text(item) => {
                self.tag(item.tag);
                text::show(&mut self.content, item, self.fonts);
            }
            DisplayItem::Path(item) => {
                self.tag(item.tag);
                path::paint(&mut self.content, item);
            }
            DisplayItem::Image(_) => {}
            DisplayItem::BeginGroup { opacity, clip, tag: _ } => self.begin_group(*opacity, clip.as_deref()),
            DisplayItem::EndGroup => self.end_group(),
        }
    }

    fn tag(&mut self, tag: Tag) {
        self.content.set_artifact(match tag {
            Tag::Artifact(kind) => Some(kind),
            Tag::Node { .. } => None,
        });
    }

    fn begin_group(&mut self, opacity: f32, clip: Option<&[PathSegment]>) {
        // `as` saturates and maps NaN to zero.
        let opacity = (opacity * 1000.0).round().clamp(0.0, 1000.0) as u16;
        self.content.set_artifact(None);
        self.content.save();
        if let Some(segments) = clip {
            path::clip(&mut self.content, segments);
        }
        if opacity == 1000 {
            self.open.push(OpenGroup::Clip);
        } else {
            let outside = std::mem::replace(&mut self.content, Content::for_group(self.height));
            self.open.push(OpenGroup::Form { outside: Box::new(outside), opacity });
        }
    }

    fn end_group(&mut self) {
        match self.open.pop() {
            Some(OpenGroup::Clip) => {
                self.content.set_artifact(None);
                self.content.restore();
            }
            Some(OpenGroup::Form { outside, opacity }) => {
                let inside = std::mem::replace(&mut self.content, *outside);
                let number = self.forms.len() as u32;
                let encoded = self.close(inside);
                self.forms.push(encoded);
                self.content.set_graphics_state(GraphicsState::Opacity(opacity, opacity));
                self.content.draw_form(number);
                self.content.restore();
            }
            None => {}
        }
    }

    fn close(&mut self, mut content: Content) -> EncodedContent {
        content.finish();
        EncodedContent {
            data: self.deflater.deflate(&content.bytes),
            resources: content.resources,
            transparent: content.transparent,
        }
    }

    fn finish(mut self) -> (EncodedContent, Vec<EncodedContent>) {
        while !self.open.is_empty() {
            self.end_group();
        }
        let content = std::mem::replace(&mut self.content, Content::new(self.height));
        (self.close(content), self.forms)
    }
}
