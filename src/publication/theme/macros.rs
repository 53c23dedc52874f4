//! Macros: a template `macros/NAME.html` makes what `{{ NAME(…) }}` in a text stands for.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hash as StdHash;

use include_dir::Dir;
use tera::{Context, Value};

use super::addresses::IN_TEXT;
use super::{BUILTIN, BUILTIN_PREFIX, RenderError, Theme, is_builtin};
use crate::foundation::diagnostic::{Text, join_names};
use crate::foundation::hash::{Hash, KeyHasher};
use crate::foundation::language::LanguageTag;
use crate::foundation::nearest::find_nearest;
use crate::foundation::path::SourcePath;
use crate::input::call::{Call, CallValue};
use crate::say;

/// Where the templates of macros are, among the templates.
const FOLDER: &str = "macros/";

/// Where those of the built-in theme are, among the built-in files.
const BUILTIN_FOLDER: &str = "folio/templates/macros";

/// What every macro sees besides its own values.
const GIVEN: [&str; 4] = ["args", "language", "embeds", "t"];

/// One macro.
#[derive(Debug)]
struct Macro {
    /// The words in its template: among them are the names of its values.
    words: BTreeSet<String>,
    /// What the comment at its head has in backticks: the names of its values.
    names: Vec<String>,
}

impl Macro {
    fn new(text: &str) -> Self {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let words = text.split(|c| !is_word(c)).filter(|word| !word.is_empty());
        let comment = text.trim_start().strip_prefix("{#").and_then(|rest| rest.split_once("#}"));
        let names = comment.map_or("", |(comment, _)| comment).split('`').skip(1).step_by(2);
        Self {
            words: words.map(str::to_owned).collect(),
            names: names.map(str::to_owned).collect(),
        }
    }

    /// Tells whether a call of it may give this value.
    fn takes(&self, key: &str) -> bool {
        let is_known = if self.names.is_empty() {
            self.words.contains(key)
        } else {
            self.names.iter().any(|name| name == key)
        };
        is_known && !GIVEN.contains(&key)
    }

    /// Says what a call of it may hold.
    fn hint(&self, name: &str) -> Text {
        if self.names.is_empty() {
            return say!(
                "它能写什么，见模板 macros/{name}.html"
                    | "its template, macros/{name}.html, says what it takes"
            );
        }
        let Text { zh, en } = join_names(&self.names);
        say!("“{name}”可以写：{zh}" | "`{name}` takes {en}")
    }
}

/// The macros of a theme.
#[derive(Debug, Default)]
pub(super) struct Macros {
    known: BTreeMap<String, Macro>,
    /// The hash of all that they are made from.
    hash: Hash,
}

impl Macros {
    /// Finds the macros among the templates of a theme, whose hash is `whole`.
    pub(super) fn find(templates: &BTreeMap<String, (SourcePath, String)>, whole: Hash) -> Self {
        let mut hasher = KeyHasher::default();
        let mut known = BTreeMap::new();
        let mut is_own = false;
        for (template, (file, text)) in templates {
            if let Some(name) = macro_of(template) {
                (name, text).hash(&mut hasher);
                is_own |= !is_builtin(file);
                known.insert(name.to_owned(), Macro::new(text));
            }
        }
        // What one of the publication uses besides: other templates, texts, static files.
        if is_own {
            whole.hash(&mut hasher);
        }
        Self { known, hash: hasher.digest() }
    }
}

/// Adds the macros of the built-in theme that `templates` has none of its own for: texts may call
/// them whatever the theme.
pub(super) fn add_builtin(templates: &mut BTreeMap<String, (SourcePath, String)>) {
    let folder = BUILTIN.get_dir(BUILTIN_FOLDER).map(Dir::files).into_iter().flatten();
    for file in folder {
        if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8())
            && let Some(name) = file.path().file_name().and_then(|name| name.to_str())
        {
            let path = SourcePath::new(&format!("{BUILTIN_PREFIX}{path}"));
            templates.entry(format!("{FOLDER}{name}")).or_insert_with(|| (path, text.to_owned()));
        }
    }
}

/// Returns the name of the macro that a template makes.
pub(super) fn macro_of(template: &str) -> Option<&str> {
    template.strip_prefix(FOLDER)?.strip_suffix(".html").filter(|name| !name.contains('/'))
}

