// The search page when something goes wrong, and when someone stays on it for long.

import assert from "node:assert/strict";
import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { serve } from "./publication.mjs";
import { cases, found, newFolder, publish, shows, visit } from "./search_page.mjs";

const GRADED = "fields: {grade: {type: text, facet: true}}\n";

let site;

const many = Array.from({ length: 24 }, (_, number) => ({ name: `c${number + 10}`, year: 2000 + (number % 12), grade: "2003", body: `社区治理之${number}，楼宇党建。` }));

before(async () => {
  const folder = newFolder();
  const apart = { name: "apart", year: 1999, topics: ["分开"], body: "说了党建联席，也说了同联盟合作，还有建联。" };
  const whole = { name: "whole", year: 1998, body: "成立党建联盟。" };
  publish(folder, [...many, apart, whole], GRADED);
  site = await serve(join(folder, "public"));
});

after(() => site?.close());

const open = (path, { from = site, ...options } = {}) => visit(from, path, options);
const address = (params) => `/search/?${new URLSearchParams(params)}`;
const says = (page, text) => page.waitForFunction((text) => document.querySelector("#cb-status").textContent.includes(text), text);
const query = (page) => new URL(page.url()).searchParams.get("q");

test("a page that stays open while the site is published anew finds what is new", async () => {
  const own = newFolder();
  publish(own, many.slice(0, 12), GRADED);
  renameSync(join(own, "public"), join(own, "served"));
  const served = await serve(join(own, "served"));
  const page = await open(address({ q: "社区治理" }), { from: served });
  await found(page, 12);
  // Newer cases come first: every number is another case's, and there is a word that no case had.
  publish(own, [...many.slice(0, 12), { name: "new1", year: 2024, body: "河长制，社区治理。" }, { name: "new2", year: 2025, body: "河长制。" }], GRADED);
  rmSync(join(own, "served"), { recursive: true });
  renameSync(join(own, "public"), join(own, "served"));
  await page.fill("#cb-q", "河长制");
  await found(page, 2);
  await shows(page, 2);
  assert.deepEqual(await cases(page), ["new2", "new1"]);
  await page.fill("#cb-q", "社区治理");
  await found(page, 13);
  assert.equal((await cases(page))[0], "new1");
  assert.deepEqual(page.errors, []);
  served.close();
});

test("more results that cannot be read are not lost", async () => {
  const page = await open(address({ q: "社区治理" }));
  await shows(page, 10);
  const first = await cases(page);
  await page.route("**/search/cases/*", (route) => route.abort());
  await page.click("#cb-more");
  await says(page, "读不到");
  assert.deepEqual(await cases(page), first);
  await page.unroute("**/search/cases/*");
  await page.click("#cb-more");
  await shows(page, 20);
  assert.equal(new Set(await cases(page)).size, 20);
  await page.click("#cb-more");
  await shows(page, 24);
  assert.ok(await page.locator("#cb-more").isHidden());
  assert.deepEqual(page.errors, []);
});

test("an index that cannot be read is said, and shows nothing of before", async () => {
  const page = await open(address({ q: "社区治理" }));
  await shows(page, 10);
  await page.route("**/search/cases/*", (route) => route.abort());
  await page.fill("#cb-q", "党建联盟");
  await says(page, "读不到");
  assert.deepEqual(await cases(page), []);
  assert.ok(await page.locator("#cb-empty").isHidden());
  await page.unroute("**/search/cases/*");
  await page.keyboard.press("Enter");
  await found(page, 1);
  assert.deepEqual(page.errors, []);
});

test("filters that cannot be read are said, and cost no results", async () => {
  const page = await open(address({ q: "社区治理" }));
  const group = page.locator('[data-facet="topic"]');
  await group.waitFor();
  await shows(page, 10);
  await page.route("**/search/facets/*", (route) => route.abort());
  await group.locator("summary").click();
  await says(page, "读不到");
  // Results that come meanwhile do not talk over it.
  await page.click("#cb-more");
  await shows(page, 20);
  await says(page, "读不到");
  // The group stays open, and what is searched next has results all the same.
  await page.fill("#cb-q", "党建联盟");
  await found(page, 1);
  await shows(page, 1);
  await says(page, "读不到");
  assert.deepEqual(await cases(page), ["whole"]);
  assert.deepEqual(page.errors, []);
});

