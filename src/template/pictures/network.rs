//! The university in the middle and the associations around it, at even angles. A line is full for a membership and dashed
//! for an application or another standing; a former membership has none. More associations than have room for their names
//! have numbers, in the order of the list.

use std::f64::consts::TAU;

use serde_json::Value;

use super::frame::{Frame, list_of};
use super::rows::text_of;
use super::svg::{Anchor, Svg};
use crate::template::helpers::{Named, Words, field, number_of};
use engine::sorting::sort_by;

/// The most associations with names.
const MOST_NAMES: usize = 24;

/// An association.
struct Node {
    name: String,
    status: String,
    /// Its size relative to the largest one, from 0 to 1; `None` if all have one size.
    size: Option<f64>,
}

impl Node {
    /// The class of the node and its line.
    fn class(&self) -> &'static str {
        match self.status.as_str() {
            "member" | "elected" => "member",
            "applied" | "candidate" => "applied",
            "former" => "former",
            _ => "other",
        }
    }
}

/// `{{{network memberships}}}`: the university among its associations.
pub(super) fn network(parameters: &[&Value], named: &Named, words: &Words<'_>) -> Result<Value, String> {
    let frame = Frame::new(named, words)?;
    let by = text_of(named, "by")?;
    let items = list_of(parameters)?;
    if items.is_empty() {
        return Ok("".into());
    }
    let sizes: Vec<Option<f64>> = items.iter().map(|item| by.and_then(|by| size(field(item, by)))).collect();
    let largest = sizes.iter().flatten().copied().fold(0.0, f64::max);
    let node = |(item, size): (&Value, &Option<f64>)| {
        let text = |name: &str| field(item, name).as_str().unwrap_or_default().to_string();
        let short = text("abbreviation");
        Node {
            name: if short.is_empty() { text("name") } else { short },
            // Another word than a status is none, in lists of a layout's own.
            status: Some(text("university.status"))
                .filter(|status| words.label(&format!("status_{status}")).is_ok())
                .unwrap_or_default(),
            size: by.map(|_| if largest > 0.0 { (size.unwrap_or_default() / largest).sqrt() } else { 0.0 }),
        }
    };
    let nodes: Vec<Node> = items.iter().zip(&sizes).map(node).collect();
    let short = field(words.data, "institution.short_name").as_str().filter(|name| !name.is_empty());
    let home = short.unwrap_or(field(words.data, "institution.name").as_str().unwrap_or_default());
    let ring = Ring::new(&frame, nodes.len(), by.is_some(), home);
    let mut svg = Svg::new(&frame);
    nodes.iter().enumerate().for_each(|(index, node)| ring.line(&mut svg, index, node));
    nodes.iter().enumerate().for_each(|(index, node)| ring.node(&mut svg, index, node));
    match nodes.len() <= MOST_NAMES {
        true => ring.names(&mut svg, &nodes),
        false => ring.numbers(&mut svg, words),
    }
    ring.home(&mut svg, home);
    let groups = by_status(&nodes, words);
    let height = legend(&mut svg, &nodes, &groups, ring.height());
    let mut alt = vec![home.to_string()];
    let group = |group: &Group<'_>| {
        let names = words.locale().list(&group.names);
        if group.label.is_empty() { names } else { format!("{}: {names}", group.label) }
    };
    alt.extend(groups.iter().map(group));
    Ok(svg.finish("network", height, &words.joined(&alt)).into())
}

/// What a node is as large as: a number, or the first count of a list such as `members`.
fn size(value: &Value) -> Option<f64> {
    let value = value.get(0).map_or(value, |first| field(first, "count"));
    number_of(value).filter(|number| *number >= 0.0)
}

/// The associations of one status.
struct Group<'a> {
    status: &'a str,
    label: String,
    names: Vec<String>,
}

/// The statuses in the order of the list.
fn by_status<'a>(nodes: &'a [Node], words: &Words<'_>) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for node in nodes {
        let name = node.name.clone();
        match groups.iter_mut().find(|group| group.status == node.status) {
            Some(group) => group.names.push(name),
            None => {
                let label = words.label(&format!("status_{}", node.status)).unwrap_or(&node.status);
                groups.push(Group { status: &node.status, label: label.to_string(), names: vec![name] });
            }
        }
    }
    groups
}

