//! Inclusion of partials without copies. Handlebars copies what a partial sees, for most partials the whole data, and every
//! value that is looked up in the copy again. Here `{{> name}}` and `{{> name context}}` become calls of a helper that only
//! remembers where in the data the context is:
//!
//! ```text
//! {{> (lookup this "name") ../this}}   becomes   {{(include) (lookup this "name") ../this}}
//! ```
//!
//! Inclusions with a block or with named values, which add to the context, stay those of Handlebars.

use std::collections::HashMap;

use handlebars::template::{DecoratorTemplate, Parameter, Subexpression, TemplateElement};
use handlebars::{
    BlockContext, Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext,
    RenderErrorReason, Renderable, Template,
};
use serde_json::Value;

use super::compile::for_each_inner;

/// The helper, which layouts cannot write.
pub(super) const INCLUDE: &str = "(include)";

/// What asks for the block of the inclusion around it, which only inclusions by Handlebars have.
pub(super) const BLOCK: &str = "@partial-block";

/// Replaces the inclusions in a template for HTML. The white space before one is text: Handlebars would put it before each
/// line of the partial, also before those of a value of several lines.
pub(super) fn replace(template: &mut Template) {
    let elements = std::mem::take(&mut template.elements);
    let mut mapping = std::mem::take(&mut template.mapping).into_iter();
    for mut element in elements {
        let position = mapping.next();
        if let TemplateElement::PartialExpression(partial) = &mut element {
            if let Some(indent) = partial.indent.take() {
                match template.elements.last_mut() {
                    Some(TemplateElement::RawString(words)) => words.push_str(&indent),
                    _ => {
                        template.elements.push(TemplateElement::RawString(indent));
                        template.mapping.extend(position.clone());
                    }
                }
            }
            if let Some(call) = call(partial) {
                element = call;
            }
        }
        template.elements.push(element);
        template.mapping.extend(position);
    }
    for_each_inner(template, &mut replace);
}

/// The call of the helper for an inclusion.
fn call(partial: &DecoratorTemplate) -> Option<TemplateElement> {
    if partial.template.is_some() || !partial.hash.is_empty() || partial.params.len() > 1 {
        return None;
    }
    let name = match &partial.name {
        Parameter::Subexpression(_) => partial.name.clone(),
        name => Parameter::Literal(name.as_name().unwrap_or_default().into()),
    };
    let parameters = std::iter::once(name).chain(partial.params.clone()).collect();
    let call = Subexpression::new(Parameter::Name(INCLUDE.to_string()), parameters, HashMap::new());
    Some(*call.element)
}

/// The name and the context of the partial that an element includes without a block.
pub(super) fn included(element: &TemplateElement) -> Option<(&Parameter, Option<&Parameter>)> {
    match element {
        TemplateElement::Expression(call) if call.name.as_name() == Some(INCLUDE) => {
            Some((call.params.first()?, call.params.get(1)))
        }
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

    const PARTIALS: [(&str, &str); 5] = [
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
        for (name, text) in PARTIALS.iter().chain(&[("layout", layout)]) {
            if is_replaced {
                let mut template = Template::compile_with_name(*text, name.to_string()).expect("a template");
                replace(&mut template);
                assert_eq!(template.elements.len(), template.mapping.len());
                let is_left = |element| matches!(element, &TemplateElement::PartialExpression(_));
                assert!(layout.contains('=') || !template.elements.iter().any(is_left));
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
            "  {{> name lead}}\n<p>\n  {{> lines}}\n    {{> lines a=1}}\n{{#if lead}}\n  {{> lines}}\n{{/if}}\n",
            "{{> layout}}",
            "{{> nowhere}}",
        ] {
            assert_eq!(filled(layout, true), filled(layout, false), "{layout}");
        }
    }
}
