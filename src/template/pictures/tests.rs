//! The pictures, read back from their SVG.

use serde_json::{Value, json};

use super::HELPERS;
use super::frame::Frame;
use crate::template::helpers::{Named, Words};

/// An element of a picture.
struct Element {
    name: String,
    head: String,
    text: String,
}

impl Element {
    fn get(&self, name: &str) -> &str {
        let rest = self.head.split_once(&format!(" {name}=\"")).map_or("", |(_, rest)| rest);
        rest.split('"').next().unwrap_or_default()
    }

    fn number(&self, name: &str) -> f64 {
        self.get(name).parse().unwrap_or_else(|_| panic!("{name} in {}", self.head))
    }

    fn is(&self, name: &str, class: &str) -> bool {
        self.name == name && self.get("class").split(' ').any(|known| known == class)
    }
}

struct Picture {
    svg: String,
    elements: Vec<Element>,
    width: f64,
}

impl Picture {
    fn read(svg: String) -> Picture {
        let mut elements: Vec<Element> = Vec::new();
        for piece in svg.split('<').skip(1) {
            let (head, text) = piece.split_once('>').expect("an end");
            let name: String = head.chars().take_while(char::is_ascii_lowercase).collect();
            match name.as_str() {
                // What is in and after parts of a text belongs to the text.
                "tspan" => elements.last_mut().expect("a text").text.push_str(text),
                "" if head == "/tspan" => elements.last_mut().expect("a text").text.push_str(text),
                "" => {}
                _ => elements.push(Element { name, head: head.to_string(), text: text.to_string() }),
            }
        }
        let width = elements.first().map_or(0.0, |svg| svg.number("width"));
        Picture { svg, elements, width }
    }

    fn all<'a>(&'a self, name: &'a str, class: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements.iter().filter(move |element| element.is(name, class))
    }

    /// The box around each text: left, top, right, bottom.
    fn text_boxes(&self) -> Vec<(String, [f64; 4])> {
        let frame = Frame::new(&Named::new(), &Words { data: &Value::Null }).expect("a frame");
        let texts = self.elements.iter().filter(|element| element.name == "text");
        let texts = texts.map(|element| {
            let text = element.text.trim_matches(['\u{202b}', '\u{202c}']).to_string();
            let (x, y, width) = (element.number("x"), element.number("y"), frame.text_width(&text));
            let left = match element.get("text-anchor") {
                "start" => x,
                "middle" => x - width / 2.0,
                _ => x - width,
            };
            (text, [left, y - frame.em * 0.75, left + width, y + frame.em * 0.2])
        });
        texts.collect()
    }

    fn assert_sound(&self) {
        let boxes = self.text_boxes();
        for (index, (text, one)) in boxes.iter().enumerate() {
            assert!(one[0] >= -0.1 && one[2] <= self.width + 0.1, "{text:?} at {one:?} leaves the picture");
            for (other_text, other) in &boxes[..index] {
                let apart =
                    one[2] <= other[0] || other[2] <= one[0] || one[3] <= other[1] || other[3] <= one[1];
                assert!(apart, "{text:?} at {one:?} touches {other_text:?} at {other:?}");
            }
        }
    }
}

fn data(language: &str) -> Value {
    let labels = json!({
        "timeline_founded": "founded", "timeline_applied": "membership applied for", "one_dot": "one dot is {number}",
        "quantity_exactly": "{number}", "quantity_more_than": "more than {number}", "status_member": "Member",
        "status_applied": "Membership applied for", "status_former": "Former member", "incoming": "incoming",
        "outgoing": "outgoing",
    });
    json!({"language": language, "labels": labels, "edition": {"year": 2026},
        "institution": {"name": "University of the North"}})
}

fn call_in(language: &str, name: &str, value: &Value, named: Value) -> Result<String, String> {
    let (_, helper) = HELPERS.iter().find(|(known, _)| *known == name).expect("a helper");
    let named = named.as_object().cloned().unwrap_or_default();
    let made = helper(&[value], &named, &Words { data: &data(language) })?;
    Ok(made.as_str().expect("a text").to_string())
}

fn picture(name: &str, value: &Value, named: Value) -> Picture {
    Picture::read(call_in("en", name, value, named).expect("a picture"))
}

