//! All faces of a document, and the faces that a font style asks for.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, OnceLock, RwLock};

use harfrust::Feature;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::append_list::AppendList;
use super::embedded::{
    EMBEDDED, EmbeddedFace, MONOSPACE, SANS_SERIF, SANS_SERIF_FALLBACKS, SERIF, SERIF_FALLBACKS, stand_in,
};
use super::face::{Face, FaceId, FontData};
use super::font_face::RuleFace;
use super::font_files;
use super::instance::{FontInstance, adjusted_size};
use super::matching::{FaceTraits, WantedTraits, nearest};
use super::problem::FontProblem;
use super::read_face::{face_count, read_face};
use super::spaces::AcrossSpaces;
use super::{unpack, variable};
use crate::css::{FontFamily, FontRelativeMetrics, FontSlope, FontStyle, MetricOverrides};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::resources::Resources;

/// Face numbers are 16 bits wide.
const MAX_FACES: usize = u16::MAX as usize;
/// How many styles are cached; instances for further styles are made each time.
const MAX_INSTANCES: usize = 4096;

/// How many instances of variable fonts a document may use.
pub(super) const MAX_VARIED: usize = 1000;

/// The faces of the project's `fonts/`, of `@font-face` rules, and of the built-in set. `Sync`.
#[derive(Default)]
pub struct FontLibrary {
    faces: AppendList<FaceEntry>,
    /// By family name in lower case. Never iterated.
    families: FxHashMap<String, Vec<FaceId>>,
    /// Instances by the address of their style, which they keep alive.
    instances: RwLock<FxHashMap<usize, Arc<FontInstance>>>,
    /// The instances of variable fonts made so far. Never iterated.
    varied: Mutex<FxHashMap<InstanceKey, FaceId>>,
    /// The first face that has a character which the faces of some style lack, if there is one. Never iterated.
    of_characters: Mutex<FxHashMap<char, Option<FaceId>>>,
    problems: Mutex<BTreeSet<FontProblem>>,
    first_embedded: FaceId,
}

/// A variable font, and the value on each of its axes in 1/65536.
pub type InstanceKey = (FaceId, Vec<i32>);

/// A face and its traits for matching. Built-in faces and those of `@font-face` rules are parsed at their first use.
pub(super) struct FaceEntry {
    /// `None` where the traits are known only after parsing.
    traits: Option<FaceTraits>,
    source: EntrySource,
    face: OnceLock<Face>,
}

enum EntrySource {
    /// Already parsed.
    Read,
    Embedded(&'static EmbeddedFace),
    Rule(Box<RuleFace>),
    /// A parsed font with axes: styles use instances of it.
    Variable,
    /// An instance of a variable font, made at its first use.
    Instance {
        font: FaceId,
        coordinates: Vec<f32>,
    },
}

impl std::fmt::Debug for FontLibrary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "FontLibrary({} faces)", self.faces.len())
    }
}

impl FontLibrary {
    /// The faces of the project's `fonts/` folder and the built-in ones. Of two faces with the same family, weight,
    /// slope and width, the project's wins. Fonts that cannot be used are reported as errors.
    pub fn load(resources: &Resources, diagnostics: &mut Diagnostics) -> FontLibrary {
        let mut library = FontLibrary::default();
        for path in font_files::list(resources.root(), diagnostics) {
            library.load_file(resources, &path, diagnostics);
        }
        library.add_embedded();
        library
    }

    /// Only the faces built into the program.
    pub fn embedded() -> FontLibrary {
        let mut library = FontLibrary::default();
        library.add_embedded();
        library
    }

    /// A face by its number.
    ///
    /// # Panics
    /// Panics if the number is not from this library.
    pub fn face(&self, id: FaceId) -> &Face {
        let entry = self.entry(id);
        if let EntrySource::Rule(rule) = &entry.source {
            return match rule.face(id, self) {
                Some((face, _)) => face,
                // Only usable faces are found for a style; any other face does for a caller that tries all.
                None => self.face(self.first_embedded),
            };
        }
        entry.face.get_or_init(|| match entry.source {
            EntrySource::Embedded(embedded) => read_embedded(id, embedded),
            EntrySource::Instance { font, ref coordinates } => {
                let overrides = match self.entry(font).source {
                    EntrySource::Rule(ref rule) => rule.overrides(),
                    _ => MetricOverrides::default(),
                };
                self.face(font).at(id, coordinates.clone(), overrides)
            }
            EntrySource::Read | EntrySource::Rule(_) | EntrySource::Variable => {
                unreachable!("the entry of a parsed face contains the face")
            }
        })
    }

