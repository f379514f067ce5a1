//! HTML to PDF: the phases from `html` to `pdf` in their order.

use std::sync::Arc;

use crate::areas::{Area, Places};
use crate::boxes;
use crate::boxes::{BoxTree, Images, LayoutBox};
use crate::css;
use crate::diagnostics::{Diagnostic, Diagnostics, Severity, SourceId, Span, Strictness};
use crate::html::{self, Document, NodeId};
use crate::inspection::{Finding, FindingKind, Inspected};
use crate::layout::{Problems, report_hairlines, report_hairlines_of_page};
use crate::pages::{self, Page, PrintSetup};
use crate::paint::{self, ContentPlace, DisplayList, Links, PaintContext, RecoloredPictures, StructureTree};
use crate::pdf::{self, Information, Obstacle, PdfA, PdfVersion, Press, PressProblem, Standard, Standards};
use crate::resources::Resources;
use crate::text::{FontLibrary, FontProblem};

/// What is rendered.
#[derive(Clone)]
pub struct Input<'a> {
    /// The HTML of the document.
    pub html: &'a str,
    /// The HTML as it was registered for messages.
    pub source: SourceId,
    /// The folder that references are relative to, relative to the project folder.
    pub base: &'a str,
    /// Where style sheets, fonts and images are read from.
    pub resources: &'a Resources,
    /// The number of threads. With 1 everything happens on the calling thread, otherwise on the current rayon
    /// pool. The output is the same either way.
    pub threads: usize,
    /// Whether to report what is not wrong but could be better, such as last lines of one word, and to inspect the pages.
    pub remarks: bool,
    /// Whether an image, a font or a glyph that is lacking is an error, or a warning with the next best drawn in its
    /// place.
    pub strictness: Strictness,
    /// The PDF's metadata; an empty title or language is taken from the HTML.
    pub information: Information,
    /// The standards that the PDF is to follow, as far as the document lets it.
    pub standards: Standards,
    /// The most pixels an inch of raster images in the file; those with clearly more are downsampled.
    pub image_ppi: Option<u32>,
    /// The press that the file is for, whose inks its colors become; `None` if it is for screens.
    pub press: Option<Arc<Press>>,
    /// For a print shop: the bleed and the printer's marks of pages whose `@page` rules say nothing about them.
    pub print: Option<PrintSetup>,
}

/// A finished PDF.
#[derive(Debug)]
pub struct Output {
    /// The bytes of the file.
    pub pdf: Vec<u8>,
    /// The number of pages.
    pub pages: usize,
    /// The standards that it follows.
    pub standards: Standards,
    /// Why it does not follow others, with the places in the HTML.
    pub obstacles: Vec<Obstacle>,
    /// The messages about what the author can do, unless strictness has reported them.
    pub advice: Vec<Diagnostic>,
    /// What a typesetter would improve on the pages, if `remarks` were asked for: each with its place in the HTML, that
    /// of the root element for headers and footers.
    pub findings: Vec<(Finding, Option<Span>)>,
}

/// A document that has been laid out: its pages, and what they refer to.
pub struct Pages {
    /// The parsed HTML.
    pub document: Document,
    /// The PDF's metadata.
    pub information: Information,
    /// The boxes of the document.
    pub tree: BoxTree,
    /// The fonts that its text is set in.
    pub fonts: Arc<FontLibrary>,
    /// The images that were read for it.
    pub images: Images,
    /// The structure that the items' tags refer to.
    pub structure: StructureTree,
    /// The targets of its links and bookmarks.
    pub links: Links,
    /// The pages, in order.
    pub pages: Vec<Page>,
    /// The problems found by layout: overfull lines, missing glyphs. They are also reported as diagnostics.
    pub problems: Problems,
    /// The problems found by drawing the pages so far.
    drawing_problems: Problems,
    /// Whether drawing reports hairlines of pictures.
    reports_hairlines: bool,
    /// The pictures with colors that filters have changed so far.
    recolored: RecoloredPictures,
}

impl Pages {
    /// What is drawn on a page, by its index. Panics if there is no such page.
    pub fn display_list(&self, index: usize) -> DisplayList {
        self.drawn(&self.pages[index])
    }

