//! Pagination: plan the pages, place their content, settle the page numbers in the text, complete the pages.
//!
//! Page numbers in the text make this a loop: a round places the pages with the texts of the round before, and
//! another one follows as long as the references come out differently. Rounds that change no height keep the plan.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::boxes::{BoxId, BoxTree, ReferenceId};
use crate::css::CounterChanges;
use crate::diagnostics::Diagnostics;
use crate::html::NodeId;
use crate::layout::{Ahead, Context, Galley, Measurements, Problems, patch_references};
use crate::pages::breaks::survey::Survey;
use crate::pages::breaks::unkept::report_unkept;
use crate::pages::finish::{MarginValues, finish};
use crate::pages::furniture::page_counters::PageCounters;
use crate::pages::furniture::page_values::{PageValues, Started};
use crate::pages::input::Input;
use crate::pages::page::{Page, Placed};
use crate::pages::page_content::PageContent;
use crate::pages::placing::layers::PlacedPage;
use crate::pages::plan::{Planned, add_page, plan};
use crate::pages::references;
use crate::pages::reports::{remark_on_ends, report_unsettled};
use crate::pages::slug::SlugSource;

/// How many rounds settle the page numbers in the text before the breaks are kept as they are.
const MAX_ROUNDS: usize = 4;

/// Lays out a document on pages, and counts how their ends look instead of placing anything. Page numbers in the
/// text are estimates.
pub fn survey(input: &Input<'_>) -> Survey {
    let (measurements, problems) = (Measurements::default(), Problems::default());
    let ahead = Ahead::new(input.tree, input.threads);
    let context = Context {
        tree: input.tree,
        fonts: input.fonts,
        references: &references::estimate(input.tree),
        problems: &problems,
        measurements: &measurements,
        ahead: &ahead,
        measuring: false,
        page: None,
    };
    let (galleys, plan) = plan(input, &context, &mut Diagnostics::new());
    Survey::of(&galleys, &plan)
}

/// A round's galleys and pages, which the next round keeps where only page numbers change.
struct Plan {
    galleys: Vec<Galley>,
    pages: Vec<Planned>,
    /// The diagnostics so far, with those of planning.
    diagnostics: Diagnostics,
}

/// What changes from round to round.
struct Work {
    round: usize,
    /// The texts of all references, as the round lays them out.
    texts: Vec<String>,
    /// The texts of the references in fixed boxes and running elements, by page; empty before they are known.
    own_texts: Vec<Vec<String>>,
    /// Whether the pages have been placed with `own_texts`.
    has_own_texts: bool,
    /// The plan of the round before, if it is still valid.
    kept: Option<Plan>,
}

/// Lays out a document on pages.
pub fn paginate(input: &Input<'_>, diagnostics: &mut Diagnostics) -> Vec<Page> {
    let content = PageContent::new(input.tree, references::wanted_boxes(input.tree));
    // Fixed boxes and running elements have another text on every page.
    let repeated = references::repeated(input.tree);
    let strings: Vec<(BoxId, &Arc<str>, &str)> =
        input.tree.named_strings.iter().map(|change| (change.at, &change.name, &*change.value)).collect();
    let mut work = Work {
        round: 0,
        texts: references::estimate(input.tree),
        own_texts: Vec::new(),
        has_own_texts: false,
        kept: None,
    };
    loop {
        work.round += 1;
        // Discard the measurements and problems of a round with other page numbers.
        let (measurements, problems) = (Measurements::default(), Problems::default());
        let ahead = Ahead::new(input.tree, input.threads);
        let context = Context {
            tree: input.tree,
            fonts: input.fonts,
            references: &work.texts,
            problems: &problems,
            measurements: &measurements,
            ahead: &ahead,
            measuring: false,
            page: None,
        };
        let mut planned = work.kept.take().unwrap_or_else(|| {
            let mut diagnostics = diagnostics.clone();
            let (galleys, pages) = plan(input, &context, &mut diagnostics);
            Plan { galleys, pages, diagnostics }
        });
        let (contents, started) =
            place_pages(input, &context, &mut planned, &content, &repeated, &work.own_texts);
        let pages_of_nodes = references::pages_of_nodes(input.tree, &started);
        let counters =
            PageCounters::collect(input.tree, planned.pages.iter().map(|page| &*page.style), &started);
        let strings = PageValues::collect(&strings, &started);
        let page_count = planned.pages.len();
        let notes = notes_by_page(input.tree, &planned.pages);
        let known = references::Settled { counters: &counters, strings: &strings, page_count, notes: &notes };
        let settled = references::settle(input.tree, &pages_of_nodes, &known);
        if settled != work.texts && work.round < MAX_ROUNDS {
            drop(contents);
            let changed = changed_texts(&settled, &work.texts);
            let context = Context { references: &settled, ..context };
            if patch_references(&context, &mut planned.galleys, &changed) {
                work.kept = Some(planned);
                input.problems.extend(&problems);
            }
            work.texts = settled;
            continue;
        }
        let own: Vec<Vec<String>> = match repeated.is_empty() {
            true => Vec::new(),
            false => {
                (0..page_count).map(|page| references::on_page(input.tree, &repeated, page, &known)).collect()
            }
        };
        if own != work.own_texts && !content.fixed.is_empty() && !work.has_own_texts {
            // The text of fixed boxes does not move the flow, so one more round is enough.
            drop(contents);
            (work.own_texts, work.has_own_texts) = (own, true);
            work.kept = Some(planned);
            input.problems.extend(&problems);
            continue;
        }
        *diagnostics = planned.diagnostics;
        report_ends(input, &planned.galleys, &planned.pages, &problems);
        report_unsettled(input, &work.texts, &settled, diagnostics);
        drop(planned.galleys);
        let values = MarginValues {
            started: &started,
            counters: &counters,
            strings: &strings,
            repeated: &repeated,
            own,
            slug: SlugSource { setup: input.print, title: input.title, page_count },
        };
        let context = &Context { problems: input.problems, ..context };
        return finish(context, planned.pages, contents, &values, input.threads);
    }
}

