//! What parsing a declaration needs to know besides its text.

/// What parsing a declaration needs to know.
#[derive(Clone, Copy, Debug)]
pub struct ParseContext<'a> {
    /// The folder of the stylesheet or document relative to the project folder, against which
    /// `url()` resolves.
    pub base: &'a str,
}
