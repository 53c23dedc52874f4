// The search page in a real browser: typing, facets, going back, transfers.
//
//   npm install playwright-core axe-core
//   CASEBOOK=target/release/casebook node --test tests/browser/search.test.mjs
//
// SITE names a site that was built from many cases, for the sizes of transfers; else only a small one is looked at.

import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { serve } from "./publication.mjs";
import { theHard } from "./search_hard.mjs";
import { ask, cases, context as newContext, found, own as ours, visit } from "./search_page.mjs";

let folder, site;

before(async () => {
  ({ folder, site } = await ours());
});

const open = (path, options, from = site) => visit(from, path, options);
const cli = (query) => ask(folder, query);

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
  // The second comes with it; the others would only hold the browser up.
  assert.equal(asked, 2);
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
  assert.ok(await page.evaluate(() => scrollY > 300));
  // What the reader saw last: where the result stood that is followed.
  await page.evaluate(() => addEventListener("pagehide", () => { sessionStorage.top = document.activeElement.closest("li").getBoundingClientRect().top; }));
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/cases/${shown[10]}/`);
  let release;
  const late = new Promise((go) => { release = go; });
  await page.route("**/cases/*/", async (route) => {
    if (route.request().resourceType() === "fetch") await late;
    await route.continue();
  });
  await page.goBack();
  await page.waitForFunction((count) => document.querySelectorAll("#cb-results > li").length === count, shown.length);
  assert.deepEqual(await cases(page), shown);
  const stands = () => page.waitForFunction((id) => Math.abs(document.querySelector(`[data-case="${id}"]`).getBoundingClientRect().top - Number(sessionStorage.top)) < 2, shown[10]);
  // What is late moves nothing in the end.
  release();
  await page.waitForLoadState("networkidle");
  await stands();
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
  const scripts = join(folder, "public/search");
  const sizes = readdirSync(scripts).filter((name) => name.endsWith(".js")).map((name) => gzipSync(readFileSync(join(scripts, name))).length);
  assert.ok(sizes.reduce((sum, own) => sum + own) <= 15 * 1024, `${sizes}`);
});

test("a query transfers little", async () => {
  const large = process.env.SITE ? await serve(process.env.SITE, { packed: true }) : site;
  const context = await newContext();
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
  assert.ok(statSync(join(process.env.SITE ?? join(folder, "public"), "search/index.bin")).size < 20_000);
});
