//! Masks (CSS Masking 1, section 7).

use super::{
    BackgroundAttachment, BackgroundBox, BackgroundImage, BackgroundLayer, BackgroundRepeat, BackgroundSize,
    LengthPercentage, keywords, nth_or,
};

keywords! {
    /// Which channel of a mask is its opacity.
    pub enum MaskMode {
        Alpha = "alpha",
        Luminance = "luminance",
    }
}

keywords! {
    /// How a mask layer is combined with the layers below it.
    pub enum MaskComposite {
        /// Their opacities are painted over each other.
        Add = "add",
        /// Their opacities are multiplied.
        Intersect = "intersect",
    }
    unsupported "subtract", "exclude";
}

/// `mask-*`: a list of each property, the topmost layer first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mask {
    /// `mask-image`: the layers. The other lists are repeated as often as needed.
    pub images: Vec<BackgroundImage>,
    /// `mask-position`: horizontal and vertical.
    pub positions: Vec<(LengthPercentage, LengthPercentage)>,
    /// `mask-size`.
    pub sizes: Vec<BackgroundSize>,
    /// `mask-repeat`: horizontal and vertical.
    pub repeats: Vec<(BackgroundRepeat, BackgroundRepeat)>,
    /// `mask-origin`.
    pub origins: Vec<BackgroundBox>,
    /// `mask-clip`.
    pub clips: Vec<BackgroundBox>,
    /// `mask-mode`; images and gradients match alpha.
    pub modes: Vec<MaskMode>,
    /// `mask-composite`.
    pub composites: Vec<MaskComposite>,
}

/// A layer of a mask.
#[derive(Clone, Debug, PartialEq)]
pub struct MaskLayer {
    /// The image and its place.
    pub picture: BackgroundLayer,
    /// Which channel is the opacity.
    pub mode: MaskMode,
    /// How it is combined with the layers below it.
    pub composite: MaskComposite,
}

impl Mask {
    /// The layers, the topmost first; empty where nothing is masked.
    pub fn layers(&self) -> Vec<MaskLayer> {
        if self.images.iter().all(|image| *image == BackgroundImage::None) {
            return Vec::new();
        }
        let layer = |(index, image): (usize, &BackgroundImage)| MaskLayer {
            picture: BackgroundLayer {
                image: image.clone(),
                position: nth_or(&self.positions, index, (LengthPercentage::ZERO, LengthPercentage::ZERO)),
                size: nth_or(&self.sizes, index, BackgroundSize::Auto),
                repeat: nth_or(&self.repeats, index, (BackgroundRepeat::Repeat, BackgroundRepeat::Repeat)),
                origin: nth_or(&self.origins, index, BackgroundBox::BorderBox),
                clip: nth_or(&self.clips, index, BackgroundBox::BorderBox),
                attachment: BackgroundAttachment::Scroll,
                area: None,
            },
            mode: nth_or(&self.modes, index, MaskMode::Alpha),
            composite: nth_or(&self.composites, index, MaskComposite::Add),
        };
        self.images.iter().enumerate().map(layer).collect()
    }
}
