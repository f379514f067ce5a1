//! The words of the program in each of its languages: labels, dates, numbers, and editions as a whole.

use std::collections::BTreeMap;

use brochure::data::BUILT_IN_LABELS;

use crate::kit::{Project, assert_contains, data_project, messages, replace, run, sampled, shipped, write};

/// What a label ends in that only some languages have.
const VARIANTS: [&str; 8] = ["_zero", "_one", "_two", "_few", "_many", "_year", "_month", "_day"];

/// The plural forms of each language (CLDR).
const PLURALS: &[(&str, &[&str])] = &[
    ("en", &["one", "other"]),
    ("az", &["one", "other"]),
    ("ru", &["one", "few", "many", "other"]),
    ("tr", &["one", "other"]),
    ("fa", &["one", "other"]),
    ("ka", &["one", "other"]),
    ("ro", &["one", "few", "other"]),
    ("kk", &["one", "other"]),
    ("de", &["one", "other"]),
    ("fr", &["one", "many", "other"]),
    ("es", &["one", "many", "other"]),
    ("ar", &["zero", "one", "two", "few", "many", "other"]),
];

/// The labels of a built-in file: one a line.
fn labels(text: &str) -> BTreeMap<&str, &str> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.filter_map(|line| line.split_once(": "));
    pairs.map(|(key, value)| (key, value.split("  #").next().unwrap_or(value).trim_matches('"'))).collect()
}

/// The placeholders of a label, without those of the variants of a date.
fn placeholders(label: &str) -> Vec<&str> {
    let mut found: Vec<&str> = label.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
    found.sort_unstable();
    found
}

#[test]
fn every_label_has_a_text_in_every_language() {
    let english = labels(BUILT_IN_LABELS[0].1);
    assert_eq!(BUILT_IN_LABELS.len(), 12);
    for (language, text) in BUILT_IN_LABELS {
        let labels = labels(text);
        for key in english.keys().filter(|key| !VARIANTS.iter().any(|variant| key.ends_with(variant))) {
            let label = labels.get(key).unwrap_or_else(|| panic!("{language} has no text for `{key}`"));
            assert!(!label.is_empty(), "{language}: `{key}` is empty");
        }
        for key in labels.keys() {
            let base = VARIANTS.iter().find_map(|variant| key.strip_suffix(variant)).unwrap_or(key);
            let is_known =
                [base.to_string(), format!("{base}_other")].iter().any(|key| english.contains_key(&**key));
            assert!(is_known, "{language}: no other language has `{key}`");
        }
    }
}

#[test]
fn plural_forms_of_labels_are_those_of_cldr() {
    for (language, text) in BUILT_IN_LABELS {
        let labels = labels(text);
        let (_, forms) = PLURALS.iter().find(|(known, _)| known == language).expect("its forms");
        let words = ["membership", "application", "country"];
        for word in words.into_iter().chain([
            "check_file",
            "check_error",
            "check_warning",
            "check_note",
            "change_count",
        ]) {
            for form in ["zero", "one", "two", "few", "many", "other"] {
                let has = labels.contains_key(&*format!("{word}_{form}"));
                assert_eq!(has, forms.contains(&form), "{language}: {word}_{form}");
            }
        }
    }
}

#[test]
fn placeholders_of_labels_are_known() {
    let date = ["date", "year", "ordinal", "month", "of_month", "day"];
    for (language, text) in BUILT_IN_LABELS {
        for (key, label) in labels(text) {
            for name in placeholders(label) {
                let is_known = match key {
                    "one_dot" => name == "number",
                    _ if key.starts_with("quantity_") => ["number", "number_ablative"].contains(&name),
                    _ if key.starts_with("from_until_time") => ["since", "until"].iter().any(|end| {
                        name == *end
                            || name.strip_prefix(&format!("{end}_")).is_some_and(|part| date.contains(&part))
                    }),
                    _ if key.starts_with("change_count_") => name == "count",
                    "changes_in" => name == "year",
                    _ if key.starts_with("change") => ["field", "old", "new", "languages"].contains(&name),
                    _ if key.starts_with("check_") => {
                        ["count", "languages"].contains(&name) || name.starts_with("file: ")
                    }
                    _ => key.contains("_time") && date.contains(&name),
                };
                assert!(is_known, "{language}: {{{name}}} in `{key}`");
            }
        }
    }
}

