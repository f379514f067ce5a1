//! The program as a user runs it, one module for each capability.

#[path = "../../engine/tests/it/kit/pdf_reader.rs"]
#[allow(dead_code, reason = "the engine's tests use the rest of the kit")]
mod pdf_reader;

#[path = "../../engine/tests/it/kit/roles.rs"]
#[allow(dead_code, reason = "the engine's tests use the rest of the kit")]
mod roles;

mod archive;
mod booklet;
mod brochure;
mod check;
mod command_line;
mod data;
mod diagnostics_data;
mod diagnostics_files;
mod diagnostics_layouts;
mod diff;
mod display_list;
mod facts;
mod help;
mod kit;
mod languages;
mod layouts;
#[cfg(feature = "mail")]
mod mail;
mod manuals;
mod mistakes;
mod offices;
mod persian;
mod render;
mod results;
mod schema;
mod several_languages;
mod sizes;
#[cfg(feature = "spreadsheets")]
mod spreadsheets;
mod starter;
mod summary;
mod translation;
mod verify;
#[cfg(feature = "watch")]
mod watch;
mod web_page;
