use std::path::Path;

use brochure::diagnostics::{Diagnostics, RenderOptions};

fn main() {
    let path = std::env::args().nth(1).unwrap_or_default();
    let html = std::fs::read_to_string(&path).unwrap_or_default();
    let mut diagnostics = Diagnostics::new();
    let source = diagnostics.add_source(path.clone(), html.as_str());
    let resources =
        brochure::resources::Resources::new(Path::new(&path).parent().unwrap_or(Path::new(".")), &[]);
    let threads = std::env::args().nth(3).and_then(|t| t.parse().ok()).unwrap_or(2);
    let out = brochure::engine::render(
        brochure::engine::Input {
            html: &html,
            source,
            base: "",
            resources: &resources,
            threads,
            information: Default::default(),
        },
        &mut diagnostics,
    );
    eprint!("{}", brochure::diagnostics::render(&diagnostics, RenderOptions::default()));
    if let Some(out) = out {
        eprintln!("{} pages", out.pages);
        std::fs::write(std::env::args().nth(2).unwrap_or("out.pdf".into()), out.pdf).ok();
    }
}
