//! Reads `menu`: what the menu holds, when not what it holds by itself.

use crate::foundation::diagnostic::Span;
use crate::foundation::language::Localised;
use crate::input::fields::{KnownKey, Reader, is_web_address};
use crate::input::yaml::{Node, Value};
use crate::say;

/// An entry of the menu as `site.yaml` has it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MenuEntry {
    /// What it says; the name of what it leads to when nothing is written.
    pub label: Localised,
    pub to: MenuTarget,
}

impl MenuEntry {
    /// Returns the entry and those below it with labels as `convert` returns them.
    pub(super) fn convert_labels(&self, convert: &impl Fn(&Localised) -> Localised) -> Self {
        let to = match &self.to {
            MenuTarget::Entries(entries) => MenuTarget::Entries(
                entries.iter().map(|entry| entry.convert_labels(convert)).collect(),
            ),
            to => to.clone(),
        };
        Self { label: convert(&self.label), to }
    }
}

/// Where an entry of the menu leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum MenuTarget {
    /// A section such as `cases`, a page such as `about`, or an address of the site.
    Inside(String),
    /// Another site.
    Web(String),
    /// Nowhere: it holds others.
    Entries(Vec<MenuEntry>),
}

pub(super) const KEYS: [KnownKey; 3] =
    [KnownKey::optional("to"), KnownKey::optional("label"), KnownKey::optional("items")];

/// Reads the entries of the menu.
pub(super) fn read_menu(node: Node, reader: &mut Reader<'_>) -> Vec<MenuEntry> {
    let items = reader.read_list("menu", node);
    items.into_iter().filter_map(|item| read_entry("menu", item, reader)).collect()
}

/// Reads an entry of a list: where it leads alone, or a map. Those of the menu itself may hold
/// others.
fn read_entry(list: &str, node: Node, reader: &mut Reader<'_>) -> Option<MenuEntry> {
    let span = node.span;
    if !matches!(node.value, Value::Map(_)) {
        let to = reader.read_text(list, &node)?;
        return finish_entry(Localised::default(), Some(target_of(to)), span, reader);
    }
    let [to, label, items] = reader.read_keys(list, node, &KEYS)?;
    let to = to.and_then(|node| reader.read_text("to", &node)).map(target_of);
    let label = label.and_then(|node| reader.read_localised("label", node)).unwrap_or_default();
    let Some(items) = items else { return finish_entry(label, to, span, reader) };
    if to.is_some() || list != "menu" {
        reader.error(
            "bad-menu",
            items.span,
            say!("这一项不能再含有别的项" | "this entry cannot hold others"),
            say!(
                "有 items 的项不写 to，下面只能再有一层"
                    | "an entry with `items` has no `to`, and there is one level below it"
            ),
        );
        return None;
    }
    let items = reader.read_list("items", items);
    let entries = items.into_iter().filter_map(|item| read_entry("items", item, reader)).collect();
    finish_entry(label, Some(MenuTarget::Entries(entries)), span, reader)
}

fn target_of(to: String) -> MenuTarget {
    if is_web_address(&to) { MenuTarget::Web(to) } else { MenuTarget::Inside(to) }
}

/// Returns an entry that leads somewhere and has a name.
fn finish_entry(
    label: Localised,
    to: Option<MenuTarget>,
    span: Span,
    reader: &mut Reader<'_>,
) -> Option<MenuEntry> {
    match to {
        Some(MenuTarget::Inside(to)) => Some(MenuEntry { label, to: MenuTarget::Inside(to) }),
        Some(to) if !label.is_empty() => Some(MenuEntry { label, to }),
        Some(_) => {
            reader.error(
                "bad-menu",
                span,
                say!("菜单的这一项没有名称" | "this entry of the menu has no name"),
                say!(
                    "请写上 label，例如 {{label: 主管部门, to: https://…}}"
                        | "write a label, such as `{{label: Archive, to: https://…}}`"
                ),
            );
            None
        }
        None => {
            reader.error(
                "bad-menu",
                span,
                say!("菜单的这一项没有写通向哪里" | "this entry of the menu leads nowhere"),
                say!(
                    "请写上 to：目录（cases）、页面（about）、本站的地址（/a/）或网址"
                        | "write `to`: a section (`cases`), a page (`about`), an address of the \
                           site (`/a/`) or of the web"
                ),
            );
            None
        }
    }
}
