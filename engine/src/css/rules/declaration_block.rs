//! A block of declarations: of descriptors, as in `@font-face`, `@counter-style` and `@property`; of properties, as in
//! margin boxes and `style` attributes; of both, and of nested at-rules, as in `@page` (CSS Syntax 3, section 5.4.4).
//! The blocks of style rules, which may contain rules, are read by `rule_parser`.

use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseError, Parser, ParserState, QualifiedRuleParser,
    RuleBodyItemParser, RuleBodyParser,
};

use super::fault::Fault;

/// Receives the content of a block.
pub(crate) trait DeclarationBlock {
    /// The at-rules that the block may contain.
    type Nested;

    /// Reads the value of the property or descriptor `name`, which is written as in the stylesheet; `begin` is the byte
    /// at which the declaration starts. After an error the rest of the value is skipped.
    ///
    /// # Errors
    /// If the declaration is invalid; it is then ignored.
    fn declaration(&mut self, name: &str, begin: usize, input: &mut Parser<'_>) -> Result<(), Fault>;

    /// Adds a fault in a byte range of the stylesheet.
    fn fault(&mut self, start: usize, end: usize, fault: Fault);

    /// The at-rule of a name.
    ///
    /// # Errors
    /// If the block may not contain it; it is then ignored.
    fn nested(&self, name: &str) -> Result<Self::Nested, Fault> {
        Err(Fault::new(format!("`@{name}` is not allowed here, and is ignored")))
    }

    /// Reads the block of a nested at-rule.
    fn nested_block(&mut self, _: Self::Nested, input: &mut Parser<'_>) {
        while input.next().is_ok() {}
    }
}

/// Reads a block into `block`, and reports text in it that is neither a declaration nor an at-rule.
pub(crate) fn parse_block<B: DeclarationBlock>(block: &mut B, input: &mut Parser<'_>) {
    let mut malformed = Vec::new();
    for item in RuleBodyParser::new(input, &mut BlockParser { block: &mut *block }) {
        if let Err((_, text, _)) = item {
            malformed.push(text);
        }
    }
    let end = input.position().byte_index();
    let end_address = input.slice_from(input.position()).as_ptr() as usize;
    for text in malformed {
        let start = end.saturating_sub(end_address.saturating_sub(text.as_ptr() as usize));
        let first_line = text.lines().next().unwrap_or_default().trim_end();
        let fault = match text.contains('{') {
            true => Fault::new("a rule is not allowed inside this block, and is ignored"),
            false => Fault::new("this is not a declaration, and is ignored")
                .help("A declaration is a property, a colon, a value and a semicolon."),
        };
        block.fault(start, start + first_line.len(), fault);
    }
}

struct BlockParser<'a, B> {
    block: &'a mut B,
}

impl<'i, B: DeclarationBlock> DeclarationParser<'i> for BlockParser<'_, B> {
    type Declaration = ();
    type Error = Fault;

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        start: &ParserState,
    ) -> Result<(), ParseError<Fault>> {
        let begin = start.position().byte_index();
        if let Err(fault) = self.block.declaration(&name, begin, input) {
            while input.next().is_ok() {}
            self.block.fault(begin, input.position().byte_index(), fault);
        }
        Ok(())
    }
}

impl<'i, B: DeclarationBlock> AtRuleParser<'i> for BlockParser<'_, B> {
    /// `None` for an at-rule that is not allowed, which has been reported.
    type Prelude = Option<B::Nested>;
    type AtRule = ();
    type Error = Fault;

    fn parse_prelude(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
    ) -> Result<Option<B::Nested>, ParseError<Fault>> {
        let nested = self.block.nested(&name).map_err(|fault| {
            let end = input.position().byte_index();
            self.block.fault(end.saturating_sub(name.len() + 1), end, fault);
        });
        while input.next().is_ok() {}
        Ok(nested.ok())
    }

    fn rule_without_block(&mut self, nested: Option<B::Nested>, _: &ParserState) -> Result<(), ()> {
        if nested.is_none() { Ok(()) } else { Err(()) }
    }

    fn parse_block(
        &mut self,
        nested: Option<B::Nested>,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<(), ParseError<Fault>> {
        match nested {
            Some(nested) => self.block.nested_block(nested, input),
            None => while input.next().is_ok() {},
        }
        Ok(())
    }
}

impl<'i, B: DeclarationBlock> QualifiedRuleParser<'i> for BlockParser<'_, B> {
    type Prelude = ();
    type QualifiedRule = ();
    type Error = Fault;
}

impl<'i, B: DeclarationBlock> RuleBodyItemParser<'i, (), Fault> for BlockParser<'_, B> {
    fn parse_declarations(&self) -> bool {
        true
    }

    fn parse_qualified(&self) -> bool {
        false
    }
}
