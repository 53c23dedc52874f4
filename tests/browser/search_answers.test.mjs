// What the search page finds, beside what the terminal finds.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import { promisify } from "node:util";

import { program as casebook, root, serve } from "./publication.mjs";
import { queries, theHard } from "./search_hard.mjs";
import { ask, cases, found, newFolder, own as ours, publish, visit } from "./search_page.mjs";

const run = promisify(execFile);

let folder, site;

before(async () => {
  ({ folder, site } = await ours());
});

const open = (path, options, from = site) => visit(from, path, options);

test("what the browser finds is what the terminal finds", async () => {
  const page = await open("/search/");
  for (const query of ["静安", "社會組織", "1+14+X", "联合会 党建", "jaq", "shanghai", "2007", "孵化", "枢纽型", "没有这样的话"]) {
    const own = ask(folder, query);
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
  const own = ask(folder, "Organisational coverage").results.map((hit) => hit.case);
  assert.ok(own.length > 1);
  assert.deepEqual((await cases(page)).sort(), own.sort());
});

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

let answered;

/** What is asked of the publication of texts that are hard to search, and what the modules of its page answer. */
const theAnswers = () => (answered ??= (async () => {
  const { folder, all, served } = await theHard();
  const asked = queries(all);
  const page = await open("/search/", {}, served);
  const answers = await modules(page, "/search/", asked);
  await page.context().close();
  return { folder, served, asked, answers };
})());

test("the modules of the page answer hundreds of queries as the program does", async () => {
  const { folder, asked, answers } = await theAnswers();
  let apart = 0;
  const all = asked.entries();
  const worker = async () => {
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
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  assert.ok(asked.length > 250, String(asked.length));
  assert.ok(apart > 0);
  // Files are told apart by the bits of a gram and of a character.
  const files = ["shards", "chars"].map((name) => readdirSync(join(folder, "public/search", name)).length);
  assert.ok(files.every((count) => count > 1), String(files));
});

test("the total of an address is true, or says that it may not be", async () => {
  const { served, asked, answers } = await theAnswers();
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
      folded: ["Ａｂ１＋１４＋Ｘ　模式", "Café naïve", "，组织……党建。", "党\u200B建", "⼈⼝", "“党建”引领", "AI\u00a0助手", "1 + 2", "new—art", "甲 。 乙"].map((text) => fold(text).join("").replaceAll("\0", "|")),
    };
  }, keys);
  const source = readFileSync(join(root, "src/search/gram.rs"), "utf8");
  const expected = [...source.matchAll(/assert_eq!\(gram_hash\(.*\), (0x[0-9A-F_]+)\)/g)].map((found) => Number(found[1].replaceAll("_", "")));
  assert.deepEqual(made.hashes, expected);
  // A text that holds a Traditional character is never taken for one that holds none.
  assert.ok(keys.length > 2900);
  assert.deepEqual(made.mixed, []);
  assert.deepEqual(made.folded, ["ab1+14+x模式", "cafe|naive", "组织|党建", "党建", "人口", "党建引领", "ai助手", "1+2", "new|art", "甲|乙"]);
});

/** Builds and serves a publication of cases with these bodies. */
async function publication(bodies, settings) {
  const folder = newFolder();
  publish(folder, Object.entries(bodies).map(([name, body]) => ({ name, body })), settings);
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
    const { results } = ask(served.folder, query);
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
