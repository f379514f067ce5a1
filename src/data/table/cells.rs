//! The cells of a sheet, and what they say as values of fields.

use super::words::{Words, folded};
use crate::data::corrections;
use crate::data::dates::{MAX_YEAR, MIN_YEAR};
use crate::data::schema::CellKind;
use crate::data::value::Precision;

/// A sheet of a spreadsheet.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Its name; empty for the one of a CSV file.
    pub name: String,
    /// Its rows, each with as many cells as are filled.
    pub rows: Vec<Vec<Cell>>,
    /// Cells that are merged, where the file says so, sorted.
    pub merged: Vec<Merged>,
}

/// Cells that are merged to one, in their first row; what it shows is in the first of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Merged {
    pub row: usize,
    /// The first and the last column.
    pub columns: (usize, usize),
}

impl Sheet {
    /// The cell at a place, if something is in it.
    pub fn filled(&self, row: usize, column: usize) -> Option<&Cell> {
        self.rows.get(row)?.get(column).filter(|cell| !cell.is_empty())
    }

    /// The title of the group that a column belongs to, in the row of these titles. A title reaches over the cells that it
    /// is merged with, or else to the next one.
    pub fn group_title(&self, row: usize, column: usize) -> Option<&Cell> {
        let at = (0..=column).rev().find(|at| self.filled(row, *at).is_some())?;
        let place = self.merged.partition_point(|merged| (merged.row, merged.columns.0) < (row, at));
        let merged = self.merged.get(place).filter(|merged| (merged.row, merged.columns.0) == (row, at));
        self.filled(row, at).filter(|_| merged.is_none_or(|merged| column <= merged.columns.1))
    }

    /// The name of a cell, with that of the sheet: `Memberships!D7`.
    pub fn cell_name(&self, row: usize, column: usize) -> String {
        let name = format!("{}{}", column_name(column), row + 1);
        match self.name.is_empty() {
            true => name,
            false => format!("{}!{name}", self.name),
        }
    }
}

/// The letters of a column, from 0.
pub fn column_name(column: usize) -> String {
    let letter = char::from(b'A' + (column % 26) as u8);
    match column / 26 {
        0 => letter.to_string(),
        rest => column_name(rest - 1) + &letter.to_string(),
    }
}

/// A cell of a sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// What it shows.
    pub value: CellValue,
    /// The address that it links to.
    pub link: Option<String>,
}

/// What a cell shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum CellValue {
    #[default]
    Empty,
    Text(String),
    Number(f64),
    /// A day, as `2026-11-24`.
    Day(String),
    /// A formula without a result: `#REF!`.
    Fault(String),
}

impl Cell {
    /// A cell with a text; one without letters is empty, and so is one that says that there is nothing to say.
    pub fn text(text: &str) -> Cell {
        // Lines end in `\n`; Excel marks the end of a line in a cell with this in some files.
        let text = text.replace("\r\n", "\n").replace('\r', "\n").replace("_x000D_", "");
        let value = match text.trim().is_empty() || is_not_available(&text) {
            true => CellValue::Empty,
            false => CellValue::Text(text),
        };
        Cell { value, link: None }
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.value == CellValue::Empty
    }

    /// What it shows, as a text.
    pub fn shown(&self) -> String {
        match &self.value {
            CellValue::Empty => String::new(),
            CellValue::Text(text) => text.trim().to_string(),
            CellValue::Number(number) => shown_number(*number),
            CellValue::Day(text) | CellValue::Fault(text) => text.clone(),
        }
    }

    /// Whether it takes the value of its field away.
    pub fn takes_away(&self) -> bool {
        matches!(&self.value, CellValue::Text(text) if matches!(text.trim(), "-" | "–" | "—"))
    }

    /// Its lines as items of a list, without marks before them.
    pub fn lines(&self) -> Vec<String> {
        // An empty line at the start stands for an item without a text in this language.
        let text = match &self.value {
            CellValue::Text(text) => unescaped(text.trim_end()).to_string(),
            _ => self.shown(),
        };
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let marks = ['•', '·', '-', '–', '—', '*', '▪', '◦'];
        let is_marked = |line: &&str| {
            line.is_empty()
                || line.strip_prefix(marks).is_some_and(|rest| rest.starts_with(char::is_whitespace))
        };
        let is_marked = lines.iter().all(is_marked);
        let plain = |line: &&str| match is_marked {
            true => line.trim_start_matches(marks).trim_start().to_string(),
            false => line.to_string(),
        };
        lines.iter().map(plain).collect()
    }
}

