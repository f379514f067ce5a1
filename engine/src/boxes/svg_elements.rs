//! The elements of SVG (SVG 2, appendix on elements), by what becomes of them. The check of pictures and the manual follow
//! this table.

/// What becomes of elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SvgSupport {
    /// They are drawn, or what refers to them is drawn with them.
    Drawn,
    /// They show nothing themselves.
    Silent,
    /// They would change over time or by a script; the picture is drawn as it is without them.
    Still,
    /// They are not drawn, which is reported at the element.
    NotDrawn,
    /// What they change is drawn as a picture.
    Filter,
}

/// The elements of SVG.
pub const SVG_ELEMENTS: [(SvgSupport, &str); 5] = [
    (
        SvgSupport::Drawn,
        "a circle clipPath defs ellipse g image line linearGradient marker mask path pattern polygon polyline \
         radialGradient rect stop style svg switch symbol text textPath tspan use",
    ),
    (SvgSupport::Silent, "audio desc metadata title view"),
    (SvgSupport::Still, "animate animateMotion animateTransform discard mpath script set"),
    (SvgSupport::NotDrawn, "canvas embed foreignObject iframe object video"),
    (
        SvgSupport::Filter,
        "feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap \
         feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode \
         feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter",
    ),
];

impl SvgSupport {
    /// What becomes of the elements, for the manual.
    pub fn description(self) -> &'static str {
        match self {
            SvgSupport::Drawn => "drawn",
            SvgSupport::Silent => "nothing of their own",
            SvgSupport::Still => "nothing: the picture is drawn as it is without them",
            SvgSupport::NotDrawn => "not drawn, with a warning",
            SvgSupport::Filter => "applied: the result is a picture of 288 pixels an inch",
        }
    }
}

/// What becomes of an element; `None` if SVG does not have it.
pub(super) fn support(name: &str) -> Option<SvgSupport> {
    SVG_ELEMENTS
        .iter()
        .find(|(_, names)| names.split(' ').any(|each| each == name))
        .map(|(support, _)| *support)
}
