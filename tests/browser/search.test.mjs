// The search page in a real browser: typing, facets, going back, transfers.
//
//   npm install playwright-core axe-core
//   CASEBOOK=target/release/casebook node --test tests/browser/search.test.mjs
//
// SITE names a site that was built from many cases, for the sizes of transfers; else only a small one is looked at.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../..", import.meta.url));
const casebook = process.env.CASEBOOK ?? join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "debug/casebook");
const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".xml": "application/xml" };
const csp = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'";

/** Serves a folder as a static host does, with a strict policy and compressed text. */
async function serve(folder) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    try {
      const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
      const type = types[extname(file)] ?? "application/octet-stream";
      const body = readFileSync(file);
      const text = type !== "application/octet-stream";
      response.writeHead(200, { "content-type": type, "content-security-policy": csp, ...(text && { "content-encoding": "gzip" }) });
      response.end(text ? gzipSync(body) : body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { server, origin: `http://127.0.0.1:${server.address().port}` };
}

let browser, site, world;

before(async () => {
  world = mkdtempSync(join(tmpdir(), "casebook-search-"));
  for (const part of ["content", "themes", "site.yaml"]) cpSync(join(root, part), join(world, part), { recursive: true });
  execFileSync(casebook, ["build", "--root", world, "--quiet", "--base-url", "http://127.0.0.1/"]);
  site = await serve(join(world, "public"));
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
});

after(async () => {
  await browser?.close();
  site?.server.close();
});

async function open(path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(String(error)));
  page.on("console", (message) => message.type() === "error" && !message.location().url.endsWith("favicon.ico") && page.problems.push(message.text()));
  await page.goto(site.origin + path);
  return page;
}

const cases = (page) => page.$$eval("#cb-results > li", (all) => all.map((item) => item.dataset.case));
const found = (page, total) => page.waitForFunction((total) => document.querySelector("#cb-results").dataset.total === String(total), total);
const cli = (query) => JSON.parse(execFileSync(casebook, ["search", query, "--root", world, "--format", "json"], { encoding: "utf8" }));

test("what the browser finds is what the terminal finds", async () => {
  const page = await open("/search/");
  for (const query of ["静安", "社會組織", "1+14+X", "联合会 党建", "jaq", "shanghai", "2007", "孵化", "枢纽型", "没有这样的话"]) {
    const own = cli(query);
    await page.goto(`${site.origin}/search/?q=${encodeURIComponent(query)}`);
    await found(page, own.total);
    await page.waitForFunction((count) => document.querySelectorAll("#cb-results > li").length === count, Math.min(own.total, 10));
    assert.deepEqual((await cases(page)).sort(), own.results.map((hit) => hit.case).sort(), query);
  }
  assert.deepEqual(page.problems, []);
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
  "旅游", "重庆", "a-b", "x_y", "C++ ", "是", "的", "有", "一", "人", "民", "政", "府", "人民", "民政", "政府",
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
    const own = { title: plain(), summary: plain(), model: `${pick(["枢纽", "孵化", "1+14+X ", "三融合双提升"])}模式`, organisation: plain(), practice: plain(), grade: plain(), source: plain(), body: `${text(20, 90)}\n\n${text(10, 50)}` };
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
    "３０００万", "3000万", "30000000", "3000余万元", "3000 余万元", "30,000,000", "3千万", "19000", "1.9万", "0.3亿", "35000万", "350000000", "3亿5000万", "13101", "13，101平方米", "94", "94 家", "2022年", "3001万",
    "party BUILDING", "Party building", "PARTY", "caf", "CAFÉ", "ngo", "ＮＧＯ", "abc", "c++", "a-b", "x_y", "1+14+x", "１＋１４＋Ｘ", "Jing'an", "jing'an", "jingan", "jaq", "chongqing", "zhongqing", "cq", "cqs", "luan", "liuan",
    "lvyou", "luyou", "shanghaishijinganqu", "snyz", "dangjian", "dj", "社會組織", "社会组织", "乾坤", "干坤", "裡面", "里面", "後來", "上海市静安区", "上海市·静安区", "静安 上海", "金安区六安市", "枢纽 党建", "党建 枢纽 孵化 联合会 旅游 人民 政府",
    "的 是 有", "新华社", "公益创投", "没有这样的话", "党建".repeat(40), "人民政府".repeat(300), "é", "\u0301", "\u200b", "党\u200b建", "null", "constructor", "__proto__", "-3", "+", "--", "3-5",
  ];
  return [...new Set([...parts, ...bodies, ...odd])];
}

