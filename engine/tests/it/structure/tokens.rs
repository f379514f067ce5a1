//! Splits Rust source into the tokens that the search for imports needs, without comments, literals, lifetimes and test
//! code. `::` is one token; every other sign is one character.

/// A name or a sign, with the number of its line from 1.
#[derive(Clone, Copy, Debug)]
pub struct Token<'a> {
    pub text: &'a str,
    pub line: usize,
}

impl Token<'_> {
    pub fn is_name(&self) -> bool {
        self.text.starts_with(|first: char| first.is_alphabetic() || first == '_')
    }
}

/// The tokens of a file without those of `#[cfg(test)]` items.
pub fn tokens(source: &str) -> Vec<Token<'_>> {
    let mut scanner = Scanner { source, at: 0, line: 1, found: Vec::new() };
    while scanner.at < source.len() {
        scanner.step();
    }
    without_tests(&scanner.found)
}

struct Scanner<'a> {
    source: &'a str,
    at: usize,
    line: usize,
    found: Vec<Token<'a>>,
}

impl<'a> Scanner<'a> {
    fn rest(&self) -> &'a str {
        &self.source[self.at..]
    }

    fn advance(&mut self, length: usize) {
        let end = (self.at + length).min(self.source.len());
        self.line += self.source[self.at..end].matches('\n').count();
        self.at = end;
    }

    /// Skips to the end of the next `end`, or to the end of the file.
    fn skip_past(&mut self, end: &str) {
        let length = self.rest().find(end).map_or(self.rest().len(), |at| at + end.len());
        self.advance(length);
    }

    fn step(&mut self) {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return };
        if rest.starts_with("//") {
            self.skip_past("\n");
        } else if rest.starts_with("/*") {
            self.skip_past("*/");
        } else if first == '"' {
            self.string();
        } else if first == '\'' {
            self.quote();
        } else if first.is_alphabetic() || first == '_' {
            self.name();
        } else if first.is_ascii_digit() {
            let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            self.advance(length.unwrap_or(rest.len()));
        } else {
            let length = if rest.starts_with("::") { 2 } else { first.len_utf8() };
            if !first.is_whitespace() {
                self.found.push(Token { text: &rest[..length], line: self.line });
            }
            self.advance(length);
        }
    }

    fn name(&mut self) {
        let rest = self.rest();
        let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let (name, after) = rest.split_at(length);
        let hashes = after.len() - after.trim_start_matches('#').len();
        if matches!(name, "r" | "br" | "cr") && after[hashes..].starts_with('"') {
            self.advance(length + hashes + 1);
            self.skip_past(&format!("\"{}", "#".repeat(hashes)));
        } else if name == "r" && hashes == 1 {
            self.advance(length + hashes);
        } else {
            if !matches!((name, after.chars().next()), ("b" | "c", Some('"' | '\''))) {
                self.found.push(Token { text: name, line: self.line });
            }
            self.advance(length);
        }
    }

    fn string(&mut self) {
        self.advance(1);
        while let Some(first) = self.rest().chars().next() {
            let length = first.len_utf8();
            match first {
                '\\' => self.advance(length + self.rest()[1..].chars().next().map_or(0, char::len_utf8)),
                '"' => return self.advance(length),
                _ => self.advance(length),
            }
        }
    }

    /// A character, or the quote of a lifetime together with its name.
    fn quote(&mut self) {
        let mut after = self.rest()[1..].chars();
        match (after.next(), after.next()) {
            (Some('\\'), Some(escaped)) => {
                self.advance(2 + escaped.len_utf8());
                self.skip_past("'");
            }
            (Some(character), Some('\'')) => self.advance(2 + character.len_utf8()),
            _ => {
                let name = self.rest()[1..].find(|c: char| !c.is_alphanumeric() && c != '_');
                self.advance(1 + name.unwrap_or(0));
            }
        }
    }
}

fn without_tests<'a>(tokens: &[Token<'a>]) -> Vec<Token<'a>> {
    const TEST: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let is_test =
            tokens[at..].len() >= TEST.len() && tokens[at..].iter().zip(TEST).all(|(t, text)| t.text == text);
        if is_test {
            at = end_of_item(tokens, at + TEST.len());
        } else {
            kept.push(tokens[at]);
            at += 1;
        }
    }
    kept
}

/// The index after the `;` or the block that ends the item at `start`.
fn end_of_item(tokens: &[Token<'_>], start: usize) -> usize {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate().skip(start) {
        match token.text {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth -= 1,
            _ => {}
        }
        if depth == 0 && matches!(token.text, ";" | "}") {
            return at + 1;
        }
    }
    tokens.len()
}

#[test]
fn comments_literals_and_tests_are_no_tokens() {
    let source = r##"
        // one::two
        use a::b; /* c */ const D: &str = "e::f \" g"; const H: char = '\''; fn i<'j>(k: &'j str) -> u8 { b'l' }
        const M: &str = r#"n " o"#;
        #[cfg(test)]
        mod tests { use p::q; }
    "##;
    let found = tokens(source);
    let names: Vec<&str> = found.iter().filter(|token| token.is_name()).map(|token| token.text).collect();
    assert_eq!(names.join(" "), "use a b const D str const H char fn i k str u8 const M str");
    assert_eq!(found[0].line, 3);
}
