//! Which structure types contain which in PDF 2.0 (ISO/TS 32005, table 5). In: the elements as the document has them. Out:
//! the same content in elements that may contain each other.
//!
//! What is wrong gets another role or an element around it: blocks inside a heading become `Span`, a quotation inside a
//! cell gets a `Sect` around it.

use super::roles::is_block;
use super::{StructureElement, StructureId, StructureKid};
use crate::html::NodeId;
use crate::paint::display_list::Role;

/// Makes the elements follow the rules. Returns the elements of the document for which that is not possible.
pub(super) fn fit(elements: &mut Vec<StructureElement>, root: StructureId) -> Vec<NodeId> {
    let mut nesting = Nesting { elements, misplaced: Vec::new() };
    let mut pending = vec![(root, Role::Document)];
    while let Some((id, outer)) = pending.pop() {
        let role = nesting.fit_kids(id, outer);
        let kids = nesting.elements[id.index()].kids.iter().filter_map(element_of);
        pending.extend(kids.map(|kid| (kid, role)));
    }
    nesting.misplaced
}

fn element_of(kid: &StructureKid) -> Option<StructureId> {
    match kid {
        StructureKid::Element(id) => Some(*id),
        StructureKid::Content(..) => None,
    }
}

struct Nesting<'a> {
    elements: &'a mut Vec<StructureElement>,
    misplaced: Vec<NodeId>,
}

impl Nesting<'_> {
    fn role(&self, id: StructureId) -> Role {
        self.elements[id.index()].role
    }

    fn set_role(&mut self, id: StructureId, role: Role) {
        let element = &mut self.elements[id.index()];
        if element.role != role {
            element.role = role;
            if let Some(properties) = &mut element.properties {
                properties.numbering = None;
                properties.cell = None;
            }
        }
    }

    fn add(&mut self, role: Role, node: NodeId, kids: Vec<StructureKid>) -> StructureId {
        let id = StructureId(self.elements.len() as u32);
        self.elements.push(StructureElement { role, node, kids, properties: None });
        id
    }

    /// Fits what is directly in an element. Elements that only group may contain what the one around them may, whose role
    /// is `outer`. Returns the role that counts for what is in the element.
    fn fit_kids(&mut self, id: StructureId, outer: Role) -> Role {
        let mut kids = std::mem::take(&mut self.elements[id.index()].kids);
        let roles: Vec<Role> = kids.iter().filter_map(element_of).map(|kid| self.role(kid)).collect();
        let is_too_much = |role: &Role| matches!(role, Role::Figure | Role::Formula | Role::Label);
        if self.role(id) == Role::Code && roles.iter().any(is_too_much) {
            self.set_role(id, Role::Span);
        }
        let role = match self.role(id) {
            Role::Part | Role::Division | Role::NonStructural => outer,
            role => role,
        };
        let count = kids.iter().filter_map(element_of).count();
        let mut place = 0;
        for kid in &mut kids {
            let Some(inner) = element_of(kid) else { continue };
            place += 1;
            if self.role(inner) == Role::Caption && (!has_captions(role) || place > 1 && place < count) {
                self.uncaption(inner);
            }
            self.set_role(inner, changed(role, self.role(inner)));
            let (own, node) = (self.role(inner), self.elements[inner.index()].node);
            if !may_contain(role, own) {
                if may_contain(role, Role::Section) && may_contain(Role::Section, own) {
                    *kid = StructureKid::Element(self.add(Role::Section, node, vec![*kid]));
                } else {
                    self.misplaced.push(node);
                }
            }
        }
        self.elements[id.index()].kids = kids;
        role
    }

    /// Makes a caption that is at a wrong place a part of the text.
    fn uncaption(&mut self, id: StructureId) {
        let kids = &self.elements[id.index()].kids;
        let has_blocks = kids.iter().filter_map(element_of).any(|kid| is_block(self.role(kid)));
        self.set_role(id, if has_blocks { Role::Division } else { Role::Paragraph });
    }
}

