//! YAML text → a tree of nodes with their places, within limits.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::Spanned;

use super::yaml_error::{byte_range, explain};
use super::yaml_limits::{MAX_ALIASED_NODES, MAX_ALIASES, MAX_DEPTH, MAX_FILE_BYTES, MAX_NODES};
use engine::diagnostics::{Diagnostic, SourceId, Span};

/// A value and its place.
#[derive(Clone, Debug)]
pub struct Node {
    pub kind: NodeKind,
    /// The place of its use, in bytes; for an alias, the place of the alias.
    pub range: Range<usize>,
    /// The place of its definition, in bytes; differs from `range` only for an alias.
    pub defined: Range<usize>,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum NodeKind {
    Null,
    Boolean(bool),
    Number(Number),
    Text(String),
    List(Vec<Node>),
    /// In the order written; a key may occur more than once.
    Mapping(Vec<(Node, Node)>),
}

/// A number as YAML reads it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    Integer(i64),
    /// A whole number too large for `i64`.
    Large(u64),
    Fraction(f64),
}

impl Node {
    /// What the value is, with an article, for messages.
    pub fn describe(&self) -> &'static str {
        match self.kind {
            NodeKind::Null => "nothing",
            NodeKind::Boolean(_) => "a yes-or-no value",
            NodeKind::Number(_) => "a number",
            NodeKind::Text(_) => "a text",
            NodeKind::List(_) => "a list",
            NodeKind::Mapping(_) => "a group of fields",
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Node, D::Error> {
        let Spanned { value, referenced, defined } = Spanned::<NodeKind>::deserialize(deserializer)?;
        Ok(Node { kind: value, range: byte_range(&referenced), defined: byte_range(&defined) })
    }
}

impl<'de> Deserialize<'de> for NodeKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<NodeKind, D::Error> {
        deserializer.deserialize_any(NodeKindVisitor)
    }
}

struct NodeKindVisitor;

impl<'de> Visitor<'de> for NodeKindVisitor {
    type Value = NodeKind;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<NodeKind, E> {
        Ok(NodeKind::Null)
    }

