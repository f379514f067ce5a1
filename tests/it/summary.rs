//! The wrapping of the plain-text summary, also for unusual texts.

use brochure::data::{self, BUILT_IN_LABELS};
use brochure::summary::{COLUMNS, SHORT_LINES, flow, shorten, wrap};
use brochure::template::{FILES, Layouts};
use engine::diagnostics::Diagnostics;
use engine::resources::Resources;
use unicode_width::UnicodeWidthStr;

use crate::kit::write;

/// Wraps a text, and asserts what holds for any wrapped text.
fn wrap_and_check(text: &str) -> String {
    let wrapped = wrap(text);
    assert!(wrapped.is_empty() || wrapped.ends_with('\n'), "{text:?}");
    assert!(
        !wrapped.contains("\n\n\n") && !wrapped.starts_with('\n') && !wrapped.ends_with("\n\n"),
        "{text:?}"
    );
    for line in wrapped.lines() {
        assert_eq!(line, line.trim_end(), "{text:?}");
        assert!(!line.contains(['\t', '\r']), "{line:?} of {text:?}");
        // Only a line of one word, after its label or dash, may be too long.
        let value = line.rsplit(": ").next().unwrap_or(line).trim_start_matches([' ', '-']);
        let words = value.split(' ').filter(|word| !word.is_empty()).count();
        assert!(line.width() <= COLUMNS || words <= 1, "{line:?} of {text:?}");
    }
    wrapped
}

/// The letters of a text in their order, without white space and the signs of its structure.
fn letters(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace() && !"-=:".contains(*character)).collect()
}

#[test]
fn any_text_is_wrapped_soundly_and_loses_nothing() {
    let words = [
        "a",
        "word",
        "Lənkəran",
        "e\u{301}te\u{301}",
        "学校",
        "学の研究、大学。",
        "مدرسه",
        "https://example.org/a/very/long/address/that/is/longer/than/a/line/of/the/summary?x=1",
        "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle-und-mehr",
        "👩‍🎓",
        "1\u{a0}000",
        "-",
        "--",
        "::",
        "Label::",
        "Founded:: 1996",
        "- item",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "  ",
        "\n  - nested",
        "\n\t- tab",
        "\n===\n",
        "\n---\n",
        "\u{200b}",
        "x::y",
        "\r",
    ];
    // A plain congruential generator: the same texts every time.
    let mut state = 1u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for _ in 0..4000 {
        let mut text = String::new();
        for _ in 0..next(60) {
            text.push_str(words[next(words.len())]);
            if next(4) > 0 {
                text.push(' ');
            }
        }
        let wrapped = wrap_and_check(&text);
        assert_eq!(letters(&wrapped), letters(&text), "{text:?}");
        assert_eq!(wrap(&text.replace('\n', "\r\n")), wrapped, "{text:?}");
    }
}

#[test]
fn width_is_measured_in_displayed_columns() {
    let wide = wrap_and_check(&"学".repeat(100));
    assert!(wide.lines().all(|line| line.width() <= COLUMNS), "{wide}");
    assert_eq!(wide.lines().next().map(str::width), Some(COLUMNS));
    // A full stop stays with the word before it.
    let stop = wrap_and_check(&format!("{}。{}", "学".repeat(36), "学".repeat(3)));
    assert!(stop.lines().all(|line| !line.starts_with('。')), "{stop}");
    let marks = wrap_and_check(&"e\u{301} ".repeat(36));
    assert_eq!(marks.lines().count(), 1, "{marks}");
    assert_eq!(wrap_and_check(&"e\u{301} ".repeat(37)).lines().count(), 2);
}

#[test]
fn long_words_stay_whole() {
    let address = format!("https://example.org/{}", "path-with-hyphens/".repeat(6));
    assert_eq!(wrap_and_check(&format!("See {address} there")), format!("See\n{address}\nthere\n"));
    assert_eq!(wrap_and_check(&format!("- {address}")), format!("  - {address}\n"));
    assert_eq!(wrap_and_check("1\u{a0}000 members"), "1\u{a0}000 members\n");
}

