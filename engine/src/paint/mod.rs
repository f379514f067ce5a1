//! Pages to display lists: the items drawn on each page, each with the element that it belongs to.

mod backgrounds;
mod bleed;
mod blur;
mod border_image;
mod borders;
mod clip_path;
mod decorations;
mod digest;
mod display_list;
mod filters;
mod gradients;
mod groups;
mod images;
mod line;
mod links;
mod masks;
mod outlines;
mod painter;
mod picture_profile;
mod printer_marks;
mod raster;
mod recolor;
mod replaced;
mod round_borders;
mod shadows;
mod shapes;
mod soft_group;
pub mod structure;
pub mod svg;
mod text;
mod text_clip;
mod text_shadows;
mod transform;
mod web_address;

pub use display_list::{
    AdjacentRun, ArtifactKind, BlendMode, Circle, Color, ContentPlace, Direction, DisplayItem, DisplayList,
    Effect, Gradient, GradientShape, GradientStop, Image, ImageContent, ImageItem, ImageSampling, Inks,
    LineCap, LineEnds, LineJoin, LinkArea, LinkDestination, LinkTarget, Mask, NodeId, OutlineEntry,
    PageOrientation, Paint, PathItem, PathSegment, Role, Stroke, Tag, TextItem, TextLine, Tiles, Transform,
    VectorPicture,
};
pub use links::{Links, outline};
pub use painter::{PaintContext, paint};
pub(crate) use picture_profile::{PictureProfile, curve_samples, position, value_of};
pub(crate) use raster::decoded;
pub use recolor::RecoloredPictures;
pub use structure::{StructureTree, role_of};
