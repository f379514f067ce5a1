//! The sheets of a spreadsheet: a workbook of Excel or LibreOffice, or a CSV file in any of the usual encodings.

use std::io::{Cursor, Read};

use calamine::{Data, DataRef, ExcelDateTime, Ods, Reader, Xls, Xlsx};
use encoding_rs::Encoding;

use super::cells::{Cell, CellValue, Merged, Sheet};

/// The largest file that is read, in bytes.
const MAX_BYTES: usize = 32 << 20;
/// The largest size of what is packed in a workbook, in bytes.
const MAX_UNPACKED: u64 = 256 << 20;
/// How many files may be packed in a workbook.
const MAX_PACKED_FILES: usize = 10_000;
/// How many rows of a sheet are read.
const MAX_ROWS: usize = 20_000;
/// How many columns of a sheet are read.
const MAX_COLUMNS: usize = 1000;
/// The longest text of a cell, in bytes; the programs themselves take less.
const MAX_TEXT: usize = 200_000;
/// How many cells the links of a sheet may cover together.
const MAX_LINKED: usize = 100_000;

/// Why a file cannot be read, and what to do.
pub struct Fault {
    pub message: String,
    pub help: &'static str,
}

impl Fault {
    fn new(message: impl Into<String>, help: &'static str) -> Fault {
        Fault { message: message.into(), help }
    }
}

/// What a file contains.
pub struct Content {
    /// Its sheets; those of a CSV file once for each sign that may separate its cells.
    pub sheets: Vec<Sheet>,
    /// Whether only one of the sheets is meant, because they are readings of the same text.
    pub is_csv: bool,
    /// Why one of these readings failed.
    pub fault: Option<Fault>,
    /// The encoding of a text that does not say it.
    pub guessed: Option<&'static str>,
}

const SAVE: &str = "Open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx) or as CSV.";
const SHORTEN: &str = "Keep only the table of the memberships in the file.";

/// Reads a file. `languages` are those of the project, to guess the encoding of a text.
///
/// # Errors
/// If it is not a spreadsheet, or too large.
pub fn content(bytes: &[u8], languages: &[String]) -> Result<Content, Fault> {
    if bytes.len() > MAX_BYTES {
        let message = format!("the file is over {} MB long: the limit for a spreadsheet", MAX_BYTES >> 20);
        return Err(Fault::new(message, SHORTEN));
    }
    let is_packed = bytes.starts_with(b"PK\x03\x04");
    if is_packed || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        if is_packed {
            check_size(bytes)?;
        }
        let sheets = engine::guarded(|| workbook(bytes, is_packed))
            .unwrap_or_else(|| Err(Fault::new("the workbook is damaged", SAVE)))?;
        return Ok(Content { sheets, is_csv: false, fault: None, guessed: None });
    }
    if bytes.starts_with(b"%PDF") || bytes.iter().take(512).filter(|byte| **byte == 0).count() > 300 {
        return Err(Fault::new("this is not a spreadsheet", SAVE));
    }
    let (text, guessed) = decoded(bytes, languages);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let (separators, text) = match text.strip_prefix("sep=") {
        Some(rest) if rest.as_bytes().get(1) == Some(&b'\n') => (vec![rest.as_bytes()[0]], &rest[2..]),
        _ => (vec![b',', b';', b'\t', b'|'], &*text),
    };
    let (mut sheets, mut fault) = (Vec::new(), None);
    for separator in separators {
        match csv_sheet(text, separator) {
            Ok(sheet) => sheets.push(sheet),
            Err(found) => fault = fault.or(Some(found)),
        }
    }
    Ok(Content { sheets, is_csv: true, fault, guessed })
}

