//! Words that are broken over lines, extracted whole where they start. In: the display list of a page. Out: the
//! text of the rest of each broken word, which [`super::runs`] writes as `/ActualText` (ISO 32000-1, 14.9.4).
//!
//! The text of the inserted hyphen is the rest of the word, and the text of the rest on the next line is only the
//! space after it. So a program that joins lines with a space gets the text as it was written. If the rest is on
//! another page, the hyphen is extracted as a soft hyphen (14.8.2.2.3).
//!
//! For example, `a brochure by` with a break in the second word:
//!
//! ```text
//! on the page        extracted
//! a bro-             a bro + chure
//! chure by           (nothing) + by
//! ```
//!
//! An initial letter of several lines is extracted beside the letter after it, and its own glyph has no text. It is
//! larger than the rest of its word and its baseline is lower, so programs would take it for a separate word.

use std::sync::Arc;

use crate::paint::{Direction, DisplayItem, DisplayList, TextItem, TextLine};
use crate::pdf::text::runs::{is_inserted_hyphen, is_last, is_spread};
use crate::sorting::sort_by_key;
use crate::units::Length;

/// The rest of a broken word.
struct Rest {
    /// The text that contains it.
    text: Arc<str>,
    /// Its start in the text, in bytes.
    start: u32,
    /// Its end in the text, in bytes.
    end: u32,
}

/// The words of a page that are broken by line ends or that start with a large initial letter.
#[derive(Default)]
pub(crate) struct WordBreaks {
    /// Sorted by start.
    rests: Vec<Rest>,
    /// Initial letters that are extracted with the letter after them.
    initials: Vec<Rest>,
}

impl WordBreaks {
    pub(crate) fn of(list: &DisplayList) -> WordBreaks {
        let items = || {
            list.items.iter().filter_map(|item| match item {
                DisplayItem::Text(item) => Some(item),
                _ => None,
            })
        };
        let mut ends: Vec<u32> = items()
            .filter(|item| is_inserted_hyphen(item) || ends_inside_word(item))
            .map(|item| item.line.text.end)
            .collect();
        ends.sort_unstable();
        if ends.is_empty() && !items().any(is_initial) {
            return WordBreaks::default();
        }
        let begins = |item: &TextItem| {
            ends.binary_search(&item.range.0).is_ok() && item.range.0 == item.line.text.start
        };
        let mut texts: Vec<&TextItem> =
            items().filter(|item| !item.is_artifact && !item.is_generated).collect();
        sort_by_key(&mut texts, |item| item.range);
        let mut rests: Vec<Rest> = Vec::new();
        for (index, item) in texts.iter().enumerate() {
            // A word on more than two lines is extracted where it starts.
            let extracted = rests.last().is_some_and(|last| last.has(&item.text, item.range.0));
            if !extracted && begins(item) {
                rests.extend(rest_of(texts.get(index..).unwrap_or_default()));
            }
        }
        WordBreaks { rests, initials: initials(&texts) }
    }

    /// Whether an item is an initial letter that is extracted with the letter after it.
    pub(crate) fn has_no_text(&self, item: &TextItem) -> bool {
        is_initial(item) && self.initials.iter().any(|initial| initial.has(&item.text, item.range.0))
    }

    /// The initial letter that is extracted before the text of an item.
    pub(crate) fn initial_before(&self, item: &TextItem) -> Option<&str> {
        let before = |initial: &&Rest| initial.end == item.range.0 && Arc::ptr_eq(&initial.text, &item.text);
        let initial = self.initials.iter().find(before)?;
        initial.from(initial.start)
    }

    /// The rest that contains the character at a byte of a text.
    fn find(&self, text: &Arc<str>, at: u32) -> Option<&Rest> {
        let after = self.rests.partition_point(|rest| rest.start <= at);
        self.rests.get(..after)?.iter().rev().find(|rest| rest.has(text, at))
    }

    /// The text that is extracted after that of an item: the rest of a word that is broken after a hyphen or dash of
    /// the text, or at any letter because it fits on no line.
    pub(crate) fn rest_after(&self, item: &TextItem) -> Option<&str> {
        if ends_inside_word(item) { self.find(&item.text, item.range.1)?.from(item.range.1) } else { None }
    }

