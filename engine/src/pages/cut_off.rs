//! Reports text that is lost: beyond the edge of its page, or outside a box that hides its overflow.
//!
//! Text that is wholly to the left of its page or above it, or beside the box that clips it, was moved there to hide it; so
//! was text in a box of one or two pixels. It is not reported.

use crate::layout::{GlyphRun, LineFragment, Problem, Problems, RunText};
use crate::pages::page::{Group, GroupKind, Placed, PlacedLine};
use crate::units::{Length, Point, Rect, Size};

/// Reports the text on a page of a size that is cut off.
pub(super) fn report_cut_off(content: &[Placed], size: Size, problems: &Problems) {
    let page = Rect::new(Point::default(), size);
    // What clips each open group, if it clips; nothing is known inside a transformed box.
    let mut groups: Vec<Clip> = Vec::new();
    for placed in content {
        match placed {
            Placed::BeginGroup(group) => groups.push(Clip::of(group)),
            Placed::EndGroup => drop(groups.pop()),
            Placed::Line(line) if !groups.contains(&Clip::Unknown) => {
                report_line(line, page, &groups, problems)
            }
            _ => {}
        }
    }
}

/// What a group does to the text in it.
#[derive(Clone, Copy, PartialEq)]
enum Clip {
    /// Nothing that loses text.
    None,
    /// It hides what is outside.
    To(Rect),
    /// It may be moved.
    Unknown,
}

impl Clip {
    fn of(group: &Group) -> Clip {
        let hidden = Length::from_pixels(2.0);
        match group.kind {
            GroupKind::Overflow => {
                let clip = group.rect.inset(group.border);
                if clip.width <= hidden || clip.height <= hidden { Clip::Unknown } else { Clip::To(clip) }
            }
            GroupKind::Context
                if group.style.effects.as_ref().is_some_and(|effects| effects.is_transformed()) =>
            {
                Clip::Unknown
            }
            GroupKind::Context | GroupKind::Inline => Clip::None,
        }
    }
}

fn report_line(line: &PlacedLine, page: Rect, groups: &[Clip], problems: &Problems) {
    for fragment in line.fragments() {
        let LineFragment::Glyphs(run) = fragment else { continue };
        if run.artifact || run.width.is_zero() {
            continue;
        }
        let from = line.at.x + run.x;
        let clips = groups.iter().filter_map(|group| match group {
            Clip::To(clip) if from < clip.right() => excess(line, run, *clip),
            _ => None,
        });
        if let Some(excess) = clips.max() {
            problems.report(Problem::CutOff { node: run.node, excess });
        } else if let Some(excess) = excess(line, run, page).filter(|_| from < page.right()) {
            problems.report(Problem::BeyondPage { node: run.node, excess });
        }
    }
}

/// How far the text of a run is outside an area; `None` if it is inside, or wholly to the left or above. Spaces at the
/// end of a line may hang. A pixel is rounding.
fn excess(line: &PlacedLine, run: &GlyphRun, area: Rect) -> Option<Length> {
    let (left, right) = (line.at.x + run.x, line.at.x + run.x + run.width);
    let baseline = line.at.y + run.baseline;
    if left >= area.x && right <= area.right() && baseline <= area.bottom() {
        return None;
    }
    let text = match &run.text {
        RunText::Range(range) => line.text.get(range.start as usize..range.end as usize).unwrap_or_default(),
        RunText::Own(text) => text,
    };
    let spaces = text.len() - text.trim_end().len();
    let visible = text.len() - spaces;
    let hanging: Length = (run.clusters.iter().zip(run.advances.iter()))
        .filter(|(cluster, _)| **cluster as usize >= visible)
        .map(|(_, advance)| *advance)
        .sum();
    let (left, right) = if run.right_to_left { (left + hanging, right) } else { (left, right - hanging) };
    if right <= area.x || baseline <= area.y || visible == 0 {
        return None;
    }
    let excess = (area.x - left).max(right - area.right()).max(baseline - area.bottom());
    (excess > Length::from_pixels(1.0)).then_some(excess)
}
