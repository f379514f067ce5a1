//! Languages of elements, and the ranges of `:lang()` (Selectors 4, section 7.2).

use crate::html::{Document, Element, NodeId};

/// The `xml:lang` attribute of an element.
pub(crate) fn xml_language(element: &Element) -> Option<&str> {
    let is_language =
        |namespace: &html5ever::Namespace, name: &str| *namespace == html5ever::ns!(xml) && name == "lang";
    let mut attributes = element.attributes.iter();
    attributes.find(|each| is_language(&each.namespace, &each.name)).map(|found| &*found.value)
}

/// The language of an element: its own, or that of the nearest ancestor with one.
pub(super) fn language_of(document: &Document, id: NodeId) -> Option<&str> {
    let mut next = Some(id);
    while let Some(id) = next {
        if let Some(element) = document.element(id) {
            // `xml:lang` takes precedence over `lang` (HTML, section 3.2.6.2).
            if let Some(language) = xml_language(element).or_else(|| element.attribute("lang")) {
                return Some(language.trim());
            }
        }
        next = document.parent_element(id);
    }
    None
}

/// Extended filtering of RFC 4647 (section 3.3.2), as Selectors 4 (section 7.2) uses it: an empty range matches only
/// elements without a language.
pub(super) fn language_matches(language: &str, range: &str) -> bool {
    if language.is_empty() || range.is_empty() {
        return language.is_empty() && range.is_empty();
    }
    let mut tags = language.split('-');
    let mut wanted = range.split('-');
    let is_first = match (wanted.next(), tags.next()) {
        (Some("*"), Some(_)) => true,
        (Some(wanted), Some(tag)) => wanted.eq_ignore_ascii_case(tag),
        _ => false,
    };
    if !is_first {
        return false;
    }
    for part in wanted.filter(|part| *part != "*") {
        loop {
            match tags.next() {
                Some(tag) if tag.eq_ignore_ascii_case(part) => break,
                // A single letter or digit begins an extension; a subtag after it does not match.
                Some(tag) if tag.len() > 1 => {}
                _ => return false,
            }
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of RFC 4647, section 3.3.2, and of Selectors 4, section 7.2.
    #[test]
    fn languages_match_as_in_the_examples_of_the_specifications() {
        for tag in
            ["de-DE", "de-de", "de-Latn-DE", "de-Latf-DE", "de-DE-x-goethe", "de-Latn-DE-1996", "de-Deva-DE"]
        {
            assert!(language_matches(tag, "de-DE"), "{tag}");
            assert!(language_matches(tag, "de-*-DE"), "{tag}");
        }
        for tag in ["de", "de-x-DE", "de-Deva", ""] {
            assert!(!language_matches(tag, "de-*-DE"), "{tag}");
        }
        for tag in ["de-CH", "it-CH", "fr-Latn-CH"] {
            assert!(language_matches(tag, "*-CH"), "{tag}");
        }
        assert!(language_matches("", "") && !language_matches("en", "") && language_matches("en", "*"));
        assert!(!language_matches("eng", "en"));
    }
}
