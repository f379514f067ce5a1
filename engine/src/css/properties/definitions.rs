//! What stylesheets define by name for a whole document: counter styles and custom properties.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::css::properties::{Declaration, Parsed};
use crate::css::rules::counter_style_rule::{self, CounterStyleRule};
use crate::css::rules::layers::LayerId;
use crate::css::rules::property_rule::RegisteredProperty;
use crate::css::values::counter_style::{CounterDefinition, CounterStyle};
use crate::css::{Content, ContentPart};

/// The `@counter-style` and `@property` rules of a document.
#[derive(Clone, Debug, Default)]
pub struct Definitions {
    counter_rules: Vec<(CounterStyleRule, LayerId)>,
    property_rules: Vec<(Arc<str>, RegisteredProperty, LayerId)>,
    counter_styles: FxHashMap<Arc<str>, Arc<CounterDefinition>>,
    properties: BTreeMap<Arc<str>, RegisteredProperty>,
}

impl Definitions {
    pub(crate) fn add_counter_style(&mut self, rule: CounterStyleRule, layer: LayerId) {
        self.counter_rules.push((rule, layer));
    }

    pub(crate) fn add_property(&mut self, name: &str, rule: RegisteredProperty, layer: LayerId) {
        self.property_rules.push((name.into(), rule, layer));
    }

    /// Finds which rule of a name counts, once all are there: the last one of the last layer.
    pub(crate) fn settle(&mut self, ranks: &[u32]) {
        self.counter_rules.sort_by_key(|(_, layer)| ranks[layer.index()]);
        self.property_rules.sort_by_key(|(_, _, layer)| ranks[layer.index()]);
        let rules: Vec<CounterStyleRule> = self.counter_rules.drain(..).map(|(rule, _)| rule).collect();
        let predefined = |name: &str| match CounterStyle::predefined(name) {
            Some(CounterStyle::Defined(definition)) => Some(definition),
            _ => None,
        };
        for rule in &rules {
            let known = &mut self.counter_styles;
            counter_style_rule::define(&rule.name, &rules, &predefined, known, &mut Vec::new());
        }
        for (name, rule, _) in self.property_rules.drain(..) {
            self.properties.insert(name, rule);
        }
    }

    /// The registered custom properties by name.
    pub(crate) fn properties(&self) -> &BTreeMap<Arc<str>, RegisteredProperty> {
        &self.properties
    }

    /// The style that a name stands for; what no rule defines is written as `decimal`
    /// (CSS Counter Styles 3, section 2).
    pub(crate) fn resolve(&self, style: &mut CounterStyle) {
        if let CounterStyle::Named(name) = style {
            *style = self.find(name).unwrap_or(CounterStyle::Decimal);
        }
    }

    fn find(&self, name: &str) -> Option<CounterStyle> {
        match self.counter_styles.get(name) {
            Some(definition) => Some(CounterStyle::Defined(definition.clone())),
            None => CounterStyle::predefined(name),
        }
    }

    /// Puts what names stand for into the parts of `content` or `string-set`.
    pub(crate) fn resolve_parts(&self, parts: &mut [ContentPart]) {
        for part in parts {
            if let ContentPart::Counter { style, .. }
            | ContentPart::Counters { style, .. }
            | ContentPart::TargetCounter { style, .. }
            | ContentPart::TargetCounters { style, .. } = part
            {
                self.resolve(style);
            }
        }
    }

    /// The counter styles that a declaration names and nothing defines.
    pub(crate) fn undefined(&self, parsed: &Parsed) -> Vec<Arc<str>> {
        let Parsed::Declarations(declarations) = parsed else { return Vec::new() };
        let mut styles: Vec<&CounterStyle> = Vec::new();
        let of_part = |part| match part {
            &(ContentPart::Counter { ref style, .. }
            | ContentPart::Counters { ref style, .. }
            | ContentPart::TargetCounter { ref style, .. }
            | ContentPart::TargetCounters { ref style, .. }) => Some(style),
            _ => None,
        };
        for declaration in declarations {
            match declaration {
                Declaration::Content(value) => {
                    if let Content::Parts(parts) = &value.content {
                        styles.extend(parts.iter().filter_map(of_part));
                    }
                }
                Declaration::StringSet(strings) => {
                    styles.extend(strings.iter().flat_map(|(_, parts)| parts).filter_map(of_part));
                }
                Declaration::BookmarkLabel(parts) => styles.extend(parts.iter().filter_map(of_part)),
                Declaration::ListStyleType(style) => styles.push(style),
                _ => {}
            }
        }
        let names = styles.into_iter().filter_map(|style| match style {
            CounterStyle::Named(name) if self.find(name).is_none() => Some(name.clone()),
            _ => None,
        });
        names.collect()
    }
}
