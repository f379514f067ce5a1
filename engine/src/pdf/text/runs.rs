//! Glyph runs as text operators (ISO 32000-1, 9.4) from which programs extract the text of the document. In: the
//! text items of a line. Out: operators in a [`ContentStream`].
//!
//! The text of a glyph is in the font's ToUnicode CMap. If a cluster has another text (one glyph for different
//! characters, several glyphs for one cluster), its glyphs are in a span with `/ActualText`.
//!
//! The operators are written here and not by printpdf. For 650 pages of 50 justified lines, 2.5 million glyphs, on
//! one core: printpdf takes 0.31 s to build its operations, 0.75 s to convert them to a document and 1.49 s to
//! deflate that, with 205 MB more memory; this folder takes 0.20 s for everything down to the bytes of the file,
//! with 12 MB.

use crate::paint::{AdjacentRun, ArtifactKind, Direction, TextItem};
use crate::pdf::graphics::content::{ContentStream, opacity};
use crate::pdf::syntax::number::millipoints;
use crate::pdf::syntax::writer::push_literal_byte;
use crate::pdf::text::cluster::{
    Cluster, Clusters, LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK, base_of, first_read, joiner_text, own_text,
    read,
};
use crate::pdf::text::direction::{Glyphs, Stretch};
use crate::pdf::text::font::{FaceUse, FontTable, UsedFace};
use crate::pdf::text::pen::{Pen, begin_span, scaling};
use crate::pdf::text::reading_order::{self, DirectionPart, Directions};
use crate::pdf::text::word_break::WordBreaks;
use crate::text::{FaceId, has_private_use, is_private_use};
use crate::units::{Length, Point};

/// With letter spacing above this fraction of an em, programs that extract text take each letter for a word, so each
/// word is in a span with its text.
const SPREAD: i32 = 12;

/// The texts of a face's glyphs that are known from earlier pages and that this page has so far.
struct KnownTexts<'a> {
    face: FaceId,
    earlier: Option<&'a UsedFace<'a>>,
    uses: &'a mut Vec<(FaceId, FaceUse)>,
    /// The place of the face in `uses`.
    place: Option<usize>,
}

impl KnownTexts<'_> {
    /// Whether a glyph has a text of its own and needs no other.
    #[inline]
    fn has(&self, glyph: u16) -> bool {
        self.earlier.is_some_and(|face| face.has_text(glyph))
            || self.here().is_some_and(|used| used.has_own(glyph))
    }

    /// Whether a glyph has a text on this page that it shares with others, as all glyphs of artifacts do.
    fn has_shared(&self, glyph: u16) -> bool {
        self.here().is_some_and(|used| used.has_shared(glyph))
    }

    #[inline]
    fn here(&self) -> Option<&FaceUse> {
        self.uses.get(self.place?).map(|(_, used)| used)
    }

    /// Adds a text of a glyph that needs one.
    fn add(&mut self, glyph: u16, text: &str, alone: bool) {
        if self.has(glyph) {
            return;
        }
        let place = *self.place.get_or_insert_with(|| {
            self.uses.push((self.face, FaceUse::default()));
            self.uses.len() - 1
        });
        if let Some((_, face_use)) = self.uses.get_mut(place) {
            face_use.add(glyph, text, alone);
        }
    }
}