/// Unpacks everything once, so that what is packed cannot exhaust the memory.
fn check_size(bytes: &[u8]) -> Result<(), Fault> {
    let damaged = || Fault::new("the workbook is damaged", SAVE);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if archive.len() > MAX_PACKED_FILES {
        return Err(Fault::new(format!("over {MAX_PACKED_FILES} files are packed in the workbook"), SHORTEN));
    }
    let mut left = MAX_UNPACKED;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|_| damaged())?;
        let copied = std::io::copy(&mut file.take(left + 1), &mut std::io::sink()).map_err(|_| damaged())?;
        left = left.checked_sub(copied).ok_or_else(|| {
            let message = format!("the workbook has over {} MB unpacked", MAX_UNPACKED >> 20);
            Fault::new(message, SHORTEN)
        })?;
    }
    Ok(())
}

fn workbook(bytes: &[u8], is_packed: bool) -> Result<Vec<Sheet>, Fault> {
    if is_packed && let Ok(book) = Xlsx::new(Cursor::new(bytes)) {
        return xlsx(book);
    }
    if is_packed {
        return match Ods::new(Cursor::new(bytes)) {
            Ok(book) => ranges(book),
            Err(calamine::OdsError::Password) => Err(protected()),
            Err(_) => Err(Fault::new(
                "this is no workbook of Excel or LibreOffice, or it is damaged or too large",
                SAVE,
            )),
        };
    }
    match Xls::new(Cursor::new(bytes)) {
        Ok(book) => ranges(book),
        // Excel packs a workbook with a password in the same way.
        Err(_) => Err(protected()),
    }
}

fn protected() -> Fault {
    Fault::new(
        "the workbook cannot be read: it is damaged or protected with a password",
        "Open it, remove the password, and save it as an Excel workbook (.xlsx).",
    )
}

