//! Where text may be broken into lines (UAX #14).

use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness, LineBreakWordOption};
use icu_segmenter::{GraphemeClusterSegmenter, LineSegmenter};

use crate::css::{LineBreak, WordBreak};

/// The offsets in `text` at which a line may or must end, without its start; see [`is_forced`].
pub fn break_opportunities(
    text: &str,
    word_break: WordBreak,
    line_break: LineBreak,
) -> impl Iterator<Item = usize> + '_ {
    let mut options = LineBreakOptions::default();
    options.strictness = Some(match line_break {
        LineBreak::Auto | LineBreak::Normal => LineBreakStrictness::Normal,
        LineBreak::Loose => LineBreakStrictness::Loose,
        LineBreak::Strict => LineBreakStrictness::Strict,
        LineBreak::Anywhere => LineBreakStrictness::Anywhere,
    });
    options.word_option = Some(match word_break {
        // The segmenter would prefer `break-all` and `keep-all` to `anywhere`.
        _ if line_break == LineBreak::Anywhere => LineBreakWordOption::Normal,
        WordBreak::Normal => LineBreakWordOption::Normal,
        WordBreak::BreakAll => LineBreakWordOption::BreakAll,
        WordBreak::KeepAll => LineBreakWordOption::KeepAll,
    });
    // The program contains no dictionaries for scripts without spaces between words (Thai, Khmer).
    LineSegmenter::new_for_non_complex_scripts(options).segment_str(text).skip(1)
}

/// The ends of the grapheme clusters of `text`.
pub fn cluster_ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    GraphemeClusterSegmenter::new().segment_str(text).skip(1)
}

/// Whether the line must end at this break opportunity (rules LB4 and LB5).
pub fn is_forced(text: &str, offset: usize) -> bool {
    let before = text.get(..offset).and_then(|before| before.chars().next_back());
    matches!(before, Some('\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breaks(text: &str, word_break: WordBreak) -> Vec<usize> {
        break_opportunities(text, word_break, LineBreak::Auto).collect()
    }

    #[test]
    fn lines_may_end_after_spaces_and_hyphens() {
        assert_eq!(breaks("a bc-de f", WordBreak::Normal), [2, 5, 8, 9]);
        assert_eq!(breaks("a\u{a0}b c\u{2011}d", WordBreak::Normal), [5, 10]);
        assert_eq!(breaks("ab", WordBreak::BreakAll), [1, 2]);
    }

    #[test]
    fn separators_force_a_break() {
        let text = "a\u{2028}b";
        assert_eq!(breaks(text, WordBreak::Normal), [4, 5]);
        assert!(is_forced(text, 4));
        assert!(!is_forced(text, 5));
    }
}
