//! Finds the region that a case names, and says what to write where it names none.

use super::region_example::show_example;
use super::region_list::list_regions;
use super::several::{Place, lists_places, several_in_one};
use crate::content::case::context::Context;
use crate::foundation::diagnostic::{Diagnostic, Span, Text, join_names};
use crate::input::fields::Reader;
use crate::input::yaml::Node;
use crate::publication::gazetteer::{Gazetteer, RegionCode, Unresolved};
use crate::say;

/// Most names of what lies in a region that are worth listing.
const MOST: usize = 24;

/// A name that no region has, in its place.
pub(super) struct Named<'a> {
    pub(super) text: &'a str,
    pub(super) span: Span,
    pub(super) place: Place<'a>,
    pub(super) gazetteer: &'a Gazetteer,
}

/// Finds the region that a text names.
pub(super) fn find_region(
    node: &Node,
    place: Place<'_>,
    context: &Context<'_>,
    reader: &mut Reader<'_>,
) -> Option<RegionCode> {
    let text = reader.read_text("district", node)?;
    // Which gazetteer it is, only site.yaml could say.
    let gazetteer = context.gazetteer;
    // What is wrong with either was reported, once and not again for each case.
    if context.config.vocabulary.unread || gazetteer.is_empty() {
        return None;
    }
    match gazetteer.resolve_name(&text) {
        Ok(region) => Some(region.code.clone()),
        Err(_) if gazetteer.may_be_unread(&text) => None,
        Err(mut unresolved) => {
            if lists_places(&text, gazetteer) {
                unresolved = Unresolved::PlaceAlone;
            }
            let finding = several_in_one(&text, node.span, place, gazetteer, reader);
            let named = Named { text: &text, span: node.span, place, gazetteer };
            reader
                .sink
                .push(finding.unwrap_or_else(|| named.explain_unresolved(&unresolved, reader)));
            None
        }
    }
}

/// Says which place readers will see.
pub(super) fn seen(place: &str) -> Text {
    say!("改后读者看到的地区是“{place}”" | "once fixed, readers see the place `{place}`")
}

