//! The initial value of a `reversed()` counter, which counts the items in its scope down (CSS Lists 3, section 4.4.2).

use crate::boxes::builder::Builder;
use crate::css::{ComputedStyle, Content, Display, PseudoElement};
use crate::html::{Element, NodeId};

/// Whether HTML gives an element a counter of list items.
pub(crate) fn is_list(element: &Element) -> bool {
    ["ol", "ul", "menu"].iter().any(|name| element.is_html(name))
}

/// The value of an `li`, from its attribute.
pub(crate) fn value_of_item(element: &Element) -> Option<i32> {
    element.is_html("li").then(|| element.attribute("value")?.trim().parse().ok()).flatten()
}

/// The sum over a counter's scope.
#[derive(Default)]
struct Tally {
    /// The sum of the steps, negated, up to the first set value.
    sum: i32,
    /// The last step that is not 0, negated.
    last_step: i32,
    /// Whether a value was set, which ends the sum.
    is_set: bool,
}

impl Tally {
    fn count(&mut self, step: i32, set: Option<i32>) {
        if step != 0 {
            self.last_step = step.saturating_neg();
        }
        match set {
            Some(value) => {
                self.sum = self.sum.saturating_add(value);
                self.is_set = true;
            }
            None => self.sum = self.sum.saturating_sub(step),
        }
    }
}

impl Builder<'_> {
    /// The initial value of a reversed counter of an element: its items then count down to their last step, which is
    /// mostly 1.
    pub(crate) fn start_of_reversed(&self, node: NodeId, name: &str) -> i32 {
        let mut tally = Tally::default();
        self.count_element(node, name, &mut tally);
        if let Some(parent) = self.document.parent_element(node) {
            let siblings = self.document.children(parent).skip_while(|&sibling| sibling != node).skip(1);
            self.count_siblings(siblings, name, &mut tally);
        }
        tally.sum.saturating_add(tally.last_step)
    }

    /// Counts elements until one creates a counter of the same name, which replaces this one.
    fn count_siblings(&self, siblings: impl Iterator<Item = NodeId>, name: &str, tally: &mut Tally) {
        for sibling in siblings {
            let Some(element) = self.document.element(sibling) else { continue };
            let style = self.styles.element(sibling);
            if tally.is_set || style.layout.display != Display::None && resets(element, style, name) {
                return;
            }
            self.count_element(sibling, name, tally);
        }
    }

    fn count_element(&self, node: NodeId, name: &str, tally: &mut Tally) {
        let Some(element) = self.document.element(node) else { return };
        let style = self.styles.element(node);
        if style.layout.display == Display::None {
            return;
        }
        let is_item = style.layout.display.is_list_item() && name == "list-item";
        let default_step = if is_item { -1 } else { 0 };
        let set = value_of_item(element).filter(|_| name == "list-item");
        tally.count(step_of(style, name).unwrap_or(default_step), set.or_else(|| set_by(style, name)));
        self.count_pseudo_element(node, PseudoElement::Before, name, tally);
        self.count_siblings(self.document.children(node), name, tally);
        self.count_pseudo_element(node, PseudoElement::After, name, tally);
    }

    fn count_pseudo_element(&self, node: NodeId, which: PseudoElement, name: &str, tally: &mut Tally) {
        let style = self.styles.pseudo(node, which).filter(|style| {
            matches!(style.content.content, Content::Parts(_)) && style.layout.display != Display::None
        });
        if let Some(style) = style.filter(|_| !tally.is_set) {
            tally.count(step_of(style, name).unwrap_or(0), set_by(style, name));
        }
    }
}

fn resets(element: &Element, style: &ComputedStyle, name: &str) -> bool {
    let content = &style.content;
    content.counter_reset.iter().any(|(own, _)| &**own == name)
        || content.counter_reversed.iter().any(|(own, _)| &**own == name)
        || name == "list-item" && is_list(element)
}

fn step_of(style: &ComputedStyle, name: &str) -> Option<i32> {
    let mut own = style.content.counter_increment.iter().filter(|(own, _)| &**own == name).map(|(_, by)| *by);
    let first = own.next()?;
    Some(own.fold(first, i32::saturating_add))
}

fn set_by(style: &ComputedStyle, name: &str) -> Option<i32> {
    style.content.counter_set.iter().rfind(|(own, _)| &**own == name).map(|(_, value)| *value)
}
