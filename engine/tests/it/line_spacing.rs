//! Spaces along lines: tabs, indents, letter spacing, white space at the ends of lines, and the places where
//! words are broken. Lengths are CSS pixels; in Source Code Pro of 10 px every character is 6 px wide.

use crate::kit;
use crate::kit::{Laid, Word, lay_out};

fn page(style: &str, body: &str) -> Laid {
    let mut laid = lay_out(&format!(
        "<!doctype html><html lang=en><title>Test</title><style>
        @page {{ size: 400px 3000px; margin: 0 }}
        html {{ font: 10px/20px 'Source Code Pro' }} body, p {{ margin: 0 }}
        p {{ width: 120px }} {style}</style><body>{body}"
    ));
    // These pages have no margins for what hangs.
    laid.messages.retain(|message| !message.contains("beyond the edge of its page"));
    assert!(laid.messages.is_empty(), "{:?}", laid.messages);
    laid
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 0.06
}

/// The left end of each letter that is drawn once, by the advances of its run.
fn at(laid: &Laid, letter: char) -> f64 {
    for page in &laid.pages {
        for placed in &page.content {
            let engine::pages::Placed::Line(line) = placed else { continue };
            for fragment in line.fragments() {
                let engine::layout::LineFragment::Glyphs(run) = fragment else { continue };
                let text = match &run.text {
                    engine::layout::RunText::Range(range) => {
                        &line.text[range.start as usize..range.end as usize]
                    }
                    engine::layout::RunText::Own(text) => text,
                };
                let mut x = line.at.x + run.x;
                for (&cluster, &advance) in run.clusters.iter().zip(run.advances.iter()) {
                    if text[cluster as usize..].starts_with(letter) {
                        return kit::pixels(x);
                    }
                    x += advance;
                }
            }
        }
    }
    panic!("no {letter}")
}

/// The left and right end of the glyphs on each line.
fn ends(laid: &Laid) -> Vec<(f64, f64)> {
    let mut lines: Vec<(f64, f64, f64)> = Vec::new();
    for Word { baseline, x, width, .. } in laid.words() {
        match lines.iter_mut().find(|line| near(line.0, baseline)) {
            Some(line) => (line.1, line.2) = (line.1.min(x), line.2.max(x + width)),
            None => lines.push((baseline, x, x + width)),
        }
    }
    lines.into_iter().map(|(_, left, right)| (left, right)).collect()
}

#[test]
fn a_tab_reaches_to_the_next_stop() {
    let places = |style: &str, text: &str| {
        let laid =
            page(&format!("p {{ white-space: pre; width: 390px; {style} }}"), &format!("<p>{text}</p>"));
        ['X', 'Y'].map(|letter| at(&laid, letter))
    };
    // Stops are eight spaces of 6 px apart.
    assert_eq!(places("", "\tX\tY"), [48.0, 96.0]);
    assert_eq!(places("", "a\tX\tY"), [48.0, 96.0]);
    assert_eq!(places("", "abcdefg\tX\t\tY"), [48.0, 144.0]);
    // At a stop it advances to the next one, and if less than half a digit is left, to the one after that.
    assert_eq!(places("tab-size: 2", "ab\tX\tY"), [24.0, 36.0]);
    assert_eq!(places("tab-size: 20px", "abc\tX\tY"), [40.0, 60.0]);
    assert_eq!(places("tab-size: 21px", "abc\tX\tY"), [21.0, 42.0]);
    assert_eq!(places("tab-size: 0", "a\tX\tY"), [6.0, 12.0]);
    // A space has letter and word spacing.
    assert_eq!(places("letter-spacing: 1px; word-spacing: 3px", "a\tX\tY"), [80.0, 160.0]);
    // An indent, even a negative one, moves the start of the line but no stop.
    assert_eq!(places("text-indent: 10px", "a\tX\tY"), [48.0, 96.0]);
    assert_eq!(places("text-indent: -10px", "a\tX\tY"), [0.0, 48.0]);
}

#[test]
fn tabs_count_from_the_edge_of_their_block() {
    let style = "p { white-space: pre; width: 390px } span { padding-left: 10px; border-right: 3px solid }
                 b { font-weight: 400; font-size: 20px; tab-size: 7 } i { display: inline-block; font-style: normal }";
    let laid = page(style, "<p>ab<span>\tX</span>\tY <b>\tZ</b></p>");
    assert_eq!((at(&laid, 'X'), at(&laid, 'Y')), (48.0, 96.0));
    // Stops are measured in spaces of the block's font, whatever the font size of the tab: seven of 6 px.
    assert_eq!(at(&laid, 'Z'), 126.0);
    // The padding comes before the tab.
    let laid = page(style, "<p>abcdefg<span>\tX</span></p><p>a<i>b\tY</i></p>");
    assert_eq!(at(&laid, 'X'), 96.0);
    assert_eq!(at(&laid, 'Y'), 54.0);
}

