//! The painting order (CSS 2.2, appendix E): content placed in document order is sorted into stacking contexts and
//! their levels.
//!
//! A box with `z-index: auto` or `0` stays at its place in the document as long as nothing that should be under it is
//! painted after it. That looks the same and keeps the text in reading order.

use crate::css::ComputedStyle;
use crate::layout::{AtomicFragment, LineFragment};
use crate::pages::page::{Group, GroupKind, LinePart, Placed, PlacedOutline};
use crate::sorting::sort_by_key;
use crate::units::{Length, Point, Rect, Sides};

/// The largest number of layers of one context that are compared with each other; more are all painted last.
const MAX_COMPARED: usize = 2000;

/// An entry of the content that the placer collects in document order.
#[derive(Debug)]
pub(crate) enum ContentItem {
    Placed(Placed),
    Begin(StackingLevel),
    End,
    /// The slot of a positioned box that is placed later, by its number.
    Slot(usize),
}

/// Content that is painted together, and its place in the painting order.
#[derive(Debug)]
pub(crate) enum StackingLevel {
    /// A positioned box, or another box that establishes a stacking context.
    Layer {
        z_index: i32,
        /// Whether it establishes a stacking context.
        is_context: bool,
        /// How it is composited as a whole.
        group: Option<Box<Group>>,
    },
    /// A float, an inline block or an item of a flex container.
    Atomic,
}

/// A positioned box that has been placed.
#[derive(Debug)]
pub(crate) struct FilledSlot {
    pub(crate) parts: Vec<ContentItem>,
    /// How many of the clipping boxes around its place in the document clip it, counted from the outermost.
    pub(crate) clips: usize,
}

/// Whether a box has a background, border or another decoration to draw.
pub(crate) fn has_ink(style: &ComputedStyle, border: Sides<Length>) -> bool {
    !style.background.color.is_transparent()
        || !style.background.layers.is_empty()
        || border != Sides::default()
        || style.border_image().is_some()
        || style.effects.is_some()
}

pub(crate) fn has_outline(style: &ComputedStyle) -> bool {
    style.effects.as_ref().is_some_and(|effects| !effects.outline.width.is_zero())
}

/// A clip or a mark around a range of content. It applies wherever a part of the content is painted.
#[derive(Clone)]
enum Bracket {
    Clip(Group),
    Artifact,
}

impl Bracket {
    fn begin(&self) -> Placed {
        match self {
            Bracket::Clip(group) => Placed::BeginGroup(group.clone()),
            Bracket::Artifact => Placed::BeginArtifact,
        }
    }

    fn end(&self) -> Placed {
        match self {
            Bracket::Clip(_) => Placed::EndGroup,
            Bracket::Artifact => Placed::EndArtifact,
        }
    }
}

/// Content in painting order, with the layers of `z-index: 0` still at their place in the document.
enum Painted {
    Placed(Placed),
    BeginLayer(usize),
    EndLayer(usize),
}

/// One of the painting phases of a level.
#[derive(Default)]
struct PaintPhase {
    out: Vec<Painted>,
    /// How many of the level's brackets are open in it.
    open: usize,
}

impl PaintPhase {
    /// Opens the brackets that are not open yet.
    fn enter(&mut self, brackets: &[Bracket]) {
        for bracket in &brackets[self.open.min(brackets.len())..] {
            self.out.push(Painted::Placed(bracket.begin()));
        }
        self.open = brackets.len();
    }

    /// Closes the innermost bracket, which has this number, if it is open here.
    fn leave(&mut self, bracket: &Bracket, number: usize) {
        if self.open > number {
            self.out.push(Painted::Placed(bracket.end()));
            self.open = number;
        }
    }
}

/// A level whose end has not been reached yet.
struct OpenLevel {
    level: StackingLevel,
    /// Its own box, which is painted first.
    own: Option<Placed>,
    blocks: PaintPhase,
    inlines: PaintPhase,
    outlines: PaintPhase,
    /// The number of brackets that are open around it.
    brackets: usize,
    /// The layers of a stacking context.
    layers: Vec<StackingLayer>,
    /// The number of its layer in the stacking context around it.
    number: usize,
}

/// A layer of a stacking context.
struct StackingLayer {
    z_index: i32,
    /// Its content, unless its `z-index` is 0.
    content: Vec<Painted>,
    /// The brackets that it needs if it does not stay at its place.
    brackets: Vec<Bracket>,
    /// Whether a box around its place in the document clips but does not clip it.
    escapes: bool,
}

