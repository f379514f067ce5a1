//! Pages: sizes, margins, selectors, margin boxes, breaks, page numbers and references to them.

use crate::kit::{Laid, lay_out, pixels};
use engine::paint::{DisplayItem, LinkTarget};

/// Lines of 20 px in a page area of 300 by 200 px, unless `style` changes that.
fn page(style: &str, body: &str) -> Laid {
    lay_out(&format!(
        "<!doctype html><html lang=en><title>Test</title><style>
        @page {{ size: 300px 200px; margin: 0 }}
        html {{ font: 16px/20px 'Source Sans 3'; orphans: 1; widows: 1 }} body, p, h2 {{ margin: 0; font-size: 16px }}
        {style}</style><body>{body}"
    ))
}

/// `count` lines, named by `letter` and their number from 0.
fn lines(letter: &str, count: usize) -> String {
    (0..count).map(|number| format!("{letter}{number}<br>")).collect()
}

fn size(laid: &Laid, number: usize) -> (f64, f64) {
    let size = laid.pages[number].style.size;
    (pixels(size.width), pixels(size.height))
}

#[test]
fn pages_have_the_size_and_margins_of_their_kind() {
    let laid = page(
        "@page { margin: 10px 20px 30px 40px } @page :first { margin: 0 } @page :left { margin-left: 50px }
         @page wide { size: 400px 100px } @page :blank { size: 100px 100px } #w { page: wide } #r { break-before: recto }",
        "<p id=a>one</p><p id=b style='break-before: page'>two</p><p id=w>three</p><p id=r>four</p>",
    );
    // four's recto is the fifth page, after a blank one.
    assert_eq!(laid.pages.len(), 5);
    assert_eq!(
        [0, 1, 2, 3, 4].map(|number| size(&laid, number)),
        [(300.0, 200.0), (300.0, 200.0), (400.0, 100.0), (100.0, 100.0), (300.0, 200.0),]
    );
    assert_eq!(laid.places("a"), [(0, 0.0, 0.0, 300.0, 20.0)]);
    assert_eq!(laid.places("b"), [(1, 50.0, 10.0, 230.0, 20.0)]);
    assert_eq!(laid.places("w"), [(2, 40.0, 10.0, 340.0, 20.0)]);
    assert_eq!(laid.places("r"), [(4, 40.0, 10.0, 240.0, 20.0)]);
}

#[test]
fn named_sizes_and_orientation() {
    for (value, width, height) in [
        ("A4", 793.7, 1122.52),
        ("A5 landscape", 793.7, 559.37),
        ("letter", 816.0, 1056.0),
        ("landscape", 1122.52, 793.7),
        ("10cm", 377.95, 377.95),
        ("4in 5in", 384.0, 480.0),
    ] {
        let laid = page(&format!("@page {{ size: {value} }}"), "x");
        let (found, high) = size(&laid, 0);
        assert!((found - width).abs() < 0.02 && (high - height).abs() < 0.02, "{value}: {found} {high}");
    }
}

