//! The built-in layouts as templates: the bytes that the build script (`build.rs`) wrote go in, the templates of
//! Handlebars come out. Compiling them takes thirty times as long, a fifth of the main job.

use std::collections::HashMap;
use std::sync::LazyLock;

use handlebars::template::{
    DecoratorTemplate, ExpressionSpec, ExpressionSpecBuilder, HelperTemplate, Parameter, Subexpression,
    TemplateElement, TemplateMapping,
};
use handlebars::{Path, PathSeg, Template};

use super::embedded::{COMPILED, FILES};

/// The template of a text that is the same as that of a built-in layout.
pub(super) fn find(text: &str) -> Option<Template> {
    let file = FILES.iter().find(|file| file.bytes == text.as_bytes())?;
    let (_, compiled) = COMPILED.iter().find(|(path, _)| *path == file.path)?;
    let (position, blank) = FIRST.as_ref()?;
    Reader { rest: compiled, position, blank }.template()
}

/// The first position and specification, which only Handlebars can make; all others are copies with other content.
static FIRST: LazyLock<Option<(TemplateMapping, ExpressionSpec)>> = LazyLock::new(|| {
    let position = Template::compile("-").ok()?.mapping.pop()?;
    let mut blank = ExpressionSpecBuilder::default();
    blank.name(Parameter::Name(String::new())).params(Vec::new()).hash(HashMap::new());
    Some((position, blank.omit_pre_ws(false).omit_pro_ws(false).build().ok()?))
});

/// What calls a helper or partial: its name, its parameters, and those with names.
type Call = (Parameter, Vec<Parameter>, HashMap<String, Parameter>);

struct Reader {
    rest: &'static [u8],
    position: &'static TemplateMapping,
    blank: &'static ExpressionSpec,
}

impl Reader {
    fn number(&mut self) -> Option<usize> {
        let (number, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        usize::try_from(u32::from_le_bytes(*number)).ok()
    }

    fn flag(&mut self) -> Option<bool> {
        self.number().map(|number| number == 1)
    }

    fn text(&mut self) -> Option<String> {
        let length = self.number()?;
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        String::from_utf8(text.to_vec()).ok()
    }

    fn list<T, C: FromIterator<T>>(&mut self, mut read: impl FnMut(&mut Reader) -> Option<T>) -> Option<C> {
        let length = self.number()?;
        (0..length).map(|_| read(self)).collect()
    }

    fn template(&mut self) -> Option<Template> {
        let mut template = Template::new();
        template.elements = self.list(Reader::element)?;
        template.mapping = self.list(|reader| {
            let mut position = reader.position.clone();
            position.0 = reader.number()?;
            position.1 = reader.number()?;
            Some(position)
        })?;
        Some(template)
    }

    fn element(&mut self) -> Option<TemplateElement> {
        Some(match self.number()? {
            0 => TemplateElement::RawString(self.text()?),
            1 => TemplateElement::Expression(self.helper()?),
            2 => TemplateElement::HtmlExpression(self.helper()?),
            3 => TemplateElement::HelperBlock(self.helper()?),
            4 => TemplateElement::PartialExpression(self.partial()?),
            _ => return None,
        })
    }

    fn helper(&mut self) -> Option<Box<HelperTemplate>> {
        let is_indented = self.flag()?;
        let mut helper = HelperTemplate::new(self.blank.clone(), self.flag()?, is_indented);
        helper.chain = self.flag()?;
        (helper.name, helper.params, helper.hash) = self.call()?;
        helper.template = self.list::<_, Vec<_>>(Reader::template)?.pop();
        helper.inverse = self.list::<_, Vec<_>>(Reader::template)?.pop();
        Some(Box::new(helper))
    }

    fn partial(&mut self) -> Option<Box<DecoratorTemplate>> {
        let mut partial = DecoratorTemplate::new(self.blank.clone(), self.flag()?);
        (partial.name, partial.params, partial.hash) = self.call()?;
        partial.indent = self.list::<_, Vec<_>>(Reader::text)?.pop();
        Some(Box::new(partial))
    }

    fn call(&mut self) -> Option<Call> {
        let name = self.parameter()?;
        let parameters = self.list(Reader::parameter)?;
        let named = self.list(|reader| Some((reader.text()?, reader.parameter()?)))?;
        Some((name, parameters, named))
    }

    fn parameter(&mut self) -> Option<Parameter> {
        Some(match self.number()? {
            0 => Parameter::Name(self.text()?),
            1 => {
                let names = self.list(|reader| reader.text().map(PathSeg::Named))?;
                Parameter::Path(Path::Relative((names, self.text()?)))
            }
            2 => Parameter::Path(Path::parse(&self.text()?).ok()?),
            3 => Parameter::Literal(serde_json::from_str(&self.text()?).ok()?),
            4 => {
                let (name, parameters, named) = self.call()?;
                Parameter::Subexpression(Subexpression::new(name, parameters, named))
            }
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layouts() -> Vec<&'static str> {
        let layouts = FILES.iter().filter(|file| file.path.ends_with(".hbs"));
        layouts.map(|file| std::str::from_utf8(file.bytes).expect("UTF-8")).collect()
    }

    #[test]
    fn built_in_layouts_are_the_templates_that_handlebars_makes() {
        for layout in layouts() {
            assert_eq!(find(layout), Template::compile(layout).ok(), "{layout}");
        }
    }

    #[test]
    fn other_layouts_are_not_precompiled() {
        for layout in layouts() {
            assert_eq!(find(&format!("{layout}words")), None);
        }
    }
}
