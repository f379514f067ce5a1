//! Texts that are valid and probably not meant as they are read: cut off by a comment, in typographic quotation marks,
//! with HTML.

use super::corrections::quoted;
use super::index::TextPlace;
use engine::diagnostics::{Diagnostic, Span};

/// The elements of HTML that are written into texts.
const ELEMENTS: [&str; 14] =
    ["b", "i", "em", "strong", "br", "p", "a", "u", "sup", "sub", "ul", "li", "span", "div"];

/// What should be looked at in a text, as warnings.
pub fn find(place: &TextPlace) -> impl Iterator<Item = Diagnostic> {
    [comment(place), quotation_marks(place), html(place)].into_iter().flatten()
}

/// A ` #` in a text without quotation marks, after which YAML reads a comment. A comment has a space after its sign.
fn comment(place: &TextPlace) -> Option<Diagnostic> {
    let (start, end) = (place.span.start as usize, place.span.end as usize);
    let spelling = place.source.get(start..end)?;
    let rest = place.source.get(end..)?.lines().next()?;
    let comment = rest.trim_start().strip_prefix('#')?;
    if !comment.starts_with(char::is_alphanumeric) || spelling.starts_with(['"', '\'', '|', '>']) {
        return None;
    }
    let whole = place.source.get(start..end + rest.trim_end().len())?;
    let meant = quoted(whole);
    let sign = end + rest.len() - rest.trim_start().len();
    let message = Diagnostic::warning("a text ends before ` #`, because YAML reads a comment there")
        .at(Span::new(place.span.source, sign, end + rest.trim_end().len()), "not printed")
        .help(format!(
            "If it belongs to the text, write `{meant}`. If it is a comment, write a space after `#`."
        ));
    Some(message.fix(Span::new(place.span.source, start, end + rest.trim_end().len()), meant))
}

/// Typographic quotation marks around a whole text, as a word processor writes them instead of those of YAML.
fn quotation_marks(place: &TextPlace) -> Option<Diagnostic> {
    let spelling = place.source.get(place.span.start as usize..place.span.end as usize)?;
    let inner =
        spelling.strip_prefix(['“', '„', '”', '«', '‘', '‚'])?.strip_suffix(['”', '“', '»', '’', '‘'])?;
    if inner.contains(['“', '„', '”', '«', '»']) {
        return None;
    }
    let meant = quoted(inner);
    let kept = format!("\"{spelling}\"");
    let message = Diagnostic::warning("the quotation marks around this text are printed")
        .at(place.span, "typographic quotation marks")
        .help(format!("Write `{meant}`, or `{kept}` if they belong to the text."));
    Some(message.fix(place.span, meant))
}

/// HTML, which has no effect.
fn html(place: &TextPlace) -> Option<Diagnostic> {
    let start = place.text.match_indices('<').map(|(at, _)| &place.text[at + 1..]).find(|rest| {
        let name = rest.trim_start_matches('/');
        let end = name.find(|sign: char| !sign.is_ascii_alphanumeric()).unwrap_or(name.len());
        let closed = name[end..].trim_start().starts_with(['>', '/']) || name[end..].contains("=\"");
        closed && ELEMENTS.contains(&name[..end].to_ascii_lowercase().as_str())
    })?;
    let tag = format!("<{}", start.split_inclusive('>').next().unwrap_or_default());
    let message = Diagnostic::warning(format!("`{tag}` is printed as it is written: HTML has no effect in texts"))
        .at(place.span, "in this text")
        .help("Remove it. In a field that takes Markdown, write `*italic*`, `**bold**`, or an empty line between paragraphs.");
    Some(message)
}
