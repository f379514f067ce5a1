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

/// Reports elements that HTML does not have, scripts, and formulas: once for each name, at the first place.
pub fn report_unsupported(document: &Document, diagnostics: &mut Diagnostics) {
    let mut seen = FxHashSet::default();
    for node in document.descendants(NodeId::DOCUMENT) {
        let Some(element) = document.element(node) else { continue };
        if seen.insert((&element.namespace, &element.name, is_script(element)))
            && let Some(diagnostic) = problem(element)
        {
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

/// Whether an element is a script that a browser would run, and not a block of data.
fn is_script(element: &Element) -> bool {
    if !element.is_html("script") {
        return false;
    }
    let kind = element.attribute("type").unwrap_or_default().trim().to_ascii_lowercase();
    kind.is_empty() || kind == "module" || kind.ends_with("javascript") || kind.ends_with("ecmascript")
}
