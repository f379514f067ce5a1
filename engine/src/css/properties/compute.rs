//! From declarations to a computed style (CSS Cascade 5, section 4.4).
//!
//! The winner of each longhand is put into its slot of a table. Then the groups of the style are
//! computed in the order of their dependence: fonts, because lengths refer to them; text, because of
//! the current colour; and the others. A group in which nothing is declared is shared with the
//! parent or with the initial style.

use std::sync::Arc;

use super::background::Layers;
use super::custom_properties::{self, Values, substitute};
use super::declaration::{Declaration, WideKeyword};
use super::initial::{MEDIUM_FONT_SIZE, initial_style};
use super::length::Units;
use super::longhand::{Group, Longhand};
use super::{
    CascadeLevel, ComputeContext, ComputeProblem, Computed, CustomProperties, ParseContext, Parsed,
    UnresolvedDeclaration,
};
use super::{border, box_style, decoration, effects, font, generated_content, quotes, table, text};
use crate::css::Color;
use crate::css::effects::{AxisOverflow, EffectStyle};
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

/// The style of an anonymous box: it inherits from `parent` what is inherited, and nothing else.
pub fn anonymous(parent: &ComputedStyle, display: Display) -> ComputedStyle {
    let initial = initial_style();
    let mut style = ComputedStyle { font: parent.font.clone(), text: parent.text.clone(), ..initial.clone() };
    if display != initial.layout.display {
        Arc::make_mut(&mut style.layout).display = display;
    }
    style
}

/// The block-level counterpart of a `display` value (CSS Display 3, section 2.7): for floats,
/// absolutely positioned boxes, the root element, and the children of flex and grid containers.
pub fn blockify(display: Display) -> Display {
    match display {
        Display::Inline | Display::InlineBlock => Display::Block,
        Display::InlineListItem => Display::ListItem,
        Display::InlineFlex => Display::Flex,
        Display::InlineGrid => Display::Grid,
        Display::InlineTable => Display::Table,
        Display::TableRowGroup
        | Display::TableHeaderGroup
        | Display::TableFooterGroup
        | Display::TableRow
        | Display::TableCell
        | Display::TableColumn
        | Display::TableColumnGroup
        | Display::TableCaption => Display::Block,
        Display::None
        | Display::Contents
        | Display::Block
        | Display::FlowRoot
        | Display::ListItem
        | Display::Flex
        | Display::Grid
        | Display::Table => display,
    }
}

fn is_item_of(parent: &ComputedStyle) -> bool {
    matches!(parent.layout.display, Display::Flex | Display::InlineFlex | Display::Grid | Display::InlineGrid)
}

