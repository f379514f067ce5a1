//! The places of boxes: block flow, the box model, lines, positioning, flex containers. Expected places are worked out in
//! the source, in CSS pixels; lines are 20 px high and pages 500 px wide.

use crate::kit::{Laid, lay_out};

/// A document on one wide page without margins.
fn page(style: &str, body: &str) -> Laid {
    lay_out(&format!(
        "<!doctype html><html lang=en><title>Test</title><style>
        @page {{ size: 500px 3000px; margin: 0 }}
        html {{ font: 16px/20px 'Source Sans 3' }} body {{ margin: 0 }} p {{ margin: 0 }}
        {style}</style><body>{body}"
    ))
}

fn assert_rects(laid: &Laid, expected: &[(&str, [f64; 4])]) {
    for (id, rect) in expected {
        let found = laid.rect(id);
        let near = found.iter().zip(rect).all(|(found, wanted)| (found - wanted).abs() < 0.05);
        assert!(near, "#{id} is at {found:?}, should be at {rect:?}");
    }
}

#[test]
fn margins_collapse_between_siblings_and_through_parents() {
    let laid = page(
        "",
        "<div id=a style='margin: 10px 0 20px'><p id=b style='margin: 30px 0'>b</p></div>
         <div id=c style='margin-top: -5px'>c</div>
         <div style='margin: 15px 0'></div>
         <div id=d style='margin-top: 40px'>d</div>",
    );
    assert_rects(
        &laid,
        &[
            // The larger of 10 and 30; body and html have no border or padding that separates it.
            ("a", [0.0, 30.0, 500.0, 20.0]),
            ("b", [0.0, 30.0, 500.0, 20.0]),
            // 30, reduced by a negative margin of 5.
            ("c", [0.0, 75.0, 500.0, 20.0]),
            // The margins of the empty box collapse with those around it.
            ("d", [0.0, 135.0, 500.0, 20.0]),
        ],
    );
}

#[test]
fn an_edge_or_a_formatting_context_keeps_margins_in() {
    let laid = page(
        "",
        "<div id=a style='overflow: hidden'><p id=b style='margin: 11px 0'>b</p></div>
         <div id=c style='padding-top: 1px'><p id=d style='margin: 9px 0'>d</p></div>
         <div id=e style='display: flow-root'><p id=f style='margin: 7px'>f</p></div>",
    );
    assert_rects(
        &laid,
        &[
            ("a", [0.0, 0.0, 500.0, 42.0]),
            ("b", [0.0, 11.0, 500.0, 20.0]),
            // The bottom margin of its child is below it.
            ("c", [0.0, 42.0, 500.0, 30.0]),
            ("d", [0.0, 52.0, 500.0, 20.0]),
            ("e", [0.0, 81.0, 500.0, 34.0]),
            ("f", [7.0, 88.0, 486.0, 20.0]),
        ],
    );
}

#[test]
fn heights_do_not_depend_on_margins_that_collapse_through() {
    let laid = page(
        "",
        "<div id=a style='height: 35px; margin: 10px 0'><p id=b style='margin: 16px 0'>b</p></div>
         <div id=c style='max-height: 10px'><p style='margin-top: 5px'>over</p><p>flows</p></div>
         <div id=d>d</div>",
    );
    assert_rects(
        &laid,
        &[
            ("a", [0.0, 16.0, 500.0, 35.0]),
            ("b", [0.0, 16.0, 500.0, 20.0]),
            ("c", [0.0, 61.0, 500.0, 10.0]),
            ("d", [0.0, 71.0, 500.0, 20.0]),
        ],
    );
}