    /// The text of the inserted hyphen at the end of a line.
    pub(crate) fn after(&self, line: &TextLine) -> Option<&str> {
        let end = line.text.end;
        let after = self.rests.partition_point(|rest| rest.start <= end);
        let rest = self.rests.get(..after)?.iter().rev().find(|rest| end < rest.end)?;
        if rest.start == end { rest.from(end) } else { Some(" ") }
    }

    /// How many bytes of the text of an item belong to a word that is extracted earlier.
    pub(crate) fn extracted_before(&self, item: &TextItem) -> Option<usize> {
        let rest = self.find(&item.text, item.range.0)?;
        Some((rest.end.min(item.range.1) - item.range.0) as usize)
    }
}

impl Rest {
    fn has(&self, text: &Arc<str>, at: u32) -> bool {
        (self.start..self.end).contains(&at) && Arc::ptr_eq(&self.text, text)
    }

    /// The text, if this is where it starts.
    fn from(&self, start: u32) -> Option<&str> {
        self.text.get(self.start as usize..self.end as usize).filter(|_| start == self.start)
    }
}

/// Whether an item belongs to an initial letter of several lines.
fn is_initial(item: &TextItem) -> bool {
    item.is_initial_letter
}

/// The initial letters with a letter after them on their line. The items are in the order of the text.
fn initials(items: &[&TextItem]) -> Vec<Rest> {
    let mut initials = Vec::new();
    let mut start = None;
    for pair in items.windows(2) {
        let &[item, next] = pair else { continue };
        let follows = next.range.0 == item.range.1 && Arc::ptr_eq(&next.line, &item.line);
        if !is_initial(item) || !follows {
            start = None;
            continue;
        }
        let begin = *start.get_or_insert(item.range.0);
        let is_shown = !next.color.is_transparent()
            && next.size > Length::ZERO
            && !next.glyphs.is_empty()
            && next.right_to_left == (next.direction == Direction::RightToLeft);
        if !is_initial(next) {
            start = None;
            if is_shown {
                initials.push(Rest { text: item.text.clone(), start: begin, end: item.range.1 });
            }
        }
    }
    initials
}

/// Whether an item ends with its line inside a word, without an inserted hyphen.
fn ends_inside_word(item: &TextItem) -> bool {
    // Scripts without spaces have no words to keep whole.
    let has_words =
        || item.run_text().ends_with(|character: char| character < '\u{590}' || is_dash(character));
    item.line.breaks_word
        && !item.is_artifact
        && !item.right_to_left
        && !is_spread(item)
        && item.range.1 == item.line.text.end
        && is_last(item)
        && has_words()
}

fn is_dash(character: char) -> bool {
    matches!(character, '\u{2010}'..='\u{2015}')
}

/// The rest of a word that starts with the first of these items and continues in those after it. The items are in
/// the order of the text.
fn rest_of(items: &[&TextItem]) -> Option<Rest> {
    let first = items.first()?;
    let start = first.range.0;
    let mut end = start;
    // The end of the last line whose part of the word is complete.
    let mut line_end = None;
    for item in items.iter().skip_while(|item| !Arc::ptr_eq(&item.text, &first.text)) {
        if !Arc::ptr_eq(&item.text, &first.text) || item.range.0 < end {
            continue;
        }
        if item.right_to_left || is_spread(item) || item.range.0 != end {
            break;
        }
        if let Some(length) = item.run_text().find(char::is_whitespace) {
            end += length as u32;
            line_end = Some(end);
            break;
        }
        end = item.range.1;
        let followed_by_space =
            item.text.get(end as usize..).is_some_and(|after| after.starts_with(char::is_whitespace));
        if followed_by_space || is_last(item) {
            line_end = Some(end);
        }
        if followed_by_space || is_last(item) && !item.line.breaks_word {
            break;
        }
    }
    let end = line_end.filter(|&end| end > start)?;
    Some(Rest { text: first.text.clone(), start, end })
}
