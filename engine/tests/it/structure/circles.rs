//! Circles of imports: sets of files in which each file leads to every other one.

use std::collections::{BTreeMap, BTreeSet};

use super::imports::{Crate, ModulePath};

/// From each file to the files that it imports from, with the names that it takes.
pub type Arrows = BTreeMap<ModulePath, BTreeMap<ModulePath, BTreeSet<String>>>;

/// The arrows between the files of a crate. Re-exports, and modules that are only named, make none.
pub fn arrows(sources: &Crate) -> Arrows {
    let mut arrows = Arrows::new();
    for import in sources.imports().into_iter().filter(|import| !import.is_reexport) {
        let Some(name) = import.name else { continue };
        arrows.entry(import.from).or_default().entry(import.to).or_default().insert(name);
    }
    arrows
}

/// The circles of two files or more: the strongly connected components of the graph.
pub fn circles(arrows: &Arrows) -> Vec<BTreeSet<&ModulePath>> {
    let reached: BTreeMap<&ModulePath, BTreeSet<&ModulePath>> =
        arrows.keys().map(|from| (from, reached(arrows, from))).collect();
    let mut circles: Vec<BTreeSet<&ModulePath>> = Vec::new();
    for (from, ends) in &reached {
        if !ends.contains(from) || circles.iter().any(|circle| circle.contains(from)) {
            continue;
        }
        let circle: BTreeSet<&ModulePath> = ends
            .iter()
            .copied()
            .filter(|end| reached.get(end).is_some_and(|ends| ends.contains(from)))
            .collect();
        if circle.len() > 1 {
            circles.push(circle);
        }
    }
    circles
}

/// All files that a file leads to, itself only where it is in a circle.
fn reached<'a>(arrows: &'a Arrows, from: &ModulePath) -> BTreeSet<&'a ModulePath> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&ModulePath> = arrows.get(from).into_iter().flat_map(BTreeMap::keys).collect();
    while let Some(file) = open.pop() {
        if reached.insert(file) {
            open.extend(arrows.get(file).into_iter().flat_map(BTreeMap::keys));
        }
    }
    reached
}

#[test]
fn a_circle_is_the_files_that_lead_to_each_other() {
    let mut arrows = Arrows::new();
    for (from, to) in [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e"), ("e", "d"), ("f", "a")] {
        let (from, to) = (vec![from.to_string()], vec![to.to_string()]);
        arrows.entry(from).or_default().entry(to).or_default().insert("name".to_string());
    }
    let found: Vec<String> =
        circles(&arrows).iter().map(|circle| circle.iter().map(|file| file.concat()).collect()).collect();
    assert_eq!(found, ["abc", "de"]);
}
