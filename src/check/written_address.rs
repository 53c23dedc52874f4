//! An address that leads nowhere as it is written, and what it was to lead to.

use std::cell::OnceCell;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Scope;
use super::known_files::KnownFiles;
use crate::foundation::diagnostic::{Diagnostic, Sink, Span, Text};
use crate::foundation::path::{SourcePath, decode_percent};
use crate::foundation::source;
use crate::input::front_matter;
use crate::markdown::{Destination, LinkPlaceholder, find_definitions, read_destination};
use crate::say;

/// The text of a file, in which addresses are found again: a rendered body holds where they lead
/// alone.
pub(super) struct WrittenText<'a> {
    file: &'a SourcePath,
    text: String,
    body: usize,
    /// Where the addresses of references are written, once they were asked for.
    definitions: OnceCell<FxHashMap<String, Range<usize>>>,
}

impl<'a> WrittenText<'a> {
    pub(super) fn read(scope: &Scope<'_>, file: &'a SourcePath) -> Option<Self> {
        let bytes = scope.world.read(file).ok()?;
        let text = source::decode_text(file, &bytes, &mut Sink::default())?;
        let parts = front_matter::split_file(file, &text, &mut Sink::default());
        let body = parts.map_or(0, |parts| parts.body.start);
        Some(Self { file, text, body, definitions: OnceCell::new() })
    }

    /// Finds the address of a link or a picture.
    pub(super) fn find_address(&self, placeholder: &LinkPlaceholder) -> Option<WrittenAddress<'a>> {
        let range = placeholder.span.byte_range();
        let mark = self.text.get(range.clone())?;
        let (place, is_html) = match read_destination(mark)? {
            Destination::Inline(place) => {
                (range.start + place.start..range.start + place.end, false)
            }
            Destination::Html(place) => (range.start + place.start..range.start + place.end, true),
            Destination::Reference(label) => {
                let body = self.text.get(self.body..)?;
                let definitions = self.definitions.get_or_init(|| find_definitions(body));
                let place = definitions.get(&label)?;
                (self.body + place.start..self.body + place.end, false)
            }
        };
        let bare = self.text.get(place.clone())?.to_owned();
        let is_bracketed = !is_html && self.text[..place.start].ends_with('<');
        let bracket = usize::from(is_bracketed);
        let span = Span::new(place.start - bracket, place.end + bracket);
        // A parenthesis that nothing opened ends an address, though it may be part of a name.
        let rest = self.text.get(place.end..)?.lines().next().unwrap_or_default();
        let behind = rest.strip_prefix(')').filter(|_| !is_bracketed && !is_html);
        let end = behind.and_then(|rest| rest.find(['(', ')', '[', ' ', '，', '。']));
        let name = behind.zip(end).filter(|(rest, end)| rest[*end..].starts_with(')'));
        let longer = name.map(|(rest, end)| format!("{bare}){}", &rest[..end]));
        Some(WrittenAddress { file: self.file, bare, longer, span, is_html })
    }
}

/// An address as it stands in a file.
pub(super) struct WrittenAddress<'a> {
    file: &'a SourcePath,
    /// Without angle brackets or quotes.
    bare: String,
    /// With what stands behind its parenthesis, up to the next one.
    longer: Option<String>,
    /// What is to be written otherwise.
    span: Span,
    is_html: bool,
}

