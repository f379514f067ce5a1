//! The default layouts, compiled into the program so that a project needs no layouts. A file of the project with the
//! same name takes precedence. The built-in fonts are in the engine's `text`.

use engine::resources::EmbeddedFile;

macro_rules! embedded {
    ([$($stylesheet:literal),*], $($layout:literal),* $(,)?) => {
        /// The built-in layouts, named by their paths in a project.
        pub const FILES: &[EmbeddedFile] = &[
            $(EmbeddedFile { path: $stylesheet, bytes: include_bytes!(concat!("../../", $stylesheet)) },)*
            $(EmbeddedFile { path: $layout, bytes: include_bytes!(concat!("../../", $layout)) }),*
        ];

        /// What the build script made of each layout, by its path.
        pub(super) const COMPILED: &[(&str, &[u8])] =
            &[$(($layout, include_bytes!(concat!(env!("OUT_DIR"), "/", $layout)))),*];
    };
}

embedded![
    [
        "templates/brochure.css",
        "templates/colors.css",
        "templates/custom.css",
        "templates/factsheet.css",
        "templates/factsheets.css",
        "templates/register.css",
        "templates/screen.css"
    ],
    "templates/brochure.html.hbs",
    "templates/factsheet.html.hbs",
    "templates/factsheets.html.hbs",
    "templates/register.html.hbs",
    "templates/partials/annex-table.hbs",
    "templates/partials/annex.hbs",
    "templates/partials/association.hbs",
    "templates/partials/associations.hbs",
    "templates/partials/back-cover.hbs",
    "templates/partials/changes.hbs",
    "templates/partials/colors.hbs",
    "templates/partials/comparison-table.hbs",
    "templates/partials/comparison.hbs",
    "templates/partials/contact.hbs",
    "templates/partials/contacts.hbs",
    "templates/partials/contents.hbs",
    "templates/partials/counts.hbs",
    "templates/partials/cover-map.hbs",
    "templates/partials/cover-photograph.hbs",
    "templates/partials/cover-plain.hbs",
    "templates/partials/cover.hbs",
    "templates/partials/figures.hbs",
    "templates/partials/foreword.hbs",
    "templates/partials/imprint.hbs",
    "templates/partials/linked-name.hbs",
    "templates/partials/map-page.hbs",
    "templates/partials/name.hbs",
    "templates/partials/network.hbs",
    "templates/partials/notes.hbs",
    "templates/partials/opportunities.hbs",
    "templates/partials/place.hbs",
    "templates/partials/register-table.hbs",
    "templates/partials/sheet-head.hbs",
    "templates/partials/size.hbs",
    "templates/partials/standing.hbs",
    "templates/partials/status.hbs",
    "templates/partials/summary-association.hbs",
    "templates/partials/summary-group.hbs",
    "templates/partials/summary-list.hbs",
    "templates/partials/telephone.hbs",
    "templates/partials/timeline.hbs",
    "templates/partials/web-head.hbs",
    "templates/partials/year.hbs",
    "templates/short.txt.hbs",
    "templates/summary.txt.hbs",
];
