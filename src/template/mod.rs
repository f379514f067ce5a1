//! Fills the Handlebars layouts. The input is a `Brochure` and one language, the output the HTML of the brochure or the
//! text of the summary. `docs/layouts.md` describes what layouts can contain.
//!
//! A name that does not exist is an error with its place; an optional field without a value is not.

mod changes;
mod compile;
mod date_pattern;
mod dialect;
mod embedded;
mod helpers;
mod include;
mod locale;
mod map;
mod names;
mod origin;
mod partials;
mod period;
mod pictures;
mod plain;
mod precompiled;
mod same_number;
mod sections;
mod stylesheets;
mod tags;

use std::collections::hash_map::Entry;
use std::io;
use std::sync::Arc;

use handlebars::{Context, Handlebars, RenderError, RenderErrorReason, Template, no_escape};
use rustc_hash::FxHashMap;

use crate::data::{Brochure, Format, LanguageSection};
pub use changes::{ChangeWords, view};
pub use embedded::FILES;
use engine::diagnostics::{BUILT_IN, Diagnostic, Diagnostics, Severity, Source, SourceId, Span};
use engine::resources::{ResourceError, Resources};
use helpers::Messages;
pub use helpers::NAMES as HELPERS;
use include::FieldsOfThis;
pub use locale::compare;
pub use origin::Origin;
use origin::{Origins, Writer};
use partials::Reached;
pub use sections::link_to_other_language;

/// The limit on the text that one layout produces, in bytes.
pub const MAX_OUTPUT_BYTES: usize = 64 << 20;

/// The layout of a project that chooses none.
pub const DEFAULT_LAYOUT: &str = "brochure";

const FOLDER: &str = "templates/";
const HTML_ENDING: &str = ".html.hbs";
const TEXT_ENDING: &str = ".txt.hbs";
/// The layouts of texts.
pub const TEXTS: [&str; 2] = ["summary", "short"];

/// The path of a layout for pages.
pub fn layout_path(name: &str) -> String {
    format!("{FOLDER}{name}{HTML_ENDING}")
}

/// The names of the layouts for pages, the project's and the built-in ones, sorted.
pub fn layout_names(resources: &Resources) -> Vec<String> {
    let paths = partials::files(resources, FOLDER, HTML_ENDING);
    let names = paths.iter().map(|path| &path[FOLDER.len()..path.len() - HTML_ENDING.len()]);
    names.filter(|name| is_layout_name(name)).map(str::to_string).collect()
}

/// Whether a layout for pages may have a name: letters from a to z, digits, `-` and `_`, so that the names of results show
/// which part is the language and which the profile.
fn is_layout_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// The layouts of a project: its own files, and the built-in files for those that it does not have.
pub struct Layouts {
    html: Handlebars<'static>,
    text: Handlebars<'static>,
    files: Vec<LayoutFile>,
    resources: Resources,
    /// What the helper `log` writes.
    messages: Arc<Messages>,
}

/// A layout or partial.
struct LayoutFile {
    /// The name of a partial, or the path of a layout.
    name: String,
    source: SourceId,
    is_partial: bool,
    /// Whether it is the one that comes with the program.
    is_shipped: bool,
}

