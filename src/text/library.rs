//! All faces of a run, and which of them a font style asks for.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, RwLock};

use harfrust::Feature;
use rustc_hash::FxHashMap;
use skrifa::raw::FontRef;

use super::embedded::{
    EMBEDDED, EmbeddedFace, MONOSPACE, SANS_SERIF, SANS_SERIF_FALLBACKS, SERIF, SERIF_FALLBACKS,
};
use super::face::{Face, FaceId, FontData};
use super::instance::{FontInstance, adjusted_size};
use super::matching::{FaceTraits, nearest};
use super::problem::FontProblem;
use super::read_face::{face_count, read_face};
use super::spaces::AcrossSpaces;
use super::variable::{self, FontInstancePoint};
use crate::css::{FontFaceRule, FontFamily, FontRelativeMetrics, FontSlope, FontStyle};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::resources::{ResourceError, Resources};

/// How deep and how many files below `fonts/` are looked at.
const MAX_FOLDER_DEPTH: usize = 8;
const MAX_FONT_FILES: usize = 2000;
/// Face numbers are 16 bits wide.
const MAX_FACES: usize = u16::MAX as usize;
/// How many styles are remembered; more are made anew each time they are asked for.
const MAX_INSTANCES: usize = 4096;

/// The faces of the project's `fonts/`, of `@font-face` rules, and of the built-in set. `Sync`.
#[derive(Default)]
pub struct FontLibrary {
    faces: Vec<Entry>,
    /// By family name in lower case. Only ever looked up.
    families: FxHashMap<String, Vec<FaceId>>,
    /// Instances by the address of their style, which they keep alive.
    instances: RwLock<FxHashMap<usize, Arc<FontInstance>>>,
    problems: Mutex<BTreeSet<FontProblem>>,
}

/// A face with what matching needs to know of it. Built-in faces are parsed at their first use.
struct Entry {
    traits: FaceTraits,
    source: EntrySource,
    face: OnceLock<Face>,
}

enum EntrySource {
    /// Already parsed.
    Read,
    Embedded(&'static EmbeddedFace),
    /// One of the instances of a variable font, made at its first use.
    Instance(Box<InstanceSource>),
}

#[derive(Clone)]
struct InstanceSource {
    path: String,
    data: FontData,
    index: u32,
    family: Arc<str>,
    unicode_range: Vec<RangeInclusive<u32>>,
    point: FontInstancePoint,
}

impl InstanceSource {
    /// The same at another weight.
    fn at_weight(&self, weight: u16) -> InstanceSource {
        let mut source = self.clone();
        source.point.set_weight(weight);
        source
    }
}

impl std::fmt::Debug for FontLibrary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "FontLibrary({} faces)", self.faces.len())
    }
}

impl FontLibrary {
    /// The faces of the project's `fonts/` folder and the built-in ones. Of two faces of the same
    /// family, weight, slope and width, the project's wins. A font that cannot be used is an error
    /// that names it.
    pub fn load(resources: &Resources, diagnostics: &mut Diagnostics) -> FontLibrary {
        let mut library = FontLibrary::default();
        let mut files = Vec::new();
        list_fonts(resources.root(), "fonts", 0, &mut files);
        files.sort();
        for path in files {
            library.load_file(resources, &path, diagnostics);
        }
        library.add_embedded();
        library
    }

    /// Only the faces that are part of the program.
    pub fn embedded() -> FontLibrary {
        let mut library = FontLibrary::default();
        library.add_embedded();
        library
    }

    /// A face by its number.
    pub fn face(&self, id: FaceId) -> &Face {
        let entry = &self.faces[usize::from(id.0)];
        entry.face.get_or_init(|| match entry.source {
            EntrySource::Embedded(embedded) => read_embedded(id, embedded),
            EntrySource::Instance(ref source) => self.read_instance(id, source),
            EntrySource::Read => unreachable!("a face that was read is set where it is added"),
        })
    }

    /// How many faces there are; their numbers are below it.
    pub fn len(&self) -> usize {
        self.faces.len()
    }

    pub fn is_empty(&self) -> bool {
        self.faces.is_empty()
    }

    /// What the styles so far asked for and no font has, in order.
    pub fn problems(&self) -> Vec<FontProblem> {
        self.problems.lock().map(|problems| problems.iter().cloned().collect()).unwrap_or_default()
    }

