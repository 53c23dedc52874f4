//! Reading a gazetteer file.

mod columns;
mod level;
mod link;
mod namesakes;
mod short;

use std::sync::{Arc, OnceLock};

use csv::{ReaderBuilder, StringRecord};
use rustc_hash::{FxHashMap, FxHashSet};

use self::columns::Columns;
use self::level::level_hint;
use self::link::link_parents;
use self::namesakes::check_namesakes;
use self::short::check_shorts;
use super::signs::Signs;
use super::unread::Unread;
use super::{Gazetteer, Levels, Region, RegionCode};
use crate::foundation::diagnostic::{Diagnostic, Sink, Span};
use crate::foundation::hash::Hash;
use crate::foundation::path::SourcePath;
use crate::say;

/// A region with the line it was read from; `None` for one that was there before.
struct Row {
    region: Region,
    span: Option<Span>,
}

pub(super) fn parse_gazetteer(
    table: Option<&Gazetteer>,
    levels: &Levels,
    file: &SourcePath,
    bytes: &[u8],
    sink: &mut Sink,
) -> Gazetteer {
    let listed = table.map_or(0, Gazetteer::len);
    let Read { mut rows, unusable, mut unread } = read_rows(file, bytes, levels, listed, sink);
    let mut hash = Hash::of_bytes(bytes);
    if let Some(table) = table {
        let before = table.regions.iter().map(|region| Row { region: region.clone(), span: None });
        rows.extend(before);
        // Stable, so that a row of the file goes before the one that was there.
        rows.sort_by(|a, b| a.region.code.cmp(&b.region.code));
        rows.dedup_by(|row, first| row.region.code == first.region.code);
        hash = Hash::of_value(&(table.hash, hash));
        unread.is_file |= table.unread.is_file;
        unread.names.extend(table.unread.names.iter().cloned());
    }
    let by_code: FxHashMap<RegionCode, u32> =
        (0..).zip(&rows).map(|(index, row)| (row.region.code.clone(), index)).collect();
    let parents = link_parents(file, &rows, &by_code, &unusable, levels, sink);
    let without_parent = (0..).zip(&parents).filter(|(_, parent)| parent.is_none());
    let roots: Vec<u32> = without_parent.map(|(index, _)| index).collect();
    let (top, depth_of_top) = find_top(&roots, &parents);
    check_shorts(file, &rows, &top, sink);
    check_namesakes(file, &rows, &parents, sink);
    let mut regions: Vec<Region> = rows.into_iter().map(|row| row.region).collect();
    for root in &roots {
        // A parent that cannot be used is none.
        if let Some(region) = regions.get_mut(*root as usize) {
            region.parent = None;
        }
    }
    Gazetteer {
        regions,
        by_code,
        parents,
        roots,
        top,
        depth_of_top,
        levels: levels.clone(),
        rank: None,
        reader_names: Vec::new(),
        unread,
        names: OnceLock::new(),
        former: OnceLock::new(),
        hash,
    }
}

/// Returns the regions that tell cases apart at a glance, and how many stand above them: a table
/// with one region at the top is told apart by what lies in it.
fn find_top(roots: &[u32], parents: &[Option<u32>]) -> (Vec<u32>, usize) {
    let (mut top, mut depth) = (roots.to_vec(), 0);
    while let [only] = top.as_slice() {
        let is_below = |(_, parent): &(u32, &Option<u32>)| **parent == Some(*only);
        let below: Vec<u32> = (0..).zip(parents).filter(is_below).map(|(index, _)| index).collect();
        if below.is_empty() {
            break;
        }
        (top, depth) = (below, depth + 1);
    }
    (top, depth)
}

/// What stands between columns where no comma does.
const OTHER_COMMAS: [char; 4] = ['，', '；', ';', '\t'];

/// What the lines of a file hold.
#[derive(Default)]
struct Read {
    /// The rows that can be used, by code, each code once.
    rows: Vec<Row>,
    /// The codes of the others: reported once, not again for each child.
    unusable: FxHashSet<Box<str>>,
    unread: Unread,
}

fn decode_table<'b>(file: &SourcePath, bytes: &'b [u8], sink: &mut Sink) -> Option<&'b str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.trim_start_matches('\u{feff}')),
        Err(error) => {
            let at = error.valid_up_to();
            let message = say!("地区表不是 UTF-8 编码" | "the gazetteer is not UTF-8");
            let hint = say!("请在表格软件里另存为“CSV UTF-8”" | "save it as “CSV UTF-8”");
            sink.push(
                Diagnostic::error("gazetteer-file", file, message)
                    .at_span(Span::new(at, at))
                    .with_hint(hint),
            );
            None
        }
    }
}

