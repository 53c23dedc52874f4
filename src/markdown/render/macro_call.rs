//! Calls in braces: those of Casebook are expanded, those of other generators stay as written.

use std::ops::Range;

use super::call_syntax::{
    LONGEST_NAME, first_name, foreign_name, inside_braces, next_call, open_call,
};
use super::writer::Writer;
use crate::foundation::diagnostic::{Diagnostic, Span, Text};
use crate::markdown::{Expansion, Refusal, WrongCall, lint};
use crate::say;

impl Writer<'_> {
    /// Writes text that begins at byte `at` of the body, with its calls expanded.
    pub(super) fn expand_calls(&mut self, text: &str, at: usize) {
        if !self.rare.calls || self.options.macros.is_none() && !self.options.shortcodes {
            return self.linked_text(text, at);
        }
        let mut done = 0;
        let mut formulas = lint::formulas(text).peekable();
        while let Some((start, end)) = next_call(text, done) {
            let escaped =
                start == 0 && self.body.get(..at).is_some_and(|before| before.ends_with('\\'));
            while formulas.next_if(|formula| formula.end <= start).is_some() {}
            // Braces group what stands in a formula.
            if escaped || formulas.peek().is_some_and(|formula| formula.contains(&start)) {
                self.write_text(&text[done..end]);
                done = end;
                continue;
            }
            self.check_open_macro(&text[done..start], at + done);
            self.linked_text(&text[done..start], at + done);
            done = end;
            let span = self.body_span(&(at + start..at + end));
            self.write_call(&text[start..end], span);
        }
        if let Some((start, name)) = open_call(&text[done..]) {
            let line = text[done + start..].lines().next().unwrap_or_default();
            let from = at + done + start;
            self.note_foreign_call(name, self.body_span(&(from..from + line.trim_end().len())));
        }
        self.check_open_macro(&text[done..], at + done);
        self.linked_text(&text[done..], at + done);
    }

    pub(super) fn write_call(&mut self, written: &str, span: Span) {
        if let Some(name) = foreign_name(written) {
            self.note_foreign_call(&name, span);
            return self.write_text(written);
        }
        let Some(macros) = self.options.macros else { return self.write_text(written) };
        let call = inside_braces(written);
        if macros.is_macro(call) {
            match macros.run_macro(call) {
                Ok(html) => self.write_macro(first_name(call), &html, span),
                Err(WrongCall { message, hint }) => {
                    let finding = Diagnostic::error("macro", self.file, message);
                    self.report_finding(finding.at_span(span).with_hint(hint));
                    self.write_refused(written, span);
                }
            }
            return;
        }
        match macros.expand(call) {
            Ok(expansion) => {
                self.calls.push((call.to_owned(), span));
                self.write_expansion(&expansion);
            }
            Err(Refusal::Wrong(message)) => {
                self.calls.push((call.to_owned(), span));
                self.report_call(message, span);
                self.write_text(written);
            }
            Err(Refusal::Unknown) => {
                let name = Some(first_name(call)).filter(|name| !name.is_empty());
                let whole = &call[..call.floor_char_boundary(LONGEST_NAME)];
                self.note_foreign_call(name.unwrap_or(whole), span);
                self.write_text(written);
            }
        }
    }

    fn report_call(&mut self, message: Text, span: Span) {
        self.report_finding(
            Diagnostic::error("macro", self.file, message).at_span(span).with_hint(say!(
                "只想显示花括号时写 `\\{{{{`" | "write `\\{{{{` to show the braces themselves"
            )),
        );
    }

    /// Returns the call of a macro that is all of the paragraph at `range` of the parsed text, and
    /// its place. As it stands alone, what would be marks of Markdown elsewhere are none in it.
    pub(super) fn macro_alone(&self, range: &Range<usize>) -> Option<(String, Span)> {
        let macros = self.options.macros.filter(|_| self.rare.calls)?;
        let text = self.joined.text[range.clone()].trim_end();
        let written = self.joined.without_signs(text).into_owned();
        let is_macro = next_call(&written, 0) == Some((0, written.len()))
            && foreign_name(&written).is_none()
            && macros.is_macro(inside_braces(&written));
        is_macro.then(|| (written, self.span_of(&(range.start..range.start + text.len()))))
    }

    /// Reports the call of a macro that begins in `text`, at byte `at` of the body, and is not
    /// ended there.
    fn check_open_macro(&mut self, text: &str, at: usize) {
        let Some((start, macros)) = text.find("{{").zip(self.options.macros) else { return };
        let call = text[start..].trim_start_matches(['{', ' ']);
        if !macros.is_macro(call) {
            return;
        }
        let name = first_name(call);
        let message = say!(
            "“{name}”的这次调用没有写完，或夹着另一个调用、`*`、`[`、`<` 这样的符号，读者会看到花括号"
                | "this call of `{name}` is not ended, or holds another call or marks such as `*`, \
                   `[` or `<`: readers see the braces"
        );
        let place = at + start..at + start + text[start..].trim_end().len();
        let finding =
            Diagnostic::error("macro", self.file, message).at_span(self.body_span(&place));
        self.report_finding(finding.with_hint(say!(
            "让它自己成一段，前后各空一行，写在一行之内，最后写 `)}}}}`"
                | "let it stand alone, on one line with a blank one before and after, and end it \
                   by `)}}}}`"
        )));
    }

    /// Notes a call of another generator.
    fn note_foreign_call(&mut self, name: &str, span: Span) {
        if self.options.shortcodes && !name.is_empty() {
            self.shortcodes.push((name.to_owned(), span));
        }
    }

    /// Notes the call of another generator that an address holds; tells whether it does.
    pub(super) fn foreign_address(&mut self, address: &str, span: Span) -> bool {
        let Some((start, end)) = next_call(address, 0) else { return false };
        if self.options.shortcodes {
            let written = &address[start..end];
            let name = foreign_name(written)
                .unwrap_or_else(|| first_name(written.trim_matches(['{', '}']).trim()).into());
            self.note_foreign_call(&name, span);
        }
        true
    }

    fn write_expansion(&mut self, expansion: &Expansion) {
        self.settle_break(expansion.text.chars().next());
        if let Some(picture) = &mut self.picture {
            picture.alt.push_str(&expansion.text);
        } else {
            self.page.push_markup(&expansion.html);
            self.plain.push_str(&expansion.text);
        }
    }
}
