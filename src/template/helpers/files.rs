//! Helpers that write pictures as SVG.

use handlebars::{
    Context, Handlebars, Helper, HelperDef, RenderContext, RenderError, ScopedJson, html_escape,
};
use qrcode::{Color, EcLevel, QrCode};
use serde_json::Value;

use super::call::{Named, REMEDY, Words, check_call, refused};
use super::signatures::of;
use super::texts::words_of;
use engine::resources::Resources;

/// The empty modules around a QR code, which readers need (ISO/IEC 18004, section 5.3.8).
const QUIET_ZONE: usize = 4;

/// `{{{qr website}}}`: a QR code as SVG, in the color of the text. Its alternative text is `alt`, or its `title`, or what it
/// contains.
pub(super) fn qr(parameters: &[&Value], named: &Named, _: &Words<'_>) -> Result<Value, String> {
    let content = words_of(parameters.first().unwrap_or(&&Value::Null))?;
    if content.is_empty() {
        return Err(format!(
            "there is nothing to encode{REMEDY}Write it inside `{{{{#if …}}}}`, with the value that may be missing."
        ));
    }
    let title = named.get("title").map_or(Ok(String::new()), words_of)?;
    let usual = if title.is_empty() { content.clone() } else { title.clone() };
    let alt = named.get("alt").map_or(Ok(usual), words_of)?;
    let code = QrCode::with_error_correction_level(&content, EcLevel::M)
        .map_err(|_| format!("the text is too long for a QR code{REMEDY}Give it a shorter one."))?;
    let width = code.width();
    let mut path = String::new();
    for (row, modules) in code.to_colors().chunks(width).enumerate() {
        let mut column = 0;
        for run in modules.chunk_by(|one, next| one == next) {
            if run[0] == Color::Dark {
                let (x, y, length) = (column + QUIET_ZONE, row + QUIET_ZONE, run.len());
                path.push_str(&format!("M{x} {y}h{length}v1h-{length}z"));
            }
            column += run.len();
        }
    }
    let size = width + 2 * QUIET_ZONE;
    let alt = html_escape(&alt);
    let title = match title.as_str() {
        "" => title,
        title => format!("<title>{}</title>", html_escape(title)),
    };
    Ok(format!(
        "<svg class=\"qr\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" role=\"img\" aria-label=\"{alt}\">{title}<path fill=\"currentColor\" d=\"{path}\"/></svg>"
    )
    .into())
}

/// `{{{inline_svg "images/map.svg" "A map"}}}`: an SVG file of the project as it is, so that the stylesheet applies to it.
pub(super) struct InlineSvg {
    pub(super) resources: Resources,
}

impl HelperDef for InlineSvg {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        check_call(of("inline_svg"), helper)?;
        let texts = helper.params().iter().map(|parameter| words_of(parameter.value()));
        texts
            .collect::<Result<Vec<String>, String>>()
            .and_then(|texts| {
                self.svg(texts.first().map_or("", |path| path), texts.get(1).map_or("", |alt| alt))
            })
            .map(|svg| ScopedJson::Derived(svg.into()))
            .map_err(|message| refused(of("inline_svg"), &message))
    }
}

impl InlineSvg {
    /// The element `svg` of a file, with an alternative text; hidden from screen readers if that is empty.
    fn svg(&self, path: &str, alt: &str) -> Result<String, String> {
        let read = self.resources.read_path(path).map_err(|error| {
            format!("the picture cannot be read: {error}{REMEDY}Write its path from the project folder.")
        })?;
        let not_svg = || format!("{path} is not an SVG picture{REMEDY}Show other pictures with `<img>`.");
        let text = std::str::from_utf8(&read.bytes).map_err(|_| not_svg())?;
        // What is before the element, such as `<?xml …?>`, has no place inside HTML.
        let start = text.match_indices("<svg").map(|(at, _)| at + "<svg".len()).find(|at| {
            text[*at..].starts_with(|next: char| next.is_whitespace() || next == '>' || next == '/')
        });
        let rest = &text[start.ok_or_else(not_svg)?..];
        let end = rest.rfind("</svg>").map(|at| at + "</svg>".len()).unwrap_or(rest.len());
        let name = match alt {
            "" => " aria-hidden=\"true\"".to_string(),
            alt => format!(" role=\"img\" aria-label=\"{}\"", html_escape(alt)),
        };
        Ok(format!("<svg{name}{}", &rest[..end]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(content: &str) -> Result<Value, String> {
        qr(&[&content.into()], &Named::new(), &Words { data: &Value::Null })
    }

    #[test]
    fn a_qr_code_has_its_finders_inside_the_quiet_zone() {
        let svg = code("https://example.org").expect("a code");
        let svg = svg.as_str().expect("a text");
        // Version 2 has 25 modules. The first row begins and ends with the seven modules of a finder.
        assert!(svg.contains("viewBox=\"0 0 33 33\""), "{svg}");
        assert!(svg.contains("d=\"M4 4h7v1h-7z") && svg.contains("M22 4h7v1h-7z"), "{svg}");
        assert!(svg.contains("aria-label=\"https://example.org\""), "{svg}");
    }

    #[test]
    fn a_qr_code_of_nothing_or_of_a_book_is_refused() {
        assert!(code("").is_err());
        assert!(code(&"a".repeat(10_000)).is_err_and(|error| error.contains("too long")));
    }
}
