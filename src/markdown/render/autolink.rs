//! Addresses that stand in the text by themselves: `https://example.org/`.

use memchr::memchr_iter;

use super::target::Target;
use super::writer::Writer;
use crate::text::is_cjk;

const SCHEMES: [&str; 2] = ["https:", "http:"];

impl Writer<'_> {
    /// Writes text; the addresses in it become links, unless it stands in one or in the text of a
    /// picture. The text begins at byte `at` of the body.
    pub(super) fn linked_text(&mut self, text: &str, at: usize) {
        if self.picture.is_some() || !self.links.is_empty() || !self.rare.addresses {
            return self.write_text(text);
        }
        let mut done = 0;
        while let Some((start, end)) = next_address(text, done) {
            let address = &text[start..end];
            self.write_text(&text[done..start]);
            done = end;
            match self.read_target(address) {
                target @ (Target::Outside(_) | Target::Local(_)) => {
                    self.settle_break(address.chars().next());
                    self.open_link(target, self.body_span(&(at + start..at + end)));
                    self.page.push_markup(">");
                    self.write_text(address);
                    self.page.push_markup("</a>");
                }
                _ => self.write_text(address),
            }
        }
        self.write_text(&text[done..]);
    }
}

/// Returns the first address from `done` on.
fn next_address(text: &str, done: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    for at in memchr_iter(b'/', bytes.get(done..)?).map(|at| done + at) {
        if bytes.get(at + 1) != Some(&b'/') {
            continue;
        }
        let before = text.get(done..at)?;
        let scheme = SCHEMES.into_iter().find(|scheme| {
            let start = before.len().checked_sub(scheme.len());
            start
                .and_then(|start| before.get(start..))
                .is_some_and(|written| written.eq_ignore_ascii_case(scheme))
        });
        let Some(scheme) = scheme else { continue };
        let start = at - scheme.len();
        if text.get(..start)?.ends_with(|c: char| c.is_ascii_alphanumeric()) {
            continue;
        }
        let rest = text.get(at + 2..)?;
        if !rest.starts_with(|c: char| c.is_alphanumeric() || c == '[') {
            continue;
        }
        return Some((start, at + 2 + address_length(rest)));
    }
    None
}

/// Returns how much of a text after `https://` is the address. Chinese text may follow without a
/// space: it belongs to the address only where it begins a part of the path, as in `/wiki/上海`.
fn address_length(text: &str) -> usize {
    let mut end = 0;
    let mut before = ' ';
    let mut in_path = false;
    for (at, c) in text.char_indices() {
        let goes_on = if c.is_ascii() {
            !c.is_ascii_whitespace() && !c.is_ascii_control() && !"<>\"`|\\^{}".contains(c)
        } else {
            in_path
                && c.is_alphanumeric()
                && (matches!(before, '/' | '=' | '_' | '-') || before == '%' || !before.is_ascii())
                && (is_cjk(c) || c.is_alphabetic())
        };
        if !goes_on {
            break;
        }
        in_path |= c == '/';
        before = c;
        end = at + c.len_utf8();
    }
    trim_punctuation(&text[..end])
}

/// Leaves off the punctuation that ends a sentence and not the address, and brackets that were
/// opened before it.
fn trim_punctuation(address: &str) -> usize {
    let mut address = address;
    let mut surplus = [('(', ')'), ('[', ']')].map(|(open, close)| {
        (close, address.matches(close).count().saturating_sub(address.matches(open).count()))
    });
    while let Some(last) = address.chars().next_back() {
        let bracket = surplus.iter_mut().find(|(close, count)| *close == last && *count > 0);
        match bracket {
            Some((_, count)) => *count -= 1,
            None if ".,;:!?'*_~".contains(last) => {}
            None => break,
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    address.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_where_the_sentence_goes_on() {
        for (text, address) in [
            ("见https://a.cn/b。", Some("https://a.cn/b")),
            ("（https://a.cn/b）", Some("https://a.cn/b")),
            ("(http://a.cn/b_(c))", Some("http://a.cn/b_(c)")),
            ("https://a.cn/b?x=1&y=2#z, 又", Some("https://a.cn/b?x=1&y=2#z")),
            ("https://a.cn的网站", Some("https://a.cn")),
            ("https://a.cn/b的网站", Some("https://a.cn/b")),
            ("https://a.cn/wiki/上海，又", Some("https://a.cn/wiki/上海")),
            ("HTTPS://A.cn/。", Some("HTTPS://A.cn/")),
            ("“https://a.cn/”", Some("https://a.cn/")),
            ("www.a.cn", None),
            ("https://", None),
            ("https://。", None),
            ("xhttps://a.cn", None),
            ("ftp://a.cn/", None),
        ] {
            let found = next_address(text, 0).and_then(|(start, end)| text.get(start..end));
            assert_eq!(found, address, "{text}");
        }
    }
}
