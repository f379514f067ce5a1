//! The block of an at-rule that holds descriptors, as `@font-face`, `@page`, `@counter-style` and
//! `@property` do, and in `@page` further at-rules (CSS Syntax 3, section 5.4.4).

use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseError, Parser, ParserState, QualifiedRuleParser,
    RuleBodyItemParser, RuleBodyParser,
};

use super::fault::Fault;

/// A rule under construction that receives the content of its block.
pub(crate) trait DescriptorRule {
    /// What an at-rule inside the block defines.
    type Nested;

    /// Reads the value of a descriptor; `begin` is where it starts. What is left of the value after an
    /// error is skipped.
    ///
    /// # Errors
    /// What is wrong with it; the descriptor is then left out.
    fn descriptor(&mut self, name: &str, begin: usize, input: &mut Parser<'_>) -> Result<(), Fault>;

    /// Notes what is wrong between two places of the stylesheet.
    fn fault(&mut self, start: usize, end: usize, fault: Fault);

    /// The at-rule of a name.
    ///
    /// # Errors
    /// That there is none; its block is then left out.
    fn nested(&self, name: &str) -> Result<Self::Nested, Fault> {
        Err(Fault::new(format!("`@{name}` has no place here, and is left out")))
    }

    /// Reads the block of an at-rule.
    fn nested_block(&mut self, _: Self::Nested, input: &mut Parser<'_>) {
        while input.next().is_ok() {}
    }
}

/// Reads a block into `rule`. False where something was neither a descriptor nor an at-rule.
pub(crate) fn parse_block<R: DescriptorRule>(rule: &mut R, input: &mut Parser<'_>) -> bool {
    RuleBodyParser::new(input, &mut Block { rule }).filter(|item| item.is_err()).count() == 0
}

struct Block<'a, R> {
    rule: &'a mut R,
}

impl<'i, R: DescriptorRule> DeclarationParser<'i> for Block<'_, R> {
    type Declaration = ();
    type Error = Fault;

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        start: &ParserState,
    ) -> Result<(), ParseError<Fault>> {
        let begin = start.position().byte_index();
        if let Err(fault) = self.rule.descriptor(&name.to_ascii_lowercase(), begin, input) {
            while input.next().is_ok() {}
            self.rule.fault(begin, input.position().byte_index(), fault);
        }
        Ok(())
    }
}

impl<'i, R: DescriptorRule> AtRuleParser<'i> for Block<'_, R> {
    type Prelude = Option<R::Nested>;
    type AtRule = ();
    type Error = Fault;

    fn parse_prelude(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
    ) -> Result<Option<R::Nested>, ParseError<Fault>> {
        let nested = self.rule.nested(&name).map_err(|fault| {
            let end = input.position().byte_index();
            self.rule.fault(end.saturating_sub(name.len() + 1), end, fault);
        });
        while input.next().is_ok() {}
        Ok(nested.ok())
    }

    fn parse_block(
        &mut self,
        nested: Option<R::Nested>,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<(), ParseError<Fault>> {
        match nested {
            Some(nested) => self.rule.nested_block(nested, input),
            None => while input.next().is_ok() {},
        }
        Ok(())
    }
}

impl<'i, R: DescriptorRule> QualifiedRuleParser<'i> for Block<'_, R> {
    type Prelude = ();
    type QualifiedRule = ();
    type Error = Fault;
}

impl<'i, R: DescriptorRule> RuleBodyItemParser<'i, (), Fault> for Block<'_, R> {
    fn parse_declarations(&self) -> bool {
        true
    }

    fn parse_qualified(&self) -> bool {
        false
    }
}
