//! Writes the table of properties in docs/css.md: `cargo run --example property_table`.

fn main() {
    println!("| property | values | initial | inherited | |");
    println!("| --- | --- | --- | --- | --- |");
    for property in engine::css::properties::supported_properties() {
        let code = |text: &str| text.replace('|', "\\|");
        println!(
            "| `{}` | {} | {} | {} | {} |",
            property.name,
            code(property.values),
            code(property.initial),
            if property.inherited { "yes" } else { "no" },
            code(property.remark)
        );
    }
}
