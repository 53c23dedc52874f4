//! Reads `cases`: which keys the front matter of a case has, and what readers call them.

use crate::foundation::language::Localised;
use crate::input::fields::{KnownKey, Reader};
use crate::input::yaml::{Node, Value};
use crate::say;

/// The keys of front matter that a publication may do without, or call by other names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CaseKeys([CaseKey; KEYS.len()]);

/// What a publication says of one key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct CaseKey {
    pub need: Need,
    /// What readers call one, where the theme's word does not fit.
    pub label: Localised,
    /// What readers call several; as one, in each language where nothing is written.
    pub plural: Localised,
}

/// Whether cases have a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Need {
    /// A case without it is a mistake.
    Required,
    Optional,
    /// A case with it is a mistake.
    Off,
}

pub(super) const KEYS: [KnownKey; 6] = [
    KnownKey::optional("district"),
    KnownKey::optional("model"),
    KnownKey::optional("date"),
    KnownKey::optional("practices"),
    KnownKey::optional("metrics"),
    KnownKey::optional("sources"),
];

/// The keys that every case has unless `site.yaml` says otherwise.
const REQUIRED: [&str; 3] = ["district", "model", "date"];

/// The texts of a theme that name a key, in the order of the keys: for one, and for several.
const TEXTS: [(&str, &str, &str); 6] = [
    ("district", "region", "regions"),
    ("model", "model", "models"),
    ("date", "date", "date"),
    ("practices", "practices", "practices"),
    ("metrics", "figures", "figures"),
    ("sources", "source", "sources"),
];

pub(super) const KEY_KEYS: [KnownKey; 3] =
    [KnownKey::optional("required"), KnownKey::optional("label"), KnownKey::optional("plural")];

impl Default for CaseKeys {
    fn default() -> Self {
        Self(KEYS.map(|key| CaseKey {
            need: if REQUIRED.contains(&key.name) { Need::Required } else { Need::Optional },
            label: Localised::default(),
            plural: Localised::default(),
        }))
    }
}

impl CaseKeys {
    /// Returns whether cases have `key`.
    #[must_use]
    pub fn need(&self, key: &str) -> Need {
        let found = self.all().find(|(name, _)| *name == key);
        found.map_or(Need::Optional, |(_, key)| key.need)
    }

    /// Returns the keys with what is said of them.
    fn all(&self) -> impl Iterator<Item = (&'static str, &CaseKey)> {
        KEYS.iter().map(|key| key.name).zip(&self.0)
    }

    /// Returns the texts of the theme that the publication words its own way, by key.
    pub fn texts(&self) -> impl Iterator<Item = (&'static str, &Localised)> {
        let words = TEXTS
            .iter()
            .zip(&self.0)
            .flat_map(|((_, one, several), key)| [(*one, &key.label), (*several, &key.plural)]);
        words.filter(|(_, words)| !words.is_empty())
    }

    /// Tells whether cases have what a text of the theme names.
    #[must_use]
    pub fn has_text(&self, text: &str) -> bool {
        let named = TEXTS.iter().find(|(_, one, several)| *one == text || *several == text);
        named.is_none_or(|(name, _, _)| self.need(name) != Need::Off)
    }

    /// Reads the key `cases` of `site.yaml`.
    pub(super) fn from_node(node: Node, reader: &mut Reader<'_>) -> Self {
        let mut keys = Self::default();
        let Some(nodes) = reader.read_keys("cases", node, &KEYS) else { return keys };
        let each = KEYS.iter().zip(&mut keys.0).zip(nodes);
        for ((known, key), node) in each {
            if let Some(node) = node {
                key.read(known.name, node, reader);
            }
        }
        keys
    }
}

impl CaseKey {
    /// Reads a word, a switch or a map.
    fn read(&mut self, name: &str, node: Node, reader: &mut Reader<'_>) {
        let span = node.span;
        match &node.value {
            Value::Bool(false) => self.need = Need::Off,
            Value::Text(word) if word == "off" => self.need = Need::Off,
            Value::Text(word) if word == "optional" => self.need = Need::Optional,
            Value::Text(word) if word == "required" => self.need = Need::Required,
            Value::Map(_) => {
                let Some([required, label, plural]) = reader.read_keys(name, node, &KEY_KEYS)
                else {
                    return;
                };
                if let Some(node) = required
                    && let Some(required) = reader.read_bool("required", &node)
                {
                    self.need = if required { Need::Required } else { Need::Optional };
                }
                let mut words = |key: &str, node: Option<Node>| {
                    node.and_then(|node| reader.read_localised(key, node)).unwrap_or_default()
                };
                self.label = words("label", label);
                self.plural = words("plural", plural).or(&self.label);
            }
            _ => {
                let Some(word) = reader.read_text(name, &node) else { return };
                reader.error(
                "bad-choice",
                span,
                say!("“{name}”不能是“{word}”" | "`{name}` cannot be `{word}`"),
                say!(
                    "可以写 required（必填）、optional（可以不填）、off（没有这一项），或 {{required: false, label: 名称}}"
                        | "write `required`, `optional`, `off`, or {{required: false, label: Name}}"
                ),
            );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::foundation::diagnostic::Sink;
    use crate::foundation::language::LanguageTag;
    use crate::publication::config::Config;
    use crate::publication::config::Need::{Off, Optional, Required};

    fn read(cases: &str) -> (Config, Vec<&'static str>) {
        let mut sink = Sink::default();
        let text = format!("title: t\nbase_url: https://example.org/\ncases: {cases}\n");
        let config = Config::read_config(&text, &mut sink);
        (config, sink.into_sorted().iter().map(|finding| finding.code.0).collect())
    }

    #[test]
    fn a_publication_says_what_its_cases_have() {
        let (config, codes) = read(
            "{district: {required: false, label: {en: State}}, model: off, date: optional, \
             sources: required, practices: false}",
        );
        assert_eq!(codes, [""; 0]);
        let needs = ["district", "model", "date", "practices", "metrics", "sources"]
            .map(|key| config.cases.need(key));
        assert_eq!(needs, [Optional, Off, Optional, Off, Optional, Required]);
        let english = LanguageTag::parse("en").unwrap();
        let texts: Vec<_> = config
            .cases
            .texts()
            .map(|(key, label)| (key, label.in_language(&english, &english)))
            .collect();
        assert_eq!(texts, [("region", "State"), ("regions", "State")]);
    }

    #[test]
    fn other_words_are_told() {
        for wrong in ["{model: none}", "{model: {need: off}}", "{models: off}", "{model: 3}"] {
            let (config, codes) = read(wrong);
            assert_eq!(codes.len(), 1, "{wrong}: {codes:?}");
            assert_eq!(config.cases.need("model"), Required);
        }
    }
}