/// Entries in the years of a sequence that looks random.
fn entries(count: i64) -> Value {
    let entry = |index: i64| {
        let kind = if index % 3 == 0 { "applied" } else { "founded" };
        let text = ["ULT", "Donaudampfschifffahrtsgesellschaft of the north", "League of River Towns"];
        json!({"year": 1950 + index * 37 % 73, "kind": kind, "text": text[(index % 3) as usize]})
    };
    (0..count).map(entry).collect()
}

#[test]
fn texts_of_a_timeline_neither_touch_nor_are_crossed_by_poles() {
    for count in [1, 2, 3, 7, 12, 20, 30, 45] {
        for (language, width) in [("en", 170), ("fa", 170), ("en", 80)] {
            let made = call_in(language, "timeline", &entries(count), json!({"width": width})).expect("made");
            if made.starts_with("<ol") {
                assert!(count >= 12, "{count} entries in {width} mm");
                continue;
            }
            let picture = Picture::read(made);
            picture.assert_sound();
            let boxes = picture.text_boxes();
            for pole in picture.all("line", "leader") {
                let (x, one, other) = (pole.number("x1"), pole.number("y1"), pole.number("y2"));
                for (text, [left, top, right, bottom]) in &boxes {
                    let is_beside =
                        x <= *left || x >= *right || one.max(other) <= *top || one.min(other) >= *bottom;
                    assert!(is_beside, "a pole at {x} crosses {text:?}");
                }
            }
            assert_eq!(picture.all("circle", "dot").count(), count as usize);
        }
    }
}

#[test]
fn a_timeline_is_true_to_scale_and_marks_the_year_of_the_edition() {
    let entries: Value =
        [1926, 1976, 2001].into_iter().map(|year| json!({"year": year, "text": "A"})).collect();
    let picture = picture("timeline", &entries, json!({}));
    let places: Vec<f64> = picture.all("circle", "dot").map(|dot| dot.number("cx")).collect();
    let now = picture.all("text", "now").next().expect("a mark");
    assert_eq!(now.text, "2026");
    let century = now.number("x") - places[0];
    assert!((places[1] - places[0] - century / 2.0).abs() < 0.02, "{places:?}");
    assert!((places[2] - places[0] - century * 0.75).abs() < 0.02, "{places:?}");
}

#[test]
fn axes_below_each_other_are_all_about_as_long() {
    let years = std::iter::once(1871).chain((1950..2026).step_by(3));
    let entries: Value = years.map(|year| json!({"year": year, "text": "An association"})).collect();
    let picture = picture("timeline", &entries, json!({"rows": 3}));
    let lines: Vec<(f64, f64)> =
        picture.all("line", "axis").map(|line| (line.number("x1"), line.number("x2"))).collect();
    assert!(lines.len() > 2, "{lines:?}");
    for (start, end) in lines {
        assert!(start < picture.width * 0.1 && end > picture.width * 0.75, "{start} {end}");
    }
}

#[test]
fn no_space_between_the_parts_of_a_text_is_a_part_by_itself() {
    let svg = picture("timeline", &entries(3), json!({})).svg;
    assert!(svg.contains("</tspan><tspan class"), "{svg}");
    assert!(!svg.contains("> <tspan"), "{svg}");
}

#[test]
fn a_timeline_fits_on_the_page_of_the_design() {
    let (_, helper) = HELPERS.iter().find(|(known, _)| *known == "timeline").expect("a helper");
    let is_picture = |page_height: f64| {
        let mut data = data("en");
        data["design"] = json!({"height": page_height});
        let made = helper(&[&entries(30)], &Named::new(), &Words { data: &data }).expect("made");
        made.as_str().expect("a text").starts_with("<svg")
    };
    assert!(is_picture(297.0));
    assert!(!is_picture(120.0));
}

#[test]
fn a_timeline_of_more_than_fits_is_a_list_and_one_of_nothing_is_nothing() {
    let made = call_in("en", "timeline", &entries(200), json!({})).expect("made");
    assert!(made.starts_with("<ol class=\"picture timeline\"><li class=\"applied\">"), "{made}");
    assert_eq!(made.matches("<li").count(), 200);
    for (name, _) in HELPERS {
        let named = json!({"label": "label", "value": "value"});
        assert_eq!(call_in("en", name, &Value::Null, named), Ok(String::new()), "{name}");
    }
}

