//! Reads the records of the shipped project and of small projects.

use std::path::Path;

use brochure::data::{self, Brochure, Precision, Status};
use engine::diagnostics::{Diagnostics, RenderOptions, Severity, render};
use serde_json::json;
use tempfile::TempDir;

use crate::kit::{shipped, write};

const BROCHURE: &str = "edition: {year: 2026, as_of: 2026-11-24}\ntitle: Memberships\nlanguages: [en, az]\n";
const INSTITUTION: &str = "name: University\n";

/// A project with these membership files.
fn project(brochure: &str, memberships: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| write(folder.path(), &format!("data/{name}"), text);
    write("brochure.yaml", brochure);
    write("institution.yaml", INSTITUTION);
    for (name, text) in memberships {
        write(&format!("memberships/{name}.yaml"), text);
    }
    folder
}

fn load(folder: &Path) -> (Option<Brochure>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let brochure = data::load(folder, &mut diagnostics);
    (brochure, diagnostics)
}

fn loaded(folder: &Path) -> Brochure {
    let (brochure, diagnostics) = load(folder);
    brochure.unwrap_or_else(|| panic!("{}", render(&diagnostics, RenderOptions::default())))
}

#[test]
fn the_shipped_records_have_no_errors_or_warnings() {
    let (brochure, mut diagnostics) = load(shipped());
    let brochure = brochure.expect("the shipped data");
    data::check(&brochure, true, &brochure::data::CheckWords::of("en"), &mut diagnostics);
    assert_eq!(diagnostics.count(Severity::Error) + diagnostics.count(Severity::Warning), 0);
    let counts = brochure.counts();
    assert_eq!((counts.associations, counts.memberships, counts.applications), (5, 4, 1));
    let ids: Vec<&str> = brochure.memberships.iter().map(|membership| membership.id.value.as_str()).collect();
    assert_eq!(ids, ["black-sea", "caspian", "eurasian", "caucasus", "turkunib"]);
    // Facts that the source does not give stay open.
    assert!(brochure.memberships.iter().all(|membership| membership.university.year.is_none()));
    let caspian = &brochure.memberships[1];
    assert_eq!(caspian.university.status.value, Status::Elected);
    assert_eq!(caspian.founded.as_ref().map(|year| year.value), Some(1996));
    assert_eq!(caspian.members[0].count.value, 50);
    assert_eq!(caspian.members[0].count.precision, Precision::MoreThan);
    assert_eq!(caspian.initiators.len(), 3);
    assert!(caspian.university.reasons.is_empty() && caspian.university.benefits.is_empty());
    let eurasian = &brochure.memberships[2];
    assert_eq!(eurasian.members[0].count.value, 139);
    assert_eq!(eurasian.members[0].count.precision, Precision::Exactly);
    assert!(
        eurasian.renamed.as_ref().is_some_and(|renamed| renamed.year.value == 1992 && renamed.from.is_none())
    );
}

#[test]
fn a_missing_translation_falls_back_and_is_reported_at_its_place() {
    let file = "id: a\nname: {en: An association, az: Assosiasiya}\nregion: {en: Everywhere}\nuniversity: {status: member}\n";
    let folder = project(BROCHURE, &[("a", file)]);
    let brochure = loaded(folder.path());
    let membership = &brochure.memberships[0];
    assert_eq!(membership.name.in_language("az"), "Assosiasiya");
    assert_eq!(membership.region.as_ref().map(|region| region.in_language("az")), Some("Everywhere"));
    let (_, mut diagnostics) = load(folder.path());
    data::check(&brochure, true, &brochure::data::CheckWords::of("en"), &mut diagnostics);
    let messages = render(&diagnostics, RenderOptions::default());
    assert!(messages.contains("  --> data/memberships/a.yaml:3:") && messages.contains("az"), "{messages}");
}

#[test]
fn errors_of_all_files_are_reported_in_one_run() {
    let folder = project(
        "edition: {year: 2026}\ntitel: x\nlanguages: [en]\n",
        &[
            ("a", "id: a\nname: A\nuniversity: {status: membr}\n"),
            ("b", "id: b\nname: [\n"),
            ("c", "id: c\nname: C\nfounded: 2030\nwebsite: nowhere\nuniversity: {status: member}\n"),
        ],
    );
    let (brochure, diagnostics) = load(folder.path());
    assert!(brochure.is_none());
    let messages = render(&diagnostics, RenderOptions::default());
    for place in [
        "brochure.yaml:2:1",
        "memberships/a.yaml:3:22",
        "memberships/b.yaml:2:7",
        "memberships/c.yaml:3:10",
        "memberships/c.yaml:4:10",
    ] {
        assert!(messages.contains(&format!("  --> data/{place}\n")), "{place}: {messages}");
    }
    assert_eq!(diagnostics.count(Severity::Error), 5, "{messages}");
}

#[test]
fn texts_are_normalized_and_found_at_their_places() {
    // A decomposed é, and a folded text over two lines.
    let file = "id: a\nname: Cafe\u{301}\nabout: >-\n  one two\n  three\nuniversity: {status: member}\n";
    let folder = project(BROCHURE, &[("a", file)]);
    let brochure = loaded(folder.path());
    assert_eq!(brochure.memberships[0].name.in_language("en"), "Café");
    let places = brochure.find_text("two");
    assert_eq!(places.len(), 1);
    assert_eq!(places[0].start as usize, file.find("two").expect("the word"));
    assert_eq!(brochure.find_value("one two three").len(), 1);
    assert_eq!(brochure.find_value("one two").len(), 0);
    assert_eq!(
        brochure.narrow(brochure.find_value("one two three")[0], "three").start as usize,
        file.find("three").expect("the word")
    );
}

