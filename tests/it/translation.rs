//! `brochure eject` and `brochure translate`: the program's words for editing, and the way of a translation into the data.

use std::fs;

use crate::kit::{assert_contains, data_project, messages, replace, run, shipped, succeeds, write};

/// The texts of all data files, by their names.
fn data(folder: &std::path::Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for part in ["data", "data/memberships"] {
        for entry in fs::read_dir(folder.join(part))
            .expect("a folder")
            .flatten()
            .filter(|entry| entry.path().is_file())
        {
            let text = fs::read_to_string(entry.path()).expect("a text");
            files.push((format!("{part}/{}", entry.file_name().to_string_lossy()), text));
        }
    }
    files.sort();
    files
}

/// Fills in a form: each translation is `word` and a number.
fn fill(folder: &std::path::Path, name: &str, language: &str, word: &str) -> usize {
    let form = fs::read_to_string(folder.join(name)).expect("a form");
    let mark = format!("\n{language}:\n");
    let count = form.matches(&mark).count();
    let filled = (0..count)
        .fold(form, |form, number| form.replacen(&mark, &format!("\n{language}: {word} {number}\n"), 1));
    write(folder, name, filled);
    count
}

#[test]
fn translations_are_put_beside_their_texts_and_nothing_else_changes() {
    let folder = data_project();
    let institution = folder.path().join("data/institution.yaml");
    replace(&institution, "rector:\n  name:\n  role:\n", "rector: 'Prof. A' # a comment\n");
    replace(
        &institution,
        "about:\n",
        "about: | # kept\n  One\n\n  Two: \"x\"\n# another\nfacts: [{label: L, value: {en: \"a, b\"}}]\n",
    );
    let before = data(folder.path());
    let written = run(folder.path(), &["translate", "az"]);
    assert!(written.status.success(), "{}", messages(&written));
    let count = fill(folder.path(), "az.txt", "az", "Bir \"iki\" \\ üç: dörd #");
    let form = folder.path().join("az.txt");
    let applied = run(folder.path(), &["translate", "az", "--apply", form.to_str().expect("a path")]);
    assert_contains(
        &messages(&applied),
        &[&format!("{count} translations put into the data"), "brochure.yaml is changed"],
    );
    let after = data(folder.path());
    // Without the translations, the lines are those that were there.
    for ((name, before), (_, after)) in
        before.iter().zip(&after).filter(|((name, _), _)| !name.contains("institution"))
    {
        let kept: Vec<&str> = after.lines().filter(|line| !line.contains("az: \"Bir")).collect();
        assert_eq!(kept, before.lines().collect::<Vec<_>>(), "{name}");
    }
    let institution = fs::read_to_string(&institution).expect("a text");
    assert_contains(
        &institution,
        &[
            "rector: {name: {en: 'Prof. A', az: \"Bir \\\"iki\\\" \\\\ üç: dörd # ",
            " # a comment\n",
            "about: {en: \"One\\n\\nTwo: \\\"x\\\"\", az: \"Bir",
            "\"}  # kept\n# another\n",
            "facts: [{label: {en: \"L\", az: \"Bir",
            "value: {en: \"a, b\", az: \"Bir",
        ],
    );
    replace(&folder.path().join("data/brochure.yaml"), "languages: [en]", "languages: [en, az]");
    let checked = messages(&run(folder.path(), &["check"]));
    assert_contains(&checked, &["no errors, 0 warnings"]);
    fs::remove_file(&form).expect("removed");
    assert_contains(&messages(&run(folder.path(), &["translate", "az"])), &["no text is missing"]);
}