    /// What text of a style is shaped with. Made once for a style.
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

    /// The faces that a style asks for, best first, and after them those to fall back to.
    pub(super) fn faces_for(&self, style: &FontStyle) -> Vec<FaceId> {
        let wanted = FaceTraits { weight: style.weight, slope: style.slope, stretch: style.stretch };
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
                if first_family && !known {
                    self.note_difference(name, self.faces[usize::from(id.0)].traits, wanted);
                }
                known = true;
                add(&mut faces, id);
                sans_serif.get_or_insert_with(|| !self.is_serif(id));
            }
            if !known {
                self.note(FontProblem::UnknownFamily(name.to_string()));
            }
        }
        let fallbacks = if sans_serif.unwrap_or(false) { SANS_SERIF_FALLBACKS } else { SERIF_FALLBACKS };
        for family in fallbacks {
            for id in self.family_faces(family, wanted) {
                add(&mut faces, id);
            }
        }
        faces
    }

    /// The first available font (CSS Fonts 4, section 5.1): the first face that is for the space.
    pub(super) fn primary(&self, faces: &[FaceId]) -> Option<FaceId> {
        let has_space = |id: &FaceId| self.face(*id).is_for(' ') && self.face(*id).glyph(' ').is_some();
        faces.iter().copied().find(has_space).or(faces.first().copied())
    }

    /// All faces, those of the project first: where to look when a style's own faces lack a character.
    pub(super) fn all_faces(&self) -> impl Iterator<Item = FaceId> + '_ {
        (0..self.faces.len()).map(|index| FaceId(index as u16))
    }

    /// The faces of a family that are nearest to what is wanted: one, or several with the same traits
    /// that stylesheets give for different characters.
    fn family_faces(&self, family: &str, wanted: FaceTraits) -> impl Iterator<Item = FaceId> + '_ {
        let ids = self.families.get(&family.to_lowercase()).map_or(&[][..], Vec::as_slice);
        let traits = |id: &FaceId| self.faces[usize::from(id.0)].traits;
        let best = nearest(ids.iter().map(traits), wanted).and_then(|index| ids.get(index)).map(traits);
        ids.iter().copied().filter(move |id| best == Some(traits(id)))
    }

    fn is_serif(&self, id: FaceId) -> bool {
        match self.faces[usize::from(id.0)].source {
            EntrySource::Embedded(embedded) => SERIF_FALLBACKS[..4].contains(&embedded.family),
            _ => self.face(id).metrics.is_serif,
        }
    }

    /// Whether text in a face with these features must be shaped with its spaces. Does not parse a
    /// built-in face.
    pub(super) fn shapes_across_spaces(&self, id: FaceId, features: &[Feature]) -> bool {
        match self.faces[usize::from(id.0)].source {
            EntrySource::Embedded(embedded) => across_spaces(embedded).with(features),
            _ => self.face(id).across_spaces.with(features),
        }
    }

    /// An instance as a face: the static font is embedded, the variable one at its place shapes, as its
    /// kerning varies too. What cannot be made is the font at its default, which is noted.
    fn read_instance(&self, id: FaceId, source: &InstanceSource) -> Face {
        let coordinates = &source.point.coordinates;
        let made = FontRef::from_index(&source.data, source.index)
            .map_err(|error| error.to_string())
            .and_then(|tables| variable::instantiate(&tables, coordinates))
            .and_then(|bytes| read_face(id, source.path.clone(), FontData::Shared(bytes.into()), 0, None));
        let variable = read_face(id, source.path.clone(), source.data.clone(), source.index, None);
        // It was read before the instance was registered, so it can be read again.
        let variable = variable.expect("a font that was read before");
        let mut face = match made {
            Ok(mut face) => {
                let instance = variable.font.instance_builder().variations(coordinates.iter().copied());
                face.font = instance.build();
                for (tag, value) in coordinates {
                    face.postscript_name += &format!("_{value}{tag}");
                }
                face.weight = source.point.traits.weight;
                face.slope = source.point.traits.slope;
                face.stretch = source.point.traits.stretch;
                face
            }
            Err(reason) => {
                self.note(FontProblem::NoInstance { path: source.path.clone(), reason });
                variable
            }
        };
        face.family = source.family.clone();
        face.unicode_range = source.unicode_range.clone();
        face
    }

    pub(super) fn note(&self, problem: FontProblem) {
        if let Ok(mut problems) = self.problems.lock() {
            problems.insert(problem);
        }
    }

    /// Notes in what the face found for a family differs from what was wanted of it.
    fn note_difference(&self, family: &str, found: FaceTraits, wanted: FaceTraits) {
        if wanted.slope != FontSlope::Normal && found.slope == FontSlope::Normal {
            self.note(FontProblem::NoItalic(family.to_string()));
        }
        if wanted.weight >= 600 && found.weight < 600 {
            self.note(FontProblem::NoBold(family.to_string()));
        }
    }

    fn load_file(&mut self, resources: &Resources, path: &str, diagnostics: &mut Diagnostics) {
        let broken = |reason: String| {
            Diagnostic::error(format!("the font {path} cannot be used: {reason}"))
                .path(path)
                .help("Replace the file with a sound TrueType or OpenType font, or take it out of fonts/.")
        };
        let bytes = match resources.read_path(path) {
            Ok(resource) => resource.bytes,
            Err(error) => return diagnostics.push(broken(error.to_string())),
        };
        let count = match face_count(&bytes) {
            Ok(count) => count,
            Err(reason) => return diagnostics.push(broken(reason)),
        };
        for index in 0..count {
            let Some(id) = self.next_id() else { return };
            match read_face(id, path.to_string(), FontData::Shared(bytes.clone()), index, None) {
                Ok(face) => {
                    let instances = instances_of(&face);
                    if instances.is_empty() {
                        self.add(face);
                        continue;
                    }
                    for source in instances {
                        let Some(id) = self.next_id() else { return };
                        self.register(&face.family.to_lowercase(), id, source.point.traits);
                        self.push_instance(source);
                    }
                }
                Err(reason) => diagnostics.push(broken(reason)),
            }
        }
    }

    fn next_id(&self) -> Option<FaceId> {
        (self.faces.len() < MAX_FACES).then_some(FaceId(self.faces.len() as u16))
    }

    fn add(&mut self, face: Face) {
        let traits = FaceTraits { weight: face.weight, slope: face.slope, stretch: face.stretch };
        self.register(&face.family.to_lowercase(), face.id, traits);
        self.push(face);
    }

    fn push_instance(&mut self, source: InstanceSource) {
        let traits = source.point.traits;
        let source = EntrySource::Instance(Box::new(source));
        self.faces.push(Entry { traits, source, face: OnceLock::new() });
    }

    fn push(&mut self, face: Face) {
        let traits = FaceTraits { weight: face.weight, slope: face.slope, stretch: face.stretch };
        self.faces.push(Entry { traits, source: EntrySource::Read, face: OnceLock::from(face) });
    }

    fn add_embedded(&mut self) {
        for embedded in &EMBEDDED {
            let Some(id) = self.next_id() else { return };
            let traits = FaceTraits { weight: embedded.weight, slope: embedded.slope, stretch: 100.0 };
            self.register(&embedded.family.to_lowercase(), id, traits);
            self.faces.push(Entry { traits, source: EntrySource::Embedded(embedded), face: OnceLock::new() });
        }
    }

    /// Puts a face into its family unless one with the same traits is there already.
    fn register(&mut self, family: &str, id: FaceId, traits: FaceTraits) {
        let ids = self.families.entry(family.to_string()).or_default();
        if !ids.iter().any(|known| self.faces[usize::from(known.0)].traits == traits) {
            ids.push(id);
        }
    }
}

