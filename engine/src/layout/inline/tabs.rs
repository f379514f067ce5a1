//! Preserved tabs (CSS Text 3, sections 4.1.2 and 4.2): each reaches to the next tab stop, so that its width depends on
//! where its line starts.

use super::chosen_line::ChosenLine;
use super::ligatures::start_of;
use super::paragraph::{Paragraph, Source, Tab};
use crate::css::TabSize;
use crate::layout::context::Context;
use crate::text::{FontInstance, TAB};
use crate::units::{Length, Offset};

impl Tab {
    /// A tab in `source`, in a block with the font `block`.
    pub(crate) fn new(context: &Context, block: &FontInstance, source: &Source, glyph: u32) -> Tab {
        let advance = |instance: &FontInstance, character, otherwise: Length| {
            let face = context.fonts.face(instance.primary);
            let size = instance.size(context.fonts, instance.primary);
            face.glyph(character).map_or(otherwise, |glyph| face.scale(i32::from(face.advance(glyph)), size))
        };
        let size = match source.style.text.tab_size {
            TabSize::Number(count) => {
                let style = &block.style;
                let space = advance(block, ' ', style.size / 4) + style.letter_spacing + style.word_spacing;
                space.scale(f64::from(count))
            }
            TabSize::Length(length) => length,
        };
        let least = advance(&source.instance, '0', source.style.font.size / 2) / 2;
        Tab { glyph, size: size.offset().max(0), least: least.offset() }
    }

    /// Its width if it starts at a distance from the edge of the block.
    fn width(&self, from: Offset) -> Offset {
        if self.size == 0 {
            return 0;
        }
        let to_stop = self.size - from.rem_euclid(self.size);
        if to_stop < self.least { to_stop + self.size } else { to_stop }
    }
}

/// The widths of the tabs in a line from the glyph `from` up to `to`, which starts `indent` from the edge of the block.
/// `sums` are the widths before each glyph, without tabs.
pub(crate) fn widths<'a>(
    tabs: &'a [Tab],
    sums: &'a [Offset],
    from: u32,
    to: u32,
    indent: Offset,
) -> impl Iterator<Item = (u32, Offset)> + 'a {
    let first = tabs.partition_point(|tab| tab.glyph < from);
    let mut before = indent - sums.get(from as usize).copied().unwrap_or(0);
    tabs[first..].iter().take_while(move |tab| tab.glyph < to).map(move |tab| {
        // The edges of boxes that open before a tab are counted with its glyph.
        let width = tab.width(before + sums.get(tab.glyph as usize + 1).copied().unwrap_or(0));
        before += width;
        (tab.glyph, width)
    })
}

/// Gives the tabs of chosen lines their widths.
pub(crate) fn settle(paragraph: &Paragraph, lines: &[ChosenLine], sums: &[Offset], advances: &mut [Length]) {
    if paragraph.tabs.is_empty() {
        return;
    }
    for line in lines {
        let indent = (line.indent - line.hang_start).offset() + start_of(&paragraph.ligatures, line.start);
        for (glyph, width) in widths(&paragraph.tabs, sums, line.start, line.end, indent) {
            advances[glyph as usize] = Length::from_offset(width);
        }
    }
}

/// The first glyph of a line that may move: content before a tab stays where it is, because otherwise the tab would
/// miss its stop.
pub(crate) fn movable(flags: &[u8], start: u32, end: u32) -> u32 {
    let last = flags[start as usize..end as usize].iter().rposition(|flags| flags & TAB != 0);
    last.map_or(start, |last| start + last as u32 + 1)
}
