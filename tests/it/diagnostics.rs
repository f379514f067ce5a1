//! Bad input, through the program: each fault is shown with its file, line and column, the line itself
//! and a remedy; the exit status is 1, and the earlier results stay.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// A copy of the shipped project with an earlier result.
struct Project(TempDir);

impl Project {
    fn new() -> Project {
        let folder = tempfile::tempdir().expect("a folder");
        for part in ["data", "templates"] {
            copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(part), &folder.path().join(part));
        }
        let project = Project(folder);
        project.write("output/brochure.pdf", "earlier");
        project.write("output/summary.txt", "earlier");
        project
    }

    fn folder(&self) -> &Path {
        self.0.path()
    }

    fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.folder().join(file)).expect("a text")
    }

    fn write(&self, file: &str, text: impl AsRef<[u8]>) {
        let path = self.folder().join(file);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("written");
    }

    /// Replaces the first `from`.
    fn replace(&self, file: &str, from: &str, to: &str) -> &Project {
        let text = self.read(file);
        assert!(text.contains(from), "{from:?} is not in {file}");
        self.write(file, text.replacen(from, to, 1));
        self
    }

    fn append(&self, file: &str, more: &str) -> &Project {
        self.write(file, self.read(file) + more);
        self
    }

    /// `  --> file:line:column` for the last `words` of `file`, the line, and what is marked.
    fn place(&self, file: &str, words: &str) -> String {
        self.place_within(file, words, words)
    }

    /// As [`Project::place`] for `marked` within the last `words`.
    fn place_within(&self, file: &str, words: &str, marked: &str) -> String {
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

    fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_brochure"))
            .arg("-C")
            .arg(self.folder())
            .args(arguments)
            .output()
            .expect("it starts");
        assert!(output.stdout.is_empty());
        (output.status.code(), String::from_utf8(output.stderr).expect("UTF-8"))
    }

    /// A build that fails, changes nothing, gives exactly one error, and says all of `expected`.
    fn refused(&self, expected: &[&str]) -> String {
        let (status, messages) = self.run(&[]);
        assert_eq!(status, Some(1), "{messages}");
        assert_eq!(messages.matches("error: ").count(), 1, "one error:\n{messages}");
        assert!(messages.ends_with("1 error; nothing was written\n"), "{messages}");
        says(&messages, expected);
        for name in ["output/brochure.pdf", "output/summary.txt"] {
            assert_eq!(self.read(name), "earlier", "{name} was touched");
        }
        messages
    }
}

fn says(messages: &str, expected: &[&str]) {
    for words in expected {
        assert!(messages.contains(words), "{words}\nis missing from\n{messages}");
    }
}

