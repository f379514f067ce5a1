//! The short summary as the HTML of a message. All styles are inline, as programs for mail drop style sheets; web and e-mail
//! addresses are links.

use std::fmt::Write;

use engine::text::is_right_to_left;
use handlebars::html_escape;

use super::{BlockLine, kept_blocks};

/// What every program for mail has.
const FONT: &str = "font-family: Arial, Helvetica, sans-serif; font-size: 15px; line-height: 1.45";

/// The filled layouts `texts`, each with its language, as one page that has the same blocks as [`super::flow_short`].
pub fn short_html(texts: &[(&str, String)], title: &str) -> String {
    let first = texts.first().map_or("", |(language, _)| language);
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n</head>\n<body>\n",
        html_escape(first),
        html_escape(title)
    );
    for (index, (language, text)) in texts.iter().enumerate() {
        if index > 0 {
            html.push_str("<hr>\n");
        }
        let direction = if is_right_to_left(language) { "rtl" } else { "ltr" };
        let language = html_escape(language);
        let _ = writeln!(html, "<div lang=\"{language}\" dir=\"{direction}\" style=\"{FONT}\">");
        for block in kept_blocks(text) {
            write_block(&block, &mut html);
        }
        html.push_str("</div>\n");
    }
    html.push_str("</body>\n</html>\n");
    html
}

fn write_block(lines: &[BlockLine], html: &mut String) {
    // The elements of the open lists, outermost first.
    let mut lists: Vec<&str> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if let BlockLine::Item(level, marker, item) = line {
            let (list, value) = match marker.trim_end_matches(['.', ')']).parse::<u32>() {
                Ok(number) => ("ol", format!(" value=\"{number}\"")),
                Err(_) => ("ul", String::new()),
            };
            close_lists(&mut lists, level + 1, html);
            if lists.get(*level).is_some_and(|open| *open != list) {
                close_lists(&mut lists, *level, html);
            }
            while lists.len() <= *level {
                lists.push(list);
                let _ = writeln!(html, "<{list} style=\"margin: 0 0 12px; padding: 0 24px\">");
            }
            let _ = writeln!(html, "<li{value}>{}</li>", with_links(item));
            continue;
        }
        close_lists(&mut lists, 0, html);
        let _ = match line {
            BlockLine::Prose(prose) if matches!(lines.get(index + 1), Some(BlockLine::Rule(_))) => {
                writeln!(html, "<h2 style=\"margin: 18px 0 6px; font-size: 18px\">{}</h2>", with_links(prose))
            }
            BlockLine::Prose(prose) => {
                writeln!(html, "<p style=\"margin: 0 0 12px\">{}</p>", with_links(prose))
            }
            BlockLine::Fact(label, value) => {
                let (label, value) = (with_links(label), with_links(value));
                writeln!(html, "<p style=\"margin: 0 0 4px\"><b>{label}:</b> {value}</p>")
            }
            BlockLine::Rule(_) | BlockLine::Item(..) => Ok(()),
        };
    }
    close_lists(&mut lists, 0, html);
}

/// Closes all but the outermost `kept` lists.
fn close_lists(lists: &mut Vec<&str>, kept: usize, html: &mut String) {
    for list in lists.drain(kept.min(lists.len())..).rev() {
        let _ = writeln!(html, "</{list}>");
    }
}

/// Whether a word is an address for e-mail.
fn is_email_address(word: &str) -> bool {
    word.split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
}

/// Escaped text, in which addresses of web pages and for e-mail are links. Punctuation around an address is not part of it.
fn with_links(text: &str) -> String {
    let mut html = String::new();
    for word in text.split_inclusive(char::is_whitespace) {
        let rest = word.trim_start_matches(['(', '[', '<', '«', '“', '"', '„']);
        let before = &word[..word.len() - rest.len()];
        let is_after = |sign: char| sign.is_whitespace() || ".,;:!?)]>»”\"،؛؟".contains(sign);
        let address = rest.trim_end_matches(is_after);
        let after = &rest[address.len()..];
        let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
        let scheme = match host {
            Some(host) if !host.is_empty() => "",
            None if is_email_address(address) => "mailto:",
            _ => {
                html.push_str(&html_escape(word));
                continue;
            }
        };
        let address = html_escape(address);
        let (before, after) = (html_escape(before), html_escape(after));
        let _ = write!(html, "{before}<a dir=\"ltr\" href=\"{scheme}{address}\">{address}</a>{after}");
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_links_without_the_punctuation_around_them() {
        assert_eq!(
            with_links("See (https://a.example/b?c&d). Or a@b.example, <x>"),
            "See (<a dir=\"ltr\" href=\"https://a.example/b?c&amp;d\">https://a.example/b?c&amp;d</a>). \
             Or <a dir=\"ltr\" href=\"mailto:a@b.example\">a@b.example</a>, &lt;x&gt;"
        );
        assert_eq!(with_links("https:// and javascript:alert(1)"), "https:// and javascript:alert(1)");
    }

    #[test]
    fn lists_are_nested_and_closed() {
        let texts = [("fa", "Heading\n===\n\n- a\n  1. b\n- c\n\nLabel:: value\n".to_string())];
        let html = short_html(&texts, "A & B");
        let plain: String =
            html.split_inclusive('\n').map(|line| line.split(" style").next().unwrap_or(line)).collect();
        assert!(
            html.contains("<title>A &amp; B</title>") && html.contains("lang=\"fa\" dir=\"rtl\""),
            "{html}"
        );
        assert!(html.contains("<li>a</li>\n<ol style"), "{html}");
        assert!(html.contains("<li value=\"1\">b</li>\n</ol>\n<li>c</li>\n</ul>\n"), "{html}");
        assert!(html.contains(">Heading</h2>") && html.contains("<b>Label:</b> value</p>"), "{html}");
        assert!(!plain.contains("==="), "{plain}");
    }
}