    fn drawn(&self, page: &Page) -> DisplayList {
        let context = PaintContext {
            document: &self.document,
            tree: &self.tree,
            fonts: &self.fonts,
            images: &self.images,
            links: &self.links,
            structure: &self.structure,
            problems: &self.drawing_problems,
            recolored: &self.recolored,
            reports_hairlines: self.reports_hairlines,
        };
        paint::paint(page, &context)
    }

    /// What is drawn on each page.
    pub fn display_lists(&self) -> Vec<DisplayList> {
        (0..self.pages.len()).map(|index| self.display_list(index)).collect()
    }

    /// What can be pointed at on a page, by its index, from the bottom to the top. Panics if there is no such page.
    pub fn areas(&self, index: usize) -> Vec<Area> {
        let Pages { document, tree, fonts, pages, .. } = self;
        Places { document, tree, fonts }.areas(&pages[index], &self.display_list(index))
    }

    /// What a typesetter would improve on the pages.
    pub fn findings(&self) -> Vec<Finding> {
        let Pages { document, tree, fonts, pages, .. } = self;
        Inspected { document, tree, fonts, pages }.findings(|index| self.display_list(index))
    }

    /// The findings with their places.
    fn placed_findings(&self, diagnostics: &Diagnostics) -> Vec<(Finding, Option<Span>)> {
        let place = |finding: &Finding| match finding.kind {
            FindingKind::ShortPage { .. } => None,
            _ => {
                let node = finding.node.or(self.document.root())?;
                Some(html::place_of_content(&self.document, node, diagnostics))
            }
        };
        self.findings().into_iter().map(|finding| (finding.clone(), place(&finding))).collect()
    }
}

/// What a PDF is written for.
#[derive(Clone)]
pub struct Target {
    standards: Standards,
    strictness: Strictness,
    image_ppi: Option<u32>,
    press: Option<Arc<Press>>,
    threads: usize,
    remarks: bool,
}

impl Input<'_> {
    /// What the PDF is for, by which pages that were laid out are written.
    pub fn target(&self) -> Target {
        Target {
            standards: self.standards,
            strictness: self.strictness,
            image_ppi: self.image_ppi,
            press: self.press.clone(),
            threads: self.threads,
            remarks: self.remarks,
        }
    }
}

/// Renders HTML to PDF. `None` if there was an error; the diagnostics say which.
pub fn render(input: Input<'_>, diagnostics: &mut Diagnostics) -> Option<Output> {
    let target = input.target();
    lay_out_soundly(input, diagnostics)?.write_once(&target, diagnostics)
}

impl Pages {
    /// Writes the pages to a PDF. `None` if there was an error; the diagnostics say which.
    pub fn write(&self, target: &Target, diagnostics: &mut Diagnostics) -> Option<Output> {
        let findings = self.findings_for(target, diagnostics);
        self.write_pages(Box::new(self.pages.as_slice()), findings, target, diagnostics)
    }

    /// The same for the last time: the pages are given back before the file is put together, which takes as much memory.
    pub fn write_once(mut self, target: &Target, diagnostics: &mut Diagnostics) -> Option<Output> {
        let findings = self.findings_for(target, diagnostics);
        let pages = std::mem::take(&mut self.pages);
        self.write_pages(Box::new(pages), findings, target, diagnostics)
    }

    fn findings_for(&self, target: &Target, diagnostics: &Diagnostics) -> Vec<(Finding, Option<Span>)> {
        if target.remarks { self.placed_findings(diagnostics) } else { Vec::new() }
    }

