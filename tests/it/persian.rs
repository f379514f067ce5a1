//! A whole project in Persian, from right to left (`tests/persian`). Its dates are those of the Gregorian calendar, as CLDR
//! writes them for `fa` with `ca-gregory`.

use std::path::Path;

use crate::kit::{copy, messages, run, shipped};
use crate::pdf_reader;

/// The project, built; its layouts are those of the program.
fn built() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    copy(&shipped().join("tests/persian"), folder.path());
    let output = run(folder.path(), &[]);
    let messages = messages(&output);
    assert!(output.status.success() && !messages.contains("warning: "), "{messages}");
    folder
}

/// The lines of each page of a result, in the order of the text, without the marks of direction.
fn pages(folder: &Path, name: &str) -> Vec<String> {
    let document = lopdf::Document::load(folder.join("output").join(name)).expect("a PDF");
    let text = |page| pdf_reader::lines(&document, page).join("\n");
    let is_word = |letter: &char| !matches!(letter, '\u{200e}' | '\u{200f}' | '\u{2066}'..='\u{2069}');
    pdf_reader::pages(&document)
        .into_iter()
        .map(|page| text(page).chars().filter(is_word).collect())
        .collect()
}

/// The words in the order in which they must be on one page.
fn assert_in_order(page: &str, words: &[&str]) {
    let mut rest = page;
    for word in words {
        let at =
            rest.find(word).unwrap_or_else(|| panic!("{word} is missing, or before the others, in\n{page}"));
        rest = &rest[at + word.len()..];
    }
}

#[test]
fn pages_from_right_to_left_are_read_in_the_order_of_the_text() {
    let folder = built();
    let pages = pages(folder.path(), "brochure.pdf");
    let page = |words: &str| {
        pages
            .iter()
            .skip(3)
            .find(|page| page.contains(words))
            .unwrap_or_else(|| panic!("{words}: {pages:#?}"))
    };
    assert_in_order(
        page("در یک نگاه"),
        &["در یک نگاه", "عضویت", "درخواست", "بیش از ۱٬۲۵۰", "شبکهٔ دانشگاه‌های دشت"],
    );
    assert_in_order(page("۱۹۸۹"), &["شبکهٔ دانشگاه‌های دشت", "۱۹۸۹"]);
    assert_in_order(page("نام پیشین"), &["نام پیشین", "اتحادیهٔ مدارس کشاورزی"]);
    assert_in_order(page("عضو منتخب"), &["عضو منتخب", "۱۴ مه ۲۰۰۴"]);
    assert_in_order(page("بنیان‌گذاران"), &["دستاوردهای عضویت", "بنیان‌گذاران"]);
}

/// The figures of an association and what they are figures of are on one page.
#[test]
fn figures_are_not_separated_from_their_words() {
    let folder = built();
    let pages = pages(folder.path(), "brochure.pdf");
    let page = pages
        .iter()
        .find(|page| page.contains("۱٬۲۵۰") && page.contains("کرانهٔ دریا") && page.contains("۱۹۹۶"));
    assert!(page.expect("the figures of the coast").contains("رو به افزایش"), "{pages:#?}");
}

#[test]
fn numbers_are_in_persian_digits_but_in_addresses() {
    let folder = built();
    for name in ["brochure.pdf", "factsheet.pdf", "register.pdf"] {
        for page in pages(folder.path(), name) {
            // Addresses, telephone numbers, and years of study, which are texts of the data.
            let is_exempt =
                |line: &str| ["example", "+98", "2024/25", "2025/26"].iter().any(|part| line.contains(part));
            let wrong = page.lines().find(|line| {
                !is_exempt(line) && line.contains(|letter: char| letter.is_ascii_digit() || letter == ',')
            });
            assert_eq!(wrong, None, "{name}:\n{page}");
        }
    }
    let summary = std::fs::read_to_string(folder.path().join("output/summary.txt")).expect("a summary");
    assert!(
        summary.contains("اطلاعات تا تاریخ ۱۵ اکتبر ۲۰۲۶") && summary.contains("۱۳۹ دانشگاه، ۱۳ کشور"),
        "{summary}"
    );
    // The number is read from left to right.
    assert!(summary.contains("\u{2066}+98 00 0000 0000\u{2069}"), "{summary}");
}

#[test]
fn pages_turn_with_the_direction() {
    let folder = built();
    let document = lopdf::Document::load(folder.path().join("output/brochure.pdf")).expect("a PDF");
    let catalog = document.catalog().expect("a catalog");
    let preferences = pdf_reader::dig(&document, catalog, &["ViewerPreferences"]);
    assert_eq!(preferences.get(b"Direction").and_then(|name| name.as_name()).ok(), Some(&b"R2L"[..]));
    let html = std::fs::read_to_string(shipped().join("templates/brochure.css")).expect("a stylesheet");
    let physical = [
        "margin-left",
        "margin-right",
        "padding-left",
        "padding-right",
        "text-align: left",
        "text-align: right",
    ];
    for line in html.lines() {
        assert!(!physical.iter().any(|property| line.contains(property)), "not turned: {line}");
    }
}
