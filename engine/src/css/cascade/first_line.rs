//! `::first-line` (CSS Pseudo-Elements 4, section 2.1): the style of first lines, and the styles that elements
//! have where they stand on one.
//!
//! What applies to `::first-line` is inherited from it by the parts of elements on the line; everything else
//! from the element around. So elements inside of such a block are computed a second time, with a parent that
//! is put together of both.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::css::cascade::{Cascade, Target};
use crate::css::properties::{CustomProperties, initial};
use crate::css::{ComputedStyle, Content, Display, Float, PseudoElement, Styles};
use crate::html::{NodeId, NodeKind};

/// The numbers of rules for the `::first-line` of an element, as they apply.
pub(crate) type Rules = Arc<[u32]>;

/// What is known of the first lines that elements may stand on.
#[derive(Default)]
pub(crate) struct FirstLines {
    scopes: FxHashMap<NodeId, Scope>,
    /// The parents for inheritance, by the addresses of the styles they are made of.
    parents: FxHashMap<(usize, usize), Parent>,
}

struct Parent {
    style: Arc<ComputedStyle>,
    /// Keeps the addresses valid.
    _made_of: (Arc<ComputedStyle>, Arc<ComputedStyle>),
}

/// What the children of an element have to know.
#[derive(Clone)]
struct Scope {
    /// Rules of the blocks around whose first line is that of this element; outermost first.
    rules: Vec<Rules>,
    /// What inline children inherit from on the first line.
    parent: Option<Arc<ComputedStyle>>,
}

/// A block's style with what its `::first-line` says of text, from which everything on the line inherits.
fn inherited(block: &ComputedStyle, line: &ComputedStyle) -> ComputedStyle {
    let mut style = ComputedStyle {
        font: line.font.clone(),
        text: line.text.clone(),
        background: line.background.clone(),
        ..block.clone()
    };
    if style.layout.vertical_align != line.layout.vertical_align {
        Arc::make_mut(&mut style.layout).vertical_align = line.layout.vertical_align;
    }
    style
}

/// Of a style computed for a `::first-line`, what applies to one (section 2.1.3); the rest is as in the
/// block, or as in a box without rules.
fn applicable(block: &ComputedStyle, mut line: ComputedStyle) -> ComputedStyle {
    let plain = initial();
    let mut text = (*block.text).clone();
    text.color = line.text.color;
    text.transform = line.text.transform;
    text.underline_offset = line.text.underline_offset;
    text.underline_position = line.text.underline_position;
    text.skip_ink = line.text.skip_ink;
    line.text = if text == *block.text { block.text.clone() } else { Arc::new(text) };
    let align = line.layout.vertical_align;
    line.layout = plain.layout;
    if line.layout.vertical_align != align {
        Arc::make_mut(&mut line.layout).vertical_align = align;
    }
    if line.background.opacity != 1.0 {
        Arc::make_mut(&mut line.background).opacity = 1.0;
    }
    ComputedStyle { border: plain.border, content: plain.content, ..line }
}

