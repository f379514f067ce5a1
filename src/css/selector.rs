//! Selectors (Selectors 4) over our document, through the `selectors` crate.

use std::fmt;

use cssparser::{ParseError, Parser as CssParser, ToCss, serialize_identifier};
use html5ever::{LocalName, Namespace};
use precomputed_hash::PrecomputedHash;
use selectors::attr::{AttrSelectorOperation, CaseSensitivity, NamespaceConstraint};
use selectors::bloom::BloomFilter;
use selectors::context::{
    MatchingContext, MatchingForInvalidation, MatchingMode, NeedsSelectorFlags, QuirksMode, SelectorCaches,
};
use selectors::matching::{ElementSelectorFlags, matches_selector};
use selectors::parser::{ParseRelative, SelectorImpl, SelectorParseErrorKind};
use selectors::{OpaqueElement, SelectorList};

use super::directionality::directionality;
use super::{Direction, PseudoElement};
use crate::html::{Document, Element, NodeId, NodeKind};

/// The types that our selectors are made of.
#[derive(Clone, Debug)]
pub(super) struct Selectors;

/// One selector of a list.
pub(super) type Selector = selectors::parser::Selector<Selectors>;

/// A string in a selector: an identifier or an attribute's value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Word(Box<str>);

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
    /// FNV-1a.
    fn precomputed_hash(&self) -> u32 {
        self.0.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    }
}

impl ToCss for Word {
    fn to_css<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        serialize_identifier(&self.0, out)
    }
}

/// An element or attribute name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Name(pub(super) LocalName);

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

/// Pseudo-classes that depend on more than the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PseudoClass {
    /// `:link` and `:any-link`.
    Link,
    /// `:dir()`.
    Directed(Direction),
    /// `:visited`, `:hover`, `:focus` and the like: true of nothing on paper.
    Never,
}

impl ToCss for PseudoClass {
    fn to_css<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        out.write_str(match self {
            PseudoClass::Link => ":link",
            PseudoClass::Directed(Direction::LeftToRight) => ":dir(ltr)",
            PseudoClass::Directed(Direction::RightToLeft) => ":dir(rtl)",
            PseudoClass::Never => ":hover",
        })
    }
}

impl selectors::parser::NonTSPseudoClass for PseudoClass {
    fn is_active_or_hover(&self) -> bool {
        false
    }

    fn is_user_action_state(&self) -> bool {
        false
    }
}

impl ToCss for PseudoElement {
    fn to_css<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        out.write_str(match self {
            PseudoElement::Before => "::before",
            PseudoElement::After => "::after",
            PseudoElement::Marker => "::marker",
            PseudoElement::FirstLetter => "::first-letter",
            PseudoElement::FootnoteCall => "::footnote-call",
            PseudoElement::FootnoteMarker => "::footnote-marker",
            PseudoElement::FirstLine => "::first-line",
        })
    }
}

impl selectors::parser::PseudoElement for PseudoElement {}

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
    type PseudoElement = PseudoElement;
}

struct SelectorParser;

impl<'i> selectors::parser::Parser<'i> for SelectorParser {
    type Impl = Selectors;
    type Error = SelectorParseErrorKind;

    fn parse_is_and_where(&self) -> bool {
        true
    }

    fn parse_nth_child_of(&self) -> bool {
        true
    }

    fn parse_non_ts_pseudo_class(
        &self,
        name: &str,
    ) -> Result<PseudoClass, ParseError<SelectorParseErrorKind>> {
        match &*name.to_ascii_lowercase() {
            "link" | "any-link" => Ok(PseudoClass::Link),
            "visited" | "hover" | "active" | "focus" | "focus-within" | "focus-visible" | "target" => {
                Ok(PseudoClass::Never)
            }
            _ => Err(ParseError::custom(SelectorParseErrorKind::UnsupportedPseudoClassOrElement)),
        }
    }

    fn parse_non_ts_functional_pseudo_class(
        &self,
        name: &str,
        parser: &mut CssParser<'i>,
        _after_part: bool,
    ) -> Result<PseudoClass, ParseError<SelectorParseErrorKind>> {
        if name.eq_ignore_ascii_case("dir") {
            let direction = parser.expect_ident()?;
            if direction.eq_ignore_ascii_case("ltr") {
                return Ok(PseudoClass::Directed(Direction::LeftToRight));
            }
            if direction.eq_ignore_ascii_case("rtl") {
                return Ok(PseudoClass::Directed(Direction::RightToLeft));
            }
        }
        Err(ParseError::custom(SelectorParseErrorKind::UnsupportedPseudoClassOrElement))
    }

