//! Colors as CSS computes them, in sRGB, and the conversions from the other color spaces of CSS
//! Color 4.
//!
//! The conversions use only the four arithmetic operations and square roots, never `powf` or `cos` of the
//! platform, so that the same stylesheet gives the same bytes on every machine. Colors outside sRGB are
//! clipped channel by channel.

/// An sRGB color with alpha, eight bits a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Color {
    /// The red channel, 0 to 255.
    pub red: u8,
    /// The green channel, 0 to 255.
    pub green: u8,
    /// The blue channel, 0 to 255.
    pub blue: u8,
    /// 0 is transparent, 255 opaque.
    pub alpha: u8,
    /// What a press prints instead of it, if that was given.
    pub inks: Option<Inks>,
}

/// How much of cyan, magenta, yellow and black covers the paper, each in thousandths.
pub type Inks = [u16; 4];

/// The spaces that colors can be given and mixed in (CSS Color 4, sections 7 to 10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ColorSpace {
    /// 0 to 1 a channel.
    Srgb,
    SrgbLinear,
    DisplayP3,
    DisplayP3Linear,
    A98Rgb,
    ProPhotoRgb,
    Rec2020,
    XyzD50,
    XyzD65,
    /// Lightness 0 to 100.
    Lab,
    Lch,
    /// Lightness 0 to 1.
    Oklab,
    Oklch,
    /// Hue in degrees, saturation and lightness 0 to 1.
    Hsl,
    /// Hue in degrees, whiteness and blackness 0 to 1.
    Hwb,
}

impl Color {
    /// Opaque black.
    pub const BLACK: Color = Color::rgb(0, 0, 0);
    /// Opaque white.
    pub const WHITE: Color = Color::rgb(255, 255, 255);
    /// `transparent`: black with no alpha (CSS Color 4, section 6.3).
    pub const TRANSPARENT: Color = Color { alpha: 0, ..Color::BLACK };

    /// The opaque color of three channels, each 0 to 255.
    pub const fn rgb(red: u8, green: u8, blue: u8) -> Color {
        Color { red, green, blue, alpha: 255, inks: None }
    }

    /// Whether the color paints nothing.
    pub fn is_transparent(self) -> bool {
        self.alpha == 0
    }

    /// The color nearest to the given one; `alpha` is 0 to 1.
    pub(crate) fn from_space(space: ColorSpace, components: [f64; 3], alpha: f64) -> Color {
        let [red, green, blue] = to_srgb(space, components).map(to_byte);
        Color { alpha: to_byte(alpha), ..Color::rgb(red, green, blue) }
    }

    /// The inks a share of the way to another color; `None` unless both have inks.
    pub fn inks_between(self, other: Color, share: f64) -> Option<Inks> {
        let (from, to) = (self.inks?, other.inks?);
        let mut inks = from;
        for (ink, (from, to)) in inks.iter_mut().zip(from.into_iter().zip(to)) {
            *ink = (f64::from(from) + (f64::from(to) - f64::from(from)) * share + 0.5) as u16;
        }
        Some(inks)
    }

    /// Its luminosity, as the masks of PDF have it (ISO 32000-1, 11.5.3).
    pub fn gray(self) -> u8 {
        let parts = [(self.red, 300), (self.green, 590), (self.blue, 110)];
        (parts.iter().map(|&(channel, weight)| u32::from(channel) * weight).sum::<u32>() / 1000) as u8
    }

    /// Lightness and the two axes of CIE Lab.
    pub fn lab(self) -> [f64; 3] {
        self.to_space(ColorSpace::Lab)
    }

    /// The tristimulus values relative to the white of CIE illuminant D50, as color profiles connect colors (ISO 15076-1).
    pub fn xyz_d50(self) -> [f64; 3] {
        self.to_space(ColorSpace::XyzD50)
    }

    /// The components of the color in `space`, without alpha.
    pub(crate) fn to_space(self, space: ColorSpace) -> [f64; 3] {
        from_srgb(space, [self.red, self.green, self.blue].map(|channel| f64::from(channel) / 255.0))
    }
}

impl ColorSpace {
    /// Which component is a hue in degrees, if any.
    pub(crate) fn hue_index(self) -> Option<usize> {
        match self {
            ColorSpace::Hsl | ColorSpace::Hwb => Some(0),
            ColorSpace::Lch | ColorSpace::Oklch => Some(2),
            _ => None,
        }
    }
}

