//! `brochure import` and `brochure export`: the memberships as a table, and back.

mod fees;
mod headings;
mod mistakes;

use std::fs;
use std::path::Path;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use tempfile::TempDir;

use crate::kit::{
    CASPIAN, assert_contains, copy, data_project, messages, names, replace, run, sampled, shipped, succeeds,
    write,
};

/// A copy of a project of this repository with its data only.
fn project(folder: &str) -> TempDir {
    let target = tempfile::tempdir().expect("a folder");
    for part in ["data", "images", "evidence"] {
        let from = shipped().join(folder).join(part);
        if from.is_dir() {
            copy(&from, &target.path().join(part));
        }
    }
    target
}

/// Takes `order` out of a project, which names memberships.
fn remove_order(folder: &Path) {
    let text = fs::read_to_string(folder.join("data/brochure.yaml")).expect("a text");
    let (before, rest) = text.split_once("order:\n").expect("the order");
    let after = rest.split_once("\n\n").map_or("", |(_, after)| after);
    write(folder, "data/brochure.yaml", format!("{before}{after}"));
}

/// The files of the memberships, by their names.
fn memberships(folder: &Path) -> Vec<(String, String)> {
    let folder = folder.join("data/memberships");
    let text = |name: &String| fs::read_to_string(folder.join(name)).expect("a text");
    names(&folder).into_iter().map(|name| (name.clone(), text(&name))).collect()
}

/// What an import shows, and its messages; it succeeds.
fn import(folder: &Path, arguments: &[&str]) -> (String, String) {
    let output = run(folder, &[&["import"], arguments].concat());
    let said = messages(&output);
    assert!(output.status.success(), "{said}");
    (String::from_utf8(output.stdout).expect("UTF-8"), said)
}

/// The messages of an import that fails and changes nothing.
fn refused(folder: &Path, arguments: &[&str]) -> String {
    let before = memberships(folder);
    let output = run(folder, &[&["import"], arguments].concat());
    assert_eq!(output.status.code(), Some(1), "{}", messages(&output));
    assert!(output.stdout.is_empty());
    assert_eq!(memberships(folder), before);
    messages(&output)
}

fn path(folder: &Path, name: &str) -> String {
    folder.join(name).to_str().expect("UTF-8").to_string()
}

#[test]
fn quiet_runs_say_nothing_of_what_they_wrote() {
    let folder = tempfile::tempdir().expect("a folder");
    copy(&shipped().join("data"), &folder.path().join("data"));
    let table = path(folder.path(), "table.csv");
    assert_eq!(succeeds(folder.path(), &["-q", "export", "-o", &table]), "");
    let text = fs::read_to_string(&table).expect("a table");
    fs::write(&table, text.replace("Caspian", "Great Caspian")).expect("written");
    assert_eq!(succeeds(folder.path(), &["-q", "import", &table, "--apply"]), "");
    let file = fs::read_to_string(folder.path().join("data/memberships/caspian.yaml")).expect("a file");
    assert!(file.contains("Great Caspian"), "{file}");
}

