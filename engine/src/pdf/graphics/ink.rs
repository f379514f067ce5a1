//! What a content stream sets as its color: by the device that the file is for.

use std::sync::Arc;

use crate::paint::{Color, Inks};
use crate::pdf::press::{BLACK_INK, Press};

/// A color or pattern, as it is written in the content stream.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Ink {
    Rgb([u8; 3]),
    Process(Inks),
    Pattern(usize),
    /// The full tint of all separations.
    Registration,
}

/// The device whose colors a stream sets.
#[derive(Clone, Debug)]
pub(crate) enum Device {
    /// A screen: RGB, with gray for grays.
    Screen,
    /// Gray alone, as a luminosity mask is.
    Gray,
    Press(Arc<Press>),
}

impl Ink {
    /// Black ink alone.
    pub(crate) const BLACK: Ink = Ink::Process(BLACK_INK);
}

impl Device {
    /// The ink of text.
    pub(crate) fn text_ink(&self, color: Color) -> Ink {
        match self {
            Device::Press(press) => Ink::Process(press.text_inks(color)),
            device => device.ink(color),
        }
    }

    /// The ink of anything else.
    pub(crate) fn ink(&self, color: Color) -> Ink {
        match self {
            Device::Screen => Ink::Rgb([color.red, color.green, color.blue]),
            Device::Gray => Ink::Rgb([color.gray(); 3]),
            Device::Press(press) => Ink::Process(press.inks(color)),
        }
    }

    /// The color space in which transparency groups blend.
    pub(crate) fn blend_space(&self) -> &'static str {
        match self {
            Device::Screen => "DeviceRGB",
            Device::Gray => "DeviceGray",
            Device::Press(_) => "DeviceCMYK",
        }
    }
}
