//! What a designer chooses without writing a layout: pages, fonts, covers, the order of parts, and rules of one's own.

use std::path::Path;

use super::{Example, MANUAL};
use crate::kit::{assert_contains, data_project, messages, replace, run, write};
use crate::pdf_reader;

const BROCHURE: &str = "data/brochure.yaml";

/// The example of the manual with more lines in data/brochure.yaml.
fn with(more: &str) -> Example {
    let project = Example::new();
    let path = project.folder.path().join(BROCHURE);
    let text = std::fs::read_to_string(&path).expect("a text");
    std::fs::write(path, text + more).expect("written");
    project
}

/// The text of each page of the brochure, and the size of each page in points.
fn pages(folder: &Path) -> Vec<(String, (f32, f32))> {
    let output = run(folder, &["--format", "pdf"]);
    assert_eq!(output.status.code(), Some(0), "{}", messages(&output));
    let document = lopdf::Document::load(folder.join("output/brochure.pdf")).expect("a PDF");
    let size = |page: &lopdf::Dictionary| {
        let sides = page.get(b"MediaBox").and_then(lopdf::Object::as_array).expect("a box");
        (sides[2].as_float().expect("a width"), sides[3].as_float().expect("a height"))
    };
    let text = |page| pdf_reader::text_pieces(&document, page).concat();
    pdf_reader::pages(&document).into_iter().map(|page| (text(page), size(page))).collect()
}

/// The number of the first page with these words.
#[track_caller]
fn page_of(pages: &[(String, (f32, f32))], words: &str) -> usize {
    let found = pages.iter().position(|(text, _)| text.contains(words));
    found.unwrap_or_else(|| panic!("{words} is missing from {pages:?}"))
}

/// Asserts that `check` finds nothing but pages that have space, since little is known of two associations.
#[track_caller]
fn is_sound(project: &Example) {
    let output = run(project.folder.path(), &["check"]);
    let text = messages(&output);
    assert_eq!(output.status.code(), Some(0), "{text}");
    let warnings = text.matches("warning: ").count();
    assert_eq!(warnings, text.matches("warning: a page is less than a third full").count(), "{text}");
}

/// Asserts that a choice is refused at its place in data/brochure.yaml.
#[track_caller]
fn refuses(more: &str, marked: &str, message: &str, help: &str) {
    let project = with(more);
    let output = run(project.folder.path(), &["check"]);
    assert_eq!(output.status.code(), Some(1), "{more}");
    let text = messages(&output);
    let column = more.find(marked).expect("the words") + 1;
    let place = format!("error: {message}\n  --> {BROCHURE}:5:{column}\n");
    assert_contains(&text, &[&place, &format!("  help: {help}")]);
    assert_eq!(text.matches("error: ").count(), 1, "{text}");
}

#[test]
fn a_part_that_does_not_exist_is_an_error() {
    let message = "there is no part called `asociations`";
    let more = "design: {parts: [imprint, asociations]}\n";
    refuses(more, "asociations", message, "Did you mean `associations`?\n");
    let help = "The parts are imprint, contents, year, changes, foreword, associations, timeline, network, comparison, \
                opportunities, annex, contacts; one of your own is the file templates/partials/greeting.hbs.\n";
    refuses("design: {parts: [imprint, greeting]}\n", "greeting", "there is no part called `greeting`", help);
    // A partial of the program that is none of its parts.
    let more = "design: {parts: [figures]}\n";
    refuses(more, "figures", "there is no part called `figures`", "The parts are imprint, ");
}

#[test]
fn a_cover_that_does_not_exist_is_an_error() {
    let more = "design: {cover: plian}\n";
    refuses(more, "plian", "there is no cover called `plian`", "Did you mean `plain`?\n");
    let help = "The covers are map, photograph, plain; one of your own is the file templates/partials/cover-waves.hbs.\n";
    refuses("design: {cover: waves}\n", "waves", "there is no cover called `waves`", help);
}

#[test]
fn a_cover_that_includes_the_cover_is_an_error_at_the_inclusion() {
    let project = with("design: {cover: loop}\n");
    let folder = project.folder.path();
    std::fs::create_dir_all(folder.join("templates/partials")).expect("a folder");
    std::fs::write(folder.join("templates/partials/cover-loop.hbs"), "<p>{{> cover}}</p>").expect("written");
    let output = run(folder, &["build"]);
    assert_eq!(output.status.code(), Some(1));
    let place = "error: the partial `cover` includes itself\n  --> templates/partials/cover-loop.hbs:1:4\n";
    assert_contains(&messages(&output), &[place]);
}

