//! The structure tree of the file: its elements in the order of the document, with the text that belongs to them.

use crate::kit::pdf_reader::{dig, get, operations, pages, read};
use crate::kit::rendering::{rendered, rendered_with};
use crate::kit::roles::{lists_of, texts};
use crate::kit::structure_reader::{structure_of, text_of_structure};
use engine::html::{Document, NodeId};
use engine::paint::{ContentPlace, DisplayList, Tag};
use engine::pdf::{PdfA, Standards};
use engine::resources::Resources;
use std::collections::BTreeSet;

/// Compares the structure of a document's `body` with lines of types and texts.
fn expect(style: &str, body: &str, expected: &str) {
    let html = format!(
        "<!DOCTYPE html><html lang=en><title>T</title><style>@page {{ size: 80mm 60mm; margin: 5mm }} {style}</style>{body}"
    );
    let (output, diagnostics) = rendered(&html, &Resources::new(".", &[]));
    let pdf = output.unwrap_or_else(|| panic!("{diagnostics:?}")).pdf;
    let lines: Vec<&str> = expected.lines().filter(|line| !line.trim().is_empty()).collect();
    let indent = lines.first().map_or(0, |line| line.len() - line.trim_start().len());
    let expected: String = lines.iter().map(|line| format!("{}\n", &line[indent..])).collect();
    assert_eq!(structure_of(&pdf), expected);
}

#[test]
fn text_between_blocks_is_a_paragraph_and_elements_without_meaning_are_left_out() {
    expect(
        "",
        "<div>one <b>bold</b> <span>two</span><p>three<p>four</div><section>five</section>",
        r#"
        Document
          P "one " "bold" " " "two"
          P "three"
          P "four"
          Sect
            P "five"
        "#,
    );
}

#[test]
fn block_level_parts_of_a_text_are_paragraphs() {
    expect(
        "span { display: block } b { display: inline-block } i { float: left }",
        "<ul><li><span>139</span><span>universities <b>in</b> <i>13</i> countries</span></ul>",
        r#"
        Document
          L ListNumbering=Disc
            LI
              Lbl "• "
              LBody
                P "139"
                P "universities " "in" " " "13" "countries"
        "#,
    );
}

#[test]
fn items_have_labels_and_bodies() {
    expect(
        "",
        "<ul><li>one<li>two<ul><li>inner</ul></ul><ol type=a><li><p>first<p>second</ol><dl><dt>term<dd>meaning<dd>another</dl>",
        r#"
        Document
          L ListNumbering=Disc
            LI
              Lbl "• "
              LBody "one"
            LI
              Lbl "• "
              LBody
                P "two"
                L ListNumbering=Circle
                  LI
                    Lbl "◦ "
                    LBody "inner"
          L ListNumbering=LowerAlpha
            LI
              Lbl "a. "
              LBody
                P "first"
                P "second"
          L ListNumbering=None
            LI
              Lbl "term"
              LBody "meaning"
              LBody "another"
        "#,
    );
}

#[test]
fn lists_are_numbered_by_the_style_of_their_markers() {
    let numbering = |style: &str, standards: Standards| {
        let html = format!(
            "<html lang=en><title>T</title><ul style='list-style-type: {style}'><li>1</ul><ol style='list-style-type: {style}'><li>2</ol>"
        );
        let (output, _) =
            rendered_with(&html, &Resources::new(".", &[]), |input| input.standards = standards);
        let lines = structure_of(&output.expect("a PDF").pdf);
        let own = lines.lines().filter_map(|line| line.trim().strip_prefix("L ListNumbering="));
        own.collect::<Vec<_>>().join(" ")
    };
    let pdf_2 = Standards { archive: Some(PdfA::Four), accessible: None, press: false };
    for (style, old, new) in [
        ("square", "Square Square", "Square Square"),
        ("lower-roman", "LowerRoman LowerRoman", "LowerRoman LowerRoman"),
        ("upper-latin", "UpperAlpha UpperAlpha", "UpperAlpha UpperAlpha"),
        ("decimal-leading-zero", "Decimal Decimal", "Decimal Decimal"),
        ("lower-greek", "Disc Decimal", "Unordered Ordered"),
        ("\"x\"", "Disc Decimal", "Unordered Ordered"),
        ("none", "Disc Decimal", "Unordered Ordered"),
    ] {
        assert_eq!(numbering(style, Standards::SCREEN), old, "{style}");
        assert_eq!(numbering(style, pdf_2), new, "{style}");
    }
}

