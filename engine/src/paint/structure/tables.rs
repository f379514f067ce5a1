//! Tables: rows of equally many columns, and the scope of header cells (ISO 32000-1, 14.8.4.3.4 and 14.8.5.7).

use super::build::{Builder, Context};
use super::{CellProperties, HeaderScope, StructureId, StructureKid};
use crate::html::{Element, NodeId};
use crate::paint::display_list::Role;

/// More columns are not counted: the number that HTML allows in a span.
const MAX_SPAN: u32 = 1000;

/// The captions and rows of a table.
pub(super) fn table(builder: &mut Builder<'_>, node: NodeId, context: &Context) -> Vec<StructureKid> {
    let document = builder.document;
    let (mut captions, mut groups) = (Vec::new(), Vec::new());
    let mut grid = Grid::default();
    let (mut has_head, mut has_foot) = (false, false);
    for child in document.children(node) {
        let Some(element) = document.element(child) else { continue };
        if !builder.has_box(child) || builder.is_apart(child) {
            continue;
        }
        let role = match &*element.name {
            "caption" => {
                builder.child(node, child, context, &mut captions);
                continue;
            }
            "thead" => Role::TableHead,
            "tfoot" => Role::TableFoot,
            "tbody" => Role::TableBody,
            _ => continue,
        };
        let rows = grid.rows(builder, child, role, context);
        if !rows.is_empty() {
            // A table has one head and one foot.
            let has_one = match role {
                Role::TableHead => std::mem::replace(&mut has_head, true),
                Role::TableFoot => std::mem::replace(&mut has_foot, true),
                _ => false,
            };
            let group = builder.add(if has_one { Role::TableBody } else { role }, child, rows);
            builder.set_language(group, child, context);
            groups.push(StructureKid::Element(group));
        }
    }
    grid.complete(builder, node);
    one_caption(builder, node, captions).into_iter().chain(groups).collect()
}

/// All that is captions of a table, in one.
fn one_caption(
    builder: &mut Builder<'_>,
    table: NodeId,
    captions: Vec<StructureKid>,
) -> Option<StructureKid> {
    let (first, others) = captions.split_first()?;
    match first {
        StructureKid::Element(caption) if builder.role(*caption) == Role::Caption => {
            for kid in others {
                let kids = match kid {
                    StructureKid::Element(other) if builder.role(*other) == Role::Caption => {
                        builder.take_kids(*other)
                    }
                    kid => vec![*kid],
                };
                kids.into_iter().for_each(|kid| builder.push_kid(*caption, kid));
            }
            Some(*first)
        }
        _ => Some(StructureKid::Element(builder.add(Role::Caption, table, captions))),
    }
}

/// The cells of a table by rows and columns.
#[derive(Default)]
struct Grid {
    /// Each row with the number of its columns, spanned ones included.
    rows: Vec<(StructureId, u32)>,
    /// For each column, how many of the next rows a cell above reaches into.
    reach: Vec<u32>,
}

impl Grid {
    fn rows(
        &mut self,
        builder: &mut Builder<'_>,
        group: NodeId,
        role: Role,
        context: &Context,
    ) -> Vec<StructureKid> {
        let document = builder.document;
        let context = builder.context_in(group, context);
        let rows: Vec<NodeId> = document
            .children(group)
            .filter(|&child| document.element(child).is_some_and(|element| element.is_html("tr")))
            .filter(|&child| builder.has_box(child) && !builder.is_apart(child))
            .collect();
        self.reach.clear();
        let mut made = Vec::new();
        for (row, left) in rows.iter().zip((1..=rows.len() as u32).rev()) {
            let inner = builder.context_in(*row, &context);
            let id = builder.add(Role::TableRow, *row, Vec::new());
            builder.set_language(id, *row, &context);
            let mut column = 0;
            for cell in document.children(*row) {
                let Some(element) = document.element(cell) else { continue };
                if !element.is_html("td") && !element.is_html("th") || !builder.has_box(cell) {
                    continue;
                }
                while self.reach.get(column).is_some_and(|rows| *rows > 0) {
                    column += 1;
                }
                let is_first = column == 0;
                let mut properties = properties(element, role, is_first, left);
                properties.headers.retain(|name| is_cell(builder, name));
                let columns = properties.columns as usize;
                if self.reach.len() < column + columns {
                    self.reach.resize(column + columns, 0);
                }
                for reach in &mut self.reach[column..column + columns] {
                    *reach = properties.rows;
                }
                column += columns;
                let part = cell_element(builder, cell, &inner, properties);
                builder.push_kid(id, StructureKid::Element(part));
            }
            let width = self.reach.iter().rposition(|rows| *rows > 0).map_or(0, |last| last as u32 + 1);
            self.reach.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
            self.rows.push((id, width));
            made.push(StructureKid::Element(id));
        }
        made
    }

