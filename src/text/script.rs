//! From Simplified to Traditional Chinese (or any pair that OpenCC knows), for text and never for
//! addresses.

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

use crate::foundation::language::LanguageTag;

/// Converts text from one script to another.
pub struct Converter {
    opencc: OpenCC,
    /// Spellings that the publication has settled: as written, and as wanted; the longest first.
    terms: Vec<(String, String)>,
}

/// Elements whose text is code and stays as it is.
const CODE: [&str; 4] = ["code", "pre", "kbd", "samp"];

/// Attributes whose value is text.
const TEXTS: [&str; 3] = ["alt", "title", "aria-label"];

/// Tells whether text in `from` can be converted to `to`.
#[must_use]
pub fn is_convertible(from: &LanguageTag, to: &LanguageTag) -> bool {
    conversion(from, to).is_some()
}

fn conversion(from: &LanguageTag, to: &LanguageTag) -> Option<BuiltinConfig> {
    let simplified = matches!(from.as_str(), "zh" | "zh-Hans" | "zh-CN" | "zh-Hans-CN");
    match to.as_str() {
        "zh-Hant" if simplified => Some(BuiltinConfig::S2t),
        "zh-TW" | "zh-Hant-TW" if simplified => Some(BuiltinConfig::S2twp),
        "zh-HK" | "zh-Hant-HK" | "zh-MO" | "zh-Hant-MO" if simplified => Some(BuiltinConfig::S2hk),
        "zh" | "zh-Hans" | "zh-CN" if from.as_str() == "zh-Hant" => Some(BuiltinConfig::T2s),
        _ => None,
    }
}

impl Converter {
    /// Returns the converter to `to`, or `None` when there is none for this pair of scripts.
    #[must_use]
    pub fn new(from: &LanguageTag, to: &LanguageTag, terms: &[(String, String)]) -> Option<Self> {
        conversion(from, to).and_then(|config| Self::with_terms(config, terms))
    }

    /// Returns the same for names of places: characters change, and no word for another. Where
    /// Taiwan says 社群 for 社区, 新社区 is 新社區 there too.
    #[must_use]
    pub fn of_names(
        from: &LanguageTag,
        to: &LanguageTag,
        terms: &[(String, String)],
    ) -> Option<Self> {
        let config = match conversion(from, to)? {
            BuiltinConfig::S2twp => BuiltinConfig::S2tw,
            config => config,
        };
        Self::with_terms(config, terms)
    }

    fn with_terms(config: BuiltinConfig, terms: &[(String, String)]) -> Option<Self> {
        let mut terms = terms.to_vec();
        terms.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        OpenCC::from_config(config).ok().map(|opencc| Self { opencc, terms })
    }

    /// Converts plain text.
    #[must_use]
    pub fn convert_text(&self, text: &str) -> String {
        if text.is_ascii() {
            return text.to_owned();
        }
        let mut converted = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((at, from, to)) = self.next_term(rest) {
            converted.push_str(&self.opencc.convert(&rest[..at]));
            converted.push_str(to);
            rest = &rest[at + from.len()..];
        }
        converted.push_str(&self.opencc.convert(rest));
        converted
    }

    /// The first settled spelling in `text`, the longest of those that begin there.
    fn next_term(&self, text: &str) -> Option<(usize, &str, &str)> {
        let found = self
            .terms
            .iter()
            .filter_map(|(from, to)| Some((text.find(from.as_str())?, from.as_str(), to.as_str())));
        found.min_by_key(|(at, from, _)| (*at, usize::MAX - from.len()))
    }

    /// Converts optional text.
    #[must_use]
    pub fn convert_option(&self, text: Option<&str>) -> Option<String> {
        text.map(|text| self.convert_text(text))
    }

    /// Converts the text of HTML and of attributes that are text, but neither other parts of tags
    /// nor code. `marks` are offsets inside tags before any such attribute, in order; they are
    /// moved to where their tags stand afterwards.
    #[must_use]
    pub fn convert_html<'m>(
        &self,
        html: &str,
        marks: impl IntoIterator<Item = &'m mut u32>,
    ) -> String {
        let mut marks = marks.into_iter().peekable();
        let mut converted = String::with_capacity(html.len());
        let mut depth = 0_usize;
        let mut rest = html;
        let mut at = 0;
        while let Some(open) = rest.find('<') {
            let close = rest
                .get(open..)
                .and_then(|tag| tag.find('>'))
                .map_or(rest.len(), |length| open + length + 1);
            let (text, tag) = (&rest[..open], &rest[open..close]);
            if depth == 0 {
                converted.push_str(&self.convert_text(text));
            } else {
                converted.push_str(text);
            }
            let start = at + open;
            while let Some(mark) = marks.next_if(|mark| (**mark as usize) < at + close) {
                *mark = u32::try_from(converted.len() + (*mark as usize).saturating_sub(start))
                    .unwrap_or(u32::MAX);
            }
            let name = tag
                .trim_start_matches(['<', '/'])
                .split(|c: char| !c.is_ascii_alphanumeric())
                .next()
                .unwrap_or_default();
            if CODE.contains(&name) {
                depth = if tag.starts_with("</") { depth.saturating_sub(1) } else { depth + 1 };
            }
            self.push_tag(tag, &mut converted);
            at += close;
            rest = &rest[close..];
        }
        converted.push_str(&if depth == 0 { self.convert_text(rest) } else { rest.to_owned() });
        converted
    }

    /// Puts a tag at the end of `html`, with attributes converted that readers see or hear.
    fn push_tag(&self, tag: &str, html: &mut String) {
        let mut rest = tag;
        while let Some((before, after)) = rest.split_once("=\"") {
            let (value, end) = after.split_at(after.find('"').unwrap_or(after.len()));
            html.extend([before, "=\""]);
            if TEXTS.iter().any(|name| before.strip_suffix(name).is_some_and(ends_with_space)) {
                html.push_str(&self.convert_text(value));
            } else {
                html.push_str(value);
            }
            rest = end;
        }
        html.push_str(rest);
    }
}

fn ends_with_space(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn traditional(terms: &[(&str, &str)]) -> Converter {
        let tag = |text| LanguageTag::parse(text).unwrap();
        let terms: Vec<(String, String)> =
            terms.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect();
        Converter::new(&tag("zh-Hans"), &tag("zh-Hant"), &terms).unwrap()
    }

    #[test]
    fn phrases_are_converted_as_phrases() {
        assert_eq!(traditional(&[]).convert_text("社会组织的头发与发展"), "社會組織的頭髮與發展");
    }

    #[test]
    fn a_settled_spelling_wins() {
        assert_eq!(
            traditional(&[("里巷", "里巷"), ("里", "裏")]).convert_text("里巷之里"),
            "里巷之裏"
        );
    }

    #[test]
    fn attributes_that_are_text_are_converted_and_marks_move_with_their_tags() {
        let html = "<p>组织<a title=\"组织\" id=\"组织\">发展</a><code>组织</code></p>";
        let mut mark = u32::try_from(html.find(" title").unwrap()).unwrap();
        let converted = traditional(&[]).convert_html(html, [&mut mark]);
        assert_eq!(converted, "<p>組織<a title=\"組織\" id=\"组织\">發展</a><code>组织</code></p>");
        assert_eq!(mark as usize, converted.find(" title").unwrap());
    }

    #[test]
    fn there_is_no_converter_between_languages() {
        assert!(
            Converter::new(
                &LanguageTag::parse("zh-Hans").unwrap(),
                &LanguageTag::parse("en").unwrap(),
                &[]
            )
            .is_none()
        );
    }
}
