//! What the shipped brochure must say and must not say. [`FACTS`] lists every fact of its source once, with the section in
//! which it belongs; the filled layouts are searched for each, in both languages.

use brochure::data;
use brochure::summary;
use brochure::template::{FILES, Layouts};
use engine::diagnostics::Diagnostics;
use engine::resources::Resources;

use crate::kit::shipped;

/// What a fact is about, which decides the layouts that promise it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    Name,
    Description,
    Region,
    Founding,
    Renaming,
    Initiator,
    Members,
    Countries,
    GoverningBody,
    Conferences,
    Status,
    Activity,
    Reason,
    Benefit,
    Together,
    Closing,
    Count,
}
use About::*;

/// A fact: the id of its association, or [`WHOLE`]; what it is about; its words in English and Azerbaijani. Pages may show the
/// words before and after a `|` in two places.
pub type Fact = (&'static str, About, &'static str, &'static str);

/// The section of the facts that no single association has.
pub const WHOLE: &str = "";

/// What only the section of the association says of its members.
const GROWING: &str = "constantly growing";

/// Each fact of the source, once.
pub const FACTS: &[Fact] = &[
    ("black-sea", Name, "Black Sea Association", "Qara Dəniz Assosiasiyası"),
    ("black-sea", Description, "An international organization", "beynəlxalq təşkilat"),
    (
        "black-sea",
        Description,
        "universities in the countries of the Black Sea region to work with one another",
        "Qara dəniz regionu ölkələrinin universitetləri arasında əməkdaşlığı",
    ),
    ("black-sea", Region, "Black Sea region", "Qara dəniz regionu"),
    ("black-sea", Status, "Member", "Üzv"),
    (
        "black-sea",
        Activity,
        "Joint projects in education and culture",
        "təhsil və mədəniyyət sahəsində birgə layihələr",
    ),
    ("black-sea", Activity, "with the countries of the region", "Region ölkələri ilə"),
    ("black-sea", Activity, "Research", "Tədqiqatlar"),
    ("black-sea", Activity, "Student exchange programs", "Tələbə mübadiləsi proqramları"),
    (
        "black-sea",
        Benefit,
        "stronger educational ties across the Black Sea region",
        "daha sıx təhsil əlaqələri qurur",
    ),
    (
        "black-sea",
        Benefit,
        "international position grows stronger still",
        "beynəlxalq mövqeyi daha da möhkəmlənir",
    ),
    (
        "caspian",
        Name,
        "Association of Universities of the Caspian Littoral States",
        "Xəzəryanı Dövlətlərin Universitetləri Assosiasiyası",
    ),
    (
        "caspian",
        Description,
        "universities and research institutes from the countries of the Caspian basin",
        "Xəzər hövzəsi ölkələrinin universitetlərini və elmi-tədqiqat institutlarını",
    ),
    ("caspian", Region, "Caspian basin", "Xəzər hövzəsi"),
    ("caspian", Founding, "1996", "1996"),
    (
        "caspian",
        Initiator,
        "Astrakhan State Technical University of Russia",
        "Rusiyanın Həştərxan Dövlət Texniki Universiteti",
    ),
    (
        "caspian",
        Initiator,
        "Gorgan University of Agricultural Sciences",
        "Qorqan Kənd Təsərrüfatı Elmləri Universiteti",
    ),
    ("caspian", Initiator, "Ministry of Natural Resources of Iran", "İranın Təbii Sərvətlər Nazirliyi"),
    (
        "caspian",
        Members,
        "more than 50| universities and research institutes",
        "50-dən çox| universitet və elmi-tədqiqat institutu",
    ),
    ("caspian", Members, GROWING, "sayı daim artır"),
    ("caspian", Status, "Elected member", "Seçilmiş üzv"),
    ("eurasian", Name, "Eurasian Universities Association", "Avrasiya Universitetləri Assosiasiyası"),
    ("eurasian", Founding, "1989", "1989"),
    ("eurasian", Renaming, "Present name since 1992", "İndiki adını alıb 1992"),
    ("eurasian", GoverningBody, "Congress of the Association", "Assosiasiyanın Konqresi"),
    ("eurasian", GoverningBody, "supreme body", "ali idarəetmə orqanı"),
    ("eurasian", Conferences, "Founder and organizer", "təsisçisi və təşkilatçısı"),
    (
        "eurasian",
        Conferences,
        "international scientific and practical conferences “University and Society”",
        "“Universitet və cəmiyyət” beynəlxalq elmi-praktik konfranslarının",
    ),
    ("eurasian", Members, "139| universities", "139| universitet"),
    ("eurasian", Countries, "13| countries", "13| ölkə"),
    ("eurasian", Status, "Member", "Üzv"),
    ("caucasus", Name, "Caucasus Universities Union", "Qafqaz Universitetləri Birliyi"),
    ("caucasus", Description, "An international organization", "beynəlxalq təşkilat"),
    (
        "caucasus",
        Description,
        "universities of the Caucasus region develop their cooperation and their scientific relations",
        "Qafqaz regionu universitetləri arasında əməkdaşlığın və elmi əlaqələrin inkişafını",
    ),
    ("caucasus", Region, "Caucasus", "Qafqaz"),
    ("caucasus", Status, "Member", "Üzv"),
    (
        "caucasus",
        Reason,
        "high standards of education in the Caucasus region",
        "yüksək təhsil standartlarını",
    ),
    ("caucasus", Reason, "take part in scientific research", "Elmi tədqiqatlarda iştirak"),
    (
        "caucasus",
        Reason,
        "ties with the region’s other universities",
        "digər universitetləri ilə əlaqələri möhkəmləndirmək",
    ),
    (
        "caucasus",
        Benefit,
        "position in the Caucasus region becomes stronger still",
        "Qafqaz regionundakı mövqeyi daha da güclənir",
    ),
    (
        "caucasus",
        Benefit,
        "international relations in science expand",
        "elm sahəsində beynəlxalq əlaqələri genişlənir",
    ),
    ("turkunib", Name, "Turkic World Universities Association", "Türk Dünyası Universitetləri Assosiasiyası"),
    ("turkunib", Name, "TÜRKUNİB", "TÜRKUNİB"),
    (
        "turkunib",
        Description,
        "An international organization set up so that the countries of the Turkic world work together more closely in education, science and culture",
        "Türk dünyası ölkələri arasında təhsil, elm və mədəniyyət sahəsində əməkdaşlığı artırmaq üçün yaradılmış beynəlxalq təşkilat",
    ),
    ("turkunib", Region, "Turkic world", "Türk dünyası"),
    ("turkunib", Status, "Membership applied for", "Üzvlük üçün müraciət edilib"),
    (
        "turkunib",
        Reason,
        "strengthen further its relations with Turkic-speaking countries",
        "Türkdilli ölkələrlə əlaqələri daha da möhkəmləndirmək",
    ),
    ("turkunib", Reason, "joint projects", "Birgə layihələrdə iştirak"),
    ("turkunib", Reason, "promote student exchange", "Tələbə mübadiləsini təşviq"),
    ("turkunib", Benefit, "What membership would bring", "Üzvlük nə verə bilər"),
    (
        "turkunib",
        Benefit,
        "would make the university better known in the Turkic world",
        "Üzv qəbul olunarsa, universitet türk dünyasında daha yaxşı tanınar",
    ),
    (
        "turkunib",
        Benefit,
        "would contribute greatly to mutual exchange in science and culture",
        "qarşılıqlı elmi və mədəni mübadiləyə böyük töhfə verə bilər",
    ),
    (WHOLE, Count, "4 memberships", "4 üzvlük"),
    (WHOLE, Count, "1 application", "1 müraciət"),
    (WHOLE, Together, "recognition abroad", "xaricdə tanıdır"),
    (WHOLE, Together, "makes its international position stronger", "beynəlxalq mövqeyini möhkəmləndirir"),
    (WHOLE, Together, "students find educational opportunities", "tələbələrin müxtəlif təhsil imkanlarından"),
    (WHOLE, Together, "exchange programs", "mübadilə proqramlarından"),
    (WHOLE, Together, "joint scientific projects", "birgə elmi layihələrdən"),
    (
        WHOLE,
        Closing,
        "By joining international associations, Lankaran State University is widening its links with the world of education",
        "Beynəlxalq assosiasiyalara qoşulmaqla Lənkəran Dövlət Universiteti dünya təhsil məkanı ilə əlaqələrini genişləndirir",
    ),
    (WHOLE, Closing, "an education of world class", "dünya səviyyəli təhsil"),
];

/// All numbers that may be said: those of the source, the counts, the day of the edition and the number of a color.
const NUMBERS: [&str; 10] = ["1", "4", "13", "50", "139", "1989", "1992", "1996", "2026", "24"];

/// The ids of the associations.
const IDS: [&str; 5] = ["black-sea", "caspian", "eurasian", "caucasus", "turkunib"];

/// What is said nowhere, in either language.
const NEVER: &[&str] = &[
    "five memberships",
    "5 memberships",
    "beş üzvlük",
    "5 üzvlük",
    "139 + 13",
    "joined in",
    "member since",
    "seat",
    "mərkəz",
    "38.7",
    "48.8",
    "38,7",
    "48,8",
];

/// The name of an association in a language.
pub fn name_of(id: &str, language: &str) -> &'static str {
    let fact = FACTS.iter().find(|(of, about, ..)| *of == id && *about == Name).expect("a name");
    words_of(fact, language)
}

