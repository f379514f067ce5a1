//! The bidirectional algorithm (UAX 9; CSS Writing Modes 4, section 2.4): the embedding levels of a paragraph's text,
//! from its characters and the `direction` and `unicode-bidi` of its boxes.

use std::borrow::Cow;

use unicode_bidi::{BidiInfo, Level, ParagraphInfo};

use super::break_opportunities::is_leader;
use super::collect::{Content, LINE_BREAK, OBJECT};
use super::paragraph::Object;
use crate::css::{Direction, UnicodeBidi};

/// The embedding levels of a paragraph's text.
#[derive(Default)]
pub(crate) struct BidiLevels {
    /// One for each byte of the text; empty where no text runs from right to left.
    pub(crate) levels: Vec<Level>,
    /// Under `unicode-bidi: plaintext`: the offset after each forced line break, with the direction of the text
    /// from there on.
    pub(crate) directions: Vec<(u32, Direction)>,
}

impl BidiLevels {
    pub(crate) fn of(content: &Content) -> BidiLevels {
        if !content.bidirectional {
            return BidiLevels::default();
        }
        let style = &content.boxes[0].style;
        let base = match (style.layout.unicode_bidi, style.text.direction) {
            (UnicodeBidi::Plaintext, _) => None,
            (_, Direction::LeftToRight) => Some(Level::ltr()),
            (_, Direction::RightToLeft) => Some(Level::rtl()),
        };
        let separated = with_separators(&content.text);
        let resolved = BidiInfo::new(&separated, base);
        let mut directions = Vec::new();
        if base.is_none() {
            directions.extend(resolved.paragraphs.iter().map(|paragraph| {
                let right_to_left = paragraph.level.is_rtl();
                let direction = if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight };
                (paragraph.range.start as u32, direction)
            }));
        }
        let mut levels = resolved.levels;
        for paragraph in &resolved.paragraphs {
            reset_separators(&content.text, &content.objects, paragraph, &mut levels);
        }
        BidiLevels { levels, directions }
    }
}

/// The text with its forced line breaks replaced by paragraph separators, which is what they are to the bidirectional
/// algorithm (CSS Writing Modes 4, section 2.4.2). A separator ends open embeddings, so text that has any is returned
/// unchanged.
fn with_separators(text: &str) -> Cow<'_, str> {
    const SEPARATOR: &str = "\u{2029}";
    // The text keeps its length.
    const { assert!(SEPARATOR.len() == LINE_BREAK.len_utf8()) };
    let embeds = |character| matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    match text.contains(LINE_BREAK) && !text.contains(embeds) {
        true => Cow::Owned(text.replace(LINE_BREAK, SEPARATOR)),
        false => Cow::Borrowed(text),
    }
}

/// Gives tabs and leaders, and the white space before them, the level of the paragraph: they are segment separators
/// (rule L1).
fn reset_separators(text: &str, objects: &[Object], paragraph: &ParagraphInfo, levels: &mut [Level]) {
    let mut before_separator = false;
    let (start, inside) = (paragraph.range.start, text.get(paragraph.range.clone()).unwrap_or_default());
    for (at, character) in inside.char_indices().rev().map(|(at, character)| (start + at, character)) {
        let separates = character == '\t' || (character == OBJECT && is_leader(objects, at));
        before_separator = separates || (before_separator && character == ' ');
        if before_separator && let Some(levels) = levels.get_mut(at..at + character.len_utf8()) {
            levels.fill(paragraph.level);
        }
    }
}
