//! From declarations to a computed style (CSS Cascade 5, section 4.4).
//!
//! The winner of each longhand is put into its slot of a table. Then the groups of the style are computed, each
//! after those that it depends on: first the font, because lengths refer to it; then text, because of the
//! current color; then the others. A group without declarations is shared with the parent or with the initial
//! style.

use std::sync::Arc;

use super::background::BackgroundWork;
use super::compute_context::{CascadeLevel, ComputeContext, ComputeProblem, Computed, CustomProperties};
use super::current_color::{self, Colored};
use super::custom_properties::{self, SubstitutionValues, substitute};
use super::declaration::{Declaration, WideKeyword};
use super::initial::{MEDIUM_FONT_SIZE, initial_style};
use super::longhand::{Group, Longhand};
use super::parse_context::ParseContext;
use super::parsed::{Parsed, UnresolvedDeclaration};
use super::value::ValueContext;
use super::{border, box_style, effects, quotes, table};
use crate::css::effects::AxisOverflow;
use crate::css::properties::definitions::Definitions;
use crate::css::style::{ComputedStyle, FontStyle, InheritedText};
use crate::css::values::{Content, Direction, Display, Overflow};

/// Computes a style from the declarations that apply, in ascending order of the cascade: the last
/// one of a property wins.
pub fn compute(declarations: &[&Parsed], context: &ComputeContext<'_>) -> Computed {
    let mut problems = Vec::new();
    let custom = custom_properties::compute(declarations, context, &mut problems);
    let resolved = resolve_variables(declarations, &custom, context, &mut problems);
    let parent = context.parent.unwrap_or_else(|| initial_style());
    let winners = Winners::new(declarations, &resolved, parent.text.direction, context.levels);
    let style = if winners.groups == 0 && !needs_more(parent, context) {
        anonymous(parent, Display::Inline)
    } else {
        compute_style(&winners, parent, context)
    };
    Computed { style, custom, problems }
}

/// Whether something other than a declaration may make the style differ from an anonymous one.
fn needs_more(parent: &ComputedStyle, context: &ComputeContext<'_>) -> bool {
    context.is_root || context.language.is_some() || is_item_of(parent)
}

/// The style of an anonymous box: inherited properties come from `parent`, all others are initial.
pub fn anonymous(parent: &ComputedStyle, display: Display) -> ComputedStyle {
    let initial = initial_style();
    let mut style = ComputedStyle { font: parent.font.clone(), text: parent.text.clone(), ..initial.clone() };
    if display != initial.layout.display {
        Arc::make_mut(&mut style.layout).display = display;
    }
    style
}

fn is_item_of(parent: &ComputedStyle) -> bool {
    matches!(parent.layout.display, Display::Flex | Display::InlineFlex | Display::Grid | Display::InlineGrid)
}

/// The declarations that result from substituting `var()`, one list for each unresolved declaration, in order.
fn resolve_variables(
    declarations: &[&Parsed],
    custom: &CustomProperties,
    context: &ComputeContext<'_>,
    problems: &mut Vec<ComputeProblem>,
) -> Vec<Vec<Declaration>> {
    let mut resolved = Vec::new();
    for (index, declaration) in declarations.iter().enumerate() {
        if let Parsed::Unresolved(unresolved) = declaration {
            resolved.push(resolve(unresolved, custom, context).unwrap_or_else(|(message, help)| {
                problems.push(ComputeProblem { declaration: index, message, help });
                // Invalid at computed-value time is the same as unset.
                let longhands = unresolved.property.longhands.iter();
                longhands.map(|&longhand| Declaration::Wide(longhand, WideKeyword::Unset)).collect()
            }));
        }
    }
    resolved
}

fn resolve(
    unresolved: &UnresolvedDeclaration,
    custom: &CustomProperties,
    context: &ComputeContext<'_>,
) -> Result<Vec<Declaration>, (String, Option<String>)> {
    let text = substitute(&unresolved.text, &SubstitutionValues { custom, attribute: context.attribute })
        .map_err(|error| (error.message(), Some(error.help())))?;
    let context = ParseContext { base: &unresolved.base };
    let property = unresolved.property;
    table::parse_value(property, &mut cssparser::Parser::new(&text), &context).map_err(|reason| {
        let error = table::explain(property, &reason, &text);
        let shown: String = text.replace("/**/", "").chars().take(60).collect();
        let message = format!("{}, after substitution: `{shown}`", error.message(property.name));
        (message, error.help())
    })
}