#[test]
fn lists_are_indented_by_level() {
    let nested = "- one\n  - two\n    - three\n  - four\n- five\n\n\t- alone\n";
    let expected = "  - one\n    - two\n      - three\n    - four\n  - five\n\n  - alone\n";
    assert_eq!(wrap_and_check(nested), expected);
    let long = format!("- {}\n  continues", "word ".repeat(20));
    let wrapped = wrap_and_check(&long);
    assert!(wrapped.lines().skip(1).all(|line| line.starts_with("    w")), "{wrapped}");
    assert!(wrapped.ends_with("continues\n"));
}

#[test]
fn facts_are_aligned_in_two_columns() {
    let facts = format!(
        "Name:: x\nGoverning body:: {}\nA label that is far too long to align with:: y\n",
        "word ".repeat(20)
    );
    let wrapped = wrap_and_check(&facts);
    let lines: Vec<&str> = wrapped.lines().collect();
    assert_eq!(lines[0], "Name:            x");
    assert!(lines[1].starts_with("Governing body:  word"));
    assert!(lines[2].starts_with("                 word"));
    assert_eq!(*lines.last().expect("a line"), "A label that is far too long to align with: y");
    // Neither a path of a language nor an address is a fact.
    assert_eq!(wrap_and_check("see std::vec and ::1"), "see std::vec and ::1\n");
    assert_eq!(wrap_and_check("学:: a\nbb:: b"), "学:  a\nbb:  b\n");
}

#[test]
fn only_lines_of_nothing_else_are_rules() {
    assert_eq!(wrap_and_check("Title\n===\n\n--- a dash"), "Title\n=====\n\n--- a dash\n");
    assert_eq!(wrap_and_check("学校\n---"), "学校\n----\n");
}

#[test]
fn numbered_items_keep_their_numbers_and_prose_that_begins_with_one_is_prose() {
    let long = format!("so:\n1. {}\n2. two\n   3. nested\n10. ten\n", "word ".repeat(20));
    let wrapped = wrap_and_check(&long);
    let lines: Vec<&str> = wrapped.lines().collect();
    assert!(lines[1].starts_with("  1. word") && lines[2].starts_with("     word"), "{wrapped}");
    assert!(wrapped.ends_with("  2. two\n    3. nested\n  10. ten\n"), "{wrapped}");
    assert_eq!(wrap_and_check("founded in\n1996. Since then"), "founded in 1996. Since then\n");
    assert_eq!(wrap_and_check("so:\n1996 members\n1.5 million"), "so: 1996 members 1.5 million\n");
}

/// What a program for mail shows in a window that is wide enough (RFC 3676, section 4).
fn unflowed(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let line = line.strip_prefix(' ').unwrap_or(line);
        out.push_str(line);
        if !line.ends_with(' ') {
            out.push('\n');
        }
    }
    out
}

#[test]
fn flowed_lines_join_to_the_paragraphs() {
    let prose = "word ".repeat(40).trim().to_string();
    let text = format!(
        "Title\n=====\n\n{prose}\n\n- {prose}\n  - b\n\nFounded:: 1996\nBody:: {prose}\n\n> quoted\n\nFrom here"
    );
    let flowed = flow(&text);
    assert!(flowed.lines().all(|line| line.width() <= COLUMNS + 1), "{flowed}");
    assert!(flowed.contains("\n > quoted\n\n From here\n") && flowed.contains("\n   - b\n"), "{flowed}");
    let expected = format!(
        "Title\n=====\n\n{prose}\n\n- {prose}\n  - b\n\nFounded: 1996\nBody: {prose}\n\n> quoted\n\nFrom here\n"
    );
    assert_eq!(unflowed(&flowed), expected);
    // Where a word has no spaces, a line that goes on would get one.
    let wide = "学".repeat(100);
    assert_eq!(flow(&wide), format!("{wide}\n"));
    let heading = "x".repeat(60);
    assert!(flow(&format!("{heading}\n---")).lines().nth(1).expect("a rule").len() < 40);
}

