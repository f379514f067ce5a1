//! Compiles a layout piece by piece: its text goes in, the template of Handlebars comes out.
//!
//! Handlebars counts lines from the beginning of its text for every tag, so that a layout twice as long takes
//! four times as long. Pieces cost a quarter of the shipped layouts' compile time.

use handlebars::template::{DecoratorTemplate, HelperTemplate, TemplateElement};
use handlebars::{Template, TemplateError};

use super::tags::tags;

/// Pieces are at least this long, in bytes.
const PIECE: usize = 64;

/// What the grammar of Handlebars calls white space.
const BLANK: [char; 4] = [' ', '\t', '\n', '\r'];

/// The same template as if `text` was compiled at once, and the same error.
pub(super) fn compile(name: &str, text: &str) -> Result<Template, TemplateError> {
    // A fault's place and words depend on all the text before it.
    let mut template =
        pieces(text).map_or_else(|| Template::compile_with_name(text, name.to_string()), Ok)?;
    template.name = Some(name.to_string());
    Ok(template)
}

/// The template made from pieces; `None` if one cannot be compiled alone.
fn pieces(text: &str) -> Option<Template> {
    let mut whole = Template::new();
    let mut start = 0;
    let mut lines = 0;
    for end in boundaries(text).into_iter().chain([text.len()]) {
        let piece = &text[start..end];
        append(&mut whole, Template::compile(piece).ok()?, piece, lines);
        lines += piece.matches('\n').count();
        start = end;
    }
    Some(whole)
}

/// The beginnings of lines at which a layout can be divided without changing what it means: no block is open,
/// and no tag removes white space (`~`) across the line break.
fn boundaries(text: &str) -> Vec<usize> {
    let mut boundaries = Vec::new();
    let mut last = 0;
    let mut depth = 0_i32;
    let mut gap_start = 0;
    for tag in tags(text) {
        let gap = &text[gap_start..tag.range.start];
        let tag_text = &text[tag.range.clone()];
        let is_trimmed_before = text[..gap_start].ends_with("~}}");
        let is_trimmed_after = tag_text.trim_start_matches('{').starts_with('~');
        // Comments and escaped tags have braces too, though they are not tags.
        if depth == 0 && !gap.contains("{{") {
            for (at, _) in gap.match_indices('\n') {
                let boundary = gap_start + at + 1;
                let is_trimmed = is_trimmed_before && gap[..at].trim().is_empty()
                    || is_trimmed_after && gap[at..].trim().is_empty();
                if !is_trimmed && boundary - last >= PIECE {
                    boundaries.push(boundary);
                    last = boundary;
                }
            }
        }
        match tag.inside.as_bytes().first() {
            Some(b'/') => depth -= 1,
            Some(b'#' | b'^') => depth += 1,
            _ if tag_text.starts_with("{{{{") => depth += 1,
            _ => {}
        }
        gap_start = tag.range.end;
    }
    boundaries
}

/// Adds the template of `text`, which begins after `lines` lines, to the end of `whole`.
fn append(whole: &mut Template, mut piece: Template, text: &str, lines: usize) {
    move_down(&mut piece, lines);
    let mut elements = piece.elements;
    let mut mapping = piece.mapping;
    if let Some(TemplateElement::RawString(before)) = whole.elements.last_mut() {
        // The position of words is that of their first visible character, or of the tag after them.
        if let Some(position) = whole.mapping.last_mut().filter(|_| before.trim_matches(BLANK).is_empty()) {
            let blank = &text[..text.len() - text.trim_start_matches(BLANK).len()];
            position.0 = lines + blank.matches('\n').count() + 1;
            position.1 = blank.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        }
        if let Some(TemplateElement::RawString(after)) = elements.first() {
            before.push_str(after);
            elements.remove(0);
            mapping.remove(0);
        }
    }
    whole.elements.append(&mut elements);
    whole.mapping.append(&mut mapping);
}

/// Adds `lines` to the line of every element.
fn move_down(template: &mut Template, lines: usize) {
    for position in &mut template.mapping {
        position.0 += lines;
    }
    for element in &mut template.elements {
        match element {
            TemplateElement::HtmlExpression(helper)
            | TemplateElement::Expression(helper)
            | TemplateElement::HelperBlock(helper) => {
                let HelperTemplate { template, inverse, .. } = &mut **helper;
                [template, inverse].into_iter().flatten().for_each(|inner| move_down(inner, lines));
            }
            TemplateElement::DecoratorExpression(decorator)
            | TemplateElement::DecoratorBlock(decorator)
            | TemplateElement::PartialExpression(decorator)
            | TemplateElement::PartialBlock(decorator) => {
                let DecoratorTemplate { template, .. } = &mut **decorator;
                template.iter_mut().for_each(|inner| move_down(inner, lines));
            }
            // The enum is open to new kinds.
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_same(text: &str) {
        let whole = Template::compile_with_name(text, "layout".to_string());
        let in_pieces = compile("layout", text);
        match (whole, in_pieces) {
            (Ok(whole), Ok(in_pieces)) => assert_eq!(in_pieces, whole, "{text}"),
            (whole, in_pieces) => assert_eq!(
                in_pieces.map_err(|error| (error.to_string(), error.pos())).err(),
                whole.map_err(|error| (error.to_string(), error.pos())).err(),
                "{text}"
            ),
        }
    }

    #[test]
    fn built_in_layouts_compile_to_the_same_template_in_pieces() {
        let mut divided = 0;
        for file in super::super::FILES {
            if file.path.ends_with(".hbs") {
                let text = std::str::from_utf8(file.bytes).expect("UTF-8");
                divided += boundaries(text).len();
                assert_same(text);
                assert_same(&text.replace('\n', "\r\n"));
            }
        }
        assert!(divided > 20, "{divided} boundaries");
    }

    #[test]
    fn every_kind_of_tag_compiles_to_the_same_template_in_pieces() {
        let words = "words and more words, <em>so that</em> the piece is long enough.\n".repeat(4);
        let middles = [
            "{{a}}",
            "{{{a}}}",
            "{{&a}}",
            "  {{~a~}}  ",
            "{{#if a}}\n{{b}}\n{{else if c}}\n{{d}}\n{{else}}\n{{e}}\n{{/if}}",
            "{{#each a}}\n  {{this}}\n{{^}}\nnone\n{{/each}}",
            "{{#each a}}\nwords\nwords\n{{b}}{{/each}}",
            "{{> part}}",
            "   {{> part a=b}}",
            "{{#> part}}\n{{a}}\n{{/part}}",
            "{{#*inline \"part\"}}\n{{a}}\n{{/inline}}",
            "{{!-- {{a}}\nwords\nwords --}}",
            "{{! a\nwords\nwords}}",
            "\\{{a}} words\nwords",
            "\\\\{{a}}",
            "{{{{raw}}}}\n{{/if}}\nwords\nwords{{{{/raw}}}}",
            "{{#if (eq a \"}}\")}}b{{/if}}",
            "{{#if a}}{{else}}",
            "{{a",
            "{{/if}}",
            "\u{a0}",
            "",
        ];
        for first in middles {
            for second in middles {
                for line_break in ["", "\n", "\n\n", "\r\n", "  \n\t"] {
                    assert_same(&format!(
                        "{words}{first}{line_break}{words}{second}{line_break}{words}{{{{a}}}}"
                    ));
                    assert_same(&format!("{words}{first}{line_break}{second}{line_break}{words}{{{{a}}}}"));
                }
            }
        }
    }
}
