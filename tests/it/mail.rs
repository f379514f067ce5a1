//! `brochure mail`: the draft message, read back part by part.

use std::fs;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::kit::{assert_contains, copy, data_project, messages, names, replace, run, shipped, write};

/// A message or one of its parts.
struct Part {
    /// Each with its name, unfolded.
    headers: Vec<(String, String)>,
    /// Decoded.
    content: Vec<u8>,
    parts: Vec<Part>,
}

impl Part {
    fn read(text: &str) -> Part {
        let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
        let mut headers: Vec<(String, String)> = Vec::new();
        for line in head.split("\r\n") {
            assert!(line.len() <= 78 && line.is_ascii(), "{line}");
            match (line.starts_with(' '), headers.last_mut()) {
                (true, Some((_, value))) => value.push_str(line),
                _ => {
                    let (name, value) = line.split_once(": ").unwrap_or((line.trim_end_matches(':'), ""));
                    headers.push((name.to_string(), value.to_string()));
                }
            }
        }
        let mut part = Part { headers, content: Vec::new(), parts: Vec::new() };
        let boundary =
            part.header("Content-Type").split_once("boundary=\"").map(|(_, rest)| rest.to_string());
        if let Some(boundary) = boundary {
            let boundary = boundary.split('"').next().expect("its end");
            let body = format!("\r\n{body}");
            let (inside, _) = body.split_once(&format!("\r\n--{boundary}--\r\n")).expect("a last boundary");
            let between = format!("\r\n--{boundary}\r\n");
            part.parts = inside.split(&between).skip(1).map(Part::read).collect();
            return part;
        }
        part.content = match part.header("Content-Transfer-Encoding") {
            "base64" => STANDARD.decode(body.replace("\r\n", "")).expect("Base64"),
            "quoted-printable" => unquoted(body),
            _ => body.as_bytes().to_vec(),
        };
        part
    }

    /// The value of a header; empty without it.
    fn header(&self, name: &str) -> &str {
        let found: Vec<_> = self.headers.iter().filter(|(other, _)| other == name).collect();
        assert!(found.len() < 2, "{name} is there more than once");
        found.first().map_or("", |(_, value)| value.as_str())
    }

    fn text(&self) -> String {
        String::from_utf8(self.content.clone()).expect("UTF-8").replace("\r\n", "\n")
    }
}

/// The bytes of a text in quoted-printable.
fn unquoted(text: &str) -> Vec<u8> {
    let text = text.replace("=\r\n", "");
    let mut pieces = text.split('=');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        bytes.push(u8::from_str_radix(&piece[..2], 16).expect("two digits"));
        bytes.extend(piece[2..].bytes());
    }
    bytes
}

/// Runs `mail` with an output file, and reads the message.
fn mail(folder: &Path, arguments: &[&str]) -> Part {
    let arguments: Vec<&str> = ["mail"].into_iter().chain(arguments.iter().copied()).collect();
    let output = run(folder, &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", messages(&output));
    let name =
        names(&folder.join("output")).into_iter().find(|name| name.ends_with(".eml")).expect("a message");
    Part::read(&fs::read_to_string(folder.join("output").join(name)).expect("ASCII"))
}

fn persian() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    copy(&shipped().join("tests/persian"), folder.path());
    folder
}

#[test]
fn a_draft_has_the_summary_as_text_and_html_and_the_pdf_that_build_writes() {
    let folder = data_project();
    let to = ["--to", "Office <office@example.org>", "--to", "dean@example.org"];
    let message = mail(folder.path(), &to);
    assert_eq!(names(&folder.path().join("output")), ["brochure.eml"]);
    assert_eq!(message.headers[0], ("X-Unsent".to_string(), "1".to_string()));
    assert_eq!(message.header("To"), "\"Office\" <office@example.org>, <dean@example.org>");
    assert_eq!(message.header("Subject"), "International memberships 2026");
    assert_eq!(message.header("Date"), "Tue, 24 Nov 2026 00:00:00 +0000");
    assert!(message.header("Message-ID").ends_with("@brochure.invalid>"));
    for absent in ["From", "Reply-To"] {
        assert_eq!(message.header(absent), "");
    }
    assert!(message.header("Content-Type").starts_with("multipart/mixed"));
    let [texts, pdf] = &message.parts[..] else { panic!("{} parts", message.parts.len()) };
    assert!(texts.header("Content-Type").starts_with("multipart/alternative"));
    let [plain, html] = &texts.parts[..] else { panic!("{} texts", texts.parts.len()) };
    assert_eq!(plain.header("Content-Type"), "text/plain; charset=\"utf-8\"; format=\"flowed\"");
    assert!(plain.text().starts_with("Lankaran State University: International memberships 2026\n"));
    assert_eq!(html.header("Content-Type"), "text/html; charset=\"utf-8\"");
    assert_contains(
        &html.text(),
        &["<html lang=\"en\">", "Lankaran State University: International memberships 2026</p>"],
    );

    let name = "Lankaran-State-University-International-memberships-2026.pdf";
    assert!(pdf.header("Content-Type").starts_with("application/pdf; name="));
    assert_eq!(pdf.header("Content-Disposition"), format!("attachment; filename=\"{name}\""));
    assert_eq!(run(folder.path(), &["--format", "pdf"]).status.code(), Some(0));
    let built = fs::read(folder.path().join("output/brochure.pdf")).expect("a PDF");
    assert!(pdf.content == built, "another PDF than that of `build`");

    let first = fs::read(folder.path().join("output/brochure.eml")).expect("a message");
    let again = [&["mail", "-o", "-", "-j", "1"], &to[..]].concat();
    let output = run(folder.path(), &again);
    assert!(output.stdout == first, "other bytes");
}

