//! Checks calls of helpers: that they exist, how many values they take, the labels and fields that they name; and finds
//! the shapes of their results.

use handlebars::template::{HelperTemplate, Parameter};

use super::Checker;
use crate::data::Shape;
use crate::template::date_pattern::DatePattern;
use crate::template::helpers::{self, PLACE, REMEDY, signature};
use crate::template::{period, pictures};
use engine::diagnostics::closest;
use engine::sorting::sort_by_key;

/// Helpers that can begin a block.
const WITH_BLOCK: [&str; 13] =
    ["if", "unless", "each", "with", "raw", "eq", "ne", "gt", "gte", "lt", "lte", "and", "or"];

/// The plural forms of CLDR.
const PLURAL_FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

impl<'a> Checker<'a> {
    /// Checks a call. Returns the shape of its result; of a block, the shape of what its block sees.
    pub(super) fn call(&mut self, name: &str, call: &'a HelperTemplate) -> Shape {
        let shapes: Vec<Shape> = call.params.iter().map(|parameter| self.parameter(parameter)).collect();
        let mut named: Vec<(&'a String, &'a Parameter)> = call.hash.iter().collect();
        // A hash map's order differs from run to run.
        sort_by_key(&mut named, |(name, _)| *name);
        named.iter().for_each(|(_, value)| {
            self.parameter(value);
        });
        let Some(signature) = signature(name) else {
            self.report(&format!("there is no helper called `{name}`"), Some(&helpers::known(name)));
            return Shape::Free;
        };
        let names = named.iter().map(|(name, _)| name.as_str()).filter(|name| *name != PLACE);
        if let Err(fault) = signature.check(call.params.len(), names) {
            let (message, help) = fault.split_once(REMEDY).unwrap_or((&fault, ""));
            let context = self.scopes.last().map(|scope| &scope.context);
            let is_field =
                call.params.is_empty() && context.is_some_and(|context| context.field(name).is_some());
            let help = match is_field {
                true => format!("For the field of that name, write `{{{{this.{name}}}}}`."),
                false => help.to_string(),
            };
            self.report(message, Some(&help));
            return Shape::Free;
        }
        if call.block && !WITH_BLOCK.contains(&name) {
            self.report(
                &format!("`{name}` has no block"),
                Some(&format!("Write `{{{{{name} …}}}}` without `#`.")),
            );
        }
        self.labels_of(name, call);
        if let ("date", Some(Parameter::Literal(serde_json::Value::String(pattern)))) =
            (name, call.params.get(1))
            && let Err((message, help)) = DatePattern::parse(pattern)
        {
            self.report(&format!("`date`: {message}"), Some(&help));
        }
        self.result(name, call, &shapes)
    }

    fn result(&mut self, name: &str, call: &'a HelperTemplate, shapes: &[Shape]) -> Shape {
        let first = shapes.first().cloned().unwrap_or(Shape::Free);
        let literal = |index: usize| match call.params.get(index) {
            Some(Parameter::Literal(value)) => Some(value),
            _ => None,
        };
        match name {
            "each" => match &first {
                Shape::List(item) => (**item).clone(),
                Shape::Single => {
                    let what = call.params.first().and_then(|list| list.as_name()).unwrap_or("this");
                    let fault = helpers::not_a_list(what);
                    let (message, help) = fault.split_once(REMEDY).unwrap_or((&fault, ""));
                    self.report(message, Some(help));
                    Shape::Free
                }
                other => any_field(other),
            },
            "with" => first,
            "lookup" => match (&first, literal(1)) {
                (Shape::List(item), _) => (**item).clone(),
                (Shape::Record(_), Some(serde_json::Value::String(name))) => {
                    self.fields(first.clone(), &[name], name)
                }
                (Shape::Record(_), _) => {
                    // Any of the labels may be meant.
                    self.fields(first.clone(), &[], "");
                    any_field(&first)
                }
                _ => Shape::Free,
            },
            "default" => first,
            "sort" | "filter" | "limit" | "reverse" | "unique" | "first" | "last" | "group_by" | "join"
            | "timeline" | "bars" | "columns" | "proportion" | "network" => {
                let item = match &first {
                    Shape::List(item) => (**item).clone(),
                    Shape::Free => Shape::Free,
                    other => {
                        let what = if *other == Shape::Single { "a single value" } else { "a mapping" };
                        let help = format!(
                            "Write for example `{}`.",
                            signature(name).map_or("", |call| call.example)
                        );
                        self.report(&format!("`{name}`: the first value is {what}, not a list"), Some(&help));
                        return Shape::Free;
                    }
                };
                let is_picture = pictures::HELPERS.iter().any(|(picture, _)| *picture == name);
                let field = match name {
                    "join" => call.hash.get("field"),
                    _ => call.params.get(1).filter(|_| ["sort", "filter", "group_by"].contains(&name)),
                };
                self.field_of(&item, field);
                for name in ["label", "value", "second", "by"].into_iter().filter(|_| is_picture) {
                    self.field_of(&item, call.hash.get(name));
                }
                match name {
                    _ if is_picture => Shape::Single,
                    "first" | "last" => item,
                    "join" => Shape::Single,
                    "group_by" => self.list(
                        || {
                            Shape::record(vec![
                                ("key".to_string(), Shape::Single),
                                ("items".to_string(), first.clone()),
                            ])
                        },
                        &first,
                    ),
                    _ => first,
                }
            }
            "sum" | "max" | "min" => {
                if let Shape::List(item) = &first {
                    self.field_of(item, call.params.get(1));
                }
                Shape::Single
            }
            "split" | "range" => self.list(|| Shape::Single, &Shape::Single),
            _ => Shape::Single,
        }
    }

