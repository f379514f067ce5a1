//! Compiles the built-in layouts, so that the program need not. For each layout this writes a file that
//! `src/template/precompiled.rs` reads: numbers of 32 bits, texts and lists after their lengths, enums after the number
//! of their variant. The file of a layout with a tag of a kind that has no form here is empty.

use std::path::Path;
use std::{env, fs, io};

use handlebars::template::{DecoratorTemplate, HelperTemplate, Parameter, TemplateElement};
use handlebars::{Path as ValuePath, PathSeg, Template};

fn main() -> io::Result<()> {
    let target = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    for folder in ["templates", "templates/partials"] {
        println!("cargo::rerun-if-changed={folder}");
        fs::create_dir_all(Path::new(&target).join(folder))?;
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "hbs") {
                let template = Template::compile(&fs::read_to_string(&path)?).map_err(io::Error::other)?;
                let mut packed = Packed::default();
                let is_complete = packed.template(&template).is_some();
                fs::write(Path::new(&target).join(&path), if is_complete { packed.0 } else { Vec::new() })?;
            }
        }
    }
    Ok(())
}

/// The bytes of a template. The methods return `None` at what has no form.
#[derive(Default)]
struct Packed(Vec<u8>);

impl Packed {
    fn number(&mut self, number: usize) -> Option<()> {
        self.0.extend(u32::try_from(number).ok()?.to_le_bytes());
        Some(())
    }

    fn text(&mut self, text: &str) -> Option<()> {
        self.number(text.len())?;
        self.0.extend(text.as_bytes());
        Some(())
    }

    fn list<T>(
        &mut self,
        items: impl ExactSizeIterator<Item = T>,
        mut write: impl FnMut(&mut Packed, T) -> Option<()>,
    ) -> Option<()> {
        self.number(items.len())?;
        items.into_iter().try_for_each(|item| write(self, item))
    }

    fn template(&mut self, template: &Template) -> Option<()> {
        self.list(template.elements.iter(), Packed::element)?;
        self.list(template.mapping.iter(), |packed, position| {
            packed.number(position.0)?;
            packed.number(position.1)
        })
    }

    fn element(&mut self, element: &TemplateElement) -> Option<()> {
        match element {
            TemplateElement::RawString(words) => {
                self.number(0)?;
                self.text(words)
            }
            TemplateElement::Expression(helper) => {
                self.number(1)?;
                self.helper(helper)
            }
            TemplateElement::HtmlExpression(helper) => {
                self.number(2)?;
                self.helper(helper)
            }
            TemplateElement::HelperBlock(helper) => {
                self.number(3)?;
                self.helper(helper)
            }
            TemplateElement::PartialExpression(partial) => {
                self.number(4)?;
                self.partial(partial)
            }
            _ => None,
        }
    }

    fn helper(&mut self, helper: &HelperTemplate) -> Option<()> {
        if helper.block_param.is_some() {
            return None;
        }
        self.number(is_indented(helper).into())?;
        self.number(helper.block.into())?;
        self.number(helper.chain.into())?;
        self.call(&helper.name, &helper.params, helper.hash.iter())?;
        self.list(helper.template.iter(), Packed::template)?;
        self.list(helper.inverse.iter(), Packed::template)
    }

    fn partial(&mut self, partial: &DecoratorTemplate) -> Option<()> {
        if partial.template.is_some() {
            return None;
        }
        self.number(is_indented(partial).into())?;
        self.call(&partial.name, &partial.params, partial.hash.iter())?;
        self.list(partial.indent.iter(), |packed, indent| packed.text(indent))
    }

    fn call<'a>(
        &mut self,
        name: &Parameter,
        parameters: &[Parameter],
        named: impl Iterator<Item = (&'a String, &'a Parameter)>,
    ) -> Option<()> {
        self.parameter(name)?;
        self.list(parameters.iter(), Packed::parameter)?;
        // A hash map's order differs from run to run.
        let mut named: Vec<(&String, &Parameter)> = named.collect();
        named.sort_by_key(|(name, _)| *name);
        self.list(named.into_iter(), |packed, (name, parameter)| {
            packed.text(name)?;
            packed.parameter(parameter)
        })
    }

    fn parameter(&mut self, parameter: &Parameter) -> Option<()> {
        match parameter {
            Parameter::Name(name) => {
                self.number(0)?;
                self.text(name)
            }
            Parameter::Path(ValuePath::Relative((steps, text))) => {
                let names = steps.iter().map(|step| match step {
                    PathSeg::Named(name) => Some(name),
                    _ => None,
                });
                match names.collect::<Option<Vec<&String>>>() {
                    Some(names) => {
                        self.number(1)?;
                        self.list(names.into_iter(), |packed, name| packed.text(name))?;
                    }
                    None => self.number(2)?,
                }
                self.text(text)
            }
            Parameter::Path(ValuePath::Local((_, _, text))) => {
                self.number(2)?;
                self.text(text)
            }
            Parameter::Literal(value) => {
                self.number(3)?;
                self.text(&value.to_string())
            }
            Parameter::Subexpression(inner) => {
                let TemplateElement::Expression(helper) = inner.as_element() else { return None };
                self.number(4)?;
                self.call(&helper.name, &helper.params, helper.hash.iter())
            }
            _ => None,
        }
    }
}

/// Whether a tag writes the indentation of its line: Handlebars shows this field, the last one, only when debugging.
fn is_indented(tag: &impl std::fmt::Debug) -> bool {
    format!("{tag:?}").ends_with("indent_before_write: true }")
}
