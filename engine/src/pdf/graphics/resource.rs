//! Resource dictionaries (ISO 32000-1, 7.8.3). A resource of several content streams is one object.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};
use rustc_hash::FxHashMap;

use crate::paint::{BlendMode, Gradient, Transform};
use crate::pdf::graphics::content::VisibleArea;
use crate::pdf::graphics::gradient::{self, Channel, reals};
use crate::pdf::graphics::resource_use::{GraphicsState, MaskSource, PatternUse, ResourceUse};
use crate::pdf::page::{EncodedContent, Tile};
use crate::pdf::shell::font_name;
use crate::pdf::syntax::deflate::{Deflater, StreamKind};
use crate::pdf::syntax::object::{deflated, name};
use crate::units::Length;

/// An image or picture of the document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Picture {
    pub id: ObjectId,
    pub transparent: bool,
}

/// The objects that content streams may name.
#[derive(Default)]
pub(crate) struct DocumentResources {
    /// By number in the font table.
    pub faces: BTreeMap<u16, ObjectId>,
    /// By number in the image table.
    pub pictures: Vec<Picture>,
    opacities: BTreeMap<(u16, u16), ObjectId>,
    /// By their content; never iterated.
    patterns: FxHashMap<String, ObjectId>,
    masks: FxHashMap<(ObjectId, VisibleArea), ObjectId>,
    blends: BTreeMap<BlendMode, ObjectId>,
    overprints: BTreeMap<bool, ObjectId>,
    /// The color space of printer's marks.
    registration: Option<ObjectId>,
}

impl DocumentResources {
    /// Adds a content stream's resources to the document. Returns its resource dictionary, and whether anything in it is
    /// transparent.
    pub(crate) fn dictionary(
        &mut self,
        document: &mut Document,
        content: &EncodedContent,
        forms: &[ObjectId],
    ) -> (Dictionary, bool) {
        let height = content.height;
        let ResourceUse { faces, images, graphics_states, patterns, forms: used_forms, registration } =
            &content.resources;
        let mut transparent = content.transparent;
        let mut resources = Dictionary::new();
        let mut put = |kind: &str, entries: Vec<(String, ObjectId)>| {
            if !entries.is_empty() {
                let entries = entries.into_iter().map(|(name, object)| (name, Object::Reference(object)));
                resources.set(kind, entries.collect::<Dictionary>());
            }
        };
        put(
            "Font",
            faces.iter().filter_map(|face| Some((font_name(*face), *self.faces.get(face)?))).collect(),
        );
        let states = graphics_states.iter().zip(0..).filter_map(|(state, index)| {
            Some((format!("G{index}"), self.graphics_state(document, state, forms, height)?))
        });
        put("ExtGState", states.collect());
        let patterns = patterns.iter().zip(0..).filter_map(|(pattern, index)| {
            let id = match pattern {
                PatternUse::Gradient(gradient, map) => {
                    self.pattern(document, gradient, *map, height, Channel::Color(&content.device))
                }
                PatternUse::Tiles(form) => *forms.get(*form as usize)?,
            };
            Some((format!("P{index}"), id))
        });
        put("Pattern", patterns.collect());
        let mut objects = Vec::new();
        for &index in images {
            if let Some(picture) = self.pictures.get(index as usize) {
                transparent |= picture.transparent;
                objects.push((format!("I{index}"), picture.id));
            }
        }
        for (form, index) in used_forms.iter().zip(0..) {
            if let Some(&id) = forms.get(*form as usize) {
                objects.push((format!("X{index}"), id));
            }
        }
        put("XObject", objects);
        if *registration {
            let alternate = content.device.blend_space();
            let space =
                self.registration.get_or_insert_with(|| document.add_object(registration_space(alternate)));
            put("ColorSpace", vec![("All".to_string(), *space)]);
        }
        (resources, transparent)
    }

