//! The helpers that layouts can call. `docs/layouts.md` shows each with an example.
//!
//! A helper receives values and the labels in the language of the brochure. It returns a value or renders a block. An
//! error is one text: the message, [`REMEDY`], and the help.

use std::rc::Rc;

use handlebars::{
    BlockContext, Context, Handlebars, Helper, HelperDef, HelperResult, Output, PathAndJson, RenderContext,
    RenderError, RenderErrorReason, Renderable, ScopedJson,
};
use pulldown_cmark::{CowStr, Event, Tag};
use serde_json::Value;

use super::locale::Locale;
use super::period;
use engine::diagnostics::closest;
use engine::text::letter_case;

/// The names of all helpers, Handlebars' own included.
pub const NAMES: &[&str] = &[
    "if", "unless", "each", "with", "eq", "ne", "gt", "gte", "lt", "lte", "and", "or", "not", "len", "label",
    "default", "quantity", "number", "currency", "date", "period", "plural", "list", "upper", "lower",
    "markdown", "plain", "lookup", "raw",
];

/// Separates the message from the help in the error text of a helper.
pub(super) const REMEDY: &str = "\n";

pub(super) fn register(registry: &mut Handlebars<'static>) {
    // The helper `log` would write to a log that nobody reads.
    registry.unregister_helper("log");
    registry.register_helper("if", Box::new(Condition { wanted: true }));
    registry.register_helper("unless", Box::new(Condition { wanted: false }));
    registry.register_helper("each", Box::new(Each));
    for (name, function) in [
        ("label", label as Function),
        ("default", default),
        ("quantity", quantity),
        ("number", number),
        ("currency", currency),
        ("date", date),
        ("period", period),
        ("plural", plural),
        ("list", list),
        ("upper", upper),
        ("lower", lower),
        ("markdown", markdown),
        ("plain", plain),
    ] {
        registry.register_helper(name, Box::new(ValueHelper { name, function }));
    }
}

/// The language of the brochure and its labels, for helpers.
struct Words<'a> {
    data: &'a Value,
}

impl Words<'_> {
    fn language(&self) -> &str {
        self.data.get("language").and_then(Value::as_str).unwrap_or("en")
    }

    fn locale(&self) -> Rc<Locale> {
        Locale::of(self.language())
    }

    fn label(&self, key: &str) -> Result<&str, String> {
        let labels = self.data.get("labels").and_then(Value::as_object);
        labels.and_then(|labels| labels.get(key)).and_then(Value::as_str).ok_or_else(|| {
            let known = labels.into_iter().flat_map(|labels| labels.keys()).map(String::as_str);
            match closest(key, known) {
                Some(close) => format!("data/labels.yaml has no word `{key}`{REMEDY}Did you mean `{close}`?"),
                None => {
                    format!("data/labels.yaml has no word `{key}`{REMEDY}Add a line `{key}: …` to that file.")
                }
            }
        })
    }
}

type Function = fn(&[&Value], &Words<'_>) -> Result<Value, String>;

/// A helper that returns a value, for output or as an argument of another helper.
struct ValueHelper {
    name: &'static str,
    function: Function,
}

impl HelperDef for ValueHelper {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let mut parameters = Vec::with_capacity(helper.params().len());
        for parameter in helper.params() {
            if parameter.is_value_missing() {
                return Err(missing(parameter.relative_path()));
            }
            parameters.push(parameter.value());
        }
        (self.function)(&parameters, &Words { data: context.data() })
            .map(ScopedJson::Derived)
            .map_err(|message| RenderErrorReason::Other(format!("`{}`: {message}", self.name)).into())
    }
}

fn missing(path: Option<&String>) -> RenderError {
    RenderErrorReason::MissingVariable(path.cloned()).into()
}

