//! The console: findings on the terminal and for programs, in the user's language.

#![expect(
    clippy::disallowed_methods,
    reason = "the language of messages comes from the environment"
)]

use std::io::{IsTerminal, Write};
use std::path::Path;

use serde_json::{Map, Value};

use super::args::{Format, Lang, ReportArgs};
use crate::foundation::diagnostic::{Diagnostic, Severity, Speech, Text, count_noun};
use crate::foundation::path::SourcePath;
use crate::foundation::world::World;
use crate::report;
use crate::report::{Counts, Entry, Reporter};
use crate::say;
use crate::text::invisible::escape_invisible;

/// Of how many entries the first may have left the screen when the last is written.
const SCREEN: usize = 5;
/// How many drafts the line about them names, and how much of each.
const DRAFTS: usize = 3;

/// Where messages go, and in which language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Console {
    speech: Option<Speech>,
    colours: bool,
}

impl Console {
    pub(super) fn new(lang: Option<Lang>) -> Self {
        let speech = match lang {
            Some(Lang::Zh) => Some(Speech::Chinese),
            Some(Lang::En) => Some(Speech::English),
            None => system_speech(),
        };
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self { speech, colours: std::io::stderr().is_terminal() && !plain }
    }

    /// Settles the language: as asked for, else that of the system, else that of the publication.
    pub(super) fn for_site(mut self, chinese: bool) -> Self {
        let of_site = if chinese { Speech::Chinese } else { Speech::English };
        self.speech = self.speech.or(Some(of_site));
        self
    }

    /// Settles the language.
    pub(super) fn speaking(mut self, speech: Speech) -> Self {
        self.speech = Some(speech);
        self
    }

    /// Returns the language where it is settled.
    pub(super) fn settled(self) -> Option<Speech> {
        self.speech
    }

    pub(super) fn speech(self) -> Speech {
        self.speech.unwrap_or_default()
    }

    /// Writes a line to standard error.
    pub(super) fn print_note(self, text: &Text) {
        let shown = escape_invisible(text.in_speech(self.speech()));
        let _ = writeln!(std::io::stderr().lock(), "{shown}");
    }

    /// Says why the command failed.
    pub(super) fn print_fatal(self, text: &Text, hint: Option<&Text>) {
        let speech = self.speech();
        let word = match speech {
            Speech::Chinese => "错误",
            Speech::English => "error",
        };
        let shown = |text: &Text| escape_invisible(text.in_speech(speech)).into_owned();
        let _ = writeln!(std::io::stderr().lock(), "{word}: {}", shown(text));
        if let Some(hint) = hint {
            let _ = writeln!(std::io::stderr().lock(), "  = {}", shown(hint));
        }
    }

    /// Writes all findings as they are wanted: for people to standard error, for programs to
    /// standard output, where `parts` joins a JSON object. `drafts` are those of drafts that are
    /// not published: one line for people. With them comes what names these drafts to the program.
    pub(super) fn print_report(
        self,
        found: &[Diagnostic],
        (drafts, names): (&[Diagnostic], &str),
        world: &dyn World,
        style: &Style,
        parts: Option<Map<String, Value>>,
    ) {
        let mut reporter = Reporter::new(world, self.speech()).with_prefix(style.prefix.clone());
        // Programs have an order of their own.
        let by_place: Vec<&Diagnostic> = found.iter().collect();
        match style.format {
            Format::Text => {
                self.print_findings(found, world, style);
                if style.least == Severity::Hint {
                    self.print_drafts(drafts, names);
                }
            }
            Format::Json => {
                let mut whole = reporter.json_report(&by_place, drafts);
                if let (Some(whole), Some(parts)) = (whole.as_object_mut(), parts) {
                    whole.extend(parts);
                }
                super::say_json(&whole);
            }
            Format::Github => {
                let lines: Vec<String> =
                    by_place.iter().map(|found| reporter.write_github(found) + "\n").collect();
                super::say_out(&lines.concat());
            }
            Format::Sarif => super::say_json(&reporter.write_sarif(&by_place)),
        }
    }

