//! The result of the cascade: a computed style for every element, pseudo-element and page.

use std::sync::{Arc, Mutex};

use rustc_hash::FxHashMap;

use super::page_style::page_style;
use crate::css::properties::{CustomProperties, Declaration, Longhand, Parsed, Reference, initial};
use crate::css::rules::declarations::DeclarationEntry;
use crate::css::rules::page_rule::PageRule;
use crate::css::{ComputedStyle, Definitions, ImageUrl, NthPage, PageClass, PageStyle, PseudoElement};
use crate::diagnostics::Span;
use crate::html::NodeId;
use crate::sorting::sort_by;

/// Computed styles of one document.
pub struct Styles {
    pub(super) elements: Vec<Option<Arc<ComputedStyle>>>,
    pub(super) pseudo: FxHashMap<(NodeId, PseudoElement), Arc<ComputedStyle>>,
    /// The styles of elements and their pseudo-elements on a first line that `::first-line` rules style.
    pub(super) on_first_line: FxHashMap<(NodeId, Option<PseudoElement>), Arc<ComputedStyle>>,
    pub(super) initial: Arc<ComputedStyle>,
    /// The root element's style, which pages inherit from.
    pub(super) root: Arc<ComputedStyle>,
    pub(super) root_custom: Arc<CustomProperties>,
    pub(super) page_rules: Vec<PageRule>,
    /// The images in the rules for elements, each with the place of its declaration.
    pub(super) images: Vec<(Arc<ImageUrl>, Span)>,
    pub(super) pages: Mutex<FxHashMap<PageClass, Arc<PageStyle>>>,
    pub(super) definitions: Definitions,
}

impl Styles {
    /// The style of an element; the initial style for other nodes.
    pub fn element(&self, node: NodeId) -> &Arc<ComputedStyle> {
        self.elements.get(node.index()).and_then(Option::as_ref).unwrap_or(&self.initial)
    }

    /// The style of a pseudo-element, if any rule gives it one.
    pub fn pseudo(&self, node: NodeId, pseudo: PseudoElement) -> Option<&Arc<ComputedStyle>> {
        self.pseudo.get(&(node, pseudo))
    }

    /// The arguments of the `:nth()` selectors of pages, sorted and without duplicates.
    pub fn nth_pages(&self) -> Vec<NthPage> {
        let selectors = self.page_rules.iter().flat_map(|rule| &rule.selectors);
        let mut all: Vec<NthPage> = selectors.flat_map(|selector| selector.nth()).cloned().collect();
        sort_by(&mut all, Ord::cmp);
        all.dedup();
        all
    }

    /// Whether a page rule resets a counter.
    pub fn resets_by_page(&self, counter: &str) -> bool {
        let declared = self.page_rules.iter().flat_map(|rule| &rule.declarations);
        declared
            .filter_map(|entry| match &entry.parsed {
                Parsed::Declarations(declarations) => Some(declarations),
                _ => None,
            })
            .flatten()
            .any(|declaration| match declaration {
                Declaration::CounterReset((changes, _)) => changes.iter().any(|(name, _)| &**name == counter),
                _ => false,
            })
    }

    /// The images in page rules and margin boxes, each with the place of its declaration; without images in
    /// declarations that contain `var()`.
    pub fn page_images(&self) -> Vec<(Arc<ImageUrl>, Span)> {
        let in_rule = |rule: &'_ PageRule| {
            let in_boxes = rule.margin_boxes.iter().flat_map(|(_, entries)| entries);
            // Pages and margin boxes have no list markers.
            images_of(rule.declarations.iter().chain(in_boxes).chain(&rule.footnote_area), |declaration| {
                declaration.longhand() != Longhand::ListStyleImage
            })
        };
        self.page_rules.iter().flat_map(in_rule).collect()
    }

    /// The declaration with an image in a rule for elements, if the rule says its address itself.
    pub fn place_of_image(&self, image: &ImageUrl) -> Option<Span> {
        self.images.iter().find(|(known, _)| **known == *image).map(|(_, place)| *place)
    }

    /// The style of an element, or of its pseudo-element, on a first line that `::first-line` rules style.
    pub fn on_first_line(&self, node: NodeId, pseudo: Option<PseudoElement>) -> Option<&Arc<ComputedStyle>> {
        self.on_first_line.get(&(node, pseudo))
    }

    /// The style of the pages of a class (CSS Paged Media 3, section 3).
    pub fn page(&self, class: &PageClass) -> Arc<PageStyle> {
        if let Ok(pages) = self.pages.lock()
            && let Some(known) = pages.get(class)
        {
            return known.clone();
        }
        let style =
            Arc::new(page_style(&self.page_rules, class, &self.root, &self.root_custom, &self.definitions));
        if let Ok(mut pages) = self.pages.lock() {
            pages.insert(class.clone(), style.clone());
        }
        style
    }
}

/// The images in the declarations for which `counts` holds, each with the place of its declaration; without those in
/// declarations that contain `var()`.
pub(super) fn images_of<'a>(
    entries: impl Iterator<Item = &'a DeclarationEntry>,
    counts: impl Fn(&Declaration) -> bool,
) -> Vec<(Arc<ImageUrl>, Span)> {
    let mut found = Vec::new();
    for entry in entries {
        let Parsed::Declarations(declarations) = &entry.parsed else { continue };
        for declaration in declarations.iter().filter(|declaration| counts(declaration)) {
            declaration.references(&mut |reference| {
                if let Reference::Image(url) = reference {
                    found.push((url.clone(), entry.span));
                }
            });
        }
    }
    found
}

/// The styles of a document without elements.
pub(super) fn empty(page_rules: Vec<PageRule>, definitions: Definitions) -> Styles {
    let initial = Arc::new(initial());
    Styles {
        elements: Vec::new(),
        pseudo: FxHashMap::default(),
        on_first_line: FxHashMap::default(),
        root: initial.clone(),
        initial,
        root_custom: Arc::new(CustomProperties::default()),
        page_rules,
        images: Vec::new(),
        pages: Mutex::new(FxHashMap::default()),
        definitions,
    }
}
