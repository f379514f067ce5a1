//! Collects the inline content of a paragraph: from the boxes below it to one string, with the text runs, objects and
//! inline boxes in it (CSS Text 3, section 1.4; CSS Writing Modes 4, section 2.4.2).

use std::sync::Arc;

use super::initial::initial_of;
use super::paragraph::{Boundary, InlineBox, Leader, Object, ObjectKind, Source};
use crate::boxes::transform;
use crate::boxes::{BoxId, BoxKind, LayoutBox};
use crate::css::{ComputedStyle, Direction, Float, UnicodeBidi};
use crate::layout::context::Context;
use crate::layout::problems::Problem;
use crate::text::FontInstance;

/// How deep inline boxes may nest.
const MAX_DEPTH: usize = 256;

/// Represents an image, a leader or a similar object in the text.
pub(crate) const OBJECT: char = '\u{fffc}';
/// Represents a forced line break in the text.
pub(crate) const LINE_BREAK: char = '\u{2028}';

/// The inline content of a paragraph.
#[derive(Debug, Default)]
pub(crate) struct Content {
    /// All text, with [`OBJECT`], [`LINE_BREAK`] and the control characters for `unicode-bidi`.
    pub text: String,
    /// The ranges of `text` that are shaped, in order.
    pub sources: Vec<Source>,
    /// The objects that the [`OBJECT`]s and [`LINE_BREAK`]s represent, in order.
    pub objects: Vec<Object>,
    /// Where inline boxes begin and end, in order, with the offset in `text`.
    pub boundaries: Vec<(u32, Boundary)>,
    /// The paragraph itself is box 0.
    pub boxes: Vec<InlineBox>,
    /// Whether there may be text that runs from right to left.
    pub bidirectional: bool,
    /// Whether the content before the start ended in a forced line break.
    pub after_break: bool,
}

/// Collects the inline content of `paragraph` from the offset `start` of the tree's text on.
pub(crate) fn collect(context: &Context, paragraph: BoxId, start: Option<u32>) -> Content {
    collect_as(context, paragraph, start, false, usize::MAX).0
}

/// As [`collect`], but only about the first `most` bytes, extended to the end of a word. `None` if there is no more
/// content than that.
pub(crate) fn collect_part(
    context: &Context,
    paragraph: BoxId,
    start: Option<u32>,
    most: usize,
) -> Option<Content> {
    let (content, is_cut) = collect_as(context, paragraph, start, false, most);
    is_cut.then_some(content)
}

/// Collects the inline content of a paragraph with a `::first-line` style as it looks on that line.
pub(crate) fn collect_first_line(context: &Context, paragraph: BoxId) -> Content {
    collect_as(context, paragraph, None, true, usize::MAX).0
}

/// The content, and whether it was cut after `most` bytes.
fn collect_as(
    context: &Context,
    paragraph: BoxId,
    start: Option<u32>,
    on_first_line: bool,
    most: usize,
) -> (Content, bool) {
    let root = context.tree.get(paragraph);
    let instance = context.fonts.instance(&root.style.font);
    let mut collector = Collector {
        context,
        start,
        on_first_line,
        content: Content {
            boxes: vec![InlineBox::new(None, paragraph, root, instance)],
            ..Content::default()
        },
        last_text: None,
        most,
        is_cut: false,
    };
    collector.walk(root, paragraph);
    let (mut content, is_cut) = (collector.content, collector.is_cut);
    content.bidirectional |= root.style.text.direction == Direction::RightToLeft
        || content.text.chars().any(may_run_right_to_left);
    (content, is_cut)
}

/// Whether a character belongs to a script that runs from right to left or directs others to.
fn may_run_right_to_left(character: char) -> bool {
    matches!(u32::from(character),
        0x590..=0x8FF | 0x200F | 0x202B | 0x202E | 0x2067 | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF
        | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
}

/// The state of collecting a paragraph's content.
struct Collector<'a> {
    context: &'a Context<'a>,
    /// Where in the tree's text the content starts, if not at the paragraph's beginning.
    start: Option<u32>,
    /// Whether the content is collected for the first line, which has a style of its own.
    on_first_line: bool,
    content: Content,
    /// The end of the text so far, as an offset in the tree's text.
    last_text: Option<u32>,
    /// How many bytes of text are collected at most, apart from the end of a word.
    most: usize,
    /// Whether there is more text than `most`.
    is_cut: bool,
}

/// A box that adds text: a text box or a reference.
#[derive(Clone, Copy)]
struct TextBox<'a> {
    id: BoxId,
    layout_box: &'a LayoutBox,
    /// The innermost inline box around it, as an index into [`Content::boxes`].
    inline_box: u32,
}