fn words_of(fact: &Fact, language: &str) -> &'static str {
    if language == "az" { fact.3 } else { fact.2 }
}

/// The filled layouts of the shipped project.
struct Filled {
    brochure: data::Brochure,
    layouts: Layouts,
}

impl Filled {
    fn new() -> Filled {
        let mut diagnostics = Diagnostics::new();
        let brochure = data::load(shipped(), &mut diagnostics).expect("sound data");
        let names = ["brochure", "factsheet"];
        let layouts = Layouts::load(&Resources::new(shipped(), FILES), &names, &mut diagnostics);
        Filled { brochure, layouts: layouts.expect("sound layouts") }
    }

    fn html(&self, layout: &str, language: &str) -> String {
        let filled = self.layouts.html(layout, &self.brochure, language, &mut Diagnostics::new());
        filled.expect("filled")
    }

    fn text(&self, layout: &str, language: &str) -> String {
        let filled = self.layouts.text(layout, &self.brochure, language, &mut Diagnostics::new());
        summary::wrap(&filled.expect("filled"))
    }
}

/// The text of HTML without that of its pictures.
fn text_of(html: &str) -> String {
    let body = &html[html.find("<body").unwrap_or(0)..];
    let pieces = body.split("<svg").enumerate().map(|(place, piece)| match piece.split_once("</svg>") {
        Some((_, after)) if place > 0 => after,
        _ => piece,
    });
    let body = pieces.collect::<Vec<_>>().join(" ");
    let mut text = String::new();
    for piece in body.split('<') {
        text.push(' ');
        text.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
    }
    spaced(&text.replace("&amp;", "&").replace("&#x27;", "'").replace("&quot;", "\""))
}

