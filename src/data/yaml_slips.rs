//! Slips that make a file no YAML, found in its lines rather than by the parser, which stops where it no longer
//! understands the text and not where the slip is. A slip whose correction is certain has it as a fix.

use std::ops::Range;

use super::corrections::quoted;
use engine::diagnostics::{Diagnostic, SourceId, Span};

/// Signs that begin an item of a list in other programs.
pub(super) const BULLETS: [char; 8] = ['-', '•', '–', '—', '·', '‣', '▪', '*'];

/// A line of a file.
#[derive(Clone, Copy)]
struct Line<'t> {
    /// The offset of its first byte.
    start: usize,
    /// Without its end.
    text: &'t str,
}

impl<'t> Line<'t> {
    /// The line that contains the byte `offset`.
    fn at(text: &'t str, offset: usize) -> Line<'t> {
        let start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
        Line { start, text: text[start..].split('\n').next().unwrap_or_default() }
    }

    /// The lines above, from the nearest one up, without blank lines and comments.
    fn above(self, text: &'t str) -> impl Iterator<Item = Line<'t>> {
        let before =
            std::iter::successors(Some(self), move |line| Some(Line::at(text, line.start.checked_sub(1)?)));
        before.skip(1).filter(|line| !line.content().is_empty() && !line.content().starts_with('#'))
    }

    /// The number of spaces before the content.
    fn indent(self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }

    fn content(self) -> &'t str {
        self.text.trim_matches(' ')
    }

    fn is_item(self) -> bool {
        self.content() == "-" || self.content().starts_with("- ")
    }

    /// The column of the first field or text, after the dashes of lists.
    fn column(self) -> usize {
        let mut column = self.indent();
        while let Some(rest) = self.text[column..].strip_prefix("- ") {
            column = self.text.len() - rest.trim_start_matches(' ').len();
        }
        column
    }

    /// The name of the field, if a field begins in this line.
    fn key(self) -> Option<&'t str> {
        let rest = &self.text[self.column()..];
        let end = rest.find(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_' && sign != '-')?;
        (end > 0 && (rest[end..].starts_with(": ") || rest[end..].trim_end() == ":")).then(|| &rest[..end])
    }

    /// The value that begins in this line, with its place in the line: after the name of the field, or after the dash.
    fn value(self) -> Option<(usize, &'t str)> {
        let column = self.column();
        let start = match self.key() {
            Some(key) => column + key.len() + 1,
            None if self.is_item() => column,
            None => return None,
        };
        let value = self.text[start..].trim_start_matches(' ');
        let start = self.text.len() - value.len();
        Some((start, value.trim_end())).filter(|(_, value)| !value.is_empty())
    }

    fn span(self, source: SourceId, range: Range<usize>) -> Span {
        Span::new(source, self.start + range.start, self.start + range.end)
    }
}

/// The slip that made the parser stop at `stop`, if it is a common one.
pub(super) fn find(text: &str, stop: usize, source: SourceId) -> Option<Diagnostic> {
    let line = Line::at(text, stop);
    conflict(text, source)
        .or_else(|| foreign_space(text, line, source))
        .or_else(|| missing_space(line, source))
        .or_else(|| unclosed_quotation(text, line, source))
        .or_else(|| {
            [Some(line), line.above(text).next()]
                .into_iter()
                .flatten()
                .find_map(|line| bad_start(line, source))
        })
        .or_else(|| second_colon(line, source))
        .or_else(|| indentation(text, line, source))
}

fn invalid(what: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::error(format!("this is not valid YAML: {what}"))
}

/// The marks that a program for versions leaves in a file that two people changed.
fn conflict(text: &str, source: SourceId) -> Option<Diagnostic> {
    let start = if text.starts_with("<<<<<<< ") { 0 } else { text.find("\n<<<<<<< ")? + 1 };
    let message =
        Diagnostic::error("two people changed this file, and their versions were not brought together");
    let help =
        "Keep the lines that are right, and remove those that begin with `<<<<<<<`, `=======` and `>>>>>>>`.";
    Some(message.at(Span::new(source, start, start + 7), "the first version begins here").help(help))
}

/// A space other than the usual one at the start of a line, or after the colon of a field.
fn foreign_space(text: &str, last: Line<'_>, source: SourceId) -> Option<Diagnostic> {
    let mut start = 0;
    for line in text[..last.start + last.text.len()].split('\n') {
        let line = Line { start, text: line };
        start += line.text.len() + 1;
        if let Some((place, length)) = foreign_indentation(line.text) {
            let spaces: String = line.text[..place + length]
                .chars()
                .map(|space| match space {
                    '\u{3000}' => "  ",
                    '\u{200b}' | '\u{feff}' => "",
                    _ => " ",
                })
                .collect();
            return Some(foreign(line.span(source, 0..place + length), &spaces));
        }
    }
    let colon = last.text.find(':')?;
    let space = last.text[colon + 1..].chars().next().filter(|&sign| is_foreign_space(sign))?;
    Some(foreign(last.span(source, colon + 1..colon + 1 + space.len_utf8()), " "))
}

/// The message on spaces that YAML does not take for spaces, at `span`.
pub(super) fn foreign(span: Span, spaces: &str) -> Diagnostic {
    Diagnostic::error("a space of another kind, which YAML takes for a letter")
        .at(span, "no-break space or similar")
        .help("Replace it with usual spaces. It is often copied from a web page or a text document.")
        .fix(span, spaces)
}

/// The place of the first foreign space in the white space that begins a line, and the length from there to its end.
fn foreign_indentation(line: &str) -> Option<(usize, usize)> {
    let end = line.find(|sign: char| sign != ' ' && !is_foreign_space(sign))?;
    let place = line[..end].find(is_foreign_space)?;
    Some((place, end - place))
}

/// Whether a character looks like a space, or like nothing, and is none to YAML.
pub(super) fn is_foreign_space(sign: char) -> bool {
    !sign.is_ascii() && sign.is_whitespace() || matches!(sign, '\u{200b}' | '\u{feff}')
}

/// A dash, colon or another sign that lacks its space: `-{more_than: 50}`, `name:Text`, `founded = 2001`.
fn missing_space(line: Line<'_>, source: SourceId) -> Option<Diagnostic> {
    let indent = line.indent();
    let content = line.content();
    if let Some(rest) = content.strip_prefix('-')
        && !rest.starts_with([' ', '-'])
        && !rest.is_empty()
    {
        let place = line.span(source, indent..indent + 1);
        let message = invalid("a space is missing after the dash").at(place, "this dash");
        return Some(message.help("Write `- ` before each item of a list.").fix(place, "- "));
    }
    let column = line.column();
    let rest = &line.text[column..];
    let end = rest.find(|sign: char| !sign.is_ascii_lowercase() && sign != '_')?;
    let name = &rest[..end];
    let sign = rest[end..].trim_start().chars().next()?;
    let after = rest[end..].trim_start()[sign.len_utf8()..].trim_start();
    let is_sign =
        matches!(sign, '=' | '：') || sign == ':' && rest[end..].starts_with(':') && !after.starts_with("//");
    if name.is_empty() || !is_sign || after.is_empty() || line.key().is_some() {
        return None;
    }
    let place = line.span(source, column + end..line.text.len() - after.len());
    let message = match sign {
        ':' => invalid(format!("a space is missing after `{name}:`")),
        _ => invalid(format!("a colon and a space are missing after `{name}`")),
    };
    Some(message.at(place, "here").help(format!("Write `{name}: {after}`.")).fix(place, ": "))
}

/// A quotation mark that is not closed in its line, or that closes too early.
fn unclosed_quotation(text: &str, last: Line<'_>, source: SourceId) -> Option<Diagnostic> {
    let lines = std::iter::once(last).chain(last.above(text)).collect::<Vec<_>>();
    lines.iter().enumerate().rev().find_map(|(index, line)| {
        let (start, value) = line.value()?;
        let mark = value.chars().next().filter(|mark| matches!(mark, '"' | '\''))?;
        let inner = &value[1..];
        let place = line.span(source, start..start + value.len());
        let opening = line.span(source, start..start + 1);
        if !inner.contains(mark) {
            // A text in quotation marks may have several lines, so the next line must begin a field or an item.
            let next = index.checked_sub(1).map(|next| lines[next]);
            if next.is_some_and(|next| next.key().is_none() && !next.is_item()) {
                return None;
            }
            let message = invalid("a quotation mark is not closed").at(opening, "it is opened here");
            let help = format!("Put `{mark}` at the end of the text.");
            return Some(message.help(help).fix(place, format!("{value}{mark}")));
        }
        let closing = if mark == '"' { closing_double(inner)? } else { closing_single(inner)? };
        let rest = inner[closing + 1..].trim_start();
        if rest.is_empty() || rest.starts_with('#') || line.start != last.start {
            return None;
        }
        let whole = if inner.ends_with(mark) { &inner[..inner.len() - 1] } else { value };
        let meant =
            if whole.contains('"') { format!("'{}'", whole.replace('\'', "''")) } else { quoted(whole) };
        let message = invalid("the text goes on after its closing quotation mark");
        let closing = line.span(source, start + 1 + closing..start + 2 + closing);
        Some(message.at(closing, "the text ends here").help(format!("Write `{meant}`.")).fix(place, meant))
    })
}

fn closing_double(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, sign)| {
        let closes = sign == '"' && !escaped;
        escaped = sign == '\\' && !escaped;
        closes.then_some(at)
    })
}