impl Layouts {
    /// Reads the layouts of the summary and those with the given names, and checks what does not depend on data: the
    /// syntax, and the inclusions of partials. Reports errors, and returns `None` after one.
    pub fn load(
        resources: &Resources,
        names: &[impl AsRef<str>],
        diagnostics: &mut Diagnostics,
    ) -> Option<Layouts> {
        let messages = Arc::new(Messages::default());
        let registry = || registry(resources, &messages);
        let (html, text) = (registry(), registry());
        let mut layouts = Layouts { html, text, files: Vec::new(), resources: resources.clone(), messages };
        layouts.text.register_escape_fn(no_escape);
        let mut templates = Vec::new();
        let pages = names.iter().map(|name| layout_path(name.as_ref()));
        let texts = TEXTS.iter().map(|name| format!("{FOLDER}{name}{TEXT_ENDING}"));
        for path in pages.chain(texts) {
            templates.push(layouts.add(resources, &path, &path, diagnostics));
        }
        let mut partials: Vec<String> = Vec::new();
        for path in partials::list(resources) {
            let name = partials::name_of(&path);
            templates.push(layouts.add(resources, &path, &name, diagnostics));
            partials.push(name);
        }
        let mut sound = templates.iter().all(Option::is_some);
        let text_of = |file: &LayoutFile| diagnostics.source(file.source).text.clone();
        let texts: Vec<Arc<str>> = layouts.files.iter().map(text_of).collect();
        let has_blocks = texts.iter().any(|text| text.contains(include::BLOCK));
        let fields = FieldsOfThis::of(texts.iter().map(|text| &**text));
        let named: Vec<(&str, &str)> =
            layouts.files.iter().zip(&texts).map(|(file, text)| (file.name.as_str(), &**text)).collect();
        let in_texts = partials::reached(&named, TEXT_ENDING);
        for template in templates.into_iter().flatten() {
            layouts.register(template, &in_texts, (!has_blocks).then_some(&fields));
        }
        let graph: Vec<(&str, SourceId)> =
            layouts.files.iter().map(|file| (file.name.as_str(), file.source)).collect();
        // Tests check the layouts that come with the program.
        let are_shipped = layouts.files.iter().all(|file| file.is_shipped);
        sound &= are_shipped || partials::check(&graph, &partials, diagnostics);
        sound.then_some(layouts)
    }

    /// Reads and compiles a layout or partial.
    fn add(
        &mut self,
        resources: &Resources,
        path: &str,
        name: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<Template> {
        let resource = match resources.read_path(path) {
            Ok(resource) => resource,
            Err(error) => {
                let help = match error {
                    ResourceError::NotFound(_) => "Put the layout there.",
                    _ => "It must be a file that you have permission to read.",
                };
                diagnostics.push(
                    Diagnostic::error(format!("a layout cannot be read: {error}")).path(path).help(help),
                );
                return None;
            }
        };
        // The user has no such file, so messages must not look as if it could be edited.
        let is_built_in = !resources.root().join(path).exists();
        let shown = if is_built_in { format!("{path}{BUILT_IN}") } else { path.to_string() };
        let source = diagnostics.add_text(&shown, &resource.bytes)?;
        let text = diagnostics.source(source).text.clone();
        let is_shipped =
            resources.embedded().iter().any(|file| file.path == path && *file.bytes == **resource.bytes);
        let is_partial = !name.ends_with(HTML_ENDING) && !name.ends_with(TEXT_ENDING);
        self.files.push(LayoutFile { name: name.to_string(), source, is_partial, is_shipped });
        match compile::compile(name, &text) {
            Ok(template) => Some(template),
            Err(error) => {
                diagnostics.push(tags::mismatch(&text, source).unwrap_or_else(|| {
                    let span = error.pos().map_or(Span::new(source, 0, 0), |(line, column)| {
                        span_at(&text, source, line, column)
                    });
                    Diagnostic::error("the layout cannot be understood from here on")
                        .at(span, "a name, or `}}`, is expected here")
                        .help("Look for a brace, a quotation mark or a bracket that is missing or too many.")
                }));
                None
            }
        }
    }

    fn register(&mut self, template: Template, in_texts: &Reached, fields: Option<&FieldsOfThis>) {
        let name = template.name.clone().unwrap_or_default();
        let is_of_text = name.ends_with(TEXT_ENDING);
        let register = |registry: &mut Handlebars<'static>, mut template: Template, is_for_html| {
            if let Some(fields) = fields {
                include::replace(&mut template, fields, is_for_html);
            }
            registry.register_template(&name, template);
        };
        if is_of_text {
            register(&mut self.text, template, false);
            return;
        }
        // Compiling takes longer than filling, so both registries use the same compiled partial.
        if !name.ends_with(HTML_ENDING) && in_texts.contain(&name) {
            register(&mut self.text, template.clone(), false);
        }
        register(&mut self.html, template, true);
    }

