// Fetches the files of the index, each once, and reads them: see src/search/shard.rs for how shards are written.

import { learn } from "./fold.js";
import { BITS } from "./gram.js";

class Bits {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  bits(count) {
    let value = 0;
    for (let left = count; left > 0; ) {
      const have = 8 - (this.at & 7);
      const take = Math.min(have, left);
      const part = ((this.bytes[this.at >> 3] ?? 0xff) >> (have - take)) & ((1 << take) - 1);
      value = value * 2 ** take + part;
      this.at += take;
      left -= take;
    }
    return value;
  }

  zeros() {
    let zeros = 0;
    for (;;) {
      const used = this.at & 7;
      const rest = ((this.bytes[this.at >> 3] ?? 0xff) << used) & 0xff;
      if (rest !== 0) {
        const here = Math.clz32(rest) - 24;
        this.at += here + 1;
        return zeros + here;
      }
      zeros += 8 - used;
      this.at += 8 - used;
    }
  }

  gamma() {
    const more = this.zeros();
    return 2 ** more + this.bits(more);
  }

  rice(width) {
    const above = this.zeros();
    return above * 2 ** width + this.bits(width);
  }
}

export const OFTEN = 3;
export const TITLE = 4;
export const NAMES = 8;

function width(range, count) {
  const mean = Math.floor((range * 45426) / (Math.max(count, 1) * 65536));
  return mean < 1 ? 0 : Math.floor(Math.log2(mean));
}

function readNumbers(bits, range, count) {
  const own = width(range, count);
  const numbers = new Uint32Array(count);
  let next = 0;
  for (let at = 0; at < count; at += 1) {
    numbers[at] = next + bits.rice(own);
    next = numbers[at] + 1;
  }
  return numbers;
}

function others(numbers, range) {
  const all = new Uint32Array(range - numbers.length);
  let own = 0;
  for (let number = 0, at = 0; number < range; number += 1) {
    if (numbers[own] === number) own += 1;
    else {
      all[at] = number;
      at += 1;
    }
  }
  return all;
}

function readList(bits, cases) {
  const count = bits.gamma();
  const noted = bits.bits(1) && bits.bits(3);
  const numbers = count * 2 > cases ? others(readNumbers(bits, cases, cases - count), cases) : readNumbers(bits, cases, count);
  const notes = new Uint8Array(count);
  for (const [bit, flag] of [[4, TITLE], [2, NAMES], [1, OFTEN]]) {
    if (noted & bit) for (const at of readNumbers(bits, count, bits.gamma())) notes[at] |= flag;
  }
  return { numbers, notes };
}

function read(bytes, hashes, shardBits, cases) {
  const found = new Map();
  const bits = new Bits(bytes);
  const terms = bits.gamma() - 1;
  if (terms < 1) return found;
  const range = 2 ** (BITS - shardBits);
  const wanted = new Map(hashes.map((hash) => [hash % range, hash]));
  const last = Math.max(...wanted.keys());
  const keyWidth = bits.bits(5);
  let next = 0;
  for (let left = terms; left > 0 && next <= last; left -= 1) {
    const key = next + bits.rice(keyWidth);
    next = key + 1;
    const list = readList(bits, cases);
    if (wanted.has(key)) found.set(wanted.get(key), list);
  }
  return found;
}

// What the head of an answer costs, in bytes.
const REQUEST = 400;

async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const text = (bytes) => new TextDecoder().decode(bytes);

export class Store {
  constructor(folder) {
    this.folder = folder;
    this.files = new Map();
    this.lists = new Map();
    this.spent = 0;
  }

  get(name, read, options) {
    if (!this.files.has(name)) {
      const file = fetch(this.folder + name, options).then(async (response) => {
        if (!response.ok) throw new Error(`${response.status} ${name}`);
        const bytes = new Uint8Array(await response.arrayBuffer());
        this.spent += bytes.length + REQUEST;
        return read(bytes);
      });
      file.catch(() => this.files.delete(name));
      this.files.set(name, file);
    }
    return this.files.get(name);
  }

  manifest() {
    return this.get("index.bin", (bytes) => {
      const line = bytes.indexOf(10);
      const head = JSON.parse(text(bytes.subarray(0, line)));
      const version = (number) => {
        const from = line + 1 + number * head.size;
        return [...bytes.subarray(from, from + head.size)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      };
      const shards = 2 ** head.bits;
      return { ...head, shard: version, chunk: (number) => version(shards + number) };
    }, { cache: "no-cache" });
  }

  async lists_of(hashes) {
    const { bits, cases, shard } = await this.manifest();
    const missing = new Map();
    for (const hash of hashes.filter((own) => !this.lists.has(own))) {
      const number = hash >>> (BITS - bits);
      missing.set(number, [...(missing.get(number) ?? []), hash]);
    }
    await Promise.all([...missing].map(async ([number, own]) => {
      const bytes = await this.get(`shards/${number.toString(16)}.bin?v=${shard(number)}`, (bytes) => bytes);
      const found = read(bytes, own, bits, cases);
      for (const hash of own) this.lists.set(hash, found.get(hash) ?? null);
    }));
    return this.lists;
  }

  async card(number) {
    const { each, chunk } = await this.manifest();
    const part = Math.floor(number / each);
    const rows = await this.get(`cases/${part.toString(16)}.bin?v=${chunk(part)}`, async (bytes) => JSON.parse(text(await inflate(bytes))));
    const [id, href, title, summary, region, model, topics, date, draft, hidden = []] = rows[number % each];
    return { number, id, href, title, summary, region, model, topics, date, draft, hidden };
  }

  /** Returns the values of a facet, and for each case their places: `places[starts[n]..starts[n + 1]]`. */
  async facet(key) {
    const { cases, facets } = await this.manifest();
    const version = facets.find(([own]) => own === key)?.[2] ?? "";
    return this.get(`facets/${encodeURIComponent(key)}.bin?v=${version}`, async (packed) => {
      const bytes = await inflate(packed);
      const line = bytes.indexOf(10);
      const values = JSON.parse(text(bytes.subarray(0, line))).map(([id, name, above]) => ({ id, name, above }));
      const single = bytes[line + 1] === 1;
      const starts = new Uint32Array(cases + 1);
      for (let at = 0; at < cases; at += 1) starts[at + 1] = starts[at] + (single ? 1 : bytes[line + 2 + at]);
      const low = line + 2 + (single ? 0 : cases);
      const total = starts[cases];
      const places = Uint16Array.from({ length: total }, (_, at) => bytes[low + at] | (bytes[low + total + at] << 8));
      return { values, starts, places };
    });
  }

  learn() {
    return this.get("fold.bin", async (bytes) => learn(text(await inflate(bytes))));
  }
}
