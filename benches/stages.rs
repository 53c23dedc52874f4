//! What each stage of a build costs by itself, over studies that are the same on every machine:
//! `cargo bench --bench stages`.
//!
//! Stages run on one thread here, but for what has threads of its own: planning and putting outputs
//! in place. `cargo bench --bench stages -- render` measures one stage; numbers of an earlier run
//! are kept and compared with. Asserts no time.

#![expect(clippy::disallowed_methods, reason = "this measures the disk, too")]

#[path = "support/corpus.rs"]
mod corpus;
#[path = "support/words.rs"]
mod words;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use casebook::catalog::Catalog;
use casebook::check;
use casebook::content::case::{self, Case, Context};
use casebook::content::drafts::Drafts;
use casebook::edition::links::LinkResolver;
use casebook::edition::site::Site;
use casebook::foundation::diagnostic::Sink;
use casebook::foundation::hash::Hash;
use casebook::foundation::path::{OutPath, SourcePath};
use casebook::foundation::world::{MemoryWorld, Output};
use casebook::input::front_matter;
use casebook::input::yaml;
use casebook::io::output::Staging;
use casebook::markdown::{self, Highlighter, Options};
use casebook::pipeline::{self, BuildCache, Request, Silent};
use casebook::plan;
use casebook::publication::config::Config;
use casebook::publication::data_files::DataFiles;
use casebook::publication::gazetteer::Gazetteer;
use casebook::publication::theme::{EditionTexts, Theme};
use casebook::render::job::{Job, Plan};
use casebook::text::collation::Collation;
use criterion::{BatchSize, Criterion, Throughput};
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use self::corpus::Corpus;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How many studies there are: enough for lists of many pages.
const STUDIES: usize = 1_000;

fn main() {
    let publication = Publication::new();
    // A round takes tenths of a second where it is the whole publication's.
    let mut criterion = Criterion::default().sample_size(20).configure_from_args();
    front_matter(&publication, &mut criterion);
    markdown(&publication, &mut criterion);
    highlight(&mut criterion);
    index(&publication, &mut criterion);
    plan(&publication, &mut criterion);
    render(&publication, &mut criterion);
    write(&publication, &mut criterion);
    criterion.final_summary();
}

/// The studies, and what they are read against.
struct Publication {
    world: MemoryWorld,
    files: Vec<Text>,
    config: Arc<Config>,
    config_hash: Hash,
    gazetteer: Arc<Gazetteer>,
    theme: Arc<Theme>,
    texts: Arc<EditionTexts>,
}

/// The file of a study.
struct Text {
    path: SourcePath,
    text: String,
    parts: front_matter::Parts,
}

impl Publication {
    fn new() -> Self {
        let mut world = MemoryWorld::default();
        let site = corpus::site(true);
        world.write("site.yaml", site.as_str());
        let corpus = Corpus::new(STUDIES);
        let files = corpus.studies().map(|study| {
            let (path, text) = (format!("content/cases/{}.md", study.id), study.file());
            let parts =
                front_matter::split_file(&SourcePath::new(&path), &text, &mut Sink::default())
                    .expect("a study has front matter");
            Text { path: SourcePath::new(&path), text, parts }
        });
        let files: Vec<Text> = files.collect();
        for file in &files {
            world.write(file.path.as_str(), file.text.as_str());
        }
        let mut sink = Sink::default();
        let config = Config::read_config(&site, &mut sink);
        let theme = Theme::load_theme(
            &config,
            &world,
            |texts| texts.of_editions(&config, |_, _| None),
            &mut sink,
        )
        .expect("a theme");
        assert!(sink.is_empty(), "{:?}", sink.as_slice());
        let config_hash = Hash::of_value(&config);
        Self {
            world,
            files,
            config_hash,
            gazetteer: Arc::new(Gazetteer::of_china()),
            texts: Arc::clone(&theme.edition_texts),
            config: Arc::new(config),
            theme,
        }
    }

