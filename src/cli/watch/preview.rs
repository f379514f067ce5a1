//! The pages of one document as the page shows them, with what is needed to say where their words come from.

use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::{RenderSettings, render_pdf};
use rayon::prelude::*;
use serde_json::{Value, json};

use super::places::Places;
use crate::cli::arguments::Profile;
use crate::cli::languages::Languages;
use crate::cli::project::{Filled, Project, Purpose, tidy};
use engine::areas::AreaKind;
use engine::diagnostics::{Diagnostics, Strictness};
use engine::paint::PageOrientation;
use engine::units::Rect;

/// The most pixels of a picture of a page.
const MAX_PIXELS: f64 = 40e6;

/// The points of an inch.
const INCH: f32 = 72.0;

/// One PDF of a project: a layout in one language or several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Document {
    pub(super) layout: String,
    pub(super) languages: Languages,
    /// That of its file, without the ending.
    pub(super) name: String,
}

/// The pages of a document without errors.
pub(super) struct Preview {
    /// The number of the round that made it.
    pub(super) round: u64,
    project: Arc<Project>,
    layout: String,
    filled: Filled,
    /// With the texts that places are in.
    diagnostics: Diagnostics,
    pdf: Pdf,
    pub(super) pages: Vec<PageSize>,
}

/// A page in the list of pages.
pub(super) struct PageSize {
    /// What its picture is called: the same as long as it looks the same.
    pub(super) digest: String,
    /// The whole sheet, which the picture shows.
    sheet: Rect,
    /// The number printed on it.
    pub(super) label: String,
    /// Whether a viewer turns it, so that places on it are not where they were laid out.
    is_turned: bool,
}

impl PageSize {
    /// In points.
    pub(super) fn size(&self) -> (f64, f64) {
        let (width, height) = (self.sheet.width.points(), self.sheet.height.points());
        if self.is_turned { (height, width) } else { (width, height) }
    }
}

impl Preview {
    /// Makes the pages of a document. `diagnostics` has the messages about the project, and gets those about the
    /// document. `None` after an error.
    pub(super) fn new(
        project: &Arc<Project>,
        document: &Document,
        round: u64,
        diagnostics: &mut Diagnostics,
    ) -> Option<Preview> {
        let purpose = Purpose {
            layout: &document.layout,
            languages: &document.languages,
            profile: Profile::Screen,
            standards: None,
            strictness: Strictness::Strict,
            remarks: false,
        };
        let rendered = project.rendered(purpose, diagnostics);
        tidy(diagnostics);
        let rendered = rendered.filter(|_| !diagnostics.has_errors())?;
        let pdf = Pdf::new(Arc::new(rendered.output?.pdf)).ok()?;
        let laid_out = rendered.filled.pages.as_ref()?;
        let page = |index: usize| {
            let list = laid_out.display_list(index);
            PageSize {
                digest: format!("{:016x}", list.digest(&laid_out.fonts)),
                sheet: list.media_box,
                is_turned: list.orientation != PageOrientation::Upright,
                label: list.label,
            }
        };
        let pages = (0..laid_out.pages.len()).into_par_iter().map(page).collect();
        Some(Preview {
            round,
            project: project.clone(),
            layout: document.layout.clone(),
            pages,
            pdf,
            filled: rendered.filled,
            diagnostics: diagnostics.clone(),
        })
    }

    /// The picture of a page as a PNG file, with so many pixels an inch or fewer if the page is large.
    pub(super) fn picture(&self, page: usize, dots: u16) -> Option<Vec<u8>> {
        let (width, height) = self.pages.get(page)?.size();
        let most = (MAX_PIXELS / (width * height).max(1.0)).sqrt() as f32;
        let scale = (f32::from(dots) / INCH).min(most);
        let settings = RenderSettings::default();
        let drawn =
            render_pdf(&self.pdf, scale, InterpreterSettings::default(), &settings, Some(page..=page))?;
        drawn.into_iter().next()?.into_png().ok()
    }

    /// What can be pointed at on a page: for each area its kind, its rectangle in shares of the picture, and its words.
    pub(super) fn areas(&self, page: usize) -> Option<Value> {
        let of_page = self.pages.get(page)?;
        let sheet = of_page.sheet;
        let share = |length: engine::units::Length, whole: engine::units::Length| {
            (length.points() / whole.points().max(1.0) * 1e5).round() / 1e5
        };
        let areas = self.filled.pages.as_ref()?.areas(page);
        let areas = areas.into_iter().filter(|_| !of_page.is_turned).map(|area| {
            let kind = match area.kind {
                AreaKind::Box => "box",
                AreaKind::Picture => "picture",
                AreaKind::Word => "word",
            };
            let rect = [
                share(area.rect.x - sheet.x, sheet.width),
                share(area.rect.y - sheet.y, sheet.height),
                share(area.rect.width, sheet.width),
                share(area.rect.height, sheet.height),
            ];
            json!([kind, rect, area.words])
        });
        Some(areas.collect())
    }

    /// Where an area of a page comes from: the values in the data, and the place in the layout.
    pub(super) fn origin(&self, page: usize, area: usize, places: &Places) -> Option<Value> {
        self.pages.get(page)?;
        let pages = self.filled.pages.as_ref()?;
        let area = pages.areas(page).into_iter().nth(area)?;
        let span = area.place(&pages.document, &self.diagnostics);
        let Project { layouts, brochure, .. } = &*self.project;
        let origin = layouts.origin(&self.layout, brochure, &self.filled.sections, span, &self.diagnostics);
        let place = |span| places.place(span, &self.diagnostics);
        Some(json!({
            "words": area.words,
            "values": origin.values.into_iter().map(place).collect::<Vec<_>>(),
            "numbers": origin.numbers.into_iter().map(place).collect::<Vec<_>>(),
            "layout": origin.layout.map(place),
        }))
    }
}
