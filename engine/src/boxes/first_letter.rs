//! `::first-letter` (CSS Pseudo 4, section 2.2): a box around the first letter of a block container, with
//! the punctuation that belongs to it.

use std::sync::Arc;

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use crate::boxes::builder::{BoxLevel, BoxOrigin, Builder, level_of};
use crate::boxes::text_transform::transform;
use crate::boxes::tree::{BoxId, BoxKind};
use crate::css::{ComputedStyle, Display, PseudoElement, TextTransform};
use crate::html::NodeId;
use crate::text::cluster_ends;
use crate::text::letter_case::{dutch_ij, has_dutch_ij};

impl Builder<'_> {
    /// Makes the box of the first letter of a complete block container, if a rule styles it.
    pub(crate) fn first_letter(&mut self, node: Option<NodeId>, container: BoxId) {
        let Some(node) = node else { return };
        let Some(style) = self.styles.pseudo(node, PseudoElement::FirstLetter).cloned() else { return };
        for text in self.first_texts(container) {
            let BoxKind::Text(range) = &self.tree.boxes[text.index()].kind else { continue };
            let range = range.clone();
            let content = self.text.get(range.start as usize..range.end as usize).unwrap_or_default();
            let blank = content.len() - content.trim_start().len();
            let language = &self.tree.boxes[text.index()].style.font.language;
            let (length, _) = first_letter_of(&content[blank..], language);
            if length > 0 {
                let start = range.start + blank as u32;
                self.wrap_letter(node, container, text, start..start + length as u32, &style);
            }
        }
    }

    /// The text boxes of a container's first line that may contain its first letter. All but the last contain only
    /// punctuation.
    fn first_texts(&self, container: BoxId) -> Vec<BoxId> {
        let mut texts = Vec::new();
        let mut pending = vec![container];
        while let Some(id) = pending.pop() {
            let layout_box = &self.tree.boxes[id.index()];
            match &layout_box.kind {
                BoxKind::Text(range) => {
                    let content = self.text.get(range.start as usize..range.end as usize).unwrap_or_default();
                    let content = content.trim_start();
                    if content.is_empty() {
                        continue;
                    }
                    texts.push(id);
                    match first_letter_of(content, &layout_box.style.font.language) {
                        (_, true) => return texts,
                        (length, false) if length < content.len() => return Vec::new(),
                        // Punctuation that may belong to a letter in the next box.
                        _ => {}
                    }
                }
                // A block inside whose first letter has a style of its own already has the box.
                BoxKind::Inline | BoxKind::Paragraph
                    if layout_box.pseudo == Some(PseudoElement::FirstLetter) =>
                {
                    return Vec::new();
                }
                _ if layout_box.style.layout.is_floating() && id != container => {}
                BoxKind::Inline | BoxKind::Paragraph => pending.extend(layout_box.children.iter().rev()),
                BoxKind::Block => {
                    let first = layout_box.children.iter().copied().find(|&child| {
                        let child = &self.tree.boxes[child.index()];
                        !matches!(child.kind, BoxKind::OutsideMarker)
                            && level_of(&child.style.layout) != BoxLevel::OutOfFlow
                    });
                    pending.extend(first);
                }
                BoxKind::TableCell { .. } | BoxKind::TableCaption if id == container => {
                    pending.extend(layout_box.children.first());
                }
                // Anything else on the line comes before every letter.
                _ => return Vec::new(),
            }
        }
        Vec::new()
    }

    /// Splits a text box and puts a box around its letter.
    fn wrap_letter(
        &mut self,
        node: NodeId,
        container: BoxId,
        text: BoxId,
        letter: std::ops::Range<u32>,
        style: &Arc<ComputedStyle>,
    ) {
        let layout_box = &self.tree.boxes[text.index()];
        let (Some(parent), BoxKind::Text(range)) = (layout_box.parent, layout_box.kind.clone()) else {
            return;
        };
        // The rest of the text no longer matches the untransformed text.
        self.tree.untransformed.remove(&text);
        let layout_box = &self.tree.boxes[text.index()];
        let (owner, own_pseudo, own_style) = (layout_box.node, layout_box.pseudo, layout_box.style.clone());
        let letter = self.transform_letter(container, letter, style);
        let BoxKind::Text(grown) = &self.tree.boxes[text.index()].kind else { return };
        let end = grown.end;
        let before = range.start..letter.start;
        let after = letter.end..end;

        let display = if style.layout.is_floating() { Display::Block } else { Display::Inline };
        let mut style = style.clone();
        if style.layout.display != display {
            Arc::make_mut(&mut Arc::make_mut(&mut style).layout).display = display;
        }
        let pseudo = Some(PseudoElement::FirstLetter);
        // A floating letter has a line of its own.
        let kind = if style.layout.is_floating() { BoxKind::Paragraph } else { BoxKind::Inline };
        let letter_box = self.push(BoxOrigin { node: Some(node), pseudo, parent, style: &style }, kind);
        let inside = BoxOrigin { node: owner, pseudo, parent: letter_box, style: &style };
        let inner = self.push(inside, BoxKind::Text(letter));
        self.adopt(letter_box, vec![inner]);
        let text_node = self.tree.text_node(text);
        self.tree.text_nodes.extend(text_node.map(|node| (inner, node)));
        let mut parts = Vec::with_capacity(3);
        if !before.is_empty() {
            let origin = BoxOrigin { node: owner, pseudo: own_pseudo, parent, style: &own_style };
            let before = self.push(origin, BoxKind::Text(before));
            self.tree.text_nodes.extend(text_node.map(|node| (before, node)));
            parts.push(before);
        }
        parts.push(letter_box);
        if !after.is_empty() {
            self.tree.boxes[text.index()].kind = BoxKind::Text(after);
            parts.push(text);
        }
        let children = &mut self.tree.boxes[parent.index()].children;
        if let Some(at) = children.iter().position(|&child| child == text) {
            children.splice(at..=at, parts);
        }
    }

    /// Applies the letter's own `text-transform`, which may make it longer or shorter.
    fn transform_letter(
        &mut self,
        container: BoxId,
        letter: std::ops::Range<u32>,
        style: &ComputedStyle,
    ) -> std::ops::Range<u32> {
        let range = letter.start as usize..letter.end as usize;
        let Some(old) = self.text.get(range.clone()) else { return letter };
        if style.text.transform == TextTransform::None {
            return letter;
        }
        let new = transform(old, style.text.transform, &style.font.language, false).into_owned();
        if new == old {
            return letter;
        }
        self.text.replace_range(range, &new);
        let moved = |offset: u32| {
            if offset < letter.end { offset } else { offset - (letter.end - letter.start) + new.len() as u32 }
        };
        // All text after the letter belongs to boxes made after the container.
        for layout_box in &mut self.tree.boxes[container.index()..] {
            if let BoxKind::Text(range) = &mut layout_box.kind {
                *range = moved(range.start)..moved(range.end);
            }
        }
        letter.start..letter.start + new.len() as u32
    }
}

