//! Anonymous table boxes (CSS 2.2, section 17.2.1). In a table, row group or row, children of the wrong kind are
//! wrapped in the missing row group, row or cell; internal table boxes outside a table are wrapped in a table.

use std::sync::Arc;

use crate::boxes::builder::{BoxLevel, BoxOrigin, Builder, ChildBox};
use crate::boxes::tree::{BoxId, BoxKind};
use crate::css::{ComputedStyle, Display};
use crate::html::{Document, NodeId};

/// The most columns or rows a cell may span, as in the HTML standard.
const MAX_COLUMN_SPAN: u32 = 1000;
const MAX_ROW_SPAN: u32 = 65534;

/// The column span and row span of a cell.
pub(crate) fn spans(document: &Document, node: Option<NodeId>) -> (u32, u32) {
    let number = |name: &str| {
        let element = document.element(node?)?;
        element.attribute(name)?.trim().parse::<u32>().ok()
    };
    (
        number("colspan").unwrap_or(1).clamp(1, MAX_COLUMN_SPAN),
        // Zero means to the end of the row group, which bounds every span.
        match number("rowspan") {
            Some(0) => MAX_ROW_SPAN,
            Some(rows) => rows.min(MAX_ROW_SPAN),
            None => 1,
        },
    )
}

fn span(document: &Document, node: Option<NodeId>) -> u32 {
    node.and_then(|node| document.element(node)?.attribute("span")?.trim().parse::<u32>().ok())
        .unwrap_or(1)
        .clamp(1, MAX_COLUMN_SPAN)
}

/// Gives a table or an internal table box its kind and its children.
pub(crate) fn fill(
    builder: &mut Builder<'_>,
    id: BoxId,
    style: &Arc<ComputedStyle>,
    made: Vec<ChildBox>,
) -> BoxId {
    let node = builder.tree.boxes[id.index()].node;
    match style.layout.display {
        Display::Table | Display::InlineTable => fill_table(builder, id, style, made),
        Display::TableRow => {
            set_kind(builder, id, BoxKind::TableRow);
            let cells = wrap_others(builder, id, made, Display::TableCell, |kind| {
                matches!(kind, BoxKind::TableCell { .. })
            });
            builder.adopt(id, cells);
        }
        Display::TableColumn => {
            let span = span(builder.document, node);
            set_kind(builder, id, BoxKind::TableColumn { span });
        }
        Display::TableColumnGroup => {
            let columns: Vec<BoxId> = made
                .iter()
                .map(|child| child.id)
                .filter(|&child| matches!(builder.kind(child), BoxKind::TableColumn { .. }))
                .collect();
            let span = if columns.is_empty() { span(builder.document, node) } else { 0 };
            set_kind(builder, id, BoxKind::TableColumnGroup { span });
            builder.adopt(id, columns);
        }
        _ => {
            set_kind(builder, id, BoxKind::TableRowGroup);
            let rows =
                wrap_others(builder, id, made, Display::TableRow, |kind| matches!(kind, BoxKind::TableRow));
            builder.adopt(id, rows);
        }
    }
    id
}

fn fill_table(builder: &mut Builder<'_>, id: BoxId, style: &Arc<ComputedStyle>, made: Vec<ChildBox>) {
    set_kind(builder, id, BoxKind::Table);
    let node = builder.tree.boxes[id.index()].node;
    let origin = BoxOrigin { node, pseudo: None, parent: id, style };
    let grid = builder.push_anonymous(origin, BoxKind::TableGrid);
    let (captions, inside): (Vec<ChildBox>, Vec<ChildBox>) =
        made.into_iter().partition(|child| matches!(builder.kind(child.id), BoxKind::TableCaption));
    let groups = wrap_others(builder, grid, inside, Display::TableRowGroup, |kind| {
        matches!(
            kind,
            BoxKind::TableRowGroup | BoxKind::TableColumnGroup { .. } | BoxKind::TableColumn { .. }
        )
    });
    builder.adopt(grid, groups);
    let mut children: Vec<BoxId> = captions.into_iter().map(|caption| caption.id).collect();
    children.push(grid);
    builder.adopt(id, children);
}

/// Keeps the children that belong in the parent, and wraps runs of others in an anonymous `display` box.
fn wrap_others(
    builder: &mut Builder<'_>,
    parent: BoxId,
    made: Vec<ChildBox>,
    display: Display,
    belongs: impl Fn(&BoxKind) -> bool,
) -> Vec<BoxId> {
    let mut children = Vec::with_capacity(made.len());
    let mut run: Vec<ChildBox> = Vec::new();
    for child in made {
        if belongs(builder.kind(child.id)) {
            wrap_one_run(builder, parent, &mut run, display, &mut children);
            children.push(child.id);
        } else {
            run.push(child);
        }
    }
    wrap_one_run(builder, parent, &mut run, display, &mut children);
    children
}

fn wrap_one_run(
    builder: &mut Builder<'_>,
    parent: BoxId,
    run: &mut Vec<ChildBox>,
    display: Display,
    children: &mut Vec<BoxId>,
) {
    if run.iter().all(|child| builder.is_white_space(child.id)) {
        run.clear();
        return;
    }
    children.push(anonymous_box(builder, parent, std::mem::take(run), display));
}

/// An anonymous box of a table `display` around `made`.
fn anonymous_box(builder: &mut Builder<'_>, parent: BoxId, made: Vec<ChildBox>, display: Display) -> BoxId {
    let parent_style = builder.tree.boxes[parent.index()].style.clone();
    let node = builder.tree.boxes[parent.index()].node;
    let style = builder.anonymous_style(&parent_style, display);
    let origin = BoxOrigin { node, pseudo: None, parent, style: &style };
    let id = builder.push_anonymous(origin, BoxKind::Block);
    if display == Display::TableCell {
        set_kind(builder, id, BoxKind::TableCell { column_span: 1, row_span: 1 });
        let children = builder.wrap_inline(id, made);
        builder.adopt(id, children);
        id
    } else {
        fill(builder, id, &style, made)
    }
}

/// Wraps runs of internal table boxes outside a table in anonymous tables.
pub(crate) fn wrap_stray_boxes(
    builder: &mut Builder<'_>,
    parent: BoxId,
    made: Vec<ChildBox>,
) -> Vec<ChildBox> {
    let is_stray = |builder: &Builder<'_>, child: &ChildBox| {
        builder.tree.boxes[child.id.index()].style.layout.display.is_internal_table()
            && builder.kind(child.id).is_internal_table()
    };
    if !made.iter().any(|child| is_stray(builder, child)) {
        return made;
    }
    let mut out = Vec::with_capacity(made.len());
    let mut run: Vec<ChildBox> = Vec::new();
    for child in made {
        if is_stray(builder, &child) || (!run.is_empty() && builder.is_white_space(child.id)) {
            run.push(child);
        } else {
            end_stray_run(builder, parent, &mut run, &mut out);
            out.push(child);
        }
    }
    end_stray_run(builder, parent, &mut run, &mut out);
    out
}

fn end_stray_run(builder: &mut Builder<'_>, parent: BoxId, run: &mut Vec<ChildBox>, out: &mut Vec<ChildBox>) {
    if run.is_empty() {
        return;
    }
    let id = anonymous_box(builder, parent, std::mem::take(run), Display::Table);
    out.push(ChildBox { id, level: BoxLevel::Block });
}

fn set_kind(builder: &mut Builder<'_>, id: BoxId, kind: BoxKind) {
    builder.tree.boxes[id.index()].kind = kind;
}
