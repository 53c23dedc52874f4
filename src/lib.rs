//! Casebook turns a folder of Markdown case studies into a browsable, indexed site.
//!
//! The way through is one line: world → cases → catalog → jobs → outputs.
//! `ARCHITECTURE.md` names each folder and what it may use.

pub mod catalog;
pub mod check;
pub mod cli;
pub mod content;
pub mod edition;
mod exports;
mod feeds;
pub mod foundation;
pub mod input;
pub mod io;
pub mod markdown;
mod pages;
pub mod pipeline;
pub mod plan;
pub mod publication;
pub mod render;
pub mod report;
pub mod search;
mod search_index;
pub mod serve;
pub mod text;
