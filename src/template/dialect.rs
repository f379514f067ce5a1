//! What layouts can write though the grammar of the crate `handlebars` does not have it: `{{^if …}}`, a lone `.` for
//! the current value, and a lone `@root` for all data. The text is changed without moving any other character, so that places stay right, and the
//! template is changed back:
//!
//! ```text
//! {{^if region}}{{.}}{{/if}}   is compiled as   {{#if region}}{{X}}{{/if}}
//! and then the bodies of the block change places, and the name X (a noncharacter) becomes the empty path.
//! ```
//!
//! Here, too, `log` gets the place of its tag, and the name of a dynamic partial a guard against endless inclusion.

use std::borrow::Cow;
use std::collections::HashMap;

use handlebars::template::{DecoratorTemplate, HelperTemplate, Parameter, Subexpression, TemplateElement};
use handlebars::{Path, PathSeg, Template};
use serde_json::Value;

use super::helpers::{PARTIAL_NAME, PLACE};
use super::tags::tags;

/// Stands for a lone `.`: a noncharacter, which no layout contains.
const CURRENT: char = '\u{fdd2}';

/// What has to be changed in the template of a text.
#[derive(Default)]
pub(super) struct Changes {
    /// The lines and columns of the tags `{{^…}}` that open a block, in order.
    inverted: Vec<(usize, usize)>,
    is_needed: bool,
}

/// The text that Handlebars can compile, with as many characters.
pub(super) fn translate(text: &str) -> (Cow<'_, str>, Changes) {
    let mut changes = Changes::default();
    let mut edits: Vec<(usize, char)> = Vec::new();
    // The last `{{^`, and its line and column.
    let (mut counted, mut place) = (0, (1, 1));
    for tag in tags(text) {
        let tag_text = &text[tag.range.clone()];
        if tag.inside.starts_with('^') && tag.inside.len() > 1 {
            let since = &text[counted..tag.range.start];
            let lines = since.matches('\n').count();
            let width = since.rsplit('\n').next().unwrap_or_default().chars().count();
            place = (place.0 + lines, if lines == 0 { place.1 + width } else { width + 1 });
            counted = tag.range.start;
            changes.inverted.push(place);
            edits.extend(tag_text.find('^').map(|at| (tag.range.start + at, '#')));
        }
        if tag.inside.contains('.') {
            edits.extend(lone_dots(tag_text).map(|at| (tag.range.start + at, CURRENT)));
        }
        let is_called = tag.inside.starts_with("log") || tag.inside.contains('(') && tag.inside.contains('>');
        changes.is_needed |= is_called || tag.inside.contains("@root");
    }
    changes.is_needed |= !edits.is_empty();
    if edits.is_empty() || text.contains(CURRENT) {
        return (Cow::Borrowed(text), changes);
    }
    edits.sort_unstable();
    let mut translated = String::with_capacity(text.len() + 2 * edits.len());
    let mut end = 0;
    for (at, character) in edits {
        translated.push_str(&text[end..at]);
        translated.push(character);
        // Both `^` and `.` are one byte long.
        end = at + 1;
    }
    translated.push_str(&text[end..]);
    (Cow::Owned(translated), changes)
}

/// The offsets of the `.` in a tag that stand alone outside quotation marks.
fn lone_dots(tag: &str) -> impl Iterator<Item = usize> + '_ {
    let mut quote = None;
    let mut before = '{';
    tag.char_indices().filter_map(move |(at, character)| {
        let previous = std::mem::replace(&mut before, character);
        match quote {
            Some(open) => {
                quote = Some(open).filter(|open| *open != character);
                None
            }
            None if character == '"' || character == '\'' => {
                quote = Some(character);
                None
            }
            None => {
                let next = tag[at + character.len_utf8()..].chars().next().unwrap_or('}');
                let is_edge = |sign: char| sign.is_whitespace() || "{}()~>=&".contains(sign);
                (character == '.' && is_edge(previous) && is_edge(next)).then_some(at)
            }
        }
    })
}

impl Changes {
    /// Changes the template of a translated text to what the text means. `name` is that of the layout.
    pub(super) fn apply(&self, template: &mut Template, name: &str) {
        if self.is_needed {
            self.change(template, name);
        }
    }

