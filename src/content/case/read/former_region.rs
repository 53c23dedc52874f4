//! Says what a region of former days is today.

use super::region::{Named, seen};
use super::region_example::show_example;
use super::region_list::what_became;
use crate::foundation::diagnostic::{Diagnostic, Span, Text, join_names};
use crate::input::fields::Reader;
use crate::publication::gazetteer::{FormerName, FormerWriting, Gazetteer, RegionCode};
use crate::say;
use crate::text::date::Date;

/// Asks whether a region of today is meant where another had the name alone when a case was
/// published: 清河区 was in 淮安 until 2016, and is in 铁岭 today.
pub(super) fn ask_where_it_was(
    text: &str,
    span: Span,
    (code, date): (&RegionCode, Date),
    gazetteer: &Gazetteer,
    reader: &mut Reader<'_>,
) {
    for (year, became) in gazetteer.former_namesakes(text, code, date.year()) {
        let now = gazetteer.full_name(code.as_str());
        let names: Vec<String> =
            became.iter().map(|code| gazetteer.full_name(code.as_str())).collect();
        let first = names.first().map_or("", String::as_str);
        let Text { zh, en } = join_names(&names);
        let message = say!(
            "“{text}”现在只指“{now}”；{year} 年以前，今“{zh}”也有一个“{text}”，案例早于那一年"
                | "`{text}` is `{now}` today; until {year}, when it became {en}, there was another \
                   one, and the case is older"
        );
        let finding = Diagnostic::warning("former-namesake", reader.file, message).at_span(span);
        reader.sink.push(finding.with_hint(say!(
            "如果是“{now}”，请写全称；如果是原来的那一个，请写 district: {first}"
                | "write the names from the top down when `{now}` is meant, or \
                   `district: {first}` when it is the former one"
        )));
    }
}

impl Named<'_> {
    pub(super) fn report_former(
        &self,
        names: &[FormerName],
        rest: &str,
        reader: &Reader<'_>,
    ) -> Diagnostic {
        if names.iter().any(|name| name.written == FormerWriting::ShortenedAlone) {
            return self.ask_for_former(names, rest, reader);
        }
        let text = self.text;
        let message = say!(
            "“{text}”是旧的地区名或代码，现在没有了"
                | "`{text}` is a name or code of former days, which no region has today"
        );
        let mut finding = self.error("former-region", message, reader);
        for name in names {
            finding = finding.with_hint(what_became(name, self.text, self.gazetteer));
        }
        let choices: Vec<&RegionCode> = names.iter().flat_map(|name| &name.now).collect();
        let [only] = choices.as_slice() else {
            return finding.with_hint(say!(
                "请选案例所在的一处写进 district；旧名可以留在 locality 里"
                    | "write the one that the case is in as `district`; the former name can be \
                       kept in `locality`"
            ));
        };
        let today = self.region_name(only);
        let is_verified = names.iter().all(|name| name.is_verified);
        // A shortened name is how other places are called too.
        let sure = is_verified && names.iter().all(|name| name.written == FormerWriting::InFull);
        if rest.is_empty() {
            let hint = if is_verified {
                say!(
                    "请写 district: {today}；旧名可以留在 locality 里"
                        | "write `district: {today}`; the former name can be kept in `locality`"
                )
            } else {
                say!(
                    "核对无误后，请写 district: {today}；旧名可以留在 locality 里。--fix 不替您改"
                        | "once that is sure, write `district: {today}`, which `--fix` leaves to \
                           you; the former name can be kept in `locality`"
                )
            };
            return finding
                .with_hint(hint)
                .add_fix(self.span, &today, sure)
                .readers_see(seen(&today));
        }
        self.suggest_split(finding, &today, rest, sure)
    }

    /// Asks about a name that may be a former one without its ending, or any other: 北站.
    fn ask_for_former(&self, names: &[FormerName], rest: &str, reader: &Reader<'_>) -> Diagnostic {
        let text = self.text;
        let message = say!("地区表里没有“{text}”" | "the gazetteer has no `{text}`");
        let mut finding = self.error("unknown-region", message, reader);
        for former in names {
            let name = &former.name;
            let Text { zh, en } = what_became(former, self.text, self.gazetteer);
            finding = finding.with_hint(say!(
                "是不是从前的“{name}”？{zh}" | "do you mean `{name}` of former days? {en}"
            ));
        }
        let Text { zh, en } = show_example(self.gazetteer);
        let (place_zh, place_en) = if rest.is_empty() {
            (String::new(), String::new())
        } else {
            (format!("；“{rest}”写在 locality 里"), format!("; `{rest}` goes under `locality`"))
        };
        finding.with_hint(say!("{zh}{place_zh}" | "{en}{place_en}"))
    }
}
