//! The Unicode algorithms for lines, checked with the tests of the Unicode Consortium: bidirectional text (UAX #9), line
//! breaks (UAX #14), grapheme clusters (UAX #29).

use engine::css::{LineBreak, WordBreak};
use engine::text::{break_opportunities, cluster_ends};
use unicode_bidi::{BidiInfo, Level};

/// The lines of a file that `tests/unicode/pack.py` packed, without its title.
fn unpack(packed: &[u8]) -> Vec<String> {
    let bytes = miniz_oxide::inflate::decompress_to_vec_zlib(packed).expect("deflated");
    String::from_utf8(bytes).expect("UTF-8").lines().skip(1).map(str::to_string).collect()
}

/// Levels as the tests write them: `x` for a character that rule X9 removes.
type Levels = Vec<Option<u8>>;

fn parse_levels(text: &str) -> Levels {
    text.split_whitespace().map(|level| level.parse().ok()).collect()
}

/// The levels of a text's characters and their order on one line, in the form of the tests.
fn resolve(text: &str, base: Option<Level>, wanted: &Levels) -> (Level, Vec<u8>, Vec<usize>) {
    let info = BidiInfo::new(text, base);
    let paragraph = &info.paragraphs[0];
    // A separator ends a paragraph for the crate, but not for the tests.
    assert_eq!(info.paragraphs.len(), 1, "{text:?}");
    let levels = info.reordered_levels_per_char(paragraph, paragraph.range.clone());
    let shown: Vec<usize> = (0..levels.len()).filter(|&index| wanted[index].is_some()).collect();
    let shown_levels: Vec<Level> = shown.iter().map(|&index| levels[index]).collect();
    let order = BidiInfo::reorder_visual(&shown_levels).into_iter().map(|index| shown[index]).collect();
    (paragraph.level, levels.iter().map(|level| level.number()).collect(), order)
}

fn agrees(levels: &[u8], wanted: &Levels) -> bool {
    levels.len() == wanted.len()
        && levels.iter().zip(wanted).all(|(level, wanted)| wanted.is_none_or(|wanted| wanted == *level))
}

fn parse_order(text: &str) -> Vec<usize> {
    text.split_whitespace().map(|index| index.parse().expect("an index")).collect()
}

#[test]
fn characters_of_both_directions_are_ordered_as_in_the_standard() {
    let mut failures = Vec::new();
    let lines = unpack(include_bytes!("../unicode/BidiCharacterTest.zz"));
    for line in &lines {
        let fields: Vec<&str> = line.split(';').collect();
        let text: String = fields[0].split(' ').map(character).collect();
        let base = match fields[1] {
            "0" => Some(Level::ltr()),
            "1" => Some(Level::rtl()),
            _ => None,
        };
        let wanted = parse_levels(fields[3]);
        let (paragraph, levels, order) = resolve(&text, base, &wanted);
        if paragraph.number().to_string() != fields[2]
            || !agrees(&levels, &wanted)
            || order != parse_order(fields[4])
        {
            failures.push(line);
        }
    }
    assert!(lines.len() > 90_000, "{} lines", lines.len());
    assert!(failures.is_empty(), "{} of {}: {:#?}", failures.len(), lines.len(), &failures[..5]);
}

#[test]
fn all_sequences_of_bidirectional_classes_are_resolved() {
    let mut failures = Vec::new();
    let mut cases = 0;
    let mut wanted = Levels::new();
    let mut order = Vec::new();
    for line in unpack(include_bytes!("../unicode/BidiTest.zz")) {
        if let Some(levels) = line.strip_prefix("@Levels:") {
            wanted = parse_levels(levels);
        } else if let Some(indices) = line.strip_prefix("@Reorder:") {
            order = parse_order(indices);
        } else {
            let (classes, bases) = line.split_once(';').expect("classes and base directions");
            let text: String = classes.split_whitespace().map(representative).collect();
            // A paragraph separator inside the text makes separate paragraphs, which the test does not
            // consider.
            let separator = classes.split_whitespace().position(|class| class == "B");
            if separator.is_some_and(|at| at + 1 < wanted.len()) {
                continue;
            }
            let bases: u8 = bases.trim().parse().expect("a set of bits");
            for (bit, base) in [(1, None), (2, Some(Level::ltr())), (4, Some(Level::rtl()))] {
                if bases & bit != 0 {
                    cases += 1;
                    let (_, levels, visual) = resolve(&text, base, &wanted);
                    if !agrees(&levels, &wanted) || visual != order {
                        failures.push(format!("{line} at {bit}: {levels:?} {visual:?}"));
                    }
                }
            }
        }
    }
    assert!(cases > 700_000, "{cases} cases");
    assert!(failures.is_empty(), "{} of {cases}: {:#?}", failures.len(), &failures[..5]);
}

