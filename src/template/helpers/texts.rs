//! Helpers that change texts.

use pulldown_cmark::{CowStr, Event, Tag};
use serde_json::Value;

use super::call::{REMEDY, Words, kind, text};
use crate::template::plain::plain as markdown_as_text;

/// `{{{markdown about}}}`: Markdown converted to HTML. HTML inside the Markdown is escaped.
pub(super) fn markdown(parameters: &[&Value], _: &Words<'_>) -> Result<Value, String> {
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
pub(super) fn plain(parameters: &[&Value], _: &Words<'_>) -> Result<Value, String> {
    Ok(markdown_as_text(&text(parameters.first())).into())
}

/// The address of a picture, which counts from the project folder as in all fields, from the folder of the layouts.
fn from_layouts(address: CowStr<'_>) -> CowStr<'_> {
    match address.contains(':') || address.starts_with('/') {
        true => address,
        false => format!("../{address}").into(),
    }
}

/// `{{concat name ", " region}}`: the values one after the other.
pub(super) fn concat(parameters: &[&Value], _: &Words<'_>) -> Result<Value, String> {
    let texts = parameters.iter().map(|value| words_of(value));
    texts.collect::<Result<String, String>>().map(Value::from)
}

/// `{{replace name "University" "Univ."}}`: the text with something else wherever the first words occur.
pub(super) fn replace(parameters: &[&Value], _: &Words<'_>) -> Result<Value, String> {
    let [value, from, to] = three(parameters)?;
    match from.as_str() {
        "" => Err("there is nothing to replace".to_string()),
        from => Ok(value.replace(from, &to).into()),
    }
}

/// `{{truncate name 40}}`: at most so many characters. A text that is cut ends after a word, with an ellipsis.
pub(super) fn truncate(parameters: &[&Value], _: &Words<'_>) -> Result<Value, String> {
    let value = words_of(parameters.first().unwrap_or(&&Value::Null))?;
    let length = parameters.get(1).and_then(|length| length.as_u64());
    let length =
        length.filter(|length| *length > 0).ok_or("the second value is not a number of characters")?;
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    if value.chars().count() <= length {
        return Ok(value.into());
    }
    // The end of a cluster of characters that are shown as one, so that no accent is lost.
    let segmenter = icu_segmenter::GraphemeClusterSegmenter::new();
    let ends = segmenter.segment_str(&value);
    let end = ends.take_while(|end| value[..*end].chars().count() < length).last().unwrap_or_default();
    let (cut, rest) = value.split_at(end);
    let whole = match cut.rfind(char::is_whitespace) {
        Some(space) if !rest.starts_with(char::is_whitespace) => &cut[..space],
        _ => cut,
    };
    let whole = whole.trim_end_matches(|sign: char| sign.is_whitespace() || ",;:–-".contains(sign));
    Ok(format!("{whole}…").into())
}

/// `{{#if (contains name "University")}}`: whether a text contains words, or a list an item.
pub(super) fn contains(parameters: &[&Value], _: &Words<'_>) -> Result<Value, String> {
    let [value, wanted] = parameters else { return Err(String::new()) };
    Ok(match value {
        Value::Array(items) => items.contains(wanted).into(),
        value => words_of(value)?.contains(&words_of(wanted)?).into(),
    })
}

/// `{{#each (split address ", ")}}`: the parts of a text between separators; without one, its lines.
pub(super) fn split(parameters: &[&Value], _: &Words<'_>) -> Result<Value, String> {
    let [value, separator @ ..] = parameters else { return Err(String::new()) };
    let separator = separator.first().map_or(Ok("\n".to_string()), |separator| words_of(separator))?;
    let value = words_of(value)?;
    if separator.is_empty() {
        return Err("the separator is empty".to_string());
    }
    let parts = value.split(&separator).map(str::trim).filter(|part| !part.is_empty());
    Ok(parts.map(Value::from).collect())
}

/// `{{url_encode name}}`: the text as a part of an address (RFC 3986).
pub(super) fn url_encode(parameters: &[&Value], _: &Words<'_>) -> Result<Value, String> {
    let value = words_of(parameters.first().unwrap_or(&&Value::Null))?;
    let mut encoded = String::new();
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(byte.into()),
            byte => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    Ok(encoded.into())
}

/// `{{json counts}}`: the value as JSON. `<` is escaped, so that it can be inside `<script>`.
pub(super) fn json(parameters: &[&Value], _: &Words<'_>) -> Result<Value, String> {
    Ok(parameters.first().unwrap_or(&&Value::Null).to_string().replace('<', "\\u003c").into())
}

fn three(parameters: &[&Value]) -> Result<[String; 3], String> {
    let [one, two, three] = parameters else { return Err(String::new()) };
    Ok([words_of(one)?, words_of(two)?, words_of(three)?])
}

/// A text or a number as text; nothing is an empty text.
pub(super) fn words_of(value: &Value) -> Result<String, String> {
    match value {
        Value::Array(_) | Value::Object(_) => {
            let help = match value {
                Value::Array(_) => "Use its items, for example with `join` or `{{#each …}}`.",
                _ => "Use one of its fields.",
            };
            Err(format!("{} is given where a text is expected{REMEDY}{help}", kind(value)))
        }
        value => Ok(text(Some(&value))),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::call;
    use super::*;
    use serde_json::json;

    #[test]
    fn html_in_markdown_is_escaped() {
        let html = call(markdown, &[json!("a **b** <script>x</script>")], "en");
        assert_eq!(html, Ok(json!("<p>a <strong>b</strong> &lt;script&gt;x&lt;/script&gt;</p>\n")));
    }

    #[test]
    fn a_truncated_text_ends_after_a_word_and_never_inside_a_character() {
        let cut = |value: &str, length: u64| call(truncate, &[json!(value), json!(length)], "en");
        assert_eq!(cut("one two three", 13), Ok(json!("one two three")));
        assert_eq!(cut("one two, three", 11), Ok(json!("one two…")));
        assert_eq!(cut("one two three", 8), Ok(json!("one two…")));
        assert_eq!(cut("unbreakable", 5), Ok(json!("unbr…")));
        assert_eq!(cut("ae\u{301}o\u{308}u", 3), Ok(json!("a…")));
        assert!(cut("one", 0).is_err());
    }

    #[test]
    fn a_list_is_no_text() {
        for function in [concat, url_encode] {
            assert!(call(function, &[json!(["a"])], "en").is_err_and(|error| error.contains("`join`")));
        }
    }

    #[test]
    fn json_cannot_end_a_script() {
        assert_eq!(call(json, &[json!("</script>")], "en"), Ok(json!("\"\\u003c/script>\"")));
    }
}
