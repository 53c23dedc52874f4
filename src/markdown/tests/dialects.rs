//! What other programs mean by a mark stays text, whole, and addresses in the text are links.

use super::*;

#[test]
fn a_line_that_begins_with_a_colon_stays_whole() {
    check(
        "大家商量了三回。\n\n:bulb: 先问师傅。\n\n甲\n:30 到\n\n> 乙\n> :::tip\n\n- 丙\n  :) 好\n\n\
         丁\n\n: 不是定义\n\n词\n: 义\n\n甲 | 乙\n:-: | :-:\n\n丙\n:-:\n\n```\n:a\n```\n",
        &expect![[r#"
            <p>大家商量了三回。</p>
            <p>:bulb: 先问师傅。</p>
            <p>甲
            :30 到</p>
            <blockquote>
            <p>乙
            :::tip</p>
            </blockquote>
            <ul>
            <li>丙
            :) 好</li>
            </ul>
            <p>丁</p>
            <p>: 不是定义</p>
            <dl>
            <dt>词</dt>
            <dd>义</dd>
            </dl>
            <div class="table" role="region" tabindex="0" aria-label="表格"><table>
            <thead><tr><th scope="col" class="center">甲</th><th scope="col" class="center">乙</th></tr></thead>
            </table></div>
            <p>丙
            :-:</p>
            <pre class="code" tabindex="0"><code>:a
            </code></pre>
            warning[dialect]: `:bulb:` belongs to another dialect; it is shown as text @ ":bulb:"
            warning[fenced-div]: `:::tip` belongs to another dialect; it is shown as text @ ":::tip"
        "#]],
    );
}

#[test]
fn stars_that_hide_digits_stay() {
    check(
        "电话138****1234、X****5和139****5678，证号310***********1234，**重点**2**年**。\n",
        &expect![[r#"
            <p>电话138****1234、X****5和139****5678，证号310***********1234，<strong>重点</strong>2<strong>年</strong>。</p>
        "#]],
    );
}

#[test]
fn cells_beyond_the_head_are_shown_and_told() {
    check(
        "| 门房 | 开放 |\n| --- | --- |\n| 东门 | 白天 | 雨天不开 |\n| 西门 | `早|晚` |\n\
         | 北门 |\n\n> | 甲 |\n> | --- |\n> | 1 | *2* |\n> | 3 | |\n",
        &expect![[r#"
            <div class="table" role="region" tabindex="0" aria-label="表格"><table>
            <thead><tr><th scope="col">门房</th><th scope="col">开放</th></tr></thead>
            <tbody>
            <tr><td>东门</td><td>白天 | 雨天不开</td></tr>
            <tr><td>西门</td><td>`早|晚`</td></tr>
            <tr><td>北门</td><td></td></tr>
            </tbody>
            </table></div>
            <blockquote>
            <div class="table" role="region" tabindex="0" aria-label="表格 2"><table>
            <thead><tr><th scope="col">甲</th></tr></thead>
            <tbody>
            <tr><td>1 | *2*</td></tr>
            <tr><td>3</td></tr>
            </tbody>
            </table></div>
            </blockquote>
            warning[surplus-cell]: this row has more cells than the head: `雨天不开` has no column and is put into the last cell @ " 雨天不开 "
            warning[surplus-cell]: the `|` in this code parts the cell in two @ "`早|晚`"
              fix: "`早|晚`" → "`早\\|晚`"
            warning[surplus-cell]: this row has more cells than the head: `*2*` has no column and is put into the last cell @ " *2* "
        "#]],
    );
}

#[test]
fn addresses_in_the_text_are_links() {
    check(
        "见https://e.org/a。（https://e.org/b）`https://e.org/c` [https://e.org/d](b.md) \
         <https://e.org/e> ![https://e.org/f](a.png)\n",
        &expect![[r#"
            <p>见<a href="https://e.org/a">https://e.org/a</a>。（<a href="https://e.org/b">https://e.org/b</a>）<code>https://e.org/c</code> <a href="&lt;content/cases/b.md&gt;">https://e.org/d</a> <a href="https://e.org/e">https://e.org/e</a> <img src="&lt;content/cases/a.png&gt;" width="4" height="3" alt="https://e.org/f" loading="lazy"></p>
        "#]],
    );
}

#[test]
fn an_empty_heading_is_no_heading() {
    check(
        "## {#kong}\n\n##\n\n## ![](a.png)\n\n## \u{200B}\n\n## ![图](a.png)\n\n## 空\n",
        &expect![[r###"
            <p><img src="&lt;content/cases/a.png&gt;" width="4" height="3" alt="" loading="lazy"></p>
            <h2 id="图"><img src="&lt;content/cases/a.png&gt;" width="4" height="3" alt="图" loading="lazy"></h2>
            <h2 id="空">空</h2>
            warning[empty-heading]: this heading is empty and was not set as one @ "## {#kong}\n"
            warning[empty-heading]: this heading is empty and was not set as one @ "##\n"
            warning[empty-heading]: this heading is empty and was not set as one @ "## ![](a.png)\n"
            warning[image-alt]: the image has no alternative text @ "![](a.png)"
            warning[empty-heading]: this heading is empty and was not set as one @ "## \u{200b}\n"
        "###]],
    );
}

#[test]
fn a_heading_of_a_full_width_space_is_told() {
    check(
        "##\u{3000}\n\n##\u{3000}**甲**\n\n##**乙**\n\n＃＃\n\n- ##\u{3000}\n\n甲\n##\u{3000}\n",
        &expect![[r###"
            <p>##　</p>
            <p>##　<strong>甲</strong></p>
            <p>##<strong>乙</strong></p>
            <p>＃＃</p>
            <ul>
            <li>##　</li>
            </ul>
            <p>甲
            ##　</p>
            warning[heading-space]: no plain space after `#`: this line did not become a heading @ "##\u{3000}"
              fix: "##\u{3000}" → "## "
            warning[heading-space]: no plain space after `#`: this line did not become a heading @ "##\u{3000}"
              fix: "##\u{3000}" → "## "
            warning[heading-space]: no space after `#`: this line did not become a heading @ "##"
              fix: "##" → "## "
            warning[heading-space]: the full-width number sign makes no heading of this line @ "＃＃"
              fix: "＃＃" → "## "
            warning[heading-space]: no plain space after `#`: this line did not become a heading @ "##\u{3000}"
              fix: "##\u{3000}" → "## "
            warning[heading-space]: no plain space after `#`: this line did not become a heading @ "##\u{3000}"
              fix: "##\u{3000}" → "## "
        "###]],
    );
}

#[test]
fn a_paragraph_right_above_a_line_is_told() {
    check(
        "门房空了很多年。\n---\n\n做法\n---\n\n第一句\n第二句\n===\n",
        &expect![[r#"
        <h2 id="门房空了很多年">门房空了很多年。</h2>
        <h2 id="做法">做法</h2>
        <h2 id="第一句第二句">第一句第二句</h2>
        warning[setext-heading]: the line `---` right below this paragraph makes a heading of it @ "门房空了很多年。"
        warning[setext-heading]: the line `===` right below this paragraph makes a heading of it @ "第一句\n第二句"
        warning[heading-level]: a body has no heading of level 1; this one is set as level 2 @ "第一句\n第二句\n===\n"
    "#]],
    );
}

#[test]
fn no_page_holds_control_characters() {
    check(
        "修\u{B}鞋摊 `a\u{7}b` ![图\u{F}](a.png) 值\u{202A}**班**\n\n## 读\u{1}书\n\n```\na\u{1B}b\n```\n",
        &expect![[r#"
            <p>修鞋摊 <code>ab</code> <img src="&lt;content/cases/a.png&gt;" width="4" height="3" alt="图" loading="lazy"> 值<strong>班</strong></p>
            <h2 id="读书">读书</h2>
            <pre class="code" tabindex="0"><code>ab
            </code></pre>
        "#]],
    );
}

#[test]
fn an_id_is_kept_for_the_heading_that_names_it_alone() {
    let ids = |body: &str| {
        let highlighter = Highlighter::new();
        let file = SourcePath::new("content/a.md");
        let body = render_body(&file, body, 0, &Options::new(&highlighter), &mut Sink::default());
        body.headings.iter().map(|heading| heading.id.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids("## 做法\n\n## 又做 {#做法}\n"), ["做法-2", "做法"]);
    assert_eq!(ids("## 做法\n\n又做 {#做法}\n---\n"), ["做法-2", "做法"]);
    assert_eq!(ids("## {#做法}\n\n## 做法\n").last().map(String::as_str), Some("做法"));
    assert_eq!(ids("```\n## 例 {#做法}\n```\n\n## 做法\n"), ["做法"]);
    assert_eq!(ids("见下 {#做法}\n\n## 做法\n"), ["做法"]);
}
