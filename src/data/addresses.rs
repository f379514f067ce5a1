//! Reads texts that have a form: addresses, telephone numbers, currencies, and the names of files.

use std::path::{Component, Path};

use pulldown_cmark::{Event, Tag};

use super::corrections;
use super::reader::{Fields, Reader};
use super::value::Located;
use super::yaml::{Node, NodeKind};
use engine::diagnostics::{Diagnostic, Span, closest};

/// A form of texts.
struct Form<'a, IsValid, Correct> {
    /// What it is, with its article ("a web address").
    wanted: &'a str,
    /// The remedy for a text in another form, if it is not known what is meant.
    help: &'a str,
    /// Whether a text has the form.
    is_valid: IsValid,
    /// What is meant by a text in another form.
    correct: Correct,
}

impl Reader<'_> {
    /// An optional single text of a certain form, such as an address.
    fn formed_string(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        form: Form<'_, impl Fn(&str) -> bool, impl Fn(&str) -> Option<String>>,
    ) -> Option<Option<Located<String>>> {
        let Some(node) = fields.get(key) else { return Some(None) };
        let path = fields.path(key);
        let located = self.string(node, &path, form.wanted)?;
        if (form.is_valid)(&located.value) {
            return Some(Some(located));
        }
        let message = Diagnostic::error(format!("`{path}` is not {}", form.wanted))
            .at(located.span, format!("{} is expected here", form.wanted));
        self.report(match (form.correct)(&located.value) {
            Some(meant) => message.write(located.span, &meant),
            None => message.help(form.help),
        });
        None
    }

    /// An optional address of a web page.
    pub fn url(&mut self, fields: &Fields<'_>, key: &str) -> Option<Option<Located<String>>> {
        let is_email = |text: &str| corrections::email_address(text).is_some();
        let help = match fields.get(key).map(|node| &node.kind) {
            Some(NodeKind::Text(text)) if is_email(text) => {
                "This is an e-mail address: write it after `email:`, and here the address of a web page."
            }
            _ => "Write the whole address, beginning with `https://`, without spaces.",
        };
        let is_address = |url: &str| {
            let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
            rest.is_some_and(|rest| {
                !rest.is_empty() && !rest.starts_with('/') && !rest.contains(char::is_whitespace)
            })
        };
        let (is_valid, correct) = (is_address, corrections::web_address);
        self.formed_string(fields, key, Form { wanted: "a web address", help, is_valid, correct })
    }

    /// An optional e-mail address.
    pub fn email(&mut self, fields: &Fields<'_>, key: &str) -> Option<Option<Located<String>>> {
        let help = match fields.get(key).map(|node| &node.kind) {
            Some(NodeKind::Text(text)) if text.matches('@').count() > 1 => {
                "Keep one address here. Others can be named in `contacts` of data/institution.yaml, or in a text."
            }
            _ => "Write one address such as `office@example.org`.",
        };
        let (is_valid, correct) = (corrections::is_email_address, corrections::email_address);
        self.formed_string(fields, key, Form { wanted: "an e-mail address", help, is_valid, correct })
    }

    /// An optional telephone number.
    pub fn telephone(&mut self, fields: &Fields<'_>, key: &str) -> Option<Option<Located<String>>> {
        let help = "Write it with the country's code, for example `+994 12 345 67 89`.";
        let is_number = |number: &str| {
            number.chars().filter(char::is_ascii_digit).count() >= 3
                && number.chars().all(|sign| sign.is_ascii_digit() || " +-()./".contains(sign))
        };
        let correct = |number: &str| {
            let number =
                number.trim_start_matches(|sign: char| !sign.is_ascii_digit() && !"+(".contains(sign));
            let number = number.replace(|sign: char| !sign.is_ascii() && sign.is_whitespace(), " ");
            is_number(&number).then_some(number)
        };
        let wanted = "a telephone number";
        self.formed_string(fields, key, Form { wanted, help, is_valid: is_number, correct })
    }

    /// An optional file of the project, which must exist.
    pub fn file(&mut self, fields: &Fields<'_>, key: &str) -> Option<Option<Located<String>>> {
        let Some(node) = fields.get(key) else { return Some(None) };
        let path = fields.path(key);
        let located = self.string(node, &path, "the name of a file")?;
        self.existing_file(located, &path).map(Some)
    }

    /// A file that is named at the place of `located`, in the field `path`. Reports it if it does not exist.
    fn existing_file(&mut self, located: Located<String>, path: &str) -> Option<Located<String>> {
        let relative = Path::new(&located.value);
        let inside = relative
            .components()
            .all(|component| matches!(component, Component::Normal(_) | Component::CurDir));
        if inside && (self.project.is_kept || self.project.root.join(relative).is_file()) {
            return Some(located);
        }
        let name = &located.value;
        let is_address =
            ["http://", "https://", "www."].iter().any(|start| name.to_lowercase().starts_with(start));
        let is_of_disk = name.get(1..3).is_some_and(|sign| matches!(sign, ":\\" | ":/"));
        let message = if is_address {
            Diagnostic::error(format!("`{path}` must be a file of the project, but this is a web address"))
        } else if !inside || is_of_disk {
            Diagnostic::error(format!("the file of `{path}` is outside the project folder"))
        } else {
            Diagnostic::error(format!("there is no file {name}"))
        };
        let message = message.at(located.span, format!("named by `{path}`"));
        let meant = corrections::file(self.project.root, name);
        self.report(match (meant, similar_file(self.project.root, relative)) {
            (Some(meant), _) => message.write(located.span, &meant),
            (None, Some(name)) if inside => message.help(format!("Did you mean `{name}`?")),
            _ if is_address => message.help(
                "Save the file in the project folder, and write its path from there, for example `images/logo.svg`.",
            ),
            _ if !inside || is_of_disk => message.help(
                "Copy the file into the project folder, and write its path from there, for example `images/logo.svg`.",
            ),
            _ => message.help(
                "Put the file there, or leave the field empty until there is one. The path starts at the project folder.",
            ),
        });
        None
    }

    /// The pictures in a text in Markdown, whose files must exist. Returns whether they do.
    pub(super) fn has_pictures(&mut self, node: &Node, text: &str, path: &str) -> bool {
        if !text.contains("![") {
            return true;
        }
        let spelling = self.spelling(node).to_string();
        let whole = self.span(node);
        let mut sound = true;
        // The pictures are in the order of the text, so the search goes on behind the picture before.
        let mut searched = 0;
        for event in pulldown_cmark::Parser::new(text) {
            let Event::Start(Tag::Image { dest_url, .. }) = event else { continue };
            if dest_url.starts_with("data:") {
                continue;
            }
            let span = match spelling[searched..].find(&*dest_url) {
                Some(at) => {
                    let start = whole.start as usize + searched + at;
                    searched += at + dest_url.len();
                    Span::new(whole.source, start, start + dest_url.len())
                }
                None => {
                    searched = spelling.len();
                    whole
                }
            };
            sound &= self.existing_file(Located { value: dest_url.to_string(), span }, path).is_some();
        }
        sound
    }

    /// A required file of the project, which must exist.
    pub fn required_file(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        example: &str,
    ) -> Option<Located<String>> {
        self.required(fields, key, example)?;
        self.file(fields, key)?
    }

    /// A required address of a web page.
    pub fn required_url(&mut self, fields: &Fields<'_>, key: &str, example: &str) -> Option<Located<String>> {
        self.required(fields, key, example)?;
        self.url(fields, key)?
    }

    /// A currency by the three letters of ISO 4217.
    pub fn currency(&mut self, fields: &Fields<'_>, key: &str) -> Option<Option<Located<String>>> {
        let help = "Write its three capital letters, for example `EUR` or `AZN`.";
        let is_code = |code: &str| code.len() == 3 && code.bytes().all(|letter| letter.is_ascii_uppercase());
        let correct = |currency: &str| {
            let known = corrections::currency(currency).map(str::to_string);
            known.or_else(|| Some(currency.to_uppercase()).filter(|code| is_code(code)))
        };
        self.formed_string(fields, key, Form { wanted: "a currency", help, is_valid: is_code, correct })
    }
}

/// The file in the same folder with the most similar name, for a suggestion.
fn similar_file(root: &Path, relative: &Path) -> Option<String> {
    let folder = relative.parent()?;
    let wanted = relative.file_name()?.to_str()?;
    let mut names: Vec<String> = std::fs::read_dir(root.join(folder))
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort_unstable();
    let meant = closest(wanted, names.iter().map(String::as_str))?;
    let path = folder.join(meant);
    path.to_str().map(|path| path.replace('\\', "/"))
}
