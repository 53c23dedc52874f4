//! Blocks of code.

use std::ops::Range;

use pulldown_cmark::CodeBlockKind;

use super::highlight::Coloured;
use super::writer::Writer;
use crate::diagnostic::Diagnostic;
use crate::say;

/// Words for code in no language.
const PLAIN: [&str; 6] = ["", "text", "txt", "plain", "plaintext", "none"];

/// The block being read.
pub(super) struct Fence {
    /// The first word after the fence, as written.
    language: String,
    pub(super) code: String,
}

impl Writer<'_> {
    pub(super) fn start_code(&mut self, kind: &CodeBlockKind<'_>, _range: &Range<usize>) {
        let language = match kind {
            CodeBlockKind::Fenced(info) => {
                let info = self.joined.clean(info);
                info.split([' ', '\t', ',', '{']).next().unwrap_or_default().to_owned()
            }
            CodeBlockKind::Indented => String::new(),
        };
        self.fence = Some(Fence { language, code: String::new() });
    }

    pub(super) fn end_code(&mut self, range: &Range<usize>) {
        let Some(Fence { language, code }) = self.fence.take() else { return };
        self.block();
        self.page.push("<pre class=\"code\" tabindex=\"0\"><code");
        if PLAIN.iter().any(|plain| plain.eq_ignore_ascii_case(&language)) {
            self.page.push(">");
            self.page.text(&code);
        } else {
            match self.options.highlighter.colour(&language, &code) {
                Coloured::Known { class, html } => {
                    self.page.attribute("class", &format!("language-{class}"));
                    self.page.push(">");
                    self.page.push(&html);
                }
                Coloured::Unknown => {
                    self.report_language(&language, range);
                    self.page.push(">");
                    self.page.text(&code);
                }
            }
        }
        self.page.push("</code></pre>\n");
        // Code is searched but not counted.
        self.count();
        self.plain.push_str(&code);
        self.plain_line();
        self.skip_count();
    }

    fn report_language(&mut self, language: &str, range: &Range<usize>) {
        if self.is_full() {
            return;
        }
        let whole = self.joined.map_range(range);
        let source = self.body.get(whole.clone()).unwrap_or_default();
        let first = source.lines().next().unwrap_or_default();
        let place = match first.find(language) {
            Some(at) => whole.start + at..whole.start + at + language.len(),
            None => whole.start..whole.start + first.len(),
        };
        let span = self.place(&place);
        let finding = Diagnostic::warning(
            "unknown-language",
            self.file,
            say!("不认识代码语言“{language}”，未着色" | "unknown language `{language}`, not coloured"),
        )
        .at(span);
        let hint = match self.options.highlighter.near(language) {
            Some(near) => say!("是不是“{near}”？" | "did you mean `{near}`?"),
            None => say!("不需要着色时写 `text`" | "write `text` for code without colours"),
        };
        self.report(finding.hint(hint));
    }
}
