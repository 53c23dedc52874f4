//! Why the files of the gazetteer cannot be read.

use crate::foundation::diagnostic::{Diagnostic, Text};
use crate::foundation::leftover::placeholder_of;
use crate::foundation::path::SourcePath;
use crate::foundation::source;
use crate::foundation::world::World;
use crate::publication::config;
use crate::say;

/// Tells whether the world says that a file is still in the cloud.
pub(super) fn is_away(file: &SourcePath, world: &dyn World) -> bool {
    let mut away = world.problems().iter().filter(|problem| problem.code.0 == "not-downloaded");
    away.any(|problem| problem.file.as_ref() == Some(file))
}

/// Says why a table of regions cannot be read; `None` where the world says so itself.
pub(super) fn unreadable_regions(
    file: &SourcePath,
    error: &std::io::Error,
    world: &dyn World,
) -> Option<Diagnostic> {
    if is_away(file, world) {
        return None;
    }
    let is_in_root =
        |name: &str| world.others().binary_search_by(|other| (**other).cmp(name)).is_ok();
    let site = SourcePath::new(config::FILE);
    let name = file.as_str();
    if is_in_root(&placeholder_of(name)) {
        let message = say!(
            "地区表 {file} 还在网盘里，没有下载到这台电脑"
                | "the gazetteer `{file}` is still in the cloud and not on this machine"
        );
        return Some(Diagnostic::error("not-downloaded", &site, message).with_hint(say!(
            "请在访达或网盘软件里下载它，放进 data 文件夹，这里写 data/{file}"
                | "download it in Finder or the program of the cloud drive, put it into the folder \
                   data, and write `data/{file}` here"
        )));
    }
    let finding = |message| Diagnostic::error("unreadable", &site, message);
    if is_in_root(name) {
        let message = say!(
            "地区表 {file} 不在 data 文件夹里，没有读取"
                | "the gazetteer `{file}` is not in the folder data and was not read"
        );
        return Some(finding(message).with_hint(say!(
            "请把它移到 data 文件夹，这里写 data/{file}"
                | "move it into the folder data, and write `data/{file}` here"
        )));
    }
    let Text { zh, en } = source::explain_refusal(error);
    let message = say!("读不了地区表 {file}：{zh}" | "cannot read the gazetteer `{file}`: {en}");
    Some(finding(message).with_hint(say!(
        "这里要写 data/ 里一个 CSV 文件的路径；用自带的中国地区表，就删去这一项"
            | "give the path of a CSV file under data/; without this key, the regions of \
               China are built in"
    )))
}
