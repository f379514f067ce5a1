//! Resource dictionaries (ISO 32000-1, 7.8.3). A resource of several content streams is one object.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};
use rustc_hash::FxHashMap;

use crate::paint::{BlendMode, Gradient, Transform};
use crate::pdf::graphics::content::{GraphicsState, ResourceUse, VisibleArea};
use crate::pdf::graphics::gradient::{self, Channel};
use crate::pdf::page::EncodedContent;
use crate::pdf::shell::font_name;
use crate::pdf::syntax::deflate::{Deflater, StreamKind};
use crate::pdf::syntax::object::{deflated, name};
use crate::units::{Length, Size};

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
}

impl DocumentResources {
    /// Adds a content stream's resources to the document. Returns its resource dictionary, and whether anything in it is
    /// transparent.
    pub(crate) fn dictionary(
        &mut self,
        document: &mut Document,
        content: &EncodedContent,
        forms: &[ObjectId],
        size: Size,
    ) -> (Dictionary, bool) {
        let ResourceUse { faces, images, graphics_states, patterns, forms: used_forms } = &content.resources;
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
        let states = graphics_states.iter().zip(0..);
        let states = states
            .map(|(state, index)| (format!("G{index}"), self.graphics_state(document, state, forms, size)));
        put("ExtGState", states.collect());
        let patterns = patterns.iter().zip(0..).map(|((gradient, map), index)| {
            (format!("P{index}"), self.pattern(document, gradient, *map, size.height, Channel::Color))
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
        (resources, transparent)
    }

    /// Adds forms to the document, in order: one may use those before it. Also returns whether any of them has
    /// transparent content.
    pub(crate) fn forms(
        &mut self,
        document: &mut Document,
        forms: Vec<EncodedContent>,
        size: Size,
    ) -> (Vec<ObjectId>, bool) {
        let mut ids = Vec::with_capacity(forms.len());
        let mut any_transparent = false;
        for form in forms {
            let (resources, transparent) = self.dictionary(document, &form, &ids, size);
            any_transparent |= transparent;
            ids.push(document.add_object(form_stream(form.data, resources, form.area, Some("DeviceRGB"))));
        }
        (ids, any_transparent)
    }

    fn graphics_state(
        &mut self,
        document: &mut Document,
        state: &GraphicsState,
        forms: &[ObjectId],
        size: Size,
    ) -> ObjectId {
        match state {
            GraphicsState::FormMask(form, is_luminance) => {
                let subtype = if *is_luminance { "Luminosity" } else { "Alpha" };
                let group = forms.get(*form as usize);
                document.add_object(group.map_or(Dictionary::new(), |&group| soft_mask(subtype, group)))
            }
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
                let pattern = self.pattern(document, gradient, None, size.height, Channel::Opacity);
                *self.masks.entry((pattern, *area)).or_insert_with(|| mask(document, pattern, *area))
            }
            GraphicsState::Blend(blend) => *self.blends.entry(*blend).or_insert_with(|| {
                let mut dictionary = Dictionary::new();
                dictionary.set("Type", name("ExtGState"));
                dictionary.set("BM", name(blend_name(*blend)));
                document.add_object(dictionary)
            }),
        }
    }

    fn pattern(
        &mut self,
        document: &mut Document,
        gradient: &Gradient,
        map: Option<Transform>,
        height: Length,
        channel: Channel,
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
    document.add_object(soft_mask("Luminosity", group))
}

/// A graphics state with a soft mask made of a transparency group.
fn soft_mask(subtype: &str, group: ObjectId) -> Dictionary {
    let mut soft_mask = Dictionary::new();
    soft_mask.set("Type", name("Mask"));
    soft_mask.set("S", name(subtype));
    soft_mask.set("G", group);
    let mut dictionary = Dictionary::new();
    dictionary.set("Type", name("ExtGState"));
    dictionary.set("SMask", soft_mask);
    dictionary
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