/// Places the content of all pages, and adds pages for positioned boxes that continue after the last one. Also returns the boxes that start on each.
fn place_pages(
    input: &Input<'_>,
    context: &Context<'_>,
    plan: &mut Plan,
    content: &PageContent,
    repeated: &[ReferenceId],
    own_texts: &[Vec<String>],
) -> (Vec<Vec<Placed>>, Vec<Vec<Started>>) {
    let fixed = content.fixed_places(context, &plan.galleys, &plan.pages);
    let place = |number: usize| {
        let own = own_texts.get(number).map_or(&[][..], |own| own);
        let own = references::with_own(context.references, repeated, own);
        // Discard measurements with the texts of another page.
        let measurements = Measurements::default();
        let context = match &own {
            Some(own) => Context { references: own, measurements: &measurements, ..*context },
            None => Context { ..*context },
        };
        content.place(&context, &plan.galleys, &plan.pages, &fixed, number)
    };
    let count = plan.pages.len();
    let mut pages: Vec<PlacedPage> = if input.threads == 1 || count < 8 {
        (0..count).map(place).collect()
    } else {
        (0..count).into_par_iter().map(place).collect()
    };
    let mut number = 0;
    while let Some(page) = pages.get_mut(number) {
        let rest = std::mem::take(&mut page.continued);
        number += 1;
        if rest.is_empty() {
            continue;
        }
        if number == pages.len() {
            if !add_page(input, &mut plan.pages) {
                break;
            }
            pages.push(content.place(context, &plan.galleys, &plan.pages, &fixed, number));
        }
        content.place_rest(context, &plan.pages[number].style, rest, &mut pages[number]);
    }
    pages.into_iter().map(|page| (page.content, page.started)).unzip()
}

/// The indices of the references whose text differs.
fn changed_texts(now: &[String], before: &[String]) -> Vec<u32> {
    let differing = (0..).zip(now.iter().zip(before)).filter(|(_, (now, before))| now != before);
    differing.map(|(index, _)| index).collect()
}

/// Reports the looks of page ends and the problems that layout found in the last round.
fn report_ends(input: &Input<'_>, galleys: &[Galley], plan: &[Planned], problems: &Problems) {
    remark_on_ends(input, galleys, plan);
    for (number, fragment) in plan.iter().filter_map(|planned| planned.fragment) {
        report_unkept(input.tree, &galleys[number], fragment, problems);
    }
    input.problems.extend(problems);
}

/// The numbers of the notes, where page rules reset their counter (CSS GCPM 3, section 2.4).
fn notes_by_page(tree: &BoxTree, plan: &[Planned]) -> FxHashMap<NodeId, i32> {
    let mut numbers = FxHashMap::default();
    let mut number = 0_i32;
    let counted = |changes: &CounterChanges| {
        changes.iter().rfind(|(name, _)| &**name == "footnote").map(|(_, value)| *value)
    };
    for page in plan {
        let reset = counted(&page.style.style.content.counter_reset);
        number = reset.unwrap_or(number);
        for &note in &page.called {
            let own = &tree.style(note).content;
            number = number.saturating_add(counted(&own.counter_increment).unwrap_or(1));
            number = counted(&own.counter_set).unwrap_or(number);
            numbers.extend(tree.get(note).node.map(|node| (node, number)));
        }
    }
    numbers
}
