//! Any input is laid out without a panic or an endless loop, even nonsense.

use crate::kit::lay_out;
use engine::diagnostics::Diagnostics;
use engine::layout::{Ahead, Area, Context, Measurements, Position, Problems};
use engine::resources::Resources;
use engine::text::FontLibrary;
use engine::units::Length;
use std::fmt::Write;

/// A small random number generator that gives the same numbers on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % below
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.next(of.len())]
    }
}

const ELEMENTS: &[&str] = &[
    "div", "p", "span", "b", "table", "tr", "td", "th", "thead", "tbody", "tfoot", "caption", "colgroup",
    "col", "ul", "ol", "li", "h2", "a", "br", "img", "svg", "pre", "section", "q", "details",
];

const PROPERTIES: &[(&str, &[&str])] = &[
    (
        "display",
        &[
            "block",
            "inline",
            "inline-block",
            "flex",
            "inline-flex",
            "table",
            "inline-table",
            "table-row",
            "table-cell",
            "table-row-group",
            "table-header-group",
            "table-column",
            "table-caption",
            "list-item",
            "contents",
            "none",
            "flow-root",
            "grid",
            "inline-grid",
        ],
    ),
    ("position", &["static", "relative", "absolute", "fixed"]),
    (
        "width",
        &["0", "auto", "10px", "100%", "50%", "1e9px", "min-content", "max-content", "calc(100% - 900px)"],
    ),
    ("height", &["0", "auto", "10px", "100%", "500px", "1e9px", "50%"]),
    ("min-width", &["0", "1e9px", "50%"]),
    ("max-height", &["0", "20px", "1e9px"]),
    ("margin", &["0", "auto", "-50px", "1e9px", "-1e9px", "10%"]),
    ("padding", &["0", "5px", "1e9px", "50%"]),
    ("border", &["0", "3px solid red", "1e9px dotted", "1px double"]),
    ("flex", &["1", "0 0 0", "1 1 1e9px", "none", "1e30 1e30 0"]),
    ("flex-wrap", &["wrap", "wrap-reverse"]),
    ("flex-direction", &["column", "row-reverse", "column-reverse"]),
    ("gap", &["0", "1e9px", "50%"]),
    (
        "grid-template-columns",
        &[
            "1fr 2fr",
            "repeat(auto-fill, minmax(10px, 1fr))",
            "repeat(auto-fit, 1e9px)",
            "subgrid",
            "[a] minmax(0, 50%) [b] fit-content(10%) [a] 1e30fr",
            "repeat(10000, 0)",
            "min-content max-content",
        ],
    ),
    ("grid-template-rows", &["1fr", "50% 50%", "0 0 1e9px", "repeat(auto-fill, 1px)"]),
    ("grid-template-areas", &["'a b' 'c b'", "'a'"]),
    ("grid-auto-flow", &["column", "dense", "column dense"]),
    ("grid-auto-rows", &["0", "1e9px", "min-content 1fr"]),
    ("grid-column", &["1 / -1", "span 10000", "-10000", "10000 / span 10000", "b", "span a / 3", "3 / 1"]),
    ("grid-row", &["span 3", "-5 / 7", "2", "zzz / span zzz"]),
    ("align-items", &["baseline", "last baseline", "safe center", "stretch", "self-end"]),
    ("justify-items", &["right", "unsafe end", "baseline"]),
    ("justify-content", &["space-between", "safe flex-end", "left", "stretch"]),
    ("align-content", &["space-evenly", "end", "baseline"]),
    ("visibility", &["collapse", "hidden"]),
    ("order", &["-1", "2147483647"]),
    ("float", &["left", "right"]),
    ("top", &["0", "-1e9px", "50%"]),
    ("right", &["0", "1e9px", "50%"]),
    ("z-index", &["-1", "0", "2147483647"]),
    ("opacity", &["0", ".5"]),
    (
        "transform",
        &["rotate(30deg)", "scale(0)", "translate(1e9px, 50%)", "skewX(90deg)", "matrix(0, 1, 1, 0, 9, 9)"],
    ),
    (
        "clip-path",
        &["circle()", "inset(90% 5px round 1e9px)", "polygon(0 0, 1e9px 0)", "content-box", "xywh(0 0 0 0)"],
    ),
    ("overflow", &["hidden", "clip", "clip visible"]),
    ("outline", &["3px dashed red", "1e9px solid", "2px groove"]),
    ("outline-offset", &["-1e9px", "4px"]),
    ("box-shadow", &["1px 1px", "inset 1e9px 0 0 -5px", "0 0 0 1e9px, inset 0 0 0 9px"]),
    ("mix-blend-mode", &["multiply", "hue"]),
    ("border-radius", &["50%", "9px / 1e9px"]),
    (
        "background",
        &["conic-gradient(red, 20%, #0000)", "repeating-radial-gradient(in oklch, red -9px, blue 1px)"],
    ),
    ("font-size", &["0", "1px", "1e9px", "200%"]),
    ("line-height", &["0", "1e9", "-1", "1e9px"]),
    ("text-indent", &["-1e9px", "1e9px"]),
    ("letter-spacing", &["1e9px", "-1e9px", "2px"]),
    ("white-space", &["pre", "nowrap", "pre-wrap"]),
    ("text-align", &["justify", "center", "end"]),
    ("direction", &["rtl", "ltr"]),
    ("vertical-align", &["top", "bottom", "middle", "1e9px", "-50%"]),
    ("break-before", &["page", "avoid", "left", "right"]),
    ("break-inside", &["avoid"]),
    ("break-after", &["avoid", "page"]),
    ("page", &["one", "two", "auto"]),
    ("orphans", &["1", "1000"]),
    ("widows", &["1", "1000"]),
    ("border-collapse", &["collapse", "separate"]),
    ("border-spacing", &["1e9px", "3px"]),
    ("table-layout", &["fixed"]),
    ("aspect-ratio", &["1", "0", "1e9", "1e-9"]),
    ("counter-increment", &["page 2147483647", "x -2147483648"]),
    (
        "content",
        &["'x'", "leader('')", "leader('. ') target-counter('#i1', page)", "counter(pages)", "open-quote"],
    ),
    ("box-decoration-break", &["clone"]),
    ("hyphens", &["auto"]),
    ("list-style", &["inside", "none", "url(none.png)"]),
];

