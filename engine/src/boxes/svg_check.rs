//! Checks an SVG picture before its reader sees it. In: its XML. Out: the changes after which the reader takes time and
//! memory in proportion to the input, the images in it, and messages about what is left out.
//!
//! The reader draws what is referred to again at each reference. Two rectangles that are filled with a pattern of two
//! rectangles, and so on over 32 patterns, would be 2³² rectangles. So the weight of an element is the number of elements
//! that it becomes: itself, those inside it, and those it refers to. References to what is too heavy are removed.

use std::ops::Range;

use rustc_hash::FxHashMap;
use usvg::roxmltree::{Document, Node};

use crate::boxes::svg_direction;
use crate::boxes::svg_elements::{SvgSupport, support};
use crate::boxes::vector_picture::VectorPicture;
use crate::boxes::xml_edits::Edits;

/// The largest magnitude of a number; a larger one is beyond any page.
const MAX_NUMBER: f64 = 1e9;

/// The most elements that a reference may stand for.
const MAX_REFERRED: u64 = 50_000;

/// The most elements of a picture, those that are referred to counted at each reference.
const MAX_WEIGHT: u64 = 1_000_000;

/// The deepest nesting of patterns: the reader takes twice as long for each level.
const MAX_PATTERNS: u32 = 8;

/// The attributes that contain numbers of a drawing.
const GEOMETRY: [&str; 42] = [
    "cx",
    "cy",
    "d",
    "dx",
    "dy",
    "font-size",
    "fr",
    "fx",
    "fy",
    "gradientTransform",
    "height",
    "letter-spacing",
    "markerHeight",
    "markerWidth",
    "offset",
    "patternTransform",
    "points",
    "r",
    "refX",
    "refY",
    "rotate",
    "rx",
    "ry",
    "startOffset",
    "stdDeviation",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-miterlimit",
    "stroke-width",
    "style",
    "textLength",
    "transform",
    "viewBox",
    "width",
    "word-spacing",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
    "baseline-shift",
];

/// The result of a check.
#[derive(Debug, Default)]
pub(super) struct Checked {
    /// What has to be changed in the XML.
    pub edits: Edits,
    /// The images, by the range of their address in the XML.
    pub images: Vec<(Range<usize>, String)>,
    /// What is left out: sentences without a full stop.
    pub problems: Vec<String>,
}

impl Checked {
    fn problem(&mut self, problem: &str) {
        if !self.problems.iter().any(|known| known == problem) {
            self.problems.push(problem.to_string());
        }
    }
}

/// Checks a picture.
///
/// # Errors
/// The limit, if the picture repeats its parts more often.
pub(super) fn check(document: &Document<'_>) -> Result<Checked, u64> {
    let mut checked = Checked::default();
    let text = document.input_text();
    let has_context_stroke = text.contains("context-stroke");
    let elements: Vec<Node> = document.descendants().filter(Node::is_element).collect();
    for element in &elements {
        let name = element.tag_name().name();
        if support(name) == Some(SvgSupport::NotDrawn) {
            checked.problem(&format!("`{name}` in SVG is not drawn; place its content in the HTML"));
        }
        // What old versions of Inkscape make of a text box; browsers do not draw it either.
        if name.eq_ignore_ascii_case("flowRoot") {
            checked.problem("text in `flowRoot` is not drawn; in Inkscape, convert it to text");
        }
        let style = element.attribute("style").unwrap_or_default();
        let rules = element.text().filter(|_| name == "style").unwrap_or_default();
        for problem in not_applied(style).chain(not_applied(rules)) {
            checked.problem(&problem);
        }
        if name == "image" {
            let href = element.attributes().find(|attribute| attribute.name() == "href");
            checked.images.extend(href.map(|href| (href.range_value(), href.value().trim().to_string())));
        }
        for attribute in element.attributes() {
            if !GEOMETRY.contains(&attribute.name()) {
                continue;
            }
            let value = text.get(attribute.range_value()).unwrap_or_default();
            let mut changed = within_limits(value);
            if changed.is_some() {
                checked.problem("the SVG has numbers beyond any page, which are cut to 1,000,000,000");
            }
            // A stroke without width has a paint nevertheless, which markers may use.
            if has_context_stroke && attribute.name() == "stroke-width" && value.trim().parse() == Ok(0.0) {
                changed = Some(format!("{:.9}", VectorPicture::NO_WIDTH));
            }
            if let Some(changed) = changed {
                let place = attribute.range_value();
                checked.edits.insert((place.start, place.end), changed);
            }
        }
    }
    if text.contains("rtl") && !svg_direction::change(document, &mut checked.edits) {
        checked.problem("`direction: rtl` has no effect on text of SVG with places for its characters");
    }
    References::of(&elements, text).weigh(&mut checked)?;
    Ok(checked)
}