#[test]
fn every_margin_box_has_its_place() {
    let names = [
        "top-left-corner",
        "top-left",
        "top-center",
        "top-right",
        "top-right-corner",
        "right-top",
        "right-middle",
        "right-bottom",
        "bottom-right-corner",
        "bottom-right",
        "bottom-center",
        "bottom-left",
        "bottom-left-corner",
        "left-bottom",
        "left-middle",
        "left-top",
    ];
    let boxes: String =
        names.iter().map(|name| format!("@{name} {{ content: '{name}'; white-space: nowrap }}")).collect();
    let laid = lay_out(&format!(
        "<style>@page {{ size: 900px 600px; margin: 100px 150px; font: 16px/20px 'Source Sans 3'; {boxes} }}</style><p>x"
    ));
    for name in names {
        let found: Vec<_> = laid.words().into_iter().filter(|word| word.text == name).collect();
        assert_eq!(found.len(), 1, "{name}");
        let (word, middle) = (&found[0], found[0].x + found[0].width / 2.0);
        let (left, right) = (word.x, word.x + word.width);
        let horizontal = match name {
            "left-top" | "left-middle" | "left-bottom" => (middle - 75.0).abs() < 0.1,
            "right-top" | "right-middle" | "right-bottom" => (middle - 825.0).abs() < 0.1,
            "top-left-corner" | "bottom-left-corner" => (right - 150.0).abs() < 0.1,
            "top-right-corner" | "bottom-right-corner" => (left - 750.0).abs() < 0.1,
            "top-left" | "bottom-left" => (left - 150.0).abs() < 0.1,
            "top-center" | "bottom-center" => (middle - 450.0).abs() < 0.1,
            _ => (right - 750.0).abs() < 0.1,
        };
        assert!(horizontal, "{name} from {left} to {right}");
        // The baseline of a line of 20 px is about 15 px below its top.
        let top = word.baseline - 15.0;
        let wanted = match name {
            "left-top" | "right-top" => 100.0,
            "left-middle" | "right-middle" => 290.0,
            "left-bottom" | "right-bottom" => 480.0,
            name if name.starts_with("top") => 40.0,
            _ => 540.0,
        };
        assert!((top - wanted).abs() < 2.0, "{name} is at {top}, should be at {wanted}");
    }
}

#[test]
fn boxes_on_the_sides_share_the_height_by_content() {
    let laid = lay_out(
        "<style>@page { size: 400px 500px; margin: 50px; font: 16px/20px 'Source Sans 3';
           @left-top { content: 'a'; background: red } @left-bottom { content: 'b\\A c\\A d'; white-space: pre; background: red }
           @right-middle { content: 'm'; background: red; height: 40px }
           @bottom-center { content: 'f'; background: red; height: 30px; width: 100px }
         }</style><p>x",
    );
    let boxes: Vec<_> = laid.pages[0]
        .content
        .iter()
        .filter_map(|placed| match placed {
            engine::pages::Placed::Box(placed) if placed.node.is_none() && placed.box_id.is_none() => {
                Some([placed.rect.x, placed.rect.y, placed.rect.width, placed.rect.height].map(pixels))
            }
            _ => None,
        })
        .collect();
    assert_eq!(
        boxes,
        [
            // Below the page area, the rest of the margin under it.
            [150.0, 450.0, 100.0, 30.0],
            // 400 px, shared in the ratio of one line to three.
            [0.0, 50.0, 50.0, 100.0],
            [0.0, 150.0, 50.0, 300.0],
            [350.0, 230.0, 50.0, 40.0],
        ]
    );
}

#[test]
fn counters_and_named_strings_in_margin_boxes() {
    let laid = page(
        "@page { margin: 30px; @top-left { content: string(chapter) } @top-right { content: string(chapter, last) }
           @bottom-center { content: counter(page) ' of ' counter(pages) } @bottom-left { content: counter(page, lower-roman) } }
         @page :first { @bottom-center { content: none } } h2 { string-set: chapter content() }",
        &format!("<h2>Alpha</h2><p>{}</p><h2>Beta</h2><p>x</p><h2>Gamma</h2>", lines("a", 9)),
    );
    // 140 px: the heading and six lines; three lines and what follows.
    assert_eq!(laid.pages.len(), 2);
    let text = |page: usize| laid.lines(page);
    assert!(!text(0).iter().any(|text| text.contains(" of ")));
    assert!(text(1).contains(&"2 of 2".to_string()) && text(1).contains(&"ii".to_string()), "{:?}", text(1));
    assert_eq!(text(0).iter().filter(|text| *text == "Alpha").count(), 3);
    // The first string that is set on the page, and the last.
    assert_eq!(text(1).iter().filter(|text| *text == "Beta").count(), 2);
    assert_eq!(text(1).iter().filter(|text| *text == "Gamma").count(), 2);
}

