//! Fonts, and text to shaped glyphs and break opportunities. Used by `layout`; `pdf` reads the faces.

mod face;
mod library;

pub use face::{Face, FaceId, FaceMetrics};
pub use library::FontLibrary;
