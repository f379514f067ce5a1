//! Writes the table of elements in docs/css.md: `cargo run --example element_table`.

#[path = "../tests/it/kit/elements.rs"]
mod elements;

fn main() {
    println!("| shown as | elements |");
    println!("| --- | --- |");
    for row in elements::rows() {
        println!("{row}");
    }
}
