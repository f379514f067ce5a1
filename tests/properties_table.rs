//! docs/css.md lists every supported property.

use brochure::css::properties::supported_properties;

#[test]
fn every_property_is_in_the_manual() {
    let manual = include_str!("../docs/css.md");
    let missing: Vec<&str> = supported_properties()
        .iter()
        .map(|property| property.name)
        .filter(|name| !manual.contains(&format!("`{name}`")))
        .collect();
    assert!(missing.is_empty(), "docs/css.md does not list {missing:?}");
}
