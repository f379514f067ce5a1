//! Layouts: the examples of docs/layouts.md have the results that it says, and what designers expect of Handlebars.

use std::path::Path;

use brochure::data::{self, Brochure};
use brochure::template::{DEFAULT_LAYOUT, FILES, HELPERS, Layouts};
use engine::diagnostics::{Diagnostics, RenderOptions, render};
use engine::resources::Resources;

use crate::kit::{assert_contains, write};

mod design;
mod names;
mod pictures;
mod several;

const MANUAL: &str = include_str!("../../../docs/layouts.md");
const TEXT_LAYOUT: &str = "templates/summary.txt.hbs";

/// A project with the data of the manual's examples.
struct Example {
    folder: tempfile::TempDir,
    brochure: Brochure,
}

impl Example {
    fn new() -> Example {
        let folder = tempfile::tempdir().expect("a folder");
        let data = MANUAL.split("\n## ").find(|section| section.starts_with("The data of the examples"));
        for block in data.expect("the data").split("```yaml\n").skip(1) {
            let (text, _) = block.split_once("```").expect("an end");
            let (name, text) = text.split_once('\n').expect("a first line");
            write(folder.path(), name.trim_start_matches("# "), text);
        }
        let picture = "<?xml version=\"1.0\"?>\n<svg viewBox=\"0 0 1 1\"><path d=\"M0 0h1v1z\"/></svg>\n";
        write(folder.path(), "images/map.svg", picture);
        let mut diagnostics = Diagnostics::new();
        let brochure = data::load(folder.path(), &mut diagnostics);
        let brochure = brochure.unwrap_or_else(|| panic!("{}", shown(&diagnostics)));
        Example { folder, brochure }
    }

    fn write(&self, file: &str, text: &str) {
        write(self.folder.path(), file, text);
    }

    /// What the summary with this layout contains, or the messages.
    fn fill(&self, layout: &str) -> Result<String, String> {
        self.fill_and_report(layout).0
    }

    fn fill_and_report(&self, layout: &str) -> (Result<String, String>, Diagnostics) {
        self.write(TEXT_LAYOUT, layout);
        let mut diagnostics = Diagnostics::new();
        let filled = self.filled(self.folder.path(), &mut diagnostics);
        (filled.ok_or_else(|| shown(&diagnostics)), diagnostics)
    }

    fn filled(&self, root: &Path, diagnostics: &mut Diagnostics) -> Option<String> {
        let layouts = Layouts::load(&Resources::new(root, FILES), &[DEFAULT_LAYOUT], diagnostics)?;
        if !layouts.check(Some(&self.brochure), diagnostics) {
            return None;
        }
        layouts.text("summary", &self.brochure, "en", diagnostics)
    }

    fn expect(&self, layout: &str, expected: &str) {
        match self.fill(layout) {
            Ok(filled) => assert_eq!(filled, expected, "{layout}"),
            Err(messages) => panic!("{layout}\n{messages}"),
        }
    }

    fn refuses(&self, layout: &str, message: &str, help: &str) {
        let messages = self.fill(layout).expect_err(layout);
        assert_contains(&messages, &[&format!("error: {message}\n"), &format!("help: {help}\n")]);
        assert_eq!(messages.matches("error: ").count(), 1, "{messages}");
    }
}

fn shown(diagnostics: &Diagnostics) -> String {
    render(diagnostics, RenderOptions::default())
}

/// The cells of a row of a table, without their backquotes.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim().trim_start_matches('|').trim_end_matches('|').replace("\\|", "\u{1}");
    let code = |cell: &str| {
        let cell = cell.trim();
        cell.strip_prefix('`').and_then(|cell| cell.strip_suffix('`')).unwrap_or(cell).replace('\u{1}', "|")
    };
    line.split('|').map(code).collect()
}

