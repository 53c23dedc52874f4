//! Indicators: measures that several cases share.

use std::sync::Arc;

use super::unit::{Unit, known_unit};
use super::values::{read_choice, read_identifier};
use crate::foundation::diagnostic::Span;
use crate::foundation::language::Localised;
use crate::input::fields::{KnownKey, Reader};
use crate::input::yaml::Node;
use crate::say;

/// The address part of an indicator.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IndicatorId(pub Arc<str>);

/// A measure that several cases can share.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Indicator {
    /// Its address part; metrics name it.
    pub id: IndicatorId,
    /// Its name.
    pub label: Localised,
    /// The unit in which its metrics compare.
    pub unit: Option<String>,
    /// What sort of quantity it is.
    pub kind: Option<Kind>,
    /// Whether more is better.
    pub direction: Option<Direction>,
    /// What it counts and what not.
    pub definition: Localised,
}

/// What sort of quantity an indicator is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// What there is at a moment.
    Level,
    /// A part of a whole, 0 to 100 %.
    Share,
    /// A difference between two moments.
    Change,
    /// What happened over a period.
    Count,
    /// Money.
    Amount,
}

impl Kind {
    /// All kinds, in the order of the documentation.
    pub const ALL: [Self; 5] = [Self::Level, Self::Share, Self::Change, Self::Count, Self::Amount];

    /// Returns the word for it in `site.yaml`.
    #[must_use]
    pub fn as_word(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::Share => "share",
            Self::Change => "change",
            Self::Count => "count",
            Self::Amount => "amount",
        }
    }
}

/// Whether more of an indicator is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither.
    None,
}

impl Direction {
    /// In the order in which messages list them.
    pub const ALL: [Self; 3] = [Self::Up, Self::Down, Self::None];

    /// Returns the word for it in `site.yaml`.
    #[must_use]
    pub fn as_word(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::None => "none",
        }
    }
}

pub(super) const KEYS: [KnownKey; 6] = [
    KnownKey::required("id"),
    KnownKey::required("label"),
    KnownKey::optional("unit"),
    KnownKey::optional("kind"),
    KnownKey::optional("direction"),
    KnownKey::optional("definition"),
];

/// Reads an indicator, whose unit is one of `units`.
pub(super) fn read_indicator(
    node: Node,
    units: &[Unit],
    reader: &mut Reader<'_>,
) -> Option<(Indicator, Span)> {
    let span = node.span;
    let [id, label, unit, kind, direction, definition] =
        reader.read_keys("indicators", node, &KEYS)?;
    let id = id.and_then(|node| read_identifier("id", &node, reader));
    let label = label.and_then(|node| reader.read_localised("label", node));
    let unit = unit.and_then(|node| {
        let unit = reader.read_text("unit", &node)?;
        known_unit("unit", &unit, node.span, units, reader);
        Some(unit)
    });
    let kind = kind.and_then(|node| read_choice("kind", &node, &Kind::ALL, Kind::as_word, reader));
    let direction = direction.and_then(|node| {
        read_choice("direction", &node, &Direction::ALL, Direction::as_word, reader)
    });
    let definition =
        definition.and_then(|node| reader.read_localised("definition", node)).unwrap_or_default();
    let (Some(id), Some(label)) = (id, label) else {
        reader.error(
            "missing-key",
            span,
            say!("指标要有“id”和“label”" | "an indicator needs `id` and `label`"),
            say!(
                "例如 {{id: volunteers, label: 志愿者人数, unit: 人}}"
                    | "for example {{id: volunteers, label: Volunteers, unit: people}}"
            ),
        );
        return None;
    };
    Some((Indicator { id: IndicatorId(id.into()), label, unit, kind, direction, definition }, span))
}
