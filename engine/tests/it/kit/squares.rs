//! Pages of a few colored squares, so that expected pixels can be read in a test's source.
//!
//! An independent renderer draws a page, with ten CSS pixels for each square. A square of one color is a letter: `R`ed,
//! `G`reen (`lime`), `B`lue, `Y`ellow, `C`yan, `M`agenta, `K` for black, `.` for white. A small letter is the color at half
//! its strength on white. A `?` is a square of several colors, or of another color. Text is in the font `Squares`, made
//! here: every character fills one square, and every kind of space is empty.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use super::rendering::rendered_as;
use engine::diagnostics::Strictness;
use engine::resources::Resources;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;

/// The CSS pixels of a square.
const SQUARE: usize = 10;

/// The drawn pages and the messages.
pub struct Drawing {
    /// A page is its rows of letters, separated by line ends.
    pub pages: Vec<String>,
    pub messages: Vec<String>,
}

/// Draws `body` on pages of this size in squares, without margins. `css` comes after the rules of the kit, which set the
/// font and remove all margins.
pub fn draw((width, height): (usize, usize), css: &str, body: &str) -> Drawing {
    draw_document(&document((width, height), css, body))
}

/// The whole document that [`draw`] draws.
pub fn document((width, height): (usize, usize), css: &str, body: &str) -> String {
    let (width, height) = (width * SQUARE, height * SQUARE);
    format!(
        "<!doctype html><html lang=en><head><style>\
         @page {{ size: {width}px {height}px; margin: 0 }}\
         html {{ font: 10px/10px Squares; orphans: 1; widows: 1 }}\
         body, p, h1, h2, ul, ol, li, figure, dl, dd {{ margin: 0; padding: 0; font: inherit }}\
         {css}</style></head><body>{body}</body></html>"
    )
}

/// Draws a whole document, also where something is lacking.
pub fn draw_document(html: &str) -> Drawing {
    let resources = Resources::new(project(), &[]);
    let (output, diagnostics) = rendered_as(Strictness::Lenient, html, &resources);
    let messages = diagnostics.list().iter().map(|each| each.message.clone()).collect();
    let output = output.unwrap_or_else(|| panic!("no PDF: {messages:?}"));
    Drawing { pages: drawn(output.pdf), messages }
}

/// Draws the pages of a PDF file.
pub fn drawn(pdf: Vec<u8>) -> Vec<String> {
    let pdf = Pdf::new(Arc::new(pdf)).expect("a PDF that can be read");
    let settings = InterpreterSettings::default();
    let drawn = hayro::render_pdf(&pdf, 4.0 / 3.0, settings, &hayro::RenderSettings::default(), None)
        .expect("pages that can be drawn");
    drawn
        .iter()
        .map(|page| {
            let (width, height) = (usize::from(page.width()), usize::from(page.height()));
            rows(page.data_as_u8_slice(), width, height)
        })
        .collect()
}

/// Compares drawn pages with expected ones. A page is given as its rows; spaces around a row do not count. Any message is a
/// failure.
#[track_caller]
pub fn expect(size: (usize, usize), css: &str, body: &str, pages: &[&str]) {
    let drawing = draw(size, css, body);
    assert!(drawing.messages.is_empty(), "{:?}", drawing.messages);
    expect_pages(&drawing, pages);
}

/// Like [`expect`], for a drawing that may have messages.
#[track_caller]
pub fn expect_pages(drawing: &Drawing, pages: &[&str]) {
    let wanted: Vec<String> = pages
        .iter()
        .map(|page| page.lines().map(str::trim).filter(|row| !row.is_empty()).collect::<Vec<_>>().join("\n"))
        .collect();
    if drawing.pages != wanted {
        panic!("drawn:\n\n{}\n\nwanted:\n\n{}\n", drawing.pages.join("\n\n"), wanted.join("\n\n"));
    }
}

