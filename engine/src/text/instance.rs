//! A font style prepared for shaping: its faces, its features, and the words shaped so far.

use std::ops::Range;
use std::sync::{Arc, OnceLock, RwLock};

use harfrust::{Feature, Language, Script};
use skrifa::raw::types::Tag;

use super::cache::{WordCache, WordKey};
use super::face::{Face, FaceId};
use super::library::FontLibrary;
use super::problem::{FontProblem, NOTICED};
use super::script::{first_script, is_joining, script_of};
use super::shape::{Shaped, Shaper, Token};
use crate::css::{FontAspect, FontFeature, FontSizeAdjust, FontStyle};
use crate::units::Length;

/// The longest word that is cached, in bytes.
const MAX_CACHED_WORD: usize = 48;

/// A run of text to shape: one style, one direction.
pub struct TextRun<'t> {
    /// The text that contains the run. Letters at both ends of the run may join with those beside it.
    pub text: &'t str,
    /// The byte range of the run in `text`.
    pub range: Range<usize>,
    /// Whether the run is read from right to left.
    pub right_to_left: bool,
}

/// What text of one [`FontStyle`] is shaped with.
pub struct FontInstance {
    /// The style that it is made for.
    pub style: Arc<FontStyle>,
    /// The first available font (CSS Fonts 4, section 5.2), whose metrics are those of the line.
    pub primary: FaceId,
    /// The ascent of the primary face at its used size.
    pub ascent: Length,
    /// The descent of the primary face at its used size; positive below the baseline.
    pub descent: Length,
    /// The line gap of the primary face at its used size.
    pub line_gap: Length,
    /// The x-height of the primary face at its used size.
    pub x_height: Length,
    /// The faces of the style's families, in order of preference.
    pub(super) faces: Vec<FaceId>,
    /// The language for the shaper.
    pub(super) language: Option<Language>,
    /// The OpenType features of the style.
    pub(super) features: Arc<[Feature]>,
    /// Whether words are shaped one by one and cached: no feature reaches across spaces.
    by_words: bool,
    words: RwLock<WordCache>,
    /// See [`FontInstance::tabular`].
    tabular: OnceLock<Arc<FontInstance>>,
}

impl std::fmt::Debug for FontInstance {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("FontInstance").field("style", &self.style).finish_non_exhaustive()
    }
}

impl FontInstance {
    pub(super) fn new(library: &FontLibrary, style: Arc<FontStyle>) -> FontInstance {
        let faces = library.faces_for(&style);
        FontInstance::with_faces(library, style, faces)
    }

    /// As [`FontInstance::new`], with faces that are chosen already.
    pub(super) fn with_faces(
        library: &FontLibrary,
        style: Arc<FontStyle>,
        faces: Vec<FaceId>,
    ) -> FontInstance {
        let primary = library.primary(&faces).unwrap_or(FaceId(0));
        let face = library.face(primary);
        let features = features(&style);
        for setting in style.features.iter().filter(|setting| setting.value != 0) {
            if NOTICED.contains(&setting.tag) && !face.has_feature(setting.tag) {
                library.note(FontProblem::NoFeature {
                    family: face.family.to_string(),
                    face: face.postscript_name.clone(),
                    feature: setting.tag,
                });
            }
        }
        for set in style.variations.iter() {
            if !face.axes.iter().any(|axis| axis.tag == Tag::new(&set.tag)) {
                library.note(FontProblem::NoAxis { family: face.family.to_string(), axis: set.tag });
            }
        }
        let size = adjusted_size(&style, face, face);
        let scale = |units: i16| face.scale(i32::from(units), size);
        FontInstance {
            primary,
            ascent: scale(face.metrics.ascent),
            descent: -scale(face.metrics.descent),
            line_gap: scale(face.metrics.line_gap),
            x_height: scale(face.metrics.x_height),
            language: language(&style),
            by_words: !faces.iter().any(|&id| library.shapes_across_spaces(id, &features)),
            faces,
            features,
            words: RwLock::default(),
            tabular: OnceLock::new(),
            style,
        }
    }

    /// The used size of a face, which differs from the style's with `font-size-adjust`.
    pub fn size(&self, library: &FontLibrary, face: FaceId) -> Length {
        adjusted_size(&self.style, library.face(face), library.face(self.primary))
    }

    /// Ascent, descent and line gap of a face at its used size. The descent is positive below the baseline.
    pub fn line_metrics(&self, library: &FontLibrary, id: FaceId) -> [Length; 3] {
        let face = library.face(id);
        let size = self.size(library, id);
        let metrics = &face.metrics;
        [metrics.ascent, -metrics.descent, metrics.line_gap].map(|units| face.scale(i32::from(units), size))
    }

    /// The same font with digits of equal width, for numbers that may still change.
    pub fn tabular(&self, library: &FontLibrary) -> Arc<FontInstance> {
        let make = || {
            let mut style = (*self.style).clone();
            let tnum = FontFeature { tag: *b"tnum", value: 1 };
            style.features = style.features.iter().copied().chain([tnum]).collect();
            Arc::new(FontInstance::new(library, Arc::new(style)))
        };
        self.tabular.get_or_init(make).clone()
    }

