//! The style of the pages of a class: the cascade of `@page` rules (CSS Paged Media 3, section 3).

use std::cell::LazyCell;
use std::ops::Deref;
use std::sync::{Arc, LazyLock};

use crate::css::properties::{
    CascadeLevel, ComputeContext, Computed, CustomProperties, FontRelativeMetrics, Parsed, compute,
};
use crate::css::rules::declarations::{DeclarationEntry, built_in};
use crate::css::rules::fault::Fault;
use crate::css::rules::page_descriptor::{Descriptor, DescriptorValue};
use crate::css::rules::page_rule::{PageBleed, PageRule, PageSize};
use crate::css::{
    Bleed, ComputedStyle, Content, Definitions, FontStyle, LengthPercentageOrAuto, MarginBox, PageClass,
    PageStyle,
};
use crate::diagnostics::Diagnostics;
use crate::sorting::{sort_by, sort_by_key};
use crate::units::{Length, Sides, Size};

fn no_metrics(_: &FontStyle) -> FontRelativeMetrics {
    FontRelativeMetrics::FALLBACK
}

/// Cascades the `@page` rules that match a class.
pub(super) fn page_style(
    rules: &[PageRule],
    class: &PageClass,
    root: &Arc<ComputedStyle>,
    root_custom: &Arc<CustomProperties>,
    definitions: &Definitions,
) -> PageStyle {
    let rules = MatchingRules::new(rules, class);
    let declarations = || rules.declarations(|rule| vec![&*rule.declarations]);
    let mut context = PageContext { root, viewport: PageSize::Auto.resolve(|_| Length::ZERO), definitions };
    // The page's own font and custom properties, on which its size may depend.
    let own = LazyCell::new(|| context.compute(declarations(), (root, root_custom)));
    let size = rules.last(|rule| rule.size.as_ref(), &own).unwrap_or(PageSize::Auto);
    let orientation = rules.last(|rule| rule.orientation.as_ref(), &own).unwrap_or_default();
    let parent = (&**root, root_custom);
    let length = |length: &_| context.compute_context(parent, &[]).length(length, &own.style.font);
    let size = size.resolve(length);
    let bleed = rules.last(|rule| rule.bleed.as_ref(), &own).map(|bleed| match bleed {
        PageBleed::Auto => Bleed::Auto,
        PageBleed::Length(bleed) => Bleed::Length(length(&bleed).max(Length::ZERO)),
    });
    let marks = rules.last(|rule| rule.marks.as_ref(), &own);
    context.viewport = size;
    let Computed { style, custom, .. } = context.compute(declarations(), (root, root_custom));
    let style = Arc::new(style);

    let mut boxes: Vec<MarginBox> = rules
        .normal
        .iter()
        .flat_map(|(rule, _)| rule.margin_boxes.iter().map(|(margin_box, _)| *margin_box))
        .collect();
    sort_by(&mut boxes, Ord::cmp);
    boxes.dedup();
    let margin_boxes = boxes
        .into_iter()
        .filter_map(|margin_box| {
            let defaults = default_alignment(margin_box);
            let mut applied: Vec<(&Parsed, u32)> = defaults.iter().map(|parsed| (parsed, 0)).collect();
            applied.extend(rules.declarations(|rule| {
                let of_box = rule.margin_boxes.iter().filter(|(known, _)| *known == margin_box);
                of_box.map(|(_, list)| &**list).collect()
            }));
            let style = context.compute(applied, (&style, &custom)).style;
            matches!(style.content.content, Content::Parts(_)).then(|| (margin_box, Arc::new(style)))
        })
        .collect();

    let mut applied: Vec<(&Parsed, u32)> = FOOTNOTE_AREA.iter().map(|parsed| (parsed, 0)).collect();
    applied.extend(rules.declarations(|rule| vec![&*rule.footnote_area]));
    let footnote_area = Arc::new(context.compute(applied, (&style, &custom)).style);

    let margin = style.layout.margin;
    let used = |value: LengthPercentageOrAuto, basis: Length| value.resolve(basis).unwrap_or(Length::ZERO);
    let padding = style.layout.padding;
    PageStyle {
        size,
        orientation,
        bleed,
        marks,
        margin: Sides {
            top: used(margin.top, size.height),
            right: used(margin.right, size.width),
            bottom: used(margin.bottom, size.height),
            left: used(margin.left, size.width),
        },
        padding: Sides {
            top: padding.top.resolve(size.height),
            right: padding.right.resolve(size.width),
            bottom: padding.bottom.resolve(size.height),
            left: padding.left.resolve(size.width),
        },
        style,
        margin_boxes,
        footnote_area,
    }
}

