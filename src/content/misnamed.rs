//! Texts that are meant as cases or pages and whose names say otherwise: `b.md.txt`, `b.markdown`,
//! `B.MD`.

use crate::foundation::diagnostic::Diagnostic;
use crate::foundation::path::SourcePath;
use crate::foundation::source;
use crate::input::front_matter;
use crate::say;

/// Endings that stand behind, or in the place of, `.md`.
const ENDINGS: [&str; 17] = [
    ".html",
    ".htm",
    ".markdown",
    ".md",
    ".mdown",
    ".mdx",
    ".mkd",
    ".mkdn",
    ".mdwn",
    ".mdtxt",
    ".mdtext",
    ".qmd",
    ".rmd",
    ".rst",
    ".text",
    ".txt",
    ".rtf",
];

/// Files that begin as front matter does and are something else.
const OTHERS: [&str; 3] = [".yaml", ".yml", ".toml"];

/// Says that the file at `path`, which is to be published as it is, is a text of the content under
/// a wrong name.
#[must_use]
pub fn check_misnamed(path: &SourcePath, bytes: &[u8]) -> Option<Diagnostic> {
    let name = path.file_name().to_ascii_lowercase();
    if !may_begin(bytes) || OTHERS.iter().any(|ending| name.ends_with(ending)) {
        return None;
    }
    let text = source::recode_text(bytes)?;
    if !front_matter::begins_front_matter(&text) {
        return None;
    }
    let right = right_name(path);
    let right = right.file_name();
    Some(
        Diagnostic::error(
            "misnamed-text",
            path,
            say!(
                "这是带信息区的文章，但文件名不是以 .md 结尾，没有读取，也没有发布"
                    | "this is a text with front matter, but its name does not end in .md: it is \
                       neither read nor published"
            ),
        )
        .with_hint(if name.trim_end().ends_with(".txt") {
            say!(
                "请把它改名为 {right}（Windows 要先在“查看”里勾选“文件扩展名”才看得到 .txt）；已经有 {right} 的，合并后删去一个"
                    | "rename it to `{right}` (Windows hides .txt unless it is told to show file \
                       name extensions); when there is a `{right}` already, merge the two"
            )
        } else {
            say!(
                "请把它改名为 {right}；已经有 {right} 的，合并后删去一个"
                    | "rename it to `{right}`; when there is a `{right}` already, merge the two"
            )
        }),
    )
}

/// Returns the path that the file should have: `b.md` for `b.md.txt`.
#[must_use]
pub fn right_name(path: &SourcePath) -> SourcePath {
    // A full-width stop, and one at the very end, are slips.
    let plain = path.as_str().replace(['．', '。'], ".");
    let mut stem = plain.trim_end_matches([' ', '.']);
    // Behind `.md` stands what another program added.
    if let Some((folder, name)) = stem.rsplit_once('/') {
        let lower = name.to_ascii_lowercase();
        let is_parted = |at: &usize| {
            lower[at + ".md".len()..].starts_with(|c: char| !c.is_ascii_alphanumeric())
        };
        let at = lower.match_indices(".md").map(|(at, _)| at).find(is_parted);
        if let Some(at) = at.filter(|at| *at > 0) {
            stem = &stem[..folder.len() + 1 + at];
        }
    }
    // `b.md .txt`, `b.markdown.txt`
    while let Some(rest) = ENDINGS.iter().find_map(|ending| {
        let at = stem.len().checked_sub(ending.len())?;
        let (rest, own) = (stem.get(..at)?, stem.get(at..)?);
        own.eq_ignore_ascii_case(ending).then_some(rest.trim_end())
    }) {
        if rest.is_empty() || rest.ends_with('/') {
            break;
        }
        stem = rest;
    }
    SourcePath::new(&format!("{stem}.md"))
}

/// Tells whether a file may begin with a line of dashes, of whatever keyboard and in whatever
/// encoding.
fn may_begin(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes).trim_ascii_start();
    let is_utf_16 = matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
    // UTF-8 and GB18030 begin `—` and `－` with other bytes.
    is_utf_16
        || [
            &b"--"[..],
            "—".as_bytes(),
            "－".as_bytes(),
            "―".as_bytes(),
            &[0xA1, 0xAA],
            &[0xA3, 0xAD],
        ]
        .iter()
        .any(|start| bytes.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASE: &[u8] = "---\ntitle: 门房\n---\n正文\n".as_bytes();

    #[test]
    fn a_text_under_another_ending_is_told_with_its_right_name() {
        for (name, right) in [
            ("b.md.txt", "b.md"),
            ("b.md .txt", "b.md"),
            ("c.markdown", "c.md"),
            ("d.txt", "d.md"),
            ("E.MD", "E.md"),
            ("f.Md", "f.md"),
            ("a.en.markdown", "a.en.md"),
            ("g.mdx", "g.md"),
            ("h.qmd", "h.md"),
            ("i.html", "i.md"),
            ("门房", "门房.md"),
            ("j.md.docx", "j.md"),
            ("k.md.", "k.md"),
            ("n.md(1)", "n.md"),
            ("o.md 副本", "o.md"),
            ("p.md_bak", "p.md"),
            ("q.md-conflict-20240305", "q.md"),
            ("r.mdx.txt", "r.md"),
            ("l。md", "l.md"),
            ("m.md．txt", "m.md"),
        ] {
            let path = SourcePath::new(&format!("content/cases/{name}"));
            assert!(check_misnamed(&path, CASE).is_some(), "{name}");
            assert_eq!(right_name(&path).file_name(), right);
        }
    }

    #[test]
    fn however_it_begins() {
        let path = SourcePath::new("content/cases/b.txt");
        let utf_16: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain(
                String::from_utf8(CASE.to_vec()).unwrap().encode_utf16().flat_map(u16::to_le_bytes),
            )
            .collect();
        for bytes in [
            "\u{feff}---\r\ntitle: a\r\n---\r\n".as_bytes(),
            "\n———\ntitle：a\n———\n".as_bytes(),
            "---\n# 待补\ndistrict: 上海市\n正文".as_bytes(),
            &utf_16,
        ] {
            assert!(check_misnamed(&path, bytes).is_some(), "{bytes:?}");
        }
    }

    #[test]
    fn other_files_are_left_alone() {
        for (name, text) in [
            ("a.yaml", "---\ntitle: a\n---\ntitle: b\n"),
            ("a.txt", "---\n分隔线\n---\n"),
            ("a.txt", "title: a\n"),
            ("a.txt", "-- 2024\n"),
            ("a.csv", "--,--\n"),
            ("a.html", "<!doctype html>"),
            ("a.txt", ""),
        ] {
            assert_eq!(
                check_misnamed(&SourcePath::new(name), text.as_bytes()),
                None,
                "{name} {text:?}"
            );
        }
    }
}
