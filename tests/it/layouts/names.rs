//! The names in layouts are checked whether their branch is taken or not, and what no layout uses is a warning of `check`.

use brochure::data;
use brochure::template::{FILES, Layouts, layout_names};
use engine::diagnostics::Diagnostics;
use engine::resources::Resources;

use super::{Example, TEXT_LAYOUT, shown};
use crate::kit::{assert_contains, sampled};

#[test]
fn names_are_checked_in_blocks_that_are_never_shown() {
    let project = Example::new();
    let nothing = |name: &str| format!("the data has nothing called `{name}`");
    project.refuses(
        "{{#if institution.rector}}{{institution.rector.nmae}}{{/if}}",
        &nothing("institution.rector.nmae"),
        "Did you mean `institution.rector.name`?",
    );
    project.refuses(
        "{{#if subtitle}}{{else if subtitl}}{{/if}}",
        &nothing("subtitl"),
        "Did you mean `subtitle`?",
    );
    project.refuses(
        "{{#each memberships}}{{#each events}}{{#each people}}{{../tilte}}{{/each}}{{/each}}{{/each}}",
        &nothing("../tilte"),
        "Did you mean `../title`?",
    );
    project.refuses(
        "{{#each memberships}}{{#each events}}{{@root.edition.yaer}}{{/each}}{{/each}}",
        &nothing("@root.edition.yaer"),
        "Did you mean `@root.edition.year`?",
    );
    project.refuses(
        "{{#each memberships}}{{#each events}}{{edition.year}}{{/each}}{{/each}}",
        &nothing("edition.year"),
        "The names here are `title`, `date`, `place`, `people`, `sources`.",
    );
    project.refuses(
        "{{#each memberships}}{{#each events}}{{edition}}{{/each}}{{/each}}",
        &nothing("edition"),
        "It is outside the block: `../../edition`.",
    );
    project.refuses(
        "{{memberships.name}}",
        &nothing("memberships.name"),
        "It is in each item of a list: `{{#each memberships}}{{name}}{{/each}}`.",
    );
    project.refuses("{{memberships.length}}", &nothing("memberships.length"), "Write `{{len memberships}}`.");
    project.refuses(
        "{{edition.as_of.year}}",
        &nothing("edition.as_of.year"),
        "What is before the last name is a single value, without fields.",
    );
}

#[test]
fn variables_labels_and_names_of_fields_are_checked_in_blocks_that_are_never_shown() {
    let project = Example::new();
    let nothing = |name: &str| format!("the data has nothing called `{name}`");
    project.refuses(
        "{{#each memberships}}{{#each events}}{{@indx}}{{/each}}{{/each}}",
        "there is no `@indx` here",
        "Did you mean `@index`?",
    );
    project.refuses(
        "{{@index}}",
        "there is no `@index` here",
        "Use it inside `{{#each …}}`; in a block inside that, write `@../index`.",
    );
    project.refuses(
        "{{#if subtitle}}{{label \"foundd\"}}{{/if}}",
        "`label`: there is no label `foundd`",
        "Did you mean `founded`?",
    );
    project.refuses(
        "{{#each memberships}}{{#each events}}{{label \"statos_\" title}}{{/each}}{{/each}}",
        "`label`: there is no label that begins with `statos_`",
        "Did you mean `status_`?",
    );
    project.refuses(
        "{{#if subtitle}}{{plural 1 \"membershp\"}}{{/if}}",
        "`plural`: there is no label `membershp_other`",
        "Did you mean `membership_other`?",
    );
    project.refuses(
        "{{#if subtitle}}{{labels.foundd}}{{/if}}",
        &nothing("labels.foundd"),
        "Did you mean `labels.founded`?",
    );
    project.refuses(
        "{{#each (sort memberships \"nmae\")}}{{/each}}",
        &nothing("nmae"),
        "Did you mean `name`?",
    );
    project.refuses("{{#each (group_by memberships \"university.stauts\")}}{{key}}{{#each items}}{{name}}{{/each}}{{/each}}", &nothing("university.stauts"), "Did you mean `university.status`?");
    project.refuses(
        "{{#each (group_by memberships \"region\")}}{{#each items}}{{nmae}}{{/each}}{{/each}}",
        &nothing("nmae"),
        "Did you mean `name`?",
    );
    project.refuses(
        "{{#if subtitle}}{{lookup institution \"nmae\"}}{{/if}}",
        &nothing("nmae"),
        "Did you mean `name`?",
    );
}