fn copy(from: &Path, to: &Path) {
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

const CASPIAN: &str = "data/memberships/caspian.yaml";
const LAYOUT: &str = "templates/brochure.html.hbs";

/// A change of one file, what is marked, and the message and the remedy.
fn change_is_refused(file: &str, from: &str, to: &str, marked: &str, message: &str, help: &str) {
    let project = Project::new();
    project.replace(file, from, to);
    let place = project.place_within(file, to, marked);
    project.refused(&[&format!("error: {message}\n{place}"), &format!("  help: {help}\n")]);
}

#[test]
fn a_misspelt_field_is_pointed_at() {
    change_is_refused(
        CASPIAN,
        "founded: 1996",
        "fuonded: 1996",
        "fuonded",
        "there is no field `fuonded`",
        "Did you mean `founded`?",
    );
}

#[test]
fn a_wrong_type_is_pointed_at() {
    change_is_refused(
        CASPIAN,
        "founded: 1996",
        "founded: long ago",
        "long ago",
        "`founded` must be a year, but this is a text",
        "Write four digits without quotation marks, for example `1996`.",
    );
    change_is_refused(
        CASPIAN,
        "id: caspian",
        "id: [caspian]",
        "[",
        "`id` must be a word, but this is a list",
        "Write the text after the colon; in quotation marks if it begins with a sign.",
    );
}

#[test]
fn a_repeated_field_is_shown_at_both_places() {
    let project = Project::new();
    project.replace(CASPIAN, "founded: 1996", "founded: 1996\nfounded: 1997");
    let again = project.place_within(CASPIAN, "founded: 1997", "founded");
    let first = project.place_within(CASPIAN, "founded: 1996", "founded");
    project.refused(&[
        &format!(
            "error: the field `founded` is given twice\n{again} given again here\n{first} first given here\n"
        ),
        "  help: Keep one of them.\n",
    ]);
}

#[test]
fn an_id_of_two_files_is_shown_in_both() {
    let project = Project::new();
    project.replace(CASPIAN, "id: caspian", "id: eurasian");
    let second = project.place_within("data/memberships/eurasian.yaml", "id: eurasian", "eurasian");
    let first = project.place_within(CASPIAN, "id: eurasian", "eurasian");
    project.refused(&[
        &format!("error: two files have the id `eurasian`\n{second} this id is taken\n{first}"),
        "  help: Give one of them another id, or delete the file that is a copy.\n",
    ]);
}

#[test]
fn an_unknown_status_is_pointed_at() {
    change_is_refused(
        CASPIAN,
        "status: elected",
        "status: elcted",
        "elcted",
        "`elcted` is not a value of `university.status`",
        "Did you mean `elected`? It is one of: member, elected, applied, observer, former.",
    );
}

#[test]
fn a_year_after_the_edition_is_shown_with_the_edition() {
    let project = Project::new();
    project.replace(CASPIAN, "founded: 1996", "founded: 2996");
    let year = project.place(CASPIAN, "2996");
    let edition = project.place_within("data/brochure.yaml", "year: 2026", "2026");
    project.refused(&[
        &format!("error: 2996 is after the edition's year, 2026\n{year} `founded`\n{edition}"),
        "  help: Correct the year, or the edition's in data/brochure.yaml.\n",
    ]);
}

#[test]
fn a_tab_is_pointed_at() {
    let project = Project::new();
    project.replace(CASPIAN, "  status: elected", "\tstatus: elected");
    // A tab is shown as a space, so that the marker stands under it.
    let place = project.place_within(CASPIAN, "\tstatus", "\t").replace('\t', " ");
    project.refused(&[
        &format!("error: a tab is used for indentation\n{place} the tab\n"),
        "  help: YAML is indented with spaces only: replace the tab with two spaces.\n",
    ]);
}

#[test]
fn bytes_that_are_not_utf_8_are_pointed_at() {
    for file in [CASPIAN, LAYOUT, "templates/brochure.css", "templates/partials/cover.hbs"] {
        let project = Project::new();
        let before = project.read(file);
        let line = before.matches('\n').count() + 2;
        project.write(file, [before.as_bytes(), b"\n# caf\xe9\n"].concat());
        project.refused(&[
            "error: the byte E9 is not valid UTF-8\n",
            &format!("  --> {file}:{line}:6\n  {line} | # caf\u{fffd}\n"),
            "  help: Open the file in an editor and save it with the encoding UTF-8.\n",
        ]);
    }
}

#[test]
fn an_alias_bomb_is_stopped() {
    let project = Project::new();
    let mut bomb = String::from("a: &a [x, x, x, x, x, x, x, x, x]\n");
    for (name, before) in "bcdefghij".chars().zip("abcdefghi".chars()) {
        bomb += &format!("{name}: &{name} [{}]\n", vec![format!("*{before}"); 9].join(", "));
    }
    project.write(CASPIAN, &bomb);
    project.refused(&[
        "error: aliases represent over 20000 values: the limit for one file\n",
        &format!("  --> {CASPIAN}:5:12\n  5 | e: &e [*d, *d, *d"),
        "  help: Write the values out instead of referring to others with `*`.\n",
    ]);
}

#[test]
fn missing_folders_are_named() {
    let project = Project::new();
    std::fs::remove_dir_all(project.folder().join("data/memberships")).expect("removed");
    let path = project.folder().join("data/memberships");
    project.refused(&[
        &format!("error: there is no folder {0}\n  --> {0}\n", path.display()),
        "  help: Create the folder with one YAML file for each association.\n",
    ]);
    std::fs::create_dir(&path).expect("an empty folder");
    project.refused(&[
        &format!("error: there is no membership file in {0}\n  --> {0}\n", path.display()),
        "  help: Add one YAML file for each association.\n",
    ]);
    std::fs::remove_dir_all(project.folder().join("data")).expect("removed");
    let path = project.folder().join("data");
    project.refused(&[
        &format!("error: there is no folder {0}\n  --> {0}\n", path.display()),
        "  help: Name the project's folder with `-C DIR`; its data lies in a folder `data` inside it.\n",
    ]);
}

/// Something appended to the layout, what of it is marked, and the message and the remedy.
fn layout_is_refused(more: &str, marked: &str, message: &str, help: &str) {
    let project = Project::new();
    project.append(LAYOUT, more);
    let place = project.place_within(LAYOUT, more, marked);
    project.refused(&[&format!("error: {message}\n{place}"), &format!("  help: {help}\n")]);
}

#[test]
fn names_that_do_not_exist_are_pointed_at() {
    let nothing = "the data has nothing called `titel`";
    layout_is_refused("{{titel}}", "{{titel}}", nothing, "Did you mean `title`?");
    layout_is_refused("{{#if titel}}x{{/if}}", "{{#if titel}}", nothing, "Did you mean `title`?");
    layout_is_refused("{{#unless titel}}x{{/unless}}", "{{#unless titel}}", nothing, "Did you mean `title`?");
    layout_is_refused("x {{upper titel}}", "{{upper titel}}", nothing, "Did you mean `title`?");
    layout_is_refused(
        "{{#each membershps}}x{{/each}}",
        "{{#each membershps}}",
        "the data has nothing called `membershps`",
        "Did you mean `memberships`?",
    );
    layout_is_refused(
        "{{uper title}}",
        "{{uper title}}",
        "there is no helper called `uper`",
        "Did you mean `upper`?",
    );
    layout_is_refused(
        "{{label \"foundd\"}}",
        "{{label \"foundd\"}}",
        "`label`: data/labels.yaml has no word `foundd`",
        "Did you mean `founded`?",
    );
}

#[test]
fn braces_and_blocks_that_do_not_fit_are_pointed_at() {
    layout_is_refused(
        "\n{{#if title}}\nx",
        "{{#if title}}",
        "the block `if` is not closed",
        "Write `{{/if}}` where it ends.",
    );
    layout_is_refused(
        "x{{/if}}",
        "{{/if}}",
        "`if` is closed, and no block is open",
        "Remove it, or open the block before it: `{{#if …}}`.",
    );
    layout_is_refused(
        "{{#if title}}{{/each}}",
        "{{/each}}",
        "`if` is open here, and `each` is closed",
        "Write `{{/if}}` to close it; what is opened last is closed first.",
    );
    layout_is_refused(
        "<p>{{title",
        "{{title",
        "these braces are not closed",
        "Write `}}` where the name ends; three braces `{{{` need three `}}}`.",
    );
}

#[test]
fn partials_that_are_missing_or_go_round_in_circles_are_pointed_at() {
    layout_is_refused(
        "{{> cver}}",
        "{{> cver}}",
        "there is no partial called `cver`",
        "Did you mean `cover`?",
    );
    let project = Project::new();
    let file = "templates/partials/cover.hbs";
    project.append(file, "{{> cover}}");
    project.refused(&[
        &format!("error: the partial `cover` includes itself\n{}", project.place(file, "{{> cover}}")),
        "  help: Remove one of the inclusions of the chain cover → cover.\n",
    ]);
    let project = Project::new();
    project.write("templates/partials/waves.hbs", "<p>\n{{> cover}}");
    project.refused(&[
        &format!(
            "error: the partial `cover` includes itself\n{}",
            project.place("templates/partials/waves.hbs", "{{> cover}}")
        ),
        "  help: Remove one of the inclusions of the chain cover → waves → cover.\n",
    ]);
}

/// An `img` with this address, in the layout, and what is said of it.
fn image_is_refused(project: &Project, address: &str, message: &str, help: &str) {
    let before = project.read(LAYOUT);
    let more = format!("\n<img src=\"{address}\" alt=\"\">");
    project.append(LAYOUT, &more);
    let layout = project.place_within(LAYOUT, &more, address);
    let messages = project.refused(&[
        &format!("error: {message}\n{layout} shown here\n  --> {LAYOUT}, filled (en):"),
        &format!("| <img src=\"{address}\" alt=\"\">\n"),
        &format!("  help: {help}\n"),
    ]);
    assert_eq!(messages.matches("  --> ").count(), 2, "{messages}");
    project.write(LAYOUT, before);
}

#[test]
fn images_that_cannot_be_shown_are_pointed_at() {
    let project = Project::new();
    image_is_refused(
        &project,
        "no.png",
        "the image cannot be shown: there is no file templates/no.png",
        "Put the file there, or correct the address.",
    );
    for address in ["../../no.png", "/etc/hostname", "file:///etc/hostname", "file:../../no.png"] {
        image_is_refused(
            &project,
            address,
            &format!("the image cannot be shown: {address} leads outside the project folder"),
            "Copy the file into the project folder.",
        );
    }
    project.write("templates/broken.png", b"\x89PNG\r\n\x1a\nbroken");
    image_is_refused(
        &project,
        "broken.png",
        "the image templates/broken.png is damaged: unexpected end of file",
        "Open it in an image editor and save it again.",
    );
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_does_not_lead_out_of_the_project() {
    let outside = tempfile::tempdir().expect("a folder");
    std::fs::write(outside.path().join("a.png"), "x").expect("a file");
    let project = Project::new();
    let link = |to: &Path, name: &str| {
        std::os::unix::fs::symlink(to, project.folder().join(name)).expect("a link");
    };
    link(&outside.path().join("a.png"), "templates/link.png");
    link(outside.path(), "templates/folder");
    for address in ["link.png", "folder/a.png"] {
        image_is_refused(
            &project,
            address,
            &format!("the image cannot be shown: templates/{address} leads outside the project folder"),
            "Copy the file into the project folder.",
        );
    }
}

#[test]
fn a_broken_font_is_named() {
    let project = Project::new();
    project.write("fonts/broken.ttf", "not a font");
    project.refused(&[
        "error: the font fonts/broken.ttf cannot be used: ",
        "  --> fonts/broken.ttf\n",
        "  help: Replace the file with a sound TrueType or OpenType font, or take it out of fonts/.\n",
    ]);
}

#[test]
fn html_nested_too_deep_is_refused() {
    let project = Project::new();
    project.append(LAYOUT, &format!("\n{}", "<div>".repeat(100_000)));
    let line = project.read(LAYOUT).matches('\n').count() + 1;
    project.refused(&[
        "error: elements are nested more than 256 deep, which is the limit\n",
        &format!("  --> {LAYOUT}:{line}:1\n  {line} | <div><div>"),
        "  help: Close the elements that are open, or use fewer levels.\n",
    ]);
}

const NO_GLYPH: &str = "error: no font has the character \"\u{13000}\" (U+13000)\n";
const NO_GLYPH_HELP: &str =
    "  help: Replace the character, or put a font that has it into the folder fonts/.\n";

#[test]
fn a_character_without_glyph_is_shown_in_the_data_the_layout_and_the_html() {
    let project = Project::new();
    let file = "data/memberships/black-sea.yaml";
    project.replace(file, "Black Sea Association", "Black \u{13000}Sea Association");
    let value = project.place(file, "\u{13000}");
    let messages = project.refused(&[
        &format!("{NO_GLYPH}{value} this value\n  --> {LAYOUT}:"),
        "^^^^^^^^ shown by this layout\n",
        // The contents, the overview, the section, the table: one message for all.
        "^ as it was filled in, and in 3 more places\n",
        NO_GLYPH_HELP,
    ]);
    let line = project.read(LAYOUT).lines().position(|line| line.contains("class=\"sub\"")).expect("a line");
    says(&messages, &[&format!("  --> {LAYOUT}:{}:", line + 1)]);
}

#[test]
fn a_value_that_went_through_markdown_is_found() {
    let project = Project::new();
    let file = "data/brochure.yaml";
    project.replace(file, "This brochure", "This *brochure* \u{13000}&");
    let (line, column) = (30, 21);
    let messages = project.refused(&[NO_GLYPH, &format!("  --> {file}:{line}:{column}\n"), NO_GLYPH_HELP]);
    assert!(project.read(file).lines().nth(line - 1).is_some_and(|line| line.contains('\u{13000}')));
    let expression = "{{{markdown introduction}}}";
    says(&messages, &[&project.place(LAYOUT, expression)]);
}

#[test]
fn a_value_that_occurs_more_than_once_is_not_guessed() {
    let project = Project::new();
    project.replace("data/memberships/black-sea.yaml", "en: Black Sea region", "en: \u{13000}");
    project.replace(CASPIAN, "founded: 1996", "founded: 1996\nabbreviation: \u{13000}");
    let (status, messages) = project.run(&[]);
    assert_eq!(status, Some(1));
    says(&messages, &[NO_GLYPH, "  --> templates/partials/association.hbs:"]);
    assert!(!messages.contains("  --> data/"), "{messages}");
}

#[test]
fn a_character_of_the_layout_itself_is_not_sought_in_the_data() {
    let project = Project::new();
    project.append(LAYOUT, "\n<p>\n\nsome \u{13000} words</p>");
    // The data has the character in a text that no layout shows.
    project.replace("data/institution.yaml", "short_name:", "short_name: \u{13000}");
    let place = project.place(LAYOUT, "\u{13000}");
    let messages = project.refused(&[&format!("{NO_GLYPH}{place} here\n"), NO_GLYPH_HELP]);
    assert!(!messages.contains("  --> data/"), "{messages}");
}

#[test]
fn a_fault_of_a_partial_is_shown_in_the_partial() {
    let project = Project::new();
    let file = "templates/partials/comparison.hbs";
    project.append(file, "{{#each memberships}}\n  {{#if founded}}<img\n   src=\"no.png\" alt=\"{{name}}\">{{/if}}\n{{/each}}\n");
    let place = project.place(file, "no.png");
    // Once for each association with a year, told once.
    project.refused(&[
        &format!("error: the image cannot be shown: there is no file templates/no.png\n{place} shown here\n"),
        "^^^^^^ as it was filled in, and in 1 more place\n",
    ]);
}

#[test]
fn an_image_that_the_data_names_is_shown_there() {
    let project = Project::new();
    project.write("images/logo.png", b"\x89PNG\r\n\x1a\nbroken");
    let file = "data/institution.yaml";
    project.replace(file, "logo:", "logo: images/logo.png");
    let value = project.place(file, "images/logo.png");
    project.refused(&[
        &format!("error: the image images/logo.png is damaged: unexpected end of file\n{value} this value\n"),
        "  --> templates/partials/cover.hbs:4:29\n",
    ]);
}

#[test]
fn an_unknown_property_is_only_a_warning() {
    let warned = |project: &Project, place: &str| {
        let (status, messages) = project.run(&["--format", "pdf"]);
        assert_eq!(status, Some(0), "{messages}");
        says(
            &messages,
            &[
                &format!("warning: there is no property `colr`\n{place}"),
                "  help: Did you mean `color`?\n",
                "brochure.pdf: ",
            ],
        );
        assert_eq!(messages.matches("warning: ").count(), 1, "{messages}");
    };
    let project = Project::new();
    project.append("templates/brochure.css", "\np { colr: red }\n");
    warned(&project, &project.place("templates/brochure.css", "colr: red "));
    let project = Project::new();
    project.append(LAYOUT, "\n<p style=\"colr: red\">x</p><p>y</p>");
    warned(&project, &project.place(LAYOUT, "colr: red"));
    let project = Project::new();
    project.replace(LAYOUT, "<style>\n", "<style>\np { colr: red }\n");
    warned(&project, &project.place(LAYOUT, "colr: red "));
}

#[test]
fn an_output_that_is_a_file_is_named() {
    let project = Project::new();
    let path = project.folder().join("output");
    std::fs::remove_dir_all(&path).expect("removed");
    std::fs::write(&path, "a file").expect("written");
    let (status, messages) = project.run(&[]);
    assert_eq!(status, Some(1), "{messages}");
    says(
        &messages,
        &[
            &format!("error: {0} is a file, and a folder is needed there\n  --> {0}\n", path.display()),
            "  help: Rename or remove it, or write the results to another folder.\n",
        ],
    );
    assert_eq!(std::fs::read_to_string(path).ok().as_deref(), Some("a file"));
}

#[cfg(unix)]
#[test]
fn an_output_that_may_not_be_written_to_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::new();
    let path = project.folder().join("output");
    std::fs::set_permissions(project.folder(), std::fs::Permissions::from_mode(0o755)).expect("readable");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o555)).expect("read-only");
    let mut command = Command::new(env!("CARGO_BIN_EXE_brochure"));
    // Root may write everywhere, so the program runs as somebody else.
    if std::fs::write(path.join("probe"), "").is_ok() {
        let _ = std::fs::remove_file(path.join("probe"));
        command = Command::new("setpriv");
        command.args(["--reuid=65534", "--clear-groups", env!("CARGO_BIN_EXE_brochure")]);
        let probe = command.arg("--version").output();
        if !probe.is_ok_and(|output| output.status.success()) {
            println!("skipped: nobody but root can run the program here");
            return;
        }
        command = Command::new("setpriv");
        command.args(["--reuid=65534", "--clear-groups", env!("CARGO_BIN_EXE_brochure")]);
    }
    let output = command.arg("-C").arg(project.folder()).output().expect("it starts");
    let messages = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{messages}");
    says(
        &messages,
        &[
            &format!("error: you may not write to {0}\n  --> {0}\n", path.display()),
            "  help: Allow it to be written to, or write the results to another folder.\n",
        ],
    );
    assert_eq!(project.read("output/brochure.pdf"), "earlier");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("writable");
}

