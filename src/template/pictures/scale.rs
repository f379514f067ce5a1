//! Axes: where values are on a line, and which of them have marks.

/// Maps values to places on a line.
pub(super) struct Scale {
    /// The values at both ends.
    pub(super) values: (f64, f64),
    /// The places of both ends.
    pub(super) places: (f64, f64),
}

impl Scale {
    /// The place of a value.
    pub(super) fn place(&self, value: f64) -> f64 {
        let ((from, to), (start, end)) = (self.values, self.places);
        if to <= from { start } else { start + (value - from) / (to - from) * (end - start) }
    }

    /// The multiples of the smallest round step (1, 2, 5, 10, 20, …) of which at most `most` are between the ends.
    pub(super) fn ticks(&self, most: f64) -> Vec<f64> {
        let (from, to) = self.values;
        let span = to - from;
        let mut step = 1.0;
        for factor in [2.0, 2.5, 2.0].into_iter().cycle().take(60) {
            if span / step <= most.max(1.0) {
                break;
            }
            step *= factor;
        }
        let first = (from / step).ceil();
        let count = (to / step).floor() - first;
        (0..=999)
            .map(f64::from)
            .take_while(|index| *index <= count)
            .map(|index| (first + index) * step)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_at_round_values_and_no_more_than_fit() {
        let ticks = |from, to, most| Scale { values: (from, to), places: (0.0, 1.0) }.ticks(most);
        assert_eq!(
            ticks(1989.0, 2026.0, 8.0),
            [1990.0, 1995.0, 2000.0, 2005.0, 2010.0, 2015.0, 2020.0, 2025.0]
        );
        assert_eq!(ticks(1989.0, 2026.0, 4.0), [1990.0, 2000.0, 2010.0, 2020.0]);
        assert_eq!(ticks(0.0, 120.0, 3.0), [0.0, 50.0, 100.0]);
        assert_eq!(ticks(0.0, 0.0, 3.0), [0.0]);
        assert!(ticks(0.0, 1e15, 5.0).len() <= 6);
    }

    #[test]
    fn long_gaps_are_true_to_scale() {
        let scale = Scale { values: (1900.0, 2000.0), places: (10.0, 210.0) };
        assert_eq!([1900.0, 1950.0, 2000.0].map(|year| scale.place(year)), [10.0, 110.0, 210.0]);
        assert_eq!(Scale { values: (5.0, 5.0), places: (1.0, 2.0) }.place(5.0), 1.0);
    }
}
