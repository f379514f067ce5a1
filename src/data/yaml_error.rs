//! Explains the errors of the YAML parser to a reader who is not a programmer.

use std::ops::Range;

use serde_yaml::budget::BudgetBreach;
use serde_yaml::granit_parser::ErrorKind;
use serde_yaml::localizer::ExternalMessageSource;
use serde_yaml::{Error, Location, MessageFormatter, UserMessageFormatter};

use super::yaml_limits::{MAX_ALIASED_NODES, MAX_ALIASES, MAX_DEPTH, MAX_NODES};
use super::yaml_slips;
use engine::diagnostics::{Diagnostic, SourceId, Span};

/// The message for `error` in `text`: what is wrong, where, and what to do.
pub fn explain(error: &Error, text: &str, source: SourceId) -> Diagnostic {
    let mut innermost = error.without_snippet();
    while let Error::AliasError { error, .. } = innermost {
        innermost = error.without_snippet();
    }
    let range =
        error.location().or_else(|| innermost.location()).map_or(0..0, |location| range_of(&location, text));
    let span = Span::new(source, range.start, range.end);
    match innermost {
        Error::Budget { breach, .. } => match breach {
            BudgetBreach::Depth { .. } => too_deep(span),
            BudgetBreach::Aliases { .. } | BudgetBreach::Anchors { .. } | BudgetBreach::MergeKeys { .. } => {
                limit(
                    span,
                    format!("over {MAX_ALIASES} anchors or aliases: the limit for one file"),
                    "Write the values out instead of referring to others with `*`.",
                )
            }
            BudgetBreach::RecordedAnchorEvents { .. } | BudgetBreach::RecordedAnchorBytes { .. } => {
                too_many_aliased(span)
            }
            BudgetBreach::Documents { .. } => more_documents(span),
            _ => limit(
                span,
                format!("over {MAX_NODES} values: the limit for one file"),
                "Split the file, or leave out what the brochure does not need.",
            ),
        },
        Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. }
        | Error::AliasReplayCounterOverflow { .. } => too_many_aliased(span),
        Error::RecursiveReferencesRequireWeakTypes { .. } => {
            Diagnostic::error("this alias refers to a value that contains it")
                .at(span, "the alias")
                .help("Write the value out instead of referring to it with `*`.")
        }
        Error::UnknownAnchor { .. } => {
            yaml_slips::find(text, range.start, source).unwrap_or_else(|| unknown_anchor(span))
        }
        Error::MultipleDocuments { .. } => more_documents(span),
        Error::Eof { .. } => Diagnostic::error("the file ends too early")
            .at(span, "more was expected here")
            .help("Look for a bracket or a quotation mark that is not closed."),
        Error::ExternalMessage { source: external, .. } => match external.as_ref() {
            ExternalMessageSource::Parser(scan) => {
                let start = scan.marker().byte_offset().unwrap_or(range.start);
                syntax(scan.kind(), &scan.info(), text, floor_boundary(text, start), source)
            }
            _ => other(innermost, span),
        },
        _ => other(innermost, span),
    }
}

fn other(error: &Error, span: Span) -> Diagnostic {
    Diagnostic::error(format!("this is not valid YAML: {}", UserMessageFormatter.format_message(error)))
        .at(span, "here")
        .help("Compare this line and the line above with a similar place in another file.")
}

fn limit(span: Span, message: String, help: &str) -> Diagnostic {
    Diagnostic::error(message).at(span, "the limit is reached here").help(help)
}

fn too_deep(span: Span) -> Diagnostic {
    limit(
        span,
        format!("lists and fields are nested over {MAX_DEPTH} deep: the limit for one file"),
        "Look for brackets that are not closed, or lines that are indented further and further.",
    )
}

fn too_many_aliased(span: Span) -> Diagnostic {
    limit(
        span,
        format!("aliases represent over {MAX_ALIASED_NODES} values: the limit for one file"),
        "Write the values out instead of referring to others with `*`.",
    )
}

fn more_documents(span: Span) -> Diagnostic {
    Diagnostic::error("a second document begins here")
        .at(span, "only the first would be read")
        .help("Remove this line, or move the following lines to another file.")
}

fn unknown_anchor(span: Span) -> Diagnostic {
    Diagnostic::error("`*` refers to an anchor that does not exist")
        .at(span, "no `&` defines this name before")
        .help("A text that begins with `*` or `&` must be put in quotation marks.")
}

