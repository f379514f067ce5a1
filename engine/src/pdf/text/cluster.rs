//! The clusters of a glyph run: which glyphs show which characters, and which text extraction should return for
//! them. In: a text item. Out: its [`Cluster`]s and the [`Reading`] of each.

use std::borrow::Cow;
use std::ops::Range;

use crate::paint::{Role, Tag, TextItem};
use crate::text::{Face, is_ignorable, is_private_use};

/// Glyphs that belong together, and the text they show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cluster {
    /// The indices of its glyphs in the run.
    pub glyphs: Range<usize>,
    /// The range of its characters in the text of the run, in bytes.
    pub text: Range<usize>,
}

/// The clusters of a run in visual order, from left to right.
pub(crate) struct Clusters<'a> {
    item: &'a TextItem,
    text_length: usize,
    at: usize,
    /// In right-to-left runs: the end of the next cluster's text.
    text_end: usize,
}

impl<'a> Clusters<'a> {
    pub(crate) fn new(item: &'a TextItem, text: &str) -> Clusters<'a> {
        Clusters { item, text_length: text.len(), at: 0, text_end: text.len() }
    }
}

impl Iterator for Clusters<'_> {
    type Item = Cluster;

    #[inline]
    fn next(&mut self) -> Option<Cluster> {
        let start = self.at;
        let clusters = self.item.clusters.get(start..self.item.glyphs.len())?;
        let (&value, rest) = clusters.split_first()?;
        let more = rest.iter().take_while(|&&other| other == value).count();
        let end = start + 1 + more;
        self.at = end;
        let text_start = value as usize;
        let text_end = if self.item.right_to_left {
            std::mem::replace(&mut self.text_end, text_start)
        } else {
            rest.get(more).map_or(self.text_length, |&next| next as usize)
        };
        Some(Cluster { glyphs: start..end, text: text_start..text_end })
    }
}

/// The text that extraction should return for a cluster, and the glyphs of invisible characters in it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Reading<'a> {
    pub text: Cow<'a, str>,
    /// The glyphs of zero-width joiners or non-joiners at the start and at the end of the text. The file has separate
    /// glyphs for them, because Persian text is not the same without these characters.
    pub joiners: [Option<u16>; 2],
    /// The glyph of the cluster that shaping inserted for invisible characters.
    pub invisible: Option<usize>,
}

/// The reading of a cluster: of an alternative, the first cluster has all. White space becomes a plain space. Invisible characters without meaning for a reader
/// (soft hyphens, direction marks) are left out.
#[inline]
pub(crate) fn read<'a>(
    cluster: &Cluster,
    item: &TextItem,
    text: &'a str,
    special: impl FnOnce() -> SpecialGlyphs,
) -> Reading<'a> {
    // If clusters are out of order, the range may be invalid: such a cluster has no text.
    let text = text.get(cluster.text.clone()).unwrap_or_default();
    let plain = |text| Reading { text: Cow::Borrowed(text), joiners: [None, None], invisible: None };
    if let Some(alternative) = &item.alternative {
        let first = if cluster.text.start == 0 { alternative } else { "" };
        return Reading { text: Cow::Owned(first.to_string()), joiners: [None, None], invisible: None };
    }
    if text.is_ascii() {
        return plain(text);
    }
    if is_private_use(text) && has_other_text(item) {
        return plain("");
    }
    let mut characters = text.chars();
    if let Some(first) = characters.next()
        && characters.as_str().is_empty()
    {
        if first.is_whitespace() {
            return plain(" ");
        }
        if !is_ignorable(first) {
            return plain(text);
        }
    } else if !text.chars().any(is_ignorable) {
        return plain(text);
    }
    read_ignorable(cluster, item, text, special())
}

/// Whether nothing is read of a run itself: it is decoration, or a part of a picture.
fn has_other_text(item: &TextItem) -> bool {
    item.is_artifact || matches!(item.tag, Tag::Artifact(_) | Tag::Node { role: Role::Figure, .. })
}

fn read_ignorable<'a>(
    cluster: &Cluster,
    item: &TextItem,
    text: &'a str,
    special: SpecialGlyphs,
) -> Reading<'a> {
    let first = text.chars().next().filter(|&first| special.joiner(first).is_some());
    let body = text.strip_prefix(|character| Some(character) == first).unwrap_or(text);
    let last = body.chars().next_back().filter(|&last| special.joiner(last).is_some());
    let body = body.strip_suffix(|character| Some(character) == last).unwrap_or(body);
    let joiners = [first, last].map(|joiner| joiner.and_then(|joiner| special.joiner(joiner)));
    let kept: String = body
        .chars()
        .filter(|&character| matches!(character, NON_JOINER | JOINER) || !is_ignorable(character))
        .collect();
    let last_glyph =
        if item.right_to_left { Some(cluster.glyphs.start) } else { cluster.glyphs.end.checked_sub(1) };
    let invisible = last_glyph.filter(|&index| {
        (cluster.glyphs.len() > 1 || kept.is_empty())
            && item.advances.get(index).is_some_and(|advance| advance.is_zero())
            && item.glyphs.get(index).is_some_and(|&glyph| special.is_invisible(glyph))
    });
    Reading { text: Cow::Owned(kept), joiners, invisible }
}

