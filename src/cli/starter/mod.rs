//! The files that an editor starts from, in Chinese and in English.

use crate::foundation::diagnostic::Speech;

/// Files with `{title}`, and of a case `{district}`, for what is known already.
pub(super) struct Templates {
    pub(super) case: &'static str,
    pub(super) model: &'static str,
    pub(super) page: &'static str,
}

/// Returns the files of the small publication, each with its path.
pub(super) fn starter_publication(speech: Speech) -> [(&'static str, &'static str); 5] {
    let [site, index, about, example] = match speech {
        Speech::Chinese => [
            include_str!("zh/site.yaml"),
            include_str!("zh/index.md"),
            include_str!("zh/about.md"),
            include_str!("zh/example.md"),
        ],
        Speech::English => [
            include_str!("en/site.yaml"),
            include_str!("en/index.md"),
            include_str!("en/about.md"),
            include_str!("en/example.md"),
        ],
    };
    [
        ("site.yaml", site),
        (".gitignore", "/public/\n"),
        ("content/index.md", index),
        ("content/about.md", about),
        ("content/cases/example.md", example),
    ]
}

/// Returns what `casebook new` begins with.
pub(super) fn starter_templates(speech: Speech) -> Templates {
    match speech {
        Speech::Chinese => Templates {
            case: include_str!("zh/case.md"),
            model: include_str!("zh/model.md"),
            page: include_str!("zh/page.md"),
        },
        Speech::English => Templates {
            case: include_str!("en/case.md"),
            model: include_str!("en/model.md"),
            page: include_str!("en/page.md"),
        },
    }
}