#[test]
fn forced_breaks_go_to_the_requested_side() {
    for (value, wanted) in [("page", 1), ("left", 1), ("verso", 1), ("right", 2), ("recto", 2)] {
        let laid = page(&format!("#b {{ break-before: {value} }}"), "<p>a</p><p id=b>b</p>");
        assert_eq!(laid.page_of("b"), wanted, "break-before: {value}");
        let laid = page(&format!("#a {{ break-after: {value} }}"), "<div><p id=a>a</p></div><p id=b>b</p>");
        assert_eq!(laid.page_of("b"), wanted, "break-after: {value}");
    }
    let blank = page("#b { break-before: right }", "<p>a</p><p id=b>b</p>");
    assert!(blank.pages[1].class.blank && blank.lines(1).is_empty());
}

#[test]
fn boxes_that_should_stay_together_do() {
    // Eight lines, then an unbreakable box of three.
    let laid = page(
        "#b { break-inside: avoid }",
        &format!("<p>{}</p><div id=b><p>{}</p></div>", lines("a", 8), lines("b", 3)),
    );
    assert_eq!(laid.places("b"), [(1, 0.0, 0.0, 300.0, 60.0)]);
    // A heading at the end of a page moves with its paragraph, also if only `avoid` keeps it there.
    let laid =
        page("", &format!("<p>{}</p><h2 id=h>Heading</h2><p id=p>{}</p>", lines("a", 9), lines("b", 3)));
    assert_eq!((laid.page_of("h"), laid.page_of("p")), (1, 1));
    let laid = page(
        "#p { break-before: avoid } #q { margin: 0 }",
        &format!("<p>{}</p><p id=h>Last</p><p id=p>{}</p>", lines("a", 9), lines("b", 3)),
    );
    assert_eq!((laid.page_of("h"), laid.page_of("p")), (1, 1));
}

#[test]
fn widows_and_orphans_are_not_left_alone() {
    // Nine lines leave room for one of four.
    let laid = page(
        "#p { orphans: 2; widows: 2 }",
        &format!("<p>{}</p><p id=p>{}</p>", lines("a", 9), lines("b", 4)),
    );
    assert_eq!(laid.page_of("p"), 1);
    // Seven leave room for three of four: one line moves with the last.
    let laid = page(
        "#p { orphans: 2; widows: 2 }",
        &format!("<p>{}</p><p id=p>{}</p>", lines("a", 7), lines("b", 4)),
    );
    assert_eq!(laid.lines(1), ["b2", "b3"]);
}

#[test]
fn margins_are_dropped_at_unforced_breaks_and_kept_at_forced_ones() {
    let laid =
        page("#b { margin-top: 30px }", &format!("<p>{}</p><p id=b>{}</p>", lines("a", 10), lines("b", 5)));
    assert_eq!(laid.places("b"), [(1, 0.0, 0.0, 300.0, 100.0)]);
    let laid = page("#b { margin-top: 30px; break-before: page }", "<p>a</p><p id=b>b</p>");
    assert_eq!(laid.places("b"), [(1, 0.0, 30.0, 300.0, 20.0)]);
}

#[test]
fn a_broken_box_has_its_edges_once_or_on_every_page() {
    let body = format!("<div id=a><p>{}</p></div>", lines("a", 14));
    let laid = page("#a { border: 10px solid; padding: 10px }", &body);
    // Nine lines fit into 180 px after the top edge; the rest and the bottom edge are on the next page.
    assert_eq!(laid.places("a"), [(0, 0.0, 0.0, 300.0, 200.0), (1, 0.0, 0.0, 300.0, 120.0)]);
    let laid = page("#a { border: 10px solid; padding: 10px; box-decoration-break: clone }", &body);
    assert_eq!(laid.places("a"), [(0, 0.0, 0.0, 300.0, 200.0), (1, 0.0, 0.0, 300.0, 160.0)]);
    assert_eq!(laid.lines(0).len(), 8);
}

