//! Draws a map as SVG: the places of the data go in, coasts, routes, points and names come out, without colors, which the
//! stylesheet gives.
//!
//! The same map has the same bytes on every machine: angles are calculated by `libm`, and numbers have two decimals.

mod coastlines;
mod labels;
mod projection;
mod view;

use std::fmt::Write;

use handlebars::html_escape;

use coastlines::{Outline, outlines, simplified};
use labels::{Anchor, Placed, Space};
use projection::Place;
use view::{Contents, Frame, View};

/// How closely coasts are followed, in millimeters: the width of a fine line.
const TOLERANCE: f64 = 0.15;

/// How closely a waterline follows the coast, as a part of its distance from it: the farther, the smoother.
const SMOOTHNESS: f64 = 0.34;

/// What a point of the map is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PointKind {
    /// The university.
    Home,
    /// The seat of an association.
    Seat,
    /// Another place.
    Place,
}

impl PointKind {
    /// Its class in the SVG.
    fn class(self) -> &'static str {
        match self {
            PointKind::Home => "home",
            PointKind::Seat => "seat",
            PointKind::Place => "place",
        }
    }

    /// The radius of its point, as a part of the size of names.
    fn radius(self) -> f64 {
        match self {
            PointKind::Home => 0.36,
            PointKind::Seat => 0.25,
            PointKind::Place => 0.18,
        }
    }
}

/// A point of a map.
#[derive(Debug)]
pub(super) struct MapPoint {
    pub(super) kind: PointKind,
    /// What is written beside it.
    pub(super) name: String,
    /// Degrees to the north.
    pub(super) latitude: f64,
    /// Degrees to the east.
    pub(super) longitude: f64,
}

impl MapPoint {
    fn place(&self) -> Place {
        Place { longitude: self.longitude, latitude: self.latitude }
    }
}

/// Which part of the map is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MapPart {
    Whole,
    /// The left half of a map over two pages.
    Left,
    /// Its right half.
    Right,
}

/// What is written beside points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Names {
    All,
    Home,
    None,
}

/// A map to be drawn. Lengths are in millimeters.
#[derive(Debug)]
pub(super) struct Map {
    /// The points, the most important ones first.
    pub(super) points: Vec<MapPoint>,
    /// The width and height of what is drawn, which is half of the map if `part` is one.
    pub(super) size: (f64, f64),
    pub(super) part: MapPart,
    /// How much is drawn beyond each edge.
    pub(super) bleed: f64,
    /// The smallest half of the height, in kilometers.
    pub(super) around: f64,
    /// The parts of the map's width and height at which the university is.
    pub(super) home_at: Option<(f64, f64)>,
    pub(super) names: Names,
    /// The font size of names.
    pub(super) name_size: f64,
    /// The number of lines along the coasts.
    pub(super) waterlines: usize,
    /// What the map shows, in words.
    pub(super) description: String,
}

/// A map that has been drawn.
pub(super) struct Drawn {
    pub(super) svg: String,
    /// The name of the university's place, if there was no space for it.
    pub(super) home_without_space: Option<String>,
}

impl Map {
    /// The map as SVG; `None` without points.
    pub(super) fn draw(&self) -> Option<Drawn> {
        let (width, height) = self.size;
        let whole = if self.part == MapPart::Whole { width } else { 2.0 * width };
        let places: Vec<Place> = self.points.iter().map(MapPoint::place).collect();
        let home = self.points.iter().find(|point| point.kind == PointKind::Home);
        let anchor = home.and_then(|home| Some((home.place(), self.home_at?)));
        let contents = Contents { size: (whole, height), places: &places, anchor, around: self.around };
        let view = View::of(&contents)?;
        let left = if self.part == MapPart::Right { width } else { 0.0 };
        let visible = Frame { left, top: 0.0, right: left + width, bottom: height }.grown(self.bleed);
        let mut svg = Svg { out: String::new(), left };
        svg.open(self);
        svg.rectangle("water", visible);
        self.draw_coasts(&view, visible, &mut svg);
        let home_without_space = self.draw_points(&view, (whole, height), visible, &mut svg);
        svg.out.push_str("</svg>");
        Some(Drawn { svg: svg.out, home_without_space })
    }

