//! Nonsense is laid out too: no panic, no endless loop, whatever the document says.

mod kit;

use kit::lay_out;
use std::fmt::Write;

/// A small generator of numbers, the same on every machine.
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
    ("float", &["left", "right"]),
    ("top", &["0", "-1e9px", "50%"]),
    ("right", &["0", "1e9px", "50%"]),
    ("z-index", &["-1", "0", "2147483647"]),
    ("overflow", &["hidden", "visible"]),
    ("opacity", &["0", ".5"]),
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
    for seed in 0..40 {
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

#[test]
fn percentages_of_what_depends_on_them_come_to_something() {
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
