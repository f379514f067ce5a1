//! Tables with what offices write into them besides the memberships, and mistakes that are in every row.

use super::{import, path, refused};
use crate::kit::{assert_contains, data_project, replace, write};

#[test]
fn a_cell_that_says_that_nothing_is_known_changes_nothing() {
    let folder = data_project();
    let table = "Name;Status;Founded;Telephone;Fee;Contact person;Members\n\
                 Rhine Union;member;1990;n/a;N/A;n.a.; n / a \n\
                 Total;;;;1900;;12\n";
    write(folder.path(), "table.csv", table);
    let (shown, said) = import(folder.path(), &[&path(folder.path(), "table.csv")]);
    let new: Vec<&str> = shown.lines().filter_map(|line| line.strip_prefix("    +")).collect();
    assert_eq!(
        new,
        ["id: rhine-union", "name: Rhine Union", "founded: 1990", "", "university:", "  status: member"]
    );
    assert_contains(&said, &["note: row 3 is a total, and is not read\n", "table.csv, A3\n   | Total\n"]);
}

#[test]
fn a_column_of_names_that_is_not_read_is_one_message() {
    let folder = data_project();
    let table =
        "N.º;Nome da associação;Sigla;Status\n1;Rede A;RA;member\n2;Rede B;RB;member\n3;Rede C;RC;member\n";
    write(folder.path(), "table.csv", table);
    let said = refused(folder.path(), &[&path(folder.path(), "table.csv")]);
    // Only the abbreviation is understood, which three rows of new memberships have.
    assert_contains(
        &said,
        &[
            "error: no column is read as the association's name, and 3 rows fit no membership\n",
            "table.csv, B1\n   | Nome da associação\n",
            "  help: If column B has the names, call it `Name` instead of `Nome da associação`.\n",
            "1 error; nothing was written\n",
        ],
    );
}

#[test]
fn the_same_mistake_in_many_cells_is_one_message_in_the_order_of_the_table() {
    let folder = data_project();
    let rows: String = (b'A'..=b'J')
        .rev()
        .map(|letter| {
            let letter = char::from(letter);
            let telephone = if letter == 'E' { "none" } else { "" };
            format!("Union {letter};member;{};{telephone}\n", u32::from(letter))
        })
        .collect();
    write(folder.path(), "table.csv", format!("Name;Status;Members;Telephone\n{rows}"));
    let said = refused(folder.path(), &[&path(folder.path(), "table.csv")]);
    assert_contains(
        &said,
        &[
            "error: this says how many members there are, but not what they are \
             (10 cells: C2, C3, C4, C5, C6, C7, C8, C9, …)\n",
            "table.csv, C2\n   | 74\n",
            "  help: Write what is counted after the number, as in `139 universities`.\n",
            "table.csv, D7\n   | none\n",
            "2 errors; nothing was written\n",
        ],
    );
    let rows = "Name;Status\n;member\n;member\n;member\n;member\n;member\n";
    write(folder.path(), "table.csv", rows);
    let said = refused(folder.path(), &[&path(folder.path(), "table.csv")]);
    assert_contains(
        &said,
        &["error: rows 2, 3, 4 and 2 more have no name, and fit no membership\n", "\n1 error;"],
    );
}

#[test]
fn a_record_is_a_heading_where_it_has_a_main_value() {
    let folder = data_project();
    let table = "Name of association;university.status;internal.fee;university.contact_person\nRhine Union;member;1900;Ada\n";
    write(folder.path(), "table.csv", table);
    let (shown, said) = import(folder.path(), &[&path(folder.path(), "table.csv")]);
    assert_contains(&shown, &["amount: 1900", "Ada"]);
    assert_eq!(said.matches("not read").count(), 0, "{said}");
    write(folder.path(), "table.csv", "Name;Status;Yearly dues (€)\nRhine Union;member;1900\n");
    let (_, said) = import(folder.path(), &[&path(folder.path(), "table.csv")]);
    assert_contains(
        &said,
        &["  help: If `Yearly dues (€)` is the field `internal.fee.amount`, call it so.\n"],
    );
}

#[test]
fn the_name_of_a_person_is_no_text_of_the_language_of_its_heading() {
    let folder = data_project();
    replace(&folder.path().join("data/brochure.yaml"), "languages: [en]", "languages: [az, en]");
    write(
        folder.path(),
        "table.csv",
        "Name;Status;Contact person;Governing body\nRhine Union;member;Ada;A board\n",
    );
    let (shown, _) = import(folder.path(), &[&path(folder.path(), "table.csv")]);
    assert_contains(
        &shown,
        &["governing_body:\n    +  en: A board\n", "contact_person:\n    +    name: Ada\n"],
    );
}
