//! Finds the tags of a layout (`{{…}}`), and reports the first one that does not match the others.

use std::ops::Range;

use engine::diagnostics::{Diagnostic, SourceId, Span};

/// A tag: from `{{` to `}}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// With its braces; up to the end of the text if it is not closed.
    pub(super) range: Range<usize>,
    /// Without braces, `~` and surrounding white space.
    pub(super) inside: &'a str,
    pub(super) is_closed: bool,
}

/// All tags of a layout, except comments and those escaped with a backslash.
pub(super) fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(position) = text[at..].find("{{") {
        let start = at + position;
        let rest = &text[start..];
        if text[..start].ends_with('\\') {
            at = start + 2;
            continue;
        }
        let comment = rest[2..].trim_start_matches('~');
        if comment.starts_with('!') {
            let end = if comment.starts_with("!--") { "--" } else { "}}" };
            let opening = rest.len() - comment.len();
            // A comment `{{!-- … --}}` ends at the first `}}` after `--`.
            let closed =
                rest[opening..].find(end).and_then(|at| rest[opening + at..].find("}}").map(|b| at + b));
            at = closed.map_or(text.len(), |closed| start + opening + closed + 2);
            continue;
        }
        let braces = rest.len() - rest.trim_start_matches('{').len();
        let closing = "}}}}".get(..braces.min(4)).unwrap_or_default();
        let found = rest.find(closing);
        let end = found.map_or(rest.len(), |found| found + closing.len());
        let inside = &rest[braces.min(4)..found.unwrap_or(rest.len())];
        let inside = inside.trim_matches(|sign: char| sign == '~' || sign.is_whitespace());
        tags.push(Tag { range: start..start + end, inside, is_closed: found.is_some() });
        at = start + end;
    }
    tags
}

/// The offset after the tag that `text` begins with, or after the next one if it begins with none.
pub(super) fn end_of(text: &str) -> Option<usize> {
    let closing = if text.starts_with("{{{") { "}}}" } else { "}}" };
    text.find(closing).map(|at| at + closing.len())
}

/// The first tag that does not match: one that is not closed, a block without its end, or an end without
/// its block.
pub(super) fn mismatch(text: &str, source: SourceId) -> Option<Diagnostic> {
    let span = |range: &Range<usize>| {
        let first_line = text[range.clone()].find('\n').map_or(range.end, |at| range.start + at);
        Span::new(source, range.start, first_line)
    };
    let mut open: Vec<(&str, Range<usize>)> = Vec::new();
    for tag in tags(text) {
        // Opening braces inside it belong to the next tag, so this one is not closed.
        if !tag.is_closed || tag.inside.contains("{{") {
            return Some(
                Diagnostic::error("these braces are not closed")
                    .at(span(&tag.range), "opened here")
                    .help("Write `}}` after the name, or `}}}` if it begins with `{{{`."),
            );
        }
        if let Some(block) = tag.inside.strip_prefix(['#', '^']).filter(|block| !block.is_empty()) {
            let name = block.trim_start_matches(['#', '>', '*', ' ']);
            let name = name.split(|sign: char| sign.is_whitespace()).next().unwrap_or_default();
            open.push((name.trim_matches(['"', '\'']), tag.range));
        } else if let Some(name) = tag.inside.strip_prefix('/') {
            let name = name.trim().trim_matches(['"', '\'']);
            match open.pop() {
                Some((opened, _)) if opened == name => {}
                Some((opened, range)) => {
                    return Some(
                        Diagnostic::error(format!("`{name}` is closed here, but the open block is `{opened}`"))
                            .at(span(&tag.range), "this closes another block")
                            .at(span(&range), format!("`{opened}` is opened here"))
                            .help(format!(
                                "Write `{{{{/{opened}}}}}` first: the block that was opened last must be closed first."
                            )),
                    );
                }
                None => {
                    return Some(
                        Diagnostic::error(format!("`{name}` is closed here, but no block is open"))
                            .at(span(&tag.range), "here")
                            .help(format!("Remove it, or open the block before it: `{{{{#{name} …}}}}`.")),
                    );
                }
            }
        }
    }
    let (name, range) = open.pop()?;
    Some(
        Diagnostic::error(format!("the block `{name}` is not closed"))
            .at(span(&range), "opened here")
            .help(format!("Write `{{{{/{name}}}}}` where it ends.")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_escaped_tags_are_skipped() {
        let insides = |text| tags(text).into_iter().map(|tag| tag.inside.to_string()).collect::<Vec<_>>();
        assert_eq!(insides("a {{b}} {{{ c }}} {{~#if d~}}"), ["b", "c", "#if d"]);
        assert_eq!(insides("{{!-- {{a}} --}}{{! b }}{{c}}"), ["c"]);
        assert_eq!(insides("\\{{a}} {{b}}"), ["b"]);
        assert!(!tags("{{a")[0].is_closed);
    }

    #[test]
    fn the_first_tag_that_does_not_match_is_reported() {
        let fault = |text: &str| {
            mismatch(text, SourceId(0)).map(|found| {
                let span = found.labels[0].span;
                (found.message, text[span.start as usize..span.end as usize].to_string())
            })
        };
        let expect = |message: &str, marked: &str| Some((message.to_string(), marked.to_string()));
        assert_eq!(fault("{{#if a}}{{else}}{{/if}}{{^b}}{{/b}}{{#> c}}{{/c}}"), None);
        assert_eq!(fault("{{#*inline \"a\"}}x{{/inline}}"), None);
        assert_eq!(fault("x{{#if a}}y"), expect("the block `if` is not closed", "{{#if a}}"));
        assert_eq!(
            fault("{{#if a}}\n{{#each b}}{{/if}}"),
            expect("`if` is closed here, but the open block is `each`", "{{/if}}")
        );
        assert_eq!(fault("x{{/if}}"), expect("`if` is closed here, but no block is open", "{{/if}}"));
        assert_eq!(fault("{{a\n{{b}}"), expect("these braces are not closed", "{{a"));
        assert_eq!(fault("{{a"), expect("these braces are not closed", "{{a"));
    }
}
