// Takes pictures of every kind of page: node tests/browser/screenshots.mjs FOLDER
// With --readme it takes the one of the README instead.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { KINDS, browser, build, serve } from './publication.mjs';

const [folder = 'screenshots', only] = process.argv.slice(2);
const site = build();
const server = await serve(site.out);
const chrome = await browser();
async function shoot(path, width, colorScheme, file, options) {
  const context = await chrome.newContext({ viewport: { width, height: 900 }, colorScheme });
  const page = await context.newPage();
  await page.goto(server.url + path);
  mkdirSync(dirname(file), { recursive: true });
  await page.screenshot({ path: file, ...options });
  await context.close();
}
if (folder === '--readme' || only === '--readme') {
  await shoot('/cases/yantai-zhifu/', 1280, 'light', join(import.meta.dirname, '../../docs/screenshot.png'), {});
} else {
  for (const path of KINDS) {
    for (const width of [360, 768, 1440]) {
      for (const scheme of ['light', 'dark']) {
        const name = path.replaceAll('/', '_').replace(/^_|_$/g, '') || 'home';
        await shoot(path, width, scheme, join(folder, `${name}-${width}-${scheme}.png`), { fullPage: true });
      }
    }
  }
}
await chrome.close();
server.close();
site.remove();
