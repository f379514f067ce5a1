//! Documents that look like real work: each is laid out without any message, and as a reader expects it.

use crate::kit::{Laid, lay_out};

fn document(name: &str) -> Laid {
    let path = format!("{}/tests/work/{name}.html", env!("CARGO_MANIFEST_DIR"));
    let laid = lay_out(&std::fs::read_to_string(path).expect("a document"));
    assert!(laid.messages.is_empty(), "{name}: {:?}", laid.messages);
    laid
}

/// The pages, from 0, that have a line with these words.
fn pages_with(laid: &Laid, words: &str) -> Vec<usize> {
    let has = |page: &usize| laid.lines(*page).iter().any(|line| line.contains(words));
    (0..laid.pages.len()).filter(has).collect()
}

#[test]
fn a_report_has_columns_and_its_notes_where_they_are_called() {
    let laid = document("report");
    for (call, note) in [
        ("it meets.", "The level of the inland sea"),
        ("it is right four times", "Asked of eighty"),
        ("lake that no map shows.", "It was"),
    ] {
        assert_eq!(pages_with(&laid, call), pages_with(&laid, note), "{note}");
    }
    // Two columns of one width, and a heading across both.
    let left: Vec<f64> = laid.words().iter().filter(|word| word.page == 0).map(|word| word.x).collect();
    let middle = 793.7 / 2.0;
    let starts = |from: f64, to: f64| left.iter().filter(|x| (from..to).contains(x)).count();
    assert!(starts(75.0, 76.0) > 20 && starts(middle, middle + 20.0) > 10, "{left:?}");
    for (number, heading) in [("1", "The land"), ("2", "The survey"), ("3", "What the wells say")] {
        assert!(!pages_with(&laid, &format!("{number}\u{2002}{heading}")).is_empty(), "{heading}");
    }
    assert!(!pages_with(&laid, "Table 1. Wells read in each village").is_empty());
    // The pull quote is at the right edge of its column, and lines flow around it.
    let quote = laid.words().into_iter().find(|word| word.text.starts_with("Farmers de")).expect("the quote");
    assert!(quote.x > 250.0 && quote.x + quote.width < middle, "{quote:?}");
}

#[test]
fn a_catalogue_breaks_between_rows_of_its_grid() {
    let laid = document("catalogue");
    assert_eq!(laid.pages.len(), 12);
    // Each section begins with a separate page without a number.
    for (page, title) in [(0, "I. Everything"), (6, "II. And for")] {
        let lines = laid.lines(page);
        assert!(lines.iter().any(|line| line.starts_with(title)), "{lines:?}");
        assert!(!lines.contains(&(page + 1).to_string()), "{lines:?}");
        assert!(laid.lines(page + 1).contains(&(page + 2).to_string()));
    }
    for number in 1..=108 {
        let pages = pages_with(&laid, &format!("{number}. "));
        assert!(!pages.is_empty(), "number {number} is there");
    }
    // A price is on the page of its name.
    for number in [1, 40, 75, 108] {
        let price = format!("{}.{}0", number * 37 % 250 + 9, number % 2 * 5);
        let named = pages_with(&laid, &format!("{number}. "));
        assert!(pages_with(&laid, &price).iter().any(|page| named.contains(page)), "{number}: {price}");
    }
}

#[test]
fn a_long_table_has_its_head_and_foot_on_every_page_and_each_row_once() {
    let laid = document("table");
    let all: Vec<usize> = (0..laid.pages.len()).collect();
    assert!(all.len() > 5);
    for repeated in ["Inhabitants", "Remarks", "Numbers are rounded."] {
        assert_eq!(pages_with(&laid, repeated), all, "{repeated}");
    }
    let words = laid.words();
    for number in (1..=300).filter(|number| number % 29 != 0) {
        let name = format!("Place {number}");
        assert_eq!(words.iter().filter(|word| word.text == name).count(), 1, "{name}");
    }
}

#[test]
fn a_programme_has_its_minutes_at_the_edge_and_its_hours_at_a_tab() {
    let laid = document("programme");
    let words = laid.words();
    // 148 mm less two margins of 14 mm.
    let edge = (148.0 - 14.0) / 25.4 * 96.0;
    let minutes: Vec<_> = words.iter().filter(|word| word.text.ends_with(" min")).collect();
    assert_eq!(minutes.len(), 40);
    for word in &minutes {
        assert!((word.x + word.width - edge).abs() < 0.1, "{word:?}");
    }
    let hours: Vec<f64> =
        words.iter().filter(|word| ["18.30", "19.15"].contains(&&*word.text)).map(|word| word.x).collect();
    assert_eq!(hours.len(), 16);
    let tab = (14.0 + 32.0) / 25.4 * 96.0;
    assert!(hours.iter().all(|x| (x - tab).abs() < 0.1), "{hours:?}");
    let labels: Vec<&str> = laid.pages.iter().map(|page| &*page.label).collect();
    assert_eq!(labels[..3], ["i", "ii", "iii"]);
}

#[test]
fn a_booklet_has_mirrored_margins_running_heads_and_chapters_on_right_pages() {
    let laid = document("booklet");
    for chapter in ["The River", "The Wall", "The Boat", "The Teacher", "The Map"] {
        let first = pages_with(&laid, chapter).into_iter().find(|page| *page > 1).expect("a chapter");
        assert!(first.is_multiple_of(2), "{chapter} begins on page {first}, a right one");
        // The first page of a chapter has the name as a heading and as the running head.
        assert_eq!(laid.lines(first).iter().filter(|line| *line == chapter).count(), 2, "{chapter}");
    }
    // The table of contents, on a page with another numbering, gives the printed numbers of the pages.
    assert_eq!(laid.pages[1].label, "ii");
    let contents = laid.lines(1);
    for chapter in ["The River", "The Wall", "The Boat", "The Teacher", "The Map"] {
        let first = pages_with(&laid, chapter).into_iter().find(|page| *page > 1).expect("a chapter");
        let number = laid.pages[first].label.clone();
        assert!(
            contents.iter().any(|line| line.starts_with(chapter) && line.ends_with(&format!(".{number}"))),
            "{chapter} on {number}: {contents:?}"
        );
    }
    let margin = |page: usize| {
        let lines = laid.words().into_iter().filter(|word| word.page == page && word.text.len() > 30);
        lines.map(|word| word.x).fold(f64::INFINITY, f64::min)
    };
    let millimeters = |value: f64| value / 25.4 * 96.0;
    assert!((margin(2) - millimeters(22.0)).abs() < 0.5 && (margin(3) - millimeters(16.0)).abs() < 0.5);
    for page in 3..laid.pages.len() {
        let lines = laid.lines(page);
        let is_blank = laid.pages[page].class.blank;
        assert_eq!(lines.is_empty(), is_blank, "page {page}");
        if !is_blank {
            assert!(lines.contains(&(page - 1).to_string()), "page {page}: {:?}", lines);
        }
    }
}
