//! Several short texts in one piece of memory.

/// Several short texts, one after the other. Each by itself would take three words, and a piece of
/// memory that is rounded up: of what a site has millions of, that is more than the texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed<const N: usize> {
    all: Box<str>,
    ends: [u32; N],
}

impl<const N: usize> Packed<N> {
    /// Takes `texts` in this order.
    #[must_use]
    pub fn new(texts: [&str; N]) -> Self {
        let mut end = 0;
        let ends = texts.map(|text| {
            end += text.len();
            u32::try_from(end).unwrap_or(u32::MAX)
        });
        Self { all: texts.concat().into(), ends }
    }

    /// Returns the text at `place`; the empty one where there is none.
    #[must_use]
    pub fn text(&self, place: usize) -> &str {
        let start = place.checked_sub(1).map_or(Some(&0), |before| self.ends.get(before));
        let bounds = start.zip(self.ends.get(place));
        bounds
            .and_then(|(start, end)| self.all.get(*start as usize..*end as usize))
            .unwrap_or_default()
    }

    /// Returns the text at `place`, unless it is empty.
    #[must_use]
    pub fn text_if_any(&self, place: usize) -> Option<&str> {
        Some(self.text(place)).filter(|text| !text.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_comes_back_from_its_place() {
        let packed = Packed::new(["投入", "", "万元"]);
        assert_eq!([0, 1, 2, 3].map(|place| packed.text(place)), ["投入", "", "万元", ""]);
        assert_eq!(packed.text_if_any(1), None);
    }
}
