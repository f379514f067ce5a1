//! Which colors of a computed style are `currentcolor` or depend on it, so that elements inherit the keyword.

use std::sync::Arc;

use crate::css::Color;
use crate::css::properties::Longhand;

/// Color values, some of which are `currentcolor` or depend on it.
pub(in crate::css) trait DependentColors: std::fmt::Debug + Send + Sync {
    /// The colors on an element of the color `current`, in order.
    fn resolve(&self, current: Color) -> Vec<Color>;
}

/// The properties whose initial value is `currentcolor`.
const CURRENT_BY_DEFAULT: [Longhand; 7] = [
    Longhand::BorderTopColor,
    Longhand::BorderRightColor,
    Longhand::BorderBottomColor,
    Longhand::BorderLeftColor,
    Longhand::ColumnRuleColor,
    Longhand::TextDecorationColor,
    Longhand::OutlineColor,
];

/// The properties of a group whose colors are `currentcolor` or depend on it.
#[derive(Clone, Debug, Default)]
pub struct ColorKeywords {
    /// A bit for each property of [`CURRENT_BY_DEFAULT`] that has another value.
    changed: u8,
    /// All color values of each other property that has a keyword.
    values: Vec<(Longhand, Arc<dyn DependentColors>)>,
}

impl ColorKeywords {
    /// Sets the value of a property: whether it is `currentcolor` itself, and its color values if they depend on it.
    pub(in crate::css) fn set(
        &mut self,
        longhand: Longhand,
        is_current: bool,
        values: impl FnOnce() -> Option<Arc<dyn DependentColors>>,
    ) {
        self.values.retain(|(other, _)| *other != longhand);
        if let Some(bit) = bit(longhand) {
            self.changed = if is_current { self.changed & !bit } else { self.changed | bit };
            if is_current {
                return;
            }
        }
        self.values.extend(values().map(|values| (longhand, values)));
    }

    /// Takes the value of a property from another style.
    pub(in crate::css) fn copy(&mut self, longhand: Longhand, source: &ColorKeywords) {
        let bit = bit(longhand).unwrap_or(0);
        self.changed = (self.changed & !bit) | (source.changed & bit);
        self.values.retain(|(other, _)| *other != longhand);
        self.values.extend(source.values.iter().filter(|(other, _)| *other == longhand).cloned());
    }

    /// The colors of a property on an element of the color `current`; empty where it has no keyword.
    pub(in crate::css) fn resolve(&self, longhand: Longhand, current: Color) -> Vec<Color> {
        if bit(longhand).is_some_and(|bit| self.changed & bit == 0) {
            return vec![current];
        }
        let values = self.values.iter().find(|(other, _)| *other == longhand);
        values.map_or(Vec::new(), |(_, values)| values.resolve(current))
    }
}

/// Values are equal only if they come from one declaration.
impl PartialEq for ColorKeywords {
    fn eq(&self, other: &ColorKeywords) -> bool {
        let pairs = self.values.iter().zip(&other.values);
        self.changed == other.changed
            && self.values.len() == other.values.len()
            && pairs.into_iter().all(|(one, other)| one.0 == other.0 && Arc::ptr_eq(&one.1, &other.1))
    }
}

/// The bit in [`ColorKeywords::changed`].
fn bit(longhand: Longhand) -> Option<u8> {
    CURRENT_BY_DEFAULT.iter().position(|each| *each == longhand).map(|index| 1 << index)
}
