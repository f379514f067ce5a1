//! Lines from right to left on a page from left to right, so that extraction finds their order.
//!
//! A program that extracts text sees glyphs and their places. Of a page that is mostly in Latin letters
//! it takes every line to go from left to right, and turns only what lies between two Latin words or
//! numbers. Of a Persian line with a Latin name it so gives the end first. What a program does keep is
//! the order of lines. So the line is shown as stretches of one direction, in the order of the text;
//! each stands two thousandths of a point lower than the one before, and reaches, with a mark of
//! direction that has no ink, into the one on its right, so that the two cannot be taken for one line.
//! A stop is said to be behind the words that it ends, though it stands on their left.
//!
//! Everything that is said of a glyph is what it shows: programs that know the direction of the text
//! find the same text.

use std::ops::Range;

use unicode_bidi::BidiClass;

use super::cluster::{Cluster, Clusters, LEFT_TO_RIGHT_MARK, item_text, read};
use super::font::FontTable;
use crate::css::Direction;
use crate::layout::RunText;
use crate::paint::{DisplayItem, DisplayList, TextItem};
use crate::units::Length;

/// How far, in tenths of an em, a stretch reaches into the next so that they are two lines.
const REACH: i32 = 8;

/// Whether most letters of a page are of scripts from right to left.
pub(super) fn goes_right_to_left(list: &DisplayList) -> bool {
    let runs = || {
        list.items.iter().filter_map(|item| match item {
            DisplayItem::Text(item) => item.run().map(|run| (run, item_text(item, run))),
            _ => None,
        })
    };
    if !runs().any(|(run, _)| run.right_to_left) {
        return false;
    }
    let balance: i64 = runs()
        .flat_map(|(_, text)| text.chars())
        .map(|character| match kind_of(character) {
            Kind::Left => 1,
            Kind::Right => -1,
            _ => 0,
        })
        .sum();
    balance < 0
}

/// How extraction sees a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Left,
    Right,
    /// Digits: as letters from left to right, but no sign of the page's direction.
    Number,
    /// Taken for part of a number, also where there is none.
    Separator,
    Neutral,
}

fn kind_of(character: char) -> Kind {
    match unicode_bidi::bidi_class(character) {
        BidiClass::L => Kind::Left,
        BidiClass::R | BidiClass::AL => Kind::Right,
        BidiClass::EN | BidiClass::AN => Kind::Number,
        BidiClass::ES | BidiClass::ET | BidiClass::CS => Kind::Separator,
        _ => Kind::Neutral,
    }
}

/// A cluster with its place on the page.
#[derive(Clone, Debug)]
pub(super) struct Glyphs {
    /// The item among those of the line.
    pub item: usize,
    pub cluster: Cluster,
    pub x: Length,
    pub width: Length,
    pub text: String,
    /// Where its text stands in the document.
    offset: u32,
}

impl Glyphs {
    fn is_space(&self) -> bool {
        !self.text.is_empty() && self.text.chars().all(char::is_whitespace)
    }

    fn has(&self, kind: Kind) -> bool {
        self.text.chars().any(|character| kind_of(character) == kind)
    }
}

/// A piece of a stretch, in the order of painting.
#[derive(Debug)]
pub(super) struct Piece {
    /// In visual order.
    pub glyphs: Vec<Glyphs>,
    /// What the piece says, where that is not what its glyphs say.
    pub text: Option<String>,
    /// Whether a mark of the direction from right to left goes before it.
    pub marked: bool,
}

/// What extraction takes for a line.
#[derive(Debug)]
pub(super) struct Stretch {
    pub pieces: Vec<Piece>,
    /// The stops at its end, and what they are to say.
    pub stops: Option<String>,
    /// Where the glyphs end.
    pub edge: Length,
    /// How far the mark reaches that keeps the stretch apart from the one on its right.
    pub reach: Option<Length>,
    /// The spaces after the stretch. They stand on its left.
    pub spaces: Vec<Glyphs>,
}