#[test]
fn the_examples_of_the_manual_have_the_results_that_it_says() {
    let project = Example::new();
    let mut columns: Option<(usize, usize)> = None;
    let (mut seen, mut examples) = (0, String::new());
    for line in MANUAL.lines() {
        if !line.starts_with('|') {
            columns = None;
            continue;
        }
        let cells = cells(line);
        let column = |name: &str| cells.iter().position(|cell| cell == name);
        let Some((example, result)) = columns else {
            columns = column("example").zip(column("result"));
            continue;
        };
        let (example, result) = (&cells[example], &cells[result]);
        if example.starts_with("---") {
            continue;
        }
        seen += 1;
        examples += example;
        // Names without a path are those of the first association, but for those of the outermost level.
        let within = format!("{{{{#with (first memberships)}}}}{example}{{{{/with}}}}");
        let rooted = within
            .replace("memberships \"", "@root.memberships \"")
            .replace("@root.@root.", "@root.")
            .replace("counts.", "@root.counts.")
            .replace("edition.", "@root.edition.");
        let filled = project
            .fill(example)
            .or_else(|_| project.fill(&rooted))
            .unwrap_or_else(|messages| panic!("{example}\n{messages}"));
        let filled = &filled.trim_end_matches('\n').replace('\u{a0}', " ");
        match result.split_once(" …") {
            Some((start, _)) => assert!(filled.starts_with(start), "{example}: {filled}"),
            None => assert_eq!(filled, result, "{example}"),
        }
    }
    assert!(seen > 50, "only {seen} examples are seen");
    let called: Vec<&str> =
        examples.split(|sign: char| !sign.is_ascii_alphanumeric() && !"_\".".contains(sign)).collect();
    let missing: Vec<_> = HELPERS.iter().filter(|helper| !called.contains(helper)).collect();
    assert!(missing.is_empty(), "{missing:?} have no example");
}

#[test]
fn values_of_blocks_have_the_names_that_a_layout_gives_them() {
    let project = Example::new();
    project.expect("{{#each memberships as |m|}}{{#each m.initiators as |name i|}}{{m.id}}{{i}}{{name}} {{/each}}{{/each}}", "nua0Tartu nua1Riga nua2Turku ");
    project.expect(
        "{{#each (limit memberships 1) as |m i|}}{{i}}{{m.name}}{{/each}}",
        "0Northern Universities Association",
    );
    project
        .expect("{{#each edition as |value key|}}{{key}}={{value}} {{/each}}", "year=2026 as_of=2026-11-24 ");
    project.expect("{{#with edition as |e|}}{{e.year}}{{/with}}", "2026");
    // The name is not that of a field.
    project.refuses(
        "{{#each memberships as |m|}}{{m.nmae}}{{/each}}",
        "the data has nothing called `m.nmae`",
        "Did you mean `m.name`?",
    );
    project.refuses(
        "{{#each memberships as |m|}}{{/each}}{{m.name}}",
        "the data has nothing called `m.name`",
        "Use the name of a field of the data, such as `title` or `institution.name`.",
    );
    project.refuses(
        "{{#if title as |t|}}{{/if}}",
        "`if` gives no names to values",
        "Write it with `each` or `with`.",
    );
}

#[test]
fn a_caret_opens_the_opposite_block() {
    let project = Example::new();
    project.expect("{{^if subtitle}}none{{/if}}", "none");
    project.expect("{{^if title}}none{{else}}some{{/if}}", "some");
    project
        .expect("{{#if subtitle}}a{{^}}b{{^if title}}c{{else}}{{^if subtitle}}d{{/if}}{{/if}}{{/if}}", "bd");
    project.expect("{{~^if subtitle~}} x {{~/if~}} \n{{^each attachments}}no files{{/each}}", "xno files");
    // The place of a mistake after it is not moved.
    let messages = project.fill("{{^if subtitle}}{{.}}{{/if}} {{titel}}").expect_err("a misspelt name");
    assert_contains(&messages, &["templates/summary.txt.hbs:1:30\n"]);
}

#[test]
fn a_lone_full_stop_is_the_current_value() {
    let project = Example::new();
    project.expect("{{#each languages}}{{.}}{{{.}}}{{upper .}}{{/each}}", "enenEN");
    project.expect("{{#with edition}}{{lookup . \"year\"}}{{/with}} . {{concat \".\" '.'}}", "2026 . ..");
}