/// The only argument of a block helper, which must exist.
fn only_parameter<'h, 'rc>(helper: &'h Helper<'rc>) -> Result<&'h PathAndJson<'rc>, RenderError> {
    let [parameter] = &helper.params()[..] else {
        let count = helper.params().len();
        let name = helper.name();
        let help = match name {
            "each" => "Give it one list, for example `{{#each memberships}}`.".to_string(),
            _ if count == 0 => format!("Add a condition, for example `{{{{#{name} founded}}}}`."),
            _ => {
                format!("Combine several conditions in parentheses: `{{{{#{name} (and founded region)}}}}`.")
            }
        };
        let what = format!("`{name}` takes one value, but {count} are given here{REMEDY}{help}");
        return Err(RenderErrorReason::Other(what).into());
    };
    if parameter.is_value_missing() {
        return Err(missing(parameter.relative_path()));
    }
    Ok(parameter)
}

/// `if` and `unless`. Unlike those of Handlebars, they report a name that does not exist.
struct Condition {
    wanted: bool,
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
        let parameter = only_parameter(helper)?;
        let block =
            if is_true(parameter.value()) == self.wanted { helper.template() } else { helper.inverse() };
        match block {
            Some(block) => block.render(registry, context, render_context, out),
            None => Ok(()),
        }
    }
}

/// Whether the value is true for `if`: not null, false, zero or empty.
fn is_true(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(value) => *value,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(_) => true,
    }
}

/// `each` over a list, with `@index`, `@first` and `@last`.
struct Each;

impl HelperDef for Each {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        render_context: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let parameter = only_parameter(helper)?;
        let items = match parameter.value() {
            Value::Array(items) => items.as_slice(),
            Value::Null => &[],
            _ => {
                let what = parameter.relative_path().cloned().unwrap_or_default();
                return Err(RenderErrorReason::Other(format!("`{what}` is not a list{REMEDY}`each` repeats its block for each item of a list; for a single value use `if` or `with`.")).into());
            }
        };
        if items.is_empty() {
            return match helper.inverse() {
                Some(block) => block.render(registry, context, render_context, out),
                None => Ok(()),
            };
        }
        let Some(block) = helper.template() else { return Ok(()) };
        for (index, item) in items.iter().enumerate() {
            let mut scope = BlockContext::new();
            scope.set_local_var("index", index.into());
            scope.set_local_var("first", (index == 0).into());
            scope.set_local_var("last", (index + 1 == items.len()).into());
            match parameter.context_path() {
                Some(path) => {
                    let mut path = path.clone();
                    path.push(index.to_string());
                    *scope.base_path_mut() = path;
                }
                None => scope.set_base_value(item.clone()),
            }
            render_context.push_block(scope);
            let rendered = block.render(registry, context, render_context, out);
            render_context.pop_block();
            rendered?;
        }
        Ok(())
    }
}

fn text(value: Option<&&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    }
}

/// `{{label "founded"}}`: a label of data/labels.yaml in the brochure's language.
fn label(parameters: &[&Value], words: &Words<'_>) -> Result<Value, String> {
    let key: String = parameters.iter().map(|value| text(Some(value))).collect();
    words.label(&key).map(Value::from)
}

/// `{{quantity members.0.count}}`: a number with its precision, in words.
fn quantity(parameters: &[&Value], words: &Words<'_>) -> Result<Value, String> {
    let quantity =
        parameters.first().ok_or("a number is missing\nAdd one, for example `{{quantity count}}`.")?;
    let value = quantity.get("value").and_then(Value::as_u64).ok_or("this is not a number with its precision\nUse one, for example `{{quantity count}}` inside `{{#each members}}`.")?;
    let precision = quantity.get("precision").and_then(Value::as_str).unwrap_or("exactly");
    let pattern = words.label(&format!("quantity_{precision}"))?;
    let locale = words.locale();
    let filled = pattern.replace("{number}", &locale.number(&value.to_string()));
    Ok(filled.replace("{number_ablative}", &locale.ablative(value)).into())
}

/// `{{number 12500}}`: digits grouped by the rules of the language.
fn number(parameters: &[&Value], words: &Words<'_>) -> Result<Value, String> {
    let value = parameters
        .first()
        .filter(|value| value.is_number())
        .ok_or("this is not a number\nUse one, for example `{{number counts.memberships}}`.")?;
    Ok(words.locale().number(&value.to_string()).into())
}

