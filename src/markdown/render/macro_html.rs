//! The HTML that a macro makes: read as what an author writes is, so that its links are checked and
//! nothing in it runs, with some more elements and attributes.

use super::writer::Writer;
use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::markdown::body::PlaceholderKind;
use crate::markdown::html::{
    Element, Tag, Token, decode_entities, find_element, find_macro_element, split_tokens,
};
use crate::markdown::plain_text;

use super::raw::paragraph_element;
use super::refusal::{is_frame, refusal_hint};
use super::target::Target;
use crate::say;

impl Writer<'_> {
    /// Writes what a macro made, which is called at `span`.
    pub(super) fn write_macro(&mut self, name: &str, html: &str, span: Span) {
        if let Some(picture) = &mut self.picture {
            picture.alt.push_str(plain_text(html).trim());
            return;
        }
        let is_block = self.paragraph.is_macro;
        self.raw.is_in_macro = true;
        self.settle_object();
        if is_block && self.begins_with_phrase(html) {
            self.imply_paragraph(paragraph_element(), span);
        }
        for (token, read) in split_tokens(html.trim()) {
            match token {
                Token::Text if is_block && read.trim().is_empty() => self.page.push_markup(read),
                Token::Text if is_block => self.block_text(&decode_entities(read, false), span),
                Token::Text => {
                    let text = decode_entities(read, false);
                    self.page.push_text(&text);
                    self.plain.push_str(&text);
                }
                token => {
                    if !self.safe_tag(&token, span, is_block) {
                        self.report_refused(name, &token, span);
                    }
                }
            }
        }
        if is_block {
            self.end_implied_paragraph();
        }
        self.raw.is_in_macro = false;
    }

    /// Tells whether HTML begins with an element that stands in a paragraph.
    fn begins_with_phrase(&self, html: &str) -> bool {
        let first = split_tokens(html.trim()).next();
        let Some((Token::Open(tag), _)) = first else { return false };
        self.known_element(tag.name)
            .is_some_and(|element| !element.is_block && !matches!(element.name, "video" | "audio"))
    }

    /// Writes a call of a macro that made nothing.
    pub(super) fn write_refused(&mut self, written: &str, span: Span) {
        if self.paragraph.is_macro {
            self.block_text(written, span);
            self.end_implied_paragraph();
        } else {
            self.write_text(written);
        }
    }

    /// Reports an element that a macro made and that is left out.
    fn report_refused(&mut self, name: &str, token: &Token<'_>, span: Span) {
        let (Token::Open(Tag { name: element, .. }) | Token::Close(element)) = token else {
            return;
        };
        let element = element.to_ascii_lowercase();
        let known = self.known_element(&element);
        let key = known.map_or_else(|| format!("{name}<{element}>"), |_| format!("{name}<>"));
        if !self.raw.reported.insert(key) {
            return;
        }
        let (message, hint) = match known {
            Some(_) => (
                say!("“{name}”要自己成一段" | "`{name}` needs a paragraph of its own"),
                say!(
                    "请把它另起一行，前后各空一行"
                        | "put it on a line of its own, with a blank line before and after"
                ),
            ),
            None if is_frame(&element) => (
                say!("“{name}”要嵌入别的网站的网页" | "`{name}` shows a page of another site"),
                refusal_hint(&element),
            ),
            None => (
                say!(
                    "“{name}”写出的 `<{element}>` 没有保留"
                        | "the `<{element}>` that `{name}` writes was left out"
                ),
                say!(
                    "请改它的模板 macros/{name}.html：正文里不能有脚本、表单和样式"
                        | "change its template, macros/{name}.html: no script, form or style goes \
                           into a text"
                ),
            ),
        };
        let finding = Diagnostic::warning("raw-html", self.file, message);
        self.report_finding(finding.at_span(span).with_hint(hint));
    }

    /// Returns the element of this name, if it may be written here.
    pub(super) fn known_element(&self, name: &str) -> Option<&'static Element> {
        find_element(name).or_else(|| find_macro_element(name).filter(|_| self.raw.is_in_macro))
    }

    /// Writes the start of a film or a sound, and its address.
    pub(super) fn write_media(&mut self, name: &str, tag: &Tag<'_>, span: Span) {
        self.page.push_markup("<");
        self.page.push_markup(name);
        let Some(address) = tag.attribute_value("src") else { return };
        match self.read_target(address) {
            Target::Local(local) => {
                self.page.push_placeholder(PlaceholderKind::SizedImage, local, span);
            }
            Target::Outside(address) => {
                self.check_load("media-src", &address, span);
                self.page.push_address("src", &address);
            }
            target => self.report_target(&target, span),
        }
    }
}
