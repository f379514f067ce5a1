//! `::first-line` (CSS Pseudo-Elements 4, section 2.1). Lines are 20 px high and pages 400 px wide unless a test
//! states otherwise; expected places are in CSS pixels.

use crate::kit;
use crate::kit::{Laid, lay_out};
use engine::css::Color;
use engine::layout::{GlyphRun, LineFragment};
use engine::pages::Placed;

const TEXT: &str = "Once upon a time there were universities that wished to work together across the sea, and \
    so they met in a port, wrote down what they had in common, and founded an association whose members are \
    now many more than fifty, in all the countries around that sea and beyond it.";

fn page(style: &str, body: &str) -> Laid {
    let laid = lay_out(&format!(
        "<!doctype html><html lang=en><title>Test</title><style>
        @page {{ size: 400px 600px; margin: 0 }}
        html {{ font: 16px/20px 'Source Sans 3' }} body, p {{ margin: 0 }}
        {style}</style><body>{body}"
    ));
    let faults: Vec<_> = laid.messages.iter().filter(|message| message.starts_with("error")).collect();
    assert!(faults.is_empty(), "{faults:?}");
    laid
}

/// Calls `ask` for every run of glyphs; each answer comes with the number of its line.
fn runs<T>(laid: &Laid, ask: impl Fn(&GlyphRun) -> T) -> Vec<(usize, T)> {
    let lines = laid.pages.iter().flat_map(|page| &page.content).filter_map(|placed| match placed {
        Placed::Line(line) => Some(&line.line),
        _ => None,
    });
    lines
        .enumerate()
        .flat_map(|(number, line)| line.fragments.iter().map(move |fragment| (number, fragment)))
        .filter_map(|(number, fragment)| match fragment {
            LineFragment::Glyphs(run) => Some((number, ask(run))),
            _ => None,
        })
        .collect()
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 0.06
}

const RED: Color = Color::rgb(255, 0, 0);

#[test]
fn only_the_first_line_has_the_style() {
    let laid = page(
        "p::first-line { color: red; font-weight: 700; letter-spacing: 2px }",
        &format!("<p>{TEXT}</p>"),
    );
    let plain = page("", &format!("<p>{TEXT}</p>"));
    let bold = page("p { font-weight: 700; letter-spacing: 2px }", &format!("<p>{TEXT}</p>"));
    let lines = laid.lines(0);
    assert_eq!(lines[0], bold.lines(0)[0], "as much as fits of bold text");
    assert_ne!(lines[0], plain.lines(0)[0]);
    assert_eq!(lines.join(" "), plain.lines(0).join(" "), "no word is lost or repeated");
    for (line, (color, weight)) in runs(&laid, |run| (run.style.text.color, run.style.font.weight)) {
        let wanted = if line == 0 { (RED, 700) } else { (Color::BLACK, 400) };
        assert_eq!((color, weight), wanted, "line {line}");
    }
    // The old notation is the same.
    let old =
        page("p:first-line { color: red; font-weight: 700; letter-spacing: 2px }", &format!("<p>{TEXT}</p>"));
    assert_eq!(old.lines(0), lines);
}

#[test]
fn a_first_line_has_a_height_and_a_size_of_its_own() {
    let laid = page("p::first-line { font-size: 24px; line-height: 40px }", &format!("<p id=p>{TEXT}</p>"));
    let lines = laid.lines(0).len() as f64;
    assert!(near(laid.rect("p")[3], 40.0 + (lines - 1.0) * 20.0));
    let lower = page("p::first-line { line-height: 10px }", &format!("<p id=p>{TEXT}</p>"));
    assert!(near(lower.rect("p")[3], 10.0 + (lower.lines(0).len() as f64 - 1.0) * 20.0));
    // Properties that do not apply to a first line have no effect.
    let style =
        "p::first-line { margin: 9px; padding: 9px; border: 9px solid; text-align: right; opacity: 0.5 }";
    let other = page(style, &format!("<p id=p>{TEXT}</p>"));
    assert_eq!(other.words(), page("", &format!("<p id=p>{TEXT}</p>")).words());
}