fn to_byte(value: f64) -> u8 {
    // `as` saturates and maps not-a-number to zero; the sum rounds to the nearest.
    (value * 255.0 + 0.5) as u8
}

type Matrix = [[f64; 3]; 3];

fn multiply(matrix: &Matrix, [x, y, z]: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row[0] * x + row[1] * y + row[2] * z)
}

/// The white point of CIE illuminant D50.
const D50: [f64; 3] = [0.3457 / 0.3585, 1.0, (1.0 - 0.3457 - 0.3585) / 0.3585];

const SRGB_TO_XYZ: Matrix = [
    [506752.0 / 1228815.0, 87881.0 / 245763.0, 12673.0 / 70218.0],
    [87098.0 / 409605.0, 175762.0 / 245763.0, 12673.0 / 175545.0],
    [7918.0 / 409605.0, 87881.0 / 737289.0, 1001167.0 / 1053270.0],
];
const XYZ_TO_SRGB: Matrix = [
    [12831.0 / 3959.0, -329.0 / 214.0, -1974.0 / 3959.0],
    [-851781.0 / 878810.0, 1648619.0 / 878810.0, 36519.0 / 878810.0],
    [705.0 / 12673.0, -2585.0 / 12673.0, 705.0 / 667.0],
];
const DISPLAY_P3_TO_XYZ: Matrix = [
    [608311.0 / 1250200.0, 189793.0 / 714400.0, 198249.0 / 1000160.0],
    [35783.0 / 156275.0, 247089.0 / 357200.0, 198249.0 / 2500400.0],
    [0.0, 32229.0 / 714400.0, 5220557.0 / 5000800.0],
];
const A98_RGB_TO_XYZ: Matrix = [
    [573536.0 / 994567.0, 263643.0 / 1420810.0, 187206.0 / 994567.0],
    [591459.0 / 1989134.0, 6239551.0 / 9945670.0, 374412.0 / 4972835.0],
    [53769.0 / 1989134.0, 351524.0 / 4972835.0, 4929758.0 / 4972835.0],
];
const REC2020_TO_XYZ: Matrix = [
    [63426534.0 / 99577255.0, 20160776.0 / 139408157.0, 47086771.0 / 278816314.0],
    [26158966.0 / 99577255.0, 472592308.0 / 697040785.0, 8267143.0 / 139408157.0],
    [0.0, 19567812.0 / 697040785.0, 295819943.0 / 278816314.0],
];
const PROPHOTO_TO_XYZ_D50: Matrix = [
    [0.7977666449006423, 0.13518129740053308, 0.0313477341283922],
    [0.2880748288194013, 0.711835234241873, 0.00008993693872564],
    [0.0, 0.0, 0.8251046025104602],
];
const D50_TO_D65: Matrix = [
    [0.955473421488075, -0.02309845494876471, 0.06325924320057072],
    [-0.0283697093338637, 1.0099953980813041, 0.021041441191917323],
    [0.012314014864481998, -0.020507649298898964, 1.330365926242124],
];
const D65_TO_D50: Matrix = [
    [1.0479297925449969, 0.022946870601609652, -0.05019226628920524],
    [0.02962780877005599, 0.9904344267538799, -0.017073799063418826],
    [-0.009243040646204504, 0.015055191490298152, 0.7518742814281371],
];
const XYZ_TO_LMS: Matrix = [
    [0.819_022_437_996_703, 0.3619062600528904, -0.1288737815209879],
    [0.0329836539323885, 0.9292868615863434, 0.0361446663506424],
    [0.0481771893596242, 0.2642395317527308, 0.6335478284694309],
];
const LMS_TO_XYZ: Matrix = [
    [1.2268798758459243, -0.5578149944602171, 0.2813910456659647],
    [-0.0405757452148008, 1.112_286_803_280_317, -0.0717110580655164],
    [-0.0763729366746601, -0.4214933324022432, 1.5869240198367816],
];
const LMS_TO_OKLAB: Matrix = [
    [0.210_454_268_309_314, 0.7936177747023054, -0.0040720430116193],
    [1.9779985324311684, -2.428_592_242_048_58, 0.450_593_709_617_411],
    [0.0259040424655478, 0.7827717124575296, -0.8086757549230774],
];
const OKLAB_TO_LMS: Matrix = [
    [1.0, 0.3963377773761749, 0.2158037573099136],
    [1.0, -0.1055613458156586, -0.0638541728258133],
    [1.0, -0.0894841775298119, -1.2914855480194092],
];