fn xlsx(mut book: Xlsx<Cursor<&[u8]>>) -> Result<Vec<Sheet>, Fault> {
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let mut sheet = Sheet { name: name.clone(), ..Sheet::default() };
        {
            // A sheet may be a chart.
            let Ok(mut cells) = book.worksheet_cells_reader(&name) else { continue };
            loop {
                let next = cells.next_cell_with_formula();
                let next = next.map_err(|_| Fault::new(format!("the sheet `{name}` is damaged"), SAVE))?;
                let Some(found) = next else { break };
                let mut cell = converted(found.value);
                cell.link = found.formula.as_deref().and_then(formula_link);
                put(&mut sheet, found.pos.0 as usize, found.pos.1 as usize, cell)?;
            }
        }
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        sheet.merged.extend(merged.iter().map(|merged| Merged {
            row: merged.start.0 as usize,
            columns: (merged.start.1 as usize, merged.end.1 as usize),
        }));
        sheet.merged.sort_unstable();
        let mut linked = 0;
        for link in book.hyperlinks_by_sheet_name(&name).unwrap_or_default() {
            let Some(target) = link.target else { continue };
            let (first, last) = (link.range.start, link.range.end);
            let rows = sheet.rows.iter_mut().take(last.0 as usize + 1).skip(first.0 as usize);
            for cell in rows.flat_map(|row| row.iter_mut().take(last.1 as usize + 1).skip(first.1 as usize)) {
                linked += 1;
                if linked <= MAX_LINKED {
                    cell.link = Some(target.clone());
                }
            }
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// The address in a formula such as `HYPERLINK("https://example.org","Website")`.
fn formula_link(formula: &str) -> Option<String> {
    let formula = formula.trim_start_matches('=').trim_start();
    let start = formula.get(..9).filter(|name| name.eq_ignore_ascii_case("HYPERLINK"))?.len();
    let rest = formula[start..].trim_start().strip_prefix('(')?.trim_start().strip_prefix('"')?;
    Some(rest.split('"').next()?.to_string())
}

fn ranges<'a, Book: Reader<Cursor<&'a [u8]>>>(mut book: Book) -> Result<Vec<Sheet>, Fault> {
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let Ok(range) = book.worksheet_range(&name) else { continue };
        let mut sheet = Sheet { name, ..Sheet::default() };
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let cell = converted(DataRef::from_data(value));
            put(&mut sheet, top as usize + row, left as usize + column, cell)?;
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// Puts a cell into a sheet, unless it is empty.
fn put(sheet: &mut Sheet, row: usize, column: usize, cell: Cell) -> Result<(), Fault> {
    if cell.is_empty() && cell.link.is_none() {
        return Ok(());
    }
    if row >= MAX_ROWS || column >= MAX_COLUMNS {
        let place = sheet.cell_name(row, column);
        let message =
            format!("{place} is beyond {MAX_ROWS} rows and {MAX_COLUMNS} columns: the limit for a sheet");
        return Err(Fault::new(message, SHORTEN));
    }
    if matches!(&cell.value, CellValue::Text(text) if text.len() > MAX_TEXT) {
        let place = sheet.cell_name(row, column);
        let message =
            format!("the text in {place} is over {} KB long: the limit for a cell", MAX_TEXT / 1000);
        return Err(Fault::new(
            message,
            "Check the quotation marks of a CSV file, and keep long texts in the data.",
        ));
    }
    if sheet.rows.len() <= row {
        sheet.rows.resize(row + 1, Vec::new());
    }
    let cells = &mut sheet.rows[row];
    if cells.len() <= column {
        cells.resize(column + 1, Cell::default());
    }
    cells[column] = cell;
    Ok(())
}

/// A value as both kinds of readers have it.
trait FromData<'a> {
    fn from_data(data: &'a Data) -> DataRef<'a>;
}

impl<'a> FromData<'a> for DataRef<'a> {
    fn from_data(data: &'a Data) -> DataRef<'a> {
        match data {
            Data::Int(value) => DataRef::Int(*value),
            Data::Float(value) => DataRef::Float(*value),
            Data::String(text) => DataRef::SharedString(text),
            Data::Bool(value) => DataRef::Bool(*value),
            Data::DateTime(date) => DataRef::DateTime(*date),
            Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
            Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
            Data::Error(error) => DataRef::Error(error.clone()),
            Data::Empty => DataRef::Empty,
        }
    }
}

fn converted(value: DataRef<'_>) -> Cell {
    let value = match value {
        DataRef::Empty => CellValue::Empty,
        DataRef::String(text) => return Cell::text(&text),
        DataRef::SharedString(text) => return Cell::text(text),
        DataRef::Int(value) => CellValue::Number(value as f64),
        DataRef::Float(value) if value.is_finite() => CellValue::Number(value),
        DataRef::Float(value) => CellValue::Fault(value.to_string()),
        DataRef::Bool(value) => CellValue::Text(if value { "TRUE" } else { "FALSE" }.to_string()),
        DataRef::DateTime(date) => day(&date),
        DataRef::DateTimeIso(text) => match text.get(..10) {
            Some(day) => CellValue::Day(day.to_string()),
            None => CellValue::Text(text),
        },
        DataRef::DurationIso(text) => CellValue::Text(text),
        DataRef::Error(error) => CellValue::Fault(error.to_string()),
    };
    Cell { value, link: None }
}

fn day(date: &ExcelDateTime) -> CellValue {
    // A number of hours, or a day before the calendar of Excel, which is a year that was formatted as a date by mistake.
    if !date.is_datetime() || (100.0..10_000.0).contains(&date.as_f64()) && date.as_f64().fract() == 0.0 {
        return CellValue::Number(date.as_f64());
    }
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    CellValue::Day(format!("{year:04}-{month:02}-{day:02}"))
}

/// A text from the bytes of a file, and the encoding if it had to be guessed.
fn decoded(bytes: &[u8], languages: &[String]) -> (String, Option<&'static str>) {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return (encoding.decode(bytes).0.into_owned(), None);
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.contains('\0')
    {
        return (text.to_string(), None);
    }
    // Of two bytes a letter, one is zero in the letters, digits and signs of ASCII.
    let zeros =
        |start: usize| bytes.iter().skip(start).step_by(2).take(400).filter(|byte| **byte == 0).count();
    let encoding = match (zeros(0), zeros(1)) {
        (0, 0) => of_languages(languages),
        (first, second) if first > second => encoding_rs::UTF_16BE,
        _ => encoding_rs::UTF_16LE,
    };
    (encoding.decode_without_bom_handling(bytes).0.into_owned(), Some(encoding.name()))
}

/// The encoding that Windows has for the first language that needs one of its own.
fn of_languages(languages: &[String]) -> &'static Encoding {
    let own = languages.iter().find_map(|language| {
        Some(match language.split('-').next().unwrap_or_default() {
            "ru" | "uk" | "bg" | "be" | "kk" | "mk" | "sr" => encoding_rs::WINDOWS_1251,
            "pl" | "cs" | "sk" | "hu" | "ro" | "hr" | "sl" => encoding_rs::WINDOWS_1250,
            "el" => encoding_rs::WINDOWS_1253,
            "tr" | "az" => encoding_rs::WINDOWS_1254,
            "he" => encoding_rs::WINDOWS_1255,
            "ar" | "fa" => encoding_rs::WINDOWS_1256,
            "et" | "lv" | "lt" => encoding_rs::WINDOWS_1257,
            _ => return None,
        })
    });
    own.unwrap_or(encoding_rs::WINDOWS_1252)
}

fn csv_sheet(text: &str, separator: u8) -> Result<Sheet, Fault> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut sheet = Sheet::default();
    let mut record = csv::StringRecord::new();
    let mut row = 0;
    loop {
        // The reader leaves empty lines out, which are rows all the same.
        let rest = text.get(reader.position().byte() as usize..).unwrap_or_default();
        row += rest.len() - rest.trim_start_matches('\n').len();
        if !reader.read_record(&mut record).is_ok_and(|more| more) {
            return Ok(sheet);
        }
        for (column, text) in record.iter().enumerate() {
            put(&mut sheet, row, column, Cell::text(text))?;
        }
        row += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(bytes: &[u8], languages: &[&str]) -> (Vec<Vec<String>>, Option<&'static str>) {
        let languages: Vec<String> = languages.iter().map(|language| language.to_string()).collect();
        let content = content(bytes, &languages).unwrap_or_else(|fault| panic!("{}", fault.message));
        let widest = content.sheets.iter().max_by_key(|sheet| sheet.rows.first().map_or(0, Vec::len));
        let rows = &widest.expect("a sheet").rows;
        (rows.iter().map(|row| row.iter().map(Cell::shown).collect()).collect(), content.guessed)
    }

    #[test]
    fn texts_are_read_in_the_encodings_and_with_the_separators_of_offices() {
        let expected = vec![
            vec!["Name".to_string(), "Şəhər".to_string()],
            vec!["a\nb".to_string(), "\"x\"".to_string()],
        ];
        let text = "Name;Şəhər\r\n\"a\r\nb\";\"\"\"x\"\"\"\r\n";
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        for (bytes, guessed) in [
            (text.as_bytes().to_vec(), None),
            ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), None),
            ([&[0xFF, 0xFE], &*wide(text)].concat(), None),
            (wide(text), Some("UTF-16LE")),
            (text.replace(';', ",").into_bytes(), None),
            (text.replace(';', "\t").into_bytes(), None),
            (format!("sep=;\r\n{text}").into_bytes(), None),
        ] {
            assert_eq!(first(&bytes, &["az"]), (expected.clone(), guessed));
        }
        let (rows, guessed) = first(b"Name;\xCD\xE0\xE7\xE2\xE0\xED\xE8\xE5", &["en", "ru"]);
        assert_eq!((rows[0][1].as_str(), guessed), ("Название", Some("windows-1251")));
    }

    #[test]
    fn what_is_no_spreadsheet_is_refused() {
        for bytes in [&b"%PDF-1.7"[..], b"PK\x03\x04garbage", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1], &[0; 600]] {
            assert!(content(bytes, &[]).is_err());
        }
    }

    #[test]
    fn the_address_of_a_formula_is_found() {
        assert_eq!(formula_link("HYPERLINK(\"https://a.org\",\"A\")").as_deref(), Some("https://a.org"));
        assert_eq!(formula_link("SUM(A1)"), None);
        assert_eq!(formula_link("ə"), None);
    }
}
