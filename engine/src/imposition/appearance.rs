//! What comments, stamps and filled form fields look like on paper: the appearances of annotations (ISO 32000-1, 12.5.5).

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::geometry::{Area, Transform};

/// Flags of annotations (ISO 32000-1, table 165).
const HIDDEN: i64 = 1 << 1;
const PRINT: i64 = 1 << 2;

/// The form of an annotation, and where it is on the page.
pub(super) struct Appearance {
    pub(super) form: ObjectId,
    pub(super) transform: Transform,
}

/// The annotations of a page that are printed.
pub(super) fn appearances(document: &Document, page: &Dictionary) -> Vec<Appearance> {
    let annotations = page.get_deref(b"Annots", document).and_then(Object::as_array);
    let dictionaries = annotations.into_iter().flatten().filter_map(|annotation| {
        let (_, annotation) = document.dereference(annotation).ok()?;
        annotation.as_dict().ok()
    });
    dictionaries.filter_map(|annotation| appearance(document, annotation)).collect()
}

fn appearance(document: &Document, annotation: &Dictionary) -> Option<Appearance> {
    let flags = annotation.get_deref(b"F", document).and_then(Object::as_i64).unwrap_or(0);
    let kind = annotation.get_deref(b"Subtype", document).and_then(Object::as_name);
    if flags & PRINT == 0 || flags & HIDDEN != 0 || kind.is_ok_and(|kind| kind == b"Popup") {
        return None;
    }
    let area = Area::read(document, annotation.get(b"Rect").ok()?)?;
    let appearances = annotation.get_deref(b"AP", document).and_then(Object::as_dict).ok()?;
    let mut normal = appearances.get(b"N").ok()?;
    if let Ok(states) = document.dereference(normal).ok()?.1.as_dict() {
        let state = annotation.get_deref(b"AS", document).and_then(Object::as_name).ok()?;
        normal = states.get(state).ok()?;
    }
    let (form, Object::Stream(stream)) = document.dereference(normal).ok()? else { return None };
    let bounds = Area::read(document, stream.dict.get(b"BBox").ok()?)?;
    let bounds = bounds.transformed(matrix(document, &stream.dict));
    if bounds.is_empty() {
        return None;
    }
    let scale = [area.width() / bounds.width(), area.height() / bounds.height()];
    let offset = [area.left - bounds.left * scale[0], area.bottom - bounds.bottom * scale[1]];
    Some(Appearance { form: form?, transform: Transform::IDENTITY.then(scale, offset) })
}

fn matrix(document: &Document, form: &Dictionary) -> Transform {
    let numbers = form.get_deref(b"Matrix", document).and_then(Object::as_array);
    let numbers: Vec<f64> = numbers
        .into_iter()
        .flatten()
        .filter_map(|number| Some(f64::from(document.dereference(number).ok()?.1.as_float().ok()?)))
        .collect();
    numbers.try_into().map_or(Transform::IDENTITY, Transform)
}
