//! The sequence of pages: which class each page has, and on which side of its spread it is
//! (CSS Paged Media 3, sections 3.1 and 5).

use std::sync::Arc;

use crate::css::{BreakBetween, Direction, NthPage, PageClass, PageSide, PageStyle, Styles};
use crate::pages::breaks::search::Capacities;
use crate::pages::input::Input;
use crate::units::Length;

/// How many pages ahead the heights are compared if `:nth()` may make them differ.
const PAGES_AHEAD: usize = 48;

/// The properties of a document that determine the classes of its pages.
pub(super) struct PageSequence<'a> {
    styles: &'a Styles,
    /// The side of the first page and of every second one after it.
    pub(super) recto: PageSide,
    /// The `:nth()` selectors of the stylesheets.
    nth_pages: Vec<NthPage>,
}

/// Consecutive pages of one name, which `:nth(… of name)` counts (CSS Paged Media 3, section 5.3).
#[derive(Clone, Default)]
pub(super) struct PageGroup {
    /// The value of `page`.
    pub(super) name: Option<Arc<str>>,
    /// The index of the first page.
    pub(super) first: usize,
}

impl<'a> PageSequence<'a> {
    pub(super) fn new(input: &Input<'a>) -> PageSequence<'a> {
        // A right-to-left document starts on a left page.
        let root = input.document.root().map(|root| input.styles.element(root).text.direction);
        let recto = match root {
            Some(Direction::RightToLeft) => PageSide::Left,
            _ => PageSide::Right,
        };
        PageSequence { styles: input.styles, recto, nth_pages: input.styles.nth_pages() }
    }

    pub(super) fn side_of(&self, index: usize) -> PageSide {
        if index.is_multiple_of(2) { self.recto } else { self.recto.opposite() }
    }

    /// The side on which the page after a forced break has to be.
    pub(super) fn required_side(&self, forced: BreakBetween) -> Option<PageSide> {
        match forced {
            BreakBetween::Right => Some(PageSide::Right),
            BreakBetween::Left => Some(PageSide::Left),
            BreakBetween::Recto => Some(self.recto),
            BreakBetween::Verso => Some(self.recto.opposite()),
            _ => None,
        }
    }

    /// The class of the page of an index in a group of named pages.
    pub(super) fn class(&self, index: usize, group: &PageGroup) -> PageClass {
        PageClass {
            name: group.name.clone(),
            first: index == 0,
            side: self.side_of(index),
            blank: false,
            nth: self.nth_of(index, Some(group)),
        }
    }

    /// The class of a page that belongs to no group: a blank one, or one with only the rest of footnotes.
    pub(super) fn class_outside_groups(
        &self,
        index: usize,
        name: Option<Arc<str>>,
        blank: bool,
    ) -> PageClass {
        let nth = self.nth_of(index, None);
        PageClass { name, first: blank && index == 0, side: self.side_of(index), blank, nth }
    }

    /// The `:nth()` selectors that match a page.
    fn nth_of(&self, index: usize, group: Option<&PageGroup>) -> Vec<NthPage> {
        let number = |nth: &NthPage| match (&nth.of, group) {
            (None, _) => Some(index + 1),
            (Some(of), Some(group)) if group.name.as_ref() == Some(of) => {
                (index + 1).checked_sub(group.first)
            }
            _ => None,
        };
        let matches = |nth: &&NthPage| number(nth).is_some_and(|number| nth.matches(number as i32));
        self.nth_pages.iter().filter(matches).cloned().collect()
    }

    pub(super) fn style(&self, class: &PageClass) -> Arc<PageStyle> {
        self.styles.page(class)
    }

    /// The style of the page of an index in a group.
    pub(super) fn style_at(&self, index: usize, group: &PageGroup) -> Arc<PageStyle> {
        self.style(&self.class(index, group))
    }

    /// The heights of the pages from an index on.
    pub(super) fn capacities(&self, first: usize, group: &PageGroup) -> Capacities {
        // Without `:nth()`, only the first page and the two sides may differ.
        let count = if self.nth_pages.is_empty() { 5 } else { PAGES_AHEAD };
        let height_of =
            |number: usize| -> Length { self.style_at(first + number, group).content_size().height };
        Capacities::new((0..count).map(height_of).collect())
    }
}
