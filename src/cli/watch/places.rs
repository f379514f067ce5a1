//! Places in files and messages as the page shows them, with the address that opens them in the editor.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::editor::EditorAddress;
use engine::diagnostics::{Diagnostic, Diagnostics, Severity, Span};

/// How many messages are shown; the first errors are what is to be corrected.
const MAX_MESSAGES: usize = 200;

/// The most characters of a line that are shown.
const MAX_SHOWN: usize = 160;

/// Writes places with addresses of the editor.
pub(super) struct Places {
    /// The project folder, as an absolute path.
    pub(super) root: PathBuf,
    pub(super) editor: EditorAddress,
}

impl Places {
    /// A place: its file, line and column, the line itself, and the address that opens it. A file that is not in the project
    /// has no address.
    pub(super) fn place(&self, span: Span, diagnostics: &Diagnostics) -> Value {
        let source = diagnostics.source(span.source);
        let start = source.text.floor_char_boundary(span.start as usize);
        let (line, column) = source.line_and_column(start);
        let from = source.text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let whole = source.text[from..].lines().next().unwrap_or_default().trim();
        let mut shown: String = whole.chars().take(MAX_SHOWN).collect();
        if shown.len() < whole.len() {
            shown.push('…');
        }
        let mut place = json!({"file": source.name, "line": line, "column": column, "shown": shown});
        let path = self.root.join(&source.name);
        // A filled layout has a name of its own, which is no file; nor is a built-in layout.
        if path.is_file() {
            place["address"] = self.editor.of(&path, line, column).into();
        }
        place
    }

    /// All messages, errors first.
    pub(super) fn messages(&self, diagnostics: &Diagnostics) -> Value {
        let mut sorted = diagnostics.sorted();
        sorted.sort_by_key(|diagnostic| diagnostic.severity);
        let left_out = sorted.len().saturating_sub(MAX_MESSAGES);
        let messages =
            sorted.into_iter().take(MAX_MESSAGES).map(|message| self.message(message, diagnostics));
        let more = (left_out > 0).then(
            || json!({"severity": "note", "message": format!("{left_out} more messages"), "places": []}),
        );
        messages.chain(more).collect()
    }

    fn message(&self, diagnostic: &Diagnostic, diagnostics: &Diagnostics) -> Value {
        let places = diagnostic.labels.iter().map(|label| {
            let mut place = self.place(label.span, diagnostics);
            place["text"] = label.text.as_str().into();
            place
        });
        let path = diagnostic.path.as_ref().filter(|_| diagnostic.labels.is_empty());
        json!({
            "severity": match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            },
            "message": diagnostic.message,
            "help": diagnostic.help,
            "path": path.map(|path| path.display().to_string()),
            "places": places.collect::<Vec<_>>(),
        })
    }
}
