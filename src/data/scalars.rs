//! Reads the single values of records: texts by language, years, dates, colors, quantities (numbers with
//! their precision).

use super::corrections;
use super::index::{TextField, TextPlace, Undeclared, collapse, composed};
use super::languages::is_language;
use super::reader::{Fields, Reader};
use super::value::{Amount, Color, Free, Located, Precision, Quantity, Text, Translation};
use super::yaml::{Node, NodeKind, Number};
use engine::css::absolute_length;
use engine::diagnostics::{Diagnostic, Span, closest};
use engine::sorting::sort_by_key;
use engine::units::Length;

impl Reader<'_> {
    /// An optional text.
    pub fn text(&mut self, fields: &Fields<'_>, key: &str) -> Option<Option<Text>> {
        match fields.get(key) {
            Some(node) => self.text_value(node, &fields.path(key)).map(Some),
            None => Some(None),
        }
    }

    /// A required text.
    pub fn required_text(&mut self, fields: &Fields<'_>, key: &str, example: &str) -> Option<Text> {
        let node = self.required(fields, key, example)?;
        self.text_value(node, &fields.path(key))
    }

    /// A list of texts, empty if the field is absent.
    pub fn texts(&mut self, fields: &Fields<'_>, key: &str) -> Option<Vec<Text>> {
        let path = fields.path(key);
        self.list(fields, key, "a text", |reader, item| reader.text_value(item, &path))
    }

    /// A text for all languages, or a mapping of languages to texts.
    pub fn text_value(&mut self, node: &Node, path: &str) -> Option<Text> {
        let NodeKind::Mapping(_) = node.kind else {
            let located = self.string(node, path, "a text, or texts by language")?;
            self.index.fields.push(TextField {
                path: path.to_string(),
                text: located.span,
                key: None,
                is_flow: false,
                value: located.value.clone(),
                wrapper: None,
            });
            let translation = Translation { language: None, text: located.value, span: located.span };
            return Some(Text { translations: vec![translation] });
        };
        let fields = self.any_fields(node, path, &["en", "az"])?;
        let (mut translations, mut left_over) = (Vec::new(), Vec::new());
        let mut complete = true;
        let languages: Vec<(String, Span)> =
            fields.keys().map(|(key, span)| (key.to_string(), span)).collect();
        for (language, span) in languages {
            let is_language_of_data =
                |tag: &str| self.project.languages.iter().any(|declared| declared.value == tag);
            let meant = if is_language_of_data(&language) { None } else { corrections::language(&language) };
            if let Some(meant) = meant.filter(|meant| is_language_of_data(meant)) {
                let message = Diagnostic::error(format!("`{language}` in `{path}` is not a language tag"));
                let message = message.at(span, "the tag of the language is expected here");
                self.report(message.write(span, &meant));
                complete = false;
                continue;
            }
            let Some(is_declared) = self.declared(&language, span, path) else {
                complete = false;
                continue;
            };
            let Some(value) = fields.get(&language) else { continue };
            if matches!(value.kind, NodeKind::Mapping(_)) {
                self.wrong_type(value, &fields.path(&language), "a text", "Write the text itself here.");
                complete = false;
                continue;
            }
            match self.string(value, &fields.path(&language), "a text") {
                Some(Located { value: text, span }) => {
                    let list = if is_declared { &mut translations } else { &mut left_over };
                    list.push(Translation { language: Some(language), text, span });
                }
                None => complete = false,
            }
        }
        if !complete {
            return None;
        }
        // A text in another language is better than none.
        if translations.is_empty() {
            translations = left_over;
        }
        if translations.is_empty() {
            let first = self.project.languages.first().map_or("en", |language| &language.value);
            let help = format!("Write the text, for example `{first}: …`, or remove the whole field.");
            self.report(
                Diagnostic::error(format!("`{path}` has no text in any language"))
                    .at(fields.span, "every language is empty here")
                    .help(help),
            );
            return None;
        }
        // The first translation is the fallback for a missing language.
        let rank = |translation: &Translation| {
            let tag = translation.language.as_deref();
            self.project.languages.iter().position(|language| Some(language.value.as_str()) == tag)
        };
        sort_by_key(&mut translations, |translation| rank(translation).unwrap_or(usize::MAX));
        if let Some(first) = translations.first() {
            let key = first.language.as_deref().and_then(|language| fields.key_span(language));
            let (path, value) = (path.to_string(), first.text.clone());
            let is_flow = self.spelling(node).starts_with('{');
            self.index.fields.push(TextField { path, text: first.span, key, is_flow, value, wrapper: None });
        }
        Some(Text { translations })
    }

    /// Whether `language` is declared. One that is not may have been before: its text is kept and noted. `None` after
    /// reporting what is not a language.
    fn declared(&mut self, language: &str, span: Span, path: &str) -> Option<bool> {
        let languages = &self.project.languages;
        let Some(first) = languages.first() else { return Some(true) };
        if languages.iter().any(|declared| declared.value == language) {
            return Some(true);
        }
        let declared: Vec<&str> = languages.iter().map(|language| language.value.as_str()).collect();
        let meant = closest(language, declared.iter().copied());
        if is_language(language)
            && (language.split('-').next().is_none_or(|base| base.len() == 2) || meant.is_none())
        {
            self.index.undeclared.push(Undeclared { language: language.to_string(), span });
            return Some(false);
        }
        let help = match meant {
            Some(meant) => format!("Did you mean `{meant}`?"),
            None => format!("Write the tag of a language of the brochure: {}.", declared.join(", ")),
        };
        let diagnostic =
            Diagnostic::error(format!("`{language}` in `{path}` is not a language of the brochure"))
                .at(span, "this language is not declared")
                .at(first.span, "the languages are declared here")
                .help(help);
        self.report(diagnostic);
        None
    }

    /// A single text in NFC (UAX #15), without surrounding white space. `wanted` is what the field takes, with
    /// its article ("a web address").
    pub fn string(&mut self, node: &Node, path: &str, wanted: &str) -> Option<Located<String>> {
        let text: String = match &node.kind {
            NodeKind::Text(text) => composed(text),
            // Where a text is expected, `2026` and `true` are texts, exactly as they are written.
            NodeKind::Number(_) | NodeKind::Boolean(_) => self.spelling(node).to_string(),
            NodeKind::Null | NodeKind::List(_) | NodeKind::Mapping(_) => {
                self.no_text(node, path, wanted);
                return None;
            }
        };
        if self.report_joined_items(node) {
            return None;
        }
        let span = self.span(node);
        let text = text.trim();
        if text.is_empty() {
            self.report(
                Diagnostic::error(format!("`{path}` is an empty text"))
                    .at(span, "nothing between the quotation marks")
                    .help("Write the text, or leave the field empty, without quotation marks, until the text is known."),
            );
            return None;
        }
        if let Some(character) = text.chars().find(|&character| is_unprintable(character)) {
            self.report(
                Diagnostic::error(format!(
                    "`{path}` contains the control character U+{:04X}",
                    u32::from(character)
                ))
                .at(span, "in this text")
                .help("Delete it. Such a character is often copied from another program."),
            );
            return None;
        }
        if !self.has_pictures(node, text, path) {
            return None;
        }
        self.index.texts.push(TextPlace { text: collapse(text), span, source: self.text.clone() });
        Some(Located { value: text.to_string(), span })
    }

    /// An optional whole number that is not negative.
    pub fn count(&mut self, fields: &Fields<'_>, key: &str) -> Option<Option<Located<u32>>> {
        let Some(node) = fields.get(key) else { return Some(None) };
        let path = fields.path(key);
        let value = self.count_value(node, &path)?;
        let span = self.span(node);
        match u32::try_from(value) {
            Ok(value) => Some(Some(Located { value, span })),
            Err(_) => {
                self.report(
                    Diagnostic::error(format!("{value} in `{path}` is too large"))
                        .at(span, "a smaller number is expected here")
                        .help("Correct the number."),
                );
                None
            }
        }
    }

    /// A length in absolute units.
    pub fn length(&mut self, fields: &Fields<'_>, key: &str) -> Option<Option<Located<Length>>> {
        let Some(node) = fields.get(key) else { return Some(None) };
        let path = fields.path(key);
        let Located { value, span } = self.string(node, &path, "a length")?;
        let Some(value) = absolute_length(&value) else {
            self.report(
                Diagnostic::error(format!("`{value}` in `{path}` is not a length"))
                    .at(span, "a length is expected here")
                    .help("Write a number and a unit without a space, for example `3mm`."),
            );
            return None;
        };
        Some(Some(Located { value, span }))
    }

    fn count_value(&mut self, node: &Node, path: &str) -> Option<u64> {
        let message = match &node.kind {
            NodeKind::Number(Number::Integer(value)) if *value >= 0 => return Some(value.unsigned_abs()),
            NodeKind::Number(Number::Large(value)) => return Some(*value),
            NodeKind::Number(_) => Diagnostic::error(format!(
                "`{path}` must be a whole number, not a negative number or a fraction"
            ))
            .at(self.span(node), "a whole number is expected here"),
            _ => self.mismatch(node, path, "a whole number"),
        };
        let text = match &node.kind {
            NodeKind::Text(text) => text,
            _ => self.spelling(node),
        };
        let at_least = text.strip_suffix('+').filter(|_| path.starts_with("members."));
        let at_least = at_least.and_then(corrections::whole_number);
        let message = match (corrections::whole_number(text), at_least) {
            (Some(meant), _) => message.write(self.span(node), &meant),
            (None, Some(number)) => {
                message.help(format!("Write `at_least: {number}` instead of this field."))
            }
            (None, None) => message.help("Write the digits only, for example `50`."),
        };
        self.report(message);
        None
    }

    /// Reads a number with its precision from a mapping with a field such as `more_than: 50`.
    pub fn quantity(&mut self, fields: &Fields<'_>) -> Option<Quantity> {
        let given: Vec<Precision> = Precision::ALL
            .into_iter()
            .filter(|precision| fields.key_span(precision.keyword()).is_some())
            .collect();
        match given.as_slice() {
            [precision] => {
                let key = precision.keyword();
                let node = self.required(fields, key, "50")?;
                let value = self.count_value(node, &fields.path(key))?;
                Some(Quantity { value, precision: *precision, span: self.span(node) })
            }
            [] => {
                self.report(
                    Diagnostic::error("a number is missing here")
                        .at(fields.span, "the number belongs beside this field")
                        .help("Write `exactly: 139`, `more_than: 50`, `at_least: 50` or `about: 50`."),
                );
                None
            }
            [first, second, ..] => {
                let diagnostic = Diagnostic::error("the number is given with more than one precision")
                    .at_maybe(fields.key_span(second.keyword()), "given again here")
                    .at_maybe(fields.key_span(first.keyword()), "first given here")
                    .help("Keep the one that the source gives.");
                self.report(diagnostic);
                None
            }
        }
    }

    /// Reads a number without a precision, which is exact.
    pub fn exact_quantity(&mut self, node: &Node, path: &str) -> Option<Quantity> {
        let value = self.count_value(node, path)?;
        Some(Quantity { value, precision: Precision::Exactly, span: self.span(node) })
    }

    /// An amount of money or another number of at most two decimal places, in hundredths.
    pub fn required_amount(&mut self, fields: &Fields<'_>, key: &str, example: &str) -> Option<Amount> {
        let node = self.required(fields, key, example)?;
        let amount = match node.kind {
            NodeKind::Number(_) => parse_amount(self.spelling(node)),
            _ => None,
        };
        if amount.is_none() {
            let help = "Write the digits only, with a point before the hundredths: `1900` or `1900.50`.";
            let message = self.mismatch(node, &fields.path(key), "an amount");
            let meant = match &node.kind {
                NodeKind::Text(text) => corrections::whole_number(text),
                NodeKind::Number(_) => corrections::whole_number(self.spelling(node)),
                _ => None,
            };
            let span = self.span(node);
            self.report(match meant {
                Some(meant) => message.write(span, &meant),
                None => message.help(help),
            });
        }
        amount
    }

    /// A value of any form, for one's own layouts.
    pub fn free(&mut self, fields: &Fields<'_>, key: &str) -> Option<Free> {
        let Some(node) = fields.get(key) else { return Some(Free::default()) };
        Some(Free(self.free_value(node)))
    }

    fn free_value(&mut self, node: &Node) -> serde_json::Value {
        match &node.kind {
            NodeKind::Null => serde_json::Value::Null,
            NodeKind::Boolean(value) => (*value).into(),
            NodeKind::Number(Number::Integer(value)) => (*value).into(),
            NodeKind::Number(Number::Large(value)) => (*value).into(),
            NodeKind::Number(Number::Fraction(value)) => (*value).into(),
            NodeKind::Text(text) => {
                let text: String = composed(text);
                let (span, source) = (self.span(node), self.text.clone());
                self.index.texts.push(TextPlace { text: collapse(&text), span, source });
                text.into()
            }
            NodeKind::List(items) => items.iter().map(|item| self.free_value(item)).collect(),
            NodeKind::Mapping(entries) => {
                let entry = |(key, value): &(Node, Node)| {
                    let name = match &key.kind {
                        NodeKind::Text(name) => name.clone(),
                        _ => self.spelling(key).to_string(),
                    };
                    (name, self.free_value(value))
                };
                serde_json::Value::Object(entries.iter().map(entry).collect())
            }
        }
    }

    /// An optional color.
    pub fn color(&mut self, fields: &Fields<'_>, key: &str) -> Option<Option<Located<Color>>> {
        let help = "Write it as `\"#1f6f7c\"`: in quotation marks, with a `#` and six digits from 0 to f.";
        let path = fields.path(key);
        let Some(node) = fields.get(key) else {
            let Some(span) = fields.key_span(key) else { return Some(None) };
            // Without quotation marks YAML reads the color as a comment.
            let rest = self.text.get(span.end as usize..).unwrap_or_default();
            let line = rest.lines().next().unwrap_or_default().trim_start_matches(':');
            let comment = line.trim_start();
            let word = comment.split_whitespace().next().unwrap_or_default();
            if parse_color(word).is_none() {
                return Some(None);
            }
            let start = span.end as usize + rest.find('#').unwrap_or(0);
            let place = Span::new(self.source, start, start + word.len());
            self.report(
                Diagnostic::error(format!("the color of `{path}` is read as a comment"))
                    .at(place, "everything after ` #` is a comment")
                    .help(format!("Put it in quotation marks: `{key}: \"{word}\"`."))
                    .fix(place, format!("\"{word}\"")),
            );
            return None;
        };
        let span = self.span(node);
        let (text, message) = match &node.kind {
            NodeKind::Text(text) => match parse_color(text.trim()) {
                Some(value) => return Some(Some(Located { value, span })),
                None => {
                    let message = Diagnostic::error(format!("`{path}` is not a color"));
                    (text.as_str(), message.at(span, "a color is expected here"))
                }
            },
            _ => (self.spelling(node), self.mismatch(node, &path, "a color")),
        };
        self.report(match corrections::color(text) {
            Some(meant) => message.write(span, &meant),
            None => message.help(help),
        });
        None
    }

    /// Reads one of the words of `choices`.
    pub fn keyword<T: Copy>(
        &mut self,
        node: &Node,
        path: &str,
        choices: &[(&'static str, T)],
    ) -> Option<Located<T>> {
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let Located { value: index, span } = self.one_of(node, path, &words)?;
        Some(Located { value: choices[index].1, span })
    }

    /// Reads one of several words: its index.
    fn one_of(&mut self, node: &Node, path: &str, words: &[&str]) -> Option<Located<usize>> {
        let list = words.join(", ");
        let span = self.span(node);
        let NodeKind::Text(text) = &node.kind else {
            self.wrong_type(node, path, "one word", format!("Write one of: {list}."));
            return None;
        };
        if let Some(value) = words.iter().position(|word| word == text) {
            return Some(Located { value, span });
        }
        let message = Diagnostic::error(format!("`{text}` is not a value of `{path}`"))
            .at(span, "this word is not known");
        let other = corrections::status(text).filter(|status| words.contains(status));
        self.report(match other.or_else(|| closest(text, words.iter().copied())) {
            Some(meant) => {
                message.help(format!("Did you mean `{meant}`? Write one of: {list}.")).fix(span, meant)
            }
            None => message.help(format!("Write one of: {list}.")),
        });
        None
    }
}

/// Control characters that a text must not contain, and that XML forbids (XML 1.0, 2.2).
fn is_unprintable(character: char) -> bool {
    (character.is_control() && !matches!(character, '\n' | '\t' | '\r'))
        || matches!(character, '\u{FFFE}' | '\u{FFFF}')
}

/// An amount as it is written in YAML.
fn parse_amount(text: &str) -> Option<Amount> {
    let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let is_sound = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_sound(whole) || !is_sound(part) || part.len() > 2 {
        return None;
    }
    format!("{whole}{part:0<2}").parse().ok().map(Amount)
}

/// Parses a color such as `#1f6f7c` or `#17c`.
pub(super) fn parse_color(text: &str) -> Option<Color> {
    let digits: Option<Vec<u8>> =
        text.strip_prefix('#')?.chars().map(|digit| digit.to_digit(16).map(|value| value as u8)).collect();
    match *digits?.as_slice() {
        [red, green, blue] => Some(Color { red: red * 17, green: green * 17, blue: blue * 17 }),
        [r1, r0, g1, g0, b1, b0] => {
            Some(Color { red: r1 * 16 + r0, green: g1 * 16 + g0, blue: b1 * 16 + b0 })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_have_three_or_six_digits() {
        assert_eq!(parse_color("#1f6f7C"), Some(Color { red: 0x1f, green: 0x6f, blue: 0x7c }));
        assert_eq!(parse_color("#17c"), Some(Color { red: 0x11, green: 0x77, blue: 0xcc }));
        for text in ["1f6f7c", "#1f6f7", "#ggg", "teal", "#", "#ə1"] {
            assert_eq!(parse_color(text), None, "{text}");
        }
    }
}
