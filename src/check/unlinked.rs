//! Marks that were meant as links and pictures: what they lead to is known here, and so is how to
//! write them.

mod bare_address;

use rustc_hash::FxHashMap;

use self::bare_address::report_bare_address;
use super::written_address::write_address;
use super::{Rule, Scope};
use crate::foundation::diagnostic::{Diagnostic, Sink};
use crate::foundation::path::SourcePath;
use crate::markdown::{Body, Unlinked, UnlinkedKind};
use crate::say;

pub(super) const RULE: Rule = Rule { code: "unlinked", run: check_unlinked };

fn check_unlinked(code: &'static str, scope: &Scope<'_>, sink: &mut Sink) {
    let mut names: Option<Names<'_>> = None;
    for (file, body) in scope.bodies() {
        for mark in &body.unlinked {
            let names = names.get_or_insert_with(|| Names::new(scope));
            sink.push(match mark.kind {
                UnlinkedKind::Wiki | UnlinkedKind::Embed => {
                    report_wiki_link(code, file, mark, names, scope)
                }
                UnlinkedKind::Spaced | UnlinkedKind::Unbalanced => {
                    report_bare_address(code, file, mark, scope)
                }
                UnlinkedKind::Broken => report_broken_link(code, file, mark),
                UnlinkedKind::Sized => report_image_size(code, file, mark),
            });
        }
    }
}

/// How many files of one name are looked through for the one beside a text.
const MOST_ALIKE: usize = 100;

/// Files by the names that note-taking programs call them by.
struct Names<'a> {
    /// By the name of the file, with and without its ending, and by title.
    files: FxHashMap<&'a str, Vec<&'a SourcePath>>,
    titles: FxHashMap<&'a SourcePath, &'a str>,
    bodies: FxHashMap<&'a SourcePath, &'a Body>,
}

impl<'a> Names<'a> {
    fn new(scope: &'a Scope<'_>) -> Self {
        let cases = scope.catalog.cases.iter().map(|case| (&case.base, case.card.title.as_str()));
        let pages = scope.catalog.pages.iter().map(|page| (&page.base, page.title.as_str()));
        let titles: FxHashMap<&SourcePath, &str> = cases.chain(pages).collect();
        let mut files: FxHashMap<&str, Vec<&SourcePath>> = FxHashMap::default();
        for file in scope.links.files() {
            let name = file.file_name();
            let stem = name.strip_suffix(".md").unwrap_or(name);
            files.entry(name).or_default().push(file);
            for other in [Some(stem), titles.get(file).copied()].into_iter().flatten() {
                let entry = files.entry(other).or_default();
                // All names of a file come one after the other.
                if entry.last() != Some(&file) {
                    entry.push(file);
                }
            }
        }
        Self { files, titles, bodies: scope.bodies().collect() }
    }

    /// Tells whether a text has a heading, as readers see it or as its id. What stands in another
    /// edition may have any.
    fn has_heading(&self, file: &SourcePath, heading: &str) -> bool {
        let heading = heading.trim();
        let wanted = heading.replace(' ', "-");
        self.bodies.get(file).is_none_or(|body| {
            body.headings.iter().any(|known| known.id == wanted || known.text.trim() == heading)
        })
    }

    /// Returns the one file that `name`, which stands in `from`, can mean.
    fn find_file(&self, name: &str, from: &SourcePath) -> Option<&'a SourcePath> {
        let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let all = self.files.get(name).or_else(|| self.files.get(last))?;
        if let [file] = all.as_slice() {
            return Some(file);
        }
        // What so many are called names none of them.
        if all.len() > MOST_ALIKE {
            return None;
        }
        let folder = from.resolve_target(".")?;
        let mut beside =
            all.iter().filter(|file| file.resolve_target(".").as_ref() == Some(&folder));
        match (beside.next(), beside.next()) {
            (Some(file), None) => Some(file),
            _ => None,
        }
    }
}

