//! The table of properties in docs/css.md lists exactly the keywords that each property accepts: each keyword of the table
//! is tried on each property.

use std::collections::BTreeSet;

use cssparser::Parser;
use engine::css::properties::{ParseContext, parse, supported_properties};

/// Keywords that every property accepts (CSS Cascade 5, section 7).
const OF_ALL: [&str; 5] = ["inherit", "initial", "unset", "revert", "revert-layer"];

/// Properties that accept names defined by the author, so any word is a value.
const TAKE_NAMES: [&str; 11] = [
    "counter-increment",
    "counter-reset",
    "counter-set",
    "font-family",
    "grid-column-end",
    "grid-column-start",
    "grid-row-end",
    "grid-row-start",
    "list-style-type",
    "page",
    "string-set",
];

fn takes(property: &str, value: &str) -> bool {
    let mut parser = Parser::new(value);
    parse(property, &mut parser, &ParseContext { base: "" }).is_ok() && parser.is_exhausted()
}

/// Whether a value that contains the word together with other words is accepted.
fn takes_with_others(property: &str, word: &str) -> bool {
    let values = [
        format!("{word} center"),
        format!("1px 1px {word}"),
        format!("'abcd' {word}"),
        format!("{word} 0.5"),
        format!("{word} 2"),
        format!("2 {word}"),
        format!("1em {word}"),
        format!("1{word}"),
        format!("repeat({word}, 10px)"),
    ];
    values.iter().any(|value| takes(property, value))
}

fn keywords(values: &str) -> BTreeSet<&str> {
    let code = values.split('`').skip(1).step_by(2);
    code.filter(|word| word.chars().all(|sign| sign.is_ascii_lowercase() || sign == '-'))
        .filter(|word| !word.starts_with('-') && !word.ends_with('-'))
        .collect()
}

#[test]
fn the_keywords_of_the_table_are_those_that_are_accepted() {
    let properties = supported_properties();
    let all: BTreeSet<&str> = properties.iter().flat_map(|property| keywords(property.values)).collect();
    let names: BTreeSet<&str> = properties.iter().map(|property| property.name).collect();
    let mut wrong = Vec::new();
    let mut tried = 0;
    for property in properties {
        let listed = keywords(property.values);
        // Shorthands and aliases accept the values of the properties that they set.
        let is_longhand = !property.initial.is_empty() && listed.iter().all(|word| !names.contains(word));
        if !is_longhand || TAKE_NAMES.contains(&property.name) {
            continue;
        }
        for word in all.iter().filter(|word| !OF_ALL.contains(word)) {
            tried += 1;
            let is_listed = listed.contains(word);
            let is_taken = takes(property.name, word);
            if is_taken && !is_listed {
                wrong.push(format!("{}: {word} is taken and not in the table", property.name));
            } else if is_listed && !is_taken && !takes_with_others(property.name, word) {
                wrong.push(format!("{}: {word} is in the table and not taken", property.name));
            }
        }
        assert!(OF_ALL.iter().all(|word| takes(property.name, word)), "{}", property.name);
    }
    assert!(tried > 40_000, "{tried}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}
