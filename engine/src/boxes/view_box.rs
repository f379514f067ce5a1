//! How a vector picture fills a box of other proportions: `preserveAspectRatio` (SVG 2, section 8.6).

use usvg::roxmltree::Node;

use crate::units::{Length, Point, Rect, Size};

/// How a picture with a `viewBox` keeps its proportions, which it does unless `preserveAspectRatio` is `none`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AspectKept {
    /// The picture fills the box and is clipped, instead of fitting into the box as a whole.
    pub slice: bool,
    /// How many halves of the horizontal free space are to the left of the picture: 0, 1 or 2.
    pub across: i32,
    /// How many halves of the vertical free space are above the picture: 0, 1 or 2.
    pub down: i32,
}

impl AspectKept {
    /// Reads the attribute of the outermost `svg` element.
    pub(crate) fn of(svg: Node<'_, '_>) -> Option<AspectKept> {
        svg.attribute("viewBox")?;
        let mut words = svg.attribute("preserveAspectRatio").unwrap_or("").split_ascii_whitespace();
        let place = words.next().unwrap_or("xMidYMid");
        let halves = |axis: &str| {
            let (_, rest) = place.split_once(axis)?;
            ["Min", "Mid", "Max"]
                .into_iter()
                .zip(0..)
                .find_map(|(word, halves)| rest.starts_with(word).then_some(halves))
        };
        if place == "none" {
            return None;
        }
        let (across, down) = halves("x").zip(halves("Y")).unwrap_or((1, 1));
        Some(AspectKept { slice: words.next() == Some("slice"), across, down })
    }

    /// The area in which a picture with this ratio of width to height is drawn in a box, and whether it overflows the
    /// box.
    pub fn place(self, ratio: f64, within: Rect) -> (Rect, bool) {
        let by_width = Size::new(within.width, within.width.scale(1.0 / ratio));
        let by_height = Size::new(within.height.scale(ratio), within.height);
        let (narrow, wide) =
            if by_width.height <= by_height.height { (by_width, by_height) } else { (by_height, by_width) };
        let size = if self.slice { wide } else { narrow };
        let before = |room: Length, halves: i32| room * halves / 2;
        let at = Point::new(
            within.x + before(within.width - size.width, self.across),
            within.y + before(within.height - size.height, self.down),
        );
        (Rect::new(at, size), self.slice && size != within.size())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(attributes: &str) -> Option<AspectKept> {
        let xml = format!("<svg xmlns='http://www.w3.org/2000/svg' {attributes}/>");
        let document = usvg::roxmltree::Document::parse(&xml).expect("XML");
        AspectKept::of(document.root_element())
    }

    #[test]
    fn keywords_of_preserve_aspect_ratio_are_read() {
        let middle = AspectKept { slice: false, across: 1, down: 1 };
        assert_eq!(kept(""), None);
        assert_eq!(kept("viewBox='0 0 1 1'"), Some(middle));
        assert_eq!(kept("viewBox='0 0 1 1' preserveAspectRatio='none'"), None);
        let corner = AspectKept { slice: true, across: 0, down: 2 };
        assert_eq!(kept("viewBox='0 0 1 1' preserveAspectRatio='xMinYMax slice'"), Some(corner));
        for unknown in ["über", "xYй", "xMiй", "xMidYй", "xM"] {
            assert_eq!(kept(&format!("viewBox='0 0 1 1' preserveAspectRatio='{unknown}'")), Some(middle));
        }
    }
}