fn rows(pixels: &[u8], width: usize, height: usize) -> String {
    let letter_at = |column: usize, row: usize| {
        let mut letter = None;
        // The outer two pixels are ignored, because edges between squares are blended.
        for y in row * SQUARE + 2..(row + 1) * SQUARE - 2 {
            for x in column * SQUARE + 2..(column + 1) * SQUARE - 2 {
                let own = letter_of(&pixels[(y * width + x) * 4..][..4]);
                if *letter.get_or_insert(own) != own {
                    return '?';
                }
            }
        }
        letter.unwrap_or('?')
    };
    let row = |row: usize| (0..width / SQUARE).map(|column| letter_at(column, row)).collect::<String>();
    (0..height / SQUARE).map(row).collect::<Vec<_>>().join("\n")
}

fn letter_of(pixel: &[u8]) -> char {
    // Colors are multiplied by their opacity; behind them is white paper.
    let channel = |value: u8| value.saturating_add(255 - pixel[3]);
    // In half steps of full light.
    let level = |value: u8| match channel(value) {
        0..=8 => Some(0),
        124..=131 => Some(1),
        247.. => Some(2),
        _ => None,
    };
    match (level(pixel[0]), level(pixel[1]), level(pixel[2])) {
        (Some(2), Some(2), Some(2)) => '.',
        (Some(0), Some(0), Some(0)) => 'K',
        (Some(2), Some(0), Some(0)) => 'R',
        (Some(0), Some(2), Some(0)) => 'G',
        (Some(0), Some(0), Some(2)) => 'B',
        (Some(2), Some(2), Some(0)) => 'Y',
        (Some(0), Some(2), Some(2)) => 'C',
        (Some(2), Some(0), Some(2)) => 'M',
        (Some(1), Some(1), Some(1)) => 'k',
        (Some(2), Some(1), Some(1)) => 'r',
        (Some(1), Some(2), Some(1)) => 'g',
        (Some(1), Some(1), Some(2)) => 'b',
        (Some(2), Some(2), Some(1)) => 'y',
        (Some(1), Some(2), Some(2)) => 'c',
        (Some(2), Some(1), Some(2)) => 'm',
        _ => '?',
    }
}

/// A project whose only font is `Squares`, with pictures of one color: `red.svg`, `lime.svg` and `blue.svg`
/// have no size of their own.
fn project() -> &'static Path {
    static PROJECT: OnceLock<tempfile::TempDir> = OnceLock::new();
    PROJECT
        .get_or_init(|| {
            let folder = tempfile::tempdir().expect("a folder");
            std::fs::create_dir(folder.path().join("fonts")).expect("a folder");
            std::fs::write(folder.path().join("fonts/Squares.ttf"), font()).expect("written");
            for name in ["red", "lime", "blue"] {
                let svg = format!(
                    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1' preserveAspectRatio='none'>\
                     <path fill='{name}' d='M0 0h1v1h-1z'/></svg>"
                );
                std::fs::write(folder.path().join(format!("{name}.svg")), svg).expect("written");
            }
            folder
        })
        .path()
}

/// Big-endian integers of two bytes.
fn words(values: &[i32]) -> Vec<u8> {
    values.iter().flat_map(|&value| (value as i16).to_be_bytes()).collect()
}

/// Big-endian integers of four bytes.
fn longs(values: &[u32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_be_bytes()).collect()
}

/// The table `cmap`: the letters are glyph 1, the spaces glyph 2.
fn character_map() -> Vec<u8> {
    let blank = [0x20, 0xA0, 0x2002, 0x2003, 0x2009, 0x200A, 0x202F];
    let mut characters: Vec<(u32, u32)> =
        (0x21..0x7F).chain(0xA1..0xAD).chain(0xAE..0x250).map(|c| (c, 1)).collect();
    let letters = (0x391..0x3CA).chain(0x410..0x450).chain(0x5D0..0x5EB).chain(0x3042..0x3049);
    characters.extend(letters.map(|c| (c, 1)));
    characters.extend(
        [
            0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x25AA,
            0x25CF,
        ]
        .map(|c| (c, 1)),
    );
    characters.extend(blank.map(|c| (c, 2)));
    characters.sort_unstable();
    let groups: Vec<u8> =
        characters.iter().flat_map(|&(character, glyph)| longs(&[character, character, glyph])).collect();
    let count = characters.len() as u32;
    [words(&[0, 1, 3, 10]), longs(&[12]), words(&[12, 0]), longs(&[16 + count * 12, 0, count]), groups]
        .concat()
}

