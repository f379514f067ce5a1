//! An inline `svg` element back to XML, for the SVG reader: with what the rules of the document set on its elements, and
//! with the elements outside it that it refers to.

use rustc_hash::FxHashSet;

use crate::css::{
    AxisOverflow, BackgroundImage, BlendMode, Color, ComputedStyle, Direction, Display, EffectStyle,
    FontFamily, FontSlope, FontStyle, ImageRendering, OF_SVG, SizeValue, Styles, Visibility,
};
use crate::html::{Document, Element, NodeId, NodeKind};

/// The XML of the `svg` element `node` with this size in its own units, and what of the properties of its elements is not
/// drawn.
pub(crate) fn serialize(
    document: &Document,
    styles: &Styles,
    node: NodeId,
    size: (f64, f64),
) -> (String, Vec<(NodeId, String)>) {
    let mut source = SvgSource {
        document,
        styles,
        root: node,
        size,
        out: String::new(),
        written: FxHashSet::default(),
        references: Vec::new(),
        not_drawn: Vec::new(),
    };
    source.write(node);
    (source.out, source.not_drawn)
}

/// The XML that has been written so far.
pub(super) struct SvgSource<'a> {
    pub(super) document: &'a Document,
    styles: &'a Styles,
    pub(super) root: NodeId,
    /// The width and height to write.
    pub(super) size: (f64, f64),
    out: String,
    /// The elements that have been written.
    written: FxHashSet<NodeId>,
    /// The ids that they refer to, in order.
    references: Vec<String>,
    /// Values that are not drawn, each with an element that has it.
    pub(super) not_drawn: Vec<(NodeId, String)>,
}

enum SerializeStep {
    Open(NodeId),
    Close(NodeId, String),
}

