//! The headings of a body.

use std::fmt::Write as _;

/// A heading of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heading<'a> {
    /// 2 to 6: the page's title is the only heading of level 1.
    pub level: u8,
    /// Its id, unique on the page, neither encoded nor escaped.
    pub id: &'a str,
    /// Its text without marks.
    pub text: &'a str,
}

/// All headings of a body, in order.
///
/// They are wanted for the page and for links to it, and wait until then, in one text: before each
/// heading stand its level and the lengths of its text and its id. Most are their own id, whose
/// length then is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headings(String);

impl Headings {
    /// Adds a heading.
    pub fn add(&mut self, Heading { level, id, text }: Heading<'_>) {
        let id = if id == text { "" } else { id };
        // Writing to a string cannot fail.
        let _ = write!(self.0, "{level} {} {} {text}{id}", text.len(), id.len());
    }

    /// Tells whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the headings in order.
    pub fn iter(&self) -> impl Iterator<Item = Heading<'_>> + Clone {
        let mut rest = self.0.as_str();
        std::iter::from_fn(move || {
            let mut number = || {
                let (number, after) = rest.split_once(' ')?;
                rest = after;
                number.parse::<usize>().ok()
            };
            let (level, text, id) = (number()?, number()?, number()?);
            let (text, after) = rest.split_at_checked(text)?;
            let (id, after) = after.split_at_checked(id)?;
            rest = after;
            let id = if id.is_empty() { text } else { id };
            Some(Heading { level: u8::try_from(level).ok()?, id, text })
        })
    }

    /// Gives back the room that was kept for more.
    pub(super) fn shrink(mut self) -> Self {
        self.0.shrink_to_fit();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_come_back_as_they_were_added() {
        let all = [
            Heading { level: 2, id: "做法", text: "做法" },
            Heading { level: 3, id: "做法-2", text: "做法" },
            Heading { level: 2, id: "a", text: "1 2 3" },
        ];
        let mut headings = Headings::default();
        for heading in all {
            headings.add(heading);
        }
        assert!(headings.iter().eq(all), "{headings:?}");
    }
}
