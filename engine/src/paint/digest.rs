//! What is drawn on a page as a number, by which pages are compared that were made one after the other.
//!
//! Elements do not count, because their numbers change on all pages after an edit; nor does what is not seen. Faces and
//! pictures count by their content, because they are read again each time.

use std::fmt::{self, Write};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::mem::discriminant;

use super::display_list::{
    DisplayItem, DisplayList, Effect, Image, ImageContent, Paint, PathItem, PathSegment, TextItem,
};
use crate::boxes::{Replaced, ReplacedContent, VectorPicture};
use crate::text::{FaceId, FontData, FontLibrary};

impl DisplayList {
    /// A number that is the same for pages that look the same. `fonts` are those of the document.
    pub fn digest(&self, fonts: &FontLibrary) -> u64 {
        let mut digest = Digest { hasher: DefaultHasher::new(), fonts, faces: Vec::new() };
        (self.size, self.bleed_box, self.media_box).hash(&mut digest.hasher);
        digest.debug(&self.orientation);
        digest.items(&self.items);
        digest.hasher.finish()
    }
}

struct Digest<'a> {
    hasher: DefaultHasher,
    fonts: &'a FontLibrary,
    /// The faces whose content is in the digest.
    faces: Vec<FaceId>,
}

impl Digest<'_> {
    fn items(&mut self, items: &[DisplayItem]) {
        items.len().hash(&mut self.hasher);
        for item in items {
            discriminant(item).hash(&mut self.hasher);
            match item {
                DisplayItem::Text(text) => self.text(text),
                DisplayItem::Path(path) => self.path(path),
                DisplayItem::Image(image) => {
                    (image.sampling, image.rect, image.clip).hash(&mut self.hasher);
                    self.image(&image.image);
                }
                DisplayItem::BeginGroup { opacity, clip, .. } => {
                    opacity.to_bits().hash(&mut self.hasher);
                    clip.is_some().hash(&mut self.hasher);
                    self.segments(clip.as_deref().unwrap_or_default());
                }
                DisplayItem::BeginEffect { effect, .. } => self.effect(effect),
                DisplayItem::EndGroup => {}
            }
        }
    }

    fn text(&mut self, text: &TextItem) {
        let TextItem { face, size, color, origin, glyphs, advances, displacements, widened, .. } = text;
        self.face(*face);
        (face, size, color, origin, glyphs, advances, displacements, widened).hash(&mut self.hasher);
    }

    fn path(&mut self, path: &PathItem) {
        self.segments(&path.segments);
        path.even_odd.hash(&mut self.hasher);
        path.fill.as_ref().map(discriminant).hash(&mut self.hasher);
        match &path.fill {
            Some(Paint::Solid(color)) => color.hash(&mut self.hasher),
            Some(Paint::Gradient(gradient)) => gradient.hash(&mut self.hasher),
            Some(Paint::Tiles(tiles)) => {
                (tiles.size, tiles.map).hash(&mut self.hasher);
                self.items(&tiles.items);
            }
            None => {}
        }
        let stroke = path.stroke.as_ref();
        stroke.map(|stroke| (stroke.color, stroke.width, &stroke.dashes, stroke.ends)).hash(&mut self.hasher);
    }

    fn segments(&mut self, segments: &[PathSegment]) {
        segments.len().hash(&mut self.hasher);
        for segment in segments {
            discriminant(segment).hash(&mut self.hasher);
            match segment {
                PathSegment::MoveTo(to) | PathSegment::LineTo(to) => to.hash(&mut self.hasher),
                PathSegment::CurveTo(first, second, to) => (first, second, to).hash(&mut self.hasher),
                PathSegment::Close => {}
            }
        }
    }

    fn effect(&mut self, effect: &Effect) {
        discriminant(effect).hash(&mut self.hasher);
        match effect {
            Effect::Transform(transform) => transform.hash(&mut self.hasher),
            Effect::Clip { segments, even_odd } => {
                even_odd.hash(&mut self.hasher);
                self.segments(segments);
            }
            Effect::Blend(mode) => mode.hash(&mut self.hasher),
            Effect::Mask(mask) => {
                mask.is_luminance.hash(&mut self.hasher);
                self.items(&mask.items);
            }
        }
    }

    fn image(&mut self, image: &Image) {
        match &image.content {
            ImageContent::Raster { bytes, orientation } => (bytes, orientation).hash(&mut self.hasher),
            ImageContent::Vector(picture) => self.picture(picture),
        }
    }

    fn picture(&mut self, picture: &VectorPicture) {
        let size = picture.tree.size();
        (size.width().to_bits(), size.height().to_bits()).hash(&mut self.hasher);
        self.debug(picture.tree.root());
        self.debug(&picture.colors);
        picture.faces().for_each(|face| self.face(face));
        for image in picture.images() {
            let Replaced { content, .. } = &**image;
            match content {
                ReplacedContent::Raster { bytes, orientation, .. } => {
                    (bytes, orientation).hash(&mut self.hasher);
                }
                ReplacedContent::Svg(picture) => self.picture(picture),
            }
        }
    }

    /// The font file of a face, once. Built-in ones are always the same.
    fn face(&mut self, id: FaceId) {
        if self.faces.contains(&id) {
            return;
        }
        self.faces.push(id);
        let face = self.fonts.face(id);
        face.path.hash(&mut self.hasher);
        if let FontData::Shared(bytes) = &face.data {
            bytes.hash(&mut self.hasher);
        }
    }

    /// What has no hash of its own, as it is written for programmers.
    fn debug(&mut self, value: &impl fmt::Debug) {
        let _ = write!(Hashed(&mut self.hasher), "{value:?}");
    }
}

/// Hashes what is written to it.
struct Hashed<'a>(&'a mut DefaultHasher);

impl Write for Hashed<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write(text.as_bytes());
        Ok(())
    }
}