/// Precedes text that must not be reversed together with the words before it.
pub(crate) const LEFT_TO_RIGHT_MARK: &str = "\u{200E}";
/// Precedes text that must be reversed together with the words after it.
pub(crate) const RIGHT_TO_LEFT_MARK: &str = "\u{200F}";

const NON_JOINER: char = '\u{200C}';
const JOINER: char = '\u{200D}';

/// The first of several characters whose order programs would reverse if one glyph or span had them all as its text: they
/// reverse the glyphs of right-to-left text only. Then the others have glyphs of their own.
pub(crate) fn first_read(text: &str, special: impl FnOnce() -> SpecialGlyphs) -> Option<(char, &str)> {
    use unicode_bidi::BidiClass::{AL, R};
    if text.is_ascii() {
        return None;
    }
    let mut characters = text.chars();
    let first = characters.next().filter(|_| !characters.as_str().is_empty())?;
    let is_reversed = matches!(unicode_bidi::bidi_class(first), AL | R) && special().narrow().is_some();
    is_reversed.then_some((first, characters.as_str()))
}

/// The place of the glyph of a letter among those of its cluster: the widest. The others are marks over and under it.
pub(crate) fn base_of(face: &Face, glyphs: &[u16]) -> usize {
    let widest = glyphs.iter().enumerate().max_by_key(|(_, glyph)| face.advance(**glyph));
    widest.map_or(0, |(place, _)| place)
}

/// The text of a joiner's glyph.
pub(crate) fn joiner_text(glyph: u16, special: SpecialGlyphs) -> &'static str {
    if glyph == special.non_joiner { "\u{200C}" } else { "\u{200D}" }
}

/// The text of a glyph that is alone in its cluster: the text of the cluster. In right-to-left runs a bracket is
/// drawn with the glyph of the bracket that mirrors it, so the text is that bracket.
pub(crate) fn own_text(text: &str, right_to_left: bool) -> &str {
    if !right_to_left {
        return text;
    }
    match text {
        "(" => ")",
        ")" => "(",
        "[" => "]",
        "]" => "[",
        "{" => "}",
        "}" => "{",
        "<" => ">",
        ">" => "<",
        "«" => "»",
        "»" => "«",
        "‹" => "›",
        "›" => "‹",
        _ => text,
    }
}

/// The glyphs of a face that show invisible characters; 0 for a glyph that the face does not have.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SpecialGlyphs {
    space: u16,
    non_joiner: u16,
    joiner: u16,
    left_to_right_mark: u16,
    right_to_left_mark: u16,
    narrow: u16,
}

impl SpecialGlyphs {
    pub(crate) fn of(face: &Face) -> SpecialGlyphs {
        let glyph = |character| face.glyph(character).unwrap_or(0);
        let narrow = ['\u{200F}', NON_JOINER, JOINER].map(glyph).into_iter();
        SpecialGlyphs {
            narrow: narrow.filter(|&own| own != 0).find(|&own| face.advance(own) == 0).unwrap_or(0),
            space: glyph(' '),
            non_joiner: glyph(NON_JOINER),
            joiner: glyph(JOINER),
            left_to_right_mark: glyph('\u{200E}'),
            right_to_left_mark: glyph('\u{200F}'),
        }
    }

    /// A glyph without ink for a direction mark: that of the mark, otherwise the space.
    pub(crate) fn left_to_right_mark(self) -> u16 {
        self.own_left_to_right_mark().unwrap_or(self.space)
    }

    pub(crate) fn own_left_to_right_mark(self) -> Option<u16> {
        Some(self.left_to_right_mark).filter(|&glyph| glyph != 0)
    }

    pub(crate) fn right_to_left_mark(self) -> Option<u16> {
        Some(self.right_to_left_mark).filter(|&glyph| glyph != 0)
    }

    /// The marks that right-to-left lines may need, with their texts.
    pub(crate) fn marks(self) -> impl Iterator<Item = (u16, &'static str)> {
        let left = self.left_to_right_mark();
        let text = if left == self.left_to_right_mark { LEFT_TO_RIGHT_MARK } else { " " };
        [(left, text), (self.right_to_left_mark, RIGHT_TO_LEFT_MARK)]
            .into_iter()
            .filter(|(glyph, _)| *glyph != 0)
    }

    /// The face's own glyph for a zero-width joiner or non-joiner.
    pub(crate) fn joiner(self, character: char) -> Option<u16> {
        match character {
            NON_JOINER => Some(self.non_joiner),
            JOINER => Some(self.joiner),
            _ => None,
        }
        .filter(|&glyph| glyph != 0)
    }

    /// A glyph without a width, to say a character with.
    pub(crate) fn narrow(self) -> Option<u16> {
        Some(self.narrow).filter(|&glyph| glyph != 0)
    }

    /// Whether shaping uses this glyph for invisible characters.
    fn is_invisible(self, glyph: u16) -> bool {
        glyph == self.space || glyph == self.non_joiner || glyph == self.joiner
    }
}