#[test]
fn rows_have_equally_many_columns_and_header_cells_a_scope() {
    expect(
        "",
        "<table><caption>Caption</caption><thead><tr><th>A<th colspan=2>B<tbody><tr><th rowspan=2>C<td>1<td>2<tr><td>3</table>",
        r#"
        Document
          Table
            Caption "Caption"
            THead
              TR
                TH Scope=Column "A"
                TH Scope=Column ColSpan=2 "B"
            TBody
              TR
                TH Scope=Row RowSpan=2 "C"
                TD "1"
                TD "2"
              TR
                TD "3"
                TD
        "#,
    );
}

#[test]
fn cells_name_the_headers_that_no_scope_gives_them() {
    expect(
        "",
        "<table><tr><th id=n>Name</th><th id=s>Seats</th><tr><th id=a scope=rowgroup colspan=2>Asia</th>\
         <tr><td headers='a n'>Baku</td><td headers='a s'>3</td><tr><th id=e colspan=2>Europe</th>\
         <tr><td headers='e n'>Rome</td><td headers='e s gone'>5</td></table>",
        r#"
        Document
          Table
            TBody
              TR
                TH ID=cell-n Scope=Row "Name"
                TH ID=cell-s Scope=Column "Seats"
              TR
                TH ID=cell-a Scope=Row ColSpan=2 "Asia"
              TR
                TD Headers=cell-a,cell-n "Baku"
                TD Headers=cell-a,cell-s "3"
              TR
                TH ID=cell-e Scope=Row ColSpan=2 "Europe"
              TR
                TD Headers=cell-e,cell-n "Rome"
                TD Headers=cell-e,cell-s "5"
        "#,
    );
}

#[test]
fn missing_columns_of_a_row_are_one_cell() {
    expect(
        "",
        "<table><tr><td>1<td>2<td>3<td>4<tr><td>5</table>",
        r#"
        Document
          Table
            TBody
              TR
                TD "1"
                TD "2"
                TD "3"
                TD "4"
              TR
                TD "5"
                TD ColSpan=3
        "#,
    );
}

#[test]
fn a_table_has_one_caption_one_head_and_one_foot() {
    expect(
        "",
        "<table><caption>A</caption><caption><p>B</caption><thead><tr><th>1</thead><thead><tr><th>2</thead>\
         <tfoot><tr><td>3</tfoot><tbody><tr><td>4</tbody><tfoot><tr><td>5</tfoot></table>",
        r#"
        Document
          Table
            Caption "A"
              P "B"
            THead
              TR
                TH Scope=Column "1"
            TBody
              TR
                TH Scope=Column "2"
            TFoot
              TR
                TD "3"
            TBody
              TR
                TD "4"
            TBody
              TR
                TD "5"
        "#,
    );
}

#[test]
fn the_marker_of_an_item_outside_a_list_belongs_to_its_text() {
    expect(
        "",
        "<div><li>one</div>",
        r#"
        Document
          P "• " "one"
        "#,
    );
}

#[test]
fn links_contain_their_annotations_one_for_each_page() {
    expect(
        "p { font: 10mm/12mm serif; margin: 0 } h1 { height: 26mm; margin: 0 } p { orphans: 1; widows: 1 }",
        "<h1 id=top>Top</h1><p>see <a href='https://example.org/'>a link on two pages</a>",
        r##"
        Document
          H1 "Top"
          P "see "
            Link "a link on " "two pages" (link) (link)
        "##,
    );
}

#[test]
fn order_is_that_of_the_document_wherever_its_parts_are() {
    expect(
        ".f { float: right } .a { position: absolute; bottom: 0; left: 0 } .c { columns: 2 } .r { position: running(r) }\
         @page { @top-left { content: element(r) } @bottom-left { content: counter(page) } }",
        "<p class=r>head</p><p>one <span class=f>float</span> two<p class=a>placed<p>three<div class=c><p>left<p>right</div>",
        r#"
        Document
          P "one " "float" "two"
          P "placed"
          P "three"
          P "left"
          P "right"
        "#,
    );
}

