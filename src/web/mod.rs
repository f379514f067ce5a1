//! The HTML edition: turns filled HTML into one file that needs no other. In: the text of a page, and where its files are.
//! Out: the same page with its style sheets, pictures and fonts inside it, without scripts, and without links to files that
//! do not go along. Nothing is fetched.
//!
//! The page is read as a row of tags and texts (HTML, section 13.2.5), each of which is written again or replaced.

mod style_sheet;
#[cfg(test)]
mod tests;

use std::cell::{Cell, RefCell};
use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::{Attribute, LocalName, QualName, local_name, ns};

use engine::diagnostics::{Diagnostic, Diagnostics, SourceId, Span};
use engine::html::{Document, Limits, parse};
use engine::resources::{ResourceError, Resources};

/// A page that becomes one file.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    /// The text.
    pub html: &'a str,
    /// The text for messages.
    pub source: SourceId,
    /// The folder of the page, from the project folder.
    pub base: &'a str,
    /// Where its files are.
    pub resources: &'a Resources,
}

/// The page as one file. Reports files that cannot be read, and what is left out.
pub fn single_file(page: Page<'_>, diagnostics: &mut Diagnostics) -> String {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(page.html));
    let tokenizer = Tokenizer::new(Writer::new(page, diagnostics), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    diagnostics.extend(tokenizer.sink.messages.take());
    tokenizer.sink.out.take()
}

/// What is in the place of a file that cannot be read.
const NOTHING: &str = "data:,";

/// Writes a page tag by tag.
struct Writer<'a> {
    page: Page<'a>,
    /// The elements, for links to them; `None` if there are too many.
    document: Option<Document>,
    out: RefCell<String>,
    messages: RefCell<Vec<Diagnostic>>,
    /// The element whose text is no HTML, as a style sheet or script, and its text so far.
    raw: RefCell<Option<(LocalName, String)>>,
    /// How many elements `svg` and `math` are open.
    foreign: Cell<usize>,
}

