//! Footnotes: calls, numbers, the area at the bottom of the page, notes that continue on the next page.

use crate::kit::lay_out;
use crate::kit::squares::{draw, expect};

/// Notes are lime squares under a red rule of one square; calls and markers are letters like any other.
const NOTES: &str = "
    @page { @footnote { margin: 0; padding: 0; border-top: 10px solid red } }
    i { float: footnote; color: lime; font: inherit }
    i::footnote-call { content: 'c'; color: blue; font: inherit; vertical-align: baseline; line-height: inherit }
    i::footnote-marker { content: none }";

#[test]
fn a_note_is_at_the_bottom_of_its_page() {
    expect(
        (4, 5),
        NOTES,
        "<p>aa<i>nn</i> bb</p>",
        &["KKB.
           KK..
           ....
           RRRR
           GG.."],
    );
}

#[test]
fn a_line_without_room_for_its_note_moves_to_the_next_page() {
    // The fourth line calls a note: rule and note need two rows, so it goes to the next page.
    expect((2, 5), NOTES, "a<br>b<br>c<br>d<i>n</i><br>e", &["K.\nK.\nK.\n..\n..", "KB\nK.\n..\nRR\nG."]);
}

#[test]
fn two_notes_of_a_page_share_its_area() {
    expect(
        (3, 6),
        NOTES,
        "a<i>nn</i><br>b<i>m</i><br>c<br>d",
        &["KB.\nKB.\nK..\nRRR\nGG.\nG..", "K..\n...\n...\n...\n...\n..."],
    );
}

#[test]
fn a_long_note_continues_on_the_next_page() {
    let css = format!("{NOTES} i {{ orphans: 1; widows: 1 }}");
    expect(
        (2, 4),
        &css,
        "a<i>1 2 3 4</i><br>b<br>c",
        &["KB\nRR\nG.\nG.", "K.\nRR\nG.\nG.", "K.\n..\n..\n.."],
    );
}

#[test]
fn notes_that_outlast_the_text_have_pages_of_their_own() {
    let css = format!("{NOTES} i {{ orphans: 1; widows: 1 }}");
    expect((2, 3), &css, "a<i>1 2 3 4</i>", &["KB\nRR\nG.", "RR\nG.\nG.", "..\nRR\nG."]);
}

#[test]
fn notes_called_in_tables_and_lists_are_at_the_bottom_too() {
    let css = format!("{NOTES} table {{ border-spacing: 0 }} td {{ padding: 0 }}");
    expect((4, 4), &css, "<table><tr><td>a<i>n</i><td>b<i>mm</i></table>", &["KBKB\nRRRR\nG...\nGG.."]);
    // The second row does not fit with its note.
    expect(
        (2, 4),
        &css,
        "<table><tr><td>a<tr><td>b<tr><td>c<i>n</i></table>",
        &["K.\nK.\n..\n..", "KB\n..\nRR\nG."],
    );
}

#[test]
fn notes_are_numbered_and_their_calls_are_raised() {
    let laid = lay_out(
        "<!doctype html><html lang=en><style>@page { size: 300px 200px; margin: 10px }
        html { font: 16px/20px 'Source Sans 3' } p { margin: 0 } b { float: footnote; font: inherit }
        </style><p>One<b>First note.</b> and two<b>Second note.</b></p><p>Three<b>Third.</b></p>",
    );
    assert!(laid.messages.is_empty(), "{:?}", laid.messages);
    let texts: Vec<String> = laid.words().into_iter().map(|word| word.text).collect();
    assert_eq!(
        laid.lines(0),
        ["One1 and two2", "Three3", "1.\u{a0}First note.", "2.\u{a0}Second note.", "3.\u{a0}Third."]
    );
    let (text, call) =
        (laid.word("One"), laid.words().into_iter().find(|word| word.text == "1").expect("a call"));
    assert!(call.baseline < text.baseline - 3.0, "{texts:?}");
    // The lines are as far apart as without calls.
    assert_eq!(laid.word("Three").baseline - text.baseline, 20.0);
    // The last note ends at the end of the page area.
    assert!((laid.word("Third.").baseline - 185.0).abs() < 3.0, "{:?}", laid.word("Third."));
}

#[test]
fn numbers_can_restart() {
    let laid = lay_out(
        "<!doctype html><html lang=en><style>html { font: 16px/20px 'Source Sans 3' }
        b { float: footnote } h1 { counter-reset: footnote }
        b::footnote-call { content: counter(footnote, lower-alpha) }
        b::footnote-marker { content: counter(footnote, lower-alpha) ') ' }</style>
        <h1>A</h1><p>x<b>n</b> y<b>n</b></p><h1>B</h1><p>z<b>n</b></p>",
    );
    assert_eq!(laid.lines(0), ["A", "xa yb", "B", "za", "a) n", "b) n", "a) n"]);
}

#[test]
fn a_note_in_a_note_follows_it() {
    expect((4, 4), NOTES, "a<i>n<i>m</i></i>", &["KB..\nRRRR\nGB..\nG..."]);
}

#[test]
fn the_area_has_a_maximum_height() {
    let css = format!("{NOTES} @page {{ @footnote {{ max-height: 10px }} }} i {{ orphans: 1; widows: 1 }}");
    expect((2, 4), &css, "a<i>1 2</i><br>b<br>c<br>d", &["KB\nK.\nRR\nG.", "K.\nK.\nRR\nG."]);
}

#[test]
fn a_note_without_a_call_is_reported() {
    let drawing = draw(
        (4, 4),
        &format!("{NOTES} div {{ position: absolute; top: 0; left: 0 }}"),
        "<div>a<i>n</i></div>b",
    );
    assert_eq!(drawing.messages.len(), 1, "{:?}", drawing.messages);
}

/// CSS GCPM 3, section 2.4: "Footnote counters may be reset on each page".
#[test]
fn notes_may_be_numbered_page_by_page() {
    let laid = lay_out(
        "<!doctype html><html lang=en><style>@page { size: 300px 200px; margin: 10px; counter-reset: footnote }
        html { font: 16px/20px 'Source Sans 3' } p { margin: 0 } b { float: footnote } .new { break-before: page }
        </style><p>a<b>n</b> b<b>n<b>i</b></b></p><p class=new>c<b>n</b></p><p>d<b>n</b></p><p class=new>e<b>n</b>",
    );
    assert!(laid.messages.is_empty(), "{:?}", laid.messages);
    assert_eq!(laid.lines(0), ["a1 b2", "1.\u{a0}n", "2.\u{a0}n3", "3.\u{a0}i"]);
    assert_eq!(laid.lines(1), ["c1", "d2", "1.\u{a0}n", "2.\u{a0}n"]);
    assert_eq!(laid.lines(2), ["e1", "1.\u{a0}n"]);
}

#[test]
fn the_line_of_a_call_can_move_with_its_note() {
    let css = format!("{NOTES} i {{ orphans: 1; widows: 1 }}");
    // The note is broken: its first line stays with the call.
    let body = "<p>a<br>b<br>c<i>1 2</i><br>d</p>";
    expect((2, 5), &css, body, &["K.\nK.\nKB\nRR\nG.", "K.\n..\n..\nRR\nG."]);
    // The line moves.
    let line = format!("{css} i {{ footnote-policy: line }}");
    expect((2, 5), &line, body, &["K.\nK.\n..\n..\n..", "KB\nK.\nRR\nG.\nG."]);
    // The paragraph moves.
    let block = format!("{css} i {{ footnote-policy: block }}");
    expect((2, 5), &block, "<p>x</p><p>b<br>c<i>1 2</i></p>", &["K.\n..\n..\n..\n..", "K.\nKB\nRR\nG.\nG."]);
}

#[test]
fn notes_called_in_floats_and_columns_are_at_the_bottom() {
    let css = format!("{NOTES} .f {{ float: right; width: 20px }} .c {{ columns: 2; column-gap: 0 }}");
    expect((4, 4), &css, "<div class=f>f<i>n</i></div><p>a", &["K.KB\n....\nRRRR\nG..."]);
    expect(
        (4, 5),
        &css,
        "<div class=c>a<i>n</i><br>b<br>c<i>m</i><br>d</div>",
        &["KBKB\nK.K.\nRRRR\nG...\nG..."],
    );
}

#[test]
fn the_area_has_borders_padding_and_a_background() {
    let css = format!(
        "{NOTES} @page {{ @footnote {{ margin: 10px 0 0 10px; padding: 0 10px; background: yellow;
            border-left: 10px solid blue }} }}"
    );
    expect((6, 5), &css, "a<i>n</i>", &["KB....\n......\n......\n.?RRRR\n.BYGYY"]);
}

