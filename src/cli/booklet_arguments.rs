//! The options of `brochure booklet`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::paper;
use engine::imposition::{Binding, Booklet, Flip};
use engine::units::{Length, Size};

/// How a file becomes a booklet.
#[derive(Clone, Debug, Args)]
pub(super) struct BookletArguments {
    /// The PDF file, or - for standard input
    #[arg(value_name = "FILE.pdf")]
    pub(super) file: PathBuf,
    /// The PDF to write, or - for standard output [default: the file's name with .booklet.pdf]
    #[arg(short = 'o', value_name = "FILE.pdf")]
    pub(super) output: Option<PathBuf>,
    /// The edge at which the pages are bound [default: that of the document's language]
    #[arg(long, value_enum, value_name = "EDGE")]
    binding: Option<BindingEdge>,
    /// Fold N sheets at a time, for sewing or gluing [default: all sheets, for stapling in the fold]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    signature: Option<u16>,
    /// The edge over which the printer turns the sheets
    #[arg(long, value_enum, value_name = "EDGE", default_value = "short")]
    flip: FlipEdge,
    /// The thickness of the paper, such as 0.1mm: inner pages move toward the spine, so that margins stay equal after trimming
    #[arg(long, value_name = "LENGTH", value_parser = paper::length)]
    creep: Option<Length>,
    /// Draw marks for folding and trimming where the sheet has room for them
    #[arg(long)]
    marks: bool,
    /// The paper: A3, A4, SRA3, letter, tabloid, or a size such as 450x320mm [default: exactly two pages]
    #[arg(long, value_name = "SIZE", value_parser = paper::sheet)]
    sheet: Option<Size>,
    /// `fit` scales pages down that are too large for the sheet
    #[arg(long, value_enum, value_name = "SCALE")]
    scale: Option<Scale>,
    /// Keep the last page on the outside: blank pages are added before it instead of after it
    #[arg(long)]
    keep_back_cover: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum BindingEdge {
    Left,
    Right,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FlipEdge {
    Short,
    Long,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Scale {
    Fit,
}

impl BookletArguments {
    pub(super) fn booklet(&self) -> Booklet {
        Booklet {
            binding: self.binding.map(|edge| match edge {
                BindingEdge::Left => Binding::Left,
                BindingEdge::Right => Binding::Right,
            }),
            signature: self.signature,
            flip: match self.flip {
                FlipEdge::Short => Flip::Short,
                FlipEdge::Long => Flip::Long,
            },
            creep: self.creep.unwrap_or(Length::ZERO),
            marks: self.marks,
            sheet: self.sheet,
            fit: self.scale.is_some(),
            keep_back_cover: self.keep_back_cover,
        }
    }
}
