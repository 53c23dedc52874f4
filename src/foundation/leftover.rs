//! Names of files and folders that systems, editors, office programs and sync tools leave beside
//! those of people.
//!
//! What bears such a name is neither read nor published: it holds half of a file, an old state of
//! one, or what nobody is to see.

use std::borrow::Cow;

/// Names that begin with a dot and still are wanted by web servers and hosts.
const PUBLISHED_DOT_NAMES: [&str; 3] = [".htaccess", ".nojekyll", ".well-known"];

/// Whole names, in lower case.
const NAMES: &[&str] = &[
    "#recycle",
    "#snapshot",
    "$recycle.bin",
    "4913",
    "@eadir",
    "@recently-snapshot",
    "@recycle",
    "@tmp",
    "__macosx",
    "_gsdata_",
    "desktop.ini",
    "ehthumbs.db",
    "ehthumbs_vista.db",
    "icon\r",
    "lost+found",
    "network trash folder",
    "node_modules",
    "recycler",
    "system volume information",
    "temporary items",
    "thumbs.db",
];

/// How names end, in lower case.
const ENDINGS: &[&str] = &[
    "!sync",
    "!ut",
    "aria2",
    "asd",
    "backup",
    "bak",
    "crdownload",
    "crswap",
    "download",
    "downloading",
    "filepart",
    "kate-swp",
    "lnk",
    "old",
    "opdownload",
    "orig",
    "part",
    "partial",
    "rej",
    "save",
    "swo",
    "swp",
    "swx",
    "td",
    "tdl",
    "temp",
    "tmp",
    "url",
    "wbk",
    "xlk",
    "xltd",
];

/// Tells whether a file or folder of this name is left out, wherever it stands.
///
/// Beside what stands in the tables, these are dot-files, and what is left while a file is open:
/// Emacs writes `.#x`, `#x#` and `x~`, Vim `x~`, `.x.swp` and, to learn whether it may create
/// files, `4913`; Office and WPS write `~$x` and `~WRL0001.tmp`.
#[must_use]
pub fn is_leftover(name: &str) -> bool {
    if name.starts_with('.') {
        return !PUBLISHED_DOT_NAMES.contains(&name);
    }
    if is_merge_part(name) {
        return true;
    }
    let name: Cow<'_, str> = if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        name.to_ascii_lowercase().into()
    } else {
        name.into()
    };
    let is_old = name
        .rsplit_once('.')
        .is_some_and(|(_, end)| ENDINGS.contains(&end) || is_numbered_backup(end));
    is_old
        || name.ends_with('~')
        || name.starts_with("~$")
        || name.starts_with("~syncthing~")
        || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'))
        || name.contains(".sb-")
        || name.ends_with("___jb_tmp___")
        || name.ends_with("___jb_old___")
        || NAMES.contains(&&*name)
        // What checks of a disk saved, and what Windows notes beside a file.
        || name.strip_prefix("found.").is_some_and(is_number)
        || name.starts_with("thumbs.db:")
        || name.ends_with(":zone.identifier")
        || name.rsplit_once(".md.").is_some_and(|(_, end)| is_number(end))
}

/// Tells whether an ending is that of one backup of several, such as `bak2`.
fn is_numbered_backup(end: &str) -> bool {
    end.strip_prefix("bak").is_some_and(|number| number.is_empty() || is_number(number))
}

/// Tells whether Git left a file of this name in the middle of a merge: `a_BASE_1234.md`. A year is
/// the author's.
fn is_merge_part(name: &str) -> bool {
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    let Some((rest, number)) = stem.rsplit_once('_') else { return false };
    let is_year = number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    is_number(number)
        && !is_year
        && ["_BASE", "_LOCAL", "_REMOTE", "_BACKUP"].iter().any(|part| rest.ends_with(part))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns the name of the file that a cloud drive keeps away from this machine, leaving a
/// placeholder called `name`: iCloud puts `.a.md.icloud` in the place of `a.md`.
#[must_use]
pub fn file_of_placeholder(name: &str) -> Option<&str> {
    let file = name.strip_prefix('.')?.strip_suffix(".icloud")?;
    (!file.is_empty() && !is_leftover(file)).then_some(file)
}

/// Returns the name of the placeholder that iCloud would put in the place of the file called
/// `name`.
#[must_use]
pub fn placeholder_of(name: &str) -> String {
    format!(".{name}.icloud")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_leave_behind_is_left_out() {
        for name in [
            ".git",
            ".#a.md",
            "a.md~",
            "4913",
            ".a.md.swp",
            "a.swp",
            "#a.md#",
            ".DS_Store",
            "._a.png",
            "Thumbs.db",
            "desktop.ini",
            "Desktop.ini",
            "ehthumbs.db",
            "~$门房.docx",
            "~WRL0001.tmp",
            ".~lock.表.xlsx#",
            ".~门房.docx",
            "a.md.bak",
            "A.BAK",
            "a.bak2",
            "a.md.orig",
            "a.rej",
            "x.crdownload",
            "x.part",
            "图.zip.baiduyun.downloading",
            "$RECYCLE.BIN",
            "@eaDir",
            "#recycle",
            "__MACOSX",
            "System Volume Information",
            ".Trashes",
            "Icon\r",
            "node_modules",
            ".dropbox",
            ".sync",
            "a.md.!sync",
            "~syncthing~a.md.tmp",
            "a.md.sb-1a2b3c4d-AbCdEf",
            "快捷方式.lnk",
            "门房_BASE_123.md",
            "a_LOCAL_4711.md",
            "a_REMOTE_4711.en.md",
            "a_BACKUP_12345.md",
        ] {
            assert!(is_leftover(name), "{name}");
        }
    }

    #[test]
    fn what_people_name_is_kept() {
        for name in [
            "a.md",
            "4913.md",
            ".well-known",
            ".nojekyll",
            ".htaccess",
            "a~b.md",
            "#",
            "静安.md",
            "icon.svg",
            "Icon",
            "part.md",
            "bak.md",
            "old",
            "a.part1.rar",
            "备份.md",
            "$5.md",
            "a.baker",
            "thumbs.png",
            "#1 门房.md",
            "~门房.md",
            "temp.md",
            "td.png",
            "a_base_123.md",
            "a_LOCAL_2024.md",
            "a_BASE.md",
            "a_BASE_1a.md",
        ] {
            assert!(!is_leftover(name), "{name}");
        }
    }

    #[test]
    fn a_placeholder_names_its_file() {
        assert_eq!(file_of_placeholder(".门房.md.icloud"), Some("门房.md"));
        assert_eq!(file_of_placeholder(".图.png.icloud"), Some("图.png"));
        for name in
            ["a.icloud", "..icloud", ".icloud", ".DS_Store", "..git.icloud", ".a.tmp.icloud"]
        {
            assert_eq!(file_of_placeholder(name), None, "{name}");
        }
    }
}
