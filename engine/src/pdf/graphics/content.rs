//! A content stream while it is written: its operators, the graphics state that they have set so far, and the resources
//! that they name (ISO 32000-1, 7.8).
//!
//! The bytes are written here and not by printpdf, for the speed measured in `text::runs`. Operators that would not
//! change the graphics state are left out.

use std::sync::Arc;

use crate::paint::{
    ArtifactKind, Color, ContentPlace, Gradient, LineCap, LineEnds, LineJoin, NodeId, Tag, Transform,
};
use crate::pdf::graphics::ink::{Device, Ink};
use crate::pdf::graphics::resource_use::{GraphicsState, PatternUse, ResourceUse};
use crate::pdf::structure_type::role_name;
use crate::pdf::syntax::number;
use crate::pdf::syntax::writer::write_name;
use crate::units::{Length, Point, Rect, Size};

/// The left, bottom, right and top edge of a visible area, in whole points.
pub(crate) type VisibleArea = [i32; 4];

/// How often the graphics state may be saved in PDF/A.
const MAX_SAVED: usize = 28;

/// Converts an alpha of eight bits to thousandths.
pub(crate) fn opacity(alpha: u8) -> u16 {
    ((u32::from(alpha) * 1000 + 127) / 255) as u16
}

/// The tracked part of the graphics state.
#[derive(Clone, Debug, PartialEq)]
struct State {
    fill: Ink,
    stroke: Ink,
    /// In thousandths of a point.
    line_width: i64,
    /// The caps and joins, by their numbers in PDF.
    line_ends: Option<(u8, u8)>,
    /// The limit of mitered joins, in thousandths.
    miter_limit: Option<u32>,
    dashes: Vec<i64>,
    opacity: (u16, u16),
    overprint: Option<bool>,
    font: Option<(u16, i64)>,
    /// In thousandths of a point.
    rise: i64,
    /// In thousandths of a percent.
    scaling: i64,
    /// Maps the current coordinates to those of the stream, if they differ.
    map: Option<Transform>,
}

/// The state at the start of a content stream (ISO 32000-1, table 52).
impl Default for State {
    fn default() -> State {
        State {
            fill: Ink::Rgb([0; 3]),
            stroke: Ink::Rgb([0; 3]),
            line_width: 1000,
            line_ends: Some((0, 0)),
            miter_limit: Some(LineJoin::DEFAULT_LIMIT),
            dashes: Vec::new(),
            opacity: (1000, 1000),
            overprint: Some(false),
            font: None,
            rise: 0,
            scaling: 100_000,
            map: None,
        }
    }
}

impl State {
    /// The state at the start of a form: that of wherever it is painted. Only the opacity is known, because groups reset
    /// it. The other values are ones that nothing ever sets.
    fn inherited() -> State {
        State {
            fill: Ink::Pattern(usize::MAX),
            stroke: Ink::Pattern(usize::MAX),
            line_width: -1,
            line_ends: None,
            miter_limit: None,
            dashes: vec![-1],
            overprint: None,
            rise: i64::MIN,
            scaling: i64::MIN,
            ..State::default()
        }
    }
}

#[derive(Debug)]
pub(crate) struct ContentStream {
    pub bytes: Vec<u8>,
    pub resources: ResourceUse,
    /// Whether opacity, masks or groups are used: the page then needs a blending color space.
    pub transparent: bool,
    height: Length,
    /// The visible area in the stream's coordinates.
    area: VisibleArea,
    state: State,
    saved: Vec<State>,
    /// The start of the last line in an open text object, in thousandths of a point.
    text_object: Option<(i64, i64)>,
    /// The marked content that is open, and whether it began in the open text object.
    mark: Option<(Tag, bool)>,
    /// The content of the structure that the stream marks, by the numbers of the marks.
    pub marks: Vec<ContentKey>,
    /// Whether the graphics state is saved more often than PDF/A allows (ISO 19005-2, 6.1.13).
    pub has_deep_groups: bool,
    /// Whether content is marked here, not where the stream is painted.
    is_tagged: bool,
    /// What the coordinates of paths are multiples of, in thousandths of a point.
    pub precision: i64,
    device: Device,
}

