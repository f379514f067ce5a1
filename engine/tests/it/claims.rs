//! The standards that files claim, and what prevents them from following more.

use crate::kit::pdf_reader::{pages, read, text, to_unicode};
use crate::kit::rendering::rendered_with;
use crate::kit::structure_reader::structure_of;
use engine::diagnostics::Strictness;
use engine::paint::ContentPlace;
use engine::pdf::{Obstacle, Standards};
use engine::resources::Resources;

/// What stands in the way of standards, and those that are left.
fn claims(html: &str) -> (Standards, Vec<Obstacle>, String) {
    let (output, diagnostics) = rendered_with(html, &Resources::new(".", &[]), |input| {
        input.standards = Standards::SCREEN;
        input.strictness = Strictness::Lenient;
    });
    let output = output.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let pdf = String::from_utf8_lossy(&output.pdf).into_owned();
    (output.standards, output.obstacles, pdf)
}

#[test]
fn a_file_claims_what_it_holds() {
    let (standards, obstacles, pdf) = claims("<html lang=en><title>T</title><p>text");
    assert_eq!((standards, obstacles), (Standards::SCREEN, Vec::new()));
    assert!(pdf.contains("<pdfuaid:part>1<") && pdf.contains("<pdfaid:part>2<"));

    let only_archive = Standards { accessible: None, ..Standards::SCREEN };
    let (standards, obstacles, pdf) = claims("<p>text");
    assert_eq!((standards, obstacles), (only_archive, vec![Obstacle::NoTitle, Obstacle::NoLanguage]));
    assert!(!pdf.contains("pdfuaid:part>") && pdf.contains("<pdfaid:part>2<"));

    let (standards, obstacles, _) =
        claims("<html lang=en><title>T</title><svg width=9 height=9><circle r=4 /></svg>");
    assert_eq!(standards, only_archive);
    assert!(matches!(obstacles[..], [Obstacle::NoAlternative(_)]), "{obstacles:?}");

    // A character that no font has is shown as a box.
    let (standards, obstacles, pdf) = claims("<html lang=en><title>T</title><p>\u{12000}");
    assert_eq!((standards, obstacles), (Standards::NONE, vec![Obstacle::MissingGlyph]));
    assert!(!pdf.contains("pdfaid:part>"));

    let (standards, obstacles, _) =
        claims("<html lang=en><title>T</title><style>@page { size: 300in 9in }</style><p>wide");
    assert_eq!((standards.archive, obstacles), (None, vec![Obstacle::PageSize]));
}

/// What an obstacle is about.
fn kind(obstacle: &Obstacle) -> String {
    match obstacle {
        Obstacle::LanguageTag(_, language) => format!("language {language}"),
        Obstacle::PrivateUse(_, ContentPlace::Text(_)) => "icon in text".to_string(),
        Obstacle::PrivateUse(..) => "generated icon".to_string(),
        other => format!("{other:?}"),
    }
}

/// The obstacles of a document whose font has icons at U+E0A0 to U+E0A2, and its PDF.
fn with_icons(style: &str, body: &str) -> (Standards, String, Vec<u8>) {
    let html = format!(
        "<!DOCTYPE html><html lang=en><title>T</title>\
         <style>body {{ font-family: 'Source Code Pro' }} {style}</style>{body}"
    );
    let (output, diagnostics) = rendered_with(&html, &Resources::new(".", &[]), |input| {
        input.standards = Standards::SCREEN;
        input.strictness = Strictness::Lenient;
    });
    let output = output.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let kinds: Vec<String> = output.obstacles.iter().map(kind).collect();
    (output.standards, kinds.join(", "), output.pdf)
}

#[test]
fn a_language_that_is_no_tag_prevents_claims_about_text() {
    for (root, paragraph, expected) in [
        ("en", "de-AT-1996", ""),
        ("en", "", ""),
        ("en_US", "de", "language en_US"),
        ("en", "de_AT", "language de_AT"),
        ("en", "klingonian", "language klingonian"),
        ("en", "1de", "language 1de"),
    ] {
        let html = format!("<html lang='{root}'><title>T</title><p lang='{paragraph}'>text");
        let (standards, obstacles, _) = claims(&html);
        let found: Vec<String> = obstacles.iter().map(kind).collect();
        assert_eq!(found.join(", "), expected);
        assert_eq!(standards, if expected.is_empty() { Standards::SCREEN } else { Standards::NONE });
    }
}

#[test]
fn an_icon_without_a_text_prevents_claims_about_text() {
    let (standards, obstacles, _) =
        with_icons("i::before { content: '\\e0a1' }", "<p>a <b>\u{e0a0}</b> <i></i>");
    assert_eq!(obstacles, "icon in text, generated icon");
    assert_eq!(standards, Standards { archive: None, ..Standards::SCREEN });
}

#[test]
fn an_icon_in_the_alternative_text_of_known_letters_prevents_claims() {
    let style = "i::before { content: 'a' / '\\e0a1' }";
    for before in ["", "<p>a", &"<p style='break-after: page'>a".repeat(70)] {
        let (_, obstacles, _) = with_icons(style, &format!("{before}<p><i></i>"));
        assert_eq!(obstacles, "generated icon");
    }
}

#[test]
fn an_icon_is_read_as_its_text_or_not_at_all() {
    let style = "@page { @top-left { content: '\\e0a0' } } \
                 .none::before { content: '\\e0a1' / '' } .text::before { content: '\\e0a1' / 'Phone ' attr(title) } \
                 .bare::before { content: '\\e0a2' } ul { list-style-type: '\\e0a2 ' } u { letter-spacing: 9pt }";
    let body = "<p>a<i class=none></i>b<i class=text title=c></i>d<i class=bare aria-label=e></i>f\
                <i aria-label=Home>\u{e0a0}\u{e0a1}</i>g<i title=h>\u{e0a0}</i><u class=text></u>\
                <i aria-hidden=true>\u{e0a0}</i><ul><li>item</ul>";
    let (standards, obstacles, pdf) = with_icons(style, body);
    assert_eq!((standards, &*obstacles), (Standards::SCREEN, ""));
    let expected = "Document\n  P \"a\" \"b\" \"Phone c\" \"d\" \"e\" \"f\" \"Home\" \"g\" \"h\" \"Phone\"\n  \
                    L ListNumbering=Disc\n    LI\n      Lbl \"\u{2022} \"\n      LBody \"item\"\n";
    assert_eq!(structure_of(&pdf), expected);
    let document = read(&pdf);
    assert!(!text(&document, pages(&document)[0]).contains(['\u{e0a0}', '\u{e0a1}', '\u{e0a2}']));
    // The map of a font has no such character either: glyphs of artifacts need a text too.
    let fonts = document.objects.values().filter_map(|object| object.as_dict().ok());
    for font in fonts.filter(|font| font.has(b"ToUnicode")) {
        let texts = to_unicode(&document, font);
        assert!(!texts.values().any(|text| text.contains(['\u{e0a0}', '\u{e0a1}', '\u{e0a2}'])), "{texts:?}");
    }
}
