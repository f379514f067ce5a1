//! Form controls with their values, as they are printed (HTML, section 15.5).

use crate::kit::squares::expect;
use crate::kit::{Laid, lay_out};

fn lay(body: &str) -> Laid {
    let laid =
        lay_out(&format!("<!doctype html><html lang=en><style>@page {{ margin: 0 }}</style><body>{body}"));
    assert_eq!(laid.messages, Vec::<String>::new());
    laid
}

/// The top and the height of a control. The boxes after the first are those of its text.
fn tall(laid: &Laid, id: &str) -> (f64, f64) {
    let (_, _, top, _, height) = laid.places(id)[0];
    (top, height)
}

/// The text of a document on one line.
fn text(body: &str) -> String {
    lay(body).tree.text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn fields_show_their_value_or_else_their_placeholder() {
    assert_eq!(text("<input value='Ada  E' placeholder=x>"), "Ada E");
    assert_eq!(
        text("<input type=date value='2026-01-02'><input placeholder=Name><input value='' placeholder=Town>"),
        "2026-01-02NameTown"
    );
    assert_eq!(text("<input type=password value=secret><input type=hidden value=x>"), "••••••••");
    assert_eq!(
        text("<input type=submit><input type=RESET><input type=button value=Go><button>b</button>"),
        "SubmitResetGob"
    );
}

#[test]
fn an_empty_field_is_as_tall_as_one_with_text() {
    let laid = lay(
        "<p><input id=a><input id=b value=x><textarea id=c rows=1></textarea><textarea id=d rows=1>x</textarea>",
    );
    assert_eq!(tall(&laid, "a"), tall(&laid, "b"));
    assert_eq!(tall(&laid, "c"), tall(&laid, "d"));
}

#[test]
fn rows_give_a_text_area_its_height_where_no_rule_does() {
    let tall = |attributes: &str, text: &str| {
        let laid = lay(&format!(
            "<style>textarea {{ line-height: 20px }}</style><p><textarea id=a {attributes}>{text}</textarea>"
        ));
        tall(&laid, "a").1
    };
    for rows in ["", "rows=0", "rows=-3", "rows=x"] {
        assert_eq!(tall(rows, ""), 44.0, "{rows}");
    }
    assert_eq!(tall("rows=1", ""), 24.0);
    assert_eq!(tall("rows=4", ""), 84.0);
    assert_eq!(tall("rows=4", "a\nb"), 84.0);
    assert_eq!(tall("rows=1", "a\nb"), 44.0, "nothing that is written is lost");
    assert_eq!(tall("rows=4 style='height: 30px'", ""), 30.0);
    assert_eq!(tall("rows=4 style='max-height: 30px'", ""), 30.0);
}

#[test]
fn the_text_of_a_control_is_in_the_middle_of_its_height() {
    let css = "button, input, select { border: 0; padding: 0; background: yellow; width: 10px; vertical-align: top }";
    for style in ["height: 30px", "min-height: 30px"] {
        for control in ["button", "select"] {
            let inside = if control == "select" { "<option>x" } else { "x" };
            let body = format!("<{control} style='{style}'>{inside}</{control}>");
            expect((2, 3), css, &body, &["Y.\nK.\nY."]);
        }
        expect((2, 3), css, &format!("<input value=x style='{style}'>"), &["Y.\nK.\nY."]);
        expect((2, 3), css, &format!("<input type=button value=x style='{style}'>"), &["Y.\nK.\nY."]);
    }
    // Text that is taller than its box begins at its top.
    expect((2, 3), css, "<button style='height: 10px'>x<br>x</button>", &["K.\nK.\n.."]);
}

#[test]
fn a_legend_interrupts_the_top_border_of_its_field_set() {
    let css = "fieldset { border: 10px solid red; margin: 0; padding: 0 10px } legend { padding: 0 }";
    let body = "<fieldset><legend>ab</legend>x</fieldset>";
    expect((7, 3), css, body, &["RRKKRRR\nR.K...R\nRRRRRRR"]);
}

#[test]
fn the_legend_of_a_flex_or_grid_field_set_is_no_item_of_it() {
    let css =
        "fieldset { border: 10px solid red; margin: 0; padding: 0 10px; width: 50px; box-sizing: border-box;
               justify-content: space-between; grid-template-columns: 10px 10px } legend { padding: 0 }";
    let body = "<fieldset><legend>ab</legend><span>x</span><span>y</span></fieldset>";
    for (display, row) in
        [("flex", "R.KK.R"), ("grid", "R.KK.R"), ("flex; flex-direction: row-reverse", "R.KK.R")]
    {
        let style = format!("{css} fieldset {{ width: 60px; display: {display} }}");
        expect((6, 3), &style, body, &[&format!("RRKKRR\n{row}\nRRRRRR")]);
    }
    let style = format!("{css} fieldset {{ width: 70px; display: flex }}");
    expect((7, 3), &style, body, &["RRKKRRR\nR.K.K.R\nRRRRRRR"]);
    let style = format!("{css} fieldset {{ display: grid; grid-template-columns: 10px }}");
    expect((5, 4), &style, body, &["RRKKR\nR.K.R\nR.K.R\nRRRRR"]);
}