/// An element, and the place in it that content belongs to.
pub(crate) type ContentKey = (NodeId, ContentPlace);

impl ContentStream {
    /// A stream for a page of this size.
    pub(crate) fn new(size: Size, device: Device) -> ContentStream {
        let height = size.height;
        ContentStream {
            bytes: Vec::new(),
            resources: ResourceUse::default(),
            transparent: false,
            height,
            area: [0, 0, whole(size.width), whole(height)],
            state: State::default(),
            saved: Vec::new(),
            text_object: None,
            mark: None,
            marks: Vec::new(),
            has_deep_groups: false,
            is_tagged: true,
            precision: 1,
            device,
        }
    }

    /// A stream for a page of this size whose content is visible in an area.
    pub(crate) fn for_page(size: Size, visible: Rect, device: Device) -> ContentStream {
        let down = |y: Length| (size.height - y).points();
        let least = [visible.x.points(), down(visible.bottom())].map(|edge| edge.floor() as i32);
        let most = [visible.right().points(), down(visible.y)].map(|edge| edge.ceil() as i32);
        let area = [least[0], least[1], most[0], most[1]];
        ContentStream { area, ..ContentStream::new(size, device) }
    }

    /// A stream for a transparency group on a page of this size.
    pub(crate) fn for_group(size: Size, device: Device) -> ContentStream {
        ContentStream { state: State::inherited(), ..ContentStream::new(size, device) }
    }

    /// A stream for a picture, which is marked as a whole where it is painted.
    pub(crate) fn for_picture(size: Size, device: Device) -> ContentStream {
        ContentStream { is_tagged: false, ..ContentStream::for_group(size, device) }
    }

    /// A stream for a group that is painted from this stream, in the current coordinates.
    pub(crate) fn inner_group(&self) -> ContentStream {
        let size = Size::new(Length::ZERO, self.height);
        let is_tagged = self.is_tagged;
        ContentStream {
            area: self.visible_area(),
            is_tagged,
            precision: self.precision(),
            ..ContentStream::for_group(size, self.device.clone())
        }
    }

    /// A stream for a mask whose luminosity counts. Inks have none of their own, so a press gets it in gray.
    pub(crate) fn inner_mask(&self) -> ContentStream {
        let device = match &self.device {
            Device::Press(_) => Device::Gray,
            device => device.clone(),
        };
        ContentStream { device, ..self.inner_group() }
    }

    /// What the colors are for.
    pub(crate) fn device(&self) -> &Device {
        &self.device
    }

    /// The visible area in the current coordinates.
    pub(crate) fn visible_area(&self) -> VisibleArea {
        let Some(map) = self.state.map else { return self.area };
        let Some(back) = map.inverse() else { return [0; 4] };
        let [left, bottom, right, top] = self.area.map(f64::from);
        let corners = [(left, bottom), (right, bottom), (left, top), (right, top)].map(|at| back.apply(at));
        let least = |of: fn(&(f64, f64)) -> f64| corners.iter().map(of).fold(f64::INFINITY, f64::min);
        let most = |of: fn(&(f64, f64)) -> f64| corners.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        // `as` saturates.
        [
            least(|at| at.0).floor() as i32,
            least(|at| at.1).floor() as i32,
            most(|at| at.0).ceil() as i32,
            most(|at| at.1).ceil() as i32,
        ]
    }

    /// Writes an operator, after its operands.
    pub(crate) fn operator(&mut self, operator: &str) {
        self.bytes.extend_from_slice(operator.as_bytes());
        self.bytes.push(b'\n');
    }

    /// Writes an operand in thousandths, and the space after it.
    pub(crate) fn operand(&mut self, thousandths: i64) {
        number::thousandths(&mut self.bytes, thousandths);
        self.bytes.push(b' ');
    }

    /// Flips a point to PDF's upward `y`; in thousandths of a point.
    pub(crate) fn place(&self, point: Point) -> (i64, i64) {
        let up = i64::from(self.height.0) - i64::from(point.y.0);
        (number::millipoints(point.x), (up * 1000 + 512).div_euclid(1024))
    }