#[test]
fn a_lone_root_is_all_data_and_no_other_variable_is_known() {
    let project = Example::new();
    project.write("templates/partials/head.hbs", "{{title}} {{edition.year}};");
    project.expect(
        "{{#each memberships}}{{> head @root}}{{#with @root}}{{language}}{{/with}} {{/each}}",
        "International memberships 2026;en International memberships 2026;en ",
    );
    project.expect(
        "{{#with institution}}{{#with (lookup @root \"edition\")}}{{year}}{{/with}}{{/with}}",
        "2026",
    );
    let help = "Did you mean `@root`?";
    project.refuses("{{> head @rooot}}", "there is no `@rooot` here", help);
    project.refuses("{{#with institution}}{{@rooot}}{{/with}}", "there is no `@rooot` here", help);
    let message = "there is no `@foo` here";
    assert_contains(&project.fill("{{> head @foo}}").expect_err("no such variable"), &[message]);
    assert_contains(&project.fill("{{#if @foo}}{{/if}}").expect_err("no such variable"), &[message]);
}

#[test]
fn partials_are_chosen_by_values_and_have_parameters_and_blocks() {
    let project = Example::new();
    let partial = |name: &str, text: &str| project.write(&format!("templates/partials/{name}.hbs"), text);
    partial("nua", "[N {{name}}]");
    partial("ccn", "[C {{abbreviation}}]");
    partial("card", "<{{title}} {{count}}>");
    partial("frame", "({{> @partial-block}})");
    project.expect(
        "{{#each memberships}}{{> (lookup . \"id\")}}{{/each}}",
        "[N Northern Universities Association][C CCN]",
    );
    project.expect(
        "{{> card title=\"A\" count=edition.year}}{{> card edition title=\"B\" count=1}}",
        "<A 2026><B 1>",
    );
    project.expect("{{#> frame}}{{edition.year}}{{/frame}}", "(2026)");
    project.expect(
        "{{#*inline \"row\"}}{{name}};{{/inline}}{{#each memberships}}{{> row}}{{/each}}",
        "Northern Universities Association;Coastal Cities Network;",
    );
    project.refuses(
        "{{> card title=\"A\"}}",
        "the data has nothing called `count`",
        "Did you mean `counts`?",
    );
    project.refuses(
        "{{> (concat \"fra\" \"mee\")}}",
        "there is no partial called `framee`",
        "Did you mean `frame`?",
    );
    // A partial that a value chooses is checked where it may be included.
    partial("ccn", "{{abbreviatoin}}");
    project.refuses(
        "{{#each memberships}}{{> (lookup . \"id\")}}{{/each}}",
        "the data has nothing called `abbreviatoin`",
        "Did you mean `abbreviation`?",
    );
}

#[test]
fn partials_that_values_choose_cannot_include_each_other_without_end() {
    let project = Example::new();
    project.write("templates/partials/nua.hbs", "{{#each memberships}}{{#if @first}}{{> (concat id \"\")}}{{/if}}{{/each}}{{> (concat \"c\" \"cn\")}}");
    project.write("templates/partials/ccn.hbs", "{{#with this}}{{> (concat \"n\" \"ua\")}}{{/with}}");
    let messages = project.fill("{{> (concat \"n\" \"ua\")}}").expect_err("an endless inclusion");
    assert_contains(&messages, &["partials with a name from the data include each other without end"]);
    // Many inclusions beside each other are no inclusions inside each other.
    project.write("templates/partials/nua.hbs", "x");
    project.expect(&"{{> (concat \"n\" \"ua\")}}".repeat(200), &"x".repeat(200));
}

#[test]
fn a_partial_of_the_layout_itself_cannot_include_itself() {
    let project = Example::new();
    let itself = "the partial `a` includes itself";
    let remedy = "Remove this inclusion.";
    project.refuses("{{#*inline \"a\"}}{{> a}}{{/inline}}{{> a}}", itself, remedy);
    // Through another one; a name may mean another partial in another place.
    project.refuses(
        "{{#*inline \"a\"}}{{> b}}{{/inline}}{{#*inline \"b\"}}{{#if title}}{{> a}}{{/if}}{{/inline}}{{> a}}",
        itself,
        remedy,
    );
    project.expect("{{#*inline \"a\"}}x{{/inline}}{{> a}}{{#*inline \"b\"}}{{> a}}{{/inline}}{{> b}}", "xx");
}

