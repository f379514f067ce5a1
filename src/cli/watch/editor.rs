//! The address that opens a place of a file in the user's editor.

use std::path::Path;

/// What editors understand that VS Code's address is for: VS Code itself.
const DEFAULT: &str = "vscode://file/PATH:LINE:COLUMN";

/// The environment variable that has another address.
const VARIABLE: &str = "BROCHURE_EDITOR";

/// An address with `PATH`, `LINE` and `COLUMN` where those of the place belong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EditorAddress(String);

impl EditorAddress {
    /// The address in the option, in the environment or of VS Code.
    ///
    /// # Errors
    /// What is wrong with it, and what to do.
    pub(super) fn choose(option: Option<&str>) -> Result<EditorAddress, (String, &'static str)> {
        let variable = std::env::var(VARIABLE).ok().filter(|value| !value.trim().is_empty());
        let (template, from) = match (option, &variable) {
            (Some(template), _) => (template, "`--editor`"),
            (None, Some(template)) => (template.as_str(), VARIABLE),
            (None, None) => (DEFAULT, ""),
        };
        Self::new(template.trim()).map_err(|(fault, help)| (format!("{from} {fault}"), help))
    }

    fn new(template: &str) -> Result<EditorAddress, (&'static str, &'static str)> {
        let scheme = template.split(':').next().unwrap_or_default();
        let is_scheme = scheme.len() < template.len()
            && scheme.starts_with(|sign: char| sign.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
        if !is_scheme {
            let help = "Write an address that begins with the editor's name, such as `vscode://file/PATH:LINE:COLUMN`.";
            return Err(("is not an address", help));
        }
        // Such an address would run in the page instead of opening an editor.
        if ["javascript", "data", "vbscript"].iter().any(|name| scheme.eq_ignore_ascii_case(name)) {
            return Err((
                "is a program, not the address of an editor",
                "Name the editor, as in `vscode://file/PATH`.",
            ));
        }
        if !template.contains("PATH") {
            return Err((
                "does not say where the file belongs",
                "Write `PATH` there, and `LINE` and `COLUMN` for the place.",
            ));
        }
        Ok(EditorAddress(template.to_string()))
    }

    /// The address of a place; line and column count from 1.
    pub(super) fn of(&self, file: &Path, line: usize, column: usize) -> String {
        let path = encoded(&file.display().to_string().replace('\\', "/"));
        let mut address = String::new();
        let mut rest = self.0.as_str();
        // One pass, so that a path that contains `LINE` stays as it is.
        while let Some(name) = ["PATH", "LINE", "COLUMN"]
            .into_iter()
            .filter(|name| rest.contains(name))
            .min_by_key(|name| rest.find(name))
        {
            let (before, after) = rest.split_once(name).unwrap_or((rest, ""));
            address.push_str(before);
            match name {
                // `file/PATH` has the slash that a path begins with, `file://PATH` has not.
                "PATH" if address.ends_with('/') && !address.ends_with("//") => {
                    address.push_str(path.strip_prefix('/').unwrap_or(&path));
                }
                "PATH" => address.push_str(&path),
                "LINE" => address.push_str(&line.to_string()),
                _ => address.push_str(&column.to_string()),
            }
            rest = after;
        }
        address + rest
    }
}

/// A path in an address (RFC 3986). A colon stays, because drives of Windows have one.
fn encoded(path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b':' => {
                address.push(byte.into())
            }
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_put_into_the_address() {
        let place = Path::new("/home/a b/LINE/ə'.yaml");
        for (template, expected) in [
            (DEFAULT, "vscode://file/home/a%20b/LINE/%C9%99%27.yaml:3:7"),
            ("idea://open?file=PATH&line=LINE", "idea://open?file=/home/a%20b/LINE/%C9%99%27.yaml&line=3"),
            ("subl://open?url=file://PATH", "subl://open?url=file:///home/a%20b/LINE/%C9%99%27.yaml"),
        ] {
            let address = EditorAddress::new(template).expect("an address");
            assert_eq!(address.of(place, 3, 7), expected, "{template}");
        }
    }

    #[test]
    fn a_drive_of_windows_keeps_its_colon() {
        let address = EditorAddress::new(DEFAULT).expect("an address");
        assert_eq!(address.of(Path::new("C:\\a\\b.yaml"), 1, 2), "vscode://file/C:/a/b.yaml:1:2");
    }

    #[test]
    fn what_opens_no_editor_is_refused() {
        for template in [
            "",
            "code",
            "PATH",
            "1a:PATH",
            "vscode://file",
            "javascript:alert(PATH)",
            "Data:text/html,PATH",
            ":PATH",
        ] {
            assert!(EditorAddress::new(template).is_err(), "{template}");
        }
    }
}