#[test]
fn columns_of_a_flex_container_are_broken_at_one_height() {
    let body = format!(
        "<div style='display: flex'><p id=a>{}</p><p id=b>{}</p></div><p id=c>c</p>",
        lines("a", 15),
        lines("b", 3)
    );
    let laid = page("#b { background: red }", &body);
    assert_eq!(laid.pages.len(), 2);
    assert_eq!(laid.lines(1), ["a10", "a11", "a12", "a13", "a14", "c"]);
    let heights: Vec<f64> = laid.places("b").iter().map(|place| place.4).collect();
    assert_eq!(heights, [200.0, 100.0], "the shorter column is as high as the page lets it be");
}

#[test]
fn an_unbreakable_box_taller_than_a_page_is_reported() {
    let laid =
        page("", "x<div style='display: inline-block; width: 10px; height: 500px'></div><p id=b>b</p>");
    assert!(laid.messages.iter().any(|message| message.contains("than its page")), "{:?}", laid.messages);
    assert_eq!(laid.page_of("b"), 1);
}

#[test]
fn margins_larger_than_the_page_still_give_pages() {
    let laid = page("@page { margin: 500px }", "<p>one two three</p><p>four</p>");
    assert!(!laid.pages.is_empty());
    assert!(laid.words().iter().any(|word| word.text.contains("four")));
}

#[test]
fn a_full_page_background_fills_the_page_without_its_margins() {
    let laid = page(
        "@page { margin: 20px; background: #123456 } @page :first { background: none } body { background: #eee }",
        "<p>a</p><p style='break-before: page'>b</p>",
    );
    let fills = |page: usize| -> Vec<[f64; 4]> {
        let paths = laid.lists[page].items.iter().filter_map(|item| match item {
            DisplayItem::Path(path) if path.fill.is_some() => {
                let points: Vec<_> = path
                    .segments
                    .iter()
                    .filter_map(|segment| match segment {
                        engine::paint::PathSegment::MoveTo(point)
                        | engine::paint::PathSegment::LineTo(point) => Some(*point),
                        _ => None,
                    })
                    .collect();
                let x = points.iter().map(|point| pixels(point.x));
                let y = points.iter().map(|point| pixels(point.y));
                Some([
                    x.clone().fold(f64::MAX, f64::min),
                    y.clone().fold(f64::MAX, f64::min),
                    x.fold(f64::MIN, f64::max),
                    y.fold(f64::MIN, f64::max),
                ])
            }
            _ => None,
        });
        paths.collect()
    };
    assert_eq!(fills(0), [[20.0, 20.0, 280.0, 180.0]]);
    assert_eq!(fills(1), [[0.0, 0.0, 300.0, 200.0], [20.0, 20.0, 280.0, 180.0]]);
}

const PROSE: &str = "Every spring the offices compare their lists and find that no two of them agree. A visit that one \
of them planned is a year that another has closed, and a letter that everybody answered was sent by nobody. ";

