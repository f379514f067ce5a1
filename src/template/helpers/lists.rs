//! Helpers that choose, sort and group the items of lists.

use std::cmp::Ordering;

use serde_json::{Value, json};

use super::call::{Named, REMEDY, Words, field, is_true, kind};
use super::texts::words_of;
use crate::template::locale::Locale;
use engine::sorting::sort_by;

/// The longest list that `range` makes.
const MAX_RANGE: i64 = 10_000;

/// The items of a list; none of nothing.
pub(super) fn items<'a>(value: Option<&&'a Value>) -> Result<&'a [Value], String> {
    match value {
        Some(Value::Array(items)) => Ok(items),
        Some(Value::Null) | None => Ok(&[]),
        Some(other) => Err(format!("the first value is {}, not a list", kind(other))),
    }
}

/// The name of a field, as text; `None` if there is no such value.
pub(super) fn field_name<'a>(value: Option<&&'a Value>) -> Result<Option<&'a str>, String> {
    match value {
        None => Ok(None),
        Some(Value::String(name)) => Ok(Some(name)),
        Some(_) => Err(format!(
            "the name of the field is not in quotation marks{REMEDY}Write it in quotation marks: `\"name\"`."
        )),
    }
}

/// `{{#each (sort memberships "name")}}`: from the smallest to the largest, those without a value last.
pub(super) fn sort(parameters: &[&Value], named: &Named, words: &Words<'_>) -> Result<Value, String> {
    let name = field_name(parameters.get(1))?;
    let is_down = match named.get("order").map(Value::as_str) {
        None | Some(Some("up")) => false,
        Some(Some("down")) => true,
        _ => return Err(format!("this is no order{REMEDY}Write `order=\"up\"` or `order=\"down\"`.")),
    };
    let key = |item: &Value| SortKey::new(name.map_or(item, |name| field(item, name)));
    let mut sorted: Vec<(SortKey, &Value)> =
        items(parameters.first())?.iter().map(|item| (key(item), item)).collect();
    let locale = words.locale();
    sort_by(&mut sorted, |(one, _), (other, _)| one.compare(other, is_down, &locale));
    Ok(sorted.into_iter().map(|(_, item)| item.clone()).collect())
}

/// What a value is sorted by.
enum SortKey {
    Number(f64),
    Text(String),
    Nothing,
}

impl SortKey {
    fn new(value: &Value) -> SortKey {
        match value {
            Value::Null => SortKey::Nothing,
            Value::String(text) if text.is_empty() => SortKey::Nothing,
            Value::String(text) => SortKey::Text(text.clone()),
            other => match super::numbers::number_of(other) {
                Some(number) => SortKey::Number(number),
                None => SortKey::Text(other.to_string()),
            },
        }
    }

    fn rank(&self) -> u8 {
        match self {
            SortKey::Number(_) => 0,
            SortKey::Text(_) => 1,
            SortKey::Nothing => 2,
        }
    }

    /// The order of two keys; texts in that of the alphabet. Nothing is last in both directions.
    fn compare(&self, other: &SortKey, is_down: bool, locale: &Locale) -> Ordering {
        let order = match (self, other) {
            (SortKey::Number(one), SortKey::Number(other)) => one.total_cmp(other),
            (SortKey::Text(one), SortKey::Text(other)) => locale.compare(one, other),
            (one, other) => return one.rank().cmp(&other.rank()),
        };
        if is_down { order.reverse() } else { order }
    }
}

/// `{{#each (filter memberships "university.status" "member")}}`: the items whose field has the value; without a value,
/// the items for which `if` takes the field as true.
pub(super) fn filter(parameters: &[&Value], _: &Words<'_>) -> Result<Value, String> {
    let name = field_name(parameters.get(1))?.unwrap_or_default();
    let holds = |item: &&Value| match parameters.get(2) {
        Some(wanted) => field(item, name) == *wanted,
        None => is_true(field(item, name)),
    };
    Ok(items(parameters.first())?.iter().filter(holds).cloned().collect())
}

/// `{{#each (group_by memberships "region")}}`: a list of groups in the order of their first items, each with `key` and
/// `items`.
pub(super) fn group_by(parameters: &[&Value], _: &Words<'_>) -> Result<Value, String> {
    let name = field_name(parameters.get(1))?.unwrap_or_default();
    let mut groups: Vec<(&Value, Vec<&Value>)> = Vec::new();
    // Positions by key, so that many groups take no more than their share of time.
    let mut known = rustc_hash::FxHashMap::default();
    for item in items(parameters.first())? {
        let key = field(item, name);
        let index = *known.entry(key.to_string()).or_insert_with(|| {
            groups.push((key, Vec::new()));
            groups.len() - 1
        });
        groups[index].1.push(item);
    }
    Ok(groups.into_iter().map(|(key, items)| json!({"key": key, "items": items})).collect())
}

/// `{{#each (limit memberships 3)}}`: the first items.
pub(super) fn limit(parameters: &[&Value], _: &Words<'_>) -> Result<Value, String> {
    let count =
        parameters.get(1).and_then(|count| count.as_u64()).ok_or("the second value is not a whole number")?;
    let items = items(parameters.first())?;
    Ok(items[..items.len().min(usize::try_from(count).unwrap_or(usize::MAX))].into())
}

