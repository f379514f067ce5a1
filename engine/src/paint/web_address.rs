//! Which addresses of links become actions of the PDF: those that any reader opens safely. A relative address leads
//! nowhere once the file is elsewhere, and other schemes run programs or open local files.

/// The schemes of addresses that a PDF may link to.
const SCHEMES: [&str; 4] = ["https", "http", "mailto", "tel"];

/// Whether an address has one of the schemes that a PDF may link to.
pub(super) fn may_be_linked(address: &str) -> bool {
    address
        .split_once(':')
        .is_some_and(|(scheme, _)| SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known)))
}

/// Whether a web address contains a user and a password, which every reader of the PDF would see.
pub(super) fn has_password(address: &str) -> bool {
    let Some((_, rest)) = address.split_once("://") else { return false };
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    authority
        .rsplit_once('@')
        .is_some_and(|(user, _)| user.split_once(':').is_some_and(|(_, word)| !word.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_few_schemes_are_linked() {
        for address in ["https://a.org", "HTTP://a.org", "MailTo:a@b.org", "tel:+99412"] {
            assert!(may_be_linked(address), "{address}");
        }
        for address in ["javascript:alert(1)", "file:///etc/passwd", "page.html", "//a.org", "data:,x", ":"] {
            assert!(!may_be_linked(address), "{address}");
        }
    }

    #[test]
    fn passwords_are_found() {
        assert!(has_password("https://user:secret@a.org/path"));
        for address in ["https://a.org/x:y@z", "https://user@a.org", "mailto:a@b.org", "https://a.org:80/"] {
            assert!(!has_password(address), "{address}");
        }
    }
}
