//! Headings of tables in two rows.

use rust_xlsxwriter::Format;

use super::{import, put, workbook};
use crate::kit::{assert_contains, data_project};

#[test]
fn headings_below_the_titles_of_groups_are_understood() {
    let folder = data_project();
    let office = |is_merged: bool, contact: &'static str| {
        workbook(folder.path(), "groups.xlsx", |sheet| {
            let format = Format::new();
            let title = |sheet: &mut rust_xlsxwriter::Worksheet, first, last, text: &str| match is_merged {
                true => drop(sheet.merge_range(1, first, 1, last, text, &format).expect("a title")),
                false => drop(sheet.write_string(1, first, text).expect("a title")),
            };
            sheet.write_string(0, 0, "Our memberships").expect("a title");
            title(sheet, 2, 4, contact);
            title(sheet, 5, 6, "Seat");
            // Headings that are as tall as both rows, and one in the lower row that belongs to no group.
            put(sheet, 1, 0, &[&["Name", "Status"]]);
            put(sheet, 1, 7, &[&["Founded"]]);
            put(sheet, 2, 2, &[&["name", "e-mail", "Website", "City", "Country"]]);
            if is_merged {
                put(sheet, 2, 8, &[&["Website"]]);
                put(sheet, 3, 8, &[&["https://rhine.example"]]);
            }
            let row = [
                "Rhine Union",
                "member",
                "Ada",
                "ada@rhine.example",
                "https://ada.example",
                "Basel",
                "CH",
                "1990",
            ];
            put(sheet, 3, 0, &[&row]);
        })
    };
    let new = |table: &str| {
        let (shown, said) = import(folder.path(), &[table]);
        let lines =
            shown.lines().filter_map(|line| line.strip_prefix("    +")).map(|line| format!("{line}\n"));
        (lines.collect::<String>(), said)
    };
    let (file, said) = new(&office(true, "Contact"));
    assert_eq!(
        file,
        "id: rhine-union\nname: Rhine Union\nwebsite: https://rhine.example\n\n\
         contact:\n  email: ada@rhine.example\n  website: https://ada.example\nfounded: 1990\n\n\
         seat:\n  city: Basel\n  country: CH\n\nuniversity:\n  status: member\n"
    );
    assert_contains(&said, &["a column is not read: `Contact: name` (C)", "0 memberships to change, 1 new"]);
    let (file, said) = new(&office(false, "Contact person"));
    assert_contains(
        &file,
        &["  contact_person:\n    name: Ada\n    email: ada@rhine.example\n", "city: Basel"],
    );
    assert_contains(&said, &["a column is not read: `Contact person: Website` (E)"]);
}
