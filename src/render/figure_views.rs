//! What templates see of a figure.

use tera::Value;

use crate::content::case::{Case, Metric, Status};
use crate::edition::labels;
use crate::edition::routes;
use crate::edition::site::Site;
use crate::edition::value::{build_list, object, optional_value};
use crate::foundation::path::encode_percent;

/// A figure as tables and cards show it.
pub(crate) fn metric_view(site: &Site, case: &Case, metric: &Metric) -> Value {
    FigureViews::new(site, case).view_of(metric)
}

/// Figures of a case as tables and cards show them.
pub(crate) fn metric_views<'a>(
    site: &Site,
    case: &Case,
    metrics: impl Iterator<Item = &'a Metric>,
) -> Value {
    let mut views = FigureViews::new(site, case);
    build_list(metrics.map(|metric| views.view_of(metric)))
}

/// What the views of the figures of one case share.
struct FigureViews<'a> {
    site: &'a Site,
    case: &'a Case,
    /// How the address of each begins.
    page: String,
    /// The source of the last one, with its place among those of the case: it mostly is that of the
    /// next one too.
    cited: Option<(usize, Value)>,
}

impl<'a> FigureViews<'a> {
    fn new(site: &'a Site, case: &'a Case) -> Self {
        let page = [&site.case_href(&case.card), "#metric-"].concat();
        Self { site, case, page, cited: None }
    }

    /// Returns the source of a figure, with its number, from 1.
    fn source_of(&mut self, metric: &Metric) -> Value {
        let sources = &self.case.sources;
        let place =
            metric.source().and_then(|id| sources.iter().position(|source| source.id == *id));
        let Some(place) = place else { return Value::none() };
        if let Some((_, value)) = self.cited.as_ref().filter(|(known, _)| *known == place) {
            return value.clone();
        }
        let id = sources[place].id.as_str();
        let value = object! {
            "id" => id,
            "number" => place + 1,
            "href" => ["#source-", &encode_percent(id)].concat(),
        };
        self.cited = Some((place, value.clone()));
        value
    }

    fn view_of(&mut self, metric: &Metric) -> Value {
        let source = self.source_of(metric);
        let site = self.site;
        let indicator =
            metric.indicator.as_ref().and_then(|id| site.config.vocabulary.find_indicator(&id.0));
        object! {
            "id" => metric.id(),
            "href" => [&*self.page, &encode_percent(metric.id())].concat(),
            "label" => metric.label(),
            "indicator" => optional_value(indicator, |listed| object! {
                "id" => &*listed.id.0,
                "name" => site.say(&listed.label),
                "href" => site.href(&routes::indicator_path(&listed.id)),
            }),
            "text" => &*labels::figure_label(site, metric),
            "printed" => metric.printed(),
            // The language of the author's form and of the place in the source, where readers of
            // the edition read another.
            "foreign" => (!site.language().is_same_language(&site.config.language)).then(|| site.config.language.as_str()),
            "value" => metric.value.to_string(),
            "full" => metric.full_figure(site.language(), &site.config, &site.texts.figures),
            "unit" => labels::unit_name(site, metric.unit()),
            "qualifier" => metric.qualifier.name(),
            "year" => metric.year(),
            "status" => metric.status.map(Status::as_word),
            "source" => source,
            "at" => metric.at(),
        }
    }
}
