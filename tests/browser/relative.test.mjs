// A site that is opened from a folder, by a double click: without a server, pages lead to one another and have their style.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { browser, files, program, root } from './publication.mjs';

let out;
let chromium;

before(async () => {
  out = join(mkdtempSync(join(tmpdir(), 'casebook-')), '案例 库');
  execFileSync(program, ['build', '--relative', '--base-url', 'https://anli.shequ.cn/', '--root', root, '--out', out, '--quiet'], { stdio: 'inherit' });
  chromium = await browser();
});

after(async () => {
  await chromium?.close();
  rmSync(dirname(out), { recursive: true });
});

test('from the home page to a case and back, with style', async () => {
  const page = await chromium.newPage();
  const failed = [];
  page.on('requestfailed', (request) => failed.push(request.url()));
  page.on('console', (message) => message.type() === 'error' && failed.push(message.text()));
  await page.goto(pathToFileURL(join(out, 'index.html')).href);
  await page.locator('main a[href*="cases/yantai-zhifu/"]').first().click();
  assert.match(page.url(), /^file:.*\/cases\/yantai-zhifu\/index\.html$/);
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.querySelector('.masthead')).display), 'inline');
  assert.ok(await page.evaluate(() => [...document.styleSheets].some((sheet) => sheet.href)), 'a style sheet');
  const family = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--accent'));
  assert.notEqual(family.trim(), '', 'the style sheet applies');
  await page.locator('header a[href$="index.html"]').first().click();
  assert.equal(page.url(), pathToFileURL(join(out, 'index.html')).href);
  assert.deepEqual(failed, []);
  await page.close();
});

test('the search page says that it does not work here, and leads elsewhere', async () => {
  const page = await chromium.newPage();
  await page.goto(pathToFileURL(join(out, 'search/index.html')).href);
  assert.ok(await page.locator('p.notice').first().isVisible());
  await page.locator('ul.browse a').first().click();
  assert.match(page.url(), /\/cases\/index\.html$/);
  await page.close();
});

test('every address of a page is that of a file', () => {
  const all = new Set(files(out));
  for (const path of [...all].filter((file) => file.endsWith('.html'))) {
    const html = readFileSync(join(out, path), 'utf8');
    for (const [, address] of html.matchAll(/<[^>]* (?:href|src|action)="([^"]*)"/g)) {
      if (/^(?:[a-z]+:|#|\/\/)/i.test(address)) continue;
      const target = new URL(address.replaceAll('&amp;', '&'), `file:///${encodeURI(path)}`);
      assert.ok(all.has(decodeURIComponent(target.pathname.slice(1))), `${path}: ${address}`);
    }
  }
});
