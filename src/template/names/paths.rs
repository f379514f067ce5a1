//! Looks up the names of values: `name`, `../title`, `@root.institution.name`, `@index`.

use handlebars::{Path, PathSeg};

use super::Checker;
use crate::data::Shape;
use engine::diagnostics::closest;

/// The help for a name that is similar to no name in the data.
const KNOWN_NAMES: &str = "Use the name of a field of the data, such as `title` or `institution.name`.";

/// The most names that a message lists.
const MAX_LISTED: usize = 12;

impl<'a> Checker<'a> {
    /// The shape of the value with a name. Reports a name that does not exist.
    pub(super) fn path(&mut self, path: &'a Path) -> Shape {
        match path {
            Path::Local((level, name, _)) => self.local(*level, name),
            Path::Relative((steps, written)) => self.relative(steps, written),
        }
    }

    /// The shape of a variable of a block. Nothing is known of one that does not exist.
    fn local(&mut self, level: usize, name: &str) -> Shape {
        let scope = self.scopes.iter().rev().nth(level);
        let (is_repeated, has_key) = scope.map_or((false, false), |scope| (scope.is_repeated, scope.has_key));
        if is_repeated && (["index", "first", "last"].contains(&name) || name == "key" && has_key) {
            return Shape::Single;
        }
        let message = format!("there is no `@{name}` here");
        let help = match name {
            "root" => Some("Write `@root`: there is only one outermost level.".to_string()),
            "key" if is_repeated => Some("The items of a list have a number: `@index`.".to_string()),
            "index" | "first" | "last" | "key" => {
                Some("Use it inside `{{#each …}}`; in a block inside that, write `@../index`.".to_string())
                    .filter(|_| level == 0)
            }
            name => closest(name, ["index", "first", "last", "key", "root"])
                .map(|close| format!("Did you mean `@{close}`?")),
        };
        self.report(&message, help.as_deref());
        Shape::Free
    }

    fn relative(&mut self, steps: &'a [PathSeg], written: &str) -> Shape {
        let is = |step: &PathSeg, rule: &str| matches!(step, PathSeg::Ruled(found) if format!("{found:?}") == rule);
        let is_from_root = steps.iter().any(|step| is(step, "path_root"));
        let up = steps.iter().filter(|step| is(step, "path_up")).count();
        let names: Vec<&'a str> = steps
            .iter()
            .filter_map(|step| match step {
                PathSeg::Named(name) => Some(name.as_str()),
                _ => None,
            })
            .collect();
        let given = names.first().filter(|_| !is_from_root).and_then(|first| self.given_name(first));
        if let Some(shape) = given {
            return self.fields(shape, &names[1..], written);
        }
        let level = self.scopes.len().saturating_sub(1 + up);
        let level = match is_from_root {
            true => 0,
            // Handlebars takes the innermost value if there is no such block.
            false if up >= self.scopes.len() => self.scopes.len() - 1,
            false => level,
        };
        let context = self.scopes[level].context.clone();
        self.fields(context, &names, written)
    }

    /// The value that a block or an inclusion gives a name to.
    fn given_name(&self, name: &str) -> Option<Shape> {
        let names = self.scopes.iter().rev().flat_map(|scope| scope.names.iter().rev());
        names.into_iter().find(|(known, _)| *known == name).map(|(_, shape)| shape.clone())
    }

    /// The shape of a field inside fields. `written` is the whole name, for messages.
    pub(super) fn fields(&mut self, mut shape: Shape, names: &[&str], written: &str) -> Shape {
        let mut is_label = self.is_labels(&shape);
        for (index, name) in names.iter().enumerate() {
            if is_label {
                self.asked.push((name.to_string(), false));
            }
            shape = match &shape {
                Shape::Free => return Shape::Free,
                Shape::List(item) if name.bytes().all(|byte| byte.is_ascii_digit()) => (**item).clone(),
                other => match other.field(name) {
                    Some(field) => field.clone(),
                    None => {
                        self.report_missing(&shape.clone(), name, names.len() - index, written);
                        return Shape::Free;
                    }
                },
            };
            is_label = self.is_labels(&shape);
        }
        if is_label {
            self.asked.push((String::new(), true));
        }
        shape
    }

