//! Shared by the tests of the program: runs it, copies the shipped project, reads messages.

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A membership of the shipped project.
pub const CASPIAN: &str = "data/memberships/caspian.yaml";
/// The layout of the brochure.
pub const LAYOUT: &str = "templates/brochure.html.hbs";

/// What results of an earlier run contain. A PDF replaces only a PDF.
pub const EARLIER: &str = "%PDF- earlier";

/// The folder of the shipped project.
pub fn shipped() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Those of many similar cases that are tried: every one in an optimized build, and every `step`-th in others, so that who
/// changes a line waits a minute and not five.
pub fn sampled<T>(cases: impl IntoIterator<Item = T>, step: usize) -> impl Iterator<Item = T> {
    cases.into_iter().step_by(if cfg!(debug_assertions) { step } else { 1 })
}

pub fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_brochure"))
}

/// Runs the program on the project in `folder`.
pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    program().arg("-C").arg(folder).args(arguments).output().expect("it starts")
}

/// The messages that a run wrote to standard error.
pub fn messages(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// The messages of a run that succeeds.
#[track_caller]
pub fn succeeds(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert_eq!(output.status.code(), Some(0), "{}", messages(&output));
    messages(&output)
}

/// Asserts that a run fails, with messages that contain each of `expected`.
#[track_caller]
pub fn refused(folder: &Path, arguments: &[&str], expected: &[&str]) {
    let output = run(folder, arguments);
    assert_eq!(output.status.code(), Some(1), "{}", messages(&output));
    assert_contains(&messages(&output), expected);
}

/// Asserts that `messages` contain each of `expected`.
pub fn assert_contains(messages: &str, expected: &[&str]) {
    for words in expected {
        assert!(messages.contains(words), "{words}\nis missing from\n{messages}");
    }
}

/// The names in a folder, sorted; empty if the folder does not exist.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Copies a folder with everything in it.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// Writes a file below `folder`, creating the folders on the way.
pub fn write(folder: &Path, file: &str, text: impl AsRef<[u8]>) {
    let path = folder.join(file);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(path, text).expect("written");
}

/// Replaces the first `from` in a file.
pub fn replace(path: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(path).expect("a text");
    assert!(text.contains(from), "{from:?} is not in {}", path.display());
    std::fs::write(path, text.replacen(from, to, 1)).expect("written");
}

/// A project with the English texts of the shipped `data` and nothing else.
pub fn data_project() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    copy(&shipped().join("data"), &data);
    for folder in [data.clone(), data.join("memberships")] {
        for name in names(&folder).iter().filter(|name| name.ends_with(".yaml")) {
            let path = folder.join(name);
            let text = std::fs::read_to_string(&path).expect("a text");
            std::fs::write(&path, in_english(&text)).expect("written");
        }
    }
    folder
}

/// A file of the shipped data without the Azerbaijani texts.
fn in_english(text: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut left_out = None;
    let lines = text.split_inclusive('\n').filter(|line| {
        left_out = left_out.filter(|&outer| indent(line) > outer || line.trim().is_empty());
        if line.trim_start().starts_with("az:") {
            left_out = Some(indent(line));
        }
        left_out.is_none()
    });
    lines.collect::<String>().replace("languages: [en, az]", "languages: [en]")
}

/// A copy of the shipped project, with results of an earlier run.
pub struct Project(TempDir);

impl Project {
    pub fn new() -> Project {
        let folder = data_project();
        copy(&shipped().join("templates"), &folder.path().join("templates"));
        let project = Project(folder);
        project.write("output/brochure.pdf", EARLIER);
        project.write("output/summary.txt", EARLIER);
        project
    }

    pub fn folder(&self) -> &Path {
        self.0.path()
    }

    pub fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.folder().join(file)).expect("a text")
    }

    pub fn write(&self, file: &str, text: impl AsRef<[u8]>) {
        write(self.folder(), file, text);
    }

    /// Replaces the first `from`.
    pub fn replace(&self, file: &str, from: &str, to: &str) -> &Project {
        replace(&self.folder().join(file), from, to);
        self
    }

    pub fn append(&self, file: &str, more: &str) -> &Project {
        self.write(file, self.read(file) + more);
        self
    }

    /// The excerpt that a message shows for the last `words` of `file`: `  --> file:line:column`, the line,
    /// and the marker below it.
    pub fn place(&self, file: &str, words: &str) -> String {
        self.place_within(file, words, words)
    }

    /// As [`Project::place`], with only `marked` within the last `words` marked.
    pub fn place_within(&self, file: &str, words: &str, marked: &str) -> String {
        let text = self.read(file);
        let offset = text.rfind(words).unwrap_or_else(|| panic!("{words:?} is not in {file}"));
        let offset = offset + words.find(marked).expect("marked words");
        let line = text[..offset].matches('\n').count() + 1;
        let start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
        let column = text[start..offset].chars().count() + 1;
        let shown = text[start..].lines().next().expect("a line");
        let margin = " ".repeat(line.to_string().len());
        let before = " ".repeat(column - 1);
        let marker = "^".repeat(marked.chars().count());
        format!("  --> {file}:{line}:{column}\n  {line} | {shown}\n  {margin} | {before}{marker}")
    }

    /// The exit status and the messages of a run.
    pub fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let output = run(self.folder(), arguments);
        assert!(output.stdout.is_empty());
        (output.status.code(), messages(&output))
    }

    /// Asserts that a build fails with one error, that its messages contain all of `expected`, and that
    /// the earlier results are untouched. Returns the messages.
    pub fn refused(&self, expected: &[&str]) -> String {
        let (status, messages) = self.run(&[]);
        assert_eq!(status, Some(1), "{messages}");
        assert_eq!(messages.matches("error: ").count(), 1, "one error:\n{messages}");
        assert!(messages.ends_with("1 error; nothing was written\n"), "{messages}");
        assert_contains(&messages, expected);
        for name in ["output/brochure.pdf", "output/summary.txt"] {
            assert_eq!(self.read(name), EARLIER, "{name} was touched");
        }
        messages
    }
}
