//! All faces of a run, and which of them a font style asks for.

use crate::diagnostics::Diagnostics;
use crate::resources::Resources;

use super::face::{Face, FaceId};

/// The faces of the project's `fonts/`, of `@font-face` rules, and of the built-in set. `Sync`.
#[derive(Debug, Default)]
pub struct FontLibrary {
    faces: Vec<Face>,
}

impl FontLibrary {
    /// The faces of the project's `fonts/` folder and the built-in ones.
    pub fn load(resources: &Resources, diagnostics: &mut Diagnostics) -> FontLibrary {
        let _ = (resources, diagnostics);
        FontLibrary::default()
    }

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
