//! Texts in a language that `site.yaml` declares no edition for: `a.en.md` beside `a.md`.
//!
//! Read as cases of their own they would lack half their keys. They are not read, and said to wait
//! for their edition.

use crate::foundation::diagnostic::Diagnostic;
use crate::foundation::language::LanguageTag;
use crate::foundation::path::SourcePath;
use crate::foundation::source;
use crate::foundation::world::World;
use crate::publication::config::{Config, Edition};
use crate::say;

/// The languages of ISO 639-1. What ends in something else, as `guide.go.md` does, is a name with a
/// dot.
const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de \
    dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz \
    ia id ie ig ii ik io is it \
    iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk \
    ml mn mr ms mt my na nb nd \
    ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk \
    sl sm sn so sq sr ss st su \
    sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// What people write for a language that has another code.
const ALIASES: &[(&str, &str)] = &[
    ("eng", "en"),
    ("chi", "zh"),
    ("zho", "zh"),
    ("cn", "zh"),
    ("jp", "ja"),
    ("jpn", "ja"),
    ("kor", "ko"),
    ("fra", "fr"),
    ("fre", "fr"),
    ("deu", "de"),
    ("ger", "de"),
    ("spa", "es"),
    ("rus", "ru"),
    ("english", "en"),
    ("英文", "en"),
    ("英语", "en"),
    ("英文版", "en"),
    ("日文", "ja"),
    ("日语", "ja"),
    ("日文版", "ja"),
    ("繁体", "zh-Hant"),
    ("繁體", "zh-Hant"),
    ("繁体版", "zh-Hant"),
    ("繁體版", "zh-Hant"),
];

/// The longest word for a language, in bytes.
const LONGEST: usize = 9;

/// Keys that every case has and no translation needs.
const OF_A_CASE: [&str; 2] = ["district", "date"];

/// Languages whose code is taken for one even before the first file is there.
const SURE: &[&str] = &["en", "zh", "ja", "ko", "fr", "de", "es", "ru"];

/// A text in a language without an edition.
pub(super) struct Undeclared {
    /// Its language.
    tag: LanguageTag,
    /// The file that it translates.
    base: SourcePath,
}

/// Returns the language of a file of the content, and the file that it translates; `None` for a
/// file that is read.
pub(super) fn find_undeclared(
    path: &SourcePath,
    world: &dyn World,
    config: &Config,
) -> Option<Undeclared> {
    let whole = path.as_str().strip_prefix("content/")?.strip_suffix(".md")?;
    if config.vocabulary.unread {
        return None;
    }
    let (stem, written) = match whole.rsplit_once('.') {
        Some((_, written)) if declares_language(config, written) => return None,
        Some((stem, written)) if read_language(written).is_some() => (stem, written),
        _ => {
            let found = find_loose(path, whole, world)?;
            return Some(Undeclared { tag: as_declared(found.tag, config), ..found });
        }
    };
    let tag = as_declared(read_language(written)?, config);
    let base = SourcePath::new(&format!("content/{stem}.md"));
    let primary = tag.as_str().split('-').next().unwrap_or_default();
    (SURE.contains(&primary) || world.has_file(&base)).then_some(Undeclared { tag, base })
}

/// Finds the language in a name that may as well be one of its own: `a_en`, `a-en`, `a（英文）`,
/// `en/a`. The first file must be there, and the text must lack what every case has.
fn find_loose(path: &SourcePath, whole: &str, world: &dyn World) -> Option<Undeclared> {
    let (folder, name) = whole.rsplit_once('/')?;
    if folder.split('/').next() != Some("cases") {
        return None;
    }
    let open = name.trim_end_matches(['）', ')']);
    let in_name = name.char_indices().filter(|(_, c)| "-_ （(".contains(*c)).find_map(|(at, c)| {
        let written = open.get(at + c.len_utf8()..)?;
        let stem = name[..at].trim_end_matches([' ', '-', '_']);
        Some((format!("{folder}/{stem}"), read_language(written.trim())?))
    });
    let in_folder = || {
        let (above, written) = folder.rsplit_once('/')?;
        Some((format!("{above}/{name}"), read_language(written)?))
    };
    let (stem, tag) = in_name.or_else(in_folder)?;
    let base = SourcePath::new(&format!("content/{stem}.md"));
    let lacks_keys = || {
        let text = source::recode_text(&world.read(path).ok()?)?;
        let mut keys = text.lines().skip(1).take_while(|line| line.trim_end() != "---");
        Some(!keys.any(|line| OF_A_CASE.iter().any(|key| line.starts_with(key))))
    };
    let primary = tag.as_str().split('-').next().unwrap_or_default();
    let is_translation =
        SURE.contains(&primary) && world.has_file(&base) && lacks_keys() == Some(true);
    is_translation.then_some(Undeclared { tag, base })
}

/// Returns a language as `site.yaml` writes it, which capitals make no other.
fn as_declared(tag: LanguageTag, config: &Config) -> LanguageTag {
    let known = config.editions.iter().map(|edition| &edition.tag).chain([&config.language]);
    let is_same = |known: &&LanguageTag| known.as_str().eq_ignore_ascii_case(tag.as_str());
    known.into_iter().find(is_same).cloned().unwrap_or(tag)
}

