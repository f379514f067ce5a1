//! Right-to-left lines on a page that is mostly left-to-right, written so that text extraction finds their order.
//! In: the text items of a line. Out: the stretches in which [`super::runs`] shows them.
//!
//! A program that extracts text sees glyphs and their positions. On a page with mostly Latin letters it assumes
//! that every line is left-to-right, and reverses only the text between two Latin words or numbers. So it returns
//! the end of a Persian line with a Latin name first. But it keeps the order of lines. So the line is shown as
//! stretches of one direction, in the order of the text. Each stretch is two thousandths of a point below the
//! previous one. An invisible direction mark makes it overlap the stretch on its right, so that the two cannot be
//! taken for one line. A stop follows the words that it ends in the extracted text, although it is on their left.
//!
//! For example, with capitals for right-to-left letters, the text `ABC Word DEF.` is on the page as
//!
//! ```text
//! .FED Word CBA
//! ```
//!
//! and is shown as three lines: `CBA`, then `Word`, then `FED` with its stop.
//!
//! The text of each glyph is still the character that it shows, so programs that know the direction of the text
//! find the same text.

use std::ops::Range;

use unicode_bidi::BidiClass;

use crate::paint::{Direction, DisplayItem, DisplayList, TextItem};
use crate::pdf::text::cluster::{Cluster, Clusters, LEFT_TO_RIGHT_MARK, read};
use crate::pdf::text::font::FontTable;
use crate::pdf::text::word_break::WordBreaks;
use crate::sorting::sort_by_key;
use crate::units::Length;

/// The overlap of a stretch with the next one in tenths of an em, so that extraction takes them for two lines.
const REACH: i32 = 8;

/// Whether most letters of a page belong to right-to-left scripts.
pub(crate) fn goes_right_to_left(list: &DisplayList) -> bool {
    let items = || {
        list.items.iter().filter_map(|item| match item {
            DisplayItem::Text(item) => Some(item),
            _ => None,
        })
    };
    if !items().any(|item| item.right_to_left) {
        return false;
    }
    let balance: i64 = items()
        .flat_map(|item| item.run_text().chars())
        .map(|character| match extracted_direction(character) {
            ExtractedDirection::Left => 1,
            ExtractedDirection::Right => -1,
            _ => 0,
        })
        .sum();
    balance < 0
}

/// The direction that extraction assumes for a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ExtractedDirection {
    Left,
    Right,
    /// Digits: left-to-right like letters, but they do not count for the direction of the page.
    Number,
    /// Taken for part of a number, even if there is no number.
    Separator,
    Neutral,
}

fn extracted_direction(character: char) -> ExtractedDirection {
    match unicode_bidi::bidi_class(character) {
        BidiClass::L => ExtractedDirection::Left,
        BidiClass::R | BidiClass::AL => ExtractedDirection::Right,
        BidiClass::EN | BidiClass::AN => ExtractedDirection::Number,
        BidiClass::ES | BidiClass::ET | BidiClass::CS => ExtractedDirection::Separator,
        _ => ExtractedDirection::Neutral,
    }
}

/// A cluster with its position on the page.
#[derive(Clone, Debug)]
pub(crate) struct Glyphs {
    /// The item among those of the line.
    pub item: usize,
    pub cluster: Cluster,
    pub x: Length,
    pub width: Length,
    pub text: String,
    /// The offset of its text in the text of the document.
    offset: u32,
}

impl Glyphs {
    fn is_space(&self) -> bool {
        !self.text.is_empty() && self.text.chars().all(char::is_whitespace)
    }

    fn has(&self, kind: ExtractedDirection) -> bool {
        self.text.chars().any(|character| extracted_direction(character) == kind)
    }
}

/// Glyphs of a stretch that are shown together.
#[derive(Debug)]
pub(crate) struct ShownGlyphs {
    /// In visual order.
    pub glyphs: Vec<Glyphs>,
    /// The text that extraction should find, if it differs from the text of the glyphs.
    pub text: Option<String>,
    /// Whether a right-to-left mark precedes it.
    pub marked: bool,
}

/// The glyphs that extraction takes for one line.
#[derive(Debug)]
pub(crate) struct Stretch {
    /// In the order of painting.
    pub shown: Vec<ShownGlyphs>,
    /// The text of the stops at its end.
    pub stops: Option<String>,
    /// The right edge of its glyphs.
    pub edge: Length,
    /// The position of the mark that overlaps the stretch on the right.
    pub reach: Option<Length>,
    /// The spaces after the stretch, which are on its left.
    pub spaces: Vec<Glyphs>,
}

/// A word, or the part of a word that has one direction, as indices into the glyphs of the line.
struct LineWord {
    right_to_left: bool,
    /// In visual order; never empty.
    range: Range<usize>,
    /// Its text.
    text: String,
    /// The stops that follow it, in the order of the text; they are on its left.
    stops: Vec<usize>,
    /// The spaces after it.
    spaces: Vec<usize>,
}

