//! White space in collected text (CSS Text 3, section 4.1.1): it collapses across inline boxes. Line layout removes
//! spaces at the ends of lines.

use crate::css::WhiteSpaceCollapse;

/// The state of the line being collected.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WhiteSpace {
    /// A collapsible space would be dropped: it is at the start of the line, or after a space.
    skip: bool,
}

impl Default for WhiteSpace {
    fn default() -> WhiteSpace {
        WhiteSpace { skip: true }
    }
}

/// A segment of processed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TextSegment {
    Text(String),
    /// A preserved line feed.
    LineBreak,
}

impl WhiteSpace {
    /// Whether spaces collapse.
    pub(crate) fn collapses(collapse: WhiteSpaceCollapse) -> bool {
        matches!(collapse, WhiteSpaceCollapse::Collapse | WhiteSpaceCollapse::PreserveBreaks)
    }

    pub(crate) fn start_of_line(&mut self) {
        self.skip = true;
    }

    /// Something that is not a space was put on the line.
    pub(crate) fn after_atomic(&mut self) {
        self.skip = false;
    }

    /// Processes `text` as the continuation of what came before.
    pub(crate) fn process(&mut self, text: &str, collapse: WhiteSpaceCollapse) -> Vec<TextSegment> {
        let mut segments = Vec::new();
        let mut current = String::with_capacity(text.len());
        match collapse {
            WhiteSpaceCollapse::Collapse => self.collapse_into(text, &mut current),
            WhiteSpaceCollapse::PreserveBreaks => {
                for (index, line) in text.split('\n').enumerate() {
                    if index > 0 {
                        let kept = current.trim_end_matches(' ').len();
                        current.truncate(kept);
                        end_line(&mut current, &mut segments);
                        self.skip = true;
                    }
                    self.collapse_into(line, &mut current);
                }
            }
            WhiteSpaceCollapse::PreserveSpaces => {
                // The two characters of a Windows line end are one space.
                let line_feeds = text.replace("\r\n", "\n");
                current.extend(line_feeds.chars().map(|character| match character {
                    '\t' | '\n' | '\r' | '\u{c}' => ' ',
                    other => other,
                }));
                self.skip = false;
            }
            WhiteSpaceCollapse::Preserve | WhiteSpaceCollapse::BreakSpaces => {
                for (index, line) in text.split('\n').enumerate() {
                    if index > 0 {
                        end_line(&mut current, &mut segments);
                    }
                    current.push_str(line.strip_suffix('\r').unwrap_or(line));
                    self.skip = false;
                }
            }
        }
        if !current.is_empty() {
            segments.push(TextSegment::Text(current));
        }
        segments
    }

    fn collapse_into(&mut self, text: &str, out: &mut String) {
        for character in text.chars() {
            if matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                if !self.skip {
                    out.push(' ');
                    self.skip = true;
                }
            } else {
                out.push(character);
                // A zero-width space is only a break opportunity and does not change the state.
                if character != '\u{200b}' {
                    self.skip = false;
                }
            }
        }
    }
}

fn end_line(current: &mut String, segments: &mut Vec<TextSegment>) {
    if !current.is_empty() {
        segments.push(TextSegment::Text(std::mem::take(current)));
    }
    segments.push(TextSegment::LineBreak);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> TextSegment {
        TextSegment::Text(text.to_string())
    }

    #[test]
    fn spaces_collapse_across_texts() {
        let mut state = WhiteSpace::default();
        assert_eq!(state.process("  a \n b ", WhiteSpaceCollapse::Collapse), [text("a b ")]);
        assert_eq!(state.process(" \t", WhiteSpaceCollapse::Collapse), []);
        assert_eq!(state.process(" c", WhiteSpaceCollapse::Collapse), [text("c")]);
    }

    #[test]
    fn preserve_spaces_turns_tabs_and_line_feeds_into_spaces() {
        let mut state = WhiteSpace::default();
        assert_eq!(
            state.process(" a \t\r\n b\n\nc ", WhiteSpaceCollapse::PreserveSpaces),
            [text(" a    b  c ")]
        );
    }

    #[test]
    fn preserved_line_feeds_break_lines() {
        let mut state = WhiteSpace::default();
        assert_eq!(
            state.process(" a  \r\n\nb", WhiteSpaceCollapse::Preserve),
            [text(" a  "), TextSegment::LineBreak, TextSegment::LineBreak, text("b")]
        );
        let mut state = WhiteSpace::default();
        assert_eq!(
            state.process(" a  \n  b", WhiteSpaceCollapse::PreserveBreaks),
            [text("a"), TextSegment::LineBreak, text("b")]
        );
    }
}
