//! Messages about characters that no font has.

use std::collections::BTreeSet;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::html::{Document, NodeId, place_of_words};
use crate::layout::Problem;
use crate::text::sign_names;

/// How many characters or places the messages name.
const MAX_NAMED: usize = 40;

/// Takes the missing glyphs out of sorted problems and reports them. Emoji are reported apart: they are in other fonts.
pub(super) fn report(problems: &mut Vec<Problem>, document: &Document, diagnostics: &mut Diagnostics) {
    let mut missing: Vec<(char, Option<NodeId>)> = Vec::new();
    problems.retain(|problem| match problem {
        Problem::MissingGlyph { character, node } => {
            missing.push((*character, *node));
            false
        }
        _ => true,
    });
    let (emoji, others): (Vec<_>, Vec<_>) =
        missing.into_iter().partition(|(character, _)| is_emoji(*character));
    for missing in [others, emoji] {
        report_together(&missing, document, diagnostics);
    }
}

/// Reports several characters at the first place of any; a single one at each place, which leads back to the data that it is
/// from.
fn report_together(missing: &[(char, Option<NodeId>)], document: &Document, diagnostics: &mut Diagnostics) {
    let mut characters: Vec<char> = missing.iter().map(|(character, _)| *character).collect();
    characters.dedup();
    let place_of = |(character, node): &(char, Option<NodeId>)| {
        node.map(|node| place_of_words(document, node, &character.to_string(), diagnostics))
    };
    let (label, places) = match &characters[..] {
        [] => return,
        [_] => ("here", missing.iter().take(MAX_NAMED).filter_map(place_of).collect()),
        _ => {
            let first = missing.iter().filter_map(|(_, node)| *node).min();
            let of_first = || missing.iter().filter(|(_, node)| *node == first);
            // In the text, unless CSS makes other characters of it.
            let text = first.map(|node| document.text_content(node)).unwrap_or_default();
            let in_order: BTreeSet<char> = of_first().map(|(character, _)| *character).collect();
            let in_text =
                text.chars().find(|character| in_order.contains(character)).map(|found| (found, first));
            let first_place = in_text.as_ref().or_else(|| of_first().next()).and_then(place_of);
            ("here first", Vec::from_iter(first_place))
        }
    };
    let lack = message(&characters);
    if places.is_empty() {
        diagnostics.push(lack);
    } else {
        diagnostics.extend(places.into_iter().map(|place| lack.clone().at(place, label)));
    }
}

/// The message about characters, all emoji or none, without its place.
pub(super) fn message(characters: &[char]) -> Diagnostic {
    let described = |character: &char| {
        let name = sign_names::name(*character).map(|name| format!(" {name}")).unwrap_or_default();
        format!("\"{character}\" (U+{:04X}{name})", u32::from(*character))
    };
    let names = characters.iter().take(MAX_NAMED).map(described).collect::<Vec<_>>().join(", ");
    let rest = match characters.len().saturating_sub(MAX_NAMED) {
        0 => String::new(),
        rest => format!(", and {rest} more"),
    };
    let (kind, help) = match characters {
        [only] if is_emoji(*only) => ("emoji", REPLACE_IT),
        [_] => ("character", REPLACE_IT),
        several if several.iter().all(|character| is_emoji(*character)) => ("emoji", REPLACE_THEM),
        _ => ("characters", REPLACE_THEM),
    };
    Diagnostic::lack(format!("no font has the {kind} {names}{rest}")).help(help)
}

const REPLACE_IT: &str = "Replace the character, or put a font that has it into the folder fonts/.";
const REPLACE_THEM: &str = "Replace the characters, or put a font that has them into the folder fonts/.";

fn is_emoji(character: char) -> bool {
    matches!(character, '\u{1f000}'..='\u{1faff}')
}
