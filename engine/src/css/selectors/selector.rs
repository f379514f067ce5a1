//! Parsing and matching selectors (Selectors 4) with the `selectors` crate.

use std::cell::RefCell;
use std::fmt;

use cssparser::{ParseError, Parser as CssParser, ToCss, serialize_identifier};
use html5ever::{LocalName, Namespace};
use precomputed_hash::PrecomputedHash;
use selectors::attr::{AttrSelectorOperation, CaseSensitivity, NamespaceConstraint};
use selectors::bloom::{BLOOM_HASH_MASK, BloomFilter};
use selectors::context::MatchingContext;
use selectors::matching::ElementSelectorFlags;
use selectors::parser::{ParseRelative, SelectorImpl, SelectorParseErrorKind};
use selectors::{OpaqueElement, SelectorList};

use crate::css::PseudoElement;
use crate::css::selectors::pseudo_class::PseudoClass;
use crate::html::{Document, Element, NodeId, NodeKind};

/// The types that the `selectors` crate uses for this engine.
#[derive(Clone, Debug)]
pub(crate) struct Selectors;

/// One selector of a list.
pub(crate) type Selector = selectors::parser::Selector<Selectors>;

/// A string in a selector: an identifier or an attribute's value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Word(Box<str>);

impl From<&str> for Word {
    fn from(text: &str) -> Word {
        Word(text.into())
    }
}

impl AsRef<str> for Word {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl PrecomputedHash for Word {
    fn precomputed_hash(&self) -> u32 {
        word_hash(&self.0)
    }
}

/// FNV-1a.
fn word_hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

impl ToCss for Word {
    fn to_css<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        serialize_identifier(&self.0, out)
    }
}

/// An element or attribute name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Name(pub(crate) LocalName);

impl From<&str> for Name {
    fn from(text: &str) -> Name {
        Name(LocalName::from(text))
    }
}

impl std::borrow::Borrow<LocalName> for Name {
    fn borrow(&self) -> &LocalName {
        &self.0
    }
}

impl PrecomputedHash for Name {
    fn precomputed_hash(&self) -> u32 {
        self.0.precomputed_hash()
    }
}

impl ToCss for Name {
    fn to_css<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        serialize_identifier(&self.0, out)
    }
}

/// A pseudo-element of a selector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PseudoSelector {
    Styled(PseudoElement),
    /// A pseudo-element that is never visible on paper, such as `::selection`.
    Unseen,
}

impl ToCss for PseudoSelector {
    fn to_css<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        out.write_str(match self {
            PseudoSelector::Styled(pseudo) => {
                PSEUDO_ELEMENTS.iter().find(|(_, known)| known == pseudo).map_or("::before", |(name, _)| name)
            }
            PseudoSelector::Unseen => "::selection",
        })
    }
}

impl selectors::parser::PseudoElement for PseudoSelector {}

/// The pseudo-elements that can be styled.
pub(crate) const PSEUDO_ELEMENTS: &[(&str, PseudoElement)] = &[
    ("before", PseudoElement::Before),
    ("after", PseudoElement::After),
    ("marker", PseudoElement::Marker),
    ("first-letter", PseudoElement::FirstLetter),
    ("first-line", PseudoElement::FirstLine),
    ("footnote-call", PseudoElement::FootnoteCall),
    ("footnote-marker", PseudoElement::FootnoteMarker),
];

/// The pseudo-elements that are never visible on paper; rules for them have no effect.
pub(crate) const UNSEEN_PSEUDO_ELEMENTS: &[&str] = &[
    "selection",
    "placeholder",
    "backdrop",
    "cue",
    "file-selector-button",
    "grammar-error",
    "spelling-error",
    "target-text",
    "highlight",
    "view-transition",
    "scroll-marker",
    "-moz-focus-inner",
    "-moz-selection",
    "-moz-placeholder",
];

impl SelectorImpl for Selectors {
    type ExtraMatchingData<'a> = ();
    type AttrValue = Word;
    type Identifier = Word;
    type LocalName = Name;
    type NamespaceUrl = Namespace;
    type NamespacePrefix = Word;
    type BorrowedNamespaceUrl = Namespace;
    type BorrowedLocalName = LocalName;
    type NonTSPseudoClass = PseudoClass;
    type PseudoElement = PseudoSelector;
}

/// The namespaces that `@namespace` rules declare.
#[derive(Clone, Debug, Default)]
pub(crate) struct Namespaces {
    default: Option<Namespace>,
    prefixes: Vec<(Word, Namespace)>,
}