/// The declarations behind those that contain `var()`, each with the index of the one it is from.
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
    let text = substitute(&unresolved.text, &Values { custom: &custom.values, attribute: context.attribute })
        .map_err(|error| (error.message(), Some(error.help())))?;
    let context = ParseContext { base: &unresolved.base };
    let property = unresolved.property;
    table::parse_value(property, &mut cssparser::Parser::new(&text), &context).map_err(|reason| {
        let error = table::explain(property, &reason, &text);
        let shown: String = text.replace("/**/", "").chars().take(60).collect();
        let message = format!("{}, with what it refers to put in: `{shown}`", error.message(property.name));
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
    /// `resolved` has the declarations of those that contained `var()`, in the same order.
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
            // Each takes the place of what comes above the layer or origin that it rolls back to.
            let mut all = Vec::new();
            each(&mut |index, declaration| all.push((index, declaration)));
            winners.roll_back(&all, |longhand| longhand, levels);
        }
        if has_logical {
            // Logical properties take part in the cascade of the physical ones they stand for, which
            // is known only with the direction.
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

    /// Puts in the place of each winner that is `revert` or `revert-layer` what it rolls back to
    /// (CSS Cascade 5, section 7.3): the winner as if there were no declaration in that origin or layer,
    /// or between its normal and its important ones. `all` has the declarations in ascending order, each
    /// with the number of its level.
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
            // Without one the property is as if nothing were declared.
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

/// The numbers of the first longhand of a group and of the one after the last.
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

/// The style that a keyword takes a value over from.
fn source(longhand: Longhand, keyword: WideKeyword, parent: &ComputedStyle) -> &ComputedStyle {
    match keyword {
        WideKeyword::Inherit => parent,
        WideKeyword::Unset if longhand.group().is_inherited() => parent,
        // Those that roll back have given way to what they roll back to.
        WideKeyword::Initial | WideKeyword::Unset | WideKeyword::Revert | WideKeyword::RevertLayer => {
            initial_style()
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
    // `rem` on the root element is its own size.
    let root_font_size = if context.is_root { font.size } else { context.root_font_size };
    let units = Units::new(&font, &font, root_font_size, context);
    let text = compute_text(winners, parent, &font, &units, context.definitions);
    let current = text.color;

    let mut layout = initial.layout.clone();
    if winners.has(Group::Box) {
        let style = Arc::make_mut(&mut layout);
        for (longhand, declaration) in winners.of(Group::Box) {
            match declaration {
                Declaration::Wide(_, keyword) => {
                    box_style::copy(longhand, style, &source(longhand, *keyword, parent).layout);
                }
                declaration => {
                    box_style::apply(longhand, declaration, style, &units, parent.text.direction);
                }
            }
        }
    }
    let is_item = context.parent.is_some() && is_item_of(parent);
    if box_style::needs_adjustment(&layout, context.is_root, is_item) {
        box_style::adjust(Arc::make_mut(&mut layout), context.is_root, is_item);
    }

    let mut border = initial.border.clone();
    if winners.has(Group::Border) {
        let start = border::start(current);
        let mut style = start.clone();
        for (longhand, declaration) in winners.of(Group::Border) {
            match declaration {
                Declaration::Wide(_, WideKeyword::Inherit) => {
                    border::copy(longhand, &mut style, &parent.border);
                }
                Declaration::Wide(..) => border::copy(longhand, &mut style, &start),
                declaration => border::apply(longhand, declaration, &mut style, &units, current),
            }
        }
        border::finish(&mut style);
        border = Arc::new(style);
    }

    let mut background = initial.background.clone();
    if winners.has(Group::Background) {
        let style = Arc::make_mut(&mut background);
        style.decoration.color = current;
        let mut layers = Layers::initial();
        for (longhand, declaration) in winners.of(Group::Background) {
            match declaration {
                Declaration::Wide(_, WideKeyword::Inherit) => {
                    decoration::copy(longhand, style, &mut layers, &parent.background);
                }
                // Nothing has been set yet, so the initial values are there already.
                Declaration::Wide(..) => {}
                declaration => {
                    decoration::apply(declaration, style, &mut layers, &units, current, font.size);
                }
            }
        }
        layers.finish(style);
    }

    let mut content = initial.content.clone();
    if winners.has(Group::Content) {
        let style = Arc::make_mut(&mut content);
        for (longhand, declaration) in winners.of(Group::Content) {
            match declaration {
                Declaration::Wide(_, keyword) => {
                    let source = source(longhand, *keyword, parent);
                    generated_content::copy(longhand, style, &source.content);
                }
                declaration => generated_content::apply(longhand, declaration, style),
            }
        }
        if let Content::Parts(parts) = &mut style.content {
            context.definitions.resolve_parts(parts);
        }
        let strings = style.string_set.iter_mut().map(|(_, parts)| parts);
        for parts in style.alternative.iter_mut().chain(strings).chain(&mut style.bookmark.label) {
            context.definitions.resolve_parts(parts);
        }
    }
    let effects = winners.has(Group::Effect).then(|| compute_effects(winners, parent, &units, current));
    if let Some(effects) = &effects
        && effects.overflow.0 == AxisOverflow::Hidden
    {
        Arc::make_mut(&mut layout).overflow = Overflow::Hidden;
    }
    ComputedStyle { font, text, layout, border, background, content, effects }
}

fn compute_effects(
    winners: &Winners<'_>,
    parent: &ComputedStyle,
    units: &Units<'_>,
    current: Color,
) -> Arc<EffectStyle> {
    let mut style = effects::start(current);
    for (longhand, declaration) in winners.of(Group::Effect) {
        match declaration {
            Declaration::Wide(_, WideKeyword::Inherit) => {
                if let Some(inherited) = &parent.effects {
                    effects::copy(longhand, &mut style, inherited);
                }
            }
            Declaration::Effect(value) => effects::apply(value, &mut style, units, current),
            // Nothing has been set yet, so the initial values are there already.
            _ => {}
        }
    }
    Arc::new(effects::finish(style))
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
    let parent_units = Units::new(inherited, inherited, root_font_size, context);
    for (longhand, declaration) in winners.of(Group::Font) {
        match declaration {
            Declaration::Wide(_, keyword) => {
                font::copy(longhand, &mut font, &source(longhand, *keyword, parent).font);
            }
            Declaration::FontSize(value) => font.size = font::compute_size(value, inherited, &parent_units),
            declaration => font::apply(declaration, &mut font),
        }
    }
    let root_font_size = if context.is_root { font.size } else { context.root_font_size };
    let units = Units::new(&font, inherited, root_font_size, context);
    let line_height = match winners.get(Longhand::LineHeight) {
        Some(Declaration::LineHeight(value)) => font::compute_line_height(value, font.size, &units),
        _ => font.line_height,
    };
    let letter_spacing = match winners.get(Longhand::LetterSpacing) {
        Some(Declaration::LetterSpacing(value)) => value.resolve_length(&units, font.size),
        _ => font.letter_spacing,
    };
    let word_spacing = match winners.get(Longhand::WordSpacing) {
        Some(Declaration::WordSpacing(value)) => value.resolve_length(&units, font.size),
        _ => font.word_spacing,
    };
    font.line_height = line_height;
    font.letter_spacing = letter_spacing;
    font.word_spacing = word_spacing;
    if font.variants != inherited.variants || font.feature_settings != inherited.feature_settings {
        font.features = font.variants.features(&font.feature_settings);
    }
    if font == *inherited { parent.font.clone() } else { Arc::new(font) }
}

fn compute_text(
    winners: &Winners<'_>,
    parent: &ComputedStyle,
    font: &FontStyle,
    units: &Units<'_>,
    definitions: &Definitions,
) -> Arc<InheritedText> {
    let inherited: &InheritedText = &parent.text;
    let new_language = inherited.quotes_by_language && font.language != parent.font.language;
    if !winners.has(Group::Text) && !new_language {
        return parent.text.clone();
    }
    let mut text = inherited.clone();
    for (longhand, declaration) in winners.of(Group::Text) {
        match declaration {
            Declaration::Wide(_, keyword) => {
                text::copy(longhand, &mut text, &source(longhand, *keyword, parent).text);
            }
            declaration => text::apply(declaration, &mut text, inherited, units),
        }
    }
    definitions.resolve(&mut text.list_style_type);
    if text.quotes_by_language && (new_language || winners.get(Longhand::Quotes).is_some()) {
        text.quotes = quotes::of_language(&font.language);
    }
    if text == *inherited { parent.text.clone() } else { Arc::new(text) }
}
