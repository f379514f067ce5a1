//! The cascade (CSS Cascade 4): which declarations apply to each element, in which order.
//!
//! Elements are visited in document order, so a parent's style is there before its children's.
//! Elements with equal parents' styles and equal matching rules share one style.

pub(crate) mod first_line;
pub(crate) mod styles;

use std::sync::{Arc, LazyLock, Mutex};

use cssparser::Parser;
use html5ever::LocalName;
use rustc_hash::FxHashMap;

use crate::css::cascade::first_line::{FirstLines, Rules};
use crate::css::cascade::styles::{Styles, empty, page_style};
use crate::css::properties::{
    CascadeLevel, ComputeContext, CustomProperties, FontRelativeMetrics, Parsed, compute,
    contains_attributes, initial,
};
use crate::css::rules::layers::LayerId;
use crate::css::rules::stylesheet::{
    DeclarationEntry, Origin, Stylesheets, parse_property, parse_style_attribute, report_undefined,
};
use crate::css::selectors::selector::{Key, Matcher, PseudoSelector, Selector, keys_of};
use crate::css::{ComputedStyle, Definitions, Float, FontStyle, LineHeight, PageClass, PseudoElement};
use crate::diagnostics::{Diagnostic, Diagnostics, Span};
use crate::html::{Document, Element, NodeId, place_of, place_of_attribute};
use crate::units::{Length, Size};

/// Computes the style of every element. `font_metrics` tells what font-relative units refer to.
pub fn cascade(
    document: &Document,
    stylesheets: &Stylesheets,
    font_metrics: &dyn Fn(&FontStyle) -> FontRelativeMetrics,
    diagnostics: &mut Diagnostics,
) -> Styles {
    let mut styles = empty(stylesheets.pages.clone(), stylesheets.definitions.clone());
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
        first_lines: FirstLines::default(),
        matched: Vec::new(),
        definitions: &stylesheets.definitions,
        diagnostics,
    };
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
            cascade.first_line(node, &mut styles, element.first_line.clone());
        }
    }
    styles.pages = Mutex::new(FxHashMap::default());
    styles
}

/// Rules by what their selectors ask for first.
struct RuleIndex<'a> {
    entries: Vec<Entry<'a>>,
    by_id: FxHashMap<String, Vec<u32>>,
    by_class: FxHashMap<String, Vec<u32>>,
    by_type: FxHashMap<LocalName, Vec<u32>>,
    any: Vec<u32>,
    /// Whether any rule is for a `::first-line`.
    pub(crate) styles_first_lines: bool,
}

/// One selector of a rule.
struct Entry<'a> {
    selector: &'a Selector,
    declarations: &'a [DeclarationEntry],
    has_important: bool,
    /// Whether what it declares depends on attributes of the element.
    has_attributes: bool,
    /// Of its origin and layer, see [`CascadeLevel`].
    rank: u32,
    specificity: u32,
    pseudo: Option<PseudoElement>,
}

impl<'a> RuleIndex<'a> {
    fn new(stylesheets: &'a Stylesheets) -> RuleIndex<'a> {
        let mut index = RuleIndex {
            entries: Vec::new(),
            by_id: FxHashMap::default(),
            by_class: FxHashMap::default(),
            by_type: FxHashMap::default(),
            any: Vec::new(),
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
                let number = index.entries.len() as u32;
                index.styles_first_lines |= pseudo == Some(PseudoElement::FirstLine);
                index.entries.push(Entry {
                    selector,
                    declarations: &rule.declarations,
                    has_important,
                    has_attributes,
                    rank,
                    specificity: selector.specificity(),
                    pseudo,
                });
                for key in keys_of(selector) {
                    match key {
                        Key::Id(id) => index.by_id.entry(id).or_default().push(number),
                        Key::Class(class) => index.by_class.entry(class).or_default().push(number),
                        Key::Type(name) => index.by_type.entry(name).or_default().push(number),
                        Key::Any => index.any.push(number),
                    }
                }
            }
        }
        index
    }

