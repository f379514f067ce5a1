//! `currentcolor` as a computed value (CSS Color 4, section 10): an element that inherits a property inherits the
//! keyword, which is then its own color.
//!
//! A computed style has the colors that its keywords stand for, and beside them, in [`ColorKeywords`], which of its
//! properties have such keywords. Inheriting a property copies its value and resolves its keywords again.

use std::sync::Arc;

use super::apply::ApplyDeclarations;
use super::background::BackgroundWork;
use super::color_parser::ColorValue;
use super::declaration::Declaration;
use super::filter::FilterValue;
use super::longhand::Longhand;
use super::specified::ImageValue;
use crate::css::Color;
use crate::css::color_keywords::{ColorKeywords, DependentColors};
use crate::css::effects::FilterFunction;
use crate::css::style::*;
use crate::css::values::{BackgroundImage, GradientColors};

impl DependentColors for Vec<ColorValue> {
    fn resolve(&self, current: Color) -> Vec<Color> {
        self.iter().map(|value| value.resolve(current)).collect()
    }
}

/// Takes the value of a property from a declaration.
fn declare(keywords: &mut ColorKeywords, longhand: Longhand, declaration: &Declaration) {
    let values = color_values(declaration);
    let is_current = matches!(&*values, [ColorValue::CurrentColor]);
    let is_dependent = values.iter().any(|value| !value.is_known());
    keywords.set(longhand, is_current, || {
        is_dependent
            .then(|| Arc::new(values.into_iter().cloned().collect::<Vec<_>>()) as Arc<dyn DependentColors>)
    });
}

/// The color values that a declaration contains, in order.
fn color_values(declaration: &Declaration) -> Vec<&ColorValue> {
    match declaration {
        Declaration::BorderTopColor(color)
        | Declaration::BorderRightColor(color)
        | Declaration::BorderBottomColor(color)
        | Declaration::BorderLeftColor(color)
        | Declaration::BorderBlockStartColor(color)
        | Declaration::BorderBlockEndColor(color)
        | Declaration::BorderInlineStartColor(color)
        | Declaration::BorderInlineEndColor(color)
        | Declaration::ColumnRuleColor(color)
        | Declaration::BackgroundColor(color)
        | Declaration::TextDecorationColor(color)
        | Declaration::OutlineColor(color) => vec![color],
        Declaration::BoxShadow(shadows) | Declaration::TextShadow(shadows) => {
            shadows.iter().map(|shadow| &shadow.color).collect()
        }
        Declaration::Filter(functions) => functions.iter().filter_map(FilterValue::color).collect(),
        Declaration::BackgroundImage(images) | Declaration::MaskImage(images) => {
            images.iter().flat_map(ImageValue::gradient).flat_map(|gradient| gradient.colors()).collect()
        }
        Declaration::BorderImageSource(image) | Declaration::MaskBorderSource(image) => {
            image.gradient().into_iter().flat_map(|gradient| gradient.colors()).collect()
        }
        _ => Vec::new(),
    }
}

/// A group that properties with colors may belong to.
pub(super) trait Colored: ApplyDeclarations {
    /// The keywords of the group; `None` where it has no colors.
    fn keywords(&mut self) -> Option<&mut ColorKeywords> {
        None
    }

    /// The keywords of a style's group.
    fn keywords_of(_: &Self::Style) -> Option<&ColorKeywords> {
        None
    }

    /// The colors of a property, in the order of its color values.
    fn colors(&mut self, _: Longhand) -> Vec<&mut Color> {
        Vec::new()
    }

    /// Sets a property from a declaration; see [`ApplyDeclarations::apply`].
    fn note(&mut self, longhand: Longhand, declaration: &Declaration) {
        if let Some(keywords) = self.keywords() {
            declare(keywords, longhand, declaration);
        }
    }

    /// Resolves the keywords of a property that has been copied from `source`.
    fn recolor(&mut self, longhand: Longhand, source: &Self::Style, current: Color) {
        let Some(source) = Self::keywords_of(source) else { return };
        if let Some(keywords) = self.keywords() {
            keywords.copy(longhand, source);
        }
        for (color, resolved) in self.colors(longhand).into_iter().zip(source.resolve(longhand, current)) {
            *color = resolved;
        }
    }
}

impl Colored for FontStyle {}
impl Colored for BoxStyle {}
impl Colored for GeneratedContent {}

