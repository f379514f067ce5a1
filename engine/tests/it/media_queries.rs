//! Media queries (Media Queries 4 and 5) where the medium is a sheet of A4.

use crate::kit::styled::{style, style_in};

#[test]
fn these_queries_hold_on_paper() {
    for query in [
        "",
        "all",
        "print",
        "PRINT",
        "only print",
        "not screen",
        "screen, print",
        "not all and (min-width: 300mm)",
        "print and (color)",
        "print and (min-width: 210mm) and (max-width: 210mm)",
        "(width: 210mm)",
        "(width = 21cm)",
        "(width >= 100mm)",
        "(100mm <= width)",
        "(100mm < width < 300mm)",
        "(300mm>height>=297mm)",
        "(height: calc(30cm - 3mm))",
        "(min-width: 40em)",
        "(orientation: portrait)",
        "(aspect-ratio: 210/297)",
        "(aspect-ratio < 1/1)",
        "(max-aspect-ratio: 1)",
        "(device-width: 210mm)",
        "(color >= 8)",
        "(min-color: 8)",
        "(monochrome: 0)",
        "(color-index: 0)",
        "(color-gamut: srgb)",
        "(resolution: infinite)",
        "(min-resolution: 300dpi)",
        "(resolution > 2dppx)",
        "(grid: 0)",
        "(update: none)",
        "(overflow-block: paged)",
        "(overflow-block)",
        "(hover: none)",
        "(any-pointer: none)",
        "(scripting: none)",
        "(prefers-color-scheme: light)",
        "(prefers-color-scheme)",
        "(prefers-contrast: no-preference)",
        "(prefers-reduced-motion)",
        "(forced-colors: none)",
        "(inverted-colors: none)",
        "not (hover)",
        "(not (hover))",
        "(hover) or (color)",
        "((hover) or (color)) and (width)",
        "(color) and (not (monochrome))",
        // An unknown query does not affect another query that holds.
        "(color) or (nonsense)",
        "nonsense, print",
        "(,), print",
        "print and (color) and (width)",
    ] {
        assert_eq!(
            style(&format!("@media {query} {{ p {{ z-index: 7 }} }}"), "<p id=p>").mark("p"),
            Some(7),
            "{query}"
        );
    }
}

#[test]
fn these_queries_do_not_hold_on_paper() {
    for query in [
        "screen",
        "speech",
        "tv",
        "not print",
        "not all",
        "only screen",
        "print and (min-width: 211mm)",
        "(width < 210mm)",
        "(width > 210mm)",
        "(300mm < width)",
        "(0mm < width < 100mm)",
        "(orientation: landscape)",
        "(monochrome)",
        "(color-index)",
        "(grid)",
        "(max-color: 1)",
        "(color-gamut: p3)",
        "(max-resolution: 300dpi)",
        "(hover)",
        "(hover: hover)",
        "(update)",
        "(scan: interlace)",
        "(scripting)",
        "(prefers-color-scheme: dark)",
        "(prefers-contrast)",
        "(forced-colors)",
        "(dynamic-range: high)",
        "not (color)",
        "(hover) or (monochrome)",
    ] {
        let styled = style(&format!("@media {query} {{ p {{ z-index: 7 }} }}"), "<p id=p>").silent();
        assert_eq!(styled.mark("p"), None, "{query}");
    }
}

/// Unknown features are neither true nor false, malformed queries are `not all`; both are reported.
#[test]
fn unknown_queries_are_reported_with_their_place() {
    for (query, place) in [
        ("(nonsense)", "(nonsense)"),
        ("not (nonsense)", "(nonsense)"),
        ("(nonsense: 3)", "(nonsense: 3)"),
        ("(color) and (nonsense)", "(nonsense)"),
        ("(orientation: sideways)", "(orientation: sideways)"),
        ("(min-orientation: portrait)", "(min-orientation: portrait)"),
        ("(width: red)", "(width: red)"),
        ("(min-width)", "(min-width)"),
        ("(orientation > portrait)", "(orientation > portrait)"),
        ("(100mm < width > 300mm)", "(100mm < width > 300mm)"),
        ("nonsense(1)", "nonsense(1)"),
        ("(color) and (width) or (height)", "(color) and (width) or (height)"),
        ("print or (color)", "print or (color)"),
        ("print (color)", "print (color)"),
        ("print and", "print and"),
        ("only (color)", "only (color)"),
        ("not", "not"),
        ("and", "and"),
        ("screen, (nonsense)", "(nonsense)"),
    ] {
        let styled = style(&format!("@media {query} {{ p {{ z-index: 7 }} }}"), "<p id=p>");
        assert_eq!(styled.mark("p"), None, "{query}");
        assert_eq!(styled.messages.len(), 1, "{query}: {:?}", styled.messages);
        assert_eq!(styled.messages[0].1, place, "{query}");
    }
}

#[test]
fn queries_can_be_nested_and_on_links_and_styles() {
    let styled = style(
        "@media print { @media (color) { p { z-index: 7 } } @media (hover) { p { z-index: 1 } } }",
        "<p id=p>",
    )
    .silent();
    assert_eq!(styled.mark("p"), Some(7));
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("one.css"), "p { z-index: 7 }").expect("written");
    let root = folder.path().to_string_lossy();
    for (media, value) in
        [("print and (orientation: portrait)", Some(7)), ("screen", None), ("(nonsense)", None)]
    {
        for html in [
            format!("<!doctype html><link rel=stylesheet href=one.css media='{media}'><p id=p>"),
            format!("<!doctype html><style media='{media}'>p {{ z-index: 7 }}</style><p id=p>"),
        ] {
            let styled = style_in(&root, &html);
            assert_eq!(styled.mark("p"), value, "{html}");
            assert_eq!(
                styled.messages.len(),
                usize::from(media == "(nonsense)"),
                "{html}: {:?}",
                styled.messages
            );
        }
    }
}
