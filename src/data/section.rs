//! The languages of one file: an edition in several languages has a section for each, with covers, contents and parts.

use engine::text::is_right_to_left;

/// The pages in one language of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageSection {
    /// The tag of the language.
    pub language: String,
    /// What the ids of its elements begin with; empty if the file has no other section.
    pub anchor: String,
    /// Whether no other section follows.
    pub is_last: bool,
    /// How many pages layouts may add so that sheets are full; see [`super::Design::lacking_pages`].
    pub extra_pages: usize,
    /// What they show.
    pub extra_content: ExtraContent,
}

/// What pages that fill sheets show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExtraContent {
    /// Pictures of the data first.
    Pictures,
    /// Only lines for notes, where a picture takes more than its page.
    Notes,
}

impl LanguageSection {
    /// The sections of a file in `languages`, with `extra_pages` among them. Pages that cannot be divided are in the last.
    pub fn all(
        languages: &[impl AsRef<str>],
        extra_pages: usize,
        extra_content: ExtraContent,
    ) -> Vec<LanguageSection> {
        let count = languages.len().max(1);
        let section = |(index, language): (usize, &_)| {
            let language: &str = AsRef::as_ref(language);
            let is_last = index + 1 == languages.len();
            LanguageSection {
                language: language.to_string(),
                // A point is in no tag and in no id of the data, so ids of two sections differ.
                anchor: if count == 1 { String::new() } else { format!("{language}.") },
                is_last,
                extra_pages: extra_pages / count + if is_last { extra_pages % count } else { 0 },
                extra_content,
            }
        };
        languages.iter().enumerate().map(section).collect()
    }

    /// The section of a file in one language.
    pub fn only(language: &str) -> LanguageSection {
        LanguageSection {
            language: language.to_string(),
            anchor: String::new(),
            is_last: true,
            extra_pages: 0,
            extra_content: ExtraContent::Pictures,
        }
    }

    /// The direction of the language, a value for HTML's `dir`.
    pub fn direction(&self) -> &'static str {
        if is_right_to_left(&self.language) { "rtl" } else { "ltr" }
    }
}