/// `{{currency internal.fee.amount internal.fee.currency}}`: an amount with its currency.
fn currency(parameters: &[&Value], words: &Words<'_>) -> Result<Value, String> {
    let (Some(amount), Some(code)) =
        (parameters.first().filter(|amount| amount.is_number()), parameters.get(1))
    else {
        return Err(format!(
            "this is not an amount and a currency{REMEDY}Use both, for example `{{{{currency 1900 \"EUR\"}}}}`."
        ));
    };
    let mut amount = amount.to_string();
    // Money with a fraction has two places.
    if let Some(places) = amount.find('.').map(|point| amount.len() - point - 1).filter(|places| *places < 2)
    {
        amount.push_str(&"0".repeat(2 - places));
    }
    let code = text(Some(code));
    let written = if code.is_empty() {
        words.locale().number(&amount)
    } else {
        words.locale().currency(&amount, &code)
    };
    Ok(written.into())
}

/// `{{date edition.as_of}}`: a year, a month or a day in words.
fn date(parameters: &[&Value], words: &Words<'_>) -> Result<Value, String> {
    let value = text(parameters.first());
    words.locale().date(&value).map(Value::from).ok_or_else(|| {
        format!("`{value}` is not a date{REMEDY}Use one, for example `{{{{date edition.as_of}}}}`.")
    })
}

/// `{{plural counts.memberships "membership"}}`: the form of the word for this number, from the labels
/// `membership_one`, `membership_few`, `membership_many`, `membership_other`.
fn plural(parameters: &[&Value], words: &Words<'_>) -> Result<Value, String> {
    let count = parameters.first().and_then(|value| value.as_u64().or_else(|| value.get("value")?.as_u64()));
    let count = count.ok_or(
        "this is not a number\nUse one, for example `{{plural counts.memberships \"membership\"}}`.",
    )?;
    let key = text(parameters.get(1));
    let category = words.locale().plural(count);
    words
        .label(&format!("{key}_{category}"))
        .or_else(|_| words.label(&format!("{key}_other")))
        .map(Value::from)
}

/// `{{list initiators}}`: joined with commas and "and".
fn list(parameters: &[&Value], words: &Words<'_>) -> Result<Value, String> {
    let items = parameters
        .first()
        .and_then(|value| value.as_array())
        .ok_or("this is not a list\nUse one, for example `{{list initiators}}`.")?;
    let items: Vec<String> = items.iter().map(|item| text(Some(&item))).collect();
    Ok(words.locale().list(&items).into())
}

/// `{{period university}}`: the time of a record in words: "since 1994", "from 2004 to 2019".
fn period(parameters: &[&Value], words: &Words<'_>) -> Result<Value, String> {
    let record = parameters.first().copied().filter(|value| value.is_object()).ok_or(
        "this is not a record with dates\nUse one with `since`, `until` or `applied`, for example `{{period university}}`.",
    )?;
    period::in_words(record, &words.locale(), &|key| words.label(key).ok()).map(Value::from)
}

/// `{{default rector.role (label "rector")}}`: the first value, or the second one where `if` takes the first as
/// false.
fn default(parameters: &[&Value], _: &Words<'_>) -> Result<Value, String> {
    match parameters {
        [value, replacement] => Ok((*if is_true(value) { value } else { replacement }).clone()),
        other => Err(format!("it takes a value and its replacement, and here are {}", other.len())),
    }
}

/// `{{upper name}}`: upper case by the rules of the language.
fn upper(parameters: &[&Value], words: &Words<'_>) -> Result<Value, String> {
    Ok(letter_case::uppercase(&text(parameters.first()), words.language()).into())
}

/// `{{lower name}}`: lower case by the rules of the language.
fn lower(parameters: &[&Value], words: &Words<'_>) -> Result<Value, String> {
    Ok(letter_case::lowercase(&text(parameters.first()), words.language()).into())
}

