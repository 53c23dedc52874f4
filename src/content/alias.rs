//! Old addresses, as editors write them or copy them from the address bar of a browser.

use percent_encoding::percent_decode_str;

use crate::foundation::diagnostic::{Diagnostic, Span, Text};
use crate::foundation::language::LanguageTag;
use crate::foundation::path::{SitePath, encode};
use crate::input::fields::Reader;
use crate::input::yaml::Node;
use crate::say;

/// Reads the old addresses of a page. One that is given twice is reported once and kept once.
pub(crate) fn read_aliases(node: Option<Node>, reader: &mut Reader<'_>) -> Vec<SitePath> {
    let mut aliases: Vec<(SitePath, Span)> = Vec::new();
    for (text, span) in reader.texts("aliases", node) {
        let path = match parse(&text) {
            Ok(path) => path,
            Err(why) => {
                refuse(&text, &why, span, reader);
                continue;
            }
        };
        if let Some((_, first)) = aliases.iter().find(|(known, _)| is_same(known, &path)) {
            reader.sink.push(
                Diagnostic::warning(
                    "duplicate-alias",
                    reader.file,
                    say!("旧地址 {path} 写了两次" | "the old address `{path}` is given twice"),
                )
                .at(span)
                .note(reader.file, Some(*first), say!("第一次在这里" | "first given here"))
                .hint(say!(
                    "请删去一处；末尾有没有“/”是同一个地址"
                        | "delete one of them; with a slash at its end or without, it is one address"
                )),
            );
            continue;
        }
        aliases.push((path, span));
    }
    aliases.into_iter().map(|(path, _)| path).collect()
}

/// Takes out an alias that is the address of the page itself, and says so.
pub(crate) fn leave_out_current(
    aliases: &mut Vec<SitePath>,
    current: &SitePath,
    at: Span,
    reader: &mut Reader<'_>,
) {
    let before = aliases.len();
    aliases.retain(|alias| !is_same(alias, current));
    if aliases.len() < before {
        reader.sink.push(
            Diagnostic::warning(
                "duplicate-alias",
                reader.file,
                say!(
                    "{current} 就是这一页现在的地址"
                        | "`{current}` is the address of this page now"
                ),
            )
            .at(at)
            .hint(say!(
                "aliases 只写以前的地址，请删去这一项"
                    | "`aliases` holds addresses of former days: delete this one"
            )),
        );
    }
}

/// Tells whether two addresses are one to a reader: the last slash makes no difference.
fn is_same(one: &SitePath, other: &SitePath) -> bool {
    let bare = |path: &SitePath| path.as_str().trim_end_matches('/').to_lowercase();
    bare(one) == bare(other)
}

/// Why a text cannot be an old address.
#[derive(Clone, Debug, PartialEq, Eq)]
enum BadAlias {
    /// It begins with a host; the path behind it, when there is one.
    Host(Option<String>),
    /// It holds `?` or `#`: the path before it.
    NotSent(char, String),
    /// A percent sign without two hexadecimal digits, or bytes that are no UTF-8.
    Encoding,
    /// A slash or dots in percent-encoding, which servers read differently.
    Hidden,
    /// Anything else.
    Path,
}

fn parse(text: &str) -> Result<SitePath, BadAlias> {
    if let Some((scheme, rest)) = text.split_once("//")
        && (scheme.is_empty() || scheme.ends_with(':'))
    {
        return Err(BadAlias::Host(rest.split_once('/').map(|(_, path)| format!("/{path}"))));
    }
    if let Some(at) = text.find(['?', '#']) {
        let (path, rest) = text.split_at(at);
        let sign = rest.chars().next().unwrap_or_default();
        return Err(BadAlias::NotSent(sign, path.to_owned()));
    }
    let decoded = decode(text)?;
    let is_file = decoded.rsplit('/').next().is_some_and(|name| name.contains('.'));
    let path = if decoded.ends_with('/') || is_file { decoded } else { format!("{decoded}/") };
    let site_path = SitePath::new(&path);
    let is_path = path.starts_with('/') && path != "/" && site_path.out_path().is_ok();
    if is_path { Ok(site_path) } else { Err(BadAlias::Path) }
}

/// Decodes each part of a path by itself, so that an encoded slash is not taken for one.
fn decode(text: &str) -> Result<String, BadAlias> {
    if !text.contains('%') {
        return Ok(text.to_owned());
    }
    let digits =
        |rest: &str| rest.len() >= 2 && rest.as_bytes()[..2].iter().all(u8::is_ascii_hexdigit);
    if text.split('%').skip(1).any(|rest| !digits(rest)) {
        return Err(BadAlias::Encoding);
    }
    let parts = text.split('/').map(|part| {
        let decoded = percent_decode_str(part).decode_utf8().map_err(|_| BadAlias::Encoding)?;
        let hides = decoded != part && (decoded.contains('/') || matches!(&*decoded, "." | ".."));
        // What a server is sent behind these is no path.
        if hides || decoded.contains(['?', '#']) { Err(BadAlias::Hidden) } else { Ok(decoded) }
    });
    Ok(parts.collect::<Result<Vec<_>, _>>()?.join("/"))
}

