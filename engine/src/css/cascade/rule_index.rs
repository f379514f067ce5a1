//! An index of the selectors of all style rules, so that an element is matched against few of them.

use std::sync::Arc;

use html5ever::LocalName;
use rustc_hash::FxHashMap;

use crate::css::PseudoElement;
use crate::css::properties::{Parsed, contains_attributes};
use crate::css::rules::declarations::DeclarationEntry;
use crate::css::rules::precedence::rank_of;
use crate::css::rules::stylesheet::Stylesheets;
use crate::css::selectors::selector::{PseudoSelector, Selector, SelectorKey, alternatives, keys_of};
use crate::html::Element;

/// The indices of the entries that apply to a pseudo-element, in the order of the cascade.
pub(super) type EntryList = Arc<[u32]>;

/// The selectors of all style rules, by an identifier, class or type that an element needs to match them.
pub(super) struct RuleIndex<'a> {
    pub(super) entries: Vec<SelectorEntry<'a>>,
    by_id: FxHashMap<String, Vec<u32>>,
    by_class: FxHashMap<String, Vec<u32>>,
    by_type: FxHashMap<LocalName, Vec<u32>>,
    any: Vec<u32>,
    /// Whether some selectors are found by several keys.
    has_alternatives: bool,
    /// Whether any rule is for `::first-line`.
    pub(super) styles_first_lines: bool,
}

/// One selector of a rule.
#[derive(Clone, Copy)]
pub(super) struct SelectorEntry<'a> {
    pub(super) selector: &'a Selector,
    pub(super) declarations: &'a [DeclarationEntry],
    pub(super) has_important: bool,
    /// Whether a declaration depends on attributes of the element.
    pub(super) has_attributes: bool,
    /// The rank of its origin and layer, see `rules::precedence`.
    pub(super) rank: u32,
    pub(super) specificity: u32,
    pub(super) pseudo: Option<PseudoElement>,
}

impl<'a> RuleIndex<'a> {
    pub(super) fn new(stylesheets: &'a Stylesheets) -> RuleIndex<'a> {
        let mut index = RuleIndex {
            entries: Vec::new(),
            by_id: FxHashMap::default(),
            by_class: FxHashMap::default(),
            by_type: FxHashMap::default(),
            any: Vec::new(),
            has_alternatives: false,
            styles_first_lines: false,
        };
        let ranks = stylesheets.layers.ranks();
        for rule in &stylesheets.rules {
            let rank = rank_of(rule.origin, rule.layer, &ranks);
            let has_attributes = rule.declarations.iter().any(|declaration| match &declaration.parsed {
                Parsed::Unresolved(unresolved) => contains_attributes(&unresolved.text),
                Parsed::Custom { value, .. } => contains_attributes(value),
                Parsed::Declarations(_) => false,
            });
            let has_important = rule.declarations.iter().any(|declaration| declaration.important);
            for selector in rule.selectors.slice() {
                let pseudo = match selector.pseudo_element() {
                    None => None,
                    Some(PseudoSelector::Styled(pseudo)) => Some(*pseudo),
                    Some(PseudoSelector::Unseen) => continue,
                };
                let entry = SelectorEntry {
                    selector,
                    declarations: &rule.declarations,
                    has_important,
                    has_attributes,
                    rank,
                    specificity: selector.specificity(),
                    pseudo,
                };
                for alternative in alternatives(selector) {
                    index.add(SelectorEntry { selector: alternative, ..entry });
                }
            }
        }
        index
    }

    fn add(&mut self, entry: SelectorEntry<'a>) {
        let number = self.entries.len() as u32;
        self.styles_first_lines |= entry.pseudo == Some(PseudoElement::FirstLine);
        let keys = keys_of(entry.selector);
        self.entries.push(entry);
        self.has_alternatives |= keys.len() > 1;
        for key in keys {
            match key {
                SelectorKey::Id(id) => self.by_id.entry(id).or_default().push(number),
                SelectorKey::Class(class) => self.by_class.entry(class).or_default().push(number),
                SelectorKey::Type(name) => self.by_type.entry(name).or_default().push(number),
                SelectorKey::Any => self.any.push(number),
            }
        }
    }

    /// Sets `out` to the indices of the entries that may match an element, each once, in no particular order.
    pub(super) fn candidates(&self, element: &Element, out: &mut Vec<u32>) {
        out.clear();
        out.extend_from_slice(&self.any);
        out.extend(self.by_type.get(&element.name).into_iter().flatten());
        if let Some(id) = element.id() {
            out.extend(self.by_id.get(id).into_iter().flatten());
        }
        for class in element.classes() {
            out.extend(self.by_class.get(class).into_iter().flatten());
        }
        if self.has_alternatives {
            out.sort_unstable();
            out.dedup();
        }
    }
}