/// The winning declaration of every longhand.
struct Winners<'d> {
    slots: [Option<&'d Declaration>; Longhand::COUNT],
    /// A bit for each group that has a winner.
    groups: u8,
}

impl<'d> Winners<'d> {
    /// `resolved` is the result of [`resolve_variables`].
    fn new(
        declarations: &[&'d Parsed],
        resolved: &'d [Vec<Declaration>],
        parent_direction: Direction,
        levels: &[CascadeLevel],
    ) -> Winners<'d> {
        let mut winners = Winners { slots: [None; Longhand::COUNT], groups: 0 };
        let (mut has_logical, mut has_revert) = (false, false);
        let each = |add: &mut dyn FnMut(usize, &'d Declaration)| {
            let mut resolved = resolved.iter();
            for (index, declaration) in declarations.iter().enumerate() {
                match declaration {
                    Parsed::Declarations(list) => list.iter().for_each(|each| add(index, each)),
                    Parsed::Unresolved(_) => {
                        resolved.next().into_iter().flatten().for_each(|each| add(index, each));
                    }
                    Parsed::Custom { .. } => {}
                }
            }
        };
        each(&mut |_, declaration| {
            let longhand = declaration.longhand();
            has_logical |= longhand.group() == Group::Logical;
            has_revert |= is_revert(declaration);
            winners.set(longhand, declaration);
        });
        if has_revert {
            // Replace each `revert` and `revert-layer` by the declaration that it rolls back to.
            let mut all = Vec::new();
            each(&mut |index, declaration| all.push((index, declaration)));
            winners.roll_back(&all, |longhand| longhand, levels);
        }
        if has_logical {
            // A logical property cascades together with the physical one that it maps to, which is known only
            // with the direction.
            let direction = match winners.get(Longhand::Direction) {
                None => parent_direction,
                Some(Declaration::Direction(direction)) => *direction,
                Some(Declaration::Wide(_, WideKeyword::Initial)) => Direction::LeftToRight,
                Some(_) => parent_direction,
            };
            winners = Winners { slots: [None; Longhand::COUNT], groups: 0 };
            each(&mut |_, declaration| {
                winners.set(declaration.longhand().physical(direction), declaration);
            });
            if has_revert {
                let mut all = Vec::new();
                each(&mut |index, declaration| all.push((index, declaration)));
                winners.roll_back(&all, |longhand| longhand.physical(direction), levels);
            }
        }
        winners
    }

