//! The keys that every case must have.

use crate::foundation::diagnostic::{Span, Text};
use crate::input::fields::Reader;
use crate::input::yaml::Node;
use crate::say;

/// Returns the value of a key that must be written and filled in, or says that it is missing or
/// empty.
pub(super) fn require_value(
    key: &'static str,
    node: Option<Node>,
    top: Span,
    typos: &[&str],
    reader: &mut Reader<'_>,
) -> Option<Node> {
    match node {
        None => {
            if !typos.contains(&key) {
                report_missing(key, top, reader);
            }
            None
        }
        Some(node) if !node.is_written() => {
            let Text { zh, en } = example_value(key);
            reader.error(
                "empty",
                node.span,
                say!("“{key}”后面是空的" | "`{key}` is empty"),
                say!("这一项必须填写，例如 {zh}" | "it must have a value, for example {en}"),
            );
            None
        }
        node => node,
    }
}

fn example_value(key: &str) -> Text {
    match key {
        "title" => {
            say!("title: 静安区：枢纽型社会组织党建" | "title: A hub of social organisations")
        }
        "district" => say!("district: 上海市静安区" | "district: \"310106\""),
        "model" => say!("model: 枢纽型模式" | "model: Hub model"),
        "date" => say!("date: 2022-02-25" | "date: 2022-02-25"),
        _ => say!("{key}: …" | "{key}: …"),
    }
}

/// Reports that a required key is missing.
pub(super) fn report_missing(key: &str, top: Span, reader: &mut Reader<'_>) {
    let Text { zh, en } = example_value(key);
    reader.error(
        "missing-key",
        top,
        say!("缺少必填的“{key}”" | "the required key `{key}` is missing"),
        say!("请在信息区加上一行，例如 {zh}" | "add a line, for example {en}"),
    );
}
