//! `casebook new`: a file to start from.

use super::args::NewArgs;
use super::kind::unknown_kind;
use super::print::Console;
use super::starter::starter_templates;
use super::{Fatal, Outcome, read_config, read_gazetteer};
use crate::foundation::diagnostic::{Speech, Text};
use crate::io;
use crate::io::disk::DiskWorld;
use crate::publication::config::{Collection, Config, Need};
use crate::say;
use crate::text::make_slug;

/// What can be started besides the entries of collections.
const KINDS: [&str; 3] = ["case", "model", "page"];

/// Writes a file with front matter that names every key worth filling in; never over another file.
/// It is in the language of the publication, whatever that of the messages is.
pub(super) fn new(args: &NewArgs, console: &Console) -> Result<Outcome, Fatal> {
    let world = DiskWorld::open(&args.root)?;
    let config = read_config(&world).unwrap_or_else(Config::stand_in);
    let is_chinese = config.language.is_chinese();
    let console = console.for_site(is_chinese);
    let name = make_slug(args.slug.as_deref().unwrap_or(&args.title));
    let templates = starter_templates(if is_chinese { Speech::Chinese } else { Speech::English });
    let (path, template) = match args.kind.as_str() {
        "case" => {
            let is_off = |key: &str| config.case_need(key) == Need::Off;
            (format!("content/cases/{name}.md"), without_keys(templates.case, is_off))
        }
        "model" => (format!("content/models/{name}.md"), templates.model.to_owned()),
        "page" => (format!("content/{name}.md"), templates.page.to_owned()),
        key => match config.find_collection(key) {
            Some(collection) => {
                (format!("content/{key}/{name}.md"), entry_template(templates.page, collection))
            }
            None => return Err(unknown_kind(key, &KINDS, &config)),
        },
    };
    // A title may hold braces of its own.
    let text = template
        .replace("{district}", &district_in_title(&args.title, &config, &world))
        .replace("{title}", &quote_yaml(&args.title));
    io::starter::write_new(world.root(), &path, &text).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Fatal::Said(say!(
            "{path} 已经存在，没有改动；用 --slug 换一个文件名"
                | "{path} exists already and was left alone; choose another name with --slug"
        )),
        _ => Fatal::Said(say!("写不了 {path}：{error}" | "cannot write {path}: {error}")),
    })?;
    let Text { zh, en } = next_step(args, &config);
    console.print_note(&say!(
        "已新建 {path}；填好后运行 casebook check{zh}"
            | "wrote {path}; fill it in, then run casebook check{en}"
    ));
    Ok(Outcome::Done)
}

/// Says what else can be started: a case names its model, and a model is explained by a file of its
/// own.
fn next_step(args: &NewArgs, config: &Config) -> Text {
    match args.kind.as_str() {
        "case" if config.case_need("model") == Need::Off => say!("" | ""),
        "case" => say!(
            "\n它的模式要有一页说明，就写：casebook new model 模式的名称"
                | "\nto explain its model on a page: casebook new model NAME"
        ),
        "model" => say!(
            "\n案例的 model 写成同一个名称，就会列在这一页"
                | "\ncases whose `model` is this name are listed on its page"
        ),
        "page" => say!(
            "\n它会出现在网站的菜单里：order 定先后，写 menu: false 就不进菜单"
                | "\nit stands in the menu of the site: `order` says where, and \
                   `menu: false` keeps it out"
        ),
        _ => say!("" | ""),
    }
}

/// Returns the page that an entry of a collection begins as: with its date and the fields that it
/// must have, and after `#` those that it may have.
fn entry_template(page: &str, collection: &Collection) -> String {
    let mut keys = "title: {title}\ndate: \nsummary: \n".to_owned();
    for field in &collection.fields {
        let mark = if field.required { "" } else { "# " };
        keys.extend([mark, &field.key, ": \n"]);
    }
    page.replace("title: {title}\n", &keys)
}

/// Returns a template without the keys that cases of the publication do not have, with the comments
/// above them and the values below.
fn without_keys(template: &str, is_off: impl Fn(&str) -> bool) -> String {
    let is_key = |key: &&str| key.bytes().all(|byte| byte.is_ascii_lowercase());
    let (mut kept, mut comment, mut drops) = (String::new(), String::new(), false);
    for line in template.split_inclusive('\n') {
        let content = line.strip_prefix("# ").unwrap_or(line);
        let key = content.split_once(':').map(|(key, _)| key).filter(is_key);
        if key.is_none() && content != line && !content.starts_with(' ') {
            comment.push_str(line);
            continue;
        }
        if !content.starts_with(' ') {
            drops = key.is_some_and(&is_off);
        }
        let above = std::mem::take(&mut comment);
        if !drops {
            kept.extend([&above, line]);
        }
    }
    kept
}

/// A title as a YAML text, whatever it holds.
fn quote_yaml(title: &str) -> String {
    serde_json::to_string(title).expect("text is JSON")
}

/// Returns the districts that a title names, as front matter gives them; empty when it names none.
fn district_in_title(title: &str, config: &Config, world: &DiskWorld) -> String {
    let gazetteer = read_gazetteer(config, world);
    let names = gazetteer.find_mentioned(title);
    let names: Vec<String> =
        names.iter().map(|region| gazetteer.full_name(region.code.as_str())).collect();
    match names.as_slice() {
        [only] => only.clone(),
        [] => String::new(),
        several => {
            // A comma in a name would part it in two.
            let item = |name: &String| {
                if name.contains([',', '[', ']', '{', '}']) {
                    quote_yaml(name)
                } else {
                    name.clone()
                }
            };
            format!("[{}]", several.iter().map(item).collect::<Vec<String>>().join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_starts_without_the_keys_that_are_off() {
        for speech in [Speech::Chinese, Speech::English] {
            let template = starter_templates(speech).case;
            assert_eq!(without_keys(template, |_| false), template);
            let off = ["district", "model", "practices", "sources"];
            let text = without_keys(template, |key| off.contains(&key));
            let keys: Vec<&str> =
                text.lines().filter_map(|line| Some(line.split_once(':')?.0)).collect();
            assert!(!keys.iter().any(|key| off.contains(&key.trim_start_matches("# "))), "{text}");
            let lost = template.lines().filter(|line| !text.lines().any(|kept| kept == *line));
            // Four keys, the comments of two, and the values of two.
            assert_eq!(lost.count(), 8, "{text}");
        }
    }
}