/// The message for a text that is not YAML. `start` is the offset at which the parser stopped.
fn syntax(kind: &ErrorKind, message: &str, text: &str, start: usize, source: SourceId) -> Diagnostic {
    let here = Span::new(source, start, next_boundary(text, start));
    if let Some(tab) = indenting_tab(text, start) {
        return Diagnostic::error("a tab is used for indentation")
            .at(Span::new(source, tab, tab + 1), "the tab")
            .help("YAML is indented with spaces only: replace the tab with two spaces.")
            .fix(Span::new(source, tab, tab + 1), "  ");
    }
    if let Some(slip) = yaml_slips::find(text, start, source) {
        return slip;
    }
    let invalid = |what: &str, label: &str, help: &str| {
        Diagnostic::error(format!("this is not valid YAML: {what}")).at(here, label).help(help)
    };
    match kind {
        ErrorKind::UnknownAnchor => unknown_anchor(here),
        ErrorKind::RecursionLimitExceeded => too_deep(here),
        ErrorKind::MultipleDocumentsUnsupported => more_documents(here),
        ErrorKind::UnclosedQuotedScalar => invalid(
            "a quotation mark is not closed",
            "it is opened here",
            "Put the same quotation mark at the end of the text. Between single quotation marks, write an apostrophe twice.",
        ),
        ErrorKind::UnclosedFlowCollection { open } => yaml_slips::unclosed(here, *open),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => invalid(
            "a field is expected here, with `: ` after its name",
            "this line",
            "Write `name: value`, with a space after the colon, or `- value` for an item of a list. Indent the next line of \
             a long text further than its field.",
        ),
        ErrorKind::UnexpectedCharacter { character } if character.is_control() => invalid(
            &format!("the character U+{:04X} is not allowed", u32::from(*character)),
            "this character is invisible",
            "Delete it. Such a character is often copied from another program.",
        ),
        ErrorKind::UnexpectedCharacter { character } => invalid(
            &format!("a text cannot begin with `{character}`"),
            "this character",
            "Put the text in quotation marks.",
        ),
        ErrorKind::UnknownQuotedScalarEscape | ErrorKind::InvalidQuotedScalarHexEscape => {
            let message = invalid(
                "an unknown escape after a backslash",
                "in this text",
                "Write the text in single quotation marks. In the path of a file, write `/`.",
            );
            let end = text[start..].find('\n').map_or(text.len(), |end| start + end);
            match text[start..end].trim_end().strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
                Some(inner) if !inner.contains(['\'', '"']) => {
                    message.fix(Span::new(source, start, start + inner.len() + 2), format!("'{inner}'"))
                }
                _ => message,
            }
        }
        _ => invalid(
            message,
            "read up to here",
            "Look here and on the line above for wrong indentation, a missing space after `:` or `-`, or a quotation mark \
             that is not closed. A text that contains `: ` or ` #` needs quotation marks.",
        ),
    }
}

/// The bytes of a place; empty, at the start of the text, if the parser gives none.
pub(super) fn byte_range(location: &Location) -> Range<usize> {
    let span = location.span();
    let start = span.byte_offset().unwrap_or(0) as usize;
    start..start + span.byte_len().unwrap_or(0) as usize
}

fn range_of(location: &Location, text: &str) -> Range<usize> {
    let start = match location.span().byte_offset() {
        Some(_) => {
            let range = byte_range(location);
            let start = floor_boundary(text, range.start);
            return start..floor_boundary(text, range.end).max(start);
        }
        None => offset_of(text, location.line() as usize, location.column() as usize),
    };
    start..next_boundary(text, start)
}

/// The byte offset of a 1-based line and column in characters.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let mut start = 0;
    for (index, content) in text.split_inclusive('\n').enumerate() {
        if index + 1 == line {
            let within = content.char_indices().nth(column.saturating_sub(1));
            return start + within.map_or(content.len(), |(offset, _)| offset);
        }
        start += content.len();
    }
    if line == 0 { 0 } else { text.len() }
}

/// The first tab among the white space that begins a line, up to the line of `before`.
fn indenting_tab(text: &str, before: usize) -> Option<usize> {
    let end = text[before..].find('\n').map_or(text.len(), |newline| before + newline);
    let mut line_start = 0;
    for line in text[..end].split_inclusive('\n') {
        let blank = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..blank].find('\t')
            && !line.trim().is_empty()
        {
            return Some(line_start + tab);
        }
        line_start += line.len();
    }
    None
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// The end of the character at `offset`, or `offset` itself at the end of a line.
fn next_boundary(text: &str, offset: usize) -> usize {
    match text[offset..].chars().next() {
        Some(next) if next != '\n' && next != '\r' => offset + next.len_utf8(),
        _ => offset,
    }
}
