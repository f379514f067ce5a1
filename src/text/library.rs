//! All faces of a run, and which of them a font style asks for.

use super::face::{Face, FaceId};

/// The faces of the project's `fonts/`, of `@font-face` rules, and of the built-in set. `Sync`.
#[derive(Debug, Default)]
pub struct FontLibrary {
    faces: Vec<Face>,
}

impl FontLibrary {
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[usize::from(id.0)]
    }
}

impl FontLibrary {
    /// A library of these faces; the number of each is its place.
    pub fn from_faces(faces: Vec<Face>) -> FontLibrary {
        FontLibrary { faces }
    }
}