/// A word, or the part of one that goes in one direction.
struct Word {
    right_to_left: bool,
    /// The range of the line's glyphs in visual order.
    range: Range<usize>,
    /// How many glyphs at its left end are stops.
    stops: usize,
    text: String,
    start: u32,
}

/// The stretches of a line in the order of the text. `None` if extraction finds the order by itself.
pub(super) fn stretches(items: &[&TextItem], fonts: &FontTable) -> Option<Vec<Stretch>> {
    let first = items.first()?.run()?;
    if first.style.text.direction != Direction::RightToLeft {
        return None;
    }
    let glyphs = visual_order(items, fonts)?;
    if !glyphs.iter().any(|glyphs| glyphs.has(Kind::Right)) {
        return None;
    }
    let only_right = glyphs.iter().all(|glyphs| {
        glyphs.text.chars().all(|character| kind_of(character) == Kind::Right) || glyphs.is_space()
    });
    if only_right {
        return None;
    }
    let mut words = words(&glyphs);
    words.sort_by_key(|word| word.start);
    let mut stretches: Vec<(Range<usize>, Vec<Word>)> = Vec::new();
    for word in words {
        if let Some((range, inside)) = stretches.last_mut()
            && let Some(last) = inside.last()
            && last.right_to_left == word.right_to_left
            && last.stops == 0
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
    // What extraction sees first of each stretch, from the left.
    let starts: Vec<Length> = stretches
        .iter()
        .filter_map(|(range, words)| {
            let stops = words.last().map_or(0, |word| word.stops);
            glyphs.get(range.start + stops).or(glyphs.get(range.start)).map(|glyphs| glyphs.x)
        })
        .collect();
    let made = stretches.into_iter().map(|(range, words)| stretch(&glyphs, range, words, &starts, size));
    made.collect()
}

fn stretch(
    glyphs: &[Glyphs],
    range: Range<usize>,
    words: Vec<Word>,
    starts: &[Length],
    size: Length,
) -> Option<Stretch> {
    let right_to_left = words.first()?.right_to_left;
    let stops = words.last().map_or(0, |word| word.stops);
    let last = glyphs.get(range.end.checked_sub(1)?)?;
    let edge = last.x + last.width;
    let next = starts.iter().copied().filter(|&start| start >= last.x + last.width / 2).min();
    let reach = next.map(|next| next + size * REACH / 10);
    let mut pieces = Vec::new();
    let before = glyphs.get(..range.start)?.iter().rev().take_while(|glyphs| glyphs.is_space()).count();
    let spaces = glyphs.get(range.start - before..range.start)?.to_vec();
    let mut add = |part: &[Glyphs], text: Option<String>, marked: bool| {
        if !part.is_empty() {
            pieces.push(Piece { glyphs: part.to_vec(), text, marked });
        }
    };
    let mut said = None;
    if right_to_left {
        let (stop, body) = glyphs.get(range)?.split_at_checked(stops)?;
        if stops > 0 {
            add(stop, Some(LEFT_TO_RIGHT_MARK.to_string()), false);
            said = Some(stop.iter().rev().map(|glyphs| glyphs.text.as_str()).collect());
        }
        // What is neither of the one direction nor of the other would be left at the left end.
        let needs_mark = body.first().is_some_and(|first| !first.has(Kind::Right));
        let (first, rest) = body.split_at(usize::from(needs_mark).min(body.len()));
        add(first, None, true);
        add(rest, None, false);
    } else {
        let mut at = range.start;
        for word in words {
            add(glyphs.get(at..word.range.start)?, None, false);
            let part = glyphs.get(word.range.clone())?;
            let as_seen: String = part.iter().map(|glyphs| glyphs.text.as_str()).collect();
            let text = (as_seen != word.text).then_some(word.text);
            add(part, text, false);
            at = word.range.end;
        }
    }
    Some(Stretch { pieces, stops: said, edge, reach, spaces })
}

/// The clusters of a line from left to right. `None` if not all of its text is the document's.
fn visual_order(items: &[&TextItem], fonts: &FontTable) -> Option<Vec<Glyphs>> {
    let mut all = Vec::new();
    for (number, item) in items.iter().enumerate() {
        let run = item.run()?;
        let RunText::Range(range) = &run.text else { return None };
        let text = item_text(item, run);
        let mut x = item.origin.x;
        for cluster in Clusters::new(run, text) {
            let width = run.advances.get(cluster.glyphs.clone())?.iter().copied().sum();
            let said = read(&cluster, run, text, || fonts.special(item.face)).text.into_owned();
            let offset = range.start + cluster.text.start as u32;
            all.push(Glyphs { item: number, cluster, x, width, text: said, offset });
            x += width;
        }
    }
    Some(all)
}

fn words(glyphs: &[Glyphs]) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = 0;
    for part in glyphs.chunk_by(|left, right| left.is_space() == right.is_space()) {
        let range = start..start + part.len();
        start = range.end;
        if part.first().is_some_and(Glyphs::is_space) {
            continue;
        }
        split(glyphs, range, &mut words);
    }
    words
}