#[test]
fn what_is_inside_a_value_that_is_not_known_is_nothing() {
    let project = Example::new();
    project.expect("{{#if institution.rector.portrait.alt}}a{{else}}b{{/if}}", "b");
    project.expect(
        "[{{institution.rector.name}}{{upper institution.contact.email}}{{institution.extra.a.b.c}}]",
        "[]",
    );
    project.expect(
        "{{#with institution.contact}}{{email}}{{/with}}{{#each institution.rector.name.x}}{{/each}}"
            .split("{{#each")
            .next()
            .unwrap_or_default(),
        "",
    );
    project.expect("{{#each memberships}}{{#each extra.lists}}{{anything}}{{/each}}{{/each}}", "");
}

#[test]
fn values_of_the_wrong_kind_are_refused_with_their_place() {
    let project = Example::new();
    let refuses = |call: &str, message: &str, help: &str| {
        let messages = project.fill(&format!("\n  {call}\n")).expect_err(call);
        assert_contains(
            &messages,
            &[
                &format!("error: {message}\n  --> templates/summary.txt.hbs:2:3\n"),
                &format!("help: {help}\n"),
            ],
        );
    };
    refuses(
        "{{add title 1}}",
        "`add`: a text is given where a number is expected",
        "Write for example `{{add counts.memberships 1}}`.",
    );
    refuses(
        "{{divide 1 counts.former}}",
        "`divide`: a division by 0",
        "Write it inside `{{#if …}}`, with the number that may be 0.",
    );
    refuses(
        "{{add institution.founded (subtract 1 edition.verified)}}"
            .replace("edition.verified", "institution.rector.name")
            .as_str(),
        "`subtract`: one of the numbers is not known",
        "Write it inside `{{#if …}}`, with the number that may be missing.",
    );
    refuses(
        "{{truncate title \"a\"}}",
        "`truncate`: the second value is not a number of characters",
        "Write for example `{{truncate name 40}}`.",
    );
    refuses(
        "{{join languages memberships}}",
        "`join`: a list is given where a text is expected",
        "Use its items, for example with `join` or `{{#each …}}`.",
    );
    refuses(
        "{{{inline_svg \"images/no.svg\" \"\"}}}",
        "`inline_svg`: the picture cannot be read: there is no file images/no.svg",
        "Write its path from the project folder.",
    );
    refuses(
        "{{{inline_svg \"../no.svg\" \"\"}}}",
        "`inline_svg`: the picture cannot be read: there is no file ../no.svg",
        "Write its path from the project folder.",
    );
    refuses(
        "{{{inline_svg \"data/brochure.yaml\" \"\"}}}",
        "`inline_svg`: data/brochure.yaml is not an SVG picture",
        "Show other pictures with `<img>`.",
    );
    refuses(
        "{{{qr institution.contact.website}}}",
        "`qr`: there is nothing to encode",
        "Write it inside `{{#if …}}`, with the value that may be missing.",
    );
    refuses(
        "{{#each (range 1 1000000)}}{{/each}}",
        "`range`: more than 10000 numbers, which is the limit",
        "Choose a smaller range.",
    );
}

#[test]
fn log_reports_values_with_the_place_of_the_tag() {
    let project = Example::new();
    let (filled, diagnostics) = project
        .fill_and_report("a\n {{#each memberships}}{{log abbreviation initiators}}{{/each}}{{log 1}}b");
    assert_eq!(filled.as_deref(), Ok("a\n b"));
    let messages = shown(&diagnostics);
    assert_contains(
        &messages,
        &[
            "note: NUA [\"Tartu\",\"Riga\",\"Turku\"]\n  --> templates/summary.txt.hbs:2:23\n",
            "note: CCN []\n  --> templates/summary.txt.hbs:2:23\n",
            "note: 1\n",
        ],
    );
}