/// The stretches of a line in the order of the text. `None` if extraction finds the order without them.
pub(crate) fn stretches(items: &[&TextItem], fonts: &FontTable, breaks: &WordBreaks) -> Option<Vec<Stretch>> {
    let first = items.first()?;
    if first.direction != Direction::RightToLeft {
        return None;
    }
    let glyphs = visual_order(items, fonts, breaks)?;
    let goes_right = |glyphs: &Glyphs| {
        glyphs.text.chars().all(|character| extracted_direction(character) == ExtractedDirection::Right)
            || glyphs.is_space()
    };
    if !glyphs.iter().any(|glyphs| glyphs.has(ExtractedDirection::Right)) || glyphs.iter().all(goes_right) {
        return None;
    }
    let mut stretches: Vec<(Range<usize>, Vec<LineWord>)> = Vec::new();
    for word in words(&glyphs)? {
        if let Some((range, inside)) = stretches.last_mut()
            && let Some(last) = inside.last()
            && last.right_to_left == word.right_to_left
            && last.stops.is_empty()
        {
            let between = match word.right_to_left {
                true => word.range.end..range.start,
                false => range.end..word.range.start,
            };
            let spaces = glyphs.get(between).is_some_and(|between| between.iter().all(Glyphs::is_space));
            if spaces {
                *range = range.start.min(word.range.start)..range.end.max(word.range.end);
                inside.push(word);
                continue;
            }
        }
        stretches.push((word.range.clone(), vec![word]));
    }
    let size = items.iter().map(|item| item.size).max()?;
    // The left edge of each stretch.
    let starts: Vec<Length> =
        stretches.iter().filter_map(|(range, _)| glyphs.get(range.start)).map(|glyphs| glyphs.x).collect();
    let made = stretches.into_iter().map(|(range, words)| stretch(&glyphs, range, &words, &starts, size));
    made.collect()
}

fn stretch(
    glyphs: &[Glyphs],
    range: Range<usize>,
    words: &[LineWord],
    starts: &[Length],
    size: Length,
) -> Option<Stretch> {
    let (last_word, body) = (words.last()?, glyphs.get(range.clone())?);
    let last = body.last()?;
    let edge = last.x + last.width;
    let next = starts.iter().copied().filter(|&start| start >= last.x + last.width / 2).min();
    let reach = next.map(|next| next + size * REACH / 10);
    let numbered = |numbers: &[usize]| -> Vec<Glyphs> {
        numbers.iter().filter_map(|&number| glyphs.get(number)).cloned().collect()
    };
    let mut shown = Vec::new();
    let mut add = |part: &[Glyphs], text: Option<String>, marked: bool| {
        if !part.is_empty() {
            shown.push(ShownGlyphs { glyphs: part.to_vec(), text, marked });
        }
    };
    let mut stops = numbered(&last_word.stops);
    let extracted: String = stops.iter().map(|glyphs| glyphs.text.as_str()).collect();
    sort_by_key(&mut stops, |glyphs| glyphs.x);
    add(&stops, Some(LEFT_TO_RIGHT_MARK.to_string()), false);
    if last_word.right_to_left {
        // Extraction would leave a neutral character at the left end.
        let needs_mark = body.first().is_some_and(|first| !first.has(ExtractedDirection::Right));
        let (first, rest) = body.split_at(usize::from(needs_mark));
        add(first, None, true);
        add(rest, None, false);
    } else {
        let mut at = range.start;
        for word in words {
            add(glyphs.get(at..word.range.start)?, None, false);
            let part = glyphs.get(word.range.clone())?;
            let as_seen: String = part.iter().map(|glyphs| glyphs.text.as_str()).collect();
            add(part, (as_seen != word.text).then(|| word.text.clone()), false);
            at = word.range.end;
        }
    }
    let mut spaces = numbered(&last_word.spaces);
    sort_by_key(&mut spaces, |glyphs| glyphs.x);
    let stops = Some(extracted).filter(|text| !text.is_empty());
    Some(Stretch { shown, stops, edge, reach, spaces })
}

/// The clusters of a line from left to right. `None` if some of its text is generated.
fn visual_order(items: &[&TextItem], fonts: &FontTable, breaks: &WordBreaks) -> Option<Vec<Glyphs>> {
    let mut all = Vec::new();
    for (number, item) in items.iter().enumerate() {
        if item.is_generated {
            return None;
        }
        let text = item.run_text();
        let mut x = item.origin.x;
        for cluster in Clusters::new(item, text) {
            let advance: Length = item.advances.get(cluster.glyphs.clone())?.iter().copied().sum();
            let mut width = advance;
            let extracted = read(&cluster, item, text, || fonts.special(item.face)).text.into_owned();
            if cluster.text.start == 0
                && let Some(initial) = breaks.initial_before(item)
            {
                width += width * initial.chars().count() as i32;
            }
            let offset = item.range.0 + cluster.text.start as u32;
            all.push(Glyphs { item: number, cluster, x, width, text: extracted, offset });
            x += advance;
        }
    }
    Some(all)
}

