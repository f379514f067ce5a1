//! Changes of fields, and how values that are new are written in YAML.

use super::cells::Spelling;
use super::columns::Step;
use super::values::{Count, Language};
use crate::data::corrections::double_quoted;
use crate::data::value::Precision;

/// What happens to a field.
#[derive(Clone, Debug)]
pub enum Patch {
    /// It gets another value.
    Value(Spelling),
    /// Some of its texts change, by language; one without a text is taken away.
    Texts(Vec<(Language, Option<String>)>),
    /// It becomes a number with its precision.
    Count(Count),
    /// It becomes this list.
    Items(Vec<Item>),
    /// Its value is taken away.
    Remove,
    /// Fields of the record change.
    Record(Vec<Field>),
}

/// A field that changes.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name, and those of the fields beside it.
    pub step: Step,
    pub patch: Patch,
}

/// An item of a list.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its place in the list before; `None` for a new one.
    pub old: Option<usize>,
    /// Its number, if it changes.
    pub count: Option<Count>,
    /// The texts that change.
    pub texts: Vec<(Language, Option<String>)>,
}

impl Item {
    /// Whether nothing of it changes.
    pub fn is_kept(&self) -> bool {
        self.count.is_none() && self.texts.is_empty()
    }
}

/// The file of a new membership.
pub fn new_file(fields: &[Field]) -> String {
    let mut text = String::new();
    for (number, field) in fields.iter().enumerate() {
        if number > 0 && matches!(field.patch, Patch::Record(_)) {
            text.push('\n');
        }
        text.push_str(&format!("{}:{}\n", field.step.name, block(&field.patch, 0)));
    }
    text
}

/// A value between braces or brackets, or on the line of its key.
pub fn flow(patch: &Patch) -> String {
    match patch {
        Patch::Value(spelling) => spelled(spelling, true, None),
        Patch::Texts(texts) => flow_texts(texts),
        Patch::Count((Precision::Exactly, number)) => number.to_string(),
        Patch::Count((precision, number)) => format!("{{{}: {number}}}", precision.keyword()),
        Patch::Items(items) => format!("[{}]", items.iter().map(flow_item).collect::<Vec<_>>().join(", ")),
        Patch::Remove => "null".to_string(),
        Patch::Record(fields) => {
            let fields = fields.iter().filter(|field| !matches!(field.patch, Patch::Remove));
            let fields: Vec<String> =
                fields.map(|field| format!("{}: {}", field.step.name, flow(&field.patch))).collect();
            format!("{{{}}}", fields.join(", "))
        }
    }
}

fn flow_texts(texts: &[(Language, Option<String>)]) -> String {
    let text = |text: &str| spelled(&Spelling::Text(text.to_string()), true, None);
    if let [(None, Some(only))] = texts {
        return text(only);
    }
    let texts = texts
        .iter()
        .filter_map(|(language, value)| Some(format!("{}: {}", language.as_ref()?, text(value.as_ref()?))));
    format!("{{{}}}", texts.collect::<Vec<_>>().join(", "))
}

pub fn flow_item(item: &Item) -> String {
    match item.count {
        Some((precision, number)) => {
            format!("{{{}: {number}, of: {}}}", precision.keyword(), flow_texts(&item.texts))
        }
        None => flow_texts(&item.texts),
    }
}

/// A value as it follows its key and the colon, the key at a column; with a space before it, or on lines below.
pub fn block(patch: &Patch, indent: usize) -> String {
    let inner = " ".repeat(indent + 2);
    match patch {
        Patch::Value(spelling) => format!(" {}", spelled(spelling, false, Some(indent + 2))),
        Patch::Texts(texts) => block_texts(texts, indent),
        Patch::Count((Precision::Exactly, number)) => format!(" {number}"),
        Patch::Count((precision, number)) => format!("\n{inner}{}: {number}", precision.keyword()),
        Patch::Items(items) => {
            items.iter().map(|item| format!("\n{inner}- {}", block_item(item, indent + 2))).collect()
        }
        Patch::Remove => String::new(),
        Patch::Record(fields) => fields
            .iter()
            .filter(|field| !matches!(field.patch, Patch::Remove))
            .map(|field| format!("\n{inner}{}:{}", field.step.name, block(&field.patch, indent + 2)))
            .collect(),
    }
}

fn block_texts(texts: &[(Language, Option<String>)], indent: usize) -> String {
    let text = |text: &str, indent| spelled(&Spelling::Text(text.to_string()), false, Some(indent));
    if let [(None, Some(only))] = texts {
        return format!(" {}", text(only, indent + 2));
    }
    let inner = " ".repeat(indent + 2);
    let line = |(language, value): &(Language, Option<String>)| {
        Some(format!("\n{inner}{}: {}", language.as_ref()?, text(value.as_ref()?, indent + 4)))
    };
    texts.iter().filter_map(line).collect()
}

/// A new item after its dash, which is at a column.
pub fn block_item(item: &Item, indent: usize) -> String {
    let inner = " ".repeat(indent + 2);
    if let Some((precision, number)) = item.count {
        return format!(
            "{}: {number}\n{inner}of:{}",
            precision.keyword(),
            block_texts(&item.texts, indent + 2)
        );
    }
    let text = block_texts(&item.texts, indent);
    text.trim_start_matches(['\n', ' ']).to_string()
}

/// A value as YAML has it. In a place where lines may follow, `indent` is the column at which those of a text begin.
pub fn spelled(spelling: &Spelling, in_flow: bool, indent: Option<usize>) -> String {
    match spelling {
        Spelling::Plain(text) => text.clone(),
        Spelling::Text(text) => {
            let lines =
                indent.filter(|_| text.contains('\n')).and_then(|indent| literal(text, &" ".repeat(indent)));
            match lines {
                Some(lines) => format!("|\n{lines}"),
                None if needs_no_quotes(text, in_flow) => text.clone(),
                None => double_quoted(text),
            }
        }
    }
}

/// The lines of a text below `|`; `None` for one that cannot be written so.
pub fn literal(text: &str, indent: &str) -> Option<String> {
    let is_sound = !text.starts_with([' ', '\t', '\n'])
        && !text.chars().any(|sign| {
            sign.is_control() && !matches!(sign, '\n' | '\t')
                || matches!(sign, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
        });
    let line = |line: &str| if line.trim().is_empty() { String::new() } else { format!("{indent}{line}") };
    is_sound.then(|| text.trim_end().lines().map(line).collect::<Vec<_>>().join("\n"))
}

/// Whether YAML reads a text as itself without quotation marks.
fn needs_no_quotes(text: &str, in_flow: bool) -> bool {
    let reserved = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    let breaks_line =
        |sign: char| sign.is_control() || matches!(sign, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}');
    let is_sign = text.ends_with([' ', ':'])
        || text.contains(": ")
        || text.contains(" #")
        || text.contains(breaks_line)
        || in_flow && text.contains([',', '[', ']', '{', '}']);
    text.starts_with(char::is_alphabetic) && !is_sign && !reserved.contains(&text.to_lowercase().as_str())
}