#[test]
fn a_short_summary_has_ten_lines_and_leaves_out_the_longest_block() {
    let text = format!("Title\n\n{}\n\nfew\n\n{}\n", "word ".repeat(60), "long ".repeat(200));
    let short = shorten(&text);
    assert!(short.lines().count() <= SHORT_LINES && short.starts_with("Title\n\nword"), "{short}");
    assert!(short.ends_with("\n\nfew\n") && !short.contains("long"), "{short}");
    assert_eq!(shorten("a\n\nb"), "a\n\nb\n");
}

#[test]
fn marks_without_width_and_letters_from_right_to_left_are_measured_as_they_are_shown() {
    // A zero width non-joiner, and vowel signs.
    let word = "می\u{200c}خواهَد";
    let line = wrap_and_check(&format!("{word} ").repeat(9));
    assert_eq!(line.lines().count(), 1, "nine words of seven columns, and spaces: {line}");
    assert_eq!(wrap_and_check(&format!("{word} ").repeat(10)).lines().count(), 2);
    assert_eq!(wrap_and_check("وضعیت:: عضو\nمنطقه:: اروپا"), "وضعیت:  عضو\nمنطقه:  اروپا\n");
}

/// The summary and its short form of `count` memberships of which only the name and the status are known, in each language.
fn of_bare_memberships(count: usize) -> Vec<(&'static str, String, String)> {
    let folder = tempfile::tempdir().expect("a folder");
    let languages: Vec<&str> = BUILT_IN_LABELS.iter().map(|(language, _)| *language).collect();
    let publication =
        format!("edition: {{year: 2026}}\ntitle: Title\nlanguages: [{}]\n", languages.join(", "));
    write(folder.path(), "data/brochure.yaml", publication);
    write(folder.path(), "data/institution.yaml", "name: University\n");
    write(folder.path(), "data/memberships/.keep", "");
    let statuses =
        ["member", "applied", "elected", "associate", "observer", "candidate", "suspended", "former"];
    for number in 0..count {
        let status = statuses[number % statuses.len()];
        let record = format!("id: a{number}\nname: Name {number}\nuniversity: {{status: {status}}}\n");
        write(folder.path(), &format!("data/memberships/a{number:03}.yaml"), record);
    }
    let mut diagnostics = Diagnostics::new();
    let brochure = data::load(folder.path(), &mut diagnostics).expect("sound data");
    let resources = Resources::new(folder.path(), FILES);
    let layouts = Layouts::load(&resources, &[] as &[&str], &mut diagnostics).expect("sound layouts");
    let mut text =
        |layout, language| layouts.text(layout, &brochure, language, &mut diagnostics).expect("filled");
    let both = |language| (language, wrap(&text("summary", language)), shorten(&text("short", language)));
    languages.into_iter().map(both).collect()
}

#[test]
fn a_summary_of_any_number_has_nothing_that_hangs() {
    for count in [0, 1, 5, 40, 200] {
        for (language, summary, short) in of_bare_memberships(count) {
            assert!(short.lines().count() <= SHORT_LINES, "{language}, {count}: {short}");
            for text in [&summary, &short] {
                for wrong in [" ,", " .", ",,", "()", ": .", ":\n\n", "  - \n", "null"] {
                    assert!(!text.contains(wrong), "{language}, {count}: {wrong:?} in\n{text}");
                }
            }
            let lines: Vec<&str> = summary.lines().collect();
            let is_heading =
                |at: usize, sign: &str| lines.get(at + 1).is_some_and(|rule| rule.starts_with(sign));
            for at in (0..lines.len()).skip(2).filter(|at| is_heading(*at, "===")) {
                // A heading, its rule, an empty line, and what the heading is of.
                assert!(
                    at + 3 < lines.len() && !is_heading(at + 3, "==="),
                    "{language}, {count}:\n{summary}"
                );
            }
            assert_eq!((0..count).filter(|number| !summary.contains(&format!("Name {number}"))).count(), 0);
            // Names alone are one list without empty lines.
            let is_parted = |three: &[&str]| {
                three[0].starts_with("  - Name") && three[1].is_empty() && three[2].starts_with("  - ")
            };
            assert!(!lines.windows(3).any(is_parted), "{language}, {count}:\n{summary}");
        }
    }
}