    /// The numbers of entries that may match an element, in no particular order.
    fn candidates(&self, element: &Element, out: &mut Vec<u32>) {
        out.clear();
        out.extend_from_slice(&self.any);
        out.extend(self.by_type.get(&element.name).into_iter().flatten());
        if let Some(id) = element.id() {
            out.extend(self.by_id.get(id).into_iter().flatten());
        }
        for class in element.classes() {
            out.extend(self.by_class.get(class).into_iter().flatten());
        }
    }
}

pub(crate) struct Cascade<'a> {
    pub(crate) document: &'a Document,
    index: RuleIndex<'a>,
    matcher: Matcher,
    font_metrics: &'a dyn Fn(&FontStyle) -> FontRelativeMetrics,
    viewport: Size,
    root_font: Option<Arc<FontStyle>>,
    root_font_size: Length,
    root_line_height: Length,
    /// Styles that elements alike in every respect can share.
    shared: FxHashMap<ShareKey, ElementStyles>,
    pub(crate) custom: Vec<Option<Arc<CustomProperties>>>,
    pub(crate) first_lines: FirstLines,
    /// Scratch space: the numbers of the entries that match.
    matched: Vec<u32>,
    definitions: &'a Definitions,
    diagnostics: &'a mut Diagnostics,
}

/// What decides an element's style when it has no declarations of its own.
#[derive(PartialEq, Eq, Hash)]
struct ShareKey {
    /// The address of the parent's style, which `ElementStyles::parent` keeps alive.
    parent: usize,
    parent_custom: usize,
    language: Option<String>,
    matched: Vec<u32>,
}

#[derive(Clone)]
pub(crate) struct ElementStyles {
    pub(crate) style: Arc<ComputedStyle>,
    custom: Arc<CustomProperties>,
    pub(crate) pseudo: Vec<(PseudoElement, Arc<ComputedStyle>)>,
    /// The rules for its `::first-line`, if there are any.
    first_line: Option<Rules>,
    /// Keeps the addresses of the key valid.
    _parent: Option<Arc<ComputedStyle>>,
    _parent_custom: Arc<CustomProperties>,
}

