//! The lists that pictures are made of, and the checks of their names.

use super::Example;

#[test]
fn the_timeline_has_all_years_in_order() {
    let project = Example::new();
    project.expect(
        "{{#each timeline}}{{year}} {{kind}} {{text}} {{association.id}}; {{/each}}",
        "1988 founded Coastal Cities Network ccn; 1991 university_founded University of the North ; \
         1994 founded Northern Universities Association nua; 2004 joined Northern Universities Association nua; \
         2026 applied Coastal Cities Network ccn; ",
    );
    project.expect(
        "{{#each this_year}}{{label \"timeline_\" kind}}: {{text}}{{/each}}",
        "membership applied for: Coastal Cities Network",
    );
}

#[test]
fn exchange_is_summed_by_year_and_unknown_where_nobody_has_figures() {
    let project = Example::new();
    project.expect(
        "{{#each exchange_years}}{{year}} {{default incoming \"?\"}} {{default outgoing \"?\"}}; {{/each}}",
        "2024/25 40 25; 2025/26 60 ?; ",
    );
    project.expect("{{#if (filter exchange_years \"year\" \"1999\")}}some{{else}}none{{/if}}", "none");
}

#[test]
fn fields_that_a_picture_shows_are_checked() {
    let project = Example::new();
    project.refuses(
        "{{{bars memberships label=\"nmae\" value=\"founded\"}}}",
        "the data has nothing called `nmae`",
        "Did you mean `name`?",
    );
    project.refuses(
        "{{{timeline title}}}",
        "`timeline`: the first value is a single value, not a list",
        "Write for example `{{{timeline timeline}}}`.",
    );
    project.refuses(
        "{{{network memberships high=3}}}",
        "`network` has no `high=`",
        "It has: by, width, size, alt.",
    );
}
