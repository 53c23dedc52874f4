//! Macros of the publication and of its theme, as texts call them.

use crate::content::case::Context;
use crate::foundation::language::LanguageTag;
use crate::foundation::nearest::find_nearest;
use crate::input::call::{call_name, parse_call};
use crate::markdown::{Expansion, Macros, OWN_CALLS, Refusal, WrongCall};
use crate::publication::theme::Theme;
use crate::say;

/// What texts of a language can call besides figures.
#[derive(Clone, Copy)]
pub(super) struct ThemeMacros<'a> {
    theme: Option<&'a Theme>,
    embeds: &'a [String],
    language: &'a LanguageTag,
}

impl<'a> ThemeMacros<'a> {
    pub(super) fn new(context: &Context<'a>, language: &'a LanguageTag) -> Self {
        Self { theme: context.theme, embeds: &context.config.embeds, language }
    }

    /// Tells a slip in a call from what was written for another generator.
    pub(super) fn refuse_call(self, call: &str) -> Refusal {
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        let name = call.split(|c| !is_name(c)).next().unwrap_or_default();
        if self.theme.is_some_and(|theme| theme.has_macro(name)) {
            return Refusal::Wrong(say!(
                "“{name}”后面要有括号，例如 {name}(text=\"…\")"
                    | "`{name}` needs parentheses, as in {name}(text=\"…\")"
            ));
        }
        let macros = self.theme.iter().flat_map(|theme| theme.macro_names());
        match find_nearest(name, OWN_CALLS.into_iter().chain(macros)) {
            Some(near) => Refusal::Wrong(say!(
                "不认识“{call}”，是不是想写“{near}(…)”？正文里可以写 metric(数据的 id)、as_is(不算数据的数字)，也可以用主题的宏"
                    | "`{call}` is not known; did you mean `{near}(…)`? The text may call \
                       metric(id of a metric), as_is(a figure that is no metric), and macros of \
                       the theme"
            )),
            None => Refusal::Unknown,
        }
    }
}

impl Macros for ThemeMacros<'_> {
    fn expand(&self, call: &str) -> Result<Expansion, Refusal> {
        Err(self.refuse_call(call))
    }

    fn is_macro(&self, call: &str) -> bool {
        let name = call_name(call);
        self.theme.zip(name).is_some_and(|(theme, name)| theme.has_macro(name))
    }

    fn run_macro(&self, call: &str) -> Result<String, WrongCall> {
        let theme = self.theme.expect("there is a macro");
        let call = parse_call(call).map_err(|message| WrongCall {
            message,
            hint: say!(
                "照这样写：名称(项目=\"内容\", 项目=\"内容\")"
                    | "write it as name(key=\"text\", key=\"text\")"
            ),
        })?;
        let made = theme.render_macro(&call, self.language, self.embeds);
        made.map_err(|[message, hint]| WrongCall { message, hint })
    }
}

/// What a page without figures can call.
pub(super) struct PageMacros<'a>(pub(super) ThemeMacros<'a>);

impl Macros for PageMacros<'_> {
    fn expand(&self, call: &str) -> Result<Expansion, Refusal> {
        if call_argument("as_is", call).is_some() || call_argument("metric", call).is_some() {
            return Err(Refusal::Wrong(say!(
                "数据都在案例里，这一页没有：请直接写数字"
                    | "figures belong to cases, and this page has none: write the number itself"
            )));
        }
        self.0.expand(call)
    }

    fn is_macro(&self, call: &str) -> bool {
        self.0.is_macro(call)
    }

    fn run_macro(&self, call: &str) -> Result<String, WrongCall> {
        self.0.run_macro(call)
    }
}

/// Returns what stands between the parentheses of a call of `name`.
pub(super) fn call_argument<'a>(name: &str, call: &'a str) -> Option<&'a str> {
    Some(call.strip_prefix(name)?.trim_start().strip_prefix('(')?.strip_suffix(')')?.trim())
}
