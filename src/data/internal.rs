//! The text of a membership's file without the facts that only the office needs, for a file that is given away.

use super::fingerprint::SourceFile;
use super::yaml::{self, Node, NodeKind};
use engine::diagnostics::SourceId;

/// The field with the facts that only the office needs.
const FIELD: &str = "internal";

/// The text of a file without the lines of its field `internal`, and without the comments directly before and after them,
/// which may repeat what is in it. Returns `None` if these lines contain other facts too, or if the rest would not say
/// what it said before.
///
/// ```text
/// id: one              id: one
/// # What we pay
/// internal:            sources: []
///   fee: 1900
/// sources: []
/// ```
pub fn without_internal(text: &str) -> Option<String> {
    let content = yaml::parse(text, SourceId(0)).ok()?;
    let NodeKind::Mapping(fields) = &content.kind else { return Some(text.to_string()) };
    let Some((field, _)) = fields.iter().find(|(key, _)| is_internal(key)) else {
        return Some(text.to_string());
    };
    let following = fields.iter().map(|(key, _)| key.range.start).find(|start| *start > field.range.start);
    let end = following.map_or(text.len(), |start| line_start(text, start));
    let mut start = line_start(text, field.range.start);
    while let Some(line) =
        text[..start].split_inclusive('\n').next_back().filter(|line| line.starts_with('#'))
    {
        start -= line.len();
    }
    let rest = [text.get(..start)?, text.get(end.max(start)..)?].concat();
    let read = yaml::parse(&rest, SourceId(0)).ok()?;
    let is_gone = match &read.kind {
        NodeKind::Mapping(fields) => !fields.iter().any(|(key, _)| is_internal(key)),
        _ => false,
    };
    (is_gone && SourceFile::new("", &read) == SourceFile::new("", &content)).then_some(rest)
}

/// Whether a key of a file is that of the facts that only the office needs.
pub(super) fn is_internal(key: &Node) -> bool {
    matches!(&key.kind, NodeKind::Text(name) if name == FIELD)
}

/// Where the line of a place begins.
fn line_start(text: &str, place: usize) -> usize {
    text.get(..place).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_internal_facts_and_the_comments_around_them_are_left_out() {
        for (text, expected) in [
            ("id: one\nname: One\n", Some("id: one\nname: One\n")),
            (
                "id: one\n# 1900 euros\ninternal:\n  fee: 1900\n# 1900\nname: One\n",
                Some("id: one\nname: One\n"),
            ),
            ("id: one\ninternal: {fee: 1900,\n  notes: a}\n", Some("id: one\n")),
            (
                "id: one\r\n\"internal\":\r\n  notes: |\r\n    a\r\n\r\n    b\r\nname: a\r\n",
                Some("id: one\r\nname: a\r\n"),
            ),
            ("id: one\nextra:\n  internal: a\n", Some("id: one\nextra:\n  internal: a\n")),
            // These lines contain other facts, or something that the rest needs.
            ("{id: one, internal: {fee: 1900}, name: One}\n", None),
            ("id: one\ninternal:\n  notes: &note a\nname: *note\n", None),
        ] {
            assert_eq!(without_internal(text).as_deref(), expected, "{text}");
        }
    }
}