impl Namespaces {
    /// Declares the namespace of a prefix, or of type selectors without a prefix.
    pub(crate) fn declare(&mut self, prefix: Option<&str>, url: &str) {
        match prefix {
            None => self.default = Some(Namespace::from(url)),
            Some(prefix) => self.prefixes.push((Word::from(prefix), Namespace::from(url))),
        }
    }
}

struct SelectorParser<'a> {
    namespaces: &'a Namespaces,
    /// Whether unknown selectors in `:is()` and `:where()` are skipped.
    forgiving: bool,
    /// The first pseudo-class or pseudo-element that is not supported.
    unsupported: RefCell<Option<String>>,
}

impl SelectorParser<'_> {
    fn refuse<T>(&self, name: String) -> Result<T, ParseError<SelectorParseErrorKind>> {
        self.unsupported.borrow_mut().get_or_insert(name);
        Err(ParseError::custom(SelectorParseErrorKind::UnsupportedPseudoClassOrElement))
    }
}

impl<'i> selectors::parser::Parser<'i> for SelectorParser<'_> {
    type Impl = Selectors;
    type Error = SelectorParseErrorKind;

    fn parse_is_and_where(&self) -> bool {
        true
    }

    fn is_is_alias(&self, name: &str) -> bool {
        name.eq_ignore_ascii_case("-webkit-any") || name.eq_ignore_ascii_case("matches")
    }

    fn parse_nth_child_of(&self) -> bool {
        true
    }

    fn parse_has(&self) -> bool {
        true
    }

    fn parse_parent_selector(&self) -> bool {
        true
    }

    fn allow_forgiving_selectors(&self) -> bool {
        self.forgiving
    }

    fn default_namespace(&self) -> Option<Namespace> {
        self.namespaces.default.clone()
    }

    fn namespace_for_prefix(&self, prefix: &Word) -> Option<Namespace> {
        // The last declaration of a prefix applies.
        self.namespaces.prefixes.iter().rev().find(|(known, _)| known == prefix).map(|(_, url)| url.clone())
    }

    fn parse_non_ts_pseudo_class(
        &self,
        name: &str,
    ) -> Result<PseudoClass, ParseError<SelectorParseErrorKind>> {
        match PseudoClass::named(name) {
            Some(class) => Ok(class),
            None => self.refuse(format!(":{}", name.to_ascii_lowercase())),
        }
    }

    fn parse_non_ts_functional_pseudo_class(
        &self,
        name: &str,
        parser: &mut CssParser<'i>,
        _after_part: bool,
    ) -> Result<PseudoClass, ParseError<SelectorParseErrorKind>> {
        match PseudoClass::function(name, parser) {
            Some(Ok(class)) => Ok(class),
            Some(Err(())) => Err(ParseError::custom(SelectorParseErrorKind::UnexpectedIdent)),
            None => self.refuse(format!(":{}()", name.to_ascii_lowercase())),
        }
    }

    fn parse_pseudo_element(&self, name: &str) -> Result<PseudoSelector, ParseError<SelectorParseErrorKind>> {
        let name = name.to_ascii_lowercase();
        if let Some((_, pseudo)) = PSEUDO_ELEMENTS.iter().find(|(known, _)| *known == name) {
            return Ok(PseudoSelector::Styled(*pseudo));
        }
        // Browsers accept any name with this prefix.
        if UNSEEN_PSEUDO_ELEMENTS.contains(&name.as_str()) || name.starts_with("-webkit-") {
            return Ok(PseudoSelector::Unseen);
        }
        self.refuse(format!("::{name}"))
    }

    fn parse_functional_pseudo_element(
        &self,
        name: &str,
        arguments: &mut CssParser<'i>,
    ) -> Result<PseudoSelector, ParseError<SelectorParseErrorKind>> {
        let name = name.to_ascii_lowercase();
        if UNSEEN_PSEUDO_ELEMENTS.contains(&name.as_str()) {
            while arguments.next().is_ok() {}
            return Ok(PseudoSelector::Unseen);
        }
        self.refuse(format!("::{name}()"))
    }
}

