//! `！[图](a.png)`, whose full-width mark makes it a link.

use std::path::Path;

use super::{CountsOn, Finding};
use crate::say;

/// The stable word of this rule.
pub(in super::super) const CODE: &str = "fullwidth-image";

const IMAGES: [&str; 7] = ["avif", "gif", "jpeg", "jpg", "png", "svg", "webp"];

/// Looks at what stands before a link to `address`. A sentence may well end in `！` before a link,
/// so only links to images count.
pub(in super::super) fn check_fullwidth_image(before: &str, address: &str) -> Option<Finding> {
    let extension = Path::new(address).extension()?.to_str()?;
    if !before.ends_with('！') || !IMAGES.iter().any(|image| image.eq_ignore_ascii_case(extension))
    {
        return None;
    }
    Some(Finding {
        range: before.len() - '！'.len_utf8()..before.len(),
        message: say!(
            "全角叹号使图片成了链接" | "a full-width exclamation mark makes a link of this image"
        ),
        hint: say!("请把 `！` 改成半角的 `!`" | "use the half-width `!`"),
        fix: Some("!".to_owned()),
        counts_on: CountsOn::Nothing,
        seen: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_wants_a_half_width_mark() {
        assert!(check_fullwidth_image("见图！", "a.PNG").is_some());
        assert!(check_fullwidth_image("太好了！", "b.md").is_none());
        assert!(check_fullwidth_image("见图", "a.png").is_none());
    }
}
