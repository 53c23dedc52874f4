//! The start tags of HTML that an author wrote: written anew with harmless attributes alone.

use super::writer::Writer;
use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::markdown::body::PlaceholderKind;
use crate::markdown::html::{Element, Kept, Tag, check_attribute, is_macro_attribute};
use crate::say;

/// What a page in a frame may do: run, and play as a whole screen, but not lead the reader away.
const SANDBOX: &str = "allow-scripts allow-same-origin allow-popups allow-presentation";

impl Writer<'_> {
    /// Writes the start tag of an element.
    pub(super) fn write_start(&mut self, element: &Element, tag: &Tag<'_>, span: Span) {
        match element.name {
            "img" => return self.write_image(tag, span),
            "a" => self.write_anchor(tag, span),
            name @ ("video" | "audio" | "source") => self.write_media(name, tag, span),
            name => {
                self.page.push_markup("<");
                self.page.push_markup(name);
            }
        }
        self.write_attributes(element.name, tag, span);
        self.page.push_markup(">");
    }

    fn write_anchor(&mut self, tag: &Tag<'_>, span: Span) {
        let is_written = tag.attribute_value("href").is_some_and(|address| {
            let address = self.joined.without_signs(address);
            let target = self.read_target(&address);
            self.open_link(target, span)
        });
        if !is_written {
            self.page.push_markup("<a");
        }
    }

    fn write_image(&mut self, tag: &Tag<'_>, span: Span) {
        let has_size = tag.attribute_value("width").or(tag.attribute_value("height")).is_some();
        let kind = if has_size { PlaceholderKind::SizedImage } else { PlaceholderKind::Image };
        let address = self.joined.without_signs(tag.attribute_value("src").unwrap_or_default());
        self.open_image(self.read_target(&address), kind, span);
        let alt = tag.attribute_value("alt").map(|alt| self.joined.without_signs(alt).into_owned());
        if alt.is_none() {
            let hint = say!(
                "在标签里写 `alt=\"图片的内容\"`，读屏软件要用；只作装饰的写 `alt=\"\"`"
                    | "write `alt=\"what the image shows\"` in the tag, for screen readers, or \
                       `alt=\"\"` for what only decorates"
            );
            self.report_alt(span, hint);
        }
        self.page.push_attribute("alt", alt.as_deref().unwrap_or_default());
        self.write_attributes("img", tag, span);
        self.page.push_markup(" loading=\"lazy\">");
    }

    /// Writes a frame with a page of another site; tells whether the publication allows it.
    pub(super) fn write_frame(&mut self, tag: &Tag<'_>, span: Span) -> bool {
        let Some((address, host)) = tag.attribute_value("src").and_then(frame_address) else {
            return false;
        };
        if !self.options.embeds.contains(&host) {
            return false;
        }
        self.page.push_markup("<iframe");
        self.page.push_address("src", &self.joined.without_signs(&address));
        if tag.attribute_value("title").is_none() {
            self.page.push_attribute("title", &host);
        }
        self.write_attributes("iframe", tag, span);
        self.page.push_attribute("sandbox", SANDBOX);
        self.page.push_markup(" allowfullscreen loading=\"lazy\"></iframe>");
        true
    }

    fn write_attributes(&mut self, element: &'static str, tag: &Tag<'_>, span: Span) {
        let mut written: Vec<&str> = Vec::new();
        for (name, value) in &tag.attributes {
            let value = self.joined.without_signs(value);
            let is_id = name.eq_ignore_ascii_case("id")
                || (element == "a" && name.eq_ignore_ascii_case("name"));
            if is_id {
                if written.contains(&"id") {
                    continue;
                }
                if let Some(id) = self.accept_id(&value, span, |id| format!("id=\"{id}\"")) {
                    written.push("id");
                    self.page.push_attribute("id", &id);
                    self.html.ids.push(id);
                }
                continue;
            }
            let is_elsewhere = match element {
                "a" => name.eq_ignore_ascii_case("href"),
                "img" => ["src", "alt"].iter().any(|known| name.eq_ignore_ascii_case(known)),
                "iframe" | "video" | "audio" | "source" => name.eq_ignore_ascii_case("src"),
                _ => false,
            };
            if is_elsewhere {
                continue;
            }
            let lower = name.to_ascii_lowercase();
            if self.raw.is_in_macro && is_macro_attribute(&lower) {
                self.page.push_attribute(&lower, &value);
                continue;
            }
            match check_attribute(element, name, &value) {
                Kept::As(name, value) if !written.contains(&name) => {
                    written.push(name);
                    self.page.push_attribute(name, &value);
                }
                Kept::As(..) | Kept::Quietly => {}
                Kept::No => self.report_attribute(name, span),
            }
        }
    }

    fn report_attribute(&mut self, name: &str, span: Span) {
        let name = name.to_ascii_lowercase();
        if !self.raw.reported.insert(format!("{name}=")) {
            return;
        }
        self.report_finding(
            Diagnostic::warning(
                "html-attribute",
                self.file,
                say!("HTML 的属性“{name}”没有保留" | "the attribute `{name}` of HTML was left out"),
            )
            .at_span(span)
            .with_hint(say!(
                "样式由主题决定，脚本一概不放进网页；请删去这个属性"
                    | "the theme decides on styles, and no script goes into a page: \
                       delete this attribute"
            )),
        );
    }
}

/// Returns the address of a page to be framed, beginning with `https:`, and its host.
fn frame_address(address: &str) -> Option<(String, String)> {
    let address = address.trim();
    let schemes = ["https://", "http://", "//"];
    let rest = schemes.iter().find_map(|scheme| {
        let start = address.get(..scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then(|| &address[scheme.len()..])
    })?;
    let host = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    Some((format!("https://{rest}"), host.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_of_a_frame_is_what_a_browser_asks() {
        let host = |address| frame_address(address).map(|(_, host)| host);
        assert_eq!(host("//player.bilibili.com/a?b"), Some("player.bilibili.com".into()));
        assert_eq!(host("HTTPS://V.QQ.com"), Some("v.qq.com".into()));
        assert_eq!(host("https://evil.example\\@v.qq.com/"), Some("evil.example".into()));
        assert_eq!(host("https://v.qq.com@evil.example/"), Some("v.qq.com@evil.example".into()));
        assert_eq!(host("/local"), None);
        assert_eq!(host("javascript:alert(1)//v.qq.com"), None);
        assert_eq!(
            frame_address("http://v.qq.com/x").map(|(address, _)| address),
            Some("https://v.qq.com/x".into())
        );
    }
}