#[test]
fn a_translation_is_put_beside_its_text_in_every_form_of_yaml() {
    for (before, after) in [
        ("name: {ru: \"а\", en: Danube}", "name: {ru: \"а\", en: Danube, az: \"Dunay\"}"),
        ("name: {\n  en: Danube\n}", "name: {\n  en: Danube, az: \"Dunay\"\n}"),
        ("name:\n  ru: Дунай,\n  en: Danube # c", "name:\n  ru: Дунай,\n  en: Danube # c\n  az: \"Dunay\""),
        ("name:\n  en: >-\n    Danube\n  ru: x", "name:\n  az: \"Dunay\"\n  en: >-\n    Danube\n  ru: x"),
        ("name: Danube", "name: {en: \"Danube\", az: \"Dunay\"}"),
        ("name: 'Danube' # c", "name: {en: 'Danube', az: \"Dunay\"} # c"),
        ("name: >-\n  Danube", "name: {en: \"Danube\", az: \"Dunay\"}"),
        ("name:\n  Danube", "name:\n  {en: \"Danube\", az: \"Dunay\"}"),
    ] {
        let folder = data_project();
        let file = "data/memberships/danube.yaml";
        let record = |name: &str| format!("id: danube\n{name}\nuniversity: {{status: member}}\n");
        write(folder.path(), file, record(before));
        run(folder.path(), &["translate", "az"]);
        let form = fs::read_to_string(folder.path().join("az.txt")).expect("a form");
        write(folder.path(), "az.txt", form.replace("en: Danube\naz:\n", "en: Danube\naz: Dunay\n"));
        let form = folder.path().join("az.txt");
        let applied = run(folder.path(), &["translate", "az", "--apply", form.to_str().expect("a path")]);
        assert!(applied.status.success(), "{before}: {}", messages(&applied));
        assert_eq!(fs::read_to_string(folder.path().join(file)).expect("a text"), record(after));
    }
}

#[test]
fn line_ends_and_the_mark_of_the_encoding_stay_in_translated_files() {
    let folder = data_project();
    let text = "\u{feff}id: danube\r\nname:\r\n  en: Danube # the river\r\nuniversity: {status: member}\r\n";
    write(folder.path(), "data/memberships/danube.yaml", text);
    run(folder.path(), &["translate", "az"]);
    let form = fs::read_to_string(folder.path().join("az.txt")).expect("a form");
    write(folder.path(), "az.txt", form.replace("en: Danube\naz:\n", "en: Danube\naz: Dunay\n"));
    let form = folder.path().join("az.txt");
    run(folder.path(), &["translate", "az", "--apply", form.to_str().expect("a path")]);
    let changed = fs::read_to_string(folder.path().join("data/memberships/danube.yaml")).expect("a text");
    assert_eq!(changed, text.replace("river\r\n", "river\r\n  az: \"Dunay\"\r\n"));
}

#[test]
fn labels_in_a_language_without_built_in_words_go_to_the_projects_labels() {
    let folder = data_project();
    run(folder.path(), &["translate", "pl"]);
    let form = fs::read_to_string(folder.path().join("pl.txt")).expect("a form");
    assert_contains(
        &form,
        &[
            "== data/labels.yaml: at_a_glance\nen: At a glance\npl:\n",
            "== data/labels.yaml: membership_one\n",
        ],
    );
    write(
        folder.path(),
        "pl.txt",
        form.replace("en: At a glance\npl:\n", "en: At a glance\npl: W skrócie\n"),
    );
    let form = folder.path().join("pl.txt");
    run(folder.path(), &["translate", "pl", "--apply", form.to_str().expect("a path")]);
    let labels = fs::read_to_string(folder.path().join("data/labels.yaml")).expect("labels");
    assert_eq!(labels, "at_a_glance: {pl: \"W skrócie\"}\n");
}

#[test]
fn a_form_that_no_longer_fits_is_reported() {
    let folder = data_project();
    run(folder.path(), &["translate", "az"]);
    fill(folder.path(), "az.txt", "az", "X");
    replace(&folder.path().join("data/brochure.yaml"), "International memberships\n", "Our memberships\n");
    let form = folder.path().join("az.txt");
    let form = form.to_str().expect("a path");
    let first = messages(&run(folder.path(), &["translate", "az", "--apply", form]));
    assert_contains(
        &first,
        &["the text at data/brochure.yaml: title has changed since this file was written"],
    );
    let second = messages(&run(folder.path(), &["translate", "az", "--apply", form]));
    assert_contains(&second, &["no text is missing at data/brochure.yaml: subtitle"]);
}

