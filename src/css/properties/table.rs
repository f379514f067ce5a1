//! The table of all supported properties.

use super::longhand::Longhand;
use super::{ParseContext, Parsed, PropertyError};

/// What the documentation and the parser know about a property.
#[derive(Debug)]
pub struct PropertyInfo {
    pub name: &'static str,
    /// What it sets: itself for a longhand, else the longhands it is short for.
    pub longhands: &'static [Longhand],
    pub inherited: bool,
    /// The initial value as CSS text; empty for a shorthand.
    pub initial: &'static str,
    /// The values that are supported.
    pub values: &'static str,
    /// What else there is to say about it.
    pub remark: &'static str,
}

impl PartialEq for PropertyInfo {
    fn eq(&self, other: &PropertyInfo) -> bool {
        self.name == other.name
    }
}

/// All supported properties in alphabetical order.
pub fn supported_properties() -> &'static [PropertyInfo] {
    &[]
}

pub(super) fn parse(
    _name: &str,
    _input: &mut cssparser::Parser<'_>,
    _context: &ParseContext<'_>,
) -> Result<Parsed, PropertyError> {
    Err(PropertyError::UnknownProperty { suggestion: None })
}
