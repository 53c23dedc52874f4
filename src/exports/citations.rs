//! How to cite a case or one of its figures: GB/T 7714—2015, BibTeX, RIS and, in the data,
//! CSL-JSON.
//!
//! The author is the publisher, as the standard has it for works of an organisation; the source's
//! author is another matter and stands in the list of sources.

use serde_json::{Map, Value, json};

use crate::content::case::{Case, Metric};
use crate::edition::labels;
use crate::edition::site::Site;
use crate::foundation::hash::Hash;
use crate::foundation::path::encode_percent;
use crate::text::date::Date;

/// What every format says of a case.
struct Work<'a> {
    title: &'a str,
    publication: &'a str,
    publisher: Option<&'a str>,
    date: Option<Date>,
    url: String,
}

impl<'a> Work<'a> {
    fn new(site: &'a Site, case: &'a Case) -> Self {
        let (publication, publisher) =
            (site.say(&site.config.title), site.say(&site.config.publisher));
        Self {
            title: &case.card.title,
            publication,
            publisher: Some(publisher).filter(|name| !name.is_empty() && *name != publication),
            date: case.card.date,
            url: site.url(&case.card.path),
        }
    }
}

/// Returns the citation as GB/T 7714—2015 has it: author, title, medium, publication, date,
/// address.
pub(crate) fn case_citation(site: &Site, case: &Case) -> String {
    let Work { title, publication, publisher, date, url } = Work::new(site, case);
    let (name, dot) = publisher.map_or(("", ""), |name| (name, ". "));
    [name, dot, title, "[EB/OL]. ", publication, &date_part(date), ". ", &url].concat()
}

/// The date of a work behind its publication; nothing where it has none.
fn date_part(date: Option<Date>) -> String {
    date.map(|date| format!(", ({date})")).unwrap_or_default()
}

/// Returns the citation of a figure: what it counts, as printed, its source and the place in it,
/// and its own address.
pub(crate) fn figure_citation(site: &Site, case: &Case, metric: &Metric) -> String {
    let Work { title, publication, publisher, date, url } = Work::new(site, case);
    let mut text = String::new();
    text.extend(publisher.into_iter().flat_map(|name| [name, ". "]));
    text.extend([metric.label(), " ", &labels::figure_label(site, metric)]);
    let source = metric.source();
    if let Some(source) = source.and_then(|id| case.sources.iter().find(|cited| cited.id == *id)) {
        text.extend([" (", &source.title]);
        text.extend(metric.at().iter().flat_map(|at| [", ", at]));
        text.push(')');
    }
    text.extend(["[EB/OL]//", title, ". ", publication, &date_part(date), ". ", &url]);
    text.extend(["#metric-", &encode_percent(metric.id())]);
    text
}

/// Returns an entry for BibTeX. `@misc` is what every style knows.
pub(crate) fn bibtex_entry(site: &Site, case: &Case) -> String {
    let work = Work::new(site, case);
    let key = citation_key(case);
    let mut entry = format!("@misc{{{key},\n");
    let mut field = |name: &str, value: &str| {
        entry.extend(["  ", name, " = {", value, "},\n"]);
    };
    // A second pair of braces keeps capitals and the name of an organisation as they are.
    field("title", &format!("{{{}}}", escape_tex(work.title)));
    if let Some(publisher) = work.publisher {
        field("author", &format!("{{{}}}", escape_tex(publisher)));
    }
    field("howpublished", &escape_tex(work.publication));
    if let Some(date) = work.date {
        field("year", &date.year().to_string());
        if let Some(month) = date.month() {
            field("month", &month.to_string());
        }
        field("date", &date.to_string());
    }
    field("url", &work.url);
    field("language", site.language().as_str());
    entry.push_str("}\n");
    entry
}

/// Returns the key of a case in lists of literature: ASCII letters, digits and `-`, `_`, a letter
/// first. It is made of the case's own address part alone, so that no other case changes it; what
/// is left of a name in another script is told apart by its hash.
fn citation_key(case: &Case) -> String {
    let id = &*case.card.id.0;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if id.starts_with(|c: char| c.is_ascii_alphabetic()) && id.chars().all(plain) {
        return id.to_owned();
    }
    let words: Vec<&str> = id.split(|c| !plain(c)).filter(|part| !part.is_empty()).collect();
    let words = words.join("-");
    let words = words.trim_matches(['-', '_']);
    let dash = if words.is_empty() { "" } else { "-" };
    // Names that differ in capitals alone are one name to some programs.
    let mark = Hash::of_bytes(id.as_bytes()).hex(12);
    format!("case-{words}{dash}{mark}")
}

/// Tells whether TeX reads a character as more than itself.
fn is_special(c: char) -> bool {
    matches!(c, '\\' | '~' | '^' | '{' | '}' | '%' | '&' | '#' | '$' | '_') || c.is_control()
}

/// Escapes what TeX reads as a command.
fn escape_tex(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_special) {
        let (plain, special) = rest.split_at(at);
        escaped.push_str(plain);
        let Some(c) = special.chars().next() else { break };
        rest = &special[c.len_utf8()..];
        match c {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '{' | '}' | '%' | '&' | '#' | '$' | '_' => escaped.extend(['\\', c]),
            _ => escaped.push(' '),
        }
    }
    escaped.push_str(rest);
    escaped
}

/// Returns a record in RIS, which Zotero, `EndNote` and `NoteExpress` read.
pub(crate) fn ris_record(site: &Site, case: &Case) -> String {
    let work = Work::new(site, case);
    let mut record = String::new();
    let mut line = |tag: &str, value: &str| {
        record.push_str(tag);
        record.push_str("  - ");
        // A line break would begin a new tag.
        record.extend(value.split(char::is_control).flat_map(|part| [part, " "]));
        record.pop();
        record.push_str("\r\n");
    };
    line("TY", "ELEC");
    line("ID", &citation_key(case));
    line("TI", work.title);
    if let Some(publisher) = work.publisher {
        line("AU", publisher);
    }
    line("T2", work.publication);
    if let Some(date) = work.date {
        line("PY", &date.year().to_string());
        let part = |part: Option<u8>| part.map(|part| format!("{part:02}")).unwrap_or_default();
        line("DA", &format!("{}/{}/{}/", date.year(), part(date.month()), part(date.day())));
    }
    line("UR", &work.url);
    line("LA", site.language().as_str());
    line("ER", "");
    record
}

/// Returns an item in CSL-JSON.
pub(crate) fn csl_item(site: &Site, case: &Case) -> Value {
    let work = Work::new(site, case);
    let mut item = Map::new();
    item.insert("id".into(), json!(citation_key(case)));
    item.insert("type".into(), json!("webpage"));
    item.insert("title".into(), json!(work.title));
    item.insert("container-title".into(), json!(work.publication));
    if let Some(publisher) = work.publisher {
        item.insert("author".into(), json!([{ "literal": publisher }]));
    }
    if let Some(date) = work.date {
        let parts: Vec<u16> = std::iter::once(date.year())
            .chain(date.month().map(u16::from))
            .chain(date.day().map(u16::from))
            .collect();
        item.insert("issued".into(), json!({ "date-parts": [parts] }));
    }
    item.insert("URL".into(), json!(work.url));
    item.insert("language".into(), json!(site.language().as_str()));
    if let Some(region) = case.card.regions.main_in(&site.gazetteer) {
        item.insert("event-place".into(), json!(labels::region_trail_text(site, &region.code)));
    }
    Value::Object(item)
}
