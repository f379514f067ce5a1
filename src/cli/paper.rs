//! Lengths and sizes of paper on the command line.

use engine::units::{Length, Size};

/// Sizes by name, in millimeters (ISO 216, ISO 217, ANSI Y14.1).
const SHEETS: [(&str, f64, f64); 8] = [
    ("A3", 297.0, 420.0),
    ("A4", 210.0, 297.0),
    ("A5", 148.0, 210.0),
    ("SRA3", 320.0, 450.0),
    ("SRA4", 225.0, 320.0),
    ("letter", 215.9, 279.4),
    ("legal", 215.9, 355.6),
    ("tabloid", 279.4, 431.8),
];

/// The longest length, in millimeters.
const LONGEST: f64 = 5000.0;

/// A length with its unit, such as `0.1mm`.
pub(super) fn length(text: &str) -> Result<Length, String> {
    let (number, unit) = split(text);
    let unit = unit.ok_or("a length has one of the units mm, cm, in and pt, as in 0.1mm")?;
    measure(number, unit).ok_or_else(|| format!("`{text}` is not a length; write for example 0.1mm"))
}

/// A size of paper by its name, or its width and height, such as `450x320mm`.
pub(super) fn sheet(text: &str) -> Result<Size, String> {
    if let Some((_, width, height)) = SHEETS.iter().find(|(name, ..)| name.eq_ignore_ascii_case(text)) {
        let [width, height] = [*width, *height].map(Length::from_millimeters);
        return Ok(Size { width, height });
    }
    let sides = text.split_once(['x', 'X', '×']).and_then(|(width, height)| {
        let (height, of_height) = split(height);
        let (width, of_width) = split(width);
        let of_height = of_height?;
        let (width, height) = (measure(width, of_width.unwrap_or(of_height))?, measure(height, of_height)?);
        (width > Length::ZERO && height > Length::ZERO).then_some(Size { width, height })
    });
    sides.ok_or_else(|| {
        let names: Vec<&str> = SHEETS.iter().map(|(name, ..)| *name).collect();
        format!(
            "no size of paper is called `{text}`; there are {}, and sizes such as 450x320mm",
            names.join(", ")
        )
    })
}

/// A number, and the unit after it.
fn split(text: &str) -> (&str, Option<&str>) {
    let text = text.trim();
    let start = text.find(|character: char| character.is_ascii_alphabetic()).unwrap_or(text.len());
    let (number, unit) = text.split_at(start);
    (number.trim(), (!unit.is_empty()).then_some(unit))
}

fn measure(number: &str, unit: &str) -> Option<Length> {
    let millimeters = match unit.to_ascii_lowercase().as_str() {
        "mm" => 1.0,
        "cm" => 10.0,
        "in" => 25.4,
        "pt" => 25.4 / 72.0,
        _ => return None,
    };
    let length = number.parse::<f64>().ok()? * millimeters;
    (0.0..=LONGEST).contains(&length).then(|| Length::from_millimeters(length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_has_a_unit() {
        assert_eq!(length("0.1mm"), Ok(Length::from_millimeters(0.1)));
        assert_eq!(length("1in"), Ok(Length::POINT * 72));
        assert_eq!(length("2 pt"), Ok(Length::POINT * 2));
        for wrong in ["1", "mm", "-1mm", "1e9mm", "1px", "NaNmm"] {
            assert!(length(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_sheet_has_a_name_or_two_sides() {
        let sides = |text| sheet(text).map(|size| (size.width, size.height));
        let millimeters = Length::from_millimeters;
        assert_eq!(sides("sra3"), Ok((millimeters(320.0), millimeters(450.0))));
        assert_eq!(sides("450x320mm"), Ok((millimeters(450.0), millimeters(320.0))));
        assert_eq!(sides("45cm × 320mm"), Ok((millimeters(450.0), millimeters(320.0))));
        for wrong in ["A33", "450x320", "0x1mm", "1mm"] {
            assert!(sheet(wrong).is_err(), "{wrong}");
        }
    }
}
