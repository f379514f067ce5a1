//! The HTML edition of a project: a layout filled for a web page, as one file.

use super::languages::Languages;
use super::project::Project;
use crate::data::{Alternate, ExtraContent, Format, LanguageSection};
use crate::template;
use crate::web;
use engine::diagnostics::{Diagnostics, Strictness};

impl Project {
    /// The name of the HTML edition. The first language has no suffix.
    pub(super) fn web_page_name(&self, layout: &str, languages: &Languages) -> String {
        format!("{layout}{}.html", languages.suffix(&self.brochure))
    }

    /// Makes the HTML edition. Reports errors, and returns `None` if the layout cannot be filled.
    pub(super) fn web_page(
        &self,
        layout: &str,
        languages: &Languages,
        strictness: Strictness,
        diagnostics: &mut Diagnostics,
    ) -> Option<String> {
        diagnostics.set_strictness(strictness);
        let mut brochure = self.brochure.clone();
        brochure.format = Format::Html;
        let others = self.brochure.languages.iter().map(|other| Languages::only(&other.value));
        let alternate = |other: Languages| Alternate {
            language: other.first().to_string(),
            file: self.web_page_name(layout, &other),
        };
        brochure.alternates = others.filter(|other| other != languages).map(alternate).collect();
        let sections = LanguageSection::all(languages.tags(), 0, ExtraContent::Pictures);
        let html = self.layouts.html_of(layout, &brochure, &sections, diagnostics)?;
        let path = template::layout_path(layout);
        let source = diagnostics.add_source(format!("{path}, filled ({})", languages.name()), html.as_str());
        let page = web::Page { html: &html, source, base: "templates", resources: &self.resources };
        let page = web::single_file(page, diagnostics);
        self.layouts.trace(layout, &brochure, &sections, source, diagnostics);
        Some(page)
    }
}
