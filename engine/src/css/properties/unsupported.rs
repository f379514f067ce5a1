//! Properties of CSS that the engine does not support, so that messages can distinguish them from misspelled names.

/// Why a property of CSS is not supported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnsupportedProperty {
    /// It concerns scrolling, pointers, animation or other interaction.
    ScreenOnly,
    NotSupported {
        /// What to write instead.
        instead: Option<&'static str>,
    },
}

/// Sorted.
static SCREEN_ONLY: &[&str] = &[
    "accent-color",
    "animation",
    "animation-composition",
    "animation-delay",
    "animation-direction",
    "animation-duration",
    "animation-fill-mode",
    "animation-iteration-count",
    "animation-name",
    "animation-play-state",
    "animation-range",
    "animation-range-end",
    "animation-range-start",
    "animation-timeline",
    "animation-timing-function",
    "appearance",
    "backface-visibility",
    "caret",
    "caret-color",
    "caret-shape",
    "color-scheme",
    "content-visibility",
    "cursor",
    "field-sizing",
    "font-display",
    "forced-color-adjust",
    "interactivity",
    "interpolate-size",
    "nav-down",
    "nav-left",
    "nav-right",
    "nav-up",
    "overflow-anchor",
    "overscroll-behavior",
    "overscroll-behavior-block",
    "overscroll-behavior-inline",
    "overscroll-behavior-x",
    "overscroll-behavior-y",
    "pointer-events",
    "resize",
    "scroll-behavior",
    "scroll-margin",
    "scroll-margin-block",
    "scroll-margin-block-end",
    "scroll-margin-block-start",
    "scroll-margin-bottom",
    "scroll-margin-inline",
    "scroll-margin-inline-end",
    "scroll-margin-inline-start",
    "scroll-margin-left",
    "scroll-margin-right",
    "scroll-margin-top",
    "scroll-padding",
    "scroll-padding-block",
    "scroll-padding-block-end",
    "scroll-padding-block-start",
    "scroll-padding-bottom",
    "scroll-padding-inline",
    "scroll-padding-inline-end",
    "scroll-padding-inline-start",
    "scroll-padding-left",
    "scroll-padding-right",
    "scroll-padding-top",
    "scroll-snap-align",
    "scroll-snap-stop",
    "scroll-snap-type",
    "scroll-timeline",
    "scroll-timeline-axis",
    "scroll-timeline-name",
    "scrollbar-color",
    "scrollbar-gutter",
    "scrollbar-width",
    "speech-rate",
    "text-rendering",
    "text-size-adjust",
    "timeline-scope",
    "touch-action",
    "transition",
    "transition-behavior",
    "transition-delay",
    "transition-duration",
    "transition-property",
    "transition-timing-function",
    "user-select",
    "view-timeline",
    "view-timeline-axis",
    "view-timeline-inset",
    "view-timeline-name",
    "view-transition-class",
    "view-transition-name",
    "will-change",
    "zoom",
];

const WIDTH: Option<&str> = Some("Use width, min-width and max-width.");
const POSITION: Option<&str> = Some("Use background-position.");

/// Sorted.
static NOT_SUPPORTED: &[(&str, Option<&str>)] = &[
    ("align-tracks", None),
    ("anchor-name", None),
    ("anchor-scope", None),
    ("backdrop-filter", None),
    ("background-blend-mode", None),
    ("background-position-block", POSITION),
    ("background-position-inline", POSITION),
    ("background-position-x", POSITION),
    ("background-position-y", POSITION),
    ("baseline-source", None),
    ("bleed", Some("Put it into an @page rule.")),
    ("box-snap", None),
    ("color-interpolation", None),
    ("contain", None),
    ("contain-intrinsic-block-size", WIDTH),
    ("contain-intrinsic-height", WIDTH),
    ("contain-intrinsic-inline-size", WIDTH),
    ("contain-intrinsic-size", WIDTH),
    ("contain-intrinsic-width", WIDTH),
    ("container", None),
    ("container-name", None),
    ("container-type", None),
    ("corner-shape", None),
    ("flow-from", None),
    ("flow-into", None),
    ("glyph-orientation-vertical", None),
    ("hyphenate-limit-last", None),
    ("hyphenate-limit-zone", None),
    ("initial-letter-wrap", None),
    ("inline-sizing", None),
    ("letter-spacing-trim", None),
    ("line-height-step", Some("Use line-height.")),
    ("margin-trim", None),
    ("marker", None),
    ("marker-side", None),
    ("marks", Some("Put it into an @page rule.")),
    ("math-depth", None),
    ("math-shift", None),
    ("math-style", None),
    ("object-view-box", None),
    ("offset", None),
    ("offset-anchor", None),
    ("offset-distance", None),
    ("offset-path", None),
    ("offset-position", None),
    ("offset-rotate", None),
    ("orient", None),
    ("perspective", None),
    ("perspective-origin", None),
    ("position-anchor", None),
    ("position-area", None),
    ("position-try", None),
    ("position-try-fallbacks", None),
    ("position-try-order", None),
    ("position-visibility", None),
    ("reading-flow", None),
    ("reading-order", None),
    ("region-fragment", None),
    ("ruby-merge", None),
    ("ruby-overhang", None),
    ("running", None),
    ("shape-image-threshold", None),
    ("shape-inside", None),
    ("shape-rendering", None),
    ("size", Some("Put it into an @page rule.")),
    ("speak", None),
    ("speak-as", None),
    ("text-align-all", Some("Use text-align.")),
    ("text-autospace", None),
    ("text-box", None),
    ("text-box-edge", None),
    ("text-box-trim", None),
    ("text-combine-upright", None),
    ("text-decoration-skip", None),
    ("text-emphasis", None),
    ("text-emphasis-color", None),
    ("text-emphasis-position", None),
    ("text-emphasis-style", None),
    ("text-group-align", None),
    ("text-orientation", None),
    ("text-spacing", None),
    ("text-spacing-trim", None),
    ("transform-style", None),
    ("vector-effect", None),
    ("voice-family", None),
    ("word-space-transform", None),
    ("wrap-after", Some("Use break-after and white-space.")),
    ("wrap-before", Some("Use break-before and white-space.")),
    ("wrap-flow", None),
    ("wrap-inside", Some("Use white-space: nowrap.")),
];

