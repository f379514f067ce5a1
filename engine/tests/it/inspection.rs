//! What a typesetter would see on finished pages: each kind with the smallest document that has it, and the nearest one
//! that has it not.

use engine::diagnostics::Strictness;
use engine::inspection::{Finding, FindingKind};
use engine::{Diagnostics, Input, Resources};

/// A page of five lines of 12 pt, without headers.
const STYLE: &str = "@page { size: 200pt 100pt; margin: 20pt } html { font: 10pt/12pt 'Source Sans 3'; orphans: 1; \
                     widows: 1 } body, p, h2 { margin: 0 } h2 { font-size: 10pt; break-after: auto }";

fn findings(style: &str, body: &str) -> Vec<Finding> {
    let html =
        format!("<!doctype html><html lang=en><title>A</title><style>{STYLE} {style}</style><body>{body}");
    let resources = Resources::new(env!("CARGO_MANIFEST_DIR"), &[]);
    let mut diagnostics = Diagnostics::new();
    let source = diagnostics.add_source("document.html", html.as_str());
    let input = Input { strictness: Strictness::Lenient, ..crate::kit::input(&html, source, &resources) };
    engine::lay_out(input, &mut diagnostics).expect("a document").findings()
}

/// The kind, the page and the words of each finding.
fn found(style: &str, body: &str) -> Vec<(FindingKind, usize, String)> {
    findings(style, body).into_iter().map(|each| (each.kind, each.page, each.words)).collect()
}

/// So many lines of one paragraph.
fn lines(count: usize) -> String {
    format!("<p>{}</p>", (1..=count).map(|line| format!("line {line}<br>")).collect::<String>())
}

fn one(kind: FindingKind, page: usize, words: &str) -> Vec<(FindingKind, usize, String)> {
    vec![(kind, page, words.to_string())]
}

/// Without short pages, which small documents have.
fn without_short_pages(style: &str, body: &str) -> Vec<(FindingKind, usize, String)> {
    let mut found = found(style, body);
    found.retain(|(kind, ..)| !matches!(kind, FindingKind::ShortPage { .. }));
    found
}

#[test]
fn a_last_line_alone_at_the_top_of_a_page_is_a_widow() {
    let widow = FindingKind::Widow { in_column: false };
    assert_eq!(without_short_pages("", &lines(6)), one(widow, 2, "line 6"));
    assert_eq!(without_short_pages("", &lines(7)), []);
    // A paragraph of one line is no widow.
    assert_eq!(without_short_pages("", &(lines(5) + "<p>six</p>")), []);
}

#[test]
fn a_first_line_alone_at_the_foot_of_a_page_is_an_orphan() {
    let orphan = FindingKind::Orphan { in_column: false };
    let before = lines(4);
    assert_eq!(without_short_pages("", &(before.clone() + &lines(3))), one(orphan, 1, "line 1"));
    assert_eq!(without_short_pages("", &(lines(3) + &lines(4))), []);
    assert_eq!(without_short_pages("", &(before + "<p>five</p><p>six</p>")), []);
}

#[test]
fn lines_alone_in_a_column_are_found_too() {
    let columns = "div { columns: 2; column-gap: 10pt; height: 36pt; column-fill: auto }";
    let body = |count| format!("<div>{}</div>", lines(count));
    assert_eq!(
        without_short_pages(columns, &body(4)),
        one(FindingKind::Widow { in_column: true }, 1, "line 4")
    );
    assert_eq!(without_short_pages(columns, &body(5)), []);
}

#[test]
fn a_box_that_pages_repeat_has_no_widow() {
    let fixed = "div { position: fixed; top: 0 }";
    assert_eq!(without_short_pages(fixed, &format!("<div>one</div>{}", lines(9))), []);
}

#[test]
fn a_heading_is_stranded_if_its_text_begins_on_the_next_page() {
    let stranded = one(FindingKind::StrandedHeading, 1, "Heading");
    let body = |before, style: &str| lines(before) + &format!("<h2 style='{style}'>Heading</h2>") + &lines(3);
    assert_eq!(without_short_pages("p + h2 + p { break-before: page }", &body(2, "")), stranded);
    assert_eq!(without_short_pages("p + h2 + p { break-before: page }", &body(2, "visibility: hidden")), []);
    assert_eq!(without_short_pages("", &body(1, "")), []);
    // The rule says that the page ends there.
    assert_eq!(without_short_pages("", &body(2, "break-after: page")), []);
    // A title page has no margins.
    assert_eq!(
        without_short_pages(
            "@page :first { margin: 0 } h2 { padding: 20pt } p { break-before: page }",
            "<h2>A</h2><p>b<br>c"
        ),
        []
    );
}

