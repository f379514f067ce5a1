//! Errors in records: each is reported with its file, line and column, the line itself and a remedy.

use crate::kit::{CASPIAN, Project, assert_contains};

/// Asserts that a change of one file is refused with `message` and `help`, and `marked` is marked.
fn change_is_refused(file: &str, from: &str, to: &str, marked: &str, message: &str, help: &str) {
    let project = Project::new();
    project.replace(file, from, to);
    let place = project.place_within(file, to, marked);
    project.refused(&[&format!("error: {message}\n{place}"), &format!("  help: {help}\n")]);
}

#[test]
fn a_misspelled_field_is_pointed_at() {
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
        "Write one text here. If it begins with `[`, put it in quotation marks.",
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
            "error: the field `founded` is written twice\n{again} written again here\n{first} first written here\n"
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
        &format!("error: two files have the id `eurasian`\n{second} this id is already used\n{first}"),
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
        "Did you mean `elected`? Write one of: member, elected, associate, observer, candidate, applied, suspended, former.",
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
    // A tab is shown as a space, so that the marker is below it.
    let place = project.place_within(CASPIAN, "\tstatus", "\t").replace('\t', " ");
    project.refused(&[
        &format!("error: a tab is used for indentation\n{place} the tab\n"),
        "  help: YAML is indented with spaces only: replace the tab with two spaces.\n",
    ]);
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
fn missing_translations_are_reported_once_for_each_file() {
    let project = Project::new();
    project.replace("data/brochure.yaml", "languages: [en]", "languages: [en, az]");
    project.replace("data/institution.yaml", "  en: ", "  az: Lənkəran Dövlət Universiteti\n  en: ");
    let (status, messages) = project.run(&["check", "--verbose"]);
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
    assert_contains(
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
    // Lines beside each other are one range.
    assert!(messages.contains("beside each: lines 5, 8, 11, 22–24, 26–27, 30"), "{messages}");
}

#[test]
fn bleed_and_marks_are_checked() {
    let print = |value: &str, marked: &str, message: &str, help: &str| {
        let to = format!("print: {{{value}}}");
        let from = "print: {bleed: 3mm, marks: [crop]}";
        change_is_refused("data/brochure.yaml", from, &to, marked, message, help);
    };
    let help = "Write a number and a unit without a space, for example `3mm`.";
    for wrong in ["3", "3 mm", "1em", "'-3mm'", "5%"] {
        let text = wrong.trim_matches('\'');
        let message = format!("`{text}` in `outputs.print.bleed` is not a length");
        print(&format!("bleed: {wrong}"), wrong, &message, help);
    }
}
