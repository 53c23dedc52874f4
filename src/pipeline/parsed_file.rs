//! What one file of the content became.

use std::sync::Arc;

use crate::content::asset::Asset;
use crate::content::case::{Case, Overlay};
use crate::content::page::Page;

/// What a file came to.
#[derive(Clone)]
pub(super) enum ParsedFile {
    Case(Arc<Case>),
    Overlay(Arc<Overlay>),
    Page(Arc<Page>),
    Asset(Arc<Asset>),
}
