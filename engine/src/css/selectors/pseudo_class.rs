//! Pseudo-classes that depend on more than the tree of elements (Selectors 4).

use std::fmt;

use cssparser::{Parser, ToCss, Token};

use super::directionality::directionality;
use super::language::{language_matches, language_of};
use crate::css::Direction;
use crate::html::{Document, Element, NodeId};

/// A pseudo-class that depends on more than the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PseudoClass {
    /// `:link` and `:any-link`.
    Link,
    /// A link into the document itself.
    LocalLink,
    /// `:dir()`; `None` for a word that is not a direction, which matches nothing.
    Directed(Option<Direction>),
    /// `:lang()`: ranges of languages.
    Language(Vec<String>),
    Checked,
    Disabled,
    Enabled,
    Required,
    Optional,
    ReadOnly,
    ReadWrite,
    PlaceholderShown,
    Open,
    Defined,
    /// `:visited`, `:hover`, `:focus` and similar pseudo-classes, which match nothing on paper.
    Never,
}

/// The pseudo-classes without arguments that can match on paper, by name.
static NAMED: &[(&str, PseudoClass)] = &[
    ("link", PseudoClass::Link),
    ("any-link", PseudoClass::Link),
    ("-webkit-any-link", PseudoClass::Link),
    ("local-link", PseudoClass::LocalLink),
    ("checked", PseudoClass::Checked),
    ("disabled", PseudoClass::Disabled),
    ("enabled", PseudoClass::Enabled),
    ("required", PseudoClass::Required),
    ("optional", PseudoClass::Optional),
    ("read-only", PseudoClass::ReadOnly),
    ("read-write", PseudoClass::ReadWrite),
    ("placeholder-shown", PseudoClass::PlaceholderShown),
    ("open", PseudoClass::Open),
    ("defined", PseudoClass::Defined),
];

/// Pseudo-classes that depend only on the tree.
pub(crate) const TREE_PSEUDO_CLASSES: &[&str] = &[
    "root",
    "scope",
    "empty",
    "first-child",
    "last-child",
    "only-child",
    "first-of-type",
    "last-of-type",
    "only-of-type",
    "nth-child()",
    "nth-last-child()",
    "nth-of-type()",
    "nth-last-of-type()",
    "is()",
    "where()",
    "not()",
    "has()",
];

/// Pseudo-classes that match nothing on paper.
pub(crate) const NEVER_PSEUDO_CLASSES: &[&str] = &[
    "visited",
    "hover",
    "active",
    "focus",
    "focus-within",
    "focus-visible",
    "target",
    "target-within",
    "current",
    "past",
    "future",
    "playing",
    "paused",
    "fullscreen",
    "modal",
    "popover-open",
    "picture-in-picture",
    "autofill",
    "user-valid",
    "user-invalid",
    "-moz-focusring",
];

/// Pseudo-classes of CSS that the engine reports and does not support.
pub(crate) const UNSUPPORTED_PSEUDO_CLASSES: &[&str] = &[
    "default",
    "indeterminate",
    "valid",
    "invalid",
    "in-range",
    "out-of-range",
    "blank",
    "host",
    "nth-col()",
    "nth-last-col()",
    "state()",
];

/// The supported pseudo-classes that can match on paper, with parentheses if they take arguments.
pub(crate) fn pseudo_classes() -> impl Iterator<Item = &'static str> {
    let named = NAMED.iter().map(|(name, _)| *name).filter(|name| !name.starts_with('-'));
    TREE_PSEUDO_CLASSES.iter().copied().chain(["lang()", "dir()"]).chain(named)
}

impl PseudoClass {
    /// The pseudo-class without arguments of this name.
    pub(crate) fn named(name: &str) -> Option<PseudoClass> {
        let known = NAMED.iter().find(|(known, _)| name.eq_ignore_ascii_case(known));
        match known {
            Some((_, class)) => Some(class.clone()),
            None => NEVER_PSEUDO_CLASSES
                .iter()
                .any(|known| name.eq_ignore_ascii_case(known))
                .then_some(PseudoClass::Never),
        }
    }

    /// The pseudo-class of this name with arguments; `None` if there is no such pseudo-class.
    pub(crate) fn function(name: &str, arguments: &mut Parser<'_>) -> Option<Result<PseudoClass, ()>> {
        if name.eq_ignore_ascii_case("dir") {
            return Some(match arguments.expect_ident() {
                Ok(word) if word.eq_ignore_ascii_case("ltr") => {
                    Ok(PseudoClass::Directed(Some(Direction::LeftToRight)))
                }
                Ok(word) if word.eq_ignore_ascii_case("rtl") => {
                    Ok(PseudoClass::Directed(Some(Direction::RightToLeft)))
                }
                // Another word is valid and matches nothing.
                Ok(_) => Ok(PseudoClass::Directed(None)),
                Err(_) => Err(()),
            });
        }
        if name.eq_ignore_ascii_case("lang") {
            let ranges = arguments.parse_comma_separated(|input| match input.next() {
                Ok(Token::Ident(range) | Token::QuotedString(range)) => Ok(range.to_string()),
                _ => Err(cssparser::ParseError::<()>::custom(())),
            });
            return Some(ranges.map(PseudoClass::Language).map_err(|_| ()));
        }
        None
    }