#[test]
fn the_box_model_adds_edges_to_the_content_or_subtracts_them() {
    let laid = page(
        "div { background: #eee }",
        "<div id=a style='box-sizing: border-box; width: 200px; padding: 10px; border: 5px solid; height: 60px'></div>
         <div id=b style='width: 50%; padding: 5%; margin: 2%'>b</div>
         <div id=c style='width: calc(100% - 40px); height: calc(2em + 3px)'></div>
         <div id=d style='min-width: 600px'>d</div><div id=e style='max-width: 30px; min-width: 60px'>e</div>
         <div id=f style='width: 100px; margin: auto'>f</div>
         <div id=g style='width: 100px; margin-left: auto'>g</div>
         <div id=h style='box-sizing: border-box; width: 10px; padding: 20px'></div>
         <div id=i style='width: 100px; aspect-ratio: 2'></div><div id=j style='height: 40px; aspect-ratio: 1/2'></div>
         <div id=k style='height: 100px'><div id=l style='height: 50%'></div></div>",
    );
    assert_rects(
        &laid,
        &[
            ("a", [0.0, 0.0, 200.0, 60.0]),
            ("b", [10.0, 70.0, 300.0, 70.0]),
            ("c", [0.0, 150.0, 460.0, 35.0]),
            ("d", [0.0, 185.0, 600.0, 20.0]),
            ("e", [0.0, 205.0, 60.0, 20.0]),
            ("f", [200.0, 225.0, 100.0, 20.0]),
            ("g", [400.0, 245.0, 100.0, 20.0]),
            ("h", [0.0, 265.0, 40.0, 40.0]),
            ("i", [0.0, 305.0, 100.0, 50.0]),
            ("j", [0.0, 355.0, 20.0, 40.0]),
            ("l", [0.0, 395.0, 500.0, 50.0]),
        ],
    );
}

#[test]
fn all_units_give_the_same_inch() {
    let units = [
        "96px",
        "72pt",
        "6pc",
        "1in",
        "2.54cm",
        "25.4mm",
        "101.6q",
        "6em",
        "6rem",
        "4.8lh",
        "4.8rlh",
        "19.2vw",
        "3.2vh",
        "19.2vmin",
        "3.2vmax",
        "calc(1in / 2 + 36pt)",
        "min(1in, 30cm)",
        "clamp(1px, 1in, 2in)",
    ];
    let body: String =
        (0..).zip(units).map(|(n, unit)| format!("<div id=u{n} style='width: {unit}'>x</div>")).collect();
    let laid = page("", &body);
    for (number, unit) in (0..).zip(units) {
        let [_, _, width, _] = laid.rect(&format!("u{number}"));
        assert!((width - 96.0).abs() < 0.02, "{unit} is {width} px");
    }
    // Units that depend on the font: within a lower and an upper limit.
    let laid = page(
        "",
        "<div id=ex style='width: 10ex'>x</div><div id=ch style='width: 10ch'>x</div><div id=cap style='width: 10cap'>x</div>",
    );
    let width = |id: &str| laid.rect(id)[2];
    assert!(
        60.0 < width("ex") && width("ex") < width("ch") && width("ch") < width("cap") && width("cap") < 120.0
    );
}

#[test]
fn inline_blocks_sit_on_the_baseline_and_lines_grow_around_them() {
    let laid = page(
        "",
        "<p id=p><span id=a style='display: inline-block; width: 50px; height: 40px'></span><span id=b
         style='display: inline-block; width: 10px; height: 10px; vertical-align: top'></span></p>
         <p id=q style='text-align: right'><span id=c style='display: inline-block; width: 30px; height: 5px'></span></p>",
    );
    let [_, _, _, height] = laid.rect("p");
    assert!(height > 40.0 && height < 50.0, "the box and the room below the baseline: {height}");
    assert_rects(&laid, &[("a", [0.0, 0.0, 50.0, 40.0]), ("b", [50.0, 0.0, 10.0, 10.0])]);
    assert_eq!(laid.rect("c")[0], 470.0);
}