/// A project whose edition is in `language`, with times of every kind.
fn edition(language: &str) -> tempfile::TempDir {
    let folder = data_project();
    let data = folder.path().join("data");
    replace(&data.join("brochure.yaml"), "languages: [en]", &format!("languages: [{language}]"));
    write(
        &data,
        "memberships/black-sea.yaml",
        format!(
            "id: black-sea\nname: {{{language}: Network}}\nmembers: [{{more_than: 12500, of: {{{language}: X}}}}]\ncountries: [A, B, C]\n\
         university:\n  status: former\n  since: 2004\n  until: 2019\n  renewal: 2026-05-14\n  duties:\n\
         \x20   - {{title: X, since: 2005-03-14}}\n    - {{title: X, since: 2005-03, until: 2006-04}}\n    - {{title: X, until: 2006}}\n"
        ),
    );
    replace(&data.join("memberships/caspian.yaml"), "  since:", "  since: 1994");
    replace(&data.join("memberships/turkunib.yaml"), "  applied:", "  applied: 2026");
    folder
}

/// For each language: a heading, a date of the edition, the time of a membership, of a former one and of an application.
const WORDS: &[(&str, [&str; 5])] = &[
    ("en", ["At a glance", "14 May 2026", "since 1994", "from 2004 to 2019", "applied for in 2026"]),
    (
        "az",
        [
            "Qısa baxış",
            "14 may 2026",
            "1994-cü ildən",
            "2004-cü ildən 2019-cu ilədək",
            "2026-cı ildə müraciət edilib",
        ],
    ),
    (
        "ru",
        [
            "Коротко о главном",
            "14 мая 2026 г.",
            "с 1994 года",
            "с 2004 по 2019 год",
            "заявка подана в 2026 году",
        ],
    ),
    (
        "tr",
        [
            "Bir bakışta",
            "14 Mayıs 2026",
            "1994 yılından beri",
            "2004–2019 yılları arasında",
            "2026 yılında başvuruldu",
        ],
    ),
    ("fa", ["در یک نگاه", "۱۴ مه ۲۰۲۶", "از سال ۱۹۹۴", "از سال ۲۰۰۴ تا ۲۰۱۹", "درخواست در سال ۲۰۲۶"]),
    (
        "ka",
        [
            "მოკლედ",
            "14 მაისი, 2026",
            "1994 წლიდან",
            "2004 წლიდან 2019 წლამდე",
            "განაცხადი შეტანილია 2026 წელს",
        ],
    ),
    ("ro", ["Pe scurt", "14 mai 2026", "din 1994", "din 2004 până în 2019", "cerere depusă în 2026"]),
    (
        "kk",
        [
            "Қысқаша шолу",
            "2026 ж. 14 мамыр",
            "1994 жылдан бері",
            "2004 жылдан 2019 жылға дейін",
            "2026 жылы өтінім берілді",
        ],
    ),
    ("de", ["Auf einen Blick", "14. Mai 2026", "seit 1994", "von 2004 bis 2019", "beantragt 2026"]),
    ("fr", ["En bref", "14 mai 2026", "depuis 1994", "de 2004 à 2019", "demande déposée en 2026"]),
    ("es", ["De un vistazo", "14 de mayo de 2026", "desde 1994", "de 2004 a 2019", "solicitada en 2026"]),
    ("ar", ["لمحة سريعة", "14 مايو 2026", "منذ عام 1994", "من عام 2004 إلى عام 2019", "قُدم الطلب عام 2026"]),
];

#[test]
fn an_edition_in_each_language_has_its_headings_dates_and_times() {
    for (language, words) in sampled(WORDS, 2) {
        let folder = edition(language);
        let (output, html) = (run(folder.path(), &[]), filled(folder.path(), language));
        // A missing glyph would be an error.
        assert!(output.status.success(), "{language}: {}", messages(&output));
        let html = html.replace(['\u{a0}', '\u{202f}'], " ");
        assert_contains(&html, words);
    }
}

/// The brochure's HTML.
fn filled(folder: &std::path::Path, language: &str) -> String {
    let mut diagnostics = engine::diagnostics::Diagnostics::new();
    let brochure = brochure::data::load(folder, &mut diagnostics).expect("valid data");
    let resources = engine::resources::Resources::new(folder, brochure::template::FILES);
    let layouts = brochure::template::Layouts::load(&resources, &["brochure"], &mut diagnostics)
        .expect("valid layouts");
    layouts.html("brochure", &brochure, language, &mut diagnostics).expect("filled")
}

