//! Custom properties and `var()` (CSS Custom Properties 1).
//!
//! Every custom property of an element is substituted once, when the element is computed, so an inherited value
//! never contains `var()`. The length of values is limited, because a value that repeats another one several
//! times can grow exponentially.

use std::collections::BTreeMap;
use std::sync::Arc;

use cssparser::{ParseError, Parser, Token};

use super::attribute;
use super::{ComputeContext, ComputeProblem, CustomProperties, Parsed};

/// The longest value that substitution may produce, in bytes.
const MAX_LENGTH: usize = 64 * 1024;

/// Why a `var()` could not be substituted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SubstitutionError {
    /// The property has no value and the `var()` no fallback.
    NoValue(String),
    /// The element has no such attribute, or none of that type, and the `attr()` no fallback.
    NoAttribute(String),
    TooLong,
    Malformed,
}

impl SubstitutionError {
    pub(super) fn message(&self) -> String {
        match self {
            SubstitutionError::NoValue(name) if !name.starts_with("--") => {
                format!("`env({name})` has no value in print")
            }
            SubstitutionError::NoValue(name) => format!("`{name}` has no value here"),
            SubstitutionError::NoAttribute(name) => {
                format!("the attribute `{name}` has no value of the type that attr() asks for")
            }
            SubstitutionError::TooLong => {
                format!("the value is longer than {} KiB after replacing var()", MAX_LENGTH / 1024)
            }
            SubstitutionError::Malformed => "a var(), env() or attr() is malformed".to_string(),
        }
    }

    pub(super) fn help(&self) -> String {
        match self {
            SubstitutionError::NoValue(name) if !name.starts_with("--") => {
                format!("Give a fallback: `env({name}, …)`.")
            }
            SubstitutionError::NoValue(name) => {
                format!("Define it on this element or above it, or give a fallback: `var({name}, …)`.")
            }
            SubstitutionError::NoAttribute(name) => {
                format!("Give the element the attribute, or give a fallback: `attr({name} …, …)`.")
            }
            SubstitutionError::TooLong => "Look for custom properties that repeat one another.".to_string(),
            SubstitutionError::Malformed => {
                "Write the name with its two dashes, and if needed a comma and a fallback.".to_string()
            }
        }
    }
}

/// The custom properties of an element: those of its parent, changed by its own declarations.
pub(super) fn compute(
    declarations: &[&Parsed],
    context: &ComputeContext<'_>,
    problems: &mut Vec<ComputeProblem>,
) -> Arc<CustomProperties> {
    let parent = context.parent_custom;
    let mut work = CustomWork { context, values: Default::default(), problems };
    let is_declared = declarations.iter().any(|declaration| matches!(declaration, Parsed::Custom { .. }));
    if !is_declared && work.not_inherited().all(|name| parent.value(name) == work.initial(name)) {
        return parent.clone();
    }
    work.values = (**parent).clone();
    // A property that is not inherited starts from its initial value on each element.
    for name in work.not_inherited() {
        work.set(name, work.initial(name));
    }
    let mut own: OwnValues<'_> = BTreeMap::new();
    for (index, declaration) in declarations.iter().enumerate() {
        if let Parsed::Custom { name, value } = declaration {
            own.insert(name, (index, value));
        }
    }
    for (name, found) in &mut own {
        if let Some(rolled) = rolled_back(name, *found, declarations, context) {
            *found = rolled;
        }
    }
    // Keywords first; the remaining values need at most substitution.
    own.retain(|name, (_, value)| !work.set_by_keyword(name, value));
    for (name, is_cyclic) in in_order_of_use(&own) {
        let Some(&(declaration, value)) = own.get(&name) else { continue };
        if is_cyclic {
            let help = "Remove the var() that leads back to it.".to_string();
            work.report(declaration, format!("`{name}` refers to itself"), help);
            work.set(&name, work.initial(&name));
        } else {
            work.set_substituted(&name, declaration, value);
        }
    }
    work.values.settle();
    Arc::new(work.values)
}