    /// Whether an element matches it.
    pub(crate) fn matches(&self, document: &Document, id: NodeId) -> bool {
        let Some(element) = document.element(id) else { return false };
        let has = |name: &str| element.attribute(name).is_some();
        match self {
            PseudoClass::Link => (element.is_html("a") || element.is_html("area")) && has("href"),
            PseudoClass::LocalLink => {
                let address = element.attribute("href").unwrap_or_default().trim();
                PseudoClass::Link.matches(document, id) && (address.is_empty() || address.starts_with('#'))
            }
            PseudoClass::Directed(direction) => {
                direction.is_some_and(|direction| directionality(document, id) == direction)
            }
            PseudoClass::Language(ranges) => {
                let language = language_of(document, id).unwrap_or_default();
                ranges.iter().any(|range| language_matches(language, range))
            }
            PseudoClass::Checked => {
                let is_box = matches!(kind_of(element), "checkbox" | "radio") && has("checked");
                (element.is_html("input") && is_box) || (element.is_html("option") && has("selected"))
            }
            PseudoClass::Disabled => is_control(element) && is_disabled(document, id),
            PseudoClass::Enabled => is_control(element) && !is_disabled(document, id),
            PseudoClass::Required => is_field(element) && has("required"),
            PseudoClass::Optional => is_field(element) && !has("required"),
            PseudoClass::ReadWrite => is_writable(document, id),
            PseudoClass::ReadOnly => !is_writable(document, id),
            PseudoClass::PlaceholderShown => {
                let text = document.text_content(id);
                (element.is_html("input") || element.is_html("textarea"))
                    && has("placeholder")
                    && element.attribute("value").unwrap_or(&text).is_empty()
            }
            PseudoClass::Open => (element.is_html("details") || element.is_html("dialog")) && has("open"),
            // No script defines an element, so one with a hyphen in its name is not defined.
            PseudoClass::Defined => !element.name.contains('-'),
            PseudoClass::Never => false,
        }
    }
}

fn kind_of(element: &Element) -> &str {
    match element.attribute("type") {
        Some(kind) if kind.eq_ignore_ascii_case("checkbox") => "checkbox",
        Some(kind) if kind.eq_ignore_ascii_case("radio") => "radio",
        Some(kind) => kind,
        None => "text",
    }
}

fn is_one_of(element: &Element, names: &[&str]) -> bool {
    names.iter().any(|name| element.is_html(name))
}

fn is_field(element: &Element) -> bool {
    is_one_of(element, &["input", "select", "textarea"])
}

fn is_control(element: &Element) -> bool {
    is_field(element) || is_one_of(element, &["button", "option", "optgroup", "fieldset"])
}

/// Whether a form control is disabled by its own attribute, or by that of an option group or field set around it, except
/// in the field set's first legend (HTML, section 4.10.18.5).
fn is_disabled(document: &Document, id: NodeId) -> bool {
    let Some(element) = document.element(id) else { return false };
    if element.attribute("disabled").is_some() {
        return true;
    }
    let mut below = id;
    while let Some(above) = document.parent_element(below) {
        let Some(around) = document.element(above) else { return false };
        if around.attribute("disabled").is_some() {
            if around.is_html("optgroup") && element.is_html("option") {
                return true;
            }
            if around.is_html("fieldset") && !element.is_html("option") && !element.is_html("optgroup") {
                let legend = document
                    .children(above)
                    .find(|&child| document.element(child).is_some_and(|child| child.is_html("legend")));
                if legend != Some(below) {
                    return true;
                }
            }
        }
        below = above;
    }
    false
}

fn is_writable(document: &Document, id: NodeId) -> bool {
    let Some(element) = document.element(id) else { return false };
    let text_kinds = [
        "text",
        "search",
        "url",
        "tel",
        "email",
        "password",
        "date",
        "month",
        "week",
        "time",
        "datetime-local",
        "number",
    ];
    let is_text = element.is_html("textarea")
        || (element.is_html("input")
            && text_kinds.iter().any(|kind| kind_of(element).eq_ignore_ascii_case(kind)));
    if is_text {
        return element.attribute("readonly").is_none() && !is_disabled(document, id);
    }
    let mut next = Some(id);
    while let Some(at) = next {
        match document.element(at).and_then(|element| element.attribute("contenteditable")) {
            Some(value) if value.eq_ignore_ascii_case("false") => return false,
            Some(_) => return true,
            None => next = document.parent_element(at),
        }
    }
    false
}

impl ToCss for PseudoClass {
    fn to_css<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        match self {
            PseudoClass::Directed(Some(Direction::LeftToRight)) => out.write_str(":dir(ltr)"),
            PseudoClass::Directed(Some(Direction::RightToLeft)) => out.write_str(":dir(rtl)"),
            PseudoClass::Directed(None) => out.write_str(":dir(none)"),
            PseudoClass::Language(ranges) => write!(out, ":lang({})", ranges.join(", ")),
            class => {
                let name = NAMED.iter().find(|(_, known)| known == class).map_or("hover", |(name, _)| name);
                write!(out, ":{name}")
            }
        }
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