/// Writes a workbook with one sheet.
fn workbook(folder: &Path, name: &str, fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> String {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    let path = folder.join(name);
    workbook.save(&path).expect("a workbook");
    path.to_str().expect("UTF-8").to_string()
}

/// Writes rows of texts from a cell on.
fn put(sheet: &mut rust_xlsxwriter::Worksheet, row: u32, column: u16, rows: &[&[&str]]) {
    for (below, cells) in (row..).zip(rows) {
        for (beside, text) in (column..).zip(*cells) {
            if !text.is_empty() {
                sheet.write_string(below, beside, *text).expect("a cell");
            }
        }
    }
}

#[test]
fn an_exported_table_changes_nothing_when_it_is_imported() {
    for folder in ["", "tests/twelve", "tests/persian"] {
        let project = project(folder);
        let folder = project.path();
        for name in ["members.xlsx", "members.csv"] {
            let table = path(folder, name);
            let exported = run(folder, &["export", "-o", &table]);
            assert!(exported.status.success(), "{}", messages(&exported));
            let (shown, said) = import(folder, &[&table]);
            assert_eq!(shown, "", "{folder:?} {name}");
            assert_contains(&said, &["nothing changes"]);
            assert!(!said.contains("not read") && !said.contains("not in the table"), "{said}");
        }
    }
}

#[test]
fn a_table_of_a_project_makes_the_same_memberships_in_an_empty_one() {
    let (from, to, lacking) = (project(""), project(""), project(""));
    for project in [&from, &to, &lacking] {
        remove_order(project.path());
    }
    let table = path(from.path(), "members.xlsx");
    run(from.path(), &["export", "-o", &table]);
    let folder = to.path().join("data/memberships");
    fs::remove_dir_all(&folder).expect("removed");
    fs::create_dir(&folder).expect("a folder");
    let (_, said) = import(to.path(), &[&table, "--apply"]);
    assert_contains(&said, &["0 memberships changed, 5 new, 0 the same"]);
    let again = path(to.path(), "again.xlsx");
    run(to.path(), &["export", "-o", &again]);
    assert_eq!(fs::read(&table).expect("a table"), fs::read(&again).expect("a table"));
    let caspian = fs::read_to_string(to.path().join(CASPIAN)).expect("a text");
    assert_contains(
        &caspian,
        &[
            "id: caspian\n",
            "founded: 1996\n",
            "members:\n  - more_than: 50\n    of:\n      en: universities and research institutes\n",
            "\nuniversity:\n  status: elected\n",
        ],
    );
    // Only what has no column is missing, such as sources.
    for (name, text) in memberships(lacking.path()) {
        let text = text.split("\nsources:").next().expect("a text");
        write(lacking.path(), &format!("data/memberships/{name}"), format!("{text}\n"));
    }
    let build = |folder: &TempDir| {
        let output = run(folder.path(), &["build", "--format", "txt"]);
        assert!(output.status.success(), "{}", messages(&output));
        fs::read_to_string(folder.path().join("output/summary.txt")).expect("a summary")
    };
    assert_eq!(build(&to), build(&lacking));
}

#[test]
fn a_workbook_has_the_same_bytes_in_every_run_and_is_not_overwritten() {
    let folder = data_project();
    let export = || run(folder.path(), &["export"]);
    assert_contains(&messages(&export()), &["memberships.xlsx: 5 memberships;"]);
    let file = folder.path().join("memberships.xlsx");
    let first = fs::read(&file).expect("a table");
    assert!(export().status.success());
    fs::remove_file(&file).expect("removed");
    assert!(export().status.success());
    assert_eq!(fs::read(&file).expect("a table"), first);
    fs::write(&file, "mine").expect("written");
    let output = export();
    assert_eq!(output.status.code(), Some(1));
    assert_contains(
        &messages(&output),
        &["memberships.xlsx exists and is not overwritten", "1 error; nothing was written"],
    );
    assert_eq!(fs::read(&file).expect("a table"), b"mine");
    let wrong = run(folder.path(), &["export", "-o", "members.pdf"]);
    assert_contains(&messages(&wrong), &["members.pdf is neither an Excel workbook nor CSV"]);
}

/// The table of an office: a title over several columns, headings in the fourth row and the second column, two languages side
/// by side, a year as a decimal fraction, a real date, a day as a number, a link, a remark of nobody's, rows of nothing.
fn office_table(folder: &Path) -> String {
    workbook(folder, "office.xlsx", |sheet| {
        sheet.set_name("Memberships").expect("a name");
        let format = Format::new();
        sheet.merge_range(0, 1, 0, 8, "Memberships of the university", &format).expect("a title");
        put(sheet, 1, 1, &[&["as of 24 November 2026"]]);
        put(
            sheet,
            3,
            1,
            &[
                &[
                    "Name",
                    "Ad",
                    "Status",
                    "Founded",
                    "Member since",
                    "Web page",
                    "Members",
                    "Our rank",
                    "What the university does there",
                ],
                &["Black Sea Association", "Qara Dəniz Assosiasiyası", "Üzv", "", "", "", "", "1"],
                &["Caspian", "", "seçilmiş üzv", "", "", "Website"],
                &[
                    "Baltic University Union",
                    "Baltik Universitetləri İttifaqı",
                    "Membership applied for",
                    "",
                    "",
                    "www.example.org",
                    "more than 50 universities",
                    "",
                    "• Exchange\n• Research",
                ],
                &["", "", ""],
            ],
        );
        sheet.write_number(4, 4, 1998.0).expect("a cell");
        let date = ExcelDateTime::from_ymd(2019, 5, 14).expect("a date");
        sheet
            .write_datetime_with_format(4, 5, &date, &Format::new().set_num_format("dd.mm.yyyy"))
            .expect("a cell");
        sheet.write_number(5, 5, 43_831.0).expect("a cell");
        sheet.write_url_with_text(5, 6, "https://example.org/caspian", "Website").expect("a link");
        sheet
            .write_string(5, 1, "Association of Universities of the Caspian Littoral States")
            .expect("a cell");
        sheet.write_blank(40, 12, &Format::new().set_bold()).expect("a cell");
    })
}

#[test]
fn a_table_as_offices_keep_it_is_shown_and_applied() {
    let project = project("");
    let folder = project.path();
    let table = office_table(folder);
    let before = memberships(folder);
    let (shown, said) = import(folder, &[&table]);
    assert_eq!(memberships(folder), before);
    assert_contains(
        &shown,
        &[
            "data/memberships/baltic-university-union.yaml: a new membership\n",
            "+  status: applied\n",
            "data/memberships/black-sea.yaml\n  Memberships!E5: founded is now `1998`\n",
            "  Memberships!F5: university.since is now `2019-05-14`\n",
            "    -founded:\n    +founded: 1998\n",
            "    +  since: 2019-05-14\n",
            "  Memberships!F6: university.since is now `2020-01-01`\n",
            "  Memberships!G6: website is now `https://example.org/caspian`\n",
        ],
    );
    assert_contains(
        &said,
        &[
            "note: a column is not read: `Our rank` (I)",
            "not in the table, and left as they are: eurasian, caucasus, turkunib",
            "2 memberships to change, 1 new, 0 the same\nnothing is written yet: run the same command with --apply\n",
        ],
    );
    let (_, said) = import(folder, &[&table, "--apply"]);
    assert_contains(
        &said,
        &["baltic-university-union.yaml is new", "2 memberships changed, 1 new, 0 the same"],
    );
    let baltic =
        fs::read_to_string(folder.join("data/memberships/baltic-university-union.yaml")).expect("a text");
    assert_eq!(
        baltic,
        "id: baltic-university-union\n\
         name:\n  en: Baltic University Union\n  az: Baltik Universitetləri İttifaqı\n\
         website: https://www.example.org\n\
         members:\n  - more_than: 50\n    of: universities\n\
         \nuniversity:\n  status: applied\n  activities:\n    - Exchange\n    - Research\n"
    );
    let changed = memberships(folder);
    for (name, text) in &before {
        let after = &changed.iter().find(|(other, _)| other == name).expect("a file").1;
        let expected = match name.as_str() {
            "black-sea.yaml" => {
                text.replace("founded:\n", "founded: 1998\n").replace("since:\n", "since: 2019-05-14\n")
            }
            "caspian.yaml" => text
                .replace("website:\n", "website: https://example.org/caspian\n")
                .replace("since:\n", "since: 2020-01-01\n"),
            _ => text.clone(),
        };
        assert_eq!(*after, expected, "{name}");
    }
    assert_contains(&import(folder, &[&table]).1, &["nothing changes: 3 memberships in the table"]);
}

#[test]
fn a_csv_file_of_an_office_is_read_in_its_encoding() {
    let text = "Our memberships;;;\r\n;;;\r\nID;Название;Статус;Примечание\r\nblack-sea;Ассоциация Чёрного моря;член;\"Два\r\nряда\"\r\n";
    let encode = |text: &str| -> Vec<u8> {
        let letter = |letter: char| match letter {
            'Ё' => 0xA8,
            'ё' => 0xB8,
            'А'..='я' => (u32::from(letter) - 0x0410 + 0xC0) as u8,
            other => other as u8,
        };
        text.chars().map(letter).collect()
    };
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, note) in [
        (encode(text), "is read as windows-1251"),
        ([b"\xFF\xFE", &*wide].concat(), ""),
        ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), ""),
    ] {
        let folder = data_project();
        replace(&folder.path().join("data/brochure.yaml"), "languages: [en]", "languages: [en, ru]");
        write(folder.path(), "office.csv", bytes);
        let (shown, said) = import(folder.path(), &[&path(folder.path(), "office.csv"), "--apply"]);
        assert_eq!(shown, "");
        assert_contains(&said, &[note, "1 membership changed"]);
        let file = fs::read_to_string(folder.path().join("data/memberships/black-sea.yaml")).expect("a text");
        assert_contains(
            &file,
            &[
                "  en: Black Sea Association\n  ru: Ассоциация Чёрного моря\n",
                "internal:\n  notes: |\n    Два\n    ряда\n",
            ],
        );
    }
}

