//! The text that backgrounds are clipped to (`background-clip: text`; CSS Backgrounds 4, section 2.6): the outlines of its
//! glyphs. The text itself is painted over the background, in its own color.

use rustc_hash::FxHashMap;

use super::backgrounds::is_clipped_to_text;
use super::display_list::PathSegment;
use super::painter::{Painter, PlacedRun};
use super::text_shadows::{Glyphs, outlines};
use crate::boxes::BoxId;
use crate::css::Visibility;
use crate::layout::{GlyphRun, LineFragment};
use crate::pages::Placed;
use crate::units::Point;

impl<'a> From<&'a GlyphRun> for Glyphs<'a> {
    fn from(run: &'a GlyphRun) -> Glyphs<'a> {
        Glyphs {
            size: run.size,
            widened: run.widened,
            glyphs: &run.glyphs,
            advances: &run.advances,
            displacements: &run.displacements,
        }
    }
}

impl Painter<'_> {
    /// The outlines of the text of a box on the page.
    pub(super) fn text_of(&mut self, id: BoxId) -> Vec<PathSegment> {
        if self.clipping_text.is_none() {
            self.clipping_text = Some(self.collect_clipping_text());
        }
        let runs = self.clipping_text.as_ref().and_then(|runs| runs.get(&id));
        let fonts = self.context.fonts;
        let outline = |(at, run): &PlacedRun<'_>| {
            let origin = at.translate(Point::new(run.x, run.baseline));
            outlines(*run, fonts.face(run.face), origin)
        };
        runs.into_iter().flatten().flat_map(outline).collect()
    }
}

impl<'a> Painter<'a> {
    /// The runs in each box whose background is clipped to text. Boxes in transformed ones have other coordinates.
    fn collect_clipping_text(&self) -> FxHashMap<BoxId, Vec<PlacedRun<'a>>> {
        let tree = self.context.tree;
        let mut found: FxHashMap<BoxId, Vec<PlacedRun<'a>>> = FxHashMap::default();
        for placed in self.content {
            let Placed::Line(line) = placed else { continue };
            for fragment in line.fragments() {
                let LineFragment::Glyphs(run) = fragment else { continue };
                let own = Some(run.box_id).filter(|id| id.index() < tree.boxes.len());
                if run.style.text.visibility != Visibility::Visible {
                    continue;
                }
                for id in std::iter::successors(own, |&id| tree.get(id).parent) {
                    let style = tree.style(id);
                    if is_clipped_to_text(style) {
                        found.entry(id).or_default().push((line.at, run));
                    }
                    if style.effects.as_ref().is_some_and(|effects| effects.is_transformed()) {
                        break;
                    }
                }
            }
        }
        found
    }
}