/** What the modules of the page find and verify, query by query: ids in order, and those that a reader would see go. */
async function modules(page, folder, all) {
  return page.evaluate(async ([folder, all]) => {
    const [{ search, refold }, { Store }, { isApart, shown }, { holds, pageText }] = await Promise.all(["query", "store", "results", "snippet"].map((name) => import(`/search/${name}.js`)));
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
  const hard = mkdtempSync(join(tmpdir(), "casebook-hard-"));
  const asked = queries(writeHard(hard));
  cpSync(join(root, "themes"), join(hard, "themes"), { recursive: true });
  execFileSync(casebook, ["build", "--root", hard, "--quiet"]);
  const served = await serve(join(hard, "public"));
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${served.origin}/search/`);
  const answers = await modules(page, "/search/", asked);
  await context.close();
  served.server.close();
  let apart = 0;
  for (const [place, query] of asked.entries()) {
    const own = JSON.parse(execFileSync(casebook, ["search", "--root", hard, "--format", "json", "--", query], { encoding: "utf8" }));
    const { ids, gone, exact, loose } = answers[place];
    const order = (all) => (loose ? all.toSorted() : all);
    const expected = own.results.map((hit) => hit.case);
    assert.equal(own.total, expected.length, query);
    // Nothing is missed, the order is the same, and what the index alone cannot tell apart is told by the page.
    assert.deepEqual(order(ids.filter((id) => !gone.includes(id))), order(expected), JSON.stringify(query));
    assert.ok(!exact || gone.length === 0, query);
    apart += gone.length;
  }
  assert.ok(asked.length > 250, String(asked.length));
  assert.ok(apart > 0);
});

test("hashes and folding are those of the generator", async () => {
  const page = await open("/search/");
  const made = await page.evaluate(async () => {
    const { hash, TEXT, PINYIN, NUMBER, SIGN } = await import("/search/gram.js");
    const { fold } = await import("/search/fold.js");
    return {
      hashes: [hash(TEXT, ["党", "建"]), hash(PINYIN, ["c", "q"]), hash(NUMBER, ["9", "4"]), hash(SIGN, ["。", "”"])],
      folded: ["Ａｂ１＋１４＋Ｘ　模式", "Café naïve", "，组织……党建。", "党\u200B建"].map((text) => fold(text).join("").replaceAll("\0", "|")),
    };
  });
  const source = readFileSync(join(root, "src/search/gram.rs"), "utf8");
  const expected = [...source.matchAll(/assert_eq!\(hash\(.*\), (0x[0-9A-F_]+)\)/g)].map((found) => Number(found[1].replaceAll("_", "")));
  assert.deepEqual(made.hashes, expected);
  assert.deepEqual(made.folded, ["ab1+14+x|模式", "cafe|naive", "组织|党建", "党建"]);
});

test("nothing is searched while an input method composes", async () => {
  const page = await open("/search/");
  await page.focus("#cb-q");
  const session = await page.context().newCDPSession(page);
  for (const text of ["j", "ji", "jing", "jing'an"]) {
    await session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    await page.waitForTimeout(200);
    assert.equal(new URL(page.url()).search, "", text);
  }
  await session.send("Input.insertText", { text: "静安" });
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

test("without scripts the page leads on, and pairs of facets have pages", async () => {
  const page = await open("/search/", { javaScriptEnabled: false });
  assert.ok(await page.locator("noscript .notice, noscript").count());
  assert.ok(await page.locator(".browse a").count());
  await page.goto(`${site.origin}/browse/`);
  const link = page.locator(".tally li").first();
  const count = Number(await link.locator(".n").textContent());
  await link.locator("a").click();
  assert.equal(await page.locator(".card").count(), count);
});

test("the page has names and roles for every reader", async () => {
  const page = await open("/search/?q=%E5%85%9A%E5%BB%BA", { bypassCSP: true });
  await page.waitForSelector("#cb-results > li");
  await page.locator('[data-facet="region"] label').first().waitFor();
  const axe = fileURLToPath(import.meta.resolve("axe-core/axe.min.js"));
  await page.addScriptTag({ path: axe });
  const { violations } = await page.evaluate(() => window.axe.run());
  assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]), []);
});

test("the scripts stay small", () => {
  const folder = join(world, "public/search");
  const names = ["main", "store", "query", "results", "facets", "snippet", "fold", "gram", "dom"];
  const sizes = names.map((name) => gzipSync(readFileSync(join(folder, `${name}.js`))).length);
  assert.ok(sizes.reduce((sum, own) => sum + own) <= 15 * 1024, `${sizes}`);
});

test("a query transfers little", async () => {
  const large = process.env.SITE ? await serve(process.env.SITE) : site;
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  const names = new Map();
  const sizes = new Map();
  session.on("Network.requestWillBeSent", ({ requestId, request }) => names.set(requestId, request.url));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => sizes.set(requestId, encodedDataLength));
  const settle = async () => {
    await page.waitForSelector("#cb-results > li");
    await page.waitForLoadState("networkidle");
    const all = [...sizes].map(([id, size]) => [names.get(id), size]);
    sizes.clear();
    return all;
  };
  // The small site holds other words than a large one made of common words.
  const first_query = process.env.SITE ? "人民政府" : "社会组织";
  const queries = process.env.SITE ? ["经济发展", "社会组织", "图书馆", "中国共产党", "上海 教育"] : ["联合会", "志愿服务", "公益创投"];
  const sum = (all) => all.reduce((sum, [, size]) => sum + size, 0);
  await page.goto(`${large.origin}/search/?q=${encodeURIComponent(first_query)}`);
  const first = await settle();
  const further = [];
  for (const query of queries) {
    await page.fill("#cb-q", query);
    await page.waitForFunction((query) => new URLSearchParams(location.search).get("q") === query, query);
    const all = await settle();
    further.push(sum(all));
  }
  if (large !== site) large.server.close();
  assert.ok(sum(first) <= 100 * 1024, `first ${sum(first)}`);
  assert.ok(Math.max(...further) <= 40 * 1024, `further ${further}`);
  assert.ok(statSync(join(process.env.SITE ?? join(world, "public"), "search/index.bin")).size < 20_000);
});
