//! The manual's table of CSS syntax, made from the lists that the parsers use.

use super::properties::syntax::SYNTAX_TYPES;
use super::properties::{COLOR_FUNCTIONS, MATH_FUNCTIONS, UNITS};
use super::rules::at_rules::{AT_RULES, AT_RULES_UNSUPPORTED, AT_RULES_WITHOUT_EFFECT};
use super::rules::counter_style_rule::COUNTER_STYLE_DESCRIPTORS;
use super::rules::counter_style_rule::predefined_counter_styles;
use super::rules::media::media_features;
use super::rules::property_rule::PROPERTY_DESCRIPTORS;
use super::selectors::pseudo_class::{NEVER_PSEUDO_CLASSES, UNSUPPORTED_PSEUDO_CLASSES, pseudo_classes};
use super::selectors::selector::{PSEUDO_ELEMENTS, UNSEEN_PSEUDO_ELEMENTS};

/// One category of syntax, such as pseudo-classes, with the support of each of its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxKind {
    /// The category, in the plural: `pseudo-classes`.
    pub kind: &'static str,
    /// The names that the engine supports.
    pub supported: Vec<String>,
    /// Names that are accepted and have no effect on paper.
    pub without_effect: Vec<String>,
    /// Names that the engine knows, reports and ignores.
    pub unsupported: Vec<String>,
}

impl SyntaxKind {
    /// The row of the manual's table.
    pub fn row(&self) -> String {
        let code = |names: &[String]| {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            names.join(", ")
        };
        let cells = [&self.supported, &self.without_effect, &self.unsupported].map(|names| code(names));
        format!("| {} | {} |", self.kind, cells.join(" | "))
    }
}

/// Every category of syntax, in the order of the manual.
pub fn syntax() -> Vec<SyntaxKind> {
    fn list<'a>(prefix: &str, names: impl IntoIterator<Item = &'a str>, suffix: &str) -> Vec<String> {
        let shown = names.into_iter().filter(|name| !name.starts_with('-'));
        shown.map(|name| format!("{prefix}{name}{suffix}")).collect()
    }
    let kind = |kind, supported, without_effect, unsupported| SyntaxKind {
        kind,
        supported,
        without_effect,
        unsupported,
    };
    let of = |names: &'static [&'static str]| names.iter().copied();
    let none = Vec::new;
    vec![
        kind(
            "at-rules",
            list("@", of(AT_RULES), ""),
            list("@", of(AT_RULES_WITHOUT_EFFECT), ""),
            list("@", of(AT_RULES_UNSUPPORTED), ""),
        ),
        kind("media features", list("", media_features(), ""), none(), none()),
        kind("descriptors of `@counter-style`", list("", of(COUNTER_STYLE_DESCRIPTORS), ""), none(), none()),
        kind("descriptors of `@property`", list("", of(PROPERTY_DESCRIPTORS), ""), none(), none()),
        kind("types of a registered `syntax`", list("<", of(SYNTAX_TYPES), ">"), none(), none()),
        kind(
            "pseudo-classes",
            list(":", pseudo_classes(), ""),
            list(":", of(NEVER_PSEUDO_CLASSES), ""),
            list(":", of(UNSUPPORTED_PSEUDO_CLASSES), ""),
        ),
        kind(
            "pseudo-elements",
            list("::", PSEUDO_ELEMENTS.iter().map(|(name, _)| *name), ""),
            list("::", of(UNSEEN_PSEUDO_ELEMENTS), ""),
            none(),
        ),
        kind("units", list("", of(UNITS), ""), none(), none()),
        kind("math functions", list("", of(MATH_FUNCTIONS), "()"), none(), none()),
        kind("color functions", list("", of(COLOR_FUNCTIONS), "()"), none(), none()),
        kind("predefined counter styles", list("", predefined_counter_styles(), ""), none(), none()),
    ]
}
