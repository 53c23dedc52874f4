//! Addresses with spaces or with parentheses that do not match: how each is to be written.

use crate::check::Scope;
use crate::check::written_address::write_address;
use crate::foundation::diagnostic::{Diagnostic, Text};
use crate::foundation::path::{SourcePath, decode_percent};
use crate::markdown::{Unlinked, UnlinkedKind};
use crate::say;

/// Returns an address that stands between angle brackets, or whose signs are spelled in codes.
fn bare_as_address(written: &str) -> String {
    if written.contains(['<', '>', '\n']) {
        let signs = [(' ', "%20"), ('\t', "%09"), ('(', "%28"), (')', "%29")];
        signs.into_iter().fold(written.to_owned(), |text, (sign, code)| text.replace(sign, code))
    } else {
        format!("<{written}>")
    }
}

/// Reports an address that has to stand between angle brackets.
pub(super) fn report_bare_address(
    code: &'static str,
    file: &SourcePath,
    mark: &Unlinked,
    scope: &Scope<'_>,
) -> Diagnostic {
    let written = &mark.target;
    let is_spaced = mark.kind == UnlinkedKind::Spaced;
    let (path, fragment) = written.split_at(written.find(['#', '?']).unwrap_or(written.len()));
    // Windows writes `\\` between folders, and headings have `-` for a space.
    let turned = decode_percent(path).replace('\\', "/");
    let fragment = fragment.trim_end().replace(' ', "-");
    let found = file.resolve_target(&turned).and_then(|path| scope.links.find_file(&path));
    let is_web = written.starts_with("http://") || written.starts_with("https://");
    let is_place = path.is_empty() && is_spaced;
    let fixed = match found {
        _ if is_web => written.replace(' ', "%20").replace('\t', "%09"),
        _ if is_place => fragment,
        Some(found) if is_spaced => write_address(file, found, &fragment),
        _ => bare_as_address(written),
    };
    let message = message(is_spaced);
    let hint = if is_web && is_spaced {
        say!(
            "空格是网址的一部分，就写成 `%20`：`{fixed}`；空格后面是说明，就用英文引号围起来或删去"
                | "write `%20` for a space that belongs to the address: `{fixed}`; put what is a \
                   title between double quotes, or delete it"
        )
    } else if is_place || written.contains('\\') {
        say!("请写 `{fixed}`" | "write `{fixed}`")
    } else if is_spaced {
        say!(
            "请用尖括号围起来：`{fixed}`，或把空格写成 `%20`"
                | "put it between angle brackets, `{fixed}`, or write `%20` for the space"
        )
    } else {
        say!("请用尖括号围起来：`{fixed}`" | "put it between angle brackets: `{fixed}`")
    };
    let finding = Diagnostic::warning(code, file, message).at_span(mark.span).with_hint(hint);
    if found.is_some() && !is_place {
        return finding.with_fix(mark.span, fixed).readers_see(say!(
            "改后读者看到的是链接或图片，不再是方括号和地址"
                | "once fixed, readers see the link or the picture in the place of \
                   brackets and an address"
        ));
    }
    if is_web || is_place {
        return finding.with_guess(mark.span, fixed);
    }
    finding
        .with_hint(say!("还要检查：没有找到“{path}”这个文件" | "no file `{path}` was found either"))
        .with_guess(mark.span, fixed)
}

fn message(is_spaced: bool) -> Text {
    if is_spaced {
        say!(
            "地址里有空格，没有成为链接或图片"
                | "an address with a space in it makes no link and no picture"
        )
    } else {
        say!(
            "地址里的括号不成对，没有成为链接或图片"
                | "an address whose parentheses do not match makes no link and no picture"
        )
    }
}
