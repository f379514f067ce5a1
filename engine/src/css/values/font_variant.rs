//! `font-variant-*`: which OpenType features the keywords turn on or off
//! (CSS Fonts 4, sections 6.4 to 6.11).

use std::sync::Arc;

use super::FontFeature;

/// The values of all `font-variant-*` properties as a set: bit `i` is row `i` of the table of keywords.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct FontVariants(u64);

/// A keyword: its property, its slot (two keywords of one slot exclude each other), and its features.
struct VariantKeyword {
    group: VariantGroup,
    name: &'static str,
    exclusive: u8,
    features: &'static [(&'static [u8; 4], u32)],
}

/// The properties that `font-variant` is a shorthand of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VariantGroup {
    /// `font-variant-ligatures`.
    Ligatures,
    /// `font-variant-caps`.
    Caps,
    /// `font-variant-numeric`.
    Numeric,
    /// `font-variant-east-asian`.
    EastAsian,
    /// `font-variant-position`.
    Position,
    /// `font-variant-alternates`.
    Alternates,
}

impl VariantGroup {
    /// All groups, in the order of the properties.
    pub(crate) const ALL: [VariantGroup; 6] = [Ligatures, Caps, Numeric, EastAsian, Position, Alternates];
}

const fn row(
    group: VariantGroup,
    name: &'static str,
    exclusive: u8,
    features: &'static [(&'static [u8; 4], u32)],
) -> VariantKeyword {
    VariantKeyword { group, name, exclusive, features }
}

use VariantGroup::*;

static KEYWORDS: &[VariantKeyword] = &[
    row(Ligatures, "none", 0, &[(b"liga", 0), (b"clig", 0), (b"dlig", 0), (b"hlig", 0), (b"calt", 0)]),
    row(Ligatures, "common-ligatures", 1, &[(b"liga", 1), (b"clig", 1)]),
    row(Ligatures, "no-common-ligatures", 1, &[(b"liga", 0), (b"clig", 0)]),
    row(Ligatures, "discretionary-ligatures", 2, &[(b"dlig", 1)]),
    row(Ligatures, "no-discretionary-ligatures", 2, &[(b"dlig", 0)]),
    row(Ligatures, "historical-ligatures", 3, &[(b"hlig", 1)]),
    row(Ligatures, "no-historical-ligatures", 3, &[(b"hlig", 0)]),
    row(Ligatures, "contextual", 4, &[(b"calt", 1)]),
    row(Ligatures, "no-contextual", 4, &[(b"calt", 0)]),
    row(Caps, "small-caps", 0, &[(b"smcp", 1)]),
    row(Caps, "all-small-caps", 0, &[(b"smcp", 1), (b"c2sc", 1)]),
    row(Caps, "petite-caps", 0, &[(b"pcap", 1)]),
    row(Caps, "all-petite-caps", 0, &[(b"pcap", 1), (b"c2pc", 1)]),
    row(Caps, "unicase", 0, &[(b"unic", 1)]),
    row(Caps, "titling-caps", 0, &[(b"titl", 1)]),
    row(Numeric, "lining-nums", 1, &[(b"lnum", 1)]),
    row(Numeric, "oldstyle-nums", 1, &[(b"onum", 1)]),
    row(Numeric, "proportional-nums", 2, &[(b"pnum", 1)]),
    row(Numeric, "tabular-nums", 2, &[(b"tnum", 1)]),
    row(Numeric, "diagonal-fractions", 3, &[(b"frac", 1)]),
    row(Numeric, "stacked-fractions", 3, &[(b"afrc", 1)]),
    row(Numeric, "ordinal", 4, &[(b"ordn", 1)]),
    row(Numeric, "slashed-zero", 5, &[(b"zero", 1)]),
    row(EastAsian, "jis78", 1, &[(b"jp78", 1)]),
    row(EastAsian, "jis83", 1, &[(b"jp83", 1)]),
    row(EastAsian, "jis90", 1, &[(b"jp90", 1)]),
    row(EastAsian, "jis04", 1, &[(b"jp04", 1)]),
    row(EastAsian, "simplified", 1, &[(b"smpl", 1)]),
    row(EastAsian, "traditional", 1, &[(b"trad", 1)]),
    row(EastAsian, "full-width", 2, &[(b"fwid", 1)]),
    row(EastAsian, "proportional-width", 2, &[(b"pwid", 1)]),
    row(EastAsian, "ruby", 3, &[(b"ruby", 1)]),
    row(Position, "sub", 0, &[(b"subs", 1)]),
    row(Position, "super", 0, &[(b"sups", 1)]),
    row(Alternates, "historical-forms", 1, &[(b"hist", 1)]),
];

