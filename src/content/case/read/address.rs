//! Reads where a case is published, and whether it is yet.

use unicode_normalization::UnicodeNormalization;

use crate::content::case::CaseId;
use crate::content::case::context::Context;
use crate::content::permalink;
use crate::foundation::diagnostic::{Diagnostic, Severity, Sink};
use crate::foundation::path::{OutPath, SitePath, SourcePath};
use crate::input::fields::Reader;
use crate::publication::gazetteer::RegionCode;
use crate::say;
use crate::text::date::Date;
use crate::text::make_slug;

/// What the address of a case is made of.
pub(super) struct Address<'a> {
    pub(super) slug: Option<String>,
    pub(super) title: Option<&'a str>,
    pub(super) date: Option<Date>,
    /// Whether the date is known, if there is one.
    pub(super) is_dated: bool,
    pub(super) region: Option<&'a RegionCode>,
}

impl Address<'_> {
    /// Returns the address part, and the address unless what its pattern asks for is missing.
    pub(super) fn read_address(
        self,
        context: &Context<'_>,
        reader: &mut Reader<'_>,
    ) -> (CaseId, Option<SitePath>) {
        let has_slug = self.slug.is_some();
        let id = CaseId(self.slug.unwrap_or_else(|| file_stem(reader.file)).into());
        if !has_slug && context.lints {
            tell_address(reader.file, &id.0, reader.sink);
        }
        let path = self.is_dated.then(|| {
            let place = permalink::Place {
                slug: &id.0,
                title: self.title.unwrap_or_default(),
                date: self.date,
                district: self.region.map_or("", |region| region.as_str()),
            };
            permalink::make_address(context.config.permalinks.cases.as_deref(), "/cases/", &place)
        });
        (id, path)
    }
}

/// The name of the file without its endings; of the folder for `<id>/index.md`.
fn name_of(file: &SourcePath) -> &str {
    let name = file.file_name();
    let name =
        if name == "index.md" { file.as_str().rsplit('/').nth(1).unwrap_or(name) } else { name };
    name.strip_suffix(".md").unwrap_or(name)
}

fn file_stem(file: &SourcePath) -> String {
    make_slug(name_of(file))
}

/// Says what the address is where it is not the name of the file.
fn tell_address(file: &SourcePath, id: &str, sink: &mut Sink) {
    let name = name_of(file);
    // Where no address can be made of the name, that is said.
    if name.nfc().eq(id.chars()) || OutPath::new(id).is_err() {
        return;
    }
    sink.push(
        Diagnostic::new(
            Severity::Hint,
            "address-differs",
            Some(file.clone()),
            say!(
                "文件名“{name}”里有不用在地址里的字符，地址里写作“{id}”"
                    | "the name `{name}` of the file has characters that addresses do not use: the \
                       address says `{id}`"
            ),
        )
        .with_hint(say!(
            "要么把文件改名为 {id}.md，要么在信息区写上 slug: {id}；大写字母、下划线和空格在地址里写作小写字母和“-”"
                | "rename the file to `{id}.md`, or write `slug: {id}`; addresses have small \
                   letters and `-` in the place of capitals, underscores and spaces"
        )),
    );
}