    /// Reads `text` as the file of a study.
    fn read(&self, file: &Text, text: &str, options: &Options<'_>) -> Case {
        let context = Context {
            config: &self.config,
            gazetteer: &self.gazetteer,
            markdown: options,
            texts: &self.texts,
            theme: None,
            lints: false,
            hash: self.config_hash,
        };
        let mut sink = Sink::default();
        let case = case::parse_case(
            &file.path,
            text,
            Hash::of_bytes(text.as_bytes()),
            &context,
            &mut sink,
        );
        case.unwrap_or_else(|_| panic!("a study has no mistakes: {:?}", sink.as_slice()))
    }

    fn cases(&self) -> Vec<Arc<Case>> {
        let highlighter = Highlighter::new();
        let options = Options::new(&highlighter);
        self.files.par_iter().map(|file| Arc::new(self.read(file, &file.text, &options))).collect()
    }

    fn catalog(&self, cases: Vec<Arc<Case>>) -> Catalog {
        let order = Collation::new(&self.config.language, self.config.sort);
        Catalog::new(cases, Vec::new(), Vec::new(), &self.gazetteer, &self.config, &order)
    }

    fn site(&self, catalog: &Catalog) -> Site {
        let (config, gazetteer, theme) =
            (Arc::clone(&self.config), Arc::clone(&self.gazetteer), Arc::clone(&self.theme));
        let edition = config.all_editions().remove(0);
        let texts = Arc::clone(self.texts.texts_for(&config.language));
        Site::new(
            config,
            gazetteer,
            theme,
            texts,
            edition,
            (self.config_hash, &DataFiles::default()),
            catalog,
        )
    }
}

fn front_matter(publication: &Publication, criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("front matter");
    let bytes = publication.files.iter().map(|file| file.parts.yaml.len() as u64).sum();
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function("split and parsed", |bencher| {
        bencher.iter(|| {
            for file in &publication.files {
                let parts = front_matter::split_file(&file.path, &file.text, &mut Sink::default())
                    .expect("front matter");
                let start = parts.yaml.start;
                std::hint::black_box(yaml::parse_document(
                    &file.path,
                    &file.text[parts.yaml],
                    start,
                    &mut Sink::default(),
                ));
            }
        });
    });
    let highlighter = Highlighter::new();
    let options = Options::new(&highlighter);
    group.bench_function("checked, without a text after it", |bencher| {
        bencher.iter_with_large_drop(|| {
            let heads =
                publication.files.iter().map(|file| (file, &file.text[..file.parts.body.start]));
            heads.map(|(file, head)| publication.read(file, head, &options)).collect::<Vec<_>>()
        });
    });
}

fn markdown(publication: &Publication, criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("markdown");
    let bytes = publication.files.iter().map(|file| file.parts.body.len() as u64).sum();
    group.throughput(Throughput::Bytes(bytes));
    let highlighter = Highlighter::new();
    for (name, want_grams) in [("rendered", false), ("rendered, with what a search finds", true)] {
        let options = Options { want_grams, ..Options::new(&highlighter) };
        group.bench_function(name, |bencher| {
            bencher.iter_with_large_drop(|| {
                let bodies = publication.files.iter().map(|file| (file, file.parts.body.clone()));
                let render = |(file, body): (&Text, std::ops::Range<usize>)| {
                    markdown::render_body(
                        &file.path,
                        &file.text[body.clone()],
                        body.start,
                        &options,
                        &mut Sink::default(),
                    )
                };
                bodies.map(render).collect::<Vec<_>>()
            });
        });
    }
}

fn highlight(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("highlight");
    group.bench_function("first block of a run", |bencher| {
        bencher.iter_with_large_drop(|| {
            let highlighter = Highlighter::new();
            highlighter.colour_code("rust", corpus::CODE, &mut { usize::MAX });
            highlighter
        });
    });
    group.throughput(Throughput::Bytes(corpus::CODE.len() as u64));
    let highlighter = Highlighter::new();
    let mut number: u64 = 0;
    group.bench_function("block that is new", |bencher| {
        let other = || {
            number += 1;
            format!("{}// {number}\n", corpus::CODE)
        };
        bencher.iter_batched(
            other,
            |code| highlighter.colour_code("rust", &code, &mut { usize::MAX }),
            BatchSize::SmallInput,
        );
    });
    group.bench_function("block that was coloured before", |bencher| {
        bencher.iter(|| highlighter.colour_code("rust", corpus::CODE, &mut { usize::MAX }));
    });
}