#[test]
fn a_persian_draft_keeps_its_letters_and_answers_go_to_the_contact() {
    let folder = persian();
    let message = mail(folder.path(), &[]);
    assert_eq!(message.header("To"), "");
    assert_eq!(message.header("Reply-To"), "<international@sepidrud.example>");
    assert!(message.header("Message-ID").ends_with("@sepidrud.example>"));
    assert!(message.header("Subject").starts_with("=?utf-8?"));
    assert_eq!(message.header("Content-Language"), "fa");
    let [texts, pdf] = &message.parts[..] else { panic!("{} parts", message.parts.len()) };
    assert_contains(&texts.parts[0].text(), &["دانشگاه سپیدرود", "international@sepidrud.example"]);
    assert_contains(
        &texts.parts[1].text(),
        &[
            "<html lang=\"fa\">",
            // In the digits of the language, as on the cover.
            "<title>عضویت‌های بین‌المللی ۲۰۲۶</title>",
            "dir=\"rtl\"",
            "<a dir=\"ltr\" href=\"mailto:international@sepidrud.example\">",
            "<a dir=\"ltr\" href=\"https://international.sepidrud.example\">",
        ],
    );
    // RFC 2231: sections of percent-encoded letters, which may be continued.
    let disposition = pdf.header("Content-Disposition");
    let sections = disposition.split("; ").filter_map(|section| Some(section.trim().split_once("*=")?.1));
    let name = sections.collect::<String>().replace('%', "=");
    let name = unquoted(name.strip_prefix("UTF-8''").expect("UTF-8"));
    assert_eq!(String::from_utf8(name).expect("UTF-8"), "دانشگاه-سپیدرود-عضویت-های-بین-المللی-2026.pdf");
    assert_contains(pdf.header("Content-Type"), &["name=\"brochure-fa-2026.pdf\""]);
}

#[test]
fn the_language_chooses_the_edition_and_the_name() {
    let folder = tempfile::tempdir().expect("a folder");
    copy(&shipped().join("data"), &folder.path().join("data"));
    let message = mail(folder.path(), &["--lang", "az"]);
    assert_eq!(names(&folder.path().join("output")), ["brochure.az.eml"]);
    assert_contains(
        message.parts[1].header("Content-Disposition"),
        &["Lenkeran-Dovlet-Universiteti-Beynelxalq-uzvlukler-2026.pdf"],
    );
    let unknown = run(folder.path(), &["mail", "--lang", "de"]);
    assert_eq!(unknown.status.code(), Some(1));
    assert_contains(&messages(&unknown), &["the brochure has no language `de`"]);
}

#[test]
fn a_draft_in_two_languages_has_both_texts() {
    let folder = tempfile::tempdir().expect("a folder");
    copy(&shipped().join("data"), &folder.path().join("data"));
    let message = mail(folder.path(), &["--lang", "en+az"]);
    let html = message.parts[0].parts[1].text();
    assert_contains(&html, &["<div lang=\"en\"", "<hr>", "<div lang=\"az\"", "Beynəlxalq üzvlüklər"]);
    assert_eq!(message.header("Content-Language"), "en, az");
}

#[test]
fn a_bad_address_is_reported_and_nothing_is_written() {
    let folder = data_project();
    for (address, help) in [
        ("office", "Write an address such as"),
        ("a@example.org, b@example.org", "Write `--to` again before each further address."),
        ("Büro <büro@example.org>", "Write an address such as"),
        ("a@example.org\r\nBcc: b@example.org", "Write `--to` again"),
        ("", "Write an address such as"),
    ] {
        let output = run(folder.path(), &["mail", "--to", address]);
        assert_eq!(output.status.code(), Some(1), "{address}");
        assert_contains(&messages(&output), &["is not an e-mail address", help, "nothing was written"]);
    }
    assert!(names(&folder.path().join("output")).is_empty());
}

#[test]
fn a_large_draft_is_written_with_a_warning() {
    let folder = data_project();
    let output = run(folder.path(), &["mail", "--most", "10KB"]);
    assert_eq!(output.status.code(), Some(0));
    assert_contains(
        &messages(&output),
        &["warning: the message has ", "more than 0.1 MB", "Put the PDF on a web page"],
    );
    assert_eq!(names(&folder.path().join("output")), ["brochure.eml"]);
}

#[test]
fn a_draft_replaces_only_a_draft_that_was_not_changed_by_a_mail_program() {
    let folder = data_project();
    write(folder.path(), "output/brochure.eml", "From: a@example.org\r\n\r\nDear colleague");
    let output = run(folder.path(), &["mail"]);
    assert_eq!(output.status.code(), Some(1));
    assert_contains(
        &messages(&output),
        &["exists and is not a draft of `brochure mail`; it is not overwritten"],
    );
    write(folder.path(), "output/brochure.eml", "X-Unsent: 1\r\n\r\n");
    mail(folder.path(), &[]);
}

#[test]
fn a_draft_without_a_date_in_the_data_has_none_of_the_clock() {
    let folder = data_project();
    replace(&folder.path().join("data/brochure.yaml"), "as_of: 2026-11-24", "as_of:");
    assert_eq!(mail(folder.path(), &[]).header("Date"), "");
}