    /// Checks the names in the layouts, whether their branch is taken or not, and what `design` of the data chooses.
    /// Without the data, which may have errors, any label is right. Reports errors, and returns whether there are none.
    pub fn check(&self, brochure: Option<&Brochure>, diagnostics: &mut Diagnostics) -> bool {
        let is_designed = brochure.is_none_or(|brochure| names::check_design(self, brochure, diagnostics));
        names::check(self, brochure, diagnostics) && is_designed
    }

    /// Warns of labels and files of the project that no layout uses.
    pub fn unused(&self, brochure: &Brochure, diagnostics: &mut Diagnostics) {
        names::unused(self, brochure, diagnostics);
    }

    /// Whether the project has a file of its own that the pages of a layout depend on: the layout, a partial that it
    /// includes, or a stylesheet that its HTML uses. A file that nothing uses does not count.
    pub fn is_own(&self, layout: &str, brochure: &Brochure, html: &str, diagnostics: &Diagnostics) -> bool {
        let folder = self.resources.root().join(FOLDER);
        let stylesheets = stylesheets::used(&self.resources, [html].into_iter());
        stylesheets.iter().any(|name| folder.join(name).exists())
            || names::has_own_files(self, &layout_path(layout), brochure, diagnostics)
    }

    /// The template of a layout or partial.
    fn template(&self, name: &str) -> Option<&Template> {
        self.html.get_template(name).or_else(|| self.text.get_template(name))
    }