/// Adds the glyphs of an item that have no text in `fonts` yet.
/// Returns whether a character of the Private Use Areas is among the text that is read.
pub(crate) fn collect(item: &TextItem, fonts: &FontTable, uses: &mut Vec<(FaceId, FaceUse)>) -> bool {
    let text = item.run_text();
    let special = || fonts.special(item.face);
    let place = uses.iter().position(|(face, _)| *face == item.face);
    let mut known = KnownTexts { face: item.face, earlier: fonts.get(item.face), uses, place };
    if item.right_to_left || item.direction == Direction::RightToLeft {
        for (glyph, text) in special().marks() {
            known.add(glyph, text, true);
        }
    }
    // Most runs have only glyphs that are known already, and no invisible characters.
    let has_alternative = item.alternative.is_some();
    if !has_alternative && text.is_ascii() && item.glyphs.iter().all(|&glyph| known.has(glyph)) {
        return false;
    }
    let mut reads_private_use = false;
    for cluster in Clusters::new(item, text) {
        let Some(glyphs) = item.glyphs.get(cluster.glyphs.clone()) else { continue };
        let shown = text.get(cluster.text.clone()).unwrap_or_default();
        let is_known = |&glyph: &u16| known.has(glyph) || item.is_artifact && known.has_shared(glyph);
        if !has_alternative && shown.is_ascii() && glyphs.iter().all(is_known) {
            continue;
        }
        let mut reading = read(&cluster, item, text, special);
        let is_plain = reading.text.is_ascii();
        reads_private_use |= !is_plain && has_private_use(&reading.text);
        // Every glyph has a text (ISO 19005-2, 6.2.11.7).
        if reading.text.is_empty() && is_private_use(shown) {
            reading.text = " ".into();
        }
        for glyph in reading.joiners.into_iter().flatten() {
            known.add(glyph, joiner_text(glyph, special()), true);
        }
        let visible = glyphs.len() - usize::from(reading.invisible.is_some());
        if !is_plain && let Some((first, others)) = first_read(&reading.text, special) {
            if let Some(glyph) = special().narrow() {
                known.add(glyph, " ", false);
            }
            let base = base_of(fonts.face(item.face), glyphs);
            let is_mark = visible == 2 && others.chars().nth(1).is_none();
            for (place, &glyph) in glyphs.iter().enumerate() {
                let text = if place == base { &reading.text[..first.len_utf8()] } else { others };
                known.add(glyph, text, (place == base || is_mark) && !item.is_artifact);
            }
            continue;
        }
        for (index, &glyph) in cluster.glyphs.clone().zip(glyphs) {
            if Some(index) != reading.invisible {
                let alone = visible == 1 && !item.is_artifact;
                let text = if alone { own_text(&reading.text, item.right_to_left) } else { &reading.text };
                known.add(glyph, text, alone);
            }
        }
    }
    reads_private_use
}

/// Shows the items of a line stretch by stretch; each stretch has one direction.
pub(crate) fn show_stretches(
    content: &mut ContentStream,
    items: &[&TextItem],
    stretches: &[Stretch],
    fonts: &FontTable,
    breaks: &WordBreaks,
) {
    // The face with the most direction marks.
    let marks = |item: &&&TextItem| {
        fonts.get(item.face).map_or(0, |face| {
            2 * face.special.marks().count() - usize::from(face.special.right_to_left_mark().is_none())
        })
    };
    let Some(&marker) = items.iter().rev().max_by_key(marks) else { return };
    let Some(face) = fonts.get(marker.face) else { return };
    let (left_to_right, right_to_left) =
        (face.special.left_to_right_mark(), face.special.right_to_left_mark());
    for (number, stretch) in (0..).zip(stretches) {
        // Lower by an invisible distance: extraction sorts lines from the top down.
        let at = |x: Length| Point::new(x, marker.origin.y + Length(2) * number);
        for shown in &stretch.shown {
            let mut text = shown.text.clone();
            if shown.marked {
                match (right_to_left, shown.glyphs.first()) {
                    (Some(mark), Some(first)) => show_mark(content, marker, face, mark, at(first.x)),
                    (None, Some(first)) => text = Some(format!("{RIGHT_TO_LEFT_MARK}{}", first.text)),
                    (_, None) => {}
                }
            }
            if let Some(text) = &text {
                if let Some(item) = shown.glyphs.first().and_then(|first| items.get(first.item)) {
                    mark(content, item);
                }
                begin_span(content, text);
            }
            for part in shown.glyphs.chunk_by(|left, right| left.item == right.item) {
                let Some(item) = part.first().and_then(|first| items.get(first.item)) else { continue };
                show_part(content, item, part, Length(2) * number, text.is_some(), (fonts, breaks));
            }
            if text.is_some() {
                content.operator("EMC");
            }
        }
        let mut edge = stretch.edge;
        if let Some(stops) = &stretch.stops {
            begin_span(content, &format!("{LEFT_TO_RIGHT_MARK}{stops}"));
            show_mark(content, marker, face, left_to_right, at(edge));
            edge += marker.size / 8;
            show_mark(content, marker, face, left_to_right, at(edge));
            content.operator("EMC");
        }
        begin_span(content, LEFT_TO_RIGHT_MARK);
        show_mark(content, marker, face, left_to_right, at(edge));
        if let Some(reach) = stretch.reach {
            show_mark(content, marker, face, left_to_right, at(reach));
        }
        content.operator("EMC");
        for part in stretch.spaces.chunk_by(|left, right| left.item == right.item) {
            let Some(item) = part.first().and_then(|first| items.get(first.item)) else { continue };
            show_part(content, item, part, Length(2) * number, false, (fonts, breaks));
        }
    }
}