/// The custom properties that an element declares: the index of the winning declaration, and its value.
type OwnValues<'a> = BTreeMap<&'a Arc<str>, (usize, &'a Arc<str>)>;

/// The custom properties of an element while they are computed.
struct CustomWork<'a, 'p> {
    context: &'a ComputeContext<'a>,
    /// The values so far. A value is substituted after those that it uses.
    values: CustomProperties,
    problems: &'p mut Vec<ComputeProblem>,
}

impl<'a> CustomWork<'a, '_> {
    /// The initial value of a registered property; `None` is the guaranteed-invalid value.
    fn initial(&self, name: &str) -> Option<&'a Arc<str>> {
        self.context.definitions.properties.get(name)?.initial.as_ref()
    }

    /// The inherited value.
    fn inherited(&self, name: &str) -> Option<&'a Arc<str>> {
        self.context.parent_custom.value(name)
    }

    /// The registered properties that the element does not inherit.
    fn not_inherited(&self) -> impl Iterator<Item = &'a Arc<str>> + use<'a> {
        let is_root = self.context.is_root;
        let registered = self.context.definitions.properties.iter();
        registered.filter(move |(_, property)| !property.inherits || is_root).map(|(name, _)| name)
    }

    /// Sets or removes a value.
    fn set(&mut self, name: &Arc<str>, value: Option<&Arc<str>>) {
        self.values.set(name, value);
    }

    /// Sets a property whose value is a CSS-wide keyword. Returns whether it is one.
    fn set_by_keyword(&mut self, name: &Arc<str>, value: &str) -> bool {
        let registered = self.context.definitions.properties.get(name);
        let inherits = registered.is_none_or(|property| property.inherits);
        let is = |keyword: &str| value.eq_ignore_ascii_case(keyword);
        let is_unset = is("unset") || is("revert") || is("revert-layer");
        if is("initial") || (is_unset && !inherits) {
            self.set(name, self.initial(name));
        } else if is("inherit") || is_unset {
            self.set(name, self.inherited(name));
        } else {
            return false;
        }
        true
    }

    /// Sets a property to its declared value after substitution.
    fn set_substituted(&mut self, name: &Arc<str>, declaration: usize, value: &Arc<str>) {
        let text = if contains_variables(value) {
            let values = SubstitutionValues { custom: &self.values, attribute: self.context.attribute };
            match substitute(value, &values) {
                Ok(text) => Arc::from(text),
                Err(error) => {
                    match &error {
                        // A missing value is reported only where a property uses it.
                        SubstitutionError::NoValue(_) | SubstitutionError::NoAttribute(_) => {}
                        SubstitutionError::TooLong | SubstitutionError::Malformed => {
                            self.report(declaration, error.message(), error.help());
                        }
                    }
                    return self.set(name, self.initial(name));
                }
            }
        } else {
            value.clone()
        };
        match self.context.definitions.properties.get(name) {
            // A value that does not match the syntax is invalid at computed-value time, as `unset`.
            Some(property) if !property.takes(&text) => {
                let value = if property.inherits { self.inherited(name) } else { self.initial(name) };
                self.set(name, value);
                let message =
                    format!("this value does not match the syntax that `{name}` is registered with");
                self.report(declaration, message, "See the `@property` rule of that name.".to_string());
            }
            _ => self.set(name, Some(&text)),
        }
    }

    fn report(&mut self, declaration: usize, message: String, help: String) {
        self.problems.push(ComputeProblem { declaration, message, help: Some(help) });
    }
}

