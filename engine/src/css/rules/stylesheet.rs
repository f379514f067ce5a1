//! The rules of a document's stylesheets: the result of parsing, and the input of the cascade.

use selectors::SelectorList;

use super::declarations::DeclarationEntry;
use super::font_face::FontFaceRule;
use super::layers::{LayerId, Layers};
use super::page_rule::PageRule;
use super::precedence::Origin;
use crate::css::properties::definitions::Definitions;
use crate::css::selectors::selector::Selectors;

/// A style rule. The selectors of the rules around a nested one are substituted for its `&`.
#[derive(Clone, Debug)]
pub(crate) struct StyleRule {
    pub(crate) selectors: SelectorList<Selectors>,
    pub(crate) declarations: Vec<DeclarationEntry>,
    pub(crate) origin: Origin,
    pub(crate) layer: LayerId,
}

/// All stylesheets of a document, in the order of the cascade.
#[derive(Debug, Default)]
pub struct Stylesheets {
    pub(crate) rules: Vec<StyleRule>,
    pub(crate) pages: Vec<PageRule>,
    pub(crate) layers: Layers,
    pub(crate) font_faces: Vec<FontFaceRule>,
    pub(crate) definitions: Definitions,
}

impl Stylesheets {
    /// The `@font-face` rules. Of two that describe the same face, the later one wins.
    pub fn font_faces(&self) -> &[FontFaceRule] {
        &self.font_faces
    }
}
