use super::*;
use engine::diagnostics::Severity;

/// The page in a folder with a style sheet, a picture and a font, and the messages.
fn page(html: &str) -> (String, Vec<String>) {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("written");
    };
    write("images/a.svg", b"<svg/>");
    write("images/a.png", b"\x89PNG");
    write("fonts/a.woff2", b"wOF2");
    write("templates/a.css", b"@import 'css/b.css' print; a { background: url(../images/a.svg) }");
    write("templates/css/b.css", b"@font-face { src: url('../../fonts/a.woff2') } b { color: red }");
    let resources = Resources::new(folder.path(), &[]);
    let mut diagnostics = Diagnostics::new();
    let source = diagnostics.add_source("page", html);
    let out = single_file(Page { html, source, base: "templates", resources: &resources }, &mut diagnostics);
    let messages = diagnostics.list().iter();
    (out, messages.map(|message| format!("{:?}: {}", message.severity, message.message)).collect())
}

#[test]
fn style_sheets_are_inside_the_page_with_what_they_refer_to() {
    let imported = "@font-face { src: url(\"data:font/woff2;base64,d09GMg==\") } b { color: red }";
    let imported = STANDARD.encode(imported);
    let whole = format!(
        "@import url(\"data:text/css;base64,{imported}\") print; a {{ background: \
         url(\"data:image/svg+xml;base64,PHN2Zy8+\") }}"
    );
    let (out, messages) = page("<link rel=stylesheet media='screen' href=a.css>");
    assert_eq!(messages, [""; 0]);
    assert_eq!(out, format!("<style media=\"screen\">{whole}</style>"));
    let (out, _) = page("<link rel=stylesheet href=a.css media=print>");
    let url = data_url("text/css", whole.as_bytes());
    assert_eq!(out, format!("<link rel=\"stylesheet\" href=\"{url}\" media=\"print\">"));
}

#[test]
fn pictures_are_inside_the_page() {
    let (out, messages) = page(
        "<img src=../images/a.png srcset='b.png 2x' alt=''><p style=\"background: url(../images/a.png)\">x</p>\
         <svg viewBox='0 0 1 1'><image href='../images/a.png'/><use href='#a'/></svg>",
    );
    assert_eq!(messages, [""; 0]);
    assert_eq!(
        out,
        "<img src=\"data:image/png;base64,iVBORw==\" alt=\"\"><p style=\"background: \
         url(&quot;data:image/png;base64,iVBORw==&quot;)\">x</p><svg viewbox=\"0 0 1 1\"><image \
         href=\"data:image/png;base64,iVBORw==\"/><use href=\"#a\"/></svg>"
    );
}

#[test]
fn only_links_to_the_page_and_to_the_web_remain() {
    let (out, _) = page(
        "<a id=x href=#x>a</a><a href=#y>b</a><a href=https://example.org>b</a><a href=mailto:a@example.org>c</a>\
         <a href=attachment:x.pdf>d</a><a href=../evidence/x.pdf>e</a><a href='javascript:alert(1)'>f</a>\
         <link rel=alternate hreflang=az href=brochure.az.html><link rel=preload href=a.css>",
    );
    assert_eq!(
        out,
        "<a id=\"x\" href=\"#x\">a</a><a>b</a><a href=\"https://example.org\">b</a><a href=\"mailto:a@example.org\">c</a>\
         <a>d</a><a>e</a><a>f</a><link rel=\"alternate\" hreflang=\"az\" href=\"brochure.az.html\">"
    );
}

#[test]
fn scripts_are_left_out_with_a_warning() {
    let (out, messages) =
        page("<script>if (1 < 2) { '<p>' }</script><p onclick='x()'>a</p><script src=a.js></script>");
    assert_eq!(out, "<p>a</p>");
    assert_eq!(messages, ["Warning: the script is left out: the HTML edition has none"]);
}

#[test]
fn a_file_that_cannot_be_read_is_an_error() {
    let (out, messages) =
        page("<img src=b.png alt=''><style>a { background: url(https://example.org/a.png) }</style>");
    assert_eq!(out, "<img src=\"data:,\" alt=\"\"><style>a { background: url(\"data:,\") }</style>");
    let error = format!("{:?}", Severity::Error);
    assert_eq!(messages.len(), 2);
    assert!(messages.iter().all(|message| message.starts_with(&error)), "{messages:?}");
}

#[test]
fn text_is_the_same_text() {
    for html in [
        "<!doctype html><p title=\"a &amp; &quot;b&quot;\">1 &lt; 2 &amp;amp; ə</p>",
        "<title>a &lt; b</title><svg><title>c</title><path d=\"M0 0\"/></svg><p>d</p>",
        "<style>a::before { content: \"<b> &amp;\" }</style>",
        "<style>@namespace url(http://www.w3.org/2000/svg); a { color: red }</style>",
        "<textarea>&lt;b&gt;</textarea><br><details open><summary>x</summary></details>",
    ] {
        assert_eq!(page(html).0, html);
    }
}

#[test]
fn a_style_sheet_cannot_end_its_element() {
    let (out, _) = page("<style>a { background: url(../images/a.svg) } /* <!-- </stylx> */</style>");
    assert!(out.contains("/* <!-- <\\/stylx> */"), "{out}");
}

#[test]
fn deep_blocks_are_read_up_to_a_depth() {
    let deep = format!("<style>{}</style>", "(".repeat(100_000));
    assert_eq!(page(&deep).0, deep);
}
