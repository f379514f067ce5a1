//! Compiles a layout piece by piece: its text goes in, the template of Handlebars comes out.
//!
//! Handlebars counts lines from the beginning of its text for every tag, so that a layout twice as long takes four times
//! as long. Here a layout is divided between lines outside blocks, and the inside of a long block is compiled
//! separately:
//!
//! ```text
//! <ul>                        <ul>
//! {{#each a}}                 {{#each a}}
//!   <li>                        <li>
//!     …          is compiled  (hole 0)          and its hole       …
//!   </li>        as             </li>           separately
//! {{/each}}                   {{/each}}
//! ```

use std::ops::Range;

use handlebars::template::{DecoratorTemplate, HelperTemplate, TemplateElement};
use handlebars::{Template, TemplateError};

use super::dialect;
use super::precompiled;
use super::tags::tags;

/// Pieces and holes are at least this long, in bytes.
const PIECE: usize = 128;

/// What the grammar of Handlebars calls white space.
const BLANK: [char; 4] = [' ', '\t', '\n', '\r'];

/// Begins the line that stands for a hole: a noncharacter, which no layout contains.
const HOLE: char = '\u{fdd0}';

/// The same template as if `text` was compiled at once, and the same error. See [`dialect`] for what Handlebars does not
/// understand itself.
pub(super) fn compile(name: &str, text: &str) -> Result<Template, TemplateError> {
    if let Some(mut template) = precompiled::find(text) {
        template.name = Some(name.to_string());
        return Ok(template);
    }
    let (text, changes) = dialect::translate(text);
    let mut template = compile_translated(name, &text)?;
    changes.apply(&mut template, name);
    Ok(template)
}

fn compile_translated(name: &str, text: &str) -> Result<Template, TemplateError> {
    let template = if text.contains(HOLE) { None } else { compile_region(text) };
    // The place and the words of an error depend on all the text before it.
    let mut template = template.map_or_else(|| Template::compile_with_name(text, name.to_string()), Ok)?;
    template.name = Some(name.to_string());
    Ok(template)
}

/// The template of whole lines outside blocks; `None` if a piece of them cannot be compiled alone.
fn compile_region(text: &str) -> Option<Template> {
    let mut whole = Template::new();
    let mut start = 0;
    let mut lines = 0;
    for end in boundaries(text).into_iter().chain([text.len()]) {
        let piece = &text[start..end];
        let mut template = compile_piece(piece)?;
        move_positions(&mut template, &|line| line + lines);
        append(&mut whole, template, piece, lines);
        lines += line_count(piece);
        start = end;
    }
    Some(whole)
}

/// The template of a piece, with the holes in its blocks compiled separately.
fn compile_piece(piece: &str) -> Option<Template> {
    let holes = holes(piece);
    let mut outside = String::new();
    let mut end = 0;
    // The line of each hole in `outside`, and how many lines longer the hole is than that line.
    let mut longer: Vec<(usize, usize)> = Vec::new();
    for (number, hole) in holes.iter().enumerate() {
        outside.push_str(&piece[end..hole.start]);
        longer.push((line_count(&outside) + 1, line_count(&piece[hole.clone()]) - 1));
        outside.push_str(&format!("{HOLE}{number}\n"));
        end = hole.end;
    }
    outside.push_str(&piece[end..]);
    let mut template = Template::compile(&outside).ok()?;
    let moved = |line: usize| {
        let above = longer.iter().take_while(|(at, _)| *at < line);
        line + above.map(|(_, more)| more).sum::<usize>()
    };
    move_positions(&mut template, &moved);
    fill_holes(&mut template, piece, &holes).then_some(template)
}

