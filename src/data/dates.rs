//! Reads years, months and days.

use super::corrections;
use super::reader::{Fields, Reader};
use super::value::{Date, Located, When, parse_date};
use super::yaml::{Node, NodeKind, Number};
use engine::diagnostics::{Diagnostic, Span};

/// The smallest year that is accepted; one of two digits is meant otherwise.
pub(super) const MIN_YEAR: i64 = 100;

/// The largest year that is accepted.
pub(super) const MAX_YEAR: i64 = 9999;

impl Reader<'_> {
    /// An optional year that is not after the edition's.
    pub fn year(&mut self, fields: &Fields<'_>, key: &str) -> Option<Option<Located<i32>>> {
        let Some(node) = fields.get(key) else { return Some(None) };
        self.past_year(node, &fields.path(key)).map(Some)
    }

    /// A required year without an upper limit by the edition: the edition's own.
    pub fn required_year(&mut self, fields: &Fields<'_>, key: &str, example: &str) -> Option<Located<i32>> {
        let node = self.required(fields, key, example)?;
        self.year_value(node, &fields.path(key))
    }

    /// A required year that is not after the edition's.
    pub fn required_past_year(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        example: &str,
    ) -> Option<Located<i32>> {
        let node = self.required(fields, key, example)?;
        self.past_year(node, &fields.path(key))
    }

    fn past_year(&mut self, node: &Node, path: &str) -> Option<Located<i32>> {
        let year = self.year_value(node, path)?;
        if let Some(edition) = &self.project.year
            && year.value > edition.value
        {
            let diagnostic =
                Diagnostic::error(format!("{} is after the edition's year, {}", year.value, edition.value))
                    .at(year.span, format!("`{path}`"))
                    .at(edition.span, "the edition's year")
                    .help("Correct the year, or the edition's in data/brochure.yaml.");
            self.report(diagnostic);
            return None;
        }
        Some(year)
    }

    fn year_value(&mut self, node: &Node, path: &str) -> Option<Located<i32>> {
        let span = self.span(node);
        let help = "Write four digits without quotation marks, for example `1996`.";
        let NodeKind::Number(Number::Integer(year)) = node.kind else {
            let message = self.mismatch(node, path, "a year");
            let meant = match &node.kind {
                NodeKind::Text(text) => corrections::date(text),
                _ => None,
            };
            self.report(match meant.as_ref().and_then(|date| date.get(..4)) {
                Some(year) => message.write(span, year),
                None => message.help(help),
            });
            return None;
        };
        if !(MIN_YEAR..=MAX_YEAR).contains(&year) {
            self.report(
                Diagnostic::error(format!("{year} in `{path}` is not a year of four digits"))
                    .at(span, "a year is expected here")
                    .help(help),
            );
            return None;
        }
        Some(Located { value: i32::try_from(year).ok()?, span })
    }

    /// An optional day.
    pub fn date(&mut self, fields: &Fields<'_>, key: &str) -> Option<Option<Located<Date>>> {
        let Some(node) = fields.get(key) else { return Some(None) };
        let path = fields.path(key);
        let help = "Write year, month and day as in `2026-11-24`.";
        let text = match &node.kind {
            NodeKind::Text(text) => text.as_str(),
            _ => {
                self.wrong_type(node, &path, "a date", help);
                return None;
            }
        };
        let span = self.span(node);
        if let Some(value) = parse_date(text) {
            return Some(Some(Located { value, span }));
        }
        let meant = corrections::date(text).filter(|meant| parse_date(meant).is_some());
        self.no_date(&path, span, meant, help);
        None
    }

    /// An optional year, month or day.
    pub fn when(&mut self, fields: &Fields<'_>, key: &str) -> Option<Option<Located<When>>> {
        let Some(node) = fields.get(key) else { return Some(None) };
        let path = fields.path(key);
        let help = "Write a year, a month or a day as in `2026`, `2026-11` or `2026-11-24`, without quotation marks.";
        let text = match &node.kind {
            NodeKind::Text(text) => text.as_str(),
            NodeKind::Number(_) => self.spelling(node),
            _ => {
                self.wrong_type(node, &path, "a date", help);
                return None;
            }
        };
        let (value, span) = (parse_when(text.trim()), self.span(node));
        if value.is_none() {
            let meant = corrections::date(text);
            self.no_date(&path, span, meant, help);
        }
        Some(Some(Located { value: value?, span }))
    }

    /// Reports a text that is not a date; `meant` is the date that it means, if that is certain.
    fn no_date(&mut self, path: &str, span: Span, meant: Option<String>, help: &str) {
        let message = Diagnostic::error(format!("`{path}` is not a date in the calendar"))
            .at(span, "a date is expected here");
        self.report(match meant {
            Some(meant) => message.write(span, &meant),
            None => message.help(help),
        });
    }

    /// The same, not after the edition's year.
    pub fn past_when(&mut self, fields: &Fields<'_>, key: &str) -> Option<Option<Located<When>>> {
        let Some(when) = self.when(fields, key)? else { return Some(None) };
        let Some(edition) = self.project.year.as_ref().filter(|edition| when.value.year > edition.value)
        else {
            return Some(Some(when));
        };
        let diagnostic =
            Diagnostic::error(format!("{} is after the edition's year, {}", when.value, edition.value))
                .at(when.span, format!("`{}`", fields.path(key)))
                .at(edition.span, "the edition's year")
                .help("Correct the date, or the edition's year in data/brochure.yaml.");
        self.report(diagnostic);
        None
    }
}

/// A year, a month or a day of the calendar.
fn parse_when(text: &str) -> Option<When> {
    let number = |part: &str, digits: usize| {
        (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse().ok())?
    };
    let year: i32 = number(text.get(..4)?, 4).filter(|year| *year > 0)?;
    match text.len() {
        4 => Some(When::year(year)),
        7 => {
            let month =
                number(text.get(4..)?.strip_prefix('-')?, 2).filter(|month| (1..=12).contains(month))?;
            Some(When { year, month: u8::try_from(month).ok(), day: None })
        }
        _ => parse_date(text).map(When::from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_months_are_dates_of_less_precision() {
        let shown = |text: &str| parse_when(text).map(|when| when.to_string());
        for text in ["2026", "2026-11", "2026-11-24", "0001"] {
            assert_eq!(shown(text).as_deref(), Some(text));
        }
        for text in ["2026-13", "2026-1", "26", "2026-11-31", "0000", "2026/11", "2026-", "-2026", "２０２６"]
        {
            assert_eq!(shown(text), None, "{text}");
        }
        let when = |text: &str| parse_when(text).expect("a date");
        assert!(when("2025-12").is_before(when("2026")) && when("2026-03").is_before(when("2026-04-01")));
        assert!(!when("2026").is_before(when("2026-04")) && !when("2026-04-01").is_before(when("2026-04")));
    }
}
