//! Diagnostics as text for a terminal or a log: severity and message, the place, the line itself with
//! the span underlined, further places, and what to do.

use std::fmt::Write;

use unicode_width::UnicodeWidthChar;

use super::{Diagnostic, Diagnostics, Label, Severity};

/// How to draw diagnostics.
#[derive(Clone, Copy, Debug, Default)]
pub struct RenderOptions {
    /// Use ANSI colors.
    pub color: bool,
}

/// The longest part of a source line that is shown, in characters.
const MAX_SHOWN: usize = 100;

/// All messages, sorted by place, as text that ends in a newline unless there are none.
pub fn render(diagnostics: &Diagnostics, options: RenderOptions) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics.sorted() {
        render_one(diagnostic, diagnostics, options, &mut out);
        out.push('\n');
    }
    out
}

fn render_one(diagnostic: &Diagnostic, diagnostics: &Diagnostics, options: RenderOptions, out: &mut String) {
    let (name, code) = match diagnostic.severity {
        Severity::Error => ("error", "31"),
        Severity::Warning => ("warning", "33"),
        Severity::Note => ("note", "36"),
    };
    let paint = |text: &str, code: &str| {
        if options.color { format!("\u{1b}[1;{code}m{text}\u{1b}[0m") } else { text.to_string() }
    };
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{}: {}", paint(name, code), visible(&diagnostic.message));
    for label in &diagnostic.labels {
        render_label(label, diagnostics, &|text| paint(text, code), out);
    }
    if diagnostic.labels.is_empty()
        && let Some(path) = &diagnostic.path
    {
        let _ = writeln!(out, "  --> {}", visible(&path.display().to_string()));
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(out, "  {}: {}", paint("help", "32"), visible(help));
    }
}

fn render_label(label: &Label, diagnostics: &Diagnostics, paint: &dyn Fn(&str) -> String, out: &mut String) {
    let source = diagnostics.source(label.span.source);
    let text = &*source.text;
    let start = text.floor_char_boundary(label.span.start as usize);
    let (line_number, column) = source.line_and_column(start);
    let place = if source.is_cell { String::new() } else { format!(":{line_number}:{column}") };
    let _ = writeln!(out, "  --> {}{place}", visible(&source.name));
    let line_start = source.line(start).1;
    // Shows only the part of a long line around the place. Tabs become single spaces, so that the marker is below
    // what it marks.
    let shown_before = if column > MAX_SHOWN * 2 / 3 + 1 { MAX_SHOWN / 3 } else { column - 1 };
    let shown = |character: char| if character.is_control() { ' ' } else { character };
    let mut characters: Vec<char> =
        text[line_start..start].chars().rev().take(shown_before).map(shown).collect();
    characters.reverse();
    let first = characters.len();
    // Not all of a long line is read for each message about it.
    let enough = text.ceil_char_boundary((start + 4 * (MAX_SHOWN + 2)).min(text.len()));
    let mut rest = text[start..enough].split('\n').next().unwrap_or_default();
    rest = rest.strip_suffix('\r').unwrap_or(rest);
    let marked = (label.span.end as usize).saturating_sub(start);
    let marked = rest.char_indices().take(MAX_SHOWN).take_while(|(at, _)| *at < marked).count();
    let mut after = rest.chars();
    characters.extend(after.by_ref().take(MAX_SHOWN - first).map(shown));
    let before = if column - 1 > first { "…" } else { "" };
    let after = if after.next().is_some() { "…" } else { "" };
    let to = characters.len();
    let shown: String = characters.iter().collect();
    let line_number = if source.is_cell { String::new() } else { line_number.to_string() };
    let margin = " ".repeat(line_number.len());
    let marked = marked.clamp(1, (to - first).max(1));
    let indent = " ".repeat(columns(&characters[..first]) + before.chars().count());
    let marker = paint(&"^".repeat(columns(&characters[first..to.min(first + marked)]).max(1)));
    let _ = writeln!(out, "  {line_number} | {before}{shown}{after}");
    let _ = writeln!(
        out,
        "  {margin} | {indent}{marker}{}{}",
        if label.text.is_empty() { "" } else { " " },
        visible(&label.text)
    );
}

/// The width of characters on a terminal, in columns.
fn columns(characters: &[char]) -> usize {
    characters.iter().map(|character| character.width().unwrap_or(0)).sum()
}

/// Escapes control characters, and those that change the direction of text: they must not reach the terminal.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => shown.extend(character.escape_unicode()),
            _ if character.is_control() => shown.extend(character.escape_default()),
            _ => shown.push(character),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Span;

    fn rendered(text: &str, start: usize, end: usize) -> String {
        let mut diagnostics = Diagnostics::new();
        let source = diagnostics.add_source("data/a.yaml", text);
        diagnostics.push(Diagnostic::error("wrong").at(Span::new(source, start, end), "here").help("fix it"));
        render(&diagnostics, RenderOptions::default())
    }

    #[test]
    fn the_line_is_shown_with_its_place_and_a_remedy() {
        let expected =
            "error: wrong\n  --> data/a.yaml:2:4\n  2 | b: cde\n    |    ^^ here\n  help: fix it\n\n";
        assert_eq!(rendered("a: b\nb: cde\n", 8, 10), expected);
        assert_eq!(rendered("a: b\r\nb: cde\r\n", 9, 11), expected);
    }

    #[test]
    fn the_marker_is_below_what_it_marks() {
        let text = "a: 学e\u{301} x学y";
        let start = text.find('x').expect("the mark");
        let rendered = rendered(text, start, text.len() - 1);
        assert!(rendered.contains("  1 | a: 学e\u{301} x学y\n    |        ^^^ here\n"), "{rendered}");
    }

    #[test]
    fn control_characters_of_names_are_escaped() {
        let mut diagnostics = Diagnostics::new();
        let source = diagnostics.add_source("a\u{1b}[2J.yaml", "x");
        diagnostics.push(Diagnostic::error("in b\n.png").at(Span::new(source, 0, 1), "\u{202e}"));
        diagnostics.push(Diagnostic::error("wrong").path("c\rd"));
        let rendered = render(&diagnostics, RenderOptions::default());
        for shown in ["a\\u{1b}[2J.yaml:1:1", "in b\\n.png\n", "^ \\u{202e}\n", "--> c\\rd\n"] {
            assert!(rendered.contains(shown), "{rendered}");
        }
    }

    #[test]
    fn spans_outside_the_source_are_rendered() {
        for (text, start, end) in [("", 0, 0), ("a", 1, 1), ("a", 90, 99), ("ə\tb", 1, 3), ("a\nb", 0, 3)] {
            assert!(rendered(text, start, end).contains("data/a.yaml:"), "{text:?}");
        }
        let long = "x".repeat(5000);
        assert!(rendered(&long, 4000, 4500).lines().all(|line| line.chars().count() < 130));
    }
}