#[test]
fn a_block_is_as_wide_as_its_tabs_make_it() {
    let laid = page(
        "p { width: 390px } i { display: inline-block; font-style: normal; white-space: pre }",
        "<p><i id=a>a\tb</i><i id=b>\t\tb\nabc</i></p>",
    );
    assert_eq!(laid.rect("a")[2], 54.0);
    assert_eq!(laid.rect("b")[2], 102.0);
}

#[test]
fn tabs_keep_their_stops_however_the_line_is_aligned() {
    // The line is 54 px wide; the whole of it is moved.
    for (align, x) in [("left", 0.0), ("center", 33.0), ("right", 66.0), ("justify", 0.0)] {
        let laid = page(&format!("p {{ white-space: pre-wrap; text-align: {align} }}"), "<p>a\tX</p>");
        assert_eq!(at(&laid, 'a'), x, "{align}");
        assert_eq!(at(&laid, 'X'), x + 48.0, "{align}");
    }
    // Only what comes after the last tab is spread.
    let style = "p { white-space: pre-wrap; text-align: justify; tab-size: 5 }";
    let laid = page(style, "<p>a b\tX c Y ddddddd eeee</p>");
    assert_eq!(at(&laid, 'b'), 12.0);
    assert_eq!(at(&laid, 'X'), 30.0);
    assert!(near(ends(&laid)[0].1, 120.0), "{:?}", ends(&laid));
    assert!(at(&laid, 'Y') > 54.0 + 2.0);
}

#[test]
fn tabs_count_from_the_right_in_a_block_from_right_to_left() {
    let style = "p { white-space: pre; direction: rtl }";
    let laid = page(style, "<p>ab\tX</p>");
    // 48 px from the right edge, X takes 6 more to the left.
    assert_eq!(at(&laid, 'a'), 108.0);
    assert_eq!(at(&laid, 'X'), 66.0);
    // The same after a letter that itself runs from right to left.
    let laid = page("p { white-space: pre }", "<p dir=rtl>\u{628}\tX</p>");
    assert_eq!(at(&laid, 'X'), 66.0);
}

#[test]
fn indents_can_hang_and_repeat_after_forced_breaks() {
    let starts = |style: &str| -> Vec<f64> {
        let laid = page(
            &format!("p {{ text-indent: {style} }}"),
            "<p>aaaaaaaaa bbbbbbbbb ccccccccc<br>ddddddddd eeeeeeeee</p>",
        );
        ends(&laid).into_iter().map(|(left, _)| left).collect()
    };
    assert_eq!(starts("15px"), [15.0, 0.0, 0.0]);
    assert_eq!(starts("60px each-line"), [60.0, 0.0, 60.0, 0.0]);
    assert_eq!(starts("hanging 60px"), [0.0, 60.0, 60.0, 60.0]);
    assert_eq!(starts("each-line 60px hanging"), [0.0, 60.0, 0.0]);
    assert_eq!(starts("-6px each-line"), [-6.0, 0.0, -6.0]);
    assert_eq!(starts("hanging 10%"), [0.0, 12.0, 12.0, 12.0]);
    for value in ["hanging", "each-line 1px each-line", "1px 2px"] {
        let laid = lay_out(&format!("<title>T</title><style>p {{ text-indent: {value} }}</style><p>a</p>"));
        assert_eq!(laid.messages.len(), 1, "{value}: {:?}", laid.messages);
    }
}

#[test]
fn indents_in_a_composed_paragraph_from_right_to_left() {
    let words = "aaa bbbb cc ddddd eee ff gggg hhhhh ii jjj kkkk lll mm nnnnn ooo pppp qq rrr";
    for (direction, wrap) in [("ltr", "pretty"), ("rtl", "pretty"), ("rtl", "stable")] {
        let style = format!(
            "p {{ text-align: justify; text-wrap: {wrap}; direction: {direction}; text-indent: hanging each-line 24px }}"
        );
        let laid = page(&style, &format!("<p>{words}<br>{words}</p>"));
        let ends = ends(&laid);
        let count = ends.len();
        assert!(count > 8 && count.is_multiple_of(2), "{ends:?}");
        for (number, &(left, right)) in ends.iter().enumerate() {
            let first = number % (count / 2) == 0;
            let last = number % (count / 2) == count / 2 - 1;
            let indent = if first { 0.0 } else { 24.0 };
            let (start, end) = if direction == "ltr" { (left, 120.0 - right) } else { (120.0 - right, left) };
            assert!(near(start, indent), "{direction} {wrap} {number}: {ends:?}");
            assert!(last || near(end, 0.0), "{direction} {wrap} {number}: {ends:?}");
        }
    }
}

