//! Names that meet: two that would share a page, and two that readers take for one.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use super::written_name::Places;
use super::{Rule, Scope};
use crate::content::case::Case;
use crate::foundation::diagnostic::{Diagnostic, Sink, Text};
use crate::foundation::path::SourcePath;
use crate::say;
use crate::text::simplified::simplify_char;

pub(super) const RULE: Rule = Rule { code: "shared-address", run: check_meeting_names };

/// A kind of name.
struct Kind<'a> {
    /// The key in the front matter.
    key: &'a str,
    label: Text,
    /// Every name once, with its part of the address when a page is made of it, and the first file
    /// that has it.
    names: FxHashMap<&'a str, (Option<&'a str>, &'a SourcePath)>,
}

impl<'a> Kind<'a> {
    fn new(key: &'a str, label: Text) -> Self {
        Self { key, label, names: FxHashMap::default() }
    }

    fn add_name(&mut self, name: &'a str, id: Option<&'a str>, file: &'a SourcePath) {
        let first = self.names.entry(name).or_insert((id, file));
        if *file < *first.1 {
            first.1 = file;
        }
    }
}

/// A name and the first file that has it.
type Name<'a> = (&'a str, &'a SourcePath);

fn check_meeting_names(code: &'static str, scope: &Scope<'_>, sink: &mut Sink) {
    // Names are those of the first files; translations follow them.
    if !scope.site.is_default() {
        return;
    }
    let mut places = Places::new(scope.world);
    for kind in name_kinds(scope) {
        let mut alike: FxHashMap<Cow<'_, str>, Vec<Name<'_>>> = FxHashMap::default();
        // Some systems take two addresses for one that differ in capitals alone.
        let mut pages: FxHashMap<String, Vec<Name<'_>>> = FxHashMap::default();
        for (name, (id, file)) in &kind.names {
            alike.entry(fold_name(name)).or_default().push((*name, *file));
            if let Some(id) = id {
                pages.entry(id.to_lowercase()).or_default().push((*name, *file));
            }
        }
        for (id, mut names) in pages.into_iter().filter(|(_, names)| names.len() > 1) {
            names.sort_unstable();
            let (first, rest) = (names[0], &names[1..]);
            for other in rest.iter().filter(|other| fold_name(other.0) != fold_name(first.0)) {
                sink.push(report_shared(code, &kind, &id, first, *other, &mut places));
            }
        }
        for mut names in alike.into_values().filter(|names| names.len() > 1) {
            names.sort_unstable();
            for other in &names[1..] {
                sink.push(report_similar(&kind, names[0], *other, &mut places));
            }
        }
    }
}

fn name_kinds<'a>(scope: &Scope<'a>) -> Vec<Kind<'a>> {
    let mut topics = Kind::new("topics", say!("主题" | "topics"));
    let mut models = Kind::new("model", say!("模式" | "models"));
    let mut practices = Kind::new("practices", say!("做法" | "practices"));
    let mut organisations = Kind::new("organisations", say!("机构" | "organisations"));
    let fields = &scope.site.config.vocabulary.fields;
    let mut facets: Vec<Kind<'a>> = fields
        .iter()
        .filter(|field| field.facet)
        .map(|field| {
            let key = field.key.as_str();
            Kind::new(key, say!("“{key}”的值" | "values of `{key}`"))
        })
        .collect();
    for case in &scope.catalog.cases {
        let case: &'a Case = case;
        for topic in &case.card.topics {
            topics.add_name(&topic.name, Some(&*topic.id.0), &case.file);
        }
        for model in &case.models {
            models.add_name(&model.name, Some(&*model.id.0), &case.file);
        }
        for practice in &case.practices {
            practices.add_name(&practice.name, None, &case.file);
            if let Some(topic) = &practice.topic {
                topics.add_name(&topic.name, Some(&*topic.id.0), &case.file);
            }
        }
        for name in &case.organisations {
            organisations.add_name(name, None, &case.file);
        }
        for (key, values) in &case.fields {
            if let Some(kind) = facets.iter_mut().find(|kind| kind.key == key) {
                for value in values {
                    kind.add_name(&value.id, None, &case.file);
                }
            }
        }
    }
    facets.extend([topics, models, practices, organisations]);
    facets
}

/// A name as readers take it: spaces, width, capitals and Traditional characters make no other
/// name.
fn fold_name(name: &str) -> Cow<'_, str> {
    if name.chars().all(|c| matches!(c, '\u{4E00}'..='\u{9FFF}') && simplify_char(c) == c) {
        return name.into();
    }
    let plain = name.nfkc().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace());
    plain.map(simplify_char).collect()
}

fn report_shared(
    code: &'static str,
    kind: &Kind<'_>,
    id: &str,
    (first, first_file): Name<'_>,
    (other, file): Name<'_>,
    places: &mut Places<'_>,
) -> Diagnostic {
    let Text { zh, en } = &kind.label;
    let mut finding = Diagnostic::error(
        code,
        file,
        say!(
            "“{other}”和“{first}”是两个{zh}，地址却都取作“{id}”，会挤在一页上"
                | "`{other}` and `{first}` are two {en}, but the address of both is made of \
                   `{id}`: they would share a page"
        ),
    );
    finding.span = places.find(file, kind.key, other);
    let finding = finding.with_note(
        first_file,
        places.find(first_file, kind.key, first),
        say!("“{first}”在这里" | "`{first}` is here"),
    );
    if kind.key == "topics" {
        finding.with_hint(say!(
            "是同一个就写成一样；是两个就换一个写法（例如把符号写成字），或者在 site.yaml 的 topics 里给每个主题写上不同的 id"
                | "write one name one way; give two names letters that differ, or list them in \
                   `topics` of site.yaml, each with an `id` of its own"
        ))
    } else {
        finding.with_hint(say!(
            "是同一个就写成一样；是两个就换一个写法，例如把符号写成字：地址只取文字和数字"
                | "write one name one way; give two names letters that differ: addresses are made \
                   of letters and digits alone"
        ))
    }
}

fn report_similar(
    kind: &Kind<'_>,
    (first, first_file): Name<'_>,
    (other, file): Name<'_>,
    places: &mut Places<'_>,
) -> Diagnostic {
    let Text { zh, en } = &kind.label;
    let mut finding = Diagnostic::warning(
        "similar-names",
        file,
        say!(
            "{zh}里既有“{other}”又有“{first}”，读者会当成同一个"
                | "there are both `{other}` and `{first}` among the {en}: readers take them for one"
        ),
    )
    .with_hint(say!(
        "它们只差空格、全半角、大小写或简繁；请写成一样"
            | "they differ in spaces, width, capitals or script alone: write them one way"
    ));
    finding.span = places.find(file, kind.key, other);
    finding.with_note(
        first_file,
        places.find(first_file, kind.key, first),
        say!("“{first}”在这里" | "`{first}` is here"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_width_and_capitals_make_no_other_name() {
        for (one, other) in [
            ("党 建", "党建"),
            ("ＡＢＣ", "abc"),
            ("A组", "a组"),
            ("甲（乙）", "甲(乙)"),
            ("党建", "黨建"),
        ] {
            assert_eq!(fold_name(one), fold_name(other), "{one} {other}");
        }
        for (one, other) in [("党建", "党建+"), ("C", "C#"), ("甲/乙", "甲、乙"), ("！", "？")]
        {
            assert_ne!(fold_name(one), fold_name(other), "{one} {other}");
        }
    }
}