impl SvgSource<'_> {
    fn write(&mut self, node: NodeId) {
        // The remaining steps, last first: nodes to open, and end tags.
        let mut pending = vec![SerializeStep::Open(node)];
        while let Some(step) = pending.pop() {
            match step {
                SerializeStep::Close(at, name) => {
                    if at == self.root {
                        self.write_referenced();
                    }
                    self.out.push_str("</");
                    self.out.push_str(&name);
                    self.out.push('>');
                }
                SerializeStep::Open(at) => match &self.document.node(at).kind {
                    NodeKind::Text(text) => escape(text, &mut self.out),
                    NodeKind::Document | NodeKind::Ignored => {}
                    NodeKind::Element(element) => {
                        let name = element.name.to_string();
                        // Editors put elements of their own into a drawing.
                        if !is_xml_name(&name) || !element.is_svg(&name) {
                            continue;
                        }
                        // Its rules are rules of the document.
                        if name == "style" {
                            continue;
                        }
                        if name == "foreignObject" {
                            // It is reported, and its content is not SVG.
                            self.out.push_str("<foreignObject/>");
                            continue;
                        }
                        self.written.insert(at);
                        self.open(at, element, &name);
                        pending.push(SerializeStep::Close(at, name));
                        let children: Vec<NodeId> = self.document.children(at).collect();
                        pending.extend(children.into_iter().rev().map(SerializeStep::Open));
                    }
                },
            }
        }
    }

    /// Writes the elements elsewhere in the document that have been referred to, and those that they refer to.
    fn write_referenced(&mut self) {
        let mut next = 0;
        while let Some(id) = self.references.get(next).cloned() {
            next += 1;
            let Some(found) = self.document.element_by_id(&id) else { continue };
            let is_around = self.document.ancestors(self.root).any(|ancestor| ancestor == found);
            if !is_around && !self.written.contains(&found) {
                self.out.push_str("<defs>");
                self.write(found);
                self.out.push_str("</defs>");
            }
        }
    }

    fn open(&mut self, node: NodeId, element: &Element, name: &str) {
        self.out.push('<');
        self.out.push_str(name);
        let is_root = node == self.root;
        if is_root {
            self.out.push_str(
                " xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"",
            );
            let (width, height) = self.size;
            self.out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        let geometry = if is_root { Vec::new() } else { geometry(self.styles.element(node), name) };
        for (name, value) in &geometry {
            self.attribute("", name, value);
        }
        for attribute in &element.attributes {
            let local: &str = &attribute.name;
            let is_size = is_root && matches!(local, "width" | "height");
            let is_property = (OF_SVG.contains(&local) && !(is_root && local.starts_with("font-")))
                || geometry.iter().any(|(name, _)| *name == local);
            if local.starts_with("xmlns") || local == "style" || is_size || is_property || !is_xml_name(local)
            {
                continue;
            }
            self.report_attribute(node, local, &attribute.value);
            let is_xlink = attribute.namespace == html5ever::ns!(xlink);
            let prefix = if is_xlink { "xlink:" } else { "" };
            self.attribute(prefix, local, &attribute.value);
        }
        let own = known_to_reader(element.attribute("style").unwrap_or_default());
        let mut style: Vec<String> = own.into_iter().chain(self.set_by_rules(node)).collect();
        if !is_root && let Some(effects) = self.styles.element(node).effects.clone() {
            style.extend(self.transform(node, element, &effects));
            self.report(node, &effects);
        }
        if !style.is_empty() {
            self.attribute("", "style", &style.join("; "));
        }
        self.out.push('>');
    }

    /// The properties of an element whose values follow from the rules of the document.
    fn set_by_rules(&self, node: NodeId) -> Vec<String> {
        let style = self.styles.element(node);
        let parent = self.document.parent_element(node).filter(|_| node != self.root);
        let parent = parent.map(|parent| self.styles.element(parent));
        let differs =
            |is_other: &dyn Fn(&ComputedStyle) -> bool| parent.is_none_or(|parent| is_other(parent));
        let mut set = Vec::new();
        let effects = style.effects.as_deref();
        if let Some(svg) = effects.and_then(|effects| effects.svg.as_deref()) {
            set.extend(svg.declarations().map(|(name, value)| format!("{name}: {}", self.paint(value))));
        }
        if differs(&|parent| parent.text.color != style.text.color) {
            let Color { red, green, blue, alpha, .. } = style.text.color;
            set.push(format!("color: rgba({red}, {green}, {blue}, {:.4})", f32::from(alpha) / 255.0));
        }
        let element = self.document.element(node).filter(|_| node != self.root);
        let has_own = element.is_some_and(|element| {
            element
                .attributes
                .iter()
                .any(|each| each.name.starts_with("font-") && OF_SVG.contains(&&*each.name))
        });
        if has_own || differs(&|parent| parent.font != style.font) {
            let root = self.document.element(node).filter(|_| node == self.root);
            let is_attribute = |name| root.is_some_and(|root| root.attribute(name).is_some());
            // The font of the whole picture may be that of its attributes, which the cascade does not have.
            let parent = parent.filter(|_| !has_own).map(|parent| &*parent.font);
            let font = font(&style.font, parent).into_iter();
            set.extend(
                font.filter(|(name, _)| !is_attribute(name)).map(|(name, value)| format!("{name}: {value}")),
            );
        }
        set.extend(match style.text.image_rendering {
            ImageRendering::Auto => None,
            ImageRendering::Smooth | ImageRendering::HighQuality => {
                Some("image-rendering: smooth".to_string())
            }
            ImageRendering::CrispEdges | ImageRendering::Pixelated => {
                Some("image-rendering: pixelated".to_string())
            }
        });
        let direction = style.text.direction;
        let around = parent.map_or(Direction::LeftToRight, |parent| parent.text.direction);
        if direction != around {
            let is_leftward = direction == Direction::RightToLeft;
            set.push(format!("direction: {}", if is_leftward { "rtl" } else { "ltr" }));
        }
        if node != self.root {
            set.extend(decoration(style));
            if style.layout.display == Display::None {
                set.push("display: none".to_string());
            }
            if let Some(effects) = effects.filter(|effects| effects.blend_mode != BlendMode::Normal) {
                set.push(format!("mix-blend-mode: {}", effects.blend_mode.name()));
            }
            if let Some(effects) = effects {
                set.extend(references(effects));
            }
            let clips = |each: AxisOverflow| each != AxisOverflow::Visible;
            if name_of(self.document, node) != "svg" {
                // Other elements do not clip.
            } else if effects.is_none_or(|effects| !clips(effects.overflow.0) && !clips(effects.overflow.1)) {
                set.push("overflow: visible".to_string());
            }
            if effects.is_some_and(|effects| effects.isolated) {
                set.push("isolation: isolate".to_string());
            }
            if style.background.opacity < 1.0 {
                set.push(format!("opacity: {}", style.background.opacity));
            }
            if differs(&|parent| parent.text.visibility != style.text.visibility) {
                let is_visible = style.text.visibility == Visibility::Visible;
                set.push(format!("visibility: {}", if is_visible { "visible" } else { "hidden" }));
            }
        }
        set
    }

    fn attribute(&mut self, prefix: &str, name: &str, value: &str) {
        let painted;
        let value = match name {
            "fill" | "stroke" if value.trim_start().starts_with("url(") => match self.checked_paint(value) {
                Some(paint) => {
                    painted = paint;
                    &painted
                }
                None => return,
            },
            // The reader knows the keyword in one spelling only.
            "fill" | "stroke" | "stop-color" | "flood-color" | "lighting-color"
                if value.trim().eq_ignore_ascii_case("currentcolor") =>
            {
                "currentColor"
            }
            _ => value,
        };
        if name == "href" {
            self.references.extend(value.trim().strip_prefix('#').map(str::to_string));
        }
        for (at, _) in value.match_indices("url(") {
            let target = value[at + 4..].split(')').next().unwrap_or_default();
            let target = target.trim().trim_matches(['"', '\'']).strip_prefix('#');
            self.references.extend(target.map(str::to_string));
        }
        self.out.push(' ');
        self.out.push_str(prefix);
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(value, &mut self.out);
        self.out.push('"');
    }

    fn paint(&self, value: &str) -> String {
        if value.starts_with("url(") {
            self.checked_paint(value).unwrap_or_default()
        } else {
            value.to_string()
        }
    }

    /// A paint that is a reference: the reference if it leads to an element, else the fallback, else `none` (SVG 2,
    /// section 13.2). `None` if the value is invalid.
    fn checked_paint(&self, value: &str) -> Option<String> {
        let (target, fallback) = value.trim().strip_prefix("url(")?.split_once(')')?;
        let target = target.trim();
        let quoted = ['"', '\''].iter().find_map(|quote| target.strip_prefix(*quote)?.strip_suffix(*quote));
        let target = match quoted {
            Some(inner) => inner,
            None if target.contains(['"', '\'', '(', ' ']) => return None,
            None => target,
        };
        let found = target.strip_prefix('#').and_then(|id| self.document.element_by_id(id));
        Some(match (found, fallback.trim()) {
            (Some(_), _) => value.to_string(),
            (None, "") => "none".to_string(),
            (None, fallback) => fallback.to_string(),
        })
    }
}

