//! The cascade (CSS Cascade 5): from a document and its stylesheets to a computed style for every element,
//! pseudo-element, page and margin box.
//!
//! Elements are visited in document order, so a parent's style is known before its children's. Elements share one style
//! if their parents share one and the same rules match them.

mod applied;
mod element_styles;
mod first_line;
mod first_line_style;
mod hints;
mod legacy_values;
mod page_style;
mod rule_index;
pub(crate) mod styles;

pub(crate) use hints::OF_SVG;

use std::sync::Mutex;

use rustc_hash::FxHashMap;

use self::element_styles::Cascade;
use self::first_line::FirstLines;
use self::page_style::{page_style, report_invalid};
use self::rule_index::RuleIndex;
use self::styles::{Styles, empty, images_of};
use super::properties::{FontRelativeMetrics, initial};
use super::rules::page_rule::PageRule;
use super::rules::precedence::Origin;
use super::rules::stylesheet::Stylesheets;
use super::selectors::matcher::Matcher;
use super::{FontStyle, PageClass};
use crate::diagnostics::Diagnostics;
use crate::html::Document;
use crate::units::Length;

/// Computes the style of every element. `font_metrics` measures the fonts that relative units refer to. Problems that
/// show only when styles are computed are added to `diagnostics`.
pub fn cascade(
    document: &Document,
    stylesheets: &Stylesheets,
    font_metrics: &dyn Fn(&FontStyle) -> FontRelativeMetrics,
    diagnostics: &mut Diagnostics,
) -> Styles {
    let mut styles = empty(stylesheets.pages.clone(), stylesheets.definitions.clone());
    let authored = stylesheets.rules.iter().filter(|rule| rule.origin == Origin::Author);
    styles.images = images_of(authored.flat_map(|rule| &rule.declarations), |_| true);
    let Some(root) = document.root() else { return styles };
    let index = RuleIndex::new(stylesheets);
    let first_page = page_style(
        &styles.page_rules,
        &PageClass { first: true, ..PageClass::default() },
        &styles.initial,
        &styles.root_custom,
        &styles.definitions,
    );
    let mut cascade = Cascade {
        document,
        index,
        matcher: Matcher::default(),
        font_metrics,
        viewport: first_page.content_size(),
        root_font: None,
        root_font_size: initial().font.size,
        root_line_height: Length::ZERO,
        shared: FxHashMap::default(),
        custom: vec![None; document.len()],
        matched: Vec::new(),
        definitions: &stylesheets.definitions,
        diagnostics,
    };
    // The size of pages may depend on custom properties of the root element.
    if styles.page_rules.iter().any(PageRule::is_unresolved) {
        let custom = cascade.element(root, None, None, true).custom.clone();
        let initial = styles.initial.clone();
        let first = PageClass { first: true, ..PageClass::default() };
        let first = page_style(&styles.page_rules, &first, &initial, &custom, &stylesheets.definitions);
        cascade.viewport = first.content_size();
        report_invalid(
            &styles.page_rules,
            (&initial, &custom),
            &stylesheets.definitions,
            cascade.diagnostics,
        );
    }
    let mut first_lines = FirstLines::default();
    cascade.root_line_height = cascade.line_height(&styles.initial);
    styles.elements = vec![None; document.len()];
    for node in std::iter::once(root).chain(document.descendants(root)) {
        if document.element(node).is_none() {
            continue;
        }
        let parent = document.parent_element(node).filter(|_| node != root);
        let parent_style = parent.and_then(|parent| styles.elements[parent.index()].clone());
        let element = cascade.element(node, parent, parent_style.as_ref(), node == root);
        for (pseudo, style) in &element.pseudo {
            styles.pseudo.insert((node, *pseudo), style.clone());
        }
        if node == root {
            styles.root = element.style.clone();
            styles.root_custom = element.custom.clone();
            cascade.root_font = Some(element.style.font.clone());
            cascade.root_font_size = element.style.font.size;
            cascade.root_line_height = cascade.line_height(&element.style);
        }
        cascade.custom[node.index()] = Some(element.custom.clone());
        styles.elements[node.index()] = Some(element.style.clone());
        if cascade.index.styles_first_lines {
            first_lines.visit(&mut cascade, node, &mut styles, element.first_line.clone());
        }
    }
    styles.pages = Mutex::new(FxHashMap::default());
    styles
}
