//! Detects fonts whose rules reach across spaces: their text cannot be shaped word by word.

use std::borrow::Cow;
use std::collections::BTreeSet;

use harfrust::Feature;
use skrifa::raw::tables::gpos::PositionSubtables;
use skrifa::raw::tables::gsub::{LigatureSubst, ReverseChainSingleSubst, SingleSubst, SubstitutionSubtables};
use skrifa::raw::tables::layout::{
    ChainedSequenceContext, ClassDef, CoverageTable, FeatureList, FeatureRecord, SequenceContext,
};
use skrifa::raw::types::{BigEndian, GlyphId, GlyphId16};
use skrifa::raw::{FontRef, ReadError, TableProvider};

/// The features of a font whose rules look at a space and at glyphs on both sides of it: `frac`, for example, sets
/// "1 1/2" closer. Rules that end at a space, such as kerning with it, do not count: words are shaped with the spaces
/// beside them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AcrossSpaces {
    /// Whether a feature that is on by default does so, or a table cannot be read.
    pub always: bool,
    /// The features that are off by default.
    pub features: Cow<'static, [[u8; 4]]>,
}

impl AcrossSpaces {
    /// Reads the tables of a font.
    pub(super) fn of(tables: &FontRef<'_>) -> AcrossSpaces {
        let mut across = AcrossSpaces { always: false, features: Cow::Borrowed(&[]) };
        let space = tables.cmap().ok().and_then(|cmap| cmap.map_codepoint(' '));
        let Some(space) = space.and_then(|glyph| GlyphId16::try_from(glyph).ok()) else { return across };
        let mut features: BTreeSet<[u8; 4]> = BTreeSet::new();
        for found in [substitutes_across(tables, space), positions_across(tables, space)] {
            match found {
                Ok(found) => features.extend(found),
                Err(_) => across.always = true,
            }
        }
        across.always |= features.iter().any(|tag| !is_optional(tag));
        across.features = features.into_iter().filter(is_optional).collect();
        across
    }

    /// Whether text with these features must be shaped with its spaces.
    pub(super) fn with(&self, features: &[Feature]) -> bool {
        let asked = |tag: &[u8; 4]| {
            features.iter().any(|feature| feature.value != 0 && feature.tag.to_be_bytes() == *tag)
        };
        self.always || self.features.iter().any(asked)
    }
}

/// Whether a feature is off by default (OpenType, "Registered features").
fn is_optional(tag: &[u8; 4]) -> bool {
    const OPTIONAL: [&[u8; 4]; 29] = [
        b"aalt", b"afrc", b"c2pc", b"c2sc", b"case", b"cpsp", b"dlig", b"dnom", b"frac", b"hist", b"hlig",
        b"lnum", b"mgrk", b"nalt", b"numr", b"onum", b"ordn", b"ornm", b"pcap", b"pnum", b"salt", b"sinf",
        b"smcp", b"subs", b"sups", b"titl", b"tnum", b"unic", b"zero",
    ];
    // Also stylistic sets, variants of characters, and swashes.
    OPTIONAL.contains(&tag)
        || matches!(tag, [b's', b's' | b'w', _, _] | [b'c', b'v', b'0'..=b'9', _] | b"cswh")
}

/// The tag for a lookup that only other lookups call: it may belong to any feature.
const UNKNOWN: [u8; 4] = *b"????";

/// The features that refer to a lookup.
fn features_of(list: &FeatureList<'_>, lookup: usize) -> Vec<[u8; 4]> {
    let lists = |record: &&FeatureRecord| {
        record.feature(list.offset_data()).is_ok_and(|feature| {
            feature.lookup_list_indices().iter().any(|index| usize::from(index.get()) == lookup)
        })
    };
    let tags = list.feature_records().iter().filter(lists).map(|record| record.feature_tag().to_be_bytes());
    let tags: Vec<[u8; 4]> = tags.collect();
    if tags.is_empty() { vec![UNKNOWN] } else { tags }
}

fn substitutes_across(tables: &FontRef<'_>, space: GlyphId16) -> Result<Vec<[u8; 4]>, ReadError> {
    let Ok(gsub) = tables.gsub() else { return Ok(Vec::new()) };
    let mut spaces = Spaces(vec![space]);
    let lookups = gsub.lookup_list()?;
    for lookup in lookups.lookups().iter() {
        if let SubstitutionSubtables::Single(subtables) = lookup?.subtables()? {
            for subtable in subtables.iter() {
                spaces.0.extend(substitute(&subtable?, space)?);
            }
        }
    }
    let mut features = Vec::new();
    for (index, lookup) in lookups.lookups().iter().enumerate() {
        let across = match lookup?.subtables()? {
            SubstitutionSubtables::Contextual(subtables) => {
                any(subtables.iter(), |subtable| spaces.inside_context(subtable))?
            }
            SubstitutionSubtables::ChainContextual(subtables) => {
                any(subtables.iter(), |subtable| spaces.inside_chain(subtable))?
            }
            SubstitutionSubtables::Reverse(subtables) => {
                any(subtables.iter(), |subtable| spaces.inside_reverse(subtable))?
            }
            SubstitutionSubtables::Ligature(subtables) => {
                any(subtables.iter(), |subtable| spaces.inside_ligature(subtable))?
            }
            _ => false,
        };
        if across {
            features.extend(features_of(&gsub.feature_list()?, index));
        }
    }
    Ok(features)
}