/// What the reader drops of declarations, in a `style` attribute or the rules of a stylesheet.
fn not_applied(css: &str) -> impl Iterator<Item = String> {
    css.split(['{', '}', ';']).filter_map(|declaration| {
        let (name, value) = declaration.split_once(':')?;
        let (name, value) = (name.trim(), value.trim());
        let is_reference = value.starts_with("url(") || value == "none";
        let has_units = ["px", "em", "deg", "rad", "turn", "%"].iter().any(|unit| value.contains(unit));
        match name {
            "clip-path" | "mask" | "mask-image" if !is_reference => {
                Some(format!("`{name}` in the styles of an SVG file is applied with `url()` only"))
            }
            "transform" if has_units => Some(
                "`transform` in the styles of an SVG file is applied with numbers without units only"
                    .to_string(),
            ),
            "translate" | "rotate" | "scale" | "transform-box" | "cx" | "cy" | "d" | "r" | "rx" | "ry"
            | "x" | "y" => {
                Some(format!("`{name}` in the styles of an SVG file is not applied; use the attribute"))
            }
            "fill" | "stroke" | "filter" | "stop-color" | "flood-color" if is_nested(value) => Some(format!(
                "`{name}` in the styles of an SVG file is not applied with a function inside another"
            )),
            _ => None,
        }
    })
}

/// Whether a value has a function inside another one, at which the reader stops.
fn is_nested(value: &str) -> bool {
    let mut depth = 0;
    value.chars().any(|character| {
        depth += i32::from(character == '(') - i32::from(character == ')');
        depth > 1
    })
}

/// A text with its numbers cut to what the reader can work with; `None` if all are.
fn within_limits(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    // A number that is too large has ten digits or an exponent, and most texts have neither.
    let is_long =
        |number: &[u8]| number.len() > 9 || number.first().is_some_and(|byte| matches!(byte, b'e' | b'E'));
    if !bytes.chunk_by(|_, next| next.is_ascii_digit() || *next == b'.').any(is_long) {
        return None;
    }
    let mut changed = String::new();
    let (mut at, mut copied) = (0, 0);
    while at < bytes.len() {
        // Digits of colors and names of references are no numbers.
        if bytes[at] == b'#' {
            let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
            at += 1 + bytes[at + 1..].iter().take_while(|byte| is_name(byte)).count();
            continue;
        }
        let end = number_end(bytes, at);
        if end == at {
            at += 1;
            continue;
        }
        let number = text.get(at..end).unwrap_or_default();
        let may_exceed = number.len() > 9 || number.contains(['e', 'E']);
        if may_exceed && number.parse::<f64>().is_ok_and(|number| number > MAX_NUMBER) {
            changed.push_str(text.get(copied..at).unwrap_or_default());
            changed.push_str("1000000000");
            // What follows would continue the number.
            changed.extend(bytes.get(end).filter(|next| **next == b'.').map(|_| ' '));
            copied = end;
        }
        at = end;
    }
    (copied > 0).then(|| changed + text.get(copied..).unwrap_or_default())
}

/// The end of the unsigned number that starts at a byte; the same byte if none does.
fn number_end(bytes: &[u8], start: usize) -> usize {
    let digits = |mut at: usize| {
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        at
    };
    let mut end = digits(start);
    if bytes.get(end) == Some(&b'.') {
        end = digits(end + 1);
    }
    if !bytes[start..end].iter().any(u8::is_ascii_digit) {
        return start;
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let exponent = end + 1 + usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let exponent_end = digits(exponent);
        if exponent_end > exponent {
            end = exponent_end;
        }
    }
    end
}

