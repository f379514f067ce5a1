//! Reads SVG pictures. In: their XML, the fonts, and a way to load the images that they contain. Out: the tree of the SVG
//! reader with what it does not know: the faces of its text, the images, and what was left out.

use std::collections::BTreeSet;
use std::sync::Arc;

use usvg::fontdb::ID;
use usvg::{ImageKind, Node, Options, Tree, roxmltree};

use crate::boxes::images::{ImageError, short};
use crate::boxes::picture_text::{PictureTexts, Words, lay_out};
use crate::boxes::svg_check::check;
use crate::boxes::svg_size::view_box;
use crate::boxes::tree::{Replaced, ReplacedContent};
use crate::boxes::view_box::AspectKept;
use crate::boxes::xml_edits::{Edits, edited};
use crate::css::ColorMap;
use crate::guard::guarded;
use crate::text::{Face, FaceId, FontLibrary, svg_fonts};
use crate::units::Length;

/// What stands for the address of an image in the XML that the reader gets, before its number.
const IMAGE: &str = "image-number:";

/// A vector picture.
#[derive(Clone, Debug)]
pub struct VectorPicture {
    /// The picture as the reader gives it. Its images only stand for those of this struct.
    pub tree: Arc<Tree>,
    /// What of the picture is not shown: sentences without a full stop.
    pub problems: Vec<String>,
    /// The families that its text names and no font is of.
    pub unknown_families: BTreeSet<String>,
    /// The faces of its text, by the reader's numbers.
    faces: Vec<(ID, PictureFace)>,
    /// The text that the reader has not shaped.
    pub texts: PictureTexts,
    /// How its colors are changed.
    pub colors: ColorMap,
    /// The images in it.
    images: Vec<Arc<Replaced>>,
}

/// A face of the text in a picture.
#[derive(Clone, Copy, Debug)]
pub struct PictureFace {
    /// Its number in the library.
    pub face: FaceId,
    /// The font units in an em.
    pub units_per_em: u16,
    /// Whether the font is variable, so that the reader's glyphs may have other outlines.
    pub is_varied: bool,
}

impl PictureFace {
    /// What a picture has to know of a face.
    pub(super) fn of(face: &Face) -> PictureFace {
        PictureFace {
            face: face.id,
            units_per_em: face.metrics.units_per_em.max(1),
            is_varied: face.is_variable(),
        }
    }
}

impl From<Tree> for VectorPicture {
    /// A picture without images and with text as outlines.
    fn from(tree: Tree) -> VectorPicture {
        VectorPicture {
            tree: Arc::new(tree),
            problems: Vec::new(),
            unknown_families: BTreeSet::new(),
            faces: Vec::new(),
            texts: PictureTexts::default(),
            colors: ColorMap::default(),
            images: Vec::new(),
        }
    }
}

impl VectorPicture {
    /// The width of a stroke that is not drawn, but not zero: the reader would forget its paint.
    pub const NO_WIDTH: f32 = 0.000_000_1;

    /// The face with a number of the reader.
    pub fn face(&self, id: ID) -> Option<PictureFace> {
        self.faces.iter().find(|(known, _)| *known == id).map(|(_, face)| *face)
    }

    /// The images in it, in the order of its XML.
    pub fn images(&self) -> &[Arc<Replaced>] {
        &self.images
    }

    /// The faces of its text.
    pub fn faces(&self) -> impl Iterator<Item = FaceId> + '_ {
        self.faces.iter().map(|(_, face)| face.face)
    }

    /// The image at a node of the tree.
    pub fn image(&self, node: &usvg::Image) -> Option<&Arc<Replaced>> {
        let ImageKind::SVG(stand_in) = node.kind() else { return None };
        let Some(Node::Path(number)) = stand_in.root().children().first() else { return None };
        self.images.get(number.id().parse::<usize>().ok()?)
    }
}

