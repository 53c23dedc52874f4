//! What a page shows of what the program says.

/// Returns the codes of the findings that a page shows, as `warning[code]`.
pub(crate) fn codes_in(text: &str) -> Vec<String> {
    let kinds = ["错误[", "警告[", "error[", "warning["];
    let of_line = |line: &str| {
        let rest = kinds.iter().find_map(|kind| line.strip_prefix(kind))?;
        Some(rest.split_once("]: ")?.0.to_owned())
    };
    let mut codes: Vec<String> = text.lines().filter_map(of_line).collect();
    codes.retain(|code| code != "placeholder-address");
    codes.sort();
    codes.dedup();
    codes
}

/// Tells whether what a page shows is what was said.
pub(crate) fn agree(shown: &str, said: &str) -> bool {
    let (shown, said): (Vec<&str>, Vec<&str>) = (shown.lines().collect(), said.lines().collect());
    agree_lines(&shown, &said)
}

fn agree_lines(shown: &[&str], said: &[&str]) -> bool {
    match shown {
        [] => said.is_empty(),
        ["…", rest @ ..] => (0..=said.len()).any(|at| agree_lines(rest, &said[at..])),
        [line, rest @ ..] => said.split_first().is_some_and(|(first, others)| {
            agree_line(line.trim_end(), first) && agree_lines(rest, others)
        }),
    }
}

fn agree_line(shown: &str, said: &str) -> bool {
    let Some((before, after)) = shown.split_once('…') else { return shown == said };
    said.strip_prefix(before).is_some_and(|rest| {
        let starts = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
        starts.into_iter().any(|at| agree_line(after, &rest[at..]))
    })
}

#[test]
fn what_is_shown_may_leave_out_what_differs() {
    assert!(agree("1 个案例，… 个文件 → ./public", "1 个案例，70 个文件 → ./public"));
    assert!(agree("…\n甲\n…", "乙\n甲"));
    assert!(!agree("甲\n…\n乙", "甲\n丙"));
    assert!(!agree("70 files", "71 files"));
}
