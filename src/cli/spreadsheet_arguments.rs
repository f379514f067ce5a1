//! The options of `brochure import` and `brochure export`.

use std::path::PathBuf;

use clap::Args;

use super::arguments::ProjectArguments;

/// The table, and whether its changes are made.
#[derive(Clone, Debug, Args)]
#[cfg_attr(
    not(feature = "spreadsheets"),
    allow(dead_code, reason = "the command refuses without the feature")
)]
#[command(
    after_help = "Each row is a membership, found by a column `id`, or else by its name or abbreviation; a row that fits none is a new one. Columns are found by their headings, in any language of the program: Name, Ad (az), Status, Website, Member since, or the name of the field (university.since). The headings need not be in the first row.\n\nAn empty cell changes nothing; a cell with only `-` takes the value away. In a list (activities, benefits) each line of the cell is an item. Fields without a column, comments and the order of the fields stay as they are.\n\nWithout --apply nothing is written: the changes are shown.\n\nExamples:\n  brochure export                              write memberships.xlsx, with a column for every field\n  brochure import memberships.xlsx             show what the table would change\n  brochure import memberships.xlsx --apply     change the files in data/memberships\n  brochure import office.xlsx --sheet 2026     read another sheet than the first one with memberships"
)]
pub(super) struct ImportArguments {
    /// The table: a workbook of Excel (.xlsx, .xls) or LibreOffice (.ods), or a CSV file; - for CSV from standard input
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// The sheet of the workbook [default: the first one with the most columns that are known]
    #[arg(long, value_name = "NAME")]
    pub(super) sheet: Option<String>,
    /// Make the changes
    #[arg(long)]
    pub(super) apply: bool,
    #[command(flatten)]
    pub(super) project: ProjectArguments,
}

/// Where the table goes.
#[derive(Clone, Debug, Args)]
#[cfg_attr(
    not(feature = "spreadsheets"),
    allow(dead_code, reason = "the command refuses without the feature")
)]
#[command(
    after_help = "The table has a row for each membership and a column for each field, also for what is internal (fee, notes). Edit it in Excel or LibreOffice, and put it back with `brochure import`. Lists of records, such as events and projects, have no column and stay in the files.\n\nExamples:\n  brochure export                       write memberships.xlsx\n  brochure export -o members.csv        write CSV\n  brochure export -o - | grep Caspian   CSV to another program"
)]
pub(super) struct ExportArguments {
    /// The file to write, .xlsx or .csv, or - for CSV to standard output [default: memberships.xlsx in the project folder]
    #[arg(short = 'o', value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) project: ProjectArguments,
}
