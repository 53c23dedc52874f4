//! The shapes: inputs that repeat one thing, of any size.

mod bodies;
mod front;
mod sites;

use casebook::pipeline::BuildCache;

use self::bodies::{BODIES, FENCES, OPENERS};
use self::front::{FRONTS, SETTINGS};
use super::publication::{self, FRONT, Files, SITE};

/// What is done with an input.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// Checking and reporting.
    Check,
    /// Fixing what can be fixed.
    Fix,
    /// Building the whole site.
    Build,
    /// Searching it.
    Search,
}

impl Action {
    pub(crate) const ALL: [Self; 4] = [Self::Check, Self::Fix, Self::Build, Self::Search];

    /// What the names of its shapes begin with.
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            Self::Check => "check-",
            Self::Fix => "fix-",
            Self::Build => "build-",
            Self::Search => "search-",
        }
    }

    pub(crate) fn run(self, world: &Files, cache: &mut BuildCache) {
        match self {
            Self::Check => publication::check(world, cache),
            Self::Fix => publication::fix(world, cache),
            Self::Build => publication::build(world, cache),
            Self::Search => publication::search(world, cache),
        }
    }
}

/// Files: paths and texts.
pub(crate) type Texts = Vec<(String, String)>;

/// An input of any size.
pub(crate) struct Shape {
    pub(crate) name: String,
    pub(crate) action: Action,
    /// How large the smaller is.
    pub(crate) size: usize,
    pub(crate) make: Box<dyn Fn(usize) -> Texts>,
}

impl Shape {
    pub(crate) fn new(
        name: &str,
        action: Action,
        size: usize,
        make: impl Fn(usize) -> Texts + 'static,
    ) -> Self {
        Self { name: name.to_owned(), action, size, make: Box::new(make) }
    }
}

/// A publication with one small case.
pub(crate) fn empty() -> Texts {
    case("正文。")
}

/// One case with a body.
fn case(body: &str) -> Texts {
    vec![("content/cases/a.md".to_owned(), format!("{FRONT}---\n\n{body}\n"))]
}

/// One case with more front matter.
fn front(more: &str) -> Texts {
    vec![("content/cases/a.md".to_owned(), format!("{FRONT}{more}---\n\n正文。\n"))]
}

/// A body that is `piece` over and over, of so many bytes. `{}` in it is the number of the piece.
fn pieces(piece: &str, bytes: usize) -> String {
    let mut body = String::with_capacity(bytes + piece.len());
    let mut number = 0;
    while body.len() < bytes {
        body.push_str(&piece.replace("№", &number.to_string()));
        number += 1;
    }
    body
}

/// Bodies whose fixes are tried. Both sizes are fixed in one round: how many rounds there are grows
/// with what one look does not list, up to a bound.
const FIXED: [&str; 6] = [
    "fullwidth-link",
    "list-marker-paragraphs",
    "list-numbers",
    "heading-space",
    "emphasis-fullwidth",
    "invisible",
];

/// How many mixtures of marks are tried.
const MIXTURES: u64 = 12;

/// How large a body is, and what is dearer, in bytes.
const BODY: usize = 2048;
const SMALL: usize = 1024;

