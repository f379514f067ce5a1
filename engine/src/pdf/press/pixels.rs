//! The conversion of pixels. A grid of colors is converted once; pixels are interpolated between its points with integers.

use super::Press;
use crate::paint::{Color, PictureProfile};
use crate::sorting::sort_by;

/// The points of the grid along each channel, and the levels of a channel from one to the next.
const POINTS: usize = 52;
const STEP: u8 = 5;

/// The inks at the points of a grid of colors, each from 0 to [`FULL`]. Blue varies fastest.
pub(super) struct Link(Vec<[u32; 4]>);

/// A solid ink in the grid.
const FULL: f64 = 65_280.0;

impl Link {
    fn new(press: &Press, profile: Option<&PictureProfile>) -> Link {
        let channel = |index: usize| (index % POINTS) as u8 * STEP;
        let point = |index: usize| {
            let color @ [red, green, blue] = [index / POINTS / POINTS, index / POINTS, index].map(channel);
            let inks = match profile {
                Some(profile) => press.mixed_of(profile.xyz_d50(color)),
                None => press.mixed(Color::rgb(red, green, blue)),
            };
            inks.map(|ink| (ink.clamp(0.0, 1.0) * FULL).round() as u32)
        };
        Link((0..POINTS * POINTS * POINTS).map(point).collect())
    }

    /// The inks of a color by tetrahedral interpolation, where 255 is a solid ink.
    fn convert(&self, channels: [u8; 3]) -> [u8; 4] {
        let mut index = 0;
        let mut steps = [(0, 0); 3];
        for ((channel, place), step) in channels.into_iter().zip([POINTS * POINTS, POINTS, 1]).zip(&mut steps)
        {
            let before = (channel / STEP).min(POINTS as u8 - 2);
            index += usize::from(before) * place;
            *step = (channel - before * STEP, place);
        }
        // From corner to corner of the cell, first along the channel that goes farthest.
        sort_by(&mut steps, |one, other| other.cmp(one));
        let mut sums = [0; 4];
        let mut rest = STEP;
        for (fraction, place) in steps {
            self.add(&mut sums, index, rest - fraction);
            rest = fraction;
            index += place;
        }
        self.add(&mut sums, index, rest);
        let full = u32::from(STEP) * 256;
        sums.map(|sum| ((sum + full / 2) / full) as u8)
    }

    fn add(&self, sums: &mut [u32; 4], index: usize, weight: u8) {
        let point = self.0.get(index).copied().unwrap_or_default();
        sums.iter_mut().zip(point).for_each(|(sum, ink)| *sum += ink * u32::from(weight));
    }
}

impl Press {
    /// The inks of RGB pixels, of sRGB or of a profile: four bytes a pixel, where 255 is a solid ink.
    pub(crate) fn pixels(&self, pixels: &[u8], profile: Option<&PictureProfile>) -> Vec<u8> {
        let of_profile = profile.map(|profile| Link::new(self, Some(profile)));
        let link = match &of_profile {
            Some(link) => link,
            None => self.link.get_or_init(|| Link::new(self, None)),
        };
        let mut inks = Vec::with_capacity(pixels.len() / 3 * 4);
        let mut last = ([0; 3], link.convert([0; 3]));
        for &pixel in pixels.as_chunks::<3>().0 {
            if pixel != last.0 {
                last = (pixel, link.convert(pixel));
            }
            inks.extend_from_slice(&last.1);
        }
        inks
    }
}