    pub(super) fn entry(&self, id: FaceId) -> &FaceEntry {
        // Faces are never removed.
        self.faces.get(usize::from(id.0)).expect("a face of this library")
    }

    /// The variable font and the values on its axes that a face is an instance of; another face is its own font. The
    /// numbers of instances depend on the order in which threads ask for them, this does not.
    pub fn instance_key(&self, id: FaceId) -> InstanceKey {
        match &self.entry(id).source {
            EntrySource::Instance { font, coordinates } => (*font, fixed(coordinates)),
            _ => (id, Vec::new()),
        }
    }

    /// Whether a face is an instance of a variable font.
    pub fn is_varied(&self, id: FaceId) -> bool {
        matches!(self.entry(id).source, EntrySource::Instance { .. })
    }

    /// The number of faces that are not instances of variable fonts.
    pub fn loaded(&self) -> u16 {
        let varied = self.varied.lock().map(|varied| varied.len()).unwrap_or_default();
        (self.len() - varied) as u16
    }

    /// The face for text of a style: an instance if `id` is a variable font, otherwise `id` itself.
    pub(super) fn varied(&self, id: FaceId, style: &FontStyle) -> FaceId {
        let entry = self.entry(id);
        let variations = match &entry.source {
            EntrySource::Variable => &[],
            EntrySource::Rule(rule) if !self.face(id).axes.is_empty() => rule.variations(),
            _ => return id,
        };
        let Some(traits) = self.traits(id) else { return id };
        let coordinates = variable::coordinates(&self.face(id).axes, &traits, variations, style);
        let key = (id, fixed(&coordinates));
        let Ok(mut varied) = self.varied.lock() else { return id };
        if let Some(&known) = varied.get(&key) {
            return known;
        }
        if varied.len() == MAX_VARIED {
            self.note(FontProblem::TooManyInstances);
            return id;
        }
        let source = EntrySource::Instance { font: id, coordinates };
        let entry = FaceEntry { traits: Some(traits), source, face: OnceLock::new() };
        let Some(made) = self.faces.push(entry) else { return id };
        let made = FaceId(made as u16);
        varied.insert(key, made);
        made
    }

    /// The number of faces. Their numbers are below it.
    pub fn len(&self) -> usize {
        self.faces.len()
    }

    /// The names of all families, sorted, each once.
    pub fn family_names(&self) -> Vec<String> {
        let name = |id: usize| match &self.faces.get(id)?.source {
            EntrySource::Embedded(embedded) => Some(embedded.family.to_string()),
            _ => Some(self.face(FaceId(id as u16)).family.to_string()),
        };
        let names: BTreeSet<String> = (0..self.len()).filter_map(name).collect();
        names.into_iter().collect()
    }

    /// Whether there is no face at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What the styles so far ask for and no font has, in order.
    pub fn problems(&self) -> Vec<FontProblem> {
        self.problems.lock().map(|problems| problems.iter().cloned().collect()).unwrap_or_default()
    }

    /// The font instance that shapes text of a style. It is made once for each style.
    pub fn instance(&self, style: &Arc<FontStyle>) -> Arc<FontInstance> {
        let address = Arc::as_ptr(style) as usize;
        if let Ok(instances) = self.instances.read()
            && let Some(instance) = instances.get(&address)
        {
            return instance.clone();
        }
        let instance = Arc::new(FontInstance::new(self, style.clone()));
        if let Ok(mut instances) = self.instances.write() {
            if let Some(instance) = instances.get(&address) {
                return instance.clone();
            }
            if instances.len() < MAX_INSTANCES {
                instances.insert(address, instance.clone());
            }
        }
        instance
    }