#[test]
fn of_a_great_many_faults_the_first_ones_are_told() {
    let project = Project::new();
    // Each in a paragraph of its own line, and more than anybody reads.
    let signs: String = ('\u{12000}'..'\u{12100}').map(|sign| format!("<p>{sign}</p>\n")).collect();
    project.append(LAYOUT, &signs);
    let (status, messages) = project.run(&[]);
    assert_eq!(status, Some(1));
    assert_eq!(messages.matches("error: no font has the character").count(), 100);
    says(&messages, &["error: 156 more problems with the pages, after the first 100\n"]);
    assert_eq!(project.read("output/brochure.pdf"), "earlier");
}

#[test]
fn lines_of_one_paragraph_that_are_too_wide_are_one_warning() {
    let project = Project::new();
    project.append(LAYOUT, "\n<p style=\"width: 20pt\">{{institution.name}}</p>");
    let (status, messages) = project.run(&["--format", "pdf"]);
    assert_eq!(status, Some(0), "{messages}");
    assert_eq!(messages.matches("warning: a line is ").count(), 1, "{messages}");
    let value = project.place("data/institution.yaml", "Lankaran State University");
    says(&messages, &[&value, "  help: Allow hyphenation (`hyphens: auto`), or make "]);
}

#[test]
fn a_picture_of_a_page_rule_that_is_not_there_is_told_at_its_declaration() {
    let project = Project::new();
    let declaration = "background: url(no.png)";
    project.append("templates/brochure.css", &format!("\n@page {{ {declaration} }}\n"));
    let place = project.place("templates/brochure.css", declaration);
    project.refused(&[
        &format!("error: the image cannot be shown: there is no file templates/no.png\n{place}"),
        "  help: Put the file there, or correct the address.\n",
    ]);
}

