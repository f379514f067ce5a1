//! Vector pictures in boxes of other proportions (SVG 2, section 8.6).

use crate::kit::squares::{draw, expect, expect_pages};

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

#[test]
fn use_draws_a_symbol_of_another_svg_element() {
    for sprite in ["style='display: none'", "width=0 height=0 style='position: absolute'"] {
        let body = format!(
            "<svg {sprite}><defs><linearGradient id=g><stop stop-color=blue></linearGradient></defs>
             <symbol id=s viewBox='0 0 2 1'><path d='M0 0h1v1h-1z'/><path fill='url(#g)' d='M1 0h1v1h-1z'/></symbol></svg
             ><svg viewBox='0 0 2 1' style='display: block; width: 20px; color: red; fill: currentcolor'
             ><use href='#s'/></svg>"
        );
        expect((2, 2), "", &body, &["RB\n.."]);
    }
}

#[test]
fn rules_of_the_document_hold_in_inline_svg() {
    expect(
        (4, 1),
        "svg { display: block; --paint: blue } .a { fill: red } rect + rect { fill: var(--paint) }
         g { color: lime } .c { fill: currentcolor } .d { display: none }",
        "<svg width=40 height=10><rect class=a fill=black width=10 height=10 /><rect x=10 width=10 height=10 />
         <g><path class=c d='M20 0h10v10h-10z'/></g><path class=d d='M30 0h10v10h-10z'/></svg>",
        &["RBG."],
    );
}

#[test]
fn an_svg_element_with_a_view_box_only_is_as_wide_as_a_block() {
    let picture = "<path fill='red' d='M0 0h1v1h-1z'/><path fill='blue' d='M1 0h1v1h-1z'/></svg>";
    for size in ["", "width=100%", "style='width: 100%'", "style='height: 20px'"] {
        let body = format!("<svg viewBox='0 0 2 1' {size}>{picture}");
        expect((4, 2), "svg { vertical-align: top }", &body, &["RRBB\nRRBB"]);
    }
    expect(
        (4, 2),
        "",
        &format!("<svg viewBox='0 0 2 1' width=50% style='display: block'>{picture}"),
        &["RB..\n...."],
    );
}

/// The address of a picture twice as wide as tall, with a `viewBox` and these attributes.
fn with_view_box(attributes: &str) -> String {
    format!(
        "data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 2 1%22 {attributes}>\
         <path fill=%22red%22 d=%22M0 0h1v1h-1z%22/><path fill=%22blue%22 d=%22M1 0h1v1h-1z%22/></svg>"
    )
}

#[test]
fn a_picture_with_a_view_box_only_fills_the_width_that_it_is_given() {
    for attributes in ["", "width=%22100%%22", "width=%22auto%22 height=%2250%%22"] {
        let url = with_view_box(attributes);
        let css = "img { vertical-align: top }";
        expect((4, 2), css, &format!("<img alt='' src='{url}'>"), &["RRBB\nRRBB"]);
        // The largest height bounds the width too (CSS 2.2, section 10.4).
        expect((4, 2), "img { max-height: 10px }", &format!("<img alt='' src='{url}'>"), &["RB..\n...."]);
        let generated = format!(
            "p::before {{ content: url('{url}'); display: block; width: 20px; font-size: 0; line-height: 0 }}"
        );
        expect((4, 2), &generated, "<p>a", &["RB..\nK..."]);
        let background = format!("p {{ height: 20px; background: url('{url}') no-repeat }}");
        expect((5, 2), &background, "<p>", &["RRBB.\nRRBB."]);
    }
    let url = with_view_box("height=%2210%22");
    expect((4, 2), "", &format!("<img alt='' src='{url}'>"), &["RB..\n...."]);
    let background = format!("p {{ height: 20px; background: url('{url}') no-repeat }}");
    expect((5, 2), &background, "<p>", &["RB...\n....."]);
}

