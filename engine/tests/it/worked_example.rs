//! The worked example of the architecture manual is what the engine does with its document.

use std::fmt::Write;

use engine::boxes::BoxTree;
use engine::diagnostics::Diagnostics;
use engine::html::Document;
use engine::layout::{
    self, Ahead, Area, BreakPlace, BreakViolations, Context, EnclosureId, Galley, Item, ItemKind,
    Measurements, Position, Problems,
};
use engine::resources::Resources;
use engine::text::FontLibrary;
use engine::units::Length;

use crate::kit::lay_out;

const MANUAL: &str = include_str!("../../../docs/architecture.md");

/// The first block of code of a kind after the example's heading.
fn block(language: &str) -> &'static str {
    let (_, example) = MANUAL.split_once("## A worked example").expect("the example");
    let (_, block) = example.split_once(&format!("```{language}\n")).expect("a block");
    block.split_once("```").expect("its end").0
}

#[test]
fn architecture_manual_shows_the_galley_the_breaks_and_the_pages_of_its_document() {
    let html = block("html");
    let listing = format!("{}\n{}", galley_listing(html), page_listing(html));
    assert_eq!(block("text"), listing);
}

/// A length in points.
fn points(length: i64) -> f64 {
    length as f64 / 1024.0
}

fn galley_listing(html: &str) -> String {
    let laid = lay_out(html);
    let (document, tree) = (&laid.document, &laid.tree);
    let fonts = FontLibrary::load(&Resources::new(env!("CARGO_MANIFEST_DIR"), &[]), &mut Diagnostics::new());
    let context = Context {
        tree,
        fonts: &fonts,
        references: &[],
        problems: &Problems::default(),
        measurements: &Measurements::default(),
        ahead: &Ahead::new(tree, 1),
        measuring: false,
        page: None,
    };
    let area = Area { width: Length::from_points(160.0), height: Some(Length::from_points(84.0)) };
    let galley = layout::lay_out(&context, &Position::default(), area);
    let name = |id: EnclosureId| name_of(document, tree, &galley, id);
    let mut text = String::from("item              top  advance\n");
    for (index, item) in galley.items.iter().enumerate() {
        let (top, advance) = (points(galley.sums[index]), points(item.advance.offset()));
        writeln!(text, "{index:4}  {:12}{top:3}  {advance:7}", describe(item, tree, &name))
            .expect("a string");
    }
    text.push_str("\nbreak             end  start  violates\n");
    for (index, each) in galley.breaks.iter().enumerate() {
        let BreakPlace::Before(item) = each.place else { panic!("a break inside an item") };
        let (end, start, rules) = (points(each.end), points(each.start), violated(each.violations));
        let line = format!("{index:5}  before {item:2}  {end:3}  {start:5}  {rules}");
        writeln!(text, "{}", line.trim_end()).expect("a string");
    }
    text
}

fn name_of(document: &Document, tree: &BoxTree, galley: &Galley, id: EnclosureId) -> String {
    let node = tree.get(galley.enclosure(id).box_id).node.expect("a box of an element");
    document.element(node).expect("an element").name.to_string()
}

fn describe(item: &Item, tree: &BoxTree, name: &dyn Fn(EnclosureId) -> String) -> String {
    let enclosure = || name(item.enclosure.expect("a box"));
    match &item.kind {
        ItemKind::Open => format!("open {}", enclosure()),
        ItemKind::Close => format!("close {}", enclosure()),
        ItemKind::Gap => "gap".to_string(),
        ItemKind::Line(line) => {
            let text = &tree.text[line.text.start as usize..line.text.end as usize];
            format!("line {}", text.trim())
        }
        other => panic!("an item that the example does not have: {other:?}"),
    }
}

fn violated(violations: BreakViolations) -> String {
    let rules = [
        (violations.monolithic, "monolithic"),
        (violations.avoid_inside, "avoid_inside"),
        (violations.avoid_between, "avoid_between"),
        (violations.orphans_widows, "orphans_widows"),
    ];
    let rules = rules.iter().filter(|(count, _)| *count > 0);
    rules.map(|(count, rule)| format!("{rule} {count}")).collect::<Vec<_>>().join(", ")
}

fn page_listing(html: &str) -> String {
    let laid = lay_out(html);
    let mut text = String::new();
    for page in 0..laid.pages.len() {
        writeln!(text, "page {}: {}", page + 1, laid.lines(page).join(" / ")).expect("a string");
    }
    text
}
