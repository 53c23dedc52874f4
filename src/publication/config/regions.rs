//! Reads `gazetteer`: which regions there are, on which levels, and in which order readers see
//! them.

use super::FILE;
use super::values::{keep_unique, read_choice};
use crate::foundation::diagnostic::Span;
use crate::foundation::language::Localised;
use crate::foundation::path::SourcePath;
use crate::input::fields::{KnownKey, Reader};
use crate::input::yaml::{Node, Value};
use crate::publication::gazetteer::{Levels, RegionOrder};
use crate::say;

/// Where regions come from; without any file, those of China are built in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct RegionSettings {
    /// Stands for the whole built-in table.
    pub file: Option<SourcePath>,
    /// Regions beside those of the table, or in the place of those of the same code.
    pub add: Option<SourcePath>,
    /// The levels of the publication's own, from the largest; none for those of China.
    pub levels: Vec<RegionLevel>,
    /// The order in which readers see regions.
    pub order: RegionOrder,
}

impl RegionSettings {
    /// Returns the levels as the gazetteer's file names them.
    #[must_use]
    pub fn levels(&self) -> Levels {
        Levels::new(self.levels.iter().map(|level| Box::from(level.id.as_str())))
    }
}

/// A level of regions, such as a state.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RegionLevel {
    /// As the gazetteer's file has it in the column `level`.
    pub id: String,
    /// What readers call it.
    pub name: Localised,
}

pub(super) const KEYS: [KnownKey; 4] = [
    KnownKey::optional("file"),
    KnownKey::optional("add"),
    KnownKey::optional("levels"),
    KnownKey::optional("order"),
];

pub(super) const LEVEL_KEYS: [KnownKey; 2] = [KnownKey::required("id"), KnownKey::optional("name")];

/// Reads where regions come from: a file alone stands for the whole table.
pub(super) fn read_gazetteer(node: Node, reader: &mut Reader<'_>) -> Option<RegionSettings> {
    let path = |key, node: &Node, reader: &mut Reader<'_>| {
        let text = reader.read_text(key, node)?;
        let file = SourcePath::new(FILE).resolve_target(&text);
        if file.is_none() {
            reader.error(
                "link-outside",
                node.span,
                say!("“{text}”在出版物的文件夹之外" | "`{text}` lies outside the publication"),
                say!(
                    "请把地区表放进 data/，写它的路径，例如 data/regions.csv"
                        | "put the table of regions into data/ and write its path, such as \
                           data/regions.csv"
                ),
            );
        }
        file
    };
    if !matches!(node.value, Value::Map(_)) {
        let file = path("gazetteer", &node, reader)?;
        return Some(RegionSettings { file: Some(file), ..RegionSettings::default() });
    }
    let [file, add, levels, order] = reader.read_keys("gazetteer", node, &KEYS)?;
    let file = file.and_then(|node| path("file", &node, reader));
    let add = add.and_then(|node| path("add", &node, reader));
    let span = levels.as_ref().map_or(Span::default(), |node| node.span);
    let levels = levels.map(|node| read_levels(node, reader)).unwrap_or_default();
    let order = order.and_then(|node| read_order(&node, reader)).unwrap_or_default();
    let mut settings = RegionSettings { file, add, levels, order };
    if settings.file.is_none() && !settings.levels().fit_china() {
        reader.error(
            "region-level",
            span,
            say!(
                "自带的地区表用到 province、prefecture、county、township，levels 里没有写全"
                    | "the built-in table has the levels `province`, `prefecture`, `county` and \
                       `township`, and `levels` lacks some"
            ),
            say!(
                "请把这四个 id 都写上；如果是另一个国家的地区，请在 file 写上自己的地区表"
                    | "list these four ids too; for the regions of another country, name a table \
                       of your own under `file`"
            ),
        );
        settings.levels.clear();
    }
    Some(settings)
}

fn read_levels(node: Node, reader: &mut Reader<'_>) -> Vec<RegionLevel> {
    let span = node.span;
    let items = reader.read_list("levels", node);
    let read: Vec<_> = items.into_iter().filter_map(|item| read_level(item, reader)).collect();
    let mut levels = keep_unique(read, |level| &level.id, reader);
    let most = Levels::MOST;
    if levels.len() > most {
        reader.error(
            "region-level",
            span,
            say!("级别最多 {most} 个" | "there are at most {most} levels"),
            say!("请删去用不到的级别" | "leave out levels that no region has"),
        );
        levels.truncate(most);
    }
    levels
}

/// Reads a level: its id alone, which readers see too, or a map.
fn read_level(node: Node, reader: &mut Reader<'_>) -> Option<(RegionLevel, Span)> {
    let span = node.span;
    if !matches!(node.value, Value::Map(_)) {
        let id = reader.read_text("levels", &node)?;
        return Some((RegionLevel { name: Localised::same_everywhere(&id), id }, span));
    }
    let [id, name] = reader.read_keys("levels", node, &LEVEL_KEYS)?;
    let Some(id) = id else {
        reader.error(
            "missing-key",
            span,
            say!("这个级别缺少“id”" | "this level lacks `id`"),
            say!(
                "请写上地区表 level 一列里的写法，例如 id: state"
                    | "write it as the column `level` of the gazetteer has it, such as `id: state`"
            ),
        );
        return None;
    };
    let id = reader.read_text("id", &id)?;
    let name = name.and_then(|node| reader.read_localised("name", node));
    Some((RegionLevel { name: name.unwrap_or_else(|| Localised::same_everywhere(&id)), id }, span))
}

fn read_order(node: &Node, reader: &mut Reader<'_>) -> Option<RegionOrder> {
    const ALL: [RegionOrder; 3] = [RegionOrder::Code, RegionOrder::Listed, RegionOrder::Name];
    read_choice("order", node, &ALL, RegionOrder::word, reader)
}
