//! A draft message as a file (RFC 5322, MIME of RFC 2045 to 2049): the text, the same as HTML, and the PDF.
//!
//! ```text
//! multipart/mixed
//! ├ multipart/alternative
//! │ ├ text/plain; format=flowed (RFC 3676)
//! │ └ text/html
//! └ application/pdf
//! ```
//!
//! The identifiers that other programs draw at random are hashes of the content here, so the same input gives the same bytes.

use mail_builder::headers::HeaderType;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date;
use mail_builder::headers::message_id::MessageId;
use mail_builder::headers::raw::Raw;
use mail_builder::headers::text::Text;
use mail_builder::mime::{BodyPart, MimePart};
use sha2::{Digest, Sha256};

use super::super::output::DRAFT;

/// Someone who gets the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Recipient {
    /// As the mail program shows it.
    pub(super) name: Option<String>,
    /// The address: ASCII.
    pub(super) address: String,
}

/// What a message consists of.
#[derive(Debug)]
pub(super) struct Message<'a> {
    pub(super) recipients: &'a [Recipient],
    /// The address for answers: ASCII.
    pub(super) reply_to: Option<&'a str>,
    pub(super) subject: &'a str,
    /// Seconds since 1970.
    pub(super) date: Option<i64>,
    /// The tags of its languages, with commas between them.
    pub(super) languages: &'a str,
    /// With `format=flowed`.
    pub(super) text: &'a str,
    pub(super) html: &'a str,
    pub(super) pdf: &'a [u8],
    /// The name of the PDF.
    pub(super) file_name: &'a str,
    /// Its name for mail programs that do not know RFC 2231: ASCII.
    pub(super) plain_file_name: &'a str,
}

impl Message<'_> {
    /// The bytes of the file.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let id = self.identifier();
        let domain = self.reply_to.and_then(|address| address.split_once('@'));
        // A name that nobody can own (RFC 2606).
        let domain = domain.map_or("brochure.invalid", |(_, domain)| domain);
        let mut headers: Vec<(&str, HeaderType<'_>)> = Vec::new();
        // Outlook and Thunderbird open a message with it for writing.
        let (draft, value) = DRAFT.split_once(": ").unwrap_or((DRAFT, ""));
        headers.push((draft, Raw::new(value).into()));
        if !self.recipients.is_empty() {
            let recipients = self.recipients.iter();
            let recipients =
                recipients.map(|to| Address::new_address(to.name.as_deref(), to.address.as_str()));
            headers.push(("To", Address::new_list(recipients.collect()).into()));
        }
        if let Some(address) = self.reply_to {
            headers.push(("Reply-To", Address::new_address(None::<&str>, address).into()));
        }
        headers.push(("Subject", Text::new(self.subject).into()));
        if let Some(date) = self.date {
            headers.push(("Date", Date::new(date).into()));
        }
        headers.push(("Message-ID", MessageId::new(format!("{id}@{domain}")).into()));
        headers.push(("Content-Language", Text::new(self.languages).into()));
        headers.push(("MIME-Version", Raw::new("1.0").into()));
        let mut message = self.body(&id);
        message.headers.splice(0..0, headers.into_iter().map(|(name, value)| (name.into(), value)));
        let mut bytes = Vec::new();
        message.write_part(&mut bytes);
        bytes
    }

    fn body(&self, id: &str) -> MimePart<'_> {
        let multipart = |kind: &str, parts: Vec<MimePart<'static>>| {
            // No quoted-printable text has `=_` (RFC 2045, section 6.7), and no other text its own hash.
            let boundary = format!("=_{kind}-{id}");
            let kind = ContentType::new(format!("multipart/{kind}")).attribute("boundary", boundary);
            MimePart::new(kind, BodyPart::Multipart(parts))
        };
        let text = |kind: &'static str, text: &str| {
            let kind = ContentType::new(kind).attribute("charset", "utf-8");
            // Lines of messages end in CR LF, also inside Base64.
            (kind, text.replace('\n', "\r\n"))
        };
        let (kind, plain) = text("text/plain", self.text);
        let plain = MimePart::new(kind.attribute("format", "flowed"), plain);
        let (kind, html) = text("text/html", self.html);
        let html = MimePart::new(kind, html);
        let kind = ContentType::new("application/pdf").attribute("name", self.plain_file_name.to_string());
        let pdf = MimePart::new(kind, self.pdf.to_vec()).attachment(self.file_name.to_string());
        multipart("mixed", vec![multipart("alternative", vec![plain, html]), pdf])
    }

    /// The start of a hash of everything, in hexadecimal digits.
    fn identifier(&self) -> String {
        let mut hash = Sha256::new();
        let date = self.date.map(|date| date.to_string()).unwrap_or_default();
        let recipients = self.recipients.iter();
        let recipients = recipients.flat_map(|to| [to.name.as_deref().unwrap_or_default(), &to.address]);
        let texts =
            [self.reply_to.unwrap_or_default(), self.subject, &date, self.text, self.html, self.file_name];
        for text in recipients.chain(texts) {
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text);
        }
        hash.update(self.pdf);
        hash.finalize().iter().take(12).map(|byte| format!("{byte:02x}")).collect()
    }
}
