//! What styles ask for and fonts lack. Nothing is synthesized (`font-synthesis: none`): slanted or thickened
//! letters are not what the type designer drew. A warning names what is missing instead.

use super::library::MAX_VARIED;
use crate::diagnostics::{Diagnostic, Diagnostics, Span};

/// Something that a style asks for and no font has. Ordered, so that the messages are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FontProblem {
    /// No font of an `@font-face` rule can be used.
    UnusableRule {
        /// The place of the rule.
        place: Span,
        /// What is wrong with each of its fonts.
        reasons: String,
        /// All of them are network addresses.
        only_network: bool,
    },
    /// No font is of this family.
    UnknownFamily(String),
    /// The family has no italic or oblique face.
    NoItalic(String),
    /// The family has no face of weight 600 or more.
    NoBold(String),
    /// The document uses too many instances of variable fonts; no more are made.
    TooManyInstances,
    /// No font of the style has this axis of `font-variation-settings`.
    NoAxis {
        /// The name of the family.
        family: String,
        /// The tag of the axis.
        axis: [u8; 4],
    },
    /// A face lacks an OpenType feature of `font-variant-caps` or `font-variant-position`.
    NoFeature {
        /// The name of the family.
        family: String,
        /// The PostScript name of the face.
        face: String,
        /// The tag of the feature.
        feature: [u8; 4],
    },
}

impl FontProblem {
    /// Reports all problems; families that no font has are one message, because a list of alternatives such as
    /// `"Helvetica Neue", Arial, sans-serif` names several.
    pub fn report_all(problems: &[FontProblem], diagnostics: &mut Diagnostics) {
        let unknown = |problem: &FontProblem| match problem {
            FontProblem::UnknownFamily(family) => Some(format!("\"{family}\"")),
            _ => None,
        };
        let families: Vec<String> = problems.iter().filter_map(unknown).collect();
        if let [first @ .., second, last] = &families[..] {
            let names = first.iter().chain([second]).map(String::as_str).collect::<Vec<_>>().join(", ");
            diagnostics.push(
                Diagnostic::warning(format!(
                    "there are no fonts of the families {names} and {last}; others are used instead"
                ))
                .help("Put their files into fonts/, or name other families."),
            );
        }
        for problem in problems.iter().filter(|problem| families.len() < 2 || unknown(problem).is_none()) {
            diagnostics.push(problem.diagnostic());
        }
    }

    /// The warning for the user.
    pub fn diagnostic(&self) -> Diagnostic {
        match self {
            FontProblem::UnusableRule { place, reasons, only_network } => {
                // A page saved from the web is worth rendering without files that were not saved with it.
                let severity = if *only_network { Diagnostic::warning } else { Diagnostic::lack };
                severity(format!("no font of this rule can be used: {reasons}"))
                    .at(*place, "this @font-face rule")
                    .help("Name an undamaged TrueType, OpenType or WOFF font inside the project.")
            }
            FontProblem::UnknownFamily(family) => Diagnostic::warning(format!(
                "there is no font of the family \"{family}\"; another is used instead"
            ))
            .help("Put its files into fonts/, or name another family."),
            FontProblem::NoItalic(family) => Diagnostic::warning(format!(
                "the family \"{family}\" has no italic; its upright face is used"
            ))
            .help("Put the italic's file into fonts/, or use another family for such text."),
            FontProblem::NoBold(family) => {
                Diagnostic::warning(format!("the family \"{family}\" has no bold; a lighter face is used"))
                    .help("Put the bold face's file into fonts/, or use another family for such text.")
            }
            FontProblem::TooManyInstances => Diagnostic::error(format!(
                "the document uses more than {MAX_VARIED} instances of variable fonts"
            ))
            .help("Use fewer weights, widths and sizes, or `font-optical-sizing: none`."),
            FontProblem::NoAxis { family, axis } => Diagnostic::warning(format!(
                "the family \"{family}\" has no axis {}; font-variation-settings changes nothing there",
                String::from_utf8_lossy(axis).trim_end()
            ))
            .help("Use a variable font that has the axis, or remove the setting."),
            FontProblem::NoFeature { family, face, feature } => {
                let name = String::from_utf8_lossy(feature);
                Diagnostic::warning(format!(
                    "the font {face} of the family \"{family}\" has no {} (feature {name}); its letters stay \
                     as they are",
                    name_of(feature)
                ))
                .help("Use a font that has them, or remove the property.")
            }
        }
    }
}

/// The features whose absence is reported.
pub(super) const NOTICED: [[u8; 4]; 7] =
    [*b"smcp", *b"c2sc", *b"pcap", *b"c2pc", *b"unic", *b"subs", *b"sups"];

fn name_of(feature: &[u8; 4]) -> &'static str {
    match feature {
        b"smcp" => "small capitals",
        b"c2sc" => "small capitals for capital letters",
        b"pcap" => "petite capitals",
        b"c2pc" => "petite capitals for capital letters",
        b"unic" => "unicase letters",
        b"subs" => "subscript glyphs",
        _ => "superscript glyphs",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_without_a_font_are_one_message() {
        let unknown = |family: &str| FontProblem::UnknownFamily(family.to_string());
        let messages = |problems: &[FontProblem]| {
            let mut diagnostics = Diagnostics::new();
            FontProblem::report_all(problems, &mut diagnostics);
            diagnostics.list().iter().map(|each| each.message.clone()).collect::<Vec<_>>()
        };
        let one = "there is no font of the family \"A\"; another is used instead";
        assert_eq!(messages(&[unknown("A")]), [one]);
        let three = "there are no fonts of the families \"A\", \"B\" and \"C\"; others are used instead";
        let italic = FontProblem::NoItalic("D".to_string());
        let found = messages(&[unknown("A"), unknown("B"), unknown("C"), italic]);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0], three);
    }
}
