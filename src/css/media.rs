//! Media queries (Media Queries 4), as far as they matter where the medium is always paper.

use cssparser::{ParseError, Parser, Token};

/// Whether a media query list applies to print.
pub(super) fn applies(query_list: &str) -> bool {
    parse_query_list(&mut Parser::new(query_list))
}

/// Parses a query list to the end of the input; an empty one applies.
pub(super) fn parse_query_list(input: &mut Parser<'_>) -> bool {
    if input.is_exhausted() {
        return true;
    }
    let mut any = false;
    let queries: Result<Vec<()>, ParseError<()>> = input.parse_comma_separated(|input| {
        any |= parse_query(input);
        while input.next().is_ok() {}
        Ok(())
    });
    queries.is_ok() && any
}

fn parse_query(input: &mut Parser<'_>) -> bool {
    let mut negated = false;
    let mut result = true;
    let mut first = true;
    while let Ok(token) = input.next().cloned() {
        match token {
            Token::Ident(word) => match &*word.to_ascii_lowercase() {
                "not" if first => negated = true,
                "only" | "and" => {}
                "print" | "all" => {}
                _ => result = false,
            },
            Token::ParenthesisBlock => {
                let feature: Result<bool, ParseError<()>> = input.parse_nested_block(|input| {
                    let holds = parse_feature(input);
                    while input.next().is_ok() {}
                    Ok(holds)
                });
                result &= feature.unwrap_or(false);
            }
            _ => result = false,
        }
        first = false;
    }
    result != negated
}

/// Features of paper that do not depend on its size: it has colour, and nothing points or hovers.
fn parse_feature(input: &mut Parser<'_>) -> bool {
    let Ok(name) = input.expect_ident().map(|name| name.to_ascii_lowercase()) else { return false };
    let value = input
        .try_parse(|input| {
            input.expect_colon()?;
            input.expect_ident().map(|value| value.to_ascii_lowercase())
        })
        .ok();
    matches!(
        (&*name, value.as_deref()),
        ("color", None)
            | ("color-gamut", Some("srgb"))
            | ("hover" | "any-hover" | "pointer" | "any-pointer" | "update" | "scripting", Some("none"))
            | ("overflow-block", Some("paged"))
            | ("prefers-color-scheme", Some("light"))
            | ("prefers-reduced-motion", Some("reduce"))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn print_applies_and_screen_does_not() {
        for query in ["", "print", "all", "screen, print", "not screen", "only print and (color)", "(color)"]
        {
            assert!(applies(query), "{query}");
        }
        for query in
            ["screen", "not print", "print and (hover: hover)", "speech", "screen and (min-width: 1px)"]
        {
            assert!(!applies(query), "{query}");
        }
    }
}
