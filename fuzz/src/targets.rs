//! What is tried: for each target a corpus, a dictionary, and what is done with an input.

use std::path::{Path, PathBuf};

use brochure::data::{self, Brochure};
use brochure::template::{FILES, Layouts};
use clap::ValueEnum;
use engine::{Diagnostics, Information, Input, Resources};
use tempfile::TempDir;

use crate::mutate::Dictionary;

/// A kind of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Target {
    /// A YAML file of a project
    Data,
    /// A layout
    Layouts,
    /// A document with its style sheet
    Html,
    /// A font file
    Fonts,
    /// A PNG, JPEG or WebP file
    Images,
    /// An SVG picture, inside a document and as a file
    Svg,
}

const YAML: Dictionary = Dictionary(&[
    ": ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    "&a ",
    "*a",
    "<<: *a",
    "|\n  ",
    ">\n  ",
    "\"",
    "'",
    "#",
    "!!int ",
    "\t",
    "\r\n",
    "---\n",
    "null",
    "~",
    "2026-13-40",
    "{more_than: -1}",
    "places: [{name: a, lat: 91, lon: 1e9}]",
    "lat: -90",
    "since: 0001",
    "until: 9999-12",
    "exchange: [{year: 2025/26, incoming: 0}]",
    "design: {parts: [timeline, year]}",
    "en:",
    "\u{feff}",
    "\u{202e}",
    "\u{0}",
]);
const HANDLEBARS: Dictionary = Dictionary(&[
    "{{",
    "}}",
    "{{{",
    "}}}",
    "{{#if ",
    "{{/if}}",
    "{{else}}",
    "{{#each memberships}}",
    "{{/each}}",
    "{{> cover}}",
    "{{~",
    "~}}",
    "{{!--",
    "--}}",
    "{{{{raw}}}}",
    "\\{{",
    "(",
    ")",
    "../",
    "@root.",
    "this",
    "label ",
    "{{{map year_map}}}",
    "{{{timeline timeline}}}",
    "{{{bars exchange_years}}}",
    "{{#each design.parts}}",
    "| as |m|",
    "{{#*inline \"a\"}}",
    "{{lookup . 0}}",
    "\u{fdd0}",
]);
const HTML: Dictionary = Dictionary(&[
    "<div style='",
    "display: flex; ",
    "display: grid; ",
    "display: table; ",
    "display: inline-block; ",
    "float: left; ",
    "position: absolute; ",
    "columns: 3; ",
    "width: 1e9px; ",
    "height: 0; ",
    "margin: -99cm; ",
    "transform: rotate(45deg); ",
    "break-before: page; ",
    "overflow: hidden; ",
    "initial-letter: 3; ",
    "writing-mode: vertical-rl; ",
    "filter: blur(9px) drop-shadow(1px 1px red); ",
    "filter: url(#a); ",
    "overflow-wrap: anywhere; ",
    "line-break: anywhere; ",
    "width: min-content; ",
    "align-items: last baseline; ",
    "grid-template-columns: subgrid; ",
    "transform-box: fill-box; ",
    "ruby-position: under; ",
    "grid-template-columns: repeat(auto-fill, 0); ",
    "@page { size: 1px; margin: 9in }",
    "@media print {",
    "'>",
    "</div>",
    "<table>",
    "<td rowspan=9 colspan=9>",
    "<svg viewBox='0 0 1 1'>",
    "<p>",
    "<span>",
    "<ruby>",
    "<rt>",
    "<rtc>",
    "<filter id=a><feGaussianBlur stdDeviation=9>",
    "<br>",
    "<img src=red.png>",
    "calc(1px / 0)",
    "var(--a)",
    "counter(page)",
    "target-counter('#a', page)",
    "url(data:,x)",
    "::before { content: 'x' }",
    ":has(",
    ":is(",
    "\u{200f}",
    "\u{ad}",
    "\u{1f468}\u{200d}\u{1f469}",
    "<!--",
    "]]>",
    "<style>",
    "</style>",
]);
const SVG: Dictionary = Dictionary(&[
    "<g transform='scale(1e9)'>",
    "</g>",
    "<use href='#a'/>",
    "<symbol id='a'>",
    "<linearGradient id='a'/>",
    "<pattern id='a' width='1e-9' height='1'>",
    "<clipPath id='a'>",
    "<mask id='a'>",
    "<filter id='a'>",
    "filter='url(#a)'",
    "filter='drop-shadow(1 1 1e9 red)'",
    "<feFlood/>",
    "<feTile/>",
    "<feTurbulence baseFrequency='1e9'/>",
    "<feMorphology radius='1e9'/>",
    "<feGaussianBlur stdDeviation='1e9'/>",
    "<feImage href='#a'/>",
    "<tspan x='1 2' rotate='9'>",
    "<textPath href='#a'>",
    "textLength='0'",
    "fill='url(#a)'",
    "<path d='M0 0L1e30 1e30A1 1 0 0 0 9 9z'/>",
    "stroke-dasharray='0 0'",
    "stroke-width='1e30'",
    "viewBox='0 0 0 0'",
    "width='0'",
    "<text>a</text>",
    "<image href='red.png'/>",
    "<style>*{fill:red}</style>",
    "<!ENTITY a 'b'>",
]);
const BYTES: Dictionary = Dictionary(&[
    "\0\0\0\0",
    "\u{7f}\u{7f}\u{7f}\u{7f}",
    "GPOS",
    "GSUB",
    "glyf",
    "loca",
    "IDAT",
    "IEND",
    "RIFF",
]);

