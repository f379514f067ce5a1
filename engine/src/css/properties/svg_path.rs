//! The path data of `path()` (SVG 2, section 9.3), in CSS pixels.

use super::super::effects::PathCommand;
use crate::units::Length;

/// The most commands of one path.
const MAX_COMMANDS: usize = 100_000;

/// Parses path data; `None` where it is malformed. (SVG draws the path up to an error, but CSS rejects it as a whole:
/// CSS Shapes 1, section 3.1.)
pub(super) fn parse(text: &str) -> Option<Vec<PathCommand>> {
    let mut reader = PathReader { rest: text.as_bytes() };
    let mut path = PathBuilder::default();
    let mut command = None;
    loop {
        reader.skip(false);
        let Some(&next) = reader.rest.first() else { break };
        let letter = if next.is_ascii_alphabetic() {
            reader.rest = &reader.rest[1..];
            next
        } else {
            // Without a letter the last command is repeated; `Z` cannot be.
            match command? {
                b'M' => b'L',
                b'm' => b'l',
                b'Z' | b'z' => return None,
                other => other,
            }
        };
        if command.is_none() && !matches!(letter, b'M' | b'm') {
            return None;
        }
        command = Some(letter);
        path.command(letter, &mut reader)?;
        if path.commands.len() > MAX_COMMANDS {
            return None;
        }
    }
    command.map(|_| path.commands)
}

struct PathReader<'a> {
    rest: &'a [u8],
}

impl PathReader<'_> {
    fn skip(&mut self, comma: bool) {
        let mut comma = comma;
        while let Some(&byte) = self.rest.first() {
            if byte.is_ascii_whitespace() || (comma && byte == b',') {
                comma &= byte != b',';
                self.rest = &self.rest[1..];
            } else {
                break;
            }
        }
    }

    fn number(&mut self) -> Option<f64> {
        self.skip(true);
        let mut length = 0;
        let (mut digits, mut dot, mut exponent) = (false, false, false);
        while let Some(&byte) = self.rest.get(length) {
            let follows_exponent = length > 0 && matches!(self.rest[length - 1], b'e' | b'E');
            match byte {
                b'0'..=b'9' => digits = true,
                b'+' | b'-' if length == 0 || follows_exponent => {}
                b'.' if !dot && !exponent => dot = true,
                b'e' | b'E' if digits && !exponent => exponent = true,
                _ => break,
            }
            length += 1;
        }
        let number = std::str::from_utf8(self.rest.get(..length)?).ok()?.parse::<f64>().ok()?;
        self.rest = &self.rest[length..];
        number.is_finite().then_some(number)
    }

    fn point(&mut self) -> Option<(f64, f64)> {
        Some((self.number()?, self.number()?))
    }

    /// A flag of an arc, which needs no space after it.
    fn flag(&mut self) -> Option<bool> {
        self.skip(true);
        let flag = match self.rest.first()? {
            b'0' => false,
            b'1' => true,
            _ => return None,
        };
        self.rest = &self.rest[1..];
        Some(flag)
    }
}

#[derive(Default)]
struct PathBuilder {
    commands: Vec<PathCommand>,
    at: (f64, f64),
    start: (f64, f64),
    /// The last control point of the previous command, if that was a cubic curve; `quadratic` likewise.
    cubic: Option<(f64, f64)>,
    quadratic: Option<(f64, f64)>,
}

fn lengths((x, y): (f64, f64)) -> (Length, Length) {
    (Length::from_pixels(x), Length::from_pixels(y))
}

impl PathBuilder {
    fn command(&mut self, letter: u8, reader: &mut PathReader<'_>) -> Option<()> {
        let from = if letter.is_ascii_lowercase() { self.at } else { (0.0, 0.0) };
        let place = |(x, y): (f64, f64)| (from.0 + x, from.1 + y);
        let (cubic, quadratic) = (self.cubic.take(), self.quadratic.take());
        let mirrored = |control: Option<(f64, f64)>, at: (f64, f64)| {
            control.map_or(at, |(x, y)| (2.0 * at.0 - x, 2.0 * at.1 - y))
        };
        match letter.to_ascii_uppercase() {
            b'M' => {
                self.at = place(reader.point()?);
                self.start = self.at;
                self.commands.push(PathCommand::Move(lengths(self.at)));
            }
            b'L' => self.line(place(reader.point()?)),
            b'H' => {
                let x = from.0 + reader.number()?;
                self.line((x, self.at.1));
            }
            b'V' => {
                let y = from.1 + reader.number()?;
                self.line((self.at.0, y));
            }
            b'C' => {
                let (first, second) = (place(reader.point()?), place(reader.point()?));
                self.curve(first, second, place(reader.point()?));
                self.cubic = Some(second);
            }
            b'S' => {
                let first = mirrored(cubic, self.at);
                let second = place(reader.point()?);
                self.curve(first, second, place(reader.point()?));
                self.cubic = Some(second);
            }
            b'Q' | b'T' => {
                let control = if letter.eq_ignore_ascii_case(&b'Q') {
                    place(reader.point()?)
                } else {
                    mirrored(quadratic, self.at)
                };
                let to = place(reader.point()?);
                let towards = |end: (f64, f64)| {
                    (end.0 + (control.0 - end.0) * 2.0 / 3.0, end.1 + (control.1 - end.1) * 2.0 / 3.0)
                };
                self.curve(towards(self.at), towards(to), to);
                self.quadratic = Some(control);
            }
            b'A' => {
                let radii = reader.point()?;
                let turned = reader.number()?;
                let (large, sweep) = (reader.flag()?, reader.flag()?);
                self.arc(radii, turned, large, sweep, place(reader.point()?));
            }
            b'Z' => {
                self.at = self.start;
                self.commands.push(PathCommand::Close);
            }
            _ => return None,
        }
        Some(())
    }

