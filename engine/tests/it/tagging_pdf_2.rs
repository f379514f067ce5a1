//! The structure tree of a PDF 2.0 file: namespaces, references between elements, structure destinations, nesting.

use lopdf::{Dictionary, Document, Object};

use crate::kit::pdf_reader::{dig, get, pages, read};
use crate::kit::rendering::rendered_with;
use crate::kit::structure_reader::structure_of;
use engine::diagnostics::Strictness;
use engine::pdf::{
    Attachment, Obstacle, PdfA, PdfUa, PdfVersion, Relationship, Standard, Standards, StandardsClash,
};
use engine::resources::Resources;
use engine::{Input, Output};

const PDF_2: Standards = Standards { archive: Some(PdfA::FourF), accessible: Some(PdfUa::Two), press: false };

fn rendered(html: &str, change: impl FnOnce(&mut Input<'_>)) -> Output {
    let (output, diagnostics) = rendered_with(html, &Resources::new(".", &[]), |input| {
        input.standards = PDF_2;
        input.strictness = Strictness::Lenient;
        change(input);
    });
    output.unwrap_or_else(|| panic!("{diagnostics:?}"))
}

fn page(style: &str, body: &str) -> Output {
    let html = format!(
        "<!DOCTYPE html><html lang=en><title>T</title><style>@page {{ size: 80mm 60mm; margin: 5mm }} {style}</style>{body}"
    );
    rendered(&html, |_| ())
}

/// Compares the structure of a document's `body` with lines of types and texts; the file follows PDF/UA-2.
fn expect(style: &str, body: &str, expected: &str) {
    let output = page(style, body);
    assert_eq!(output.standards.accessible, Some(PdfUa::Two), "{:?}", output.obstacles);
    let lines: Vec<&str> = expected.lines().filter(|line| !line.trim().is_empty()).collect();
    let indent = lines.first().map_or(0, |line| line.len() - line.trim_start().len());
    let expected: String = lines.iter().map(|line| format!("{}\n", &line[indent..])).collect();
    assert_eq!(structure_of(&output.pdf), expected);
}

#[test]
fn elements_have_the_types_of_pdf_2_and_those_of_1_7_that_it_lacks() {
    expect(
        "",
        "<article><h1>A</h1><p>one <em>two</em> <strong>three</strong> <code>four</code> <q>five</q><aside>six</aside></article>",
        r#"
        Document
          Art(1.7)
            H1 "A"
            P "one " " " " " " "
              Em "two"
              Strong "three"
              Code(1.7) "four"
              Quote(1.7) "“" "five" "”"
            Aside
              P "six"
        "#,
    );
}

#[test]
fn a_note_and_its_call_refer_to_each_other() {
    expect(
        ".n { float: footnote }",
        "<p>text<span class=n>the note<span role=heading>with a heading</span></span> goes on",
        r#"
        Document
          P "text" " goes on"
            Reference(1.7) Ref=FENote "1"
            FENote ID=note-1 NoteType=Footnote Ref=Reference
              Lbl "1. "
              P "the note"
              P "with a heading"
        "#,
    );
}

#[test]
fn entries_of_a_table_of_contents_refer_to_what_they_lead_to() {
    expect(
        "ul { list-style: none }",
        "<nav><ul><li>Part<ul><li><a href='#x'>X</a><li><h3><a href='#y'>Y</a></h3></ul></ul></nav><h1 id=x>X</h1><p>z <span id=y>y</span>",
        r#"
        Document
          Sect
            TOC(1.7)
              TOCI(1.7) Ref=H1
                P "Part"
                TOC(1.7)
                  TOCI(1.7) Ref=H1
                    P
                      Link "X" (link)
                  TOCI(1.7) Ref=P
                    P
                      Link "Y" (link)
          H1 "X"
          P "z " "y"
        "#,
    );
}

#[test]
fn a_list_with_an_entry_that_leads_nowhere_is_no_table_of_contents() {
    expect(
        "ul { list-style: none }",
        "<nav><ul><li><a href='#x'>X</a><li>plain</ul></nav><h1 id=x>X</h1>",
        r#"
        Document
          Sect
            L ListNumbering=Unordered
              LI
                LBody
                  Link "X" (link)
              LI
                LBody "plain"
          H1 "X"
        "#,
    );
}

#[test]
fn blocks_are_where_pdf_2_allows_them() {
    expect(
        "",
        "<table><tr><td><blockquote>quoted</blockquote></table><h1>head <div>block</div></h1>\
         <dl><dt><p>term</p><dd>meaning</dl><blockquote>a<aside>b</aside></blockquote><p><code>c <var>v</var></code>",
        r#"
        Document
          Table
            TBody
              TR
                TD
                  Sect
                    BlockQuote(1.7)
                      P "quoted"
          H1 "head "
            Span "block"
          L ListNumbering=Description
            LI
              Lbl
                Span "term"
              LBody "meaning"
          BlockQuote(1.7)
            P "a"
            Sect
              P "b"
          P
            Code(1.7) "c "
              Span "v"
        "#,
    );
}

#[test]
fn a_caption_is_the_first_or_last_in_a_section_of_its_own() {
    expect(
        "",
        "<p>before<figure>body<figcaption>caption</figcaption></figure><p>after\
         <figure><figcaption>one</figcaption>x<figcaption>two</figcaption>y</figure>",
        r#"
        Document
          P "before"
          Sect
            P "body"
            Caption "caption"
          P "after"
          Sect
            Caption "one"
            P "x"
            P "two"
            P "y"
        "#,
    );
}

#[test]
fn every_nesting_of_html_becomes_one_that_pdf_2_allows() {
    let elements = [
        "div lang=az",
        "p",
        "h2",
        "section",
        "article",
        "aside",
        "nav",
        "blockquote",
        "figure",
        "figcaption",
        "ul",
        "dl",
        "dt",
        "dd",
        "li",
        "table",
        "caption",
        "th",
        "em",
        "q",
        "code",
        "a href='#t'",
        "fieldset",
        "legend",
        "pre",
        "math alttext=m",
        "div class=n",
    ];
    let element = |tag: &str, content: &str| {
        format!("<{tag}>a {content} b</{}>", tag.split(' ').next().unwrap_or_default())
    };
    let mut body = String::from("<h1 id=t>T</h1>");
    for outer in elements {
        for inner in elements {
            let nested = element(outer, &element(inner, "c"));
            body += &format!("{nested}<ul><li>{nested}</ul><table><tr><td>{nested}</table>");
            body += &format!("<nav><ul><li><a href='#t'>l</a>{nested}</ul></nav>");
        }
    }
    let output = page(".n { float: footnote } body { font-size: 4pt }", &body);
    assert_eq!(output.obstacles, []);
    assert_eq!(output.standards.names().as_deref(), Some("PDF/A-4 and PDF/UA-2"));
}

/// What a link or an entry of the outline leads to: the type of the element, and whether the page is that of the element.
fn led_to(document: &Document, from: &Dictionary) -> (String, bool) {
    let target = |key: &str| get(document, from, key).as_array().expect("a destination")[0].clone();
    let target_element = target("SD");
    let element = document.dereference(&target_element).expect("an element").1.as_dict().expect("an element");
    let role = String::from_utf8_lossy(get(document, element, "S").as_name().expect("a type")).into_owned();
    (role, element.get(b"Pg").is_ok_and(|page| *page == target("D")))
}

#[test]
fn links_names_and_the_outline_lead_to_elements_and_to_pages() {
    let body = "<p><a href='#x'>to x</a> <a href='#s'>to s</a> <a href='https://example.org/'>away</a>\
                <h1 id=x style='break-before: page'>X</h1><p>text <span id=s>s</span>";
    let document = read(&page("", body).pdf);
    let first = pages(&document)[0];
    let links = get(&document, first, "Annots").as_array().expect("links");
    let actions: Vec<&Dictionary> = links
        .iter()
        .map(|link| document.dereference(link).expect("a link").1.as_dict().expect("a link"))
        .map(|link| {
            assert!(!link.has(b"Dest"));
            get(&document, link, "A").as_dict().expect("an action")
        })
        .collect();
    assert_eq!(led_to(&document, actions[0]), ("H1".to_string(), true));
    assert_eq!(led_to(&document, actions[1]), ("P".to_string(), true));
    assert!(actions[2].has(b"URI"));
    let catalog = document.catalog().expect("a catalog");
    let entry = dig(&document, catalog, &["Outlines", "First", "A"]);
    assert_eq!(led_to(&document, entry), ("H1".to_string(), true));
    let names =
        get(&document, dig(&document, catalog, &["Names", "Dests"]), "Names").as_array().expect("names");
    let named = document.dereference(&names[3]).expect("a destination").1.as_dict().expect("a dictionary");
    assert_eq!(led_to(&document, named), ("H1".to_string(), true));
}

#[test]
fn a_file_of_pdf_2_has_no_information_dictionary_and_names_the_editions() {
    let output = page("", "<p>text");
    assert!(output.pdf.starts_with(b"%PDF-2.0\n"));
    let document = read(&output.pdf);
    assert!(!document.trailer.has(b"Info"));
    let text = String::from_utf8_lossy(&output.pdf);
    for property in
        ["pdfuaid:part>2<", "pdfuaid:rev>2024<", "pdfaid:part>4<", "pdfaid:rev>2020<", "dc:title>"]
    {
        assert!(text.contains(property), "{property}");
    }
    assert!(!text.contains("pdfaExtension") && !text.contains("pdfaid:conformance"));
    let tree = dig(&document, document.catalog().expect("a catalog"), &["StructTreeRoot"]);
    let spaces = get(&document, tree, "Namespaces").as_array().expect("namespaces");
    let names = spaces.iter().map(|space| {
        let space = document.dereference(space).expect("a namespace").1.as_dict().expect("a dictionary");
        get(&document, space, "NS").as_str().expect("a name").to_vec()
    });
    assert_eq!(names.collect::<Vec<_>>(), [&b"http://iso.org/pdf/ssn"[..], b"http://iso.org/pdf2/ssn"]);
}

#[test]
fn attachments_need_a_standard_that_allows_them() {
    let attach = |input: &mut Input<'_>| {
        input.information.attachments.push(Attachment {
            name: "a.csv".to_string(),
            description: "A table".to_string(),
            media_type: "text/csv".to_string(),
            relationship: Relationship::Data,
            bytes: b"1,2".to_vec(),
        });
    };
    let html = "<html lang=en><title>T</title><p>text";
    let output = rendered(html, attach);
    assert_eq!(output.standards, PDF_2);
    assert!(String::from_utf8_lossy(&output.pdf).contains("pdfaid:conformance>F<"));
    assert_eq!(rendered(html, |_| ()).standards.archive, Some(PdfA::Four), "nothing is attached");
    for (archive, remedy) in [(PdfA::Four, "`a-4f`"), (PdfA::Two, "`a-3a`")] {
        let output = rendered(html, |input| {
            attach(input);
            input.standards = Standards { archive: Some(archive), accessible: None, press: false };
        });
        assert_eq!((output.standards, output.obstacles), (Standards::NONE, vec![Obstacle::Attachments]));
        assert!(format!("{:?}", output.advice).contains(remedy));
    }
}

