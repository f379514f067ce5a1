//! Fees with their currency beside them or in the heading.

use std::fs;

use super::{import, path, refused};
use crate::kit::{assert_contains, data_project, write};

#[test]
fn fees_have_their_currency_beside_them_or_in_the_heading() {
    for (heading, cell, fee) in [
        ("Annual fee (€)", "1900", "amount: 1900\n    currency: EUR"),
        ("Annual fee (€)", "1 900,50 $", "amount: 1900.50\n    currency: USD"),
        ("Mitgliedsbeitrag, AZN", "300", "amount: 300\n    currency: AZN"),
        ("Взнос [₼]", "1.900,50", "amount: 1900.50\n    currency: AZN"),
        ("Fee", "EUR 1,900", "amount: 1900\n    currency: EUR"),
        ("internal.fee.amount", "€1900", "amount: 1900\n    currency: EUR"),
        ("Fee", "1900", "amount: 1900"),
    ] {
        let folder = data_project();
        let file = "data/memberships/danube.yaml";
        let record = "id: danube\nname: Danube\nuniversity: {status: member}\n";
        write(folder.path(), file, record);
        write(folder.path(), "table.csv", format!("id;{heading}\ndanube;\"{cell}\"\n"));
        let table = path(folder.path(), "table.csv");
        let (_, said) = import(folder.path(), &[&table, "--apply"]);
        let read = || fs::read_to_string(folder.path().join(file)).expect("a text");
        assert_eq!(read(), format!("{record}internal:\n  fee:\n    {fee}\n"), "{heading}: {cell}\n{said}");
        assert_contains(&import(folder.path(), &[&table]).1, &["nothing changes"]);
        write(folder.path(), "table.csv", format!("id;{heading}\ndanube;-\n"));
        import(folder.path(), &[&table, "--apply"]);
        let fee = read();
        assert!(fee.lines().skip(3).all(|line| line.ends_with(':')), "{fee}");
    }
}

#[test]
fn a_fee_that_is_no_number_is_pointed_at_and_a_column_of_currencies_counts_alone() {
    let folder = data_project();
    write(folder.path(), "table.csv", "id;Fee (€)\ncaspian;free\n");
    let table = path(folder.path(), "table.csv");
    assert_contains(&refused(folder.path(), &[&table]), &["table.csv, B2", "| free"]);
    write(folder.path(), "table.csv", "id;Fee (€);Currency\ncaspian;1900;AZN\n");
    import(folder.path(), &[&table, "--apply"]);
    let read = fs::read_to_string(folder.path().join("data/memberships/caspian.yaml")).expect("a text");
    assert_contains(&read, &["currency: AZN"]);
    write(folder.path(), "table.csv", "id;Fee (€);Fee (USD)\ncaspian;1900;2000\n");
    assert_contains(
        &refused(folder.path(), &[&table]),
        &["B1 and C1 are both the column for `internal.fee.amount`"],
    );
}