    fn change(&self, template: &mut Template, layout: &str) {
        for (index, element) in template.elements.iter_mut().enumerate() {
            let place = template.mapping.get(index).map(|position| (position.0, position.1));
            match element {
                TemplateElement::HtmlExpression(helper)
                | TemplateElement::Expression(helper)
                | TemplateElement::HelperBlock(helper) => self.change_helper(helper, place, layout),
                TemplateElement::PartialExpression(partial) | TemplateElement::PartialBlock(partial) => {
                    if let Parameter::Subexpression(_) = partial.name {
                        guard(&mut partial.name, place, layout);
                    }
                    self.change_decorator(partial, layout);
                }
                TemplateElement::DecoratorExpression(decorator)
                | TemplateElement::DecoratorBlock(decorator) => self.change_decorator(decorator, layout),
                // The enum is open to new kinds.
                _ => {}
            }
        }
    }

    fn change_helper(&self, helper: &mut HelperTemplate, place: Option<(usize, usize)>, layout: &str) {
        let HelperTemplate { name, params, hash, template, inverse, .. } = helper;
        restore_all(name, params, hash);
        if name.as_name() == Some("log") {
            hash.insert(PLACE.to_string(), place_of(place, layout));
        }
        [&mut *template, &mut *inverse].into_iter().flatten().for_each(|inner| self.change(inner, layout));
        if place.is_some_and(|place| self.inverted.binary_search(&place).is_ok()) {
            std::mem::swap(template, inverse);
        }
    }

    fn change_decorator(&self, decorator: &mut DecoratorTemplate, layout: &str) {
        restore_all(&mut decorator.name, &mut decorator.params, &mut decorator.hash);
        decorator.template.iter_mut().for_each(|inner| self.change(inner, layout));
    }
}

/// Puts the helper that counts inclusions around the name of a dynamic partial.
fn guard(name: &mut Parameter, place: Option<(usize, usize)>, layout: &str) {
    let inner = std::mem::replace(name, Parameter::Literal(Value::Null));
    let hash = HashMap::from([(PLACE.to_string(), place_of(place, layout))]);
    let call = Subexpression::new(Parameter::Name(PARTIAL_NAME.to_string()), vec![inner], hash);
    *name = Parameter::Subexpression(call);
}

/// The place of a tag, for a helper.
fn place_of(place: Option<(usize, usize)>, layout: &str) -> Parameter {
    let (line, column) = place.unwrap_or((1, 1));
    Parameter::Literal(serde_json::json!([layout, line, column]))
}

fn restore_all(name: &mut Parameter, params: &mut [Parameter], hash: &mut HashMap<String, Parameter>) {
    restore(name);
    params.iter_mut().for_each(restore);
    hash.values_mut().for_each(restore);
}

/// Replaces the stand-in for `.` with the empty path, and a lone `@root`, for Handlebars a variable that no block has,
/// with the path of the outermost level.
fn restore(parameter: &mut Parameter) {
    match parameter {
        Parameter::Path(Path::Local((0, name, _))) if name == "root" => {
            if let Ok(root) = Path::parse("@root/this") {
                *parameter = Parameter::Path(root);
            }
        }
        Parameter::Path(Path::Relative((steps, text))) => {
            if let [PathSeg::Named(name)] = &steps[..]
                && name.starts_with(CURRENT)
            {
                steps.clear();
                *text = "this".to_string();
            }
        }
        Parameter::Subexpression(inner) => {
            if let TemplateElement::Expression(helper) = &mut *inner.element {
                restore_all(&mut helper.name, &mut helper.params, &mut helper.hash);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lone_dots_and_opening_carets_are_translated() {
        let (translated, _) =
            translate("a. {{.}} {{../b}} {{c.d}} {{e \".\" (f . '.')}} {{^if .}}{{^}}.{{/if}}");
        let expected = "a. {{X}} {{../b}} {{c.d}} {{e \".\" (f X '.')}} {{#if X}}{{^}}.{{/if}}";
        assert_eq!(translated, expected.replace('X', &CURRENT.to_string()));
    }
}
