//! Reads the model that a case stands for.

use crate::content::case::{Component, Model, ModelId};
use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::foundation::rare::Rare;
use crate::input::fields::{KnownKey, Reader};
use crate::input::yaml::{Node, Value};
use crate::say;

pub(super) const KEYS: [KnownKey; 3] =
    [KnownKey::required("name"), KnownKey::optional("notation"), KnownKey::optional("components")];

pub(super) const COMPONENT_KEYS: [KnownKey; 2] =
    [KnownKey::required("token"), KnownKey::required("label")];

/// Reads one model or a list of several.
pub(super) fn read_models(node: Node, reader: &mut Reader<'_>) -> Option<Vec<Model>> {
    let Value::List(items) = node.value else { return Some(vec![read_model(node, reader)?]) };
    if items.is_empty() {
        reader.error(
            "empty",
            node.span,
            say!("“model”后面是空的" | "`model` is empty"),
            say!("请写上模式的名称" | "write the names of the models"),
        );
        return None;
    }
    let mut models: Vec<Model> = Vec::with_capacity(items.len());
    let mut is_whole = true;
    for item in items {
        let span = item.span;
        match read_model(item, reader) {
            Some(model) if models.iter().any(|known| known.id == model.id) => {
                let name = &model.name;
                reader.sink.push(
                    Diagnostic::warning(
                        "repeated-model",
                        reader.file,
                        say!("“{name}”写了两次" | "`{name}` is written twice"),
                    )
                    .at_span(span)
                    .with_hint(say!("请删去一处" | "delete one of them")),
                );
            }
            Some(model) => models.push(model),
            None => is_whole = false,
        }
    }
    is_whole.then_some(models)
}

/// Reads a model: its name alone, or a map.
fn read_model(node: Node, reader: &mut Reader<'_>) -> Option<Model> {
    let span = node.span;
    if !matches!(node.value, Value::Map(_)) {
        let name = reader.read_text("model", &node)?;
        return Some(Model {
            id: ModelId::from_name(&name),
            name,
            notation: None,
            components: Rare::default(),
        });
    }
    let [name, notation, components] = reader.read_keys("model", node, &KEYS)?;
    let name = name.and_then(|node| reader.read_text("name", &node));
    let notation =
        notation.and_then(|node| Some((reader.read_text("notation", &node)?, node.span)));
    let components =
        components.map(|node| reader.read_list("components", node)).unwrap_or_default();
    let components: Vec<(Component, Span)> =
        components.into_iter().filter_map(|item| read_component(item, reader)).collect();
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
        id: ModelId::from_name(&name),
        name,
        notation: notation.map(|(text, _)| text),
        components: components.into_iter().map(|(component, _)| component).collect(),
    })
}

/// Reads one part of a formula.
pub(in super::super) fn read_component(
    item: Node,
    reader: &mut Reader<'_>,
) -> Option<(Component, Span)> {
    let span = item.span;
    let [token, label] = reader.read_keys("components", item, &COMPONENT_KEYS)?;
    let token = token.and_then(|node| reader.read_text("token", &node));
    let label = label.and_then(|node| reader.read_text("label", &node));
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
