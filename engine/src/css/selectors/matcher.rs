//! Matches selectors with the `selectors` crate, which walks back over all siblings for each element that `~` is asked for.
//! Here the siblings before an element are looked at once for each selector:
//!
//! ```text
//! selector  h2 ~ p        asked for       looked at       first match
//! elements  i h2 p p      the first p     i, h2           1
//!                         the second p    nothing more    1, which is before it
//! ```

use rustc_hash::FxHashMap;
use selectors::context::{
    MatchingContext, MatchingForInvalidation, MatchingMode, NeedsSelectorFlags, QuirksMode, SelectorCaches,
};
use selectors::matching::{CompoundSelectorMatchingResult, matches_compound_selector_from, matches_selector};
use selectors::parser::Combinator;

use super::selector::{ElementRef, Selector, Selectors};
use crate::html::{Document, NodeId};

/// Matches selectors, with a cache for the indices of `:nth-*` and one for `~`.
#[derive(Default)]
pub(crate) struct Matcher {
    caches: SelectorCaches,
    /// The number of each element among its siblings, where that was asked for.
    positions: FxHashMap<NodeId, u32>,
    siblings: FxHashMap<SiblingKey, EarlierSiblings>,
}

/// The part of a selector before `~`, by the address of the selector and the offset of the part, and a parent.
type SiblingKey = (usize, usize, Option<NodeId>);

/// The children of one parent, looked at up to one of them for a match.
#[derive(Clone, Copy)]
struct EarlierSiblings {
    next: Option<NodeId>,
    /// The number of the first that matches, if it is known.
    first: Option<u32>,
}

impl Matcher {
    /// Whether `selector` matches the element, or its pseudo-element where the selector has one.
    pub(crate) fn matches(&mut self, selector: &Selector, document: &Document, id: NodeId) -> bool {
        self.matches_from(selector, 0, document, id)
    }

    /// Whether the part of a selector that ends before an offset, counted from its right end, matches an element.
    fn matches_from(&mut self, selector: &Selector, offset: usize, document: &Document, id: NodeId) -> bool {
        let mut components = selector.iter_raw_match_order().skip(offset);
        let combinator = components.position(|component| component.is_combinator());
        let Some(at) = combinator.map(|length| offset + length) else {
            return self.matches_at_once(selector, offset, document, id);
        };
        let rest = at + 1;
        match selector.combinator_at_match_order(at) {
            Combinator::LaterSibling => {
                self.matches_compound(selector, at, document, id)
                    && self.follows(selector, rest, document, id)
            }
            // The pseudo-element alone.
            Combinator::PseudoElement if at == 1 => self.matches_from(selector, rest, document, id),
            _ => self.matches_at_once(selector, offset, document, id),
        }
    }

    /// Whether the compound selector before the combinator at an offset matches an element.
    fn matches_compound(&mut self, selector: &Selector, at: usize, document: &Document, id: NodeId) -> bool {
        let mut context = self.context(MatchingMode::Normal);
        let element = ElementRef { document, id };
        let result = matches_compound_selector_from(selector, selector.len() - at, &mut context, element);
        !matches!(result, CompoundSelectorMatchingResult::NotMatched)
    }

    fn matches_at_once(
        &mut self,
        selector: &Selector,
        offset: usize,
        document: &Document,
        id: NodeId,
    ) -> bool {
        let mode = if offset == 0 && selector.has_pseudo_element() {
            MatchingMode::ForStatelessPseudoElement
        } else {
            MatchingMode::Normal
        };
        let mut context = self.context(mode);
        matches_selector(selector, offset, None, ElementRef { document, id }, &mut context)
    }

    /// Whether an earlier sibling of an element matches the part of a selector from an offset on.
    fn follows(&mut self, selector: &Selector, offset: usize, document: &Document, id: NodeId) -> bool {
        let parent = document.node(id).parent;
        let is_element = |node: &NodeId| document.element(*node).is_some();
        let elements = || parent.into_iter().flat_map(|parent| document.children(parent)).filter(is_element);
        if !self.positions.contains_key(&id) {
            self.positions.extend(elements().zip(0..));
        }
        let position = self.positions.get(&id).copied().unwrap_or(0);
        let key = (std::ptr::from_ref(selector) as usize, offset, parent);
        let start = EarlierSiblings { next: elements().next(), first: None };
        let mut found = self.siblings.get(&key).copied().unwrap_or(start);
        while found.first.is_none()
            && let Some(next) = found.next
            && let Some(number) = self.positions.get(&next).copied().filter(|number| *number < position)
        {
            found.first = self.matches_from(selector, offset, document, next).then_some(number);
            let mut after =
                std::iter::successors(Some(next), |&node| document.node(node).next_sibling).skip(1);
            found.next = after.find(is_element);
        }
        self.siblings.insert(key, found);
        found.first.is_some_and(|first| first < position)
    }

    fn context(&mut self, mode: MatchingMode) -> MatchingContext<'_, Selectors> {
        MatchingContext::new(
            mode,
            None,
            &mut self.caches,
            QuirksMode::NoQuirks,
            NeedsSelectorFlags::No,
            MatchingForInvalidation::No,
        )
    }
}
