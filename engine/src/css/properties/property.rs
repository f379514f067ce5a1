//! What is known of a property, and where the declarations of its values go.

use cssparser::Parser;

use super::declaration::Declaration;
use super::longhand::Longhand;
use super::parse_context::ParseContext;
use super::reader::Reading;

/// What the documentation and the parser know about a property.
#[derive(Debug)]
pub struct PropertyInfo {
    /// The name of the property, in lower case.
    pub name: &'static str,
    /// What it sets: itself for a longhand, else the longhands that it is short for. Empty where
    /// all supported values mean the same.
    pub longhands: &'static [Longhand],
    /// Whether children inherit it; for a shorthand, whether they inherit its first longhand.
    pub inherited: bool,
    /// The initial value as CSS text; empty for a shorthand.
    pub initial: &'static str,
    /// The values that are supported, for people.
    pub values: &'static str,
    /// What else there is to say about it; mostly empty.
    pub remark: &'static str,
    pub(super) parse: ParseProperty,
}

/// Reads a value and adds the declarations it stands for. What is left of the input is an error
/// that the caller finds.
pub(super) type ParseProperty = fn(&mut Parser<'_>, &mut Target<'_>) -> Reading<()>;

/// Where the declarations of a value go.
pub(super) struct Target<'a> {
    pub context: &'a ParseContext<'a>,
    pub declarations: Vec<Declaration>,
}

impl Target<'_> {
    /// Adds a declaration.
    pub(super) fn push(&mut self, declaration: Declaration) {
        self.declarations.push(declaration);
    }
}

impl PropertyInfo {
    pub(super) const fn new(
        name: &'static str,
        longhands: &'static [Longhand],
        initial: &'static str,
        values: &'static str,
        parse: ParseProperty,
    ) -> PropertyInfo {
        let inherited = !longhands.is_empty() && longhands[0].group().is_inherited();
        PropertyInfo { name, longhands, inherited, initial, values, remark: "", parse }
    }

    pub(super) const fn remark(mut self, remark: &'static str) -> PropertyInfo {
        self.remark = remark;
        self
    }

    /// Whether the property is short for others or another name of one.
    pub fn is_shorthand(&self) -> bool {
        !matches!(self.longhands, [] | [_])
            || self.longhands.iter().any(|longhand| longhand.name() != self.name)
    }
}

impl PartialEq for PropertyInfo {
    fn eq(&self, other: &PropertyInfo) -> bool {
        self.name == other.name
    }
}
