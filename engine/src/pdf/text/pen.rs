//! The pen that shows the glyphs of a run: text operators (ISO 32000-1, 9.4.3), and spans with `/ActualText` where
//! the text is not that of the glyphs (14.9.4). In: the clusters of a run. Out: operators in a [`ContentStream`].

use std::borrow::Cow;

use crate::paint::{Direction, TextItem};
use crate::pdf::graphics::content::ContentStream;
use crate::pdf::syntax::number::{self, millipoints};
use crate::pdf::syntax::object::utf16;
use crate::pdf::syntax::writer::{push_literal_byte, write_literal};
use crate::pdf::text::cluster::{Cluster, Clusters, Reading, base_of, first_read, read};
use crate::pdf::text::font::{UsedFace, WIDTH_SCALE};
use crate::pdf::text::reading_order::Directions;
use crate::pdf::text::runs::{begin_glyphs, show_mark};
use crate::units::{Length, Point};

/// How far, in 1/1000 em, a glyph may be from its place before the position of the pen is corrected. Layout rounds
/// advances to 1/1024 pt, and this module rounds widths to 1/10000 em. Neither is worth a number in the file; the
/// next word space or kern corrects the sum of these errors.
const TOLERANCE: i64 = 3;

/// The unit of pen positions is 1/80 of a millionth of a point. Both 1/1024 pt and the product of a font size in
/// thousandths of a point and a width in 1/10000 em are whole numbers of it.
const PEN_PER_LENGTH: i64 = 78_125;
const PEN_PER_WIDTH: i64 = 8;

/// The horizontal scaling of glyphs at their natural width, in thousandths of a percent.
pub(crate) const NATURAL_WIDTH: i64 = 100_000;

/// The horizontal scaling of an item's glyphs, in thousandths of a percent.
pub(crate) fn scaling(item: &TextItem) -> i64 {
    NATURAL_WIDTH + (i64::from(item.widened) * NATURAL_WIDTH) / (1 << 16)
}

/// Whether a character may be part of a number. Extraction takes it and the space after it for left-to-right text,
/// even if there is no number.
fn is_separator(text: &str) -> bool {
    use unicode_bidi::BidiClass::{CS, ES, ET};
    let mut characters = text.chars();
    characters.next().is_some_and(|first| {
        characters.as_str().is_empty() && matches!(unicode_bidi::bidi_class(first), CS | ES | ET)
    })
}

pub(crate) fn begin_span(content: &mut ContentStream, text: &str) {
    content.bytes.extend_from_slice(b"/Span<</ActualText");
    write_literal(&mut content.bytes, &utf16(text));
    content.operator(">>BDC");
}

/// Shows the glyphs of one run, and tracks the position of the viewer's pen.
pub(crate) struct Pen<'a> {
    face: &'a UsedFace<'a>,
    item: &'a TextItem,
    /// The text of the run, which the clusters index.
    text: &'a str,
    /// The font size in thousandths of a point.
    size: i64,
    /// The horizontal scaling, in thousandths of a percent.
    scaling: i64,
    /// The position of the pen after the last glyph, from the start of the run.
    position: i64,
    /// The position that layout gives the next glyph.
    target: i64,
    /// The current text rise (ISO 32000-1, 9.3.7), in thousandths of a point.
    rise: i64,
    /// A direction mark that the text of the next glyph starts with.
    pub(crate) mark: Option<char>,
    /// Whether both the run and its paragraph are right-to-left.
    pub(crate) in_right_to_left_text: bool,
    /// Whether marked content around the glyphs already has their text.
    pub(crate) in_span: bool,
    /// The initial letter that is extracted with the first letter of the run.
    pub(crate) initial: Option<&'a str>,
    /// What is needed if the line is shown in the order of its text.
    order: Option<InOrder<'a>>,
    string_open: bool,
    /// The operand of `TJ` so far, without its brackets.
    array: Vec<u8>,
}

/// The right-to-left mark.
const RIGHT_TO_LEFT: char = '\u{200F}';

/// What the pen needs to show a line in the order of its text.
struct InOrder<'a> {
    item: &'a TextItem,
    /// Where the pen started, from the origin of the item.
    start: Length,
    directions: &'a mut Directions,
    /// The item and face that direction marks are shown with; `None` if no face of the line has them.
    marker: Option<(&'a TextItem, &'a UsedFace<'a>)>,
}