#[test]
fn calls_of_helpers_are_checked_in_blocks_that_are_never_shown() {
    let project = Example::new();
    let refuses = |call: &str, message: &str, help: &str| {
        project.refuses(&format!("{{{{#if subtitle}}}}{call}{{{{/if}}}}"), message, help);
    };
    refuses(
        "{{truncate title}}",
        "`truncate` takes 2 values, but only one is given here",
        "Write for example `{{truncate name 40}}`.",
    );
    refuses(
        "{{upper title subtitle}}",
        "`upper` takes one value, but 2 are given here",
        "Write for example `{{upper name}}`.",
    );
    refuses(
        "{{#each memberships attachments}}{{/each}}",
        "`each` takes one value, but 2 are given here",
        "Write for example `{{#each memberships}}…{{/each}}`.",
    );
    refuses("{{join languages seperator=\",\"}}", "`join` has no `seperator=`", "It has: field.");
    refuses("{{upper title langage=\"tr\"}}", "`upper` has no `langage=`", "Remove it.");
    refuses(
        "{{#if title includezero=true}}{{/if}}",
        "`if` has no `includezero=`",
        "Did you mean `includeZero`?",
    );
    refuses("{{#upper title}}{{/upper}}", "`upper` has no block", "Write `{{upper …}}` without `#`.");
    refuses("{{uper title}}", "there is no helper called `uper`", "Did you mean `upper`?");
    refuses(
        "{{#each memberships}}{{#each events}}{{date}}{{/each}}{{/each}}",
        "`date` takes 1 or 2 values, but none is given here",
        "For the field of that name, write `{{this.date}}`.",
    );
    refuses(
        "{{#each (sort title)}}{{/each}}",
        "`sort`: the first value is a single value, not a list",
        "Write for example `{{#each (sort memberships \"name\")}}…{{/each}}`.",
    );
    refuses(
        "{{#each title}}{{/each}}",
        "`title` is not a list",
        "`each` repeats its block for each item of a list; for a single value use `if` or `with`.",
    );
}

#[test]
fn a_shipped_partial_that_does_not_fit_is_reported_where_the_project_includes_it() {
    let project = Example::new();
    let messages = project.fill("{{title}} {{> association}}").expect_err("names of an association");
    assert_contains(
        &messages,
        &[
            "error: the partial `association` cannot be used here: the data has nothing called `university.status`\n  --> templates/summary.txt.hbs:1:11\n",
        ],
    );
    assert_eq!(messages.matches("error: ").count(), 1, "{messages}");
}

#[test]
fn a_partial_is_checked_in_each_context_that_includes_it() {
    let project = Example::new();
    project.write("templates/partials/line.hbs", "{{title}}{{#if place}}, {{place}}{{/if}}\n");
    project.expect("{{#each memberships}}{{#each events}}{{> line}}{{/each}}{{/each}}", "");
    let layout = "{{#each memberships}}{{#each events}}{{> line}}{{/each}}{{#each projects}}{{> line}}{{/each}}{{/each}}";
    let messages = project.fill(layout).expect_err("projects have no place");
    assert_contains(
        &messages,
        &[
            "error: the data has nothing called `place`\n  --> templates/partials/line.hbs:1:10\n",
            "in the partial that is included here",
        ],
    );
}

/// The names, helpers and labels in the tags of a layout, with their offsets.
fn words(layout: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = layout[at..].find("{{").map(|start| at + start) {
        let end = layout[start..].find("}}").map_or(layout.len(), |end| start + end);
        let tag = &layout[start..end];
        let is_word = |sign: char| sign.is_ascii_alphanumeric() || sign == '_';
        let mut rest = 0;
        while let Some(from) =
            tag[rest..].find(|sign: char| sign.is_ascii_alphabetic()).map(|from| rest + from)
        {
            let length = tag[from..].find(|sign| !is_word(sign)).unwrap_or(tag.len() - from);
            found.push((start + from, &tag[from..from + length]));
            rest = from + length;
        }
        at = end;
    }
    // What is always right, and values, which no name is looked up for.
    found.retain(|(at, word)| !["null", "this", "html"].contains(word) && !is_value(&layout[..*at]));
    found
}

/// Whether a word after this text is in quotation marks as a value: of `name="…"`, compared by `eq` and `ne`, the one that
/// `filter` looks for, or a part of a text that `concat` makes.
fn is_value(before: &str) -> bool {
    let Some(before) = before.strip_suffix('"') else { return false };
    let call = before.rsplit('(').next().unwrap_or_default();
    let helper = call.split(' ').next().unwrap_or_default();
    before.ends_with('=')
        || ["eq", "ne", "concat"].contains(&helper)
        || helper == "filter" && call.trim_end().ends_with('"')
}

