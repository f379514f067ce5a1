//! The program used as a user would: a module a capability.

#[path = "../../engine/tests/it/kit/pdf_reader.rs"]
#[allow(dead_code, reason = "the engine's tests use the rest of the kit")]
mod pdf_reader;

#[path = "../../engine/tests/it/kit/roles.rs"]
#[allow(dead_code, reason = "the engine's tests use the rest of the kit")]
mod roles;

mod brochure;
mod command_line;
mod data;
mod diagnostics;
mod display_list;
mod manuals;
mod summary;
