//! Casebook turns a folder of Markdown case studies into a browsable, indexed site.
//!
//! The way through is one line: tree → docs → cases → catalog → jobs → artifacts → disk.
//! `ARCHITECTURE.md` names each module and what it may use.

pub mod asset;
pub mod build;
pub mod case;
pub mod catalog;
pub mod chart;
pub mod check;
pub mod cli;
pub mod collation;
pub mod config;
pub mod content;
pub mod date;
pub mod diagnostic;
pub mod emit;
pub mod fields;
pub mod figure;
pub mod find;
pub mod fix;
pub mod front;
pub mod gazetteer;
pub mod hash;
pub mod io;
pub mod language;
pub mod markdown;
pub mod measure;
pub mod page;
pub mod path;
pub mod report;
pub mod script;
pub mod search;
pub mod serve;
pub mod slip;
pub mod source;
pub mod text;
pub mod theme;
pub mod world;
pub mod yaml;