#[test]
fn a_font_family_that_is_nowhere_is_an_error_that_lists_the_families() {
    let more = "design: {fonts: {text: Sorce Serif 4}}\n";
    let message = "there is no font family called `Sorce Serif 4`";
    refuses(
        more,
        "Sorce Serif 4",
        message,
        "Did you mean `Source Serif 4`? Other families need their files in fonts/.\n",
    );
    let more = "design: {fonts: {labels: Zapfino}}\n";
    let message = "there is no font family called `Zapfino`";
    refuses(more, "Zapfino", message, "The families are Brochure Signs Sans, ");
    // Names of families have no case.
    is_sound(&with("design: {fonts: {text: source sans 3}}\n"));
}

#[test]
fn a_family_in_the_fonts_of_the_project_can_be_chosen() {
    let project = with("design: {fonts: {text: Wide Mono}}\n");
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts/source-code-pro");
    let file = std::fs::read_dir(fonts).expect("fonts").flatten().map(|entry| entry.path());
    let file =
        file.filter(|path| path.extension().is_some_and(|ending| ending == "otf" || ending == "ttf")).min();
    let path = project.folder.path();
    std::fs::create_dir_all(path.join("fonts")).expect("a folder");
    std::fs::copy(file.expect("a font"), path.join("fonts/mono.otf")).expect("copied");
    replace(&path.join(BROCHURE), "Wide Mono", "Source Code Pro");
    assert_eq!(run(path, &["check"]).status.code(), Some(0));
}

/// `build` warns of a link without a target.
#[test]
fn associations_are_linked_only_if_their_part_is_in_the_brochure() {
    let all = ["contents", "year", "associations", "timeline", "network", "comparison", "annex", "contacts"];
    for left_out in all {
        let parts: Vec<&str> = all.into_iter().filter(|part| *part != left_out).collect();
        let project =
            with(&format!("sources: [{{title: Minutes}}]\ndesign: {{parts: [{}]}}\n", parts.join(", ")));
        for format in ["pdf", "html"] {
            let text = messages(&run(project.folder.path(), &["--format", format]));
            assert!(!text.contains("warning"), "without {left_out}, {format}: {text}");
        }
        let page =
            std::fs::read_to_string(project.folder.path().join("output/brochure.html")).expect("a page");
        for target in page.split("href=\"#").skip(1) {
            let target = target.split('"').next().expect("an end");
            assert!(page.contains(&format!("id=\"{target}\"")), "without {left_out}: {target}");
        }
        assert_eq!(page.contains("href=\"#nua\""), left_out != "associations");
    }
}

#[test]
fn a_part_of_the_project_is_printed_in_its_place_and_listed_with_its_label() {
    let project = with("design: {parts: [contents, annex, greeting, associations]}\n");
    let greeting = "<section class=\"part\" id=\"greeting\"><h2>{{label \"greeting\"}}</h2><p>{{title}}: hello.</p></section>";
    project.write("templates/partials/greeting.hbs", greeting);
    project.write("data/labels.yaml", "greeting: {en: Welcome}\n");
    is_sound(&project);
    let pages = pages(project.folder.path());
    let contents = &pages[page_of(&pages, "Contents")].0;
    assert!(contents.contains("Welcome"), "{contents}");
    let all: String = pages.iter().map(|page| page.0.as_str()).collect();
    let places = ["Contents", "memberships: hello.", "It joins more than 50"].map(|words| all.find(words));
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{all}");
    // Its names are checked as those of all layouts.
    project.write("templates/partials/greeting.hbs", "{{titel}}");
    let output = messages(&run(project.folder.path(), &["check"]));
    let place = "error: the data has nothing called `titel`\n  --> templates/partials/greeting.hbs:1:1\n";
    assert_contains(&output, &[place, "help: Did you mean `title`?"]);
}

#[test]
fn parts_are_printed_in_the_order_of_the_data() {
    let project = with("design: {page_multiple: 1, parts: [comparison, associations, imprint]}\n");
    let pages = pages(project.folder.path());
    let at = ["The associations compared", "It joins more than 50", "How to read this brochure"];
    let at = at.map(|words| page_of(&pages, words));
    assert!(at[0] < at[1] && at[1] < at[2], "{at:?}");
    assert!(pages.iter().all(|(text, _)| !text.contains("Contents") && !text.contains("At a glance")));
}

#[test]
fn a_cover_of_the_project_is_on_both_covers() {
    let project = with("design: {cover: waves}\n");
    project.write("templates/partials/cover-waves.hbs", "<p>Waves on the {{part}}, {{edition.year}}.</p>");
    let pages = pages(project.folder.path());
    assert!(pages[0].0.contains("Waves on the right, 2026."), "{pages:?}");
    assert!(pages.last().expect("a page").0.contains("Waves on the left, 2026."), "{pages:?}");
}