/// A picture of the size of an image, whose only shape has the image's number as its id.
fn stand_in(image: &Replaced, number: usize) -> Option<ImageKind> {
    let (width, height) = match &image.content {
        ReplacedContent::Svg(picture) => {
            let size = picture.tree.size();
            (f64::from(size.width()), f64::from(size.height()))
        }
        ReplacedContent::Raster { .. } => (image.width?.pixels(), image.height?.pixels()),
    };
    let source = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'>\
         <path id='{number}' d='M0 0h1v1h-1z'/></svg>"
    );
    Tree::from_str(&source, &Options::default()).ok().map(ImageKind::SVG)
}

fn parse(xml: &str) -> Result<roxmltree::Document<'_>, String> {
    let reading = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    roxmltree::Document::parse_with_options(xml, reading).map_err(|error| error.to_string())
}

/// Reads an SVG picture; `bytes` is its XML, and `load` loads an image by its address.
///
/// # Errors
/// [`ImageError::Damaged`] where it does not parse, [`ImageError::Unreadable`] where the reader gives up.
pub(super) fn read(
    path: &str,
    bytes: &[u8],
    fonts: Option<&FontLibrary>,
    load: &mut dyn FnMut(&str) -> Result<Arc<Replaced>, ImageError>,
) -> Result<Replaced, ImageError> {
    let damaged = |error: String| ImageError::Damaged(short(path), error);
    let text = std::str::from_utf8(bytes).map_err(|error| damaged(error.to_string()))?;
    let document = parse(text).map_err(damaged)?;
    let mut checked = check(&document).map_err(|limit| ImageError::TooMuchRepeated(short(path), limit))?;
    let mut images = Vec::new();
    for (place, address) in std::mem::take(&mut checked.images) {
        let number = match load(&address) {
            Ok(image) => {
                images.push(image);
                (images.len() - 1).to_string()
            }
            Err(error) => {
                checked.problems.push(error.message());
                String::new()
            }
        };
        checked.edits.insert((place.start, place.end), format!("{IMAGE}{number}"));
    }
    // To the reader, a percentage of the size of an unknown box would be one of the `viewBox`.
    let root = document.root_element();
    let has_view_box = root.attribute("viewBox").is_some_and(|value| view_box(value).is_some());
    let sizes = ["width", "height"].map(|name| root.attribute_node(name).filter(|_| has_view_box));
    for percentage in sizes.into_iter().flatten().filter(|size| !is_length(size.value())) {
        let place = percentage.range();
        checked.edits.insert((place.start, place.end), String::new());
    }
    // The reader need not shape text where nothing depends on how large it is. Those that would be read twice are few.
    let has_size = has_view_box || ["width", "height"].iter().all(|name| root_has_length(&document, name));
    let may_stand_in =
        has_size && text.contains("<text") && !["url(", "filter"].iter().any(|part| text.contains(part));
    let read = |edits: &Edits, stands_in: bool| {
        let (changed, parsed);
        let document = if edits.is_empty() {
            &document
        } else {
            changed = edited(text, edits);
            parsed = parse(&changed).map_err(damaged)?;
            &parsed
        };
        Reading { path, document, fonts, images: &images }.tree(stands_in)
    };
    let stood_in = match fonts {
        Some(library) if may_stand_in => {
            let (words, mut edits) = Words::take(&document);
            edits.extend(checked.edits.clone());
            let read = read(&edits, true)?;
            lay_out(&read.tree, words, library).map(|texts| ReadTree { texts, ..read })
        }
        _ => None,
    };
    let ReadTree { tree, faces, unknown_families, texts } = match stood_in {
        Some(read) => read,
        None => read(&checked.edits, false)?,
    };
    let size = tree.size();
    let root = document.root_element();
    let has = |name: &str| root_has_length(&document, name);
    // With a `viewBox` only, there is a ratio and no size (CSS 2.2, section 10.3.2).
    let natural =
        |name: &str, size: f32| (has(name) || !has_view_box).then(|| Length::from_pixels(f64::from(size)));
    Ok(Replaced {
        width: natural("width", size.width()),
        height: natural("height", size.height()),
        ratio: Some(size.width() / size.height()),
        has_size: has("width") || has("height"),
        aspect: AspectKept::of(root),
        unscaled: None,
        density: None,
        content: ReplacedContent::Svg(Arc::new(VectorPicture {
            tree: Arc::new(tree),
            colors: ColorMap::default(),
            problems: checked.problems,
            unknown_families,
            faces,
            texts,
            images,
        })),
        path: path.into(),
    })
}

