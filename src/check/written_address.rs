//! An address that leads nowhere as it is written, and what it was to lead to.

use super::Scope;
use super::known_files::KnownFiles;
use crate::foundation::diagnostic::{Diagnostic, Span, Text};
use crate::foundation::path::{SourcePath, decode_percent};
use crate::markdown::LinkPlaceholder;
use crate::say;

/// An address as it stands in a file.
pub(super) struct WrittenAddress<'a> {
    file: &'a SourcePath,
    written: String,
    span: Span,
}

impl<'a> WrittenAddress<'a> {
    /// Finds the address of a link or a picture in the text of its file.
    pub(super) fn find_again(
        text: &str,
        file: &'a SourcePath,
        placeholder: &LinkPlaceholder,
    ) -> Option<Self> {
        let mark = text.get(placeholder.span.byte_range())?;
        let inside = mark.rfind("](")? + 2;
        let rest = mark.get(inside..)?;
        let open = rest.len() - rest.trim_start().len();
        let rest = rest.get(open..)?;
        let written = match rest.strip_prefix('<') {
            Some(inner) => rest.get(..inner.find('>')? + 2)?,
            None => rest.get(..rest.find([' ', '\n', '\t']).unwrap_or(rest.len() - 1))?,
        };
        let start = placeholder.span.start as usize + inside + open;
        Some(Self {
            file,
            written: written.to_owned(),
            span: Span::new(start, start + written.len()),
        })
    }

    /// Says how the address is to be written, where a file of the publication says so.
    pub(super) fn suggest_address(
        &self,
        scope: &Scope<'_>,
        known: &KnownFiles<'_>,
        finding: &Diagnostic,
    ) -> Option<Diagnostic> {
        let finding = || finding.clone();
        let bare = self.written.trim_start_matches('<').trim_end_matches('>');
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
            let written = self.address_of(found, "").replace('#', "%23").replace('?', "%3F");
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
        let found = known.only(path.rsplit('/').next().filter(|name| name.contains('.'))?)?;
        Some(self.find_elsewhere(found, fragment, finding()))
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
        let written = to.relative_to(self.file) + fragment;
        if written.contains([' ', '(', ')']) { format!("<{written}>") } else { written }
    }
}

/// Says what readers get who could not before.
fn opens(file: &SourcePath) -> Text {
    say!("改后读者打得开 {file}" | "once fixed, readers get {file}")
}

/// Parts an address before its `#`.
fn split_fragment(address: &str) -> (&str, &str) {
    address.split_at(address.find('#').unwrap_or(address.len()))
}
