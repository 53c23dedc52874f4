// The preview as an editor meets it: what is saved shows up in a real browser, under the strict policy.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { browser, program, root } from './publication.mjs';

let chrome, folder, preview, url, context, page, problems;

before(async () => { chrome = await browser(); });
after(async () => { await chrome?.close(); });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'casebook-preview-'));
  for (const part of ['site.yaml', 'content', 'data', 'themes']) cpSync(join(root, part), join(folder, part), { recursive: true });
  preview = spawn(program, ['--lang', 'zh', 'serve', '--root', folder, '--port', '0'], { stdio: ['ignore', 'ignore', 'pipe'] });
  for await (const line of createInterface({ input: preview.stderr })) {
    url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (url) break;
  }
  // Whatever else it says must not fill the pipe.
  preview.stderr.resume();
  context = await chrome.newContext({ viewport: { width: 1000, height: 700 } });
  page = await context.newPage();
  problems = [];
  page.on('console', (message) => message.type() === 'error' && !message.location().url.endsWith('/favicon.ico') && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
});

afterEach(async () => {
  await context?.close();
  preview?.kill('SIGINT');
  rmSync(folder, { recursive: true, force: true });
  assert.deepEqual(problems, []);
});

const read = (path) => readFileSync(join(folder, path), 'utf8');
const write = (path, text) => writeFileSync(join(folder, path), text);

test('a save reloads the page where it was', async () => {
  await page.goto(`${url}/cases/shanghai-jingan/`);
  await page.evaluate(() => scrollTo(0, 900));
  write('content/cases/shanghai-jingan.md', `${read('content/cases/shanghai-jingan.md')}\n结尾新增一句。\n`);
  await page.getByText('结尾新增一句。').waitFor({ state: 'attached' });
  await page.waitForFunction(() => scrollY === 900);
});

test('a stylesheet is swapped and the page stays', async () => {
  await page.goto(`${url}/cases/`);
  await page.evaluate(() => { globalThis.stayed = true; });
  const css = read('themes/folio/static/folio.css');
  for (const [text, width] of [[`${css}\nbody { border-top: 7px solid }\n`, '7px'], [css, '0px']]) {
    write('themes/folio/static/folio.css', text);
    await page.waitForFunction((width) => getComputedStyle(document.body).borderTopWidth === width, width);
    await page.waitForFunction(() => document.querySelectorAll('link[rel="stylesheet"]').length === 1);
  }
  assert.equal(await page.evaluate(() => globalThis.stayed), true);
});

/** Presses the first visible button of the overlay, whose tree is closed to the page's scripts. */
async function pressButton(page) {
  const session = await page.context().newCDPSession(page);
  const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
  const below = (node) => [node, ...[...(node.children ?? []), ...(node.shadowRoots ?? [])].flatMap(below)];
  const host = below(root).find((node) => node.localName === 'casebook-preview');
  for (const button of below(host).filter((node) => node.localName === 'button')) {
    const box = await session.send('DOM.getBoxModel', { nodeId: button.nodeId }).catch(() => null);
    if (!box?.model.width) continue;
    const [x, y, , , right, bottom] = box.model.content;
    return page.mouse.click((x + right) / 2, (y + bottom) / 2);
  }
  throw new Error('the overlay has no button');
}

test('what is wrong lies over the page until it is mended or put away', async () => {
  await page.goto(`${url}/cases/yantai-zhifu/`);
  const file = 'content/cases/yantai-zhifu.md';
  const good = read(file);
  const title = await page.title();
  const host = page.locator('casebook-preview');
  write(file, good.replace('\nmodel:', '\nmodle:'));
  await host.waitFor({ state: 'attached' });
  // Its tree is closed to the page's scripts, so that a screen reader's view is asked.
  const seen = async () => JSON.stringify(await page.context().newCDPSession(page).then((session) => session.send('Accessibility.getFullAXTree')));
  assert.match(await seen(), /是不是想写“model”/);
  assert.match(await seen(), /content\/cases\/yantai-zhifu\.md:\d+:1/);
  assert.equal(await page.title(), title, 'the last good page stays');
  await pressButton(page);
  await page.waitForFunction(() => document.activeElement?.localName === 'casebook-preview');
  assert.doesNotMatch(await seen(), /是不是想写“model”/, 'it is put away');
  await page.goto(`${url}/`);
  await host.waitFor({ state: 'attached' });
  assert.doesNotMatch(await seen(), /是不是想写“model”/, 'and stays so on other pages');
  write(file, good);
  await host.waitFor({ state: 'detached' });
  write(file, good.replace('\nmodel:', '\nmodle:'));
  await host.waitFor({ state: 'attached' });
  assert.match(await seen(), /是不是想写“model”/, 'until it is wrong anew');
});
