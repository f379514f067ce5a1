//! Generated content (CSS Content 3, CSS Generated Content for Paged Media).

use std::sync::Arc;

use super::ImageUrl;
use crate::css::CounterStyle;

/// One item of the value of `content`, `string-set` or `bookmark-label`.
#[derive(Clone, Debug, PartialEq)]
pub enum ContentPart {
    /// A string, as it is written.
    String(Arc<str>),
    /// `attr(name)`.
    Attribute(Arc<str>),
    /// `url()`: an image.
    Image(Arc<ImageUrl>),
    /// `counter(name, style)`: the innermost counter of this name.
    Counter {
        /// The name of the counter.
        name: Arc<str>,
        /// How the number is written.
        style: CounterStyle,
    },
    /// `counters(name, separator, style)`: all counters of this name, outermost first.
    Counters {
        /// The name of the counters.
        name: Arc<str>,
        /// The text between the numbers.
        separator: Arc<str>,
        /// How the numbers are written.
        style: CounterStyle,
    },
    /// `open-quote`.
    OpenQuote,
    /// `close-quote`.
    CloseQuote,
    /// `no-open-quote`: goes one level of quotation deeper, without a mark.
    NoOpenQuote,
    /// `no-close-quote`: goes one level of quotation up, without a mark.
    NoCloseQuote,
    /// `string(name, which)`: a named string, in margin boxes.
    NamedString {
        /// The name that `string-set` gave.
        name: Arc<str>,
        /// Which of the values on the page is shown.
        which: NamedStringPosition,
    },
    /// `content(part)`: the element's own text, in `string-set` and `bookmark-label`.
    Element(ElementContent),
    /// `target-counter(url, name, style)`: a counter at the target of a link.
    TargetCounter {
        /// The element that is referred to.
        target: TargetUrl,
        /// The name of the counter.
        name: Arc<str>,
        /// How the number is written.
        style: CounterStyle,
    },
    /// `target-counters(url, name, separator)`.
    TargetCounters {
        /// The element that is referred to.
        target: TargetUrl,
        /// The name of the counters.
        name: Arc<str>,
        /// The text between the numbers.
        separator: Arc<str>,
        /// How the numbers are written.
        style: CounterStyle,
    },
    /// `target-text(url, part)`: text of the target of a link.
    TargetText {
        /// The element that is referred to.
        target: TargetUrl,
        /// Which text of that element.
        part: ElementContent,
    },
    /// `element(name, which)`: a running element, in margin boxes.
    RunningElement {
        /// The name that `position: running()` gave.
        name: Arc<str>,
        /// Which of the elements on the page is shown.
        which: NamedStringPosition,
    },
    /// `leader(pattern)`.
    Leader(Arc<str>),
}

impl ContentPart {
    /// The counter style of a counter.
    pub(crate) fn counter_style_mut(&mut self) -> Option<&mut CounterStyle> {
        match self {
            ContentPart::Counter { style, .. }
            | ContentPart::Counters { style, .. }
            | ContentPart::TargetCounter { style, .. }
            | ContentPart::TargetCounters { style, .. } => Some(style),
            ContentPart::String(_)
            | ContentPart::Attribute(_)
            | ContentPart::Image(_)
            | ContentPart::OpenQuote
            | ContentPart::CloseQuote
            | ContentPart::NoOpenQuote
            | ContentPart::NoCloseQuote
            | ContentPart::NamedString { .. }
            | ContentPart::Element(_)
            | ContentPart::TargetText { .. }
            | ContentPart::RunningElement { .. }
            | ContentPart::Leader(_) => None,
        }
    }
}

/// Where a `target-*()` function takes its address from.
#[derive(Clone, Debug, PartialEq)]
pub enum TargetUrl {
    /// `attr(name)`: the value of this attribute.
    Attribute(Arc<str>),
    /// A string or `url()`.
    Url(Arc<str>),
}

/// Which value of a page a named string or running element takes (CSS GCPM 3, section 1.1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedStringPosition {
    /// `first`: the first value that is set on the page, else the last one before the page.
    First,
    /// `start`: the value at the start of the page.
    Start,
    /// `last`: the last value that is set on the page, else the last one before the page.
    Last,
    /// `first-except`: nothing on a page that sets a value, else the last value before the page.
    FirstExcept,
}

/// Which text of an element is taken (CSS GCPM 3, section 1.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ElementContent {
    /// `text` and `content`: the text of the element.
    Text,
    /// `before`: the text of its `::before`.
    Before,
    /// `after`: the text of its `::after`.
    After,
    /// `first-letter`: the first letter of its text.
    FirstLetter,
}

/// The computed value of `content`.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// `normal`: no generated content in pseudo-elements and margin boxes, its own in an element.
    Normal,
    /// `none`: no box for a pseudo-element or margin box.
    None,
    /// What is generated, in order.
    Parts(Vec<ContentPart>),
}

/// `counter-reset`, `counter-increment`, `counter-set`: names and numbers.
pub type CounterChanges = Vec<(Arc<str>, i32)>;

/// The `reversed()` counters of `counter-reset`, with the number that each begins with if it is given.
pub type ReversedCounters = Vec<(Arc<str>, Option<i32>)>;

/// The bookmark of an element, an entry in the outline of the PDF (CSS GCPM 3, section 5).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BookmarkStyle {
    /// `bookmark-level`, from 1; `None` is `none`: no bookmark.
    pub level: Option<u8>,
    /// `bookmark-label`; `None` means `content(text)`.
    pub label: Option<Vec<ContentPart>>,
    /// `bookmark-state`: whether the entries below it are shown at first; `None` where nothing sets it.
    pub open: Option<bool>,
}