/// A target with everything that its inputs need.
pub(crate) struct Prepared {
    target: Target,
    pub(crate) corpus: Vec<Vec<u8>>,
    /// The folder of the project that an input is put into.
    folder: TempDir,
    /// What its `data/brochure.yaml` is without an input.
    brochure_file: Vec<u8>,
    brochure: Option<Brochure>,
}

impl Target {
    pub(crate) fn dictionary(self) -> &'static Dictionary {
        match self {
            Target::Data => &YAML,
            Target::Layouts => &HANDLEBARS,
            Target::Html => &HTML,
            Target::Svg => &SVG,
            Target::Fonts | Target::Images => &BYTES,
        }
    }

    /// The files that inputs are made from, in the checkout.
    fn corpus(self, root: &Path) -> Vec<Vec<u8>> {
        let (folders, extensions): (&[&str], &[&str]) = match self {
            Target::Data => (&["data", "data/memberships", "fuzz/seeds"], &["yaml"]),
            Target::Layouts => (&["templates", "templates/partials", "fuzz/seeds"], &["hbs"]),
            Target::Html => (&["engine/tests/work", "engine/tests/pictures", "fuzz/seeds"], &["html"]),
            Target::Fonts => (
                &["engine/tests/fonts", "engine/tests/pictures", "fonts/noto-serif-georgian"],
                &["ttf", "otf"],
            ),
            Target::Images => (&["engine/tests/pictures"], &["jpg", "webp", "png"]),
            Target::Svg => (&["engine/tests/pictures", "templates/partials", "fuzz/seeds"], &["svg", "hbs"]),
        };
        let mut paths: Vec<PathBuf> = folders
            .iter()
            .flat_map(|folder| std::fs::read_dir(root.join(folder)).into_iter().flatten().flatten())
            .map(|entry| entry.path())
            .filter(|path| {
                path.extension().is_some_and(|found| extensions.iter().any(|wanted| found == *wanted))
            })
            .collect();
        paths.sort();
        paths
            .iter()
            .filter_map(|path| std::fs::read(path).ok())
            .filter(|bytes| bytes.len() < 1 << 19)
            .collect()
    }

    pub(crate) fn prepare(self, root: &Path) -> std::io::Result<Prepared> {
        let folder = tempfile::tempdir()?;
        for part in ["data/memberships", "templates", "fonts"] {
            std::fs::create_dir_all(folder.path().join(part))?;
        }
        for file in ["data/brochure.yaml", "data/institution.yaml", "data/memberships/caspian.yaml"] {
            std::fs::copy(root.join(file), folder.path().join(file))?;
        }
        std::fs::copy(root.join("engine/tests/pictures/red.png"), folder.path().join("red.png"))?;
        let brochure = data::load(folder.path(), &mut Diagnostics::new());
        let brochure_file = std::fs::read(folder.path().join("data/brochure.yaml"))?;
        Ok(Prepared { target: self, corpus: self.corpus(root), folder, brochure_file, brochure })
    }
}