#[test]
fn elements_on_the_line_inherit_from_it_and_keep_their_own_declarations() {
    let body = "<p>One <b>bold <i>italic</i></b> <em>own <small>small</small></em><br>
        two <b>bold <i>italic</i></b> <em>own <small>small</small></em></p>";
    let style = "p::first-line { color: red; font-size: 20px } em { color: blue; font-size: 0.5em; font-style: normal }
        small { font-size: inherit; color: inherit }";
    let laid = page(style, body);
    let found = runs(&laid, |run| (run.style.text.color, run.style.font.size, run.style.font.weight));
    let blue = Color::rgb(0, 0, 255);
    let size = |pixels: i32| engine::units::Length::PIXEL * pixels;
    for &(line, (color, of, _)) in &found {
        let (base, own) = if line == 0 { (20, RED) } else { (16, Color::BLACK) };
        let inside = of == size(base / 2);
        assert!(inside || of == size(base), "line {line}: {of:?}");
        assert_eq!(color, if inside { blue } else { own }, "line {line}");
    }
    for line in [0, 1] {
        assert!(found.iter().any(|(number, (_, _, weight))| *number == line && *weight == 700));
        assert!(found.iter().any(|(number, (color, ..))| *number == line && *color == blue));
    }
}

#[test]
fn an_element_that_is_broken_has_both_styles() {
    let laid = page("p::first-line { color: red; letter-spacing: 2px }", &format!("<p><b>{TEXT}</b></p>"));
    let colors = runs(&laid, |run| run.style.text.color);
    assert!(colors.iter().all(|(line, color)| (*line == 0) == (*color == RED)), "{colors:?}");
}

#[test]
fn text_is_transformed_on_the_line_and_not_after_it() {
    let text =
        "die straßenbahn fährt heute nicht weil die straße gesperrt ist und niemand die straße öffnen will";
    let laid = page("p::first-line { text-transform: uppercase }", &format!("<p lang=de>{text}</p>"));
    let lines = laid.lines(0);
    assert!(lines[0].starts_with("DIE STRASSENBAHN FÄHRT HEUTE"), "{lines:?}");
    assert_eq!(lines.join(" ").to_lowercase().replace("strassen", "straßen"), text);
    assert!(lines[1..].iter().all(|line| *line == line.to_lowercase()), "{lines:?}");
    // The opposite: the block transforms its text, and its first line does not.
    let style = "p { text-transform: uppercase } p::first-line { text-transform: none }";
    let lines = page(style, &format!("<p lang=de>{text}</p>")).lines(0);
    assert!(lines[0].starts_with("die straßenbahn fährt heute"), "{lines:?}");
    assert_eq!(lines.join(" ").to_lowercase().replace("strasse", "straße"), text);
    assert!(lines[1].contains("STRASSE"), "{lines:?}");
}

#[test]
fn a_transformed_line_can_end_inside_a_word() {
    let style = "p { hyphens: auto; width: 150px } p::first-line { text-transform: uppercase }";
    let words = "Straßenbahnhaltestellenüberdachung";
    for width in 100..220 {
        let laid = page(&style.replace("150", &width.to_string()), &format!("<p lang=de>{words}</p>"));
        let all: String = laid.lines(0).iter().map(|line| line.trim_end_matches('\u{2010}')).collect();
        let all = all.to_lowercase().replace("strasse", "straße").replace('\u{2010}', "");
        assert_eq!(all, words.to_lowercase(), "{width}");
    }
}

#[test]
fn a_transformed_line_may_have_more_letters_than_the_paragraph() {
    let longer = "p { letter-spacing: 1px } p::first-line { text-transform: uppercase }";
    assert_eq!(page(longer, "<p>ß").lines(0), ["SS"]);
    assert_eq!(page(longer, "<p>ßßß<br>").lines(0), ["SSSSSS"]);
    let cut =
        "p { width: 20px; overflow: hidden; text-overflow: ellipsis; white-space: pre; letter-spacing: 1px }
        p::first-line { text-transform: uppercase }";
    assert_eq!(page(cut, "<p>ßßßß").lines(0), ["S…"]);
    // The end of the first line has no effect on the letters after it.
    let [plain, transformed] = ["", "p::first-line { text-transform: uppercase }"].map(|style| {
        page(&format!("p {{ letter-spacing: 1px }} {style}"), "<p>ßß<br>abcdef").word("abcdef").width
    });
    assert_eq!(plain, transformed);
}