    fn write_pages(
        &self,
        pages: Box<dyn AsRef<[Page]> + Sync + '_>,
        findings: Vec<(Finding, Option<Span>)>,
        target: &Target,
        diagnostics: &mut Diagnostics,
    ) -> Option<Output> {
        let outline = paint::outline(&self.tree);
        let count = (*pages).as_ref().len();
        let paint = move |index: usize| self.drawn(&(*pages).as_ref()[index]);
        let content = pdf::Content {
            structure: &self.structure,
            outline: &outline,
            names: self.links.names(),
            right_to_left: self.tree.boxes.first().is_some_and(goes_right_to_left),
            fonts: &self.fonts,
            information: &self.information,
            standards: target.standards,
            image_ppi: target.image_ppi,
            press: target.press.as_ref(),
        };
        let written = pdf::write(count, paint, content, target.threads);
        self.drawing_problems.report_to(&self.document, false, diagnostics);
        if let Ok(written) = &written {
            let messages = written.press_problems.iter();
            let messages: Vec<Diagnostic> =
                messages.map(|problem| press_message(problem, &self.document, diagnostics)).collect();
            diagnostics.extend(messages);
        }
        let obstacles = written.as_ref().map_or(&[][..], |written| &written.obstacles);
        let messages = obstacles
            .iter()
            .filter_map(|obstacle| message(obstacle, target.standards, &self.document, diagnostics));
        let mut advice: Vec<Diagnostic> = messages.collect();
        // Other people's documents are not expected to follow a standard.
        if target.strictness == Strictness::Strict {
            diagnostics.extend(std::mem::take(&mut advice));
        }
        written
            .map(|written| Output {
                pdf: written.bytes,
                pages: count,
                standards: written.standards,
                obstacles: written.obstacles,
                advice,
                findings,
            })
            .map_err(|error| {
                diagnostics.push(Diagnostic::error(error.to_string()).help("Replace this file."));
            })
            .ok()
    }
}

