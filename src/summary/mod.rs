//! Turns the filled text layout into the plain-text body of an e-mail: wraps it at 72 columns by the line breaking
//! rules of Unicode (UAX #14), aligns facts and indents lists.

mod html;

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

pub use html::short_html;

/// The width of a line in columns; wide characters (Chinese, Japanese, Korean) take two.
pub const COLUMNS: usize = 72;
/// The width of the widest label, with its colon, that the values of a block are aligned to.
const MAX_LABEL: usize = 32;
/// The most lines of a short summary.
pub const SHORT_LINES: usize = 10;
/// The widest rule of a summary for telephones, in columns.
const MAX_FLOWED_RULE: usize = 24;
/// The deepest indentation of a list, in levels. Items nested deeper have the same indentation.
const MAX_LEVEL: usize = 8;

/// Wraps the text of a filled layout. Consecutive lines form one paragraph, except that
///
/// - a line that starts with `- ` or a number such as `1. ` begins an item of a list, nested in the item above if it is indented further;
/// - a line `Label:: value` is a fact; consecutive facts are aligned;
/// - a line of three or more `=` or `-` and nothing else is a rule, as wide as the line above it.
///
/// Lines end in `\n` without trailing spaces, and there is never more than one empty line in a row. Only a
/// word that is longer than a line, such as an address, makes a line longer than [`COLUMNS`].
pub fn wrap(text: &str) -> String {
    joined(blocks(text).iter().map(|block| wrapped_block(block)))
}

/// The text of a filled layout as [`wrap`] reads it, with lines that a program for mail joins and breaks again at the width of
/// its window (`format=flowed`, RFC 3676): a line that ends in a space goes on in the next one. Facts are not aligned, and
/// rules are short, because a telephone shows some 40 columns.
pub fn flow(text: &str) -> String {
    joined(blocks(text).iter().map(|block| flowed_block(block)))
}

/// The text of a filled layout, wrapped, in at most [`SHORT_LINES`] lines: as long as it has more, the longest block but
/// the first is left out.
pub fn shorten(text: &str) -> String {
    joined(kept_blocks(text).iter().map(|block| wrapped_block(block)))
}

/// The blocks of [`shorten`] with lines as those of [`flow`].
pub fn flow_short(text: &str) -> String {
    joined(kept_blocks(text).iter().map(|block| flowed_block(block)))
}

/// The blocks of a short summary.
fn kept_blocks(text: &str) -> Vec<Vec<BlockLine>> {
    let lines = |block: &Vec<BlockLine>| wrapped_block(block).lines().count();
    let mut blocks: Vec<(usize, Vec<BlockLine>)> =
        blocks(text).into_iter().map(|block| (lines(&block), block)).collect();
    while blocks.len() > 1 && blocks.iter().map(|(lines, _)| lines + 1).sum::<usize>() > SHORT_LINES + 1 {
        let longest = blocks.iter().enumerate().skip(1).max_by_key(|(place, (lines, _))| (*lines, *place));
        let Some((place, _)) = longest else { break };
        blocks.remove(place);
    }
    blocks.into_iter().map(|(_, block)| block).collect()
}

/// Texts with a rule between them. In one for telephones it is short.
pub fn one_after_the_other(texts: &[String], is_flowed: bool) -> String {
    let width = if is_flowed { MAX_FLOWED_RULE } else { COLUMNS };
    texts.join(&format!("\n{}\n\n", "*".repeat(width)))
}

/// Blocks with an empty line between them.
fn joined(blocks: impl Iterator<Item = String>) -> String {
    blocks.collect::<Vec<_>>().join("\n")
}

/// A paragraph, list item, fact or rule.
#[derive(Debug, PartialEq, Eq)]
enum BlockLine {
    Prose(String),
    /// The level, 0 for the outermost list, the dash or number, and the text.
    Item(usize, String, String),
    /// The label and the value.
    Fact(String, String),
    Rule(String),
}