#[test]
fn the_first_line_of_a_block_is_that_of_the_first_block_in_it() {
    let body = "<div><p id=a>one<br>two</p><p id=b>three</p></div><div>four<p>five</p></div><div><ul><li>six</ul></div>";
    let laid =
        page("div::first-line { color: red } #a::first-line { font-weight: 700 } #a { color: blue }", body);
    let first = runs(&laid, |run| (run.style.text.color == RED, run.style.font.weight));
    let lines: Vec<(bool, u16)> = first.into_iter().map(|(_, found)| found).collect();
    // The marker of the list is drawn before its line.
    assert_eq!(lines[..5], [(true, 700), (false, 400), (false, 400), (true, 400), (false, 400)]);
    assert_eq!(lines.last(), Some(&(true, 400)));
}

#[test]
fn the_first_line_contains_the_first_letter() {
    let style = "p::first-line { color: red; font-size: 20px } p::first-letter { font-size: 2em }";
    let laid = page(style, &format!("<p>{TEXT}</p>"));
    let letter = runs(&laid, |run| (run.style.text.color, run.size)).remove(0).1;
    assert_eq!(letter, (RED, engine::units::Length::PIXEL * 40));
    // An initial spans lines of the block, regardless of its first-line style, and the lines are beside it.
    let style = "p::first-line { font-variant-caps: small-caps } p::first-letter { initial-letter: 3; margin-right: 6px }";
    let laid = page(style, &format!("<p>{TEXT}</p>"));
    let without = page("p::first-letter { initial-letter: 3; margin-right: 6px }", &format!("<p>{TEXT}</p>"));
    assert_eq!(laid.word("O"), without.word("O"));
    let starts = |laid: &Laid| {
        let mut starts = runs(laid, |run| (kit::pixels(run.x), run.glyphs.len() == 1));
        starts.retain(|(_, (_, letter))| !letter);
        starts.dedup_by_key(|(line, _)| *line);
        starts.into_iter().map(|(_, (x, _))| x).take(4).collect::<Vec<f64>>()
    };
    assert_eq!(starts(&laid), starts(&without));
}

#[test]
fn justified_paragraphs_are_composed_with_their_first_line() {
    let style =
        "p { text-align: justify; hyphens: auto } p::first-line { font-size: 20px; letter-spacing: 1px }";
    let laid = page(style, &format!("<p>{TEXT}</p>"));
    let lines = laid.lines(0);
    let mut ends: Vec<f64> = Vec::new();
    for (line, end) in runs(&laid, |run| kit::pixels(run.x + run.width)) {
        ends.resize(ends.len().max(line + 1), 0.0);
        ends[line] = ends[line].max(end);
    }
    assert_eq!(ends.len(), lines.len());
    assert!(ends[..ends.len() - 1].iter().all(|&end| near(end, 400.0)), "{ends:?}");
    assert!(laid.messages.iter().all(|message| !message.contains("wider than")), "{:?}", laid.messages);
    let text: String = lines.iter().map(|line| format!("{line} ")).collect();
    assert_eq!(text.replace("\u{2010} ", "").trim(), TEXT);
}

#[test]
fn a_paragraph_continues_in_its_own_style_on_the_next_page() {
    let style = "@page { size: 400px 60px } @page :first { size: 400px 20px } p { orphans: 1; widows: 1 }
        p::first-line { color: red; text-transform: uppercase }";
    let laid = page(style, &format!("<p>{TEXT}</p>"));
    assert_eq!(laid.lines(0).len(), 1);
    let all: Vec<String> = (0..laid.pages.len()).flat_map(|page| laid.lines(page)).collect();
    assert_eq!(all.join(" ").to_lowercase(), TEXT.to_lowercase());
    assert_eq!(all[0], all[0].to_uppercase());
    let red = runs(&laid, |run| run.style.text.color == RED);
    assert!(red.iter().all(|(line, red)| *red == (*line == 0)), "{red:?}");
    // Also if pages have different widths, and the rest is laid out again.
    let laid = page(&style.replace("400px 60px", "300px 60px"), &format!("<p>{TEXT}</p>"));
    let all: Vec<String> = (0..laid.pages.len()).flat_map(|page| laid.lines(page)).collect();
    assert_eq!(all.join(" ").to_lowercase(), TEXT.to_lowercase());
}

