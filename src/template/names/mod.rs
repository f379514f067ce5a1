//! Checks the names in the layouts of a project, whether their branch is taken or not: the templates and the shape of the
//! data go in, diagnostics come out. Templates are walked as they would be filled, with the scopes of blocks and partials:
//!
//! ```text
//! {{#each memberships}}      the scopes: the brochure
//!   {{name}}                 the brochure, a membership     → `name` is a field of a membership
//!   {{> head color="#fff"}}  the brochure, a membership, a membership with `color`
//! {{/each}}
//! ```
//!
//! Each partial is walked in each context that includes it. The layouts that come with the program are checked by tests,
//! so they are walked only if a file of the project is among them.

mod calls;
mod choices;
mod paths;
mod unused;

use std::collections::{BTreeSet, HashMap};

use handlebars::Template;
use handlebars::template::{BlockParam, HelperTemplate, Parameter, TemplateElement};
use rustc_hash::{FxHashMap, FxHashSet};

use super::helpers::{self, PARTIAL_NAME, TagPlace};
use super::{LayoutFile, Layouts, include};
use crate::data::{Brochure, Shape};
pub(super) use choices::check as check_design;
use engine::diagnostics::{Diagnostic, Diagnostics, Span};
use engine::sorting::sort_by_key;
pub(super) use unused::unused;

/// How many elements are walked. Partials that include each other in very many contexts are not all checked.
const MAX_ELEMENTS: usize = 100_000;

/// How many partials that values choose are checked inside each other.
const MAX_CHOSEN: usize = 4;

/// Reports names that do not exist, and calls of helpers that cannot work. Returns whether there are none. Without the
/// data, any label is right.
pub(super) fn check(layouts: &Layouts, brochure: Option<&Brochure>, diagnostics: &mut Diagnostics) -> bool {
    if !layouts.files.iter().any(|file| !file.is_shipped) {
        return true;
    }
    let chosen = BTreeSet::new();
    let checker = Checker::walk(layouts, brochure, &chosen, diagnostics, &|file| !file.is_partial);
    let sound = checker.findings.is_empty();
    diagnostics.extend(checker.findings);
    sound
}

/// The mistakes in partials that were chosen by values: each with the tag that includes it.
pub(super) fn check_chosen(
    layouts: &Layouts,
    brochure: &Brochure,
    chosen: &BTreeSet<(TagPlace, String)>,
    diagnostics: &Diagnostics,
) -> Vec<Diagnostic> {
    Checker::walk(layouts, Some(brochure), chosen, diagnostics, &|file| !file.is_partial).findings
}

/// Whether the layout at `path`, or a partial that it includes, is a file of the project. A partial that only a value
/// chooses may be any, a cover only the one of the design.
pub(super) fn has_own_files(
    layouts: &Layouts,
    path: &str,
    brochure: &Brochure,
    diagnostics: &Diagnostics,
) -> bool {
    let chosen = BTreeSet::new();
    let checker = Checker::walk(layouts, Some(brochure), &chosen, diagnostics, &|file| file.name == path);
    let is_used = |(index, file): (usize, &LayoutFile)| match file.is_partial {
        true => {
            let is_other_cover = choices::cover_of(&file.name).is_some_and(|name| name != brochure.cover());
            checker.included[index] && !is_other_cover || checker.has_dynamic
        }
        false => file.name == path,
    };
    let mut files = layouts.files.iter().enumerate();
    files.any(|(index, file)| is_used((index, file)) && !diagnostics.source(file.source).is_built_in())
}

/// What a block or partial sees.
#[derive(Clone)]
struct Scope<'a> {
    /// `this`.
    context: Shape,
    /// The names of `as |item index|`, or the parameters of a partial.
    names: Vec<(&'a str, Shape)>,
    /// Whether there are `@index`, `@first` and `@last`.
    is_repeated: bool,
    /// Whether there is `@key`.
    has_key: bool,
    /// Partials that are defined here (`{{#*inline "name"}}`).
    partials: Vec<(&'a str, &'a Template, usize)>,
}

