//! What presentational attributes mean (HTML, section 15.3).

use crate::kit::squares::expect;
use crate::kit::styled::style;

/// Rules that remove what the built-in stylesheet gives to tables.
const PLAIN: &str =
    "table { border-spacing: 0 } td, th { padding: 0; font-weight: normal; font-style: normal }";

#[test]
fn a_table_has_borders_padding_and_spacing() {
    expect(
        (9, 9),
        "table, td { border-style: solid; border-color: red }",
        "<table border=10 cellpadding=10 cellspacing=10><tr><td style='border-width: 10px; border-color: blue'>a</table>",
        &["RRRRRRRRR
           R.......R
           R.BBBBB.R
           R.B...B.R
           R.B.K.B.R
           R.B...B.R
           R.BBBBB.R
           R.......R
           RRRRRRRRR"],
    );
}

#[test]
fn backgrounds_and_sizes_of_table_parts() {
    expect(
        (6, 4),
        PLAIN,
        "<table bgcolor=yellow width=50 height=30><tr bgcolor='#0f0'><td width=20 height=10>a<td bgcolor=red align=right>b
         <tr height=20 valign=bottom><td>c<td>d</table>",
        &["KGRRK.
           YYYYY.
           KYKYY.
           ......"],
    );
}

#[test]
fn a_centered_table_has_automatic_margins() {
    for outer in ["<center>|</center>", "<div align=center>|</div>", "<div align=Middle><div>|</div></div>"] {
        expect((5, 2), PLAIN, &outer.replace('|', "<table><tr><td>a</table>"), &["..K..\n....."]);
    }
    expect((5, 2), PLAIN, "<table align=center><tr><td>a</table>", &["..K..\n....."]);
    expect((5, 2), PLAIN, "<table align=right><tr><td>a</table><p>bc", &["KK..K\n....."]);
    expect(
        (5, 2),
        PLAIN,
        "<center><div align=left><table><tr><td>a</table></div></center>",
        &["K....\n....."],
    );
}

#[test]
fn cells_do_not_wrap_with_nowrap() {
    expect((5, 2), PLAIN, "<table width=10><tr><td nowrap>a b c<td>d</table>", &["K.K.K\n....."]);
}

#[test]
fn colors_and_fonts_of_body_font_and_links() {
    let styled = style(
        "",
        "<font id=f color=red size='+2' face='Source Code Pro, serif'>x</font><a id=l href=x>y</a><p id=p style='color: blue'>z",
    );
    let font = styled.of("f");
    assert_eq!(font.font.size, engine::units::Length::PIXEL * 24);
    expect(
        (3, 2),
        "a { text-decoration: none }",
        "</body><body text=red bgcolor='#ffff00' link=blue>a<a href='tel:1'>b</a><a>c</a><br><font color=lime>d</font>",
        &["RBR\nGYY"],
    );
}

#[test]
fn rules_have_a_width_a_thickness_and_a_side() {
    let css = "hr { margin-top: 0; margin-bottom: 10px }";
    expect(
        (4, 5),
        css,
        "<hr width=50% size=10 color=red><hr size=20 noshade width=10 align=right color=lime>",
        &[".RR.
         ....
         ...G
         ...G
         ...."],
    );
}

#[test]
fn pictures_have_borders_space_and_sides() {
    expect(
        (6, 3),
        "img { border-color: blue }",
        "<img src=red.svg width=10 height=10 border=10 hspace=10 align=right>a",
        &["K.BBB.\n..BRB.\n..BBB."],
    );
}

#[test]
fn rules_between_the_parts_of_a_table() {
    let css = format!("{PLAIN} table, td, tr, tbody {{ border-color: red; border-spacing: 0 }}");
    expect(
        (4, 4),
        &format!("{css} tbody {{ border-width: 20px }}"),
        "<table rules=groups frame=void><tr><td>a<td>b<tbody><tr><td>c<td>d</table>",
        &["KK..\nRR..\nRR..\nKK.."],
    );
}

#[test]
fn lists_have_the_type_of_their_attribute() {
    let styled = style(
        "",
        "<ol type=a id=a><li id=b type=I></ol><ul id=c type=SQUARE><li id=d type=1><li id=e></ul><ol id=f type=disc></ol>",
    );
    let kinds = ["a", "b", "c", "d", "e", "f"]
        .map(|id| styled.of(id).text.list_style_type.marker(1).trim().to_string());
    assert_eq!(kinds, ["a.", "I.", "▪", "1.", "▪", "1."]);
}

#[test]
fn author_rules_win_over_hints_and_hints_over_built_in_rules() {
    expect(
        (3, 1),
        "th { background: lime; font-weight: normal }",
        "<table cellspacing=0 cellpadding=0><tr><th bgcolor=red align=right width=20>a</table>",
        &["GK."],
    );
}

#[test]
fn a_line_break_clears_floats() {
    let css = "i { float: left; width: 10px; height: 20px; background: red } b { float: right; width: 10px; height: 30px; background: blue }";
    let drawn = |clear: &str, page: &str| {
        expect((4, 4), css, &format!("<i></i><b></b>a<br {clear}>a"), &[page]);
    };
    drawn("", "RK.B\nRK.B\n...B\n....");
    drawn("clear=left", "RK.B\nR..B\nK..B\n....");
    drawn("clear=RIGHT", "RK.B\nR..B\n...B\nK...");
    for all in ["clear=all", "clear=both", "style='clear: both'"] {
        drawn(all, "RK.B\nR..B\n...B\nK...");
    }
    expect((4, 2), "", "<span>a<br clear=all>a</span>", &["K...\nK..."]);
}