/// The methods of a group with the field `color_keywords`.
macro_rules! keywords_field {
    ($style:ty) => {
        fn keywords(&mut self) -> Option<&mut ColorKeywords> {
            Some(&mut self.color_keywords)
        }

        fn keywords_of(style: &$style) -> Option<&ColorKeywords> {
            Some(&style.color_keywords)
        }
    };
}

impl Colored for InheritedText {
    keywords_field!(InheritedText);

    fn colors(&mut self, longhand: Longhand) -> Vec<&mut Color> {
        match longhand {
            Longhand::TextShadow => shadow_colors(&mut self.shadows),
            _ => Vec::new(),
        }
    }
}

impl Colored for BorderStyle {
    keywords_field!(BorderStyle);

    fn colors(&mut self, longhand: Longhand) -> Vec<&mut Color> {
        match longhand {
            Longhand::BorderTopColor => vec![&mut self.sides.top.color],
            Longhand::BorderRightColor => vec![&mut self.sides.right.color],
            Longhand::BorderBottomColor => vec![&mut self.sides.bottom.color],
            Longhand::BorderLeftColor => vec![&mut self.sides.left.color],
            Longhand::BorderImageSource => {
                let image = self.image.as_mut().map(|image| &mut Arc::make_mut(image).source);
                image.map_or(Vec::new(), gradient_colors)
            }
            Longhand::ColumnRuleColor => vec![&mut self.column_rule.color],
            _ => Vec::new(),
        }
    }
}

impl Colored for BackgroundWork {
    keywords_field!(BackgroundStyle);

    fn colors(&mut self, longhand: Longhand) -> Vec<&mut Color> {
        match longhand {
            Longhand::BackgroundColor => vec![&mut self.color],
            Longhand::TextDecorationColor => vec![&mut self.decoration.color],
            Longhand::BackgroundImage => self.images.iter_mut().flat_map(gradient_colors).collect(),
            _ => Vec::new(),
        }
    }
}

impl Colored for EffectStyle {
    keywords_field!(EffectStyle);

    fn colors(&mut self, longhand: Longhand) -> Vec<&mut Color> {
        match longhand {
            Longhand::BoxShadow => shadow_colors(&mut self.shadows),
            Longhand::Filter => {
                Arc::make_mut(&mut self.filter).iter_mut().filter_map(color_of_filter).collect()
            }
            Longhand::OutlineColor => vec![&mut self.outline.color],
            Longhand::MaskImage => {
                let images = self.mask.as_mut().map(|mask| Arc::make_mut(mask).images.iter_mut());
                images.into_iter().flatten().flat_map(gradient_colors).collect()
            }
            Longhand::MaskBorderSource => {
                let image = self.mask_border.as_mut().map(|border| &mut Arc::make_mut(border).source);
                image.map_or(Vec::new(), gradient_colors)
            }
            _ => Vec::new(),
        }
    }
}

fn shadow_colors(shadows: &mut Arc<[crate::css::Shadow]>) -> Vec<&mut Color> {
    Arc::make_mut(shadows).iter_mut().map(|shadow| &mut shadow.color).collect()
}

fn color_of_filter(function: &mut FilterFunction) -> Option<&mut Color> {
    match function {
        FilterFunction::DropShadow(shadow) => Some(&mut shadow.color),
        _ => None,
    }
}

/// The colors of a gradient; hints have none.
fn gradient_colors(image: &mut BackgroundImage) -> Vec<&mut Color> {
    let colors: &mut GradientColors = match image {
        BackgroundImage::LinearGradient(gradient) => &mut Arc::make_mut(gradient).colors,
        BackgroundImage::RadialGradient(gradient) => &mut Arc::make_mut(gradient).colors,
        BackgroundImage::ConicGradient(gradient) => &mut Arc::make_mut(gradient).colors,
        BackgroundImage::None | BackgroundImage::Color(_) | BackgroundImage::Url(_) => return Vec::new(),
    };
    colors.stops.iter_mut().filter(|stop| !stop.is_hint).map(|stop| &mut stop.color).collect()
}

/// Resolves the keywords of inherited properties that have none of their own declarations, after the color of the
/// element has changed.
pub(super) fn recolor_inherited(text: &mut InheritedText) {
    let keywords = text.color_keywords.clone();
    let current = text.color;
    for longhand in [Longhand::TextShadow] {
        for (color, resolved) in text.colors(longhand).into_iter().zip(keywords.resolve(longhand, current)) {
            *color = resolved;
        }
    }
}