/// Puts the template of each hole in its place. Returns whether all could be compiled.
fn fill_holes(template: &mut Template, piece: &str, holes: &[Range<usize>]) -> bool {
    if holes.is_empty() {
        return true;
    }
    let mut filled = Template::new();
    // Handlebars makes a template without positions for `{{else if}}`; it has no text of its own.
    let has_positions = template.mapping.len() == template.elements.len();
    let elements = if has_positions { std::mem::take(&mut template.elements) } else { Vec::new() };
    for (element, position) in elements.into_iter().zip(std::mem::take(&mut template.mapping)) {
        let hole = match &element {
            TemplateElement::RawString(words) => words.split_once(HOLE).and_then(|(before, rest)| {
                let (number, after) = rest.split_once('\n')?;
                Some((before.to_string(), holes.get(number.parse::<usize>().ok()?)?, after.to_string()))
            }),
            _ => None,
        };
        filled.mapping.push(position);
        let Some((before, hole, after)) = hole else {
            filled.elements.push(element);
            continue;
        };
        filled.elements.push(TemplateElement::RawString(before));
        let lines = line_count(&piece[..hole.start]);
        let Some(mut inside) = compile_region(&piece[hole.clone()]) else { return false };
        move_positions(&mut inside, &|line| line + lines);
        append(&mut filled, inside, &piece[hole.clone()], lines);
        let mut rest = Template::new();
        rest.elements.push(TemplateElement::RawString(after));
        // A hole ends with a line break, so the rest is merged with the text before it.
        append(&mut filled, rest, &piece[hole.end..], line_count(&piece[..hole.end]));
    }
    if has_positions {
        *template = filled;
    }
    let mut all = true;
    for_each_inner(template, &mut |inner| all &= fill_holes(inner, piece, holes));
    all
}

/// The beginning of a line at which a layout can be divided without changing what it means: no tag removes white space
/// (`~`) across the line break.
struct LineStart {
    offset: usize,
    /// How many blocks are open.
    depth: i32,
    /// The number of the body of an outermost block, or of the text between two: `{{else}}` begins another body.
    body: usize,
}

fn line_starts(text: &str) -> Vec<LineStart> {
    let mut starts = Vec::new();
    let (mut depth, mut body, mut is_raw) = (0_i32, 0, false);
    let mut gap_start = 0;
    for tag in tags(text) {
        let gap = &text[gap_start..tag.range.start];
        let tag_text = &text[tag.range.clone()];
        let is_trimmed_before = text[..gap_start].ends_with("~}}");
        let is_trimmed_after = tag_text.trim_start_matches('{').starts_with('~');
        // Comments and escaped tags have braces too, though they are not tags.
        if !is_raw && !gap.contains("{{") {
            starts.extend(gap.match_indices('\n').filter_map(|(at, _)| {
                let is_trimmed = is_trimmed_before && gap[..at].trim().is_empty()
                    || is_trimmed_after && gap[at..].trim().is_empty();
                (!is_trimmed).then_some(LineStart { offset: gap_start + at + 1, depth, body })
            }));
        }
        let opens_raw = tag_text.starts_with("{{{{") && !tag.inside.starts_with('/');
        let is_else = tag.inside == "^" || tag.inside.split_whitespace().next() == Some("else");
        body += usize::from(depth == 1 && is_else);
        if tag.inside.starts_with('/') {
            depth -= 1;
            body += usize::from(depth == 0);
            is_raw = false;
        } else if opens_raw || !is_else && tag.inside.starts_with(['#', '^']) {
            body += usize::from(depth == 0);
            depth += 1;
            is_raw |= opens_raw;
        }
        gap_start = tag.range.end;
    }
    starts
}

/// Where a text is divided outside its blocks.
fn boundaries(text: &str) -> Vec<usize> {
    let mut last = 0;
    let outside = line_starts(text).into_iter().filter(|start| start.depth == 0);
    let mut far_enough = |offset: &usize| {
        let is_far = offset - last >= PIECE;
        last = if is_far { *offset } else { last };
        is_far
    };
    outside.map(|start| start.offset).filter(|offset| far_enough(offset)).collect()
}

