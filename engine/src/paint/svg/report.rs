//! Warnings about parts of SVG pictures that are not drawn. Checks all pictures of a document; each message names the
//! file, or the place of the `svg` element.

use super::draw;
use crate::boxes::{BoxKind, BoxTree, Images, ReplacedContent, VectorPicture};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::html::{Document, place_of};
use crate::paint::{ArtifactKind, Tag};
use crate::text::FontProblem;
use crate::units::{Length, Rect};

/// Warnings about what of a picture is not drawn.
pub fn warnings(picture: &VectorPicture) -> Vec<String> {
    // Of its own proportions: of others, every stroke would have to be an outline.
    let height = f64::from(picture.tree.size().height() / picture.tree.size().width());
    let height = Length::from_points(height).max(Length(1));
    let unit = Rect { x: Length::ZERO, y: Length::ZERO, width: Length::POINT, height };
    let tag = Tag::Artifact(ArtifactKind::Layout);
    let mut warnings = picture.problems.clone();
    warnings.extend(draw(picture, unit, tag, 1.0).warnings);
    warnings
}

/// Reports parts of SVG pictures that are not drawn, in files and in the document itself.
pub(crate) fn report_unsupported(
    document: &Document,
    tree: &BoxTree,
    images: &Images,
    diagnostics: &mut Diagnostics,
) {
    const HELP: &str = "Change the picture in a drawing program, or use it as PNG.";
    report(document, tree, images, diagnostics, &|picture| (warnings(picture), HELP));
}

/// Reports the families that text in SVG pictures names and no font is of, except those that other text names, too.
pub(crate) fn report_families(
    document: &Document,
    tree: &BoxTree,
    images: &Images,
    reported: &[FontProblem],
    diagnostics: &mut Diagnostics,
) {
    const HELP: &str = "Put its file into fonts/, or name another family.";
    report(document, tree, images, diagnostics, &|picture| {
        let families =
            picture.unknown_families.iter().map(|family| FontProblem::UnknownFamily(family.clone()));
        let new = families.filter(|family| !reported.contains(family));
        (new.map(|family| family.diagnostic().message).collect(), HELP)
    });
}

/// Reports what `found` finds in each picture, with its remedy.
fn report(
    document: &Document,
    tree: &BoxTree,
    images: &Images,
    diagnostics: &mut Diagnostics,
    found: &dyn Fn(&VectorPicture) -> (Vec<String>, &'static str),
) {
    for image in images.all() {
        let ReplacedContent::Svg(picture) = &image.content else { continue };
        let name: String = image.path.chars().take(60).collect();
        let (messages, help) = found(picture);
        for message in messages {
            diagnostics.push(Diagnostic::warning(format!("{name}: {message}")).help(help));
        }
    }
    for layout_box in &tree.boxes {
        if let BoxKind::Replaced(image) = &layout_box.kind
            && let ReplacedContent::Svg(picture) = &image.content
            && let Some(node) = layout_box.node
            && document.element(node).is_some_and(|element| element.is_svg("svg"))
        {
            let (messages, help) = found(picture);
            for message in messages {
                let place = place_of(document, node, diagnostics);
                diagnostics.push(Diagnostic::warning(message).at(place, "in this picture").help(help));
            }
        }
    }
}
