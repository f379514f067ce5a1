//! Filters in SVG pictures (Filter Effects 1, section 9). PDF has none: what a filter changes is drawn as a picture by
//! `resvg`, which is from the authors of the SVG reader.

use std::sync::Arc;

use image::ExtendedColorType;
use resvg::tiny_skia::Pixmap;
use usvg::filter::Kind;
use usvg::{Group, Node};

use super::{Drawer, MAX_DEPTH, blend_mode, of};
use crate::paint::raster::encoded;
use crate::paint::{
    BlendMode, DisplayItem, Effect, Image, ImageContent, ImageItem, ImageSampling, Transform,
};
use crate::units::{Length, Rect};

/// The size of a pixel on the page, in points: 288 an inch.
pub(super) const PIXEL: f64 = 0.25;

/// The most pixels of one filtered group. A larger one has larger pixels.
const MAX_PIXELS: f64 = 1_048_576.0;

/// The most pixels side by side.
const MAX_SIDE: f64 = 16_384.0;

/// The most work of all filters of a picture, in steps of about 10 ns. Where it would be more, pixels are larger.
const MAX_WORK: f64 = 4e8;

/// The most of it that one group may take. Otherwise all groups have the same share, and more where others need less.
const MAX_WORK_OF_GROUP: f64 = 0.25 * MAX_WORK;

/// The most pixels of a layer: of a group inside, all of which is drawn first.
const MAX_LAYER: f64 = 4e7;

/// The most work of a pixel.
const MAX_WORK_OF_PIXEL: f64 = 10_000.0;

/// What is in a filtered group.
#[derive(Default)]
struct Contents {
    /// Whether there are images, which the SVG reader does not have.
    has_images: bool,
    /// Whether groups are nested too deeply.
    is_too_deep: bool,
    /// How much work a pixel is, at a scale of pixels to units.
    work: f64,
    /// The sides of the largest group, multiplied, in the units of the picture.
    largest: f64,
}

impl Contents {
    fn of(group: &Group, scale: f64) -> Contents {
        let mut contents = Contents::default();
        contents.add(group, scale, 0);
        contents
    }

    fn add(&mut self, group: &Group, scale: f64, depth: usize) {
        if depth >= MAX_DEPTH {
            self.is_too_deep = true;
            return;
        }
        self.work += 1.0;
        let layer = group.layer_bounding_box();
        let [a, b, c, d, ..] = of(group.abs_transform()).0;
        let sides =
            (f64::from(layer.width()) * libm::hypot(a, b), f64::from(layer.height()) * libm::hypot(c, d));
        self.largest = self.largest.max(sides.0 * sides.1);
        for primitive in group.filters().iter().flat_map(|filter| filter.primitives()) {
            self.work += work_of(primitive.kind(), scale);
            if let Kind::Image(image) = primitive.kind() {
                self.add(image.root(), scale, depth + 1);
            }
        }
        for node in group.children() {
            self.work += 0.25;
            match node {
                Node::Group(inner) => self.add(inner, scale, depth + 1),
                Node::Image(_) => self.has_images = true,
                Node::Text(text) => self.add(text.flattened(), scale, depth + 1),
                Node::Path(_) => {}
            }
            if !matches!(node, Node::Group(_)) {
                node.subroots(|root| self.add(root, scale, depth + 1));
            }
        }
        for mask in std::iter::successors(group.mask(), |mask| mask.mask()).take(MAX_DEPTH) {
            self.add(mask.root(), scale, depth + 1);
        }
        for clip in std::iter::successors(group.clip_path(), |clip| clip.clip_path()).take(MAX_DEPTH) {
            self.add(clip.root(), scale, depth + 1);
        }
    }
}

/// How many groups with filters are drawn in a group. What is inside of one is drawn with it.
fn filtered_groups(group: &Group, depth: usize) -> usize {
    if depth >= MAX_DEPTH {
        return 0;
    }
    let mut count = 0;
    for node in group.children() {
        match node {
            Node::Group(inner) if !inner.filters().is_empty() => count += 1,
            _ => {
                if let Node::Group(inner) = node {
                    count += filtered_groups(inner, depth + 1);
                }
                node.subroots(|root| count += filtered_groups(root, depth + 1));
            }
        }
    }
    count
}

/// How much work a pixel is in a step of a filter, as measured: a blur, for example, 230 ns.
fn work_of(kind: &Kind, scale: f64) -> f64 {
    let radius = |radius: f32| f64::from(radius) * scale * 2.0 + 1.0;
    match kind {
        Kind::Morphology(step) => radius(step.radius_x().get()) * radius(step.radius_y().get()),
        Kind::ConvolveMatrix(step) => {
            10.0 + 1.2 * f64::from(step.matrix().columns()) * f64::from(step.matrix().rows())
        }
        Kind::Turbulence(step) => 40.0 + 40.0 * f64::from(step.num_octaves()),
        Kind::GaussianBlur(_) => 24.0,
        Kind::DropShadow(_) => 28.0,
        _ => 8.0,
    }
}