impl Prepared {
    /// Does with an input what the program does with such a file.
    pub(crate) fn run(&self, input: &[u8]) -> std::io::Result<()> {
        let text = String::from_utf8_lossy(input);
        match self.target {
            Target::Data => {
                let is_brochure = text.contains("edition");
                let brochure_file = if is_brochure { input } else { &self.brochure_file };
                std::fs::write(self.folder.path().join("data/brochure.yaml"), brochure_file)?;
                if !is_brochure {
                    std::fs::write(self.folder.path().join("data/memberships/caspian.yaml"), input)?;
                    std::fs::write(self.folder.path().join("data/institution.yaml"), input)?;
                    self.check_data();
                    // An association that can be read is printed with an institution that can.
                    let institution: &[u8] =
                        b"name: University\nplace: {city: Somewhere, lat: 38.75, lon: 48.85}\n";
                    std::fs::write(self.folder.path().join("data/institution.yaml"), institution)?;
                }
                self.check_data();
            }
            Target::Layouts => {
                std::fs::write(self.folder.path().join("templates/brochure.html.hbs"), input)?;
                let mut diagnostics = Diagnostics::new();
                let resources = Resources::new(self.folder.path(), FILES);
                if let (Some(layouts), Some(brochure)) =
                    (Layouts::load(&resources, &["brochure"], &mut diagnostics), &self.brochure)
                {
                    layouts.html("brochure", brochure, "en", &mut diagnostics);
                }
                show(&diagnostics);
            }
            Target::Html => self.render(&text),
            Target::Svg => {
                std::fs::write(self.folder.path().join("picture.svg"), input)?;
                self.render(&format!("<!doctype html><img src=picture.svg><p>{text}"));
            }
            Target::Fonts => {
                std::fs::write(self.folder.path().join("fonts/font.ttf"), input)?;
                self.render(
                    "<!doctype html><style>@font-face{font-family:a;src:url(fonts/font.ttf)}
                    *{font-family:a,'Axes','Noto Serif Georgian'}</style><p>Office 1/2 \u{10d0}\u{10d1} AVA",
                );
            }
            Target::Images => {
                std::fs::write(self.folder.path().join("picture"), input)?;
                self.render("<!doctype html><img src=picture><div style='background:url(picture)'>x</div>");
            }
        }
        Ok(())
    }

    /// Reads and checks the data, and fills the layout with them.
    fn check_data(&self) {
        let mut diagnostics = Diagnostics::new();
        if let Some(brochure) = data::load(self.folder.path(), &mut diagnostics) {
            data::check(&brochure, false, &data::CheckWords::of("en"), &mut diagnostics);
            let resources = Resources::new(self.folder.path(), FILES);
            if let Some(layouts) = Layouts::load(&resources, &["brochure"], &mut diagnostics) {
                layouts.html("brochure", &brochure, "en", &mut diagnostics);
            }
        }
        show(&diagnostics);
    }

    fn render(&self, html: &str) {
        let mut diagnostics = Diagnostics::new();
        let source = diagnostics.add_source("document.html", html);
        let resources = Resources::new(self.folder.path(), &[]);
        let input = Input {
            html,
            source,
            base: "",
            resources: &resources,
            threads: 1,
            remarks: true,
            strictness: engine::diagnostics::Strictness::Lenient,
            information: Information::default(),
            standards: engine::pdf::Standards::SCREEN,
            image_ppi: None,
            press: None,
            print: None,
        };
        engine::render(input, &mut diagnostics);
        show(&diagnostics);
    }
}

/// Writes the messages to nowhere: showing them must not fail either.
fn show(diagnostics: &Diagnostics) {
    let _ = engine::diagnostics::render(diagnostics, engine::diagnostics::RenderOptions::default());
}