fn positions_across(tables: &FontRef<'_>, space: GlyphId16) -> Result<Vec<[u8; 4]>, ReadError> {
    let Ok(gpos) = tables.gpos() else { return Ok(Vec::new()) };
    let spaces = Spaces(vec![space]);
    let mut features = Vec::new();
    for (index, lookup) in gpos.lookup_list()?.lookups().iter().enumerate() {
        let across = match lookup?.subtables()? {
            PositionSubtables::Contextual(subtables) => {
                any(subtables.iter(), |subtable| spaces.inside_context(subtable))?
            }
            PositionSubtables::ChainContextual(subtables) => {
                any(subtables.iter(), |subtable| spaces.inside_chain(subtable))?
            }
            _ => false,
        };
        if across {
            features.extend(features_of(&gpos.feature_list()?, index));
        }
    }
    Ok(features)
}

fn any<T>(
    items: impl Iterator<Item = Result<T, ReadError>>,
    mut test: impl FnMut(&T) -> Result<bool, ReadError>,
) -> Result<bool, ReadError> {
    for item in items {
        if test(&item?)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The glyph that a lookup substitutes for another.
fn substitute(subtable: &SingleSubst<'_>, glyph: GlyphId16) -> Result<Option<GlyphId16>, ReadError> {
    Ok(match subtable {
        SingleSubst::Format1(table) => table
            .coverage()?
            .get(glyph)
            .map(|_| GlyphId16::new((i32::from(glyph.to_u16()) + i32::from(table.delta_glyph_id())) as u16)),
        SingleSubst::Format2(table) => {
            let index = table.coverage()?.get(glyph).map(|index| index as usize);
            index.and_then(|index| table.substitute_glyph_ids().get(index)).map(|glyph| glyph.get())
        }
        _ => None,
    })
}

/// The glyph of the space and those that features substitute for it.
struct Spaces(Vec<GlyphId16>);

impl Spaces {
    fn have(&self, glyph: GlyphId16) -> bool {
        self.0.contains(&glyph)
    }

    fn covered(&self, coverage: &CoverageTable<'_>) -> bool {
        self.0.iter().any(|&glyph| coverage.get(GlyphId::from(glyph)).is_some())
    }

    fn of_class(&self, classes: &ClassDef<'_>, class: u16) -> bool {
        self.0.iter().any(|&glyph| classes.get(glyph) == u32::from(class))
    }

    /// Whether a glyph of a sequence other than the first and the last may be a space.
    fn inside_coverages(&self, sequence: &[CoverageTable<'_>]) -> bool {
        sequence.len() > 2 && sequence[1..sequence.len() - 1].iter().any(|coverage| self.covered(coverage))
    }

    fn inside_ligature(&self, subtable: &LigatureSubst<'_>) -> Result<bool, ReadError> {
        let LigatureSubst::Format1(table) = subtable else { return Ok(true) };
        for set in table.ligature_sets().iter() {
            for ligature in set?.ligatures().iter() {
                // The list has no first component; its last one is the end of the rule.
                let components = ligature?.component_glyph_ids();
                let inner = components.split_last().map_or(&[][..], |(_, inner)| inner);
                if inner.iter().any(|glyph| self.have(glyph.get())) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    fn inside_reverse(&self, subtable: &ReverseChainSingleSubst<'_>) -> Result<bool, ReadError> {
        let ReverseChainSingleSubst::Format1(table) = subtable else { return Ok(true) };
        let mut all: Vec<CoverageTable> = table.backtrack_coverages().iter().collect::<Result<_, _>>()?;
        all.reverse();
        all.push(table.coverage()?);
        for coverage in table.lookahead_coverages().iter() {
            all.push(coverage?);
        }
        Ok(self.inside_coverages(&all))
    }

    fn inside_context(&self, context: &SequenceContext<'_>) -> Result<bool, ReadError> {
        match context {
            SequenceContext::Format1(table) => {
                for set in table.seq_rule_sets().iter().flatten() {
                    for rule in set?.seq_rules().iter() {
                        if self.inside_glyphs(&[], rule?.input_sequence(), &[]) {
                            return Ok(true);
                        }
                    }
                }
            }
            SequenceContext::Format2(table) => {
                let classes = table.class_def()?;
                for set in table.class_seq_rule_sets().iter().flatten() {
                    for rule in set?.class_seq_rules().iter() {
                        let classes = [&classes, &classes, &classes];
                        if self.inside_classes(classes, &[], rule?.input_sequence(), &[]) {
                            return Ok(true);
                        }
                    }
                }
            }
            SequenceContext::Format3(table) => {
                let all: Vec<CoverageTable> = table.coverages().iter().collect::<Result<_, _>>()?;
                return Ok(self.inside_coverages(&all));
            }
            // Formats for fonts of more than 65,535 glyphs, which PDF cannot embed.
            _ => return Ok(true),
        }
        Ok(false)
    }

    fn inside_chain(&self, context: &ChainedSequenceContext<'_>) -> Result<bool, ReadError> {
        match context {
            ChainedSequenceContext::Format1(table) => {
                for set in table.chained_seq_rule_sets().iter().flatten() {
                    for rule in set?.chained_seq_rules().iter() {
                        let rule = rule?;
                        // With a backtrack sequence, the first input glyph is inside the rule.
                        let first_inside = rule.backtrack_glyph_count() > 0
                            && rule.input_glyph_count() + rule.lookahead_glyph_count() > 1;
                        if (first_inside && self.covered(&table.coverage()?))
                            || self.inside_glyphs(
                                rule.backtrack_sequence(),
                                rule.input_sequence(),
                                rule.lookahead_sequence(),
                            )
                        {
                            return Ok(true);
                        }
                    }
                }
            }
            ChainedSequenceContext::Format2(table) => {
                let backtrack = table.backtrack_class_def()?;
                let input = table.input_class_def()?;
                let lookahead = table.lookahead_class_def()?;
                let first_may_be_space = self.covered(&table.coverage()?);
                for set in table.chained_class_seq_rule_sets().iter().flatten() {
                    for rule in set?.chained_class_seq_rules().iter() {
                        let rule = rule?;
                        let first_inside = rule.backtrack_glyph_count() > 0
                            && rule.input_glyph_count() + rule.lookahead_glyph_count() > 1;
                        if (first_inside && first_may_be_space)
                            || self.inside_classes(
                                [&backtrack, &input, &lookahead],
                                rule.backtrack_sequence(),
                                rule.input_sequence(),
                                rule.lookahead_sequence(),
                            )
                        {
                            return Ok(true);
                        }
                    }
                }
            }
            ChainedSequenceContext::Format3(table) => {
                let backtrack: Vec<CoverageTable> =
                    table.backtrack_coverages().iter().collect::<Result<_, _>>()?;
                let input = table.input_coverages();
                let lookahead = table.lookahead_coverages();
                let all: Vec<CoverageTable> = backtrack
                    .into_iter()
                    .rev()
                    .map(Ok)
                    .chain(input.iter())
                    .chain(lookahead.iter())
                    .collect::<Result<_, _>>()?;
                return Ok(self.inside_coverages(&all));
            }
            _ => return Ok(true),
        }
        Ok(false)
    }

    /// Whether a rule of glyphs has a space inside; `input` is without the first glyph. The backtrack runs backward.
    fn inside_glyphs(
        &self,
        backtrack: &[BigEndian<GlyphId16>],
        input: &[BigEndian<GlyphId16>],
        lookahead: &[BigEndian<GlyphId16>],
    ) -> bool {
        let before = &backtrack[..backtrack.len().saturating_sub(1)];
        let after: Vec<GlyphId16> = input.iter().chain(lookahead).map(|glyph| glyph.get()).collect();
        let after = &after[..after.len().saturating_sub(1)];
        before.iter().any(|glyph| self.have(glyph.get())) || after.iter().any(|&glyph| self.have(glyph))
    }

    /// Whether a rule of glyph classes has a space inside; `input` is without the first class.
    fn inside_classes(
        &self,
        [backtrack_classes, input_classes, lookahead_classes]: [&ClassDef<'_>; 3],
        backtrack: &[BigEndian<u16>],
        input: &[BigEndian<u16>],
        lookahead: &[BigEndian<u16>],
    ) -> bool {
        let before = &backtrack[..backtrack.len().saturating_sub(1)];
        let input = input.iter().map(|class| self.of_class(input_classes, class.get()));
        let lookahead = lookahead.iter().map(|class| self.of_class(lookahead_classes, class.get()));
        let after: Vec<bool> = input.chain(lookahead).collect();
        let after = &after[..after.len().saturating_sub(1)];
        before.iter().any(|class| self.of_class(backtrack_classes, class.get())) || after.contains(&true)
    }
}