impl WrittenAddress<'_> {
    /// Says how the address is to be written, where a file of the publication says so.
    pub(super) fn suggest_address(
        &self,
        scope: &Scope<'_>,
        known: &KnownFiles<'_>,
        finding: &Diagnostic,
    ) -> Option<Diagnostic> {
        let finding = || finding.clone();
        let bare = self.bare.as_str();
        let is_file = |path: &str| scope.links.find_file(&self.file.resolve_target(path)?);
        let turned = bare.replace('\\', "/");
        let decoded = decode_percent(&turned);
        let (path, fragment) = split_fragment(&decoded);
        if bare.contains('\\')
            && let Some(found) = is_file(path.trim_start_matches('/'))
        {
            let written = self.address_of(found, fragment);
            return Some(
                finding()
                    .with_hint(say!(
                        "把 `\\` 写成 `/`：`{written}`" | "write `/` for `\\`: `{written}`"
                    ))
                    .with_fix(self.span, written)
                    .readers_see(opens(found)),
            );
        }
        // `#` and `?` end the path of an address.
        if bare.contains(['#', '?'])
            && let Some(found) = is_file(&decoded)
        {
            let written = self.address_of(found, "");
            return Some(
                finding()
                    .with_hint(say!(
                        "文件名里的 `#` 要写成 `%23`，`?` 要写成 `%3F`：`{written}`"
                            | "in the name of a file, write `%23` for `#` and `%3F` for `?`: `{written}`"
                    ))
                    .with_fix(self.span, written)
                    .readers_see(opens(found)),
            );
        }
        if let Some(longer) = &self.longer
            && longer.rsplit('/').next().is_some_and(|name| name.contains('.'))
            && is_file(bare).is_none()
        {
            let written = format!("<{longer}>");
            let place =
                Span::new(self.span.start as usize, self.span.start as usize + longer.len());
            let finding = finding().with_hint(say!(
                "名称里有括号的，要用尖括号围起来：`{written}`"
                    | "put a name with parentheses in it between angle brackets: `{written}`"
            ));
            return Some(match is_file(&decode_percent(longer)) {
                Some(found) => finding.with_fix(place, written).readers_see(opens(found)),
                None => finding.with_guess(place, written),
            });
        }
        if let Some(rest) = path.strip_prefix('/') {
            let below =
                |folder: &str| scope.links.find_file(&SourcePath::new(&format!("{folder}{rest}")));
            let found = is_file(rest).or_else(|| below("content/")).or_else(|| below(""));
            if let Some(found) = found {
                let written = self.address_of(found, fragment);
                return Some(
                    finding()
                        .with_hint(say!(
                            "去掉开头的 `/`，路径从这个文件所在的文件夹算起：`{written}`"
                                | "leave out the `/` at the beginning; the path counts from the folder of this file: `{written}`"
                        ))
                        .with_fix(self.span, written)
                        .readers_see(opens(found)),
                );
            }
        }
        // A page may be named by its address, which ends otherwise than its file.
        let page = path.trim_end_matches('/').trim_end_matches(".html");
        let files = [format!("{page}.md"), format!("{page}/index.md")];
        if let Some(found) = files.iter().find_map(|file| is_file(file)) {
            let written = self.address_of(found, fragment);
            return Some(
                finding()
                    .with_hint(say!(
                        "链接到这里的一篇，请写它的文件名：`{written}`"
                            | "to link a text of this publication, write the name of its file: `{written}`"
                    ))
                    .with_fix(self.span, written)
                    .readers_see(opens(found)),
            );
        }
        let name = path.rsplit('/').next().filter(|name| name.contains('.'));
        if let Some(found) = name.and_then(|name| known.only(name)) {
            return Some(self.find_elsewhere(found, fragment, finding()));
        }
        bare.contains('\\').then(|| {
            finding().with_hint(say!(
                "地址里的 `\\` 要写成 `/`：`{turned}`；还要检查文件名和所在的文件夹"
                    | "write `/` for `\\`: `{turned}`; check name and folder too"
            ))
        })
    }

    /// Says where the file lies that an address names, which is elsewhere in the publication.
    fn find_elsewhere(
        &self,
        found: &SourcePath,
        fragment: &str,
        finding: Diagnostic,
    ) -> Diagnostic {
        let written = self.address_of(found, fragment);
        finding
            .with_hint(say!(
                "这个文件在 {found}，请写 `{written}`" | "this file is {found}: write `{written}`"
            ))
            .with_guess(self.span, written)
    }

    /// Returns the address of a file as this one writes it.
    fn address_of(&self, to: &SourcePath, fragment: &str) -> String {
        let written = write_address(self.file, to, fragment);
        match written.strip_prefix('<').and_then(|inner| inner.strip_suffix('>')) {
            Some(inner) if self.is_html => inner.replace(' ', "%20").replace(['"', '\''], "%22"),
            _ => written,
        }
    }
}

/// Returns the address of `to` as a link in `from` writes it; `fragment` is what follows, with its
/// `#`.
pub(super) fn write_address(from: &SourcePath, to: &SourcePath, fragment: &str) -> String {
    let mut written = String::new();
    let path = to.relative_to(from);
    for (at, c) in path.char_indices() {
        match c {
            '#' => written.push_str("%23"),
            '?' => written.push_str("%3F"),
            '<' => written.push_str("%3C"),
            '>' => written.push_str("%3E"),
            '%' if decode_percent(&path[at..]) != path[at..] => written.push_str("%25"),
            c => written.push(c),
        }
    }
    written.push_str(fragment);
    if written.contains([' ', '(', ')']) { format!("<{written}>") } else { written }
}

/// Says what readers get who could not before.
fn opens(file: &SourcePath) -> Text {
    say!("改后读者打得开 {file}" | "once fixed, readers get {file}")
}

/// Parts an address before its `#`.
fn split_fragment(address: &str) -> (&str, &str) {
    address.split_at(address.find('#').unwrap_or(address.len()))
}
