//! Mistakes of officers, kept in `tests/mistakes`: each gets a message with its place and a remedy, and the remedy, applied
//! by machine, makes the mistake go away.
//!
//! A case is a text. Its first line says what the mistake is. Then come blocks, each with its lines below it:
//!
//! ```text
//! change data/memberships/eua.yaml      lines of the project in tests/mistakes/project (`-`) and the mistake (`+`)
//! write data/memberships/eua (2).yaml   a file of its own (`+`); `encoded utf-16` or `latin-1` says how it is written
//! says                                  what the messages contain, and the place of the message
//! remedy data/memberships/eua.yaml      as `change`, where the message has no change to apply, or
//! move FILE to FILE, delete FILE        what is done with a file
//! ```
//!
//! In lines of `+` and `-`, `\u{a0}` and `\t` are the characters that they name.

use std::path::Path;

use engine::diagnostics::{Diagnostics, Severity};

use crate::kit::copy;

/// How often remedies are applied: behind a mistake in YAML there may be one in the data.
const ROUNDS: usize = 4;

struct Block {
    head: String,
    lines: Vec<String>,
}

impl Block {
    fn with(&self, sign: char) -> String {
        let lines = self.lines.iter().filter_map(|line| line.strip_prefix(sign));
        lines.map(|line| unescaped(line.strip_prefix(' ').unwrap_or(line)) + "\n").collect()
    }
}

fn unescaped(line: &str) -> String {
    let mut text = line.replace("\\t", "\t");
    while let Some(start) = text.find("\\u{") {
        let end = start + text[start..].find('}').expect("a closing brace");
        let code = u32::from_str_radix(&text[start + 3..end], 16).expect("a number");
        text.replace_range(start..=end, &char::from_u32(code).expect("a character").to_string());
    }
    text
}

fn blocks(case: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for line in case.lines().skip(1).filter(|line| !line.is_empty()) {
        match (line.starts_with(['+', '-', ' ']), blocks.last_mut()) {
            (true, Some(block)) => block.lines.push(line.to_string()),
            _ => blocks.push(Block { head: line.to_string(), lines: Vec::new() }),
        }
    }
    blocks
}

fn encoded(text: &str, encoding: Option<&str>) -> Vec<u8> {
    match encoding {
        Some("utf-16") => {
            std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
        }
        Some("latin-1") => {
            text.chars().map(|sign| u8::try_from(u32::from(sign)).expect("of Latin-1")).collect()
        }
        _ => text.as_bytes().to_vec(),
    }
}

/// Carries out a block that changes files; false for another one.
fn carry_out(block: &Block, folder: &Path, name: &str) -> bool {
    let (word, rest) = block.head.split_once(' ').unwrap_or((&block.head, ""));
    let (file, encoding) =
        rest.split_once(" encoded ").map_or((rest, None), |(file, code)| (file, Some(code)));
    let path = folder.join(file);
    match word {
        "change" | "remedy" => {
            let (from, to) = (block.with('-'), block.with('+'));
            let text = std::fs::read_to_string(&path).expect("a text");
            assert!(text.contains(&from), "{name}: {from:?} is not in {file}:\n{text}");
            std::fs::write(path, text.replacen(&from, &to, 1)).expect("written");
        }
        "write" => std::fs::write(path, encoded(&block.with('+'), encoding)).expect("written"),
        "delete" => std::fs::remove_file(path).expect("deleted"),
        "move" => {
            let (from, to) = rest.split_once(" to ").expect("two names");
            std::fs::rename(folder.join(from), folder.join(to)).expect("moved");
        }
        _ => return false,
    }
    true
}

/// What a check of the data finds: errors and warnings.
fn findings(folder: &Path) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    if let Some(brochure) = brochure::data::load(folder, &mut diagnostics) {
        brochure::data::check(&brochure, false, &brochure::data::CheckWords::of("en"), &mut diagnostics);
    }
    diagnostics.amend(|diagnostic, _| diagnostic.severity != Severity::Note);
    diagnostics
}

