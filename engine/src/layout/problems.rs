//! Problems with the content that only layout can find: overfull lines, missing glyphs, page breaks that were to
//! be avoided. Layout collects them in [`Problems`]; [`Problems::report_to`] turns them into messages.

use std::collections::BTreeSet;
use std::sync::Mutex;

use super::missing_glyphs;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::html::{Document, NodeId, place_of_content};
use crate::units::Length;

/// The number of problems that are reported one by one. The problems after them are counted in one message.
const MAX_PROBLEMS: usize = 100;

/// A smaller excess is a rounding error: 16 units are less than a hundredth of a point.
const LEAST_EXCESS: Length = Length(16);

/// The problems found so far. Collected under a lock because paragraphs are laid out in parallel, and sorted
/// before they are reported.
#[derive(Debug, Default)]
pub struct Problems(Mutex<BTreeSet<Problem>>);

/// One problem. `node` is the element or text that it belongs to, if there is one in the document. Problems are
/// sorted by variant, then by field.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "`node` is described above, every other field at its variant")]
pub enum Problem {
    /// No font has a glyph for `character`.
    MissingGlyph { character: char, node: Option<NodeId> },
    /// A line is wider than its column by `excess`, because of what `cause` names.
    Overfull { node: Option<NodeId>, excess: Length, cause: OverfullCause },
    /// Content that cannot be broken is taller than its page by `excess`.
    TallerThanPage { node: Option<NodeId>, excess: Length },
    /// A page break is at a place where the property that `keep` names asks for none.
    Unkept { node: Option<NodeId>, keep: Keep },
    /// A picture or table with `width: auto` is wider than its containing block by `excess`.
    WiderThanBox { node: Option<NodeId>, excess: Length },
    /// Text reaches beyond the edge of its page by `excess`.
    BeyondPage { node: Option<NodeId>, excess: Length },
    /// Text reaches beyond a box that hides its overflow by `excess`.
    CutOff { node: Option<NodeId>, excess: Length },
    /// Boxes are nested deeper than the engine lays out.
    TooDeep { node: Option<NodeId> },
    /// A picture ends at the edge of a page that has a bleed.
    EndsAtEdge { node: Option<NodeId> },
    /// A line is so thin that it may not be printed everywhere.
    Hairline { node: Option<NodeId> },
    /// Something that breaks no rule, but that a typographer would improve.
    Remark { node: Option<NodeId>, remark: Remark },
    /// A value that layout does not support at this place; `what` is the message.
    Unsupported { node: Option<NodeId>, what: String },
}

/// Why a line does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OverfullCause {
    /// A word is too long, or several cannot be separated.
    Word,
    /// `white-space` lets text not be wrapped.
    NoWrap,
    /// A picture alone is wider than the column.
    Picture,
    /// An inline block or a similar box alone is wider than the column.
    Box,
}

/// The property that asks for no page break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keep {
    /// `break-inside`.
    Inside,
    /// `break-before`.
    Before,
    /// `break-after`.
    After,
}

/// A flaw of composed text that breaks no rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remark {
    /// The last line of a paragraph is a single word.
    LastLineOfOneWord,
    /// This many lines in a row end in hyphens.
    Ladder(u16),
    /// A page ends inside a word.
    PageEndsInWord,
}

impl Problems {
    /// Adds a problem, unless the same one is there already.
    pub fn report(&self, problem: Problem) {
        if let Ok(mut problems) = self.0.lock() {
            problems.insert(problem);
        }
    }

    /// Adds all problems of `others`.
    pub fn extend(&self, others: &Problems) {
        others.sorted().into_iter().for_each(|problem| self.report(problem));
    }

    /// All problems, in an order that does not depend on the schedule of the threads.
    pub fn sorted(&self) -> Vec<Problem> {
        self.0.lock().map(|problems| problems.iter().cloned().collect()).unwrap_or_default()
    }

