//! The order of things: pages in batches, then the document around them.

use rayon::prelude::*;

use super::deflate::Deflater;
use super::font::FontTable;
use super::page::{self, EncodedPage};
use super::{Information, PdfError, finish, shell, writer};
use crate::paint::{DisplayList, OutlineEntry};
use crate::text::FontLibrary;

/// How many display lists are alive at once. A constant, because glyphs are numbered by batch.
const PAGES_A_BATCH: usize = 64;

/// Writes a PDF file of `page_count` pages; `paint` makes the display list of a page by its number
/// from 0, each once, in no particular order.
///
/// With `threads` of 1 everything happens on the calling thread, else on those of the current rayon
/// pool. The bytes are the same either way.
///
/// # Errors
/// When a font or an image is broken; see [`PdfError`].
pub fn write(
    page_count: usize,
    paint: impl Fn(usize) -> DisplayList + Sync,
    outline: &[OutlineEntry],
    fonts: &FontLibrary,
    information: &Information,
    threads: usize,
) -> Result<Vec<u8>, PdfError> {
    let mut table = FontTable::new(fonts);
    let mut pages: Vec<EncodedPage> = Vec::with_capacity(page_count);
    for start in (0..page_count).step_by(PAGES_A_BATCH) {
        let batch = start..page_count.min(start + PAGES_A_BATCH);
        let scan = |index: usize| {
            let list = paint(index);
            let uses = page::scan(&list, &table);
            (list, uses)
        };
        let scanned: Vec<_> = if threads == 1 {
            batch.map(scan).collect()
        } else {
            batch.into_par_iter().with_max_len(1).map(scan).collect()
        };
        let (lists, uses): (Vec<_>, Vec<_>) = scanned.into_iter().unzip();
        table.add_pages(uses.into_iter().flat_map(|page| page.glyphs));

        let encode = |deflater: &mut Deflater, list| page::encode(list, &table, deflater);
        if threads == 1 {
            let mut deflater = Deflater::default();
            pages.extend(lists.into_iter().map(|list| encode(&mut deflater, list)));
        } else {
            let encoded = lists.into_par_iter().with_max_len(1).map_init(Deflater::default, encode);
            pages.par_extend(encoded);
        }
    }
    let mut document = shell::document(&pages, &table)?;
    let (catalog, information) = finish::finish(&mut document, pages, outline, &table, information)?;
    Ok(writer::write(document, catalog, information))
}
