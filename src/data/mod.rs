//! YAML files → [`Brochure`]: the checked records, each value with its place in its file.

mod check;
mod dates;
mod files;
mod fingerprint;
mod index;
mod load;
mod model;
mod outputs;
mod participation;
mod reader;
mod record;
mod records;
mod scalars;
mod shape;
mod standards;
mod value;
mod view;
mod yaml;
mod yaml_error;
mod yaml_limits;

pub use check::check;
pub use fingerprint::{SourceFile, hash_of_all};
pub use load::load;
pub use model::*;
pub use outputs::*;
pub use participation::*;
pub use shape::Shape;
pub use standards::ChosenStandard;
pub use value::{Amount, Color, Date, Free, Located, Precision, Quantity, Text, Translation, When};
pub use view::AttachedFile;