impl FontVariants {
    /// These variants with those of one property replaced by `other`'s.
    pub(crate) fn replace(self, group: VariantGroup, other: FontVariants) -> FontVariants {
        let mask = mask_of(group);
        FontVariants((self.0 & !mask) | (other.0 & mask))
    }

    /// Adds the keyword `name` of one of `groups`. `None` if there is no such keyword, or if the set contains one
    /// that excludes it.
    pub(crate) fn add(self, groups: &[VariantGroup], name: &str) -> Option<FontVariants> {
        let index = KEYWORDS
            .iter()
            .position(|row| groups.contains(&row.group) && row.name.eq_ignore_ascii_case(name))?;
        let added = &KEYWORDS[index];
        let clashes = KEYWORDS.iter().enumerate().any(|(other, row)| {
            self.0 & (1 << other) != 0
                && row.group == added.group
                // A keyword of slot 0 excludes all others.
                && (row.exclusive == added.exclusive || row.exclusive == 0 || added.exclusive == 0)
        });
        (!clashes).then_some(FontVariants(self.0 | (1 << index)))
    }

    /// The OpenType features of these variants, then those of `settings`.
    pub(crate) fn features(self, settings: &Arc<[FontFeature]>) -> Arc<[FontFeature]> {
        if self.0 == 0 {
            return settings.clone();
        }
        KEYWORDS
            .iter()
            .enumerate()
            .filter(|(index, _)| self.0 & (1 << index) != 0)
            .flat_map(|(_, row)| row.features)
            .map(|&(tag, value)| FontFeature { tag: *tag, value })
            .chain(settings.iter().copied())
            .collect()
    }
}

fn mask_of(group: VariantGroup) -> u64 {
    let rows = KEYWORDS.iter().enumerate();
    rows.filter(|(_, row)| row.group == group).fold(0, |mask, (index, _)| mask | (1 << index))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_become_features_before_the_settings() {
        let variants = FontVariants::default()
            .add(&[Numeric], "tabular-nums")
            .and_then(|variants| variants.add(&[Numeric], "Lining-Nums"))
            .unwrap();
        let settings: Arc<[FontFeature]> = Arc::new([FontFeature { tag: *b"ss01", value: 2 }]);
        let tags: Vec<[u8; 4]> = variants.features(&settings).iter().map(|feature| feature.tag).collect();
        assert_eq!(tags, [*b"lnum", *b"tnum", *b"ss01"]);
    }

    #[test]
    fn keywords_that_exclude_each_other_are_refused() {
        let lining = FontVariants::default().add(&[Numeric], "lining-nums").unwrap();
        assert_eq!(lining.add(&[Numeric], "oldstyle-nums"), None);
        assert_eq!(lining.add(&[Numeric], "lining-nums"), None);
        assert_eq!(lining.add(&[Caps], "oldstyle-nums"), None);
        let none = FontVariants::default().add(&[Ligatures], "none").unwrap();
        assert_eq!(none.add(&[Ligatures], "contextual"), None);
    }

    #[test]
    fn a_property_replaces_only_its_own() {
        let both = FontVariants::default().add(&[Caps], "small-caps").unwrap();
        let both = both.add(&[Numeric], "ordinal").unwrap();
        let caps_only = both.replace(Numeric, FontVariants::default());
        assert_eq!(Some(caps_only), FontVariants::default().add(&[Caps], "small-caps"));
    }
}