/// What is drawn on each page, and the document that the items' tags refer to. `None` if there was an
/// error; the diagnostics say which.
pub fn display_lists(
    input: Input<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<(Document, Vec<DisplayList>)> {
    let laid_out = lay_out_soundly(input, diagnostics)?;
    let lists = laid_out.display_lists();
    Some((laid_out.document, lists))
}

fn goes_right_to_left(root: &LayoutBox) -> bool {
    root.style.text.direction == css::Direction::RightToLeft
}

/// Lays a document out; `None` if anything about it is an error.
pub fn lay_out_soundly(input: Input<'_>, diagnostics: &mut Diagnostics) -> Option<Pages> {
    let errors_before = diagnostics.count(Severity::Error);
    lay_out(input, diagnostics).filter(|_| diagnostics.count(Severity::Error) == errors_before)
}

/// Lays a document out in pages: the phases from `html` to `pages`. `None` if the HTML cannot be parsed;
/// after any other error the document is laid out as well as it can be. All errors are in the diagnostics.
pub fn lay_out(input: Input<'_>, diagnostics: &mut Diagnostics) -> Option<Pages> {
    diagnostics.set_strictness(input.strictness);
    let document = html::parse(input.html, input.source, input.base, &html::Limits::default(), diagnostics)?;
    html::report_unsupported(&document, diagnostics);
    let stylesheets = css::collect(&document, input.resources, diagnostics);
    let mut fonts = FontLibrary::load(input.resources, diagnostics);
    for rule in stylesheets.font_faces() {
        fonts.add_font_face(rule, input.resources);
    }
    let metrics = |style: &css::FontStyle| fonts.relative_metrics(style);
    let styles = css::cascade(&document, &stylesheets, &metrics, diagnostics);
    drop(stylesheets);
    let fonts = Arc::new(fonts);
    let mut images = Images::with_fonts(fonts.clone());
    let tree = boxes::construct(&document, &styles, input.resources, &mut images, diagnostics);
    paint::svg::report_unsupported(&document, &tree, &images, diagnostics);
    let problems = Problems::default();
    let information = complete(input.information, &document);
    let pages = pages::paginate(
        &pages::Input {
            tree: &tree,
            styles: &styles,
            fonts: &fonts,
            document: &document,
            problems: &problems,
            threads: input.threads,
            breaks: pages::Breaks::Best,
            print: input.print.as_ref(),
            title: &information.title,
        },
        diagnostics,
    );
    let reports_hairlines = input.print.as_ref().is_some_and(|print| print.reports_hairlines);
    if reports_hairlines {
        report_hairlines(&tree, &problems);
        pages.iter().for_each(|page| report_hairlines_of_page(&page.style, &problems));
    }
    problems.report_to(&document, input.remarks, diagnostics);
    let font_problems = fonts.problems();
    FontProblem::report_all(&font_problems, diagnostics);
    paint::svg::report_families(&document, &tree, &images, &font_problems, diagnostics);
    let attachments: Vec<&str> =
        information.attachments.iter().map(|attachment| attachment.name.as_str()).collect();
    let links = Links::collect(&document, &styles, &attachments, diagnostics).with_bookmarks(&tree);
    let structure = paint::structure::build(&document, &tree, input.standards.tag_set());
    if input.remarks {
        for &heading in &structure.deep_headings {
            let message = "the heading is more than one level below the heading before it";
            let place = html::place_of(&document, heading, diagnostics);
            let help = "Choose the level by the place in the text, and the look in the style sheet.";
            diagnostics.push(Diagnostic::note(message).at(place, "here").help(help));
        }
    }
    Some(Pages {
        document,
        information,
        tree,
        fonts,
        images,
        structure,
        links,
        pages,
        problems,
        drawing_problems: Problems::default(),
        reports_hairlines,
        recolored: RecoloredPictures::default(),
    })
}

/// What the author can do about an obstacle; `None` if a message about it is elsewhere.
fn message(
    obstacle: &Obstacle,
    standards: Standards,
    document: &Document,
    diagnostics: &Diagnostics,
) -> Option<Diagnostic> {
    let at = |node: NodeId, diagnostic: Diagnostic| {
        diagnostic.at(html::place_of(document, node, diagnostics), "here")
    };
    let root = document.root()?;
    Some(match obstacle {
        Obstacle::NoTitle => {
            let message = "the document has no title, which PDF/UA asks for";
            at(root, Diagnostic::warning(message).help("Add `<title>` to its head."))
        }
        Obstacle::NoLanguage => {
            let message = "the document does not say in which language it is, which PDF/UA asks for";
            let help = "Add `lang` to its first element, as in `<html lang=\"en\">`.";
            at(root, Diagnostic::warning(message).help(help))
        }
        Obstacle::NoAlternative(node) => {
            let message = "the picture has no text for those who cannot see it, which PDF/UA asks for";
            let help = match document.element(*node).is_some_and(|element| element.is_html("img")) {
                true => "Say in `alt` what it shows; `alt=\"\"` if it is decoration.",
                false => "Say in `aria-label` what it shows; `aria-hidden=\"true\"` if it is decoration.",
            };
            at(*node, Diagnostic::warning(message).help(help))
        }
        Obstacle::LanguageTag(node, language) => {
            let message =
                format!("\"{language}\" is not the tag of a language, which PDF/A and PDF/UA ask for");
            let corrected = language.trim().replace('_', "-");
            let help = match pdf::is_language_tag(&corrected) {
                true => format!("Write \"{corrected}\"."),
                false => "Write a tag such as \"en\" or \"en-US\".".to_string(),
            };
            at(*node, Diagnostic::warning(message).help(help))
        }
        Obstacle::PrivateUse(node, place) => {
            let message = "the icon has no text for those who cannot see it, which the standards ask for: its \
                           character means nothing in other fonts";
            let help = icon_help(*place);
            at(*node, Diagnostic::warning(message).help(help))
        }
        Obstacle::PressColors(path) => {
            let message =
                format!("the colors of {path} are those of a press, which PDF/A does not allow here");
            Diagnostic::warning(message).help("Save the picture with RGB colors.")
        }
        Obstacle::PageSize => Diagnostic::warning(
            "a page has a side of less than 3 pt or more than 14,400 pt, which PDF/A does not allow",
        ),
        Obstacle::DeepGroups => Diagnostic::warning(
            "clips, transforms and opacity are nested more than 28 deep, which PDF/A does not allow",
        ),
        Obstacle::NoDate => {
            let message = "the document has no date, which PDF/X asks for";
            let help = "Give the edition its date (`as_of`), or set SOURCE_DATE_EPOCH.";
            Diagnostic::warning(message).help(help)
        }
        Obstacle::Nesting(node) => {
            let message = "the element is inside one that PDF/UA-2 does not allow it in";
            at(*node, Diagnostic::warning(message))
        }
        Obstacle::NoTarget(node) => {
            let message = "the entry of a table of contents leads nowhere, which PDF/UA-2 does not allow";
            at(*node, Diagnostic::warning(message).help("Put a link into it that leads into the document."))
        }
        Obstacle::Attachments => {
            let with_files = if standards.version() == PdfVersion::V1_7 { PdfA::Three } else { PdfA::FourF };
            let with_files = Standard::A(with_files);
            let message = format!(
                "files are attached, which {} does not allow",
                Standard::A(standards.archive?).name()
            );
            let help = format!("Choose `{}`: {} allows it.", with_files.short_name(), with_files.name());
            Diagnostic::warning(message).help(help)
        }
        Obstacle::MissingGlyph => return None,
    })
}

/// What the author can do about an icon without a text.
fn icon_help(place: ContentPlace) -> &'static str {
    match place {
        ContentPlace::Text(_) => {
            "Say in `aria-label` what it shows; `aria-hidden=\"true\"` if it is decoration."
        }
        _ => {
            "Say after it in `content` what it shows, as in `\"\\e900\" / \"phone\"`; `/ \"\"` if it is decoration."
        }
    }
}