    /// Whether these are the labels.
    fn is_labels(&self, shape: &Shape) -> bool {
        let labels = self.scopes.first().and_then(|scope| scope.context.field("labels"));
        match (shape, labels) {
            (Shape::Record(fields), Some(Shape::Record(labels))) => std::rc::Rc::ptr_eq(fields, labels),
            _ => false,
        }
    }

    /// Reports that `shape` has no `name`, the step of `written` that is followed by `rest - 1` more.
    fn report_missing(&mut self, shape: &Shape, name: &str, rest: usize, written: &str) {
        let message = format!("the data has nothing called `{written}`");
        // The name with another one in the place of the wrong one.
        let before_and_after = |name: &str| {
            let mut ends = written.match_indices(['.', '/']).map(|(at, _)| at).collect::<Vec<usize>>();
            ends.push(written.len());
            let end = ends[ends.len().saturating_sub(rest).min(ends.len() - 1)];
            let start = written[..end].rfind(['.', '/']).map_or(0, |at| at + 1);
            format!("{}{name}{}", &written[..start], &written[end..])
        };
        let help = match shape {
            Shape::Record(fields) => {
                let close = closest(name, fields.iter().map(|(name, _)| name.as_str()));
                match close {
                    Some(close) => format!("Did you mean `{}`?", before_and_after(close)),
                    None => self
                        .elsewhere(shape, name, written)
                        .unwrap_or_else(|| listed(fields, self.is_whole(shape))),
                }
            }
            Shape::List(item) => {
                let list = before_and_after("").trim_end_matches(['.', '/']).to_string();
                match &**item {
                    _ if name == "length" => format!("Write `{{{{len {list}}}}}`."),
                    Shape::Record(fields) => {
                        let close = closest(name, fields.iter().map(|(name, _)| name.as_str()));
                        let name = close.unwrap_or("…");
                        format!(
                            "It is in each item of a list: `{{{{#each {list}}}}}{{{{{name}}}}}{{{{/each}}}}`."
                        )
                    }
                    _ => format!(
                        "`{list}` is a list of single values: `{{{{#each {list}}}}}{{{{this}}}}{{{{/each}}}}`."
                    ),
                }
            }
            _ => match self.elsewhere(shape, name, written) {
                Some(help) => help,
                None => "What is before the last name is a single value, without fields.".to_string(),
            },
        };
        self.report(&message, Some(&help));
    }

    fn is_whole(&self, shape: &Shape) -> bool {
        self.scopes.first().is_some_and(|scope| scope.context == *shape)
    }

    /// How to reach a single name that an outer block or the whole brochure has.
    fn elsewhere(&self, shape: &Shape, name: &str, written: &str) -> Option<String> {
        if name != written || self.scopes.len() < 2 {
            return None;
        }
        let outer = self.scopes.iter().rev().skip(1).enumerate().filter(|(_, scope)| scope.context != *shape);
        let exact = outer.clone().find(|(_, scope)| scope.context.field(name).is_some());
        if let Some((level, _)) = exact {
            return Some(format!("It is outside the block: `{}{name}`.", "../".repeat(level + 1)));
        }
        outer
            .filter_map(|(level, scope)| match &scope.context {
                Shape::Record(fields) => {
                    let close = closest(name, fields.iter().map(|(name, _)| name.as_str()))?;
                    Some(format!("Did you mean `{}{close}`?", "../".repeat(level + 1)))
                }
                _ => None,
            })
            .next()
    }
}

/// The names of a record.
fn listed(fields: &[(String, Shape)], is_whole: bool) -> String {
    let names: Vec<String> = fields.iter().map(|(name, _)| format!("`{name}`")).collect();
    match names.len() {
        _ if is_whole => KNOWN_NAMES.to_string(),
        0..=MAX_LISTED => format!("The names here are {}.", names.join(", ")),
        _ => format!("The names here are {}, and others.", names[..MAX_LISTED].join(", ")),
    }
}
