//! Whether a font's rules reach across spaces, so that its text cannot be shaped word by word.

use skrifa::raw::tables::gpos::PositionLookup;
use skrifa::raw::tables::gsub::SubstitutionLookup;
use skrifa::raw::{FontRef, TableProvider};

/// Whether some contextual rule of the font may look at a space and beyond it. Pair kerning with the
/// space does not count: words are shaped with the spaces beside them.
pub(super) fn shapes_across_spaces(tables: &FontRef<'_>) -> bool {
    let substitutes = tables.gsub().and_then(|gsub| gsub.lookup_list()).is_ok_and(|lookups| {
        lookups.lookups().iter().flatten().any(|lookup| {
            matches!(
                lookup,
                SubstitutionLookup::Contextual(_)
                    | SubstitutionLookup::ChainContextual(_)
                    | SubstitutionLookup::Reverse(_)
            )
        })
    });
    substitutes
        || tables.gpos().and_then(|gpos| gpos.lookup_list()).is_ok_and(|lookups| {
            lookups.lookups().iter().flatten().any(|lookup| {
                matches!(lookup, PositionLookup::Contextual(_) | PositionLookup::ChainContextual(_))
            })
        })
}