fn report_wiki_link(
    code: &'static str,
    file: &SourcePath,
    mark: &Unlinked,
    names: &Names<'_>,
    scope: &Scope<'_>,
) -> Diagnostic {
    let (target, heading) = mark.target.split_once('#').unwrap_or((&mark.target, ""));
    let is_embed = mark.kind == UnlinkedKind::Embed;
    let message = if is_embed {
        say!("`![[…]]` 没有成为图片" | "`![[…]]` makes no picture")
    } else {
        say!("`[[…]]` 没有成为链接" | "`[[…]]` makes no link")
    };
    let finding = Diagnostic::warning(code, file, message).at_span(mark.span);
    if target.trim().is_empty() && !heading.is_empty() && !is_embed {
        let written = format!("[{heading}](#{})", heading.replace(' ', "-"));
        return finding.with_hint(say!("请写 `{written}`" | "write `{written}`"));
    }
    // `[[#heading]]` leads to a place on the same page.
    let found = if target.trim().is_empty() { None } else { names.find_file(target.trim(), file) };
    let stem = target.trim().trim_end_matches(".md");
    let beside = file.resolve_target(&format!("{stem}.md"));
    let beside = beside.and_then(|beside| scope.drafts.draft_of(&beside));
    let named = || scope.drafts.draft_named(stem.rsplit(['/', '\\']).next()?);
    if let (None, Some(draft)) = (found, beside.or_else(named)) {
        return finding.with_hint(say!(
            "{draft} 是草稿，还没有发布：发布以后再写链接，或先只留文字"
                | "`{draft}` is a draft that is not published yet: link to it once it is, or \
                   leave the text alone"
        ));
    }
    match found {
        Some(found) if !heading.is_empty() && !names.has_heading(found, heading) => finding
            .with_hint(say!(
                "{found} 里没有标题“{heading}”；链接到整页，请写 `[文字]({})`"
                    | "{found} has no heading `{heading}`; to link to the page write `[text]({})`",
                write_address(file, found, "")
            )),
        Some(found) => propose_link(finding, mark, (target, heading), (file, found), names),
        None if is_embed => finding.with_hint(say!(
            "图片请写 `![图里有什么](文件名)`；没有找到叫“{target}”的文件"
                | "write `![what it shows](file)` for a picture; no one file is called `{target}`"
        )),
        None => finding.with_hint(say!(
            "链接请写 `[文字](文件名.md)`；没有找到叫“{target}”的文件"
                | "write `[text](file.md)` for a link; no one file is called `{target}`"
        )),
    }
}

/// Says how the link or picture is written that leads from `file` to what was `found`, and fixes
/// it.
fn propose_link(
    finding: Diagnostic,
    mark: &Unlinked,
    (target, heading): (&str, &str),
    (file, found): (&SourcePath, &SourcePath),
    names: &Names<'_>,
) -> Diagnostic {
    let is_embed = mark.kind == UnlinkedKind::Embed;
    let title = names.titles.get(found).copied();
    let stem = target.rsplit_once('.').map_or(target, |(stem, _)| stem);
    // Behind the bar of a picture stands its size.
    let is_size = mark.label.bytes().all(|b| b.is_ascii_digit() || b == b'x');
    let label = match mark.label.as_str() {
        label if label.is_empty() || is_embed && is_size => title.unwrap_or(stem),
        label => label,
    };
    let fragment = match heading {
        "" => String::new(),
        heading => format!("#{}", heading.replace(' ', "-")),
    };
    let address = write_address(file, found, &fragment);
    let is_picture = is_embed && is_picture(found);
    let written = format!("{}[{label}]({address})", if is_picture { "!" } else { "" });
    // What a heading is called is a guess, and so is a page in the place of a part of another.
    let is_safe = heading.is_empty() && is_embed == is_picture;
    let seen = if is_picture {
        say!("改后读者看到的是图片" | "once fixed, readers see the picture")
    } else {
        say!("改后读者看到的是链接“{label}”" | "once fixed, readers see the link `{label}`")
    };
    finding
        .with_hint(say!("请写 `{written}`" | "write `{written}`"))
        .add_fix(mark.span, written, is_safe)
        .readers_see(seen)
}

/// Tells whether a file is a picture by its name. What else was to be embedded becomes a link.
fn is_picture(file: &SourcePath) -> bool {
    const ENDINGS: [&str; 13] = [
        "apng", "avif", "bmp", "gif", "heic", "ico", "jfif", "jpeg", "jpg", "png", "svg", "tif",
        "webp",
    ];
    let ending = file.file_name().rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&&*ending))
}

fn report_broken_link(code: &'static str, file: &SourcePath, mark: &Unlinked) -> Diagnostic {
    let (target, label) = (&mark.target, &mark.label);
    let finding = Diagnostic::warning(
        code,
        file,
        say!(
            "方括号、圆括号少了或写错了，没有成为链接或图片"
                | "with brackets missing or in the wrong place this makes no link and no picture"
        ),
    )
    .at_span(mark.span);
    if label.is_empty() {
        return finding.with_hint(say!(
            "请写成 `[文字]({target})`：文字在半角方括号里，地址在半角圆括号里，两对括号紧挨着"
                | "write `[text]({target})`: the text in brackets, the address in \
                   parentheses right behind"
        ));
    }
    let written = format!("[{label}]({target})");
    finding.with_hint(say!("请写 `{written}`" | "write `{written}`")).with_guess(mark.span, written)
}

fn report_image_size(code: &'static str, file: &SourcePath, mark: &Unlinked) -> Diagnostic {
    let target = &mark.target;
    Diagnostic::warning(
        code,
        file,
        say!("地址后面的尺寸使图片没有显示" | "the size behind the address makes this no picture"),
    )
    .at_span(mark.span)
    .with_hint(say!(
        "请删去尺寸，只写 `({target})`：图片的大小由主题决定"
            | "delete the size and write `({target})`: the theme settles how large pictures are"
    ))
    .with_fix(mark.span, "")
    .readers_see(say!("改后读者看到的是图片" | "once fixed, readers see the picture"))
}