/// Splits a text at its empty lines.
fn blocks(text: &str) -> Vec<Vec<BlockLine>> {
    let mut blocks: Vec<Vec<BlockLine>> = Vec::new();
    let mut current: Vec<BlockLine> = Vec::new();
    // The indentation of each open item, outermost first.
    let mut levels: Vec<usize> = Vec::new();
    for line in text.split('\n') {
        let indent = indent_of(line);
        let line = line.trim();
        if line.is_empty() {
            if !current.is_empty() {
                blocks.push(std::mem::take(&mut current));
            }
            levels.clear();
        } else if let Some(sign) = rule_of(line) {
            // A rule is as wide as the line above it.
            let width = match current.last() {
                Some(BlockLine::Prose(heading)) => heading.width().clamp(3, COLUMNS),
                _ => COLUMNS,
            };
            current.push(BlockLine::Rule(sign.to_string().repeat(width)));
        } else if let Some((marker, item)) = item_of(line, current.last()) {
            levels.retain(|&level| level < indent);
            current.push(BlockLine::Item(levels.len().min(MAX_LEVEL), marker.to_string(), item.to_string()));
            levels.push(indent);
        } else if let Some((label, value)) = fact_of(line) {
            let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
            current.push(BlockLine::Fact(label, value.to_string()));
        } else {
            match current.last_mut() {
                Some(BlockLine::Prose(words) | BlockLine::Item(_, _, words) | BlockLine::Fact(_, words)) => {
                    words.push(' ');
                    words.push_str(line);
                }
                _ => current.push(BlockLine::Prose(line.to_string())),
            }
        }
    }
    if !current.is_empty() {
        blocks.push(current);
    }
    blocks
}

/// The width of the white space that a line begins with, in columns; a tab extends to the next multiple
/// of four.
fn indent_of(line: &str) -> usize {
    line.chars()
        .take_while(|character| character.is_whitespace())
        .fold(0, |column, character| if character == '\t' { column / 4 * 4 + 4 } else { column + 1 })
}

/// The character of a rule, if the line is one.
fn rule_of(line: &str) -> Option<char> {
    let sign = line.chars().next().filter(|sign| matches!(sign, '=' | '-'))?;
    (line.len() >= 3 && line.chars().all(|other| other == sign)).then_some(sign)
}

/// The dash or number and the text of an item, if the line begins one. As in Markdown, only a list that begins with 1 begins
/// inside a paragraph: "in\n1996. Since" is prose.
fn item_of<'a>(line: &'a str, before: Option<&BlockLine>) -> Option<(&'a str, &'a str)> {
    let (marker, text) = line.split_once(' ')?;
    let number = marker
        .strip_suffix(['.', ')'])
        .filter(|number| (1..=9).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit()));
    let may_begin = |number: &str| number == "1" || matches!(before, None | Some(BlockLine::Item(..)));
    (marker == "-" || number.is_some_and(may_begin)).then(|| (marker, text.trim()))
}

/// The label and the value of a fact, if the line is one.
fn fact_of(line: &str) -> Option<(&str, &str)> {
    let (label, value) = line.split_once("::")?;
    let is_fact = !label.trim().is_empty() && (value.is_empty() || value.starts_with(char::is_whitespace));
    is_fact.then(|| (label.trim(), value.trim()))
}

fn flowed_block(lines: &[BlockLine]) -> String {
    let mut out = String::new();
    for line in lines {
        match line {
            BlockLine::Prose(prose) => fill(prose, "", "", true, &mut out),
            BlockLine::Rule(rule) => {
                out.extend(rule.chars().take(MAX_FLOWED_RULE));
                out.push('\n');
            }
            BlockLine::Item(level, marker, item) => {
                fill(item, &format!("{}{marker} ", "  ".repeat(*level)), "", true, &mut out)
            }
            BlockLine::Fact(label, value) => fill(&format!("{label}: {value}"), "", "", true, &mut out),
        }
    }
    // A line that begins like a quotation or like the head of another mail is marked with a space.
    let is_stuffed = |line: &&str| line.starts_with([' ', '>']) || line.starts_with("From ");
    let stuffed = |line: &str| if is_stuffed(&line) { format!(" {line}") } else { line.to_string() };
    out.split_inclusive('\n').map(stuffed).collect()
}

