//! Error recovery in HTML, selectors, the cascade and values: the computed styles of a document's elements.

use crate::kit;
use engine::css::{self, Color, ComputedStyle, PseudoElement, Styles};
use engine::diagnostics::Diagnostics;
use engine::html::{self, Document};
use engine::resources::Resources;
use engine::text::FontLibrary;

struct Styled {
    document: Document,
    styles: Styles,
    messages: Vec<String>,
}

fn style_in(root: &str, html: &str) -> Styled {
    let resources = Resources::new(root, &[]);
    let mut diagnostics = Diagnostics::new();
    let source = diagnostics.add_source("document.html", html);
    let document =
        html::parse(html, source, "", &html::Limits::default(), &mut diagnostics).expect("a document");
    let stylesheets = css::collect(&document, &resources, &mut diagnostics);
    let fonts = FontLibrary::embedded();
    let styles =
        css::cascade(&document, &stylesheets, &|style| fonts.relative_metrics(style), &mut diagnostics);
    let messages = diagnostics.list().iter().map(|each| each.message.clone()).collect();
    Styled { document, styles, messages }
}

fn style(html: &str) -> Styled {
    style_in(concat!(env!("CARGO_MANIFEST_DIR"), "/.."), html)
}

impl Styled {
    fn of(&self, id: &str) -> &ComputedStyle {
        self.styles.element(self.document.element_by_id(id).unwrap_or_else(|| panic!("no #{id}")))
    }

    fn color(&self, id: &str) -> Color {
        self.of(id).text.color
    }
}

fn rgb(text: &str) -> Color {
    let styled = style(&format!("<p id=x style='color: {text}'>"));
    assert!(styled.messages.is_empty(), "{text}: {:?}", styled.messages);
    styled.color("x")
}

fn bytes(color: Color) -> [u8; 4] {
    [color.red, color.green, color.blue, color.alpha]
}

#[test]
fn malformed_html_is_parsed_as_in_browsers() {
    let document = style("<!doctype html><p id=a>one<p id=b>two<b><i>x</b>y</i><table><tr><td>c<div id=d></table>tail</p><li id=e>").document;
    let parent = |id: &str| {
        let node = document.element_by_id(id).expect("an element");
        let parent = document.parent_element(node).expect("a parent");
        document.element(parent).expect("an element").name.to_string()
    };
    assert_eq!(["a", "b", "d", "e"].map(parent), ["body", "body", "td", "body"]);
    let b = document.element_by_id("b").expect("an element");
    assert_eq!(document.text_content(b).trim(), "twoxy");
}

#[test]
fn every_kind_of_selector_matches_what_it_should() {
    let body = "<div id=top class='box wide' lang=en-GB data-kind='first second'>
        <p id=p1 class=x>a</p><p id=p2>b</p><span id=s1>c</span><p id=p3 title=Note>d</p><i id=i1></i></div><em id=em1>e</em>";
    for (selector, matches) in [
        ("p", "p1 p2 p3"),
        (".box.wide", "top"),
        ("#p2", "p2"),
        ("[title]", "p3"),
        ("[title='note' i]", "p3"),
        ("[data-kind~=second]", "top"),
        ("[lang|=en]", "top"),
        ("[id^=p]", "p1 p2 p3"),
        ("[id$='2']", "p2"),
        ("[data-kind*='st se']", "top"),
        ("div > p", "p1 p2 p3"),
        ("body p + p", "p2"),
        ("span ~ p", "p3"),
        ("div *:not(p)", "s1 i1"),
        ("p:not(.x, #p3)", "p2"),
        (":is(span, em)", "s1 em1"),
        ("div :where(#p1, i)", "p1 i1"),
        ("p:nth-child(odd)", "p1"),
        ("p:nth-of-type(2n+1)", "p1 p3"),
        ("div > :nth-last-child(2)", "p3"),
        ("p:nth-last-of-type(1)", "p3"),
        (":nth-child(2 of p)", "p2"),
        ("div > :first-child", "p1"),
        ("div > :last-child", "i1"),
        ("p:first-of-type", "p1"),
        ("p:last-of-type", "p3"),
        ("div > span:only-of-type", "s1"),
        ("em:only-child", ""),
        ("i:empty", "i1"),
        (":root > body > div", "top"),
        ("div:hover", ""),
    ] {
        let styled = style(&format!("<!doctype html><style>{selector} {{ z-index: 7 }}</style><body>{body}"));
        assert!(styled.messages.is_empty(), "{selector}: {:?}", styled.messages);
        let found: Vec<&str> = ["top", "p1", "p2", "s1", "p3", "i1", "em1"]
            .into_iter()
            .filter(|id| styled.of(id).layout.z_index == Some(7))
            .collect();
        assert_eq!(found.join(" "), matches, "{selector}");
    }
}

