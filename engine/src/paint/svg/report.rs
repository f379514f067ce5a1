//! Warnings about parts of SVG pictures that are not drawn. Checks all pictures of a document; each message names the
//! file, or the place of the `svg` element.

use super::warnings;
use crate::boxes::{BoxKind, BoxTree, Images, ReplacedContent};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::html::{Document, place_of};

/// Reports parts of SVG pictures that are not drawn, in files and in the document itself.
pub(crate) fn report_unsupported(
    document: &Document,
    tree: &BoxTree,
    images: &Images,
    diagnostics: &mut Diagnostics,
) {
    const HELP: &str = "Change the picture in a drawing program, or use it as PNG.";
    for image in images.all() {
        let ReplacedContent::Svg(picture) = &image.content else { continue };
        let name: String = image.path.chars().take(60).collect();
        for warning in warnings(picture) {
            diagnostics.push(Diagnostic::warning(format!("{name}: {warning}")).help(HELP));
        }
    }
    for layout_box in &tree.boxes {
        if let BoxKind::Replaced(image) = &layout_box.kind
            && let ReplacedContent::Svg(picture) = &image.content
            && let Some(node) = layout_box.node
            && document.element(node).is_some_and(|element| element.is_svg("svg"))
        {
            for warning in warnings(picture) {
                let place = place_of(document, node, diagnostics);
                diagnostics.push(Diagnostic::warning(warning).at(place, "in this picture").help(HELP));
            }
        }
    }
}