fn closing_single(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], bytes.get(at + 1)) {
            (b'\'', Some(b'\'')) => at += 2,
            (b'\'', _) => return Some(at),
            _ => at += 1,
        }
    }
    None
}

/// A value that begins with a sign of YAML, or with a bracket after whose end the text goes on.
fn bad_start(line: Line<'_>, source: SourceId) -> Option<Diagnostic> {
    let (start, value) = line.value()?;
    let sign = value.chars().next()?;
    let is_wrong = match sign {
        '@' | '`' | '%' | '*' | '&' | '!' | ']' | '}' | ',' => true,
        '[' | '{' => {
            let Some(end) = value.find(if sign == '[' { ']' } else { '}' }) else {
                return Some(unclosed(line.span(source, start..start + 1), sign));
            };
            let rest = value[end + 1..].trim_start();
            rest.starts_with(char::is_alphanumeric)
        }
        // After the sign of a text of several lines, only `+`, `-` or a digit may follow.
        '|' | '>' => {
            let rest = value[1..].trim_start_matches(|next: char| "+-0123456789".contains(next));
            !rest.is_empty() && !rest.trim_start().starts_with('#')
        }
        _ => false,
    };
    is_wrong.then(|| sign_at_start(sign, line.span(source, start..start + value.len()), value))
}

