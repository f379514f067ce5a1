//! The style of one element and of its pseudo-elements: matching, ordering and computing.

use std::sync::Arc;

use cssparser::Parser;
use rustc_hash::FxHashMap;

use super::applied::{Applied, DeclaredAt, OwnDeclaration, OwnKind, pseudo_element_defaults};
use super::first_line_style::{applicable, inherited};
use super::hints::{Hints, hints};
use super::rule_index::{EntryList, RuleIndex, SelectorEntry};
use crate::css::properties::{ComputeContext, CustomProperties, FontRelativeMetrics, compute, initial};
use crate::css::rules::declarations::{parse_property, parse_style_attribute};
use crate::css::rules::definition_rules::report_undefined;
use crate::css::rules::fault::Fault;
use crate::css::rules::precedence::{HINTS, STYLE_ATTRIBUTE, USER_AGENT};
use crate::css::selectors::language::xml_language;
use crate::css::selectors::matcher::Matcher;
use crate::css::{ComputedStyle, Definitions, Float, FontStyle, LineHeight, PseudoElement};
use crate::diagnostics::{Diagnostics, Span};
use crate::html::{Document, Element, NodeId, place_of, place_of_attribute};
use crate::sorting::sort_by_key;
use crate::units::{Length, Size};

/// The element or pseudo-element that a style is computed for.
pub(super) struct StyleTarget<'a> {
    pub(super) node: NodeId,
    pub(super) matched: &'a [u32],
    pub(super) pseudo: Option<PseudoElement>,
    pub(super) own: &'a [OwnDeclaration],
    pub(super) language: Option<&'a str>,
    pub(super) is_root: bool,
}

impl<'a> StyleTarget<'a> {
    /// A pseudo-element of an element that the entries `matched` match.
    pub(super) fn pseudo(node: NodeId, matched: &'a [u32], pseudo: PseudoElement) -> StyleTarget<'a> {
        StyleTarget { node, matched, pseudo: Some(pseudo), own: &[], language: None, is_root: false }
    }
}

/// The state of the cascade of one document.
pub(super) struct Cascade<'a> {
    pub(super) document: &'a Document,
    pub(super) index: RuleIndex<'a>,
    pub(super) matcher: Matcher,
    pub(super) font_metrics: &'a dyn Fn(&FontStyle) -> FontRelativeMetrics,
    pub(super) viewport: Size,
    pub(super) root_font: Option<Arc<FontStyle>>,
    pub(super) root_font_size: Length,
    pub(super) root_line_height: Length,
    /// The styles of elements seen so far, for others with the same key.
    pub(super) shared: FxHashMap<ShareKey, ElementStyles>,
    pub(super) custom: Vec<Option<Arc<CustomProperties>>>,
    /// Scratch space: the indices of the entries that match.
    pub(super) matched: Vec<u32>,
    pub(super) definitions: &'a Definitions,
    pub(super) diagnostics: &'a mut Diagnostics,
}

/// The input that determines the style of an element without a `style` attribute. Elements with equal keys
/// share one style.
#[derive(PartialEq, Eq, Hash)]
pub(super) struct ShareKey {
    /// The address of the parent's style, which `ElementStyles::parent` keeps alive.
    parent: usize,
    parent_custom: usize,
    language: Option<String>,
    matched: Vec<u32>,
    hints: Hints,
}

/// The computed styles of an element and its pseudo-elements.
#[derive(Clone)]
pub(super) struct ElementStyles {
    pub(super) style: Arc<ComputedStyle>,
    pub(super) custom: Arc<CustomProperties>,
    pub(super) pseudo: Vec<(PseudoElement, Arc<ComputedStyle>)>,
    /// The rules for its `::first-line`, if any.
    pub(super) first_line: Option<EntryList>,
    /// Keeps the addresses of the key valid.
    _parent: Option<Arc<ComputedStyle>>,
    _parent_custom: Arc<CustomProperties>,
}