impl Cascade<'_> {
    /// The style of an element's `::first-line` by the rules of several blocks, each inside of the one before.
    pub(crate) fn first_line_style(
        &mut self,
        node: NodeId,
        block: &Arc<ComputedStyle>,
        custom: &Arc<CustomProperties>,
        rules: &[Rules],
    ) -> Arc<ComputedStyle> {
        let mut line = block.clone();
        for matched in rules {
            let target = Target {
                node,
                matched,
                pseudo: Some(PseudoElement::FirstLine),
                own: &[],
                language: None,
                is_root: false,
            };
            let parent = inherited(block, &line);
            let (style, _) = self.compute(target, Some(&parent), custom);
            line = Arc::new(applicable(block, style));
        }
        line
    }

    /// Computes what an element, whose own style is there already, looks like on a first line.
    pub(crate) fn first_line(&mut self, node: NodeId, styles: &mut Styles, own: Option<Rules>) {
        let parent = self.document.parent_element(node);
        let around = parent.and_then(|parent| self.first_lines.scopes.get(&parent)).cloned();
        if around.is_none() && own.is_none() {
            return;
        }
        let Some(style) = styles.elements[node.index()].clone() else { return };
        let layout = &style.layout;
        let in_flow = layout.float == Float::None && !layout.is_out_of_flow();
        match layout.display {
            Display::None => {}
            Display::Inline | Display::Contents if in_flow => {
                let Some(around) = around else { return };
                let mut scope = around.clone();
                if let Some(line_parent) = &around.parent {
                    let on_line = self.element(node, parent, Some(line_parent), false);
                    for (pseudo, style) in &on_line.pseudo {
                        styles.on_first_line.insert((node, Some(*pseudo)), style.clone());
                    }
                    styles.on_first_line.insert((node, None), on_line.style.clone());
                    scope.parent = Some(on_line.style);
                }
                self.first_lines.scopes.insert(node, scope);
            }
            display => {
                let is_block = matches!(display, Display::Block | Display::ListItem | Display::FlowRoot);
                let may_have = is_block
                    || matches!(display, Display::InlineBlock | Display::TableCell | Display::TableCaption);
                if !may_have {
                    return;
                }
                let shares = is_block && in_flow && self.is_first(node, styles);
                let mut rules = around.filter(|_| shares).map(|scope| scope.rules).unwrap_or_default();
                rules.extend(own);
                if rules.is_empty() {
                    return;
                }
                let custom = self.custom[node.index()].clone().unwrap_or_default();
                // The rules of the element alone have been applied with its others.
                let line = match styles.pseudo(node, PseudoElement::FirstLine) {
                    Some(line) if rules.len() == 1 => line.clone(),
                    _ => self.first_line_style(node, &style, &custom, &rules),
                };
                styles.pseudo.insert((node, PseudoElement::FirstLine), line.clone());
                let parent = self.line_parent(&style, &line);
                for pseudo in [PseudoElement::Before, PseudoElement::After, PseudoElement::FirstLetter] {
                    if styles.pseudo(node, pseudo).is_some() {
                        let matched = self.matching(node);
                        let target = Target {
                            node,
                            matched: &matched,
                            pseudo: Some(pseudo),
                            own: &[],
                            language: None,
                            is_root: false,
                        };
                        let (style, _) = self.compute(target, Some(&parent), &custom);
                        styles.on_first_line.insert((node, Some(pseudo)), Arc::new(style));
                    }
                }
                self.first_lines.scopes.insert(node, Scope { rules, parent: Some(parent) });
            }
        }
    }

    fn line_parent(&mut self, block: &Arc<ComputedStyle>, line: &Arc<ComputedStyle>) -> Arc<ComputedStyle> {
        let key = (Arc::as_ptr(block) as usize, Arc::as_ptr(line) as usize);
        let make =
            || Parent { style: Arc::new(inherited(block, line)), _made_of: (block.clone(), line.clone()) };
        self.first_lines.parents.entry(key).or_insert_with(make).style.clone()
    }

    /// Whether nothing in the flow stands before an element in its parent, so that the first line of one is
    /// that of the other.
    fn is_first(&self, node: NodeId, styles: &Styles) -> bool {
        let document = self.document;
        let Some(parent) = document.parent_element(node) else { return false };
        let before = styles.pseudo(parent, PseudoElement::Before);
        if before.is_some_and(|style| matches!(style.content.content, Content::Parts(_))) {
            return false;
        }
        document.children(parent).take_while(|&child| child != node).all(|child| {
            match &document.node(child).kind {
                NodeKind::Text(text) => text.trim().is_empty(),
                NodeKind::Element(_) => {
                    let layout = &styles.element(child).layout;
                    layout.display == Display::None || layout.float != Float::None || layout.is_out_of_flow()
                }
                NodeKind::Document | NodeKind::Ignored => true,
            }
        })
    }
}
