//! Ruby (CSS Ruby 1): annotations over and under their bases, and how both are aligned.

use crate::kit::lay_out;
use crate::kit::rendering::rendered;
use crate::kit::squares::expect;
use crate::kit::structure_reader::structure_of;
use engine::resources::Resources;

/// Bases are green, annotations red, and as large as their bases; those of a second level are blue.
const CSS: &str =
    "ruby { color: lime } rt { font-size: 10px; color: red } rtc rt { color: blue } rtc { font-size: 10px }";

#[test]
fn an_annotation_is_over_its_base_and_the_line_makes_room() {
    let body = "<p>x<ruby>a<rt>b</rt></ruby>x<p>x";
    expect((3, 3), CSS, body, &[".R.\nKGK\nK.."]);
    // A tall line has room already.
    expect((3, 3), CSS, "<p style='line-height: 30px'>x<ruby>a<rt>b</rt></ruby>x", &[".R.\nKGK\n..."]);
    expect((1, 2), &format!("{CSS} ruby {{ ruby-position: under }}"), "<ruby>a<rt>b</rt></ruby>", &["G\nR"]);
}

#[test]
fn each_base_of_a_group_has_its_annotation() {
    expect((5, 2), CSS, "<ruby>a<rt>b</rt>aaa<rt>b</rt></ruby>x", &["R.R..\nGGGGK"]);
    // An annotation without a base has a place of its own.
    expect((3, 2), CSS, "<ruby>a<rt>b</rt><rt>b</rt></ruby>", &["RR.\nG.."]);
}

#[test]
fn white_space_beside_annotations_is_dropped_and_that_between_pairs_kept() {
    let body = "<p><ruby>\n <rb>a</rb>\n <rt>b</rt>\n</ruby>x<p><ruby>a<rt>b</rt> a<rt>b</rt></ruby>";
    expect((3, 4), CSS, body, &["R..\nGK.\nR.R\nG.G"]);
}

#[test]
fn space_beside_the_narrower_one_is_distributed_by_ruby_align() {
    for (align, base) in
        [("start", "GG...."), ("center", "..GG.."), ("space-between", "G....G"), ("space-around", ".G..G.")]
    {
        let css = format!("{CSS} ruby {{ ruby-align: {align} }}");
        expect((6, 2), &css, "<ruby>うえ<rt>bbbbbb</rt></ruby>", &[&format!("RRRRRR\n{base}")]);
    }
    // Letters of a word stay together.
    expect((6, 2), CSS, "<ruby>aa<rt>bbbbbb</rt></ruby>", &["RRRRRR\n..GG.."]);
    expect((6, 2), CSS, "<ruby>aaaaaa<rt>bb</rt></ruby>", &["..RR..\nGGGGGG"]);
}

#[test]
fn lines_end_between_pairs_and_not_in_them() {
    expect((3, 4), CSS, "<p>xx<ruby>a a<rt>b</rt></ruby>", &["KK.\n.R.\nG.G\n..."]);
    expect((3, 4), CSS, "<p>xx<ruby>a<rt>b</rt>a<rt>b</rt></ruby>", &["..R\nKKG\nR..\nG.."]);
}

#[test]
fn a_second_level_is_under_the_bases_and_may_be_about_all_of_them() {
    let body = "<ruby><rb>a</rb><rb>a</rb><rt>b</rt><rt>b</rt><rtc><rt>c</rt><rt>c</rt></rtc></ruby>";
    expect((2, 3), CSS, body, &["RR\nGG\nBB"]);
    let css = format!("{CSS} rtc {{ color: blue }}");
    expect((2, 3), &css, "<ruby><rb>a<rb>a<rt>b<rt>b<rtc>cc</ruby>", &["RR\nGG\nBB"]);
}

#[test]
fn parentheses_for_other_readers_are_hidden_and_outlines_have_the_base_only() {
    let laid = lay_out("<!doctype html><body><h1><ruby>a<rp>[</rp><rt>b</rt><rp>]</rp></ruby>c</h1>");
    assert_eq!(laid.tree.text.to_string(), "abc");
    assert_eq!(laid.tree.bookmarks[0].title, "ac");
}

#[test]
fn a_part_of_ruby_outside_it_is_text() {
    expect((3, 1), CSS, "<span>x<rt style='color: red'>b</rt>x</span>", &["KRK"]);
    expect((2, 1), CSS, "<ruby>a</ruby>x", &["GK"]);
}

#[test]
fn a_base_and_its_annotation_are_tagged_in_this_order() {
    let html = "<!DOCTYPE html><html lang=en><title>T</title><body><p>x<ruby>a<rt>b</rt>c<rt>d</rt></ruby>\
                <p><ruby><rb>a</rb><rb>c</rb><rt>b</rt><rt>d</rt></ruby><p><ruby>a</ruby>";
    let (output, diagnostics) = rendered(html, &Resources::new(".", &[]));
    let pdf = output.unwrap_or_else(|| panic!("{diagnostics:?}")).pdf;
    let pairs = "    Ruby\n      RB \"a\"\n      RT \"b\"\n    Ruby\n      RB \"c\"\n      RT \"d\"\n";
    assert_eq!(structure_of(&pdf), format!("Document\n  P \"x\"\n{pairs}  P\n{pairs}  P \"a\"\n"));
}