#[test]
fn files_keep_their_comments_line_ends_and_unknown_parts() {
    let folder = data_project();
    let text = "\u{feff}# kept\r\nid: danube\r\nname: 'Danube' # the river\r\ncontact: {email: a@example.org, office: Office}\r\nfounded: 1990 # about\r\nactivities:\r\n# before\r\n  - One # 1\r\n  # on two\r\n  - Two\r\n  - Three\r\nuniversity:\r\n  status: member\r\n  contact_person: Prof. A\r\nextra:\r\n  own: [1, 2]\r\nevents:\r\n  - title: Conference\r\n";
    write(folder.path(), "data/memberships/danube.yaml", text);
    let table = "id,Name,founded,E-mail,Contact: Office,Telephone,What the association does,Contact person: E-mail,Member until,Region\n\
                 danube,Danube Union,-,b@example.org,,+43 1 234,\"One\nThree\nFour: five\",a@b.org,2027-05,'=Danube\n";
    write(folder.path(), "table.csv", table);
    let (_, said) = import(folder.path(), &[&path(folder.path(), "table.csv"), "--apply"]);
    assert_contains(&said, &["1 membership changed"]);
    let after = fs::read_to_string(folder.path().join("data/memberships/danube.yaml")).expect("a text");
    assert_eq!(
        after,
        "\u{feff}# kept\r\nid: danube\r\nname: Danube Union # the river\r\ncontact: {email: b@example.org, office: Office, telephone: \"+43 1 234\"}\r\nfounded: # about\r\nregion: \"=Danube\"\r\nactivities:\r\n# before\r\n  - One # 1\r\n  # on two\r\n  - Three\r\n  - \"Four: five\"\r\nuniversity:\r\n  status: member\r\n  until: 2027-05\r\n  contact_person: {name: Prof. A, email: a@b.org}\r\nextra:\r\n  own: [1, 2]\r\nevents:\r\n  - title: Conference\r\n"
    );
}

