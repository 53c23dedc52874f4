//! Names that templates call and that there are not, with what was meant; those of the engine's
//! first version too.

use std::collections::BTreeSet;

use super::Templates;
use crate::foundation::diagnostic::{Text, join_names};
use crate::foundation::nearest::find_nearest;
use crate::publication::contract::Callable;
use crate::say;

/// Names of the engine's first version, and what is written in their place; nothing where there is
/// no more such thing.
const FORMER: &[(&str, &str)] = &[
    ("as_str", "str"),
    ("concat", ""),
    ("date", ""),
    ("filesizeformat", ""),
    ("filter", "{% for x in list %}{% if x.key == … %}"),
    ("get_env", ""),
    ("json_encode", ""),
    ("linebreaksbr", "newlines_to_br"),
    ("map", "{% for x in list %}{{ x.key }}"),
    ("matching", "containing"),
    ("now", ""),
    ("object", "map"),
    ("slice", "list[1:3]"),
    ("slugify", ""),
    ("spaceless", ""),
    ("striptags", ""),
    ("trim_end_matches", "trim_end(pat=…)"),
    ("trim_start_matches", "trim_start(pat=…)"),
    ("urlencode", ""),
];

/// Says what to write in the place of a name that there is not.
pub(super) fn suggest_name(kind: Callable, name: &str) -> Text {
    let known = || kind.all().iter().map(|listed| listed.name);
    let Text { zh: all_zh, en: all_en } = join_names(known());
    match FORMER.iter().find(|(former, _)| *former == name) {
        Some((_, "")) => say!(
            "这是 Tera 1 的名称，Tera 2 没有它；可以用的有：{all_zh}"
                | "this is a name of Tera 1 that Tera 2 has no more; there are {all_en}"
        ),
        Some((_, now)) => say!(
            "这是 Tera 1 的名称，Tera 2 里写 {now}"
                | "this is a name of Tera 1: in Tera 2 write `{now}`"
        ),
        None => match find_nearest(name, known()) {
            Some(near) => say!("是不是想写“{near}”？" | "did you mean `{near}`?"),
            None => say!("可以用的有：{all_zh}" | "there are {all_en}"),
        },
    }
}

/// Says which block was probably meant.
pub(super) fn suggest_block(templates: &Templates, name: &str) -> Text {
    let word = |text: &'_ str| -> usize {
        text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len())
    };
    let texts = templates.values().map(|(_, text)| text.as_str());
    let blocks: BTreeSet<&str> = texts
        .flat_map(|text| text.split(" block ").skip(1))
        .map(|rest| &rest[..word(rest)])
        .filter(|block| *block != name)
        .collect();
    match find_nearest(name, blocks) {
        Some(near) => say!("是不是想写“{near}”？" | "did you mean `{near}`?"),
        None => say!(
            "块的名称要照 extends 的模板里那样写"
                | "a block is named as in the template that this one extends"
        ),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::*;
    use crate::foundation::diagnostic::{Sink, Speech};
    use crate::foundation::path::SourcePath;
    use crate::publication::contract::Listed;
    use crate::publication::theme::Texts;
    use crate::publication::theme::engine::compile_with_texts;

    /// What is found in a template of this text.
    fn found(text: &str) -> Vec<String> {
        let mut sink = Sink::default();
        let file = SourcePath::new("templates/a.html");
        let templates = Templates::from([("a.html".to_owned(), (file, text.to_owned()))]);
        let texts = Texts::new(BTreeMap::default());
        let _ = compile_with_texts(&templates, &texts, (&Arc::default(), None), &mut sink);
        let hints = sink.into_sorted().into_iter().flat_map(|found| found.hints);
        hints.map(|hint| hint.in_speech(Speech::English).to_owned()).collect()
    }

    #[test]
    fn the_engine_knows_every_name_that_is_suggested() {
        let unknown = |text: &str| found(text).iter().any(|hint| hint.contains("there are "));
        for Listed { name, .. } in Callable::Filter.all() {
            assert!(!unknown(&format!("{{{{ x | {name} }}}}")), "{name}");
        }
        for Listed { name, .. } in Callable::Test.all() {
            assert!(!unknown(&format!("{{% if x is {name} %}}{{% endif %}}")), "{name}");
        }
        for Listed { name, .. } in Callable::Function.all() {
            assert!(!unknown(&format!("{{{{ {name}() }}}}")), "{name}");
        }
    }

    #[test]
    fn names_that_are_not_there_are_answered_with_those_that_are() {
        assert_eq!(found("{{ x | uper }}"), ["did you mean `upper`?"]);
        assert_eq!(
            found("{{ x | linebreaksbr }}"),
            ["this is a name of Tera 1: in Tera 2 write `newlines_to_br`"]
        );
        assert_eq!(
            found("{% if x is object %}{% endif %}"),
            ["this is a name of Tera 1: in Tera 2 write `map`"]
        );
        assert!(
            found("{{ now() }}")[0].starts_with("this is a name of Tera 1 that Tera 2 has no more")
        );
    }
}