/// The findings as a case writes them: severity and message, the place, the remedy.
fn shown(findings: &Diagnostics, folder: &Path) -> String {
    let mut text = String::new();
    for finding in findings.sorted() {
        text += &format!("{}: {}\n", format!("{:?}", finding.severity).to_lowercase(), finding.message);
        if let Some(label) = finding.labels.first() {
            let source = findings.source(label.span.source);
            let (line, column) = source.line_and_column(label.span.start as usize);
            text += &format!("at {}:{line}:{column}\n", source.name);
        }
        text += &format!("help: {}\n", finding.help.as_deref().unwrap_or_default());
    }
    text.replace(&format!("{}/", folder.display()), "")
}

/// Applies the changes of all findings that have one, from the end of each file to its start. Returns their number.
fn apply(findings: &Diagnostics, folder: &Path) -> usize {
    let mut fixes: Vec<_> = findings.list().iter().filter_map(|finding| finding.fix.as_ref()).collect();
    fixes.sort_by_key(|fix| std::cmp::Reverse(fix.span));
    for fix in &fixes {
        let path = folder.join(&findings.source(fix.span.source).name);
        let mut text = std::fs::read_to_string(&path).expect("a text");
        text.replace_range(fix.span.start as usize..fix.span.end as usize, &fix.text);
        std::fs::write(path, text).expect("written");
    }
    fixes.len()
}

fn check(case: &str, name: &str, project: &Path) {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    copy(project, folder);
    let blocks = blocks(case);
    let says = blocks.iter().position(|block| block.head == "says").expect("what the message says");
    make(case, folder, name);
    let mut found = findings(folder);
    let messages = shown(&found, folder);
    let expected: String = blocks[says].lines.iter().map(|line| format!("{}\n", line.trim_start())).collect();
    assert!(messages.contains(&expected), "{name}: expected\n{expected}\nbut the check says\n{messages}");
    for round in 0..ROUNDS {
        let by_hand = if round == 0 { &blocks[says + 1..] } else { &[] };
        for block in by_hand {
            assert!(carry_out(block, folder, name), "{name}: {}", block.head);
        }
        if by_hand.is_empty() {
            assert!(
                apply(&found, folder) > 0,
                "{name}: there is no change to apply for\n{}",
                shown(&found, folder)
            );
        }
        found = findings(folder);
        if found.is_empty() {
            return;
        }
    }
    panic!("{name}: after its remedy, the check says\n{}", shown(&found, folder));
}

/// The cases with their names, sorted.
pub fn cases() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("the cases").flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let read = |path: &std::path::PathBuf| std::fs::read_to_string(path).expect("a text");
    paths
        .iter()
        .map(|path| (path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), read(path)))
        .collect()
}

/// Makes the mistake of a case in a copy of the project.
pub fn make(case: &str, folder: &Path, name: &str) {
    for block in blocks(case).iter().take_while(|block| block.head != "says") {
        assert!(carry_out(block, folder, name), "{name}: {}", block.head);
    }
}

#[test]
fn each_mistake_has_a_place_and_a_remedy_that_is_right() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes/project");
    let cases = cases();
    assert!(cases.len() >= 60, "{} cases", cases.len());
    for (name, case) in &cases {
        check(case, name, &project);
    }
}

#[test]
fn a_byte_order_mark_line_ends_of_windows_and_plus_signs_are_no_mistakes() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes/project");
    let folder = tempfile::tempdir().expect("a folder");
    copy(&project, folder.path());
    let path = folder.path().join("data/institution.yaml");
    let text = std::fs::read_to_string(&path).expect("a text");
    assert!(text.contains("telephone: +994"), "a telephone number without quotation marks");
    std::fs::write(&path, format!("\u{feff}{}", text.replace('\n', "\r\n"))).expect("written");
    assert_eq!(shown(&findings(folder.path()), folder.path()), "");
}
