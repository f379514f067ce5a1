//! What can be pointed at on a page and where it is in the HTML, and whether two pages look the same.

use engine::areas::{Area, AreaKind};
use engine::diagnostics::Strictness;
use engine::{Diagnostics, Input, Pages, Resources};

const STYLE: &str = "@page { size: 200pt 100pt; margin: 20pt } html { font: 10pt/12pt 'Source Sans 3' } \
                     body, p, h1 { margin: 0 }";

struct Document {
    html: String,
    pages: Pages,
    diagnostics: Diagnostics,
}

fn document(style: &str, body: &str) -> Document {
    let html = format!(
        "<!doctype html><html lang=en><head><title>A</title><style>{STYLE} {style}</style></head><body>{body}"
    );
    let resources = Resources::new(env!("CARGO_MANIFEST_DIR"), &[]);
    let mut diagnostics = Diagnostics::new();
    let source = diagnostics.add_source("document.html", html.as_str());
    let input = Input { strictness: Strictness::Lenient, ..crate::kit::input(&html, source, &resources) };
    let pages = engine::lay_out(input, &mut diagnostics).expect("a document");
    Document { html, pages, diagnostics }
}

impl Document {
    fn areas(&self, kind: AreaKind) -> Vec<Area> {
        let all = (0..self.pages.pages.len()).flat_map(|page| self.pages.areas(page));
        all.filter(|area| area.kind == kind).collect()
    }

    fn source(&self, area: &Area) -> &str {
        let place = area.place(&self.pages.document, &self.diagnostics);
        &self.html[place.start as usize..place.end as usize]
    }

    /// Each word with its source.
    fn words(&self) -> Vec<(String, &str)> {
        self.areas(AreaKind::Word).iter().map(|area| (area.words.clone(), self.source(area))).collect()
    }
}

fn assert_words(style: &str, body: &str, expected: &[(&str, &str)]) {
    let document = document(style, body);
    let words = document.words();
    let words: Vec<(&str, &str)> = words.iter().map(|(word, source)| (word.as_str(), *source)).collect();
    assert_eq!(words, expected, "{body}");
}

#[test]
fn a_word_is_at_its_letters_in_the_html() {
    assert_words(
        "",
        "<p>one&nbsp;two\n   <b>three</b> R&amp;D a&#x27;b",
        &[("one", "one"), ("two", "two"), ("three", "three"), ("R&D", "R&amp;D"), ("a'b", "a&#x27;b")],
    );
}

#[test]
fn the_same_word_is_at_its_own_place_each_time() {
    let document = document("", "<p>a b a</p><!-- a --><p title='a'>a");
    let areas = document.areas(AreaKind::Word);
    let starts: Vec<u32> = areas
        .iter()
        .filter(|area| area.words == "a")
        .map(|area| area.place(&document.pages.document, &document.diagnostics).start)
        .collect();
    let body = document.html.find("<p>a b a").expect("the body") as u32;
    assert_eq!(starts.iter().map(|start| start - body).collect::<Vec<_>>(), [3, 7, 35]);
}

#[test]
fn case_and_line_breaks_do_not_move_letters() {
    assert_words(
        "p { text-transform: uppercase; width: 40pt; hyphens: manual }",
        "<p>one two three fi\u{e9}",
        &[("ONE", "one"), ("TWO", "two"), ("THREE", "three"), ("FI\u{c9}", "fi\u{e9}")],
    );
}

#[test]
fn a_text_whose_letters_are_not_as_many_is_found_as_a_whole() {
    // The sharp s becomes two letters.
    assert_words(
        "p { text-transform: uppercase }",
        "<p>Ma\u{df} zwei",
        &[("MASS", "Ma\u{df} zwei"), ("ZWEI", "Ma\u{df} zwei")],
    );
}

#[test]
fn what_a_style_sheet_writes_is_at_the_element() {
    assert_words(
        "p::before { content: 'new ' }",
        "<p class=a>text",
        &[("new", "<p class=a>"), ("text", "text")],
    );
}

