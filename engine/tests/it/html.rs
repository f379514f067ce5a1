//! HTML as its standard defines it: addresses, which stylesheets apply, the text of headings, metadata.

use crate::kit::pdf_reader::{count, dig, get, is_name, pages, read};
use crate::kit::rendering::rendered_with;
use crate::kit::styled::style_in;
use crate::kit::{Laid, lay_out};
use engine::diagnostics::Strictness;
use engine::paint::LinkTarget;
use engine::pdf::{Attachment, Relationship};
use engine::{Diagnostics, Information, Input, Resources};

/// A project with a stylesheet in a folder.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("parts of it")).expect("a folder");
    std::fs::write(folder.path().join("parts of it/a.css"), "p { z-index: 7 }").expect("written");
    std::fs::write(folder.path().join("a.css"), "p { z-index: 8 }").expect("written");
    folder
}

/// The `z-index` that the stylesheets of `head` give to a paragraph, and the messages.
fn mark(head: &str) -> (Option<i32>, Vec<String>) {
    let folder = project();
    let root = folder.path().to_str().expect("a path");
    let styled = style_in(root, &format!("<!doctype html><head>{head}</head><body><p id=p>x"));
    let mark = styled.mark("p");
    (mark, styled.messages.into_iter().map(|(message, _)| message).collect())
}

fn targets(laid: &Laid) -> Vec<&LinkTarget> {
    laid.lists.iter().flat_map(|list| &list.links).map(|link| &link.target).collect()
}

#[test]
fn references_are_relative_to_the_base_element() {
    let link = "<link rel=stylesheet href=a.css>";
    assert_eq!(mark(link), (Some(8), vec![]));
    for base in ["parts%20of%20it/", "./parts of it/index.html", "/parts of it/?q#f"] {
        assert_eq!(
            mark(&format!("<base target=_top><base href='{base}'><base href=''>{link}")),
            (Some(7), vec![])
        );
    }
    assert_eq!(mark(&format!("<base href=index.html>{link}")), (Some(8), vec![]));
    let (_, messages) = mark(&format!("<base href='../'>{link}"));
    assert_eq!(messages, ["the stylesheet cannot be read: a.css is outside the project folder"]);
    let (_, messages) = mark(&format!("<base href='https://example.org/s/x'>{link}"));
    assert_eq!(
        messages,
        [
            "the stylesheet is ignored: https://example.org/s/a.css is a network address, and nothing is fetched \
          from the network"
        ]
    );
}

#[test]
fn links_to_other_documents_are_relative_to_the_base_element() {
    let with = |base: &str| {
        let body = "<a href=b.html>1</a> <a href='/c'>2</a> <a href='mailto:a@example.org'>3</a> <a href='#i' id=i>4</a>";
        let laid = lay_out(&format!("<!doctype html><base href='{base}'><body>{body}"));
        let url = |target: &LinkTarget| match target {
            LinkTarget::Url(url) => url.clone(),
            LinkTarget::Node(_) => "inside".to_string(),
            LinkTarget::Attachment(_) => "attached".to_string(),
        };
        targets(&laid).into_iter().map(url).collect::<Vec<_>>().join(" ")
    };
    // The files of the project do not go along with the PDF.
    assert_eq!(with("docs/x"), "mailto:a@example.org inside");
    assert_eq!(
        with("https://example.org/docs/"),
        "https://example.org/docs/b.html https://example.org/c mailto:a@example.org inside"
    );
}

#[test]
fn stylesheets_that_a_reader_has_to_choose_do_not_apply() {
    for head in [
        "<link rel='alternate stylesheet' title=A href=a.css>",
        "<link rel='ALTERNATE StyleSheet' href=a.css>",
        "<link rel=stylesheet disabled href=a.css>",
        "<link rel=stylesheet type=text/x-other href=a.css>",
        "<link rel=icon href=a.css>",
        "<style type=text/x-template>p { z-index: 8 }</style>",
        "<style type='text/css; charset=utf-8'>p { z-index: 8 }</style>",
        "<style title=First></style><link rel=stylesheet title=Second href=a.css>",
        "<link rel=stylesheet title=First href='parts of it/none.css' disabled><style title=A></style><style title=B>p { z-index: 8 }</style>",
    ] {
        assert_eq!(mark(head), (None, vec![]), "{head}");
    }
    for head in [
        "<link rel='x StyleSheet' type='TEXT/CSS' title='' href=a.css>",
        "<style type>p { z-index: 8 }</style>",
        "<link rel='alternate stylesheet' title=A href='parts of it/a.css'><style title=B>p { z-index: 8 }</style>",
        "<style title=A></style><link rel=stylesheet title=A href=a.css>",
        "<style title=A></style><link rel='alternate stylesheet' title=A href=a.css>",
    ] {
        assert_eq!(mark(head), (Some(8), vec![]), "{head}");
    }
}

