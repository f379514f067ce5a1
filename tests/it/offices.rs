//! What a new office writes: almost nothing, everything at once, and facts under names of its own. Nothing of it is refused
//! without a word on where it goes, and nothing of it is printed wrongly.

use std::path::Path;

use brochure::data::{self, Status};
use brochure::template::{FILES, Layouts};
use engine::diagnostics::Diagnostics;
use engine::resources::Resources;
use tempfile::TempDir;

use crate::kit::{assert_contains, copy, messages, run, shipped, write};
use crate::pdf_reader;

const BROCHURE: &str =
    "edition: {year: 2026}\ntitle: Partnerships\nlanguages: [en]\ndesign: {page_multiple: 1}\n";

/// A project of these files in `data/`.
fn office(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let defaults = [("brochure.yaml", BROCHURE), ("institution.yaml", "name: University of the Marsh\n")];
    for (name, text) in defaults.iter().chain(files) {
        write(folder.path(), &format!("data/{name}"), text);
    }
    write(folder.path(), "data/memberships/.keep", "");
    folder
}

/// The text of each page, after a check without warnings.
fn sound_pages(folder: &Path, layout: &str) -> Vec<String> {
    let checked = run(folder, &["check"]);
    assert_contains(&messages(&checked), &["no errors, 0 warnings"]);
    let built = run(folder, &["--layout", layout, "--format", "pdf"]);
    assert_eq!(built.status.code(), Some(0), "{}", messages(&built));
    let document = lopdf::Document::load(folder.join(format!("output/{layout}.pdf"))).expect("a PDF");
    let text = |page| pdf_reader::text_pieces(&document, page).concat();
    let pages = pdf_reader::pages(&document).into_iter();
    pages.map(|page| text(page).split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn summary(folder: &Path) -> String {
    let built = run(folder, &["--format", "txt"]);
    assert_eq!(built.status.code(), Some(0), "{}", messages(&built));
    std::fs::read_to_string(folder.join("output/summary.txt")).expect("a summary")
}

/// The HTML of the brochure.
fn html(folder: &Path) -> String {
    let mut diagnostics = Diagnostics::new();
    let brochure = data::load(folder, &mut diagnostics).expect("sound data");
    let resources = Resources::new(folder, FILES);
    let layouts = Layouts::load(&resources, &["brochure"], &mut diagnostics).expect("sound layouts");
    layouts.html("brochure", &brochure, "en", &mut diagnostics).expect("filled")
}

/// What the reader says of a file of the data, all messages together.
fn refusal(name: &str, text: &str) -> String {
    let folder = office(&[(name, text)]);
    let output = run(folder.path(), &["check"]);
    assert_eq!(output.status.code(), Some(1), "{}", messages(&output));
    messages(&output)
}

#[test]
fn a_record_of_three_lines_has_no_empty_part() {
    let folder = office(&[(
        "memberships/fens.yaml",
        "id: fens\nname: League of the Fens\nuniversity: {status: member}\n",
    )]);
    let pages = sound_pages(folder.path(), "brochure");
    assert_eq!(pages.len(), 4, "covers, imprint, contents with all else below: {pages:#?}");
    let all = pages.concat();
    for heading in
        ["Foreword", "Timeline", "Network", "compared", "Sources", "Contact", "What membership means"]
    {
        assert!(!all.contains(heading), "{heading}: {pages:#?}");
    }
    assert!(pages.iter().all(|page| page.split(' ').count() >= 4), "{pages:#?}");
}

#[test]
fn facts_that_an_office_keeps_are_told_their_place() {
    let messages = refusal(
        "memberships/fens.yaml",
        "id: fens\nname: League of the Fens\nfee: 4500 EUR\nevidence: evidence/letter.pdf\n\
         exchange: {incoming: 45, outgoing: 120}\nuniversity: {status: member, expires: 2027-12-31}\n",
    );
    assert_contains(
        &messages,
        &[
            "there is no field `fee`",
            "It is called `internal.fee`",
            "there is no field `expires` in `university`",
            "It is called `renewal`",
        ],
    );
    let messages = refusal(
        "memberships/fens.yaml",
        "id: fens\nname: League of the Fens\nuniversity: {status: member}\n\
         evidence: evidence/letter.pdf\nexchange: {incoming: 45, outgoing: 120}\n",
    );
    assert_contains(
        &messages,
        &[
            "`evidence`",
            "title: …, file: evidence/letter.pdf",
            "`exchange`",
            "[{incoming: 45, outgoing: 120}]",
        ],
    );
    let messages = refusal(
        "institution.yaml",
        "name: University of the Marsh\nforeword: {text: Dear reader, portrait: images/rector.jpg}\n",
    );
    assert_contains(
        &messages,
        &["there is no field `portrait` in `foreword`", "It is called `signed_by.portrait`"],
    );
}

/// No remedy has what is internal printed.
#[test]
fn an_internal_fact_without_a_field_goes_into_the_notes() {
    let record = "id: fens\nname: A\nuniversity: {status: member}\ninternal: {budget_line: 4711}\n";
    let messages = refusal("memberships/fens.yaml", record);
    assert_contains(
        &messages,
        &["there is no field `budget_line` in `internal`", "goes into `internal.notes`."],
    );
    assert!(!messages.contains("`facts`"), "{messages}");
}

/// Whatever a field is called, its message says where the fact may go.
#[test]
fn no_unknown_field_is_refused_without_a_place_for_the_fact() {
    let membership = "id: fens\nname: League of the Fens\n";
    for (name, text) in [
        ("memberships/fens.yaml", format!("{membership}university: {{status: member}}\nzzz: 1\n")),
        ("memberships/fens.yaml", format!("{membership}university: {{status: member, zzz: 1}}\n")),
        (
            "memberships/fens.yaml",
            format!("{membership}university: {{status: member}}\ncontact: {{zzz: 1}}\n"),
        ),
        (
            "memberships/fens.yaml",
            format!("{membership}university: {{status: member}}\nevents: [{{title: A, zzz: 1}}]\n"),
        ),
        ("brochure.yaml", format!("{BROCHURE}zzz: 1\n")),
        ("brochure.yaml", format!("{BROCHURE}imprint: {{zzz: 1}}\n")),
        ("institution.yaml", "name: University of the Marsh\nzzz: 1\n".to_string()),
        ("institution.yaml", "name: University of the Marsh\nrector: {name: A, zzz: 1}\n".to_string()),
    ] {
        let messages = refusal(name, &text);
        assert!(messages.contains("`facts`") && messages.contains("`extra`"), "{text}\n{messages}");
    }
}

#[test]
fn a_place_without_a_country_and_an_application_alone_are_printed_without_gaps() {
    let folder = office(&[
        (
            "brochure.yaml",
            &BROCHURE.replace(
                "Partnerships",
                "Partnerships of the university and of its faculties, institutes and centers of research",
            ),
        ),
        (
            "institution.yaml",
            "name: University of the Marsh, Faculty of Reeds and Peat, International Office\nplace: {city: Northport}\ncontact:\n  address: |\n    29 Heron Lane\n    Northport\n    Northland\n  email: office@marsh.example\n",
        ),
        (
            "memberships/a.yaml",
            "id: a\nname: UNIMAR\nabbreviation: UNIMAR\ncountries: [Romania, \"Türkiye\", Côte d’Ivoire]\nuniversity: {status: applied, year: 2026}\n",
        ),
    ]);
    let pages = sound_pages(folder.path(), "brochure");
    let all = pages.concat();
    assert_contains(&all, &["Northport", "Applied for in 2026", "Romania, Türkiye, and Côte d’Ivoire"]);
    for wrong in ["Northport,", "(UNIMAR)", "since 2026", "0 memberships", ", ,"] {
        assert!(!all.contains(wrong), "{wrong}: {pages:#?}");
    }
    let summary = summary(folder.path());
    assert_contains(
        &summary,
        &["(Northport)", "- 1 application\n", "applied for in 2026", "29 Heron Lane, Northport, Northland\n"],
    );
    assert!(!summary.contains("membership\n") && !summary.contains("memberships\n"), "{summary}");
    // The lines of the address stay lines.
    let document = lopdf::Document::load(folder.path().join("output/brochure.pdf")).expect("a PDF");
    let last = pdf_reader::pages(&document).into_iter().last().expect("a back cover");
    let lines = pdf_reader::lines(&document, last);
    assert!(lines.iter().any(|line| line.trim() == "29 Heron Lane"), "{lines:#?}");
}

#[test]
fn texts_of_several_paragraphs_keep_their_paragraphs_lists_and_links() {
    let about = "about: |\n  The network serves teaching and research.\n\n  It runs working groups.\n\n  - first item\n  - second item\n\n  Its **office** is in [Brussels](https://reeds.example).\n";
    let record =
        format!("id: a\nname: Reeds\nregion: Europe\nuniversity: {{status: former, year: 2019}}\n{about}");
    let folder = office(&[("memberships/a.yaml", &record)]);
    let all = sound_pages(folder.path(), "brochure").concat();
    assert_contains(
        &all,
        &["until 2019", "It runs working groups.", "second item", "Its office is in Brussels."],
    );
    assert!(!all.contains("**") && !all.contains("since 2019"), "{all}");
    // Where there is nothing else, a former membership has a large figure.
    assert!(html(folder.path()).contains("<p class=\"number\">1</p><p class=\"what\">former membership</p>"));
    let summary = summary(folder.path());
    assert_contains(
        &summary,
        &[
            "The network serves teaching and research.\n\nIt runs working groups.\n\n",
            "  - first item\n  - second item\n",
            "Its office is in Brussels (https://reeds.example).",
        ],
    );
}

/// An office writes `year` for the date that the status is about, and leaves the countries to a number.
#[test]
fn twelve_memberships_of_every_standing_are_sound_in_two_languages() {
    let folder = tempfile::tempdir().expect("a folder");
    copy(&shipped().join("tests/twelve"), folder.path());
    for (record, status) in [("alpine", "status: "), ("rivers", "status: ")] {
        let path = folder.path().join(format!("data/memberships/{record}.yaml"));
        assert!(std::fs::read_to_string(path).expect("a record").contains(status));
    }
    let checked = run(folder.path(), &["check"]);
    assert_contains(&messages(&checked), &["no errors, 0 warnings"]);
    let built = run(folder.path(), &["--format", "txt"]);
    assert_eq!(built.status.code(), Some(0), "{}", messages(&built));
    for name in ["summary.txt", "summary.de.txt"] {
        let text = std::fs::read_to_string(folder.path().join("output").join(name)).expect("a summary");
        assert!(text.lines().count() < 150 && text.lines().all(|line| line.chars().count() <= 72), "{text}");
    }
}

#[test]
fn an_association_may_have_only_an_abbreviation() {
    let folder =
        office(&[("memberships/a.yaml", "id: a\nname:\nabbreviation: RUN\nuniversity: {status: member}\n")]);
    for layout in ["brochure", "factsheet", "register"] {
        let all = sound_pages(folder.path(), layout).concat();
        assert!(all.contains("RUN") && !all.contains("(RUN)"), "{layout}: {all}");
    }
    assert!(summary(folder.path()).contains("\nRUN\n---\n"));
    let messages = refusal("memberships/a.yaml", "id: a\nuniversity: {status: member}\n");
    assert_contains(&messages, &["the field `name` is missing"]);
}

/// Any source may say when its paper was written, and by whom.
#[test]
fn a_paper_that_proves_something_has_its_day_and_its_issuer_in_the_annex() {
    let folder = office(&[
        (
            "institution.yaml",
            "name: University of the Marsh\nfounded: 1971\nsources: [{title: Charter, file: evidence/charter.txt, date: 1971-05, issuer: Parliament, verified: 2026-01-02, claims: [founded]}]\n",
        ),
        (
            "memberships/a.yaml",
            "id: a\nname: Reeds\nuniversity: {status: member}\nsources: [{title: Minutes, date: 2019-03-14, issuer: Secretariat, verified: 2026-01-02}]\n",
        ),
    ]);
    write(folder.path(), "evidence/charter.txt", "Charter");
    let all = sound_pages(folder.path(), "brochure").concat();
    assert_contains(&all, &["Charter, Parliament, May 1971", "Minutes, Secretariat, 14 March 2019"]);
    assert_contains(
        &summary(folder.path()),
        &["- Charter, Parliament, May 1971 (", "- Minutes, Secretariat, 14 March 2019 ("],
    );
}

#[test]
fn running_heads_have_the_short_names() {
    let folder = office(&[
        ("institution.yaml", "name: University of the Marsh\nshort_name: UoM\n"),
        (
            "memberships/a.yaml",
            "id: a\nname: League of the Fens\nabbreviation: LoF\nuniversity: {status: member}\n",
        ),
    ]);
    assert_contains(&html(folder.path()), &["data-short=\"LoF\"", "data-institution=\"UoM\""]);
}

/// `Status::is_membership` decides alone which ones count.
#[test]
fn counts_follow_from_the_one_place_that_says_what_a_membership_is() {
    for status in Status::ALL {
        let record = format!("id: a\nname: A\nuniversity: {{status: {}}}\n", status.keyword());
        let folder = office(&[("memberships/a.yaml", &record)]);
        let brochure = data::load(folder.path(), &mut Diagnostics::new()).expect("sound data");
        let counts = brochure.counts();
        assert_eq!(counts.memberships == 1, status.is_membership(), "{status:?}");
        let others = [
            counts.applications,
            counts.observers,
            counts.former,
            counts.associates,
            counts.candidacies,
            counts.suspended,
        ];
        assert_eq!(counts.memberships + others.iter().sum::<usize>(), 1, "{status:?}");
        // The imprint says so.
        let all = sound_pages(folder.path(), "brochure").concat();
        assert_eq!(all.contains("counted apart"), !status.is_membership(), "{status:?}: {all}");
    }
}

/// The program is for any university.
#[test]
fn nothing_of_the_shipped_university_is_in_the_layouts_and_words() {
    for file in FILES {
        let text = String::from_utf8_lossy(file.bytes);
        for word in ["Lankaran", "Lənkəran", "LSU", "lang=\"az\"", "Azerbaijan", "Caspian"] {
            assert!(!text.contains(word), "{word} is in {}", file.path);
        }
    }
    for (language, text) in data::BUILT_IN_LABELS {
        assert!(!text.contains("ankaran") && !text.contains("ənkəran"), "{language}");
    }
}

/// Whatever size a picture has, it fits where it is.
#[test]
fn pictures_of_any_size_fit_where_they_are() {
    let svg = |width: u32, height: u32| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' viewBox='0 0 {width} {height}'><path d='M0 0H{width}V{height}z'/></svg>"
        )
    };
    let institution = "name: University of the Marsh\nlogo: images/a.svg\nphotograph: {file: images/a.svg, alt: A}\n\
         rector: {name: Ana Reed, portrait: {file: images/a.svg, alt: A}, signature: images/a.svg}\n\
         foreword: {text: \"![A](images/a.svg)\", signed_by: Ana Reed}\nabout: \"![A](images/a.svg)\"\n";
    let picture = "\"![A](images/a.svg)\"";
    let publication = format!(
        "{BROCHURE}introduction: {picture}\nclosing: {picture}\nbenefits: [{{audience: A, text: {picture}}}]\n\
         opportunities: [{{title: A, text: {picture}}}]\nimprint: {{note: {picture}}}\noutputs: {{layouts: [brochure, factsheet, register]}}\n"
    );
    let record = format!(
        "id: a\nname: Reeds\nlogo: images/a.svg\nabout: {picture}\ninternal: {{notes: {picture}}}\n\
         university: {{status: member, contact_person: {{name: A, portrait: {{file: images/a.svg, alt: A}}}}}}\n"
    );
    let pages = |width, height| {
        let folder = office(&[
            ("brochure.yaml", &publication),
            ("institution.yaml", institution),
            ("memberships/a.yaml", &record),
        ]);
        write(folder.path(), "images/a.svg", svg(width, height));
        ["brochure", "factsheet", "register"].map(|layout| sound_pages(folder.path(), layout).len())
    };
    // As wide as a poster, as tall as one, and a dot.
    for (width, height) in [(9000, 2000), (1500, 9000), (2, 2)] {
        let [brochure, factsheet, register] = pages(width, height);
        assert!(
            brochure <= 11 && factsheet == 1 && register == 1,
            "{width}×{height}: {brochure} {factsheet} {register}"
        );
    }
}