    /// Reports the problems of a document as diagnostics; with `remarks` also what breaks no rule but could be
    /// better. Of more than a hundred problems the rest is only counted.
    pub fn report_to(&self, document: &Document, remarks: bool, diagnostics: &mut Diagnostics) {
        let mut problems = without_repeats(without_consequences(self.sorted(), document));
        problems.retain(|problem| match problem {
            Problem::Remark { .. } => remarks,
            Problem::Overfull { excess, .. } => *excess >= LEAST_EXCESS,
            _ => true,
        });
        missing_glyphs::report(&mut problems, document, diagnostics);
        if problems.len() > MAX_PROBLEMS {
            diagnostics.push(count_of_rest(&problems.split_off(MAX_PROBLEMS)));
        }
        for problem in &problems {
            let place = problem.node().map(|node| place_of_content(document, node, diagnostics));
            diagnostics.push(problem.diagnostic().at_maybe(place, "here"));
        }
    }
}

/// Problems without cut off text in elements for which its cause is reported: a line, table or picture that is too wide, or
/// content that is too tall.
fn without_consequences(mut problems: Vec<Problem>, document: &Document) -> Vec<Problem> {
    let causes: BTreeSet<NodeId> = (problems.iter())
        .filter(|problem| {
            matches!(
                problem,
                Problem::Overfull { .. } | Problem::TallerThanPage { .. } | Problem::WiderThanBox { .. }
            )
        })
        .filter_map(Problem::node)
        .collect();
    problems.retain(|problem| match problem {
        Problem::BeyondPage { node, .. } | Problem::CutOff { node, .. } => {
            !std::iter::successors(*node, |&node| document.node(node).parent)
                .any(|node| causes.contains(&node))
        }
        _ => true,
    });
    problems
}

/// Sorted problems without those that the next one repeats.
fn without_repeats(sorted: Vec<Problem>) -> Vec<Problem> {
    let mut problems = sorted.into_iter().peekable();
    let mut kept = Vec::new();
    while let Some(problem) = problems.next() {
        if !problems.peek().is_some_and(|next| problem.is_repeated_by(next)) {
            kept.push(problem);
        }
    }
    kept
}

/// One message for the problems beyond the limit, as severe as the worst of them.
fn count_of_rest(rest: &[Problem]) -> Diagnostic {
    let severity = match rest {
        rest if rest.iter().any(Problem::is_error) => Diagnostic::error,
        rest if rest.iter().all(|each| matches!(each, Problem::Remark { .. })) => Diagnostic::note,
        _ => Diagnostic::warning,
    };
    severity(format!("{} more problems with the pages, after the first {MAX_PROBLEMS}", rest.len()))
        .help("Fix these first; most have the same cause.")
}

impl Problem {
    fn node(&self) -> Option<NodeId> {
        match self {
            Problem::MissingGlyph { node, .. }
            | Problem::Overfull { node, .. }
            | Problem::TallerThanPage { node, .. }
            | Problem::Unkept { node, .. }
            | Problem::WiderThanBox { node, .. }
            | Problem::BeyondPage { node, .. }
            | Problem::CutOff { node, .. }
            | Problem::TooDeep { node }
            | Problem::EndsAtEdge { node }
            | Problem::Hairline { node }
            | Problem::Remark { node, .. }
            | Problem::Unsupported { node, .. } => *node,
        }
    }

    /// Whether no PDF is written because of this problem.
    fn is_error(&self) -> bool {
        matches!(self, Problem::MissingGlyph { .. } | Problem::TooDeep { .. })
    }

    /// Whether `next`, the problem after this one in sorted order, repeats everything in this one.
    fn is_repeated_by(&self, next: &Problem) -> bool {
        match (self, next) {
            // One message for each element: the largest excess, which sorts last.
            (Problem::Overfull { node, .. }, Problem::Overfull { node: other, .. })
            | (Problem::TallerThanPage { node, .. }, Problem::TallerThanPage { node: other, .. })
            | (Problem::WiderThanBox { node, .. }, Problem::WiderThanBox { node: other, .. })
            | (Problem::BeyondPage { node, .. }, Problem::BeyondPage { node: other, .. })
            | (Problem::CutOff { node, .. }, Problem::CutOff { node: other, .. }) => node == other,
            _ => false,
        }
    }

