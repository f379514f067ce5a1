//! Renders what is shown whenever a file changes, or another document is chosen in the page.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::sync::watch;

use super::changes::{Files, FolderWatcher};
use super::places::Places;
use super::preview::{Document, Preview};
use super::site::{Round, Site};
use crate::cli::languages::Languages;
use crate::cli::project::{Project, tidy, with_threads};
use crate::cli::terminal::{count, report_kept, say_result};
use engine::diagnostics::Diagnostics;

/// How long there are no more changes before the files are read: an editor writes in several steps.
const QUIET: Duration = Duration::from_millis(15);

/// How long changes are waited for at the most.
const MOST_WAIT: Duration = Duration::from_millis(200);

/// How often the files are compared without a report of the system.
const UNREPORTED: Duration = Duration::from_secs(1);

/// How many documents are kept up to date.
const MAX_SHOWN: usize = 4;

/// Why a round begins.
pub(super) enum Wake {
    /// Files may have changed.
    Files,
    /// A page shows the document with this name; empty for the first one.
    Shown(String),
    /// The server has ended.
    Ended,
}

/// What is rendered.
pub(super) struct Wanted {
    pub(super) folder: PathBuf,
    pub(super) layouts: Vec<String>,
    /// The language that is shown first.
    pub(super) language: Option<String>,
    pub(super) threads: usize,
}

/// The state of rendering.
pub(super) struct Rounds {
    wanted: Wanted,
    places: Arc<Places>,
    site: watch::Sender<Site>,
    /// The last project that was read without errors, with the messages about it.
    project: Option<(Arc<Project>, Diagnostics)>,
    /// The messages of the last round, if the project could not be read in it.
    failure: Option<Value>,
    /// The names of documents that pages show, the last one first.
    shown: Vec<String>,
    number: u64,
    /// The messages that the terminal shows.
    reported: String,
}

impl Rounds {
    pub(super) fn new(wanted: Wanted, places: Arc<Places>, site: watch::Sender<Site>) -> Rounds {
        Rounds {
            wanted,
            places,
            site,
            project: None,
            failure: None,
            shown: Vec::new(),
            number: 0,
            reported: String::new(),
        }
    }

    /// Renders after each change until the server ends.
    pub(super) fn run(mut self, mut watcher: FolderWatcher, wakes: &Receiver<Wake>) {
        let mut files = self.files();
        watcher.follow(&files);
        self.read_project();
        loop {
            let mut wake = wakes.recv_timeout(UNREPORTED);
            let begin = Instant::now();
            let mut chosen = false;
            loop {
                match wake {
                    Ok(Wake::Ended) | Err(RecvTimeoutError::Disconnected) => return,
                    Ok(Wake::Shown(name)) => {
                        chosen = true;
                        self.add_shown(name);
                    }
                    Ok(Wake::Files) => {}
                    Err(RecvTimeoutError::Timeout) => break,
                }
                let rest = MOST_WAIT.saturating_sub(begin.elapsed());
                // Whoever chooses a document does not wait for files to settle.
                wake = wakes.recv_timeout(if chosen { Duration::ZERO } else { QUIET.min(rest) });
            }
            let now = self.files();
            watcher.follow(&now);
            if now != files {
                files = now;
                self.read_project();
            } else if chosen {
                self.render_missing();
            }
        }
    }

    fn files(&self) -> Files {
        let project = self.project.as_ref().map(|(project, _)| &project.brochure.publication.outputs.folder);
        let results = project.and_then(Option::as_ref).map_or("output", |folder| &folder.value);
        Files::of(&self.places.root, &self.places.root.join(results))
    }

    /// A document is shown; the one that was shown longest ago may be forgotten.
    fn add_shown(&mut self, name: String) {
        self.shown.retain(|shown| *shown != name);
        self.shown.insert(0, name);
        self.shown.truncate(MAX_SHOWN);
    }

