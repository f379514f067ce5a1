//! HTML to PDF, from a few pages to some hundreds: `cargo bench`.
//!
//! With the environment variable `WORKLOADS` naming a folder, its `doc-1.html`, `doc-50.html` and
//! `doc-500.html` are measured; without it, a document of the same shape.

use std::path::Path;

use engine::diagnostics::Diagnostics;
use engine::pdf::Information;
use engine::resources::Resources;
use engine::{Input, render};

fn main() {
    divan::main();
}

const STYLE: &str =
    "@page { size: A4; margin: 25mm 20mm; @bottom-center { content: counter(page) ' / ' counter(pages) } }
@page :first { margin: 0; @bottom-center { content: none } }
html { font: 10.5pt/1.45 'Source Serif 4' } body { margin: 0 }
.cover { height: 297mm; background: #0b3c49; break-after: page }
p { text-align: justify; hyphens: auto; margin: 0 0 6pt } table { width: 100%; border-collapse: collapse }
td, th { border: .4pt solid #999; padding: 3pt } nav li { list-style: none }
nav a::after { content: leader('.') target-counter(attr(href), page) }";

const PROSE: &str = "The universities of the region teach, publish and travel together. Each year some of their \
students spend a term with a neighbor, and some of their teachers a week; what they bring home is not counted \
anywhere, though it changes what is read and asked in the year that follows. An association gives such visits a \
name, an office and a calendar, which is less than a budget and more than good will. ";

fn document(sections: usize) -> String {
    if let Ok(folder) = std::env::var("WORKLOADS")
        && let Ok(html) = std::fs::read_to_string(Path::new(&folder).join(format!("doc-{sections}.html")))
    {
        return html;
    }
    let each = |write: &dyn Fn(usize) -> String| (0..sections * 4).map(write).collect::<String>();
    let contents = each(&|number| format!("<li><a href=\"#s{number}\">Association {number}</a></li>"));
    let body = each(&|number| {
        format!(
            "<section id=\"s{number}\"><h2>Association {number}</h2><p>{PROSE}</p><p>{PROSE}</p></section>"
        )
    });
    let rows = each(&|number| format!("<tr><td>Association {number}</td><td>1989</td><td>Member</td></tr>"));
    format!(
        "<!doctype html><html lang=en><style>{STYLE}</style><section class=cover></section>\
         <nav><ul>{contents}</ul></nav>{body}<table>{rows}</table></html>"
    )
}

#[divan::bench(args = [1, 50, 500], sample_count = 5, sample_size = 1)]
fn html_to_pdf(bencher: divan::Bencher<'_, '_>, sections: usize) {
    let html = document(sections);
    let resources = Resources::new(".", &[]);
    bencher.bench(|| {
        let mut diagnostics = Diagnostics::new();
        let source = diagnostics.add_source("document.html", html.as_str());
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let information = Information::default();
        let input = Input {
            html: &html,
            source,
            base: "",
            resources: &resources,
            threads,
            remarks: false,
            strictness: engine::diagnostics::Strictness::Strict,
            information,
            standards: engine::pdf::Standards::SCREEN,
            image_ppi: None,
            press: None,
            print: None,
        };
        render(input, &mut diagnostics).map(|output| output.pages)
    });
}
