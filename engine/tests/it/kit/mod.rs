//! Documents laid out through the library, and queries about the places of their content. Lengths
//! are CSS pixels, from the top left corner of the page.

pub mod box_cases;
pub mod elements;
pub mod paragraphs;
pub mod pdf;
pub mod pdf_reader;
pub mod press_rules;
pub mod rendering;
pub mod roles;
pub mod squares;
pub mod structure_reader;
pub mod styled;

use engine::boxes::{BoxKind, BoxTree};
use engine::diagnostics::{Severity, SourceId, Strictness};
use engine::html::{Document, NodeId};
use engine::layout::{AtomicFragment, LineFragment, RunText};
use engine::pages::{LinePart, Page, Placed};
use engine::paint::DisplayList;
use engine::pdf::Standards;
use engine::units::{Length, Rect};
use engine::{Diagnostics, Information, Input, Pages, Resources};

/// A document with its pages.
pub struct Laid {
    pub document: Document,
    pub tree: BoxTree,
    pub pages: Vec<Page>,
    pub lists: Vec<DisplayList>,
    pub messages: Vec<String>,
}

/// The place of a piece of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    pub page: usize,
    pub text: String,
    pub x: f64,
    pub baseline: f64,
    pub width: f64,
}

/// A border box on a page: number from 0, left, top, width, height.
pub type Place = (usize, f64, f64, f64, f64);

pub fn pixels(length: Length) -> f64 {
    // Hundredths are enough to see a fault and hide the rounding to 1/768 px.
    (f64::from(length.0) / 7.68).round() / 100.0
}

/// Lays out a document whose project is the repository.
pub fn lay_out(html: &str) -> Laid {
    lay_out_in(html, env!("CARGO_MANIFEST_DIR"))
}

/// The input of a document with this HTML: strict, in one thread, by the standards for screens.
pub fn input<'a>(html: &'a str, source: SourceId, resources: &'a Resources) -> Input<'a> {
    Input {
        html,
        source,
        base: "",
        resources,
        threads: 1,
        remarks: false,
        strictness: Strictness::Strict,
        information: Information::default(),
        standards: Standards::SCREEN,
        image_ppi: None,
        press: None,
        print: None,
    }
}

/// Lays out a document of the project in the folder `root`.
pub fn lay_out_in(html: &str, root: &str) -> Laid {
    lay_out_with(html, root, |_| {})
}