fn refuse(text: &str, why: &BadAlias, span: Span, reader: &mut Reader<'_>) {
    let hint = match why {
        BadAlias::Host(Some(path)) if parse(path).is_ok() => say!(
            "只写站内的路径，不写网站名：{path}"
                | "write the path of this site alone, without its host: `{path}`"
        ),
        BadAlias::NotSent(sign, path) => not_sent(*sign, path),
        BadAlias::Encoding => say!(
            "“%”后面要有两位十六进制数，合起来是 UTF-8 文字；请从浏览器地址栏重新复制，或直接写汉字"
                | "`%` is followed by two hexadecimal digits, which spell UTF-8 together: copy the address from the browser anew, or write it in plain letters"
        ),
        BadAlias::Hidden => say!(
            "%2F、%2E%2E、%3F、%23 这样的写法，各家服务器理解不同，请改用不含它们的地址"
                | "servers read %2F, %2E%2E, %3F and %23 differently: leave them out"
        ),
        BadAlias::Path if !text.starts_with(['/', '.']) && parse(&format!("/{text}")).is_ok() => {
            say!(
                "站内的路径以“/”开头：/{text}"
                    | "a path of this site begins with a slash: `/{text}`"
            )
        }
        BadAlias::Host(_) | BadAlias::Path => say!(
            "请写站内的路径，例如 /old/path/，不含 .. 和特殊符号"
                | "write a path of this site such as /old/path/, without `..`"
        ),
    };
    reader.error(
        "bad-alias",
        span,
        say!("旧地址“{text}”不能用" | "`{text}` cannot be an old address"),
        hint,
    );
}

fn not_sent(sign: char, path: &str) -> Text {
    match (sign, parse(path)) {
        ('#', Ok(path)) => say!(
            "浏览器不会把 # 和它后面的部分发给服务器，请只写前面的部分：{path}"
                | "browsers do not send `#` and what follows to a server: write what stands before it, `{path}`"
        ),
        ('#', Err(_)) => say!(
            "浏览器不会把 # 和它后面的部分发给服务器，这样的地址转不了"
                | "browsers do not send `#` and what follows to a server: such an address cannot lead on"
        ),
        _ => say!(
            "静态网站不看 ? 后面的部分，这样的旧地址只能在服务器上设置转向；请删去这一项"
                | "a static site does not see what follows `?`: only the server can redirect such an address; delete this entry"
        ),
    }
}

/// Where in the text of a file, and how, a line is put that keeps `address` as an old address of its page. `None` when the
/// file has no front matter, or aliases in a form of its own.
#[must_use]
pub fn add_alias(yaml: &str, base: usize, address: &SitePath) -> Option<(Span, String)> {
    let quoted = written(address);
    let line_end = if yaml.contains("\r\n") { "\r\n" } else { "\n" };
    let Some(start) = key_start(yaml) else {
        let at = base + yaml.len();
        return Some((Span::new(at, at), format!("aliases: [{quoted}]{line_end}")));
    };
    let line = yaml[start..].lines().next()?;
    let value = line["aliases:".len()..].trim();
    if value.starts_with('[') && value.ends_with(']') && value.matches(']').count() == 1 {
        let at = base + start + line.trim_end().len() - 1;
        let is_empty = value[1..value.len() - 1].trim().is_empty();
        let comma = if is_empty { "" } else { ", " };
        return Some((Span::new(at, at), format!("{comma}{quoted}")));
    }
    let rest = yaml.get(start + line.len()..)?.trim_start_matches('\r').strip_prefix('\n')?;
    let first = rest.lines().next().unwrap_or_default();
    if value.is_empty() && first.trim_start().starts_with("- ") {
        let indent = &first[..first.len() - first.trim_start().len()];
        let at = base + yaml.len() - rest.len();
        return Some((Span::new(at, at), format!("{indent}- {quoted}{line_end}")));
    }
    None
}

fn key_start(yaml: &str) -> Option<usize> {
    let mut at = 0;
    for line in yaml.split_inclusive('\n') {
        if line.starts_with("aliases:") {
            return Some(at);
        }
        at += line.len();
    }
    None
}

/// An address as it is written into a list.
#[must_use]
pub fn written(address: &SitePath) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
    if address.as_str().chars().all(plain) {
        address.as_str().to_owned()
    } else if address.as_str().contains(['"', '\\', '%']) {
        format!("\"{}\"", encode(address.as_str()))
    } else {
        format!("\"{address}\"")
    }
}

/// Returns the old addresses of a translation in `language`: those of its first file, and its own, which are addresses of its
/// edition with the edition in front or without.
pub(crate) fn merge_aliases(
    base: &[SitePath],
    translation: &[SitePath],
    language: &LanguageTag,
) -> Vec<SitePath> {
    let mut all = base.to_vec();
    for alias in translation {
        let alias = match edition_of(alias) {
            Some((tag, rest)) if tag == language.as_str() => rest,
            _ => alias.clone(),
        };
        if !all.contains(&alias) {
            all.push(alias);
        }
    }
    all
}

/// Tells which part of an old address is that of an edition: `en` of `/en/cases/a/`, and the rest.
#[must_use]
pub fn edition_of(alias: &SitePath) -> Option<(&str, SitePath)> {
    let (tag, rest) = alias.as_str().strip_prefix('/')?.split_once('/')?;
    (!rest.is_empty()).then(|| (tag, SitePath::new(rest)))
}

#[cfg(test)]
mod tests;
