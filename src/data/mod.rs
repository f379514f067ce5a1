//! YAML files → [`Brochure`]: the checked records, each value with its place in its file.

mod check;
mod files;
mod index;
mod load;
mod model;
mod reader;
mod record;
mod records;
mod scalars;
mod standards;
mod value;
mod view;
mod yaml;
mod yaml_error;
mod yaml_limits;

pub use check::check;
pub use load::load;
pub use model::*;
pub use standards::ChosenStandard;
pub use value::{Color, Date, Located, Precision, Quantity, Text, Translation};
