//! Replaced elements and the pictures of backgrounds and page rules. All are read here, so that later phases only look
//! them up.

use std::sync::Arc;

use crate::boxes::builder::{BoxLevel, BoxOrigin, Builder, ChildBox, level_of};
use crate::boxes::images::ImageError;
use crate::boxes::svg_size::NaturalSize;
use crate::boxes::svg_source;
use crate::boxes::tree::{BoxId, BoxKind, Replaced};
use crate::css::{
    BackgroundImage, BorderSide, BoxSizing, Color, ComputedStyle, Display, EffectStyle, FilterFunction,
    ImageUrl, LineStyle, SizeValue,
};
use crate::diagnostics::{Diagnostic, Span};
use crate::html::{NodeId, place_of, place_of_attribute};
use crate::units::{Length, Sides};

impl Builder<'_> {
    /// Makes the box of a picture.
    pub(crate) fn replaced_box(&mut self, origin: BoxOrigin<'_>, replaced: Arc<Replaced>) -> ChildBox {
        let level = level_of(&origin.style.layout);
        let replaced = replaced.at_resolution(origin.style.text.image_resolution);
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
                    Diagnostic::lack("an img element has no src")
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
            let (xml, not_drawn) = svg_source::serialize(self.document, self.styles, node, natural.in_units);
            for (node, message) in not_drawn {
                if self.reported_references.insert(message.clone()) {
                    let place = place_of(self.document, node, self.diagnostics);
                    self.diagnostics.push(Diagnostic::warning(message).at(place, "here first"));
                }
            }
            return match self.images.inline_svg(self.resources, &self.document.base, &name, &xml) {
                Ok(replaced) => Some(Arc::new(natural.of_picture(replaced))),
                Err(error) => {
                    self.report_image(node, &error);
                    None
                }
            };
        }
        None
    }

    /// Makes the box of an `img` element whose picture cannot be shown (HTML, 15.4.2): its alternative text in a
    /// frame of the picture's size, or a larger one where the text needs that. `None` if the element has neither text
    /// nor size, or an empty text: such a picture only decorates.
    pub(crate) fn missing_picture(
        &mut self,
        origin: BoxOrigin<'_>,
        out: &mut Vec<ChildBox>,
    ) -> Option<BoxId> {
        let element = self.document.element(origin.node?).filter(|element| element.is_html("img"))?;
        let text = element.attribute("alt").map(str::trim);
        let has_size = |size: &SizeValue| matches!(size, SizeValue::LengthPercentage(_));
        let layout = &origin.style.layout;
        let text = match text {
            Some("") => return None,
            None if !has_size(&layout.width) || !has_size(&layout.height) => return None,
            text => text.unwrap_or_default(),
        };
        let mut style = (**origin.style).clone();
        let layout = Arc::make_mut(&mut style.layout);
        if layout.display == Display::Inline {
            layout.display = Display::InlineBlock;
        }
        // `min-width` and `min-height` win over their opposites, so these bound them here (CSS 2.2, section 10.4).
        if has_size(&layout.width) {
            layout.min_width = layout.width.at_most(layout.max_width);
            layout.width = SizeValue::MinContent;
        } else {
            layout.width = SizeValue::FitContent;
        }
        if has_size(&layout.height) {
            layout.min_height = layout.height.at_most(layout.max_height);
            layout.height = SizeValue::Auto;
        }
        if style.border.sides == Sides::all(BorderSide::NONE) {
            let color = Color::rgb(128, 128, 128);
            let side = BorderSide { width: Length::PIXEL, style: LineStyle::Solid, color };
            Arc::make_mut(&mut style.border).sides = Sides::all(side);
            // The frame is inside the space of the picture.
            Arc::make_mut(&mut style.layout).box_sizing = BoxSizing::BorderBox;
        }
        let style = Arc::new(style);
        let children = |builder: &mut Self, id| {
            let inner = builder.anonymous_style(&style, Display::Inline);
            let mut made = Vec::new();
            builder.text_boxes(text, BoxOrigin { parent: id, style: &inner, ..origin }, &mut made);
            made
        };
        Some(self.container(BoxOrigin { style: &style, ..origin }, children, out))
    }

    /// Reads the pictures of a box's background, border and masks, for the paint phase.
    pub(crate) fn load_backgrounds(&mut self, node: Option<NodeId>, style: &ComputedStyle) {
        for image in style.pictures() {
            if let Err(error) = self.images.load(self.resources, &image.base, &image.url)
                && let Some(node) = node
            {
                self.report_css_image(node, image, &error);
            }
        }
        if let Some((node, effects)) = node.zip(style.effects.as_deref()) {
            self.report_references(node, effects);
        }
    }

    /// Reports masks, clip paths and filters that are elements of SVG, once each: they change only elements of SVG.
    fn report_references(&mut self, node: NodeId, effects: &EffectStyle) {
        let masks = effects.mask.iter().flat_map(|mask| &mask.images).filter_map(|image| match image {
            BackgroundImage::Url(url) if image.is_element() => {
                Some((format!("mask: url({})", url.url), self.styles.place_of_image(url)))
            }
            _ => None,
        });
        let clip = effects.clip_path.as_ref().and_then(|path| path.element.as_ref());
        let clip = clip.map(|element| (format!("clip-path: url({element})"), None));
        let filters = effects.filter.iter().filter_map(|function| match function {
            FilterFunction::Reference(url) => Some((format!("filter: url({url})"), None)),
            _ => None,
        });
        let found: Vec<(String, Option<Span>)> = masks.chain(clip).chain(filters).collect();
        for (value, place) in found {
            if !self.reported_references.insert(value.clone()) {
                continue;
            }
            let place = place.unwrap_or_else(|| place_of(self.document, node, self.diagnostics));
            let message = format!("`{value}` is applied to elements of inline SVG only");
            self.diagnostics.push(Diagnostic::warning(message).at(place, "here"));
        }
    }

    /// Reads the pictures of page rules.
    pub(crate) fn load_page_images(&mut self) {
        for (url, place) in self.styles.page_images() {
            match self.images.load(self.resources, &url.base, &url.url) {
                Ok(image) => self.tree.page_images.push((url, image)),
                Err(error) => self.diagnostics.push(error.diagnostic(place)),
            }
        }
    }

    /// Reports that an image of a declaration cannot be shown: at its address in the rule or, once for each element, in
    /// the attribute `style`.
    pub(crate) fn report_css_image(&mut self, node: NodeId, image: &ImageUrl, error: &ImageError) {
        let declared = self.styles.place_of_image(image);
        if declared.is_some() && !self.reported_images.insert(image.clone()) {
            return;
        }
        let place =
            declared.unwrap_or_else(|| place_of_attribute(self.document, node, "style", self.diagnostics));
        let (start, end) = (place.start as usize, place.end as usize);
        let text = &self.diagnostics.source(place.source).text[start..end];
        let place = match text.find(&*image.url) {
            Some(at) => {
                let from = text[..at].rfind("url(").unwrap_or(at);
                let to = text[at..].find(')').map_or(at + image.url.len(), |end| at + end + 1);
                Span::new(place.source, start + from, start + to)
            }
            None => place,
        };
        self.diagnostics.push(error.diagnostic(place));
    }

    /// Reports that the picture of an element cannot be shown.
    pub(crate) fn report_image(&mut self, node: NodeId, error: &ImageError) {
        let place = place_of_attribute(self.document, node, "src", self.diagnostics);
        self.diagnostics.push(error.diagnostic(place));
    }
}
