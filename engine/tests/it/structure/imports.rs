//! Which file of a crate takes which names from which other file.
//!
//! Read from the text alone: `use` declarations, and paths that begin with `crate`, `super`, `self`, a module or an
//! imported module. A name that a module re-exports (`pub use style::BoxStyle`) leads to the file that defines it; a
//! re-export is not a use. Method calls are ignored, because their text does not show which type has the method.
//!
//! For example, `use crate::css::BoxStyle` in `layout/block.rs`: `css/mod.rs` has `pub use style::BoxStyle`, and
//! `css/style.rs` has `struct BoxStyle`. So `layout/block.rs` imports `BoxStyle` from `css/style.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::tokens::{Token, tokens};

/// The segments of a path of modules, from the root of the crate.
pub type ModulePath = Vec<String>;

/// A name that a file takes from another file.
#[derive(Clone, Debug)]
pub struct Import {
    pub from: ModulePath,
    pub line: usize,
    /// The module that the path names, before any re-export is followed: `paint` for `crate::paint::Color`.
    pub written: ModulePath,
    /// The module that defines the name.
    pub to: ModulePath,
    /// `None` where the module itself is named: `use super::variable`.
    pub name: Option<String>,
    /// The name is only re-exported.
    pub is_reexport: bool,
}

/// The modules of a crate, one for each file.
pub struct Crate {
    modules: BTreeMap<ModulePath, Module>,
}

struct Module {
    file: PathBuf,
    /// Names that are defined at the top level.
    items: BTreeSet<String>,
    /// What `use` declarations at the top level bring into the module, by the name there.
    imported: BTreeMap<String, ModulePath>,
    globs: Vec<ModulePath>,
    /// As [`Module::imported`], with declarations inside functions.
    visible: BTreeMap<String, ModulePath>,
    uses: Vec<Use>,
    /// Paths outside `use` declarations, with the line of the first use.
    paths: BTreeMap<ModulePath, usize>,
}

/// A name that a `use` declaration brings in.
struct Use {
    path: ModulePath,
    name: String,
    line: usize,
    is_public: bool,
}

/// The names that a search has looked for, each with the module.
type Seen = BTreeSet<(ModulePath, String)>;

/// What a path leads to.
enum Found {
    Module(ModulePath),
    Item(ModulePath, String),
}

/// All Rust files below a folder, in the order of their names.
pub fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

impl Crate {
    /// Reads the sources of a crate. `main.rs` and files of tests are left out.
    pub fn read(root: &Path) -> Crate {
        let mut modules = BTreeMap::new();
        for file in rust_files(root) {
            let relative = file.strip_prefix(root).expect("a file below the root").with_extension("");
            let mut path: ModulePath =
                relative.iter().map(|segment| segment.to_string_lossy().into_owned()).collect();
            if matches!(path.last().map(String::as_str), Some("mod" | "lib")) {
                path.pop();
            }
            if path.last().is_some_and(|last| last == "tests" || last == "main") {
                continue;
            }
            let source = std::fs::read_to_string(&file).expect("a source file");
            modules.insert(path, Module::read(file, &source));
        }
        Crate { modules }
    }

    pub fn file(&self, module: &[String]) -> &Path {
        &self.modules[module].file
    }

    pub fn modules(&self) -> impl Iterator<Item = &ModulePath> {
        self.modules.keys()
    }

    /// All imports from one file of the crate to another.
    pub fn imports(&self) -> Vec<Import> {
        let mut imports = Vec::new();
        for (from, module) in &self.modules {
            let mut add = |found: Option<Found>, path: &[String], line, is_reexport| {
                let (to, name) = match found {
                    Some(Found::Module(to)) => (to, None),
                    Some(Found::Item(to, name)) => (to, Some(name)),
                    None => return,
                };
                if to != *from {
                    let written = self.written_module(from, path);
                    imports.push(Import { from: from.clone(), line, written, to, name, is_reexport });
                }
            };
            for declared in &module.uses {
                let used = module.paths.keys().any(|path| path[0] == declared.name);
                add(
                    self.resolve(from, &declared.path, &mut Seen::new()),
                    &declared.path,
                    declared.line,
                    declared.is_public && !used,
                );
            }
            for (path, line) in &module.paths {
                if let Some(start) = module.visible.get(&path[0]) {
                    let whole: ModulePath = start.iter().chain(&path[1..]).cloned().collect();
                    add(self.resolve(from, &whole, &mut Seen::new()), &whole, *line, false);
                } else if path.len() > 1 {
                    add(self.resolve(from, path, &mut Seen::new()), path, *line, false);
                } else if let Some((glob, found)) = self.in_globs(from, &path[0], &mut Seen::new()) {
                    add(Some(found), glob, *line, false);
                }
            }
        }
        imports
    }

