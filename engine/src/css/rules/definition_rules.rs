//! The rules of a document that define names. Chooses among several `@counter-style` or `@property` rules of one name,
//! and warns about names that no rule defines.

use std::sync::Arc;

use super::counter_style_rule::{CounterStyleRule, define, predefined_counter_definitions};
use super::declarations::DeclarationEntry;
use super::fault::Fault;
use super::layers::LayerId;
use crate::css::CounterStyle;
use crate::css::properties::definitions::Definitions;
use crate::css::properties::syntax::RegisteredProperty;
use crate::css::properties::{Parsed, Reference};
use crate::diagnostics::Diagnostics;
use crate::sorting::sort_by_key;

/// The `@counter-style` and `@property` rules of a document, in source order.
#[derive(Debug, Default)]
pub(crate) struct DefinitionRules {
    pub(crate) counter_styles: Vec<(CounterStyleRule, LayerId)>,
    pub(crate) properties: Vec<(Arc<str>, RegisteredProperty, LayerId)>,
}

impl DefinitionRules {
    /// The definitions that result from the rules. Of several rules for one name, the last one of the last layer
    /// applies; `ranks` orders the layers.
    pub(crate) fn resolve(mut self, ranks: &[u32]) -> Definitions {
        sort_by_key(&mut self.counter_styles, |(_, layer)| ranks[layer.index()]);
        sort_by_key(&mut self.properties, |(_, _, layer)| ranks[layer.index()]);
        let rules: Vec<CounterStyleRule> = self.counter_styles.into_iter().map(|(rule, _)| rule).collect();
        let mut definitions =
            Definitions { predefined: Some(predefined_counter_definitions), ..Definitions::default() };
        let by_name = rules.iter().map(|rule| (&*rule.name, rule)).collect();
        let predefined = |name: &str| predefined_counter_definitions().get(name).cloned();
        for rule in &rules {
            define(&rule.name, &by_name, &predefined, &mut definitions.counter_styles, &mut Vec::new());
        }
        definitions.properties.extend(self.properties.into_iter().map(|(name, rule, _)| (name, rule)));
        definitions
    }
}

/// Warns about counter styles that declarations use and no rule defines.
pub(crate) fn report_undefined(
    declarations: &[DeclarationEntry],
    definitions: &Definitions,
    diagnostics: &mut Diagnostics,
) {
    for declaration in declarations {
        for name in undefined(definitions, &declaration.parsed) {
            let fault = Fault::new(format!("there is no counter style `{name}`")).help(
                "It is treated as decimal. Define it with `@counter-style`, or use a predefined style.",
            );
            diagnostics.push(fault.at(declaration.span));
        }
    }
}

/// The counter styles that a declaration uses and nothing defines.
fn undefined(definitions: &Definitions, parsed: &Parsed) -> Vec<Arc<str>> {
    let Parsed::Declarations(declarations) = parsed else { return Vec::new() };
    let mut names = Vec::new();
    for declaration in declarations {
        declaration.references(&mut |reference| {
            if let Reference::CounterStyle(CounterStyle::Named(name)) = reference
                && definitions.find(name).is_none()
            {
                names.push(name.clone());
            }
        });
    }
    names
}
