//! Scripts without their comments and indentation: they are for authors of themes, and a sixth of
//! the bytes of a script.

/// Returns a script in which the lines that are nothing but a comment are empty and the others
/// begin with code, so that all keep their numbers.
///
/// Comments for programs (`//#`, `//@`) and those about rights, with the lines around them, stay.
/// Returns `None` for a script that is published as it is: one with a text or a comment of several
/// lines, where an apparent comment may be part of a text.
pub(crate) fn leave_out(script: &str) -> Option<String> {
    let lines: Vec<&str> = script.split_inclusive('\n').collect();
    if !lines.iter().all(|line| ends_in_code(line.trim_end_matches(['\r', '\n']))) {
        return None;
    }
    let mut lean = String::with_capacity(script.len());
    for block in lines.chunk_by(|a, b| line_comment(a).is_some() == line_comment(b).is_some()) {
        let kept = block.iter().filter_map(|line| line_comment(line)).any(is_about_rights);
        for line in block {
            let left_out =
                !kept && line_comment(line).is_some_and(|text| !text.starts_with(['#', '@', '!']));
            lean.push_str(match left_out {
                true => line.trim_start_matches(|c| c != '\n'),
                false if kept => line,
                false => line.trim_start_matches([' ', '\t']),
            });
        }
    }
    Some(lean)
}

/// Tells whether what follows a line cannot be a part of a text or a comment that begins on it.
fn ends_in_code(line: &str) -> bool {
    let comment = line.rsplit_once("/*").is_some_and(|(_, rest)| !rest.contains("*/"));
    // A backtick that is written as such opens and ends no text.
    let marks = ["\\`", "'`", "`'", "\"`", "`\""].iter().any(|mark| line.contains(mark));
    let ends = line.contains(['\r', '\u{2028}', '\u{2029}']) || line.ends_with('\\');
    line.matches('`').count().is_multiple_of(2) && !marks && !comment && !ends
}

/// Returns the text of a line that is nothing but a comment.
fn line_comment(line: &str) -> Option<&str> {
    let line = line.trim();
    line.strip_prefix("//")
        .or_else(|| line.strip_prefix("/*")?.strip_suffix("*/").filter(|text| !text.contains("*/")))
}

fn is_about_rights(text: &str) -> bool {
    let text = text.to_lowercase();
    text.starts_with('!')
        || ["license", "licence", "copyright", "(c)", "©", "spdx", "@preserve"]
            .iter()
            .any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_nothing_but_a_comment_are_left_empty() {
        let script = "// Why.\n//# allFunctionsCalledOnLoad\n  /** Returns one. */\n\
            const one = `a`; // first\n\t/* x */ two();\n/** Last. */";
        let lean = "\n//# allFunctionsCalledOnLoad\n\nconst one = `a`; // first\n/* x */ two();\n";
        assert_eq!(leave_out(script).as_deref(), Some(lean));
    }

    #[test]
    fn what_says_whose_a_script_is_stays() {
        for line in [
            "//! Mine.",
            "/*! Mine. */",
            "/* @license MIT */",
            "// SPDX-License-Identifier: MIT",
            "// tiny 1.0 | (c) 2020 Mine",
            "// Copyright Mine\n// Permission is hereby granted.\n",
        ] {
            assert_eq!(leave_out(line).as_deref(), Some(line));
        }
        assert_eq!(
            leave_out("// Copyright Mine\none();\n// Why.\n").as_deref(),
            Some("// Copyright Mine\none();\n\n")
        );
        assert_eq!(
            leave_out("/* (c)\n   2020 */\nif (a) {\n  one();\n}\n").as_deref(),
            None,
            "a comment of several lines"
        );
    }

    #[test]
    fn a_script_with_texts_of_several_lines_stays_as_it_is() {
        for script in [
            "const a = `\n// a line of the text\n`;",
            "/*\n// x\n*/ one();",
            "const a = 'x\\\n// y';",
            "// x\rone();\r",
            "const a = `\\`tiny\n// text\n\\``;",
        ] {
            assert_eq!(leave_out(script), None, "{script}");
        }
    }
}