    /// How far a waterline is from the coast. Farther out, the lines are farther apart.
    fn distance(number: usize) -> f64 {
        let number = number as f64;
        0.42 * number + 0.07 * number * number
    }

    fn draw_coasts(&self, view: &View, visible: Frame, svg: &mut Svg) {
        // Lines along the frame are to be outside of what is visible.
        let frame = visible.grown(Map::distance(self.waterlines) + 1.0);
        let outlines = outlines(view, frame);
        if self.waterlines > 0 {
            svg.out.push_str("<g class=\"waterlines\" fill=\"none\">");
            for number in (1..=self.waterlines).rev() {
                let distance = Map::distance(number);
                let path = path(&outlines, (distance * SMOOTHNESS).max(TOLERANCE), svg.left);
                let width = 0.17 - 0.05 * number as f64 / self.waterlines as f64;
                for (class, width) in
                    [("waterline", 2.0 * distance + width), ("watergap", 2.0 * distance - width)]
                {
                    let width = Number(hundredths(width));
                    let _ = write!(
                        svg.out,
                        "<path class=\"{class} w{number}\" stroke-width=\"{width}\" d=\"{path}\"/>"
                    );
                }
            }
            svg.out.push_str("</g>");
        }
        let path = path(&outlines, TOLERANCE, svg.left);
        let _ = write!(svg.out, "<path class=\"land\" fill-rule=\"evenodd\" d=\"{path}\"/>");
    }

    /// Draws routes, points and names. Returns the name of the university's place if there is no space for it.
    fn draw_points(&self, view: &View, whole: (f64, f64), visible: Frame, svg: &mut Svg) -> Option<String> {
        let frame = Frame { left: 0.0, top: 0.0, right: whole.0, bottom: whole.1 };
        let spine = (self.part != MapPart::Whole).then_some(whole.0 / 2.0);
        let mut space = Space::new(frame.grown(-1.5), spine);
        let positions: Vec<(f64, f64)> = self.points.iter().map(|point| view.point(point.place())).collect();
        let radius = |point: &MapPoint| point.kind.radius() * self.name_size;
        if let Some(home) = self.points.iter().find(|point| point.kind == PointKind::Home) {
            for seat in self.points.iter().filter(|point| point.kind == PointKind::Seat) {
                let way = home.place().way_to(seat.place());
                let way: Outline = way.iter().map(|place| view.point(*place)).collect();
                space.add_route(&way);
                svg.out.push_str("<path class=\"route\" fill=\"none\" d=\"");
                push_line(&mut svg.out, &way, svg.left);
                svg.out.push_str("\"/>");
            }
        }
        let shown = |(x, y): (f64, f64), spare: f64| {
            let area = visible.grown(spare);
            (area.left..=area.right).contains(&x) && (area.top..=area.bottom).contains(&y)
        };
        // The most important ones are drawn last, over the others.
        for (point, at) in self.points.iter().zip(&positions).rev() {
            space.add_point(*at, radius(point));
            if shown(*at, radius(point)) {
                svg.circle(point.kind.class(), *at, radius(point));
            }
        }
        let mut without_space = None;
        for (point, at) in self.points.iter().zip(&positions) {
            let is_home = point.kind == PointKind::Home;
            let is_wanted = self.names == Names::All || self.names == Names::Home && is_home;
            if !is_wanted || point.name.is_empty() {
                continue;
            }
            let size = if is_home { 1.2 * self.name_size } else { self.name_size };
            match space.place(&point.name, size, *at, radius(point) + 0.32 * self.name_size) {
                Some(placed) if shown(placed.at, 0.0) => svg.text(point, &placed, size),
                Some(_) => {}
                None if is_home => without_space = Some(point.name.clone()),
                None => {}
            }
        }
        without_space
    }
}

/// The SVG that has been written so far.
struct Svg {
    out: String,
    /// The x coordinate of the left edge.
    left: f64,
}