/// The declaration that `revert` or `revert-layer` rolls back to, with its index: the one that wins without that
/// origin or layer. `None` where there is none, or where `found` is neither keyword.
fn rolled_back<'d>(
    name: &str,
    found: (usize, &'d Arc<str>),
    declarations: &[&'d Parsed],
    context: &ComputeContext<'_>,
) -> Option<(usize, &'d Arc<str>)> {
    let limit_of = |index: usize, value: &str| {
        let level = context.levels.get(index)?;
        if value.eq_ignore_ascii_case("revert") {
            return Some(level.origin);
        }
        value.eq_ignore_ascii_case("revert-layer").then_some(level.rank)
    };
    let mut limit = limit_of(found.0, found.1)?;
    for (index, declaration) in declarations.iter().enumerate().take(found.0).rev() {
        if let Parsed::Custom { name: other, value } = declaration
            && **other == *name
            && context.levels.get(index).is_some_and(|level| level.rank < limit)
        {
            match limit_of(index, value) {
                Some(lower) => limit = lower,
                None => return Some((index, value)),
            }
        }
    }
    None
}

/// The names in an order in which each comes after those that its value uses, and whether it belongs to a cycle.
/// A depth-first search with an explicit stack, so that long chains do not overflow the call stack.
fn in_order_of_use(own: &OwnValues<'_>) -> Vec<(Arc<str>, bool)> {
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum State {
        Open,
        Cyclic,
        Done,
    }
    let names: Vec<&Arc<str>> = own.keys().copied().collect();
    let uses: Vec<Vec<usize>> = own
        .values()
        .map(|(_, value)| {
            let mut used = Vec::new();
            collect_names(value, &mut used);
            used.iter().filter_map(|name| names.binary_search_by(|known| (***known).cmp(name)).ok()).collect()
        })
        .collect();
    let mut states: Vec<Option<State>> = vec![None; names.len()];
    let mut order = Vec::with_capacity(names.len());
    for first in 0..names.len() {
        if states[first].is_some() {
            continue;
        }
        states[first] = Some(State::Open);
        let mut path = vec![(first, 0)];
        while let Some(&mut (at, ref mut next)) = path.last_mut() {
            let Some(&used) = uses[at].get(*next) else {
                path.pop();
                order.push((names[at].clone(), states[at] == Some(State::Cyclic)));
                states[at] = Some(State::Done);
                continue;
            };
            *next += 1;
            match states[used] {
                None => {
                    states[used] = Some(State::Open);
                    path.push((used, 0));
                }
                // It is on the path, so all properties from it to the end of the path form a cycle.
                Some(State::Open | State::Cyclic) => {
                    for &(member, _) in path.iter().rev() {
                        states[member] = Some(State::Cyclic);
                        if member == used {
                            break;
                        }
                    }
                }
                Some(State::Done) => {}
            }
        }
    }
    order
}

/// Whether the text may contain `var()`, `env()` or `attr()`. False positives are harmless.
fn contains_variables(text: &str) -> bool {
    let calls = |window: &[u8]| window.eq_ignore_ascii_case(b"var(") || window.eq_ignore_ascii_case(b"env(");
    text.as_bytes().windows(4).any(calls) || contains_attributes(text)
}

/// Whether the text may contain `attr()`. False positives are harmless.
pub(crate) fn contains_attributes(text: &str) -> bool {
    text.as_bytes().windows(5).any(|window| window.eq_ignore_ascii_case(b"attr(")) || text.contains('\\')
}

/// The values that arbitrary substitution functions insert.
pub(super) struct SubstitutionValues<'a> {
    pub(super) custom: &'a CustomProperties,
    /// The attributes of the element, by name.
    pub(super) attribute: &'a dyn Fn(&str) -> Option<String>,
}

/// The names in all `var()` of a value, fallbacks included.
fn collect_names(text: &str, names: &mut Vec<String>) {
    if contains_variables(text) {
        collect_in_block(&mut Parser::new(text), names);
    }
}

fn collect_in_block(input: &mut Parser<'_>, names: &mut Vec<String>) {
    while let Ok(token) = input.next() {
        let is_variable = matches!(token, Token::Function(name) if name.eq_ignore_ascii_case("var"));
        if opens_block(token) {
            let _ = input.parse_nested_block(|input| -> Result<(), ParseError<()>> {
                if is_variable && let Ok(name) = input.expect_ident() {
                    names.push(name.to_string());
                }
                collect_in_block(input, names);
                Ok(())
            });
        }
    }
}

fn opens_block(token: &Token<'_>) -> bool {
    matches!(
        token,
        Token::Function(_) | Token::ParenthesisBlock | Token::SquareBracketBlock | Token::CurlyBracketBlock
    )
}

/// The text with every `var()`, `env()` and `attr()` substituted.
pub(super) fn substitute(text: &str, values: &SubstitutionValues<'_>) -> Result<String, SubstitutionError> {
    let mut output = String::with_capacity(text.len() + 32);
    substitute_block(&mut Parser::new(text), values, &mut output)?;
    Ok(output.trim().to_string())
}

/// The text of a value that belongs to no element, with every `var()` and `env()` substituted.
///
/// # Errors
/// The message and the remedy if one has no value.
pub(crate) fn substituted(text: &str, custom: &CustomProperties) -> Result<String, (String, Option<String>)> {
    substitute(text, &SubstitutionValues { custom, attribute: &|_| None })
        .map_err(|error| (error.message(), Some(error.help())))
}

