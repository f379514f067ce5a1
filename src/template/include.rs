//! Inclusion of partials without copies. Handlebars copies what a partial sees, for most partials the whole data, and every
//! value that is looked up in the copy again. Here `{{> name}}` and `{{> name context}}` become calls of a helper that only
//! remembers where in the data the context is:
//!
//! ```text
//! {{> (lookup this "name") ../this a=b}}   becomes   {{(include) (lookup this "name") ../this a=b}}
//! ```
//!
//! Named values are found wherever Handlebars looks for a name, but they are no fields of `this`. So inclusions with names
//! that a layout looks for in `this` stay those of Handlebars, as do inclusions with a block.

use handlebars::template::{DecoratorTemplate, HelperTemplate, Parameter, Subexpression, TemplateElement};
use handlebars::{
    BlockContext, BlockParamHolder, Context, Handlebars, Helper, HelperDef, HelperResult, Output,
    RenderContext, RenderErrorReason, Renderable, Template,
};
use rustc_hash::FxHashSet;
use serde_json::Value;

use super::compile::for_each_inner;

/// The helper, which layouts cannot write.
pub(super) const INCLUDE: &str = "(include)";

/// What asks for the block of the inclusion around it, which only inclusions by Handlebars have.
pub(super) const BLOCK: &str = "@partial-block";

/// The names that layouts look for in `this`.
pub(super) enum FieldsOfThis {
    /// `{{this.name}}`, `{{./name}}` and `{{lookup this "name"}}`.
    Names(FxHashSet<String>),
    /// `{{lookup this name}}` finds a field of any name, and `{{#each this}}` shows all.
    Any,
}

impl FieldsOfThis {
    pub(super) fn of<'a>(texts: impl Iterator<Item = &'a str>) -> FieldsOfThis {
        let mut names = FxHashSet::default();
        for text in texts {
            if ["each this}", "each this ", "json this}", "json this "].iter().any(|call| text.contains(call))
            {
                return FieldsOfThis::Any;
            }
            for (at, call) in text.match_indices("lookup ") {
                let mut words = text[at + call.len()..].splitn(2, char::is_whitespace);
                let from = words.next().unwrap_or_default();
                if !from.ends_with("this") && !from.ends_with('.') {
                    continue;
                }
                let name = words.next().and_then(|rest| rest.trim_start().strip_prefix(['"', '\'']));
                let Some((name, _)) = name.and_then(|name| name.split_once(['"', '\''])) else {
                    return FieldsOfThis::Any;
                };
                names.insert(name.to_string());
            }
            for step in ["this.", "this/", "./"] {
                for (at, _) in text.match_indices(step).filter(|(at, _)| !text[..*at].ends_with('.')) {
                    let rest = &text[at + step.len()..];
                    let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
                    names.insert(rest[..end.unwrap_or(rest.len())].to_string());
                }
            }
        }
        FieldsOfThis::Names(names)
    }

    fn contain(&self, name: &str) -> bool {
        match self {
            FieldsOfThis::Names(names) => names.contains(name),
            FieldsOfThis::Any => true,
        }
    }
}

/// Replaces the inclusions in a template. The white space before one is text in HTML: Handlebars would put it before each
/// line of the partial, also before those of a value of several lines. In other texts, such inclusions stay.
pub(super) fn replace(template: &mut Template, fields: &FieldsOfThis, is_for_html: bool) {
    let elements = std::mem::take(&mut template.elements);
    let mut mapping = std::mem::take(&mut template.mapping).into_iter();
    for mut element in elements {
        let position = mapping.next();
        if let TemplateElement::PartialExpression(partial) = &mut element
            && (is_for_html || partial.indent.is_none())
        {
            if let Some(indent) = partial.indent.take() {
                match template.elements.last_mut() {
                    // It is still there if the partial is not alone on its line.
                    Some(TemplateElement::RawString(words)) if words.ends_with(&indent) => {}
                    Some(TemplateElement::RawString(words)) => words.push_str(&indent),
                    _ => {
                        template.elements.push(TemplateElement::RawString(indent));
                        template.mapping.extend(position.clone());
                    }
                }
            }
            if let Some(call) = call(partial, fields) {
                element = call;
            }
        }
        template.elements.push(element);
        template.mapping.extend(position);
    }
    for_each_inner(template, &mut |inner| replace(inner, fields, is_for_html));
}

/// The call of the helper for an inclusion.
fn call(partial: &DecoratorTemplate, fields: &FieldsOfThis) -> Option<TemplateElement> {
    let is_field = partial.hash.keys().any(|name| fields.contain(name));
    if partial.template.is_some() || partial.params.len() > 1 || is_field {
        return None;
    }
    let name = match &partial.name {
        Parameter::Subexpression(_) => partial.name.clone(),
        name => Parameter::Literal(name.as_name().unwrap_or_default().into()),
    };
    let parameters = std::iter::once(name).chain(partial.params.clone()).collect();
    let call = Subexpression::new(Parameter::Name(INCLUDE.to_string()), parameters, partial.hash.clone());
    Some(*call.element)
}

/// The call for an element that includes a partial without a block. Its parameters are the name and, if it is given, the
/// context.
pub(super) fn included(element: &TemplateElement) -> Option<&HelperTemplate> {
    match element {
        TemplateElement::Expression(call) if call.name.as_name() == Some(INCLUDE) => Some(call),
        _ => None,
    }
}

/// Includes a partial.
pub(super) struct Include;