/// Whether captions may be in elements of a role: elsewhere nothing shows what they are about.
fn has_captions(role: Role) -> bool {
    matches!(role, Role::Section | Role::Table)
}

/// Whether elements of a role contain only parts of a line.
fn is_of_text(role: Role) -> bool {
    use Role::{Code, Emphasis, Heading, Label, Quote, Reference, Ruby, RubyBase, RubyText, Span, Strong};
    matches!(
        role,
        Code | Emphasis | Heading(_) | Label | Quote | Reference | Ruby | RubyBase | RubyText | Span | Strong
    )
}

/// The role of an element in one of another role.
fn changed(outer: Role, role: Role) -> Role {
    match (outer, role) {
        (Role::Label, Role::Label) => Role::Span,
        (_, Role::Label) => Role::Label,
        (Role::Code, Role::Code | Role::Quote) => Role::Span,
        (Role::TableOfContentsItem, role) if !may_contain(outer, role) => Role::Paragraph,
        (Role::Paragraph, role) if !may_contain(outer, role) => Role::Span,
        (Role::Article, Role::Article) => Role::Section,
        (Role::Aside | Role::BlockQuote, Role::Aside) => Role::Section,
        (Role::Note, Role::Heading(_)) => Role::Paragraph,
        (Role::Formula, Role::Article | Role::Section) => Role::Division,
        (outer, role) if is_of_text(outer) && is_block(role) => Role::Span,
        (_, role) => role,
    }
}

fn may_contain(outer: Role, role: Role) -> bool {
    use Role::*;
    let is_of_table =
        matches!(role, TableHead | TableBody | TableFoot | TableRow | TableHeaderCell | TableDataCell);
    let is_part = is_of_table || matches!(role, Document | ListItem | ListBody | TableOfContentsItem);
    let is_inline = matches!(role, Quote | Span | Emphasis | Strong | Ruby);
    if outer == Ruby || matches!(role, RubyBase | RubyText) {
        return outer == Ruby && matches!(role, RubyBase | RubyText);
    }
    match outer {
        Part | Division | NonStructural | Ruby => true,
        TableOfContents => matches!(role, TableOfContents | TableOfContentsItem),
        TableOfContentsItem => matches!(role, Paragraph | TableOfContents | Label | Reference),
        List => matches!(role, List | ListItem),
        ListItem => matches!(role, Label | ListBody),
        Table => matches!(role, Caption | TableHead | TableBody | TableFoot | TableRow),
        TableHead | TableBody | TableFoot => role == TableRow,
        TableRow => matches!(role, TableHeaderCell | TableDataCell),
        _ if is_part => false,
        Code => !matches!(role, Code | Figure | Formula | Quote) && !is_block(role),
        Reference => {
            !matches!(role, Code | Formula | Quote | Reference) && (!is_block(role) || role == Label)
        }
        Label => !is_block(role),
        Heading(_) | Span | Quote | Emphasis | Strong | RubyBase | RubyText => {
            !is_block(role) || role == Label
        }
        Paragraph => !is_block(role) || matches!(role, List | Table | Label),
        _ if matches!(role, Part | Division | NonStructural) => true,
        Document => !is_inline && !matches!(role, Caption | Label | Reference),
        Article => !is_inline && !matches!(role, Article | Reference),
        Section => !is_inline && role != Reference,
        Aside | BlockQuote => !is_inline && role != Aside,
        Caption => !matches!(role, Caption | TableOfContents),
        ListBody => !matches!(role, Label | TableOfContents),
        TableHeaderCell | TableDataCell => {
            !matches!(role, Aside | BlockQuote | Caption | Part | TableOfContents)
        }
        Note => !matches!(role, Heading(_) | TableOfContents),
        Link => !matches!(role, Link | TableOfContents),
        Figure => role != TableOfContents,
        Formula => !matches!(role, Article | Section | Caption | TableOfContents),
    }
}
