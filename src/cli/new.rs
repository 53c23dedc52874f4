//! `casebook new`: a file to start from.

use super::args::{NewArgs, NewKind};
use super::print::Console;
use super::{Fatal, Outcome};
use crate::io::disk::DiskWorld;
use crate::io::starter;
use crate::say;
use crate::text::slug;

/// Writes a file with front matter that names every key worth filling in; never over another file.
pub(super) fn new(args: &NewArgs, console: &Console) -> Result<Outcome, Fatal> {
    let world = DiskWorld::open(&args.root)?;
    let name = slug(args.slug.as_deref().unwrap_or(&args.title));
    let title = quoted(&args.title);
    let (path, text) = match args.kind {
        NewKind::Case => (format!("content/cases/{name}.md"), case(&title)),
        NewKind::Model => (
            format!("content/models/{name}.md"),
            format!(
                "---\ntitle: {title}\nsummary: \n---\n\n这个模式是什么，从哪里来，由哪些部分组成。\n"
            ),
        ),
        NewKind::Page => (
            format!("content/{name}.md"),
            format!("---\ntitle: {title}\n---\n\n正文从这里开始。\n"),
        ),
    };
    starter::write_new(world.root(), &path, &text).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Fatal::Said(say!(
            "{path} 已经存在，没有改动；用 --slug 换一个文件名"
                | "{path} exists already and was left alone; choose another name with --slug"
        )),
        _ => Fatal::Said(say!("写不了 {path}：{error}" | "cannot write {path}: {error}")),
    })?;
    console.note(&say!(
        "已新建 {path}；填好后运行 casebook check"
            | "wrote {path}; fill it in, then run casebook check"
    ));
    Ok(Outcome::Done)
}

/// A title as a YAML text, whatever it holds.
fn quoted(title: &str) -> String {
    serde_json::to_string(title).expect("text is JSON")
}

fn case(title: &str) -> String {
    format!(
        "---
title: {title}
# 地区：写全称（上海市静安区）或六位代码（\"310106\"）
district: 
# 模式：这个案例所代表的模式的名称
model: 
# 材料发表的日期，只知道年月时写 2022-02 或 2022
date: 
# 起止时间，还在继续的写 2007-06/
# period: 
summary: 
# status: draft 表示草稿，只在预览里显示
status: draft
topics: []
# practices:
#   - {{name: 做法的名称, anchor: 正文里描述它的标题}}
# metrics:
#   - {{label: 数的是什么, printed: 3000余万元, source: s1}}
# sources:
#   - {{id: s1, title: 文章标题, publisher: 发布者, date: 2022-02-25, url: https://example.org/}}
---

## 背景

## 做法

## 成效

## 尚待核实
"
    )
}