/// The tables `glyf` and `loca`.
fn outlines() -> (Vec<u8>, Vec<u8>) {
    // One contour of four points, all on the curve, with coordinates of two bytes.
    let square = [
        words(&[1, 0, -200, 1000, 800, 3, 0]),
        vec![1; 4],
        words(&[0, 0, 1000, 0]),
        words(&[-200, 1000, 0, -1000]),
    ]
    .concat();
    let length = square.len() as u32;
    (square.repeat(2), longs(&[0, length, length * 2, length * 2]))
}

/// The table `OS/2`.
fn metrics() -> Vec<u8> {
    [
        words(&[4, 1000, 400, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50, 300, 0]),
        vec![0; 10],
        longs(&[0, 0, 0, 0]),
        b"NONE".to_vec(),
        words(&[0x40, 0x20, 0x5EA, 800, -200, 0, 800, 200]),
        longs(&[0, 0]),
        // The x-height is that of capitals.
        words(&[800, 800, 0, 0x20, 0]),
    ]
    .concat()
}

/// The table `name`.
fn names() -> Vec<u8> {
    let names = [(1, "Squares"), (2, "Regular"), (4, "Squares"), (6, "Squares")];
    let mut records = Vec::new();
    let mut strings = Vec::new();
    for (id, text) in names {
        let text: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        records.extend(words(&[3, 1, 0x409, id, text.len() as i32, strings.len() as i32]));
        strings.extend(text);
    }
    [words(&[0, 4, 6 + 4 * 12]), records, strings].concat()
}

/// A TrueType font of 1000 units per em. Glyph 1 is a square from 200 below the baseline to 800 above, 1000 wide; glyph 2
/// is empty and as wide. Lines are 1000 high.
fn font() -> Vec<u8> {
    let head = [
        longs(&[0x0001_0000, 0x0001_0000, 0, 0x5F0F_3CF5]),
        words(&[0b1011, 1000]),
        longs(&[0, 0, 0, 0]),
        words(&[0, -200, 1000, 800, 0, 8, 2, 1, 0]),
    ]
    .concat();
    let hhea =
        [longs(&[0x0001_0000]), words(&[800, -200, 0, 1000, 0, 0, 1000, 1, 0, 0, 0, 0, 0, 0, 0, 3])].concat();
    let hmtx = words(&[1000, 0, 1000, 0, 1000, 0]);
    let maxp = [longs(&[0x0001_0000]), words(&[3, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0])].concat();
    let post = longs(&[0x0003_0000, 0, (-100i32 as u32) << 16 | 100, 0, 0, 0, 0, 0]);
    let (glyf, loca) = outlines();
    let tables: [(&[u8; 4], Vec<u8>); 10] = [
        (b"OS/2", metrics()),
        (b"cmap", character_map()),
        (b"glyf", glyf),
        (b"head", head),
        (b"hhea", hhea),
        (b"hmtx", hmtx),
        (b"loca", loca),
        (b"maxp", maxp),
        (b"name", names()),
        (b"post", post),
    ];
    let mut file = [longs(&[0x0001_0000]), words(&[10, 128, 3, 32])].concat();
    let mut at = file.len() + tables.len() * 16;
    for (tag, table) in &tables {
        file.extend_from_slice(*tag);
        file.extend(longs(&[0, at as u32, table.len() as u32]));
        at += table.len().next_multiple_of(4);
    }
    for (_, table) in &tables {
        file.extend_from_slice(table);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    file
}
