//! A picture in a text must be one that browsers show.

use super::{Rule, Scope};
use crate::content::picture::Flaw;
use crate::foundation::diagnostic::{Diagnostic, Sink, Text};
use crate::foundation::path::SourcePath;
use crate::markdown::{Body, PlaceholderKind};
use crate::say;

pub(super) const RULE: Rule = Rule { code: "hidden-picture", run: check_hidden_pictures };

fn check_hidden_pictures(code: &'static str, scope: &Scope<'_>, sink: &mut Sink) {
    for (file, body) in scope.bodies() {
        report_empty_attachments(scope, file, body, sink);
        let pictures =
            body.placeholders.iter().filter(|place| place.kind == PlaceholderKind::Image);
        for placeholder in pictures {
            let asset = scope.links.find_asset(scope.catalog, &placeholder.target);
            let Some(flaw) = asset.and_then(|asset| asset.flaw) else { continue };
            let (message, hint) = explain_flaw(&placeholder.target, flaw);
            sink.push(
                Diagnostic::warning(code, file, message).at_span(placeholder.span).with_hint(hint),
            );
        }
    }
}

/// Reports links to files that hold nothing: readers download them and cannot open them.
fn report_empty_attachments(scope: &Scope<'_>, file: &SourcePath, body: &Body, sink: &mut Sink) {
    for placeholder in body.placeholders.iter().filter(|place| place.kind == PlaceholderKind::Link)
    {
        let target = &placeholder.target;
        let asset = scope.links.find_asset(scope.catalog, target);
        if asset.is_none_or(|asset| asset.flaw != Some(Flaw::Empty)) {
            continue;
        }
        let message = say!("附件 {target} 是空的" | "the attachment {target} is an empty file");
        let finding = Diagnostic::warning("empty-attachment", file, message);
        sink.push(finding.at_span(placeholder.span).with_hint(say!(
            "请重新复制这个文件；放在网盘里的，先等它下载或同步完"
                | "copy the file here once more; when it is in a cloud drive, wait until it is \
                   downloaded"
        )));
    }
}

/// Says what is wrong with a picture, and what to do about it.
fn explain_flaw(picture: &SourcePath, flaw: Flaw) -> (Text, Text) {
    match flaw {
        Flaw::Empty => (
            say!("图片 {picture} 的文件是空的" | "the picture {picture} is an empty file"),
            say!(
                "请重新复制原图；放在网盘里的，先等它下载或同步完"
                    | "copy the picture here once more; when it is in a cloud drive, wait until \
                       it is downloaded"
            ),
        ),
        Flaw::Format(format) => (
            say!(
                "浏览器不能显示 {format}，读者看不到图片 {picture}"
                    | "browsers do not show {format}: readers will not see the picture {picture}"
            ),
            say!(
                "请转成 JPEG 或 PNG（用看图软件打开，“导出”或“另存为”），再改这里的文件名"
                    | "convert it to JPEG or PNG (open it in a viewer and export it), and \
                       change the name here"
            ),
        ),
        Flaw::NoPicture => (
            say!("{picture} 不是图片" | "{picture} is not a picture"),
            say!(
                "它可能是存错的网页或别的文件，只是名称像图片；请重新保存原图"
                    | "it may be a web page or another file saved under the name of a picture; \
                       save the picture itself once more"
            ),
        ),
        Flaw::CutOff => (
            say!("图片 {picture} 不完整，只有前面一截" | "the picture {picture} is cut off"),
            say!(
                "下载或复制时断了；请重新保存原图"
                    | "a download or a copy broke off; save the picture once more"
            ),
        ),
        Flaw::BrokenDrawing => (
            say!(
                "SVG 图片 {picture} 的代码有错，浏览器不显示"
                    | "the SVG picture {picture} is not well-formed, and browsers do not show it"
            ),
            say!(
                "请从画图软件里重新导出，或换成 PNG"
                    | "export it from the drawing program once more, or use PNG"
            ),
        ),
    }
}