#[test]
fn right_to_left_words_are_at_their_letters_in_the_order_of_the_text() {
    assert_words(
        "",
        "<p dir=rtl lang=fa>\u{627}\u{646}\u{62c}\u{645}\u{646} \u{62f}\u{631}\u{6cc}\u{627}",
        &[
            ("\u{627}\u{646}\u{62c}\u{645}\u{646}", "\u{627}\u{646}\u{62c}\u{645}\u{646}"),
            ("\u{62f}\u{631}\u{6cc}\u{627}", "\u{62f}\u{631}\u{6cc}\u{627}"),
        ],
    );
}

#[test]
fn the_rectangle_of_a_word_is_around_its_glyphs() {
    let document = document("", "<p>one two");
    let [one, two] = &document.areas(AreaKind::Word)[..] else { panic!("two words") };
    assert_eq!(one.rect.x.points(), 20.0);
    assert!(one.rect.width.points() > 10.0 && one.rect.right() < two.rect.x);
    assert_eq!(one.rect.y, two.rect.y);
    assert!(one.rect.y.points() < 24.0 && one.rect.bottom().points() > 30.0, "{one:?}");
}

#[test]
fn a_word_is_where_a_transform_moves_it() {
    let document = document("p { transform: translate(50pt, 30pt) }", "<p>one");
    let [one] = &document.areas(AreaKind::Word)[..] else { panic!("one word") };
    assert_eq!(one.rect.x.points(), 70.0);
    assert!(document.areas(AreaKind::Box).iter().all(|area| area.words != "<p>"));
}

#[test]
fn boxes_and_pictures_are_at_their_tags() {
    let picture = "<svg class=x width=9 height=9 aria-label=a><rect width=9 height=9 /></svg>";
    let document = document("", &format!("<div class=outer>\n<p id=inner>a</p>{picture}</div>"));
    let boxes: Vec<(String, &str)> = document
        .areas(AreaKind::Box)
        .iter()
        .filter(|area| area.words.contains('"'))
        .map(|area| (area.words.clone(), document.source(area)))
        .collect();
    assert!(boxes.contains(&("<div class=\"outer\">".to_string(), "<div class=outer>")), "{boxes:?}");
    assert!(boxes.contains(&("<p id=\"inner\">".to_string(), "<p id=inner>")), "{boxes:?}");
    let pictures = document.areas(AreaKind::Picture);
    assert!(pictures.iter().any(|area| document.source(area).starts_with("<svg class=x")), "{pictures:?}");
}

#[test]
fn digests_differ_only_for_pages_that_look_different() {
    let digests = |style: &str, body: &str| -> Vec<u64> {
        let Document { pages, .. } = document(style, body);
        pages.display_lists().iter().map(|list| list.digest(&pages.fonts)).collect()
    };
    let pages =
        |first: &str, second: &str| format!("<p>{first}</p><p style='break-before: page'>{second}</p>");
    let before = digests("", &pages("one", "two"));
    assert_eq!(digests("", &pages("one", "two")), before);
    // The elements of the second page have other numbers.
    let after = digests("", &pages("one <b>more</b>", "two"));
    assert!(after[0] != before[0] && after[1] == before[1]);
    for style in [
        "p { color: red }",
        "p { font-weight: 700 }",
        "p { font-size: 11pt }",
        "p { padding-left: 1pt }",
        "p { background: red }",
        "p { border-left: 1pt dashed }",
        "p { background: linear-gradient(red, blue) }",
        "p { opacity: 0.5 }",
        "p { mix-blend-mode: multiply }",
        "p { transform: rotate(1deg) }",
        "@page { size: 200pt 101pt }",
    ] {
        let other = digests(style, &pages("one", "two"));
        assert!(other[0] != before[0] && other[1] != before[1], "{style}");
    }
    // What is not seen does not count.
    assert_eq!(digests("p { orphans: 3 }", &pages("<i></i>one", "two")), before);
    let picture = |path: &str| format!("<svg width=9 height=9 viewBox='0 0 9 9'><path d='{path}'/></svg>");
    let first = digests("", &picture("M0 0h9v9z"));
    assert_eq!(digests("", &picture("M0 0h9v9z")), first);
    assert_ne!(digests("", &picture("M0 0h9v8z")), first);
}
