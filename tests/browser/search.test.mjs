// The search page in a real browser: typing, facets, going back, transfers.
//
//   npm install playwright-core axe-core
//   CASEBOOK=target/release/casebook node --test tests/browser/search.test.mjs
//
// SITE names a site that was built from many cases, for the sizes of transfers; else only a small one is looked at.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, statSync } from "node:fs";
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

test("hashes and folding are those of the generator", async () => {
  const page = await open("/search/");
  const made = await page.evaluate(async () => {
    const { hash, TEXT, PINYIN, NUMBER } = await import("/search/gram.js");
    const { fold } = await import("/search/fold.js");
    return {
      hashes: [hash(TEXT, ["党", "建"]), hash(PINYIN, ["c", "q"]), hash(NUMBER, ["9", "4"])],
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
  const names = ["main", "store", "query", "results", "facets", "filter", "snippet", "fold", "gram", "bits", "dom"];
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