    pub(crate) fn point(&mut self, point: Point) {
        let ((x, y), precision) = (self.place(point), self.precision());
        for coordinate in [x, y] {
            self.operand((coordinate + precision / 2).div_euclid(precision) * precision);
        }
    }

    /// A map may enlarge the current coordinates.
    fn precision(&self) -> i64 {
        self.state.map.map_or(self.precision, |_| 1)
    }

    pub(crate) fn save(&mut self) {
        self.end_text();
        self.operator("q");
        self.saved.push(self.state.clone());
        self.has_deep_groups |= self.saved.len() > MAX_SAVED;
    }

    pub(crate) fn restore(&mut self) {
        self.end_text();
        if let Some(state) = self.saved.pop() {
            self.operator("Q");
            self.state = state;
        }
    }

    /// Opens a text object unless one is open.
    pub(crate) fn begin_text(&mut self) {
        if self.text_object.is_none() {
            self.operator("BT");
            self.text_object = Some((0, 0));
        }
    }

    pub(crate) fn end_text(&mut self) {
        if self.text_object.take().is_some() {
            // Marked content that begins in a text object ends in it (ISO 32000-1, 14.6.1).
            if self.mark.take_if(|(_, in_text)| *in_text).is_some() {
                self.operator("EMC");
            }
            self.operator("ET");
        }
    }

    /// Moves to the start of a run, relative to the start of the last one.
    pub(crate) fn move_text(&mut self, to: Point) {
        let (x, y) = self.place(to);
        let (from_x, from_y) = self.text_object.replace((x, y)).unwrap_or_default();
        if (x, y) != (from_x, from_y) {
            self.operand(x - from_x);
            self.operand(y - from_y);
            self.operator("Td");
        } else {
            // The pen is at the end of the run before; this moves it back to the start of the line.
            self.operator("0 0 Td");
        }
    }

    pub(crate) fn set_font(&mut self, face: u16, size: i64) {
        if self.state.font == Some((face, size)) {
            return;
        }
        self.state.font = Some((face, size));
        self.resources.faces.insert(face);
        self.resource('F', usize::from(face));
        self.operand(size);
        self.operator("Tf");
    }

    pub(crate) fn set_rise(&mut self, rise: i64) {
        if self.state.rise != rise {
            self.state.rise = rise;
            self.operand(rise);
            self.operator("Ts");
        }
    }

    /// Sets the horizontal scaling of glyphs, in thousandths of a percent.
    pub(crate) fn set_scaling(&mut self, scaling: i64) {
        if self.state.scaling != scaling {
            self.state.scaling = scaling;
            self.operand(scaling);
            self.operator("Tz");
        }
    }

    pub(crate) fn set_fill_color(&mut self, color: Color) {
        self.set_fill(self.device.ink(color));
    }

    pub(crate) fn set_stroke_color(&mut self, color: Color) {
        self.set_stroke(self.device.ink(color));
    }

    /// Sets the color of text. Black text is printed over what is below it, which is not left out there: a press that is not
    /// quite in register would show a white line around each letter.
    pub(crate) fn set_text_color(&mut self, color: Color) {
        let ink = self.device.text_ink(color);
        self.set_overprint(ink == Ink::BLACK && color.alpha == 255);
        self.set_fill(ink);
    }

    /// Sets whether inks that a color does not have stay as they are below it.
    pub(crate) fn set_overprint(&mut self, overprint: bool) {
        if matches!(self.device, Device::Press(_)) && self.state.overprint != Some(overprint) {
            self.state.overprint = Some(overprint);
            self.use_graphics_state(GraphicsState::Overprint(overprint));
        }
    }

    pub(crate) fn set_fill(&mut self, ink: Ink) {
        if self.state.fill != ink {
            self.state.fill = ink;
            self.ink(ink, ["g", "rg", "k", "cs", "scn"]);
        }
    }

    pub(crate) fn set_stroke(&mut self, ink: Ink) {
        if self.state.stroke != ink {
            self.state.stroke = ink;
            self.ink(ink, ["G", "RG", "K", "CS", "SCN"]);
        }
    }

