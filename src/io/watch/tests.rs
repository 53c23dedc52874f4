//! Tests of the watch without a disk that changes.

use notify::EventKind;
use notify::event::Flag;

use super::*;

fn watcher() -> (tempfile::TempDir, Watcher) {
    let folder = tempfile::tempdir().unwrap();
    let watcher = Watcher::new(folder.path(), false).unwrap();
    (folder, watcher)
}

#[test]
fn lost_events_call_for_a_rescan() {
    let (_folder, mut watcher) = watcher();
    let path = watcher.root.join("content/a.md");
    watcher.shared.note_event(&watcher.root, Ok(notify::Event::new(EventKind::Any).add_path(path)));
    watcher
        .shared
        .note_event(&watcher.root, Ok(notify::Event::new(EventKind::Other).set_flag(Flag::Rescan)));
    assert_eq!(watcher.next(), Some(Batch { paths: Vec::new(), rescan: true }));
    assert!(watcher.backend.is_some(), "it goes on watching");
}

#[test]
fn a_limit_is_told_as_a_limit_and_polling_goes_on() {
    let limits = [
        (notify::Error::new(ErrorKind::MaxFilesWatch), "fs.inotify.max_user_watches"),
        (notify::Error::io(rustix::io::Errno::NOSPC.into()), "fs.inotify.max_user_watches"),
        (notify::Error::io(rustix::io::Errno::MFILE.into()), "fs.inotify.max_user_instances"),
    ];
    for (error, setting) in limits {
        let (_folder, mut watcher) = watcher();
        assert!(is_limit(&error));
        watcher.fall_back(&error);
        let notice = watcher.take_notice().unwrap();
        for text in [&notice.zh, &notice.en] {
            assert!(
                text.contains(setting) && text.contains("--poll") && !text.contains("space"),
                "{text}"
            );
        }
        assert_eq!(watcher.take_notice(), None);
        assert_eq!(watcher.next(), Some(Batch { paths: Vec::new(), rescan: true }));
    }
}

#[test]
fn a_limit_met_later_ends_in_polling_too() {
    let (_folder, mut watcher) = watcher();
    watcher.shared.note_event(&watcher.root, Err(notify::Error::new(ErrorKind::MaxFilesWatch)));
    assert_eq!(watcher.next(), Some(Batch { paths: Vec::new(), rescan: true }));
    assert!(watcher.backend.is_none() && watcher.take_notice().is_some());
}