/// Appends the rest of the block, with substitutions. The parser limits how deeply blocks nest.
pub(super) fn substitute_block(
    input: &mut Parser<'_>,
    values: &SubstitutionValues<'_>,
    output: &mut String,
) -> Result<(), SubstitutionError> {
    loop {
        let start = input.position();
        let Ok(token) = input.next_including_whitespace_and_comments() else { return Ok(()) };
        if output.len() > MAX_LENGTH {
            return Err(SubstitutionError::TooLong);
        }
        let close = match token {
            Token::Function(name) if name.eq_ignore_ascii_case("attr") => {
                nested(input, |input| attribute::substitute(input, values, output))?;
                continue;
            }
            Token::Function(name) if name.eq_ignore_ascii_case("var") => {
                nested(input, |input| substitute_variable(input, values, output))?;
                continue;
            }
            Token::Function(name) if name.eq_ignore_ascii_case("env") => {
                nested(input, |input| substitute_environment(input, values, output))?;
                continue;
            }
            Token::Function(_) | Token::ParenthesisBlock => ')',
            Token::SquareBracketBlock => ']',
            Token::CurlyBracketBlock => '}',
            Token::Comment(_) => {
                output.push_str("/**/");
                continue;
            }
            _ => {
                output.push_str(input.slice_from(start));
                continue;
            }
        };
        output.push_str(input.slice_from(start));
        nested(input, |input| substitute_block(input, values, output))?;
        output.push(close);
    }
}

