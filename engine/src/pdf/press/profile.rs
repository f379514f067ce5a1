//! The color conversions of an output profile (ISO 15076-1), evaluated with arithmetic that gives the same inks on every
//! machine. `moxcms` reads the file; its own conversions use whichever vector instructions a processor has, and have no
//! black point compensation.

use moxcms::{ColorProfile, DataColorSpace, LutStore, LutType, LutWarehouse, ProfileClass, ToneReprCurve};

use crate::paint::{curve_samples, position, value_of};

/// A conversion between inks and the connection space, both from 0 to 1 a channel.
#[derive(Debug)]
pub(super) struct Conversion {
    stages: Vec<Stage>,
    /// How Lab is encoded in the connection space: the factors of lightness and of the two axes, and the axes' offset.
    encoding: LabEncoding,
}

#[derive(Clone, Copy, Debug)]
struct LabEncoding {
    lightness: f64,
    axis: f64,
}

/// ISO 15076-1, 10.10: of 16-bit tables.
const LAB_OF_TABLES: LabEncoding = LabEncoding { lightness: 652.8 / 65_535.0, axis: 256.0 / 65_535.0 };
/// ISO 15076-1, 6.3.4.2.
const LAB: LabEncoding = LabEncoding { lightness: 0.01, axis: 1.0 / 255.0 };

/// A step of a conversion.
#[derive(Debug)]
enum Stage {
    /// A curve for each channel.
    Curves(Vec<Vec<f64>>),
    /// Rows, and what is added to each.
    Matrix([[f64; 3]; 3], [f64; 3]),
    Grid(Grid),
}

/// A table of colors on a regular grid.
#[derive(Debug)]
struct Grid {
    /// The points along each input channel; the last one varies fastest.
    points: Vec<usize>,
    outputs: usize,
    values: Vec<f64>,
}

/// The most channels of a conversion.
const CHANNELS: usize = 4;

type Values = [f64; CHANNELS];

/// The two conversions of an output profile for relative colors.
#[derive(Debug)]
pub(super) struct Profile {
    to_inks: Conversion,
    from_inks: Conversion,
}

impl Profile {
    /// Reads a profile.
    ///
    /// # Errors
    /// Why it does not describe a press with the four process inks.
    pub(super) fn read(bytes: &[u8]) -> Result<Profile, &'static str> {
        let profile = ColorProfile::new_from_slice(bytes).map_err(|_| "it is not a color profile")?;
        if profile.profile_class != ProfileClass::OutputDevice || profile.color_space != DataColorSpace::Cmyk
        {
            return Err("it does not describe a press with cyan, magenta, yellow and black ink");
        }
        if profile.pcs != DataColorSpace::Lab {
            return Err("its colors are not connected through CIE Lab");
        }
        let to_inks = profile.lut_b_to_a_colorimetric.or(profile.lut_b_to_a_perceptual);
        let from_inks = profile.lut_a_to_b_colorimetric.or(profile.lut_a_to_b_perceptual);
        let read = |table: Option<LutWarehouse>, inputs, outputs| {
            table.and_then(|table| Conversion::read(table, inputs, outputs)).ok_or("its tables are damaged")
        };
        Ok(Profile { to_inks: read(to_inks, 3, 4)?, from_inks: read(from_inks, 4, 3)? })
    }

    /// The inks, from 0 to 1, for a color in Lab.
    pub(super) fn inks(&self, lab: [f64; 3]) -> [f64; 4] {
        let LabEncoding { lightness, axis } = self.to_inks.encoding;
        let [l, a, b] = lab;
        self.to_inks.convert([l * lightness, (a + 128.0) * axis, (b + 128.0) * axis, 0.0])
    }

    /// The color in Lab that inks print.
    pub(super) fn lab(&self, inks: [f64; 4]) -> [f64; 3] {
        let LabEncoding { lightness, axis } = self.from_inks.encoding;
        let [l, a, b, _] = self.from_inks.convert(inks);
        [l / lightness, a / axis - 128.0, b / axis - 128.0]
    }

    /// The most that the inks of a color amount to, where 1 is one solid ink.
    pub(super) fn most_ink(&self) -> f64 {
        let last = self.to_inks.stages.iter().rposition(|stage| matches!(stage, Stage::Grid(_)));
        let Some((index, Stage::Grid(grid))) =
            last.and_then(|index| Some((index, self.to_inks.stages.get(index)?)))
        else {
            return 4.0;
        };
        let after = self.to_inks.stages.get(index + 1..).unwrap_or_default();
        let sums = grid.values.chunks_exact(grid.outputs).map(|color| {
            let mut values = [0.0; CHANNELS];
            values.iter_mut().zip(color).for_each(|(value, color)| *value = *color);
            after.iter().fold(values, |values, stage| stage.apply(values)).iter().sum()
        });
        sums.fold(0.0, f64::max)
    }
}

