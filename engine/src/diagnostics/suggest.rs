//! "Did you mean": finds the name that was probably meant by an unknown one.

/// The candidate that `name` is most likely a misspelling of, if any is near enough: about one mistake in three
/// characters, where a transposition counts as one. Ties go to the earlier candidate.
pub fn closest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    closest_of(name, &mut candidates.into_iter())
}

/// The same, compiled once for all kinds of candidates.
fn closest_of<'a>(name: &str, candidates: &mut dyn Iterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(name);
    let length = folded.chars().count();
    // Nobody misspells a name this long, and the distance takes quadratic time.
    if length > 64 {
        return None;
    }
    candidates
        .map(|candidate| (strsim::osa_distance(&folded, &fold(candidate)), candidate))
        .filter(|&(distance, candidate)| {
            let longest = length.max(candidate.chars().count());
            distance <= longest.div_ceil(3).min(4) && distance < longest
        })
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// Ignores case and the kind of word separator, which are the most common mistakes.
fn fold(name: &str) -> String {
    name.chars()
        .map(|character| if matches!(character, '-' | ' ') { '_' } else { character })
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_similar_name_is_proposed() {
        let names = ["founded", "region", "website", "native_name"];
        assert_eq!(closest("fuonded", names), Some("founded"));
        assert_eq!(closest("Native-Name", names), Some("native_name"));
        assert_eq!(closest("web_site", names), Some("website"));
    }

    #[test]
    fn a_name_unlike_all_others_gets_no_proposal() {
        assert_eq!(closest("rector", ["founded", "id"]), None);
        assert_eq!(closest("x", ["id"]), None);
        assert_eq!(closest("", ["id"]), None);
        assert_eq!(closest(&"a".repeat(5000), ["a"]), None);
    }
}
