//! The box tree of a margin box, made from its `content` (CSS Paged Media 3, section 5).

use std::sync::Arc;

use crate::boxes::text_transform::transform;
use crate::boxes::tree::{BoxId, BoxKind, BoxTree, LayoutBox, Replaced};
use crate::boxes::white_space::{TextSegment, WhiteSpace};
use crate::css::{
    ComputedStyle, Content, ContentPart, Display, ImageUrl, LengthPercentage, SizeValue, anonymous,
};

/// The box tree of a margin box from its `content`. `resolve` returns the text of a part, which may depend on the
/// page; `images` are the pictures of page rules.
pub fn margin_content_tree(
    style: &Arc<ComputedStyle>,
    images: &[(Arc<ImageUrl>, Arc<Replaced>)],
    resolve: &mut dyn FnMut(&ContentPart) -> String,
) -> BoxTree {
    let mut text = String::new();
    let mut boxes = vec![LayoutBox {
        node: None,
        pseudo: None,
        anonymous: true,
        style: style.clone(),
        parent: None,
        children: Vec::new(),
        kind: BoxKind::Paragraph,
    }];
    let inline = Arc::new(anonymous(style, Display::Inline));
    // A picture with a ratio and no size is as large as fits into the margin box.
    let mut fitting = (*inline).clone();
    let layout = Arc::make_mut(&mut fitting.layout);
    let whole = SizeValue::LengthPercentage(LengthPercentage::percent(1.0));
    (layout.max_width, layout.max_height) = (whole, whole);
    let fitting = Arc::new(fitting);
    let mut white_space = WhiteSpace::default();
    let mut add = |kind: BoxKind| {
        let fits = matches!(&kind, BoxKind::Replaced(picture) if picture.width.or(picture.height).is_none());
        let id = BoxId(boxes.len() as u32);
        boxes.push(LayoutBox {
            node: None,
            pseudo: None,
            anonymous: true,
            style: if fits { fitting.clone() } else { inline.clone() },
            parent: Some(BoxId::ROOT),
            children: Vec::new(),
            kind,
        });
        boxes[0].children.push(id);
    };
    if let Content::Parts(parts) = &style.content.content {
        for part in parts {
            if let ContentPart::Leader(pattern) = part {
                add(BoxKind::Leader(pattern.clone()));
                white_space.after_atomic();
                continue;
            }
            if let ContentPart::Image(url) = part {
                if let Some((_, replaced)) = images.iter().find(|(known, _)| known == url) {
                    add(BoxKind::Replaced(replaced.at_resolution(style.text.image_resolution)));
                    white_space.after_atomic();
                }
                continue;
            }
            let resolved = resolve(part);
            for segment in white_space.process(&resolved, style.text.white_space_collapse) {
                match segment {
                    TextSegment::LineBreak => add(BoxKind::LineBreak),
                    TextSegment::Text(segment) => {
                        let start = text.len() as u32;
                        let language = &style.font.language;
                        text.push_str(&transform(&segment, style.text.transform, language, false));
                        add(BoxKind::Text(start..text.len() as u32));
                    }
                }
            }
        }
    }
    BoxTree { boxes, text: text.into(), ..BoxTree::default() }
}
