//! Any series of edits.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::{Publication, changed, listed};
use crate::foundation::world::{Entry, World};
use crate::io::disk::DiskWorld;

/// One thing that somebody does to a file or a folder.
#[derive(Clone, Debug)]
enum Operation {
    Write(String, u8),
    Remove(String),
    Move(String, String),
    Link(String),
}

fn a_path() -> impl Strategy<Value = String> {
    // Few names, so that deeds meet; `a.md` stands between `a` and `a/…` in byte order.
    let name = || select(vec!["a", "a.md", "b", "a-b", ".git", "b~", ".b.icloud"]);
    (select(vec!["content", "static"]), vec(name(), 1..4))
        .prop_map(|(top, names)| format!("{top}/{}", names.join("/")))
}

fn a_deed() -> impl Strategy<Value = Operation> {
    prop_oneof![
        4 => (a_path(), 0_u8..3).prop_map(|(path, text)| Operation::Write(path, text)),
        2 => a_path().prop_map(Operation::Remove),
        2 => (a_path(), a_path()).prop_map(|(from, to)| Operation::Move(from, to)),
        1 => a_path().prop_map(Operation::Link),
    ]
}

impl Operation {
    /// Does it as far as it can be done; returns the paths that a watcher would name.
    fn act(&self, publication: &Publication) -> Vec<PathBuf> {
        let make_place = |path: &PathBuf| fs::create_dir_all(path.parent().unwrap()).ok();
        match self {
            Self::Write(path, text) => {
                let path = publication.at(path);
                make_place(&path);
                fs::write(&path, [*text]).ok();
                // The folders may be new.
                path.ancestors()
                    .take_while(|path| !path.ends_with("content") && !path.ends_with("static"))
                    .map(Path::to_owned)
                    .collect()
            }
            Self::Remove(path) => {
                let path = publication.at(path);
                fs::remove_file(&path).or_else(|_| fs::remove_dir_all(&path)).ok();
                vec![path]
            }
            Self::Move(from, to) => {
                let (from, to) = (publication.at(from), publication.at(to));
                fs::rename(&from, &to).ok();
                vec![from, to]
            }
            Self::Link(path) => {
                let path = publication.at(path);
                // Later deeds may write through it.
                fs::create_dir_all(publication.at("outside")).unwrap();
                symlink(publication.at("outside"), &path).ok();
                vec![path]
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    /// After any deeds a refreshed world is what a new one would be, and says neither too much nor
    /// too little of what changed.
    #[test]
    fn a_refreshed_world_is_a_new_one(deeds in vec((a_deed(), any::<bool>()), 1..24)) {
        let publication = Publication::new(&["content/a/a/a", "content/b", "static/a"]);
        let mut world = publication.open();
        let contents = |world: &DiskWorld| -> BTreeMap<String, (u64, Vec<u8>)> {
            let read = |entry: &Entry| (entry.path.to_string(), (entry.stamp, world.read(&entry.path).unwrap()));
            world.files().iter().map(read).collect()
        };
        let mut before = contents(&world);
        for (operation, is_rescan) in deeds {
            let paths = operation.act(&publication);
            let refreshed = if is_rescan { world.rescan() } else { world.refresh(&paths) };
            let fresh = publication.open();
            prop_assert_eq!(listed(&world), listed(&fresh), "{:?}", operation);
            prop_assert_eq!(world.problems(), fresh.problems(), "{:?}", operation);
            let after = contents(&world);
            let all: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
            let bytes = |contents: &BTreeMap<String, (u64, Vec<u8>)>, path: &str| contents.get(path).map(|(_, bytes)| bytes.clone());
            let differs: Vec<&str> = all.into_iter().filter(|path| bytes(&before, path) != bytes(&after, path)).map(String::as_str).collect();
            prop_assert_eq!(changed(&refreshed), differs.clone(), "{:?}", operation);
            for (path, (stamp, _)) in &after {
                let is_new = before.get(path).is_none_or(|(before, _)| before != stamp);
                prop_assert_eq!(is_new, differs.contains(&path.as_str()), "{} after {:?}", path, operation);
            }
            before = after;
        }
    }
}
