//! How paragraphs are broken into lines: HTML through the library to placed lines.

use crate::kit::paragraphs::*;
use engine::units::Length;

const ENGLISH: &str = include_str!("../../../benches/paragraphs/texts/english.txt");
const AZERBAIJANI: &str = include_str!("../../../benches/paragraphs/texts/azerbaijani.txt");
const RUSSIAN: &str = include_str!("../../../benches/paragraphs/texts/russian.txt");
const ARABIC: &str = "تربط الجامعات حول البحر علاقات قديمة، فالطلاب يسافرون بين الموانئ كل عام، ويعود كل واحد \
منهم بكتب وأسئلة وأصدقاء جدد. وفي المكتبة الكبيرة قرب الميناء غرفة هادئة للقراءة، تفتح أبوابها في الصباح \
الباكر ولا تغلق إلا بعد أن يخرج آخر القراء.";

const JUSTIFIED: &str = "text-align: justify; hyphens: auto";

#[test]
fn justified_lines_fill_the_column() {
    for (text, language) in [(ENGLISH, "en"), (AZERBAIJANI, "az"), (RUSSIAN, "ru")] {
        for millimeters in [60.0, 105.0, 170.0] {
            for wrap in ["pretty", "stable"] {
                let style = format!("{JUSTIFIED}; text-wrap: {wrap}");
                let set = Set::new(&paragraphs(text), language, millimeters, &style);
                let mut filled = 0;
                for lines in &set.paragraphs {
                    for line in &lines[..lines.len() - 1] {
                        assert_eq!(line.left, Length::ZERO, "{}", line.text);
                        // A line of one word has nothing to stretch.
                        if line.spaces > 0 {
                            assert_near(line.right, set.measure, &line.text);
                            filled += 1;
                        }
                    }
                }
                assert!(filled > 40, "{filled} lines");
                assert!(set.overfull.is_empty(), "{:?}", set.overfull);
            }
        }
    }
}

#[test]
fn no_text_is_lost_or_doubled() {
    let texts = paragraphs(ENGLISH);
    let set = Set::new(&texts, "en", 60.0, JUSTIFIED);
    for (lines, text) in set.paragraphs.iter().zip(&texts) {
        assert_eq!(&lines.iter().map(|line| line.text.as_str()).collect::<String>(), text);
    }
}

#[test]
fn composed_paragraphs_have_fewer_demerits_than_first_fit() {
    for (text, language) in [(ENGLISH, "en"), (AZERBAIJANI, "az"), (RUSSIAN, "ru")] {
        for millimeters in [60.0, 80.0, 105.0, 170.0] {
            let demerits = |wrap: &str| {
                let style = format!("{JUSTIFIED}; text-wrap: {wrap}");
                let set = Set::new(&paragraphs(text), language, millimeters, &style);
                let widths = Widths::of(set.lines().map(Line::shown), language);
                set.paragraphs
                    .iter()
                    .map(|lines| {
                        let natural: Vec<Natural> =
                            lines.iter().map(|line| widths.natural(&line.shown(), line.hyphenated)).collect();
                        demerits(&natural, set.measure)
                    })
                    .collect::<Vec<f64>>()
            };
            let (composed, first_fit) = (demerits("pretty"), demerits("stable"));
            for (number, (composed, first_fit)) in composed.iter().zip(&first_fit).enumerate() {
                // These tests measure the kerning at a break inside a word differently.
                assert!(
                    *composed <= first_fit * 1.02,
                    "{language} {millimeters} {number}: {composed} > {first_fit}"
                );
            }
            let sum = |demerits: &[f64]| demerits.iter().sum::<f64>();
            assert!(sum(&composed) < 0.8 * sum(&first_fit), "{language} {millimeters}");
        }
    }
}

/// Measures every possible line, and tries every combination of lines.
#[test]
fn no_combination_of_line_breaks_has_fewer_demerits() {
    let text = &paragraphs(ENGLISH)[0];
    let words: Vec<&str> = text.split(' ').collect();
    for millimeters in [45.0, 60.0, 80.0, 105.0] {
        let set = Set::new(std::slice::from_ref(text), "en", millimeters, "text-align: justify");
        let longest = words.len().min((millimeters / 5.0) as usize + 4);
        let candidates = (0..words.len())
            .flat_map(|from| (from + 1..=words.len().min(from + longest)).map(move |to| (from, to)));
        let widths = Widths::of(candidates.map(|(from, to)| words[from..to].join(" ")), "en");
        let chosen: Vec<Natural> =
            set.paragraphs[0].iter().map(|line| widths.natural(&line.shown(), false)).collect();
        let best = least_demerits(&words, longest, &widths, set.measure);
        let found = demerits(&chosen, set.measure);
        assert!((found / best - 1.0).abs() < 0.01, "{millimeters} mm: {found}, not {best}");
    }
}