    /// Gives all rows the same number of columns, as what reads tables expects.
    fn complete(self, builder: &mut Builder<'_>, table: NodeId) {
        let width = self.rows.iter().map(|(_, width)| *width).max().unwrap_or(0);
        for (row, own) in self.rows {
            // One cell over all missing columns: a cell for each takes the square of the rows where each row has one more.
            let columns = width - own;
            if columns > 0 {
                let cell = builder.add(Role::TableDataCell, table, Vec::new());
                set_properties(
                    builder,
                    cell,
                    CellProperties { scope: None, columns, rows: 1, headers: Vec::new() },
                );
                builder.push_kid(row, StructureKid::Element(cell));
            }
        }
    }
}

fn cell_element(
    builder: &mut Builder<'_>,
    cell: NodeId,
    context: &Context,
    properties: CellProperties,
) -> StructureId {
    let role = if properties.scope.is_some() { Role::TableHeaderCell } else { Role::TableDataCell };
    let inner = builder.context_in(cell, context);
    let kids = builder.kids(cell, &inner);
    let kids = builder.text_or_blocks(cell, kids);
    let id = builder.add(role, cell, kids);
    builder.set_language(id, cell, context);
    set_properties(builder, id, properties);
    if let Some(name) = builder.document.element(cell).and_then(Element::id) {
        builder.properties(id).identifier = Some(identifier(name));
    }
    id
}

const IDENTIFIER: &str = "cell-";

/// The identifier of the cell with this `id`.
fn identifier(id: &str) -> String {
    format!("{IDENTIFIER}{id}")
}

/// Whether an identifier is that of a cell.
fn is_cell(builder: &Builder<'_>, identifier: &str) -> bool {
    let id = identifier.strip_prefix(IDENTIFIER).unwrap_or_default();
    let cell = builder.document.element_by_id(id).filter(|&node| builder.has_box(node));
    let element = cell.and_then(|node| builder.document.element(node));
    element.is_some_and(|element| element.is_html("th") || element.is_html("td"))
}

/// Sets the properties of a cell, unless they are those of any cell.
fn set_properties(builder: &mut Builder<'_>, cell: StructureId, properties: CellProperties) {
    if properties != (CellProperties { scope: None, columns: 1, rows: 1, headers: Vec::new() }) {
        builder.properties(cell).cell = Some(properties);
    }
}

/// The properties of a cell in a row with so many rows from it to the end of the group.
fn properties(element: &Element, group: Role, is_first: bool, rows_left: u32) -> CellProperties {
    let span = |name: &str| element.attribute(name).and_then(|value| value.trim().parse::<u32>().ok());
    let rows = match span("rowspan") {
        Some(0) => rows_left,
        rows => rows.unwrap_or(1).min(rows_left),
    };
    let scope = element.is_html("th").then(|| match element.attribute("scope") {
        Some("row" | "rowgroup") => HeaderScope::Row,
        Some("col" | "colgroup") => HeaderScope::Column,
        _ if group != Role::TableHead && is_first => HeaderScope::Row,
        _ => HeaderScope::Column,
    });
    let headers = element.attribute("headers").unwrap_or_default().split_ascii_whitespace();
    CellProperties {
        scope,
        columns: span("colspan").unwrap_or(1).clamp(1, MAX_SPAN),
        rows: rows.max(1),
        headers: headers.map(identifier).collect(),
    }
}
