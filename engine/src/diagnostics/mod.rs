//! Messages about the input: where it is wrong, what is wrong, and what to do.
//!
//! Every phase reports through [`Diagnostics`]; only `cli` prints. A [`Span`] points into a
//! [`Source`] that was registered when the file was read, so a message can show the line itself.

mod encoding;
mod places;
mod render;
mod suggest;

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use crate::sorting::sort_by_key;
use places::Places;
use rustc_hash::FxHashSet;

pub use render::{RenderOptions, render, visible};
pub use suggest::closest;

/// How many bytes of the long lines of a source are searched for the places of messages.
const MAX_SEARCHED: usize = 32 << 20;

/// The end of the name of a source that is built into the program.
pub const BUILT_IN: &str = " (built in)";

/// A text that diagnostics can point into: a file of the project, a built-in file, or text that the program generated
/// from one.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name of the file in messages: its path relative to the project folder where possible.
    pub name: String,
    /// The whole text, with lines ending in `\n`.
    pub text: Arc<str>,
    /// Whether the name says the whole place, as that of a cell of a table does: messages show no line and column.
    is_cell: bool,
    /// Where its lines start; found for the first message.
    places: OnceLock<Arc<Places>>,
    /// How many bytes of its long lines have been searched for places.
    searched: Arc<AtomicUsize>,
}

impl Source {
    /// The 1-based line and column (in characters) of a byte offset.
    pub fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let (line, start) = self.line(offset);
        let before = self.places().characters(&self.text, offset.min(self.text.len()));
        (line, before - self.places().characters(&self.text, start) + 1)
    }

    /// Whether the text is a file of the program's, which the user cannot change.
    pub fn is_built_in(&self) -> bool {
        self.name.ends_with(BUILT_IN)
    }

    /// The 1-based line of a byte offset, and the offset at which it starts.
    fn line(&self, offset: usize) -> (usize, usize) {
        self.places().line(offset)
    }

    /// The bytes of `count` lines from the 1-based line `first` on; empty at the end of the text where there are none.
    pub(crate) fn lines(&self, first: usize, count: usize) -> Range<usize> {
        self.places().lines(&self.text, first, count)
    }

    /// Whether so many bytes may be searched for the place of a message: not after many searches, because many messages
    /// about one long line would take time that grows with the square of its length.
    pub(crate) fn may_search(&self, bytes: usize) -> bool {
        self.searched.fetch_add(bytes, Ordering::Relaxed) < MAX_SEARCHED
    }

    fn places(&self) -> &Places {
        self.places.get_or_init(|| Arc::new(Places::of(&self.text)))
    }
}

/// The number of a [`Source`] within [`Diagnostics`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// A range of bytes in a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The source that the range is in.
    pub source: SourceId,
    /// The offset of the first byte.
    pub start: u32,
    /// The offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes from `start` to before `end`; empty at `start` where `end` is before it.
    pub fn new(source: SourceId, start: usize, end: usize) -> Span {
        // Every source is far below 4 GiB: the readers enforce budgets of some MiB.
        Span { source, start: start as u32, end: end.max(start) as u32 }
    }
}

/// How severe a message is. An error makes the run fail; a warning fails only `check --strict`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The run fails.
    Error,
    /// The run succeeds unless it is strict.
    Warning,
    /// For information only.
    Note,
}

/// How severe it is that an image, a font or a glyph is lacking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strictness {
    /// An error: for what goes to print.
    #[default]
    Strict,
    /// A warning: the next best is drawn, as browsers do.
    Lenient,
}

/// A place in a source with a few words about it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is there, shown beside the underline; may be empty.
    pub text: String,
}

/// A change of a text that does what the remedy of a message says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fix {
    /// What is replaced; empty where something is inserted.
    pub span: Span,
    /// What is written there instead.
    pub text: String,
}

/// One message: what is wrong, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// How severe it is.
    pub severity: Severity,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Where it is. The first label is the primary place; empty where no file is at fault.
    pub labels: Vec<Label>,
    /// The file or folder at fault, if there is no text to point into.
    pub path: Option<PathBuf>,
    /// What to do, in one or two sentences.
    pub help: Option<String>,
    /// The remedy as a change, if it is certain.
    pub fix: Option<Box<Fix>>,
    /// Whether it is about one resource that is lacking: see [`Diagnostic::lack`].
    is_lack: bool,
}

