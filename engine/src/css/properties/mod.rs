//! Properties: from the text of a declaration to specified values, and from the declarations that
//! the cascade chose to a computed style.
//!
//! [`parse`] reads one declaration's value, [`compute`] turns the winners of the cascade into a
//! [`ComputedStyle`]. [`supported_properties`] is the table that parsing, the documentation and the
//! "did you mean" of messages share.

mod alignment;
mod attribute;
mod background;
mod border;
mod box_model;
mod box_style;
mod calc;
mod color_parser;
mod compute;
pub(in crate::css) mod counter_symbols;
mod custom_properties;
mod declaration;
mod decoration;
pub(in crate::css) mod definitions;
mod effects;
mod expression;
pub(in crate::css) mod font;
pub(in crate::css) mod font_settings;
mod font_variant;
mod fragmentation;
mod generated_content;
mod gradient;
mod grid;
mod grid_shorthand;
mod initial;
mod initial_letter;
mod length;
mod line_breaking;
mod line_grid;
mod list_and_table;
mod longhand;
mod multicol;
mod quotes;
mod reader;
mod relative_color;
mod shape;
mod shorthand;
mod svg_path;
pub(in crate::css) mod syntax;
mod table;
mod text;
mod transform;
mod typed_value;
mod underline;
mod unsupported;

use std::borrow::Cow;
use std::sync::Arc;

use self::definitions::Definitions;
use crate::css::style::{ComputedStyle, FontStyle};
use crate::units::{Length, Size};

pub(crate) use calc::MATH_FUNCTIONS;
pub use color_parser::Mixing;
pub use compute::{anonymous, blockify, compute};
pub(crate) use custom_properties::contains_attributes;
pub use declaration::{Declaration, WideKeyword};
pub use font_variant::FontVariants;
pub use initial::initial;
pub(crate) use length::UNITS;
pub use longhand::Longhand;
pub(crate) use quotes::of_language as quotes_of_language;
pub(crate) use relative_color::COLOR_FUNCTIONS;
pub use table::{PropertyInfo, supported_properties};
pub(crate) use typed_value::{initial_length, whole_number};

/// The value of a declaration as far as it can be known before the cascade.
#[derive(Clone, Debug, PartialEq)]
pub enum Parsed {
    /// The longhands that the declaration sets, in the order to be applied.
    Declarations(Vec<Declaration>),
    /// The value contains `var()`, `env()` or `attr()` and is kept as text until the custom properties are known.
    Unresolved(UnresolvedDeclaration),
    /// A custom property (`--name`); its name includes the two dashes.
    Custom { name: Arc<str>, value: Arc<str> },
}

/// A declaration that contains `var()` or its like (CSS Custom Properties 1, section 3).
#[derive(Clone, Debug, PartialEq)]
pub struct UnresolvedDeclaration {
    pub(crate) property: &'static PropertyInfo,
    pub(crate) text: Arc<str>,
    /// The folder of the stylesheet, see [`ParseContext::base`].
    pub(crate) base: Arc<str>,
}

/// Why a declaration was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PropertyError {
    /// No property has this name; perhaps the suggested one was meant.
    UnknownProperty { suggestion: Option<&'static str> },
    /// CSS has this property or value, but it is not supported here.
    Unsupported {
        /// What is not supported, as the subject of a sentence: "`position: sticky`".
        what: Cow<'static, str>,
        /// What to write instead.
        instead: Option<&'static str>,
    },
    /// The property is about screens or interaction and does nothing on paper.
    NoEffectInPrint,
    /// The value is not one that the property takes.
    InvalidValue { expected: String },
}

impl PropertyError {
    /// What is wrong with the declaration of `property`, in one sentence without a full stop.
    pub fn message(&self, property: &str) -> String {
        match self {
            PropertyError::UnknownProperty { .. } => format!("there is no property `{property}`"),
            PropertyError::Unsupported { what, .. } => format!("{what} is not supported"),
            PropertyError::NoEffectInPrint => format!("`{property}` has no effect in print"),
            PropertyError::InvalidValue { .. } => format!("this is not a value of `{property}`"),
        }
    }

