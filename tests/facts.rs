//! Every figure of the publication's cases stands in `tests/facts.tsv` with the words of its
//! source, and agrees with it.

use std::collections::BTreeMap;
use std::path::Path;

use casebook::content::case::{Case, Context, parse_case};
use casebook::foundation::diagnostic::Sink;
use casebook::foundation::hash::Hash;
use casebook::foundation::path::SourcePath;
use casebook::markdown::{Highlighter, Options};
use casebook::publication::config::Config;
use casebook::publication::gazetteer::Gazetteer;
use casebook::publication::theme::Theme;
use casebook::text::figure;

/// A row of the table.
struct Fact {
    printed: String,
    phrase: String,
    /// The year that the source says it is about; empty when it says none.
    year: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[expect(clippy::disallowed_methods, reason = "a test reads the publication from the disk")]
fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn facts() -> BTreeMap<(String, String), Fact> {
    let text = read("tests/facts.tsv");
    let mut rows = BTreeMap::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [case, metric, printed, phrase, year, _source] = cells[..] else {
            panic!("six columns: {line}")
        };
        let fact = Fact { printed: printed.into(), phrase: phrase.into(), year: year.into() };
        assert!(
            rows.insert((case.to_owned(), metric.to_owned()), fact).is_none(),
            "{case} {metric} stands twice"
        );
    }
    rows
}

#[expect(clippy::disallowed_methods, reason = "a test reads the publication from the disk")]
fn cases(config: &Config, suffix: &str) -> Vec<Case> {
    let gazetteer = Gazetteer::of_china();
    let highlighter = Highlighter::default();
    let options = Options::new(&highlighter);
    let context = Context {
        config,
        gazetteer: &gazetteer,
        markdown: &options,
        texts: &Theme::builtin_texts().of_editions(config, |_, _| None),
        theme: None,
        lints: false,
        hash: Hash::default(),
    };
    let mut sink = Sink::default();
    let folder = root().join("content/cases");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("cases")
        .map(|entry| entry.expect("entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let wanted = |name: &&String| name.strip_suffix(suffix).is_some_and(|stem| !stem.contains('.'));
    names
        .iter()
        .filter(wanted)
        .map(|name| {
            let path = format!("content/cases/{name}");
            let case = parse_case(
                &SourcePath::new(&path),
                &read(&path),
                Hash::default(),
                &context,
                &mut sink,
            );
            case.unwrap_or_else(|_| panic!("{path}: {:?}", sink.as_slice()))
        })
        .collect()
}

fn config() -> Config {
    Config::read_config(&read("site.yaml"), &mut Sink::default())
}

#[test]
fn every_metric_of_the_cases_is_a_fact_and_every_fact_a_metric() {
    let (config, facts) = (config(), facts());
    let cases = cases(&config, ".md");
    assert_eq!(cases.len(), 5);
    let mut metrics: Vec<(String, String)> = Vec::new();
    for case in &cases {
        metrics.extend(
            case.metrics.iter().map(|metric| (case.card.id.0.to_string(), metric.id().to_string())),
        );
    }
    metrics.sort();
    let table: Vec<_> = facts.into_keys().collect();
    assert_eq!(metrics, table);
}

#[test]
fn every_metric_says_what_its_source_says() {
    let (config, facts) = (config(), facts());
    let words = &config.vocabulary;
    for case in &cases(&config, ".md") {
        for metric in &case.metrics {
            let key = (case.card.id.0.to_string(), metric.id().to_string());
            let fact = &facts[&key];
            assert_eq!(metric.year().unwrap_or_default(), fact.year, "{key:?}");
            // 七大 counts as 七个 does.
            let Some(reading) = figure::read_figure(&fact.printed.replace('大', "个")) else {
                // A figure that is no single number, such as 三年多, is printed letter by letter.
                assert_eq!(metric.printed(), fact.printed, "{key:?}");
                continue;
            };
            let figure = (
                words.in_base(metric.value, metric.unit()),
                words.dimension_of(metric.unit()),
                metric.qualifier,
            );
            let unit = if reading.unit.is_empty() { metric.unit() } else { reading.unit.as_str() };
            let said =
                (words.in_base(reading.value, unit), words.dimension_of(unit), reading.qualifier);
            assert_eq!(figure, said, "{key:?}: {} and {}", metric.printed(), fact.printed);
        }
    }
}

#[test]
fn every_phrase_holds_the_figure() {
    for ((case, metric), fact) in facts() {
        // 约占总数的80% prints 约80%: words may stand between the parts of a figure, but all its
        // signs are there, in order.
        let mut phrase = fact.phrase.chars();
        assert!(
            fact.printed.chars().all(|sign| phrase.any(|c| c == sign)),
            "{case} {metric}: {}",
            fact.phrase
        );
        let digits = |text: &str| {
            text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect::<String>()
        };
        assert!(
            digits(&fact.phrase).contains(&digits(&fact.printed)),
            "{case} {metric}: {}",
            fact.phrase
        );
    }
}