#[test]
fn pdf_a_4_has_no_limit_for_the_sides_of_pages() {
    let output =
        rendered("<html lang=en><title>T</title><style>@page { size: 300in 9in }</style><p>wide", |_| ());
    assert_eq!(output.obstacles, []);
}

#[test]
fn standards_go_together_if_they_are_of_two_kinds_and_about_one_version() {
    for first in Standard::ALL {
        for second in Standard::ALL {
            let is_archive = |standard| matches!(standard, Standard::A(_));
            let fits = first == second
                || first.version() == second.version() && is_archive(first) != is_archive(second);
            let both = Standards::of(&[first, second]);
            assert_eq!(both.is_ok(), fits, "{first:?} {second:?}");
            if let Err(clash) = both {
                assert_eq!(clash, StandardsClash { first, second });
            }
        }
    }
    assert_eq!(Standards::of(&[]), Ok(Standards::NONE));
    assert_eq!(Standards::NONE.version(), PdfVersion::V1_7);
    let clash = Standards::of(&[Standard::A(PdfA::Two), Standard::Ua(PdfUa::Two)]).expect_err("a clash");
    assert_eq!(
        clash.to_string(),
        "`a-2a` and `ua-2` do not go together: PDF/A-2a is for PDF 1.7, PDF/UA-2 for PDF 2.0"
    );
    assert_eq!(
        StandardsClash::help(),
        "Choose `a-2a` or `a-3a` with `ua-1`, or `a-4` or `a-4f` with `ua-2`, or `x-4` alone."
    );
}

#[test]
fn a_file_of_pdf_2_has_the_same_bytes_with_any_number_of_threads() {
    let html = include_str!("../tagging/everything.html");
    let one = rendered(html, |_| ());
    assert_eq!(one.standards.names().as_deref(), Some("PDF/A-4 and PDF/UA-2"));
    assert_eq!(rendered(html, |input| input.threads = 3).pdf, one.pdf);
}

/// The text of the tree is the same in both versions.
#[test]
fn both_versions_have_the_same_text_in_the_same_order() {
    let html = include_str!("../tagging/everything.html");
    let new = rendered(html, |_| ()).pdf;
    let old = rendered(html, |input| input.standards = Standards::SCREEN).pdf;
    let text = crate::kit::structure_reader::text_of_structure;
    assert_eq!(text(&new), text(&old));
    let info = |pdf: &[u8]| matches!(read(pdf).trailer.get(b"Info"), Ok(Object::Reference(_)));
    assert_eq!((info(&new), info(&old)), (false, true));
}
