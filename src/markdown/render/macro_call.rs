//! Calls of macros in the text.

use memchr::memmem;

use super::writer::Writer;
use crate::foundation::diagnostic::Diagnostic;
use crate::markdown::Expansion;
use crate::say;

impl Writer<'_> {
    /// Writes text that begins at byte `at` of the body, with its calls expanded.
    pub(super) fn expand(&mut self, text: &str, at: usize) {
        let Some(macros) = self.options.macros else { return self.text(text) };
        let mut done = 0;
        while let Some((start, end)) = next_call(text, done) {
            let escaped =
                start == 0 && self.body.get(..at).is_some_and(|before| before.ends_with('\\'));
            if escaped {
                self.text(&text[done..end]);
                done = end;
                continue;
            }
            self.text(&text[done..start]);
            done = end;
            let written = &text[start..end];
            let call = written.trim_matches(['{', '}']).trim();
            let span = self.place(&(at + start..at + end));
            self.calls.push((call.to_owned(), span));
            match macros.expand(call) {
                Ok(expansion) => self.expansion(&expansion),
                Err(message) => {
                    self.report(Diagnostic::error("macro", self.file, message).at(span).hint(
                        say!(
                            "只想显示花括号时写 `\\{{{{`"
                                | "write `\\{{{{` to show the braces themselves"
                        ),
                    ));
                    self.text(written);
                }
            }
        }
        self.text(&text[done..]);
    }

    fn expansion(&mut self, expansion: &Expansion) {
        self.settle(expansion.text.chars().next());
        if let Some(picture) = &mut self.picture {
            picture.alt.push_str(&expansion.text);
        } else {
            self.page.push(&expansion.html);
            self.plain.push_str(&expansion.text);
        }
    }
}

/// Returns where the first `{{` stands. Texts are short and braces rare, so that a search for two bytes costs more than it finds.
fn find_pair(text: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'{', text).find(|at| text.get(at + 1) == Some(&b'{'))
}

/// Returns the first `{{ … }}` from `done` on.
fn next_call(text: &str, done: usize) -> Option<(usize, usize)> {
    let rest = text.get(done..)?;
    let start = done + find_pair(rest.as_bytes())?;
    let end = start + memmem::find(text.get(start..)?.as_bytes(), b"}}")? + 2;
    Some((start, end))
}
