//! Specified values.

use super::longhand::Longhand;

/// A longhand with its specified value; relative units are kept until computing.
#[derive(Clone, Debug, PartialEq)]
pub enum Declaration {
    /// A keyword that every property takes.
    Wide(Longhand, WideKeyword),
}

/// The keywords that every property takes (CSS Cascade 5, section 7.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WideKeyword {
    Inherit,
    Initial,
    Unset,
}