impl<'a> Collector<'a> {
    /// Walks the tree below `root` without recursion.
    fn walk(&mut self, root: &'a LayoutBox, id: BoxId) {
        let around = self.open_first_line(id);
        let mut stack: Vec<(std::slice::Iter<'a, BoxId>, u32)> = vec![(root.children.iter(), around)];
        while let Some((children, inline_box)) = stack.last_mut() {
            let inline_box = *inline_box;
            let Some(&id) = children.next().filter(|_| !self.is_cut) else {
                stack.pop();
                if inline_box > 0 {
                    self.close(inline_box);
                }
                continue;
            };
            let child = self.context.tree.get(id);
            // Text has the style of its element, position included; the element was checked before.
            let is_box = matches!(child.kind, BoxKind::Inline | BoxKind::Atomic | BoxKind::Replaced(_));
            if is_box && is_out_of_flow(&child.style) {
                continue;
            }
            match &child.kind {
                BoxKind::Inline => {
                    if stack.len() >= MAX_DEPTH {
                        self.context.problems.report(Problem::TooDeep { node: child.node });
                        continue;
                    }
                    let opened = self.open(id, child, inline_box);
                    stack.push((child.children.iter(), opened));
                }
                BoxKind::Text(range) => {
                    self.text(TextBox { id, layout_box: child, inline_box }, range.start, range.end);
                }
                BoxKind::Reference(reference) => {
                    if self.is_passed() {
                        continue;
                    }
                    let text = self.context.reference_text(*reference).to_string();
                    let instance =
                        self.context.fonts.instance(&self.style(id, child).font).tabular(self.context.fonts);
                    let text_box = TextBox { id, layout_box: child, inline_box };
                    self.push_source(text_box, &text, None, instance);
                }
                BoxKind::LineBreak => {
                    let passed = match (self.start, self.last_text) {
                        (Some(start), Some(last)) => last <= start,
                        (Some(_), None) => true,
                        (None, _) => false,
                    };
                    if passed {
                        self.content.after_break = true;
                    } else {
                        self.object(id, ObjectKind::LineBreak, inline_box);
                    }
                }
                BoxKind::Leader(pattern) if !self.is_passed() => {
                    let instance = self.context.fonts.instance(&self.style(id, child).font);
                    let leader = Leader::new(self.context, pattern, instance);
                    self.object(id, ObjectKind::Leader(leader), inline_box);
                }
                BoxKind::Atomic | BoxKind::Replaced(_) if !self.is_passed() => {
                    self.object(id, ObjectKind::Atomic, inline_box);
                }
                // The box tree has no outside markers and blocks here.
                _ => {}
            }
        }
    }

    /// Whether the current box is before the place where the paragraph continues.
    fn is_passed(&self) -> bool {
        match (self.start, self.last_text) {
            (Some(start), Some(last)) => last < start,
            (Some(_), None) => true,
            (None, _) => false,
        }
    }

    fn offset(&self) -> u32 {
        self.content.text.len() as u32
    }

    /// The style of a box, on the first line if that is being collected.
    fn style(&self, id: BoxId, layout_box: &'a LayoutBox) -> &'a Arc<ComputedStyle> {
        let on_line = self.context.tree.first_line.get(&id).filter(|_| self.on_first_line);
        on_line.unwrap_or(&layout_box.style)
    }

    /// Opens the box of `::first-line`, which contains everything on the line.
    fn open_first_line(&mut self, paragraph: BoxId) -> u32 {
        let Some(style) = self.context.tree.first_line.get(&paragraph).filter(|_| self.on_first_line) else {
            return 0;
        };
        // The line is as tall as its own style requires, whatever the style of the block.
        let instance = self.context.fonts.instance(&style.font);
        let root = &mut self.content.boxes[0];
        let mut root_style = (*root.style).clone();
        root_style.font = style.font.clone();
        root_style.text = style.text.clone();
        root.style = Arc::new(root_style);
        root.instance = instance.clone();
        let layout_box = self.context.tree.get(paragraph);
        let mut line = InlineBox::new(Some(0), paragraph, layout_box, instance);
        line.style = style.clone();
        // It is not an element: no link or message leads to it.
        line.node = None;
        self.content.boxes.push(line);
        self.content.boundaries.push((0, Boundary::Open(1)));
        1
    }

    fn open(&mut self, id: BoxId, inline: &'a LayoutBox, parent: u32) -> u32 {
        let index = self.content.boxes.len() as u32;
        let own = self.style(id, inline);
        let block = &self.context.tree.get(self.content.boxes[0].box_id).style;
        let initial = initial_of(self.context, inline, own, &self.context.fonts.instance(&block.font));
        let style = initial.as_ref().map_or(own, |(_, style)| style).clone();
        let instance = self.context.fonts.instance(&style.font);
        let mut opened = InlineBox::new(Some(parent), id, inline, instance);
        let part = self.context.tree.inline_parts.get(&id);
        opened.starts_here = part.is_none_or(|part| part.starts) && !self.is_passed();
        opened.ends_here = part.is_none_or(|part| part.ends);
        opened.style = style;
        opened.initial = initial.map(|(initial, _)| initial);
        self.content.boxes.push(opened);
        let (controls, _) = bidi_controls(&inline.style);
        self.content.bidirectional |= !controls.is_empty();
        self.content.boundaries.push((self.offset(), Boundary::Open(index)));
        self.content.text.push_str(controls);
        index
    }

    fn close(&mut self, index: u32) {
        let style = self.content.boxes[index as usize].style.clone();
        let (_, controls) = bidi_controls(&style);
        self.content.text.push_str(controls);
        self.content.boundaries.push((self.offset(), Boundary::Close(index)));
    }

    fn text(&mut self, text_box: TextBox<'a>, start: u32, end: u32) {
        let TextBox { id, layout_box, inline_box } = text_box;
        self.last_text = Some(end);
        self.content.after_break &= self.start.is_some_and(|passed| passed <= start);
        let start = start.max(self.start.unwrap_or(0));
        let Some(mut slice) = self.context.tree.text.get(start as usize..end as usize) else { return };
        let room = self.most.saturating_sub(self.content.text.len());
        if slice.len() > room
            && let Some(space) = slice.as_bytes()[room..].iter().position(|&byte| byte == b' ')
        {
            // A space begins a character.
            slice = &slice[..=room + space];
            self.is_cut = true;
        }
        if !slice.is_empty() {
            let within = &self.content.boxes[inline_box as usize];
            let instance = match within.initial {
                Some(_) => within.instance.clone(),
                None => self.context.fonts.instance(&self.style(id, layout_box).font),
            };
            match self.transformed(id, layout_box, slice) {
                Some(own) => self.push_source(text_box, &own, None, instance),
                None => self.push_source(text_box, slice, Some(start), instance),
            }
        }
    }

    /// Text with the `text-transform` of the first line, if that differs from the text in the tree.
    fn transformed(&self, id: BoxId, text: &'a LayoutBox, slice: &str) -> Option<String> {
        let style = self.style(id, text);
        if style.text.transform == text.style.text.transform {
            return None;
        }
        let original = self.context.tree.untransformed.get(&id).map_or(slice, |original| original);
        let after_letter = self.content.text.chars().next_back().is_some_and(char::is_alphanumeric);
        let transformed = transform(original, style.text.transform, &style.font.language, after_letter);
        (transformed != slice).then(|| transformed.into_owned())
    }

    fn push_source(
        &mut self,
        TextBox { id, layout_box, inline_box }: TextBox<'a>,
        slice: &str,
        tree_start: Option<u32>,
        instance: Arc<FontInstance>,
    ) {
        let start = self.offset();
        self.content.text.push_str(slice);
        self.content.sources.push(Source {
            range: start..self.offset(),
            tree_start,
            box_id: id,
            // The element, not the text node.
            node: layout_box.parent.and_then(|parent| self.context.tree.get(parent).node).or(layout_box.node),
            style: self.style(id, layout_box).clone(),
            instance,
            inline_box,
        });
    }

    fn object(&mut self, id: BoxId, kind: ObjectKind, inline_box: u32) {
        let offset = self.offset();
        let character = if matches!(kind, ObjectKind::LineBreak) { LINE_BREAK } else { OBJECT };
        self.content.text.push(character);
        self.content.objects.push(Object {
            offset,
            box_id: id,
            kind,
            inline_box,
            style: self.style(id, self.context.tree.get(id)).clone(),
        });
    }
}

fn is_out_of_flow(style: &ComputedStyle) -> bool {
    style.layout.is_out_of_flow() || style.layout.float != Float::None
}

/// The control characters for `unicode-bidi` and `direction` at the beginning and end of an inline box (CSS Writing
/// Modes 4, section 2.4.2).
fn bidi_controls(style: &ComputedStyle) -> (&'static str, &'static str) {
    let right_to_left = style.text.direction == Direction::RightToLeft;
    match (style.layout.unicode_bidi, right_to_left) {
        (UnicodeBidi::Normal, _) => ("", ""),
        (UnicodeBidi::Embed, false) => ("\u{202a}", "\u{202c}"),
        (UnicodeBidi::Embed, true) => ("\u{202b}", "\u{202c}"),
        (UnicodeBidi::Isolate, false) => ("\u{2066}", "\u{2069}"),
        (UnicodeBidi::Isolate, true) => ("\u{2067}", "\u{2069}"),
        (UnicodeBidi::BidiOverride, false) => ("\u{202d}", "\u{202c}"),
        (UnicodeBidi::BidiOverride, true) => ("\u{202e}", "\u{202c}"),
        (UnicodeBidi::IsolateOverride, false) => ("\u{2068}\u{202d}", "\u{202c}\u{2069}"),
        (UnicodeBidi::IsolateOverride, true) => ("\u{2068}\u{202e}", "\u{202c}\u{2069}"),
        (UnicodeBidi::Plaintext, _) => ("\u{2068}", "\u{2069}"),
    }
}