impl Scope<'_> {
    fn new(context: Shape) -> Self {
        Scope { context, names: Vec::new(), is_repeated: false, has_key: false, partials: Vec::new() }
    }
}

/// How a partial is included.
struct Inclusion<'a> {
    name: &'a Parameter,
    context: Option<&'a Parameter>,
    /// The values that are added to the context, sorted by name.
    names: Vec<(&'a str, &'a Parameter)>,
    block: Option<&'a Template>,
}

/// Named values, sorted: a hash map's order differs from run to run.
fn sorted(named: &HashMap<String, Parameter>) -> Vec<(&str, &Parameter)> {
    let mut names: Vec<(&str, &Parameter)> =
        named.iter().map(|(name, value)| (name.as_str(), value)).collect();
    sort_by_key(&mut names, |(name, _)| *name);
    names
}

/// Where the walk is in a file.
#[derive(Clone, Copy)]
struct Place {
    file: usize,
    line: usize,
    column: usize,
}

struct Checker<'a> {
    layouts: &'a Layouts,
    /// The texts of the files.
    texts: Vec<String>,
    /// The names of all labels, if they could be read.
    labels: Option<Vec<&'a str>>,
    /// The parts that the data chooses.
    parts: Vec<&'a str>,
    /// From the outermost to the innermost.
    scopes: Vec<Scope<'a>>,
    /// The inclusions around the element that is being walked, from the outermost, and the element itself.
    places: Vec<Place>,
    findings: Vec<Diagnostic>,
    reported: FxHashSet<(Span, String)>,
    /// Partials that were walked, with the shapes around them.
    walked: FxHashSet<(usize, Vec<String>)>,
    /// Shapes that were made of others, so that the same ones are the same.
    made: FxHashMap<String, Shape>,
    elements: usize,
    /// The partials that are included.
    included: Vec<bool>,
    /// The partials that values chose.
    chosen: &'a BTreeSet<(TagPlace, String)>,
    /// The partials around the element.
    open: Vec<&'a Template>,
    /// How many dynamic partials are around the element.
    dynamic: usize,
    has_dynamic: bool,
    /// The labels that layouts ask for: names, and beginnings of names.
    asked: Vec<(String, bool)>,
}