impl Diagnostic {
    fn new(severity: Severity, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            severity,
            message: message.into(),
            labels: Vec::new(),
            path: None,
            help: None,
            fix: None,
            is_lack: false,
        }
    }

    /// A message that makes the run fail.
    pub fn error(message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Error, message)
    }

    /// A message about an image, a font or a glyph that is lacking: an error, or a warning if
    /// [`Diagnostics::set_strictness`] asks for that.
    pub fn lack(message: impl Into<String>) -> Diagnostic {
        Diagnostic { is_lack: true, ..Diagnostic::error(message) }
    }

    /// A message that makes only a strict run fail.
    pub fn warning(message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, message)
    }

    /// A message that never makes a run fail.
    pub fn note(message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Note, message)
    }

    /// Adds a place; the first one added is the primary one.
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Adds a place if there is one.
    pub fn at_maybe(self, span: Option<Span>, text: impl Into<String>) -> Diagnostic {
        match span {
            Some(span) => self.at(span, text),
            None => self,
        }
    }

    /// Names the file or folder at fault.
    pub fn path(mut self, path: impl AsRef<Path>) -> Diagnostic {
        self.path = Some(path.as_ref().to_path_buf());
        self
    }

    /// Adds the remedy.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Adds the change that the remedy describes.
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.fix = Some(Box::new(Fix { span, text: text.into() }));
        self
    }

    /// Adds the remedy to write `text` at a place.
    pub fn write(self, span: Span, text: &str) -> Diagnostic {
        self.help(format!("Write `{text}`.")).fix(span, text)
    }

    /// Adds the remedy if there is one.
    pub fn help_maybe(mut self, help: Option<String>) -> Diagnostic {
        self.help = help.or(self.help);
        self
    }
}

/// All sources read and all messages reported so far.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    sources: Vec<Source>,
    list: Vec<Diagnostic>,
    strictness: Strictness,
    /// The messages of `list`, to find an equal one.
    known: FxHashSet<Diagnostic>,
    /// The texts of `list`.
    texts: FxHashSet<String>,
}

impl Diagnostics {
    /// No sources and no messages.
    pub fn new() -> Diagnostics {
        Diagnostics::default()
    }

    /// Registers a text under the name that messages show.
    pub fn add_source(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> SourceId {
        self.add(name.into(), text.into(), false)
    }

    /// Registers the text of a cell of a table, whose name says where it is: `members.xlsx, Sheet1!D7`.
    pub fn add_cell(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> SourceId {
        self.add(name.into(), text.into(), true)
    }

    fn add(&mut self, name: String, text: Arc<str>, is_cell: bool) -> SourceId {
        let id = SourceId(self.sources.len() as u32);
        self.sources.push(Source { name, text, is_cell, places: OnceLock::new(), searched: Arc::default() });
        id
    }

    /// Registers a text file by its bytes: UTF-8, without its byte order mark, lines ending in `\n`.
    /// `None` if it is not UTF-8, which is reported.
    pub fn add_text(&mut self, name: &str, bytes: &[u8]) -> Option<SourceId> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        match std::str::from_utf8(bytes) {
            Ok(text) if text.contains('\r') => Some(self.add_source(name, text.replace("\r\n", "\n"))),
            Ok(text) => Some(self.add_source(name, text)),
            Err(error) => {
                let offset = error.valid_up_to();
                let message = if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
                    "the file is encoded as UTF-16, not as UTF-8".to_string()
                } else {
                    // The error is about the byte at this offset.
                    format!(
                        "the byte {:02X} is not valid UTF-8",
                        bytes.get(offset).copied().unwrap_or_default()
                    )
                };
                let source = self.add_source(name, String::from_utf8_lossy(bytes).as_ref());
                let length = char::REPLACEMENT_CHARACTER.len_utf8();
                self.push(
                    Diagnostic::error(message)
                        .at(Span::new(source, offset, offset + length), "here")
                        .help("Open the file in an editor and save it with the encoding UTF-8."),
                );
                None
            }
        }
    }

    /// A source by its number, which must be from [`Diagnostics::add_source`].
    pub fn source(&self, id: SourceId) -> &Source {
        &self.sources[id.0 as usize]
    }

    /// All sources, in the order in which they were registered.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Changes the messages so far. Removes those for which `change` returns false.
    pub fn amend(&mut self, mut change: impl FnMut(&mut Diagnostic, &[Source]) -> bool) {
        let sources = &self.sources;
        self.list.retain_mut(|diagnostic| change(diagnostic, sources));
        self.known = self.list.iter().cloned().collect();
        self.texts = self.list.iter().map(|diagnostic| diagnostic.message.clone()).collect();
    }

    /// Whether a message with this text was reported, at any place.
    pub fn has_message(&self, text: &str) -> bool {
        self.texts.contains(text)
    }

    /// Whether nothing was reported.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How severe what is lacking is from now on.
    pub fn set_strictness(&mut self, strictness: Strictness) {
        self.strictness = strictness;
    }

    /// Adds a message unless an equal one is there already.
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        if diagnostic.is_lack && self.strictness == Strictness::Lenient {
            diagnostic.severity = Severity::Warning;
        }
        if self.known.insert(diagnostic.clone()) {
            if !self.texts.contains(&diagnostic.message) {
                self.texts.insert(diagnostic.message.clone());
            }
            self.list.push(diagnostic);
        }
    }

    /// Adds messages as [`Diagnostics::push`] does.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        for diagnostic in diagnostics {
            self.push(diagnostic);
        }
    }

    /// Whether an error was reported.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// The number of messages of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// The messages in the order in which they were reported.
    pub fn list(&self) -> &[Diagnostic] {
        &self.list
    }

    /// The messages sorted by source and place, so that the order does not depend on the schedule.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut sorted: Vec<&Diagnostic> = self.list.iter().collect();
        sort_by_key(&mut sorted, |diagnostic| {
            let place = diagnostic.labels.first().map(|label| (label.span.source, label.span.start));
            (place.is_none(), place)
        });
        sorted
    }
}