/// The last `meta` element with a name wins, wherever it is.
#[test]
fn the_document_may_name_the_set_of_stylesheets_that_applies() {
    let sheets =
        "<style title=A>p { z-index: 1 }</style><link rel='alternate stylesheet' title=B href=a.css>";
    let named = |name: &str| mark(&format!("{sheets}<meta http-equiv=Default-Style content='{name}'>")).0;
    assert_eq!(named("A"), Some(1));
    assert_eq!(named("B"), Some(8));
    assert_eq!(named(""), Some(1), "the first title");
    assert_eq!(named("C"), None);
    assert_eq!(named("C'><meta http-equiv=default-style content='B"), Some(8));
}

#[test]
fn fragments_lead_to_ids_as_written_then_decoded_then_to_named_anchors() {
    let laid = lay_out(
        "<!doctype html><style>p { break-before: page } a::after { content: target-counter(attr(href), page) }</style>
         <body><a href='#%C3%BCb%20er'>a</a> <a href='#50%25'>b</a> <a href='#old'>c</a> <a href='#both'>d</a>
         <a href='#%74op'>e</a> <a href='#'>f</a> <a href='#TOP'>g</a>
         <p id='üb er'>2<p id='50%25'>3<p id='50%'>4<p><a name=old></a>5<p><a name=both></a>6<p id=both>7",
    );
    assert_eq!(laid.messages, Vec::<String>::new());
    assert_eq!(laid.lines(0), ["a2 b3 c5 d7 e1 f1 g1"]);
    let pages = targets(&laid).into_iter().map(|target| {
        laid.lists.iter().position(|list| {
            list.targets.iter().any(|found| matches!(target, LinkTarget::Node(node) if *node == found.node))
        })
    });
    assert_eq!(pages.collect::<Vec<_>>(), [1, 2, 4, 6, 0, 0, 0].map(Some));
}

#[test]
fn an_element_called_top_is_the_target_of_its_name() {
    let laid = lay_out("<!doctype html><a href='#top'>x</a><p style='break-before: page' id=top>y");
    assert!(matches!(targets(&laid)[..], [LinkTarget::Node(node)] if *node == laid.node("top")));
}

#[test]
fn the_text_of_an_element_is_what_is_read_on_one_line() {
    let laid = lay_out(
        "<!doctype html><html lang=en><style>
         @page { margin: 60px; @top-left { content: string(h) } }
         .note { float: footnote } .running { position: running(r) }
         h2 { string-set: h content() } a::after { content: '[' target-text(attr(href)) ']' }</style>
         <body><h2 id=h>Annual<br>Re&shy;port<span class=note>a note</span><i hidden>draft</i>
         <b class=running>head</b></h2><p><a href='#h'></a></p><p><a href='#n'></a></p><p>x<span class=note id=n>own</span></p>",
    );
    assert_eq!(laid.tree.bookmarks[0].title, "Annual Report");
    let lines = laid.lines(0);
    assert!(lines.contains(&"[Annual Report]".to_string()), "{lines:?}");
    assert!(lines.contains(&"[own]".to_string()), "{lines:?}");
    assert!(lines.contains(&"Annual Report".to_string()), "{lines:?}");
}

#[test]
fn links_are_described_by_the_text_that_is_shown() {
    let laid = lay_out("<!doctype html><a href='tel:1'>An&shy;nual<br>Report <span hidden>draft</span></a>");
    assert_eq!(laid.lists[0].links[0].description, "Annual Report");
}

#[test]
fn a_formula_is_readable_text_with_one_warning() {
    let formula = "<math><mfrac><mn>1</mn><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow></mfrac><msup><mi>x</mi><mn>2</mn></msup>\
                   <annotation>tex</annotation></math>";
    let laid = lay_out(&format!("<!doctype html><html lang=en><body>{formula}{formula}"));
    assert_eq!(laid.tree.text.to_string(), "1/(a+b)x2".repeat(2));
    assert!(laid.word("2").baseline < laid.word("x").baseline);
    assert_eq!(
        laid.messages,
        ["warning: a formula is shown as a line of text, because MathML is not laid out"]
    );
}

#[test]
fn unknown_elements_and_scripts_are_reported_once_each() {
    let laid = lay_out(
        "<!doctype html><html lang=en><body><script>a</script><script type=module></script><script type=application/json>{}</script>
         <foo>a</foo><foo></foo><sectoin>b</sectoin><my-element>c</my-element><svg><bar/></svg><nobr>d</nobr>",
    );
    assert_eq!(
        laid.messages[..3],
        [
            "warning: the script is left out: scripts are not run",
            "warning: HTML has no element `foo`; its content is shown as text",
            "warning: HTML has no element `sectoin`; its content is shown as text"
        ]
    );
    assert_eq!(laid.messages.len(), 3, "{:?}", laid.messages);
}