/// `{{first initiators}}`: the first item, or nothing.
pub(super) fn first(parameters: &[&Value], _: &Words<'_>) -> Result<Value, String> {
    Ok(items(parameters.first())?.first().cloned().unwrap_or_default())
}

/// `{{last initiators}}`: the last item, or nothing.
pub(super) fn last(parameters: &[&Value], _: &Words<'_>) -> Result<Value, String> {
    Ok(items(parameters.first())?.last().cloned().unwrap_or_default())
}

/// `{{#each (reverse memberships)}}`: the items from the last to the first.
pub(super) fn reverse(parameters: &[&Value], _: &Words<'_>) -> Result<Value, String> {
    Ok(items(parameters.first())?.iter().rev().cloned().collect())
}

/// `{{#each (unique countries)}}`: the items, each once.
pub(super) fn unique(parameters: &[&Value], _: &Words<'_>) -> Result<Value, String> {
    let mut seen = rustc_hash::FxHashSet::default();
    let items = items(parameters.first())?;
    Ok(items.iter().filter(|item| seen.insert(item.to_string())).cloned().collect())
}

/// `{{join initiators "; "}}`: the items, or a field of each, with a separator between them; `, ` if none is given.
pub(super) fn join(parameters: &[&Value], named: &Named, _: &Words<'_>) -> Result<Value, String> {
    let separator = parameters.get(1).map_or(Ok(", ".to_string()), |separator| words_of(separator))?;
    let name = field_name(named.get("field").as_ref())?;
    let texts =
        items(parameters.first())?.iter().map(|item| words_of(name.map_or(item, |name| field(item, name))));
    let texts = texts.collect::<Result<Vec<String>, String>>()?;
    Ok(texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<String>>().join(&separator).into())
}

/// `{{#each (range 1 5)}}`: the whole numbers from the first to the last.
pub(super) fn range(parameters: &[&Value], _: &Words<'_>) -> Result<Value, String> {
    let ends: Vec<i64> = parameters.iter().filter_map(|value| value.as_i64()).collect();
    let [first, last] = ends[..] else { return Err("its values are not whole numbers".to_string()) };
    if last.saturating_sub(first) >= MAX_RANGE {
        return Err(format!(
            "more than {MAX_RANGE} numbers, which is the limit{REMEDY}Choose a smaller range."
        ));
    }
    Ok((first..=last).map(Value::from).collect())
}

#[cfg(test)]
mod tests {
    use super::super::tests::call;
    use super::*;

    fn sorted(list: Value, named: Value) -> Result<Value, String> {
        let named = named.as_object().cloned().unwrap_or_default();
        sort(&[&list, &json!("a")], &named, &Words { data: &json!({"language": "en"}) })
    }

    #[test]
    fn numbers_are_sorted_before_texts_and_nothing_last_in_both_directions() {
        let list = json!([{"a": null}, {"a": "b"}, {"a": "A"}, {"a": 10}, {"a": 9}, {}]);
        let expected = json!([{"a": 9}, {"a": 10}, {"a": "A"}, {"a": "b"}, {"a": null}, {}]);
        assert_eq!(sorted(list.clone(), json!({})), Ok(expected));
        let expected = json!([{"a": 10}, {"a": 9}, {"a": "b"}, {"a": "A"}, {"a": null}, {}]);
        assert_eq!(sorted(list, json!({"order": "down"})), Ok(expected));
        assert!(sorted(json!([]), json!({"order": "sideways"})).is_err());
    }

    #[test]
    fn texts_are_sorted_in_the_alphabet_of_the_language() {
        let list = json!(["z", "ə", "f", "e"]);
        let sorted = sort(&[&list], &Named::new(), &Words { data: &json!({"language": "az"}) });
        assert_eq!(sorted, Ok(json!(["e", "ə", "f", "z"])));
    }

    #[test]
    fn groups_are_in_the_order_of_their_first_items() {
        let list = json!([{"a": "x", "b": 1}, {"a": "y", "b": 2}, {"a": "x", "b": 3}]);
        let expected = json!([
            {"key": "x", "items": [{"a": "x", "b": 1}, {"a": "x", "b": 3}]},
            {"key": "y", "items": [{"a": "y", "b": 2}]},
        ]);
        assert_eq!(call(group_by, &[list, json!("a")], "en"), Ok(expected));
    }

    #[test]
    fn ranges_have_a_limit() {
        assert_eq!(call(range, &[json!(2), json!(4)], "en"), Ok(json!([2, 3, 4])));
        assert_eq!(call(range, &[json!(4), json!(2)], "en"), Ok(json!([])));
        assert!(call(range, &[json!(i64::MIN), json!(i64::MAX)], "en").is_err());
    }

    #[test]
    fn what_is_no_list_is_refused_and_nothing_is_an_empty_list() {
        for function in [first, last, reverse, unique] {
            let error = call(function, &[json!("a")], "en").expect_err("a text");
            assert_eq!(error, "the first value is a text, not a list");
            assert!(call(function, &[json!(null)], "en").is_ok());
        }
    }
}
