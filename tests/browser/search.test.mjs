// The search page in a real browser: typing, facets, going back, transfers.
//
//   npm install playwright-core axe-core
//   CASEBOOK=target/release/casebook node --test tests/browser/search.test.mjs
//
// SITE names a site that was built from many cases, for the sizes of transfers; else only a small one is looked at.

import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync, readdirSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";

import { browser, program as casebook, root, serve } from "./publication.mjs";

const run = promisify(execFile);

let chrome, site, world;

before(async () => {
  world = mkdtempSync(join(tmpdir(), "casebook-search-"));
  for (const part of ["content", "themes", "site.yaml"]) cpSync(join(root, part), join(world, part), { recursive: true });
  execFileSync(casebook, ["build", "--root", world, "--quiet", "--base-url", "http://127.0.0.1/"]);
  site = await serve(join(world, "public"), { packed: true });
  chrome = await browser();
});

after(async () => {
  await chrome?.close();
  site?.close();
  await hard?.then(({ served }) => served.close());
});

async function open(path, options = {}, from = site) {
  const context = await chrome.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(String(error)));
  page.on("console", (message) => message.type() === "error" && !message.location().url.endsWith("favicon.ico") && page.problems.push(message.text()));
  if (options.clock) await page.clock.install();
  await page.goto(from.url + path);
  return page;
}

const cases = (page) => page.$$eval("#cb-results > li", (all) => all.map((item) => item.dataset.case));
const found = (page, total) => page.waitForFunction((total) => document.querySelector("#cb-results").dataset.total === String(total), total);
const cli = (query) => JSON.parse(execFileSync(casebook, ["search", query, "--root", world, "--format", "json"], { encoding: "utf8" }));

test("what the browser finds is what the terminal finds", async () => {
  const page = await open("/search/");
  for (const query of ["静安", "社會組織", "1+14+X", "联合会 党建", "jaq", "shanghai", "2007", "孵化", "枢纽型", "没有这样的话"]) {
    const own = cli(query);
    await page.goto(`${site.url}/search/?q=${encodeURIComponent(query)}`);
    await found(page, own.total);
    await page.waitForFunction((count) => document.querySelectorAll("#cb-results > li").length === count, Math.min(own.total, 10));
    assert.deepEqual((await cases(page)).sort(), own.results.map((hit) => hit.case).sort(), query);
  }
  assert.deepEqual(page.problems, []);
});