#[test]
fn origin_importance_specificity_and_order_decide_in_that_order() {
    let red = rgb("red");
    for (name, css, inline) in [
        ("a later rule", "p { color: blue } p { color: red }", ""),
        ("a class over a type", ".c { color: red } p { color: blue }", ""),
        ("an id over classes", "#p { color: red } .c.c.c { color: blue }", ""),
        ("importance over an id", "p { color: red !important } #p { color: blue }", ""),
        ("the attribute over rules", "#p { color: blue }", "color: red"),
        ("importance over the attribute", "p { color: red !important }", "color: blue"),
        (
            "two important ones by specificity",
            "#p { color: red !important } p { color: blue !important }",
            "",
        ),
        ("where() has no weight", "p { color: red } :where(#p) { color: blue } p { color: red }", ""),
        ("is() has its heaviest weight", ":is(#p, i) { color: red } p.c { color: blue }", ""),
        ("print applies", "@media print { p { color: red } }", ""),
        ("screen does not", "p { color: red } @media screen { p { color: blue !important } }", ""),
        ("what is wrong is left out", "p { color: red; color: nonsense }", ""),
        ("a broken rule ends with its block", "p { color: red } p { } } q } p { color: red }", ""),
        ("the user agent's is weakest", "mark { color: inherit } p { color: red }", ""),
    ] {
        let styled = style(&format!("<!doctype html><style>{css}</style><p id=p class=c style='{inline}'>x"));
        assert_eq!(styled.color("p"), red, "{name}");
    }
}

#[test]
fn only_inherited_properties_are_inherited() {
    let styled = style(
        "<!doctype html><div id=a style='color: red; border: 2px solid; font-size: 20px; line-height: 1.5'><p id=b
         style='font-size: 2em'>x</p><p id=c style='border: inherit; color: initial; font-size: 50%'>y</p>
         <p id=d style='all: unset'>z</p></div>",
    );
    assert_eq!(styled.color("b"), rgb("red"));
    assert_eq!(styled.of("b").border.widths().top.pixels(), 0.0);
    assert_eq!(styled.of("b").font.size.pixels(), 40.0);
    assert_eq!(styled.of("c").border.widths().top.pixels(), 2.0);
    assert_eq!(styled.color("c"), Color::BLACK);
    assert_eq!(styled.of("c").font.size.pixels(), 10.0);
    assert_eq!(styled.color("d"), rgb("red"));
    assert_eq!(styled.of("d").layout.display, css::Display::Inline);
}

#[test]
fn custom_properties_are_inherited_substituted_and_guarded() {
    let styled = style(
        "<!doctype html><style>:root { --main: red; --gap: 3px; --both: var(--gap) var(--gap); --loop: var(--pool); --pool: var(--loop) }
         #a { color: var(--main) } #b { --main: blue } #c { color: var(--none, var(--main)) } #d { margin: var(--both) }
         #e { color: green; color: var(--loop) } #f { width: calc(var(--gap) * 2 + 1px) } #g { color: var(--loop, red) }</style>
         <p id=a>x<p id=b><i id=bb style='color: var(--main)'>x</i><p id=c>x<p id=d>x<p id=e>x<p id=f>x<p id=g>x",
    );
    assert_eq!(styled.color("a"), rgb("red"));
    assert_eq!(styled.color("bb"), rgb("blue"));
    assert_eq!(styled.color("c"), rgb("red"));
    let margin = styled.of("d").layout.margin.map(|margin| margin.resolve(engine::units::Length::ZERO));
    assert_eq!(
        [margin.top, margin.right, margin.left].map(|margin| margin.expect("a length").pixels()),
        [3.0; 3]
    );
    // Invalid when computed: as if unset, not the declaration before.
    assert_eq!(styled.color("e"), Color::BLACK);
    let css::SizeValue::LengthPercentage(width) = styled.of("f").layout.width else { panic!("a width") };
    assert_eq!(width.length.pixels(), 7.0);
    assert_eq!(styled.color("g"), rgb("red"));
}

