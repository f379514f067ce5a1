//! Writes the tables of elements in docs/css.md: `cargo run --example element_table`.

#[path = "../tests/it/kit/elements.rs"]
mod elements;

fn main() {
    println!("| shown as | elements |");
    println!("| --- | --- |");
    for row in elements::rows() {
        println!("{row}");
    }
    println!("\n| becomes | elements of SVG |\n| --- | --- |");
    for row in elements::svg_rows() {
        println!("{row}");
    }
}