fn read_embedded(id: FaceId, embedded: &'static EmbeddedFace) -> Face {
    let data = FontData::Static(embedded.bytes);
    let face = read_face(id, embedded.path.to_string(), data, 0, Some(across_spaces(embedded)));
    // A unit test reads every built-in font, so none can fail here.
    face.expect("the built-in fonts are sound")
}

/// The instances of a variable font that was read; none of another.
fn instances_of(face: &Face) -> Vec<InstanceSource> {
    let default = FaceTraits { weight: face.weight, slope: face.slope, stretch: face.stretch };
    let Ok(tables) = FontRef::from_index(&face.data, face.index) else { return Vec::new() };
    let source = |point| InstanceSource {
        path: face.path.clone(),
        data: face.data.clone(),
        index: face.index,
        family: face.family.clone(),
        unicode_range: face.unicode_range.clone(),
        point,
    };
    variable::instances(&tables, default).into_iter().map(source).collect()
}

fn across_spaces(embedded: &'static EmbeddedFace) -> AcrossSpaces {
    AcrossSpaces { always: false, features: embedded.features_across_spaces.into() }
}

/// Collects the font files below a folder, as paths relative to the project folder.
fn list_fonts(root: &Path, folder: &str, depth: usize, files: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(root.join(folder)) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|name| !name.starts_with('.')) else { continue };
        let path = format!("{folder}/{name}");
        let Ok(kind) = std::fs::metadata(root.join(&path)) else { continue };
        if kind.is_dir() {
            if depth < MAX_FOLDER_DEPTH {
                list_fonts(root, &path, depth + 1, files);
            }
        } else if files.len() < MAX_FONT_FILES
            && let Some((_, extension)) = name.rsplit_once('.')
            && ["ttf", "otf", "ttc", "otc"].iter().any(|known| extension.eq_ignore_ascii_case(known))
        {
            files.push(path);
        }
    }
}