#[test]
fn right_to_left_pictures_are_mirrored_with_the_digits_of_the_language() {
    let made = |language| Picture::read(call_in(language, "timeline", &entries(3), json!({})).expect("made"));
    let (english, persian) = (made("en"), made("fa"));
    for (one, other) in english.all("circle", "dot").zip(persian.all("circle", "dot")) {
        assert!((one.number("cx") + other.number("cx") - english.width).abs() < 0.02);
    }
    assert!(persian.svg.contains("۱۹۵۰") && !persian.svg.contains("1950"), "{}", persian.svg);
}

#[test]
fn bars_are_as_long_as_their_numbers() {
    let rows =
        json!([{"l": "A", "v": 40, "w": 10}, {"l": "B", "v": 0, "w": null}, {"l": "C", "v": 20, "w": 30}]);
    let made =
        picture("bars", &rows, json!({"label": "l", "value": "v", "second": "w", "second_name": "out"}));
    made.assert_sound();
    let widths: Vec<f64> = made.all("rect", "bar").map(|bar| bar.number("width")).collect();
    let unit = widths[0] / 40.0;
    for (width, number) in widths.iter().zip([40.0, 10.0, 20.0, 30.0]) {
        assert!((width - number * unit).abs() < 0.02, "{widths:?}");
    }
    let values: Vec<&str> = made.all("text", "value").map(|value| value.text.as_str()).collect();
    assert_eq!(values, ["40", "10 out", "0", "–", "20", "30"]);
    assert!(made.svg.contains("aria-label=\"A: 40 and 10 out; B: 0; C: 20 and 30 out\""), "{}", made.svg);
    let half = picture("bars", &rows, json!({"label": "l", "value": "w", "max": 60}));
    let half = half.all("rect", "bar").nth(1).expect("a bar").number("width");
    let full = picture("bars", &rows, json!({"label": "l", "value": "w"}));
    assert!((half * 2.0 - full.all("rect", "bar").nth(1).expect("a bar").number("width")).abs() < 0.02);
}

#[test]
fn negative_numbers_and_values_that_are_no_numbers_are_refused() {
    for name in ["bars", "columns", "proportion"] {
        let refused =
            |value: Value, named| call_in("en", name, &json!([{"l": "A", "v": value}]), named).unwrap_err();
        let named = json!({"label": "l", "value": "v"});
        assert!(refused(json!(-1), named.clone()).starts_with("a number of \"A\" is negative: -1"));
        assert!(refused(json!("many"), named).starts_with("a number of \"A\" is a text"));
        assert_eq!(refused(json!(1), json!({"label": "l"})), "`value=` is missing");
    }
    let small =
        call_in("en", "bars", &json!([{"l": "A", "v": 5}]), json!({"label": "l", "value": "v", "max": 4}));
    assert!(small.unwrap_err().contains("Write `max=5` or more."));
    assert!(call_in("en", "dots", &json!(-3), json!({})).is_err());
}

#[test]
fn columns_have_numbers_over_them_or_an_axis_where_they_are_narrow() {
    let rows = |count: u64| -> Value {
        (0..count)
            .map(|index| json!({"year": format!("{}/26", 2000 + index), "in": 100 + index, "out": 50}))
            .collect()
    };
    let named = || json!({"label": "year", "value": "in", "second": "out"});
    let few = picture("columns", &rows(5), named());
    few.assert_sound();
    assert_eq!(few.all("text", "value").count(), 10);
    assert_eq!(few.all("text", "tick").count(), 0);
    let many = picture("columns", &rows(40), named());
    many.assert_sound();
    assert_eq!(many.all("text", "value").count(), 0);
    assert!(many.all("text", "tick").count() >= 3);
    let heights: Vec<f64> = few.all("rect", "s1").map(|bar| bar.number("height")).collect();
    assert!((heights[4] / heights[0] - 1.04).abs() < 0.001, "{heights:?}");
}

