//! `brochure mail`: writes a draft message with the short summary and the PDF, which a mail program opens for sending.

mod file_name;
mod message;

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use super::arguments::Profile;
use super::build::may_hold_results;
use super::conversion::Target;
use super::languages::Languages;
use super::mail_arguments::MailArguments;
use super::project::{Project, Purpose, tidy, with_threads};
use super::terminal::{count, report, say_result};
use crate::data::is_email_address;
use crate::{summary, template};
use engine::diagnostics::{Diagnostic, Diagnostics, Strictness};
use file_name::file_name;
use message::{Message, Recipient};

/// Pictures with so many pixels an inch are still sharp on a screen.
const FEW_PIXELS_AN_INCH: u32 = 110;

/// A message, before it is written.
struct Draft {
    bytes: Vec<u8>,
    /// The file that it is written to unless another is named.
    usual: PathBuf,
    /// What is in it, for the user.
    content: String,
}

/// Writes the message. Returns whether there was no error.
pub(super) fn run(arguments: &MailArguments) -> bool {
    let mut diagnostics = Diagnostics::new();
    let recipients: Vec<_> = arguments.to.iter().map(|to| recipient(to, &mut diagnostics)).collect();
    let recipients: Option<Vec<Recipient>> = recipients.into_iter().collect();
    let threads = arguments.project.threads();
    let draft = with_threads(threads, || {
        let layouts = [template::DEFAULT_LAYOUT.to_string()];
        let project = Project::load(arguments.project.folder(), threads, &layouts, &mut diagnostics)?;
        // The program ends soon after, so dropping the project would only cost time.
        draft(&ManuallyDrop::new(project), arguments, &recipients?, &mut diagnostics)
    });
    tidy(&mut diagnostics);
    let Some(draft) = draft.filter(|_| !diagnostics.has_errors()) else { return report(&diagnostics) };
    let target = Target::or_usual(arguments.output.as_deref(), draft.usual, "a message", &mut diagnostics);
    let Some(target) = target else { return report(&diagnostics) };
    let size = draft.bytes.len().div_ceil(1024);
    let written = target.write(draft.bytes, &mut diagnostics);
    let succeeded = report(&diagnostics);
    if written {
        say_result(&format!("{}: a draft of {size} KB, {}\n", target.shown(), draft.content));
    }
    succeeded
}

/// The message about a project.
fn draft(
    project: &Project,
    arguments: &MailArguments,
    recipients: &[Recipient],
    diagnostics: &mut Diagnostics,
) -> Option<Draft> {
    let brochure = &project.brochure;
    let languages = project.languages(arguments.languages.as_slice(), diagnostics)?;
    let languages = languages.first()?;
    let usual = usual_file(project, arguments, languages, diagnostics)?;
    let purpose = Purpose {
        layout: template::DEFAULT_LAYOUT,
        languages,
        profile: Profile::Screen,
        standards: None,
        strictness: Strictness::Strict,
        remarks: false,
    };
    let output = project.pdf(purpose, diagnostics)?;
    let mut texts = Vec::new();
    for language in languages.tags() {
        texts.push((language.as_str(), project.layouts.text("short", brochure, language, diagnostics)?));
    }
    let flowed: Vec<String> = texts.iter().map(|(_, text)| summary::flow_short(text)).collect();
    let subject = project.title(languages);
    let year = brochure.edition.year.value.to_string();
    let name = brochure.institution.name.in_language(languages.first());
    let title = brochure.publication.title.in_language(languages.first());
    let file_name = file_name(&format!("{name} {title}"), &year, "pdf");
    let plain_file_name = match file_name.is_ascii() {
        true => file_name.clone(),
        false => format!("brochure-{}-{year}.pdf", languages.tags().join("-")),
    };
    let email = brochure.institution.contact.as_ref().and_then(|contact| contact.email.as_ref());
    let message = Message {
        recipients,
        reply_to: email.map(|email| email.value.as_str()).filter(|email| email.is_ascii()),
        subject: &subject,
        date: project.date(),
        languages: &languages.tags().join(", "),
        text: &summary::one_after_the_other(&flowed, true),
        html: &summary::short_html(&texts, &subject),
        pdf: &output.pdf,
        file_name: &file_name,
        plain_file_name: &plain_file_name,
    };
    let bytes = message.bytes();
    if bytes.len() as u64 > arguments.most {
        diagnostics.push(too_large(bytes.len() as u64, arguments.most, project, &output.pdf));
    }
    let content = format!("with {file_name} ({})", count(output.pages, "page"));
    Some(Draft { bytes, usual, content })
}

/// The file in the folder for results. Reports a folder that cannot hold them.
fn usual_file(
    project: &Project,
    arguments: &MailArguments,
    languages: &Languages,
    diagnostics: &mut Diagnostics,
) -> Option<PathBuf> {
    let root = arguments.project.folder();
    let in_data = project.brochure.publication.outputs.folder.as_ref();
    let folder = root.join(in_data.map_or("output", |folder| &folder.value));
    let place = in_data.map(|folder| folder.span);
    let name = format!("brochure{}.eml", languages.suffix(&project.brochure));
    let is_sound = arguments.output.is_some() || may_hold_results(root, &folder, place, diagnostics);
    is_sound.then(|| Path::new(&folder).join(name))
}

/// An address, or a name with an address between angle brackets. Reports anything else.
fn recipient(text: &str, diagnostics: &mut Diagnostics) -> Option<Recipient> {
    let text = text.trim();
    let (name, address) = match text.strip_suffix('>').and_then(|text| text.rsplit_once('<')) {
        Some((name, address)) => (name.trim().trim_matches('"').trim(), address.trim()),
        None => ("", text),
    };
    let is_plain = |text: &str| !text.contains(char::is_control);
    if is_email_address(address) && address.is_ascii() && is_plain(address) && is_plain(name) {
        let name = Some(name.to_string()).filter(|name| !name.is_empty());
        return Some(Recipient { name, address: address.to_string() });
    }
    let help = if text.matches('@').count() > 1 {
        "Write `--to` again before each further address."
    } else {
        "Write an address such as `office@example.org`, or `Office <office@example.org>`."
    };
    diagnostics.push(Diagnostic::error(format!("`{text}` is not an e-mail address")).help(help));
    None
}

/// The warning about a message of `size` bytes.
fn too_large(size: u64, most: u64, project: &Project, pdf: &[u8]) -> Diagnostic {
    let megabytes = |bytes: u64| format!("{} MB", (bytes as f64 / 1e5).ceil() / 10.0);
    let message = format!(
        "the message has {}, more than {}: mailboxes may refuse it",
        megabytes(size),
        megabytes(most)
    );
    let has_pictures = [&b"/Subtype/Image"[..], b"/Subtype /Image"]
        .iter()
        .any(|mark| pdf.windows(mark.len()).any(|bytes| bytes == *mark));
    let pixels = project.brochure.publication.outputs.screen.most_pixels_an_inch();
    Diagnostic::warning(message).help(match pixels {
        Some(pixels) if !has_pictures || pixels <= FEW_PIXELS_AN_INCH => {
            "Put the PDF on a web page, and send the address of the page instead of the attachment.".to_string()
        }
        _ => format!(
            "Give pictures fewer pixels: write `screen: {{image_ppi: {FEW_PIXELS_AN_INCH}}}` in `outputs` of data/brochure.yaml."
        ),
    })
}