#[test]
fn a_color_is_the_same_in_every_notation() {
    let red = rgb("#ff0000");
    for text in [
        "red",
        "#f00",
        "#F00F",
        "#ff0000ff",
        "rgb(255, 0, 0)",
        "rgb(255 0 0)",
        "rgb(100% 0% 0% / 1)",
        "rgba(255,0,0,1)",
        "hsl(0 100% 50%)",
        "hsl(0, 100%, 50%)",
        "hsla(360deg 100% 50% / 100%)",
        "hsl(0turn 100% 50%)",
        "hwb(0 0% 0%)",
        "color(srgb 1 0 0)",
        "lab(54.29% 80.81 69.89)",
        "lch(54.29% 106.84 40.86)",
        "oklab(0.628 0.2249 0.1258)",
        "oklch(62.8% 0.2577 29.23)",
        "color(srgb-linear 1 0 0)",
    ] {
        let near = |one: u8, other: u8| one.abs_diff(other) <= 1;
        let (found, wanted) = (bytes(rgb(text)), bytes(red));
        assert!(found.iter().zip(wanted).all(|(one, other)| near(*one, other)), "{text}: {found:?}");
    }
    assert_eq!(rgb("rgb(0 0 0 / 50%)").alpha, 128);
    assert_eq!(rgb("transparent").alpha, 0);
    assert_eq!(bytes(rgb("rebeccapurple")), [0x66, 0x33, 0x99, 255]);
    let current = style("<div id=a style='color: red; border: 1px solid currentcolor'>");
    assert_eq!(current.of("a").border.sides.top.color, red);
}

#[test]
fn pseudo_elements_have_styles_of_their_own() {
    let styled = style(
        "<!doctype html><style>#a::before { content: '\u{201c}'; color: red } #a:after { content: counter(n) } li::marker { color: blue }
         #a { color: green }</style><p id=a>x</p><ul><li id=b>y</ul>",
    );
    let node = |id: &str| styled.document.element_by_id(id).expect("an element");
    let before = styled.styles.pseudo(node("a"), PseudoElement::Before).expect("a ::before");
    assert_eq!(before.text.color, rgb("red"));
    let after = styled.styles.pseudo(node("a"), PseudoElement::After).expect("an ::after");
    assert_eq!(after.text.color, rgb("green"));
    let marker = styled.styles.pseudo(node("b"), PseudoElement::Marker).expect("a ::marker");
    assert_eq!(marker.text.color, rgb("blue"));
}

#[test]
fn stylesheets_and_fonts_come_from_the_project_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &[u8]| std::fs::write(folder.path().join(name), text).expect("written");
    std::fs::create_dir(folder.path().join("css")).expect("a folder");
    write("css/main.css", b"@import 'more.css'; @import url(screen.css) screen; p { color: red }");
    write("css/more.css", b"p { color: blue; background-color: blue } @import 'late.css';");
    write("css/screen.css", b"p { color: green !important }");
    let font = include_bytes!("../../../fonts/source-sans-3/SourceSans3-Bold.ttf");
    write("own.ttf", font);
    let html = "<!doctype html><link rel=stylesheet href=css/main.css><link rel=stylesheet media=screen href=css/screen.css>
        <style>@import 'http://example.org/x.css'; @import '../outside.css'; @font-face { font-family: 'Own'; src: local('No'), url(own.ttf) format('truetype'); font-weight: 700 }
        #own { font-family: Own; font-weight: 700 }</style><p id=a>x</p><p id=own>word</p><p id=b style='font: bold 16px \"Source Sans 3\"'>word</p>";
    let root = folder.path().to_str().expect("a path");
    let styled = style_in(root, html);
    assert_eq!(styled.color("a"), rgb("red"));
    assert_eq!(styled.of("a").background.color, rgb("blue"));
    let faults = styled.messages.join("\n");
    for part in ["http://example.org/x.css", "outside.css", "@import"] {
        assert!(faults.contains(part), "{part} is not mentioned in {faults}");
    }
    let laid = kit::lay_out_in(&html.replace("font-family: Own;", "font: 16px Own;"), root);
    let words: Vec<_> = laid.words().into_iter().filter(|word| word.text == "word").collect();
    assert_eq!(words.len(), 2);
    assert_eq!(words[0].width, words[1].width, "the file's own bold letters");
}

#[test]
fn unsupported_features_are_reported_once_with_their_names() {
    let styled = style(
        "<!doctype html><style>p { backdrop-filter: blur(3px) } q { backdrop-filter: none } @container (display: grid) { p { color: red } }
         p { colr: red } p::foot-line { color: red } @scope (a) {}</style><p id=a>x",
    );
    let count = |part: &str| styled.messages.iter().filter(|message| message.contains(part)).count();
    assert_eq!(count("backdrop-filter"), 1, "{:?}", styled.messages);
    for part in ["@container", "colr", "foot-line", "@scope"] {
        assert_eq!(count(part), 1, "{part}: {:?}", styled.messages);
    }
    assert_eq!(styled.color("a"), Color::BLACK);
}
