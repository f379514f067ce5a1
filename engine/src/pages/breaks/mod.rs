//! Choosing where pages break: every legal break of a galley is a node, and the cheapest path through the nodes is the
//! sequence of pages (CSS Fragmentation 3, section 4). `docs/page-breaks.md` has the weights.

pub(crate) mod columns;
pub(crate) mod cost;
pub(crate) mod figures;
pub(crate) mod nodes;
pub(crate) mod search;
pub(crate) mod survey;
pub(crate) mod traits;
pub(crate) mod unkept;
