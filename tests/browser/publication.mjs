// Builds the repository's own publication and serves it under the policy that the README promises.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const program = process.env.CASEBOOK ?? join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'debug/casebook');

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json',
  '.xml': 'application/xml', '.svg': 'image/svg+xml', '.txt': 'text/plain', '.csv': 'text/csv', '.zip': 'application/zip',
  '.wasm': 'application/wasm',
};
const PACKED = /^(?!application\/(octet-stream|zip))/;
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** Builds `from` (the repository by default) into a new folder. */
export function build(from = root) {
  const out = join(mkdtempSync(join(tmpdir(), 'casebook-')), 'public');
  execFileSync(program, ['build', '--root', from, '--out', out, '--quiet'], { stdio: 'inherit' });
  return { out, remove: () => rmSync(dirname(out), { recursive: true }) };
}

/** Builds the repository's own publication with another theme. */
export function buildWith(theme) {
  const folder = mkdtempSync(join(tmpdir(), 'casebook-theme-'));
  for (const part of ['content', 'data']) cpSync(join(root, part), join(folder, part), { recursive: true });
  const settings = readFileSync(join(root, 'site.yaml'), 'utf8');
  writeFileSync(join(folder, 'site.yaml'), settings.replace(/^theme: .*$/m, `theme: ${theme}`));
  const site = build(folder);
  rmSync(folder, { recursive: true });
  return site;
}

/** Every file below `folder`, as a path from it. */
export function files(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

/** The addresses of all pages below `folder`. */
export function pages(folder) {
  return files(folder).filter((path) => path.endsWith('index.html')).map((path) => `/${path.slice(0, -'index.html'.length)}`);
}

/**
 * Serves `folder` on a free port of this machine as a static host does: text compressed when `packed`, under `policy` unless
 * that is null. `sent` is told how many bytes each answer has.
 */
export async function serve(folder, { packed = false, policy = POLICY, sent = () => {} } = {}) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    let file = join(folder, path);
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html');
    const found = existsSync(file);
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    const pack = packed && found && PACKED.test(type);
    const headers = { 'content-type': type, ...(policy && { 'content-security-policy': policy }), ...(pack && { 'content-encoding': 'gzip' }) };
    const body = found ? readFileSync(file) : Buffer.from('not found');
    const bytes = pack ? gzipSync(body, { level: 9 }) : body;
    response.writeHead(found ? 200 : 404, headers);
    response.end(bytes);
    sent(bytes.length);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** Starts Debian's Chromium. */
export function browser() {
  const quiet = ['--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', ...quiet] });
}

/** One page of each kind, in Chinese and in English. */
export const KINDS = [
  '/', '/cases/', '/cases/yantai-zhifu/', '/regions/', '/regions/310000/', '/models/', '/models/1-14-x/', '/practices/',
  '/practices/incubation/', '/indicators/', '/indicators/service-projects/', '/topics/', '/topics/incubation/', '/about/',
  '/data/', '/data/codebook/', '/compare/', '/404.html', '/en/', '/en/cases/shanghai-jingan/', '/en/topics/', '/en/data/codebook/',
  '/en/indicators/coverage-rate-larger/', '/zh-Hant/cases/baoji-weibin/',
];
