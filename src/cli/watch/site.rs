//! What the page shows at a moment: the documents, their pages, and the messages.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};

use super::preview::{Document, Preview};

/// All documents that have been shown so far, and the list of those that may be.
#[derive(Clone, Default)]
pub(super) struct Site {
    /// The documents of the project, in the order in which they are offered.
    pub(super) documents: Vec<Document>,
    /// By the names of the documents.
    pub(super) views: BTreeMap<String, View>,
}

/// A document as it is shown.
#[derive(Clone)]
pub(super) struct View {
    /// The last pages without errors, if there have been any.
    pub(super) preview: Option<Arc<Preview>>,
    /// What is sent to the page about it.
    pub(super) event: Arc<str>,
}

/// A round of rendering.
pub(super) struct Round {
    /// How many there have been.
    pub(super) number: u64,
    /// The messages, as [`super::places::Places::messages`] writes them.
    pub(super) messages: Value,
    /// Whether there is an error, so that the pages are those of an earlier round.
    pub(super) failed: bool,
}

impl Site {
    /// The document with a name; the first one if there is none with it.
    pub(super) fn document(&self, name: &str) -> Option<&Document> {
        self.documents.iter().find(|document| document.name == name).or(self.documents.first())
    }

    /// The view of a document, or of the project while nothing is known of its documents.
    pub(super) fn view(&self, name: &str) -> Option<&View> {
        self.views.get(self.document(name).map_or("", |document| &document.name))
    }

    /// Shows what a round made of a document. Without a new preview, the pages stay.
    pub(super) fn show(&mut self, name: &str, preview: Option<Arc<Preview>>, round: &Round) {
        let preview = preview.or_else(|| self.views.get(name)?.preview.clone());
        let language = self.document(name).map_or("en", |document| document.languages.first());
        let documents = self.documents.iter().map(|document| {
            json!({"name": document.name, "layout": document.layout, "languages": document.languages.name()})
        });
        let pages = preview.iter().flat_map(|preview| &preview.pages).map(|page| {
            let (width, height) = page.size();
            json!({"digest": page.digest, "width": width, "height": height, "label": page.label})
        });
        let event = json!({
            "round": round.number,
            "document": name,
            "language": language,
            "documents": documents.collect::<Vec<_>>(),
            "pages": pages.collect::<Vec<_>>(),
            "pagesOfRound": preview.as_ref().map(|preview| preview.round),
            "messages": round.messages,
            "failed": round.failed,
        });
        let event = event.to_string().into();
        self.views.insert(name.to_string(), View { preview, event });
    }

    /// The preview and the page of a picture.
    pub(super) fn picture(&self, digest: &str) -> Option<(Arc<Preview>, usize)> {
        self.views.values().filter_map(|view| view.preview.as_ref()).find_map(|preview| {
            let page = preview.pages.iter().position(|page| page.digest == digest)?;
            Some((preview.clone(), page))
        })
    }
}
