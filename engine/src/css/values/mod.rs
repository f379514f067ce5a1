//! The computed values that more than one property shares, or that need a type of their own, by
//! family. Names are CSS's.

mod content;
pub(crate) mod counter_style;
mod layout;
mod length;
mod paint;
mod text;

pub use content::*;
pub use counter_style::{CounterDefinition, CounterStyle};
pub use layout::*;
pub use length::*;
pub use paint::*;
pub use text::*;