impl Cascade<'_> {
    pub(crate) fn element(
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
        let language = element.attribute("lang").or_else(|| {
            let xml = element
                .attributes
                .iter()
                .find(|attribute| attribute.namespace == html5ever::ns!(xml) && &*attribute.name == "lang");
            xml.map(|attribute| attribute.value.as_str())
        });
        let own = self.own_declarations(node, element);
        let depends = |&number: &u32| self.index.entries[number as usize].has_attributes;
        let sharable = own.is_empty() && !is_root && !matched.iter().any(depends);
        let key = ShareKey {
            parent: parent_style.map_or(0, |style| Arc::as_ptr(style) as usize),
            parent_custom: Arc::as_ptr(&parent_custom) as usize,
            language: language.map(str::to_string),
            matched,
        };
        if sharable && let Some(shared) = self.shared.get(&key) {
            let shared = shared.clone();
            self.matched = key.matched;
            return shared;
        }
        let (style, custom) = self.compute(
            Target { node, matched: &key.matched, pseudo: None, own: &own, language, is_root },
            parent_style.map(|style| &**style),
            &parent_custom,
        );
        let style = Arc::new(style);
        let mut pseudo = Vec::new();
        let is_note = style.layout.float == Float::Footnote;
        for which in [
            PseudoElement::Before,
            PseudoElement::After,
            PseudoElement::Marker,
            PseudoElement::FirstLetter,
            PseudoElement::FootnoteCall,
            PseudoElement::FootnoteMarker,
        ] {
            let entries = &self.index.entries;
            let of_notes = matches!(which, PseudoElement::FootnoteCall | PseudoElement::FootnoteMarker);
            let is_wanted = match of_notes {
                true => is_note,
                false => key.matched.iter().any(|&number| entries[number as usize].pseudo == Some(which)),
            };
            if is_wanted {
                let target = Target {
                    node,
                    matched: &key.matched,
                    pseudo: Some(which),
                    own: &[],
                    language: None,
                    is_root: false,
                };
                let (pseudo_style, _) = self.compute(target, Some(&style), &custom);
                pseudo.push((which, Arc::new(pseudo_style)));
            }
        }
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

    /// The numbers of the entries that match an element, as the cascade orders them.
    pub(crate) fn matching(&mut self, node: NodeId) -> Vec<u32> {
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
        // An element may have several keys of one selector.
        matched.dedup();
        matched
    }

    /// Of the entries that match an element, those for its `::first-line`.
    fn first_line_rules(&self, matched: &[u32]) -> Option<Rules> {
        if !self.index.styles_first_lines {
            return None;
        }
        let is_such =
            |number: u32| self.index.entries[number as usize].pseudo == Some(PseudoElement::FirstLine);
        let rules: Rules = matched.iter().copied().filter(|&number| is_such(number)).collect();
        (!rules.is_empty()).then_some(rules)
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

    /// Declarations that an element brings itself: presentational hints, then its `style`.
    fn own_declarations(&mut self, node: NodeId, element: &Element) -> Vec<OwnDeclaration> {
        let mut own = Vec::new();
        if element.is_html("img") || element.is_html("table") {
            for name in ["width", "height"] {
                let hint = element.attribute(name).and_then(dimension);
                let parsed = hint.and_then(|value| parse_property(name, &mut Parser::new(&value), "").ok());
                own.extend(parsed.map(|(parsed, _)| OwnDeclaration { parsed, kind: OwnKind::Hint }));
            }
        }
        if let Some(text) = element.attribute("style")
            && !text.trim().is_empty()
        {
            // Its place is looked for where there is something to say of it: that takes the whole source.
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

    pub(crate) fn compute(
        &mut self,
        target: Target<'_>,
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
            let mut diagnostic = Diagnostic::warning(problem.message).at(place, "");
            if let Some(help) = problem.help {
                diagnostic = diagnostic.help(help);
            }
            self.diagnostics.push(diagnostic);
        }
        (computed.style, computed.custom)
    }

    /// The declarations that apply, in ascending order of the cascade (CSS Cascade 5, section 6.1).
    fn applied<'t>(&'t self, target: &Target<'t>) -> Applied<'t> {
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
        // Of important ones, those of the first layer win.
        let mut important: Vec<&Entry<'t>> = author.filter(|entry| entry.has_important).collect();
        important.sort_by_key(|entry| std::cmp::Reverse(entry.rank));
        important.into_iter().for_each(|entry| applied.add(entry, true));
        own(OwnKind::ImportantStyle).for_each(|declaration| applied.add_own(declaration, STYLE_ATTRIBUTE));
        user_agent.for_each(|entry| applied.add(entry, true));
        applied
    }

    fn line_height(&self, style: &ComputedStyle) -> Length {
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

/// Ranks of [`CascadeLevel`]: the program's own stylesheet, attributes such as `width`, then the layers
/// of the document's stylesheets, and `style` attributes, each a layer of its own.
const USER_AGENT: u32 = 0;
const HINTS: u32 = 1;
const FIRST_LAYER: u32 = 2;
const STYLE_ATTRIBUTE: u32 = u32::MAX - 1;

/// The rank of a layer of an origin, with the places of the layers in their order.
pub(crate) fn rank_of(origin: Origin, layer: LayerId, ranks: &[u32]) -> u32 {
    match origin {
        Origin::UserAgent => USER_AGENT,
        Origin::Author => FIRST_LAYER + ranks.get(layer.index()).copied().unwrap_or_default(),
    }
}

/// Where a declaration stands; in an element, the place is looked for when it is to be shown.
#[derive(Clone, Copy)]
enum DeclaredAt {
    Rule(Span),
    StyleAttribute,
    Element,
}

/// The declarations that apply to something, with the place and the level of each.
#[derive(Default)]
struct Applied<'a> {
    declarations: Vec<&'a Parsed>,
    places: Vec<DeclaredAt>,
    levels: Vec<CascadeLevel>,
}

impl<'a> Applied<'a> {
    fn push(&mut self, parsed: &'a Parsed, place: DeclaredAt, rank: u32) {
        self.declarations.push(parsed);
        self.places.push(place);
        // To `revert`, attributes are of the author (CSS Cascade 5, section 6.5).
        let origin = if rank == USER_AGENT { USER_AGENT } else { HINTS };
        self.levels.push(CascadeLevel { rank, origin });
    }

    fn add(&mut self, entry: &Entry<'a>, important: bool) {
        for declaration in entry.declarations.iter().filter(|each| each.important == important) {
            self.push(&declaration.parsed, DeclaredAt::Rule(declaration.span), entry.rank);
        }
    }

    fn add_own(&mut self, declaration: &'a OwnDeclaration, rank: u32) {
        let place = match declaration.kind {
            OwnKind::Hint => DeclaredAt::Element,
            OwnKind::Style | OwnKind::ImportantStyle => DeclaredAt::StyleAttribute,
        };
        self.push(&declaration.parsed, place, rank);
    }
}

/// How footnotes are numbered unless the author says otherwise, and how markers that rules are about are set. It
/// is not in the stylesheet of the program, where every element would have to be held against it.
fn pseudo_element_defaults(pseudo: Option<PseudoElement>) -> &'static [Parsed] {
    static CALL: LazyLock<Vec<Parsed>> = LazyLock::new(|| {
        parsed(&[
            ("content", "counter(footnote)"),
            ("font-size", "0.65em"),
            ("line-height", "0"),
            ("vertical-align", "super"),
            ("white-space", "nowrap"),
        ])
    });
    static MARKER: LazyLock<Vec<Parsed>> =
        LazyLock::new(|| parsed(&[("content", "counter(footnote) '.\\a0'"), ("white-space", "nowrap")]));
    static OF_LISTS: LazyLock<Vec<Parsed>> =
        LazyLock::new(|| parsed(&[("white-space", "pre"), ("text-transform", "none")]));
    match pseudo {
        Some(PseudoElement::Marker) => &OF_LISTS,
        Some(PseudoElement::FootnoteCall) => &CALL,
        Some(PseudoElement::FootnoteMarker) => &MARKER,
        _ => &[],
    }
}

/// Declarations of the program itself.
pub(crate) fn parsed(declarations: &[(&str, &str)]) -> Vec<Parsed> {
    let parse = |(name, value): &(&str, &str)| parse_property(name, &mut Parser::new(value), "").ok();
    declarations.iter().filter_map(parse).map(|(parsed, _)| parsed).collect()
}

/// What a style is computed for.
pub(crate) struct Target<'a> {
    pub(crate) node: NodeId,
    pub(crate) matched: &'a [u32],
    pub(crate) pseudo: Option<PseudoElement>,
    pub(crate) own: &'a [OwnDeclaration],
    pub(crate) language: Option<&'a str>,
    pub(crate) is_root: bool,
}

/// A declaration that belongs to one element.
pub(crate) struct OwnDeclaration {
    parsed: Parsed,
    kind: OwnKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum OwnKind {
    /// An attribute such as `width`, below all author rules.
    Hint,
    Style,
    ImportantStyle,
}

/// A dimension attribute as CSS: a number of pixels or a percentage.
fn dimension(value: &str) -> Option<String> {
    let value = value.trim();
    let (number, unit) = match value.strip_suffix('%') {
        Some(number) => (number, "%"),
        None => (value.strip_suffix("px").unwrap_or(value), "px"),
    };
    let number: f64 = number.trim().parse().ok()?;
    (number.is_finite() && number >= 0.0).then(|| format!("{number}{unit}"))
}
