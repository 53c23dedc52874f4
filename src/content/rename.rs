//! `casebook rename`: what moves with a file of the content, and what has to be written anew for
//! it.

use percent_encoding::percent_decode_str;

use super::alias::add_alias;
use super::rename_ids::{LeadingField, new_address, new_id, with_id};
use crate::foundation::diagnostic::{Sink, Text};
use crate::foundation::language::LanguageTag;
use crate::foundation::path::{SitePath, SourcePath, encode_percent};
use crate::foundation::source;
use crate::foundation::world::World;
use crate::input::fix::Change;
use crate::input::front_matter;
use crate::markdown;
use crate::say;

/// A file or folder that moves, and where to.
pub type Move = (SourcePath, SourcePath);

/// What renaming a file comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rename {
    /// What moves. A folder moves with all that is in it.
    pub moves: Vec<Move>,
    /// The files that say something else then, under the names that they have now.
    pub changes: Vec<Change>,
    /// The old address that is kept, when there is one.
    pub alias: Option<SitePath>,
}

/// Works out what moves when the page in `old` gets the name `new`; `address` is where it was
/// published, and `leading` the fields that name it.
///
/// # Errors
/// Returns why that cannot be.
pub fn plan_rename(
    world: &dyn World,
    old: &SourcePath,
    new: &SourcePath,
    address: Option<&SitePath>,
    leading: &[LeadingField],
) -> Result<Rename, Text> {
    let moves = list_moves(world, old, new)?;
    let mut renamed = Rename { moves, ..Rename::default() };
    let address = address.map(|address| (address, new_address(address, old, new)));
    let ids = new_id(old, new);
    for entry in world.files() {
        let path = &entry.path;
        if !(path.as_str().starts_with("content/") && path.as_str().ends_with(".md")) {
            continue;
        }
        let Ok(before) = world.read(path) else { continue };
        let Some(text) = source::recode_text(&before) else { continue };
        let Some(parts) = front_matter::split_file(path, &text, &mut Sink::default()) else {
            continue;
        };
        let body = parts.body_of(&text);
        let mut after = text[..parts.body.start].to_owned();
        if path == old
            && let Some((from, to)) = &address
            && *from != to
            && !has_slug(parts.yaml_of(&text))
            && let Some((span, line)) = add_alias(parts.yaml_of(&text), parts.yaml.start, from)
        {
            after.insert_str(span.start as usize, &line);
            renamed.alias = Some((*from).clone());
        }
        if let Some((from, to)) = &ids {
            for field in leading.iter().filter(|field| field.file == *path && field.id == *from) {
                after = with_id(&after, &field.key, from, to);
            }
        }
        after.push_str(&with_links(body, path, &renamed.moves, address.as_ref()));
        if after != text {
            renamed.changes.push(Change { path: path.clone(), before, after });
        }
    }
    Ok(renamed)
}

/// Lists the page, its translations, and the folder of its pictures.
fn list_moves(world: &dyn World, old: &SourcePath, new: &SourcePath) -> Result<Vec<Move>, Text> {
    let files = || world.files().iter().map(|entry| &entry.path);
    if !files().any(|path| path == old) {
        return Err(say!("没有文件 {old}" | "there is no file {old}"));
    }
    let mut moves = Vec::new();
    if let (Some(from), Some(to)) =
        (old.as_str().strip_suffix("/index.md"), new.as_str().strip_suffix("/index.md"))
    {
        moves.push((SourcePath::new(from), SourcePath::new(to)));
    } else {
        let (Some(from), Some(to)) =
            (old.as_str().strip_suffix(".md"), new.as_str().strip_suffix(".md"))
        else {
            return Err(say!("只能给 .md 文件改名" | "only a .md file can be renamed"));
        };
        let below = format!("{from}/");
        for path in files() {
            let inner = path.as_str().strip_prefix(from).and_then(|rest| rest.strip_suffix(".md"));
            let is_translation = inner.and_then(|rest| rest.strip_prefix('.')).is_some_and(|tag| {
                LanguageTag::parse(tag).is_some_and(|parsed| parsed.as_str() == tag)
            });
            if let Some(inner) = inner.filter(|inner| inner.is_empty() || is_translation) {
                moves.push((path.clone(), SourcePath::new(&format!("{to}{inner}.md"))));
            }
        }
        if files().any(|path| path.as_str().starts_with(&below)) {
            moves.push((SourcePath::new(from), SourcePath::new(to)));
        }
    }
    let taken = moves.iter().map(|(_, to)| to).find(|to| {
        let below = format!("{to}/");
        files().any(|path| path == *to || path.as_str().starts_with(&below))
    });
    match taken {
        Some(to) => Err(say!(
            "{to} 已经存在，没有改动任何文件；请换一个名称"
                | "{to} exists already and nothing was changed; choose another name"
        )),
        None => Ok(moves),
    }
}

fn has_slug(yaml: &str) -> bool {
    yaml.lines().any(|line| line.starts_with("slug:"))
}

/// Returns where a file stands after the moves.
fn moved_path(path: &SourcePath, moves: &[Move]) -> SourcePath {
    moves
        .iter()
        .find_map(|(from, to)| {
            let rest = path.as_str().strip_prefix(from.as_str())?;
            (rest.is_empty() || rest.starts_with('/'))
                .then(|| SourcePath::new(&format!("{to}{rest}")))
        })
        .unwrap_or_else(|| path.clone())
}

