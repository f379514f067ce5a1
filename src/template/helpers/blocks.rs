//! Helpers that render blocks, and what decides between blocks.

use std::sync::Arc;

use handlebars::{
    BlockContext, BlockParams, Context, Handlebars, Helper, HelperDef, HelperResult, Output, PathAndJson,
    RenderContext, RenderError, RenderErrorReason, Renderable, ScopedJson,
};
use serde_json::Value;

use super::call::place_of;
use super::call::{REMEDY, Words, check_call, is_true, text};
use super::log::Messages;
use super::signatures::Signature;

/// The only argument of a block helper.
fn only_parameter<'h, 'rc>(
    signature: &Signature,
    helper: &'h Helper<'rc>,
) -> Result<&'h PathAndJson<'rc>, RenderError> {
    check_call(signature, helper)?;
    helper.param(0).ok_or_else(|| RenderErrorReason::MissingVariable(None).into())
}

/// `if` and `unless`. With `includeZero=true`, 0 is true.
pub(super) struct Condition {
    pub(super) signature: &'static Signature,
    pub(super) wanted: bool,
}

impl HelperDef for Condition {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        render_context: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let value = only_parameter(self.signature, helper)?.value();
        let includes_zero = helper.hash_get("includeZero").is_some_and(|value| is_true(value.value()));
        let holds = is_true(value) || includes_zero && value.is_number();
        let block = if holds == self.wanted { helper.template() } else { helper.inverse() };
        match block {
            Some(block) => block.render(registry, context, render_context, out),
            None => Ok(()),
        }
    }
}

/// `each` over a list or a mapping, with `@index`, `@key`, `@first` and `@last`.
pub(super) struct Each {
    pub(super) signature: &'static Signature,
}

impl HelperDef for Each {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        render_context: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let parameter = only_parameter(self.signature, helper)?;
        let items: Vec<(Option<&String>, &Value)> = match parameter.value() {
            Value::Array(items) => items.iter().map(|item| (None, item)).collect(),
            Value::Object(fields) => fields.iter().map(|(key, value)| (Some(key), value)).collect(),
            Value::Null => Vec::new(),
            _ => {
                let what = parameter.relative_path().cloned().unwrap_or_default();
                return Err(RenderErrorReason::Other(not_a_list(&what)).into());
            }
        };
        if items.is_empty() {
            return match helper.inverse() {
                Some(block) => block.render(registry, context, render_context, out),
                None => Ok(()),
            };
        }
        let Some(block) = helper.template() else { return Ok(()) };
        let depth = render_context.block().and_then(|block| block.get_local_var(DEPTH)).cloned();
        let count = items.len();
        for (index, (key, item)) in items.into_iter().enumerate() {
            let mut scope = BlockContext::new();
            scope.set_local_var("index", index.into());
            scope.set_local_var("first", (index == 0).into());
            scope.set_local_var("last", (index + 1 == count).into());
            if let Some(key) = key {
                scope.set_local_var("key", key.as_str().into());
            }
            if let Some(depth) = &depth {
                scope.set_local_var(DEPTH, depth.clone());
            }
            let place = match parameter.context_path() {
                Some(path) => {
                    let mut path = path.clone();
                    path.push(key.cloned().unwrap_or_else(|| index.to_string()));
                    *scope.base_path_mut() = path;
                    true
                }
                None => {
                    scope.set_base_value(item.clone());
                    false
                }
            };
            if helper.has_block_param() {
                let key = key.map_or(index.into(), |key| Value::from(key.as_str()));
                scope.set_block_params(block_params(helper, place, item, key)?);
            }
            render_context.push_block(scope);
            let rendered = block.render(registry, context, render_context, out);
            render_context.pop_block();
            rendered?;
        }
        Ok(())
    }
}

/// The message for `each` over something else, and its help.
pub(in crate::template) fn not_a_list(what: &str) -> String {
    format!(
        "`{what}` is not a list{REMEDY}`each` repeats its block for each item of a list; for a single value use `if` or `with`."
    )
}

/// The names that `as |item index|` gives to an item, which has a place in the data or not, and to its index or key.
fn block_params<'rc>(
    helper: &Helper<'rc>,
    has_place: bool,
    item: &Value,
    key: Value,
) -> Result<BlockParams<'rc>, RenderError> {
    let mut params = BlockParams::new();
    let (name, key_name) = match (helper.block_param(), helper.block_param_pair()) {
        (Some(name), _) => (name, None),
        (None, Some((name, key_name))) => (name, Some(key_name)),
        (None, None) => return Ok(params),
    };
    match has_place {
        true => params.add_path(name, Vec::new())?,
        false => params.add_value(name, item.clone())?,
    }
    if let Some(key_name) = key_name {
        params.add_value(key_name, key)?;
    }
    Ok(params)
}

/// The variable that counts the dynamic partials around a block.
const DEPTH: &str = "partials:depth";

/// How deep dynamic partials can include each other.
const MAX_DEPTH: u64 = 64;

/// The name of a dynamic partial. Partials that include each other without end are found here, because their names
/// are known only now.
pub(super) struct PartialName {
    pub(super) messages: Arc<Messages>,
}

impl HelperDef for PartialName {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        render_context: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        // The block of a partial inherits the variable of the block around it. So it is one more than there, however
        // many partials the block includes.
        let outer = render_context.evaluate(context, &format!("@../{DEPTH}"));
        let depth = outer.ok().and_then(|depth| depth.as_json().as_u64()).unwrap_or_default() + 1;
        if depth > MAX_DEPTH {
            let what = "partials with a name from the data include each other without end";
            return Err(RenderErrorReason::Other(what.to_string()).into());
        }
        if let Some(block) = render_context.block_mut() {
            block.set_local_var(DEPTH, depth.into());
        }
        let name = text(helper.param(0).map(|name| name.value()).as_ref());
        self.messages.choose(place_of(helper), &name);
        Ok(ScopedJson::Derived(name.into()))
    }
}

/// `{{default rector.role (label "rector")}}`: the first value, or the second one where `if` takes the first as
/// false.
pub(super) fn default(parameters: &[&Value], _: &Words<'_>) -> Result<Value, String> {
    match parameters {
        [value, replacement] => Ok((*if is_true(value) { value } else { replacement }).clone()),
        other => Err(format!("it takes a value and its replacement, and here are {}", other.len())),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::call;
    use super::*;
    use serde_json::json;

    #[test]
    fn default_replaces_what_is_empty() {
        assert_eq!(call(default, &[json!("Dean"), json!("Rector")], "en"), Ok(json!("Dean")));
        for empty in [json!(null), json!(""), json!(0), json!([]), json!(false)] {
            assert_eq!(call(default, &[empty, json!("Rector")], "en"), Ok(json!("Rector")));
        }
        let refused = call(default, &[json!("Dean")], "en").expect_err("one value");
        assert_eq!(refused, "it takes a value and its replacement, and here are 1");
    }
}
