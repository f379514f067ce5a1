//! Files of cases: a line with `=` and a name, a fragment of HTML, and for every id in it a line with
//! `-`, the id, and the left, top, width and height of its border box; or with `~` if it is on a line of
//! text, whose height browsers round.

use super::lay_out;

/// Lays out every case, in a space 600 pixels wide with lines of 20 pixels, and compares.
pub fn check(cases: &str) {
    let mut wrong = String::new();
    let mut count = 0;
    for case in cases.split("\n= ") {
        let (name, rest) = case.trim_start_matches("= ").split_once('\n').expect("a name and a fragment");
        let (expected, html): (Vec<&str>, Vec<&str>) =
            rest.lines().partition(|line| line.starts_with("- ") || line.starts_with("~ "));
        let html = format!(
            "<style>@page {{ size: 600px 900px; margin: 0 }} body {{ margin: 0; font: 16px/20px 'Source Serif 4' }}\
             </style><body>{}",
            html.join("\n")
        );
        let laid = lay_out(&html);
        assert!(!expected.is_empty(), "{name} expects something");
        for line in expected {
            // Browsers round to 1/64 px.
            let tolerance = if line.starts_with('~') { 0.5 } else { 0.05 };
            let mut words = line.split_whitespace().skip(1);
            let id = words.next().expect("an id");
            let numbers: Vec<f64> = words.map(|word| word.parse().expect("a number")).collect();
            count += 1;
            let found = laid.places(id);
            let is_there = match found[..] {
                [(0, x, y, width, height)] => [x, y, width, height]
                    .iter()
                    .zip(&numbers)
                    .all(|(found, expected)| (found - expected).abs() < tolerance),
                // A box without a size may be missing.
                [] => numbers[2] * numbers[3] == 0.0,
                _ => false,
            };
            if !is_there {
                wrong += &format!("{name}: #{id} is at {found:?}, expected at {numbers:?}\n");
            }
        }
        for message in &laid.messages {
            wrong += &format!("{name}: {message}\n");
        }
    }
    assert!(wrong.is_empty(), "of {count} boxes:\n{wrong}");
}