#[test]
fn a_picture_with_a_view_box_only_fits_into_its_marker_and_margin_box() {
    let url = with_view_box("");
    let css = format!("ul {{ font-size: 20px; line-height: 28px; list-style: inside url('{url}') }}");
    expect((4, 3), &css, "<ul><li>", &["....\nRB..\n...."]);
    let css = format!("@page {{ margin-top: 20px; @top-left {{ content: url('{url}') }} }}");
    expect((6, 4), &css, "a", &["RRBB..\nRRBB..\nK.....\n......"]);
}

#[test]
fn an_svg_element_without_a_view_box_is_clipped_and_not_scaled() {
    let body = "<svg width=20 height=10 style='display: block; width: 30px'>\
                <path fill='red' d='M0 0h20v40h-20z'/><path fill='blue' d='M20 0h20v10h-20z'/></svg>";
    expect((4, 2), "", body, &["RRB.\n...."]);
}

#[test]
fn a_paint_that_leads_nowhere_is_its_fallback_or_none() {
    let rect = |x: i32, fill: &str| format!("<rect x={x} width=10 height=10 fill=\"{fill}\"/>");
    let rects =
        [rect(0, "url(#)"), rect(10, "url(!) red"), rect(20, "url(#none)"), rect(30, "url(#a')")].concat();
    let body = format!("<svg width=40 height=10 style='display: block'>{rects}</svg>");
    expect((4, 1), "", &body, &[".R.K"]);
}

#[test]
fn elements_and_attributes_of_editors_in_a_drawing_are_left_out() {
    let body = "<svg width=10 height=10 style='display: block' inkscape:version=1><sodipodi:namedview id=a />\
                <rect sodipodi:type=arc width=10 height=10 fill=red /></svg>";
    expect((1, 1), "", body, &["R"]);
}