#[test]
fn a_value_is_changed_in_every_form_of_yaml() {
    for (before, heading, cell, after) in [
        ("name: Danube", "Name", "Rhine", "name: Rhine"),
        ("name: \"Danube\" # c", "Name", "Rhine", "name: \"Rhine\" # c"),
        ("name: >- # c\n  Danube", "Name", "Rhine", "name: | # c\n  Rhine"),
        ("name: {en: Danube, ru: x}", "Name", "Rhine: river", "name: {en: \"Rhine: river\", ru: x}"),
        ("name:\n  en: >-\n    Danube\n  ru: x", "Name", "Rhine", "name:\n  en: |\n    Rhine\n  ru: x"),
        ("name: Danube", "Name (az)", "Dunay", "name: {en: \"Danube\", az: \"Dunay\"}"),
        ("name: Danube", "Name (en)", "Rhine", "name: {en: \"Rhine\"}"),
        ("name:\n  en: Danube # c", "Name (az)", "Dunay", "name:\n  en: Danube # c\n  az: Dunay"),
        ("name: {en: Danube, az: Dunay}", "Name (az)", "-", "name: {en: Danube, az: null}"),
        ("name: D\nabout: A", "About the association", "A\n\nB", "name: D\nabout: |\n  A\n\n  B"),
        ("name: D\ncountries: 13", "Countries", ">20", "name: D\ncountries:\n  more_than: 20"),
        (
            "name: D\ncountries:\n  exactly: 13 # c",
            "Countries",
            "20+",
            "name: D\ncountries:\n  at_least: 20 # c",
        ),
        ("name: D\ncountries: {about: 13}", "Countries", "14", "name: D\ncountries: {exactly: 14}"),
        (
            "name: D\ncountries: 2 # c",
            "Countries",
            "Latvia\nEstonia",
            "name: D\ncountries: # c\n  - Latvia\n  - Estonia",
        ),
        ("name: D\nactivities: [A, B]", "What the association does", "B\nC", "name: D\nactivities: [B, C]"),
        ("name: D\nactivities:\n- A # a\n- B", "activities", "A2\nB", "name: D\nactivities:\n- A2 # a\n- B"),
        ("name: D\nactivities:\n- A # a\n- B", "activities", "B\nA", "name: D\nactivities:\n- B\n- A # a"),
        ("name: D\nactivities:\n  # why\n  - A", "activities", "-", "name: D\nactivities:\n  # why"),
        (
            "name: D\nmembers:\n  - {exactly: 10, of: universities}",
            "Members",
            ">12 universities",
            "name: D\nmembers:\n  - {more_than: 12, of: universities}",
        ),
        (
            "name: D\nmembers:\n  - exactly: 10\n    of: cities",
            "Members",
            "10 cities\n5 towns",
            "name: D\nmembers:\n  - exactly: 10\n    of: cities\n  - exactly: 5\n    of: towns",
        ),
        ("name: D\nseat: {city: A}", "Country", "B", "name: D\nseat: {city: A, country: B}"),
        (
            "name: D\nseat:\n  city: A\n  # later",
            "Country",
            "B",
            "name: D\nseat:\n  city: A\n  country: B\n  # later",
        ),
        ("name: D\nseat: # c", "City", "B", "name: D\nseat: # c\n  city: B"),
        ("name: D\nfounded: ~", "Founded", "1990", "name: D\nfounded: 1990"),
    ] {
        let folder = data_project();
        let file = "data/memberships/danube.yaml";
        let record = |name: &str| format!("id: danube\n{name}\nuniversity: {{status: member}}\n");
        write(folder.path(), file, record(before));
        write(folder.path(), "table.csv", format!("id;{heading}\ndanube;\"{cell}\"\n"));
        let table = path(folder.path(), "table.csv");
        let (_, said) = import(folder.path(), &[&table, "--apply"]);
        assert_eq!(
            fs::read_to_string(folder.path().join(file)).expect("a text"),
            record(after),
            "{before}\n{said}"
        );
        if cell != "-" {
            assert_contains(&import(folder.path(), &[&table]).1, &["nothing changes"]);
        }
    }
}