#[test]
fn a_continued_paragraph_is_indented_as_if_it_were_whole() {
    // The second page is narrower, so that the rest of the paragraph is laid out again there.
    let starts = |indent: &str| -> Vec<(usize, f64)> {
        let laid = lay_out(&format!(
            "<!doctype html><html lang=en><title>Test</title><style>
            @page {{ size: 120px 60px; margin: 0 }} @page :first {{ size: 130px 60px }}
            html {{ font: 10px/20px 'Source Code Pro'; orphans: 1; widows: 1 }} body, p {{ margin: 0 }}
            p {{ text-indent: {indent} }}</style><body>
            <p>aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff ggggggggg hhhhhhhhh<br>iiiiiiiii"
        ));
        let mut lines: Vec<(usize, f64, f64)> = Vec::new();
        for word in laid.words() {
            if !lines.iter().any(|line| line.0 == word.page && near(line.1, word.baseline)) {
                lines.push((word.page, word.baseline, word.x));
            }
        }
        lines.into_iter().map(|(page, _, x)| (page, x)).collect()
    };
    assert_eq!(starts("6px"), [(0, 6.0), (0, 0.0), (0, 0.0), (1, 0.0), (1, 0.0)]);
    assert_eq!(starts("6px hanging"), [(0, 0.0), (0, 6.0), (0, 6.0), (1, 6.0), (1, 6.0)]);
    assert_eq!(starts("6px each-line"), [(0, 6.0), (0, 0.0), (0, 0.0), (1, 0.0), (1, 6.0)]);
}

#[test]
fn letter_spacing_ends_with_the_last_letter() {
    // Three letters of 6 px with 4 px between them.
    let width = 3.0 * 6.0 + 2.0 * 4.0;
    for (style, left) in [
        ("text-align: left", 0.0),
        ("text-align: center", (120.0 - width) / 2.0),
        ("text-align: right", 120.0 - width),
        ("direction: rtl", 120.0 - width),
        ("direction: rtl; text-align: center", (120.0 - width) / 2.0),
    ] {
        let laid = page(&format!("p {{ letter-spacing: 4px; {style} }}"), "<p>abc</p>");
        let (found, right) = ends(&laid)[0];
        assert!(near(found, left) && near(right, left + width), "{style}: {found} to {right}");
    }
    let laid = page("p { letter-spacing: -1px; text-align: right }", "<p>abc</p>");
    assert_eq!(ends(&laid), [(104.0, 120.0)]);
    // The box around it is also as wide as the letters.
    let laid = page(
        "i { display: inline-block; font-style: normal; letter-spacing: 4px }",
        "<p><i id=a>abc</i></p>",
    );
    assert_eq!(laid.rect("a")[2], width);
    // Ten letters and nine gaps fit exactly.
    let laid = page("p { width: 96px; letter-spacing: 4px }", "<p>abcdefghij klmnopqrst</p>");
    assert_eq!(ends(&laid), [(0.0, 96.0), (0.0, 96.0)]);
}

#[test]
fn letterspaced_lines_end_at_the_edge_when_they_are_justified() {
    let words = "an internationalization of correspondence between universities around the sea";
    for hanging in ["none", "force-end"] {
        let style = format!(
            "p {{ width: 160px; letter-spacing: 2px; text-align: justify; hyphens: auto; hanging-punctuation: {hanging} }}"
        );
        let laid = page(&style, &format!("<p>{words}</p>"));
        let ends = ends(&laid);
        assert!(ends.len() > 3 && laid.words().iter().any(|word| word.text == "\u{2010}"), "{ends:?}");
        for &(left, right) in &ends[..ends.len() - 1] {
            assert!(near(left, 0.0) && near(right, 160.0), "{ends:?}");
        }
    }
    // A hanging comma hangs with its whole width, without spacing.
    let style = "p { letter-spacing: 4px; text-align: right; hanging-punctuation: force-end }";
    let laid = page(style, "<p>abc,</p>");
    assert_eq!(ends(&laid), [(120.0 - 3.0 * 6.0 - 3.0 * 4.0, 126.0)]);
}