impl<'a> Drawer<'a> {
    /// Draws a group with filters, in a group with the map `around`. Returns whether it is drawn; otherwise it is reported.
    pub(super) fn filtered(&mut self, node: &'a Node, group: &'a Group, around: Transform) -> bool {
        let map = around.after(of(group.transform()));
        let layer = group.layer_bounding_box();
        let corners = [
            (layer.left(), layer.top()),
            (layer.right(), layer.top()),
            (layer.left(), layer.bottom()),
            (layer.right(), layer.bottom()),
        ];
        let corners = corners.map(|(x, y)| map.apply((f64::from(x), f64::from(y))));
        let least = |values: [f64; 4]| values.into_iter().fold(f64::INFINITY, f64::min);
        let greatest = |values: [f64; 4]| values.into_iter().fold(f64::NEG_INFINITY, f64::max);
        let (mut left, mut right) = (least(corners.map(|(x, _)| x)), greatest(corners.map(|(x, _)| x)));
        let (mut top, mut bottom) = (least(corners.map(|(_, y)| y)), greatest(corners.map(|(_, y)| y)));
        // What is outside the picture is not seen. The tiles of patterns are drawn elsewhere.
        if self.nested == 0 {
            (left, right) = (left.max(self.rect.x.points()), right.min(self.rect.right().points()));
            (top, bottom) = (top.max(self.rect.y.points()), bottom.min(self.rect.bottom().points()));
        }
        let area = (right - left) * (bottom - top);
        let contents = Contents::of(group, 0.0);
        let reason = if contents.has_images {
            " to an element with images in it"
        } else if contents.is_too_deep {
            " to an element with groups that are nested too deeply"
        } else if contents.work > MAX_WORK_OF_PIXEL {
            ", because it takes too long"
        } else {
            if left >= right || top >= bottom {
                return true;
            }
            let longest = (right - left).max(bottom - top);
            let mut pixel = self.pixel.max((area / MAX_PIXELS).sqrt()).max(longest / MAX_SIDE);
            let outer = of(group.abs_transform()).inverse().map_or(map, |inverse| map.after(inverse));
            // The sum of the squares of a map's numbers is at least how much larger it makes a length, squared, and twice
            // that of a map that stretches nothing.
            let enlarged: f64 = outer.0[..4].iter().map(|number| number * number).sum();
            pixel = pixel.max((contents.largest * enlarged / MAX_LAYER).sqrt());
            // Layers are drawn whole, with what is outside the picture.
            let drawn = area.max(contents.largest * enlarged / 2.0);
            let work = |pixel: f64| {
                let work = Contents::of(group, super::scale_of(map) / pixel).work;
                (drawn / pixel / pixel).max(1.0) * work
            };
            let share = self.share_of_work();
            let mut needed = work(pixel);
            while needed > share && drawn > pixel * pixel {
                // Work is at most of the fourth degree in the length of a pixel, so that this does not go too far.
                pixel *= (needed / share).sqrt().sqrt().clamp(1.005, 1.5);
                needed = work(pixel);
            }
            self.filter_work += needed;
            let size = ((right - left) / pixel, (bottom - top) / pixel);
            let onto = Transform([1.0 / pixel, 0.0, 0.0, 1.0 / pixel, -left / pixel, -top / pixel]);
            let Some(pixels) = pixels(node, onto.after(around), size) else { return true };
            self.push_pixels(&pixels, (left, top), pixel, blend_mode(group.blend_mode()));
            return true;
        };
        // The reader has names of its own for most filters.
        self.warnings.insert(format!("a filter in the SVG is not applied{reason}"));
        false
    }

    /// How much work the next group with filters may be.
    fn share_of_work(&mut self) -> f64 {
        let root = self.picture.tree.root();
        let left = self.filters_left.get_or_insert_with(|| filtered_groups(root, 0));
        let share = (MAX_WORK - self.filter_work) / (*left).max(1) as f64;
        // What a mask draws may come more often than it was counted.
        *left = left.saturating_sub(1);
        share.clamp(1.0, MAX_WORK_OF_GROUP)
    }

    fn push_pixels(
        &mut self,
        pixels: &Pixmap,
        (left, top): (f64, f64),
        pixel: f64,
        blend: Option<BlendMode>,
    ) {
        let (columns, rows) = (pixels.width(), pixels.height());
        let colors = pixels.pixels().iter().map(|pixel| pixel.demultiply());
        let bytes: Vec<u8> =
            colors.flat_map(|color| [color.red(), color.green(), color.blue(), color.alpha()]).collect();
        let Some(bytes) = encoded(&bytes, (columns, rows), ExtendedColorType::Rgba8) else { return };
        let [x, y] = [left, top].map(Length::from_points);
        let [width, height] = [columns, rows].map(|count| Length::from_points(f64::from(count) * pixel));
        let blend = blend.filter(|blend| *blend != BlendMode::Normal);
        if let Some(blend) = blend {
            self.begin(Effect::Blend(blend));
        }
        self.items.push(DisplayItem::Image(ImageItem {
            image: Image {
                content: ImageContent::Raster { bytes, orientation: 1 },
                ratio: None,
                path: Arc::from(format!("{}{columns}x{rows}", Image::SHADOW)),
            },
            sampling: ImageSampling::Smooth,
            rect: Rect { x, y, width, height },
            clip: None,
            tag: self.tag,
        }));
        if blend.is_some() {
            self.items.push(DisplayItem::EndGroup);
        }
    }
}

/// The pixels of a group; `map` is that of the group around it. `None` if it shows nothing.
fn pixels(node: &Node, map: Transform, size: (f64, f64)) -> Option<Pixmap> {
    let mut pixels = Pixmap::new(size.0.ceil().max(1.0) as u32, size.1.ceil().max(1.0) as u32)?;
    let [sx, ky, kx, sy, tx, ty] = map.0.map(|number| number as f32);
    // `resvg` moves the corner of the node to that of the picture first.
    let corner = node.abs_layer_bounding_box()?;
    let map = usvg::Transform { sx, kx, ky, sy, tx, ty }.pre_translate(corner.x(), corner.y());
    resvg::render_node(node, map, &mut pixels.as_mut())?;
    pixels.data().iter().any(|byte| *byte != 0).then_some(pixels)
}
