//! Border images and masks of edges (CSS Backgrounds 3, section 5.5; CSS Masking 1, section 8). In: a border box with an
//! image that four lines cut into nine parts. Out: the parts, scaled and repeated along the edges of the box.
//!
//! Each part is drawn in the coordinates of the image, which a transform maps to the place of the part.

use std::sync::Arc;

use super::backgrounds::{DecorationArea, MAX_TILES, filled, natural_size};
use super::display_list::{DisplayItem, Effect, Paint, Tag, Transform};
use super::gradients::gradient;
use super::images::image_item;
use super::painter::PaintContext;
use super::shapes::outline;
use crate::boxes::{Replaced, ReplacedContent};
use crate::css::{BackgroundImage, BorderImage, BorderImageLength, BorderImageRepeat, ComputedStyle};
use crate::layout::Corners;
use crate::units::{Length, Point, Rect, Sides, Size};

/// A range along one axis: its start and its length, in points.
type Range = (f64, f64);

/// The image that is cut.
struct Source<'a> {
    image: &'a BackgroundImage,
    picture: Option<Arc<Replaced>>,
    style: &'a ComputedStyle,
    size: Size,
    tag: Tag,
}

/// Draws a border image. Returns whether there is one; otherwise the border itself is to be drawn.
pub(super) fn draw(
    area: DecorationArea,
    image: &BorderImage,
    style: &ComputedStyle,
    context: &PaintContext<'_>,
    tag: Tag,
    items: &mut Vec<DisplayItem>,
) -> bool {
    let picture = match &image.source {
        BackgroundImage::None | BackgroundImage::Color(_) => return false,
        BackgroundImage::Url(url) => match context.images.get(&url.base, &url.url) {
            Some(replaced) => Some(replaced.at_resolution(style.text.image_resolution)),
            None => return false,
        },
        _ => None,
    };
    let outset = lengths(image.outset, area.border, Size::default());
    let rect = area.rect.inset(outset.map(|side| -side));
    let size = natural_size(rect.size(), picture.as_deref());
    if size.width <= Length::ZERO || size.height <= Length::ZERO {
        return true;
    }
    let source = Source { image: &image.source, picture, style, size, tag };
    let slices = source.slices(image.slice.0);
    let widths = source.widths(image, slices, area.border, rect.size());
    let columns = thirds(slices.left, slices.right, size.width);
    let rows = thirds(slices.top, slices.bottom, size.height);
    let across = places(rect.x, widths.left, widths.right, rect.width);
    let down = places(rect.y, widths.top, widths.bottom, rect.height);
    let scale = |from: Range, to: Range| if from.1 > 0.0 && to.1 > 0.0 { Some(to.1 / from.1) } else { None };
    // The middle is scaled as the edges are.
    let middle_x = scale(rows[0], down[0]).or(scale(rows[2], down[2])).unwrap_or(1.0);
    let middle_y = scale(columns[0], across[0]).or(scale(columns[2], across[2])).unwrap_or(1.0);
    for row in 0..3 {
        for column in 0..3 {
            if (row, column) == (1, 1) && !image.slice.1 {
                continue;
            }
            let natural_x = match row {
                1 => middle_x,
                _ => scale(rows[row], down[row]).unwrap_or(1.0),
            };
            let natural_y = match column {
                1 => middle_y,
                _ => scale(columns[column], across[column]).unwrap_or(1.0),
            };
            let x = match column {
                1 => spread(image.repeat.0, across[1], columns[1].1 * natural_x),
                _ => vec![across[column]],
            };
            let y = match row {
                1 => spread(image.repeat.1, down[1], rows[1].1 * natural_y),
                _ => vec![down[row]],
            };
            if x.len() * y.len() > MAX_TILES as usize {
                continue;
            }
            for &y in &y {
                for &x in &x {
                    source.part((columns[column], rows[row]), (x, y), (across[column], down[row]), items);
                }
            }
        }
    }
    true
}

/// Lengths that may be multiples of the border's width; percentages are those of `area`.
fn lengths(sides: Sides<BorderImageLength>, border: Sides<Length>, area: Size) -> Sides<Length> {
    let used = |side: BorderImageLength, border: Length, basis: Length| match side {
        BorderImageLength::Auto => border,
        BorderImageLength::Number(number) => border.scale(f64::from(number)),
        BorderImageLength::Length(length) => length.resolve(basis).max(Length::ZERO),
    };
    Sides {
        top: used(sides.top, border.top, area.height),
        right: used(sides.right, border.right, area.width),
        bottom: used(sides.bottom, border.bottom, area.height),
        left: used(sides.left, border.left, area.width),
    }
}

