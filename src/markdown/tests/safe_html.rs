//! Harmless HTML of an author passes, balanced; all else is shown as text and told.

use super::*;

fn check(body: &str, expected: &Expect) {
    let highlighter = Highlighter::new();
    let embeds = ["player.bilibili.com".to_owned()];
    expected.assert_eq(&shown(body, &Options { embeds: &embeds, ..options(&highlighter) }));
}

#[test]
fn harmless_elements_are_elements() {
    check(
        "CO<sub>2</sub>、m<SUP>2</SUP>，<u>专名</u>，按<kbd>Ctrl</kbd>，<mark>要点</mark><br/>完<!-- 注 -->\n",
        &expect![[r#"
            <p>CO<sub>2</sub>、m<sup>2</sup>，<u>专名</u>，按<kbd>Ctrl</kbd>，<mark>要点</mark><br>完</p>
        "#]],
    );
    check(
        "<details open class=x>\n<summary>名单 &amp; 说明</summary>\n\n**甲**、乙\n\n- 丙\n\n</details>\n",
        &expect![[r#"
            <details open="">
            <summary>名单 &amp; 说明</summary>
            <p><strong>甲</strong>、乙</p>
            <ul>
            <li>丙</li>
            </ul>
            </details>
        "#]],
    );
    check(
        "<figure>\n<img src=\"门 房.png\" width=300px>\n<figcaption>图<b>一</b></figcaption>\n\
         </figure>\n\n<img src=\"b.png\" alt=\"\">\n",
        &expect![[r#"
            <figure>
            <img src="&lt;content/cases/门 房.png&gt;" alt="" width="300" loading="lazy">
            <figcaption>图<b>一</b></figcaption>
            </figure>
            <p><img src="&lt;content/cases/b.png&gt;" width="4" height="3" alt="" loading="lazy">
            </p>
            warning[image-alt]: the image has no alternative text @ "<img src=\"门 房.png\" width=300px>"
        "#]],
    );
    check(
        "<table border=1>\n<tr><th colspan=2>年\n<tr><td align=center>甲<td>乙\n</table>\n\n\
         | a | b |\n|---|---|\n| x<sup>2</sup> | <ul><li>甲<li>乙</ul> |\n",
        &expect![[r#"
            <table>
            <tr><th colspan="2">年
            </th></tr><tr><td class="center">甲</td><td>乙
            </td></tr></table>
            <div class="table" role="region" tabindex="0" aria-label="表格"><table>
            <thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>
            <tbody>
            <tr><td>x<sup>2</sup></td><td><ul><li>甲</li><li>乙</li></ul></td></tr>
            </tbody>
            </table></div>
        "#]],
    );
}

#[test]
fn what_is_not_harmless_is_text_or_left_out_and_told() {
    check(
        "a <b onclick=x style=y>c</b> <font>d</font> <font>e</font>\n\n\
         <script>alert('<b>')</script>\n\n<div><form>f</form></div>\n\n\
         <a href=\"javascript:x\">g</a>\n",
        &expect![[r#"
            <p>a <b>c</b> &lt;font&gt;d&lt;/font&gt; &lt;font&gt;e&lt;/font&gt;</p>
            <p>&lt;script&gt;alert('&lt;b&gt;')&lt;/script&gt;</p>
            <div>&lt;form&gt;f&lt;/form&gt;</div>
            <p><a>g</a></p>
            warning[html-attribute]: the attribute `onclick` of HTML was left out @ "<b onclick=x style=y>"
            warning[html-attribute]: the attribute `style` of HTML was left out @ "<b onclick=x style=y>"
            warning[raw-html]: `<font>` of HTML is shown as text @ "<font>"
            warning[raw-html]: `<script>` of HTML is shown as text @ "<script>alert('<b>')</script>\n"
            warning[raw-html]: `<form>` of HTML is shown as text @ "<form>"
            error[link-scheme]: an address may not begin with `javascript:` @ "<a href=\"javascript:x\">"
        "#]],
    );
    check(
        "a <div>b</div>\n\n| <td>c |\n|---|\n\n[d <a href=\"e.md\">e</a>](f.md)\n",
        &expect![[r#"
            <p>a &lt;div&gt;b&lt;/div&gt;</p>
            <div class="table" role="region" tabindex="0" aria-label="表格"><table>
            <thead><tr><th scope="col">&lt;td&gt;c</th></tr></thead>
            </table></div>
            <p><a href="&lt;content/cases/f.md&gt;">d &lt;a href="e.md"&gt;e&lt;/a&gt;</a></p>
            warning[raw-html]: `<div>` of HTML is shown as text @ "<div>"
            warning[raw-html]: `<td>` of HTML is shown as text @ "<td>"
            warning[raw-html]: `<a>` of HTML is shown as text @ "<a href=\"e.md\">"
        "#]],
    );
}

#[test]
fn tags_are_balanced_and_what_was_not_is_told() {
    check(
        "<div>\n\n甲 <b>乙\n\n丙</b> **<i>丁** 戊</i>\n",
        &expect![[r#"
            <div>
            <p>甲 <b>乙</b></p>
            <p>丙 <strong><i>丁</i></strong> 戊</p>
            </div>
            warning[html-unbalanced]: `<div>` has no end tag @ "<div>"
            warning[html-unbalanced]: `<b>` has no end tag @ "<b>"
            warning[html-unbalanced]: `<i>` has no end tag @ "<i>"
        "#]],
    );
    check(
        "甲</u>\n\n</div>\n\n<p>\n\n乙\n\n</p>\n\n<span/>丙\n",
        &expect![[r#"
        <p>甲</p>

        <p>
        </p>
        <p>乙</p>

        <p><span></span>丙</p>
        warning[html-unbalanced]: `</u>` ends nothing: there is no `<u>` before it @ "</u>"
        warning[html-unbalanced]: `</div>` ends nothing: there is no `<div>` before it @ "</div>"
    "#]],
    );
}

#[test]
fn an_id_of_html_is_a_place_to_link_to() {
    check(
        "<a name=\"表一\"></a>甲 [乙](#表一) [丙](#表二)\n\n<p id=\"表一\">丁</p>\n\n\
         <p id=\"cb-x\">戊</p>\n\n## 表一\n",
        &expect![[r##"
            <p><a id="表一"></a>甲 <a href="#%E8%A1%A8%E4%B8%80">乙</a> <a href="#%E8%A1%A8%E4%BA%8C">丙</a></p>
            <p>丁</p>
            <p>戊</p>
            <h2 id="表一-2">表一</h2>
            error[dead-anchor]: nothing on this page is called `#表二` @ "[丙](#表二)"
            error[duplicate-id]: the id `表一` is given twice @ "<p id=\"表一\">"
            error[heading-id]: nothing can have the id `cb-x` @ "<p id=\"cb-x\">"
        "##]],
    );
    let highlighter = Highlighter::new();
    let body = "<p id=\"x\">甲</p>\n";
    let options = options(&highlighter);
    let rendered = render_body(&SourcePath::new("a.md"), body, 0, &options, &mut Sink::default());
    assert_eq!(*rendered.html_ids, ["x"]);
}

#[test]
fn frames_are_of_named_hosts_alone() {
    check(
        "<iframe src=\"//player.bilibili.com/player.html?aid=1&page=1\" scrolling=\"no\" \
         border=\"0\" frameborder=\"no\" framespacing=\"0\" allowfullscreen=\"true\"> </iframe>\n\n\
         甲<iframe src=\"https://player.bilibili.com/\" title=\"影片\" width=300 \
         onload=x>乙</iframe>\n\n<iframe src=\"https://evil.example/\"></iframe>\n",
        &expect![[r#"
            <p><iframe src="https://player.bilibili.com/player.html?aid=1&amp;page=1" title="player.bilibili.com" sandbox="allow-scripts allow-same-origin allow-popups allow-presentation" allowfullscreen loading="lazy"></iframe> 
            </p>
            <p>甲<iframe src="https://player.bilibili.com/" title="影片" width="300" sandbox="allow-scripts allow-same-origin allow-popups allow-presentation" allowfullscreen loading="lazy"></iframe>乙</p>
            <p>&lt;iframe src="https://evil.example/"&gt;&lt;/iframe&gt;
            </p>
            warning[html-attribute]: the attribute `onload` of HTML was left out @ "<iframe src=\"https://player.bilibili.com/\" title=\"影片\" width=300 onload=x>"
            warning[raw-html]: `<iframe>` of HTML is shown as text @ "<iframe src=\"https://evil.example/\">"
        "#]],
    );
}

#[test]
fn the_words_of_html_are_found_and_the_tags_are_not() {
    let highlighter = Highlighter::new();
    let options = Options { want_text: true, ..options(&highlighter) };
    let body = "党<b>建</b>m<sup>2</sup>\n\n<details><summary>概要</summary>\n\n正文\n\n\
        </details>\n\n<div title=\"题\">甲&hellip;<p>乙</div>\n";
    let body =
        render_body(&SourcePath::new("content/a.md"), body, 0, &options, &mut Sink::default());
    let lines: Vec<&str> = body.text.lines().filter(|line| !line.trim().is_empty()).collect();
    assert_eq!(lines, ["党建m2", "概要", "正文", "甲…", "乙"]);
    assert_eq!(body.first_paragraph, "党建m2");
    assert_eq!(body.counts.characters, 8);
}