/// Explains the lines if there are several kinds; returns where the picture ends.
fn legend(svg: &mut Svg<'_>, nodes: &[Node], groups: &[Group<'_>], top: f64) -> f64 {
    let em = svg.frame.em;
    let mut kinds: Vec<(&Node, String)> = Vec::new();
    for Group { status, label, .. } in groups {
        let Some(node) = nodes.iter().find(|node| node.status == *status) else { continue };
        match kinds.iter_mut().find(|(known, _)| known.class() == node.class()) {
            Some((_, labels)) => *labels = format!("{labels} · {label}"),
            None => kinds.push((node, label.clone())),
        }
    }
    if kinds.len() < 2 {
        return top;
    }
    let (mut x, mut y) = (0.0, top + em * 1.6);
    for (node, label) in &kinds {
        let needed = em * 2.2 + svg.frame.text_width(label);
        if x > 0.0 && x + needed > svg.frame.width {
            (x, y) = (0.0, y + svg.frame.leading() * 1.15);
        }
        let middle = y - em * 0.32;
        connect(svg, node, (x, middle), (x + em * 1.3, middle));
        svg.circle(&format!("node {}", node.class()), (x + em * 1.3, middle), em * 0.28);
        svg.text("label", (x + em * 2.0, y), Anchor::Start, label);
        x += needed + em;
    }
    y + em * 0.5
}

/// The line of an association.
fn connect(svg: &mut Svg<'_>, node: &Node, from: (f64, f64), to: (f64, f64)) {
    match node.class() {
        "member" => svg.line("link member", from, to),
        "former" => {}
        class => svg.dashed(&format!("link {class}"), from, to),
    }
}

/// Where everything is.
struct Ring<'a> {
    frame: &'a Frame,
    count: usize,
    center: (f64, f64),
    radius: f64,
    /// The radius of the university.
    home: f64,
    /// Whether the nodes have sizes of their own.
    is_sized: bool,
}