#[test]
fn contents_footers_and_links_agree_on_every_page_number() {
    let count = 14;
    let contents: String =
        (0..count).map(|n| format!("<li><a href='#s{n}' id=l{n}>Section number {n}</a></li>")).collect();
    let sections: String = (0..count)
        .map(|n| {
            format!(
                "<section><h2 id=s{n}>Section number {n}</h2>{}</section>",
                format!("<p>{PROSE}</p>").repeat(1 + n % 4)
            )
        })
        .collect();
    let laid = lay_out(&format!(
        "<!doctype html><html lang=en><title>Test</title><style>
         @page {{ size: 300px 400px; margin: 40px 30px; @bottom-center {{ content: counter(page) ' / ' counter(pages) }} }}
         @page :first {{ margin: 0; @bottom-center {{ content: none }} }}
         html {{ font: 12px/16px 'Source Sans 3' }} body {{ margin: 0 }}
         .cover {{ height: 400px; background: #0b3c49; break-after: page }} nav {{ break-after: page }}
         nav ol {{ list-style: none; padding: 0 }} nav a::after {{ content: leader('.') target-counter(attr(href), page) }}
         </style><div class=cover id=cover></div><nav><ol>{contents}</ol></nav>{sections}
         <p>See <a href='#s3'>section</a> <span id=ref>on page </span></p><style>#ref::after {{ content: target-counter('#s3', page) }}</style>"
    ));
    let pages = laid.pages.len();
    assert!(pages > 10, "enough for numbers of two digits: {pages}");
    assert!(laid.messages.is_empty(), "{:?}", laid.messages);
    assert_eq!(laid.places("cover"), [(0, 0.0, 0.0, 300.0, 400.0)]);
    // Contents: the number at the end of each line is that of the heading's page, and the link leads there.
    let entries = laid.lines(1);
    for n in 0..count {
        let heading = laid.page_of(&format!("s{n}"));
        let entry =
            entries.iter().find(|line| line.starts_with(&format!("Section number {n}."))).expect("an entry");
        let digits: String = entry.rsplit('.').next().unwrap_or_default().trim().to_string();
        assert_eq!(digits, (heading + 1).to_string(), "{entry}");
        assert_eq!(laid.target_page(&format!("s{n}")), Some(heading));
        let link = laid.node(&format!("l{n}"));
        let area = laid.lists[1].links.iter().find(|area| area.node == link).expect("a link");
        assert_eq!(area.target, LinkTarget::Node(laid.node(&format!("s{n}"))));
    }
    // All numbers end at the right edge of the page area.
    let edge = laid
        .words()
        .into_iter()
        .filter(|word| word.page == 1 && word.baseline < 360.0 && word.text.parse::<u32>().is_ok());
    assert!(edge.clone().count() >= count);
    for word in edge {
        assert!((word.x + word.width - 270.0).abs() < 0.1, "{word:?}");
    }
    for page in 0..pages {
        let footer = format!("{} / {pages}", page + 1);
        let found = laid.lines(page).iter().filter(|line| **line == footer).count();
        assert_eq!(found, usize::from(page > 0), "{footer}");
    }
    let wanted = format!("See section on page {}", laid.page_of("s3") + 1);
    assert!(laid.lines(pages - 1).contains(&wanted), "{:?}", laid.lines(pages - 1));
}

#[test]
fn references_lead_to_rows_items_and_inline_elements() {
    let laid = page(
        "a::after { content: target-counter(attr(href), page) } .t::after { content: target-text(attr(href)) }",
        &format!(
            "<p><a href=#row>r</a> <a href=#item>i</a> <a href=#word>w</a> <a href=#cell>c</a> <a href=#empty>e</a> <a href=#none>n</a>
             <a href=#picture>p</a></p>
             <p><a class=t href=#word></a></p><p>{}</p>
             <table><tr><td>x</td></tr><tr id=row><td id=cell>y</td></tr></table><ul><li>a</li><li id=item>b</li></ul>
             <p style='break-before: page'>z <b id=word>word</b> <a id=empty></a><img id=picture src='tests/pictures/red.png'
             alt=''></p>",
            lines("a", 7)
        ),
    );
    let expected = [("row", 1), ("item", 1), ("word", 2), ("cell", 1), ("empty", 2), ("picture", 2)];
    for (id, page) in expected {
        assert_eq!(laid.target_page(id), Some(page), "#{id} is a target");
    }
    assert_eq!(laid.lines(0)[0], "r2 i2 w3 c2 e3 n p3");
    assert_eq!(laid.lines(0)[1], "word");
    assert!(
        laid.messages.iter().any(|message| message.contains("no element has that id")),
        "{:?}",
        laid.messages
    );
}
