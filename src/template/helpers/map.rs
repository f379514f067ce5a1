//! `{{{map width=210 height=297}}}`: reads the values and the places of the data for [`crate::template::map`].

use std::sync::Arc;

use handlebars::{Context, Handlebars, Helper, HelperDef, RenderContext, RenderError, ScopedJson};
use rustc_hash::FxHashSet;
use serde_json::Value;

use super::call::{Named, PLACE, REMEDY, Words, check_call, place_of, refused, text};
use super::log::Messages;
use super::signatures::of;
use crate::template::map::{Map, MapPart, MapPoint, Names, PointKind};

/// Draws a map of the places of the data.
pub(super) struct DrawMap {
    pub(super) messages: Arc<Messages>,
}

impl HelperDef for DrawMap {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let signature = of("map");
        check_call(signature, helper)?;
        let named: Named = helper
            .hash()
            .iter()
            .filter(|(name, _)| **name != PLACE)
            .map(|(name, value)| (name.to_string(), value.value().clone()))
            .collect();
        let map = requested(&named, &Words { data: context.data() });
        let drawn = map.map_err(|message| refused(signature, &message))?.draw();
        let Some(drawn) = drawn else { return Ok(ScopedJson::Derived("".into())) };
        if let Some(name) = drawn.home_without_space {
            self.messages.log(place_of(helper), format!("the map has no space for the name `{name}`"));
        }
        Ok(ScopedJson::Derived(drawn.svg.into()))
    }
}

/// The map that a call asks for.
fn requested(named: &Named, words: &Words<'_>) -> Result<Map, String> {
    let shows_all = choice(named, "show", &[("all", true), ("home", false)])?;
    let points = points(words.data, shows_all);
    let size = |name| match named.get(name) {
        Some(_) => number(named, name, 0.0, (10.0, 1000.0)),
        None => Err(format!(
            "`{name}=` is missing{REMEDY}Give the width and the height of the map in millimeters."
        )),
    };
    let home_at = match named.get("home_at") {
        None | Some(Value::Null) => None,
        Some(value) => Some(parts(&text(Some(&value)))?),
    };
    Ok(Map {
        description: description(&points, words)?,
        points,
        size: (size("width")?, size("height")?),
        part: choice(
            named,
            "part",
            &[("whole", MapPart::Whole), ("left", MapPart::Left), ("right", MapPart::Right)],
        )?,
        bleed: number(named, "bleed", 0.0, (0.0, 50.0))?,
        around: number(named, "around", 900.0, (1.0, 20_000.0))?,
        home_at,
        names: choice(named, "labels", &[("all", Names::All), ("home", Names::Home), ("none", Names::None)])?,
        name_size: number(named, "label_size", 2.6, (0.5, 50.0))?,
        waterlines: number(named, "waterlines", 3.0, (0.0, 12.0))? as usize,
    })
}

/// A number; if it is not given, `usual`.
fn number(named: &Named, name: &str, usual: f64, (least, most): (f64, f64)) -> Result<f64, String> {
    let value = match named.get(name) {
        None | Some(Value::Null) => return Ok(usual),
        Some(value) => value,
    };
    let number = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok());
    number.filter(|number| (least..=most).contains(number)).ok_or_else(|| {
        format!("`{name}=` must be a number from {least} to {most}{REMEDY}Write for example `{name}={}`.", {
            if usual > 0.0 { usual } else { 100_f64.min(most) }
        })
    })
}

/// One of some words; if none is given, the first.
fn choice<T: Copy>(named: &Named, name: &str, choices: &[(&str, T)]) -> Result<T, String> {
    let word = match named.get(name) {
        None | Some(Value::Null) => choices[0].0.to_string(),
        Some(value) => text(Some(&value)),
    };
    choices.iter().find(|(known, _)| *known == word).map(|(_, choice)| *choice).ok_or_else(|| {
        let known: Vec<String> = choices.iter().map(|(known, _)| format!("`{name}=\"{known}\"`")).collect();
        format!("`{word}` is not a value of `{name}=`{REMEDY}Write one of: {}.", known.join(", "))
    })
}

/// Two parts of a whole: `0.62 0.4`.
fn parts(text: &str) -> Result<(f64, f64), String> {
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    match numbers.as_slice() {
        [x, y] if (0.0..=1.0).contains(x) && (0.0..=1.0).contains(y) => Ok((*x, *y)),
        _ => Err(format!(
            "`home_at=` must be two numbers from 0 to 1{REMEDY}Write for example `home_at=\"0.62 0.4\"`: 62% from the left, 40% from the top."
        )),
    }
}

/// The places of the data, the most important ones first, each once.
fn points(data: &Value, shows_all: bool) -> Vec<MapPoint> {
    let institution = &data["institution"];
    let mut points: Vec<MapPoint> = point(PointKind::Home, institution, institution).into_iter().collect();
    let none = Vec::new();
    let memberships = data["memberships"].as_array().filter(|_| shows_all).unwrap_or(&none);
    points.extend(memberships.iter().filter_map(|each| point(PointKind::Seat, &each["seat"], each)));
    let places = memberships.iter().filter_map(|each| each["places"].as_array()).flatten();
    points.extend(places.filter_map(|place| point(PointKind::Place, place, place)));
    let mut seen = FxHashSet::default();
    // Two associations often have their seats in one town.
    let hundredths = |degrees: f64| libm::round(degrees * 50.0) as i32;
    points.retain(|point| seen.insert((hundredths(point.latitude), hundredths(point.longitude))));
    points
}

/// The point of a record with `lat` and `lon`, named for its city or else its `owner`.
fn point(kind: PointKind, place: &Value, owner: &Value) -> Option<MapPoint> {
    let (latitude, longitude) = (place["lat"].as_f64()?, place["lon"].as_f64()?);
    let names = [&place["city"], &owner["short_name"], &owner["abbreviation"], &owner["name"]];
    let name = names.into_iter().find_map(Value::as_str).unwrap_or_default().to_string();
    Some(MapPoint { kind, name, latitude, longitude })
}

/// "Map: Lankaran; seats: Baku and Istanbul".
fn description(points: &[MapPoint], words: &Words<'_>) -> Result<String, String> {
    let mut parts = Vec::new();
    for (kind, label) in [(PointKind::Home, "map"), (PointKind::Seat, "seats"), (PointKind::Place, "places")]
    {
        let mut names: Vec<String> = Vec::new();
        for point in points.iter().filter(|point| point.kind == kind && !point.name.is_empty()) {
            if names.last() != Some(&point.name) {
                names.push(point.name.clone());
            }
        }
        match (kind, names.is_empty()) {
            (PointKind::Home, true) => parts.push(words.label(label)?.to_string()),
            (_, true) => {}
            (_, false) => {
                parts.push(format!("{}: {}", words.label(label)?, words.locale().list(&names)));
            }
        }
    }
    Ok(parts.join("; "))
}
