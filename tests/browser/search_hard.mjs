// A publication of texts that are hard to search.

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after } from "node:test";

import { program as casebook, serve } from "./publication.mjs";
import { newFolder } from "./search_page.mjs";

/** Numbers that look like chance and are the same every time. */
function* chance(seed) {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

const PIECES = [
  "党建", "社会组织", "社會組織", "联合会", "枢纽", "孵化", "**重**点", "乡\n村", "[治理](https://example.org/)", "，", "。", "“", "”", "、", "——", "……", "（试行）", "NGO ",
  "Party building ", "café ", "1+14+X", "3000余万元", "1.9万家", "13,101平方米", "20%", "2022年", "３个", "１２", "ＡＢＣ", "𠮷野", "𪚥", "👍🏽", "🎉", "🎉🎉", "裡面", "乾坤", "后来",
  "旅游", "重庆", "⼈⺠", "⻔⼾", "a-b", "x_y", "C++ ", "是", "的", "有", "一", "人", "民", "政", "府", "人民", "民政", "政府",
];

/** Writes a publication of texts that are hard to search. */
function writeHard(folder) {
  const next = chance(7);
  const pick = (list) => list[Math.floor(next.next().value * list.length)];
  const text = (least, most) => Array.from({ length: least + Math.floor(next.next().value * (most - least)) }, () => pick(PIECES)).join("");
  mkdirSync(join(folder, "content/cases"), { recursive: true });
  writeFileSync(join(folder, "site.yaml"), `title: 难找的案例
base_url: http://127.0.0.1/
language: zh-Hans
editions: {zh-Hant: {from: zh-Hans}}
region_names: {"310106": {en: Jing'an}}
fields: {grade: {type: text, facet: true}}
`);
  const all = [];
  for (let number = 0; number < 90; number += 1) {
    const plain = () => text(3, 9).replaceAll("\n", "");
    // Characters that few cases have, so that lists of pairs are written by theirs.
    const rare = Array.from({ length: 60 }, (_, place) => String.fromCodePoint(0x5000 + ((number % 20) * 131 + place * 97 * (1 + (number % 3))) % 9000)).join("");
    const own = { rare, title: plain(), summary: plain(), model: `${pick(["枢纽", "孵化", "1+14+X ", "三融合双提升"])}模式`, organisation: plain(), practice: plain(), grade: plain(), source: plain(), body: `${text(20, 90)}\n\n${text(10, 50)}\n\n${rare}` };
    const lines = [
      `title: ${JSON.stringify(own.title)}`, `summary: ${JSON.stringify(own.summary)}`, `model: ${JSON.stringify(own.model)}`,
      `district: ${pick(["上海市静安区", "重庆市渝中区", "安徽省六安市金安区", "北京市朝阳区"])}`, `date: 20${10 + (number % 14)}-0${1 + (number % 9)}-11`,
      `topics: [${pick(["社会组织党建", "公益创投", "旅游"])}]`, `organisations: [${JSON.stringify(own.organisation)}]`, `practices: [{name: ${JSON.stringify(own.practice)}}]`,
      `grade: ${JSON.stringify(own.grade)}`, `metrics: [{label: 投入资金, printed: ${pick(["3000余万元", "1.9万家", "94家", "3亿5000万元"])}}]`,
      `sources: [{id: s1, title: ${JSON.stringify(own.source)}, publisher: 新华社}]`,
    ];
    writeFileSync(join(folder, `content/cases/c${number}.md`), `---\n${lines.join("\n")}\n---\n\n${own.body}\n`);
    all.push(own);
  }
  return all;
}

/** Parts of texts, and what people type by mistake or to see what happens. */
export function queries(all) {
  const next = chance(11);
  const below = (most) => Math.floor(next.next().value * most);
  const parts = Array.from({ length: 150 }, () => {
    const own = all[below(all.length)];
    const text = [...own[["title", "summary", "practice", "organisation", "grade", "source", "model"][below(7)]]];
    const from = below(text.length - 1);
    return text.slice(from, from + 2 + below(9)).join("");
  });
  const bodies = Array.from({ length: 60 }, () => {
    const text = [...all[below(all.length)].body.replace(/\*\*|\[|\]\([^)]*\)|\n/g, "")];
    const from = below(text.length - 2);
    return text.slice(from, from + 2 + below(7)).join("");
  });
  const odd = [
    "", " ", "，", "。", "？？", "“”", "—", "……", "%", "20%", "100%", "%E5", "<b>", "<script>", "\"", "'", "\\", "&amp;", "人", "a", "A", "1", "𠮷", "🎉", "👍", "👍🏽", "🎉🎉🎉", "党建 ", " 党建", "党  建", "党,建",
    "３０００万", "3000万", "30000000", "3000余万元", "3000 余万元", "30,000,000", "3千万", "19000", "1.9万", "0.3亿", "35000万", "350000000", "3亿5000万", "不少于3000万", "不超过30000000元", "将近1.9万家", "接近94", "至少3亿5000万", "3000多年", "94余年", "3万年", "13101", "13，101平方米", "94", "94 家", "2022年", "3001万",
    "party BUILDING", "Party building", "PARTY", "caf", "CAFÉ", "ngo", "ＮＧＯ", "abc", "c++", "a-b", "x_y", "1+14+x", "１＋１４＋Ｘ", "Jing'an", "jing'an", "jingan", "jaq", "chongqing", "zhongqing", "cq", "cqs", "luan", "liuan",
    "lvyou", "luyou", "shanghaishijinganqu", "snyz", "dangjian", "dj", "社會組織", "社会组织", "乾坤", "干坤", "裡面", "里面", "後來", "上海市静安区", "上海市·静安区", "静安 上海", "金安区六安市", "枢纽 党建", "党建 枢纽 孵化 联合会 旅游 人民 政府",
    "的 是 有", "新华社", "公益创投", "没有这样的话", "党建".repeat(40), "人民政府".repeat(300), "é", "\u0301", "\u200b", "党\u200b建", "⼈⺠", "⺠政", "门户", "⾨戶", "⺠", "null", "constructor", "__proto__", "-3", "+", "--", "3-5",
  ];
  const rare = all.slice(0, 24).map((own, at) => own.rare.slice(at, at + 2 + (at % 3)));
  return [...new Set([...parts, ...bodies, ...rare, ...odd])];
}

let hard;

/** Its folder, what its cases say, and its pages served. */
export const theHard = () => (hard ??= (async () => {
  const folder = newFolder();
  const all = writeHard(folder);
  execFileSync(casebook, ["build", "--root", folder, "--quiet"]);
  return { folder, all, served: await serve(join(folder, "public"), { packed: true }) };
})());

after(async () => (await hard)?.served.close());