impl Cascade<'_> {
    pub(super) fn element(
        &mut self,
        node: NodeId,
        parent: Option<NodeId>,
        parent_style: Option<&Arc<ComputedStyle>>,
        is_root: bool,
    ) -> ElementStyles {
        let document = self.document;
        let Some(element) = document.element(node) else { return self.none() };
        let matched = self.matching(node);
        let parent_custom = parent.and_then(|parent| self.custom[parent.index()].clone()).unwrap_or_default();
        let language = element.attribute("lang").or_else(|| xml_language(element));
        let mut own = self.style_attribute(node, element);
        let depends = |&number: &u32| self.index.entries[number as usize].has_attributes;
        let sharable = own.is_empty() && !is_root && !matched.iter().any(depends);
        let key = ShareKey {
            parent: parent_style.map_or(0, |style| Arc::as_ptr(style) as usize),
            parent_custom: Arc::as_ptr(&parent_custom) as usize,
            language: language.map(str::to_string),
            matched,
            hints: hints(document, node, element),
        };
        if sharable && let Some(shared) = self.shared.get(&key) {
            let shared = shared.clone();
            self.matched = key.matched;
            return shared;
        }
        own.extend(key.hints.iter().filter_map(|(name, value)| {
            let (parsed, _) = parse_property(name, &mut Parser::new(value), &document.base).ok()?;
            Some(OwnDeclaration { parsed, kind: OwnKind::Hint })
        }));
        let (style, custom) = self.compute(
            StyleTarget { node, matched: &key.matched, pseudo: None, own: &own, language, is_root },
            parent_style.map(|style| &**style),
            &parent_custom,
        );
        let style = Arc::new(style);
        let mut pseudo = self.pseudo_elements(node, &key.matched, &style, &custom);
        let first_line = self.first_line_rules(&key.matched);
        if let Some(rules) = &first_line {
            let line = self.first_line_style(node, &style, &custom, std::slice::from_ref(rules));
            pseudo.push((PseudoElement::FirstLine, line));
        }
        let styles = ElementStyles {
            style,
            custom,
            pseudo,
            first_line,
            _parent: parent_style.cloned(),
            _parent_custom: parent_custom,
        };
        if sharable {
            self.shared.insert(key, styles.clone());
        } else {
            self.matched = key.matched;
        }
        styles
    }

    /// The styles of an element's pseudo-elements that rules match, and of a footnote's call and marker.
    fn pseudo_elements(
        &mut self,
        node: NodeId,
        matched: &[u32],
        style: &Arc<ComputedStyle>,
        custom: &Arc<CustomProperties>,
    ) -> Vec<(PseudoElement, Arc<ComputedStyle>)> {
        let mut styles = Vec::new();
        for pseudo in [
            PseudoElement::Before,
            PseudoElement::After,
            PseudoElement::Marker,
            PseudoElement::FirstLetter,
            PseudoElement::FootnoteCall,
            PseudoElement::FootnoteMarker,
        ] {
            let is_wanted = match pseudo {
                PseudoElement::FootnoteCall | PseudoElement::FootnoteMarker => {
                    style.layout.float == Float::Footnote
                }
                _ => matched.iter().any(|&number| self.index.entries[number as usize].pseudo == Some(pseudo)),
            };
            if is_wanted {
                let (computed, _) =
                    self.compute(StyleTarget::pseudo(node, matched, pseudo), Some(style), custom);
                styles.push((pseudo, Arc::new(computed)));
            }
        }
        styles
    }

    /// The indices of the entries that match an element, in the order of the cascade.
    pub(super) fn matching(&mut self, node: NodeId) -> Vec<u32> {
        let document = self.document;
        let mut matched = std::mem::take(&mut self.matched);
        let Some(element) = document.element(node) else { return Vec::new() };
        self.index.candidates(element, &mut matched);
        matched.retain(|&number| {
            let selector = self.index.entries[number as usize].selector;
            self.matcher.matches(selector, document, node)
        });
        let entries = &self.index.entries;
        matched.sort_unstable_by_key(|&number| {
            let entry = &entries[number as usize];
            (entry.rank, entry.specificity, number)
        });
        matched
    }

    /// The entries for its `::first-line` among those that match an element.
    fn first_line_rules(&self, matched: &[u32]) -> Option<EntryList> {
        if !self.index.styles_first_lines {
            return None;
        }
        let is_such =
            |number: u32| self.index.entries[number as usize].pseudo == Some(PseudoElement::FirstLine);
        let rules: EntryList = matched.iter().copied().filter(|&number| is_such(number)).collect();
        (!rules.is_empty()).then_some(rules)
    }

    /// The style of an element's `::first-line`, by the rules of several nested blocks, outermost first.
    pub(super) fn first_line_style(
        &mut self,
        node: NodeId,
        block: &Arc<ComputedStyle>,
        custom: &Arc<CustomProperties>,
        rules: &[EntryList],
    ) -> Arc<ComputedStyle> {
        let mut line = block.clone();
        for matched in rules {
            let target = StyleTarget::pseudo(node, matched, PseudoElement::FirstLine);
            let parent = inherited(block, &line);
            let (style, _) = self.compute(target, Some(&parent), custom);
            line = Arc::new(applicable(block, style));
        }
        line
    }

    fn none(&self) -> ElementStyles {
        let custom = Arc::new(CustomProperties::default());
        ElementStyles {
            style: Arc::new(initial()),
            custom: custom.clone(),
            pseudo: Vec::new(),
            first_line: None,
            _parent: None,
            _parent_custom: custom,
        }
    }

    /// The declarations in an element's `style` attribute. Reports faults in them.
    fn style_attribute(&mut self, node: NodeId, element: &Element) -> Vec<OwnDeclaration> {
        let mut own = Vec::new();
        if let Some(text) = element.attribute("style")
            && !text.trim().is_empty()
        {
            // Finding the place scans the whole source, so it is found only if there is something to report.
            let mut found = Diagnostics::new();
            let nowhere = Span::new(self.document.source, 0, 0);
            let declarations = parse_style_attribute(text, &self.document.base, nowhere, &mut found);
            report_undefined(&declarations, self.definitions, &mut found);
            if !found.is_empty() {
                let place = place_of_attribute(self.document, node, "style", self.diagnostics);
                let declarations = parse_style_attribute(text, &self.document.base, place, self.diagnostics);
                report_undefined(&declarations, self.definitions, self.diagnostics);
            }
            own.extend(declarations.into_iter().map(|entry| OwnDeclaration {
                parsed: entry.parsed,
                kind: if entry.important { OwnKind::ImportantStyle } else { OwnKind::Style },
            }));
        }
        own
    }

    pub(super) fn compute(
        &mut self,
        target: StyleTarget<'_>,
        parent: Option<&ComputedStyle>,
        parent_custom: &Arc<CustomProperties>,
    ) -> (ComputedStyle, Arc<CustomProperties>) {
        let applied = self.applied(&target);
        let document = self.document;
        let context = ComputeContext {
            parent,
            parent_custom,
            root_font: self.root_font.as_deref(),
            root_font_size: self.root_font_size,
            root_line_height: self.root_line_height,
            viewport: self.viewport,
            font_metrics: self.font_metrics,
            language: target.language,
            is_root: target.is_root,
            definitions: self.definitions,
            levels: &applied.levels,
            attribute: &|name| {
                document.element(target.node).and_then(|element| element.attribute(name)).map(str::to_string)
            },
        };
        let computed = compute(&applied.declarations, &context);
        let places = applied.places;
        for problem in computed.problems {
            let place = match places.get(problem.declaration) {
                Some(&DeclaredAt::Rule(span)) => span,
                Some(DeclaredAt::StyleAttribute) => {
                    place_of_attribute(self.document, target.node, "style", self.diagnostics)
                }
                Some(DeclaredAt::Element) | None => place_of(self.document, target.node, self.diagnostics),
            };
            let fault = Fault::new(problem.message).maybe_help(problem.help);
            self.diagnostics.push(fault.at(place));
        }
        (computed.style, computed.custom)
    }

    /// The declarations that apply, in ascending order of the cascade (CSS Cascade 5, section 6.1).
    fn applied<'t>(&'t self, target: &StyleTarget<'t>) -> Applied<'t> {
        let mut applied = Applied::default();
        pseudo_element_defaults(target.pseudo)
            .iter()
            .for_each(|parsed| applied.push(parsed, DeclaredAt::Element, USER_AGENT));
        let matching = target
            .matched
            .iter()
            .map(|&number| &self.index.entries[number as usize])
            .filter(|entry| entry.pseudo == target.pseudo);
        let user_agent = matching.clone().filter(|entry| entry.rank == USER_AGENT);
        let author = matching.filter(|entry| entry.rank != USER_AGENT);
        let own = |kind: OwnKind| target.own.iter().filter(move |declaration| declaration.kind == kind);

        user_agent.clone().for_each(|entry| applied.add(entry, false));
        own(OwnKind::Hint).for_each(|hint| applied.add_own(hint, HINTS));
        author.clone().for_each(|entry| applied.add(entry, false));
        own(OwnKind::Style).for_each(|declaration| applied.add_own(declaration, STYLE_ATTRIBUTE));
        // Important declarations of the first layer win.
        let mut important: Vec<&SelectorEntry<'t>> = author.filter(|entry| entry.has_important).collect();
        sort_by_key(&mut important, |entry| std::cmp::Reverse(entry.rank));
        important.into_iter().for_each(|entry| applied.add(entry, true));
        own(OwnKind::ImportantStyle).for_each(|declaration| applied.add_own(declaration, STYLE_ATTRIBUTE));
        user_agent.for_each(|entry| applied.add(entry, true));
        applied
    }

    pub(super) fn line_height(&self, style: &ComputedStyle) -> Length {
        match style.font.line_height {
            LineHeight::Length(length) => length,
            LineHeight::Number(factor) => style.font.size.scale(f64::from(factor)),
            LineHeight::Normal => {
                let metrics = (self.font_metrics)(&style.font);
                style.font.size.scale(f64::from(metrics.normal_line_height))
            }
        }
    }
}
