fn main() {}
#[test]
fn t() {}