#[test]
fn absolute_boxes_resolve_against_the_nearest_positioned_box() {
    let laid = page(
        ".r { position: relative }",
        "<div id=a class=r style='height: 100px; padding: 10px; border: 5px solid; margin: 20px'>
           <div id=b style='position: absolute; top: 10px; left: 20px; width: 30px; height: 40px'></div>
           <div id=c style='position: absolute; bottom: 0; right: 0; width: 30px; height: 40px'></div>
           <div id=d style='position: absolute; inset: 5px'></div>
           <div id=e style='position: absolute; left: 0; right: 0; margin: auto; width: 50px; height: 10px; top: 50%'></div>
         </div>
         <div style='display: flex'><div class=r style='width: 100px; height: 50px'>
           <div id=f style='position: absolute; right: 0; bottom: 0; width: 10px; height: 10px'></div></div></div>
         <div class=r style='height: 60px'><div style='display: flex'><div>
           <div id=g style='position: absolute; right: 0; top: 0; width: 10px; height: 10px'></div>x</div></div></div>
         <table style='border-spacing: 0'><tr><td class=r style='width: 100px; height: 40px; padding: 0'>
           <div id=h style='position: absolute; right: 1px; bottom: 2px; width: 8px; height: 8px'></div>x</table>
         <p class=r>x <b><i id=i style='position: absolute; left: 7px; top: 3px; width: 4px; height: 4px'></i></b></p>",
    );
    assert_rects(
        &laid,
        &[
            ("a", [20.0, 20.0, 460.0, 130.0]),
            ("b", [45.0, 35.0, 30.0, 40.0]),
            ("c", [445.0, 105.0, 30.0, 40.0]),
            ("d", [30.0, 30.0, 440.0, 110.0]),
            ("e", [225.0, 85.0, 50.0, 10.0]),
            ("f", [90.0, 210.0, 10.0, 10.0]),
            ("g", [490.0, 220.0, 10.0, 10.0]),
            ("h", [91.0, 310.0, 8.0, 8.0]),
            ("i", [7.0, 323.0, 4.0, 4.0]),
        ],
    );
}

#[test]
fn absolute_boxes_without_insets_are_at_their_static_position() {
    let laid = page(
        "p { margin: 0 0 16px }",
        "<p>one</p><div id=a style='position: absolute; width: 10px'>a</div><p id=b>two <span id=c
         style='position: absolute'>c</span> three</p>
         <div dir=rtl><div id=d style='position: absolute; width: 10px'>d</div></div>",
    );
    assert_rects(&laid, &[("a", [0.0, 36.0, 10.0, 20.0]), ("d", [490.0, 72.0, 10.0, 20.0])]);
    let [x, y, ..] = laid.rect("c");
    let two = laid.word("two");
    assert_eq!(y, 36.0);
    assert!(x > 20.0 && x <= two.x + two.width, "beside the word before it: {x}");
    // The words around it are separated by one space, as if it were not there.
    assert_eq!(laid.lines(0)[1], "two three");
}

#[test]
fn relative_boxes_move_alone() {
    let laid = page(
        "",
        "<div id=a style='position: relative; top: 10px; left: -5px'>a</div><div id=b>b</div>
         <p>plain <span id=c style='position: relative; top: 3px; left: 4px'>moved</span></p><p>plain moved</p>",
    );
    assert_rects(&laid, &[("a", [-5.0, 10.0, 500.0, 20.0]), ("b", [0.0, 20.0, 500.0, 20.0])]);
    let words = laid.words();
    let start = words.iter().position(|word| word.text == "plain ").expect("the line");
    let (first, second) = (words[start..].to_vec(), laid.word("plain moved"));
    let moved = first.iter().find(|word| word.text == "moved").expect("the moved word");
    assert!((moved.baseline - first[0].baseline - 3.0).abs() < 0.05);
    assert!((second.baseline - first[0].baseline - 20.0).abs() < 0.05);
    assert!((moved.x + moved.width - 4.0 - second.width).abs() < 0.05);
}

#[test]
fn fixed_boxes_are_on_every_page_even_from_inside_a_flex_item() {
    let laid = page(
        "@page { size: 500px 100px }",
        "<div style='display: flex'><div><div id=a style='position: fixed; right: 0; bottom: 0; width: 10px; height: 10px'></div>x</div></div>
         <div style='break-before: page'>y</div>",
    );
    assert_eq!(laid.places("a"), [(0, 490.0, 90.0, 10.0, 10.0), (1, 490.0, 90.0, 10.0, 10.0)]);
}