    fn parse_pseudo_element(&self, name: &str) -> Result<PseudoElement, ParseError<SelectorParseErrorKind>> {
        match &*name.to_ascii_lowercase() {
            "before" => Ok(PseudoElement::Before),
            "after" => Ok(PseudoElement::After),
            "marker" => Ok(PseudoElement::Marker),
            "first-letter" => Ok(PseudoElement::FirstLetter),
            "footnote-call" => Ok(PseudoElement::FootnoteCall),
            "footnote-marker" => Ok(PseudoElement::FootnoteMarker),
            "first-line" => Ok(PseudoElement::FirstLine),
            _ => Err(ParseError::custom(SelectorParseErrorKind::UnsupportedPseudoClassOrElement)),
        }
    }
}

/// Parses a selector list.
///
/// # Errors
/// The crate's reason, where it is no selector that is supported.
pub(super) fn parse_selectors(
    input: &mut CssParser<'_>,
) -> Result<Vec<Selector>, ParseError<SelectorParseErrorKind>> {
    let list = SelectorList::parse(&SelectorParser, input, ParseRelative::No)?;
    Ok(list.slice().to_vec())
}

/// What the rightmost compound selector asks for first, for finding the rules that may match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Id(String),
    Class(String),
    Type(LocalName),
    Any,
}

/// The key under which a selector's rule is kept.
pub(super) fn key_of(selector: &Selector) -> Key {
    use selectors::parser::Component;
    let mut key = Key::Any;
    // Skip the pseudo-element, which comes first in matching order, to its element's compound.
    let mut components = selector.iter();
    loop {
        let mut pseudo = false;
        for component in components.by_ref() {
            match component {
                Component::ID(id) => return Key::Id(id.as_ref().to_string()),
                Component::Class(class) => key = Key::Class(class.as_ref().to_string()),
                Component::LocalName(name) if key == Key::Any => key = Key::Type(name.lower_name.0.clone()),
                Component::PseudoElement(_) => pseudo = true,
                _ => {}
            }
        }
        if !pseudo || components.next_sequence().is_none() {
            return key;
        }
    }
}

/// An element of a document, as selectors see it.
#[derive(Clone, Copy)]
pub(super) struct ElementRef<'a> {
    pub(super) document: &'a Document,
    pub(super) id: NodeId,
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
        // The node is at one address as long as the document is borrowed.
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
        match class {
            PseudoClass::Link => selectors::Element::is_link(self),
            PseudoClass::Directed(direction) => directionality(self.document, self.id) == *direction,
            PseudoClass::Never => false,
        }
    }

    fn match_pseudo_element(&self, _: &PseudoElement, _: &mut MatchingContext<'_, Selectors>) -> bool {
        // Which pseudo-element is styled is settled by the mode of matching.
        true
    }

    fn apply_selector_flags(&self, _: ElementSelectorFlags) {}

    fn is_link(&self) -> bool {
        self.element().is_some_and(|element| {
            (element.is_html("a") || element.is_html("area")) && element.attribute("href").is_some()
        })
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
        self.element().is_some_and(|element| {
            element.classes().any(|own| case.eq(own.as_bytes(), class.as_ref().as_bytes()))
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

    fn add_element_unique_hashes(&self, _: &mut BloomFilter) -> bool {
        false
    }
}

/// Tells whether selectors match, remembering what `:nth-*` counted.
#[derive(Default)]
pub(super) struct Matcher {
    caches: SelectorCaches,
}

impl Matcher {
    /// Whether `selector` matches the element, or its pseudo-element where the selector has one.
    pub(super) fn matches(&mut self, selector: &Selector, document: &Document, id: NodeId) -> bool {
        let mode = if selector.has_pseudo_element() {
            MatchingMode::ForStatelessPseudoElement
        } else {
            MatchingMode::Normal
        };
        let mut context = MatchingContext::new(
            mode,
            None,
            &mut self.caches,
            QuirksMode::NoQuirks,
            NeedsSelectorFlags::No,
            MatchingForInvalidation::No,
        );
        matches_selector(selector, 0, None, ElementRef { document, id }, &mut context)
    }
}