/// Marks an item as content or artifact. A hyphen inserted by line breaking is part of the content before it, because
/// it shows that the word continues; its own span has the text.
fn mark(content: &mut ContentStream, item: &TextItem) {
    if !is_inserted_hyphen(item) || !content.is_content() {
        content.mark_text(item.tag);
    }
}

/// Sets the font, color and position to show glyphs of an item.
pub(crate) fn begin_glyphs(content: &mut ContentStream, item: &TextItem, face: &UsedFace, at: Point) {
    if item.color.is_transparent() {
        content.begin_text();
    } else {
        let (_, stroke) = content.opacity();
        content.set_opacity(opacity(item.color.alpha), stroke);
        content.begin_text();
        content.set_text_color(item.color);
    }
    content.set_font(face.number, millipoints(item.size));
    content.set_rise(0);
    content.set_scaling(scaling(item));
    content.move_text(at);
}

fn show_part(
    content: &mut ContentStream,
    item: &TextItem,
    part: &[Glyphs],
    lower: Length,
    in_span: bool,
    (fonts, breaks): (&FontTable, &WordBreaks),
) {
    let Some(first) = part.first() else { return };
    let Some(face) = fonts.get(item.face) else { return };
    if !in_span {
        mark(content, item);
    }
    begin_glyphs(content, item, face, Point::new(first.x, item.origin.y + lower));
    let mut pen = Pen::new(item, face);
    pen.initial = breaks.initial_before(item);
    pen.in_span = in_span;
    part.iter().for_each(|glyphs| pen.cluster(content, &glyphs.cluster));
    pen.flush(content);
}

/// Shows a glyph invisibly, which gives extraction a position. Text rendering mode 3, because some fonts have ink
/// for their direction marks.
pub(crate) fn show_mark(
    content: &mut ContentStream,
    item: &TextItem,
    face: &UsedFace,
    glyph: u16,
    at: Point,
) {
    begin_glyphs(content, item, face, at);
    let [high, low] = face.code(glyph).0.to_be_bytes();
    content.operator("3 Tr");
    content.bytes.extend_from_slice(b"[(");
    push_literal_byte(&mut content.bytes, high);
    push_literal_byte(&mut content.bytes, low);
    content.operator(")]TJ");
    content.operator("0 Tr");
}

/// Shows a line in the order of its text.
pub(crate) fn show_in_order(
    content: &mut ContentStream,
    line: &[DirectionPart],
    fonts: &FontTable,
    breaks: &WordBreaks,
) {
    let marker = reading_order::marker(line, fonts);
    let mut directions = Directions::default();
    for (index, part) in line.iter().enumerate() {
        let item = part.item;
        mark(content, item);
        if part.turns_back
            && let Some((marker, face)) = marker
            && let Some(mark) = face.special.right_to_left_mark()
        {
            show_mark(content, marker, face, mark, Point::new(item.origin.x + part.x, item.origin.y));
            directions.turn_back();
        }
        if let Some(clusters) = &part.clusters {
            let Some(face) = fonts.get(item.face) else { continue };
            begin_glyphs(content, item, face, Point::new(item.origin.x + part.x, item.origin.y));
            let mut pen = Pen::new(item, face);
            pen.in_right_to_left_text = item.direction == Direction::RightToLeft;
            pen.initial = breaks.initial_before(item);
            pen.keep_order(item, part.x, &mut directions, marker);
            clusters.iter().for_each(|cluster| pen.cluster(content, cluster));
            pen.flush(content);
        } else {
            show_item(content, item, fonts, breaks, |pen| {
                pen.keep_order(item, Length::ZERO, &mut directions, marker);
            });
        }
        // Arabic digits are left-to-right, but programs that do not compute embedding levels take them for
        // right-to-left letters. For these programs the direction must change before the move to the part on the
        // left of the digits.
        let turns = !part.right_to_left && line.get(index + 1).is_some_and(|next| next.right_to_left);
        if turns
            && directions.go_left()
            && let (Some((marker, face)), Some(end)) = (marker, part.end())
            && let Some(mark) = face.special.own_left_to_right_mark()
        {
            show_mark(content, marker, face, mark, Point::new(item.origin.x + end, item.origin.y));
            directions.turn_forth();
        }
    }
}