/// The message on a bracket without its partner.
pub(super) fn unclosed(span: Span, bracket: char) -> Diagnostic {
    invalid(format!("a bracket `{bracket}` is not closed"))
        .at(span, "it is opened here")
        .help("Close the bracket. If it is the first character of a text, put the text in quotation marks.")
}

/// The message on the text `value` at `place`, which begins with a sign that YAML reads otherwise.
pub(super) fn sign_at_start(sign: char, place: Span, value: &str) -> Diagnostic {
    let start = place.start as usize;
    let message = invalid(format!("a text cannot begin with `{sign}`"));
    let message = message.at(Span::new(place.source, start, start + sign.len_utf8()), "this character");
    message.help(format!("Put the text in quotation marks: `{}`.", quoted(value))).fix(place, quoted(value))
}

/// A text with `: ` in it.
fn second_colon(line: Line<'_>, source: SourceId) -> Option<Diagnostic> {
    let (start, value) = line.value()?;
    if value.starts_with(['{', '[', '"', '\'']) {
        return None;
    }
    let colon = value.find(": ").or_else(|| value.ends_with(':').then(|| value.len() - 1))?;
    let text = value.split_once(" #").map_or(value, |(text, _)| text.trim_end());
    // In an item of a list, the first colon ends the name of a field.
    line.key()?;
    let place = line.span(source, start + colon..start + colon + 1);
    let message = invalid("a second `: ` on one line").at(place, "this colon");
    let meant = quoted(text);
    let help = format!("Put the text in quotation marks: `{meant}`.");
    Some(message.help(help).fix(line.span(source, start..start + text.len()), meant))
}

/// A line that is indented differently from those that it belongs to.
fn indentation(text: &str, line: Line<'_>, source: SourceId) -> Option<Diagnostic> {
    let indent = line.indent();
    let above = line.above(text).next()?;
    let place = line.span(source, 0..indent.max(1).min(line.text.len()));
    let fix = line.span(source, 0..indent);
    if line.key().is_none() && !line.is_item() {
        // A text that goes on at the start of the next line.
        above.key()?;
        let column = above.column() + 2;
        if indent >= column || line.content().contains(':') {
            return None;
        }
        let message = invalid("a field is expected here, with `: ` after its name").at(place, "this line");
        let help =
            "If this line belongs to the text above, indent it and the lines that follow by two more spaces.";
        return Some(message.help(help).fix(fix, " ".repeat(column)));
    }
    let related = std::iter::once(above)
        .chain(above.above(text))
        .take(50)
        .filter(|other| line.is_item() == other.is_item() || !line.is_item());
    let columns = related.map(|other| if line.is_item() { other.indent() } else { other.column() });
    let column = columns.min_by_key(|column| column.abs_diff(indent)).filter(|column| *column != indent)?;
    let message = invalid("this line is indented differently from the lines above")
        .at(place, format!("after {}", spaces(indent)));
    let help = format!("Begin the line with {}, as the lines that it belongs to.", spaces(column));
    Some(message.help(help).fix(fix, " ".repeat(column)))
}

fn spaces(count: usize) -> String {
    match count {
        0 => "no space".to_string(),
        1 => "1 space".to_string(),
        _ => format!("{count} spaces"),
    }
}