#[test]
fn an_open_brace_is_reported_where_it_is_opened() {
    let styled =
        style_in(".", "<!doctype html><style>\np { color: red;\nh1 { color: blue }\n</style><body>x");
    assert_eq!(styled.messages, [("this brace is not closed".to_string(), "{".to_string())]);
    assert_eq!(styled.lines, [2]);
}

#[test]
fn pages_have_a_margin_unless_a_stylesheet_sets_one() {
    let left = |css: &str| {
        let style = &lay_out(&format!("<!doctype html><style>{css}</style><body>x")).pages[0].style;
        [style.margin.left, style.margin.bottom].map(|margin| (margin.points() / 72.0 * 25.4).round())
    };
    assert_eq!(left(""), [20.0, 20.0]);
    assert_eq!(left("@page { margin-left: 0 }"), [0.0, 20.0]);
    assert_eq!(left("@page { margin: 0 }"), [0.0, 0.0]);
    assert_eq!(left("@page { size: 100mm 50mm }"), [10.0, 5.0]);
}

/// The entries of the information dictionary, and whether the XMP metadata has each.
fn information(head: &str, given: Information) -> Vec<(String, bool)> {
    let html = format!("<!doctype html><html lang=en><head>{head}</head><body>x");
    let mut diagnostics = Diagnostics::new();
    let source = diagnostics.add_source("document.html", html.as_str());
    let resources = Resources::new(".", &[]);
    let input = Input {
        strictness: engine::diagnostics::Strictness::Lenient,
        information: given,
        ..crate::kit::input(&html, source, &resources)
    };
    let pdf = engine::render(input, &mut diagnostics).expect("a PDF").pdf;
    let document = lopdf::Document::load_mem(&pdf).expect("a PDF that can be read");
    let entries =
        document.trailer.get(b"Info").and_then(|info| document.dereference(info)).expect("information").1;
    let entries = entries.as_dict().expect("a dictionary").clone();
    let xmp = String::from_utf8_lossy(&pdf).into_owned();
    let value = |key: &str| {
        let value = entries.get(key.as_bytes()).and_then(lopdf::decode_text_string).unwrap_or_default();
        let is_in_xmp = xmp.contains(&format!(">{value}<"));
        (value, is_in_xmp)
    };
    ["Author", "Subject", "Keywords"].map(value).to_vec()
}

#[test]
fn metadata_of_the_document_is_in_the_file() {
    let head = "<meta name=Author content=' Ada\nExample '><meta name=author content='B. C.'><meta name=description content=D>
                <meta name=description content=second><meta name=keywords content='one, two'><meta name=keywords content=three>";
    let found = |value: &str| (value.to_string(), true);
    assert_eq!(
        information(head, Information::default()),
        [found("Ada Example, B. C."), found("D"), found("one, two, three")]
    );
    let given = Information { author: "A".to_string(), keywords: "k".to_string(), ..Information::default() };
    assert_eq!(information(head, given), [found("A"), found("D"), found("k")]);
}

#[test]
fn a_link_to_an_attached_file_opens_it() {
    let html = "<!doctype html><html lang=en><title>T</title><p><a href='attachment:a b.csv'>table</a> <a href='attachment:none'>none</a>";
    let attachment = Attachment {
        name: "a b.csv".to_string(),
        description: "A table".to_string(),
        media_type: "text/csv".to_string(),
        relationship: Relationship::Data,
        bytes: b"1,2".to_vec(),
    };
    let resources = Resources::new(std::path::Path::new("."), &[]);
    let (output, diagnostics) = rendered_with(html, &resources, |input| {
        input.strictness = Strictness::Lenient;
        input.information.attachments.push(attachment);
    });
    let messages: Vec<&str> = diagnostics.list().iter().map(|each| each.message.as_str()).collect();
    assert_eq!(messages, ["the address of a link is not one of the web; it is left out of the PDF"]);
    let document = read(&output.expect("a PDF").pdf);
    let page = pages(&document)[0];
    let annotations = get(&document, page, "Annots").as_array().expect("annotations");
    assert_eq!(annotations.len(), 1);
    let link = dig(&document, page, &["Annots"]);
    assert!(is_name(link, "Subtype", "FileAttachment"));
    assert_eq!(get(&document, link, "Contents").as_str().ok(), Some(&b"table"[..]));
    assert_eq!(get(&document, dig(&document, link, &["FS"]), "UF").as_str().ok(), Some(&b"a b.csv"[..]));
    assert_eq!(count(&document, |dictionary| is_name(dictionary, "S", "Annot")), 1);
}