fn nested(
    input: &mut Parser<'_>,
    read: impl FnOnce(&mut Parser<'_>) -> Result<(), SubstitutionError>,
) -> Result<(), SubstitutionError> {
    input.parse_nested_block(|input| read(input).map_err(ParseError::<SubstitutionError>::custom)).map_err(
        |error| match error.kind {
            cssparser::ParseErrorKind::Custom(error) => error,
            cssparser::ParseErrorKind::Basic(_) => SubstitutionError::Malformed,
        },
    )
}

/// Substitutes a `var()` from its arguments: a name, and an optional comma and fallback, which may be empty.
fn substitute_variable(
    input: &mut Parser<'_>,
    values: &SubstitutionValues<'_>,
    output: &mut String,
) -> Result<(), SubstitutionError> {
    let name = input.expect_ident_cloned().map_err(|_| SubstitutionError::Malformed)?;
    if !name.starts_with("--") {
        return Err(SubstitutionError::Malformed);
    }
    let has_fallback = match input.next() {
        Ok(Token::Comma) => true,
        Ok(_) => return Err(SubstitutionError::Malformed),
        Err(_) => false,
    };
    // Comments keep the inserted text from merging with the tokens next to it.
    output.push_str("/**/");
    match values.custom.get(name.as_ref()) {
        Some(value) => {
            output.push_str(value);
            // The fallback is not needed, but must be consumed.
            while input.next().is_ok() {}
        }
        None if has_fallback => substitute_block(input, values, output)?,
        None => return Err(SubstitutionError::NoValue(name.to_string())),
    }
    output.push_str("/**/");
    if output.len() > MAX_LENGTH {
        return Err(SubstitutionError::TooLong);
    }
    Ok(())
}

/// Substitutes an `env()` (CSS Environment Variables 1) from its arguments: a name, optional indices, an optional
/// comma and fallback. The insets of the safe area are zero, because a sheet has no notch; other names have no
/// value.
fn substitute_environment(
    input: &mut Parser<'_>,
    values: &SubstitutionValues<'_>,
    output: &mut String,
) -> Result<(), SubstitutionError> {
    let name = input.expect_ident_cloned().map_err(|_| SubstitutionError::Malformed)?;
    let mut indices = 0;
    while let Ok(index) = input.try_parse(|input| input.expect_integer()) {
        if index < 0 {
            return Err(SubstitutionError::Malformed);
        }
        indices += 1;
    }
    let has_fallback = match input.next() {
        Ok(Token::Comma) => true,
        Ok(_) => return Err(SubstitutionError::Malformed),
        Err(_) => false,
    };
    output.push_str("/**/");
    if indices == 0 && ENVIRONMENT.contains(&&*name) {
        output.push_str("0px");
        while input.next().is_ok() {}
    } else if has_fallback {
        substitute_block(input, values, output)?;
    } else {
        return Err(SubstitutionError::NoValue(name.to_string()));
    }
    output.push_str("/**/");
    Ok(())
}

/// The environment variables that have a value on paper; it is zero.
pub(crate) const ENVIRONMENT: &[&str] =
    &["safe-area-inset-top", "safe-area-inset-right", "safe-area-inset-bottom", "safe-area-inset-left"];

#[cfg(test)]
mod tests {
    use super::*;

    fn computed(declarations: &[(&str, &str)]) -> (Arc<CustomProperties>, Vec<ComputeProblem>) {
        let declarations: Vec<Parsed> = declarations
            .iter()
            .map(|&(name, value)| Parsed::Custom { name: name.into(), value: value.into() })
            .collect();
        let declarations: Vec<&Parsed> = declarations.iter().collect();
        let mut values = CustomProperties::default();
        values.set(&"--inherited".into(), Some(&"up".into()));
        let mut problems = Vec::new();
        let parent_custom = Arc::new(values);
        let context = ComputeContext {
            parent: None,
            parent_custom: &parent_custom,
            root_font: None,
            root_font_size: crate::units::Length::ZERO,
            root_line_height: crate::units::Length::ZERO,
            viewport: crate::units::Size::default(),
            font_metrics: &|_| super::super::FontRelativeMetrics::FALLBACK,
            language: None,
            is_root: false,
            definitions: &super::super::definitions::Definitions::default(),
            levels: &[],
            attribute: &|_| None,
        };
        let custom = compute(&declarations, &context, &mut problems);
        (custom, problems)
    }

    fn plain(text: Option<&str>) -> Option<String> {
        text.map(|text| text.replace("/**/", "").trim().to_string())
    }

    #[test]
    fn values_are_substituted_whatever_their_order() {
        let (custom, problems) =
            computed(&[("--a", "1 var(--b) [var(--inherited)]"), ("--b", "var(--c, x)"), ("--c", "2")]);
        assert_eq!(plain(custom.get("--a")).as_deref(), Some("1 2 [up]"));
        assert!(problems.is_empty());
    }

    #[test]
    fn properties_in_a_cycle_are_invalid_and_others_are_not() {
        let (custom, problems) = computed(&[
            ("--a", "var(--b)"),
            ("--b", "calc(var(--a) + 1)"),
            ("--c", "var(--a, fallback)"),
            ("--self", "var(--self)"),
        ]);
        assert_eq!(custom.get("--a"), None);
        assert_eq!(custom.get("--b"), None);
        assert_eq!(plain(custom.get("--c")).as_deref(), Some("fallback"));
        let at: Vec<usize> = problems.iter().map(|problem| problem.declaration).collect();
        assert_eq!(at, [1, 0, 3]);
    }

    #[test]
    fn growth_is_bounded() {
        let mut declarations = vec![("--x0".to_string(), "0123456789".to_string())];
        for level in 1..60 {
            let below = format!("var(--x{})", level - 1);
            declarations.push((format!("--x{level}"), format!("{below}{below}")));
        }
        let declarations: Vec<(&str, &str)> =
            declarations.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let (custom, problems) = computed(&declarations);
        let values = declarations.iter().filter_map(|(name, _)| custom.get(name));
        assert!(values.clone().count() > 10);
        assert!(values.into_iter().all(|value| value.len() <= MAX_LENGTH + 16));
        assert_eq!(problems.len(), 1);
    }

    #[test]
    fn long_chains_do_not_overflow_the_stack() {
        let mut declarations: Vec<(String, String)> =
            (0..20_000).map(|index| (format!("--x{index}"), format!("var(--x{})", index + 1))).collect();
        declarations.push(("--x20000".to_string(), "end".to_string()));
        let declarations: Vec<(&str, &str)> =
            declarations.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let (custom, problems) = computed(&declarations);
        assert!(problems.iter().all(|problem| problem.message.contains("longer")), "{problems:?}");
        assert_eq!(plain(custom.get("--x19999")).as_deref(), Some("end"));
    }

    #[test]
    fn keywords_take_or_drop_the_inherited_value() {
        assert_eq!(computed(&[("--inherited", "initial")]).0.get("--inherited"), None);
        assert_eq!(computed(&[("--inherited", "unset")]).0.get("--inherited"), Some("up"));
        assert_eq!(computed(&[("--inherited", "")]).0.get("--inherited"), Some(""));
    }

    #[test]
    fn malformed_variables_are_errors() {
        let custom = CustomProperties::default();
        let values = SubstitutionValues { custom: &custom, attribute: &|_| None };
        for text in ["var()", "var(x)", "var(--x y)", "var(--x", "a var(--x) b"] {
            assert!(substitute(text, &values).is_err(), "{text}");
        }
        let text = substitute("a var(--x, b, (c)) d", &values);
        assert_eq!(plain(text.ok().as_deref()).as_deref(), Some("a  b, (c) d"));
        assert_eq!(plain(substitute("var(--x,)", &values).ok().as_deref()).as_deref(), Some(""));
    }
}