/// CIE's limits between the linear and the cubic part of L*.
const LAB_KAPPA: f64 = 24389.0 / 27.0;
const LAB_EPSILON: f64 = 216.0 / 24389.0;

fn to_srgb(space: ColorSpace, components: [f64; 3]) -> [f64; 3] {
    let from_xyz = |xyz| multiply(&XYZ_TO_SRGB, xyz).map(encode_srgb);
    match space {
        ColorSpace::Srgb => components,
        ColorSpace::SrgbLinear => components.map(encode_srgb),
        // Display P3 has sRGB's transfer curve.
        ColorSpace::DisplayP3 => from_xyz(multiply(&DISPLAY_P3_TO_XYZ, components.map(decode_srgb))),
        ColorSpace::DisplayP3Linear => from_xyz(multiply(&DISPLAY_P3_TO_XYZ, components)),
        ColorSpace::A98Rgb => from_xyz(multiply(&A98_RGB_TO_XYZ, components.map(decode_a98))),
        ColorSpace::Rec2020 => from_xyz(multiply(&REC2020_TO_XYZ, components.map(decode_rec2020))),
        ColorSpace::ProPhotoRgb => {
            let xyz_d50 = multiply(&PROPHOTO_TO_XYZ_D50, components.map(decode_prophoto));
            from_xyz(multiply(&D50_TO_D65, xyz_d50))
        }
        ColorSpace::XyzD65 => from_xyz(components),
        ColorSpace::XyzD50 => from_xyz(multiply(&D50_TO_D65, components)),
        ColorSpace::Lab => to_srgb(ColorSpace::XyzD50, lab_to_xyz_d50(components)),
        ColorSpace::Lch => to_srgb(ColorSpace::Lab, from_polar(components)),
        ColorSpace::Oklab => {
            let lms = multiply(&OKLAB_TO_LMS, components).map(|root| root * root * root);
            from_xyz(multiply(&LMS_TO_XYZ, lms))
        }
        ColorSpace::Oklch => to_srgb(ColorSpace::Oklab, from_polar(components)),
        ColorSpace::Hsl => hsl_to_srgb(components),
        ColorSpace::Hwb => hwb_to_srgb(components),
    }
}

fn from_srgb(space: ColorSpace, srgb: [f64; 3]) -> [f64; 3] {
    let xyz = || multiply(&SRGB_TO_XYZ, srgb.map(decode_srgb));
    match space {
        ColorSpace::Srgb => srgb,
        ColorSpace::SrgbLinear => srgb.map(decode_srgb),
        ColorSpace::XyzD65 => xyz(),
        ColorSpace::XyzD50 => multiply(&D65_TO_D50, xyz()),
        ColorSpace::Lab => xyz_d50_to_lab(multiply(&D65_TO_D50, xyz())),
        ColorSpace::Lch => to_polar(from_srgb(ColorSpace::Lab, srgb)),
        ColorSpace::Oklab => multiply(&LMS_TO_OKLAB, multiply(&XYZ_TO_LMS, xyz()).map(|cube| root(cube, 3))),
        ColorSpace::Oklch => to_polar(from_srgb(ColorSpace::Oklab, srgb)),
        ColorSpace::Hsl => {
            let (hue, smallest, largest) = hue_and_range(srgb);
            let lightness = (smallest + largest) / 2.0;
            let room = lightness.min(1.0 - lightness);
            let saturation = if room == 0.0 { 0.0 } else { (largest - lightness) / room };
            [hue, saturation, lightness]
        }
        ColorSpace::Hwb => {
            let (hue, smallest, largest) = hue_and_range(srgb);
            [hue, smallest, 1.0 - largest]
        }
        ColorSpace::DisplayP3 => multiply(&inverse(&DISPLAY_P3_TO_XYZ), xyz()).map(encode_srgb),
        ColorSpace::DisplayP3Linear => multiply(&inverse(&DISPLAY_P3_TO_XYZ), xyz()),
        ColorSpace::A98Rgb => {
            multiply(&inverse(&A98_RGB_TO_XYZ), xyz()).map(|linear| inverse_of(decode_a98, linear))
        }
        ColorSpace::Rec2020 => {
            multiply(&inverse(&REC2020_TO_XYZ), xyz()).map(|linear| inverse_of(decode_rec2020, linear))
        }
        ColorSpace::ProPhotoRgb => {
            let linear = multiply(&inverse(&PROPHOTO_TO_XYZ_D50), multiply(&D65_TO_D50, xyz()));
            linear.map(|linear| inverse_of(decode_prophoto, linear))
        }
    }
}