    /// The module that the words of a path in the module `from` name, without following re-exports.
    fn written_module(&self, from: &[String], path: &[String]) -> ModulePath {
        let start = self.modules[from].visible.get(&path[0]).filter(|start| *start != path);
        let (start, rest) = start.map_or((&[][..], path), |start| (start.as_slice(), &path[1..]));
        let mut at = from.to_vec();
        for segment in start.iter().chain(rest) {
            match segment.as_str() {
                "crate" => at.clear(),
                "self" => {}
                "super" => {
                    at.pop();
                }
                name => {
                    at.push(name.to_string());
                    if !self.modules.contains_key(&at) {
                        at.pop();
                        break;
                    }
                }
            }
        }
        at
    }

    /// What a path in the module `from` leads to; `None` where it leads out of the crate.
    fn resolve(&self, from: &[String], path: &[String], seen: &mut Seen) -> Option<Found> {
        let mut at = from.to_vec();
        for (index, segment) in path.iter().enumerate() {
            let is_last = index + 1 == path.len();
            match segment.as_str() {
                "crate" => at.clear(),
                "self" => {}
                "super" => {
                    at.pop();
                }
                name => {
                    let child: ModulePath = at.iter().cloned().chain([name.to_string()]).collect();
                    let is_module = self.modules.contains_key(&child);
                    if is_module && !is_last {
                        at = child;
                        continue;
                    }
                    let found = self.find(&at, name, &path[index + 1..], seen);
                    return match found {
                        Some(found) => Some(found),
                        None if is_module => Some(Found::Module(child)),
                        // The first segment is another crate; a later one is a name that a macro defines.
                        None if index == 0 => None,
                        None => Some(Found::Item(at, name.to_string())),
                    };
                }
            }
        }
        Some(Found::Module(at))
    }

    /// A name that a module defines or imports, followed by the `rest` of a path.
    fn find(&self, module: &[String], name: &str, rest: &[String], seen: &mut Seen) -> Option<Found> {
        let known = self.modules.get(module)?;
        if known.items.contains(name) {
            return Some(Found::Item(module.to_vec(), name.to_string()));
        }
        // Modules may re-export names in a circle.
        if !seen.insert((module.to_vec(), name.to_string())) {
            return None;
        }
        if let Some(path) = known.imported.get(name) {
            let whole: ModulePath = path.iter().chain(rest).cloned().collect();
            return self.resolve(module, &whole, seen);
        }
        self.in_globs(module, name, seen).map(|(_, found)| found)
    }

    /// A name that a module imports with a glob, with the path before the `*`.
    fn in_globs(&self, module: &[String], name: &str, seen: &mut Seen) -> Option<(&ModulePath, Found)> {
        self.modules.get(module)?.globs.iter().find_map(|glob| {
            let Some(Found::Module(of)) = self.resolve(module, glob, seen) else { return None };
            let found = if of == module { None } else { self.find(&of, name, &[], seen) };
            found.map(|found| (glob, found))
        })
    }
}

impl Module {
    fn read(file: PathBuf, source: &str) -> Module {
        let tokens = tokens(source);
        let mut reader = Reader { tokens: &tokens, at: 0, depth: 0 };
        let mut module = Module {
            file,
            items: BTreeSet::new(),
            imported: BTreeMap::new(),
            globs: Vec::new(),
            visible: BTreeMap::new(),
            uses: Vec::new(),
            paths: BTreeMap::new(),
        };
        while let Some(token) = tokens.get(reader.at) {
            match token.text {
                "{" => reader.depth += 1,
                "}" => reader.depth = reader.depth.saturating_sub(1),
                "use" if tokens.get(reader.at + 1).is_some_and(|next| next.is_name() || next.text == "{") => {
                    reader.declaration(&mut module);
                    continue;
                }
                "struct" | "enum" | "union" | "trait" | "type" | "fn" | "const" | "static"
                    if reader.depth == 0 =>
                {
                    let name = tokens.get(reader.at + 1).filter(|name| name.is_name());
                    module.items.extend(name.map(|name| name.text.to_string()));
                }
                "macro_rules" => {
                    module.items.extend(tokens.get(reader.at + 2).map(|name| name.text.to_string()));
                }
                // The name of a module that is declared here.
                "mod" => reader.at += 1,
                _ if token.is_name() => {
                    reader.path(&mut module);
                    continue;
                }
                _ => {}
            }
            reader.at += 1;
        }
        module
    }
}

