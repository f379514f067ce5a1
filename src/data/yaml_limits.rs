//! The limits of one YAML file, so that no file can exhaust memory or time.

/// The largest YAML file that is read, in bytes.
pub const MAX_FILE_BYTES: usize = 1024 * 1024;
/// How deep lists and mappings may be nested.
pub const MAX_DEPTH: usize = 32;
/// How many values one file may hold.
pub const MAX_NODES: usize = 50_000;
/// How many aliases (`*name`) one file may use.
pub const MAX_ALIASES: usize = 200;
/// How many values the aliases of one file may represent together.
pub const MAX_ALIASED_NODES: usize = 20_000;