    fn visit_none<E>(self) -> Result<NodeKind, E> {
        Ok(NodeKind::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<NodeKind, D::Error> {
        NodeKind::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<NodeKind, E> {
        Ok(NodeKind::Boolean(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<NodeKind, E> {
        Ok(NodeKind::Number(Number::Integer(value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<NodeKind, E> {
        Ok(NodeKind::Number(i64::try_from(value).map_or(Number::Large(value), Number::Integer)))
    }

    fn visit_i128<E>(self, value: i128) -> Result<NodeKind, E> {
        Ok(NodeKind::Number(Number::Fraction(value as f64)))
    }

    fn visit_u128<E>(self, value: u128) -> Result<NodeKind, E> {
        Ok(NodeKind::Number(Number::Fraction(value as f64)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<NodeKind, E> {
        Ok(NodeKind::Number(Number::Fraction(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<NodeKind, E> {
        Ok(NodeKind::Text(value.to_string()))
    }

    fn visit_string<E>(self, value: String) -> Result<NodeKind, E> {
        Ok(NodeKind::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<NodeKind, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = sequence.next_element::<Node>()? {
            items.push(item);
        }
        Ok(NodeKind::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<NodeKind, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry::<Node, Node>()? {
            entries.push(entry);
        }
        Ok(NodeKind::Mapping(entries))
    }
}

/// Reads `text`, the whole of the source `source`.
///
/// # Errors
/// The first violation of the YAML syntax, or the limit that the text exceeds.
pub fn parse(text: &str, source: SourceId) -> Result<Node, Diagnostic> {
    if text.len() > MAX_FILE_BYTES {
        return Err(Diagnostic::error(format!(
            "the file is {} KiB long, over the limit of {} KiB for a YAML file",
            text.len() / 1024,
            MAX_FILE_BYTES / 1024
        ))
        .at(Span::new(source, 0, 0), "")
        .help("Move what does not belong to the data to other files, or split it over several."));
    }
    serde_yaml::from_str_with_options::<Node>(text, options()).map_err(|error| explain(&error, text, source))
}

fn options() -> serde_yaml::Options {
    let budget = serde_yaml::budget! {
        max_depth: MAX_DEPTH,
        flow_nesting_limit: MAX_DEPTH + 1,
        max_nodes: MAX_NODES,
        max_events: MAX_NODES * 4,
        max_aliases: MAX_ALIASES,
        max_anchors: MAX_ALIASES,
        max_merge_keys: MAX_ALIASES,
        max_recorded_anchor_events: MAX_NODES * 4,
        max_documents: 1,
        enforce_alias_anchor_ratio: false,
    };
    serde_yaml::options! {
        budget: budget,
        duplicate_keys: serde_yaml::DuplicateKeyPolicy::PassThrough,
        alias_limits: serde_yaml::alias_limits! {
            max_total_replayed_events: MAX_ALIASED_NODES,
            max_replay_stack_depth: MAX_DEPTH,
        },
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        non_finite_float_policy: serde_yaml::NonFiniteFloatPolicy::AsString,
        with_snippet: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Node {
        parse(text, SourceId(0)).unwrap_or_else(|error| panic!("{text:?}: {}", error.message))
    }

    fn entries(node: Node) -> Vec<(Node, Node)> {
        match node.kind {
            NodeKind::Mapping(entries) => entries,
            other => panic!("{other:?} is not a mapping"),
        }
    }

    #[test]
    fn values_have_their_byte_ranges() {
        let text = "a: ə\nb:\n  - 'x y'\nc: |\n  foo\n  bar\n";
        let entries = entries(parsed(text));
        assert_eq!(&text[entries[0].1.range.clone()], "ə");
        match &entries[1].1.kind {
            NodeKind::List(items) => assert_eq!(&text[items[0].range.clone()], "'x y'"),
            other => panic!("{other:?}"),
        }
        assert!(matches!(&entries[2].1.kind, NodeKind::Text(value) if value == "foo\nbar\n"));
        assert!(text[entries[2].1.range.clone()].contains("foo\n  bar"));
    }

    #[test]
    fn repeated_keys_are_all_kept() {
        assert_eq!(entries(parsed("a: 1\na: 2\n")).len(), 2);
    }

    #[test]
    fn an_alias_has_the_place_of_its_use() {
        let text = "a: &n x\nb: *n\n";
        let entries = entries(parsed(text));
        assert_eq!(&text[entries[1].1.range.clone()], "*n");
        assert_eq!(&text[entries[1].1.defined.clone()], "x");
    }

    #[test]
    fn words_that_look_like_something_else_stay_texts() {
        for text in ["yes", "no", "2026-11-24", "0755", "1_000", ".inf"] {
            assert!(matches!(parsed(text).kind, NodeKind::Text(value) if value == text), "{text}");
        }
    }

    /// The message and the text under the marker.
    fn failure(text: &str) -> (String, Range<usize>) {
        match parse(text, SourceId(0)) {
            Ok(node) => panic!("{text:?} was read as {node:?}"),
            Err(error) => {
                let span = error.labels[0].span;
                assert!(error.help.is_some());
                (error.message, span.start as usize..span.end as usize)
            }
        }
    }

    #[test]
    fn a_tab_is_named_and_pointed_at() {
        let text = "name: x\nuniversity:\n\tstatus: member\n";
        let (message, range) = failure(text);
        assert!(message.contains("a tab"), "{message}");
        assert_eq!(&text[range.clone()], "\t");
        assert_eq!(range.start, 20);
    }

    #[test]
    fn common_slips_are_explained() {
        for (text, words, place) in [
            ("name: A: b\n", "a second `: `", 7),
            ("name: 'x\nid: y\n", "a quotation mark is not closed", 6),
            ("name: [x\n", "a bracket `[` is not closed", 6),
            ("name: [x\nid: y\n", "a bracket `[` is not closed", 6),
            ("name: {x\nid: y\n", "a bracket `{` is not closed", 6),
            ("name: >50 members\n", "cannot begin with `>`", 6),
            ("- |x y\n", "cannot begin with `|`", 2),
            ("name: ]x\n", "cannot begin with `]`", 6),
            ("name: ,x\n", "cannot begin with `,`", 6),
            ("name: @x\n", "cannot begin with `@`", 6),
            ("name: \u{7}\n", "U+0007", 6),
            ("- x\n-y\n", "a space is missing after the dash", 4),
            ("a: *b\n", "cannot begin with `*`", 3),
            ("a: {b: *c}\n", "an anchor that does not exist", 7),
            ("a: 1\n---\nb: 2\n", "a second document", 5),
            ("a: &x [*x]\n", "contains it", 7),
        ] {
            let (message, range) = failure(text);
            assert!(message.contains(words), "{text:?}: {message}");
            assert_eq!(range.start, place, "{text:?}: {message}");
        }
    }

    #[test]
    fn limits_are_named() {
        let bomb: String = (0..9)
            .map(|level| {
                let item = if level == 0 { "x".to_string() } else { format!("*a{}", level - 1) };
                format!("k{level}: &a{level} [{}]\n", [item.as_str(); 9].join(","))
            })
            .collect();
        assert!(failure(&bomb).0.contains("over 20000 values"));
        assert!(failure(&"[".repeat(100_000)).0.contains("over 32 deep"));
        assert!(failure(&"- ".repeat(100_000)).0.contains("over 32 deep"));
        assert!(failure(&"a: x\n".repeat(100_000)).0.contains("over 50000 values"));
        assert!(failure(&"a".repeat(2_000_000)).0.contains("1024 KiB"));
        let aliases = format!("a: &a x\nb: [{}]\n", "*a,".repeat(300));
        assert!(failure(&aliases).0.contains("over 200 anchors or aliases"));
    }
}
