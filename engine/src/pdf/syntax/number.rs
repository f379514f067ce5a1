//! Numbers in PDF: decimal, without exponents and without trailing zeros, the same on every machine.

use crate::units::Length;

/// A length in thousandths of a point, which is the precision of coordinates in content streams.
pub(crate) fn millipoints(length: Length) -> i64 {
    (i64::from(length.0) * 1000 + 512).div_euclid(1024)
}

/// Appends an integer.
pub(crate) fn integer(out: &mut Vec<u8>, value: i64) {
    let mut digits = [0u8; 20];
    let mut at = digits.len();
    let mut rest = value.unsigned_abs();
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if value < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(&digits[at..]);
}

/// Appends `value` ÷ 10^`decimals`; at most nine decimals.
pub(crate) fn decimal(out: &mut Vec<u8>, value: i64, decimals: u32) {
    let decimals = decimals.min(9);
    let one = 10u64.pow(decimals);
    let magnitude = value.unsigned_abs();
    let (whole, mut fraction) = (magnitude / one, magnitude % one);
    if value < 0 {
        out.push(b'-');
    }
    if whole > 0 || fraction == 0 {
        integer(out, whole as i64);
    }
    if fraction == 0 {
        return;
    }
    out.push(b'.');
    let mut place = one / 10;
    while fraction > 0 {
        out.push(b'0' + (fraction / place) as u8);
        fraction %= place;
        place = (place / 10).max(1);
    }
}

/// Appends thousandths.
pub(crate) fn thousandths(out: &mut Vec<u8>, value: i64) {
    decimal(out, value, 3);
}

/// Appends a real number rounded to five decimals; not-a-number counts as zero.
pub(crate) fn real(out: &mut Vec<u8>, value: f64) {
    // `as` saturates and maps NaN to zero.
    decimal(out, (value.clamp(-1e12, 1e12) * 1e5).round() as i64, 5);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl Fn(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn numbers_are_short_and_plain() {
        for (value, expected) in [
            (0, "0"),
            (1, ".001"),
            (-1, "-.001"),
            (1000, "1"),
            (-1500, "-1.5"),
            (123_450, "123.45"),
            (10, ".01"),
        ] {
            assert_eq!(written(|out| thousandths(out, value)), expected);
        }
        assert_eq!(written(|out| integer(out, i64::MIN)), "-9223372036854775808");
        assert_eq!(written(|out| real(out, 1.0 / 3.0)), ".33333");
        assert_eq!(written(|out| real(out, f64::NAN)), "0");
        assert_eq!(written(|out| real(out, 1e300)), "1000000000000");
    }

    #[test]
    fn a_point_is_a_thousand_millipoints() {
        assert_eq!(millipoints(Length::POINT), 1000);
        assert_eq!(millipoints(-Length::POINT), -1000);
        assert_eq!(millipoints(Length::PIXEL), 750);
    }
}