/// The properties that refer to elements of the picture, and filters.
fn references(effects: &EffectStyle) -> Vec<String> {
    let mut set = Vec::new();
    let mask = effects.mask.as_ref().and_then(|mask| mask.images.first());
    if let Some(BackgroundImage::Url(url)) = mask {
        set.push(format!("mask: url({})", url.url));
    }
    if let Some(element) = effects.clip_path.as_ref().and_then(|path| path.element.as_ref()) {
        set.push(format!("clip-path: url({element})"));
    }
    if effects.is_filtered() {
        let functions = effects.filter.iter().map(ToString::to_string);
        set.push(format!("filter: {}", functions.collect::<Vec<_>>().join(" ")));
    }
    set
}

/// The declarations of a `style` attribute that the SVG reader knows and the cascade of the document does not.
fn known_to_reader(style: &str) -> Vec<String> {
    const KNOWN: [&str; 5] = ["font-kerning", "font-stretch", "marker", "unicode-bidi", "writing-mode"];
    let is_known = |declaration: &&str| {
        let (name, value) = declaration.split_once(':').unwrap_or_default();
        // The reader would stop at a function inside another.
        let has_function = value.matches('(').count() > 1;
        KNOWN.iter().any(|known| name.trim().eq_ignore_ascii_case(known)) && !has_function
    };
    style.split(';').filter(is_known).map(|declaration| declaration.trim().to_string()).collect()
}