#[test]
fn a_note_is_read_after_its_reference() {
    expect(
        ".n { float: footnote }",
        "<p>text<span class=n>the note</span> goes on",
        r#"
        Document
          P "text" " goes on"
            Reference "1"
            Note ID=note-1
              Lbl "1. "
              P "the note"
        "#,
    );
}

#[test]
fn languages_expansions_and_alternatives_carry_over() {
    let picture = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'%3E%3Crect width='9' height='9'/%3E%3C/svg%3E";
    let body = format!(
        "<p>one <i lang=az>iki</i> <abbr title='European Union'>EU</abbr><p lang=de>drei\
         <p><img src=\"{picture}\" alt=Square><img src=\"{picture}\" alt=''>\
         <svg width=9 height=9><title>Circle</title><circle r=4 /></svg>\
         <p aria-hidden=true>hidden<p>five <span role=heading aria-level=1>six</span>"
    );
    expect(
        "",
        &body,
        r#"
        Document
          P "one " " "
            Span Lang=az "iki"
            Span E=European Union "EU"
          P Lang=de "drei"
          P
            Figure Alt=Square ""
            Figure Alt=Circle ""
          P "five "
          H1 "six"
        "#,
    );
}

#[test]
fn all_text_belongs_to_an_element_and_white_space_to_none() {
    expect(
        "ul, li, dl, dt, dd { display: inline } ul::before { content: 'All: ' } ul::after { content: ' done' }",
        "<ul><li>one</li> <li>two</li></ul><p><dl>stray <dt>term</dt> <dd>meaning</dd></dl>",
        r#"
        Document
          P "All: "
          L ListNumbering=Disc
            LI
              LBody "one"
            LI
              LBody "two"
          P " done"
          L ListNumbering=None
            LI
              LBody "stray "
            LI
              Lbl "term"
              LBody "meaning"
        "#,
    );
}

#[test]
fn an_ellipsis_belongs_to_the_text_that_it_cuts_off() {
    expect(
        "p { overflow: hidden; white-space: nowrap; width: 20mm; text-overflow: ellipsis; font: 4mm 'Source Sans 3' }",
        "<p>one two three four five",
        r#"
        Document
          P "one two t…"
        "#,
    );
}

#[test]
fn a_link_around_decoration_only_is_a_link() {
    let picture = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'%3E%3Crect width='9' height='9'/%3E%3C/svg%3E";
    expect(
        "",
        &format!("<p>text <a href='https://example.org/'><img src=\"{picture}\" alt=''></a>"),
        r#"
        Document
          P "text "
            Link (link)
        "#,
    );
}

#[test]
fn levels_of_headings_leave_no_gap() {
    expect(
        "",
        "<h2>one</h2><h4>two</h4><h3>three</h3><h1>four</h1>",
        r#"
        Document
          H1 "one"
          H2 "two"
          H3 "three"
          H1 "four"
        "#,
    );
}

#[test]
fn a_list_of_links_in_a_nav_is_a_table_of_contents() {
    expect(
        "",
        "<nav><h1>Contents</h1><ul><li><a href='#x'>X</a><ul><li><a href='#x'>deeper</a></ul></ul></nav><h2 id=x>X</h2>",
        r#"
        Document
          Sect
            H1 "Contents"
            TOC
              TOCI
                Lbl "• "
                P
                  Link "X" (link)
                TOC
                  TOCI
                    Lbl "◦ "
                    P
                      Link "deeper" (link)
          H2 "X"
        "#,
    );
}

#[test]
fn groups_and_right_to_left_lines_keep_the_elements_apart() {
    expect(
        ".o { opacity: 0.5 }",
        "<p>one <span class=o>faint</span><p dir=rtl lang=fa>سلام<a href='https://example.org/'>دنیا</a>",
        r#"
        Document
          P "one " "faint"
          P Lang=fa "سلام"
            Link "دنیا" (link)
        "#,
    );
}

