//! Pages to display lists: what is drawn, each item with the part of the document it belongs to.

mod backgrounds;
mod borders;
mod clip_path;
mod decorations;
mod display_list;
mod gradients;
mod groups;
mod images;
mod line;
mod links;
mod outlines;
mod painter;
mod replaced;
mod roles;
mod round_borders;
mod shadows;
mod shapes;
pub mod svg;
mod text;
mod transform;

pub use display_list::{
    AdjacentRun, ArtifactKind, BlendMode, Color, Direction, DisplayItem, DisplayList, Effect, Gradient,
    GradientShape, GradientStop, Image, ImageContent, ImageItem, ImageSampling, LinkArea, LinkTarget, NodeId,
    OutlineEntry, PageOrientation, Paint, PathItem, PathSegment, Role, Stroke, Tag, Target, TextItem,
    TextLine, Transform,
};
pub use links::{Links, outline};
pub use painter::{PaintContext, paint};
pub use roles::role_of;
