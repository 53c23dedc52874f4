//! Writes a publication of N case studies to measure with, or the same for Hugo:
//! `cargo run --release --example corpus -- N DIR`.
//!
//! With `--hugo` a site of Hugo's, with pages that show the same; with `--lean` the outputs of
//! Casebook that Hugo has too.

#![expect(clippy::disallowed_methods, reason = "this writes files")]

#[path = "../benches/support/corpus.rs"]
mod corpus;
#[path = "../benches/support/words.rs"]
mod words;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use self::corpus::{Corpus, Figure, Study, site};

/// What a site of Hugo's has beside its content.
const HUGO: [(&str, &str); 7] = [
    ("hugo.yaml", include_str!("../benches/support/hugo/hugo.yaml")),
    ("layouts/index.html", include_str!("../benches/support/hugo/layouts/index.html")),
    (
        "layouts/_default/baseof.html",
        include_str!("../benches/support/hugo/layouts/_default/baseof.html"),
    ),
    (
        "layouts/_default/list.html",
        include_str!("../benches/support/hugo/layouts/_default/list.html"),
    ),
    (
        "layouts/_default/single.html",
        include_str!("../benches/support/hugo/layouts/_default/single.html"),
    ),
    (
        "layouts/_default/terms.html",
        include_str!("../benches/support/hugo/layouts/_default/terms.html"),
    ),
    (
        "layouts/partials/cards.html",
        include_str!("../benches/support/hugo/layouts/partials/cards.html"),
    ),
];

fn main() -> io::Result<()> {
    let (flags, rest): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let has = |flag| flags.iter().any(|given| given == flag);
    let [size, folder] = &rest[..] else {
        return Err(io::Error::other("usage: corpus [--lean] [--hugo] N DIR"));
    };
    let size = size.parse().map_err(io::Error::other)?;
    let root = PathBuf::from(folder);
    let write = |path: &str, text: &str| put(&root.join(path), text);
    let cases = root.join("content/cases");
    fs::create_dir_all(&cases)?;
    let file: fn(&Study<'_>) -> String = if has("--hugo") {
        HUGO.iter().try_for_each(|(path, text)| write(path, text))?;
        write("content/cases/_index.md", "---\ntitle: 案例\n---\n")?;
        hugo
    } else {
        write("site.yaml", &site(has("--lean")))?;
        |study| study.file()
    };
    let corpus = Corpus::new(size);
    corpus
        .studies()
        .par_bridge()
        .try_for_each(|study| put(&cases.join(&study.id).with_extension("md"), &file(&study)))?;
    Ok(())
}

fn put(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}

/// Returns the file of a study as Hugo reads it.
fn hugo(study: &Study<'_>) -> String {
    let Study { title, district, model, date, summary, topics, figures, .. } = study;
    let names = &district.names;
    let (province, county, topics) = (&names[0], names.join(""), topics.join(", "));
    // Where a province has no prefectures, its own name stands for one.
    let prefecture = names[..names.len() - 1].join("");
    let figures = figures.iter().map(|figure| {
        let Figure { label, value, unit, year, is_printed } = figure;
        let more = if *is_printed { "余" } else { "" };
        format!(
            "  - {{label: {label}, shown: \"{value}{more}{unit}\", year: {year}, source: s1}}\n"
        )
    });
    format!(
        "---\ntitle: {title}\ndate: {date}\nsummary: {summary}\nprovinces: [{province}]\nprefectures: [{prefecture}]\ncounties: [{county}]\n\
         models: [{model}]\ntopics: [{topics}]\nmetrics:\n{}sources:\n  - {{id: s1, title: {title}, publisher: {county}融媒体中心, date: {date}}}\n---\n\n{}",
        figures.collect::<String>(),
        study.body(|id| format!("/cases/{id}/"))
    )
}
