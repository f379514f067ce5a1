//! Places on the Earth: where the university and the associations are, for maps.

use serde::Serialize;
use serde_json::Value;

use super::comparison::value::ChangedValue;
use super::corrections;
use super::reader::{Fields, Reader};
use super::record::{FieldValue, Record, record};
use super::value::{Axis, Located, Text};
use super::yaml::{NodeKind, Number};
use engine::diagnostics::{Diagnostic, Span};

record! {
    /// Where the university or an association is.
    #[derive(Default)]
    Place {
        /// The city.
        city: Option<Text> = text;
        /// The country.
        country: Option<Text> = text;
        /// Degrees to the north of the equator; negative to the south.
        lat: Option<Located<Degrees>> = latitude;
        /// Degrees to the east of Greenwich; negative to the west.
        lon: Option<Located<Degrees>> = longitude;
    }
    check point_is_on_the_earth(lat, lon)
}

record! {
    /// A place that is worth a point on a map.
    NamedPlace {
        /// What is there.
        name: Text = required_text("Member university");
        /// The city.
        city: Option<Text> = text;
        /// The country.
        country: Option<Text> = text;
        /// Degrees to the north of the equator; negative to the south.
        lat: Option<Located<Degrees>> = latitude;
        /// Degrees to the east of Greenwich; negative to the west.
        lon: Option<Located<Degrees>> = longitude;
    }
    check point_is_on_the_earth(lat, lon)
}

impl Place {
    /// Whether a map can show it.
    pub fn is_point(&self) -> bool {
        self.lat.is_some() && self.lon.is_some()
    }
}

impl NamedPlace {
    /// Whether a map can show it.
    pub fn is_point(&self) -> bool {
        self.lat.is_some() && self.lon.is_some()
    }
}

/// A latitude or longitude in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Degrees(pub f64);

impl FieldValue for Degrees {
    fn view(&self, _language: &str) -> Value {
        self.0.into()
    }

    fn shown(&self) -> Option<ChangedValue> {
        Some(ChangedValue::Number(self.0.to_string()))
    }
}

impl Reader<'_> {
    /// Degrees to the north or south. A record's rule checks their range, because it also sees the longitude.
    pub fn latitude(&mut self, fields: &Fields<'_>, key: &str) -> Option<Option<Located<Degrees>>> {
        self.degrees(fields, key, Axis::Latitude)
    }

    /// Degrees to the east or west.
    pub fn longitude(&mut self, fields: &Fields<'_>, key: &str) -> Option<Option<Located<Degrees>>> {
        self.degrees(fields, key, Axis::Longitude)
    }

    fn degrees(&mut self, fields: &Fields<'_>, key: &str, axis: Axis) -> Option<Option<Located<Degrees>>> {
        let Some(node) = fields.get(key) else { return Some(None) };
        let span = self.span(node);
        let value = match &node.kind {
            NodeKind::Number(Number::Integer(value)) => Some(*value as f64),
            NodeKind::Number(Number::Fraction(value)) => Some(*value).filter(|value| value.is_finite()),
            _ => None,
        };
        if let Some(value) = value {
            return Some(Some(Located { value: Degrees(value), span }));
        }
        let message = self.mismatch(node, &fields.path(key), "a number of degrees");
        let text = match &node.kind {
            NodeKind::Text(text) => text.as_str(),
            _ => self.spelling(node),
        };
        self.report(match corrections::degrees(text, axis) {
            Some(meant) => message.write(span, &meant),
            None => message
                .help("Write degrees with a point, negative in the south and west, for example `38.75`."),
        });
        None
    }

    /// A rule of [`Place`] and [`NamedPlace`]: both numbers or none, each in its range.
    pub fn point_is_on_the_earth(
        &mut self,
        fields: &Fields<'_>,
        lat: &Option<Located<Degrees>>,
        lon: &Option<Located<Degrees>>,
    ) -> Option<()> {
        let (lat, lon) = match (lat, lon) {
            (None, None) => return Some(()),
            (Some(lat), Some(lon)) => (lat, lon),
            (Some(given), None) => return self.half_of_a_point(fields, "lat", "lon", given.span),
            (None, Some(given)) => return self.half_of_a_point(fields, "lon", "lat", given.span),
        };
        let is_sound = |degrees: &Located<Degrees>, axis: Axis| degrees.value.0.abs() <= axis.most();
        if is_sound(lat, Axis::Latitude) && is_sound(lon, Axis::Longitude) {
            return Some(());
        }
        if is_sound(lon, Axis::Latitude) && is_sound(lat, Axis::Longitude) {
            let (north, east) = (lon.value.0, lat.value.0);
            self.report(
                Diagnostic::error(format!("`lat` is {east}, beyond the pole"))
                    .at(lat.span, "a latitude is from -90 to 90")
                    .at(lon.span, "`lon` is given here")
                    .help(format!("The two are exchanged: write `lat: {north}` and `lon: {east}`.")),
            );
            return None;
        }
        for (key, degrees, axis) in [("lat", lat, Axis::Latitude), ("lon", lon, Axis::Longitude)] {
            if !is_sound(degrees, axis) {
                let (number, most) = (degrees.value.0, axis.most());
                let message =
                    Diagnostic::error(format!("{number} in `{}` is not {}", fields.path(key), axis.name()))
                        .at(degrees.span, format!("a number from -{most} to {most} is expected here"));
                let meant = corrections::longitude_in_the_west(number).filter(|_| axis == Axis::Longitude);
                self.report(match meant {
                    Some(meant) => message.write(degrees.span, &meant),
                    None => message,
                });
            }
        }
        None
    }

    fn half_of_a_point(&mut self, fields: &Fields<'_>, given: &str, missing: &str, span: Span) -> Option<()> {
        self.report(
            Diagnostic::error(format!("`{}` is given without `{missing}`", fields.path(given)))
                .at(span, format!("`{missing}` belongs beside this field"))
                .help(format!("Add a line `{missing}: …`, or remove `{given}` until both are known.")),
        );
        None
    }
}
