//! Scripts and directions: places on right-to-left pages, and the order of text of two directions. Lengths are CSS pixels.

use crate::kit::{Laid, lay_out, pixels};
use engine::layout::{LineFragment, RunText};
use engine::pages::Placed;

/// A Persian page 500 pixels wide.
fn from_right(style: &str, body: &str) -> Laid {
    lay_out(&format!(
        "<!doctype html><html lang=fa dir=rtl><title>Test</title><style>
        @page {{ size: 500px 3000px; margin: 0 }}
        html {{ font: 16px/20px 'Source Sans 3' }} body, p {{ margin: 0 }}
        table {{ border-spacing: 0 }} td, th {{ padding: 0 }} {style}</style><body>{body}"
    ))
}

/// The letters of the first line that contains `text`, in visual order from left to right.
fn as_seen(laid: &Laid, text: &str) -> String {
    for page in &laid.pages {
        for placed in &page.content {
            let Placed::Line(line) = placed else { continue };
            let mut glyphs: Vec<(f64, String)> = Vec::new();
            let (mut start, mut end) = (usize::MAX, 0);
            for fragment in line.fragments() {
                let LineFragment::Glyphs(run) = fragment else { continue };
                let RunText::Range(range) = &run.text else { continue };
                let text = &line.text[range.start as usize..range.end as usize];
                (start, end) = (start.min(range.start as usize), end.max(range.end as usize));
                let mut x = run.x;
                for (cluster, advance) in run.clusters.iter().zip(run.advances.iter()) {
                    let letter = text[*cluster as usize..].chars().next().map(String::from);
                    glyphs.push((pixels(x), letter.unwrap_or_default()));
                    x += *advance;
                }
            }
            glyphs.sort_by(|one, other| one.0.total_cmp(&other.0));
            let seen: String = glyphs.into_iter().map(|(_, letter)| letter).collect();
            if line.text.get(start..end).is_some_and(|own| own.contains(text)) {
                return seen.trim().to_string();
            }
        }
    }
    panic!("no line has {text:?}")
}

#[test]
fn columns_run_from_the_right() {
    let laid = from_right(
        "",
        "<table id=t style='width: 300px; border: solid; border-width: 0 7px 0 3px'>
         <tr><td id=a style='width: 100px'>یک<td id=b style='width: 60px'>دو<td id=c>سه
         <tr><td id=d colspan=2>چهار<td id=e>پنج</table>",
    );
    assert_eq!(laid.rect("t")[0], 200.0, "the table is at the right");
    let [a, b, c] = ["a", "b", "c"].map(|id| laid.rect(id));
    assert_eq!((a[0] + a[2], a[2]), (493.0, 100.0), "its right border is before the first column");
    assert_eq!((b[0] + b[2], c[0] + c[2]), (a[0], b[0]));
    assert_eq!(c[0], 203.0);
    let (d, e) = (laid.rect("d"), laid.rect("e"));
    assert_eq!((d[0], d[0] + d[2]), (b[0], 493.0), "a cell over two columns covers the first two");
    assert_eq!(e[0], 203.0);
}

#[test]
fn collapsed_borders_are_those_of_the_neighbors() {
    let laid = from_right(
        "table { border-collapse: collapse } td { width: 50px }",
        "<table><tr><td id=a style='border-right: 4px solid; border-left: 2px solid'>یک
         <td id=b style='border-right: 6px solid; border-left: 8px solid'>دو</table>",
    );
    let (a, b) = (laid.rect("a"), laid.rect("b"));
    // The line between the two is the wider one, 6; 4 and 8 are at the ends. Half of each is in a cell.
    assert_eq!((a[2], b[2]), (2.0 + 50.0 + 3.0, 3.0 + 50.0 + 4.0));
    assert_eq!((a[0] + a[2], b[0] + b[2]), (500.0 - 2.0, a[0]));
}

#[test]
fn markers_and_indents_are_at_the_right() {
    let laid = from_right(
        "ol { margin: 0; list-style-type: persian }",
        "<ol><li id=i>نخست</ol><p id=p style='text-indent: 30px'>بند</p><p style='text-align: end'>پایان</p>
         <blockquote id=q style='margin-inline: 40px 10px'>گفته</blockquote>",
    );
    let item = laid.rect("i");
    assert_eq!((item[0], item[2]), (0.0, 460.0), "the room for markers is at the right");
    let (text, marker) = (laid.word("نخست"), laid.word("۱"));
    assert!((text.x + text.width - 460.0).abs() < 0.05, "{text:?}");
    assert!(marker.x >= 459.9, "{marker:?}");
    let indented = laid.word("بند");
    assert!((indented.x + indented.width - 470.0).abs() < 0.05, "{indented:?}");
    assert!(laid.word("پایان").x.abs() < 0.05);
    assert_eq!((laid.rect("q")[0], laid.rect("q")[2]), (10.0, 450.0));
}