/// The `@page` rules that match a class, each with its specificity.
struct MatchingRules<'a> {
    /// In ascending order of origin and layer, specificity and position.
    normal: Vec<(&'a PageRule, (u8, u8, u8))>,
    /// In the order of important declarations, where the first layer wins.
    important: Vec<(&'a PageRule, (u8, u8, u8))>,
}

impl<'a> MatchingRules<'a> {
    fn new(rules: &'a [PageRule], class: &PageClass) -> MatchingRules<'a> {
        let mut normal: Vec<(&PageRule, (u8, u8, u8))> = rules
            .iter()
            .filter_map(|rule| {
                let matching = rule.selectors.iter().filter(|selector| selector.matches(class));
                matching.map(|selector| selector.specificity()).max().map(|specificity| (rule, specificity))
            })
            .collect();
        // Both sorts are stable and keep the order of the source.
        sort_by_key(&mut normal, |(rule, specificity)| (rule.rank, *specificity));
        let mut important = normal.clone();
        sort_by_key(&mut important, |(rule, _)| std::cmp::Reverse(rule.rank));
        MatchingRules { normal, important }
    }

    /// All rules in the order of the cascade, first for normal declarations, then for important ones.
    fn in_order(&self) -> impl Iterator<Item = (bool, &'a PageRule)> {
        let normal = self.normal.iter().map(|(rule, _)| (false, *rule));
        normal.chain(self.important.iter().map(|(rule, _)| (true, *rule)))
    }

    /// The winning value of the descriptor that `read` returns, on a page that is computed to `own`. `None` if there is
    /// none, or it is invalid there.
    fn last<T: DescriptorValue + 'a>(
        &self,
        read: impl Fn(&'a PageRule) -> Option<&'a Descriptor<T>>,
        own: &impl Deref<Target = Computed>,
    ) -> Option<T> {
        let all = self.in_order().filter_map(|(important, rule)| {
            read(rule).filter(|descriptor| descriptor.important == important)
        });
        all.last()?.resolve(|| &own.custom).ok()
    }

    /// The declarations that `read` returns of each rule, in ascending order, each with the rank of its rule.
    fn declarations(
        &self,
        read: impl Fn(&'a PageRule) -> Vec<&'a [DeclarationEntry]>,
    ) -> Vec<(&'a Parsed, u32)> {
        let mut applied = Vec::new();
        for (important, rule) in self.in_order() {
            for list in read(rule) {
                let chosen = list.iter().filter(|entry| entry.important == important);
                applied.extend(chosen.map(|entry| (&entry.parsed, rule.rank)));
            }
        }
        applied
    }
}

/// The input of computing the style of any box of a page.
struct PageContext<'a> {
    root: &'a ComputedStyle,
    viewport: Size,
    definitions: &'a Definitions,
}

/// What a page or a box of it inherits from.
type Parent<'a> = (&'a ComputedStyle, &'a Arc<CustomProperties>);

impl PageContext<'_> {
    /// Computes a style from declarations in ascending order, each with its rank.
    fn compute(&self, applied: Vec<(&Parsed, u32)>, parent: Parent<'_>) -> Computed {
        let (declarations, levels): (Vec<&Parsed>, Vec<CascadeLevel>) = applied
            .into_iter()
            .map(|(parsed, rank)| (parsed, CascadeLevel { rank, origin: rank.min(1) }))
            .unzip();
        compute(&declarations, &self.compute_context(parent, &levels))
    }

    fn compute_context<'s>(
        &'s self,
        (parent, parent_custom): Parent<'s>,
        levels: &'s [CascadeLevel],
    ) -> ComputeContext<'s> {
        ComputeContext {
            parent: Some(parent),
            parent_custom,
            root_font: Some(&self.root.font),
            root_font_size: self.root.font.size,
            root_line_height: self.root.font.size.scale(1.2),
            viewport: self.viewport,
            font_metrics: &no_metrics,
            language: None,
            is_root: false,
            definitions: self.definitions,
            levels,
            attribute: &|_| None,
        }
    }
}