    /// Reads the project, and renders the documents that are shown.
    fn read_project(&mut self) {
        let start = Instant::now();
        self.number += 1;
        let mut diagnostics = Diagnostics::new();
        let Wanted { folder, layouts, threads, .. } = &self.wanted;
        let read = with_threads(*threads, || {
            let project = Project::load(folder, *threads, layouts, &mut diagnostics)?;
            let documents = documents(&project, self.wanted.language.as_deref(), &mut diagnostics)?;
            Some((Arc::new(project), documents))
        });
        match read {
            Some((project, documents)) => {
                self.site.send_modify(|site| site.documents = documents);
                let names = self.names_to_show();
                // The others are rendered when they are chosen again.
                self.site.send_modify(|site| site.views.retain(|name, _| names.contains(name)));
                self.project = Some((project, diagnostics));
                self.failure = None;
                self.render(&names, start);
            }
            None => {
                tidy(&mut diagnostics);
                let messages = self.places.messages(&diagnostics);
                let round = Round { number: self.number, messages: messages.clone(), failed: true };
                self.failure = Some(messages);
                self.site.send_modify(|site| {
                    let mut names: Vec<String> = site.views.keys().cloned().collect();
                    if names.is_empty() {
                        names.push(
                            site.document("").map(|document| document.name.clone()).unwrap_or_default(),
                        );
                    }
                    for name in names {
                        site.show(&name, None, &round);
                    }
                });
                self.report(&diagnostics, None, start);
            }
        }
    }

    /// Renders the shown documents that have no view yet.
    fn render_missing(&mut self) {
        let mut missing = self.names_to_show();
        missing.retain(|name| !self.site.borrow().views.contains_key(name));
        self.render(&missing, Instant::now());
    }

    /// The names of the documents that pages show; at least the first one.
    fn names_to_show(&self) -> Vec<String> {
        let site = self.site.borrow();
        let mut names: Vec<String> = Vec::new();
        for shown in self.shown.iter().map(String::as_str).chain(self.shown.is_empty().then_some("")) {
            names.extend(site.document(shown).map(|document| document.name.clone()));
        }
        let mut once: Vec<String> = Vec::new();
        for name in names {
            if !once.contains(&name) {
                once.push(name);
            }
        }
        once
    }

    /// Renders documents, and shows each as soon as it is ready.
    fn render(&mut self, names: &[String], start: Instant) {
        let Some((project, of_project)) = self.project.clone() else { return };
        for (index, name) in names.iter().enumerate() {
            let document = self.site.borrow().document(name).cloned();
            let Some(document) = document else { continue };
            let mut diagnostics = of_project.clone();
            let preview = with_threads(self.wanted.threads, || {
                Preview::new(&project, &document, self.number, &mut diagnostics)
            });
            let failed = preview.is_none() || self.failure.is_some();
            let messages = self.failure.clone().unwrap_or_else(|| self.places.messages(&diagnostics));
            let round = Round { number: self.number, messages, failed };
            let pages = preview.as_ref().map(|preview| preview.pages.len());
            self.site.send_modify(|site| site.show(name, preview.map(Arc::new), &round));
            if index == 0 {
                self.report(&diagnostics, pages, start);
            }
        }
    }

    /// Says on the terminal what has changed there: the messages, and how many pages there are.
    fn report(&mut self, diagnostics: &Diagnostics, pages: Option<usize>, start: Instant) {
        let messages = engine::diagnostics::render(diagnostics, Default::default());
        if messages != self.reported {
            let has_pages = self.site.borrow().views.values().any(|view| view.preview.is_some());
            report_kept(diagnostics, has_pages);
            self.reported = messages;
        }
        if let Some(pages) = pages {
            say_result(&format!("{} in {:.2} s\n", count(pages, "page"), start.elapsed().as_secs_f64()));
        }
    }
}

/// The documents that `build` writes for screens, with the one in `first` before the others.
fn documents(project: &Project, first: Option<&str>, diagnostics: &mut Diagnostics) -> Option<Vec<Document>> {
    let mut languages: Vec<Languages> = Vec::new();
    if let Some(first) = first {
        languages.extend(project.languages(&[first.to_string()], diagnostics)?);
    }
    for other in project.languages(&[], diagnostics)? {
        if !languages.contains(&other) {
            languages.push(other);
        }
    }
    let of_layout = |layout: &String| {
        let document = |languages: &Languages| Document {
            layout: layout.clone(),
            languages: languages.clone(),
            name: format!("{layout}{}", languages.suffix(&project.brochure)),
        };
        languages.iter().map(document).collect::<Vec<_>>()
    };
    Some(project.layout_names.iter().flat_map(of_layout).collect())
}

/// The project folder as an absolute path.
pub(super) fn absolute(folder: &Path) -> PathBuf {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    // The canonical paths of Windows are in a form that editors do not know.
    if cfg!(windows) { absolute } else { absolute.canonicalize().unwrap_or(absolute) }
}