#[test]
fn the_parts_of_a_proportion_fill_its_width_with_labels_where_they_fit() {
    let rows = json!([{"l": "Members", "v": 20}, {"l": "Applied", "v": 5}, {"l": "Former", "v": 15}]);
    let named = |width| json!({"label": "l", "value": "v", "width": width});
    let wide = picture("proportion", &rows, named(170));
    wide.assert_sound();
    let parts: Vec<(f64, f64)> =
        wide.all("rect", "part").map(|part| (part.number("x"), part.number("width"))).collect();
    assert_eq!(parts.len(), 3);
    let starts: Vec<f64> = wide.all("text", "value").map(|value| value.number("x")).collect();
    assert_eq!(starts, parts.iter().map(|part| part.0).collect::<Vec<f64>>());
    let end = parts[2].0 + parts[2].1;
    assert!((end - wide.width).abs() < 0.02 && (parts[1].0 - wide.width / 2.0).abs() < 0.02, "{parts:?}");
    let narrow = picture("proportion", &rows, named(40));
    narrow.assert_sound();
    // Three parts, and their squares in the legend.
    assert_eq!(narrow.all("rect", "part").count(), 6);
}

#[test]
fn dots_are_the_quantity_and_a_plus_sign_is_more() {
    let dots = |value: Value| picture("dots", &value, json!({"of": "universities"}));
    let places = |picture: &Picture| -> Vec<f64> {
        let units = picture.all("path", "units").flat_map(|units| units.get("d").split('M').skip(1));
        units.filter_map(|place| place.split(' ').next()?.parse().ok()).collect()
    };
    let exact = dots(json!(139));
    assert_eq!((places(&exact).len(), exact.all("line", "more").count()), (139, 0));
    assert_eq!(exact.all("path", "units").count(), 1);
    assert_eq!(dots(json!(0)).all("path", "units").count(), 0);
    assert!(exact.svg.contains("aria-label=\"139 universities\""));
    let more = dots(json!({"value": 100, "precision": "more_than"}));
    assert_eq!((places(&more).len(), more.all("line", "more").count()), (100, 2));
    assert!(more.svg.contains("aria-label=\"more than 100 universities\""));
    let large = dots(json!(4200));
    assert_eq!(places(&large).len(), 420);
    assert_eq!(large.all("text", "caption").next().expect("a caption").text, "one dot is 10");
    assert!(large.svg.contains("aria-label=\"4,200 universities; one dot is 10\""), "{}", large.svg);
    assert!(places(&dots(json!(999_999_999_999_u64))).iter().all(|x| *x < exact.width));
}

fn associations(count: usize) -> Value {
    let association = |index: usize| {
        let name =
            ["ULT", "International Conference of Faculties of Forestry", "League of River Towns"][index % 3];
        let status = ["member", "applied", "former"][index % 3];
        json!({"name": name, "abbreviation": null, "university": {"status": status}, "country_count": {"value": index}})
    };
    (0..count).map(association).collect()
}

#[test]
fn names_of_a_network_do_not_touch() {
    for count in 1..=24 {
        for (width, by) in [(170, Value::Null), (170, json!("country_count")), (110, Value::Null)] {
            let picture = picture("network", &associations(count), json!({"width": width, "by": by}));
            picture.assert_sound();
        }
    }
    let many = picture("network", &associations(60), json!({}));
    many.assert_sound();
    assert!(many.text_boxes().iter().any(|(text, _)| text == "60"));
    picture("network", &associations(300), json!({})).assert_sound();
}

#[test]
fn lines_of_a_network_say_the_status() {
    let picture = picture("network", &associations(3), json!({}));
    let dashed = |line: &Element| !line.get("stroke-dasharray").is_empty();
    // One of each in the ring and one in the legend; a former membership has none.
    assert_eq!(picture.all("line", "member").filter(|line| !dashed(line)).count(), 2);
    assert_eq!(picture.all("line", "applied").filter(|line| dashed(line)).count(), 2);
    assert_eq!(picture.all("line", "former").count(), 0);
    assert!(picture.svg.contains(
        "aria-label=\"University of the North; Member: ULT; Membership applied for: International Conference of Faculties of Forestry; Former member: League of River Towns\""
    ), "{}", picture.svg);
}
