//! `@font-face` rules to faces.

use harfrust::Feature;
use skrifa::raw::types::Tag;

use super::face::FontData;
use super::library::{FontLibrary, traits_of};
use super::matching::FaceTraits;
use super::read_face::read_face;
use crate::css::FontFaceRule;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::resources::{ResourceError, Resources};

impl FontLibrary {
    /// Adds the first usable font of an `@font-face` rule with the rule's family name, weight, slope and width, before
    /// all others of that family. If none is usable, that is reported.
    pub fn add_font_face(
        &mut self,
        rule: &FontFaceRule,
        resources: &Resources,
        diagnostics: &mut Diagnostics,
    ) {
        let mut reasons = Vec::new();
        let mut only_network = true;
        for url in &rule.urls {
            let resource = match resources.read(&rule.base, url) {
                Ok(resource) => resource,
                Err(error) => {
                    only_network &= matches!(error, ResourceError::Network(_));
                    reasons.push(error.to_string());
                    continue;
                }
            };
            let Some(id) = self.next_id() else { return };
            match read_face(id, resource.path.clone(), FontData::Shared(resource.bytes), 0, None) {
                Ok(mut face) => {
                    face.family = rule.family.as_str().into();
                    face.unicode_range = rule.unicode_range.clone();
                    face.size_adjust = rule.size_adjust;
                    let features = rule.features.iter();
                    let features = features.map(|set| Feature::new(Tag::new(&set.tag), set.value, ..));
                    face.features = features.collect();
                    face.override_metrics(rule.overrides);
                    let traits = traits_of_rule(rule, traits_of(&face));
                    if face.axes.is_empty() {
                        face.weight = face.weight.max(traits.weight[0]).min(traits.weight[1]);
                        face.slope = traits.slope;
                        face.stretch = face.stretch.max(traits.stretch[0]).min(traits.stretch[1]);
                    }
                    // Of rules that differ only in their characters, the last one is tried first (CSS Fonts 4,
                    // section 4.5).
                    self.add_first(face, traits, rule);
                    return;
                }
                Err(reason) => {
                    only_network = false;
                    reasons.push(format!("{}: {reason}", resource.path));
                }
            }
        }
        let message = format!("no font of this rule can be used: {}", reasons.join("; "));
        // A page saved from the web is worth rendering without files that were not saved with it.
        let severity = if only_network { Diagnostic::warning } else { Diagnostic::lack };
        diagnostics.push(
            severity(message)
                .at(rule.span, "this @font-face rule")
                .help("Name an undamaged TrueType or OpenType font inside the project."),
        );
    }
}

/// The traits that matching sees: those of the rule, and the font's own where the rule has none.
fn traits_of_rule(rule: &FontFaceRule, of_font: FaceTraits) -> FaceTraits {
    let mut traits = of_font;
    traits.weight = rule.weight.unwrap_or(of_font.weight);
    traits.stretch = rule.stretch.unwrap_or(of_font.stretch);
    if let Some([upright, slanted]) = rule.slope {
        traits.slope = upright;
        traits.slanted = (slanted != upright).then_some(slanted);
    }
    traits
}