#[test]
fn right_to_left_paragraphs_have_a_first_line_too() {
    let text = "كان يا ما كان في قديم الزمان جامعات أرادت أن تعمل معا عبر البحر فاجتمعت في ميناء";
    let style = "p { width: 250px } p::first-line { font-size: 24px; line-height: 40px; color: red }";
    let laid = page(style, &format!("<p dir=rtl lang=ar id=p>{text}</p>"));
    // The words of a line are painted from left to right.
    let read: Vec<String> = laid
        .lines(0)
        .iter()
        .flat_map(|line| line.split(' ').rev().map(str::to_string).collect::<Vec<_>>())
        .collect();
    assert_eq!(read.join(" "), text);
    let found = runs(&laid, |run| (run.style.text.color == RED, run.right_to_left));
    assert!(found.iter().all(|(line, (red, rtl))| *rtl && *red == (*line == 0)));
    let mut ends = runs(&laid, |run| kit::pixels(run.x + run.width));
    ends.retain(|(line, _)| *line == 0);
    assert!(near(ends.iter().map(|(_, end)| *end).fold(0.0, f64::max), 250.0));
}

#[test]
fn a_background_is_behind_the_line_only() {
    let laid = page("p::first-line { background: red }", &format!("<p>{TEXT}</p>"));
    let boxes: Vec<f64> = laid
        .pages
        .iter()
        .flat_map(|page| &page.content)
        .filter_map(|placed| match placed {
            Placed::Line(line) => Some(line),
            _ => None,
        })
        .flat_map(|line| line.fragments())
        .filter_map(|fragment| match fragment {
            LineFragment::Box(each) if each.style.background.color == RED => {
                Some(kit::pixels(each.rect.width))
            }
            _ => None,
        })
        .collect();
    let width = runs(&laid, |run| kit::pixels(run.width));
    let first: f64 = width.iter().filter(|(line, _)| *line == 0).map(|(_, width)| width).sum();
    assert_eq!(boxes.len(), 1);
    assert!(near(boxes[0], first), "{boxes:?}, {first}");
}

#[test]
fn a_shrink_to_fit_width_includes_the_first_line() {
    let laid = page(
        "div { display: inline-block } div::first-line { font-size: 32px; line-height: 40px }",
        "<div id=a>word word</div><br><div id=b>word word<br>word word word</div>",
    );
    let lines: Vec<String> = laid.lines(0).into_iter().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, ["word word", "word word", "word word word"]);
    let plain = page("div { display: inline-block; font-size: 32px }", "<div id=a>word word</div>");
    assert!(near(laid.rect("a")[2], plain.rect("a")[2]));
}

#[test]
fn words_too_wide_for_the_first_line_only_are_broken_on_it() {
    let body = "<p id=p>Straßenbahnhaltestellen ist neu</p>";
    let style =
        "p { overflow-wrap: anywhere; width: 200px } p::first-line { font-size: 40px; line-height: 1 }";
    let laid = page(style, body);
    assert!(laid.messages.is_empty(), "{:?}", laid.messages);
    assert!(laid.words().iter().all(|word| word.x + word.width <= 200.0), "{:?}", laid.words());
    assert_eq!(laid.lines(0).concat(), "Straßenbahnhaltestellen ist neu");
}

#[test]
fn a_raised_first_line_is_raised_in_its_line() {
    let laid = page("p::first-line { vertical-align: 10px }", "<p id=p>one<br>two</p>");
    let plain = page("", "<p id=p>one<br>two</p>");
    // The line is taller by the same amount: its text does not move, and the next line is lower.
    assert!(near(laid.word("one").baseline, plain.word("one").baseline));
    assert!(near(laid.word("two").baseline, plain.word("two").baseline + 10.0));
}