    /// The faces that a style asks for, best first, followed by the fallback faces.
    pub(super) fn faces_for(&self, style: &FontStyle) -> Vec<FaceId> {
        self.faces_or(style, &mut |family| self.note(FontProblem::UnknownFamily(family.to_string())))
    }

    /// As [`FontLibrary::faces_for`]; `unknown` gets the families before the first one that a font is of.
    pub(super) fn faces_or(&self, style: &FontStyle, unknown: &mut dyn FnMut(&str)) -> Vec<FaceId> {
        let wanted = WantedTraits { weight: style.weight, slope: style.slope, stretch: style.stretch };
        let mut faces: Vec<FaceId> = Vec::with_capacity(10);
        let add = |faces: &mut Vec<FaceId>, id: FaceId| {
            if !faces.contains(&id) {
                faces.push(id);
            }
        };
        let mut sans_serif = None;
        for family in style.family.iter() {
            let name = match family {
                FontFamily::Named(name) => &**name,
                FontFamily::Serif | FontFamily::Cursive | FontFamily::Fantasy => SERIF,
                FontFamily::SansSerif | FontFamily::SystemUi => SANS_SERIF,
                FontFamily::Monospace => MONOSPACE,
            };
            let first_family = faces.is_empty();
            let mut known = false;
            for id in self.family_faces(name, wanted) {
                if first_family
                    && !known
                    && let Some(traits) = self.traits(id)
                {
                    self.note_difference(name, traits.nearest_to(wanted), wanted);
                }
                known = true;
                add(&mut faces, self.varied(id, style));
                sans_serif.get_or_insert_with(|| !self.is_serif(id));
            }
            // Families after one that exists are only for characters that it lacks.
            // The rules of a family report their own failure.
            if !known && first_family && !self.families.contains_key(&name.to_lowercase()) {
                unknown(name);
            }
        }
        // A list without any known family, often one without a generic family at its end.
        let stand_in = style.family.iter().find_map(|family| match family {
            FontFamily::Named(name) if faces.is_empty() => stand_in(name),
            _ => None,
        });
        for id in stand_in.into_iter().flat_map(|family| self.family_faces(family, wanted)) {
            add(&mut faces, self.varied(id, style));
            sans_serif.get_or_insert_with(|| !self.is_serif(id));
        }
        let fallbacks = if sans_serif.unwrap_or(false) { SANS_SERIF_FALLBACKS } else { SERIF_FALLBACKS };
        for family in fallbacks {
            for id in self.family_faces(family, wanted) {
                add(&mut faces, self.varied(id, style));
            }
        }
        faces
    }

    /// The first available font (CSS Fonts 4, section 5.1): the first face that has the space and may be used for it.
    pub(super) fn primary(&self, faces: &[FaceId]) -> Option<FaceId> {
        let has_space = |id: &FaceId| self.face(*id).is_for(' ') && self.face(*id).glyph(' ').is_some();
        faces.iter().copied().find(has_space).or(faces.first().copied())
    }

    /// The first of all faces that has a character which the style's own faces lack; those of the project come first.
    /// Faces of stylesheets are only for styles that name their families (CSS Fonts 4, section 5.3).
    pub(super) fn other_face(&self, style: &FontStyle, has: impl Fn(FaceId) -> bool) -> Option<FaceId> {
        self.loaded_face(has).map(|id| self.varied(id, style))
    }

    /// The same for a grapheme cluster. That of a single character is searched once: a text in a script without a font asks
    /// for it again and again.
    pub(super) fn other_face_of(
        &self,
        style: &FontStyle,
        cluster: &str,
        has: impl Fn(FaceId) -> bool,
    ) -> Option<FaceId> {
        let mut characters = cluster.chars();
        let (Some(character), None) = (characters.next(), characters.next()) else {
            return self.other_face(style, has);
        };
        let known = self.of_characters.lock().ok()?.get(&character).copied();
        let found = known.unwrap_or_else(|| {
            let found = self.loaded_face(has);
            if let Ok(mut known) = self.of_characters.lock() {
                known.insert(character, found);
            }
            found
        });
        found.map(|id| self.varied(id, style))
    }

