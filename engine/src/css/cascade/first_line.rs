//! `::first-line` (CSS Pseudo-Elements 4, section 2.1): the style of first lines, and the styles that elements
//! have on one.
//!
//! An inline on a first line inherits the properties that apply to `::first-line` from it, and all others from
//! its parent. So the inlines in a block with such a rule are computed a second time, with a parent style that
//! combines both:
//!
//! ```text
//! p::first-line { color: red }      <p>One <b>two</b></p>
//! p                      computed as always: black
//! p::first-line          red
//! parent on the line     p with the color of p::first-line
//! b                      black; on the first line red, inherited from the parent on the line
//! ```

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::element_styles::{Cascade, StyleTarget};
use super::first_line_style::inherited;
use super::rule_index::EntryList;
use super::styles::Styles;
use crate::css::{ComputedStyle, Content, Display, Float, PseudoElement};
use crate::html::{Document, NodeId, NodeKind};

/// The first lines that the elements visited so far can be on.
#[derive(Default)]
pub(super) struct FirstLines {
    scopes: FxHashMap<NodeId, Scope>,
    /// The styles that line content inherits from, by the addresses of the two styles that they combine.
    parents: FxHashMap<(usize, usize), LineParent>,
}

struct LineParent {
    style: Arc<ComputedStyle>,
    /// Keeps the addresses valid.
    _made_of: (Arc<ComputedStyle>, Arc<ComputedStyle>),
}

/// The first line that an element's children can be on.
#[derive(Clone)]
struct Scope {
    /// The rules of the blocks whose first line is that of this element, outermost first.
    rules: Vec<EntryList>,
    /// The style that inline children inherit from on the first line.
    parent: Option<Arc<ComputedStyle>>,
}

impl FirstLines {
    /// Computes the styles on a first line of an element whose own style is known. Parents must be visited before
    /// their children.
    pub(super) fn visit(
        &mut self,
        cascade: &mut Cascade<'_>,
        node: NodeId,
        styles: &mut Styles,
        own: Option<EntryList>,
    ) {
        let parent = cascade.document.parent_element(node);
        let around = parent.and_then(|parent| self.scopes.get(&parent)).cloned();
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
                    let on_line = cascade.element(node, parent, Some(line_parent), false);
                    for (pseudo, style) in &on_line.pseudo {
                        styles.on_first_line.insert((node, Some(*pseudo)), style.clone());
                    }
                    styles.on_first_line.insert((node, None), on_line.style.clone());
                    scope.parent = Some(on_line.style);
                }
                self.scopes.insert(node, scope);
            }
            _ => self.visit_block(cascade, node, styles, around, own),
        }
    }

    /// Computes the `::first-line` of a block container from its own rules and those of the blocks around that have
    /// the same first line, and the styles that the line's content inherits from.
    fn visit_block(
        &mut self,
        cascade: &mut Cascade<'_>,
        node: NodeId,
        styles: &mut Styles,
        around: Option<Scope>,
        own: Option<EntryList>,
    ) {
        let Some(style) = styles.elements[node.index()].clone() else { return };
        let layout = &style.layout;
        let in_flow = layout.float == Float::None && !layout.is_out_of_flow();
        let display = layout.display;
        let is_block = matches!(display, Display::Block | Display::ListItem | Display::FlowRoot);
        let may_have =
            is_block || matches!(display, Display::InlineBlock | Display::TableCell | Display::TableCaption);
        if !may_have {
            return;
        }
        let shares = is_block && in_flow && is_first(cascade.document, node, styles);
        let mut rules = around.filter(|_| shares).map(|scope| scope.rules).unwrap_or_default();
        rules.extend(own);
        if rules.is_empty() {
            return;
        }
        let custom = cascade.custom[node.index()].clone().unwrap_or_default();
        // With rules for this element only, the style has been computed together with the element's.
        let line = match styles.pseudo(node, PseudoElement::FirstLine) {
            Some(line) if rules.len() == 1 => line.clone(),
            _ => cascade.first_line_style(node, &style, &custom, &rules),
        };
        styles.pseudo.insert((node, PseudoElement::FirstLine), line.clone());
        let parent = self.line_parent(&style, &line);
        for pseudo in [PseudoElement::Before, PseudoElement::After, PseudoElement::FirstLetter] {
            if styles.pseudo(node, pseudo).is_some() {
                let matched = cascade.matching(node);
                let target = StyleTarget::pseudo(node, &matched, pseudo);
                let (style, _) = cascade.compute(target, Some(&parent), &custom);
                styles.on_first_line.insert((node, Some(pseudo)), Arc::new(style));
            }
        }
        self.scopes.insert(node, Scope { rules, parent: Some(parent) });
    }

    fn line_parent(&mut self, block: &Arc<ComputedStyle>, line: &Arc<ComputedStyle>) -> Arc<ComputedStyle> {
        let key = (Arc::as_ptr(block) as usize, Arc::as_ptr(line) as usize);
        let make = || LineParent {
            style: Arc::new(inherited(block, line)),
            _made_of: (block.clone(), line.clone()),
        };
        self.parents.entry(key).or_insert_with(make).style.clone()
    }
}

/// Whether no in-flow content precedes an element in its parent, so that both have the same first line.
fn is_first(document: &Document, node: NodeId, styles: &Styles) -> bool {
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