/// With the data of the shipped project, of the manual's and of the twelve memberships.
#[test]
fn every_name_of_the_shipped_layouts_is_found_if_it_is_misspelt() {
    let project = Example::new();
    let mut diagnostics = Diagnostics::new();
    let shipped = data::load(crate::kit::shipped(), &mut diagnostics).expect("the shipped data");
    let twelve = crate::kit::shipped().join("tests/twelve");
    let twelve = data::load(&twelve, &mut diagnostics).expect("the data of twelve");
    let mut seen = 0;
    for file in FILES.iter().filter(|file| file.path.ends_with(".hbs")) {
        let layout = std::str::from_utf8(file.bytes).expect("UTF-8");
        let sound = format!("{layout}\n");
        for (at, word) in [(0, "")].into_iter().chain(sampled(words(layout), 40)) {
            let middle = at + word.len() / 2;
            let misspelt = if word.is_empty() {
                sound.clone()
            } else {
                format!("{}zq{}", &layout[..middle], &layout[middle..])
            };
            project.write(file.path, &misspelt);
            let mut diagnostics = Diagnostics::new();
            let resources = Resources::new(project.folder.path(), FILES);
            let layouts = Layouts::load(&resources, &layout_names(&resources), &mut diagnostics);
            for brochure in [&shipped, &project.brochure, &twelve] {
                let is_sound =
                    layouts.as_ref().is_some_and(|layouts| layouts.check(Some(brochure), &mut diagnostics));
                assert_eq!(
                    is_sound,
                    word.is_empty(),
                    "{}: {word} at {at}\n{}",
                    file.path,
                    shown(&diagnostics)
                );
            }
            let line = layout[..at].matches('\n').count() + 1;
            // A value that a layout gives to a partial is missing in the partial.
            let is_definition = layout[at + word.len()..].starts_with('=');
            let line = if is_definition { String::new() } else { format!("{line}:") };
            let place = format!("{}:{line}", file.path);
            assert!(
                word.is_empty() || shown(&diagnostics).contains(&place),
                "{word} in {place}\n{}",
                shown(&diagnostics)
            );
            seen += 1;
        }
        std::fs::remove_file(project.folder.path().join(file.path)).expect("removed");
    }
    assert!(seen > sampled(0..500, 40).count(), "only {seen} names are seen");
}

/// What `check` reports of the example with more files.
fn checked(files: &[(&str, &str)]) -> String {
    let project = Example::new();
    files.iter().for_each(|(name, text)| project.write(name, text));
    let output = crate::kit::run(project.folder.path(), &["check"]);
    assert_eq!(output.status.code(), Some(0), "{}", crate::kit::messages(&output));
    crate::kit::messages(&output)
}

#[test]
fn check_warns_of_partials_that_no_layout_includes() {
    let messages = checked(&[
        ("templates/partials/Cover.hbs", "x"),
        ("templates/partials/figures2.hbs", "<p>mine</p>"),
        ("templates/partials/elsewhere.hbs", "<p>mine</p>"),
        ("templates/partials/comparison.html", "x"),
        ("templates/period.hbs", "x"),
        ("templates/parts/period.hbs", "x"),
    ]);
    let unused = |name: &str| {
        format!("warning: no layout includes the partial `{name}`\n  --> templates/partials/{name}.hbs\n")
    };
    assert_contains(
        &messages,
        &[
            &unused("Cover"),
            "help: Layouts include `cover`: to replace that partial, name the file cover.hbs.\n",
            &unused("figures2"),
            "help: Layouts include `figures`: to replace that partial, name the file figures.hbs.\n",
            &unused("elsewhere"),
            "help: Include it with `{{> elsewhere}}`, or remove the file.\n",
            "warning: no layout uses the file templates/partials/comparison.html\n",
            "help: If it is a partial, name it comparison.hbs.\n",
            "warning: no layout uses the file templates/period.hbs\n",
            "help: If it is a partial, move it to templates/partials/period.hbs.\n",
            "warning: no layout uses the file templates/parts/period.hbs\n",
        ],
    );
    // One that replaces a shipped partial is used, and one that a value may choose.
    let messages = checked(&[("templates/partials/figures.hbs", "<p>mine</p>")]);
    assert!(!messages.contains("no layout"), "{messages}");
    let messages = checked(&[
        ("templates/partials/nua.hbs", "x"),
        ("templates/partials/ccn.hbs", "x"),
        (TEXT_LAYOUT, "{{#each memberships}}{{> (lookup . \"id\")}}{{/each}}"),
    ]);
    assert!(!messages.contains("no layout"), "{messages}");
}

