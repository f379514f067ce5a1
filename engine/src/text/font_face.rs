//! `@font-face` rules to faces. A rule's font is read when a style first asks for its family, because a face that no
//! text uses need not exist (CSS Fonts 4, section 4.3).

use std::sync::OnceLock;

use harfrust::Feature;
use skrifa::raw::types::Tag;

use super::face::{Face, FaceId, FontData};
use super::library::{FontLibrary, traits_of};
use super::matching::FaceTraits;
use super::problem::FontProblem;
use super::read_face::{face_count, read_face};
use super::unpack;
use crate::css::{FontFaceRule, FontVariation, MetricOverrides};
use crate::resources::{ResourceError, Resources};

/// The face of a rule.
pub(super) struct RuleFace {
    rule: FontFaceRule,
    resources: Resources,
    /// What was read; `None` inside if no font of the rule can be used.
    read: OnceLock<Option<(Face, FaceTraits)>>,
}

impl RuleFace {
    /// What the rule states for the axes of the font.
    pub(super) fn variations(&self) -> &[FontVariation] {
        &self.rule.variations
    }

    /// The line metrics that the rule states.
    pub(super) fn overrides(&self) -> MetricOverrides {
        self.rule.overrides
    }

    /// The face and its traits for matching; `None` if no font of the rule can be used. The first call reads the
    /// font, and reports a failure to `library`.
    pub(super) fn face(&self, id: FaceId, library: &FontLibrary) -> Option<&(Face, FaceTraits)> {
        let read = || self.read_first(id).map_err(|problem| library.note(problem)).ok();
        self.read.get_or_init(read).as_ref()
    }

    /// The first usable font of the rule, with the rule's family name, weight, slope and width.
    fn read_first(&self, id: FaceId) -> Result<(Face, FaceTraits), FontProblem> {
        let rule = &self.rule;
        let mut reasons = Vec::new();
        let mut only_network = true;
        for url in &rule.urls {
            let resource = match self.resources.read(&rule.base, url) {
                Ok(resource) => resource,
                Err(error) => {
                    only_network &= matches!(error, ResourceError::Network(_));
                    reasons.push(error.to_string());
                    continue;
                }
            };
            let (path, name) = (resource.path, resource.name);
            let read = unpack::plain(resource.bytes).and_then(|bytes| {
                let bytes = FontData::Shared(bytes);
                let fragment =
                    url.split_once('#').map(|(_, fragment)| fragment).filter(|name| !name.is_empty());
                match fragment.filter(|_| !url.starts_with("data:")) {
                    Some(name) => read_named(id, &path, bytes, name),
                    None => read_face(id, path.clone(), bytes, 0, None),
                }
            });
            match read {
                Ok(face) => return Ok(as_ruled(rule, face)),
                Err(reason) => {
                    only_network = false;
                    reasons.push(format!("{name}: {reason}"));
                }
            }
        }
        if rule.urls.is_empty() {
            only_network = false;
            reasons.push("it names no file".to_string());
        }
        Err(FontProblem::UnusableRule { place: rule.span, reasons: reasons.join("; "), only_network })
    }
}

/// The face of a collection that the fragment of an address names (CSS Fonts 4, section 4.3.3): its PostScript name,
/// or its number from 1.
fn read_named(id: FaceId, path: &str, data: FontData, name: &str) -> Result<Face, String> {
    let count = face_count(&data)?;
    let read = |index| read_face(id, path.to_string(), data.clone(), index, None);
    match name.parse::<u32>() {
        Ok(number @ 1..) if number <= count => read(number - 1),
        _ if count == 1 => read(0),
        _ => (0..count)
            .filter_map(|index| read(index).ok())
            .find(|face| face.postscript_name == name)
            .ok_or_else(|| format!("it has no face \"{name}\"")),
    }
}

/// Gives a face what its rule states.
fn as_ruled(rule: &FontFaceRule, mut face: Face) -> (Face, FaceTraits) {
    face.family = rule.family.as_str().into();
    face.unicode_range = rule.unicode_range.clone();
    face.size_adjust = rule.size_adjust;
    let features = rule.features.iter();
    face.features = features.map(|set| Feature::new(Tag::new(&set.tag), set.value, ..)).collect();
    face.override_metrics(rule.overrides);
    let traits = traits_of_rule(rule, traits_of(&face));
    if face.axes.is_empty() {
        face.weight = face.weight.max(traits.weight[0]).min(traits.weight[1]);
        face.slope = traits.slope;
        face.stretch = face.stretch.max(traits.stretch[0]).min(traits.stretch[1]);
    }
    (face, traits)
}

impl FontLibrary {
    /// Adds the font of an `@font-face` rule before all others of its family: of rules that differ only in their
    /// characters, the last one is tried first (CSS Fonts 4, section 4.5).
    pub fn add_font_face(&mut self, rule: &FontFaceRule, resources: &Resources) {
        self.add_rule(
            &rule.family.to_lowercase(),
            RuleFace { rule: rule.clone(), resources: resources.clone(), read: OnceLock::new() },
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