/// Sorts content into painting order. `slots` has the content of the slots.
pub(crate) fn order(parts: Vec<ContentItem>, mut slots: Vec<Option<FilledSlot>>) -> Vec<Placed> {
    let root = StackingLevel::Layer { z_index: 0, is_context: true, group: None };
    let mut sorter = Sorter { open: vec![OpenLevel::new(root, 0, 0)], brackets: Vec::new() };
    // The content of a slot is sorted at its place: the rest of each slot, and the brackets hidden meanwhile.
    let mut pending = vec![(parts.into_iter(), Vec::new())];
    while let Some((parts, _)) = pending.last_mut() {
        match parts.next() {
            Some(ContentItem::Placed(placed)) => sorter.placed(placed),
            Some(ContentItem::Begin(level)) => sorter.begin(level, false),
            Some(ContentItem::End) => sorter.end(),
            Some(ContentItem::Slot(number)) => {
                if let Some(filled) = slots.get_mut(number).and_then(Option::take) {
                    let hidden = sorter.hide(filled.clips);
                    let mut parts = filled.parts.into_iter();
                    match parts.next() {
                        Some(ContentItem::Begin(level)) => {
                            sorter.begin(level, hidden.iter().any(Option::is_some))
                        }
                        Some(ContentItem::Placed(placed)) => sorter.placed(placed),
                        _ => {}
                    }
                    pending.push((parts, hidden));
                }
            }
            None => {
                if let Some((_, hidden)) = pending.pop() {
                    sorter.show(hidden);
                }
            }
        }
    }
    while sorter.open.len() > 1 {
        sorter.end();
    }
    sorter.open.pop().map_or_else(Vec::new, OpenLevel::into_content)
}

struct Sorter {
    /// The open levels, outermost first.
    open: Vec<OpenLevel>,
    /// The open brackets, around the innermost level and in it.
    brackets: Vec<Bracket>,
}

impl Sorter {
    fn top(&mut self) -> (&mut OpenLevel, &[Bracket]) {
        // The root level stays open until everything is sorted.
        let open = self.open.last_mut().expect("the root level");
        let brackets = &self.brackets[open.brackets.min(self.brackets.len())..];
        (open, brackets)
    }

    fn placed(&mut self, placed: Placed) {
        match placed {
            Placed::BeginGroup(group) => self.brackets.push(Bracket::Clip(group)),
            Placed::BeginArtifact => self.brackets.push(Bracket::Artifact),
            Placed::EndGroup | Placed::EndArtifact => self.end_bracket(),
            Placed::Box(ref own) => {
                let inked = has_ink(&own.style, own.border);
                let (open, brackets) = self.top();
                if has_outline(&own.style) {
                    let outline =
                        PlacedOutline { style: own.style.clone(), rect: own.rect, edges: own.edges };
                    open.outlines.enter(brackets);
                    open.outlines.out.push(Painted::Placed(Placed::Outline(outline)));
                }
                if open.own.is_none()
                    && open.is_empty()
                    && brackets.is_empty()
                    && !matches!(open.level, StackingLevel::Atomic)
                {
                    open.own = Some(placed);
                    return;
                }
                let phase = if inked { &mut open.blocks } else { &mut open.inlines };
                phase.enter(brackets);
                phase.out.push(Painted::Placed(placed));
            }
            Placed::Line(_) | Placed::Replaced(_) | Placed::Outline(_) => {
                let (open, brackets) = self.top();
                open.inlines.enter(brackets);
                open.inlines.out.push(Painted::Placed(placed));
            }
        }
    }

    fn end_bracket(&mut self) {
        let Some(bracket) = self.brackets.pop() else { return };
        let depth = self.brackets.len();
        let (open, _) = self.top();
        let Some(number) = depth.checked_sub(open.brackets) else { return };
        open.blocks.leave(&bracket, number);
        open.inlines.leave(&bracket, number);
        open.outlines.leave(&bracket, number);
    }

    /// The stacking context around the innermost open level.
    fn context(&mut self) -> &mut OpenLevel {
        let index = self
            .open
            .iter()
            .rposition(|open| matches!(open.level, StackingLevel::Layer { is_context: true, .. }));
        &mut self.open[index.unwrap_or(0)]
    }

