//! Widows, orphans, stranded headings and short pages: what page breaks do to the text. In: the content placed on each
//! page. Out: findings.
//!
//! The lines of a paragraph are grouped by page and column. A paragraph of the lines 1–4 on page 2 and 5 on page 3 has two
//! groups, and the last one has one line: a widow. Headings are compared with the content that follows them in the order
//! of the document, wherever it is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Finding, FindingKind, Inspected, LEAST_FILLED, first_words};
use crate::boxes::{BoxId, BoxKind};
use crate::css::{BreakBetween, Visibility};
use crate::html::NodeId;
use crate::layout::{AtomicFragment, GlyphRun, LineFragment};
use crate::pages::{Page, Placed, PlacedBox, PlacedLine};
use crate::paint::{Role, role_of};
use crate::sorting::sort_by_key;
use crate::units::Length;

/// A line, a picture or an empty box with a background on a page.
struct Piece {
    page: usize,
    /// The text node or element, which orders pieces as the document does.
    node: NodeId,
    /// Where its text starts in the text of the document.
    start: u32,
    /// The innermost block.
    block: BoxId,
    bottom: Length,
    /// The heading that it belongs to.
    heading: Option<NodeId>,
    /// Whether neither it nor a box around it floats or is out of flow.
    in_flow: bool,
}

/// A line of a paragraph on a page.
struct ParagraphLine {
    page: usize,
    top: Length,
    text: (u32, u32),
}

/// The content of all pages.
#[derive(Default)]
struct Content {
    pieces: Vec<Piece>,
    /// The lines of each paragraph, in the order of the pages.
    paragraphs: BTreeMap<BoxId, Vec<ParagraphLine>>,
    /// For each page, where its content ends.
    ends: Vec<Length>,
}

/// Finds what is wrong with the breaks between pages.
pub(super) fn inspect(inspected: &Inspected<'_>) -> Vec<Finding> {
    let mut content = Content::default();
    let blocks = inspected.first_boxes();
    for (number, page) in inspected.pages.iter().enumerate() {
        content.ends.push(Length::ZERO);
        inspected.add_page(number, page, &blocks, &mut content);
    }
    sort_by_key(&mut content.pieces, |piece| (piece.node, piece.start, piece.page));
    let mut findings = inspected.lone_lines(&content);
    let headings = inspected.headings(&content.pieces);
    findings.extend(inspected.short_pages(&content, &headings));
    findings.extend(headings);
    findings
}

