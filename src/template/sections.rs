//! Joins the filled layouts of several languages into one document. What is around the content of `<body>` is that of
//! the first language.
//!
//! ```text
//! <html lang="en"> … <body>                 of the first
//! <div class="language" lang="en"> … </div>   the content of the first body
//! <div class="language last" lang="az"> … </div>   that of the second
//! </body></html>                            of the first
//! ```

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::data::LanguageSection;

/// How a section begins.
const OPENING: &str = "<div class=\"language";

/// The joined document. `mark` is put before what no layout wrote. `None` if a filled layout has no `<body>`.
pub(super) fn join(filled: &[String], sections: &[LanguageSection], mark: &str) -> Option<String> {
    let bodies: Vec<(&str, &str, &str)> = filled.iter().map(|html| body(html)).collect::<Option<_>>()?;
    let &(before, _, after) = bodies.first()?;
    let mut html = before.to_string();
    for (index, ((_, content, _), section)) in bodies.iter().zip(sections).enumerate() {
        let class = if section.is_last { " last" } else { "" };
        let page = if index > 0 { " style=\"break-before: page\"" } else { "" };
        let (language, direction) = (&section.language, section.direction());
        html.push_str(&format!(
            "{mark}{OPENING}{class}\" lang=\"{language}\" dir=\"{direction}\"{page}>{content}{mark}</div>\n"
        ));
    }
    html.push_str(after);
    Some(html)
}

/// What is before the content of `<body>`, the content, and what is after it.
fn body(html: &str) -> Option<(&str, &str, &str)> {
    let start = end_of_start_tag(html)?;
    let end = html.as_bytes().windows(6).rposition(|tag| tag.eq_ignore_ascii_case(b"</body"))?;
    Some((&html[..start], html.get(start..end)?, &html[end..]))
}

/// The offset after the tag `<body …>`. One in a comment is none.
fn end_of_start_tag(html: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at += html[at..].find('<')?;
        let rest = &html[at..];
        if rest.starts_with("<!--") {
            at += rest.find("-->")?;
            continue;
        }
        let is_body = rest.get(1..5).is_some_and(|name| name.eq_ignore_ascii_case("body"));
        if is_body && rest[5..].starts_with(|sign: char| sign == '>' || sign.is_ascii_whitespace()) {
            return Some(at + end_of_tag(rest)?);
        }
        at += 1;
    }
}

/// The length of the tag that `html` begins with. A `>` in the value of an attribute is not its end.
fn end_of_tag(html: &str) -> Option<usize> {
    let mut quote = None;
    for (at, sign) in html.char_indices() {
        match quote {
            Some(open) if open == sign => quote = None,
            Some(_) => {}
            None if sign == '>' => return Some(at + 1),
            None if sign == '"' || sign == '\'' => quote = Some(sign),
            None => {}
        }
    }
    None
}

/// The first link to pages in an earlier language, because ids do not have the anchor of theirs: its target, with the sign `#`.
pub fn link_to_other_language(joined: &str) -> Option<Range<usize>> {
    let starts: Vec<usize> = joined.match_indices(OPENING).map(|(at, _)| at).collect();
    let values = |attribute: &'static str| {
        joined.match_indices(attribute).filter_map(move |(at, _)| {
            let start = at + attribute.len();
            joined[start..].find('"').map(|length| start..start + length)
        })
    };
    let mut targets: FxHashMap<&str, usize> = FxHashMap::default();
    for id in values(" id=\"") {
        targets.entry(&joined[id.clone()]).or_insert(id.start);
    }
    values(" href=\"").find(|link| {
        let section = starts.partition_point(|start| *start < link.start).checked_sub(1);
        let target = joined[link.clone()].strip_prefix('#').and_then(|name| targets.get(name));
        section.zip(target).is_some_and(|(section, target)| *target < starts[section])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::ExtraContent;

    fn joined(first: &str, second: &str) -> Option<String> {
        join(
            &[first.to_string(), second.to_string()],
            &LanguageSection::all(&["en", "ar"], 0, ExtraContent::Pictures),
            "",
        )
    }

    #[test]
    fn the_contents_of_the_bodies_follow_each_other_in_the_document_of_the_first() {
        let first = "<html lang=en><!-- <body> --><BODY data-a='>' class=x><p>é</BODY></html>";
        let expected = "<html lang=en><!-- <body> --><BODY data-a='>' class=x>\
            <div class=\"language\" lang=\"en\" dir=\"ltr\"><p>é</div>\n\
            <div class=\"language last\" lang=\"ar\" dir=\"rtl\" style=\"break-before: page\"><p>b</div>\n\
            </BODY></html>";
        assert_eq!(joined(first, "<body><p>b</body>").as_deref(), Some(expected));
    }

    #[test]
    fn a_link_to_an_earlier_language_is_found() {
        let found = |first, second| {
            let html = joined(first, second).expect("bodies");
            link_to_other_language(&html).map(|link| html[link].to_string())
        };
        let first = "<body><p id=\"a\"><a href=\"#a\">b</a></body>";
        assert_eq!(found(first, first), Some("#a".to_string()));
        assert_eq!(
            found(first, "<body><a href=\"https://a\">b</a><a href=\"#a\">b</a></body>"),
            Some("#a".to_string())
        );
        assert_eq!(found(first, "<body><p id=\"ar.a\"><a href=\"#ar.a\">b</a></body>"), None);
        assert_eq!(link_to_other_language(first), None);
    }

    #[test]
    fn filled_layouts_without_a_body_cannot_be_joined() {
        for other in [
            "<p>b",
            "<body><p>b",
            "<p>b</body>",
            "</body><body>",
            "<bodyé>b</body>",
            "<!-- <body></body>",
            "<body class='>b</body>",
        ] {
            assert_eq!(joined("<body></body>", other), None, "{other}");
        }
    }
}
