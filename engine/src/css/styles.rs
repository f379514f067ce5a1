//! The result of the cascade: a computed style for every element, pseudo-element and page.

use std::sync::{Arc, LazyLock, Mutex};

use cssparser::Parser;
use rustc_hash::FxHashMap;

use super::cascade::parsed;
use super::page_rule::{PageRule, PageSize};
use super::properties::{
    CascadeLevel, ComputeContext, CustomProperties, Declaration, FontRelativeMetrics, Parsed, compute,
    initial,
};
use super::stylesheet::{DeclarationEntry, parse_property};
use super::{
    ComputedStyle, Content, Definitions, FontStyle, ImageUrl, MarginBox, NthPage, PageClass, PageOrientation,
    PageStyle, PseudoElement,
};
use crate::diagnostics::Span;
use crate::html::NodeId;
use crate::units::{Length, Sides, Size};

/// Computed styles of one document.
pub struct Styles {
    pub(super) elements: Vec<Option<Arc<ComputedStyle>>>,
    pub(super) pseudo: FxHashMap<(NodeId, PseudoElement), Arc<ComputedStyle>>,
    /// What elements and their pseudo-elements look like where they stand on a styled first line.
    pub(super) on_first_line: FxHashMap<(NodeId, Option<PseudoElement>), Arc<ComputedStyle>>,
    pub(super) initial: Arc<ComputedStyle>,
    /// The root element's style, which pages inherit from.
    pub(super) root: Arc<ComputedStyle>,
    pub(super) root_custom: Arc<CustomProperties>,
    pub(super) page_rules: Vec<PageRule>,
    pub(super) pages: Mutex<FxHashMap<PageClass, Arc<PageStyle>>>,
    pub(super) definitions: Definitions,
}

impl Styles {
    /// The style of an element; the initial one for a node that is none.
    pub fn element(&self, node: NodeId) -> &Arc<ComputedStyle> {
        self.elements.get(node.index()).and_then(Option::as_ref).unwrap_or(&self.initial)
    }

    /// The style of a pseudo-element, if any rule gives it one.
    pub fn pseudo(&self, node: NodeId, pseudo: PseudoElement) -> Option<&Arc<ComputedStyle>> {
        self.pseudo.get(&(node, pseudo))
    }

