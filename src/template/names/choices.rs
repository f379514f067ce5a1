//! What `design` in data/brochure.yaml chooses by name: partials for the parts and the covers, and font families.

use handlebars::template::{HelperTemplate, Parameter, TemplateElement};

use super::Checker;
use crate::data::{Brochure, Located, PARTS, Shape};
use crate::template::Layouts;
use crate::template::helpers::PARTIAL_NAME;
use engine::diagnostics::{Diagnostic, Diagnostics, closest};
use engine::text::FontLibrary;

/// What the partials of covers begin with.
const COVER: &str = "cover-";

impl<'a> Checker<'a> {
    /// The partials that the name of an inclusion may mean if a choice of `design` is its name: of a part,
    /// `(lookup this "name")`, or of a cover, `(concat "cover-" design.cover)`.
    pub(super) fn designed(&mut self, name: &'a Parameter) -> Option<Vec<usize>> {
        let files = &self.layouts.files;
        let partials = || (0..files.len()).filter(|index| files[*index].is_partial);
        let call = match called(name)? {
            guard if guard.name.as_name() == Some(PARTIAL_NAME) => called(guard.params.first()?)?,
            // Layouts that are compiled with the program have no guard.
            call => call,
        };
        match (call.name.as_name()?, &call.params[..]) {
            ("lookup", [item, Parameter::Literal(field)]) if field == "name" => {
                let item = self.quietly(item);
                let parts = self.scopes[0].context.field("parts")?;
                let is_part = matches!(parts, Shape::List(part) if **part == item);
                let is_chosen = |name: &String| {
                    PARTS.iter().any(|(part, _)| part == name) || self.parts.contains(&name.as_str())
                };
                is_part.then(|| partials().filter(|index| is_chosen(&files[*index].name)).collect())
            }
            ("concat", [Parameter::Literal(start), Parameter::Path(_)]) if start == COVER => {
                Some(partials().filter(|index| files[*index].name.starts_with(COVER)).collect())
            }
            _ => None,
        }
    }
}

/// The call that a value is the result of.
fn called(parameter: &Parameter) -> Option<&HelperTemplate> {
    match parameter {
        Parameter::Subexpression(inner) => match &*inner.element {
            TemplateElement::Expression(call) => Some(call),
            _ => None,
        },
        _ => None,
    }
}

/// The name of the cover that a partial draws.
pub(super) fn cover_of(partial: &str) -> Option<&str> {
    partial.strip_prefix(COVER)
}

/// Reports parts, covers and font families that `design` names and that do not exist. Returns whether there are none.
pub(in crate::template) fn check(
    layouts: &Layouts,
    brochure: &Brochure,
    diagnostics: &mut Diagnostics,
) -> bool {
    let design = &brochure.publication.design;
    let partials = layouts.files.iter().filter(|file| file.is_partial);
    let own = partials.clone().filter(|file| !file.is_shipped).map(|file| file.name.as_str());
    let parts: Vec<&str> = PARTS.iter().map(|(name, _)| *name).chain(own).collect();
    let covers: Vec<&str> = partials.filter_map(|file| cover_of(&file.name)).collect();
    let mut found = Vec::new();
    for part in &design.parts {
        let file = |name: &str| format!("templates/partials/{name}.hbs");
        found.extend(missing("part", "parts", part, &parts, Some(file(&part.value))));
    }
    if let Some(cover) = &design.cover {
        let file = format!("templates/partials/{COVER}{}.hbs", cover.value);
        found.extend(missing("cover", "covers", cover, &covers, Some(file)));
    }
    let chosen = [&design.fonts.text, &design.fonts.labels];
    if chosen.iter().any(|family| family.is_some()) {
        // Fonts that cannot be read are reported when pages are made.
        let families = FontLibrary::load(&layouts.resources, &mut Diagnostics::new()).family_names();
        let families: Vec<&str> = families.iter().map(String::as_str).collect();
        for family in chosen.into_iter().flatten() {
            found.extend(missing("font family", "families", family, &families, None));
        }
    }
    let is_sound = found.is_empty();
    diagnostics.extend(found);
    is_sound
}

/// An error if `chosen` is none of the `known` names, which are called `all` together. `file` is the one to write for a
/// choice of one's own.
fn missing(
    what: &str,
    all: &str,
    chosen: &Located<String>,
    known: &[&str],
    file: Option<String>,
) -> Option<Diagnostic> {
    let name = chosen.value.as_str();
    // Names of families have no case.
    let is_known =
        |known: &&str| *known == name || file.is_none() && known.to_lowercase() == name.to_lowercase();
    if known.iter().any(is_known) {
        return None;
    }
    let help = match (closest(name, known.iter().copied()), file) {
        (Some(close), Some(_)) => format!("Did you mean `{close}`?"),
        // The nearest name may be another style of the family that is meant: `DejaVu Serif` for `DejaVu Sans`.
        (Some(close), None) => format!("Did you mean `{close}`? Other {all} need their files in fonts/."),
        (None, Some(file)) => {
            format!("The {all} are {}; one of your own is the file {file}.", known.join(", "))
        }
        (None, None) => format!("The {all} are {}; others need their files in fonts/.", known.join(", ")),
    };
    let message = Diagnostic::error(format!("there is no {what} called `{name}`"));
    Some(message.at(chosen.span, "chosen here").help(help))
}
