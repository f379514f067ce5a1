//! Loads the brochure from a project folder: reads all files, then checks the rules that concern several of them.

use std::path::Path;

use rustc_hash::FxHashMap;

use super::editions;
use super::files::{self, DataFile, KeptData};
use super::fingerprint::SourceFile;
use super::index::Index;
use super::labels;
use super::model::{Brochure, Edition, GROUPS, Membership, Publication};
use super::outputs::Format;
use super::reader::{Project, Reader};
use super::value::{Located, Text};
use super::yaml::{self, Node, NodeKind};
use engine::diagnostics::{Diagnostic, Diagnostics, Severity, Span, closest};
use engine::sorting::sort_by_key;

/// The limit on messages about `order`.
const MAX_FAULTS: usize = 50;

/// Reads the data of the project in the folder `root`, and reports the errors of all files.
///
/// Returns `None` if there was an error.
pub fn load(root: &Path, diagnostics: &mut Diagnostics) -> Option<Brochure> {
    let mut brochure = load_in(root, None, None, &[], diagnostics)?;
    editions::compare_with_earlier(root, &mut brochure, diagnostics);
    Some(brochure)
}

/// Reads data that was kept elsewhere, with translations into one more language. Whether the files that it names exist
/// does not matter.
pub fn load_kept(kept: &KeptData, language: Option<&str>, diagnostics: &mut Diagnostics) -> Option<Brochure> {
    load_in(Path::new(""), Some(kept), language, &[], diagnostics)
}

/// The same, with files that are not written yet instead of those that are there, by their names.
#[cfg(feature = "spreadsheets")]
pub fn load_changed(
    root: &Path,
    changed: &[(String, Vec<u8>)],
    diagnostics: &mut Diagnostics,
) -> Option<Brochure> {
    load_in(root, None, None, changed, diagnostics)
}

/// The same, with translations into one more language, which the project need not declare.
pub fn load_with_language(root: &Path, language: &str, diagnostics: &mut Diagnostics) -> Option<Brochure> {
    load_in(root, None, Some(language), &[], diagnostics)
}

fn load_in(
    root: &Path,
    kept: Option<&KeptData>,
    more: Option<&str>,
    changed: &[(String, Vec<u8>)],
    diagnostics: &mut Diagnostics,
) -> Option<Brochure> {
    let errors_before = diagnostics.count(Severity::Error);
    let loader = Loader {
        root,
        kept,
        more,
        changed,
        diagnostics,
        index: Index::default(),
        files: Vec::new(),
        own_labels: Vec::new(),
    };
    let brochure = loader.load();
    brochure.filter(|_| diagnostics.count(Severity::Error) == errors_before)
}

struct Loader<'a> {
    root: &'a Path,
    /// The data, if it is not in the folder.
    kept: Option<&'a KeptData>,
    /// A language besides those that the project declares.
    more: Option<&'a str>,
    /// The contents of files that are not written yet.
    changed: &'a [(String, Vec<u8>)],
    diagnostics: &'a mut Diagnostics,
    index: Index,
    files: Vec<SourceFile>,
    own_labels: Vec<Located<String>>,
}

/// The content of `data/brochure.yaml`; a field that has an error is `None`.
#[derive(Default)]
struct BrochureFile {
    edition: Option<Edition>,
    languages: Option<Vec<Located<String>>>,
    publication: Option<Publication>,
}

