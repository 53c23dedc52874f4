//! The list of all values of a declared field, each with how many cases have it.

use tera::Value;

use crate::edition::facets::FacetValue;
use crate::edition::labels;
use crate::edition::routes;
use crate::edition::site::Site;
use crate::edition::value::{build_list, object};
use crate::foundation::path::SitePath;
use crate::publication::config::Field;
use crate::render::context::RenderContext;
use crate::render::job::{Failure, Jobs, Plan, View};
use crate::render::page_head::Head;

/// The template of these lists.
const TEMPLATE: &str = "values.html";

#[derive(Hash)]
struct FieldIndex {
    path: SitePath,
    label: String,
    /// With the numbers of their cases.
    values: Vec<(FacetValue, usize)>,
}

/// Returns the field that a page of the site lists the values of, when a value is one of those.
pub(super) fn indexed_field<'a>(site: &'a Site, value: &FacetValue) -> Option<&'a Field> {
    let FacetValue::Field(named) = value else { return None };
    let mut fields = site.config.vocabulary.fields.iter().filter(|field| field.index);
    fields.find(|field| field.key == named.key)
}

/// Lists the pages of fields whose values are listed.
pub(super) fn plan_indexes(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    let site = plan.site;
    for group in plan.values().chunk_by(|(a, _), (b, _)| a.is_like(b)) {
        let field = group.first().and_then(|(value, _)| indexed_field(site, value));
        let Some(field) = field else { continue };
        let path = routes::field_index_path(field);
        let values = group.iter().map(|(value, cases)| (value.clone(), cases.len())).collect();
        let label = labels::own_label(site, field).to_owned();
        let view = FieldIndex { path: path.clone(), label, values };
        jobs.add_page(&site.edition_path(&path), None, view);
    }
}

impl View for FieldIndex {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = context.site;
        let head = Head::new("values", &self.label, &self.path).under_home(site);
        let values = self.values.iter().map(|(value, count)| {
            object! {
                "name" => value.name(site),
                "href" => site.href(&value.path()),
                "count" => *count,
            }
        });
        let values = build_list(values);
        context.render_page(
            TEMPLATE,
            &head,
            [("values", values), ("total", Value::from(self.values.len()))],
            out,
        )
    }
}
