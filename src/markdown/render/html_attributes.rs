//! The start tags of HTML that an author wrote: written anew with harmless attributes alone.

use super::link::target;
use super::writer::Writer;
use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::markdown::body::PlaceholderKind;
use crate::markdown::html::{Element, Kept, Tag, attribute};
use crate::say;

/// What a page in a frame may do: run, and play as a whole screen, but not lead the reader away.
const SANDBOX: &str = "allow-scripts allow-same-origin allow-popups allow-presentation";

impl Writer<'_> {
    /// Writes the start tag of an element.
    pub(super) fn write_start(&mut self, element: &Element, tag: &Tag<'_>, span: Span) {
        match element.name {
            "img" => return self.write_image(tag, span),
            "a" => self.write_anchor(tag, span),
            name => {
                self.page.push("<");
                self.page.push(name);
            }
        }
        self.write_attributes(element.name, tag, span);
        self.page.push(">");
    }

    fn write_anchor(&mut self, tag: &Tag<'_>, span: Span) {
        let is_written = tag.value("href").is_some_and(|address| {
            let address = self.joined.clean(address);
            let target = target(&address, self.file, self.options.schemes);
            self.open_link(target, span)
        });
        if !is_written {
            self.page.push("<a");
        }
    }

    fn write_image(&mut self, tag: &Tag<'_>, span: Span) {
        let has_size = tag.value("width").or(tag.value("height")).is_some();
        let kind = if has_size { PlaceholderKind::SizedImage } else { PlaceholderKind::Image };
        let address = self.joined.clean(tag.value("src").unwrap_or_default());
        self.open_image(target(&address, self.file, self.options.schemes), kind, span);
        let alt = tag.value("alt").map(|alt| self.joined.clean(alt).into_owned());
        if alt.is_none() {
            self.report_alt(span);
        }
        self.page.attribute("alt", alt.as_deref().unwrap_or_default());
        self.write_attributes("img", tag, span);
        self.page.push(" loading=\"lazy\">");
    }

    /// Writes a frame with a page of another site; tells whether the publication allows it.
    pub(super) fn write_frame(&mut self, tag: &Tag<'_>, span: Span) -> bool {
        let Some((address, host)) = tag.value("src").and_then(frame_address) else { return false };
        if !self.options.embeds.contains(&host) {
            return false;
        }
        self.page.push("<iframe");
        self.page.address("src", &self.joined.clean(&address));
        if tag.value("title").is_none() {
            self.page.attribute("title", &host);
        }
        self.write_attributes("iframe", tag, span);
        self.page.attribute("sandbox", SANDBOX);
        self.page.push(" allowfullscreen loading=\"lazy\"></iframe>");
        true
    }

    fn write_attributes(&mut self, element: &'static str, tag: &Tag<'_>, span: Span) {
        let mut written: Vec<&str> = Vec::new();
        for (name, value) in &tag.attributes {
            let value = self.joined.clean(value);
            let is_id = name.eq_ignore_ascii_case("id")
                || (element == "a" && name.eq_ignore_ascii_case("name"));
            if is_id {
                if written.contains(&"id") {
                    continue;
                }
                if let Some(id) = self.accept_id(&value, span, |id| format!("id=\"{id}\"")) {
                    written.push("id");
                    self.page.attribute("id", &id);
                    self.html.ids.push(id);
                }
                continue;
            }
            let is_elsewhere = match element {
                "a" => name.eq_ignore_ascii_case("href"),
                "img" => ["src", "alt"].iter().any(|known| name.eq_ignore_ascii_case(known)),
                "iframe" => name.eq_ignore_ascii_case("src"),
                _ => false,
            };
            if is_elsewhere {
                continue;
            }
            match attribute(element, name, &value) {
                Kept::As(name, value) if !written.contains(&name) => {
                    written.push(name);
                    self.page.attribute(name, &value);
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
        self.report(
            Diagnostic::warning(
                "html-attribute",
                self.file,
                say!("HTML 的属性“{name}”没有保留" | "the attribute `{name}` of HTML was left out"),
            )
            .at(span)
            .hint(say!(
                "样式由主题决定，脚本一概不放进网页；请删去这个属性"
                    | "the theme decides on styles, and no script goes into a page: delete this attribute"
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
