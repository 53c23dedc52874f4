//! Blocks of code.

use std::ops::Range;

use pulldown_cmark::CodeBlockKind;

use super::prose::unquoted;
use super::writer::Writer;
use crate::foundation::diagnostic::Diagnostic;
use crate::markdown::highlight::Coloured;
use crate::say;
use crate::text::is_cjk;

/// Words for code in no language.
const PLAIN: [&str; 6] = ["", "text", "txt", "plain", "plaintext", "none"];

/// The block being read.
pub(super) struct Fence {
    /// The first word after the fence, as written.
    language: String,
    pub(super) code: String,
    /// Whether it is code only because its lines are indented.
    indented: bool,
}

/// Languages of diagrams, in which other programs draw.
const DIAGRAMS: [&str; 6] = ["mermaid", "plantuml", "dot", "graphviz", "flow", "echarts"];

impl Writer<'_> {
    pub(super) fn start_code(&mut self, kind: &CodeBlockKind<'_>, _range: &Range<usize>) {
        let language = match kind {
            CodeBlockKind::Fenced(info) => {
                let info = self.joined.without_signs(info);
                info.split([' ', '\t', ',', '{']).next().unwrap_or_default().to_owned()
            }
            CodeBlockKind::Indented => String::new(),
        };
        self.fence = Some(Fence {
            language,
            code: String::new(),
            indented: *kind == CodeBlockKind::Indented,
        });
    }

    pub(super) fn end_code(&mut self, range: &Range<usize>) {
        let Some(Fence { language, code, indented }) = self.fence.take() else { return };
        if indented && is_chinese(&code) {
            self.report_indented(range);
        }
        if !indented && self.options.lints {
            self.check_fence(range);
        }
        self.begin_block();
        self.page.push_markup("<pre class=\"code\" tabindex=\"0\"><code");
        if PLAIN.iter().any(|plain| plain.eq_ignore_ascii_case(&language)) {
            self.page.push_markup(">");
            self.page.push_text(&code);
        } else {
            match self.options.highlighter.colour_code(&language, &code, &mut self.colours_left) {
                Coloured::Known { class, html } => {
                    self.page.push_attribute("class", &format!("language-{class}"));
                    self.page.push_markup(">");
                    self.page.push_markup(&html);
                }
                Coloured::Unknown => {
                    self.report_language(&language, range);
                    self.page.push_markup(">");
                    self.page.push_text(&code);
                }
            }
        }
        self.page.push_markup("</code></pre>\n");
        // Code is searched but not counted.
        self.count_text();
        self.plain.push_str(&code);
        self.plain_line();
        self.skip_count();
    }

    /// Says that a paragraph became code, since the author indented it.
    fn report_indented(&mut self, range: &Range<usize>) {
        let whole = self.joined.map_range(range);
        let start = self
            .body
            .get(..whole.start)
            .and_then(|before| before.rfind('\n'))
            .map_or(0, |at| at + 1);
        let Some(text) = self.body.get(start..whole.end) else { return };
        let fixed: String =
            text.split_inclusive('\n').map(|line| line.trim_start_matches([' ', '\t'])).collect();
        let first = text.lines().next().unwrap_or_default();
        let place = self.body_span(&(start..start + first.len()));
        // Prose has marks between its clauses; inside an item or a quote, the indentation may be
        // part of that.
        let safe = self.depth == 1 && text.contains(['。', '，', '；', '！', '？']);
        let finding = Diagnostic::warning(
            "indented-code",
            self.file,
            say!(
                "行首有 Tab 或四个空格，这一段被排成了代码"
                    | "a tab or four spaces at its start make code of this paragraph"
            ),
        )
        .at_span(place)
        .with_hint(say!(
            "请删去行首的空格，段落的缩进由主题决定；真是代码就用 ``` 围起来"
                | "delete the indentation, which is up to the theme; put real code \
                   between ``` lines"
        ))
        .add_fix(self.body_span(&(start..whole.end)), fixed, safe);
        self.report_finding(finding);
    }

    /// Says that a block of code goes on to the end, or over the beginning of another, since
    /// nothing closes it.
    fn check_fence(&mut self, range: &Range<usize>) {
        let whole = self.joined.map_range(range);
        let Some(source) = self.body.get(whole.clone()) else { return };
        let source = source.trim_end();
        let first = source.lines().next().unwrap_or_default();
        let Some(sign) = first.chars().next().filter(|c| matches!(c, '`' | '~')) else { return };
        let length = |line: &str| line.len() - line.trim_start_matches(sign).len();
        let opened = length(first);
        let last = source.rsplit_once('\n').map(|(_, last)| unquoted(last).trim());
        let is_closed =
            last.is_some_and(|last| length(last) >= opened && length(last) == last.len());
        // A line that opens a block with the same fence and a language closes none.
        let opens_another = |line: &str| {
            let line = unquoted(line).trim_end();
            let named = line.trim_start_matches(sign);
            length(line) == opened && named.starts_with(|c: char| c.is_ascii_alphabetic())
        };
        if is_closed && !source.lines().skip(1).any(opens_another) {
            return;
        }
        let fence: String = std::iter::repeat_n(sign, opened).collect();
        let finding = Diagnostic::warning(
            "unclosed-code",
            self.file,
            say!(
                "代码块没有用“{fence}”结束，后面的内容都排成了代码"
                    | "this block of code is not closed by {fence}: all that follows is set as code"
            ),
        )
        .at_span(self.body_span(&(whole.start..whole.start + first.trim_end().len())))
        .with_hint(say!(
            "请在代码下面另起一行写“{fence}”；不是代码就删去这一行"
                | "write {fence} on a line below the code, or delete this line if there is none"
        ));
        self.report_finding(finding);
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
        let span = self.body_span(&place);
        let finding = Diagnostic::warning(
            "unknown-language",
            self.file,
            say!(
                "不认识代码语言“{language}”，未着色"
                    | "unknown language `{language}`, not coloured"
            ),
        )
        .at_span(span);
        let is_diagram = DIAGRAMS.contains(&language.to_ascii_lowercase().as_str());
        let hint = match self.options.highlighter.nearest_language(language) {
            _ if is_diagram => say!(
                "Casebook 不画这种图：请在画图的程序里存成图片，放在文章旁边"
                    | "Casebook draws no diagrams: save it as a picture beside the text"
            ),
            Some(near) => say!("是不是“{near}”？" | "did you mean `{near}`?"),
            None => say!("不需要着色时写 `text`" | "write `text` for code without colours"),
        };
        self.report_finding(finding.with_hint(hint));
    }
}

/// Tells whether most of a text is Chinese, as no code is.
fn is_chinese(text: &str) -> bool {
    let all = text.chars().filter(|c| !c.is_whitespace()).count();
    text.chars().filter(|c| is_cjk(*c)).count() * 2 > all
}
