//! One old address as it is written: its path, or why it cannot be one and what to write.

use percent_encoding::percent_decode_str;

use crate::foundation::diagnostic::{Diagnostic, Span, Text};
use crate::foundation::path::{BadPath, BaseUrl, SitePath, decode_percent};
use crate::input::fields::Reader;
use crate::say;

/// Why a text cannot be an old address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BadAlias {
    /// It begins with a host; the path behind it, when there is one.
    Host(Option<String>),
    /// It holds `?` or `#`: the path before it.
    NotSent(char, String),
    /// A percent sign without two hexadecimal digits, or bytes that are no UTF-8.
    Encoding,
    /// A slash or dots in percent-encoding, which servers read differently.
    Hidden,
    /// A name that begins with a dot, which servers and systems hide or keep for themselves.
    Dot,
    /// Anything else.
    Path,
}

/// Reads an old address: percent-encoding is decoded, and what is no file ends in a slash.
pub(crate) fn parse_alias(text: &str) -> Result<SitePath, BadAlias> {
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
    let decoded = decode_parts(text)?;
    let is_file = decoded.rsplit('/').next().is_some_and(|name| name.contains('.'));
    let path = if decoded.ends_with('/') || is_file { decoded } else { format!("{decoded}/") };
    if path.split('/').any(|name| name.starts_with('.') && !matches!(name, "." | "..")) {
        return Err(BadAlias::Dot);
    }
    let site_path = SitePath::new(&path);
    let is_path = path.starts_with('/') && path != "/" && site_path.out_path().is_ok();
    if is_path { Ok(site_path) } else { Err(BadAlias::Path) }
}

/// Decodes each part of a path by itself, so that an encoded slash is not taken for one.
fn decode_parts(text: &str) -> Result<String, BadAlias> {
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

/// Says why a text cannot be an old address, and what to write.
pub(crate) fn refuse_alias(
    text: &str,
    why: &BadAlias,
    span: Span,
    base: &BaseUrl,
    used: AddressUse<'_>,
    reader: &mut Reader<'_>,
) {
    reader.error(
        "bad-alias",
        span,
        say!("旧地址“{text}”不能用" | "`{text}` cannot be an old address"),
        describe_bad(text, why, base, used),
    );
}

/// What an address is written for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum AddressUse<'a> {
    /// An old address, of the page that stands where this says, when that is known.
    Old(Option<&'a SitePath>),
    /// Where an old address leads to.
    Target,
}

impl AddressUse<'_> {
    /// Says that a path stands for a page now, so that it cannot be written as an old one.
    fn refuse_present(self, path: &str) -> Option<Text> {
        let Self::Old(current) = self else { return None };
        if is_home(path) {
            return Some(home_hint(path));
        }
        current.filter(|current| current.as_str() == path).map(|_| {
            say!(
                "{path} 就是这一页现在的地址，请删去这一项"
                    | "`{path}` is the address of this page now: delete this entry"
            )
        })
    }
}

/// Says what to write instead of a text that cannot be an old address.
pub(crate) fn describe_bad(
    text: &str,
    why: &BadAlias,
    base: &BaseUrl,
    used: AddressUse<'_>,
) -> Text {
    match why {
        BadAlias::Host(Some(path)) if is_home(path) || parse_alias(path).is_ok() => {
            let path = below_site(path, base).unwrap_or_else(|| path.clone());
            used.refuse_present(&path).unwrap_or_else(|| {
                say!(
                    "只写站内的路径，不写网站名：{path}"
                        | "write the path of this site alone, without its host: `{path}`"
                )
            })
        }
        BadAlias::NotSent(sign, path) => not_sent(*sign, path),
        BadAlias::Encoding => say!(
            "“%”后面要有两位十六进制数，合起来是 UTF-8 文字；请从浏览器地址栏重新复制，或直接写汉字"
                | "`%` is followed by two hexadecimal digits, which spell UTF-8 together: copy the \
                   address from the browser anew, or write it in plain letters"
        ),
        BadAlias::Hidden => say!(
            "%2F、%2E%2E、%3F、%23 这样的写法，各家服务器理解不同，请改用不含它们的地址"
                | "servers read %2F, %2E%2E, %3F and %23 differently: leave them out"
        ),
        BadAlias::Dot => say!(
            "以“.”开头的名字是系统和服务器用的，不能做旧地址；请删去这一项"
                | "names that begin with a dot belong to systems and servers: delete this entry"
        ),
        BadAlias::Host(_) | BadAlias::Path => bad_path(text),
    }
}

/// The folders that every site has, in which old addresses mostly stand.
const OWN_FOLDERS: &[&str] = &["cases", "models", "topics", "practices", "regions", "indicators"];

