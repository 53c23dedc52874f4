//! `casebook rename`: a file gets another name, and nothing that leads to it breaks.

use std::io;

use super::args::RenameArgs;
use super::print::Console;
use super::{Fatal, Outcome};
use crate::content::rename::plan_rename;
use crate::foundation::path::SourcePath;
use crate::io::disk::DiskWorld;
use crate::io::fix;
use crate::pipeline::{BuildCache, Request, Silent};
use crate::say;

/// Moves a page with its translations and pictures, rewrites the links to it, and keeps its old
/// address.
pub(super) fn rename_command(args: &RenameArgs, console: &Console) -> Result<Outcome, Fatal> {
    let world = DiskWorld::open(&args.root)?;
    let old = content_path(&args.old, None);
    let new = content_path(&args.new, Some(&old));
    let request = Request::default();
    let planned = crate::pipeline::plan_site(&world, &request, &mut BuildCache::default(), &Silent);
    let console = console.for_site(planned.chinese);
    let address = planned.address_of(&old);
    let leading = planned.fields_leading_to(&old);
    let renamed =
        plan_rename(&world, &old, &new, address.as_ref(), &leading).map_err(Fatal::Said)?;
    let failed = |path: &SourcePath, error: &io::Error| {
        Fatal::Said(say!("写不了 {path}：{error}" | "cannot write {path}: {error}"))
    };
    for change in &renamed.changes {
        fix::replace_file(world.root(), &change.path, &change.before, change.after.as_bytes())
            .map_err(|error| failed(&change.path, &error))?;
    }
    for (from, to) in &renamed.moves {
        fix::move_to(world.root(), from, to).map_err(|error| failed(to, &error))?;
        console.print_note(&say!("已移动 {from} → {to}" | "moved {from} to {to}"));
    }
    for change in renamed.changes.iter().filter(|change| change.path != old) {
        console.print_note(&say!("已改链接 {}" | "rewrote links in {}", change.path));
    }
    if let Some(alias) = &renamed.alias {
        console.print_note(&say!(
            "旧地址 {alias} 会转到新地址（已写进 aliases）"
                | "the old address `{alias}` leads to the new one: it is in `aliases` now"
        ));
    }
    Ok(Outcome::Done)
}

/// Returns a file of the content, however it was named: from the root, from `content/`, or beside
/// another file.
fn content_path(given: &str, beside: Option<&SourcePath>) -> SourcePath {
    let given = given.replace('\\', "/");
    let given = given.trim_start_matches("./").trim_end_matches('/');
    let is_folder = beside.is_some_and(|old| old.file_name() == "index.md");
    let named = match given.strip_suffix(".md") {
        Some(_) => given.to_owned(),
        None if is_folder => format!("{given}/index.md"),
        None => format!("{given}.md"),
    };
    let is_bare = !given.contains('/');
    match beside {
        _ if named.starts_with("content/") => SourcePath::new(&named),
        Some(old) if is_bare => {
            let levels = if is_folder { 2 } else { 1 };
            let folder = old.as_str().rsplitn(levels + 1, '/').last().unwrap_or_default();
            SourcePath::new(&format!("{folder}/{named}"))
        }
        None if is_bare => SourcePath::new(&format!("content/cases/{named}")),
        _ => SourcePath::new(&format!("content/{named}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_may_be_named_from_the_root_from_the_content_or_by_its_name() {
        let old = SourcePath::new("content/cases/a.md");
        for (given, beside, path) in [
            ("content/cases/a.md", None, "content/cases/a.md"),
            ("./content/cases/a.md", None, "content/cases/a.md"),
            ("cases/a.md", None, "content/cases/a.md"),
            ("a", None, "content/cases/a.md"),
            ("b", Some(&old), "content/cases/b.md"),
            ("b.md", Some(&old), "content/cases/b.md"),
            ("cases/2024/b.md", Some(&old), "content/cases/2024/b.md"),
        ] {
            assert_eq!(content_path(given, beside).as_str(), path, "{given}");
        }
        let folder = SourcePath::new("content/cases/a/index.md");
        assert_eq!(content_path("b", Some(&folder)).as_str(), "content/cases/b/index.md");
    }
}
