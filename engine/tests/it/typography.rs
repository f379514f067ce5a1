//! Typography of paragraphs: first letters and initials. Expected places are worked out in the source, in
//! CSS pixels; lines are 20 px high and pages 400 px wide, and capitals of Source Sans 3 are 0.66 em high.

use crate::kit::{Laid, lay_out};

fn page(style: &str, body: &str) -> Laid {
    lay_out(&format!(
        "<!doctype html><html lang=en><title>Test</title><style>
        @page {{ size: 400px 600px; margin: 0 }}
        html {{ font: 16px/20px 'Source Sans 3' }} body, p {{ margin: 0 }}
        {style}</style><body>{body}"
    ))
}

const TEXT: &str = "Once upon a time there were universities that wished to work together across the sea, and \
    so they met in a port, wrote down what they had in common, and founded an association whose members are \
    now many more than fifty, in all the countries around that sea and beyond it.";

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 0.06
}

/// Left end of the first run on each baseline, from top to bottom, without the initial `letter`.
fn starts(laid: &Laid, letter: &str) -> Vec<f64> {
    let mut starts: Vec<(f64, f64)> = Vec::new();
    for word in laid.words().into_iter().filter(|word| word.text != letter) {
        match starts.iter_mut().find(|(baseline, _)| near(*baseline, word.baseline)) {
            Some((_, x)) => *x = x.min(word.x),
            None => starts.push((word.baseline, word.x)),
        }
    }
    starts.into_iter().map(|(_, x)| x).collect()
}

#[test]
fn a_first_letter_has_its_own_style_and_its_punctuation() {
    let laid = page(
        "p::first-letter { font-size: 32px } div:first-letter { letter-spacing: 5px }",
        "<p>“Quite so,” she said.</p><div><p id=plain style='font-size: 12px'>(1) first</p>second</div>
         <p><img src='tests/pictures/red.png' width=5 height=5>After an image</p>",
    );
    assert_eq!(laid.word("“Q").x, 0.0);
    assert_eq!(laid.word("uite so").x, laid.word("“Q").width);
    let words: Vec<String> = laid.words().into_iter().map(|word| word.text).collect();
    // The first letter belongs to the inner block, not to the block around it.
    assert!(words.contains(&"(1)".to_string()), "{words:?}");
    // Text after an image on the line is not the first letter.
    assert!(words.iter().any(|word| word.starts_with("After")), "{words:?}");
    // It has its own font size, which also makes the line taller: 32 px letters on lines of 20 px.
    let alone = page("", "<p style='font-size: 32px'>“Q</p>");
    assert!(near(laid.word("“Q").width, alone.word("“Q").width));
}

#[test]
fn a_first_letter_is_transformed_by_its_language() {
    let laid = page("p::first-letter { text-transform: uppercase }", "<p lang=az>işıqlı <b>i</b> söz</p>");
    assert_eq!(laid.lines(0), ["İşıqlı i söz"]);
}

#[test]
fn a_drop_capital_spans_its_lines_exactly() {
    let laid = page("p::first-letter { initial-letter: 3; margin-right: 6px }", &format!("<p>{TEXT}</p>"));
    let initial = laid.word("O");
    let first = laid.word("nce upon");
    // It is on the third line.
    assert!(near(initial.baseline, first.baseline + 40.0), "{initial:?} {first:?}");
    // Its capital height is two lines and the capital height of the text: (40 + 0.66 × 16) ÷ 0.66.
    let same = page("", "<p style='font-size: 76.606px; line-height: 20px'>O</p>");
    assert!(near(initial.width, same.word("O").width), "{initial:?}");
    // Three lines are beside it and its margin, the fourth is below.
    let beside = initial.width + 6.0;
    let starts = starts(&laid, "O");
    assert!(starts.len() >= 4 && starts[..3].iter().all(|&x| near(x, beside)), "{starts:?} {beside}");
    assert_eq!(starts[3], 0.0);
    // It does not make the lines taller.
    let plain = page("", &format!("<p>{TEXT}</p>"));
    assert_eq!(first.baseline, plain.word("Once").baseline);
    assert!(laid.messages.is_empty(), "{:?}", laid.messages);
    // Nothing overflows beside it.
    assert!(laid.words().iter().all(|word| word.x + word.width <= 400.0 + 6.0));
}

#[test]
fn a_justified_paragraph_keeps_to_the_width_beside_its_initial() {
    let style = "p { text-align: justify; hyphens: auto } p::first-letter { initial-letter: 2 }";
    let laid = page(style, &format!("<p>{TEXT}</p>"));
    let initial = laid.word("O");
    let starts = starts(&laid, "O");
    assert!(
        near(starts[0], initial.width) && near(starts[1], initial.width) && starts[2] == 0.0,
        "{starts:?}"
    );
    let last = laid.words().iter().map(|word| word.baseline).fold(0.0, f64::max);
    for word in laid.words().iter().filter(|word| word.text.len() > 3 && !near(word.baseline, last)) {
        // A hyphen is a separate run, and a space hangs at the end without width.
        let end = word.x + word.width;
        assert!(end > 390.0 && end < 400.1, "{word:?}");
    }
}

#[test]
fn a_raised_initial_is_on_the_first_line_and_makes_room_above() {
    let laid = page("p::first-letter { initial-letter: 3 raise }", &format!("<p>{TEXT}</p>"));
    let (initial, first) = (laid.word("O"), laid.word("nce upon"));
    assert!(near(initial.baseline, first.baseline));
    // Only its capital height, 40 + 0.66 × 16, is above.
    assert!(near(first.baseline, 50.56), "{first:?}");
    assert_eq!(starts(&laid, "O")[1], 0.0);
    // It is lowered by one line less than its height.
    let laid = page("p::first-letter { initial-letter: 3 2 }", &format!("<p>{TEXT}</p>"));
    let (initial, first) = (laid.word("O"), laid.word("nce upon"));
    assert!(near(initial.baseline, first.baseline + 20.0));
    assert!(near(first.baseline, 30.56), "{first:?}");
}

#[test]
fn content_after_a_short_paragraph_begins_below_its_initial() {
    let laid = page("#a::first-letter { initial-letter: 3 }", "<p id=a>Once</p><p id=b>b</p>");
    assert_eq!(laid.rect("b")[1], 60.0);
}

#[test]
fn no_page_ends_beside_an_initial() {
    let style = "p { orphans: 1; widows: 1 } #b::first-letter { initial-letter: 3 }";
    // 29 lines fit on a page with the first block; two would be left for the paragraph.
    let laid = page(style, &format!("<div style='height: 555px'></div><p id=b>{TEXT}</p>"));
    assert_eq!(laid.page_of("b"), 1);
    assert_eq!(laid.pages.len(), 2);
}

#[test]
fn an_invalid_initial_is_refused() {
    for value in ["0.5", "2 0", "3 drop drop", "raise"] {
        let laid = page(&format!("p::first-letter {{ initial-letter: {value} }}"), "<p>Once</p>");
        assert_eq!(laid.messages.len(), 1, "{value}: {:?}", laid.messages);
    }
}

#[test]
fn percentages_of_word_spacing_are_of_the_font_size() {
    let width = |style: &str| page("", &format!("<p style='{style}'>a b c</p>")).word("a b c").width;
    // Two spaces of a quarter of 16 px more.
    assert!(near(width("word-spacing: 25%"), width("") + 8.0));
}
