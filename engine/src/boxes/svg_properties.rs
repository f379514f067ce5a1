//! The properties of CSS that the SVG reader does not know, on elements of inline SVG: transforms become the lists of
//! functions of SVG 1.1, and what cannot be drawn is collected for warnings.

use crate::boxes::svg_size::view_box;
use crate::boxes::svg_source::SvgSource;
use crate::css::{BackgroundImage, EffectStyle, LengthPercentage, ShapeBox, TransformFunction};
use crate::html::{Element, NodeId};
use crate::units::Length;

const SHAPES: &str = "shapes of `clip-path` are not applied inside SVG: use `url()` and a `clipPath` element";
const PICTURES: &str = "pictures of `mask` are not applied inside SVG: use `url()` and a `mask` element";

/// A box in user units: its corner and its size.
struct ReferenceBox {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

impl ReferenceBox {
    fn at(&self, (x, y): (LengthPercentage, LengthPercentage)) -> (f64, f64) {
        (self.x + pixels(x, self.width), self.y + pixels(y, self.height))
    }
}

/// A length in pixels, where percentages refer to `basis` pixels.
fn pixels(length: LengthPercentage, basis: f64) -> f64 {
    length.resolve(Length::from_pixels(basis)).pixels()
}

impl SvgSource<'_> {
    /// The declaration of the transform of an element (CSS Transforms 2, section 6): what `transform` and similar properties
    /// set, and the attribute where they do not.
    pub(super) fn transform(
        &mut self,
        node: NodeId,
        element: &Element,
        effects: &EffectStyle,
    ) -> Option<String> {
        let attribute = element.attribute("transform").map(str::trim).filter(|list| !list.is_empty());
        let moves_attribute = attribute.is_some() && effects.transform_origin.is_some();
        if !effects.is_transformed() && !moves_attribute {
            return None;
        }
        let reference = match effects.transform_box {
            ShapeBox::ContentBox => fill_box(element).unwrap_or_else(|| {
                let what = "`transform-box: fill-box` has no effect on this element: its box is known for `rect`, `image`, \
                            `circle`, `ellipse` and `line` with numbers as attributes";
                self.not_drawn.push((node, what.to_string()));
                self.view_box()
            }),
            _ => self.view_box(),
        };
        let corner = (LengthPercentage::ZERO, LengthPercentage::ZERO);
        let (x, y) = reference.at(effects.transform_origin.unwrap_or(corner));
        let mut list = vec![format!("translate({x} {y})")];
        if let Some((x, y)) = effects.translate {
            list.push(function(&TransformFunction::Translate(x, y), &reference));
        }
        list.extend(effects.rotate.map(|degrees| format!("rotate({degrees})")));
        list.extend(effects.scale.map(|(x, y)| format!("scale({x} {y})")));
        if effects.transform.is_empty() {
            list.extend(attribute.map(str::to_string));
        } else {
            list.extend(effects.transform.iter().map(|each| function(each, &reference)));
        }
        list.push(format!("translate({} {})", -x, -y));
        Some(format!("transform: {}", list.join(" ")))
    }

    /// The coordinates of the whole picture.
    fn view_box(&self) -> ReferenceBox {
        let root = self.document.element(self.root);
        let (width, height) =
            root.and_then(|root| root.attribute("viewBox")).and_then(view_box).unwrap_or(self.size);
        ReferenceBox { x: 0.0, y: 0.0, width, height }
    }

    /// Collects attributes with values that only boxes of HTML have.
    pub(super) fn report_attribute(&mut self, node: NodeId, name: &str, value: &str) {
        let what = match name {
            "clip-path" => SHAPES,
            "mask" => PICTURES,
            _ => return,
        };
        let value = value.trim();
        if !value.starts_with("url(") && value != "none" {
            self.not_drawn.push((node, what.to_string()));
        }
    }

    /// Collects the effects that boxes of HTML have and elements of SVG here do not.
    pub(super) fn report(&mut self, node: NodeId, effects: &EffectStyle) {
        if effects.clip_path.as_ref().is_some_and(|path| path.element.is_none()) {
            self.not_drawn.push((node, SHAPES.to_string()));
        }
        let has_picture = effects.mask.as_ref().is_some_and(|mask| {
            mask.images.iter().any(|image| *image != BackgroundImage::None && !image.is_element())
        });
        if has_picture || effects.mask_border.is_some() {
            self.not_drawn.push((node, PICTURES.to_string()));
        }
    }
}

fn function(function: &TransformFunction, reference: &ReferenceBox) -> String {
    match *function {
        TransformFunction::Matrix([a, b, c, d, e, f]) => format!("matrix({a} {b} {c} {d} {e} {f})"),
        TransformFunction::Translate(x, y) => {
            format!("translate({} {})", pixels(x, reference.width), pixels(y, reference.height))
        }
        TransformFunction::Scale(x, y) => format!("scale({x} {y})"),
        TransformFunction::Rotate(degrees) => format!("rotate({degrees})"),
        // Both angles at once are not one after the other.
        TransformFunction::Skew(x, 0.0) => format!("skewX({x})"),
        TransformFunction::Skew(x, y) => {
            let [x, y] = [x, y].map(|degrees| libm::tan(f64::from(degrees).to_radians()));
            format!("matrix(1 {y} {x} 1 0 0)")
        }
    }
}

/// The box of a shape by its attributes; `None` if it is not known.
fn fill_box(element: &Element) -> Option<ReferenceBox> {
    let number = |name: &str| match element.attribute(name) {
        Some(value) => {
            value.trim().trim_end_matches("px").parse::<f64>().ok().filter(|number| number.is_finite())
        }
        None => Some(0.0),
    };
    let of = |x: f64, y: f64, width: f64, height: f64| ReferenceBox { x, y, width, height };
    Some(match &*element.name {
        "rect" | "image" => of(number("x")?, number("y")?, number("width")?, number("height")?),
        "circle" => {
            let (x, y, r) = (number("cx")?, number("cy")?, number("r")?);
            of(x - r, y - r, 2.0 * r, 2.0 * r)
        }
        "ellipse" => {
            let (x, y, rx, ry) = (number("cx")?, number("cy")?, number("rx")?, number("ry")?);
            of(x - rx, y - ry, 2.0 * rx, 2.0 * ry)
        }
        "line" => {
            let (x1, y1, x2, y2) = (number("x1")?, number("y1")?, number("x2")?, number("y2")?);
            of(x1.min(x2), y1.min(y2), (x2 - x1).abs(), (y2 - y1).abs())
        }
        _ => return None,
    })
}
