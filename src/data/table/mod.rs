//! The memberships as a table, one a row: what a spreadsheet changes in the files, and the table that the files make.
//!
//! `columns` and `words` say which columns there are and what they are called; `read`, `source` and `header` find them in a file; `cells`,
//! `values` and `changes` compare what a row says with what is in a membership, with the currencies of `fees`; `patch` is the
//! difference, `edit` writes it into the file;
//! `import` puts these together, and `refusals` leads what the reader refuses back to the cell,
//! and `nameless` reports rows that are about no membership. `export` is the other way.

mod cells;
mod changes;
mod columns;
mod edit;
mod export;
mod fees;
mod header;
mod import;
mod nameless;
mod patch;
mod read;
mod refusals;
mod source;
mod values;
mod words;

pub use export::{Export, export};
pub use import::{Change, ChangedFile, Import, import};
