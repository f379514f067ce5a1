//! YAML files → [`Brochure`]: what is true, checked, each value with its place.

mod model;
mod value;
mod view;

pub use model::*;
pub use value::{Colour, Date, Located, Precision, Quantity, Text, Translation};
pub use view::*;
