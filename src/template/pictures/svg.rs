//! Writes the elements of a picture. In a right-to-left language everything is mirrored: callers count x from the side where
//! a line begins.

use std::fmt::Write;

use handlebars::html_escape;

use super::frame::Frame;

/// Which point of a text is at its place.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    /// Where it begins.
    Start,
    /// Its middle.
    Middle,
    /// Where it ends.
    End,
}

/// A picture that is being written.
pub(super) struct Svg<'a> {
    pub(super) frame: &'a Frame,
    body: String,
}

impl<'a> Svg<'a> {
    pub(super) fn new(frame: &'a Frame) -> Svg<'a> {
        Svg { frame, body: String::new() }
    }

    fn x(&self, x: f64) -> f64 {
        if self.frame.is_mirrored { self.frame.width - x } else { x }
    }

    /// A text; y is its baseline.
    pub(super) fn text(&mut self, class: &str, place: (f64, f64), anchor: Anchor, text: &str) {
        self.parts(class, place, anchor, &[("", text)]);
    }

    /// A text of several parts, each with its own class, with spaces between them.
    pub(super) fn parts(&mut self, class: &str, (x, y): (f64, f64), anchor: Anchor, parts: &[(&str, &str)]) {
        let anchor = match (anchor, self.frame.is_mirrored) {
            (Anchor::Start, false) | (Anchor::End, true) => "start",
            (Anchor::Middle, _) => "middle",
            (Anchor::End, false) | (Anchor::Start, true) => "end",
        };
        let (x, y) = (number(self.x(x)), number(y));
        // An embedding (UAX #9) from right to left: SVG orders the parts of a text from left to right.
        let is_left_to_right = |text: &str| !text.contains(|sign| ('\u{590}'..='\u{8ff}').contains(&sign));
        let is_plain = matches!(parts, [(_, text)] if is_left_to_right(text));
        let (before, after) =
            if self.frame.is_mirrored && !is_plain { ("\u{202b}", "\u{202c}") } else { ("", "") };
        // A space is in the part that it comes before: one by itself would be a part of the same font.
        let part = |(index, (part, text)): (usize, &(&str, &str))| {
            let text = format!("{}{}", if index == 0 { "" } else { " " }, html_escape(text));
            if part.is_empty() { text } else { format!("<tspan class=\"{part}\">{text}</tspan>") }
        };
        let filled = parts.iter().filter(|(_, text)| !text.is_empty());
        let text: String = filled.enumerate().map(part).collect();
        self.put(format_args!(
            "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{before}{text}{after}</text>"
        ));
    }

    pub(super) fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        self.stroke(class, from, to, "");
    }

    /// A line in dashes.
    pub(super) fn dashed(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        self.stroke(class, from, to, " stroke-dasharray=\"3 2.5\"");
    }

    fn stroke(&mut self, class: &str, from: (f64, f64), to: (f64, f64), more: &str) {
        let [x, to_x] = [from.0, to.0].map(|x| number(self.x(x)));
        let [y, to_y] = [from.1, to.1].map(number);
        self.put(format_args!(
            "<line class=\"{class}\" x1=\"{x}\" y1=\"{y}\" x2=\"{to_x}\" y2=\"{to_y}\" stroke=\"currentColor\" stroke-width=\"0.67\"{more}/>"
        ));
    }

    pub(super) fn rectangle(&mut self, class: &str, (x, y): (f64, f64), width: f64, height: f64) {
        let x = if self.frame.is_mirrored { self.x(x) - width } else { x };
        let [x, y, width, height] = [x, y, width, height].map(number);
        self.put(format_args!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
        ));
    }

    pub(super) fn circle(&mut self, class: &str, (x, y): (f64, f64), radius: f64) {
        let [x, y, radius] = [self.x(x), y, radius].map(number);
        self.put(format_args!("<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>"));
    }

    /// Points as one line of round ends without a length: a circle each would be an element each, and four curves in the
    /// PDF.
    pub(super) fn round_points(
        &mut self,
        class: &str,
        places: impl Iterator<Item = (f64, f64)>,
        radius: f64,
    ) {
        let point = |(x, y): (f64, f64)| format!("M{} {}h0", number(self.x(x)), number(y));
        let line: String = places.map(point).collect();
        if line.is_empty() {
            return;
        }
        let width = number(2.0 * radius);
        self.put(format_args!(
            "<path class=\"{class}\" d=\"{line}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"{width}\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>"
        ));
    }

    fn put(&mut self, element: std::fmt::Arguments<'_>) {
        // Writing to a text cannot fail.
        let _ = self.body.write_fmt(element);
    }

    /// The whole picture, with an alternative text unless the layout gives another one.
    pub(super) fn finish(self, name: &str, height: f64, alt: &str) -> String {
        let alt = html_escape(self.frame.alt.as_deref().unwrap_or(alt));
        let [width, height, size] = [self.frame.width, height, self.frame.em].map(number);
        format!(
            "<svg class=\"picture {name}\" xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" direction=\"ltr\" font-size=\"{size}\" fill=\"currentColor\" role=\"img\" aria-label=\"{alt}\">{}</svg>",
            self.body
        )
    }
}

/// A number with two decimals, which are the same on every machine.
fn number(number: f64) -> String {
    // The sum turns -0 into 0.
    format!("{:.2}", (number * 100.0).round() / 100.0 + 0.0)
}