    /// Replaces each winner that is `revert` or `revert-layer` by the declaration that it rolls back to (CSS
    /// Cascade 5, section 7.3): the winner if there were no declarations of that origin or layer, nor of those
    /// between its normal and its important declarations. `all` contains the declarations in ascending order,
    /// each with the index of its level.
    fn roll_back(
        &mut self,
        all: &[(usize, &'d Declaration)],
        slot_of: impl Fn(Longhand) -> Longhand,
        levels: &[CascadeLevel],
    ) {
        for slot in 0..Longhand::COUNT {
            if !self.slots[slot].is_some_and(is_revert) {
                continue;
            }
            let mut winner: Option<&'d Declaration> = None;
            let mut limit = u32::MAX;
            for &(index, declaration) in all.iter().rev() {
                if slot_of(declaration.longhand()).index() != slot {
                    continue;
                }
                let level = levels.get(index).copied().unwrap_or(CascadeLevel { rank: 0, origin: 0 });
                if level.rank >= limit {
                    continue;
                }
                match declaration {
                    Declaration::Wide(_, WideKeyword::Revert) => limit = level.origin,
                    Declaration::Wide(_, WideKeyword::RevertLayer) => limit = level.rank,
                    _ => {
                        winner = Some(declaration);
                        break;
                    }
                }
            }
            // Without a winner the property has the value that it has without declarations.
            self.slots[slot] = winner;
        }
    }

    fn set(&mut self, longhand: Longhand, declaration: &'d Declaration) {
        self.slots[longhand.index()] = Some(declaration);
        self.groups |= 1 << longhand.group() as u8;
    }

    fn get(&self, longhand: Longhand) -> Option<&'d Declaration> {
        self.slots[longhand.index()]
    }

    fn has(&self, group: Group) -> bool {
        self.groups & (1 << group as u8) != 0
    }

    /// The winners of a group in the order of the longhands.
    fn of(&self, group: Group) -> impl Iterator<Item = (Longhand, &'d Declaration)> + '_ {
        let (from, to) = range(group);
        let slots = Longhand::ALL[from..to].iter().zip(&self.slots[from..to]);
        slots.filter_map(|(&longhand, winner)| winner.map(|winner| (longhand, winner)))
    }
}

fn is_revert(declaration: &Declaration) -> bool {
    matches!(declaration, Declaration::Wide(_, WideKeyword::Revert | WideKeyword::RevertLayer))
}

/// The range of a group's longhands: the index of the first one, and the index after the last one.
fn range(group: Group) -> (usize, usize) {
    const STARTS: [usize; 9] = {
        let mut starts = [Longhand::COUNT; 9];
        let mut index = Longhand::COUNT;
        while index > 0 {
            index -= 1;
            starts[Longhand::ALL[index].group() as usize] = index;
        }
        starts
    };
    (STARTS[group as usize], STARTS[group as usize + 1])
}

/// The style from which a CSS-wide keyword copies the value; `None` where the group has that value before any
/// declaration is applied: the parent's in an inherited group, the initial value in others.
fn source(longhand: Longhand, keyword: WideKeyword, parent: &ComputedStyle) -> Option<&ComputedStyle> {
    let is_inherited = longhand.group().is_inherited();
    match keyword {
        WideKeyword::Inherit if is_inherited => None,
        WideKeyword::Inherit => Some(parent),
        WideKeyword::Unset => None,
        // `roll_back` has replaced these two by the declaration that they roll back to.
        WideKeyword::Initial | WideKeyword::Revert | WideKeyword::RevertLayer => {
            is_inherited.then(initial_style)
        }
    }
}

/// Applies the winners of one group to `target`. `of` returns the group of a style, `None` where it has its initial
/// values.
fn apply_group<'d, T: Colored>(
    target: &mut T,
    winners: impl Iterator<Item = (Longhand, &'d Declaration)>,
    context: &ValueContext<'_>,
    of: impl Fn(&ComputedStyle) -> Option<&T::Style>,
) {
    for (longhand, declaration) in winners {
        match declaration {
            Declaration::Wide(_, keyword) => {
                if let Some(source) = source(longhand, *keyword, context.parent).and_then(&of) {
                    target.copy(longhand, source);
                    target.recolor(longhand, source, context.current_color);
                }
            }
            declaration => {
                target.apply(declaration, context);
                target.note(longhand, declaration);
            }
        }
    }
}

fn compute_style(
    winners: &Winners<'_>,
    parent: &ComputedStyle,
    context: &ComputeContext<'_>,
) -> ComputedStyle {
    let initial = initial_style();
    let font = compute_font(winners, parent, context);
    // On the root element `rem` is its own font size.
    let root_font_size = if context.is_root { font.size } else { context.root_font_size };
    let units = context.units(&font, &font, root_font_size);
    let mut values = ValueContext {
        units: &units,
        parent,
        font_size: font.size,
        current_color: parent.text.color,
        direction: parent.text.direction,
    };
    let text = compute_text(winners, &values, &font, context.definitions);
    values.current_color = text.color;
    values.direction = text.direction;

    let mut layout = initial.layout.clone();
    if winners.has(Group::Box) {
        let style = Arc::make_mut(&mut layout);
        apply_group(style, winners.of(Group::Box), &values, |style| Some(&style.layout));
    }
    let is_item = context.parent.is_some() && is_item_of(parent);
    if box_style::needs_adjustment(&layout, context.is_root, is_item) {
        box_style::adjust(Arc::make_mut(&mut layout), context.is_root, is_item);
    }

    let mut border = initial.border.clone();
    if winners.has(Group::Border) {
        let mut style = border::start(text.color);
        apply_group(&mut style, winners.of(Group::Border), &values, |style| Some(&style.border));
        border::finish(&mut style);
        border = Arc::new(style);
    }

    let mut background = initial.background.clone();
    if winners.has(Group::Background) {
        let mut work = BackgroundWork::start(&initial.background, text.color);
        apply_group(&mut work, winners.of(Group::Background), &values, |style| Some(&style.background));
        background = Arc::new(work.finish());
    }

    let mut content = initial.content.clone();
    if winners.has(Group::Content) {
        let style = Arc::make_mut(&mut content);
        apply_group(style, winners.of(Group::Content), &values, |style| Some(&style.content));
        if let Content::Parts(parts) = &mut style.content {
            context.definitions.resolve_parts(parts);
        }
        let strings = style.string_set.iter_mut().map(|(_, parts)| parts);
        for parts in style.alternative.iter_mut().chain(strings).chain(&mut style.bookmark.label) {
            context.definitions.resolve_parts(parts);
        }
    }

    let effects = winners.has(Group::Effect).then(|| {
        let mut style = effects::start(text.color);
        apply_group(&mut style, winners.of(Group::Effect), &values, |style| style.effects.as_deref());
        Arc::new(effects::finish(style))
    });
    if let Some(effects) = &effects
        && effects.overflow.0 == AxisOverflow::Hidden
    {
        Arc::make_mut(&mut layout).overflow = Overflow::Hidden;
    }
    ComputedStyle { font, text, layout, border, background, content, effects }
}

/// Whether the property's units and percentages refer to the element's own font size, so that it is computed after
/// the size.
fn needs_font(longhand: Longhand) -> bool {
    matches!(longhand, Longhand::LineHeight | Longhand::LetterSpacing | Longhand::WordSpacing)
}

fn compute_font(
    winners: &Winners<'_>,
    parent: &ComputedStyle,
    context: &ComputeContext<'_>,
) -> Arc<FontStyle> {
    let language = context.language.filter(|language| **language != *parent.font.language);
    if !winners.has(Group::Font) && language.is_none() {
        return parent.font.clone();
    }
    let inherited: &FontStyle = &parent.font;
    let mut font = inherited.clone();
    if let Some(language) = language {
        font.language = language.into();
    }
    // In `font-size`, units refer to the parent's font; on the root element to the initial one.
    let root_font_size = if context.is_root { MEDIUM_FONT_SIZE } else { context.root_font_size };
    let parent_units = context.units(inherited, inherited, root_font_size);
    let mut values = ValueContext {
        units: &parent_units,
        parent,
        font_size: inherited.size,
        current_color: parent.text.color,
        direction: parent.text.direction,
    };
    let early = winners.of(Group::Font).filter(|(longhand, _)| !needs_font(*longhand));
    apply_group(&mut font, early, &values, |style| Some(&style.font));
    let mut late = winners.of(Group::Font).filter(|(longhand, _)| needs_font(*longhand)).peekable();
    if late.peek().is_some() {
        let sized = font.clone();
        let root_font_size = if context.is_root { sized.size } else { context.root_font_size };
        let units = context.units(&sized, inherited, root_font_size);
        values = ValueContext { units: &units, font_size: sized.size, ..values };
        apply_group(&mut font, late, &values, |style| Some(&style.font));
    }
    if font.variants != inherited.variants || font.feature_settings != inherited.feature_settings {
        font.features = font.variants.features(&font.feature_settings);
    }
    if font == *inherited { parent.font.clone() } else { Arc::new(font) }
}

fn compute_text(
    winners: &Winners<'_>,
    values: &ValueContext<'_>,
    font: &FontStyle,
    definitions: &Definitions,
) -> Arc<InheritedText> {
    let parent = values.parent;
    let inherited: &InheritedText = &parent.text;
    let new_language = inherited.quotes_by_language && font.language != parent.font.language;
    if !winners.has(Group::Text) && !new_language {
        return parent.text.clone();
    }
    let mut text = inherited.clone();
    apply_group(&mut text, winners.of(Group::Text), values, |style| Some(&style.text));
    if text.color != inherited.color {
        current_color::recolor_inherited(&mut text);
    }
    definitions.resolve(&mut text.list_style_type);
    if text.quotes_by_language && (new_language || winners.get(Longhand::Quotes).is_some()) {
        text.quotes = quotes::of_language(&font.language);
    }
    if text == *inherited { parent.text.clone() } else { Arc::new(text) }
}
