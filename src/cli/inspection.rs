//! Words what the engine finds on the pages, for `check`: one message for each finding, or one for all of a kind.

use engine::diagnostics::{Diagnostic, Diagnostics, Severity, Span};
use engine::inspection::{Finding, FindingKind, LEAST_DISTANCE, LEAST_SIZE};

/// The most findings of a kind that are reported one by one.
const MAX_SINGLE: usize = 2;

/// How many findings a message on many of them names.
const MAX_NAMED: usize = 3;

/// The most places that a message on many findings shows.
const MAX_PLACES: usize = 2;

/// What is said about the findings of a kind.
struct Wording {
    severity: Severity,
    /// What one of them is; the details follow.
    one: String,
    /// What many of them are, after their number.
    many: String,
    remedy: Option<&'static str>,
}

impl Wording {
    fn of(kind: FindingKind) -> Wording {
        let (one, many, remedy) = match kind {
            FindingKind::Widow { .. } => (
                "the last line of a paragraph is alone at the top of a page or column".to_string(),
                "last lines of paragraphs are alone at the top of a page or column".to_string(),
                Some("Shorten the paragraph by a line, or make it a line longer."),
            ),
            FindingKind::Orphan { .. } => (
                "the first line of a paragraph is alone at the foot of a page or column".to_string(),
                "first lines of paragraphs are alone at the foot of a page or column".to_string(),
                Some("Shorten the text before it on the page by a line."),
            ),
            FindingKind::StrandedHeading => (
                "a heading is at the foot of a page, and its text on the next one".to_string(),
                "headings are at the foot of a page, and their text on the next one".to_string(),
                Some(
                    "Shorten the text before it by a few lines, or lengthen it so that the heading moves, too.",
                ),
            ),
            FindingKind::HeadingAlone => (
                "a page has only a heading".to_string(),
                "pages have only a heading".to_string(),
                Some("Write the text that belongs below it, or leave the heading out."),
            ),
            FindingKind::ShortPage { starts_part, .. } => (
                "a page is less than a third full".to_string(),
                "pages are less than a third full".to_string(),
                Some(match starts_part {
                    true => {
                        "Add to its text, or let the layout begin it without a page break (`break-before`)."
                    }
                    false => "Shorten the text before it so that it ends on the page before.",
                }),
            ),
            FindingKind::SmallText { .. } => (
                format!("a text is smaller than {LEAST_SIZE} pt"),
                format!("texts are smaller than {LEAST_SIZE} pt"),
                Some("Set a larger `font-size` in the style sheet; draw a picture with text larger."),
            ),
            FindingKind::LowContrast { is_lighter, .. } => (
                "a text has too little contrast with what is below it".to_string(),
                "texts have too little contrast with what is below them".to_string(),
                Some(match is_lighter {
                    true => {
                        "Choose a lighter `color` for the text, or a darker background, in the style sheet."
                    }
                    false => {
                        "Choose a darker `color` for the text, or a lighter background, in the style sheet."
                    }
                }),
            ),
            FindingKind::OverPicture => (
                "a text is over a picture: look whether it can be read".to_string(),
                "texts are over pictures: look whether they can be read".to_string(),
                None,
            ),
            FindingKind::NearEdge { .. } => (
                format!("a text is less than {LEAST_DISTANCE} mm from the edge of its page"),
                format!("texts are less than {LEAST_DISTANCE} mm from the edge of their page"),
                Some("Move it inward in the style sheet: a page may be trimmed a little off."),
            ),
        };
        let severity = match kind {
            FindingKind::OverPicture => Severity::Note,
            _ => Severity::Warning,
        };
        Wording { severity, one, many, remedy }
    }
}

/// The text, the figure and the page of a finding in a file.
fn details(finding: &Finding, file: Option<&str>) -> String {
    let page = match file {
        Some(file) => format!("page {} of {file}", finding.page),
        None => format!("page {}", finding.page),
    };
    let figure = match finding.kind {
        FindingKind::ShortPage { filled, .. } => return format!("{page} ({filled} %)"),
        FindingKind::SmallText { size } => format!("{:.1} pt, ", size.points()),
        FindingKind::LowContrast { ratio, least, .. } => {
            format!("{:.2}:1 instead of {}:1, ", f64::from(ratio) / 100.0, f64::from(least) / 100.0)
        }
        FindingKind::NearEdge { distance } => format!("{:.1} mm, ", distance.points() / 72.0 * 25.4),
        _ => String::new(),
    };
    format!("\"{}\" ({figure}{page})", finding.words)
}

/// Reports the findings on the pages of a file, each by itself. `file` is its name, if there are several.
pub(super) fn report<'a>(
    findings: impl Iterator<Item = &'a (Finding, Option<Span>)>,
    file: Option<&str>,
    diagnostics: &mut Diagnostics,
) {
    for (finding, place) in findings {
        let wording = Wording::of(finding.kind);
        let message = format!("{}: {}", wording.one, details(finding, file));
        let what = if finding.node.is_some() { "here" } else { "in its headers or footers" };
        let diagnostic = diagnostic(&wording, message).at_maybe(*place, what);
        diagnostics.push(diagnostic.help_maybe(wording.remedy.map(str::to_string)));
    }
}

fn diagnostic(wording: &Wording, message: String) -> Diagnostic {
    match wording.severity {
        Severity::Note => Diagnostic::note(message),
        Severity::Error | Severity::Warning => Diagnostic::warning(message),
    }
}

/// Replaces many findings of a kind and remedy by one message, which has the place of the first.
pub(super) fn group(diagnostics: &mut Diagnostics) {
    let kinds = [
        FindingKind::Widow { in_column: false },
        FindingKind::Orphan { in_column: false },
        FindingKind::StrandedHeading,
        FindingKind::HeadingAlone,
        FindingKind::ShortPage { filled: 0, starts_part: false },
        FindingKind::ShortPage { filled: 0, starts_part: true },
        FindingKind::SmallText { size: Default::default() },
        FindingKind::LowContrast { ratio: 0, least: 0, is_lighter: false },
        FindingKind::LowContrast { ratio: 0, least: 0, is_lighter: true },
        FindingKind::OverPicture,
        FindingKind::NearEdge { distance: Default::default() },
    ];
    for wording in kinds.map(Wording::of) {
        let beginning = format!("{}: ", wording.one);
        let is_of_kind = |each: &Diagnostic| {
            each.help.as_deref() == wording.remedy && each.message.starts_with(&beginning)
        };
        let found: Vec<Diagnostic> =
            diagnostics.list().iter().filter(|each| is_of_kind(each)).cloned().collect();
        if found.len() <= MAX_SINGLE {
            continue;
        }
        diagnostics.amend(|each, _| !is_of_kind(each));
        let named: Vec<&str> =
            found.iter().take(MAX_NAMED).filter_map(|each| each.message.strip_prefix(&beginning)).collect();
        let rest = if found.len() > MAX_NAMED { ", …" } else { "" };
        let message = format!("{} {}: {}{rest}", found.len(), wording.many, named.join(", "));
        let remedy = wording.remedy.map(|remedy| format!("{remedy} ")).unwrap_or_default();
        let labels = found.iter().filter_map(|each| each.labels.first()).take(MAX_PLACES);
        let together =
            labels.fold(diagnostic(&wording, message), |each, label| each.at(label.span, label.text.clone()));
        diagnostics
            .push(together.help(format!("{remedy}`brochure check --verbose` lists them with their places.")));
    }
}
