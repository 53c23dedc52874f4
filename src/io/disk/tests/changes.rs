//! What counts as a change, and what comes and goes.

#![expect(clippy::disallowed_methods, reason = "the tests play the editor")]

use super::*;

#[test]
fn a_touch_is_no_change_and_other_bytes_are() {
    let publication = Publication::new(&["content/a.md", "content/b.md"]);
    let mut world = publication.open_and_read();
    publication.write("content/a.md", "content/a.md");
    let paths = [publication.at("content/a.md")];
    assert!(world.refresh(&paths).is_empty());
    assert!(world.rescan().is_empty());
    publication.write("content/a.md", "CONTENT/A.MD");
    assert_eq!(changed(&world.refresh(&paths)), ["content/a.md"]);
    assert_eq!((stamp(&world, "content/a.md"), stamp(&world, "content/b.md")), (1, 0));
    read_all(&world);
    assert!(world.refresh(&paths).is_empty());
    publication.write("content/a.md", "content/a.md");
    assert_eq!(changed(&world.rescan()), ["content/a.md"]);
    assert_eq!(stamp(&world, "content/a.md"), 2);
}

#[test]
fn a_change_that_keeps_length_and_time_is_seen() {
    let publication = Publication::new(&["content/a.md"]);
    let path = publication.at("content/a.md");
    let mut world = publication.open_and_read();
    let before = fs::metadata(&path).unwrap().modified().unwrap();
    fs::write(&path, "CONTENT/A.MD").unwrap();
    File::options().write(true).open(&path).unwrap().set_modified(before).unwrap();
    assert_eq!(changed(&world.rescan()), ["content/a.md"]);
}

#[test]
fn a_file_read_while_it_was_being_written_counts_as_changed() {
    let publication = Publication::new(&["content/a.md"]);
    let mut world = publication.open_and_read();
    publication.write("content/a.md", "half");
    read_all(&world);
    publication.write("content/a.md", "content/a.md");
    assert_eq!(changed(&world.refresh(&[publication.at("content/a.md")])), ["content/a.md"]);
}

#[test]
fn a_file_that_could_not_be_read_counts_as_changed() {
    let publication = Publication::new(&["content/a.md"]);
    let mut world = publication.open();
    fs::remove_file(publication.at("content/a.md")).unwrap();
    assert!(world.read(&SourcePath::new("content/a.md")).is_err());
    publication.write("content/a.md", "content/a.md");
    assert_eq!(changed(&world.rescan()), ["content/a.md"]);
}

#[test]
fn files_and_folders_come_and_go() {
    let publication =
        Publication::new(&["content/a.md", "content/a/b.md", "content/a/c/d.md", "content/a-b.md"]);
    let mut world = publication.open_and_read();
    publication.write("content/a/new.md", "");
    fs::remove_file(publication.at("content/a/b.md")).unwrap();
    fs::write(publication.at("content/a/c/d.md"), "longer than before").unwrap();
    let refreshed = world.refresh(&[publication.at("content/a")]);
    assert_eq!(changed(&refreshed), ["content/a/b.md", "content/a/c/d.md", "content/a/new.md"]);
    assert_eq!(
        listed(&world),
        ["content/a-b.md", "content/a.md", "content/a/c/d.md", "content/a/new.md", "site.yaml"]
    );
    fs::rename(publication.at("content/a"), publication.at("content/z")).unwrap();
    // The name of a file in a folder that is gone stands for the folder.
    let refreshed = world.refresh(&[
        publication.at("content/a/new.md"),
        publication.at("content/z/c/d.md"),
        publication.at("content/z"),
    ]);
    assert_eq!(
        changed(&refreshed),
        ["content/a/c/d.md", "content/a/new.md", "content/z/c/d.md", "content/z/new.md"]
    );
    assert_eq!(
        listed(&world),
        ["content/a-b.md", "content/a.md", "content/z/c/d.md", "content/z/new.md", "site.yaml"]
    );
    assert!(world.rescan().is_empty());
}

#[test]
fn a_folder_and_a_file_can_change_places() {
    let publication = Publication::new(&["content/a/b.md", "content/c"]);
    let mut world = publication.open_and_read();
    fs::remove_dir_all(publication.at("content/a")).unwrap();
    fs::remove_file(publication.at("content/c")).unwrap();
    publication.write("content/a", "a file");
    publication.write("content/c/d.md", "in a folder");
    let refreshed = world.refresh(&[publication.at("content/a"), publication.at("content/c")]);
    assert_eq!(changed(&refreshed), ["content/a", "content/a/b.md", "content/c", "content/c/d.md"]);
    assert_eq!(listed(&world), ["content/a", "content/c/d.md", "site.yaml"]);
}

#[test]
fn a_stamp_is_never_given_twice() {
    let publication = Publication::new(&["content/a.md"]);
    let paths = [publication.at("content/a.md")];
    let mut world = publication.open_and_read();
    let mut stamps = vec![stamp(&world, "content/a.md")];
    for text in ["one", "two", "content/a.md"] {
        fs::remove_file(&paths[0]).unwrap();
        world.refresh(&paths);
        publication.write("content/a.md", text);
        world.refresh(&paths);
        stamps.push(stamp(&world, "content/a.md"));
    }
    assert!(stamps.is_sorted_by(|a, b| a < b), "{stamps:?}");
}

#[test]
fn what_is_no_input_costs_nothing() {
    let publication = Publication::new(&["content/a.md"]);
    let mut world = publication.open_and_read();
    for path in
        ["README.md", "content/.a.md.swp", "content/4913", "public/content/a.md", "content/../../x"]
    {
        assert!(world.refresh(&[publication.at(path)]).is_empty(), "{path}");
        assert!(world.refresh(&[PathBuf::from(path)]).is_empty(), "{path}");
    }
    assert!(world.refresh(&[PathBuf::from("/etc/passwd")]).is_empty());
    // The root itself stands for everything.
    publication.write("content/b.md", "");
    assert_eq!(changed(&world.refresh(&[publication.at("")])), ["content/b.md"]);
}

#[test]
fn a_file_comes_from_the_cloud_and_goes_back() {
    let publication = Publication::new(&["content/a.md", "content/.b.md.icloud"]);
    let (there, away) = (publication.at("content/b.md"), publication.at("content/.b.md.icloud"));
    let mut world = publication.open_and_read();
    let missing = |world: &DiskWorld| {
        let problems = world.problems().iter();
        problems.map(|problem| problem.file.clone().unwrap().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(listed(&world), ["content/a.md", "site.yaml"]);
    assert_eq!(missing(&world), ["content/b.md"]);
    fs::rename(&away, &there).unwrap();
    let came = world.refresh(&[away.clone(), there.clone()]);
    assert_eq!(changed(&came), ["content/b.md"]);
    assert!(missing(&world).is_empty());
    fs::rename(&there, &away).unwrap();
    let went = world.refresh(&[there]);
    assert_eq!(changed(&went), ["content/b.md"]);
    assert_eq!(missing(&world), ["content/b.md"]);
}