#[test]
fn letter_spacing_splits_ligatures_and_does_not_separate_arabic() {
    let glyphs = |style: &str, text: &str| {
        let laid = page(&format!("p {{ width: 390px; {style} }}"), &format!("<p>{text}</p>"));
        let mut found = Vec::new();
        for placed in &laid.pages[0].content {
            let engine::pages::Placed::Line(line) = placed else { continue };
            for fragment in line.fragments() {
                let engine::layout::LineFragment::Glyphs(run) = fragment else { continue };
                found.extend(run.glyphs.iter().copied().zip(run.advances.iter().copied()));
            }
        }
        found
    };
    let serif = "font-family: 'Source Serif 4'";
    assert_eq!(glyphs(serif, "office").len(), 4);
    assert_eq!(glyphs(&format!("{serif}; letter-spacing: 1px"), "office").len(), 6);
    let arabic = "جامعة عـلم";
    let plain = glyphs("", arabic);
    let spaced = glyphs("letter-spacing: 3px", arabic);
    assert_eq!(plain.len(), spaced.len());
    let wider = plain.iter().zip(&spaced).filter(|(one, other)| one.1 != other.1).count();
    assert_eq!(wider, 1, "the space alone is wider");
}

#[test]
fn no_gap_is_made_between_arabic_letters_to_fill_a_line() {
    let text = "تربط الجامعات حول البحر علاقات قديمة فالطلاب يسافرون بين الموانئ كل عام ويعود كل واحد";
    let set = |style: &str| {
        let style = format!("p {{ width: 200px; text-wrap: stable; {style} }}");
        page(&style, &format!("<p lang=ar dir=rtl>{text}</p>"))
    };
    let glyphs = |laid: &Laid| {
        let mut found = Vec::new();
        for placed in &laid.pages[0].content {
            let engine::pages::Placed::Line(line) = placed else { continue };
            for fragment in line.fragments() {
                let engine::layout::LineFragment::Glyphs(run) = fragment else { continue };
                let widened = 1.0 + f64::from(run.widened) / 65536.0;
                for (&glyph, &advance) in run.glyphs.iter().zip(run.advances.iter()) {
                    found.push((glyph, f64::from(advance.0) / widened));
                }
            }
        }
        found
    };
    let laid = set("text-align: justify; text-justify: inter-character");
    let ends = ends(&laid);
    assert!(ends.len() > 2);
    for (left, right) in &ends[..ends.len() - 1] {
        assert!(near(*left, 0.0) && near(*right, 200.0), "{ends:?}");
    }
    let natural = glyphs(&set(""));
    let space = glyphs(&page("", "<p lang=ar dir=rtl>\u{628} \u{628}</p>"))[1].0;
    let mut compared = 0;
    for (glyph, advance) in glyphs(&laid).into_iter().filter(|(glyph, _)| *glyph != space) {
        let same = natural.iter().filter(|(other, _)| *other == glyph);
        assert!(same.clone().any(|(_, other)| (other - advance).abs() < 16.0), "{glyph}: {advance}");
        compared += 1;
    }
    assert!(compared > 50);
}

#[test]
fn spaces_that_break_take_up_room() {
    let lines = |style: &str, text: &str| {
        let laid = page(&format!("p {{ width: 36px; {style} }}"), &format!("<p>{text}</p>"));
        ends(&laid)
    };
    // Six characters fit. Hanging spaces take no space; breaking spaces continue on the next line.
    assert_eq!(lines("white-space: pre-wrap", "abcd     ef"), [(0.0, 24.0), (0.0, 12.0)]);
    assert_eq!(lines("white-space: break-spaces", "abcd     ef"), [(0.0, 36.0), (0.0, 30.0)]);
    // A line may end after each space, but not before the first.
    assert_eq!(lines("white-space: break-spaces", "abc def  gh"), [(0.0, 24.0), (0.0, 30.0), (0.0, 12.0)]);
    assert_eq!(lines("white-space: break-spaces", "a bcdef g"), [(0.0, 12.0), (0.0, 36.0), (0.0, 6.0)]);
    assert_eq!(lines("white-space: break-spaces; text-align: right", "ab  "), [(12.0, 36.0)]);
    assert_eq!(lines("white-space: pre; text-align: right", "ab  "), [(12.0, 36.0)]);
    assert_eq!(lines("text-align: right", "ab  "), [(24.0, 36.0)]);
    // Before a forced break, spaces hang only if they do not fit.
    assert_eq!(lines("white-space: pre-wrap; text-align: right", "ab  "), [(12.0, 36.0)]);
    assert_eq!(lines("white-space: pre-wrap; text-align: right", "abcd    "), [(0.0, 36.0)]);
    assert_eq!(lines("white-space: pre-wrap; text-align: right", "abcd  efg"), [(12.0, 36.0), (18.0, 36.0)]);
    let collapse = "white-space-collapse: preserve-spaces; text-align: right";
    assert_eq!(lines(collapse, "a\tb\nc"), [(6.0, 36.0)]);
    assert_eq!(lines("white-space: preserve-spaces nowrap", "ab \ncd"), [(0.0, 36.0)]);
    // The widest line includes its spaces, the narrowest does not.
    let laid = page(
        "i { display: inline-block; font-style: normal } #a { white-space: pre-wrap } #b { white-space: break-spaces }
         #c { width: min-content; white-space: pre-wrap } #d { width: min-content; white-space: break-spaces }",
        "<p><i id=a>ab  </i><p><i id=b>ab  </i><p><i id=c>abc  de  </i><p><i id=d>abc  de  </i>",
    );
    let width = |id| laid.rect(id)[2];
    assert_eq!([width("a"), width("b"), width("c"), width("d")], [24.0, 24.0, 18.0, 24.0]);
}

