//! The syntax of PDF files (ISO 32000-1, chapter 7): numbers, objects, deflated streams and the file writer.

pub(crate) mod deflate;
pub(crate) mod number;
pub(crate) mod object;
pub(crate) mod writer;