/// Parses a selector list; also returns the first pseudo-class or pseudo-element that is not supported,
/// which a forgiving list skips.
pub(crate) fn parse_selector_list(
    input: &mut CssParser<'_>,
    namespaces: &Namespaces,
    relative: ParseRelative,
) -> (Result<SelectorList<Selectors>, ()>, Option<String>) {
    let parser = SelectorParser { namespaces, forgiving: true, unsupported: RefCell::default() };
    let list = SelectorList::parse(&parser, input, relative);
    (list.map_err(|_| ()), parser.unsupported.into_inner())
}

/// Whether the rest of the input is a single selector that is supported as a whole.
pub(crate) fn parse_strict_selector(
    input: &mut CssParser<'_>,
    namespaces: &Namespaces,
    relative: ParseRelative,
) -> bool {
    let parser = SelectorParser { namespaces, forgiving: false, unsupported: RefCell::default() };
    SelectorList::parse(&parser, input, relative).is_ok_and(|list| list.len() == 1) && input.is_exhausted()
}

/// The identifier, class or type that the rightmost compound selector requires, by which rules are indexed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SelectorKey {
    Id(String),
    Class(String),
    Type(LocalName),
    Any,
}

impl SelectorKey {
    /// How rare elements with the key are; a larger number is rarer.
    fn rarity(&self) -> u8 {
        match self {
            SelectorKey::Id(_) => 3,
            SelectorKey::Class(_) => 2,
            SelectorKey::Type(_) => 1,
            SelectorKey::Any => 0,
        }
    }
}

/// The selectors of which an element has to match one: those in the list of a selector that is `:is()` or `:where()` alone, so
/// that no element is compared with all of a long list; otherwise the selector itself.
pub(crate) fn alternatives(selector: &Selector) -> &[Selector] {
    use selectors::parser::Component;
    let mut components = selector.iter_raw_match_order();
    match (components.next(), components.next()) {
        (Some(Component::Is(list) | Component::Where(list)), None) => list.slice(),
        _ => std::slice::from_ref(selector),
    }
}

/// The keys under which a selector is indexed: an element that it matches has at least one of them.
pub(crate) fn keys_of(selector: &Selector) -> Vec<SelectorKey> {
    use selectors::parser::Component;
    let rarity = |keys: &[SelectorKey]| keys.iter().map(SelectorKey::rarity).min().unwrap_or(u8::MAX);
    let mut best = vec![SelectorKey::Any];
    // Skip the pseudo-element, which comes first in matching order, to the compound selector of its element.
    let mut components = selector.iter();
    loop {
        let mut pseudo = false;
        for component in components.by_ref() {
            let keys = match component {
                Component::ID(id) => vec![SelectorKey::Id(id.as_ref().to_string())],
                Component::Class(class) => vec![SelectorKey::Class(class.as_ref().to_string())],
                // Names of SVG elements keep their case.
                Component::LocalName(name) if name.name != name.lower_name => {
                    vec![SelectorKey::Type(name.lower_name.0.clone()), SelectorKey::Type(name.name.0.clone())]
                }
                Component::LocalName(name) => vec![SelectorKey::Type(name.lower_name.0.clone())],
                Component::Is(list) | Component::Where(list) => {
                    list.slice().iter().flat_map(keys_of).collect()
                }
                Component::PseudoElement(_) => {
                    pseudo = true;
                    continue;
                }
                _ => continue,
            };
            if rarity(&keys) > rarity(&best) {
                best = keys;
            }
        }
        if !pseudo || components.next_sequence().is_none() {
            return best;
        }
    }
}

/// An element of a document, as the `selectors` crate accesses it.
#[derive(Clone, Copy)]
pub(crate) struct ElementRef<'a> {
    pub(crate) document: &'a Document,
    pub(crate) id: NodeId,
}

impl fmt::Debug for ElementRef<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", self.id)
    }
}

impl<'a> ElementRef<'a> {
    fn at(self, id: NodeId) -> ElementRef<'a> {
        ElementRef { document: self.document, id }
    }

    fn element(self) -> Option<&'a Element> {
        self.document.element(self.id)
    }

    fn is_element(self, id: NodeId) -> bool {
        self.document.element(id).is_some()
    }
}

