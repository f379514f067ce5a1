//! The entry of a property in the table of properties, and the target of the declarations that it is parsed to.

use cssparser::Parser;

use super::declaration::Declaration;
use super::longhand::Longhand;
use super::parse_context::ParseContext;
use super::reader::Reading;

/// A property as the parser and the manual need it.
#[derive(Debug)]
pub struct PropertyInfo {
    /// The name of the property, in lower case.
    pub name: &'static str,
    /// The longhands that it sets: only itself if it is a longhand. Empty where all supported values mean the
    /// same.
    pub longhands: &'static [Longhand],
    /// Whether children inherit it; for a shorthand, whether they inherit its first longhand.
    pub inherited: bool,
    /// The initial value as CSS text; empty for a shorthand.
    pub initial: &'static str,
    /// The supported values, as the manual and messages list them.
    pub values: &'static str,
    /// A remark in the manual; empty for most properties.
    pub remark: &'static str,
    pub(super) parse: ParseProperty,
}

/// Reads a value and adds the declarations that it sets. The caller checks that the input is exhausted.
pub(super) type ParseProperty = fn(&mut Parser<'_>, &mut ParseTarget<'_>) -> Reading<()>;

/// The target of parsing a value: the declarations that it sets.
pub(super) struct ParseTarget<'a> {
    pub context: &'a ParseContext<'a>,
    pub declarations: Vec<Declaration>,
}

impl ParseTarget<'_> {
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

    /// Whether the property is a shorthand or an alias of another property.
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