impl<'a> Ring<'a> {
    fn new(frame: &'a Frame, count: usize, is_sized: bool, home: &str) -> Ring<'a> {
        let em = frame.em;
        let fits = |radius: &f64| {
            let lines = home_lines(frame, home, *radius);
            lines.iter().all(|line| !line.ends_with('…'))
        };
        let home = [3.4, 4.2, 5.0, 5.8].map(|radius| radius * em).into_iter().find(fits).unwrap_or(em * 5.8);
        let least = home + em * 4.1;
        // Numbers need two ems each; names two lines on each side.
        let radius = match count {
            0..=MOST_NAMES => least.max(count as f64 * frame.leading() * 0.62),
            _ => (count as f64 * em * 1.9 / TAU).max(least + em * 1.5),
        };
        let radius = radius.min(frame.width * if count <= MOST_NAMES { 0.3 } else { 0.46 });
        let margin = if count <= MOST_NAMES { em * 3.2 } else { em * 2.0 };
        Ring { frame, count, center: (frame.width / 2.0, radius + margin), radius, home, is_sized }
    }

    /// The radius of the ring on which the names begin, outside the largest node.
    fn outer(&self) -> f64 {
        self.radius + self.frame.em * if self.is_sized { 1.75 } else { 1.2 }
    }

    fn height(&self) -> f64 {
        2.0 * self.center.1
    }

    /// A point in the direction of an association.
    fn point(&self, index: usize, radius: f64) -> (f64, f64) {
        // The first is at the top; an even number is turned by half a step, so that none is right above or below.
        let turn = if self.count.is_multiple_of(2) && self.count > 2 { 0.5 } else { 0.0 };
        let angle = (index as f64 + turn) / self.count as f64 * TAU;
        (self.center.0 + radius * angle.sin(), self.center.1 - radius * angle.cos())
    }

    fn node_radius(&self, node: &Node) -> f64 {
        let em = self.frame.em;
        match node.size {
            Some(size) => em * (0.2 + 0.75 * size),
            None if self.count > MOST_NAMES => em * 0.26,
            None => em * 0.38,
        }
    }

    fn line(&self, svg: &mut Svg<'_>, index: usize, node: &Node) {
        connect(svg, node, self.center, self.point(index, self.radius - self.node_radius(node)));
    }

    fn node(&self, svg: &mut Svg<'_>, index: usize, node: &Node) {
        svg.circle(&format!("node {}", node.class()), self.point(index, self.radius), self.node_radius(node));
    }

    fn home(&self, svg: &mut Svg<'_>, name: &str) {
        svg.circle("home", self.center, self.home);
        let lines = home_lines(self.frame, name, self.home);
        let first =
            self.center.1 + self.frame.em * 0.34 - (lines.len() as f64 - 1.0) / 2.0 * self.frame.leading();
        for (index, line) in lines.iter().enumerate() {
            let y = first + index as f64 * self.frame.leading();
            svg.text("home-name", (self.center.0, y), Anchor::Middle, line);
        }
    }

    /// Writes the names beside the ring, moved apart where they would touch.
    fn names(&self, svg: &mut Svg<'_>, nodes: &[Node]) {
        let em = self.frame.em;
        let outer = self.outer();
        let room = |index: usize| {
            self.frame.width / 2.0 - (self.point(index, outer).0 - self.center.0).abs() - em * 1.5
        };
        for is_after in [true, false] {
            let side = |index: &usize| (self.point(*index, 1.0).0 >= self.center.0) == is_after;
            let mut labels: Vec<(usize, Vec<String>)> = (0..self.count)
                .filter(side)
                .map(|index| (index, self.frame.wrap(&nodes[index].name, room(index).max(em * 4.0), 2)))
                .collect();
            sort_by(&mut labels, |(one, _), (other, _)| {
                self.point(*one, 1.0).1.total_cmp(&self.point(*other, 1.0).1)
            });
            let heights: Vec<f64> = labels
                .iter()
                .map(|(_, lines)| lines.len() as f64 * self.frame.leading() + em * 0.2)
                .collect();
            let wanted = labels.iter().map(|(index, _)| self.point(*index, outer).1).collect();
            let middles = apart(wanted, &heights, (0.0, self.height()));
            for ((index, lines), middle) in labels.iter().zip(middles) {
                self.name(svg, *index, lines, (middle, is_after));
            }
        }
    }

    fn name(&self, svg: &mut Svg<'_>, index: usize, lines: &[String], (middle, is_after): (f64, bool)) {
        let em = self.frame.em;
        let outer = self.outer();
        let down = (middle - self.center.1).clamp(-outer, outer);
        let reach = (outer * outer - down * down).sqrt().max(em * 0.6);
        let x = self.center.0 + if is_after { reach } else { -reach };
        let anchor = if is_after { Anchor::Start } else { Anchor::End };
        let (node, near) =
            (self.point(index, self.radius + em * 0.5), if is_after { -em * 0.2 } else { em * 0.2 });
        // Where it was moved, there may be less room.
        let room = self.frame.width / 2.0 - reach;
        let lines = self.frame.wrap(&lines.join(" "), room, lines.len());
        // A name that had to be moved is connected with its association.
        if (middle - self.point(index, outer).1).abs() > em * 0.6 {
            svg.line("leader", node, (x + near, middle));
        }
        let first = middle + em * 0.34 - (lines.len() as f64 - 1.0) / 2.0 * self.frame.leading();
        for (line, text) in lines.iter().enumerate() {
            svg.text("label", (x, first + line as f64 * self.frame.leading()), anchor, text);
        }
    }

    /// Writes the numbers of the associations outside the ring, as many as have room.
    fn numbers(&self, svg: &mut Svg<'_>, words: &Words<'_>) {
        let em = self.frame.em;
        let outer = self.radius + em * 1.1;
        let widest = self.frame.text_width(&words.locale().number(&self.count.to_string()));
        let needed = (widest + em * 0.5).max(em * 1.9);
        let step = (needed * self.count as f64 / (TAU * outer)).ceil().max(1.0) as usize;
        for index in (0..self.count).step_by(step) {
            let (x, y) = self.point(index, outer);
            let number = words.locale().number(&(index + 1).to_string());
            svg.text("label", (x, y + em * 0.34), Anchor::Middle, &number);
        }
    }
}

/// The lines of the university's name in a circle.
fn home_lines(frame: &Frame, name: &str, radius: f64) -> Vec<String> {
    let most = if radius > frame.em * 4.0 { 4 } else { 3 };
    frame.wrap(name, radius * 1.7, most)
}

/// Places as near to those that are wanted as possible, in their order, so that intervals of these heights around them do not
/// overlap and are between two ends, if there is room.
fn apart(mut places: Vec<f64>, heights: &[f64], (from, to): (f64, f64)) -> Vec<f64> {
    let half = |index: usize| heights[index] / 2.0;
    let mut least = from;
    for (index, place) in places.iter_mut().enumerate() {
        *place = place.max(least + half(index));
        least = *place + half(index);
    }
    let mut most = to;
    for (index, place) in places.iter_mut().enumerate().rev() {
        *place = place.min(most - half(index));
        most = *place - half(index);
    }
    places
}
