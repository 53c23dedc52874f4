//! A publication in memory, and everything that is done with one.

use std::collections::BTreeMap;
use std::hash::BuildHasher;
use std::hint::black_box;
use std::io;

use casebook::foundation::diagnostic::{Diagnostic, Speech};
use casebook::foundation::path::{BaseUrl, SourcePath};
use casebook::foundation::world::{Entry, MemoryOutput, World};
use casebook::input::fix::FixSession;
use casebook::pipeline::{self, BuildCache, Request, Silent};
use casebook::report::{self, Reporter};
use rustc_hash::FxBuildHasher;

/// The settings of a publication that says nothing else.
pub(crate) const SITE: &str = "title: 案例\nlanguage: zh-Hans\nbase_url: https://example.org/\n";

/// The front matter of a case, up to where more keys may follow.
pub(crate) const FRONT: &str =
    "---\ntitle: 书屋\ndistrict: 上海市静安区\nmodel: 枢纽\ndate: 2022-02\n";

/// Files by path.
pub(crate) struct Files {
    files: BTreeMap<SourcePath, Vec<u8>>,
    entries: Vec<Entry>,
    /// Where the site stands.
    address: BaseUrl,
}

impl Files {
    /// Lists `files` as publication `number`. Each stands at an address of its own, so that no text
    /// is taken for one that was read before; the theme and the regions are.
    pub(crate) fn new(files: Vec<(String, String)>, number: usize) -> Self {
        let site = ("site.yaml".to_owned(), SITE.to_owned());
        let files: BTreeMap<SourcePath, Vec<u8>> = std::iter::once(site)
            .chain(files)
            .map(|(path, text)| (SourcePath::new(&path), text.into_bytes()))
            .collect();
        let entry = |(path, text): (&SourcePath, &Vec<u8>)| Entry {
            path: path.clone(),
            stamp: FxBuildHasher.hash_one(text),
        };
        let entries = files.iter().map(entry).collect();
        let address = BaseUrl::parse(&format!("https://{number:06}.example.org/"));
        Self { files, entries, address: address.expect("an address") }
    }

    fn request(&self, lints: bool) -> Request {
        Request { lints, base_url: Some(self.address.clone()), ..Request::default() }
    }
}

impl World for Files {
    fn files(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &SourcePath) -> io::Result<Vec<u8>> {
        self.files.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn problems(&self) -> &[Diagnostic] {
        &[]
    }
}

/// Checks a publication, and reports everything that is found in every form.
pub(crate) fn check(world: &Files, cache: &mut BuildCache) {
    let request = world.request(true);
    let planned = pipeline::plan_site(world, &request, cache, &Silent);
    let found = &planned.diagnostics;
    let mut reporter = Reporter::new(world, Speech::Chinese);
    for entry in report::digest_findings(found) {
        if let report::Entry::More(more) = entry {
            black_box(more.text(|found| reporter.name_place(found)));
        }
    }
    let sorted = report::sort_findings(found);
    for finding in sorted.iter().copied().take(SHOWN) {
        black_box(reporter.write_human(finding));
    }
    black_box(reporter.json_report(&sorted, &[]));
    black_box(reporter.write_sarif(&sorted));
}

/// Putting a finding into words for people is by far the dearest part of a report, and the same for
/// each.
const SHOWN: usize = 10;

/// Builds a publication.
pub(crate) fn build(world: &Files, cache: &mut BuildCache) {
    let output = MemoryOutput::default();
    let built = pipeline::build_site(world, &world.request(false), cache, &output, &Silent);
    black_box(built.expect("memory does not fail"));
    black_box(output.into_files());
}

/// Fixes what can be fixed.
pub(crate) fn fix(world: &Files, cache: &mut BuildCache) {
    let request = world.request(true);
    let session = FixSession::fix_all(world, |world| {
        pipeline::plan_site(world, &request, cache, &Silent).diagnostics
    });
    black_box((session.fixes_made().len(), session.changes().count()));
}

/// Searches a publication for the text of its page `query`.
pub(crate) fn search(world: &Files, cache: &mut BuildCache) {
    let planned = pipeline::plan_site(world, &world.request(false), cache, &Silent);
    let query = world.read(&SourcePath::new("query.txt")).unwrap_or_default();
    black_box(planned.search_cases(&String::from_utf8_lossy(&query), world));
}