#[test]
fn a_wrong_cell_is_named_with_its_sheet_and_what_to_write() {
    let folder = data_project();
    let table = workbook(folder.path(), "wrong.xlsx", |sheet| {
        sheet.set_name("Sheet A").expect("a name");
        put(
            sheet,
            0,
            0,
            &[
                &["id", "Name", "Status", "Founded", "Website", "E-mail", "Members", "Logo", "Latitude"],
                &[
                    "caspian",
                    "",
                    "perhaps",
                    "long ago",
                    "our page",
                    "someone",
                    "many universities",
                    "no.svg",
                    "far north",
                ],
                &["", "New Union", "", "", "", "", "", "", ""],
                &["", "", "member", "", "", "", "", "", ""],
                &["caspian", "", "", "", "", "", "", "", ""],
                &["kaspian", "Black Sea Association", "", "", "", "", "", "", ""],
            ],
        );
    });
    let said = refused(folder.path(), &[&table, "--apply"]);
    assert_contains(
        &said,
        &[
            "error: `many universities` does not begin with a number\n  --> ",
            "wrong.xlsx, Sheet A!G2\n   | many universities\n   | ^^^^^^^^^^^^^^^^^\n  help: Write how many, and of what",
            "error: `New Union` is a new membership, but its status is not given\n",
            "wrong.xlsx, Sheet A!C3\n",
            "error: row 4 has no name, and fits no membership\n",
            "error: rows 2 and 5 are both about the membership `caspian`\n",
            "error: no membership has the id `kaspian`, but `black-sea` has this name\n",
            "help: Write `black-sea`, or empty this cell.",
            "5 errors; nothing was written\n",
        ],
    );
    let table = workbook(folder.path(), "refused.xlsx", |sheet| {
        put(
            sheet,
            0,
            0,
            &[
                &[
                    "id",
                    "Status",
                    "Founded",
                    "Website",
                    "E-mail",
                    "Logo",
                    "Seat: Latitude",
                    "Seat: Longitude",
                ],
                &["caspian", "perhaps", "long ago", "our page", "someone", "no.svg", "far north", "1"],
            ],
        );
    });
    let said = refused(folder.path(), &[&table, "--apply"]);
    assert_contains(
        &said,
        &[
            "error: `perhaps` is not a value of `university.status`\n",
            "refused.xlsx, Sheet1!B2\n   | perhaps\n",
            "Sheet1!C2\n   | long ago\n   | ^^^^^^^^ a year is expected here\n  help: Write the year in four digits, for example 1996.\n",
            "Sheet1!D2\n   | our page\n   | ^^^^^^^^ a web address is expected here\n  help: Write the whole address, for example https://example.org.\n",
            "Sheet1!E2\n   | someone\n",
            "error: there is no file no.svg\n",
            "Sheet1!F2\n",
            "Sheet1!G2\n   | far north\n",
            "6 errors; nothing was written\n",
        ],
    );
}