impl Inspected<'_> {
    fn add_page(&self, number: usize, page: &Page, blocks: &[Option<BoxId>], content: &mut Content) {
        let mut artifacts = 0_u32;
        let mut lines = BTreeSet::new();
        for placed in &page.content {
            match placed {
                Placed::BeginArtifact => artifacts += 1,
                Placed::EndArtifact => artifacts = artifacts.saturating_sub(1),
                _ if artifacts > 0 => {}
                Placed::Line(line) => {
                    if lines.insert((Arc::as_ptr(&line.line).addr(), line.at.y.0)) {
                        self.add_line(number, line, content);
                    }
                }
                Placed::Replaced(picture) => {
                    let block = picture.node.and_then(|node| blocks.get(node.index()).copied().flatten());
                    if let (Some(node), Some(block)) = (picture.node, block) {
                        content.add(self.piece(number, (node, 0), block, picture.rect.bottom()));
                    }
                }
                Placed::Box(placed) => self.add_box(number, placed, content),
                Placed::Outline(_) | Placed::BeginGroup(_) | Placed::EndGroup => {}
            }
        }
    }

    fn add_box(&self, number: usize, placed: &PlacedBox, content: &mut Content) {
        let (Some(id), Some(node)) = (placed.box_id, placed.node) else { return };
        let is_canvas =
            self.document.element(node).is_some_and(|each| each.is_html("html") || each.is_html("body"));
        if is_canvas || placed.rect.height.is_zero() || !placed.style.paints_box(placed.border) {
            return;
        }
        let bottom = placed.rect.bottom();
        match self.tree.get(id).children.is_empty() {
            true => content.add(self.piece(number, (node, 0), id, bottom)),
            false => content.end_at(number, bottom),
        }
    }

    fn add_line(&self, number: usize, placed: &PlacedLine, content: &mut Content) {
        let line = &placed.line;
        let is_shown = |run: &&GlyphRun| !run.artifact && run.style.text.visibility == Visibility::Visible;
        let run = line.fragments.iter().find_map(|fragment| match fragment {
            LineFragment::Glyphs(run) => Some(run).filter(is_shown),
            _ => None,
        });
        let picture = || {
            line.fragments.iter().find_map(|fragment| match fragment {
                LineFragment::Atomic(AtomicFragment::Replaced { box_id, .. }) => Some(*box_id),
                _ => None,
            })
        };
        let Some(id) = run.map(|run| run.box_id).or_else(picture) else { return };
        if id.index() >= self.tree.boxes.len() {
            return;
        }
        let Some(node) = self.tree.text_node(id).or(self.tree.get(id).node) else { return };
        let block = self.block(id);
        content.add(self.piece(number, (node, line.text.start), block, placed.at.y + line.height));
        if run.is_some() && line.text.end > line.text.start {
            let line =
                ParagraphLine { page: number, top: placed.at.y, text: (line.text.start, line.text.end) };
            content.paragraphs.entry(block).or_default().push(line);
        }
    }

    /// The innermost block around an inline-level box.
    fn block(&self, id: BoxId) -> BoxId {
        let is_block = |id: &BoxId| matches!(self.tree.get(*id).kind, BoxKind::Paragraph);
        self.around(id).find(is_block).unwrap_or(id)
    }

    /// A box and those around it, from the inside to the outside.
    fn around(&self, id: BoxId) -> impl Iterator<Item = BoxId> {
        std::iter::successors(Some(id), |&id| self.tree.get(id).parent)
    }

    fn piece(&self, page: usize, at: (NodeId, u32), block: BoxId, bottom: Length) -> Piece {
        let (node, start) = at;
        let mut nodes = std::iter::once(node).chain(self.document.ancestors(node));
        let is_heading = |node: &NodeId| {
            self.document.element(*node).is_some()
                && matches!(role_of(self.document, *node), Role::Heading(_))
        };
        let in_flow = self.around(block).all(|id| {
            let layout = &self.tree.style(id).layout;
            !layout.is_out_of_flow() && !layout.is_floating()
        });
        let heading = nodes.find(is_heading);
        Piece { page, node, start, block, bottom, heading, in_flow }
    }

    /// Widows and orphans.
    fn lone_lines(&self, content: &Content) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (&block, lines) in &content.paragraphs {
            // Boxes that pages repeat show the same text again.
            for lines in lines.chunk_by(|one, next| next.text.0 >= one.text.1) {
                let groups: Vec<&[ParagraphLine]> =
                    lines.chunk_by(|one, next| one.page == next.page && next.top >= one.top).collect();
                let [first, .., last] = groups[..] else { continue };
                let is_same_page = |at: usize| groups[at][0].page == groups[at + 1][0].page;
                let (kind, line) = match (first, last) {
                    ([line], _) => (FindingKind::Orphan { in_column: is_same_page(0) }, line),
                    (_, [line]) => (FindingKind::Widow { in_column: is_same_page(groups.len() - 2) }, line),
                    _ => continue,
                };
                let text = self.tree.text.get(line.text.0 as usize..line.text.1 as usize).unwrap_or_default();
                findings.push(self.finding(kind, line.page, first_words(text), self.tree.get(block).node));
            }
        }
        findings
    }

    fn finding(&self, kind: FindingKind, page: usize, words: String, node: Option<NodeId>) -> Finding {
        Finding { kind, page: page + 1, words, node }
    }

    /// Headings without text below them. `pieces` are in the order of the document.
    fn headings(&self, pieces: &[Piece]) -> Vec<Finding> {
        let mut findings = Vec::new();
        let with_text: BTreeSet<usize> =
            pieces.iter().filter(|piece| piece.heading.is_none()).map(|piece| piece.page).collect();
        let in_flow: Vec<&Piece> = pieces.iter().filter(|piece| piece.in_flow).collect();
        let mut of_headings = in_flow.chunk_by(|one, next| one.heading == next.heading).peekable();
        while let Some(of_heading) = of_headings.next() {
            let Some((last, heading)) = of_heading.last().and_then(|last| Some((*last, last.heading?)))
            else {
                continue;
            };
            let next = of_headings.peek().and_then(|next| next.first().copied());
            let is_stranded = next.is_some_and(|next| next.page > last.page);
            let has_text = next.is_some_and(|next| self.is_in_section_of(heading, next.node));
            let is_last_page = next.is_none() && self.pages.len() > 1;
            if !(is_stranded || is_last_page) || self.is_meant(last, next) {
                continue;
            }
            let kind = match with_text.contains(&last.page) {
                false => FindingKind::HeadingAlone,
                true if is_stranded && has_text => FindingKind::StrandedHeading,
                true => continue,
            };
            let words = first_words(&self.document.text_content(heading));
            findings.push(self.finding(kind, last.page, words, Some(heading)));
        }
        findings
    }

    /// Whether the section that a heading belongs to contains a node. A section that is only a heading has no text that
    /// the heading could be separated from.
    fn is_in_section_of(&self, heading: NodeId, node: NodeId) -> bool {
        let is_section = |node: &NodeId| {
            self.document.element(*node).is_some_and(|element| {
                ["section", "article", "aside", "nav"].iter().any(|name| element.is_html(name))
            })
        };
        let section = self.document.ancestors(heading).find(is_section);
        section.is_none_or(|section| self.document.ancestors(node).any(|outer| outer == section))
    }

    /// Whether the page is to end after a heading: it is a cover, its style differs from that of the next page by name, or
    /// a rule forces the break after the heading.
    fn is_meant(&self, last: &Piece, next: Option<&Piece>) -> bool {
        let page = &self.pages[last.page];
        let differs = next.is_some_and(|next| self.pages[next.page].class.name != page.class.name);
        let forces = |value: BreakBetween| value.is_forced();
        is_cover(page) || differs || next.is_some_and(|next| self.ended(last, next).any(forces))
    }

    /// `break-after` of the boxes that end between two pieces.
    fn ended(&self, last: &Piece, next: &Piece) -> impl Iterator<Item = BreakBetween> {
        self.between(last.block, next.block).map(|id| self.tree.style(id).layout.break_after)
    }

    /// `break-before` of the boxes that start between two pieces.
    fn begun(&self, last: &Piece, next: &Piece) -> impl Iterator<Item = BreakBetween> {
        self.between(next.block, last.block).map(|id| self.tree.style(id).layout.break_before)
    }

    /// A box and those around it that do not contain `other`.
    fn between(&self, id: BoxId, other: BoxId) -> impl Iterator<Item = BoxId> {
        let outer: BTreeSet<BoxId> = self.around(other).collect();
        self.around(id).take_while(move |id| !outer.contains(id))
    }

    /// Pages whose content ends in their upper third, unless they have only a heading.
    fn short_pages(&self, content: &Content, headings: &[Finding]) -> Vec<Finding> {
        let mut findings = Vec::new();
        let alone: BTreeSet<usize> = (headings.iter())
            .filter(|each| each.kind == FindingKind::HeadingAlone)
            .map(|each| each.page - 1)
            .collect();
        let mut first: Vec<Option<&Piece>> = vec![None; self.pages.len()];
        let mut last = first.clone();
        for piece in content.pieces.iter().filter(|piece| piece.in_flow) {
            first[piece.page].get_or_insert(piece);
            last[piece.page] = Some(piece);
        }
        for (number, page) in self.pages.iter().enumerate() {
            let area = page.style.content_size().height;
            let end = content.ends[number] - page.style.edges().top;
            let filled = end.points().max(0.0) / area.points().max(1.0);
            let next = self.pages.get(number + 1);
            if filled >= LEAST_FILLED
                || self.pages.len() == 1
                || page.class.blank
                || is_cover(page)
                || alone.contains(&number)
                || next.is_some_and(|next| next.class.blank)
            {
                continue;
            }
            let forced = |from: Option<usize>| {
                let (from, to) = (*last.get(from?)?, *first.get(from? + 1)?);
                let (from, to) = (from?, to?);
                self.ended(from, to).chain(self.begun(from, to)).find(|value| value.is_forced())
            };
            let is_sided = |value: BreakBetween| !matches!(value, BreakBetween::Page | BreakBetween::Always);
            if forced(Some(number)).is_some_and(is_sided) {
                continue;
            }
            // A table is as long as its data.
            let in_table = |piece: Option<&Piece>| {
                self.around(piece?.block).find(|id| matches!(self.tree.get(*id).kind, BoxKind::Table))
            };
            let table = in_table(first[number]);
            let is_rest = table.is_some() && number > 0 && in_table(last[number - 1]) == table;
            if is_rest && in_table(last[number]) == table {
                continue;
            }
            let starts_part = number == 0
                || self.pages[number - 1].class.name != page.class.name
                || last[number - 1].is_none()
                || forced(Some(number - 1)).is_some();
            let kind = FindingKind::ShortPage { filled: (filled * 100.0).round() as u8, starts_part };
            findings.push(self.finding(kind, number, String::new(), None));
        }
        findings
    }
}

impl Content {
    fn add(&mut self, piece: Piece) {
        self.end_at(piece.page, piece.bottom);
        self.pieces.push(piece);
    }

    fn end_at(&mut self, page: usize, bottom: Length) {
        if let Some(end) = self.ends.get_mut(page) {
            *end = bottom.max(*end);
        }
    }
}

/// Whether a page has no margins.
fn is_cover(page: &Page) -> bool {
    let margin = page.style.margin;
    [margin.top, margin.right, margin.bottom, margin.left].iter().all(|width| width.is_zero())
}