    fn begin(&mut self, level: StackingLevel, escapes: bool) {
        let mut number = 0;
        if let StackingLevel::Layer { z_index, .. } = level {
            let from = self.context().brackets;
            let brackets = self.brackets[from.min(self.brackets.len())..].to_vec();
            let layers = &mut self.context().layers;
            number = layers.len();
            layers.push(StackingLayer { z_index, content: Vec::new(), brackets, escapes });
        }
        self.open.push(OpenLevel::new(level, self.brackets.len(), number));
    }

    fn end(&mut self) {
        if self.open.len() < 2 {
            return;
        }
        let Some(ended) = self.open.pop() else { return };
        self.brackets.truncate(ended.brackets);
        let number = ended.number;
        let StackingLevel::Layer { z_index, is_context, .. } = ended.level else {
            let (open, brackets) = self.top();
            open.inlines.enter(brackets);
            open.inlines.out.extend(ended.into_out());
            return;
        };
        let out: Vec<Painted> = if is_context {
            ended.into_content().into_iter().map(Painted::Placed).collect()
        } else {
            ended.into_out()
        };
        if z_index != 0 {
            if let Some(layer) = self.context().layers.get_mut(number) {
                layer.content = out;
            }
            return;
        }
        let (open, brackets) = self.top();
        open.inlines.enter(brackets);
        open.inlines.out.push(Painted::BeginLayer(number));
        open.inlines.out.extend(out);
        open.inlines.out.push(Painted::EndLayer(number));
    }

    /// Hides the clips after the first `clips`. Returns, for each bracket from the first hidden one on, the bracket if
    /// it is hidden; `show` takes the result.
    fn hide(&mut self, clips: usize) -> Vec<Option<Bracket>> {
        let mut seen = 0;
        let first = self.brackets.iter().position(|bracket| {
            seen += usize::from(matches!(bracket, Bracket::Clip(_)));
            seen > clips
        });
        let Some(first) = first else { return Vec::new() };
        let mut hidden = Vec::new();
        for bracket in self.brackets.split_off(first) {
            match bracket {
                Bracket::Clip(_) => hidden.push(Some(bracket)),
                Bracket::Artifact => {
                    self.brackets.push(bracket);
                    hidden.push(None);
                }
            }
        }
        hidden
    }

    /// Shows hidden clips again.
    fn show(&mut self, hidden: Vec<Option<Bracket>>) {
        let kept = hidden.iter().filter(|bracket| bracket.is_none()).count();
        let from = self.brackets.len().saturating_sub(kept);
        let mut artifacts = self.brackets.split_off(from).into_iter();
        for bracket in hidden {
            self.brackets.extend(bracket.or_else(|| artifacts.next()));
        }
    }
}

impl OpenLevel {
    fn new(level: StackingLevel, brackets: usize, number: usize) -> OpenLevel {
        OpenLevel {
            level,
            own: None,
            blocks: PaintPhase::default(),
            inlines: PaintPhase::default(),
            outlines: PaintPhase::default(),
            brackets,
            layers: Vec::new(),
            number,
        }
    }

    fn is_empty(&self) -> bool {
        self.blocks.out.is_empty() && self.inlines.out.is_empty() && self.layers.is_empty()
    }

    /// The content of the level in painting order, with its group.
    fn into_out(self) -> Vec<Painted> {
        let group = match self.level {
            StackingLevel::Layer { group, .. } => group,
            StackingLevel::Atomic => None,
        };
        let mut out = Vec::with_capacity(self.blocks.out.len() + self.inlines.out.len() + 1);
        let grouped = group.is_some();
        out.extend(group.map(|group| Painted::Placed(Placed::BeginGroup(*group))));
        out.extend(self.own.map(Painted::Placed));
        out.extend(self.blocks.out);
        out.extend(self.inlines.out);
        out.extend(self.outlines.out);
        if grouped {
            out.push(Painted::Placed(Placed::EndGroup));
        }
        out
    }

