//! Crates that read pictures may panic on numbers that they did not expect. That is a message at the picture, not the end
//! of the run.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// What `work` returns; `None` if it panics. What it changed before that must not be used.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    let outer = GUARDED.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outer);
    done.ok()
}

/// Whether a panic on this thread is caught and becomes a message. A panic hook then says nothing.
pub fn is_panic_caught() -> bool {
    GUARDED.get()
}