#[test]
fn a_tag_with_a_region_or_script_has_the_words_of_its_language() {
    let html = filled(edition("az-Latn").path(), "az-Latn");
    assert_contains(&html, &["Qısa baxış", "1994-cü ildən", "14 may 2026"]);
    // Portuguese is not built in.
    let html = filled(edition("pt-BR").path(), "pt-BR");
    assert_contains(&html, &["At a glance", "since 1994", "14 de maio de 2026"]);
}

#[test]
fn a_project_overrides_single_words_in_single_languages() {
    let folder = edition("az");
    write(folder.path(), "data/labels.yaml", "at_a_glance: {az: Bir baxışda}\n");
    replace(&folder.path().join("data/brochure.yaml"), "languages: [az]", "languages: [az, en]");
    let html = |language| filled(folder.path(), language);
    assert_contains(&html("az"), &["Bir baxışda", "Mündəricat"]);
    assert_contains(&html("en"), &["At a glance", "Contents"]);
}

#[test]
fn texts_in_a_language_that_was_dropped_are_one_note_a_file() {
    let project = Project::new();
    project.replace(
        "data/brochure.yaml",
        "  en: International memberships\n",
        "  en: International memberships\n  az: Üzvlüklər\n",
    );
    project.replace("data/brochure.yaml", "  en: Associations", "  az: X\n  en: Associations");
    let output = run(project.folder(), &["check"]);
    let shown = messages(&output);
    assert!(output.status.success(), "{shown}");
    assert_contains(
        &shown,
        &[
            "note: 2 texts in languages that the brochure does not have: az",
            "They stay in the file and are not printed. To print them, add to `languages` in data/brochure.yaml: az.",
        ],
    );
    assert_eq!(shown.matches("does not have").count(), 1, "{shown}");
}

#[test]
fn a_misspelled_language_is_an_error_with_the_declared_one() {
    for (wrong, help) in [("EN", "Write `en`."), ("en_", "Did you mean `en`?"), ("english", "Write `en`.")] {
        let project = Project::new();
        project.replace(
            "data/brochure.yaml",
            "  en: International memberships\n",
            &format!("  {wrong}: X\n  en: International memberships\n"),
        );
        let output = run(project.folder(), &["check"]);
        assert!(!output.status.success());
        assert_contains(&messages(&output), &[&format!("`{wrong}` in `title` is not a language"), help]);
    }
}

#[test]
fn a_language_that_the_data_does_not_have_is_an_error() {
    let output = run(shipped(), &["--lang", "ka"]);
    assert_eq!(output.status.code(), Some(1));
    assert_contains(&messages(&output), &["the brochure has no language `ka`", "Its languages are: en, az."]);
}

#[test]
fn a_language_without_built_in_words_is_one_warning() {
    let folder = edition("pl");
    let shown = messages(&run(folder.path(), &["check"]));
    assert_contains(&shown, &["are not there in pl", "`brochure translate pl`"]);
    assert!(!shown.contains("(built in)"), "{shown}");
    // A brochure that is sent without `check` has the words of another language, too.
    let shown = messages(&run(folder.path(), &["--format", "txt"]));
    assert_contains(&shown, &["warning: ", "are not there in pl", "`brochure translate pl`"]);
}

#[test]
fn a_language_without_built_in_words_is_no_matter_of_another_edition() {
    let folder = data_project();
    replace(&folder.path().join("data/brochure.yaml"), "languages: [en]", "languages: [en, pl]");
    let shown = |languages: &str| messages(&run(folder.path(), &["--format", "txt", "--lang", languages]));
    assert_eq!(shown("en").matches("are not there in").count(), 0);
    assert_eq!(shown("en+pl").matches("are not there in pl").count(), 1);
}

#[test]
fn a_form_that_a_language_does_not_have_is_not_borrowed_from_another() {
    let folder = data_project();
    let data = folder.path().join("data");
    replace(&data.join("brochure.yaml"), "languages: [en]", "languages: [de, en]");
    replace(&data.join("memberships/caspian.yaml"), "  since:", "  since: 2001-05-14");
    replace(&data.join("memberships/turkunib.yaml"), "  applied:", "  applied: 2026-02");
    assert_contains(&filled(folder.path(), "de"), &["seit dem 14. Mai 2001", "beantragt im Februar 2026"]);
    assert_contains(&filled(folder.path(), "en"), &["since 14 May 2001", "applied for in February 2026"]);
}
