//! Amounts whose currency has no column of its own: it is in the heading, as in `Annual fee (€)`, or beside the amount, as in
//! `1900 EUR`.

use super::cells::Cell;
use crate::data::corrections;

/// What of a column's cells is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// What they show.
    All,
    /// Amounts, without the currencies beside them.
    Amount,
    /// The currencies of amounts, or that of the heading.
    Currency(Option<&'static str>),
}

impl Reads {
    /// What of a cell is read.
    pub fn of(self, cell: &Cell) -> Cell {
        match self {
            Reads::All => cell.clone(),
            Reads::Amount => amount(cell),
            Reads::Currency(of_heading) => currency(cell, of_heading),
        }
    }
}

/// The heading of amounts without the currency that it names, and the code of the currency.
pub fn heading_in_currency(shown: &str) -> Option<(String, &'static str)> {
    // In brackets, after a comma, after "in", or as the last word.
    let ends = |sign: char| matches!(sign, ')' | ']') || sign.is_whitespace();
    let shown = shown.trim_end_matches(ends);
    let start = shown.rfind(|sign: char| matches!(sign, '(' | '[' | ',' | '/') || sign.is_whitespace())?;
    let (rest, word) = shown.split_at(start);
    let word = word.trim_start_matches(|sign: char| {
        !sign.is_alphanumeric() && corrections::currency(&sign.to_string()).is_none()
    });
    let rest = rest.trim_end_matches(|sign: char| !sign.is_alphanumeric());
    let rest = [" in", " en", " в"].iter().find_map(|word| rest.strip_suffix(word)).unwrap_or(rest);
    Some((rest.to_string(), corrections::currency(word)?))
}

/// The currency of an amount in a cell, which is perhaps that of its heading.
fn currency(cell: &Cell, heading: Option<&'static str>) -> Cell {
    if cell.is_empty() || cell.takes_away() {
        return cell.clone();
    }
    let shown = cell.shown();
    let own = corrections::amount_in_currency(&shown).map(|(_, code)| code);
    Cell::text(own.or(heading).unwrap_or_default())
}

/// A cell with an amount, without its currency.
fn amount(cell: &Cell) -> Cell {
    let shown = cell.shown();
    corrections::amount_in_currency(&shown).map_or_else(|| cell.clone(), |(amount, _)| Cell::text(amount))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_may_name_a_currency() {
        for (heading, rest, code) in [
            ("Annual fee (€)", "Annual fee", "EUR"),
            ("Fee [USD]", "Fee", "USD"),
            ("Fee, AZN", "Fee", "AZN"),
            ("Fee/EUR", "Fee", "EUR"),
            ("Fee ( EUR )", "Fee", "EUR"),
            ("Aidat (₺)", "Aidat", "TRY"),
            ("Fee €", "Fee", "EUR"),
            ("Cotisation en euros", "Cotisation", "EUR"),
            ("Взнос, руб.", "Взнос", "RUB"),
        ] {
            let found = heading_in_currency(heading);
            assert_eq!(found, Some((rest.to_string(), code)), "{heading}");
        }
        for heading in ["Fee", "Fee (net)", "Fee (VAT)", "EUR", "", "(", "Fee for all"] {
            assert_eq!(heading_in_currency(heading), None, "{heading}");
        }
    }
}
