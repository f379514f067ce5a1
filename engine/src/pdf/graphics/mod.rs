//! Graphics (ISO 32000-1, chapter 8): content streams and their resources, paths, gradients and images.

pub(crate) mod content;
pub(crate) mod distinct;
pub(crate) mod gradient;
pub(crate) mod image;
pub(crate) mod ink;
pub(crate) mod jpeg;
pub(crate) mod path;
mod resample;
pub(crate) mod resource;
pub(crate) mod resource_use;
