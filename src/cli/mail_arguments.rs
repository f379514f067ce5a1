//! The options of `brochure mail`.

use std::path::PathBuf;

use clap::Args;

use super::arguments::ProjectArguments;

/// What the message is, and where it goes.
#[derive(Clone, Debug, Args)]
#[cfg_attr(not(feature = "mail"), allow(dead_code, reason = "the command refuses without the feature"))]
#[command(
    after_help = "The message is a draft: open it in Thunderbird or Outlook, write a greeting, and send it. Its sender is your account there; answers go to the contact in data/institution.yaml.\n\nExamples:\n  brochure mail                                       write output/brochure.eml\n  brochure mail --to office@example.org --lang az     to someone, with the edition in Azerbaijani\n  brochure mail --most 5MB -o letter.eml              warn if it is larger than 5 MB"
)]
pub(super) struct MailArguments {
    /// Who gets the message: office@example.org or "Office <office@example.org>"; may be given more than once [default:
    /// left for the mail program]
    #[arg(long, value_name = "ADDRESS")]
    pub(super) to: Vec<String>,
    /// The language of the brochure and the text, by its tag, or several in one file: en+az [default: the first one that
    /// `build` writes]
    #[arg(long = "lang", value_name = "TAG")]
    pub(super) languages: Option<String>,
    /// The message to write, or - for standard output [default: brochure.eml in the folder for results]
    #[arg(short = 'o', value_name = "FILE.eml")]
    pub(super) output: Option<PathBuf>,
    /// Warn if the message is larger, because mailboxes refuse large ones
    #[arg(long, value_name = "SIZE", default_value = "8MB", value_parser = size)]
    pub(super) most: u64,
    #[command(flatten)]
    pub(super) project: ProjectArguments,
}

/// A number of bytes from a size such as `5MB`.
fn size(text: &str) -> Result<u64, String> {
    let lower = text.trim().to_ascii_lowercase();
    let units = [("kb", 1e3), ("mb", 1e6), ("gb", 1e9)];
    let parsed = units.iter().find_map(|(unit, bytes)| {
        let number: f64 = lower.strip_suffix(unit)?.trim_end().parse().ok()?;
        (number > 0.0 && number <= 1e6).then(|| (number * bytes) as u64)
    });
    parsed.ok_or_else(|| "write a size such as 5MB or 800KB".to_string())
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_have_a_decimal_unit() {
        for (text, bytes) in [("5MB", 5_000_000), ("1.5 mb", 1_500_000), ("800KB", 800_000)] {
            assert_eq!(size(text), Ok(bytes), "{text}");
        }
        for text in ["5", "MB", "-1MB", "0MB", "NaNMB", "infMB", "5MiB", "9999999GB", ""] {
            assert!(size(text).is_err(), "{text}");
        }
    }
}