#[test]
fn no_line_overflows_where_words_can_be_broken() {
    for millimeters in [20.0, 30.0, 40.0] {
        let set = Set::new(&paragraphs(RUSSIAN), "ru", millimeters, JUSTIFIED);
        let widest = set.lines().map(|line| line.right).max().expect("lines");
        assert!(widest <= set.measure + Length(16), "{millimeters} mm: {widest:?}");
        assert!(set.overfull.is_empty(), "{millimeters} mm: {:?}", set.overfull);
    }
}

#[test]
fn limits_of_hyphenation_are_kept() {
    let texts = paragraphs(RUSSIAN);
    let longest_run = |style: &str| {
        let set = Set::new(&texts, "ru", 50.0, &format!("{JUSTIFIED}; {style}"));
        let runs = set
            .paragraphs
            .iter()
            .map(|lines| lines.split(|line| !line.hyphenated).map(<[Line]>::len).max().unwrap_or_default());
        runs.max().expect("paragraphs")
    };
    for wrap in ["pretty", "stable"] {
        assert!(longest_run(&format!("text-wrap: {wrap}")) > 2, "the sample has more hyphens in a row");
        for limit in [0, 1, 2] {
            let style = format!("text-wrap: {wrap}; hyphenate-limit-lines: {limit}");
            assert!(longest_run(&style) <= limit, "{style}");
        }
    }
    let parts = |style: &str| -> Vec<(usize, usize)> {
        let set = Set::new(&texts, "ru", 60.0, &format!("{JUSTIFIED}; {style}"));
        let hyphenated =
            set.paragraphs.iter().flat_map(|lines| lines.windows(2)).filter(|pair| pair[0].hyphenated);
        hyphenated
            .map(|pair| {
                let before = pair[0].text.chars().rev().take_while(|c| c.is_alphabetic()).count();
                let after = pair[1].text.chars().take_while(|c| c.is_alphabetic()).count();
                (before, after)
            })
            .collect()
    };
    assert!(parts("").iter().any(|&(before, after)| before < 4 || after < 4), "the sample has short parts");
    let limited = parts("hyphenate-limit-chars: 9 4 4");
    assert!(limited.len() > 20, "{} hyphens", limited.len());
    for (before, after) in limited {
        assert!(before >= 4 && after >= 4 && before + after >= 9, "{before} and {after} letters");
    }
}

#[test]
fn hanging_punctuation_is_outside() {
    let text =
        "“The reading room, the clock, the table, the lamps, the pipes, the sea, the winds, the ferns, the \
        books, the maps, the cards, the doors, the ships, the trams, the towns, and so on.”"
            .to_string();
    let texts = std::slice::from_ref(&text);
    let style = "text-align: justify; hanging-punctuation: first force-end last";
    let set = Set::new(texts, "en", 45.0, style);
    let lines = &set.paragraphs[0];
    assert!(lines.len() > 3);
    let mark = Set::new(&["“".to_string()], "en", 45.0, "").paragraphs[0][0].right;
    let comma = Set::new(&[",".to_string()], "en", 45.0, "").paragraphs[0][0].right;
    // The mark and the commas are kerned with the letters beside them.
    let kerning = Length::from_points(0.5);
    assert!((lines[0].left + mark).abs() < kerning, "{:?}", lines[0].left);
    let mut hanging = 0;
    for line in &lines[..lines.len() - 1] {
        let ends_in_comma = line.text.trim_end().ends_with(',');
        let outside = if ends_in_comma { comma } else { Length::ZERO };
        assert!((line.right - set.measure - outside).abs() < kerning, "{}", line.text);
        hanging += usize::from(ends_in_comma);
    }
    assert!(hanging >= 2);
    let inside = Set::new(texts, "en", 45.0, "text-align: justify");
    assert!(
        inside.lines().all(|line| line.left == Length::ZERO && line.right <= inside.measure + Length(16))
    );
}

