//! What the fields of a page lead to, and what leads to it by theirs.

use tera::Value;

use super::named_page::NamedPage;
use crate::catalog::{Catalog, Source, Target};
use crate::content::case::FieldValue;
use crate::edition::labels;
use crate::edition::site::Site;
use crate::edition::value::{build_list, object};
use crate::publication::config::Field;

/// What the values of links on a page lead to, in their order.
#[derive(Clone, Debug, Default, Hash)]
pub(crate) struct LinkedValues(Box<[Option<NamedPage>]>);

/// The values of fields, in the order of `site.yaml`.
fn declared_values<'a>(
    declared: &'a [Field],
    fields: &'a [(String, Vec<FieldValue>)],
) -> impl Iterator<Item = (&'a Field, &'a [FieldValue])> {
    declared.iter().filter_map(|field| {
        let (_, values) = fields.iter().find(|(key, _)| *key == field.key)?;
        Some((field, values.as_slice()))
    })
}

impl LinkedValues {
    /// Finds what the fields of the page `from` lead to.
    pub(crate) fn new(
        site: &Site,
        catalog: &Catalog,
        declared: &[Field],
        fields: &[(String, Vec<FieldValue>)],
        from: Target,
    ) -> Self {
        let links =
            declared_values(declared, fields).filter(|(field, _)| field.links_to().is_some());
        let values =
            links.flat_map(|(field, values)| values.iter().map(move |value| (field, value)));
        let named = values.map(|(field, value)| {
            let target = catalog.field_links.find(field, value, from)?;
            NamedPage::new(site, catalog, target)
        });
        Self(named.collect())
    }

    /// Returns the fields for templates, each with its values as one text and one by one.
    pub(crate) fn fields_value(
        &self,
        site: &Site,
        declared: &[Field],
        fields: &[(String, Vec<FieldValue>)],
    ) -> Value {
        let mut named = self.0.iter();
        build_list(declared_values(declared, fields).map(|(field, values)| {
            let is_link = field.links_to().is_some();
            let shown: Vec<(&str, Option<&NamedPage>)> = values
                .iter()
                .map(|value| {
                    let page = is_link.then(|| named.next()).flatten().and_then(Option::as_ref);
                    (page.map_or(&*value.text, |page| page.title.as_str()), page)
                })
                .collect();
            let texts: Vec<&str> = shown.iter().map(|(text, _)| *text).collect();
            object! {
                "key" => field.key.as_str(),
                "label" => labels::own_label(site, field),
                "text" => texts.join(site.text("comma")),
                "values" => build_list(shown.iter().map(|(text, page)| object! {
                    "text" => *text,
                    "href" => page.map(|page| page.href(site)),
                    "language" => page.and_then(NamedPage::foreign_language),
                })),
            }
        }))
    }
}

/// What leads to a page by its fields.
#[derive(Clone, Debug, Default, Hash)]
pub(crate) struct BackLinks(Box<[BackGroup]>);

/// The pages of one kind that lead to a page by one field.
#[derive(Clone, Debug, Hash)]
struct BackGroup {
    /// What readers call such pages, and the field.
    label: String,
    field: String,
    pages: Vec<NamedPage>,
}

impl BackLinks {
    /// Finds what leads to `target`.
    pub(crate) fn new(site: &Site, catalog: &Catalog, target: Target) -> Self {
        let links = catalog.field_links.leading_to(target);
        let groups = links.chunk_by(|a, b| (a.source, a.field) == (b.source, b.field));
        let groups = groups.filter_map(|group| {
            let first = group.first()?;
            let (label, fields) = match first.source {
                Source::Cases => (site.text("cases"), &site.config.vocabulary.fields),
                Source::Collection(place) => {
                    let collection = site.config.collections.get(place)?;
                    (site.say(&collection.label), &collection.fields)
                }
            };
            let pages = group.iter().filter_map(|link| NamedPage::new(site, catalog, link.from));
            Some(BackGroup {
                label: label.to_owned(),
                field: labels::own_label(site, fields.get(first.field)?).to_owned(),
                pages: pages.collect(),
            })
        });
        Self(groups.collect())
    }

    /// Returns them for templates.
    pub(crate) fn to_template_value(&self, site: &Site) -> Value {
        build_list(self.0.iter().map(|group| {
            object! {
                "label" => group.label.as_str(),
                "field" => group.field.as_str(),
                "pages" => build_list(group.pages.iter().map(|page| page.to_template_value(site))),
            }
        }))
    }
}