    /// Checks the name of a field that is given as text.
    fn field_of(&mut self, item: &Shape, name: Option<&'a Parameter>) {
        if let Some(Parameter::Literal(serde_json::Value::String(name))) = name {
            let names: Vec<&str> = name.split('.').collect();
            self.fields(item.clone(), &names, name);
        }
    }

    /// A list of items that are made of another shape; the same one each time.
    fn list(&mut self, item: impl FnOnce() -> Shape, of: &Shape) -> Shape {
        let made = self.made.entry(format!("list of {}", super::identity(of)));
        made.or_insert_with(|| Shape::list(item())).clone()
    }

    /// Notes the labels that a call asks for, and reports those that no language has.
    fn labels_of(&mut self, name: &str, call: &'a HelperTemplate) {
        let written: Vec<Option<String>> = call
            .params
            .iter()
            .map(|parameter| match parameter {
                Parameter::Literal(serde_json::Value::String(text)) => Some(text.clone()),
                Parameter::Literal(value) => Some(value.to_string()),
                _ => None,
            })
            .collect();
        match name {
            "label" => {
                let known: String = written.iter().map_while(|part| part.as_deref()).collect();
                let is_whole = written.iter().all(Option::is_some);
                if is_whole {
                    self.require_label(name, &known);
                } else {
                    self.require_labels(name, &known);
                }
                self.asked.push((known, !is_whole));
            }
            "plural" => {
                let Some(Some(key)) = written.get(1) else { return self.asked.push((String::new(), true)) };
                let forms = PLURAL_FORMS.map(|form| format!("{key}_{form}"));
                let is_known =
                    |form: &String| self.labels.as_ref().is_none_or(|labels| labels.contains(&form.as_str()));
                if !forms.iter().any(is_known) {
                    self.require_label(name, &format!("{key}_other"));
                }
                self.asked.extend(forms.map(|form| (form, false)));
            }
            "timeline" => self.asked.push(("timeline_".to_string(), true)),
            "network" => self.asked.push(("status_".to_string(), true)),
            "dots" => self.asked.extend([("quantity_".to_string(), true), ("one_dot".to_string(), false)]),
            "map" => self.asked.extend(["map", "seats", "places"].map(|label| (label.to_string(), false))),
            "quantity" => self.asked.push(("quantity_".to_string(), true)),
            "period" => self.asked.extend(period::LABELS.map(|label| (label.to_string(), true))),
            _ => {}
        }
    }

    /// Reports the beginning of a label if no label begins so.
    fn require_labels(&mut self, helper: &str, beginning: &str) {
        let Some(labels) = &self.labels else { return };
        if labels.iter().any(|label| label.starts_with(beginning)) {
            return;
        }
        // What labels begin with, up to each `_`.
        let known = labels.iter().flat_map(|label| label.match_indices('_').map(|(at, _)| &label[..=at]));
        let help = closest(beginning, known).map(|close| format!("Did you mean `{close}`?"));
        let message = format!("`{helper}`: there is no label that begins with `{beginning}`");
        self.report(&message, help.as_deref());
    }

    fn require_label(&mut self, helper: &str, key: &str) {
        let Some(labels) = self.labels.as_ref().filter(|labels| !labels.contains(&key)) else { return };
        let fault = helpers::no_label(key, labels.iter().copied());
        let (message, help) = fault.split_once(REMEDY).unwrap_or((&fault, ""));
        self.report(&format!("`{helper}`: {message}"), Some(help));
    }
}

/// The shape of any field of a record: a single value if all are, otherwise unknown.
fn any_field(shape: &Shape) -> Shape {
    match shape {
        Shape::Record(fields) if fields.iter().all(|(_, field)| *field == Shape::Single) => Shape::Single,
        _ => Shape::Free,
    }
}
