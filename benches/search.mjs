// What a search costs a reader: bytes, and the time until the first results on a processor four times as slow.
//
//   node benches/search.mjs SITE [CONTENT]      SITE: a built site; CONTENT: the folder it was built from
//
// Each kind of query is asked in a new page, so that nothing was read before, and then after others, as by someone who
// goes on typing. Text is served compressed, the index as it is. Needs `npm ci` in tests/browser.

import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { browser, serve } from "../tests/browser/publication.mjs";

const [site, content] = process.argv.slice(2);

/** How often each query is asked in a new page, and after others. */
const ROUNDS = Number(process.env.ROUNDS ?? 2);

const QUERIES = {
  "2 common": ["社会", "发展", "人民"], "2 rare": ["满都", "匾额", "炮潜"], "4 common": ["人民政府", "社会主义", "经济发展"],
  "4 rare": ["起来有意", "学院可朋", "质也是破"], "8": ["个也发展加强炮潜", "半年政策问题是敲", "说要求是却是"], "number": ["2019年", "12345", "837"],
  "pinyin": ["shanghai", "jaq", "bjs"], "one": ["的", "党", "湖"], "no hit": ["龘龘龘", "没有这样的话", "qqqq"], "words": ["上海 教育", "图书馆 中国 经济", "北京 大学 社会 发展"],
};

const LATENCY = Number(process.env.LATENCY ?? 60);

const server = await serve(site, { packed: true, policy: null });
const chrome = await browser();

/**
 * Opens a page that counts what is transferred, and notes when the first result stands in the list and when the page was
 * given each file: on a slow processor the browser itself takes a while to hand over what the network has brought.
 */
async function open() {
  const context = await chrome.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  // As over a network: the page is laid out before the index arrives, and that is no part of the time from the last byte.
  await session.send("Network.emulateNetworkConditions", { offline: false, latency: LATENCY, downloadThroughput: -1, uploadThroughput: -1 });
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  let bytes = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => { bytes += encodedDataLength; });
  let answered;
  page.on("console", (message) => message.text() === "answered" && answered());
  await page.addInitScript(() => {
    window.given = [];
    const plain = Response.prototype.arrayBuffer;
    Response.prototype.arrayBuffer = async function arrayBuffer() {
      const bytes = await plain.call(this);
      // What is inflated comes from no address.
      if (this.url) window.given.push([this.url, performance.now()]);
      return bytes;
    };
    addEventListener("DOMContentLoaded", () => {
      performance.setResourceTimingBufferSize(2000);
      const list = document.querySelector("#cb-results");
      const note = () => {
        if (window.shownAt !== undefined) return;
        window.shownAt = performance.now();
        console.debug("answered");
      };
      new MutationObserver(note).observe(list, { childList: true });
      new MutationObserver(() => !document.querySelector("#cb-empty").hidden && note()).observe(document.querySelector("#cb-empty"), { attributes: true });
    });
  });
  const ask = async (query, first) => {
    // Nothing is asked of the page until it has answered: that would take its time.
    const done = new Promise((go) => { answered = go; });
    if (first) {
      bytes = 0;
      await page.goto(`${server.url}/search/?q=${encodeURIComponent(query)}`);
    } else {
      await page.fill("#cb-q", "");
      await page.waitForFunction(() => document.querySelector("#cb-results").childElementCount === 0 && document.querySelector("#cb-empty").hidden);
      await page.evaluate(() => { window.shownAt = undefined; window.given = []; performance.clearResourceTimings(); });
      bytes = 0;
      await page.fill("#cb-q", query);
    }
    await done;
    await page.waitForLoadState("networkidle");
    await page.waitForTimeout(700);
    const [network, given] = await page.evaluate(() => {
      const all = performance.getEntriesByType("resource").filter((file) => file.responseEnd <= window.shownAt);
      // The first that was asked for is the first result's.
      const card = all.find((file) => /\/cases\/\w+\.bin/.test(file.name));
      /** Adds the time from the last list to the request for that card, and from the card to the result. */
      const after = (files) => {
        const lists = Math.max(0, ...files.filter(([name, at]) => /\/(shards|chars)\/|fold\.bin/.test(name) && at <= window.shownAt).map(([, at]) => at));
        if (!card) return lists === 0 ? null : window.shownAt - lists;
        return Math.max(0, lists === 0 ? 0 : card.startTime - lists) + window.shownAt - files.find(([name]) => name === card.name)[1];
      };
      return [after(all.map((file) => [file.name, file.responseEnd])), after(window.given)];
    });
    const total = await page.evaluate(() => Number(document.querySelector("#cb-results").dataset.total));
    return { bytes, network, page: given, total };
  };
  return { ask, close: () => context.close() };
}

const size = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((own) => own.isFile()).reduce((sum, own) => sum + statSync(join(own.parentPath ?? own.path, own.name)).size, 0);
const scripts = readdirSync(join(site, "search")).filter((name) => name.endsWith(".js")).map((name) => gzipSync(readFileSync(join(site, "search", name)), { level: 9 }).length);
console.log(`scripts ${scripts.reduce((sum, own) => sum + own)} bytes compressed`);
const index = size(join(site, "search"));
console.log(`index ${index} bytes${content ? `, ${((100 * index) / size(content)).toFixed(1)} % of the content` : ""}`);
console.log(`ms from the last byte needed to the first result, each answer ${LATENCY} ms late: the median and the worst of ${ROUNDS * 3} asks,`);
console.log("from when the network had brought it, and from when the browser had given it to the page");
console.log("           first query                  further queries");
console.log("kind          bytes    network      page      bytes    network      page   hits");
const row = () => ({ first: [], further: [] });
const rows = new Map(Object.keys(QUERIES).map((kind) => [kind, row()]));
for (let round = 0; round < ROUNDS; round += 1) {
  const going = await open();
  await going.ask("研究", true);
  for (const [kind, queries] of Object.entries(QUERIES)) {
    for (const query of queries) {
      const fresh = await open();
      rows.get(kind).first.push(await fresh.ask(query, true));
      await fresh.close();
      rows.get(kind).further.push(await going.ask(query, false));
    }
  }
  await going.close();
}
const all = row();
const most = (asks) => Math.max(...asks.map((own) => own.bytes));
const at = (asks, part, from) => {
  const times = asks.map((own) => own[from]).filter((time) => time !== null).sort((a, b) => a - b);
  return (times.at(Math.ceil(part * times.length) - 1) ?? 0).toFixed(0).padStart(4);
};
const cells = (asks) => `${String(most(asks)).padStart(6)} B ${at(asks, 0.5, "network")} ${at(asks, 1, "network")}   ${at(asks, 0.5, "page")} ${at(asks, 1, "page")}`;
for (const [kind, { first, further }] of rows) {
  all.first.push(...first);
  all.further.push(...further);
  console.log(`${kind.padEnd(10)} ${cells(first)}   ${cells(further)}   ${further.slice(0, QUERIES[kind].length).map((own) => own.total).join(" ")}`);
}
for (const [what, goal] of [["first", 102_400], ["further", 40_960]]) {
  const asks = all[what];
  const line = (from) => `${from} median ${at(asks, 0.5, from)} ms, p95 ${at(asks, 0.95, from)} ms, worst ${at(asks, 1, from)} ms`;
  console.log(`${what}: at most ${most(asks)} B (goal ${goal}); from the ${line("network")}; from the ${line("page")} (goal 50)`);
}
await chrome.close();
server.close();
