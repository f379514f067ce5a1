//! The values of presentational attributes, as CSS (HTML, sections 2.3.4, 2.3.6 and 15.3.4).

use cssparser::color::parse_named_color;

/// A dimension: a number of pixels or a percentage; what follows it does not count.
pub(super) fn dimension(value: &str) -> Option<String> {
    let value = value.trim_start();
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    let fraction = match value[digits..].strip_prefix('.') {
        Some(rest) if digits > 0 => 1 + rest.bytes().take_while(u8::is_ascii_digit).count(),
        _ => 0,
    };
    let (number, rest) = value.split_at(digits + fraction);
    let number: f64 = number.parse().ok().filter(|number: &f64| number.is_finite())?;
    Some(format!("{number}{}", if rest.starts_with('%') { "%" } else { "px" }))
}

/// A number that is not negative; what follows it does not count.
pub(super) fn integer(value: &str) -> Option<i32> {
    let value = value.trim_start();
    let value = value.strip_prefix('+').unwrap_or(value);
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    value[..digits].parse().ok()
}

/// A color: a name, `#rgb`, or anything that browsers have ever taken for six hexadecimal digits.
pub(super) fn color(value: &str) -> Option<String> {
    let value = value.trim();
    if value.is_empty() || value.eq_ignore_ascii_case("transparent") {
        return None;
    }
    if parse_named_color(&value.to_ascii_lowercase()).is_ok() {
        return Some(value.to_string());
    }
    let digits = value.strip_prefix('#').unwrap_or(value);
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if value.starts_with('#') && digits.len() == 3 && is_hex {
        return Some(value.to_string());
    }
    let hex = |character: char| if character.is_ascii_hexdigit() { character } else { '0' };
    let mut digits: Vec<char> = digits
        .chars()
        .flat_map(|character| [Some(hex(character)), (character > '\u{ffff}').then_some('0')])
        .flatten()
        .take(128)
        .collect();
    while digits.is_empty() || !digits.len().is_multiple_of(3) {
        digits.push('0');
    }
    let length = digits.len() / 3;
    let mut channels: Vec<&[char]> =
        digits.chunks(length).map(|channel| &channel[length.saturating_sub(8)..]).collect();
    while channels[0].len() > 2 && channels.iter().all(|channel| channel[0] == '0') {
        channels.iter_mut().for_each(|channel| *channel = &channel[1..]);
    }
    let two = |channel: &[char]| match channel {
        [one] => format!("0{one}"),
        _ => channel.iter().take(2).collect(),
    };
    Some(format!("#{}", channels.into_iter().map(two).collect::<String>()))
}

/// The size of `font`, from 1 to 7, or relative to 3.
pub(super) fn font_size(value: &str) -> Option<String> {
    const SIZES: [&str; 7] = ["x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large"];
    let number = integer(value.trim_start_matches(['+', '-', ' ']))?;
    let size = match value.trim_start().chars().next() {
        Some('+') => number.saturating_add(3),
        Some('-') => 3 - number,
        _ => number,
    };
    SIZES.get(size.clamp(1, 7) as usize - 1).map(|size| (*size).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_are_read_as_browsers_always_did() {
        let read = |value| color(value).unwrap_or_default();
        assert_eq!(
            ["Red", " #abc ", "#a1b2c3", "ffeedd", "#12"].map(read),
            ["Red", "#abc", "#a1b2c3", "#ffeedd", "#010200"]
        );
        assert_eq!(
            ["chucknorris", "#", "𝄞", "0123456789ab"].map(read),
            ["#c00000", "#000000", "#000000", "#014589"]
        );
        assert_eq!(["", "transparent"].map(color), [None, None]);
    }

    #[test]
    fn numbers_end_before_what_is_no_digit() {
        let read = |value| dimension(value).unwrap_or_default();
        assert_eq!(["60", " 12.5px", "50%", "7*", "3em"].map(read), ["60px", "12.5px", "50%", "7px", "3px"]);
        assert_eq!(["", "-1", "auto", ".5"].map(dimension), [const { None }; 4]);
        assert_eq!(["+4", "2x", "-2", "x", "99999999999"].map(integer), [Some(4), Some(2), None, None, None]);
    }

    #[test]
    fn font_sizes_are_absolute_or_relative_to_3() {
        let read = |value| font_size(value).unwrap_or_default();
        assert_eq!(
            ["5", "+1", "-1", "99", "-9", "x"].map(read),
            ["x-large", "large", "small", "xxx-large", "x-small", ""]
        );
    }
}