/// Shows an item.
pub(crate) fn show(content: &mut ContentStream, item: &TextItem, fonts: &FontTable, breaks: &WordBreaks) {
    show_item(content, item, fonts, breaks, |_| ());
}

fn show_item<'a>(
    content: &mut ContentStream,
    item: &'a TextItem,
    fonts: &'a FontTable,
    breaks: &'a WordBreaks,
    prepare: impl FnOnce(&mut Pen<'a>),
) {
    let Some(face) = fonts.get(item.face) else { return };
    if item.glyphs.is_empty() || millipoints(item.size) <= 0 {
        return;
    }
    mark(content, item);
    // Text without color is text nevertheless: it is found, selected and read (ISO 32000-1, 9.3.6).
    if item.color.is_transparent() {
        content.operator("3 Tr");
        show_glyphs(content, item, face, (fonts, breaks), prepare);
        content.operator("0 Tr");
    } else {
        show_glyphs(content, item, face, (fonts, breaks), prepare);
    }
}

/// Shows the glyphs of an item.
fn show_glyphs<'a>(
    content: &mut ContentStream,
    item: &'a TextItem,
    face: &'a UsedFace,
    (fonts, breaks): (&'a FontTable, &'a WordBreaks),
    prepare: impl FnOnce(&mut Pen<'a>),
) {
    begin_glyphs(content, item, face, item.origin);
    let text = item.run_text();
    let mut pen = Pen::new(item, face);
    pen.mark = mark_of_direction(item, fonts);
    pen.in_right_to_left_text = item.right_to_left && item.direction == Direction::RightToLeft;
    pen.initial = breaks.initial_before(item);
    prepare(&mut pen);
    pen.begin_with_initial(content);
    if item.is_artifact {
        match breaks.after(&item.line) {
            Some(rest) if is_inserted_hyphen(item) => begin_span(content, &visible_text(rest)),
            _ => begin_hidden(content, text),
        }
        pen.in_span = true;
        Clusters::new(item, text).for_each(|cluster| pen.cluster(content, &cluster));
        pen.flush(content);
        content.operator("EMC");
    } else if breaks.has_no_text(item) {
        begin_span(content, " ");
        pen.show_in_span(content, &Clusters::new(item, text).collect::<Vec<Cluster>>());
        return;
    } else if is_spread(item) {
        pen.spread(content);
    } else {
        let extracted = breaks.extracted_before(item).unwrap_or(0);
        let mut clusters: Vec<Cluster> = Vec::with_capacity(item.glyphs.len());
        clusters.extend(Clusters::new(item, text));
        let last = clusters.last().filter(|last| last.text.start >= extracted);
        let broken_word =
            last.and_then(|last| Some((text.get(last.text.clone())?, breaks.rest_after(item)?)));
        let whole = clusters.len() - usize::from(broken_word.is_some());
        let (before, here) = clusters[..whole]
            .split_at(clusters[..whole].partition_point(|cluster| cluster.text.start < extracted));
        if !before.is_empty() {
            begin_span(content, " ");
            pen.show_in_span(content, before);
        }
        for together in here.chunk_by(|left, right| is_kerned_apart(left, right, text, item, face)) {
            match together {
                [alone] => pen.cluster(content, alone),
                [first, .., last] => {
                    pen.flush(content);
                    let text = text.get(first.text.start..last.text.end).unwrap_or_default();
                    begin_span(content, &visible_text(text));
                    pen.show_in_span(content, together);
                }
                [] => {}
            }
        }
        pen.flush(content);
        if let Some((end, rest)) = broken_word {
            begin_span(content, &format!("{end}{}", visible_text(rest)));
            pen.show_in_span(content, &clusters[whole..]);
        }
    }
    if let Some(mark) = mark_after(item.as_adjacent(), face).filter(|_| next_goes_left_to_right(item)) {
        show_mark(content, item, face, mark, Point::new(item.origin.x + item.width, item.origin.y));
    }
}

