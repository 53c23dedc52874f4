//! A column of a table: one description from which CSV, JSON, the schema and the code book are
//! made.

use std::borrow::Cow;
use std::io::{self, Write as _};

use crate::catalog::{CaseIndex, Catalog};
use crate::content::case::{Case, Metric, Practice, Source};
use crate::edition::site::Site;
use crate::publication::gazetteer::RegionCode;
use crate::text::figure::Decimal;

/// What a column holds, in the words of Table Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Any text.
    Text,
    /// A number, exact as printed.
    Number,
    /// A whole number.
    Integer,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A date as precise as its source: a year, a month or a day.
    Date,
    /// Several words with `; ` between them in CSV, a list in JSON.
    List,
}

impl Form {
    /// Returns the type of the column in a Table Schema.
    pub(crate) fn schema_type(self) -> &'static str {
        match self {
            Self::Text | Self::Word(_) | Self::Date | Self::List => "string",
            Self::Number => "number",
            Self::Integer => "integer",
        }
    }
}

/// What stands in one place of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cell<'a> {
    Blank,
    Text(Cow<'a, str>),
    Number(Decimal),
    Integer(usize),
    List(Vec<Cow<'a, str>>),
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        if text.is_empty() { Self::Blank } else { Self::Text(text.into()) }
    }
}

impl<'a> From<Cow<'a, str>> for Cell<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        if text.is_empty() { Self::Blank } else { Self::Text(text) }
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Blank } else { Self::Text(text.into()) }
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Blank, Into::into)
    }
}

impl From<Decimal> for Cell<'_> {
    fn from(value: Decimal) -> Self {
        Self::Number(value)
    }
}

/// What one row is about: a case, or the part of it at `place`, or a region.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) index: CaseIndex,
    pub(crate) place: usize,
    pub(crate) region: Option<&'a RegionCode>,
}

impl<'a> Row<'a> {
    pub(crate) fn case(&self) -> &'a Case {
        &self.catalog.cases[self.index as usize]
    }

    pub(crate) fn metric(&self) -> &'a Metric {
        &self.case().metrics[self.place]
    }

    pub(crate) fn practice(&self) -> &'a Practice {
        &self.case().practices[self.place]
    }

    pub(crate) fn source(&self) -> &'a Source {
        &self.case().sources[self.place]
    }
}

/// A column of a table: what the file, the data package and the code book say of it.
pub(crate) struct Column {
    pub(crate) name: Cow<'static, str>,
    pub(crate) form: Form,
    /// Whether every row has a value.
    pub(crate) required: bool,
    /// What it holds: the key of a text of the theme, or the label of an extra field.
    pub(crate) about: Cow<'static, str>,
    pub(crate) cell: Maker,
}

/// How the value of a row is found.
#[derive(Clone, Copy)]
pub(crate) enum Maker {
    /// From the row.
    Row(for<'a> fn(&'a Site, &Row<'a>) -> Cell<'a>),
    /// From an extra field of the case, by its place in `site.yaml`.
    Field(usize),
}

impl Column {
    pub(crate) fn cell_value<'a>(&self, site: &'a Site, row: &Row<'a>) -> Cell<'a> {
        match self.cell {
            Maker::Row(make) => make(site, row),
            Maker::Field(place) => {
                let key = site.config.vocabulary.fields.get(place).map(|field| field.key.as_str());
                let values = row
                    .case()
                    .fields
                    .iter()
                    .find(|(field_key, _)| Some(field_key.as_str()) == key)
                    .map(|(_, values)| values);
                match (self.form, values.map(Vec::as_slice)) {
                    (_, None | Some([])) => Cell::Blank,
                    (Form::List, Some(values)) => {
                        Cell::List(values.iter().map(|value| (*value.text).into()).collect())
                    }
                    (Form::Number, Some([value, ..])) => {
                        Decimal::parse(&value.text).map_or(Cell::Blank, Cell::Number)
                    }
                    (_, Some([value, ..])) => Cell::from(&*value.text),
                }
            }
        }
    }