/// The words of a line in the order of the text. `None` if a run mixes directions, as with `unicode-bidi:
/// bidi-override`.
fn words(glyphs: &[Glyphs]) -> Option<Vec<LineWord>> {
    let mut order: Vec<usize> = (0..glyphs.len()).collect();
    sort_by_key(&mut order, |&number| glyphs.get(number).map(|glyphs| glyphs.offset));
    let is_space = |number: &usize| glyphs.get(*number).is_some_and(Glyphs::is_space);
    let mut words: Vec<LineWord> = Vec::new();
    for token in order.chunk_by(|left, right| is_space(left) == is_space(right)) {
        if !token.first().is_some_and(is_space) {
            split(glyphs, token, &mut words)?;
        } else if let Some(last) = words.last_mut() {
            last.spaces = token.to_vec();
        }
    }
    Some(words)
}

/// Adds the text between two spaces as one word, or as several if extraction would not find its order.
fn split(glyphs: &[Glyphs], token: &[usize], words: &mut Vec<LineWord>) -> Option<()> {
    let part: Vec<&Glyphs> = token.iter().filter_map(|&number| glyphs.get(number)).collect();
    let text: String = part.iter().map(|glyphs| glyphs.text.as_str()).collect();
    let has = |kind| part.iter().any(|glyphs| glyphs.has(kind));
    let (left, right) =
        (has(ExtractedDirection::Left) || has(ExtractedDirection::Number), has(ExtractedDirection::Right));
    let item = |number: &usize| glyphs.get(*number).map(|glyphs| glyphs.item);
    if left && right && !keeps_its_order(&text) {
        // Each run alone: a run has one direction.
        let runs: Vec<&[usize]> = token.chunk_by(|left, right| item(left) == item(right)).collect();
        if runs.len() < 2 {
            return None;
        }
        return runs.into_iter().try_for_each(|run| split(glyphs, run, words));
    }
    let is_stop = |glyphs: &&Glyphs| glyphs.has(ExtractedDirection::Separator);
    if left || (!right && has(ExtractedDirection::Separator)) {
        let behind = part
            .iter()
            .rev()
            .take_while(|&glyphs| is_stop(glyphs) || glyphs.has(ExtractedDirection::Right))
            .count();
        let (body, stops) = token.split_at(token.len() - behind);
        // Stops of the same direction as the word are already where extraction expects them.
        let turned = matches!((body.last(), stops.first()), (Some(last), Some(stop)) if stop < last);
        let (body, stops) = if turned { (body, stops) } else { (token, &[][..]) };
        add_words(glyphs, false, body, stops, words);
        return Some(());
    }
    let mut at = 0;
    while at < token.len() {
        let rest = part.get(at..)?;
        let length = rest.iter().position(is_stop).unwrap_or(rest.len());
        let after = rest.get(length..)?;
        let stops =
            after.iter().position(|glyphs| glyphs.has(ExtractedDirection::Right)).unwrap_or(after.len());
        let (body, stops) = token.get(at..at + length + stops)?.split_at(length);
        match body.is_empty() {
            // Stops before any word stay as they are.
            true => add_words(glyphs, false, stops, &[], words),
            false => add_words(glyphs, true, body, stops, words),
        }
        at += length + stops.len();
    }
    Some(())
}

/// Adds a word, or several if its glyphs are not adjacent.
fn add_words(
    glyphs: &[Glyphs],
    right_to_left: bool,
    body: &[usize],
    stops: &[usize],
    words: &mut Vec<LineWord>,
) {
    let (Some(&first), Some(&last)) = (body.iter().min(), body.iter().max()) else { return };
    let together = last - first + 1 == body.len();
    let parts = body.chunk_by(|&left, &right| together || left.abs_diff(right) == 1);
    for part in parts {
        let (Some(&first), Some(&last)) = (part.iter().min(), part.iter().max()) else { continue };
        let text = part.iter().filter_map(|&number| glyphs.get(number)).map(|glyphs| glyphs.text.as_str());
        words.push(LineWord {
            right_to_left,
            range: first..last + 1,
            text: text.collect(),
            stops: Vec::new(),
            spaces: Vec::new(),
        });
    }
    if let Some(last) = words.last_mut() {
        last.stops = stops.to_vec();
    }
}

/// Whether a program that reverses sequences of right-to-left letters leaves the text as it is: no two of them are
/// adjacent.
fn keeps_its_order(text: &str) -> bool {
    let mut turning = 0;
    for character in text.chars() {
        match extracted_direction(character) {
            ExtractedDirection::Left | ExtractedDirection::Number | ExtractedDirection::Separator => {
                turning = 0
            }
            ExtractedDirection::Right => turning += 1,
            ExtractedDirection::Neutral => turning += i32::from(turning > 0),
        }
        if turning > 1 {
            return false;
        }
    }
    true
}