/// What the author can do about something that a press prints badly.
fn press_message(problem: &PressProblem, document: &Document, diagnostics: &Diagnostics) -> Diagnostic {
    let (message, help, node) = match problem {
        PressProblem::LowResolution { path, ppi, node } => (
            format!(
                "{path} has only {ppi} pixels an inch at its size on the page, and its pixels may show in print"
            ),
            "Use a picture of more pixels, or show it smaller.",
            node,
        ),
        PressProblem::HeavyPicture { path, ink, limit, node } => (
            format!(
                "{path} has up to {} % of ink, and the paper takes at most {} %",
                ink.div_ceil(10),
                limit / 10
            ),
            "Convert the picture to the inks of this press.",
            node,
        ),
        PressProblem::TooMuchInk { inks, limit, node } => (
            format!(
                "device-cmyk({}) is {} % of ink, and the paper takes at most {} %",
                inks.map(|ink| format!("{}%", f64::from(ink) / 10.0)).join(" "),
                inks.iter().sum::<u16>().div_ceil(10),
                limit / 10
            ),
            "Use less ink, above all of cyan, magenta and yellow where there is black.",
            node,
        ),
    };
    let place = node.map(|node| html::place_of(document, node, diagnostics));
    Diagnostic::warning(message).at_maybe(place, "here").help(help)
}

/// Takes the title, the language and the standard metadata (HTML, section 4.2.5.1) from the document if they are not given.
fn complete(mut information: Information, document: &Document) -> Information {
    let root = document.root();
    if information.language.is_empty() {
        information.language =
            root.and_then(|root| document.element(root)?.attribute("lang")).unwrap_or_default().to_string();
    }
    if information.title.is_empty() {
        let title = document
            .descendants(NodeId::DOCUMENT)
            .find(|&node| document.element(node).is_some_and(|element| element.is_html("title")));
        information.title = title
            .map(|title| {
                document
                    .text_content(title)
                    .replace(html::BREAK_HINTS, "")
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .unwrap_or_default();
    }
    let Information { author, subject, keywords, .. } = &mut information;
    for (value, name) in [(author, "author"), (subject, "description"), (keywords, "keywords")] {
        if value.is_empty() {
            let named = metadata(document, name);
            // A document has one description, and may have several authors.
            *value = if name == "description" {
                named.take(1).collect()
            } else {
                named.collect::<Vec<_>>().join(", ")
            };
        }
    }
    information
}

/// The contents of the `meta` elements of a name, each on one line.
fn metadata(document: &Document, name: &str) -> impl Iterator<Item = String> {
    let elements = document.descendants(NodeId::DOCUMENT).filter_map(|node| document.element(node));
    let of_name = elements.filter(move |element| {
        let own = element.attribute("name").filter(|_| element.is_html("meta"));
        own.is_some_and(|own| own.trim().eq_ignore_ascii_case(name))
    });
    let contents = of_name.filter_map(|element| element.attribute("content"));
    contents.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
}
