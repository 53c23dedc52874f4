//! The texts of the publication's own, in `i18n/` and in its theme: what is written there must be
//! of use.

use std::collections::{BTreeMap, BTreeSet};

use super::macros;
use super::near_template::find_near_template;
use super::read_text;
use crate::foundation::diagnostic::{Diagnostic, Sink};
use crate::foundation::language::LanguageTag;
use crate::foundation::path::SourcePath;
use crate::foundation::world::World;
use crate::input::fields::{Reader, find_meant_key};
use crate::input::yaml;
use crate::say;

/// The folder of the publication's own texts.
pub(super) const FOLDER: &str = "i18n/";

/// Reports keys in a file of the publication's own texts that no template uses and that are not
/// `known`, those of the built-in theme, which the program itself uses.
pub(super) fn check_keys(
    path: &SourcePath,
    known: &BTreeSet<&str>,
    templates: &BTreeMap<String, (SourcePath, String)>,
    world: &dyn World,
    sink: &mut Sink,
) {
    let mut quiet = Sink::default();
    let Some(text) = read_text(world, path, &mut quiet) else { return };
    let Some(node) = yaml::parse_document(path, &text, 0, &mut quiet) else { return };
    let Some(fields) = (Reader { file: path, sink: &mut quiet }).read_map("i18n", node) else {
        return;
    };
    for (key, _) in fields.into_rest() {
        let name = key.text.as_str();
        let is_used = || templates.values().any(|(_, template)| uses_text(template, name));
        if known.contains(name) || is_used() {
            continue;
        }
        let finding = Diagnostic::warning(
            "unknown-text",
            path,
            say!("没有模板用到文字“{name}”" | "no template uses the text `{name}`"),
        )
        .at_span(key.span);
        sink.push(match find_meant_key(name, known.iter().copied()) {
            Some(near) => {
                finding.with_hint(say!("是不是想写“{near}”？" | "did you mean `{near}`?"))
            }
            None => finding.with_hint(say!(
                "可用的键见主题的 i18n 文件；自己加的要在模板里用 {{{{ t.{name} }}}}"
                    | "the keys are those of the theme's i18n files; use one of your own in a \
                       template as {{{{ t.{name} }}}}"
            )),
        });
    }
}

/// Tells whether a template uses the text of a key: `t.key`, `t["key"]`, `t["ke" ~ …]`.
fn uses_text(template: &str, key: &str) -> bool {
    let indexed = template.match_indices("t[").any(|(at, open)| {
        if template[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.')) {
            return false;
        }
        let rest = &template[at + open.len()..];
        let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            // What it begins with is not known here.
            return true;
        };
        let (start, after) = rest[1..].split_once(quote).unwrap_or_default();
        start == key || after.trim_start().starts_with('~') && key.starts_with(start)
    });
    if indexed {
        return true;
    }
    let used = ["t.", key].concat();
    template.match_indices(&used).any(|(at, _)| {
        !template[at + used.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
    })
}

/// Reports a file of texts that nothing reads: its name is no language, or that of no edition, or
/// another file of the theme has all that it says. `has_texts` tells whether the theme has texts of
/// a language.
pub(super) fn check_name(
    path: &SourcePath,
    languages: &[&LanguageTag],
    has_texts: impl Fn(&str) -> bool,
    sink: &mut Sink,
) {
    let all: Vec<&str> = languages.iter().map(|tag| tag.as_str()).collect();
    let (zh, en) = (all.join("、"), all.join(", "));
    let name = path.as_str().strip_prefix(FOLDER).expect("the file is one of its folder");
    let stem = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml")).unwrap_or(name);
    let language = LanguageTag::parse(&stem.replace('_', "-"));
    let near = language.and_then(|language| {
        let alike = |other: &&&LanguageTag| other.is_same_language(&language);
        let same = |other: &&&LanguageTag| alike(other) && other.is_same_script(&language);
        languages.iter().find(same).or_else(|| languages.iter().find(alike))
    });
    let is_read = name.ends_with(".yaml")
        && near.is_some_and(|near| {
            near.as_str() == stem || has_texts(stem) || !has_texts(near.as_str())
        });
    if is_read {
        return;
    }
    let finding = Diagnostic::warning(
        "unused-texts",
        path,
        say!("没有版本用到这份界面文字" | "no edition uses these texts"),
    );
    let first = all.first().copied().unwrap_or_default();
    sink.push(match near {
        Some(near) => finding.with_hint(say!(
            "请改名为 i18n/{near}.yaml，与出版物的语言代码一字不差"
                | "rename it to i18n/{near}.yaml: the name is the code of the language as this \
                   publication writes it"
        )),
        None => finding.with_hint(say!(
            "文件名是“语言.yaml”，例如 i18n/{first}.yaml；本出版物的语言有：{zh}"
                | "the name is that of a language, as in i18n/{first}.yaml; this \
                   publication has: {en}"
        )),
    });
}

/// Reports templates of the publication's own, called `names`, that nothing uses.
pub(super) fn check_templates(
    names: &[String],
    theme: &BTreeSet<String>,
    templates: &BTreeMap<String, (SourcePath, String)>,
    sink: &mut Sink,
) {
    for name in names {
        if let Some((path, _)) = templates.get(name) {
            check_template(name, path, theme, templates, sink);
        }
    }
}

/// Reports a template of the publication's own that the theme has none of and that no other
/// includes or extends.
fn check_template(
    name: &str,
    path: &SourcePath,
    theme: &BTreeSet<String>,
    templates: &BTreeMap<String, (SourcePath, String)>,
    sink: &mut Sink,
) {
    let is_named =
        |text: &str| text.contains(&format!("\"{name}\"")) || text.contains(&format!("'{name}'"));
    // Those of one collection are looked at where collections are known.
    let is_of_collection = ["entry-", "entries-"].iter().any(|kind| name.starts_with(kind));
    if is_of_collection
        || theme.contains(name)
        || macros::macro_of(name).is_some()
        || templates.values().any(|(_, text)| is_named(text))
    {
        return;
    }
    let finding = Diagnostic::warning(
        "unused-template",
        path,
        say!("没有页面用到模板“{name}”" | "no page uses the template `{name}`"),
    );
    sink.push(match find_near_template(name, theme.iter()) {
        Some(near) => finding.with_hint(say!("是不是想叫“{near}”？请改名" | "should it be \
            `{near}`? Rename it")),
        None => finding.with_hint(say!(
            "要盖过主题的模板，文件名须与它相同；自己加的，要在别的模板里用 {{% include \"{name}\" %}} 引入；不用就删去"
                | "a template takes the place of the theme's by having its name; one of your own \
                   is used by {{% include \"{name}\" %}} in another; else delete it"
        )),
    });
}