fn declarations(random: &mut Random) -> String {
    let mut css = String::new();
    for _ in 0..random.next(5) {
        let (name, values) = PROPERTIES[random.next(PROPERTIES.len())];
        let _ = write!(css, "{name}: {}; ", random.one(values));
    }
    css
}

fn content(random: &mut Random, depth: usize, html: &mut String) {
    for _ in 0..1 + random.next(4) {
        match random.next(6) {
            0 => html.push_str("some words and Averyveryverylongone "),
            1 => html.push_str(random.one(&[
                "\u{645}\u{631} ",
                "\u{202e}x",
                "\u{a0}",
                "\t\n ",
                "&lt;",
                "</div>",
                "</table>",
                "<td>",
            ])),
            _ => {
                let name = random.one(ELEMENTS);
                let _ = write!(
                    html,
                    "<{name} id=i{} style=\"{}\" colspan={} rowspan={} href=#i{} width={}>",
                    random.next(9),
                    declarations(random),
                    random.one(&["1", "2", "1000", "0", "-1"]),
                    random.one(&["1", "2", "65534", "0"]),
                    random.next(9),
                    random.next(3),
                );
                if depth > 0 {
                    content(random, depth - 1, html);
                }
                if random.next(8) > 0 {
                    let _ = write!(html, "</{name}>");
                }
            }
        }
    }
}

