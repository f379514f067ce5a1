//! Vector pictures in boxes of other proportions (SVG 2, section 8.6).

use crate::kit::squares::expect;

fn picture(aspect: &str) -> String {
    format!(
        "<svg viewBox='0 0 20 10' preserveAspectRatio='{aspect}' style='display: block; width: 40px; height: 40px'>\
         <path fill='red' d='M0 0h10v10h-10z'/><path fill='blue' d='M10 0h10v10h-10z'/></svg>"
    )
}

#[test]
fn a_picture_keeps_its_proportions_by_default() {
    for (aspect, page) in [
        ("xMidYMid", "....\nRRBB\nRRBB\n...."),
        ("xMinYMax meet", "....\n....\nRRBB\nRRBB"),
        ("xMidYMid slice", "RRBB\nRRBB\nRRBB\nRRBB"),
        ("xMaxYMid slice", "BBBB\nBBBB\nBBBB\nBBBB"),
        ("none", "RRBB\nRRBB\nRRBB\nRRBB"),
    ] {
        expect(
            (5, 4),
            "",
            &picture(aspect),
            &[&page.lines().map(|row| format!("{row}.\n")).collect::<String>()],
        );
    }
}