    fn loaded_face(&self, has: impl Fn(FaceId) -> bool) -> Option<FaceId> {
        let faces = (0..self.faces.len()).map(|index| FaceId(index as u16));
        let mut loaded = faces.filter(|&id| {
            !matches!(self.entry(id).source, EntrySource::Instance { .. } | EntrySource::Rule(_))
        });
        loaded.find(|&id| has(id))
    }

    /// The usable faces of a family that are nearest to the wanted traits: one, or several with the same traits, which
    /// stylesheets use for different characters.
    fn family_faces(&self, family: &str, wanted: WantedTraits) -> SmallVec<[FaceId; 4]> {
        let ids = self.families.get(&family.to_lowercase()).map_or(&[][..], Vec::as_slice);
        let usable: SmallVec<[(FaceId, FaceTraits); 8]> =
            ids.iter().filter_map(|&id| Some((id, self.traits(id)?))).collect();
        let best = nearest(usable.iter().map(|(_, traits)| *traits), wanted).map(|index| usable[index].1);
        usable.into_iter().filter(|(_, traits)| best == Some(*traits)).map(|(id, _)| id).collect()
    }

    /// The traits of a face for matching; `None` if its `@font-face` rule has no usable font.
    fn traits(&self, id: FaceId) -> Option<FaceTraits> {
        let entry = self.entry(id);
        match &entry.source {
            EntrySource::Rule(rule) => rule.face(id, self).map(|(_, traits)| *traits),
            _ => entry.traits,
        }
    }

    fn is_serif(&self, id: FaceId) -> bool {
        match self.entry(id).source {
            EntrySource::Embedded(embedded) => SERIF_FALLBACKS[..4].contains(&embedded.family),
            _ => self.face(id).metrics.is_serif,
        }
    }

    /// Whether text in a face with these features must be shaped with its spaces. Does not parse a
    /// built-in face.
    pub(super) fn shapes_across_spaces(&self, id: FaceId, features: &[Feature]) -> bool {
        match self.entry(id).source {
            EntrySource::Embedded(embedded) => across_spaces(embedded).with(features),
            _ => {
                let face = self.face(id);
                face.across_spaces().with(features) || face.across_spaces().with(&face.features)
            }
        }
    }

    pub(super) fn note(&self, problem: FontProblem) {
        if let Ok(mut problems) = self.problems.lock() {
            problems.insert(problem);
        }
    }

    /// Reports that the face found for a family is not slanted or bold as the style asks.
    fn note_difference(&self, family: &str, found: WantedTraits, wanted: WantedTraits) {
        if wanted.slope != FontSlope::Normal && found.slope == FontSlope::Normal {
            self.note(FontProblem::NoItalic(family.to_string()));
        }
        if wanted.weight >= 600 && found.weight < 600 {
            self.note(FontProblem::NoBold(family.to_string()));
        }
    }

    fn load_file(&mut self, resources: &Resources, path: &str, diagnostics: &mut Diagnostics) {
        let broken = |reason: String| {
            Diagnostic::lack(format!("the font {path} cannot be used: {reason}")).path(path).help(
                "Replace the file with an undamaged TrueType, OpenType or WOFF font, or remove it from fonts/.",
            )
        };
        let bytes = match resources.read_path(path) {
            Ok(resource) => resource.bytes,
            Err(error) => return diagnostics.push(broken(error.to_string())),
        };
        let bytes = match unpack::plain(bytes) {
            Ok(bytes) => bytes,
            Err(reason) => return diagnostics.push(broken(reason)),
        };
        let count = match face_count(&bytes) {
            Ok(count) => count,
            Err(reason) => return diagnostics.push(broken(reason)),
        };
        for index in 0..count {
            let Some(id) = self.next_id() else { return };
            match read_face(id, path.to_string(), FontData::Shared(bytes.clone()), index, None) {
                Ok(face) => self.add(face),
                Err(reason) => diagnostics.push(broken(reason)),
            }
        }
    }