impl<'a> Checker<'a> {
    /// Walks the layouts that `is_start` chooses, and what they include.
    fn walk(
        layouts: &'a Layouts,
        brochure: Option<&'a Brochure>,
        chosen: &'a BTreeSet<(TagPlace, String)>,
        diagnostics: &Diagnostics,
        is_start: &dyn Fn(&LayoutFile) -> bool,
    ) -> Checker<'a> {
        let labels: Option<Vec<&str>> =
            brochure.map(|brochure| brochure.labels.iter().map(|(name, _)| name.as_str()).collect());
        let parts = brochure.into_iter().flat_map(|brochure| &brochure.publication.design.parts);
        let files = &layouts.files;
        let texts: Vec<String> =
            files.iter().map(|file| diagnostics.source(file.source).text.to_string()).collect();
        let mut checker = Checker {
            layouts,
            texts,
            scopes: vec![Scope::new(Brochure::shape(labels.as_ref().map(|labels| labels.iter().copied())))],
            labels,
            parts: parts.map(|part| part.value.as_str()).collect(),
            places: Vec::new(),
            findings: Vec::new(),
            reported: FxHashSet::default(),
            walked: FxHashSet::default(),
            made: FxHashMap::default(),
            elements: 0,
            included: vec![false; files.len()],
            chosen,
            open: Vec::new(),
            dynamic: 0,
            has_dynamic: false,
            asked: Vec::new(),
        };
        for (index, file) in files.iter().enumerate().filter(|(_, file)| is_start(file)) {
            if let Some(template) = layouts.template(&file.name) {
                checker.template(template, index);
            }
        }
        checker
    }

    fn template(&mut self, template: &'a Template, file: usize) {
        let start = self.places.last().filter(|place| place.file == file).copied();
        self.places.push(start.unwrap_or(Place { file, line: 1, column: 1 }));
        for (index, element) in template.elements.iter().enumerate() {
            self.elements += 1;
            if self.elements > MAX_ELEMENTS {
                break;
            }
            // The template of `{{else if}}` has no places of its own.
            if let (Some(position), Some(place)) = (template.mapping.get(index), self.places.last_mut()) {
                (place.line, place.column) = (position.0, position.1);
            }
            self.element(element, file);
        }
        self.places.pop();
    }

    fn element(&mut self, element: &'a TemplateElement, file: usize) {
        if let Some(call) = include::included(element) {
            let Some(name) = call.params.first() else { return };
            let (context, names) = (call.params.get(1), sorted(&call.hash));
            self.inclusion(&Inclusion { name, context, names, block: None }, file);
            return;
        }
        match element {
            TemplateElement::Expression(helper) | TemplateElement::HtmlExpression(helper) => {
                self.expression(helper);
            }
            TemplateElement::HelperBlock(block) => self.block(block, file),
            TemplateElement::PartialExpression(partial) | TemplateElement::PartialBlock(partial) => {
                let (context, block) = (partial.params.first(), partial.template.as_ref());
                let names = sorted(&partial.hash);
                self.inclusion(&Inclusion { name: &partial.name, context, names, block }, file);
            }
            TemplateElement::DecoratorBlock(decorator) if decorator.name.as_name() == Some("inline") => {
                if let (Some(Parameter::Literal(name)), Some(inner)) =
                    (decorator.params.first(), &decorator.template)
                    && let (Some(name), Some(scope)) = (name.as_str(), self.scopes.last_mut())
                {
                    scope.partials.push((name, inner, file));
                }
            }
            // The enum is open to new kinds.
            _ => {}
        }
    }

    fn expression(&mut self, helper: &'a HelperTemplate) {
        let is_name = helper.params.is_empty() && helper.hash.is_empty();
        match &helper.name {
            Parameter::Path(path) if is_name => {
                let name = helper.name.as_name().unwrap_or_default();
                if helpers::signature(name).is_some() {
                    self.call(name, helper);
                } else {
                    self.path(path);
                }
            }
            Parameter::Name(name) => {
                self.call(name, helper);
            }
            Parameter::Path(_) => {
                self.call(helper.name.as_name().unwrap_or_default(), helper);
            }
            other => {
                self.parameter(other);
            }
        }
    }

    fn block(&mut self, block: &'a HelperTemplate, file: usize) {
        let name = block.name.as_name().unwrap_or_default();
        let shape = self.call(name, block);
        let scope = match name {
            "each" => {
                let mut scope = Scope::new(shape);
                scope.is_repeated = true;
                let over = block.params.first().map(|list| self.quietly(list));
                scope.has_key = matches!(over, Some(Shape::Record(_) | Shape::Free));
                Some(scope)
            }
            "with" => {
                let mut scope = Scope::new(shape);
                let outer = self.scopes.last();
                scope.is_repeated = outer.is_some_and(|outer| outer.is_repeated);
                scope.has_key = outer.is_some_and(|outer| outer.has_key);
                Some(scope)
            }
            "raw" => return,
            _ => None,
        };
        match (scope, &block.block_param) {
            (Some(mut scope), names) => {
                let context = scope.context.clone();
                match names {
                    Some(BlockParam::Single(item)) => {
                        scope.names.extend(item.as_name().map(|name| (name, context)));
                    }
                    Some(BlockParam::Pair((item, key))) => {
                        scope.names.extend(item.as_name().map(|name| (name, context)));
                        scope.names.extend(key.as_name().map(|name| (name, Shape::Single)));
                        if name == "with" {
                            let help = "Write one name between the bars: `as |contact|`.";
                            self.report("`with` gives its value only one name", Some(help));
                        }
                    }
                    // The enum is open to new kinds.
                    _ => {}
                }
                self.scopes.push(scope);
                block.template.iter().for_each(|inner| self.template(inner, file));
                self.scopes.pop();
            }
            (None, Some(_)) => {
                let help = "Write it with `each` or `with`.";
                self.report(&format!("`{name}` gives no names to values"), Some(help));
            }
            (None, None) => block.template.iter().for_each(|inner| self.template(inner, file)),
        }
        block.inverse.iter().for_each(|inner| self.template(inner, file));
    }

    fn inclusion(&mut self, partial: &Inclusion<'a>, file: usize) {
        let names: Vec<(&'a str, Shape)> =
            partial.names.iter().map(|(name, value)| (*name, self.parameter(value))).collect();
        let outer = self.scopes.last();
        let (is_repeated, has_key) = outer.map_or((false, false), |outer| (outer.is_repeated, outer.has_key));
        let context = match partial.context {
            Some(value) => self.parameter(value),
            None => outer.map_or(Shape::Free, |outer| outer.context.clone()),
        };
        let targets = self.targets(partial.name);
        let context = self.extended(context, &names);
        self.scopes.push(Scope { context, names, is_repeated, has_key, partials: Vec::new() });
        if let Some(block) = partial.block {
            self.template(block, file);
        }
        let fixed = fixed_name(partial.name);
        // What the design can choose is known before it is filled.
        let is_dynamic = fixed.is_none() && self.designed(partial.name).is_none();
        self.dynamic += usize::from(is_dynamic);
        for (template, file, is_inline) in targets {
            if self.open.iter().any(|open| std::ptr::eq(*open, template)) {
                // A partial that a value chooses is stopped when it is filled.
                if self.dynamic == 0 {
                    let name = fixed.unwrap_or(&self.layouts.files[file].name);
                    self.report(
                        &format!("the partial `{name}` includes itself"),
                        Some("Remove this inclusion."),
                    );
                }
                continue;
            }
            self.open.push(template);
            if !is_inline {
                self.included[file] = true;
            }
            let scopes = self.scopes.iter().map(key_of).collect();
            // What is defined in a layout depends on the place of its definition.
            if is_inline || self.walked.insert((file, scopes)) {
                self.template(template, file);
            }
            self.open.pop();
        }
        self.dynamic -= usize::from(is_dynamic);
        self.scopes.pop();
    }

    /// The partials that a name may mean, each with its file and whether it is defined inside one.
    fn targets(&mut self, name: &'a Parameter) -> Vec<(&'a Template, usize, bool)> {
        let files = &self.layouts.files;
        let found = |index: &usize| Some((self.layouts.template(&files[*index].name)?, *index, false));
        let Some(fixed) = fixed_name(name) else {
            self.parameter(name);
            if let Some(designed) = self.designed(name) {
                return designed.iter().filter_map(found).collect();
            }
            self.has_dynamic = true;
            // Partials that include each other are an error when they are filled.
            let place = self.places.last().filter(|_| self.dynamic < MAX_CHOSEN);
            let place =
                place.map(|place| (files[place.file].name.clone(), place.line as u64, place.column as u64));
            let chosen = self.chosen.iter().filter(|(tag, _)| Some(tag) == place.as_ref());
            let named = chosen
                .filter_map(|(_, name)| files.iter().position(|file| file.is_partial && file.name == *name));
            return named.filter_map(|index| found(&index)).collect();
        };
        let name = fixed.trim_matches(['"', '\'']);
        let inline = self.scopes.iter().rev().flat_map(|scope| &scope.partials);
        if let Some((_, template, file)) = inline.into_iter().find(|(known, ..)| *known == name) {
            return vec![(template, *file, true)];
        }
        let index = files.iter().position(|file| file.is_partial && file.name == name);
        index.iter().filter_map(found).collect()
    }

    /// A record with more names.
    fn extended(&mut self, context: Shape, names: &[(&str, Shape)]) -> Shape {
        let Shape::Record(fields) = &context else { return context };
        if names.is_empty() {
            return context;
        }
        let key = names
            .iter()
            .fold(identity(&context), |key, (name, shape)| format!("{key},{name}={}", identity(shape)));
        let made = self.made.entry(key).or_insert_with(|| {
            let mut fields = fields.to_vec();
            fields.retain(|(known, _)| !names.iter().any(|(name, _)| name == known));
            fields.extend(names.iter().map(|(name, shape)| (name.to_string(), shape.clone())));
            Shape::record(fields)
        });
        made.clone()
    }

    /// Reports a mistake at the tag that is being walked; inside a layout that comes with the program, at the inclusion
    /// in a layout of the project.
    fn report(&mut self, message: &str, help: Option<&str>) {
        let files = &self.layouts.files;
        let innermost = self.places.iter().rposition(|place| !files[place.file].is_shipped);
        let Some(at) = innermost else { return };
        let span = self.span(self.places[at]);
        let is_inside = self.places[at + 1..].iter().any(|place| files[place.file].is_shipped);
        let diagnostic = if is_inside {
            let partial = self.places.get(at + 1).map_or("", |place| files[place.file].name.as_str());
            Diagnostic::error(format!("the partial `{partial}` cannot be used here: {message}"))
                .at(span, "included here")
        } else {
            Diagnostic::error(message).at(span, "here").help_maybe(help.map(str::to_string))
        };
        // One missing name is enough to say that a partial does not fit.
        let key = if is_inside { "included".to_string() } else { message.to_string() };
        if self.reported.insert((span, key)) {
            let outer = self.places[..at].iter().rfind(|place| place.file != self.places[at].file);
            let outer = outer.filter(|place| !files[place.file].is_shipped).map(|place| self.span(*place));
            self.findings.push(diagnostic.at_maybe(outer, "in the partial that is included here"));
        }
    }

    fn span(&self, place: Place) -> Span {
        super::span_at(
            &self.texts[place.file],
            self.layouts.files[place.file].source,
            place.line,
            place.column,
        )
    }

    fn parameter(&mut self, parameter: &'a Parameter) -> Shape {
        match parameter {
            Parameter::Path(path) => self.path(path),
            Parameter::Subexpression(inner) => match &*inner.element {
                TemplateElement::Expression(call) if call.name.as_name() == Some(PARTIAL_NAME) => {
                    call.params.first().map_or(Shape::Free, |name| self.parameter(name))
                }
                TemplateElement::Expression(call) => self.call(call.name.as_name().unwrap_or_default(), call),
                _ => Shape::Free,
            },
            _ => Shape::Single,
        }
    }

    /// The shape of a value that was looked at before.
    fn quietly(&mut self, parameter: &'a Parameter) -> Shape {
        let places = std::mem::take(&mut self.places);
        let shape = self.parameter(parameter);
        self.places = places;
        shape
    }
}

/// The name of a partial that is not chosen by a value.
fn fixed_name(name: &Parameter) -> Option<&str> {
    match name {
        Parameter::Literal(name) => name.as_str(),
        Parameter::Name(_) | Parameter::Path(_) => name.as_name(),
        _ => None,
    }
}

/// The shapes and names of a scope, to recognize it.
fn key_of(scope: &Scope<'_>) -> String {
    let Scope { context, names, is_repeated, has_key, .. } = scope;
    names.iter().fold(format!("{}{is_repeated}{has_key}", identity(context)), |key, (name, shape)| {
        format!("{key},{name}={}", identity(shape))
    })
}

/// What distinguishes a shape from others. Shapes live as long as the checker, so an address belongs to one.
fn identity(shape: &Shape) -> String {
    match shape {
        Shape::Single => "single".to_string(),
        Shape::Free => "free".to_string(),
        Shape::List(item) => format!("[{:p}]", *item),
        Shape::Record(fields) => format!("{:p}", *fields),
    }
}