/// The light of sRGB's channels, beyond 0 to 1 for colors that it does not have.
pub(crate) fn xyz_d50_to_linear_srgb(xyz: [f64; 3]) -> [f64; 3] {
    multiply(&XYZ_TO_SRGB, multiply(&D50_TO_D65, xyz))
}

fn lab_to_xyz_d50([lightness, a, b]: [f64; 3]) -> [f64; 3] {
    let y = (lightness + 16.0) / 116.0;
    let x = y + a / 500.0;
    let z = y - b / 200.0;
    let expand = |root: f64| {
        let cube = root * root * root;
        if cube > LAB_EPSILON { cube } else { (116.0 * root - 16.0) / LAB_KAPPA }
    };
    let luminance = if lightness > LAB_KAPPA * LAB_EPSILON { y * y * y } else { lightness / LAB_KAPPA };
    [expand(x) * D50[0], luminance * D50[1], expand(z) * D50[2]]
}

fn xyz_d50_to_lab(xyz: [f64; 3]) -> [f64; 3] {
    let compress = |value: f64| {
        if value > LAB_EPSILON { root(value, 3) } else { (LAB_KAPPA * value + 16.0) / 116.0 }
    };
    let (x, y, z) = (compress(xyz[0] / D50[0]), compress(xyz[1] / D50[1]), compress(xyz[2] / D50[2]));
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// Converts lightness, chroma and hue to lightness and the two opponent axes.
fn from_polar([lightness, chroma, hue]: [f64; 3]) -> [f64; 3] {
    let (sine, cosine) = sine_and_cosine(hue);
    [lightness, chroma * cosine, chroma * sine]
}

fn to_polar([lightness, a, b]: [f64; 3]) -> [f64; 3] {
    [lightness, (a * a + b * b).sqrt(), arc_tangent(b, a)]
}

fn hsl_to_srgb([hue, saturation, lightness]: [f64; 3]) -> [f64; 3] {
    let reach = saturation * lightness.min(1.0 - lightness);
    [0.0, 8.0, 4.0].map(|offset| {
        let sector = (offset + hue / 30.0).rem_euclid(12.0);
        lightness - reach * (sector - 3.0).min(9.0 - sector).clamp(-1.0, 1.0)
    })
}

fn hwb_to_srgb([hue, whiteness, blackness]: [f64; 3]) -> [f64; 3] {
    let sum = whiteness + blackness;
    if sum >= 1.0 {
        return [whiteness / sum; 3];
    }
    hsl_to_srgb([hue, 1.0, 0.5]).map(|channel| channel * (1.0 - sum) + whiteness)
}

/// The hue in degrees, and the smallest and largest channel.
fn hue_and_range([red, green, blue]: [f64; 3]) -> (f64, f64, f64) {
    let (smallest, largest) = (red.min(green).min(blue), red.max(green).max(blue));
    let range = largest - smallest;
    let hue = if range == 0.0 {
        0.0
    } else if largest == red {
        (green - blue) / range * 60.0
    } else if largest == green {
        (blue - red) / range * 60.0 + 120.0
    } else {
        (red - green) / range * 60.0 + 240.0
    };
    (hue.rem_euclid(360.0), smallest, largest)
}

fn encode_srgb(linear: f64) -> f64 {
    let magnitude = linear.abs();
    let encoded = if magnitude > 0.0031308 {
        // The power 1/2.4 is the fifth power of the twelfth root.
        let twelfth = root(magnitude.sqrt().sqrt(), 3);
        1.055 * twelfth.powi(5) - 0.055
    } else {
        12.92 * magnitude
    };
    encoded.copysign(linear)
}

fn decode_srgb(encoded: f64) -> f64 {
    let magnitude = encoded.abs();
    let linear = if magnitude > 0.04045 {
        // The power 2.4 is the square times the square of the fifth root.
        let base = (magnitude + 0.055) / 1.055;
        (base * root(base, 5)).powi(2)
    } else {
        magnitude / 12.92
    };
    linear.copysign(encoded)
}

/// The power 563/256: 2 + 1/8 + 1/16 + 1/128 + 1/256, all of them repeated square roots.
fn decode_a98(encoded: f64) -> f64 {
    let magnitude = encoded.abs();
    let root_of = |times: u32| (0..times).fold(magnitude, |value, _| value.sqrt());
    (magnitude * magnitude * root_of(3) * root_of(4) * root_of(7) * root_of(8)).copysign(encoded)
}

/// The power 1.8.
fn decode_prophoto(encoded: f64) -> f64 {
    let magnitude = encoded.abs();
    let linear =
        if magnitude <= 16.0 / 512.0 { magnitude / 16.0 } else { magnitude * root(magnitude, 5).powi(4) };
    linear.copysign(encoded)
}

/// The curve of ITU-R BT.2020, whose power is 1/0.45 = 2 + 2/9.
fn decode_rec2020(encoded: f64) -> f64 {
    const ALPHA: f64 = 1.09929682680944;
    const BETA: f64 = 0.018053968510807;
    let magnitude = encoded.abs();
    let linear = if magnitude < BETA * 4.5 {
        magnitude / 4.5
    } else {
        let base = (magnitude + ALPHA - 1.0) / ALPHA;
        (base * root(root(base, 3), 3)).powi(2)
    };
    linear.copysign(encoded)
}

/// The value that a transfer curve decodes to `linear`, found by bisection. The curve must rise from 0 at 0.
fn inverse_of(decode: fn(f64) -> f64, linear: f64) -> f64 {
    let (mut low, mut high) = (0.0, linear.abs().max(1.0));
    for _ in 0..52 {
        let middle = (low + high) / 2.0;
        if decode(middle) < linear.abs() {
            low = middle;
        } else {
            high = middle;
        }
    }
    high.copysign(linear)
}

/// The inverse by cofactors; every matrix of a color space has one.
fn inverse(matrix: &Matrix) -> Matrix {
    let cofactor = |row: usize, column: usize| {
        let at = |down: usize, right: usize| matrix[(row + down) % 3][(column + right) % 3];
        at(1, 1) * at(2, 2) - at(1, 2) * at(2, 1)
    };
    let determinant: f64 = (0..3).map(|column| matrix[0][column] * cofactor(0, column)).sum();
    let mut inverse = [[0.0; 3]; 3];
    for (row, values) in inverse.iter_mut().enumerate() {
        for (column, value) in values.iter_mut().enumerate() {
            *value = cofactor(column, row) / determinant;
        }
    }
    inverse
}

/// The `degree`-th root by Newton's method; of a negative number that of its magnitude, negated.
fn root(value: f64, degree: i32) -> f64 {
    let magnitude = value.abs();
    if magnitude == 0.0 || !magnitude.is_finite() {
        return value;
    }
    let n = f64::from(degree);
    let mut estimate = magnitude.max(1.0);
    // From above the estimates fall steadily; the first one that does not fall is the root.
    for _ in 0..2000 {
        let next = ((n - 1.0) * estimate + magnitude / estimate.powi(degree - 1)) / n;
        if next >= estimate {
            break;
        }
        estimate = next;
    }
    estimate.copysign(value)
}

/// The sine and cosine of an angle in degrees, by the power series about the nearest quarter turn.
fn sine_and_cosine(degrees: f64) -> (f64, f64) {
    if !degrees.is_finite() {
        return (0.0, 1.0);
    }
    let reduced = degrees.rem_euclid(360.0);
    let quarter = (reduced / 90.0 + 0.5).floor();
    let angle = (reduced - quarter * 90.0) * std::f64::consts::PI / 180.0;
    let square = angle * angle;
    let series = |first: f64, start: f64| {
        let (mut term, mut sum) = (first, first);
        for step in 0..10 {
            let at = start + 2.0 * f64::from(step);
            term *= -square / (at * (at + 1.0));
            sum += term;
        }
        sum
    };
    let (sine, cosine) = (series(angle, 2.0), series(1.0, 1.0));
    match quarter as i32 % 4 {
        0 => (sine, cosine),
        1 => (cosine, -sine),
        2 => (-sine, -cosine),
        _ => (-cosine, sine),
    }
}

/// The angle of the point (x, y) in degrees, 0 to 360, by halving the angle until its series
/// converges fast.
fn arc_tangent(y: f64, x: f64) -> f64 {
    if x == 0.0 && y == 0.0 {
        return 0.0;
    }
    // Within the eighth turn nearest to the x axis the slope is at most 1.
    let (small, large) = (y.abs().min(x.abs()), y.abs().max(x.abs()));
    let mut slope = small / large;
    let mut factor = 1.0;
    for _ in 0..3 {
        slope /= 1.0 + (1.0 + slope * slope).sqrt();
        factor *= 2.0;
    }
    let square = slope * slope;
    let (mut term, mut sum) = (slope, slope);
    for step in 1..16 {
        term *= -square;
        sum += term / f64::from(2 * step + 1);
    }
    let eighth = sum * factor * 180.0 / std::f64::consts::PI;
    let quadrant = if y.abs() > x.abs() { 90.0 - eighth } else { eighth };
    let half = if x < 0.0 { 180.0 - quadrant } else { quadrant };
    if y < 0.0 { 360.0 - half } else { half }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(one: [f64; 3], other: [f64; 3], tolerance: f64) {
        let close = one.iter().zip(other).all(|(one, other)| (one - other).abs() <= tolerance);
        assert!(close, "{one:?} is not near {other:?}");
    }

    #[test]
    fn functions_agree_with_the_platform() {
        for step in -50..=150 {
            let value = f64::from(step) / 37.0;
            assert!((root(value, 3) - value.cbrt()).abs() < 1e-13);
            let (sine, cosine) = sine_and_cosine(value * 100.0);
            assert!((sine - (value * 100.0).to_radians().sin()).abs() < 1e-12);
            assert!((cosine - (value * 100.0).to_radians().cos()).abs() < 1e-12);
            let angle = arc_tangent(value, 1.0 - value);
            let expected = value.atan2(1.0 - value).to_degrees().rem_euclid(360.0);
            assert!((angle - expected).abs() < 1e-10, "{angle} {expected}");
        }
        assert!((decode_srgb(0.5) - ((0.5_f64 + 0.055) / 1.055).powf(2.4)).abs() < 1e-14);
        assert!((decode_a98(0.3) - 0.3_f64.powf(563.0 / 256.0)).abs() < 1e-14);
        assert!((decode_prophoto(0.3) - 0.3_f64.powf(1.8)).abs() < 1e-14);
        assert!((encode_srgb(decode_srgb(0.7)) - 0.7).abs() < 1e-14);
    }

    #[test]
    fn white_is_white_in_every_rgb_space() {
        use ColorSpace::*;
        for space in [Srgb, SrgbLinear, DisplayP3, A98Rgb, ProPhotoRgb, Rec2020] {
            near(to_srgb(space, [1.0; 3]), [1.0; 3], 1e-6);
        }
        near(to_srgb(Lab, [100.0, 0.0, 0.0]), [1.0; 3], 1e-6);
        near(to_srgb(Oklab, [1.0, 0.0, 0.0]), [1.0; 3], 1e-6);
    }

    #[test]
    fn known_colors_convert() {
        use ColorSpace::*;
        let color = |space, components| Color::from_space(space, components, 1.0);
        assert_eq!(color(Oklch, [0.627955, 0.257683, 29.2339]), Color::rgb(255, 0, 0));
        assert_eq!(color(Lab, [54.29, 80.805, 69.891]), Color::rgb(255, 0, 0));
        assert_eq!(color(Lch, [29.567, 131.201, 301.364]), Color::rgb(0, 0, 255));
        assert_eq!(color(Oklab, [0.51975, -0.1403, 0.10768]), Color::rgb(0, 128, 0));
        assert_eq!(color(DisplayP3, [0.21604, 0.49418, 0.13151]), Color::rgb(0, 128, 0));
        assert_eq!(color(Rec2020, [0.235202, 0.431704, 0.085432]), Color::rgb(0, 128, 0));
        assert_eq!(color(XyzD65, [0.077188, 0.154377, 0.025729]), Color::rgb(0, 128, 0));
        assert_eq!(color(Hsl, [120.0, 1.0, 0.25]), Color::rgb(0, 128, 0));
        assert_eq!(color(Hwb, [120.0, 0.0, 0.498]), Color::rgb(0, 128, 0));
        assert_eq!(color(Hwb, [0.0, 0.5, 1.5]), Color::rgb(64, 64, 64));
        assert_eq!(color(DisplayP3, [1.0, 0.0, 0.0]), Color::rgb(255, 0, 0));
        assert_eq!(color(Srgb, [f64::NAN, -1.0, 2.0]), Color::rgb(0, 0, 255));
    }

    #[test]
    fn conversion_to_a_space_and_back_keeps_the_color() {
        use ColorSpace::*;
        let color = Color::rgb(200, 30, 77);
        for space in [Srgb, SrgbLinear, XyzD50, XyzD65, Lab, Lch, Oklab, Oklch, Hsl, Hwb] {
            assert_eq!(Color::from_space(space, color.to_space(space), 1.0), color, "{space:?}");
        }
        near(Color::rgb(255, 0, 0).to_space(Oklch), [0.627955, 0.257683, 29.2339], 1e-4);
    }
}
