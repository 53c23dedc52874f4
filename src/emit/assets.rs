//! Files that are published as they are.

use std::sync::Arc;

use super::stage::Stage;
use super::{Failure, Jobs, Plan, View};
use crate::asset::Asset;
use crate::hash::Hash;
use crate::theme;

#[derive(Hash)]
struct Copy {
    asset: AssetRef,
}

struct AssetRef(Arc<Asset>);

impl std::hash::Hash for AssetRef {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash.hash(state);
    }
}

pub(super) fn plan(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    // Pages do not show these bytes, so their key has no part in the site's hash.
    jobs.seed = Hash::default();
    for asset in &plan.catalog.assets {
        jobs.add_file(asset.out.clone(), Some(&asset.file), Copy { asset: AssetRef(Arc::clone(asset)) });
    }
}

impl View for Copy {
    fn render(&self, stage: &Stage<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let file = &self.asset.0.file;
        let bytes = theme::read(stage.world, file).map_err(|error| Failure::Read { file: file.clone(), error })?;
        out.extend_from_slice(&bytes);
        Ok(())
    }

    fn copied(&self) -> Option<&Asset> {
        Some(&self.asset.0)
    }
}
