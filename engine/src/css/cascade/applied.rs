//! The declarations that apply to one element or pseudo-element, in the order in which they are applied
//! (CSS Cascade 5, section 6.1).

use std::sync::LazyLock;

use super::rule_index::SelectorEntry;
use crate::css::PseudoElement;
use crate::css::properties::{CascadeLevel, Parsed};
use crate::css::rules::declarations::built_in;
use crate::css::rules::precedence::{HINTS, USER_AGENT};
use crate::diagnostics::Span;

/// A declaration in an attribute of an element.
pub(super) struct OwnDeclaration {
    pub(super) parsed: Parsed,
    pub(super) kind: OwnKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum OwnKind {
    /// A presentational attribute such as `width`, which ranks below all author rules.
    Hint,
    /// In a `style` attribute.
    Style,
    /// In a `style` attribute, with `!important`.
    ImportantStyle,
}

/// The place of a declaration. That of an attribute is searched for only when a message needs it.
#[derive(Clone, Copy)]
pub(super) enum DeclaredAt {
    Rule(Span),
    StyleAttribute,
    Element,
}

/// The declarations that apply to an element or pseudo-element, with the place and the cascade level of each.
#[derive(Default)]
pub(super) struct Applied<'a> {
    pub(super) declarations: Vec<&'a Parsed>,
    pub(super) places: Vec<DeclaredAt>,
    pub(super) levels: Vec<CascadeLevel>,
}

impl<'a> Applied<'a> {
    pub(super) fn push(&mut self, parsed: &'a Parsed, place: DeclaredAt, rank: u32) {
        self.declarations.push(parsed);
        self.places.push(place);
        // For `revert`, attributes belong to the author origin (CSS Cascade 5, section 6.5).
        let origin = if rank == USER_AGENT { USER_AGENT } else { HINTS };
        self.levels.push(CascadeLevel { rank, origin });
    }

    pub(super) fn add(&mut self, entry: &SelectorEntry<'a>, important: bool) {
        for declaration in entry.declarations.iter().filter(|each| each.important == important) {
            self.push(&declaration.parsed, DeclaredAt::Rule(declaration.span), entry.rank);
        }
    }

    pub(super) fn add_own(&mut self, declaration: &'a OwnDeclaration, rank: u32) {
        let place = match declaration.kind {
            OwnKind::Hint => DeclaredAt::Element,
            OwnKind::Style | OwnKind::ImportantStyle => DeclaredAt::StyleAttribute,
        };
        self.push(&declaration.parsed, place, rank);
    }
}

/// The default declarations of footnote calls and of markers. They are not in the built-in stylesheet, because then
/// every element would be matched against them.
pub(super) fn pseudo_element_defaults(pseudo: Option<PseudoElement>) -> &'static [Parsed] {
    static CALL: LazyLock<Vec<Parsed>> = LazyLock::new(|| {
        built_in(&[
            ("content", "counter(footnote)"),
            ("font-size", "0.65em"),
            ("line-height", "0"),
            ("vertical-align", "super"),
            ("white-space", "nowrap"),
        ])
    });
    static MARKER: LazyLock<Vec<Parsed>> =
        LazyLock::new(|| built_in(&[("content", "counter(footnote) '.\\a0'"), ("white-space", "nowrap")]));
    static OF_LISTS: LazyLock<Vec<Parsed>> =
        LazyLock::new(|| built_in(&[("white-space", "pre"), ("text-transform", "none")]));
    match pseudo {
        Some(PseudoElement::Marker) => &OF_LISTS,
        Some(PseudoElement::FootnoteCall) => &CALL,
        Some(PseudoElement::FootnoteMarker) => &MARKER,
        _ => &[],
    }
}
