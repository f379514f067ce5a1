//! Errors in layouts and stylesheets, and problems that appear only on the pages: each message shows the place in the
//! layout and, if that is certain, the value in the data.

use crate::kit::{CASPIAN, LAYOUT, Project, assert_contains};

/// Asserts that the layout with `more` appended is refused with `message` and `help`, and `marked` is marked.
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
        "`label`: there is no label `foundd`",
        "Did you mean `founded`?",
    );
}

#[test]
fn a_name_that_is_similar_to_none_has_a_remedy_without_a_manual() {
    layout_is_refused(
        "{{qqqqqqqq}}",
        "{{qqqqqqqq}}",
        "the data has nothing called `qqqqqqqq`",
        "Use the name of a field of the data, such as `title` or `institution.name`.",
    );
    layout_is_refused(
        "{{qqqqqqqq title}}",
        "{{qqqqqqqq title}}",
        "there is no helper called `qqqqqqqq`",
        &format!("The helpers are: {}.", brochure::template::HELPERS.join(", ")),
    );
    layout_is_refused(
        "{{#if title subtitle}}x{{/if}}",
        "{{#if title subtitle}}",
        "`if` takes one value, but 2 are given here",
        "Combine several conditions in parentheses: `{{#if (and founded region)}}`.",
    );
}

#[test]
fn braces_and_blocks_that_do_not_match_are_pointed_at() {
    layout_is_refused(
        "\n{{#if title}}\nx",
        "{{#if title}}",
        "the block `if` is not closed",
        "Write `{{/if}}` where it ends.",
    );
    layout_is_refused(
        "x{{/if}}",
        "{{/if}}",
        "`if` is closed here, but no block is open",
        "Remove it, or open the block before it: `{{#if …}}`.",
    );
    layout_is_refused(
        "{{#if title}}{{/each}}",
        "{{/each}}",
        "`each` is closed here, but the open block is `if`",
        "Write `{{/if}}` first: the block that was opened last must be closed first.",
    );
    layout_is_refused(
        "<p>{{title",
        "{{title",
        "these braces are not closed",
        "Write `}}` after the name, or `}}}` if it begins with `{{{`.",
    );
}

#[test]
fn missing_partials_and_cycles_of_partials_are_pointed_at() {
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
        "  help: Remove one of these inclusions: cover → cover.\n",
    ]);
    let project = Project::new();
    project.write("templates/partials/place.hbs", "<p>\n{{> cover}}");
    project.refused(&[
        &format!(
            "error: the partial `cover` includes itself\n{}",
            project.place("templates/partials/place.hbs", "{{> cover}}")
        ),
        "  help: Remove one of these inclusions: cover → place → cover.\n",
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
        "  help: Close the open elements, or use fewer levels.\n",
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
        &format!("{NO_GLYPH}{value} this value\n  --> templates/partials/name.hbs:1:1\n"),
        "^^^^^^^^ shown by this layout\n",
        // The contents, the overview, the section, the table, the annex: one message for all.
        "^ as it was filled in, and in 4 more places\n",
        NO_GLYPH_HELP,
    ]);
    assert_contains(&messages, &[&format!("  --> {LAYOUT}, filled (en):")]);
}

#[test]
fn a_value_that_went_through_markdown_is_found() {
    let project = Project::new();
    let file = "data/brochure.yaml";
    project.replace(file, "This brochure", "This *brochure* \u{13000}&");
    let value = project.place(file, "\u{13000}");
    let place = value.lines().next().expect("a place");
    let messages = project.refused(&[NO_GLYPH, place, NO_GLYPH_HELP]);
    let expression = "{{{markdown introduction}}}";
    assert_contains(&messages, &[&project.place("templates/partials/imprint.hbs", expression)]);
}

#[test]
fn a_value_that_occurs_more_than_once_is_not_guessed() {
    let project = Project::new();
    project.replace("data/memberships/black-sea.yaml", "en: Black Sea region", "en: \u{13000}");
    project.replace(CASPIAN, "founded: 1996", "founded: 1996\nabbreviation: \u{13000}");
    let (status, messages) = project.run(&[]);
    assert_eq!(status, Some(1));
    assert_contains(&messages, &[NO_GLYPH, "  --> templates/partials/association.hbs:"]);
    assert!(!messages.contains("  --> data/"), "{messages}");
}

#[test]
fn a_layout_that_the_project_does_not_have_is_shown_as_built_in() {
    let project = Project::new();
    std::fs::remove_dir_all(project.folder().join("templates")).expect("removed");
    project.replace("data/memberships/black-sea.yaml", "en: Black Sea region", "en: \u{13000}");
    project.replace(CASPIAN, "founded: 1996", "founded: 1996\nabbreviation: \u{13000}");
    let (status, messages) = project.run(&[]);
    assert_eq!(status, Some(1));
    assert_contains(&messages, &[NO_GLYPH, "  --> templates/partials/association.hbs (built in):"]);
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
    // The problem occurs for each association with a year, and is reported once.
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
        assert_contains(
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
    project.replace(LAYOUT, "{{> colors}}", "<style>\np { colr: red }\n</style>");
    warned(&project, &project.place(LAYOUT, "colr: red "));
}

#[test]
fn only_the_first_hundred_problems_of_the_pages_are_printed() {
    let project = Project::new();
    let lines = "<p style=\"width: 20pt; overflow-wrap: normal\">incomprehensibilities</p>\n".repeat(256);
    project.append(LAYOUT, &lines);
    let (status, messages) = project.run(&["--format", "pdf"]);
    assert_eq!(status, Some(0), "{messages}");
    assert_eq!(messages.matches("warning: a line is ").count(), 100);
    assert_contains(&messages, &["warning: 156 more problems with the pages, after the first 100\n"]);
}

#[test]
fn lines_of_one_paragraph_that_are_too_wide_are_one_warning() {
    let project = Project::new();
    project.append(LAYOUT, "\n<p style=\"width: 20pt; overflow-wrap: normal\">{{institution.name}}</p>");
    let (status, messages) = project.run(&["--format", "pdf"]);
    assert_eq!(status, Some(0), "{messages}");
    assert_eq!(messages.matches("warning: a line is ").count(), 1, "{messages}");
    let value = project.place("data/institution.yaml", "Lankaran State University");
    assert_contains(&messages, &[&value, "  help: Allow hyphenation (`hyphens: auto`), or make "]);
}

#[test]
fn a_missing_image_of_a_page_rule_is_reported_at_its_declaration() {
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
        assert_contains(&messages, &[&format!("warning: {message}\n{place}")]);
        project.write(file, before);
    }
}
