//! Generated content (CSS Content 3, CSS Generated Content for Paged Media).

use std::sync::Arc;

use super::ImageUrl;
use crate::css::CounterStyle;

/// A part of `content` or `string-set`.
#[derive(Clone, Debug, PartialEq)]
pub enum ContentPart {
    String(Arc<str>),
    /// `attr(name)`.
    Attribute(Arc<str>),
    Image(Arc<ImageUrl>),
    Counter {
        name: Arc<str>,
        style: CounterStyle,
    },
    Counters {
        name: Arc<str>,
        separator: Arc<str>,
        style: CounterStyle,
    },
    OpenQuote,
    CloseQuote,
    NoOpenQuote,
    NoCloseQuote,
    /// `string(name, which)`: a named string, in margin boxes.
    NamedString {
        name: Arc<str>,
        which: NamedStringPosition,
    },
    /// `content(part)`: the element's own text, in `string-set`.
    Element(ElementContent),
    TargetCounter {
        target: TargetUrl,
        name: Arc<str>,
        style: CounterStyle,
    },
    /// `target-counters(url, name, separator)`.
    TargetCounters {
        target: TargetUrl,
        name: Arc<str>,
        separator: Arc<str>,
        style: CounterStyle,
    },
    TargetText {
        target: TargetUrl,
        part: ElementContent,
    },
    /// `element(name, which)`: a running element, in margin boxes.
    RunningElement {
        name: Arc<str>,
        which: NamedStringPosition,
    },
    /// `leader(pattern)`.
    Leader(Arc<str>),
}

/// Where a `target-*()` function takes its address from.
#[derive(Clone, Debug, PartialEq)]
pub enum TargetUrl {
    Attribute(Arc<str>),
    Url(Arc<str>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedStringPosition {
    First,
    Start,
    Last,
    FirstExcept,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ElementContent {
    /// `text` and `content`: the text of the element.
    Text,
    Before,
    After,
    FirstLetter,
}

/// The value of `content`.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    Normal,
    None,
    Parts(Vec<ContentPart>),
}

/// `counter-reset`, `counter-increment`, `counter-set`: names and numbers.
pub type CounterChanges = Vec<(Arc<str>, i32)>;

/// The `reversed()` counters of `counter-reset`, with the number that each begins with if it is given.
pub type ReversedCounters = Vec<(Arc<str>, Option<i32>)>;

/// The entry in the outline that an element makes (CSS GCPM 3, section 5).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BookmarkStyle {
    /// From 1; `None` where there is no entry.
    pub level: Option<u8>,
    /// `None` stands for `content(text)`.
    pub label: Option<Vec<ContentPart>>,
    /// Whether the entries inside of it show at first; `None` where it is not said.
    pub open: Option<bool>,
}