impl Loader<'_> {
    fn load(mut self) -> Option<Brochure> {
        if self.kept.is_none() && !files::check_folder(self.root, self.diagnostics) {
            return None;
        }
        let mut project = Project {
            root: self.root,
            is_kept: self.kept.is_some(),
            languages: Vec::new(),
            year: None,
            groups: GROUPS,
        };
        let brochure = self.brochure(&mut project);
        let institution = self
            .parse("data/institution.yaml", Some("Create it with at least the line `name: …`."))
            .and_then(|(file, node)| self.reader(&file, &project).institution(&node));
        let labels = self.labels(&project);
        let memberships = self.memberships(&project);
        let order = brochure.publication.as_ref().map_or(&[][..], |publication| &publication.order);
        let memberships = memberships.map(|read| self.ordered(read, order));
        self.left_over_languages();
        let publication = brochure.publication?;
        let memberships = memberships?;
        let order = &publication.order;
        let not_ordered = memberships
            .iter()
            .map(|membership| &membership.id)
            .filter(|id| !order.is_empty() && order.iter().all(|named| named.value != id.value))
            .cloned()
            .collect();
        Some(Brochure {
            edition: brochure.edition?,
            languages: brochure.languages?,
            publication,
            institution: institution?,
            memberships,
            not_ordered,
            labels: labels?,
            own_labels: self.own_labels,
            files: self.files,
            changes: Vec::new(),
            earlier: None,
            attachments: Vec::new(),
            format: Format::Pdf,
            alternates: Vec::new(),
            index: self.index,
        })
    }

    /// Reads and parses a file. `needed` is the help if the file does not exist; `None` if it need not exist.
    fn parse(&mut self, name: &str, needed: Option<&str>) -> Option<(DataFile, Node)> {
        let changed = self.changed.binary_search_by(|(changed, _)| changed.as_str().cmp(name));
        let file = match (self.kept, changed) {
            (Some(kept), _) => kept.read(name, needed, self.diagnostics)?,
            (None, Ok(at)) => files::of_bytes(name, &self.changed[at].1, self.diagnostics)?,
            (None, Err(_)) => files::read(self.root, name, needed, self.diagnostics)?,
        };
        let node = self.parse_text(&file)?;
        self.files.push(SourceFile::new(&file.name, &node));
        Some((file, node))
    }

    fn parse_text(&mut self, file: &DataFile) -> Option<Node> {
        match yaml::parse(&file.text, file.source) {
            Ok(Node { kind: NodeKind::Null, .. }) => {
                let message = format!("{} is empty", file.name);
                let help = "Write its fields, or delete the file if it is not needed.";
                let place = Span::new(file.source, 0, 0);
                self.diagnostics
                    .push(Diagnostic::error(message).at(place, "no field is in this file").help(help));
                None
            }
            Ok(node) => Some(node),
            Err(diagnostic) => {
                self.diagnostics.push(diagnostic);
                None
            }
        }
    }

    fn reader<'b>(&'b mut self, file: &DataFile, project: &'b Project<'b>) -> Reader<'b> {
        Reader {
            diagnostics: self.diagnostics,
            index: &mut self.index,
            project,
            source: file.source,
            text: file.text.clone(),
            reported: 0,
            claimable: Vec::new(),
            takes_facts: false,
        }
    }

    /// Reads `data/brochure.yaml`, and stores in `project` the languages and the year, which the other files need.
    fn brochure(&mut self, project: &mut Project<'_>) -> BrochureFile {
        let help = "Create it with at least `edition`, `title` and `languages`.";
        let Some((file, node)) = self.parse("data/brochure.yaml", Some(help)) else {
            return BrochureFile::default();
        };
        let mut reader = self.reader(&file, project);
        let Some(fields) = reader.brochure_fields(&node) else { return BrochureFile::default() };
        let (edition, languages) = reader.preamble(&fields);
        project.languages = languages.clone().unwrap_or_default();
        if let (Some(more), Some(first)) = (self.more, project.languages.first().cloned())
            && project.languages.iter().all(|language| language.value != more)
        {
            project.languages.push(Located { value: more.to_string(), ..first });
        }
        project.year = edition.as_ref().map(|edition| edition.year.clone());
        let publication = self.reader(&file, project).publication(&fields);
        BrochureFile { edition, languages, publication }
    }

    /// The project's labels, and the built-in ones for those that the project does not define.
    fn labels(&mut self, project: &Project<'_>) -> Option<Vec<(String, Text)>> {
        let own = match self.parse("data/labels.yaml", None) {
            Some((file, node)) => self.reader(&file, project).labels(&node),
            None => Some(Vec::new()),
        };
        let (own, built_in) = (own?, labels::in_languages(project, self.diagnostics));
        let is_built_in = |key: &str| built_in.iter().any(|(known, _)| known == key);
        self.own_labels =
            own.iter().map(|(key, _)| key).filter(|key| !is_built_in(&key.value)).cloned().collect();
        Some(labels::merge(own, built_in, project))
    }

    /// Notes the texts in languages that the brochure does not have, once a file.
    fn left_over_languages(&mut self) {
        for of_file in self.index.undeclared.chunk_by(|one, other| one.span.source == other.span.source) {
            let mut languages: Vec<&str> = of_file.iter().map(|text| text.language.as_str()).collect();
            languages.sort_unstable();
            languages.dedup();
            let tags = languages.join(", ");
            let message = match of_file.len() {
                1 => format!("a text in a language that the brochure does not have: {tags}"),
                count => format!("{count} texts in languages that the brochure does not have: {tags}"),
            };
            let help = format!(
                "They stay in the file and are not printed. To print them, add to `languages` in data/brochure.yaml: {tags}."
            );
            self.diagnostics.push(Diagnostic::note(message).at(of_file[0].span, "this language").help(help));
        }
    }

    /// Reads all files of `data/memberships`. A file that has errors is `None` in the list.
    fn memberships(&mut self, project: &Project<'_>) -> Option<Vec<Option<Membership>>> {
        let new: Vec<&str> = self.changed.iter().map(|(name, _)| name.as_str()).collect();
        let names = match self.kept {
            Some(kept) => kept.membership_names(),
            None => files::membership_names(self.root, &new, self.diagnostics)?,
        };
        let mut memberships: Vec<Option<Membership>> = Vec::with_capacity(names.len());
        for name in names {
            let membership = self
                .parse(&name, Some("The file was deleted while the program was running: try again."))
                .and_then(|(file, node)| self.reader(&file, project).membership(&node));
            memberships.push(membership);
        }
        Some(memberships)
    }

    /// Sorts the memberships as in `order`. Those that `order` does not name follow.
    fn ordered(&mut self, read: Vec<Option<Membership>>, order: &[Located<String>]) -> Vec<Membership> {
        let mut all_known = read.iter().all(Option::is_some);
        let mut memberships: Vec<Membership> = Vec::with_capacity(read.len());
        let mut places: FxHashMap<String, Span> = FxHashMap::default();
        for membership in read.into_iter().flatten() {
            let Located { value: id, span } = membership.id.clone();
            if let Some(&first) = places.get(&id) {
                let diagnostic = Diagnostic::error(format!("two files have the id `{id}`"))
                    .at(span, "this id is already used")
                    .at(first, "first used here")
                    .help("Give one of them another id, or delete the file that is a copy.");
                self.diagnostics.push(diagnostic);
                all_known = false;
            } else {
                places.insert(id, span);
            }
            memberships.push(membership);
        }
        let ids: Vec<&str> = memberships.iter().map(|membership| membership.id.value.as_str()).collect();
        let mut ranks: FxHashMap<&str, (usize, Span)> = FxHashMap::default();
        let mut faults = Vec::new();
        for (rank, id) in order.iter().enumerate() {
            if let Some(&(_, first)) = ranks.get(id.value.as_str()) {
                faults.push(
                    Diagnostic::error(format!("`order` names `{}` twice", id.value))
                        .at(id.span, "named again here")
                        .at(first, "first named here")
                        .help("Keep one of them."),
                );
                continue;
            }
            ranks.insert(&id.value, (rank, id.span));
            // If a file has errors or a repeated id, this could be the id that was meant for it, so it is not reported.
            if all_known && !places.contains_key(&id.value) && faults.len() < MAX_FAULTS {
                let help = match closest(&id.value, ids.iter().copied()) {
                    Some(meant) => format!("Did you mean `{meant}`?"),
                    None => format!("The ids of the membership files are: {}.", ids.join(", ")),
                };
                faults.push(
                    Diagnostic::error(format!("there is no membership with the id `{}`", id.value))
                        .at(id.span, "named in `order`")
                        .help(help),
                );
            }
        }
        self.diagnostics.extend(faults.into_iter().take(MAX_FAULTS));
        sort_by_key(&mut memberships, |membership| {
            ranks.get(membership.id.value.as_str()).map_or(usize::MAX, |&(rank, _)| rank)
        });
        memberships
    }
}