#[test]
fn check_warns_of_stylesheets_and_layouts_that_nothing_is_made_with() {
    let found = checked(&[
        ("templates/custm.css", "p { color: red }"),
        ("templates/poster.css", "p { color: red }"),
        ("templates/sumary.txt.hbs", "x"),
        ("templates/letter.txt.hbs", "x"),
        ("templates/Brochure.html.hbs", "<title>A</title>"),
        ("templates/my poster.html.hbs", "<title>A</title>"),
    ]);
    for (name, what, help) in [
        (
            "custm.css",
            "no layout uses",
            "Layouts use custom.css: to replace that stylesheet, name the file custom.css.",
        ),
        ("poster.css", "no layout uses", "Rules for all layouts belong in templates/custom.css."),
        (
            "sumary.txt.hbs",
            "nothing is made of",
            "To replace the layout of that text, name the file summary.txt.hbs.",
        ),
        (
            "letter.txt.hbs",
            "nothing is made of",
            "The layouts of texts are summary.txt.hbs and short.txt.hbs.",
        ),
        (
            "Brochure.html.hbs",
            "nothing is made of",
            "To replace the layout `brochure`, name the file brochure.html.hbs. To make a result of its own of it, add `Brochure` to `outputs.layouts`.",
        ),
        (
            "my poster.html.hbs",
            "nothing is made of",
            "Use only letters from a to z, digits, `-` and `_` in its name.",
        ),
    ] {
        let place = format!("warning: {what} the file templates/{name}\n  --> templates/{name}\n");
        assert_contains(&found, &[&place, &format!("help: {help}\n")]);
    }
    // What is linked, imported, chosen, or not like a shipped one is used, and what replaces a shipped one.
    let found = checked(&[
        ("templates/custom.css", "@import url(poster.css);"),
        ("templates/poster.css", "p { color: red }"),
        ("templates/brochure.css", "@import 'colors.css'; p { color: red }"),
        ("templates/colors.css", ":root { --ink: #123 }"),
        ("templates/wall.css", "p { color: red }"),
        ("templates/brochure2.html.hbs", "<title>A</title>"),
        ("templates/poster.html.hbs", "<title>A</title><link rel=stylesheet href=wall.css>"),
    ]);
    assert!(!found.contains("no layout uses") && !found.contains("nothing is made"), "{found}");
}

#[test]
fn check_warns_of_labels_that_no_layout_uses() {
    let labels = "foundd: {en: Begun}\nspecial: {en: Special}\nmood_good: {en: Good}\nregion: {en: Area}\n";
    let layout = "{{#each memberships}}{{#if subtitle}}{{label \"special\"}}{{label \"mood_\" region}}{{/if}}{{/each}}".replace("{{#if subtitle}}", "{{#if logo}}");
    let messages = checked(&[("data/labels.yaml", labels), (TEXT_LAYOUT, &layout)]);
    assert_contains(
        &messages,
        &[
            "warning: no layout uses the label `foundd`\n  --> data/labels.yaml:1:1\n",
            "help: Layouts ask for `founded`: rename it, or remove the line.\n",
        ],
    );
    assert_eq!(messages.matches("no layout uses").count(), 1, "{messages}");
}

#[test]
fn check_reads_the_layouts_that_are_not_chosen_and_build_does_not() {
    let project = Example::new();
    project.write("templates/poster.html.hbs", "<title>A</title>{{label \"mine\"}}{{> mine}}");
    project.write("templates/partials/mine.hbs", "{{#each memberships}}{{period university}}{{/each}}");
    // A word for years that English does not need.
    project.write("data/labels.yaml", "mine: {en: Mine}\nuntil_time_year: {en: \"until {date}\"}\n");
    let run = |arguments: &[&str]| {
        let output = crate::kit::run(project.folder.path(), arguments);
        (output.status.code(), crate::kit::messages(&output))
    };
    let (code, messages) = run(&["check"]);
    assert_eq!(code, Some(0), "{messages}");
    assert!(!messages.contains("no layout"), "{messages}");
    project.write("templates/poster.html.hbs", "<title>{{titel}}</title>");
    let (code, messages) = run(&["check"]);
    assert_eq!(code, Some(1), "{messages}");
    assert_contains(
        &messages,
        &["the data has nothing called `titel`\n  --> templates/poster.html.hbs:1:8\n"],
    );
    assert_eq!(run(&["--format", "txt"]).0, Some(0));
    let (code, messages) = run(&["--layout", "poster"]);
    assert_eq!(code, Some(1), "{messages}");
}

#[test]
fn patterns_of_dates_are_checked_in_blocks_that_are_never_shown() {
    let project = Example::new();
    project.refuses(
        "{{#if subtitle}}{{date edition.as_of \"d MMMM YYYY\"}}{{/if}}",
        "`date`: `YYYY` in the pattern `d MMMM YYYY` is no field of a date",
        "The year is `yyyy`.",
    );
    project.refuses(
        "{{date edition.year \"d MMMM y\"}}",
        "`date`: `2026` has no month, which the pattern `d MMMM y` would print",
        "Without a pattern, as much is printed as is known: `{{date …}}`.",
    );
    project.refuses(
        "{{date edition.as_of 4}}",
        "`date`: the pattern is not a text",
        "Write it in quotation marks: `{{date edition.as_of \"d MMMM y\"}}`.",
    );
}