#[test]
fn balanced_headings_have_lines_of_about_one_length() {
    let heading =
        "The Association of Universities of the Caspian Littoral States and its members".to_string();
    let texts = std::slice::from_ref(&heading);
    let (mut plain_spread, mut balanced_spread) = (Length::ZERO, Length::ZERO);
    for millimeters in [65.0, 75.0, 90.0, 110.0] {
        let set = |style: &str| Set::new(texts, "en", millimeters, style);
        let spread = |set: &Set| {
            let widths = || set.lines().map(|line| line.right);
            widths().max().expect("lines") - widths().min().expect("lines")
        };
        let (plain, balanced) = (set("text-wrap: wrap"), set("text-wrap: balance"));
        assert_eq!(plain.lines().count(), balanced.lines().count(), "{millimeters} mm");
        assert!(spread(&balanced) <= spread(&plain), "{millimeters} mm: {:?}", spread(&balanced));
        plain_spread += spread(&plain);
        balanced_spread += spread(&balanced);
    }
    assert!(balanced_spread * 2 < plain_spread, "{balanced_spread:?} of {plain_spread:?}");
}

#[test]
fn composed_paragraphs_seldom_end_in_one_word() {
    for align in ["left", "justify"] {
        let single = |wrap: &str| -> usize {
            let widths = (60..=130).step_by(7);
            widths
                .map(|millimeters| {
                    let style = format!("text-align: {align}; hyphens: auto; text-wrap: {wrap}");
                    let set = Set::new(&paragraphs(ENGLISH), "en", f64::from(millimeters), &style);
                    let lasts = set
                        .paragraphs
                        .iter()
                        .filter(|lines| lines.len() > 1)
                        .filter_map(|lines| lines.last());
                    lasts.filter(|line| line.spaces == 0).count()
                })
                .sum()
        };
        let (composed, first_fit) = (single("pretty"), single("stable"));
        assert!(first_fit >= 8, "{align}: the sample has {first_fit}");
        assert!(composed * 3 <= first_fit, "{align}: {composed} of {first_fit}");
    }
}

#[test]
fn a_line_that_ends_at_a_forced_break_is_not_stretched() {
    let text =
        "The long table stands under the clock.<br>It is the warmest place in the building from November \
        until the middle of March, and every reader knows it.<br><br>Nobody planned it so."
            .to_string();
    let set = Set::new(std::slice::from_ref(&text), "en", 70.0, JUSTIFIED);
    let lines: Vec<&Line> = set.lines().collect();
    let (first, others) = lines.split_first().expect("lines");
    assert_eq!(first.shown(), "The long table stands under the clock.");
    assert!(first.right < set.measure - Length::from_points(2.0));
    let forced = others.iter().position(|line| line.shown().ends_with("knows it.")).expect("a second break");
    assert!(forced > 0);
    for line in &others[..forced] {
        assert_near(line.right, set.measure, &line.text);
    }
    assert!(others[forced].right < set.measure);
    // The empty line keeps its place.
    let last = others.last().expect("a last line");
    assert_eq!(last.shown(), "Nobody planned it so.");
    let pitch = others[0].top - first.top;
    assert_eq!(last.top - others[forced].top, pitch * 2);
}

#[test]
fn long_words_are_broken_only_where_that_is_allowed() {
    let word = "0123456789".repeat(12);
    let text = format!("The number {word} is long.");
    let texts = std::slice::from_ref(&text);
    for wrap in ["pretty", "stable"] {
        for overflow in ["anywhere", "break-word"] {
            let style = format!("text-align: justify; text-wrap: {wrap}; overflow-wrap: {overflow}");
            let set = Set::new(texts, "en", 50.0, &style);
            assert!(set.overfull.is_empty(), "{:?}", set.overfull);
            assert!(set.lines().all(|line| line.right <= set.measure + Length(16)), "{style}");
            assert!(set.paragraphs[0].len() > 4, "{style}");
            assert_eq!(set.lines().map(|line| line.text.as_str()).collect::<String>(), text);
        }
        let set = Set::new(texts, "en", 50.0, &format!("text-align: justify; text-wrap: {wrap}"));
        assert_eq!(set.overfull.len(), 1);
        let sticking_out: Vec<&Line> =
            set.lines().filter(|line| line.right > set.measure + Length(16)).collect();
        assert_eq!(sticking_out.len(), 1);
        assert!(sticking_out[0].text.contains(&word));
    }
}

