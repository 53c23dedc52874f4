//! Emphasis and line breaks beside Chinese text.

use super::*;

#[test]
fn emphasis_works_beside_chinese_punctuation() {
    check(
        "**“三化”**治理，增长**约 35%**的产量，[x](a**（b.md)与**（c）**，\\**（d）*\n\n`e**（f）**g`\n",
        &expect![[r#"
        <p><strong>“三化”</strong>治理，增长<strong>约 35%</strong>的产量，<a href="&lt;content/cases/a**（b.md&gt;">x</a>与<strong>（c）</strong>，*<em>（d）</em></p>
        <p><code>e**（f）**g</code></p>
    "#]],
    );
}

#[test]
fn soft_breaks_join_chinese_lines() {
    check(
        "甲\n乙\nabc\n**def**\n*庚*\n*辛*\n`x`\n`y`，\nz\n",
        &expect![[r#"
        <p>甲乙
        abc
        <strong>def</strong>
        <em>庚</em><em>辛</em>
        <code>x</code>
        <code>y</code>，z</p>
    "#]],
    );
}

#[test]
fn emphasis_can_be_left_to_commonmark() {
    let highlighter = Highlighter::new();
    let options = Options { cjk_emphasis: false, ..Options::new(&highlighter) };
    expect![[r#"
        <p>增长**约 35%**的产量</p>
    "#]]
    .assert_eq(&shown("增长**约 35%**的产量\n", &options));
}
