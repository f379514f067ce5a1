//! Types of computed values, one file for each group of properties. Names are those of CSS.

mod border_image;
mod content;
pub(crate) mod counter_style;
mod font_variant;
mod keyword;
mod layout;
mod length;
mod mask;
mod mixing;
mod paint;
mod text;

pub use border_image::*;
pub use content::*;
pub use counter_style::{CounterDefinition, CounterStyle};
pub use font_variant::{FontVariants, VariantGroup};
pub use keyword::Keyword;
pub(in crate::css) use keyword::{keywords, without_last_comma};
pub use layout::*;
pub use length::*;
pub use mask::*;
pub(crate) use mixing::HueInterpolation;
pub use mixing::Mixing;
pub use paint::*;
pub use text::*;