#[test]
fn paragraphs_without_text_have_no_lines() {
    for text in ["", " \n ", "<span></span>", "<b> </b> <i></i>"] {
        for wrap in ["pretty", "stable", "balance"] {
            let style = format!("{JUSTIFIED}; text-wrap: {wrap}");
            let set = Set::new(&[text.to_string(), "After.".to_string()], "en", 60.0, &style);
            assert_eq!(set.lines().count(), 1, "{text:?}, {wrap}");
        }
    }
}

#[test]
fn a_column_too_narrow_for_any_word_is_still_set() {
    for wrap in ["pretty", "stable", "balance"] {
        for (text, language) in [(ENGLISH, "en"), (AZERBAIJANI, "az")] {
            let texts = &paragraphs(text)[..3];
            let style = format!("{JUSTIFIED}; text-wrap: {wrap}");
            for millimeters in [10.0, 0.5] {
                let set = Set::new(texts, language, millimeters, &style);
                for (lines, text) in set.paragraphs.iter().zip(texts) {
                    assert_eq!(&lines.iter().map(|line| line.text.as_str()).collect::<String>(), text);
                }
                assert!(millimeters > 1.0 || !set.overfull.is_empty());
            }
            // If words may be broken, all of them fit.
            let style = format!("text-align: justify; text-wrap: {wrap}; overflow-wrap: anywhere");
            let set = Set::new(texts, language, 10.0, &style);
            assert!(set.overfull.is_empty(), "{wrap}, {language}: {:?}", set.overfull);
        }
    }
}

#[test]
fn right_to_left_paragraphs_fill_the_column_too() {
    for wrap in ["pretty", "stable"] {
        let style = format!(
            "text-align: justify; direction: rtl; font-family: 'Noto Naskh Arabic'; text-wrap: {wrap}"
        );
        let set = Set::new(&[ARABIC.to_string()], "ar", 70.0, &style);
        let (last, others) = set.paragraphs[0].split_last().expect("lines");
        assert!(others.len() >= 3);
        for line in others {
            assert_near(line.left, Length::ZERO, &line.text);
            assert_near(line.right, set.measure, &line.text);
        }
        assert_near(last.right, set.measure, &last.text);
        assert!(last.left > Length::ZERO);
    }
}

#[test]
fn boxes_in_a_line_take_their_width() {
    let plain = paragraphs(ENGLISH)[3].clone();
    let objects = [
        "<svg width=\"40pt\" height=\"8pt\"><rect width=\"40\" height=\"8\"/></svg>",
        "<span style=\"display: inline-block; width: 40pt; height: 8pt\"></span>",
        "<span style=\"padding: 0 20pt\"></span>",
    ];
    let alone = Set::new(std::slice::from_ref(&plain), "en", 80.0, JUSTIFIED);
    for object in objects {
        let text = plain.replacen(" spring ", &format!(" {object} spring "), 1);
        assert_ne!(text, plain);
        let set = Set::new(&[text], "en", 80.0, JUSTIFIED);
        let (last, others) = set.paragraphs[0].split_last().expect("lines");
        for line in others {
            assert_near(line.right, set.measure, &line.text);
        }
        assert!(last.right <= set.measure);
        assert!(set.overfull.is_empty());
        let text = |set: &Set| set.lines().flat_map(|line| line.text.split_whitespace()).collect::<String>();
        assert_eq!(text(&set).replace('\u{fffc}', ""), text(&alone));
        let breaks = |set: &Set| set.lines().map(Line::shown).collect::<Vec<String>>();
        assert_ne!(breaks(&set), breaks(&alone), "40 pt of a line's 227 move a break");
    }
}

#[test]
fn two_runs_give_the_same_bytes() {
    let body: String = [ENGLISH, AZERBAIJANI, RUSSIAN]
        .iter()
        .zip(["en", "az", "ru"])
        .flat_map(|(text, language)| {
            paragraphs(text)
                .into_iter()
                .map(move |paragraph| format!("<p lang=\"{language}\">{paragraph}</p>"))
        })
        .collect();
    let html = format!("<!doctype html><html lang=\"en\"><style>p {{ {JUSTIFIED} }}</style>{body}</html>");
    let first = pdf(&html, 1);
    assert!(first == pdf(&html, 1), "two runs differ");
    assert!(first == pdf(&html, 4), "one thread and four differ");
}
