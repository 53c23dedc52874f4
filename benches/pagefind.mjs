// Casebook's search against Pagefind's extended build, on the same pages in one run: time, size, transfer, recall.
//
//   pip install 'pagefind[extended]'
//   CASEBOOK=target/release/casebook PAGEFIND=…/bin/pagefind node benches/pagefind.mjs ROOT [WORDS]
//
// ROOT is a publication with `search: true`; its site is built into a folder of its own. Pagefind gets the pages of cases
// and nothing else. What truly holds a word is told by a plain scan of the text of the pages. WORDS (50) four-character
// words are taken from the titles and summaries at even distances, from the most frequent down. Casebook's time is that
// of the whole build, pages included; Pagefind's is the index alone. Needs `npm ci` in tests/browser.

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, inflateRawSync } from "node:zlib";

import { browser, serve } from "../tests/browser/publication.mjs";

const [root, count = "50"] = process.argv.slice(2);
const { CASEBOOK = "target/release/casebook", PAGEFIND = "pagefind", WORK = tmpdir() } = process.env;
const site = mkdtempSync(join(WORK, "casebook-race-"));

/** Runs a program; returns the seconds it took, its processor seconds and its memory in MiB. */
function run(program, args) {
  const { stderr, status } = spawnSync("/usr/bin/time", ["-f", "@%e %U %S %M", program, ...args], { encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(stderr);
  const [wall, user, system, memory] = stderr.slice(stderr.lastIndexOf("@") + 1).split(" ").map(Number);
  return { wall, cpu: user + system, memory: memory / 1024 };
}

function size(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((own) => own.isFile());
  return { files: files.length, bytes: files.reduce((sum, own) => sum + statSync(join(own.parentPath ?? own.path, own.name)).size, 0) };
}

const ours = run(CASEBOOK, ["build", "--root", root, "--out", join(site, "public"), "--quiet"]);
const folder = join(site, "public");
const theirs = run(PAGEFIND, ["--site", folder, "--glob", "cases/*/index.html", "--root-selector", "article.case"]);

const ids = readdirSync(join(folder, "cases")).filter((id) => existsSync(join(folder, "cases", id, "index.html")) && !/^page/.test(id));
const entities = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'" };
const text = (html) => html.replace(/<(?:p|li|td|th|h\d|dt|dd|div|tr|section|br)\b[^>]*>/g, "\n").replace(/<[^>]*>/g, "").replace(/&\w+;|&#x27;/g, (sign) => entities[sign] ?? sign);
const texts = new Map(ids.map((id) => {
  const page = readFileSync(join(folder, "cases", id, "index.html"), "utf8");
  const from = page.indexOf('<article class="case">');
  return [id, text(page.slice(from, page.indexOf("</article>", from)))];
}).filter(([, own]) => own.length > 0));

/** Words of four characters, by how often they stand in the texts of a hundred cases. */
function words() {
  const seen = new Map();
  const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
  for (const own of [...texts.values()].slice(0, 100)) {
    for (const { segment } of segmenter.segment(own)) if (/^\p{Script=Han}{4}$/u.test(segment)) seen.set(segment, (seen.get(segment) ?? 0) + 1);
  }
  const all = [...seen].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);
  const step = Math.max(1, Math.floor(all.length / Number(count)));
  return ["人民政府", ...all.filter((_, place) => place % step === 0)].slice(0, Number(count));
}
const asked = [...new Set(words())];
const truth = new Map(asked.map((word) => [word, new Set([...texts].filter(([, own]) => own.includes(word)).map(([id]) => id))]));

/** What was sent, with about what the head of an answer takes: workers fetch too, and no page sees what they fetch. */
const HEAD = 200;
let sent = 0;
const server = await serve(folder, { packed: true, policy: null, sent: (bytes) => { sent += bytes + HEAD; } });
const chrome = await browser();

/** Opens a page; `spent` returns how many bytes were sent since. */
async function open(path) {
  const context = await chrome.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  sent = 0;
  await page.goto(server.url + path);
  const spent = async () => {
    await page.waitForLoadState("networkidle");
    await page.waitForTimeout(300);
    const bytes = sent;
    sent = 0;
    return bytes;
  };
  return { page, spent, close: () => context.close() };
}

/** Sums up what was found and what should have been. */
function judge(found) {
  let hits = 0, all = 0, wrong = 0;
  for (const [word, true_] of truth) {
    const own = found.get(word);
    all += true_.size;
    for (const id of true_) if (own.has(id)) hits += 1;
    for (const id of own) if (!true_.has(id)) wrong += 1;
  }
  return { recall: hits / all, wrong, all };
}
const median = (all) => all.toSorted((a, b) => a - b)[all.length >> 1];

// Ours: the page itself, as a reader uses it; the ids from its modules.
const search = await open(`/search/?q=${encodeURIComponent(asked[0])}`);
await search.page.waitForSelector("#cb-results > li");
const ourFirst = await search.spent();
const ourFurther = [];
for (const word of asked.slice(1)) {
  await search.page.fill("#cb-q", word);
  await search.page.waitForFunction((word) => new URLSearchParams(location.search).get("q") === word, word);
  await search.page.waitForFunction(() => document.querySelector("#cb-status").textContent.length > 0);
  ourFurther.push(await search.spent());
}
const head = readFileSync(join(folder, "search/index.bin"));
const { cases, each, size: prefix } = JSON.parse(head.subarray(1, head.indexOf(10)).toString("utf8"));
const chunks = Array.from({ length: Math.ceil(cases / each) }, (_, place) => JSON.parse(new TextDecoder("gbk").decode(inflateRawSync(readFileSync(join(folder, `search/cases/${place.toString(16)}.bin`)).subarray(prefix)))));
const numbered = chunks.flat().map(([id]) => id);
const ourFound = new Map();
for (const word of asked) {
  const numbers = await search.page.evaluate(async (word) => {
    const { Store, search } = await import("/search/find.js");
    globalThis.store ??= new Store("/search/");
    return [...(await search(globalThis.store, word)).numbers];
  }, word);
  ourFound.set(word, new Set(numbers.map((number) => numbered[number])));
}
await search.close();

// Theirs: the module, and the data of the first five results as their own page reads it.
const other = await open("/404.html");
await other.spent();
const ask = (word) => other.page.evaluate(async (word) => {
  globalThis.pagefind ??= await import("/pagefind/pagefind.js");
  const { results } = await globalThis.pagefind.search(word);
  await Promise.all(results.slice(0, 5).map((own) => own.data()));
  return results.map((own) => own.id);
}, word);
const fragment = new Map(readdirSync(join(folder, "pagefind/fragment")).map((name) => {
  const data = gunzipSync(readFileSync(join(folder, "pagefind/fragment", name))).toString("utf8");
  return [name.replace(/\.pf_fragment$/, ""), JSON.parse(data.slice(data.indexOf("{"))).url.split("/").at(-2)];
}));
const theirFound = new Map();
const spent = [];
for (const word of asked) {
  theirFound.set(word, new Set((await ask(word)).map((id) => fragment.get(id))));
  spent.push(await other.spent());
}
await chrome.close();
server.close();

const mine = judge(ourFound);
const their = judge(theirFound);
const ourSize = size(join(folder, "search"));
const theirSize = size(join(folder, "pagefind"));
const version = execFileSync(PAGEFIND, ["--version"], { encoding: "utf8" }).trim();
const kb = (bytes) => `${(bytes / 1024).toFixed(0)} KB`;
const row = (...cells) => console.log(`| ${cells.join(" | ")} |`);
console.log(`${texts.size} cases, ${asked.length} words of four characters, ${mine.all} true hits`);
row("", "casebook", version);
row("---", "---", "---");
row("wall", `${ours.wall.toFixed(1)} s, pages included`, `${theirs.wall.toFixed(1)} s, index alone`);
row("processor", `${ours.cpu.toFixed(1)} s`, `${theirs.cpu.toFixed(1)} s`);
row("memory", `${ours.memory.toFixed(0)} MiB`, `${theirs.memory.toFixed(0)} MiB`);
row("index", `${(ourSize.bytes / 1e6).toFixed(1)} MB in ${ourSize.files} files`, `${(theirSize.bytes / 1e6).toFixed(1)} MB in ${theirSize.files} files`);
row("first query", `${kb(ourFirst)}, the page included`, `${kb(spent[0])}, without a page`);
row("further queries, median and most", `${kb(median(ourFurther))}, ${kb(Math.max(...ourFurther))}`, `${kb(median(spent.slice(1)))}, ${kb(Math.max(...spent.slice(1)))}`);
row("recall", `${(100 * mine.recall).toFixed(2)} %`, `${(100 * their.recall).toFixed(2)} %`);
row("hits that hold the word only in parts", mine.wrong, their.wrong);
rmSync(site, { recursive: true });