/// Whether a text is what offices write into a cell for which they have nothing: `n/a`.
fn is_not_available(text: &str) -> bool {
    let text: String = text.trim().to_lowercase().split_whitespace().collect();
    matches!(&*text, "n/a" | "n.a." | "#n/a" | "n/d" | "n.d." | "k.a." | "н/д" | "н.д.")
}

/// A text of a cell without the apostrophe that keeps it from being a formula.
pub fn unescaped(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => text,
    }
}

/// Whether a program would take a text of a CSV file for a formula, perhaps after apostrophes.
pub fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A number as it is written: `2019`, not `2019.0`.
pub fn shown_number(number: f64) -> String {
    // Calculated decimal fractions are exact to fifteen digits.
    let rounded = format!("{number:.10}");
    match rounded.contains('.') {
        true => rounded.trim_end_matches('0').trim_end_matches('.').to_string(),
        false => rounded,
    }
}

/// A value of a field: how YAML has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// A number or a date, exactly so.
    Plain(String),
    /// A text, which may need quotation marks.
    Text(String),
}

impl Spelling {
    /// The value without quotation marks.
    pub fn text(&self) -> &str {
        match self {
            Spelling::Plain(text) | Spelling::Text(text) => text,
        }
    }
}

/// The value of a field that is neither a list nor written by language. What the field cannot have is a text, which the
/// reader refuses.
pub fn value(cell: &Cell, kind: CellKind, words: &Words) -> Spelling {
    let shown = cell.shown();
    let text = unescaped(&shown);
    let plain =
        |meant: Option<String>| meant.map_or_else(|| Spelling::Text(text.to_string()), Spelling::Plain);
    let word = |meant: Option<String>| Spelling::Text(meant.unwrap_or_else(|| text.to_string()));
    match kind {
        CellKind::Year => plain(when(cell, text).and_then(|when| when.get(..4).map(str::to_string))),
        CellKind::When => plain(when(cell, text)),
        CellKind::Amount => plain(amount(text)),
        CellKind::Degrees(axis) => plain(corrections::degrees(text, axis)),
        CellKind::Status => word(words.status(text).map(|status| status.keyword().to_string())),
        CellKind::WebAddress => {
            let is_address = |text: &str| text.starts_with("https://") || text.starts_with("http://");
            let link = cell.link.as_deref().filter(|link| is_address(link) && !text.contains('.'));
            let text = link.unwrap_or(text);
            word(
                Some(text.to_string())
                    .filter(|text| is_address(text))
                    .or_else(|| corrections::web_address(text)),
            )
        }
        CellKind::EmailAddress => {
            let link = cell.link.as_deref().filter(|_| !text.contains('@'));
            let link = link.and_then(|link| link.strip_prefix("mailto:")).map(|link| link.split('?').next());
            word(corrections::email_address(link.flatten().unwrap_or(text)))
        }
        CellKind::Text
        | CellKind::Texts
        | CellKind::Members
        | CellKind::Countries
        | CellKind::Word
        | CellKind::Id => word(None),
    }
}

/// A date as exactly as a cell has it.
fn when(cell: &Cell, text: &str) -> Option<String> {
    if let CellValue::Day(day) = &cell.value {
        return Some(day.clone());
    }
    if let Ok(number) = text.parse::<f64>() {
        let is_whole = number.fract() == 0.0;
        if is_whole && (MIN_YEAR as f64..=MAX_YEAR as f64).contains(&number) {
            return Some(shown_number(number));
        }
        // A day of which only the number was kept: these are the years 1927 to 2119.
        return (10_000.0..80_500.0).contains(&number).then(|| day_of_serial(number as u32));
    }
    let digits = ascii_digits(text);
    let is_written_so = digits.len() == 7 || digits.len() == 10;
    let parts: Vec<&str> = digits.split('-').collect();
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    if is_written_so && parts.len() > 1 && parts[0].len() == 4 && parts.iter().all(is_number) {
        return Some(digits);
    }
    corrections::date(digits.split(['T', '\n']).next().unwrap_or_default())
}

