//! Pages to display lists: what is drawn, each item with the part of the document it belongs to.

mod display_list;

pub use display_list::{
    ArtifactKind, DisplayItem, DisplayList, Gradient, GradientShape, GradientStop, ImageItem, LinkArea,
    LinkTarget, OutlineEntry, Paint, PathItem, PathSegment, Role, Stroke, Tag, Target, TextItem, Transform,
};
