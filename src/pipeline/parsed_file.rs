//! What one file of the content became.

use std::sync::Arc;

use crate::content::asset::Asset;
use crate::content::case::{Case, Overlay};
use crate::content::page;
use crate::content::page::Page;
use crate::foundation::path::SitePath;

/// What a file came to.
#[derive(Clone)]
pub(super) enum ParsedFile {
    Case(Arc<Case>),
    Overlay(Arc<Overlay>),
    Page(Arc<Page>),
    Asset(Arc<Asset>),
}

impl ParsedFile {
    /// Tells whether it is shown in previews only.
    pub(super) fn is_draft(&self) -> bool {
        match self {
            Self::Case(case) => case.card.draft,
            Self::Overlay(overlay) => overlay.is_draft(),
            Self::Page(page) => page.draft,
            Self::Asset(_) => false,
        }
    }

    /// Returns where it stands in the default edition, when it has an address of its own.
    pub(super) fn address(&self) -> Option<SitePath> {
        match self {
            Self::Case(case) => Some(case.card.path.clone()),
            Self::Page(page) => match &page.role {
                page::Role::Model(name) => Some(SitePath::new(&format!("/models/{name}/"))),
                role => role.own_path(),
            },
            Self::Overlay(_) | Self::Asset(_) => None,
        }
    }
}
