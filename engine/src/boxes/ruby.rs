//! Ruby (CSS Ruby 1, section 2): pairs the bases in a `ruby` box with their annotations. Each pair is an atomic box whose
//! first child is the base; the others are its annotations, level by level.
//!
//! ```text
//! <ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>    Inline ruby   Atomic   Paragraph "漢"     a base without an element
//!                                                             Paragraph rt "かん"
//!                                                    Atomic   Paragraph "字"
//!                                                             Paragraph rt "じ"
//! ```

use std::sync::Arc;

use crate::boxes::builder::{BoxLevel, BoxOrigin, Builder, ChildBox};
use crate::boxes::tree::{BoxId, BoxKind};
use crate::css::{ComputedStyle, Display, LineHeight, TextIndent};

/// A segment of a `ruby` box: bases, and the annotations that follow them.
#[derive(Default)]
struct Segment {
    bases: Vec<Base>,
    /// The annotations of each level.
    levels: Vec<Level>,
}

/// A base, and the white space before it.
struct Base {
    space: Option<ChildBox>,
    content: BaseContent,
}

enum BaseContent {
    /// A box with `display: ruby-base`.
    Box(BoxId),
    /// What is in the `ruby` box itself.
    Inline(Vec<ChildBox>),
}

/// The annotations of a level.
struct Level {
    annotations: Vec<BoxId>,
    /// Whether its only annotation is about all bases.
    spans: bool,
    /// Whether a container holds all of them.
    is_complete: bool,
}