/// A text without line breaks and the signs of its structure, in small letters.
fn spaced(text: &str) -> String {
    let words = text.split_whitespace().filter(|word| *word != "-");
    words.map(|word| word.trim_end_matches(':')).collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The text of the section of an association, or of all sections that belong to none.
fn section_of_html(html: &str, id: &str) -> String {
    let is_of = |section: &str, id: &str| {
        section.split('>').next().is_some_and(|tag| tag.contains(&format!("id=\"{id}\"")))
    };
    let chosen = html.split("<section ").filter(|section| {
        if id == WHOLE { !IDS.iter().any(|id| is_of(section, id)) } else { is_of(section, id) }
    });
    chosen.map(|section| text_of(&format!("<{section}"))).collect::<Vec<_>>().join(" ")
}

/// The same of a summary, where a rule is below each heading.
fn section_of_summary(summary: &str, name: &str) -> String {
    let lines: Vec<&str> = summary.lines().collect();
    let mut is_inside = name == WHOLE;
    let mut section = String::new();
    for (line, next) in lines.iter().zip(lines.iter().skip(1).chain([&""])) {
        if next.starts_with("---") || next.starts_with("===") {
            let is_association = next.starts_with("---");
            is_inside =
                if name == WHOLE { !is_association } else { is_association && line.starts_with(name) };
        }
        if is_inside {
            section.push_str(line);
            section.push('\n');
        }
    }
    spaced(&section)
}

/// The row of an association in the table of the fact sheet, or the whole sheet.
fn section_of_factsheet(html: &str, name: &str) -> String {
    if name == WHOLE {
        return text_of(html);
    }
    let mut rows = html.split("<tr>").map(text_of);
    rows.find(|row| row.starts_with(&name.to_lowercase())).unwrap_or_else(|| panic!("no row of {name}"))
}

/// The numbers that a text has.
fn numbers(text: &str) -> Vec<&str> {
    text.split(|letter: char| !letter.is_ascii_digit()).filter(|number| !number.is_empty()).collect()
}

#[track_caller]
fn assert_has(section: &str, fact: &Fact, language: &str, layout: &str) {
    let words = words_of(fact, language);
    let whole = words.replace('|', "");
    let parts: Vec<&str> = if layout == "brochure" { words.split('|').collect() } else { vec![&whole] };
    for part in parts {
        assert!(section.contains(&spaced(part)), "{layout}, {language}: {part:?} is missing from\n{section}");
    }
}

#[test]
fn each_fact_is_in_its_own_section_in_both_languages() {
    let filled = Filled::new();
    for language in ["en", "az"] {
        let html = filled.html("brochure", language);
        let summary = filled.text("summary", language);
        let sheet = filled.html("factsheet", language);
        let short = spaced(&filled.text("short", language));
        for fact in FACTS {
            let (id, about, ..) = *fact;
            let name = if id == WHOLE { WHOLE } else { name_of(id, language) };
            assert_has(&section_of_summary(&summary, name), fact, language, "summary");
            assert_has(&section_of_html(&html, id), fact, language, "brochure");
            if [Name, Region, Members, Countries, Status, Count, Together].contains(&about)
                && fact.2 != GROWING
            {
                assert_has(&section_of_factsheet(&sheet, name), fact, language, "factsheet");
            }
            // An abbreviation replaces its name, and only other standings than that of a member are said.
            let is_promised = match about {
                Name => fact.2 != name_of("turkunib", "en"),
                Status => id == "turkunib",
                Count => true,
                _ => false,
            };
            if is_promised {
                assert_has(&short, fact, language, "short");
            }
        }
    }
}

#[test]
fn numbers_are_those_of_the_source_each_in_its_own_section() {
    let filled = Filled::new();
    for language in ["en", "az"] {
        let html = filled.html("brochure", language);
        let summary = filled.text("summary", language);
        for id in IDS {
            let facts = FACTS.iter().filter(|fact| fact.0 == id);
            let own: Vec<&str> = facts.flat_map(|fact| numbers(fact.2)).collect();
            for section in [section_of_html(&html, id), section_of_summary(&summary, name_of(id, language))] {
                for number in numbers(&section) {
                    assert!(own.contains(&number), "{number} is no number of {id}, {language}:\n{section}");
                }
            }
        }
        let texts = [
            text_of(&html),
            text_of(&filled.html("factsheet", language)),
            spaced(&summary),
            spaced(&filled.text("short", language)),
        ];
        for text in texts {
            for number in numbers(&text) {
                assert!(
                    NUMBERS.contains(&number),
                    "{number} is no number of the source, {language}:\n{text}"
                );
            }
        }
    }
}

#[test]
fn what_the_source_does_not_say_is_not_said() {
    let filled = Filled::new();
    for language in ["en", "az"] {
        let html = filled.html("brochure", language);
        let texts = [
            text_of(&html),
            text_of(&filled.html("factsheet", language)),
            spaced(&filled.text("summary", language)),
            spaced(&filled.text("short", language)),
        ];
        for text in texts {
            for words in NEVER {
                assert!(!text.contains(words), "{words:?} is said, {language}:\n{text}");
            }
        }
        // What these two mean to the university is not known.
        let labels = filled.brochure.view(language)["labels"].clone();
        for id in ["caspian", "eurasian"] {
            for key in ["reasons", "activities", "benefits"] {
                let label = labels[key].as_str().expect("a label").to_lowercase();
                assert!(!section_of_html(&html, id).contains(&label), "{label} of {id}");
            }
        }
    }
}

#[test]
fn no_year_of_joining_and_no_place_but_that_of_the_university_is_in_the_data() {
    let view = Filled::new().brochure.view("en");
    for membership in view["memberships"].as_array().expect("a list") {
        for date in ["since", "until", "applied", "renewal"] {
            assert!(membership["university"][date].is_null(), "{date} of {}", membership["id"]);
        }
        assert!(membership["seat"].is_null() && membership["places"].as_array().is_some_and(Vec::is_empty));
    }
    let counts = &view["counts"];
    assert_eq!(
        [&counts["memberships"], &counts["applications"], &counts["places"]].map(|count| count.as_u64()),
        [Some(4), Some(1), Some(1)]
    );
}
