//! From the bytes of a file to its text, and from places in the text to lines and columns.

use crate::foundation::diagnostic::{Diagnostic, Sink, Span, Text};
use crate::foundation::path::SourcePath;
use crate::say;

/// The largest text file that is read, in bytes: a book of a million characters fits.
pub const MAX_TEXT: usize = 4 << 20;

/// Decodes a text file: UTF-8 with or without a byte order mark, else GB18030 with a warning.
///
/// Returns `None` after an error in `sink` for a file that is no text or is too large.
pub fn decode_text(file: &SourcePath, bytes: &[u8], sink: &mut Sink) -> Option<String> {
    if bytes.len() > MAX_TEXT {
        let (size, limit) = (bytes.len() >> 10, MAX_TEXT >> 10);
        sink.push(
            Diagnostic::error(
                "too-large",
                file,
                say!(
                    "文件有 {size} KB，超过了 {limit} KB 的上限"
                        | "the file has {size} KB, more than the limit of {limit} KB"
                ),
            )
            .with_hint(say!(
                "一个案例一个文件；图片、附件请另存为文件，再用链接引用"
                    | "keep one case to a file; put pictures and attachments into files of their \
                       own and link them"
            )),
        );
        return None;
    }
    if is_hollow(bytes) {
        sink.push(not_downloaded(file));
        return None;
    }
    if is_utf_16(bytes) {
        let finding = Diagnostic::error(
            "not-text",
            file,
            say!("这个文件是 UTF-16 编码，无法读取" | "this file is UTF-16 and cannot be read"),
        )
        .with_hint(save_as_utf_8());
        sink.push(if recode_text(bytes).is_some() {
            finding.with_fix(NOWHERE, "")
        } else {
            finding
        });
        return None;
    }
    let text = match simdutf8::compat::from_utf8(bytes) {
        // A copy costs a tenth of the check that `String::from_utf8` makes.
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text).to_owned(),
        Err(error) => {
            let text = decode_chinese(file, bytes, error.valid_up_to(), sink)?;
            // GB18030 has a byte order mark too.
            text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)
        }
    };
    if let Some(at) = memchr::memchr(0, text.as_bytes())
        && is_mostly_zero(text.as_bytes())
    {
        sink.push(report_binary_file(file).at_span(Span::new(at, at + 1)));
        return None;
    }
    Some(text)
}

fn decode_chinese(file: &SourcePath, bytes: &[u8], bad: usize, sink: &mut Sink) -> Option<String> {
    let decoded = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes);
    match decoded {
        Some(text) if !looks_binary(&text) => {
            let surely = looks_chinese(bytes);
            sink.push(
                Diagnostic::warning(
                    "encoding",
                    file,
                    say!(
                        "这个文件不是 UTF-8 编码，已按 GB18030（GBK）读取"
                            | "this file is not UTF-8; it was read as GB18030 (GBK)"
                    ),
                )
                .with_hint(if surely { save_as_utf_8() } else { save_as_utf_8_if_legible() })
                .add_fix(NOWHERE, "", surely),
            );
            Some(text.into_owned())
        }
        _ => {
            sink.push(report_binary_file(file).with_hint(say!(
                "如果真是文本，请看第 {line} 行：那里有别的编码的文字或乱码，删去后重新输入，再存成 UTF-8"
                    | "if it is text after all, look at line {line}: it holds bytes of another \
                       encoding; delete them, type the text anew and save as UTF-8",
                line = memchr::memchr_iter(b'\n', &bytes[..bad]).count() + 1
            )));
            None
        }
    }
}

/// Where nothing is replaced: the file need only be written in UTF-8.
const NOWHERE: Span = Span { start: 0, end: 0 };

fn save_as_utf_8() -> Text {
    say!(
        "请在编辑器里选择“另存为”，编码选 UTF-8；casebook check --fix 也会转换"
            | "in your editor choose “save as” with the encoding UTF-8, or let \
               `casebook check --fix` convert it"
    )
}

fn save_as_utf_8_if_legible() -> Text {
    say!(
        "它也可能是别的编码（例如 Big5），读出来会是乱码：请在编辑器里打开，文字正常后选择“另存为”，编码选 UTF-8"
            | "it may be in yet another encoding (such as Big5) and read as gibberish: open it in \
               your editor, see that it is legible, and choose “save as” with the encoding UTF-8"
    )
}

/// Returns the text of a file in UTF-8, UTF-16 or GB18030, without its byte order mark; `None` when
/// it does not decode to the last byte.
#[must_use]
pub fn recode_text(bytes: &[u8]) -> Option<String> {
    let encoding = match bytes {
        [0xFF, 0xFE, ..] => encoding_rs::UTF_16LE,
        [0xFE, 0xFF, ..] => encoding_rs::UTF_16BE,
        _ if std::str::from_utf8(bytes).is_ok() => encoding_rs::UTF_8,
        _ => encoding_rs::GB18030,
    };
    let (text, broken) = encoding.decode_with_bom_removal(bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    (!broken && !is_mostly_zero(text.as_bytes())).then(|| text.to_owned())
}

fn is_utf_16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF])
}

