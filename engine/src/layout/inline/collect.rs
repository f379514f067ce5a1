//! The inline content of a paragraph as one string, with what stands where in it.

use std::sync::Arc;

use super::initial::initial_of;
use super::paragraph::{Boundary, InlineBox, Object, ObjectKind, Source};
use crate::boxes::transform;
use crate::boxes::{BoxId, BoxKind, LayoutBox};
use crate::css::{ComputedStyle, Direction, Float, UnicodeBidi};
use crate::layout::context::Context;
use crate::layout::problems::Problem;
use crate::text::FontInstance;

/// How deep inline boxes may nest.
const MAX_DEPTH: usize = 256;

/// Stands in the text for an image, a leader and the like.
pub(crate) const OBJECT: char = '\u{fffc}';
/// Stands in the text for a forced line break.
pub(crate) const LINE_BREAK: char = '\u{2028}';

#[derive(Debug, Default)]
pub(crate) struct Content {
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
pub(crate) fn collect(context: &Context, paragraph: BoxId, start: Option<u32>) -> Content {
    collect_as(context, paragraph, start, false, usize::MAX).0
}

/// The same, but no more than some `most` bytes of it, to where a word ends; `None` where it has no more.
pub(crate) fn collect_part(
    context: &Context,
    paragraph: BoxId,
    start: Option<u32>,
    most: usize,
) -> Option<Content> {
    let (content, is_part) = collect_as(context, paragraph, start, false, most);
    is_part.then_some(content)
}

/// Collects the inline content of a paragraph whose first line is styled as it looks on that line.
pub(crate) fn collect_first_line(context: &Context, paragraph: BoxId) -> Content {
    collect_as(context, paragraph, None, true, usize::MAX).0
}

/// Also whether there is more than `most` bytes.
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
        is_part: false,
    };
    collector.walk(root, paragraph);
    let (mut content, is_part) = (collector.content, collector.is_part);
    content.bidirectional |= root.style.text.direction == Direction::RightToLeft
        || content.text.chars().any(may_run_right_to_left);
    (content, is_part)
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
    /// What is collected is for the first line, which has a style of its own.
    on_first_line: bool,
    content: Content,
    /// The end in the tree's text of what has been passed.
    last_text: Option<u32>,
    /// No more text is collected than about so many bytes, and whether there was more.
    most: usize,
    is_part: bool,
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
            let Some(&id) = children.next().filter(|_| !self.is_part) else {
                stack.pop();
                if inline_box > 0 {
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

    /// The style of a box where it is collected for.
    fn style(&self, id: BoxId, layout_box: &'a LayoutBox) -> &'a Arc<ComputedStyle> {
        let on_line = self.context.tree.first_line.get(&id).filter(|_| self.on_first_line);
        on_line.unwrap_or(&layout_box.style)
    }

    /// Opens the box that `::first-line` is, which has everything on the line in it.
    fn open_first_line(&mut self, paragraph: BoxId) -> u32 {
        let Some(style) = self.context.tree.first_line.get(&paragraph).filter(|_| self.on_first_line) else {
            return 0;
        };
        // The line is as high as its own style asks for, whatever that of the block.
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
        // It is no element: nothing leads to it, and it is no place of one.
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
            self.is_part = true;
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

    /// Text as the first line's `text-transform` makes it, where that is not how it is in the tree.
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