/// Whether two neighbors in a word are so far apart, as "f)" is in many fonts, that programs that extract text see a space
/// between them: poppler does from a tenth of an em on.
#[inline]
fn is_kerned_apart(left: &Cluster, right: &Cluster, text: &str, item: &TextItem, face: &UsedFace) -> bool {
    // Letters and digits are not kerned apart, and are most of the text.
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b' ';
    if item.right_to_left || text.as_bytes().get(right.text.start).is_none_or(is_plain) {
        return false;
    }
    let Some(last) = left.glyphs.end.checked_sub(1) else { return false };
    let (Some(advance), Some(&glyph)) = (item.advances.get(last), item.glyphs.get(last)) else {
        return false;
    };
    let kerned = *advance - face.face.scale(face.face.advance(glyph).into(), item.size);
    let is_space =
        |cluster: &Cluster| text.get(cluster.text.clone()).is_none_or(|text| text.trim().is_empty());
    kerned.0.saturating_mul(11) > item.size.0 && !is_space(left) && !is_space(right)
}

/// Whether letters are so far apart that each word needs a span with its text.
pub(crate) fn is_spread(item: &TextItem) -> bool {
    item.alternative.is_none() && item.letter_spacing.0.saturating_mul(SPREAD) > item.size.0
}

/// The glyph of the mark that ends a right-to-left run in left-to-right text, if its face has it: the following
/// text must not be reversed with the run.
fn mark_after(run: AdjacentRun, face: &UsedFace) -> Option<u16> {
    let turned = run.right_to_left && !run.is_artifact && run.direction == Direction::LeftToRight;
    face.special.own_left_to_right_mark().filter(|_| turned)
}

/// Whether there is a run on the right of this one on its line, and it is left-to-right.
fn next_goes_left_to_right(item: &TextItem) -> bool {
    item.next.is_some_and(|next| !next.right_to_left)
}

/// The direction mark that extraction needs before a left-to-right run to the right of a right-to-left run.
///
/// Extraction sees glyphs from left to right and must find the order of the text. It puts the space or the bracket
/// between two directions on the wrong side, unless a mark gives the direction of the line.
fn mark_of_direction(item: &TextItem, fonts: &FontTable) -> Option<char> {
    let previous = item.previous.filter(|previous| previous.right_to_left && !item.right_to_left)?;
    if fonts.get(previous.face).is_some_and(|face| mark_after(previous, face).is_some()) {
        return None;
    }
    Some(match item.direction {
        Direction::LeftToRight => '\u{200E}',
        Direction::RightToLeft => '\u{200F}',
    })
}

/// Opens the marked content of glyphs that are not part of the text.
fn begin_hidden(content: &mut ContentStream, text: &str) {
    if is_hyphen(text) {
        // ISO 32000-1, 14.8.2.2.3: an inserted hyphen is extracted as a soft hyphen.
        begin_span(content, "\u{AD}");
    } else {
        content.begin_artifact(ArtifactKind::Layout);
    }
}

/// Text without invisible characters.
fn visible_text(text: &str) -> String {
    text.chars().filter(|&character| !crate::text::is_ignorable(character)).collect()
}

fn is_hyphen(text: &str) -> bool {
    matches!(text, "-" | "\u{2010}" | "\u{AD}")
}

/// Whether an item is the hyphen that line breaking inserted where it broke a word.
pub(crate) fn is_inserted_hyphen(item: &TextItem) -> bool {
    item.line.breaks_word && item.is_artifact && is_last(item)
}

/// Whether an item is the last on its line.
pub(crate) fn is_last(item: &TextItem) -> bool {
    item.next.is_none()
}