    /// Adds forms to the document, in order: one may use those before it. Also returns whether any of them has
    /// transparent content.
    pub(crate) fn forms(
        &mut self,
        document: &mut Document,
        forms: Vec<EncodedContent>,
    ) -> (Vec<ObjectId>, bool) {
        let mut ids = Vec::with_capacity(forms.len());
        let mut any_transparent = false;
        for form in forms {
            let (resources, transparent) = self.dictionary(document, &form, &ids);
            any_transparent |= transparent;
            ids.push(document.add_object(match form.tile {
                Some(tile) => tiling_pattern(form.data, resources, tile),
                None => form_stream(form.data, resources, form.area, Some(form.device.blend_space())),
            }));
        }
        (ids, any_transparent)
    }

    /// The object of an entry of `/ExtGState`; `None` if it names a form that is not there.
    fn graphics_state(
        &mut self,
        document: &mut Document,
        state: &GraphicsState,
        forms: &[ObjectId],
        height: Length,
    ) -> Option<ObjectId> {
        Some(match state {
            GraphicsState::Opacity(fill, stroke) => {
                *self.opacities.entry((*fill, *stroke)).or_insert_with(|| {
                    let mut dictionary = Dictionary::new();
                    dictionary.set("Type", name("ExtGState"));
                    dictionary.set("ca", Object::Real(f32::from(*fill) / 1000.0));
                    dictionary.set("CA", Object::Real(f32::from(*stroke) / 1000.0));
                    document.add_object(dictionary)
                })
            }
            GraphicsState::Mask(gradient, area) => {
                let pattern = self.pattern(document, gradient, None, height, Channel::Opacity);
                *self.masks.entry((pattern, *area)).or_insert_with(|| mask(document, pattern, *area))
            }
            GraphicsState::FormMask(form, source) => {
                soft_mask(document, *forms.get(*form as usize)?, *source)
            }
            GraphicsState::Blend(blend) => *self.blends.entry(*blend).or_insert_with(|| {
                let mut dictionary = Dictionary::new();
                dictionary.set("Type", name("ExtGState"));
                dictionary.set("BM", name(blend_name(*blend)));
                document.add_object(dictionary)
            }),
            GraphicsState::Overprint(overprint) => *self.overprints.entry(*overprint).or_insert_with(|| {
                let mut dictionary = Dictionary::new();
                dictionary.set("Type", name("ExtGState"));
                dictionary.set("OP", Object::Boolean(*overprint));
                dictionary.set("op", Object::Boolean(*overprint));
                // An ink of zero is one that the color does not have.
                dictionary.set("OPM", Object::Integer(i64::from(*overprint)));
                document.add_object(dictionary)
            }),
        })
    }

    fn pattern(
        &mut self,
        document: &mut Document,
        gradient: &Gradient,
        map: Option<Transform>,
        height: Length,
        channel: Channel<'_>,
    ) -> ObjectId {
        let (mut dictionary, mesh) = gradient::pattern(gradient, map, height, channel);
        let key = match &mesh {
            Some(mesh) => format!("{dictionary:?}{:?}{:?}", mesh.dict, mesh.content),
            None => format!("{dictionary:?}"),
        };
        *self.patterns.entry(key).or_insert_with(|| {
            if let Some(mesh) = mesh {
                dictionary.set("Shading", Object::Reference(document.add_object(mesh)));
            }
            document.add_object(dictionary)
        })
    }
}

/// The color space of marks that are in all separations (ISO 32000-1, 8.6.6.4). Where there are no separations, its full
/// tint is black in the other space, `DeviceRGB` or `DeviceCMYK`.
fn registration_space(alternate: &str) -> Object {
    let (paper, full) = match alternate {
        "DeviceCMYK" => (vec![0.0; 4], vec![1.0; 4]),
        _ => (vec![1.0; 3], vec![0.0; 3]),
    };
    let mut tint = Dictionary::new();
    tint.set("FunctionType", Object::Integer(2));
    tint.set("Domain", reals(&[0.0, 1.0]));
    tint.set("C0", reals(&paper));
    tint.set("C1", reals(&full));
    tint.set("N", Object::Integer(1));
    Object::Array(vec![name("Separation"), name("All"), name(alternate), Object::Dictionary(tint)])
}