    fn ink(&mut self, ink: Ink, [gray, rgb, process, space, color]: [&str; 5]) {
        match ink {
            Ink::Rgb([red, green, blue]) if red == green && green == blue => {
                self.operand(i64::from(opacity(red)));
                self.operator(gray);
            }
            Ink::Rgb(channels) => {
                for channel in channels {
                    self.operand(i64::from(opacity(channel)));
                }
                self.operator(rgb);
            }
            Ink::Process(inks) => {
                for ink in inks {
                    self.operand(i64::from(ink));
                }
                self.operator(process);
            }
            Ink::Pattern(index) => {
                self.bytes.extend_from_slice(b"/Pattern ");
                self.bytes.extend_from_slice(space.as_bytes());
                self.bytes.push(b' ');
                self.resource('P', index);
                self.operator(color);
            }
            Ink::Registration => {
                self.resources.registration = true;
                self.bytes.extend_from_slice(b"/All ");
                self.operator(space);
                self.bytes.extend_from_slice(b"1 ");
                self.operator(color);
            }
        }
    }

    pub(crate) fn set_line(&mut self, width: i64, ends: LineEnds, dashes: &[i64]) {
        if self.state.line_width != width {
            self.state.line_width = width;
            self.operand(width);
            self.operator("w");
        }
        let numbers = (
            match ends.cap {
                LineCap::Butt => 0,
                LineCap::Round => 1,
                LineCap::Square => 2,
            },
            match ends.join {
                LineJoin::Miter(_) => 0,
                LineJoin::Round => 1,
                LineJoin::Bevel => 2,
            },
        );
        if self.state.line_ends != Some(numbers) {
            self.state.line_ends = Some(numbers);
            self.bytes.extend_from_slice(&[b'0' + numbers.0, b' ', b'J', b' ', b'0' + numbers.1, b' ']);
            self.operator("j");
        }
        if let LineJoin::Miter(limit) = ends.join
            && self.state.miter_limit != Some(limit)
        {
            self.state.miter_limit = Some(limit);
            self.operand(i64::from(limit));
            self.operator("M");
        }
        if self.state.dashes != dashes {
            self.state.dashes = dashes.to_vec();
            self.bytes.push(b'[');
            for &dash in dashes {
                self.operand(dash);
            }
            self.operator("]0 d");
        }
    }

    /// Sets fill and stroke opacity, in thousandths.
    pub(crate) fn set_opacity(&mut self, fill: u16, stroke: u16) {
        if self.state.opacity != (fill, stroke) {
            self.state.opacity = (fill, stroke);
            self.set_graphics_state(GraphicsState::Opacity(fill, stroke));
        }
    }

    /// The current opacity of fills and strokes, in thousandths.
    pub(crate) fn opacity(&self) -> (u16, u16) {
        self.state.opacity
    }

    pub(crate) fn set_graphics_state(&mut self, state: GraphicsState) {
        self.transparent = true;
        self.use_graphics_state(state);
    }

    fn use_graphics_state(&mut self, state: GraphicsState) {
        let index = self.resources.graphics_states.index(state);
        self.resource('G', index);
        self.operator("gs");
    }

    /// The index of a gradient among the stream's patterns.
    pub(crate) fn pattern(&mut self, gradient: &Arc<Gradient>) -> usize {
        self.resources.patterns.index(PatternUse::Gradient(gradient.clone(), self.state.map))
    }

    /// The index of tiles among the stream's patterns.
    pub(crate) fn tiles(&mut self, form: u32) -> usize {
        self.resources.patterns.index(PatternUse::Tiles(form))
    }

    /// Maps coordinates of a downward `y` to those of the whole stream.
    pub(crate) fn upward(&self, map: Transform) -> Transform {
        let upward = Transform([1.0, 0.0, 0.0, -1.0, 0.0, self.height.points()]).after(map);
        self.state.map.map_or(upward, |outer| outer.after(upward))
    }

    pub(crate) fn draw_form(&mut self, form: u32) {
        let index = self.resources.forms.index(form);
        self.resource('X', index);
        self.operator("Do");
    }

    pub(crate) fn draw_image(&mut self, image: u32) {
        self.resources.images.insert(image);
        self.resource('I', image as usize);
        self.operator("Do");
    }