#[test]
fn text_in_a_picture_is_set_in_the_fonts_of_the_document() {
    expect(
        (4, 3),
        "svg { display: block } .b { fill: blue }",
        "<svg width=40 height=30><text x=0 y=8 fill=red>ab<tspan class=b>c</tspan></text>
         <text x=40 y=18 text-anchor=end>ab</text><text x='10 30' y=28 fill=lime>ab</text></svg>",
        &["RRB.
           ..KK
           .G.G"],
    );
}

#[test]
fn text_is_at_the_same_places_whoever_shapes_it() {
    let texts = "<g transform='translate(10 0)'><text y=8 fill=red>a<tspan class=b fill=blue>b</tspan>\
                 <tspan x=10 y=18>c<tspan class=b>d</tspan></tspan></text></g>\
                 <text x=20 y=28 text-anchor=middle fill=lime>ab<tspan class=b visibility=hidden>cd</tspan></text>\
                 <text x=5 y=19 font-size=5 transform='scale(2)' fill=blue fill-opacity=0.5><tspan></tspan>e</text>";
    // The engine leaves the text of pictures with references to the SVG reader.
    for reference in ["", "<g data-of='url(' />"] {
        let body = format!("<svg width=40 height=40 style='display: block'>{texts}{reference}</svg>");
        expect((4, 4), ".b { font-family: Squares, serif }", &body, &[".RB.\n..RR\nGG..\n.b.."]);
    }
}

#[test]
fn text_that_is_more_than_glyphs_side_by_side_is_placed_by_its_attributes() {
    for (text, drawn) in [
        ("<text y=8 dx='10 10'>ab</text>", ".K.K"),
        ("<text y=8 letter-spacing=10>ab</text>", "K.K."),
        ("<text y=8 textLength=40>ab</text>", "K..K"),
        ("<text y=8>a<tspan baseline-shift=10>b</tspan>c</text>", "K.K."),
        ("<text x=10 y=8 stroke=red stroke-width=20 paint-order=stroke>a</text>", "RKR."),
        ("<text x=20 y=8 direction=rtl>\u{5d0}\u{5d1}</text>", "KK.."),
    ] {
        expect((4, 1), "", &squares((4, 1), text), &[drawn]);
    }
}

#[test]
fn a_picture_without_a_size_is_as_large_as_its_text() {
    let body = "<img alt=x src=\"data:image/svg+xml,%3csvg xmlns='http://www.w3.org/2000/svg'>\
                %3ctext y='8' font-size='10' font-family='Squares'>abc%3c/text>%3c/svg>\"><span>d</span>";
    expect((5, 1), "img { vertical-align: bottom } span { color: red }", body, &["KKKR."]);
}

/// An inline picture of these squares, with lengths in pixels.
fn squares((width, height): (u32, u32), content: &str) -> String {
    format!("<svg width={}0 height={}0 style='display: block'>{content}</svg>", width, height)
}

#[test]
fn a_gradient_is_repeated_or_reflected_over_what_it_fills() {
    let stops = "<stop stop-color=red /><stop offset=.5 stop-color=red /><stop offset=.5 stop-color=blue />";
    for (method, row) in [("pad", "RBBBBB"), ("repeat", "RBRBRB"), ("reflect", "RBBRRB")] {
        let gradient = |kind: &str| {
            format!("<{kind} gradientUnits=userSpaceOnUse spreadMethod={method}>{stops}</{}>", &kind[..14])
        };
        let linear = gradient("linearGradient id=g x1=0 x2=20");
        let fill =
            |paint: &str| squares((6, 1), &format!("{paint}<rect width=60 height=10 fill='url(#g)'/>"));
        expect((6, 1), "", &fill(&linear), &[row]);
        let line = "<path d='M0 5h60' stroke-width=10 stroke='url(#g)'/>";
        expect((6, 1), "", &squares((6, 1), &format!("{linear}{line}")), &[row]);
        let radial = gradient("radialGradient id=g cx=0 cy=5 r=20");
        expect((6, 1), "", &fill(&radial), &[row]);
    }
}

#[test]
fn a_radial_gradient_runs_from_its_inner_circle_about_its_focus() {
    let radial = |circles: &str| {
        let body = format!(
            "<radialGradient id=g gradientUnits=userSpaceOnUse cy=5 {circles}><stop offset=.5 stop-color=red />\
             <stop offset=.5 stop-color=blue /></radialGradient><rect width=40 height=10 fill='url(#g)'/>"
        );
        squares((4, 1), &body)
    };
    expect((4, 1), "", &radial("cx=20 r=20"), &["BRRB"]);
    expect((4, 1), "", &radial("cx=20 r=20 fx=1"), &["RRBB"]);
    expect((4, 1), "", &radial("cx=0 r=40 fr=20"), &["RRRB"]);
    expect((4, 1), "", &radial("cx=0 r=20 gradientTransform='scale(1.5 4) translate(0 -3.75)'"), &["R?BB"]);
}

#[test]
fn a_pattern_fills_shapes_strokes_and_text_with_its_tiles() {
    let pattern = |attributes: &str| {
        format!(
            "<pattern id=p width=20 height=10 patternUnits=userSpaceOnUse {attributes}>\
             <rect width=10 height=10 fill=red /></pattern>"
        )
    };
    let drawn = |attributes: &str, shape: &str| squares((4, 1), &format!("{}{shape}", pattern(attributes)));
    let rect = "<rect width=40 height=10 fill='url(#p)'/>";
    expect((4, 1), "", &drawn("", rect), &["R.R."]);
    expect((4, 1), "", &drawn("patternTransform='translate(10)'", rect), &[".R.R"]);
    expect((4, 1), "", &drawn("patternTransform='scale(2 1)'", rect), &["RR.."]);
    expect((4, 1), "", &drawn("", "<path d='M0 5h40' stroke-width=10 stroke='url(#p)'/>"), &["R.R."]);
    expect((4, 1), "", &drawn("", "<text y=8 fill='url(#p)'>abcd</text>"), &["R.R."]);
    expect((4, 1), "", &drawn("", &rect.replace("fill", "fill-opacity=.5 fill")), &["r.r."]);
    let moved = format!("<g transform='translate(10)' opacity=.5>{rect}</g>");
    expect((4, 1), "", &drawn("", &moved), &[".r.r"]);
}

#[test]
fn a_pattern_may_be_filled_with_gradients_and_patterns() {
    let body = "<linearGradient id=g x2=.5 spreadMethod=repeat><stop offset=.5 stop-color=red />\
         <stop offset=.5 stop-color=blue /></linearGradient>
         <pattern id=q width=10 height=20 patternUnits=userSpaceOnUse><rect y=10 width=10 height=10 fill=lime /></pattern>
         <pattern id=p width=1 height=1 viewBox='0 0 40 20'><rect width=40 height=10 fill='url(#g)'/>
         <rect width=20 height=20 fill='url(#q)'/></pattern><rect width=40 height=20 fill='url(#p)'/>";
    expect((4, 2), "", &squares((4, 2), body), &["RBRB\nGG.."]);
}

#[test]
fn a_mask_hides_by_its_luminance_or_by_its_opacity() {
    let mask = |kind: &str| {
        let body = format!(
            "<mask id=m maskUnits=userSpaceOnUse x=0 y=0 width=30 height=10 {kind}><rect width=10 height=10 fill=white />
             <rect x=10 width=10 height=10 fill=black /><rect x=30 width=10 height=10 fill=white /></mask>
             <rect width=40 height=10 fill=red mask='url(#m)'/>"
        );
        squares((4, 1), &body)
    };
    expect((4, 1), "", &mask(""), &["R..."]);
    expect((4, 1), "", &mask("mask-type=alpha"), &["RR.."]);
}

#[test]
fn a_mask_may_be_masked_itself() {
    let body = "<mask id=n maskUnits=userSpaceOnUse x=0 y=0 width=20 height=10><rect width=20 height=10 fill=white /></mask>
         <mask id=m maskUnits=userSpaceOnUse x=0 y=0 width=40 height=10 mask='url(#n)'><rect x=10 width=30 height=10 fill=white />
         </mask><rect width=40 height=10 fill=red mask='url(#m)'/>";
    expect((4, 1), "", &squares((4, 1), body), &[".R.."]);
}

#[test]
fn a_clip_path_is_the_union_of_its_shapes() {
    let clipped = |shapes: &str| {
        squares(
            (4, 1),
            &format!(
                "<clipPath id=c>{shapes}</clipPath><rect width=40 height=10 fill=red clip-path='url(#c)'/>"
            ),
        )
    };
    // Overlapping shapes of opposite directions, a hole, and a shape that is clipped itself.
    expect((4, 1), "", &clipped("<path d='M0 0h30v10h-30z'/><path d='M10 0v10h30v-10z'/>"), &["RRRR"]);
    expect((4, 1), "", &clipped("<path clip-rule=evenodd d='M0 0h40v10h-40zM10 0h20v10h-20z'/>"), &["R..R"]);
    let inner = "<clipPath id=d><rect width=20 height=10 /></clipPath>";
    let body = clipped("<rect x=10 width=30 height=10 clip-path='url(#d)'/>");
    expect((4, 1), "", &body.replace("<rect width=40", &format!("{inner}<rect width=40")), &[".R.."]);
}

#[test]
fn a_group_is_blended_with_what_is_below_it() {
    let body = "<rect width=20 height=10 fill=yellow /><g style='mix-blend-mode: multiply'>\
                <rect x=10 width=20 height=10 fill=cyan /></g>";
    expect((3, 1), "", &squares((3, 1), body), &["YGC"]);
    let by_rule = body.replace("style='mix-blend-mode: multiply'", "class=a");
    expect((3, 1), ".a { mix-blend-mode: multiply }", &squares((3, 1), &by_rule), &["YGC"]);
    let isolated = body.replace("<g style", "<g class=b><g style").replace("</g>", "</g></g>");
    expect((3, 1), ".b { isolation: isolate }", &squares((3, 1), &isolated), &["YCC"]);
}

#[test]
fn images_in_a_picture_are_files_of_the_project_or_data() {
    let square = "data:image/svg+xml,<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"2\" height=\"1\">\
         <path fill=\"lime\" d=\"M0 0h1v1h-1z\"/><path fill=\"blue\" d=\"M1 0h1v1h-1z\"/></svg>";
    let body = format!(
        "<image href='red.svg' width=10 height=10 preserveAspectRatio=none />\
         <image x=20 xlink:href='{square}' width=20 height=10 />\
         <image href='{square}' width=20 height=10 transform='rotate(90 10 10) translate(10)'/>"
    );
    expect((4, 2), "", &squares((4, 2), &body), &["R.GB\n.G.."]);
}

#[test]
fn what_is_not_drawn_of_a_picture_is_reported() {
    for (content, message) in [
        ("<image href=none.png width=9 height=9 />", "none.png"),
        ("<image href='https://example.org/a.png' width=9 height=9 />", "network address"),
        ("<foreignObject width=9 height=9><p>text</p></foreignObject>", "`foreignObject`"),
        ("<flowRoot><flowPara>text</flowPara></flowRoot>", "text in `flowRoot` is not drawn"),
        ("<rect width=1e30 height=9 />", "beyond any page"),
        ("<path d='M0 0H90000' stroke=red stroke-dasharray=.1 />", "too many dashes"),
    ] {
        let drawing = draw((4, 1), "", &squares((1, 1), content));
        assert!(drawing.messages.iter().any(|each| each.contains(message)), "{:?}", drawing.messages);
    }
}

#[test]
fn a_marker_takes_the_paint_of_a_stroke_without_width() {
    let body = "<marker id=m markerUnits=userSpaceOnUse markerWidth=10 markerHeight=10>\
         <rect width=10 height=10 fill=context-stroke /></marker>\
         <path d='M0 0H20' stroke=red stroke-width=0 marker-start='url(#m)' marker-end='url(#m)'/>";
    expect((4, 1), "", &squares((4, 1), body), &["R.R."]);
}

#[test]
fn a_part_that_is_repeated_exponentially_is_drawn_up_to_a_limit() {
    let part = |at: usize, reference: &str| {
        format!(
            "<g id=g{at}><rect width=10 height=10 fill=red />{}</g>",
            format!("<use href='#g{reference}'/>").repeat(2)
        )
    };
    let drawn = |depth: usize| {
        let parts: String = (0..depth).map(|at| part(at, &(at + 1).to_string())).collect();
        draw((2, 1), "", &squares((2, 1), &format!("<defs>{parts}</defs><use href='#g0'/>")))
    };
    assert_eq!(drawn(12).messages, [""; 0]);
    let drawing = drawn(32);
    assert!(drawing.messages.iter().any(|each| each.contains("too often")), "{:?}", drawing.messages);
}

#[test]
fn patterns_in_patterns_are_drawn_up_to_a_limit() {
    let pattern = |at: usize| {
        format!(
            "<pattern id=p{at} width=1 height=1><rect width=40 height=10 fill=red />\
             <rect width=40 height=10 fill='url(#p{})'/></pattern>",
            at + 1
        )
    };
    let patterns: String = (0..32).map(pattern).collect();
    let body = squares((4, 1), &format!("{patterns}<rect width=40 height=10 fill='url(#p0)'/>"));
    let drawing = draw((4, 1), "", &body);
    assert!(drawing.messages.iter().any(|each| each.contains("nested too deeply")), "{:?}", drawing.messages);
    expect_pages(&drawing, &["RRRR"]);
}

#[test]
fn rules_and_style_attributes_mask_and_clip_parts_of_a_picture() {
    let body = |attributes: &str| {
        let defined = "<mask id=m><rect width=10 height=10 fill=white /></mask>\
             <mask id=a><rect width=10 height=10 /></mask>\
             <clipPath id=c><rect width=20 height=10 /></clipPath>";
        squares((4, 1), &format!("{defined}<rect id=r {attributes} width=40 height=10 fill=red />"))
    };
    for (declaration, drawn) in [
        ("mask: url(#m)", "R..."),
        ("mask-image: url('#m')", "R..."),
        ("mask: url(#a)", "...."),
        ("clip-path: url(#c)", "RR.."),
        ("mask: url(#m); clip-path: url(#c)", "R..."),
    ] {
        expect((4, 1), &format!("#r {{ {declaration} }}"), &body(""), &[drawn]);
        expect((4, 1), "", &body(&format!("style=\"{declaration}\"")), &[drawn]);
    }
    expect((4, 1), "#a { mask-type: alpha } #r { mask: url(#a) }", &body(""), &["R..."]);
    // Rules that do not apply do not matter.
    expect((4, 1), "#x { mask: url(#m); clip-path: url(#c) }", &body(""), &["RRRR"]);
}

#[test]
fn elements_of_html_are_not_masked_or_clipped_by_elements_of_a_picture() {
    let messages = |css: &str| draw((1, 1), &format!("p {{ {css} }}"), "<p>a").messages;
    assert_eq!(messages("mask: url(#m)"), ["`mask: url(#m)` is applied to elements of inline SVG only"]);
    assert_eq!(
        messages("clip-path: url(#c)"),
        ["`clip-path: url(#c)` is applied to elements of inline SVG only"]
    );
}

#[test]
fn what_a_style_attribute_does_with_the_whole_picture_is_done_once() {
    let svg = |style: &str| {
        let body = "<rect width=20 height=10 fill=red />";
        squares((2, 1), body)
            .replacen("<svg", &format!("<svg style=\"display: block; {style}\""), 1)
            .replacen(" style='display: block'", "", 1)
    };
    for (style, drawn) in [("filter: invert(1)", "CC"), ("opacity: 0.5; fill: red", "rr")] {
        expect((2, 1), "", &svg(style), &[drawn]);
    }
}

#[test]
fn an_item_without_a_size_fills_the_width_that_it_has() {
    let image = format!("<img alt='' src='{}'>", with_view_box(""));
    let flex = "div { display: flex } p { width: 20px }";
    let grid = "div { display: grid; grid-template-columns: 40px 20px }";
    expect((6, 3), flex, &format!("<div>{image}</div>"), &["RRRBBB\nRRRBBB\nRRRBBB"]);
    expect((6, 3), flex, &format!("<div>{image}<p>xx</p></div>"), &["RRBBKK\nRRBB..\n......"]);
    expect((6, 3), grid, &format!("<div>{image}<p>xx</p></div>"), &["RRBBKK\nRRBB..\n......"]);
    let column = "div { display: flex; flex-direction: column; width: 40px }";
    for align in ["stretch", "center", "flex-start"] {
        let css = format!("{column} div {{ align-items: {align} }}");
        expect((6, 3), &css, &format!("<div>{image}</div>"), &["RRBB..\nRRBB..\n......"]);
    }
    // A size that is given counts as before.
    let css = format!("{flex} img {{ height: 10px }}");
    expect(
        (6, 3),
        &css,
        &format!("<div style='align-items: start'>{image}</div>"),
        &["RB....\n......\n......"],
    );
}

#[test]
fn fonts_that_text_of_a_picture_lacks_are_reported_with_the_picture() {
    let text = |font: &str| {
        let text = format!("<text y='9' font-size='5' {font}>x</text>");
        format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10' aria-label='x'>{text}</svg>")
    };
    let file = |font: &str| {
        format!(
            "<img alt=x src=\"data:image/svg+xml,{}\">",
            text(font).replace('<', "%3c").replace('\'', "%27")
        )
    };
    for font in ["", "font-family='Squares 3, 4'", "font-family='system-ui'", "font-family='Squares'"] {
        for body in [text(font), file(font)] {
            assert_eq!(draw((3, 2), "", &body).messages, Vec::<String>::new(), "{body}");
        }
    }
    let messages = draw((3, 2), "", &file("font-family='No Such'")).messages;
    assert!(messages[0].starts_with("data:image/svg+xml"), "{messages:?}");
    let drawing = draw((3, 2), "", &text("font-family='No Such'").repeat(2));
    let message = "there is no font of the family \"No Such\"; another is used instead";
    assert_eq!(drawing.messages, [message; 2]);
}

/// An `svg` element of three squares by two, with a filter `f` of these steps and a red square in the middle of its top.
fn filtered(steps: &str, around: &str) -> String {
    format!(
        "<svg viewBox='0 0 30 20' style='display: block; width: 30px' aria-label=x><filter id=f x=-1 y=0 width=3 height=2 \
         color-interpolation-filters=sRGB>{steps}</filter><g {around}><path filter='url(#f)' fill='red' \
         d='M10 0h10v10h-10z'/></g></svg>"
    )
}

#[test]
fn filters_are_applied() {
    for (steps, page) in [
        ("<feOffset dy=10 />", "...\n.R."),
        ("<feFlood flood-color=lime />", "GGG\nGGG"),
        ("<feFlood flood-color=lime /><feComposite in2=SourceGraphic operator=in />", ".G.\n..."),
        ("<feDropShadow dx=10 dy=10 stdDeviation=0 flood-color=blue />", ".R.\n..B"),
        ("<feColorMatrix values='0 0 0 0 0  0 0 0 0 0  1 0 0 0 0  0 0 0 1 0' />", ".B.\n..."),
        (
            "<feOffset dy=10 result=a /><feMerge><feMergeNode in=a /><feMergeNode in=SourceGraphic /></feMerge>",
            ".R.\n.R.",
        ),
    ] {
        expect((3, 2), "", &filtered(steps, ""), &[page]);
    }
    // Under the transforms of the groups around it, and of the picture.
    let body = filtered("<feOffset dy=10 />", "transform='translate(-10 0)'");
    expect((3, 2), "", &body, &["...\nR.."]);
    let body = filtered("<feOffset dy=10 />", "transform='translate(-10 0)' opacity='.5'");
    expect((6, 4), "", &body.replace("width: 30px", "width: 60px"), &["......\n......\nrr....\nrr...."]);
}

#[test]
fn a_filter_that_cannot_be_applied_is_reported_once() {
    let picture = "<image href='red.svg' width=10 height=10 filter='url(#f)'/></g>";
    let body = filtered("<feOffset dy=10 />", "").replace("</g>", &picture.repeat(2).replace("</g><", "<"));
    let drawing = draw((3, 2), "", &body);
    assert_eq!(drawing.messages, ["a filter in the SVG is not applied to an element with images in it"]);
    let body = filtered("<feTurbulence numOctaves=1000000 />", "");
    let drawing = draw((3, 2), "", &body);
    assert_eq!(drawing.messages, ["a filter in the SVG is not applied, because it takes too long"]);
}

#[test]
fn dashes_begin_at_the_offset_and_again_in_each_part_of_a_line() {
    let dashed = |more: &str, line: &str| {
        format!(
            "<path fill='none' stroke='red' stroke-width='10' stroke-dasharray='10 20' {more} d='{line}'/>"
        )
    };
    for (more, line, page) in [
        ("", "M0 5h60", "R..R..\n......"),
        ("stroke-dashoffset='20'", "M0 5h60", ".R..R.\n......"),
        ("stroke-dashoffset='-10'", "M0 5h60", ".R..R.\n......"),
        ("stroke-linejoin='round'", "M0 5h20M20 5h40", "R.R..R\n......"),
        ("transform='scale(2 1)'", "M0 5h30", "RR....\n......"),
    ] {
        expect((6, 2), "", &squares((6, 2), &dashed(more, line)), &[page]);
    }
}