#[test]
fn a_word_is_broken_at_its_own_hyphen_only_where_that_helps() {
    let serif = "p { font: 10px/20px 'Source Serif 4'; text-wrap: pretty }";
    let lines = |width: f64, text: &str| {
        let laid = page(&format!("{serif} p {{ width: {width}px }}"), &format!("<p>{text}</p>"));
        laid.lines(0)
    };
    let text = "To strengthen further its relations with Turkic-speaking countries";
    let whole = lines(390.0, text).len();
    assert_eq!(whole, 1);
    for width in [215.0, 220.0, 225.0] {
        let lines = lines(width, text);
        assert!(!lines.iter().any(|line| line.ends_with('-')), "{width}: {lines:?}");
    }
    // A half-empty line is worse than a broken compound.
    let lines = lines(100.0, "in a well-internationalized university");
    assert!(lines.iter().any(|line| line.ends_with("well-")), "{lines:?}");
}

#[test]
fn a_word_alone_on_its_line_is_spread_where_letters_may_be() {
    let set = |width: u32, justify: &str| {
        format!("p {{ width: {width}px; text-align: justify; text-justify: {justify}; text-wrap: stable }}")
    };
    let style = |justify: &str| set(90, justify);
    let text = "<p>a bcd efghijklmn opqrstuvwx ab</p>";
    let line = |style: &str| ends(&page(style, text))[1];
    // Ten letters in 66 px.
    assert_eq!(line(&set(66, "auto")), (0.0, 60.0));
    assert_eq!(line(&set(66, "inter-character")), (0.0, 66.0));
    // In 90 px the letters would be too far apart.
    assert_eq!(line(&style("auto")), (0.0, 60.0));
    assert_eq!(line(&style("inter-character")), (0.0, 60.0));
    // A line in which nothing can be widened is aligned like a last line.
    for (last, ends) in [("end", (30.0, 90.0)), ("center", (15.0, 75.0)), ("justify", (15.0, 75.0))] {
        let style = format!("{} p {{ text-align-last: {last} }}", style("auto"));
        assert_eq!(line(&style), ends, "{last}");
    }
}

#[test]
fn a_ligature_is_split_where_its_word_is_hyphenated() {
    let laid = |width: f64| {
        page(
            &format!(
                "p {{ font: 20px/20px 'Source Serif 4'; hyphens: auto; width: {width}px; hyphenate-limit-chars: 4 2 2 }}"
            ),
            "<p>of office</p>",
        )
    };
    // With its ligature whole, "office" is one run of four glyphs.
    let whole = laid(200.0);
    assert_eq!(whole.lines(0), ["of office"]);
    let broken = laid(50.0);
    assert_eq!(broken.lines(0), ["of of\u{2010}", "fice"]);
    let part = |text: &str| page("p { font: 20px/20px 'Source Serif 4' }", &format!("<p>{text}</p>"));
    let width = |laid: &Laid, text: &str| laid.word(text).width;
    assert!(near(width(&broken, "fice"), width(&part("fice"), "fice")), "shaped by itself");
    let (_, right) = ends(&broken)[0];
    let alone = part("of of\u{2010}");
    assert!((right - ends(&alone)[0].1).abs() < 0.5, "{right}");
}