test("a case that is found by a name of another language stays when its page was read", async () => {
  const page = await open(`/search/?q=${encodeURIComponent("Organisational coverage")}`);
  await page.waitForSelector("#cb-results[data-exact=true]");
  const own = cli("Organisational coverage").results.map((hit) => hit.case);
  assert.ok(own.length > 1);
  assert.deepEqual((await cases(page)).sort(), own.sort());
});

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
function queries(all) {
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

/** The publication of texts that are hard to search, what is asked of it, and what the modules of its page answer. */
const theHard = () => (hard ??= (async () => {
  const folder = mkdtempSync(join(tmpdir(), "casebook-hard-"));
  const all = writeHard(folder);
  const asked = queries(all);
  cpSync(join(root, "themes"), join(folder, "themes"), { recursive: true });
  execFileSync(casebook, ["build", "--root", folder, "--quiet"]);
  const served = await serve(join(folder, "public"), { packed: true });
  const page = await open("/search/", {}, served);
  const answers = await modules(page, "/search/", asked);
  await page.context().close();
  return { folder, all, asked, served, answers };
})());

/** What the modules of the page find and verify, query by query: ids in order, and those that a reader would see go. */
async function modules(page, folder, all) {
  return page.evaluate(async ([folder, all]) => {
    const [{ Store, refold, search }, { holds, isApart, pageText, shown }] = await Promise.all(["find", "view"].map((name) => import(`/search/${name}.js`)));
    const store = new Store(folder);
    const texts = new Map();
    const answers = [];
    for (const query of all) {
      const { numbers, words, exact } = await search(store, query);
      const cards = await Promise.all((numbers ?? []).map((number) => store.card(number)));
      await store.learn();
      refold(words);
      const gone = [];
      for (const card of cards) {
        if (!texts.has(card.href)) texts.set(card.href, await pageText(card.href));
        const wanting = words.filter((word) => !word.otherwise[card.number] && !holds(shown(card), word));
        if (isApart(texts.get(card.href), wanting)) gone.push(card.id);
      }
      // A figure or Pinyin that may also stand as typed is ranked by what the index says of that.
      const loose = !exact && words.some((word) => word.number.length + word.pinyin.length > 0);
      answers.push({ ids: cards.map((card) => card.id), gone, exact, loose });
    }
    return answers;
  }, [folder, all]);
}

test("the modules of the page answer hundreds of queries as the program does", async () => {
  const { folder, asked, answers } = await theHard();
  let apart = 0;
  const all = asked.entries();
  const ask = async () => {
    for (const [place, query] of all) compare(place, query, JSON.parse((await run(casebook, ["search", "--root", folder, "--format", "json", "--", query])).stdout));
  };
  const compare = (place, query, own) => {
    const { ids, gone, exact, loose } = answers[place];
    const order = (all) => (loose ? all.toSorted() : all);
    const expected = own.results.map((hit) => hit.case);
    assert.equal(own.total, expected.length, query);
    // Nothing is missed, the order is the same, and what the index alone cannot tell apart is told by the page.
    assert.deepEqual(order(ids.filter((id) => !gone.includes(id))), order(expected), JSON.stringify(query));
    assert.ok(!exact || gone.length === 0, query);
    apart += gone.length;
  };
  await Promise.all(Array.from({ length: availableParallelism() }, ask));
  assert.ok(asked.length > 250, String(asked.length));
  assert.ok(apart > 0);
  // Files are told apart by the bits of a gram and of a character.
  const files = ["shards", "chars"].map((name) => readdirSync(join(folder, "public/search", name)).length);
  assert.ok(files.every((count) => count > 1), String(files));
});

test("the total of an address is true, or says that it may not be", async () => {
  const { served, asked, answers } = await theHard();
  const doubtful = asked.map((query, place) => ({ query, ...answers[place] })).filter(({ gone }) => gone.length > 0);
  const page = await open("/search/", {}, served);
  const state = () => page.evaluate(() => ({ ...document.querySelector("#cb-results").dataset, said: document.querySelector("#cb-status").textContent }));
  let [proved, dropped] = [0, 0];
  for (const { query, ids, gone } of doubtful.filter(({ ids }) => ids.length <= 10).slice(0, 24)) {
    const truth = ids.length - gone.length;
    const holds = async () => {
      const { total, exact, said } = await state();
      assert.ok(exact === "true" ? Number(total) === truth : Number(total) >= truth, `${query}: ${total} for ${truth}`);
      assert.equal(said.includes("约"), exact === "false", said);
      return exact === "true";
    };
    await page.goto(`${served.url}/search/?q=${encodeURIComponent(query)}`);
    await page.waitForSelector("#cb-results[data-exact]");
    await page.waitForLoadState("networkidle");
    proved += Number(await holds());
    // Who looks at all results has seen all.
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.waitForFunction(() => document.querySelector("#cb-results").dataset.exact === "true");
    await holds();
    assert.equal(await page.locator("#cb-results > li").count(), truth, query);
    assert.equal(await page.locator("#cb-empty").isVisible(), truth === 0, query);
    dropped += gone.length;
  }
  assert.ok(proved > 0 && dropped > 20, `${proved} of ${doubtful.length}`);
  assert.deepEqual(page.problems, []);
});

test("hashes and folding are those of the generator", async () => {
  const page = await open("/search/");
  const keys = [...readFileSync(join(root, "data/t2s.txt"), "utf8").replaceAll("\n", "")].filter((_, place) => place % 2 === 0).join("");
  const made = await page.evaluate(async (keys) => {
    const { hash, fold, isMixed, TEXT, PINYIN, NUMBER, SIGN } = await import("/search/text.js");
    return {
      mixed: [...keys].filter((key) => !isMixed(`党${key}建`)).concat(["是社会组织党建，Party building 3000余万元（试行）“好”……①—Ａ"].filter(isMixed)),
      hashes: [hash(TEXT, ["党", "建"]), hash(TEXT, ["党"]), hash(TEXT, ["圳"]), hash(TEXT, ["3", "家"]), hash(PINYIN, ["c", "q"]), hash(NUMBER, ["9", "4"]), hash(SIGN, ["。", "”"])],
      folded: ["Ａｂ１＋１４＋Ｘ　模式", "Café naïve", "，组织……党建。", "党\u200B建", "⼈⼝"].map((text) => fold(text).join("").replaceAll("\0", "|")),
    };
  }, keys);
  const source = readFileSync(join(root, "src/search/gram.rs"), "utf8");
  const expected = [...source.matchAll(/assert_eq!\(hash\(.*\), (0x[0-9A-F_]+)\)/g)].map((found) => Number(found[1].replaceAll("_", "")));
  assert.deepEqual(made.hashes, expected);
  // A text that holds a Traditional character is never taken for one that holds none.
  assert.ok(keys.length > 2900);
  assert.deepEqual(made.mixed, []);
  assert.deepEqual(made.folded, ["ab1+14+x|模式", "cafe|naive", "组织|党建", "党建", "人口"]);
});

/** Builds and serves a publication of cases with these bodies. */
async function publication(bodies, settings = "") {
  const folder = mkdtempSync(join(tmpdir(), "casebook-bodies-"));
  mkdirSync(join(folder, "content/cases"), { recursive: true });
  writeFileSync(join(folder, "site.yaml"), `title: 案例辑\nbase_url: http://127.0.0.1/\n${settings}`);
  for (const [name, body] of Object.entries(bodies)) writeFileSync(join(folder, `content/cases/${name}.md`), `---\ntitle: 甲\ndistrict: 上海市静安区\nmodel: 乙模式\ndate: 2022\n---\n\n${body}\n`);
  cpSync(join(root, "themes"), join(folder, "themes"), { recursive: true });
  execFileSync(casebook, ["build", "--root", folder, "--quiet"]);
  return Object.assign(await serve(join(folder, "public"), { packed: true }), { folder });
}

test("page and terminal read HTML that is let through alike", async () => {
  const served = await publication({
    own: `开头。

<section>\n<p>居委<b>会议</b>事厅</p>\n\n<details><summary>概要一览</summary>详情二览</details>\n</section>

面积3万m<sup>2</sup>以上，<ruby>弄<rt>long</rt>堂<rt>tang</rt></ruby>里&#30340;事[^1]接着说<i>明<!-- 编者按 --></i>白。

<style>.secret { content: "机密样式" }</style>
<dl><dt>名目</dt><dd>释义</dd></dl>
<nav>导航条目</nav><aside class="related back">旁及内容</aside><p><span class="ref">注记编号</span>，<dfn>定</dfn>义<var>词</var></p>

[^1]: 脚注`,
    other: "开头。\n\n一览，详情。居委。会议。名目，释义。说。明白。",
  }, "raw_html: true\n");
  const asked = [
    "居委会议事厅", "会议事", "3万m2以上", "弄堂里的事", "long", "tang", "的事接着说", "说明白", "概要一览", "详情二览", "脚注", "导航条目", "旁及内容", "注记编号",
    "定义词", "一览，详情", "居委，会议", "名目，释义", "说，明白", "概要，一览", "编者按", "机密样式", "弄long",
  ];
  const page = await open("/search/", {}, served);
  const answers = await modules(page, "/search/", asked);
  for (const [place, query] of asked.entries()) {
    const { results } = JSON.parse(execFileSync(casebook, ["search", query, "--root", served.folder, "--format", "json"], { encoding: "utf8" }));
    const { ids, gone } = answers[place];
    assert.deepEqual(ids.filter((id) => !gone.includes(id)).sort(), results.map((hit) => hit.case).sort(), query);
    assert.equal(results.some((hit) => hit.case === "own"), place < 15, query);
  }
  served.close();
});

test("a Traditional query finds its cases where another character shares a number with it", async () => {
  const served = await publication({ own: "长安街道。", other: "王琪安说。" });
  const page = await open(`/search/?q=${encodeURIComponent("長安")}`, {}, served);
  await page.waitForSelector("#cb-results[data-exact=true]");
  assert.deepEqual(await cases(page), ["own"]);
  assert.deepEqual(page.problems, []);
  served.close();
});

test("the first result waits for no other", async () => {
  const { served } = await theHard();
  const page = await open("/search/", {}, served);
  const shown = (count) => page.waitForFunction((count) => document.querySelectorAll("#cb-results > li").length >= count, count);
  // Only the file that is asked for first is let through, until its result stands there.
  let asked = 0;
  let resolve;
  const promise = new Promise((go) => { resolve = go; });
  await page.route("**/search/cases/*.bin*", async (route) => {
    asked += 1;
    if (asked > 1) await promise;
    await route.continue();
  });
  await page.fill("#cb-q", "党建");
  await shown(1);
  assert.equal((await cases(page)).length, 1);
  assert.ok(asked > 1);
  resolve();
  await shown(5);
  assert.deepEqual(page.problems, []);
});

test("nothing is searched while an input method composes", async () => {
  const page = await open("/search/", { clock: true });
  await page.focus("#cb-q");
  const session = await page.context().newCDPSession(page);
  for (const text of ["j", "ji", "jing", "jing'an"]) {
    await session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    // Whatever waits for a pause has had it.
    await page.clock.runFor(1000);
    assert.equal(await page.inputValue("#cb-q"), text);
    assert.equal(new URL(page.url()).search, "", text);
  }
  await session.send("Input.insertText", { text: "静安" });
  await page.clock.runFor(1000);
  await found(page, cli("静安").total);
  assert.equal(new URL(page.url()).searchParams.get("q"), "静安");
});

test("results are marked, announced and reached by keys", async () => {
  const page = await open("/search/");
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "cb-q");
  await page.keyboard.type("党建");
  await page.waitForSelector("#cb-results > li");
  assert.match(await page.textContent("#cb-status"), /\d/);
  assert.equal(await page.textContent("#cb-results mark"), "党建");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement.closest("li").dataset.case), (await cases(page))[0]);
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement.id), "cb-q");
  await page.keyboard.press("Escape");
  await found(page, 0);
});