#[test]
fn the_middle_of_a_legend_is_on_the_middle_of_the_border() {
    let places = |style: &str| {
        let laid = lay(&format!(
            "<style>body {{ margin: 0 }} fieldset {{ border: 10px solid; margin: 0; padding: 5px; {style} }}
             legend {{ padding: 0; width: 50px }} p {{ height: 20px; margin: 3px 0 0 }}</style>\
             <fieldset id=a><legend id=b></legend><p id=c>x</fieldset>"
        ));
        let top_and_height = |id: &str| (laid.rect(id)[1], laid.rect(id)[3]);
        (top_and_height("a"), laid.rect("b")[1], laid.rect("c")[1])
    };
    for display in ["", "display: inline-block", "float: left", "position: absolute"] {
        // The upper half of a taller legend is above the border, and the padding is below it.
        let tall = places(&format!("{display} }} legend {{ height: 30px"));
        assert_eq!(tall, ((10.0, 63.0), 0.0, 38.0), "{display}");
        let short = places(&format!("{display} }} legend {{ height: 4px"));
        assert_eq!(short, ((0.0, 53.0), 3.0, 18.0), "{display}");
    }
    // Not a legend in the flow of its field set.
    let floating = places("} legend { height: 30px; float: right");
    assert_eq!(floating, ((0.0, 60.0), 15.0, 18.0));
}

#[test]
fn a_long_value_continues_on_the_next_line_of_its_field() {
    let laid = lay("<p><input id=a size=5 value='one two three four'><input id=b size=5>");
    assert!(tall(&laid, "a").1 > tall(&laid, "b").1 * 2.0);
}

#[test]
fn boxes_are_ticked_where_they_are_checked() {
    assert_eq!(text("<input type=checkbox checked value=v><input type=CheckBox>"), "☑☐");
    assert_eq!(text("<input type=radio><input type=radio checked value=v>"), "○◉");
}

#[test]
fn a_list_shows_the_selected_options_only() {
    assert_eq!(text("<select><option>a<option selected>b<option>c</select>"), "b");
    assert_eq!(text("<select><option disabled>a<optgroup label=g><option>b<option>c</select>"), "b");
    assert_eq!(text("<select><option selected>a<option selected>b</select>"), "b");
    assert_eq!(text("<select multiple><option selected>a<option>b<option selected>c</select>"), "ac");
    assert_eq!(text("<select></select>"), "");
}

#[test]
fn line_feeds_of_a_text_area_are_kept() {
    let laid = lay("<textarea>\none\n  two</textarea>");
    assert_eq!(laid.lines(0), ["one", "two"]);
}

#[test]
fn progress_and_meter_are_bars_of_their_value() {
    let css = "progress, meter { width: 40px; height: 10px; border: 0; vertical-align: top; background-color: yellow }";
    let drawn = |control: &str| {
        let html = crate::kit::squares::document((4, 1), css, control);
        crate::kit::squares::draw_document(&html).pages.remove(0)
    };
    // The blue is none of the letters.
    assert_eq!(drawn("<progress value=1 max=2>50 %</progress>"), "??YY");
    assert_eq!(drawn("<progress value=9 max=2>x</progress>"), "????");
    assert_eq!(drawn("<progress max=2>x</progress>"), "YYYY");
    assert_eq!(drawn("<meter min=10 max=50 value=20>x</meter>"), "?YYY");
    assert_eq!(drawn("<meter min=5 max=1>x</meter>"), "YYYY");
}

#[test]
fn stylesheets_change_the_look_of_controls() {
    expect(
        (4, 1),
        "input { border: 0; padding: 0; background: yellow }",
        "<input size=9 value=a style='width: 30px'>",
        &["KYY."],
    );
}

#[test]
fn the_text_of_controls_is_left_out_of_outlines() {
    let laid = lay("<h1>a <select><option>one<option>two</select><textarea>three</textarea><meter>4</meter>\
         <progress>5</progress>b <button>c</button></h1>");
    assert_eq!(laid.tree.bookmarks[0].title, "a b c");
}
