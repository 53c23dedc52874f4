//! Images and figures.

use std::ops::Range;

use super::target::Target;
use super::writer::Writer;
use crate::foundation::diagnostic::{Diagnostic, Span, Text};
use crate::markdown::body::PlaceholderKind;
use crate::say;

/// The image being read: what stands inside it becomes its alternative text.
pub(super) struct Picture {
    pub(super) alt: String,
    target: Target,
    /// Whether its address holds a call of another generator.
    foreign: bool,
    title: String,
    range: Range<usize>,
    figure: bool,
}

impl Writer<'_> {
    pub(super) fn start_image(&mut self, address: &str, title: &str, range: Range<usize>) {
        let address = self.joined.without_signs(address);
        let target = self.read_target(&address);
        let foreign = self.foreign_address(&address, self.span_of(&range));
        let title = self.joined.without_signs(title).into_owned();
        self.settle_object();
        let figure = !title.is_empty() && self.make_figure(&range);
        self.picture = Some(Picture { alt: String::new(), target, foreign, title, range, figure });
    }

    pub(super) fn end_image(&mut self, range: &Range<usize>) {
        // An image inside the alternative text of another leaves its text there.
        if self.picture.as_ref().is_none_or(|picture| picture.range != *range) {
            return;
        }
        self.settle_break(None);
        let Some(Picture { alt, target, foreign, title, figure, .. }) = self.picture.take() else {
            return;
        };
        let span = self.span_of(range);
        if alt.trim().is_empty() {
            let hint = say!(
                "在方括号里写一句图片的内容，读屏软件要用"
                    | "say in the square brackets what the image shows, for screen readers"
            );
            self.report_alt(span, hint);
        }
        if foreign {
            self.page.push_markup("<img");
        } else {
            self.open_image(target, PlaceholderKind::Image, span);
        }
        self.page.push_attribute("alt", &alt);
        self.headings.add_picture(&alt);
        if !title.is_empty() && !figure {
            self.page.push_attribute("title", &title);
        }
        self.page.push_markup(" loading=\"lazy\">");
        if figure {
            self.page.push_markup("<figcaption>");
            self.page.push_text(&title);
            self.page.push_markup("</figcaption>");
            self.plain.push_str(&title);
        }
    }

    pub(super) fn report_alt(&mut self, span: Span, hint: Text) {
        self.report_finding(
            Diagnostic::warning(
                "image-alt",
                self.file,
                say!("图片没有替代文字" | "the image has no alternative text"),
            )
            .at_span(span)
            .with_hint(hint),
        );
    }

    /// Writes `<img` with the address.
    pub(super) fn open_image(&mut self, target: Target, kind: PlaceholderKind, span: Span) {
        self.page.push_markup("<img");
        match target {
            Target::Local(local) => {
                self.page.push_placeholder(kind, local, span);
            }
            Target::Outside(address) => {
                self.check_load("img-src", &address, span);
                self.page.push_address("src", &address);
            }
            Target::Empty | Target::Page(_) => {
                self.report_finding(
                    Diagnostic::warning(
                        "empty-link",
                        self.file,
                        say!(
                            "这里没有写图片的地址，读者看不到图片"
                                | "there is no address of a picture here: readers see none"
                        ),
                    )
                    .at_span(span)
                    .with_hint(say!(
                        "请写上图片文件的名称：`![说明](a.png)`，HTML 写 `<img src=\"a.png\" alt=\"说明\">`"
                            | "name the file of the picture: `![what it shows](a.png)`, or in HTML \
                               `<img src=\"a.png\" alt=\"what it shows\">`"
                    )),
                );
            }
            target => self.report_target(&target, span),
        }
    }
}