impl selectors::Element for ElementRef<'_> {
    type Impl = Selectors;

    fn opaque(&self) -> OpaqueElement {
        // The address of the node does not change as long as the document is borrowed.
        OpaqueElement::new(self.document.node(self.id))
    }

    fn parent_element(&self) -> Option<Self> {
        self.document.parent_element(self.id).map(|parent| self.at(parent))
    }

    fn parent_node_is_shadow_root(&self) -> bool {
        false
    }

    fn containing_shadow_host(&self) -> Option<Self> {
        None
    }

    fn is_pseudo_element(&self) -> bool {
        false
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        let mut at = self.document.node(self.id).previous_sibling;
        while let Some(sibling) = at {
            if self.is_element(sibling) {
                return Some(self.at(sibling));
            }
            at = self.document.node(sibling).previous_sibling;
        }
        None
    }

    fn next_sibling_element(&self) -> Option<Self> {
        let mut at = self.document.node(self.id).next_sibling;
        while let Some(sibling) = at {
            if self.is_element(sibling) {
                return Some(self.at(sibling));
            }
            at = self.document.node(sibling).next_sibling;
        }
        None
    }

    fn first_element_child(&self) -> Option<Self> {
        self.document.children(self.id).find(|&child| self.is_element(child)).map(|child| self.at(child))
    }

    fn is_html_element_in_html_document(&self) -> bool {
        self.element().is_some_and(|element| element.namespace == html5ever::ns!(html))
    }

    fn has_local_name(&self, name: &LocalName) -> bool {
        self.element().is_some_and(|element| element.name == *name)
    }

    fn has_namespace(&self, namespace: &Namespace) -> bool {
        self.element().is_some_and(|element| element.namespace == *namespace)
    }

    fn is_same_type(&self, other: &Self) -> bool {
        match (self.element(), other.element()) {
            (Some(first), Some(second)) => first.name == second.name && first.namespace == second.namespace,
            _ => false,
        }
    }

    fn attr_matches(
        &self,
        namespace: &NamespaceConstraint<&Namespace>,
        name: &Name,
        operation: &AttrSelectorOperation<&Word>,
    ) -> bool {
        let Some(element) = self.element() else { return false };
        element.attributes.iter().any(|attribute| {
            attribute.name == name.0
                && match namespace {
                    NamespaceConstraint::Any => true,
                    NamespaceConstraint::Specific(namespace) => attribute.namespace == **namespace,
                }
                && operation.eval_str(&attribute.value)
        })
    }

    fn match_non_ts_pseudo_class(&self, class: &PseudoClass, _: &mut MatchingContext<'_, Selectors>) -> bool {
        class.matches(self.document, self.id)
    }

    fn match_pseudo_element(&self, _: &PseudoSelector, _: &mut MatchingContext<'_, Selectors>) -> bool {
        // The mode of matching decides which pseudo-element is styled.
        true
    }

    fn apply_selector_flags(&self, _: ElementSelectorFlags) {}

    fn is_link(&self) -> bool {
        PseudoClass::Link.matches(self.document, self.id)
    }

    fn is_html_slot_element(&self) -> bool {
        false
    }

    fn has_id(&self, id: &Word, case: CaseSensitivity) -> bool {
        self.element()
            .and_then(Element::id)
            .is_some_and(|own| case.eq(own.as_bytes(), id.as_ref().as_bytes()))
    }

    fn has_class(&self, class: &Word, case: CaseSensitivity) -> bool {
        self.element().is_some_and(|element| match case {
            CaseSensitivity::CaseSensitive => element.has_class(class.as_ref()),
            CaseSensitivity::AsciiCaseInsensitive => {
                element.classes().any(|own| own.eq_ignore_ascii_case(class.as_ref()))
            }
        })
    }

    fn has_custom_state(&self, _: &Word) -> bool {
        false
    }

    fn imported_part(&self, _: &Word) -> Option<Word> {
        None
    }

    fn is_part(&self, _: &Word) -> bool {
        false
    }

    fn is_empty(&self) -> bool {
        self.document.children(self.id).all(|child| match &self.document.node(child).kind {
            NodeKind::Element(_) => false,
            NodeKind::Text(text) => text.is_empty(),
            NodeKind::Document | NodeKind::Ignored => true,
        })
    }

    fn is_root(&self) -> bool {
        self.document.root() == Some(self.id)
    }

    fn add_element_unique_hashes(&self, filter: &mut BloomFilter) -> bool {
        let Some(element) = self.element() else { return false };
        filter.insert_hash(element.name.precomputed_hash() & BLOOM_HASH_MASK);
        filter.insert_hash(element.namespace.precomputed_hash() & BLOOM_HASH_MASK);
        for word in element.id().into_iter().chain(element.classes()) {
            filter.insert_hash(word_hash(word) & BLOOM_HASH_MASK);
        }
        true
    }
}