#[test]
fn pages_have_the_size_of_the_data_and_fill_sheets() {
    for (page, (width, height)) in
        [("A4", (595.3, 841.9)), ("A5", (419.5, 595.3)), ("letter", (612.0, 792.0))]
    {
        for multiple in [1, 4, 8] {
            let project = with(&format!("design: {{page: {page}, page_multiple: {multiple}}}\n"));
            let pages = pages(project.folder.path());
            for (_, size) in &pages {
                assert!((size.0 - width).abs() < 0.1 && (size.1 - height).abs() < 0.1, "{page}: {size:?}");
            }
            assert_eq!(pages.len() % multiple, 0, "{page}: {} pages", pages.len());
        }
    }
}

/// The examples of "Without writing a layout": the files that one needs are together.
fn examples() -> Vec<Vec<(String, String)>> {
    let mut sections = MANUAL.split("\n## ");
    let section =
        sections.find(|section| section.starts_with("Without writing a layout")).expect("the section");
    let mut examples: Vec<Vec<(String, String)>> = Vec::new();
    for block in section.split("\n```").skip(1).step_by(2) {
        let mut lines = block.splitn(3, '\n').skip(1);
        let name = lines.next().expect("a name").trim_matches(|sign: char| !sign.is_ascii_alphanumeric());
        let file = (name.to_string(), lines.next().expect("a text").to_string() + "\n");
        match examples.last_mut() {
            Some(last) if name != BROCHURE => last.push(file),
            _ => examples.push(vec![file]),
        }
    }
    examples
}

#[test]
fn the_examples_without_a_layout_are_sound() {
    let examples = examples();
    assert!(examples.len() > 4, "{examples:?}");
    let all = format!("{examples:?}");
    for name in ["colors:", "fonts:", "page:", "cover:", "parts:", "custom.css", "greeting.hbs"] {
        assert!(all.contains(name), "{name}");
    }
    for files in examples {
        let project = with(&files[0].1);
        files[1..].iter().for_each(|(name, text)| project.write(name, text));
        is_sound(&project);
    }
}

#[test]
fn colors_that_cannot_be_read_are_a_warning_at_their_place() {
    let project = with("");
    project.write(
        BROCHURE,
        "edition: {year: 2026}\nlanguages: [en]\ntitle: Memberships\ncolors: {primary: \"#ffcc00\"}\n",
    );
    let output = messages(&run(project.folder.path(), &["check"]));
    let place = "warning: `colors.primary` has too little contrast with white: 1.51:1 instead of 4.5:1\n  --> data/brochure.yaml:4:19\n";
    assert_contains(&output, &[place, "help: A darker color can be read, for example `\"#8f7200\"`."]);
}

#[test]
fn a_multiple_of_pages_that_no_sheet_has_is_an_error() {
    for (multiple, remedy) in [("0", "Write `1`: then no page is added."), ("4000000000", "`4` or `16`")] {
        let project = with(&format!("design: {{page_multiple: {multiple}}}\n"));
        let output = messages(&run(project.folder.path(), &["check"]));
        let message =
            format!("error: {multiple} in `design.page_multiple` is not a number of pages of a sheet");
        assert_contains(&output, &[&message, "a number from 1 to 64", remedy]);
    }
}

#[test]
fn names_are_links_only_where_the_associations_are_printed() {
    for part in ["year", "network", "comparison", "annex"] {
        let project = with(&format!("design: {{parts: [{part}]}}\n"));
        let output = messages(&run(project.folder.path(), &["check"]));
        assert!(!output.contains("a link leads to"), "{part}: {output}");
    }
}

#[test]
fn long_words_and_titles_fit_the_pages_of_every_size() {
    let title = "Universitätsmitgliedschaftenverzeichnisübersicht der Wissenschaftsorganisationen und Forschungseinrichtungen";
    for page in ["A4", "A5", "letter"] {
        let project = with("");
        let text = format!(
            "edition: {{year: 2026}}\ntitle: {title}\nlanguages: [de]\ndesign: {{page: {page}, parts: [imprint, contents, year, associations, network]}}\n"
        );
        project.write(BROCHURE, &text);
        let record = format!("id: a\nname: {}\nuniversity: {{status: member}}\n", "x".repeat(200));
        project.write("data/memberships/long.yaml", &record);
        let output = messages(&run(project.folder.path(), &["check", "--lang", "de"]));
        assert!(!output.contains("wider than its column") && !output.contains("cut off"), "{page}: {output}");
    }
}

#[test]
fn the_photograph_of_the_cover_fills_its_place_and_the_bleed_without_being_stretched() {
    let folder = data_project();
    let photograph = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"400\"><rect width=\"300\" height=\"400\"/></svg>";
    write(folder.path(), "images/campus.svg", photograph);
    let institution = folder.path().join("data/institution.yaml");
    let text = std::fs::read_to_string(&institution).expect("a text");
    std::fs::write(&institution, text + "photograph: {file: images/campus.svg, alt: The campus}\n")
        .expect("written");
    let output = run(folder.path(), &["--format", "pdf", "--profile", "print"]);
    let said = messages(&output);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(!said.contains("a white line may show"), "{said}");
}