/// Tells whether there is an edition with files that end so.
fn declares_language(config: &Config, written: &str) -> bool {
    config.editions.iter().any(|edition| edition.from.is_none() && edition.tag.as_str() == written)
}

/// Reads the end of a name as a language: `en`, `EN`, `eng`, `zh-TW`.
fn read_language(written: &str) -> Option<LanguageTag> {
    let (primary, rest) = written.split_once(['-', '_']).unwrap_or((written, ""));
    // Nearly all parts of names are something else, and this is asked of each.
    if primary.starts_with(|c: char| c.is_ascii_digit()) || primary.len() > LONGEST {
        return None;
    }
    let primary = primary.to_ascii_lowercase();
    let alias = ALIASES.iter().find(|(alias, _)| *alias == primary);
    let primary = alias.map_or(primary.as_str(), |(_, code)| *code);
    let code = primary.split('-').next().unwrap_or_default();
    if code.len() != 2 || !LANGUAGES.split_whitespace().any(|known| known == code) {
        return None;
    }
    let dash = if rest.is_empty() { "" } else { "-" };
    LanguageTag::parse(&format!("{primary}{dash}{}", rest.replace('_', "-")))
}

/// Returns every such file, and what to say of it.
pub(super) fn all_undeclared(
    world: &dyn World,
    config: &Config,
) -> impl Iterator<Item = (SourcePath, Diagnostic)> {
    world.files().iter().filter_map(move |entry| {
        let found = find_undeclared(&entry.path, world, config)?;
        Some((
            entry.path.clone(),
            found.to_finding(&entry.path, world.has_file(&found.base), config),
        ))
    })
}

impl Undeclared {
    /// `is_first_there` tells whether there is a first file.
    fn to_finding(&self, file: &SourcePath, is_first_there: bool, config: &Config) -> Diagnostic {
        let Self { tag, base } = self;
        let stem = base.as_str().strip_suffix(".md").unwrap_or(base.as_str());
        let declared = config.editions.iter().find(|edition| edition.tag == *tag);
        // `zh` is enough to name `zh-Hans`.
        let rest = config.language.as_str().strip_prefix(tag.as_str());
        let is_first = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
        let message = if declared.is_none() && !is_first {
            say!(
                "这像是 {base} 的 {tag} 版译文，但 site.yaml 没有声明这个版本，没有页面可以显示它"
                    | "this looks like `{base}` in the language `{tag}`, but site.yaml declares no \
                       such edition, so that no page shows it"
            )
        } else {
            say!(
                "这像是 {base} 的 {tag} 版，但程序不会从这个文件名读它，没有页面可以显示它"
                    | "this looks like `{base}` in the language `{tag}`, but a file of this name \
                       is not read as that, so that no page shows it"
            )
        };
        let finding = Diagnostic::error("undeclared-edition", file, message);
        finding.with_hint(match declared {
            _ if is_first && is_first_there => say!(
                "{tag} 就是这份出版物的语言（site.yaml 的 language），文件名里不用写；{base} 已经有了：请比较两篇，合并后只留 {base}"
                    | "`{tag}` is the language of the publication (`language` in site.yaml), which \
                       names of files leave out; {base} is there already: compare the two and keep \
                       {base} alone"
            ),
            _ if is_first => say!(
                "{tag} 就是这份出版物的语言（site.yaml 的 language），文件名里不用写：请改名为 {base}"
                    | "`{tag}` is the language of the publication (`language` in site.yaml), which \
                       names of files leave out: rename it to `{base}`"
            ),
            Some(Edition { from: Some(from), .. }) => say!(
                "这个版本由 {from} 自动转换，不读自己的文件；要用自己的译文，就在 site.yaml 里删去它的 from"
                    | "this edition is converted from `{from}` and reads no files of its own; \
                       delete its `from` in site.yaml to write them yourself"
            ),
            Some(_) => say!(
                "请改名为 {stem}.{tag}.md，与 site.yaml 的 editions 里写的一致"
                    | "rename it to `{stem}.{tag}.md`, as `editions` in site.yaml writes it"
            ),
            None if file.as_str() != format!("{stem}.{tag}.md") => say!(
                "要发布它，就在 site.yaml 里加上一行 editions: {{{tag}: {{}}}}（已有 editions \
                 就在里面加上 {tag}: {{}}），并改名为 {stem}.{tag}.md"
                    | "to publish it, add the line `editions: {{{tag}: {{}}}}` to site.yaml (or \
                       `{tag}: {{}}` to the editions there) and rename it to `{stem}.{tag}.md`"
            ),
            None => say!(
                "要发布它，就在 site.yaml 里加上一行 editions: {{{tag}: {{}}}}（已有 editions \
                 就在里面加上 {tag}: {{}}）；不是译文就改个名，去掉 .{tag}"
                    | "to publish it, add the line `editions: {{{tag}: {{}}}}` to site.yaml (or \
                       `{tag}: {{}}` to the editions there); if it is no translation, rename \
                       it without .{tag}"
            ),
        })
    }
}
