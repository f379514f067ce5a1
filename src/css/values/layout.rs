//! Boxes and how they are laid out (CSS Display 3, CSS Flexbox 1, CSS Tables 3, CSS Fragmentation 3).

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Display {
    None,
    Contents,
    Inline,
    Block,
    InlineBlock,
    FlowRoot,
    ListItem,
    Flex,
    InlineFlex,
    Grid,
    InlineGrid,
    Table,
    InlineTable,
    TableRowGroup,
    TableHeaderGroup,
    TableFooterGroup,
    TableRow,
    TableCell,
    TableColumn,
    TableColumnGroup,
    TableCaption,
}

impl Display {
    /// Whether a box of it takes part in lines.
    pub fn is_inline_level(self) -> bool {
        matches!(
            self,
            Display::Inline
                | Display::InlineBlock
                | Display::InlineFlex
                | Display::InlineGrid
                | Display::InlineTable
        )
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    Static,
    Relative,
    Absolute,
    Fixed,
    /// `running(name)`: taken out of the flow and shown in margin boxes (CSS GCPM 3, section 1.2).
    Running,
}

impl Position {
    /// Whether a box of this position takes no room where it stands.
    pub fn is_out_of_flow(self) -> bool {
        matches!(self, Position::Absolute | Position::Fixed | Position::Running)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Float {
    None,
    Left,
    Right,
    /// A footnote: at the bottom of the page that calls it (CSS GCPM 3, section 2).
    Footnote,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clear {
    None,
    Left,
    Right,
    Both,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoxSizing {
    ContentBox,
    BorderBox,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overflow {
    Visible,
    Hidden,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    Visible,
    Hidden,
    Collapse,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlexDirection {
    Row,
    RowReverse,
    Column,
    ColumnReverse,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlexWrap {
    NoWrap,
    Wrap,
    WrapReverse,
}

/// `align-*` and `justify-*` values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// `auto` for `*-self`, `normal` elsewhere.
    Normal,
    Start,
    End,
    FlexStart,
    FlexEnd,
    Center,
    /// By the direction of the item, not of the container.
    SelfStart,
    SelfEnd,
    Left,
    Right,
    Baseline,
    LastBaseline,
    Stretch,
    SpaceBetween,
    SpaceAround,
    SpaceEvenly,
    /// `safe`: as `start` where it would overflow.
    SafeStart,
    SafeEnd,
    SafeFlexStart,
    SafeFlexEnd,
    SafeCenter,
    SafeSelfStart,
    SafeSelfEnd,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableLayout {
    Auto,
    Fixed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BorderCollapse {
    Separate,
    Collapse,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaptionSide {
    Top,
    Bottom,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmptyCells {
    Show,
    Hide,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListStylePosition {
    Inside,
    Outside,
}

/// `break-before` and `break-after`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakBetween {
    Auto,
    Avoid,
    /// `page` and `always`.
    Page,
    Left,
    Right,
    Recto,
    Verso,
}

impl BreakBetween {
    pub fn is_forced(self) -> bool {
        !matches!(self, BreakBetween::Auto | BreakBetween::Avoid)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakInside {
    Auto,
    Avoid,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoxDecorationBreak {
    Slice,
    Clone,
}
