//! Booklets: the order of pages after folding, and what a side of a sheet looks like.

use lopdf::content::Content;
use lopdf::{Dictionary, Object};

use engine::imposition::{Binding, Booklet, Flip, Imposed, ImpositionError, Warning, impose};
use engine::units::{Length, Size};

use crate::kit::pdf_reader::{dig, get, is_name, operations, pages, read};
use crate::kit::squares::{Drawing, drawn, expect_pages};

/// A file with pages, each given by the entries of its dictionary and its content, and with entries of the catalog.
fn file(catalog: &str, pages: &[(&str, &str)]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|page| format!("{} 0 R", 3 + 2 * page)).collect();
    let mut objects = vec![
        format!("<</Type/Catalog/Pages 2 0 R {catalog}>>"),
        format!("<</Type/Pages/Count {}/Kids[{}]>>", pages.len(), kids.join(" ")),
    ];
    for (page, (entries, content)) in pages.iter().enumerate() {
        objects.push(format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R {entries}>>", 4 + 2 * page));
        objects.push(format!("<</Length {}>>stream\n{content}\nendstream", content.len()));
    }
    let (mut text, mut table) = ("%PDF-1.7\n".to_string(), "0000000000 65535 f \n".to_string());
    for (object, number) in objects.iter().zip(1..) {
        table.push_str(&format!("{:010} 00000 n \n", text.len()));
        text.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let (start, size) = (text.len(), objects.len() + 1);
    let trailer =
        format!("xref\n0 {size}\n{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
    (text + &trailer).into_bytes()
}

/// A file of pages of one size, each of which has its number in its content.
fn numbered(count: usize) -> Vec<u8> {
    let contents: Vec<String> = (1..=count).map(|number| format!("{number} w")).collect();
    let pages: Vec<(&str, &str)> =
        contents.iter().map(|content| ("/MediaBox[0 0 100 150]", content.as_str())).collect();
    file("", &pages)
}

fn imposed(bytes: &[u8], booklet: Booklet) -> Imposed {
    impose(bytes, "Title", None, &booklet).expect("a booklet")
}

/// A page on a side of a sheet: its number, its center, and the direction of its top.
#[derive(Clone, Copy, Debug)]
struct Placed {
    number: usize,
    center: [f32; 2],
    up: [f32; 2],
}

/// The pages on a side, read from the operators.
fn placed(document: &lopdf::Document, side: &Dictionary) -> Vec<Placed> {
    // The entries of `cm`, of the outermost transform first.
    let mut stack = vec![[1.0, 0.0, 0.0, 1.0, 0.0, 0.0]];
    let mut placed = Vec::new();
    for operation in operations(document, side).operations {
        let numbers: Vec<f32> =
            operation.operands.iter().filter_map(|operand| operand.as_float().ok()).collect();
        let top = stack.last_mut().expect("a state");
        match operation.operator.as_str() {
            "q" => {
                let state = *top;
                stack.push(state);
            }
            "Q" => drop(stack.pop()),
            "cm" => {
                let [a, b, c, d, e, f] = *top;
                let n = &numbers;
                *top = [
                    n[0] * a + n[1] * c,
                    n[0] * b + n[1] * d,
                    n[2] * a + n[3] * c,
                    n[2] * b + n[3] * d,
                    n[4] * a + n[5] * c + e,
                    n[4] * b + n[5] * d + f,
                ];
            }
            "Do" => {
                let [a, b, c, d, e, f] = *top;
                let name = String::from_utf8(operation.operands[0].as_name().expect("a name").to_vec());
                let forms = dig(document, side, &["Resources", "XObject"]);
                let form = get(document, forms, &name.expect("ASCII")).as_stream().expect("a form");
                let content = Content::decode(&form.content).expect("operators");
                let number = content.operations[0].operands[0].as_i64().expect("a number") as usize;
                let center = [50.0 * a + 75.0 * c + e, 50.0 * b + 75.0 * d + f];
                placed.push(Placed { number, center, up: [c, d] });
            }
            _ => {}
        }
    }
    placed
}

/// The numbers on each side of each half of a sheet, as seen through the paper from the front: the left half, then the
/// right one; of each the front and the back. 0 for a blank page.
fn halves(front: &[Placed], back: &[Placed], flip: Flip, [width, height]: [f32; 2]) -> [[usize; 2]; 2] {
    // A sheet that is wider than tall is turned over its short edge like a page, and over its long edge head over heels.
    let through = |placed: &Placed| match flip {
        Flip::Short => Placed { center: [width - placed.center[0], placed.center[1]], ..*placed },
        Flip::Long => Placed {
            center: [placed.center[0], height - placed.center[1]],
            up: [placed.up[0], -placed.up[1]],
            ..*placed
        },
    };
    let mut halves = [[0; 2]; 2];
    for (pages, side) in [(front.to_vec(), 0), (back.iter().map(through).collect(), 1)] {
        for page in pages {
            assert_eq!(page.up, [0.0, 1.0], "page {} is not upright after folding", page.number);
            assert_eq!(page.center[1], height / 2.0);
            let half = usize::from(page.center[0] > width / 2.0);
            assert_eq!(page.center[0], [width / 4.0, width * 0.75][half]);
            assert_eq!(halves[half][side], 0, "two pages in one place");
            halves[half][side] = page.number;
        }
    }
    halves
}

/// The numbers of the pages as the folded and bound sheets are read.
fn folded(imposed: &Imposed, booklet: &Booklet) -> Vec<usize> {
    let document = read(&imposed.pdf);
    let sides: Vec<Vec<Placed>> = pages(&document).into_iter().map(|side| placed(&document, side)).collect();
    let sheets: Vec<[[usize; 2]; 2]> = sides
        .chunks_exact(2)
        .map(|sides| halves(&sides[0], &sides[1], booklet.flip, [200.0, 150.0]))
        .collect();
    assert_eq!(sheets.len(), imposed.sheets);
    let in_signature = booklet.signature.map_or(sheets.len(), usize::from);
    let mut read = Vec::new();
    for signature in sheets.chunks(in_signature) {
        // Sheets are nested with their fronts outward. Bound at the left, the right halves are read first.
        let [first, last] = if imposed.binding == Binding::Left { [1, 0] } else { [0, 1] };
        for sheet in signature {
            read.extend(sheet[first]);
        }
        for sheet in signature.iter().rev() {
            let [front, back] = sheet[last];
            read.extend([back, front]);
        }
    }
    read
}

#[test]
fn folded_and_bound_sheets_are_read_in_order() {
    for count in 1..=40 {
        let bytes = numbered(count);
        for signature in [None, Some(1), Some(3)] {
            for (binding, flip, keep_back_cover) in [
                (Binding::Left, Flip::Short, false),
                (Binding::Right, Flip::Long, false),
                (Binding::Left, Flip::Long, true),
                (Binding::Right, Flip::Short, true),
            ] {
                let booklet = Booklet {
                    binding: Some(binding),
                    signature,
                    flip,
                    keep_back_cover,
                    ..Booklet::default()
                };
                let imposed = imposed(&bytes, booklet);
                assert_eq!((imposed.pages + imposed.blank_pages) % 4, 0);
                assert!(imposed.blank_pages < 4);
                let mut expected: Vec<usize> = (1..=count).collect();
                let before = if keep_back_cover && count > 1 { count - 1 } else { count };
                expected.splice(before..before, vec![0; imposed.blank_pages]);
                assert_eq!(folded(&imposed, &booklet), expected, "{count} pages, {booklet:?}");
            }
        }
    }
}

#[test]
fn the_spine_follows_the_direction_and_the_language() {
    let binding =
        |catalog| imposed(&file(catalog, &[("/MediaBox[0 0 9 9]", "")]), Booklet::default()).binding;
    assert_eq!(binding(""), Binding::Left);
    assert_eq!(binding("/Lang(ar-EG)"), Binding::Right);
    assert_eq!(binding("/Lang(az)"), Binding::Left);
    assert_eq!(binding("/Lang(az-Arab)"), Binding::Right);
    assert_eq!(binding("/Lang(ku-Latn)/ViewerPreferences<</Direction/R2L>>"), Binding::Right);
    assert_eq!(binding("/Lang(fa)/ViewerPreferences<</Direction/L2R>>"), Binding::Left);
    assert_eq!(binding("/StructTreeRoot<</K<</S/Document/Lang(he)>>>>"), Binding::Right);
}

/// A square in the units of the kit, 7.5 pt, from the lower left corner.
fn square(x: i32, y: i32, color: &str) -> String {
    let [x, y] = [x, y].map(|place| f64::from(place) * 7.5);
    format!("{color} rg {x} {y} 7.5 7.5 re f\n")
}

const RED: &str = "1 0 0";
const GREEN: &str = "0 1 0";
const BLUE: &str = "0 0 1";

#[track_caller]
fn expect(imposed: Imposed, expected: &[&str]) {
    expect_pages(&Drawing { pages: drawn(imposed.pdf), messages: Vec::new() }, expected);
}

#[test]
fn a_page_is_its_trimmed_area_at_any_origin_and_rotation() {
    // A page of two by three squares in a larger one that does not begin at zero.
    let content =
        [square(-1, 2, RED), square(0, 2, GREEN), square(-1, 4, BLUE), square(-2, 2, "0 0 0")].concat();
    let boxes = "/MediaBox[-15 7.5 22.5 60]/TrimBox[7.5 37.5 -7.5 15]";
    let turned: Vec<String> = [0, 90, 180, -90].map(|turn| format!("{boxes}/Rotate {turn}")).to_vec();
    let page = |turn: usize| imposed(&file("", &[(&turned[turn], &content)]), Booklet::default());
    expect(page(0), &["..B.\n....\n..RG", "....\n....\n...."]);
    expect(page(1), &["...R.B\n...G..", "......\n......"]);
    expect(page(2), &["..GR\n....\n...B", "....\n....\n...."]);
    expect(page(3), &[".....G\n...B.R", "......\n......"]);
}

#[test]
fn a_unit_of_a_page_may_be_larger_than_a_point() {
    let content = "0 0 1 rg 0 0 1 1 re f";
    let bytes = file("", &[("/MediaBox[0 0 2 1]/UserUnit 7.5", content)]);
    expect(imposed(&bytes, Booklet::default()), &["..B.", "...."]);
}

#[test]
fn content_in_several_streams_is_one_page() {
    let text = String::from_utf8(file("", &[("/MediaBox[0 0 7.5 7.5]", "1 0 0"), ("", "rg 0 0 8 8 re f")]))
        .expect("ASCII");
    // The first page takes the content of both, and the second one is left out.
    let text = text
        .replace("/Contents 4 0 R", "/Contents [4 0 R 6 0 R]")
        .replace("/Kids[3 0 R 5 0 R]", "/Kids[3 0 R]");
    let bytes = reparsed(&text);
    expect(imposed(&bytes, Booklet::default()), &[".R", ".."]);
}

#[test]
fn bleed_is_seen_except_on_the_neighbor() {
    let bleeding = |color: &str| format!("{color} rg -30 -30 90 90 re f");
    let (red, blue) = (bleeding(RED), bleeding(BLUE));
    let boxes = "/MediaBox[0 0 30 30]/BleedBox[0 0 30 30]/TrimBox[7.5 7.5 22.5 22.5]";
    let bytes = file("", &[(boxes, &red), (boxes, ""), (boxes, ""), (boxes, &blue)]);
    let sheet = Some(Size { width: Length::POINT * 60, height: Length::POINT * 45 });
    let front = "........\n.BBBRRR.\n.BBBRRR.\n.BBBRRR.\n.BBBRRR.\n........";
    let blank = ["........"; 6].join("\n");
    expect(imposed(&bytes, Booklet { sheet, ..Booklet::default() }), &[front, &blank]);
    // Without a box for bleed only the trimmed page is seen.
    let boxes = "/MediaBox[0 0 30 30]/TrimBox[7.5 7.5 22.5 22.5]";
    let bytes = file("", &[(boxes, &red)]);
    let front = "........\n........\n....RR..\n....RR..\n........\n........";
    expect(imposed(&bytes, Booklet { sheet, ..Booklet::default() }), &[front, &blank]);
}

#[test]
fn creep_moves_inner_pages_toward_the_spine() {
    // Four squares wide; the second one from the left is red.
    let content = square(1, 0, RED);
    let pages = vec![("/MediaBox[0 0 30 7.5]", content.as_str()); 8];
    let creep = Length::from_points(7.5);
    let booklet = Booklet { creep, ..Booklet::default() };
    expect(imposed(&file("", &pages), booklet), &[".R...R..", ".R...R..", "..R.R...", "..R.R..."]);
    let error = impose(&file("", &pages), "", None, &Booklet { creep: creep * 2, ..booklet });
    assert!(matches!(error, Err(ImpositionError::CreepTooLarge(_))));
}

#[test]
fn backs_are_upside_down_if_the_paper_turns_over_its_long_edge() {
    let content = square(0, 0, RED);
    let pages = vec![("/MediaBox[0 0 15 15]", content.as_str()); 4];
    let long = Booklet { flip: Flip::Long, ..Booklet::default() };
    expect(imposed(&file("", &pages), long), &["....\nR.R.", ".R.R\n...."]);
    // Two tall pages are still taller than wide: their long edges are left and right.
    let pages = vec![("/MediaBox[0 0 7.5 22.5]", content.as_str()); 4];
    expect(imposed(&file("", &pages), long), &["..\n..\nRR", "..\n..\nRR"]);
    let short = Booklet::default();
    expect(imposed(&file("", &pages), short), &["..\n..\nRR", "RR\n..\n.."]);
}

#[test]
fn pages_are_scaled_down_only_if_asked() {
    let content = square(0, 0, RED);
    let bytes = file("", &[("/MediaBox[0 0 15 15]", content.as_str())]);
    // Given upright, and used lying.
    let sheet = Some(Size { width: Length::from_points(7.5), height: Length::POINT * 15 });
    let error = impose(&bytes, "", None, &Booklet { sheet, ..Booklet::default() });
    assert_eq!(error.expect_err("too small"), ImpositionError::SheetTooSmall([30.0, 15.0], [15.0, 7.5]));
    let fitted = imposed(&bytes, Booklet { sheet, fit: true, ..Booklet::default() });
    assert_eq!(fitted.scale, 0.5);
    expect(fitted, &[".?", ".."]);
    let sheet = Some(Size { width: Length::POINT * 45, height: Length::POINT * 30 });
    let larger = imposed(&bytes, Booklet { sheet, fit: true, ..Booklet::default() });
    assert_eq!(larger.scale, 1.0);
    expect(larger, &["......\n......\n...R..\n......", "......\n......\n......\n......"]);
}

#[test]
fn marks_are_outside_the_trimmed_pages() {
    let page = ("/MediaBox[0 0 100 150]", "");
    let with_sheet = |width: i32, height: i32| {
        let sheet = Some(Size { width: Length::POINT * width, height: Length::POINT * height });
        imposed(&file("", &[page]), Booklet { marks: true, sheet, ..Booklet::default() })
    };
    let lines = |imposed: &Imposed| {
        let document = read(&imposed.pdf);
        let operations = operations(&document, pages(&document)[0]).operations;
        let points = operations.iter().filter(|operation| ["m", "l"].contains(&operation.operator.as_str()));
        points
            .map(|point| [0, 1].map(|axis| point.operands[axis].as_float().expect("a number")))
            .collect::<Vec<_>>()
    };
    let roomy = with_sheet(260, 210);
    assert_eq!(roomy.warnings, []);
    let points = lines(&roomy);
    // Two at each of the four corners, one at each end of the fold.
    assert_eq!(points.len(), 2 * (8 + 2));
    let is_outside = |&[x, y]: &[f32; 2]| !(25.0..=235.0).contains(&x) || !(25.0..=185.0).contains(&y);
    assert!(points.iter().all(is_outside), "{points:?}");
    let narrow = with_sheet(200, 210);
    assert_eq!(narrow.warnings, [Warning::NoRoomForMarks]);
    assert_eq!(lines(&narrow).len(), 2 * (4 + 2));
}

#[test]
fn printed_annotations_are_part_of_the_page() {
    let page = "/MediaBox[0 0 15 7.5]/Annots[<</Subtype/Stamp/F 4/Rect[7.5 0 15 7.5]/AP<</N 6 0 R>>>>\
        <</Subtype/Stamp/F 0/Rect[0 0 7.5 7.5]/AP<</N 6 0 R>>>>]";
    let text = String::from_utf8(file("", &[(page, ""), ("", "0 0 1 rg 0 0 1 1 re f")])).expect("ASCII");
    // The content of the second page is the stamp.
    let text = text.replace("<</Length 21>>", "<</Length 21/Subtype/Form/BBox[0 0 1 1]>>");
    let text = text.replace("/Kids[3 0 R 5 0 R]", "/Kids[3 0 R]");
    expect(imposed(&reparsed(&text), Booklet::default()), &["...B", "...."]);
}

/// A file whose objects have moved, with a correct cross-reference table.
fn reparsed(text: &str) -> Vec<u8> {
    let (body, _) = text.split_once("xref\n").expect("a table");
    let mut table = "0000000000 65535 f \n".to_string();
    let starts =
        body.match_indices(" 0 obj").map(|(at, _)| body[..at].rfind('\n').map_or(0, |line| line + 1));
    let starts: Vec<usize> = starts.collect();
    starts.iter().for_each(|start| table.push_str(&format!("{start:010} 00000 n \n")));
    let size = starts.len() + 1;
    format!(
        "{body}xref\n0 {size}\n{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{}\n%%EOF\n",
        body.len()
    )
    .into_bytes()
}

#[test]
fn a_booklet_claims_nothing_and_tells_printers_how_to_print_it() {
    let bytes = file(
        "/Lang(en)/MarkInfo<</Marked true>>/OCProperties<</OCGs[]/D<<>>>>",
        &[("/MediaBox[0 0 9 9]", "")],
    );
    let booklet = Booklet { flip: Flip::Long, ..Booklet::default() };
    let imposed = imposed(&bytes, booklet);
    assert_eq!(imposed.pdf, self::imposed(&bytes, booklet).pdf);
    let document = read(&imposed.pdf);
    let catalog = document.catalog().expect("a catalog");
    for key in ["StructTreeRoot", "MarkInfo", "Outlines"] {
        assert!(!catalog.has(key.as_bytes()), "{key}");
    }
    assert!(catalog.has(b"OCProperties"), "hidden layers stay hidden");
    let preferences = dig(&document, catalog, &["ViewerPreferences"]);
    assert!(
        is_name(preferences, "Duplex", "DuplexFlipLongEdge") && is_name(preferences, "PrintScaling", "None")
    );
    let Object::Stream(metadata) = get(&document, catalog, "Metadata") else { panic!("no metadata") };
    let metadata = String::from_utf8_lossy(&metadata.content).into_owned();
    assert!(metadata.contains("Imposed as a booklet: 1 page on 1 sheet, saddle stitch"), "{metadata}");
    assert!(metadata.contains(">Title<") && !metadata.contains("pdfaid"), "{metadata}");
}

#[test]
fn files_that_cannot_be_imposed_say_why() {
    let refused = |bytes: &[u8]| impose(bytes, "", None, &Booklet::default()).expect_err("refused");
    assert!(matches!(refused(b"no PDF"), ImpositionError::Unreadable(_)));
    assert!(matches!(refused(b""), ImpositionError::Unreadable(_)));
    assert_eq!(refused(&file("", &[])), ImpositionError::NoPages);
    let one = file("", &[("/MediaBox[0 0 9 9]", "")]);
    let text = String::from_utf8(one.clone()).expect("ASCII");
    let encrypted = text.replace("/Root 1 0 R", "/Root 1 0 R/Encrypt<</Filter/Own/V 9>>");
    assert_eq!(refused(encrypted.as_bytes()), ImpositionError::Encrypted);
    // Any beginning of a file, and one with a damaged byte, is refused or imposed, without a panic.
    for end in 0..one.len() {
        let _ = impose(&one[..end], "", None, &Booklet::default());
        let mut damaged = one.clone();
        damaged[end] ^= 0x15;
        let _ = impose(&damaged, "", None, &Booklet::default());
    }
}
