//! The options of `brochure watch`.

use clap::Args;

use super::arguments::ProjectArguments;

/// What is shown, and where.
#[derive(Clone, Debug, Args)]
#[cfg_attr(not(feature = "watch"), allow(dead_code, reason = "the command refuses without the feature"))]
#[command(
    after_help = "The page follows every saved change of the data, the layouts, the fonts and the pictures. What is wrong is beside the pages, with file and line; until it is right, the last good pages stay. A click on a word says which line of the data it comes from, and opens it in the editor. Nothing is written: `brochure` writes the files. Only this computer can see the page. Ctrl-C ends the command.\n\nExamples:\n  brochure watch --open                 show the brochure in the browser\n  brochure watch --lang az              begin with the edition in Azerbaijani\n  brochure watch --layout factsheet     show the fact sheet\n  brochure watch --editor 'idea://open?file=PATH&line=LINE'\n                                        open another editor than VS Code"
)]
pub(super) struct WatchArguments {
    /// The language to show first, by its tag, or several in one file: en+az; the page offers the others [default: the
    /// first one that `build` writes]
    #[arg(long = "lang", value_name = "TAG")]
    pub(super) language: Option<String>,
    /// The layout to show, by its name [default: the layouts in the data, or brochure; the page offers all of them]
    #[arg(long = "layout", value_name = "NAME")]
    pub(super) layout: Option<String>,
    /// Open the page in the browser
    #[arg(long)]
    pub(super) open: bool,
    /// The port of the page, or 0 for any that is free [default: 8127, or another if that is in use]
    #[arg(long, value_name = "N")]
    pub(super) port: Option<u16>,
    /// The address that opens a place in the editor, with PATH, LINE and COLUMN for the place [default: the environment
    /// variable BROCHURE_EDITOR, or vscode://file/PATH:LINE:COLUMN]
    #[arg(long, value_name = "TEMPLATE")]
    pub(super) editor: Option<String>,
    #[command(flatten)]
    pub(super) project: ProjectArguments,
}