#[test]
fn flex_items_grow_shrink_align_and_wrap() {
    let laid = page(
        ".f { display: flex }",
        "<div class=f><div id=a style='flex: 1'>a</div><div id=b style='flex: 2'>b</div><div id=c style='width: 200px'>c</div></div>
         <div class=f style='width: 100px'><div id=d style='flex: 0 0 80px'>d</div><div id=e style='flex: 0 1 80px'>e</div></div>
         <div class=f style='flex-wrap: wrap; gap: 5px 10px'><div id=g style='width: 300px; height: 30px'></div><div id=h
           style='width: 300px; height: 10px'></div></div>
         <div class=f style='flex-direction: column; height: 100px'><div id=i style='flex: 1'>i</div><div id=j>j</div></div>
         <div class=f style='align-items: center; height: 80px; justify-content: flex-end'><div id=k style='width: 10px'>k</div><div
           id=l style='height: 40px; width: 20px'></div></div>
         <div class=f style='flex-direction: row-reverse'><div id=m style='width: 30px'>m</div><div id=n style='width: 40px'>n</div></div>
         <div class=f><div id=o style='order: 2; width: 30px'>o</div><div id=q style='width: 40px'>q</div></div>
         <div class=f><div id=r style='flex: 1; padding: 5%'>r</div></div>",
    );
    assert_rects(
        &laid,
        &[
            ("a", [0.0, 0.0, 100.0, 20.0]),
            ("b", [100.0, 0.0, 200.0, 20.0]),
            ("c", [300.0, 0.0, 200.0, 20.0]),
            ("d", [0.0, 20.0, 80.0, 20.0]),
            ("e", [80.0, 20.0, 20.0, 20.0]),
            ("g", [0.0, 40.0, 300.0, 30.0]),
            ("h", [0.0, 75.0, 300.0, 10.0]),
            ("i", [0.0, 85.0, 500.0, 80.0]),
            ("j", [0.0, 165.0, 500.0, 20.0]),
            ("k", [470.0, 215.0, 10.0, 20.0]),
            ("l", [480.0, 205.0, 20.0, 40.0]),
            ("m", [470.0, 265.0, 30.0, 20.0]),
            ("n", [430.0, 265.0, 40.0, 20.0]),
            ("o", [40.0, 285.0, 30.0, 20.0]),
            ("q", [0.0, 285.0, 40.0, 20.0]),
            // Percentages of padding are of the container's width.
            ("r", [0.0, 305.0, 500.0, 70.0]),
        ],
    );
}

#[test]
fn boxes_run_from_the_right_where_text_does() {
    let laid = page(
        "",
        "<div dir=rtl><p id=a style='margin-inline-start: 20px; width: 100px'>x</p>
         <ul style='margin: 0; padding-inline-start: 40px'><li id=b>x</ul>
         <div style='display: flex'><div id=c style='width: 30px'>1</div><div id=d style='width: 40px'>2</div></div></div>",
    );
    assert_rects(
        &laid,
        &[
            ("a", [380.0, 0.0, 100.0, 20.0]),
            ("b", [0.0, 20.0, 460.0, 20.0]),
            ("c", [470.0, 40.0, 30.0, 20.0]),
            ("d", [430.0, 40.0, 40.0, 20.0]),
        ],
    );
}

#[test]
fn words_of_both_directions_are_in_visual_order() {
    let laid = page("", "<p>abc \u{5d0}\u{5d1} def</p><p dir=rtl>abc \u{645}\u{62d} def</p>");
    assert!(
        laid.messages.iter().any(|message| message.contains("no font has the character")),
        "no Hebrew in the fonts"
    );
    let (abc, def) =
        (laid.words()[0].clone(), laid.words().into_iter().find(|word| word.text.contains("def")));
    assert!(abc.x < def.expect("def").x);
    let second: Vec<_> = laid.words().into_iter().filter(|word| word.baseline > 20.0).collect();
    let x = |text: &str| second.iter().find(|word| word.text.contains(text)).expect("a word").x;
    assert!(x("def") < x("\u{645}") && x("\u{645}") < x("abc"), "{second:?}");
}

#[test]
fn list_items_have_numbered_markers_outside_and_inside() {
    let laid = page(
        "ol, ul { margin: 0; padding-left: 40px }",
        "<ol start=9><li id=a>nine<li value=12>twelve<li>thirteen</ol>
         <ol style='list-style: upper-roman inside'><li id=b>one</ol>
         <ul style='list-style-type: \"\u{2013} \"'><li>dash</ul>
         <style>.m li::marker { content: counter(list-item) ') ' }</style><ol class=m><li>own</ol>",
    );
    let texts: Vec<String> = laid.lines(0).iter().map(|line| line.replace('\u{a0}', " ")).collect();
    assert_eq!(texts, ["9. nine", "12. twelve", "13. thirteen", "I. one", "\u{2013} dash", "1) own"]);
    assert_eq!(laid.rect("a"), [40.0, 0.0, 460.0, 20.0]);
    let (marker, nine) = (laid.word("9."), laid.word("nine"));
    assert_eq!(nine.x, 40.0);
    assert!(marker.x + marker.width <= 40.05 && marker.x > 20.0, "{marker:?}");
    assert_eq!(laid.word("I.").x, 40.0);
}

