//! Words that a line's end parts, said whole where they begin.
//!
//! The hyphen that breaking put in says the rest of the word, and the rest on the next line says no more
//! than the space after it (ISO 32000-1, 14.9.4): a program that joins lines with a space gets the text
//! as it was written. An initial of several lines parts its word in the same way. Where the rest is on another page, the hyphen is read as a soft one (14.8.2.2.3).

use std::sync::Arc;

use super::text::{is_inserted_hyphen, is_last, is_spread};
use crate::layout::{Line, RunText};
use crate::paint::{DisplayItem, DisplayList, TextItem};

/// The rest of a parted word.
struct Rest {
    /// The text that it is in, and where.
    text: Arc<str>,
    start: u32,
    end: u32,
}

/// The words that line ends of a page part.
#[derive(Default)]
pub(super) struct WordBreaks {
    /// Sorted by start.
    rests: Vec<Rest>,
}

impl WordBreaks {
    pub(super) fn of(list: &DisplayList) -> WordBreaks {
        let items = || {
            list.items.iter().filter_map(|item| match item {
                DisplayItem::Text(item) => Some(item),
                _ => None,
            })
        };
        let mut ends: Vec<u32> = items()
            .filter(|item| is_inserted_hyphen(item) || parts_word(item))
            .map(|item| item.line.text.end)
            .collect();
        let initials: Vec<u32> = items().filter(|item| is_initial(item)).map(|item| item.range.1).collect();
        ends.extend(&initials);
        ends.sort_unstable();
        if ends.is_empty() {
            return WordBreaks::default();
        }
        let begins = |item: &&TextItem| {
            ends.binary_search(&item.range.0).is_ok()
                && (item.range.0 == item.line.text.start || initials.contains(&item.range.0))
        };
        let mut rests: Vec<Rest> = items().filter(begins).filter_map(rest_of).collect();
        rests.sort_by_key(|rest| rest.start);
        WordBreaks { rests }
    }

    fn find(&self, text: &Arc<str>, start: u32) -> Option<&Rest> {
        let first = self.rests.partition_point(|rest| rest.start < start);
        let equal = self.rests.iter().skip(first).take_while(|rest| rest.start == start);
        equal.into_iter().find(|rest| Arc::ptr_eq(&rest.text, text))
    }

    /// What the end of an item is to say besides its own text: where a line ends after a hyphen or stroke
    /// of the text itself, or inside of a word that fits on no line.
    pub(super) fn rest_after(&self, item: &TextItem) -> Option<&str> {
        if is_initial(item) {
            let rest = self.find(&item.text, item.range.1)?;
            return rest.text.get(rest.start as usize..rest.end as usize);
        }
        if parts_word(item) { self.after(&item.line) } else { None }
    }

    /// What the hyphen at the end of a line is to say.
    pub(super) fn after(&self, line: &Line) -> Option<&str> {
        let rest = self.rests.get(self.rests.partition_point(|rest| rest.start < line.text.end))?;
        rest.text.get(rest.start as usize..rest.end as usize).filter(|_| rest.start == line.text.end)
    }

    /// How many bytes of an item's text have been said on the line before.
    pub(super) fn said_before(&self, item: &TextItem) -> Option<usize> {
        let rest = self.find(&item.text, item.range.0)?;
        Some((rest.end - rest.start) as usize)
    }
}

/// Whether an item is an initial of several lines, which readers that go by the place of glyphs take for a
/// word of its own.
fn is_initial(item: &TextItem) -> bool {
    item.run().is_some_and(|run| {
        run.style.layout.initial_letter.is_some()
            && !run.right_to_left
            && item.run_text().ends_with(char::is_alphabetic)
    })
}

/// Whether an item ends with its line inside of a word, without a hyphen that breaking put in.
fn parts_word(item: &TextItem) -> bool {
    let Some(run) = item.run() else { return false };
    // Scripts without spaces have no words to be said whole.
    let has_words =
        || item.run_text().ends_with(|character: char| character < '\u{590}' || is_dash(character));
    item.line.parts_word
        && !run.artifact
        && !run.right_to_left
        && item.range.1 == item.line.text.end
        && is_last(item, run)
        && has_words()
}

fn is_dash(character: char) -> bool {
    matches!(character, '\u{2010}'..='\u{2015}')
}

/// The rest of a word that an item begins with, if the item has the whole of it.
fn rest_of(item: &TextItem) -> Option<Rest> {
    let run = item.run().filter(|run| !run.right_to_left && !run.artifact && !is_spread(run))?;
    let RunText::Range(range) = &run.text else { return None };
    let text = item.run_text();
    let followed_by_space =
        item.text.get(range.end as usize..).is_some_and(|after| after.starts_with(char::is_whitespace));
    let length = match text.find(char::is_whitespace) {
        Some(length) => length,
        None if followed_by_space => text.len(),
        None if is_last(item, run) => text.len(),
        None => return None,
    };
    (length > 0).then(|| Rest {
        text: item.text.clone(),
        start: range.start,
        end: range.start + length as u32,
    })
}
