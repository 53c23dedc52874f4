//! Casebook turns a folder of Markdown case studies into a browsable, indexed site.
//!
//! The way through is one line: tree → docs → cases → catalog → jobs → artifacts → disk.
//! `ARCHITECTURE.md` names each module and what it may use.

pub mod date;
pub mod diagnostic;
pub mod figure;
pub mod gazetteer;
pub mod hash;
pub mod path;
pub mod slip;
pub mod source;
pub mod world;
pub mod yaml;