    /// Writes to standard error, in one line, what drafts that are not published still lack.
    fn print_drafts(self, found: &[Diagnostic], names: &str) {
        let errors: Vec<&Diagnostic> =
            found.iter().filter(|found| found.severity == Severity::Error).collect();
        let files: Vec<(&SourcePath, Vec<&Text>)> = errors
            .chunk_by(|a, b| a.file == b.file)
            .filter_map(|all| {
                Some((all[0].file.as_ref()?, all.iter().map(|found| &found.message).collect()))
            })
            .collect();
        if files.is_empty() {
            return;
        }
        let (count, places) = (files.len(), errors.len());
        let named = |speech: Speech, [comma, quote, open, close, more]: [&str; 5]| {
            let mut all: Vec<String> = files
                .iter()
                .take(DRAFTS)
                .map(|(file, lacks)| {
                    let mut lacks_here: Vec<&str> =
                        lacks.iter().take(DRAFTS).map(|text| text.in_speech(speech)).collect();
                    lacks_here.extend((lacks.len() > DRAFTS).then_some(more));
                    format!("{quote}{file}{quote}{open}{}{close}", lacks_here.join(comma))
                })
                .collect();
            all.extend((files.len() > DRAFTS).then(|| more.to_owned()));
            all.join(comma)
        };
        let zh = named(Speech::Chinese, ["；", "", "（", "）", "……"]);
        let en = named(Speech::English, ["; ", "`", " (", ")", "..."]);
        let (drafts, some_places) = (count_noun(count, "draft"), count_noun(places, "place"));
        let verb = if count == 1 { "has" } else { "have" };
        self.print_note(&say!(
            "{count} 篇草稿还有 {places} 处没填好，不影响发布：{zh}。逐处查看：casebook check --drafts{names}"
                | "{drafts} still {verb} {some_places} to fill in or fix, which stops nothing: \
                   {en}. To see each place: casebook check --drafts{names}"
        ));
    }

    /// Writes findings to standard error, how many there are, and which to fix first where these
    /// are many.
    fn print_findings(self, found: &[Diagnostic], world: &dyn World, style: &Style) {
        let told = found.iter().filter(|found| found.severity <= style.least);
        let entries = if style.all {
            report::sort_findings(told).into_iter().map(Entry::Finding).collect()
        } else {
            report::digest_findings(told)
        };
        self.print_entries(&entries, world);
        if !found.is_empty() {
            self.print_note(&Counts::count_findings(found).summary());
        }
        let is_long = entries.iter().any(|entry| matches!(entry, Entry::More(_)));
        if (is_long || entries.len() > SCREEN)
            && let Some(Entry::Finding(first)) = entries.first()
            && first.severity == Severity::Error
            && first.file.is_some()
        {
            let place = Reporter::new(world, self.speech()).name_place(first);
            let Text { zh, en } = &first.message;
            self.print_note(&say!(
                "先改错误，从最上面一条开始：{place} {zh}"
                    | "fix the errors first, beginning at the top: {place} {en}"
            ));
        }
    }

    /// Writes to standard error what is to be shown of some findings.
    pub(super) fn print_some(self, found: &[Diagnostic], world: &dyn World) {
        self.print_entries(&report::digest_findings(found), world);
    }

    fn print_entries(self, entries: &[Entry<'_>], world: &dyn World) {
        let mut reporter = Reporter::new(world, self.speech()).with_colours(self.colours);
        let mut out = std::io::stderr().lock();
        for entry in entries {
            let _ = match entry {
                Entry::Finding(found) => writeln!(out, "{}\n", reporter.write_human(found)),
                Entry::More(more) => {
                    let text = more.text(|found| reporter.name_place(found));
                    writeln!(out, "{}\n", escape_invisible(text.in_speech(self.speech())))
                }
            };
        }
    }
}

/// How findings are to be written.
pub(super) struct Style {
    format: Format,
    all: bool,
    /// The least grave findings that people are told of; all are counted.
    least: Severity,
    /// What stands before the path of a file, seen from the working folder.
    prefix: String,
}

impl Style {
    /// Reads how from the arguments, for the publication in `root`.
    pub(super) fn new(args: &ReportArgs, root: &Path) -> Self {
        let prefix = std::env::current_dir()
            .and_then(|here| Ok((here.canonicalize()?, root.canonicalize()?)))
            .ok()
            .and_then(|(here, root)| {
                let inner = root.strip_prefix(here).ok()?.to_str()?.replace('\\', "/");
                (!inner.is_empty()).then(|| inner + "/")
            })
            .unwrap_or_default();
        let least = match (args.quiet, args.deny_warnings) {
            (false, _) => Severity::Hint,
            // They stop a build as errors do.
            (true, true) => Severity::Warning,
            (true, false) => Severity::Error,
        };
        Self { format: args.format, all: args.all, least, prefix }
    }
}

/// The language that the system's locale names; `C` and `POSIX` name none.
fn system_speech() -> Option<Speech> {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| {
        let value = std::env::var(name).ok()?;
        let language = value.split(['.', '@', '_', '-']).next().unwrap_or_default();
        (!matches!(language, "" | "C" | "POSIX")).then(|| language.to_lowercase())
    })?;
    Some(if set == "zh" { Speech::Chinese } else { Speech::English })
}