/// What the elements of a picture contain and refer to.
struct References {
    /// For each element in document order: the elements in it.
    children: Vec<Vec<usize>>,
    /// The elements that it refers to, with the text of the reference in the XML and what stands for it if it is removed.
    referred: Vec<Vec<(usize, Range<usize>, &'static str)>>,
    is_pattern: Vec<bool>,
}

/// The state of an element while weights are added up.
#[derive(Clone, Copy, PartialEq)]
enum Weight {
    Unknown,
    /// Being added up: a reference to it refers to itself.
    Open,
    /// The weight, and how deeply patterns are nested in it.
    Known(u64, u32),
}

impl References {
    fn of(elements: &[Node], text: &str) -> References {
        let mut numbers = FxHashMap::default();
        let mut by_id: FxHashMap<&str, usize> = FxHashMap::default();
        for (number, element) in elements.iter().enumerate() {
            numbers.insert(element.id(), number);
            if let Some(id) = element.attribute("id") {
                by_id.entry(id).or_insert(number);
            }
        }
        // Rules of a stylesheet may hold for anything; inside patterns they are counted.
        let styled: Vec<usize> = elements
            .iter()
            .filter(|element| element.tag_name().name() == "style")
            .flat_map(|style| style.descendants().filter_map(|node| node.text()))
            .flat_map(|text| urls(text).map(|(_, id)| id))
            .filter_map(|id| by_id.get(id).copied())
            .collect();
        let mut references = References {
            children: vec![Vec::new(); elements.len()],
            referred: vec![Vec::new(); elements.len()],
            is_pattern: elements.iter().map(|element| element.tag_name().name() == "pattern").collect(),
        };
        let mut in_pattern = vec![false; elements.len()];
        for (number, element) in elements.iter().enumerate() {
            let parent = element.parent_element().and_then(|parent| numbers.get(&parent.id()).copied());
            if let Some(parent) = parent {
                references.children[parent].push(number);
            }
            in_pattern[number] =
                references.is_pattern[number] || parent.is_some_and(|parent| in_pattern[parent]);
            let referred = &mut references.referred[number];
            for attribute in element.attributes() {
                let place = attribute.range_value();
                let value = text.get(place.clone()).unwrap_or_default();
                if attribute.name() == "href" {
                    let target = value.trim().strip_prefix('#').and_then(|id| by_id.get(id));
                    referred.extend(target.map(|&target| (target, place.clone(), "")));
                }
                for (range, id) in urls(value) {
                    let place = place.start + range.start..place.start + range.end;
                    referred.extend(by_id.get(id).map(|&target| (target, place, "none")));
                }
            }
            if in_pattern[number] {
                // They have no place of their own to be removed from.
                referred.extend(styled.iter().map(|&target| (target, 0..0, "")));
            }
        }
        references
    }

    /// Adds up the weights, and removes references to what is too heavy.
    fn weigh(&self, checked: &mut Checked) -> Result<(), u64> {
        let mut weights = vec![Weight::Unknown; self.children.len()];
        let mut stack = vec![0];
        while let Some(&at) = stack.last() {
            let inner =
                || self.children[at].iter().copied().chain(self.referred[at].iter().map(|each| each.0));
            if weights[at] == Weight::Unknown {
                weights[at] = Weight::Open;
                stack.extend(inner().filter(|&inner| weights[inner] == Weight::Unknown));
                continue;
            }
            stack.pop();
            if weights[at] != Weight::Open {
                continue;
            }
            let (mut weight, mut patterns) = (1u64, 0);
            for &child in &self.children[at] {
                if let Weight::Known(own, depth) = weights[child] {
                    weight = weight.saturating_add(own);
                    patterns = patterns.max(depth);
                }
            }
            for (target, place, replacement) in &self.referred[at] {
                let Weight::Known(own, depth) = weights[*target] else { continue };
                if (own <= MAX_REFERRED && depth <= MAX_PATTERNS) || place.is_empty() {
                    weight = weight.saturating_add(own);
                    patterns = patterns.max(depth);
                } else {
                    checked.edits.insert((place.start, place.end), replacement.to_string());
                    checked.problem(if depth > MAX_PATTERNS {
                        "patterns in the SVG are nested too deeply, so the innermost are not drawn"
                    } else {
                        "the SVG repeats a part too often, so it is not drawn everywhere"
                    });
                }
            }
            patterns += u32::from(self.is_pattern[at]);
            weights[at] = Weight::Known(weight, patterns);
        }
        match weights.first() {
            Some(Weight::Known(weight, _)) if *weight > MAX_WEIGHT => Err(MAX_WEIGHT),
            _ => Ok(()),
        }
    }
}

/// The references `url(#…)` in a text: their places and ids.
fn urls(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    text.match_indices("url(").filter_map(|(at, start)| {
        let inside = text.get(at + start.len()..)?;
        let end = inside.find(')')?;
        let target = inside.get(..end)?.trim().trim_matches(['"', '\'']);
        Some((at..at + start.len() + end + 1, target.strip_prefix('#')?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_cut_and_colors_and_names_are_not() {
        let cut = |text| within_limits(text).unwrap_or_default();
        assert_eq!(cut("M0 0L1e30-2e99A1 1 0 0 0 9 9z"), "M0 0L1000000000-1000000000A1 1 0 0 0 9 9z");
        assert_eq!(cut("12345678901.5.5"), "1000000000 .5");
        assert_eq!(cut("translate(1e10px)"), "translate(1000000000px)");
        for text in ["fill: #1e3099; stroke: url(#a1e99)", "1em 2ex 3e2 1e9", ".5.5", "e99", ""] {
            assert_eq!(within_limits(text), None, "{text}");
        }
    }
}
