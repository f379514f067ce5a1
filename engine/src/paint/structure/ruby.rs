//! Ruby (ISO 32000-1, 14.8.4.4.3). In: the parts of a `ruby` element. Out: a `Ruby` element for each base with its
//! annotation, which are an `RB` and an `RT`.

use super::build::Builder;
use super::{StructureId, StructureKid};
use crate::html::NodeId;
use crate::paint::display_list::Role;

/// Pairs bases with the annotations that follow them. What has no annotation stays as it is.
pub(super) fn pairs(builder: &mut Builder<'_>, node: NodeId, kids: Vec<StructureKid>) -> Vec<StructureKid> {
    let (mut out, mut bases, mut annotations) = (Vec::with_capacity(kids.len()), Vec::new(), Vec::new());
    let mut text = Vec::new();
    for kid in kids {
        let element = match kid {
            StructureKid::Element(id) => Some(id),
            StructureKid::Content(..) => None,
        };
        match element.map(|id| (id, builder.role(id))) {
            Some((id, Role::RubyText)) => {
                end_base(builder, node, &mut text, &mut bases);
                annotations.push(id);
                continue;
            }
            _ if !annotations.is_empty() => {
                end_segment(builder, node, (&mut bases, &mut annotations), &mut out)
            }
            _ => {}
        }
        match element.filter(|id| builder.role(*id) == Role::RubyBase) {
            Some(id) => {
                end_base(builder, node, &mut text, &mut bases);
                bases.push(id);
            }
            None => text.push(kid),
        }
    }
    if annotations.is_empty() {
        let spans = bases.iter().map(|&id| {
            builder.set_role(id, Role::Span);
            StructureKid::Element(id)
        });
        out.extend(spans);
        out.append(&mut text);
    }
    end_segment(builder, node, (&mut bases, &mut annotations), &mut out);
    out
}

/// Makes a base of text that is directly in the `ruby` element.
fn end_base(
    builder: &mut Builder<'_>,
    node: NodeId,
    text: &mut Vec<StructureKid>,
    bases: &mut Vec<StructureId>,
) {
    if !text.is_empty() {
        bases.push(builder.add(Role::RubyBase, node, std::mem::take(text)));
    }
}

/// Pairs each base with an annotation; the last pair has the rest.
fn end_segment(
    builder: &mut Builder<'_>,
    node: NodeId,
    (bases, annotations): (&mut Vec<StructureId>, &mut Vec<StructureId>),
    out: &mut Vec<StructureKid>,
) {
    let count = bases.len().min(annotations.len());
    for number in 0..count {
        let rest = |ids: &[StructureId]| match number + 1 == count {
            true => ids[number..].to_vec(),
            false => vec![ids[number]],
        };
        let base = one(builder, &rest(bases));
        let annotation = one(builder, &rest(annotations));
        let kids = vec![StructureKid::Element(base), StructureKid::Element(annotation)];
        out.push(StructureKid::Element(builder.add(Role::Ruby, node, kids)));
    }
    if count == 0 {
        for id in bases.iter().chain(annotations.iter()) {
            builder.set_role(*id, Role::Span);
            out.push(StructureKid::Element(*id));
        }
    }
    bases.clear();
    annotations.clear();
}

/// Puts the content of several elements of a role into the first.
fn one(builder: &mut Builder<'_>, ids: &[StructureId]) -> StructureId {
    for &id in &ids[1..] {
        for kid in builder.take_kids(id) {
            builder.push_kid(ids[0], kid);
        }
    }
    ids[0]
}
