//! The inline content of a paragraph as one string, with what stands where in it.

use std::sync::Arc;

use super::initial::initial_of;
use super::{InlineBox, Object, ObjectKind, Source};
use crate::css::{ComputedStyle, Direction, Float, UnicodeBidi};
use crate::layout::boxes::{BoxId, BoxKind, LayoutBox};
use crate::layout::context::{Context, Problem};
use crate::text::FontInstance;

/// How deep inline boxes may nest.
const MAX_DEPTH: usize = 256;

/// Stands in the text for an image, a leader and the like.
pub(super) const OBJECT: char = '\u{fffc}';
/// Stands in the text for a forced line break.
pub(super) const LINE_BREAK: char = '\u{2028}';

/// The beginning or end of an inline box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Boundary {
    Open(u32),
    Close(u32),
}

#[derive(Debug, Default)]
pub(super) struct Content {
    /// All text, with [`OBJECT`], [`LINE_BREAK`] and the controls that `unicode-bidi` stands for.
    pub text: String,
    /// The parts of `text` that are shaped, in order.
    pub sources: Vec<Source>,
    /// What stands at the [`OBJECT`]s and [`LINE_BREAK`]s, in order, with its offset.
    pub objects: Vec<Object>,
    /// Where inline boxes begin and end, in order, with the offset in `text`.
    pub boundaries: Vec<(u32, Boundary)>,
    /// The paragraph itself is box 0.
    pub boxes: Vec<InlineBox>,
    /// Whether there may be text from right to left.
    pub bidirectional: bool,
    /// Whether what was passed over ended in a forced line break.
    pub after_break: bool,
}

/// Collects the inline content of `paragraph` from the offset `start` of the tree's text on.
pub(super) fn collect(context: &Context, paragraph: BoxId, start: Option<u32>) -> Content {
    let root = context.tree.get(paragraph);
    let instance = context.fonts.instance(&root.style.font);
    let mut collector = Collector {
        context,
        start,
        content: Content {
            boxes: vec![InlineBox::new(None, paragraph, root, instance)],
            ..Content::default()
        },
        last_text: None,
    };
    collector.walk(root);
    let mut content = collector.content;
    content.bidirectional |= root.style.text.direction == Direction::RightToLeft
        || content.text.chars().any(may_run_right_to_left);
    content
}

/// Whether a character belongs to a script that runs from right to left or directs others to.
fn may_run_right_to_left(character: char) -> bool {
    matches!(u32::from(character),
        0x590..=0x8FF | 0x200F | 0x202B | 0x202E | 0x2067 | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF
        | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
}

struct Collector<'a> {
    context: &'a Context<'a>,
    start: Option<u32>,
    content: Content,
    /// The end in the tree's text of what has been passed.
    last_text: Option<u32>,
}

impl<'a> Collector<'a> {
    /// Walks the tree below `root` without recursion.
    fn walk(&mut self, root: &'a LayoutBox) {
        let mut stack: Vec<(std::slice::Iter<'a, BoxId>, u32)> = vec![(root.children.iter(), 0)];
        while let Some((children, inline_box)) = stack.last_mut() {
            let inline_box = *inline_box;
            let Some(&id) = children.next() else {
                stack.pop();
                if !stack.is_empty() {
                    self.close(inline_box);
                }
                continue;
            };
            let child = self.context.tree.get(id);
            // Text has its element's own style, position included; the element was looked at before.
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
                BoxKind::Text(range) => self.text(id, child, range.start, range.end, inline_box),
                BoxKind::Reference(reference) => {
                    if self.is_passed() {
                        continue;
                    }
                    let text = self.context.reference_text(*reference).to_string();
                    let instance = self.context.fonts.instance(&child.style.font).tabular(self.context.fonts);
                    self.push_source(id, child, &text, None, instance, inline_box);
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
                    let instance = self.context.fonts.instance(&child.style.font);
                    self.object(id, ObjectKind::Leader { pattern: pattern.clone(), instance }, inline_box);
                }
                BoxKind::Atomic | BoxKind::Replaced(_) if !self.is_passed() => {
                    self.object(id, ObjectKind::Atomic, inline_box);
                }
                // Markers and blocks have been taken out by whoever built the tree.
                _ => {}
            }
        }
    }

    /// Whether what is met now stood before the place where the paragraph goes on.
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

    fn open(&mut self, id: BoxId, inline: &LayoutBox, parent: u32) -> u32 {
        let index = self.content.boxes.len() as u32;
        let initial = initial_of(self.context, inline, &self.content.boxes[0].instance);
        let style = initial.as_ref().map_or(&inline.style, |(_, style)| style).clone();
        let instance = self.context.fonts.instance(&style.font);
        let mut opened = InlineBox::new(Some(parent), id, inline, instance);
        opened.starts_here = !self.is_passed();
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

    fn text(&mut self, id: BoxId, text: &LayoutBox, start: u32, end: u32, inline_box: u32) {
        self.last_text = Some(end);
        self.content.after_break &= self.start.is_some_and(|passed| passed <= start);
        let start = start.max(self.start.unwrap_or(0));
        let Some(slice) = self.context.tree.text.get(start as usize..end as usize) else { return };
        if !slice.is_empty() {
            let within = &self.content.boxes[inline_box as usize];
            let instance = match within.initial {
                Some(_) => within.instance.clone(),
                None => self.context.fonts.instance(&text.style.font),
            };
            self.push_source(id, text, slice, Some(start), instance, inline_box);
        }
    }

    fn push_source(
        &mut self,
        id: BoxId,
        text: &LayoutBox,
        slice: &str,
        tree_start: Option<u32>,
        instance: Arc<FontInstance>,
        inline_box: u32,
    ) {
        let start = self.offset();
        self.content.text.push_str(slice);
        self.content.sources.push(Source {
            range: start..self.offset(),
            tree_start,
            box_id: id,
            // The element, not the text node.
            node: text.parent.and_then(|parent| self.context.tree.get(parent).node).or(text.node),
            style: text.style.clone(),
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
            style: self.context.tree.get(id).style.clone(),
        });
    }
}

fn is_out_of_flow(style: &ComputedStyle) -> bool {
    style.layout.is_out_of_flow() || style.layout.float != Float::None
}

/// The control characters that stand for `unicode-bidi` and `direction` at the beginning and end of an
/// inline box (CSS Writing Modes 4, section 2.4.2).
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