/// A character of a bidirectional class.
fn representative(class: &str) -> char {
    match class {
        "L" => 'a',
        "R" => '\u{5d0}',
        "AL" => '\u{627}',
        "EN" => '0',
        "ES" => '+',
        "ET" => '%',
        "AN" => '\u{660}',
        "CS" => ',',
        "NSM" => '\u{300}',
        "BN" => '\u{ad}',
        "B" => '\u{2029}',
        "S" => '\t',
        "WS" => ' ',
        "ON" => '!',
        "LRE" => '\u{202a}',
        "RLE" => '\u{202b}',
        "PDF" => '\u{202c}',
        "LRO" => '\u{202d}',
        "RLO" => '\u{202e}',
        "LRI" => '\u{2066}',
        "RLI" => '\u{2067}',
        "FSI" => '\u{2068}',
        "PDI" => '\u{2069}',
        _ => panic!("no such class: {class}"),
    }
}

fn character(code: &str) -> char {
    u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect("a code point")
}

/// The text of a line of a break test, and the offsets of its breaks beside the start.
fn parse_breaks(line: &str) -> (String, Vec<usize>) {
    let mut text = String::new();
    let mut breaks = Vec::new();
    for word in line.split_whitespace() {
        match word {
            "÷" if !text.is_empty() => breaks.push(text.len()),
            "÷" | "×" => {}
            code => text.push(character(code)),
        }
    }
    (text, breaks)
}

#[test]
fn lines_break_where_the_standard_allows() {
    let mut failures = Vec::new();
    let mut conditional = 0;
    let lines = unpack(include_bytes!("../unicode/LineBreakTest.zz"));
    for line in &lines {
        let (text, mut wanted) = parse_breaks(line);
        let found: Vec<usize> = break_opportunities(&text, WordBreak::Normal, LineBreak::Auto).collect();
        if text.contains(is_conditional_starter) {
            // Small kana may start a line in CSS (`line-break: normal`, CSS Text 3, section 5.3), which
            // UAX #14 foresees: class CJ is then resolved to ID and not to NS as in the test.
            conditional += 1;
            let resolved = text.replace(is_conditional_starter, "\u{3042}");
            wanted = break_opportunities(&resolved, WordBreak::Normal, LineBreak::Auto).collect();
        }
        if found != wanted {
            failures.push(format!("{line} {text:?}: {found:?}, not {wanted:?}"));
        }
    }
    assert!(conditional < 500, "{conditional} lines with small kana");
    assert!(lines.len() > 10_000, "{} lines", lines.len());
    assert!(failures.is_empty(), "{} of {}: {:#?}", failures.len(), lines.len(), failures);
}

/// The characters of the line breaking class CJ that the test contains: small kana and the length sign. All have three
/// bytes.
fn is_conditional_starter(character: char) -> bool {
    "ぁぃぅぇぉっゃゅょァィゥェォッャュョー".contains(character)
}

#[test]
fn grapheme_clusters_are_those_of_the_standard() {
    let lines = unpack(include_bytes!("../unicode/GraphemeBreakTest.zz"));
    assert!(lines.len() > 700, "{} lines", lines.len());
    for line in &lines {
        let (text, wanted) = parse_breaks(line);
        assert_eq!(cluster_ends(&text).collect::<Vec<_>>(), wanted, "{line}");
    }
}