/// The length of the first letter of a text in bytes, punctuation included, and whether there is a letter at all.
fn first_letter_of(text: &str, language: &str) -> (usize, bool) {
    let is_space = |character: char| {
        character.general_category() == GeneralCategory::SpaceSeparator && character != '\u{3000}'
    };
    let mut letter = false;
    let (mut start, mut kept) = (0, 0);
    for end in cluster_ends(text) {
        // The second half of a letter of two characters.
        if end <= kept {
            start = end;
            continue;
        }
        let character = text[start..].chars().next().unwrap_or(' ');
        let punctuation = is_punctuation(character);
        if !letter {
            if !punctuation && !is_space(character) {
                letter = true;
            } else if is_space(character) && (kept == 0 || character == ' ') {
                break;
            }
            let both = if letter && has_dutch_ij(language) { dutch_ij(&text[start..]) } else { None };
            kept = both.map_or(end, |length| start + length);
        } else if punctuation && !opens_or_joins(character) {
            kept = end;
        } else {
            break;
        }
        start = end;
    }
    (kept, letter)
}

/// Whether a character is punctuation: Unicode's categories P*.
fn is_punctuation(character: char) -> bool {
    use GeneralCategory::*;
    matches!(
        character.general_category(),
        ConnectorPunctuation
            | DashPunctuation
            | OpenPunctuation
            | ClosePunctuation
            | InitialPunctuation
            | FinalPunctuation
            | OtherPunctuation
    )
}

/// Whether a punctuation mark belongs to the text after it: Unicode's categories Ps and Pd.
fn opens_or_joins(character: char) -> bool {
    use GeneralCategory::*;
    matches!(character.general_category(), OpenPunctuation | DashPunctuation)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> &str {
        &text[..first_letter_of(text, "en").0]
    }

    #[test]
    fn dutch_ij_is_one_letter() {
        assert_eq!(first_letter_of("“IJsland", "nl"), ("“IJ".len(), true));
        assert_eq!(first_letter_of("ij’s", "nl-NL"), ("ij’".len(), true));
        assert_eq!(first_letter_of("IJsland", "en"), (1, true));
        assert_eq!(first_letter_of("Ik", "nl"), (1, true));
    }

    #[test]
    fn punctuation_belongs_to_the_letter() {
        assert_eq!(first("Once upon"), "O");
        assert_eq!(first("“Quoth he"), "“Q");
        assert_eq!(first("«\u{a0}Le vent"), "«\u{a0}L");
        assert_eq!(first("A’s"), "A’");
        assert_eq!(first("A-b"), "A");
        assert_eq!(first("A(b"), "A");
        assert_eq!(first("(1) one"), "(1)");
        assert_eq!(first("E\u{301}cole"), "E\u{301}");
        assert_eq!(first("əlaqə"), "ə");
        assert_eq!(first_letter_of("«", "en"), ("«".len(), false));
    }
}
