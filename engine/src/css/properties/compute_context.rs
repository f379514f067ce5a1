//! The input of computing a style besides the declarations, and the result.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::font_metrics::FontRelativeMetrics;
use super::length::{LengthValue, Units};
use crate::css::properties::definitions::Definitions;
use crate::css::style::{ComputedStyle, FontStyle};
use crate::units::{Length, Size};

/// The input of [`compute`](super::compute) besides the declarations.
#[derive(Clone, Copy)]
pub struct ComputeContext<'a> {
    /// The style of the parent box's element; `None` for the root element and page contexts.
    pub parent: Option<&'a ComputedStyle>,
    /// The custom properties of the parent.
    pub parent_custom: &'a Arc<CustomProperties>,
    /// `rex` and similar units: the font of the root element; `None` for that element itself.
    pub root_font: Option<&'a FontStyle>,
    /// `rem`: the font size of the root element. For the root element itself the caller passes the
    /// initial size; where CSS wants the element's own size, [`compute`](super::compute) uses that.
    pub root_font_size: Length,
    /// `rlh`: the line height of the root element, with `normal` resolved.
    pub root_line_height: Length,
    /// What `vw`, `vh` and similar units are percentages of: the page area of the first page.
    pub viewport: Size,
    /// Measures a font; called only when a unit needs it.
    pub font_metrics: &'a dyn Fn(&FontStyle) -> FontRelativeMetrics,
    /// The `lang` attribute of the element itself, if it has one.
    pub language: Option<&'a str>,
    /// Whether this is the root element.
    pub is_root: bool,
    /// The attributes of the element by name, for `attr()`.
    pub attribute: &'a dyn Fn(&str) -> Option<String>,
    /// The counter styles and registered properties that stylesheets define.
    pub definitions: &'a Definitions,
    /// The level of each declaration in the cascade, for `revert` and `revert-layer`; empty where all declarations
    /// have the same origin and layer.
    pub levels: &'a [CascadeLevel],
}

/// The position of a declaration in the cascade, without regard to importance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CascadeLevel {
    /// The rank of its origin and layer: origins in ascending order, and layers in each.
    pub rank: u32,
    /// The lowest rank of the origin.
    pub origin: u32,
}

/// Custom properties with their values after substitution.
#[derive(Clone, Debug, Default)]
pub struct CustomProperties {
    /// Values of an element above, which many elements share.
    shared: Arc<BTreeMap<Arc<str>, Arc<str>>>,
    /// The values that are different; `None` is no value.
    changed: BTreeMap<Arc<str>, Option<Arc<str>>>,
}

impl CustomProperties {
    /// The value of the custom property `name`, which includes its two dashes.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.value(name).map(|value| &**value)
    }

    /// As [`CustomProperties::get`], to be shared.
    pub(super) fn value(&self, name: &str) -> Option<&Arc<str>> {
        self.changed.get(name).map_or_else(|| self.shared.get(name), Option::as_ref)
    }

    /// Whether no custom property has a value.
    pub fn is_empty(&self) -> bool {
        self.changed.values().all(Option::is_none)
            && self.shared.keys().all(|name| self.changed.contains_key(name))
    }

    /// Sets or removes a value.
    pub(super) fn set(&mut self, name: &Arc<str>, value: Option<&Arc<str>>) {
        self.changed.insert(name.clone(), value.cloned());
    }

    /// Prepares for sharing by the elements inside: copies the shared values only if that is not much more than the
    /// changes.
    pub(super) fn settle(&mut self) {
        if self.changed.len() * 4 <= self.shared.len() {
            return;
        }
        let shared = Arc::make_mut(&mut self.shared);
        for (name, value) in std::mem::take(&mut self.changed) {
            match value {
                Some(value) => shared.insert(name, value),
                None => shared.remove(&name),
            };
        }
    }
}

/// The result of [`compute`](super::compute).
#[derive(Clone, Debug)]
pub struct Computed {
    /// The computed values.
    pub style: ComputedStyle,
    /// The custom properties; the children get them as [`ComputeContext::parent_custom`].
    pub custom: Arc<CustomProperties>,
    /// Problems that only computing can find, such as a `var()` without a value.
    pub problems: Vec<ComputeProblem>,
}

/// A declaration that turned out to be invalid at computed-value time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComputeProblem {
    /// The index of the declaration among those given to [`compute`](super::compute).
    pub declaration: usize,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// How to fix it, if that is known.
    pub help: Option<String>,
}

impl<'a> ComputeContext<'a> {
    /// The computed length of `value` in a style with this font.
    pub(in crate::css) fn length(&self, value: &LengthValue, font: &FontStyle) -> Length {
        // The closure that measures fonts lives as long as the context, the font may not.
        let context = ComputeContext { ..*self };
        value.resolve(&context.units(font, font, self.root_font_size)).length
    }

    /// The units of an element whose font is `font`. `line_font` differs from it only where `lh` refers to the
    /// parent: in `font-size` and `line-height`.
    pub(super) fn units(
        &self,
        font: &'a FontStyle,
        line_font: &'a FontStyle,
        root_font_size: Length,
    ) -> Units<'a> {
        Units {
            font,
            line_font,
            root_font: self.root_font,
            root_font_size,
            root_line_height: self.root_line_height,
            viewport: self.viewport,
            font_metrics: self.font_metrics,
            metrics: Default::default(),
            is_root: self.is_root,
        }
    }
}
