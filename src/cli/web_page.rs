//! The HTML edition of a project: a layout filled for a web page, as one file.

use super::project::Project;
use crate::data::{Alternate, Format};
use crate::template;
use crate::web;
use engine::diagnostics::{Diagnostics, Strictness};

impl Project {
    /// The name of the HTML edition. The first language has no suffix.
    pub(super) fn web_page_name(&self, layout: &str, language: &str) -> String {
        let is_first = language == self.brochure.first_language();
        let suffix = if is_first { String::new() } else { format!(".{language}") };
        format!("{layout}{suffix}.html")
    }

    /// Makes the HTML edition. Reports errors, and returns `None` if the layout cannot be filled.
    pub(super) fn web_page(
        &self,
        layout: &str,
        language: &str,
        strictness: Strictness,
        diagnostics: &mut Diagnostics,
    ) -> Option<String> {
        diagnostics.set_strictness(strictness);
        let mut brochure = self.brochure.clone();
        brochure.format = Format::Html;
        let others = self.brochure.languages.iter().filter(|other| other.value != language);
        let alternate =
            |other: &str| Alternate { language: other.to_string(), file: self.web_page_name(layout, other) };
        brochure.alternates = others.map(|other| alternate(&other.value)).collect();
        let html = self.layouts.html(layout, &brochure, language, diagnostics)?;
        let path = template::layout_path(layout);
        let source = diagnostics.add_source(format!("{path}, filled ({language})"), html.as_str());
        let page = web::Page { html: &html, source, base: "templates", resources: &self.resources };
        let page = web::single_file(page, diagnostics);
        self.layouts.trace(layout, &brochure, language, source, diagnostics);
        Some(page)
    }
}
