// The publication as readers meet it: every page, in a real browser.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { after, before, test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { KINDS, browser, build, buildWith, files, pages, serve } from './publication.mjs';

let site, server, plain, plainServer, chrome;

before(async () => {
  site = build();
  server = await serve(site.out);
  plain = buildWith('plain');
  plainServer = await serve(plain.out);
  chrome = await browser();
});

after(async () => {
  await chrome?.close();
  server?.close();
  plainServer?.close();
  site?.remove();
  plain?.remove();
});

test('no page has a dead link, an error or anything that the policy forbids', async () => {
  const context = await chrome.newContext();
  const page = await context.newPage();
  const problems = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(`${page.url()}: ${message.text()}`));
  page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`));
  const ids = new Map();
  const links = [];
  for (const path of [...pages(site.out), '/404.html']) {
    await page.goto(server.url + path, { waitUntil: 'domcontentloaded' });
    const seen = await page.evaluate(() => ({
      ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
      links: [...document.querySelectorAll('a[href], link[href], img[src], script[src]')].map((element) => element.href || element.src),
    }));
    ids.set(path, new Set(seen.ids));
    assert.equal(ids.get(path).size, seen.ids.length, `${path} has an id twice`);
    for (const link of seen.links) links.push([path, link]);
  }
  const known = new Set(files(site.out).map((file) => `/${file.replace(/(^|\/)index\.html$/, '$1')}`));
  for (const [from, link] of links) {
    const url = new URL(link);
    const own = url.origin === server.url || url.origin === 'https://casebook.example';
    if (!own) continue;
    const path = decodeURIComponent(url.pathname);
    if (!known.has(path)) problems.push(`${from}: ${path} does not exist`);
    const id = decodeURIComponent(url.hash.slice(1));
    if (id && ids.has(path) && !ids.get(path).has(id)) problems.push(`${from}: ${path} has no #${id}`);
  }
  await context.close();
  assert.deepEqual([...new Set(problems)], []);
});

/** Pages that a script fills, and what stands there when it has. */
const SCRIPTED = { '/search/?q=党建': '#cb-results[data-exact=true]', '/compare/?cases=yantai-zhifu,baoji-weibin': '#cb-compare table' };

/** Holds that axe finds nothing on these pages, and that none is wider than the window. */
async function isAccessible(url, paths, width, colorScheme) {
  const context = await chrome.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
  const page = await context.newPage();
  const axe = readFileSync(join(import.meta.dirname, 'node_modules/axe-core/axe.min.js'), 'utf8');
  for (const path of paths) {
    await page.goto(url + path);
    if (SCRIPTED[path]) await page.waitForSelector(SCRIPTED[path]);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
    assert.deepEqual(found, [], path);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= width, `${path} is ${wide} px wide`);
  }
  await context.close();
}

for (const width of [360, 1440]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`axe finds nothing at ${width} px, ${colorScheme}`, () => isAccessible(server.url, KINDS, width, colorScheme));
    const plainKinds = [...KINDS, ...Object.keys(SCRIPTED), '/browse/'];
    test(`axe finds nothing in the theme plain at ${width} px, ${colorScheme}`, () => isAccessible(plainServer.url, plainKinds, width, colorScheme));
  }
}

test('the search and the comparison work in the theme plain', async () => {
  const context = await chrome.newContext();
  const page = await context.newPage();
  const problems = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(`${plainServer.url}/search/?q=党建`);
  await page.waitForFunction(() => document.querySelector('#cb-results').dataset.exact === 'true');
  assert.equal(await page.locator('#cb-results > li').count(), 5);
  await page.locator('#cb-facets input').first().check();
  await page.waitForFunction(() => document.querySelectorAll('#cb-chips > li').length === 1);
  await page.goto(`${plainServer.url}/compare/?cases=yantai-zhifu,baoji-weibin`);
  await page.waitForSelector('#cb-compare table');
  assert.equal(await page.locator('#cb-copy').isVisible(), true);
  await context.close();
  assert.deepEqual(problems, []);
});

