//! What a value that templates see is made of.

/// What stands under a name.
#[derive(Debug)]
pub enum Kind {
    /// Text, escaped where it is shown.
    Text,
    /// One of these words, for templates to tell apart.
    Word(&'static [&'static str]),
    /// HTML, shown as it is.
    Html,
    Number,
    Flag,
    /// Whatever the author wrote.
    Free,
    List(&'static Self),
    Map(&'static Shape),
    /// It, or `none`.
    Maybe(&'static Self),
    /// It, or nothing at all under that name: to be asked for with `is defined`.
    Sometimes(&'static Self),
}

/// A map with known keys.
#[derive(Debug)]
pub struct Shape {
    /// What it is called, the same wherever it stands.
    pub name: &'static str,
    pub fields: &'static [Field],
}

/// A key of a map, or a variable of a template.
#[derive(Debug)]
pub struct Field {
    pub name: &'static str,
    pub kind: Kind,
    /// What it means, in Chinese.
    pub zh: &'static str,
    /// The same in English.
    pub en: &'static str,
}

impl Kind {
    /// Returns the kind itself, whether or not it may be lacking.
    #[must_use]
    pub fn present(&self) -> &Self {
        match self {
            Self::Maybe(kind) | Self::Sometimes(kind) => kind.present(),
            kind => kind,
        }
    }

    /// Returns the map that stands here or in a list here.
    #[must_use]
    pub fn shape(&self) -> Option<&'static Shape> {
        match self.present() {
            Self::Map(shape) => Some(shape),
            Self::List(kind) => kind.shape(),
            _ => None,
        }
    }

    /// Returns how the kind is written in lists of variables, in the words of the tests that
    /// templates have: `string`, `array of figure`, `map or none`.
    #[must_use]
    pub fn written(&self) -> String {
        match self {
            Self::Text | Self::Word(_) => "string".to_owned(),
            Self::Html => "html".to_owned(),
            Self::Number => "number".to_owned(),
            Self::Flag => "bool".to_owned(),
            Self::Free => "any".to_owned(),
            Self::List(kind) => format!("array of {}", kind.written()),
            Self::Map(shape) => shape.name.to_owned(),
            Self::Maybe(kind) => format!("{} or none", kind.written()),
            Self::Sometimes(kind) => format!("{} or undefined", kind.written()),
        }
    }

    /// Returns the words that may stand here.
    #[must_use]
    pub fn words(&self) -> &'static [&'static str] {
        match self.present() {
            Self::Word(words) => words,
            _ => &[],
        }
    }
}

/// Lists keys: `name: kind, "in Chinese" | "in English";`.
macro_rules! fields {
    ($($name:ident: $kind:expr, $zh:literal | $en:literal;)*) => {
        &[$($crate::publication::contract::shape::Field {
            name: stringify!($name),
            kind: $kind,
            zh: $zh,
            en: $en,
        }),*]
    };
}

pub(super) use fields;