/// Makes words of what stands between two spaces: one, unless directions are mixed in it so that
/// extraction would turn them.
fn split(glyphs: &[Glyphs], range: Range<usize>, words: &mut Vec<Word>) {
    let Some(part) = glyphs.get(range.clone()) else { return };
    let mut logical: Vec<&Glyphs> = part.iter().collect();
    logical.sort_by_key(|glyphs| glyphs.offset);
    let text: String = logical.iter().map(|glyphs| glyphs.text.as_str()).collect();
    let start = logical.first().map_or(0, |glyphs| glyphs.offset);
    let has = |kind| part.iter().any(|glyphs| glyphs.has(kind));
    let (left, right) = (has(Kind::Left) || has(Kind::Number), has(Kind::Right));
    if left && right && !keeps_its_order(&text) {
        // Each run by itself: a run has one direction.
        let mut at = range.start;
        for run in part.chunk_by(|left, right| left.item == right.item) {
            let range = at..at + run.len();
            at = range.end;
            let mixed = run.iter().any(|glyphs| glyphs.has(Kind::Right))
                && run.iter().any(|glyphs| glyphs.has(Kind::Left) || glyphs.has(Kind::Number));
            if !mixed {
                split(glyphs, range, words);
            }
        }
        return;
    }
    if left || (!right && has(Kind::Separator)) {
        words.push(Word { right_to_left: false, range, stops: 0, text, start });
        return;
    }
    // From the right: parts that end in stops.
    let mut end = range.end;
    let mut at = range.end;
    while at > range.start {
        let is_stop = |glyphs: &Glyphs| glyphs.has(Kind::Separator);
        at -= 1;
        if !glyphs.get(at).is_some_and(is_stop) {
            continue;
        }
        let stop_end = at + 1;
        while at > range.start && glyphs.get(at - 1).is_some_and(|glyphs| !glyphs.has(Kind::Right)) {
            at -= 1;
        }
        words.extend(word_of_one_direction(glyphs, at..end, stop_end - at));
        end = at;
    }
    if range.start < end {
        words.extend(word_of_one_direction(glyphs, range.start..end, 0));
    }
}

fn word_of_one_direction(glyphs: &[Glyphs], range: Range<usize>, stops: usize) -> Option<Word> {
    let part = glyphs.get(range.clone())?;
    let start = part.iter().map(|glyphs| glyphs.offset).min()?;
    let text = part.iter().rev().map(|glyphs| glyphs.text.as_str()).collect();
    // Stops without a word go as they stand.
    let (right_to_left, stops) = if stops == part.len() { (false, 0) } else { (true, stops) };
    Some(Word { right_to_left, range, stops, text, start })
}

/// Whether a program that turns letters from right to left leaves the text as it is: no two of them
/// stand together.
fn keeps_its_order(text: &str) -> bool {
    let mut turning = 0;
    for character in text.chars() {
        match kind_of(character) {
            Kind::Left | Kind::Number | Kind::Separator => turning = 0,
            Kind::Right => turning += 1,
            Kind::Neutral => turning += i32::from(turning > 0),
        }
        if turning > 1 {
            return false;
        }
    }
    true
}
