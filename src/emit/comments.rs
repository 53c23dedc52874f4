//! Scripts without their comments: these are for whoever changes a theme, and an eighth of what readers would fetch.

/// Returns a script in which the lines that are nothing but a comment are empty, so that all others keep their numbers.
///
/// Comments for programs (`//#`, `//@`) and about rights stay. Returns `None` for a script that is published as it is: one
/// with a text or a comment of several lines, where what looks like a comment may be none.
pub(super) fn leave_out(script: &str) -> Option<String> {
    if !script.lines().all(ends_in_code) {
        return None;
    }
    let line = |line: &str| if is_comment(line.trim()) { line.trim_start_matches(|c| c != '\n').to_owned() } else { line.to_owned() };
    Some(script.split_inclusive('\n').map(line).collect())
}

/// Tells whether what follows a line cannot be a part of a text or a comment that begins on it.
fn ends_in_code(line: &str) -> bool {
    let comment = line.rsplit_once("/*").is_some_and(|(_, rest)| !rest.contains("*/"));
    line.matches('`').count().is_multiple_of(2) && !comment && !line.ends_with('\\')
}

fn is_comment(line: &str) -> bool {
    let text = line.strip_prefix("//").or_else(|| line.strip_prefix("/*")?.strip_suffix("*/").filter(|text| !text.contains("*/")));
    text.is_some_and(|text| !text.starts_with(['#', '@', '!']) && !RIGHTS.iter().any(|word| text.contains(word)))
}

/// How comments speak of rights.
const RIGHTS: [&str; 4] = ["@license", "@preserve", "SPDX-", "Copyright"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_nothing_but_a_comment_are_left_empty() {
        let script =
            "// Why.\n//# allFunctionsCalledOnLoad\n  /** Returns one. */\nconst one = `a`; // first\n/* x */ two();\n/** Last. */";
        let lean = "\n//# allFunctionsCalledOnLoad\n\nconst one = `a`; // first\n/* x */ two();\n";
        assert_eq!(leave_out(script).as_deref(), Some(lean));
    }

    #[test]
    fn what_says_whose_a_script_is_stays() {
        for line in ["//! Mine.", "/*! Mine. */", "/* @license MIT */", "// SPDX-License-Identifier: MIT", "// Copyright Mine"] {
            assert_eq!(leave_out(line).as_deref(), Some(line));
        }
    }

    #[test]
    fn a_script_with_texts_of_several_lines_stays_as_it_is() {
        for script in ["const a = `\n// a line of the text\n`;", "/*\n// x\n*/ one();", "const a = 'x\\\n// y';"] {
            assert_eq!(leave_out(script), None, "{script}");
        }
    }
}