/// The lines through and around the text of an element.
fn decoration(style: &ComputedStyle) -> Option<String> {
    let decoration = &style.background.decoration;
    let lines = [
        ("underline", decoration.underline),
        ("overline", decoration.overline),
        ("line-through", decoration.line_through),
    ];
    let set: Vec<&str> = lines.into_iter().filter(|(_, is_set)| *is_set).map(|(name, _)| name).collect();
    (!set.is_empty()).then(|| format!("text-decoration: {}", set.join(" ")))
}

fn name_of(document: &Document, node: NodeId) -> &str {
    document.element(node).map_or("", |element| &element.name)
}

/// The properties that are attributes to the SVG reader: those of the geometry of an element.
fn geometry(style: &ComputedStyle, name: &str) -> Vec<(&'static str, String)> {
    let svg = style.effects.as_deref().and_then(|effects| effects.svg.as_deref());
    let own = svg.into_iter().flat_map(|svg| svg.geometry());
    let mut geometry: Vec<(&str, String)> = own.map(|(name, value)| (name, value.to_string())).collect();
    if matches!(name, "rect" | "image" | "svg" | "use") {
        let sizes = [("width", style.layout.width), ("height", style.layout.height)];
        geometry.extend(sizes.into_iter().filter_map(|(name, value)| match value {
            SizeValue::LengthPercentage(value) if value.calculation.is_some() => None,
            SizeValue::LengthPercentage(value) if value.length.is_zero() && value.percentage != 0.0 => {
                Some((name, format!("{}%", value.percentage * 100.0)))
            }
            SizeValue::LengthPercentage(value) if value.percentage == 0.0 => {
                Some((name, format!("{}", value.length.pixels())))
            }
            _ => None,
        }));
    }
    geometry
}

/// The font properties in which an element's style differs from its parent's.
fn font(style: &FontStyle, parent: Option<&FontStyle>) -> Vec<(&'static str, String)> {
    let differs = |is_other: &dyn Fn(&FontStyle) -> bool| parent.is_none_or(is_other);
    let mut set = Vec::new();
    if differs(&|parent| parent.family != style.family) {
        let names = style.family.iter().map(|family| match family {
            FontFamily::Named(name) => format!("'{}'", name.replace(['\'', '\\', ';'], "")),
            FontFamily::Serif => "serif".to_string(),
            FontFamily::SansSerif | FontFamily::SystemUi => "sans-serif".to_string(),
            FontFamily::Monospace => "monospace".to_string(),
            FontFamily::Cursive => "cursive".to_string(),
            FontFamily::Fantasy => "fantasy".to_string(),
        });
        set.push(("font-family", names.collect::<Vec<_>>().join(", ")));
    }
    if differs(&|parent| parent.size != style.size) {
        set.push(("font-size", format!("{}px", style.size.pixels())));
    }
    if differs(&|parent| parent.weight != style.weight) {
        set.push(("font-weight", style.weight.to_string()));
    }
    if differs(&|parent| parent.letter_spacing != style.letter_spacing) {
        set.push(("letter-spacing", format!("{}px", style.letter_spacing.pixels())));
    }
    if differs(&|parent| parent.word_spacing != style.word_spacing) {
        set.push(("word-spacing", format!("{}px", style.word_spacing.pixels())));
    }
    if differs(&|parent| parent.slope != style.slope) {
        let slope = if style.slope == FontSlope::Normal { "normal" } else { "italic" };
        set.push(("font-style", slope.to_string()));
    }
    set
}

/// Whether a name of HTML is one of XML without a prefix.
fn is_xml_name(name: &str) -> bool {
    let is_letter = |character: char| character.is_alphabetic() || character == '_';
    name.starts_with(is_letter)
        && name
            .chars()
            .all(|character| is_letter(character) || character.is_ascii_digit() || "-.".contains(character))
}

fn escape(text: &str, out: &mut String) {
    // 0xC2 begins control characters and others.
    let is_special = |byte: u8| byte < b' ' || matches!(byte, b'&' | b'<' | b'>' | b'"' | 0x7f | 0xc2);
    let mut rest = text;
    while let Some(at) = rest.bytes().position(is_special) {
        out.push_str(&rest[..at]);
        let Some(character) = rest[at..].chars().next() else { break };
        rest = &rest[at + character.len_utf8()..];
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML has no place for other control characters.
            character if character.is_control() && !matches!(character, '\n' | '\r' | '\t') => {}
            character => out.push(character),
        }
    }
    out.push_str(rest);
}