fn read_rows(
    file: &SourcePath,
    bytes: &[u8],
    levels: &Levels,
    listed: usize,
    sink: &mut Sink,
) -> Read {
    let nothing =
        || Read { unread: Unread { is_file: true, names: Vec::new() }, ..Read::default() };
    let Some(text) = decode_table(file, bytes, sink) else { return nothing() };
    let signs = Signs::report_signs(file, text, sink);
    let mut reader = ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let columns = match reader.headers() {
        Ok(header) => Columns::find_columns(file, header, line_span(text, 0), sink),
        Err(_) => None,
    };
    let Some(columns) = columns else { return nothing() };
    let Read { mut rows, mut unusable, mut unread } = Read::default();
    let mut record = StringRecord::new();
    // The text is UTF-8 and rows may be of any length, so that reading a record cannot fail.
    while reader.read_record(&mut record).unwrap_or(false) {
        let position = record.position().expect("a record that was read has a place");
        let start = usize::try_from(position.byte()).expect("the file is in memory");
        let span = line_span(text, start);
        let listed = u32::try_from(listed + rows.len()).unwrap_or(u32::MAX);
        // Spreadsheets leave rows of commas alone.
        if record.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        match read_region(file, (&columns, signs), &record, (levels, listed), span) {
            Ok(region) => rows.push(Row { region, span: Some(span) }),
            Err(finding) => {
                unusable.insert(record.get(columns.code).unwrap_or_default().trim().into());
                let name = record
                    .get(columns.name)
                    .or_else(|| record.get(0).and_then(|line| line.rsplit(OTHER_COMMAS).next()));
                let name = signs.leave_out(name.unwrap_or_default());
                unread.names.extend((!name.is_empty()).then(|| Box::from(&*name)));
                sink.push(*finding);
            }
        }
    }
    if rows.is_empty() && unusable.is_empty() {
        let message = say!("地区表里一个地区也没有" | "the gazetteer has no region");
        sink.push(
            Diagnostic::error("gazetteer-file", file, message)
                .at_span(line_span(text, 0))
                .with_hint(say!(
                    "首行以下每个地区写一行，例如 310000,province,,上海市"
                        | "write a line for each region, such as 310000,province,,Shanghai"
                )),
        );
    }
    drop_doubles(file, &mut rows, sink);
    Read { rows, unusable, unread }
}

/// Sorts rows by their codes, and reports those whose code stands further up.
fn drop_doubles(file: &SourcePath, rows: &mut Vec<Row>, sink: &mut Sink) {
    // Stable, so that the first of two equal codes stays the first.
    rows.sort_by(|a, b| a.region.code.cmp(&b.region.code));
    rows.dedup_by(|row, first| {
        let again = row.region.code == first.region.code;
        if again {
            let code = &row.region.code;
            let message = say!("地区代码“{code}”重复" | "the region code `{code}` occurs twice");
            let note = say!("第一次在这里" | "it is first used here");
            let hint = say!(
                "请改正其中一行的代码，或删去一行"
                    | "fix the code of one of the lines, or delete the line"
            );
            sink.push(
                Diagnostic::error("duplicate-region", file, message)
                    .at_span(row.span.unwrap_or_default())
                    .with_note(file, first.span, note)
                    .with_hint(hint),
            );
        }
        again
    });
}

/// Returns the line at `start`, without the ends of lines that the reader left before it.
fn line_span(text: &str, start: usize) -> Span {
    let tail = text.get(start..).unwrap_or_default();
    let line = tail.trim_start_matches(['\r', '\n']);
    let start = start + (tail.len() - line.len());
    Span::new(start, start + line.lines().next().unwrap_or_default().len())
}

fn read_region(
    file: &SourcePath,
    (columns, signs): (&Columns, Signs),
    record: &StringRecord,
    (levels, listed): (&Levels, u32),
    span: Span,
) -> Result<Region, Box<Diagnostic>> {
    let field = |column: usize| signs.leave_out(record.get(column).unwrap_or_default());
    let fail = |code, message| Box::new(Diagnostic::error(code, file, message).at_span(span));
    let (code, name, level, parent) =
        (field(columns.code), field(columns.name), field(columns.level), field(columns.parent));
    let (code, name, level, parent) = (&*code, &*name, &*level, &*parent);
    if record.len() == 1 && code.contains(OTHER_COMMAS) {
        let message = say!(
            "这一行没有用半角逗号分开各列" | "the columns of this line are not parted by commas"
        );
        return Err(Box::new(fail("region-code", message).with_hint(say!(
            "请把“，”“；”或 Tab 改成半角逗号“,”"
                | "write a comma in place of full-width commas, semicolons or tabs"
        ))));
    }
    let plain = code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if code.is_empty() || !plain || code.len() > 32 {
        let message = say!("“{code}”不能作地区代码" | "`{code}` cannot be the code of a region");
        let hint = say!(
            "代码用 1 至 32 个字母、数字、- 或 _" | "a code is 1 to 32 letters, digits, `-` or `_`"
        );
        return Err(Box::new(fail("region-code", message).with_hint(hint)));
    }
    if name.is_empty() {
        let message = say!("地区“{code}”没有名称" | "the region `{code}` has no name");
        return Err(Box::new(
            fail("region-name", message)
                .with_hint(say!("请在 name 一列写上名称" | "write its name in the column `name`")),
        ));
    }
    let Some(level) = levels.find(level) else {
        let message = say!("“{level}”不是地区的级别" | "`{level}` is no level of regions");
        return Err(Box::new(fail("region-level", message).with_hint(level_hint(level, levels))));
    };
    let text = |text: &str| (!text.is_empty()).then(|| Arc::from(text));
    Ok(Region {
        code: RegionCode::new(code),
        level,
        parent: text(parent).map(RegionCode),
        name: name.into(),
        short: columns.short.and_then(|short| text(&field(short))),
        aliases: columns
            .aliases
            .into_iter()
            .flat_map(|aliases| {
                let aliases = field(aliases);
                let each = aliases.split(['|', '｜', ';', '；']);
                each.filter_map(|alias| text(alias.trim())).collect::<Vec<_>>()
            })
            .collect(),
        listed,
        built_in: false,
    })
}

#[cfg(test)]
mod tests;