    pub(super) fn next_id(&self) -> Option<FaceId> {
        (self.faces.len() < MAX_FACES).then_some(FaceId(self.faces.len() as u16))
    }

    fn add(&mut self, face: Face) {
        let traits = traits_of(&face);
        self.register(&face.family.to_lowercase(), face.id, traits);
        let source = match face.axes.is_empty() {
            true => EntrySource::Read,
            false => EntrySource::Variable,
        };
        self.faces.push(FaceEntry { traits: Some(traits), source, face: OnceLock::from(face) });
    }

    /// Puts the face of a rule before all others of its family.
    pub(super) fn add_rule(&mut self, family: &str, rule: RuleFace) {
        let Some(id) = self.next_id() else { return };
        self.families.entry(family.to_string()).or_default().insert(0, id);
        let source = EntrySource::Rule(Box::new(rule));
        self.faces.push(FaceEntry { traits: None, source, face: OnceLock::new() });
    }

    fn add_embedded(&mut self) {
        for embedded in &EMBEDDED {
            let Some(id) = self.next_id() else { return };
            let traits = FaceTraits::fixed(embedded.weight, embedded.slope, 100.0);
            if embedded.path == EMBEDDED[0].path {
                self.first_embedded = id;
            }
            self.register(&embedded.family.to_lowercase(), id, traits);
            self.faces.push(FaceEntry {
                traits: Some(traits),
                source: EntrySource::Embedded(embedded),
                face: OnceLock::new(),
            });
        }
    }

    /// Adds a face to its family unless one with the same traits is there already.
    fn register(&mut self, family: &str, id: FaceId, traits: FaceTraits) {
        let ids = self.families.entry(family.to_string()).or_default();
        if !ids.iter().any(|known| {
            self.faces.get(usize::from(known.0)).is_some_and(|entry| entry.traits == Some(traits))
        }) {
            ids.push(id);
        }
    }
}

fn read_embedded(id: FaceId, embedded: &'static EmbeddedFace) -> Face {
    let data = FontData::Static(embedded.bytes);
    let face = read_face(id, embedded.path.to_string(), data, 0, Some(across_spaces(embedded)));
    // A unit test reads every built-in font, so none can fail here.
    face.expect("the built-in fonts can be read")
}

/// The traits of a face from its font file, with the ranges of its axes.
pub(super) fn traits_of(face: &Face) -> FaceTraits {
    variable::traits(&face.axes, FaceTraits::fixed(face.weight, face.slope, face.stretch))
}

/// Values on axes in 1/65536, which can be compared.
fn fixed(coordinates: &[f32]) -> Vec<i32> {
    coordinates.iter().map(|&value| (f64::from(value) * 65536.0).round() as i32).collect()
}

fn across_spaces(embedded: &'static EmbeddedFace) -> AcrossSpaces {
    AcrossSpaces { always: false, features: embedded.features_across_spaces.into() }
}

impl FontLibrary {
    /// What font-relative units refer to, for a style.
    pub fn relative_metrics(&self, style: &FontStyle) -> FontRelativeMetrics {
        let Some(id) = self.primary(&self.faces_for(style)) else { return FontRelativeMetrics::FALLBACK };
        let face = self.face(id);
        let adjusted = adjusted_size(style, face, face).0 as f32 / style.size.0.max(1) as f32;
        let em = f32::from(face.metrics.units_per_em.max(1)) / adjusted.max(0.001);
        let share = |units: i32, otherwise: f32| if units > 0 { units as f32 / em } else { otherwise };
        let metrics = &face.metrics;
        let advance = |character: char, otherwise: f32| {
            face.glyph(character).map_or(otherwise, |glyph| share(i32::from(face.advance(glyph)), otherwise))
        };
        FontRelativeMetrics {
            x_height: share(i32::from(metrics.x_height), 0.5),
            cap_height: share(i32::from(metrics.cap_height), 0.7),
            zero_advance: advance('0', 0.5),
            ideograph_advance: advance('水', 1.0),
            normal_line_height: share(
                i32::from(metrics.ascent) - i32::from(metrics.descent) + i32::from(metrics.line_gap),
                1.2,
            ),
        }
    }
}