fn index(publication: &Publication, criterion: &mut Criterion) {
    let cases = publication.cases();
    let mut group = criterion.benchmark_group("index");
    group.throughput(Throughput::Elements(cases.len() as u64));
    group.bench_function("catalog", |bencher| {
        bencher.iter_batched(
            || cases.clone(),
            |cases| publication.catalog(cases),
            BatchSize::LargeInput,
        );
    });
}

fn plan(publication: &Publication, criterion: &mut Criterion) {
    let catalog = publication.catalog(publication.cases());
    let editions = [(publication.site(&catalog), catalog)];
    let [(site, catalog)] = &editions;
    let links = LinkResolver::new(catalog);
    let all = || {
        let mut jobs: Vec<Job> = Vec::new();
        let plan = Plan::new(catalog, site, &links);
        plan::plan_edition(&plan, &mut jobs, &mut Sink::default());
        jobs
    };
    let jobs = all();
    let mut group = criterion.benchmark_group("plan");
    group.throughput(Throughput::Elements(jobs.len() as u64));
    group.bench_function("outputs", |bencher| bencher.iter_with_large_drop(all));
    let (broken, drafts) = (FxHashSet::default(), Drafts::default());
    let scope = check::Scope {
        site,
        catalog,
        catalogs: &[catalog],
        links: &links,
        world: &publication.world,
        jobs: &jobs,
        clashes: &[],
        broken: &broken,
        unread: &[],
        lints: false,
        drafts: &drafts,
        with_drafts: false,
    };
    group.bench_function("rules about the site", |bencher| {
        bencher.iter(|| check::check_edition(&scope, &mut Sink::default()));
    });
}

fn render(publication: &Publication, criterion: &mut Criterion) {
    let mut cache = BuildCache::default();
    let mut plan =
        || pipeline::plan_site(&publication.world, &Request::default(), &mut cache, &Silent);
    let mut group = criterion.benchmark_group("render");
    group.throughput(Throughput::Elements(plan().jobs().count() as u64));
    group.bench_function("outputs", |bencher| {
        // What many pages show is made once for each plan, so that each round has one of its own.
        bencher.iter_batched_ref(
            &mut plan,
            |planned| {
                let mut bytes = Vec::new();
                for index in 0..planned.jobs().count() {
                    bytes.clear();
                    planned.render(index, &publication.world, &mut bytes).expect("a page");
                }
                bytes
            },
            BatchSize::PerIteration,
        );
    });
}

fn write(publication: &Publication, criterion: &mut Criterion) {
    let planned = pipeline::plan_site(
        &publication.world,
        &Request::default(),
        &mut BuildCache::default(),
        &Silent,
    );
    let outputs: Vec<(&OutPath, Vec<u8>)> = planned
        .jobs()
        .enumerate()
        .map(|(index, job)| {
            let mut bytes = Vec::new();
            planned.render(index, &publication.world, &mut bytes).expect("a page");
            (&job.path, bytes)
        })
        .collect();
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }
        .expect("a folder to write to");
    let (root, out) = (folder.path().join("publication"), folder.path().join("public"));
    fs::create_dir(&root).expect("a folder");
    let put = || {
        let staging = Staging::open(&out, &root).expect("a stage");
        outputs.par_iter().for_each(|(path, bytes)| staging.put(path, bytes).expect("an output"));
        staging.commit().expect("a site")
    };
    let mut group = criterion.benchmark_group("write");
    group.throughput(Throughput::Bytes(outputs.iter().map(|(_, bytes)| bytes.len() as u64).sum()));
    group.bench_function("new site", |bencher| {
        let clear = || {
            if out.exists() {
                fs::remove_dir_all(&out).expect("a folder");
            }
        };
        bencher.iter_batched(clear, |()| put(), BatchSize::PerIteration);
    });
    put();
    group.bench_function("site that is there already", |bencher| bencher.iter(put));
}
