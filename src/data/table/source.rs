//! Which sheet of a file has the table of the memberships.

use super::cells::Sheet;
use super::columns::Field;
use super::header::best_score;
use super::read;
use super::words::Words;
use engine::diagnostics::{Diagnostic, Diagnostics, closest};

/// The sheet with the table. Reports a file without one.
pub fn sheet(
    name: &str,
    bytes: &[u8],
    wanted: Option<&str>,
    (fields, words, languages): (&[Field], &Words, &[String]),
    diagnostics: &mut Diagnostics,
) -> Option<Sheet> {
    let mut fail =
        |message: String, help: String| diagnostics.push(Diagnostic::error(message).path(name).help(help));
    let content = match read::content(bytes, languages) {
        Ok(content) => content,
        Err(fault) => {
            fail(fault.message, fault.help.to_string());
            return None;
        }
    };
    let score = |sheet: &Sheet| best_score(sheet, fields, words, languages);
    let names: Vec<String> = content.sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let list = || names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let mut sheets = content.sheets;
    if let Some(wanted) = wanted {
        if content.is_csv {
            fail("a CSV file has no sheets".to_string(), "Leave `--sheet` out.".to_string());
            return None;
        }
        let is_wanted = |sheet: &Sheet| sheet.name.trim().to_lowercase() == wanted.trim().to_lowercase();
        if !sheets.iter().any(is_wanted) {
            let help = match closest(wanted, names.iter().map(String::as_str)) {
                Some(meant) => format!("Did you mean `{meant}`? The sheets are {}.", list()),
                None => format!("The sheets are {}.", list()),
            };
            fail(format!("there is no sheet `{wanted}`"), help);
            return None;
        }
        sheets.retain(is_wanted);
    }
    // The first of the best.
    let best =
        sheets.iter().map(score).enumerate().reduce(|best, next| if next.1 > best.1 { next } else { best });
    let Some((at, _)) = best.filter(|(_, score)| *score > 0) else {
        if let Some(fault) = content.fault {
            fail(fault.message, fault.help.to_string());
            return None;
        }
        let message = match sheets.iter().all(|sheet| sheet.rows.is_empty()) {
            true => "the table is empty".to_string(),
            false => "no row of the table has the headings of its columns".to_string(),
        };
        let help = "Write a heading above each column: `Name`, `Status`, `Website`, `Founded`, `Member since` and others, in any \
                    language of the program. `brochure export` writes a table with all of them.";
        fail(message, help.to_string());
        return None;
    };
    let others: Vec<String> = sheets
        .iter()
        .enumerate()
        .filter(|(other, sheet)| *other != at && score(sheet) > 0)
        .map(|(_, sheet)| format!("`{}`", sheet.name))
        .collect();
    if !content.is_csv && !others.is_empty() {
        let message = format!("only the sheet `{}` is read, and not {}", sheets[at].name, others.join(", "));
        let help = "If the memberships are in another one, name it with `--sheet`.";
        diagnostics.push(Diagnostic::note(message).path(name).help(help));
    }
    if let Some(encoding) = content.guessed {
        let message = format!("the file does not say its encoding, and is read as {encoding}");
        let help = "If letters are wrong below, save the file as `CSV UTF-8` or as an Excel workbook.";
        diagnostics.push(Diagnostic::note(message).path(name).help(help));
    }
    Some(sheets.swap_remove(at))
}
