//! Bytes, places and findings: what everything else stands on.

pub mod content_policy;
pub mod diagnostic;
pub mod hash;
pub mod language;
pub mod leftover;
pub mod lines;
pub mod nearest;
pub mod packed;
pub mod path;
pub mod rare;
pub mod raw_html;
pub mod source;
pub mod spill;
pub mod world;