impl Svg {
    fn open(&mut self, map: &Map) {
        let (width, height) = (Number(hundredths(map.size.0)), Number(hundredths(map.size.1)));
        let overflow = if map.bleed > 0.0 { " overflow=\"visible\"" } else { "" };
        // The other half says it already.
        let name = match map.part {
            MapPart::Right => "aria-hidden=\"true\"".to_string(),
            _ => format!("role=\"img\" aria-label=\"{}\"", html_escape(&map.description)),
        };
        let _ = write!(
            self.out,
            "<svg class=\"map\" xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}mm\" height=\"{height}mm\" \
             viewBox=\"0 0 {width} {height}\"{overflow} direction=\"ltr\" \
             stroke-linejoin=\"round\" stroke-linecap=\"round\" {name}>"
        );
    }

    /// A point in numbers.
    fn at(&self, (x, y): (f64, f64)) -> (Number, Number) {
        (Number(hundredths(x - self.left)), Number(hundredths(y)))
    }

    fn rectangle(&mut self, class: &str, area: Frame) {
        let (x, y) = self.at((area.left, area.top));
        let (width, height) =
            (Number(hundredths(area.right - area.left)), Number(hundredths(area.bottom - area.top)));
        let _ = write!(
            self.out,
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
        );
    }

    fn circle(&mut self, class: &str, at: (f64, f64), radius: f64) {
        let (x, y) = self.at(at);
        let radius = Number(hundredths(radius));
        let _ = write!(self.out, "<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>");
    }

    fn text(&mut self, point: &MapPoint, placed: &Placed, size: f64) {
        let (x, y) = self.at(placed.at);
        let anchor = match placed.anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let (class, size) = (point.kind.class(), Number(hundredths(size)));
        let name = html_escape(&point.name);
        let _ = write!(
            self.out,
            "<text class=\"label {class}\" x=\"{x}\" y=\"{y}\" font-size=\"{size}\" text-anchor=\"{anchor}\">{name}</text>"
        );
    }
}

/// A number of hundredths, written with as few characters as possible.
#[derive(Clone, Copy)]
struct Number(i32);

impl Number {
    /// Appends it. A map has thousands, so their digits do not go through `write!`.
    fn push_to(self, out: &mut String) {
        let digit = |number: u32| char::from(b'0' + (number % 10) as u8);
        if self.0 < 0 {
            out.push('-');
        }
        let (whole, rest) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        if whole > 0 || rest == 0 {
            let mut place = 1;
            while whole / place >= 10 {
                place *= 10;
            }
            while place > 0 {
                out.push(digit(whole / place));
                place /= 10;
            }
        }
        if rest > 0 {
            out.push('.');
            out.push(digit(rest / 10));
            if rest % 10 > 0 {
                out.push(digit(rest));
            }
        }
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut written = String::new();
        self.push_to(&mut written);
        formatter.write_str(&written)
    }
}

fn hundredths(number: f64) -> i32 {
    libm::round(number * 100.0) as i32
}

/// Closed lines as the data of a path, simplified.
fn path(outlines: &[Outline], tolerance: f64, left: f64) -> String {
    let mut path = String::new();
    for outline in outlines {
        let outline = simplified(outline, tolerance);
        if outline.len() > 2 {
            push_line(&mut path, &outline, left);
            path.push('z');
        }
    }
    path
}

/// Appends an open line as the data of a path: the first point, and differences.
fn push_line(path: &mut String, points: &[(f64, f64)], left: f64) {
    let mut before: Option<(i32, i32)> = None;
    for point in points {
        let at = (hundredths(point.0 - left), hundredths(point.1));
        let (command, (x, y)) = match before {
            None => ('M', at),
            Some(before) if before == at => continue,
            Some(before) => ('l', (at.0 - before.0, at.1 - before.1)),
        };
        path.push(command);
        Number(x).push_to(path);
        if y >= 0 {
            path.push(' ');
        }
        Number(y).push_to(path);
        before = Some(at);
    }
}
