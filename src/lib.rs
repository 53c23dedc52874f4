//! Casebook turns a folder of Markdown case studies into a browsable, indexed site.
//!
//! A program that embeds it reads a publication through a [`World`], calls [`build_site`], and
//! takes the finished files from an [`Output`]. Mistakes in the content are [`Diagnostic`]s, never
//! errors: a build reports all of them at once.
//!
//! ```
//! use casebook::{BuildCache, MemoryOutput, MemoryWorld, Reporter, Request, Silent, Speech};
//!
//! let mut world = MemoryWorld::default();
//! world.write("site.yaml", "title: Cases\nlanguage: en\nbase_url: https://example.org/\n");
//! world.write(
//!     "content/cases/library.md",
//!     r#"---
//! title: A street library
//! model: Hub
//! district: "310106"
//! date: 2022-02
//! ---
//!
//! Open to all.
//! "#,
//! );
//!
//! let output = MemoryOutput::default();
//! let (request, mut cache) = (Request::default(), BuildCache::default());
//! let built = casebook::build_site(&world, &request, &mut cache, &output, &Silent)?;
//!
//! let mut reporter = Reporter::new(&world, Speech::English);
//! let findings: Vec<String> =
//!     built.diagnostics.iter().map(|found| reporter.write_human(found)).collect();
//! assert!(!built.has_errors(), "{findings:#?}");
//!
//! let files = output.into_files();
//! let page = String::from_utf8_lossy(&files["cases/library/index.html"]);
//! assert!(page.contains("<h1>A street library</h1>"));
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! On the disk [`DiskWorld`] reads and [`Staging`] writes: the new site grows beside the old one,
//! and [`Staging::commit`] puts it in its place. A program that builds again and again keeps its
//! [`BuildCache`] and calls [`DiskWorld::rescan`] before each build.
//!
//! Features: `serve` (on unless default features are off) is the preview, `casebook serve`.
//! `internals` shows all modules to the project's own tests and benches; what it shows may change
//! in any release.

#![cfg_attr(not(feature = "internals"), warn(missing_docs, unnameable_types))]
#![cfg_attr(
    not(feature = "internals"),
    expect(
        unreachable_pub,
        reason = "`pub` is what the project's own tests reach with `internals`"
    )
)]
#![cfg_attr(
    not(feature = "serve"),
    expect(dead_code, reason = "the preview alone uses some of what builds a site again")
)]

#[path = ""]
mod internals {
    pub mod catalog;
    pub mod check;
    pub mod cli;
    pub mod content;
    pub mod edition;
    pub(crate) mod exports;
    pub(crate) mod feeds;
    pub mod foundation;
    pub mod input;
    pub mod io;
    pub mod markdown;
    pub(crate) mod pages;
    pub mod pipeline;
    pub mod plan;
    pub mod publication;
    pub mod render;
    pub mod report;
    pub mod search;
    pub(crate) mod search_index;
    #[cfg(feature = "serve")]
    pub mod serve;
    pub mod text;
}

#[cfg(feature = "internals")]
pub use internals::*;
#[cfg(not(feature = "internals"))]
#[expect(
    clippy::wildcard_imports,
    reason = "`crate::` names the same modules with the feature and without"
)]
use internals::*;

pub use internals::cli::run_command_line;
pub use internals::foundation::diagnostic::{
    Code, Diagnostic, Fix, Note, Severity, Span, Speech, Text,
};
pub use internals::foundation::path::{BadPath, BaseUrl, OutPath, SitePath, SourcePath};
pub use internals::foundation::world::{
    Entry, MemoryOutput, MemoryWorld, Output, PublishedSite, Spill, World,
};
pub use internals::io::disk::{DiskError, DiskWorld, RefreshSummary};
pub use internals::io::output::{BadFolder, CommitSummary, Operation, OutputError, Staging};
pub use internals::pipeline::{
    BuildCache, BuildSummary, Phase, Progress, Request, Silent, build_site,
};
pub use internals::report::Reporter;

use internals::foundation::diagnostic::say;