impl Named<'_> {
    fn explain_unresolved(&self, unresolved: &Unresolved, reader: &Reader<'_>) -> Diagnostic {
        match unresolved {
            Unresolved::Unknown { nearest } => self.report_unknown(nearest, reader),
            Unresolved::Ambiguous { candidates, rest } => {
                self.report_ambiguous(candidates, rest, reader)
            }
            Unresolved::Former { names, rest } => self.report_former(names, rest, reader),
            Unresolved::Beyond { region, rest, sure } => {
                self.report_beyond(region, rest, *sure, reader)
            }
            Unresolved::PlaceAlone => self.report_place_alone(reader),
            Unresolved::Zone { name, within } => self.report_zone(name, within, reader),
            Unresolved::NotThere { above, below, rest } => {
                self.not_there(above, below, rest, reader)
            }
        }
    }

    pub(super) fn error(
        &self,
        code: &'static str,
        message: Text,
        reader: &Reader<'_>,
    ) -> Diagnostic {
        Diagnostic::error(code, reader.file, message).at_span(self.span)
    }

    fn report_unknown(&self, nearest: &[String], reader: &Reader<'_>) -> Diagnostic {
        let text = self.text;
        let message = say!("地区表里没有“{text}”" | "the gazetteer has no `{text}`");
        let finding = self.error("unknown-region", message, reader);
        if nearest.is_empty() {
            return finding.with_hint(show_example(self.gazetteer));
        }
        let Text { zh, en } = join_names(nearest);
        finding.with_hint(say!("是不是“{zh}”？" | "did you mean {en}?"))
    }

    fn report_ambiguous(
        &self,
        candidates: &[RegionCode],
        rest: &str,
        reader: &Reader<'_>,
    ) -> Diagnostic {
        let text = self.text.strip_suffix(rest).unwrap_or(self.text).trim();
        let Text { zh, en } = list_regions(candidates, self.gazetteer);
        let code = candidates.first().expect("several regions are called so");
        let first = self.region_name(code);
        let message =
            say!("叫“{text}”的地区不止一个：{zh}" | "several regions are called `{text}`: {en}");
        let finding = self.error("ambiguous-region", message, reader);
        if self.gazetteer.resolve_name(&first).is_err() {
            return finding.with_hint(say!(
                "它们的全称相同，请写代码，例如 \"{code}\""
                    | "even their full names are alike: write a code, such as \"{code}\""
            ));
        }
        if rest.is_empty() {
            return finding.with_hint(say!(
                "请写上所属的省市，例如“{first}”"
                    | "write the province or city too, for example `{first}`"
            ));
        }
        finding.with_hint(match self.place {
            Place::Alone => say!(
                "请写上所属的省市，“{rest}”另写一行，例如 district: {first} 和 locality: {rest}"
                    | "write the province or city too, and `{rest}` on a line of its own, for \
                       example `district: {first}` and `locality: {rest}`"
            ),
            Place::WithLocality(_) | Place::InList => say!(
                "请写上所属的省市，例如“{first}”；“{rest}”写在 locality 里"
                    | "write the province or city too, for example `{first}`, and `{rest}` under \
                       `locality`"
            ),
        })
    }

    fn report_beyond(
        &self,
        region: &RegionCode,
        rest: &str,
        sure: bool,
        reader: &Reader<'_>,
    ) -> Diagnostic {
        let name = self.region_name(region);
        let message = say!(
            "district 只写到区县，“{rest}”是区县里的地方"
                | "`district` ends at the county or district; `{rest}` is a place in it"
        );
        let finding = self.error("place-in-district", message, reader);
        if sure || self.gazetteer.has_none_below(region) {
            return self.suggest_split(finding, &name, rest, sure);
        }
        finding.with_hint(say!(
            "请写 district: {name}某区（或某县），locality: {rest}"
                | "write the county or district in `{name}` as `district`, and `locality: {rest}`"
        ))
    }

    fn report_place_alone(&self, reader: &Reader<'_>) -> Diagnostic {
        let text = self.text;
        let message = say!("地区表里没有“{text}”" | "the gazetteer has no `{text}`");
        let finding = self.error("unknown-region", message, reader);
        let Text { zh, en } = show_example(self.gazetteer);
        finding.with_hint(say!(
            "街道、乡镇和村写在 locality 里；district 写它所在的区县：{zh}"
                | "streets, towns and villages go under `locality`; as `district` write the \
                   county or district that they lie in: {en}"
        ))
    }

    /// Says how a region and a place in it are written; `sure` tells that `check --fix` may do it.
    pub(super) fn suggest_split(
        &self,
        finding: Diagnostic,
        region: &str,
        rest: &str,
        sure: bool,
    ) -> Diagnostic {
        if self.place == Place::InList {
            return finding.with_hint(say!(
                "列表里只写“{region}”；“{rest}”请写在 locality 里"
                    | "write `{region}` alone in the list, and `{rest}` under `locality`"
            ));
        }
        if let Place::WithLocality(there) = self.place {
            let plain = |text: &str| text.split_whitespace().collect::<String>();
            if plain(there).contains(&plain(rest)) {
                return finding
                    .with_hint(say!(
                        "locality 里已经有“{rest}”，请写 district: {region}"
                            | "`{rest}` is in `locality` already: write `district: {region}`"
                    ))
                    .add_fix(self.span, region, sure)
                    .readers_see(seen(&format!("{region} {}", there.trim())));
            }
            if there.trim().is_empty() {
                return finding.with_hint(say!(
                    "请写 district: {region} 和 locality: {rest}"
                        | "write `district: {region}` and `locality: {rest}`"
                ));
            }
            return finding.with_hint(say!(
                "请写 district: {region}；“{rest}”请并到已写的 locality 里"
                    | "write `district: {region}`, and add `{rest}` to the `locality` that is there"
            ));
        }
        let finding = finding.with_hint(say!(
            "请分两行写 district: {region} 和 locality: {rest}"
                | "write two lines, `district: {region}` and `locality: {rest}`"
        ));
        if sure && rest.chars().all(char::is_alphanumeric) {
            let seen = seen(&format!("{region} {rest}"));
            finding.with_fix(self.span, format!("{region}\nlocality: {rest}")).readers_see(seen)
        } else {
            finding
        }
    }

    fn report_zone(&self, name: &str, within: &[RegionCode], reader: &Reader<'_>) -> Diagnostic {
        let message = say!(
            "“{name}”不是行政区划，不能作 district"
                | "`{name}` is no administrative division, so that it cannot be a `district`"
        );
        let finding = self.error("zone-as-district", message, reader);
        let Text { zh, en } = list_regions(within, self.gazetteer);
        match within {
            [] => finding.with_hint(say!(
                "请在 district 写它所在的区县，在 locality 写“{name}”；在自己的地区表里加上它，见文档里的 gazetteer: {{add: …}}"
                    | "write the county or district that it lies in as `district`, and \
                       `locality: {name}`; to have it as a region of your own, see \
                       `gazetteer: {{add: …}}` in the docs"
            )),
            [only] => self.suggest_split(finding, &self.region_name(only), name, false),
            _ => finding.with_hint(say!(
                "请在 district 写案例所在的区县：{zh}；在 locality 写“{name}”"
                    | "write the one of {en} that the case is in as `district`, and \
                       `locality: {name}`"
            )),
        }
    }

    fn not_there(
        &self,
        above: &RegionCode,
        below: &[String],
        rest: &str,
        reader: &Reader<'_>,
    ) -> Diagnostic {
        let name = self.region_name(above);
        let message =
            say!("“{name}”里没有“{rest}”这个地区" | "there is no region `{rest}` in `{name}`");
        let finding = self.error("unknown-region", message, reader);
        if below.is_empty() {
            return finding.with_hint(say!(
                "如果是“{name}”里的一个地方，请写 district: {name} 和 locality: {rest}"
                    | "when it is a place in `{name}`, write `district: {name}` and \
                       `locality: {rest}`"
            ));
        }
        let shown = below.get(..MOST).unwrap_or(below);
        let cut = shown.len() < below.len();
        let (more_zh, more_en) = if cut { (" 等", " and others") } else { ("", "") };
        let Text { zh, en } = join_names(shown);
        finding.with_hint(say!(
            "请改写其中的一个：{zh}{more_zh}" | "write one of those that are there: {en}{more_en}"
        ))
    }

    pub(super) fn region_name(&self, code: &RegionCode) -> String {
        self.gazetteer.full_name(code.as_str())
    }
}
