//! The parts of front matter with rules of their own: the model, the sources, the state, old addresses.

use super::metric;
use super::{Component, Model, ModelId, Source};
use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::foundation::path::SitePath;
use crate::input::fields::Reader;
use crate::input::yaml::{Node, Value};
use crate::say;
use crate::text::slug;

pub(super) fn model(node: Node, reader: &mut Reader<'_>) -> Option<Model> {
    let span = node.span;
    if !matches!(node.value, Value::Map(_)) {
        let name = reader.text("model", &node)?;
        return Some(Model {
            id: ModelId(slug(&name).into()),
            name,
            notation: None,
            components: Vec::new(),
        });
    }
    let mut fields = reader.map("model", node)?;
    let name = fields.take("name").and_then(|node| reader.text("name", &node));
    let notation =
        fields.take("notation").and_then(|node| Some((reader.text("notation", &node)?, node.span)));
    let components =
        fields.take("components").map(|node| reader.list("components", node)).unwrap_or_default();
    let components: Vec<(Component, Span)> =
        components.into_iter().filter_map(|item| component(item, reader)).collect();
    reader.no_more(fields, &["name", "notation", "components"]);
    if let Some((notation, _)) = &notation {
        for (component, span) in
            components.iter().filter(|(component, _)| !notation.contains(&component.token))
        {
            let token = &component.token;
            reader.error(
                "model-component",
                *span,
                say!(
                    "模式写法“{notation}”里没有“{token}”这一部分"
                        | "the notation `{notation}` has no part `{token}`"
                ),
                say!("token 要照 notation 里的样子写" | "write `token` as it stands in `notation`"),
            );
        }
    }
    let Some(name) = name else {
        reader.error(
            "missing-key",
            span,
            say!("model 缺少“name”（名称）" | "`model` lacks `name`"),
            say!(
                "例如 model: {{name: 枢纽型模式, notation: 1+14+X}}"
                    | "for example model: {{name: Hub model, notation: 1+14+X}}"
            ),
        );
        return None;
    };
    Some(Model {
        id: ModelId(slug(&name).into()),
        name,
        notation: notation.map(|(text, _)| text),
        components: components.into_iter().map(|(component, _)| component).collect(),
    })
}

pub(super) fn component(item: Node, reader: &mut Reader<'_>) -> Option<(Component, Span)> {
    let span = item.span;
    let mut fields = reader.map("components", item)?;
    let token = fields.take("token").and_then(|node| reader.text("token", &node));
    let label = fields.take("label").and_then(|node| reader.text("label", &node));
    reader.no_more(fields, &["token", "label"]);
    let (Some(token), Some(label)) = (token, label) else {
        reader.error(
            "missing-key",
            span,
            say!(
                "模式的每个部分要有“token”和“label”"
                    | "each part of a model needs `token` and `label`"
            ),
            say!(
                "例如 {{token: X, label: 若干行业联合会}}"
                    | "for example {{token: X, label: trade federations}}"
            ),
        );
        return None;
    };
    Some((Component { token, label }, span))
}

pub(super) fn sources(node: Option<Node>, reader: &mut Reader<'_>) -> Vec<(Source, Span)> {
    let Some(node) = node else { return Vec::new() };
    let items = reader.list("sources", node);
    let mut sources: Vec<(Source, Span)> = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        let span = item.span;
        let Some(mut fields) = reader.map("sources", item) else { continue };
        let id = fields
            .take("id")
            .and_then(|node| crate::publication::config::identifier("id", &node, reader));
        let title = fields.take("title").and_then(|node| reader.text("title", &node));
        let publisher = reader.optional_text("publisher", fields.take("publisher"));
        let date = fields
            .take("date")
            .filter(|node| metric::written(Some(node)))
            .and_then(|node| reader.date("date", &node));
        let url = fields.take("url").and_then(|node| source_url(&node, reader));
        let accessed = fields
            .take("accessed")
            .filter(|node| metric::written(Some(node)))
            .and_then(|node| reader.date("accessed", &node));
        reader.no_more(fields, &["id", "title", "publisher", "date", "url", "accessed"]);
        let Some(title) = title else {
            reader.error(
                "missing-key",
                span,
                say!("这个来源缺少“title”（标题）" | "this source lacks `title`"),
                say!("请写上文章的标题" | "write the title of the account"),
            );
            continue;
        };
        let id = id.unwrap_or_else(|| format!("s{}", index + 1));
        if let Some((_, first)) = sources.iter().find(|(source, _)| source.id == id) {
            reader.sink.push(
                Diagnostic::error(
                    "duplicate-id",
                    reader.file,
                    say!("两个来源的 id 都是“{id}”" | "two sources have the id `{id}`"),
                )
                .at(span)
                .note(reader.file, Some(*first), say!("第一个在这里" | "the first is here"))
                .hint(say!("请给其中一个换一个 id" | "give one of them another id")),
            );
            continue;
        }
        sources.push((Source { id, title, publisher, date, url, accessed }, span));
    }
    sources
}

fn source_url(node: &Node, reader: &mut Reader<'_>) -> Option<String> {
    let text = reader.text("url", node)?;
    let plain = (text.starts_with("https://") || text.starts_with("http://"))
        && !text.contains([' ', '"', '<', '>']);
    if !plain {
        reader.error(
            "bad-url",
            node.span,
            say!("“{text}”不是网址" | "`{text}` is no web address"),
            say!(
                "请从浏览器的地址栏复制，以 https:// 或 http:// 开头"
                    | "copy it from the browser; it begins with https:// or http://"
            ),
        );
    }
    plain.then_some(text)
}

/// Reads whether a case is a draft.
pub(super) fn status(node: &Node, reader: &mut Reader<'_>) -> Option<bool> {
    match reader.text("status", node)?.as_str() {
        "draft" => Some(true),
        "published" => Some(false),
        other => {
            reader.error(
                "bad-choice",
                node.span,
                say!("“status”不能是“{other}”" | "`status` cannot be `{other}`"),
                say!("可以写 draft（草稿）或 published（发布）" | "write draft or published"),
            );
            None
        }
    }
}

/// Reads old addresses.
pub(super) fn aliases(node: Option<Node>, reader: &mut Reader<'_>) -> Vec<SitePath> {
    let texts = reader.texts("aliases", node);
    let mut aliases = Vec::new();
    for (text, span) in texts {
        let path = SitePath::new(&if text.ends_with('/')
            || text.rsplit('/').next().is_some_and(|name| name.contains('.'))
        {
            text.clone()
        } else {
            format!("{text}/")
        });
        if !text.starts_with('/') || path.out_path().is_err() || path.as_str() == "/" {
            reader.error(
                "bad-alias",
                span,
                say!("旧地址“{text}”不能用" | "`{text}` cannot be an old address"),
                say!(
                    "请写站内的路径，例如 /old/path/，不含 .. 和特殊符号"
                        | "write a path of this site such as /old/path/, without `..`"
                ),
            );
            continue;
        }
        aliases.push(path);
    }
    aliases
}
