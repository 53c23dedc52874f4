//! Fixes of texts, and of a publication in memory.

use proptest::prelude::*;

use super::*;
use crate::foundation::diagnostic::Span;
use crate::foundation::world::MemoryWorld;
use crate::say;

fn fix(start: usize, end: usize, replacement: &str) -> Fix {
    Fix {
        span: Span::new(start, end),
        replacement: replacement.to_owned(),
        safe: true,
        rewrites: false,
    }
}

fn applied(text: &str, fixes: &[Fix]) -> (String, Vec<usize>) {
    apply_fixes(text, &fixes.iter().collect::<Vec<_>>())
}

#[test]
fn fixes_are_applied_by_place_and_the_first_of_two_that_touch_wins() {
    assert_eq!(
        applied("甲：乙", &[fix(6, 9, "丁"), fix(3, 6, ": ")]),
        ("甲: 丁".into(), vec![1, 0])
    );
    assert_eq!(applied("abcd", &[fix(0, 2, "x"), fix(1, 3, "y")]), ("xcd".into(), vec![0]));
    assert_eq!(applied("ab", &[fix(1, 1, "-"), fix(1, 1, "+")]), ("a-b".into(), vec![0]));
    assert_eq!(applied("甲", &[fix(1, 3, "x"), fix(9, 9, "x")]), ("甲".into(), vec![]));
}

/// Finds `find` in every file that may hold it, and says to replace it with `replacement`.
fn finder<'t>(
    pairs: &'t [(&'t str, &'t str, bool)],
) -> impl Fn(&dyn World) -> Vec<Diagnostic> + 't {
    move |world| {
        let mut found = Vec::new();
        for entry in world.files() {
            let text = String::from_utf8(world.read(&entry.path).unwrap()).unwrap_or_default();
            // One mistake hides the next, as in YAML.
            let first =
                pairs.iter().find_map(|(find, to, safe)| Some((text.find(find)?, find, to, safe)));
            if let Some((at, find, to, safe)) = first {
                let span = Span::new(at, at + find.len());
                found.push(
                    Diagnostic::error("x", &entry.path, say!("错" | "wrong"))
                        .at_span(span)
                        .add_fix(span, *to, *safe),
                );
            }
        }
        found
    }
}

fn world(files: &[(&str, &[u8])]) -> MemoryWorld {
    let mut world = MemoryWorld::default();
    for (path, bytes) in files {
        world.write(path, *bytes);
    }
    world
}

fn texts(repair: &FixSession<'_>) -> Vec<(String, String)> {
    repair.changes().map(|change| (change.path.to_string(), change.after.clone())).collect()
}

#[test]
fn a_mistake_behind_another_is_mended_too() {
    let world = world(&[("content/a.md", "一二\n一三".as_bytes()), ("site.yaml", b"x")]);
    let repair = FixSession::fix_all(
        &world,
        finder(&[("一", "1", true), ("二", "2", true), ("三", "3", false)]),
    );
    assert_eq!(texts(&repair), [("content/a.md".into(), "12\n1三".into())]);
    let places: Vec<_> = repair
        .fixes_made()
        .iter()
        .map(|fixed| fixed.place.unwrap())
        .map(|place| (place.line, place.column))
        .collect();
    assert_eq!(places, [(1, 1), (2, 1), (1, 2)]);
}

#[test]
fn only_what_editors_write_is_fixed() {
    let one = "一".as_bytes();
    let files = [
        "content/cases/a.md",
        "content/data.csv",
        "data/regions.csv",
        "i18n/en.yaml",
        "site.yaml",
        "static/a.md",
        "templates/page.html",
        "themes/x/theme.yaml",
    ];
    let world = world(&files.map(|path| (path, one)));
    let repair = FixSession::fix_all(&world, finder(&[("一", "1", true)]));
    assert_eq!(
        texts(&repair).into_iter().map(|(path, _)| path).collect::<Vec<_>>(),
        ["content/cases/a.md", "i18n/en.yaml", "site.yaml"]
    );
    assert_eq!(
        repair.fixes_made()[0].finding.file.as_ref().map(SourcePath::as_str),
        Some("site.yaml")
    );
}

#[test]
fn a_mending_that_never_comes_to_rest_ends() {
    let world = world(&[("content/a.md", b"a")]);
    let repair = FixSession::fix_all(&world, finder(&[("a", "aa", true)]));
    assert_eq!(repair.fixes_made().len(), ROUNDS);
    assert!(repair.is_unfinished());
    assert!(!FixSession::fix_all(&world, finder(&[])).is_unfinished());
}

#[test]
fn a_byte_order_mark_goes_and_another_encoding_stays_unless_it_is_sure() {
    let (gb, _, _) = encoding_rs::GB18030.encode("一二");
    let world = world(&[
        ("content/a.md", "\u{feff}一".as_bytes()),
        ("content/b.md", &gb),
        ("content/c.png", "\u{feff}".as_bytes()),
    ]);
    let about_b = |world: &dyn World, recode: bool| {
        let path = SourcePath::new("content/b.md");
        let is_utf_8 = std::str::from_utf8(&world.read(&path).unwrap()).is_ok();
        let mut found = vec![
            Diagnostic::error("x", &path, say!("错" | "wrong")).with_fix(Span::new(0, 3), "1"),
        ];
        if recode {
            found.push(
                Diagnostic::warning("encoding", &path, say!("码" | "code"))
                    .with_fix(Span::new(0, 0), ""),
            );
        }
        if is_utf_8 { Vec::new() } else { found }
    };
    let repair = FixSession::fix_all(&world, |world| about_b(world, false));
    assert_eq!(texts(&repair), [("content/a.md".into(), "一".into())]);
    let repair = FixSession::fix_all(&world, |world| about_b(world, true));
    assert_eq!(
        texts(&repair),
        [("content/a.md".into(), "一".into()), ("content/b.md".into(), "1二".into())]
    );
    let b = repair.changes().nth(1).unwrap();
    assert_eq!(b.before, gb.as_ref());
}

proptest! {
    #[test]
    fn bytes_outside_the_mendings_never_change(
        text in "[a甲：\r\n]{0,30}",
        places in prop::collection::vec((0..40_usize, 0..6_usize, "[xy：]{0,3}"), 0..8),
    ) {
        let fixes: Vec<Fix> = places.iter().map(|(start, length, to)| fix(*start, start + length, to)).collect();
        let (fixed, applied) = applied(&text, &fixes);
        // Read back: every stretch between fixes is there, in order, and nothing else.
        let (mut old, mut new) = (0, 0);
        for number in applied {
            let range = fixes[number].span.byte_range();
            let kept = &text[old..range.start];
            prop_assert_eq!(&fixed[new..new + kept.len()], kept);
            new += kept.len();
            let replacement = &fixes[number].replacement;
            prop_assert_eq!(&fixed[new..new + replacement.len()], replacement);
            new += replacement.len();
            old = range.end;
        }
        prop_assert_eq!(&fixed[new..], &text[old..]);
    }
}
