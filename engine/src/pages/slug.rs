//! The slug line: outside the bleed, it says which page of which document this is, for those who assemble the sheets.

use std::sync::Arc;

use crate::boxes::{BoxId, margin_content_tree};
use crate::css::properties::initial;
use crate::css::{ComputedStyle, Content, ContentPart, FontFamily, PageStyle, TextWrapMode};
use crate::layout::{Context, Measurements, Problem, Problems, lay_out_contents};
use crate::pages::page::Placed;
use crate::pages::placing::placer::Placer;
use crate::pages::sheet::{PrintSetup, Sheet};
use crate::units::{Length, Rect};

/// What the slug lines of all pages are made of.
#[derive(Clone, Copy)]
pub(super) struct SlugSource<'a> {
    pub(super) setup: Option<&'a PrintSetup>,
    pub(super) title: &'a str,
    pub(super) page_count: usize,
}

impl SlugSource<'_> {
    /// The sheet of a page.
    pub(super) fn sheet(&self, style: &PageStyle) -> Sheet {
        Sheet::of(style, self.setup)
    }

    /// The slug line of a page, by its index and its label; nothing if none is asked for.
    pub(super) fn line(
        &self,
        style: &PageStyle,
        (index, label): (usize, &str),
        context: &Context<'_>,
    ) -> Vec<Placed> {
        let edition = self.setup.and_then(|setup| setup.slug.as_deref());
        let Some((edition, area)) = edition.zip(self.sheet(style).slug_box(style.size)) else {
            return Vec::new();
        };
        let number = index + 1;
        // Figures are the same in all languages.
        let page = match label == number.to_string() {
            true => format!("{number} / {}", self.page_count),
            false => format!("{label} ({number} / {})", self.page_count),
        };
        let parts = [self.title, &page, edition].map(str::trim).into_iter();
        let text = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        place(&text, area, context)
    }
}

/// One line of text, of which only the glyphs that no font has are reported.
fn place(text: &str, area: Rect, context: &Context<'_>) -> Vec<Placed> {
    let tree = margin_content_tree(&Arc::new(style_of(text)), &[], &mut |part| match part {
        ContentPart::String(text) => text.to_string(),
        _ => String::new(),
    });
    let (measurements, problems) = (Measurements::default(), Problems::default());
    let own = Context {
        tree: &tree,
        references: &[],
        measurements: &measurements,
        problems: &problems,
        ..*context
    };
    let galley = lay_out_contents(&own, BoxId::ROOT, area.width, None);
    let nothing = |_: BoxId| false;
    let mut placer = Placer::new(&own, Rect::default(), &nothing, &[]);
    placer.galley(&galley, area.origin());
    let missing = problems.sorted().into_iter().filter(|each| matches!(each, Problem::MissingGlyph { .. }));
    missing.for_each(|problem| context.problems.report(problem));
    placer.finish().content
}

fn style_of(text: &str) -> ComputedStyle {
    let mut style = initial();
    let font = Arc::make_mut(&mut style.font);
    font.size = Length::POINT * 6;
    font.family = Arc::new([FontFamily::SansSerif]);
    Arc::make_mut(&mut style.text).wrap = TextWrapMode::NoWrap;
    Arc::make_mut(&mut style.content).content = Content::Parts(vec![ContentPart::String(text.into())]);
    style
}
