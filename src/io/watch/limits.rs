//! What keeps the system from telling of changes, and what to do about it.

use std::io;

use notify::ErrorKind;
use rustix::io::Errno;

use crate::foundation::diagnostic::Text;
use crate::say;

/// Tells whether the system has no more watches to give. It says "no space left on device".
pub(super) fn is_limit(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::MaxFilesWatch => true,
        ErrorKind::Io(error) => matches!(errno(error), Some(Errno::NOSPC | Errno::MFILE)),
        _ => false,
    }
}

/// Says why folders are looked at again and again in place of being watched.
pub(super) fn why_polling(error: &notify::Error) -> Text {
    match &error.kind {
        ErrorKind::MaxFilesWatch => too_many_folders(),
        ErrorKind::Io(error) if errno(error) == Some(Errno::NOSPC) => too_many_folders(),
        ErrorKind::Io(error) if errno(error) == Some(Errno::MFILE) => say!(
            "监视程序太多，改为定时查看：请调高 fs.inotify.max_user_instances，或用 --poll"
                | "too many programs watch folders, so Casebook looks twice a second instead: \
                   raise fs.inotify.max_user_instances or use --poll"
        ),
        _ => say!(
            "系统无法监视文件夹（{error}），改为定时查看"
                | "the system cannot watch folders ({error}), so Casebook looks twice \
                   a second instead"
        ),
    }
}

fn errno(error: &io::Error) -> Option<Errno> {
    Errno::from_io_error(error)
}

fn too_many_folders() -> Text {
    say!(
        "监视的文件夹太多，改为定时查看：请调高 fs.inotify.max_user_watches，或用 --poll"
            | "too many watched folders, so Casebook looks twice a second instead: raise \
               fs.inotify.max_user_watches or use --poll"
    )
}
