//! The filled text layout to an e-mail body: 72 columns, paragraphs wrapped, facts aligned.

use unicode_width::UnicodeWidthStr;

/// The width of a line in columns.
pub const COLUMNS: usize = 72;
/// The widest label of a fact that others are aligned with.
const MAX_LABEL: usize = 32;

/// Wraps text. Lines one below another are one paragraph; a line that starts with `- ` is an item of a
/// list, one of the form `Label:: value` a fact, one that starts with `=` or `-` three times a rule.
/// Facts that stand together are aligned. Lines end in `\n` and have no spaces before it; there is
/// never more than one empty line.
pub fn wrap(text: &str) -> String {
    let mut out = String::new();
    for block in blocks(text) {
        if !out.is_empty() {
            out.push('\n');
        }
        write_block(&block, &mut out);
    }
    out
}

#[derive(Debug, PartialEq, Eq)]
enum Part {
    Prose(String),
    Item(String),
    Fact(String, String),
    Verbatim(String),
}

/// What stands between empty lines.
fn blocks(text: &str) -> Vec<Vec<Part>> {
    let mut blocks: Vec<Vec<Part>> = Vec::new();
    let mut current: Vec<Part> = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() {
            if !current.is_empty() {
                blocks.push(std::mem::take(&mut current));
            }
        } else if line.starts_with("===") || line.starts_with("---") {
            // A rule is as wide as the line above it.
            let width = match current.last() {
                Some(Part::Prose(heading)) => heading.width().min(COLUMNS),
                _ => COLUMNS,
            };
            current.push(Part::Verbatim(line[..1].repeat(width)));
        } else if let Some(item) = line.strip_prefix("- ") {
            current.push(Part::Item(item.trim().to_string()));
        } else if let Some((label, value)) = line.split_once("::") {
            current.push(Part::Fact(label.trim().to_string(), value.trim().to_string()));
        } else if let Some(Part::Prose(prose)) = current.last_mut() {
            prose.push(' ');
            prose.push_str(line);
        } else {
            current.push(Part::Prose(line.to_string()));
        }
    }
    if !current.is_empty() {
        blocks.push(current);
    }
    blocks
}

fn write_block(parts: &[Part], out: &mut String) {
    let label_width = parts
        .iter()
        .filter_map(|part| match part {
            Part::Fact(label, _) => Some(label.width() + 1),
            _ => None,
        })
        .filter(|width| *width <= MAX_LABEL)
        .max()
        .unwrap_or(0);
    for part in parts {
        match part {
            Part::Prose(prose) => fill(prose, "", "", out),
            Part::Verbatim(line) => {
                out.push_str(line);
                out.push('\n');
            }
            Part::Item(item) => fill(item, "  - ", "    ", out),
            Part::Fact(label, value) => {
                let first = format!(
                    "{label}:{}",
                    " ".repeat((label_width + 2).saturating_sub(label.width() + 1).max(1))
                );
                let rest = " ".repeat(label_width + 2);
                fill(value, &first, &rest, out);
            }
        }
    }
}

/// Wraps one paragraph; the first line begins with `first`, the others with `rest`.
fn fill(text: &str, first: &str, rest: &str, out: &mut String) {
    let mut line = first.to_string();
    let mut has_words = false;
    for word in text.split([' ', '\t', '\n']).filter(|word| !word.is_empty()) {
        if has_words && line.width() + 1 + word.width() > COLUMNS {
            out.push_str(line.trim_end());
            out.push('\n');
            line = rest.to_string();
            has_words = false;
        }
        if has_words {
            line.push(' ');
        }
        line.push_str(word);
        has_words = true;
    }
    out.push_str(line.trim_end());
    out.push('\n');
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
