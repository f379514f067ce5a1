//! Cascade layers (CSS Cascade 5, section 6.4): their names and their order.

use cssparser::{ParseError, Parser, Token};
use rustc_hash::FxHashMap;

use super::fault::Fault;

/// A layer of a document's stylesheets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct LayerId(u32);

impl LayerId {
    /// The implicit layer of rules outside all layers.
    pub(crate) const NONE: LayerId = LayerId(0);

    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// The tree of layers. Its root represents rules outside all layers.
#[derive(Debug)]
pub(crate) struct Layers {
    /// The layers nested in each one, in the order in which they were first named.
    children: Vec<Vec<LayerId>>,
    /// Each layer by the one around it and its name. Anonymous layers are missing, which no other rule can refer to.
    named: FxHashMap<(LayerId, String), LayerId>,
}

impl Default for Layers {
    fn default() -> Layers {
        Layers { children: vec![Vec::new()], named: FxHashMap::default() }
    }
}

impl Layers {
    /// The layer `name` inside `parent`, created if it does not exist.
    pub(crate) fn named(&mut self, parent: LayerId, name: &str) -> LayerId {
        let key = (parent, name.to_string());
        if let Some(known) = self.named.get(&key) {
            return *known;
        }
        let id = self.anonymous(parent);
        self.named.insert(key, id);
        id
    }

    /// A layer without a name.
    pub(crate) fn anonymous(&mut self, parent: LayerId) -> LayerId {
        let id = LayerId(self.children.len() as u32);
        self.children.push(Vec::new());
        self.children[parent.index()].push(id);
        id
    }

    /// The rank of each layer in the cascade, by the layer's index: a layer comes after the layers nested in it, and
    /// rules outside all layers come last.
    pub(crate) fn ranks(&self) -> Vec<u32> {
        let mut ranks = vec![0; self.children.len()];
        let mut next_rank = 0;
        let mut path = vec![(LayerId::NONE, 0)];
        while let Some((layer, next)) = path.last_mut() {
            match self.children[layer.index()].get(*next) {
                Some(&child) => {
                    *next += 1;
                    path.push((child, 0));
                }
                None => {
                    ranks[layer.index()] = next_rank;
                    next_rank += 1;
                    path.pop();
                }
            }
        }
        ranks
    }
}

/// Parses the name of a layer, such as `a.b.c`, without white space inside.
pub(super) fn parse_layer_name(input: &mut Parser<'_>) -> Result<Vec<String>, ParseError<Fault>> {
    let malformed = || {
        ParseError::custom(
            Fault::new("this is not the name of a layer; the rule is ignored")
                .help("Write an identifier, or several separated by full stops."),
        )
    };
    let mut parts = Vec::new();
    loop {
        let is_first = parts.is_empty();
        let part = input.try_parse(|input| next_part(input, is_first)).map_err(|()| malformed())?;
        let reserved = ["inherit", "initial", "unset", "revert", "revert-layer", "default"];
        if reserved.iter().any(|word| part.eq_ignore_ascii_case(word)) {
            return Err(malformed());
        }
        parts.push(part);
        let dot = input.try_parse(|input| match input.next_including_whitespace() {
            Ok(Token::Delim('.')) => Ok(()),
            _ => Err(()),
        });
        if dot.is_err() {
            return Ok(parts);
        }
    }
}

fn next_part(input: &mut Parser<'_>, is_first: bool) -> Result<String, ()> {
    let token = if is_first { input.next() } else { input.next_including_whitespace() };
    match token {
        Ok(Token::Ident(name)) => Ok(name.to_string()),
        _ => Err(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_layers_come_before_the_layer_around_them() {
        let mut layers = Layers::default();
        let base = layers.named(LayerId::NONE, "base");
        let theme = layers.named(LayerId::NONE, "theme");
        let inner = layers.named(base, "theme");
        let nameless = layers.anonymous(LayerId::NONE);
        assert_eq!(layers.named(LayerId::NONE, "theme"), theme);
        assert_ne!(layers.anonymous(LayerId::NONE), nameless);
        let ranks = layers.ranks();
        let order: Vec<u32> =
            [inner, base, theme, nameless, LayerId::NONE].iter().map(|layer| ranks[layer.index()]).collect();
        assert_eq!(order, [0, 1, 2, 3, 5]);
    }
}
