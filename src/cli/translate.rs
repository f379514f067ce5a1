//! `brochure translate`: writes a file of the texts that are missing in a language, and puts the translations from it into
//! the data.

use std::path::Path;

use super::arguments::TranslateArguments;
use super::conversion::read;
use super::output::{Outputs, folder_of};
use super::terminal::{count, report, say_result, shown};
use crate::data::{TranslationForm, is_language};
use engine::diagnostics::{Diagnostic, Diagnostics};

/// Writes the file, or applies one. Returns whether the command succeeds.
pub(super) fn run(arguments: &TranslateArguments) -> bool {
    let mut diagnostics = Diagnostics::new();
    let done = translate(arguments, &mut diagnostics);
    let succeeded = report(&diagnostics);
    if let Some(lines) = done.filter(|_| succeeded) {
        say_result(&lines);
    }
    succeeded
}

/// What was done, for the user; `None` after an error.
fn translate(arguments: &TranslateArguments, diagnostics: &mut Diagnostics) -> Option<String> {
    let language = arguments.language.as_str();
    if !is_language(language) {
        let message = format!("`{language}` is not a language tag");
        let help = "Write the language's two or three lower-case letters: `en`, `az`, `tr`.";
        diagnostics.push(Diagnostic::error(message).help(help));
        return None;
    }
    let folder = arguments.project.folder();
    let form = TranslationForm::load(folder, language, diagnostics)?;
    match &arguments.apply {
        Some(file) => apply(&form, folder, file, diagnostics),
        None => {
            let target = arguments.output.clone().unwrap_or_else(|| folder.join(format!("{language}.txt")));
            write(&form, &target, diagnostics)
        }
    }
}

fn write(form: &TranslationForm<'_>, target: &Path, diagnostics: &mut Diagnostics) -> Option<String> {
    if form.count() == 0 {
        return Some("no text is missing\n".to_string());
    }
    // It may be filled in already.
    if target.symlink_metadata().is_ok() {
        let message = format!("{} exists and is not overwritten", target.display());
        let help = "Put its translations into the data with `--apply`, or name another file with `-o`.";
        diagnostics.push(Diagnostic::error(message).path(target).help(help));
        return None;
    }
    let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bytes = form.form(&shown(target)).into_bytes();
    let mut outputs = Outputs::new(folder_of(target));
    outputs.add(name, bytes);
    let texts = count(form.count(), "text");
    outputs.write(diagnostics).then(|| format!("{}: {texts} to translate\n", shown(target)))
}

fn apply(
    form: &TranslationForm<'_>,
    folder: &Path,
    file: &Path,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let bytes = read(file, diagnostics)?;
    let source = diagnostics.add_text(&file.display().to_string(), &bytes)?;
    let text = diagnostics.source(source).text.clone();
    let (files, translated) = form.apply(&text, source, diagnostics)?;
    let mut lines = String::new();
    let mut outputs = Outputs::new(folder);
    for (name, bytes) in files {
        lines.push_str(&format!("{} is changed\n", shown(&folder.join(&name))));
        outputs.add(name, bytes);
    }
    outputs
        .write(diagnostics)
        .then(|| format!("{lines}{} put into the data\n", count(translated, "translation")))
}
