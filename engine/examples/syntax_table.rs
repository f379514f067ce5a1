//! Writes the table of syntax in docs/css.md: `cargo run --example syntax_table`.

fn main() {
    println!("| syntax | supported | nothing comes of it on paper | reported and left out |");
    println!("| --- | --- | --- | --- |");
    for kind in engine::css::support::syntax() {
        println!("{}", kind.row());
    }
}