    /// What to do about it, in one or two sentences.
    pub fn help(&self) -> Option<String> {
        match self {
            PropertyError::UnknownProperty { suggestion } => {
                suggestion.map(|suggestion| format!("Did you mean `{suggestion}`?"))
            }
            PropertyError::Unsupported { instead, .. } => instead.map(str::to_string),
            PropertyError::NoEffectInPrint => {
                Some("Remove it, or put it into `@media screen` for browsers.".to_string())
            }
            PropertyError::InvalidValue { expected } => Some(format!("Expected: {expected}.")),
        }
    }
}

/// What parsing a declaration needs to know.
#[derive(Clone, Copy, Debug)]
pub struct ParseContext<'a> {
    /// The folder of the stylesheet or document relative to the project folder, against which
    /// `url()` resolves.
    pub base: &'a str,
}

/// The measures of a font that length units refer to, as fractions of the em.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FontRelativeMetrics {
    /// `ex`.
    pub x_height: f32,
    /// `cap`.
    pub cap_height: f32,
    /// `ch`: the advance of the digit zero.
    pub zero_advance: f32,
    /// `ic`: the advance of U+6C34.
    pub ideograph_advance: f32,
    /// The line height that `line-height: normal` comes to, for `lh` and `rlh`.
    pub normal_line_height: f32,
}

impl FontRelativeMetrics {
    /// What CSS Values 4 (section 6.1.1) assumes of a font that does not tell.
    pub const FALLBACK: FontRelativeMetrics = FontRelativeMetrics {
        x_height: 0.5,
        cap_height: 0.7,
        zero_advance: 0.5,
        ideograph_advance: 1.0,
        normal_line_height: 1.2,
    };
}

/// What computing a style needs to know besides the declarations.
#[derive(Clone, Copy)]
pub struct ComputeContext<'a> {
    /// The style of the parent box's element; `None` for the root element and page contexts.
    pub parent: Option<&'a ComputedStyle>,
    /// The custom properties of the parent.
    pub parent_custom: &'a Arc<CustomProperties>,
    /// `rex` and its kin: the font of the root element; `None` for that element itself.
    pub root_font: Option<&'a FontStyle>,
    /// `rem`: the font size of the root element. For the root element itself the caller passes the
    /// initial size; its own size is used as CSS says.
    pub root_font_size: Length,
    /// `rlh`: the line height of the root element, with `normal` resolved.
    pub root_line_height: Length,
    /// What `vw`, `vh` and their kin are percentages of: the page area of the first page.
    pub viewport: Size,
    /// Asked only when a unit needs it.
    pub font_metrics: &'a dyn Fn(&FontStyle) -> FontRelativeMetrics,
    /// The `lang` attribute of this very element, where it has one.
    pub language: Option<&'a str>,
    /// Whether this is the root element.
    pub is_root: bool,
    /// The attributes of the element by name, for `attr()`.
    pub attribute: &'a dyn Fn(&str) -> Option<String>,
    /// What stylesheets define by name.
    pub definitions: &'a Definitions,
    /// The place of each declaration in the cascade, for `revert` and `revert-layer`; empty where all
    /// are of one origin and layer.
    pub levels: &'a [CascadeLevel],
}

/// Where in the cascade a declaration stands, not counting importance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CascadeLevel {
    /// Origins, and within them layers, in ascending order.
    pub rank: u32,
    /// The lowest rank of the origin.
    pub origin: u32,
}

/// Custom properties with their values after substitution.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomProperties {
    pub(crate) values: std::collections::BTreeMap<Arc<str>, Arc<str>>,
}

/// The result of [`compute`].
#[derive(Clone, Debug)]
pub struct Computed {
    pub style: ComputedStyle,
    /// To be handed to the children as [`ComputeContext::parent_custom`].
    pub custom: Arc<CustomProperties>,
    /// What showed only now, such as a `var()` without a value.
    pub problems: Vec<ComputeProblem>,
}

/// A declaration that turned out to be invalid at computed-value time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComputeProblem {
    /// The index among the declarations given to [`compute`], for finding the place.
    pub declaration: usize,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// Parses one declaration's value. `input` must end before `!important`.
///
/// # Errors
/// See [`PropertyError`]; the rest of the input is then to be skipped.
pub fn parse(
    name: &str,
    input: &mut cssparser::Parser<'_>,
    context: &ParseContext<'_>,
) -> Result<Parsed, PropertyError> {
    table::parse(name, input, context)
}