#[test]
fn a_file_without_a_table_is_explained() {
    let folder = data_project();
    let empty = workbook(folder.path(), "empty.xlsx", |_| {});
    assert_contains(
        &refused(folder.path(), &[&empty]),
        &["the table is empty", "`brochure export` writes a table"],
    );
    let other =
        workbook(folder.path(), "other.xlsx", |sheet| put(sheet, 0, 0, &[&["Item", "Price"], &["Pen", "1"]]));
    assert_contains(
        &refused(folder.path(), &[&other]),
        &["no row of the table has the headings of its columns"],
    );
    assert_contains(
        &refused(folder.path(), &[&other, "--sheet", "Shet1"]),
        &["there is no sheet `Shet1`", "Did you mean `Sheet1`?"],
    );
    let twice =
        workbook(folder.path(), "twice.xlsx", |sheet| put(sheet, 0, 0, &[&["Name", "Name"], &["A", "B"]]));
    assert_contains(
        &refused(folder.path(), &[&twice]),
        &["Sheet1!A1 and Sheet1!B1 are both the column for `name`"],
    );
    write(folder.path(), "paper.csv", b"%PDF-1.7\n");
    assert_contains(
        &refused(folder.path(), &[&path(folder.path(), "paper.csv")]),
        &["this is not a spreadsheet"],
    );
    write(folder.path(), "damaged.xlsx", b"PK\x03\x04\0\0\0");
    assert_contains(
        &refused(folder.path(), &[&path(folder.path(), "damaged.xlsx")]),
        &["the workbook is damaged"],
    );
    let far = workbook(folder.path(), "far.xlsx", |sheet| {
        put(sheet, 0, 0, &[&["Name", "Status"]]);
        put(sheet, 1_048_575, 16_383, &[&["x"]]);
    });
    assert_contains(
        &refused(folder.path(), &[&far]),
        &["Sheet1!XFD1048576 is beyond 20000 rows and 1000 columns"],
    );
    write(folder.path(), "open.csv", format!("Name;Status\n\"{}", "x".repeat(300_000)));
    assert_contains(
        &refused(folder.path(), &[&path(folder.path(), "open.csv")]),
        &["the text in A2 is over 200 KB long", "quotation marks"],
    );
    let output = run(folder.path(), &["import", "nothing.xlsx"]);
    assert_contains(&messages(&output), &["there is no file nothing.xlsx"]);
    let fault = workbook(folder.path(), "fault.xlsx", |sheet| {
        put(sheet, 0, 0, &[&["id", "Founded"], &["caspian"]]);
        sheet
            .write_formula(1, 1, rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!"))
            .expect("a formula");
    });
    let said = refused(folder.path(), &[&fault]);
    assert_contains(&said, &["Sheet1!B2"]);
}

#[test]
fn a_text_that_looks_like_a_formula_stays_a_text() {
    let folder = data_project();
    replace(
        &folder.path().join(CASPIAN),
        "contact:\n",
        "abbreviation: \"=1+1\"\nnative_name: \"'@x\"\ncontact: {telephone: \"+994 12 345\"}\n",
    );
    let csv = run(folder.path(), &["export", "-o", "-"]);
    let text = String::from_utf8(csv.stdout).expect("UTF-8");
    assert_contains(&text, &[",'=1+1,", ",''@x,", ",'+994 12 345,"]);
    for name in ["t.xlsx", "t.csv"] {
        let table = path(folder.path(), name);
        run(folder.path(), &["export", "-o", &table]);
        assert_contains(&import(folder.path(), &[&table]).1, &["nothing changes"]);
    }
}

#[test]
fn many_rows_are_imported() {
    let count = sampled(0..2000, 4).count();
    let folder = data_project();
    let memberships = folder.path().join("data/memberships");
    fs::remove_dir_all(&memberships).expect("removed");
    fs::create_dir(&memberships).expect("a folder");
    remove_order(folder.path());
    let mut table = String::from("Name;Status;Website;Founded;Members\n");
    for number in 0..count {
        table.push_str(&format!(
            "Association {number};member;https://example.org/{number};1990;>{number} universities\n"
        ));
    }
    write(folder.path(), "many.csv", table);
    let (_, said) = import(folder.path(), &[&path(folder.path(), "many.csv"), "--apply"]);
    assert_contains(&said, &[&format!("0 memberships changed, {count} new")]);
    assert_contains(
        &import(folder.path(), &[&path(folder.path(), "many.csv")]).1,
        &[&format!("nothing changes: {count}")],
    );
}