/// Returns a body with the links that lead to what moves, or away from it, written anew.
fn with_links(
    body: &str,
    file: &SourcePath,
    moves: &[Move],
    address: Option<&(&SitePath, SitePath)>,
) -> String {
    let mut text = String::with_capacity(body.len());
    let mut done = 0;
    for place in markdown::find_destinations(body) {
        let Some(link) = body.get(place.clone()) else { continue };
        let end = link.find(['?', '#']).unwrap_or(link.len());
        if let Some(new) = new_link(&link[..end], file, moves, address) {
            text.push_str(&body[done..place.start]);
            text.push_str(&new);
            done = place.start + end;
        }
    }
    text.push_str(&body[done..]);
    text
}

fn new_link(
    link: &str,
    file: &SourcePath,
    moves: &[Move],
    address: Option<&(&SitePath, SitePath)>,
) -> Option<String> {
    if link.is_empty() || link.contains(':') {
        return None;
    }
    let decoded = percent_decode_str(link).decode_utf8().ok()?;
    if decoded.starts_with('/') {
        let (from, to) = address?;
        let is_same = decoded.trim_end_matches('/') == from.as_str().trim_end_matches('/');
        return (is_same && *from != to).then(|| encode_like(link, to.as_str()));
    }
    let target = file.resolve_target(&decoded)?;
    let (new_target, new_file) = (moved_path(&target, moves), moved_path(file, moves));
    if new_target == target && new_file == *file {
        return None;
    }
    let new = relative_path(&new_file, &new_target);
    (new_file.resolve_target(&decoded) != Some(new_target)).then(|| encode_like(link, &new))
}

/// Writes an address in percent-encoding where the old one was, or where its signs would end it.
fn encode_like(old: &str, new: &str) -> String {
    let special = new.contains([' ', '(', ')', '<', '>', '#', '?', '%']);
    if old.contains('%') || special {
        encode_percent(new).replace('(', "%28").replace(')', "%29")
    } else {
        new.to_owned()
    }
}

/// Returns the path of `target` as a link in `file` names it.
fn relative_path(file: &SourcePath, target: &SourcePath) -> String {
    let folder: Vec<&str> = file.as_str().split('/').collect();
    let folder = &folder[..folder.len() - 1];
    let parts: Vec<&str> = target.as_str().split('/').collect();
    let common = folder.iter().zip(&parts).take_while(|(a, b)| a == b).count();
    let common = common.min(parts.len() - 1);
    let mut path = "../".repeat(folder.len() - common);
    path.push_str(&parts[common..].join("/"));
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::foundation::world::MemoryWorld;

    fn renamed(files: &[(&str, &str)], old: &str, new: &str) -> Result<Rename, Text> {
        let mut world = MemoryWorld::default();
        for (path, text) in files {
            world.write(path, *text);
        }
        let address = SitePath::new("/cases/a/");
        plan_rename(&world, &SourcePath::new(old), &SourcePath::new(new), Some(&address), &[])
    }

    #[test]
    fn what_belongs_to_a_case_moves_with_it_and_links_follow() {
        let files = [
            ("content/cases/a.md", "---\ntitle: 甲\n---\n\n![图](a/1.png) [乙](b.md)\n"),
            ("content/cases/a.en.md", "---\ntitle: A\n---\n\n![p](a/1.png)\n"),
            ("content/cases/a/1.png", "x"),
            ("content/cases/ab.md", "---\ntitle: 丙\n---\n\n[丙](b.md)\n"),
            (
                "content/cases/b.md",
                "---\ntitle: 乙\n---\n\n[甲](a.md#节) [同](/cases/a/#节) [r]\n\n[r]: ./a.md\n",
            ),
        ];
        let done = renamed(&files, "content/cases/a.md", "content/cases/2024/新.md").expect("done");
        let moves: Vec<(&str, &str)> =
            done.moves.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect();
        assert_eq!(
            moves,
            [
                ("content/cases/a.en.md", "content/cases/2024/新.en.md"),
                ("content/cases/a.md", "content/cases/2024/新.md"),
                ("content/cases/a", "content/cases/2024/新"),
            ]
        );
        let after: Vec<(&str, &str)> = done
            .changes
            .iter()
            .map(|change| (change.path.as_str(), change.after.as_str()))
            .collect();
        assert_eq!(
            after,
            [
                ("content/cases/a.en.md", "---\ntitle: A\n---\n\n![p](新/1.png)\n"),
                (
                    "content/cases/a.md",
                    "---\ntitle: 甲\naliases: [/cases/a/]\n---\n\n![图](新/1.png) [乙](../b.md)\n"
                ),
                (
                    "content/cases/b.md",
                    "---\ntitle: 乙\n---\n\n[甲](2024/新.md#节) [同](/cases/新/#节) [r]\n\n\
                     [r]: 2024/新.md\n"
                ),
            ]
        );
    }

    #[test]
    fn what_is_there_is_not_written_over() {
        let files = [("content/cases/a.md", "---\n---\n"), ("content/cases/b/1.png", "x")];
        assert!(renamed(&files, "content/cases/a.md", "content/cases/b.md").is_ok());
        let files = [("content/cases/a.md", "---\n---\n"), ("content/cases/b.md", "---\n---\n")];
        assert!(renamed(&files, "content/cases/a.md", "content/cases/b.md").is_err());
        assert!(renamed(&files, "content/cases/c.md", "content/cases/d.md").is_err());
    }

    #[test]
    fn a_case_with_a_slug_keeps_its_address() {
        let files = [("content/cases/x.md", "---\nslug: a\n---\n\n正文\n")];
        let done = renamed(&files, "content/cases/x.md", "content/cases/y.md").expect("done");
        assert_eq!((done.alias, done.changes), (None, Vec::new()));
    }
}