#[test]
fn numbers_and_names_keep_their_order_inside_persian() {
    let laid = from_right("", "<p>سال ۱۹۹۶ و BSUN 12.50 (الف)</p>");
    // Digits and Latin letters run from left to right, the stretches from right to left, and brackets are mirrored.
    assert_eq!(as_seen(&laid, "سال"), ")فلا( BSUN 12.50 و ۱۹۹۶ لاس");
    let brackets = laid.word("الف");
    assert!(brackets.x < laid.word("BSUN").x && laid.word("BSUN").x < laid.word("سال").x);
}

#[test]
fn isolates_and_overrides_keep_to_themselves() {
    let laid = lay_out(
        "<!doctype html><html lang=en><title>Test</title><style>@page { size: 500px 500px; margin: 0 }</style>
         <body><p>A <bdi>باکو</bdi>: 3, 4</p><p>B باکو: 3, 4</p><p>C <bdo dir=rtl>abc 12</bdo></p>
         <p>D <bdo dir=ltr>باک</bdo></p>",
    );
    assert_eq!(as_seen(&laid, "A "), "A وکاب: 3, 4");
    // The numbers belong to the name: each runs from left to right, and they follow each other from the right.
    assert_eq!(as_seen(&laid, "B "), "B 4 ,3 :وکاب");
    assert_eq!(as_seen(&laid, "C "), "C 21 cba");
    assert_eq!(as_seen(&laid, "D "), "D باک");
}

#[test]
fn an_element_may_take_its_direction_from_its_text() {
    let laid = lay_out(
        "<!doctype html><html lang=en><title>Test</title><style>@page { size: 500px 500px; margin: 0 }
         body { margin: 0 } p:dir(rtl) { padding-right: 30px } p:dir(ltr) { padding-left: 20px }</style>
         <body><p dir=auto>12 دانشگاه first</p><p dir=auto><bdi>نخست</bdi> University</p>
         <div dir=rtl><p dir=auto>(…)</p><p>fourth</p></div>",
    );
    let first = laid.word("دانشگاه");
    let right = laid.words().iter().map(|word| word.x + word.width).fold(0.0, f64::max);
    assert!((right - 470.0).abs() < 0.05, "{right}");
    assert!(laid.word("first").x < first.x, "the paragraph goes from the right");
    // Isolated text and marks without a direction do not count.
    assert!(laid.word("University").x > laid.word("نخست").x);
    assert!((laid.word("نخست").x - 20.0).abs() < 0.05);
    assert!((laid.word("…").x - 20.0).abs() < 0.05);
    let fourth = laid.word("fourth");
    assert!((fourth.x + fourth.width - 470.0).abs() < 0.05, "{fourth:?}");
}

#[test]
fn letters_join_across_elements_and_not_across_a_joiner_that_forbids_it() {
    let laid = from_right(
        "",
        "<p id=whole><span id=a>کتاب</span></p><p><span id=b>ک<span style='color: red'>ت</span>اب</span></p>
         <p><span id=c>می\u{200c}خواهم</span></p><p><span id=d>میخواهم</span></p><p><span id=e>لا</span></p>
         <p><span id=f>ل\u{200c}ا</span></p>",
    );
    let width = |id| laid.rect(id)[2];
    assert!((width("a") - width("b")).abs() < 0.05, "a color does not separate letters");
    assert!(width("c") > width("d") + 1.0, "the letters do not join");
    assert!(width("f") > width("e") + 1.0, "lam and alef are one glyph unless separated");
}

#[test]
fn capitals_are_those_of_the_script() {
    let laid = lay_out(
        "<!doctype html><html lang=ka><title>Test</title><style>p { text-transform: uppercase }</style>
         <body><p>ანბანი</p><p lang=kk>өңір ұлт</p><p lang=tk>ýň ž</p><p lang=el>ρολόι</p><p lang=az>isı</p>",
    );
    for capitals in ["ᲐᲜᲑᲐᲜᲘ", "ӨҢІР ҰЛТ", "ÝŇ Ž", "ΡΟΛΟΪ", "İSI"] {
        laid.word(capitals);
    }
    assert!(laid.messages.is_empty(), "{:?}", laid.messages);
}

#[test]
fn a_document_from_the_right_begins_on_a_left_page() {
    let document = |direction: &str| {
        lay_out(&format!(
            "<!doctype html><html lang=fa dir={direction}><title>Test</title><style>
            @page {{ size: 200px 200px; margin: 0 }} @page :left {{ margin-left: 40px }} body, p {{ margin: 0 }}
            p {{ break-before: page; text-align: left }}</style><body><p id=a>یک<p id=b>دو
            <p id=c style='break-before: verso'>سه<p id=d style='break-before: left'>چهار"
        ))
    };
    let places = |direction: &str| {
        let laid = document(direction);
        ["a", "b", "c", "d"].map(|id| (laid.page_of(id), laid.rect(id)[0]))
    };
    assert_eq!(places("rtl"), [(0, 40.0), (1, 0.0), (3, 0.0), (4, 40.0)]);
    assert_eq!(places("ltr"), [(0, 0.0), (1, 40.0), (3, 40.0), (5, 40.0)]);
}