#[test]
fn an_empty_inline_element_or_a_wrapped_one_is_placed() {
    let laid = page("", "<p>x <a id=a></a>y <span id=b style='border: 1px solid; padding: 3px'>z</span></p>");
    assert_eq!(laid.places("a").len(), 1);
    let [_, _, width, _] = laid.rect("b");
    assert!(width > 8.0 + 6.0);
}

#[test]
fn overflow_is_reported_and_layout_continues() {
    let laid = page(
        "@page { size: 100px 100px }",
        "<p>Unbreakableverylongword</p><div id=a style='height: 500px; break-inside: avoid'></div><p id=b>b</p>",
    );
    assert!(laid.messages.iter().any(|message| message.contains("wider than")), "{:?}", laid.messages);
    let laid = page(
        "@page { size: 100px 100px }",
        "<div style='overflow: hidden; display: flex'><img id=c src='tests/pictures/red.png' style='height: 300px'></div><p id=d>after</p>",
    );
    assert!(laid.messages.iter().any(|message| message.contains("than its page")), "{:?}", laid.messages);
    assert!(laid.page_of("d") >= 1);
}

#[test]
fn pictures_take_their_size_from_file_style_and_ratio() {
    // 40 by 30 pixels; 20 by 10; no size but a ratio of two to one.
    let laid = page(
        "img { display: block }",
        "<img id=a src='tests/pictures/red.png'><img id=b src='tests/pictures/red.png' width=100><img id=c
         src='tests/pictures/red.png' height=15><img id=d src='tests/pictures/red.png' style='max-width: 20px'><img id=e
         src='tests/pictures/red.png' style='width: 50%'><img id=f src='tests/pictures/blue.svg'><img id=g
         src='tests/pictures/ratio.svg' style='width: 100px'><img id=h src='tests/pictures/red.png' style='margin: 0 auto;
         padding: 3px; border: 2px solid'><img id=i src='tests/pictures/red.png' width=0>
         <p id=p><img id=j src='tests/pictures/red.png' style='display: inline'></p>",
    );
    assert_rects(
        &laid,
        &[
            ("a", [0.0, 0.0, 40.0, 30.0]),
            ("b", [0.0, 30.0, 100.0, 75.0]),
            ("c", [0.0, 105.0, 20.0, 15.0]),
            ("d", [0.0, 120.0, 20.0, 15.0]),
            ("e", [0.0, 135.0, 250.0, 187.5]),
            ("f", [0.0, 322.5, 20.0, 10.0]),
            ("g", [0.0, 332.5, 100.0, 50.0]),
            ("h", [225.0, 382.5, 50.0, 40.0]),
            ("j", [0.0, 422.5, 40.0, 30.0]),
        ],
    );
}

#[test]
fn align_content_moves_the_contents_of_a_block_container() {
    let top = |align: &str, rest: &str| {
        let laid = lay_out(&format!(
            "<!doctype html><html lang=en><title>x</title><style>@page {{ margin: 0 }} body, p {{ margin: 0 }}
             #a {{ align-content: {align}; {rest} }} p {{ height: 20px }}</style><div id=a><p id=b>x</p></div>"
        ));
        (laid.rect("b")[1], laid.rect("a")[3])
    };
    for (align, expected) in [
        ("normal", 0.0),
        ("start", 0.0),
        ("space-between", 0.0),
        ("center", 40.0),
        ("space-around", 40.0),
        ("end", 80.0),
        ("last baseline", 80.0),
    ] {
        assert_eq!(top(align, "height: 100px"), (expected, 100.0), "{align}");
        assert_eq!(top(align, "min-height: 100px"), (expected, 100.0), "{align}");
    }
    assert_eq!(top("center", ""), (0.0, 20.0));
    assert_eq!(top("end", "height: 10px"), (0.0, 10.0));
    let padded = "box-sizing: border-box; height: 100px; padding: 10px 0 20px; border-top: 10px solid";
    assert_eq!(top("center", padded), (40.0, 100.0));
    assert_eq!(top("center", "margin: 5px; height: 100px"), (45.0, 100.0));
}