#[test]
fn a_form_is_never_overwritten() {
    let folder = data_project();
    write(folder.path(), "az.txt", "mine");
    let form = folder.path().join("az.txt");
    let empty = run(folder.path(), &["translate", "az", "--apply", form.to_str().expect("a path")]);
    assert_contains(&messages(&empty), &["no translation into az is in this file", "nothing was written"]);
    let output = run(folder.path(), &["translate", "az"]);
    assert_eq!(output.status.code(), Some(1));
    assert_contains(&messages(&output), &["az.txt exists and is not overwritten"]);
    let wrong = run(folder.path(), &["translate", "Azeri"]);
    assert_contains(&messages(&wrong), &["`Azeri` is not a language tag"]);
}

#[test]
fn built_in_files_are_written_for_editing_and_never_over_others() {
    let folder = data_project();
    replace(&folder.path().join("data/brochure.yaml"), "languages: [en]", "languages: [en, ru]");
    write(folder.path(), "templates/brochure.css", "mine");
    let output = run(folder.path(), &["eject"]);
    assert!(output.status.success(), "{}", messages(&output));
    assert_contains(
        &messages(&output),
        &["data/labels.yaml is written", "templates/brochure.css is there already and was not changed"],
    );
    let labels = fs::read_to_string(folder.path().join("data/labels.yaml")).expect("labels");
    assert_contains(
        &labels,
        &[
            "at_a_glance: {en: \"At a glance\", ru: \"Коротко о главном\"}\n",
            "membership_few: {ru: \"членства\"}\n",
            "since_time_month: {ru: \"с {of_month} {year} года\"}\n",
        ],
    );
    assert_eq!(fs::read_to_string(folder.path().join("templates/brochure.css")).expect("a text"), "mine");
    fs::remove_file(folder.path().join("templates/brochure.css")).expect("removed");
    let checked = messages(&run(folder.path(), &["check"]));
    assert!(!checked.contains("labels.yaml"), "{checked}");
    fs::remove_dir_all(folder.path().join("templates")).expect("removed");
    for (what, there, absent) in [
        ("styles", "templates/brochure.css", "templates/brochure.html.hbs"),
        ("layouts", "templates/partials/cover.hbs", "fonts"),
        ("fonts", "fonts/source-sans-3/SourceSans3-Bold.ttf", "fonts/source-sans-3/README.md"),
    ] {
        assert!(run(folder.path(), &["eject", what]).status.success(), "{what}");
        assert!(folder.path().join(there).is_file(), "{what}: {there}");
        assert!(!folder.path().join(absent).exists(), "{what}: {absent}");
    }
    let of_the_font = fs::read(folder.path().join("fonts/source-sans-3/OFL.txt")).expect("its licence");
    assert_eq!(of_the_font, fs::read(shipped().join("fonts/source-sans-3/OFL.txt")).expect("its licence"));
    assert!(run(folder.path(), &[]).status.success(), "with all fonts twice");
    let again = messages(&run(folder.path(), &["eject", "labels"]));
    assert_contains(&again, &["data/labels.yaml is there already"]);
    assert!(!again.contains("templates"), "{again}");
}

#[test]
fn the_words_of_the_program_are_the_same_when_they_are_in_the_project() {
    let folder = data_project();
    let summary = || {
        succeeds(folder.path(), &["--format", "txt"]);
        std::fs::read_to_string(folder.path().join("output/summary.txt")).expect("a summary")
    };
    let before = summary();
    assert!(before.contains("(Lankaran, Azerbaijan)"), "{before}");
    succeeds(folder.path(), &["eject", "labels"]);
    assert_eq!(summary(), before);
    // A comma of full width needs no space.
    for (comma, place) in [(",", "(Lankaran, Azerbaijan)"), ("、", "(Lankaran、Azerbaijan)")] {
        write(folder.path(), "data/labels.yaml", format!("comma: \"{comma}\"\n"));
        assert!(summary().contains(place), "{comma}");
    }
}