/// The name of a blend mode (ISO 32000-1, 11.3.5).
fn blend_name(blend: BlendMode) -> &'static str {
    match blend {
        BlendMode::Normal => "Normal",
        BlendMode::Multiply => "Multiply",
        BlendMode::Screen => "Screen",
        BlendMode::Overlay => "Overlay",
        BlendMode::Darken => "Darken",
        BlendMode::Lighten => "Lighten",
        BlendMode::ColorDodge => "ColorDodge",
        BlendMode::ColorBurn => "ColorBurn",
        BlendMode::HardLight => "HardLight",
        BlendMode::SoftLight => "SoftLight",
        BlendMode::Difference => "Difference",
        BlendMode::Exclusion => "Exclusion",
        BlendMode::Hue => "Hue",
        BlendMode::Saturation => "Saturation",
        BlendMode::Color => "Color",
        BlendMode::Luminosity => "Luminosity",
    }
}

/// A soft mask (ISO 32000-1, 11.6.5.3) whose opacity is the luminosity of the pattern.
fn mask(document: &mut Document, pattern: ObjectId, area: VisibleArea) -> ObjectId {
    let mut resources = Dictionary::new();
    let patterns: Dictionary = [("P0", Object::Reference(pattern))].into_iter().collect();
    resources.set("Pattern", patterns);
    let [left, bottom, right, top] = area.map(i64::from);
    let (width, height) = (right - left, top - bottom);
    let content = format!("/Pattern cs/P0 scn {left} {bottom} {width} {height} re f");
    let data = Deflater::new(StreamKind::Data).deflate(content.as_bytes());
    let group = document.add_object(form_stream(data, resources, area, Some("DeviceGray")));
    soft_mask(document, group, MaskSource::Luminosity)
}

/// A graphics state with a soft mask.
fn soft_mask(document: &mut Document, group: ObjectId, source: MaskSource) -> ObjectId {
    let mut soft_mask = Dictionary::new();
    soft_mask.set("Type", name("Mask"));
    soft_mask.set(
        "S",
        name(match source {
            MaskSource::Luminosity => "Luminosity",
            MaskSource::Alpha => "Alpha",
        }),
    );
    soft_mask.set("G", Object::Reference(group));
    let mut dictionary = Dictionary::new();
    dictionary.set("Type", name("ExtGState"));
    dictionary.set("SMask", soft_mask);
    document.add_object(dictionary)
}

/// A tiling pattern (ISO 32000-1, 8.7.3).
fn tiling_pattern(data: Vec<u8>, resources: Dictionary, tile: Tile) -> lopdf::Stream {
    let (width, height) = (tile.size.width.points(), tile.size.height.points());
    let mut dictionary = Dictionary::new();
    dictionary.set("Type", name("Pattern"));
    dictionary.set("PatternType", Object::Integer(1));
    dictionary.set("PaintType", Object::Integer(1));
    dictionary.set("TilingType", Object::Integer(1));
    dictionary.set("BBox", reals(&[0.0, 0.0, width, height]));
    dictionary.set("XStep", Object::Real(width as f32));
    dictionary.set("YStep", Object::Real(height as f32));
    dictionary.set("Matrix", reals(&tile.matrix.0));
    dictionary.set("Resources", resources);
    deflated(dictionary, data)
}

/// A form over a whole page or picture; a transparency group if it has a blending color space.
pub(crate) fn form_stream(
    data: Vec<u8>,
    resources: Dictionary,
    area: VisibleArea,
    blend_space: Option<&str>,
) -> lopdf::Stream {
    let mut dictionary = Dictionary::new();
    dictionary.set("Type", name("XObject"));
    dictionary.set("Subtype", name("Form"));
    let bounds = area.map(|edge| Object::Integer(i64::from(edge)));
    dictionary.set("BBox", Object::Array(bounds.to_vec()));
    dictionary.set("Resources", resources);
    if let Some(space) = blend_space {
        dictionary.set("Group", transparency_group(space));
    }
    deflated(dictionary, data)
}

pub(crate) fn transparency_group(space: &str) -> Dictionary {
    let mut group = Dictionary::new();
    group.set("Type", name("Group"));
    group.set("S", name("Transparency"));
    group.set("CS", name(space));
    // An isolated group: its content does not blend with the backdrop before the group is complete (CSS Compositing 1,
    // section 3.3).
    group.set("I", Object::Boolean(true));
    group
}