    /// The message, without its place.
    fn diagnostic(&self) -> Diagnostic {
        match self {
            Problem::MissingGlyph { character, .. } => missing_glyphs::message(&[*character]),
            Problem::Overfull { excess, cause, .. } => {
                Diagnostic::warning(format!("a line is {:.1} pt wider than its column", excess.points()))
                    .help(cause.help())
            }
            Problem::TallerThanPage { excess, .. } => Diagnostic::warning(format!(
                "content is {:.1} pt taller than its page and cannot be broken",
                excess.points()
            ))
            .help("Make it smaller, or allow breaks inside it."),
            Problem::Unkept { keep, .. } => keep.diagnostic(),
            Problem::WiderThanBox { excess, .. } => Diagnostic::warning(format!(
                "a picture or table is {:.1} pt wider than the box that contains it",
                excess.points()
            ))
            .help(
                "Give a picture a `width` or `max-width: 100%`; in a table, use fewer or shorter words that \
                 cannot be broken.",
            ),
            Problem::BeyondPage { excess, .. } => Diagnostic::warning(format!(
                "text is cut off {:.1} pt beyond the edge of its page",
                excess.points()
            )),
            Problem::CutOff { excess, .. } => Diagnostic::warning(format!(
                "text is cut off {:.1} pt beyond a box that hides its overflow",
                excess.points()
            )),
            Problem::EndsAtEdge { .. } => Diagnostic::warning(
                "a picture ends at the edge of its page: a white line may show where the page is trimmed",
            )
            .help(
                "Let it reach over the edge as far as the bleed, or give it `object-fit: cover`, in a background \
                 `background-size: cover`.",
            ),
            Problem::Hairline { .. } => {
                Diagnostic::warning("a line is thinner than 0.25 pt, and may not be printed everywhere")
                    .help("Make it at least 0.25 pt wide.")
            }
            Problem::Remark { remark, .. } => remark.diagnostic(),
            Problem::TooDeep { .. } => {
                Diagnostic::error("boxes are nested too deeply to be laid out").help("Use fewer levels.")
            }
            Problem::Unsupported { what, .. } => Diagnostic::warning(what),
        }
    }
}

impl OverfullCause {
    fn help(self) -> &'static str {
        match self {
            OverfullCause::Word => "Allow hyphenation (`hyphens: auto`), or make the text or the column fit.",
            OverfullCause::NoWrap => {
                "Let its lines wrap (`white-space: pre-wrap`), or make the text or the column fit."
            }
            OverfullCause::Picture => "Give the picture a `width` or `max-width: 100%`.",
            OverfullCause::Box => "Make the box in the line narrower, or the column wider.",
        }
    }
}

impl Keep {
    fn diagnostic(self) -> Diagnostic {
        let (place, property) = match self {
            Keep::Inside => ("inside an element that should be kept whole", "break-inside: avoid"),
            Keep::Before => {
                ("before an element that should stay with the one before it", "break-before: avoid")
            }
            Keep::After => ("after an element that should stay with what follows", "break-after: avoid"),
        };
        Diagnostic::warning(format!("a page ends {place}")).help(format!(
            "The content that should be kept together does not fit on one page: make it smaller, or remove \
             `{property}`."
        ))
    }
}

impl Remark {
    fn diagnostic(self) -> Diagnostic {
        match self {
            Remark::LastLineOfOneWord => Diagnostic::note("the last line of a paragraph is a single word")
                .help("Change a few words, or join the last two with a no-break space."),
            Remark::Ladder(count) => Diagnostic::note(format!("{count} lines in a row end in hyphens"))
                .help("Change a few words, or limit hyphens with `hyphenate-limit-lines`."),
            Remark::PageEndsInWord => {
                Diagnostic::note("a page ends inside a word").help("Change a few words of the paragraph.")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Severity;

    #[test]
    fn many_problems_are_as_severe_as_the_worst_of_them() {
        let remark = Problem::Remark { node: None, remark: Remark::LastLineOfOneWord };
        let warning = Problem::Hairline { node: None };
        let error = Problem::TooDeep { node: None };
        assert_eq!(count_of_rest(&[remark.clone(), remark.clone()]).severity, Severity::Note);
        assert_eq!(count_of_rest(&[remark.clone(), warning.clone()]).severity, Severity::Warning);
        assert_eq!(count_of_rest(&[error, warning, remark]).severity, Severity::Error);
    }
}
