//! Elements that the engine leaves out or does not know, each reported once.

use rustc_hash::FxHashSet;

use super::{Document, Element, NodeId, place_of};
use crate::diagnostics::{Diagnostic, Diagnostics, closest};

/// The elements of HTML, with the obsolete ones that the standard names.
const ELEMENTS: &str = "\
    a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body \
    br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em \
    embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i \
    iframe img input ins isindex kbd keygen label legend li link listing main map mark marquee menu menuitem meta \
    meter multicol nav nextid nobr noembed noframes noscript object ol optgroup option output p param picture \
    plaintext pre progress q rb rp rt rtc ruby s samp script search section select selectedcontent slot small source \
    spacer span strike strong style sub summary sup table tbody td template textarea tfoot th thead time title tr \
    track tt u ul var video wbr xmp";

/// Reports elements that HTML does not have, scripts, formulas, and what is played or shown from other documents: once for each name, at the first place.
pub fn report_unsupported(document: &Document, diagnostics: &mut Diagnostics) {
    let mut seen = FxHashSet::default();
    for node in document.descendants(NodeId::DOCUMENT) {
        let Some(element) = document.element(node) else { continue };
        let key = (&element.namespace, &element.name, is_script(element));
        let diagnostic = match &*element.name {
            // Only some of them show anything.
            "iframe" | "video" | "audio" | "embed" | "object" => {
                left_out(document, node, element).filter(|_| seen.insert(key))
            }
            _ if seen.insert(key) => problem(element),
            _ => None,
        };
        if let Some(diagnostic) = diagnostic {
            let place = place_of(document, node, diagnostics);
            diagnostics.push(diagnostic.at(place, "here first"));
        }
    }
}

fn problem(element: &Element) -> Option<Diagnostic> {
    let name = &*element.name;
    if element.namespace == html5ever::ns!(mathml) && name == "math" {
        let message = "a formula is shown as a line of text, because MathML is not laid out";
        return Some(
            Diagnostic::warning(message).help("Use a picture of the formula, for example an SVG file."),
        );
    }
    if element.namespace != html5ever::ns!(html) {
        return None;
    }
    if is_script(element) {
        return Some(Diagnostic::warning("the script is left out: scripts are not run"));
    }
    // A name with a hyphen is a custom element, which has no appearance of its own.
    if name.contains('-') || ELEMENTS.split(' ').any(|known| known == name) {
        return None;
    }
    let diagnostic =
        Diagnostic::warning(format!("HTML has no element `{name}`; its content is shown as text"));
    // Too many names are near to a short one.
    let candidates = ELEMENTS.split(' ').filter(|_| name.len() > 3);
    Some(match closest(name, candidates) {
        Some(similar) => diagnostic.help(format!("Did you mean `{similar}`?")),
        None => diagnostic,
    })
}

/// The warning that an element with content from elsewhere is left out, unless that cannot be seen in a browser either.
fn left_out(document: &Document, node: NodeId, element: &Element) -> Option<Diagnostic> {
    let style: String = element.attribute("style").unwrap_or_default().split_ascii_whitespace().collect();
    let is_flat = |name: &str| element.attribute(name).is_some_and(|size| size.trim() == "0");
    if element.namespace != html5ever::ns!(html)
        || element.attribute("hidden").is_some()
        || style.contains("display:none")
        || is_flat("width")
        || is_flat("height")
    {
        return None;
    }
    let has = |name: &str| element.attribute(name).is_some_and(|value| !value.is_empty());
    let help = match &*element.name {
        "iframe" if has("src") || has("srcdoc") => "Put the content of that document into this one.",
        "video" => "Use a picture, such as the video's first frame.",
        "audio" if element.attribute("controls").is_some() => "Use a link to the file.",
        "embed" if has("src") => "Use `<img>` for a picture.",
        "object" if has("data") && document.text_content(node).trim().is_empty() => {
            let mut inside = document.descendants(node);
            if inside.any(|inside| document.element(inside).is_some_and(|element| !element.is_html("param")))
            {
                return None;
            }
            "Use `<img>` for a picture, or put text or a picture into the element, to be shown instead."
        }
        _ => return None,
    };
    Some(Diagnostic::warning(format!("the element `{}` is left out", element.name)).help(help))
}

/// Whether an element is a script that a browser would run, and not a block of data.
fn is_script(element: &Element) -> bool {
    if !element.is_html("script") {
        return false;
    }
    let kind = element.attribute("type").unwrap_or_default().trim().to_ascii_lowercase();
    kind.is_empty() || kind == "module" || kind.ends_with("javascript") || kind.ends_with("ecmascript")
}