fn wrapped_block(lines: &[BlockLine]) -> String {
    let mut text = String::new();
    let out = &mut text;
    let label_width = lines
        .iter()
        .filter_map(|line| match line {
            BlockLine::Fact(label, _) => Some(label.width() + 1),
            _ => None,
        })
        .filter(|width| *width <= MAX_LABEL)
        .max()
        .unwrap_or(0);
    for line in lines {
        match line {
            BlockLine::Prose(prose) => fill(prose, "", "", false, out),
            BlockLine::Rule(rule) => {
                out.push_str(rule);
                out.push('\n');
            }
            BlockLine::Item(level, marker, item) => {
                let indent = "  ".repeat(level + 1);
                let rest = format!("{indent}{} ", " ".repeat(marker.len()));
                fill(item, &format!("{indent}{marker} "), &rest, false, out);
            }
            BlockLine::Fact(label, value) if label.width() < MAX_LABEL => {
                let space = " ".repeat(label_width + 1 - label.width());
                fill(value, &format!("{label}:{space}"), &" ".repeat(label_width + 2), false, out);
            }
            BlockLine::Fact(label, value) => {
                fill(&format!("{label}: {value}"), "", &" ".repeat(label_width.max(2) + 2), false, out);
            }
        }
    }
    text
}

/// Wraps one paragraph. The first line begins with `first`, the other lines with `rest`. `flowed` lines that go on end in a
/// space; words without spaces stay whole then, because nothing but a space may be where such a line ends.
fn fill(text: &str, first: &str, rest: &str, flowed: bool, out: &mut String) {
    let mut line = first.to_string();
    let mut width = line.width();
    let mut has_words = false;
    // No-break spaces belong to their word.
    let is_space = |character: char| {
        character.is_whitespace() && !matches!(character, '\u{a0}' | '\u{2007}' | '\u{202f}')
    };
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        let mut after_space = has_words;
        for piece in if flowed { vec![word] } else { pieces(word) } {
            let piece_width = piece.width();
            if has_words && width + usize::from(after_space) + piece_width > COLUMNS {
                out.push_str(line.trim_end());
                out.push_str(if flowed { " \n" } else { "\n" });
                line = rest.to_string();
                width = line.width();
                after_space = false;
            }
            if after_space {
                line.push(' ');
                width += 1;
                after_space = false;
            }
            line.push_str(piece);
            width += piece_width;
            has_words = true;
        }
    }
    out.push_str(line.trim_end());
    out.push('\n');
}

/// Splits a word of a script without spaces (Chinese, Japanese, Korean) where a line may end. Other words stay
/// whole, even addresses and words with hyphens.
fn pieces(word: &str) -> Vec<&str> {
    let is_wide = |character: Option<char>| character.and_then(|character| character.width()) == Some(2);
    if !word.chars().any(|character| is_wide(Some(character))) {
        return vec![word];
    }
    let mut pieces = Vec::new();
    let mut start = 0;
    for end in LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default()).segment_str(word) {
        let (before, after) = (word[..end].chars().next_back(), word[end..].chars().next());
        if end > start && (after.is_none() || is_wide(before) || is_wide(after)) {
            pieces.push(&word[start..end]);
            start = end;
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_wrapped_at_72_columns() {
        let text = "word ".repeat(40);
        let wrapped = wrap(&text);
        assert!(wrapped.lines().all(|line| line.width() <= COLUMNS && line == line.trim_end()));
        assert_eq!(wrapped.split_whitespace().count(), 40);
        assert!(wrapped.ends_with("word\n"));
    }

    #[test]
    fn facts_are_aligned_and_items_indented() {
        let wrapped = wrap("Founded:: 1996\r\nGoverning body:: Congress\r\n\r\n\r\n\r\n- one\n- two\n");
        assert_eq!(wrapped, "Founded:         1996\nGoverning body:  Congress\n\n  - one\n  - two\n");
    }

    #[test]
    fn wide_characters_and_long_words_are_measured() {
        let wide = "学".repeat(36);
        assert_eq!(wrap(&format!("{wide} {wide}")), format!("{wide}\n{wide}\n"));
        let long = "x".repeat(100);
        assert_eq!(wrap(&format!("a {long} b")), format!("a\n{long}\nb\n"));
        assert_eq!(wrap("e\u{301}"), "e\u{301}\n");
    }

    #[test]
    fn a_rule_is_as_wide_as_its_heading() {
        assert_eq!(wrap("Həmçinin\n======"), "Həmçinin\n========\n");
        assert_eq!(wrap(""), "");
    }
}