#[test]
fn memberships_are_sorted_by_file_name_unless_order_names_them() {
    let file = |id: &str| format!("id: {id}\nname: N\nuniversity: {{status: member}}\n");
    let files = [("b", file("first")), ("a", file("second"))];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    let ids = |brochure: &str| {
        let folder = project(brochure, &files);
        let brochure = loaded(folder.path());
        brochure.memberships.iter().map(|membership| membership.id.value.clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids(BROCHURE), ["second", "first"]);
    assert_eq!(ids(&format!("{BROCHURE}order: [first, second]\n")), ["first", "second"]);
}

#[test]
fn each_source_is_given_once_with_the_associations_that_name_it() {
    let record = |id: &str, sources: &str| {
        format!("id: {id}\nname: {id}\nuniversity: {{status: member}}\nsources: [{sources}]\n")
    };
    let whole = "{title: A text, url: 'https://example.org/text'}";
    let statutes = "{title: Statutes, verified: 2026-10-01}";
    let files = [
        ("a", record("a", &format!("{statutes}, {whole}"))),
        ("b", record("b", &format!("{{title: Statutes}}, {statutes}, {statutes}"))),
    ];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    let folder = project(&format!("{BROCHURE}sources: [{whole}, {whole}]\n"), &files);
    let brochure = loaded(folder.path());
    let view = brochure.view("en");
    let sources = view["all_sources"].as_array().expect("a list");
    let given: Vec<_> = sources
        .iter()
        .map(|source| {
            (source["title"].as_str(), !source["verified"].is_null(), source["associations"].clone())
        })
        .collect();
    let expected = [
        (Some("A text"), false, json!([])),
        (Some("Statutes"), true, json!(["a", "b"])),
        (Some("Statutes"), false, json!(["b"])),
    ];
    assert_eq!(given, expected);
}

#[test]
fn british_spelling_of_colors_is_corrected() {
    let folder = project(&format!("{BROCHURE}colours: {{primary: '#123'}}\n"), &[]);
    let messages = render(&load(folder.path()).1, RenderOptions::default());
    assert!(
        messages.contains("there is no field `colours`") && messages.contains("It is called `colors`."),
        "{messages}"
    );
}

#[test]
fn words_of_offices_for_fields_are_understood() {
    for (field, help) in [
        ("fee: 4500 EUR", "It is called `internal.fee`."),
        ("acronym: EUA", "It is called `abbreviation`."),
        ("mobility: 3", "It is called `exchange`."),
        ("working_language: English", "goes into the list `facts` of this file"),
    ] {
        let record = format!("id: one\nname: One\nuniversity: {{status: member}}\n{field}\n");
        let folder = project(BROCHURE, &[("one", &record)]);
        let messages = render(&load(folder.path()).1, RenderOptions::default());
        assert!(messages.contains(help), "{field}: {messages}");
    }
}

#[test]
fn times_are_as_exact_as_they_are_known_and_in_order() {
    let loaded = |university: &str| {
        let record = format!("id: one\nname: One\nuniversity: {university}\n");
        let folder = project(BROCHURE, &[("one", &record)]);
        let (brochure, diagnostics) = load(folder.path());
        let messages = render(&diagnostics, RenderOptions::default());
        let date = brochure.and_then(|brochure| brochure.memberships.first()?.university.date().clone());
        (date.map(|date| date.value.to_string()), messages)
    };
    for (university, date) in [
        ("{status: member, since: 2019-05}", "2019-05"),
        ("{status: associate, year: 2019}", "2019"),
        ("{status: former, since: 2001, until: 2019-05-14}", "2019-05-14"),
        ("{status: candidate, applied: 2020}", "2020"),
        ("{status: suspended, year: 2004, until: 2031}", "2004"),
    ] {
        let (found, messages) = loaded(university);
        assert_eq!(found.as_deref(), Some(date), "{messages}");
    }
    for (university, message) in [
        ("{status: member, since: 2019-13}", "`university.since` is not a date in the calendar"),
        ("{status: member, since: 2999}", "2999 is after the edition's year"),
        ("{status: former, since: 2010, until: 2009}", "the membership ends in 2009, before it begins"),
        (
            "{status: applied, year: 2010, applied: 2010-02}",
            "`university.year` and `university.applied` say the same",
        ),
    ] {
        let (_, messages) = loaded(university);
        assert!(messages.contains(message), "{university}: {messages}");
    }
}

#[test]
fn what_is_due_in_the_year_of_the_edition_is_a_note() {
    let record = "id: one\nname: One\nuniversity:\n  {status: member, since: 2001, renewal: 2026-11-30, \
                  duties: [{title: Treasurer, until: 2026-06}, {title: Auditor, until: 2019}]}\n\
                  agreements: [{title: Exchange, until: 2026}, {title: Later, until: 2031}]\n\
                  internal: {reminders: [{date: 2026-12-01, text: Pay}, {date: 2027-01-01, text: Later}]}\n";
    let folder = project(BROCHURE, &[("one", record)]);
    let (brochure, mut diagnostics) = load(folder.path());
    brochure::data::check(
        &brochure.expect("sound data"),
        true,
        &brochure::data::CheckWords::of("en"),
        &mut diagnostics,
    );
    let messages = render(&diagnostics, RenderOptions::default());
    for expected in [
        "note: the membership of One has to be renewed: 2026-11-30",
        "note: the agreement “Exchange” ends: 2026",
        "note: the office “Treasurer” in One ends: 2026-06",
        "note: One, 2026-12-01: Pay",
    ] {
        assert!(messages.contains(expected), "{messages}");
    }
    assert!(!messages.contains("“Auditor”"), "{messages}");
    assert!(!messages.contains("“Later”") && !messages.contains("2027-01-01: Later"), "{messages}");
}