impl Conversion {
    /// `None` if the table does not fit together.
    fn read(table: LutWarehouse, inputs: usize, outputs: usize) -> Option<Conversion> {
        let to_inks = outputs == 4;
        match table {
            LutWarehouse::Lut(table) => {
                let count = [table.num_input_channels, table.num_output_channels].map(usize::from);
                if count != [inputs, outputs] {
                    return None;
                }
                let curves = |store: &LutStore, entries: u16, channels: usize| {
                    let values = values(store);
                    let entries = usize::from(entries);
                    let curves: Vec<Vec<f64>> =
                        values.chunks_exact(entries.max(1)).map(<[f64]>::to_vec).collect();
                    (entries >= 2 && curves.len() >= channels).then_some(Stage::Curves(curves))
                };
                let points = vec![usize::from(table.num_clut_grid_points); inputs];
                let stages = vec![
                    curves(&table.input_table, table.num_input_table_entries, inputs)?,
                    Stage::Grid(Grid::new(points, outputs, values(&table.clut_table))?),
                    curves(&table.output_table, table.num_output_table_entries, outputs)?,
                ];
                let encoding = if table.lut_type == LutType::Lut16 { LAB_OF_TABLES } else { LAB };
                Some(Conversion { stages, encoding })
            }
            LutWarehouse::Multidimensional(table) => {
                let count = [table.num_input_channels, table.num_output_channels].map(usize::from);
                if count != [inputs, outputs] {
                    return None;
                }
                let points =
                    table.grid_points.iter().take(inputs).map(|&points| usize::from(points)).collect();
                let grid = Stage::Grid(Grid::new(points, outputs, values(table.clut.as_ref()?))?);
                let curves = |curves: &[ToneReprCurve], channels: usize| match curves.is_empty() {
                    true => Some(None),
                    false if curves.len() < channels => None,
                    false => {
                        Some(Some(Stage::Curves(curves.iter().map(curve_samples).collect::<Option<_>>()?)))
                    }
                };
                let (connection, inks) = (curves(&table.b_curves, 3)?, curves(&table.a_curves, 4)?);
                let rows = table.matrix.v;
                let added = table.bias.v;
                let matrix = (!table.m_curves.is_empty()).then_some(Stage::Matrix(rows, added));
                let middle = curves(&table.m_curves, 3)?;
                let mut stages: Vec<Stage> =
                    [connection, matrix, middle, Some(grid), inks].into_iter().flatten().collect();
                if !to_inks {
                    stages.reverse();
                }
                Some(Conversion { stages, encoding: LAB })
            }
        }
    }

    fn convert(&self, values: Values) -> Values {
        self.stages.iter().fold(values, |values, stage| stage.apply(values))
    }
}

/// The numbers of a table, from 0 to 1.
fn values(store: &LutStore) -> Vec<f64> {
    match store {
        LutStore::Store8(bytes) => bytes.iter().map(|&byte| f64::from(byte) / 255.0).collect(),
        LutStore::Store16(words) => words.iter().map(|&word| f64::from(word) / 65_535.0).collect(),
    }
}

impl Stage {
    fn apply(&self, values: Values) -> Values {
        match self {
            Stage::Curves(curves) => {
                let mut mapped = values;
                for (value, curve) in mapped.iter_mut().zip(curves) {
                    *value = value_of(curve, *value);
                }
                mapped
            }
            Stage::Matrix(rows, added) => {
                let [x, y, z, _] = values;
                let mut mapped = [0.0; CHANNELS];
                for (value, (row, added)) in mapped.iter_mut().zip(rows.iter().zip(added)) {
                    *value = row[0] * x + row[1] * y + row[2] * z + added;
                }
                mapped
            }
            Stage::Grid(grid) => grid.at(values),
        }
    }
}

impl Grid {
    fn new(points: Vec<usize>, outputs: usize, values: Vec<f64>) -> Option<Grid> {
        let size = points.iter().try_fold(outputs, |size, &points| size.checked_mul(points))?;
        (points.iter().all(|&points| points >= 2) && values.len() >= size).then_some(Grid {
            points,
            outputs,
            values,
        })
    }

    /// Linear in each channel between the points of the grid.
    fn at(&self, values: Values) -> Values {
        let mut corners = vec![(0, 1.0)];
        for (&points, value) in self.points.iter().zip(values) {
            let (before, share) = position(value, points);
            corners = corners
                .into_iter()
                .flat_map(|(index, weight)| {
                    [(before, 1.0 - share), (before + 1, share)]
                        .map(|(point, part)| (index * points + point, weight * part))
                })
                .filter(|(_, weight)| *weight > 0.0)
                .collect();
        }
        let mut mixed = [0.0; CHANNELS];
        for (index, weight) in corners {
            let color = self.values.iter().skip(index * self.outputs).take(self.outputs);
            mixed.iter_mut().zip(color).for_each(|(mixed, value)| *mixed += value * weight);
        }
        mixed
    }
}