impl HelperDef for Include {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        render_context: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let name = helper.param(0).and_then(|name| name.value().as_str()).unwrap_or_default();
        if render_context.is_current_template(name) {
            return Err(RenderErrorReason::CannotIncludeSelf.into());
        }
        let partial = render_context.get_partial(name).or_else(|| registry.get_template(name));
        let partial = partial.ok_or_else(|| RenderErrorReason::PartialNotFound(name.to_string()))?;
        let mut scope = BlockContext::new();
        let outer = render_context.block();
        if let Some(outer) = outer {
            scope.local_variables_mut().clone_from(outer.local_variables());
        }
        for (name, value) in helper.hash() {
            scope.set_block_param(name, BlockParamHolder::Value(value.value().clone()));
        }
        let (path, value): (Option<&Vec<String>>, Option<&Value>) = match (helper.param(1), outer) {
            (Some(given), _) => (given.context_path(), Some(given.value())),
            (None, Some(outer)) if outer.base_value().is_some() => (None, outer.base_value()),
            (None, outer) => (outer.map(BlockContext::base_path), None),
        };
        match (path, value) {
            (Some(path), _) => scope.base_path_mut().clone_from(path),
            (None, Some(value)) => scope.set_base_value(value.clone()),
            (None, None) => {}
        }
        let before = render_context.get_current_template_name();
        render_context.push_block(scope);
        let rendered = partial.render(registry, context, render_context, out);
        render_context.pop_block();
        render_context.set_current_template_name(before);
        rendered
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const PARTIALS: [(&str, &str); 6] = [
        (
            "members",
            "{{#each each}}{{title}} {{../title}} {{../../title}} {{name}} {{> tag name}}{{/each}}{{name}}",
        ),
        ("name", "{{name}} {{@index}}{{@key}} {{../title}} {{@root.title}} <b>"),
        ("names", "{{#each members}}{{> name}}{{> name this}}{{> name ../lead}}{{/each}}"),
        ("lead", "{{#with lead}}{{> name}}{{#each tags}}{{> tag}}{{/each}}{{/with}}{{> tag missing}}"),
        ("lines", "<pre>{{title}}\n{{a}}\n</pre>\n  {{> tag}}\n"),
        ("tag", "[{{this}}|{{../name}}]"),
    ];

    fn filled(layout: &str, is_replaced: bool) -> Result<String, String> {
        let mut registry = Handlebars::new();
        registry.set_prevent_indent(true);
        registry.register_helper(INCLUDE, Box::new(Include));
        let texts = || PARTIALS.iter().map(|(_, text)| *text).chain([layout]);
        let fields = FieldsOfThis::of(texts());
        for (name, text) in PARTIALS.iter().chain(&[("layout", layout)]) {
            if is_replaced {
                let mut template = Template::compile_with_name(*text, name.to_string()).expect("a template");
                replace(&mut template, &fields, true);
                assert_eq!(template.elements.len(), template.mapping.len());
                let is_left = |element| matches!(element, &TemplateElement::PartialExpression(_));
                let may_be_left = texts()
                    .any(|text| ["this.", "lookup this", "each this"].iter().any(|call| text.contains(call)));
                assert!(may_be_left || !template.elements.iter().any(is_left));
                registry.register_template(name, template);
            } else {
                registry.register_template_string(name, text).expect("a template");
            }
        }
        let data = json!({
            "title": "<T>", "which": "name", "lead": {"name": "L&", "tags": ["a", "b"]},
            "members": [{"name": "one"}, {"name": "two", "members": [{"name": "inner"}]}],
        });
        registry.render("layout", &data).map_err(|error| error.to_string())
    }

    #[test]
    fn partials_see_what_they_see_in_handlebars() {
        for layout in [
            "{{> name}}{{name}}",
            "{{> names}}{{title}}",
            "{{#each members}}{{> names}}{{> names this}}{{/each}}",
            "{{#each members as |each|}}{{> (lookup ../this \"which\") ../this}}{{each.name}}{{/each}}",
            "{{> lead}}{{#with lead}}{{> name ../this}}{{/with}}",
            "{{> tag \"text\"}}{{> tag 5}}",
            "{{#*inline \"tag\"}}mine {{title}}{{/inline}}{{> tag}}{{> lead}}",
            "{{#if lead}}{{> lead}}{{else}}{{> tag}}{{/if}}\n  {{> name lead}}\n",
            "{{> name name=which}}{{> name lead title=(lookup lead \"name\")}}{{> names which=5}}",
            "{{#with lead}}{{> tag name=5}}{{this.name}}{{/with}}{{#each members}}{{> tag title=name}}{{/each}}",
            "{{#each members}}{{> part title=name}}{{/each}}{{#*inline \"part\"}}{{lookup this \"title\"}}{{/inline}}",
            "{{#each members}}{{> part title=name which=\"a\"}}{{/each}}{{#*inline \"part\"}}{{lookup this which}}{{/inline}}",
            "{{#*inline \"part\"}}{{this.title}}, {{./name}}{{/inline}}{{#each members}}{{> part title=name name=1}}{{/each}}",
            "{{#with lead}}{{> part title=1}}{{/with}}{{#*inline \"part\"}}{{#each this}}{{@key}} {{/each}}{{/inline}}",
            "{{#each members}}{{> members each=../members title=name}}{{/each}}",
            "  {{> name lead}}\n<p>\n  {{> lines}}\n    {{> lines a=1}}\n{{#if lead}}\n  {{> lines}}\n{{/if}}\n",
            "{{> layout}}",
            "{{> nowhere}}",
        ] {
            assert_eq!(filled(layout, true), filled(layout, false), "{layout}");
        }
    }
}
