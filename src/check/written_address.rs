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
        let turned = self.bare.replace('\\', "/");
        let decoded = decode_percent(&turned);
        let (path, fragment) = split_fragment(&decoded);
        let sought = SoughtFile {
            address: self,
            scope,
            finding,
            turned: &turned,
            whole: &decoded,
            path,
            fragment,
        };
        sought
            .turn_backslashes()
            .or_else(|| sought.encode_marks())
            .or_else(|| sought.enclose_parentheses())
            .or_else(|| sought.drop_slash())
            .or_else(|| sought.name_file())
            .or_else(|| sought.count_from_root())
            .or_else(|| sought.find_elsewhere(known))
            .or_else(|| sought.tell_backslashes())
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

/// The file that an address was to lead to: one function for each way in which it is written wrong.
struct SoughtFile<'a> {
    address: &'a WrittenAddress<'a>,
    scope: &'a Scope<'a>,
    finding: &'a Diagnostic,
    /// The address with `/` for `\\`.
    turned: &'a str,
    /// The same without percent signs.
    whole: &'a str,
    /// What stands before its `#`, and the rest.
    path: &'a str,
    fragment: &'a str,
}

impl SoughtFile<'_> {
    fn turn_backslashes(&self) -> Option<Diagnostic> {
        if !self.address.bare.contains('\\') {
            return None;
        }
        let found = self.find_from_root().or_else(|| self.find_file(self.path))?;
        let written = self.address.address_of(found, self.fragment);
        let hint = if self.path.starts_with('/') {
            say!(
                "把 `\\` 写成 `/`，去掉开头的 `\\`，路径从这个文件所在的文件夹算起：`{written}`"
                    | "write `/` for `\\` and leave out the one at the beginning; the path counts \
                       from the folder of this file: `{written}`"
            )
        } else {
            say!("把 `\\` 写成 `/`：`{written}`" | "write `/` for `\\`: `{written}`")
        };
        Some(self.mend(found, written, hint))
    }

    /// `#` and `?` end the path of an address, though they may be part of a name.
    fn encode_marks(&self) -> Option<Diagnostic> {
        let is_ended = self.address.bare.contains(['#', '?']);
        let found = self.find_file(self.whole).filter(|_| is_ended)?;
        let written = self.address.address_of(found, "");
        let hint = say!(
            "文件名里的 `#` 要写成 `%23`，`?` 要写成 `%3F`：`{written}`"
                | "in the name of a file, write `%23` for `#` and `%3F` for `?`: `{written}`"
        );
        Some(self.mend(found, written, hint))
    }

    fn enclose_parentheses(&self) -> Option<Diagnostic> {
        let longer = self.address.longer.as_ref()?;
        let is_name = longer.rsplit('/').next().is_some_and(|name| name.contains('.'));
        if !is_name || self.find_file(&self.address.bare).is_some() {
            return None;
        }
        let written = format!("<{longer}>");
        let start = self.address.span.start as usize;
        let place = Span::new(start, start + longer.len());
        let finding = self.finding.clone().with_hint(say!(
            "名称里有括号的，要用尖括号围起来：`{written}`"
                | "put a name with parentheses in it between angle brackets: `{written}`"
        ));
        Some(match self.find_file(&decode_percent(longer)) {
            Some(found) => finding.with_fix(place, written).readers_see(opens(found)),
            None => finding.with_guess(place, written),
        })
    }

    fn drop_slash(&self) -> Option<Diagnostic> {
        let found = self.find_from_root()?;
        let written = self.address.address_of(found, self.fragment);
        let hint = say!(
            "去掉开头的 `/`，路径从这个文件所在的文件夹算起：`{written}`"
                | "leave out the `/` at the beginning; the path counts from the folder of this \
                   file: `{written}`"
        );
        Some(self.mend(found, written, hint))
    }

    /// Finds the file whose path begins with a slash, which may stand for several folders.
    fn find_from_root(&self) -> Option<&SourcePath> {
        let rest = self.path.strip_prefix('/')?.trim_start_matches('/');
        let below =
            |folder: &str| self.scope.links.find_file(&SourcePath::new(&format!("{folder}{rest}")));
        self.find_file(rest).or_else(|| below("content/")).or_else(|| below(""))
    }

    /// A page may be named by its address, which ends otherwise than its file.
    fn name_file(&self) -> Option<Diagnostic> {
        let page = self.path.trim_end_matches('/').trim_end_matches(".html");
        let files = [format!("{page}.md"), format!("{page}/index.md")];
        let found = files.iter().find_map(|file| self.find_file(file))?;
        let written = self.address.address_of(found, self.fragment);
        let hint = say!(
            "链接到这里的一篇，请写它的文件名：`{written}`"
                | "to link a text of this publication, write the name of its file: `{written}`"
        );
        Some(self.mend(found, written, hint))
    }

    /// A path may count from the folder of the publication: `static/a.png`.
    fn count_from_root(&self) -> Option<Diagnostic> {
        let is_input = ["static/", "content/"].iter().any(|top| self.path.starts_with(top));
        let path = SourcePath::new(self.path);
        let found = self.scope.links.find_file(&path).filter(|_| is_input)?;
        let written = self.address.address_of(found, self.fragment);
        let hint = say!(
            "路径从这个文件所在的文件夹算起：请写 `{written}`"
                | "the path counts from the folder of this file: write `{written}`"
        );
        Some(self.mend(found, written, hint))
    }

    /// Says where the file lies that the address names, which is elsewhere in the publication.
    fn find_elsewhere(&self, known: &KnownFiles<'_>) -> Option<Diagnostic> {
        let name = self.path.rsplit('/').next().filter(|name| name.contains('.'))?;
        let found = known.only(name)?;
        let written = self.address.address_of(found, self.fragment);
        let hint = say!(
            "这个文件在 {found}，请写 `{written}`" | "this file is `{found}`: write `{written}`"
        );
        Some(self.finding.clone().with_hint(hint).with_guess(self.address.span, written))
    }

    fn tell_backslashes(&self) -> Option<Diagnostic> {
        let turned = self.turned.trim_start_matches('/');
        self.address.bare.contains('\\').then(|| {
            self.finding.clone().with_hint(say!(
                "地址里的 `\\` 要写成 `/`：`{turned}`；还要检查文件名和所在的文件夹"
                    | "write `/` for `\\`: `{turned}`; check name and folder too"
            ))
        })
    }

    /// Returns the file that a path leads to from the one that names it.
    fn find_file(&self, path: &str) -> Option<&SourcePath> {
        self.scope.links.find_file(&self.address.file.resolve_target(path)?)
    }

    fn mend(&self, found: &SourcePath, written: String, hint: Text) -> Diagnostic {
        let finding = self.finding.clone().with_hint(hint);
        finding.with_fix(self.address.span, written).readers_see(opens(found))
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
    say!("改后读者打得开 {file}" | "once fixed, readers get `{file}`")
}

/// Parts an address before its `#`.
fn split_fragment(address: &str) -> (&str, &str) {
    address.split_at(address.find('#').unwrap_or(address.len()))
}
