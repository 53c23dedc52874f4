// Cases side by side, by the address alone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, build, serve } from './publication.mjs';

let site, server, chrome, context, page;

before(async () => {
  site = build();
  server = await serve(site.out);
  chrome = await browser();
  context = await chrome.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  page = await context.newPage();
});

after(async () => {
  await chrome?.close();
  server?.close();
  site?.remove();
});

/** The table of the comparison of `ids`, as text: one list a row. */
async function compared(ids, edition = '') {
  await page.goto(`${server.url}${edition}/compare/?cases=${ids}`);
  await page.waitForSelector('#cb-compare table');
  return page.locator('#cb-compare tr').evaluateAll((rows) =>
    rows.map((row) => [...row.children].map((cell) => cell.innerText.replaceAll(/\s+/g, ' ').trim())));
}

test('two to four cases stand side by side, by their address', async () => {
  const rows = await compared('yantai-zhifu,shanghai-jingan,baoji-weibin,guangzhou-nansha,shanghai-changning');
  assert.equal(rows[0].length, 5, 'four cases and the head');
  assert.match(rows[0][1], /芝罘区/);
  const names = rows.map((row) => row[0]);
  for (const name of ['地区', '模式', '日期', '时间', '主题', '组织']) assert.ok(names.includes(name), name);
  assert.equal(new URL(page.url()).searchParams.get('cases').split(',').length, 4);
});

test('figures share a row only where they share an indicator, with their years', async () => {
  const rows = await compared('yantai-zhifu,baoji-weibin');
  const row = (name) => rows.find((own) => own[0].startsWith(name));
  assert.deepEqual(row('联合组建党组织的社会组织数').slice(1), ['334家 年份不详', '94家 年份不详']);
  const only = rows.findIndex((own) => own[0].startsWith('以下只有一个案例有'));
  assert.ok(only > 0);
  for (const own of rows.slice(only + 1, -1)) assert.equal(own.slice(1).filter(Boolean).length, 1, own[0]);
  assert.match(rows.at(-1)[0], /没有挂在共用指标上/);
});

test('another edition prints figures and dates in its own language', async () => {
  const rows = await compared('yantai-zhifu,baoji-weibin', '/en');
  assert.doesNotMatch(rows.filter((row) => row[0] !== 'Formula').flat().join(' '), /[\u4e00-\u9fff]/);
  assert.ok(rows.flat().some((text) => text.startsWith('at least 30,000,000 yuan')));
  assert.ok(rows.flat().includes('since June 2018'));
});

test('the comparison is copied as Markdown and as CSV', async () => {
  const rows = await compared('yantai-zhifu,baoji-weibin');
  const copied = async (id) => {
    await page.click(id);
    await page.waitForFunction(() => document.getElementById('cb-done').textContent !== '');
    const text = await page.evaluate(() => navigator.clipboard.readText());
    await page.evaluate(() => { document.getElementById('cb-done').textContent = ''; });
    return text;
  };
  const markdown = (await copied('#cb-markdown')).trim().split('\n');
  assert.equal(markdown.length, rows.length + 3, 'and the rule below the head, and the address below all');
  assert.equal(markdown.at(-1), page.url());
  assert.match(markdown[1], /^\|( ?:?-+:? ?\|)+$/);
  assert.ok(markdown.some((line) => line.includes('334家 (年份不详)')));
  const csv = (await copied('#cb-csv')).trim().split('\r\n');
  assert.equal(csv.length, rows.length);
  for (const line of csv) assert.doesNotMatch(line, /(^|",)"[=+\-@]/);
});

test('one case alone asks for another', async () => {
  await page.goto(`${server.url}/compare/?cases=yantai-zhifu`);
  assert.equal(await page.locator('#cb-compare table').count(), 0);
  assert.ok(await page.locator('.choose input:checked').count() === 1);
  await page.check('.choose input[value="baoji-weibin"]');
  await page.click('.choose button');
  await page.waitForSelector('#cb-compare table');
});

test('a case that is not there is told of', async () => {
  await page.goto(`${server.url}/compare/?cases=yantai-zhifu,nowhere`);
  await page.waitForSelector('#cb-compare .notice');
});
