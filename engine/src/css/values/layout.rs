//! Boxes and how they are laid out (CSS Display 3, CSS Flexbox 1, CSS Tables 3, CSS Fragmentation 3).

use super::keywords;
use crate::units::Length;

/// `display`: whether an element has a box, and which (CSS Display 3, section 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Display {
    /// `none`: no box, for its descendants neither.
    None,
    /// `contents`: no box of its own, only those of its content.
    Contents,
    /// `inline`.
    Inline,
    /// `block`.
    Block,
    /// `inline-block`.
    InlineBlock,
    /// `flow-root`: a block that establishes a formatting context.
    FlowRoot,
    /// `list-item`: a block with a marker.
    ListItem,
    /// `inline list-item`.
    InlineListItem,
    /// `flex`.
    Flex,
    /// `inline-flex`.
    InlineFlex,
    /// `grid`.
    Grid,
    /// `inline-grid`.
    InlineGrid,
    /// `table`.
    Table,
    /// `inline-table`.
    InlineTable,
    /// `table-row-group`.
    TableRowGroup,
    /// `table-header-group`.
    TableHeaderGroup,
    /// `table-footer-group`.
    TableFooterGroup,
    /// `table-row`.
    TableRow,
    /// `table-cell`.
    TableCell,
    /// `table-column`.
    TableColumn,
    /// `table-column-group`.
    TableColumnGroup,
    /// `table-caption`.
    TableCaption,
    /// `ruby`: an inline box with annotations.
    Ruby,
    /// `ruby-base`: what an annotation is about.
    RubyBase,
    /// `ruby-text`: an annotation.
    RubyText,
    /// `ruby-text-container`: annotations of one level.
    RubyTextContainer,
}

impl Display {
    /// Whether the box is internal to a table, so that it needs a table around it.
    pub(crate) fn is_internal_table(self) -> bool {
        matches!(
            self,
            Display::TableRowGroup
                | Display::TableHeaderGroup
                | Display::TableFooterGroup
                | Display::TableRow
                | Display::TableCell
                | Display::TableColumn
                | Display::TableColumnGroup
                | Display::TableCaption
        )
    }

    /// Whether the box is a part of a `ruby` box.
    pub(crate) fn is_internal_ruby(self) -> bool {
        matches!(self, Display::RubyBase | Display::RubyText | Display::RubyTextContainer)
    }

    /// Whether the box is a list item, with a marker.
    pub fn is_list_item(self) -> bool {
        matches!(self, Display::ListItem | Display::InlineListItem)
    }

    /// Whether the box is inline-level.
    pub fn is_inline_level(self) -> bool {
        matches!(
            self,
            Display::Inline
                | Display::InlineListItem
                | Display::InlineBlock
                | Display::InlineFlex
                | Display::InlineGrid
                | Display::InlineTable
                | Display::Ruby
        ) || self.is_internal_ruby()
    }
}

/// `position` (CSS Positioned Layout 3, section 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// `static`: in the flow.
    Static,
    /// `relative`: in the flow, painted at an offset.
    Relative,
    /// `absolute`: out of the flow, relative to the nearest positioned ancestor.
    Absolute,
    /// `fixed`: out of the flow, relative to the page, and repeated on every page.
    Fixed,
    /// `running(name)`: taken out of the flow and shown in margin boxes (CSS GCPM 3, section 1.2).
    Running,
}

impl Position {
    /// Whether the box is out of flow: it takes up no space at its own position in the content.
    pub fn is_out_of_flow(self) -> bool {
        matches!(self, Position::Absolute | Position::Fixed | Position::Running)
    }
}

/// `float` (CSS 2.2, section 9.5.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Float {
    /// `none`.
    None,
    /// `left`.
    Left,
    /// `right`.
    Right,
    /// A footnote: at the bottom of the page that calls it (CSS GCPM 3, section 2).
    Footnote,
}

/// `clear`: which floats a box is placed below (CSS 2.2, section 9.5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clear {
    /// `none`.
    None,
    /// `left`.
    Left,
    /// `right`.
    Right,
    /// `both`.
    Both,
}

keywords! {
    /// `box-sizing`.
    pub enum BoxSizing {
        ContentBox = "content-box",
        BorderBox = "border-box",
    }
}

/// Whether `overflow` establishes a formatting context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overflow {
    /// `visible` and `clip`: it does not.
    Visible,
    /// `hidden`: it does.
    Hidden,
}

keywords! {
    /// `visibility`.
    pub enum Visibility {
        Visible = "visible",
        Hidden = "hidden",
        Collapse = "collapse",
    }
    unsupported "force-hidden";
}

keywords! {
    /// `flex-direction`.
    pub enum FlexDirection {
        Row = "row",
        RowReverse = "row-reverse",
        Column = "column",
        ColumnReverse = "column-reverse",
    }
}

keywords! {
    /// `flex-wrap`.
    pub enum FlexWrap {
        NoWrap = "nowrap",
        Wrap = "wrap",
        WrapReverse = "wrap-reverse",
    }
    unsupported "balance";
}

