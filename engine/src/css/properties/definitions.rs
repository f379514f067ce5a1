//! The names that the stylesheets of a document define: counter styles and registered custom properties.
//!
//! `rules` reads the rules that define them; computing a style only looks up names.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::syntax::RegisteredProperty;
use crate::css::values::counter_style::{CounterDefinition, CounterStyle};
use crate::css::values::*;

/// Counter styles by name.
pub(crate) type CounterDefinitions = FxHashMap<Arc<str>, Arc<CounterDefinition>>;

/// The counter styles and custom properties that `@counter-style` and `@property` rules of a document define.
#[derive(Clone, Debug, Default)]
pub struct Definitions {
    pub(crate) counter_styles: CounterDefinitions,
    /// Returns the predefined styles, for names that no rule defines. Few documents use one, and reading them takes time.
    pub(crate) predefined: Option<fn() -> &'static CounterDefinitions>,
    pub(crate) properties: BTreeMap<Arc<str>, RegisteredProperty>,
}

impl Definitions {
    /// Replaces a name by the style that it refers to, `decimal` if nothing defines it
    /// (CSS Counter Styles 3, section 2).
    pub(crate) fn resolve(&self, style: &mut CounterStyle) {
        if let CounterStyle::Named(name) = style {
            *style = self.find(name).unwrap_or(CounterStyle::Decimal);
        }
    }

    /// The style of a name, if anything defines it.
    pub(crate) fn find(&self, name: &str) -> Option<CounterStyle> {
        match self.counter_styles.get(name) {
            Some(definition) => Some(CounterStyle::Defined(definition.clone())),
            None => CounterStyle::bullet_or_decimal(name)
                .or_else(|| self.predefined?().get(name).cloned().map(CounterStyle::Defined)),
        }
    }

    /// Replaces the names of counter styles in `content` or `string-set`.
    pub(crate) fn resolve_parts(&self, parts: &mut [ContentPart]) {
        for part in parts {
            if let Some(style) = part.counter_style_mut() {
                self.resolve(style);
            }
        }
    }
}
