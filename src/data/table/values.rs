//! The values of a membership file as cells of a table show them.

use super::cells::shown_quantity;
use super::columns::Step;
use crate::data::index::{collapse, composed};
use crate::data::schema::CellKind;
use crate::data::value::Precision;
use crate::data::yaml::{Node, NodeKind};

/// A language, or `None` for a text that is for all languages.
pub type Language = Option<String>;

/// A number with its precision.
pub type Count = (Precision, u64);

/// A value that is not a list, or an item of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Its texts by language, or the value itself.
    pub texts: Vec<(Language, String)>,
    /// Its number, for a number of members or countries.
    pub count: Option<Count>,
}

impl Part {
    /// The text in a language.
    pub fn text(&self, language: Option<&str>) -> Option<&str> {
        let found = self.texts.iter().find(|(other, _)| other.as_deref() == language);
        found.map(|(_, text)| text.as_str())
    }
}

/// The value of a field in a file; `None` if it is absent or blank.
pub fn find<'n>(root: &'n Node, path: &[Step]) -> Option<&'n Node> {
    let mut node = root;
    for step in path {
        node = match &node.kind {
            NodeKind::Mapping(entries) => &entries.iter().find(|(key, _)| is_named(key, step.name))?.1,
            // A person may be written as a name alone.
            NodeKind::Text(_) if step.is_alone() => node,
            _ => return None,
        };
    }
    (!matches!(node.kind, NodeKind::Null)).then_some(node)
}

/// Whether a key of a mapping is this name.
pub fn is_named(key: &Node, name: &str) -> bool {
    matches!(&key.kind, NodeKind::Text(text) if text == name)
}

/// A single value as a text, composed and without white space around it.
fn scalar(node: &Node, file: &str) -> Option<String> {
    let text = match &node.kind {
        NodeKind::Text(text) => composed(text),
        NodeKind::Number(_) | NodeKind::Boolean(_) => file.get(node.defined.clone())?.to_string(),
        _ => return None,
    };
    Some(text.trim().to_string())
}

fn texts(node: &Node, file: &str) -> Vec<(Language, String)> {
    match &node.kind {
        NodeKind::Mapping(entries) => {
            let entry = |(key, value): &(Node, Node)| Some((scalar(key, file), scalar(value, file)?));
            entries.iter().filter_map(entry).collect()
        }
        _ => scalar(node, file).map(|text| (None, text)).into_iter().collect(),
    }
}

/// The number in a mapping such as `{more_than: 50}`.
fn count(node: &Node) -> Option<Count> {
    let NodeKind::Mapping(entries) = &node.kind else { return None };
    Precision::ALL.into_iter().find_map(|precision| {
        let (_, value) = entries.iter().find(|(key, _)| is_named(key, precision.keyword()))?;
        Some((precision, whole(value)?))
    })
}

fn whole(node: &Node) -> Option<u64> {
    match node.kind {
        NodeKind::Number(crate::data::yaml::Number::Integer(value)) => u64::try_from(value).ok(),
        NodeKind::Number(crate::data::yaml::Number::Large(value)) => Some(value),
        _ => None,
    }
}

/// The items of a value, or the value itself as the only one. `file` is the whole text of the file.
pub fn parts(node: &Node, kind: CellKind, file: &str) -> Vec<Part> {
    match (&node.kind, kind) {
        (NodeKind::List(items), CellKind::Members) => items
            .iter()
            .map(|item| {
                let NodeKind::Mapping(entries) = &item.kind else { return Part::default() };
                let of = entries.iter().find(|(key, _)| is_named(key, "of"));
                Part { texts: of.map_or_else(Vec::new, |(_, of)| texts(of, file)), count: count(item) }
            })
            .collect(),
        (NodeKind::List(items), _) => {
            items.iter().map(|item| Part { texts: texts(item, file), count: None }).collect()
        }
        (NodeKind::Number(_), CellKind::Countries) => {
            vec![Part { texts: Vec::new(), count: whole(node).map(|number| (Precision::Exactly, number)) }]
        }
        (NodeKind::Mapping(_), CellKind::Countries) => vec![Part { texts: Vec::new(), count: count(node) }],
        _ => vec![Part { texts: texts(node, file), count: None }],
    }
}

/// What the cell of a field shows in a language: of a list an item a line, which is empty where the item has no text in the
/// language.
pub fn shown(parts: &[Part], kind: CellKind, language: Option<&str>) -> String {
    let line = |part: &Part| match (kind, part.count) {
        (CellKind::Countries, Some((precision, number))) => {
            if language.is_none() {
                shown_quantity(precision, number)
            } else {
                String::new()
            }
        }
        (CellKind::Members, Some((precision, number))) => part
            .text(language)
            .map_or_else(String::new, |of| format!("{} {}", shown_quantity(precision, number), collapse(of))),
        (CellKind::Texts | CellKind::Countries, _) => part.text(language).map_or_else(String::new, collapse),
        _ => part.text(language).unwrap_or_default().to_string(),
    };
    let lines: Vec<String> = parts.iter().map(line).collect();
    lines.join("\n").trim_end().to_string()
}
