//! Reads the named mechanisms of a case.

use rustc_hash::FxHashMap;

use super::lookup::find_topic;
use crate::content::case::Practice;
use crate::content::case::context::Context;
use crate::foundation::diagnostic::Diagnostic;
use crate::foundation::nearest::find_nearest;
use crate::input::fields::{KnownKey, Reader};
use crate::input::yaml::{Node, Value};
use crate::markdown::{Heading, Headings};
use crate::say;

pub(super) const KEYS: [KnownKey; 3] =
    [KnownKey::required("name"), KnownKey::optional("topic"), KnownKey::optional("anchor")];

/// Reads the list `practices`, each with the heading that it names.
pub(super) fn read_practices(
    node: Option<Node>,
    context: &Context<'_>,
    reader: &mut Reader<'_>,
) -> Vec<(Practice, Option<Node>)> {
    let Some(node) = node else { return Vec::new() };
    reader
        .read_list("practices", node)
        .into_iter()
        .filter_map(|item| read_practice(item, context, reader))
        .collect()
}

fn read_practice(
    item: Node,
    context: &Context<'_>,
    reader: &mut Reader<'_>,
) -> Option<(Practice, Option<Node>)> {
    if matches!(item.value, Value::Text(_)) {
        return reader
            .read_text("practices", &item)
            .map(|name| (Practice { name, topic: None, anchor: None }, None));
    }
    let span = item.span;
    let [name, topic, anchor] = reader.read_keys("practices", item, &KEYS)?;
    let name = name.and_then(|node| reader.read_text("name", &node));
    let topic = topic.and_then(|node| {
        let text = reader.read_text("topic", &node)?;
        find_topic(&text, node.span, context, reader)
    });
    if name.is_none() {
        reader.error(
            "missing-key",
            span,
            say!("这个做法缺少“name”（名称）" | "this practice lacks `name`"),
            say!("例如 {{name: 五星红帆评选, anchor: 五星红帆评选}}" | "write its name"),
        );
    }
    Some((Practice { name: name?, topic, anchor: None }, anchor))
}

/// The headings of a text by what an anchor calls them.
pub(in super::super) struct HeadingIndex<'a> {
    headings: Vec<Heading<'a>>,
    /// By id and by text, the first of each.
    by_name: FxHashMap<&'a str, Heading<'a>>,
}

impl<'a> HeadingIndex<'a> {
    pub(in super::super) fn new(headings: &'a Headings) -> Self {
        let headings: Vec<Heading<'a>> = headings.iter().collect();
        let names = headings
            .iter()
            .rev()
            .flat_map(|heading| [(heading.text, *heading), (heading.id, *heading)]);
        Self { by_name: names.collect(), headings }
    }
}

/// Finds the heading that an anchor names, by its id or by its text.
pub(in super::super) fn find_heading(
    node: &Node,
    index: &HeadingIndex<'_>,
    reader: &mut Reader<'_>,
) -> Option<String> {
    let text = reader.read_text("anchor", node)?;
    let wanted = text.trim_start_matches('#').trim();
    if let Some(heading) = index.by_name.get(wanted) {
        return Some(heading.id.to_string());
    }
    let mut finding = Diagnostic::error(
        "dangling-anchor",
        reader.file,
        say!("正文里没有标题“{wanted}”" | "the body has no heading `{wanted}`"),
    )
    .at_span(node.span);
    finding = match find_nearest(
        wanted,
        index.headings.iter().flat_map(|heading| [heading.id, heading.text]),
    ) {
        Some(near) => finding.with_hint(say!("是不是想写“{near}”？" | "did you mean `{near}`?")),
        None => finding.with_hint(say!(
            "anchor 要写正文里某个标题的文字，或标题后 {{#…}} 里的名字"
                | "`anchor` is the text of a heading in this file, or its id"
        )),
    };
    reader.sink.push(finding);
    None
}
