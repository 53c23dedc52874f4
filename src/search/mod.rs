//! Full text search: an index that misses nothing, small enough for a browser to read in parts.
//!
//! 1. [`fold`] brings text into the form in which it is compared: one width, one case, one script.
//! 2. [`gram`] cuts folded text into overlapping grams. Whatever a reader searches is made of
//!    grams, and every case that holds the text holds all of them: no segmenter decides what can be
//!    found.
//! 3. [`Grams`] are the grams of one text, a few kilobytes, made when its file is read.
//! 4. [`shard`] turns the grams of all cases into small files by the hash of the gram.
//! 5. [`manifest`] says what files there are, and in which version of their format.
//! 6. [`query`] finds and ranks cases for what was typed. The browser's modules do the same, step
//!    by step.
//!
//! The text itself is not in the index: it would be twice the size of all else, and stands on the
//! pages anyway. So the index finds every case that holds a text, and a few that hold its parts
//! apart: these are told from the page itself, by the snippet. To say where in a text a gram stood
//! would tell few of them, and make the index a tenth larger.
//!
//! `docs/search-format.md` specifies the published files. Raise [`manifest::FORMAT`] with whatever
//! changes them.

mod builder;
pub mod code;
pub mod fold;
pub mod gram;
mod grams;
pub mod manifest;
pub mod number;
pub mod pinyin;
pub mod query;
pub mod shard;
pub mod sign;
pub mod snippet;
mod table;

#[cfg(test)]
mod tests;

pub use builder::Builder;
pub use grams::{Grams, LazyGrams, Posting};