#[test]
fn several_calls_on_a_line_are_in_the_order_of_the_text() {
    let css = format!("{NOTES} i + i {{ color: yellow }}");
    expect((4, 4), &css, "a<i>n</i>b<i>m</i>", &["KBKB\nRRRR\nG...\nY..."]);
}

#[test]
fn the_rest_of_a_note_is_on_the_very_next_page() {
    let css = format!("{NOTES} @page {{ @footnote {{ max-height: 15px }} }}");
    // The area is as tall as the notes in it; the next note follows the rest of the one before.
    expect(
        (2, 4),
        &css,
        "a<i>n<br>n</i><br>b<i>n</i><br>c<br>d<br>e<br>f<br>g<br>h",
        &["KB\nKB\nRR\nG.", "K.\nK.\nRR\nG.", "K.\nK.\nRR\nG.", "K.\nK.\n..\n.."],
    );
}

#[test]
fn columns_are_filled_above_the_notes() {
    expect(
        (4, 4),
        &format!("{NOTES} div {{ columns: 2; column-gap: 0; column-fill: auto }}"),
        "<div>a<i>n</i><br>b<br>c<br>d</div>",
        &["KBK.\nK.K.\nRRRR\nG..."],
    );
}

#[test]
fn a_note_that_ends_above_its_beginning_takes_no_room() {
    expect((2, 3), &format!("{NOTES} i {{ margin: -100px }}"), "a<i>n</i><br>b<br>c", &["KB\nK.\nK."]);
}
