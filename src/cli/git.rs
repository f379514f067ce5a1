//! The data of a project in a revision of git, read by running the program `git` (never through a shell). Nothing in the
//! project is changed, and nothing is fetched.

use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::data::{KeptData, is_data_file};
use engine::diagnostics::{Diagnostic, Diagnostics};

/// The most data files of a revision, and the largest, in bytes.
const MAX_FILES: usize = 2003;
const MAX_BYTES: usize = 1 << 20;

/// The data of the project in `folder` as it was in a revision. Returns `None` after reporting why it cannot be read.
pub(super) fn data_of(folder: &Path, revision: &str, diagnostics: &mut Diagnostics) -> Option<KeptData> {
    match read(folder, revision) {
        Ok(kept) => Some(kept),
        Err((message, help)) => {
            diagnostics.push(Diagnostic::error(message).help(help));
            None
        }
    }
}

/// What is wrong, and what to do.
type Refusal = (String, String);

fn read(folder: &Path, revision: &str) -> Result<KeptData, Refusal> {
    let help = "Name the year of a kept edition (`2026`), a project folder, or a revision such as `HEAD~1`.";
    if revision.starts_with('-') || revision.is_empty() {
        return Err((format!("`{revision}` is no revision: none begins with `-`"), help.to_string()));
    }
    let is_repository = run(folder, &["rev-parse", "--is-inside-work-tree"], &[], revision)?;
    if is_repository.is_none() {
        let message = format!(
            "there is no kept edition, no folder and no git revision `{revision}`: {} is not in a git repository",
            folder.display()
        );
        return Err((message, help.to_string()));
    }
    let name = format!("{revision}^{{commit}}");
    let found = run(folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &name], &[], revision)?;
    let Some(commit) = found.and_then(|id| String::from_utf8(id).ok()) else {
        let message = format!("there is no kept edition, no folder and no git revision `{revision}`");
        return Err((message, help.to_string()));
    };
    let listed = run(folder, &["ls-tree", "-r", "-z", commit.trim(), "--", "data/"], &[], revision)?
        .unwrap_or_default();
    let mut files: Vec<(String, String)> = Vec::new();
    for entry in listed.split(|byte| *byte == 0) {
        // `100644 blob ID<tab>PATH`; links and submodules have other modes.
        let Some((head, path)) = std::str::from_utf8(entry).ok().and_then(|entry| entry.split_once('\t'))
        else {
            continue;
        };
        let mut head = head.split(' ');
        let is_file = head.next().is_some_and(|mode| mode.starts_with("100"));
        if let (true, Some(id)) = (is_file && is_data_file(path), head.nth(1)) {
            files.push((path.to_string(), id.to_string()));
        }
    }
    if files.is_empty() {
        let message = format!("the revision `{revision}` has no data of this project");
        return Err((message, "Name a revision that has the folder data/.".to_string()));
    }
    if files.len() > MAX_FILES {
        let message = format!(
            "the revision `{revision}` has {} data files, over the limit of {MAX_FILES}",
            files.len()
        );
        return Err((message, "Name another revision.".to_string()));
    }
    files.sort();
    let ids: Vec<u8> = files.iter().flat_map(|(_, id)| format!("{id}\n").into_bytes()).collect();
    let contents = run(folder, &["cat-file", "--batch"], &ids, revision)?.unwrap_or_default();
    let contents = split_batch(&contents, files.len());
    let contents = contents.ok_or_else(|| {
        let message = format!("git does not have all files of the revision `{revision}`");
        (message, format!("No file may be over {} KiB, and all must be in the repository.", MAX_BYTES >> 10))
    })?;
    let files = files.into_iter().map(|(path, _)| path).zip(contents).collect();
    Ok(KeptData { name: revision.to_string(), files })
}

/// The contents in the output of `cat-file --batch`: a line `ID blob SIZE`, the bytes, a newline.
fn split_batch(output: &[u8], count: usize) -> Option<Vec<Vec<u8>>> {
    let mut rest = output;
    let mut contents = Vec::with_capacity(count);
    for _ in 0..count {
        let end = rest.iter().position(|byte| *byte == b'\n')?;
        let head = std::str::from_utf8(&rest[..end]).ok()?;
        let size: usize =
            head.rsplit_once(" blob ").map_or(head, |(_, size)| size).rsplit(' ').next()?.parse().ok()?;
        let start = end + 1;
        let content = rest.get(start..start.checked_add(size)?).filter(|_| size <= MAX_BYTES)?;
        contents.push(content.to_vec());
        rest = rest.get(start + size + 1..)?;
    }
    Some(contents)
}

/// The output of git, given `input`; `None` if it fails.
fn run(folder: &Path, arguments: &[&str], input: &[u8], revision: &str) -> Result<Option<Vec<u8>>, Refusal> {
    let mut command = Command::new("git");
    command.current_dir(folder).args(["--no-pager", "--no-replace-objects"]).args(arguments);
    // A partial clone would fetch what it lacks.
    command.env("GIT_NO_LAZY_FETCH", "1").env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0");
    let spawned = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut child = spawned.map_err(|error| match error.kind() {
        ErrorKind::NotFound if folder.is_dir() => (
            format!("`{revision}` is no kept edition and no folder, and the program git, which could know it as a revision, is not installed"),
            "Install git, or name the year of a kept edition or a project folder.".to_string(),
        ),
        ErrorKind::NotFound => {
            let message = format!("there is no folder {}", folder.display());
            (message, "Name the project folder with `-C DIR`.".to_string())
        }
        _ => (format!("the program git cannot be started: {error}"), "Check that you may run it.".to_string()),
    })?;
    let stdin = child.stdin.take();
    let output = std::thread::scope(|scope| {
        // Git writes before it has read all.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
        child.wait_with_output()
    });
    Ok(output.ok().filter(|output| output.status.success()).map(|output| output.stdout))
}
