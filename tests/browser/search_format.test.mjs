// The reader of the page beside docs/search-format.md: its constants, its bytes, its version.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";

import { root } from "./publication.mjs";
import { cases, found, own, visit } from "./search_page.mjs";

const doc = readFileSync(join(root, "docs/search-format.md"), "utf8");

/** The cells of the table that begins with these. */
const table = (heading) => doc.split(heading)[1].split("\n\n")[0].split("\n").slice(2)
  .map((row) => row.split("|").slice(1, -1).map((cell) => cell.trim().replaceAll("`", "")));

/** The bytes of the block of a file. */
function bytes(name) {
  const block = doc.split(`\`\`\`hex ${name}\n`)[1].split("```")[0];
  const lines = block.split("\n").map((line) => line.split(";")[0]);
  return Buffer.from(lines.join(" ").trim().split(/\s+/).flatMap((part) => {
    const [byte, times = "1"] = part.split("*");
    return Array(Number(times)).fill(Number(`0x${byte}`));
  }));
}

const CONSTANTS = table("| name | value | what it is |");
const constants = Object.fromEntries(CONSTANTS.map(([name, value]) => [name, Number(value)]));

let site;

before(async () => {
  ({ site } = await own());
});

test("the constants and grams of the page are those of the document", async () => {
  const grams = table("| kind | characters | gram |");
  const page = await visit(site, "/search/");
  const made = await page.evaluate(async (grams) => {
    const { hash, ...text } = await import("/search/text.js");
    const { TEXT, PINYIN, NUMBER, SIGN, BITS, ALONE, CODE, LOW } = text;
    const seeds = { SEED_TEXT: TEXT, SEED_PINYIN: PINYIN, SEED_NUMBER: NUMBER, SEED_SIGN: SIGN };
    return {
      values: { ...seeds, ALONE, GRAM_BITS: BITS, CODE_BITS: CODE, CODES: LOW + 1 },
      grams: grams.map(([kind, chars]) => hash(text[kind.toUpperCase()], [...chars])),
    };
  }, grams);
  for (const [name, value] of Object.entries(made.values)) {
    assert.equal(value, constants[name], name);
  }
  assert.deepEqual(made.grams, grams.map(([, , gram]) => Number(gram)));
  // Those that the scripts keep to themselves.
  const scripts = join(root, "themes/folio/static/search");
  const script = (name) => readFileSync(join(scripts, name), "utf8").replaceAll("_", "");
  const [text, find] = ["text.js", "find.js"].map(script);
  const hex = (name) => `0x${constants[name].toString(16)}`;
  for (const name of ["MIX_1", "MIX_2", "UNMIX_1", "UNMIX_2", "HASH_1", "HASH_2", "WIDE"]) {
    assert.ok(text.includes(hex(name)), name);
  }
  assert.ok(text.includes(`COMMON = ${constants.COMMON};`));
  assert.ok(text.includes(`% ${constants.SHARED}`));
  assert.ok(find.includes(`* ${constants.WIDTH_FACTOR})`));
  const value = (name) => new RegExp(`\\b${name} = (\\d+);`).exec(find)[1];
  for (const [name, listed] of [
    ["OFTEN", "NOTE_OFTEN"], ["TITLE", "NOTE_TITLE"], ["NAMES", "NOTE_NAMES"],
    ["ASKED", "ASKED"], ["MOST", "ASKED_EACH"],
  ]) assert.equal(Number(value(name)), constants[listed], name);
  const scores = [...find.match(/SCORE = \{(.*)\}/)[1].matchAll(/(\w+): (\d+)/g)];
  assert.equal(scores.length, 7);
  for (const [, name, score] of scores) {
    assert.equal(Number(score), constants[`SCORE_${name.toUpperCase()}`], name);
  }
  assert.deepEqual(page.problems, []);
});

test("the example of the document is read as it says", async () => {
  const rows = table("| gram | kind | cases | titles |");
  const page = await visit(site, "/search/");
  await page.route("**/example/**", (route) => {
    const { pathname } = new URL(route.request().url());
    return route.fulfill({ body: bytes(pathname.slice("/example/".length)) });
  });
  const read = await page.evaluate(async (rows) => {
    const { Store } = await import("/search/find.js");
    const { hash, ...text } = await import("/search/text.js");
    const grams = rows.map(([chars, kind]) => hash(text[kind.toUpperCase()], [...chars]));
    const none = hash(text.TEXT, ["社"]);
    const lists = await new Store("/example/").lists_of([...grams, none]);
    const plain = ({ numbers, notes }) => [[...numbers], [...notes]];
    return { lists: grams.map((gram) => plain(lists.get(gram))), other: lists.get(none) };
  }, rows);
  const numbers = (cell) => cell.split(" ").filter(Boolean).map(Number);
  const expected = rows.map(([, , all, titles]) => {
    const notes = (number) => (numbers(titles).includes(number) ? constants.NOTE_TITLE : 0);
    return [numbers(all), numbers(all).map(notes)];
  });
  assert.deepEqual(read, { lists: expected, other: null });
  assert.deepEqual(page.problems, []);
});

const failed = (page) => page.waitForFunction(() => {
  const { textContent } = document.querySelector("#cb-status");
  return textContent.includes("读不到索引");
});

/** Gives the first byte of a file another value. */
const renumber = (value) => async (route) => {
  const response = await route.fetch();
  const body = await response.body();
  assert.equal(body[0], constants.FORMAT);
  body[0] = value;
  await route.fulfill({ response, body });
};

test("an index of a format that the page does not know is refused", async () => {
  const path = `/search/?q=${encodeURIComponent("联合会")}`;
  for (const value of [0, 1, 123]) {
    const page = await visit(site, path, { route: ["**/search/index.bin", renumber(value)] });
    await failed(page);
    assert.deepEqual(await cases(page), []);
    assert.ok(await page.locator("#cb-empty").isHidden());
    // Published anew in a format that it knows.
    await page.unroute("**/search/index.bin");
    await page.focus("#cb-q");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#cb-results > li");
    assert.deepEqual(page.errors, []);
  }
});

test("characters of a format that the page does not know are refused", async () => {
  const page = await visit(site, "/search/", { route: ["**/search/fold.bin", renumber(1)] });
  await page.fill("#cb-q", "聯合會");
  await failed(page);
  assert.deepEqual(await cases(page), []);
  await page.unroute("**/search/fold.bin");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#cb-results[data-exact=true]");
  await found(page, Number(await page.getAttribute("#cb-results", "data-total")));
  assert.ok((await cases(page)).length > 0);
  assert.deepEqual(page.errors, []);
});
