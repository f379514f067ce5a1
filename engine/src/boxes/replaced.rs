//! Replaced elements and the pictures of backgrounds and page rules. All are read here, so that later phases only look
//! them up.

use std::sync::Arc;

use crate::boxes::builder::{BoxLevel, BoxOrigin, Builder, ChildBox, level_of};
use crate::boxes::images::ImageError;
use crate::boxes::svg_size::NaturalSize;
use crate::boxes::svg_source;
use crate::boxes::tree::{BoxKind, Replaced};
use crate::css::{BackgroundImage, ComputedStyle};
use crate::diagnostics::Diagnostic;
use crate::html::{NodeId, place_of, place_of_attribute};
use crate::resources::ResourceError;

impl Builder<'_> {
    /// Makes the box of a picture.
    pub(crate) fn replaced_box(&mut self, origin: BoxOrigin<'_>, replaced: Arc<Replaced>) -> ChildBox {
        let level = level_of(&origin.style.layout);
        let id = self.push(origin, BoxKind::Replaced(replaced));
        match level {
            BoxLevel::Block => self.white_space.start_of_line(),
            BoxLevel::Inline => self.white_space.after_atomic(),
            BoxLevel::OutOfFlow => {}
        }
        ChildBox { id, level }
    }

    /// The picture of an `img` or `svg` element; `None` if it is neither or cannot be shown.
    pub(crate) fn replaced_element(&mut self, node: NodeId) -> Option<Arc<Replaced>> {
        let element = self.document.element(node)?;
        if element.is_html("img") {
            let source = element.attribute("src").unwrap_or_default().trim();
            if source.is_empty() {
                let place = place_of(self.document, node, self.diagnostics);
                self.diagnostics.push(
                    Diagnostic::error("an img element has no src")
                        .at(place, "this image")
                        .help("Name an image file, or remove the element."),
                );
                return None;
            }
            return match self.images.load(self.resources, &self.document.base, source) {
                Ok(replaced) => Some(replaced),
                Err(error) => {
                    self.report_image(node, &error);
                    None
                }
            };
        }
        if element.is_svg("svg") {
            let name = format!("the svg element on line {}", self.document.node(node).line);
            let natural = NaturalSize::of(element, &self.styles.element(node).layout);
            let xml = svg_source::serialize(self.document, self.styles, node, natural.in_units);
            return match self.images.inline_svg(&name, &xml) {
                Ok(replaced) => Some(Arc::new(natural.of_picture(replaced))),
                Err(error) => {
                    self.report_image(node, &error);
                    None
                }
            };
        }
        None
    }

    /// Reads the pictures of an element's background, for the paint phase.
    pub(crate) fn load_backgrounds(&mut self, node: NodeId, style: &ComputedStyle) {
        for layer in &style.background.layers {
            if let BackgroundImage::Url(image) = &layer.image
                && let Err(error) = self.images.load(self.resources, &image.base, &image.url)
            {
                self.report_image(node, &error);
            }
        }
    }

    /// Reads the pictures of page rules.
    pub(crate) fn load_page_images(&mut self) {
        for (url, place) in self.styles.page_images() {
            match self.images.load(self.resources, &url.base, &url.url) {
                Ok(image) => self.tree.page_images.push((url, image)),
                Err(error) => {
                    let (message, help) = error.describe();
                    self.diagnostics.push(Diagnostic::error(message).at(place, "shown here").help(help));
                }
            }
        }
    }

    /// Reports that the picture of an element cannot be shown.
    pub(crate) fn report_image(&mut self, node: NodeId, error: &ImageError) {
        let (message, help) = error.describe();
        let place = place_of_attribute(self.document, node, "src", self.diagnostics);
        let diagnostic = match error {
            // A page saved from the web is worth rendering without files that were not saved with it.
            ImageError::Resource(ResourceError::Network(_)) => Diagnostic::warning(message),
            _ => Diagnostic::error(message),
        };
        self.diagnostics.push(diagnostic.at(place, "shown here").help(help));
    }
}