/// The lines inside outermost blocks that can be compiled separately: most of each body.
fn holes(text: &str) -> Vec<Range<usize>> {
    let starts: Vec<LineStart> = line_starts(text).into_iter().filter(|start| start.depth == 1).collect();
    let bodies = starts.chunk_by(|one, next| one.body == next.body);
    let ranges = bodies.filter_map(|body| Some(body.first()?.offset..body.last()?.offset));
    ranges.filter(|range| range.len() >= PIECE).collect()
}

/// Adds the template of `text`, which begins after `lines` lines, to the end of `whole`.
fn append(whole: &mut Template, piece: Template, text: &str, lines: usize) {
    let mut elements = piece.elements.into_iter().peekable();
    let mut mapping = piece.mapping.into_iter();
    if let Some(TemplateElement::RawString(before)) = whole.elements.last_mut() {
        // The position of words is that of their first visible character, or of the tag after them.
        if let Some(position) = whole.mapping.last_mut().filter(|_| before.trim_matches(BLANK).is_empty()) {
            let blank = &text[..text.len() - text.trim_start_matches(BLANK).len()];
            position.0 = lines + line_count(blank) + 1;
            position.1 = blank.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        }
        if let Some(TemplateElement::RawString(after)) =
            elements.next_if(|first| matches!(first, TemplateElement::RawString(_)))
        {
            before.push_str(&after);
            mapping.next();
        }
    }
    whole.elements.extend(elements);
    whole.mapping.extend(mapping);
}

fn line_count(text: &str) -> usize {
    text.matches('\n').count()
}

/// Changes the line of every element.
fn move_positions(template: &mut Template, moved: &dyn Fn(usize) -> usize) {
    for position in &mut template.mapping {
        position.0 = moved(position.0);
    }
    for_each_inner(template, &mut |inner| move_positions(inner, moved));
}

/// Calls `f` with the bodies of the blocks of a template.
pub(super) fn for_each_inner(template: &mut Template, f: &mut dyn FnMut(&mut Template)) {
    for element in &mut template.elements {
        match element {
            TemplateElement::HtmlExpression(helper)
            | TemplateElement::Expression(helper)
            | TemplateElement::HelperBlock(helper) => {
                let HelperTemplate { template, inverse, .. } = &mut **helper;
                [template, inverse].into_iter().flatten().for_each(&mut *f);
            }
            TemplateElement::DecoratorExpression(decorator)
            | TemplateElement::DecoratorBlock(decorator)
            | TemplateElement::PartialExpression(decorator)
            | TemplateElement::PartialBlock(decorator) => {
                let DecoratorTemplate { template, .. } = &mut **decorator;
                template.iter_mut().for_each(&mut *f);
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
        let (translated, changes) = dialect::translate(text);
        let whole = Template::compile_with_name(&*translated, "layout".to_string());
        let whole = whole.map(|mut whole| {
            changes.apply(&mut whole, "layout");
            whole
        });
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
                divided += boundaries(text).len() + holes(text).len();
                assert!(compile_region(text).is_some(), "{} is compiled at once", file.path);
                // A layout that is unchanged is precompiled.
                assert_same(&format!("{text}words\n"));
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
            "{{#each a}}\n  words\n{{#if b}}\n    words and words and words\n    words and words, {{c}}\n  {{else if d}}\n\n  words and words and words and words and words\nwords and words and words and words and words\n{{else}}\n words and words and words and words and words\n words {{e}}\n words and words and words and words and words\n{{/if}}\nwords, words, words, words, words, words, words\n {{~f~}} \n words\n{{/each}}",
            "{{#each a}}\n{{b}}\n{{#if b}}{{/if}}\n{{> part}}\n{{> part}}\n{{> part}}\n{{> part}}\n{{> part}}\n{{> part}}\n{{> part}}\n{{/each}}",
            "{{#each a}}\nwords, words, words, words, words, words\nwords, words, words\n  {{b}}\n  {{~/each~}}\n",
            "{{{{raw}}}}\nwords, words, words, words, words, words {{a}}\nwords, words, words\n words{{b}}\n words{{{{/raw}}}}",
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
