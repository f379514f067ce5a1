//! Links in the text to figures, tables and images. Link and figure should be on one spread, so a spread that ends
//! between them costs more.

use rustc_hash::FxHashMap;

use crate::boxes::{BoxId, BoxKind, BoxTree};
use crate::html::{Document, Fragments, NodeId};
use crate::layout::{Galley, ItemKind};
use crate::units::Offset;

/// A link in the text, and the box of the figure that it refers to.
pub(crate) struct FigureReference {
    /// The position of the link: an offset into [`BoxTree::text`].
    text: u32,
    /// The box of the figure.
    target: BoxId,
}

/// The references to figures of a document, in the order of the text.
pub(crate) fn figure_references(document: &Document, tree: &BoxTree) -> Vec<FigureReference> {
    let links: Vec<(NodeId, &str)> = document
        .descendants(NodeId::DOCUMENT)
        .filter_map(|node| {
            let element = document.element(node).filter(|element| element.is_html("a"))?;
            Some((node, element.attribute("href")?.strip_prefix('#')?))
        })
        .collect();
    if links.is_empty() {
        return Vec::new();
    }
    let is_figure = |node: NodeId| {
        let element = document.element(node);
        element.is_some_and(|element| ["figure", "table", "img"].iter().any(|name| element.is_html(name)))
    };
    let fragments = Fragments::new(document);
    let mut box_of: FxHashMap<NodeId, BoxId> = FxHashMap::default();
    for id in (0..tree.boxes.len() as u32).map(BoxId) {
        if let Some(node) = tree.get(id).node.filter(|_| tree.get(id).pseudo.is_none()) {
            box_of.entry(node).or_insert(id);
        }
    }
    let text_in = |id: BoxId| {
        let first = tree.boxes[id.index()..].iter().find_map(|inside| match &inside.kind {
            BoxKind::Text(range) => Some(range.start),
            _ => None,
        });
        first.filter(|_| !tree.get(id).children.is_empty())
    };
    let reference = |(link, id): (NodeId, &str)| {
        let target = *box_of.get(&fragments.find(id).filter(|&node| is_figure(node))?)?;
        Some(FigureReference { text: text_in(*box_of.get(&link)?)?, target })
    };
    links.into_iter().filter_map(reference).collect()
}

/// How deeply nested flows are searched.
const MAX_DEPTH: u32 = 64;

/// The offsets of the lines and boxes in a galley and in all galleys inside it.
#[derive(Default)]
struct FigurePlaces {
    /// The text of each line, and where it is.
    lines: Vec<(u32, u32, Offset)>,
    tops: FxHashMap<BoxId, Offset>,
}

impl FigurePlaces {
    /// `outer` maps an offset of the galley to one of the outermost galley.
    fn collect(&mut self, galley: &Galley, outer: &dyn Fn(Offset) -> Offset, depth: u32) {
        if depth > MAX_DEPTH {
            return;
        }
        for (item, &top) in galley.items.iter().zip(&galley.sums) {
            match &item.kind {
                ItemKind::Line(line) => self.lines.push((line.text.start, line.text.end, outer(top))),
                ItemKind::Open => {
                    let enclosure = item.enclosure.map(|id| galley.enclosure(id));
                    if let Some(enclosure) = enclosure {
                        self.tops.entry(enclosure.box_id).or_insert(outer(top));
                    }
                }
                ItemKind::Replaced { box_id, .. } => {
                    self.tops.entry(*box_id).or_insert(outer(top));
                }
                ItemKind::Parallel(number) => {
                    let flows =
                        galley.parallels.get(*number as usize).map_or(&[][..], |parallel| &parallel.flows);
                    for flow in flows {
                        self.collect(&flow.galley, &|inner| outer(top + flow.y.offset() + inner), depth + 1);
                    }
                }
                ItemKind::Columns(number) => {
                    let Some(columns) = galley.columns.get(*number as usize) else { continue };
                    // At the same fraction of the columns' height as of the height of their content.
                    let all = columns.galley.height().max(1);
                    let height = item.advance.offset();
                    let share =
                        |inner: Offset| (i128::from(inner) * i128::from(height) / i128::from(all)) as Offset;
                    self.collect(&columns.galley, &|inner| outer(top + share(inner)), depth + 1);
                }
                ItemKind::Close | ItemKind::Gap | ItemKind::Fill => {}
            }
        }
        for float in &galley.floats {
            self.collect(&float.galley, &|inner| outer(float.y + inner), depth + 1);
        }
    }
}

/// For the start of a galley, each break and the end: the number of figures that it separates from text that refers to
/// them less than a page's height away. Empty if there are none.
pub(crate) fn separated_figures(
    galley: &Galley,
    figure_references: &[FigureReference],
    page_height: Offset,
) -> Vec<u32> {
    if figure_references.is_empty() {
        return Vec::new();
    }
    let mut places = FigurePlaces::default();
    places.collect(galley, &|inner| inner, 0);
    let FigurePlaces { mut lines, tops } = places;
    lines.sort_unstable();
    let mut changes = vec![0_i32; galley.breaks.len() + 3];
    let mut found = false;
    for reference in figure_references {
        let Some(&target) = tops.get(&reference.target) else { continue };
        let next = lines.partition_point(|(start, ..)| *start <= reference.text);
        let Some((_, end, line)) = next.checked_sub(1).and_then(|at| lines.get(at)) else { continue };
        let (first, last) = (target.min(*line), target.max(*line));
        if *end <= reference.text || last - first > page_height {
            continue;
        }
        // A break directly before the lower of the two separates them, too.
        let from = galley.breaks.partition_point(|each| each.start <= first);
        let to = galley.breaks.partition_point(|each| each.start <= last);
        changes[from + 1] += 1;
        changes[to + 1] -= 1;
        found = true;
    }
    if !found {
        return Vec::new();
    }
    let mut sum = 0;
    let counts = changes.iter().take(galley.breaks.len() + 2).map(|change| {
        sum += change;
        sum.max(0) as u32
    });
    counts.collect()
}
