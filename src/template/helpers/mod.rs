//! The helpers that layouts can call. `docs/layouts.md` shows each with an example.
//!
//! A helper receives values and the labels in the language of the brochure. It returns a value or renders a block. An
//! error is one text: the message, [`REMEDY`], and the help.

mod blocks;
mod call;
mod files;
mod language;
mod lists;
mod log;
mod map;
mod numbers;
mod signatures;
mod texts;

use std::sync::Arc;

use handlebars::{Context, Handlebars, Helper, HelperDef, RenderContext, RenderError, ScopedJson};
use serde_json::Value;

use super::include::{INCLUDE, Include};
pub(super) use blocks::not_a_list;
use call::{Function, check_call, refused};
pub(super) use call::{Named, NamedFunction, PLACE, REMEDY, TagPlace, Words, field, kind, known, no_label};
use engine::resources::Resources;
pub(super) use language::quantity;
pub(super) use log::Messages;
pub(super) use numbers::number_of;
pub use signatures::NAMES;
use signatures::of;
pub(super) use signatures::{Signature, signature};

/// Registers the helpers, and those that make pictures. Those that read files read them from `resources`, and `log` writes to
/// `messages`.
pub(super) fn register(
    registry: &mut Handlebars<'static>,
    pictures: &[(&'static str, NamedFunction)],
    resources: &Resources,
    messages: &Arc<Messages>,
) {
    registry.register_helper("if", Box::new(blocks::Condition { signature: of("if"), wanted: true }));
    registry
        .register_helper("unless", Box::new(blocks::Condition { signature: of("unless"), wanted: false }));
    registry.register_helper("each", Box::new(blocks::Each { signature: of("each") }));
    registry.register_helper("log", Box::new(log::Log { messages: messages.clone() }));
    registry.register_helper("map", Box::new(map::DrawMap { messages: messages.clone() }));
    registry.register_helper("inline_svg", Box::new(files::InlineSvg { resources: resources.clone() }));
    registry.register_helper(INCLUDE, Box::new(Include));
    registry.register_helper(PARTIAL_NAME, Box::new(blocks::PartialName { messages: messages.clone() }));
    for (name, function) in [
        ("label", language::label as Function),
        ("default", blocks::default),
        ("quantity", language::quantity),
        ("number", language::number),
        ("currency", language::currency),
        ("date", language::date),
        ("period", language::period),
        ("plural", language::plural),
        ("list", language::list),
        ("upper", language::upper),
        ("lower", language::lower),
        ("markdown", texts::markdown),
        ("plain", texts::plain),
        ("concat", texts::concat),
        ("replace", texts::replace),
        ("truncate", texts::truncate),
        ("contains", texts::contains),
        ("split", texts::split),
        ("url_encode", texts::url_encode),
        ("json", texts::json),
        ("limit", lists::limit),
        ("first", lists::first),
        ("last", lists::last),
        ("reverse", lists::reverse),
        ("unique", lists::unique),
        ("range", lists::range),
        ("filter", lists::filter),
        ("group_by", lists::group_by),
        ("sum", numbers::sum),
        ("max", numbers::max),
        ("min", numbers::min),
        ("add", numbers::add),
        ("subtract", numbers::subtract),
        ("multiply", numbers::multiply),
        ("divide", numbers::divide),
        ("round", numbers::round),
    ] {
        let function =
            Box::new(move |parameters: &[&Value], _: &Named, words: &Words<'_>| function(parameters, words));
        registry.register_helper(name, Box::new(ValueHelper { signature: of(name), function }));
    }
    for (name, function) in [
        ("sort", lists::sort as NamedFunction),
        ("join", lists::join),
        ("percent", numbers::percent),
        ("qr", files::qr),
    ]
    .into_iter()
    .chain(pictures.iter().copied())
    {
        registry.register_helper(
            name,
            Box::new(ValueHelper { signature: of(name), function: Box::new(function) }),
        );
    }
}

/// The helper around the name of a dynamic partial, which layouts cannot write.
pub(super) const PARTIAL_NAME: &str = "(partial name)";

/// A helper that returns a value, for output or as an argument of another helper.
struct ValueHelper<F> {
    signature: &'static Signature,
    function: Box<F>,
}

impl<F> HelperDef for ValueHelper<F>
where
    F: Fn(&[&Value], &Named, &Words<'_>) -> Result<Value, String>,
{
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        check_call(self.signature, helper)?;
        let parameters: Vec<&Value> = helper.params().iter().map(|parameter| parameter.value()).collect();
        let named: Named =
            helper.hash().iter().map(|(name, value)| (name.to_string(), value.value().clone())).collect();
        (self.function)(&parameters, &named, &Words { data: context.data() })
            .map(ScopedJson::Derived)
            .map_err(|message| refused(self.signature, &message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    pub(super) fn call(function: Function, parameters: &[Value], language: &str) -> Result<Value, String> {
        let data = json!({
            "language": language,
            "labels": {"quantity_more_than": "more than {number}", "quantity_exactly": "{number}",
                "membership_one": "membership", "membership_other": "memberships"},
        });
        function(&parameters.iter().collect::<Vec<_>>(), &Words { data: &data })
    }

    #[test]
    fn names_lists_every_registered_helper() {
        // The registry lists its helpers only in its debug output.
        let shown = format!("{:?}", super::super::registry(&Resources::new("", &[]), &Arc::default()));
        let list = shown.split_once("helpers: [").and_then(|(_, rest)| rest.split_once(']'));
        let mut registered: Vec<&str> =
            list.expect("a list").0.split(", ").map(|name| name.trim_matches('"')).collect();
        let mut named = NAMES.to_vec();
        named.extend([PARTIAL_NAME, INCLUDE]);
        registered.sort_unstable();
        named.sort_unstable();
        assert_eq!(registered, named);
    }
}