    /// The content of a stacking context in painting order: the layers below its flow, the flow, and the layers above.
    fn into_content(mut self) -> Vec<Placed> {
        let layers = std::mem::take(&mut self.layers);
        let group = match &mut self.level {
            StackingLevel::Layer { group, .. } => group.take(),
            StackingLevel::Atomic => None,
        };
        let own = self.own.take();
        let flow = self.into_out();
        let raised = raised(&flow, &layers);

        let (mut below, mut at_zero, mut above) = (Vec::new(), Vec::new(), Vec::new());
        for layer in &layers {
            at_zero.push((layer.brackets.clone(), Vec::new()));
        }
        for layer in layers {
            let z_index = layer.z_index;
            let out = layer.content;
            match z_index {
                0 => {}
                ..0 => below.push((z_index, layer.brackets, out)),
                _ => above.push((z_index, layer.brackets, out)),
            }
        }
        // The sorts are stable: layers with the same `z-index` stay in document order.
        sort_by_key(&mut below, |layer| layer.0);
        sort_by_key(&mut above, |layer| layer.0);

        let mut content = Vec::with_capacity(flow.len() + 2);
        let grouped = group.is_some();
        content.extend(group.map(|group| Placed::BeginGroup(*group)));
        content.extend(own);
        // Layers of `z-index: 0` inside other layers are sorted together with those of the flow.
        let mut spread = |out: Vec<Painted>, content: &mut Vec<Placed>| {
            let mut into: Vec<usize> = Vec::new();
            for each in out {
                match each {
                    Painted::BeginLayer(number) if raised[number] => into.push(number),
                    Painted::EndLayer(number) if raised[number] => {
                        into.pop();
                    }
                    Painted::BeginLayer(_) | Painted::EndLayer(_) => {}
                    Painted::Placed(placed) => match into.last() {
                        Some(&number) => at_zero[number].1.push(placed),
                        None => content.push(placed),
                    },
                }
            }
        };
        for (_, brackets, out) in below {
            bracketed(brackets, &mut content, |content| spread(out, content));
        }
        spread(flow, &mut content);
        let mut over = Vec::new();
        for (_, brackets, out) in above {
            bracketed(brackets, &mut over, |over| spread(out, over));
        }
        for (brackets, placed) in at_zero {
            if !placed.is_empty() {
                bracketed(brackets, &mut content, |content| content.extend(placed));
            }
        }
        content.append(&mut over);
        if grouped {
            content.push(Placed::EndGroup);
        }
        content
    }
}

/// Puts brackets around the content that `fill` adds.
fn bracketed(brackets: Vec<Bracket>, content: &mut Vec<Placed>, fill: impl FnOnce(&mut Vec<Placed>)) {
    content.extend(brackets.iter().map(Bracket::begin));
    fill(content);
    content.extend(brackets.iter().rev().map(Bracket::end));
}

/// Whether each layer of `z-index: 0` has to be painted after the flow, because something that should be under it would
/// be painted over it.
fn raised(flow: &[Painted], layers: &[StackingLayer]) -> Vec<bool> {
    let mut raised: Vec<bool> = layers.iter().map(|layer| layer.escapes && layer.z_index == 0).collect();
    if layers.is_empty() || layers.len() > MAX_COMPARED {
        raised.fill(true);
        return raised;
    }
    // For each layer: its start and end in the flow, and the bounds of its ink.
    let mut spans: Vec<Option<(usize, usize, InkBounds)>> = vec![None; layers.len()];
    let mut open: Vec<(usize, usize, InkBounds)> = Vec::new();
    // The ink of the flow and of each layer: index in the flow, layer, bounds.
    let mut ink: Vec<(usize, Option<usize>, InkBounds)> = Vec::new();
    for (index, out) in flow.iter().enumerate() {
        match out {
            Painted::BeginLayer(number) => open.push((*number, index, InkBounds::default())),
            Painted::EndLayer(_) => {
                if let Some((number, start, bounds)) = open.pop() {
                    if let Some((_, _, outer)) = open.last_mut() {
                        outer.add(bounds);
                    }
                    if let Some(span) = spans.get_mut(number) {
                        *span = Some((start, index, bounds));
                    }
                }
            }
            Painted::Placed(placed) => {
                let bounds = InkBounds::of(placed);
                if let Some((_, _, own)) = open.last_mut() {
                    own.add(bounds);
                }
                if bounds != InkBounds::default() {
                    ink.push((index, open.last().map(|layer| layer.0), bounds));
                }
            }
        }
    }
    for number in 0..layers.len() {
        let Some((start, end, bounds)) = spans[number] else { continue };
        let after = ink.partition_point(|each| each.0 < end);
        // Layers are numbered in document order, so a later layer may be over this one.
        let is_covered = ink[after..]
            .iter()
            .any(|(_, owner, other)| owner.is_none_or(|owner| owner < number) && other.overlaps(bounds));
        let follows_raised = (0..number).any(|earlier| {
            raised[earlier]
                && spans[earlier]
                    .is_some_and(|(from, to, other)| !(from < start && end < to) && other.overlaps(bounds))
        });
        raised[number] |= is_covered || follows_raised;
    }
    raised
}