impl FontLibrary {
    /// Adds the first usable font of an `@font-face` rule under the rule's family name, weight, slope
    /// and width, before all others of that family. What cannot be used is reported.
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
                    if let Some(weight) = &rule.weight {
                        face.weight = face.weight.clamp(*weight.start(), *weight.end());
                    }
                    face.slope = rule.slope.unwrap_or(face.slope);
                    face.stretch = rule.stretch.unwrap_or(face.stretch);
                    face.unicode_range = rule.unicode_range.clone();
                    let instances = instances_of(&face);
                    if !instances.is_empty() {
                        self.add_instances(rule, instances);
                        return;
                    }
                    // Of rules that agree in all but the characters, the last goes first (section 4.5).
                    self.families.entry(rule.family.to_lowercase()).or_default().insert(0, id);
                    self.push(face);
                    return;
                }
                Err(reason) => {
                    only_network = false;
                    reasons.push(format!("{}: {reason}", resource.path));
                }
            }
        }
        let message = format!("no font of this rule can be used: {}", reasons.join("; "));
        // A page saved from the web is worth rendering without what was not saved with it.
        let severity = if only_network { Diagnostic::warning } else { Diagnostic::error };
        diagnostics.push(
            severity(message)
                .at(rule.span, "this @font-face rule")
                .help("Name a sound TrueType or OpenType font inside the project."),
        );
    }

    /// Adds the instances that a rule allows. Where it names one weight that is none of theirs, that is
    /// an instance too.
    fn add_instances(&mut self, rule: &FontFaceRule, mut instances: Vec<InstanceSource>) {
        if let Some(range) = &rule.weight {
            let first = instances.first().map(|source| source.at_weight(*range.start()));
            instances.retain(|source| range.contains(&source.point.traits.weight));
            if instances.is_empty() {
                instances.extend(first);
            }
        }
        for mut source in instances {
            let Some(id) = self.next_id() else { return };
            source.point.traits.slope = rule.slope.unwrap_or(source.point.traits.slope);
            self.families.entry(rule.family.to_lowercase()).or_default().insert(0, id);
            self.push_instance(source);
        }
    }

    /// What font-relative units refer to, for a style.
    pub fn relative_metrics(&self, style: &FontStyle) -> FontRelativeMetrics {
        let Some(id) = self.primary(&self.faces_for(style)) else { return FontRelativeMetrics::FALLBACK };
        let face = self.face(id);
        let adjusted = adjusted_size(style, face, face).0 as f32 / style.size.0.max(1) as f32;
        let em = f32::from(face.metrics.units_per_em.max(1)) / adjusted.max(0.001);
        let part = |units: i32, otherwise: f32| if units > 0 { units as f32 / em } else { otherwise };
        let metrics = &face.metrics;
        let advance = |character: char, otherwise: f32| {
            face.glyph(character).map_or(otherwise, |glyph| part(i32::from(face.advance(glyph)), otherwise))
        };
        FontRelativeMetrics {
            x_height: part(i32::from(metrics.x_height), 0.5),
            cap_height: part(i32::from(metrics.cap_height), 0.7),
            zero_advance: advance('0', 0.5),
            ideograph_advance: advance('水', 1.0),
            normal_line_height: part(
                i32::from(metrics.ascent) - i32::from(metrics.descent) + i32::from(metrics.line_gap),
                1.2,
            ),
        }
    }
}
