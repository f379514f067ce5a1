//! The standards that a PDF is to follow, as the data and the command line choose them.

use engine::pdf::{Standard, Standards, StandardsClash};

/// A standard, or `none`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChosenStandard(Option<Standard>);

impl ChosenStandard {
    /// What can be chosen.
    pub const ALL: [ChosenStandard; Standard::ALL.len() + 1] = {
        let mut all = [ChosenStandard(None); Standard::ALL.len() + 1];
        let mut place = 0;
        while place < Standard::ALL.len() {
            all[place] = ChosenStandard(Some(Standard::ALL[place]));
            place += 1;
        }
        all
    };

    /// Its name in the data and on the command line.
    pub fn name(self) -> &'static str {
        self.0.map_or("none", Standard::short_name)
    }

    /// The standards that are chosen together.
    ///
    /// # Errors
    /// If they do not go together: what is wrong, and what goes together.
    pub fn together(chosen: &[ChosenStandard]) -> Result<Standards, (String, String)> {
        let standards: Vec<Standard> = chosen.iter().filter_map(|chosen| chosen.0).collect();
        if let Some(first) = standards.first().filter(|_| standards.len() < chosen.len()) {
            let message = format!("`none` and `{}` do not go together", first.short_name());
            return Err((message, "Choose standards, or `none`.".to_string()));
        }
        Standards::of(&standards).map_err(|clash| (clash.to_string(), StandardsClash::help()))
    }
}