#[test]
fn page_rules_and_registrations_point_at_their_faulty_descriptors() {
    let project = Project::new();
    let file = "templates/brochure.css";
    for (rule, marked, message) in [
        (
            "@page { page-orientation: left }",
            "page-orientation: left",
            "this is not a value of `page-orientation`",
        ),
        (
            "@counter-style a { system: cyclic; symbols: \"x\"; suffix: 3px }",
            "suffix: 3px",
            "this is not a value of the `@counter-style` descriptor `suffix`",
        ),
        (
            "@property --a { syntax: \"*\"; inherits: perhaps }",
            "inherits: perhaps",
            "this is not a value of the `@property` descriptor `inherits`",
        ),
    ] {
        let before = project.read(file);
        project.append(file, &format!("\n{rule}\n"));
        let place = project.place(file, marked);
        let (_, messages) = project.run(&["check"]);
        says(&messages, &[&format!("warning: {message}\n{place}")]);
        project.write(file, before);
    }
}

#[test]
fn what_is_not_translated_is_told_once_for_each_file() {
    let project = Project::new();
    project.replace("data/brochure.yaml", "languages: [en]", "languages: [en, az]");
    project.replace("data/institution.yaml", "  en: ", "  az: Lənkəran Dövlət Universiteti\n  en: ");
    let (status, messages) = project.run(&["check"]);
    assert_eq!(status, Some(0));
    let file = "data/memberships/eurasian.yaml";
    let text = project.read(file);
    let lines: Vec<usize> = (1..)
        .zip(text.lines())
        .filter(|(_, line)| line.contains("en: "))
        .map(|(number, line)| if line.ends_with(">-") { number + 1 } else { number })
        .collect();
    let count = lines.len();
    assert!(count > 3 && lines.windows(2).all(|pair| pair[1] > pair[0] + 1));
    let lines: Vec<String> = lines.iter().map(usize::to_string).collect();
    says(
        &messages,
        &[
            &format!("warning: {count} texts without a translation into az\n  --> {file}:{}:", lines[0]),
            "the text in en is used instead",
            &format!("  help: Add a line `az: …` beside each: lines {}.", lines.join(", ")),
        ],
    );
    for record in std::fs::read_dir(project.folder().join("data/memberships")).expect("a folder") {
        let name = record.expect("a file").file_name().into_string().expect("UTF-8");
        assert_eq!(messages.matches(&format!("into az\n  --> data/memberships/{name}")).count(), 1, "{name}");
    }
    assert!(messages.contains("beside each: lines 5–14, 17–30"), "{messages}");
}