impl Source<'_> {
    /// The distances of the cuts from the edges of the image. A number counts pixels of the image; vectors and gradients
    /// have CSS pixels.
    fn slices(&self, slices: Sides<BorderImageLength>) -> Sides<Length> {
        let (mut across, mut along) = (Length::PIXEL, Length::PIXEL);
        if let Some(ReplacedContent::Raster { pixel_width, pixel_height, orientation, .. }) =
            self.picture.as_ref().map(|picture| &picture.content)
        {
            let (width, height) =
                if *orientation >= 5 { (pixel_height, pixel_width) } else { (pixel_width, pixel_height) };
            across = self.size.width.scale(1.0 / f64::from((*width).max(1)));
            along = self.size.height.scale(1.0 / f64::from((*height).max(1)));
        }
        let used = |slice: BorderImageLength, pixel: Length, whole: Length| match slice {
            BorderImageLength::Auto => Length::ZERO,
            BorderImageLength::Number(number) => pixel.scale(f64::from(number)).min(whole),
            BorderImageLength::Length(length) => length.resolve(whole).min(whole),
        };
        Sides {
            top: used(slices.top, along, self.size.height),
            right: used(slices.right, across, self.size.width),
            bottom: used(slices.bottom, along, self.size.height),
            left: used(slices.left, across, self.size.width),
        }
    }

    /// The widths of the edges, scaled down where opposite ones would overlap.
    fn widths(
        &self,
        image: &BorderImage,
        slices: Sides<Length>,
        border: Sides<Length>,
        area: Size,
    ) -> Sides<Length> {
        // A gradient has no natural size; `auto` is then the width of the border.
        let auto = if self.picture.is_some() { slices } else { border };
        let side = |side: BorderImageLength, auto: Length, used: Length| match side {
            BorderImageLength::Auto => auto,
            _ => used,
        };
        let used = lengths(image.width, border, area);
        let widths = Sides {
            top: side(image.width.top, auto.top, used.top),
            right: side(image.width.right, auto.right, used.right),
            bottom: side(image.width.bottom, auto.bottom, used.bottom),
            left: side(image.width.left, auto.left, used.left),
        };
        let share = |area: Length, sum: Length| if sum > area { area.points() / sum.points() } else { 1.0 };
        let factor = share(area.width, widths.horizontal()).min(share(area.height, widths.vertical()));
        widths.map(|width| width.scale(factor))
    }

    /// Draws the part `from` of the image (a range of columns and one of rows) at the place `to`; nothing outside of
    /// `clip` shows.
    fn part(
        &self,
        from: (Range, Range),
        to: (Range, Range),
        clip: (Range, Range),
        items: &mut Vec<DisplayItem>,
    ) {
        let map = |from: Range, to: Range, clip: Range| {
            let scale = to.1 / from.1;
            let start = to.0.max(clip.0);
            let end = (to.0 + to.1).min(clip.0 + clip.1);
            let usable = from.1 > 0.0 && to.1 > 0.0 && end > start && scale.is_finite();
            // What is visible of the part, in the coordinates of the image.
            usable.then(|| {
                (scale, to.0 - from.0 * scale, from.0 + (start - to.0) / scale, (end - start) / scale)
            })
        };
        let (Some((sx, x, left, width)), Some((sy, y, top, height))) =
            (map(from.0, to.0, clip.0), map(from.1, to.1, clip.1))
        else {
            return;
        };
        let effect = Effect::Transform(Transform([sx, 0.0, 0.0, sy, x, y]));
        let [left, top, width, height] = [left, top, width, height].map(Length::from_points);
        let visible = Rect { x: left, y: top, width, height };
        let whole = Rect::new(Point::default(), self.size);
        let item = match &self.picture {
            Some(picture) => image_item(picture, self.style, whole, Some(visible), self.tag),
            None => {
                let Some(gradient) = gradient(self.image, whole) else { return };
                filled(outline(visible, Corners::default()), Paint::Gradient(Arc::new(gradient)), self.tag)
            }
        };
        items.extend([DisplayItem::BeginEffect { effect, tag: self.tag }, item, DisplayItem::EndGroup]);
    }
}

/// The three ranges of an image that is cut at these distances from both ends. Cuts that cross leave no middle.
fn thirds(start: Length, end: Length, whole: Length) -> [Range; 3] {
    let (start, end, whole) = (start.points(), end.points(), whole.points());
    [(0.0, start), (start, (whole - start - end).max(0.0)), (whole - end, end)]
}

/// The places of the three parts between `from` and `from + length`.
fn places(from: Length, start: Length, end: Length, length: Length) -> [Range; 3] {
    let at = from.points();
    thirds(start, end, length).map(|(start, length)| (at + start, length))
}

/// The places of the tiles of the length `tile` in a range.
fn spread(repeat: BorderImageRepeat, (start, length): Range, tile: f64) -> Vec<Range> {
    if repeat == BorderImageRepeat::Stretch || length <= 0.0 {
        return vec![(start, length)];
    }
    let fits = length / tile;
    if !fits.is_finite() || fits <= 0.0 || fits > f64::from(MAX_TILES) {
        return Vec::new();
    }
    let (count, first, step, tile) = match repeat {
        BorderImageRepeat::Stretch => (1.0, start, 0.0, length),
        BorderImageRepeat::Round => {
            let count = fits.round().max(1.0);
            (count, start, length / count, length / count)
        }
        // What is left over is equal gaps around the tiles; rounding errors do not cost a tile.
        BorderImageRepeat::Space => {
            let count = (fits + 1e-6).floor();
            let gap = (length - count * tile) / (count + 1.0);
            (count, start + gap, tile + gap, tile)
        }
        // One tile is in the middle.
        BorderImageRepeat::Repeat => {
            let before = ((fits - 1.0) / 2.0 - 1e-6).ceil().max(0.0);
            let first = start + (length - tile) / 2.0 - before * tile;
            (before * 2.0 + 1.0, first, tile, tile)
        }
    };
    (0..count as usize).map(|index| (first + step * index as f64, tile)).collect()
}