    /// Returns what the column holds, in the edition's language.
    pub(crate) fn column_note<'a>(&'a self, site: &'a Site) -> &'a str {
        match self.cell {
            Maker::Row(_) => site.text(&self.about),
            Maker::Field(_) => &self.about,
        }
    }
}

/// Writes rows as CSV: UTF-8 with a byte order mark, since without one Excel takes Chinese for
/// another encoding; lines end in CR LF (RFC 4180).
///
/// # Errors
/// Never on a `Vec`; the writer's own error all the same.
pub(crate) fn write_csv<'a>(
    columns: &[Column],
    rows: impl Iterator<Item = Row<'a>>,
    site: &Site,
    out: &mut Vec<u8>,
) -> csv::Result<()> {
    out.extend_from_slice("\u{feff}".as_bytes());
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    writer.write_record(columns.iter().map(|column| &*column.name))?;
    let mut line = String::new();
    for row in rows {
        for column in columns {
            line.clear();
            match column.cell_value(site, &row) {
                Cell::Blank => {}
                Cell::Number(value) => push_value(&mut line, value),
                Cell::Integer(value) => push_value(&mut line, value),
                Cell::Text(text) => line.push_str(&neutralise_formula(&text)),
                Cell::List(texts) => line.push_str(&neutralise_formula(&texts.join("; "))),
            }
            writer.write_field(&line)?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    Ok(writer.flush()?)
}

fn push_value(line: &mut String, value: impl std::fmt::Display) {
    use std::fmt::Write as _;
    // Writing to a String cannot fail.
    let _ = write!(line, "{value}");
}

/// A spreadsheet takes text that begins with one of these signs for a formula and would run it; an
/// apostrophe before it makes it text again. Full-width forms count as well, since some
/// spreadsheets fold them (OWASP, CSV injection).
fn neutralise_formula(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        return format!("'{text}").into();
    }
    text.into()
}

/// Writes rows as a JSON array, one object a line.
///
/// # Errors
/// Never on a `Vec`; the writer's own error all the same.
pub(crate) fn write_json<'a>(
    columns: &[Column],
    rows: impl Iterator<Item = Row<'a>>,
    site: &Site,
    out: &mut Vec<u8>,
) -> io::Result<()> {
    let mut separator: &[u8] = b"[\n";
    for row in rows {
        out.extend_from_slice(separator);
        separator = b",\n";
        write_object(columns, &row, site, out)?;
    }
    out.extend_from_slice(if separator == b"[\n" { b"[]\n" } else { b"\n]\n" });
    Ok(())
}

/// Writes one row as a JSON object; what is blank is left out.
///
/// # Errors
/// Never on a `Vec`; the writer's own error all the same.
pub(crate) fn write_object(
    columns: &[Column],
    row: &Row<'_>,
    site: &Site,
    out: &mut Vec<u8>,
) -> io::Result<()> {
    let mut separator = b'{';
    for column in columns {
        let cell = column.cell_value(site, row);
        if cell == Cell::Blank {
            continue;
        }
        out.push(separator);
        separator = b',';
        // Names are plain but for those of extra fields.
        if column.name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            out.push(b'"');
            out.extend_from_slice(column.name.as_bytes());
            out.push(b'"');
        } else {
            serde_json::to_writer(&mut *out, &*column.name)?;
        }
        out.push(b':');
        match cell {
            Cell::Blank => {}
            // Written digit by digit: a float would round.
            Cell::Number(value) => write!(out, "{value}")?,
            Cell::Integer(value) => write!(out, "{value}")?,
            Cell::Text(text) => serde_json::to_writer(&mut *out, &text)?,
            Cell::List(texts) => serde_json::to_writer(&mut *out, &texts)?,
        }
    }
    if separator == b'{' {
        out.push(b'{');
    }
    out.push(b'}');
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_a_spreadsheet_would_run_is_made_text() {
        for text in ["=1+1", "+86", "-3", "@SUM(A1)", "\tx", "\rx", "＝1"] {
            assert_eq!(neutralise_formula(text), format!("'{text}"));
        }
        for text in ["1+14+X", "约3", "", "a=b"] {
            assert_eq!(neutralise_formula(text), text);
        }
    }
}
