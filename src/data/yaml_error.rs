//! What the YAML reader found wrong, in words for somebody who is not a programmer.

use std::ops::Range;

use serde_yaml::budget::BudgetBreach;
use serde_yaml::granit_parser::ErrorKind;
use serde_yaml::localizer::ExternalMessageSource;
use serde_yaml::{Error, Location, MessageFormatter, UserMessageFormatter};

use super::yaml_limits::{MAX_ALIASED_NODES, MAX_ALIASES, MAX_DEPTH, MAX_NODES};
use engine::diagnostics::{Diagnostic, SourceId, Span};

/// Explains what `error` in `text` means and what to do.
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
        Error::UnknownAnchor { .. } => unknown_anchor(span),
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
        .help("Compare the line and the one above with a place where the same thing works.")
}

fn limit(span: Span, message: String, help: &str) -> Diagnostic {
    Diagnostic::error(message).at(span, "the limit is reached here").help(help)
}

fn too_deep(span: Span) -> Diagnostic {
    limit(
        span,
        format!("lists and mappings nested over {MAX_DEPTH} deep: the limit for one file"),
        "The data is never that deep; look for brackets that are not closed, or lines that are indented ever \
         further.",
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
        .help("Keep one document a file: remove this line, or move what follows to another file.")
}

fn unknown_anchor(span: Span) -> Diagnostic {
    Diagnostic::error("`*` refers to an anchor that does not exist")
        .at(span, "no `&` gives this name before")
        .help("A text that begins with `*` or `&` must be put in quotation marks.")
}

/// A text that is not YAML; `start` is where the parser noticed.
fn syntax(kind: &ErrorKind, message: &str, text: &str, start: usize, source: SourceId) -> Diagnostic {
    let here = Span::new(source, start, next_boundary(text, start));
    if let Some(tab) = indenting_tab(text, start) {
        return Diagnostic::error("a tab is used for indentation")
            .at(Span::new(source, tab, tab + 1), "the tab")
            .help("YAML is indented with spaces only: replace the tab with two spaces.");
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
            "Put the same quotation mark at the end of the text; an apostrophe inside single ones is doubled.",
        ),
        ErrorKind::UnclosedFlowCollection { open } => invalid(
            &format!("a bracket `{open}` is not closed"),
            "it is opened here",
            "Close the bracket; a text that begins with one must be put in quotation marks.",
        ),
        ErrorKind::MappingValueNotAllowed if colons_on_line(text, start) > 1 => invalid(
            "a second `: ` on one line",
            "read up to here",
            "Put the text after the first `: ` in quotation marks.",
        ),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => invalid(
            "a field is expected here, with `: ` after its name",
            "this line",
            "Write `name: value`, with a space after the colon; an item of a list is `- ` and the value; the next \
             line of a long text is indented further than the field.",
        ),
        ErrorKind::UnexpectedCharacter { character } if character.is_control() => invalid(
            &format!("the character U+{:04X} is not allowed", u32::from(*character)),
            "this character cannot be seen",
            "Delete it; it often comes along when text is copied from another program.",
        ),
        ErrorKind::UnexpectedCharacter { character } => invalid(
            &format!("a text cannot begin with `{character}`"),
            "this character",
            "Put the text in quotation marks.",
        ),
        ErrorKind::UnknownQuotedScalarEscape | ErrorKind::InvalidQuotedScalarHexEscape => invalid(
            "an unknown escape after a backslash",
            "in this text",
            "Between double quotation marks a backslash is written twice; single ones keep it as it is.",
        ),
        _ => invalid(
            message,
            "read up to here",
            "Look here and on the line above for wrong indentation, a missing space after `:` or `-`, or a \
             quotation mark that is not closed. A text with `: ` or ` #` in it needs quotation marks.",
        ),
    }
}

/// The bytes of a place; empty at the start where the parser gives none.
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

fn colons_on_line(text: &str, offset: usize) -> usize {
    let start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[offset..].find('\n').map_or(text.len(), |newline| offset + newline);
    let line = text[start..end].trim_end();
    line.matches(": ").count() + usize::from(line.ends_with(':'))
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