/// What the SVG reader reads.
struct Reading<'a> {
    path: &'a str,
    document: &'a roxmltree::Document<'a>,
    fonts: Option<&'a FontLibrary>,
    images: &'a [Arc<Replaced>],
}

/// What the SVG reader has read.
struct ReadTree {
    tree: Tree,
    faces: Vec<(ID, PictureFace)>,
    unknown_families: BTreeSet<String>,
    texts: PictureTexts,
}

impl Reading<'_> {
    /// Calls the reader, with the fonts or with a stand-in for them.
    fn tree(&self, stands_in: bool) -> Result<ReadTree, ImageError> {
        let mut options =
            Options { font_family: svg_fonts::DEFAULT_FAMILY.to_string(), ..Options::default() };
        let mut given = None;
        if let Some(fonts) = self.fonts {
            let (resolver, faces) = svg_fonts::resolver(fonts, stands_in);
            options.font_resolver = resolver;
            given = Some(faces);
        }
        // Files are not read by the reader itself: they could be outside the project.
        options.image_href_resolver.resolve_data = Box::new(|_, _, _| None);
        options.image_href_resolver.resolve_string = Box::new(|address, _| {
            let number = address.strip_prefix(IMAGE)?.parse::<usize>().ok()?;
            stand_in(self.images.get(number)?, number)
        });
        let tree = guarded(|| Tree::from_xmltree(self.document, &options))
            .ok_or_else(|| ImageError::Unreadable(short(self.path)))?
            .map_err(|error| ImageError::Damaged(short(self.path), error.to_string()))?;
        drop(options);
        let face = |(id, face)| Some((id, PictureFace::of(self.fonts?.face(face))));
        let (faces, unknown_families) = given.map(svg_fonts::GivenFaces::faces).unwrap_or_default();
        let faces = faces.into_iter().filter_map(face).collect();
        Ok(ReadTree { tree, faces, unknown_families, texts: PictureTexts::default() })
    }
}

/// Whether an attribute of the root is a length.
fn root_has_length(document: &roxmltree::Document<'_>, name: &str) -> bool {
    document.root_element().attribute(name).is_some_and(is_length)
}

/// Whether the value of `width` or `height` is a length rather than a percentage or a keyword.
fn is_length(value: &str) -> bool {
    let value = value.trim();
    value.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '.' | '+'))
        && !value.ends_with('%')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_svg_has_its_own_size() {
        let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><path d="M0 0h20v10z"/></svg>"#;
        let no_image = |_: &str| Err(ImageError::UnknownFormat(String::new()));
        let replaced = read("a.svg", svg, None, &mut { no_image }).ok();
        assert_eq!(replaced.as_ref().and_then(|replaced| replaced.width), Some(Length::from_pixels(20.0)));
        assert_eq!(replaced.and_then(|replaced| replaced.ratio), Some(2.0));
    }

    #[test]
    fn an_svg_with_a_view_box_has_a_ratio_and_the_sizes_that_it_states() {
        let natural = |size: &str| {
            let svg = format!(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 20' {size}><path d='M0 0h9v9z'/></svg>"
            );
            let no_image = |_: &str| Err(ImageError::UnknownFormat(String::new()));
            let read = read("a.svg", svg.as_bytes(), None, &mut { no_image }).expect("a picture");
            (read.width.map(Length::pixels), read.height.map(Length::pixels), read.ratio)
        };
        assert_eq!(natural(""), (None, None, Some(2.0)));
        assert_eq!(natural("width='100%' height='50%'"), (None, None, Some(2.0)));
        assert_eq!(natural("width='auto'"), (None, None, Some(2.0)));
        assert_eq!(natural("width='10'"), (Some(10.0), None, Some(2.0)));
        assert_eq!(natural("width='100%' height='10px'"), (None, Some(10.0), Some(2.0)));
        assert_eq!(natural("width='10' height='20'"), (Some(10.0), Some(20.0), Some(0.5)));
    }
}
