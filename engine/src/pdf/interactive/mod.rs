//! Interactive features (ISO 32000-1, chapter 12): links, the outline and page labels.

pub(crate) mod label;
pub(crate) mod link;
pub(crate) mod outline;