/// What prefixed names of browsers style on screens only, without their prefix.
const PREFIXED_SCREEN_ONLY: &[&str] = &[
    "focus-ring-color",
    "font-smoothing",
    "osx-font-smoothing",
    "overflow-scrolling",
    "overflow-style",
    "tap-highlight-color",
    "touch-callout",
    "user-drag",
    "user-modify",
];

/// Names that browsers gave properties before they were standardized, and the standard's.
const EARLIER_NAMES: &[(&str, &str)] = &[
    ("border-radius-bottomleft", "border-bottom-left-radius"),
    ("border-radius-bottomright", "border-bottom-right-radius"),
    ("border-radius-topleft", "border-top-left-radius"),
    ("border-radius-topright", "border-top-right-radius"),
    ("column-break-after", "break-after"),
    ("column-break-before", "break-before"),
    ("column-break-inside", "break-inside"),
    ("logical-height", "block-size"),
    ("logical-width", "inline-size"),
    ("max-logical-height", "max-block-size"),
    ("max-logical-width", "max-inline-size"),
    ("min-logical-height", "min-block-size"),
    ("min-logical-width", "min-inline-size"),
];

/// The standard name of a property with a browser's prefix (in lower case), if there is such a property; `None` for a name
/// without prefix.
pub(super) fn without_prefix(name: &str) -> Option<String> {
    let prefixes = ["-webkit-", "-moz-", "-ms-", "-o-", "-epub-", "-apple-", "-khtml-", "mso-"];
    let plain = prefixes.iter().find_map(|prefix| name.strip_prefix(prefix))?;
    if let Some((_, standard)) = EARLIER_NAMES.iter().find(|(earlier, _)| *earlier == plain) {
        return Some(standard.to_string());
    }
    // `margin-start`, `border-before-color`
    let sides =
        [("start", "inline-start"), ("end", "inline-end"), ("before", "block-start"), ("after", "block-end")];
    let mut parts: Vec<&str> = plain.split('-').collect();
    if let ["margin" | "padding" | "border", side, ..] = &mut parts[..]
        && let Some((_, standard)) = sides.iter().find(|(earlier, _)| earlier == side)
    {
        *side = standard;
    }
    Some(parts.join("-"))
}

/// The entry of the property `name` (in lower case) that is not supported; `None` if CSS has no such property.
pub(super) fn find(name: &str) -> Option<UnsupportedProperty> {
    if SCREEN_ONLY.binary_search(&name).is_ok() {
        return Some(UnsupportedProperty::ScreenOnly);
    }
    let index = NOT_SUPPORTED.binary_search_by_key(&name, |row| row.0).ok()?;
    Some(UnsupportedProperty::NotSupported { instead: NOT_SUPPORTED[index].1 })
}

/// As [`find`], for a name whose prefix, which is not a part of `plain`, was a browser's.
pub(super) fn find_prefixed(plain: &str) -> UnsupportedProperty {
    if PREFIXED_SCREEN_ONLY.contains(&plain) {
        return UnsupportedProperty::ScreenOnly;
    }
    find(plain).unwrap_or(UnsupportedProperty::NotSupported { instead: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::css::properties::supported_properties;

    #[test]
    fn the_lists_are_sorted() {
        assert!(SCREEN_ONLY.is_sorted());
        assert!(NOT_SUPPORTED.is_sorted_by_key(|row| row.0));
    }

    #[test]
    fn prefixed_names_have_a_standard_name() {
        let plain = |name| without_prefix(name).unwrap_or_default();
        assert_eq!(plain("-webkit-margin-before"), "margin-block-start");
        assert_eq!(plain("-moz-border-end-color"), "border-inline-end-color");
        assert_eq!(plain("-moz-border-radius-topleft"), "border-top-left-radius");
        assert_eq!(plain("-webkit-hyphens"), "hyphens");
        assert_eq!(without_prefix("hyphens"), None);
        for (_, standard) in EARLIER_NAMES {
            assert!(supported_properties().iter().any(|property| property.name == *standard), "{standard}");
        }
    }

    #[test]
    fn nothing_is_both_supported_and_not() {
        for property in supported_properties() {
            let name = property.name;
            assert!(find(name).is_none(), "{name}");
        }
    }
}