impl<'a> Writer<'a> {
    fn new(page: Page<'a>, diagnostics: &Diagnostics) -> Writer<'a> {
        // What is wrong with the HTML is not of interest here.
        let document = parse(page.html, page.source, page.base, &Limits::default(), &mut diagnostics.clone());
        Writer {
            page,
            document,
            out: RefCell::default(),
            messages: RefCell::default(),
            raw: RefCell::default(),
            foreign: Cell::new(0),
        }
    }

    fn start(&self, mut tag: Tag) -> TokenSinkResult<()> {
        if &*tag.name == "svg" && !tag.self_closing {
            self.foreign.set(self.foreign.get() + 1);
        }
        if tag.name == local_name!("script") {
            self.report(Diagnostic::warning("the script is left out: the HTML edition has none"), "<script");
            if tag.self_closing && self.foreign.get() > 0 {
                return TokenSinkResult::Continue;
            }
            *self.raw.borrow_mut() = Some((tag.name, String::new()));
            return TokenSinkResult::RawData(RawKind::ScriptData);
        }
        if tag.name == local_name!("link") && !self.keep_link(&mut tag) {
            return TokenSinkResult::Continue;
        }
        // What runs a script.
        tag.attrs.retain(|attribute| !attribute.name.local.starts_with("on"));
        // A browser would take another picture of the set than the one that goes along.
        tag.attrs.retain(|attribute| attribute.name.local != local_name!("srcset"));
        let is_link = matches!(&*tag.name, "a" | "area") && !self.leads_on(&tag);
        if is_link {
            tag.attrs.retain(|attribute| &*attribute.name.local != "href");
        }
        for attribute in &mut tag.attrs {
            let url = attribute.value.to_string();
            let is_file = match &*attribute.name.local {
                "src" | "poster" | "data" => true,
                "href" | "xlink:href" => matches!(&*tag.name, "image" | "use" | "feimage"),
                "style" => {
                    attribute.value = self.style_sheet(&url, self.page.base).into();
                    false
                }
                _ => false,
            };
            if is_file && !url.starts_with('#') {
                attribute.value = self.file(&url, self.page.base).unwrap_or(NOTHING.to_string()).into();
            }
        }
        self.write_tag(&tag);
        let raw = match &*tag.name {
            "style" => RawKind::Rawtext,
            "title" if self.foreign.get() == 0 => RawKind::Rcdata,
            "textarea" => RawKind::Rcdata,
            "iframe" | "noembed" | "noframes" | "xmp" => RawKind::Rawtext,
            _ => return TokenSinkResult::Continue,
        };
        if raw == RawKind::Rawtext {
            *self.raw.borrow_mut() = Some((tag.name, String::new()));
        }
        TokenSinkResult::RawData(raw)
    }

    /// Writes the style sheet that an element `link` names in its place, or puts its icon into it. Returns whether the
    /// element remains: other files than these would be fetched.
    fn keep_link(&self, tag: &mut Tag) -> bool {
        let value = |name: &str| {
            let found = tag.attrs.iter().find(|attribute| &*attribute.name.local == name);
            found.map(|attribute| attribute.value.to_string()).unwrap_or_default()
        };
        let (relation, href) = (value("rel").to_ascii_lowercase(), value("href"));
        let has = |wanted: &str| relation.split_ascii_whitespace().any(|word| word == wanted);
        if has("stylesheet") && !has("alternate") {
            // What is for printed pages has properties that only this program knows. As a file of its own it is read by
            // browsers that print, and by nothing that reads the page for a screen.
            let is_print = value("media").trim().eq_ignore_ascii_case("print");
            if let Some(text) = self.style_sheet_of_file(&href, self.page.base, 0) {
                if is_print {
                    let url = data_url("text/css", text.as_bytes());
                    let href = tag.attrs.iter_mut().find(|attribute| &*attribute.name.local == "href");
                    href.into_iter().for_each(|href| href.value = url.as_str().into());
                    return true;
                }
                let name = |local| QualName::new(None, ns!(), local);
                let media = Some(value("media")).filter(|media| !media.is_empty());
                let media =
                    media.map(|media| Attribute { name: name(local_name!("media")), value: media.into() });
                let style =
                    Tag { name: local_name!("style"), attrs: media.into_iter().collect(), ..tag.clone() };
                self.write_tag(&style);
                self.write_style_sheet(&text);
                self.out.borrow_mut().push_str("</style>");
            }
            return false;
        }
        if has("icon") {
            let file = self.file(&href, self.page.base);
            for attribute in &mut tag.attrs {
                if let Some(file) = file.as_ref().filter(|_| attribute.name.local == local_name!("href")) {
                    attribute.value = file.as_str().into();
                }
            }
            return file.is_some();
        }
        ["alternate", "canonical", "author", "license", "help", "next", "prev"].into_iter().any(has)
    }

    /// Whether a link leads to a place of the page or of the web, and not to a file that does not go along.
    fn leads_on(&self, tag: &Tag) -> bool {
        let href = tag.attrs.iter().find(|attribute| attribute.name.local == local_name!("href"));
        let href = href.map_or("", |attribute| attribute.value.trim());
        let scheme = href.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
        if let Some(id) = href.strip_prefix('#') {
            let exists = |document: &Document| document.element_by_id(id).is_some();
            return id.is_empty() || id.contains('%') || self.document.as_ref().is_none_or(exists);
        }
        matches!(scheme.as_deref(), Some("http" | "https" | "mailto" | "tel" | "sms" | "doi"))
    }

    /// The `data:` URL of a file. Reports one that cannot be read.
    fn file(&self, url: &str, base: &str) -> Option<String> {
        if url.starts_with("data:") {
            return Some(url.to_string());
        }
        let read = self.page.resources.read(base, url);
        let read = read.map_err(|error| self.report_lack("the file", url, error)).ok()?;
        let fragment = url.split_once('#').map(|(_, name)| format!("#{name}")).unwrap_or_default();
        Some(data_url(media_type(&read.path, &read.bytes), &read.bytes) + &fragment)
    }

    fn report_lack(&self, what: &str, url: &str, error: ResourceError) {
        self.report(Diagnostic::lack(format!("{what} cannot be read: {error}")), url);
    }

    /// Reports a message about the first occurrence of `words` in the page.
    fn report(&self, message: Diagnostic, words: &str) {
        let start = self.page.html.find(words).filter(|_| !words.is_empty());
        let place = start.map(|start| Span::new(self.page.source, start, start + words.len()));
        self.messages.borrow_mut().push(message.at_maybe(place, "here"));
    }

    fn write_tag(&self, tag: &Tag) {
        let mut out = self.out.borrow_mut();
        let _ = write!(out, "<{}{}", if tag.kind == TagKind::EndTag { "/" } else { "" }, tag.name);
        if tag.kind == TagKind::StartTag {
            for attribute in &tag.attrs {
                let _ = write!(out, " {}", attribute.name.local);
                // A reader takes an attribute without a value as an empty one.
                if !attribute.value.is_empty() {
                    out.push_str("=\"");
                    write_escaped(&attribute.value, true, &mut out);
                    out.push('"');
                } else if matches!(&*attribute.name.local, "alt" | "value" | "content") {
                    out.push_str("=\"\"");
                }
            }
            if tag.self_closing && self.foreign.get() > 0 {
                out.push('/');
            }
        }
        out.push('>');
    }

    /// Writes a style sheet so that nothing in it ends its element.
    fn write_style_sheet(&self, text: &str) {
        self.out.borrow_mut().push_str(&text.replace("</", "<\\/"));
    }

    fn text(&self, text: &str) {
        // The text of a style sheet comes in several pieces.
        match &mut *self.raw.borrow_mut() {
            Some((_, whole)) => whole.push_str(text),
            None => write_escaped(text, false, &mut self.out.borrow_mut()),
        }
    }

    fn end(&self, tag: &Tag) {
        if &*tag.name == "svg" {
            self.foreign.set(self.foreign.get().saturating_sub(1));
        }
        if let Some((name, text)) = self.raw.take() {
            match &*name {
                "script" => return,
                "style" => self.write_style_sheet(&self.style_sheet(&text, self.page.base)),
                _ => self.out.borrow_mut().push_str(&text),
            }
        }
        self.write_tag(tag);
    }
}

impl TokenSink for Writer<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return self.start(tag),
            Token::TagToken(tag) => self.end(&tag),
            Token::CharacterTokens(text) => self.text(&text),
            Token::DoctypeToken(doctype) => {
                let name = doctype.name.unwrap_or_default();
                let _ = write!(self.out.borrow_mut(), "<!doctype {name}>");
            }
            Token::NullCharacterToken => self.text("\u{FFFD}"),
            // A comment is for those who edit the layout.
            Token::CommentToken(_) | Token::EOFToken | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.foreign.get() > 0
    }
}