impl<'a> Pen<'a> {
    /// Shows direction marks where programs that keep the order of the file need them.
    pub(crate) fn keep_order(
        &mut self,
        item: &'a TextItem,
        start: Length,
        directions: &'a mut Directions,
        marker: Option<(&'a TextItem, &'a UsedFace<'a>)>,
    ) {
        self.order = Some(InOrder { item, start, directions, marker });
    }

    /// Whether a direction mark must be shown before a cluster.
    fn needs_mark(&mut self, cluster: &Cluster, reading: &Reading) -> bool {
        let right_to_left = self.item.right_to_left;
        let Some(order) = &mut self.order else { return false };
        let advances = self.item.advances.get(cluster.glyphs.clone()).unwrap_or_default();
        // The space at the end of a line.
        if advances.iter().all(|advance| advance.is_zero()) && order.directions.are_unknown() {
            return false;
        }
        let is_lost = order.directions.take(&reading.text, right_to_left);
        if order.marker.is_none() {
            return false;
        }
        let is_separator = order.directions.go_left()
            && right_to_left
            && self.mark.take_if(|mark| *mark == RIGHT_TO_LEFT).is_some();
        is_lost || is_separator
    }

    /// Shows the mark of the run's direction, and continues the run after it.
    fn mark_of_run(&mut self, content: &mut ContentStream) {
        let Some(InOrder { item, start, marker: Some((marker, face)), .. }) = &self.order else { return };
        let (item, marker, face) = (*item, *marker, *face);
        let glyph = match self.item.right_to_left {
            true => face.special.right_to_left_mark(),
            false => face.special.own_left_to_right_mark(),
        };
        let Some(glyph) = glyph else { return };
        let origin = Point::new(item.origin.x + *start, item.origin.y);
        let at = Length((self.target / PEN_PER_LENGTH) as i32);
        self.flush(content);
        show_mark(content, marker, face, glyph, Point::new(origin.x + at, origin.y));
        begin_glyphs(content, item, self.face, origin);
        (self.position, self.rise) = (0, 0);
    }

    pub(crate) fn new(item: &'a TextItem, face: &'a UsedFace<'a>) -> Pen<'a> {
        Pen {
            face,
            item,
            text: item.run_text(),
            size: millipoints(item.size),
            scaling: scaling(item).max(1),
            position: 0,
            target: 0,
            rise: 0,
            mark: None,
            in_right_to_left_text: false,
            in_span: false,
            initial: None,
            order: None,
            string_open: false,
            array: Vec::with_capacity(item.glyphs.len().saturating_mul(3)),
        }
    }

    /// Shows clusters in an open span, and closes the span.
    pub(crate) fn show_in_span(&mut self, content: &mut ContentStream, clusters: &[Cluster]) {
        self.in_span = true;
        clusters.iter().for_each(|cluster| self.cluster(content, cluster));
        self.flush(content);
        content.operator("EMC");
        self.in_span = false;
    }

    /// Shows the run word by word, each in a span with its text.
    pub(crate) fn spread(&mut self, content: &mut ContentStream) {
        let clusters: Vec<Cluster> = Clusters::new(self.item, self.text).collect();
        let is_space = |cluster: &Cluster| {
            self.text.get(cluster.text.clone()).is_some_and(|text| text.chars().all(char::is_whitespace))
        };
        let words: Vec<(bool, &[Cluster])> = clusters
            .chunk_by(|left, right| is_space(left) == is_space(right))
            .map(|word| (word.first().is_some_and(is_space), word))
            .collect();
        for (space, word) in words {
            if !space {
                let start = word.iter().map(|cluster| cluster.text.start).min().unwrap_or_default();
                let end = word.iter().map(|cluster| cluster.text.end).max().unwrap_or_default();
                self.flush(content);
                let text = self.text.get(start..end).unwrap_or_default();
                begin_span(content, text);
                self.in_span = true;
            }
            word.iter().for_each(|cluster| self.cluster(content, cluster));
            if !space {
                self.flush(content);
                content.operator("EMC");
                self.in_span = false;
            }
        }
        self.flush(content);
    }

    pub(crate) fn cluster(&mut self, content: &mut ContentStream, cluster: &Cluster) {
        let Some(glyphs) = self.item.glyphs.get(cluster.glyphs.clone()) else { return };
        // Most clusters are one glyph for one ASCII character.
        if let &[glyph] = glyphs
            && let Some(&[character @ 0..=0x7F]) = self.text.as_bytes().get(cluster.text.clone())
            && self.shows_plainly()
        {
            let (code, used) = self.face.code(glyph);
            if self.in_span || used.is_character(character) {
                return self.glyph(content, cluster.glyphs.start, code, used.width);
            }
        }
        let reading = read(cluster, self.item, self.text, || self.face.special);
        let initial = self.initial.take_if(|_| cluster.text.start == 0 && !self.in_span);
        if let Some(initial) = initial.filter(|_| !self.item.right_to_left) {
            self.say_initial(content, cluster, initial);
        }
        if self.in_right_to_left_text && is_separator(&reading.text) {
            self.mark = Some(RIGHT_TO_LEFT);
        }
        if self.needs_mark(cluster, &reading) {
            self.mark_of_run(content);
        }
        if let &[glyph] = glyphs
            && self.mark.is_none()
            && reading.invisible.is_none()
            && reading.joiners == [None, None]
        {
            let (code, used) = self.face.code(glyph);
            if self.in_span || self.face.is_extracted_as(used, &reading.text) {
                self.glyph(content, cluster.glyphs.start, code, used.width);
                if let Some(initial) = initial.filter(|_| self.item.right_to_left) {
                    self.say_initial(content, cluster, initial);
                }
                return;
            }
        }
        self.marked_cluster(content, cluster, glyphs, &reading);
        if let Some(initial) = initial.filter(|_| self.item.right_to_left) {
            self.say_initial(content, cluster, initial);
        }
    }

    /// Whether glyphs are shown without marks and other characters between them.
    fn shows_plainly(&self) -> bool {
        self.mark.is_none()
            && self.initial.is_none()
            && self.order.is_none()
            && self.item.alternative.is_none()
            && !self.in_right_to_left_text
    }

    /// Shows an initial letter invisibly beside the first cluster of a run, where it would be if it were as large as
    /// the rest of its word. Programs disagree on the order of two characters that one glyph has as its text, so
    /// each character has its own glyph.
    fn say_initial(&mut self, content: &mut ContentStream, cluster: &Cluster, initial: &str) {
        let glyphs = self.item.glyphs.get(cluster.glyphs.clone()).unwrap_or_default();
        let codes = glyphs.iter().map(|&glyph| self.face.code(glyph));
        let Some((code, used)) = codes.max_by_key(|(_, used)| used.width) else { return };
        let start = self.target;
        let width = self.size.wrapping_mul(i64::from(used.width)).wrapping_mul(PEN_PER_WIDTH);
        let mut characters: Vec<char> = initial.chars().collect();
        let before = if self.item.right_to_left { 0 } else { characters.len() as i64 };
        if self.item.right_to_left {
            characters.reverse();
        }
        self.flush(content);
        for (number, character) in (0..).zip(characters) {
            begin_span(content, character.encode_utf8(&mut [0; 4]));
            content.operator("3 Tr");
            self.target = start.wrapping_add(width.wrapping_mul(number - before));
            self.glyph(content, usize::MAX, code, used.width);
            self.flush(content);
            content.operator("0 Tr");
            content.operator("EMC");
        }
        self.target = start;
    }

    /// Shows the initial letter invisibly before the glyphs of a left-to-right run.
    pub(crate) fn begin_with_initial(&mut self, content: &mut ContentStream) {
        if self.item.right_to_left {
            return;
        }
        if let Some(first) = Clusters::new(self.item, self.text).next()
            && let Some(initial) = self.initial.take()
        {
            self.say_initial(content, &first, initial);
        }
    }

    /// Shows a cluster that is not one glyph with that glyph's own text.
    fn marked_cluster(
        &mut self,
        content: &mut ContentStream,
        cluster: &Cluster,
        glyphs: &[u16],
        reading: &Reading,
    ) {
        let [mut left, mut right] = reading.joiners;
        if self.item.right_to_left {
            std::mem::swap(&mut left, &mut right);
        }
        self.joiner(content, left);
        if !self.in_span
            && let Some((first, others)) = first_read(&reading.text, || self.face.special)
        {
            self.say_behind(content, others, cluster.glyphs.start == 0);
            self.with_silent_marks(content, cluster, glyphs, reading.invisible, first);
            return self.joiner(content, right);
        }
        let mut visible = cluster
            .glyphs
            .clone()
            .zip(glyphs)
            .filter(|(index, _)| Some(*index) != reading.invisible)
            .map(|(index, &glyph)| (index, self.face.code(glyph)));
        let (first, second) = (visible.next(), visible.next());
        if let Some((index, (code, used))) = first {
            let text = match self.mark.take_if(|_| !self.in_span) {
                Some(mark) => Cow::Owned(format!("{mark}{}", reading.text)),
                None => Cow::Borrowed(&*reading.text),
            };
            let plain = second.is_none() && self.face.is_extracted_as(used, &text);
            let spanned = !plain && !self.in_span;
            if spanned {
                self.flush(content);
                begin_span(content, &text);
            }
            self.glyph(content, index, code, used.width);
            for (index, (code, used)) in second.into_iter().chain(visible) {
                self.glyph(content, index, code, used.width);
            }
            if spanned {
                self.flush(content);
                content.operator("EMC");
            }
        }
        self.joiner(content, right);
    }

    /// Shows characters invisibly at the left of the glyph whose text they follow, because it is right-to-left text.
    /// `is_first` is whether nothing of the run is at the left.
    fn say_behind(&mut self, content: &mut ContentStream, characters: &str, is_first: bool) {
        // Marks have no direction: programs would read them with the left-to-right text before them.
        let turns = is_first && self.item.direction == Direction::LeftToRight;
        let mut direction = Some(RIGHT_TO_LEFT).filter(|_| turns);
        for character in characters.chars().rev() {
            self.flush(content);
            begin_span(content, &direction.take().into_iter().chain([character]).collect::<String>());
            self.joiner(content, self.face.special.narrow());
            content.operator("EMC");
        }
    }

    /// Shows a cluster of which only the first character is left to be read. Its widest glyph has that; marks over and
    /// under it have no text.
    fn with_silent_marks(
        &mut self,
        content: &mut ContentStream,
        cluster: &Cluster,
        glyphs: &[u16],
        invisible: Option<usize>,
        first: char,
    ) {
        let base = base_of(self.face.face, glyphs);
        let text: String = self.mark.take().into_iter().chain([first]).collect();
        for ((place, &glyph), index) in glyphs.iter().enumerate().zip(cluster.glyphs.clone()) {
            if Some(index) == invisible {
                continue;
            }
            let (code, used) = self.face.code(glyph);
            let text = if place == base { &*text } else { "" };
            let is_spanned = !self.face.is_extracted_as(used, text);
            if is_spanned {
                self.flush(content);
                begin_span(content, text);
            }
            self.glyph(content, index, code, used.width);
            if is_spanned {
                self.flush(content);
                content.operator("EMC");
            }
        }
    }

    /// Shows the glyph of a zero-width joiner or non-joiner, for extraction only. Some fonts have ink for it, so it is
    /// not painted (text rendering mode 3).
    fn joiner(&mut self, content: &mut ContentStream, joiner: Option<u16>) {
        if let Some(glyph) = joiner {
            let (code, used) = self.face.code(glyph);
            self.flush(content);
            content.operator("3 Tr");
            self.glyph(content, usize::MAX, code, used.width);
            self.flush(content);
            content.operator("0 Tr");
        }
    }

    #[inline]
    fn glyph(&mut self, content: &mut ContentStream, index: usize, code: u16, width: i32) {
        let mut target = self.target;
        if let Some((right, up)) = self.item.displacements.get(index) {
            target = target.wrapping_add(i64::from(right.0).wrapping_mul(PEN_PER_LENGTH));
            let rise = millipoints(*up);
            if rise != self.rise {
                self.flush(content);
                content.set_rise(rise);
                self.rise = rise;
            }
        }
        if self.scaling != NATURAL_WIDTH {
            // Scaling applies to widths and to the adjustments of `TJ`.
            target = (i128::from(target) * i128::from(NATURAL_WIDTH) / i128::from(self.scaling)) as i64;
        }
        let unit = self.size.wrapping_mul(PEN_PER_WIDTH * i64::from(WIDTH_SCALE)).max(1);
        let off = self.position.wrapping_sub(target);
        // Most glyphs are at their place: the comparison avoids the division for them.
        if off > unit * (TOLERANCE - 1) || off < -(unit * (TOLERANCE - 1)) {
            let adjustment = (off + unit / 2).div_euclid(unit);
            if adjustment.abs() >= TOLERANCE {
                self.close_string();
                number::integer(&mut self.array, adjustment);
                self.position = self.position.wrapping_sub(adjustment.wrapping_mul(unit));
            }
        }
        if !self.string_open {
            self.array.push(b'(');
            self.string_open = true;
        }
        let [high, low] = code.to_be_bytes();
        push_literal_byte(&mut self.array, high);
        push_literal_byte(&mut self.array, low);
        self.position =
            self.position.wrapping_add(self.size.wrapping_mul(i64::from(width)).wrapping_mul(PEN_PER_WIDTH));
        let advance = self.item.advances.get(index).copied().unwrap_or_default();
        self.target = self.target.wrapping_add(i64::from(advance.0).wrapping_mul(PEN_PER_LENGTH));
    }

    fn close_string(&mut self) {
        if self.string_open {
            self.array.push(b')');
            self.string_open = false;
        }
    }

    pub(crate) fn flush(&mut self, content: &mut ContentStream) {
        self.close_string();
        if self.array.is_empty() {
            return;
        }
        content.bytes.push(b'[');
        content.bytes.append(&mut self.array);
        content.operator("]TJ");
    }
}