/// The day with a number of Excel, which counts from the end of 1899 and believes in a 29 February 1900.
pub fn day_of_serial(serial: u32) -> String {
    // Civil date from days (Howard Hinnant's algorithm); 25569 is 1 January 1970.
    let days = i64::from(serial) - 25_569 + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// An amount with a point and at most two decimals: `1.900,50`, `1 900`.
fn amount(text: &str) -> Option<String> {
    let text = ascii_digits(text);
    let is_amount = |text: &str| {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        !whole.is_empty()
            && is_number(whole)
            && is_number(part)
            && part.len() <= 2
            && (whole == "0" || !whole.starts_with('0'))
    };
    if is_amount(&text) && !text.ends_with('.') {
        return Some(text);
    }
    if let Some(whole) = corrections::whole_number(&text) {
        return Some(whole);
    }
    let (whole, part) = text.rsplit_once([',', '.'])?;
    let whole = corrections::whole_number(whole)?;
    Some(format!("{whole}.{part}")).filter(|text| is_amount(text) && !part.is_empty())
}

/// A text with the digits of any script as those of ASCII.
fn ascii_digits(text: &str) -> String {
    let zeros = ['٠', '۰', '०', '０'];
    let plain = |sign: char| {
        let value = zeros
            .iter()
            .find_map(|zero| (u32::from(sign)).checked_sub(u32::from(*zero)).filter(|value| *value < 10));
        value.and_then(|value| char::from_digit(value, 10)).unwrap_or(sign)
    };
    text.chars().map(plain).collect()
}

/// A number with its precision, and what is counted: `>50 universities`, `more than 50 universities`, `50+`.
pub fn quantity(text: &str, words: &Words) -> Option<(Precision, u64, String)> {
    let text = ascii_digits(text.trim());
    let start = text.find(|sign: char| sign.is_ascii_digit())?;
    let (before, rest) = text.split_at(start);
    let end = number_end(rest);
    let number: u64 = corrections::whole_number(&rest[..end])
        .or_else(|| rest[..end].parse::<u64>().ok().map(|number| number.to_string()))?
        .parse()
        .ok()?;
    let (before, mut after) = (before.trim(), &rest[end..]);
    let sign = match before {
        ">" => Some(Precision::MoreThan),
        "≥" | ">=" | "=>" => Some(Precision::AtLeast),
        "~" | "≈" | "±" | "c." => Some(Precision::About),
        _ => None,
    };
    if let Some(precision) = sign {
        return Some((precision, number, after.trim().to_string()));
    }
    if before.is_empty()
        && let Some(rest) = after.strip_prefix('+')
    {
        return Some((Precision::AtLeast, number, rest.trim().to_string()));
    }
    let before = folded(before);
    for around in words.quantities().iter().filter(|around| around.before == before) {
        if around.after.is_empty() {
            if !before.is_empty() {
                return Some((around.precision, number, after.trim().to_string()));
            }
            continue;
        }
        // An ending of the number itself, such as `50-dən`.
        let ending = after.find(char::is_whitespace).unwrap_or(after.len());
        for tail in [after, &after[ending..]] {
            let count = around.after.split(' ').count();
            let tail_words: Vec<&str> = tail.split_whitespace().collect();
            if tail_words.len() >= count && folded(&tail_words[..count].join(" ")) == around.after {
                return Some((around.precision, number, tail_words[count..].join(" ")));
            }
        }
    }
    after = after.trim();
    before.is_empty().then(|| (Precision::Exactly, number, after.to_string()))
}

/// The length of a number that may be in groups of three digits.
fn number_end(text: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut end = digits(text);
    // `2019.0` is a whole number, too.
    if text[end..].starts_with(".0") && digits(&text[end + 2..]) == 0 {
        return end;
    }
    while let Some(sign) =
        text[end..].chars().next().filter(|sign| matches!(sign, ',' | '.' | ' ' | '\u{a0}' | '\'' | '’'))
    {
        let next = end + sign.len_utf8();
        if end > 3 && !text[..end].contains([',', '.', ' ', '\u{a0}', '\'', '’'])
            || digits(&text[next..]) != 3
        {
            break;
        }
        end = next + 3;
    }
    end
}

/// A number with its precision, in signs that every language has: `139`, `>50`, `50+`, `~50`.
pub fn shown_quantity(precision: Precision, number: u64) -> String {
    match precision {
        Precision::Exactly => number.to_string(),
        Precision::MoreThan => format!(">{number}"),
        Precision::AtLeast => format!("{number}+"),
        Precision::About => format!("~{number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::value::Axis;

    #[test]
    fn columns_have_letters() {
        for (column, name) in
            [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
        {
            assert_eq!(column_name(column), name);
        }
    }

    #[test]
    fn dates_and_years_are_understood_in_every_form_of_a_cell() {
        let words = Words::new(&[]);
        let number = |number: f64| Cell { value: CellValue::Number(number), link: None };
        let day = |day: &str| Cell { value: CellValue::Day(day.to_string()), link: None };
        for (cell, kind, expected) in [
            (number(2019.0), CellKind::Year, "2019"),
            (Cell::text("2019.0"), CellKind::When, "2019"),
            (number(43_831.0), CellKind::When, "2020-01-01"),
            (number(43_831.0), CellKind::Year, "2020"),
            (Cell::text("43831"), CellKind::When, "2020-01-01"),
            (day("2019-05-14"), CellKind::When, "2019-05-14"),
            (day("2019-05-14"), CellKind::Year, "2019"),
            (Cell::text("2019-05"), CellKind::When, "2019-05"),
            (Cell::text("۲۰۱۹"), CellKind::Year, "2019"),
            (Cell::text("14.05.2019"), CellKind::When, "2019-05-14"),
            (Cell::text("14 May 2019"), CellKind::When, "2019-05-14"),
            (Cell::text("2019-05-14T00:00:00"), CellKind::When, "2019-05-14"),
            (number(1900.5), CellKind::Amount, "1900.5"),
            (Cell::text("1.900,50"), CellKind::Amount, "1900.50"),
            (Cell::text("1,900"), CellKind::Amount, "1900"),
            (number(38.75), CellKind::Degrees(Axis::Latitude), "38.75"),
            (Cell::text("38,75"), CellKind::Degrees(Axis::Latitude), "38.75"),
        ] {
            assert_eq!(value(&cell, kind, &words), Spelling::Plain(expected.to_string()), "{cell:?}");
        }
        assert_eq!(value(&Cell::text("soon"), CellKind::When, &words), Spelling::Text("soon".to_string()));
        assert_eq!(day_of_serial(25_569), "1970-01-01");
        assert_eq!(day_of_serial(36_585), "2000-02-29");
    }

    #[test]
    fn numbers_say_how_exact_they_are_in_signs_and_in_the_words_of_every_language() {
        let words = Words::new(&[]);
        for (text, precision, number, of) in [
            ("139 universities", Precision::Exactly, 139, "universities"),
            ("139", Precision::Exactly, 139, ""),
            ("1,390 universities", Precision::Exactly, 1390, "universities"),
            (">50 universities", Precision::MoreThan, 50, "universities"),
            ("> 50", Precision::MoreThan, 50, ""),
            ("50+ universities", Precision::AtLeast, 50, "universities"),
            ("≥ 50", Precision::AtLeast, 50, ""),
            ("~50", Precision::About, 50, ""),
            ("more than 50 universities", Precision::MoreThan, 50, "universities"),
            ("More than 1 000 universities", Precision::MoreThan, 1000, "universities"),
            ("50-dən çox universitet", Precision::MoreThan, 50, "universitet"),
            ("50’den fazla üniversite", Precision::MoreThan, 50, "üniversite"),
            ("более 50 университетов", Precision::MoreThan, 50, "университетов"),
            ("بیش از ۵۰ دانشگاه", Precision::MoreThan, 50, "دانشگاه"),
            ("ca. 50 universities", Precision::About, 50, "universities"),
            ("at least 50 members", Precision::AtLeast, 50, "members"),
            ("50 or more members", Precision::AtLeast, 50, "members"),
        ] {
            assert_eq!(quantity(text, &words), Some((precision, number, of.to_string())), "{text}");
        }
        for text in ["many", "", "between 50 and 60"] {
            assert_eq!(quantity(text, &words), None, "{text}");
        }
    }

    #[test]
    fn lines_of_a_cell_are_items_without_their_marks() {
        assert_eq!(Cell::text("• One\r\n• Two").lines(), ["One", "Two"]);
        assert_eq!(Cell::text("- One\n\n- Two").lines(), ["One", "", "Two"]);
        assert_eq!(Cell::text("- One\nTwo").lines(), ["- One", "Two"]);
    }
}