#[test]
fn a_section_that_is_only_a_heading_is_not_separated_from_a_text() {
    let style = "p + section + section { break-before: page }";
    let body =
        |end: &str| lines(2) + "<section><h2>Heading</h2>" + end + "<section>" + &lines(3) + "</section>";
    assert_eq!(without_short_pages(style, &body("</section>")), []);
    // A section inside that of the heading is its text.
    let style = "h2 + section { break-before: page }";
    assert_eq!(without_short_pages(style, &body("")), one(FindingKind::StrandedHeading, 1, "Heading"));
}

#[test]
fn a_page_with_nothing_but_a_heading_is_found() {
    let body = "<p>one<br>two<br>three</p><h2>Heading</h2><p>four<br>five<br>six</p>";
    let style = "h2, h2 + p { break-before: page }";
    assert_eq!(found(style, body), one(FindingKind::HeadingAlone, 2, "Heading"));
    let more = body.replace("</h2>", "</h2><div style='height: 48pt; background: teal'></div>");
    assert_eq!(found(style, &more), []);
}

#[test]
fn a_page_whose_content_ends_in_its_upper_third_is_short() {
    let short = |filled, starts_part| FindingKind::ShortPage { filled, starts_part };
    let part = "<section style='break-before: page'>";
    assert_eq!(found("", &(lines(3) + part + "<p>one")), one(short(20, true), 2, ""));
    assert_eq!(found("", &(lines(3) + part + "<p>one<br>two")), []);
    assert_eq!(found("", &(lines(5) + "<p>one")), one(short(20, false), 2, ""));
    // Backgrounds and pictures count; a single page is as full as it is.
    assert_eq!(
        found("section { background: silver; padding-bottom: 20pt }", &(lines(3) + part + "<p>one")),
        []
    );
    assert_eq!(found("", "<p>one"), []);
    // The next part begins on a page of a given side.
    let side = "<p>a</p><section style='break-before: right'>";
    assert_eq!(found("", &(side.to_string() + "<p>one<br>two<br>three")), []);
    assert_eq!(
        found("", &(lines(3) + part + side + "<p>one<br>two<br>three")).len(),
        0,
        "also if no blank page follows"
    );
    assert_eq!(
        found("@page :first { margin: 0 } body > p { padding: 20pt }", &(lines(1) + part + "<p>one<br>two")),
        []
    );
}

#[test]
fn the_rest_of_a_table_is_no_short_page() {
    let table = |after: &str| found("", &format!("<table>{}</table>{after}", "<tr><td>row".repeat(6)));
    assert_eq!(table(""), []);
    let short = table("<section style='break-before: page'><p>text");
    assert!(matches!(short[..], [(FindingKind::ShortPage { .. }, 3, _)]), "{short:?}");
}

#[test]
fn text_is_small_below_eight_and_a_half_points() {
    let small = |body| without_short_pages("", body);
    let of = |size: f64| FindingKind::SmallText { size: engine::units::Length::from_points(size) };
    assert_eq!(small("<p style='font-size: 8.4pt'>tiny</p>"), one(of(8.4), 1, "tiny"));
    assert_eq!(small("<p style='font-size: 8.5pt'>readable</p>"), []);
    assert_eq!(small("<p style='transform: scale(0.8)'>scaled</p>"), one(of(8.0), 1, "scaled"));
    // Raised text counts as the text around it.
    assert_eq!(small("<p>a<sup style='font-size: 6pt'>1</sup></p>"), []);
    assert_eq!(
        small("<p style='font-size: 8pt'>a<sup style='font-size: 6pt'>1</sup></p>"),
        one(of(8.0), 1, "a")
    );
    // Decoration and what nobody sees are not judged.
    assert_eq!(small("<p style='font-size: 6pt' aria-hidden=true>ornament</p>"), []);
    assert_eq!(small("<p style='font-size: 6pt; visibility: hidden'>hidden</p>"), []);
}

#[test]
fn text_of_pictures_and_of_footers_has_a_size_too() {
    let picture = "<svg viewBox='0 0 100 20' width=100 height=20 role=img aria-label=A><text y=15 font-size=10 \
                   font-family='Source Sans 3'>axis</text></svg>";
    let of = |size: f64| FindingKind::SmallText { size: engine::units::Length::from_points(size) };
    assert_eq!(found("svg { width: 80pt; height: 16pt }", picture), one(of(8.0), 1, "axis"));
    assert_eq!(found("svg { width: 100pt; height: 20pt }", picture), []);
    let footer = "@page { size: 200pt 160pt; margin: 40pt; @bottom-center { content: 'Foot ' counter(page); font-size: 7pt } }";
    let pages = lines(2) + "<p style='break-before: page'>two<br>three";
    assert_eq!(without_short_pages(footer, &pages), one(of(7.0), 1, "Foot"), "once for all pages");
}

