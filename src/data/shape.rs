//! Which names layouts can use: the shape of what they see, whatever values the data has. It follows from the types of
//! the records, so it has the fields of a rector where no rector is known, too.

use std::rc::Rc;

use serde_json::Value;

/// What a value consists of.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A single value: a text, a number, a date, true or false.
    Single,
    /// A list of values of the same shape.
    List(Rc<Shape>),
    /// A mapping with known names, in order.
    Record(Rc<Vec<(String, Shape)>>),
    /// Anything; the names in it are known only to the layout.
    Free,
}

/// The names of a record that is being described.
pub type ShapeFields = Vec<(String, Shape)>;

/// Names that have single values.
pub fn singles(names: &[&str]) -> ShapeFields {
    names.iter().map(|name| (name.to_string(), Shape::Single)).collect()
}

impl Shape {
    /// A list of values.
    pub fn list(item: Shape) -> Shape {
        Shape::List(Rc::new(item))
    }

    /// A mapping with these names.
    pub fn record(fields: ShapeFields) -> Shape {
        Shape::Record(Rc::new(fields))
    }

    /// The shape of a value that has all its names.
    pub fn of(value: &Value) -> Shape {
        match value {
            Value::Object(fields) => {
                Shape::record(fields.iter().map(|(name, value)| (name.clone(), Shape::of(value))).collect())
            }
            Value::Array(items) => Shape::list(items.first().map_or(Shape::Free, Shape::of)),
            _ => Shape::Single,
        }
    }

    /// The shape of a field of a mapping.
    pub fn field(&self, name: &str) -> Option<&Shape> {
        match self {
            Shape::Record(fields) => fields.iter().find(|(known, _)| known == name).map(|(_, shape)| shape),
            _ => None,
        }
    }
}
