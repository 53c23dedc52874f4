//! The columns of a table of regions, by its first line.

use csv::StringRecord;

use crate::foundation::diagnostic::{Diagnostic, Sink, Span};
use crate::foundation::path::SourcePath;
use crate::say;

/// Where the columns stand.
pub(super) struct Columns {
    pub(super) code: usize,
    pub(super) level: usize,
    pub(super) parent: usize,
    pub(super) name: usize,
    pub(super) short: Option<usize>,
    pub(super) aliases: Option<usize>,
}

impl Columns {
    pub(super) fn find_columns(
        file: &SourcePath,
        header: &StringRecord,
        span: Span,
        sink: &mut Sink,
    ) -> Option<Self> {
        let at = |name| header.iter().position(|column| column.trim() == name);
        let columns = (at("code"), at("level"), at("parent"), at("name"));
        if let (Some(code), Some(level), Some(parent), Some(name)) = columns {
            return Some(Self {
                code,
                level,
                parent,
                name,
                short: at("short"),
                aliases: at("aliases"),
            });
        }
        let missing: Vec<&str> = ["code", "level", "parent", "name"]
            .into_iter()
            .filter(|name| at(name).is_none())
            .collect();
        let (zh, en) = (missing.join("、"), missing.join(", "));
        let message = say!(
            "地区表的首行没有这些列：{zh}"
                | "the first line of the gazetteer lacks the columns: {en}"
        );
        let hint = say!(
            "首行应写：code,level,parent,name（半角逗号，不翻译）"
                | "begin the file with: code,level,parent,name"
        );
        sink.push(Diagnostic::error("gazetteer-file", file, message).at_span(span).with_hint(hint));
        None
    }
}