for (const key of ["", "Tab"]) {
  test(`what is typed before the scripts arrive is searched ${key && "after one went on"}`, async () => {
    let release;
    const held = new Promise((go) => { release = go; });
    const hold = async (route) => {
      await held;
      await route.continue();
    };
    const page = await open("/search/", { route: ["**/search/main.js", hold], waitUntil: "commit" });
    await page.fill("#cb-q", "党建联盟");
    if (key) await page.keyboard.press(key);
    release();
    await found(page, 1);
    assert.equal(query(page), "党建联盟");
    assert.equal(await page.inputValue("#cb-q"), "党建联盟");
  });
}

test("scripts that do not arrive are missed aloud", async () => {
  const page = await open("/search/", { route: ["**/search/*.js", (route) => route.abort()] });
  const lost = page.locator("#cb-lost");
  assert.equal(await lost.evaluate((own) => getComputedStyle(own).visibility), "hidden");
  await lost.evaluate((own) => own.getAnimations().forEach((animation) => animation.finish()));
  assert.ok(await lost.isVisible());
  assert.ok((await lost.boundingBox()).height > 20);
  const other = await open("/search/");
  await other.waitForFunction(() => !document.querySelector("#cb-lost"));
});

test("going back leads to every query that was done with", async () => {
  const page = await open("/search/");
  for (const text of ["社", "社区", "社区治理"]) {
    await page.fill("#cb-q", text);
    await page.waitForFunction((text) => new URLSearchParams(location.search).get("q") === text, text);
  }
  await found(page, 24);
  await page.keyboard.press("Enter");
  await page.fill("#cb-q", "党建联盟");
  await found(page, 1);
  await page.goBack();
  await found(page, 24);
  assert.equal(await page.inputValue("#cb-q"), "社区治理");
  // What was typed on the way to it is no stop.
  await page.goForward();
  await found(page, 1);
  assert.equal(query(page), "党建联盟");
});

test("the key for the search box works from a filter", async () => {
  const page = await open(address({ q: "社区治理" }));
  const box = page.locator('[data-facet="year"] input').first();
  await box.check();
  await page.waitForFunction(() => location.search.includes("year"));
  await page.waitForFunction(() => document.activeElement.type === "checkbox");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "cb-q");
  assert.equal(await page.inputValue("#cb-q"), "社区治理");
});

test("an odd address is read as well as can be", async () => {
  const page = await open(`${address({ q: "社区治理", sort: "bogus" })}&year=2003&year=2003&year=&nothing=1`);
  await found(page, 2);
  assert.equal(await page.inputValue("#cb-sort"), "");
  await page.waitForSelector("#cb-chips li");
  assert.equal(await page.locator("#cb-chips li").count(), 1);
  assert.equal(await page.locator("#cb-chips .chip").textContent(), "年份: 2003 ×");
});

test("what finds nothing comes with ways on", async () => {
  const page = await open(address({ q: "社区治理 没有的", year: "2003" }));
  await page.waitForSelector("#cb-empty:not([hidden])");
  const tries = page.locator("#cb-tries");
  assert.deepEqual(await tries.locator("a").allTextContents(), ["社区治理"], "the other word finds nothing");
  assert.equal(await tries.locator("button").count(), 0, "no filter is to blame");
  await tries.locator("a").first().click();
  await found(page, 24);
  await page.goto(site.url + address({ q: "党建联盟", year: "2003" }));
  await page.waitForSelector("#cb-empty:not([hidden])");
  await tries.locator("button").click();
  await found(page, 1);
  await page.goto(site.url + address({ q: "没有的" }));
  await page.waitForSelector("#cb-empty:not([hidden])");
  const topic = page.locator("#cb-empty a").first();
  assert.equal(await topic.textContent(), "公益");
  await topic.click();
  await page.waitForURL("**/topics/**");
});