/// Returns an address, as the address bar of a browser has it, without the folder in which the
/// whole site stands; `None` where it does not begin with that.
fn below_site(path: &str, base: &BaseUrl) -> Option<String> {
    let prefix = base.path_prefix();
    let decoded = decode_percent(path);
    let rest = decoded.strip_prefix(prefix).filter(|rest| rest.starts_with('/'))?;
    let first = prefix.split('/').nth(1)?;
    (!OWN_FOLDERS.contains(&first)).then(|| rest.to_owned())
}

/// Tells whether a path is that of the home page.
fn is_home(path: &str) -> bool {
    matches!(path, "/" | "/index.html")
}

/// Warns of an address that is written with the folder in which the whole site stands: it would
/// answer below that.
pub(crate) fn warn_of_prefix(
    path: &SitePath,
    span: Span,
    base: &BaseUrl,
    used: AddressUse<'_>,
    reader: &mut Reader<'_>,
) {
    let Some(rest) = below_site(path.as_str(), base) else { return };
    let (prefix, whole) = (base.path_prefix(), base.url(path));
    let whole = decode_percent(&whole);
    reader.sink.push(
        Diagnostic::warning(
            "bad-alias",
            reader.file,
            say!(
                "地址 {path} 以 {prefix}/ 开头，那是整个网站所在的文件夹，照这样写指的是 {whole}"
                    | "the address `{path}` begins with `{prefix}/`, the folder in which the whole \
                       site stands: written so it is `{whole}`"
            ),
        )
        .at_span(span)
        .with_hint(
            used.refuse_present(&rest).unwrap_or_else(|| say!("请写 {rest}" | "write `{rest}`")),
        ),
    );
}

fn home_hint(written: &str) -> Text {
    say!(
        "“{written}”是首页现在的地址，请删去这一项"
            | "`{written}` is the address of the home page now: delete this entry"
    )
}

/// Says how a path is written, from what was written.
fn bad_path(text: &str) -> Text {
    if text == "/" {
        return home_hint(text);
    }
    let tidy = tidied(text);
    match parse_alias(&tidy) {
        Ok(_) => say!(
            "站内的路径以一个半角“/”开头，各段之间也只用一个“/”：{tidy}"
                | "a path of this site begins with one plain slash, and has one between \
                   its parts: `{tidy}`"
        ),
        Err(_) => match SitePath::new(&tidy).out_path() {
            Err(BadPath::Reserved) => say!(
                "CON、NUL 这样的名字，以及以点或空格结尾的名字，有的系统不让用；这样的旧地址只能在服务器上设置转向，请删去这一项"
                    | "some systems keep names such as CON and NUL for themselves, and take none \
                       that ends in a stop or a space: only the server can redirect such an \
                       address; delete this entry"
            ),
            Err(BadPath::Character(sign)) if !sign.is_control() => say!(
                "文件名里不能用“{sign}”；这样的旧地址只能在服务器上设置转向，请删去这一项"
                    | "no file can have `{sign}` in its name: only the server can redirect such an \
                       address; delete this entry"
            ),
            _ => say!(
                "请写站内的路径，例如 /old/path/，不含 .. 和看不见的符号"
                    | "write a path of this site such as /old/path/, without `..` \
                       and invisible signs"
            ),
        },
    }
}

/// Returns a path with plain slashes, one between two parts, and without the name of a site before
/// it.
fn tidied(text: &str) -> String {
    let plain = text.replace(['／', '\\'], "/");
    let is_host = |part: &str| !part.starts_with('.') && part.contains('.');
    let mut parts = plain.split('/').filter(|part| !matches!(*part, "" | ".")).peekable();
    // `www.example.org/old/`
    if !plain.starts_with('/')
        && plain.contains('/')
        && parts.peek().is_some_and(|part| is_host(part))
    {
        parts.next();
    }
    let path = parts.collect::<Vec<_>>().join("/");
    let end = if plain.ends_with('/') && !path.is_empty() { "/" } else { "" };
    format!("/{path}{end}")
}

fn not_sent(sign: char, path: &str) -> Text {
    match (sign, parse_alias(path)) {
        ('#', Ok(path)) => say!(
            "浏览器不会把 # 和它后面的部分发给服务器，请只写前面的部分：{path}"
                | "browsers do not send `#` and what follows to a server: write what stands \
                   before it, `{path}`"
        ),
        ('#', Err(_)) => say!(
            "浏览器不会把 # 和它后面的部分发给服务器，这样的地址转不了"
                | "browsers do not send `#` and what follows to a server: such an \
                   address cannot lead on"
        ),
        _ => say!(
            "静态网站不看 ? 后面的部分，这样的旧地址只能在服务器上设置转向；请删去这一项"
                | "a static site does not see what follows `?`: only the server can redirect such \
                   an address; delete this entry"
        ),
    }
}