/// Tells whether `bytes`, which decode as GB18030, are Chinese in that encoding and not another.
///
/// Nearly all characters of a Chinese text are among those of GB 2312, whose second byte is above
/// A0. In Big5 that is one in two, and in the encodings of Western Europe nearly none.
fn looks_chinese(bytes: &[u8]) -> bool {
    let (mut common, mut all) = (0_usize, 0_usize);
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        rest = tail;
        if let (0x80.., [second, tail @ ..]) = (*first, tail) {
            all += 1;
            common += usize::from(*second > 0xA0);
            rest = tail;
        }
    }
    common * 10 >= all * 9
}

/// Tells whether U+0000 is no stray character of a text: more than one in twenty.
fn is_mostly_zero(bytes: &[u8]) -> bool {
    memchr::memchr_iter(0, bytes).count() * 20 > bytes.len()
}

/// Tells whether more than one in a hundred characters is a control character that no text has.
fn looks_binary(text: &str) -> bool {
    let controls =
        text.chars().filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')).count();
    controls * 100 > text.len()
}

fn report_binary_file(file: &SourcePath) -> Diagnostic {
    Diagnostic::error("not-text", file, say!("这不是文本文件，无法读取" | "this is no text file \
        and cannot be read"))
        .with_hint(say!("Word 文档不能只改扩展名：请把文字复制到文本编辑器里，存成 UTF-8 的 .md 文件；图片请保留原来的扩展名" | "a Word document does not become Markdown by its name: paste the text into a text editor and save it as UTF-8; pictures keep their own extension"))
}

/// Says that a file could not be read.
#[must_use]
pub fn report_unreadable(file: &SourcePath, error: &std::io::Error) -> Diagnostic {
    let Text { zh, en } = explain_refusal(error);
    Diagnostic::error(
        "unreadable",
        file,
        say!("读不了这个文件：{zh}" | "cannot read this file: {en}"),
    )
    .with_hint(say!(
        "请检查文件是否还在、是否有读取权限；放在网盘里的，先下载到这台电脑"
            | "check that the file is still there and may be read; when it is in a cloud drive, \
               download it first"
    ))
}

/// Says that a cloud drive keeps a file away from this machine.
#[must_use]
pub fn not_downloaded(file: &SourcePath) -> Diagnostic {
    Diagnostic::error(
        "not-downloaded",
        file,
        say!(
            "{file} 还在网盘里，没有下载到这台电脑" | "`{file}` is still in the cloud and not on this machine"
        ),
    )
    .with_hint(say!(
        "请在访达或网盘软件里右键点这个文件，选“立即下载”或“始终保留在此设备上”，等下载完再试；不要了，就在网盘里删去它"
            | "in Finder or the program of the cloud drive, choose to download it or to keep it on \
               this device, and try again once it is there; when it is not wanted, \
               delete it in the cloud"
    ))
}

/// Tells whether a file is as long as it should be and holds nothing: cloud drives leave such files
/// until they are downloaded.
#[must_use]
pub fn is_hollow(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(|byte| *byte == 0)
}

/// Says why the system refused, in the reader's language where that happens to editors.
#[must_use]
pub fn explain_refusal(error: &std::io::Error) -> Text {
    match error.kind() {
        std::io::ErrorKind::NotFound => say!("没有这个文件" | "there is no such file"),
        std::io::ErrorKind::PermissionDenied => say!("没有读取的权限" | "it may not be read"),
        _ => say!("{error}" | "{error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (Option<String>, Vec<&'static str>) {
        let mut sink = Sink::default();
        let text = decode_text(&SourcePath::new("a.md"), bytes, &mut sink);
        (text, sink.into_iter().map(|found| found.code.0).collect())
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        assert_eq!(read("\u{feff}静安".as_bytes()), (Some("静安".into()), vec![]));
    }

    #[test]
    fn a_file_in_gb18030_is_read_with_a_warning() {
        let (bytes, _, _) = encoding_rs::GB18030.encode("社会组织党建");
        assert_eq!(read(&bytes), (Some("社会组织党建".into()), vec!["encoding"]));
    }

    #[test]
    fn a_file_in_another_encoding_is_rewritten_only_when_it_is_surely_that() {
        let text = "静安区：枢纽型社会组织党建，“三化”治理。";
        let safe = |bytes: &[u8]| {
            let mut sink = Sink::default();
            decode_text(&SourcePath::new("a.md"), bytes, &mut sink);
            sink.into_iter().find_map(|found| found.fix).is_some_and(|fix| fix.safe)
        };
        let (gb, _, _) = encoding_rs::GB18030.encode(text);
        assert!(safe(&gb));
        assert_eq!(recode_text(&gb).as_deref(), Some(text));
        let (big5, _, _) = encoding_rs::BIG5.encode("靜安區：樞紐型社會組織黨建，社區治理的做法。");
        assert!(!safe(&big5));
        let utf16: Vec<u8> =
            [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert!(safe(&utf16));
        assert_eq!(recode_text(&utf16).as_deref(), Some(text));
        assert!(!safe(&utf16[..utf16.len() - 1]));
        assert_eq!(recode_text("\u{feff}静安".as_bytes()).as_deref(), Some("静安"));
        assert_eq!(recode_text(b"\xFFx"), None);
    }

    #[test]
    fn a_picture_that_is_named_md_is_an_error() {
        assert_eq!(read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), (None, vec!["not-text"]));
        assert_eq!(read(b"title\0more"), (None, vec!["not-text"]));
        let stray = "街坊收拾出\0门房，给老师傅摆摊。";
        assert_eq!(read(stray.as_bytes()), (Some(stray.to_owned()), vec![]));
    }
}