impl Builder<'_> {
    /// Makes the box of a base or an annotation, or of a container of annotations, in a `ruby` box.
    pub(crate) fn ruby_part(
        &mut self,
        origin: BoxOrigin<'_>,
        children: impl FnOnce(&mut Self, BoxId) -> Vec<ChildBox>,
    ) -> ChildBox {
        let saved = std::mem::take(&mut self.white_space);
        self.white_space.start_of_line();
        let style = Arc::new(part_style(origin.style, origin.style.layout.display));
        let id = self.push(BoxOrigin { style: &style, ..origin }, BoxKind::Block);
        let made = children(self, id);
        self.fill_ruby_part(id, made);
        self.white_space = saved;
        self.white_space.after_atomic();
        ChildBox { id, level: BoxLevel::Inline }
    }

    fn fill_ruby_part(&mut self, id: BoxId, made: Vec<ChildBox>) {
        let is_line = made.iter().all(|child| child.level != BoxLevel::Block)
            && made.iter().any(|child| !self.is_nothing(child));
        let children = if is_line {
            self.tree.boxes[id.index()].kind = BoxKind::Paragraph;
            made.iter().map(|child| child.id).collect()
        } else {
            self.wrap_inline(id, made)
        };
        self.adopt(id, children);
    }

    /// Puts what is in a `ruby` box into pairs. White space between pairs stays between them; that between a base and its
    /// annotation, and at the ends, is dropped.
    pub(crate) fn ruby_pairs(
        &mut self,
        ruby: BoxId,
        origin: BoxOrigin<'_>,
        made: Vec<ChildBox>,
    ) -> Vec<ChildBox> {
        let origin = BoxOrigin { parent: ruby, ..origin };
        let (mut out, mut segment, mut space) = (Vec::with_capacity(made.len()), Segment::default(), None);
        for child in made {
            if child.level == BoxLevel::OutOfFlow {
                out.push(child);
                continue;
            }
            if self.is_white_space(child.id) {
                space = Some(child);
                continue;
            }
            let display = self.tree.boxes[child.id.index()].style.layout.display;
            let is_annotation = matches!(display, Display::RubyText | Display::RubyTextContainer);
            if is_annotation && child.level == BoxLevel::Inline {
                space = None;
                self.annotate(&mut segment, child.id, display);
                continue;
            }
            if !segment.levels.is_empty() {
                self.end_segment(origin, std::mem::take(&mut segment), &mut out);
            }
            let is_first = out.is_empty() && segment.bases.is_empty();
            if display == Display::RubyBase && child.level == BoxLevel::Inline {
                let content = BaseContent::Box(child.id);
                segment.bases.push(Base { space: space.take().filter(|_| !is_first), content });
            } else if let Some(Base { content: BaseContent::Inline(inside), .. }) = segment.bases.last_mut() {
                inside.extend(space.take());
                inside.push(child);
            } else {
                let space = space.take().filter(|_| !is_first);
                let space = space.or_else(|| self.leading_space(origin, child.id));
                let content = BaseContent::Inline(vec![child]);
                segment.bases.push(Base { space, content });
            }
        }
        self.end_segment(origin, segment, &mut out);
        out
    }

    /// Takes the space at the beginning of a text out of it, so that it is beside the pair and not in it.
    fn leading_space(&mut self, origin: BoxOrigin<'_>, text_box: BoxId) -> Option<ChildBox> {
        let BoxKind::Text(range) = self.kind(text_box).clone() else { return None };
        if !self.text.get(range.start as usize..)?.starts_with(' ') {
            return None;
        }
        self.tree.boxes[text_box.index()].kind = BoxKind::Text(range.start + 1..range.end);
        let id = self.push_anonymous(origin, BoxKind::Text(range.start..range.start + 1));
        if let Some(node) = self.tree.text_node(text_box) {
            self.tree.text_nodes.push((id, node));
        }
        Some(ChildBox { id, level: BoxLevel::Inline })
    }

    /// Adds an annotation to a segment, or all those in a container.
    fn annotate(&mut self, segment: &mut Segment, id: BoxId, display: Display) {
        if display == Display::RubyText {
            match segment.levels.last_mut() {
                Some(level) if !level.is_complete => level.annotations.push(id),
                _ => {
                    let annotations = vec![id];
                    segment.levels.push(Level { annotations, spans: false, is_complete: false });
                }
            }
            return;
        }
        let is_annotation = |id: &BoxId| self.tree.get(*id).style.layout.display == Display::RubyText;
        let mut annotations: Vec<BoxId> =
            self.tree.get(id).children.iter().copied().filter(is_annotation).collect();
        let spans = annotations.is_empty();
        if spans {
            annotations.push(id);
        }
        segment.levels.push(Level { annotations, spans, is_complete: true });
    }

    /// Makes the pairs of a segment. What has no annotation is a part of the line.
    fn end_segment(&mut self, origin: BoxOrigin<'_>, segment: Segment, out: &mut Vec<ChildBox>) {
        let Segment { mut bases, mut levels } = segment;
        if levels.iter().any(|level| level.spans) && bases.len() > 1 {
            let space = bases[0].space.take();
            let content =
                BaseContent::Inline(bases.into_iter().flat_map(|base| self.unpaired(base)).collect());
            bases = vec![Base { space, content }];
            for level in levels.iter_mut().filter(|level| level.annotations.len() > 1) {
                let parts = level.annotations.iter().map(|&id| ChildBox { id, level: BoxLevel::Inline });
                let parts: Vec<ChildBox> = parts.collect();
                let style = self.tree.get(parts[0].id).style.clone();
                level.annotations = vec![self.joined(origin, &style, parts)];
            }
        }
        let annotated = levels.iter().map(|level| level.annotations.len()).max().unwrap_or_default();
        let mut bases = bases.into_iter();
        for number in 0.. {
            let base = bases.next();
            if base.is_none() && number >= annotated {
                break;
            }
            let annotations = levels.iter().filter_map(|level| level.annotations.get(number).copied());
            let annotations: Vec<BoxId> = annotations.collect();
            match base {
                Some(base) if annotations.is_empty() => out.extend(self.unpaired(base)),
                base => self.pair(origin, base, annotations, out),
            }
        }
    }

    /// The content of a base without an annotation.
    fn unpaired(&mut self, base: Base) -> Vec<ChildBox> {
        let content = match base.content {
            BaseContent::Box(id) => vec![self.inline(id)],
            BaseContent::Inline(content) => content,
        };
        base.space.into_iter().chain(content).collect()
    }

    /// Makes a base or an annotation a part of the line that it is on.
    fn inline(&mut self, id: BoxId) -> ChildBox {
        let part = &mut self.tree.boxes[id.index()];
        if matches!(part.kind, BoxKind::Paragraph) {
            part.kind = BoxKind::Inline;
        }
        let level = if matches!(part.kind, BoxKind::Inline) { BoxLevel::Inline } else { BoxLevel::Block };
        ChildBox { id, level }
    }

    /// One part of a pair with several bases or annotations in it.
    fn joined(&mut self, origin: BoxOrigin<'_>, style: &Arc<ComputedStyle>, parts: Vec<ChildBox>) -> BoxId {
        let style = Arc::new(part_style(style, style.layout.display));
        let id = self.push_anonymous(BoxOrigin { style: &style, ..origin }, BoxKind::Block);
        let parts = parts.into_iter().map(|part| self.inline(part.id)).collect();
        self.fill_ruby_part(id, parts);
        id
    }

    fn pair(
        &mut self,
        origin: BoxOrigin<'_>,
        base: Option<Base>,
        annotations: Vec<BoxId>,
        out: &mut Vec<ChildBox>,
    ) {
        let atomic = self.anonymous_style(origin.style, Display::InlineBlock);
        let pair = self.push_anonymous(BoxOrigin { style: &atomic, ..origin }, BoxKind::Atomic);
        let (space, content) = match base {
            Some(base) => (base.space, base.content),
            None => (None, BaseContent::Inline(Vec::new())),
        };
        let base = match content {
            BaseContent::Box(id) => id,
            BaseContent::Inline(content) => {
                let style = Arc::new(part_style(&atomic, Display::RubyBase));
                let inside = BoxOrigin { parent: pair, style: &style, ..origin };
                let id = self.push_anonymous(inside, BoxKind::Block);
                self.fill_ruby_part(id, content);
                id
            }
        };
        self.adopt(pair, std::iter::once(base).chain(annotations).collect());
        out.extend(space);
        out.push(ChildBox { id: pair, level: BoxLevel::Inline });
    }
}

/// The style of a part of a pair: one line, not taller than its font, so that what is over it is close to it.
fn part_style(style: &ComputedStyle, display: Display) -> ComputedStyle {
    let mut style = style.clone();
    Arc::make_mut(&mut style.layout).display = display;
    Arc::make_mut(&mut style.text).indent = TextIndent::ZERO;
    if display == Display::RubyBase {
        Arc::make_mut(&mut style.font).line_height = LineHeight::Number(1.0);
    }
    style
}