#[test]
fn documents_at_random_are_laid_out() {
    for seed in 0..250 {
        let mut random = Random(seed);
        let mut css = String::new();
        for _ in 0..6 {
            let selector = random.one(&[
                "div",
                "p::before",
                "td",
                "#i1",
                "*::after",
                "li::marker",
                ":nth-child(2n)",
                "b > *",
                "@page",
                "@page :left",
            ]);
            let _ = writeln!(css, "{selector} {{ {} }}", declarations(&mut random));
        }
        let mut body = String::new();
        content(&mut random, 5, &mut body);
        let html = format!(
            "<!doctype html><style>@page {{ size: 200px 150px; margin: {}px }} {css}</style>{body}",
            random.next(120)
        );
        let laid = std::panic::catch_unwind(|| lay_out(&html).pages.len());
        assert!(laid.is_ok_and(|pages| pages > 0), "seed {seed}: {html}");
    }
}

#[test]
fn stylesheets_at_random_are_read() {
    const PIECES: &[&str] = &[
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ";",
        ":",
        ",",
        "a",
        ".b",
        "#c",
        "@media print",
        "@page",
        ":first",
        "@import 'x'",
        "url(",
        "var(--a)",
        "--a:",
        "calc(",
        "1px",
        "1e99",
        "'",
        "\"",
        "\\",
        "/*",
        "*/",
        "color",
        "!important",
        "<!--",
        "&",
        ":is(",
        "::before",
        ":nth-child(",
        "2n+1",
        "@top-left",
        "content",
        "%",
        "-",
        "+",
        "\u{0}",
        "é",
        "@font-face",
        "src",
        "@supports",
    ];
    for seed in 0..500 {
        let mut random = Random(seed);
        let css: String = (0..60).map(|_| random.one(PIECES)).collect::<Vec<_>>().join(if seed % 2 == 0 {
            " "
        } else {
            ""
        });
        let html = format!(
            "<!doctype html><style>{css}</style><p class=b id=c style=\"{}\">x",
            css.replace('"', "")
        );
        assert!(std::panic::catch_unwind(|| lay_out(&html).pages.len()).is_ok(), "seed {seed}: {css}");
    }
}

#[test]
fn deep_nesting_ends_in_pages_or_a_message() {
    for (open, close) in [
        ("<div>", "</div>"),
        ("<div style='display: flex'>", "</div>"),
        ("<div style='display: flex; flex-direction: column; flex: 1'>", "</div>"),
        ("<div style='display: grid; grid-template-columns: 1fr auto'>", "<p>x</div>"),
        ("<div style='display: inline-grid; align-items: last baseline'>", "</div>"),
        ("<span>", "</span>"),
        ("<span style='display: inline-block'>", "</span>"),
        ("<table><tr><td>", "</table>"),
        ("<div style='position: absolute'>", "</div>"),
        ("<div style='position: relative; opacity: .5; overflow: hidden'>", "</div>"),
        ("<ul><li>", "</ul>"),
    ] {
        let depth = 60;
        let html = format!("<!doctype html>{}x{}", open.repeat(depth), close.repeat(depth));
        let handle = std::thread::Builder::new()
            .stack_size(16 << 20)
            .spawn(move || lay_out(&html).pages.len())
            .expect("a thread");
        assert!(handle.join().is_ok_and(|pages| pages > 0), "{open}");
    }
}

