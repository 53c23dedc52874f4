//! Numbers of list items that readers will not see: a list counts by itself from its first number,
//! so that 1, 2, 4 is shown as 1, 2, 3.

use std::ops::Range;

use super::writer::Writer;
use crate::foundation::diagnostic::Diagnostic;
use crate::say;

/// A list that is being read.
struct Counting {
    /// What the next item is shown as; nothing in a list without numbers.
    next: Option<u64>,
    first: u64,
    /// Whether all items have the first number so far.
    all_alike: bool,
    /// The first item with another number than it is shown with: its bytes in the body, then both.
    off: Option<(Range<usize>, u64, u64)>,
}

/// The lists around what is read.
#[derive(Default)]
pub(super) struct Lists {
    /// The innermost last.
    counting: Vec<Counting>,
    /// Where the tag of the item being read begins.
    pub(super) item: usize,
}

impl Writer<'_> {
    pub(super) fn start_counting(&mut self, start: Option<u64>) {
        let first = start.unwrap_or_default();
        let list = Counting { next: start, first, all_alike: true, off: None };
        self.lists.counting.push(list);
    }

    /// Counts the item at `range` of the parsed text.
    pub(super) fn count_item(&mut self, range: &Range<usize>) {
        let Some(list) = self.lists.counting.last_mut() else { return };
        let Some(shown) = list.next else { return };
        list.next = Some(shown + 1);
        let Some(item) = self.joined.text.get(range.clone()) else { return };
        let mark = item.trim_start();
        let at = range.start + item.len() - mark.len();
        let digits = mark.bytes().take_while(u8::is_ascii_digit).count();
        let Some(written) = mark.get(..digits).and_then(|digits| digits.parse().ok()) else {
            return;
        };
        list.all_alike &= written == list.first;
        if written != shown && list.off.is_none() {
            let place = self.joined.map_range(&(at..at + digits + 1));
            list.off = Some((place, written, shown));
        }
    }

    /// Tells of the numbers that readers will not see in the list that ends here. Whoever begins
    /// every line with `1.` lets the list count.
    pub(super) fn end_counting(&mut self) {
        let Some(list) = self.lists.counting.pop() else { return };
        let lets_count = list.all_alike && list.first <= 1;
        let Some((place, written, shown)) = list.off.filter(|_| !lets_count) else { return };
        let mark = self.body.get(place.clone()).unwrap_or_default();
        let sign = if mark.ends_with(')') { ')' } else { '.' };
        let found = Diagnostic::warning(
            "list-number",
            self.file,
            say!(
                "写的是第 {written} 项，读者看到的是 {shown}：列表从第一项的序号起自动逐一编号"
                    | "this item is written as {written} and shown as {shown}: a list counts by \
                       itself from its first number"
            ),
        )
        .at_span(self.body_span(&place))
        .with_hint(say!(
            "写错了，就改成 {shown}{sign}；要照原样保留，这个列表的每一项都在序号后加反斜杠（{written}\\{sign}），各项之间空一行"
                | "if it is a slip, write {shown}{sign}; to keep the numbers, put a backslash behind \
                   that of every item of this list (`{written}\\{sign}`) and a blank line between them"
        ));
        self.report_finding(found);
    }
}
