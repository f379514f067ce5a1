//! Completing pages: margin boxes, page numbers and page labels, once all pages are known.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::boxes::{BoxId, ReferenceId, format_counter};
use crate::css::{Content, ContentPart, CounterStyle, PageStyle};
use crate::layout::Context;
use crate::pages::cut_off::report_cut_off;
use crate::pages::furniture::margin_boxes::{MarginContent, place_margin_boxes};
use crate::pages::furniture::page_counters::PageCounters;
use crate::pages::furniture::page_values::{PageValues, Started};
use crate::pages::page::{Page, Placed};
use crate::pages::page_content::own_boxes;
use crate::pages::placing::whole_boxes;
use crate::pages::plan::Planned;
use crate::pages::references;
use crate::pages::slug::SlugSource;

/// The values of all pages that margin boxes may show.
pub(super) struct MarginValues<'a> {
    /// The boxes that start on each page.
    pub(super) started: &'a [Vec<Started>],
    /// The counters at the end of each page.
    pub(super) counters: &'a PageCounters,
    /// The named strings.
    pub(super) strings: &'a PageValues<&'a str>,
    /// The references in fixed boxes and running elements.
    pub(super) repeated: &'a [ReferenceId],
    /// Their texts on each page.
    pub(super) own: Vec<Vec<String>>,
    /// What slug lines are made of.
    pub(super) slug: SlugSource<'a>,
}

/// Completes the pages with their margin boxes.
pub(super) fn finish(
    context: &Context<'_>,
    plan: Vec<Planned>,
    mut contents: Vec<Vec<Placed>>,
    shown: &MarginValues<'_>,
    threads: usize,
) -> Vec<Page> {
    whole_boxes::add_up(&mut contents);
    let tree = context.tree;
    let (counters, strings) = (shown.counters, shown.strings);
    let running: Vec<(BoxId, &Arc<str>, BoxId)> =
        tree.running.iter().map(|element| (element.at, &element.name, element.at)).collect();
    let running = PageValues::collect(&running, shown.started);
    let page_count = plan.len();
    let labels = page_labels(&plan, counters);
    let make = |(index, ((planned, mut content), label)): (usize, ((Planned, Vec<Placed>), String))| {
        let margin = MarginContent { page: index, page_count, strings, running: &running, counters };
        let number = counters.number(index);
        // References in a running element have the number of the page that shows it.
        let own = shown.own.get(index).map_or(&[][..], |own| own);
        let own = references::with_own(context.references, shown.repeated, own);
        let context = Context { references: own.as_deref().unwrap_or(context.references), ..*context };
        report_cut_off(&content, planned.style.size, context.problems);
        let first = own_boxes(&content, &planned.style);
        place_margin_boxes(&planned.style, &margin, &context, first, &mut content);
        // Furniture made it twice as long as its content.
        content.shrink_to_fit();
        let slug = shown.slug.line(&planned.style, (index, &label), &context);
        let sheet = shown.slug.sheet(&planned.style);
        Page {
            index: index as u32,
            number,
            label,
            class: planned.class,
            style: planned.style,
            content,
            sheet,
            slug,
        }
    };
    let pages: Vec<_> = plan.into_iter().zip(contents).zip(labels).enumerate().collect();
    if threads == 1 || page_count < 8 {
        pages.into_iter().map(make).collect()
    } else {
        pages.into_par_iter().map(make).collect()
    }
}

/// The labels of the pages: their numbers in the counter style of their margin boxes. The label of a page that does not
/// show its number has the style of the pages of the same name.
fn page_labels(plan: &[Planned], counters: &PageCounters) -> Vec<String> {
    let shown = |style: &PageStyle| {
        style.margin_boxes.iter().find_map(|(_, style)| match &style.content.content {
            Content::Parts(parts) => parts.iter().find_map(|part| match part {
                ContentPart::Counter { name, style } if &**name == "page" => Some(style.clone()),
                _ => None,
            }),
            _ => None,
        })
    };
    let own: Vec<Option<CounterStyle>> = plan.iter().map(|planned| shown(&planned.style)).collect();
    let mut by_name: FxHashMap<Option<Arc<str>>, CounterStyle> = FxHashMap::default();
    for (planned, style) in plan.iter().zip(&own) {
        if let Some(style) = style {
            by_name.entry(planned.class.name.clone()).or_insert_with(|| style.clone());
        }
    }
    let label = |(index, style): (usize, &Option<CounterStyle>)| {
        let style = style.as_ref().or_else(|| by_name.get(&plan[index].class.name));
        format_counter(style.unwrap_or(&CounterStyle::Decimal), counters.number(index))
    };
    own.iter().enumerate().map(label).collect()
}