/// The work that laying out a document on one endless page takes.
fn work(html: &str) -> u64 {
    let laid = lay_out(html);
    let mut diagnostics = Diagnostics::new();
    let fonts =
        FontLibrary::load(&Resources::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."), &[]), &mut diagnostics);
    let (problems, measurements) = (Problems::default(), Measurements::default());
    let context = Context {
        tree: &laid.tree,
        fonts: &fonts,
        references: &[],
        problems: &problems,
        measurements: &measurements,
        ahead: &Ahead::new(&laid.tree, 1),
        measuring: false,
        page: None,
    };
    let area = Area { width: Length::from_millimeters(160.0), height: None };
    engine::layout::lay_out(&context, &Position::default(), area);
    measurements.work()
}

#[test]
fn work_grows_linearly_with_depth() {
    let flex = ("<div style='display: flex'><div>", "</div><p>beside</div>");
    let column = ("<div style='display: flex; flex-direction: column'><div>", "</div><p>below</div>");
    let table = ("<table><tr><td>", "</td><td>high<br>er</td></tr></table>");
    let atomic = ("<div><span style='display: inline-block'>", "</span> x</div>");
    let grid = (
        "<div style='display: grid; grid-template-columns: auto 1fr; align-items: baseline'><div>",
        "</div><p>beside</p><p>below</div>",
    );
    let inline_grid = (
        "<div><span style='display: inline-grid; grid-template-columns: repeat(2, min-content)'>",
        "<b>x</b></span></div>",
    );
    let float = ("<div><div style='float: left'>", "</div>x</div>");
    let beside_float =
        ("<div><i style='float: left'>f</i><span style='display: inline-block'>", "</span><br>y</div>");
    for levels in [
        vec![float],
        vec![beside_float, float],
        vec![flex],
        vec![column],
        vec![grid],
        vec![inline_grid],
        vec![table],
        vec![atomic],
        vec![flex, grid, table, column, atomic],
    ] {
        let nested = |depth: usize| {
            let inside: Vec<_> = levels.iter().cycle().take(depth).collect();
            let open: String = inside.iter().map(|(open, _)| *open).collect();
            let close: String = inside.iter().rev().map(|(_, close)| *close).collect();
            work(&format!("{open}innermost{close}"))
        };
        let (few, many) = (nested(12), nested(24));
        assert!(many <= 2 * few + 40, "{levels:?}: {few} at 12 levels, {many} at 24");
    }
}

#[test]
fn work_grows_linearly_with_length() {
    let rows = |count: usize| format!("<table>{}</table>", "<tr><td>one<td>two<br>three".repeat(count));
    let item = |count: usize| format!("<div style='display: flex'><div>{}</div></div>", "<p>x".repeat(count));
    let grid = |count: usize| {
        let items = "<p style='grid-column: span 2'>x<p>y".repeat(count);
        format!("<div style='display: grid; grid-template-columns: repeat(3, 1fr)'>{items}</div>")
    };
    for document in [&rows as &dyn Fn(usize) -> String, &item, &grid] {
        let (few, many) = (work(&document(250)), work(&document(500)));
        assert!(many <= 2 * few, "{few} for 250, {many} for 500");
    }
}

#[test]
fn a_table_over_pages_of_two_widths_ends() {
    let rows: String = (0..40).map(|row| format!("<tr><td>row{row}</td></tr>")).collect();
    let laid = lay_out(&format!(
        "<style>@page {{ size: 200px 150px; margin: 10px }} @page :left {{ margin: 30px }}</style>
         <p>before</p><table>{rows}</table><p>after</p>"
    ));
    assert!(laid.pages.len() < 20, "{} pages", laid.pages.len());
    for row in 0..40 {
        laid.word(&format!("row{row}"));
    }
    laid.word("after");
}

#[test]
fn a_forced_break_in_a_caption_loses_nothing() {
    let laid = lay_out(
        "<table><caption><p>one</p><p style='break-before: page'>two</p></caption><tr><td>cell</table><p>end</p>",
    );
    for text in ["one", "two", "cell", "end"] {
        laid.word(text);
    }
}

#[test]
fn circular_percentages_have_a_value() {
    let laid = lay_out(
        "<div style='float: left; width: min-content'><div style='width: 100%; padding: 50%'>x</div></div>
         <div style='height: auto'><div style='height: 100%; min-height: 50%'>y</div></div>
         <div style='display: flex'><div style='height: 100%'><div style='height: 100%; width: 100%'>z</div></div></div>
         <table style='height: 100%'><tr style='height: 100%'><td style='height: 100%; width: 100%'><div style='height: 100%'>w</div></table>
         <img src='tests/pictures/ratio.svg' style='width: 100%; height: 100%'><img src='tests/pictures/red.png' style='width: 0; height: 0'>",
    );
    for text in ["x", "y", "z", "w"] {
        laid.word(text);
    }
}