    /// Shapes a run and appends it to `out`. Clusters are offsets into the text of the run. `script` is that
    /// of the text before the run, for characters without a script of their own; afterwards it is that of the
    /// last character. `missing` is called with each character that no face has, and its offset.
    pub fn shape(
        &self,
        library: &FontLibrary,
        run: TextRun<'_>,
        script: &mut Script,
        out: &mut Shaped,
        missing: &mut dyn FnMut(char, usize),
    ) {
        let TextRun { text, range, right_to_left } = run;
        // Most characters have one glyph.
        out.reserve(text[range.clone()].chars().count());
        let shaper = Shaper { library, instance: self };
        let mut words = self.words.read().ok();
        let mut start = range.start;
        while start < range.end {
            let end = if self.by_words { token_end(text, start, range.end) } else { range.end };
            let token_text = &text[start..end];
            if let Some(first) = first_script(token_text) {
                *script = first;
            }
            let token = Token {
                text,
                range: start..end,
                right_to_left,
                script: *script,
                space_after: end < range.end,
            };
            // At the ends of the run, a word may join with the characters beside it.
            let joins = is_joining(*script)
                && ((start == range.start && joins_at(text, start))
                    || (end == range.end && joins_at(text, end)));
            if joins || token_text.len() > MAX_CACHED_WORD {
                shaper.shape(&token, out, missing);
            } else {
                let key = WordKey { script: *script, right_to_left, space_after: token.space_after };
                let hit = words.as_ref().is_some_and(|words| words.copy(&key, token_text, start, out));
                if !hit {
                    let from = out.len();
                    let mut complete = true;
                    shaper.shape(&token, out, &mut |character, offset| {
                        complete = false;
                        missing(character, offset);
                    });
                    // Words with missing characters are not cached, so that each occurrence is reported.
                    if complete {
                        drop(words.take());
                        if let Ok(mut words) = self.words.write() {
                            words.insert(&key, token_text, start, out, from);
                        }
                        words = self.words.read().ok();
                    }
                }
            }
            // Characters without a script take that of the last character that has one.
            if !token_text.is_ascii()
                && let Some(last) = token_text.chars().rev().find_map(script_of)
            {
                *script = last;
            }
            start = end;
        }
    }
}

/// The end of the word that starts at `start`: before the next space, which belongs to the next word,
/// because fonts kern the space with the letter after it.
fn token_end(text: &str, start: usize, end: usize) -> usize {
    text.as_bytes()[start + 1..end].iter().position(|&byte| byte == b' ').map_or(end, |at| start + 1 + at)
}

/// Whether letters on both sides of an offset may join.
fn joins_at(text: &str, offset: usize) -> bool {
    let joins = |character: char| character == '\u{200d}' || script_of(character).is_some_and(is_joining);
    text[..offset].chars().next_back().is_some_and(joins) && text[offset..].chars().next().is_some_and(joins)
}

/// The used size of a face (CSS Fonts 5, section 5.1): the font size times the wanted aspect value, divided by the
/// aspect value of the face; times the `size-adjust` of `@font-face`.
pub(super) fn adjusted_size(style: &FontStyle, face: &Face, primary: &Face) -> Length {
    let (metric, aspect): (fn(&Face) -> Option<i32>, _) = match style.size_adjust {
        FontSizeAdjust::None if face.size_adjust == 1.0 => return style.size,
        FontSizeAdjust::None => return style.size.scale(f64::from(face.size_adjust)),
        FontSizeAdjust::ExHeight(aspect) => (Face::ex_height, aspect),
        FontSizeAdjust::CapHeight(aspect) => (Face::cap_height, aspect),
        FontSizeAdjust::ChWidth(aspect) => (|face| face.advance_of('0'), aspect),
        FontSizeAdjust::IcWidth(aspect) => (|face| face.advance_of('水'), aspect),
        FontSizeAdjust::IcHeight(aspect) => (Face::ideograph_height, aspect),
    };
    let share = |face: &Face| {
        let units = metric(face).filter(|&units| units > 0)?;
        let natural = f64::from(units) / f64::from(face.metrics.units_per_em.max(1));
        Some(natural * f64::from(face.size_adjust)).filter(|share| *share > 0.0)
    };
    let wanted = match aspect {
        FontAspect::FromFont => share(primary),
        FontAspect::Number(number) => Some(f64::from(number)),
    };
    // A face without the measured glyphs, such as one of a script without capitals, is not adjusted.
    let factor = match (wanted, share(face)) {
        (Some(wanted), Some(found)) => wanted / found,
        _ => 1.0,
    };
    // A face with absurd metrics must not fill the page.
    style.size.scale((factor * f64::from(face.size_adjust)).clamp(0.0, 16.0))
}

/// The language for the shaper: that of the text, or the language system that the style names.
fn language(style: &FontStyle) -> Option<Language> {
    match style.language_override {
        None => Language::new(style.language.as_bytes()),
        Some(tag) => {
            // HarfBuzz's private subtag for an OpenType language system.
            let hex: String = tag.iter().map(|byte| format!("{byte:02x}")).collect();
            Language::new(format!("x-hbot-{hex}").as_bytes())
        }
    }
}

fn features(style: &FontStyle) -> Arc<[Feature]> {
    let feature = |tag: &[u8; 4], value| Feature::new(Tag::new(tag), value, ..);
    let mut features = Vec::new();
    if !style.kerning {
        features.push(feature(b"kern", 0));
    }
    // CSS Text 3, section 8.2: spaced letters do not form optional ligatures.
    if !style.letter_spacing.is_zero() {
        features.push(feature(b"liga", 0));
        features.push(feature(b"clig", 0));
    }
    features.extend(style.features.iter().map(|setting| feature(&setting.tag, setting.value)));
    features.into()
}