impl CallValue {
    fn to_template_value(&self) -> Value {
        match self {
            Self::Text(text) => Value::from(text.as_str()),
            Self::Whole(number) => Value::from(*number),
            Self::Decimal(number) => Value::from(*number),
            Self::Flag(flag) => Value::from(*flag),
        }
    }
}

impl Theme {
    /// Returns the names of the macros, sorted.
    pub fn macro_names(&self) -> impl Iterator<Item = &str> {
        self.macros.known.keys().map(String::as_str)
    }

    /// Tells whether there is a macro of this name.
    #[must_use]
    pub fn has_macro(&self, name: &str) -> bool {
        self.macros.known.contains_key(name)
    }

    /// Returns the hash of all macros.
    #[must_use]
    pub fn macro_hash(&self) -> Hash {
        self.macros.hash
    }

    /// Returns the HTML that a macro makes of a call, in a text in `language`; frames may show
    /// pages of the hosts `embeds`.
    ///
    /// # Errors
    /// Returns why it makes nothing, such as a value that it does not know or one that it lacks,
    /// and what to write.
    ///
    /// # Panics
    /// Panics when there is no such macro.
    pub fn render_macro(
        &self,
        call: &Call<'_>,
        language: &LanguageTag,
        embeds: &[String],
    ) -> Result<String, [Text; 2]> {
        let name = call.name;
        let known = &self.macros.known[name];
        let words = &known.words;
        let refuse = |message| [message, known.hint(name)];
        let mut context = Context::new();
        context.insert_value("t", self.edition_texts.texts_for(language).value.clone());
        context.insert(IN_TEXT, &true);
        context.insert("language", language.as_str());
        context.insert("embeds", embeds);
        let values: Vec<Value> = call.values.iter().map(CallValue::to_template_value).collect();
        context.insert_value("args", values.into());
        if !call.values.is_empty() && !words.contains("args") {
            return Err(refuse(say!(
                "“{name}”的每一项都要写名称，例如 text=\"…\""
                    | "each value of `{name}` needs its name, as in text=\"…\""
            )));
        }
        for (key, value) in &call.named {
            if !known.takes(key) {
                return Err(refuse(unknown_argument(name, key, known)));
            }
            context.insert_value((*key).to_owned(), value.to_template_value());
        }
        let mut html = Vec::new();
        let template = format!("{FOLDER}{name}.html");
        match self.render_template(&template, language, &context, &mut html) {
            Ok(()) => Ok(String::from_utf8(html).expect("templates write text")),
            Err(error) => Err(refuse(self.explain_macro(name, &error))),
        }
    }

    fn explain_macro(&self, name: &str, error: &RenderError) -> Text {
        let RenderError { template, place, message, .. } = error;
        let missing = missing_variable(&message.en);
        if let Some(missing) = missing {
            let is_taken = self.macros.known[name].names.iter().any(|known| known == missing);
            if is_taken || self.macros.known[name].names.is_empty() {
                return say!("“{name}”还要写上 {missing}" | "`{name}` needs `{missing}` too");
            }
            return say!(
                "“{name}”的模板用到 {missing}，宏没有它：宏只能用调用时写的各项，和 args、language、embeds、t"
                    | "the template of `{name}` uses `{missing}`, which macros do not have: they \
                       see what a call says, and `args`, `language`, `embeds` and `t`"
            );
        }
        let file = self.file_of(template).map_or(template.as_str(), SourcePath::as_str);
        let line = place.map_or(0, |(line, _)| line);
        let Text { zh, en } = message;
        say!(
            "“{name}”没有排成（{file} 第 {line} 行）：{zh}"
                | "`{name}` made nothing (line {line} of {file}): {en}"
        )
    }
}

/// Returns the variable that a template lacked, by what the engine said.
fn missing_variable(message: &str) -> Option<&str> {
    let quoted = message.split_once('`')?.1.split_once('`')?.0;
    message.contains("not defined").then_some(quoted)
}

fn unknown_argument(name: &str, key: &str, known: &Macro) -> Text {
    let among = known
        .names
        .iter()
        .chain(known.names.is_empty().then_some(&known.words).into_iter().flatten());
    match find_nearest(key, among.map(String::as_str)) {
        Some(near) => say!(
            "“{name}”没有“{key}”这一项，是不是想写“{near}”？"
                | "`{name}` has no `{key}`; did you mean `{near}`?"
        ),
        None => say!("“{name}”没有“{key}”这一项" | "`{name}` has no `{key}`"),
    }
}