pub(crate) fn all() -> Vec<Shape> {
    let check = |name: &str, size, make: Box<dyn Fn(usize) -> Texts>| {
        Shape::new(&format!("check-{name}"), Action::Check, size, make)
    };
    let mut all = Vec::new();
    for (name, piece) in BODIES {
        all.push(check(name, BODY, Box::new(move |size| case(&pieces(piece, size)))));
    }
    for (number, (language, piece)) in FENCES.iter().enumerate() {
        let make = move |size| case(&format!("```{language}\n{}\n```\n", pieces(piece, size)));
        all.push(check(&format!("fence-{language}-{number}"), SMALL, Box::new(make)));
    }
    for (name, open, piece) in FRONTS {
        let make = move |size| front(&format!("{open}{}\n", pieces(piece, size)));
        all.push(check(&format!("front-{name}"), SMALL, Box::new(make)));
    }
    for (name, open, piece) in SETTINGS {
        let make = move |size| {
            let settings = format!("{SITE}{open}{}\n", pieces(piece, size));
            let mut files = empty();
            files.push(("site.yaml".to_owned(), settings));
            files
        };
        all.push(check(name, SMALL, Box::new(make)));
    }
    for (name, piece) in BODIES.iter().filter(|(name, _)| FIXED.contains(name)) {
        let make = move |size| case(&pieces(piece, size));
        all.push(Shape::new(&format!("fix-{name}"), Action::Fix, SMALL, make));
    }
    all.extend(nested());
    all.extend(mixtures());
    all.extend(sites::texts());
    all.extend(sites::sites());
    all.extend(sites::collections());
    all.extend(sites::crowds());
    all.extend(sites::gazetteers());
    all.extend(sites::others());
    all
}

/// Bodies that hold one thing in another.
fn nested() -> Vec<Shape> {
    let both = |open: &'static str, close: &'static str| {
        move |size: usize| case(&format!("{}a{}", open.repeat(size), close.repeat(size)))
    };
    let shape = |name: &str, size, make: Box<dyn Fn(usize) -> Texts>| {
        Shape::new(&format!("check-nested-{name}"), Action::Check, size, make)
    };
    vec![
        shape("links", 800, Box::new(both("[", "](b)"))),
        shape("images", 800, Box::new(both("![", "](b)"))),
        shape("emphasis", 400, Box::new(both("*a **b ", "c** d*"))),
        shape("elements", 800, Box::new(both("<b>", "</b>"))),
        shape("quotes", 60, Box::new(|size| case(&format!("{} a\n", ">".repeat(50)).repeat(size)))),
        shape(
            "lists",
            2048,
            Box::new(|size| grown(size, |at| format!("{}- a\n", "  ".repeat(at)))),
        ),
        shape("lists-in-a-line", 2000, Box::new(|size| case(&"- ".repeat(size)))),
        shape("code", 4096, Box::new(|size| grown(size, |at| format!("{}a", "`".repeat(at))))),
        shape(
            "attributes",
            400,
            Box::new(|size| case(&format!("<b {}>甲</b>", pieces("a№=b ", 7 * size)))),
        ),
        shape(
            "cells",
            400,
            Box::new(|size| {
                case(&format!(
                    "{}\n{}\n{}\n",
                    "|a".repeat(size),
                    "|-".repeat(size),
                    "|1".repeat(size)
                ))
            }),
        ),
        shape(
            "rows",
            400,
            Box::new(|size| case(&format!("|a|b|\n|-|-|\n{}", "|1|2|\n".repeat(size)))),
        ),
    ]
}

/// Returns a case of so many bytes whose pieces grow.
fn grown(size: usize, piece: fn(usize) -> String) -> Texts {
    let mut body = String::new();
    for at in (1..).take_while(|at| at * at < 4 * size) {
        if body.len() < size {
            body.push_str(&piece(at));
        }
    }
    case(&body)
}

/// Mixtures of marks, the same in each run: `CASEBOOK_SEED` tries others.
fn mixtures() -> Vec<Shape> {
    let seed = std::env::var("CASEBOOK_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(7);
    let mixture = |number: u64| {
        let mut state = (seed + number).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let mut chance = |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state % below as u64).unwrap_or_default()
        };
        let length = 2 + chance(4);
        let piece: String = (0..length).map(|_| OPENERS[chance(OPENERS.len())]).collect();
        let name = format!("check-mixture-{}-{}", seed + number, piece.escape_debug());
        Shape::new(&name, Action::Check, BODY, move |size| case(&pieces(&piece, size)))
    };
    (0..MIXTURES).map(mixture).collect()
}