/// `{{{markdown about}}}`: Markdown converted to HTML. HTML inside the Markdown is escaped.
fn markdown(parameters: &[&Value], _: &Words<'_>) -> Result<Value, String> {
    let value = text(parameters.first());
    let events = pulldown_cmark::Parser::new(&value).map(|event| match event {
        Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Image { link_type, dest_url: from_layouts(dest_url), title, id })
        }
        event => event,
    });
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events);
    Ok(html.into())
}

/// `{{plain about}}`: Markdown converted to text.
fn plain(parameters: &[&Value], _: &Words<'_>) -> Result<Value, String> {
    Ok(super::plain::plain(&text(parameters.first())).into())
}

/// The address of a picture, which counts from the project folder as in all fields, from the folder of the layouts.
fn from_layouts(address: CowStr<'_>) -> CowStr<'_> {
    match address.contains(':') || address.starts_with('/') {
        true => address,
        false => format!("../{address}").into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn call(function: Function, parameters: &[Value], language: &str) -> Result<Value, String> {
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
        let shown = format!("{:?}", super::super::registry());
        let list = shown.split_once("helpers: [").and_then(|(_, rest)| rest.split_once(']'));
        let mut registered: Vec<&str> =
            list.expect("a list").0.split(", ").map(|name| name.trim_matches('"')).collect();
        let mut named = NAMES.to_vec();
        registered.sort_unstable();
        named.sort_unstable();
        assert_eq!(registered, named);
    }

    #[test]
    fn quantity_is_written_with_its_precision() {
        let fifty = json!({"value": 50, "precision": "more_than"});
        assert_eq!(call(quantity, &[fifty], "en"), Ok(json!("more than 50")));
        let many = json!({"value": 12500, "precision": "exactly"});
        assert_eq!(call(quantity, &[many], "en"), Ok(json!("12,500")));
    }

    #[test]
    fn default_replaces_what_is_empty() {
        assert_eq!(call(default, &[json!("Dean"), json!("Rector")], "en"), Ok(json!("Dean")));
        for empty in [json!(null), json!(""), json!(0), json!([]), json!(false)] {
            assert_eq!(call(default, &[empty, json!("Rector")], "en"), Ok(json!("Rector")));
        }
        let refused = call(default, &[json!("Dean")], "en").expect_err("one value");
        assert_eq!(refused, "it takes a value and its replacement, and here are 1");
    }

    #[test]
    fn helpers_follow_the_language() {
        assert_eq!(call(date, &[json!("2026-11-24")], "az"), Ok(json!("24 noyabr 2026")));
        assert_eq!(call(upper, &[json!("ingilis")], "az"), Ok(json!("İNGİLİS")));
        assert_eq!(call(lower, &[json!("ILIQ İ")], "tr"), Ok(json!("ılıq i")));
        assert_eq!(call(list, &[json!(["a", "b", "c"])], "en"), Ok(json!("a, b, and c")));
        assert_eq!(call(list, &[json!(["a", "b"])], "ru"), Ok(json!("a и b")));
        assert_eq!(call(plural, &[json!(4), json!("membership")], "en"), Ok(json!("memberships")));
        assert_eq!(call(plural, &[json!(1), json!("membership")], "en"), Ok(json!("membership")));
        let fee = [json!(1900.5), json!("EUR")];
        assert_eq!(call(currency, &fee, "de"), Ok(json!("1.900,50\u{a0}EUR")));
        assert_eq!(call(currency, &[json!(1900), json!(null)], "en"), Ok(json!("1,900")));
    }

    #[test]
    fn html_in_markdown_is_escaped() {
        let html = call(markdown, &[json!("a **b** <script>x</script>")], "en");
        assert_eq!(html, Ok(json!("<p>a <strong>b</strong> &lt;script&gt;x&lt;/script&gt;</p>\n")));
    }

    #[test]
    fn an_unknown_label_is_an_error_with_a_suggestion() {
        let error = call(label, &[json!("membership_on")], "en").unwrap_err();
        assert!(error.contains("`membership_one`"), "{error}");
    }
}