fn is_decorated(fragment: &LineFragment) -> bool {
    matches!(fragment, LineFragment::Glyphs(run) if !run.decorations.is_empty())
}

/// The largest area in which something draws.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum InkBounds {
    #[default]
    Nowhere,
    Rect(Rect),
    Anywhere,
}

impl InkBounds {
    fn of(placed: &Placed) -> InkBounds {
        match placed {
            Placed::Box(placed) if !has_ink(&placed.style, placed.border) => InkBounds::Nowhere,
            Placed::Box(placed) => match &placed.style.effects {
                None => InkBounds::Rect(placed.rect),
                Some(effects) => {
                    let outline = effects.outline.width + effects.outline.offset.max(Length::ZERO);
                    let reach = effects.shadows.iter().filter(|shadow| !shadow.inset).map(|shadow| {
                        shadow.horizontal.abs().max(shadow.vertical.abs()) + shadow.spread.max(Length::ZERO)
                    });
                    let reach = reach.fold(outline, Length::max);
                    InkBounds::Rect(placed.rect.inset(Sides::all(-reach)))
                }
            },
            Placed::Replaced(placed) => InkBounds::Rect(placed.rect),
            Placed::Outline(_) => InkBounds::Nowhere,
            Placed::Line(placed) => {
                let mut bounds = InkBounds::Nowhere;
                for (index, fragment) in placed.line.fragments.iter().enumerate() {
                    let is_box = matches!(fragment, LineFragment::Box(_));
                    let is_here = match placed.part {
                        LinePart::Under => is_box || is_decorated(fragment),
                        LinePart::Content { from, to } => !is_box && (from..to).contains(&index),
                        LinePart::Over => is_decorated(fragment),
                        _ => true,
                    };
                    if !is_here {
                        continue;
                    }
                    let rect = match fragment {
                        LineFragment::Glyphs(run) => Rect {
                            x: run.x,
                            // The usual extent of letters: the text of adjacent lines set solid does not overlap.
                            y: run.baseline - run.size.ratio(4, 5),
                            width: run.width,
                            height: run.size,
                        },
                        LineFragment::Box(each) => each.rect,
                        LineFragment::Atomic(AtomicFragment::Replaced { rect, .. }) => *rect,
                        LineFragment::Atomic(AtomicFragment::Galley { .. }) => continue,
                    };
                    bounds.add(InkBounds::Rect(rect.translate(Point::new(placed.at.x, placed.at.y))));
                }
                bounds
            }
            // The effect of a transform on its content is not computed.
            Placed::BeginGroup(group) => match group.kind {
                GroupKind::Context
                    if group.style.effects.as_ref().is_some_and(|effects| effects.is_transformed()) =>
                {
                    InkBounds::Anywhere
                }
                _ => InkBounds::Nowhere,
            },
            Placed::EndGroup | Placed::BeginArtifact | Placed::EndArtifact => InkBounds::Nowhere,
        }
    }

    fn add(&mut self, other: InkBounds) {
        *self = match (*self, other) {
            (InkBounds::Nowhere, other) | (other, InkBounds::Nowhere) => other,
            (InkBounds::Anywhere, _) | (_, InkBounds::Anywhere) => InkBounds::Anywhere,
            (InkBounds::Rect(one), InkBounds::Rect(other)) => {
                let (x, y) = (one.x.min(other.x), one.y.min(other.y));
                let (right, bottom) = (one.right().max(other.right()), one.bottom().max(other.bottom()));
                InkBounds::Rect(Rect { x, y, width: right - x, height: bottom - y })
            }
        };
    }

    fn overlaps(self, other: InkBounds) -> bool {
        match (self, other) {
            (InkBounds::Nowhere, _) | (_, InkBounds::Nowhere) => false,
            (InkBounds::Anywhere, _) | (_, InkBounds::Anywhere) => true,
            (InkBounds::Rect(one), InkBounds::Rect(other)) => {
                one.x < other.right()
                    && other.x < one.right()
                    && one.y < other.bottom()
                    && other.y < one.bottom()
            }
        }
    }
}