    /// The HTML of a layout in one language, for a file in no other. Reports errors, and returns `None` after one.
    pub fn html(
        &self,
        layout: &str,
        brochure: &Brochure,
        language: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<String> {
        self.html_of(layout, brochure, &[LanguageSection::only(language)], diagnostics)
    }

    /// The HTML of a layout for all sections of a file, in one document. Reports errors, and returns `None` after one.
    pub fn html_of(
        &self,
        layout: &str,
        brochure: &Brochure,
        sections: &[LanguageSection],
        diagnostics: &mut Diagnostics,
    ) -> Option<String> {
        let path = layout_path(layout);
        let mut filled = Vec::new();
        for section in sections {
            filled.push(self.fill(
                &self.html,
                &path,
                changes::view(brochure, section),
                brochure,
                diagnostics,
            )?);
        }
        if filled.len() < 2 {
            return filled.pop();
        }
        let joined = sections::join(&filled, sections, "");
        if joined.is_none() {
            let message = "a file in several languages needs a layout with `<body>` and `</body>`";
            let help = "Write `<body>` before the content of the pages, and `</body>` after it.";
            diagnostics.push(Diagnostic::error(message).path(path).help(help));
        }
        joined
    }

    /// The text of the layout `summary` or `short` in one language, before [`crate::summary`] breaks its lines. Reports
    /// errors, and returns `None` after one.
    pub fn text(
        &self,
        layout: &str,
        brochure: &Brochure,
        language: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<String> {
        let path = format!("{FOLDER}{layout}{TEXT_ENDING}");
        let view = changes::view(brochure, &LanguageSection::only(language));
        self.fill(&self.text, &path, view, brochure, diagnostics)
    }

    /// Adds the place in the layout `layout` and the value in the data to each message about the filled HTML, whose source is
    /// `filled`. Messages that then have the same text and the same first place are merged into one, which gives the
    /// number of the other places.
    pub fn trace(
        &self,
        layout: &str,
        brochure: &Brochure,
        sections: &[LanguageSection],
        filled: SourceId,
        diagnostics: &mut Diagnostics,
    ) {
        let is_about = |diagnostic: &Diagnostic| {
            diagnostic.labels.first().is_some_and(|label| label.span.source == filled)
        };
        if !diagnostics.list().iter().any(is_about) {
            return;
        }
        let text = diagnostics.source(filled).text.clone();
        let Some((marked, writers)) = self.marked(layout, brochure, sections, diagnostics) else { return };
        let Some(origins) = Origins::read(&text, &marked, &writers) else { return };
        // How often each message is repeated.
        let mut repeated: FxHashMap<(Severity, String, Span), usize> = FxHashMap::default();
        diagnostics.amend(|diagnostic, sources| {
            let traced = is_about(diagnostic);
            if traced {
                origins.explain(diagnostic, brochure, &|span| line_of(sources, span));
            }
            let Some(first) = diagnostic.labels.first().filter(|label| label.span.source != filled) else {
                return true;
            };
            let key = (diagnostic.severity, diagnostic.message.clone(), first.span);
            match repeated.entry(key) {
                Entry::Occupied(mut known) if traced => {
                    *known.get_mut() += 1;
                    false
                }
                Entry::Occupied(_) => true,
                Entry::Vacant(first) => {
                    first.insert(0);
                    true
                }
            }
        });
        diagnostics.amend(|diagnostic, _| {
            let Some(first) = diagnostic.labels.first() else { return true };
            let key = (diagnostic.severity, diagnostic.message.clone(), first.span);
            let count = repeated.get(&key).copied().unwrap_or_default();
            if count > 0
                && let Some(label) = diagnostic.labels.iter_mut().find(|label| label.span.source == filled)
            {
                let places = if count == 1 { "place" } else { "places" };
                label.text = format!("{}, and in {count} more {places}", label.text);
            }
            true
        });
    }

    /// Where a place in the filled HTML of the layout `layout` comes from.
    pub fn origin(
        &self,
        layout: &str,
        brochure: &Brochure,
        sections: &[LanguageSection],
        place: Span,
        diagnostics: &Diagnostics,
    ) -> Origin {
        let text = &diagnostics.source(place.source).text;
        let Some((marked, writers)) = self.marked(layout, brochure, sections, diagnostics) else {
            return Origin::default();
        };
        let Some(origins) = Origins::read(text, &marked, &writers) else { return Origin::default() };
        let range = place.start as usize..place.end as usize;
        let mut origin = origins.origin(&range, brochure, &|span| line_of(diagnostics.sources(), span));
        if origin.values.is_empty() && origins.is_of_expression(&range) {
            origin.numbers = same_number::same_number(&text[range], diagnostics.sources());
        }
        origin
    }

    /// The HTML with a mark before each piece, and the writers that the marks refer to by index.
    fn marked(
        &self,
        layout: &str,
        brochure: &Brochure,
        sections: &[LanguageSection],
        diagnostics: &Diagnostics,
    ) -> Option<(String, Vec<Writer>)> {
        let mut marking = registry(&self.resources, &Arc::default());
        let mut writers = Vec::new();
        for file in &self.files {
            let Some(mut template) = self.html.get_template(&file.name).cloned() else { continue };
            origin::mark(&mut template, &diagnostics.source(file.source).text, file.source, &mut writers);
            marking.register_template(&file.name, template);
        }
        let fill = |section| {
            let data = Context::from(changes::view(brochure, section));
            let mut output = Bounded::default();
            marking.render_with_context_to_write(&layout_path(layout), &data, &mut output).ok()?;
            String::from_utf8(output.bytes).ok()
        };
        let mut marked: Vec<String> = sections.iter().map(fill).collect::<Option<_>>()?;
        let joined = match marked.len() {
            0 | 1 => marked.pop()?,
            _ => sections::join(&marked, sections, &origin::foreign_mark(&mut writers))?,
        };
        Some((joined, writers))
    }

    fn fill(
        &self,
        registry: &Handlebars<'static>,
        layout: &str,
        mut view: serde_json::Value,
        brochure: &Brochure,
        diagnostics: &mut Diagnostics,
    ) -> Option<String> {
        if layout.ends_with(TEXT_ENDING) {
            view["format"] = Format::Txt.keyword().into();
        }
        let data = Context::from(view);
        let mut output = Bounded::default();
        let filled = registry.render_with_context_to_write(layout, &data, &mut output);
        for ((name, line, column), text) in self.messages.take() {
            let place = self.place(&name, line as usize, column as usize, diagnostics);
            diagnostics.push(Diagnostic::note(text).at_maybe(place, "logged here"));
        }
        let chosen = self.messages.take_chosen();
        if !chosen.is_empty() && filled.is_ok() {
            let faults = names::check_chosen(self, brochure, &chosen, diagnostics);
            if !faults.is_empty() {
                diagnostics.extend(faults);
                return None;
            }
        }
        match filled {
            Ok(()) => Some(
                String::from_utf8(output.bytes)
                    .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
            ),
            Err(error) => {
                let diagnostic = self.explain(&error, layout, output.full, diagnostics);
                diagnostics.push(diagnostic);
                None
            }
        }
    }

    /// The tag at a place in a layout or partial.
    fn place(&self, name: &str, line: usize, column: usize, diagnostics: &Diagnostics) -> Option<Span> {
        let file = self.files.iter().find(|file| file.name == name)?;
        Some(span_at(&diagnostics.source(file.source).text, file.source, line, column))
    }

    fn explain(
        &self,
        error: &RenderError,
        layout: &str,
        full: bool,
        diagnostics: &Diagnostics,
    ) -> Diagnostic {
        let name = error.template_name.as_deref().unwrap_or(layout);
        let (line, column) = (error.line_no.unwrap_or(1), error.column_no.unwrap_or(1));
        let place = self.place(name, line, column, diagnostics);
        if full {
            return Diagnostic::error(format!(
                "the layout produces more than {} MiB, which is the limit",
                MAX_OUTPUT_BYTES >> 20
            ))
            .at_maybe(place, "here")
            .help("Look for a loop inside a loop.");
        }
        let (message, help) = match error.reason() {
            RenderErrorReason::HelperNotFound(name) => {
                (format!("there is no helper called `{name}`"), Some(helpers::known(name)))
            }
            RenderErrorReason::PartialNotFound(name) => {
                let partials =
                    self.files.iter().filter(|file| file.is_partial).map(|file| file.name.as_str());
                (format!("there is no partial called `{name}`"), Some(partials::known(name, partials)))
            }
            RenderErrorReason::CannotIncludeSelf => ("the partial includes itself".to_string(), None),
            RenderErrorReason::InvalidJsonIndex(name) => {
                let help =
                    "Give the number of an item, from 0, or repeat a block for each with `{{#each …}}`.";
                (format!("a list has nothing called `{name}`"), Some(help.to_string()))
            }
            RenderErrorReason::Other(fault) => match fault.split_once(helpers::REMEDY) {
                Some((message, help)) => (message.to_string(), Some(help.to_string())),
                None => (fault.clone(), None),
            },
            reason => (reason.to_string(), None),
        };
        Diagnostic::error(message).at_maybe(place, "here").help_maybe(help)
    }
}

fn registry(resources: &Resources, messages: &Arc<Messages>) -> Handlebars<'static> {
    let mut registry = Handlebars::new();
    registry.set_prevent_indent(true);
    helpers::register(&mut registry, &pictures::HELPERS, resources, messages);
    registry
}

fn line_of(sources: &[Source], span: Span) -> usize {
    sources.get(span.source.0 as usize).map_or(0, |source| source.line_and_column(span.start as usize).0)
}

/// Output that refuses to grow beyond [`MAX_OUTPUT_BYTES`].
#[derive(Default)]
struct Bounded {
    bytes: Vec<u8>,
    full: bool,
}

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > MAX_OUTPUT_BYTES {
            self.full = true;
            return Err(io::Error::other("the output is too large"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The tag at a 1-based line and column, or the rest of the line if no tag ends there.
fn span_at(text: &str, source: SourceId, line: usize, column: usize) -> Span {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    let line_text = rest.split('\n').next().unwrap_or_default();
    let offset = line_text.char_indices().nth(column.saturating_sub(1)).map_or(line_text.len(), |(at, _)| at);
    let length = tags::end_of(&line_text[offset..]).unwrap_or(line_text.len() - offset);
    Span::new(source, start + offset, start + offset + length)
}
