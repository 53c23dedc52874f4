// What the tests of the search page share: a browser, its pages, and publications to search.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";

import { browser, program as casebook, root, serve } from "./publication.mjs";

let chrome;

before(async () => {
  chrome = await browser();
});

after(() => chrome?.close());

/** A new context of the browser: nothing was visited before. */
export const context = (options) => chrome.newContext({ viewport: { width: 1280, height: 900 }, ...options });

/** Opens a page. `page.errors` are those of its scripts, and `page.problems` what its console complains of besides. */
export async function visit(site, path, { clock, route, waitUntil, ...options } = {}) {
  const page = await (await context(options)).newPage();
  if (route) await page.route(...route);
  page.errors = [];
  page.problems = [];
  page.on("pageerror", (error) => [page.errors, page.problems].forEach((all) => all.push(String(error))));
  const refused = (message) => message.type() === "error" && !message.location().url.endsWith("favicon.ico");
  page.on("console", (message) => refused(message) && page.problems.push(message.text()));
  if (clock) await page.clock.install();
  await page.goto(site.url + path, { waitUntil });
  return page;
}

/** The ids of the results that stand there. */
export const cases = (page) => page.$$eval("#cb-results > li", (all) => all.map((item) => item.dataset.case));

/** Waits until so many are found. */
export const found = (page, total) => page.waitForFunction((total) => document.querySelector("#cb-results").dataset.total === String(total), total);

/** Waits until so many stand there. */
export const shows = (page, count) => page.waitForFunction((count) => document.querySelectorAll("#cb-results > li").length === count, count);

/** What the terminal answers. */
export const ask = (folder, query) => JSON.parse(execFileSync(casebook, ["search", "--root", folder, "--format", "json", "--", query], { encoding: "utf8" }));

/** Makes a folder with the theme and nothing else. */
export function newFolder() {
  const folder = mkdtempSync(join(tmpdir(), "casebook-search-"));
  cpSync(join(root, "themes"), join(folder, "themes"), { recursive: true });
  return folder;
}

/** Builds a publication of these cases, each a name, a year, topics, a grade and a body, into `public` of a folder. */
export function publish(folder, cases, settings = "") {
  rmSync(join(folder, "content"), { recursive: true, force: true });
  mkdirSync(join(folder, "content/cases"), { recursive: true });
  writeFileSync(join(folder, "site.yaml"), `title: 案例辑\nbase_url: http://127.0.0.1/\n${settings}`);
  for (const { name, year = 2022, topics = ["公益"], grade, body } of cases) {
    const own = grade ? `\ngrade: "${grade}"` : "";
    const head = `title: 案例${name}\ndistrict: 上海市静安区\nmodel: 乙模式\ndate: ${year}\ntopics: [${topics}]${own}`;
    writeFileSync(join(folder, `content/cases/${name}.md`), `---\n${head}\n---\n\n${body}\n`);
  }
  execFileSync(casebook, ["build", "--root", folder, "--quiet"]);
}

let repository;

/** The repository's own publication: its folder, and its pages served. */
export const own = () => (repository ??= (async () => {
  const folder = newFolder();
  for (const part of ["content", "site.yaml"]) cpSync(join(root, part), join(folder, part), { recursive: true });
  execFileSync(casebook, ["build", "--root", folder, "--quiet", "--base-url", "http://127.0.0.1/"]);
  return { folder, site: await serve(join(folder, "public"), { packed: true }) };
})());

after(async () => (await repository)?.site.close());
