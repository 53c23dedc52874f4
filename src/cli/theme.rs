//! `casebook theme`: which themes there are, and copies of their files to change.

use std::io;
use std::path::Path;

use super::args::{ThemeArgs, ThemeCommand};
use super::print::Console;
use super::{Fatal, Outcome, read_config, say_out, theme_vars};
use crate::foundation::diagnostic::Speech;
use crate::foundation::nearest::find_nearest;
use crate::foundation::world::World as _;
use crate::io::disk::DiskWorld;
use crate::io::starter;
use crate::publication::theme::{Originals, known_themes};
use crate::say;

/// Lists the themes, or copies files of the theme that the publication uses.
pub(super) fn theme_command(args: &ThemeArgs, console: &Console) -> Result<Outcome, Fatal> {
    let copied = match &args.command {
        Some(ThemeCommand::Vars { template }) => {
            return say_vars(template.as_deref(), &args.root, console);
        }
        Some(ThemeCommand::Copy { name, all }) => Some((name.as_deref(), all.as_deref())),
        None => None,
    };
    let world = DiskWorld::open(&args.root)?;
    let config = read_config(&world).unwrap_or_default();
    let console = console.for_site(config.language.is_chinese());
    match copied {
        None => list_themes(&config.theme, &world, &console),
        Some((Some(name), _)) => copy_file(name, args, &config.theme, &world, &console)?,
        Some((None, Some(name))) => copy_theme(name, args, &config.theme, &world, &console)?,
        Some((None, None)) => {
            for path in originals_of(&config.theme, &world)?.paths() {
                say_out(&format!("{path}\n"));
            }
        }
    }
    Ok(Outcome::Done)
}

/// Lists what templates see; no publication is needed for that.
fn say_vars(template: Option<&str>, root: &Path, console: &Console) -> Result<Outcome, Fatal> {
    let config = DiskWorld::open(root).ok().as_ref().and_then(read_config);
    let is_chinese = config.is_none_or(|site| site.language.is_chinese());
    theme_vars::say_vars(template, console.for_site(is_chinese).speech())?;
    Ok(Outcome::Done)
}

/// Writes the themes that there are, the one in use with what lies above it.
fn list_themes(used: &str, world: &DiskWorld, console: &Console) {
    let is_chinese = console.speech() == Speech::Chinese;
    let mut text = String::new();
    for name in known_themes(world) {
        let mark = if name == used { "* " } else { "  " };
        text.push_str(&format!("{mark}{name}\n"));
    }
    let own = world.files().iter().map(|entry| entry.path.as_str());
    let own: Vec<&str> = own
        .filter(|path| ["templates/", "static/", "i18n/"].iter().any(|top| path.starts_with(top)))
        .collect();
    if !own.is_empty() {
        text.push_str(if is_chinese {
            "出版物自己的：\n"
        } else {
            "of the publication itself:\n"
        });
        text.extend(own.iter().map(|path| format!("  {path}\n")));
    }
    say_out(&text);
}

fn originals_of(theme: &str, world: &DiskWorld) -> Result<Originals, Fatal> {
    Originals::of_theme(theme, world).ok_or_else(|| {
        Fatal::Said(say!(
            "用不了主题“{theme}”：请运行 casebook check，看哪里不对"
                | "the theme `{theme}` cannot be used: run `casebook check` to see why"
        ))
    })
}

/// Copies one file to where it takes the place of the theme's.
fn copy_file(
    name: &str,
    args: &ThemeArgs,
    theme: &str,
    world: &DiskWorld,
    console: &Console,
) -> Result<(), Fatal> {
    let originals = originals_of(theme, world)?;
    let Some(path) = originals.find(name) else {
        let names = originals.paths().filter_map(|path| path.rsplit('/').next());
        return Err(Fatal::Said(match find_nearest(name, names) {
            Some(near) => say!(
                "主题里没有“{name}”；是不是“{near}”？"
                    | "the theme has no `{name}`; did you mean `{near}`?"
            ),
            None => say!(
                "主题里没有“{name}”；casebook theme copy 列出全部文件"
                    | "the theme has no `{name}`; `casebook theme copy` lists all of its files"
            ),
        }));
    };
    let copy = originals.copy_of(path, world).map_err(|error| unwritable(path, &error))?;
    starter::write_new(&args.root, path, copy).map_err(|error| unwritable(path, &error))?;
    console.print_note(&say!(
        "已写好 {path}：改它就盖过主题的那一份" | "wrote {path}: it takes the place of the theme's"
    ));
    Ok(())
}

/// Copies all files of a theme into one of the publication's own.
fn copy_theme(
    name: &str,
    args: &ThemeArgs,
    theme: &str,
    world: &DiskWorld,
    console: &Console,
) -> Result<(), Fatal> {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    if !name.chars().all(is_plain)
        || name.is_empty()
        || known_themes(world).iter().any(|known| known == name)
    {
        return Err(Fatal::Said(say!(
            "“{name}”不能作新主题的名称：只用文字、数字和“-”，不与已有的主题相同"
                | "`{name}` cannot be the name of a new theme: use letters, digits and `-`, and no \
                   name of a theme that there is"
        )));
    }
    let originals = originals_of(theme, world)?;
    let write = |path: &str, copy: Vec<u8>| {
        let to = format!("themes/{name}/{path}");
        starter::write_new(&args.root, &to, copy).map_err(|error| unwritable(&to, &error))
    };
    write("theme.yaml", originals.manifest_of_copy(name).into_bytes())?;
    for path in originals.paths().filter(|path| *path != "theme.yaml") {
        let copy = originals.copy_of(path, world).map_err(|error| unwritable(path, &error))?;
        write(path, copy)?;
    }
    console.print_note(&say!(
        "已写好 themes/{name}/：在 site.yaml 里写 theme: {name} 就用它"
            | "wrote themes/{name}/: write `theme: {name}` in site.yaml to use it"
    ));
    Ok(())
}

fn unwritable(path: &str, error: &io::Error) -> Fatal {
    Fatal::Said(match error.kind() {
        io::ErrorKind::AlreadyExists => say!(
            "{path} 已经存在，没有改动；要取新的原件，请先把它改名"
                | "{path} exists already and was left alone; rename it first to get the original"
        ),
        _ => say!("写不了 {path}：{error}" | "cannot write {path}: {error}"),
    })
}
