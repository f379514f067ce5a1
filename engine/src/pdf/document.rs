//! Writes a PDF file: encodes the pages in batches, then completes the document around them.

use rayon::prelude::*;

use crate::paint::{DisplayList, OutlineEntry};
use crate::pdf::Information;
use crate::pdf::PdfError;
use crate::pdf::finish::{self, FinishingParts};
use crate::pdf::graphics::image::{self, ImageTable};
use crate::pdf::page::{self, EncodedPage, Shared};
use crate::pdf::shell;
use crate::pdf::syntax::deflate::{Deflater, StreamKind};
use crate::pdf::syntax::writer;
use crate::pdf::text::font::FontTable;
use crate::pdf::text::font_dictionary;
use crate::text::FontLibrary;

/// The number of display lists alive at once. It is a constant because glyphs are numbered by batch.
const PAGES_A_BATCH: usize = 64;

/// Writes a PDF file of `page_count` pages. `paint` makes the display list of a page by its index; it is called once for
/// each page, in no particular order.
///
/// With 1 as `threads` everything happens on the calling thread, otherwise on the current rayon pool. The bytes are the
/// same either way.
///
/// # Errors
/// Returns an error if a font or an image is damaged; see [`PdfError`].
pub fn write(
    page_count: usize,
    paint: impl Fn(usize) -> DisplayList + Sync,
    outline: &[OutlineEntry],
    fonts: &FontLibrary,
    information: &Information,
    threads: usize,
) -> Result<Vec<u8>, PdfError> {
    let mut table = FontTable::new(fonts);
    let mut images = ImageTable::default();
    let mut pages: Vec<EncodedPage> = Vec::with_capacity(page_count);
    for start in (0..page_count).step_by(PAGES_A_BATCH) {
        let batch = start..page_count.min(start + PAGES_A_BATCH);
        let shared = Shared { fonts: &table, images: &images };
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
            page.images.iter().for_each(|image| images.add(image));
            glyphs.extend(page.glyphs);
        }
        table.add_pages(glyphs);

        let shared = Shared { fonts: &table, images: &images };
        pages.extend(map(
            lists,
            threads,
            || Deflater::new(StreamKind::Content),
            |deflater, list| page::encode(list, shared, deflater),
        ));
    }
    let encoded = map(
        images.images().iter().collect(),
        threads,
        || Deflater::new(StreamKind::Data),
        |deflater, image| image::encode(image, Shared { fonts: &table, images: &images }, deflater),
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
    let parts = FinishingParts { pages, images: encoded, outline, fonts: &table, programs, information };
    let (catalog, information) = finish::finish(&mut document, parts)?;
    Ok(writer::write(document, catalog, information))
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