    /// Maps all later coordinates. The map is for a downward `y`.
    pub(crate) fn map(&mut self, map: Transform) {
        self.end_text();
        let height = self.height.points();
        let [a, b, c, d, e, f] = map.0;
        let upward = Transform([a, -b, -c, d, c * height + e, height - d * height - f]);
        for value in upward.0 {
            number::real(&mut self.bytes, value);
            self.bytes.push(b' ');
        }
        self.operator("cm");
        self.state.map = Some(self.state.map.map_or(upward, |outer| outer.after(upward)));
    }

    /// The height from which the coordinates are measured downward.
    pub(crate) fn height(&self) -> Length {
        self.height
    }

    /// The area of the whole stream.
    pub(crate) fn area(&self) -> VisibleArea {
        self.area
    }

    /// Scales and moves the origin.
    pub(crate) fn transform(&mut self, (horizontal, vertical): (f64, f64), origin: Point) {
        number::real(&mut self.bytes, horizontal);
        self.bytes.extend_from_slice(b" 0 0 ");
        number::real(&mut self.bytes, vertical);
        self.bytes.push(b' ');
        self.point(origin);
        self.operator("cm");
    }

    /// Writes a resource's name and the space after it.
    pub(crate) fn resource(&mut self, kind: char, index: usize) {
        self.bytes.push(b'/');
        self.bytes.push(kind as u8);
        number::integer(&mut self.bytes, index as i64);
        self.bytes.push(b' ');
    }

    /// Marks what follows as content of the structure or as an artifact (ISO 32000-1, 14.6 and 14.8.2.2); with `None` it
    /// is not marked, which only operators that draw nothing may be.
    pub(crate) fn set_mark(&mut self, tag: Option<Tag>) {
        if self.mark.is_some_and(|(_, in_text)| in_text) {
            self.end_text();
        }
        if self.is_marked(tag) {
            return;
        }
        self.end_text();
        self.end_mark();
        self.begin_mark(tag);
    }

    /// The same for text that follows. The mark begins and ends in the text object, which goes on.
    pub(crate) fn mark_text(&mut self, tag: Tag) {
        if self.is_marked(Some(tag)) {
            return;
        }
        if self.mark.is_some_and(|(_, in_text)| !in_text) {
            self.end_text();
        }
        self.end_mark();
        self.begin_text();
        self.begin_mark(Some(tag));
    }

    /// Whether what follows is marked as content of the structure.
    pub(crate) fn is_content(&self) -> bool {
        self.mark.is_some_and(|(tag, _)| !tag.is_artifact())
    }

    fn is_marked(&self, tag: Option<Tag>) -> bool {
        self.mark.map(|(tag, _)| tag) == tag || !self.is_tagged
    }

    fn end_mark(&mut self) {
        if self.mark.take().is_some() {
            self.operator("EMC");
        }
    }

    fn begin_mark(&mut self, tag: Option<Tag>) {
        let Some(tag) = tag else { return };
        self.mark = Some((tag, self.text_object.is_some()));
        match tag {
            Tag::Artifact(kind) => self.begin_artifact(kind),
            Tag::Node { node, role, place } => {
                self.bytes.push(b'/');
                self.bytes.extend_from_slice(role_name(role).as_bytes());
                self.bytes.extend_from_slice(b"<</MCID ");
                number::integer(&mut self.bytes, self.marks.len() as i64);
                self.operator(">>BDC");
                self.marks.push((node, place));
            }
        }
    }

    pub(crate) fn begin_artifact(&mut self, kind: ArtifactKind) {
        self.bytes.extend_from_slice(b"/Artifact<</Type");
        let kind: &[u8] = match kind {
            ArtifactKind::Pagination => b"Pagination",
            ArtifactKind::Layout => b"Layout",
            ArtifactKind::Background => b"Background",
            // Production aids, such as cut marks.
            ArtifactKind::PrinterMark => b"Page",
        };
        write_name(&mut self.bytes, kind);
        self.operator(">>BDC");
    }

    /// Closes everything that is open.
    pub(crate) fn finish(&mut self) {
        self.set_mark(None);
        self.end_text();
        while !self.saved.is_empty() {
            self.restore();
        }
    }
}

fn whole(length: Length) -> i32 {
    length.points().ceil() as i32
}
