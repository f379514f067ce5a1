//! Reports to the user about pages: overflow, words broken by the end of a page, unsettled page numbers.

use crate::boxes::BoxTree;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::html::place_of;
use crate::layout::{FlowFragment, Galley, ItemKind, Problem, Problems, Remark};
use crate::pages::breaks::columns::fragment_height;
use crate::pages::breaks::nodes::item_before;
use crate::pages::input::Input;
use crate::pages::plan::Planned;
use crate::units::Length;

/// Reports pages that end inside a word.
pub(super) fn remark_on_ends(input: &Input<'_>, galleys: &[Galley], plan: &[Planned]) {
    for planned in plan {
        let Some((number, fragment)) = planned.fragment else { continue };
        let Some(at) = fragment.to.break_index() else { continue };
        if let Some((galley, item)) = item_before(&galleys[number], at)
            && matches!(&item.kind, ItemKind::Line(line) if line.breaks_word)
        {
            let holder = item.enclosure.map(|id| galley.enclosure(id));
            let node = holder.and_then(|holder| input.tree.get(holder.box_id).node);
            input.problems.report(Problem::Remark { node, remark: Remark::PageEndsInWord });
        }
    }
}

/// Warns if page numbers in the text still change after the last round.
pub(super) fn report_unsettled(
    input: &Input<'_>,
    shown: &[String],
    settled: &[String],
    diagnostics: &mut Diagnostics,
) {
    let changed = input.tree.references.iter().zip(shown.iter().zip(settled)).find(|(_, (a, b))| a != b);
    let Some((reference, (shown, right))) = changed else { return };
    let mut diagnostic = Diagnostic::warning(format!(
        "page numbers do not settle: a reference shows {shown} and should show {right}"
    ))
    .help("Move the reference to where its length does not move its target to another page.");
    if let Some(node) = reference.node {
        diagnostic = diagnostic.at(place_of(input.document, node, diagnostics), "this reference");
    }
    diagnostics.push(diagnostic);
}

/// Reports a fragment that is taller than its page: content that may not break.
pub(super) fn report_overflow(
    tree: &BoxTree,
    galley: &Galley,
    fragment: FlowFragment,
    room: Length,
    problems: &Problems,
) {
    let Some(slice) = galley.slice(fragment) else { return };
    let excess = fragment_height(galley, fragment, room) - room;
    // A hundredth of a point is rounding.
    if excess <= Length(64) {
        return;
    }
    // The box with the tallest item, not a box around it that continues on the next page.
    let first = galley.sums.partition_point(|&sum| sum < slice.top);
    let end = galley.sums.partition_point(|&sum| sum < slice.bottom).min(galley.items.len());
    let holder = galley.items[first.min(end)..end]
        .iter()
        .max_by_key(|item| item.advance)
        .and_then(|item| item.enclosure)
        .map(|id| galley.enclosure(id).box_id);
    let node = holder.and_then(|id| tree.get(id).node);
    problems.report(Problem::TallerThanPage { node, excess });
}