test('every chart is legible at 360 px and no text in it runs into another', async () => {
  const context = await chrome.newContext({ viewport: { width: 360, height: 900 } });
  const page = await context.newPage();
  const problems = [];
  let seen = 0;
  for (const path of pages(site.out)) {
    if (!readFileSync(join(site.out, path, 'index.html'), 'utf8').includes('<svg class="plot"')) continue;
    await page.goto(server.url + path);
    const charts = await page.evaluate(() => [...document.querySelectorAll('svg.plot')].map((svg) => {
      const frame = svg.getBoundingClientRect();
      const texts = [...svg.querySelectorAll('text')].map((own) => {
        const { left, right, top, bottom } = own.getBoundingClientRect();
        // Letters are lower than their box.
        const trim = (bottom - top) / 4;
        return { text: own.textContent, size: parseFloat(getComputedStyle(own).fontSize) * frame.width / svg.viewBox.baseVal.width, left, right, top: top + trim, bottom: bottom - trim };
      });
      return { named: svg.querySelector('title')?.textContent && svg.querySelector('desc')?.textContent, left: frame.left, right: frame.right, texts };
    }));
    for (const { named, left, right, texts } of charts) {
      seen += 1;
      if (!named) problems.push(`${path}: a chart without a title or a description`);
      for (const [place, one] of texts.entries()) {
        if (one.size < 11) problems.push(`${path}: ${one.text} is ${one.size} px`);
        if (one.left < left - 1.5 || one.right > right + 1.5) problems.push(`${path}: ${one.text} leaves the drawing`);
        for (const two of texts.slice(place + 1)) {
          const apart = one.right <= two.left || two.right <= one.left || one.bottom <= two.top || two.bottom <= one.top;
          if (!apart) problems.push(`${path}: ${one.text} runs into ${two.text}`);
        }
      }
    }
  }
  await context.close();
  assert.ok(seen > 40, `${seen} charts`);
  assert.deepEqual(problems.slice(0, 10), []);
});

test('a case page is at most 30 kB with its stylesheet, compressed', () => {
  const css = readFileSync(join(site.out, 'folio.css'));
  for (const path of files(site.out).filter((path) => /(^|\/)cases\/[^/]+\/index\.html$/.test(path))) {
    const size = gzipSync(Buffer.concat([readFileSync(join(site.out, path)), css])).length;
    assert.ok(size <= 30_000, `${path}: ${size} bytes`);
  }
});

test('every page is whole without scripts', async () => {
  const context = await chrome.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  for (const path of KINDS.filter((path) => path !== '/404.html')) {
    await page.goto(server.url + path);
    assert.equal(await page.locator('h1').count(), 1, path);
    assert.ok((await page.locator('main').innerText()).length > 80, `${path} shows nothing`);
    assert.ok(await page.locator('nav a[href]').count() > 3, `${path} has no menu`);
  }
  await context.close();
});

test('every page is valid HTML', async () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: {
      // Written by hand in templates, where a reader of the source is better served.
      'no-trailing-whitespace': 'off',
      'long-title': 'off',
      'no-inline-style': 'error',
      // `disabled=""` is what serializers write; both forms are valid.
      'attribute-boolean-style': 'off',
      'attribute-empty-style': 'off',
      // A scrolling table is a region of its own, and a div is what scrolls.
      'prefer-native-element': 'off',
      'void-style': 'off',
      // Chinese addresses are percent-encoded in links and plain in ids.
      'valid-id': ['error', { relaxed: true }],
      // A comparison names two to four cases by one name, as query strings do.
      'form-dup-name': 'off',
      // Charts are given a title and a description of their own.
      'aria-label-misuse': 'off',
    },
  });
  const problems = [];
  const all = [site, plain].flatMap(({ out }) => files(out).filter((path) => path.endsWith('.html')).map((path) => join(out, path)));
  for (const path of all) {
    const report = await validator.validateString(readFileSync(path, 'utf8'), path);
    for (const result of report.results) {
      for (const message of result.messages) problems.push(`${path}:${message.line}: ${message.ruleId}: ${message.message}`);
    }
  }
  assert.deepEqual(problems.slice(0, 20), []);
});

test('feeds and sitemap are well-formed and name every page', async () => {
  const context = await chrome.newContext();
  const page = await context.newPage();
  await page.goto(`${server.url}/`);
  const parse = (text) => page.evaluate((xml) => {
    const document = new DOMParser().parseFromString(xml, 'application/xml');
    return { broken: document.querySelector('parsererror')?.textContent ?? null, places: [...document.querySelectorAll('loc')].map((own) => own.textContent) };
  }, text);
  for (const path of files(site.out).filter((path) => path.endsWith('.xml'))) {
    const { broken, places } = await parse(readFileSync(join(site.out, path), 'utf8'));
    assert.equal(broken, null, path);
    if (path === 'sitemap.xml') {
      const listed = places.map((place) => decodeURIComponent(new URL(place).pathname)).sort();
      assert.deepEqual(listed, pages(site.out).sort());
    }
  }
  for (const path of files(site.out).filter((path) => path.endsWith('.json'))) JSON.parse(readFileSync(join(site.out, path), 'utf8'));
  await context.close();
});

test('no page holds inline script or style', () => {
  const all = [site, plain].flatMap(({ out }) => files(out).filter((path) => path.endsWith('.html')).map((path) => join(out, path)));
  for (const path of all) {
    const html = readFileSync(path, 'utf8');
    assert.doesNotMatch(html, /<style|\sstyle=|\son[a-z]+="|javascript:/, path);
    for (const [tag] of html.matchAll(/<script[^>]*>/g)) assert.match(tag, /src=|application\/(ld\+)?json/, `${path}: ${tag}`);
  }
});