/// `align-*` and `justify-*` values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// `auto` for `*-self`, `normal` elsewhere.
    Normal,
    /// `start`.
    Start,
    /// `end`.
    End,
    /// `flex-start`: the start of the flex container's own direction.
    FlexStart,
    /// `flex-end`: the end of the flex container's own direction.
    FlexEnd,
    /// `center`.
    Center,
    /// `self-start`, by the direction of the item, not of the container.
    SelfStart,
    /// `self-end`, by the direction of the item.
    SelfEnd,
    /// `left`.
    Left,
    /// `right`.
    Right,
    /// `baseline` and `first baseline`.
    Baseline,
    /// `last baseline`.
    LastBaseline,
    /// `stretch`.
    Stretch,
    /// `space-between`: free space between the items only.
    SpaceBetween,
    /// `space-around`: half as much free space at the ends as between the items.
    SpaceAround,
    /// `space-evenly`: as much free space at the ends as between the items.
    SpaceEvenly,
    /// `safe start`; `safe` falls back to `start` where the item would overflow.
    SafeStart,
    /// `safe end`.
    SafeEnd,
    /// `safe flex-start`.
    SafeFlexStart,
    /// `safe flex-end`.
    SafeFlexEnd,
    /// `safe center`.
    SafeCenter,
    /// `safe self-start`.
    SafeSelfStart,
    /// `safe self-end`.
    SafeSelfEnd,
}

keywords! {
    /// `table-layout`.
    pub enum TableLayout {
        Auto = "auto",
        Fixed = "fixed",
    }
}

keywords! {
    /// `border-collapse`.
    pub enum BorderCollapse {
        Separate = "separate",
        Collapse = "collapse",
    }
}

keywords! {
    /// `caption-side`.
    pub enum CaptionSide {
        Top = "top" | "block-start",
        Bottom = "bottom" | "block-end",
    }
    unsupported "left", "right", "inline-start", "inline-end";
}

keywords! {
    /// `empty-cells`.
    pub enum EmptyCells {
        Show = "show",
        Hide = "hide",
    }
}

keywords! {
    /// `list-style-position`.
    pub enum ListStylePosition {
        Inside = "inside",
        Outside = "outside",
    }
}

/// `break-before` and `break-after`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakBetween {
    /// `auto`: a break is neither forced nor avoided.
    Auto,
    /// `avoid`: no break between pages or columns, if it can be avoided.
    Avoid,
    /// `avoid-page`: no break between pages; one between columns is allowed.
    AvoidPage,
    /// `avoid-column`: no break between columns.
    AvoidColumn,
    /// `always`: a break of the innermost fragmentainer, column or page (CSS Fragmentation 4, section 3.1).
    Always,
    /// `page` and `all`.
    Page,
    /// `left`: the next page is a left one.
    Left,
    /// `right`: the next page is a right one.
    Right,
    /// `recto`: as `right`.
    Recto,
    /// `verso`: as `left`.
    Verso,
    /// `column`: a break between columns.
    Column,
}

impl BreakBetween {
    /// Whether it forces a page break.
    pub fn is_forced(self) -> bool {
        use BreakBetween::*;
        matches!(self, Always | Page | Left | Right | Recto | Verso)
    }
}

keywords! {
    /// `break-inside`.
    pub enum BreakInside {
        Auto = "auto",
        Avoid = "avoid",
        AvoidPage = "avoid-page",
        AvoidColumn = "avoid-column",
    }
    unsupported "avoid-region";
}

impl BreakInside {
    /// Whether a page break inside the box is to be avoided.
    pub fn avoids_page(self) -> bool {
        matches!(self, BreakInside::Avoid | BreakInside::AvoidPage)
    }

    /// Whether a column break inside the box is to be avoided.
    pub fn avoids_column(self) -> bool {
        matches!(self, BreakInside::Avoid | BreakInside::AvoidColumn)
    }
}

/// The multi-column properties of a box, as a multi-column container and as content of one
/// (CSS Multi-column Layout 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnStyle {
    /// `column-width`; `None` is `auto`.
    pub width: Option<Length>,
    /// `column-count`; `None` is `auto`.
    pub count: Option<u16>,
    /// `column-fill`: how long the columns are.
    pub fill: ColumnFill,
    /// `column-span: all`.
    pub spans: bool,
    /// `column-gap: normal`, which is 1em between columns and zero elsewhere.
    pub gap_is_normal: bool,
}

impl ColumnStyle {
    /// The initial values: no columns.
    pub const INITIAL: ColumnStyle = ColumnStyle {
        width: None,
        count: None,
        fill: ColumnFill::Balance,
        spans: false,
        gap_is_normal: true,
    };

    /// Whether the box is a multi-column container.
    pub fn makes_columns(&self) -> bool {
        self.width.is_some() || self.count.is_some()
    }
}

keywords! {
    /// `column-fill`.
    pub enum ColumnFill {
        /// One column after the other is filled.
        Auto = "auto",
        /// Columns are balanced on the last page of the content, and filled on the pages before it.
        Balance = "balance",
        /// Columns are balanced on every page.
        BalanceAll = "balance-all",
    }
}

keywords! {
    /// `box-decoration-break`.
    pub enum BoxDecorationBreak {
        Slice = "slice",
        Clone = "clone",
    }
}

keywords! {
    /// `margin-break`: what happens to margins next to a break (CSS Fragmentation 4, section 5.2).
    pub enum MarginBreak {
        /// Discarded at an unforced break, kept after a forced one.
        Auto = "auto",
        Keep = "keep",
        Discard = "discard",
    }
}

keywords! {
    /// `footnote-policy`: what happens where a page has no room for a whole note.
    pub enum FootnotePolicy {
        /// The note continues on the next page.
        Auto = "auto",
        /// The line that calls it moves to the next page.
        Line = "line",
        /// The paragraph that calls it moves to the next page.
        Block = "block",
    }
}

/// A preferred aspect ratio (CSS Sizing 4, section 5.1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AspectRatio {
    /// Width over height, more than 0.
    pub ratio: f32,
    /// Used with `auto`: an image's own ratio takes precedence, and the ratio is that of the content box.
    pub is_fallback: bool,
}
