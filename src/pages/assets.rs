//! Files that are published as they are, but for the comments of a theme's scripts.

use std::sync::Arc;

use crate::content::asset::Asset;
use crate::foundation::hash::Hash;
use crate::foundation::path::OutPath;
use crate::pages::script_comments;
use crate::publication::theme;
use crate::render::context::RenderContext;
use crate::render::job::{Failure, Jobs, Plan, View};

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

pub(crate) fn plan_assets(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    // Pages do not show these bytes, so their key has no part in the site's hash.
    jobs.with_seed(Hash::default(), |jobs| {
        let second_name = |asset: &Asset| {
            let name = plan.site.theme.addresses.second_name(asset.out.as_str())?;
            OutPath::new(name).ok()
        };
        for asset in &plan.catalog.assets {
            for out in [Some(asset.out.clone()), second_name(asset)].into_iter().flatten() {
                let copy = Copy { asset: AssetRef(Arc::clone(asset)) };
                jobs.add_file(out, Some(&asset.file), copy);
            }
        }
    });
}

impl Copy {
    /// Tells whether the file is a script of a theme: those that a publication brings are nobody's
    /// to change.
    fn is_script(&self) -> bool {
        let file = self.asset.0.file.as_str();
        file.ends_with(".js")
            && !["content/", "static/"].iter().any(|folder| file.starts_with(folder))
    }
}

impl View for Copy {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let file = &self.asset.0.file;
        let bytes = theme::read_theme_file(context.world, file)
            .map_err(|error| Failure::Read { file: file.clone(), error })?;
        match std::str::from_utf8(&bytes)
            .ok()
            .filter(|_| self.is_script())
            .and_then(script_comments::leave_out)
        {
            Some(lean) => out.extend_from_slice(lean.as_bytes()),
            None => out.extend_from_slice(&bytes),
        }
        Ok(())
    }

    fn copied(&self) -> Option<&Asset> {
        Some(&self.asset.0)
    }
}
