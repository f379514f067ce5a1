//! The state of reading the stylesheets of a document: the rules read so far, the open files, and diagnostics.

use std::sync::Arc;

use super::declarations::HAS_NO_EFFECT_ON;
use super::definition_rules::DefinitionRules;
use super::font_face::FontFaceRule;
use super::layers::LayerId;
use super::precedence::Origin;
use super::stylesheet::Stylesheets;
use crate::diagnostics::{Diagnostic, Diagnostics, SourceId, Span};
use crate::resources::{ResourceError, Resources};

/// The largest number of stylesheets in a chain of imports.
const MAX_IMPORT_DEPTH: usize = 16;

/// The rules collected so far, and the state that is needed to read another stylesheet.
pub(crate) struct Collector<'a> {
    pub(super) stylesheets: &'a mut Stylesheets,
    pub(super) resources: &'a Resources,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) origin: Origin,
    /// The paths of the stylesheets that are being read, outermost first.
    pub(super) importing: Vec<String>,
    pub(super) font_faces: Vec<(FontFaceRule, LayerId)>,
    pub(super) definitions: DefinitionRules,
}

/// A stylesheet file that has been read but not parsed.
pub(crate) struct OpenStylesheet {
    pub(super) text: Arc<str>,
    pub(super) source: SourceId,
    /// The folder that its addresses are relative to.
    pub(super) folder: String,
}

impl Collector<'_> {
    /// Reports faults. A name that is not supported, or has no effect, is reported only at its first occurrence.
    pub(crate) fn report(&mut self, faults: Vec<Diagnostic>) {
        for fault in faults {
            let is_of_name =
                fault.message.ends_with("is not supported") || fault.message.contains(HAS_NO_EFFECT_ON);
            if !is_of_name || !self.diagnostics.has_message(&fault.message) {
                self.diagnostics.push(fault);
            }
        }
    }

    /// Opens another stylesheet, whose address is at what `place` finds, and reports a failure. The caller has to call
    /// [`Collector::close`] afterwards.
    pub(super) fn open(
        &mut self,
        address: &str,
        base: &str,
        place: &dyn Fn(&Diagnostics) -> Span,
    ) -> Option<OpenStylesheet> {
        let resource = match self.resources.read(base, address) {
            Ok(resource) => resource,
            Err(error) => {
                let diagnostic = match &error {
                    ResourceError::Network(_) => {
                        Diagnostic::warning(format!("the stylesheet is ignored: {error}"))
                            .help("Save it in the project folder and refer to it there.")
                    }
                    _ => {
                        let lack = Diagnostic::lack(format!("the stylesheet cannot be read: {error}"));
                        match &error {
                            ResourceError::Outside { remedy, .. } => lack.help_maybe(remedy.clone()),
                            _ => lack.help("Correct the address, or put the file there."),
                        }
                    }
                };
                let place = place(self.diagnostics);
                self.diagnostics.push(diagnostic.at(place, "imported here"));
                return None;
            }
        };
        if self.importing.contains(&resource.path) || self.importing.len() >= MAX_IMPORT_DEPTH {
            let chain = self.importing.join(" → ");
            let place = place(self.diagnostics);
            self.diagnostics.push(
                Diagnostic::warning(format!("the stylesheet {} imports itself", resource.name))
                    .at(place, "imported here")
                    .help(format!("Remove one of the imports of the chain {chain} → {}.", resource.path)),
            );
            return None;
        }
        let source = self.diagnostics.add_encoded_text(&resource.name, &resource.bytes)?;
        let text = self.diagnostics.source(source).text.clone();
        let folder = Resources::folder_of(&resource.path).to_string();
        self.importing.push(resource.path.clone());
        Some(OpenStylesheet { text, source, folder })
    }

    /// Closes the stylesheet that was opened last.
    pub(super) fn close(&mut self) {
        self.importing.pop();
    }
}
