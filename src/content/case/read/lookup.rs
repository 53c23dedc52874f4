//! Looks up the subject terms that a case names.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::content::case::TopicRef;
use crate::content::case::context::Context;
use crate::foundation::diagnostic::{Diagnostic, Span, Text, join_names};
use crate::foundation::nearest::find_nearest;
use crate::input::fields::Reader;
use crate::input::yaml::Node;
use crate::publication::config::TopicId;
use crate::say;
use crate::text::make_slug;

/// Reads the list `topics`, each term once.
pub(super) fn read_topics(
    node: Option<Node>,
    context: &Context<'_>,
    reader: &mut Reader<'_>,
) -> Vec<TopicRef> {
    let mut topics: Vec<TopicRef> = Vec::new();
    let mut seen: FxHashSet<TopicRef> = FxHashSet::default();
    let vocabulary = &context.config.vocabulary;
    for (name, span) in
        reader.read_terms("topics", node, |name| vocabulary.find_topic(name).is_some())
    {
        if let Some(topic) = find_topic(&name, span, context, reader)
            && seen.insert(topic.clone())
        {
            topics.push(topic);
        }
    }
    topics.shrink_to_fit();
    topics
}

/// Finds a subject term; any goes where the publication lists none.
pub(super) fn find_topic(
    name: &str,
    span: Span,
    context: &Context<'_>,
    reader: &mut Reader<'_>,
) -> Option<TopicRef> {
    let config = context.config;
    let Some(list) = &config.vocabulary.topics else {
        let (slug, name): (_, Arc<str>) = (make_slug(name), name.into());
        // Most are their own address part.
        let id = if slug == *name { Arc::clone(&name) } else { slug.into() };
        return Some(TopicRef { id: TopicId(id), name });
    };
    if let Some(topic) = config.vocabulary.find_topic(name) {
        return Some(TopicRef {
            id: topic.id.clone(),
            name: topic.name.in_language(&config.language, &config.language).into(),
        });
    }
    let mut finding = Diagnostic::error(
        "unknown-topic",
        reader.file,
        say!("主题词表里没有“{name}”" | "the list of topics has no `{name}`"),
    )
    .at_span(span);
    let names = list.iter().map(|topic| topic.name.in_language(&config.language, &config.language));
    finding = match find_nearest(name, names.clone()) {
        Some(near) => finding
            .with_hint(say!("是不是想写“{near}”？" | "did you mean `{near}`?"))
            .with_guess(span, near),
        None if name.contains(" -") => finding.with_hint(say!(
            "每一项单独写一行，行首的“-”上下对齐，后面空一格"
                | "write each item on a line of its own; their hyphens stand in one column, each \
                   with a space behind"
        )),
        None if name.contains(['，', '、']) => finding.with_hint(say!(
            "几个主题请用半角逗号分开写：[甲, 乙]"
                | "separate several topics by plain commas: [a, b]"
        )),
        None => {
            let Text { zh, en } = join_names(names);
            finding.with_hint(say!(
                "请从 site.yaml 的 topics 里选：{zh}；需要新词时先加到那里"
                    | "choose one of site.yaml's topics: {en}; add a new one there first"
            ))
        }
    };
    reader.sink.push(finding);
    None
}