/// Reports the declarations of page rules that are invalid once `var()` and `env()` are replaced. A custom property of any
/// page rule counts as defined on all pages.
pub(super) fn report_invalid(
    rules: &[PageRule],
    (root, root_custom): (&ComputedStyle, &Arc<CustomProperties>),
    definitions: &Definitions,
    diagnostics: &mut Diagnostics,
) {
    let viewport = PageSize::Auto.resolve(|_| Length::ZERO);
    let context = PageContext { root, viewport, definitions };
    let is_custom = |entry: &&DeclarationEntry| matches!(entry.parsed, Parsed::Custom { .. });
    let custom: Vec<&DeclarationEntry> =
        rules.iter().flat_map(PageRule::lists).flatten().filter(is_custom).collect();
    let pages = context.compute(custom.iter().map(|entry| (&entry.parsed, 0)).collect(), (root, root_custom));
    for rule in rules {
        let sizes = rule.size.as_ref().map(|size| (size.span, size.resolve(|| &pages.custom).err()));
        let turned =
            rule.orientation.as_ref().map(|turned| (turned.span, turned.resolve(|| &pages.custom).err()));
        let bleeds = rule.bleed.as_ref().map(|bleed| (bleed.span, bleed.resolve(|| &pages.custom).err()));
        let marks = rule.marks.as_ref().map(|marks| (marks.span, marks.resolve(|| &pages.custom).err()));
        for (span, fault) in [sizes, turned, bleeds, marks].into_iter().flatten() {
            diagnostics.extend(fault.map(|fault| fault.at(span)));
        }
        for list in rule.lists() {
            let entries: Vec<&DeclarationEntry> =
                list.iter().filter(|entry| matches!(entry.parsed, Parsed::Unresolved(_))).collect();
            let applied = entries.iter().map(|entry| (&entry.parsed, 0)).collect();
            for problem in context.compute(applied, (root, &pages.custom)).problems {
                let fault = Fault::new(problem.message).maybe_help(problem.help);
                diagnostics.extend(entries.get(problem.declaration).map(|entry| fault.at(entry.span)));
            }
        }
    }
}

/// The default declarations of the footnote area: a thin rule above it.
static FOOTNOTE_AREA: LazyLock<Vec<Parsed>> = LazyLock::new(|| {
    built_in(&[
        ("display", "block"),
        ("margin-top", "0.6em"),
        ("padding-top", "0.4em"),
        ("border-top", "0.5pt solid currentcolor"),
    ])
});

/// The default alignment of the content of a margin box (CSS Paged Media 3, section 5.3.1).
fn default_alignment(margin_box: MarginBox) -> Vec<Parsed> {
    let (text_align, vertical_align) = match margin_box {
        MarginBox::TopLeftCorner | MarginBox::BottomLeftCorner => ("right", "middle"),
        MarginBox::TopRightCorner | MarginBox::BottomRightCorner => ("left", "middle"),
        MarginBox::TopLeft | MarginBox::BottomLeft => ("left", "middle"),
        MarginBox::TopCenter | MarginBox::BottomCenter => ("center", "middle"),
        MarginBox::TopRight | MarginBox::BottomRight => ("right", "middle"),
        MarginBox::LeftTop | MarginBox::RightTop => ("center", "top"),
        MarginBox::LeftMiddle | MarginBox::RightMiddle => ("center", "middle"),
        MarginBox::LeftBottom | MarginBox::RightBottom => ("center", "bottom"),
    };
    built_in(&[("text-align", text_align), ("vertical-align", vertical_align)])
}
