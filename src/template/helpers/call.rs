//! What all helpers have in common: the words of the brochure, the check of a call, errors, and how values are read.

use std::rc::Rc;

use handlebars::{Helper, RenderError, RenderErrorReason};
use serde_json::{Map, Value};

pub(in crate::template) use super::signatures::REMEDY;
use super::signatures::{NAMES, Signature};
use crate::template::locale::Locale;
use engine::diagnostics::closest;

/// The name under which the compiler gives the place of the tag to a helper. Layouts cannot write it.
pub(in crate::template) const PLACE: &str = "(place)";

/// The place of a tag: the name of the layout or partial, the line and the column.
pub(in crate::template) type TagPlace = (String, u64, u64);

/// The place of the tag that calls a helper.
pub(super) fn place_of(helper: &Helper<'_>) -> TagPlace {
    let place = helper.hash_get(PLACE).map_or(&Value::Null, |place| place.value());
    let number = |index: usize| place.get(index).and_then(Value::as_u64).unwrap_or(1);
    let name = place.get(0).and_then(Value::as_str).unwrap_or_default();
    (name.to_string(), number(1), number(2))
}

/// The language of the brochure and its labels, for helpers.
pub(in crate::template) struct Words<'a> {
    pub(in crate::template) data: &'a Value,
}

impl Words<'_> {
    pub(in crate::template) fn language(&self) -> &str {
        self.data.get("language").and_then(Value::as_str).unwrap_or("en")
    }

    pub(in crate::template) fn locale(&self) -> Rc<Locale> {
        Locale::of(self.language())
    }

    pub(in crate::template) fn label(&self, key: &str) -> Result<&str, String> {
        let labels = self.data.get("labels").and_then(Value::as_object);
        labels.and_then(|labels| labels.get(key)).and_then(Value::as_str).ok_or_else(|| {
            no_label(key, labels.into_iter().flat_map(|labels| labels.keys()).map(String::as_str))
        })
    }
}

/// The error for a label that does not exist, as the text of a helper's error.
pub(in crate::template) fn no_label<'a>(key: &str, known: impl Iterator<Item = &'a str>) -> String {
    match closest(key, known) {
        Some(close) => format!("there is no label `{key}`{REMEDY}Did you mean `{close}`?"),
        None => {
            format!(
                "there is no label `{key}`{REMEDY}For a word of your own, write `{key}: …` in data/labels.yaml."
            )
        }
    }
}

/// The help for a helper that does not exist.
pub(in crate::template) fn known(name: &str) -> String {
    match closest(name, NAMES) {
        Some(known) => format!("Did you mean `{known}`?"),
        None => format!("The helpers are: {}.", NAMES.join(", ")),
    }
}

pub(super) type Function = fn(&[&Value], &Words<'_>) -> Result<Value, String>;

/// The values that a call gives with their names (`order="down"`).
pub(in crate::template) type Named = Map<String, Value>;

pub(in crate::template) type NamedFunction = fn(&[&Value], &Named, &Words<'_>) -> Result<Value, String>;

/// Refuses a call with too few or too many values, or with a name that the helper does not have.
pub(super) fn check_call(signature: &Signature, helper: &Helper<'_>) -> Result<(), RenderError> {
    let names = helper.hash().keys().copied().filter(|name| *name != PLACE);
    signature.check(helper.params().len(), names).map_err(|message| RenderErrorReason::Other(message).into())
}

/// An error of a helper, with an example of its use if there is no other help.
pub(super) fn refused(signature: &Signature, message: &str) -> RenderError {
    let Signature { name, example, .. } = signature;
    let help = match message.contains(REMEDY) {
        true => String::new(),
        false => format!("{REMEDY}Write for example `{example}`."),
    };
    RenderErrorReason::Other(format!("`{name}`: {message}{help}")).into()
}

/// Whether the value is true for `if`: not null, false, zero or empty.
pub(super) fn is_true(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(value) => *value,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(_) => true,
    }
}

pub(super) fn text(value: Option<&&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    }
}

/// What a value is, for messages.
pub(in crate::template) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a mapping",
    }
}

/// The value of a field, whose name may be that of a field inside another (`university.status`); null if there is none.
pub(in crate::template) fn field<'a>(item: &'a Value, name: &str) -> &'a Value {
    name.split('.').fold(item, |value, name| value.get(name).unwrap_or(&Value::Null))
}