test("counts of filters follow what turns out to be no result, and say so until then", async () => {
  let release;
  const held = new Promise((go) => { release = go; });
  const page = await open(address({ q: "党建联盟" }), {
    route: ["**/cases/{apart,whole}/", async (route) => {
      await held;
      await route.continue();
    }],
  });
  const years = page.locator('[data-facet="year"] .facet-values label');
  await years.nth(1).waitFor();
  assert.deepEqual(await years.allTextContents(), ["19991", "19981"]);
  assert.equal(await page.getAttribute('[data-facet="year"]', "data-exact"), "false");
  // Whoever is at a filter stays there.
  await years.nth(1).locator("input").focus();
  release();
  await found(page, 1);
  await page.waitForSelector('[data-facet="year"][data-exact="true"]');
  await page.waitForFunction(() => document.querySelectorAll('[data-facet="year"] .facet-values label').length === 1);
  assert.deepEqual(await years.allTextContents(), ["19981"]);
  assert.equal(await page.evaluate(() => document.activeElement.value), "1998");
});

test("counts beside a chosen filter say that no one looked those cases up", async () => {
  const page = await open(address({ q: "党建联盟", year: "1998" }));
  await page.waitForSelector("#cb-results[data-exact=true]");
  await page.waitForSelector('[data-facet="year"] label');
  assert.equal(await page.getAttribute('[data-facet="year"]', "data-exact"), "false");
  assert.equal(await page.getAttribute('[data-facet="topic"]', "data-exact"), "true");
});

test("keys stay in the group of filters that they are in", async () => {
  const page = await open(address({ q: "社区治理" }));
  const group = page.locator('[data-facet="f-grade"]');
  await group.locator("summary").click();
  const chosen = (value) => page.waitForFunction((value) => new URLSearchParams(location.search).get("f-grade") === value, value);
  const inGroup = () => page.waitForFunction(() => document.activeElement.closest("[data-facet]")?.dataset.facet === "f-grade" && document.activeElement.value === "2003");
  await group.locator("input").first().focus();
  await page.keyboard.press("Space");
  await chosen("2003");
  await page.waitForSelector("#cb-chips li");
  await inGroup();
  await page.keyboard.press("Space");
  await chosen(null);
  await page.waitForFunction(() => !document.querySelector("#cb-chips li"));
  await inGroup();
  assert.equal(new URL(page.url()).searchParams.get("year"), null);
  // A chip that is taken away leaves the keys among the filters.
  await page.keyboard.press("Space");
  await page.waitForSelector("#cb-chips li");
  await page.locator("#cb-chips button").focus();
  await page.keyboard.press("Enter");
  await chosen(null);
  await page.waitForFunction(() => !document.querySelector("#cb-chips li") && document.activeElement.closest("#cb-facets"));
});

test("a filter that the site no longer has is taken away", async () => {
  const own = newFolder();
  publish(own, many.slice(0, 3), GRADED);
  const served = await serve(join(own, "public"));
  const page = await open(address({ q: "社区治理" }), { from: served });
  await page.locator('[data-facet="f-grade"] summary').click();
  await page.waitForSelector('[data-facet="f-grade"] input');
  const plain = many.slice(0, 3).map((own) => ({ ...own, grade: undefined }));
  publish(own, [...plain, { name: "new1", year: 2024, body: "河长制，社区治理。" }]);
  await page.fill("#cb-q", "河长制");
  await found(page, 1);
  await shows(page, 1);
  await page.waitForFunction(() => !document.querySelector('[data-facet="f-grade"]'));
  await page.fill("#cb-q", "社区治理");
  await shows(page, 4);
  assert.deepEqual(page.errors, []);
  served.close();
});