/// Writes a text so that it is read as the same text (HTML, section 13.3).
fn write_escaped(text: &str, is_attribute: bool, out: &mut String) {
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '"' if is_attribute => out.push_str("&quot;"),
            '<' if !is_attribute => out.push_str("&lt;"),
            '>' if !is_attribute => out.push_str("&gt;"),
            sign => out.push(sign),
        }
    }
}

fn data_url(media_type: &str, bytes: &[u8]) -> String {
    format!("data:{media_type};base64,{}", STANDARD.encode(bytes))
}

/// The media type of a picture or font by how it begins, and of other files by the ending of their names.
fn media_type(path: &str, bytes: &[u8]) -> &'static str {
    let beginnings: [(&[u8], &str); 8] = [
        (b"\x89PNG", "image/png"),
        (b"\xFF\xD8\xFF", "image/jpeg"),
        (b"GIF8", "image/gif"),
        (b"RIFF", "image/webp"),
        (b"wOF2", "font/woff2"),
        (b"wOFF", "font/woff"),
        (b"OTTO", "font/otf"),
        (b"\0\x01\0\0", "font/ttf"),
    ];
    if let Some((_, found)) = beginnings.iter().find(|(beginning, _)| bytes.starts_with(beginning)) {
        return found;
    }
    match path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).as_deref() {
        Some("svg") => "image/svg+xml",
        Some("css") => "text/css",
        Some("ttf") => "font/ttf",
        _ => "application/octet-stream",
    }
}
