//! Writes a PDF file: encodes the pages in batches, then completes the document around them.

use std::sync::Arc;

use rayon::prelude::*;

use crate::paint::{DisplayList, NodeId, OutlineEntry, StructureTree};
use crate::pdf::Information;
use crate::pdf::PdfError;
use crate::pdf::conformance::{Obstacle, Standards};
use crate::pdf::finish::{self, FinishingParts};
use crate::pdf::graphics::image::{self, ImageTable};
use crate::pdf::graphics::image::{EncodedImage, ImageLimits};
use crate::pdf::graphics::ink::Device;
use crate::pdf::page::{self, EncodedPage, Shared};
use crate::pdf::press::{Press, PressProblem};
use crate::pdf::shell;
use crate::pdf::syntax::deflate::{Deflater, StreamKind};
use crate::pdf::syntax::writer::{self, FileStart};
use crate::pdf::text::font::FontTable;
use crate::pdf::text::font_dictionary;
use crate::sorting::sort_by;
use crate::text::FontLibrary;

/// The number of display lists alive at once. It is a constant because glyphs are numbered by batch.
const PAGES_A_BATCH: usize = 64;

/// What a file contains besides its pages.
#[derive(Clone, Copy)]
pub struct Content<'a> {
    /// The elements that the items' tags refer to.
    pub structure: &'a StructureTree,
    /// The entries of the outline.
    pub outline: &'a [OutlineEntry],
    /// The names of places in the document; of equal ones the first counts.
    pub names: &'a [(String, NodeId)],
    /// Whether its pages go from right to left.
    pub right_to_left: bool,
    /// The fonts of the text.
    pub fonts: &'a FontLibrary,
    /// The metadata.
    pub information: &'a Information,
    /// The standards that the file is to follow, if it can.
    pub standards: Standards,
    /// The most pixels an inch of pictures.
    pub image_ppi: Option<u32>,
    /// The press that the colors are for; `None` if they are for screens.
    pub press: Option<&'a Arc<Press>>,
}

/// A PDF file.
#[derive(Debug)]
pub struct Written {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The standards that it follows.
    pub standards: Standards,
    /// Why it does not follow others, in a fixed order.
    pub obstacles: Vec<Obstacle>,
    /// What the press prints badly, in a fixed order.
    pub press_problems: Vec<PressProblem>,
}

/// Writes a PDF file of `page_count` pages. `paint` makes the display list of a page by its index; it is called once for
/// each page, in no particular order, and dropped after the last one.
///
/// With 1 as `threads` everything happens on the calling thread, otherwise on the current rayon pool. The bytes are the
/// same either way.
///
/// # Errors
/// Returns an error if a font or an image is damaged; see [`PdfError`].
pub fn write(
    page_count: usize,
    paint: impl Fn(usize) -> DisplayList + Sync,
    content: Content<'_>,
    threads: usize,
) -> Result<Written, PdfError> {
    let fonts = content.fonts;
    let device = &content.press.map_or(Device::Screen, |press| Device::Press(press.clone()));
    let mut obstacles = Vec::new();
    let mut press_problems = Vec::new();
    let mut table = FontTable::new(fonts);
    let mut images = ImageTable::default();
    let mut pages: Vec<EncodedPage> = Vec::with_capacity(page_count);
    for start in (0..page_count).step_by(PAGES_A_BATCH) {
        let batch = start..page_count.min(start + PAGES_A_BATCH);
        let shared = Shared { fonts: &table, images: &images, device };
        let scanned = map(
            batch.collect(),
            threads,
            || (),
            |(), index| {
                let list = paint(index);
                let uses = page::scan(&list, shared);
                (list, uses)
            },
        );
        let (lists, uses): (Vec<_>, Vec<_>) = scanned.into_iter().unzip();
        let mut glyphs = Vec::new();
        for page in uses {
            obstacles.extend(page.has_missing_glyph.then_some(Obstacle::MissingGlyph));
            let private_use = page.private_use.into_iter();
            obstacles.extend(private_use.map(|(node, place)| Obstacle::PrivateUse(node, place)));
            page.images.iter().for_each(|image| images.add(image));
            page.drawn.iter().for_each(|drawn| images.draw(drawn));
            press_problems.extend(page.press_problems);
            glyphs.extend(page.glyphs);
        }
        table.add_pages(glyphs);

        let shared = Shared { fonts: &table, images: &images, device };
        pages.extend(map(
            lists,
            threads,
            || Deflater::new(StreamKind::Content),
            |deflater, list| page::encode(list, shared, deflater),
        ));
    }
    drop(paint);
    if let Some(press) = content.press {
        press_problems.extend(images.images().iter().filter_map(image::low_resolution));
        press_problems.extend(images.images().iter().filter_map(|used| image::too_much_ink(used, press)));
    }
    sort_by(&mut press_problems, Ord::cmp);
    press_problems.dedup();
    let limits = ImageLimits { standards: content.standards, ppi: content.image_ppi };
    let encoded = map(
        images.images().iter().collect(),
        threads,
        || Deflater::new(StreamKind::Data),
        |deflater, image| {
            let shared = Shared { fonts: &table, images: &images, device };
            image::encode(image, shared, deflater, limits)
        },
    );
    let encoded = encoded.into_iter().collect::<Result<Vec<_>, _>>()?;
    let programs = map(
        table.faces().collect(),
        threads,
        || Deflater::new(StreamKind::Data),
        |deflater, used| font_dictionary::program(used, deflater),
    );
    let programs = programs.into_iter().collect::<Result<Vec<_>, _>>()?;
    let mut document = shell::document(&pages, &table, &programs, &encoded)?;
    obstacles.extend(encoded.iter().filter_map(EncodedImage::obstacle));
    let parts = FinishingParts { pages, images: encoded, content, fonts: &table, programs, obstacles };
    let finished = finish::finish(&mut document, parts)?;
    let start = FileStart {
        version: content.standards.version(),
        catalog: finished.catalog,
        information: finished.information,
    };
    let bytes = writer::write(document, start, &finished.raw_ids, |numbers, first| {
        finished.tagging.objects(numbers, first)
    });
    Ok(Written { bytes, standards: finished.standards, obstacles: finished.obstacles, press_problems })
}

/// Maps items on the calling thread if `threads` is 1, otherwise on the rayon pool.
fn map<T: Send, S, R: Send>(
    items: Vec<T>,
    threads: usize,
    state: impl Fn() -> S + Sync + Send,
    function: impl Fn(&mut S, T) -> R + Sync + Send,
) -> Vec<R> {
    if threads == 1 || items.len() < 2 {
        let mut state = state();
        return items.into_iter().map(|item| function(&mut state, item)).collect();
    }
    items.into_par_iter().with_max_len(1).map_init(state, function).collect()
}