/// The same, with a change of the input.
pub fn lay_out_with(html: &str, root: &str, change: impl FnOnce(&mut Input<'_>)) -> Laid {
    let resources = Resources::new(root, &[]);
    let mut diagnostics = Diagnostics::new();
    let source = diagnostics.add_source("document.html", html);
    let mut input = input(html, source, &resources);
    change(&mut input);
    let laid_out = engine::lay_out(input, &mut diagnostics).expect("a document");
    let lists = laid_out.display_lists();
    let messages: Vec<String> = diagnostics
        .list()
        .iter()
        .map(|each| {
            let kind = if each.severity == Severity::Error { "error" } else { "warning" };
            format!("{kind}: {}", each.message)
        })
        .collect();
    let Pages { document, tree, pages, .. } = laid_out;
    Laid { document, tree, pages, lists, messages }
}

impl Laid {
    pub fn node(&self, id: &str) -> NodeId {
        self.document.element_by_id(id).unwrap_or_else(|| panic!("no element with the id {id}"))
    }

    /// The border boxes of an element, in the order of the pages.
    pub fn places(&self, id: &str) -> Vec<Place> {
        let node = self.node(id);
        let place = |page: &Page, rect: Rect| {
            (page.index as usize, pixels(rect.x), pixels(rect.y), pixels(rect.width), pixels(rect.height))
        };
        let mut places = Vec::new();
        for page in &self.pages {
            for placed in &page.content {
                match placed {
                    Placed::Box(placed) if placed.node == Some(node) => {
                        let anonymous = placed.box_id.is_none_or(|id| self.tree.get(id).anonymous);
                        let is_grid = placed
                            .box_id
                            .is_some_and(|id| matches!(self.tree.get(id).kind, BoxKind::TableGrid));
                        let is_wrapper =
                            placed.box_id.is_some_and(|id| matches!(self.tree.get(id).kind, BoxKind::Table));
                        let pseudo = placed.box_id.is_some_and(|id| self.tree.get(id).pseudo.is_some());
                        if (is_grid || !anonymous) && !is_wrapper && !pseudo {
                            places.push(place(page, placed.rect));
                        }
                    }
                    Placed::Line(line) => {
                        for fragment in line.fragments() {
                            match fragment {
                                LineFragment::Box(each) if each.node == Some(node) => {
                                    places.push(place(page, each.rect.translate(line.at)));
                                }
                                LineFragment::Atomic(AtomicFragment::Replaced {
                                    node: own, rect, ..
                                }) if *own == Some(node) => {
                                    places.push(place(page, rect.translate(line.at)));
                                }
                                _ => {}
                            }
                        }
                    }
                    _ => {}
                }
            }
        }
        places
    }

    /// The border box of an element that is on one page only: left, top, width, height.
    pub fn rect(&self, id: &str) -> [f64; 4] {
        let places = self.places(id);
        assert_eq!(places.len(), 1, "#{id} is in one place: {places:?}");
        let (_, x, y, width, height) = places[0];
        [x, y, width, height]
    }

    /// The page, from 0, on which an element begins.
    pub fn page_of(&self, id: &str) -> usize {
        self.places(id).first().unwrap_or_else(|| panic!("#{id} is nowhere")).0
    }

    /// The runs of text on all pages, in paint order.
    pub fn words(&self) -> Vec<Word> {
        let mut words = Vec::new();
        for page in &self.pages {
            for placed in &page.content {
                let Placed::Line(line) = placed else { continue };
                for fragment in line.fragments() {
                    let LineFragment::Glyphs(run) = fragment else { continue };
                    let text = match &run.text {
                        RunText::Range(range) => line.text[range.start as usize..range.end as usize].into(),
                        RunText::Own(text) => text.to_string(),
                    };
                    words.push(Word {
                        page: page.index as usize,
                        text,
                        x: pixels(line.at.x + run.x),
                        baseline: pixels(line.at.y + run.baseline),
                        width: pixels(run.width),
                    });
                }
            }
        }
        words
    }

    /// The text of a page's lines, a line each, in paint order.
    pub fn lines(&self, page: usize) -> Vec<String> {
        let mut lines = Vec::new();
        for placed in &self.pages[page].content {
            let Placed::Line(line) = placed else { continue };
            if matches!(line.part, LinePart::Under | LinePart::Over) {
                continue;
            }
            let mut all = String::new();
            for fragment in line.fragments() {
                let LineFragment::Glyphs(run) = fragment else { continue };
                match &run.text {
                    RunText::Range(range) => {
                        all.push_str(&line.text[range.start as usize..range.end as usize]);
                    }
                    RunText::Own(text) => all.push_str(text),
                }
            }
            lines.push(all.trim().to_string());
        }
        lines
    }

    /// The first run that holds `text`.
    pub fn word(&self, text: &str) -> Word {
        let words = self.words();
        words
            .iter()
            .find(|word| word.text.contains(text))
            .unwrap_or_else(|| {
                panic!("no {text:?} among {:?}", words.iter().map(|w| &w.text).collect::<Vec<_>>())
            })
            .clone()
    }

    /// The page, from 0, to which the link to `#id` leads in the file.
    pub fn target_page(&self, id: &str) -> Option<usize> {
        let node = self.node(id);
        self.lists.iter().position(|list| list.targets.iter().any(|target| target.node == node))
    }
}
