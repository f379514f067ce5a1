//! The `system` of a counter style, and `symbols()` (CSS Counter Styles 3, sections 3 and 5).

use std::sync::Arc;

use cssparser::Parser;

use super::typed_value::whole_number;
use crate::css::values::counter_style::{CounterDefinition, CounterSystem, style_name};

/// The algorithm of a counter style, as the `system` descriptor names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum SystemKind {
    Cyclic,
    Numeric,
    Alphabetic,
    #[default]
    Symbolic,
    Fixed(i32),
    Additive,
    Extends(Arc<str>),
}

impl SystemKind {
    /// The number of `symbols` that the system needs.
    pub(crate) fn least_symbols(&self) -> usize {
        match self {
            SystemKind::Cyclic | SystemKind::Symbolic | SystemKind::Fixed(_) => 1,
            SystemKind::Numeric | SystemKind::Alphabetic => 2,
            SystemKind::Additive | SystemKind::Extends(_) => 0,
        }
    }

    /// The algorithm with its symbols; `None` for `extends`, which takes the algorithm of another style.
    pub(crate) fn with_symbols(
        &self,
        symbols: &[String],
        additive: &[(u32, String)],
    ) -> Option<CounterSystem> {
        Some(match self {
            SystemKind::Cyclic => CounterSystem::Cyclic(symbols.to_vec()),
            SystemKind::Numeric => CounterSystem::Numeric(symbols.to_vec()),
            SystemKind::Alphabetic => CounterSystem::Alphabetic(symbols.to_vec()),
            SystemKind::Symbolic => CounterSystem::Symbolic(symbols.to_vec()),
            SystemKind::Fixed(first) => CounterSystem::Fixed(*first, symbols.to_vec()),
            SystemKind::Additive => CounterSystem::Additive(additive.to_vec()),
            SystemKind::Extends(_) => return None,
        })
    }
}

/// Reads the value of `system`; `None` if it is malformed.
pub(crate) fn parse_system(input: &mut Parser<'_>) -> Option<SystemKind> {
    let word = input.expect_ident().ok()?.to_ascii_lowercase();
    Some(match &*word {
        "cyclic" => SystemKind::Cyclic,
        "numeric" => SystemKind::Numeric,
        "alphabetic" => SystemKind::Alphabetic,
        "symbolic" => SystemKind::Symbolic,
        "additive" => SystemKind::Additive,
        "fixed" => SystemKind::Fixed(input.try_parse(|input| whole_number(input).ok_or(())).unwrap_or(1)),
        "extends" => SystemKind::Extends(style_name(input.expect_ident().ok()?).into()),
        _ => return None,
    })
}

/// Parses the arguments of `symbols()`.
///
/// # Errors
/// `Err` if they are malformed.
pub(crate) fn parse_symbols(input: &mut Parser<'_>) -> Result<CounterDefinition, ()> {
    let kind = input.try_parse(|input| match parse_system(input) {
        None | Some(SystemKind::Additive | SystemKind::Extends(_)) => Err(()),
        Some(kind) => Ok(kind),
    });
    let kind = kind.unwrap_or_default();
    let mut symbols = Vec::new();
    while !input.is_exhausted() {
        symbols.push(input.expect_string().map_err(|_| ())?.to_string());
    }
    if symbols.len() < kind.least_symbols() {
        return Err(());
    }
    let system = kind.with_symbols(&symbols, &[]).ok_or(())?;
    let name = "symbols()".into();
    Ok(CounterDefinition { name, system, suffix: " ".to_string(), ..CounterDefinition::decimal() })
}