    fn line(&mut self, to: (f64, f64)) {
        self.at = to;
        self.commands.push(PathCommand::Line(lengths(to)));
    }

    fn curve(&mut self, first: (f64, f64), second: (f64, f64), to: (f64, f64)) {
        self.at = to;
        self.commands.push(PathCommand::Curve(lengths(first), lengths(second), lengths(to)));
    }

    /// An elliptical arc as curves of up to a quarter turn (SVG 2, appendix B.2).
    fn arc(&mut self, radii: (f64, f64), turned: f64, large: bool, sweep: bool, to: (f64, f64)) {
        let from = self.at;
        let (mut rx, mut ry) = (radii.0.abs(), radii.1.abs());
        if from == to {
            return;
        }
        if rx == 0.0 || ry == 0.0 {
            return self.line(to);
        }
        let (sin, cos) = libm::sincos(turned.to_radians());
        let half = ((from.0 - to.0) / 2.0, (from.1 - to.1) / 2.0);
        let (x, y) = (cos * half.0 + sin * half.1, cos * half.1 - sin * half.0);
        let reach = (x / rx).powi(2) + (y / ry).powi(2);
        if reach > 1.0 {
            rx *= reach.sqrt();
            ry *= reach.sqrt();
        }
        let squares = (rx * y).powi(2) + (ry * x).powi(2);
        let mut factor = (((rx * ry).powi(2) - squares) / squares).max(0.0).sqrt();
        if large == sweep {
            factor = -factor;
        }
        let (cx, cy) = (factor * rx * y / ry, -factor * ry * x / rx);
        let center =
            (cos * cx - sin * cy + (from.0 + to.0) / 2.0, sin * cx + cos * cy + (from.1 + to.1) / 2.0);
        let start = libm::atan2((y - cy) / ry, (x - cx) / rx);
        let mut sweep_angle = libm::atan2((-y - cy) / ry, (-x - cx) / rx) - start;
        let turn = std::f64::consts::TAU;
        if sweep && sweep_angle < 0.0 {
            sweep_angle += turn;
        } else if !sweep && sweep_angle > 0.0 {
            sweep_angle -= turn;
        }
        let parts = (sweep_angle.abs() / std::f64::consts::FRAC_PI_2).ceil().clamp(1.0, 4.0);
        let step = sweep_angle / parts;
        let handle = 4.0 / 3.0 * libm::tan(step / 4.0);
        let place = |(x, y): (f64, f64)| {
            (center.0 + cos * rx * x - sin * ry * y, center.1 + sin * rx * x + cos * ry * y)
        };
        let mut angle = start;
        for part in 1..=parts as u32 {
            let next = start + step * f64::from(part);
            let ((s0, c0), (s1, c1)) = (libm::sincos(angle), libm::sincos(next));
            let end = if part == parts as u32 { to } else { place((c1, s1)) };
            self.curve(
                place((c0 - handle * s0, s0 + handle * c0)),
                place((c1 + handle * s1, s1 - handle * c1)),
                end,
            );
            angle = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pixels(x: f64, y: f64) -> (Length, Length) {
        lengths((x, y))
    }

    #[test]
    fn repeated_letters_and_spaces_between_numbers_may_be_omitted() {
        let path = parse("m1-1 2 0h.5.5z").expect("a path");
        assert_eq!(
            path,
            [
                PathCommand::Move(pixels(1.0, -1.0)),
                PathCommand::Line(pixels(3.0, -1.0)),
                PathCommand::Line(pixels(3.5, -1.0)),
                PathCommand::Line(pixels(4.0, -1.0)),
                PathCommand::Close,
            ]
        );
    }

    #[test]
    fn an_arc_of_half_a_turn_is_two_curves() {
        let path = parse("M0 0A5 5 0 0110 0").expect("a path");
        assert_eq!(path.len(), 3);
        let PathCommand::Curve(_, _, top) = path[1] else { panic!("{path:?}") };
        assert_eq!(top, pixels(5.0, -5.0));
    }

    #[test]
    fn malformed_data_is_rejected() {
        for text in ["", "L1 1", "M1", "M0 0z1", "M0 0x", "M0 0A1 1 0 2 0 1 1"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