test("keys lead through results and back, and going back finds everything as it was", async () => {
  const { served } = await theHard();
  const page = await open("/search/?q=%E5%85%9A%E5%BB%BA&region=310000", { viewport: { width: 1280, height: 700 } }, served);
  const focus = () => page.evaluate(() => document.activeElement.closest("li")?.dataset.case ?? document.activeElement.id);
  await page.waitForSelector('[data-facet="region"] input:checked');
  await page.waitForFunction(() => document.querySelectorAll("#cb-results > li").length === 10);
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("/");
  assert.equal(await focus(), "cb-q");
  assert.equal(await page.inputValue("#cb-q"), "党建");
  await page.click("#cb-more");
  await page.waitForFunction(() => document.querySelectorAll("#cb-results > li").length > 10);
  const shown = await cases(page);
  assert.equal(await focus(), shown[10], "the first of the new results");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focus(), shown[11]);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  assert.equal(await focus(), shown[9]);
  await page.keyboard.press("ArrowDown");
  const before = await page.evaluate(() => scrollY);
  assert.ok(before > 300, String(before));
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/cases/${shown[10]}/`);
  await page.goBack();
  await page.waitForFunction((count) => document.querySelectorAll("#cb-results > li").length === count, shown.length);
  assert.deepEqual(await cases(page), shown);
  await page.waitForFunction((before) => Math.abs(scrollY - before) < 2, before);
  assert.equal(await page.inputValue("#cb-q"), "党建");
  assert.equal(await page.locator('[data-facet="region"] input:checked').count(), 1);
  assert.equal(await page.locator("#cb-chips li").count(), 1);
  // Whoever types on begins at the top again.
  await page.keyboard.press("/");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !new URLSearchParams(location.search).has("q"));
  assert.equal(await page.inputValue("#cb-q"), "");
  assert.deepEqual(page.problems, []);
});

test("a facet that a publication declares works like any other, by keys too", async () => {
  const { served, all } = await theHard();
  const page = await open("/search/?q=%E5%85%9A%E5%BB%BA", {}, served);
  const group = page.locator('[data-facet="f-grade"]');
  await group.locator("summary").click();
  const box = group.locator("input").first();
  await box.waitFor();
  const grade = await box.inputValue();
  const count = Number(await group.locator(".n").first().textContent());
  await box.focus();
  await page.keyboard.press("Space");
  await page.waitForFunction((count) => document.querySelector("#cb-results").dataset.total === String(count), count);
  assert.equal(new URL(page.url()).searchParams.get("f-grade"), grade);
  for (const id of await cases(page)) assert.equal(all[Number(id.slice(1))].grade.trim(), grade);
  // The boxes were made anew; the one in use is still in use.
  await page.waitForFunction((grade) => document.activeElement.value === grade && document.activeElement.checked, grade);
  await page.keyboard.press("Space");
  await page.waitForFunction(() => !location.search.includes("f-grade"));
  await page.waitForFunction((grade) => document.activeElement.value === grade && !document.activeElement.checked, grade);
  assert.deepEqual(page.problems, []);
});

test("what is open below a region stays open when another is chosen", async () => {
  const { served } = await theHard();
  const page = await open("/search/?q=%E5%85%9A%E5%BB%BA", {}, served);
  const branch = page.locator('[data-facet="region"] .has-below').first();
  await branch.locator(".branch > summary").click();
  const below = branch.locator(".branch li input").first();
  await below.waitFor();
  const place = await below.inputValue();
  await below.focus();
  await page.keyboard.press("Space");
  await page.waitForFunction((place) => new URLSearchParams(location.search).get("region") === place, place);
  await page.waitForFunction((place) => document.activeElement.value === place && document.activeElement.checked, place);
  assert.deepEqual(page.problems, []);
});

test("facets combine, stand in the address and are taken back", async () => {
  const page = await open("/search/?q=%E5%85%9A%E5%BB%BA");
  const all = cli("党建").total;
  await found(page, all);
  const boxes = page.locator('[data-facet="region"] > ul > li > label');
  await boxes.first().waitFor();
  const count = Number(await boxes.first().locator(".n").textContent());
  await boxes.first().click();
  await found(page, count);
  assert.equal((await cases(page)).length, count);
  assert.ok(new URL(page.url()).searchParams.get("region"));
  assert.equal(await page.locator("#cb-chips li").count(), 1);
  await page.goBack();
  await found(page, all);
  assert.equal(await page.locator("#cb-chips li").count(), 0);
  await page.goForward();
  await found(page, count);
  await page.locator("#cb-chips button").click();
  await found(page, all);
  for (const order of ["date", "title"]) {
    await page.selectOption("#cb-sort", order);
    await page.waitForFunction((order) => location.search.includes(`sort=${order}`), order);
    await page.waitForSelector("#cb-results > li");
  }
  assert.deepEqual(page.problems, []);
});

test("what finds nothing says so and what to try", async () => {
  const page = await open("/search/?q=%E9%BE%98%E9%BE%98");
  await page.waitForSelector("#cb-empty:not([hidden])");
  assert.ok((await page.textContent("#cb-status")).length > 0);
});

test("without scripts the page leads on, and values and pairs of facets have pages", async () => {
  const page = await open("/search/", { javaScriptEnabled: false });
  assert.ok(await page.locator("noscript .notice, noscript").count());
  assert.ok(await page.locator(".browse a").count());
  await page.goto(`${site.url}/browse/`);
  const link = page.locator(".tally li").first();
  const count = Number(await link.locator(".n").textContent());
  await link.locator("a").click();
  assert.equal(await page.locator(".card").count(), count);
  // A year of the list of cases, and a value of a declared field.
  await page.goto(`${site.url}/cases/`);
  await page.locator(".narrow > summary").click();
  const year = page.locator('.narrow a[href*="/browse/year/"]').first();
  const [name, cases] = [await year.textContent(), Number(await year.locator("xpath=..").locator(".n").textContent())];
  await year.click();
  assert.match(await page.locator("h1").textContent(), new RegExp(`${name}$`));
  assert.equal(await page.locator(".card").count(), cases);
  assert.ok(cases > 0);
  const { served } = await theHard();
  const hard = await open("/cases/", { javaScriptEnabled: false }, served);
  await hard.locator(".narrow > summary").click();
  const grade = hard.locator('.narrow li:has(a[href*="/browse/f-grade/"])').first();
  const graded = Number(await grade.locator(".n").textContent());
  await grade.locator("a").click();
  assert.equal(await hard.locator(".card").count(), graded);
});

for (const width of [360, 1440]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`every reader can use the page at ${width} px, ${colorScheme}`, async () => {
      const { served } = await theHard();
      const page = await open("/search/", { bypassCSP: true, viewport: { width, height: 900 }, colorScheme }, served);
      for (const query of ["", "?q=%E9%BE%98%E9%BE%98", "?q=%E5%85%9A%E5%BB%BA&region=310000&year=2015&year=2016"]) {
        await page.goto(`${served.url}/search/${query}`);
        if (query.includes("year")) {
          await page.waitForSelector("#cb-results > li");
          await page.waitForSelector("#cb-chips li");
          await page.evaluate(() => { for (const group of document.querySelectorAll(".facet")) group.open = true; });
          await page.locator('[data-facet="region"] .branch > summary').first().click();
          await page.waitForSelector(".branch li label");
          await page.waitForFunction(() => [...document.querySelectorAll(".facet-values")].every((list) => list.childElementCount > 0));
        }
        await page.addScriptTag({ path: fileURLToPath(import.meta.resolve("axe-core/axe.min.js")) });
        const { violations } = await page.evaluate(() => window.axe.run());
        assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]), [], query);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), query);
        if (width > 360) continue;
        const small = await page.evaluate(() => [...document.querySelectorAll("a, button, summary, label, select, input[type=search]")]
          .filter((own) => own.checkVisibility() && !own.matches(".skip, :has(> select)") && own.getBoundingClientRect().height < 44)
          .map((own) => own.outerHTML));
        assert.deepEqual(small, [], "a finger finds room");
      }
    });
  }
}

test("the scripts stay small", () => {
  const folder = join(world, "public/search");
  const sizes = readdirSync(folder).filter((name) => name.endsWith(".js")).map((name) => gzipSync(readFileSync(join(folder, name))).length);
  assert.ok(sizes.reduce((sum, own) => sum + own) <= 15 * 1024, `${sizes}`);
});

test("a query transfers little", async () => {
  const large = process.env.SITE ? await serve(process.env.SITE, { packed: true }) : site;
  const context = await chrome.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  const names = new Map();
  const sizes = new Map();
  session.on("Network.requestWillBeSent", ({ requestId, request }) => names.set(requestId, request.url));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => sizes.set(requestId, encodedDataLength));
  const under = new Set();
  session.on("Network.requestWillBeSent", ({ requestId }) => under.add(requestId));
  for (const end of ["loadingFinished", "loadingFailed"]) session.on(`Network.${end}`, ({ requestId }) => under.delete(requestId));
  const settle = async () => {
    await page.waitForSelector("#cb-results > li");
    // The network is idle once per page for the browser; for us, when nothing was under way for thirty frames.
    for (let calm = 0; calm < 30; calm = under.size > 0 ? 0 : calm + 1) {
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestIdleCallback(done))));
    }
    const all = [...sizes].map(([id, size]) => [names.get(id), size]);
    sizes.clear();
    return all;
  };
  // The small site holds other words than a large one made of common words.
  const first_query = process.env.SITE ? "人民政府" : "社会组织";
  const queries = process.env.SITE ? ["经济发展", "社会组织", "图书馆", "中国共产党", "上海 教育"] : ["联合会", "志愿服务", "公益创投"];
  const sum = (all) => all.reduce((sum, [, size]) => sum + size, 0);
  await page.goto(`${large.url}/search/?q=${encodeURIComponent(first_query)}`);
  const first = await settle();
  const further = [];
  for (const query of queries) {
    await page.fill("#cb-q", query);
    await page.waitForFunction((query) => new URLSearchParams(location.search).get("q") === query, query);
    const all = await settle();
    further.push(sum(all));
  }
  if (large !== site) large.close();
  assert.ok(sum(first) <= 100 * 1024, `first ${sum(first)}`);
  assert.ok(Math.max(...further) <= 40 * 1024, `further ${further}`);
  assert.ok(statSync(join(process.env.SITE ?? join(world, "public"), "search/index.bin")).size < 20_000);
});