    /// What `:nth()` selectors of pages ask for, in order and each once.
    pub fn nth_pages(&self) -> Vec<NthPage> {
        let selectors = self.page_rules.iter().flat_map(|rule| &rule.selectors);
        let mut all: Vec<NthPage> = selectors.flat_map(|selector| selector.nth()).cloned().collect();
        all.sort();
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

    /// The pictures that page rules and margin boxes refer to, as far as they are written out, each with
    /// the place of its declaration.
    pub fn page_images(&self) -> Vec<(Arc<ImageUrl>, Span)> {
        let mut found = Vec::new();
        for rule in &self.page_rules {
            let in_boxes = rule.margin_boxes.iter().flat_map(|(_, entries)| entries);
            for entry in rule.declarations.iter().chain(in_boxes).chain(&rule.footnote_area) {
                let Parsed::Declarations(declarations) = &entry.parsed else { continue };
                let urls = declarations.iter().flat_map(|declaration| declaration.images());
                found.extend(urls.map(|url| (url, entry.span)));
            }
        }
        found
    }

    /// The style of an element inside of a block, or of a pseudo-element, where it stands on a first line
    /// that rules for `::first-line` style.
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

fn no_metrics(_: &FontStyle) -> FontRelativeMetrics {
    FontRelativeMetrics::FALLBACK
}

/// Cascades the `@page` rules that match a class.
pub(super) fn page_style(
    rules: &[PageRule],
    class: &PageClass,
    root: &Arc<ComputedStyle>,
    root_custom: &Arc<CustomProperties>,
    definitions: &Definitions,
) -> PageStyle {
    // Rules in ascending order of origin, specificity and place; the sort is stable.
    let mut matching: Vec<(&PageRule, (u8, u8, u8))> = rules
        .iter()
        .filter_map(|rule| {
            rule.selectors
                .iter()
                .filter(|selector| selector.matches(class))
                .map(|selector| selector.specificity())
                .max()
                .map(|specificity| (rule, specificity))
        })
        .collect();
    matching.sort_by_key(|(rule, specificity)| (rule.rank, *specificity));
    // Of important declarations, those of the first layer win.
    let mut reversed = matching.clone();
    reversed.sort_by_key(|(rule, _)| std::cmp::Reverse(rule.rank));

    let mut size = PageSize::Auto;
    for important in [false, true] {
        for (rule, _) in if important { &reversed } else { &matching } {
            if let Some((value, is_important)) = rule.size
                && is_important == important
            {
                size = value;
            }
        }
    }
    let size = size.resolve();
    let mut orientation = PageOrientation::default();
    for (important, rules) in [(false, &matching), (true, &reversed)] {
        for (rule, _) in rules {
            if let Some((value, is_important)) = rule.orientation
                && is_important == important
            {
                orientation = value;
            }
        }
    }
    let context = PageContext { root, root_custom, viewport: size, definitions };
    let mut applied = Vec::new();
    for (important, rules) in [(false, &matching), (true, &reversed)] {
        for (rule, _) in rules {
            applied.extend(of_importance(&rule.declarations, important, rule.rank));
        }
    }
    let style = Arc::new(context.compute(applied, root));

    let mut boxes: Vec<MarginBox> = matching
        .iter()
        .flat_map(|(rule, _)| rule.margin_boxes.iter().map(|(margin_box, _)| *margin_box))
        .collect();
    boxes.sort();
    boxes.dedup();
    let margin_boxes = boxes
        .into_iter()
        .filter_map(|margin_box| {
            let defaults = default_alignment(margin_box);
            let mut applied: Vec<(&Parsed, u32)> = defaults.iter().map(|parsed| (parsed, 0)).collect();
            for (important, rules) in [(false, &matching), (true, &reversed)] {
                for (rule, _) in rules {
                    for (_, list) in rule.margin_boxes.iter().filter(|(known, _)| *known == margin_box) {
                        applied.extend(of_importance(list, important, rule.rank));
                    }
                }
            }
            let style = context.compute(applied, &style);
            matches!(style.content.content, Content::Parts(_)).then(|| (margin_box, Arc::new(style)))
        })
        .collect();

    let mut applied: Vec<(&Parsed, u32)> = FOOTNOTE_AREA.iter().map(|parsed| (parsed, 0)).collect();
    for (important, rules) in [(false, &matching), (true, &reversed)] {
        for (rule, _) in rules {
            applied.extend(of_importance(&rule.footnote_area, important, rule.rank));
        }
    }
    let footnote_area = Arc::new(context.compute(applied, &style));

    let margin = style.layout.margin;
    let used =
        |value: super::LengthPercentageOrAuto, basis: Length| value.resolve(basis).unwrap_or(Length::ZERO);
    let padding = style.layout.padding;
    PageStyle {
        size,
        orientation,
        margin: Sides {
            top: used(margin.top, size.height),
            right: used(margin.right, size.width),
            bottom: used(margin.bottom, size.height),
            left: used(margin.left, size.width),
        },
        padding: Sides {
            top: padding.top.resolve(size.height),
            right: padding.right.resolve(size.width),
            bottom: padding.bottom.resolve(size.height),
            left: padding.left.resolve(size.width),
        },
        style,
        margin_boxes,
        footnote_area,
    }
}

/// The declarations of one importance, with the rank of their rule.
fn of_importance(
    entries: &[DeclarationEntry],
    important: bool,
    rank: u32,
) -> impl Iterator<Item = (&Parsed, u32)> {
    let chosen = entries.iter().filter(move |entry| entry.important == important);
    chosen.map(move |entry| (&entry.parsed, rank))
}

/// What all boxes of a page have in common.
struct PageContext<'a> {
    root: &'a ComputedStyle,
    root_custom: &'a Arc<CustomProperties>,
    viewport: Size,
    definitions: &'a Definitions,
}

impl PageContext<'_> {
    /// Computes a style from declarations in ascending order, each with its rank.
    fn compute(&self, applied: Vec<(&Parsed, u32)>, parent: &ComputedStyle) -> ComputedStyle {
        let (declarations, levels): (Vec<&Parsed>, Vec<CascadeLevel>) = applied
            .into_iter()
            .map(|(parsed, rank)| (parsed, CascadeLevel { rank, origin: rank.min(1) }))
            .unzip();
        let context = ComputeContext {
            parent: Some(parent),
            parent_custom: self.root_custom,
            root_font: Some(&self.root.font),
            root_font_size: self.root.font.size,
            root_line_height: self.root.font.size.scale(1.2),
            viewport: self.viewport,
            font_metrics: &no_metrics,
            language: None,
            is_root: false,
            definitions: self.definitions,
            levels: &levels,
            attribute: &|_| None,
        };
        compute(&declarations, &context).style
    }
}

/// The area of footnotes unless the author says otherwise: a thin rule above it.
static FOOTNOTE_AREA: LazyLock<Vec<Parsed>> = LazyLock::new(|| {
    parsed(&[
        ("display", "block"),
        ("margin-top", "0.6em"),
        ("padding-top", "0.4em"),
        ("border-top", "0.5pt solid currentcolor"),
    ])
});

/// How a margin box stands by default (CSS Paged Media 3, section 5.3.1).
fn default_alignment(margin_box: MarginBox) -> Vec<Parsed> {
    let (text_align, vertical_align) = match margin_box {
        MarginBox::TopLeftCorner | MarginBox::BottomLeftCorner => ("right", "middle"),
        MarginBox::TopRightCorner | MarginBox::BottomRightCorner => ("left", "middle"),
        MarginBox::TopLeft | MarginBox::BottomLeft => ("left", "middle"),
        MarginBox::TopCenter | MarginBox::BottomCenter => ("center", "middle"),
        MarginBox::TopRight | MarginBox::BottomRight => ("right", "middle"),
        MarginBox::LeftTop | MarginBox::RightTop => ("center", "top"),
        MarginBox::LeftMiddle | MarginBox::RightMiddle => ("center", "middle"),
        MarginBox::LeftBottom | MarginBox::RightBottom => ("center", "bottom"),
    };
    [("text-align", text_align), ("vertical-align", vertical_align)]
        .into_iter()
        .filter_map(|(name, value)| parse_property(name, &mut Parser::new(value), "").ok())
        .map(|(parsed, _)| parsed)
        .collect()
}

/// The styles of a document without an element.
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
        pages: Mutex::new(FxHashMap::default()),
        definitions,
    }
}