struct Reader<'a> {
    tokens: &'a [Token<'a>],
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn text(&self) -> &str {
        self.tokens.get(self.at).map_or("", |token| token.text)
    }

    /// A `use` declaration, which the reader is at.
    fn declaration(&mut self, module: &mut Module) {
        let is_public = self.at > 0 && matches!(self.tokens[self.at - 1].text, "pub" | ")");
        self.at += 1;
        let first = module.uses.len();
        self.tree(&mut Vec::new(), is_public, module);
        for declared in &module.uses[first..] {
            module.visible.insert(declared.name.clone(), declared.path.clone());
            if self.depth == 0 {
                module.imported.insert(declared.name.clone(), declared.path.clone());
            }
        }
    }

    /// The names of a declaration or of one of its branches, after the segments of `before`.
    fn tree(&mut self, before: &mut ModulePath, is_public: bool, module: &mut Module) {
        let length = before.len();
        let line = self.tokens.get(self.at).map_or(0, |token| token.line);
        while let Some(token) = self.tokens.get(self.at) {
            match token.text {
                "{" => {
                    self.at += 1;
                    while !matches!(self.text(), "}" | "") {
                        self.tree(before, is_public, module);
                        if self.text() == "," {
                            self.at += 1;
                        }
                    }
                    self.at += 1;
                    before.truncate(length);
                    return;
                }
                "*" => {
                    module.globs.push(before.clone());
                    self.at += 1;
                    before.truncate(length);
                    return;
                }
                "::" => self.at += 1,
                "as" | "," | "}" | ";" => break,
                name => {
                    before.push(name.to_string());
                    self.at += 1;
                }
            }
        }
        let mut path = before.clone();
        if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        let mut name = path.last().cloned().unwrap_or_default();
        if self.text() == "as" {
            name = self.tokens.get(self.at + 1).map_or("_", |token| token.text).to_string();
            self.at += 2;
        }
        module.uses.push(Use { path, name, line, is_public });
        before.truncate(length);
    }

    /// A path or a single name, which the reader is at.
    fn path(&mut self, module: &mut Module) {
        let line = self.tokens[self.at].line;
        let start = self.at;
        let is_member = start > 0 && matches!(self.tokens[start - 1].text, "." | "::");
        let mut path = vec![self.text().to_string()];
        self.at += 1;
        while self.text() == "::" && self.tokens.get(self.at + 1).is_some_and(Token::is_name) {
            path.push(self.tokens[self.at + 1].text.to_string());
            self.at += 2;
        }
        // A single name counts where it is a type, a constant or a call, not a variable, a field, or a macro.
        let is_call = self.text() == "(" && (start == 0 || self.tokens[start - 1].text != "fn");
        if !is_member && (path.len() > 1 || is_call || path[0].starts_with(char::is_uppercase)) {
            module.paths.entry(path).or_insert(line);
        }
    }
}

#[test]
fn the_written_module_of_a_reexported_name_is_the_one_that_reexports_it() {
    let sources = [
        (&[][..], "mod css; mod paint; mod pdf;"),
        (&["css"], "pub struct Color;"),
        (&["paint"], "pub use crate::css::Color;"),
        (&["pdf"], "use crate::paint::Color; fn fill(color: Color, other: crate::css::Color) {}"),
    ];
    let modules = sources.into_iter().map(|(path, source)| {
        let path: ModulePath = path.iter().map(|segment| segment.to_string()).collect();
        (path, Module::read(PathBuf::new(), source))
    });
    let imports = Crate { modules: modules.collect() }.imports();
    let of_pdf = imports.iter().filter(|import| import.from == ["pdf"]);
    let ends: BTreeSet<_> = of_pdf.map(|import| (import.written.concat(), import.to.concat())).collect();
    let expected =
        [("css", "css"), ("paint", "css")].map(|(written, to)| (written.to_string(), to.to_string()));
    assert_eq!(ends, BTreeSet::from(expected));
}