fn contrasts(style: &str, body: &str) -> Vec<(u16, u16, bool)> {
    let of = |finding: Finding| match finding.kind {
        FindingKind::LowContrast { ratio, least, is_lighter } => Some((ratio, least, is_lighter)),
        _ => None,
    };
    findings(style, body).into_iter().filter_map(of).collect()
}

#[test]
fn text_needs_contrast_with_what_is_painted_below_it() {
    // The lightest gray that has 4.5:1 on white is #767676.
    assert_eq!(contrasts("", "<p style='color: #767676'>gray"), []);
    assert_eq!(contrasts("", "<p style='color: #777777'>gray"), [(447, 450, false)]);
    assert_eq!(contrasts("p { background: #767676; color: white }", "<p>white"), []);
    assert_eq!(contrasts("p { background: #777777; color: white }", "<p>white"), [(447, 450, true)]);
    // The page's own background counts, and so does a round badge.
    assert_eq!(contrasts("@page { background: black } p { color: #333 }", "<p>dark").len(), 1);
    let badge =
        "span { display: inline-block; border-radius: 12pt; padding: 6pt; background: black; color: white }";
    assert_eq!(contrasts(badge, "<p><span>badge</span>"), []);
    // Invisible text, and decoration.
    assert_eq!(
        contrasts("", "<p style='color: transparent'>none<p style='color: #eee' aria-hidden=true>9"),
        []
    );
}

#[test]
fn large_text_needs_less_contrast() {
    let gray = |style: &str| contrasts("p { color: #888 }", &format!("<p style='{style}'>gray")).len();
    assert_eq!((gray("font-size: 17.9pt"), gray("font-size: 18pt")), (1, 0));
    assert_eq!(
        (gray("font-size: 13.9pt; font-weight: bold"), gray("font-size: 14pt; font-weight: bold")),
        (1, 0)
    );
}

#[test]
fn opacity_is_composited_before_contrast_is_measured() {
    // Half-transparent black on white is #808080.
    assert_eq!(contrasts("", "<p style='color: #00000080'>a").len(), 1);
    assert_eq!(contrasts("", "<p style='opacity: 0.5'>a").len(), 1);
    assert_eq!(contrasts("", "<p style='opacity: 0.6'>a"), []);
    // A white veil over black.
    let veil = "div { background: black } p { background: rgb(255 255 255 / 0.5); color: white }";
    assert_eq!(contrasts(veil, "<div><p>a</p></div>").len(), 1);
    assert_eq!(contrasts(&veil.replace("0.5", "0.1"), "<div><p>a</p></div>"), []);
}

#[test]
fn the_worst_place_of_a_gradient_below_the_text_counts() {
    let style = |direction| {
        format!("p {{ color: white; background: linear-gradient({direction}, black 50%, #ccc 50%) }}")
    };
    let body = "<p>short text</p>";
    assert_eq!(contrasts(&style("to right"), body), [], "the light half has no text");
    assert_eq!(contrasts(&style("to left"), body).len(), 1);
}

#[test]
fn text_over_a_picture_is_told_apart() {
    let over = |veil: &str| {
        let style = format!(
            "div {{ background: {veil} url(tests/pictures/photo.png) 0 0 / 100% 100%; color: white }}"
        );
        let veiled = format!("<div><p style='background: {veil}'>words</p></div>");
        let found = without_short_pages(&style, &veiled);
        found.into_iter().map(|(kind, ..)| kind).collect::<Vec<_>>()
    };
    assert_eq!(over("transparent"), [FindingKind::OverPicture]);
    // On a dark veil white can be read whatever the picture shows.
    assert_eq!(over("rgb(0 0 0 / 0.8)"), []);
}

#[test]
fn text_keeps_five_millimeters_from_the_edge() {
    let near = |left: f64| {
        let body = format!("<p style='position: absolute; left: {left}mm; top: 10mm'>words</p>");
        let kinds = found("@page { margin: 0 }", &body).into_iter().map(|(kind, ..)| kind);
        kinds.filter(|kind| matches!(kind, FindingKind::NearEdge { .. })).count()
    };
    assert_eq!((near(4.5), near(5.5)), (1, 0));
}
