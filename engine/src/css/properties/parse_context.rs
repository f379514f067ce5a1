//! The input of parsing a declaration besides its text.

/// The input of parsing a declaration besides its text.
#[derive(Clone, Copy, Debug)]
pub struct ParseContext<'a> {
    /// The folder of the stylesheet or document relative to the project folder, against which
    /// `url()` resolves.
    pub base: &'a str,
}
