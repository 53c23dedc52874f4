//! `casebook regions`: the table of regions, to look at or to change.

use super::args::RegionsArgs;
use super::print::Console;
use super::{Fatal, Outcome, read_config, read_gazetteer, say_out};
use crate::foundation::diagnostic::{Text, count_noun, join_names};
use crate::io::disk::DiskWorld;
use crate::io::starter;
use crate::publication::gazetteer::{Gazetteer, Region, Unresolved};
use crate::say;

/// Writes the regions that the publication has, or those built in, as a file that `gazetteer` in
/// `site.yaml` can name; never over another file.
pub(super) fn regions_command(args: &RegionsArgs, console: &Console) -> Result<Outcome, Fatal> {
    let world = DiskWorld::open(&args.root).ok();
    let config = world.as_ref().and_then(read_config);
    let console = console.for_site(config.as_ref().is_none_or(|site| site.language.is_chinese()));
    let gazetteer = match (&world, &config) {
        (Some(world), Some(config)) if !args.built_in => read_gazetteer(config, world),
        _ => Gazetteer::of_china(),
    };
    let within = args.name.as_deref().map(|name| find_named(&gazetteer, name)).transpose()?;
    let table = gazetteer.write_table(within);
    let Some(out) = &args.out else {
        say_out(&table);
        return Ok(Outcome::Done);
    };
    // The mark tells spreadsheets that the file is UTF-8.
    let text = format!("\u{feff}{table}");
    let (folder, shown) = (std::path::Path::new(""), out.display());
    starter::write_new(folder, &out.to_string_lossy(), &text).map_err(|error| {
        match error.kind() {
            std::io::ErrorKind::AlreadyExists => Fatal::Said(say!(
                "{shown} 已经存在，没有改动；请换一个文件名"
                    | "{shown} exists already and was left alone; choose another name"
            )),
            _ => Fatal::Said(say!("写不了 {shown}：{error}" | "cannot write {shown}: {error}")),
        }
    })?;
    let count = table.lines().count().saturating_sub(1);
    let some = count_noun(count, "region");
    console.print_note(&say!(
        "已写好 {shown}：{count} 个地区。放在出版物的 data/ 里，site.yaml 写 gazetteer: data/文件名，就用它代替自带的地区表"
            | "wrote {shown}: {some}. Put it into data/ of the publication and name it in \
               site.yaml, as in `gazetteer: data/regions.csv`: it then stands for the built-in table"
    ));
    Ok(Outcome::Done)
}

fn find_named<'a>(gazetteer: &'a Gazetteer, name: &str) -> Result<&'a Region, Fatal> {
    let named = |codes: &[_]| {
        let code = |code: &crate::publication::gazetteer::RegionCode| {
            format!("{} {code}", gazetteer.full_name(code.as_str()))
        };
        join_names(codes.iter().map(code))
    };
    gazetteer.resolve_name(name).map_err(|unresolved| {
        Fatal::Said(match unresolved {
            Unresolved::Ambiguous { candidates, .. } => {
                let Text { zh, en } = named(&candidates);
                say!(
                    "叫“{name}”的地区不止一个：{zh}；请写全称或代码"
                        | "several regions are called `{name}`: {en}; write the whole \
                           name or the code"
                )
            }
            Unresolved::Unknown { nearest } if !nearest.is_empty() => {
                let Text { zh, en } = join_names(&nearest);
                say!(
                    "地区表里没有“{name}”；是不是“{zh}”？"
                        | "the gazetteer has no `{name}`; did you mean {en}?"
                )
            }
            _ => say!(
                "地区表里没有“{name}”；不写名称，就列出全部地区"
                    | "the gazetteer has no `{name}`; without a name all regions are listed"
            ),
        })
    })
}
