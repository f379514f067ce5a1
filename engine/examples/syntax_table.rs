//! Writes the table of syntax in docs/css.md: `cargo run --example syntax_table`.

fn main() {
    println!("| syntax | supported | accepted, no effect on paper | reported and ignored |");
    println!("| --- | --- | --- | --- |");
    for kind in engine::css::support::syntax() {
        println!("{}", kind.row());
    }
}