#[test]
fn pages_turn_in_the_direction_of_the_root() {
    let direction = |html: &str| {
        let (output, _) = rendered(&format!("<!DOCTYPE html>{html}<p>a"), &Resources::new(".", &[]));
        let document = read(&output.expect("a PDF").pdf);
        let preferences = document.catalog().expect("a catalog").get(b"ViewerPreferences").ok().cloned();
        let preferences = preferences.and_then(|preferences| preferences.as_dict().ok().cloned());
        preferences.and_then(|own| Some(own.get(b"Direction").ok()?.as_name().ok()?.to_vec()))
    };
    assert_eq!(direction("<html lang=fa dir=rtl><title>T</title>"), Some(b"R2L".to_vec()));
    assert_eq!(direction("<html lang=fa dir=rtl>"), Some(b"R2L".to_vec()));
    assert_eq!(direction("<html lang=fa><title>T</title><body dir=ltr>"), None);
}

#[test]
fn every_element_with_an_id_is_a_place_that_addresses_can_name() {
    let body = "<h1 id=b>B</h1><p>text</p><h2 id='ə'>C</h2><p><a name=a></a>anchor<p id=b>a second one<p id=none style='display: none'>";
    let (output, _) = rendered(&format!("<html lang=en><title>T</title>{body}"), &Resources::new(".", &[]));
    let document = read(&output.expect("a PDF").pdf);
    let catalog = document.catalog().expect("a catalog");
    let names = get(&document, dig(&document, catalog, &["Names", "Dests"]), "Names");
    let pairs = names.as_array().expect("an array").chunks_exact(2);
    let named: Vec<Vec<u8>> = pairs.map(|pair| pair[0].as_str().expect("a name").to_vec()).collect();
    assert_eq!(named, [b"a".to_vec(), b"b".to_vec(), vec![0xFE, 0xFF, 0x02, 0x59]]);
}

/// The documents of the tests that look like real work, and one with everything that has a structure.
fn documents() -> Vec<(String, String)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let read = |path: &str| std::fs::read_to_string(folder.join(path)).expect("a document");
    ["work/booklet", "work/catalogue", "work/programme", "work/report", "work/table", "tagging/everything"]
        .map(|name| (name.to_string(), read(&format!("{name}.html"))))
        .to_vec()
}

fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[test]
fn the_text_of_the_tree_is_that_of_the_document_in_its_order() {
    for (name, html) in documents() {
        let (output, diagnostics) = rendered(&html, &Resources::new(".", &[]));
        let output = output.unwrap_or_else(|| panic!("{name}: {diagnostics:?}"));
        // Marks of a line are read with the elements in them, so an element's own text comes before what is in it.
        let read = letters(&text_of_structure(&output.pdf));
        let (lists_document, lists) = lists_of(&html, "", &Resources::new(".", &[]));
        let mut rest = read.as_str();
        for word in shown_words(&lists_document, &lists) {
            let word = letters(&word);
            let at = rest
                .find(&word)
                .unwrap_or_else(|| panic!("{name}: {word:?} is not read in its place: {rest:.200}"));
            rest = &rest[at + word.len()..];
        }
    }
}

/// The words of the texts of a document that are content on its pages, in the order of the document.
fn shown_words(document: &Document, lists: &[DisplayList]) -> Vec<String> {
    let mut shown: BTreeSet<NodeId> = BTreeSet::new();
    for item in texts(lists) {
        if let Tag::Node { place: ContentPlace::Text(text), .. } = item.tag {
            shown.insert(text);
        }
    }
    let in_order = document.descendants(NodeId::DOCUMENT).filter(|node| shown.contains(node));
    let words = in_order.filter_map(|node| document.text(node)).flat_map(str::split_whitespace);
    words.map(str::to_string).collect()
}

#[test]
fn everything_that_is_painted_is_marked() {
    for (name, html) in documents() {
        let (output, _) = rendered(&html, &Resources::new(".", &[]));
        let document = read(&output.expect("a PDF").pdf);
        for page in pages(&document) {
            let mut depth = 0;
            for operation in operations(&document, page).operations {
                match operation.operator.as_str() {
                    "BDC" => depth += 1,
                    "EMC" => depth -= 1,
                    "TJ" | "f" | "f*" | "S" | "B" | "B*" | "sh" => {
                        assert!(depth > 0, "{name}: {operation:?} is not marked");
                    }
                    _ => {}
                }
            }
            assert_eq!(depth, 0, "{name}");
        }
    }
}
